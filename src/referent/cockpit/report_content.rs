//! What a yearly report is made of: figures of the school, time by mission against the letter, projects, and the name of
//! the allowance scheme without any amount.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use super::activity::{self, Time};
use super::figures::{self, Figures};
use super::project::State as ProjectState;
use super::project_list;
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::school::School;
use crate::sql;
use crate::year::SchoolYear;

/// A project in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub title: String,
    pub state: ProjectState,
}

/// The generated part of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub referent: String,
    pub school: String,
    pub uai: String,
    pub year: String,
    pub figures: Figures,
    pub time: Vec<Time>,
    pub projects: Vec<Line>,
    /// Codes of the missions in the letter; empty when there is none.
    pub letter: Vec<String>,
    /// Name of the allowance scheme, never an amount; empty when there is none.
    pub scheme: String,
}

/// Gathers it from the database as it stands.
pub async fn gather(
    db: &mut impl Conn,
    allowed: Allowed<&School>,
    person: Uuid,
    year: SchoolYear,
    now: Timestamp,
) -> Result<Content> {
    let school = *allowed.thing();
    let figures = figures::of(db, allowed, year, now).await?;
    let time = activity::time(db, person, school.node_id, year).await?;
    let filter = project_list::Filter { year, state: None };
    let projects = project_list::list(db, allowed, &filter, 0, 100).await?;
    let (referent,): (String,) = db
        .query(sql!("select given_name || ' ' || usual_name from person where id = $1"))
        .bind(person)
        .one()
        .await?;
    type Named = (Option<Json<Value>>, Option<String>, Option<Json<Value>>);
    let named: Option<Named> = db
        .query(sql!(
            "select l.letter, m.scheme_code, s.scheme
               from nomination m
               left join mission_letter l on l.nomination_id = m.id and l.number = m.letter_number
               left join allowance_scheme s on s.code = m.scheme_code and s.version = m.scheme_version
              where m.school_id = $1 and m.person_id = $2 and m.school_year = $3
                and m.state in ('active', 'ended', 'completed', 'completed_without_report')
              order by m.starts_at desc, m.id limit 1"
        ))
        .bind(school.node_id)
        .bind(person)
        .bind(year.label())
        .optional()
        .await?;
    let (letter, code, scheme) = named.unwrap_or((None, None, None));
    let missions = letter.as_ref().and_then(|letter| letter.0["missions"].as_array().cloned());
    let label = scheme.and_then(|scheme| scheme.0["label"].as_str().map(str::to_owned));
    Ok(Content {
        referent,
        school: school.name.clone(),
        uai: school.uai.clone(),
        year: year.label(),
        figures,
        time,
        projects: projects.into_iter().map(|one| Line { title: one.title, state: one.state }).collect(),
        letter: missions
            .unwrap_or_default()
            .iter()
            .filter_map(|code| code.as_str().map(str::to_owned))
            .collect(),
        scheme: label.or(code).unwrap_or_default(),
    })
}
