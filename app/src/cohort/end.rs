//! `/cohortes/{cohort}/bilan`: results, attestations, and what the académie reads (COH-7). Those who run the cohort see
//! names; a manager sees figures.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::Act;
use preau::certificate::Issuer;
use preau::cohort::close::{self, Attested, Figures, Given, NOTE_MAX};
use preau::cohort::grid::{self, Grid};
use preau::cohort::people::Member;
use preau::cohort::write::TEXT_MAX;
use preau::cohort::{Cohort, Outcome, Place, State};
use preau::{Error, Result, csv};

use super::{Led, load, words};
use crate::account::data;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, ErrorSummary, FormState, PostForm, TableScroll, TextArea, duration,
};

/// `GET /cohortes/{cohort}/bilan`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let led = load(&cx, &mut cx.read().await?, Act::ReadCohort, &id).await?;
        page(&cx, &led, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /cohortes/{cohort}/bilan`: keeps results, issues what is missing, closes.
pub(super) async fn act(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let led = load(&cx, &mut cx.read().await?, Act::RunCohort, &id).await?;
        led.run(&cx, ())?;
        match perform(&cx, &led, &fields).await {
            Ok(key) => Ok(Redirect::to(&format!("{}/bilan?fait={key}", led.here())).into_response()),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                page(&cx, &led, form).await
            }
        }
    })
    .await
}

/// The results as they were chosen: `resultat-{member}`, `note-{member}`.
fn given(fields: &Fields) -> Vec<Given> {
    fields
        .pairs()
        .iter()
        .filter_map(|(name, value)| {
            let member: Uuid = name.strip_prefix("resultat-")?.parse().ok()?;
            let note = fields.get(&format!("note-{member}")).to_owned();
            Some(Given { member, outcome: Outcome::parse(value)?, note })
        })
        .collect()
}

async fn perform(cx: &Cx, led: &Led, fields: &Fields) -> Result<&'static str> {
    let run = led.run(cx, led.cohort.id)?;
    let config = &cx.site.config;
    let issuer = Issuer { name: config.issuer.name.clone(), detail: config.issuer.detail.clone() };
    let mut tx = cx.begin().await?;
    let done = match fields.get("act") {
        "results" => {
            let given = given(fields);
            close::set_results(&mut tx, run.map(|cohort| (cohort, given.as_slice())), cx.now).await?;
            "cohorte-resultats"
        }
        "attest" => {
            close::attest(&mut tx, run, &issuer, &config.zone, cx.now).await?;
            "cohorte-attestations"
        }
        "close" => {
            close::close(&mut tx, run, fields.get("summary"), cx.now).await?;
            "cohorte-close"
        }
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(done)
}

/// What those who run it see beyond the figures.
struct Names {
    grid: Grid,
    attested: Vec<Attested>,
}

impl Names {
    async fn read(cx: &Cx, led: &Led) -> Result<Self> {
        let run = led.run(cx, led.cohort.id)?;
        let mut read = cx.read().await?;
        Ok(Self {
            grid: grid::grid(&mut read, run.map(|_| &led.cohort), cx.now).await?,
            attested: close::attested(&mut read, run).await?,
        })
    }

    /// Certified minutes of courses; presence on site and at a distance; numbers of the attestations.
    fn of(&self, member: &Member) -> (i64, (i64, i64), Vec<&str>) {
        let mine: Vec<&Attested> = self.attested.iter().filter(|one| one.member_id == member.id).collect();
        let minutes = mine.iter().filter(|one| one.course).map(|one| one.minutes).sum();
        let numbers = mine.iter().map(|one| one.number.as_str()).collect();
        (minutes, self.grid.minutes(member), numbers)
    }

    /// Those who follow: people who never answered have no result.
    fn members(&self) -> impl Iterator<Item = &Member> {
        self.grid.members.iter().filter(|member| member.place() != Place::Invited)
    }
}

async fn page(cx: &Cx, led: &Led, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let allowed = led.allow(cx, Act::ReadCohort, led.cohort.id)?;
    let figures = close::figures(&mut cx.read().await?, allowed).await?;
    let names = if led.runs(cx) { Some(Names::read(cx, led).await?) } else { None };
    let (cohort, here) = (led.cohort.clone(), led.here());
    let page = cx.page(t!(lang, "cohort-end")).nav(Nav::Cohorts).crumbs(led.crumbs(cx)).status(form.status());
    Ok(page.show(move || {
        let running = cohort.state() == State::Running;
        view! {
            <div class="cohort stack">
                <div class="page-head">
                    <h1>{t!(lang, "cohort-end")}</h1>
                    <p class="lead">{cohort.title.clone()}" – "{words::state(lang, cohort.state())}</p>
                    {names
                        .is_some()
                        .then(|| {
                            view! {
                                <p class="form-actions">
                                    <ButtonLink href=format!("{here}/bilan.csv") icon="download" download=true>{t!(lang, "cohort-export")}</ButtonLink>
                                </p>
                            }
                        })}
                </div>
                <ErrorSummary form=form.clone()/>
                {summary(lang, &cohort, figures)}
                {names.as_ref().map(|names| results(lang, &here, names, &form, running))}
                {(names.is_some() && running).then(|| closing(lang, &here, &form))}
            </div>
        }
        .into_any()
    }))
}

/// The figures, without names.
fn summary(lang: Lang, cohort: &Cohort, figures: Figures) -> AnyView {
    let lines = [
        (t!(lang, "cohort-figure-invited"), figures.invited),
        (t!(lang, "cohort-figure-joined"), figures.joined),
        (t!(lang, "cohort-figure-left"), figures.left_early),
        (words::outcome(lang, Outcome::Validated), figures.validated),
        (words::outcome(lang, Outcome::Partly), figures.partly),
        (words::outcome(lang, Outcome::NotValidated), figures.not_validated),
    ];
    let lines = lines.into_iter().map(
        |(label, count)| view! { <tr><th scope="row">{label}</th><td class="align-right">{count}</td></tr> },
    );
    let lines = lines.collect_view();
    let words = cohort.summary.clone();
    view! {
        <section class="section">
            <h2>{t!(lang, "cohort-figures")}</h2>
            {words::hours(lang, cohort).map(|hours| view! { <p>{hours}</p> })}
            <TableScroll label=t!(lang, "cohort-figures")>
                <table class="table-compact"><tbody>{lines}</tbody></table>
            </TableScroll>
            {(!words.is_empty()).then(|| view! { <p class="quote">{words}</p> })}
        </section>
    }
    .into_any()
}

/// The result of each member: suggested by what they did, chosen by the trainer.
fn results(lang: Lang, here: &str, names: &Names, form: &FormState, running: bool) -> AnyView {
    let minutes = |count: i64| duration(lang, u32::try_from(count).unwrap_or(0));
    let rows = names.members().map(|member| {
        let (courses, (onsite, remote), numbers) = names.of(member);
        let field = format!("resultat-{}", member.id);
        let note = format!("note-{}", member.id);
        let known = match form.value(&field) {
            typed if typed.is_empty() => member.outcome(),
            typed => Outcome::parse(&typed),
        };
        let chosen = known.unwrap_or_else(|| close::suggested(&names.grid, member));
        let said = if form.is_refused() { form.value(&note) } else { member.note.clone() };
        let result = if running && member.place() == Place::Joined {
            let options = Outcome::ALL.iter().map(|outcome| {
                view! {
                    <option value=outcome.code() selected=*outcome == chosen>{words::outcome(lang, *outcome)}</option>
                }
            });
            let options = options.collect_view();
            let (label, remark) =
                (t!(lang, "cohort-result-of", "name" => member.name()), t!(lang, "cohort-note-of", "name" => member.name()));
            view! {
                <select class="input" name=field aria-label=label>{options}</select>
                <input class="input" type="text" name=note value=said aria-label=remark maxlength=NOTE_MAX.to_string() placeholder=t!(lang, "cohort-note")/>
            }
            .into_any()
        } else {
            let word = member.outcome().map(|outcome| words::outcome(lang, outcome)).unwrap_or_default();
            view! { {word}{(!member.note.is_empty()).then(|| view! { <span class="cell-detail">{member.note.clone()}</span> })} }
                .into_any()
        };
        let open = running && member.outcome().is_none();
        view! {
            <tr>
                <th scope="row">
                    {member.sorted_name()}
                    {open.then(|| view! { <span class="cell-detail">{t!(lang, "cohort-result-open")}</span> })}
                </th>
                <td>{t!(lang, "cohort-done-of", "done" => names.grid.done(member), "count" => names.grid.items.len())}</td>
                <td class="align-right">{minutes(onsite)}</td>
                <td class="align-right">{minutes(remote + courses)}</td>
                <td>{if numbers.is_empty() { t!(lang, "cohort-attested-none") } else { numbers.join(", ") }}</td>
                <td>{result}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let table = view! {
        <TableScroll label=t!(lang, "cohort-results")>
            <table class="table-compact">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "cohort-member")}</th>
                        <th scope="col">{t!(lang, "cohort-done")}</th>
                        <th scope="col">{t!(lang, "cohort-onsite-done")}</th>
                        <th scope="col">{t!(lang, "cohort-remote-done")}</th>
                        <th scope="col">{t!(lang, "cohort-attested")}</th>
                        <th scope="col">{t!(lang, "cohort-result")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableScroll>
    };
    let (action, same) = (format!("{here}/bilan"), format!("{here}/bilan"));
    let body = if running {
        view! {
            <PostForm action=action act="cohort.run">
                <input type="hidden" name="act" value="results"/>
                {table}
                <p class="form-actions"><Button kind=ButtonKind::Primary icon="check">{t!(lang, "cohort-results-save")}</Button></p>
            </PostForm>
        }
        .into_any()
    } else {
        table.into_any()
    };
    view! {
        <section class="section">
            <h2>{t!(lang, "cohort-results")}</h2>
            {running.then(|| view! { <p class="soft">{t!(lang, "cohort-results-text")}</p> })}
            {body}
            <PostForm action=same act="cohort.run">
                <input type="hidden" name="act" value="attest"/>
                <p class="soft">{t!(lang, "cohort-attest-text")}</p>
                <p class="form-actions"><Button icon="award">{t!(lang, "cohort-attest")}</Button></p>
            </PostForm>
        </section>
    }
    .into_any()
}

fn closing(lang: Lang, here: &str, form: &FormState) -> AnyView {
    let (said, fault) = (form.value("summary"), form.fault("summary"));
    view! {
        <section class="section">
            <h2>{t!(lang, "cohort-close")}</h2>
            <p class="soft">{t!(lang, "cohort-close-text")}</p>
            <PostForm action=format!("{here}/bilan") act="cohort.run">
                <input type="hidden" name="act" value="close"/>
                <TextArea name="summary" label=t!(lang, "cohort-summary") hint=t!(lang, "cohort-summary-hint") value=said fault=fault rows=4 optional=true maxlength=u32::try_from(TEXT_MAX).ok()/>
                <p class="form-actions"><Button kind=ButtonKind::Danger>{t!(lang, "cohort-close-go")}</Button></p>
            </PostForm>
        </section>
    }
    .into_any()
}

/// `GET /cohortes/{cohort}/bilan.csv`: one line per member, for those who run the cohort.
pub(super) async fn download(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let led = load(&cx, &mut cx.read().await?, Act::RunCohort, &id).await?;
        let names = Names::read(&cx, &led).await?;
        let lang = cx.lang;
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                t!(lang, "cohort-member"),
                t!(lang, "cohort-school"),
                t!(lang, "cohort-done"),
                t!(lang, "cohort-onsite-minutes"),
                t!(lang, "cohort-remote-minutes"),
                t!(lang, "cohort-attested"),
                t!(lang, "cohort-result"),
                t!(lang, "cohort-note"),
            ],
        );
        for member in names.members() {
            let (courses, (onsite, remote), numbers) = names.of(member);
            csv::row(
                &mut table,
                [
                    member.sorted_name(),
                    member.school_name.clone().unwrap_or_default(),
                    format!("{}/{}", names.grid.done(member), names.grid.items.len()),
                    onsite.to_string(),
                    (remote + courses).to_string(),
                    numbers.join(" "),
                    member.outcome().map(|outcome| words::outcome(lang, outcome)).unwrap_or_default(),
                    member.note.clone(),
                ],
            );
        }
        let name = format!("bilan-{}.csv", cx.today());
        data::file(table.into_bytes(), "text/csv; charset=utf-8", &name)
    })
    .await
}
