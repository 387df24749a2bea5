//! `/referent/{uai}/bulletins`: what the référent tells the staff, from draft to withdrawal.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::Act;
use preau::referent::cockpit::bulletin::{self, Bulletin, Filter, State, Typed};
use preau::referent::cockpit::{MOST, PER_PAGE};
use preau::school::School;
use preau::{Error, Result, csv};

use super::{id_of, parts, prose, school_for, version_of};
use crate::account::data;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Crumb, EmptyState, ErrorSummary, Field, FormState, Pager, PostForm,
    TableScroll, Tag, TextArea, Tone,
};

fn typed(fields: &Fields) -> Typed {
    Typed { title: fields.get("title").to_owned(), body: fields.get("body").to_owned() }
}

fn filter_of(asked: &Fields, school: &School, cx: &Cx) -> Filter {
    Filter { year: parts::year_asked(asked, school, cx.now), state: State::parse(asked.get("etat")) }
}

/// `GET /referent/{uai}/bulletins?annee=…&etat=…&page=…`.
pub(super) async fn list(cx: Cx, Path(uai): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let school = school_for(&cx, &mut read, Act::WorkAsReferent, &uai).await?;
        let allowed = cx.allow_at(Act::WorkAsReferent, &school.path, &school)?;
        let filter = filter_of(&asked, &school, &cx);
        let total = bulletin::count(&mut read, allowed, &filter).await?;
        let (page, pages, from) = parts::paging(&asked, total);
        let found = bulletin::list(&mut read, allowed, &filter, from, PER_PAGE).await?;
        drop(read);
        let lang = cx.lang;
        let here = format!("/referent/{}/bulletins", school.uai);
        let query = format!("annee={}&etat={}", filter.year.label(), filter.state.map_or("", State::code));
        let codes: Vec<&str> = State::ALL.iter().map(|state| state.code()).collect();
        let picks = vec![
            parts::year_pick(lang, &school, filter.year, cx.now),
            parts::state_pick(lang, "bulletin-state-", &codes, filter.state.map_or("", State::code)),
        ];
        let crumbs = parts::crumbs(&cx, &school);
        Ok(cx.page(t!(lang, "bulletin-list")).nav(Nav::Referent).crumbs(crumbs).show(move || {
            view! {
                <div class="stack">
                    <h1>{t!(lang, "bulletin-list")}</h1>
                    <p class="form-actions">
                        <ButtonLink href=format!("{here}/nouveau") kind=ButtonKind::Primary>{t!(lang, "bulletin-new")}</ButtonLink>
                        <ButtonLink href=format!("{here}.csv?{query}") icon="download" download=true>{t!(lang, "cockpit-export")}</ButtonLink>
                    </p>
                    {parts::filter(lang, here.clone(), picks)}
                    {if found.is_empty() {
                        view! { <EmptyState title=t!(lang, "bulletin-none") icon="mail"><p>{t!(lang, "bulletin-none-text")}</p></EmptyState> }.into_any()
                    } else {
                        table(lang, &school, &here, found)
                    }}
                    <Pager page=page pages=pages base=format!("{here}?{query}&")/>
                </div>
            }
            .into_any()
        }))
    })
    .await
}

