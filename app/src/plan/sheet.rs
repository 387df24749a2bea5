//! `/plan/{annee}?noeud=…`: one plan, from its budget down to its modules.

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::plan::priority::{self, Above};
use preau::plan::roll_over::{self, NotCopied};
use preau::plan::sheet::{self, Around, Figures, Sheet};
use preau::plan::write::WAY;
use preau::plan::{Event, Plan, State};
use preau::year::SchoolYear;
use preau::{Error, Read, Result};

use super::bars::{Bar, bars};
use super::place::{self, Here};
use super::{tree, words};
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::page::Nav;
use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{
    self, Button, ButtonKind, ButtonLink, Crumb, EmptyState, ErrorSummary, FormState, Icon, Notice,
    NoticeKind, PostForm, Tag, number,
};

/// `GET /plan/{annee}?noeud=…`; without a node, the first plan of the year that concerns the asker.
pub(super) async fn show(cx: Cx, Path(year): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::ReadPlan, ())?;
        let mut read = cx.read().await?;
        if asked.get("noeud").is_empty() {
            return first(&mut read, place::around(&cx), &year).await;
        }
        let here = Here::find(&cx, &mut read, &year, asked.get("noeud")).await?;
        page(&cx, read, here, FormState::empty(cx.lang)).await
    })
    .await
}

async fn first(read: &mut Read, around: Around, year: &str) -> Result<Response> {
    let year = SchoolYear::parse(year).ok_or(Error::NotFound)?;
    let plans = sheet::around(read, &around, year, 1).await?;
    // The nearest one: the list goes from the nation down.
    let own = plans.iter().rev().find(|listed| listed.plan.school_year == year.label());
    Ok(place::go(&own.map_or_else(|| "/plan".to_owned(), |listed| place::address(&listed.plan))))
}

/// The page of a plan; `form` holds why the last act on it was refused, if one was.
pub(super) async fn page(cx: &Cx, mut read: Read, here: Here, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let allowed = cx.allow_at(Act::ReadPlan, &here.plan.path, here.plan.clone())?;
    let sheet = sheet::read(&mut read, allowed).await?;
    let may_link = here.writes && here.plan.state().may_change();
    let above = if may_link { priority::above(&mut read, &here.plan).await? } else { Vec::new() };
    let left = match here.plan.copied_from.filter(|_| here.writes && here.plan.state() == State::Draft) {
        Some(from) => Some(roll_over::not_copied(&mut read, from).await?),
        None => None,
    };
    drop(read);
    let crumbs = [Crumb::new("/plan", t!(lang, "plans-title"))];
    let (new_id, status, title) = (preau::ids::new(cx.now), form.status(), here.plan.title.clone());
    Ok(cx.page(title).nav(Nav::Plan).crumbs(crumbs).status(status).show(move || {
        let may_change = here.writes && here.plan.state().may_change();
        view! {
            <div class="stack plans">
                {head(lang, &here)}
                <ErrorSummary form=form/>
                {left.map(|left| not_copied(lang, left))}
                {timeline(lang, here.plan.state())}
                {next(lang, &here)}
                {figures(lang, &here.plan, &sheet.figures)}
                {coverage(lang, &sheet)}
                {take_over(lang, &here, &sheet, &above, new_id)}
                {if sheet.boughs.is_empty() {
                    view! {
                        <EmptyState title=t!(lang, "plan-empty") icon="list-checks">
                            <p>{if may_change { t!(lang, "plan-empty-write") } else { t!(lang, "plan-empty-text") }}</p>
                        </EmptyState>
                    }
                    .into_any()
                } else {
                    tree::boughs(lang, &here, &sheet.boughs, &above)
                }}
            </div>
        }
        .into_any()
    }))
}

fn head(lang: Lang, here: &Here) -> AnyView {
    let plan = &here.plan;
    let state = plan.state();
    let campaign = plan
        .campaign_opens_on
        .as_deref()
        .zip(plan.campaign_closes_on.as_deref())
        .and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)))
        .map(|(from, to)| t!(lang, "plan-campaign-days", "from" => ui::date(lang, from), "to" => ui::date(lang, to)));
    let acts = here.writes && state.may_change();
    let priorities = acts && state.may_change_priorities();
    view! {
        <div class="page-head">
            <h1>{plan.title.clone()}</h1>
            <p class="lead">
                {format!("{} · {} · {}", words::level(lang, plan.level()), plan.node_name, plan.school_year)}
            </p>
            <p><Tag tone=words::tone(state)>{words::state(lang, state)}</Tag></p>
            {campaign.map(|days| view! { <p class="soft">{days}</p> })}
            <p class="page-actions">
                {priorities
                    .then(|| view! { <ButtonLink href=here.part("priorite") icon="plus">{t!(lang, "plan-priority-new")}</ButtonLink> })}
                {acts
                    .then(|| {
                        view! {
                            <ButtonLink href=here.part("dispositif") icon="plus">{t!(lang, "plan-programme-new")}</ButtonLink>
                            <ButtonLink href=here.part("import") icon="upload">{t!(lang, "plan-import")}</ButtonLink>
                            <ButtonLink href=here.part("reglages") icon="pen-line">{t!(lang, "plan-facts")}</ButtonLink>
                        }
                    })}
                <ButtonLink href=here.part("gaia.csv") icon="download" download=true>{t!(lang, "plan-export")}</ButtonLink>
            </p>
        </div>
    }
    .into_any()
}

