//! Training needs: one's own, those of a school for its référent, and the figures of a place.

use axum::Json;
use axum::extract::Query;
use axum::http::StatusCode;
use preau::access::Act;
use preau::need::State;
use preau::need::lists::{self, Authored, Need};
use preau::need::statement::{self, NewNeed};
use preau::need::territory::{self, Shown};
use preau::year::{SchoolYear, school_year};
use preau::{Result, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::Member;
use super::problem::Problem;
use super::schools::{asked, named, one_of, window};
use super::sent::{Named, Sent};

/// A page of needs.
#[derive(Serialize, ToSchema)]
pub(super) struct NeedList {
    items: Vec<NeedLine>,
    total: i64,
    page: usize,
    per_page: usize,
}

/// A need.
#[derive(Serialize, ToSchema)]
pub(super) struct NeedLine {
    id: Uuid,
    school: String,
    /// For the référent of the school alone.
    author: Option<String>,
    team: String,
    theme: String,
    discipline: String,
    level: &'static str,
    modality: &'static str,
    urgency: &'static str,
    body: String,
    /// `open`, `acknowledged`, `forwarded`, `answered`, `closed`.
    state: &'static str,
    wishes: i64,
    created_at: String,
    answer: String,
}

impl NeedLine {
    fn of(need: Need, author: Option<String>) -> Self {
        Self {
            id: need.id,
            author,
            level: need.level().code(),
            modality: need.modality().code(),
            urgency: need.urgency().code(),
            state: need.state().code(),
            created_at: Timestamp::to_rfc3339(need.created_at),
            school: need.school_name,
            team: need.team,
            theme: need.theme,
            discipline: need.discipline,
            body: need.body,
            wishes: need.wishes,
            answer: need.answer_text,
        }
    }

    fn authored(found: Authored) -> Self {
        let author = found.author();
        Self::of(found.need, Some(author))
    }
}

/// The needs that the caller stated, the newest first.
#[utoipa::path(
    get, path = "/me/needs", tag = "needs", operation_id = "listOwnNeeds",
    params(
        ("page" = Option<u32>, Query, minimum = 1, maximum = 1_000_000, description = "From 1"),
        ("per_page" = Option<u32>, Query, minimum = 1, maximum = 100, description = "20 unless told"),
    ),
    responses((status = 200, body = NeedList)),
)]
pub(super) async fn mine(
    Member(caller): Member,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Json<NeedList>, Problem> {
    let own = caller.allow_own(Act::StateNeed)?;
    let (page, per_page, first) = window(&query)?;
    let most = i64::try_from(per_page).unwrap_or(i64::MAX);
    let mut read = caller.read().await?;
    let total = lists::mine_count(&mut read, own).await?;
    let found = lists::mine(&mut read, own, first, most).await?;
    let items = found.into_iter().map(|need| NeedLine::of(need, None)).collect();
    Ok(Json(NeedList { items, total, page, per_page }))
}

/// A need to be stated.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NeedStatement {
    /// Path of the school: one where the caller works.
    school: String,
    theme: String,
    /// Code of a discipline, or `transversal`.
    discipline: String,
    /// `initiation`, `deepening`, `expertise`.
    level: String,
    /// `onsite`, `remote`, `blended`, `any`.
    modality: String,
    /// `year`, `term`, `soon`.
    urgency: String,
    #[serde(default)]
    team: String,
    #[serde(default)]
    body: String,
}

/// The need that was stated.
#[derive(Serialize, ToSchema)]
pub(super) struct Stated {
    id: Uuid,
}

/// States a need in one of the caller's schools. The same one sent twice is stated once.
#[utoipa::path(
    post, path = "/me/needs", tag = "needs", operation_id = "stateNeed",
    request_body = NeedStatement,
    responses((status = 201, body = Stated)),
)]
pub(super) async fn state(
    Member(caller): Member,
    Sent(sent): Sent<NeedStatement>,
) -> Result<(StatusCode, Json<Stated>), Problem> {
    let own = caller.allow_own(Act::StateNeed)?;
    let new = NewNeed {
        school: sent.school,
        team: sent.team,
        theme: sent.theme,
        discipline: sent.discipline,
        level: sent.level,
        modality: sent.modality,
        urgency: sent.urgency,
        body: sent.body,
    };
    let mut tx = caller.begin().await?;
    let id = statement::state(&mut tx, own.map(|person| (person, &new)), caller.now).await?;
    caller.commit(tx).await?;
    Ok((StatusCode::CREATED, Json(Stated { id })))
}

