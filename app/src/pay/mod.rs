//! What trainers are owed, as people see it: one's own statements, the head's desk, the manager's desk and its batches.

mod batch;
mod desk;
mod file;
mod head;
mod mine;
mod sheet;
mod words;

use axum::Router;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use uuid::Uuid;

use preau::{Error, Result};

use crate::state::Site;

/// The addresses of this subject.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/remuneration", get(mine::show))
        .route("/remuneration/{etat}", get(sheet::show).post(sheet::act))
        .route("/direction/remuneration", get(head::show).post(head::act))
        .route("/pilotage/remuneration", get(desk::show).post(desk::act))
        .route("/pilotage/remuneration/lots/{lot}", get(batch::show).post(batch::act))
        .route("/pilotage/remuneration/lots/{lot}/etats.csv", get(file::csv))
}

/// Rows of one page.
const PER_PAGE: i64 = 50;

/// An id in an address or a form.
fn id(typed: &str) -> Result<Uuid> {
    typed.parse().map_err(|_| Error::NotFound)
}

fn go(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// Page asked for, counted from 1, how many there are, and where it begins.
fn paging(asked: &str, total: i64) -> (u32, u32, i64) {
    let pages = u32::try_from((total.max(1) - 1) / PER_PAGE + 1).unwrap_or(u32::MAX);
    let page = asked.parse().unwrap_or(1_u32).clamp(1, pages);
    (page, pages, i64::from(page - 1) * PER_PAGE)
}
