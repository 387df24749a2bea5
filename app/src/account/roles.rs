//! `/pilotage/roles`: who holds which role where, for those who may give them.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::{Act, Actor, Role};
use preau::school::giving::{self, Filter, Given, Giving};
use preau::school::{self, NodeKind, Uai};
use preau::{Error, Fault, Result, Timestamp, csv};

use super::query::Asked;
use super::{data, profile};
use crate::cx::Cx;
use crate::error_pages::encode;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    self, Button, ButtonKind, ButtonLink, Crumb, EmptyState, ErrorSummary, Field, FormState, Pager, PostForm,
    Select, SelectOption, TableScroll, Tag,
};

const PER_PAGE: i64 = 50;
const MOST: i64 = 20_000;
const FORM: &str = "/pilotage/roles/nouveau";
/// Whose roles may be given further.
const GIVERS: &[Role] = &[Role::Administrator, Role::NationalAdmin, Role::PlanManager, Role::Head];

/// The place asked for, or the widest of the asker's own.
fn filter_of(cx: &Cx, actor: &Actor, asked: &Fields) -> Result<Filter> {
    cx.allow(Act::GrantRoleAt, ())?;
    let under = match asked.get("sous") {
        "" => actor.places(GIVERS).first().copied().unwrap_or_default(),
        path => path,
    };
    cx.allow_at(Act::GrantRoleAt, under, ())?;
    Ok(Filter {
        under: under.to_owned(),
        role: Role::parse(asked.get("role")),
        search: asked.get("q").trim().chars().take(100).collect(),
    })
}

/// `GET /pilotage/roles?sous=…&role=…&q=…&page=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let Some(actor) = &cx.actor else { return Err(Error::LoginNeeded) };
        let filter = filter_of(&cx, actor, &asked)?;
        let allowed = cx.allow_at(Act::GrantRoleAt, &filter.under, ())?;
        let mut read = cx.read().await?;
        let total = giving::count(&mut read, allowed, &filter, cx.now).await?;
        let pages = u32::try_from((total.max(1) - 1) / PER_PAGE + 1).unwrap_or(u32::MAX);
        let page = asked.get("page").parse().unwrap_or(1_u32).clamp(1, pages);
        let from = i64::from(page - 1) * PER_PAGE;
        let found = giving::list(&mut read, allowed, &filter, from, PER_PAGE, cx.now).await?;
        drop(read);
        Ok(list(&cx, actor, filter, found, total, page, pages))
    })
    .await
}

/// `GET /pilotage/roles.csv`, with the same filter.
pub(super) async fn download(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let Some(actor) = &cx.actor else { return Err(Error::LoginNeeded) };
        let filter = filter_of(&cx, actor, &asked)?;
        let allowed = cx.allow_at(Act::GrantRoleAt, &filter.under, ())?;
        let (lang, zone) = (cx.lang, &cx.site.config.zone);
        let found = giving::list(&mut cx.read().await?, allowed, &filter, 0, MOST, cx.now).await?;
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                t!(lang, "profile-name"),
                t!(lang, "roles-role"),
                t!(lang, "coverage-place"),
                t!(lang, "roles-since"),
                t!(lang, "roles-until"),
                t!(lang, "roles-delegated-by"),
            ],
        );
        for one in found {
            csv::row(
                &mut table,
                [
                    one.full_name(),
                    role_of(lang, &one),
                    place_of(lang, &one),
                    one.starts_at.date_in(zone).to_string(),
                    one.ends_at.map(|at| at.date_in(zone).to_string()).unwrap_or_default(),
                    one.delegated_by.unwrap_or_default(),
                ],
            );
        }
        data::file(table.into_bytes(), "text/csv; charset=utf-8", &format!("roles-{}.csv", cx.today()))
    })
    .await
}

/// `GET /pilotage/roles/nouveau`.
pub(super) async fn form(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::GrantRoleAt, ())?;
        form_page(&cx, FormState::filled(cx.lang, asked.pairs().to_vec())).await
    })
    .await
}