/// The needs of a school, with who stated them: for its référent alone.
#[utoipa::path(
    get, path = "/schools/{uai}/needs", tag = "needs", operation_id = "listSchoolNeeds",
    params(
        ("uai" = String, Path),
        ("state" = Option<String>, Query, description = "`all`, or one; those under way when left out"),
        ("page" = Option<u32>, Query, minimum = 1, maximum = 1_000_000, description = "From 1"),
        ("per_page" = Option<u32>, Query, minimum = 1, maximum = 100, description = "20 unless told"),
    ),
    responses((status = 200, body = NeedList)),
)]
pub(super) async fn of_school(
    Member(caller): Member,
    Named(uai): Named<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Json<NeedList>, Problem> {
    caller.allow(Act::WorkAsReferent, ())?;
    let (page, per_page, first) = window(&query)?;
    let school = named(&caller, &uai).await?;
    let allowed = caller.allow_at(Act::WorkAsReferent, &school.path, school.path.as_str())?;
    let all = asked(&query, "state") == "all";
    let filter = lists::Filter {
        state: if all { None } else { one_of(&query, "state", State::parse)? },
        all,
        ..lists::Filter::default()
    };
    let most = i64::try_from(per_page).unwrap_or(i64::MAX);
    let mut read = caller.read().await?;
    let total = lists::of_school_count(&mut read, allowed, &filter).await?;
    let found = lists::of_school(&mut read, allowed, &filter, first, most).await?;
    let items = found.into_iter().map(NeedLine::authored).collect();
    Ok(Json(NeedList { items, total, page, per_page }))
}

/// What a place asks for, in figures that point at nobody.
#[derive(Serialize, ToSchema)]
pub(super) struct NeedFigures {
    under: String,
    school_year: String,
    total: u32,
    /// A line without a theme adds up those that are small.
    themes: Vec<ThemeFigure>,
    /// Académies, bassins or schools of the place.
    units: Vec<UnitFigure>,
}

/// Requests on a theme.
#[derive(Serialize, ToSchema)]
pub(super) struct ThemeFigure {
    theme: Option<String>,
    requests: u32,
}

/// Requests of a part of the place, in the order of the themes; null where they are masked.
#[derive(Serialize, ToSchema)]
pub(super) struct UnitFigure {
    path: String,
    name: String,
    total: Option<u32>,
    figures: Vec<Option<u32>>,
}

fn shown(figure: Shown) -> Option<u32> {
    match figure {
        Shown::Number(number) => Some(number),
        Shown::Masked => None,
    }
}

/// Figures of a place above schools: the table of the page, with the same figures masked.
#[utoipa::path(
    get, path = "/needs/figures", tag = "needs", operation_id = "readNeedFigures",
    params(
        ("under" = String, Query, description = "Path of a bassin, an académie or the nation"),
        ("year" = Option<String>, Query, description = "`2026-2027`; the one under way when left out"),
    ),
    responses((status = 200, body = NeedFigures)),
)]
pub(super) async fn figures(
    Member(caller): Member,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Json<NeedFigures>, Problem> {
    caller.allow(Act::ReadNeedsSummary, ())?;
    let under = asked(&query, "under");
    let allowed = caller.allow_at(Act::ReadNeedsSummary, under, under)?;
    let today = caller.now.date_in(&caller.site.config.zone);
    let year =
        one_of(&query, "year", SchoolYear::parse)?.map_or_else(|| school_year(today), SchoolYear::label);
    let found = territory::read(&mut caller.read().await?, allowed, &year).await?;
    Ok(Json(NeedFigures {
        under: under.to_owned(),
        school_year: year,
        total: found.total,
        themes: found
            .lines
            .into_iter()
            .map(|line| ThemeFigure { theme: line.theme, requests: line.total })
            .collect(),
        units: found
            .units
            .into_iter()
            .map(|unit| UnitFigure {
                path: unit.path,
                name: unit.name,
                total: shown(unit.total),
                figures: unit.figures.into_iter().map(shown).collect(),
            })
            .collect(),
    }))
}
