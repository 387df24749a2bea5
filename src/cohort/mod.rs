//! Cohorts: a group of people, most often new référents, who follow courses and sessions together with their trainers
//! (domain.md §4.14).
//!
//! [`state`] is the life of a cohort and of a place in it, [`deadline`] says by when, [`risk`] who needs a word; all are
//! pure. Verbs hold the cohort's row ([`hold`]), so that the last place is given once. [`grid`] reads what everybody has
//! done in a fixed number of statements.

pub mod close;
pub mod copy;
pub mod deadline;
pub mod grid;
pub mod items;
pub mod letter;
pub mod list;
pub mod people;
pub mod risk;
pub mod state;
pub mod thread;
pub mod trainers;
pub mod turn;
pub mod write;

use jiff::civil::Date;
use serde_json::Value;
use uuid::Uuid;

use crate::access::Actor;
use crate::access::policy::Place as At;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Refusal, Result};
use crate::sql;

pub use deadline::Deadline;
pub use state::{Outcome, Place, State};

/// How long after its last day trainers still see a cohort (domain.md §5.2, rule 3).
const SEEN_AFTER_MONTHS: i64 = 12;

/// A cohort with the node whose people it is for.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Cohort {
    pub id: Uuid,
    pub node_id: Uuid,
    pub school_year: String,
    pub title: String,
    pub aim: String,
    pub max_size: i32,
    pub onsite_minutes: i32,
    pub remote_minutes: i32,
    starts_on: String,
    ends_on: String,
    pub never_days: Option<i32>,
    pub idle_days: Option<i32>,
    pub late_items: Option<i32>,
    pub missed_sessions: Option<i32>,
    state: String,
    pub state_at: Timestamp,
    pub closed_at: Option<Timestamp>,
    pub summary: String,
    pub copied_from: Option<Uuid>,
    pub created_by: Uuid,
    pub version: i32,
    /// Of the node.
    pub node_name: String,
    pub node_path: String,
    pub zone: String,
}

impl Cohort {
    pub fn state(&self) -> State {
        // The table allows no other word.
        State::parse(&self.state).unwrap_or(State::Draft)
    }

    /// Written by this room alone, as civil days.
    pub fn starts_on(&self) -> Date {
        self.starts_on.parse().unwrap_or(Date::MIN)
    }

    pub fn ends_on(&self) -> Date {
        self.ends_on.parse().unwrap_or(Date::MIN)
    }

    /// Its trainers see it until twelve months after its end: after its last day, or after it was closed later.
    pub fn is_seen(&self, now: Timestamp) -> bool {
        let last = self.closed_at.map_or(self.ends_on(), |at| self.ends_on().max(at.date_in(&self.zone)));
        let until = last.saturating_add(jiff::Span::new().months(SEEN_AFTER_MONTHS));
        now < Timestamp::midnight(until, &self.zone)
    }

    /// The thresholds of its rules.
    pub fn rules(&self) -> risk::Rules {
        let number = |value: Option<i32>| value.and_then(|value| u32::try_from(value).ok());
        risk::Rules {
            never_days: number(self.never_days),
            idle_days: number(self.idle_days),
            late_items: number(self.late_items),
            missed_sessions: number(self.missed_sessions),
        }
    }
}

/// A cohort as it stands.
pub async fn cohort(db: &mut impl Conn, id: Uuid) -> Result<Cohort> {
    db.query(sql!(
        "select c.id, c.node_id, c.school_year, c.title, c.aim, c.max_size, c.onsite_minutes, c.remote_minutes,
                c.starts_on, c.ends_on, c.never_days, c.idle_days, c.late_items, c.missed_sessions, c.state, c.state_at,
                c.closed_at, c.summary, c.copied_from, c.created_by, c.version, n.name as node_name,
                n.path as node_path, n.zone
           from cohort c
           join org_node n on n.id = c.node_id
          where c.id = $1"
    ))
    .bind(id)
    .one()
    .await
}

/// The same, held until the transaction ends.
pub(crate) async fn hold(tx: &mut Tx, id: Uuid) -> Result<Cohort> {
    let _: (Uuid,) = tx.query(sql!("select id from cohort where id = $1", lock)).bind(id).one().await?;
    cohort(tx, id).await
}

/// Its contents and people may still change.
///
/// # Errors
/// Refusal `cohort-over`.
fn written(cohort: &Cohort) -> Result<(), Refusal> {
    if cohort.state().is_written() { Ok(()) } else { Err(Refusal::new("cohort-over")) }
}

/// Somebody who trains a cohort.
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

/// Those who train a cohort, whoever answers for it first.
pub async fn trainers(db: &mut impl Conn, cohort: Uuid) -> Result<Vec<Trainer>> {
    db.query(sql!(
        "select p.id as person_id, p.given_name, p.usual_name, t.lead
           from cohort_trainer t
           join person p on p.id = t.person_id
          where t.cohort_id = $1
          order by t.lead desc, p.name_key, p.id
          limit 20"
    ))
    .bind(cohort)
    .all()
    .await
}

/// Where the right to run or read a cohort is asked for: its trainers run their own until twelve months after its end;
/// for everybody else it lies at the node whose people it is for.
pub fn run_place<'c>(
    cohort: &'c Cohort,
    trainers: &[Trainer],
    who: Option<&Actor>,
    now: Timestamp,
) -> At<'c> {
    match who.map(Actor::id) {
        Some(person) if cohort.is_seen(now) && trainers.iter().any(|trainer| trainer.person_id == person) => {
            At::Of(person)
        }
        _ => At::At(&cohort.node_path),
    }
}

/// A cohort in the words of a notice.
fn detail(cohort: &Cohort) -> Value {
    serde_json::json!({ "cohort": cohort.title, "starts": cohort.starts_on, "ends": cohort.ends_on })
}

/// Writes an audit event about a cohort. No free text.
async fn record(
    tx: &mut Tx,
    act: &str,
    cohort: Uuid,
    by: Option<Uuid>,
    detail: Value,
    now: Timestamp,
) -> Result<()> {
    let event = audit::Event { actor: by, act, object_kind: "cohort", object_id: cohort.to_string(), detail };
    audit::record(tx, event, now).await
}

#[cfg(test)]
mod tests;
