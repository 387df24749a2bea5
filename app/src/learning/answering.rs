//! The ways into an act: a form, the same form replayed after a login, an island, a program.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use preau::learning::Outcome;
use preau::{Error, Result};

use super::act::{Deed, Done, Verdict, act};
use super::islands::Reply;
use super::reading::{self, Reading, url};
use super::trial::Trial;
use super::upload::Arrived;
use super::{activities, foot, panel, reader};
use crate::account::pending;
use crate::cx::Cx;
use crate::error_pages::login_path;
use crate::fields::Fields;
use crate::page::render;
use crate::{t, ui};

/// Field, in a form kept across a login, with the page that it was sent to.
const KEPT_PAGE: &str = "page";
/// Longest form kept across a login, in bytes.
const LONGEST_KEPT: usize = 32 * 1024;

/// `POST /cours/{slug}/{page}`.
pub(super) async fn post(cx: Cx, Path((slug, key)): Path<(String, String)>, fields: Fields) -> Response {
    cx.answer(answered(&cx, &slug, &key, fields, None)).await
}

/// Does what a form asks, and answers with the place to look at: 303 when it is done, the page again when it is not.
pub(super) async fn answered(
    cx: &Cx,
    slug: &str,
    key: &str,
    fields: Fields,
    file: Option<Arrived>,
) -> Result<Response> {
    match Box::pin(act(cx, slug, key, &fields, file)).await {
        Ok(Verdict::Done(done)) => Ok(Redirect::to(&way_on(cx, slug, key, &done).await?).into_response()),
        Ok(Verdict::Refused(trial)) => refused(cx, slug, key, &trial, StatusCode::UNPROCESSABLE_ENTITY).await,
        Err(Error::LoginNeeded) => {
            keep(cx, &url(slug, key), &fields).await?;
            Ok(Redirect::to(&login_path(&url(slug, key))).into_response())
        }
        Err(error) => Err(error),
    }
}

/// The page again, with what was typed and why it was not taken.
pub(super) async fn refused(
    cx: &Cx,
    slug: &str,
    key: &str,
    trial: &Trial,
    status: StatusCode,
) -> Result<Response> {
    let reading = reading::load(cx, slug, key).await?;
    Ok(reader::page(cx, &reading, Some(trial), status))
}

/// Where to look after an act.
async fn way_on(cx: &Cx, slug: &str, key: &str, done: &Done) -> Result<String> {
    let here = url(slug, key);
    if done.outcome.completed.is_some() {
        return Ok(format!("{here}?fait=parcours-termine#fin"));
    }
    Ok(match done.deed {
        Deed::Read => match next_page(cx, slug, key).await? {
            Some(next) => format!("{}?fait=page-lue", url(slug, &next)),
            None => format!("{here}?fait=page-lue#fin"),
        },
        Deed::Unread => format!("{here}?fait=page-a-relire#fin"),
        Deed::HandIn => format!("{here}#resultat"),
        Deed::Restart => format!("{here}?fait=nouvel-essai"),
        Deed::SaveAnswers if done.activity.is_empty() => format!("{here}?fait=reponses-enregistrees#rendre"),
        Deed::SaveAnswer
        | Deed::SaveAnswers
        | Deed::Submit
        | Deed::Hint
        | Deed::Tick
        | Deed::Survey
        | Deed::SaveProduction
        | Deed::HandInProduction => format!("{here}#{}", done.activity),
    })
}

async fn next_page(cx: &Cx, slug: &str, key: &str) -> Result<Option<String>> {
    let (_, live) = reading::course(cx, slug).await?;
    let next = live.page_index.get(key).and_then(|place| live.course.pages.get(place + 1));
    Ok(next.map(|page| page.key.clone()))
}

/// Keeps what somebody sent whose login had ended, until they are back.
async fn keep(cx: &Cx, page: &str, fields: &Fields) -> Result<()> {
    let size: usize = fields.pairs().iter().map(|(name, value)| name.len() + value.len()).sum();
    if size > LONGEST_KEPT {
        return Ok(());
    }
    let mut pairs = fields.pairs().to_vec();
    pairs.retain(|(name, _)| name != KEPT_PAGE);
    pairs.push((KEPT_PAGE.to_owned(), page.to_owned()));
    pending::keep(cx, "/reprise", &Fields::new(pairs)).await
}

