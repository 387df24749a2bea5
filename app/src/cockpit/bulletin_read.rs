//! `/bulletins`: what the référents of one's schools told, for the staff.

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

use preau::access::{Act, Role};
use preau::referent::cockpit::bulletin::{self, Filter, State};
use preau::referent::cockpit::{PER_PAGE, year_of};
use preau::school;
use preau::{Error, Result};

use super::{id_of, parts, prose};
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::page::Nav;
use crate::t;
use crate::ui::{Crumb, EmptyState, Pager};

/// `GET /bulletins?ecole=…&annee=…&page=…`: of one school at a time; the first of one's own when none is named.
pub(super) async fn list(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::ReadBulletins, ())?;
        let Some(actor) = &cx.actor else { return Err(Error::LoginNeeded) };
        let mut paths = actor.postings.clone();
        paths.extend(actor.mandates.iter().cloned());
        paths.extend(actor.places(&[Role::Head]).into_iter().map(str::to_owned));
        paths.sort();
        paths.dedup();
        let mut read = cx.read().await?;
        let schools = school::at_paths(&mut read, &paths).await?;
        let chosen = schools.iter().find(|one| one.uai == asked.get("ecole")).or_else(|| schools.first());
        let Some(school) = chosen.cloned() else { return Err(Error::NotFound) };
        let allowed = cx.allow_at(Act::ReadBulletins, &school.path, &school)?;
        let year = parts::year_asked(&asked, &school, cx.now);
        let filter = Filter { year, state: Some(State::Published) };
        let total = bulletin::count(&mut read, allowed, &filter).await?;
        let (page, pages, from) = parts::paging(&asked, total);
        let found = bulletin::list(&mut read, allowed, &filter, from, PER_PAGE).await?;
        drop(read);
        let lang = cx.lang;
        let mut picks = vec![parts::year_pick(lang, &school, year, cx.now)];
        if schools.len() > 1 {
            picks.insert(
                0,
                parts::Pick {
                    name: "ecole",
                    label: t!(lang, "school-name"),
                    options: schools.iter().map(|one| (one.uai.clone(), one.name.clone())).collect(),
                    now: school.uai.clone(),
                },
            );
        }
        let base = format!("/bulletins?ecole={}&annee={}&", school.uai, year.label());
        let current = year == year_of(&school, cx.now);
        Ok(cx.page(t!(lang, "bulletins-title")).nav(Nav::School).crumbs([]).show(move || {
            view! {
                <div class="stack">
                    <h1>{t!(lang, "bulletins-title")}</h1>
                    <p class="lead">{school.name.clone()}</p>
                    {parts::filter(lang, "/bulletins".to_owned(), picks)}
                    {if found.is_empty() {
                        view! {
                            <EmptyState title=t!(lang, "bulletins-none") icon="mail">
                                <p>{if current { t!(lang, "bulletins-none-text") } else { t!(lang, "bulletins-none-year") }}</p>
                            </EmptyState>
                        }
                            .into_any()
                    } else {
                        view! {
                            <ul class="rows">
                                {found
                                    .into_iter()
                                    .map(|one| {
                                        let date = one.published_at.map(|at| parts::at_date(lang, at, &school)).unwrap_or_default();
                                        view! {
                                            <li class="row">
                                                <div class="row-text">
                                                    <a class="row-title" href=format!("/bulletins/{}", one.id)>{one.title}</a>
                                                    <span class="cell-detail">{format!("{date} – {}", one.author)}</span>
                                                </div>
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        }
                            .into_any()
                    }}
                    <Pager page=page pages=pages base=base/>
                </div>
            }
            .into_any()
        }))
    })
    .await
}

/// `GET /bulletins/{bulletin}`: counted once for each reader, without a name.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(page(&cx, &id)).await
}

async fn page(cx: &Cx, id: &str) -> Result<Response> {
    cx.allow(Act::ReadBulletins, ())?;
    let mut read = cx.read().await?;
    let (found, author) = bulletin::find(&mut read, id_of(id)?).await?;
    let node = school::node(&mut read, found.school_id).await?;
    // Whoever works elsewhere learns nothing, not even that it exists.
    let allowed = cx.allow_at(Act::ReadBulletins, &node.path, &found).map_err(|error| match error {
        Error::Forbidden => Error::NotFound,
        other @ (Error::NotFound
        | Error::LoginNeeded
        | Error::Refused(_)
        | Error::Invalid(_)
        | Error::TooMany { .. }
        | Error::Unavailable(_)
        | Error::Broken(_)) => other,
    })?;
    if found.state != State::Published {
        return Err(Error::NotFound);
    }
    let counted = cx.prefetch || bulletin::is_marked(&mut read, found.id, cx.person()?).await?;
    drop(read);
    if !counted {
        let mut tx = cx.begin().await?;
        bulletin::mark_read(&mut tx, allowed, author).await?;
        cx.commit(tx).await?;
    }
    let lang = cx.lang;
    let date = found.published_at.map(|at| crate::ui::date(lang, at.date_in(&node.zone))).unwrap_or_default();
    let crumbs = [Crumb::new("/bulletins", t!(lang, "bulletins-title"))];
    let edits = cx
        .may_at(Act::WorkAsReferent, &node.path)
        .then(|| format!("/referent/{}/bulletins/{}", node.code, found.id));
    let school = node.name.clone();
    Ok(cx.page(found.title.clone()).nav(Nav::School).crumbs(crumbs).show(move || {
        view! {
            <article class="stack cockpit-form">
                <h1>{found.title.clone()}</h1>
                <p class="cell-detail">{format!("{date} – {} – {school}", found.author)}</p>
                {prose::prose(&found.body)}
                <p class="cell-detail">{t!(lang, "bulletin-read-note")}</p>
                {edits.map(|path| view! { <p><a href=path>{t!(lang, "bulletin-edit")}</a></p> })}
            </article>
        }
        .into_any()
    }))
}
