//! `/pilotage/nominations`: the nominations of an académie, filtered, decided on in bulk, exported.

use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::{Act, Role};
use preau::referent::list::{self, Filter, Line, PER_PAGE};
use preau::referent::{State, decide, nomination, remind, rule};
use preau::school::{self, NodeKind};
use preau::year::SchoolYear;
use preau::{Error, Result, csv};

use super::edit::reason_field;
use super::names;
use crate::account::data;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::error_pages::encode;
use crate::fields::Fields;
use crate::page::Nav;
use crate::school::words as school_words;
use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{
    Button, ButtonKind, ButtonLink, Crumb, EmptyState, ErrorSummary, FormState, Notice, NoticeKind, Pager,
    PostForm, Select, SelectOption, TableScroll, Tag, date, duration,
};

const ADDRESS: &str = "/pilotage/nominations";

/// A part of the organisation the asker decides for.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub path: String,
    pub name: String,
    /// The rule of nominations is set here.
    pub academy: Option<Uuid>,
}

/// Académies and bassins of a plan manager, the widest first.
pub(super) async fn parts(cx: &Cx) -> Result<Vec<Part>> {
    let places: Vec<String> =
        cx.actor.iter().flat_map(|actor| actor.places(&[Role::PlanManager])).map(str::to_owned).collect();
    let mut read = cx.read().await?;
    let mut parts = Vec::new();
    // One académie, rarely two.
    for place in places {
        match school::by_path(&mut read, &place).await? {
            None => {
                parts.push(Part { path: place.clone(), name: t!(cx.lang, "board-everywhere"), academy: None })
            }
            Some(node) => parts.push(Part {
                academy: (node.kind() == NodeKind::Academy).then_some(node.id),
                name: if node.kind() == NodeKind::Academy {
                    t!(cx.lang, "paper-academy", "name" => node.name.clone())
                } else {
                    node.name.clone()
                },
                path: node.path,
            }),
        }
        for basin in school::of_kind(&mut read, NodeKind::Basin, &place).await? {
            if basin.path != place {
                let name = school_words::basin(cx.lang, &basin.name);
                parts.push(Part { path: basin.path, name, academy: None });
            }
        }
    }
    Ok(parts)
}

/// The part an address asks for, the widest without one.
pub(super) fn part_of<'p>(parts: &'p [Part], asked: &str) -> Result<&'p Part> {
    let found = parts.iter().find(|part| part.path == asked);
    found.or_else(|| parts.first().filter(|_| asked.is_empty())).ok_or(Error::NotFound)
}

/// `GET /pilotage/nominations?lieu=…&etat=…&annee=…&q=…&page=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::ValidateNomination, ())?;
        page(&cx, &asked, FormState::empty(cx.lang), Vec::new()).await
    })
    .await
}

/// `POST /pilotage/nominations`: one decision on many, a reminder, or the rule of an académie.
pub(super) async fn act(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        cx.allow(Act::ValidateNomination, ())?;
        let back = filter_query(&fields);
        match fields.get("geste") {
            "valider" | "renvoyer" => many(&cx, fields, &back).await,
            "rappeler" => {
                let parts = parts(&cx).await?;
                let part = part_of(&parts, fields.get("lieu"))?;
                let allowed = cx.allow_at(Act::ValidateNomination, &part.path, part.path.as_str())?;
                let mut tx = cx.begin().await?;
                let reminded = remind::remind(&mut tx, allowed, SchoolYear::of(cx.today()), cx.now).await?;
                cx.commit(tx).await?;
                let done = match (reminded.schools, reminded.headless) {
                    (0, 0) => "rappel-inutile",
                    (0, _) => "rappel-sans-chef",
                    _ => "rappel",
                };
                Ok(Redirect::to(&format!("{ADDRESS}?{back}fait={done}")).into_response())
            }
            "regle" => {
                let parts = parts(&cx).await?;
                let part = part_of(&parts, fields.get("lieu"))?;
                let academy = part.academy.ok_or(Error::NotFound)?;
                let allowed = cx.allow_at(Act::ValidateNomination, &part.path, academy)?;
                let mut tx = cx.begin().await?;
                rule::set(&mut tx, allowed, fields.get("directe") == "oui", cx.now).await?;
                cx.commit(tx).await?;
                Ok(Redirect::to(&format!("{ADDRESS}?{back}fait=regle")).into_response())
            }
            _ => Err(Error::NotFound),
        }
    })
    .await
}

