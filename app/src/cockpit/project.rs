//! `/etablissements/{uai}/projets`: the projects of a school, from an idea to what came of it.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::Act;
use preau::referent::cockpit::project::{self, Event, State, Typed};
use preau::referent::cockpit::project_list::{self, Filter, Project, Step};
use preau::referent::cockpit::{MOST, PER_PAGE};
use preau::school::School;
use preau::{Error, Result, csv};

use super::{id_of, parts, prose, school_for, version_of};
use crate::account::query::Asked;
use crate::account::{data, disciplines};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Crumb, EmptyState, ErrorSummary, Field, FormState, Notice, NoticeKind,
    Pager, PostForm, Select, SelectOption, Tag, TextArea, Tone,
};

fn typed(fields: &Fields) -> Result<Typed> {
    let mut chosen = Vec::new();
    for code in fields.all("discipline").filter(|code| !code.is_empty()) {
        chosen.extend(disciplines::parse(code)?);
    }
    Ok(Typed {
        title: fields.get("title").to_owned(),
        summary: fields.get("summary").to_owned(),
        classes: fields.get("classes").to_owned(),
        disciplines: chosen,
        tools: fields.get("tools").to_owned(),
        course: fields.get("course").to_owned(),
    })
}

/// `GET /etablissements/{uai}/projets?annee=…&etat=…&page=…`.
pub(super) async fn list(cx: Cx, Path(uai): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let school = school_for(&cx, &mut cx.read().await?, Act::ReadBulletins, &uai).await?;
        list_page(&cx, &school, &asked, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /etablissements/{uai}/projets`: whoever works there proposes an idea.
pub(super) async fn propose(cx: Cx, Path(uai): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let school = school_for(&cx, &mut cx.read().await?, Act::AskReferent, &uai).await?;
        let made = async {
            let typed = typed(&fields)?;
            let allowed = cx.allow_at(Act::AskReferent, &school.path, &school)?;
            let mut tx = cx.begin().await?;
            let id = project::propose(&mut tx, allowed, &typed, cx.now).await?;
            cx.commit(tx).await?;
            Ok(id)
        };
        match made.await {
            Ok(id) => {
                let to = format!("/etablissements/{}/projets/{id}?fait=projet", school.uai);
                Ok(Redirect::to(&to).into_response())
            }
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                list_page(&cx, &school, &Fields::default(), form).await
            }
        }
    })
    .await
}

async fn list_page(cx: &Cx, school: &School, asked: &Fields, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let allowed = cx.allow_at(Act::ReadBulletins, &school.path, school)?;
    let filter =
        Filter { year: parts::year_asked(asked, school, cx.now), state: State::parse(asked.get("etat")) };
    let mut read = cx.read().await?;
    let counts = project_list::by_state(&mut read, allowed, filter.year).await?;
    let total = counts
        .iter()
        .filter(|(state, _)| filter.state.is_none_or(|asked| asked == *state))
        .map(|(_, count)| count)
        .sum();
    let (page, pages, from) = parts::paging(asked, total);
    let found = project_list::list(&mut read, allowed, &filter, from, PER_PAGE).await?;
    drop(read);
    let courses = courses(cx).await?;
    let here = format!("/etablissements/{}/projets", school.uai);
    let state = filter.state.map_or("", State::code);
    let query = format!("annee={}&etat={state}", filter.year.label());
    let codes: Vec<&str> = State::ALL.iter().map(|state| state.code()).collect();
    let picks = vec![
        parts::year_pick(lang, school, filter.year, cx.now),
        parts::state_pick(lang, "project-state-", &codes, state),
    ];
    let proposes = cx.may_at(Act::AskReferent, &school.path);
    let crumbs = [Crumb::new(format!("/etablissements/{}", school.uai), school.name.clone())];
    let name = school.name.clone();
    Ok(cx.page(t!(lang, "project-list")).nav(Nav::School).crumbs(crumbs).status(form.status()).show(move || {
        view! {
            <div class="stack">
                <h1>{t!(lang, "project-list")}</h1>
                <p class="lead">{name}</p>
                <ErrorSummary form=form.clone()/>
                <p class="form-actions">
                    {proposes.then(|| view! { <ButtonLink href="#proposer" kind=ButtonKind::Primary>{t!(lang, "project-new")}</ButtonLink> })}
                    <ButtonLink href=format!("{here}.csv?{query}") icon="download" download=true>{t!(lang, "cockpit-export")}</ButtonLink>
                </p>
                {parts::filter(lang, here.clone(), picks)}
                {if found.is_empty() {
                    view! { <EmptyState title=t!(lang, "project-none") icon="lightbulb"><p>{t!(lang, "project-none-text")}</p></EmptyState> }.into_any()
                } else {
                    view! {
                        <ul class="rows">
                            {found
                                .into_iter()
                                .map(|one| {
                                    let about = [disciplines_said(lang, &one), one.classes.clone()];
                                    let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" – ");
                                    view! {
                                        <li class="row">
                                            <div class="row-text">
                                                <a class="row-title" href=format!("{here}/{}", one.id)>{one.title.clone()}</a>
                                                <span class="cell-detail">{about}</span>
                                            </div>
                                            {state_tag(lang, one.state)}
                                        </li>
                                    }
                                })
                                .collect_view()}
                        </ul>
                    }
                        .into_any()
                }}
                <Pager page=page pages=pages base=format!("{here}?{query}&")/>
                {proposes
                    .then(|| {
                        view! {
                            <section class="card cockpit-form" aria-labelledby="proposer">
                                <h2 id="proposer">{t!(lang, "project-new")}</h2>
                                <p>{t!(lang, "project-new-text")}</p>
                                <PostForm action=here act="referent.ask">
                                    {sheet_fields(lang, &form, courses)}
                                    <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "project-propose")}</Button></p>
                                </PostForm>
                            </section>
                        }
                    })}
            </div>
        }
        .into_any()
    }))
}

fn disciplines_said(lang: Lang, one: &Project) -> String {
    one.disciplines().map(|code| disciplines::label(lang, code)).collect::<Vec<_>>().join(", ")
}

/// Courses that a project may be linked to.
async fn courses(cx: &Cx) -> Result<Vec<SelectOption>> {
    let cards = cx.site.courses.cards(&cx.site.db, cx.actor.as_ref(), cx.now).await?;
    let mut options = vec![SelectOption::new("", t!(cx.lang, "project-no-course"))];
    options.extend(cards.iter().map(|card| SelectOption::new(card.slug.clone(), card.title.clone())));
    Ok(options)
}

fn state_tag(lang: Lang, state: State) -> AnyView {
    let tone = match state {
        State::Idea => Tone::Neutral,
        State::Submitted => Tone::Warning,
        State::Supported | State::Running => Tone::Accent,
        State::Reviewed => Tone::Success,
        State::Stopped => Tone::Error,
    };
    view! { <Tag tone=tone>{parts::named(lang, "project-state-", state.code())}</Tag> }.into_any()
}

fn sheet_fields(lang: Lang, form: &FormState, courses: Vec<SelectOption>) -> AnyView {
    view! {
        <Field name="title" label=t!(lang, "project-title") value=form.value("title") fault=form.fault("title") maxlength=Some(120)/>
        <TextArea name="summary" label=t!(lang, "project-summary") hint=t!(lang, "project-summary-hint") value=form.value("summary") fault=form.fault("summary") rows=5 maxlength=Some(8_000)/>
        <Field name="classes" label=t!(lang, "project-classes") value=form.value("classes") fault=form.fault("classes") optional=true maxlength=Some(200)/>
        <Select
            name="discipline"
            label=t!(lang, "profile-discipline")
            options=disciplines::options(lang, t!(lang, "accompany-any-discipline"))
            value=form.value("discipline")
            fault=form.fault("discipline")
            optional=true
        />
        <Field name="tools" label=t!(lang, "project-tools") value=form.value("tools") fault=form.fault("tools") optional=true maxlength=Some(200)/>
        <Select name="course" label=t!(lang, "project-course") options=courses value=form.value("course") fault=form.fault("course") optional=true/>
    }
    .into_any()
}

/// `GET /etablissements/{uai}/projets.csv`, with the same filter.
pub(super) async fn download(cx: Cx, Path(uai): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let school = school_for(&cx, &mut read, Act::ReadBulletins, &uai).await?;
        let allowed = cx.allow_at(Act::ReadBulletins, &school.path, &school)?;
        let filter = Filter {
            year: parts::year_asked(&asked, &school, cx.now),
            state: State::parse(asked.get("etat")),
        };
        let found = project_list::list(&mut read, allowed, &filter, 0, MOST).await?;
        let lang = cx.lang;
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                t!(lang, "project-title"),
                t!(lang, "cockpit-state"),
                t!(lang, "cockpit-year"),
                t!(lang, "profile-discipline"),
                t!(lang, "project-classes"),
                t!(lang, "project-tools"),
            ],
        );
        for one in found {
            let said = disciplines_said(lang, &one);
            let state = parts::named(lang, "project-state-", one.state.code());
            csv::row(&mut table, [one.title, state, one.school_year, said, one.classes, one.tools]);
        }
        data::file(table.into_bytes(), "text/csv; charset=utf-8", &format!("projets-{}.csv", school.uai))
    })
    .await
}

async fn load(cx: &Cx, uai: &str, id: &str) -> Result<(School, Project, Vec<Step>)> {
    let mut read = cx.read().await?;
    let school = school_for(cx, &mut read, Act::ReadBulletins, uai).await?;
    let allowed = cx.allow_at(Act::ReadBulletins, &school.path, &school)?;
    let found = project_list::find(&mut read, allowed, id_of(id)?).await?;
    let steps = project_list::steps(&mut read, found.id).await?;
    Ok((school, found, steps))
}

/// `GET /etablissements/{uai}/projets/{project}`.
pub(super) async fn show(cx: Cx, Path((uai, id)): Path<(String, String)>) -> Response {
    cx.answer(async {
        let (school, found, steps) = load(&cx, &uai, &id).await?;
        let pairs = [
            ("title", found.title.clone()),
            ("summary", found.summary.clone()),
            ("classes", found.classes.clone()),
            ("discipline", found.disciplines().next().unwrap_or_default().to_owned()),
            ("tools", found.tools.clone()),
            ("course", found.course_slug.clone().unwrap_or_default()),
        ];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value)).to_vec();
        sheet(&cx, &school, found, steps, FormState::filled(cx.lang, pairs)).await
    })
    .await
}

/// `POST /etablissements/{uai}/projets/{project}`: the sheet, a step of the référent, the head's opinion.
pub(super) async fn act(cx: Cx, Path((uai, id)): Path<(String, String)>, fields: Fields) -> Response {
    cx.answer(async {
        let (school, found, steps) = load(&cx, &uai, &id).await?;
        match step(&cx, &school, &found, &fields).await {
            Ok(()) => {
                let to = format!("/etablissements/{}/projets/{id}?fait=projet", school.uai);
                Ok(Redirect::to(&to).into_response())
            }
            Err(error) => {
                sheet(&cx, &school, found, steps, FormState::refused(cx.lang, fields, error)?).await
            }
        }
    })
    .await
}

async fn step(cx: &Cx, school: &School, found: &Project, fields: &Fields) -> Result<()> {
    let (version, text, path) = (version_of(fields), fields.get("text"), &school.path);
    let mut tx = cx.begin().await?;
    match fields.get("act") {
        "save" => {
            let (allowed, typed) = (cx.allow_at(Act::AskReferent, path, school)?, typed(fields)?);
            let referent = cx.may_at(Act::WorkAsReferent, path);
            project::change(&mut tx, allowed, found.id, version, referent, &typed, cx.now).await?;
        }
        "support" | "send_back" => {
            let allowed = cx.allow_at(Act::Steer, path, school)?;
            let favourable = fields.get("act") == "support";
            project::give_opinion(&mut tx, allowed, found.id, version, favourable, text, cx.now).await?;
        }
        other => {
            let event = Event::parse(other).ok_or(Error::NotFound)?;
            let allowed = cx.allow_at(Act::WorkAsReferent, path, school)?;
            project::advance(&mut tx, allowed, found.id, version, event, text, cx.now).await?;
        }
    }
    cx.commit(tx).await
}

async fn sheet(
    cx: &Cx,
    school: &School,
    one: Project,
    steps: Vec<Step>,
    form: FormState,
) -> Result<Response> {
    let lang = cx.lang;
    let courses = courses(cx).await?;
    let list = format!("/etablissements/{}/projets", school.uai);
    let action = format!("{list}/{}", one.id);
    let referent = cx.may_at(Act::WorkAsReferent, &school.path);
    let steers = cx.may_at(Act::Steer, &school.path) && one.state == State::Submitted;
    let own = one.proposed_by.is_some() && one.proposed_by == cx.person().ok() && one.state == State::Idea;
    let edits = (referent || own) && !matches!(one.state, State::Reviewed | State::Stopped);
    let said = disciplines_said(lang, &one);
    let course = one.course_slug.clone().map(|slug| {
        let title = courses
            .iter()
            .find(|option| option.value == slug)
            .map_or(slug.clone(), |option| option.label.clone());
        (format!("/cours/{slug}"), title)
    });
    let zone = school.zone.clone();
    let crumbs = [
        Crumb::new(format!("/etablissements/{}", school.uai), school.name.clone()),
        Crumb::new(list, t!(lang, "project-list")),
    ];
    Ok(cx.page(one.title.clone()).nav(Nav::School).crumbs(crumbs).status(form.status()).show(move || {
        let facts = [
            (t!(lang, "project-classes"), one.classes.clone()),
            (t!(lang, "profile-discipline"), said),
            (t!(lang, "project-tools"), one.tools.clone()),
            (t!(lang, "project-proposer"), one.proposer.clone().unwrap_or_default()),
        ];
        let moves: Vec<Event> = Event::ALL
            .iter()
            .copied()
            .filter(|event| !matches!(event, Event::Support | Event::SendBack) && one.state.next(*event).is_ok())
            .collect();
        let version = one.version;
        let unfolded = form.fault("title").is_some() || form.fault("summary").is_some();
        let editing = form.clone();
        view! {
            <div class="stack cockpit-form">
                <h1>{one.title.clone()}</h1>
                <p>{state_tag(lang, one.state)}</p>
                <ErrorSummary form=form.clone()/>
                {prose::prose(&one.summary)}
                <dl class="facts">
                    {facts
                        .into_iter()
                        .filter(|(_, value)| !value.is_empty())
                        .map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
                        .collect_view()}
                    {course.map(|(href, title)| view! { <div><dt>{t!(lang, "project-course")}</dt><dd><a href=href>{title}</a></dd></div> })}
                </dl>
                {one.opinion
                    .clone()
                    .map(|opinion| {
                        let (kind, title) = if opinion == "favourable" {
                            (NoticeKind::Success, t!(lang, "project-opinion-yes"))
                        } else {
                            (NoticeKind::Warning, t!(lang, "project-opinion-no"))
                        };
                        view! { <Notice kind=kind title=title><p>{one.opinion_text.clone()}</p></Notice> }
                    })}
                {(!one.review.is_empty())
                    .then(|| view! { <section class="stack"><h2>{t!(lang, "project-review")}</h2>{prose::prose(&one.review)}</section> })}
                {(!one.stop_reason.is_empty()).then(|| view! { <Notice title=t!(lang, "project-stopped")><p>{one.stop_reason.clone()}</p></Notice> })}
                {steers.then(|| opinion_form(lang, &action, version, &form))}
                {(referent && !moves.is_empty()).then(|| moves_form(lang, &action, version, moves, &form))}
                {edits
                    .then(|| {
                        view! {
                            <details class="cockpit-more" open=unfolded>
                                <summary>{t!(lang, "project-edit")}</summary>
                                <PostForm action=action.clone() act="referent.ask">
                                    {parts::version_field(version)}
                                    <input type="hidden" name="act" value="save"/>
                                    {sheet_fields(lang, &editing, courses)}
                                    <p class="form-actions"><Button>{t!(lang, "cockpit-save")}</Button></p>
                                </PostForm>
                            </details>
                        }
                    })}
                <section class="stack">
                    <h2>{t!(lang, "project-history")}</h2>
                    <ol class="cockpit-steps">
                        {steps
                            .into_iter()
                            .map(|step| {
                                let date = crate::ui::date(lang, step.at.date_in(&zone));
                                view! { <li>{format!("{} – {date}", parts::named(lang, "project-state-", step.state.code()))}</li> }
                            })
                            .collect_view()}
                    </ol>
                </section>
            </div>
        }
        .into_any()
    }))
}

fn opinion_form(lang: Lang, action: &str, version: i32, form: &FormState) -> AnyView {
    let (action, form) = (action.to_owned(), form.clone());
    view! {
        <section class="card" aria-labelledby="avis">
            <h2 id="avis">{t!(lang, "project-give-opinion")}</h2>
            <PostForm action=action act="school.steer">
                {parts::version_field(version)}
                <TextArea name="text" label=t!(lang, "project-opinion-text") hint=t!(lang, "project-opinion-hint") value=form.value("text") fault=form.fault("text") rows=3 optional=true maxlength=Some(500)/>
                <p class="form-actions">
                    <Button kind=ButtonKind::Primary name=Some("act") value=Some("support".to_owned())>{t!(lang, "project-support")}</Button>
                    <Button name=Some("act") value=Some("send_back".to_owned())>{t!(lang, "project-send-back")}</Button>
                </p>
            </PostForm>
        </section>
    }
    .into_any()
}

fn moves_form(lang: Lang, action: &str, version: i32, moves: Vec<Event>, form: &FormState) -> AnyView {
    let (action, form) = (action.to_owned(), form.clone());
    let writes = moves.iter().any(|event| matches!(event, Event::Review | Event::Stop));
    view! {
        <section class="card" aria-labelledby="suite">
            <h2 id="suite">{t!(lang, "project-next")}</h2>
            <PostForm action=action act="referent.work">
                {parts::version_field(version)}
                {writes
                    .then(|| {
                        view! { <TextArea name="text" label=t!(lang, "project-text") hint=t!(lang, "project-text-hint") value=form.value("text") fault=form.fault("text") rows=3 optional=true maxlength=Some(8_000)/> }
                    })}
                <p class="form-actions">
                    {moves
                        .into_iter()
                        .map(|event| {
                            let kind = if event == Event::Stop { ButtonKind::Quiet } else { ButtonKind::Primary };
                            let label = parts::named(lang, "project-event-", event.code());
                            view! { <Button kind=kind name=Some("act") value=Some(event.code().to_owned())>{label}</Button> }
                        })
                        .collect_view()}
                </p>
            </PostForm>
        </section>
    }
    .into_any()
}
