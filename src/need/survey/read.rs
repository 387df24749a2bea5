//! Surveys as each reader may see them.

use sqlx::types::Json;
use uuid::Uuid;

use super::Stage;
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::need::small_cells::{FEW, Gathered};
use crate::sql;

/// A survey of a school.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Survey {
    pub id: Uuid,
    pub school_path: String,
    pub school_name: String,
    pub school_year: String,
    pub title: String,
    pub message: String,
    state: String,
    pub closes_on: Option<String>,
    pub opened_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    pub sent_at: Option<Timestamp>,
    /// Teachers of the school: now, or when it closed.
    pub invited: i64,
    /// How many answered.
    pub answered: i64,
    summary: Option<Json<Gathered>>,
    pub conclusion: String,
    pub version: i32,
}

impl Survey {
    pub fn stage(&self) -> Stage {
        Stage::parse(&self.state).unwrap_or(Stage::Sent)
    }

    /// Frozen counts, once it is summarised.
    pub fn summary(&self) -> Option<&Gathered> {
        self.summary.as_ref().map(|summary| &summary.0)
    }

    /// Answers for a hundred teachers, rounded down.
    pub fn rate(&self) -> i64 {
        if self.invited == 0 { 0 } else { (self.answered * 100 / self.invited).min(100) }
    }
}

/// One survey. Who may see it is asked on the path of its school.
pub async fn one(db: &mut impl Conn, survey: Uuid, now: Timestamp) -> Result<Survey> {
    db.query(sql!(
        "select v.id, s.path as school_path, s.name as school_name, v.school_year, v.title, v.message, v.state, v.closes_on,
                v.opened_at, v.closed_at, v.sent_at,
                coalesce(cast(v.invited as bigint),
                         (select count(*) from posting o
                           where o.school_id = v.school_id and o.starts_at <= $2
                             and (o.ends_at is null or o.ends_at > $2))) as invited,
                (select count(*) from need_survey_mark m where m.survey_id = v.id) as answered,
                v.summary, v.conclusion, v.version
           from need_survey v
           join org_node s on s.id = v.school_id
          where v.id = $1"
    ))
    .bind(survey)
    .bind(now)
    .one()
    .await
}

/// Surveys of a school (by its path), the newest first; `sent` keeps those whose summary was sent.
pub async fn of_school(
    db: &mut impl Conn,
    allowed: Allowed<&str>,
    sent: bool,
    from: i64,
    most: i64,
    now: Timestamp,
) -> Result<Vec<Survey>> {
    db.query(sql!(
        "select v.id, s.path as school_path, s.name as school_name, v.school_year, v.title, v.message, v.state, v.closes_on,
                v.opened_at, v.closed_at, v.sent_at,
                coalesce(cast(v.invited as bigint),
                         (select count(*) from posting o
                           where o.school_id = v.school_id and o.starts_at <= $2
                             and (o.ends_at is null or o.ends_at > $2))) as invited,
                (select count(*) from need_survey_mark m where m.survey_id = v.id) as answered,
                v.summary, v.conclusion, v.version
           from need_survey v
           join org_node s on s.id = v.school_id
          where s.path = $1 and (v.state = 'sent' or not $3)
          order by v.created_at desc, v.id desc
          limit $4 offset $5"
    ))
    .bind(*allowed.thing())
    .bind(now)
    .bind(sent)
    .bind(most.clamp(1, 1000))
    .bind(from.max(0))
    .all()
    .await
}

/// A survey that waits for a teacher.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Waiting {
    pub id: Uuid,
    pub title: String,
    pub school_name: String,
    pub closes_on: Option<String>,
    pub answered: bool,
    /// Something is typed and not sent.
    pub drafted: bool,
}

/// Open surveys of the schools where a person works now, those that close first in front.
pub async fn open_for(db: &mut impl Conn, allowed: Allowed<Uuid>, now: Timestamp) -> Result<Vec<Waiting>> {
    db.query(sql!(
        "select v.id, v.title, s.name as school_name, v.closes_on,
                exists (select 1 from need_survey_mark m where m.survey_id = v.id and m.person_id = $1) as answered,
                exists (select 1 from need_survey_draft d where d.survey_id = v.id and d.person_id = $1) as drafted
           from need_survey v
           join org_node s on s.id = v.school_id
          where v.state = 'open'
            and v.school_id in (select o.school_id from posting o
                                 where o.person_id = $1 and o.starts_at <= $2
                                   and (o.ends_at is null or o.ends_at > $2))
          order by coalesce(v.closes_on, '9'), v.opened_at, v.id
          limit 50"
    ))
    .bind(*allowed.thing())
    .bind(now)
    .all()
    .await
}

/// What people wrote anonymously, in no order of time, once it is closed and from five anonymous answers on: fewer would
/// be recognised. None before.
pub async fn anonymous_texts(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Option<Vec<String>>> {
    let survey = *allowed.thing();
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*) from need_survey_answer a join need_survey v on v.id = a.survey_id
              where a.survey_id = $1 and a.person_id is null and v.state not in ('draft', 'open')"
        ))
        .bind(survey)
        .one()
        .await?;
    if count < i64::from(FEW) {
        return Ok(None);
    }
    let rows: Vec<(String,)> = db
        .query(sql!(
            "select body from need_survey_answer
              where survey_id = $1 and person_id is null and body <> ''
              order by id limit 1000"
        ))
        .bind(survey)
        .all()
        .await?;
    Ok(Some(rows.into_iter().map(|(body,)| body).collect()))
}
