//! From a draft to an announced session, and the ways out: who proposes, who agrees, who cancels.

use jiff::SignedDuration;
use uuid::Uuid;

use super::draft::{TEXT_MAX, text};
use super::seat::Event as SeatEvent;
use super::state::{Event, Scope};
use super::step::{self, Held};
use super::wish;
use super::{Session, allocation, filling, hold, need, slots, trainers, unchanged};
use crate::access::Allowed;
use crate::clock::{MINUTE, Timestamp};
use crate::db::{Conn as _, Tx};
use crate::error::{Fault, Refusal, Result};
use crate::plan::{self, Amount};
use crate::year::SchoolYear;
use crate::{school, sql};

/// Proposes a session to the head of the host school.
///
/// # Errors
/// Faults on what a proposal must have: aim, half-days to come, trainers, a room or a link; refusals of the state and
/// `session-changed`.
pub async fn propose(tx: &mut Tx, allowed: Allowed<Uuid>, version: i32, now: Timestamp) -> Result<()> {
    let by = allowed.by();
    let before = hold(tx, *allowed.thing()).await?;
    if before.state() == super::State::Proposed {
        return Ok(());
    }
    unchanged(&before, version)?;
    complete(tx, &before, now).await?;
    let after = step::take(tx, &before, Event::Propose, by, "", now).await?;
    let heads = step::heads(tx, before.host_id, now).await?;
    step::tell(tx, &after, &heads, "session-proposed", true, by, now).await
}

/// What a session must have before it binds anybody.
async fn complete(tx: &mut Tx, session: &Session, now: Timestamp) -> Result<()> {
    let mut faults = Vec::new();
    if session.aim.is_empty() {
        faults.push(Fault::new("aim", "session-aim"));
    }
    let slots = slots(tx, session.id).await?;
    match slots.first() {
        None => faults.push(Fault::new("slots", "session-slot-none")),
        Some(first) if first.starts_at <= now => {
            faults.push(Fault::new("slots", "session-slot-past").with("number", 1));
        }
        Some(_) => {}
    }
    if trainers(tx, session.id).await?.is_empty() {
        faults.push(Fault::new("trainers", "session-trainer-none"));
    }
    let placed = match session.modality.as_str() {
        "onsite" => !session.room.is_empty(),
        "remote" => !session.link.is_empty(),
        _ => !session.room.is_empty() && !session.link.is_empty(),
    };
    if !placed {
        faults.push(Fault::new("room", "session-place-none"));
    }
    if faults.is_empty() { Ok(()) } else { Err(crate::Error::Invalid(faults)) }
}

/// Its author takes a proposal back.
pub async fn withdraw(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let before = hold(tx, *allowed.thing()).await?;
    step::take(tx, &before, Event::Withdraw, allowed.by(), "", now).await?;
    Ok(())
}

/// The head of the host school agrees. A session of the school alone may then be published; any other goes on to the
/// plan managers.
///
/// # Errors
/// Refusals of the state; `session-over` when its first half-day has passed meanwhile.
pub async fn agree(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let by = allowed.by();
    let before = hold(tx, *allowed.thing()).await?;
    if before.has_begun(now) {
        return Err(Refusal::new("session-over").into());
    }
    let after = step::take(tx, &before, Event::Agree, by, "", now).await?;
    tx.query(sql!("update training_session set agreed_by = $2 where id = $1"))
        .bind(before.id)
        .bind(by)
        .run()
        .await?;
    let organisers = step::organisers(tx, &before).await?;
    step::tell(tx, &after, &organisers, "session-agreed", before.scope() == Scope::School, by, now).await?;
    if before.scope() != Scope::School {
        let managers = step::managers(tx, &before, now).await?;
        step::tell(tx, &after, &managers, "session-to-approve", true, by, now).await?;
    }
    Ok(())
}

/// The head, or the manager after the head's agreement, says no with a reason that its author reads.
///
/// # Errors
/// Faults on `reason`; refusals of the state.
pub async fn refuse(tx: &mut Tx, allowed: Allowed<Uuid>, reason: &str, now: Timestamp) -> Result<()> {
    let by = allowed.by();
    let reason = said(reason)?;
    let before = hold(tx, *allowed.thing()).await?;
    let after = step::take(tx, &before, Event::Refuse, by, &reason, now).await?;
    let organisers = step::organisers(tx, &before).await?;
    step::tell(tx, &after, &organisers, "session-refused", true, by, now).await
}

