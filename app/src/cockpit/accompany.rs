//! `/referent/{uai}/accompagnements`: what was done with colleagues, month by month, and what they ask for.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::ToSpan as _;
use jiff::civil::Date;
use leptos::prelude::*;

use preau::access::Act;
use preau::referent::cockpit::accompany::{self, Accompaniment, State, Typed};
use preau::referent::cockpit::{MOST, year_of};
use preau::school::School;
use preau::{Error, Result, csv};

use super::{id_of, parts, school_for, version_of};
use crate::account::query::Asked;
use crate::account::{data, disciplines};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Crumb, EmptyState, ErrorSummary, Field, FormState, Notice, NoticeKind,
    PostForm, Select, TableScroll, Tag, TextArea, Tone,
};

/// The first day of the month asked for, the current one otherwise.
fn month_of(asked: &Fields, today: Date) -> Date {
    let first = format!("{}-01", asked.get("mois"));
    first.parse().unwrap_or_else(|_| today.first_of_month())
}

fn month_code(first: Date) -> String {
    first.strftime("%Y-%m").to_string()
}

fn month_name(lang: Lang, first: Date) -> String {
    format!("{} {}", crate::texts::text(lang, &format!("month-{}", first.month())), first.year())
}

/// `GET /referent/{uai}/accompagnements?mois=2026-11`.
pub(super) async fn list(cx: Cx, Path(uai): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let school = school_for(&cx, &mut cx.read().await?, Act::WorkAsReferent, &uai).await?;
        let today = cx.now.date_in(&school.zone);
        let form = FormState::filled(
            cx.lang,
            vec![("day".to_owned(), today.to_string()), ("people".to_owned(), "1".to_owned())],
        );
        page(&cx, &school, month_of(&asked, today), form).await
    })
    .await
}

fn typed(fields: &Fields) -> Result<Typed> {
    Ok(Typed {
        day: fields.get("day").to_owned(),
        minutes: fields.get("minutes").to_owned(),
        people: fields.get("people").to_owned(),
        topic: fields.get("topic").to_owned(),
        discipline: disciplines::parse(fields.get("discipline"))?,
        note: fields.get("note").to_owned(),
        project: fields.get("project").parse().ok(),
    })
}

/// `POST /referent/{uai}/accompagnements`: the quick form.
pub(super) async fn log(cx: Cx, Path(uai): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let school = school_for(&cx, &mut cx.read().await?, Act::WorkAsReferent, &uai).await?;
        let done = async {
            let typed = typed(&fields)?;
            let allowed = cx.allow_at(Act::WorkAsReferent, &school.path, &school)?;
            let mut tx = cx.begin().await?;
            accompany::log(&mut tx, allowed, &typed, cx.now).await?;
            cx.commit(tx).await
        };
        match done.await {
            Ok(()) => {
                let month: String = fields.get("day").chars().take(7).collect();
                let to = format!("/referent/{}/accompagnements?mois={month}&fait=accompagnement", school.uai);
                Ok(Redirect::to(&to).into_response())
            }
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                page(&cx, &school, cx.now.date_in(&school.zone).first_of_month(), form).await
            }
        }
    })
    .await
}

