//! « Ma page »: the next step is the biggest thing on it.

use std::sync::Arc;

use axum::response::Response;
use leptos::prelude::*;

use preau::Result;
use preau::access::{Act, Actor};
use preau::certificate::mine::{self, Item};
use preau::certificate::{State as AttestationState, code};
use preau::clock::DAY;
use preau::course::catalogue::Card;
use preau::course::live::Live;
use preau::learning::{self, Enrolment, player, progress, record};
use preau::session::list::{Card as SessionCard, Wanted, calendar};
use preau::year::school_year;

use crate::cohort;
use crate::course::tile::{state, tile};
use crate::cx::Cx;
use crate::page::Nav;
use crate::session;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonLink, Card as CardBox, CourseCard, CourseTile, EmptyState, PostForm, ProgressBar,
    ProgressRing, Tag, TileState, Tone, date, duration,
};

const SUGGESTIONS: usize = 3;
const ATTESTATIONS: usize = 3;
const UNDER_WAY: usize = 6;
const SESSIONS: usize = 4;
/// How far ahead sessions are looked for.
const AHEAD: i64 = 60 * DAY;

pub(super) async fn show(cx: &Cx, actor: &Actor) -> Result<Response> {
    let lang = cx.lang;
    let person = cx.allow_own(Act::ReadRecord)?;
    let mut read = cx.read().await?;
    let enrolments = learning::of(&mut read, actor.id()).await?;
    let completions = record::completions(&mut read, person).await?;
    let attestations = mine::of(&mut read, cx.allow_own(Act::ReadAttestation)?).await?;
    let cohorts = preau::cohort::list::mine(&mut read, cx.allow_own(Act::JoinCohort)?).await?;
    let (from, to) = (cx.now, cx.now.plus(AHEAD));
    let sessions = calendar(&mut read, actor, &Wanted::default(), (from, to), 50).await?;
    drop(read);
    let cards = cx.site.courses.cards(&cx.site.db, cx.actor.as_ref(), cx.now).await?;
    let mut living = enrolments.iter().filter(|enrolment| enrolment.state.is_living());
    let next = match living.next() {
        Some(enrolment) => Some(next_step(cx, enrolment).await?),
        None => None,
    };
    let others = living.take(UNDER_WAY).map(|enrolment| Line::of(enrolment, &cards)).collect();
    let year = school_year(cx.today());
    let minutes = record::minutes_by_year(&completions, mine::presence_by_year(&attestations))
        .into_iter()
        .find(|(label, _)| *label == year);
    let page = Mine {
        lang,
        name: actor.person.given_name.clone(),
        next,
        others,
        year,
        minutes: minutes.map_or(0, |(_, minutes)| u32::try_from(minutes).unwrap_or(0)),
        completed: completions.len(),
        attestations: attestations
            .into_iter()
            .filter(|item| item.state == AttestationState::Issued)
            .take(ATTESTATIONS)
            .collect(),
        sessions: coming(&sessions),
        cohorts: cohorts.into_iter().filter(|mine| mine.state().takes_people()).collect(),
        suggestions: suggestions(lang, &cards, &enrolments, actor.person.discipline.as_deref()),
    };
    Ok(cx.page(t!(lang, "mine-title")).nav(Nav::Home).show(move || page.show()))
}

/// The next sessions where the reader has a place, or may have one: own ones first.
fn coming(cards: &[SessionCard]) -> Vec<SessionCard> {
    let mine = |card: &&SessionCard| card.mine().is_some_and(preau::session::Seat::is_living);
    let open = |card: &&SessionCard| card.mine().is_none() && card.state() == preau::session::State::Open;
    cards.iter().filter(mine).chain(cards.iter().filter(open)).take(SESSIONS).cloned().collect()
}

/// Courses that the reader does not follow yet: the own discipline first, then what is for everybody.
fn suggestions(lang: Lang, cards: &[Card], mine: &[Enrolment], own: Option<&str>) -> Vec<CourseTile> {
    let unknown = |card: &&Card| !mine.iter().any(|enrolment| enrolment.course_slug == card.slug);
    let mut open: Vec<&Card> = cards.iter().filter(unknown).collect();
    open.sort_by_key(|card| {
        let is_own = own.is_some_and(|own| card.disciplines.iter().any(|discipline| discipline == own));
        (!is_own, !card.is_transversal(), std::cmp::Reverse(card.published_at))
    });
    open.into_iter().take(SUGGESTIONS).map(|card| tile(lang, card, &[])).collect()
}

/// Where to go on: the course last seen.
struct Next {
    slug: String,
    title: String,
    percent: u8,
    /// Place, count and title of the page that comes; none when nothing but the rule is left.
    page: Option<(usize, usize, String)>,
}

async fn next_step(cx: &Cx, enrolment: &Enrolment) -> Result<Next> {
    let live: Arc<Live> = cx.site.courses.version(&cx.site.db, enrolment.version_id).await?;
    let facts = progress::course_facts(&mut cx.read().await?, enrolment.id).await?;
    let page = player::resume(&live.course, enrolment, &facts);
    let place = |key: &str| live.page_index.get(key).map_or(0, |place| place + 1);
    Ok(Next {
        slug: enrolment.course_slug.clone(),
        title: live.course.meta.title.clone(),
        percent: u8::try_from(enrolment.percent.unwrap_or(0).clamp(0, 100)).unwrap_or(0),
        page: page.map(|page| (place(&page.key), live.course.pages.len(), page.title.clone())),
    })
}

/// A course under way, in one line.
struct Line {
    slug: String,
    title: String,
    done: u32,
    pages: u32,
}

