//! `…/fil`: what trainers and members say to each other (MSG-6).

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::{Act, Allowed};
use preau::cohort::thread::{self, BODY_MAX, PER_PAGE, Post};
use preau::{Error, Result, ids};
use uuid::Uuid;

use super::{Led, id, led, load, words};
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::ui::{
    Button, ButtonKind, Crumb, EmptyState, ErrorSummary, FormState, Pager, PostForm, Tag, TextArea, Tone,
};

/// Which side of the thread: its trainers moderate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Trainers,
    Members,
}

/// `GET /cohortes/{cohort}/fil`.
pub(super) async fn trainers(cx: Cx, Path(id): Path<String>, Asked(asked): Asked) -> Response {
    show(&cx, &id, Side::Trainers, &asked).await
}

/// `GET /mes-cohortes/{cohort}/fil`.
pub(super) async fn members(cx: Cx, Path(id): Path<String>, Asked(asked): Asked) -> Response {
    show(&cx, &id, Side::Members, &asked).await
}

/// `POST /cohortes/{cohort}/fil`.
pub(super) async fn trainers_act(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    act(&cx, &id, Side::Trainers, fields).await
}

/// `POST /mes-cohortes/{cohort}/fil`.
pub(super) async fn members_act(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    act(&cx, &id, Side::Members, fields).await
}

/// The cohort, and the right to read and write in its thread.
async fn enter(cx: &Cx, id: &str, side: Side) -> Result<(Led, Allowed<(Uuid, Uuid)>)> {
    let mut read = cx.read().await?;
    match side {
        Side::Trainers => {
            let led = load(cx, &mut read, Act::RunCohort, id).await?;
            let allowed = led.run(cx, (led.cohort.id, cx.person()?))?;
            Ok((led, allowed))
        }
        Side::Members => {
            cx.allow(Act::JoinCohort, ())?;
            let led = led(&mut read, id).await?;
            let allowed = cx.allow_mine(Act::JoinCohort, |person| (led.cohort.id, person))?;
            Ok((led, allowed))
        }
    }
}

async fn show(cx: &Cx, id: &str, side: Side, asked: &Fields) -> Response {
    let number = asked.get("page").parse().unwrap_or(1_u32).clamp(1, 10_000);
    cx.answer(async {
        let (led, allowed) = enter(cx, id, side).await?;
        page(cx, &led, allowed, side, number, FormState::empty(cx.lang)).await
    })
    .await
}

async fn act(cx: &Cx, id: &str, side: Side, fields: Fields) -> Response {
    cx.answer(async {
        let (led, allowed) = enter(cx, id, side).await?;
        match perform(cx, &led, allowed, side, &fields).await {
            Ok(key) => Ok(Redirect::to(&format!("{}?fait={key}", way(&led, side))).into_response()),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                page(cx, &led, allowed, side, 1, form).await
            }
        }
    })
    .await
}

fn way(led: &Led, side: Side) -> String {
    match side {
        Side::Trainers => format!("{}/fil", led.here()),
        Side::Members => format!("/mes-cohortes/{}/fil", led.cohort.id),
    }
}

async fn perform(
    cx: &Cx,
    led: &Led,
    allowed: Allowed<(Uuid, Uuid)>,
    side: Side,
    fields: &Fields,
) -> Result<&'static str> {
    let post = id(fields.get("post"))?;
    let mut tx = cx.begin().await?;
    let done = match (fields.get("act"), side) {
        ("post", _) => {
            thread::post(&mut tx, allowed, post, fields.get("body"), cx.now).await?;
            "cohorte-fil"
        }
        ("hide", Side::Trainers) => {
            let run = led.run(cx, (led.cohort.id, post))?;
            thread::hide(&mut tx, run, fields.get("reason"), cx.now).await?;
            "cohorte-fil-retire"
        }
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(done)
}

