//! Answering a survey. An anonymous answer cannot be tied back: that somebody answered and what was answered are two
//! rows with nothing in common, the second without a time.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sqlx::types::Json;

use super::grade::MAX_TEXT;
use super::{Outcome, Seat, progress};
use crate::clock::Timestamp;
use crate::course::published::{Block, Survey, SurveyKind};
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::{ids, sql};

/// Fewest answers before results are shown.
pub const MIN_ANSWERS: i64 = 5;

/// Keeps the answer to a survey: once per enrolment.
///
/// # Errors
/// `Invalid` when nothing was chosen or written; refusal `survey-answered` the second time.
pub async fn answer(
    tx: &mut Tx,
    seat: &Seat<'_>,
    page_key: &str,
    activity_id: &str,
    fields: &[(String, String)],
    now: Timestamp,
) -> Result<Outcome> {
    let page = seat.page(page_key)?;
    let Block::Survey(survey) = seat.activity(page, activity_id)? else { return Err(Error::NotFound) };
    let given = read(survey, fields)?;
    let first = tx
        .query(sql!(
            "insert into survey_done (enrolment_id, page_key, activity_id, done_at) values ($1, $2, $3, $4)
             on conflict (enrolment_id, page_key, activity_id) do nothing"
        ))
        .bind(seat.enrolment.id)
        .bind(page_key)
        .bind(activity_id)
        .bind(now)
        .run()
        .await?;
    if first == 0 {
        return Err(Refusal::new("survey-answered").into());
    }
    // A v7 id would tell the instant: an anonymous answer gets a random one.
    let id = if survey.anonymous { uuid::Uuid::from_u128(rand::random()) } else { ids::new(now) };
    tx.query(sql!(
        "insert into survey_answer (id, course_slug, page_key, activity_id, person_id, answer, day)
         values ($1, $2, $3, $4, $5, $6, $7)"
    ))
    .bind(id)
    .bind(&seat.course.slug)
    .bind(page_key)
    .bind(activity_id)
    .bind((!survey.anonymous).then_some(seat.enrolment.person_id))
    .bind(Json(given))
    .bind(now.date_in("Europe/Paris").to_string())
    .run()
    .await?;
    progress::seen(tx, seat, page_key, now).await?;
    progress::refresh(tx, seat, page, now).await
}

fn read(survey: &Survey, fields: &[(String, String)]) -> Result<Value> {
    let values: Vec<&str> =
        fields.iter().filter(|(name, _)| name == "answer").map(|(_, value)| value.as_str()).collect();
    let empty = || Error::from(Fault::new("answer", "answer-empty"));
    if survey.kind == SurveyKind::Text {
        let text: String = values.first().unwrap_or(&"").trim().chars().take(MAX_TEXT).collect();
        return if text.is_empty() { Err(empty()) } else { Ok(json!({ "text": text })) };
    }
    let mut chosen: Vec<usize> = values
        .iter()
        .filter_map(|value| value.parse().ok())
        .filter(|index| *index < survey.options.len())
        .collect();
    chosen.sort_unstable();
    chosen.dedup();
    if survey.kind != SurveyKind::Multiple {
        chosen.truncate(1);
    }
    if chosen.is_empty() { Err(empty()) } else { Ok(json!({ "chosen": chosen })) }
}

/// Answers counted by option, for each survey of a page that has at least [`MIN_ANSWERS`].
pub async fn results(db: &mut impl Conn, slug: &str, page_key: &str) -> Result<BTreeMap<String, Counts>> {
    let rows: Vec<(String, i64)> = db
        .query(sql!(
            "select activity_id, count(*) from survey_answer
              where course_slug = $1 and page_key = $2
              group by activity_id
             having count(*) >= $3
              order by activity_id"
        ))
        .bind(slug)
        .bind(page_key)
        .bind(MIN_ANSWERS)
        .all()
        .await?;
    if rows.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut results: BTreeMap<String, Counts> =
        rows.into_iter().map(|(id, answers)| (id, Counts { answers, by_option: BTreeMap::new() })).collect();
    let counts: Vec<(String, i64, i64)> = db
        .query(sql! {
            sqlite: "select s.activity_id, cast(o.value as bigint) as choice, count(*)
                       from survey_answer s, json_each(s.answer, '$.chosen') o
                      where s.course_slug = $1 and s.page_key = $2
                      group by s.activity_id, choice
                      order by s.activity_id, choice",
            postgres: "select s.activity_id, cast(o.value as bigint) as choice, count(*)
                         from survey_answer s,
                              jsonb_array_elements_text(coalesce(s.answer -> 'chosen', cast('[]' as jsonb))) as o (value)
                        where s.course_slug = $1 and s.page_key = $2
                        group by s.activity_id, choice
                        order by s.activity_id, choice",
        })
        .bind(slug)
        .bind(page_key)
        .all()
        .await?;
    for (id, option, count) in counts {
        if let (Some(result), Ok(option)) = (results.get_mut(&id), usize::try_from(option)) {
            result.by_option.insert(option, count);
        }
    }
    Ok(results)
}

/// How a survey was answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    pub answers: i64,
    pub by_option: BTreeMap<usize, i64>,
}
