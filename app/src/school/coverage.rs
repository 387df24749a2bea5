//! `/pilotage/couverture`: which schools have a référent. Look at the map, read the table, open the rows.

use axum::response::Response;
use leptos::prelude::*;

use preau::access::{Act, Allowed};
use preau::school::coverage::{self, By, Count, Cover, Filter, Line};
use preau::school::{self, Node, NodeKind};
use preau::year::SchoolYear;
use preau::{Error, Result, csv};

use super::hub::STEERING;
use super::{map, words};
use crate::account::data;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::error_pages::encode;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{self, Button, ButtonLink, Crumb, EmptyState, Pager, TableScroll, Tag, Tone};

const PER_PAGE: i64 = 50;
const MOST: i64 = 20_000;

/// Where the asker looks, with the right to.
struct Scope {
    filter: Filter,
    node: Node,
    line: Vec<Node>,
    year: SchoolYear,
    allowed: Allowed<()>,
}

/// The place asked for, or the widest one that the asker steers.
async fn scope(cx: &Cx, asked: &Fields) -> Result<Scope> {
    let Some(actor) = &cx.actor else { return Err(Error::LoginNeeded) };
    // The role first: a stranger learns nothing from how an address is written.
    cx.allow(Act::ReadCoverage, ())?;
    let under = match asked.get("sous") {
        "" => {
            actor.places(STEERING).first().map_or("fr/", |place| if place.is_empty() { "fr/" } else { place })
        }
        path => path,
    };
    let allowed = cx.allow_at(Act::ReadCoverage, under, ())?;
    let mut read = cx.read().await?;
    let line = school::line(&mut read, under).await?;
    let node = line.last().filter(|node| node.path == under).cloned().ok_or(Error::NotFound)?;
    let year = SchoolYear::parse(asked.get("annee")).unwrap_or_else(|| SchoolYear::of(cx.today()));
    let known =
        |list: &[&str], value: &str| if list.contains(&value) { value.to_owned() } else { String::new() };
    let filter = Filter {
        under: under.to_owned(),
        kind: known(&words::KINDS, asked.get("type")),
        sector: known(&words::SECTORS, asked.get("secteur")),
        search: asked.get("q").trim().chars().take(100).collect(),
        cover: Cover::parse(asked.get("referent")),
    };
    Ok(Scope { filter, node, line, year, allowed })
}

/// `GET /pilotage/couverture?sous=fr/14/&type=…&secteur=…&annee=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let scope = scope(&cx, &asked).await?;
        let mut read = cx.read().await?;
        let by = by(&scope.node);
        let rows = coverage::counts(&mut read, scope.allowed, &scope.filter, scope.year, by).await?;
        let kinds = coverage::counts(&mut read, scope.allowed, &scope.filter, scope.year, By::Kind).await?;
        let sectors =
            coverage::counts(&mut read, scope.allowed, &scope.filter, scope.year, By::Sector).await?;
        let years = coverage::counts(&mut read, scope.allowed, &scope.filter, scope.year, By::Year).await?;
        let clusters = match scope.node.kind() {
            NodeKind::Nation => Vec::new(),
            NodeKind::Academy | NodeKind::Basin | NodeKind::School => {
                let step = if scope.node.kind() == NodeKind::Academy { 0.09 } else { 0.01 };
                coverage::clusters(&mut read, scope.allowed, &scope.filter, step).await?
            }
        };
        drop(read);
        Ok(page(&cx, scope, rows, kinds, sectors, years, clusters))
    })
    .await
}

/// `GET /pilotage/couverture.csv`: the table of the page.
pub(super) async fn download(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let scope = scope(&cx, &asked).await?;
        let lang = cx.lang;
        let mut read = cx.read().await?;
        let rows =
            coverage::counts(&mut read, scope.allowed, &scope.filter, scope.year, by(&scope.node)).await?;
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                t!(lang, "coverage-year"),
                t!(lang, "coverage-code"),
                t!(lang, "coverage-place"),
                t!(lang, "coverage-schools"),
                t!(lang, "coverage-covered"),
                t!(lang, "coverage-vacant"),
            ],
        );
        for row in rows {
            let (schools, covered, vacant) = (row.schools, row.covered, row.vacant());
            csv::row(
                &mut table,
                [
                    scope.year.label(),
                    row.code,
                    row.name,
                    schools.to_string(),
                    covered.to_string(),
                    vacant.to_string(),
                ],
            );
        }
        data::file(table.into_bytes(), "text/csv; charset=utf-8", &format!("couverture-{}.csv", cx.today()))
    })
    .await
}

