//! Closing presence, being reminded of it, and opening it again.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{REOPEN, closed_at, entries, expected, result_of};
use crate::access::Allowed;
use crate::clock::{DAY, Timestamp};
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Refusal, Result};
use crate::session::decide::said;
use crate::session::seat::Event as SeatEvent;
use crate::session::state::{Event, State};
use crate::session::{Session, hold, slots, step};
use crate::{jobs, sql};

/// Job written when presence is closed: what later rooms make of it is theirs.
pub const CLOSED: &str = "session.closed";
/// Names that a refusal lists; the page lists all.
const NAMED: usize = 6;
/// How often the trainers are reminded to close, from the end on: four times in all (PRE-6).
pub(in crate::session) const REMIND_EVERY: i64 = 7 * DAY;
const REMINDERS: i64 = 4;

/// Closes presence: nothing is missing, the result of each person follows, and each learns their own. Done already, it
/// changes nothing.
///
/// # Errors
/// Refusals `attendance-not-open`, `attendance-not-over` before the end of the last half-day, `attendance-missing` with
/// how many values and whose, as long as one is missing or not confirmed.
pub async fn close(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let by = allowed.by();
    let session = hold(tx, *allowed.thing()).await?;
    if session.state() == State::AttendanceClosed {
        return Ok(());
    }
    if session.state() != State::Held {
        return Err(Refusal::new("attendance-not-open").with("state", session.state().code()).into());
    }
    if session.ends_at.is_none_or(|end| end > now) {
        return Err(Refusal::new("attendance-not-over").into());
    }
    let people = expected(tx, session.id).await?;
    let half_days = slots(tx, session.id).await?;
    let known = entries(tx, session.id, None).await?;
    let lacks = |place: Uuid| {
        half_days.iter().filter(|slot| known.get(&(place, slot.id)).is_none_or(|entry| entry.pending)).count()
    };
    let missing: Vec<(Uuid, usize)> =
        people.iter().map(|place| (place.id, lacks(place.id))).filter(|(_, count)| *count > 0).collect();
    if !missing.is_empty() {
        return Err(whose(tx, &session, &missing).await?);
    }
    let after = step::take(tx, &session, Event::CloseAttendance, by, "", now).await?;
    tx.query(sql!("update training_session set attendance_closed_at = $2 where id = $1"))
        .bind(session.id)
        .bind(now)
        .run()
        .await?;
    for place in &people {
        let Some(presence) = result_of(place.id, &half_days, &known) else { continue };
        let to = step::moved(tx, &session, place, SeatEvent::Result(presence), by, "", now).await?;
        let minutes: i32 =
            half_days.iter().filter_map(|slot| known.get(&(place.id, slot.id))).map(|one| one.minutes).sum();
        let values = json!({ "result": to.code(), "minutes": minutes });
        step::tell_seat(tx, &after, place.person_id, "seat-presence-closed", values, false, now).await?;
    }
    let heads = step::heads(tx, session.host_id, now).await?;
    step::tell(tx, &after, &heads, "session-presence-closed", false, by, now).await?;
    // Closed, opened again and closed: each closing is told.
    let key = format!("{CLOSED}:{}:{}", session.id, after.version);
    jobs::enqueue(tx, CLOSED, &Closed { session: session.id }, Some(&key), now, now).await
}

/// What a job of kind [`CLOSED`] holds.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Closed {
    pub session: Uuid,
}

/// Says how many values are missing, and whose: the first names, in the order of the sheet.
async fn whose(tx: &mut Tx, session: &Session, missing: &[(Uuid, usize)]) -> Result<Error> {
    let lacking: HashMap<Uuid, usize> = missing.iter().copied().collect();
    let rows: Vec<(Uuid, String)> = tx
        .query(sql!(
            "select p.id, trim(e.given_name || ' ' || e.usual_name)
               from session_place p join person e on e.id = p.person_id
              where p.session_id = $1
              order by e.name_key, p.id
              limit 2000"
        ))
        .bind(session.id)
        .all()
        .await?;
    let names: Vec<String> =
        rows.into_iter().filter(|(place, _)| lacking.contains_key(place)).map(|(_, name)| name).collect();
    let more = if names.len() > NAMED { ", …" } else { "" };
    let listed =
        format!("{}{more}", names.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", "));
    let count: usize = missing.iter().map(|(_, count)| count).sum();
    Ok(Refusal::new("attendance-missing").with("count", count).with("people", listed).into())
}

/// A manager opens presence again, with a reason that the trainers and participants read; attestations stay until the next
/// time they are certified, and are then issued anew where something changed.
///
/// # Errors
/// Fault on `reason`; refusals `attendance-reopen-late` after thirty days, and those of the state.
pub async fn reopen(tx: &mut Tx, allowed: Allowed<Uuid>, reason: &str, now: Timestamp) -> Result<()> {
    let by = allowed.by();
    let reason = said(reason)?;
    let session = hold(tx, *allowed.thing()).await?;
    if session.state() == State::Held {
        return Ok(());
    }
    if closed_at(tx, session.id).await?.is_some_and(|at| at.plus(REOPEN) < now) {
        return Err(Refusal::new("attendance-reopen-late").into());
    }
    let after = step::take(tx, &session, Event::Reopen, by, &reason, now).await?;
    let organisers = step::organisers(tx, &session).await?;
    step::tell(tx, &after, &organisers, "session-presence-reopened", true, by, now).await?;
    let people: Vec<Uuid> =
        expected(tx, session.id).await?.into_iter().map(|place| place.person_id).collect();
    step::tell(tx, &after, &people, "seat-presence-reopened", false, by, now).await
}

/// Asks the trainers of a held session whose row is held to close presence, when it is time; says how often (0 or 1).
pub(in crate::session) async fn remind(tx: &mut Tx, session: &Session, now: Timestamp) -> Result<usize> {
    let Some(end) = session.ends_at.filter(|end| *end <= now) else { return Ok(0) };
    let due = ((now.0 - end.0) / REMIND_EVERY + 1).min(REMINDERS);
    let (sent,): (i32,) = tx
        .query(sql!("select attendance_reminders from training_session where id = $1"))
        .bind(session.id)
        .one()
        .await?;
    if i64::from(sent) >= due {
        return Ok(0);
    }
    tx.query(sql!("update training_session set attendance_reminders = $2 where id = $1"))
        .bind(session.id)
        .bind(i32::try_from(due).unwrap_or(i32::MAX))
        .run()
        .await?;
    let organisers = step::organisers(tx, session).await?;
    // Named by its number: four notices, whatever else happens to the session.
    let telling = step::Telling {
        kind: "session-presence-due",
        path: &format!("/sessions/{}/presence", session.id),
        about: &format!("session:{}:presence-due:{due}", session.id),
        asks_act: true,
    };
    step::tell_about(tx, session, &organisers, telling, now).await?;
    Ok(1)
}
