//! Reading a backup: checking it whole, and putting it in place.
//!
//! The file is unpacked beside its destination and compared with its manifest, checksum by checksum and count by count,
//! before anything is touched. Nothing that is there is overwritten unless the operator says so.

use std::fs::{self, File};
use std::io::{BufReader, Read, Write as _};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use preau::{Conn as _, migrate, sql};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use super::tar::Reader;
use super::write::private_file;
use super::{Entry, MANIFEST, Manifest, ROWS, SQLITE, UPLOADS, postgres, sqlite};
use crate::config::{Config, private_folder};

/// A backup that was unpacked and is what it says.
#[derive(Debug)]
pub struct Checked {
    pub manifest: Manifest,
    folder: TempDir,
}

/// Unpacks a backup into a folder under `beside` and compares it with its manifest.
///
/// # Errors
/// When it is cut off, damaged, incomplete, or from a newer version.
pub async fn check(file: &Path, beside: &Path) -> Result<Checked> {
    let folder = tempfile::Builder::new()
        .prefix(".preau-restore")
        .tempdir_in(beside)
        .with_context(|| beside.display().to_string())?;
    let (from, into) = (file.to_owned(), folder.path().to_owned());
    let (found, manifest) = tokio::task::spawn_blocking(move || unpack(&from, &into)).await??;
    if manifest.format != 1 || manifest.migration > migrate::latest() {
        bail!("the backup was made by a newer version ({}): restore it with that one", manifest.version);
    }
    for expected in &manifest.entries {
        match found.iter().find(|entry| entry.path == expected.path) {
            None => bail!("{} is missing in the backup", expected.path),
            Some(entry) if entry != expected => bail!("{} is damaged in the backup", expected.path),
            Some(_) => {}
        }
    }
    if manifest.entries.len() != found.len() {
        bail!("the backup holds files that its manifest does not name");
    }
    if manifest.engine == "sqlite" {
        let contents = sqlite::contents(&folder.path().join(SQLITE)).await?;
        if contents.tables != manifest.tables || contents.audit != manifest.audit {
            bail!("the rows in the backup are not those its manifest counts");
        }
    } else {
        let counted = count_lines(&folder.path().join(ROWS))?;
        if manifest.tables.iter().any(|(table, rows)| counted.get(table).copied().unwrap_or(0) != *rows) {
            bail!("the rows in the backup are not those its manifest counts");
        }
    }
    Ok(Checked { manifest, folder })
}

fn unpack(file: &Path, into: &Path) -> Result<(Vec<Entry>, Manifest)> {
    let mut archive =
        Reader::new(BufReader::new(File::open(file).with_context(|| file.display().to_string())?));
    let (mut found, mut manifest) = (Vec::new(), None);
    while archive
        .next(|name, bytes, content| {
            if name == MANIFEST {
                let mut text = Vec::new();
                content.take(64 * 1024 * 1024).read_to_end(&mut text)?;
                manifest = Some(text);
                return Ok(());
            }
            let Some(path) = safe(name) else {
                return Err(std::io::Error::other(format!("{name}: not a name that a backup has")));
            };
            let path = into.join(path);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            let mut out = private_file(&path).map_err(std::io::Error::other)?;
            let (mut hasher, mut buffer) = (Sha256::new(), vec![0; 64 * 1024]);
            loop {
                let read = content.read(&mut buffer)?;
                if read == 0 {
                    break;
                }
                hasher.update(&buffer[..read]);
                out.write_all(&buffer[..read])?;
            }
            out.sync_all()?;
            found.push(Entry { path: name.to_owned(), bytes, sha256: hex::encode(hasher.finalize()) });
            Ok(())
        })?
        .is_some()
    {}
    let manifest = manifest.context("the backup has no manifest")?;
    Ok((found, serde_json::from_slice(&manifest).context("the manifest of the backup")?))
}

/// Only names that we write: a path from a file is never trusted.
fn safe(name: &str) -> Option<&Path> {
    let path = Path::new(name);
    let ours = name == SQLITE || name == ROWS || name.starts_with(UPLOADS);
    (ours && path.components().all(|part| matches!(part, Component::Normal(_)))).then_some(path)
}

fn count_lines(path: &Path) -> Result<std::collections::BTreeMap<String, i64>> {
    #[derive(serde::Deserialize)]
    struct Line {
        table: String,
    }
    let mut counted = std::collections::BTreeMap::new();
    for line in std::io::BufRead::lines(BufReader::new(File::open(path)?)) {
        let line: Line = serde_json::from_str(&line?)?;
        *counted.entry(line.table).or_insert(0) += 1;
    }
    Ok(counted)
}

impl Checked {
    /// Puts the backup in the place that a configuration names.
    ///
    /// # Errors
    /// When something is there and `force` is not said; when the engines differ.
    pub async fn put_in_place(self, config: &Config, force: bool) -> Result<()> {
        let sqlite_file = sqlite_file(config);
        match (self.manifest.engine.as_str(), &sqlite_file) {
            ("sqlite", Some(target)) => self.put_file(target, force)?,
            ("postgres", None) => self.put_rows(config, force).await?,
            (engine, _) => bail!("the backup comes from {engine}: give a --database-url of the same kind"),
        }
        self.put_uploads(&config.uploads())
    }

    fn put_file(&self, target: &Path, force: bool) -> Result<()> {
        if let Some(folder) = target.parent() {
            private_folder(folder)?;
        }
        if target.exists() && !force {
            bail!("{} is there already: stop the server, then say --force to replace it", target.display());
        }
        for suffix in ["", "-wal", "-shm"] {
            let old = PathBuf::from(format!("{}{suffix}", target.display()));
            match fs::remove_file(&old) {
                Ok(()) => {}
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(error).with_context(|| old.display().to_string()),
            }
        }
        move_file(&self.folder.path().join(SQLITE), target)
    }

    async fn put_rows(&self, config: &Config, force: bool) -> Result<()> {
        if self.manifest.migration != migrate::latest() {
            bail!(
                "the backup is at migration {}: restore it with version {}, then upgrade",
                self.manifest.migration,
                self.manifest.version
            );
        }
        let db = crate::open(config).await?;
        let (people,): (i64,) = db.read().await?.query(sql!("select count(*) from person")).one().await?;
        if people > 0 && !force {
            bail!("the database holds {people} people: say --force to replace them");
        }
        let Some(pool) = db.postgres_pool() else { bail!("there is no database") };
        let loaded = postgres::load(pool, BufReader::new(File::open(self.folder.path().join(ROWS))?)).await;
        db.close().await;
        loaded
    }

    fn put_uploads(&self, uploads: &Path) -> Result<()> {
        private_folder(uploads)?;
        for entry in self.manifest.entries.iter().filter_map(|entry| entry.path.strip_prefix(UPLOADS)) {
            let target = uploads.join(entry);
            if let Some(folder) = target.parent() {
                private_folder(folder)?;
            }
            move_file(&self.folder.path().join(UPLOADS).join(entry), &target)?;
        }
        Ok(())
    }
}

/// The file of a configuration's database, when it is SQLite.
pub fn sqlite_file(config: &Config) -> Option<PathBuf> {
    let url = config.database_url.as_str();
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return None;
    }
    let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).unwrap_or(url);
    Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
}

/// Moves, or copies when the two stand on different disks.
fn move_file(from: &Path, to: &Path) -> Result<()> {
    if fs::rename(from, to).is_err() {
        fs::copy(from, to).with_context(|| to.display().to_string())?;
        File::open(to)?.sync_all()?;
    }
    Ok(())
}
