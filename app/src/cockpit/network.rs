//! `/reseau`: the référents of the bassin and académie, those who help them, and questions between them.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::Act;
use preau::referent::cockpit::contacts::{self, Colleague, Helper, Typed};
use preau::referent::cockpit::network::{self, Question, Reply, State};
use preau::referent::cockpit::{MOST, PER_PAGE};
use preau::school::{self, Node, NodeKind};
use preau::{Error, Read, Result, csv};

use super::{id_of, parts, prose, version_of};
use crate::account::query::Asked;
use crate::account::{data, disciplines};
use crate::cx::Cx;
use crate::error_pages::encode;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    self, Button, ButtonKind, ButtonLink, Crumb, EmptyState, ErrorSummary, Field, FormState, Pager, PostForm,
    TableScroll, Tag, TextArea, Tone,
};

/// `fr/14/` of any path below it; empty for the nation and the installation.
fn academy_of(path: &str) -> &str {
    path.match_indices('/').nth(1).map_or("", |(at, _)| &path[..=at])
}

/// The académies whose network the asker belongs to: those of mandates, roles and postings.
fn academies_of(cx: &Cx) -> Vec<String> {
    let Some(actor) = &cx.actor else { return Vec::new() };
    let paths =
        actor.mandates.iter().chain(actor.grants.iter().map(|grant| &grant.path)).chain(&actor.postings);
    let mut found: Vec<String> =
        paths.map(|path| academy_of(path).to_owned()).filter(|path| !path.is_empty()).collect();
    found.sort();
    found.dedup();
    found
}

/// The académie asked for (`academie=fr/14/`), the asker's first otherwise; another one only for whoever holds a role on
/// the whole nation.
async fn academy(cx: &Cx, read: &mut Read, asked: &str) -> Result<Node> {
    cx.allow(Act::ReadNetwork, ())?;
    let own = academies_of(cx);
    let wide = cx
        .actor
        .as_ref()
        .is_some_and(|actor| actor.grants.iter().any(|grant| academy_of(&grant.path).is_empty()));
    let path = match own.iter().find(|path| *path == asked) {
        Some(path) => path.clone(),
        None if wide && !asked.is_empty() => asked.to_owned(),
        None if asked.is_empty() => own.first().cloned().unwrap_or_default(),
        None => return Err(Error::NotFound),
    };
    let found = match school::by_path(read, &path).await? {
        Some(node) => Some(node),
        None if wide && asked.is_empty() => {
            school::of_kind(read, NodeKind::Academy, "fr/").await?.into_iter().next()
        }
        None => None,
    };
    found.filter(|node| node.kind() == NodeKind::Academy).ok_or(Error::NotFound)
}

