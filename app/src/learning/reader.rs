//! The lesson reader: one page of a course, with the way through it and what it still asks for.

use std::sync::Arc;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

use preau::course::live::Live;
use preau::course::published::{Block, PageKind, Prerequisite};

use super::activities::{EVALUATION, activity};
use super::reading::{self, Reading, by_attempts, url};
use super::trial::Trial;
use super::{assessment, foot, outline, panel};
use crate::cx::Cx;
use crate::page::Nav;
use crate::shared::for_visitors;
use crate::t;
use crate::ui::{Crumb, Icon, Notice, NoticeKind, duration};

/// `GET /cours/{slug}/{page}`.
pub(super) async fn show(cx: Cx, Path((slug, key)): Path<(String, String)>) -> Response {
    // In a box: a page reads a great deal on its way.
    let shown = Box::pin(async {
        let mut reading = reading::load(&cx, &slug, &key).await?;
        reading::note_seen(&cx, &mut reading).await?;
        Ok(page(&cx, &reading, None, StatusCode::OK))
    });
    for_visitors(&cx, shown).await
}

/// The page as it stands; with what was typed and refused, if something was.
pub(super) fn page(cx: &Cx, reading: &Reading, trial: Option<&Trial>, status: StatusCode) -> Response {
    let course = &reading.live.course;
    let crumbs = [
        Crumb::new("/cours", t!(cx.lang, "nav-courses")),
        Crumb::new(format!("/cours/{}", course.slug), course.meta.title.clone()),
    ];
    let mut page =
        cx.page(reading.page().title.clone()).nav(Nav::Courses).crumbs(crumbs).reader().status(status);
    page = page.description(course.meta.summary.clone()).frames(frame_hosts(reading));
    page.show(|| view(cx, reading, trial))
}

/// Sites whose players this page may show after a click.
fn frame_hosts(reading: &Reading) -> Vec<String> {
    fn look(blocks: &[Block], hosts: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Html { html } | Block::Trainer { html } => {
                    let sources = html.split("data-src=\"https://").skip(1);
                    hosts.extend(sources.filter_map(|rest| Some(rest.split(['/', '"']).next()?.to_owned())));
                }
                Block::Language { blocks, .. } => look(blocks, hosts),
                Block::Question(_) | Block::Survey(_) | Block::Checklist(_) | Block::Task(_) => {}
            }
        }
    }
    let mut hosts = Vec::new();
    look(&reading.page().blocks, &mut hosts);
    hosts.retain(|host| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')));
    hosts.sort();
    hosts.dedup();
    hosts
}

fn view(cx: &Cx, reading: &Reading, trial: Option<&Trial>) -> AnyView {
    let language = content_language(cx, reading);
    let panel = reading.learner.is_some().then(|| {
        view! { <section class="reader-progress" id="progression" aria-labelledby="progression-titre">{panel::inside(cx, reading)}</section> }
    });
    view! {
        <div class="reader">
            {outline::outline(cx, reading)}
            <article class="reader-page">
                {trial.map(|trial| summary(cx, reading, trial))}
                {head(cx, reading, language.clone())}
                {notices(cx, reading)}
                <div class="reader-body" lang=language>
                    {assessment::before(cx, reading)}
                    {blocks(cx, reading, trial)}
                    {assessment::after(cx, reading, trial)}
                </div>
                <footer class="reader-foot" id="fin" tabindex="-1">{foot::inside(cx, reading)}</footer>
            </article>
            {panel}
        </div>
        <script type="module" nonce=cx.nonce.clone() src=cx.site.assets.href("reader.js")></script>
    }
    .into_any()
}

/// The language of the course, when it is not the page's.
fn content_language(cx: &Cx, reading: &Reading) -> Option<String> {
    let language = &reading.live.course.meta.language;
    (!language.starts_with(cx.lang.code())).then(|| language.clone())
}

