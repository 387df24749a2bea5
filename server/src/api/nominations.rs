//! Nominations: the lists, one of them, and every step of its life, by the verbs behind the pages.

use axum::Json;
use axum::extract::Query;
use axum::http::StatusCode;
use jiff::civil::Date;
use preau::access::Act;
use preau::referent::draft::{self, Asked, Input};
use preau::referent::list::{self, Filter, Line};
use preau::referent::submit::{self, Councils};
use preau::referent::{
    EndReason, Mission, MissionLetter, Nomination, State, answer, decide, end, nomination, propose,
};
use preau::year::SchoolYear;
use preau::{Error, Fault, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::{Caller, Member};
use super::problem::Problem;
use super::schools::{asked, named, one_of, window};
use super::sent::{Named, Sent};

/// A page of nominations.
#[derive(Serialize, ToSchema)]
pub(super) struct NominationList {
    items: Vec<NominationLine>,
    total: i64,
    page: usize,
    per_page: usize,
}

/// A nomination in a list.
#[derive(Serialize, ToSchema)]
pub(super) struct NominationLine {
    id: Uuid,
    uai: String,
    school: String,
    teacher: String,
    school_year: String,
    /// `draft`, `proposed`, `accepted`, `declined`, `submitted`, `active`, `ended`, `completed`…
    state: &'static str,
    first_day: String,
    last_day: String,
    share_percent: i32,
    /// To be given back with a step, so that nobody decides on what they have not seen.
    version: i32,
}

impl NominationLine {
    fn of(line: Line) -> Self {
        Self {
            id: line.id,
            state: line.state().code(),
            teacher: line.teacher(),
            first_day: line.starts_at.date_in(&line.zone).to_string(),
            last_day: line.ends_at.plus(-1).date_in(&line.zone).to_string(),
            uai: line.uai,
            school: line.school_name,
            school_year: line.school_year,
            share_percent: line.share_percent,
            version: line.version,
        }
    }
}

/// Nominations under a node: for its head, its managers, the nation, its auditors. Drafts are their head's alone.
#[utoipa::path(
    get, path = "/nominations", tag = "nominations", operation_id = "listNominations",
    params(
        ("under" = String, Query, description = "Path of a node, `fr/14/`"),
        ("state" = Option<String>, Query),
        ("year" = Option<String>, Query, description = "`2026-2027`; all when left out"),
        ("q" = Option<String>, Query, description = "Words of a school's or teacher's name, or the start of a UAI"),
        ("page" = Option<u32>, Query, minimum = 1, maximum = 1_000_000, description = "From 1"),
        ("per_page" = Option<u32>, Query, minimum = 1, maximum = 100, description = "20 unless told"),
    ),
    responses((status = 200, body = NominationList)),
)]
pub(super) async fn all(
    Member(caller): Member,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Json<NominationList>, Problem> {
    caller.allow(Act::ReadNominations, ())?;
    let (page, per_page, first) = window(&query)?;
    let under = asked(&query, "under");
    let allowed = caller.allow_at(Act::ReadNominations, under, ())?;
    let filter = Filter {
        under: under.to_owned(),
        state: one_of(&query, "state", State::parse)?,
        year: one_of(&query, "year", SchoolYear::parse)?.map(SchoolYear::label).unwrap_or_default(),
        search: asked(&query, "q").trim().chars().take(100).collect(),
    };
    let drafts = caller.may_at(Act::ProposeNomination, under);
    let most = i64::try_from(per_page).unwrap_or(i64::MAX);
    let mut read = caller.read().await?;
    let total = list::count(&mut read, allowed, &filter, drafts).await?;
    let found = list::list(&mut read, allowed, &filter, drafts, first, most).await?;
    let items = found.into_iter().map(NominationLine::of).collect();
    Ok(Json(NominationList { items, total, page, per_page }))
}

/// One's own nominations.
#[derive(Serialize, ToSchema)]
pub(super) struct OwnNominations {
    items: Vec<NominationLine>,
}

/// The caller's own nominations, the newest first.
#[utoipa::path(
    get, path = "/me/nominations", tag = "nominations", operation_id = "listOwnNominations",
    responses((status = 200, body = OwnNominations)),
)]
pub(super) async fn mine(Member(caller): Member) -> Result<Json<OwnNominations>, Problem> {
    let allowed = caller.allow_own(Act::AnswerNomination)?;
    let found = list::mine(&mut caller.read().await?, allowed).await?;
    Ok(Json(OwnNominations { items: found.into_iter().map(NominationLine::of).collect() }))
}