fn not_copied(lang: Lang, left: NotCopied) -> AnyView {
    let lists = [
        (t!(lang, "plan-left-programmes"), left.programmes),
        (t!(lang, "plan-left-modules"), left.modules),
        (t!(lang, "plan-left-links"), left.links),
    ];
    view! {
        <Notice kind=NoticeKind::Info title=t!(lang, "plan-left", "year" => left.year)>
            <p>{t!(lang, "plan-left-text")}</p>
            <ul>
                {lists
                    .into_iter()
                    .filter(|(_, titles)| !titles.is_empty())
                    .map(|(what, titles)| view! { <li>{what}" "{titles.join(" · ")}</li> })
                    .collect_view()}
            </ul>
        </Notice>
    }
    .into_any()
}

/// The life of the plan as a line of steps.
fn timeline(lang: Lang, now: State) -> AnyView {
    // An archived plan has all of it behind.
    let here = WAY.iter().position(|state| *state == now).unwrap_or(WAY.len());
    let steps = WAY.into_iter().enumerate().map(|(place, state)| {
        let (class, icon, said) = match place.cmp(&here) {
            std::cmp::Ordering::Less => ("timeline-step timeline-done", "check", t!(lang, "timeline-done")),
            std::cmp::Ordering::Equal => ("timeline-step timeline-here", "flag", t!(lang, "timeline-here")),
            std::cmp::Ordering::Greater => ("timeline-step", "clock", t!(lang, "timeline-to-come")),
        };
        view! {
            <li class=class aria-current=(place == here).then_some("step")>
                <span class="timeline-mark"><Icon name=icon/></span>
                <span class="timeline-text">
                    <span class="visually-hidden">{said}" "</span>
                    <span class="timeline-label">{words::state(lang, state)}</span>
                </span>
            </li>
        }
    });
    view! { <ol class="timeline" aria-label=t!(lang, "plan-timeline")>{steps.collect_view()}</ol> }.into_any()
}

/// What the asker may make of it now; what cannot be taken back asks once more.
fn next(lang: Lang, here: &Here) -> AnyView {
    let may = |event: Event| if event.act() == Act::AdoptPlan { here.adopts } else { here.writes };
    let events: Vec<Event> = Event::ALL
        .iter()
        .copied()
        .filter(|event| here.plan.state().next(*event).is_ok() && may(*event))
        .collect();
    if events.is_empty() {
        return ().into_any();
    }
    let first = events.first().copied();
    let forms = events.into_iter().map(|event| {
        let kind = if Some(event) == first { ButtonKind::Primary } else { ButtonKind::Secondary };
        let text = texts::text(lang, &format!("plan-event-{}-text", event.code().replace('_', "-")));
        let label = words::event(lang, event);
        let said = label.clone();
        let form = view! {
            <PostForm action=here.address() act=event.act().code()>
                <input type="hidden" name="geste" value="etape"/>
                <p>{text}</p>
                <p class="form-actions">
                    <Button kind=kind name=Some("etape") value=Some(event.code().to_owned())>{said}</Button>
                </p>
            </PostForm>
        };
        if event == Event::Archive {
            view! { <details class="plan-twin"><summary>{label}</summary>{form}</details> }.into_any()
        } else {
            form.into_any()
        }
    });
    view! {
        <section class="card next-step" aria-labelledby="suite">
            <h2 class="card-title" id="suite">{t!(lang, "plan-next")}</h2>
            {forms.collect_view()}
        </section>
    }
    .into_any()
}

fn figures(lang: Lang, plan: &Plan, figures: &Figures) -> AnyView {
    let count = |value: i64| number(lang, value.unsigned_abs());
    let facts = [
        (t!(lang, "plan-programmes"), count(figures.programmes)),
        (t!(lang, "plan-modules"), count(figures.modules)),
        (t!(lang, "plan-groups"), count(figures.groups)),
        (t!(lang, "plan-seats"), count(figures.seats)),
    ];
    let (minutes, cents) = (figures.amount.minutes, figures.amount.cents);
    let hours = |minutes: i64| words::hours(lang, minutes);
    let lines = vec![
        budget(lang, t!(lang, "plan-hours"), minutes, plan.hours_budget_min, hours),
        budget(lang, t!(lang, "plan-money"), cents, plan.money_budget_cents, words::money),
    ];
    let heads = vec![
        t!(lang, "plan-budget"),
        t!(lang, "plan-foreseen"),
        t!(lang, "plan-limit"),
        t!(lang, "plan-room"),
    ];
    view! {
        <section class="section" aria-labelledby="budget">
            <h2 id="budget">{t!(lang, "plan-budget")}</h2>
            <dl class="plan-figures">
                {facts.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}
            </dl>
            {bars(lang, t!(lang, "plan-budget"), heads, lines)}
        </section>
    }
    .into_any()
}

