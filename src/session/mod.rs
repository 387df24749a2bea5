//! Sessions on site and at distance: proposed, agreed to, announced, filled, held.
//!
//! [`state`] is the life of a session and [`seat`] that of one person's place in it; both are pure. Every verb takes
//! the session's row first ([`hold`]), so that two people never get the last seat, and passes through [`step`], which
//! writes the new state, the history and the audit event in one transaction. [`filling`] gives seats that come free
//! (SES-20, SES-21) at the end of every verb that changes how many there are. [`entry`], [`remind`] and [`feed`] bring
//! sessions into people's own calendars; [`summons`] is the convocation.

pub mod allocation;
pub mod attendance;
pub mod decide;
pub mod draft;
pub mod entry;
pub mod feed;
pub mod filling;
pub mod ics;
pub mod list;
pub mod need;
pub mod remind;
pub mod seat;
pub mod sign_up;
pub mod state;
pub mod step;
pub mod summons;
pub mod turn;
pub mod wish;

use jiff::civil::Date;
use sqlx::types::Json;
use uuid::Uuid;

use crate::access::Actor;
use crate::access::policy::Place;
use crate::clock::{DAY, MINUTE, Timestamp};
use crate::db::{Conn, Tx};
use crate::error::{Refusal, Result};
use crate::sql;

pub use allocation::Allocation;
pub use seat::{Gate, Opinion, Promotion, Room, Seat, Source};
pub use state::{Event, Scope, State};

/// Whoever asked for a seat knows this long before the first half-day, when sign-up closes earlier.
const DECIDED_BEFORE: i64 = 2 * DAY;

/// A session with its host school and the node whose people it is for.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Session {
    pub id: Uuid,
    pub host_id: Uuid,
    level: String,
    pub node_id: Uuid,
    pub school_year: String,
    pub module_id: Option<Uuid>,
    pub title: String,
    pub aim: String,
    pub theme: Option<String>,
    pub disciplines: Json<Vec<String>>,
    pub depth: String,
    pub modality: String,
    pub room: String,
    pub link: String,
    pub capacity: i32,
    pub overbooking_percent: i32,
    pub min_size: i32,
    pub waitlist: bool,
    promotion: String,
    allocation: String,
    /// Most seats for one school, until a date.
    pub school_quota: Option<i32>,
    pub quota_until: Option<Timestamp>,
    /// Not to be shown before the draw.
    pub(super) lot_seed: Option<String>,
    pub drawn_at: Option<Timestamp>,
    gate: String,
    pub informal: bool,
    pub in_class_time: bool,
    pub paid: bool,
    pub opens_at: Option<Timestamp>,
    pub closes_at: Option<Timestamp>,
    pub starts_at: Option<Timestamp>,
    pub ends_at: Option<Timestamp>,
    state: String,
    pub state_at: Timestamp,
    pub taken: i32,
    pub waiting: i32,
    pub last_rank: i32,
    pub sequence: i32,
    pub created_by: Uuid,
    pub agreed_by: Option<Uuid>,
    pub approved_by: Option<Uuid>,
    pub reason: String,
    pub version: i32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// Of the host school.
    pub host_name: String,
    pub host_path: String,
    pub zone: String,
    pub uai: String,
    pub commune: String,
    /// Of the module of the plan it is an occurrence of.
    pub module_title: Option<String>,
    /// Of the node whose people it is for.
    pub node_name: String,
    pub node_path: String,
}

impl Session {
    pub fn state(&self) -> State {
        // The table allows no other word; so too below.
        State::parse(&self.state).unwrap_or(State::Draft)
    }

    pub fn scope(&self) -> Scope {
        Scope::parse(&self.level).unwrap_or(Scope::School)
    }

    pub fn gate(&self) -> Gate {
        Gate::parse(&self.gate).unwrap_or(Gate::Direct)
    }

    pub fn promotion(&self) -> Promotion {
        Promotion::parse(&self.promotion).unwrap_or(Promotion::Direct)
    }

    pub fn allocation(&self) -> Allocation {
        Allocation::parse(&self.allocation).unwrap_or(Allocation::Arrival)
    }

    /// The seed of the lot, once it is drawn.
    pub fn seed(&self) -> Option<&str> {
        self.lot_seed.as_deref().filter(|_| self.drawn_at.is_some())
    }

    pub fn seats(&self) -> Room {
        Room { capacity: self.capacity, overbooking_percent: self.overbooking_percent, taken: self.taken }
    }

    /// The first half-day has begun.
    pub fn has_begun(&self, now: Timestamp) -> bool {
        self.starts_at.is_some_and(|start| start <= now)
    }

