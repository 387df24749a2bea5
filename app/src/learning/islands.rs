//! What an activity needs the browser for: to be kept while it is written, and to be answered in place.
//!
//! One island, around the form that the server made: without it the same form works, page by page. What could not be
//! sent stays in this browser, under a key that only this person's place in the course has, until it could.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

use crate::island::shell;

/// What the server answers to an act.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The browser had better send its form: it will be told why.
    pub leave: bool,
    /// The page has changed as a whole.
    pub reload: bool,
    pub refused: bool,
    /// The activity anew; none when nothing of it changed.
    pub html: Option<String>,
    pub progress: String,
    pub foot: String,
    pub status: String,
}

impl Reply {
    /// Nothing was done here.
    pub fn leave() -> Self {
        Self { leave: true, ..Self::default() }
    }
}

/// Does what the form of an activity asks.
#[server(prefix = "/api/fn", endpoint = "activity", input = Json, output = Json)]
pub async fn activity(path: String, fields: Vec<(String, String)>) -> Result<Reply, ServerFnError> {
    let cx = use_context::<crate::cx::Cx>().ok_or_else(|| ServerFnError::new("no request around"))?;
    Ok(super::answering::reply(&cx, &path, fields).await)
}

/// Keeps the form inside while it is filled in, and sends it without leaving the page.
///
/// Around an element `data-live` that holds the activity and says, in `data-…`:
/// - `path`: path of the page; `draft`: the act that keeps a draft, empty when there is none;
/// - `form`: `id` of the form of the whole page, when the fields inside belong to it;
/// - `key`: key in this browser of what could not be sent;
/// - `saved`, `unsaved`: « Enregistré à {time} », « Non enregistré, nouvel essai… ».
///
/// Beside it an element `live-status`, for what is to be said.
#[island]
pub fn Live(children: Children) -> impl IntoView {
    shell("live", children, browser::wake)
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    //! On the server nothing of this happens.
    pub(super) fn wake(_: leptos::web_sys::Element) {}
}
#[cfg(feature = "hydrate")]
#[path = "browser.rs"]
mod browser;
