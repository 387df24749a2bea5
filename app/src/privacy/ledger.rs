//! `/pilotage/demandes`: what people asked about their data, the most urgent first, and the answer to each.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::seen::{self, What};
use preau::access::{Act, Allowed};
use preau::privacy::erasure;
use preau::privacy::request::{self, Kind, Outcome, PER_PAGE, Request, State, TEXT_MAX};
use preau::{Error, Fault, Result, csv};

use super::words;
use crate::account::data;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    self, Button, ButtonKind, ButtonLink, Choice, Choices, Crumb, EmptyState, ErrorSummary, FormState, Pager,
    PostForm, TableScroll, TextArea,
};

/// Longest export.
const MOST: i64 = 5_000;

fn all(asked: &Fields) -> bool {
    asked.get("etat") == "toutes"
}

/// `GET /pilotage/demandes?etat=toutes&page=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let allowed = cx.allow(Act::HandleDataRequests, ())?;
        let waiting = !all(&asked);
        let mut read = cx.read().await?;
        let total = request::count(&mut read, allowed, waiting).await?;
        let pages = u32::try_from((total.max(1) - 1) / PER_PAGE + 1).unwrap_or(u32::MAX);
        let page = asked.get("page").parse().unwrap_or(1_u32).clamp(1, pages);
        let found = request::ledger(&mut read, allowed, waiting, i64::from(page - 1) * PER_PAGE, PER_PAGE).await?;
        let (lang, zone, now) = (cx.lang, cx.site.config.zone.clone(), cx.now);
        let (base, filter) = if waiting { ("/pilotage/demandes?", "") } else { ("/pilotage/demandes?etat=toutes&", "etat=toutes") };
        let crumbs = [Crumb::new("/pilotage", t!(lang, "hub-title"))];
        Ok(cx.page(t!(lang, "requests-title")).nav(Nav::Operate).crumbs(crumbs).show(move || {
            let tab = |href: &'static str, here: bool, label: String| {
                view! { <li><a href=href aria-current=here.then_some("page")>{label}</a></li> }
            };
            view! {
                <div class="stack members">
                    <h1>{t!(lang, "requests-title")}</h1>
                    <p class="lead">{t!(lang, "requests-lead")}</p>
                    <nav class="account-rooms" aria-label=t!(lang, "requests-filter")>
                        <ul>
                            {tab("/pilotage/demandes", waiting, t!(lang, "requests-waiting"))}
                            {tab("/pilotage/demandes?etat=toutes", !waiting, t!(lang, "requests-all"))}
                        </ul>
                    </nav>
                    <p class="form-actions">
                        <ButtonLink href=format!("/pilotage/demandes.csv?{filter}") icon="download" download=true>
                            {t!(lang, "members-export")}
                        </ButtonLink>
                    </p>
                    {if found.is_empty() {
                        view! {
                            <EmptyState title=t!(lang, "requests-none") icon="shield-check">
                                <p>{t!(lang, "requests-none-text")}</p>
                            </EmptyState>
                        }
                        .into_any()
                    } else {
                        view! {
                            <TableScroll label=t!(lang, "requests-title")>
                                <table class="table-compact">
                                    <thead>
                                        <tr>
                                            <th scope="col">{t!(lang, "request-who")}</th>
                                            <th scope="col">{t!(lang, "request-kind")}</th>
                                            <th scope="col">{t!(lang, "request-state")}</th>
                                            <th scope="col">{t!(lang, "request-opened-on")}</th>
                                            <th scope="col">{t!(lang, "request-due-on")}</th>
                                        </tr>
                                    </thead>
                                    <tbody>
                                        {found
                                            .into_iter()
                                            .map(|request| {
                                                let href = format!("/pilotage/demandes/{}", request.id);
                                                view! {
                                                    <tr>
                                                        <th scope="row"><a href=href>{request.full_name()}</a></th>
                                                        <td>{words::kind(lang, request.kind())}</td>
                                                        <td>{words::state_tag(lang, request.state(), request.is_late(now))}</td>
                                                        <td>{ui::date(lang, request.opened_at.date_in(&zone))}</td>
                                                        <td>{ui::date(lang, request::last_day(request.due_at, &zone))}</td>
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
                </div>
            }
            .into_any()
        }))
    })
    .await
}

/// `GET /pilotage/demandes.csv`, with the same filter. What was written stays on the page of each.
pub(super) async fn download(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let allowed = cx.allow(Act::HandleDataRequests, ())?;
        let found = request::ledger(&mut cx.read().await?, allowed, !all(&asked), 0, MOST).await?;
        let (lang, zone) = (cx.lang, &cx.site.config.zone);
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                t!(lang, "request-who"),
                t!(lang, "request-kind"),
                t!(lang, "request-state"),
                t!(lang, "request-opened-on"),
                t!(lang, "request-due-on"),
                t!(lang, "request-closed-on"),
                t!(lang, "request-outcome"),
            ],
        );
        for request in found {
            csv::row(
                &mut table,
                [
                    request.full_name(),
                    words::kind(lang, request.kind()),
                    words::state(lang, request.state()),
                    request.opened_at.date_in(zone).to_string(),
                    request::last_day(request.due_at, zone).to_string(),
                    request.closed_at.map(|at| at.date_in(zone).to_string()).unwrap_or_default(),
                    request.outcome().map(|outcome| words::outcome(lang, outcome)).unwrap_or_default(),
                ],
            );
        }
        data::file(table.into_bytes(), "text/csv; charset=utf-8", &format!("demandes-{}.csv", cx.today()))
    })
    .await
}

