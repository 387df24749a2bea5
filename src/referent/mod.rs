//! Référents: their nomination, and what they do by the missions of the seed (1a–2c).
//!
//! [`nomination`] is the pure rule of a nomination's life; each verb stands in a file of its own and passes through
//! [`step`], which writes the new state, the audit event and the figures of the school in one transaction.

pub mod amend;
pub mod answer;
pub mod decide;
pub mod draft;
pub mod end;
pub mod envelope;
pub mod handover;
pub mod letter;
pub mod list;
pub mod nomination;
pub mod payment;
pub mod period;
pub mod propose;
pub mod remind;
pub mod roll_over;
pub mod rule;
pub mod scheme;
pub mod step;
pub mod submit;

use jiff::civil::Date;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Refusal, Result};
use crate::sql;
use crate::year::SchoolYear;

pub use letter::{Mission, MissionLetter};
pub use nomination::{EndReason, Event, State};

/// What a référent gets for the mandate: one of three, never two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reward {
    None,
    /// Cents for the school year, under a version of a scheme.
    Allowance {
        scheme: String,
        version: i32,
        cents: i64,
    },
    /// Minutes of teaching less, each week.
    Relief {
        minutes: i32,
    },
}

impl Reward {
    pub fn code(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Allowance { .. } => "allowance",
            Self::Relief { .. } => "relief",
        }
    }

    /// Cents of the allowance; 0 without one.
    pub fn cents(&self) -> i64 {
        match self {
            Self::Allowance { cents, .. } => *cents,
            Self::None | Self::Relief { .. } => 0,
        }
    }
}

/// A nomination with its school and its teacher.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Nomination {
    pub id: Uuid,
    pub school_id: Uuid,
    pub person_id: Uuid,
    school_year: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    state: String,
    pub share_percent: i32,
    reward: String,
    scheme_code: Option<String>,
    scheme_version: Option<i32>,
    amount_cents: Option<i64>,
    relief_minutes: Option<i32>,
    /// The letter the nomination was proposed or last changed with.
    pub letter_number: i32,
    pub councils_apply: bool,
    pub council_on: Option<String>,
    pub board_on: Option<String>,
    pub proposed_by: Option<Uuid>,
    pub proposed_at: Option<Timestamp>,
    pub answered_at: Option<Timestamp>,
    pub submitted_at: Option<Timestamp>,
    pub decided_by: Option<Uuid>,
    pub decided_at: Option<Timestamp>,
    pub return_reason: Option<String>,
    pub ended_at: Option<Timestamp>,
    end_reason: Option<String>,
    pub report_filed_at: Option<Timestamp>,
    pub version: i32,
    pub created_at: Timestamp,
    /// Of the school.
    pub path: String,
    pub school_name: String,
    pub zone: String,
    pub uai: String,
    pub sector: String,
    /// Of the teacher.
    pub given_name: String,
    pub usual_name: String,
}

impl Nomination {
    pub fn state(&self) -> State {
        // The table allows no other word.
        State::parse(&self.state).unwrap_or(State::Draft)
    }

    pub fn end_reason(&self) -> Option<EndReason> {
        self.end_reason.as_deref().and_then(EndReason::parse)
    }

    pub fn year(&self) -> SchoolYear {
        SchoolYear::parse(&self.school_year).unwrap_or_else(|| SchoolYear::of(self.first_day()))
    }

    /// First day, where the school is.
    pub fn first_day(&self) -> Date {
        self.starts_at.date_in(&self.zone)
    }

    /// Last day, included.
    pub fn last_day(&self) -> Date {
        self.ends_at.plus(-1).date_in(&self.zone)
    }

    /// The period is over, whatever the state.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.ends_at <= now
    }

    /// Makes the teacher référent at this moment.
    pub fn runs(&self, now: Timestamp) -> bool {
        self.state() == State::Active && self.starts_at <= now && now < self.ends_at
    }

    pub fn is_public(&self) -> bool {
        self.sector == "public"
    }

    pub fn teacher(&self) -> String {
        format!("{} {}", self.given_name, self.usual_name).trim().to_owned()
    }

    pub fn reward(&self) -> Reward {
        match (self.reward.as_str(), &self.scheme_code, self.scheme_version, self.amount_cents) {
            ("allowance", Some(scheme), Some(version), Some(cents)) => {
                Reward::Allowance { scheme: scheme.clone(), version, cents }
            }
            ("relief", ..) => Reward::Relief { minutes: self.relief_minutes.unwrap_or(0) },
            _ => Reward::None,
        }
    }
}

/// A nomination as it stands.
pub async fn nomination(db: &mut impl Conn, id: Uuid) -> Result<Nomination> {
    db.query(sql!(
        "select m.id, m.school_id, m.person_id, m.school_year, m.starts_at, m.ends_at, m.state, m.share_percent, m.reward,
                m.scheme_code, m.scheme_version, m.amount_cents, m.relief_minutes, m.letter_number, m.councils_apply,
                m.council_on, m.board_on, m.proposed_by, m.proposed_at, m.answered_at, m.submitted_at, m.decided_by,
                m.decided_at, m.return_reason, m.ended_at, m.end_reason, m.report_filed_at, m.version, m.created_at,
                n.path, n.name as school_name, n.zone, s.uai, s.sector, p.given_name, p.usual_name
           from nomination m
           join org_node n on n.id = m.school_id
           join school s on s.node_id = m.school_id
           join person p on p.id = m.person_id
          where m.id = $1"
    ))
    .bind(id)
    .one()
    .await
}

/// The same, held until the transaction ends: what is decided on it is true when it is written.
pub(crate) async fn hold(tx: &mut Tx, id: Uuid) -> Result<Nomination> {
    let _: (Uuid,) = tx.query(sql!("select id from nomination where id = $1", lock)).bind(id).one().await?;
    nomination(tx, id).await
}

/// What the asker saw is still what is there.
///
/// # Errors
/// Refusal `nomination-changed`.
pub(crate) fn unchanged(nomination: &Nomination, seen: i32) -> Result<(), Refusal> {
    if nomination.version == seen { Ok(()) } else { Err(Refusal::new("nomination-changed")) }
}

#[cfg(test)]
pub(crate) mod scene;
#[cfg(test)]
mod tests;

pub mod cockpit;