/// Decides on each ticked nomination by itself: one that is refused keeps no other back.
async fn many(cx: &Cx, fields: Fields, back: &str) -> Result<Response> {
    let validating = fields.get("geste") == "valider";
    let ids: Vec<Uuid> = fields.all("id").take(200).filter_map(|id| id.parse().ok()).collect();
    if ids.is_empty() {
        let error = preau::Refusal::new("nothing-ticked").into();
        let form = FormState::refused(cx.lang, fields.clone(), error)?;
        return page(cx, &fields, form, Vec::new()).await;
    }
    let mut outcomes = Vec::new();
    for id in ids {
        let found = match nomination(&mut cx.read().await?, id).await {
            Ok(found) => found,
            Err(Error::NotFound) => continue,
            Err(other) => return Err(other),
        };
        let allowed = cx.allow_at(Act::ValidateNomination, &found.path, id)?;
        let mut tx = cx.begin().await?;
        let outcome = if validating {
            decide::validate(&mut tx, allowed, cx.now).await
        } else {
            decide::send_back(&mut tx, allowed, fields.get("reason"), cx.now).await
        };
        let said = match outcome {
            Ok(()) => {
                cx.commit(tx).await?;
                None
            }
            Err(Error::Refused(refusal)) => Some(texts::refusal(cx.lang, &refusal)),
            // The reason is the same for all: said once, beside its field.
            Err(Error::Invalid(faults)) if !validating => {
                let form = FormState::refused(cx.lang, fields.clone(), Error::Invalid(faults))?;
                return page(cx, &fields, form, Vec::new()).await;
            }
            Err(Error::Invalid(faults)) => {
                Some(faults.iter().map(|fault| texts::fault(cx.lang, fault)).collect::<Vec<_>>().join(" "))
            }
            Err(other) => return Err(other),
        };
        outcomes.push((format!("{} – {}", found.school_name, found.teacher()), said));
    }
    if outcomes.iter().all(|(_, said)| said.is_none()) {
        let done = if validating { "nominations-validees" } else { "nominations-renvoyees" };
        return Ok(Redirect::to(&format!("{ADDRESS}?{back}fait={done}")).into_response());
    }
    page(cx, &fields, FormState::empty(cx.lang), outcomes).await
}

/// `GET /pilotage/nominations.csv`, with the same filter.
pub(super) async fn download(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::ValidateNomination, ())?;
        let lang = cx.lang;
        let parts = parts(&cx).await?;
        let filter = filter_of(&asked, part_of(&parts, asked.get("lieu"))?);
        let allowed = cx.allow_at(Act::ValidateNomination, &filter.under, ())?;
        let mut tx = cx.begin().await?;
        let found = list::export(&mut tx, allowed, &filter, false, cx.now).await?;
        cx.commit(tx).await?;
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                t!(lang, "board-uai"),
                t!(lang, "nomination-school"),
                t!(lang, "nomination-teacher"),
                t!(lang, "nomination-year"),
                t!(lang, "board-state"),
                t!(lang, "nomination-first"),
                t!(lang, "nomination-last"),
                t!(lang, "nomination-share"),
                t!(lang, "reward-legend"),
            ],
        );
        for line in found {
            let reward = reward(lang, &line);
            csv::row(
                &mut table,
                [
                    line.uai.clone(),
                    line.school_name.clone(),
                    line.teacher(),
                    line.school_year.clone(),
                    names::state(lang, line.state()),
                    line.starts_at.date_in(&line.zone).to_string(),
                    line.ends_at.plus(-1).date_in(&line.zone).to_string(),
                    line.share_percent.to_string(),
                    reward,
                ],
            );
        }
        data::file(table.into_bytes(), "text/csv; charset=utf-8", &format!("nominations-{}.csv", cx.today()))
    })
    .await
}

