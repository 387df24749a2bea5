//! What teachers say they need: surveys, needs, their summary, and the answer each one gets.
//!
//! A need ([`state`]) is stated by a teacher or a team, at any time of the year; the référent of the school takes it,
//! answers it, passes it on to the bassin or the académie, or closes it with a reason its author reads. A [`survey`]
//! asks a whole school at once; its named answers become needs, its anonymous ones are only counted. Figures are
//! counted on `need_demand` (who wants what where in a school year, each once) and shown through [`small_cells`].

pub mod forwarded;
pub mod handle;
pub mod lists;
pub mod own;
mod parties;
pub mod small_cells;
pub mod state;
pub mod statement;
pub mod summary;
pub mod survey;
pub mod territory;
pub mod themes;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::audit;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::sql;

pub use state::State;

/// Most characters of a free text (domain.md §4.6).
pub const TEXT_MAX: usize = 500;

pub(crate) use crate::codes::codes;

codes! {
    /// How far one wishes to go.
    Level { Initiation = "initiation", Deepening = "deepening", Expertise = "expertise" }
}
codes! {
    /// How one would like to be trained: présentiel, distanciel, hybride, indifférent.
    Modality { Any = "any", Onsite = "onsite", Remote = "remote", Blended = "blended" }
}
codes! {
    /// By when: this school year, this term, as soon as possible.
    Urgency { Year = "year", Term = "term", Soon = "soon" }
}

/// The school a need stands in, as verbs need it.
#[derive(Debug, Clone, sqlx::FromRow)]
struct Where {
    id: Uuid,
    name: String,
    path: String,
    zone: String,
}

/// The open school at this path.
async fn school_at(db: &mut impl Conn, path: &str) -> Result<Where> {
    db.query(sql!(
        "select id, name, path, zone from org_node where path = $1 and kind = 'school' and state <> 'closed'"
    ))
    .bind(path)
    .one()
    .await
}

/// What a notice says of a theme, in both languages: its reader's one is not known here.
async fn theme_detail(db: &mut impl Conn, theme: &str) -> Result<Value> {
    let (fr, en): (String, String) =
        db.query(sql!("select label_fr, label_en from need_theme where code = $1")).bind(theme).one().await?;
    Ok(json!({ "theme": fr, "theme_en": en }))
}

/// Writes an act on a need or a survey into the journal.
async fn note(
    tx: &mut Tx,
    by: Option<Uuid>,
    act: &'static str,
    object_kind: &'static str,
    object_id: impl ToString,
    detail: Value,
    now: Timestamp,
) -> Result<()> {
    let event = audit::Event { actor: by, act, object_kind, object_id: object_id.to_string(), detail };
    audit::record(tx, event, now).await
}

/// Counts a person's wish for training in the figures of the year, once.
async fn count_demand(
    tx: &mut Tx,
    year: &str,
    school: Uuid,
    person: Uuid,
    theme: &str,
    discipline: &str,
) -> Result<()> {
    tx.query(sql!(
        "insert into need_demand (school_year, school_id, person_key, theme, discipline)
         values ($1, $2, $3, $4, $5) on conflict do nothing"
    ))
    .bind(year)
    .bind(school)
    .bind(person)
    .bind(theme)
    .bind(discipline)
    .run()
    .await?;
    Ok(())
}

/// Takes it back, unless another need or wish of the same person still says so.
async fn uncount_demand(tx: &mut Tx, person: Uuid, need: &lists::Kept) -> Result<()> {
    tx.query(sql!(
        "delete from need_demand
          where school_year = $1 and school_id = $2 and person_key = $3 and theme = $4 and discipline = $5
            and not exists (select 1 from training_need n
                             where n.school_year = $1 and n.school_id = $2 and n.theme = $4 and n.discipline = $5
                               and n.author_id = $3 and (n.closed_by is null or n.closed_by <> $3))
            and not exists (select 1 from need_wish w join training_need n on n.id = w.need_id
                             where w.person_id = $3 and n.school_year = $1 and n.school_id = $2
                               and n.theme = $4 and n.discipline = $5)"
    ))
    .bind(&need.school_year)
    .bind(need.school_id)
    .bind(person)
    .bind(&need.theme)
    .bind(&need.discipline)
    .run()
    .await?;
    Ok(())
}

/// A text of at most [`TEXT_MAX`] characters without invisible ones, line ends apart; none when it does not hold.
fn readable(typed: &str) -> Option<String> {
    let text = typed.replace("\r\n", "\n").trim().to_owned();
    let plain = !text.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
    (plain && text.chars().count() <= TEXT_MAX).then_some(text)
}

#[cfg(test)]
mod tests;
