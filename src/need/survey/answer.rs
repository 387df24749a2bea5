//! Answering a survey: once a person, under one's name or anonymously. Nothing in the tables ties an anonymous answer to
//! the mark that says who answered: no name, no time, a drawn number.

use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::Step;
use super::manage::lock;
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::need::{Level, Modality, TEXT_MAX, Urgency, note, readable};
use crate::people::disciplines;
use crate::school::postings;
use crate::sql;

/// Themes of one answer, at most.
const MOST_THEMES: usize = 100;
/// Bytes of a draft, at most.
const DRAFT_MAX: usize = 16 * 1024;

/// An answer as it was typed.
#[derive(Debug, Clone, Default)]
pub struct NewAnswer {
    pub discipline: String,
    pub modality: String,
    pub urgency: String,
    pub body: String,
    pub anonymous: bool,
    /// Theme and level wished, one for each theme that is wanted.
    pub lines: Vec<(String, String)>,
}

/// Keeps an answer. Under one's name it replaces the one before, until the survey closes; anonymously it is given once.
///
/// # Errors
/// `NotFound` outside the school; `Invalid`; refusals `survey-not-open`, `survey-answered` after an anonymous answer.
pub async fn answer(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, Uuid)>,
    new: &NewAnswer,
    now: Timestamp,
) -> Result<()> {
    let (person, survey) = *allowed.thing();
    let kept = lock(tx, survey).await?;
    if !postings::is_posted(tx, person, kept.school_id, now).await? {
        return Err(Error::NotFound);
    }
    kept.stage().next(Step::Answer)?;
    let given = read(tx, new).await?;
    let first = tx
        .query(sql!(
            "insert into need_survey_mark (survey_id, person_id) values ($1, $2)
             on conflict (survey_id, person_id) do nothing"
        ))
        .bind(survey)
        .bind(person)
        .run()
        .await?;
    if first == 0 {
        let replaced = tx
            .query(sql!("delete from need_survey_answer where survey_id = $1 and person_id = $2"))
            .bind(survey)
            .bind(person)
            .run()
            .await?;
        if replaced == 0 {
            return Err(Refusal::new("survey-answered").into());
        }
    }
    // Drawn, all of them: an id with a time in it would tell who sent it.
    let id = Uuid::from_u128(rand::random());
    tx.query(sql!(
        "insert into need_survey_answer (id, survey_id, person_id, discipline, modality, urgency, body)
         values ($1, $2, $3, $4, $5, $6, $7)"
    ))
    .bind(id)
    .bind(survey)
    .bind((!new.anonymous).then_some(person))
    .bind(&new.discipline)
    .bind(given.modality.code())
    .bind(given.urgency.code())
    .bind(&given.body)
    .run()
    .await?;
    tx.query(sql! {
        sqlite: "insert into need_survey_line (id, answer_id, theme, level)
                 select randomblob(16), $1, j.value ->> 0, j.value ->> 1 from json_each($2) as j",
        postgres: "insert into need_survey_line (id, answer_id, theme, level)
                   select gen_random_uuid(), $1, j.value ->> 0, j.value ->> 1
                     from jsonb_array_elements($2) as j (value)",
    })
    .bind(id)
    .bind(Json(&given.lines))
    .run()
    .await?;
    tx.query(sql!("delete from need_survey_draft where survey_id = $1 and person_id = $2"))
        .bind(survey)
        .bind(person)
        .run()
        .await?;
    if new.anonymous {
        // The journal has names and times: it says nothing of this answer.
        return Ok(());
    }
    note(tx, allowed.by(), "survey.answer", "need_survey", survey, json!({}), now).await
}

