//! `/cohortes/{cohort}/progression`: members and items, in one real table that scrolls by itself (COH-4).

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::cohort::grid::{self, Grid};
use preau::cohort::people::Member;
use preau::cohort::{Cohort, Place};
use preau::{Result, Timestamp, csv};

use super::{Led, load, words};
use crate::account::data;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{ButtonLink, EmptyState, TableScroll, Tag, Tone, date};

/// In which order people stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Name,
    /// The least done first: those who need help.
    Done,
    /// The longest away first.
    Seen,
}

impl Order {
    const ALL: [Self; 3] = [Self::Name, Self::Done, Self::Seen];

    fn code(self) -> &'static str {
        match self {
            Self::Name => "nom",
            Self::Done => "avancement",
            Self::Seen => "activite",
        }
    }

    fn parse(code: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.code() == code).unwrap_or(Self::Name)
    }
}

async fn read(cx: &Cx, id: &str) -> Result<(Led, Grid)> {
    let mut read = cx.read().await?;
    let led = load(cx, &mut read, Act::RunCohort, id).await?;
    let grid = grid::grid(&mut read, led.run(cx, &led.cohort)?, cx.now).await?;
    Ok((led, grid))
}

fn sort(grid: &mut Grid, order: Order) {
    let known = grid.clone();
    match order {
        // As the store gives them.
        Order::Name => {}
        Order::Done => grid.members.sort_by_key(|member| (known.done(member), percent(&known, member))),
        Order::Seen => grid.members.sort_by_key(|member| known.last_seen(member)),
    }
}

/// Sum of what is done of all courses: to tell two members with as many items done apart.
fn percent(grid: &Grid, member: &Member) -> i32 {
    grid.items.iter().filter_map(|item| grid.course(member, item)?.percent).sum()
}

/// `GET /cohortes/{cohort}/progression?tri=…`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let (led, mut grid) = read(&cx, &id).await?;
        let order = Order::parse(asked.get("tri"));
        sort(&mut grid, order);
        let (lang, now, here) = (cx.lang, cx.now, led.here());
        let crumbs = led.crumbs(&cx);
        let cohort = led.cohort;
        Ok(cx.page(t!(lang, "cohort-grid")).nav(Nav::Cohorts).crumbs(crumbs).show(move || {
            view! {
                <div class="cohort stack">
                    <div class="page-head">
                        <h1>{t!(lang, "cohort-grid")}</h1>
                        <p class="lead">{cohort.title.clone()}</p>
                        <p class="form-actions">
                            <ButtonLink href=format!("{here}/progression.csv") icon="download" download=true>{t!(lang, "cohort-export")}</ButtonLink>
                            <ButtonLink href=format!("{here}/relances") icon="flag">{t!(lang, "cohort-risk")}</ButtonLink>
                        </p>
                    </div>
                    {if grid.members.is_empty() || grid.items.is_empty() {
                        view! { <EmptyState title=t!(lang, "cohort-grid-none") icon="list-checks"><p>{t!(lang, "cohort-grid-none-text")}</p></EmptyState> }
                            .into_any()
                    } else {
                        table(lang, &here, &cohort, &grid, order, now)
                    }}
                </div>
            }
            .into_any()
        }))
    })
    .await
}

fn table(lang: Lang, here: &str, cohort: &Cohort, grid: &Grid, order: Order, now: Timestamp) -> AnyView {
    let head = |by: Order, text: String| -> AnyView {
        let (sorted, href) = (by == order, format!("{here}/progression?tri={}", by.code()));
        let direction = if by == Order::Name { "ascending" } else { "descending" };
        view! {
            <th scope="col" aria-sort=sorted.then_some(direction)><a href=href>{text}</a></th>
        }
        .into_any()
    };
    let heads = [
        head(Order::Name, t!(lang, "cohort-member")),
        head(Order::Done, t!(lang, "cohort-done")),
        head(Order::Seen, t!(lang, "cohort-seen")),
    ];
    let items = grid.items.iter().map(|item| {
        let zone = item.zone.as_deref().unwrap_or(&cohort.zone);
        let day = match item.starts_at {
            Some(at) => Some(at.date_in(zone)),
            None => item.deadline().day(cohort.starts_on()),
        };
        view! {
            <th scope="col">
                {item.title.clone()}
                {day.map(|day| view! { <span class="cell-detail">{date(lang, day)}</span> })}
            </th>
        }
    });
    let items = items.collect_view();
    let count = grid.items.len();
    let rows = grid.members.iter().map(|member| {
        let cells = grid.items.iter().map(|item| {
            let standing = grid.standing(member, item);
            let late = grid.late(cohort, member, item, now).is_some();
            let more = grid.extension(member, item);
            view! {
                <td>
                    <Tag tone=words::standing_tone(standing)>{words::standing(lang, standing)}</Tag>
                    {late.then(|| view! { " "<Tag tone=Tone::Warning>{t!(lang, "cohort-late")}</Tag> })}
                    {more.map(|day| view! { <span class="cell-detail">{t!(lang, "cohort-extended", "day" => date(lang, day))}</span> })}
                </td>
            }
        });
        let cells = cells.collect_view();
        let seen = grid.last_seen(member).map(|at| date(lang, at.date_in(&member.zone)));
        let invited = member.place() == Place::Invited;
        view! {
            <tr>
                <th scope="row">
                    {member.sorted_name()}
                    {invited.then(|| view! { <span class="cell-detail">{words::place(lang, Place::Invited)}</span> })}
                </th>
                <td class="align-right">{t!(lang, "cohort-done-of", "done" => grid.done(member), "count" => count)}</td>
                <td>{seen.unwrap_or_else(|| t!(lang, "cohort-seen-never"))}</td>
                {cells}
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <TableScroll label=t!(lang, "cohort-grid")>
            <table class="table-compact cohort-grid">
                <caption class="visually-hidden">{t!(lang, "cohort-grid-caption")}</caption>
                <thead>
                    <tr>
                        {heads.collect_view()}
                        {items}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

/// `GET /cohortes/{cohort}/progression.csv`: the same cells, in the same words.
pub(super) async fn download(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let (led, grid) = read(&cx, &id).await?;
        let (lang, cohort) = (cx.lang, &led.cohort);
        let mut table = csv::start();
        let mut head = vec![
            t!(lang, "cohort-member"),
            t!(lang, "cohort-school"),
            t!(lang, "cohort-place"),
            t!(lang, "cohort-done"),
            t!(lang, "cohort-seen"),
        ];
        head.extend(grid.items.iter().map(|item| item.title.clone()));
        csv::row(&mut table, head);
        for member in &grid.members {
            let seen = grid.last_seen(member).map(|at| at.date_in(&member.zone).to_string());
            let mut row = vec![
                member.sorted_name(),
                member.school_name.clone().unwrap_or_default(),
                words::place(lang, member.place()),
                format!("{}/{}", grid.done(member), grid.items.len()),
                seen.unwrap_or_default(),
            ];
            row.extend(grid.items.iter().map(|item| {
                let standing = words::standing(lang, grid.standing(member, item));
                match grid.late(cohort, member, item, cx.now) {
                    Some(_) => format!("{standing}, {}", t!(lang, "cohort-late")),
                    None => standing,
                }
            }));
            csv::row(&mut table, row);
        }
        let name = format!("progression-{}.csv", cx.today());
        data::file(table.into_bytes(), "text/csv; charset=utf-8", &name)
    })
    .await
}
