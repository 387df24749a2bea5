//! The foot of a page: what is still missing, in plain words, and the way on.

use leptos::prelude::*;

use preau::course::published::{Page, PageRule};
use preau::learning::State;
use preau::learning::pages::done_by_reading;
use preau::learning::rules::Missing;

use super::reading::{Reading, url};
use crate::cx::Cx;
use crate::error_pages::login_path;
use crate::t;
use crate::texts::Lang;
use crate::ui::Icon;

/// The inside of `#fin`: an island puts a new one in its place after an act.
pub(super) fn inside(cx: &Cx, reading: &Reading) -> AnyView {
    let standing = match &reading.learner {
        None => sign_up(cx, reading),
        Some(learner) => match learner.enrolment.state {
            State::Completed => view! { {completed(cx, reading)} {page_state(cx, reading)} }.into_any(),
            State::Enrolled | State::InProgress | State::Dropped => page_state(cx, reading),
        },
    };
    view! { {standing} {pager(cx, reading)} }.into_any()
}

/// One click, from wherever one reads.
fn sign_up(cx: &Cx, reading: &Reading) -> AnyView {
    let lang = cx.lang;
    let form = if cx.actor.is_some() {
        view! {
            <form method="post" action=format!("/cours/{}/inscription", reading.slug()) data-act="course.enrol">
                <input type="hidden" name="page" value=reading.page().key.clone()/>
                <button class="button button-primary" type="submit">{t!(lang, "enrol-button")}</button>
            </form>
        }
        .into_any()
    } else {
        view! { <a class="button button-primary" href=login_path(&reading.url())>{t!(lang, "enrol-login")}</a> }.into_any()
    };
    view! {
        <section class="foot-sign-up" id="inscription" tabindex="-1" aria-labelledby="inscription-titre">
            <h2 class="foot-title" id="inscription-titre">{t!(lang, "enrol-title")}</h2>
            <p>{t!(lang, "enrol-text")}</p>
            {form}
        </section>
    }
    .into_any()
}

fn completed(cx: &Cx, reading: &Reading) -> AnyView {
    let lang = cx.lang;
    let attestation = reading.attestation.clone().map(|number| {
        view! {
            <a class="button button-primary" href=format!("/attestations/{number}")>
                <Icon name="award"/>
                <span>{t!(lang, "foot-attestation")}</span>
            </a>
        }
    });
    view! {
        <section class="foot-completed" aria-labelledby="termine-titre">
            <span class="foot-arch" aria-hidden="true"><Icon name="award"/></span>
            <h2 class="foot-title" id="termine-titre">{t!(lang, "foot-completed-title")}</h2>
            <p>{t!(lang, "foot-completed-text")}</p>
            <p class="page-actions">
                {attestation}
                <a class="button" href="/mon-parcours">{t!(lang, "foot-record")}</a>
            </p>
        </section>
    }
    .into_any()
}

fn page_state(cx: &Cx, reading: &Reading) -> AnyView {
    let lang = cx.lang;
    let Some(player) = &reading.player else { return ().into_any() };
    let page = reading.page();
    let rule = rule(lang, page);
    if reading.is_done() {
        let living = player.enrolment.state.is_living();
        let undo = (living && done_by_reading(page)).then(|| {
            view! {
                <form method="post" action=reading.url() data-act="course.learn">
                    <button class="button button-quiet" type="submit" name="act" value="page.unread">{t!(lang, "foot-unread")}</button>
                </form>
            }
        });
        return view! {
            <div class="foot-state">
                <p class="foot-done"><Icon name="circle-check"/><span>{t!(lang, "foot-done")}</span></p>
                {undo}
            </div>
        }
        .into_any();
    }
    if done_by_reading(page) {
        let last = reading.place().is_some_and(|place| place + 1 == reading.live.course.pages.len());
        let label = if last { t!(lang, "foot-read-last") } else { t!(lang, "foot-read") };
        return view! {
            <form class="foot-state" method="post" action=reading.url() data-act="course.learn">
                <button class="button button-primary button-large" type="submit" name="act" value="page.read">
                    <Icon name="check"/>
                    <span>{label}</span>
                </button>
                <p class="activity-note">{rule}</p>
            </form>
        }
        .into_any();
    }
    view! {
        <div class="foot-state">
            {missing(lang, reading, &player.missing)}
            <p class="activity-note">{rule}</p>
        </div>
    }
    .into_any()
}

