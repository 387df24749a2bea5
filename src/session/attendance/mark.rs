//! Writing values down: a half-day at a time, corrected with a reason, announced beforehand, and people who walk in.

use std::collections::HashMap;

use serde_json::json;
use uuid::Uuid;

use super::rule::{self, Excuse, Source, Value};
use super::{Entry, NewEntry, attest, entries, expected, settle_result, whole, write};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::session::decide::said;
use crate::session::draft::{LINE_MAX, text};
use crate::session::seat::{Event as SeatEvent, Seat, Source as From};
use crate::session::sign_up::{self, NewPlace};
use crate::session::state::State;
use crate::session::step::{self, Held};
use crate::session::{Session, Slot, filling, hold, slots, trainers, turn};
use crate::{people, sql};

/// Longest key of an act.
const KEY_MAX: usize = 64;

/// What somebody says of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    pub place: Uuid,
    pub value: Value,
    /// Minutes that whoever came late or went early was not there.
    pub missed: Option<i32>,
    pub excuse: Option<Excuse>,
    /// The entry that the asker saw; none where there was none.
    pub seen: Option<Uuid>,
}

/// What somebody says of a half-day, in one act.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'s> {
    pub slot: Uuid,
    pub marks: &'s [Mark],
    /// Whoever has no value and no mark was there.
    pub others_present: bool,
    pub source: Source,
    /// Followed at a distance; asked of blended sessions only.
    pub remote: bool,
    /// Why confirmed values change.
    pub reason: &'s str,
    /// Drawn by the form: the same act sent twice is done once.
    pub key: &'s str,
}

/// Marks people on a half-day that has begun; a confirmed value that changes is a correction and needs a reason. Gives how
/// many entries were written: none when all was known.
///
/// # Errors
/// Refusals `attendance-not-open` unless the session is held, `attendance-not-begun`, `attendance-changed` when somebody
/// else wrote meanwhile; faults on `missed` and `reason`; `NotFound` for people and half-days that are not the session's.
pub async fn mark(tx: &mut Tx, allowed: Allowed<Uuid>, sheet: Sheet<'_>, now: Timestamp) -> Result<usize> {
    let by = allowed.by();
    let session = open(tx, *allowed.thing(), now).await?;
    let slot = slot_of(tx, &session, sheet.slot).await?;
    if slot.starts_at > now
        && (sheet.others_present || sheet.marks.iter().any(|mark| mark.value != Value::Excused))
    {
        return Err(Refusal::new("attendance-not-begun").into());
    }
    let people = expected(tx, session.id).await?;
    let known = entries(tx, session.id, None).await?;
    let done = done_before(tx, slot.id, sheet.key).await?;
    let marks = complete(&sheet, &slot, &people, &known)?;
    let mut new = Vec::new();
    let mut corrects = false;
    for (place, mark) in &marks {
        let current = known.get(&(place.id, slot.id));
        let minutes = rule::minutes(mark.value, whole(&slot), mark.missed)?;
        let remote = remote(&session, sheet.remote) && mark.value.is_presence();
        if current.is_some_and(|entry| says_same(entry, mark, minutes, remote))
            || done.get(&place.id) == Some(&mark.value)
        {
            continue;
        }
        if current.map(|entry| entry.id) != mark.seen {
            return Err(Refusal::new("attendance-changed").into());
        }
        corrects |= current.is_some_and(|entry| !entry.pending);
        new.push(NewEntry {
            remote,
            source: sheet.source.code(),
            excuse: excuse_of(mark),
            previous: current.map(|entry| entry.id),
            ..NewEntry::of(place, &slot, mark.value, minutes, now)
        });
    }
    if corrects {
        let reason = said(sheet.reason)?;
        for entry in new.iter_mut().filter(|entry| entry.previous.is_some()) {
            entry.reason.clone_from(&reason);
        }
    }
    write(
        tx,
        &session,
        &new,
        ("attendance.mark", Some(key_of(sheet.key)).filter(|key| !key.is_empty())),
        by,
        now,
    )
    .await?;
    Ok(new.len())
}

