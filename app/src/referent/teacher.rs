//! `/nominations`: one's own nominations; the teacher reads, accepts, declines, gives up.

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::referent::letter::Version;
use preau::referent::list::{self, Line};
use preau::referent::{Nomination, State, answer as verb, end, letter};
use preau::{Error, Result};

use super::act::{self, go};
use super::{head, names, timeline::timeline};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Crumb, EmptyState, ErrorSummary, FormState, Notice, NoticeKind, PostForm,
    Tag,
};

/// `GET /nominations`.
pub(super) async fn list(cx: Cx) -> Response {
    cx.answer(async {
        let lang = cx.lang;
        let found = list::mine(&mut cx.read().await?, cx.allow_own(Act::AnswerNomination)?).await?;
        Ok(cx.page(t!(lang, "nominations-mine")).crumbs([]).show(move || {
            view! {
                <div class="narrow stack">
                    <h1>{t!(lang, "nominations-mine")}</h1>
                    {if found.is_empty() {
                        view! {
                            <EmptyState title=t!(lang, "nominations-mine-none") icon="mail">
                                <p>{t!(lang, "nominations-mine-none-text")}</p>
                            </EmptyState>
                        }
                        .into_any()
                    } else {
                        view! { <ul class="rows">{found.into_iter().map(|line| row(lang, line)).collect_view()}</ul> }
                            .into_any()
                    }}
                </div>
            }
            .into_any()
        }))
    })
    .await
}

fn row(lang: Lang, line: Line) -> AnyView {
    let state = line.state();
    view! {
        <li class="row">
            <span class="row-text">
                <a class="row-title" href=format!("/nominations/{}", line.id)>{line.school_name.clone()}</a>
                <span class="cell-detail">{line.school_year.clone()}</span>
            </span>
            <Tag tone=names::tone(state)>{names::state(lang, state)}</Tag>
        </li>
    }
    .into_any()
}

