//! « Mon parcours »: what a person has followed, with hours by school year.

use std::collections::BTreeMap;

use sqlx::types::Json;
use uuid::Uuid;

use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::sql;

/// A course completed.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Completion {
    pub id: Uuid,
    pub course_slug: String,
    pub title: String,
    pub semver: String,
    pub minutes: i32,
    pub points: Option<String>,
    pub out_of: Option<String>,
    pub competences: Json<Vec<String>>,
    pub started_at: Timestamp,
    pub completed_at: Timestamp,
    pub school_year: String,
}

/// Everything a person has completed, the latest first.
pub async fn completions(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Vec<Completion>> {
    db.query(sql!(
        "select id, course_slug, title, semver, minutes, points, out_of, competences, started_at, completed_at, school_year
           from completion
          where person_id = $1
          order by completed_at desc, id
          limit 1000"
    ))
    .bind(*allowed.thing())
    .all()
    .await
}

/// Minutes by school year, the latest year first: of courses completed, and of what else counts with its year.
pub fn minutes_by_year<'y>(
    completions: &'y [Completion],
    presence: impl Iterator<Item = (&'y str, u32)>,
) -> Vec<(String, i32)> {
    let mut years: BTreeMap<&str, i32> = BTreeMap::new();
    for (year, minutes) in presence {
        *years.entry(year).or_default() += i32::try_from(minutes).unwrap_or(0);
    }
    for completion in completions {
        *years.entry(&completion.school_year).or_default() += completion.minutes;
    }
    years.into_iter().rev().map(|(year, minutes)| (year.to_owned(), minutes)).collect()
}
