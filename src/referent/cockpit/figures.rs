//! 2a. Figures of a school for its référents and its head: counts alone, never a mark, never a name. Each is one
//! aggregate over an index of the school and year, so that a page asks for a fixed number of them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::project::State as ProjectState;
use super::project_list;
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::school::{School, postings};
use crate::sql;
use crate::year::SchoolYear;

/// Accompaniment of one discipline; an empty code when none was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
pub struct Reached {
    pub discipline: String,
    pub count: i64,
    pub minutes: i64,
    /// Somebody met twice counts twice: nobody is named.
    pub people: i64,
}

/// Figures of a school in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// People who work there now.
    pub staff: i64,
    pub bulletins: i64,
    pub bulletin_reads: i64,
    pub accompaniments: i64,
    pub minutes: i64,
    pub people: i64,
    pub by_discipline: Vec<Reached>,
    /// Asked for or planned, not done yet.
    pub waiting: i64,
    pub projects: Vec<(ProjectState, i64)>,
    pub advice_sent: i64,
    pub advice_answered: i64,
}

impl Figures {
    pub fn project_count(&self) -> i64 {
        self.projects.iter().map(|(_, count)| count).sum()
    }
}

/// Counts a school in a year.
pub async fn of(
    db: &mut impl Conn,
    allowed: Allowed<&School>,
    year: SchoolYear,
    now: Timestamp,
) -> Result<Figures> {
    let (school, label) = (*allowed.thing(), year.label());
    let staff = postings::staff_count(db, school.node_id, now).await?;
    let (bulletins, bulletin_reads): (i64, i64) = db
        .query(sql!(
            "select count(*), cast(coalesce(sum(reads), 0) as bigint) from bulletin
              where school_id = $1 and school_year = $2 and state = 'published'"
        ))
        .bind(school.node_id)
        .bind(&label)
        .one()
        .await?;
    let by_discipline = reached(db, school.node_id, &label).await?;
    let (waiting,): (i64,) = db
        .query(sql!(
            "select count(*) from accompaniment where school_id = $1 and state in ('asked', 'planned')"
        ))
        .bind(school.node_id)
        .one()
        .await?;
    let projects = project_list::by_state(db, allowed, year).await?;
    let (advice_sent, advice_answered): (i64, i64) = db
        .query(sql!(
            "select count(*), cast(coalesce(sum(case when state = 'answered' then 1 else 0 end), 0) as bigint)
               from advice where school_id = $1 and school_year = $2 and state in ('sent', 'answered')"
        ))
        .bind(school.node_id)
        .bind(&label)
        .one()
        .await?;
    Ok(Figures {
        staff,
        bulletins,
        bulletin_reads,
        accompaniments: by_discipline.iter().map(|row| row.count).sum(),
        minutes: by_discipline.iter().map(|row| row.minutes).sum(),
        people: by_discipline.iter().map(|row| row.people).sum(),
        by_discipline,
        waiting,
        projects,
        advice_sent,
        advice_answered,
    })
}

async fn reached(db: &mut impl Conn, school: Uuid, year: &str) -> Result<Vec<Reached>> {
    db.query(sql!(
        "select coalesce(discipline, '') as discipline, count(*) as count,
                cast(coalesce(sum(minutes), 0) as bigint) as minutes,
                cast(coalesce(sum(people), 0) as bigint) as people
           from accompaniment
          where school_id = $1 and school_year = $2 and state = 'done'
          group by coalesce(discipline, '')
          order by 3 desc, 1
          limit 100"
    ))
    .bind(school)
    .bind(year)
    .all()
    .await
}