/// `GET /nominations/{nomination}`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let found = act::own(&cx, &id).await?;
        page(&cx, found, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /nominations/{nomination}`.
pub(super) async fn answer(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let found = act::own(&cx, &id).await?;
        match step(&cx, &found, &fields).await {
            Ok(done) => Ok(go(&format!("/nominations/{}?fait={done}", found.id))),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                page(&cx, act::own(&cx, &id).await?, form).await
            }
        }
    })
    .await
}

async fn step(cx: &Cx, found: &Nomination, fields: &Fields) -> Result<&'static str> {
    let allowed = cx.allow_own(Act::AnswerNomination)?.map(|_| found.id);
    let seen = fields.get("version").parse().unwrap_or(0);
    let mut tx = cx.begin().await?;
    let done = match fields.get("geste") {
        "accepter" => {
            verb::accept(&mut tx, allowed, seen, cx.now).await?;
            "nomination-acceptee"
        }
        "decliner" => {
            verb::decline(&mut tx, allowed, seen, cx.now).await?;
            "nomination-declinee"
        }
        "renoncer" => {
            end::resign(&mut tx, allowed, cx.now).await?;
            "mandat-rendu"
        }
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(done)
}

async fn page(cx: &Cx, found: Nomination, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let mut read = cx.read().await?;
    let versions = letter::versions(&mut read, found.id).await?;
    let label = head::scheme_label(&mut read, &found).await?;
    let over = found.is_over(cx.now);
    let crumbs = [Crumb::new("/nominations", t!(lang, "nominations-mine"))];
    let title = t!(lang, "nomination-own-title", "school" => found.school_name.clone());
    Ok(cx.page(title.clone()).crumbs(crumbs).status(form.status()).show(move || {
        let state = found.state();
        let asked = state == State::Proposed;
        let pending = pending(&found, &versions);
        // What is answered, or what holds.
        let shown = pending.or_else(|| in_force(&versions)).or(versions.first());
        view! {
            <div class="nomination stack">
                <ErrorSummary form=form/>
                <header class="page-head">
                    <h1>{title}</h1>
                    <p class="nomination-facts">
                        <Tag tone=names::tone(state)>{names::state(lang, state)}</Tag>
                        <span>{names::period(lang, &found)}</span>
                    </p>
                    // The letter is long: the way to the answer stands above it too.
                    {(pending.is_some() && !over)
                        .then(|| {
                            view! {
                                <p class="page-actions">
                                    <ButtonLink href="#repondre" kind=ButtonKind::Primary icon="arrow-right">{t!(lang, "answer-go")}</ButtonLink>
                                </p>
                            }
                        })}
                </header>
                {timeline(lang, &found)}
                {(over && asked)
                    .then(|| view! { <Notice kind=NoticeKind::Warning title=t!(lang, "nomination-over-title")><p>{t!(lang, "nomination-over-own")}</p></Notice> })}
                {shown.map(|version| summary(lang, &found, version, &label))}
                {(pending.is_some() && !over).then(|| choices(lang, &found))}
                {(state == State::Active).then(|| give_up(lang, &found))}
            </div>
        }
        .into_any()
    }))
}

/// The letter that waits for an answer.
fn pending<'v>(found: &Nomination, versions: &'v [Version]) -> Option<&'v Version> {
    let asks = matches!(found.state(), State::Proposed | State::Active);
    versions.iter().find(|version| asks && version.is_pending())
}

fn in_force(versions: &[Version]) -> Option<&Version> {
    versions.iter().find(|version| version.in_force_at.is_some())
}

/// The letter and what the mandate gives: what is accepted is what is shown.
fn summary(lang: Lang, found: &Nomination, version: &Version, label: &str) -> AnyView {
    let letter = &version.letter;
    let missions = letter.missions.iter().map(|mission| view! { <li>{names::mission(lang, *mission)}</li> });
    let line = |name: String, value: &str| {
        (!value.is_empty())
            .then(|| view! { <div><dt>{name}</dt><dd class="typed">{value.to_owned()}</dd></div> })
    };
    let amended = found.state() == State::Active && version.is_pending();
    view! {
        <section class="card">
            <h2 class="card-title">{t!(lang, "letter-title")}</h2>
            {amended.then(|| view! { <p>{t!(lang, "letter-changed")}</p> })}
            <h3>{t!(lang, "letter-missions")}</h3>
            <ul>{missions.collect_view()}</ul>
            <dl class="facts">
                {line(t!(lang, "letter-secondary"), &letter.secondary)}
                {line(t!(lang, "letter-time"), &letter.time)}
                {line(t!(lang, "letter-room"), &letter.room)}
                {line(t!(lang, "letter-equipment"), &letter.equipment)}
                {line(t!(lang, "letter-indicators"), &letter.indicators.join("\n"))}
                {line(t!(lang, "letter-training"), &letter.training.join("\n"))}
                {line(t!(lang, "letter-free-text"), &letter.free_text)}
                {line(t!(lang, "reward-legend"), &names::reward(lang, &found.reward(), label))}
                {line(t!(lang, "nomination-share"), &format!("{}\u{a0}%", found.share_percent))}
            </dl>
            <p class="form-actions">
                <ButtonLink href=format!("/nominations/{}/lettre?version={}", found.id, version.number) icon="printer">
                    {t!(lang, "letter-print")}
                </ButtonLink>
            </p>
        </section>
    }
    .into_any()
}

fn choices(lang: Lang, found: &Nomination) -> AnyView {
    let action = format!("/nominations/{}", found.id);
    let version = found.version.to_string();
    let amended = found.state() == State::Active;
    let (title, text) = match amended {
        true => (t!(lang, "answer-letter-title"), t!(lang, "answer-letter-text")),
        false => (t!(lang, "answer-title"), t!(lang, "answer-text")),
    };
    view! {
        <section class="card next-step" id="repondre">
            <h2 class="card-title">{title}</h2>
            <p>{text}</p>
            <PostForm action=action act="nomination.answer">
                <input type="hidden" name="version" value=version/>
                <p class="form-actions">
                    <Button kind=ButtonKind::Primary name=Some("geste") value=Some("accepter".into())>{t!(lang, "answer-accept")}</Button>
                    <Button name=Some("geste") value=Some("decliner".into())>{t!(lang, "answer-decline")}</Button>
                </p>
            </PostForm>
        </section>
    }
    .into_any()
}

fn give_up(lang: Lang, found: &Nomination) -> AnyView {
    view! {
        <details class="disclosure">
            <summary>{t!(lang, "resign-title")}</summary>
            <PostForm action=format!("/nominations/{}", found.id) act="nomination.resign">
                <input type="hidden" name="geste" value="renoncer"/>
                <p>{t!(lang, "resign-text")}</p>
                <p class="form-actions"><Button kind=ButtonKind::Danger>{t!(lang, "resign-send")}</Button></p>
            </PostForm>
        </details>
    }
    .into_any()
}
