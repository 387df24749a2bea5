//! Reminders: some days before the first half-day, to those who have a seat when the mail leaves, once (CAL-5).

use serde_json::json;
use uuid::Uuid;

use super::entry::{Addressee, addressee};
use super::seat::Seat;
use super::{Session, Slot, hold, session, slots};
use crate::clock::{DAY, Timestamp};
use crate::db::{Conn as _, Db, Tx};
use crate::error::Result;
use crate::notice::link;
use crate::{jobs, sql};

/// Kind of the jobs that mail one reminder: payload `{place, starts_at}`.
pub const JOB: &str = "session_reminder";

/// Days before the first half-day, the nearest first.
pub const DAYS: [i32; 2] = [1, 7];

/// Sessions looked at in one go; the rest waits for the next look.
const MOST: i64 = 200;

/// Writes the jobs of the reminders that are due; gives how many sessions they are of.
pub(super) async fn plan(db: &Db, now: Timestamp) -> Result<usize> {
    let [eve, week] = DAYS;
    let due: Vec<(Uuid,)> = db
        .read()
        .await?
        .query(sql!(
            "select t.id
               from training_session t
              where t.state in ('open', 'full') and t.starts_at > $1 and t.starts_at <= $3
                and not exists (select 1 from session_reminder r
                                 where r.session_id = t.id and r.starts_at = t.starts_at
                                   and r.days = case when t.starts_at <= $2 then cast($4 as integer)
                                                     else cast($5 as integer) end)
              order by t.starts_at, t.id
              limit $6"
        ))
        .bind(now)
        .bind(now.plus(i64::from(eve) * DAY))
        .bind(now.plus(i64::from(week) * DAY))
        .bind(eve)
        .bind(week)
        .bind(MOST)
        .all()
        .await?;
    let mut reminded = 0;
    // Each in a transaction of its own, as its session's row is taken.
    for (id,) in due {
        reminded += usize::from(one(db, id, now).await?);
    }
    Ok(reminded)
}

async fn one(db: &Db, id: Uuid, now: Timestamp) -> Result<bool> {
    let mut tx = db.begin().await?;
    let session = hold(&mut tx, id).await?;
    let start = session.starts_at.filter(|start| session.state().takes_people() && now < *start);
    let due = start.and_then(|start| {
        let days = DAYS.into_iter().find(|days| start <= now.plus(i64::from(*days) * DAY))?;
        Some((start, days))
    });
    // It was moved or cancelled since the look.
    let Some((start, days)) = due else {
        tx.rollback().await?;
        return Ok(false);
    };
    let added = tx
        .query(sql!(
            "insert into session_reminder (session_id, days, starts_at, made_at) values ($1, $2, $3, $4)
             on conflict do nothing"
        ))
        .bind(id)
        .bind(days)
        .bind(start)
        .bind(now)
        .run()
        .await?;
    if added == 0 {
        tx.rollback().await?;
        return Ok(false);
    }
    // Whoever got their seat since then was told of it a moment ago.
    let seated: Vec<(Uuid,)> = tx
        .query(sql!(
            "select id from session_place where session_id = $1 and state = 'enrolled' and state_at <= $2
              order by id limit 5000"
        ))
        .bind(id)
        .bind(start.plus(-i64::from(days) * DAY))
        .all()
        .await?;
    let wanted: Vec<_> = seated
        .into_iter()
        .map(|(place,)| {
            (json!({ "place": place, "starts_at": start }), format!("reminder:{place}:{days}:{}", start.0))
        })
        .collect();
    jobs::enqueue_many(&mut tx, JOB, &wanted, now).await?;
    tx.commit().await?;
    Ok(true)
}

/// A reminder about to leave.
#[derive(Debug, Clone)]
pub struct Reminder {
    pub session: Session,
    pub slots: Vec<Slot>,
    pub to: Addressee,
    /// Ends mails about seats at one click.
    pub stop: String,
}

/// What a reminder says when it leaves; none for whoever has no seat any more, asked for no mail about seats, or when
/// the session was moved, was cancelled or has begun.
pub async fn take(
    tx: &mut Tx,
    place: Uuid,
    starts_at: Timestamp,
    now: Timestamp,
) -> Result<Option<Reminder>> {
    let found: Option<(Uuid, Uuid, String)> = tx
        .query(sql!(
            "select p.session_id, p.person_id, p.state
               from session_place p
              where p.id = $1
                and not exists (select 1 from notice_preference t
                                 where t.person_id = p.person_id and t.kind = 'seat' and t.rhythm = 'never')"
        ))
        .bind(place)
        .optional()
        .await?;
    let Some((id, person, state)) = found else { return Ok(None) };
    let session = session(tx, id).await?;
    let holds = Seat::parse(&state) == Some(Seat::Enrolled)
        && session.state().takes_people()
        && session.starts_at == Some(starts_at)
        && now < starts_at;
    if !holds {
        return Ok(None);
    }
    let Some(to) = addressee(tx, person).await? else { return Ok(None) };
    let slots = slots(tx, id).await?;
    let stop = link::sign(&link::key(tx).await?, person, "seat");
    Ok(Some(Reminder { session, slots, to, stop }))
}
