//! A table that may be wider than the screen.

use leptos::prelude::*;

/// Scrolls sideways by itself, by keyboard too; `label` names it. A group and no landmark: the section around it often is
/// one already, under the same name.
#[component]
pub fn TableScroll(#[prop(into)] label: String, children: Children) -> AnyView {
    view! { <div class="table-scroll" role="group" tabindex="0" aria-label=label>{children()}</div> }
        .into_any()
}
