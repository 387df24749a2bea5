//! Messages: what happened, what to look out for, what is wrong.

use leptos::prelude::*;

use super::{FormState, Icon, look};
use crate::t;

/// Kind of a message: said by a word and an icon as well as by a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NoticeKind {
    #[default]
    Info,
    Success,
    Warning,
    Error,
}

impl NoticeKind {
    fn parts(self) -> (&'static str, &'static str) {
        match self {
            Self::Info => ("notice notice-info", "info"),
            Self::Success => ("notice notice-success", "circle-check"),
            Self::Warning => ("notice notice-warning", "triangle-alert"),
            Self::Error => ("notice notice-error", "circle-alert"),
        }
    }
}

/// A message inside a page. With `live`, it is announced once when the page opens.
#[component]
pub fn Notice(
    #[prop(optional)] kind: NoticeKind,
    #[prop(optional, into)] title: String,
    #[prop(default = false)] live: bool,
    children: Children,
) -> AnyView {
    let (class, icon) = kind.parts();
    let role = live.then_some(if kind == NoticeKind::Error { "alert" } else { "status" });
    view! {
        <div class=class role=role>
            <Icon name=icon class="notice-icon"/>
            <div class="notice-body">
                {(!title.is_empty()).then(|| view! { <p class="notice-title">{title}</p> })}
                {children()}
            </div>
        </div>
    }
    .into_any()
}

/// Everything that was wrong with a form, with links to the fields; it has the focus. Nothing for a form in order.
#[component]
pub fn ErrorSummary(form: FormState) -> AnyView {
    if !form.is_refused() {
        return ().into_any();
    }
    let lang = look().lang;
    let faults = form.faults();
    view! {
        <section class="notice notice-error error-summary" role="alert" tabindex="-1" autofocus=true aria-labelledby="erreurs">
            <Icon name="circle-alert" class="notice-icon"/>
            <div class="notice-body">
                <h2 class="notice-title" id="erreurs">{t!(lang, "form-errors", "count" => faults.len().max(1))}</h2>
                {form.refusal().map(|refusal| view! { <p>{refusal}</p> })}
                {(!faults.is_empty())
                    .then(|| {
                        view! {
                            <ul>
                                {faults
                                    .into_iter()
                                    .map(|(field, text)| view! { <li><a href=format!("#champ-{field}")>{text}</a></li> })
                                    .collect_view()}
                            </ul>
                        }
                    })}
            </div>
        </section>
    }
    .into_any()
}
