//! What went wrong, as a program reads it: problem+json (RFC 9457) with a stable `type` and a sentence in the language
//! of the request.
//!
//! A handler only returns a [`Problem`]; [`dress`] writes it, because it alone knows the language asked for. No text of
//! an inner error ever reaches a body: the program gets a reference to quote, the log has the chain.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use preau::{Error, Fault, Refusal};
use preau_app::texts::{self, Lang};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::http::bare::Reference;

/// Why a request got no answer.
#[derive(Debug)]
pub(super) enum Problem {
    Known(Error),
    /// A token that is unknown, ended, or of somebody who has no active account any more.
    BadToken,
    /// The body cannot be read: where and why, for whoever wrote the program.
    Unreadable(String),
    /// Whatever has a status and nothing to add.
    Plain(StatusCode),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::Known(error)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Known(refusal.into())
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        Self::Known(fault.into())
    }
}

/// The body of a problem.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(super) struct Body9457 {
    /// `about:blank`, or what tells one problem from another: `urn:preau:refusal:attempts-used`.
    #[serde(rename = "type")]
    kind: String,
    title: String,
    status: u16,
    /// A sentence for people, in the language of the request.
    detail: String,
    /// What does not hold, field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
    /// Values in the sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    values: Option<Value>,
    /// Where the body cannot be read, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// A number to quote.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
}

/// One field that does not hold.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FieldProblem {
    field: String,
    /// Stable: `answer-empty`.
    key: String,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    values: Option<Value>,
}

/// A problem on its way to [`dress`].
#[derive(Clone)]
struct Bare(Arc<Problem>);

impl Problem {
    fn status(&self) -> StatusCode {
        match self {
            Self::Known(error) => match error {
                Error::NotFound => StatusCode::NOT_FOUND,
                Error::LoginNeeded => StatusCode::UNAUTHORIZED,
                Error::Forbidden => StatusCode::FORBIDDEN,
                // Somebody else, or another tab, was faster: the same request may work now.
                Error::Refused(refusal) if refusal.key == "version-moved" => StatusCode::CONFLICT,
                Error::Refused(_) | Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
                Error::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
                Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
                Error::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
            },
            Self::BadToken => StatusCode::UNAUTHORIZED,
            Self::Unreadable(_) => StatusCode::BAD_REQUEST,
            Self::Plain(status) => *status,
        }
    }

    fn body(&self, lang: Lang, reference: Option<String>) -> Body9457 {
        let status = self.status();
        let mut body = Body9457 {
            kind: "about:blank".to_owned(),
            title: texts::text(lang, &format!("api-{}-title", key_of(status))),
            status: status.as_u16(),
            detail: texts::text(lang, &format!("api-{}-text", key_of(status))),
            errors: Vec::new(),
            values: None,
            reason: None,
            reference,
        };
        match self {
            Self::Known(Error::Refused(refusal)) => {
                body.kind = format!("urn:preau:refusal:{}", refusal.key);
                body.detail = texts::refusal(lang, refusal);
                body.values = values(&refusal.values);
            }
            Self::Known(Error::Invalid(faults)) => {
                body.kind = "urn:preau:invalid".to_owned();
                body.title = texts::text(lang, "api-invalid-title");
                body.errors = faults.iter().map(|fault| FieldProblem::of(lang, fault)).collect();
                body.detail =
                    body.errors.iter().map(|error| error.detail.as_str()).collect::<Vec<_>>().join(" ");
            }
            Self::BadToken => body.detail = texts::text(lang, "api-bad-token"),
            Self::Unreadable(reason) => body.reason = Some(reason.clone()),
            Self::Known(
                Error::NotFound
                | Error::LoginNeeded
                | Error::Forbidden
                | Error::TooMany { .. }
                | Error::Unavailable(_)
                | Error::Broken(_),
            )
            | Self::Plain(_) => {}
        }
        body
    }