/// The plan manager approves a session above school level: inside an adopted plan, and within its hours (PLN-6).
///
/// # Errors
/// Refusals of the state; `session-over`, `session-no-plan`, `plan-over-budget` with what is missing.
pub async fn approve(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let by = allowed.by();
    let before = hold(tx, *allowed.thing()).await?;
    if before.has_begun(now) {
        return Err(Refusal::new("session-over").into());
    }
    let after = step::take(tx, &before, Event::Approve, by, "", now).await?;
    within_plan(tx, &before).await?;
    tx.query(sql!("update training_session set approved_by = $2 where id = $1"))
        .bind(before.id)
        .bind(by)
        .run()
        .await?;
    let organisers = step::organisers(tx, &before).await?;
    step::tell(tx, &after, &organisers, "session-approved", true, by, now).await
}

/// A session above school level stands in a plan that was adopted, and takes no more hours than are left in it.
async fn within_plan(tx: &mut Tx, session: &Session) -> Result<()> {
    let no_plan = || Refusal::new("session-no-plan").with("node", &session.node_name);
    let year = SchoolYear::parse(&session.school_year).ok_or_else(no_plan)?;
    let plan = plan::adopted_over(tx, &session.node_path, year).await?.ok_or_else(no_plan)?;
    let used: (i64,) = tx
        .query(sql!(
            "select cast(coalesce(sum(x.ends_at - x.starts_at), 0) as bigint)
               from training_session t
               join org_node n on n.id = t.node_id
               join session_slot x on x.session_id = t.id
              where t.school_year = $1 and t.level <> 'school' and t.id <> $2 and n.path >= $3 and n.path < $4
                and t.state in ('approved', 'published', 'open', 'full', 'held', 'attendance_closed', 'attested',
                                'archived')"
        ))
        .bind(&session.school_year)
        .bind(session.id)
        .bind(&plan.path)
        .bind(school::after(&plan.path))
        .one()
        .await?;
    let asked: i64 = slots(tx, session.id).await?.iter().map(super::Slot::minutes).sum();
    let minutes = |minutes| Amount { minutes, cents: 0 };
    plan::has_budget(&plan, minutes(used.0 / MINUTE), minutes(asked))?;
    Ok(())
}

/// Announces a session, and opens sign-up when no later date was set. Those who asked for it hear of it first, by name;
/// everybody else whom it is for sees it in the calendar and in the digest.
///
/// # Errors
/// Faults as of [`propose`]; refusals of the state.
pub async fn publish(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let by = allowed.by();
    let before = hold(tx, *allowed.thing()).await?;
    complete(tx, &before, now).await?;
    if before.awaits_draw() {
        tx.query(sql!("update training_session set lot_seed = coalesce(lot_seed, $2) where id = $1"))
            .bind(before.id)
            .bind(allocation::new_seed())
            .run()
            .await?;
    }
    let mut after = step::take(tx, &before, Event::Publish, by, "", now).await?;
    if after.opens_at.is_none_or(|open| open <= now) {
        after = step::take(tx, &after, Event::Open, None, "", now).await?;
    }
    need::tell_wanted(tx, &after, by, now).await?;
    wish::tell(tx, &after, by, now).await?;
    if before.scope() == Scope::School {
        need::tell_school(tx, &after, by, now).await?;
    }
    Ok(())
}

