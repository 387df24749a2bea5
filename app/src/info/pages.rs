//! The information pages: their texts are in the catalogues, what is particular to this platform in its settings.

use axum::response::Response;
use leptos::prelude::*;

use super::writing::sections;
use crate::cx::Cx;
use crate::privacy::processing;
use crate::t;
use crate::texts::Lang;

/// `GET /aide`.
pub(super) async fn help(cx: Cx) -> Response {
    page(&cx, "help", t!(cx.lang, "help-title"), t!(cx.lang, "help-lead"))
}

/// `GET /accessibilite`.
pub(super) async fn accessibility(cx: Cx) -> Response {
    page(&cx, "access", t!(cx.lang, "access-title"), t!(cx.lang, "access-lead"))
}

/// `GET /mentions-legales`.
pub(super) async fn legal(cx: Cx) -> Response {
    page(&cx, "legal", t!(cx.lang, "legal-title"), t!(cx.lang, "legal-lead"))
}

/// `GET /donnees-personnelles`.
pub(super) async fn privacy(cx: Cx) -> Response {
    let table = processing::table(cx.lang, &cx.site.config.periods);
    with(&cx, "privacy", t!(cx.lang, "privacy-title"), t!(cx.lang, "privacy-lead"), Some(table))
}

/// `GET /contact`.
pub(super) async fn contact(cx: Cx) -> Response {
    page(&cx, "contact", t!(cx.lang, "contact-title"), t!(cx.lang, "contact-lead"))
}

fn page(cx: &Cx, kind: &'static str, title: String, lead: String) -> Response {
    with(cx, kind, title, lead, None)
}

/// A page of texts, and what follows them.
fn with(cx: &Cx, kind: &'static str, title: String, lead: String, after: Option<AnyView>) -> Response {
    let lang = cx.lang;
    let fill = fill(cx, lang);
    cx.page(title.clone()).crumbs([]).description(lead.clone()).show(move || {
        view! {
            <div class="page-head">
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
            </div>
            <div class="prose">{sections(lang, kind, &fill)}{after}</div>
        }
        .into_any()
    })
}

/// What this platform says where a text has a mark.
fn fill(cx: &Cx, lang: Lang) -> Vec<(&'static str, String)> {
    let config = &cx.site.config;
    let contact = match config.contact.trim() {
        "" => t!(lang, "contact-none"),
        address if address.contains('@') => format!("[{address}](mailto:{address})"),
        other => other.to_owned(),
    };
    let issuer = match config.issuer.detail.is_empty() {
        true => config.issuer.name.clone(),
        false => format!("{}, {}", config.issuer.name, config.issuer.detail.join(", ")),
    };
    vec![
        ("@contact@", contact),
        ("@issuer@", issuer),
        ("@name@", config.name.clone()),
        ("@address@", config.base_url.clone()),
    ]
}
