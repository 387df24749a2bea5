//! What stands between the line and the pages, in this order from the outside in:
//!
//! 1. **request id**: in the log and in the answer, so that a person can quote it;
//! 2. **trace**: one line and one count per request, by matched route, never by address typed;
//! 3. **headers**: the security headers of every answer, whoever made it;
//! 4. **compression**: of what was written for this request;
//! 5. **bare answers**: an error without a body becomes a page, or problem+json for a program;
//! 6. **panics**: become a 500, and the process goes on;
//! 7. **client**: who is at the other end, as trusted proxies say;
//! 8. **load**: requests beyond what can be answered wait a moment, then get 503; none runs for ever;
//! 9. **CSRF**: a write that another site asked for is refused before its body is read;
//! 10. **bodies**: bounded, and read before a handler starts, but for files handed in;
//! 11. **sessions**: trouble with their table is a 503, not a defect;
//! 12. **server functions**: JSON in, JSON out, nothing else.
//!
//! Health is asked for from outside of 7 to 12: a busy server is alive.

pub mod bare;
pub mod body;
pub mod client;
pub mod headers;
pub mod load;
pub mod panics;
pub mod server_functions;
pub mod squeeze;
pub mod trace;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use preau_app::Site;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;

use crate::config::Config;
use crate::metrics::Metrics;
use crate::session_store;

/// Puts the layers around the doors. `health` is answered even when the rest is overloaded.
pub fn wrap(
    doors: Router,
    health: Router,
    site: &Site,
    config: &Config,
    metrics: &Metrics,
) -> anyhow::Result<Router> {
    // The proxy may have changed `Host`: the public address is ours in any case.
    let csrf = CsrfLayer::new().add_trusted_origin(&config.site.base_url)?;
    let proxies = config.trusted_proxies.clone();
    let sessions =
        session_store::layer(site.db.clone(), site.clock.clone(), config.logins, config.site.secure);
    let inside = ServiceBuilder::new()
        .layer(from_fn(move |request, next| client::note(proxies.clone(), request, next)))
        .layer(from_fn_with_state(load::Load::new(&config.limits), load::limit))
        .layer(csrf)
        .layer(from_fn_with_state(body::Bounds::new(&config.limits), body::bound))
        .layer(from_fn(bare::session_trouble))
        .layer(sessions)
        .layer(from_fn(server_functions::guard));
    let outside = ServiceBuilder::new()
        .layer(from_fn(trace::request_id))
        .layer(from_fn_with_state(metrics.clone(), trace::trace))
        .layer(from_fn_with_state(config.site.secure, headers::set))
        .layer(squeeze::layer())
        .layer(from_fn_with_state(site.clone(), bare::fill))
        .layer(CatchPanicLayer::custom(panics::answer));
    Ok(doors.layer(inside).merge(health).layer(outside))
}
