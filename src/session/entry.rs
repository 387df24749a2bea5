//! The entries that a session makes in people's own calendars, mailed as they come, move and go (CAL-1 to CAL-3).
//!
//! Every step that gives or takes a seat, and every change of date or place, writes a job in its own transaction
//! ([`follow`]); the job says only whose place it is. When it runs, [`take`] compares what the person's calendar was
//! told last with what holds now, and what differs leaves in one message. So nothing stale is sent, two jobs never send
//! the same, and whoever left before the first mail gets none at all. What will be sent is written down before it
//! leaves: a worker that is killed in between sends the same again, under the same Message-ID and sequence.

use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::ics::Method;
use super::seat::Seat;
use super::{Session, Slot, hold, slots};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::{jobs, people, sql};

/// Kind of the jobs that mail the entries of one place: payload `{place}`.
pub const JOB: &str = "session_entries";

/// Writes the jobs that a step asks for: of the place that gained or lost its seat, or of everybody seated when date or
/// place changed.
pub(super) async fn follow(
    tx: &mut Tx,
    session: &Session,
    step: Uuid,
    place: Option<Uuid>,
    (event, from, to): (&str, &str, &str),
    now: Timestamp,
) -> Result<()> {
    if let Some(place) = place {
        let expected = |state: &str| Seat::parse(state).is_some_and(Seat::is_expected);
        if expected(from) != expected(to) {
            let key = format!("entries:{step}");
            jobs::enqueue(tx, JOB, &json!({ "place": place }), Some(&key), now, now).await?;
        }
        return Ok(());
    }
    if event != "move" || !session.state().is_public() {
        return Ok(());
    }
    let seated: Vec<(Uuid,)> = tx
        .query(sql!(
            "select id from session_place where session_id = $1 and state = 'enrolled' order by id limit 5000"
        ))
        .bind(session.id)
        .all()
        .await?;
    let wanted: Vec<_> = seated
        .into_iter()
        .map(|(place,)| (json!({ "place": place }), format!("entries:{step}:{place}")))
        .collect();
    jobs::enqueue_many(tx, JOB, &wanted, now).await?;
    Ok(())
}

/// One half-day as somebody's calendar was told of it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Entry {
    pub slot_id: Uuid,
    pub sequence: i32,
    method: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub zone: String,
    pub title: String,
    pub room: String,
    pub link: String,
    pub job_id: Uuid,
    pub sent_at: Option<Timestamp>,
}

impl Entry {
    pub fn method(&self) -> Method {
        if self.method == Method::Cancel.code() { Method::Cancel } else { Method::Request }
    }

    /// Says what holds of a half-day now.
    fn says(&self, session: &Session, slot: &Slot) -> bool {
        self.method() == Method::Request
            && (self.starts_at, self.ends_at) == (slot.starts_at, slot.ends_at)
            && self.zone == session.zone
            && self.title == session.title
            && self.room == session.room
            && self.link == session.link
    }
}

/// Whom a mail about a session goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    pub person: Uuid,
    pub given_name: String,
    pub full_name: String,
    pub locale: String,
    pub address: String,
}

/// Messages about to leave for one person.
#[derive(Debug, Clone)]
pub struct Outgoing {
    pub session: Session,
    pub place: Uuid,
    pub to: Addressee,
    /// Put into the calendar, or moved there; by time.
    pub requests: Vec<Entry>,
    /// Taken out of it.
    pub cancels: Vec<Entry>,
    /// Something was sent before: this is a change.
    pub known: bool,
    /// The person has a seat now.
    pub seated: bool,
}

impl Outgoing {
    /// There is something of this kind to say.
    pub fn has(&self, method: Method) -> bool {
        match method {
            Method::Request => !self.requests.is_empty(),
            Method::Cancel => !self.cancels.is_empty(),
        }
    }
}

/// The place of a job, with its session.
#[derive(Debug, sqlx::FromRow)]
struct Standing {
    session_id: Uuid,
    person_id: Uuid,
    state: String,
}

async fn standing(tx: &mut Tx, place: Uuid) -> Result<Option<Standing>> {
    tx.query(sql!("select session_id, person_id, state from session_place where id = $1"))
        .bind(place)
        .optional()
        .await
}

/// Takes what the calendar of a person must be told now, for the job that mails it; none when it knows already, or when
/// nobody can be written to.
pub async fn take(tx: &mut Tx, place: Uuid, job: Uuid, now: Timestamp) -> Result<Option<Outgoing>> {
    let Some(found) = standing(tx, place).await? else { return Ok(None) };
    let session = hold(tx, found.session_id).await?;
    // Read anew under the session's row: nobody gives or takes the seat until this ends.
    let Some(found) = standing(tx, place).await? else { return Ok(None) };
    let Some(to) = addressee(tx, found.person_id).await? else { return Ok(None) };
    let seated = Seat::parse(&found.state).is_some_and(Seat::is_expected);
    let halves = if seated { slots(tx, session.id).await? } else { Vec::new() };
    let told = last(tx, place).await?;
    let mut due = Vec::new();
    for slot in halves.iter().filter(|slot| slot.ends_at > now) {
        let before = told.iter().find(|entry| entry.slot_id == slot.id);
        match before {
            Some(entry) if entry.says(&session, slot) => {
                // Taken and perhaps sent: the job that took it repeats itself, nobody else does.
                if entry.sent_at.is_none() && entry.job_id == job {
                    due.push(entry.clone());
                }
            }
            _ => due.push(Entry {
                slot_id: slot.id,
                sequence: before.map_or(session.sequence, |entry| session.sequence.max(entry.sequence + 1)),
                method: Method::Request.code().to_owned(),
                starts_at: slot.starts_at,
                ends_at: slot.ends_at,
                zone: session.zone.clone(),
                title: session.title.clone(),
                room: session.room.clone(),
                link: session.link.clone(),
                job_id: job,
                sent_at: None,
            }),
        }
    }
    for entry in told.iter().filter(|entry| entry.ends_at > now || entry.method() == Method::Cancel) {
        if halves.iter().any(|slot| slot.id == entry.slot_id) {
            continue;
        }
        match entry.method() {
            Method::Request => due.push(Entry {
                sequence: session.sequence.max(entry.sequence + 1),
                method: Method::Cancel.code().to_owned(),
                job_id: job,
                sent_at: None,
                ..entry.clone()
            }),
            Method::Cancel if entry.sent_at.is_none() && entry.job_id == job => due.push(entry.clone()),
            Method::Cancel => {}
        }
    }
    if due.is_empty() {
        return Ok(None);
    }
    keep(tx, place, &due, now).await?;
    due.sort_by_key(|entry| (entry.starts_at, entry.slot_id));
    let (requests, cancels) = due.into_iter().partition(|entry| entry.method() == Method::Request);
    Ok(Some(Outgoing {
        known: was_told(tx, place, job).await?,
        session,
        place,
        to,
        requests,
        cancels,
        seated,
    }))
}

