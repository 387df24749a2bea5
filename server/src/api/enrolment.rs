//! A place in a course: taking it, where one stands, leaving it.

use axum::Json;
use axum::http::StatusCode;
use preau::access::Act;
use preau::course::live::Live;
use preau::learning::enrol::{self, Again};
use preau::learning::fraction::{self, Fraction};
use preau::learning::rules::{CourseFacts, Standing};
use preau::learning::{self, Enrolment, State, moves, player};
use preau::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::caller::{Caller, Member};
use super::catalogue::course;
use super::desk::attest;
use super::problem::Problem;
use super::sent::{MaybeSent, Named};

/// Where a learner stands in a course; the same figures as on its pages.
#[derive(Serialize, ToSchema)]
pub(super) struct EnrolmentState {
    course: String,
    /// The version followed.
    version: String,
    /// 1, 2… for who begins anew.
    run: i32,
    /// `enrolled`, `in_progress` or `completed`.
    state: &'static str,
    /// None for a course without required pages.
    percent: Option<i32>,
    pages_done: usize,
    pages_needed: usize,
    score: Option<Score>,
    missing: MissingInCourse,
    /// Where to go on.
    resume_page: Option<String>,
    started_at: String,
    seen_at: String,
    completed_at: Option<String>,
}

/// Points of a course.
#[derive(Serialize, ToSchema)]
pub(super) struct Score {
    /// As decimals.
    points: String,
    out_of: String,
    percent: i32,
    /// Asked for, in percent.
    needed: Option<u8>,
    met: bool,
}

/// What a course still asks for.
#[derive(Serialize, ToSchema)]
pub(super) struct MissingInCourse {
    /// Required pages that are not done.
    pages: Vec<String>,
    score: bool,
    /// `page#id` of productions to hand in, or to be accepted.
    productions: Vec<String>,
}

impl EnrolmentState {
    pub(super) fn of(live: &Live, enrolment: &Enrolment, facts: &CourseFacts, standing: &Standing) -> Self {
        let course = &live.course;
        let left = course.required_pages().filter(|page| !facts.done.contains(&page.key));
        Self {
            course: course.slug.clone(),
            version: live.semver.clone(),
            run: enrolment.run,
            state: code(enrolment.state),
            // Stored, not computed anew: a completed course stays at 100.
            percent: enrolment.percent,
            pages_done: standing.pages_done,
            pages_needed: standing.pages_needed,
            score: standing.score.map(|score| Score::of(score, standing)),
            missing: MissingInCourse {
                pages: left.map(|page| page.key.clone()).collect(),
                score: !standing.score_met,
                productions: standing.productions_left.clone(),
            },
            resume_page: player::resume(course, enrolment, facts).map(|page| page.key.clone()),
            started_at: enrolment.started_at.to_rfc3339(),
            seen_at: enrolment.seen_at.to_rfc3339(),
            completed_at: enrolment.completed_at.map(preau::Timestamp::to_rfc3339),
        }
    }

    async fn load(caller: &Caller, live: &Live, enrolment: &Enrolment) -> Result<Self> {
        let (facts, standing, _) =
            player::standing(&mut caller.read().await?, enrolment, &live.course).await?;
        Ok(Self::of(live, enrolment, &facts, &standing))
    }
}

impl Score {
    fn of((points, out_of): (Fraction, Fraction), standing: &Standing) -> Self {
        Self {
            points: fraction::shown(points, '.'),
            out_of: fraction::shown(out_of, '.'),
            percent: points.over(out_of).percent(),
            needed: standing.threshold,
            met: standing.score_met,
        }
    }
}

/// The name of a state.
pub(super) fn code(state: State) -> &'static str {
    match state {
        State::Enrolled => "enrolled",
        State::InProgress => "in_progress",
        State::Completed => "completed",
        State::Dropped => "dropped",
    }
}

/// How to enrol.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Enrol {
    /// `anew` begins a new run of a course that was completed or left; the earlier one stays readable.
    again: Option<AgainCode>,
}

/// What to do with an earlier run.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum AgainCode {
    Continue,
    Anew,
}