/// `POST /pilotage/roles/nouveau`.
pub(super) async fn give(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        match try_giving(&cx, &fields).await {
            Ok(()) => Ok(Redirect::to("/pilotage/roles?fait=role-donne").into_response()),
            Err(error) => form_page(&cx, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

async fn try_giving(cx: &Cx, fields: &Fields) -> Result<()> {
    let Some(actor) = &cx.actor else { return Err(Error::LoginNeeded) };
    cx.allow(Act::GrantRoleAt, ())?;
    let Some(role) = Role::parse(fields.get("role")) else {
        return Err(Fault::new("role", "choose-one").into());
    };
    let mut tx = cx.begin().await?;
    let path = match fields.get("uai").trim() {
        "" => fields.get("path").to_owned(),
        typed => {
            let uai = Uai::parse(typed).map_err(|wrong| wrong.fault("uai"))?;
            school::by_uai(&mut tx, &uai).await?.ok_or_else(|| Fault::new("uai", "school-unknown"))?.path
        }
    };
    let until = match fields.get("until").trim() {
        "" => None,
        typed => {
            let day: jiff::civil::Date = typed.parse().map_err(|_| Fault::new("until", "date-unreadable"))?;
            // The day itself is included.
            let next = day.tomorrow().map_err(|_| Fault::new("until", "date-unreadable"))?;
            Some(Timestamp::midnight(next, &cx.site.config.zone))
        }
    };
    let allowed = cx.allow_at(Act::GrantRoleAt, &path, ())?;
    let giving =
        Giving { address: fields.get("address"), role, path: &path, until, reason: fields.get("reason") };
    giving::give(&mut tx, actor, allowed, &giving, cx.now).await?;
    cx.commit(tx).await
}

/// `POST /pilotage/roles/{grant}/fin`.
pub(super) async fn end(cx: Cx, Path(grant): Path<String>) -> Response {
    cx.answer(async {
        let Some(actor) = &cx.actor else { return Err(Error::LoginNeeded) };
        cx.allow(Act::GrantRoleAt, ())?;
        let grant: Uuid = grant.parse().map_err(|_| Error::NotFound)?;
        let mut tx = cx.begin().await?;
        giving::end(&mut tx, actor, grant, cx.now).await?;
        cx.commit(tx).await?;
        Ok(Redirect::to("/pilotage/roles?fait=role-fini").into_response())
    })
    .await
}

fn list(
    cx: &Cx,
    actor: &Actor,
    filter: Filter,
    found: Vec<Given>,
    total: i64,
    page: u32,
    pages: u32,
) -> Response {
    let (lang, zone, me) = (cx.lang, cx.site.config.zone.clone(), actor.id());
    let pairs = format!(
        "sous={}&role={}&q={}&",
        encode(&filter.under),
        filter.role.map_or("", Role::code),
        encode(&filter.search)
    );
    let (base, export) = (format!("/pilotage/roles?{pairs}"), format!("/pilotage/roles.csv?{pairs}"));
    let rows: Vec<_> = found
        .into_iter()
        .map(|one| {
            let path = one.path.clone().unwrap_or_default();
            let endable = one.person_id != me
                && one.role().is_some_and(|role| giving::may_give(actor, &path).contains(&role));
            row(lang, &zone, one, endable)
        })
        .collect();
    let now = filter.role.map_or("", Role::code);
    let options: Vec<_> = std::iter::once(("", t!(lang, "roles-any")))
        .chain(Role::ALL.map(|role| (role.code(), profile::role_name(lang, role))))
        .collect();
    cx.page(t!(lang, "roles-title")).nav(Nav::Operate).crumbs(above(lang)).show(move || {
        view! {
            <div class="members stack">
                <h1>{t!(lang, "roles-title")}</h1>
                <p class="form-actions">
                    <ButtonLink href=FORM kind=ButtonKind::Primary>{t!(lang, "roles-give")}</ButtonLink>
                    <ButtonLink href=export icon="download" download=true>{t!(lang, "members-export")}</ButtonLink>
                </p>
                <form method="get" action="/pilotage/roles" class="form form-line">
                    <input type="hidden" name="sous" value=filter.under.clone()/>
                    <div class="field">
                        <label for="champ-q">{t!(lang, "school-staff-search")}</label>
                        <input class="input" id="champ-q" type="search" name="q" value=filter.search.clone() maxlength="100"/>
                    </div>
                    <div class="field">
                        <label for="champ-role">{t!(lang, "roles-role")}</label>
                        <select class="input" id="champ-role" name="role">
                            {options
                                .into_iter()
                                .map(|(value, label)| view! { <option value=value selected=value == now>{label}</option> })
                                .collect_view()}
                        </select>
                    </div>
                    <Button>{t!(lang, "members-filter")}</Button>
                </form>
                <p role="status">{t!(lang, "roles-count", "count" => total)}</p>
                {if rows.is_empty() {
                    view! { <EmptyState title=t!(lang, "roles-none") icon="users"><p>{t!(lang, "roles-none-text")}</p></EmptyState> }.into_any()
                } else {
                    view! {
                        <TableScroll label=t!(lang, "roles-title")>
                            <table class="table-compact">
                                <thead>
                                    <tr>
                                        <th scope="col">{t!(lang, "profile-name")}</th>
                                        <th scope="col">{t!(lang, "roles-role")}</th>
                                        <th scope="col">{t!(lang, "coverage-place")}</th>
                                        <th scope="col">{t!(lang, "roles-dates")}</th>
                                        <th scope="col">{t!(lang, "members-acts")}</th>
                                    </tr>
                                </thead>
                                <tbody>{rows}</tbody>
                            </table>
                        </TableScroll>
                    }
                    .into_any()
                }}
                <Pager page=page pages=pages base=base/>
            </div>
        }
        .into_any()
    })
}

fn row(lang: Lang, zone: &str, one: Given, endable: bool) -> AnyView {
    let since = t!(lang, "roles-since-date", "date" => ui::date(lang, one.starts_at.date_in(zone)));
    // The end is the midnight after the last day.
    let until = one
        .ends_at
        .map(|at| t!(lang, "roles-until-date", "date" => ui::date(lang, at.plus(-1).date_in(zone))));
    let (role, place, name) = (role_of(lang, &one), place_of(lang, &one), one.full_name());
    let about = format!(" ({name}, {role})");
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>
                {role}
                {one.delegated_by.map(|head| view! { <span class="cell-detail"><Tag>{t!(lang, "roles-deputy", "name" => head)}</Tag></span> })}
            </td>
            <td>{place}</td>
            <td>{since}{until.map(|text| view! { <span class="cell-detail">{text}</span> })}</td>
            <td>
                {endable
                    .then(|| {
                        view! {
                            <PostForm action=format!("/pilotage/roles/{}/fin", one.id) act="role.grant_at" class="row-form">
                                <Button kind=ButtonKind::Quiet>{t!(lang, "roles-end")}<span class="visually-hidden">{about}</span></Button>
                            </PostForm>
                        }
                    })}
            </td>
        </tr>
    }
    .into_any()
}

async fn form_page(cx: &Cx, form: FormState) -> Result<Response> {
    let Some(actor) = &cx.actor else { return Err(Error::LoginNeeded) };
    let lang = cx.lang;
    let mut read = cx.read().await?;
    let mut places = Vec::new();
    let mut roles = Vec::new();
    for path in actor.places(GIVERS) {
        let own = if path.is_empty() { "fr/" } else { path };
        let nodes = match school::by_path(&mut read, own).await? {
            Some(node) if node.kind() == NodeKind::School => vec![node],
            Some(node) => {
                let below = if node.kind() == NodeKind::Nation { NodeKind::Academy } else { NodeKind::Basin };
                let mut nodes = vec![node];
                nodes.extend(school::of_kind(&mut read, below, own).await?);
                nodes
            }
            None => Vec::new(),
        };
        places.extend(nodes.into_iter().map(|node| SelectOption::new(node.path, node.name)));
    }
    for place in &places {
        for role in giving::may_give(actor, &place.value) {
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
    }
    drop(read);
    let roles: Vec<_> = roles
        .into_iter()
        .map(|role| SelectOption::new(role.code(), profile::role_name(lang, role)))
        .collect();
    let elsewhere = places.len() > 1;
    let mut crumbs = above(lang);
    crumbs.push(Crumb::new("/pilotage/roles", t!(lang, "roles-title")));
    Ok(cx.page(t!(lang, "roles-give")).nav(Nav::Operate).crumbs(crumbs).status(form.status()).show(move || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, "roles-give")}</h1>
                <ErrorSummary form=form.clone()/>
                <p class="lead">{t!(lang, "roles-lead")}</p>
                <PostForm action=FORM act="role.grant_at">
                    <Field
                        name="address"
                        label=t!(lang, "login-email")
                        hint=t!(lang, "roles-address-hint")
                        kind="email"
                        value=form.value("address")
                        fault=form.fault("address")
                        autocomplete=Some("off")
                        maxlength=Some(254)
                    />
                    <Select name="role" label=t!(lang, "roles-role") options=roles value=form.value("role") fault=form.fault("role")/>
                    <Select name="path" label=t!(lang, "coverage-place") options=places value=form.value("path") fault=form.fault("path")/>
                    {elsewhere
                        .then(|| {
                            view! {
                                <Field
                                    name="uai"
                                    label=t!(lang, "roles-uai")
                                    hint=t!(lang, "roles-uai-hint")
                                    value=form.value("uai")
                                    fault=form.fault("uai")
                                    autocomplete=Some("off")
                                    maxlength=Some(12)
                                    optional=true
                                    size=Some(12)
                                />
                            }
                        })}
                    <Field
                        name="until"
                        label=t!(lang, "roles-until")
                        hint=t!(lang, "roles-until-hint")
                        kind="date"
                        value=form.value("until")
                        fault=form.fault("until")
                        optional=true
                    />
                    <Field
                        name="reason"
                        label=t!(lang, "roles-reason")
                        value=form.value("reason")
                        fault=form.fault("reason")
                        maxlength=Some(200)
                        optional=true
                    />
                    <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "roles-give")}</Button></p>
                </PostForm>
            </section>
        }
        .into_any()
    }))
}

fn above(lang: Lang) -> Vec<Crumb> {
    vec![Crumb::new("/pilotage", t!(lang, "hub-title"))]
}

fn role_of(lang: Lang, one: &Given) -> String {
    one.role().map(|role| profile::role_name(lang, role)).unwrap_or_default()
}

fn place_of(lang: Lang, one: &Given) -> String {
    one.place.clone().unwrap_or_else(|| t!(lang, "roles-installation"))
}
