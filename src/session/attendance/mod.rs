//! Presence at a session, half-day by half-day (behaviours.md, PRE): marked, corrected, closed, contested, attested.
//!
//! Entries are only ever added: the one that no other entry follows counts, and the chain below it is the history. What
//! they add up to is [`rule`], pure. Every verb takes the session's row first, as sign-up does, so that two trainers
//! never both follow what they saw.

pub mod attest;
pub mod close;
pub mod code;
pub mod contest;
pub mod mark;
pub mod rule;
pub mod sheet;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use super::seat::{Event as SeatEvent, Presence, Seat};
use super::step::{self, Held};
use super::{Session, Slot, slots};
use crate::access::policy::Act;
use crate::clock::{DAY, Timestamp};
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::{ids, sql};

pub use rule::{Excuse, Source, Value};

/// How long a participant may contest what was closed (domain.md §4.10).
pub const CONTEST: i64 = 7 * DAY;
/// How long a manager may open again what was closed (domain.md §4.8).
pub const REOPEN: i64 = 30 * DAY;
/// People of one session that are read; a session has no more seats.
pub(super) const MOST_PEOPLE: i64 = 1_500;

/// Who certifies the presence of a session: whoever leads it; the plan managers when the trainers are paid for it
/// (domain.md §4.8).
pub fn attesting(session: &Session) -> Act {
    if session.paid { Act::ApproveSession } else { Act::MarkPresence }
}

/// The value of a half-day that counts.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Entry {
    pub id: Uuid,
    pub place_id: Uuid,
    pub slot_id: Uuid,
    value: String,
    pub minutes: i32,
    pub remote: bool,
    source: String,
    /// Typed by the participant, and not confirmed yet.
    pub pending: bool,
    excuse: String,
    pub at: Timestamp,
    pub reason: String,
    /// It replaces another one.
    pub corrects: bool,
}

impl Entry {
    pub fn value(&self) -> Value {
        // The table allows no other word; so too below.
        Value::parse(&self.value).unwrap_or(Value::Absent)
    }

    pub fn source(&self) -> Source {
        Source::parse(&self.source).unwrap_or(Source::Trainer)
    }

    pub fn excuse(&self) -> Option<Excuse> {
        Excuse::parse(&self.excuse)
    }
}

/// The values that count, by place and half-day.
pub type Entries = HashMap<(Uuid, Uuid), Entry>;

/// The values of a session that count; of one place where one is named.
pub(super) async fn entries(db: &mut impl Conn, session: Uuid, place: Option<Uuid>) -> Result<Entries> {
    let rows: Vec<Entry> = db
        .query(sql!(
            "select e.id, e.place_id, e.slot_id, e.value, e.minutes, e.remote, e.source, e.pending, e.excuse, e.at,
                    e.reason, e.previous is not null as corrects
               from session_place p
               join attendance_entry e on e.place_id = p.id
              where p.session_id = $1 and p.id = coalesce($2, p.id)
                and not exists (select 1 from attendance_entry n where n.previous = e.id)
              order by e.place_id, e.slot_id
              limit 90000"
        ))
        .bind(session)
        .bind(place)
        .all()
        .await?;
    Ok(rows.into_iter().map(|entry| ((entry.place_id, entry.slot_id), entry)).collect())
}

/// The places of a session that stand on its sheet, held with its row.
pub(super) async fn expected(tx: &mut Tx, session: Uuid) -> Result<Vec<Held>> {
    tx.query(sql!(
        "select id, session_id, person_id, school_id, state, rank, opinion, offered_until, version
           from session_place
          where session_id = $1 and state in ('enrolled', 'attended', 'partly_attended', 'excused', 'absent')
          order by id
          limit $2"
    ))
    .bind(session)
    .bind(MOST_PEOPLE)
    .all()
    .await
}

/// When presence was last closed; none while it never was.
pub async fn closed_at(db: &mut impl Conn, session: Uuid) -> Result<Option<Timestamp>> {
    let (at,): (Option<Timestamp>,) = db
        .query(sql!("select attendance_closed_at from training_session where id = $1"))
        .bind(session)
        .one()
        .await?;
    Ok(at)
}

