//! Keeping progress true: after each act of a learner, in its transaction.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::fraction::{self, Fraction};
use super::rules::{self, CourseFacts, PageFacts, Standing};
use super::{Enrolment, Outcome, Seat, draw};
use crate::clock::Timestamp;
use crate::course::published::{Page, PageRule, PublishedCourse};
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::{audit, ids, sql, year};

/// Zone in which a completion's school year is decided.
const ZONE: &str = "Europe/Paris";

#[derive(sqlx::FromRow)]
struct PageRow {
    page_key: String,
    done_at: Option<Timestamp>,
    best_points: Option<String>,
    best_out_of: Option<String>,
}

/// Marks that a page was opened, and where to resume. Writes only when that changes something.
pub async fn seen(tx: &mut Tx, seat: &Seat<'_>, page_key: &str, now: Timestamp) -> Result<()> {
    seat.page(page_key)?;
    tx.query(sql!(
        "insert into page_progress (enrolment_id, page_key, seen_at) values ($1, $2, $3)
         on conflict (enrolment_id, page_key) do nothing"
    ))
    .bind(seat.enrolment.id)
    .bind(page_key)
    .bind(now)
    .run()
    .await?;
    tx.query(sql!(
        "update enrolment
            set last_page = $2, seen_at = $3, state = case when state = 'enrolled' then 'in_progress' else state end
          where id = $1"
    ))
    .bind(seat.enrolment.id)
    .bind(page_key)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Recomputes one page, then the course; completes it when its rule is met.
pub async fn refresh(tx: &mut Tx, seat: &Seat<'_>, page: &Page, now: Timestamp) -> Result<Outcome> {
    let facts = page_facts(tx, seat.enrolment.id, page).await?;
    let met = rules::missing(page, &facts).is_empty();
    let (points, out_of) = facts.best.map_or((None, None), |(points, out_of)| (Some(points), Some(out_of)));
    // Done stays done: `coalesce` keeps the first date.
    tx.query(sql!(
        "insert into page_progress (enrolment_id, page_key, seen_at, done_at, best_points, best_out_of)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (enrolment_id, page_key) do update
            set done_at = coalesce(page_progress.done_at, excluded.done_at),
                best_points = excluded.best_points, best_out_of = excluded.best_out_of"
    ))
    .bind(seat.enrolment.id)
    .bind(&page.key)
    .bind(now)
    .bind(met.then_some(now))
    .bind(points.map(|points| points.to_string()))
    .bind(out_of.map(|out_of| out_of.to_string()))
    .run()
    .await?;
    let before = seat.enrolment.pages_done;
    let (standing, completed) = settle(tx, &seat.enrolment, seat.course, now).await?;
    let page_done = met && i32::try_from(standing.pages_done).unwrap_or(0) > before;
    Ok(Outcome { page_done, completed })
}

/// Brings the read model of an enrolment up to date with its pages, and completes it when its rule is met.
pub async fn settle(
    tx: &mut Tx,
    enrolment: &Enrolment,
    course: &PublishedCourse,
    now: Timestamp,
) -> Result<(Standing, Option<Uuid>)> {
    let facts = course_facts(tx, enrolment.id).await?;
    let standing = rules::standing(course, &facts);
    let living = enrolment.state.is_living();
    let completing = living && standing.complete;
    tx.query(sql!(
        "update enrolment
            set pages_done = $2, pages_required = $3, percent = $4, seen_at = $5,
                state = case when $6 then 'completed' when state = 'enrolled' then 'in_progress' else state end,
                completed_at = case when $6 then $5 else completed_at end
          where id = $1"
    ))
    .bind(enrolment.id)
    .bind(i32::try_from(standing.pages_done).unwrap_or(i32::MAX))
    .bind(i32::try_from(standing.pages_needed).unwrap_or(i32::MAX))
    // A completed course stays at 100, whatever is done or edited afterwards.
    .bind(if living { standing.percent } else { enrolment.percent })
    .bind(now)
    .bind(completing)
    .run()
    .await?;
    let completed = if completing { complete(tx, enrolment, course, &standing, now).await? } else { None };
    Ok((standing, completed))
}

/// Recomputes every page of an enrolment: after a silent move to a new version, or to check the stored figures.
pub async fn rebuild(
    tx: &mut Tx,
    enrolment: &Enrolment,
    course: &PublishedCourse,
    now: Timestamp,
) -> Result<Option<Uuid>> {
    let facts = all_page_facts(tx, enrolment.id, course).await?;
    for page in &course.pages {
        let Some(facts) = facts.get(&page.key) else { continue };
        if !rules::missing(page, facts).is_empty() {
            continue;
        }
        // Only adds: a correction can never ask for more.
        tx.query(sql!("update page_progress set done_at = coalesce(done_at, $3) where enrolment_id = $1 and page_key = $2"))
            .bind(enrolment.id)
            .bind(&page.key)
            .bind(now)
            .run()
            .await?;
    }
    Ok(settle(tx, enrolment, course, now).await?.1)
}

async fn complete(
    tx: &mut Tx,
    enrolment: &Enrolment,
    course: &PublishedCourse,
    standing: &Standing,
    now: Timestamp,
) -> Result<Option<Uuid>> {
    let id = ids::new(now);
    let added = tx
        .query(sql!(
            "insert into completion (id, enrolment_id, person_id, course_slug, version_id, semver, checksum, title, minutes,
                                     points, out_of, competences, started_at, completed_at, school_year)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
             on conflict (enrolment_id) do nothing"
        ))
        .bind(id)
        .bind(enrolment.id)
        .bind(enrolment.person_id)
        .bind(&course.slug)
        .bind(enrolment.version_id)
        .bind(&course.version)
        .bind(&course.checksum)
        .bind(&course.meta.title)
        .bind(i32::try_from(course.meta.minutes).unwrap_or(i32::MAX))
        .bind(standing.score.map(|(points, _)| points.to_string()))
        .bind(standing.score.map(|(_, out_of)| out_of.to_string()))
        .bind(Json(&course.meta.competences))
        .bind(enrolment.started_at)
        .bind(now)
        .bind(year::school_year(now.date_in(ZONE)))
        .run()
        .await?;
    if added == 0 {
        return Ok(None);
    }
    let event = audit::Event {
        actor: Some(enrolment.person_id),
        act: "course.complete",
        object_kind: "completion",
        object_id: id.to_string(),
        detail: json!({ "course": course.slug, "version": course.version }),
    };
    audit::record(tx, event, now).await?;
    Ok(Some(id))
}

