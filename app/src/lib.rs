//! What people see of Préau: pages, components, islands and texts. One folder per subject, same names as in `src/`.
//!
//! Two builds come from this crate. With `ssr` it is the pages of the server: plain axum handlers that load what they
//! need, then render a Leptos view. With `hydrate` it is the browser part: the islands, and nothing else — a page never
//! runs in the browser, and nothing of the domain can be named there (a test holds it).

pub mod account;
#[cfg(feature = "ssr")]
pub mod attendance;
#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "ssr")]
pub mod calendar;
#[cfg(feature = "ssr")]
pub mod certificate;
#[cfg(feature = "ssr")]
pub mod cockpit;
#[cfg(feature = "ssr")]
pub mod cohort;
pub mod course;
#[cfg(feature = "ssr")]
pub mod cx;
#[cfg(feature = "ssr")]
pub mod error_pages;
#[cfg(feature = "ssr")]
pub mod fields;
#[cfg(feature = "ssr")]
pub mod home;
#[cfg(feature = "ssr")]
pub mod info;
mod island;
pub mod learning;
#[cfg(feature = "ssr")]
pub mod need;
#[cfg(feature = "ssr")]
pub mod notice;
#[cfg(feature = "ssr")]
pub mod open_data;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod pay;
#[cfg(feature = "ssr")]
pub mod plan;
#[cfg(feature = "ssr")]
pub mod privacy;
#[cfg(feature = "ssr")]
pub mod referent;
#[cfg(feature = "ssr")]
pub mod router;
#[cfg(feature = "ssr")]
pub mod school;
#[cfg(feature = "ssr")]
mod sent_form;
#[cfg(feature = "ssr")]
pub mod session;
#[cfg(feature = "ssr")]
pub mod shared;
#[cfg(feature = "ssr")]
pub mod state;
#[cfg(feature = "ssr")]
pub mod texts;
#[cfg(feature = "ssr")]
pub mod ui;
#[cfg(feature = "ssr")]
pub mod webhook;
#[cfg(feature = "ssr")]
pub mod workshop;

#[cfg(feature = "ssr")]
pub use router::router;
#[cfg(feature = "ssr")]
pub use state::{Assets, Issuer, Site, SiteConfig};

/// Called once by the browser before it wakes the islands.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
