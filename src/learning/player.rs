//! What the reader of a page needs to know of one learner, in a fixed number of statements.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::answer::{self, Attempt, Stored};
use super::production::{self, Production};
use super::rules::{self, CourseFacts, Missing, PageFacts, Standing};
use super::survey::{self, Counts};
use super::{Enrolment, draw, progress};
use crate::course::published::{Page, PublishedCourse};
use crate::db::Conn;
use crate::error::Result;
use crate::sql;

/// One learner in front of one page.
#[derive(Debug, Clone)]
pub struct Player {
    pub enrolment: Enrolment,
    /// Pages opened so far.
    pub seen: BTreeSet<String>,
    pub course: CourseFacts,
    pub standing: Standing,
    pub page: PageFacts,
    pub missing: Vec<Missing>,
    /// None before anything was answered: the page is shown with the seed the first attempt will have.
    pub attempt: Option<Attempt>,
    pub seed: i64,
    /// Ids of the questions drawn, in the order shown.
    pub drawn: Vec<String>,
    /// By question.
    pub answers: BTreeMap<String, Stored>,
    pub productions: BTreeMap<String, Production>,
    pub surveys: BTreeMap<String, Counts>,
}

impl Player {
    pub fn is_done(&self, page_key: &str) -> bool {
        self.course.done.contains(page_key)
    }
}

/// Loads a learner's view of a page.
pub async fn load(
    db: &mut impl Conn,
    enrolment: Enrolment,
    course: &PublishedCourse,
    page: &Page,
) -> Result<Player> {
    let facts = progress::course_facts(db, enrolment.id).await?;
    let standing = rules::standing(course, &facts);
    let page_facts = progress::page_facts(db, enrolment.id, page).await?;
    let attempt = answer::latest(db, enrolment.id, &page.key).await?;
    let answers = match &attempt {
        Some(attempt) => answer::stored(db, attempt.id).await?,
        None => Vec::new(),
    };
    let productions = production::of_page(db, enrolment.id, &page.key).await?;
    let surveys = if page_facts.surveyed.is_empty() {
        BTreeMap::new()
    } else {
        survey::results(db, &course.slug, &page.key).await?
    };
    let seen = seen_pages(db, enrolment.id).await?;
    let seed =
        attempt.as_ref().map_or_else(|| draw::seed(enrolment.id, &page.key, 1), |attempt| attempt.seed);
    let drawn = attempt
        .as_ref()
        .map_or_else(|| draw::questions(page, seed), |attempt| draw::asked(page, &attempt.drawn.0));
    Ok(Player {
        seen,
        missing: if facts.done.contains(&page.key) { Vec::new() } else { rules::missing(page, &page_facts) },
        course: facts,
        standing,
        page: page_facts,
        attempt,
        seed,
        drawn,
        answers: answers.into_iter().map(|answer| (answer.question_id.clone(), answer)).collect(),
        productions: productions.into_iter().map(|item| (item.activity_id.clone(), item)).collect(),
        surveys,
        enrolment,
    })
}

/// Where a learner stands in a course, for its sheet and for « Ma page ».
pub async fn standing(
    db: &mut impl Conn,
    enrolment: &Enrolment,
    course: &PublishedCourse,
) -> Result<(CourseFacts, Standing, BTreeSet<String>)> {
    let facts = progress::course_facts(db, enrolment.id).await?;
    let standing = rules::standing(course, &facts);
    let seen = seen_pages(db, enrolment.id).await?;
    Ok((facts, standing, seen))
}

/// Pages done, by enrolment, of everything a person follows now: for a list, in one statement.
pub async fn done_pages(db: &mut impl Conn, person: Uuid) -> Result<BTreeMap<Uuid, BTreeSet<String>>> {
    let rows: Vec<(Uuid, String)> = db
        .query(sql!(
            "select e.id, p.page_key
               from enrolment e
               join page_progress p on p.enrolment_id = e.id
              where e.person_id = $1 and e.state in ('enrolled', 'in_progress') and p.done_at is not null
              order by e.id, p.page_key
              limit 20000"
        ))
        .bind(person)
        .all()
        .await?;
    let mut pages: BTreeMap<Uuid, BTreeSet<String>> = BTreeMap::new();
    for (enrolment, page) in rows {
        pages.entry(enrolment).or_default().insert(page);
    }
    Ok(pages)
}

async fn seen_pages(db: &mut impl Conn, enrolment: Uuid) -> Result<BTreeSet<String>> {
    let rows: Vec<(String,)> = db
        .query(sql!("select page_key from page_progress where enrolment_id = $1 order by page_key"))
        .bind(enrolment)
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Where « Reprendre » leads: the page last seen when it is not done, else the first page that is not.
pub fn resume<'c>(
    course: &'c PublishedCourse,
    enrolment: &Enrolment,
    facts: &CourseFacts,
) -> Option<&'c Page> {
    let open = |page: &&Page| !facts.done.contains(&page.key);
    enrolment
        .last_page
        .as_deref()
        .and_then(|key| course.page(key))
        .filter(open)
        .or_else(|| course.required_pages().find(open))
        .or_else(|| course.pages.first())
}
