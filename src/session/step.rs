//! What every step of a session or of a place has in common: state, history, audit, who is told.

use serde_json::{Value, json};
use uuid::Uuid;

use super::seat::{self, Seat};
use super::state::Event;
use super::{Session, Trainer, entry, trainers};
use crate::access::{Role, roles};
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::Result;
use crate::notice::{self, Notice};
use crate::plan::modules;
use crate::{audit, ids, school, sql, webhook};

/// Takes a step of a session: gives the session as it is then.
///
/// # Errors
/// Refusals of [`State::next`].
pub(super) async fn take(
    tx: &mut Tx,
    session: &Session,
    event: Event,
    by: Option<Uuid>,
    reason: &str,
    now: Timestamp,
) -> Result<Session> {
    let from = session.state();
    let to = from.next(event, session.scope())?;
    tx.query(sql!(
        "update training_session
            set state = $2, state_at = $3, reason = $4, version = version + 1, updated_at = $3
          where id = $1"
    ))
    .bind(session.id)
    .bind(to.code())
    .bind(now)
    .bind(reason)
    .run()
    .await?;
    if let Some(module) = session.module_id {
        match (from.is_running(), to.is_running()) {
            (false, true) => modules::count_sessions(tx, module, 1).await?,
            (true, false) => modules::count_sessions(tx, module, -1).await?,
            (true, true) | (false, false) => {}
        }
    }
    write_down(tx, session, None, (event.code(), from.code(), to.code()), by, reason, now).await?;
    Ok(Session {
        state: to.code().to_owned(),
        state_at: now,
        reason: reason.to_owned(),
        version: session.version + 1,
        updated_at: now,
        ..session.clone()
    })
}

/// A person's place, as verbs need it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Held {
    pub id: Uuid,
    pub session_id: Uuid,
    pub person_id: Uuid,
    pub school_id: Option<Uuid>,
    state: String,
    pub rank: Option<i32>,
    pub opinion: Option<String>,
    pub offered_until: Option<Timestamp>,
    pub version: i32,
}

impl Held {
    pub fn seat(&self) -> Seat {
        Seat::parse(&self.state).unwrap_or(Seat::Withdrawn)
    }
}

/// The place of a person in a session whose row is held.
pub(super) async fn place_of(tx: &mut Tx, session: Uuid, person: Uuid) -> Result<Option<Held>> {
    tx.query(sql!(
        "select id, session_id, person_id, school_id, state, rank, opinion, offered_until, version
           from session_place
          where session_id = $1 and person_id = $2"
    ))
    .bind(session)
    .bind(person)
    .optional()
    .await
}

/// A place of a session whose row is held.
pub(super) async fn place(tx: &mut Tx, session: Uuid, id: Uuid) -> Result<Held> {
    tx.query(sql!(
        "select id, session_id, person_id, school_id, state, rank, opinion, offered_until, version
           from session_place
          where session_id = $1 and id = $2"
    ))
    .bind(session)
    .bind(id)
    .one()
    .await
}

/// Moves a place that is there. The rank stays with whoever waits or asks, and goes with everybody else.
///
/// # Errors
/// Refusal `seat-moved`.
pub(super) async fn moved(
    tx: &mut Tx,
    session: &Session,
    place: &Held,
    event: seat::Event,
    by: Option<Uuid>,
    reason: &str,
    now: Timestamp,
) -> Result<Seat> {
    let to = seat::next(Some(place.seat()), event)?;
    tx.query(sql!(
        "update session_place
            set state = $2, reason = $3, state_at = $4, version = version + 1, updated_at = $4, offered_until = null,
                opinion_due_at = null,
                rank = case when $2 in ('submitted', 'opined', 'waitlisted') then rank end
          where id = $1"
    ))
    .bind(place.id)
    .bind(to.code())
    .bind(reason)
    .bind(now)
    .run()
    .await?;
    let arrow = (event.code(), place.seat().code(), to.code());
    write_down(tx, session, Some((place.id, place.person_id)), arrow, by, reason, now).await?;
    Ok(to)
}

