//! Short labels: what something is about, in which state it is, which filter is on.

use leptos::prelude::*;

use super::{Icon, look};
use crate::t;

/// Colour of a [`Tag`]; the word says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Neutral,
    Accent,
    Success,
    Warning,
    Error,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tag",
            Self::Accent => "tag tag-accent",
            Self::Success => "tag tag-success",
            Self::Warning => "tag tag-warning",
            Self::Error => "tag tag-error",
        }
    }
}

/// The state of something, in a word.
#[component]
pub fn Tag(
    #[prop(optional)] tone: Tone,
    #[prop(default = "")] icon: &'static str,
    children: Children,
) -> AnyView {
    view! {
        <span class=tone.class()>
            {(!icon.is_empty()).then(|| view! { <Icon name=icon/> })}
            {children()}
        </span>
    }
    .into_any()
}

/// What something is about; in the hue of a discipline when it is one.
#[component]
pub fn Chip(#[prop(default = None)] hue: Option<&'static str>, children: Children) -> AnyView {
    view! { <span class="chip" data-hue=hue>{children()}</span> }.into_any()
}

/// A filter that is on, with the link that takes it away.
#[component]
pub fn FilterChip(
    /// Address of the same page without this filter.
    #[prop(into)]
    href: String,
    #[prop(into)] label: String,
) -> AnyView {
    let without = t!(look().lang, "filter-remove", "label" => label.clone());
    view! {
        <a class="chip chip-filter" href=href aria-label=without>
            <span>{label}</span>
            <Icon name="x"/>
        </a>
    }
    .into_any()
}
