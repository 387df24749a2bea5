//! A defect that stops one request, not the process.

use std::any::Any;

use axum::body::Body;
use axum::http::{Response, StatusCode};

use super::bare::Reference;

/// The answer in place of a handler that panicked; `bare::fill` makes the page.
pub fn answer(cause: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let text = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    let reference = Reference::new();
    tracing::error!(reference = %reference.0, panic = text, "A request stopped on a panic");
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response.extensions_mut().insert(reference);
    response
}