/// `GET /pilotage/couverture/etablissements`: the schools behind a figure.
pub(super) async fn list(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let scope = scope(&cx, &asked).await?;
        let mut read = cx.read().await?;
        let total = coverage::count_schools(&mut read, scope.allowed, &scope.filter).await?;
        let pages = u32::try_from((total.max(1) - 1) / PER_PAGE + 1).unwrap_or(u32::MAX);
        let page = asked.get("page").parse().unwrap_or(1_u32).clamp(1, pages);
        let from = i64::from(page - 1) * PER_PAGE;
        let found = coverage::schools(&mut read, scope.allowed, &scope.filter, from, PER_PAGE).await?;
        drop(read);
        Ok(rows(&cx, scope, found, total, page, pages))
    })
    .await
}

/// `GET /pilotage/couverture/etablissements.csv`, with the same filter.
pub(super) async fn download_list(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let scope = scope(&cx, &asked).await?;
        let (lang, zone) = (cx.lang, scope.node.zone.clone());
        let found = coverage::schools(&mut cx.read().await?, scope.allowed, &scope.filter, 0, MOST).await?;
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                "UAI".to_owned(),
                t!(lang, "school-name"),
                t!(lang, "school-commune"),
                t!(lang, "coverage-above"),
                t!(lang, "school-kind"),
                t!(lang, "school-sector"),
                t!(lang, "coverage-referents"),
                t!(lang, "coverage-vacant-since"),
            ],
        );
        for line in found {
            let since = line.vacant_since.map(|at| at.date_in(&zone).to_string()).unwrap_or_default();
            let (kind, sector) = (words::kind(lang, &line.kind), words::sector(lang, &line.sector));
            csv::row(
                &mut table,
                [
                    line.uai,
                    line.name,
                    line.commune,
                    line.above,
                    kind,
                    sector,
                    line.referents.to_string(),
                    since,
                ],
            );
        }
        data::file(
            table.into_bytes(),
            "text/csv; charset=utf-8",
            &format!("etablissements-{}.csv", cx.today()),
        )
    })
    .await
}

fn by(node: &Node) -> By {
    if node.kind() == NodeKind::Nation { By::Academy } else { By::Basin }
}

