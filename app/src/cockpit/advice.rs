//! `/referent/{uai}/conseils` and `/direction/{uai}/conseils`: the same exchanges, seen from either side.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::Act;
use preau::referent::cockpit::PER_PAGE;
use preau::referent::cockpit::advice::{self, Advice, Side, State};
use preau::school::School;
use preau::{Error, Result};

use super::{id_of, parts, prose, school_for, version_of};
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, Crumb, EmptyState, ErrorSummary, Field, FormState, PostForm, Tag, TextArea, Tone,
};

fn act_of(side: Side) -> Act {
    match side {
        Side::Head => Act::Steer,
        Side::Referent => Act::WorkAsReferent,
    }
}

fn nav_of(side: Side) -> Nav {
    match side {
        Side::Head => Nav::Direction,
        Side::Referent => Nav::Referent,
    }
}

pub(super) async fn list_referent(cx: Cx, Path(uai): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(list(&cx, Side::Referent, &uai, &asked)).await
}

pub(super) async fn list_head(cx: Cx, Path(uai): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(list(&cx, Side::Head, &uai, &asked)).await
}

pub(super) async fn write_referent(cx: Cx, Path(uai): Path<String>, fields: Fields) -> Response {
    cx.answer(write(&cx, Side::Referent, &uai, fields)).await
}

pub(super) async fn write_head(cx: Cx, Path(uai): Path<String>, fields: Fields) -> Response {
    cx.answer(write(&cx, Side::Head, &uai, fields)).await
}

pub(super) async fn show_referent(cx: Cx, Path((uai, id)): Path<(String, String)>) -> Response {
    cx.answer(show(&cx, Side::Referent, &uai, &id)).await
}

pub(super) async fn show_head(cx: Cx, Path((uai, id)): Path<(String, String)>) -> Response {
    cx.answer(show(&cx, Side::Head, &uai, &id)).await
}

pub(super) async fn act_referent(
    cx: Cx,
    Path((uai, id)): Path<(String, String)>,
    fields: Fields,
) -> Response {
    cx.answer(act(&cx, Side::Referent, &uai, &id, fields)).await
}

pub(super) async fn act_head(cx: Cx, Path((uai, id)): Path<(String, String)>, fields: Fields) -> Response {
    cx.answer(act(&cx, Side::Head, &uai, &id, fields)).await
}

async fn list(cx: &Cx, side: Side, uai: &str, asked: &Fields) -> Result<Response> {
    let school = school_for(cx, &mut cx.read().await?, act_of(side), uai).await?;
    list_page(cx, side, &school, asked, FormState::empty(cx.lang)).await
}

async fn write(cx: &Cx, side: Side, uai: &str, fields: Fields) -> Result<Response> {
    let school = school_for(cx, &mut cx.read().await?, act_of(side), uai).await?;
    let made = async {
        let allowed = cx.allow_at(act_of(side), &school.path, (&school, side))?;
        let mut tx = cx.begin().await?;
        let send = fields.get("act") == "send";
        let id = advice::write(&mut tx, allowed, None, fields.get("title"), fields.get("body"), send, cx.now)
            .await?;
        cx.commit(tx).await?;
        Ok(id)
    };
    match made.await {
        Ok(id) => Ok(Redirect::to(&format!("{}/{id}?fait=echange", side.path(&school))).into_response()),
        Err(error) => {
            let form = FormState::refused(cx.lang, fields, error)?;
            list_page(cx, side, &school, &Fields::default(), form).await
        }
    }
}

fn write_fields(lang: Lang, form: &FormState) -> AnyView {
    view! {
        <Field name="title" label=t!(lang, "advice-title") value=form.value("title") fault=form.fault("title") maxlength=Some(120)/>
        <TextArea name="body" label=t!(lang, "advice-body") value=form.value("body") fault=form.fault("body") rows=6 maxlength=Some(8_000)/>
        <p class="form-actions">
            <Button kind=ButtonKind::Primary name=Some("act") value=Some("send".to_owned())>{t!(lang, "advice-send")}</Button>
            <Button name=Some("act") value=Some("save".to_owned())>{t!(lang, "advice-keep")}</Button>
        </p>
    }
    .into_any()
}

fn state_tag(lang: Lang, state: State) -> AnyView {
    let tone = match state {
        State::Draft => Tone::Neutral,
        State::Sent => Tone::Warning,
        State::Answered => Tone::Success,
    };
    view! { <Tag tone=tone>{parts::named(lang, "advice-state-", state.code())}</Tag> }.into_any()
}

