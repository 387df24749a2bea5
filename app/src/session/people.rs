//! `/sessions/{session}/inscrits`: who comes, who asks, who waits – for those who run the session.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::Act;
use preau::session::list::{self, Attendee};
use preau::session::sign_up::{self, LIST_MAX, Listed};
use preau::session::{Gate, Seat, Session, Trainer};
use preau::{Error, Result, csv};
use uuid::Uuid;

use super::{allow_run, seen, words};
use crate::account::data;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Choice, Crumb, EmptyState, ErrorSummary, Field, FormState, Notice,
    NoticeKind, PostForm, TextArea,
};

/// People shown: more than any room holds.
const MOST: i64 = 1_000;

/// `GET /sessions/{session}/inscrits`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>, Asked(_): Asked) -> Response {
    cx.answer(async {
        let (session, trainers) = seen(&cx, &mut cx.read().await?, &id).await?;
        page(&cx, &session, &trainers, FormState::empty(cx.lang), Vec::new()).await
    })
    .await
}

/// `POST /sessions/{session}/inscrits`.
pub(super) async fn act(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let (session, trainers) = seen(&cx, &mut cx.read().await?, &id).await?;
        match done(&cx, &session, &trainers, &fields).await {
            Ok(Done::Said(key)) => {
                Ok(Redirect::to(&format!("/sessions/{id}/inscrits?fait={key}")).into_response())
            }
            Ok(Done::Listed(verdicts)) => {
                let (session, trainers) = seen(&cx, &mut cx.read().await?, &id).await?;
                page(&cx, &session, &trainers, FormState::empty(cx.lang), verdicts).await
            }
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                page(&cx, &session, &trainers, form, Vec::new()).await
            }
        }
    })
    .await
}

