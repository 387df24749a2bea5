//! The yearly report: `/referent/{uai}/bilan` for its author, `/direction/…/bilans` for the head, `/pilotage/bilans` for
//! the manager of the académie. The same sheet for all, made to be printed.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::{Act, Role};
use preau::referent::cockpit::report::{self, Report, State, Step, Typed};
use preau::referent::cockpit::report_content::{self, Content};
use preau::referent::cockpit::report_list::{self, Filter};
use preau::referent::cockpit::{MOST, year_of};
use preau::school::{self, School, Uai};
use preau::year::SchoolYear;
use preau::{Error, Read, Result, csv};

use super::{id_of, journal, parts, prose, school_for, tice, version_of};
use crate::account::data;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Crumb, EmptyState, ErrorSummary, FormState, Notice, NoticeKind, Pager,
    PostForm, TableScroll, Tag, TextArea, Tone,
};

/// `GET /referent/{uai}/bilan?annee=…`: one's own; counted now while it is a draft, frozen afterwards.
pub(super) async fn own(cx: Cx, Path(uai): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let school = school_for(&cx, &mut cx.read().await?, Act::WorkAsReferent, &uai).await?;
        own_page(&cx, &school, parts::year_asked(&asked, &school, cx.now), None).await
    })
    .await
}

/// `POST /referent/{uai}/bilan`: keep, or send to the head.
pub(super) async fn write(cx: Cx, Path(uai): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let school = school_for(&cx, &mut cx.read().await?, Act::WorkAsReferent, &uai).await?;
        let done = async {
            let allowed = cx.allow_at(Act::WorkAsReferent, &school.path, &school)?;
            let typed = Typed {
                difficulties: fields.get("difficulties").to_owned(),
                wishes: fields.get("wishes").to_owned(),
                remarks: fields.get("remarks").to_owned(),
            };
            let mut tx = cx.begin().await?;
            let submit = fields.get("act") == "submit";
            report::write(&mut tx, allowed, version_of(&fields), &typed, submit, cx.now).await?;
            cx.commit(tx).await
        };
        match done.await {
            Ok(()) => Ok(Redirect::to(&format!("/referent/{}/bilan?fait=bilan", school.uai)).into_response()),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                own_page(&cx, &school, year_of(&school, cx.now), Some(form)).await
            }
        }
    })
    .await
}

async fn own_page(cx: &Cx, school: &School, year: SchoolYear, form: Option<FormState>) -> Result<Response> {
    let lang = cx.lang;
    let allowed = cx.allow_at(Act::WorkAsReferent, &school.path, school)?;
    let mut read = cx.read().await?;
    let held = report::own(&mut read, allowed, year).await?;
    let content = match held.as_ref().and_then(|held| held.frozen.clone()) {
        Some(frozen) => frozen.0,
        None => report_content::gather(&mut read, allowed, cx.person()?, year, cx.now).await?,
    };
    drop(read);
    let state = held.as_ref().map_or(State::Draft, |held| held.state);
    let writes = state == State::Draft && year == year_of(school, cx.now);
    let form = form.unwrap_or_else(|| {
        let value = |value: Option<&String>| value.cloned().unwrap_or_default();
        let held = held.as_ref();
        let pairs = [
            ("difficulties", value(held.map(|held| &held.difficulties))),
            ("wishes", value(held.map(|held| &held.wishes))),
            ("remarks", value(held.map(|held| &held.remarks))),
            ("version", held.map_or(0, |held| held.version).to_string()),
        ];
        FormState::filled(lang, pairs.map(|(name, value)| (name.to_owned(), value)).to_vec())
    });
    let action = format!("/referent/{}/bilan", school.uai);
    let crumbs = parts::crumbs(cx, school);
    let offered: i64 = content.time.iter().map(|row| row.offered).sum();
    let journal = format!("/referent/{}/journal?etat=offered", school.uai);
    let facts = held.as_ref().map(|held| facts(lang, school, held)).unwrap_or_default();
    Ok(cx.page(t!(lang, "report-title")).nav(Nav::Referent).crumbs(crumbs).status(form.status()).show(move || {
        let returned = held.as_ref().map(|held| held.return_reason.clone()).filter(|reason| !reason.is_empty());
        let writing = form.clone();
        view! {
            <article class="report">
                <h1>{t!(lang, "report-of", "year" => content.year.clone())}</h1>
                <p>{state_tag(lang, state)}</p>
                <ErrorSummary form=form.clone()/>
                {returned.filter(|_| writes).map(|reason| view! { <Notice kind=NoticeKind::Warning title=t!(lang, "report-returned")><p>{reason}</p></Notice> })}
                {(writes && offered > 0)
                    .then(|| view! { <Notice><p>{t!(lang, "journal-offered", "count" => offered)}" "<a href=journal>{t!(lang, "report-see-offered")}</a></p></Notice> })}
                {content_view(lang, &content)}
                {if writes {
                    view! {
                        <PostForm action=action act="referent.work">
                            <input type="hidden" name="version" value=writing.value("version")/>
                            <TextArea name="difficulties" label=t!(lang, "report-difficulties") value=writing.value("difficulties") fault=writing.fault("difficulties") rows=5 optional=true maxlength=Some(8_000)/>
                            <TextArea name="wishes" label=t!(lang, "report-wishes") value=writing.value("wishes") fault=writing.fault("wishes") rows=5 optional=true maxlength=Some(8_000)/>
                            <TextArea name="remarks" label=t!(lang, "report-remarks") value=writing.value("remarks") fault=writing.fault("remarks") rows=5 optional=true maxlength=Some(8_000)/>
                            <p class="form-actions">
                                <Button kind=ButtonKind::Primary name=Some("act") value=Some("submit".to_owned())>{t!(lang, "report-submit")}</Button>
                                <Button name=Some("act") value=Some("save".to_owned())>{t!(lang, "cockpit-save")}</Button>
                            </p>
                            <p class="field-hint">{t!(lang, "report-submit-text")}</p>
                        </PostForm>
                    }
                        .into_any()
                } else {
                    held.as_ref().map(|held| words_view(lang, held)).into_any()
                }}
                {facts_view(facts)}
            </article>
        }
        .into_any()
    }))
}

