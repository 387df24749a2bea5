//! What one was told: the list, the way from a notice to its page, and how often one wants mail.

mod list;
mod preferences;
mod unsubscribe;

use axum::Router;
use axum::routing::get;

use crate::state::Site;

/// The addresses of this subject.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/notifications", get(list::show).post(list::read_all))
        .route("/notifications.csv", get(list::download))
        .route("/notifications/{id}", get(list::open))
        .route("/notifications/desabonnement/{token}", get(unsubscribe::show).post(unsubscribe::stop))
        .route("/compte/notifications", get(preferences::show).post(preferences::save))
}