/// One nomination.
#[derive(Serialize, ToSchema)]
pub(super) struct NominationSheet {
    id: Uuid,
    uai: String,
    school: String,
    path: String,
    person: Uuid,
    teacher: String,
    school_year: String,
    state: &'static str,
    first_day: String,
    last_day: String,
    share_percent: i32,
    /// `none`, `allowance` or `relief`.
    reward: &'static str,
    /// For an allowance: cents for the school year.
    cents: i64,
    council_on: Option<String>,
    board_on: Option<String>,
    return_reason: Option<String>,
    end_reason: Option<&'static str>,
    version: i32,
}

impl NominationSheet {
    fn of(found: Nomination) -> Self {
        let reward = found.reward();
        Self {
            id: found.id,
            state: found.state().code(),
            teacher: found.teacher(),
            school_year: found.year().label(),
            first_day: found.first_day().to_string(),
            last_day: found.last_day().to_string(),
            reward: reward.code(),
            cents: reward.cents(),
            end_reason: found.end_reason().map(EndReason::code),
            uai: found.uai,
            school: found.school_name,
            path: found.path,
            person: found.person_id,
            share_percent: found.share_percent,
            council_on: found.council_on,
            board_on: found.board_on,
            return_reason: found.return_reason,
            version: found.version,
        }
    }
}

/// A nomination that the caller may see: their own, or one of a node in their care.
async fn seen(caller: &Caller, id: &str) -> Result<Nomination> {
    let me = caller.actor()?.id();
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let found = nomination(&mut caller.read().await?, id).await?;
    let shown = answer::is_shown(&found);
    let own = found.person_id == me && shown;
    // A draft is its head's alone.
    let act = if shown { Act::ReadNominations } else { Act::ProposeNomination };
    if own || caller.may_at(act, &found.path) { Ok(found) } else { Err(Error::NotFound) }
}

/// One nomination, for its teacher, its head and those above.
#[utoipa::path(
    get, path = "/nominations/{nomination}", tag = "nominations", operation_id = "readNomination",
    params(("nomination" = String, Path)),
    responses((status = 200, body = NominationSheet)),
)]
pub(super) async fn one(
    Member(caller): Member,
    Named(id): Named<String>,
) -> Result<Json<NominationSheet>, Problem> {
    Ok(Json(NominationSheet::of(seen(&caller, &id).await?)))
}

/// A nomination to be written down as a draft.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewNomination {
    person: Uuid,
    /// Civil days, the last one included.
    first_day: String,
    last_day: String,
    #[serde(default = "whole")]
    share_percent: i32,
    #[serde(default)]
    reward: NewReward,
    letter: NewLetter,
}

fn whole() -> i32 {
    100
}

/// What is given for it.
#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case", tag = "kind")]
enum NewReward {
    #[default]
    None,
    Allowance {
        scheme: String,
        cents: i64,
    },
    Relief {
        /// Minutes of teaching less, each week.
        minutes: i32,
    },
}

/// The letter of mission.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewLetter {
    /// Codes `1a` to `2c`.
    missions: Vec<String>,
    #[serde(default)]
    time: String,
    #[serde(default)]
    indicators: Vec<String>,
}

fn day(field: &'static str, text: &str) -> Result<Date, Fault> {
    text.parse().map_err(|_| Fault::new(field, "day-unreadable"))
}

/// The head writes a draft for a teacher of the school.
#[utoipa::path(
    post, path = "/schools/{uai}/nominations", tag = "nominations", operation_id = "draftNomination",
    params(("uai" = String, Path)),
    request_body = NewNomination,
    responses((status = 201, body = NominationSheet)),
)]
pub(super) async fn write(
    Member(caller): Member,
    Named(uai): Named<String>,
    Sent(new): Sent<NewNomination>,
) -> Result<(StatusCode, Json<NominationSheet>), Problem> {
    caller.allow(Act::ProposeNomination, ())?;
    let school = named(&caller, &uai).await?;
    let allowed = caller.allow_at(Act::ProposeNomination, &school.path, school.node_id)?;
    let (first, last) = (day("first_day", &new.first_day)?, day("last_day", &new.last_day)?);
    let missions = new.letter.missions.iter().map(|code| Mission::parse(code)).collect::<Option<Vec<_>>>();
    let input = Input {
        person: new.person,
        year: SchoolYear::of(first),
        first,
        last,
        share_percent: new.share_percent,
        reward: match new.reward {
            NewReward::None => Asked::None,
            NewReward::Allowance { scheme, cents } => Asked::Allowance(scheme, cents),
            NewReward::Relief { minutes } => Asked::Relief(minutes),
        },
        letter: MissionLetter {
            missions: missions.ok_or_else(|| Fault::new("letter", "choose-one"))?,
            time: new.letter.time,
            indicators: new.letter.indicators,
            ..MissionLetter::default()
        },
    };
    let mut tx = caller.begin().await?;
    let id = draft::create(&mut tx, allowed, input, caller.now).await?;
    caller.commit(tx).await?;
    Ok((StatusCode::CREATED, Json(NominationSheet::of(seen(&caller, &id.to_string()).await?))))
}