fn reward(lang: Lang, line: &Line) -> String {
    match (line.reward.as_str(), line.amount_cents, line.relief_minutes) {
        ("allowance", Some(cents), _) => {
            let scheme = line.scheme_code.as_deref().unwrap_or_default().to_uppercase();
            format!("{} ({scheme})", names::money(cents))
        }
        ("relief", _, Some(minutes)) => {
            let hours = duration(lang, u32::try_from(minutes).unwrap_or(0));
            t!(lang, "reward-relief", "hours" => hours)
        }
        _ => t!(lang, "reward-none"),
    }
}

fn filter_of(asked: &Fields, part: &Part) -> Filter {
    Filter {
        under: part.path.clone(),
        state: State::parse(asked.get("etat")).filter(|state| *state != State::Draft),
        year: SchoolYear::parse(asked.get("annee")).map(SchoolYear::label).unwrap_or_default(),
        search: asked.get("q").trim().chars().take(100).collect(),
    }
}

/// The filter as it was asked for, ready for one more pair.
fn filter_query(asked: &Fields) -> String {
    let mut query = String::new();
    for name in ["lieu", "etat", "annee", "q"] {
        let value = asked.get(name);
        if !value.is_empty() {
            query.push_str(&format!("{name}={}&", encode(value)));
        }
    }
    query
}

async fn page(
    cx: &Cx,
    asked: &Fields,
    form: FormState,
    outcomes: Vec<(String, Option<String>)>,
) -> Result<Response> {
    let lang = cx.lang;
    let parts = parts(cx).await?;
    let part = part_of(&parts, asked.get("lieu"))?.clone();
    let filter = filter_of(asked, &part);
    let allowed = cx.allow_at(Act::ValidateNomination, &filter.under, ())?;
    let mut read = cx.read().await?;
    let total = list::count(&mut read, allowed, &filter, false).await?;
    let pages = u32::try_from((total.max(1) - 1) / PER_PAGE + 1).unwrap_or(u32::MAX);
    let here = asked.get("page").parse().unwrap_or(1_u32).clamp(1, pages);
    let lines =
        list::list(&mut read, allowed, &filter, false, i64::from(here - 1) * PER_PAGE, PER_PAGE).await?;
    let years = list::years(&mut read, allowed, &filter.under).await?;
    let skips = match part.academy {
        Some(_) => Some(rule::skips_submission(&mut read, &part.path).await?),
        None => None,
    };
    let query = filter_query(asked);
    let status =
        if outcomes.is_empty() { form.status() } else { axum::http::StatusCode::UNPROCESSABLE_ENTITY };
    let crumbs = [Crumb::new("/pilotage", t!(lang, "hub-title"))];
    let title = t!(lang, "board-title");
    Ok(cx.page(title.clone()).nav(Nav::Operate).crumbs(crumbs).status(status).show(move || {
        let export = format!("{ADDRESS}.csv?{query}");
        view! {
            <div class="members nomination stack">
                <h1>{title}</h1>
                <ErrorSummary form=form.clone()/>
                {told(lang, outcomes)}
                <p class="form-actions">
                    <ButtonLink href="/pilotage/enveloppes" icon="list-ordered">{t!(lang, "envelopes-title")}</ButtonLink>
                    <ButtonLink href=export icon="download" download=true>{t!(lang, "board-export")}</ButtonLink>
                </p>
                {filters(lang, &parts, &filter, &years)}
                <p role="status">{t!(lang, "board-count", "count" => total)}</p>
                {table(lang, lines, &form, &query)}
                <Pager page=here pages=pages base=format!("{ADDRESS}?{query}")/>
                {aside(lang, &part, skips, &query)}
            </div>
        }
        .into_any()
    }))
}

