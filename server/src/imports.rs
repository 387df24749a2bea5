//! The job that goes on with an import, and the forgetting of old ones.

use preau::clock::{DAY, SECOND};
use preau::jobs::{self, Job};
use preau::school::import;
use preau::{Error, Result, Timestamp};
use preau_app::Site;
use preau_app::school::import::surroundings;
use serde::Deserialize;
use uuid::Uuid;

/// How long one job works: mails of the same worker wait no longer.
const BUDGET: i64 = 15 * SECOND;
/// Files and verdicts hold names: kept as long as a batch may be undone.
const KEEP: i64 = 30 * DAY;

#[derive(Debug, Deserialize)]
struct Payload {
    batch: Uuid,
}

/// Goes on with a batch; what is left to do is another job.
pub async fn go_on(site: &Site, job: &Job) -> Result<()> {
    let Payload { batch } = serde_json::from_value(job.payload.0.clone()).map_err(Error::broken)?;
    let more = match import::step(&site.db, &site.clock, &surroundings(site), batch, BUDGET).await {
        Ok(more) => more,
        // The batch is gone: forgotten, or of a database that was put back.
        Err(Error::NotFound) => false,
        Err(other) => return Err(other),
    };
    let now = site.clock.now();
    let mut tx = site.db.begin().await?;
    jobs::done(&mut tx, job.id, now).await?;
    if more {
        let payload = serde_json::json!({ "batch": batch });
        jobs::enqueue(&mut tx, import::JOB, &payload, None, now, now).await?;
    }
    tx.commit().await
}

/// Forgets batches that can no longer be undone, with their files.
pub async fn forget(site: &Site, now: Timestamp) -> Result<()> {
    let mut tx = site.db.begin().await?;
    let gone = import::purge(&mut tx, now.plus(-KEEP)).await?;
    tx.commit().await?;
    let around = surroundings(site);
    for batch in gone {
        around.forget(batch);
    }
    Ok(())
}
