//! A page of a course: its text as HTML, its activities in their public form, and where the caller stands on it.

use axum::Json;
use preau::access::Act;
use preau::course::live::Live;
use preau::course::published::{Page, PageKind, PageRule};
use preau::learning::player::{self, Player};
use preau::learning::rules::Missing;
use preau::learning::{Enrolment, answer, prerequisites};
use preau::{Error, Read, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::block::{Block, Shown};
use super::caller::Caller;
use super::catalogue::{course, rule_code};
use super::problem::Problem;
use super::sent::Named;

/// A page in front of a caller.
#[derive(Serialize, ToSchema)]
pub(super) struct CoursePage {
    course: String,
    version: String,
    key: String,
    title: String,
    /// `lesson`, `assessment` or `resource`.
    kind: &'static str,
    minutes: u16,
    objectives: Vec<String>,
    competences: Vec<String>,
    /// What makes it done: `read`, `activities` or `threshold`.
    rule: &'static str,
    /// Pass mark in percent, for the rule `threshold`.
    threshold: Option<u8>,
    public: bool,
    blocks: Vec<Block>,
    /// The questions are for those who take the assessment, once what it asks for has been done.
    withheld: bool,
    /// For who is enrolled.
    state: Option<PageState>,
}

/// Where a learner stands on a page.
#[derive(Serialize, ToSchema)]
pub(super) struct PageState {
    done: bool,
    /// What it still asks for.
    missing: Vec<MissingItem>,
    /// The latest attempt; none before anything was answered.
    attempt: Option<AttemptState>,
    /// Pages to be done first, `page` or `course#page`; they only hold back an assessment.
    prerequisites_unmet: Vec<String>,
}

/// Something that a page still asks for.
#[derive(Serialize, ToSchema)]
pub(super) struct MissingItem {
    /// `read`, `question`, `checklist`, `survey`, `production` or `score`.
    kind: &'static str,
    /// The activity.
    id: Option<String>,
    /// Score needed and best so far, in percent.
    needed: Option<u8>,
    best: Option<i32>,
}

/// An attempt at the questions of a page.
#[derive(Serialize, ToSchema)]
pub(super) struct AttemptState {
    number: i32,
    open: bool,
    /// Obtained and at stake once handed in, as decimals.
    points: Option<String>,
    out_of: Option<String>,
    /// Another one may follow.
    more: bool,
}

/// A page. A visitor reads the public ones, a member all; activities carry no answer before it is due.
#[utoipa::path(
    get, path = "/courses/{slug}/pages/{page}", tag = "courses", operation_id = "readPage",
    params(("slug" = String, Path), ("page" = String, Path)),
    responses((status = 200, body = CoursePage)),
    security((), ("token" = [])),
)]
pub(super) async fn show(
    caller: Caller,
    Named((slug, key)): Named<(String, String)>,
) -> Result<Json<CoursePage>, Problem> {
    let (enrolment, live) = course(&caller, &slug).await?;
    let inside = live.page(&key);
    let page =
        inside.or_else(|| live.course.extras.iter().find(|page| page.key == key)).ok_or(Error::NotFound)?;
    let public = page.public && caller.site.config.open_catalogue;
    caller.allow(if public { Act::ReadCatalogue } else { Act::ReadLessons }, ())?;
    let learner = match (enrolment, inside) {
        (Some(enrolment), Some(page)) => {
            Some(Standing::load(&mut caller.read().await?, enrolment, &live, page).await?)
        }
        (Some(_) | None, _) => None,
    };
    Ok(Json(CoursePage::of(&caller, &live, page, learner.as_ref())))
}

/// A learner in front of a page, loaded.
pub(super) struct Standing {
    pub(super) player: Player,
    unmet: Vec<String>,
}

impl Standing {
    pub(super) async fn load(
        read: &mut Read,
        enrolment: Enrolment,
        live: &Live,
        page: &Page,
    ) -> Result<Self> {
        let person = enrolment.person_id;
        let player = player::load(read, enrolment, &live.course, page).await?;
        let unmet = prerequisites::unmet(read, person, &live.course, page, &player.course.done).await?;
        let named = |wanted: &preau::course::published::Prerequisite| match (&wanted.course, &wanted.page) {
            (Some(course), Some(page)) => format!("{course}#{page}"),
            (Some(name), None) | (None, Some(name)) => name.clone(),
            (None, None) => live.course.slug.clone(),
        };
        Ok(Self { unmet: unmet.iter().map(named).collect(), player })
    }

    /// The state of the page for its learner.
    pub(super) fn state(&self, page: &Page) -> PageState {
        let attempt = self.player.attempt.as_ref().map(|attempt| {
            let score = attempt.score();
            AttemptState {
                number: attempt.number,
                open: attempt.is_open(),
                points: score.map(|(points, _)| preau::learning::fraction::shown(points, '.')),
                out_of: score.map(|(_, out_of)| preau::learning::fraction::shown(out_of, '.')),
                more: answer::attempts_left(page, attempt.number),
            }
        });
        PageState {
            done: self.player.is_done(&page.key),
            missing: self.player.missing.iter().map(MissingItem::of).collect(),
            attempt,
            prerequisites_unmet: self.unmet.clone(),
        }
    }
}

impl CoursePage {
    fn of(caller: &Caller, live: &Live, page: &Page, learner: Option<&Standing>) -> Self {
        let barred = learner.is_none_or(|learner| !learner.unmet.is_empty());
        let withheld = page.kind == PageKind::Assessment && barred;
        let shown = Shown {
            page,
            player: learner.map(|learner| &learner.player),
            withheld,
            trainer: caller.may(Act::ReadTrainerNotes),
        };
        Self {
            course: live.course.slug.clone(),
            version: live.semver.clone(),
            key: page.key.clone(),
            title: page.title.clone(),
            kind: kind(page.kind),
            minutes: page.minutes,
            objectives: page.objectives.clone(),
            competences: page.competences.clone(),
            rule: rule_code(page.rule),
            threshold: match page.rule {
                PageRule::Threshold => Some(page.threshold),
                PageRule::Read | PageRule::Activities => None,
            },
            public: page.public,
            blocks: shown.blocks(),
            withheld,
            state: learner.map(|learner| learner.state(page)),
        }
    }
}

impl MissingItem {
    fn of(missing: &Missing) -> Self {
        let item = |kind, id: Option<&String>| Self { kind, id: id.cloned(), needed: None, best: None };
        match missing {
            Missing::Read => item("read", None),
            Missing::Question(id) => item("question", Some(id)),
            Missing::Checklist(id) => item("checklist", Some(id)),
            Missing::Survey(id) => item("survey", Some(id)),
            Missing::Production(id) => item("production", Some(id)),
            Missing::Score { needed, best } => {
                Self { kind: "score", id: None, needed: Some(*needed), best: *best }
            }
        }
    }
}

/// The name of a kind of page.
pub(super) fn kind(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Lesson => "lesson",
        PageKind::Assessment => "assessment",
        PageKind::Resource => "resource",
    }
}
