//! How often a person wants mail, and about what.
//!
//! The subject of a notice is the first word of its kind: `nomination-proposed` is about `nomination`. A person chooses
//! a rhythm by subject, and one for everything they did not choose ([`DIGEST`]). Without a choice, what asks an act is
//! mailed at once and the rest comes once a week (MSG-1).

use serde::Serialize;
use uuid::Uuid;

use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Fault, Result};
use crate::sql;

/// The choice for subjects without a choice of their own; never for what asks an act.
pub const DIGEST: &str = "digest";

/// Subjects that have a line on the page of preferences, and a name in the catalogues (`notice-topic-…`).
pub const TOPICS: &[&str] = &[
    "nomination",
    "letter",
    "handover",
    "accompaniment",
    "session",
    "seat",
    "pay",
    "cohort",
    "need",
    "survey",
    "bulletin",
    "project",
    "advice",
    "report",
    "module",
    "network",
    "school",
    "import",
    "role",
    "data",
    "account",
];

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    AtOnce,
    Daily,
    Weekly,
    Never,
}

impl Rhythm {
    pub const ALL: [Self; 4] = [Self::AtOnce, Self::Daily, Self::Weekly, Self::Never];

    pub fn code(self) -> &'static str {
        match self {
            Self::AtOnce => "at_once",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Never => "never",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rhythm| rhythm.code() == code)
    }
}

/// The subject of a kind: its first word.
pub fn topic(kind: &str) -> &str {
    kind.split('-').next().unwrap_or(kind)
}

/// A word that may be a subject: short, lower case, no sign that a pattern would read.
pub fn is_topic(text: &str) -> bool {
    (1..=30).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// A choice that was made.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Choice {
    pub topic: String,
    rhythm: String,
}

impl Choice {
    /// A rhythm unknown to this version counts as the weekly one.
    pub fn rhythm(&self) -> Rhythm {
        Rhythm::parse(&self.rhythm).unwrap_or(Rhythm::Weekly)
    }
}

/// What a person chose, by subject.
pub async fn choices(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Vec<Choice>> {
    db.query(sql!(
        "select kind as topic, rhythm from notice_preference where person_id = $1 order by kind limit 100"
    ))
    .bind(*allowed.thing())
    .all()
    .await
}

/// Keeps a choice; none goes back to what everybody gets.
///
/// # Errors
/// `Invalid` for a subject that is none.
pub async fn choose(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    topic: &str,
    rhythm: Option<Rhythm>,
    now: Timestamp,
) -> Result<()> {
    if !is_topic(topic) {
        return Err(Fault::new("topic", "notice-topic").into());
    }
    let person = *allowed.thing();
    let Some(rhythm) = rhythm else {
        tx.query(sql!("delete from notice_preference where person_id = $1 and kind = $2"))
            .bind(person)
            .bind(topic)
            .run()
            .await?;
        return Ok(());
    };
    tx.query(sql!(
        "insert into notice_preference (person_id, kind, rhythm, updated_at) values ($1, $2, $3, $4)
         on conflict (person_id, kind) do update set rhythm = excluded.rhythm, updated_at = excluded.updated_at"
    ))
    .bind(person)
    .bind(topic)
    .bind(rhythm.code())
    .bind(now)
    .run()
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_the_first_word_of_a_kind() {
        assert_eq!(topic("nomination-proposed"), "nomination");
        assert_eq!(topic("report"), "report");
        assert!(TOPICS.iter().all(|topic| is_topic(topic)) && is_topic(DIGEST));
        for wrong in ["", "a%", "need_x", "Need", "need-x", &"a".repeat(31)] {
            assert!(!is_topic(wrong), "{wrong}");
        }
    }
}