/// The marks of an act with the places they are about; with `others_present`, whoever has nothing was there.
fn complete<'p>(
    sheet: &Sheet<'_>,
    slot: &Slot,
    people: &'p [Held],
    known: &super::Entries,
) -> Result<Vec<(&'p Held, Mark)>> {
    let by_id: HashMap<Uuid, &Held> = people.iter().map(|place| (place.id, place)).collect();
    let mut marks = Vec::new();
    for mark in sheet.marks {
        marks.push((*by_id.get(&mark.place).ok_or(Error::NotFound)?, *mark));
    }
    if sheet.others_present {
        let named: Vec<Uuid> = sheet.marks.iter().map(|mark| mark.place).collect();
        let silent = people
            .iter()
            .filter(|place| !named.contains(&place.id) && !known.contains_key(&(place.id, slot.id)));
        marks.extend(silent.map(|place| {
            (place, Mark { place: place.id, value: Value::Present, missed: None, excuse: None, seen: None })
        }));
    }
    Ok(marks)
}

/// A confirmed entry that says what a mark says: nothing to write.
fn says_same(entry: &Entry, mark: &Mark, minutes: i32, remote: bool) -> bool {
    !entry.pending
        && entry.value() == mark.value
        && entry.minutes == minutes
        && entry.remote == remote
        && entry.excuse().map_or("", Excuse::code) == excuse_of(mark)
}

fn excuse_of(mark: &Mark) -> &'static str {
    if mark.value == Value::Excused { mark.excuse.unwrap_or(Excuse::Other).code() } else { "" }
}

fn key_of(key: &str) -> &str {
    let fits = key.len() <= KEY_MAX && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if fits { key } else { "" }
}

/// What the same act, sent before, wrote of whom.
async fn done_before(tx: &mut Tx, slot: Uuid, key: &str) -> Result<HashMap<Uuid, Value>> {
    let rows: Vec<(Uuid, String)> = tx
        .query(sql!(
            "select place_id, value from attendance_entry
              where slot_id = $1 and act_key = $2 order by place_id limit 2000"
        ))
        .bind(slot)
        .bind(key_of(key))
        .all()
        .await?;
    Ok(rows.into_iter().filter_map(|(place, value)| Some((place, Value::parse(&value)?))).collect())
}

/// The session, held, while presence is being marked. Its first half-day may have begun a moment before the calendar is
/// looked at again: nobody at the door waits for that.
///
/// # Errors
/// Refusal `attendance-not-open`.
pub(super) async fn open(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<Session> {
    let session = hold(tx, id).await?;
    if session.state().takes_people() && session.has_begun(now) {
        return turn::begin(tx, &session, now).await;
    }
    if session.state() == State::Held {
        Ok(session)
    } else {
        Err(Refusal::new("attendance-not-open").with("state", session.state().code()).into())
    }
}

/// A half-day of a session.
pub(super) async fn slot_of(tx: &mut Tx, session: &Session, slot: Uuid) -> Result<Slot> {
    slots(tx, session.id).await?.into_iter().find(|known| known.id == slot).ok_or(Error::NotFound)
}

/// Whether presence at a session is presence at a distance; only a blended one asks.
pub(super) fn remote(session: &Session, said: bool) -> bool {
    match session.modality.as_str() {
        "onsite" => false,
        "remote" => true,
        _ => said,
    }
}

/// Confirms what participants typed of a half-day, in one act: check-ins by code and announced absences. Gives how many.
///
/// # Errors
/// Refusals as of [`mark`].
pub async fn confirm(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, now: Timestamp) -> Result<usize> {
    let (id, slot) = *allowed.thing();
    let session = open(tx, id, now).await?;
    let slot = slot_of(tx, &session, slot).await?;
    if slot.starts_at > now {
        return Err(Refusal::new("attendance-not-begun").into());
    }
    let people = expected(tx, session.id).await?;
    let known = entries(tx, session.id, None).await?;
    let new: Vec<NewEntry> = people
        .iter()
        .filter_map(|place| {
            let entry = known.get(&(place.id, slot.id)).filter(|entry| entry.pending)?;
            Some(NewEntry {
                remote: entry.remote,
                source: entry.source().code(),
                excuse: entry.excuse().map_or("", Excuse::code),
                previous: Some(entry.id),
                ..NewEntry::of(place, &slot, entry.value(), entry.minutes, now)
            })
        })
        .collect();
    write(tx, &session, &new, ("attendance.confirm", None), allowed.by(), now).await?;
    Ok(new.len())
}

/// A correction of one value, once presence was closed.
#[derive(Debug, Clone, Copy)]
pub struct Correction<'c> {
    pub slot: Uuid,
    pub mark: Mark,
    pub remote: bool,
    pub reason: &'c str,
}

