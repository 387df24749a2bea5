//! The way through a course: sections and pages, each with its state in a drawing and in words.

use leptos::prelude::*;

use preau::course::published::{Page, PageKind};

use super::reading::{Reading, url};
use crate::cx::Cx;
use crate::t;
use crate::ui::{Icon, duration};

/// Beside the page on wide screens; a sheet to open on small ones.
pub(super) fn outline(cx: &Cx, reading: &Reading) -> AnyView {
    let lang = cx.lang;
    let pages = reading.live.course.pages.len();
    let sheet = match reading.place() {
        Some(place) => t!(lang, "outline-sheet", "page" => place + 1, "pages" => pages),
        None => t!(lang, "outline-title"),
    };
    view! {
        <nav class="reader-outline" aria-label=t!(lang, "outline-title")>
            <details class="reader-sheet">
                <summary><Icon name="list-ordered"/><span>{sheet}</span><Icon name="chevron-down" class="menu-mark"/></summary>
                {sections(cx, reading)}
            </details>
            <div class="reader-side">{sections(cx, reading)}</div>
        </nav>
    }
    .into_any()
}

fn sections(cx: &Cx, reading: &Reading) -> AnyView {
    let language = (!reading.live.course.meta.language.starts_with(cx.lang.code()))
        .then(|| reading.live.course.meta.language.clone());
    let sections = reading.live.course.sections.iter().map(|section| {
        let pages = section.pages.iter().filter_map(|key| reading.live.page(key)).map(|page| entry(cx, reading, page));
        view! {
            <li class="way-section">
                {(!section.title.is_empty()).then(|| view! { <p class="way-section-title">{section.title.clone()}</p> })}
                <ol class="way-list">{pages.collect_view()}</ol>
            </li>
        }
    });
    view! { <ol class="way-sections" lang=language>{sections.collect_view()}</ol> }.into_any()
}

fn entry(cx: &Cx, reading: &Reading, page: &Page) -> AnyView {
    let lang = cx.lang;
    let here = page.key == reading.page().key;
    let (done, seen) = match &reading.learner {
        Some(learner) => (learner.done.contains(&page.key), learner.seen.contains(&page.key)),
        None => (false, false),
    };
    let closed = reading.learner.is_none() && cx.actor.is_none() && !page.public;
    let (class, state) = match (done, here, seen, closed) {
        (true, ..) => ("way-page way-done", Some(t!(lang, "outline-done"))),
        (_, true, ..) => ("way-page way-here", Some(t!(lang, "outline-here"))),
        (_, _, true, _) => ("way-page way-seen", Some(t!(lang, "outline-started"))),
        (.., true) => ("way-page way-closed", Some(t!(lang, "outline-closed"))),
        _ => ("way-page", None),
    };
    let icon = match (done, closed) {
        (true, _) => view! { <Icon name="circle-check"/> }.into_any(),
        (_, true) => view! { <Icon name="lock"/> }.into_any(),
        _ => view! { <span class="way-dot" aria-hidden="true"></span> }.into_any(),
    };
    let optional = page.kind == PageKind::Resource;
    view! {
        <li class=class>
            {icon}
            <span class="way-text">
                <a href=url(reading.slug(), &page.key) aria-current=here.then_some("page")>{page.title.clone()}</a>
                <span class="way-facts" lang=lang.code()>
                    {duration(lang, u32::from(page.minutes))}
                    {optional.then(|| view! { " · "{t!(lang, "outline-optional")} })}
                    {state.map(|state| view! { " · "<span class="way-state">{state}</span> })}
                </span>
            </span>
        </li>
    }
    .into_any()
}
