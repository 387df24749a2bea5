//! `/cohortes/{cohort}/relances`: who needs a word, with the fact behind it; the message to those who…, seen before it
//! leaves (COH-2, COH-3).

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::Act;
use preau::cohort::grid::{self, Grid};
use preau::cohort::items;
use preau::cohort::letter::{self, Message, Reader, Sent, WORDS_MAX};
use preau::cohort::risk::{Fact, Why};
use preau::{Error, Fault, Result, ids};

use super::{Led, id, load, words};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, Choice, Choices, EmptyState, ErrorSummary, FormState, PostForm, TextArea,
};

/// `GET /cohortes/{cohort}/relances`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let led = load(&cx, &mut cx.read().await?, Act::RunCohort, &id).await?;
        page(&cx, &led, FormState::empty(cx.lang), false).await
    })
    .await
}

/// `POST /cohortes/{cohort}/relances`: shows the message, sends it, gives one person more time.
pub(super) async fn act(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let led = load(&cx, &mut cx.read().await?, Act::RunCohort, &id).await?;
        led.run(&cx, ())?;
        match Box::pin(perform(&cx, &led, &fields)).await {
            Ok(Some(key)) => Ok(Redirect::to(&format!("{}/relances?fait={key}", led.here())).into_response()),
            Ok(None) => {
                let form = FormState::filled(cx.lang, fields.pairs().to_vec());
                page(&cx, &led, form, true).await
            }
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                page(&cx, &led, form, false).await
            }
        }
    })
    .await
}

fn reasons(typed: impl Iterator<Item = String>) -> Vec<Why> {
    typed.filter_map(|code| Why::parse(&code)).collect()
}

/// None: the message is shown, and nothing left yet.
async fn perform(cx: &Cx, led: &Led, fields: &Fields) -> Result<Option<&'static str>> {
    let cohort = led.cohort.id;
    let run = led.run(cx, cohort)?;
    let chosen = reasons(fields.all("why").map(str::to_owned));
    match fields.get("act") {
        "preview" => {
            if chosen.is_empty() {
                return Err(Fault::new("why", "cohort-reasons").into());
            }
            let words = letter::check(fields.get("words"))?;
            let grid = grid::grid(&mut cx.read().await?, run.map(|_| &led.cohort), cx.now).await?;
            let readers = letter::readers(&led.cohort, &grid, &chosen, cx.now);
            let first = readers.first().ok_or(Fault::new("why", "cohort-reasons-nobody"))?;
            letter::render(&words, &led.cohort, first)?;
            Ok(None)
        }
        "send" => {
            let to: Vec<Uuid> = fields.all("to").filter_map(|id| id.parse().ok()).collect();
            let message = Message {
                id: id(fields.get("message"))?,
                reasons: &chosen,
                words: fields.get("words"),
                to: &to,
            };
            let mut tx = cx.begin().await?;
            letter::send(&mut tx, run.map(|cohort| (cohort, message)), cx.now).await?;
            cx.commit(tx).await?;
            Ok(Some("cohorte-message"))
        }
        "extend" => {
            let (item, member) = (id(fields.get("item"))?, id(fields.get("member"))?);
            let known = items::of(&mut cx.read().await?, cohort).await?;
            let slug = known.iter().find(|one| one.id == item).and_then(|one| one.course_slug.clone());
            let slug = slug.ok_or(Error::NotFound)?;
            let course = cx
                .site
                .courses
                .current(&cx.site.db, cx.actor.as_ref(), &slug, cx.now)
                .await?
                .ok_or(Error::NotFound)?;
            let until = fields.get("until");
            let until = (!until.is_empty()).then_some(until);
            let mut tx = cx.begin().await?;
            let allowed = run.map(|cohort| (cohort, item, member));
            items::extend(&mut tx, allowed, &course, until, cx.now).await?;
            cx.commit(tx).await?;
            Ok(Some("cohorte-delai"))
        }
        _ => Err(Error::NotFound),
    }
}

struct Board {
    lang: Lang,
    led: Led,
    grid: Grid,
    /// Everybody with a fact, by name.
    concerned: Vec<Reader>,
    sent: Vec<Sent>,
    form: FormState,
    preview: bool,
    message: String,
    now: preau::Timestamp,
}

