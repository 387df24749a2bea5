//! A month as a grid of weeks: a table, so that keyboard and screen readers go through it by day.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use leptos::prelude::*;

use preau::session::State;
use preau::session::list::Card;

use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{ButtonLink, TableScroll, clock_time, long_date};

/// Monday of the week in which the month begins.
pub(super) fn first_shown(first: Date) -> Date {
    let back = i64::from(first.weekday().since(Weekday::Monday));
    first.saturating_sub(back.days())
}

/// Sunday of the week in which the month ends.
pub(super) fn last_shown(first: Date) -> Date {
    let last = first.last_of_month();
    let on = i64::from(last.weekday().until(Weekday::Sunday));
    last.saturating_add(on.days())
}

/// The grid of a month, with links to those beside it.
pub(super) fn grid(
    lang: Lang,
    first: Date,
    today: Date,
    cards: &[Card],
    address: &dyn Fn(Date) -> String,
) -> AnyView {
    let name = move |month: Date| {
        format!("{} {}", texts::text(lang, &format!("month-{}", month.month())), month.year())
    };
    let (before, after) = (first.saturating_sub(1.month()), first.saturating_add(1.month()));
    let mut weeks = Vec::new();
    let (mut day, last) = (first_shown(first), last_shown(first));
    while day <= last {
        let week: Vec<AnyView> = (0..7_i64)
            .map(|place| cell(lang, day.saturating_add(place.days()), first, today, cards))
            .collect();
        weeks.push(view! { <tr>{week}</tr> });
        day = day.saturating_add(7.days());
    }
    let heads =
        (1..=7).map(move |day| view! { <th scope="col">{texts::text(lang, &format!("weekday-{day}"))}</th> });
    let heads = heads.collect_view();
    let (before, after) = ((address(before), name(before)), (address(after), name(after)));
    view! {
        <section class="stack">
            <div class="month-head">
                <ButtonLink href=before.0 icon="chevron-left">{before.1}</ButtonLink>
                <h2>{name(first)}</h2>
                <ButtonLink href=after.0 icon="chevron-right">{after.1}</ButtonLink>
            </div>
            <TableScroll label=t!(lang, "sessions-month-table", "month" => name(first))>
                <table class="month">
                    <thead><tr>{heads}</tr></thead>
                    <tbody>{weeks}</tbody>
                </table>
            </TableScroll>
        </section>
    }
    .into_any()
}

fn cell(lang: Lang, day: Date, first: Date, today: Date, cards: &[Card]) -> AnyView {
    let here: Vec<&Card> = cards
        .iter()
        .filter(|card| {
            let on = |at: Option<preau::Timestamp>| at.map(|at| at.date_in(&card.zone));
            on(card.starts_at) == Some(day)
        })
        .collect();
    let class = match (day.month() == first.month(), day == today) {
        (_, true) => "month-day month-today",
        (true, false) => "month-day",
        (false, false) => "month-day month-other",
    };
    let entries = here.into_iter().map(|card| {
        let zone = jiff::tz::TimeZone::get(&card.zone).unwrap_or(jiff::tz::TimeZone::UTC);
        let time = card.starts_at.map(|start| {
            let there = zone.to_datetime(start.instant());
            clock_time(lang, there.hour(), there.minute())
        });
        let mine = card.mine().is_some_and(|seat| seat.is_living() || seat.is_expected());
        let class = match (card.state(), mine) {
            (State::Cancelled, _) => "month-entry month-cancelled",
            (_, true) => "month-entry month-mine",
            (_, false) => "month-entry",
        };
        view! {
            <li>
                <a class=class href=format!("/sessions/{}", card.id)>
                    <span class="month-time">{time}" "</span>
                    {card.title.clone()}
                    {mine.then(|| view! { <span class="visually-hidden">{t!(lang, "sessions-month-mine")}</span> })}
                </a>
            </li>
        }
    });
    view! {
        <td class=class aria-current=(day == today).then_some("date")>
            <span class="month-number"><span aria-hidden="true">{day.day()}</span><span class="visually-hidden">{long_date(lang, day)}</span></span>
            <ul class="month-entries">{entries.collect_view()}</ul>
        </td>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_is_shown_in_whole_weeks() {
        assert_eq!(first_shown(date(2026, 12, 1)), date(2026, 11, 30));
        assert_eq!(last_shown(date(2026, 12, 1)), date(2027, 1, 3));
        assert_eq!(first_shown(date(2027, 2, 1)), date(2027, 2, 1), "begins on a Monday");
        assert_eq!(last_shown(date(2027, 2, 1)), date(2027, 2, 28), "four weeks exactly");
    }
}
