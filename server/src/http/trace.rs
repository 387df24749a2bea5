//! One line and one count per request.
//!
//! The route is the one that matched (`/cours/{slug}`), never the address typed: an address may hold a name or a link's
//! secret.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

use crate::metrics::Metrics;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The number of a request: in the log and in the answer.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// Gives each request a number of ours; one that came with it is not believed.
pub async fn request_id(mut request: Request, next: Next) -> Response {
    let id = preau::ids::token()[..16].to_owned();
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// Logs and counts.
pub async fn trace(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = known_method(request.method().as_str());
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let id = request.extensions().get::<RequestId>().map_or_else(String::new, |id| id.0.clone());
    let span = tracing::info_span!("request", id, method, route);
    let _running = metrics.request_begins();
    let response = next.run(request).instrument(span.clone()).await;
    let (status, took) = (response.status(), started.elapsed());
    metrics.request_ended(method, &route, status.as_u16(), took);
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| {
        if quiet(&route) && !status.is_server_error() {
            tracing::debug!(status = status.as_u16(), milliseconds, "Answered");
        } else {
            tracing::info!(status = status.as_u16(), milliseconds, "Answered");
        }
    });
    response
}

/// Files and probes are many and say little.
fn quiet(route: &str) -> bool {
    route.starts_with("/assets/") || matches!(route, "/healthz" | "/readyz")
}

/// Methods are labels: a client must not be able to make new ones.
fn known_method(method: &str) -> &'static str {
    match method {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
