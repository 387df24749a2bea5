//! `/direction`: what waits for a head, school by school.

use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::referent::envelope::{self, Standing};
use preau::referent::list::{self, Filter, Line};
use preau::referent::{State, roll_over as next_year};
use preau::school::School;
use preau::session::{self, list::Desk};
use preau::year::SchoolYear;
use preau::{Error, Result};

use super::act::{self, go};
use super::names;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, EmptyState, ErrorSummary, FormState, PostForm, Tag, Tone, date,
};

/// Nominations shown for a school: the older ones are in the list of their year.
const SHOWN: i64 = 60;

/// One school of the page.
struct Room {
    school: School,
    year: SchoolYear,
    lines: Vec<Line>,
    standing: Standing,
}

/// `GET /direction`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async {
        cx.allow(Act::ProposeNomination, ())?;
        page(&cx, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /direction`: drafts for the next school year, from this year's mandates.
pub(super) async fn roll_over(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        cx.allow(Act::ProposeNomination, ())?;
        let schools = act::schools(&cx).await?;
        let here = schools.iter().find(|school| school.uai == fields.get("etablissement"));
        let here = here.ok_or(Error::NotFound)?;
        match roll(&cx, here).await {
            Ok(done) => Ok(go(&format!("/direction?fait={done}"))),
            Err(error) => page(&cx, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

async fn roll(cx: &Cx, here: &School) -> Result<&'static str> {
    let allowed = cx.allow_at(Act::ProposeNomination, &here.path, here.node_id)?;
    let year = SchoolYear::of(cx.now.date_in(&here.zone));
    let mut tx = cx.begin().await?;
    let rolled = next_year::roll_over(&mut tx, allowed, year, cx.now).await?;
    cx.commit(tx).await?;
    Ok(match (rolled.left, rolled.without_amount) {
        (0, 0) => "reconduction",
        (0, _) => "reconduction-montant",
        _ => "reconduction-depart",
    })
}

async fn page(cx: &Cx, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let schools = act::schools(cx).await?;
    let mut read = cx.read().await?;
    let mut rooms = Vec::new();
    let mut waits = 0;
    // A head has one school, two at the most.
    for school in schools {
        let year = SchoolYear::of(cx.now.date_in(&school.zone));
        let filter = Filter { under: school.path.clone(), ..Filter::default() };
        let allowed = cx.allow_at(Act::ProposeNomination, &school.path, ())?;
        let lines = list::list(&mut read, allowed, &filter, true, 0, SHOWN).await?;
        let standing = envelope::standing(&mut read, school.node_id, year, None).await?;
        waits += session::list::desk_count(&mut read, Desk::ToAgree(&school.path)).await?;
        waits += session::list::opinions_count(&mut read, &school.path).await?;
        rooms.push(Room { school, year, lines, standing });
    }
    let kind = if waits > 0 { ButtonKind::Primary } else { ButtonKind::Secondary };
    Ok(cx.page(t!(lang, "direction-title")).nav(Nav::Direction).crumbs([]).status(form.status()).show(
        move || {
            view! {
                <div class="nomination stack">
                    <ErrorSummary form=form/>
                    <h1>{t!(lang, "direction-title")}</h1>
                    <p class="form-actions">
                        <ButtonLink href="/direction/sessions" kind=kind icon="calendar">{t!(lang, "direction-sessions", "count" => waits)}</ButtonLink>
                        <ButtonLink href="/direction/remuneration" icon="file-text">{t!(lang, "pay-head-link")}</ButtonLink>
                    </p>
                    {if rooms.is_empty() {
                        view! {
                            <EmptyState title=t!(lang, "direction-no-school") icon="users">
                                <p>{t!(lang, "direction-no-school-text")}</p>
                            </EmptyState>
                        }
                        .into_any()
                    } else {
                        rooms.into_iter().map(|room| show_room(lang, room)).collect_view().into_any()
                    }}
                </div>
            }
            .into_any()
        },
    ))
}

fn show_room(lang: Lang, room: Room) -> AnyView {
    let Room { school, year, lines, standing } = room;
    let (open, closed): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| line.state().is_open());
    let running = open.iter().any(|line| line.state() == State::Active && line.school_year == year.label());
    let next_done = open.iter().any(|line| line.school_year == year.next().label());
    let vacancy = match (school.hosts_referent, school.vacant_since, school.referents) {
        (false, ..) => (Tone::Neutral, t!(lang, "direction-hosts-none")),
        (true, Some(since), _) => {
            (Tone::Warning, t!(lang, "direction-vacant", "date" => date(lang, since.date_in(&school.zone))))
        }
        (true, None, count) => (Tone::Success, t!(lang, "direction-referents", "count" => count)),
    };
    let money = match standing.left() {
        Some(left) => t!(
            lang,
            "direction-envelope",
            "year" => year.label(),
            "left" => names::money(left),
            "total" => names::money(standing.envelope.unwrap_or(0))
        ),
        None => t!(lang, "direction-no-envelope", "year" => year.label()),
    };
    let kind = if school.vacant_since.is_some() { ButtonKind::Primary } else { ButtonKind::Secondary };
    let propose = format!("/direction/nominations/nouvelle?etablissement={}", school.uai);
    view! {
        <section class="card">
            <h2 class="card-title">{school.name.clone()}</h2>
            <p class="nomination-facts"><Tag tone=vacancy.0>{vacancy.1}</Tag><span>{money}</span></p>
            {(!open.is_empty()).then(|| view! { <ul class="rows">{open.into_iter().map(|line| row(lang, line)).collect_view()}</ul> })}
            <div class="form-actions">
                {school
                    .hosts_referent
                    .then(|| view! { <ButtonLink href=propose kind=kind icon="plus">{t!(lang, "direction-propose")}</ButtonLink> })}
                {(running && !next_done)
                    .then(|| {
                        view! {
                            <PostForm action="/direction" act="nomination.roll_over" class="row-form">
                                <input type="hidden" name="etablissement" value=school.uai.clone()/>
                                <Button icon="rotate-ccw">{t!(lang, "direction-roll-over", "year" => year.next().label())}</Button>
                            </PostForm>
                        }
                    })}
            </div>
            {(!closed.is_empty())
                .then(|| {
                    view! {
                        <details class="disclosure">
                            <summary>{t!(lang, "direction-past", "count" => closed.len())}</summary>
                            <ul class="rows">{closed.into_iter().map(|line| row(lang, line)).collect_view()}</ul>
                        </details>
                    }
                })}
        </section>
    }
    .into_any()
}

fn row(lang: Lang, line: Line) -> AnyView {
    let state = line.state();
    let waits = match state {
        State::Draft => Some(t!(lang, "direction-waits-draft")),
        State::Accepted => Some(t!(lang, "direction-waits-accepted")),
        State::Proposed
        | State::Declined
        | State::Submitted
        | State::Active
        | State::Ended
        | State::Completed
        | State::CompletedWithoutReport => None,
    };
    let name = format!("{} {}", line.given_name, line.usual_name);
    view! {
        <li class="row">
            <span class="row-text">
                <a class="row-title" href=format!("/direction/nominations/{}", line.id)>{name}</a>
                <span class="cell-detail">{line.school_year.clone()}{waits.map(|waits| format!(" – {waits}"))}</span>
            </span>
            <Tag tone=names::tone(state)>{names::state(lang, state)}</Tag>
        </li>
    }
    .into_any()
}
