//! What the référent does with a survey: write it, open it, close it, sum it up, send it.

use jiff::civil::Date;
use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::{Stage, Step};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Fault, Result};
use crate::need::small_cells::gather;
use crate::need::{TEXT_MAX, note, parties, readable, school_at};
use crate::notice::{self, Notice};
use crate::school::postings;
use crate::year::school_year;
use crate::{ids, sql};

/// Longest title, in characters.
const TITLE_MAX: usize = 120;

/// What is written of a survey.
#[derive(Debug, Clone, Default)]
pub struct NewSurvey {
    pub title: String,
    /// What it is for, for those who answer; may be empty.
    pub message: String,
    /// Civil date, `2026-12-18`; may be empty.
    pub closes_on: String,
}

struct Written {
    title: String,
    message: String,
    closes_on: Option<String>,
}

fn check(new: &NewSurvey, today: Date) -> Result<Written> {
    let mut faults = Vec::new();
    let title = new.title.trim();
    if title.is_empty() || title.chars().count() > TITLE_MAX || title.chars().any(char::is_control) {
        faults.push(Fault::new("title", "survey-title").with("max", TITLE_MAX));
    }
    let message = readable(&new.message);
    if message.is_none() {
        faults.push(Fault::new("message", "need-text").with("max", TEXT_MAX));
    }
    let closes_on = match new.closes_on.trim() {
        "" => None,
        typed => match typed.parse::<Date>() {
            Ok(date) if date >= today => Some(date.to_string()),
            Ok(_) | Err(_) => {
                faults.push(Fault::new("closes_on", "survey-closes-on"));
                None
            }
        },
    };
    match message {
        Some(message) if faults.is_empty() => Ok(Written { title: title.to_owned(), message, closes_on }),
        _ => Err(Error::Invalid(faults)),
    }
}

/// What verbs need of a survey; its row stays locked until the end of the transaction.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::need) struct Kept {
    pub(in crate::need) school_id: Uuid,
    pub(in crate::need) title: String,
    state: String,
    pub(in crate::need) version: i32,
}

impl Kept {
    pub(in crate::need) fn stage(&self) -> Stage {
        Stage::parse(&self.state).unwrap_or(Stage::Sent)
    }
}

pub(in crate::need) async fn lock(tx: &mut Tx, survey: Uuid) -> Result<Kept> {
    tx.query(sql!("select school_id, title, state, version from need_survey where id = $1", lock))
        .bind(survey)
        .one()
        .await
}

/// Writes the draft of a survey in a school (by its path). The same draft sent twice is written once.
pub async fn create(tx: &mut Tx, allowed: Allowed<(&str, &NewSurvey)>, now: Timestamp) -> Result<Uuid> {
    let (path, new) = *allowed.thing();
    let by = allowed.by().ok_or(Error::LoginNeeded)?;
    let school = school_at(tx, path).await?;
    let today = now.date_in(&school.zone);
    let written = check(new, today)?;
    let same: Option<(Uuid,)> = tx
        .query(sql!(
            "select id from need_survey
              where school_id = $1 and created_by = $2 and state = 'draft' and title = $3 and message = $4
              limit 1"
        ))
        .bind(school.id)
        .bind(by)
        .bind(&written.title)
        .bind(&written.message)
        .optional()
        .await?;
    if let Some((id,)) = same {
        return Ok(id);
    }
    let id = ids::new(now);
    tx.query(sql!(
        "insert into need_survey (id, school_id, school_year, title, message, state, closes_on, created_by, created_at,
                                  updated_at)
         values ($1, $2, $3, $4, $5, 'draft', $6, $7, $8, $8)"
    ))
    .bind(id)
    .bind(school.id)
    .bind(school_year(today))
    .bind(&written.title)
    .bind(&written.message)
    .bind(&written.closes_on)
    .bind(by)
    .bind(now)
    .run()
    .await?;
    note(tx, Some(by), "survey.create", "need_survey", id, json!({ "school": school.path }), now).await?;
    Ok(id)
}