/// The address of a page with this filter, ready for one more pair.
fn address(path: &str, filter: &Filter, year: SchoolYear, this_year: SchoolYear) -> String {
    let mut address = format!("{path}?sous={}&", encode(&filter.under));
    for (name, value) in [("type", &filter.kind), ("secteur", &filter.sector), ("q", &filter.search)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
    {
        address.push_str(&format!("{name}={}&", encode(value)));
    }
    if filter.cover != Cover::Any {
        address.push_str(&format!("referent={}&", filter.cover.code()));
    }
    if year != this_year {
        address.push_str(&format!("annee={}&", year.label()));
    }
    address
}

/// The figure, in words and as a bar: « 512 établissements sur 599 ont un référent ».
pub(super) fn figure(lang: Lang, total: &Count) -> AnyView {
    let percent = total.percent().unwrap_or(0);
    view! {
        <p class="coverage-figure">
            <strong>{t!(lang, "coverage-percent", "percent" => percent)}</strong>
            <span>{t!(lang, "coverage-sentence", "covered" => total.covered, "schools" => total.schools)}</span>
        </p>
        {bar(percent, t!(lang, "coverage-percent", "percent" => percent))}
    }
    .into_any()
}

fn bar(percent: i64, label: String) -> AnyView {
    view! { <progress class="coverage-bar" max="100" value=percent.to_string() aria-label=label></progress> }
        .into_any()
}

fn total(rows: &[Count]) -> Count {
    Count {
        code: String::new(),
        name: String::new(),
        schools: rows.iter().map(|row| row.schools).sum(),
        covered: rows.iter().map(|row| row.covered).sum(),
    }
}

fn page(
    cx: &Cx,
    scope: Scope,
    rows: Vec<Count>,
    kinds: Vec<Count>,
    sectors: Vec<Count>,
    years: Vec<Count>,
    clusters: Vec<coverage::Cluster>,
) -> Response {
    let (lang, this_year) = (cx.lang, SchoolYear::of(cx.today()));
    let Scope { filter, node, line, year, .. } = scope;
    let all = total(&rows);
    let national = node.kind() == NodeKind::Nation;
    let export = address("/pilotage/couverture.csv", &filter, year, this_year);
    let list = address("/pilotage/couverture/etablissements", &filter, year, this_year);
    let vacant = format!("{list}referent=vacant");
    let current = year == this_year;
    let crumbs = crumbs(cx, &line[..line.len().saturating_sub(1)]);
    let title = t!(lang, "coverage-title", "name" => node.name.clone());
    let today = ui::date(lang, cx.today());
    let picture = if national {
        map::tiles(lang, &rows, |code| format!("/pilotage/couverture?sous=fr/{code}/"))
    } else {
        map::points(lang, &clusters)
    };
    let heading = if national { t!(lang, "coverage-academies") } else { t!(lang, "coverage-basins") };
    let with = |place: &str, kind: &str, sector: &str| {
        let mut narrow = filter.clone();
        narrow.under = place.to_owned();
        for (field, value) in [(&mut narrow.kind, kind), (&mut narrow.sector, sector)] {
            if !value.is_empty() {
                value.clone_into(field);
            }
        }
        address("/pilotage/couverture/etablissements", &narrow, this_year, this_year)
    };
    let mut places = Vec::new();
    for row in rows {
        // Schools without a bassin count under the académie: that is here.
        let href = match (national, row.code == node.code) {
            (true, _) => Some(format!("/pilotage/couverture?sous={}{}/", node.path, row.code)),
            (false, false) => Some(with(&format!("{}{}/", node.path, row.code), "", "")),
            (false, true) => None,
        };
        let name = if href.is_none() { t!(lang, "coverage-no-basin") } else { row.name.clone() };
        places.push((name, href, row));
    }
    let by_kind = kinds
        .into_iter()
        .map(|row| (words::kind(lang, &row.code), Some(with(&node.path, &row.code, "")), row));
    let by_sector = sectors
        .into_iter()
        .map(|row| (words::sector(lang, &row.code), Some(with(&node.path, "", &row.code)), row));
    let by_year = years.into_iter().map(|row| {
        let year = SchoolYear::parse(&row.code).unwrap_or(this_year);
        (row.code.clone(), Some(address("/pilotage/couverture", &filter, year, this_year)), row)
    });
    let groups = [
        (t!(lang, "coverage-by-kind"), by_kind.collect::<Vec<_>>()),
        (t!(lang, "coverage-by-sector"), by_sector.collect()),
        (t!(lang, "coverage-by-year"), by_year.collect()),
    ];
    cx.page(title.clone()).nav(Nav::Operate).crumbs(crumbs).show(move || {
        view! {
            <div class="stack coverage">
                <h1>{title}</h1>
                {(!current).then(|| view! { <p><Tag tone=Tone::Warning>{t!(lang, "coverage-past", "year" => year.label())}</Tag></p> })}
                {figure(lang, &all)}
                <p class="form-actions">
                    {current.then(|| view! { <ButtonLink href=vacant kind=ui::ButtonKind::Primary>{t!(lang, "coverage-see-vacant", "count" => all.vacant())}</ButtonLink> })}
                    <ButtonLink href=list>{t!(lang, "coverage-see-all")}</ButtonLink>
                    <ButtonLink href=export icon="download" download=true>{t!(lang, "members-export")}</ButtonLink>
                </p>
                {filters(lang, "/pilotage/couverture", &filter, Some((year, this_year)))}
                <div class="coverage-look">
                    {picture}
                    <section aria-labelledby="par-lieu">
                        <h2 id="par-lieu">{heading.clone()}</h2>
                        {if places.is_empty() {
                            view! { <EmptyState title=t!(lang, "coverage-none") icon="search" level=3><p>{t!(lang, "coverage-none-text")}</p></EmptyState> }.into_any()
                        } else {
                            table(lang, heading, places)
                        }}
                    </section>
                </div>
                <div class="coverage-groups">
                    {groups
                        .into_iter()
                        .map(|(title, rows)| {
                            view! {
                                <section>
                                    <h2>{title.clone()}</h2>
                                    {table(lang, title, rows)}
                                </section>
                            }
                        })
                        .collect_view()}
                </div>
                <p class="cell-detail">{t!(lang, "coverage-definition", "date" => today)}</p>
            </div>
        }
        .into_any()
    })
}

/// A count per line, with its bar; what opens is a link.
fn table(lang: Lang, label: String, rows: Vec<(String, Option<String>, Count)>) -> AnyView {
    view! {
        <TableScroll label=label>
            <table class="table-compact">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "coverage-place")}</th>
                        <th scope="col" class="align-right">{t!(lang, "coverage-schools")}</th>
                        <th scope="col" class="align-right">{t!(lang, "coverage-covered")}</th>
                        <th scope="col" class="align-right">{t!(lang, "coverage-vacant")}</th>
                        <th scope="col">{t!(lang, "coverage-rate")}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows
                        .into_iter()
                        .map(|(name, href, row)| {
                            let percent = row.percent().unwrap_or(0);
                            let shown = t!(lang, "coverage-percent", "percent" => percent);
                            view! {
                                <tr>
                                    <th scope="row">
                                        {match href {
                                            Some(href) => view! { <a href=href>{name.clone()}</a> }.into_any(),
                                            None => name.clone().into_any(),
                                        }}
                                    </th>
                                    <td class="align-right">{row.schools}</td>
                                    <td class="align-right">{row.covered}</td>
                                    <td class="align-right">{row.vacant()}</td>
                                    <td class="coverage-rate">{bar(percent, format!("{name}, {shown}"))}<span>{shown.clone()}</span></td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

/// Type, sector and, on the page of figures, the year; on the list, the words and the référent.
fn filters(
    lang: Lang,
    action: &'static str,
    filter: &Filter,
    year: Option<(SchoolYear, SchoolYear)>,
) -> AnyView {
    let option = |value: String, label: String, now: &str| {
        let selected = value == now;
        view! { <option value=value selected=selected>{label}</option> }
    };
    let kinds = std::iter::once((String::new(), t!(lang, "coverage-any-kind")))
        .chain(words::KINDS.map(|code| (code.to_owned(), words::kind(lang, code))));
    let sectors = std::iter::once((String::new(), t!(lang, "coverage-any-sector")))
        .chain(words::SECTORS.map(|code| (code.to_owned(), words::sector(lang, code))));
    let covers = [Cover::Any, Cover::Covered, Cover::Vacant].map(|cover| {
        let label = match cover {
            Cover::Any => t!(lang, "coverage-any-cover"),
            Cover::Covered => t!(lang, "coverage-cover-covered"),
            Cover::Vacant => t!(lang, "coverage-cover-vacant"),
        };
        (cover.code().to_owned(), label)
    });
    view! {
        <form method="get" action=action class="form form-line">
            <input type="hidden" name="sous" value=filter.under.clone()/>
            {year
                .is_none()
                .then(|| {
                    view! {
                        <div class="field">
                            <label for="champ-q">{t!(lang, "coverage-search")}</label>
                            <input class="input" id="champ-q" type="search" name="q" value=filter.search.clone() maxlength="100"/>
                        </div>
                        <div class="field">
                            <label for="champ-referent">{t!(lang, "coverage-referents")}</label>
                            <select class="input" id="champ-referent" name="referent">
                                {covers.into_iter().map(|(value, label)| option(value, label, filter.cover.code())).collect_view()}
                            </select>
                        </div>
                    }
                })}
            <div class="field">
                <label for="champ-type">{t!(lang, "school-kind")}</label>
                <select class="input" id="champ-type" name="type">
                    {kinds.map(|(value, label)| option(value, label, &filter.kind)).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="champ-secteur">{t!(lang, "school-sector")}</label>
                <select class="input" id="champ-secteur" name="secteur">
                    {sectors.map(|(value, label)| option(value, label, &filter.sector)).collect_view()}
                </select>
            </div>
            {year
                .map(|(year, this_year)| {
                    let years = std::iter::successors(Some(this_year), |year| Some(year.previous())).take(6);
                    view! {
                        <div class="field">
                            <label for="champ-annee">{t!(lang, "coverage-year")}</label>
                            <select class="input" id="champ-annee" name="annee">
                                {years.map(|one| option(one.label(), one.label(), &year.label())).collect_view()}
                            </select>
                        </div>
                    }
                })}
            <Button>{t!(lang, "members-filter")}</Button>
        </form>
    }
    .into_any()
}

fn rows(cx: &Cx, scope: Scope, found: Vec<Line>, total: i64, page: u32, pages: u32) -> Response {
    let (lang, this_year) = (cx.lang, SchoolYear::of(cx.today()));
    let Scope { filter, node, line, year, .. } = scope;
    let base = address("/pilotage/couverture/etablissements", &filter, year, this_year);
    let export = address("/pilotage/couverture/etablissements.csv", &filter, year, this_year);
    let title = t!(lang, "coverage-list-title", "name" => node.name.clone());
    let zone = node.zone.clone();
    let above = crumbs(cx, &line);
    cx.page(title.clone()).nav(Nav::Operate).crumbs(above).show(move || {
        view! {
            <div class="stack coverage">
                <h1>{title.clone()}</h1>
                {filters(lang, "/pilotage/couverture/etablissements", &filter, None)}
                <p role="status">{t!(lang, "coverage-count", "count" => total)}</p>
                {if found.is_empty() {
                    view! {
                        <EmptyState title=t!(lang, "coverage-none") icon="search">
                            <p><a href=format!("/pilotage/couverture/etablissements?sous={}", encode(&filter.under))>{t!(lang, "coverage-see-all")}</a></p>
                        </EmptyState>
                    }
                    .into_any()
                } else {
                    view! {
                        <p class="form-actions"><ButtonLink href=export icon="download" download=true>{t!(lang, "members-export")}</ButtonLink></p>
                        <TableScroll label=title>
                            <table class="table-compact">
                                <thead>
                                    <tr>
                                        <th scope="col">{t!(lang, "school-name")}</th>
                                        <th scope="col">{t!(lang, "coverage-above")}</th>
                                        <th scope="col">{t!(lang, "school-kind")}</th>
                                        <th scope="col">{t!(lang, "coverage-referents")}</th>
                                    </tr>
                                </thead>
                                <tbody>{found.into_iter().map(|line| row(lang, &zone, line)).collect_view()}</tbody>
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

fn row(lang: Lang, zone: &str, line: Line) -> AnyView {
    let state = if line.referents > 0 {
        view! { <Tag tone=Tone::Success icon="check">{t!(lang, "coverage-has", "count" => line.referents)}</Tag> }.into_any()
    } else {
        let since = line.vacant_since.map(|at| ui::date(lang, at.date_in(zone)));
        view! {
            <Tag tone=Tone::Warning icon="triangle-alert">{t!(lang, "coverage-has-none")}</Tag>
            {since.map(|date| view! { <span class="cell-detail">{t!(lang, "coverage-since", "date" => date)}</span> })}
        }
        .into_any()
    };
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/etablissements/{}", line.uai)>{line.name}</a>
                <span class="cell-detail">{format!("{} – {}", line.uai, line.commune)}</span>
            </th>
            <td>{line.above}</td>
            <td>{words::kind(lang, &line.kind)}<span class="cell-detail">{words::sector(lang, &line.sector)}</span></td>
            <td>{state}</td>
        </tr>
    }
    .into_any()
}

/// The places above, as far as the asker may look.
fn crumbs(cx: &Cx, line: &[Node]) -> Vec<Crumb> {
    std::iter::once(Crumb::new("/pilotage", t!(cx.lang, "hub-title")))
        .chain(
            line.iter().filter(|node| cx.may_at(Act::ReadCoverage, &node.path)).map(|node| {
                Crumb::new(format!("/pilotage/couverture?sous={}", node.path), node.name.clone())
            }),
        )
        .collect()
}