/// What a calendar was told last of each half-day.
async fn last(db: &mut impl Conn, place: Uuid) -> Result<Vec<Entry>> {
    db.query(sql!(
        "select e.slot_id, e.sequence, e.method, e.starts_at, e.ends_at, e.zone, e.title, e.room, e.link, e.job_id,
                e.sent_at
           from session_entry e
          where e.place_id = $1
            and e.sequence = (select max(o.sequence) from session_entry o
                               where o.place_id = e.place_id and o.slot_id = e.slot_id)
          order by e.starts_at, e.slot_id
          limit 1000"
    ))
    .bind(place)
    .all()
    .await
}

/// Whether a calendar held entries of a place before a job: what it sends is then a change.
async fn was_told(db: &mut impl Conn, place: Uuid, job: Uuid) -> Result<bool> {
    let found: Option<(i32,)> = db
        .query(sql!(
            "select 1
               from session_entry e
              where e.place_id = $1 and e.job_id <> $2 and e.method = 'request'
                and not exists (select 1 from session_entry o
                                 where o.place_id = e.place_id and o.slot_id = e.slot_id and o.job_id <> $2
                                   and o.sequence > e.sequence and o.method = 'cancel')
              limit 1"
        ))
        .bind(place)
        .bind(job)
        .optional()
        .await?;
    Ok(found.is_some())
}

/// Writes down what is about to leave; a repeat is there already.
async fn keep(tx: &mut Tx, place: Uuid, due: &[Entry], now: Timestamp) -> Result<()> {
    let rows: Vec<_> = due
        .iter()
        .map(|entry| {
            json!({
                "slot": entry.slot_id, "sequence": entry.sequence, "method": entry.method, "from": entry.starts_at,
                "to": entry.ends_at, "zone": entry.zone, "title": entry.title, "room": entry.room,
                "link": entry.link, "job": entry.job_id,
            })
        })
        .collect();
    tx.query(sql! {
        sqlite: "insert into session_entry (place_id, slot_id, sequence, method, starts_at, ends_at, zone, title, room,
                                            link, job_id, taken_at)
                 select $1, unhex(replace(j.value ->> 'slot', '-', '')), j.value ->> 'sequence', j.value ->> 'method',
                        j.value ->> 'from', j.value ->> 'to', j.value ->> 'zone', j.value ->> 'title',
                        j.value ->> 'room', j.value ->> 'link', unhex(replace(j.value ->> 'job', '-', '')), $3
                   from json_each($2) as j
                  where true
                 on conflict do nothing",
        postgres: "insert into session_entry (place_id, slot_id, sequence, method, starts_at, ends_at, zone, title, room,
                                              link, job_id, taken_at)
                   select $1, cast(j.value ->> 'slot' as uuid), cast(j.value ->> 'sequence' as integer),
                          j.value ->> 'method', cast(j.value ->> 'from' as bigint), cast(j.value ->> 'to' as bigint),
                          j.value ->> 'zone', j.value ->> 'title', j.value ->> 'room', j.value ->> 'link',
                          cast(j.value ->> 'job' as uuid), $3
                     from jsonb_array_elements($2) as j (value)
                   on conflict do nothing",
    })
    .bind(place)
    .bind(Json(rows))
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Notes that the message of a job left.
pub async fn left(tx: &mut Tx, job: Uuid, method: Method, now: Timestamp) -> Result<()> {
    tx.query(sql!(
        "update session_entry set sent_at = $3 where job_id = $1 and method = $2 and sent_at is null"
    ))
    .bind(job)
    .bind(method.code())
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Somebody who can be written to: an account that is not closed, with an address.
pub(super) async fn addressee(db: &mut impl Conn, person: Uuid) -> Result<Option<Addressee>> {
    let open: Option<(i32,)> = db
        .query(sql!("select 1 from account where person_id = $1 and state <> 'deactivated'"))
        .bind(person)
        .optional()
        .await?;
    if open.is_none() {
        return Ok(None);
    }
    let Some(address) = people::main_address(db, person).await? else { return Ok(None) };
    let who = people::by_id(db, person).await?;
    Ok(Some(Addressee {
        person,
        full_name: who.full_name(),
        given_name: who.given_name,
        locale: who.locale,
        address,
    }))
}

/// The last message that left about a place, and what the calendar then showed of each half-day.
pub async fn sent(db: &mut impl Conn, place: Uuid) -> Result<Vec<Entry>> {
    Ok(last(db, place).await?.into_iter().filter(|entry| entry.sent_at.is_some()).collect())
}