/// Changes a draft.
///
/// # Errors
/// `Invalid`; refusals `survey-not-draft`, `survey-moved` when it changed since it was read.
pub async fn edit(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    new: &NewSurvey,
    version: i32,
    now: Timestamp,
) -> Result<()> {
    let survey = *allowed.thing();
    let kept = lock(tx, survey).await?;
    kept.stage().next(Step::Edit)?;
    let written = check(new, now.date_in(&zone(tx, kept.school_id).await?))?;
    if kept.version != version {
        return Err(crate::error::Refusal::new("survey-moved").into());
    }
    tx.query(sql!(
        "update need_survey
            set title = $2, message = $3, closes_on = $4, version = version + 1, updated_at = $5
          where id = $1"
    ))
    .bind(survey)
    .bind(&written.title)
    .bind(&written.message)
    .bind(&written.closes_on)
    .bind(now)
    .run()
    .await?;
    note(tx, allowed.by(), "survey.edit", "need_survey", survey, json!({}), now).await
}

/// Throws a draft away.
pub async fn discard(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let survey = *allowed.thing();
    lock(tx, survey).await?.stage().next(Step::Edit)?;
    tx.query(sql!("delete from need_survey where id = $1")).bind(survey).run().await?;
    note(tx, allowed.by(), "survey.discard", "need_survey", survey, json!({}), now).await
}

async fn zone(tx: &mut Tx, school: Uuid) -> Result<String> {
    let (zone,): (String,) =
        tx.query(sql!("select zone from org_node where id = $1")).bind(school).one().await?;
    Ok(zone)
}

/// Opens a survey and tells the teachers of the school. Twice changes nothing.
pub async fn open(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let survey = *allowed.thing();
    let kept = lock(tx, survey).await?;
    if kept.stage() == Stage::Open {
        return Ok(());
    }
    let stage = kept.stage().next(Step::Open)?;
    let year = school_year(now.date_in(&zone(tx, kept.school_id).await?));
    tx.query(sql!(
        "update need_survey
            set state = $2, school_year = $3, opened_at = $4, version = version + 1, updated_at = $4
          where id = $1"
    ))
    .bind(survey)
    .bind(stage.code())
    .bind(year)
    .bind(now)
    .run()
    .await?;
    note(tx, allowed.by(), "survey.open", "need_survey", survey, json!({}), now).await?;
    let staff = parties::staff(tx, kept.school_id, now).await?;
    let notice = Notice {
        to: survey,
        kind: "survey-opened",
        detail: json!({ "title": kept.title }),
        path: &format!("/besoins/enquetes/{survey}"),
        asks_act: false,
        about: &format!("survey:{survey}:opened"),
    };
    notice::tell_all(tx, &staff, notice, now).await
}

/// Closes a survey: named answers become needs of their authors, anonymous ones are counted. Twice changes nothing.
pub async fn close(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let survey = *allowed.thing();
    let kept = lock(tx, survey).await?;
    if kept.stage() == Stage::Closed {
        return Ok(());
    }
    let stage = kept.stage().next(Step::Close)?;
    let invited = postings::staff_count(tx, kept.school_id, now).await?;
    tx.query(sql!(
        "update need_survey
            set state = $2, closed_at = $3, invited = $4, version = version + 1, updated_at = $3
          where id = $1"
    ))
    .bind(survey)
    .bind(stage.code())
    .bind(now)
    .bind(i32::try_from(invited).unwrap_or(i32::MAX))
    .run()
    .await?;
    let needs = tx
        .query(sql!(
            "insert into training_need (id, school_id, school_year, author_id, theme, discipline, level, modality,
                                        urgency, body, survey_id, state, created_at, updated_at)
             select l.id, s.school_id, s.school_year, a.person_id, l.theme, a.discipline, l.level, a.modality, a.urgency,
                    a.body, s.id, 'open', $2, $2
               from need_survey s
               join need_survey_answer a on a.survey_id = s.id
               join need_survey_line l on l.answer_id = a.id
              where s.id = $1 and a.person_id is not null
             on conflict (author_id, school_id, theme, discipline) where state in ('open', 'acknowledged', 'forwarded')
             do nothing"
        ))
        .bind(survey)
        .bind(now)
        .run()
        .await?;
    // The id of an anonymous answer is a number drawn for it: it stands for somebody, and leads to nobody.
    tx.query(sql!(
        "insert into need_demand (school_year, school_id, person_key, theme, discipline)
         select s.school_year, s.school_id, coalesce(a.person_id, a.id), l.theme, a.discipline
           from need_survey s
           join need_survey_answer a on a.survey_id = s.id
           join need_survey_line l on l.answer_id = a.id
          where s.id = $1
         on conflict do nothing"
    ))
    .bind(survey)
    .run()
    .await?;
    tx.query(sql!("delete from need_survey_draft where survey_id = $1")).bind(survey).run().await?;
    note(tx, allowed.by(), "survey.close", "need_survey", survey, json!({ "needs": needs }), now).await
}

