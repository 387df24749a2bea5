//! Training plans: those that concern somebody, one plan with its figures, and the forms that write it.

mod bars;
mod create;
mod facts;
mod files;
mod list;
mod module;
mod place;
mod priority;
mod programme;
mod sheet;
mod steps;
mod tree;
mod words;

use axum::Router;
use axum::routing::get;

use crate::state::Site;

/// The addresses of this subject.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/plan", get(list::show))
        .route("/plan/nouveau", get(create::show).post(create::send))
        .route("/plan/modules/{module}", get(module::show).post(module::act))
        .route("/plan/{annee}", get(sheet::show).post(steps::act))
        .route("/plan/{annee}/reglages", get(facts::show).post(facts::send))
        .route("/plan/{annee}/priorite", get(priority::show).post(priority::send))
        .route("/plan/{annee}/dispositif", get(programme::show).post(programme::send))
        .route("/plan/{annee}/module", get(module::form).post(module::send))
        .route("/plan/{annee}/gaia.csv", get(files::export))
        .route("/plan/{annee}/import", get(files::show).post(files::send))
}