/// What the pages of an enrolment say, in two statements.
pub async fn course_facts(db: &mut impl Conn, enrolment: Uuid) -> Result<CourseFacts> {
    let rows: Vec<PageRow> = db
        .query(sql!(
            "select page_key, done_at, best_points, best_out_of from page_progress where enrolment_id = $1 order by page_key"
        ))
        .bind(enrolment)
        .all()
        .await?;
    let productions: Vec<(String, String, String)> = db
        .query(sql!(
            "select page_key, activity_id, state from production
              where enrolment_id = $1 and state <> 'draft'
              order by page_key, activity_id"
        ))
        .bind(enrolment)
        .all()
        .await?;
    let mut facts = CourseFacts::default();
    for row in rows {
        if let (Some(points), Some(out_of)) =
            (fraction::read(row.best_points.as_deref()), fraction::read(row.best_out_of.as_deref()))
        {
            facts.best.insert(row.page_key.clone(), (points, out_of));
        }
        if row.done_at.is_some() {
            facts.done.insert(row.page_key);
        }
    }
    for (page, activity, state) in productions {
        let id = format!("{page}#{activity}");
        match state.as_str() {
            "validated" => {
                facts.validated.insert(id.clone());
                facts.handed_in.insert(id);
            }
            "handed_in" => {
                facts.handed_in.insert(id);
            }
            // Returned: to be handed in again.
            _ => {}
        }
    }
    Ok(facts)
}

/// What one page of an enrolment says.
pub async fn page_facts(db: &mut impl Conn, enrolment: Uuid, page: &Page) -> Result<PageFacts> {
    Ok(facts(db, enrolment, std::slice::from_ref(page), Some(&page.key))
        .await?
        .remove(&page.key)
        .unwrap_or_default())
}

async fn all_page_facts(
    db: &mut impl Conn,
    enrolment: Uuid,
    course: &PublishedCourse,
) -> Result<BTreeMap<String, PageFacts>> {
    facts(db, enrolment, &course.pages, None).await
}