/// Freezes the counts of a closed survey, small cells gathered. Twice changes nothing.
pub async fn summarise(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let survey = *allowed.thing();
    let kept = lock(tx, survey).await?;
    if kept.stage() == Stage::Summarised {
        return Ok(());
    }
    let stage = kept.stage().next(Step::Summarise)?;
    let rows: Vec<(String, String, i64)> = tx
        .query(sql!(
            "select l.theme, a.discipline, count(*)
               from need_survey_answer a
               join need_survey_line l on l.answer_id = a.id
              where a.survey_id = $1
              group by l.theme, a.discipline
              order by l.theme, a.discipline
              limit 5000"
        ))
        .bind(survey)
        .all()
        .await?;
    let gathered = gather(
        rows.into_iter()
            .map(|(theme, discipline, people)| (theme, discipline, u32::try_from(people).unwrap_or(0))),
    );
    tx.query(sql!(
        "update need_survey
            set state = $2, summarised_at = $3, summary = $4, version = version + 1, updated_at = $3
          where id = $1"
    ))
    .bind(survey)
    .bind(stage.code())
    .bind(now)
    .bind(Json(&gathered))
    .run()
    .await?;
    note(tx, allowed.by(), "survey.summarise", "need_survey", survey, json!({}), now).await
}

/// Sends a summary, with what the référent makes of it, to the head and to those who keep the plan above. Twice changes
/// nothing.
pub async fn send(tx: &mut Tx, allowed: Allowed<Uuid>, conclusion: &str, now: Timestamp) -> Result<()> {
    let survey = *allowed.thing();
    let kept = lock(tx, survey).await?;
    if kept.stage() == Stage::Sent {
        return Ok(());
    }
    let Some(conclusion) = readable(conclusion) else {
        return Err(Fault::new("conclusion", "need-text").with("max", TEXT_MAX).into());
    };
    let stage = kept.stage().next(Step::Send)?;
    let (uai, name, path): (String, String, String) = tx
        .query(sql!("select code, name, path from org_node where id = $1"))
        .bind(kept.school_id)
        .one()
        .await?;
    tx.query(sql!(
        "update need_survey
            set state = $2, sent_at = $3, conclusion = $4, version = version + 1, updated_at = $3
          where id = $1"
    ))
    .bind(survey)
    .bind(stage.code())
    .bind(now)
    .bind(conclusion)
    .run()
    .await?;
    note(tx, allowed.by(), "survey.send", "need_survey", survey, json!({}), now).await?;
    let heads = parties::holders_over(tx, "head", &path, now).await?;
    let managers = parties::holders_over(tx, "plan_manager", &path, now).await?;
    let own = format!("/besoins/synthese?etablissement={uai}");
    for (people, leads_to) in [(heads, own.as_str()), (managers, "/besoins/territoire")] {
        let notice = Notice {
            to: survey,
            kind: "survey-sent",
            detail: json!({ "title": kept.title, "school": name }),
            path: leads_to,
            asks_act: false,
            about: &format!("survey:{survey}:sent"),
        };
        notice::tell_all(tx, &people, notice, now).await?;
    }
    Ok(())
}
