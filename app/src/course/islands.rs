//! What the search box needs the browser for: to propose courses while one types.
//!
//! Without JavaScript it is a search field in a form, and the results are a page.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

use crate::island::shell;

/// A course that may be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    pub href: String,
    pub title: String,
    pub detail: String,
}

/// Courses for what has been typed so far.
#[server(prefix = "/api/fn", endpoint = "course_search", input = Json, output = Json)]
pub async fn suggest_courses(typed: String) -> Result<Vec<Suggestion>, ServerFnError> {
    let cx = use_context::<crate::cx::Cx>().ok_or_else(|| ServerFnError::new("no request around"))?;
    super::suggest::suggest(&cx, &typed).await.map_err(|_| ServerFnError::new("not now"))
}

/// Makes the search field inside propose courses: arrows move, Enter opens, Escape closes.
#[island]
pub fn Proposals(children: Children) -> impl IntoView {
    shell("search-box", children, browser::wake)
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    //! On the server nothing of this happens.
    pub(super) fn wake(_: leptos::web_sys::Element) {}
}
#[cfg(feature = "hydrate")]
#[path = "browser.rs"]
mod browser;