async fn page(cx: &Cx, school: &School, first: Date, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let allowed = cx.allow_at(Act::WorkAsReferent, &school.path, school)?;
    let (before, after) = (first.saturating_sub(1.month()), first.saturating_add(1.month()));
    let mut read = cx.read().await?;
    let waiting = accompany::waiting(&mut read, allowed).await?;
    let done = accompany::done_between(&mut read, allowed, first, after, "", 500).await?;
    drop(read);
    let here = format!("/referent/{}/accompagnements", school.uai);
    let to = |month: Date| format!("{here}?mois={}", month_code(month));
    let (earlier, later) = (to(before), (after <= cx.now.date_in(&school.zone)).then(|| to(after)));
    let export = format!("{here}.csv?annee={}", year_of(school, cx.now).label());
    let minutes: i64 = done.iter().map(|one| i64::from(one.minutes)).sum();
    let people: i64 = done.iter().map(|one| i64::from(one.people)).sum();
    let count = done.len();
    let crumbs = parts::crumbs(cx, school);
    Ok(cx.page(t!(lang, "accompany-title")).nav(Nav::Referent).crumbs(crumbs).status(form.status()).show(move || {
        view! {
            <div class="stack">
                <h1>{t!(lang, "accompany-title")}</h1>
                <ErrorSummary form=form.clone()/>
                {(!waiting.is_empty())
                    .then(|| {
                        view! {
                            <section class="stack" aria-labelledby="demandes">
                                <h2 id="demandes">{t!(lang, "accompany-requests")}</h2>
                                <ul class="rows">{waiting.into_iter().map(|one| request_row(lang, &here, one)).collect_view()}</ul>
                            </section>
                        }
                    })}
                <section class="card" aria-labelledby="noter">
                    <h2 id="noter">{t!(lang, "accompany-log")}</h2>
                    <PostForm action=here.clone() act="referent.work">
                        {done_fields(lang, &form)}
                        <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "accompany-save")}</Button></p>
                    </PostForm>
                </section>
                <section class="stack" aria-labelledby="mois">
                    <h2 id="mois">{month_name(lang, first)}</h2>
                    <p class="form-actions">
                        <ButtonLink href=earlier icon="arrow-left">{month_name(lang, before)}</ButtonLink>
                        {later.map(|href| view! { <ButtonLink href=href icon="arrow-right">{month_name(lang, after)}</ButtonLink> })}
                        <ButtonLink href=export icon="download" download=true>{t!(lang, "accompany-export")}</ButtonLink>
                    </p>
                    <p role="status">
                        {t!(lang, "cockpit-done-accompaniments", "count" => count, "time" => parts::hours(lang, minutes), "people" => people)}
                    </p>
                    {if done.is_empty() {
                        view! { <EmptyState title=t!(lang, "accompany-none") icon="users" level=3><p>{t!(lang, "accompany-none-text")}</p></EmptyState> }.into_any()
                    } else {
                        table(lang, &here, done)
                    }}
                </section>
            </div>
        }
        .into_any()
    }))
}

/// Day, minutes, people, topic: four fields, and what is rarely said behind a fold.
fn done_fields(lang: Lang, form: &FormState) -> AnyView {
    let unfolded = form.fault("note").is_some() || !form.value("note").is_empty();
    view! {
        <div class="form-line">
            <Field name="day" label=t!(lang, "accompany-day") kind="date" value=form.value("day") fault=form.fault("day")/>
            <Field name="minutes" label=t!(lang, "accompany-minutes") inputmode=Some("numeric") value=form.value("minutes") fault=form.fault("minutes") size=Some(4)/>
            <Field name="people" label=t!(lang, "accompany-people") inputmode=Some("numeric") value=form.value("people") fault=form.fault("people") size=Some(4)/>
            <Select
                name="discipline"
                label=t!(lang, "profile-discipline")
                options=disciplines::options(lang, t!(lang, "accompany-any-discipline"))
                value=form.value("discipline")
                fault=form.fault("discipline")
                optional=true
            />
        </div>
        <Field name="topic" label=t!(lang, "accompany-topic") hint=t!(lang, "cockpit-no-names") value=form.value("topic") fault=form.fault("topic") maxlength=Some(200)/>
        <details class="cockpit-more" open=unfolded>
            <summary>{t!(lang, "accompany-note")}</summary>
            <TextArea name="note" label=t!(lang, "accompany-note") hint=t!(lang, "cockpit-no-names") value=form.value("note") fault=form.fault("note") rows=3 optional=true maxlength=Some(500)/>
        </details>
        <input type="hidden" name="project" value=form.value("project")/>
    }
    .into_any()
}

fn request_row(lang: Lang, here: &str, one: Accompaniment) -> AnyView {
    let about = [one.asker.clone(), one.on_day.as_deref().map(|day| parts::said_date(lang, day))];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" – ");
    view! {
        <li class="row">
            <div class="row-text">
                <a class="row-title" href=format!("{here}/{}", one.id)>{one.topic}</a>
                <span class="cell-detail">{about}</span>
            </div>
            {state_tag(lang, one.state)}
        </li>
    }
    .into_any()
}

pub(super) fn state_tag(lang: Lang, state: State) -> AnyView {
    let tone = match state {
        State::Asked => Tone::Warning,
        State::Planned => Tone::Accent,
        State::Done => Tone::Success,
        State::Cancelled => Tone::Neutral,
    };
    view! { <Tag tone=tone>{parts::named(lang, "accompany-state-", state.code())}</Tag> }.into_any()
}

