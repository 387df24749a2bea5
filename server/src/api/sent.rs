//! What a program sends: JSON that fits, or a problem that says where it does not.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use preau::Error;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::problem::Problem;

/// A JSON body.
pub(super) struct Sent<T>(pub(super) T);

/// A JSON body that may be left out.
pub(super) struct MaybeSent<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::Plain(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        Ok(Self(parse(&bytes(request, state).await?)?))
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for MaybeSent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let json = is_json(request.headers());
        let bytes = bytes(request, state).await?;
        if bytes.is_empty() {
            return Ok(Self(T::default()));
        }
        if !json {
            return Err(Problem::Plain(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        Ok(Self(parse(&bytes)?))
    }
}

async fn bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state).await.map_err(|rejection| Problem::Plain(rejection.status()))
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let unreadable = |error: serde_json::Error| Problem::Unreadable(error.to_string());
    let parsed = serde_json::from_slice(bytes).map_err(unreadable)?;
    // U+0000 is no text anywhere: PostgreSQL cannot store it.
    let value: Value = serde_json::from_slice(bytes).map_err(unreadable)?;
    if has_null(&value) {
        return Err(Problem::Unreadable("a text holds the character U+0000".to_owned()));
    }
    Ok(parsed)
}

fn has_null(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(has_null),
        Value::Object(members) => members.iter().any(|(name, value)| name.contains('\0') || has_null(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The names in an address. One that no thing of ours could have is not found.
pub(super) struct Named<T>(pub(super) T);

impl<S: Send + Sync> FromRequestParts<S> for Named<String> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let [name] = names(parts, state).await?;
        Ok(Self(name))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Named<(String, String)> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let [one, two] = names(parts, state).await?;
        Ok(Self((one, two)))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Named<(String, String, String)> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let [one, two, three] = names(parts, state).await?;
        Ok(Self((one, two, three)))
    }
}

async fn names<const N: usize, S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<[String; N], Problem> {
    let found = Path::<Vec<String>>::from_request_parts(parts, state).await;
    let Path(names) = found.map_err(|rejection| Problem::Plain(rejection.status()))?;
    if names.iter().any(|name| name.len() > 200 || name.chars().any(char::is_control)) {
        return Err(Error::NotFound.into());
    }
    names.try_into().map_err(|_| Problem::Known(Error::NotFound))
}
