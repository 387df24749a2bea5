//! Requests at once, and how long one may take: beyond, a clear 503 instead of a server that stops answering.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::body::is_upload;
use crate::config::Limits;

/// A burst is smoothed for this long before anybody is sent away.
const PATIENCE: Duration = Duration::from_secs(3);

/// Places for requests.
#[derive(Debug, Clone)]
pub struct Load {
    places: Arc<Semaphore>,
    usual: Duration,
    upload: Duration,
}

impl Load {
    pub fn new(limits: &Limits) -> Self {
        Self {
            places: Arc::new(Semaphore::new(limits.requests)),
            usual: limits.request_timeout,
            upload: limits.upload_timeout,
        }
    }
}

/// Answers within the limits, or says that it cannot.
pub async fn limit(State(load): State<Load>, request: Request, next: Next) -> Response {
    let Ok(Ok(_place)) = timeout(PATIENCE, load.places.acquire()).await else {
        tracing::warn!("Too many requests at once");
        return later();
    };
    let longest = if is_upload(&request) { load.upload } else { load.usual };
    match timeout(longest, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            tracing::warn!(seconds = longest.as_secs(), "A request took too long and was given up");
            later()
        }
    }
}

/// 503, come back soon. Nothing was written: what was not committed is undone.
pub fn later() -> Response {
    let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("10"));
    response
}