async fn page(cx: &Cx, led: &Led, form: FormState, preview: bool) -> Result<Response> {
    let lang = cx.lang;
    let run = led.run(cx, led.cohort.id)?;
    let mut read = cx.read().await?;
    let grid = grid::grid(&mut read, run.map(|_| &led.cohort), cx.now).await?;
    let sent = letter::sent(&mut read, run).await?;
    drop(read);
    let board = Board {
        lang,
        led: Led { cohort: led.cohort.clone(), trainers: led.trainers.clone() },
        concerned: letter::readers(&led.cohort, &grid, Why::ALL, cx.now),
        grid,
        sent,
        form,
        preview,
        message: ids::new(cx.now).to_string(),
        now: cx.now,
    };
    let page =
        cx.page(t!(lang, "cohort-risk")).nav(Nav::Cohorts).crumbs(led.crumbs(cx)).status(board.form.status());
    Ok(page.show(move || board.show()))
}

impl Board {
    fn action(&self) -> String {
        format!("{}/relances", self.led.here())
    }

    fn show(self) -> AnyView {
        let lang = self.lang;
        view! {
            <div class="cohort stack">
                <div class="page-head">
                    <h1>{t!(lang, "cohort-risk")}</h1>
                    <p class="lead">{self.led.cohort.title.clone()}</p>
                </div>
                <ErrorSummary form=self.form.clone()/>
                {self.preview.then(|| self.previewed())}
                {if self.concerned.is_empty() {
                    view! { <EmptyState title=t!(lang, "cohort-risk-none") icon="circle-check"><p>{t!(lang, "cohort-risk-none-text")}</p></EmptyState> }
                        .into_any()
                } else {
                    view! {
                        {self.people()}
                        {(!self.preview).then(|| self.writing())}
                    }
                    .into_any()
                }}
                {self.log()}
            </div>
        }
        .into_any()
    }