fn table(lang: Lang, school: &School, here: &str, found: Vec<Bulletin>) -> AnyView {
    let rows = found
        .into_iter()
        .map(|one| {
            let date = one.published_at.map(|at| parts::at_date(lang, at, school)).unwrap_or_default();
            view! {
                <tr>
                    <th scope="row"><a href=format!("{here}/{}", one.id)>{one.title}</a></th>
                    <td>{state_tag(lang, one.state)}</td>
                    <td>{date}</td>
                    <td class="align-right">{one.reads}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableScroll label=t!(lang, "bulletin-list")>
            <table class="table-compact">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "bulletin-title")}</th>
                        <th scope="col">{t!(lang, "cockpit-state")}</th>
                        <th scope="col">{t!(lang, "bulletin-published-on")}</th>
                        <th scope="col" class="align-right">{t!(lang, "bulletin-reads")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

fn state_tag(lang: Lang, state: State) -> AnyView {
    let tone = match state {
        State::Draft => Tone::Warning,
        State::Published => Tone::Success,
        State::Withdrawn => Tone::Neutral,
    };
    view! { <Tag tone=tone>{parts::named(lang, "bulletin-state-", state.code())}</Tag> }.into_any()
}

/// `GET /referent/{uai}/bulletins.csv`, with the same filter.
pub(super) async fn download(cx: Cx, Path(uai): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let school = school_for(&cx, &mut read, Act::WorkAsReferent, &uai).await?;
        let allowed = cx.allow_at(Act::WorkAsReferent, &school.path, &school)?;
        let found = bulletin::list(&mut read, allowed, &filter_of(&asked, &school, &cx), 0, MOST).await?;
        let lang = cx.lang;
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                t!(lang, "bulletin-title"),
                t!(lang, "cockpit-state"),
                t!(lang, "bulletin-published-on"),
                t!(lang, "bulletin-reads"),
            ],
        );
        for one in found {
            let date = one.published_at.map(|at| at.date_in(&school.zone).to_string()).unwrap_or_default();
            let state = parts::named(lang, "bulletin-state-", one.state.code());
            csv::row(&mut table, [one.title, state, date, one.reads.to_string()]);
        }
        data::file(table.into_bytes(), "text/csv; charset=utf-8", &format!("bulletins-{}.csv", school.uai))
    })
    .await
}

/// `GET /referent/{uai}/bulletins/nouveau`.
pub(super) async fn new(cx: Cx, Path(uai): Path<String>) -> Response {
    cx.answer(async {
        let school = school_for(&cx, &mut cx.read().await?, Act::WorkAsReferent, &uai).await?;
        Ok(form_page(&cx, &school, None, FormState::empty(cx.lang)))
    })
    .await
}

/// `POST /referent/{uai}/bulletins/nouveau`: keeps a draft, or publishes at once.
pub(super) async fn create(cx: Cx, Path(uai): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let school = school_for(&cx, &mut cx.read().await?, Act::WorkAsReferent, &uai).await?;
        let made = async {
            let allowed = cx.allow_at(Act::WorkAsReferent, &school.path, &school)?;
            let mut tx = cx.begin().await?;
            let id = bulletin::draft(&mut tx, allowed, &typed(&fields), cx.now).await?;
            if fields.get("act") == "publish" {
                bulletin::publish(&mut tx, allowed, id, cx.now).await?;
            }
            cx.commit(tx).await?;
            Ok(id)
        };
        match made.await {
            Ok(id) => {
                let done =
                    if fields.get("act") == "publish" { "bulletin-publie" } else { "bulletin-enregistre" };
                Ok(Redirect::to(&format!("/referent/{}/bulletins/{id}?fait={done}", school.uai))
                    .into_response())
            }
            Err(error) => Ok(form_page(&cx, &school, None, FormState::refused(cx.lang, fields, error)?)),
        }
    })
    .await
}

async fn load(cx: &Cx, uai: &str, id: &str) -> Result<(School, Bulletin)> {
    let mut read = cx.read().await?;
    let school = school_for(cx, &mut read, Act::WorkAsReferent, uai).await?;
    let (found, _) = bulletin::find(&mut read, id_of(id)?).await?;
    if found.school_id == school.node_id { Ok((school, found)) } else { Err(Error::NotFound) }
}

/// `GET /referent/{uai}/bulletins/{bulletin}`.
pub(super) async fn edit(cx: Cx, Path((uai, id)): Path<(String, String)>) -> Response {
    cx.answer(async {
        let (school, found) = load(&cx, &uai, &id).await?;
        let pairs = vec![
            ("title".to_owned(), found.title.clone()),
            ("body".to_owned(), found.body.clone()),
            ("version".to_owned(), found.version.to_string()),
        ];
        Ok(form_page(&cx, &school, Some(&found), FormState::filled(cx.lang, pairs)))
    })
    .await
}

