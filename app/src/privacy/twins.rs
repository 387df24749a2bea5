//! `/pilotage/doublons`: people who look like one, side by side, for somebody who knows them.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::seen::{self, What};
use preau::access::{Act, Allowed, Role};
use preau::privacy::merge::twins::{self, Cursor, PER_PAGE, Pair, Side};
use preau::privacy::merge::{self, went_to};
use preau::{Error, Fault, Result, Timestamp, school};

use crate::account::profile;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::error_pages::encode;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    self, Button, ButtonKind, ButtonLink, Choice, Choices, Crumb, EmptyState, ErrorSummary, FormState,
    PostForm, TableScroll, Tag,
};

const LIST: &str = "/pilotage/doublons";
/// Who manages people, each on their own nodes.
const MANAGERS: &[Role] = &[Role::PlanManager, Role::NationalAdmin, Role::Administrator];

/// `GET /pilotage/doublons?sous=…&apres=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::ManagePeople, ())?;
        let places: Vec<String> = cx
            .actor
            .iter()
            .flat_map(|actor| actor.places(MANAGERS))
            .map(str::to_owned)
            .take(20)
            .collect();
        let under = if asked.has("sous") {
            asked.get("sous").to_owned()
        } else {
            places.first().cloned().unwrap_or_default()
        };
        let allowed = cx.allow_at(Act::ManagePeople, &under, under.as_str())?;
        let mut read = cx.read().await?;
        let mut found =
            twins::pairs(&mut read, allowed, &Cursor::parse(asked.get("apres")), cx.now).await?;
        let more = found.len() > PER_PAGE;
        found.truncate(PER_PAGE);
        let next = found.last().filter(|_| more).map(|last| {
            format!("{LIST}?sous={}&apres={}", encode(&under), encode(&last.cursor().code()))
        });
        let place = school::by_path(&mut read, &under).await?.map(|node| node.name);
        let lang = cx.lang;
        let lead = place.map_or_else(
            || t!(lang, "twins-lead"),
            |name| t!(lang, "twins-lead-at", "name" => name),
        );
        let first = !asked.get("apres").is_empty();
        let crumbs = [Crumb::new("/pilotage", t!(lang, "hub-title"))];
        Ok(cx.page(t!(lang, "twins-title")).nav(Nav::Operate).crumbs(crumbs).show(move || {
            view! {
                <div class="stack members">
                    <h1>{t!(lang, "twins-title")}</h1>
                    <p class="lead">{lead}</p>
                    {(places.len() > 1)
                        .then(|| {
                            let link = |path: String| {
                                let here = path == under;
                                let name = if path.is_empty() { t!(lang, "roles-installation") } else { path.clone() };
                                view! {
                                    <li>
                                        <a href=format!("{LIST}?sous={}", encode(&path)) aria-current=here.then_some("page")>{name}</a>
                                    </li>
                                }
                            };
                            view! {
                                <nav class="account-rooms" aria-label=t!(lang, "coverage-place")>
                                    <ul>{places.iter().cloned().map(link).collect_view()}</ul>
                                </nav>
                            }
                        })}
                    {if found.is_empty() {
                        view! {
                            <EmptyState title=t!(lang, "twins-none") icon="users">
                                <p>{t!(lang, "twins-none-text")}</p>
                            </EmptyState>
                        }
                        .into_any()
                    } else {
                        table(lang, found)
                    }}
                    <p class="form-actions">
                        {first.then(|| view! { <ButtonLink href=LIST>{t!(lang, "twins-first")}</ButtonLink> })}
                        {next.map(|href| view! { <ButtonLink href=href>{t!(lang, "twins-next")}</ButtonLink> })}
                    </p>
                </div>
            }
            .into_any()
        }))
    })
    .await
}

