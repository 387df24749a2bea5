//! Following a course: the lesson reader, its activities, « Mon parcours », attestations.

pub mod islands;

#[cfg(feature = "ssr")]
mod act;
#[cfg(feature = "ssr")]
mod activities;
#[cfg(feature = "ssr")]
mod answering;
#[cfg(feature = "ssr")]
mod assessment;
#[cfg(feature = "ssr")]
mod attestation;
#[cfg(feature = "ssr")]
mod cards;
#[cfg(feature = "ssr")]
mod enrol;
#[cfg(feature = "ssr")]
mod foot;
#[cfg(feature = "ssr")]
mod offline;
#[cfg(feature = "ssr")]
mod outline;
#[cfg(feature = "ssr")]
mod panel;
#[cfg(feature = "ssr")]
mod paper;
#[cfg(feature = "ssr")]
mod printing;
#[cfg(feature = "ssr")]
mod reader;
#[cfg(feature = "ssr")]
mod reading;
#[cfg(feature = "ssr")]
mod record;
#[cfg(feature = "ssr")]
mod trial;
#[cfg(feature = "ssr")]
mod upload;

#[cfg(feature = "ssr")]
pub use upload::{Kept, give_back, take_in};

#[cfg(feature = "ssr")]
use axum::Router;
#[cfg(feature = "ssr")]
use axum::routing::{get, post};

#[cfg(feature = "ssr")]
pub use answering::{Performed, perform};
#[cfg(feature = "ssr")]
pub use cards::{MyCourse, Next, cards};
#[cfg(feature = "ssr")]
pub use paper::{Paper, PaperLabels};
#[cfg(feature = "ssr")]
pub(crate) use {attestation::qr, paper::modules, reader::preview};

#[cfg(feature = "ssr")]
use crate::state::Site;

/// The addresses of this subject.
#[cfg(feature = "ssr")]
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/cours/{slug}/inscription", post(enrol::enter))
        .route("/cours/{slug}/abandon", get(enrol::ask_to_leave).post(enrol::leave))
        .route("/cours/{slug}/reprendre", post(enrol::resume))
        .route("/cours/{slug}/version", post(enrol::move_on))
        .route("/cours/{slug}/imprimer", get(printing::show))
        .route("/cours/{slug}/{page}", get(reader::show).post(answering::post))
        .route("/cours/{slug}/{page}/production/{activity}", get(upload::back).post(upload::hand_in))
        .route("/productions/{upload}", get(upload::download))
        .route("/reprise", get(answering::replay))
        .route("/mon-parcours", get(record::show))
        .route("/mon-parcours.csv", get(record::download))
        .route("/attestations/{number}", get(attestation::show))
        .route("/sw.js", get(offline::service_worker))
}
