//! The mark of the platform: three arches of a covered playground.

use leptos::prelude::*;

/// The mark alone; the name stands beside it.
#[component]
pub fn Logo() -> AnyView {
    view! {
        <svg class="logo" viewBox="0 0 48 36" width="48" height="36" aria-hidden="true" focusable="false">
            <path class="logo-side" d="M2 34V20a7 7 0 0 1 14 0v14z"></path>
            <path class="logo-middle" d="M15 34V13a9 9 0 0 1 18 0v21z"></path>
            <path class="logo-side" d="M32 34V20a7 7 0 0 1 14 0v14z"></path>
            <path class="logo-door" d="M20.5 34V15.5a3.5 3.5 0 0 1 7 0V34z"></path>
        </svg>
    }
    .into_any()
}
