//! A page of a course in front of somebody: everything the reader needs, loaded before anything is shown.

use std::collections::BTreeSet;
use std::sync::Arc;

use uuid::Uuid;

use preau::access::{Act, Place, policy};
use preau::certificate::{self, mine};
use preau::course::live::Live;
use preau::course::published::{Block, FeedbackTime, Page, PageKind, PageRule, Prerequisite};
use preau::learning::player::{self, Player};
use preau::learning::rules::Standing;
use preau::learning::{self, Enrolment, State, draw, prerequisites, progress};
use preau::{Error, Result};

use crate::cx::Cx;

/// One asker in front of one page.
pub(super) struct Reading {
    pub live: Arc<Live>,
    place: PlaceInCourse,
    pub learner: Option<Learner>,
    /// On a page of the outline, for who is enrolled.
    pub player: Option<Player>,
    pub unmet: Vec<Prerequisite>,
    /// Number of a version that the learner may pass to.
    pub newer: Option<String>,
    /// Number of the attestation of this run.
    pub attestation: Option<String>,
    /// The asker may read what is written for trainers.
    pub trainer: bool,
}

#[derive(Debug, Clone, Copy)]
enum PlaceInCourse {
    Outline(usize),
    Extra(usize),
}

/// How the asker stands in the course.
pub(super) struct Learner {
    pub enrolment: Enrolment,
    pub done: BTreeSet<String>,
    pub seen: BTreeSet<String>,
    pub standing: Standing,
}

impl Reading {
    /// The first page of a course in front of its author, who is not enrolled and reads everything.
    pub(super) fn alone(live: Arc<Live>) -> Self {
        Self {
            live,
            place: PlaceInCourse::Outline(0),
            learner: None,
            player: None,
            unmet: Vec::new(),
            newer: None,
            attestation: None,
            trainer: true,
        }
    }

    pub(super) fn page(&self) -> &Page {
        match self.place {
            PlaceInCourse::Outline(place) => &self.live.course.pages[place],
            PlaceInCourse::Extra(place) => &self.live.course.extras[place],
        }
    }

    /// Place in the outline from 0; none for a page outside of it.
    pub(super) fn place(&self) -> Option<usize> {
        match self.place {
            PlaceInCourse::Outline(place) => Some(place),
            PlaceInCourse::Extra(_) => None,
        }
    }

    pub(super) fn slug(&self) -> &str {
        &self.live.course.slug
    }

    pub(super) fn url(&self) -> String {
        url(self.slug(), &self.page().key)
    }

    pub(super) fn is_done(&self) -> bool {
        self.learner.as_ref().is_some_and(|learner| learner.done.contains(&self.page().key))
    }

    /// The questions are answered all together, and graded when they are handed in.
    pub(super) fn at_end(&self) -> bool {
        self.page().feedback == FeedbackTime::End
    }

    /// The questions of an assessment are for those who take it, once what it asks for has been done.
    pub(super) fn withheld(&self) -> bool {
        let page = self.page();
        page.kind == PageKind::Assessment && (self.player.is_none() || !self.unmet.is_empty())
    }

    /// Ids of the questions shown, in order, and the seed they are shown with.
    pub(super) fn questions(&self) -> (Vec<String>, i64) {
        match &self.player {
            Some(player) => (player.drawn.clone(), player.seed),
            None => {
                let seed = draw::seed(Uuid::nil(), &self.page().key, 1);
                (draw::questions(self.page(), seed), seed)
            }
        }
    }
}

/// Address of a page.
pub(super) fn url(slug: &str, key: &str) -> String {
    format!("/cours/{slug}/{key}")
}

/// What a form of an activity carries, so that an answer is never taken for one to another wording, to another attempt
/// or by another person who logged in meanwhile in the same browser. It tells nothing of the answer.
pub(super) fn seal(enrolment: Uuid, page_key: &str, seed: i64, block: &Block) -> String {
    match block {
        Block::Question(question) => {
            draw::option_key(seed, &format!("{} {}", question.id, question.fingerprint), 0)
        }
        Block::Survey(_)
        | Block::Checklist(_)
        | Block::Task(_)
        | Block::Html { .. }
        | Block::Language { .. }
        | Block::Trainer { .. } => {
            let id = block.activity_id().unwrap_or_default();
            draw::option_key(draw::seed(enrolment, page_key, 0), id, 0)
        }
    }
}

/// The version of a course that the asker reads: their own, else the one in service.
pub(super) async fn course(cx: &Cx, slug: &str) -> Result<(Option<Enrolment>, Arc<Live>)> {
    let site = &cx.site;
    let enrolment = match &cx.actor {
        Some(actor) => learning::find(&mut cx.read().await?, actor.id(), slug).await?,
        None => None,
    };
    let live = match &enrolment {
        Some(enrolment) => site.courses.version(&site.db, enrolment.version_id).await?,
        None => {
            site.courses.current(&site.db, cx.actor.as_ref(), slug, cx.now).await?.ok_or(Error::NotFound)?
        }
    };
    Ok((enrolment, live))
}

