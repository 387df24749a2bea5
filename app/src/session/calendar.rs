//! `/sessions`: what is open to me, by month or as a list.

use axum::response::Response;
use jiff::ToSpan as _;
use jiff::civil::Date;
use leptos::prelude::*;

use preau::access::Act;
use preau::session::list::{self, Card, Wanted};
use preau::session::{Scope, State};
use preau::{Result, Timestamp};

use super::{actor, month, words};
use crate::account::disciplines;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{Button, ButtonKind, ButtonLink, EmptyState, Notice, Select, SelectOption, Tag, Tone};

/// Sessions of one look: a month of an académie, or what comes next.
const MOST: i64 = 300;
/// Days that the list looks ahead.
const AHEAD: i32 = 120;

/// What was asked for.
struct Look {
    wanted: Wanted,
    /// The month that is shown as a grid; none = the list of what comes.
    month: Option<Date>,
}

impl Look {
    fn of(asked: &Fields, today: Date) -> Self {
        let month = asked.get("mois");
        let month =
            format!("{month}-01").parse::<Date>().ok().filter(|day| (2000..2100).contains(&day.year()));
        let grid = asked.get("vue") == "mois" || month.is_some();
        let first = today.first_of_month();
        Self {
            wanted: Wanted {
                scope: Scope::parse(asked.get("niveau")),
                mine: asked.get("qui") == "moi",
                discipline: asked.get("discipline").to_owned(),
            },
            month: grid.then(|| month.unwrap_or(first)),
        }
    }

    /// The address of the same look, at another month or as a list.
    fn address(&self, month: Option<Date>) -> String {
        let mut query = format!(
            "/sessions?niveau={}&qui={}&discipline={}",
            self.wanted.scope.map_or("", Scope::code),
            if self.wanted.mine { "moi" } else { "" },
            self.wanted.discipline
        );
        if let Some(month) = month {
            query.push_str(&format!("&mois={:04}-{:02}", month.year(), month.month()));
        }
        query
    }
}

/// `GET /sessions?niveau=…&qui=moi&discipline=…&vue=mois&mois=2026-12`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(page(&cx, &asked)).await
}

async fn page(cx: &Cx, asked: &Fields) -> Result<Response> {
    cx.allow(Act::ReadSessions, ())?;
    let lang = cx.lang;
    let today = cx.today();
    let zone = cx.site.config.zone.clone();
    let mut look = Look::of(asked, today);
    if !disciplines::options(lang, String::new()).iter().any(|option| option.value == look.wanted.discipline)
    {
        look.wanted.discipline = String::new();
    }
    let (from, to) = match look.month {
        // The grid shows whole weeks.
        Some(first) => (month::first_shown(first), month::last_shown(first)),
        None => (today, today.saturating_add(AHEAD.days())),
    };
    let between = (Timestamp::midnight(from, &zone), Timestamp::midnight(to.saturating_add(1.day()), &zone));
    let mut read = cx.read().await?;
    let cards = list::calendar(&mut read, actor(cx)?, &look.wanted, between, MOST).await?;
    drop(read);
    let cut = i64::try_from(cards.len()).is_ok_and(|shown| shown == MOST);
    let proposes = cx.may(Act::ProposeSession);
    let page = cx.page(t!(lang, "sessions-title")).nav(Nav::Sessions).crumbs([]);
    Ok(page.show(move || {
        let body = match look.month {
            Some(first) => month::grid(lang, first, today, &cards, &|month| look.address(Some(month))),
            None => agenda(lang, &cards, &look, proposes),
        };
        let (list_here, month_here) = (look.month.is_none(), look.month.is_some());
        let first = today.first_of_month();
        view! {
            <div class="sessions stack">
                <div class="page-head">
                    <h1>{t!(lang, "sessions-title")}</h1>
                    <p class="form-actions">
                        {proposes
                            .then(|| view! { <ButtonLink href="/sessions/nouvelle" kind=ButtonKind::Primary icon="plus">{t!(lang, "session-new")}</ButtonLink> })}
                        <ButtonLink href="/sessions/animees" icon="users">{t!(lang, "sessions-mine-led")}</ButtonLink>
                        <ButtonLink href="/sessions/souhaits" icon="bell">{t!(lang, "wish-title")}</ButtonLink>
                        <ButtonLink href="/sessions/abonnement" icon="calendar">{t!(lang, "sessions-feed")}</ButtonLink>
                    </p>
                </div>
                {filters(lang, &look)}
                <nav class="switch" aria-label=t!(lang, "sessions-view")>
                    <a href=look.address(None) aria-current=list_here.then_some("page")>{t!(lang, "sessions-as-list")}</a>
                    <a href=look.address(Some(look.month.unwrap_or(first))) aria-current=month_here.then_some("page")>{t!(lang, "sessions-as-month")}</a>
                </nav>
                {cut.then(|| view! { <Notice><p>{t!(lang, "sessions-cut", "count" => MOST)}</p></Notice> })}
                {body}
            </div>
        }
        .into_any()
    }))
}

