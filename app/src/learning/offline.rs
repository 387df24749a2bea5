//! `/sw.js`: the browser's own memory of pages read, so that they open without network.
//!
//! It stands at the root because a service worker rules over the addresses below its own.

use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};

const SCRIPT: &str = include_str!("../../browser/sw.js");

/// What a service worker may fetch is ruled by the policy of its own script: without `connect-src`, every page would
/// look like a page without network.
const POLICY: &str = "default-src 'none'; connect-src 'self'";

/// `GET /sw.js`.
pub(super) async fn service_worker() -> Response {
    let headers = [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
        (CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, SCRIPT).into_response()
}
