//! Errors that no handler dressed: a wrong method, a body too large, a refusal of a layer, an overload.
//!
//! A person gets a small page in their language, which needs neither the database nor the session; a program gets
//! problem+json (RFC 9457).

use axum::body::{Body, HttpBody as _};
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use preau_app::Site;
use preau_app::texts::{Lang, text, text_with, value};
use tower_http::csrf::ProtectionError;

/// Marks an answer whose plain text is meant: it is left as it is.
#[derive(Debug, Clone, Copy)]
pub struct AsIs;

/// The number under which an error stands in the log.
#[derive(Debug, Clone)]
pub struct Reference(pub String);

impl Reference {
    #[expect(clippy::new_without_default, reason = "each one is another")]
    pub fn new() -> Self {
        Self(preau::ids::token()[..8].to_uppercase())
    }
}

/// Gives an error without a body its page or its problem+json.
pub async fn fill(State(site): State<Site>, request: Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    let mut response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || !is_plain(&response) {
        return response;
    }
    let key = key_of(status, response.extensions().get::<ProtectionError>().is_some());
    let reference = response.extensions().get::<Reference>().map(|reference| reference.0.clone());
    let title = text(asked.lang, &format!("bare-{key}-title"));
    let sentence = match &reference {
        Some(number) => {
            text_with(asked.lang, &format!("bare-{key}-number"), &[("number", value(number.clone()))])
        }
        None => text(asked.lang, &format!("bare-{key}-text")),
    };
    let (kind, body) = if asked.program {
        let problem = serde_json::json!({ "type": "about:blank", "title": title, "status": status.as_u16(), "detail": sentence });
        ("application/problem+json", problem.to_string())
    } else {
        let home = text(asked.lang, "bare-home");
        let style = site.assets.href("app.css");
        ("text/html; charset=utf-8", page(asked.lang, status, &title, &sentence, &home, &style))
    };
    let headers = response.headers_mut();
    headers.remove(CONTENT_LENGTH);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    *response.body_mut() = Body::from(body);
    response
}

/// No body, or one line of plain text that a library wrote: it may hold its inner words.
fn is_plain(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    match kind {
        None => response.body().size_hint().exact() == Some(0),
        Some(kind) => {
            kind.starts_with(b"text/plain")
                && !response.headers().contains_key("serverfnerror")
                && response.extensions().get::<AsIs>().is_none()
        }
    }
}

/// The part of the key that tells errors apart for a reader.
fn key_of(status: StatusCode, cross_site: bool) -> &'static str {
    if cross_site {
        return "cross-site";
    }
    match status {
        StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => "forbidden",
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::METHOD_NOT_ALLOWED => "method",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "media-type",
        StatusCode::REQUEST_TIMEOUT => "slow",
        StatusCode::TOO_MANY_REQUESTS => "too-many",
        StatusCode::SERVICE_UNAVAILABLE => "busy",
        status if status.is_server_error() => "broken",
        _ => "bad-request",
    }
}

/// Who asked, as far as the request says.
struct Asked {
    lang: Lang,
    program: bool,
}

impl Asked {
    fn of(request: &Request) -> Self {
        let headers = request.headers();
        let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let program = request.uri().path().starts_with("/api/")
            || (accept.contains("json") && !accept.contains("html"));
        Self { lang: language(headers), program }
    }
}

fn language(headers: &HeaderMap) -> Lang {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let chosen = cookies
        .flat_map(|line| line.split(';'))
        .find_map(|pair| Lang::parse(pair.trim().strip_prefix("langue=")?));
    let accepted = || {
        Lang::accepted(headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default())
    };
    chosen.unwrap_or_else(accepted)
}

fn page(lang: Lang, status: StatusCode, title: &str, sentence: &str, home: &str, style: &str) -> String {
    let (title, sentence) = (escape(title), escape(sentence));
    format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <title>{title}</title><link rel=\"stylesheet\" href=\"{}\"></head><body><main><section class=\"message\">\
         <p class=\"message-code\" aria-hidden=\"true\">{}</p><h1>{title}</h1><p class=\"lead\">{sentence}</p>\
         <p class=\"actions\"><a class=\"button button-primary\" href=\"/\">{}</a></p></section></main></body></html>",
        lang.code(),
        escape(style),
        status.as_u16(),
        escape(home),
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The session layer answers an empty 500 when its row cannot be written: that passes, it is a 503.
pub async fn session_trouble(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let empty =
        response.headers().get(CONTENT_TYPE).is_none() && response.body().size_hint().exact() == Some(0);
    if response.status() == StatusCode::INTERNAL_SERVER_ERROR && empty {
        return super::load::later();
    }
    response
}