fn state_tag(lang: Lang, state: State) -> AnyView {
    let tone = match state {
        State::Draft => Tone::Neutral,
        State::Submitted => Tone::Warning,
        State::Countersigned => Tone::Accent,
        State::Received => Tone::Success,
    };
    view! { <Tag tone=tone>{parts::named(lang, "report-state-", state.code())}</Tag> }.into_any()
}

/// The generated part.
fn content_view(lang: Lang, content: &Content) -> AnyView {
    let figures = &content.figures;
    let mut rows = vec![
        (t!(lang, "report-referent"), content.referent.clone()),
        (t!(lang, "school-name"), format!("{} ({})", content.school, content.uai)),
        (t!(lang, "tice-staff"), figures.staff.to_string()),
        (t!(lang, "bulletin-list"), figures.bulletins.to_string()),
        (t!(lang, "bulletin-reads"), figures.bulletin_reads.to_string()),
        (t!(lang, "tice-hours"), parts::hours(lang, figures.minutes)),
        (t!(lang, "tice-people"), figures.people.to_string()),
        (t!(lang, "report-advice"), format!("{} / {}", figures.advice_answered, figures.advice_sent)),
    ];
    if !content.letter.is_empty() {
        rows.push((t!(lang, "report-letter"), content.letter.join(", ")));
    }
    if !content.scheme.is_empty() {
        rows.push((t!(lang, "report-scheme"), content.scheme.clone()));
    }
    let projects = content
        .projects
        .iter()
        .map(|one| view! { <li>{format!("{} – {}", one.title, parts::named(lang, "project-state-", one.state.code()))}</li> })
        .collect_view();
    view! {
        {facts_view(rows)}
        <section class="stack"><h2>{t!(lang, "journal-time")}</h2>{journal::time_table(lang, content.time.clone())}</section>
        <section class="stack"><h2>{t!(lang, "tice-by-discipline")}</h2>{tice::reached_table(lang, figures)}</section>
        {(!content.projects.is_empty()).then(|| view! { <section class="stack"><h2>{t!(lang, "project-list")}</h2><ul>{projects}</ul></section> })}
    }
    .into_any()
}

fn facts_view(facts: Vec<(String, String)>) -> AnyView {
    let facts = facts
        .into_iter()
        .map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
        .collect_view();
    view! { <dl class="facts">{facts}</dl> }.into_any()
}