/// Loads a page for the asker.
///
/// # Errors
/// `NotFound` for a page that the version does not have, `LoginNeeded` for a visitor where only members read.
pub(super) async fn load(cx: &Cx, slug: &str, key: &str) -> Result<Reading> {
    let (enrolment, live) = course(cx, slug).await?;
    let course = &live.course;
    let place = match live.page_index.get(key) {
        Some(place) => PlaceInCourse::Outline(*place),
        None => {
            let place = course.extras.iter().position(|page| page.key == key).ok_or(Error::NotFound)?;
            PlaceInCourse::Extra(place)
        }
    };
    let mut reading = Reading {
        live: live.clone(),
        place,
        learner: None,
        player: None,
        unmet: Vec::new(),
        newer: None,
        attestation: None,
        trainer: cx.may(Act::ReadTrainerNotes),
    };
    let public = reading.page().public && cx.site.config.open_catalogue;
    cx.allow(if public { Act::ReadCatalogue } else { Act::ReadLessons }, ())?;
    let Some(enrolment) = enrolment else { return Ok(reading) };

    let mut read = cx.read().await?;
    let learner = if reading.place().is_some() {
        let player = player::load(&mut read, enrolment, course, reading.page()).await?;
        let learner = Learner {
            enrolment: player.enrolment.clone(),
            done: player.course.done.clone(),
            seen: player.seen.clone(),
            standing: player.standing.clone(),
        };
        reading.unmet = prerequisites::unmet(
            &mut read,
            learner.enrolment.person_id,
            course,
            reading.page(),
            &learner.done,
        )
        .await?;
        reading.player = Some(player);
        learner
    } else {
        let (facts, standing, seen) = player::standing(&mut read, &enrolment, course).await?;
        Learner { enrolment, done: facts.done, seen, standing }
    };
    match learner.enrolment.state {
        State::Completed => reading.attestation = attestation_of(cx, &mut read, &learner.enrolment).await?,
        State::Enrolled | State::InProgress => {
            drop(read);
            reading.newer = newer(cx, &live).await?;
        }
        State::Dropped => {}
    }
    reading.learner = Some(learner);
    Ok(reading)
}

/// The version in service, when it is a later one: what a small change brings was taken along silently.
async fn newer(cx: &Cx, live: &Live) -> Result<Option<String>> {
    let current = cx.site.courses.current(&cx.site.db, cx.actor.as_ref(), &live.course.slug, cx.now).await?;
    Ok(current.filter(|current| current.number > live.number).map(|current| current.semver.clone()))
}

/// The attestation of a completed run, by its number.
async fn attestation_of(cx: &Cx, read: &mut preau::Read, enrolment: &Enrolment) -> Result<Option<String>> {
    let items = mine::of(read, cx.allow_own(Act::ReadAttestation)?).await?;
    let completed_on = enrolment.completed_at.map(|at| at.date_in(&cx.site.config.zone));
    Ok(items
        .into_iter()
        .filter(|item| item.course_slug == enrolment.course_slug && item.state == certificate::State::Issued)
        .find(|item| Some(item.completed_on) == completed_on)
        .map(|item| item.number))
}

/// Notes that a page was opened, when that is news, and keeps what is shown in step.
pub(super) async fn note_seen(cx: &Cx, reading: &mut Reading) -> Result<()> {
    let key = reading.page().key.clone();
    let live = reading.live.clone();
    let Some(learner) = &mut reading.learner else { return Ok(()) };
    let known = learner.seen.contains(&key) && learner.enrolment.last_page.as_deref() == Some(key.as_str());
    if cx.prefetch || known || live.page(&key).is_none() {
        return Ok(());
    }
    let mut tx = cx.begin().await?;
    let allowed = policy::allow(
        cx.actor.as_ref(),
        Act::Learn,
        Place::Of(learner.enrolment.person_id),
        learner.enrolment.person_id,
    )?;
    let seat = learning::hold(&mut tx, allowed, &live.course.slug, live.version_id, &live.course).await?;
    progress::seen(&mut tx, &seat, &key, cx.now).await?;
    tx.commit().await?;
    learner.seen.insert(key.clone());
    learner.enrolment.last_page = Some(key);
    if learner.enrolment.state == State::Enrolled {
        learner.enrolment.state = State::InProgress;
    }
    Ok(())
}

/// True for a page with a pass mark: its questions are answered in attempts.
pub(super) fn by_attempts(page: &Page) -> bool {
    match page.rule {
        PageRule::Threshold => true,
        PageRule::Read | PageRule::Activities => false,
    }
}
