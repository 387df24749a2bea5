//! Logging in, one's own account, and the list of people: the pages and forms over `preau::access`.

pub mod islands;

#[cfg(feature = "ssr")]
mod address;
#[cfg(feature = "ssr")]
mod agent;
#[cfg(feature = "ssr")]
pub(crate) mod data;
#[cfg(feature = "ssr")]
pub mod disciplines;
#[cfg(feature = "ssr")]
mod enter;
#[cfg(feature = "ssr")]
mod forgotten;
#[cfg(feature = "ssr")]
pub(crate) mod frame;
#[cfg(feature = "ssr")]
mod invite;
#[cfg(feature = "ssr")]
mod login;
#[cfg(feature = "ssr")]
mod logins;
#[cfg(feature = "ssr")]
mod members;
#[cfg(feature = "ssr")]
mod new_password;
#[cfg(feature = "ssr")]
mod password;
#[cfg(feature = "ssr")]
pub mod pending;
#[cfg(feature = "ssr")]
pub(crate) mod profile;
#[cfg(feature = "ssr")]
pub(crate) mod query;
#[cfg(feature = "ssr")]
mod rating;
#[cfg(feature = "ssr")]
mod roles;
#[cfg(feature = "ssr")]
mod tokens;
#[cfg(feature = "ssr")]
mod visibility;

#[cfg(feature = "ssr")]
use axum::Router;
#[cfg(feature = "ssr")]
use axum::response::Redirect;
#[cfg(feature = "ssr")]
use axum::routing::{MethodRouter, get};

#[cfg(feature = "ssr")]
use crate::state::Site;

/// The addresses of this subject.
#[cfg(feature = "ssr")]
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/connexion", get(login::show).post(login::log_in))
        .route("/deconnexion", only_post("/").post(login::log_out))
        .route("/mot-de-passe-oublie", get(forgotten::show).post(forgotten::ask))
        .route("/invitation/{token}", get(new_password::show).post(new_password::choose))
        .route("/mot-de-passe/{token}", get(new_password::show).post(new_password::choose))
        .route("/compte", get(profile::show).post(profile::save))
        .route("/compte/adresse", get(address::show).post(address::ask))
        .route("/adresse/{token}", get(address::look).post(address::confirm))
        .route("/compte/mot-de-passe", get(password::show).post(password::change))
        .route("/compte/connexions", get(logins::show).post(logins::end))
        .route("/compte/connexions/autres", only_post("/compte/connexions").post(logins::end_others))
        .route("/compte/jetons", get(tokens::show).post(tokens::create))
        .route("/compte/jetons/fin", only_post("/compte/jetons").post(tokens::revoke))
        .route("/compte/visibilite", get(visibility::show))
        .route("/compte/donnees.json", get(data::download))
        .route("/pilotage/roles", get(roles::show))
        .route("/pilotage/roles.csv", get(roles::download))
        .route("/pilotage/roles/nouveau", get(roles::form).post(roles::give))
        .route("/pilotage/roles/{grant}/fin", only_post("/pilotage/roles").post(roles::end))
        .route("/pilotage/comptes", get(members::show))
        .route("/pilotage/comptes.csv", get(members::download))
        .route("/pilotage/comptes/invitation", get(invite::show).post(invite::send))
        .route("/pilotage/comptes/{person}/relance", only_post("/pilotage/comptes").post(invite::send_again))
        .route("/pilotage/comptes/{person}/blocage", only_post("/pilotage/comptes").post(members::lock))
        .route("/pilotage/comptes/{person}/deblocage", only_post("/pilotage/comptes").post(members::unlock))
}

/// An address that only takes a form. Who lands there by a link, or after logging in, is led to the form's page.
#[cfg(feature = "ssr")]
fn only_post(page: &'static str) -> MethodRouter<Site> {
    get(async move || Redirect::to(page))
}