/// Cancels a session: everybody who has a place is told once (SES-16), and keeps the history of it.
///
/// # Errors
/// Faults on `reason`; refusals of the state; `session-begun` once the first half-day has begun.
pub async fn cancel(tx: &mut Tx, allowed: Allowed<Uuid>, reason: &str, now: Timestamp) -> Result<()> {
    let by = allowed.by();
    let reason = said(reason)?;
    let before = hold(tx, *allowed.thing()).await?;
    if before.state() == super::State::Cancelled {
        return Ok(());
    }
    if before.state().is_public() && before.has_begun(now) {
        return Err(Refusal::new("session-begun").into());
    }
    let after = step::take(tx, &before, Event::Cancel, by, &reason, now).await?;
    let living: Vec<Held> = tx
        .query(sql!(
            "select id, session_id, person_id, school_id, state, rank, opinion, offered_until, version
               from session_place
              where session_id = $1 and state in ('submitted', 'opined', 'waitlisted', 'offered', 'enrolled')
              order by id
              limit 5000"
        ))
        .bind(before.id)
        .all()
        .await?;
    let people: Vec<Uuid> = living.iter().map(|place| place.person_id).collect();
    for place in &living {
        step::moved(tx, &after, place, SeatEvent::SessionCancelled, by, "", now).await?;
    }
    // The reason stays with those who organise: it may say why somebody cannot come.
    let silent = Session { reason: String::new(), ..after.clone() };
    step::tell(tx, &silent, &people, "seat-session-cancelled", true, by, now).await?;
    let mut organisers = step::organisers(tx, &before).await?;
    organisers.extend(step::heads(tx, before.host_id, now).await?);
    organisers.retain(|person| !people.contains(person));
    step::tell(tx, &after, &organisers, "session-cancelled", false, by, now).await?;
    filling::settle(tx, before.id, now).await?;
    Ok(())
}

/// A reason that its reader can do something with.
///
/// # Errors
/// Faults on `reason`.
pub(super) fn said(reason: &str) -> Result<String> {
    match text(reason, TEXT_MAX) {
        None => Err(Fault::new("reason", "session-text").with("max", TEXT_MAX).into()),
        Some(reason) if reason.is_empty() => Err(Fault::new("reason", "session-reason").into()),
        Some(reason) => Ok(reason),
    }
}

/// Copies a session as a draft of its own, a number of days later: everything but the people who came.
pub async fn duplicate(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, Uuid, Uuid)>,
    days: i64,
    now: Timestamp,
) -> Result<Uuid> {
    let (from, to, author) = *allowed.thing();
    let source = super::session(tx, from).await?;
    let zone = jiff::tz::TimeZone::get(&source.zone).unwrap_or(jiff::tz::TimeZone::UTC);
    // The same hour on another day, whatever the clocks did between.
    let later = |at: Timestamp| {
        zone.to_datetime(at.instant())
            .checked_add(SignedDuration::from_hours(24 * days))
            .ok()
            .and_then(|day| zone.to_ambiguous_timestamp(day).compatible().ok())
            .map_or(at, Timestamp::from)
    };
    let added = tx
        .query(sql!(
            "insert into training_session (id, host_id, level, node_id, school_year, module_id, title, aim, theme,
                                           disciplines, depth, modality, room, link, capacity, overbooking_percent,
                                           min_size, waitlist, promotion, allocation, school_quota, gate, informal,
                                           in_class_time, paid, state, state_at, created_by, created_at, updated_at)
             select $2, host_id, level, node_id, school_year, module_id, title, aim, theme, disciplines, depth, modality,
                    room, link, capacity, overbooking_percent, min_size, waitlist, promotion, allocation, school_quota, gate,
                    informal, in_class_time, paid, 'draft', $3, $4, $3, $3
               from training_session where id = $1
             on conflict (id) do nothing"
        ))
        .bind(from)
        .bind(to)
        .bind(now)
        .bind(author)
        .run()
        .await?;
    if added == 0 {
        return Ok(to);
    }
    let old = slots(tx, from).await?;
    // At most twenty.
    for slot in &old {
        tx.query(sql!(
            "insert into session_slot (id, session_id, starts_at, ends_at) values ($1, $2, $3, $4)"
        ))
        .bind(crate::ids::new(now))
        .bind(to)
        .bind(later(slot.starts_at))
        .bind(later(slot.ends_at))
        .run()
        .await?;
    }
    tx.query(sql!(
        "insert into session_trainer (session_id, person_id, lead)
         select $2, person_id, lead from session_trainer where session_id = $1"
    ))
    .bind(from)
    .bind(to)
    .run()
    .await?;
    tx.query(sql!(
        "update training_session
            set starts_at = (select min(starts_at) from session_slot where session_id = $1),
                ends_at = (select max(ends_at) from session_slot where session_id = $1)
          where id = $1"
    ))
    .bind(to)
    .run()
    .await?;
    let made = super::session(tx, to).await?;
    step::write_down(tx, &made, None, ("duplicate", "", "draft"), allowed.by(), "", now).await?;
    Ok(to)
}
