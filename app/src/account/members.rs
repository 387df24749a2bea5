//! `/pilotage/comptes`: the people of this installation, for those who run it.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::members::{self, Filter, MOST, Member, PER_PAGE, State};
use preau::access::{Act, accounts};
use preau::{Error, Result, csv};

use super::query::Asked;
use super::{data, disciplines, profile};
use crate::cx::Cx;
use crate::error_pages::{encode, local_path};
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{self, Button, ButtonKind, ButtonLink, EmptyState, Pager, PostForm, TableScroll, Tag, Tone};

/// `GET /pilotage/comptes?q=…&etat=…&page=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let allowed = cx.allow(Act::Invite, ())?;
        let filter = filter_of(&asked);
        let mut read = cx.read().await?;
        let total = members::count(&mut read, allowed, &filter).await?;
        let pages = u32::try_from((total.max(1) - 1) / PER_PAGE + 1).unwrap_or(u32::MAX);
        let page = asked.get("page").parse().unwrap_or(1_u32).clamp(1, pages);
        let from = i64::from(page - 1) * PER_PAGE;
        let found = members::list(&mut read, allowed, &filter, from, PER_PAGE, cx.now).await?;
        Ok(list(&cx, filter, found, total, page, pages))
    })
    .await
}

/// `GET /pilotage/comptes.csv`, with the same filter.
pub(super) async fn download(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let allowed = cx.allow(Act::Invite, ())?;
        let (lang, zone) = (cx.lang, &cx.site.config.zone);
        let found =
            members::list(&mut cx.read().await?, allowed, &filter_of(&asked), 0, MOST, cx.now).await?;
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                t!(lang, "members-usual-name"),
                t!(lang, "members-given-name"),
                t!(lang, "login-email"),
                t!(lang, "members-state"),
                t!(lang, "profile-roles"),
                t!(lang, "profile-discipline"),
                t!(lang, "profile-school"),
                t!(lang, "members-last-login"),
            ],
        );
        for member in found {
            csv::row(
                &mut table,
                [
                    member.usual_name.clone(),
                    member.given_name.clone(),
                    member.address.clone().unwrap_or_default(),
                    state_name(lang, member.state()),
                    roles(lang, &member),
                    member
                        .discipline
                        .as_deref()
                        .map(|code| disciplines::label(lang, code))
                        .unwrap_or_default(),
                    member.school.clone().unwrap_or_default(),
                    member.last_login_at.map(|at| at.date_in(zone).to_string()).unwrap_or_default(),
                ],
            );
        }
        data::file(table.into_bytes(), "text/csv; charset=utf-8", &format!("comptes-{}.csv", cx.today()))
    })
    .await
}

/// `POST /pilotage/comptes/{person}/blocage`.
pub(super) async fn lock(cx: Cx, Path(person): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        set_locked(&cx, &person, true).await?;
        Ok(back(&fields, "compte-bloque"))
    })
    .await
}

/// `POST /pilotage/comptes/{person}/deblocage`.
pub(super) async fn unlock(cx: Cx, Path(person): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        set_locked(&cx, &person, false).await?;
        Ok(back(&fields, "compte-debloque"))
    })
    .await
}

async fn set_locked(cx: &Cx, person: &str, locked: bool) -> Result<()> {
    // Asked before the address is read: a stranger learns nothing from how it is written.
    cx.allow(Act::Operate, ())?;
    let allowed = cx.allow(Act::Operate, person_of(person)?)?;
    let mut tx = cx.begin().await?;
    accounts::set_locked(&mut tx, allowed, locked, cx.now).await?;
    cx.commit(tx).await
}

/// The person an address names.
pub(super) fn person_of(path: &str) -> Result<Uuid> {
    path.parse().map_err(|_| Error::NotFound)
}

/// Back to the list as it was, with a word on what was done.
pub(super) fn back(fields: &Fields, done: &str) -> Response {
    let list = local_path(fields.get("retour")).filter(|path| path.starts_with("/pilotage/comptes?"));
    let list = list.unwrap_or_else(|| "/pilotage/comptes?".to_owned());
    Redirect::to(&format!("{list}fait={done}")).into_response()
}

fn filter_of(asked: &Fields) -> Filter {
    let search = asked.get("q").trim().chars().take(100).collect();
    Filter { search, state: State::parse(asked.get("etat")) }
}

/// The list's address with this filter, ready for one more pair.
fn address(path: &str, filter: &Filter) -> String {
    let mut address = format!("{path}?");
    if !filter.search.is_empty() {
        address.push_str(&format!("q={}&", encode(&filter.search)));
    }
    if let Some(state) = filter.state {
        address.push_str(&format!("etat={}&", state.code()));
    }
    address
}

