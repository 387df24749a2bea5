//! One's own data, the ledger of requests, people who are one, and the sheet of a person for those who run the installation.

mod data;
mod ledger;
mod person;
pub(crate) mod processing;
mod twins;
mod words;

use axum::Router;
use axum::response::Redirect;
use axum::routing::get;

use crate::state::Site;

/// The addresses of this subject.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/compte/donnees", get(data::show).post(data::ask))
        .route(
            "/compte/donnees/{id}/retrait",
            // Who lands there by a link, or after logging in, is led to the form's page.
            get(async || Redirect::to("/compte/donnees")).post(data::withdraw),
        )
        .route("/pilotage/demandes", get(ledger::show))
        .route("/pilotage/demandes.csv", get(ledger::download))
        .route("/pilotage/demandes/{id}", get(ledger::one).post(ledger::act))
        .route("/pilotage/doublons", get(twins::show))
        .route("/pilotage/doublons/{person}/{id}", get(twins::pair).post(twins::act))
        .route("/pilotage/comptes/{person}", get(person::show).post(person::act))
}
