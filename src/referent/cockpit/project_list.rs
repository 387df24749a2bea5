//! Projects of a school as its staff reads them: the list, the sheet and its history.

use uuid::Uuid;

use super::project::State;
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::school::School;
use crate::sql;
use crate::year::SchoolYear;

/// A project.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Project {
    pub id: Uuid,
    pub school_year: String,
    pub title: String,
    pub summary: String,
    pub classes: String,
    /// Codes, each followed by a comma.
    pub disciplines: String,
    pub tools: String,
    pub course_slug: Option<String>,
    #[sqlx(try_from = "String")]
    pub state: State,
    pub proposed_by: Option<Uuid>,
    pub proposer: Option<String>,
    pub opinion: Option<String>,
    pub opinion_text: String,
    pub opinion_at: Option<Timestamp>,
    pub review: String,
    pub stop_reason: String,
    pub version: i32,
    pub updated_at: Timestamp,
}

impl Project {
    pub fn disciplines(&self) -> impl Iterator<Item = &str> {
        self.disciplines.split(',').filter(|code| !code.is_empty())
    }
}

/// A step that a project took.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Step {
    pub event: String,
    #[sqlx(try_from = "String")]
    pub state: State,
    pub at: Timestamp,
}

/// Which projects of a school. A project shows in its year, and in later ones while it is neither reviewed nor stopped.
#[derive(Debug, Clone)]
pub struct Filter {
    pub year: SchoolYear,
    pub state: Option<State>,
}

/// Projects, the last moved first.
pub async fn list(
    db: &mut impl Conn,
    allowed: Allowed<&School>,
    filter: &Filter,
    from: i64,
    most: i64,
) -> Result<Vec<Project>> {
    db.query(sql!(
        "select j.id, j.school_year, j.title, j.summary, j.classes, j.disciplines, j.tools, j.course_slug, j.state,
                j.proposed_by, p.given_name || ' ' || p.usual_name as proposer, j.opinion, j.opinion_text, j.opinion_at,
                j.review, j.stop_reason, j.version, j.updated_at
           from project j
           left join person p on p.id = j.proposed_by
          where j.school_id = $1
            and (j.school_year = $2 or (j.school_year < $2 and j.state not in ('reviewed', 'stopped')))
            and ($3 = '' or j.state = $3)
          order by j.updated_at desc, j.id desc
          limit $4 offset $5"
    ))
    .bind(allowed.thing().node_id)
    .bind(filter.year.label())
    .bind(filter.state.map_or("", State::code))
    .bind(most)
    .bind(from)
    .all()
    .await
}

/// How many of each state, in the order of the machine; states without a project are absent.
pub async fn by_state(
    db: &mut impl Conn,
    allowed: Allowed<&School>,
    year: SchoolYear,
) -> Result<Vec<(State, i64)>> {
    let rows: Vec<(String, i64)> = db
        .query(sql!(
            "select state, count(*) from project
              where school_id = $1
                and (school_year = $2 or (school_year < $2 and state not in ('reviewed', 'stopped')))
              group by state order by state"
        ))
        .bind(allowed.thing().node_id)
        .bind(year.label())
        .all()
        .await?;
    Ok(State::ALL
        .iter()
        .filter_map(|state| {
            rows.iter().find(|(code, _)| code == state.code()).map(|(_, count)| (*state, *count))
        })
        .collect())
}

/// The sheet of a project of this school.
pub async fn find(db: &mut impl Conn, allowed: Allowed<&School>, id: Uuid) -> Result<Project> {
    db.query(sql!(
        "select j.id, j.school_year, j.title, j.summary, j.classes, j.disciplines, j.tools, j.course_slug, j.state,
                j.proposed_by, p.given_name || ' ' || p.usual_name as proposer, j.opinion, j.opinion_text, j.opinion_at,
                j.review, j.stop_reason, j.version, j.updated_at
           from project j
           left join person p on p.id = j.proposed_by
          where j.id = $1 and j.school_id = $2"
    ))
    .bind(id)
    .bind(allowed.thing().node_id)
    .one()
    .await
}

/// What a project went through, from the first day.
pub async fn steps(db: &mut impl Conn, project: Uuid) -> Result<Vec<Step>> {
    db.query(sql!(
        "select event, state, at from project_step where project_id = $1 order by at, id limit 200"
    ))
    .bind(project)
    .all()
    .await
}
