//! `/cours/{slug}`: all that one wants to know of a course before following it, and one thing to do.

use std::sync::Arc;

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

use preau::Error;
use preau::access::Act;
use preau::course::live::Live;
use preau::learning::{self, Enrolment, State};

use super::outline::{self, Reader};
use super::{facts, json_ld, may_look, names, rule, tile};
use crate::cx::Cx;
use crate::page::Nav;
use crate::shared::for_visitors;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Chip, Cover, Crumb, Icon, Notice, NoticeKind, PostForm, ProgressRing,
    date, duration, hue,
};

/// `GET /cours/{slug}`.
pub(super) async fn show(cx: Cx, Path(slug): Path<String>) -> Response {
    for_visitors(&cx, async {
        may_look(&cx)?;
        let live = cx
            .site
            .courses
            .current(&cx.site.db, cx.actor.as_ref(), &slug, cx.now)
            .await?
            .ok_or(Error::NotFound)?;
        let mut read = cx.read().await?;
        let reference = cx.site.courses.reference(&cx.site.db, cx.now).await?;
        let mine = match &cx.actor {
            Some(actor) => learning::find(&mut read, actor.id(), &slug).await?,
            None => None,
        };
        drop(read);
        let cards = cx.site.courses.cards(&cx.site.db, cx.actor.as_ref(), cx.now).await?;
        let before = live.course.meta.prerequisites.iter();
        let before = before.filter_map(|slug| cards.iter().find(|card| card.slug == *slug));
        let sheet = Sheet {
            lang: cx.lang,
            zone: cx.site.config.zone.clone(),
            late: is_late(&cx, &live),
            image: cards
                .iter()
                .find(|card| card.slug == slug)
                .and_then(|card| tile::tile(cx.lang, card, &[]).image),
            competences: live
                .course
                .meta
                .competences
                .iter()
                .map(|code| names::competence(&reference.framework, code))
                .collect(),
            before: before.map(|card| (format!("/cours/{}", card.slug), card.title.clone())).collect(),
            reader: if cx.may(Act::ReadLessons) { Reader::Member } else { Reader::Visitor },
            json: json_ld::of(&cx, &live),
            nonce: cx.nonce.clone(),
            reuse: cx.may(Act::WriteCourse).then(|| format!("/atelier/reprise?cours={slug}")),
            mine,
            live,
        };
        let meta = &sheet.live.course.meta;
        let (title, summary) = (meta.title.clone(), meta.summary.clone());
        let page = cx.page(title).nav(Nav::Courses).description(summary);
        Ok(page.crumbs([Crumb::new("/cours", t!(cx.lang, "nav-courses"))]).show(move || sheet.show()))
    })
    .await
}

/// The date after which the course should have been read over, when it has passed.
fn is_late(cx: &Cx, live: &Live) -> Option<String> {
    let due: jiff::civil::Date = live.course.meta.review_due.as_ref()?.parse().ok()?;
    (due < cx.today()).then(|| date(cx.lang, due))
}

struct Sheet {
    lang: Lang,
    zone: String,
    live: Arc<Live>,
    mine: Option<Enrolment>,
    reader: Reader,
    late: Option<String>,
    image: Option<(String, String)>,
    competences: Vec<String>,
    before: Vec<(String, String)>,
    json: String,
    nonce: String,
    /// Where an author makes a module of their own of it.
    reuse: Option<String>,
}

impl Sheet {
    fn show(self) -> AnyView {
        let lang = self.lang;
        let course = &self.live.course;
        let meta = &course.meta;
        let language = (meta.language != lang.code()).then(|| meta.language.clone());
        let objectives = meta.objectives.clone();
        view! {
            <script type="application/ld+json" nonce=self.nonce.clone() inner_html=self.json.clone()></script>
            <article lang=language>
                {self.head()}
                {self
                    .late
                    .clone()
                    .map(|date| {
                        view! {
                            <div class="section">
                                <Notice kind=NoticeKind::Warning title=t!(lang, "sheet-late-title")>
                                    <p>{t!(lang, "sheet-late-text", "date" => date)}</p>
                                </Notice>
                            </div>
                        }
                    })}
                <div class="course-sheet section">
                    {self.call_to_action()}
                    <div class="course-sheet-main">
                        <section class="stack">
                            <h2>{t!(lang, "sheet-objectives")}</h2>
                            <ul class="objectives">
                                {objectives
                                    .into_iter()
                                    .map(|text| view! { <li><Icon name="check"/><span>{text}</span></li> })
                                    .collect_view()}
                            </ul>
                        </section>
                        {self.before_view()}
                        <section class="stack">
                            <h2>{t!(lang, "sheet-outline")}</h2>
                            {self.reuse.clone().map(|href| view! { <p><ButtonLink href=href icon="copy">{t!(lang, "sheet-fork")}</ButtonLink></p> })}
                            <div>{outline::show(lang, course, self.reader)}</div>
                        </section>
                        {self.completion()}
                        {self.more()}
                    </div>
                    <aside class="course-sheet-facts" aria-label=t!(lang, "sheet-facts")>{facts::show(lang, &self.live, &self.zone, &self.competences)}</aside>
                </div>
            </article>
        }
        .into_any()
    }

