//! `/plan-du-site`: every page one can go to, and every course.

use axum::response::Response;
use leptos::prelude::*;

use crate::course::may_look;
use crate::cx::Cx;
use crate::t;

/// `GET /plan-du-site`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async {
        let lang = cx.lang;
        let courses: Vec<(String, String)> = match may_look(&cx) {
            Ok(()) => {
                let cards = cx.site.courses.cards(&cx.site.db, cx.actor.as_ref(), cx.now).await?;
                cards.iter().map(|card| (format!("/cours/{}", card.slug), card.title.clone())).collect()
            }
            Err(_) => Vec::new(),
        };
        let own = |path: &str, text: String| (path.to_owned(), text);
        let mut groups = vec![(
            t!(lang, "map-learn"),
            vec![
                own("/", t!(lang, "nav-home")),
                own("/cours", t!(lang, "catalogue-title")),
                own("/glossaire", t!(lang, "glossary-title")),
                own("/verifier", t!(lang, "verify-title")),
            ],
        )];
        if cx.actor.is_some() {
            let mut mine = vec![
                own("/mon-parcours", t!(lang, "nav-record")),
                own("/plan", t!(lang, "plans-title")),
                own("/compte", t!(lang, "nav-account")),
            ];
            if crate::ui::header::steers(&cx) {
                mine.push(own("/pilotage", t!(lang, "nav-operate")));
            }
            groups.push((t!(lang, "map-mine"), mine));
        } else {
            let enter = vec![own("/connexion", t!(lang, "nav-login")), own("/mot-de-passe-oublie", t!(lang, "map-forgotten"))];
            groups.push((t!(lang, "map-enter"), enter));
        }
        if !courses.is_empty() {
            groups.push((t!(lang, "map-courses"), courses));
        }
        groups.push((
            t!(lang, "footer-nav"),
            vec![
                own("/aide", t!(lang, "help-title")),
                own("/accessibilite", t!(lang, "access-title")),
                own("/mentions-legales", t!(lang, "legal-title")),
                own("/donnees-personnelles", t!(lang, "privacy-title")),
                own("/donnees-ouvertes", t!(lang, "open-data-title")),
                own("/contact", t!(lang, "contact-title")),
            ],
        ));
        Ok(cx.page(t!(lang, "map-title")).crumbs([]).show(move || {
            view! {
                <div class="page-head"><h1>{t!(lang, "map-title")}</h1></div>
                <ul class="map-list">{groups.into_iter().map(|(title, links)| group(title, links)).collect_view()}</ul>
            }
            .into_any()
        }))
    })
    .await
}

fn group(title: String, links: Vec<(String, String)>) -> AnyView {
    view! {
        <li>
            <h2>{title}</h2>
            <ul>{links.into_iter().map(|(href, text)| view! { <li><a href=href>{text}</a></li> }).collect_view()}</ul>
        </li>
    }
    .into_any()
}