/// Facts of pages, in five statements whatever their number.
async fn facts(
    db: &mut impl Conn,
    enrolment: Uuid,
    pages: &[Page],
    only: Option<&str>,
) -> Result<BTreeMap<String, PageFacts>> {
    let mut facts: BTreeMap<String, PageFacts> = BTreeMap::new();
    let done: Vec<(String, Option<i64>)> = db
        .query(sql!(
            "select page_key, done_at from page_progress
              where enrolment_id = $1 and (cast($2 as text) is null or page_key = $2)
              order by page_key"
        ))
        .bind(enrolment)
        .bind(only)
        .all()
        .await?;
    for (page_key, done_at) in done {
        let read = done_at.is_some()
            && pages.iter().any(|page| page.key == page_key && page.rule != PageRule::Threshold);
        facts.entry(page_key).or_default().read = read;
    }
    let answers: Vec<(String, i32, String, i32, Option<String>)> = db
        .query(sql!(
            "select t.page_key, t.number, a.question_id, a.tries, a.best
               from attempt t
               join answer a on a.attempt_id = t.id
              where t.enrolment_id = $1 and (cast($2 as text) is null or t.page_key = $2) and a.tries > 0
              order by t.page_key, t.number, a.question_id"
        ))
        .bind(enrolment)
        .bind(only)
        .all()
        .await?;
    let attempts: Vec<(String, i32, Json<Vec<String>>)> = db
        .query(sql!(
            "select page_key, number, drawn from attempt
              where enrolment_id = $1 and (cast($2 as text) is null or page_key = $2)
              order by page_key, number"
        ))
        .bind(enrolment)
        .bind(only)
        .all()
        .await?;
    let mut best: BTreeMap<(String, i32, String), Fraction> = BTreeMap::new();
    let mut handed: BTreeSet<(String, i32)> = BTreeSet::new();
    for (page_key, number, question, _, score) in answers {
        facts.entry(page_key.clone()).or_default().answered.insert(question.clone());
        handed.insert((page_key.clone(), number));
        if let Some(score) = fraction::read(score.as_deref()) {
            best.insert((page_key, number, question), score);
        }
    }
    for (page_key, number, drawn) in attempts {
        let Some(page) = pages.iter().find(|page| page.key == page_key) else { continue };
        if !handed.contains(&(page_key.clone(), number)) {
            continue;
        }
        let (mut points, mut out_of) = (Fraction::ZERO, Fraction::ZERO);
        let asked = draw::asked(page, &drawn.0);
        for question in page.questions().filter(|q| q.points > 0 && asked.contains(&q.id)) {
            let stake = Fraction::whole(i128::from(question.points));
            out_of = out_of.plus(stake);
            if let Some(score) = best.get(&(page_key.clone(), number, question.id.clone())) {
                points = points.plus(score.times(stake));
            }
        }
        if out_of.is_zero() {
            continue;
        }
        let known = facts.entry(page_key).or_default();
        // The best attempt counts; a score never goes down.
        if known.best.is_none_or(|(old, stake)| points.over(out_of) > old.over(stake)) {
            known.best = Some((points, out_of));
        }
    }
    let ticks: Vec<(String, String, i32)> = db
        .query(sql!(
            "select page_key, activity_id, item from checklist_tick
              where enrolment_id = $1 and (cast($2 as text) is null or page_key = $2)
              order by page_key, activity_id, item"
        ))
        .bind(enrolment)
        .bind(only)
        .all()
        .await?;
    for (page_key, activity, item) in ticks {
        facts.entry(page_key).or_default().ticked.entry(activity).or_default().insert(item);
    }
    let acts: Vec<(String, String, String)> = db
        .query(sql!(
            "select page_key, activity_id, 'survey' as kind from survey_done
              where enrolment_id = $1 and (cast($2 as text) is null or page_key = $2)
             union all
             select page_key, activity_id, 'production' as kind from production
              where enrolment_id = $1 and (cast($2 as text) is null or page_key = $2) and state in ('handed_in', 'validated')
              order by kind, page_key, activity_id"
        ))
        .bind(enrolment)
        .bind(only)
        .all()
        .await?;
    for (page_key, activity, kind) in acts {
        let known = facts.entry(page_key).or_default();
        if kind == "survey" { &mut known.surveyed } else { &mut known.handed_in }.insert(activity);
    }
    Ok(facts)
}

/// The job after a silent move: recomputes an enrolment against its present version.
///
/// # Errors
/// `NotFound` when the enrolment is gone: the job is then done.
pub async fn enrolment_by_id(tx: &mut Tx, id: Uuid) -> Result<Enrolment> {
    tx.query(sql!(
        "select id, person_id, course_slug, version_id, run, state, started_at, seen_at, last_page, pages_done,
                pages_required, percent, completed_at
           from enrolment where id = $1",
        lock
    ))
    .bind(id)
    .optional()
    .await?
    .ok_or(Error::NotFound)
}
