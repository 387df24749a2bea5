//! `/etablissements/{uai}`: a school, its référent and how to reach them; and who works there.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::{Act, Role, roles};
use preau::school::postings::{self, Colleague};
use preau::school::{self, School, Uai};
use preau::{Error, Read, Result};

use super::words;
use crate::account::disciplines;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::error_pages::encode;
use crate::page::Nav;
use crate::t;
use crate::ui::{self, Button, ButtonLink, Crumb, EmptyState, Pager, TableScroll, Tag, Tone};

const PER_PAGE: i64 = 100;

/// `GET /etablissement`: one's own school, or the choice between them.
pub(super) async fn mine(cx: Cx) -> Response {
    cx.answer(async {
        let Some(actor) = &cx.actor else { return Err(Error::LoginNeeded) };
        let mut paths = actor.postings.clone();
        paths.extend(actor.places(&[Role::Head]).into_iter().map(str::to_owned));
        paths.sort();
        paths.dedup();
        let schools = school::at_paths(&mut cx.read().await?, &paths).await?;
        if let [only] = schools.as_slice() {
            return Ok(Redirect::to(&format!("/etablissements/{}", only.uai)).into_response());
        }
        let lang = cx.lang;
        Ok(cx.page(t!(lang, "schools-mine")).nav(Nav::School).crumbs([]).show(move || {
            view! {
                <div class="stack">
                    <h1>{t!(lang, "schools-mine")}</h1>
                    {if schools.is_empty() {
                        view! { <EmptyState title=t!(lang, "schools-none") icon="users"><p>{t!(lang, "schools-none-text")}</p></EmptyState> }.into_any()
                    } else {
                        view! {
                            <ul class="rows">
                                {schools
                                    .into_iter()
                                    .map(|one| {
                                        view! {
                                            <li class="row">
                                                <div class="row-text">
                                                    <a class="row-title" href=format!("/etablissements/{}", one.uai)>{one.name}</a>
                                                    <span class="cell-detail">{format!("{} – {}", one.uai, one.commune)}</span>
                                                </div>
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        }
                        .into_any()
                    }}
                </div>
            }
            .into_any()
        }))
    })
    .await
}

async fn load(cx: &Cx, read: &mut Read, uai: &str) -> Result<School> {
    cx.allow(Act::ReadSchool, ())?;
    let uai = Uai::parse(uai).map_err(|_| Error::NotFound)?;
    school::by_uai(read, &uai).await?.ok_or(Error::NotFound)
}

/// `GET /etablissements/{uai}`.
pub(super) async fn show(cx: Cx, Path(uai): Path<String>) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let school = load(&cx, &mut read, &uai).await?;
        let line = school::line(&mut read, &school.path).await?;
        let heads = roles::holders(&mut read, Role::Head, school.node_id, cx.now).await?;
        let referents = postings::referents(&mut read, school.node_id, cx.now).await?;
        let staff = postings::staff_count(&mut read, school.node_id, cx.now).await?;
        drop(read);
        let sees_staff = cx.may_at(Act::ReadStaff, &school.path);
        let proposes = cx.may_at(Act::ProposeNomination, &school.path);
        let year = crate::cockpit::doors(&cx, &school);
        let lang = cx.lang;
        let above = line.iter().rev().skip(1).filter(|node| node.path != "fr/").map(|node| node.name.clone());
        let above: Vec<_> = above.collect();
        let base = format!("/etablissements/{}", school.uai);
        let keeps = cx
            .may_at(Act::ManageOrganisation, &school.path)
            .then(|| format!("/pilotage/organisation/{}", school.node_id));
        let facts = facts(&cx, &school, above);
        let vacant = school.vacant_since.map(|at| ui::date(lang, at.date_in(&school.zone)));
        let hosts = school.hosts_referent;
        Ok(cx.page(school.name.clone()).nav(Nav::School).crumbs([]).show(move || {
            view! {
                <div class="stack school">
                    <h1>{school.name.clone()}</h1>
                    {(school.state == "closed").then(|| view! { <p><Tag tone=Tone::Warning>{t!(lang, "school-closed")}</Tag></p> })}
                    {hosts
                        .then(|| {
                            view! {
                                <section class="card school-referent" aria-labelledby="referent">
                                    <h2 id="referent">{t!(lang, "school-referent")}</h2>
                                    {if referents.is_empty() {
                                        view! {
                                            <p>
                                                <Tag tone=Tone::Warning icon="triangle-alert">{t!(lang, "coverage-has-none")}</Tag>
                                                {vacant.map(|date| view! { <span class="cell-detail">{t!(lang, "coverage-since", "date" => date)}</span> })}
                                            </p>
                                            {proposes
                                                .then(|| view! { <p class="form-actions"><ButtonLink href="/direction" kind=ui::ButtonKind::Primary>{t!(lang, "school-propose")}</ButtonLink></p> })}
                                        }
                                        .into_any()
                                    } else {
                                        view! {
                                            <ul class="people">
                                                {referents
                                                    .into_iter()
                                                    .map(|one| {
                                                        let discipline = one.discipline.as_deref().map(|code| disciplines::label(lang, code));
                                                        view! {
                                                            <li>
                                                                <strong>{one.name()}</strong>
                                                                {discipline.map(|text| view! { <span class="cell-detail">{text}</span> })}
                                                                {one.address.map(|address| view! { <a href=format!("mailto:{address}")>{address.clone()}</a> })}
                                                            </li>
                                                        }
                                                    })
                                                    .collect_view()}
                                            </ul>
                                        }
                                        .into_any()
                                    }}
                                </section>
                            }
                        })}
                    {(!year.is_empty())
                        .then(|| {
                            view! {
                                <nav class="card" aria-labelledby="annee">
                                    <h2 id="annee">{t!(lang, "school-digital")}</h2>
                                    <p class="form-actions">
                                        {year.into_iter().map(|(href, label)| view! { <ButtonLink href=href>{label}</ButtonLink> }).collect_view()}
                                    </p>
                                </nav>
                            }
                        })}
                    <section aria-labelledby="faits">
                        <h2 id="faits">{t!(lang, "school-facts")}</h2>
                        <dl class="facts">
                            {facts.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}
                            {(!heads.is_empty())
                                .then(|| {
                                    let names: Vec<_> = heads.iter().map(preau::people::Person::full_name).collect();
                                    view! { <div><dt>{t!(lang, "role-head")}</dt><dd>{names.join(", ")}</dd></div> }
                                })}
                        </dl>
                    </section>
                    {sees_staff
                        .then(|| {
                            view! {
                                <p class="form-actions">
                                    <ButtonLink href=format!("{base}/personnel") icon="users">{t!(lang, "school-staff-open", "count" => staff)}</ButtonLink>
                                </p>
                            }
                        })}
                    {keeps.map(|href| view! { <p class="form-actions"><ButtonLink href=href>{t!(lang, "school-keep")}</ButtonLink></p> })}
                </div>
            }
            .into_any()
        }))
    })
    .await
}

fn facts(cx: &Cx, school: &School, above: Vec<String>) -> Vec<(String, String)> {
    let lang = cx.lang;
    let mut facts = vec![
        ("UAI".to_owned(), school.uai.clone()),
        (t!(lang, "school-kind"), words::kind(lang, &school.kind)),
        (t!(lang, "school-sector"), words::sector(lang, &school.sector)),
        (t!(lang, "school-place"), above.join(", ")),
    ];
    let address = [school.address.as_str(), school.postcode.as_str(), school.commune.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    if !address.is_empty() {
        facts.push((t!(lang, "school-address"), address));
    }
    if let Some(on) = &school.source_on {
        facts.push((t!(lang, "school-source"), format!("{} ({on})", school.source)));
    }
    facts
}

/// `GET /etablissements/{uai}/personnel?q=…&page=…`.
pub(super) async fn staff(cx: Cx, Path(uai): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::ReadStaff, ())?;
        let mut read = cx.read().await?;
        let school = load(&cx, &mut read, &uai).await?;
        let allowed = cx.allow_at(Act::ReadStaff, &school.path, ())?;
        let search: String = asked.get("q").trim().chars().take(100).collect();
        let all = postings::staff_count(&mut read, school.node_id, cx.now).await?;
        let pages = u32::try_from((all.max(1) - 1) / PER_PAGE + 1).unwrap_or(u32::MAX);
        let page = asked.get("page").parse().unwrap_or(1_u32).clamp(1, pages);
        let from = i64::from(page - 1) * PER_PAGE;
        let found =
            postings::staff(&mut read, allowed, school.node_id, &search, from, PER_PAGE, cx.now).await?;
        drop(read);
        Ok(staff_page(&cx, &school, search, found, all, page, pages))
    })
    .await
}

