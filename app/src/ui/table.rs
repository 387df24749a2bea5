//! A table that may be wider than the screen.

use leptos::prelude::*;

/// Scrolls sideways by itself, by keyboard too; `label` names it.
#[component]
pub fn TableScroll(#[prop(into)] label: String, children: Children) -> AnyView {
    view! { <div class="table-scroll" role="region" tabindex="0" aria-label=label>{children()}</div> }
        .into_any()
}
