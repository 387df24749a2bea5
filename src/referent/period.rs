//! What the calendar does to nominations: mandates begin, come to their end, or fall with the posting they stand on.
//!
//! Run often by the worker, by any number of processes: each step looks at the state again under its lock.

use uuid::Uuid;

use super::nomination::{EndReason, Event, State};
use super::step::{self, As, Door};
use super::{end, handover, hold};
use crate::clock::Timestamp;
use crate::db::{Conn, Db, Tx};
use crate::error::{Error, Result};
use crate::school::{self, coverage, postings};
use crate::sql;
use crate::year::SchoolYear;

/// Nominations looked at in one go: the rest waits for the next one.
const BATCH: i64 = 500;

/// How many mandates came to their end, fell with a posting, and how many schools were counted anew.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turned {
    pub completed: u32,
    pub ended: u32,
    pub counted: u32,
}

/// Brings every nomination to the present moment.
pub async fn turn(db: &Db, now: Timestamp) -> Result<Turned> {
    let mut turned = Turned::default();
    let (over, unposted) = {
        let mut read = db.read().await?;
        (over(&mut read, now).await?, unposted(&mut read, now).await?)
    };
    // One transaction each: one that fails keeps no other back.
    for id in over {
        let mut tx = db.begin().await?;
        if complete(&mut tx, id, now).await? {
            turned.completed += 1;
        }
        tx.commit().await?;
    }
    for id in unposted {
        let mut tx = db.begin().await?;
        if fall(&mut tx, id, now).await? {
            turned.ended += 1;
        }
        tx.commit().await?;
    }
    let mut tx = db.begin().await?;
    for school in coverage::stale(&mut tx, now).await? {
        coverage::recount(&mut tx, school, now).await?;
        turned.counted += 1;
    }
    tx.commit().await?;
    Ok(turned)
}

async fn over(db: &mut impl Conn, now: Timestamp) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = db
        .query(sql!(
            "select id from nomination where state = 'active' and ends_at <= $1 order by ends_at, id limit $2"
        ))
        .bind(now)
        .bind(BATCH)
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Mandates whose teacher works in the school no longer, or whose school is closed.
async fn unposted(db: &mut impl Conn, now: Timestamp) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = db
        .query(sql!(
            "select m.id from nomination m
              where m.state = 'active' and m.ends_at > $1
                and (not exists (select 1 from posting o
                                  where o.person_id = m.person_id and o.school_id = m.school_id
                                    and (o.ends_at is null or o.ends_at > $1))
                     or exists (select 1 from org_node n where n.id = m.school_id and n.state = 'closed'))
              order by m.id
              limit $2"
        ))
        .bind(now)
        .bind(BATCH)
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// A mandate came to the end of its period: completed with its report, or without.
async fn complete(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<bool> {
    let before = match hold(tx, id).await {
        Ok(before) => before,
        Err(Error::NotFound) => return Ok(false),
        Err(other) => return Err(other),
    };
    if before.state() != State::Active || !before.is_over(now) {
        return Ok(false);
    }
    let filed = before.report_filed_at.is_some();
    let (event, kind) = if filed {
        (Event::Complete, "nomination-completed")
    } else {
        (Event::CompleteWithoutReport, "nomination-completed-without-report")
    };
    let after = step::take(tx, &before, event, None, As::System, None, now).await?;
    handover::gather(tx, &before, now).await?;
    let teacher = [before.person_id];
    step::tell(tx, &after, &teacher, kind, Door::Teacher, !filed, None, now).await?;
    let heads = step::heads(tx, &before, now).await?;
    step::tell(tx, &after, &heads, kind, Door::Head, false, None, now).await?;
    Ok(true)
}

/// A mandate falls with the posting it stands on, on the day that posting ended, or with its school.
async fn fall(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<bool> {
    let before = match hold(tx, id).await {
        Ok(before) => before,
        Err(Error::NotFound) => return Ok(false),
        Err(other) => return Err(other),
    };
    if before.state() != State::Active || before.is_over(now) {
        return Ok(false);
    }
    let school = school::node(tx, before.school_id).await?;
    if !school.is_open() {
        end::end(tx, &before, EndReason::SchoolClosed, now, None, As::System, now).await?;
        return Ok(true);
    }
    if postings::is_posted(tx, before.person_id, before.school_id, now).await? {
        return Ok(false);
    }
    let (left,): (Option<Timestamp>,) = tx
        .query(sql!(
            "select max(ends_at) from posting where person_id = $1 and school_id = $2 and ends_at <= $3"
        ))
        .bind(before.person_id)
        .bind(before.school_id)
        .bind(now)
        .one()
        .await?;
    let at = left.unwrap_or(now);
    end::end(tx, &before, EndReason::PostingEnded, at, None, As::System, now).await?;
    Ok(true)
}

/// Ends at once what stands on a posting that has just ended, for whoever ends it: an import, a manager.
pub async fn posting_ended(tx: &mut Tx, person: Uuid, school: Uuid, now: Timestamp) -> Result<()> {
    let rows: Vec<(Uuid,)> = tx
        .query(sql!(
            "select id from nomination
              where person_id = $1 and school_id = $2 and state = 'active' and ends_at > $3
              order by id
              limit 10"
        ))
        .bind(person)
        .bind(school)
        .bind(now)
        .all()
        .await?;
    for (id,) in rows {
        fall(tx, id, now).await?;
    }
    Ok(())
}

/// The yearly report of a person in a school was filed: the mandates of that year may end as completed.
pub async fn report_filed(
    tx: &mut Tx,
    school: Uuid,
    person: Uuid,
    year: SchoolYear,
    now: Timestamp,
) -> Result<()> {
    tx.query(sql!(
        "update nomination set report_filed_at = coalesce(report_filed_at, $4)
          where school_id = $1 and person_id = $2 and school_year = $3 and state = 'active'"
    ))
    .bind(school)
    .bind(person)
    .bind(year.label())
    .bind(now)
    .run()
    .await?;
    Ok(())
}