    fn head(&self) -> AnyView {
        let lang = self.lang;
        let meta = &self.live.course.meta;
        let discipline = meta.disciplines.first().cloned().unwrap_or_default();
        let picture = match self.image.clone() {
            Some((src, alt)) => view! { <img src=src alt=alt width="320" height="346"/> }.into_any(),
            None => view! { <Cover title=meta.title.clone() discipline=discipline/> }.into_any(),
        };
        let chips: Vec<AnyView> = meta
            .disciplines
            .iter()
            .take(6)
            .map(|code| {
                let name = names::discipline(lang, code);
                view! { <Chip hue=Some(hue(code))>{name}</Chip> }.into_any()
            })
            .collect();
        let audience: Vec<String> = meta.audience.iter().map(|code| names::audience(lang, code)).collect();
        view! {
            <header class="course-head">
                <div class="course-head-words">
                    <div class="chips">{chips}</div>
                    <h1>{meta.title.clone()}</h1>
                    <p class="lead">{meta.summary.clone()}</p>
                    <div class="course-head-facts">
                        <span class="fact"><Icon name="clock"/>{duration(lang, meta.minutes)}</span>
                        <span class="fact">
                            <Icon name="file-text"/>
                            {t!(lang, "sheet-pages", "count" => self.live.course.pages.len())}
                        </span>
                        <span class="fact"><Icon name="graduation-cap"/>{names::level(lang, meta.level)}</span>
                        {(!audience.is_empty())
                            .then(|| view! { <span class="fact"><Icon name="users"/>{audience.join(", ")}</span> })}
                    </div>
                </div>
                <div class="course-head-picture"><div class="course-window">{picture}</div></div>
            </header>
        }
        .into_any()
    }

    /// One thing to do, the one that fits the reader.
    fn call_to_action(&self) -> AnyView {
        let lang = self.lang;
        let course = &self.live.course;
        let slug = &course.slug;
        let hours = view! {
            <p class="course-cta-hours">{duration(lang, course.meta.minutes)}" "{t!(lang, "sheet-remote")}</p>
        };
        let living = self.mine.as_ref().filter(|mine| mine.state.is_living());
        let act = match (living, self.mine.as_ref().map(|mine| mine.state)) {
            (Some(mine), _) => {
                let percent = u8::try_from(mine.percent.unwrap_or(0).clamp(0, 100)).unwrap_or(0);
                view! {
                    <ProgressRing percent=percent label=t!(lang, "sheet-progress") large=true/>
                    <PostForm action=format!("/cours/{slug}/reprendre") act="course.learn" class="stack">
                        <Button kind=ButtonKind::Primary icon="play">{t!(lang, "sheet-resume")}</Button>
                    </PostForm>
                }
                .into_any()
            }
            (None, Some(State::Completed)) => {
                let first = course
                    .pages
                    .first()
                    .map(|page| format!("/cours/{slug}/{}", page.key))
                    .unwrap_or_default();
                view! {
                    <p class="fact"><Icon name="circle-check"/>{t!(lang, "sheet-completed")}</p>
                    <ButtonLink kind=ButtonKind::Primary href=first icon="book-open">{t!(lang, "sheet-review")}</ButtonLink>
                    <ButtonLink href="/mon-parcours" icon="award">{t!(lang, "sheet-attestation")}</ButtonLink>
                }
                .into_any()
            }
            (None, Some(State::Enrolled | State::InProgress | State::Dropped) | None) => {
                let excerpt =
                    course.pages.iter().find(|page| page.public).filter(|_| self.reader == Reader::Visitor);
                view! {
                    <PostForm action=format!("/cours/{slug}/inscription") act="course.enrol" class="stack">
                        <Button kind=ButtonKind::Primary icon="arrow-right">{t!(lang, "sheet-enrol")}</Button>
                    </PostForm>
                    {excerpt
                        .map(|page| {
                            view! {
                                <ButtonLink href=format!("/cours/{slug}/{}", page.key) icon="eye">{t!(lang, "sheet-excerpt")}</ButtonLink>
                            }
                        })}
                    {(self.reader == Reader::Visitor).then(|| view! { <p class="small soft">{t!(lang, "sheet-login-hint")}</p> })}
                }
                .into_any()
            }
        };
        view! { <div class="course-cta">{hours}{act}</div> }.into_any()
    }

    fn before_view(&self) -> Option<AnyView> {
        let lang = self.lang;
        if self.before.is_empty() {
            return None;
        }
        let links =
            self.before.clone().into_iter().map(|(href, title)| view! { <li><a href=href>{title}</a></li> });
        Some(
            view! {
                <section class="stack">
                    <h2>{t!(lang, "sheet-before")}</h2>
                    <ul>{links.collect_view()}</ul>
                </section>
            }
            .into_any(),
        )
    }

    fn completion(&self) -> AnyView {
        let lang = self.lang;
        let course = &self.live.course;
        let conditions = rule::conditions(lang, course);
        let attestation = course.meta.completion.attestation;
        view! {
            <section class="stack">
                <h2>{t!(lang, "sheet-completion")}</h2>
                <ul class="objectives">
                    {conditions
                        .into_iter()
                        .map(|text| view! { <li><Icon name="flag"/><span>{text}</span></li> })
                        .collect_view()}
                </ul>
                {attestation.then(|| view! { <p class="soft">{t!(lang, "sheet-attestation-text")}</p> })}
            </section>
        }
        .into_any()
    }

    /// What few ask for: the author's presentation, and what changed.
    fn more(&self) -> AnyView {
        let lang = self.lang;
        let course = &self.live.course;
        let fold = |title: String, html: &str| {
            let html = html.to_owned();
            (!html.trim().is_empty()).then(|| {
                view! {
                    <details class="disclosure">
                        <summary>{title}</summary>
                        <div class="prose" inner_html=html></div>
                    </details>
                }
            })
        };
        view! {
            <section class="stack">
                <h2>{t!(lang, "sheet-more")}</h2>
                {fold(t!(lang, "sheet-readme"), &course.readme_html)}
                {fold(t!(lang, "sheet-changelog"), &course.changelog_html)}
            </section>
        }
        .into_any()
    }
}
