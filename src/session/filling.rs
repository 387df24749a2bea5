//! Giving seats that come free, in the order of the list (SES-9, SES-20, SES-21, SES-24).

use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::seat::{Event as SeatEvent, Promotion};
use super::state::State;
use super::step::{self, Held, write_down};
use super::{Session, allocation, session};
use crate::clock::{DAY, HOUR, Timestamp};
use crate::db::{Conn as _, Tx};
use crate::error::Result;
use crate::sql;

/// Counts the seats of a session whose row is held, gives those that are free to the first on the list, and says
/// whether it is full. Every verb that changes how many seats there are or who holds one ends here.
pub(crate) async fn settle(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<Session> {
    let mut session = count(tx, id).await?;
    if !session.state().takes_people() || session.has_begun(now) {
        return Ok(session);
    }
    let free = session.seats().free();
    if free > 0 && session.waiting > 0 && !session.awaits_draw() {
        serve(tx, &session, free, now).await?;
        session = count(tx, id).await?;
    }
    let (event, to) = match (session.state(), session.seats().free()) {
        (State::Open, 0) => ("fill", State::Full),
        (State::Full, 1..) => ("free", State::Open),
        _ => return Ok(session),
    };
    // Not a change that its author must have seen: the version stays.
    tx.query(sql!("update training_session set state = $2, state_at = $3 where id = $1"))
        .bind(id)
        .bind(to.code())
        .bind(now)
        .run()
        .await?;
    write_down(tx, &session, None, (event, session.state().code(), to.code()), None, "", now).await?;
    super::session(tx, id).await
}

async fn count(tx: &mut Tx, id: Uuid) -> Result<Session> {
    tx.query(sql!(
        "update training_session
            set taken = (select count(*) from session_place
                          where session_id = $1
                            and state in ('enrolled', 'offered', 'attended', 'partly_attended', 'excused', 'absent')),
                waiting = (select count(*) from session_place where session_id = $1 and state = 'waitlisted')
          where id = $1"
    ))
    .bind(id)
    .run()
    .await?;
    session(tx, id).await
}

/// Gives or offers the free seats to the first on the list.
async fn serve(tx: &mut Tx, session: &Session, free: i32, now: Timestamp) -> Result<()> {
    let next = allocation::next(tx, session, free, now).await?;
    let people: Vec<Uuid> = next.iter().map(|place| place.person_id).collect();
    let busy = clashing(tx, session.id, &people).await?;
    // As many as there are free seats.
    for place in next {
        // Whoever took another engagement meanwhile is asked, never booked unasked.
        if session.promotion() == Promotion::Offer || busy.contains(&place.person_id) {
            offer(tx, session, &place, now).await?;
        } else {
            step::moved(tx, session, &place, SeatEvent::Promote, None, "", now).await?;
            step::tell_seat(tx, session, place.person_id, "seat-promoted", json!({}), false, now).await?;
        }
    }
    Ok(())
}

async fn offer(tx: &mut Tx, session: &Session, place: &Held, now: Timestamp) -> Result<()> {
    let until = until(session, now);
    step::moved(tx, session, place, SeatEvent::Offer, None, "", now).await?;
    tx.query(sql!("update session_place set offered_until = $2 where id = $1"))
        .bind(place.id)
        .bind(until)
        .run()
        .await?;
    let values = json!({ "until": until.to_rfc3339() });
    step::tell_seat(tx, session, place.person_id, "seat-offered", values, true, now).await
}

/// Until when a seat is held: a day, two hours on the eve and the day itself, never past the first half-day.
fn until(session: &Session, now: Timestamp) -> Timestamp {
    let Some(start) = session.starts_at else { return now.plus(DAY) };
    let near = session
        .first_day()
        .is_some_and(|first| first.yesterday().is_ok_and(|eve| now.date_in(&session.zone) >= eve));
    now.plus(if near { 2 * HOUR } else { DAY }).min(start)
}

/// Those of some people who have a seat elsewhere while a session runs.
pub(super) async fn clashing(tx: &mut Tx, session: Uuid, people: &[Uuid]) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = tx
        .query(sql! {
            sqlite: "select distinct p.person_id
                       from json_each($2) j
                       join session_place p on p.person_id = unhex(replace(j.value, '-', ''))
                       join session_slot o on o.session_id = p.session_id
                       join session_slot m on m.session_id = $1 and o.starts_at < m.ends_at and o.ends_at > m.starts_at
                      where p.session_id <> $1 and p.state in ('enrolled', 'offered')",
            postgres: "select distinct p.person_id
                         from jsonb_array_elements_text($2) as j (value)
                         join session_place p on p.person_id = cast(j.value as uuid)
                         join session_slot o on o.session_id = p.session_id
                         join session_slot m on m.session_id = $1 and o.starts_at < m.ends_at and o.ends_at > m.starts_at
                        where p.session_id <> $1 and p.state in ('enrolled', 'offered')",
        })
        .bind(session)
        .bind(Json(people))
        .all()
        .await?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}