/// A step in the life of a nomination.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case", tag = "step")]
pub(super) enum Step {
    /// The head proposes a draft to the teacher.
    Propose { version: i32 },
    /// The head takes a proposal back.
    Withdraw,
    /// The head throws a draft away.
    Discard,
    /// The teacher says yes to what the version says.
    Accept { version: i32 },
    /// The teacher says no.
    Decline { version: i32 },
    /// The head submits, with the days on which the councils were heard; none for a school that has none.
    Submit { council_on: Option<String>, board_on: Option<String> },
    /// The manager of the académie validates.
    Validate,
    /// The manager sends it back, with a reason.
    Return { reason: String },
    /// The head ends the mandate.
    End { last_day: String, reason: String },
    /// The teacher gives it up.
    Resign,
}

impl Step {
    fn act(&self) -> Act {
        match self {
            Self::Propose { .. }
            | Self::Withdraw
            | Self::Discard
            | Self::Submit { .. }
            | Self::End { .. } => Act::ProposeNomination,
            Self::Accept { .. } | Self::Decline { .. } | Self::Resign => Act::AnswerNomination,
            Self::Validate | Self::Return { .. } => Act::ValidateNomination,
        }
    }
}

/// Takes a step: who may depends on the step, as on the pages.
#[utoipa::path(
    post, path = "/nominations/{nomination}/steps", tag = "nominations", operation_id = "stepNomination",
    params(("nomination" = String, Path)),
    request_body = Step,
    responses(
        (status = 200, body = NominationSheet),
        (status = 204, description = "A draft was thrown away"),
    ),
)]
pub(super) async fn step(
    Member(caller): Member,
    Named(id): Named<String>,
    Sent(step): Sent<Step>,
) -> Result<Result<Json<NominationSheet>, StatusCode>, Problem> {
    let act = step.act();
    let found = seen(&caller, &id).await?;
    let allowed = if act == Act::AnswerNomination {
        caller.allow_own(act)?.map(|_| found.id)
    } else {
        caller.allow_at(act, &found.path, found.id)?
    };
    let (now, mut tx) = (caller.now, caller.begin().await?);
    let gone = matches!(step, Step::Discard);
    match step {
        Step::Propose { version } => propose::propose(&mut tx, allowed, version, now).await?,
        Step::Withdraw => propose::withdraw(&mut tx, allowed, now).await?,
        Step::Discard => draft::discard(&mut tx, allowed, now).await?,
        Step::Accept { version } => answer::accept(&mut tx, allowed, version, now).await?,
        Step::Decline { version } => answer::decline(&mut tx, allowed, version, now).await?,
        Step::Submit { council_on: None, board_on: None } => {
            submit::submit(&mut tx, allowed, Councils::NotApplicable, now).await?;
        }
        Step::Submit { council_on, board_on } => {
            let heard = Councils::Heard {
                council_on: council_on.map(|on| day("council_on", &on)).transpose()?,
                board_on: board_on.map(|on| day("board_on", &on)).transpose()?,
            };
            submit::submit(&mut tx, allowed, heard, now).await?;
        }
        Step::Validate => decide::validate(&mut tx, allowed, now).await?,
        Step::Return { reason } => decide::send_back(&mut tx, allowed, &reason, now).await?,
        Step::End { last_day, reason } => {
            let last = Some(day("last", &last_day)?);
            end::by_head(&mut tx, allowed, last, EndReason::parse(&reason), now).await?;
        }
        Step::Resign => end::resign(&mut tx, allowed, now).await?,
    }
    caller.commit(tx).await?;
    if gone {
        return Ok(Err(StatusCode::NO_CONTENT));
    }
    // Whoever took the step may see what it led to, a return to the draft included.
    Ok(Ok(Json(NominationSheet::of(nomination(&mut caller.read().await?, found.id).await?))))
}