fn table(lang: Lang, here: &str, done: Vec<Accompaniment>) -> AnyView {
    let rows = done
        .into_iter()
        .map(|one| {
            view! {
                <tr>
                    <th scope="row">{one.on_day.as_deref().map(|day| parts::said_date(lang, day))}</th>
                    <td><a href=format!("{here}/{}", one.id)>{one.topic}</a></td>
                    <td class="align-right">{parts::hours(lang, one.minutes.into())}</td>
                    <td class="align-right">{one.people}</td>
                    <td>{one.discipline.as_deref().map(|code| disciplines::label(lang, code))}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableScroll label=t!(lang, "accompany-title")>
            <table class="table-compact">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "accompany-day")}</th>
                        <th scope="col">{t!(lang, "accompany-topic")}</th>
                        <th scope="col" class="align-right">{t!(lang, "accompany-time")}</th>
                        <th scope="col" class="align-right">{t!(lang, "accompany-people")}</th>
                        <th scope="col">{t!(lang, "profile-discipline")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

/// `GET /referent/{uai}/accompagnements.csv?annee=…`.
pub(super) async fn download(cx: Cx, Path(uai): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let school = school_for(&cx, &mut read, Act::WorkAsReferent, &uai).await?;
        let allowed = cx.allow_at(Act::WorkAsReferent, &school.path, &school)?;
        let year = parts::year_asked(&asked, &school, cx.now);
        let (from, to) = (year.first_day(), year.next().first_day());
        let done = accompany::done_between(&mut read, allowed, from, to, "", MOST).await?;
        let lang = cx.lang;
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                t!(lang, "accompany-day"),
                t!(lang, "accompany-minutes"),
                t!(lang, "accompany-people"),
                t!(lang, "profile-discipline"),
                t!(lang, "accompany-topic"),
                t!(lang, "accompany-note"),
            ],
        );
        for one in done {
            csv::row(
                &mut table,
                [
                    one.on_day.unwrap_or_default(),
                    one.minutes.to_string(),
                    one.people.to_string(),
                    one.discipline.as_deref().map(|code| disciplines::label(lang, code)).unwrap_or_default(),
                    one.topic,
                    one.note,
                ],
            );
        }
        let name = format!("accompagnements-{}-{}.csv", school.uai, year.label());
        data::file(table.into_bytes(), "text/csv; charset=utf-8", &name)
    })
    .await
}

async fn load(cx: &Cx, uai: &str, id: &str) -> Result<(School, Accompaniment)> {
    let mut read = cx.read().await?;
    let school = school_for(cx, &mut read, Act::WorkAsReferent, uai).await?;
    let allowed = cx.allow_at(Act::WorkAsReferent, &school.path, &school)?;
    let found = accompany::find(&mut read, allowed, id_of(id)?).await?;
    Ok((school, found))
}

/// `GET /referent/{uai}/accompagnements/{accompaniment}`.
pub(super) async fn show(cx: Cx, Path((uai, id)): Path<(String, String)>) -> Response {
    cx.answer(async {
        let (school, found) = load(&cx, &uai, &id).await?;
        let today = cx.now.date_in(&school.zone).to_string();
        let day = found.on_day.clone().filter(|day| *day <= today).unwrap_or(today);
        let number = |number: i32| if number > 0 { number.to_string() } else { String::new() };
        let pairs = [
            ("day", day),
            ("minutes", number(found.minutes)),
            ("people", if found.people > 0 { number(found.people) } else { "1".to_owned() }),
            ("topic", found.topic.clone()),
            ("discipline", found.discipline.clone().unwrap_or_default()),
            ("note", found.note.clone()),
            ("project", found.project_id.map(|id| id.to_string()).unwrap_or_default()),
            ("version", found.version.to_string()),
        ];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value)).to_vec();
        Ok(sheet(&cx, &school, &found, FormState::filled(cx.lang, pairs)))
    })
    .await
}

