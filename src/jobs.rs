//! Work that leaves the transaction: written with it (outbox), done later, once.
//!
//! A worker leases a job, does it, and marks it done; a lease that runs out (a killed process) gives the job back.
//! Delays between tries grow; after [`MAX_ATTEMPTS`] a job is `dead` and waits for the operator.

use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use crate::clock::{MINUTE, SECOND, Timestamp};
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::{ids, sql};

/// About a day of tries with the delays of [`delay`].
pub const MAX_ATTEMPTS: i32 = 12;
const LEASE: i64 = 5 * MINUTE;

/// A job as the worker gets it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Job {
    pub id: Uuid,
    pub kind: String,
    pub payload: Json<serde_json::Value>,
    pub attempts: i32,
    pub created_at: Timestamp,
}

/// Writes a job down. With a `dedup` key, a second one with the same key adds nothing.
pub async fn enqueue(
    tx: &mut Tx,
    kind: &str,
    payload: &impl Serialize,
    dedup: Option<&str>,
    run_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    let payload = serde_json::to_value(payload).map_err(Error::broken)?;
    tx.query(sql!(
        "insert into job (id, kind, payload, dedup_key, state, run_at, created_at)
         values ($1, $2, $3, $4, 'ready', $5, $6)
         on conflict (dedup_key) do nothing"
    ))
    .bind(ids::new(now))
    .bind(kind)
    .bind(Json(payload))
    .bind(dedup)
    .bind(run_at)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Writes many jobs of one kind down in one statement: payload and key of each.
pub async fn enqueue_many(
    tx: &mut Tx,
    kind: &str,
    jobs: &[(serde_json::Value, String)],
    now: Timestamp,
) -> Result<u64> {
    let rows: Vec<_> = jobs
        .iter()
        .map(|(payload, key)| serde_json::json!({ "id": ids::new(now), "payload": payload, "key": key }))
        .collect();
    tx.query(sql! {
        sqlite: "insert into job (id, kind, payload, dedup_key, state, run_at, created_at)
                 select unhex(replace(j.value ->> 'id', '-', '')), $2, j.value -> 'payload', j.value ->> 'key', 'ready',
                        $3, $3
                   from json_each($1) as j
                  where true
                 on conflict (dedup_key) do nothing",
        postgres: "insert into job (id, kind, payload, dedup_key, state, run_at, created_at)
                   select cast(j.value ->> 'id' as uuid), $2, j.value -> 'payload', j.value ->> 'key', 'ready', $3, $3
                     from jsonb_array_elements($1) as j (value)
                   on conflict (dedup_key) do nothing",
    })
    .bind(Json(rows))
    .bind(kind)
    .bind(now)
    .run()
    .await
}

/// Leases the next job that is due, if any.
pub async fn claim(tx: &mut Tx, now: Timestamp) -> Result<Option<Job>> {
    tx.query(sql! {
        sqlite: "update job
                    set leased_until = $1, attempts = attempts + 1
                  where id = (select id from job
                               where state = 'ready' and run_at <= $2 and (leased_until is null or leased_until < $2)
                               order by run_at, id
                               limit 1)
              returning id, kind, payload, attempts, created_at",
        postgres: "update job
                      set leased_until = $1, attempts = attempts + 1
                    where id = (select id from job
                                 where state = 'ready' and run_at <= $2 and (leased_until is null or leased_until < $2)
                                 order by run_at, id
                                 limit 1
                                   for update skip locked)
                returning id, kind, payload, attempts, created_at",
    })
    .bind(now.plus(LEASE))
    .bind(now)
    .optional()
    .await
}

/// Whether a job of this kind waits and is due.
pub async fn is_due(db: &mut impl Conn, kind: &str, now: Timestamp) -> Result<bool> {
    let found: Option<(i32,)> = db
        .query(sql!("select 1 from job where kind = $1 and state = 'ready' and run_at <= $2 limit 1"))
        .bind(kind)
        .bind(now)
        .optional()
        .await?;
    Ok(found.is_some())
}

/// Whether a job of this kind that is not younger than an instant is still to be done.
pub async fn waits_from_before(db: &mut impl Conn, kind: &str, until: Timestamp) -> Result<bool> {
    let found: Option<(i32,)> = db
        .query(sql!("select 1 from job where kind = $1 and state = 'ready' and created_at <= $2 limit 1"))
        .bind(kind)
        .bind(until)
        .optional()
        .await?;
    Ok(found.is_some())
}

/// Puts a job off that cannot be done yet: no failure, and as if it had never been tried.
pub async fn put_off(tx: &mut Tx, id: Uuid, until: Timestamp) -> Result<()> {
    tx.query(sql!("update job set run_at = $2, leased_until = null, attempts = 0 where id = $1"))
        .bind(id)
        .bind(until)
        .run()
        .await?;
    Ok(())
}

/// Marks a job done. Its payload is emptied: a mail that left need not stay.
pub async fn done(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<()> {
    tx.query(sql!(
        "update job set state = 'done', done_at = $2, leased_until = null, last_error = null, payload = '{}' where id = $1"
    ))
    .bind(id)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Gives a job back after a failure: later, or dead after too many.
pub async fn failed(tx: &mut Tx, job: &Job, error: &str, now: Timestamp) -> Result<()> {
    let dead = job.attempts >= MAX_ATTEMPTS;
    tx.query(sql!(
        "update job set state = $2, run_at = $3, leased_until = null, last_error = $4 where id = $1"
    ))
    .bind(job.id)
    .bind(if dead { "dead" } else { "ready" })
    .bind(now.plus(delay(job.attempts)))
    .bind(error)
    .run()
    .await?;
    Ok(())
}

/// 10 s, 20 s, 40 s… at most 3 hours.
fn delay(attempts: i32) -> i64 {
    let exponent = u32::try_from(attempts.clamp(1, 16)).unwrap_or(1) - 1;
    (10 * SECOND).saturating_mul(2_i64.saturating_pow(exponent)).min(180 * MINUTE)
}

/// Numbers of jobs by state, for `/readyz`, metrics and `preau doctor`.
pub async fn counts(db: &mut impl Conn) -> Result<Vec<(String, i64)>> {
    db.query(sql!("select state, count(*) from job group by state order by state")).all().await
}

/// Removes jobs done before an instant; gives how many.
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    tx.query(sql!("delete from job where state = 'done' and done_at < $1")).bind(before).run().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::HOUR;
    use crate::on_both;
    use crate::testing::Platform;
    use serde_json::json;

    on_both!(
        a_job_runs_once_and_its_key_adds_nothing_twice,
        a_lost_lease_gives_the_job_back,
        a_failing_job_waits_longer_each_time_and_ends_dead,
    );

    async fn a_job_runs_once_and_its_key_adds_nothing_twice(t: Platform) {
        let mut tx = t.db.begin().await.unwrap();
        for _ in 0..2 {
            enqueue(&mut tx, "mail", &json!({"to": "x"}), Some("mail:1"), t.now(), t.now()).await.unwrap();
        }
        let job = claim(&mut tx, t.now()).await.unwrap().unwrap();
        assert!(claim(&mut tx, t.now()).await.unwrap().is_none());
        done(&mut tx, job.id, t.now()).await.unwrap();
        assert!(claim(&mut tx, t.now().plus(HOUR)).await.unwrap().is_none());
        tx.commit().await.unwrap();
    }

    async fn a_lost_lease_gives_the_job_back(t: Platform) {
        let mut tx = t.db.begin().await.unwrap();
        enqueue(&mut tx, "mail", &json!({}), None, t.now(), t.now()).await.unwrap();
        claim(&mut tx, t.now()).await.unwrap().unwrap();
        assert!(claim(&mut tx, t.now().plus(MINUTE)).await.unwrap().is_none());
        assert_eq!(claim(&mut tx, t.now().plus(LEASE + 1)).await.unwrap().unwrap().attempts, 2);
        tx.commit().await.unwrap();
    }

    async fn a_failing_job_waits_longer_each_time_and_ends_dead(t: Platform) {
        let mut tx = t.db.begin().await.unwrap();
        enqueue(&mut tx, "mail", &json!({}), None, t.now(), t.now()).await.unwrap();
        let mut now = t.now();
        for _ in 0..MAX_ATTEMPTS {
            let job = claim(&mut tx, now).await.unwrap().unwrap();
            failed(&mut tx, &job, "refused", now).await.unwrap();
            now = now.plus(delay(job.attempts));
        }
        assert!(claim(&mut tx, now.plus(24 * HOUR)).await.unwrap().is_none());
        assert_eq!(counts(&mut tx).await.unwrap(), [("dead".to_owned(), 1)]);
        tx.commit().await.unwrap();
    }
}