fn head(cx: &Cx, reading: &Reading, language: Option<String>) -> AnyView {
    let lang = cx.lang;
    let page = reading.page();
    let course = &reading.live.course;
    let place = reading
        .place()
        .map(|place| t!(lang, "reader-place", "page" => place + 1, "pages" => course.pages.len()));
    let kind = match page.kind {
        PageKind::Lesson => None,
        PageKind::Assessment => Some(t!(lang, "reader-assessment")),
        PageKind::Resource => Some(t!(lang, "reader-resource")),
    };
    let objectives = (!page.objectives.is_empty()).then(|| {
        let items = page.objectives.iter().map(|text| view! { <li>{text.clone()}</li> });
        view! {
            <div class="reader-objectives">
                <p class="reader-objectives-title">{t!(lang, "reader-objectives")}</p>
                <ul lang=language.clone()>{items.collect_view()}</ul>
            </div>
        }
    });
    view! {
        <header class="reader-head">
            <p class="reader-course"><a href=format!("/cours/{}", course.slug) lang=language.clone()>{course.meta.title.clone()}</a></p>
            <h1 lang=language.clone() inner_html=page.title_html.clone()></h1>
            <p class="reader-facts">
                {place.map(|place| view! { <span class="fact">{place}</span> })}
                {kind.map(|kind| view! { <span class="fact">{kind}</span> })}
                <span class="fact"><Icon name="clock"/>{duration(lang, u32::from(page.minutes))}</span>
                {reading.is_done().then(|| view! { <span class="fact fact-done"><Icon name="circle-check"/>{t!(lang, "reader-done")}</span> })}
            </p>
            {objectives}
        </header>
    }
    .into_any()
}

/// What was refused, in one place that has the focus, with the way to each.
fn summary(cx: &Cx, reading: &Reading, trial: &Trial) -> AnyView {
    let lang = cx.lang;
    let here = |activity: &str| if activity.is_empty() { "#fin".to_owned() } else { format!("#{activity}") };
    let count = trial.faults.len().max(1);
    let items: Vec<_> = trial
        .faults
        .iter()
        .map(|(activity, _, sentence)| (here(activity), sentence.clone()))
        .chain(trial.refusal.iter().map(|sentence| (here(&trial.activity), sentence.clone())))
        .chain(
            trial
                .unanswered
                .iter()
                .map(|count| ("#rendre".to_owned(), t!(lang, "assessment-unanswered", "count" => *count))),
        )
        .map(|(href, sentence)| view! { <li><a href=href>{sentence}</a></li> })
        .collect();
    let kept = trial.refusal.is_none() && reading.player.is_some();
    view! {
        <section class="notice notice-error error-summary" role="alert" tabindex="-1" autofocus=true aria-labelledby="erreurs">
            <Icon name="circle-alert" class="notice-icon"/>
            <div class="notice-body">
                <h2 class="notice-title" id="erreurs">{t!(lang, "form-errors", "count" => count)}</h2>
                <ul>{items}</ul>
                {kept.then(|| view! { <p>{t!(lang, "reader-typed-kept")}</p> })}
            </div>
        </section>
    }
    .into_any()
}

/// What to know before reading: things to do first, a later version, a date passed.
fn notices(cx: &Cx, reading: &Reading) -> AnyView {
    let lang = cx.lang;
    let course = &reading.live.course;
    let unmet = (!reading.unmet.is_empty()).then(|| {
        let (kind, text) = match reading.page().kind {
            PageKind::Assessment => (NoticeKind::Error, t!(lang, "reader-unmet-locked")),
            PageKind::Lesson | PageKind::Resource => (NoticeKind::Warning, t!(lang, "reader-unmet")),
        };
        let links: Vec<AnyView> = reading.unmet.iter().map(|wanted| prerequisite(reading, wanted)).collect();
        view! { <Notice kind=kind><p>{text}</p><ul>{links}</ul></Notice> }
    });
    let newer = reading.newer.clone().map(|version| {
        let (own, changes, take) =
            (course.version.clone(), format!("/cours/{}#changements", course.slug), format!("/cours/{}/version", course.slug));
        view! {
            <Notice title=t!(lang, "reader-newer", "version" => version.clone())>
                <p>{t!(lang, "reader-newer-text", "version" => own)}</p>
                <p class="page-actions"><a class="button" href=changes>{t!(lang, "reader-newer-read")}</a></p>
                <form method="post" action=take data-act="course.learn">
                    <button class="button" type="submit">{t!(lang, "reader-newer-take", "version" => version)}</button>
                </form>
            </Notice>
        }
    });
    let today = cx.today().to_string();
    let due = course.meta.review_due.as_ref().filter(|due| **due < today).map(|_| {
        view! { <Notice kind=NoticeKind::Warning><p>{t!(lang, "reader-review-due")}</p></Notice> }
    });
    view! { {unmet} {newer} {due} }.into_any()
}