fn filters(lang: Lang, look: &Look) -> AnyView {
    let mut scopes = vec![SelectOption::new("", t!(lang, "sessions-any-scope"))];
    scopes.extend(Scope::ALL.iter().map(|scope| SelectOption::new(scope.code(), words::scope(lang, *scope))));
    let who = vec![
        SelectOption::new("", t!(lang, "sessions-for-me")),
        SelectOption::new("moi", t!(lang, "sessions-mine")),
    ];
    let month = look.month.map(|month| format!("{:04}-{:02}", month.year(), month.month()));
    view! {
        <form method="get" action="/sessions" class="form form-line">
            <Select name="qui" label=t!(lang, "sessions-who") options=who value=if look.wanted.mine { "moi" } else { "" } optional=true/>
            <Select name="niveau" label=t!(lang, "session-scope") options=scopes value=look.wanted.scope.map_or("", Scope::code) optional=true/>
            <Select
                name="discipline"
                label=t!(lang, "profile-discipline")
                options=disciplines::options(lang, t!(lang, "sessions-any-discipline"))
                value=look.wanted.discipline.clone()
                optional=true
            />
            {month.map(|month| view! { <input type="hidden" name="mois" value=month/> })}
            <Button icon="filter">{t!(lang, "cockpit-filter")}</Button>
        </form>
    }
    .into_any()
}

/// What comes, month by month.
fn agenda(lang: Lang, cards: &[Card], look: &Look, proposes: bool) -> AnyView {
    if cards.is_empty() {
        let filtered = look.wanted != Wanted::default();
        return view! {
            <EmptyState title=t!(lang, "sessions-none") icon="calendar">
                <p>{if filtered { t!(lang, "sessions-none-filtered") } else { t!(lang, "sessions-none-text") }}</p>
                <p><a href="/sessions/souhaits">{t!(lang, "wish-tell-me")}</a></p>
                {if filtered {
                    view! { <ButtonLink href="/sessions">{t!(lang, "sessions-see-all")}</ButtonLink> }.into_any()
                } else if proposes {
                    view! { <ButtonLink href="/sessions/nouvelle" kind=ButtonKind::Primary>{t!(lang, "session-new")}</ButtonLink> }.into_any()
                } else {
                    view! { <ButtonLink href="/besoins/nouveau" kind=ButtonKind::Primary>{t!(lang, "need-new-title")}</ButtonLink> }.into_any()
                }}
            </EmptyState>
        }
        .into_any();
    }
    let mut months: Vec<((i16, i8), Vec<&Card>)> = Vec::new();
    for card in cards {
        let Some(day) = card.starts_at.map(|start| start.date_in(&card.zone)) else { continue };
        let key = (day.year(), day.month());
        match months.last_mut() {
            Some((last, list)) if *last == key => list.push(card),
            _ => months.push((key, vec![card])),
        }
    }
    months
        .into_iter()
        .map(|((year, month), cards)| {
            let name = format!("{} {year}", texts::text(lang, &format!("month-{month}")));
            view! {
                <section class="section">
                    <h2 class="month-name">{name}</h2>
                    <ul class="rows">{cards.into_iter().map(|card| line(lang, card)).collect_view()}</ul>
                </section>
            }
        })
        .collect_view()
        .into_any()
}

/// A session in a list: day, title, where, seats, and where the reader stands.
pub(crate) fn line(lang: Lang, card: &Card) -> AnyView {
    let day = card.starts_at.map(|start| start.date_in(&card.zone));
    let mine = card.mine().filter(|seat| seat.is_living() || seat.is_expected());
    let tag = match (mine, card.state()) {
        (Some(seat), _) => words::seat_tag(lang, seat),
        (None, State::Open) => {
            let said = words::seats(lang, card.free(), card.capacity, card.waiting);
            view! { <Tag tone=Tone::Accent>{said}</Tag> }.into_any()
        }
        (None, State::Full) => {
            let said = words::seats(lang, 0, card.capacity, card.waiting);
            view! { <Tag tone=Tone::Warning>{said}</Tag> }.into_any()
        }
        (None, other) => words::state_tag(lang, other),
    };
    let place = if card.modality == "remote" {
        t!(lang, "session-remote")
    } else {
        [card.host_name.as_str(), card.commune.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    };
    view! {
        <li class="row session-line">
            {day
                .map(|day| {
                    view! {
                        <span class="day-mark" aria-hidden="true">
                            <span class="day-number">{day.day()}</span>
                            <span class="day-month">{texts::text(lang, &format!("month-{}", day.month()))}</span>
                        </span>
                    }
                })}
            <span class="row-text">
                <a class="row-title" href=format!("/sessions/{}", card.id)>{card.title.clone()}</a>
                <span class="cell-detail">{words::coming(lang, card)}</span>
                <span class="cell-detail">{place}" – "{words::scope(lang, card.scope())}</span>
            </span>
            {tag}
        </li>
    }
    .into_any()
}
