//! Nothing here yet: why, and what to do first.

use leptos::prelude::*;

use super::Icon;

/// What stands where a list would. Its children are the way on: a sentence, a button.
#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    #[prop(default = "book-open")] icon: &'static str,
    /// The heading's place in the page.
    #[prop(default = 2)]
    level: u8,
    children: Children,
) -> AnyView {
    let heading = match level {
        3 => view! { <h3 class="empty-title">{title}</h3> }.into_any(),
        _ => view! { <h2 class="empty-title">{title}</h2> }.into_any(),
    };
    view! {
        <div class="empty">
            <span class="empty-arch"><Icon name=icon/></span>
            {heading}
            <div class="empty-body">{children()}</div>
        </div>
    }
    .into_any()
}
