//! What an address asks for after its `?`. A query that cannot be read asks for nothing.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;

use crate::fields::Fields;

/// The pairs of an address, read like the fields of a form.
pub(crate) struct Asked(pub(crate) Fields);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let pairs = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        Ok(Self(Fields::new(pairs.map(|Query(pairs)| pairs).unwrap_or_default())))
    }
}