/// What an act leads to.
enum Done {
    Said(&'static str),
    /// A pasted list, line by line.
    Listed(Vec<(String, Listed)>),
}

async fn done(cx: &Cx, session: &Session, trainers: &[Trainer], fields: &Fields) -> Result<Done> {
    let run = allow_run(cx, session, trainers, session.id)?;
    let place = || fields.get("place").parse::<Uuid>().map_err(|_| Error::NotFound);
    let mut tx = cx.begin().await?;
    let done = match fields.get("act") {
        "select" => {
            let chosen: Vec<Uuid> = fields.all("place").filter_map(|id| id.parse().ok()).collect();
            sign_up::select(&mut tx, run, &chosen, cx.now).await?;
            Done::Said("seance-choix")
        }
        "refuse" => {
            let place = place()?;
            sign_up::refuse(&mut tx, run.map(|id| (id, place)), fields.get("reason"), cx.now).await?;
            Done::Said("seance-demande-refusee")
        }
        "remove" => {
            let place = place()?;
            sign_up::remove(&mut tx, run.map(|id| (id, place)), fields.get("reason"), cx.now).await?;
            Done::Said("seance-place-reprise")
        }
        "designate" => {
            // Whoever keeps the plan sends people; whoever leads the session does not.
            let allowed = cx.allow_at(Act::ApproveSession, &session.node_path, session.id)?;
            let beyond = fields.get("beyond") == "1";
            let (address, reason) = (fields.get("address"), fields.get("reason"));
            sign_up::designate(&mut tx, allowed, address, reason, beyond, cx.now).await?;
            Done::Said("seance-designation")
        }
        "list" => Done::Listed(sign_up::enlist(&mut tx, run, fields.get("list"), cx.now).await?),
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(done)
}

async fn page(
    cx: &Cx,
    session: &Session,
    trainers: &[Trainer],
    form: FormState,
    verdicts: Vec<(String, Listed)>,
) -> Result<Response> {
    let lang = cx.lang;
    let allowed = allow_run(cx, session, trainers, session.id)?;
    let people = list::attendees(&mut cx.read().await?, allowed, 0, MOST).await?;
    let here = format!("/sessions/{}", session.id);
    let crumbs = [
        Crumb::new("/sessions", t!(lang, "sessions-title")),
        Crumb::new(here.clone(), session.title.clone()),
    ];
    let sends = cx.may_at(Act::ApproveSession, &session.node_path)
        && session.state().takes_people()
        && !session.has_begun(cx.now);
    let (session, now) = (session.clone(), cx.now);
    let page = cx.page(t!(lang, "session-people")).nav(Nav::Sessions).crumbs(crumbs).status(form.status());
    Ok(page.show(move || {
        let part = |keep: &dyn Fn(Seat) -> bool| -> Vec<Attendee> {
            people.iter().filter(|one| keep(one.seat())).cloned().collect()
        };
        let coming = part(&|seat| seat.is_expected() || seat == Seat::Offered);
        let asking = part(&|seat| matches!(seat, Seat::Submitted | Seat::Opined));
        let waiting = part(&|seat| seat == Seat::Waitlisted);
        let gone = part(&|seat| seat.is_over() || seat == Seat::SessionCancelled);
        let seats = words::seats(lang, session.seats().free(), session.capacity, session.waiting);
        let cut = i64::try_from(people.len()).is_ok_and(|shown| shown == MOST);
        let beyond = session.seats().beyond();
        let open = session.takes_people(now);
        view! {
            <div class="session stack">
                <div class="page-head">
                    <h1>{t!(lang, "session-people")}</h1>
                    <p class="form-actions">
                        <ButtonLink href=format!("{here}/inscrits.csv") icon="download" download=true>{t!(lang, "needs-export")}</ButtonLink>
                        <ButtonLink href=here.clone()>{t!(lang, "session-back")}</ButtonLink>
                    </p>
                </div>
                <p class="lead">{session.title.clone()}" – "{seats}</p>
                <ErrorSummary form=form.clone()/>
                {(beyond > 0)
                    .then(|| view! { <Notice kind=NoticeKind::Warning><p>{t!(lang, "session-beyond", "count" => beyond)}</p></Notice> })}
                {(!verdicts.is_empty()).then(|| listed(lang, verdicts))}
                {cut.then(|| view! { <Notice><p>{t!(lang, "session-people-cut", "count" => MOST)}</p></Notice> })}
                {people
                    .is_empty()
                    .then(|| view! { <EmptyState title=t!(lang, "session-nobody") icon="users"><p>{t!(lang, "session-nobody-text")}</p></EmptyState> })}
                {(!asking.is_empty()).then(|| requests(lang, &here, &session, asking))}
                {group(lang, &here, t!(lang, "session-coming", "count" => coming.len()), coming, open)}
                {group(lang, &here, t!(lang, "session-waiting", "count" => waiting.len()), waiting, false)}
                {open.then(|| list_form(lang, &here, &form))}
                {sends.then(|| designate_form(lang, &here, &form))}
                {(!gone.is_empty())
                    .then(|| {
                        view! {
                            <details class="disclosure">
                                <summary>{t!(lang, "session-gone", "count" => gone.len())}</summary>
                                <ul class="rows">{gone.into_iter().map(|one| row(lang, one, None)).collect_view()}</ul>
                            </details>
                        }
                    })}
            </div>
        }
        .into_any()
    }))
}

fn about(lang: Lang, one: &Attendee) -> String {
    let discipline = one.discipline.as_deref().map(|code| crate::account::disciplines::label(lang, code));
    [discipline.unwrap_or_default(), one.school_name.clone().unwrap_or_default()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" – ")
}

fn row(lang: Lang, one: Attendee, more: Option<AnyView>) -> AnyView {
    let source = (one.source != "self").then(|| words::named(lang, "seat-source-", &one.source));
    view! {
        <li class="row">
            <span class="row-text">
                <span class="row-title">{one.name()}</span>
                <span class="cell-detail">{about(lang, &one)}{source.map(|source| format!(" – {source}"))}</span>
                {(!one.motive.is_empty()).then(|| view! { <span class="cell-detail quote">{one.motive.clone()}</span> })}
            </span>
            {words::seat_tag(lang, one.seat())}
            {more}
        </li>
    }
    .into_any()
}

fn group(lang: Lang, here: &str, title: String, people: Vec<Attendee>, removable: bool) -> Option<AnyView> {
    if people.is_empty() {
        return None;
    }
    let lines = people.into_iter().map(|one| {
        let more = (removable && one.seat() == Seat::Enrolled)
            .then(|| act_with_reason(lang, here, "remove", &one, t!(lang, "session-remove")));
        row(lang, one, more)
    });
    Some(view! { <section class="section"><h2>{title}</h2><ul class="rows">{lines.collect_view()}</ul></section> }.into_any())
}

/// An act on one person that asks for a reason, folded away.
fn act_with_reason(lang: Lang, here: &str, act: &'static str, one: &Attendee, title: String) -> AnyView {
    let id = format!("motif-{act}-{}", one.place_id);
    let (place, name) = (one.place_id.to_string(), one.name());
    let button = title.clone();
    view! {
        <details class="disclosure row-more">
            <summary>{title}<span class="visually-hidden">" "{name}</span></summary>
            <PostForm action=format!("{here}/inscrits") act="session.run">
                <input type="hidden" name="act" value=act/>
                <input type="hidden" name="place" value=place/>
                <div class="field">
                    <label for=id.clone()>{t!(lang, "session-reason")}</label>
                    <textarea class="input" id=id name="reason" rows="2" maxlength="1000" required></textarea>
                </div>
                <p class="form-actions"><Button kind=ButtonKind::Danger>{button}</Button></p>
            </PostForm>
        </details>
    }
    .into_any()
}

/// Requests to decide on, in the order in which they came.
fn requests(lang: Lang, here: &str, session: &Session, asking: Vec<Attendee>) -> AnyView {
    let free = session.seats().free();
    let title = t!(lang, "session-requests", "count" => asking.len(), "seats" => free);
    let heard = session.gate() == Gate::Opinion;
    let lines = asking.iter().map(|one| {
        let waits = heard && one.seat() == Seat::Submitted;
        let opinion = match one.opinion.as_deref() {
            Some(code) => words::named(lang, "seat-opinion-was-", code),
            None if waits => match one.opinion_due_at {
                Some(due) => t!(lang, "session-opinion-awaited", "at" => words::at(lang, due, &session.zone)),
                None => String::new(),
            },
            None => String::new(),
        };
        let reason = one.opinion_reason.clone();
        view! {
            <li class="row">
                <label class="choice row-choice">
                    <input type="checkbox" name="place" value=one.place_id.to_string() disabled=waits/>
                    <span class="choice-label">
                        {one.name()}
                        <span class="choice-hint">{about(lang, one)}</span>
                        {(!one.motive.is_empty()).then(|| view! { <span class="choice-hint quote">{one.motive.clone()}</span> })}
                        {(!opinion.is_empty()).then(|| view! { <span class="choice-hint">{opinion}</span> })}
                        {(!reason.is_empty()).then(|| view! { <span class="choice-hint quote">{reason}</span> })}
                    </span>
                </label>
            </li>
        }
    });
    let lines = lines.collect_view();
    let refusals = asking
        .iter()
        .map(|one| {
            act_with_reason(lang, here, "refuse", one, t!(lang, "session-refuse-one", "name" => one.name()))
        })
        .collect_view();
    view! {
        <section class="section">
            <h2>{title}</h2>
            <p class="soft">{t!(lang, "session-requests-text")}</p>
            <PostForm action=format!("{here}/inscrits") act="session.run">
                <input type="hidden" name="act" value="select"/>
                <ul class="rows">{lines}</ul>
                <p class="form-actions"><Button kind=ButtonKind::Primary icon="check">{t!(lang, "session-select")}</Button></p>
            </PostForm>
            <details class="disclosure">
                <summary>{t!(lang, "session-refuse-some")}</summary>
                {refusals}
            </details>
        </section>
    }
    .into_any()
}

fn list_form(lang: Lang, here: &str, form: &FormState) -> AnyView {
    let (value, fault) = (form.value("list"), form.fault("list"));
    let open = fault.is_some();
    view! {
        <details class="disclosure" open=open>
            <summary>{t!(lang, "session-list")}</summary>
            <PostForm action=format!("{here}/inscrits") act="session.run">
                <input type="hidden" name="act" value="list"/>
                <TextArea
                    name="list"
                    label=t!(lang, "session-list-label")
                    hint=t!(lang, "session-list-hint", "max" => LIST_MAX)
                    value=value
                    fault=fault
                    rows=5
                />
                <p class="form-actions"><Button>{t!(lang, "session-list-send")}</Button></p>
            </PostForm>
        </details>
    }
    .into_any()
}

fn designate_form(lang: Lang, here: &str, form: &FormState) -> AnyView {
    let open = form.value("act") == "designate";
    // A list that was refused stands in its own form.
    let value = |name: &str| if open { form.value(name) } else { String::new() };
    let fault = |name: &str| form.fault(name).filter(|_| open);
    let (address, reason, beyond) = (value("address"), value("reason"), value("beyond") == "1");
    let (no_address, no_reason) = (fault("address"), fault("reason"));
    view! {
        <details class="disclosure" open=open>
            <summary>{t!(lang, "session-designate")}</summary>
            <p class="soft">{t!(lang, "session-designate-text")}</p>
            <PostForm action=format!("{here}/inscrits") act="session.approve">
                <input type="hidden" name="act" value="designate"/>
                <Field name="address" label=t!(lang, "session-designate-address") value=address fault=no_address kind="email" autocomplete=Some("off")/>
                <TextArea name="reason" label=t!(lang, "session-reason") value=reason fault=no_reason rows=2/>
                <Choice name="beyond" value="1" label=t!(lang, "session-designate-beyond") checked=beyond/>
                <p class="form-actions"><Button>{t!(lang, "session-designate-send")}</Button></p>
            </PostForm>
        </details>
    }
    .into_any()
}

fn listed(lang: Lang, verdicts: Vec<(String, Listed)>) -> AnyView {
    let lines = verdicts.into_iter().map(move |(line, verdict)| {
        let said = match verdict {
            Listed::Seated => t!(lang, "session-listed-seated"),
            Listed::Waits => t!(lang, "session-listed-waits"),
            Listed::Known => t!(lang, "session-listed-known"),
            Listed::Unknown => t!(lang, "session-listed-unknown"),
            Listed::NotFor => t!(lang, "session-listed-not-for"),
        };
        view! { <li><span>{line}</span>" – "{said}</li> }
    });
    let lines = lines.collect_view();
    view! {
        <Notice title=t!(lang, "session-listed") live=true><ul>{lines}</ul></Notice>
    }
    .into_any()
}

/// `GET /sessions/{session}/inscrits.csv`.
pub(super) async fn download(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let (session, trainers) = seen(&cx, &mut read, &id).await?;
        let allowed = allow_run(&cx, &session, &trainers, session.id)?;
        let people = list::attendees(&mut read, allowed, 0, MOST).await?;
        let lang = cx.lang;
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                t!(lang, "session-person"),
                t!(lang, "profile-discipline"),
                t!(lang, "school-name"),
                t!(lang, "cockpit-state"),
                t!(lang, "session-source"),
            ],
        );
        for one in people {
            let discipline =
                one.discipline.as_deref().map(|code| crate::account::disciplines::label(lang, code));
            let state = words::named(lang, "seat-state-", one.seat().code());
            let source = words::named(lang, "seat-source-", &one.source);
            let school = one.school_name.clone().unwrap_or_default();
            csv::row(&mut table, [one.name(), discipline.unwrap_or_default(), school, state, source]);
        }
        data::file(table.into_bytes(), "text/csv; charset=utf-8", "inscrits.csv")
    })
    .await
}
