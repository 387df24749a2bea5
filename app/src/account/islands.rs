//! What the password fields need the browser for: to be seen, and to be rated while typing.
//!
//! Both stand beside an ordinary field and do nothing without JavaScript: the server's check is the one that counts.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

use crate::island::shell;

/// How good a password is, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// From 0 (found at once) to 4.
    pub score: u8,
    /// The server would take it.
    pub accepted: bool,
    pub sentence: String,
}

/// Rates a password about to be chosen, by whoever is logged in or holds the link. Nothing of it is kept.
#[server(prefix = "/api/fn", endpoint = "password_rating", input = Json, output = Json)]
pub async fn rate_password(password: String, link: String) -> Result<Rating, ServerFnError> {
    let cx = use_context::<crate::cx::Cx>().ok_or_else(|| ServerFnError::new("no request around"))?;
    Ok(super::rating::rate(&cx, &password, &link).await)
}

/// Makes the button inside show what is typed in a password field, and hide it again.
///
/// The button says in `aria-controls` which field, in `data-show` and `data-hide` what it offers.
#[island]
pub fn PasswordReveal(children: Children) -> impl IntoView {
    shell("password-help", children, browser::reveal)
}

/// Shows the strength of the password in a field, while it is typed.
///
/// The element inside says in `data-field` which field, in `data-link` by which link it is chosen.
#[island]
pub fn PasswordMeter(children: Children) -> impl IntoView {
    shell("password-help", children, browser::meter)
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    //! On the server nothing of this happens.
    use leptos::web_sys::Element;

    pub(super) fn reveal(_: Element) {}
    pub(super) fn meter(_: Element) {}
}
#[cfg(feature = "hydrate")]
#[path = "browser.rs"]
mod browser;
