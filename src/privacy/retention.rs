//! What goes by itself when its time has passed, and what `preau doctor` says would go.
//!
//! Accounts: warned 30 days before, closed, warned again, anonymised; a login in between starts the months anew, and a
//! hold stops the end. Traces of learning, access log, notices, answered requests and the oldest acts of the journal go.

use serde_json::json;
use uuid::Uuid;

use super::account::{self, WARNING};
use super::erasure::FORGET;
use super::{Periods, months_before};
use crate::access::policy::by_operator;
use crate::access::seen;
use crate::clock::Timestamp;
use crate::db::{Conn, Db, Tx};
use crate::error::Result;
use crate::notice::{self, Notice};
use crate::year::SchoolYear;
use crate::{audit, instance, jobs, sql};

/// People looked at in one transaction.
const BATCH: i64 = 200;
/// Enrolments whose traces go in one transaction.
const TRACES: i64 = 500;

/// The instants before which things go.
#[derive(Debug, Clone, Copy)]
struct Limits {
    closed: Timestamp,
    erased: Timestamp,
    traces: Timestamp,
    looks: Timestamp,
    notices: Timestamp,
    requests: Timestamp,
    audit: Timestamp,
}

impl Limits {
    fn at(periods: &Periods, zone: &str, now: Timestamp) -> Self {
        let mut year = SchoolYear::of(now.date_in(zone));
        for _ in 0..periods.learning_years {
            year = year.previous();
        }
        Self {
            closed: months_before(now, periods.account_closed_months, zone),
            erased: months_before(now, periods.account_erased_months, zone),
            traces: Timestamp::midnight(year.first_day(), zone),
            looks: months_before(now, periods.access_months, zone),
            notices: months_before(now, periods.notice_months, zone),
            requests: months_before(now, periods.request_years.saturating_mul(12), zone),
            audit: months_before(now, periods.audit_years.saturating_mul(12), zone),
        }
    }
}

/// How many of each would go now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, sqlx::FromRow)]
pub struct Due {
    /// Accounts to warn before they are closed.
    pub to_warn: i64,
    pub to_close: i64,
    /// Closed accounts to warn before they are anonymised.
    pub to_warn_again: i64,
    pub to_anonymise: i64,
    /// Enrolments whose traces go.
    pub traces: i64,
    pub looks: i64,
    pub notices: i64,
    pub requests: i64,
    /// Acts of the journal.
    pub acts: i64,
}

impl Due {
    pub fn total(&self) -> i64 {
        self.to_warn
            + self.to_close
            + self.to_warn_again
            + self.to_anonymise
            + self.traces
            + self.looks
            + self.notices
            + self.requests
            + self.acts
    }
}

/// Counts what would go; changes nothing.
pub async fn due(db: &mut impl Conn, periods: &Periods, zone: &str, now: Timestamp) -> Result<Due> {
    let limits = Limits::at(periods, zone, now);
    db.query(sql!(
        "select (select count(*) from account a
                  where a.state in ('active', 'locked') and coalesce(a.last_login_at, a.created_at) < $7
                    and (a.warned_at is null or a.warned_at < coalesce(a.last_login_at, a.created_at))) as to_warn,
                (select count(*) from account a
                  where a.state in ('active', 'locked') and coalesce(a.last_login_at, a.created_at) < $1
                    and a.warned_at >= coalesce(a.last_login_at, a.created_at)
                    and a.warned_at <= $9) as to_close,
                (select count(*) from account a
                  where a.state = 'deactivated' and a.anonymised_at is null and a.hold_reason is null
                    and coalesce(a.last_login_at, a.created_at) < $8
                    and (a.warned_at is null or a.warned_at < coalesce(a.deactivated_at, a.created_at)))
                    as to_warn_again,
                (select count(*) from account a
                  where a.state = 'deactivated' and a.anonymised_at is null and a.hold_reason is null
                    and coalesce(a.last_login_at, a.created_at) < $2
                    and a.warned_at >= coalesce(a.deactivated_at, a.created_at)
                    and a.warned_at <= $9) as to_anonymise,
                (select count(*) from enrolment e
                  where e.seen_at < $3
                    and (not exists (select 1 from completion c where c.enrolment_id = e.id)
                         or exists (select 1 from page_progress g where g.enrolment_id = e.id))) as traces,
                (select count(*) from record_access where last_at < $4) as looks,
                (select count(*) from notice where created_at < $5) as notices,
                (select count(*) from data_request where closed_at < $6) as requests,
                (select count(*) from audit_event where at < $10) as acts"
    ))
    .bind(limits.closed)
    .bind(limits.erased)
    .bind(limits.traces)
    .bind(limits.looks)
    .bind(limits.notices)
    .bind(limits.requests)
    .bind(limits.closed.plus(WARNING))
    .bind(limits.erased.plus(WARNING))
    .bind(now.plus(-WARNING))
    .bind(limits.audit)
    .one()
    .await
}

