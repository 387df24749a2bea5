//! What trainers are owed for sessions (domain.md §4.11): a statement for each trainer of a session that is paid.
//!
//! [`state`] is the machine and [`rate`] the arithmetic, both pure. Statements appear by themselves when presence is
//! closed ([`open`]); the trainer prepares and submits ([`submit`]), the head certifies that the service was done and the
//! manager checks ([`decide`]), a batch goes to the payroll office ([`batch`]), which says when it paid ([`paid`]).
//! Préau makes the list; it never pays.

pub mod batch;
pub mod decide;
pub mod list;
pub mod open;
pub mod paid;
pub mod rate;
pub mod state;
mod step;
pub mod submit;

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Refusal, Result};
use crate::session::State as SessionState;
use crate::sql;

pub use rate::{Claim, Grid, Line, Range, Typed};
pub use state::{Event, Facts, State};

/// A statement with its session and its trainer.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Statement {
    pub id: Uuid,
    pub session_id: Uuid,
    pub trainer_id: Uuid,
    state: String,
    pub grid_from: String,
    pub total_minutes: i32,
    initiation_min: i32,
    initiation_rate: i64,
    deepening_min: i32,
    deepening_rate: i64,
    expertise_min: i32,
    expertise_rate: i64,
    pub preparation_cents: i64,
    pub amount_cents: i64,
    permit_on: Option<String>,
    /// The hours count under an allowance, as the platform found or the trainer said.
    pub covered_by_allowance: bool,
    pub reason: String,
    pub batch_id: Option<Uuid>,
    paid_on: Option<String>,
    pub version: i32,
    pub state_at: Timestamp,
    pub created_at: Timestamp,
    /// Of the session.
    pub title: String,
    pub depth: String,
    pub starts_at: Option<Timestamp>,
    session_state: String,
    pub host_id: Uuid,
    pub host_path: String,
    pub host_name: String,
    pub zone: String,
    pub uai: String,
    /// Of the trainer.
    pub given_name: String,
    pub usual_name: String,
}

impl Statement {
    pub fn state(&self) -> State {
        // The table allows no other word.
        State::parse(&self.state).unwrap_or(State::ToPrepare)
    }

    /// What it claims, as it was last submitted.
    pub fn claim(&self) -> Claim {
        let line = |minutes: i32, rate| Line { minutes: i64::from(minutes), rate };
        Claim {
            lines: [
                line(self.initiation_min, self.initiation_rate),
                line(self.deepening_min, self.deepening_rate),
                line(self.expertise_min, self.expertise_rate),
            ],
            preparation_cents: self.preparation_cents,
            permit_on: self.permit_on(),
        }
    }

    pub fn permit_on(&self) -> Option<Date> {
        self.permit_on.as_deref()?.parse().ok()
    }

    pub fn paid_on(&self) -> Option<Date> {
        self.paid_on.as_deref()?.parse().ok()
    }

    /// First day of the session, where it took place.
    pub fn first_day(&self) -> Option<Date> {
        self.starts_at.map(|start| start.date_in(&self.zone))
    }

    /// Presence at the session is closed, or certified.
    pub fn session_closed(&self) -> bool {
        let state = SessionState::parse(&self.session_state);
        state.is_some_and(|state| {
            matches!(state, SessionState::AttendanceClosed | SessionState::Attested | SessionState::Archived)
        })
    }

    pub fn trainer(&self) -> String {
        format!("{} {}", self.given_name, self.usual_name).trim().to_owned()
    }

    /// What whoever checks must look at.
    pub fn warnings(&self) -> Vec<Warning> {
        match (self.permit_on(), self.first_day()) {
            _ if matches!(self.state(), State::NotApplicable | State::ToPrepare) => Vec::new(),
            (None, _) => vec![Warning::NoPermit],
            (Some(permit), Some(first)) if permit > first => vec![Warning::LatePermit],
            (Some(_), _) => Vec::new(),
        }
    }
}

/// Something that stops nothing, and that must be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// No permit to hold a second activity is named.
    NoPermit,
    /// The permit is later than the first half-day.
    LatePermit,
}

/// A statement as it stands.
pub async fn statement(db: &mut impl Conn, id: Uuid) -> Result<Statement> {
    db.query(sql!(
        "select s.id, s.session_id, s.trainer_id, s.state, s.grid_from, s.total_minutes, s.initiation_min,
                s.initiation_rate, s.deepening_min, s.deepening_rate, s.expertise_min, s.expertise_rate,
                s.preparation_cents, s.amount_cents, s.permit_on, s.covered_by_allowance, s.reason, s.batch_id,
                s.paid_on, s.version, s.state_at, s.created_at, t.title, t.depth, t.starts_at,
                t.state as session_state, t.host_id, h.path as host_path, h.name as host_name, h.zone, c.uai,
                p.given_name, p.usual_name
           from pay_statement s
           join training_session t on t.id = s.session_id
           join org_node h on h.id = t.host_id
           join school c on c.node_id = t.host_id
           join person p on p.id = s.trainer_id
          where s.id = $1"
    ))
    .bind(id)
    .one()
    .await
}

/// The same, held until the transaction ends: what is decided on it is true when it is written.
pub(crate) async fn hold(tx: &mut Tx, id: Uuid) -> Result<Statement> {
    let _: (Uuid,) =
        tx.query(sql!("select id from pay_statement where id = $1", lock)).bind(id).one().await?;
    statement(tx, id).await
}

/// The trainer has an allowance for a mandate at the host school that covers the first half-day: training one's own
/// colleagues is what the allowance pays (domain.md §4.5). A session for a wider public is another service.
pub async fn counted(db: &mut impl Conn, statement: &Statement) -> Result<bool> {
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*)
               from training_session t
               join nomination m on m.school_id = t.host_id and m.person_id = $2
              where t.id = $1 and t.level = 'school' and m.reward = 'allowance'
                and m.state in ('active', 'ended', 'completed', 'completed_without_report')
                and m.starts_at <= t.starts_at and t.starts_at < coalesce(m.ended_at, m.ends_at)"
        ))
        .bind(statement.session_id)
        .bind(statement.trainer_id)
        .one()
        .await?;
    Ok(count > 0)
}

/// What the asker saw is still what is there.
///
/// # Errors
/// Refusal `pay-changed`.
pub(crate) fn unchanged(statement: &Statement, seen: i32) -> Result<(), Refusal> {
    if statement.version == seen { Ok(()) } else { Err(Refusal::new("pay-changed")) }
}
