//! `/mes-cohortes/{cohort}`: now, next, when we meet, what my trainer said – of oneself, and of nobody else.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::Act;
use preau::cohort::grid::{self, Grid, Standing};
use preau::cohort::items::{self, Item};
use preau::cohort::letter::{self, Received};
use preau::cohort::list::Mine;
use preau::cohort::people;
use preau::cohort::{Cohort, Place, State, Trainer};
use preau::{Error, Result};

use super::{Led, courses, led, words};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Crumb, ErrorSummary, FormState, Notice, PostForm, Tag, Tone, date,
};

/// One of my cohorts, in a list of the own page.
pub(crate) fn line(lang: Lang, mine: &Mine) -> AnyView {
    let href = format!("/mes-cohortes/{}", mine.id);
    let state = mine.state();
    let waits = mine.place() == Place::Invited && state.takes_people();
    view! {
        <li class="row">
            <span class="row-text">
                <a class="row-title" href=href>{mine.title.clone()}</a>
                <span class="cell-detail">{words::period(lang, mine.starts_on(), mine.ends_on())}</span>
            </span>
            {if waits {
                view! { <Tag tone=Tone::Warning>{t!(lang, "cohort-answer-awaited")}</Tag> }.into_any()
            } else {
                view! { <Tag tone=words::tone(state)>{words::state(lang, state)}</Tag> }.into_any()
            }}
        </li>
    }
    .into_any()
}

async fn enter(cx: &Cx, id: &str) -> Result<Led> {
    cx.allow(Act::JoinCohort, ())?;
    let led = led(&mut cx.read().await?, id).await?;
    let allowed = cx.allow_mine(Act::JoinCohort, |person| (led.cohort.id, person))?;
    let member = people::mine(&mut cx.read().await?, allowed, cx.now).await?;
    // Whoever left is in it no more; a draft is nobody's yet.
    if member.place() == Place::Left || led.cohort.state() == State::Draft {
        return Err(Error::NotFound);
    }
    Ok(led)
}

