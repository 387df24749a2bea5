//! `/api/v1`: what the pages allow, for programs.
//!
//! Each operation is one handler that calls the verbs of `preau`; its address, its method and its description are
//! declared together, so that the document at `/api/v1/openapi.json` is made from the routes that are served. Only a
//! bearer token says who calls: a cookie is never looked at, so no other site can make a browser act here. Answers carry
//! questions in their public form: the key comes bit by bit, as it becomes due, like on the pages.

mod activities;
mod answers;
mod attestations;
mod block;
mod caller;
mod catalogue;
mod desk;
mod document;
mod enrolment;
mod me;
mod needs;
mod nominations;
mod page;
mod problem;
mod question;
mod schools;
mod sent;
mod sessions;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::any;
use preau::Error;
use preau_app::Site;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use problem::Problem;

/// Where the API stands.
const PREFIX: &str = "/api/v1";

/// Every operation, served and described at once.
fn routes() -> OpenApiRouter<Site> {
    let operations = OpenApiRouter::new()
        .routes(routes!(document::list))
        .routes(routes!(document::json))
        .routes(routes!(catalogue::list))
        .routes(routes!(catalogue::sheet))
        .routes(routes!(page::show))
        .routes(routes!(enrolment::take, enrolment::show, enrolment::leave))
        .routes(routes!(activities::read, activities::unread))
        .routes(routes!(answers::save))
        .routes(routes!(answers::submit))
        .routes(routes!(answers::hint))
        .routes(routes!(answers::hand_in))
        .routes(routes!(answers::restart))
        .routes(routes!(activities::tick))
        .routes(routes!(activities::respond))
        .routes(routes!(activities::produce))
        .routes(routes!(activities::produce_file))
        .routes(routes!(activities::file))
        .routes(routes!(enrolment::change))
        .routes(routes!(me::me))
        .routes(routes!(me::enrolments))
        .routes(routes!(me::completions))
        .routes(routes!(me::attestations))
        .routes(routes!(me::attestation))
        .routes(routes!(sessions::all))
        .routes(routes!(sessions::one))
        .routes(routes!(sessions::take, sessions::leave))
        .routes(routes!(schools::list))
        .routes(routes!(schools::one))
        .routes(routes!(schools::staff))
        .routes(routes!(schools::coverage))
        .routes(routes!(nominations::all))
        .routes(routes!(nominations::mine))
        .routes(routes!(nominations::one))
        .routes(routes!(nominations::write))
        .routes(routes!(nominations::step))
        .routes(routes!(needs::mine, needs::state))
        .routes(routes!(needs::of_school))
        .routes(routes!(needs::figures))
        .routes(routes!(attestations::end))
        .routes(routes!(attestations::lookup))
        .routes(routes!(attestations::compare))
        .routes(routes!(attestations::public_keys))
        .routes(routes!(attestations::competences))
        .layer(from_fn(problem::dress));
    OpenApiRouter::with_openapi(document::base()).nest(PREFIX, operations)
}

/// The doors of the API. A program that is lost gets a problem, not a page.
pub fn router(site: Site) -> Router {
    let lost = Router::new()
        .route("/api/{*rest}", any(async || Problem::from(Error::NotFound)))
        .layer(from_fn(problem::dress));
    routes().with_state(site).split_for_parts().0.merge(lost)
}
