//! The other activities of a page: « J'ai lu », checklists, surveys, productions.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::response::Response;
use preau::access::Act;
use preau::course::published::{Block, Page, SurveyKind, Task};
use preau::learning::production::{self, Input};
use preau::learning::{checklist, pages, survey};
use preau::{Error, Fault};
use preau_app::learning::{give_back, take_in};
use serde::Deserialize;
use utoipa::ToSchema;

use super::caller::Member;
use super::desk::{Desk, Done};
use super::problem::Problem;
use super::sent::{Named, Sent};

/// Marks a page as read. Twice is once.
#[utoipa::path(
    put, path = "/courses/{slug}/pages/{page}/read", tag = "learning", operation_id = "markRead",
    params(("slug" = String, Path), ("page" = String, Path)),
    responses((status = 200, body = Done)),
)]
pub(super) async fn read(
    Member(caller): Member,
    Named((slug, key)): Named<(String, String)>,
) -> Result<Json<Done>, Problem> {
    let desk = Desk::sit(&caller, &slug, &key).await?;
    let mut tx = caller.begin().await?;
    let seat = desk.seat(&mut tx).await?;
    let outcome = pages::mark_read(&mut tx, &seat, &key, caller.now).await?;
    Ok(Json(desk.finish(tx, outcome, None).await?))
}

/// Takes the mark back, until the course is completed.
#[utoipa::path(
    delete, path = "/courses/{slug}/pages/{page}/read", tag = "learning", operation_id = "unmarkRead",
    params(("slug" = String, Path), ("page" = String, Path)),
    responses((status = 200, body = Done)),
)]
pub(super) async fn unread(
    Member(caller): Member,
    Named((slug, key)): Named<(String, String)>,
) -> Result<Json<Done>, Problem> {
    let desk = Desk::sit(&caller, &slug, &key).await?;
    let mut tx = caller.begin().await?;
    let seat = desk.seat(&mut tx).await?;
    let outcome = pages::unmark_read(&mut tx, &seat, &key, caller.now).await?;
    Ok(Json(desk.finish(tx, outcome, None).await?))
}

/// The ticks of a checklist.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Ticks {
    /// Numbers of the items ticked, all of them.
    ticked: BTreeSet<i32>,
}

/// Keeps the ticks of a checklist: exactly those.
#[utoipa::path(
    put, path = "/courses/{slug}/pages/{page}/checklists/{id}", tag = "learning", operation_id = "tickChecklist",
    params(("slug" = String, Path), ("page" = String, Path), ("id" = String, Path)),
    request_body = Ticks,
    responses((status = 200, body = Done)),
)]
pub(super) async fn tick(
    Member(caller): Member,
    Named((slug, key, id)): Named<(String, String, String)>,
    Sent(ticks): Sent<Ticks>,
) -> Result<Json<Done>, Problem> {
    let desk = Desk::sit(&caller, &slug, &key).await?;
    let mut tx = caller.begin().await?;
    let seat = desk.seat(&mut tx).await?;
    let Block::Checklist(list) = seat.activity(desk.page()?, &id)? else {
        return Err(Error::NotFound.into());
    };
    let count = list.items.iter().map(|item| 1 + item.children.len()).sum::<usize>();
    if !ticks.ticked.iter().all(|item| usize::try_from(*item).is_ok_and(|item| item < count)) {
        return Err(Fault::new("ticked", "answer-key").into());
    }
    let outcome = checklist::tick(&mut tx, &seat, &key, &id, &ticks.ticked, caller.now).await?;
    Ok(Json(desk.finish(tx, outcome, None).await?))
}

/// The answer to a survey: places of options, or a text.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SurveyAnswer {
    /// Places of the options chosen, from 0.
    chosen: Option<BTreeSet<u32>>,
    text: Option<String>,
}

/// Answers a survey, once.
#[utoipa::path(
    put, path = "/courses/{slug}/pages/{page}/surveys/{id}", tag = "learning", operation_id = "answerSurvey",
    params(("slug" = String, Path), ("page" = String, Path), ("id" = String, Path)),
    request_body = SurveyAnswer,
    responses((status = 200, body = Done)),
)]
pub(super) async fn respond(
    Member(caller): Member,
    Named((slug, key, id)): Named<(String, String, String)>,
    Sent(given): Sent<SurveyAnswer>,
) -> Result<Json<Done>, Problem> {
    let desk = Desk::sit(&caller, &slug, &key).await?;
    let mut tx = caller.begin().await?;
    let seat = desk.seat(&mut tx).await?;
    let Block::Survey(asked) = seat.activity(desk.page()?, &id)? else { return Err(Error::NotFound.into()) };
    let wanted = match asked.kind {
        SurveyKind::Text => "text",
        SurveyKind::Single | SurveyKind::Multiple | SurveyKind::Scale => "chosen",
    };
    let shape = || Fault::new(wanted, "answer-shape").with("wanted", wanted);
    let values: Vec<String> = match (asked.kind, given.chosen, given.text) {
        (SurveyKind::Text, None, Some(text)) => vec![text],
        (SurveyKind::Single | SurveyKind::Multiple | SurveyKind::Scale, Some(chosen), None) => {
            if chosen
                .iter()
                .any(|place| usize::try_from(*place).is_ok_and(|place| place >= asked.options.len()))
            {
                return Err(Fault::new("chosen", "answer-key").into());
            }
            if asked.kind != SurveyKind::Multiple && chosen.len() > 1 {
                return Err(shape().into());
            }
            chosen.iter().map(u32::to_string).collect()
        }
        (SurveyKind::Text | SurveyKind::Single | SurveyKind::Multiple | SurveyKind::Scale, _, _) => {
            return Err(shape().into());
        }
    };
    let fields: Vec<_> = values.into_iter().map(|value| ("answer".to_owned(), value)).collect();
    let outcome = survey::answer(&mut tx, &seat, &key, &id, &fields, caller.now).await?;
    Ok(Json(desk.finish(tx, outcome, None).await?))
}