/// What the référent added, and the head.
fn words_view(lang: Lang, held: &Report) -> AnyView {
    [
        (t!(lang, "report-difficulties"), &held.difficulties),
        (t!(lang, "report-wishes"), &held.wishes),
        (t!(lang, "report-remarks"), &held.remarks),
        (t!(lang, "report-head-remark"), &held.head_remark),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(title, text)| view! { <section class="stack"><h2>{title}</h2>{prose::prose(text)}</section> })
    .collect_view()
    .into_any()
}

fn facts(lang: Lang, school: &School, held: &Report) -> Vec<(String, String)> {
    [
        (t!(lang, "report-submitted-on"), held.submitted_at),
        (t!(lang, "report-countersigned-on"), held.countersigned_at),
        (t!(lang, "report-received-on"), held.received_at),
    ]
    .into_iter()
    .filter_map(|(label, at)| at.map(|at| (label, parts::at_date(lang, at, school))))
    .collect()
}

/// Who reads a report that left its author's hands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    Head,
    Manager,
}

impl Reader {
    fn act(self) -> Act {
        match self {
            Self::Head => Act::CountersignReport,
            Self::Manager => Act::ReceiveReport,
        }
    }
}

async fn load(cx: &Cx, reader: Reader, id: &str) -> Result<(School, Report)> {
    cx.allow(reader.act(), ())?;
    let mut read = cx.read().await?;
    let held = report::find(&mut read, id_of(id)?).await?;
    cx.allow_at(reader.act(), &held.path, ())?;
    let found = school::at_paths(&mut read, std::slice::from_ref(&held.path)).await?;
    Ok((found.into_iter().next().ok_or(Error::NotFound)?, held))
}

/// `GET /direction/{uai}/bilans/{report}`.
pub(super) async fn show_head(cx: Cx, Path((_, id)): Path<(String, String)>) -> Response {
    cx.answer(async {
        let (school, held) = load(&cx, Reader::Head, &id).await?;
        Ok(sheet(&cx, Reader::Head, &school, held, FormState::empty(cx.lang)))
    })
    .await
}

/// `GET /pilotage/bilans/{report}`.
pub(super) async fn show_manager(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let (school, held) = load(&cx, Reader::Manager, &id).await?;
        Ok(sheet(&cx, Reader::Manager, &school, held, FormState::empty(cx.lang)))
    })
    .await
}

/// `POST /direction/{uai}/bilans/{report}`.
pub(super) async fn act_head(cx: Cx, Path((_, id)): Path<(String, String)>, fields: Fields) -> Response {
    cx.answer(act(&cx, Reader::Head, &id, fields)).await
}

/// `POST /pilotage/bilans/{report}`.
pub(super) async fn act_manager(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(act(&cx, Reader::Manager, &id, fields)).await
}

async fn act(cx: &Cx, reader: Reader, id: &str, fields: Fields) -> Result<Response> {
    let (school, held) = load(cx, reader, id).await?;
    let done = async {
        let step = match (reader, fields.get("act")) {
            (Reader::Head, "sign") => Step::Countersign,
            (Reader::Head, "return") => Step::HeadReturns,
            (Reader::Manager, "sign") => Step::Receive,
            (Reader::Manager, "return") => Step::ManagerReturns,
            _ => return Err(Error::NotFound),
        };
        let allowed = cx.allow_at(reader.act(), &school.path, (&school, held.id))?;
        let mut tx = cx.begin().await?;
        report::advance(&mut tx, allowed, step, fields.get("text"), cx.now).await?;
        cx.commit(tx).await
    };
    match done.await {
        Ok(()) => {
            let list = match reader {
                Reader::Head => format!("/direction/{}/bilans", school.uai),
                Reader::Manager => "/pilotage/bilans".to_owned(),
            };
            Ok(Redirect::to(&format!("{list}?fait=bilan-traite")).into_response())
        }
        Err(error) => Ok(sheet(cx, reader, &school, held, FormState::refused(cx.lang, fields, error)?)),
    }
}

