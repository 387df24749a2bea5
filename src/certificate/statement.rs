//! What an attestation says: the text that is signed.
//!
//! JSON with sorted keys and whole numbers only, made once. Readers use the stored text and never write it anew, so
//! a field that a later version of the program adds does not break the signature of an older statement. A field is
//! only ever added, with a default; a change of meaning is a new [`FORMAT`].

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::audit;
use crate::clock::Timestamp;
use crate::error::{Error, Result};

/// The format of an attestation of a course.
pub const FORMAT: u32 = 1;
/// The format of an attestation of presence, and the last one that this program reads: a text without a course means
/// nothing to an older one.
pub const FORMAT_PRESENCE: u32 = 2;

/// Everything that an attestation states, frozen on the day of its issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    pub format: u32,
    pub kind: Kind,
    pub number: String,
    /// The code to check it by, without dashes.
    pub code: String,
    /// Number of the attestation that this one replaces.
    pub replaces: Option<String>,
    pub holder: Holder,
    /// Of an attestation of a course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course: Option<Course>,
    /// Of an attestation of presence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<Session>,
    pub hours: Hours,
    pub started_at: jiff::Timestamp,
    pub started_on: Date,
    pub completed_at: jiff::Timestamp,
    pub completed_on: Date,
    /// Zone in which the dates are dates.
    pub zone: String,
    pub objectives: Vec<String>,
    pub competences: Vec<Competence>,
    /// Under its name of that day.
    pub issuer: Issuer,
    pub issued_at: jiff::Timestamp,
    pub issued_on: Date,
    /// Key that signs: one of those published by the installation.
    pub key: Uuid,
}

/// What kind of following is attested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The rule of an online course was met.
    Completion,
    /// Somebody was at a session.
    Presence,
}

/// The person, under the names of that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    pub given_name: String,
    pub usual_name: String,
}

impl Holder {
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.usual_name).trim().to_owned()
    }
}

/// The version of the course that was followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    pub slug: String,
    pub title: String,
    /// Language of the title and the objectives, BCP 47.
    pub language: String,
    pub version: String,
    /// SHA-256 of the files of that version.
    pub checksum: String,
}

/// The session that somebody was at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// In French, the language of the platform's sessions.
    pub title: String,
    pub place: String,
    /// Under their names of that day.
    pub trainers: Vec<String>,
    pub half_days: Vec<HalfDay>,
}

/// A half-day with presence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HalfDay {
    pub on: Date,
    pub starts_at: jiff::Timestamp,
    pub ends_at: jiff::Timestamp,
    /// Of presence.
    pub minutes: u32,
    pub remote: bool,
}

/// In minutes: nominal of a course, real of presence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    pub onsite_minutes: u32,
    pub remote_minutes: u32,
}

impl Hours {
    pub fn minutes(self) -> u32 {
        self.onsite_minutes.saturating_add(self.remote_minutes)
    }
}

/// A competence that the course works on, with its label of that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Competence {
    pub code: String,
    pub label: String,
}

/// The body that attests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issuer {
    pub name: String,
    /// Lines under the name: address, authority.
    pub detail: Vec<String>,
}

impl Statement {
    /// Title of what was followed.
    pub fn title(&self) -> &str {
        match (&self.course, &self.session) {
            (Some(course), _) => &course.title,
            (None, Some(session)) => &session.title,
            (None, None) => "",
        }
    }

    /// Language of the title, BCP 47.
    pub fn language(&self) -> &str {
        self.course.as_ref().map_or("fr", |course| &course.language)
    }

    /// Version of the course; none for a session.
    pub fn version(&self) -> Option<&str> {
        self.course.as_ref().map(|course| course.version.as_str())
    }

    /// The text to sign: sorted keys, no spaces.
    pub fn to_text(&self) -> Result<String> {
        Ok(audit::canonical(&serde_json::to_value(self).map_err(Error::broken)?))
    }

    /// Reads a stored text.
    ///
    /// # Errors
    /// `Broken` when it is no statement, or one of a format to come.
    pub fn parse(text: &str) -> Result<Self> {
        let statement: Self = serde_json::from_str(text).map_err(Error::broken)?;
        if statement.format > FORMAT_PRESENCE {
            return Err(Error::Broken(anyhow::anyhow!("statement of a newer format: {}", statement.format)));
        }
        Ok(statement)
    }
}

/// The name of the zone that [`Timestamp::date_in`] will use, which is what a statement must say.
pub(super) fn zone_used(zone: &str) -> &str {
    if jiff::tz::TimeZone::get(zone).is_ok() { zone } else { "Europe/Paris" }
}

/// An instant and its date, as a statement gives both.
pub(super) fn dated(at: Timestamp, zone: &str) -> (jiff::Timestamp, Date) {
    (at.instant(), at.date_in(zone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::scene;
    use proptest::prelude::*;

    #[test]
    fn the_text_of_a_statement_is_this_one() {
        assert_eq!(
            scene::statement("Zoé", "Martin").to_text().unwrap(),
            concat!(
                r#"{"code":"ABCDEFGHJKMNPQRS","competences":[{"code":"2.1","label":"Sélectionner des ressources"}],"#,
                r#""completed_at":"2026-11-24T23:30:00Z","completed_on":"2026-11-25","#,
                r#""course":{"checksum":"c0ffee","language":"fr","slug":"droit-auteur","title":"Droit d’auteur","version":"1.0.0"},"#,
                r#""format":1,"holder":{"given_name":"Zoé","usual_name":"Martin"},"#,
                r#""hours":{"onsite_minutes":0,"remote_minutes":90},"#,
                r#""issued_at":"2026-11-24T23:30:00.000001Z","issued_on":"2026-11-25","#,
                r#""issuer":{"detail":["1 rue de la Craie","00000 Exemple"],"name":"Préau d’exemple"},"#,
                r#""key":"00000000-0000-0000-0000-000000000007","kind":"completion","number":"2026-000001","#,
                r#""objectives":["Citer une œuvre"],"replaces":null,"#,
                r#""started_at":"2026-09-01T08:00:00Z","started_on":"2026-09-01","zone":"Europe/Paris"}"#,
            )
        );
    }

    #[test]
    fn a_newer_format_is_not_read_as_ours() {
        let newer = Statement { format: FORMAT_PRESENCE + 1, ..scene::statement("Zoé", "Martin") };
        assert!(Statement::parse(&newer.to_text().unwrap()).is_err());
    }

    #[test]
    fn an_unknown_zone_is_stated_as_the_one_used() {
        assert_eq!(zone_used("Indian/Reunion"), "Indian/Reunion");
        assert_eq!(zone_used("Nowhere/Land"), "Europe/Paris");
    }

    proptest! {
        #[test]
        fn a_statement_is_read_back_and_writes_the_same_text(given in any::<String>(), usual in any::<String>()) {
            let statement = scene::statement(&given, &usual);
            let text = statement.to_text().unwrap();
            let read = Statement::parse(&text).unwrap();
            prop_assert_eq!(read.to_text().unwrap(), text);
            prop_assert_eq!(read, statement);
        }
    }
}
