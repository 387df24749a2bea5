//! `/referent/{uai}/journal`: what was done, by mission. Offers are accepted with one click.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::Act;
use preau::referent::cockpit::activity::{self, Entry, Filter, State, Time, Typed};
use preau::referent::cockpit::{MOST, Mission, PER_PAGE, year_of};
use preau::school::School;
use preau::{Error, Result, csv};

use super::{id_of, parts, school_for};
use crate::account::data;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, EmptyState, ErrorSummary, Field, FormState, Pager, PostForm, Select,
    SelectOption, TableScroll, Tag, Tone,
};

fn filter_of(asked: &Fields, school: &School, cx: &Cx) -> Filter {
    Filter {
        year: parts::year_asked(asked, school, cx.now),
        mission: Mission::parse(asked.get("mission")),
        state: State::parse(asked.get("etat")),
    }
}

/// `GET /referent/{uai}/journal?annee=…&mission=…&etat=…&page=…`.
pub(super) async fn list(cx: Cx, Path(uai): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let school = school_for(&cx, &mut cx.read().await?, Act::WorkAsReferent, &uai).await?;
        let today = cx.now.date_in(&school.zone).to_string();
        page(&cx, &school, &asked, FormState::filled(cx.lang, vec![("day".to_owned(), today)])).await
    })
    .await
}

/// `POST /referent/{uai}/journal`: an entry by hand, or the answer to offers.
pub(super) async fn act(cx: Cx, Path(uai): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let school = school_for(&cx, &mut cx.read().await?, Act::WorkAsReferent, &uai).await?;
        let done = async {
            let allowed = cx.allow_at(Act::WorkAsReferent, &school.path, &school)?;
            let mut tx = cx.begin().await?;
            match fields.get("act") {
                "accept" => {
                    activity::answer(&mut tx, allowed, id_of(fields.get("entry"))?, true, cx.now).await?
                }
                "dismiss" => {
                    activity::answer(&mut tx, allowed, id_of(fields.get("entry"))?, false, cx.now).await?
                }
                "accept_all" => {
                    activity::accept_all(&mut tx, allowed, year_of(&school, cx.now), cx.now).await?;
                }
                "write" => {
                    let typed = Typed {
                        mission: fields.get("mission").to_owned(),
                        day: fields.get("day").to_owned(),
                        minutes: fields.get("minutes").to_owned(),
                        people: fields.get("people").to_owned(),
                        note: fields.get("note").to_owned(),
                    };
                    activity::write(&mut tx, allowed, None, &typed, cx.now).await?;
                }
                _ => return Err(Error::NotFound),
            }
            cx.commit(tx).await
        };
        match done.await {
            Ok(()) => {
                Ok(Redirect::to(&format!("/referent/{}/journal?fait=journal", school.uai)).into_response())
            }
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                page(&cx, &school, &Fields::default(), form).await
            }
        }
    })
    .await
}

fn missions(lang: Lang) -> Vec<(String, String)> {
    Mission::ALL.iter().map(|one| (one.code().to_owned(), parts::mission_name(lang, *one))).collect()
}

async fn page(cx: &Cx, school: &School, asked: &Fields, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let allowed = cx.allow_at(Act::WorkAsReferent, &school.path, school)?;
    let filter = filter_of(asked, school, cx);
    let mut read = cx.read().await?;
    let time = activity::time(&mut read, cx.person()?, school.node_id, filter.year).await?;
    let counted = |row: &&Time| filter.mission.is_none_or(|mission| mission == row.mission);
    let total: i64 = time.iter().filter(counted).map(|row| row.entries + row.offered).sum();
    let (page, pages, from) = parts::paging(asked, total);
    let found = activity::list(&mut read, allowed, &filter, from, PER_PAGE).await?;
    drop(read);
    let here = format!("/referent/{}/journal", school.uai);
    let state = filter.state.map_or("", State::code);
    let mission = filter.mission.map_or("", Mission::code);
    let query = format!("annee={}&mission={mission}&etat={state}", filter.year.label());
    let mut mission_options = vec![(String::new(), t!(lang, "journal-all-missions"))];
    mission_options.extend(missions(lang));
    let codes: Vec<&str> = State::ALL.iter().map(|state| state.code()).collect();
    let picks = vec![
        parts::year_pick(lang, school, filter.year, cx.now),
        parts::Pick {
            name: "mission",
            label: t!(lang, "journal-mission"),
            options: mission_options,
            now: mission.to_owned(),
        },
        parts::state_pick(lang, "journal-state-", &codes, state),
    ];
    let offered: i64 = time.iter().map(|row| row.offered).sum();
    let crumbs = parts::crumbs(cx, school);
    Ok(cx.page(t!(lang, "journal-title")).nav(Nav::Referent).crumbs(crumbs).status(form.status()).show(move || {
        let writing = form.clone();
        let to = here.clone();
        view! {
            <div class="stack">
                <h1>{t!(lang, "journal-title")}</h1>
                <ErrorSummary form=form.clone()/>
                {(offered > 0)
                    .then(|| {
                        view! {
                            <PostForm action=here.clone() act="referent.work" class="row-form">
                                <input type="hidden" name="act" value="accept_all"/>
                                <Button kind=ButtonKind::Primary>{t!(lang, "journal-accept-all", "count" => offered)}</Button>
                            </PostForm>
                        }
                    })}
                {parts::filter(lang, here.clone(), picks)}
                <p class="form-actions">
                    <ButtonLink href=format!("{here}.csv?{query}") icon="download" download=true>{t!(lang, "cockpit-export")}</ButtonLink>
                </p>
                {if found.is_empty() {
                    view! { <EmptyState title=t!(lang, "journal-none") icon="list-checks"><p>{t!(lang, "journal-none-text")}</p></EmptyState> }.into_any()
                } else {
                    view! { <ul class="rows">{found.into_iter().map(|one| row(lang, &here, one)).collect_view()}</ul> }.into_any()
                }}
                <Pager page=page pages=pages base=format!("{here}?{query}&")/>
                <section class="stack" aria-labelledby="temps">
                    <h2 id="temps">{t!(lang, "journal-time")}</h2>
                    {time_table(lang, time)}
                </section>
                <section class="card cockpit-form" aria-labelledby="ajouter">
                    <h2 id="ajouter">{t!(lang, "journal-add")}</h2>
                    <PostForm action=to act="referent.work">
                        <input type="hidden" name="act" value="write"/>
                        <Select
                            name="mission"
                            label=t!(lang, "journal-mission")
                            options=missions(lang).into_iter().map(|(code, name)| SelectOption::new(code, name)).collect()
                            value=writing.value("mission")
                            fault=writing.fault("mission")
                        />
                        <div class="form-line">
                            <Field name="day" label=t!(lang, "accompany-day") kind="date" value=writing.value("day") fault=writing.fault("day")/>
                            <Field name="minutes" label=t!(lang, "accompany-minutes") inputmode=Some("numeric") value=writing.value("minutes") fault=writing.fault("minutes") size=Some(4)/>
                            <Field name="people" label=t!(lang, "accompany-people") inputmode=Some("numeric") value=writing.value("people") fault=writing.fault("people") size=Some(4) optional=true/>
                        </div>
                        <Field name="note" label=t!(lang, "journal-what") hint=t!(lang, "cockpit-no-names") value=writing.value("note") fault=writing.fault("note") maxlength=Some(500)/>
                        <p class="form-actions"><Button>{t!(lang, "journal-write")}</Button></p>
                    </PostForm>
                </section>
            </div>
        }
        .into_any()
    }))
}

