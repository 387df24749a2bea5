//! Sessions as people meet them: the calendar, the sheet of one session, its proposal, who comes, and the desks of those
//! who agree to sessions.

mod act;
mod calendar;
mod desk;
mod month;
mod people;
mod sheet;
mod wish;
mod words;
mod write;

use axum::Router;
use axum::routing::get;

use preau::access::policy::{self, Allowed, Verdict};
use preau::access::{Act, Actor};
use preau::session::{self, Session, Trainer, run_place};
use preau::{Conn, Error, Result};
use uuid::Uuid;

use crate::cx::Cx;
use crate::state::Site;

pub(crate) use calendar::line;

/// The addresses of this subject.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sessions", get(calendar::show))
        .route("/sessions/animees", get(desk::mine))
        .route("/sessions/nouvelle", get(write::blank).post(write::create))
        .route("/sessions/souhaits", get(wish::show).post(wish::act))
        .route("/sessions/{session}", get(sheet::show).post(act::post))
        .route("/sessions/{session}/modifier", get(write::edit).post(write::change))
        .route("/sessions/{session}/inscrits", get(people::show).post(people::act))
        .route("/sessions/{session}/inscrits.csv", get(people::download))
        .route("/direction/sessions", get(desk::head).post(desk::head_act))
        .route("/pilotage/sessions", get(desk::manager).post(desk::manager_act))
}

/// A session with those who lead it, for whoever may see it: announced to everybody who is signed in; before, to its
/// author and trainers, the head of the host school and the managers above it.
async fn seen(cx: &Cx, db: &mut impl Conn, id: &str) -> Result<(Session, Vec<Trainer>)> {
    cx.allow(Act::ReadSessions, ())?;
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let session = session::session(db, id).await?;
    let trainers = session::trainers(db, id).await?;
    let insider = runs(cx, &session, &trainers)
        || cx.may_at(Act::AgreeSession, &session.host_path)
        || cx.may_at(Act::ApproveSession, &session.node_path);
    if session.state().is_public() || insider { Ok((session, trainers)) } else { Err(Error::NotFound) }
}

/// Whether the asker runs a session: to show or hide a link, never to decide.
fn runs(cx: &Cx, session: &Session, trainers: &[Trainer]) -> bool {
    let place = run_place(session, trainers, cx.actor.as_ref());
    policy::permits(cx.actor.as_ref(), Act::RunSession, place) == Verdict::Yes
}

/// The right to run a session.
fn allow_run<T>(cx: &Cx, session: &Session, trainers: &[Trainer], thing: T) -> Result<Allowed<T>> {
    let place = run_place(session, trainers, cx.actor.as_ref());
    policy::allow(cx.actor.as_ref(), Act::RunSession, place, thing)
}

fn actor(cx: &Cx) -> Result<&Actor> {
    cx.actor.as_ref().ok_or(Error::LoginNeeded)
}

/// The version a form was filled on; a form without one is not ours.
fn version_of(fields: &crate::fields::Fields) -> i32 {
    fields.get("version").parse().unwrap_or(0)
}