/// Corrects one value, also after closing: the result follows, the attestation is issued anew, and the person is told
/// (PRE-8). The same correction twice is one.
///
/// # Errors
/// Fault on `reason` and `missed`; refusals `attendance-not-open`, `attendance-changed`, and those of the attestation.
pub async fn correct(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    correction: Correction<'_>,
    seal: attest::Seal<'_>,
    now: Timestamp,
) -> Result<()> {
    let session = hold(tx, *allowed.thing()).await?;
    if !matches!(session.state(), State::Held | State::AttendanceClosed | State::Attested) {
        return Err(Refusal::new("attendance-not-open").with("state", session.state().code()).into());
    }
    change(tx, allowed.map(|_| &session), correction, seal, now).await
}

/// The same, of a session whose row is held.
pub(super) async fn change(
    tx: &mut Tx,
    allowed: Allowed<&Session>,
    correction: Correction<'_>,
    seal: attest::Seal<'_>,
    now: Timestamp,
) -> Result<()> {
    let (session, by) = (*allowed.thing(), allowed.by());
    let Correction { slot, mark, .. } = correction;
    let slot = slot_of(tx, session, slot).await?;
    let place = step::place(tx, session.id, mark.place).await?;
    if !place.seat().is_expected() {
        return Err(Error::NotFound);
    }
    let minutes = rule::minutes(mark.value, whole(&slot), mark.missed)?;
    let remote = remote(session, correction.remote) && mark.value.is_presence();
    let known = entries(tx, session.id, Some(place.id)).await?;
    let current = known.get(&(place.id, slot.id));
    if current.is_some_and(|entry| says_same(entry, &mark, minutes, remote)) {
        return Ok(());
    }
    let reason = said(correction.reason)?;
    if current.map(|entry| entry.id) != mark.seen {
        return Err(Refusal::new("attendance-changed").into());
    }
    let new = NewEntry {
        remote,
        excuse: excuse_of(&mark),
        reason: reason.clone(),
        previous: current.map(|entry| entry.id),
        ..NewEntry::of(&place, &slot, mark.value, minutes, now)
    };
    write(tx, session, &[new], ("attendance.correct", None), by, now).await?;
    if session.state() == State::Held {
        return Ok(());
    }
    settle_result(tx, session, &place, &reason, by, now).await?;
    let sealed = session.state() == State::Attested;
    let number = if sealed { attest::reissue(tx, allowed, &place, &reason, seal, now).await? } else { None };
    let values = json!({ "words": reason, "number": number.unwrap_or_default() });
    let kind = if sealed { "seat-presence-reissued" } else { "seat-presence-corrected" };
    step::tell_seat(tx, session, place.person_id, kind, values, false, now).await
}