/// An entry about to be written.
#[derive(Debug, Clone, Serialize)]
pub(super) struct NewEntry {
    pub(super) id: Uuid,
    pub(super) place: Uuid,
    pub(super) slot: Uuid,
    pub(super) value: &'static str,
    pub(super) minutes: i32,
    pub(super) remote: bool,
    pub(super) source: &'static str,
    pub(super) pending: bool,
    pub(super) excuse: &'static str,
    pub(super) reason: String,
    pub(super) previous: Option<Uuid>,
}

impl NewEntry {
    /// A confirmed value that follows another one, or is the first.
    pub(super) fn of(held: &Held, slot: &Slot, value: Value, minutes: i32, now: Timestamp) -> Self {
        Self {
            id: ids::new(now),
            place: held.id,
            slot: slot.id,
            value: value.code(),
            minutes,
            remote: false,
            source: Source::Trainer.code(),
            pending: false,
            excuse: "",
            reason: String::new(),
            previous: None,
        }
    }
}

/// Writes entries, in one statement, and the audit event of the act.
pub(super) async fn write(
    tx: &mut Tx,
    session: &Session,
    entries: &[NewEntry],
    (act, act_key): (&str, Option<&str>),
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    tx.query(sql! {
        sqlite: "insert into attendance_entry (id, place_id, slot_id, value, minutes, remote, source, pending, excuse,
                                               reason, previous, author_id, at, act_key)
                 select unhex(replace(j.value ->> 'id', '-', '')), unhex(replace(j.value ->> 'place', '-', '')),
                        unhex(replace(j.value ->> 'slot', '-', '')), j.value ->> 'value', j.value ->> 'minutes',
                        j.value ->> 'remote', j.value ->> 'source', j.value ->> 'pending', j.value ->> 'excuse',
                        j.value ->> 'reason', unhex(replace(j.value ->> 'previous', '-', '')), $2, $3, $4
                   from json_each($1) as j",
        postgres: "insert into attendance_entry (id, place_id, slot_id, value, minutes, remote, source, pending, excuse,
                                                 reason, previous, author_id, at, act_key)
                   select cast(j.value ->> 'id' as uuid), cast(j.value ->> 'place' as uuid),
                          cast(j.value ->> 'slot' as uuid), j.value ->> 'value', cast(j.value ->> 'minutes' as integer),
                          cast(j.value ->> 'remote' as boolean), j.value ->> 'source',
                          cast(j.value ->> 'pending' as boolean), j.value ->> 'excuse', j.value ->> 'reason',
                          cast(j.value ->> 'previous' as uuid), $2, $3, $4
                     from jsonb_array_elements($1) as j (value)",
    })
    .bind(Json(entries))
    .bind(by)
    .bind(now)
    .bind(act_key)
    .run()
    .await?;
    // Which values stands in the entries; the log says who wrote how many.
    let detail = serde_json::json!({ "entries": entries.len(), "corrections": entries.iter().filter(|one| one.previous.is_some()).count() });
    let event = crate::audit::Event {
        actor: by,
        act,
        object_kind: "session",
        object_id: session.id.to_string(),
        detail,
    };
    crate::audit::record(tx, event, now).await
}

/// What the values of a place add up to; none while one is missing or not confirmed.
pub(super) fn result_of(place: Uuid, slots: &[Slot], entries: &Entries) -> Option<Presence> {
    let half_days: Option<Vec<rule::HalfDay>> = slots
        .iter()
        .map(|slot| {
            let entry = entries.get(&(place, slot.id)).filter(|entry| !entry.pending)?;
            Some(rule::HalfDay { value: entry.value(), minutes: entry.minutes, whole: whole(slot) })
        })
        .collect();
    rule::result(&half_days?)
}

/// Length of a half-day in minutes.
pub fn whole(slot: &Slot) -> i32 {
    i32::try_from(slot.minutes()).unwrap_or(0)
}

/// Writes the result of a place again after its values changed; gives the place as it is then.
pub(super) async fn settle_result(
    tx: &mut Tx,
    session: &Session,
    place: &Held,
    reason: &str,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<Seat> {
    let slots = slots(tx, session.id).await?;
    let entries = entries(tx, session.id, Some(place.id)).await?;
    match result_of(place.id, &slots, &entries) {
        Some(presence) => step::moved(tx, session, place, SeatEvent::Result(presence), by, reason, now).await,
        None => Ok(place.seat()),
    }
}
