//! `/etablissements/{uai}/tice`: the figures of a school, for its référents, its head and whoever steers above. Counts
//! alone; each figure leads to its rows where the reader may open them.

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::csv;
use preau::referent::cockpit::figures::{self, Figures};
use preau::school::School;

use super::{parts, school_for};
use crate::account::query::Asked;
use crate::account::{data, disciplines};
use crate::cx::Cx;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{ButtonLink, Crumb, TableScroll};

/// `GET /etablissements/{uai}/tice?annee=…`.
pub(super) async fn show(cx: Cx, Path(uai): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let school = school_for(&cx, &mut read, Act::ReadFigures, &uai).await?;
        let allowed = cx.allow_at(Act::ReadFigures, &school.path, &school)?;
        let year = parts::year_asked(&asked, &school, cx.now);
        let figures = figures::of(&mut read, allowed, year, cx.now).await?;
        drop(read);
        let lang = cx.lang;
        let here = format!("/etablissements/{}/tice", school.uai);
        let export = format!("{here}.csv?annee={}", year.label());
        let rows = links(&cx, &school, &figures, &year.label());
        let picks = vec![parts::year_pick(lang, &school, year, cx.now)];
        let title = t!(lang, "tice-title", "name" => school.name.clone());
        let crumbs = [Crumb::new(format!("/etablissements/{}", school.uai), school.name.clone())];
        Ok(cx.page(title.clone()).nav(Nav::School).crumbs(crumbs).show(move || {
            view! {
                <div class="stack">
                    <h1>{title}</h1>
                    {parts::filter(lang, here, picks)}
                    <ul class="cockpit-figures">
                        {rows
                            .into_iter()
                            .map(|(figure, label, href)| {
                                let label = match href {
                                    Some(href) => view! { <a href=href>{label}</a> }.into_any(),
                                    None => view! { <span>{label}</span> }.into_any(),
                                };
                                view! { <li class="card"><strong>{figure}</strong>{label}</li> }
                            })
                            .collect_view()}
                    </ul>
                    <section class="stack" id="disciplines">
                        <h2>{t!(lang, "tice-by-discipline")}</h2>
                        {reached_table(lang, &figures)}
                    </section>
                    <section class="stack" id="etats">
                        <h2>{t!(lang, "tice-projects-by-state")}</h2>
                        {figures.projects.is_empty().then(|| view! { <p class="soft">{t!(lang, "tice-none-project")}</p> })}
                        <ul>
                            {figures
                                .projects
                                .iter()
                                .map(|(state, count)| {
                                    let href = format!("/etablissements/{}/projets?annee={}&etat={}", school.uai, year.label(), state.code());
                                    view! { <li><a href=href>{parts::named(lang, "project-state-", state.code())}</a>{format!(" : {count}")}</li> }
                                })
                                .collect_view()}
                        </ul>
                    </section>
                    <p class="cell-detail">{t!(lang, "tice-note")}</p>
                    <p class="form-actions"><ButtonLink href=export icon="download" download=true>{t!(lang, "cockpit-export")}</ButtonLink></p>
                </div>
            }
            .into_any()
        }))
    })
    .await
}

/// Figure, label, and where its rows are.
fn links(cx: &Cx, school: &School, figures: &Figures, year: &str) -> Vec<(String, String, Option<String>)> {
    let lang = cx.lang;
    let shared = |page: &str| format!("/etablissements/{}/{page}", school.uai);
    let reads = cx.may_at(Act::ReadBulletins, &school.path);
    vec![
        (
            figures.staff.to_string(),
            t!(lang, "tice-staff"),
            cx.may_at(Act::ReadStaff, &school.path).then(|| shared("personnel")),
        ),
        (parts::hours(lang, figures.minutes), t!(lang, "tice-hours"), Some("#disciplines".to_owned())),
        (figures.people.to_string(), t!(lang, "tice-people"), Some("#disciplines".to_owned())),
        (
            figures.project_count().to_string(),
            t!(lang, "project-list"),
            reads.then(|| shared(&format!("projets?annee={year}"))),
        ),
        (
            figures.bulletins.to_string(),
            t!(lang, "bulletin-list"),
            reads.then(|| format!("/bulletins?ecole={}&annee={year}", school.uai)),
        ),
        (figures.bulletin_reads.to_string(), t!(lang, "bulletin-reads"), None),
    ]
}

/// Accompaniment by discipline.
pub(super) fn reached_table(lang: Lang, figures: &Figures) -> AnyView {
    if figures.by_discipline.is_empty() {
        return view! { <p class="soft">{t!(lang, "tice-none-discipline")}</p> }.into_any();
    }
    let rows = figures
        .by_discipline
        .iter()
        .map(|row| {
            let name = if row.discipline.is_empty() {
                t!(lang, "accompany-any-discipline")
            } else {
                disciplines::label(lang, &row.discipline)
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="align-right">{row.count}</td>
                    <td class="align-right">{parts::hours(lang, row.minutes)}</td>
                    <td class="align-right">{row.people}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableScroll label=t!(lang, "tice-by-discipline")>
            <table class="table-compact">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "profile-discipline")}</th>
                        <th scope="col" class="align-right">{t!(lang, "accompany-title")}</th>
                        <th scope="col" class="align-right">{t!(lang, "accompany-time")}</th>
                        <th scope="col" class="align-right">{t!(lang, "accompany-people")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

/// `GET /etablissements/{uai}/tice.csv?annee=…`.
pub(super) async fn download(cx: Cx, Path(uai): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let school = school_for(&cx, &mut read, Act::ReadFigures, &uai).await?;
        let allowed = cx.allow_at(Act::ReadFigures, &school.path, &school)?;
        let year = parts::year_asked(&asked, &school, cx.now);
        let figures = figures::of(&mut read, allowed, year, cx.now).await?;
        let lang = cx.lang;
        let mut table = csv::start();
        csv::row(&mut table, [t!(lang, "tice-figure"), t!(lang, "tice-value")]);
        let mut line = |label: String, value: i64| csv::row(&mut table, [label, value.to_string()]);
        line(t!(lang, "tice-staff"), figures.staff);
        line(t!(lang, "bulletin-list"), figures.bulletins);
        line(t!(lang, "bulletin-reads"), figures.bulletin_reads);
        line(t!(lang, "accompany-title"), figures.accompaniments);
        line(t!(lang, "accompany-minutes"), figures.minutes);
        line(t!(lang, "tice-people"), figures.people);
        for (state, count) in &figures.projects {
            line(
                format!(
                    "{} : {}",
                    t!(lang, "project-list"),
                    parts::named(lang, "project-state-", state.code())
                ),
                *count,
            );
        }
        data::file(table.into_bytes(), "text/csv; charset=utf-8", &format!("tice-{}.csv", school.uai))
    })
    .await
}
