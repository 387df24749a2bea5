//! Needs: the teacher's own, the référent's desk, the surveys, and the figures of those above.

mod answering;
mod desk;
mod figures;
mod forwarded;
mod mine;
mod new;
mod parts;
mod place;
mod school;
mod sheet;
mod surveys;
mod territory;
mod themes;
mod words;

use axum::Router;
use axum::routing::get;

use crate::state::Site;

/// The addresses of this subject.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/besoins", get(mine::show).post(mine::act))
        .route("/besoins/nouveau", get(new::show).post(new::state))
        .route("/besoins/enquetes/{survey}", get(answering::show).post(answering::send))
        .route("/besoins/etablissement", get(desk::show))
        .route("/besoins/etablissement.csv", get(desk::download))
        .route("/besoins/etablissement/{need}", get(sheet::show).post(sheet::act))
        .route("/besoins/etablissement/enquetes", get(surveys::list))
        .route("/besoins/etablissement/enquetes/nouvelle", get(surveys::blank).post(surveys::create))
        .route("/besoins/etablissement/enquetes/{survey}", get(surveys::show).post(surveys::act))
        .route("/besoins/etablissement/enquetes/{survey}/synthese.csv", get(surveys::download))
        .route("/besoins/synthese", get(school::show))
        .route("/besoins/synthese.csv", get(school::download))
        .route("/besoins/territoire", get(territory::show))
        .route("/besoins/territoire.csv", get(territory::download))
        .route("/besoins/transmis", get(forwarded::show))
        .route("/besoins/transmis/groupe", get(forwarded::group).post(forwarded::act))
        .route("/besoins/transmis.csv", get(forwarded::download))
        .route("/besoins/themes", get(themes::show).post(themes::save))
}
