//! What the calendar does to sessions by itself: opening, closing, silence, offers that lapse, reminders, the first
//! half-day.
//!
//! Each step takes its own transaction and its session's row, looks again whether it is still due, and leaves the rest
//! to the next look: a killed process loses nothing, and two processes do nothing twice.

use serde_json::json;
use uuid::Uuid;

use super::attendance::close;
use super::seat::{Event as SeatEvent, Opinion, Seat};
use super::state::{Event, State};
use super::step::{self, Held};
use super::{DECIDED_BEFORE, allocation, filling, hold, remind, sign_up};
use crate::clock::{DAY, Timestamp};
use crate::db::{Conn as _, Db};
use crate::error::Result;
use crate::sql;

/// Sessions looked at in one go; the rest waits for the next look.
const MOST: i64 = 200;

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turned {
    pub opened: usize,
    pub closed: usize,
    pub silent: usize,
    pub lapsed: usize,
    pub held: usize,
    /// Sessions whose seats were given by lot.
    pub drawn: usize,
    pub archived: usize,
    /// Sessions whose people were reminded of them.
    pub reminded: usize,
    /// Sessions whose trainers were asked to close presence.
    pub asked_to_close: usize,
}

/// Does what is due.
pub async fn turn(db: &Db, now: Timestamp) -> Result<Turned> {
    let mut done = Turned::default();
    let due: Vec<(Uuid,)> = db
        .read()
        .await?
        .query(sql!(
            "select id from training_session
              where (state = 'published' and (opens_at is null or opens_at <= $1))
                 or (state in ('open', 'full')
                     and (starts_at <= $1
                          or (closes_at <= $1 and starts_at <= $3
                              and exists (select 1 from session_place p
                                           where p.session_id = training_session.id
                                             and p.state in ('submitted', 'opined')))))
                 or (state in ('open', 'full') and allocation = 'lottery' and drawn_at is null and closes_at <= $1)
                 or (state = 'open' and waiting > 0 and quota_until <= $1)
                 or (state = 'cancelled' and ends_at <= $2)
                 or (state = 'held' and attendance_reminders < 4
                     and ends_at + attendance_reminders * cast($5 as bigint) <= $1)
                 or id in (select session_id from session_place
                            where (state = 'offered' and offered_until <= $1)
                               or (state = 'submitted' and opinion_due_at <= $1))
              order by starts_at, id
              limit $4"
        ))
        .bind(now)
        .bind(now.plus(-365 * DAY))
        .bind(now.plus(DECIDED_BEFORE))
        .bind(MOST)
        .bind(close::REMIND_EVERY)
        .all()
        .await?;
    for (id,) in due {
        one(db, id, &mut done, now).await?;
    }
    done.reminded = remind::plan(db, now).await?;
    Ok(done)
}

async fn one(db: &Db, id: Uuid, done: &mut Turned, now: Timestamp) -> Result<()> {
    let mut tx = db.begin().await?;
    let mut session = hold(&mut tx, id).await?;
    if session.state() == State::Cancelled {
        step::take(&mut tx, &session, Event::Archive, None, "", now).await?;
        done.archived += 1;
        return tx.commit().await;
    }
    if session.state() == State::Published && session.opens_at.is_none_or(|open| open <= now) {
        session = step::take(&mut tx, &session, Event::Open, None, "", now).await?;
        done.opened += 1;
    }
    let pending: Vec<Held> = tx
        .query(sql!(
            "select id, session_id, person_id, school_id, state, rank, opinion, offered_until, version
               from session_place
              where session_id = $1 and ((state = 'offered' and offered_until <= $2)
                                      or (state = 'submitted' and opinion_due_at <= $2))
              order by rank, id
              limit 1000"
        ))
        .bind(id)
        .bind(now)
        .all()
        .await?;
    for place in &pending {
        if place.seat() == Seat::Offered {
            step::moved(&mut tx, &session, place, SeatEvent::Lapse, None, "", now).await?;
            step::tell_seat(&mut tx, &session, place.person_id, "seat-lapsed", json!({}), false, now).await?;
            done.lapsed += 1;
        } else {
            sign_up::give_opinion(&mut tx, &session, place, Opinion::Silent, "", None, now).await?;
            done.silent += 1;
        }
    }
    if session.state().takes_people() {
        if session.awaits_draw() && session.closes_at.is_some_and(|close| close <= now) {
            allocation::draw(&mut tx, &session, now).await?;
            done.drawn += 1;
        }
        session = filling::settle(&mut tx, id, now).await?;
    }
    if session.state().takes_people() && session.decided_by().is_some_and(|by| by <= now) {
        done.closed += decline(&mut tx, &session, now).await?;
        if session.has_begun(now) {
            session = step::take(&mut tx, &session, Event::Hold, None, "", now).await?;
            done.held += 1;
        }
    }
    if session.state() == State::Held {
        done.asked_to_close += close::remind(&mut tx, &session, now).await?;
    }
    tx.commit().await
}

/// The first half-day of a session whose row is held has begun: who still waits is told, and presence is marked from now
/// on.
pub(super) async fn begin(
    tx: &mut crate::Tx,
    session: &super::Session,
    now: Timestamp,
) -> Result<super::Session> {
    decline(tx, session, now).await?;
    step::take(tx, session, Event::Hold, None, "", now).await
}

/// Sign-up is over: requests that nobody decided on are declined, each told once (SES-8); when the first half-day has
/// begun, whoever still waits is told so too (SES-21).
async fn decline(tx: &mut crate::Tx, session: &super::Session, now: Timestamp) -> Result<usize> {
    let left: Vec<Held> = tx
        .query(sql!(
            "select id, session_id, person_id, school_id, state, rank, opinion, offered_until, version
               from session_place
              where session_id = $1 and state in ('submitted', 'opined', 'waitlisted', 'offered')
              order by rank, id
              limit 5000"
        ))
        .bind(session.id)
        .all()
        .await?;
    let begun = session.has_begun(now);
    let mut declined = 0;
    for place in &left {
        let (event, kind) = match place.seat() {
            Seat::Submitted | Seat::Opined => (SeatEvent::Refuse, "seat-declined"),
            Seat::Waitlisted if begun => (SeatEvent::Withdraw, "seat-none-left"),
            Seat::Offered if begun => (SeatEvent::Lapse, "seat-lapsed"),
            Seat::Waitlisted
            | Seat::Offered
            | Seat::Enrolled
            | Seat::Refused
            | Seat::Withdrawn
            | Seat::Cancelled
            | Seat::SessionCancelled
            | Seat::Attended
            | Seat::PartlyAttended
            | Seat::Excused
            | Seat::Absent => continue,
        };
        step::moved(tx, session, place, event, None, "", now).await?;
        step::tell_seat(tx, session, place.person_id, kind, json!({}), false, now).await?;
        declined += 1;
    }
    Ok(declined)
}