fn table(lang: Lang, found: Vec<Pair>) -> AnyView {
    let rows: Vec<_> = found
        .into_iter()
        .map(|pair| {
            let href = format!("{LIST}/{}/{}", pair.one, pair.other);
            let why = match (&pair.school, pair.same_discipline) {
                (Some(school), _) => t!(lang, "twins-same-school", "name" => school.clone()),
                (None, true) => t!(lang, "twins-same-discipline"),
                (None, false) => t!(lang, "twins-not-posted"),
            };
            let name = pair.full_name();
            let about = format!(" ({name})");
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>
                        {pair.one_address.clone().unwrap_or_else(|| t!(lang, "twins-no-address"))}
                        <span class="cell-detail">
                            {pair.other_address.clone().unwrap_or_else(|| t!(lang, "twins-no-address"))}
                        </span>
                    </td>
                    <td>{why}</td>
                    <td>
                        <a href=href>{t!(lang, "twins-compare")}<span class="visually-hidden">{about}</span></a>
                    </td>
                </tr>
            }
        })
        .collect();
    view! {
        <TableScroll label=t!(lang, "twins-title")>
            <table class="table-compact">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "profile-name")}</th>
                        <th scope="col">{t!(lang, "twins-addresses")}</th>
                        <th scope="col">{t!(lang, "twins-why")}</th>
                        <th scope="col">{t!(lang, "members-acts")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

/// The pair of an address, for somebody who manages people wherever either of them holds something.
async fn asked_for(cx: &Cx, one: &str, other: &str) -> Result<Allowed<(Uuid, Uuid)>> {
    // Asked before the address is read: a stranger learns nothing from how it is written.
    cx.allow(Act::ManagePeople, ())?;
    let one: Uuid = one.parse().map_err(|_| Error::NotFound)?;
    let other: Uuid = other.parse().map_err(|_| Error::NotFound)?;
    let place = merge::place(&mut cx.read().await?, one, other, cx.now).await?;
    cx.allow_at(Act::ManagePeople, &place, (one, other))
}

/// `GET /pilotage/doublons/{person}/{id}`.
pub(super) async fn pair(cx: Cx, Path((one, other)): Path<(String, String)>) -> Response {
    cx.answer(async {
        let allowed = asked_for(&cx, &one, &other).await?;
        let (one, other) = *allowed.thing();
        let mut read = cx.read().await?;
        // Whoever comes back to a pair that is one person by now is told so.
        if went_to(&mut read, one).await?.is_some() || went_to(&mut read, other).await?.is_some() {
            return Ok(Redirect::to(&format!("{LIST}?fait=doublon-deja")).into_response());
        }
        drop(read);
        page(&cx, allowed, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /pilotage/doublons/{person}/{id}`: put together, or two people after all.
pub(super) async fn act(cx: Cx, Path((one, other)): Path<(String, String)>, fields: Fields) -> Response {
    cx.answer(async {
        let allowed = asked_for(&cx, &one, &other).await?;
        match carry_out(&cx, allowed, &fields).await {
            Ok(done) => Ok(Redirect::to(&format!("{LIST}?fait={done}")).into_response()),
            Err(error) => page(&cx, allowed, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

async fn carry_out(cx: &Cx, allowed: Allowed<(Uuid, Uuid)>, fields: &Fields) -> Result<&'static str> {
    let (one, other) = *allowed.thing();
    let mut tx = cx.begin().await?;
    let done = match fields.get("act") {
        "merge" => {
            let chosen = fields.get("kept");
            let kept = [one, other].into_iter().find(|id| id.to_string() == chosen);
            let kept = kept.ok_or_else(|| Fault::new("kept", "choose-one"))?;
            let gone = if kept == one { other } else { one };
            merge::merge(&mut tx, allowed.map(|_| (kept, gone)), cx.now).await?;
            "doublon-reuni"
        }
        "distinct" => {
            twins::set_distinct(&mut tx, allowed, cx.now).await?;
            "doublon-distinct"
        }
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(done)
}

async fn page(cx: &Cx, allowed: Allowed<(Uuid, Uuid)>, form: FormState) -> Result<Response> {
    let (one, other) = *allowed.thing();
    let me = cx.person()?;
    let mut tx = cx.begin().await?;
    let sides = [
        twins::side(&mut tx, allowed.map(|pair| pair.0)).await?,
        twins::side(&mut tx, allowed.map(|pair| pair.1)).await?,
    ];
    for id in [one, other] {
        seen::note(&mut tx, me, id, What::Account, cx.now).await?;
    }
    cx.commit(tx).await?;
    let (lang, zone, status) = (cx.lang, cx.site.config.zone.clone(), form.status());
    let name = sides[0].person.full_name();
    let action = format!("{LIST}/{one}/{other}");
    let crumbs = [Crumb::new("/pilotage", t!(lang, "hub-title")), Crumb::new(LIST, t!(lang, "twins-title"))];
    let title = t!(lang, "twins-pair", "name" => name);
    Ok(cx.page(title.clone()).nav(Nav::Operate).crumbs(crumbs).status(status).show(move || {
        let choices: Vec<_> = sides
            .iter()
            .enumerate()
            .map(|(number, side)| {
                let id = side.person.id.to_string();
                view! {
                    <Choice
                        name="kept"
                        checked=form.has("kept", &id)
                        value=id
                        label=t!(lang, "twins-record", "number" => number + 1)
                        hint=main_address(lang, side)
                        radio=true
                    />
                }
            })
            .collect();
        view! {
            <div class="stack request">
                <h1>{title}</h1>
                <ErrorSummary form=form.clone()/>
                <p class="lead">{t!(lang, "twins-question")}</p>
                <div class="twins">
                    {sides.iter().enumerate().map(|(number, side)| card(lang, &zone, number + 1, side)).collect_view()}
                </div>
                <section aria-labelledby="reunir">
                    <h2 id="reunir">{t!(lang, "twins-merge-title")}</h2>
                    <p>{t!(lang, "twins-merge-text")}</p>
                    <PostForm action=action.clone() act="people.manage">
                        <input type="hidden" name="act" value="merge"/>
                        <Choices name="kept" legend=t!(lang, "twins-kept") fault=form.fault("kept")>{choices}</Choices>
                        <p class="form-actions"><Button kind=ButtonKind::Danger>{t!(lang, "twins-merge")}</Button></p>
                    </PostForm>
                </section>
                <section aria-labelledby="distinguer">
                    <h2 id="distinguer">{t!(lang, "twins-distinct-title")}</h2>
                    <p>{t!(lang, "twins-distinct-text")}</p>
                    <PostForm action=action act="people.manage">
                        <input type="hidden" name="act" value="distinct"/>
                        <p class="form-actions"><Button>{t!(lang, "twins-distinct")}</Button></p>
                    </PostForm>
                </section>
            </div>
        }
        .into_any()
    }))
}

fn main_address(lang: Lang, side: &Side) -> String {
    side.addresses.first().map_or_else(|| t!(lang, "twins-no-address"), |address| address.0.clone())
}

fn card(lang: Lang, zone: &str, number: usize, side: &Side) -> AnyView {
    let day = |at: Timestamp| ui::date(lang, at.date_in(zone));
    let [heading, label] = [(); 2].map(|()| format!("fiche-{number}"));
    let account = match &side.account {
        None => t!(lang, "twins-no-account"),
        Some((state, _)) => match state.as_str() {
            "invited" => t!(lang, "members-state-invited"),
            "active" => t!(lang, "members-state-active"),
            "locked" => t!(lang, "members-state-locked"),
            _ => t!(lang, "members-state-deactivated"),
        },
    };
    let seen = side.account.as_ref().and_then(|account| account.1);
    let seen = seen.map_or_else(|| t!(lang, "members-never"), day);
    let postings: Vec<_> = side
        .postings
        .iter()
        .map(|posting| {
            let since = match posting.ends_at {
                None => t!(lang, "data-since", "from" => day(Timestamp(posting.starts_at.0))),
                Some(to) => t!(lang, "data-from-to", "from" => day(Timestamp(posting.starts_at.0)),
                               "to" => day(Timestamp(to.0))),
            };
            view! { <li>{format!("{} ({})", posting.school, posting.uai)}<span class="cell-detail">{since}</span></li> }
        })
        .collect();
    let roles: Vec<_> = side
        .roles
        .iter()
        .map(|grant| {
            let role = Role::parse(&grant.role)
                .map_or_else(|| grant.role.clone(), |role| profile::role_name(lang, role));
            let place = grant.node_name.as_ref().map(|name| format!(" – {name}")).unwrap_or_default();
            view! { <li>{role}{place}</li> }
        })
        .collect();
    let counts = side.counts;
    let figures: Vec<_> = [
        (t!(lang, "data-enrolments"), counts.enrolments),
        (t!(lang, "twins-completions"), counts.completions),
        (t!(lang, "data-attestations"), counts.attestations),
        (t!(lang, "twins-places"), counts.places),
        (t!(lang, "twins-sessions"), counts.sessions),
        (t!(lang, "twins-needs"), counts.needs),
        (t!(lang, "data-nomination"), counts.nominations),
    ]
    .into_iter()
    .map(|(label, count)| view! { <div><dt>{label}</dt><dd>{count}</dd></div> })
    .collect();
    let none = || view! { <p class="soft">{t!(lang, "twins-nothing")}</p> }.into_any();
    view! {
        <section class="card" aria-labelledby=label>
            <h2 class="card-title" id=heading>{t!(lang, "twins-record", "number" => number)}</h2>
            <p>{side.person.full_name()}</p>
            <ul class="people">
                {side
                    .addresses
                    .iter()
                    .map(|(address, main)| {
                        view! {
                            <li>
                                <span class="twins-address">{address.clone()}</span>
                                {main.then(|| view! { <Tag>{t!(lang, "twins-main")}</Tag> })}
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            <dl class="facts">
                <div><dt>{t!(lang, "members-state")}</dt><dd>{account}</dd></div>
                <div><dt>{t!(lang, "members-last-login")}</dt><dd>{seen}</dd></div>
                <div><dt>{t!(lang, "twins-written")}</dt><dd>{day(side.created_at)}</dd></div>
            </dl>
            <h3>{t!(lang, "school-posting")}</h3>
            {if postings.is_empty() { none() } else { view! { <ul class="people">{postings}</ul> }.into_any() }}
            <h3>{t!(lang, "profile-roles")}</h3>
            {if roles.is_empty() { none() } else { view! { <ul class="people">{roles}</ul> }.into_any() }}
            <h3>{t!(lang, "data-figures")}</h3>
            <dl class="facts">{figures}</dl>
        </section>
    }
    .into_any()
}