/// Writes one line of history and the audit event, and what it asks of people's calendars. The words of a reason stay
/// with the history: the audit log holds no free text.
pub(super) async fn write_down(
    tx: &mut Tx,
    session: &Session,
    place: Option<(Uuid, Uuid)>,
    (event, from, to): (&str, &str, &str),
    by: Option<Uuid>,
    reason: &str,
    now: Timestamp,
) -> Result<()> {
    let step = ids::new(now);
    tx.query(sql!(
        "insert into session_step (id, session_id, place_id, event, from_state, to_state, by_id, reason, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    ))
    .bind(step)
    .bind(session.id)
    .bind(place.map(|(id, _)| id))
    .bind(event)
    .bind(from)
    .bind(to)
    .bind(by)
    .bind(reason)
    .bind(now)
    .run()
    .await?;
    entry::follow(tx, session, step, place.map(|(id, _)| id), (event, from, to), now).await?;
    announce(tx, session, place, (event, from, to), now).await?;
    let (act, kind, id) = match place {
        None => (format!("session.{event}"), "session", session.id),
        Some((id, _)) => (format!("seat.{event}"), "session_place", id),
    };
    let mut detail = json!({ "from": from, "to": to });
    if let Some((_, person)) = place {
        detail["person"] = person.to_string().into();
        detail["session"] = session.id.to_string().into();
    }
    let event = audit::Event { actor: by, act: &act, object_kind: kind, object_id: id.to_string(), detail };
    audit::record(tx, event, now).await
}

/// Tells programs that want to hear of it, by ids alone.
async fn announce(
    tx: &mut Tx,
    session: &Session,
    place: Option<(Uuid, Uuid)>,
    (event, from, to): (&str, &str, &str),
    now: Timestamp,
) -> Result<()> {
    let (heard, data) = match place {
        Some((place, person)) => (
            webhook::Event::EnrolmentChanged,
            json!({ "session": session.id, "place": place, "person": person, "event": event, "from": from, "to": to }),
        ),
        None if event == Event::Publish.code() => (
            webhook::Event::SessionPublished,
            json!({
                "session": session.id,
                "title": session.title,
                "school": session.uai,
                "level": session.scope().code(),
                "starts_at": session.starts_at.map(Timestamp::to_rfc3339),
                "ends_at": session.ends_at.map(Timestamp::to_rfc3339),
                "capacity": session.capacity,
            }),
        ),
        None if event == Event::CloseAttendance.code() => {
            (webhook::Event::AttendanceClosed, json!({ "session": session.id, "school": session.uai }))
        }
        None => return Ok(()),
    };
    webhook::happened(tx, heard, &data, now).await
}

/// What a notice says of a session.
pub(super) fn detail(session: &Session) -> Value {
    json!({
        "session": session.title,
        "school": session.host_name,
        "reason": session.reason,
        "starts": session.starts_at.map(Timestamp::to_rfc3339),
        "zone": session.zone,
    })
}

/// Tells some people of a step of a session, except whoever took it: once each.
pub(super) async fn tell(
    tx: &mut Tx,
    session: &Session,
    to: &[Uuid],
    kind: &'static str,
    asks_act: bool,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    let path = format!("/sessions/{}", session.id);
    let about = format!("session:{}:{kind}:{}", session.id, session.version);
    let to: Vec<Uuid> = to.iter().copied().filter(|person| Some(*person) != by).collect();
    if asks_act {
        // A handful: the heads of a school, its managers.
        for person in to {
            let notice =
                Notice { to: person, kind, detail: detail(session), path: &path, asks_act, about: &about };
            notice::tell(tx, notice, now).await?;
        }
        return Ok(());
    }
    let notice =
        Notice { to: session.id, kind, detail: detail(session), path: &path, asks_act, about: &about };
    notice::tell_all(tx, &to, notice, now).await
}

/// Something to tell of a session that is not one of its steps.
pub(super) struct Telling<'t> {
    pub(super) kind: &'static str,
    pub(super) path: &'t str,
    /// What is told, named: the same name for the same person is told once.
    pub(super) about: &'t str,
    pub(super) asks_act: bool,
}

/// Tells some people of it, once each.
pub(super) async fn tell_about(
    tx: &mut Tx,
    session: &Session,
    to: &[Uuid],
    telling: Telling<'_>,
    now: Timestamp,
) -> Result<()> {
    let Telling { kind, path, about, asks_act } = telling;
    // A handful: those who lead a session, or one participant.
    for person in to {
        let notice = Notice { to: *person, kind, detail: detail(session), path, asks_act, about };
        notice::tell(tx, notice, now).await?;
    }
    Ok(())
}

/// Tells one person of their place.
pub(super) async fn tell_seat(
    tx: &mut Tx,
    session: &Session,
    person: Uuid,
    kind: &'static str,
    values: Value,
    asks_act: bool,
    now: Timestamp,
) -> Result<()> {
    let path = format!("/sessions/{}", session.id);
    let mut told = detail(session);
    if let (Some(told), Value::Object(values)) = (told.as_object_mut(), values) {
        told.extend(values);
    }
    // The step is written in the same transaction: told once because it is taken once.
    let about = format!("seat:{}:{kind}:{}", session.id, now.0);
    notice::tell(tx, Notice { to: person, kind, detail: told, path: &path, asks_act, about: &about }, now)
        .await
}

/// The heads of a school, deputies among them.
pub(super) async fn heads(tx: &mut Tx, school: Uuid, now: Timestamp) -> Result<Vec<Uuid>> {
    let holders = roles::holders(tx, Role::Head, school, now).await?;
    Ok(holders.into_iter().map(|person| person.id).collect())
}

/// Those who approve a session above school level: of its node, and of the nodes above.
pub(super) async fn managers(tx: &mut Tx, session: &Session, now: Timestamp) -> Result<Vec<Uuid>> {
    let mut found = Vec::new();
    // Three levels at most.
    for node in school::line(tx, &session.node_path).await? {
        let holders = roles::holders(tx, Role::PlanManager, node.id, now).await?;
        found.extend(holders.into_iter().map(|person| person.id));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Author and trainers.
pub(super) async fn organisers(tx: &mut Tx, session: &Session) -> Result<Vec<Uuid>> {
    let mut found: Vec<Uuid> =
        trainers(tx, session.id).await?.into_iter().map(|Trainer { person_id, .. }| person_id).collect();
    found.push(session.created_by);
    found.sort_unstable();
    found.dedup();
    Ok(found)
}
