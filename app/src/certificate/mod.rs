//! Checking an attestation, by anybody who holds its code.

mod file;
mod verify;

use axum::Router;
use axum::routing::get;

use crate::state::Site;

/// The addresses of this subject.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/verifier", get(verify::ask).post(file::recognise))
        .route("/verifier/{code}", get(verify::show).post(verify::compare))
}
