//! The head of the audit chain, written down once a day outside of the database.
//!
//! The chain alone shows a change in its middle, not a tail that was cut off: the heads of earlier days do. Each line is
//! signed with the key of the installation, and also logged, so that a copy stands where logs are kept. Heads of events
//! that were removed since, because their time had passed, are only looked at for their signature.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use preau::certificate::{keys, signed};
use preau::{Conn, Db, Timestamp, audit, sql};

/// The file of the heads, in the data folder.
pub fn file(data_dir: &Path) -> PathBuf {
    data_dir.join("audit-heads.log")
}

/// Writes today's head down, if that is not done yet; says whether it did.
pub async fn note(db: &Db, data_dir: &Path, now: Timestamp) -> Result<bool> {
    let (path, today) = (file(data_dir), now.date_in("UTC").to_string());
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    if known.lines().last().is_some_and(|line| line.starts_with(&today)) {
        return Ok(false);
    }
    let mut read = db.read().await?;
    let (seq, hash): (i64, String) =
        read.query(sql!("select seq, hash from audit_head where one = 1")).one().await?;
    if seq == 0 {
        return Ok(false);
    }
    let text = format!("{today} {seq} {hash}");
    let line = match keys::current(&mut read).await? {
        Some(key) => format!("{text} {} {}", key.public_key(), key.sign(&text)),
        None => text,
    };
    let mut out = OpenOptions::new()
        .create(true)
        .append(true)
        .open(&path)
        .with_context(|| path.display().to_string())?;
    writeln!(out, "{line}")?;
    out.sync_all()?;
    tracing::info!(audit.seq = seq, audit.hash = hash, "Head of the audit chain");
    Ok(true)
}

/// What comparing the heads with the chain found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    pub heads: usize,
    /// Days whose head is not in the chain any more, or whose line was changed.
    pub wrong: Vec<String>,
}

/// Looks for every head in the chain.
pub async fn compare(db: &mut impl Conn, data_dir: &Path) -> Result<Compared> {
    let text = std::fs::read_to_string(file(data_dir)).unwrap_or_default();
    let published: Vec<String> = keys::public_keys(db).await?.into_iter().map(|key| key.public_key).collect();
    let (purged, anchor) = audit::anchor(db).await?;
    let mut compared = Compared::default();
    for line in text.lines().filter(|line| !line.is_empty()) {
        compared.heads += 1;
        if !holds(db, line, &published, (purged, &anchor)).await? {
            compared.wrong.push(line.split(' ').next().unwrap_or_default().to_owned());
        }
    }
    Ok(compared)
}

async fn holds(db: &mut impl Conn, line: &str, published: &[String], purged: (i64, &str)) -> Result<bool> {
    let parts: Vec<&str> = line.split(' ').collect();
    let (day, seq, hash, seal) = match parts.as_slice() {
        [day, seq, hash] => (day, seq, hash, None),
        [day, seq, hash, key, signature] => (day, seq, hash, Some((key, signature))),
        _ => return Ok(false),
    };
    let Ok(number) = seq.parse::<i64>() else { return Ok(false) };
    let row: Option<(String,)> =
        db.query(sql!("select hash from audit_event where seq = $1")).bind(number).optional().await?;
    let there = match row {
        Some((known,)) => known == *hash,
        // The chain says itself where it begins: `audit::verify` holds the anchor against it.
        None => number < purged.0 || (number == purged.0 && purged.1 == *hash),
    };
    let sealed = seal.is_none_or(|(key, signature)| {
        published.iter().any(|known| known == key)
            && signed::verify(format!("{day} {seq} {hash}").as_bytes(), signature, key)
    });
    Ok(there && sealed)
}