/// A participant says beforehand that they will miss one half-day; the others stay as they are (PRE-2). Said again, the
/// last word counts.
///
/// # Errors
/// `NotFound` without a seat; refusals `attendance-begun` once the half-day has begun, `attendance-known` when a trainer
/// wrote a value already.
pub async fn announce(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, Uuid)>,
    slot: Uuid,
    excuse: Excuse,
    now: Timestamp,
) -> Result<()> {
    let (id, person) = *allowed.thing();
    let session = hold(tx, id).await?;
    let place = step::place_of(tx, id, person).await?.filter(|place| place.seat() == Seat::Enrolled);
    let place = place.ok_or(Error::NotFound)?;
    let slot = slot_of(tx, &session, slot).await?;
    if slot.starts_at <= now {
        return Err(Refusal::new("attendance-begun").into());
    }
    let known = entries(tx, id, Some(place.id)).await?;
    let current = known.get(&(place.id, slot.id));
    if current.is_some_and(|entry| entry.pending && entry.excuse() == Some(excuse)) {
        return Ok(());
    }
    if current.is_some_and(|entry| !entry.pending) {
        return Err(Refusal::new("attendance-known").into());
    }
    let new = NewEntry {
        source: Source::Announced.code(),
        pending: true,
        excuse: excuse.code(),
        previous: current.map(|entry| entry.id),
        ..NewEntry::of(&place, &slot, Value::Excused, 0, now)
    };
    write(tx, &session, &[new], ("attendance.announce", None), allowed.by(), now).await?;
    let organisers = step::organisers(tx, &session).await?;
    step::tell(tx, &session, &organisers, "session-absence-announced", false, allowed.by(), now).await
}

/// Somebody who has no seat stands at the door: the trainer adds them by the address of their account (SES-18).
///
/// # Errors
/// Faults `walk-in-address` for text that is none of ours, `walk-in-own` for somebody who leads the session; refusals
/// `walk-in-full`, with the seats, until the trainer confirms, and those of [`mark`].
pub async fn walk_in(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    address: &str,
    confirmed: bool,
    now: Timestamp,
) -> Result<Uuid> {
    let session = open(tx, *allowed.thing(), now).await?;
    let address = text(address, LINE_MAX).unwrap_or_default();
    let Some(person) = people::by_address(tx, &address).await? else {
        return Err(Fault::new("address", "walk-in-address").into());
    };
    if trainers(tx, session.id).await?.iter().any(|trainer| trainer.person_id == person.id) {
        return Err(Fault::new("address", "walk-in-own").into());
    }
    let known = step::place_of(tx, session.id, person.id).await?;
    if let Some(place) = known.as_ref().filter(|place| place.seat().is_expected()) {
        return Ok(place.id);
    }
    if session.seats().free() == 0 && !confirmed {
        return Err(Refusal::new("walk-in-full").with("seats", session.seats().seats()).into());
    }
    let school = school_of(tx, &session, person.id, now).await?;
    let new = NewPlace { person: person.id, school, source: From::WalkIn, motive: "" };
    sign_up::seat_down(tx, &session, known.as_ref(), new, SeatEvent::WalkIn, allowed.by(), now).await?;
    filling::settle(tx, session.id, now).await?;
    step::tell_seat(tx, &session, person.id, "seat-walked-in", json!({}), false, now).await?;
    let place = step::place_of(tx, session.id, person.id).await?.ok_or(Error::NotFound)?;
    Ok(place.id)
}

/// The school that somebody at the door comes from: one that the session is for, their own otherwise, or none.
async fn school_of(tx: &mut Tx, session: &Session, person: Uuid, now: Timestamp) -> Result<Option<Uuid>> {
    if let Some(Some(school)) = sign_up::target(tx, session, person, now).await? {
        return Ok(Some(school));
    }
    let row: Option<(Uuid,)> = tx
        .query(sql!(
            "select school_id from posting
              where person_id = $1 and starts_at <= $2 and (ends_at is null or ends_at > $2)
              order by main desc, starts_at, id
              limit 1"
        ))
        .bind(person)
        .bind(now)
        .optional()
        .await?;
    Ok(row.map(|(school,)| school))
}
