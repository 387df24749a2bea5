//! Cards: one thing of a list, with one way to it.

use leptos::prelude::*;

use super::{Chip, Cover, Icon, ProgressBar, Tag, Tone, duration, hue, look};
use crate::{t, texts};

/// A box with a heading.
#[component]
pub fn Card(
    #[prop(optional, into)] title: String,
    /// The heading's place in the page.
    #[prop(default = 2)]
    level: u8,
    #[prop(default = "")] icon: &'static str,
    children: Children,
) -> AnyView {
    let inside = view! {
        {(!icon.is_empty()).then(|| view! { <Icon name=icon/> })}
        {title.clone()}
    };
    let heading = match (title.is_empty(), level) {
        (true, _) => ().into_any(),
        (false, 3) => view! { <h3 class="card-title">{inside}</h3> }.into_any(),
        (false, _) => view! { <h2 class="card-title">{inside}</h2> }.into_any(),
    };
    view! { <section class="card">{heading}{children()}</section> }.into_any()
}

/// How the reader stands with a course of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TileState {
    #[default]
    None,
    UnderWay {
        done: u32,
        pages: u32,
    },
    Completed,
}

/// What a card shows of a course.
#[derive(Debug, Clone, Default)]
pub struct CourseTile {
    pub slug: String,
    pub title: String,
    pub summary: String,
    pub disciplines: Vec<String>,
    /// `debutant`, `intermediaire`, `avance`.
    pub level: &'static str,
    pub minutes: u32,
    /// Address and alternative of its picture; none = drawn.
    pub image: Option<(String, String)>,
    /// In another language than the page: its code.
    pub language: Option<String>,
    pub state: TileState,
    /// Pages that hold the words looked for: address and title.
    pub found_in: Vec<(String, String)>,
}

/// A course in a list: the title is the one link, and the whole card follows it.
#[component]
pub fn CourseCard(
    tile: CourseTile,
    /// The heading's place in the page.
    #[prop(default = 2)]
    level: u8,
) -> AnyView {
    let lang = look().lang;
    let discipline = tile.disciplines.first().cloned().unwrap_or_default();
    let picture = match tile.image {
        Some((src, alt)) => {
            view! { <img src=src alt=alt width="320" height="180" loading="lazy" decoding="async"/> }
                .into_any()
        }
        None => view! { <Cover title=tile.title.clone() discipline=discipline.clone()/> }.into_any(),
    };
    let link = view! { <a href=format!("/cours/{}", tile.slug) lang=tile.language>{tile.title}</a> };
    let heading = match level {
        3 => view! { <h3 class="course-card-title">{link}</h3> }.into_any(),
        _ => view! { <h2 class="course-card-title">{link}</h2> }.into_any(),
    };
    let more = tile.disciplines.len().saturating_sub(2);
    let chips = tile.disciplines.into_iter().take(2).map(|code| {
        let name = texts::text(lang, &format!("discipline-{code}"));
        view! { <li><Chip hue=Some(hue(&code))>{name}</Chip></li> }
    });
    let state = match tile.state {
        TileState::None => ().into_any(),
        TileState::UnderWay { done, pages } => {
            view! { <ProgressBar value=done max=pages label=t!(lang, "progress-pages", "done" => done, "pages" => pages)/> }
                .into_any()
        }
        TileState::Completed => view! { <Tag tone=Tone::Success icon="circle-check">{t!(lang, "progress-completed")}</Tag> }.into_any(),
    };
    view! {
        <article class="course-card">
            <div class="course-card-picture">{picture}</div>
            <div class="course-card-body">
                {heading}
                <p class="course-card-summary">{tile.summary}</p>
                <ul class="course-card-facts">
                    {chips.collect_view()}
                    {(more > 0).then(|| view! { <li class="fact">{t!(lang, "disciplines-more", "count" => more)}</li> })}
                    <li class="fact"><Icon name="clock"/>{duration(lang, tile.minutes)}</li>
                    <li class="fact">{texts::text(lang, &format!("level-{}", tile.level))}</li>
                </ul>
                {(!tile.found_in.is_empty())
                    .then(|| {
                        view! {
                            <p class="course-card-found">
                                {t!(lang, "card-found-in")}" "
                                {tile
                                    .found_in
                                    .into_iter()
                                    .enumerate()
                                    .map(|(place, (href, title))| {
                                        view! { {(place > 0).then_some(", ")} <a href=href>{title}</a> }
                                    })
                                    .collect_view()}
                            </p>
                        }
                    })}
                {state}
            </div>
        </article>
    }
    .into_any()
}
