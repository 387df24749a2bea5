//! How much a request may bring.
//!
//! Forms and JSON are read here, whole and bounded, before any handler runs: a handler that forgets a limit, or reads a
//! stream by itself (leptos does), cannot be hurt. Only files handed in (multipart) pass as a stream: their handler
//! keeps no more than the longest file, and answers a larger one with the page and the text that was typed on it.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tokio::time::timeout;

use crate::config::Limits;

/// The one address that takes a large file: the register of a nation has 60 MB.
const IMPORT: &str = "/pilotage/imports/nouveau";
/// Where the text of a file of a module is written: the longest page of the format, encoded as a form.
const EDITOR: &str = "/atelier/";
const LONGEST_TEXT: usize = 1024 * 1024;

/// The limits of bodies.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    form: usize,
    upload: usize,
    import: usize,
    patience: Duration,
}

impl Bounds {
    pub fn new(limits: &Limits) -> Self {
        Self {
            form: limits.body,
            upload: limits.upload,
            import: limits.import,
            patience: limits.header_timeout,
        }
    }
}

/// True for a form with a file in it.
pub fn is_upload(request: &Request) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data")
}

/// Refuses what is too large (413), too slow (408) or cut off (400).
pub async fn bound(State(bounds): State<Bounds>, mut request: Request, next: Next) -> Response {
    if is_upload(&request) {
        // A larger one is read on and refused by its page, with what was typed beside it.
        let limit = if request.uri().path() == IMPORT { bounds.import } else { bounds.upload };
        DefaultBodyLimit::max(limit).apply(&mut request);
        return next.run(request).await;
    }
    let editor = request.uri().path().starts_with(EDITOR);
    let limit = if editor { bounds.form.max(LONGEST_TEXT) } else { bounds.form };
    let announced =
        request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    DefaultBodyLimit::max(limit).apply(&mut request);
    let (parts, body) = request.into_parts();
    match timeout(bounds.patience, to_bytes(body, limit)).await {
        Ok(Ok(bytes)) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Ok(Err(error)) => {
            if over_limit(&error) { StatusCode::PAYLOAD_TOO_LARGE } else { StatusCode::BAD_REQUEST }
                .into_response()
        }
        Err(_) => StatusCode::REQUEST_TIMEOUT.into_response(),
    }
}

fn over_limit(error: &axum::Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        if error.is::<http_body_util::LengthLimitError>() {
            return true;
        }
        cause = error.source();
    }
    false
}
