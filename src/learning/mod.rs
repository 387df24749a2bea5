//! Following a course: enrolment, answers, progress, completion.
//!
//! A learner's place is a [`Seat`]: the enrolment, held for the length of a transaction, and the version of the course
//! it follows. Every verb takes a seat, writes what was done, and ends in [`progress::refresh`], which keeps the read
//! model (`enrolment.percent`…) and decides completion in the same transaction: no job stands between the last step and
//! the attestation.
//!
//! What completes a page and a course is in [`rules`], pure.

pub mod answer;
pub mod checklist;
pub mod draft;
pub mod draw;
pub mod enrol;
pub mod fraction;
pub mod grade;
pub mod moves;
pub mod pages;
pub mod player;
pub mod prerequisites;
pub mod production;
pub mod progress;
pub mod record;
pub mod rules;
pub mod sight;
pub mod survey;
pub mod view;

#[cfg(test)]
mod tests;

use uuid::Uuid;

use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::course::published::{Block, Page, PublishedCourse, Question};
use crate::db::{Conn, Tx};
use crate::error::{Error, Refusal, Result};
use crate::sql;

/// A person's place in a course.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Enrolment {
    pub id: Uuid,
    pub person_id: Uuid,
    pub course_slug: String,
    pub version_id: Uuid,
    pub run: i32,
    pub state: State,
    pub started_at: Timestamp,
    pub seen_at: Timestamp,
    pub last_page: Option<String>,
    pub pages_done: i32,
    pub pages_required: i32,
    /// None: the course has no required page, and shows no percentage.
    pub percent: Option<i32>,
    pub completed_at: Option<Timestamp>,
}

/// ```text
/// enrolled ──first page──▶ in_progress ──rule met──▶ completed
///     └────────── drop ─────────┴──▶ dropped ──enrol──▶ (continue) in_progress, or a new run
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum State {
    Enrolled,
    InProgress,
    Completed,
    Dropped,
}

impl State {
    /// Answers still count.
    pub fn is_living(self) -> bool {
        match self {
            Self::Enrolled | Self::InProgress => true,
            Self::Completed | Self::Dropped => false,
        }
    }
}

/// The latest enrolment of a person in a course, dropped ones left out.
pub async fn find(db: &mut impl Conn, person: Uuid, slug: &str) -> Result<Option<Enrolment>> {
    db.query(sql!(
        "select id, person_id, course_slug, version_id, run, state, started_at, seen_at, last_page, pages_done,
                pages_required, percent, completed_at
           from enrolment
          where person_id = $1 and course_slug = $2 and state <> 'dropped'
          order by run desc
          limit 1"
    ))
    .bind(person)
    .bind(slug)
    .optional()
    .await
}

/// Every enrolment of a person, the one last seen first, dropped ones last.
pub async fn of(db: &mut impl Conn, person: Uuid) -> Result<Vec<Enrolment>> {
    db.query(sql!(
        "select id, person_id, course_slug, version_id, run, state, started_at, seen_at, last_page, pages_done,
                pages_required, percent, completed_at
           from enrolment
          where person_id = $1
          order by case when state = 'dropped' then 1 else 0 end, seen_at desc, id
          limit 500"
    ))
    .bind(person)
    .all()
    .await
}

/// A learner's place, held until the transaction ends: two tabs write one after the other.
#[derive(Debug)]
pub struct Seat<'c> {
    pub enrolment: Enrolment,
    pub course: &'c PublishedCourse,
}

/// Takes a learner's place in a course whose document was loaded beforehand.
///
/// # Errors
/// `NotFound` when the person is not enrolled; refusal `version-moved` when the enrolment has passed to another version
/// since the page was shown (reload it).
pub async fn hold<'c>(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    slug: &str,
    version: Uuid,
    course: &'c PublishedCourse,
) -> Result<Seat<'c>> {
    let enrolment: Option<Enrolment> = tx
        .query(sql!(
            "select id, person_id, course_slug, version_id, run, state, started_at, seen_at, last_page, pages_done,
                    pages_required, percent, completed_at
               from enrolment
              where person_id = $1 and course_slug = $2 and state <> 'dropped'
              order by run desc
              limit 1",
            lock
        ))
        .bind(*allowed.thing())
        .bind(slug)
        .optional()
        .await?;
    let enrolment = enrolment.ok_or(Error::NotFound)?;
    if enrolment.version_id != version {
        return Err(Refusal::new("version-moved").into());
    }
    Ok(Seat { enrolment, course })
}

impl<'c> Seat<'c> {
    /// A page of the course followed.
    pub fn page(&self, key: &str) -> Result<&'c Page> {
        self.course.page(key).ok_or(Error::NotFound)
    }

    /// An activity of a page.
    pub fn activity(&self, page: &'c Page, id: &str) -> Result<&'c Block> {
        page.activities().find(|block| block.activity_id() == Some(id)).ok_or(Error::NotFound)
    }

    /// A question of a page.
    pub fn question(&self, page: &'c Page, id: &str) -> Result<&'c Question> {
        page.questions().find(|question| question.id == id).ok_or(Error::NotFound)
    }
}

/// What a verb changed, for the answer that the learner sees.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The page became done with this act.
    pub page_done: bool,
    /// The course became completed with this act: the id of the completion.
    pub completed: Option<Uuid>,
}
