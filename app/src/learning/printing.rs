//! `/cours/{slug}/imprimer`: a whole course on paper. Activities become something to fill in with a pen; nothing of
//! their key is printed, except at the end and for trainers.

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::Act;
use preau::course::live::Live;
use preau::course::published::{Answers, Block, Checklist, Criteria, Page, PageKind, Question, Survey, Task};
use preau::learning::draw;

use super::reading::course;
use crate::cx::Cx;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{Crumb, Icon, duration};

/// `GET /cours/{slug}/imprimer`.
pub(super) async fn show(cx: Cx, Path(slug): Path<String>) -> Response {
    cx.answer(async {
        cx.allow(Act::ReadLessons, ())?;
        let (_, live) = course(&cx, &slug).await?;
        let lang = cx.lang;
        let title = live.course.meta.title.clone();
        let crumbs = [
            Crumb::new("/cours", t!(lang, "nav-courses")),
            Crumb::new(format!("/cours/{slug}"), title.clone()),
        ];
        let trainer = cx.may(Act::ReadTrainerNotes);
        let page = cx.page(t!(lang, "print-title", "course" => title)).nav(Nav::Courses).crumbs(crumbs);
        Ok(page.show(move || whole(lang, &live, trainer)))
    })
    .await
}

fn whole(lang: Lang, live: &Live, trainer: bool) -> AnyView {
    let course = &live.course;
    let meta = &course.meta;
    let language = (!meta.language.starts_with(lang.code())).then(|| meta.language.clone());
    let authors = meta.authors.iter().map(|author| author.name.clone()).collect::<Vec<_>>().join(", ");
    let pages = course.pages.iter().map(|page| one(lang, page, trainer));
    let key = trainer.then(|| key(lang, live));
    view! {
        <div class="printed" lang=language>
            <div class="page-head">
                <h1>{meta.title.clone()}</h1>
                <p class="lead">{meta.summary.clone()}</p>
                <p class="activity-note">
                    {t!(lang, "print-credits", "authors" => authors, "version" => course.version.clone(), "licence" => meta.licence.clone())}
                </p>
                <p class="page-actions"><span class="activity-note"><Icon name="printer"/>" "{t!(lang, "print-how")}</span></p>
            </div>
            {pages.collect_view()}
            {key}
        </div>
    }
    .into_any()
}

fn one(lang: Lang, page: &Page, trainer: bool) -> AnyView {
    let mut numbers = 0;
    let body = blocks(lang, page, &page.blocks, trainer, &mut numbers);
    let withheld = (page.kind == PageKind::Assessment && !trainer)
        .then(|| view! { <p class="activity-note">{t!(lang, "print-assessment")}</p> });
    view! {
        <section class="printed-page">
            <h2 inner_html=page.title_html.clone()></h2>
            <p class="activity-note">{duration(lang, u32::from(page.minutes))}</p>
            {withheld}
            {body}
        </section>
    }
    .into_any()
}

/// Ids are unique in a page, not in a course: each gets the name of its page in front.
fn apart(page: &Page, html: &str) -> String {
    let key = &page.key;
    // Each page has its notes: their names tell them apart.
    let title = escape(&page.title).replace('"', "&quot;");
    let html = html.replace("aria-label=\"Notes\"", &format!("aria-label=\"Notes\u{a0}: {title}\""));
    [" id=\"", " href=\"#", " aria-describedby=\"", " aria-labelledby=\""]
        .iter()
        .fold(html, |html, start| html.replace(start, &format!("{start}{key}-")))
}

fn blocks(lang: Lang, page: &Page, list: &[Block], trainer: bool, number: &mut usize) -> AnyView {
    let mut views = Vec::with_capacity(list.len());
    for block in list {
        views.push(match block {
            Block::Html { html } => view! { <div class="prose" inner_html=apart(page, html)></div> }.into_any(),
            Block::Language { lang: other, blocks: inside } => {
                let inside = blocks(lang, page, inside, trainer, number);
                view! { <div lang=other.clone()>{inside}</div> }.into_any()
            }
            Block::Trainer { html } if trainer => {
                view! { <aside class="callout"><div class="prose" inner_html=apart(page, html)></div></aside> }.into_any()
            }
            Block::Trainer { .. } => continue,
            // The questions of an assessment are not handed out before it.
            Block::Question(_) if page.kind == PageKind::Assessment && !trainer => continue,
            Block::Question(found) => {
                *number += 1;
                question(lang, page, found, *number)
            }
            Block::Survey(found) => survey(lang, page, found),
            Block::Checklist(found) => checklist(lang, page, found),
            Block::Task(found) => task(lang, page, found),
        });
    }
    views.into_any()
}

/// The order in which a paper shows options: the same for everybody, and not the source's.
fn order(page: &Page, question: &Question, count: usize, shuffled: bool) -> Vec<usize> {
    draw::options(count, draw::seed(Uuid::nil(), &page.key, 1), &question.id, shuffled)
}