/// Enrols the caller. Twice is once; who left goes on where they were.
#[utoipa::path(
    put, path = "/courses/{slug}/enrolment", tag = "learning", operation_id = "enrol",
    params(("slug" = String, Path)),
    request_body(content = Option<Enrol>, description = "May be left out"),
    responses(
        (status = 201, body = EnrolmentState, description = "Enrolled now"),
        (status = 200, body = EnrolmentState, description = "Enrolled already"),
    ),
)]
pub(super) async fn take(
    Member(caller): Member,
    Named(slug): Named<String>,
    MaybeSent(wanted): MaybeSent<Option<Enrol>>,
) -> Result<(StatusCode, Json<EnrolmentState>), Problem> {
    let allowed = caller.allow_own(Act::Enrol)?;
    let anew = wanted.is_some_and(|wanted| matches!(wanted.again, Some(AgainCode::Anew)));
    let (known, followed) = course(&caller, &slug).await?;
    let stays = known.as_ref().is_some_and(|known| known.state.is_living() || !anew);
    if let Some(known) = known.as_ref().filter(|_| stays) {
        return Ok((StatusCode::OK, Json(EnrolmentState::load(&caller, &followed, known).await?)));
    }
    let live = caller
        .site
        .courses
        .current(&caller.site.db, caller.actor.as_ref(), &slug, caller.now)
        .await?
        .ok_or(Error::NotFound)?;
    let again = if anew { Again::Anew } else { Again::Continue };
    let mut tx = caller.begin().await?;
    let before = learning::find(&mut tx, *allowed.thing(), &slug).await?.map(|before| before.id);
    let enrolment = enrol::enrol(&mut tx, allowed, live.version_id, &live.course, again, caller.now).await?;
    caller.commit(tx).await?;
    let status = if before == Some(enrolment.id) { StatusCode::OK } else { StatusCode::CREATED };
    // Who goes on after leaving follows the version of then.
    let live = caller.site.courses.version(&caller.site.db, enrolment.version_id).await?;
    Ok((status, Json(EnrolmentState::load(&caller, &live, &enrolment).await?)))
}

/// Where the caller stands in a course.
#[utoipa::path(
    get, path = "/courses/{slug}/enrolment", tag = "learning", operation_id = "readEnrolment",
    params(("slug" = String, Path)),
    responses((status = 200, body = EnrolmentState)),
)]
pub(super) async fn show(
    Member(caller): Member,
    Named(slug): Named<String>,
) -> Result<Json<EnrolmentState>, Problem> {
    caller.allow_own(Act::ReadRecord)?;
    let (enrolment, live) = course(&caller, &slug).await?;
    let enrolment = enrolment.ok_or(Error::NotFound)?;
    Ok(Json(EnrolmentState::load(&caller, &live, &enrolment).await?))
}

/// Leaves a course; progress and history stay.
#[utoipa::path(
    delete, path = "/courses/{slug}/enrolment", tag = "learning", operation_id = "leaveCourse",
    params(("slug" = String, Path)),
    responses((status = 204, description = "Left")),
)]
pub(super) async fn leave(Member(caller): Member, Named(slug): Named<String>) -> Result<StatusCode, Problem> {
    let allowed = caller.allow_own(Act::Enrol)?;
    let mut tx = caller.begin().await?;
    enrol::drop_out(&mut tx, allowed, &slug, caller.now).await?;
    caller.commit(tx).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Passes to the version of the course that is in service; what was done stays done. Twice is once.
#[utoipa::path(
    put, path = "/courses/{slug}/enrolment/version", tag = "learning", operation_id = "changeVersion",
    params(("slug" = String, Path)),
    responses((status = 200, body = EnrolmentState)),
)]
pub(super) async fn change(
    Member(caller): Member,
    Named(slug): Named<String>,
) -> Result<Json<EnrolmentState>, Problem> {
    let allowed = caller.allow_own(Act::Learn)?;
    let who = caller.actor.as_ref();
    let live =
        caller.site.courses.current(&caller.site.db, who, &slug, caller.now).await?.ok_or(Error::NotFound)?;
    let mut tx = caller.begin().await?;
    let outcome = moves::take(&mut tx, allowed, live.version_id, &live.course, caller.now).await?;
    if let Some(completion) = outcome.completed {
        attest(&caller, &live, &mut tx, completion).await?;
    }
    caller.commit(tx).await?;
    let enrolment = learning::find(&mut caller.read().await?, *allowed.thing(), &slug).await?;
    Ok(Json(EnrolmentState::load(&caller, &live, &enrolment.ok_or(Error::NotFound)?).await?))
}