/// `GET /mes-cohortes/{cohort}`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let led = enter(&cx, &id).await?;
        page(&cx, &led, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /mes-cohortes/{cohort}`: joins, declines or leaves.
pub(super) async fn act(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let led = enter(&cx, &id).await?;
        match perform(&cx, &led, &fields).await {
            Ok(way) => Ok(Redirect::to(&way).into_response()),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                page(&cx, &led, form).await
            }
        }
    })
    .await
}

async fn perform(cx: &Cx, led: &Led, fields: &Fields) -> Result<String> {
    let allowed = cx.allow_mine(Act::JoinCohort, |person| (led.cohort.id, person))?;
    let known = items::of(&mut cx.read().await?, led.cohort.id).await?;
    let courses = courses(cx, &known).await?;
    let mut tx = cx.begin().await?;
    let way = match fields.get("act") {
        "join" => {
            people::join(&mut tx, allowed, &courses, cx.now).await?;
            format!("/mes-cohortes/{}?fait=cohorte-rejointe", led.cohort.id)
        }
        "leave" => {
            people::leave(&mut tx, allowed, cx.now).await?;
            "/?fait=cohorte-laissee".to_owned()
        }
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(way)
}

struct Page {
    lang: Lang,
    now: preau::Timestamp,
    cohort: Cohort,
    trainers: Vec<Trainer>,
    grid: Grid,
    letters: Vec<Received>,
    form: FormState,
}

async fn page(cx: &Cx, led: &Led, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let allowed = cx.allow_mine(Act::JoinCohort, |person| (led.cohort.id, person))?;
    let mut read = cx.read().await?;
    let grid = grid::mine(&mut read, allowed.map(|(_, person)| (&led.cohort, person)), cx.now).await?;
    let letters = letter::received(&mut read, allowed).await?;
    drop(read);
    let page = Page {
        lang,
        now: cx.now,
        cohort: led.cohort.clone(),
        trainers: led.trainers.clone(),
        grid,
        letters,
        form,
    };
    let crumbs: [Crumb; 0] = [];
    let shown = cx.page(led.cohort.title.clone()).nav(Nav::Record).crumbs(crumbs).status(page.form.status());
    Ok(shown.show(move || page.show()))
}

impl Page {
    fn here(&self) -> String {
        format!("/mes-cohortes/{}", self.cohort.id)
    }

    fn show(self) -> AnyView {
        let lang = self.lang;
        let Some(member) = self.grid.members.first() else { return ().into_any() };
        let cohort = &self.cohort;
        let names = self.trainers.iter().map(Trainer::name).collect::<Vec<_>>().join(", ");
        let invited = member.place() == Place::Invited;
        let open = cohort.state().takes_people();
        let result = member.outcome().filter(|_| !cohort.state().is_written());
        let note = member.note.clone();
        view! {
            <div class="cohort stack">
                <div class="page-head">
                    <h1>{cohort.title.clone()}</h1>
                    <p class="lead">{words::period(lang, cohort.starts_on(), cohort.ends_on())}</p>
                    {(!cohort.aim.is_empty()).then(|| view! { <p class="soft">{cohort.aim.clone()}</p> })}
                    {words::hours(lang, cohort).map(|hours| view! { <p class="soft">{hours}</p> })}
                    <p class="soft">{t!(lang, "cohort-trained-by", "names" => names)}</p>
                </div>
                <ErrorSummary form=self.form.clone()/>
                {(invited && open).then(|| self.invitation())}
                {result
                    .map(|result| {
                        view! {
                            <Notice title=t!(lang, "cohort-my-result")>
                                <p>{words::outcome(lang, result)}</p>
                                {(!note.is_empty()).then(|| view! { <p>{note}</p> })}
                            </Notice>
                        }
                    })}
                {(!invited).then(|| self.now_and_next())}
                {self.meetings()}
                {(!invited).then(|| self.said())}
                {(!invited && open).then(|| self.leaving())}
            </div>
        }
        .into_any()
    }

    fn invitation(&self) -> AnyView {
        let (lang, here) = (self.lang, self.here());
        view! {
            <section class="card next-step" aria-labelledby="invitation">
                <h2 class="card-title" id="invitation">{t!(lang, "cohort-invitation")}</h2>
                <p>{t!(lang, "cohort-invitation-text")}</p>
                <PostForm action=here act="cohort.join">
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary name=Some("act") value=Some("join".to_owned())>{t!(lang, "cohort-join")}</Button>
                        <Button name=Some("act") value=Some("leave".to_owned())>{t!(lang, "cohort-decline")}</Button>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    }

    /// Courses that are not done, the next deadline first: the first is now, the others are next.
    fn now_and_next(&self) -> AnyView {
        let lang = self.lang;
        let Some(member) = self.grid.members.first() else { return ().into_any() };
        let mut open: Vec<&Item> = self
            .grid
            .items
            .iter()
            .filter(|item| item.is_course() && self.grid.standing(member, item) != Standing::Done)
            .collect();
        open.sort_by_key(|item| {
            let due = self.grid.due(&self.cohort, member, item);
            (due.is_none(), due, item.position)
        });
        let running = self.cohort.state() == State::Running;
        let row = |item: &Item| {
            let standing = self.grid.standing(member, item);
            let due = self.grid.due(&self.cohort, member, item);
            let late = self.grid.late(&self.cohort, member, item, self.now).is_some();
            let href = format!("/cours/{}", item.course_slug.clone().unwrap_or_default());
            view! {
                <li class="row">
                    <span class="row-text">
                        <a class="row-title" href=href>{item.title.clone()}</a>
                        {due.map(|day| view! { <span class="cell-detail">{t!(lang, "cohort-due-at", "day" => date(lang, day))}</span> })}
                    </span>
                    {late.then(|| view! { <Tag tone=Tone::Warning>{t!(lang, "cohort-late")}</Tag> })}
                    <Tag tone=words::standing_tone(standing)>{words::standing(lang, standing)}</Tag>
                </li>
            }
            .into_any()
        };
        let first = open.first().map(|item| row(item));
        let rest: Vec<AnyView> = open.iter().skip(1).map(|item| row(item)).collect();
        let done =
            t!(lang, "cohort-done-of", "done" => self.grid.done(member), "count" => self.grid.items.len());
        let more = !rest.is_empty();
        view! {
            <section class="section">
                <h2>{t!(lang, "cohort-now")}</h2>
                {match (running, first) {
                    (false, _) => view! { <p class="soft">{t!(lang, "cohort-now-waits")}</p> }.into_any(),
                    (true, None) => view! { <p>{t!(lang, "cohort-now-nothing")}</p> }.into_any(),
                    (true, Some(first)) => view! { <ul class="rows">{first}</ul> }.into_any(),
                }}
                <p class="soft">{done}</p>
            </section>
            {more
                .then(|| {
                    view! {
                        <section class="section">
                            <h2>{t!(lang, "cohort-then")}</h2>
                            <ul class="rows">{rest}</ul>
                        </section>
                    }
                })}
        }
        .into_any()
    }

    /// When we meet: sessions that are not over, by date.
    fn meetings(&self) -> Option<AnyView> {
        let lang = self.lang;
        let member = self.grid.members.first()?;
        let coming: Vec<&Item> = self
            .grid
            .items
            .iter()
            .filter(|item| !item.is_course() && item.ends_at.is_some_and(|end| end > self.now))
            .collect();
        let rows = coming.iter().map(|item| {
            let standing = self.grid.standing(member, item);
            let zone = item.zone.as_deref().unwrap_or(&self.cohort.zone);
            let when = item.starts_at.map(|at| words::at(lang, at, zone)).unwrap_or_default();
            let href = format!("/sessions/{}", item.session_id.unwrap_or_default());
            view! {
                <li class="row">
                    <span class="row-text">
                        <a class="row-title" href=href>{item.title.clone()}</a>
                        <span class="cell-detail">{when}</span>
                    </span>
                    <Tag tone=words::standing_tone(standing)>{words::standing(lang, standing)}</Tag>
                </li>
            }
        });
        let rows = rows.collect_view();
        (!coming.is_empty()).then(|| {
            view! {
                <section class="section">
                    <h2>{t!(lang, "cohort-meetings")}</h2>
                    <ul class="rows">{rows}</ul>
                </section>
            }
            .into_any()
        })
    }

    /// What my trainer said: letters to me alone, and the way to what is said to all.
    fn said(&self) -> AnyView {
        let lang = self.lang;
        let zone = self.cohort.zone.clone();
        let letters = self.letters.iter().map(|one| {
            view! {
                <li class="card stack">
                    <p><strong>{one.author_name.clone()}</strong><span class="cell-detail">{words::at(lang, one.sent_at, &zone)}</span></p>
                    <p class="cohort-letter">{one.words.clone()}</p>
                </li>
            }
        });
        let letters = letters.collect_view();
        let none = self.letters.is_empty();
        view! {
            <section class="section">
                <h2>{t!(lang, "cohort-said")}</h2>
                {none.then(|| view! { <p class="soft">{t!(lang, "cohort-said-none")}</p> })}
                {(!none).then(|| view! { <ul class="stack rows">{letters}</ul> })}
                <p class="form-actions"><ButtonLink href=format!("{}/fil", self.here()) icon="message-circle">{t!(lang, "cohort-thread")}</ButtonLink></p>
            </section>
        }
        .into_any()
    }

    fn leaving(&self) -> AnyView {
        let (lang, here) = (self.lang, self.here());
        view! {
            <details class="disclosure">
                <summary>{t!(lang, "cohort-leave")}</summary>
                <p>{t!(lang, "cohort-leave-text")}</p>
                <PostForm action=here act="cohort.join">
                    <input type="hidden" name="act" value="leave"/>
                    <p class="form-actions"><Button kind=ButtonKind::Danger>{t!(lang, "cohort-leave")}</Button></p>
                </PostForm>
            </details>
        }
        .into_any()
    }
}