/// `POST /referent/{uai}/accompagnements/{accompaniment}`: plan, done, cancel.
pub(super) async fn act(cx: Cx, Path((uai, id)): Path<(String, String)>, fields: Fields) -> Response {
    cx.answer(async {
        let (school, found) = load(&cx, &uai, &id).await?;
        let done = async {
            let allowed = cx.allow_at(Act::WorkAsReferent, &school.path, &school)?;
            let version = version_of(&fields);
            let mut tx = cx.begin().await?;
            match fields.get("act") {
                "plan" => {
                    accompany::plan(&mut tx, allowed, found.id, version, fields.get("planned"), cx.now)
                        .await?
                }
                "done" => {
                    accompany::done(&mut tx, allowed, found.id, version, &typed(&fields)?, cx.now).await?
                }
                "cancel" => {
                    accompany::cancel(&mut tx, allowed, found.id, version, fields.get("reason"), cx.now)
                        .await?
                }
                _ => return Err(Error::NotFound),
            }
            cx.commit(tx).await
        };
        match done.await {
            Ok(()) => {
                let to = format!("/referent/{}/accompagnements/{id}?fait=accompagnement", school.uai);
                Ok(Redirect::to(&to).into_response())
            }
            Err(error) => {
                Ok(sheet(&cx, &school, &found, FormState::refused(cx.lang, fields, renamed(error))?))
            }
        }
    })
    .await
}

/// The page has two dates: a fault of the planned one stands beside its own field.
fn renamed(error: Error) -> Error {
    match error {
        Error::Invalid(mut faults) => {
            for fault in faults.iter_mut().filter(|fault| fault.key == "cockpit-past") {
                fault.field = "planned";
            }
            Error::Invalid(faults)
        }
        other @ (Error::NotFound
        | Error::LoginNeeded
        | Error::Forbidden
        | Error::Refused(_)
        | Error::TooMany { .. }
        | Error::Unavailable(_)
        | Error::Broken(_)) => other,
    }
}

fn sheet(cx: &Cx, school: &School, found: &Accompaniment, form: FormState) -> Response {
    let lang = cx.lang;
    let list = format!("/referent/{}/accompagnements", school.uai);
    let action = format!("{list}/{}", found.id);
    let mut crumbs = parts::crumbs(cx, school);
    crumbs.push(Crumb::new(list, t!(lang, "accompany-title")));
    let one = found.clone();
    cx.page(one.topic.clone()).nav(Nav::Referent).crumbs(crumbs).status(form.status()).show(move || {
        let open = matches!(one.state, State::Asked | State::Planned);
        let version = one.version;
        let (planning, cancelling) = (form.clone(), form.clone());
        let unfolded = form.fault("reason").is_some();
        view! {
            <div class="stack cockpit-form">
                <h1>{one.topic.clone()}</h1>
                <p>{state_tag(lang, one.state)}" "{one.asker.clone()}</p>
                <ErrorSummary form=form.clone()/>
                {(!one.cancel_reason.is_empty()).then(|| view! { <Notice kind=NoticeKind::Info><p>{one.cancel_reason.clone()}</p></Notice> })}
                {open
                    .then(|| {
                        view! {
                            <section class="card" aria-labelledby="prevoir">
                                <h2 id="prevoir">{t!(lang, "accompany-plan")}</h2>
                                <PostForm action=action.clone() act="referent.work">
                                    {parts::version_field(version)}
                                    <input type="hidden" name="act" value="plan"/>
                                    <Field name="planned" label=t!(lang, "accompany-planned-day") kind="date" value=one.on_day.clone().unwrap_or_default() fault=planning.fault("planned")/>
                                    <p class="form-actions"><Button>{t!(lang, "accompany-plan-save")}</Button></p>
                                </PostForm>
                            </section>
                        }
                    })}
                {(one.state != State::Cancelled)
                    .then(|| {
                        view! {
                            <section class="card" aria-labelledby="fait">
                                <h2 id="fait">{if open { t!(lang, "accompany-done") } else { t!(lang, "accompany-correct") }}</h2>
                                <PostForm action=action.clone() act="referent.work">
                                    {parts::version_field(version)}
                                    <input type="hidden" name="act" value="done"/>
                                    {done_fields(lang, &form)}
                                    <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "accompany-save")}</Button></p>
                                </PostForm>
                            </section>
                        }
                    })}
                {open
                    .then(|| {
                        view! {
                            <details class="cockpit-more" open=unfolded>
                                <summary>{t!(lang, "accompany-cancel")}</summary>
                                <PostForm action=action act="referent.work">
                                    {parts::version_field(version)}
                                    <input type="hidden" name="act" value="cancel"/>
                                    <Field name="reason" label=t!(lang, "accompany-reason") hint=t!(lang, "accompany-reason-hint") value=cancelling.value("reason") fault=cancelling.fault("reason") maxlength=Some(500)/>
                                    <Button kind=ButtonKind::Danger>{t!(lang, "accompany-cancel")}</Button>
                                </PostForm>
                            </details>
                        }
                    })}
            </div>
        }
        .into_any()
    })
}