fn sheet(cx: &Cx, reader: Reader, school: &School, held: Report, form: FormState) -> Response {
    let lang = cx.lang;
    let (list, action, nav) = match reader {
        Reader::Head => {
            let list = format!("/direction/{}/bilans", school.uai);
            (list.clone(), format!("{list}/{}", held.id), Nav::Direction)
        }
        Reader::Manager => {
            ("/pilotage/bilans".to_owned(), format!("/pilotage/bilans/{}", held.id), Nav::Operate)
        }
    };
    let waits = match reader {
        Reader::Head => held.state == State::Submitted,
        Reader::Manager => held.state == State::Countersigned,
    };
    let sign = match reader {
        Reader::Head => t!(lang, "report-countersign"),
        Reader::Manager => t!(lang, "report-receive"),
    };
    let right = reader.act().code();
    let title = t!(lang, "report-of", "year" => held.school_year.clone());
    let crumbs = [Crumb::new(list, t!(lang, "reports-title"))];
    let facts = facts(lang, school, &held);
    cx.page(title.clone()).nav(nav).crumbs(crumbs).status(form.status()).show(move || {
        let writing = form.clone();
        view! {
            <article class="report">
                <h1>{title}</h1>
                <p>{state_tag(lang, held.state)}</p>
                <ErrorSummary form=form.clone()/>
                {held.frozen.as_ref().map(|content| content_view(lang, &content.0))}
                {words_view(lang, &held)}
                {facts_view(facts)}
                {waits
                    .then(|| {
                        view! {
                            <section class="card no-print">
                                <PostForm action=action act=right>
                                    <TextArea name="text" label=t!(lang, "report-text") hint=t!(lang, "report-text-hint") value=writing.value("text") fault=writing.fault("text") rows=3 optional=true maxlength=Some(500)/>
                                    <p class="form-actions">
                                        <Button kind=ButtonKind::Primary name=Some("act") value=Some("sign".to_owned())>{sign}</Button>
                                        <Button name=Some("act") value=Some("return".to_owned())>{t!(lang, "report-return")}</Button>
                                    </p>
                                </PostForm>
                            </section>
                        }
                    })}
            </article>
        }
        .into_any()
    })
}

/// `GET /direction/{uai}/bilans?annee=…`.
pub(super) async fn list_head(cx: Cx, Path(uai): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let school = school_for(&cx, &mut cx.read().await?, Act::CountersignReport, &uai).await?;
        let allowed = cx.allow_at(Act::CountersignReport, &school.path, ())?;
        let here = format!("/direction/{}/bilans", school.uai);
        let filter = Filter {
            under: school.path.clone(),
            year: parts::year_asked(&asked, &school, cx.now),
            state: State::parse(asked.get("etat")),
        };
        let mut read = cx.read().await?;
        let total = report_list::count(&mut read, allowed, &filter).await?;
        let found = report_list::list(&mut read, allowed, &filter, 0, 50).await?;
        Ok(list_page(&cx, here, Nav::Direction, filter, found, total, 1, 1, None))
    })
    .await
}

/// What the manager asks for: the place asked for when it is theirs, the widest of their own otherwise.
async fn manager_filter(cx: &Cx, read: &mut Read, asked: &Fields) -> Result<Filter> {
    cx.allow(Act::ReceiveReport, ())?;
    let Some(actor) = &cx.actor else { return Err(Error::LoginNeeded) };
    let mut under = asked.get("sous").to_owned();
    if let Ok(uai) = Uai::parse(asked.get("ecole")) {
        under = school::by_uai(read, &uai).await?.map(|one| one.path).unwrap_or_default();
    }
    if under.is_empty() {
        under = actor.places(&[Role::PlanManager]).first().copied().unwrap_or_default().to_owned();
    }
    cx.allow_at(Act::ReceiveReport, &under, ())?;
    let year = SchoolYear::parse(asked.get("annee")).unwrap_or_else(|| SchoolYear::of(cx.today()));
    Ok(Filter { under, year, state: State::parse(asked.get("etat")) })
}

/// `GET /pilotage/bilans?sous=…&annee=…&etat=…&page=…`.
pub(super) async fn list_manager(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let filter = manager_filter(&cx, &mut read, &asked).await?;
        let allowed = cx.allow_at(Act::ReceiveReport, &filter.under, ())?;
        let total = report_list::count(&mut read, allowed, &filter).await?;
        let (page, pages, from) = parts::paging(&asked, total);
        let found = report_list::list(&mut read, allowed, &filter, from, 50).await?;
        drop(read);
        let here = "/pilotage/bilans".to_owned();
        let state = filter.state.map_or("", State::code);
        let export = format!("{here}.csv?sous={}&annee={}&etat={state}", filter.under, filter.year.label());
        Ok(list_page(&cx, here, Nav::Operate, filter, found, total, page, pages, Some(export)))
    })
    .await
}