/// `POST /referent/{uai}/bulletins/{bulletin}`: save, publish, withdraw.
pub(super) async fn act(cx: Cx, Path((uai, id)): Path<(String, String)>, fields: Fields) -> Response {
    cx.answer(async {
        let (school, found) = load(&cx, &uai, &id).await?;
        let done = async {
            let allowed = cx.allow_at(Act::WorkAsReferent, &school.path, &school)?;
            let mut tx = cx.begin().await?;
            let done = match fields.get("act") {
                "withdraw" => {
                    bulletin::withdraw(&mut tx, allowed, found.id, cx.now).await?;
                    "bulletin-retire"
                }
                "save" | "publish" => {
                    bulletin::change(
                        &mut tx,
                        allowed,
                        found.id,
                        version_of(&fields),
                        &typed(&fields),
                        cx.now,
                    )
                    .await?;
                    if fields.get("act") == "publish" {
                        bulletin::publish(&mut tx, allowed, found.id, cx.now).await?;
                        "bulletin-publie"
                    } else {
                        "bulletin-enregistre"
                    }
                }
                _ => return Err(Error::NotFound),
            };
            cx.commit(tx).await?;
            Ok(done)
        };
        match done.await {
            Ok(done) => {
                Ok(Redirect::to(&format!("/referent/{}/bulletins/{id}?fait={done}", school.uai))
                    .into_response())
            }
            Err(error) => {
                Ok(form_page(&cx, &school, Some(&found), FormState::refused(cx.lang, fields, error)?))
            }
        }
    })
    .await
}

fn form_page(cx: &Cx, school: &School, known: Option<&Bulletin>, form: FormState) -> Response {
    let lang = cx.lang;
    let here = format!("/referent/{}/bulletins", school.uai);
    let action = known.map_or_else(|| format!("{here}/nouveau"), |one| format!("{here}/{}", one.id));
    let state = known.map_or(State::Draft, |one| one.state);
    let reads = known.filter(|one| one.state != State::Draft).map(|one| one.reads);
    let read_page =
        known.filter(|one| one.state == State::Published).map(|one| format!("/bulletins/{}", one.id));
    let text = known.map(|one| one.body.clone()).unwrap_or_default();
    let title = known.map_or_else(|| t!(lang, "bulletin-new"), |one| one.title.clone());
    let mut crumbs = parts::crumbs(cx, school);
    crumbs.push(Crumb::new(here, t!(lang, "bulletin-list")));
    cx.page(title.clone()).nav(Nav::Referent).crumbs(crumbs).status(form.status()).show(move || {
        let version = form.value("version");
        view! {
            <div class="stack cockpit-form">
                <h1>{title}</h1>
                {(!version.is_empty()).then(|| view! { <p>{state_tag(lang, state)}</p> })}
                <ErrorSummary form=form.clone()/>
                {reads.map(|reads| view! { <p>{t!(lang, "bulletin-read-count", "count" => reads)}</p> })}
                {read_page.map(|path| view! { <p><a href=path>{t!(lang, "bulletin-see")}</a></p> })}
                {if state == State::Withdrawn {
                    prose::prose(&text)
                } else {
                    view! {
                        <PostForm action=action.clone() act="referent.work">
                            <input type="hidden" name="version" value=version/>
                            <Field name="title" label=t!(lang, "bulletin-title") value=form.value("title") fault=form.fault("title") maxlength=Some(120)/>
                            <TextArea
                                name="body"
                                label=t!(lang, "bulletin-body")
                                hint=t!(lang, "bulletin-body-hint")
                                value=form.value("body")
                                fault=form.fault("body")
                                rows=12
                                maxlength=Some(8_000)
                            />
                            <p class="form-actions">
                                {(state == State::Draft)
                                    .then(|| {
                                        view! {
                                            <Button kind=ButtonKind::Primary name=Some("act") value=Some("publish".to_owned())>{t!(lang, "bulletin-publish")}</Button>
                                        }
                                    })}
                                <Button name=Some("act") value=Some("save".to_owned())>{t!(lang, "cockpit-save")}</Button>
                            </p>
                        </PostForm>
                    }
                        .into_any()
                }}
                {(state == State::Published)
                    .then(|| {
                        view! {
                            <details class="cockpit-more">
                                <summary>{t!(lang, "bulletin-withdraw")}</summary>
                                <p>{t!(lang, "bulletin-withdraw-text")}</p>
                                <PostForm action=action act="referent.work">
                                    <input type="hidden" name="act" value="withdraw"/>
                                    <Button kind=ButtonKind::Danger>{t!(lang, "bulletin-withdraw-now")}</Button>
                                </PostForm>
                            </details>
                        }
                    })}
            </div>
        }
        .into_any()
    })
}
