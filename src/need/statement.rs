//! Stating a need: a few choices of closed lists and, at will, a few words.

use serde_json::json;
use uuid::Uuid;

use super::{Level, Modality, TEXT_MAX, Urgency, count_demand, note, parties, readable, school_at};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::notice::{self, Notice};
use crate::people::disciplines;
use crate::school::postings;
use crate::year::school_year;
use crate::{ids, sql};

/// Longest name of a team, in characters.
const TEAM_MAX: usize = 80;

/// What a teacher states, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct NewNeed {
    /// Path of one of the author's schools.
    pub school: String,
    pub theme: String,
    pub discipline: String,
    pub level: String,
    pub modality: String,
    pub urgency: String,
    /// Name of the team that asks; empty = the author alone.
    pub team: String,
    pub body: String,
}

/// The choices of a need, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choices {
    pub(super) theme: String,
    pub(super) discipline: String,
    pub(super) level: Level,
    pub(super) modality: Modality,
    pub(super) urgency: Urgency,
    pub(super) body: String,
}

/// Reads the choices; that the theme is offered is asked of the database by [`check_theme`].
pub(super) fn read(new: &NewNeed) -> Result<Choices, Vec<Fault>> {
    let mut faults = Vec::new();
    let level = Level::parse(&new.level);
    let modality = Modality::parse(&new.modality);
    let urgency = Urgency::parse(&new.urgency);
    let body = readable(&new.body);
    if new.theme.is_empty() {
        faults.push(Fault::new("theme", "need-theme"));
    }
    if !disciplines::or_transversal(&new.discipline) {
        faults.push(Fault::new("discipline", "need-discipline"));
    }
    if level.is_none() {
        faults.push(Fault::new("level", "need-level"));
    }
    if modality.is_none() {
        faults.push(Fault::new("modality", "need-modality"));
    }
    if urgency.is_none() {
        faults.push(Fault::new("urgency", "need-urgency"));
    }
    if body.is_none() {
        faults.push(Fault::new("body", "need-text").with("max", TEXT_MAX));
    }
    match (level, modality, urgency, body) {
        (Some(level), Some(modality), Some(urgency), Some(body)) if faults.is_empty() => Ok(Choices {
            theme: new.theme.clone(),
            discipline: new.discipline.clone(),
            level,
            modality,
            urgency,
            body,
        }),
        _ => Err(faults),
    }
}

/// Whether a theme is offered today.
pub(super) async fn check_theme(db: &mut impl Conn, theme: &str) -> Result<bool> {
    let found: Option<(i32,)> =
        db.query(sql!("select 1 from need_theme where code = $1 and active")).bind(theme).optional().await?;
    Ok(found.is_some())
}

/// States a need in one of the author's schools and tells its référents. The same need sent twice is stated once.
///
/// # Errors
/// `Invalid` for what does not hold; refusals `need-no-school` outside one's postings, `need-exists` when another need
/// of the author on the same theme and discipline is under way there.
pub async fn state(tx: &mut Tx, allowed: Allowed<(Uuid, &NewNeed)>, now: Timestamp) -> Result<Uuid> {
    let (author, new) = *allowed.thing();
    let read = read(new);
    let mut faults = read.as_ref().err().cloned().unwrap_or_default();
    if !new.theme.is_empty() && !check_theme(tx, &new.theme).await? {
        faults.push(Fault::new("theme", "need-theme"));
    }
    let team = new.team.trim();
    if team.chars().count() > TEAM_MAX || team.chars().any(char::is_control) {
        faults.push(Fault::new("team", "need-team").with("max", TEAM_MAX));
    }
    let school = match school_at(tx, &new.school).await {
        Ok(school) => school,
        Err(Error::NotFound) => return Err(Refusal::new("need-no-school").into()),
        Err(other) => return Err(other),
    };
    if !postings::is_posted(tx, author, school.id, now).await? {
        return Err(Refusal::new("need-no-school").into());
    }
    let choices = match read {
        Ok(choices) if faults.is_empty() => choices,
        Ok(_) | Err(_) => return Err(Error::Invalid(faults)),
    };
    let year = school_year(now.date_in(&school.zone));
    let id = ids::new(now);
    let added = tx
        .query(sql!(
            "insert into training_need (id, school_id, school_year, author_id, team, theme, discipline, level, modality,
                                        urgency, body, state, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12, $12)
             on conflict (author_id, school_id, theme, discipline) where state in ('open', 'acknowledged', 'forwarded')
             do nothing"
        ))
        .bind(id)
        .bind(school.id)
        .bind(&year)
        .bind(author)
        .bind(team)
        .bind(&choices.theme)
        .bind(&choices.discipline)
        .bind(choices.level.code())
        .bind(choices.modality.code())
        .bind(choices.urgency.code())
        .bind(&choices.body)
        .bind(now)
        .run()
        .await?;
    if added == 0 {
        return same_already(tx, author, school.id, team, &choices).await;
    }
    count_demand(tx, &year, school.id, author, &choices.theme, &choices.discipline).await?;
    let detail = json!({ "school": school.path, "theme": choices.theme, "discipline": choices.discipline });
    note(tx, allowed.by(), "need.state", "need", id, detail, now).await?;
    let mut told = super::theme_detail(tx, &choices.theme).await?;
    told["school"] = school.name.into();
    let referents = parties::referents(tx, school.id, now).await?;
    let notice = Notice {
        to: author,
        kind: "need-stated",
        detail: told,
        path: &format!("/besoins/etablissement/{id}"),
        asks_act: false,
        about: &format!("need:{id}:stated"),
    };
    notice::tell_all(tx, &referents, notice, now).await?;
    Ok(id)
}

/// The same form sent twice is the need that is there; another one on the same theme is refused.
async fn same_already(
    tx: &mut Tx,
    author: Uuid,
    school: Uuid,
    team: &str,
    choices: &Choices,
) -> Result<Uuid> {
    let same: Option<(Uuid,)> = tx
        .query(sql!(
            "select id from training_need
              where author_id = $1 and school_id = $2 and theme = $3 and discipline = $4 and level = $5
                and modality = $6 and urgency = $7 and body = $8 and team = $9
                and state in ('open', 'acknowledged', 'forwarded')
              limit 1"
        ))
        .bind(author)
        .bind(school)
        .bind(&choices.theme)
        .bind(&choices.discipline)
        .bind(choices.level.code())
        .bind(choices.modality.code())
        .bind(choices.urgency.code())
        .bind(&choices.body)
        .bind(team)
        .optional()
        .await?;
    same.map(|(id,)| id).ok_or_else(|| Refusal::new("need-exists").into())
}
