//! Open data: what is published, for everybody; what would be, for whoever publishes.

mod desk;
mod public;
mod table;

use axum::Router;
use axum::routing::get;

use crate::state::Site;

/// The addresses of this subject.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/donnees-ouvertes", get(public::show))
        .route("/donnees-ouvertes/schema.json", get(public::schema))
        .route("/donnees-ouvertes/couverture.csv", get(public::last_csv))
        .route("/donnees-ouvertes/couverture.json", get(public::last_json))
        .route("/donnees-ouvertes/{jour}/couverture.csv", get(public::csv_of))
        .route("/donnees-ouvertes/{jour}/couverture.json", get(public::json_of))
        .route("/pilotage/donnees-ouvertes", get(desk::show).post(desk::publish))
        .route("/pilotage/donnees-ouvertes.csv", get(desk::csv))
        .route("/pilotage/donnees-ouvertes.json", get(desk::json))
}
