//! `/pilotage/imports`: the batches of one's part of the organisation.

use axum::response::Response;
use leptos::prelude::*;
use preau::access::Act;
use preau::school::import::{self, Batch, Kind, State};

use super::{address, chosen, places, words};
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::error_pages::encode;
use crate::page::Nav;
use crate::t;
use crate::ui::{self, ButtonKind, ButtonLink, Crumb, EmptyState, Pager, TableScroll, Tag};

const PER_PAGE: u32 = 30;

/// `GET /pilotage/imports?lieu=…&page=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::ImportRegister, ())?;
        let places = places(&cx, Kind::Register).await?;
        let scope = chosen(&places, asked.get("lieu"))?;
        let allowed = cx.allow_at(Act::ImportRegister, &scope, scope.as_str())?;
        let page = asked.get("page").parse().unwrap_or(1_u32).clamp(1, 1000);
        let from = i64::from((page - 1) * PER_PAGE);
        // One more than is shown tells whether there is another page.
        let mut found = import::list(&mut cx.read().await?, allowed, from, i64::from(PER_PAGE) + 1).await?;
        let more = found.len() > PER_PAGE as usize;
        found.truncate(PER_PAGE as usize);
        found.retain(|batch| cx.may_at(batch.kind().act(), &batch.scope));
        Ok(render(&cx, &scope, places, found, page, more))
    })
    .await
}

fn render(
    cx: &Cx,
    scope: &str,
    places: Vec<(String, String)>,
    found: Vec<Batch>,
    page: u32,
    more: bool,
) -> Response {
    let (lang, zone, people) = (cx.lang, cx.site.config.zone.clone(), cx.may(Act::ImportPeople));
    let named = |path: &str| if path.is_empty() { "*".to_owned() } else { path.to_owned() };
    let here = named(scope);
    let base = format!("/pilotage/imports?lieu={}&", encode(&here));
    let above = [Crumb::new("/pilotage", t!(lang, "hub-title"))];
    let title = t!(lang, "imports-title");
    let pages = if more { page + 1 } else { page };
    cx.page(title.clone()).nav(Nav::Operate).crumbs(above).show(move || {
        view! {
            <div class="stack imports">
                <h1>{title.clone()}</h1>
                <p class="lead">{t!(lang, "imports-lead")}</p>
                <p class="form-actions">
                    <ButtonLink href="/pilotage/imports/nouveau" kind=ButtonKind::Primary icon="upload">{t!(lang, "import-new")}</ButtonLink>
                    {people.then(|| view! { <ButtonLink href="/pilotage/imports/adresses">{t!(lang, "import-paste")}</ButtonLink> })}
                </p>
                {(places.len() > 1)
                    .then(|| {
                        let here = here.clone();
                        view! {
                            <nav aria-label=t!(lang, "import-scope")>
                                <ul class="import-places">
                                    {places
                                        .into_iter()
                                        .map(|(path, name)| {
                                            let path = named(&path);
                                            let current = (path == here).then_some("page");
                                            let href = format!("/pilotage/imports?lieu={}", encode(&path));
                                            view! { <li><a href=href aria-current=current>{name}</a></li> }
                                        })
                                        .collect_view()}
                                </ul>
                            </nav>
                        }
                    })}
                {if found.is_empty() {
                    view! {
                        <EmptyState title=t!(lang, "imports-none") icon="upload">
                            <p>{t!(lang, "imports-none-text")}</p>
                        </EmptyState>
                    }
                    .into_any()
                } else {
                    view! {
                        <TableScroll label=title.clone()>
                            <table class="table-compact">
                                <thead>
                                    <tr>
                                        <th scope="col">{t!(lang, "import-file")}</th>
                                        <th scope="col">{t!(lang, "import-kind")}</th>
                                        <th scope="col">{t!(lang, "import-state")}</th>
                                        <th scope="col">{t!(lang, "import-sent-on")}</th>
                                        <th scope="col" class="align-right">{t!(lang, "import-rows")}</th>
                                    </tr>
                                </thead>
                                <tbody>
                                    {found
                                        .into_iter()
                                        .map(|batch| {
                                            let sent = ui::instant(lang, batch.created_at, &zone);
                                            let rows = u64::try_from(batch.total_rows).unwrap_or(0);
                                            let rows = if batch.state() == State::Dropped { 0 } else { rows };
                                            view! {
                                                <tr>
                                                    <th scope="row"><a href=address(batch.id)>{batch.file_name.clone()}</a></th>
                                                    <td>{words::kind(lang, batch.kind())}</td>
                                                    <td><Tag tone=words::tone(batch.state())>{words::state(lang, batch.state())}</Tag></td>
                                                    <td>{sent}</td>
                                                    <td class="align-right">{ui::number(lang, rows)}</td>
                                                </tr>
                                            }
                                        })
                                        .collect_view()}
                                </tbody>
                            </table>
                        </TableScroll>
                    }
                    .into_any()
                }}
                <Pager page=page pages=pages base=base/>
                <section class="stack">
                    <h2>{t!(lang, "imports-exports")}</h2>
                    <p>{t!(lang, "imports-exports-text")}</p>
                    <p class="form-actions">
                        <ButtonLink href=format!("/pilotage/etablissements.csv?lieu={}", encode(&here)) icon="download" download=true>
                            {t!(lang, "import-export-schools")}
                        </ButtonLink>
                        {people
                            .then(|| {
                                let href = format!("/pilotage/personnes.csv?lieu={}", encode(&here));
                                view! { <ButtonLink href=href icon="download" download=true>{t!(lang, "import-export-people")}</ButtonLink> }
                            })}
                    </p>
                </section>
            </div>
        }
        .into_any()
    })
}