fn staff_page(
    cx: &Cx,
    school: &School,
    search: String,
    found: Vec<Colleague>,
    all: i64,
    page: u32,
    pages: u32,
) -> Response {
    let lang = cx.lang;
    let sheet = format!("/etablissements/{}", school.uai);
    let here = format!("{sheet}/personnel");
    let base = format!("{here}?q={}&", encode(&search));
    let title = t!(lang, "school-staff", "name" => school.name.clone());
    let crumbs = [Crumb::new(sheet, school.name.clone())];
    cx.page(title.clone()).nav(Nav::School).crumbs(crumbs).show(move || {
        view! {
            <div class="stack">
                <h1>{title.clone()}</h1>
                <form method="get" action=here.clone() class="form form-line">
                    <div class="field">
                        <label for="champ-q">{t!(lang, "school-staff-search")}</label>
                        <input class="input" id="champ-q" type="search" name="q" value=search maxlength="100"/>
                    </div>
                    <Button>{t!(lang, "members-filter")}</Button>
                </form>
                <p role="status">{t!(lang, "members-count", "count" => all)}</p>
                {if found.is_empty() {
                    view! { <EmptyState title=t!(lang, "members-none") icon="search"><p><a href=here.clone()>{t!(lang, "members-all")}</a></p></EmptyState> }.into_any()
                } else {
                    view! {
                        <TableScroll label=title.clone()>
                            <table class="table-compact">
                                <thead>
                                    <tr>
                                        <th scope="col">{t!(lang, "profile-name")}</th>
                                        <th scope="col">{t!(lang, "profile-discipline")}</th>
                                        <th scope="col">{t!(lang, "school-posting")}</th>
                                    </tr>
                                </thead>
                                <tbody>
                                    {found
                                        .into_iter()
                                        .map(|one| {
                                            let name = format!("{} {}", one.usual_name, one.given_name);
                                            let discipline = one.discipline.as_deref().map(|code| disciplines::label(lang, code));
                                            let main = if one.main { t!(lang, "school-posting-main") } else { t!(lang, "school-posting-other") };
                                            view! { <tr><th scope="row">{name}</th><td>{discipline}</td><td>{main}</td></tr> }
                                        })
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
