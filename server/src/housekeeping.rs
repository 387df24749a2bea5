//! What is removed by itself, and after how long.

use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use preau::access::{throttle, web_sessions};
use preau::clock::DAY;
use preau::notice::digest;
use preau::pay::open;
use preau::privacy::{Periods, retention};
use preau::school::{coverage, life};
use preau::{Conn as _, Db, Result, Timestamp, jobs, sql, webhook};

/// Jobs done and links ended stay readable this long.
const KEEP: i64 = 30 * DAY;

/// Removes what has ended (logins, counters of failures, jobs done, links) and what the retention periods no longer
/// cover, and writes the digests that are due.
pub async fn sweep(db: &Db, periods: &Periods, zone: &str, now: Timestamp) -> Result<()> {
    let mut tx = db.begin().await?;
    let logins = web_sessions::purge(&mut tx, now).await?;
    let counters = throttle::purge(&mut tx, now).await?;
    let done = jobs::purge(&mut tx, now.plus(-KEEP)).await?;
    webhook::sweep(&mut tx, now).await?;
    life::turn(&mut tx, now).await?;
    coverage::turn(&mut tx, now).await?;
    // Those of sessions whose closing this version did not see.
    open::open(&mut tx, None, now).await?;
    let links =
        tx.query(sql!("delete from account_link where expires_at < $1")).bind(now.plus(-KEEP)).run().await?;
    tx.query(sql!("delete from address_change where expires_at < $1")).bind(now.plus(-KEEP)).run().await?;
    tx.commit().await?;
    let gone = retention::sweep(db, periods, zone, now).await?;
    if gone.total() > 0 {
        tracing::info!(?gone, "Did what the retention periods ask for");
    }
    let mut tx = db.begin().await?;
    let digests = digest::plan(&mut tx, zone, now).await?;
    let wanted = digest::plan_at_once(&mut tx, now).await?;
    tx.commit().await?;
    if digests + wanted > 0 {
        tracing::info!(digests, wanted, "Wrote the jobs of mails that are due");
    }
    if logins + counters + done + links > 0 {
        tracing::info!(logins, counters, jobs = done, links, "Removed what had ended");
    }
    Ok(())
}

/// Removes files that were being handed in a day ago and never arrived whole (a killed process, a lost network).
pub fn forget_halves(uploads: &Path, now: Timestamp) -> io::Result<u64> {
    let yesterday = SystemTime::UNIX_EPOCH + Duration::from_micros(now.plus(-DAY).0.max(0).unsigned_abs());
    let entries = match std::fs::read_dir(uploads.join("tmp")) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    let mut removed = 0;
    for entry in entries {
        let entry = entry?;
        let data = entry.metadata()?;
        if data.is_file() && data.modified()? < yesterday {
            std::fs::remove_file(entry.path())?;
            removed += 1;
        }
    }
    Ok(removed)
}