fn list(cx: &Cx, filter: Filter, found: Vec<Member>, total: i64, page: u32, pages: u32) -> Response {
    let (lang, zone, me) = (cx.lang, cx.site.config.zone.clone(), cx.actor.as_ref().map(|actor| actor.id()));
    let (base, export) = (address("/pilotage/comptes", &filter), address("/pilotage/comptes.csv", &filter));
    let here = if page > 1 { format!("{base}page={page}&") } else { base.clone() };
    let mut states = vec![("", t!(lang, "members-any-state"))];
    states.extend(State::ALL.map(|state| (state.code(), state_name(lang, state))));
    let now = filter.state.map_or("", State::code);
    let twins = cx.may(Act::ManagePeople);
    cx.page(t!(lang, "members-title")).nav(Nav::Operate).crumbs([]).show(move || {
        view! {
            <div class="members stack">
                <h1>{t!(lang, "members-title")}</h1>
                <p class="form-actions">
                    <ButtonLink href="/pilotage/comptes/invitation" kind=ButtonKind::Primary>{t!(lang, "invite-title")}</ButtonLink>
                    <ButtonLink href=export icon="download" download=true>{t!(lang, "members-export")}</ButtonLink>
                    {twins.then(|| view! { <ButtonLink href="/pilotage/doublons">{t!(lang, "twins-title")}</ButtonLink> })}
                </p>
                <form method="get" action="/pilotage/comptes" class="form form-line">
                    <div class="field">
                        <label for="champ-q">{t!(lang, "members-search")}</label>
                        <input class="input" id="champ-q" type="search" name="q" value=filter.search.clone() maxlength="100"/>
                    </div>
                    <div class="field">
                        <label for="champ-etat">{t!(lang, "members-state")}</label>
                        <select class="input" id="champ-etat" name="etat">
                            {states
                                .into_iter()
                                .map(|(value, label)| view! { <option value=value selected=value == now>{label}</option> })
                                .collect_view()}
                        </select>
                    </div>
                    <Button>{t!(lang, "members-filter")}</Button>
                </form>
                <p role="status">{t!(lang, "members-count", "count" => total)}</p>
                {if found.is_empty() {
                    view! {
                        <EmptyState title=t!(lang, "members-none") icon="search">
                            <p><a href="/pilotage/comptes">{t!(lang, "members-all")}</a></p>
                        </EmptyState>
                    }
                    .into_any()
                } else {
                    view! {
                        <TableScroll label=t!(lang, "members-title")>
                            <table class="table-compact">
                                <thead>
                                    <tr>
                                        <th scope="col">{t!(lang, "profile-name")}</th>
                                        <th scope="col">{t!(lang, "members-post")}</th>
                                        <th scope="col">{t!(lang, "members-state")}</th>
                                        <th scope="col">{t!(lang, "members-last-login")}</th>
                                        <th scope="col">{t!(lang, "members-acts")}</th>
                                    </tr>
                                </thead>
                                <tbody>
                                    {found
                                        .into_iter()
                                        .map(|member| row(lang, &zone, member, me, here.clone()))
                                        .collect_view()}
                                </tbody>
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

fn row(lang: Lang, zone: &str, member: Member, me: Option<Uuid>, here: String) -> AnyView {
    let name = member.full_name();
    let roles = roles(lang, &member);
    let discipline = member.discipline.as_deref().map(|code| disciplines::label(lang, code));
    let post = [discipline, member.school.clone()].into_iter().flatten().collect::<Vec<_>>().join(" – ");
    let seen =
        member.last_login_at.map_or_else(|| t!(lang, "members-never"), |at| ui::date(lang, at.date_in(zone)));
    let state = member.state();
    let act = match state {
        State::Invited => {
            Some(("relance", "person.invite", t!(lang, "members-invite-again"), ButtonKind::Secondary))
        }
        State::Active if me != Some(member.id) => {
            Some(("blocage", "platform.operate", t!(lang, "members-lock"), ButtonKind::Quiet))
        }
        State::Locked => {
            Some(("deblocage", "platform.operate", t!(lang, "members-unlock"), ButtonKind::Secondary))
        }
        State::Active | State::Deactivated => None,
    };
    let tone = match state {
        State::Invited => Tone::Warning,
        State::Active => Tone::Success,
        State::Locked => Tone::Error,
        State::Deactivated => Tone::Neutral,
    };
    let about = format!(" ({name})");
    let form = act.map(|(verb, act, label, kind)| {
        view! {
            <PostForm action=format!("/pilotage/comptes/{}/{verb}", member.id) act=act class="row-form">
                <input type="hidden" name="retour" value=here/>
                <Button kind=kind>{label}<span class="visually-hidden">{about}</span></Button>
            </PostForm>
        }
    });
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/pilotage/comptes/{}", member.id)>{name}</a>
                <span class="cell-detail">{member.address.clone()}</span>
                {(!roles.is_empty()).then(|| view! { <span class="cell-detail">{roles}</span> })}
            </th>
            <td>{post}</td>
            <td><Tag tone=tone>{state_name(lang, state)}</Tag></td>
            <td>{seen}</td>
            <td>{form}</td>
        </tr>
    }
    .into_any()
}

fn roles(lang: Lang, member: &Member) -> String {
    member.roles().into_iter().map(|role| profile::role_name(lang, role)).collect::<Vec<_>>().join(", ")
}

fn state_name(lang: Lang, state: State) -> String {
    match state {
        State::Invited => t!(lang, "members-state-invited"),
        State::Active => t!(lang, "members-state-active"),
        State::Locked => t!(lang, "members-state-locked"),
        State::Deactivated => t!(lang, "members-state-deactivated"),
    }
}