/// `GET /pilotage/demandes/{id}`. The person sees that it was looked at.
pub(super) async fn one(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let (allowed, id) = asked_for(&cx, &id)?;
        page(&cx, allowed, id, FormState::empty(cx.lang)).await
    })
    .await
}

fn asked_for(cx: &Cx, id: &str) -> Result<(Allowed<()>, Uuid)> {
    let allowed = cx.allow(Act::HandleDataRequests, ())?;
    Ok((allowed, id.parse().map_err(|_| Error::NotFound)?))
}

/// `POST /pilotage/demandes/{id}`: `act` is `extend` or `answer`.
pub(super) async fn act(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let (allowed, id) = asked_for(&cx, &id)?;
        match carry_out(&cx, allowed, id, &fields).await {
            Ok(done) => Ok(Redirect::to(&format!("/pilotage/demandes/{id}?fait={done}")).into_response()),
            Err(error) => page(&cx, allowed, id, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

async fn carry_out(cx: &Cx, allowed: Allowed<()>, id: Uuid, fields: &Fields) -> Result<&'static str> {
    let version = fields.get("version").parse().unwrap_or(0);
    let on = allowed.map(|()| (id, version));
    let mut tx = cx.begin().await?;
    let done = match fields.get("act") {
        "extend" => {
            request::extend(&mut tx, on, fields.get("reason"), &cx.site.config.zone, cx.now).await?;
            "demande-prolongee"
        }
        "answer" => {
            let outcome = Outcome::parse(fields.get("outcome"))
                .ok_or_else(|| Fault::new("outcome", "request-outcome"))?;
            request::answer(&mut tx, on, outcome, fields.get("answer"), cx.now).await?;
            "demande-repondue"
        }
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(done)
}

async fn page(cx: &Cx, allowed: Allowed<()>, id: Uuid, form: FormState) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let request = request::by_id(&mut tx, allowed, id).await?;
    let waits = matches!(request.state(), State::Open | State::Extended);
    let erasure = waits && request.kind() == Kind::Erasure;
    let plan = match erasure {
        true => erasure::plan(&mut tx, allowed.map(|()| request.person_id)).await?,
        false => Vec::new(),
    };
    seen::note(&mut tx, cx.person()?, request.person_id, What::DataRequest, cx.now).await?;
    cx.commit(tx).await?;
    let (lang, zone, now, status) = (cx.lang, cx.site.config.zone.clone(), cx.now, form.status());
    let own = cx.person()? == request.person_id;
    let kind = words::kind(lang, request.kind());
    let title = t!(lang, "request-of", "kind" => kind, "name" => request.full_name());
    let crumbs = [
        Crumb::new("/pilotage", t!(lang, "hub-title")),
        Crumb::new("/pilotage/demandes", t!(lang, "requests-title")),
    ];
    Ok(cx.page(title.clone()).nav(Nav::Operate).crumbs(crumbs).status(status).show(move || {
        let person = format!("/pilotage/comptes/{}", request.person_id);
        let plan = erasure.then(|| {
            view! {
                <section aria-labelledby="essai">
                    <h2 id="essai">{t!(lang, "erasure-title")}</h2>
                    <p>{t!(lang, "erasure-lead")}</p>
                    {words::plan(lang, plan)}
                </section>
            }
        });
        view! {
            <div class="stack request">
                <h1>{title}</h1>
                <ErrorSummary form=form.clone()/>
                {facts(lang, &zone, &request, now)}
                <p><a href=person>{t!(lang, "request-person")}</a></p>
                {plan}
                {(waits && own).then(|| view! { <p>{t!(lang, "request-own-text")}</p> })}
                {(waits && !own).then(|| forms(lang, &request, &form))}
            </div>
        }
        .into_any()
    }))
}

fn facts(lang: Lang, zone: &str, request: &Request, now: preau::Timestamp) -> AnyView {
    let day = |at: preau::Timestamp| ui::date(lang, at.date_in(zone));
    let typed = |label: String, text: Option<String>| {
        text.filter(|text| !text.is_empty())
            .map(|text| view! { <div><dt>{label}</dt><dd class="typed">{text}</dd></div> })
    };
    view! {
        <dl class="facts">
            <div><dt>{t!(lang, "request-state")}</dt><dd>{words::state_tag(lang, request.state(), request.is_late(now))}</dd></div>
            <div><dt>{t!(lang, "request-opened-on")}</dt><dd>{day(request.opened_at)}</dd></div>
            <div><dt>{t!(lang, "request-due-on")}</dt><dd>{ui::date(lang, request::last_day(request.due_at, zone))}</dd></div>
            {typed(t!(lang, "request-body"), Some(request.body.clone()))}
            {typed(t!(lang, "request-extended-because"), request.extension_reason.clone())}
            {typed(t!(lang, "request-outcome"), request.outcome().map(|outcome| words::outcome(lang, outcome)))}
            {typed(t!(lang, "request-answer"), request.answer.clone())}
            {typed(t!(lang, "request-closed-on"), request.closed_at.map(day))}
        </dl>
    }
    .into_any()
}

fn forms(lang: Lang, request: &Request, form: &FormState) -> AnyView {
    let action = format!("/pilotage/demandes/{}", request.id);
    let longest = Some(u32::try_from(TEXT_MAX).unwrap_or(u32::MAX));
    let version = request.version;
    let reason = view! {
        <TextArea
            name="reason"
            label=t!(lang, "request-reason")
            hint=t!(lang, "request-reason-hint")
            value=form.value("reason")
            fault=form.fault("reason")
            rows=3
            maxlength=longest
        />
    };
    let answer = view! {
        <TextArea
            name="answer"
            label=t!(lang, "request-answer")
            hint=t!(lang, "request-answer-hint")
            value=form.value("answer")
            fault=form.fault("answer")
            optional=true
            maxlength=longest
        />
    };
    let choices = Outcome::ALL
        .map(|outcome| {
            view! {
                <Choice
                    name="outcome"
                    value=outcome.code()
                    label=words::outcome(lang, outcome)
                    checked=form.has("outcome", outcome.code())
                    radio=true
                />
            }
        })
        .into_iter()
        .collect::<Vec<_>>();
    let wrong = form.fault("outcome");
    let extend = (request.state() == State::Open).then(|| {
        view! {
            <section aria-labelledby="prolonger">
                <h2 id="prolonger">{t!(lang, "request-extend")}</h2>
                <PostForm action=action.clone() act="data_request.extend">
                    <input type="hidden" name="act" value="extend"/>
                    <input type="hidden" name="version" value=version/>
                    {reason}
                    <p class="form-actions"><Button>{t!(lang, "request-extend-send")}</Button></p>
                </PostForm>
            </section>
        }
    });
    let erasure = request.kind() == Kind::Erasure;
    view! {
        <section aria-labelledby="repondre">
            <h2 id="repondre">{t!(lang, "request-answer-title")}</h2>
            {erasure.then(|| view! { <p>{t!(lang, "request-erasure-warning")}</p> })}
            <PostForm action=action act="data_request.answer">
                <input type="hidden" name="act" value="answer"/>
                <input type="hidden" name="version" value=version/>
                <Choices name="outcome" legend=t!(lang, "request-outcome") fault=wrong>{choices}</Choices>
                {answer}
                <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "request-answer-send")}</Button></p>
            </PostForm>
        </section>
        {extend}
    }
    .into_any()
}