async fn page(
    cx: &Cx,
    led: &Led,
    allowed: Allowed<(Uuid, Uuid)>,
    side: Side,
    number: u32,
    form: FormState,
) -> Result<Response> {
    let lang = cx.lang;
    let from = i64::from(number - 1) * PER_PAGE;
    let mut posts = thread::posts(&mut cx.read().await?, allowed, from).await?;
    let most = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
    let pages = if posts.len() > most { number + 1 } else { number };
    posts.truncate(most);
    let action = way(led, side);
    let new = ids::new(cx.now).to_string();
    let zone = led.cohort.zone.clone();
    let (nav, crumbs) = match side {
        Side::Trainers => (Nav::Cohorts, led.crumbs(cx).to_vec()),
        Side::Members => {
            let up = format!("/mes-cohortes/{}", led.cohort.id);
            (Nav::Record, vec![Crumb::new(up, led.cohort.title.clone())])
        }
    };
    let title = led.cohort.title.clone();
    let page = cx.page(t!(lang, "cohort-thread")).nav(nav).crumbs(crumbs).status(form.status());
    Ok(page.show(move || {
        let moderates = side == Side::Trainers;
        let row = |post: Post| {
            let hidden = post.hidden_at.is_some();
            let (id, again) = (post.id.to_string(), format!("motif-{}", post.id));
            let mine = form.is_refused() && form.value("post") == id;
            let fault = if mine { form.fault("reason") } else { None };
            let described = fault.is_some().then(|| format!("{again}-faute"));
            let author = post.author_name.clone();
            view! {
                <li class="card stack">
                    <p>
                        <strong>{post.author_name.clone()}</strong>
                        " "
                        {post.by_trainer.then(|| view! { <Tag tone=Tone::Accent>{t!(lang, "cohort-post-trainer")}</Tag> })}
                        <span class="cell-detail">{words::at(lang, post.created_at, &zone)}</span>
                    </p>
                    {hidden.then(|| view! { <p class="soft">{t!(lang, "cohort-post-hidden")}</p> })}
                    {(!post.hidden_reason.is_empty())
                        .then(|| view! { <p class="soft">{t!(lang, "cohort-post-reason", "reason" => post.hidden_reason.clone())}</p> })}
                    {(!post.body.is_empty()).then(|| view! { <p class="cohort-letter">{post.body.clone()}</p> })}
                    {(moderates && !hidden)
                        .then(|| {
                            view! {
                                <details class="disclosure" open=mine>
                                    <summary>{t!(lang, "cohort-post-hide")}<span class="visually-hidden">" "{author}</span></summary>
                                    <PostForm action=action.clone() act="cohort.run">
                                        <input type="hidden" name="act" value="hide"/>
                                        <input type="hidden" name="post" value=id/>
                                        <div class="field">
                                            <label for=again.clone()>{t!(lang, "session-reason")}</label>
                                            {fault.map(|fault| view! { <p class="field-fault" id=format!("{again}-faute")>{fault}</p> })}
                                            <input class="input" type="text" id=again.clone() name="reason" maxlength="300" aria-describedby=described/>
                                        </div>
                                        <p class="form-actions"><Button kind=ButtonKind::Danger>{t!(lang, "cohort-post-hide")}</Button></p>
                                    </PostForm>
                                </details>
                            }
                        })}
                </li>
            }
        };
        let empty = posts.is_empty();
        let rows = posts.into_iter().map(row).collect_view();
        view! {
            <div class="cohort stack narrow">
                <div class="page-head">
                    <h1>{t!(lang, "cohort-thread")}</h1>
                    <p class="lead">{title}</p>
                </div>
                <ErrorSummary form=form.clone()/>
                <PostForm action=action.clone() act="cohort.join">
                    <input type="hidden" name="act" value="post"/>
                    <input type="hidden" name="post" value=new/>
                    <TextArea name="body" label=t!(lang, "cohort-post-body") value=form.value("body") fault=form.fault("body") rows=4 maxlength=u32::try_from(BODY_MAX).ok()/>
                    <p class="form-actions"><Button kind=ButtonKind::Primary icon="message-circle">{t!(lang, "cohort-post-go")}</Button></p>
                </PostForm>
                {if empty {
                    view! { <EmptyState title=t!(lang, "cohort-thread-none") icon="message-circle"><p>{t!(lang, "cohort-thread-none-text")}</p></EmptyState> }
                        .into_any()
                } else {
                    view! { <ul class="stack rows">{rows}</ul> }.into_any()
                }}
                <Pager page=number pages=pages base=format!("{action}?")/>
            </div>
        }
        .into_any()
    }))
}
