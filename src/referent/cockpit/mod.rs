//! The référent's year: bulletins, accompaniment, projects, advice, network, log, report.
//!
//! Each part is a small state machine and its verbs. What a référent does is offered as an [`activity`] entry under the
//! code of its mission; the yearly [`report`] is written from what was done, and frozen when it is submitted.

pub mod accompany;
pub mod activity;
pub mod advice;
pub mod bulletin;
pub mod contacts;
pub mod figures;
pub mod network;
pub mod project;
pub mod project_list;
pub mod report;
pub mod report_content;
pub mod report_list;
#[cfg(test)]
mod tests;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::access::{Role, roles};
use crate::audit;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::notice::{self, Notice};
use crate::school::{School, postings};
use crate::year::SchoolYear;

/// A closed list of codes, as the database keeps them.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$said:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$said])* #[serde(rename = $code)] $variant,)+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(code: String) -> Result<Self, String> {
                Self::parse(&code).ok_or_else(|| format!("unknown code {code:?}"))
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// The seven missions of the seed, 1 towards the teachers, 2 towards the school and around it.
    Mission {
        /// Information on digital tools reaches the teachers.
        Information = "1a",
        /// Their training needs are heard.
        Needs = "1b",
        /// They are accompanied in their uses.
        Accompaniment = "1c",
        /// Pedagogical projects emerge.
        Projects = "1d",
        /// Steering in the school.
        Steering = "2a",
        /// Advice to the head.
        Advice = "2b",
        /// The network: académie, local authorities, other référents.
        Network = "2c",
    }
}

/// Longest title, in characters.
pub const TITLE: usize = 120;
/// Longest short text.
pub const LINE: usize = 200;
/// Longest note of a log.
pub const NOTE: usize = 500;
/// Longest text of a bulletin, project, advice, report.
pub const TEXT: usize = 8_000;
/// Longest accompaniment or activity on one day, in minutes.
pub const DAY_MINUTES: i32 = 600;
/// Rows on a page of a list.
pub const PER_PAGE: i64 = 50;
/// Rows of an export.
pub const MOST: i64 = 5_000;

/// Checks typed texts and numbers, and gathers what does not hold.
#[derive(Debug, Default)]
pub struct Checks(Vec<Fault>);

impl Checks {
    /// A text that must be there.
    pub fn needed(&mut self, field: &'static str, typed: &str, most: usize) -> String {
        if typed.trim().is_empty() {
            self.0.push(Fault::new(field, "cockpit-missing"));
        }
        self.text(field, typed, most)
    }

    /// A text that may be empty.
    pub fn text(&mut self, field: &'static str, typed: &str, most: usize) -> String {
        let text = typed.trim().replace("\r\n", "\n");
        if text.chars().count() > most {
            self.0.push(Fault::new(field, "cockpit-too-long").with("max", most));
        }
        text
    }

    /// A whole number between two others.
    pub fn number(&mut self, field: &'static str, typed: &str, least: i32, most: i32) -> i32 {
        match typed.trim().parse::<i32>() {
            Ok(number) if (least..=most).contains(&number) => number,
            Ok(_) | Err(_) => {
                let fault = Fault::new(field, "cockpit-number");
                self.0.push(fault.with("min", least).with("max", most));
                least
            }
        }
    }

    /// A civil date `YYYY-MM-DD`, inside a school year when one is given.
    pub fn date(&mut self, field: &'static str, typed: &str, year: Option<SchoolYear>) -> jiff::civil::Date {
        match typed.trim().parse::<jiff::civil::Date>() {
            Ok(date) if year.is_none_or(|year| SchoolYear::of(date) == year) => date,
            Ok(date) => {
                self.0.push(Fault::new(field, "cockpit-date-year"));
                date
            }
            Err(_) => {
                self.0.push(Fault::new(field, "cockpit-date"));
                jiff::civil::Date::constant(2000, 1, 1)
            }
        }
    }

    /// Something else that does not hold.
    pub fn fault(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// # Errors
    /// `Invalid` with everything that did not hold.
    pub fn done(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self.0)) }
    }
}

/// Refusal of a move that the state machine does not know.
pub(crate) fn no_such_move() -> Refusal {
    Refusal::new("cockpit-no-such-move")
}

/// Somebody else changed it in between: what was typed stays, the reader looks first.
pub(crate) fn changed_meanwhile() -> Error {
    Refusal::new("cockpit-changed").into()
}

/// The school year in which a school is now.
pub fn year_of(school: &School, now: Timestamp) -> SchoolYear {
    SchoolYear::of(now.date_in(&school.zone))
}

/// Writes an act of this room down.
pub(crate) async fn note_act(
    tx: &mut Tx,
    by: Option<Uuid>,
    act: &'static str,
    kind: &'static str,
    id: Uuid,
    detail: Value,
    now: Timestamp,
) -> Result<()> {
    let event = audit::Event { actor: by, act, object_kind: kind, object_id: id.to_string(), detail };
    audit::record(tx, event, now).await
}

/// What is told of this room, whoever it is told to.
#[derive(Debug, Clone)]
pub(crate) struct Telling<'a> {
    pub(crate) kind: &'static str,
    pub(crate) title: &'a str,
    pub(crate) school: &'a School,
    pub(crate) path: String,
    pub(crate) asks_act: bool,
    pub(crate) about: String,
}

/// Tells some people, each once, never the one who acts.
pub(crate) async fn tell(
    tx: &mut Tx,
    people: &[Uuid],
    by: Option<Uuid>,
    telling: &Telling<'_>,
    now: Timestamp,
) -> Result<()> {
    // A handful: the référents or the heads of one school.
    for person in people.iter().filter(|person| Some(**person) != by) {
        let notice = Notice {
            to: *person,
            kind: telling.kind,
            detail: json!({ "title": telling.title, "school": telling.school.name }),
            path: &telling.path,
            asks_act: telling.asks_act,
            about: &telling.about,
        };
        notice::tell(tx, notice, now).await?;
    }
    Ok(())
}

/// The référents of a school now.
pub(crate) async fn referents(db: &mut impl Conn, school: &School, now: Timestamp) -> Result<Vec<Uuid>> {
    let found = postings::referents(db, school.node_id, now).await?;
    Ok(found.into_iter().map(|one| one.person_id).collect())
}

/// The head of a school and the deputies now.
pub(crate) async fn heads(db: &mut impl Conn, school: &School, now: Timestamp) -> Result<Vec<Uuid>> {
    let found = roles::holders(db, Role::Head, school.node_id, now).await?;
    Ok(found.into_iter().map(|one| one.id).collect())
}