/// Does it, once a day whatever the number of processes; gives what was done.
pub async fn sweep(db: &Db, periods: &Periods, zone: &str, now: Timestamp) -> Result<Due> {
    let mut tx = db.begin().await?;
    let first = instance::set(&mut tx, "retention_day", &now.date_in(zone).to_string()).await?;
    tx.commit().await?;
    if !first {
        return Ok(Due::default());
    }
    let limits = Limits::at(periods, zone, now);
    let mut done = Due::default();
    // Each round is one transaction; a kill in between leaves whole rounds.
    loop {
        let mut tx = db.begin().await?;
        let round = accounts(&mut tx, &limits, zone, now).await?;
        tx.commit().await?;
        done.to_warn += round.to_warn;
        done.to_close += round.to_close;
        done.to_warn_again += round.to_warn_again;
        done.to_anonymise += round.to_anonymise;
        if round.total() == 0 {
            break;
        }
    }
    loop {
        let mut tx = db.begin().await?;
        let gone = traces(&mut tx, limits.traces, now).await?;
        tx.commit().await?;
        if gone == 0 {
            break;
        }
        done.traces += gone;
    }
    let mut tx = db.begin().await?;
    done.looks = count(seen::purge(&mut tx, limits.looks).await?);
    done.notices =
        count(tx.query(sql!("delete from notice where created_at < $1")).bind(limits.notices).run().await?);
    done.requests = count(
        tx.query(sql!("delete from data_request where closed_at < $1")).bind(limits.requests).run().await?,
    );
    tx.commit().await?;
    loop {
        let mut tx = db.begin().await?;
        let gone = audit::purge(&mut tx, limits.audit, now).await?;
        tx.commit().await?;
        if gone == 0 {
            break;
        }
        done.acts += gone;
    }
    Ok(done)
}

fn count(rows: u64) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

/// One round over the accounts.
async fn accounts(tx: &mut Tx, limits: &Limits, zone: &str, now: Timestamp) -> Result<Due> {
    let mut done = Due::default();
    let ending: Vec<(Uuid,)> = tx
        .query(sql!(
            "select a.person_id from account a
              where a.state = 'deactivated' and a.anonymised_at is null and a.hold_reason is null
                and coalesce(a.last_login_at, a.created_at) < $1
                and a.warned_at >= coalesce(a.deactivated_at, a.created_at) and a.warned_at <= $2
              order by a.person_id
              limit $3"
        ))
        .bind(limits.erased)
        .bind(now.plus(-WARNING))
        .bind(BATCH)
        .all()
        .await?;
    for (person,) in ending {
        account::anonymise(tx, by_operator(person), false, now).await?;
        done.to_anonymise += 1;
    }
    let again: Vec<(Uuid,)> = tx
        .query(sql!(
            "select a.person_id from account a
              where a.state = 'deactivated' and a.anonymised_at is null and a.hold_reason is null
                and coalesce(a.last_login_at, a.created_at) < $1
                and (a.warned_at is null or a.warned_at < coalesce(a.deactivated_at, a.created_at))
              order by a.person_id
              limit $2"
        ))
        .bind(limits.erased.plus(WARNING))
        .bind(BATCH)
        .all()
        .await?;
    for (person,) in again {
        warn(tx, person, "account-erasure", zone, now).await?;
        done.to_warn_again += 1;
    }
    let idle: Vec<(Uuid,)> = tx
        .query(sql!(
            "select a.person_id from account a
              where a.state in ('active', 'locked') and coalesce(a.last_login_at, a.created_at) < $1
                and a.warned_at >= coalesce(a.last_login_at, a.created_at) and a.warned_at <= $2
              order by a.person_id
              limit $3"
        ))
        .bind(limits.closed)
        .bind(now.plus(-WARNING))
        .bind(BATCH)
        .all()
        .await?;
    for (person,) in idle {
        account::close(tx, by_operator(person), now).await?;
        done.to_close += 1;
    }
    let quiet: Vec<(Uuid,)> = tx
        .query(sql!(
            "select a.person_id from account a
              where a.state in ('active', 'locked') and coalesce(a.last_login_at, a.created_at) < $1
                and (a.warned_at is null or a.warned_at < coalesce(a.last_login_at, a.created_at))
              order by a.person_id
              limit $2"
        ))
        .bind(limits.closed.plus(WARNING))
        .bind(BATCH)
        .all()
        .await?;
    for (person,) in quiet {
        warn(tx, person, "account-warned", zone, now).await?;
        done.to_warn += 1;
    }
    Ok(done)
}

