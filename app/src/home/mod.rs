//! `/`: for a visitor what this is; for a member the next step.

mod mine;
mod visitor;

use axum::Router;
use axum::response::Response;
use axum::routing::get;

use crate::cx::Cx;
use crate::shared::for_visitors;
use crate::state::Site;

/// The addresses of this subject.
pub fn routes() -> Router<Site> {
    Router::new().route("/", get(show))
}

/// `GET /`.
async fn show(cx: Cx) -> Response {
    for_visitors(&cx, async {
        match &cx.actor {
            Some(actor) => mine::show(&cx, actor).await,
            None => visitor::show(&cx).await,
        }
    })
    .await
}
