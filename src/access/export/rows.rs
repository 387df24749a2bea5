//! The parts of the document: what is kept of each thing, under its own name.

use serde::{Serialize, Serializer};
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use crate::clock::Timestamp;

/// An instant, RFC 3339 in the document.
#[derive(Debug, Clone, Copy, sqlx::Type)]
#[sqlx(transparent)]
pub struct Instant(pub i64);

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&Timestamp(self.0).to_rfc3339())
    }
}

/// Who the person is.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Identity {
    pub id: Uuid,
    pub given_name: String,
    pub usual_name: String,
    pub locale: String,
    pub discipline: Option<String>,
    pub school: Option<String>,
    pub reading: Json<Value>,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// An address, with its dates.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Email {
    pub address: String,
    pub main: bool,
    pub starts_at: Instant,
    pub ends_at: Option<Instant>,
}

/// The account, without its password.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Account {
    pub state: String,
    pub created_at: Instant,
    pub password_changed_at: Option<Instant>,
    pub last_login_at: Option<Instant>,
    pub warned_at: Option<Instant>,
    pub deactivated_at: Option<Instant>,
}

/// A role held.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Grant {
    pub role: String,
    /// Node of the organisation; none = the whole installation.
    pub node: Option<String>,
    pub node_name: Option<String>,
    /// Held for somebody else.
    pub delegated: bool,
    pub starts_at: Instant,
    pub ends_at: Option<Instant>,
    pub reason: String,
}

/// A browser logged in.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Login {
    pub agent: String,
    pub created_at: Instant,
    pub seen_at: Instant,
    pub expires_at: Instant,
}

/// An API token, without its secret.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Token {
    pub name: String,
    pub created_at: Instant,
    pub last_used_at: Option<Instant>,
    pub expires_at: Option<Instant>,
    pub revoked_at: Option<Instant>,
}

/// A course followed, in one version.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Enrolment {
    pub id: Uuid,
    pub course: String,
    pub title: String,
    pub version: String,
    pub run: i32,
    pub state: String,
    pub source: String,
    pub started_at: Instant,
    pub seen_at: Instant,
    pub last_page: Option<String>,
    pub percent: Option<i32>,
    pub completed_at: Option<Instant>,
    pub dropped_at: Option<Instant>,
}

/// A page opened in an enrolment.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct PageSeen {
    pub enrolment: Uuid,
    pub page: String,
    pub seen_at: Instant,
    pub done_at: Option<Instant>,
    pub best_points: Option<String>,
    pub best_out_of: Option<String>,
}

/// A try at the questions of a page.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Attempt {
    pub id: Uuid,
    pub enrolment: Uuid,
    pub page: String,
    pub number: i32,
    pub state: String,
    pub points: Option<String>,
    pub out_of: Option<String>,
    pub opened_at: Instant,
    pub closed_at: Option<Instant>,
}

/// What was answered to a question.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Answer {
    pub attempt: Uuid,
    pub question: String,
    pub given: Json<Value>,
    pub state: String,
    pub tries: i32,
    pub hints: i32,
    pub score: Option<String>,
    pub best: Option<String>,
    pub given_at: Instant,
    pub final_at: Option<Instant>,
}

/// A box ticked in a checklist.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Tick {
    pub enrolment: Uuid,
    pub page: String,
    pub activity: String,
    pub item: i32,
    pub ticked_at: Instant,
}

/// A survey that was answered.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Survey {
    pub course: String,
    pub page: String,
    pub activity: String,
    pub done_at: Instant,
}

/// An answer to a survey, under one's name.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct SurveyAnswer {
    pub course: String,
    pub page: String,
    pub activity: String,
    pub answer: Json<Value>,
    pub day: String,
}

/// Something handed in, or its draft.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Production {
    pub enrolment: Uuid,
    pub page: String,
    pub activity: String,
    pub body: String,
    pub link: String,
    pub upload: Option<Uuid>,
    pub state: String,
    pub saved_at: Instant,
    pub handed_in_at: Option<Instant>,
}

/// A file handed in.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Upload {
    pub id: Uuid,
    pub file_name: String,
    pub media_type: String,
    pub bytes: i64,
    pub sha256: String,
    pub created_at: Instant,
}

/// A course completed, as decided that day.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Completion {
    pub enrolment: Uuid,
    pub course: String,
    pub title: String,
    pub version: String,
    pub minutes: i32,
    pub points: Option<String>,
    pub out_of: Option<String>,
    pub competences: Json<Value>,
    pub started_at: Instant,
    pub completed_at: Instant,
    pub school_year: String,
}

/// An attestation, whatever became of it.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Attestation {
    pub number: String,
    pub code: String,
    pub statement: String,
    pub signature: String,
    pub state: String,
    pub reason: Option<String>,
    pub issued_at: Instant,
    pub ended_at: Option<Instant>,
}

/// A line of the journal.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Event {
    pub at: Instant,
    pub act: String,
    pub object_kind: String,
    pub object_id: String,
}

/// A posting in a school.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Posting {
    pub uai: String,
    pub school: String,
    pub discipline: Option<String>,
    pub main: bool,
    pub employment_status: String,
    pub starts_at: Instant,
    pub ends_at: Option<Instant>,
    pub source: String,
}

/// A mandate as référent.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Nomination {
    pub id: Uuid,
    pub uai: String,
    pub school: String,
    pub school_year: String,
    pub state: String,
    pub share_percent: i32,
    pub reward: String,
    pub amount_cents: Option<i64>,
    pub relief_minutes: Option<i32>,
    pub starts_at: Instant,
    pub ends_at: Instant,
    pub answered_at: Option<Instant>,
    pub decided_at: Option<Instant>,
    pub end_reason: Option<String>,
}

/// A mission letter, as it was written.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct MissionLetter {
    pub nomination: Uuid,
    pub number: i32,
    pub letter: Json<Value>,
    pub written_at: Instant,
    pub accepted_at: Option<Instant>,
}

/// Something the person was told.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Noticed {
    pub kind: String,
    pub detail: Json<Value>,
    pub path: String,
    pub created_at: Instant,
    pub read_at: Option<Instant>,
    pub mailed_at: Option<Instant>,
}

/// How often the person wants mail about something.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct NoticeChoice {
    pub about: String,
    pub rhythm: String,
    pub updated_at: Instant,
}

/// Somebody looked at the person's record.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Looked {
    pub given_name: String,
    pub usual_name: String,
    pub what: String,
    pub times: i32,
    pub last_at: Instant,
}

/// A request about one's own data.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct DataRequest {
    pub kind: String,
    pub body: String,
    pub state: String,
    pub opened_at: Instant,
    pub due_at: Instant,
    pub extension_reason: Option<String>,
    pub outcome: Option<String>,
    pub answer: Option<String>,
    pub closed_at: Option<Instant>,
}

/// Something written for colleagues: a need, a project, an entry of the log.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Contribution {
    pub kind: String,
    pub at: Instant,
    /// Its title, theme or mission.
    pub title: String,
    pub body: String,
}
