//! Every address people visit, with its handlers: rooms add theirs here.

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use leptos::prelude::provide_context;

use crate::cx::Cx;
use crate::error_pages;
use crate::state::Site;
use crate::{
    account, attendance, calendar, certificate, cockpit, cohort, course, home, info, learning, need, notice,
    open_data, pay, plan, privacy, referent, school, session, ui, webhook, workshop,
};

/// The pages and forms of the platform.
pub fn router(site: Site) -> Router {
    Router::new()
        .merge(account::routes())
        .merge(calendar::routes())
        .merge(attendance::routes())
        .merge(certificate::routes())
        .merge(cockpit::routes())
        .merge(cohort::routes())
        .merge(course::routes())
        .merge(home::routes())
        .merge(info::routes())
        .merge(learning::routes())
        .merge(need::routes())
        .merge(notice::routes())
        .merge(open_data::routes())
        .merge(pay::routes())
        .merge(plan::routes())
        .merge(privacy::routes())
        .merge(school::routes())
        .merge(session::routes())
        .merge(referent::routes())
        .merge(webhook::routes())
        .merge(workshop::routes())
        .merge(ui::settings::routes())
        .route("/api/fn/{*name}", post(server_function))
        .fallback(async |cx: Cx| error_pages::not_found(&cx))
        .with_state(site)
}

/// What islands call: one verb each, with the asker and the platform in context.
async fn server_function(cx: Cx, State(site): State<Site>, request: Request) -> Response {
    let context = move || {
        provide_context(cx.clone());
        provide_context(site.clone());
    };
    leptos_axum::handle_server_fns_with_context(context, request).await.into_response()
}