fn boxes(items: Vec<String>) -> AnyView {
    let items = items.into_iter().map(|html| view! { <li inner_html=html></li> });
    view! { <ul class="printed-boxes">{items.collect_view()}</ul> }.into_any()
}

fn question(lang: Lang, page: &Page, question: &Question, number: usize) -> AnyView {
    let answers = match &question.answers {
        Answers::Single { options } | Answers::Multiple { options } => {
            let order = order(page, question, options.len(), question.shuffle);
            boxes(order.into_iter().map(|index| options[index].html.clone()).collect())
        }
        Answers::Text { .. } | Answers::Number { .. } | Answers::Open => {
            view! { <p class="printed-line"></p> }.into_any()
        }
        Answers::Matching { left, right, distractors, left_header, right_header } => {
            let cells: Vec<&String> = right.iter().chain(distractors).collect();
            let order = order(page, question, cells.len(), true);
            let rows = (0..left.len().max(cells.len())).map(|row| {
                let left = left.get(row).cloned().unwrap_or_default();
                let right = order.get(row).map(|index| cells[*index].clone()).unwrap_or_default();
                view! { <tr><td inner_html=left></td><td inner_html=right></td></tr> }
            });
            view! {
                <table>
                    <thead>
                        <tr>
                            <th scope="col" inner_html=left_header.clone()></th>
                            <th scope="col" inner_html=right_header.clone()></th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            }
            .into_any()
        }
        Answers::Ordering { items } => {
            let order = order(page, question, items.len(), true);
            boxes(order.into_iter().map(|index| items[index].clone()).collect())
        }
    };
    view! {
        <div class="printed-activity">
            <p class="activity-title">{t!(lang, "print-question", "number" => number)}</p>
            <div class="prose" inner_html=apart(page, &question.statement_html)></div>
            {answers}
        </div>
    }
    .into_any()
}

fn survey(lang: Lang, page: &Page, survey: &Survey) -> AnyView {
    view! {
        <div class="printed-activity">
            <p class="activity-title">{t!(lang, "activity-survey")}</p>
            <div class="prose" inner_html=apart(page, &survey.statement_html)></div>
            {boxes(survey.options.clone())}
        </div>
    }
    .into_any()
}

fn checklist(lang: Lang, page: &Page, list: &Checklist) -> AnyView {
    let title = list.title_html.clone().unwrap_or_else(|| t!(lang, "activity-checklist"));
    let items = list
        .items
        .iter()
        .flat_map(|item| std::iter::once(item.html.clone()).chain(item.children.iter().cloned()));
    view! {
        <div class="printed-activity">
            <p class="activity-title" inner_html=title></p>
            <div class="prose" inner_html=apart(page, &list.intro_html)></div>
            {boxes(items.collect())}
        </div>
    }
    .into_any()
}

fn task(lang: Lang, page: &Page, task: &Task) -> AnyView {
    let title = task.title_html.clone().unwrap_or_else(|| t!(lang, "activity-task"));
    let criteria = match &task.criteria {
        Criteria::None => ().into_any(),
        Criteria::List { items } => boxes(items.clone()),
        Criteria::Table { html } => {
            view! { <div class="prose" inner_html=apart(page, html)></div> }.into_any()
        }
    };
    view! {
        <div class="printed-activity">
            <p class="activity-title" inner_html=title></p>
            <div class="prose" inner_html=apart(page, &task.instructions_html)></div>
            {criteria}
        </div>
    }
    .into_any()
}

/// The right answers, page by page: on trainers' paper only.
fn key(lang: Lang, live: &Live) -> AnyView {
    let pages = live.course.pages.iter().filter(|page| page.questions().next().is_some()).map(|page| {
        let items = page.questions().map(|question| {
            let explanation = question
                .explanation_html
                .clone()
                .map(|html| view! { <div class="prose" inner_html=apart(page, &html)></div> });
            view! { <li><span inner_html=right_answers(question)></span>{explanation}</li> }
        });
        view! { <h3>{page.title.clone()}</h3><ol>{items.collect_view()}</ol> }
    });
    view! { <section class="printed-page printed-key"><h2>{t!(lang, "print-key")}</h2>{pages.collect_view()}</section> }.into_any()
}

/// The right answers of a question, as HTML.
fn right_answers(question: &Question) -> String {
    let right = match &question.answers {
        Answers::Single { options } | Answers::Multiple { options } => {
            options.iter().filter(|option| option.right).map(|option| option.html.clone()).collect()
        }
        Answers::Text { answers, .. } => {
            answers.iter().filter(|answer| answer.right).map(|answer| escape(&answer.text)).collect()
        }
        Answers::Number { answers, .. } => {
            answers.iter().filter(|answer| answer.right).map(|answer| escape(&answer.shown)).collect()
        }
        Answers::Matching { left, right, .. } => {
            left.iter().zip(right).map(|(left, right)| format!("{left}\u{a0}→ {right}")).collect()
        }
        Answers::Ordering { items } => items.clone(),
        Answers::Open => Vec::new(),
    };
    right.join(" ; ")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
