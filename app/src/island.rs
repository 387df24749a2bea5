//! What every island is here: the HTML that the server made, and what the browser does with it.
//!
//! An island takes no values, only the HTML inside it: what it must know stands there, in `data-…` attributes. Values
//! of its own, or a view that changes by itself, would each bring machinery to every reader's device: a parser of
//! JSON for the values, a graph of effects for the view.

use leptos::html::Div;
use leptos::prelude::*;
use leptos::web_sys::Element;

/// Puts an element of class `class` around what the server made, and calls `wake` on it in the browser.
pub(crate) fn shell(class: &'static str, children: Children, wake: fn(Element)) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    // Effects run in the browser only.
    Effect::new(move || {
        if let Some(root) = root.get_untracked() {
            let root: &Element = root.as_ref();
            wake(root.clone());
        }
    });
    view! { <div class=class node_ref=root>{children()}</div> }
}
