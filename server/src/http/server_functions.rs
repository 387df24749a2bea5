//! Server functions are public addresses that anybody can read in the browser bundle and call by hand.
//!
//! Bare, they accept several encodings, answer a browser's form with a redirect to whatever `Referer` says, and take
//! malformed input for a failure of ours. Here they speak JSON, in and out, and what cannot be read is a 400.

use std::collections::HashSet;
use std::sync::LazyLock;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{ACCEPT, CONTENT_TYPE, LOCATION, REFERER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use leptos::server_fn::axum::server_fn_paths;

/// Error header of leptos: its value is the path of the function.
const FAILED: &str = "serverfnerror";

/// Every server function of the program.
static PATHS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| server_fn_paths().map(|(path, _)| path).collect());

/// Holds a call of a server function to JSON.
pub async fn guard(mut request: Request, next: Next) -> Response {
    if !PATHS.contains(request.uri().path()) {
        return next.run(request).await;
    }
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")) {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    request.headers_mut().remove(REFERER);
    let mut response = next.run(request).await;
    response.headers_mut().remove(LOCATION);
    if response.status().is_redirection() {
        *response.status_mut() = StatusCode::OK;
    }
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR || !response.headers().contains_key(FAILED) {
        return response;
    }
    malformed_is_theirs(response).await
}

/// leptos says 500 for every error; the part before `|` tells input that could not be read from the rest.
async fn malformed_is_theirs(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, 64 * 1024).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let theirs =
        ["Deserialization|", "Args|", "MissingArg|"].iter().any(|kind| bytes.starts_with(kind.as_bytes()));
    if theirs {
        parts.status = StatusCode::BAD_REQUEST;
    }
    Response::from_parts(parts, Body::from(bytes))
}