fn prerequisite(reading: &Reading, wanted: &Prerequisite) -> AnyView {
    let slug = wanted.course.as_deref().unwrap_or(reading.slug());
    let (href, title) = match &wanted.page {
        Some(page) => {
            let known = reading.live.page(page).filter(|_| slug == reading.slug());
            (url(slug, page), known.map_or_else(|| format!("{slug}/{page}"), |page| page.title.clone()))
        }
        None => (format!("/cours/{slug}"), slug.to_owned()),
    };
    view! { <li><a href=href>{title}</a></li> }.into_any()
}

/// The body: ready HTML as it is, activities as they stand, only the questions drawn.
fn blocks(cx: &Cx, reading: &Reading, trial: Option<&Trial>) -> AnyView {
    let (drawn, _) = reading.questions();
    let mut hand = Hand { cx, reading, trial, drawn, next: 0 };
    hand.deal(&reading.page().blocks)
}

/// The body of the only page of a course that nobody follows yet, trainers' notes included: for its author.
pub(crate) fn preview(cx: &Cx, live: Arc<Live>) -> AnyView {
    let reading = Reading::alone(live);
    blocks(cx, &reading, None)
}

/// Gives each place of the page what stands there.
struct Hand<'a> {
    cx: &'a Cx,
    reading: &'a Reading,
    trial: Option<&'a Trial>,
    drawn: Vec<String>,
    next: usize,
}

impl Hand<'_> {
    fn deal(&mut self, blocks: &[Block]) -> AnyView {
        let mut views = Vec::with_capacity(blocks.len());
        for block in blocks {
            views.push(match block {
                Block::Html { html } => {
                    view! { <div class="prose" inner_html=html.clone()></div> }.into_any()
                }
                Block::Language { lang, blocks } => {
                    let inside = self.deal(blocks);
                    view! { <div lang=lang.clone()>{inside}</div> }.into_any()
                }
                Block::Trainer { html } if self.reading.trainer => trainer(self.cx, html),
                Block::Trainer { .. } => continue,
                Block::Question(question) => match self.question(&question.id) {
                    Some(view) => view,
                    None => continue,
                },
                Block::Survey(_) | Block::Checklist(_) | Block::Task(_) => {
                    activity(self.cx, self.reading, block, self.trial)
                }
            });
        }
        views.into_any()
    }

    /// The question of a place: its own, or the next of a shuffled draw.
    fn question(&mut self, own: &str) -> Option<AnyView> {
        if self.reading.withheld() {
            return None;
        }
        let page = self.reading.page();
        let id = if page.shuffle && by_attempts(page) {
            let id = self.drawn.get(self.next)?.clone();
            self.next += 1;
            id
        } else {
            self.drawn.iter().find(|id| *id == own)?.clone()
        };
        let block = page.activities().find(|block| block.activity_id() == Some(id.as_str()))?;
        Some(activity(self.cx, self.reading, block, self.trial))
    }
}

fn trainer(cx: &Cx, html: &str) -> AnyView {
    view! {
        <aside class="callout callout-trainer">
            <p class="callout-title"><strong>{t!(cx.lang, "reader-trainer")}</strong></p>
            <div class="prose" inner_html=html.to_owned()></div>
        </aside>
    }
    .into_any()
}

/// The form of a page whose questions are handed in together. It stands first, empty but for a button that no one sees:
/// the one that the Enter key presses, which must keep the answers and nothing more.
pub(super) fn evaluation_form(reading: &Reading) -> AnyView {
    view! {
        <form id=EVALUATION method="post" action=reading.url() data-act="course.learn" novalidate>
            <button class="visually-hidden" type="submit" name="act" value="answers.save" tabindex="-1" aria-hidden="true"></button>
        </form>
    }
    .into_any()
}