    fn headers(&self, headers: &mut HeaderMap) {
        match self {
            Self::BadToken => {
                headers.insert(
                    WWW_AUTHENTICATE,
                    HeaderValue::from_static("Bearer realm=\"preau\", error=\"invalid_token\""),
                );
            }
            Self::Known(Error::LoginNeeded) => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"preau\""));
            }
            Self::Known(Error::TooMany { retry_after }) => {
                headers.insert(RETRY_AFTER, HeaderValue::from(*retry_after));
            }
            Self::Known(Error::Unavailable(_)) => {
                headers.insert(RETRY_AFTER, HeaderValue::from_static("10"));
            }
            Self::Known(
                Error::NotFound | Error::Forbidden | Error::Refused(_) | Error::Invalid(_) | Error::Broken(_),
            )
            | Self::Unreadable(_)
            | Self::Plain(_) => {}
        }
    }
}

impl FieldProblem {
    fn of(lang: Lang, fault: &Fault) -> Self {
        Self {
            field: fault.field.to_owned(),
            key: fault.key.to_owned(),
            detail: texts::fault(lang, fault),
            values: values(&fault.values),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        self.headers(response.headers_mut());
        response.extensions_mut().insert(Bare(Arc::new(self)));
        response
    }
}

/// Writes the problem of an answer that failed, whoever made it: a handler, an extractor, the router.
pub(super) async fn dress(request: Request, next: Next) -> Response {
    let lang = language(request.headers());
    let mut response = next.run(request).await;
    let status = response.status();
    let bare = response.extensions_mut().remove::<Bare>();
    let failed = status.is_client_error() || status.is_server_error();
    if !failed {
        return response;
    }
    let problem = bare.map_or_else(|| Arc::new(Problem::Plain(status)), |bare| bare.0);
    let reference = note(&problem);
    let body = problem.body(lang, reference);
    let headers = response.headers_mut();
    headers.remove(CONTENT_LENGTH);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    *response.body_mut() = Body::from(serde_json::to_vec(&body).unwrap_or_default());
    response
}

/// Logs what is ours to mend, and gives the number under which it stands in the log.
fn note(problem: &Problem) -> Option<String> {
    match problem {
        Problem::Known(Error::Broken(error)) => {
            let reference = Reference::new().0;
            tracing::error!(reference, error = format!("{error:#}"), "An operation of the API failed");
            Some(reference)
        }
        Problem::Known(Error::Unavailable(error)) => {
            tracing::warn!(error = format!("{error:#}"), "A part of the platform is away for a moment");
            None
        }
        Problem::Known(
            Error::NotFound
            | Error::LoginNeeded
            | Error::Forbidden
            | Error::Refused(_)
            | Error::Invalid(_)
            | Error::TooMany { .. },
        )
        | Problem::BadToken
        | Problem::Unreadable(_)
        | Problem::Plain(_) => None,
    }
}

/// The language of the request.
pub(super) fn language(headers: &HeaderMap) -> Lang {
    Lang::accepted(headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default())
}

fn values(values: &[(&'static str, String)]) -> Option<Value> {
    if values.is_empty() {
        return None;
    }
    Some(values.iter().map(|(name, value)| ((*name).to_owned(), Value::from(value.clone()))).collect())
}

/// The part of a text's key that tells statuses apart.
fn key_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => "unauthorized",
        StatusCode::FORBIDDEN => "forbidden",
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::METHOD_NOT_ALLOWED => "method",
        StatusCode::CONFLICT => "conflict",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "media-type",
        StatusCode::UNPROCESSABLE_ENTITY => "refused",
        StatusCode::TOO_MANY_REQUESTS => "too-many",
        StatusCode::SERVICE_UNAVAILABLE => "unavailable",
        status if status.is_server_error() => "broken",
        _ => "unreadable",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_its_words_in_both_languages() {
        for code in [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503] {
            for lang in Lang::ALL {
                let body = Problem::Plain(StatusCode::from_u16(code).unwrap()).body(lang, None);
                assert!(
                    !body.title.starts_with("api-") && !body.detail.starts_with("api-"),
                    "{code} {lang:?}"
                );
            }
        }
        for lang in Lang::ALL {
            assert!(!Problem::BadToken.body(lang, None).detail.starts_with("api-"));
            let body = Problem::Known(Fault::new("answer", "answer-key").into()).body(lang, None);
            assert!(!body.title.starts_with("api-") && !body.detail.starts_with("fault-"));
        }
    }
}