impl Line {
    fn of(enrolment: &Enrolment, cards: &[Card]) -> Self {
        let card = cards.iter().find(|card| card.slug == enrolment.course_slug);
        let (done, pages) = match state(enrolment) {
            TileState::UnderWay { done, pages } => (done, pages),
            TileState::None | TileState::Completed => (0, 0),
        };
        let title = card.map_or_else(|| enrolment.course_slug.clone(), |card| card.title.clone());
        Self { slug: enrolment.course_slug.clone(), title, done, pages }
    }
}

struct Mine {
    lang: Lang,
    name: String,
    next: Option<Next>,
    others: Vec<Line>,
    year: String,
    minutes: u32,
    completed: usize,
    attestations: Vec<Item>,
    sessions: Vec<SessionCard>,
    cohorts: Vec<preau::cohort::list::Mine>,
    suggestions: Vec<CourseTile>,
}

impl Mine {
    fn show(self) -> AnyView {
        let lang = self.lang;
        let first = match self.next {
            Some(next) => resume(lang, next),
            None => view! {
                <EmptyState title=t!(lang, "mine-empty-title")>
                    <p>{t!(lang, "mine-empty-text")}</p>
                    <ButtonLink href="/cours" icon="arrow-right" kind=crate::ui::ButtonKind::Primary>{t!(lang, "mine-choose")}</ButtonLink>
                </EmptyState>
            }
            .into_any(),
        };
        let has_record = self.minutes > 0 || self.completed > 0 || !self.attestations.is_empty();
        view! {
            <div class="page-head"><h1>{t!(lang, "mine-hello", "name" => self.name)}</h1></div>
            {first}
            {(!self.cohorts.is_empty())
                .then(|| {
                    view! {
                        <section class="section">
                            <h2>{t!(lang, "mine-cohorts")}</h2>
                            <ul class="rows">{self.cohorts.iter().map(|mine| cohort::line(lang, mine)).collect_view()}</ul>
                        </section>
                    }
                })}
            {(!self.sessions.is_empty())
                .then(|| {
                    view! {
                        <section class="section">
                            <div class="section-head">
                                <h2>{t!(lang, "mine-sessions")}</h2>
                                <a href="/sessions">{t!(lang, "mine-sessions-all")}</a>
                            </div>
                            <ul class="rows">{self.sessions.iter().map(|card| session::line(lang, card)).collect_view()}</ul>
                        </section>
                    }
                })}
            {(!self.others.is_empty())
                .then(|| {
                    view! {
                        <section class="section">
                            <h2>{t!(lang, "mine-others")}</h2>
                            <ul class="lines card">{self.others.into_iter().map(|line| under_way(lang, line)).collect_view()}</ul>
                        </section>
                    }
                })}
            {has_record
                .then(|| {
                    view! {
                        <section class="section">
                            <div class="section-head">
                                <h2>{t!(lang, "mine-record")}</h2>
                                <a href="/mon-parcours">{t!(lang, "mine-record-all")}</a>
                            </div>
                            <div class="grid">
                                <CardBox title=t!(lang, "mine-hours", "year" => self.year) level=3 icon="clock">
                                    <p>
                                        <span class="figure-number">{duration(lang, self.minutes)}</span>
                                        {t!(lang, "mine-completed", "count" => self.completed)}
                                    </p>
                                </CardBox>
                                {self.attestations.into_iter().map(|item| attestation(lang, item)).collect_view()}
                            </div>
                        </section>
                    }
                })}
            {(!self.suggestions.is_empty())
                .then(|| {
                    view! {
                        <section class="section">
                            <div class="section-head">
                                <h2>{t!(lang, "mine-suggestions")}</h2>
                                <a href="/cours">{t!(lang, "home-all-courses")}</a>
                            </div>
                            <div class="grid">
                                {self.suggestions.into_iter().map(|tile| view! { <CourseCard tile=tile level=3/> }).collect_view()}
                            </div>
                        </section>
                    }
                })}
        }
        .into_any()
    }
}

fn resume(lang: Lang, next: Next) -> AnyView {
    let page = next.page.map(|(place, count, title)| {
        view! { <p>{t!(lang, "mine-next-page", "place" => place, "count" => count, "title" => title)}</p> }
    });
    view! {
        <section class="resume" aria-labelledby="prochaine-etape">
            <ProgressRing percent=next.percent label=t!(lang, "sheet-progress") large=true/>
            <div class="resume-words">
                <p class="resume-kicker">{t!(lang, "mine-next")}</p>
                <h2 id="prochaine-etape"><a href=format!("/cours/{}", next.slug)>{next.title}</a></h2>
                {page}
            </div>
            <PostForm action=format!("/cours/{}/reprendre", next.slug) act="course.learn" class="resume-act">
                <Button icon="play">{t!(lang, "sheet-resume")}</Button>
            </PostForm>
        </section>
    }
    .into_any()
}

fn under_way(lang: Lang, line: Line) -> AnyView {
    view! {
        <li>
            <a href=format!("/cours/{}", line.slug)>{line.title}</a>
            <ProgressBar
                value=line.done
                max=line.pages
                label=t!(lang, "progress-pages", "done" => line.done, "pages" => line.pages)
            />
        </li>
    }
    .into_any()
}

fn attestation(lang: Lang, item: Item) -> AnyView {
    view! {
        <CardBox title=item.title level=3 icon="award">
            <p class="soft">{t!(lang, "mine-attestation", "date" => date(lang, item.completed_on), "hours" => duration(lang, item.hours.minutes()))}</p>
            <p><Tag tone=Tone::Accent>{code::grouped(&item.code)}</Tag></p>
            <ButtonLink href=format!("/attestations/{}", item.number) icon="file-text">{t!(lang, "mine-attestation-open")}</ButtonLink>
        </CardBox>
    }
    .into_any()
}
