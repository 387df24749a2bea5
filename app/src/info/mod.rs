//! What every platform must say of itself: help, accessibility, legal notice, personal data, site map, contact.

mod map;
mod pages;
mod writing;

use axum::Router;
use axum::routing::get;

use crate::state::Site;

/// The addresses of this subject.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/aide", get(pages::help))
        .route("/accessibilite", get(pages::accessibility))
        .route("/mentions-legales", get(pages::legal))
        .route("/donnees-personnelles", get(pages::privacy))
        .route("/contact", get(pages::contact))
        .route("/plan-du-site", get(map::show))
}
