//! The organisation as people see it: a school's page, and the coverage by référents from school to nation.

mod coverage;
mod hub;
pub mod import;
mod map;
mod sheet;
mod tree;
pub(crate) mod words;

use axum::Router;
use axum::routing::get;

use crate::state::Site;

/// The addresses of this subject.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/etablissement", get(sheet::mine))
        .route("/etablissements/{uai}", get(sheet::show))
        .route("/etablissements/{uai}/personnel", get(sheet::staff))
        .route("/pilotage", get(hub::show))
        .route("/pilotage/organisation", get(tree::mine))
        .route("/pilotage/organisation/{id}", get(tree::show).post(tree::act))
        .route("/pilotage/couverture", get(coverage::show))
        .route("/pilotage/couverture.csv", get(coverage::download))
        .route("/pilotage/couverture/etablissements", get(coverage::list))
        .route("/pilotage/couverture/etablissements.csv", get(coverage::download_list))
        .merge(import::routes())
}
