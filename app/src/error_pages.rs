//! From what went wrong to an answer: the one place that maps errors to statuses (the table is in `ARCHITECTURE.md`).
//!
//! No text of an inner error ever reaches a body: the visitor gets a number to quote, the log has the chain.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::Error;

use crate::cx::Cx;
use crate::{t, texts};

/// The page for an error that a handler did not turn into something better.
pub fn respond(cx: &Cx, error: Error) -> Response {
    match error {
        Error::LoginNeeded => Redirect::to(&login_path(&cx.path)).into_response(),
        Error::NotFound => not_found(cx),
        Error::Forbidden => message(
            cx,
            StatusCode::FORBIDDEN,
            t!(cx.lang, "error-forbidden-title"),
            t!(cx.lang, "error-forbidden-text"),
        ),
        Error::Refused(refusal) => message(
            cx,
            StatusCode::UNPROCESSABLE_ENTITY,
            t!(cx.lang, "error-refused-title"),
            texts::refusal(cx.lang, &refusal),
        ),
        Error::Invalid(faults) => {
            let text = faults.iter().map(|fault| texts::fault(cx.lang, fault)).collect::<Vec<_>>().join(" ");
            message(cx, StatusCode::UNPROCESSABLE_ENTITY, t!(cx.lang, "error-refused-title"), text)
        }
        Error::TooMany { retry_after } => {
            let minutes = retry_after.div_ceil(60);
            let text = t!(cx.lang, "error-too-many-text", "minutes" => minutes);
            with_retry(
                message(cx, StatusCode::TOO_MANY_REQUESTS, t!(cx.lang, "error-too-many-title"), text),
                retry_after,
            )
        }
        Error::Unavailable(error) => {
            tracing::warn!(error = format!("{error:#}"), "a part of the platform is away for a moment");
            with_retry(
                message(
                    cx,
                    StatusCode::SERVICE_UNAVAILABLE,
                    t!(cx.lang, "error-unavailable-title"),
                    t!(cx.lang, "error-unavailable-text"),
                ),
                10,
            )
        }
        Error::Broken(error) => broken(cx, &error),
    }
}

/// The page for an address that leads nowhere, or to something out of sight: the same bytes for both.
pub fn not_found(cx: &Cx) -> Response {
    message(
        cx,
        StatusCode::NOT_FOUND,
        t!(cx.lang, "error-not-found-title"),
        t!(cx.lang, "error-not-found-text"),
    )
}

fn broken(cx: &Cx, error: &anyhow::Error) -> Response {
    let number = preau::ids::token()[..8].to_uppercase();
    tracing::error!(reference = number, error = format!("{error:#}"), "a page failed");
    message(
        cx,
        StatusCode::INTERNAL_SERVER_ERROR,
        t!(cx.lang, "error-broken-title"),
        t!(cx.lang, "error-broken-text", "number" => number),
    )
}

fn with_retry(mut response: Response, seconds: u32) -> Response {
    if let Ok(value) = HeaderValue::from_str(&seconds.to_string()) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

/// `/connexion`, and back to where one was.
pub fn login_path(path: &str) -> String {
    format!("/connexion?next={}", encode(path))
}

/// A local path as a query value.
pub fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// A local path that a form or an address gave as the next step; anything else is refused silently.
pub fn local_path(next: &str) -> Option<String> {
    let local = next.starts_with('/')
        && !next.starts_with("//")
        && !next.starts_with("/\\")
        && next.len() <= 2_000
        && !next.chars().any(|c| c.is_control() || c == '\\');
    local.then(|| next.to_owned())
}

fn message(cx: &Cx, status: StatusCode, title: String, text: String) -> Response {
    let lang = cx.lang;
    cx.page(title.clone()).status(status).show(move || {
        view! {
            <section class="message">
                <p class="message-code" aria-hidden="true">{status.as_u16()}</p>
                <h1>{title}</h1>
                <p class="lead">{text}</p>
                <p class="actions">
                    <a class="button button-primary" href="/">{t!(lang, "error-way-home")}</a>
                    <a class="button" href="/cours">{t!(lang, "error-way-courses")}</a>
                </p>
            </section>
        }
        .into_any()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_step_stays_here() {
        for next in ["https://x.fr", "//x.fr", "/\\x.fr", "javascript:alert(1)", "", "/a\nb", "x"] {
            assert_eq!(local_path(next), None, "{next:?}");
        }
        assert_eq!(local_path("/cours/x?y=1#z").as_deref(), Some("/cours/x?y=1#z"));
        assert_eq!(login_path("/a?b=c&d"), "/connexion?next=/a%3Fb%3Dc%26d");
    }
}