async fn warn(tx: &mut Tx, to: Uuid, kind: &'static str, zone: &str, now: Timestamp) -> Result<()> {
    tx.query(sql!("update account set warned_at = $2 where person_id = $1")).bind(to).bind(now).run().await?;
    let day = now.plus(WARNING).date_in(zone);
    let about = format!("{kind}:{day}");
    let detail = json!({ "day": day.to_string() });
    notice::tell(tx, Notice { to, kind, detail, path: "/compte/donnees", asks_act: true, about: &about }, now)
        .await
}

/// Traces of the oldest enrolments: all of those never completed, and the answers of the others, whose completion and
/// attestation stay.
async fn traces(tx: &mut Tx, limit: Timestamp, now: Timestamp) -> Result<i64> {
    let oldest: Vec<(Timestamp,)> = tx
        .query(sql!(
            "select e.seen_at from enrolment e
              where e.seen_at < $1
                and (not exists (select 1 from completion c where c.enrolment_id = e.id)
                     or exists (select 1 from page_progress g where g.enrolment_id = e.id))
              order by e.seen_at
              limit $2"
        ))
        .bind(limit)
        .bind(TRACES)
        .all()
        .await?;
    let Some((last,)) = oldest.last() else { return Ok(0) };
    let until = last.plus(1).min(limit);
    for statement in [
        sql!("delete from production where enrolment_id in (select id from enrolment where seen_at < $1)"),
        sql!("delete from attempt where enrolment_id in (select id from enrolment where seen_at < $1)"),
        sql!("delete from checklist_tick where enrolment_id in (select id from enrolment where seen_at < $1)"),
        sql!("delete from survey_done where enrolment_id in (select id from enrolment where seen_at < $1)"),
        sql!("delete from page_progress where enrolment_id in (select id from enrolment where seen_at < $1)"),
        sql!(
            "delete from enrolment
              where seen_at < $1 and not exists (select 1 from completion c where c.enrolment_id = enrolment.id)"
        ),
    ] {
        tx.query(statement).bind(until).run().await?;
    }
    // Files that no production holds any more, drafts that were given up included.
    let files: Vec<(String,)> = tx
        .query(sql!(
            "select distinct u.sha256 from upload u
              where u.created_at < $1 and not exists (select 1 from production o where o.upload_id = u.id)
              order by u.sha256"
        ))
        .bind(until)
        .all()
        .await?;
    if !files.is_empty() {
        tx.query(sql!(
            "delete from upload
              where created_at < $1 and not exists (select 1 from production o where o.upload_id = upload.id)"
        ))
        .bind(until)
        .run()
        .await?;
        let names: Vec<&String> = files.iter().map(|file| &file.0).collect();
        jobs::enqueue(tx, FORGET, &json!({ "files": names }), None, now, now).await?;
    }
    Ok(i64::try_from(oldest.len()).unwrap_or(i64::MAX))
}