/// `GET /reseau?academie=…&bassin=…&q=…&page=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let academy = academy(&cx, &mut read, asked.get("academie")).await?;
        let allowed = cx.allow(Act::ReadNetwork, ())?;
        let basins = school::of_kind(&mut read, NodeKind::Basin, &academy.path).await?;
        let under = basins.iter().find(|one| one.path == asked.get("bassin")).map_or(&academy.path, |one| &one.path).clone();
        let search: String = asked.get("q").trim().chars().take(100).collect();
        let total = contacts::directory_count(&mut read, allowed, &under, &search, cx.now).await?;
        let (page, pages, from) = parts::paging(&asked, total);
        let found = contacts::directory(&mut read, allowed, &under, &search, from, PER_PAGE, cx.now).await?;
        let helpers = contacts::of(&mut read, allowed, &academy.path).await?;
        drop(read);
        let lang = cx.lang;
        let keeps = cx.may_at(Act::ManageOrganisation, &academy.path);
        let mut places = vec![(String::new(), t!(lang, "network-whole", "name" => academy.name.clone()))];
        places.extend(basins.into_iter().map(|one| (one.path, one.name)));
        let query = format!("academie={}&bassin={}&q={}", academy.path, if under == academy.path { "" } else { &under }, encode(&search));
        Ok(cx.page(t!(lang, "network-title")).nav(Nav::Referent).crumbs([]).show(move || {
            view! {
                <div class="stack">
                    <h1>{t!(lang, "network-title")}</h1>
                    <p class="lead">{academy.name.clone()}</p>
                    <p class="form-actions">
                        <ButtonLink href=format!("/reseau/questions?academie={}", academy.path) kind=ButtonKind::Primary>{t!(lang, "network-questions")}</ButtonLink>
                        <ButtonLink href=format!("/reseau/annuaire.csv?{query}") icon="download" download=true>{t!(lang, "network-export")}</ButtonLink>
                    </p>
                    <section class="stack" aria-labelledby="interlocuteurs">
                        <h2 id="interlocuteurs">{t!(lang, "contacts-title")}</h2>
                        {if helpers.is_empty() {
                            view! { <p>{t!(lang, "contacts-none")}</p> }.into_any()
                        } else {
                            view! { <ul class="rows">{helpers.into_iter().map(|one| helper_row(lang, keeps, one)).collect_view()}</ul> }.into_any()
                        }}
                        {keeps.then(|| view! { <p class="form-actions"><ButtonLink href=format!("/reseau/contacts?academie={}", academy.path)>{t!(lang, "contacts-add")}</ButtonLink></p> })}
                    </section>
                    <section class="stack" aria-labelledby="annuaire">
                        <h2 id="annuaire">{t!(lang, "network-directory")}</h2>
                        <form method="get" action="/reseau#annuaire" class="form form-line">
                            <input type="hidden" name="academie" value=academy.path.clone()/>
                            <div class="field">
                                <label for="filtre-bassin">{t!(lang, "network-place")}</label>
                                <select class="input" id="filtre-bassin" name="bassin">
                                    {places
                                        .into_iter()
                                        .map(|(path, name)| {
                                            let selected = path == under;
                                            view! { <option value=path selected=selected>{name}</option> }
                                        })
                                        .collect_view()}
                                </select>
                            </div>
                            <div class="field">
                                <label for="filtre-q">{t!(lang, "network-search")}</label>
                                <input class="input" id="filtre-q" type="search" name="q" value=search maxlength="100"/>
                            </div>
                            <Button>{t!(lang, "cockpit-filter")}</Button>
                        </form>
                        <p role="status">{t!(lang, "network-count", "count" => total)}</p>
                        {if found.is_empty() {
                            view! { <EmptyState title=t!(lang, "network-none") icon="users" level=3><p>{t!(lang, "network-none-text")}</p></EmptyState> }.into_any()
                        } else {
                            directory_table(lang, found)
                        }}
                        <Pager page=page pages=pages base=format!("/reseau?{query}&")/>
                    </section>
                </div>
            }
            .into_any()
        }))
    })
    .await
}

fn helper_row(lang: Lang, keeps: bool, one: Helper) -> AnyView {
    let edit = keeps.then(|| format!("/reseau/contacts/{}", one.id));
    let mail = one.address.clone();
    view! {
        <li class="row">
            <div class="row-text">
                <strong>{one.name}</strong>
                <span class="cell-detail">{format!("{} – {}", one.duty, one.place)}</span>
                <span>
                    {(!mail.is_empty()).then(|| view! { <a href=format!("mailto:{mail}")>{mail.clone()}</a> })}" "{one.phone}
                </span>
            </div>
            {edit.map(|href| view! { <a href=href>{t!(lang, "contacts-change")}</a> })}
        </li>
    }
    .into_any()
}

fn directory_table(lang: Lang, found: Vec<Colleague>) -> AnyView {
    let rows = found
        .into_iter()
        .map(|one| {
            let mail = one.address.map(|mail| view! { <a href=format!("mailto:{mail}")>{mail.clone()}</a> });
            view! {
                <tr>
                    <th scope="row">{one.name}</th>
                    <td><a href=format!("/etablissements/{}", one.uai)>{one.school}</a><span class="cell-detail">{one.commune}</span></td>
                    <td>{one.discipline.as_deref().map(|code| disciplines::label(lang, code))}</td>
                    <td>{mail}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableScroll label=t!(lang, "network-directory")>
            <table class="table-compact">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "report-referent")}</th>
                        <th scope="col">{t!(lang, "school-name")}</th>
                        <th scope="col">{t!(lang, "profile-discipline")}</th>
                        <th scope="col">{t!(lang, "login-email")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

/// `GET /reseau/annuaire.csv`: the contact sheet for the local authority.
pub(super) async fn download(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let academy = academy(&cx, &mut read, asked.get("academie")).await?;
        let allowed = cx.allow(Act::ReadNetwork, ())?;
        let basin = asked.get("bassin");
        let under = if basin.starts_with(&academy.path) { basin.to_owned() } else { academy.path.clone() };
        let found = contacts::directory(&mut read, allowed, &under, asked.get("q"), 0, MOST, cx.now).await?;
        let lang = cx.lang;
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                "UAI".to_owned(),
                t!(lang, "school-name"),
                t!(lang, "school-commune"),
                t!(lang, "network-place"),
                t!(lang, "report-referent"),
                t!(lang, "profile-discipline"),
                t!(lang, "login-email"),
            ],
        );
        for one in found {
            let discipline =
                one.discipline.as_deref().map(|code| disciplines::label(lang, code)).unwrap_or_default();
            csv::row(
                &mut table,
                [
                    one.uai,
                    one.school,
                    one.commune,
                    one.place,
                    one.name,
                    discipline,
                    one.address.unwrap_or_default(),
                ],
            );
        }
        data::file(table.into_bytes(), "text/csv; charset=utf-8", &format!("referents-{}.csv", academy.code))
    })
    .await
}

