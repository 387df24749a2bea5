//! The catalogue, the sheet of a course, the glossary: what a visitor may look at before following anything.

pub mod islands;

#[cfg(feature = "ssr")]
mod catalogue;
#[cfg(feature = "ssr")]
mod download;
#[cfg(feature = "ssr")]
mod facets;
#[cfg(feature = "ssr")]
mod facts;
#[cfg(feature = "ssr")]
mod glossary;
#[cfg(feature = "ssr")]
mod json_ld;
#[cfg(feature = "ssr")]
mod media;
#[cfg(feature = "ssr")]
pub mod names;
#[cfg(feature = "ssr")]
mod outline;
#[cfg(feature = "ssr")]
mod rule;
#[cfg(feature = "ssr")]
pub(crate) mod search;
#[cfg(feature = "ssr")]
mod sheet;
#[cfg(feature = "ssr")]
mod suggest;
#[cfg(feature = "ssr")]
pub mod tile;

#[cfg(feature = "ssr")]
use axum::Router;
#[cfg(feature = "ssr")]
use axum::extract::Query;
#[cfg(feature = "ssr")]
use axum::extract::rejection::QueryRejection;
#[cfg(feature = "ssr")]
use axum::routing::get;
#[cfg(feature = "ssr")]
use preau::access::Act;
#[cfg(feature = "ssr")]
use preau::{Error, Result as PreauResult};

#[cfg(feature = "ssr")]
use crate::cx::Cx;
#[cfg(feature = "ssr")]
use crate::state::Site;

/// The addresses of this subject.
#[cfg(feature = "ssr")]
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/cours", get(catalogue::show))
        .route("/cours.csv", get(download::csv))
        .route("/cours/{slug}", get(sheet::show))
        .route("/glossaire", get(glossary::show))
        .route("/media/{digest}/{name}", get(media::file))
}

/// What stands after the `?` of an address, if it can be read.
#[cfg(feature = "ssr")]
type Asked = Result<Query<Vec<(String, String)>>, QueryRejection>;

/// Pairs of an address; none when it cannot be read.
#[cfg(feature = "ssr")]
fn pairs(asked: Asked) -> Vec<(String, String)> {
    asked.map(|Query(pairs)| pairs).unwrap_or_default()
}

/// Whether the asker may look at the catalogue: a platform may close it to visitors.
///
/// # Errors
/// `LoginNeeded` for a visitor when it is closed.
#[cfg(feature = "ssr")]
pub fn may_look(cx: &Cx) -> PreauResult<()> {
    if cx.actor.is_none() && !cx.site.config.open_catalogue {
        return Err(Error::LoginNeeded);
    }
    cx.allow(Act::ReadCatalogue, ()).map(|_| ())
}