/// `GET /reprise`: does once what a form asked before its sender had logged in again.
pub(super) async fn replay(cx: Cx) -> Response {
    cx.answer(async {
        cx.person()?;
        let Some(fields) = pending::take(&cx, "/reprise").await? else {
            return Ok(Redirect::to("/mon-parcours").into_response());
        };
        let page = fields.get(KEPT_PAGE).to_owned();
        let Some((slug, key)) = page.strip_prefix("/cours/").and_then(|rest| rest.split_once('/')) else {
            return Err(Error::NotFound);
        };
        match Box::pin(act(&cx, slug, key, &fields, None)).await? {
            Verdict::Done(done) if done.outcome.completed.is_some() => {
                Ok(Redirect::to(&way_on(&cx, slug, key, &done).await?).into_response())
            }
            Verdict::Done(done) => {
                let place = if done.activity.is_empty() { "fin" } else { &done.activity };
                Ok(Redirect::to(&format!("{page}?fait=reponse-conservee#{place}")).into_response())
            }
            Verdict::Refused(trial) => {
                refused(&cx, slug, key, &trial, StatusCode::UNPROCESSABLE_ENTITY).await
            }
        }
    })
    .await
}

/// What an act changed, with the parts of the page that show it.
pub struct Performed {
    pub outcome: Outcome,
    /// The act was refused: the HTML says why.
    pub refused: bool,
    /// The activity as it stands now; none when it only kept what is being written.
    pub html: Option<String>,
    /// The panel with what counts and what is left.
    pub progress: String,
    /// The foot of the page: what is missing, and the way on.
    pub foot: String,
    /// One sentence, for those who listen.
    pub status: String,
}

/// Does what the fields ask on a page, for an island or a program.
///
/// # Errors
/// Whatever is not about what was typed: `LoginNeeded`, `NotFound`, `Unavailable`…
pub async fn perform(cx: &Cx, slug: &str, key: &str, fields: &Fields) -> Result<Performed> {
    let deed = Deed::of(fields).ok_or(Error::NotFound)?;
    let verdict = Box::pin(act(cx, slug, key, fields, None)).await?;
    let reading = reading::load(cx, slug, key).await?;
    let id = fields.get("activity").to_owned();
    let (outcome, trial) = match verdict {
        Verdict::Done(done) => (done.outcome, None),
        Verdict::Refused(trial) => (Outcome::default(), Some(trial)),
    };
    let refused = trial.is_some();
    let whole = refused || !deed.is_draft() || fields.has("move");
    let html = if whole { part(cx, &reading, &id, trial.as_deref()) } else { None };
    Ok(Performed {
        refused,
        html,
        progress: draw(cx, || panel::inside(cx, &reading)),
        foot: draw(cx, || foot::inside(cx, &reading)),
        status: status(cx, deed, refused, &outcome),
        outcome,
    })
}

fn draw(cx: &Cx, view: impl FnOnce() -> leptos::prelude::AnyView) -> String {
    render(|| {
        ui::provide(cx);
        view()
    })
}

fn part(cx: &Cx, reading: &Reading, id: &str, trial: Option<&Trial>) -> Option<String> {
    let block = reading.page().activities().find(|block| block.activity_id() == Some(id))?;
    Some(draw(cx, || activities::inside(cx, reading, block, trial)))
}

fn status(cx: &Cx, deed: Deed, refused: bool, outcome: &Outcome) -> String {
    let lang = cx.lang;
    if refused {
        return t!(lang, "activity-status-refused");
    }
    if outcome.completed.is_some() {
        return t!(lang, "activity-status-completed");
    }
    if outcome.page_done {
        return t!(lang, "activity-status-page-done");
    }
    match deed {
        Deed::SaveAnswer | Deed::SaveAnswers | Deed::SaveProduction | Deed::Tick => {
            t!(lang, "activity-status-saved")
        }
        Deed::Submit => t!(lang, "activity-status-graded"),
        Deed::Hint => t!(lang, "activity-status-hint"),
        Deed::Survey | Deed::HandInProduction | Deed::HandIn | Deed::Restart | Deed::Read | Deed::Unread => {
            t!(lang, "activity-status-sent")
        }
    }
}

/// The answer to an island. What needs a page of its own (logging in, a fault of ours) is left to the browser's form.
pub(super) async fn reply(cx: &Cx, path: &str, fields: Vec<(String, String)>) -> Reply {
    let Some((slug, key)) = path.strip_prefix("/cours/").and_then(|rest| rest.split_once('/')) else {
        return Reply::leave();
    };
    match perform(cx, slug, key, &Fields::new(fields)).await {
        // A completed course is worth its page, with the attestation on it.
        Ok(done) if done.outcome.completed.is_some() => Reply { reload: true, ..Reply::default() },
        Ok(done) => Reply {
            leave: false,
            reload: false,
            refused: done.refused,
            html: done.html,
            progress: done.progress,
            foot: done.foot,
            status: done.status,
        },
        Err(error) => {
            if let Error::Broken(error) = &error {
                tracing::error!(error = format!("{error:#}"), "An act of an island failed");
            }
            Reply::leave()
        }
    }
}