    fn people(&self) -> AnyView {
        let lang = self.lang;
        let rows = self.concerned.iter().map(|reader| {
            let facts = reader.facts.iter().map(|fact| {
                view! { <li>{words::fact(lang, &reader.member.zone, fact)}</li> }
            });
            let facts = facts.collect_view();
            view! {
                <li class="row">
                    <div class="row-text">
                        <span class="row-title">{reader.member.sorted_name()}</span>
                        <ul class="cohort-facts">{facts}</ul>
                    </div>
                    {self.extending(reader)}
                </li>
            }
        });
        let rows = rows.collect_view();
        view! {
            <section class="section">
                <h2>{t!(lang, "cohort-risk-people", "count" => self.concerned.len())}</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any()
    }

    /// More time for what is late.
    fn extending(&self, reader: &Reader) -> Option<AnyView> {
        let (lang, member) = (self.lang, &reader.member);
        let late: Vec<_> = self
            .grid
            .items
            .iter()
            .filter(|item| self.grid.late(&self.led.cohort, member, item, self.now).is_some())
            .collect();
        let first = late.first()?.id;
        let options = late.iter().map(|item| {
            view! { <option value=item.id.to_string() selected=item.id == first>{item.title.clone()}</option> }
        });
        let options = options.collect_view();
        let (what, until) = (format!("cours-{}", member.id), format!("delai-{}", member.id));
        let (id, name) = (member.id.to_string(), member.name());
        let mine = self.form.is_refused() && self.form.value("member") == id;
        let fault = if mine { self.form.fault("until") } else { None };
        let described = fault.is_some().then(|| format!("{until}-faute"));
        Some(
            view! {
                <details class="disclosure row-more" open=mine>
                    <summary>{t!(lang, "cohort-extend")}<span class="visually-hidden">" "{name}</span></summary>
                    <PostForm action=self.action() act="cohort.run">
                        <input type="hidden" name="act" value="extend"/>
                        <input type="hidden" name="member" value=id/>
                        <div class="field">
                            <label for=what.clone()>{t!(lang, "cohort-a-course")}</label>
                            <select class="input" id=what name="item">{options}</select>
                        </div>
                        <div class="field">
                            <label for=until.clone()>{t!(lang, "cohort-extend-until")}</label>
                            {fault.map(|fault| view! { <p class="field-fault" id=format!("{until}-faute")>{fault}</p> })}
                            <input class="input" type="date" id=until.clone() name="until" aria-describedby=described/>
                        </div>
                        <p class="form-actions"><Button>{t!(lang, "cohort-extend-go")}</Button></p>
                    </PostForm>
                </details>
            }
            .into_any(),
        )
    }

    /// « Écrire à ceux qui… ».
    fn writing(&self) -> AnyView {
        let (lang, form) = (self.lang, &self.form);
        let boxes = Why::ALL.iter().filter_map(|why| {
            let count = self.concerned.iter().filter(|one| one.facts.iter().any(|fact| fact.why() == *why)).count();
            (count > 0).then(|| {
                let checked = form.has("why", why.code());
                view! { <Choice name="why" value=why.code() label=words::why(lang, *why) count=count.to_string() checked=checked/> }
            })
        });
        let boxes = boxes.collect_view();
        let words = match form.value("words") {
            typed if typed.is_empty() => t!(lang, "cohort-words-default"),
            typed => typed,
        };
        let (why_fault, fault) = (form.fault("why"), form.fault("words"));
        view! {
            <section class="section">
                <h2>{t!(lang, "cohort-write")}</h2>
                <p class="soft">{t!(lang, "cohort-write-text")}</p>
                <PostForm action=self.action() act="cohort.run">
                    <input type="hidden" name="act" value="preview"/>
                    <Choices name="why" legend=t!(lang, "cohort-write-who") fault=why_fault>{boxes}</Choices>
                    <TextArea name="words" label=t!(lang, "cohort-words") hint=t!(lang, "cohort-words-hint") value=words fault=fault rows=8 maxlength=u32::try_from(WORDS_MAX).ok()/>
                    <p class="form-actions"><Button kind=ButtonKind::Primary icon="eye">{t!(lang, "cohort-preview")}</Button></p>
                </PostForm>
            </section>
        }
        .into_any()
    }

    /// What leaves, as a real reader sees it, and to whom.
    fn previewed(&self) -> AnyView {
        let (lang, form) = (self.lang, &self.form);
        let chosen = reasons(form.all("why").into_iter());
        let readers: Vec<&Reader> = self
            .concerned
            .iter()
            .filter(|one| one.facts.iter().map(Fact::why).any(|why| chosen.contains(&why)))
            .collect();
        let typed = form.value("words");
        let Some(first) = readers.first() else { return ().into_any() };
        let shown = letter::render(&typed, &self.led.cohort, first).unwrap_or_default();
        let to = readers
            .iter()
            .map(|one| view! { <input type="hidden" name="to" value=one.member.id.to_string()/> });
        let to = to.collect_view();
        let whys = chosen.iter().map(|why| view! { <input type="hidden" name="why" value=why.code()/> });
        let whys = whys.collect_view();
        let names = readers.iter().map(|one| one.member.name()).collect::<Vec<_>>().join(", ");
        let again = typed.clone();
        let (back, message, count) = (self.action(), self.message.clone(), readers.len());
        view! {
            <section class="card stack" aria-labelledby="apercu">
                <h2 class="card-title" id="apercu">{t!(lang, "cohort-preview-title", "name" => first.member.name())}</h2>
                <p class="cohort-letter">{shown}</p>
                <p class="soft">{t!(lang, "cohort-preview-to", "count" => readers.len())}" "{names}</p>
                <PostForm action=self.action() act="cohort.run">
                    <input type="hidden" name="act" value="send"/>
                    <input type="hidden" name="message" value=message/>
                    <input type="hidden" name="words" value=again/>
                    {whys}
                    {to}
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary icon="mail">{t!(lang, "cohort-send", "count" => count)}</Button>
                        <a href=back>{t!(lang, "cohort-cancel")}</a>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    }

    fn log(&self) -> Option<AnyView> {
        let lang = self.lang;
        let zone = self.led.cohort.zone.clone();
        let rows = self.sent.iter().map(|one| {
            let reasons =
                one.reasons.iter().filter_map(|code| Why::parse(code)).map(|why| words::why(lang, why));
            let reasons = reasons.collect::<Vec<_>>().join(", ");
            let about = t!(
                lang, "cohort-sent-line",
                "at" => words::at(lang, one.sent_at, &zone), "name" => one.author_name.clone(),
                "count" => one.sent, "read" => one.read,
            );
            view! {
                <li class="row">
                    <span class="row-text">
                        <span>{about}</span>
                        <span class="cell-detail">{reasons}</span>
                        <span class="cell-detail quote">{one.words.clone()}</span>
                    </span>
                </li>
            }
        });
        let rows = rows.collect_view();
        (!self.sent.is_empty()).then(|| {
            view! {
                <section class="section">
                    <h2>{t!(lang, "cohort-sent")}</h2>
                    <ul class="rows">{rows}</ul>
                </section>
            }
            .into_any()
        })
    }
}
