//! What is made for one request is sent small: pages, JSON and CSV, when the other end can read it.
//!
//! Assets and files of courses were compressed when they were built, or cannot be: they pass as they are.

use axum::body::HttpBody;
use axum::http::{Response, header};
use tower_http::compression::predicate::{And, Predicate, SizeAbove};
use tower_http::compression::{CompressionLayer, CompressionLevel};

/// The layer. Quick levels: a page is read once, and two cores have better things to do.
pub fn layer() -> CompressionLayer<And<SizeAbove, Text>> {
    CompressionLayer::new()
        .quality(CompressionLevel::Precise(4))
        .compress_when(SizeAbove::new(1024).and(Text))
}

/// True for the kinds of text that handlers write.
#[derive(Debug, Clone, Copy)]
pub struct Text;

impl Predicate for Text {
    fn should_compress<B>(&self, response: &Response<B>) -> bool
    where
        B: HttpBody,
    {
        let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        kind.is_some_and(|kind| {
            ["text/html", "text/csv", "application/json", "application/problem+json"]
                .iter()
                .any(|known| kind.starts_with(known))
        })
    }
}
