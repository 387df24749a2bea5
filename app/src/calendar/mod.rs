//! Sessions in people's own calendars: the convocation, the subscription, and what an académie says of both.

mod convocation;
mod feed;
mod rule;
pub mod words;

use axum::Router;
use axum::routing::get;

use crate::state::Site;

/// The addresses of this subject.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sessions/abonnement", get(feed::show).post(feed::act))
        .route("/sessions/{session}/convocation", get(convocation::show))
        .route("/sessions/{session}/convocation.ics", get(convocation::calendar))
        .route("/sessions/{session}/convocation.pdf", get(convocation::file))
        .route("/agenda/{file}", get(feed::read))
        .route("/pilotage/convocations", get(rule::show).post(rule::save))
}