/// What makes the page done.
fn rule(lang: Lang, page: &Page) -> String {
    match page.rule {
        PageRule::Read => t!(lang, "page-rule-read"),
        PageRule::Activities if done_by_reading(page) => t!(lang, "page-rule-read"),
        PageRule::Activities => t!(lang, "page-rule-activities"),
        PageRule::Threshold => t!(lang, "page-rule-threshold", "threshold" => page.threshold),
    }
}

/// « Il reste : 2 questions, la liste de vérification », each with the way to the first of its kind.
fn missing(lang: Lang, reading: &Reading, missing: &[Missing]) -> AnyView {
    let mut parts: Vec<(String, String)> = Vec::new();
    let questions: Vec<&String> = missing
        .iter()
        .filter_map(|item| match item {
            Missing::Question(id) => Some(id),
            Missing::Read
            | Missing::Checklist(_)
            | Missing::Survey(_)
            | Missing::Production(_)
            | Missing::Score { .. } => None,
        })
        .collect();
    if let Some(first) = questions.first() {
        parts.push((format!("#{first}"), t!(lang, "missing-questions", "count" => questions.len())));
    }
    for item in missing {
        match item {
            Missing::Question(_) => {}
            Missing::Read => parts.push(("#fin".to_owned(), t!(lang, "missing-read"))),
            Missing::Checklist(id) => parts.push((format!("#{id}"), t!(lang, "missing-checklist"))),
            Missing::Survey(id) => parts.push((format!("#{id}"), t!(lang, "missing-survey"))),
            Missing::Production(id) => parts.push((format!("#{id}"), t!(lang, "missing-production"))),
            Missing::Score { needed, best } => {
                let sentence = match best {
                    Some(best) => t!(lang, "missing-score", "needed" => *needed, "best" => *best),
                    None => t!(lang, "missing-score-first", "needed" => *needed),
                };
                let place = if reading.at_end() { "#rendre" } else { "#contenu" };
                parts.push((place.to_owned(), sentence));
            }
        }
    }
    let links = parts.into_iter().enumerate().map(|(place, (href, text))| {
        view! { {(place > 0).then_some(", ")} <a href=href>{text}</a> }
    });
    view! { <p class="foot-missing"><Icon name="flag"/><span>{t!(lang, "missing-title")}" "{links.collect_view()}</span></p> }.into_any()
}

/// The pages before and after; back to the course from a page outside of the outline.
fn pager(cx: &Cx, reading: &Reading) -> AnyView {
    let lang = cx.lang;
    let pages = &reading.live.course.pages;
    let Some(place) = reading.place() else {
        return view! {
            <nav class="reader-pager" aria-label=t!(lang, "reader-pager")>
                <a class="pager-way" href=format!("/cours/{}", reading.slug())>
                    <Icon name="arrow-left"/>
                    <span>{t!(lang, "reader-back")}</span>
                </a>
            </nav>
        }
        .into_any();
    };
    let before = place.checked_sub(1).and_then(|place| pages.get(place));
    let after = pages.get(place + 1);
    let next_class =
        if reading.is_done() { "pager-way pager-next pager-ready" } else { "pager-way pager-next" };
    view! {
        <nav class="reader-pager" aria-label=t!(lang, "reader-pager")>
            {before
                .map(|page| {
                    view! {
                        <a class="pager-way pager-previous" rel="prev" href=url(reading.slug(), &page.key)>
                            <Icon name="arrow-left"/>
                            <span>
                                <span class="pager-word">{t!(lang, "reader-previous")}</span>
                                <span class="pager-title">{page.title.clone()}</span>
                            </span>
                        </a>
                    }
                })}
            {after
                .map(|page| {
                    view! {
                        <a class=next_class rel="next" href=url(reading.slug(), &page.key)>
                            <span>
                                <span class="pager-word">{t!(lang, "reader-next")}</span>
                                <span class="pager-title">{page.title.clone()}</span>
                            </span>
                            <Icon name="arrow-right"/>
                        </a>
                    }
                })}
        </nav>
    }
    .into_any()
}