/// Time by mission, in the cells of a table.
pub(super) fn time_table(lang: Lang, time: Vec<Time>) -> AnyView {
    let rows = time
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <th scope="row">{parts::mission_name(lang, row.mission)}</th>
                    <td class="align-right">{row.entries}</td>
                    <td class="align-right">{parts::hours(lang, row.minutes)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableScroll label=t!(lang, "journal-time")>
            <table class="table-compact">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "journal-mission")}</th>
                        <th scope="col" class="align-right">{t!(lang, "journal-entries")}</th>
                        <th scope="col" class="align-right">{t!(lang, "accompany-time")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

fn row(lang: Lang, here: &str, one: Entry) -> AnyView {
    let about = format!(
        "{} – {} – {}",
        parts::mission_name(lang, one.mission),
        parts::said_date(lang, &one.on_day),
        parts::hours(lang, one.minutes.into())
    );
    let tone = match one.state {
        State::Offered => Tone::Warning,
        State::Accepted => Tone::Success,
        State::Dismissed => Tone::Neutral,
    };
    let named = format!(" ({})", one.note);
    let title = if one.path.is_empty() {
        view! { <strong>{one.note}</strong> }.into_any()
    } else {
        view! { <a class="row-title" href=one.path>{one.note}</a> }.into_any()
    };
    let answer = |act: &'static str, label: String| {
        let named = named.clone();
        view! {
            <PostForm action=here.to_owned() act="referent.work" class="row-form">
                <input type="hidden" name="act" value=act/>
                <input type="hidden" name="entry" value=one.id.to_string()/>
                <Button kind=if act == "accept" { ButtonKind::Secondary } else { ButtonKind::Quiet }>{label}<span class="visually-hidden">{named}</span></Button>
            </PostForm>
        }
    };
    view! {
        <li class="row">
            <div class="row-text">
                {title}
                <span class="cell-detail">{about}</span>
                <Tag tone=tone>{parts::named(lang, "journal-state-", one.state.code())}</Tag>
            </div>
            {(one.state != State::Accepted).then(|| answer("accept", t!(lang, "journal-accept")))}
            {(one.state != State::Dismissed).then(|| answer("dismiss", t!(lang, "journal-dismiss")))}
        </li>
    }
    .into_any()
}

/// `GET /referent/{uai}/journal.csv`, with the same filter.
pub(super) async fn download(cx: Cx, Path(uai): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let school = school_for(&cx, &mut read, Act::WorkAsReferent, &uai).await?;
        let allowed = cx.allow_at(Act::WorkAsReferent, &school.path, &school)?;
        let found = activity::list(&mut read, allowed, &filter_of(&asked, &school, &cx), 0, MOST).await?;
        let lang = cx.lang;
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                t!(lang, "accompany-day"),
                t!(lang, "journal-mission"),
                t!(lang, "accompany-minutes"),
                t!(lang, "accompany-people"),
                t!(lang, "journal-what"),
                t!(lang, "cockpit-state"),
            ],
        );
        for one in found {
            let state = parts::named(lang, "journal-state-", one.state.code());
            let (minutes, people) = (one.minutes.to_string(), one.people.to_string());
            csv::row(
                &mut table,
                [one.on_day, one.mission.code().to_owned(), minutes, people, one.note, state],
            );
        }
        data::file(table.into_bytes(), "text/csv; charset=utf-8", &format!("journal-{}.csv", school.uai))
    })
    .await
}