struct Given {
    modality: Modality,
    urgency: Urgency,
    body: String,
    lines: Vec<(String, &'static str)>,
}

async fn read(db: &mut impl Conn, new: &NewAnswer) -> Result<Given> {
    let mut faults = Vec::new();
    let (modality, urgency) = (Modality::parse(&new.modality), Urgency::parse(&new.urgency));
    let body = readable(&new.body);
    if !disciplines::or_transversal(&new.discipline) {
        faults.push(Fault::new("discipline", "need-discipline"));
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
    let mut lines: Vec<(String, &'static str)> = new
        .lines
        .iter()
        .take(MOST_THEMES)
        .filter_map(|(theme, level)| Some((theme.clone(), Level::parse(level)?.code())))
        .collect();
    lines.sort();
    lines.dedup_by(|a, b| a.0 == b.0);
    let offered: Vec<(String,)> =
        db.query(sql!("select code from need_theme where active order by code limit 100")).all().await?;
    lines.retain(|(theme, _)| offered.iter().any(|(code,)| code == theme));
    if lines.is_empty() {
        faults.push(Fault::new("themes", "survey-no-theme"));
    }
    match (modality, urgency, body) {
        (Some(modality), Some(urgency), Some(body)) if faults.is_empty() => {
            Ok(Given { modality, urgency, body, lines })
        }
        _ => Err(Error::Invalid(faults)),
    }
}

/// Keeps what is typed so far, for its author alone, until it is sent or the survey closes.
pub async fn keep_draft(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, Uuid)>,
    fields: &[(String, String)],
    now: Timestamp,
) -> Result<()> {
    let (person, survey) = *allowed.thing();
    let kept = lock(tx, survey).await?;
    if !postings::is_posted(tx, person, kept.school_id, now).await? {
        return Err(Error::NotFound);
    }
    kept.stage().next(Step::Answer)?;
    if fields.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>() > DRAFT_MAX {
        return Err(Fault::new("body", "need-text").with("max", TEXT_MAX).into());
    }
    tx.query(sql!(
        "insert into need_survey_draft (survey_id, person_id, fields, updated_at) values ($1, $2, $3, $4)
         on conflict (survey_id, person_id) do update set fields = excluded.fields, updated_at = excluded.updated_at"
    ))
    .bind(survey)
    .bind(person)
    .bind(Json(fields))
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// What a person has given or typed so far.
#[derive(Debug, Clone, Default)]
pub struct Mine {
    /// Answered, under the name or not.
    pub answered: bool,
    /// The answer under one's name, which may still be changed.
    pub named: Option<NewAnswer>,
    /// What was typed and not sent.
    pub draft: Option<Vec<(String, String)>>,
}

/// How a person stands with a survey.
pub async fn mine(db: &mut impl Conn, allowed: Allowed<(Uuid, Uuid)>) -> Result<Mine> {
    let (person, survey) = *allowed.thing();
    let mark: Option<(i32,)> = db
        .query(sql!("select 1 from need_survey_mark where survey_id = $1 and person_id = $2"))
        .bind(survey)
        .bind(person)
        .optional()
        .await?;
    type Row = (String, String, String, String, Option<String>, Option<String>);
    let rows: Vec<Row> = db
        .query(sql!(
            "select a.discipline, a.modality, a.urgency, a.body, l.theme, l.level
               from need_survey_answer a
               left join need_survey_line l on l.answer_id = a.id
              where a.survey_id = $1 and a.person_id = $2
              order by l.theme limit 100"
        ))
        .bind(survey)
        .bind(person)
        .all()
        .await?;
    type Typed = Json<Vec<(String, String)>>;
    let draft: Option<(Typed,)> = db
        .query(sql!("select fields from need_survey_draft where survey_id = $1 and person_id = $2"))
        .bind(survey)
        .bind(person)
        .optional()
        .await?;
    let named = rows.first().map(|first| NewAnswer {
        discipline: first.0.clone(),
        modality: first.1.clone(),
        urgency: first.2.clone(),
        body: first.3.clone(),
        anonymous: false,
        lines: rows.iter().filter_map(|row| Some((row.4.clone()?, row.5.clone()?))).collect(),
    });
    Ok(Mine { answered: mark.is_some(), named, draft: draft.map(|(fields,)| fields.0) })
}
