//! `/compte/donnees`: what is held about oneself, in short and to take away, and what one may ask.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::export::{self, Export};
use preau::access::{Act, Role};
use preau::privacy::request::{self, Kind, Request, State, TEXT_MAX};
use preau::{Error, Fault, Result, Timestamp};

use super::words;
use crate::account::frame::{self, Room};
use crate::account::{pending, profile};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    self, Button, ButtonKind, ButtonLink, ErrorSummary, FormState, PostForm, Select, SelectOption,
    TableScroll, TextArea,
};

/// `GET /compte/donnees`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async {
        cx.allow_own(Act::ManageAccount)?;
        let form = match pending::take(&cx, "/compte/donnees").await? {
            Some(typed) => FormState::filled(cx.lang, typed.pairs().to_vec()),
            None => FormState::empty(cx.lang),
        };
        page(&cx, form).await
    })
    .await
}

/// `POST /compte/donnees`: asks something about one's data.
pub(super) async fn ask(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        if cx.actor.is_none() {
            pending::keep(&cx, "/compte/donnees", &fields).await?;
        }
        let allowed = cx.allow_own(Act::ManageAccount)?;
        let asked = async {
            let kind = Kind::parse(fields.get("kind")).ok_or_else(|| Fault::new("kind", "request-kind"))?;
            let mut tx = cx.begin().await?;
            request::open(&mut tx, allowed, kind, fields.get("body"), &cx.site.config.zone, cx.now).await?;
            cx.commit(tx).await
        };
        match asked.await {
            Ok(()) => Ok(Redirect::to("/compte/donnees?fait=demande#demandes").into_response()),
            Err(error) => page(&cx, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

/// `POST /compte/donnees/{id}/retrait`.
pub(super) async fn withdraw(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let allowed = cx.allow_own(Act::ManageAccount)?;
        let id = id.parse().map_err(|_| Error::NotFound)?;
        let mut tx = cx.begin().await?;
        request::withdraw(&mut tx, allowed, id, cx.now).await?;
        cx.commit(tx).await?;
        Ok(Redirect::to("/compte/donnees?fait=demande-retiree#demandes").into_response())
    })
    .await
}

async fn page(cx: &Cx, form: FormState) -> Result<Response> {
    let allowed = cx.allow_own(Act::ManageAccount)?;
    let mut read = cx.read().await?;
    let held = export::export(&mut read, allowed, cx.now).await?;
    let mine = request::mine(&mut read, allowed).await?;
    drop(read);
    let (lang, zone, now, status) = (cx.lang, cx.site.config.zone.clone(), cx.now, form.status());
    Ok(frame::show(cx, Room::Data, status, move || {
        view! {
            <ErrorSummary form=form.clone()/>
            <p class="lead">{t!(lang, "data-lead")}</p>
            <p class="form-actions">
                <ButtonLink href="/compte/donnees.json" icon="download" download=true kind=ButtonKind::Primary>
                    {t!(lang, "visibility-download")}
                </ButtonLink>
                <a href="/compte/visibilite">{t!(lang, "account-visibility")}</a>
            </p>
            {identity(lang, &zone, &held)}
            {figures(lang, &held)}
            {requests(lang, &zone, now, mine)}
            {ask_form(lang, form)}
        }
        .into_any()
    }))
}

fn identity(lang: Lang, zone: &str, held: &Export) -> AnyView {
    let day = |at: export::Instant| ui::date(lang, Timestamp(at.0).date_in(zone));
    let span = |from: export::Instant, to: Option<export::Instant>| match to {
        Some(to) => t!(lang, "data-from-to", "from" => day(from), "to" => day(to)),
        None => t!(lang, "data-since", "from" => day(from)),
    };
    let mut facts = vec![(
        t!(lang, "profile-name"),
        format!("{} {}", held.person.given_name, held.person.usual_name).trim().to_owned(),
        String::new(),
    )];
    for email in &held.emails {
        facts.push((t!(lang, "login-email"), email.address.clone(), span(email.starts_at, email.ends_at)));
    }
    for grant in &held.roles {
        let role = Role::parse(&grant.role)
            .map_or_else(|| grant.role.clone(), |role| profile::role_name(lang, role));
        let place = grant.node_name.as_ref().map(|name| format!(" – {name}")).unwrap_or_default();
        facts.push((t!(lang, "data-role"), format!("{role}{place}"), span(grant.starts_at, grant.ends_at)));
    }
    for posting in &held.postings {
        let words = format!("{} ({})", posting.school, posting.uai);
        facts.push((t!(lang, "school-posting"), words, span(posting.starts_at, posting.ends_at)));
    }
    for mandate in &held.nominations {
        let words = format!("{} – {}", mandate.school, mandate.school_year);
        facts.push((t!(lang, "data-nomination"), words, span(mandate.starts_at, Some(mandate.ends_at))));
    }
    view! {
        <section aria-labelledby="identite">
            <h2 id="identite">{t!(lang, "data-identity")}</h2>
            <dl class="facts">
                {facts
                    .into_iter()
                    .map(|(label, text, detail)| {
                        view! {
                            <div>
                                <dt>{label}</dt>
                                <dd>
                                    {text}
                                    {(!detail.is_empty()).then(|| view! { <span class="cell-detail">{detail}</span> })}
                                </dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
        </section>
    }
    .into_any()
}

/// How much of each there is, and where one sees it.
fn figures(lang: Lang, held: &Export) -> AnyView {
    let rows = [
        (t!(lang, "data-enrolments"), held.enrolments.len(), Some("/mon-parcours")),
        (t!(lang, "data-progress"), held.progress.len(), None),
        (t!(lang, "data-answers"), held.answers.len(), None),
        (t!(lang, "data-productions"), held.productions.len() + held.uploads.len(), None),
        (t!(lang, "data-surveys"), held.survey_answers.len(), None),
        (t!(lang, "data-attestations"), held.attestations.len(), Some("/mon-parcours")),
        (t!(lang, "data-notices"), held.notices.len(), Some("/notifications")),
        (t!(lang, "data-logins"), held.logins.len(), Some("/compte/connexions")),
        (t!(lang, "data-tokens"), held.api_tokens.len(), Some("/compte/jetons")),
        (t!(lang, "data-looks"), held.looks.len(), Some("/compte/visibilite#consultations")),
        (t!(lang, "data-journal"), held.journal.len(), None),
    ];
    view! {
        <section aria-labelledby="chiffres">
            <h2 id="chiffres">{t!(lang, "data-figures")}</h2>
            <TableScroll label=t!(lang, "data-figures")>
                <table class="table-compact">
                    <thead>
                        <tr>
                            <th scope="col">{t!(lang, "data-what")}</th>
                            <th scope="col">{t!(lang, "erasure-count")}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {rows
                            .into_iter()
                            .map(|(label, count, href)| {
                                let label = match href {
                                    Some(href) => view! { <a href=href>{label}</a> }.into_any(),
                                    None => label.into_any(),
                                };
                                view! { <tr><th scope="row">{label}</th><td>{count}</td></tr> }
                            })
                            .collect_view()}
                    </tbody>
                </table>
            </TableScroll>
        </section>
    }
    .into_any()
}

fn requests(lang: Lang, zone: &str, now: Timestamp, mine: Vec<Request>) -> AnyView {
    if mine.is_empty() {
        return ().into_any();
    }
    view! {
        <section aria-labelledby="demandes">
            <h2 id="demandes">{t!(lang, "requests-mine")}</h2>
            <ul class="rows">{mine.iter().map(|request| line(lang, zone, now, request)).collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn line(lang: Lang, zone: &str, now: Timestamp, request: &Request) -> AnyView {
    let opened = ui::date(lang, request.opened_at.date_in(zone));
    let due = ui::date(lang, request::last_day(request.due_at, zone));
    let waits = matches!(request.state(), State::Open | State::Extended);
    let name = words::kind(lang, request.kind());
    let answer = request.outcome().map(|outcome| {
        let words = words::outcome(lang, outcome);
        view! {
            <p><strong>{words}</strong></p>
            <p class="typed">{request.answer.clone()}</p>
        }
    });
    let reason = request.extension_reason.clone().map(|reason| {
        view! { <p>{t!(lang, "request-extended-because")}</p><p class="typed">{reason}</p> }
    });
    let body = (!request.body.is_empty()).then(|| view! { <p class="typed soft">{request.body.clone()}</p> });
    let when = match waits {
        true => t!(lang, "request-opened-due", "opened" => opened, "due" => due),
        false => t!(lang, "request-opened", "opened" => opened),
    };
    let about = format!(" ({name})");
    let form = waits.then(|| {
        let action = format!("/compte/donnees/{}/retrait", request.id);
        view! {
            <PostForm action=action act="data_request.withdraw" class="row-form">
                <Button kind=ButtonKind::Quiet>
                    {t!(lang, "request-withdraw")}
                    <span class="visually-hidden">{about}</span>
                </Button>
            </PostForm>
        }
    });
    view! {
        <li class="row">
            <div class="row-text">
                <h3 class="row-title">{name}</h3>
                {words::state_tag(lang, request.state(), request.is_late(now))}
                <p class="soft small">{when}</p>
                {body}
                {reason}
                {answer}
            </div>
            {form}
        </li>
    }
    .into_any()
}

fn ask_form(lang: Lang, form: FormState) -> AnyView {
    let kinds = Kind::ALL.map(|kind| SelectOption::new(kind.code(), words::kind(lang, kind))).to_vec();
    view! {
        <section aria-labelledby="demander">
            <h2 id="demander">{t!(lang, "request-title")}</h2>
            <p>{t!(lang, "request-lead")}</p>
            <PostForm action="/compte/donnees" act="data_request.open">
                <Select
                    name="kind"
                    label=t!(lang, "request-kind")
                    options=kinds
                    value=form.value("kind")
                    fault=form.fault("kind")
                />
                <TextArea
                    name="body"
                    label=t!(lang, "request-body")
                    hint=t!(lang, "request-body-hint")
                    value=form.value("body")
                    fault=form.fault("body")
                    optional=true
                    maxlength=Some(u32::try_from(TEXT_MAX).unwrap_or(u32::MAX))
                />
                <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "request-send")}</Button></p>
            </PostForm>
        </section>
    }
    .into_any()
}