/// `GET /reseau/contacts?academie=…`: a new contact.
pub(super) async fn new_contact(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::ManageOrganisation, ())?;
        let place = asked.get("academie");
        cx.allow_at(Act::ManageOrganisation, place, ())?;
        let pairs = vec![("place".to_owned(), place.to_owned())];
        Ok(contact_page(&cx, None, FormState::filled(cx.lang, pairs)))
    })
    .await
}

fn typed(fields: &Fields) -> Typed {
    let get = |name: &str| fields.get(name).to_owned();
    Typed { name: get("name"), duty: get("duty"), address: get("address"), phone: get("phone") }
}

/// `POST /reseau/contacts`.
pub(super) async fn add_contact(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        cx.allow(Act::ManageOrganisation, ())?;
        let node =
            school::by_path(&mut cx.read().await?, fields.get("place")).await?.ok_or(Error::NotFound)?;
        keep(&cx, &node, None, fields).await
    })
    .await
}

async fn keep(cx: &Cx, node: &Node, known: Option<Helper>, fields: Fields) -> Result<Response> {
    let done = async {
        let allowed = cx.allow_at(Act::ManageOrganisation, &node.path, node)?;
        let mut tx = cx.begin().await?;
        match &known {
            Some(one) if fields.get("act") == "remove" => {
                contacts::remove(&mut tx, allowed, one.id, cx.now).await?
            }
            one => {
                let held = one.as_ref().map(|one| (one.id, version_of(&fields)));
                contacts::keep(&mut tx, allowed, held, &typed(&fields), cx.now).await?;
            }
        }
        cx.commit(tx).await
    };
    match done.await {
        Ok(()) => {
            let to = format!("/reseau?academie={}&fait=contact", academy_of(&node.path));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => Ok(contact_page(cx, known.as_ref(), FormState::refused(cx.lang, fields, error)?)),
    }
}

async fn load_contact(cx: &Cx, id: &str) -> Result<(Node, Helper)> {
    cx.allow(Act::ManageOrganisation, ())?;
    let mut read = cx.read().await?;
    let found = contacts::find(&mut read, id_of(id)?).await?;
    cx.allow_at(Act::ManageOrganisation, &found.path, ())?;
    Ok((school::node(&mut read, found.node_id).await?, found))
}

/// `GET /reseau/contacts/{contact}`.
pub(super) async fn show_contact(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let (_, one) = load_contact(&cx, &id).await?;
        let pairs = [
            ("name", one.name.clone()),
            ("duty", one.duty.clone()),
            ("address", one.address.clone()),
            ("phone", one.phone.clone()),
        ];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value)).to_vec();
        Ok(contact_page(&cx, Some(&one), FormState::filled(cx.lang, pairs)))
    })
    .await
}

/// `POST /reseau/contacts/{contact}`: change, or take out of the list.
pub(super) async fn change_contact(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let (node, one) = load_contact(&cx, &id).await?;
        keep(&cx, &node, Some(one), fields).await
    })
    .await
}