async fn list_page(
    cx: &Cx,
    side: Side,
    school: &School,
    asked: &Fields,
    form: FormState,
) -> Result<Response> {
    let lang = cx.lang;
    let allowed = cx.allow_at(act_of(side), &school.path, (school, side))?;
    let year = parts::year_asked(asked, school, cx.now);
    let state = State::parse(asked.get("etat"));
    let from = i64::from(asked.get("page").parse().unwrap_or(1_u32).max(1) - 1) * PER_PAGE;
    let found = advice::list(&mut cx.read().await?, allowed, year, state, from, PER_PAGE).await?;
    let here = side.path(school);
    let codes: Vec<&str> = State::ALL.iter().map(|state| state.code()).collect();
    let picks = vec![
        parts::year_pick(lang, school, year, cx.now),
        parts::state_pick(lang, "advice-state-", &codes, state.map_or("", State::code)),
    ];
    let crumbs = if side == Side::Referent { parts::crumbs(cx, school) } else { Vec::new() };
    let new = match side {
        Side::Head => t!(lang, "advice-new-question"),
        Side::Referent => t!(lang, "advice-new-note"),
    };
    let school = school.clone();
    Ok(cx.page(t!(lang, "advice-list")).nav(nav_of(side)).crumbs(crumbs).status(form.status()).show(move || {
        view! {
            <div class="stack">
                <h1>{t!(lang, "advice-list")}</h1>
                <p class="lead">{t!(lang, "advice-lead", "name" => school.name.clone())}</p>
                <ErrorSummary form=form.clone()/>
                {parts::filter(lang, here.clone(), picks)}
                {if found.is_empty() {
                    view! { <EmptyState title=t!(lang, "advice-none") icon="message-circle"><p>{t!(lang, "advice-none-text")}</p></EmptyState> }.into_any()
                } else {
                    view! {
                        <ul class="rows">
                            {found
                                .into_iter()
                                .map(|one| {
                                    let date = one.sent_at.map(|at| parts::at_date(lang, at, &school)).unwrap_or_default();
                                    view! {
                                        <li class="row">
                                            <div class="row-text">
                                                <a class="row-title" href=format!("{here}/{}", one.id)>{one.title}</a>
                                                <span class="cell-detail">{format!("{} {date}", one.author)}</span>
                                            </div>
                                            {state_tag(lang, one.state)}
                                        </li>
                                    }
                                })
                                .collect_view()}
                        </ul>
                    }
                        .into_any()
                }}
                <section class="card cockpit-form" aria-labelledby="ecrire">
                    <h2 id="ecrire">{new}</h2>
                    <PostForm action=here.clone() act="referent.work">{write_fields(lang, &form)}</PostForm>
                </section>
            </div>
        }
        .into_any()
    }))
}

async fn load(cx: &Cx, side: Side, uai: &str, id: &str) -> Result<(School, Advice)> {
    let mut read = cx.read().await?;
    let school = school_for(cx, &mut read, act_of(side), uai).await?;
    let allowed = cx.allow_at(act_of(side), &school.path, (&school, side))?;
    let found = advice::find(&mut read, allowed, id_of(id)?).await?;
    Ok((school, found))
}

async fn show(cx: &Cx, side: Side, uai: &str, id: &str) -> Result<Response> {
    let (school, found) = load(cx, side, uai, id).await?;
    let pairs = vec![("title".to_owned(), found.title.clone()), ("body".to_owned(), found.body.clone())];
    Ok(sheet(cx, side, &school, found, FormState::filled(cx.lang, pairs)))
}

async fn act(cx: &Cx, side: Side, uai: &str, id: &str, fields: Fields) -> Result<Response> {
    let (school, found) = load(cx, side, uai, id).await?;
    let done = async {
        let allowed = cx.allow_at(act_of(side), &school.path, (&school, side))?;
        let mut tx = cx.begin().await?;
        match fields.get("act") {
            "answer" => advice::answer(&mut tx, allowed, found.id, fields.get("answer"), cx.now).await?,
            "send" | "save" => {
                let draft = Some((found.id, version_of(&fields)));
                let send = fields.get("act") == "send";
                advice::write(&mut tx, allowed, draft, fields.get("title"), fields.get("body"), send, cx.now)
                    .await?;
            }
            _ => return Err(Error::NotFound),
        }
        cx.commit(tx).await
    };
    match done.await {
        Ok(()) => Ok(Redirect::to(&format!("{}/{id}?fait=echange", side.path(&school))).into_response()),
        Err(error) => Ok(sheet(cx, side, &school, found, FormState::refused(cx.lang, fields, error)?)),
    }
}

fn sheet(cx: &Cx, side: Side, school: &School, one: Advice, form: FormState) -> Response {
    let lang = cx.lang;
    let list = side.path(school);
    let action = format!("{list}/{}", one.id);
    let date =
        |at: Option<preau::Timestamp>| at.map(|at| parts::at_date(lang, at, school)).unwrap_or_default();
    let (sent, answered) = (date(one.sent_at), date(one.answered_at));
    let crumbs = [Crumb::new(list, t!(lang, "advice-list"))];
    cx.page(one.title.clone()).nav(nav_of(side)).crumbs(crumbs).status(form.status()).show(move || {
        let drafting = form.clone();
        view! {
            <div class="stack cockpit-form">
                <h1>{one.title.clone()}</h1>
                <p>{state_tag(lang, one.state)}" "<span class="cell-detail">{format!("{} {sent}", one.author)}</span></p>
                <ErrorSummary form=form.clone()/>
                {if one.state == State::Draft {
                    view! {
                        <PostForm action=action.clone() act="referent.work">
                            {parts::version_field(one.version)}
                            {write_fields(lang, &drafting)}
                        </PostForm>
                    }
                        .into_any()
                } else {
                    prose::prose(&one.body)
                }}
                {(one.state == State::Answered)
                    .then(|| {
                        view! {
                            <section class="card">
                                <h2>{t!(lang, "advice-answer")}</h2>
                                <p class="cell-detail">{format!("{} {answered}", one.answerer.clone().unwrap_or_default())}</p>
                                {prose::prose(&one.answer)}
                            </section>
                        }
                    })}
                {(one.state == State::Sent && one.kind != side)
                    .then(|| {
                        view! {
                            <PostForm action=action act="referent.work">
                                <input type="hidden" name="act" value="answer"/>
                                <TextArea name="answer" label=t!(lang, "advice-answer") value=form.value("answer") fault=form.fault("answer") rows=6 maxlength=Some(8_000)/>
                                <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "advice-answer-send")}</Button></p>
                            </PostForm>
                        }
                    })}
            </div>
        }
        .into_any()
    })
}