/// `GET /pilotage/bilans.csv`, with the same filter.
pub(super) async fn download(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let filter = manager_filter(&cx, &mut read, &asked).await?;
        let allowed = cx.allow_at(Act::ReceiveReport, &filter.under, ())?;
        let found = report_list::list(&mut read, allowed, &filter, 0, MOST).await?;
        let (lang, zone) = (cx.lang, cx.site.config.zone.clone());
        let day =
            |at: Option<preau::Timestamp>| at.map(|at| at.date_in(&zone).to_string()).unwrap_or_default();
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                "UAI".to_owned(),
                t!(lang, "school-name"),
                t!(lang, "school-commune"),
                t!(lang, "report-referent"),
                t!(lang, "cockpit-year"),
                t!(lang, "cockpit-state"),
                t!(lang, "report-submitted-on"),
                t!(lang, "report-countersigned-on"),
                t!(lang, "report-received-on"),
            ],
        );
        for one in found {
            let state = parts::named(lang, "report-state-", one.state.code());
            let (sent, signed, received) =
                (day(one.submitted_at), day(one.countersigned_at), day(one.received_at));
            csv::row(
                &mut table,
                [
                    one.uai,
                    one.school,
                    one.commune,
                    one.referent,
                    one.school_year,
                    state,
                    sent,
                    signed,
                    received,
                ],
            );
        }
        data::file(
            table.into_bytes(),
            "text/csv; charset=utf-8",
            &format!("bilans-{}.csv", filter.year.label()),
        )
    })
    .await
}

#[expect(clippy::too_many_arguments, reason = "the parts of one list")]
fn list_page(
    cx: &Cx,
    here: String,
    nav: Nav,
    filter: Filter,
    found: Vec<report_list::Row>,
    total: i64,
    page: u32,
    pages: u32,
    export: Option<String>,
) -> Response {
    let lang = cx.lang;
    let state = filter.state.map_or("", State::code);
    let codes: Vec<&str> =
        State::ALL.iter().filter(|state| **state != State::Draft).map(|state| state.code()).collect();
    let mut years = Vec::new();
    let mut at = SchoolYear::of(cx.today());
    for _ in 0..5 {
        years.push((at.label(), at.label()));
        at = at.previous();
    }
    let picks = vec![
        parts::Pick {
            name: "annee",
            label: t!(lang, "cockpit-year"),
            options: years,
            now: filter.year.label(),
        },
        parts::state_pick(lang, "report-state-", &codes, state),
    ];
    let base = format!("{here}?sous={}&annee={}&etat={state}&", filter.under, filter.year.label());
    // A head's own page has no other above it.
    let above = (nav == Nav::Operate).then(|| Crumb::new("/pilotage", t!(lang, "hub-title")));
    cx.page(t!(lang, "reports-title")).nav(nav).crumbs(above).show(move || {
        let rows = found
            .into_iter()
            .map(|one| {
                view! {
                    <tr>
                        <th scope="row"><a href=format!("{here}/{}", one.id)>{one.referent}</a></th>
                        <td>{one.school}<span class="cell-detail">{one.uai}</span></td>
                        <td>{state_tag(lang, one.state)}</td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <div class="stack">
                <h1>{t!(lang, "reports-title")}</h1>
                {parts::filter(lang, here.clone(), picks)}
                <p role="status">{t!(lang, "reports-count", "count" => total)}</p>
                {export.map(|href| view! { <p class="form-actions"><ButtonLink href=href icon="download" download=true>{t!(lang, "cockpit-export")}</ButtonLink></p> })}
                {if total == 0 {
                    view! { <EmptyState title=t!(lang, "reports-none") icon="file-text"><p>{t!(lang, "reports-none-text")}</p></EmptyState> }.into_any()
                } else {
                    view! {
                        <TableScroll label=t!(lang, "reports-title")>
                            <table class="table-compact">
                                <thead>
                                    <tr>
                                        <th scope="col">{t!(lang, "report-referent")}</th>
                                        <th scope="col">{t!(lang, "school-name")}</th>
                                        <th scope="col">{t!(lang, "cockpit-state")}</th>
                                    </tr>
                                </thead>
                                <tbody>{rows}</tbody>
                            </table>
                        </TableScroll>
                    }
                        .into_any()
                }}
                <Pager page=page pages=pages base=base/>
            </div>
        }
        .into_any()
    })
}