fn contact_page(cx: &Cx, known: Option<&Helper>, form: FormState) -> Response {
    let lang = cx.lang;
    let action =
        known.map_or_else(|| "/reseau/contacts".to_owned(), |one| format!("/reseau/contacts/{}", one.id));
    let version = known.map(|one| one.version);
    let title = known.map_or_else(|| t!(lang, "contacts-add"), |one| one.name.clone());
    let crumbs = [Crumb::new("/reseau", t!(lang, "network-title"))];
    cx.page(title.clone()).nav(Nav::Operate).crumbs(crumbs).status(form.status()).show(move || {
        let writing = form.clone();
        view! {
            <div class="stack cockpit-form">
                <h1>{title}</h1>
                <ErrorSummary form=form.clone()/>
                <PostForm action=action.clone() act="organisation.manage">
                    {version.map(parts::version_field)}
                    <input type="hidden" name="place" value=writing.value("place")/>
                    <Field name="name" label=t!(lang, "profile-name") value=writing.value("name") fault=writing.fault("name") maxlength=Some(200)/>
                    <Field name="duty" label=t!(lang, "contacts-duty") hint=t!(lang, "contacts-duty-hint") value=writing.value("duty") fault=writing.fault("duty") maxlength=Some(200)/>
                    <Field name="address" label=t!(lang, "login-email") kind="email" value=writing.value("address") fault=writing.fault("address") optional=true maxlength=Some(254)/>
                    <Field name="phone" label=t!(lang, "contacts-phone") kind="tel" value=writing.value("phone") fault=writing.fault("phone") optional=true maxlength=Some(30)/>
                    <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "cockpit-save")}</Button></p>
                </PostForm>
                {version
                    .map(|_| {
                        view! {
                            <PostForm action=action act="organisation.manage">
                                <input type="hidden" name="act" value="remove"/>
                                <Button kind=ButtonKind::Danger>{t!(lang, "contacts-remove")}</Button>
                            </PostForm>
                        }
                    })}
            </div>
        }
        .into_any()
    })
}

