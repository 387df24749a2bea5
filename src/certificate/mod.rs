//! Attestations: a frozen, signed copy of what somebody followed, which anyone can check by its code.
//!
//! The words are « attestation de suivi » for a course and « attestation de présence » for a session: hours followed, the
//! rule of the course that was met, the half-days somebody was there. They never speak of a certification. What an attestation says is its [`Statement`], a text that is signed byte for byte and
//! never made anew: names, titles and hours that change later leave it as it was. Only its [`State`] lives.

pub mod check;
pub mod code;
mod completion;
pub mod file;
pub mod issue;
pub mod keys;
pub mod mine;
pub mod presence;
pub mod revoke;
pub mod signed;
pub mod statement;

#[cfg(test)]
mod scene;

use serde::Serialize;
use uuid::Uuid;

use crate::clock::Timestamp;

pub use issue::issue;
pub use statement::{Issuer, Statement};

/// Whether an attestation may still be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Issued,
    Revoked,
    /// Another one states the same completion in its place.
    Replaced,
}

impl State {
    pub const ALL: [Self; 3] = [Self::Issued, Self::Revoked, Self::Replaced];

    pub fn code(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Revoked => "revoked",
            Self::Replaced => "replaced",
        }
    }
}

/// A state that this program does not know.
#[derive(Debug, thiserror::Error)]
#[error("unknown state of an attestation: {0}")]
pub struct UnknownState(String);

impl TryFrom<String> for State {
    type Error = UnknownState;

    fn try_from(code: String) -> Result<Self, UnknownState> {
        Self::ALL.into_iter().find(|state| state.code() == code).ok_or(UnknownState(code))
    }
}

/// An attestation as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Attestation {
    pub id: Uuid,
    /// `2026-000123`, counted by year.
    pub number: String,
    /// The code to check it by, without its dashes: see [`code::grouped`].
    pub code: String,
    /// Of an attestation of a course.
    pub completion_id: Option<Uuid>,
    /// Of an attestation of presence: the place in the session.
    pub place_id: Option<Uuid>,
    pub person_id: Uuid,
    /// What is attested, exactly as signed: see [`Statement::parse`].
    pub statement: String,
    /// Ed25519 over the bytes of the statement, in base64.
    pub signature: String,
    pub key_id: Uuid,
    #[sqlx(try_from = "String")]
    pub state: State,
    /// The attestation that replaces this one.
    pub replaced_by: Option<Uuid>,
    /// Why it was revoked or replaced, for its holder; never public.
    pub reason: Option<String>,
    pub issued_at: Timestamp,
    /// When it was revoked or replaced, whichever came first.
    pub ended_at: Option<Timestamp>,
}
