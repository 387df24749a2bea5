//! The home page of a visitor: what this is in one sentence, where to begin, what one gets.

use axum::response::Response;
use leptos::prelude::*;

use preau::Result;
use preau::course::catalogue::Card;

use crate::course::search::search_box;
use crate::course::tile::tile;
use crate::cx::Cx;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{ButtonLink, CourseCard, CourseTile, Cover, Icon, Logo, duration};

/// Courses put forward: one row, or two when there are enough.
const ROW: usize = 3;

pub(super) async fn show(cx: &Cx) -> Result<Response> {
    let lang = cx.lang;
    // A closed catalogue shows nothing before the login.
    let cards = match cx.site.config.open_catalogue {
        true => cx.site.courses.cards(&cx.site.db, cx.actor.as_ref(), cx.now).await?,
        false => std::sync::Arc::default(),
    };
    let featured = featured(&cards);
    let tiles: Vec<CourseTile> = featured.iter().map(|card| tile(lang, card, &[])).collect();
    let windows: Vec<(String, String)> = featured
        .iter()
        .map(|card| (card.title.clone(), card.disciplines.first().cloned().unwrap_or_default()))
        .chain(["Préau", "Arcade", "Cour"].map(|title| (title.to_owned(), String::new())))
        .take(3)
        .collect();
    let sample = featured.first().map(|card| (card.title.clone(), duration(lang, card.minutes)));
    let name = cx.site.config.name.clone();
    let open = cx.site.config.open_catalogue;
    let page = cx.page(name).nav(Nav::Home).description(t!(lang, "home-lead"));
    Ok(page.show(move || {
        view! {
            {hero(lang, windows, open)}
            {(!tiles.is_empty()).then(|| courses(lang, tiles))}
            {steps(lang)}
            {promise(lang, sample)}
        }
        .into_any()
    }))
}

/// The latest courses, one of each discipline first.
fn featured(cards: &[Card]) -> Vec<&Card> {
    let mut newest: Vec<&Card> = cards.iter().collect();
    newest.sort_by_key(|card| std::cmp::Reverse(card.published_at));
    let mut seen = std::collections::HashSet::new();
    let (mut first, rest): (Vec<&Card>, Vec<&Card>) =
        newest.into_iter().partition(|card| seen.insert(card.disciplines.first().cloned()));
    first.extend(rest);
    first.truncate(if first.len() < 2 * ROW { ROW } else { 2 * ROW });
    first
}

fn hero(lang: Lang, windows: Vec<(String, String)>, open: bool) -> AnyView {
    view! {
        <section class="hero">
            <div class="hero-words">
                <h1>{t!(lang, "home-title")}</h1>
                <p class="lead">{t!(lang, "home-lead")}</p>
                {open
                    .then(|| {
                        view! { <div class="hero-search">{search_box(lang, String::new(), Vec::new())}</div> }
                    })}
                <div class="hero-actions">
                    <ButtonLink href="/cours" icon="arrow-right">{t!(lang, "home-all-courses")}</ButtonLink>
                </div>
            </div>
            <div class="arches" aria-hidden="true">
                {windows
                    .into_iter()
                    .map(|(title, discipline)| view! { <span><Cover title=title discipline=discipline/></span> })
                    .collect_view()}
            </div>
        </section>
    }
    .into_any()
}

fn courses(lang: Lang, tiles: Vec<CourseTile>) -> AnyView {
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{t!(lang, "home-featured")}</h2>
                <a href="/cours">{t!(lang, "home-all-courses")}</a>
            </div>
            <div class="grid">
                {tiles.into_iter().map(|tile| view! { <CourseCard tile=tile level=3/> }).collect_view()}
            </div>
        </section>
    }
    .into_any()
}

fn steps(lang: Lang) -> AnyView {
    let steps = [
        (t!(lang, "home-step-1"), t!(lang, "home-step-1-text")),
        (t!(lang, "home-step-2"), t!(lang, "home-step-2-text")),
        (t!(lang, "home-step-3"), t!(lang, "home-step-3-text")),
    ];
    view! {
        <section class="section-band">
            <h2 class="visually-hidden">{t!(lang, "home-how")}</h2>
            <ol class="how">
                {steps.into_iter().map(|(title, text)| view! { <li><h3>{title}</h3><p>{text}</p></li> }).collect_view()}
            </ol>
        </section>
    }
    .into_any()
}

/// What one gets, and a picture of it.
fn promise(lang: Lang, sample: Option<(String, String)>) -> AnyView {
    let points = [t!(lang, "home-promise-1"), t!(lang, "home-promise-2"), t!(lang, "home-promise-3")];
    let sample = sample.map(|(title, hours)| {
        view! {
            <figure class="sample-attestation" aria-label=t!(lang, "home-sample")>
                <Logo/>
                <p class="sample-kind">{t!(lang, "home-sample-kind")}</p>
                <p class="sample-title">{title}</p>
                <p class="soft">{t!(lang, "home-sample-hours", "hours" => hours)}</p>
                <p class="sample-code">"4F7K-9Q2M-XW3T-H8RA"</p>
                <figcaption class="small soft">{t!(lang, "home-sample-note")}</figcaption>
            </figure>
        }
    });
    view! {
        <section class="section promise">
            <div class="promise-words">
                <h2>{t!(lang, "home-promise")}</h2>
                <p class="lead">{t!(lang, "home-promise-text")}</p>
                <ul class="promise-points">
                    {points.into_iter().map(|text| view! { <li><Icon name="check"/><span>{text}</span></li> }).collect_view()}
                </ul>
                <div class="hero-actions">
                    <ButtonLink href="/verifier" icon="shield-check">{t!(lang, "home-check")}</ButtonLink>
                </div>
            </div>
            {sample}
        </section>
    }
    .into_any()
}
