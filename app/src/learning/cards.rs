//! Everything a person follows, each with its next step: for « Ma page » and « Mon parcours ».

use std::collections::BTreeMap;

use uuid::Uuid;

use preau::access::Act;
use preau::course::catalogue::Card;
use preau::learning::rules::CourseFacts;
use preau::learning::{self, Enrolment, State, player};
use preau::{Result, Timestamp};

use super::reading::url;
use crate::cx::Cx;

/// Courses under way whose next step is looked up: more than anybody follows at once.
const WITH_NEXT: usize = 24;

/// A course of somebody's own.
#[derive(Debug, Clone)]
pub struct MyCourse {
    pub enrolment: Uuid,
    pub slug: String,
    pub title: String,
    pub state: State,
    /// 1 for the first time.
    pub run: i32,
    /// As stored: pages done, pages that the rule asks for.
    pub done: u32,
    pub required: u32,
    /// None: a course without required pages shows none.
    pub percent: Option<u8>,
    pub next: Option<Next>,
    pub seen_at: Timestamp,
    pub completed_at: Option<Timestamp>,
}

/// The page where a course goes on.
#[derive(Debug, Clone)]
pub struct Next {
    pub href: String,
    pub title: String,
    /// From 1.
    pub number: usize,
    pub pages: usize,
    pub minutes: u16,
}

/// The courses of the asker, the one last seen first, dropped ones last.
pub async fn cards(cx: &Cx) -> Result<Vec<MyCourse>> {
    let person = *cx.allow_own(Act::ReadRecord)?.thing();
    let mut read = cx.read().await?;
    let enrolments = learning::of(&mut read, person).await?;
    let mut done = player::done_pages(&mut read, person).await?;
    drop(read);
    let known = cx.site.courses.cards(&cx.site.db, cx.actor.as_ref(), cx.now).await?;
    let titles: BTreeMap<&str, &Card> = known.iter().map(|card| (card.slug.as_str(), card)).collect();
    let mut courses = Vec::with_capacity(enrolments.len());
    let mut looked_up = 0;
    for enrolment in enrolments {
        let card = titles.get(enrolment.course_slug.as_str());
        let living = enrolment.state.is_living();
        let mut course = MyCourse::of(&enrolment, card.map(|card| card.title.clone()));
        // Versions are kept in memory: this asks the database once per version and process.
        if (living || card.is_none()) && looked_up < WITH_NEXT {
            looked_up += 1;
            let live = cx.site.courses.version(&cx.site.db, enrolment.version_id).await?;
            course.title.clone_from(&live.course.meta.title);
            let facts = CourseFacts {
                done: done.remove(&enrolment.id).unwrap_or_default(),
                ..CourseFacts::default()
            };
            let page = player::resume(&live.course, &enrolment, &facts).filter(|_| living);
            course.next = page.map(|page| Next {
                href: url(&course.slug, &page.key),
                title: page.title.clone(),
                number: live.page_index.get(&page.key).map_or(1, |place| place + 1),
                pages: live.course.pages.len(),
                minutes: page.minutes,
            });
        }
        courses.push(course);
    }
    Ok(courses)
}

impl MyCourse {
    fn of(enrolment: &Enrolment, title: Option<String>) -> Self {
        let count = |count: i32| u32::try_from(count).unwrap_or(0);
        Self {
            enrolment: enrolment.id,
            slug: enrolment.course_slug.clone(),
            title: title.unwrap_or_else(|| enrolment.course_slug.clone()),
            state: enrolment.state,
            run: enrolment.run,
            done: count(enrolment.pages_done),
            required: count(enrolment.pages_required),
            percent: enrolment.percent.map(|percent| u8::try_from(percent.clamp(0, 100)).unwrap_or(0)),
            next: None,
            seen_at: enrolment.seen_at,
            completed_at: enrolment.completed_at,
        }
    }
}
