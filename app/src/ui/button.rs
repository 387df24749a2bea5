//! Buttons, and links that look like one.

use leptos::prelude::*;

use super::Icon;

/// How much a button weighs on its page: one primary at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    Primary,
    #[default]
    Secondary,
    /// Text only, for what is rarely wanted.
    Quiet,
    /// Takes something away.
    Danger,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
        }
    }
}

/// Sends the form it stands in; `name` and `value` tell one button of a form from another.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(default = "")] icon: &'static str,
    #[prop(default = None)] name: Option<&'static str>,
    #[prop(default = None)] value: Option<String>,
    #[prop(default = "submit")] r#type: &'static str,
    #[prop(default = false)] disabled: bool,
    children: Children,
) -> AnyView {
    view! {
        <button class=kind.class() type=r#type name=name value=value disabled=disabled>
            {(!icon.is_empty()).then(|| view! { <Icon name=icon/> })}
            <span>{children()}</span>
        </button>
    }
    .into_any()
}

/// Goes to a page.
#[component]
pub fn ButtonLink(
    #[prop(into)] href: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(default = "")] icon: &'static str,
    /// The file is saved instead of shown.
    #[prop(default = false)]
    download: bool,
    children: Children,
) -> AnyView {
    view! {
        <a class=kind.class() href=href download=download.then_some("")>
            {(!icon.is_empty()).then(|| view! { <Icon name=icon/> })}
            <span>{children()}</span>
        </a>
    }
    .into_any()
}
