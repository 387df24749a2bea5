//! `/glossaire`: the words that courses share, by letter.

use axum::response::Response;
use leptos::prelude::*;

use preau::course::glossary::Term;
use preau::text;

use super::may_look;
use crate::cx::Cx;
use crate::page::Nav;
use crate::shared::for_visitors;
use crate::t;
use crate::ui::EmptyState;

/// `GET /glossaire`.
pub(super) async fn show(cx: Cx) -> Response {
    for_visitors(&cx, async {
        may_look(&cx)?;
        let glossary = cx.site.courses.reference(&cx.site.db, cx.now).await?.glossary.clone();
        let lang = cx.lang;
        let letters = by_letter(glossary.entries);
        let intro = glossary.intro_html;
        Ok(cx.page(t!(lang, "glossary-title")).nav(Nav::Courses).crumbs([]).show(move || {
            view! {
                <div class="page-head">
                    <h1>{t!(lang, "glossary-title")}</h1>
                    <p class="lead">{t!(lang, "glossary-lead")}</p>
                </div>
                {if letters.is_empty() {
                    view! { <EmptyState title=t!(lang, "glossary-empty")><p>{t!(lang, "glossary-empty-text")}</p></EmptyState> }.into_any()
                } else {
                    view! {
                        <nav aria-label=t!(lang, "glossary-letters")>
                            <ul class="glossary-letters">
                                {letters
                                    .iter()
                                    .map(|(letter, _)| {
                                        view! { <li><a href=format!("#lettre-{letter}")>{letter.to_uppercase().to_string()}</a></li> }
                                    })
                                    .collect_view()}
                            </ul>
                        </nav>
                        <div class="glossary section" lang="fr">
                            {(!intro.trim().is_empty()).then(|| view! { <div class="prose" inner_html=intro></div> })}
                            {letters
                                .into_iter()
                                .map(|(letter, terms)| {
                                    view! {
                                        <section aria-labelledby=format!("lettre-{letter}")>
                                            <h2 id=format!("lettre-{letter}")>{letter.to_uppercase().to_string()}</h2>
                                            {terms.into_iter().map(entry).collect_view()}
                                        </section>
                                    }
                                })
                                .collect_view()}
                        </div>
                    }
                        .into_any()
                }}
            }
            .into_any()
        }))
    })
    .await
}

fn entry(term: Term) -> AnyView {
    view! {
        <article class="glossary-entry" id=term.anchor>
            <h3>{term.title}</h3>
            <div class="prose" inner_html=term.html></div>
        </article>
    }
    .into_any()
}

/// Terms by the first letter of their key; `#` for what is no letter.
fn by_letter(mut terms: Vec<Term>) -> Vec<(char, Vec<Term>)> {
    terms.sort_by_cached_key(|term| text::key(&term.title));
    let mut letters: Vec<(char, Vec<Term>)> = Vec::new();
    for term in terms {
        let letter = text::key(&term.title).chars().next().filter(char::is_ascii_lowercase).unwrap_or('0');
        match letters.last_mut().filter(|(known, _)| *known == letter) {
            Some((_, terms)) => terms.push(term),
            None => letters.push((letter, vec![term])),
        }
    }
    letters
}