/// A production as text and link; a file already handed in on the page stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProductionText {
    #[serde(default)]
    text: String,
    #[serde(default)]
    link: String,
    /// Without it the production stays a draft.
    #[serde(default)]
    hand_in: bool,
}

/// Keeps a production, and hands it in when asked.
#[utoipa::path(
    put, path = "/courses/{slug}/pages/{page}/productions/{id}", tag = "learning", operation_id = "saveProduction",
    params(("slug" = String, Path), ("page" = String, Path), ("id" = String, Path)),
    request_body = ProductionText,
    responses((status = 200, body = Done)),
)]
pub(super) async fn produce(
    Member(caller): Member,
    Named((slug, key, id)): Named<(String, String, String)>,
    Sent(sent): Sent<ProductionText>,
) -> Result<Json<Done>, Problem> {
    let desk = Desk::sit(&caller, &slug, &key).await?;
    let mut tx = caller.begin().await?;
    let seat = desk.seat(&mut tx).await?;
    let input = Input { body: sent.text, link: sent.link, upload: None, hand_in: sent.hand_in };
    let outcome = production::save(&mut tx, &seat, &key, &id, &input, caller.now).await?;
    Ok(Json(desk.finish(tx, outcome, None).await?))
}

/// A form with the file.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form, which is read as a stream")]
pub(super) struct ProductionFile {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Keeps a file as the production of an activity, beside the text and the link that are there; a draft until it is
/// handed in.
#[utoipa::path(
    put, path = "/courses/{slug}/pages/{page}/productions/{id}/file", tag = "learning",
    operation_id = "sendProductionFile",
    params(("slug" = String, Path), ("page" = String, Path), ("id" = String, Path)),
    request_body(content = ProductionFile, content_type = "multipart/form-data"),
    responses((status = 200, body = Done)),
)]
pub(super) async fn produce_file(
    Member(caller): Member,
    Named((slug, key, id)): Named<(String, String, String)>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<Done>, Problem> {
    let form = form.map_err(|rejection| Problem::Plain(rejection.status()))?;
    let desk = Desk::sit(&caller, &slug, &key).await?;
    let task = task(desk.page()?, &id)?;
    let kept = take_in(&caller.site, form, task).await?.map_err(Problem::Plain)?;
    let mut tx = caller.begin().await?;
    let seat = desk.seat(&mut tx).await?;
    let known = production::of_page(&mut tx, seat.enrolment.id, &key).await?;
    let known = known.into_iter().find(|production| production.activity_id == id);
    let hand_in = known.as_ref().is_some_and(production::Production::is_handed_in);
    let (body, link) = known.map(|known| (known.body, known.link)).unwrap_or_default();
    let person = caller.actor()?.id();
    let upload = production::register_upload(
        &mut tx,
        person,
        &kept.name,
        kept.media_type,
        kept.bytes,
        &kept.sha256,
        caller.now,
    )
    .await?;
    let input = Input { body, link, upload: Some(upload), hand_in };
    let outcome = production::save(&mut tx, &seat, &key, &id, &input, caller.now).await?;
    Ok(Json(desk.finish(tx, outcome, None).await?))
}

/// The production that an address names.
fn task<'p>(page: &'p Page, id: &str) -> Result<&'p Task, Error> {
    page.activities()
        .find_map(|block| match block {
            Block::Task(task) if task.id == id => Some(task),
            Block::Task(_)
            | Block::Question(_)
            | Block::Survey(_)
            | Block::Checklist(_)
            | Block::Html { .. }
            | Block::Language { .. }
            | Block::Trainer { .. } => None,
        })
        .ok_or(Error::NotFound)
}

/// A file that the caller handed in, as it came.
#[utoipa::path(
    get, path = "/uploads/{upload}", tag = "learning", operation_id = "readUpload",
    params(("upload" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")),
)]
pub(super) async fn file(Member(caller): Member, Named(id): Named<String>) -> Result<Response, Problem> {
    let person = *caller.allow_own(Act::Learn)?.thing();
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let upload = production::my_upload(&mut caller.read().await?, person, id).await?;
    Ok(give_back(&caller.site, upload).await?)
}
