//! Where one is, and the way through a long list.

use leptos::prelude::*;

use super::{Icon, look};
use crate::t;

/// A page above this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    pub href: String,
    pub label: String,
}

impl Crumb {
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into() }
    }
}

/// The way from the home page to this one, whose title ends it.
#[component]
pub fn Breadcrumb(crumbs: Vec<Crumb>, #[prop(into)] here: String) -> AnyView {
    let lang = look().lang;
    view! {
        <nav class="breadcrumb" aria-label=t!(lang, "breadcrumb-label")>
            <ol>
                <li><a href="/">{t!(lang, "nav-home")}</a></li>
                {crumbs
                    .into_iter()
                    .map(|crumb| view! { <li><a href=crumb.href>{crumb.label}</a></li> })
                    .collect_view()}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
    .into_any()
}

/// Earlier and later pages of a list, counted from 1. Nothing when one page holds everything.
#[component]
pub fn Pager(
    page: u32,
    pages: u32,
    /// Address of the list with its filters, ready for `page=…`: ends with `?` or `&`.
    #[prop(into)]
    base: String,
) -> AnyView {
    if pages <= 1 {
        return ().into_any();
    }
    let lang = look().lang;
    let to = |page: u32| format!("{base}page={page}");
    view! {
        <nav class="pager" aria-label=t!(lang, "pager-label")>
            {(page > 1)
                .then(|| {
                    view! {
                        <a class="button" rel="prev" href=to(page - 1)><Icon name="arrow-left"/><span>{t!(lang, "pager-previous")}</span></a>
                    }
                })}
            <span class="pager-here" aria-current="page">{t!(lang, "pager-here", "page" => page, "pages" => pages)}</span>
            {(page < pages)
                .then(|| {
                    view! {
                        <a class="button" rel="next" href=to(page + 1)><span>{t!(lang, "pager-next")}</span><Icon name="arrow-right"/></a>
                    }
                })}
        </nav>
    }
    .into_any()
}