/// `GET /reseau/questions?academie=…&etat=…&page=…`.
pub(super) async fn questions(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let academy = academy(&cx, &mut cx.read().await?, asked.get("academie")).await?;
        questions_page(&cx, &academy, &asked, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /reseau/questions`.
pub(super) async fn ask(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        let academy = academy(&cx, &mut cx.read().await?, fields.get("academie")).await?;
        let made = async {
            let allowed = cx.allow(Act::ReadNetwork, &academy)?;
            let mut tx = cx.begin().await?;
            let id = network::ask(&mut tx, allowed, fields.get("title"), fields.get("body"), cx.now).await?;
            cx.commit(tx).await?;
            Ok(id)
        };
        match made.await {
            Ok(id) => Ok(Redirect::to(&format!("/reseau/questions/{id}?fait=question")).into_response()),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                questions_page(&cx, &academy, &Fields::default(), form).await
            }
        }
    })
    .await
}

async fn questions_page(cx: &Cx, academy: &Node, asked: &Fields, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let state = State::parse(asked.get("etat"));
    let page = asked.get("page").parse().unwrap_or(1_u32).clamp(1, 10_000);
    let allowed = cx.allow(Act::ReadNetwork, academy)?;
    // One more than a page holds says whether another follows.
    let from = i64::from(page - 1) * PER_PAGE;
    let mut found = network::list(&mut cx.read().await?, allowed, state, from, PER_PAGE + 1).await?;
    let pages = if found.len() > usize::try_from(PER_PAGE).unwrap_or(50) { page + 1 } else { page };
    found.truncate(usize::try_from(PER_PAGE).unwrap_or(50));
    let code = state.map_or("", State::code);
    let codes: Vec<&str> = State::ALL.iter().map(|state| state.code()).collect();
    let picks = vec![parts::state_pick(lang, "question-state-", &codes, code)];
    let base = format!("/reseau/questions?academie={}&etat={code}&", academy.path);
    let (path, zone) = (academy.path.clone(), academy.zone.clone());
    let crumbs = [Crumb::new("/reseau", t!(lang, "network-title"))];
    Ok(cx.page(t!(lang, "network-questions")).nav(Nav::Referent).crumbs(crumbs).status(form.status()).show(move || {
        view! {
            <div class="stack">
                <h1>{t!(lang, "network-questions")}</h1>
                <ErrorSummary form=form.clone()/>
                {parts::filter(lang, "/reseau/questions".to_owned(), picks)}
                {if found.is_empty() {
                    view! { <EmptyState title=t!(lang, "network-no-question") icon="circle-help"><p>{t!(lang, "network-no-question-text")}</p></EmptyState> }.into_any()
                } else {
                    view! { <ul class="rows">{found.into_iter().map(|one| question_row(lang, &zone, one)).collect_view()}</ul> }.into_any()
                }}
                <Pager page=page pages=pages base=base/>
                <section class="card cockpit-form" aria-labelledby="poser">
                    <h2 id="poser">{t!(lang, "network-ask")}</h2>
                    <PostForm action="/reseau/questions" act="network.read">
                        <input type="hidden" name="academie" value=path/>
                        <Field name="title" label=t!(lang, "advice-title") value=form.value("title") fault=form.fault("title") maxlength=Some(120)/>
                        <TextArea name="body" label=t!(lang, "advice-body") hint=t!(lang, "cockpit-no-names") value=form.value("body") fault=form.fault("body") rows=5 maxlength=Some(8_000)/>
                        <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "network-ask-send")}</Button></p>
                    </PostForm>
                </section>
            </div>
        }
        .into_any()
    }))
}

fn state_tag(lang: Lang, state: State) -> AnyView {
    let tone = if state == State::Open { Tone::Accent } else { Tone::Neutral };
    view! { <Tag tone=tone>{parts::named(lang, "question-state-", state.code())}</Tag> }.into_any()
}

fn question_row(lang: Lang, zone: &str, one: Question) -> AnyView {
    let about = format!(
        "{} – {} – {}",
        one.author,
        ui::date(lang, one.last_at.date_in(zone)),
        t!(lang, "network-replies", "count" => one.replies)
    );
    view! {
        <li class="row">
            <div class="row-text">
                <a class="row-title" href=format!("/reseau/questions/{}", one.id)>{one.title}</a>
                <span class="cell-detail">{about}</span>
            </div>
            {state_tag(lang, one.state)}
        </li>
    }
    .into_any()
}

async fn load_question(cx: &Cx, id: &str) -> Result<(Question, Vec<Reply>)> {
    cx.allow(Act::ReadNetwork, ())?;
    let mut read = cx.read().await?;
    let found = network::find(&mut read, id_of(id)?).await?;
    academy(cx, &mut read, &found.path).await?;
    let replies = network::replies(&mut read, found.id).await?;
    Ok((found, replies))
}

/// `GET /reseau/questions/{question}`.
pub(super) async fn show_question(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let (found, replies) = load_question(&cx, &id).await?;
        Ok(question_page(&cx, found, replies, FormState::empty(cx.lang)))
    })
    .await
}

/// `POST /reseau/questions/{question}`: a reply, or the end of it.
pub(super) async fn act_question(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let (found, replies) = load_question(&cx, &id).await?;
        let done = async {
            let allowed = cx.allow(Act::ReadNetwork, found.id)?;
            let mut tx = cx.begin().await?;
            match fields.get("act") {
                "close" => network::close(&mut tx, allowed, cx.now).await?,
                "reply" => network::reply(&mut tx, allowed, fields.get("body"), cx.now).await?,
                _ => return Err(Error::NotFound),
            }
            cx.commit(tx).await
        };
        match done.await {
            Ok(()) => Ok(Redirect::to(&format!("/reseau/questions/{id}?fait=question")).into_response()),
            Err(error) => Ok(question_page(&cx, found, replies, FormState::refused(cx.lang, fields, error)?)),
        }
    })
    .await
}

fn question_page(cx: &Cx, one: Question, replies: Vec<Reply>, form: FormState) -> Response {
    let lang = cx.lang;
    let zone = cx.site.config.zone.clone();
    let action = format!("/reseau/questions/{}", one.id);
    let closes = Some(one.author_id) == cx.person().ok() && one.state == State::Open;
    let crumbs = [
        Crumb::new("/reseau", t!(lang, "network-title")),
        Crumb::new("/reseau/questions", t!(lang, "network-questions")),
    ];
    cx.page(one.title.clone()).nav(Nav::Referent).crumbs(crumbs).status(form.status()).show(move || {
        let to = action.clone();
        view! {
            <div class="stack cockpit-form">
                <h1>{one.title.clone()}</h1>
                <p>{state_tag(lang, one.state)}" "<span class="cell-detail">{format!("{}, {}", one.author, ui::instant(lang, one.created_at, &zone))}</span></p>
                <ErrorSummary form=form.clone()/>
                {prose::prose(&one.body)}
                {replies
                    .into_iter()
                    .map(|reply| {
                        view! {
                            <section class="card">
                                <p class="cell-detail">{format!("{}, {}", reply.author, ui::instant(lang, reply.created_at, &zone))}</p>
                                {prose::prose(&reply.body)}
                            </section>
                        }
                    })
                    .collect_view()}
                {(one.state == State::Open)
                    .then(|| {
                        view! {
                            <PostForm action=to act="network.read">
                                <input type="hidden" name="act" value="reply"/>
                                <TextArea name="body" label=t!(lang, "network-reply") value=form.value("body") fault=form.fault("body") rows=5 maxlength=Some(8_000)/>
                                <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "network-reply-send")}</Button></p>
                            </PostForm>
                        }
                    })}
                {closes
                    .then(|| {
                        view! {
                            <PostForm action=action act="network.read">
                                <input type="hidden" name="act" value="close"/>
                                <Button>{t!(lang, "network-close")}</Button>
                            </PostForm>
                        }
                    })}
            </div>
        }
        .into_any()
    })
}
