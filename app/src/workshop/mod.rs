//! « L'atelier » as authors meet it: their modules, the editor of a file with its verdict and its preview, publication.

mod editor;
mod fork;
mod history;
mod list;
mod module;
mod preview;
mod publish;
mod review;
mod settings;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;

use preau::access::policy::{self, Allowed};
use preau::access::{Act, Place};
use preau::course::check::Options;
use preau::course::source::{Memory, Source};
use preau::workshop::check::{self, Verdict};
use preau::workshop::{self, Module};
use preau::{Conn, Error, Result};
use uuid::Uuid;

use crate::account::pending;
use crate::cx::Cx;
use crate::error_pages::encode;
use crate::fields::Fields;
use crate::state::Site;
use crate::t;
use crate::ui::{Crumb, FormState};

/// The addresses of this subject.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/atelier", get(list::show))
        .route("/atelier/nouveau", get(list::blank).post(list::create))
        .route("/atelier/reprise", get(fork::show).post(fork::send))
        .route("/atelier/relectures", get(review::queue))
        .route("/atelier/relectures/{module}", get(review::show).post(review::send))
        .route("/atelier/{module}", get(module::show).post(module::act))
        .route("/atelier/{module}/fichier", get(editor::show).post(editor::send))
        .route("/atelier/{module}/historique", get(history::show))
        .route("/atelier/{module}/publication", get(publish::show).post(publish::send))
        .route("/atelier/{module}/reglages", get(settings::show).post(settings::send))
}

/// A module of the asker's own.
///
/// # Errors
/// `NotFound` for one of somebody else, as for none.
async fn own(cx: &Cx, db: &mut impl Conn, id: &str) -> Result<Module> {
    cx.allow(Act::WriteCourse, ())?;
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let module = workshop::module(db, id).await?;
    allow(cx, &module, ())?;
    Ok(module)
}

/// The right to write in a module.
fn allow<T>(cx: &Cx, module: &Module, thing: T) -> Result<Allowed<T>> {
    policy::allow(cx.actor.as_ref(), Act::WriteCourse, Place::Of(module.owner_id), thing)
}

fn address(module: &Module) -> String {
    format!("/atelier/{}", module.id)
}

/// Address of the editor of a file.
fn file_address(module: &Module, path: &str) -> String {
    format!("/atelier/{}/fichier?chemin={}", module.id, encode(path))
}

fn go(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// The pages above a page of a module.
fn crumbs(cx: &Cx, module: &Module) -> [Crumb; 2] {
    [Crumb::new("/atelier", t!(cx.lang, "workshop-title")), Crumb::new(address(module), module.title.clone())]
}

/// Keeps what a form brought when its sender's session has ended, so that it is there again after login.
async fn keep_typed(cx: &Cx, fields: &Fields) -> Result<()> {
    if cx.actor.is_none() { pending::keep(cx, &cx.path, fields).await } else { Ok(()) }
}

/// The form as it was kept across a login.
async fn typed(cx: &Cx) -> Result<Option<FormState>> {
    let kept = pending::take(cx, &cx.path).await?;
    Ok(kept.map(|fields| FormState::filled(cx.lang, fields.pairs().to_vec())))
}

/// What checks depend on, beside the files.
fn options(cx: &Cx) -> Options {
    Options::on(cx.today())
}

/// Does something slow with the courses of the installation, away from the requests that wait.
async fn beside<T: Send + 'static>(
    cx: &Cx,
    work: impl FnOnce(&(dyn Source + Sync)) -> T + Send + 'static,
) -> Result<T> {
    let content: Arc<dyn Source + Send + Sync> = cx.site.content.clone();
    tokio::task::spawn_blocking(move || work(&*content)).await.map_err(Error::broken)
}

/// The verdict on a module.
async fn verdict(cx: &Cx, slug: String, files: Memory) -> Result<Verdict> {
    let options = options(cx);
    beside(cx, move |around| check::check(around, &slug, &files, &options)).await
}