/// What became of each, when some were refused.
fn told(lang: Lang, outcomes: Vec<(String, Option<String>)>) -> Option<AnyView> {
    if outcomes.is_empty() {
        return None;
    }
    let done = outcomes.iter().filter(|(_, said)| said.is_none()).count();
    let refused = outcomes.into_iter().filter_map(|(name, said)| said.map(|said| (name, said)));
    let rows =
        refused.map(|(name, said)| view! { <li><strong>{name}</strong>" : "{said}</li> }).collect_view();
    Some(
        view! {
            <Notice kind=NoticeKind::Error title=t!(lang, "board-some-refused", "done" => done) live=true>
                <ul>{rows}</ul>
            </Notice>
        }
        .into_any(),
    )
}

fn filters(lang: Lang, parts: &[Part], filter: &Filter, years: &[String]) -> AnyView {
    let places = parts.iter().map(|part| SelectOption::new(part.path.clone(), part.name.clone())).collect();
    let mut states = vec![SelectOption::new("", t!(lang, "board-any-state"))];
    states.extend(
        State::ALL
            .into_iter()
            .filter(|state| *state != State::Draft)
            .map(|state| SelectOption::new(state.code(), names::state(lang, state))),
    );
    let mut known = vec![SelectOption::new("", t!(lang, "board-any-year"))];
    known.extend(years.iter().map(|year| SelectOption::new(year.clone(), year.clone())));
    view! {
        <form method="get" action=ADDRESS class="form form-line">
            <Select name="lieu" label=t!(lang, "board-place") options=places value=filter.under.clone()/>
            <Select
                name="etat"
                label=t!(lang, "board-state")
                options=states
                value=filter.state.map_or("", State::code)
                optional=true
            />
            <Select name="annee" label=t!(lang, "nomination-year") options=known value=filter.year.clone() optional=true/>
            <div class="field">
                <label for="champ-q">{t!(lang, "board-search")}</label>
                <input class="input" id="champ-q" type="search" name="q" value=filter.search.clone() maxlength="100"/>
            </div>
            <Button icon="filter">{t!(lang, "board-filter")}</Button>
        </form>
    }
    .into_any()
}

fn table(lang: Lang, lines: Vec<Line>, form: &FormState, query: &str) -> AnyView {
    if lines.is_empty() {
        return view! {
            <EmptyState title=t!(lang, "board-none") icon="search">
                <p><a href=ADDRESS>{t!(lang, "board-all")}</a></p>
            </EmptyState>
        }
        .into_any();
    }
    let decides = lines.iter().any(|line| line.state() == State::Submitted);
    let kept = hidden(query);
    let rows = lines.into_iter().map(|line| row(lang, line, form, decides)).collect_view();
    let reason = decides.then(|| reason_field(t!(lang, "decide-reason"), form));
    view! {
        <PostForm action=ADDRESS act="nomination.decide" class="form bulk">
            {kept}
            <TableScroll label=t!(lang, "board-title")>
                <table class="table-compact">
                    <thead>
                        <tr>
                            {decides.then(|| view! { <th scope="col">{t!(lang, "board-tick")}</th> })}
                            <th scope="col">{t!(lang, "nomination-school")}</th>
                            <th scope="col">{t!(lang, "nomination-teacher")}</th>
                            <th scope="col">{t!(lang, "nomination-dates")}</th>
                            <th scope="col">{t!(lang, "reward-legend")}</th>
                            <th scope="col">{t!(lang, "board-state")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </TableScroll>
            {reason
                .map(|reason| {
                    view! {
                        <div class="bulk-acts">
                            <p class="form-actions">
                                <Button kind=ButtonKind::Primary icon="check" name=Some("geste") value=Some("valider".into())>
                                    {t!(lang, "board-validate")}
                                </Button>
                            </p>
                            {reason}
                            <p class="form-actions">
                                <Button name=Some("geste") value=Some("renvoyer".into())>{t!(lang, "board-return")}</Button>
                            </p>
                        </div>
                    }
                })}
        </PostForm>
    }
    .into_any()
}

/// The filter, carried along so that one comes back to the same list.
fn hidden(query: &str) -> AnyView {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| {
            let value = decode(value);
            view! { <input type="hidden" name=name.to_owned() value=value/> }
        })
        .collect_view()
        .into_any()
}