    /// People may ask for a seat now.
    pub fn takes_people(&self, now: Timestamp) -> bool {
        self.state().takes_people() && !self.has_begun(now) && self.closes_at.is_none_or(|close| now < close)
    }

    /// Until when requests are decided on: with sign-up, or two days before the first half-day when it closes earlier.
    pub fn decided_by(&self) -> Option<Timestamp> {
        let start = self.starts_at?;
        Some(self.closes_at.map_or(start, |close| close.max(start.plus(-DECIDED_BEFORE))))
    }

    /// Whether people may wait: always before lots are drawn, since nothing else can be done then.
    pub fn keeps_list(&self) -> bool {
        self.waitlist || self.awaits_draw()
    }

    /// The day of the first half-day, where people meet.
    pub fn first_day(&self) -> Option<Date> {
        self.starts_at.map(|start| start.date_in(&self.zone))
    }
}

/// A half-day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Slot {
    pub id: Uuid,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
}

impl Slot {
    pub fn minutes(&self) -> i64 {
        (self.ends_at.0 - self.starts_at.0) / MINUTE
    }
}

/// Somebody who leads a session.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Trainer {
    pub person_id: Uuid,
    pub given_name: String,
    pub usual_name: String,
    pub lead: bool,
}

impl Trainer {
    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.usual_name).trim().to_owned()
    }
}

/// A session as it stands.
pub async fn session(db: &mut impl Conn, id: Uuid) -> Result<Session> {
    db.query(sql!(
        "select t.id, t.host_id, t.level, t.node_id, t.school_year, t.module_id, t.title, t.aim, t.theme, t.disciplines,
                t.depth, t.modality, t.room, t.link, t.capacity, t.overbooking_percent, t.min_size, t.waitlist,
                t.promotion, t.allocation, t.school_quota, t.quota_until, t.lot_seed, t.drawn_at, t.gate, t.informal,
                t.in_class_time, t.paid, t.opens_at, t.closes_at, t.starts_at, t.ends_at, t.state, t.state_at, t.taken, t.waiting, t.last_rank, t.sequence, t.created_by, t.agreed_by,
                t.approved_by, t.reason, t.version, t.created_at, t.updated_at, h.name as host_name,
                h.path as host_path, h.zone, s.uai, s.commune, m.title as module_title, n.name as node_name,
                n.path as node_path
           from training_session t
           join org_node h on h.id = t.host_id
           join school s on s.node_id = t.host_id
           join org_node n on n.id = t.node_id
           left join plan_module m on m.id = t.module_id
          where t.id = $1"
    ))
    .bind(id)
    .one()
    .await
}

/// The same, held until the transaction ends: what is decided on it is true when it is written.
pub(crate) async fn hold(tx: &mut Tx, id: Uuid) -> Result<Session> {
    let _: (Uuid,) =
        tx.query(sql!("select id from training_session where id = $1", lock)).bind(id).one().await?;
    session(tx, id).await
}

/// What the asker saw is still what is there.
///
/// # Errors
/// Refusal `session-changed`.
pub(crate) fn unchanged(session: &Session, seen: i32) -> Result<(), Refusal> {
    if session.version == seen { Ok(()) } else { Err(Refusal::new("session-changed")) }
}

/// The half-days of a session, in order.
pub async fn slots(db: &mut impl Conn, session: Uuid) -> Result<Vec<Slot>> {
    db.query(sql!(
        "select id, starts_at, ends_at from session_slot where session_id = $1 order by starts_at limit 60"
    ))
    .bind(session)
    .all()
    .await
}

/// Those who lead a session, the first one first.
pub async fn trainers(db: &mut impl Conn, session: Uuid) -> Result<Vec<Trainer>> {
    db.query(sql!(
        "select p.id as person_id, p.given_name, p.usual_name, t.lead
           from session_trainer t
           join person p on p.id = t.person_id
          where t.session_id = $1
          order by t.lead desc, p.name_key, p.id
          limit 20"
    ))
    .bind(session)
    .all()
    .await
}

/// Where the right to run a session (write it, see who comes, mark presence) is asked for: its author and its
/// trainers run their own; for everybody else it lies at the node whose people it is for.
pub fn run_place<'s>(session: &'s Session, trainers: &[Trainer], who: Option<&Actor>) -> Place<'s> {
    match who.map(Actor::id) {
        Some(person)
            if person == session.created_by || trainers.iter().any(|trainer| trainer.person_id == person) =>
        {
            Place::Of(person)
        }
        _ => Place::At(&session.node_path),
    }
}

#[cfg(test)]
mod allocation_tests;
#[cfg(test)]
mod calendar_tests;
#[cfg(test)]
mod model;
#[cfg(test)]
pub(crate) mod tests;