/// What is foreseen of a budget: in words, as a bar, as a row.
fn budget(lang: Lang, name: String, value: i64, limit: Option<i64>, say: impl Fn(i64) -> String) -> Bar {
    let over = limit.map_or(0, |limit| (value - limit).max(0));
    let none = t!(lang, "plan-no-limit");
    Bar {
        said: match limit {
            Some(limit) => t!(lang, "plan-of", "value" => say(value), "limit" => say(limit)),
            None => format!("{} ({none})", say(value)),
        },
        value,
        of: limit,
        warning: (over > 0).then(|| t!(lang, "plan-over", "missing" => say(over))),
        cells: vec![
            say(value),
            limit.map_or_else(|| none.clone(), &say),
            limit.map_or_else(|| none.clone(), |limit| say((limit - value).max(0))),
        ],
        name,
    }
}

/// How priorities are served: hours of each, here and in the plans below.
fn coverage(lang: Lang, sheet: &Sheet) -> AnyView {
    let listed: Vec<_> =
        sheet.boughs.iter().filter_map(|bough| Some((bough.priority.as_ref()?, bough))).collect();
    if listed.is_empty() {
        return ().into_any();
    }
    let total = |bough: &sheet::Bough| bough.figures.amount.minutes + bough.below.minutes;
    let most = listed.iter().map(|(_, bough)| total(bough)).max().unwrap_or(0).max(1);
    let lines = listed
        .iter()
        .map(|(priority, bough)| Bar {
            name: priority.title.clone(),
            said: words::hours(lang, total(bough)),
            value: total(bough),
            of: Some(most),
            warning: bough.is_bare().then(|| t!(lang, "plan-bare")),
            cells: vec![
                number(lang, bough.figures.programmes.unsigned_abs()),
                number(lang, bough.figures.modules.unsigned_abs()),
                words::hours(lang, bough.figures.amount.minutes),
                words::money(bough.figures.amount.cents),
                words::hours(lang, bough.below.minutes),
            ],
        })
        .collect();
    let heads = vec![
        t!(lang, "plan-priority"),
        t!(lang, "plan-programmes"),
        t!(lang, "plan-modules"),
        t!(lang, "plan-hours"),
        t!(lang, "plan-money"),
        t!(lang, "plan-hours-below"),
    ];
    view! {
        <section class="section" aria-labelledby="couverture">
            <h2 id="couverture">{t!(lang, "plan-coverage")}</h2>
            {bars(lang, t!(lang, "plan-coverage"), heads, lines)}
        </section>
    }
    .into_any()
}

/// Priorities of the plans above that are not taken over yet: one click each.
fn take_over(lang: Lang, here: &Here, sheet: &Sheet, above: &[Above], first_id: uuid::Uuid) -> AnyView {
    if !here.plan.state().may_change_priorities() {
        return ().into_any();
    }
    let taken = |above: &&Above| {
        sheet
            .boughs
            .iter()
            .filter_map(|bough| bough.priority.as_ref())
            .any(|own| own.parent_id == Some(above.id))
    };
    let open: Vec<&Above> = above.iter().filter(|above| !taken(above)).collect();
    if open.is_empty() {
        return ().into_any();
    }
    let rows = open
        .into_iter()
        .map(|above| {
            let about = format!(" ({})", above.title);
            let (new, parent) = (first_id.to_string(), above.id.to_string());
            view! {
                <li class="row">
                    <div class="row-text">
                        <span class="row-title">{above.title.clone()}</span>
                        <span class="soft">{above.node_name.clone()}</span>
                    </div>
                    <PostForm action=here.address() act="plan.write" class="row-form">
                        <input type="hidden" name="geste" value="reprendre-priorite"/>
                        <input type="hidden" name="id" value=new/>
                        <input type="hidden" name="parent" value=parent/>
                        <Button icon="plus">{t!(lang, "plan-take-over")}<span class="visually-hidden">{about}</span></Button>
                    </PostForm>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="au-dessus">
            <h2 id="au-dessus">{t!(lang, "plan-above")}</h2>
            <p class="soft">{t!(lang, "plan-above-text")}</p>
            <ul class="rows">{rows}</ul>
        </section>
    }
    .into_any()
}