/// The value that [`encode`] wrote.
fn decode(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let pair: Vec<u8> = rest.by_ref().take(2).collect();
        let code = std::str::from_utf8(&pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.extend(code);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn row(lang: Lang, line: Line, form: &FormState, decides: bool) -> AnyView {
    let state = line.state();
    let name = line.teacher();
    let waits = state == State::Submitted;
    let ticked = form.has("id", &line.id.to_string());
    let said = t!(lang, "board-tick-one", "person" => name.clone());
    let period = t!(
        lang,
        "nomination-period",
        "from" => date(lang, line.starts_at.date_in(&line.zone)),
        "to" => date(lang, line.ends_at.plus(-1).date_in(&line.zone))
    );
    let reward = reward(lang, &line);
    view! {
        <tr>
            {decides
                .then(|| {
                    view! {
                        <td>
                            {waits
                                .then(|| {
                                    view! { <input class="tick-box" type="checkbox" name="id" value=line.id.to_string() aria-label=said checked=ticked/> }
                                })}
                        </td>
                    }
                })}
            <th scope="row">
                {line.school_name.clone()}
                <span class="cell-detail">{line.uai.clone()}</span>
            </th>
            <td><a href=format!("/pilotage/nominations/{}", line.id)>{name}</a></td>
            <td>{period}</td>
            <td>{reward}<span class="cell-detail">{line.share_percent}" %"</span></td>
            <td><Tag tone=names::tone(state)>{names::state(lang, state)}</Tag></td>
        </tr>
    }
    .into_any()
}

/// Reminding schools without a référent, and the rule of the académie.
fn aside(lang: Lang, part: &Part, skips: Option<bool>, query: &str) -> AnyView {
    let (place, name) = (part.path.clone(), part.name.clone());
    let (kept, kept_too) = (hidden_without_place(query), hidden_without_place(query));
    let here = place.clone();
    let rule = skips.map(|skips| {
        let (text, value, label) = match skips {
            true => (t!(lang, "rule-direct"), "non", t!(lang, "rule-ask")),
            false => (t!(lang, "rule-submitted"), "oui", t!(lang, "rule-skip")),
        };
        view! {
            <section class="card">
                <h2 class="card-title">{t!(lang, "rule-title")}</h2>
                <p>{text}</p>
                <PostForm action=ADDRESS act="nomination.rule">
                    {kept_too}
                    <input type="hidden" name="lieu" value=here/>
                    <input type="hidden" name="geste" value="regle"/>
                    <input type="hidden" name="directe" value=value/>
                    <p class="form-actions"><Button>{label}</Button></p>
                </PostForm>
            </section>
        }
    });
    view! {
        <section class="card">
            <h2 class="card-title">{t!(lang, "remind-title")}</h2>
            <p>{t!(lang, "remind-text", "place" => name)}</p>
            <PostForm action=ADDRESS act="nomination.remind">
                {kept}
                <input type="hidden" name="lieu" value=place/>
                <input type="hidden" name="geste" value="rappeler"/>
                <p class="form-actions"><Button icon="mail">{t!(lang, "remind-send")}</Button></p>
            </PostForm>
        </section>
        {rule}
    }
    .into_any()
}

fn hidden_without_place(query: &str) -> AnyView {
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("lieu=")).collect();
    hidden(&rest.join("&"))
}
