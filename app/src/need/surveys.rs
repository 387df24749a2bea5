//! `/besoins/etablissement/enquetes`: the surveys of a school, for its référent.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::{Act, Allowed};
use preau::need::survey::Stage;
use preau::need::survey::manage::{self, NewSurvey};
use preau::need::survey::read::{self, Survey};
use preau::need::themes::{self, Theme};
use preau::{Error, Result, csv};

use super::desk::{at_work, school_choice};
use super::place::{self, Schools};
use super::{figures, parts, words};
use crate::account::data;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    self, Button, ButtonKind, ButtonLink, Card, Crumb, EmptyState, ErrorSummary, Field, FormState, Pager,
    PostForm, ProgressBar, Tag, Tone,
};

const LIST: &str = "/besoins/etablissement/enquetes";
const PER_PAGE: i64 = 20;

fn crumbs(lang: Lang, deeper: bool) -> Vec<Crumb> {
    let mut crumbs = vec![
        Crumb::new("/besoins", t!(lang, "needs-title")),
        Crumb::new("/besoins/etablissement", t!(lang, "needs-desk-title")),
    ];
    if deeper {
        crumbs.push(Crumb::new(LIST, t!(lang, "surveys-title")));
    }
    crumbs
}

fn tone(stage: Stage) -> Tone {
    match stage {
        Stage::Draft => Tone::Warning,
        Stage::Open => Tone::Accent,
        Stage::Closed | Stage::Summarised => Tone::Neutral,
        Stage::Sent => Tone::Success,
    }
}

/// `GET /besoins/etablissement/enquetes?etablissement=…&page=…`.
pub(super) async fn list(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::WorkAsReferent, ())?;
        let lang = cx.lang;
        let mut read = cx.read().await?;
        let schools = place::of_referent(&cx, &mut read, asked.get("etablissement")).await?;
        let allowed = at_work(&cx, &schools.here)?;
        let page = asked.get("page").parse().unwrap_or(1_u32).clamp(1, 1000);
        let from = i64::from(page - 1) * PER_PAGE;
        let path = allowed.thing().clone();
        let mut found =
            read::of_school(&mut read, allowed.map(|_| path.as_str()), false, from, PER_PAGE + 1, cx.now)
                .await?;
        // One more than shown: there is another page.
        let more = i64::try_from(found.len()).unwrap_or(0) > PER_PAGE;
        found.truncate(usize::try_from(PER_PAGE).unwrap_or(usize::MAX));
        let pages = if more { page + 1 } else { page };
        let base = format!("{LIST}?{}&", schools.pair());
        let new = format!("{LIST}/nouvelle?{}", schools.pair());
        let several = !schools.options().is_empty();
        Ok(cx.page(t!(lang, "surveys-title")).nav(Nav::Needs).crumbs(crumbs(lang, false)).show(move || {
            view! {
                <div class="stack">
                    <div class="page-head">
                        <h1>{t!(lang, "surveys-title")}</h1>
                        <p class="lead">{schools.here.name.clone()}</p>
                        <p class="page-actions">
                            <ButtonLink href=new kind=ButtonKind::Primary icon="plus">{t!(lang, "enquiry-new-title")}</ButtonLink>
                        </p>
                    </div>
                    {several
                        .then(|| {
                            view! {
                                <form method="get" action=LIST class="form form-line">
                                    {school_choice(lang, &schools)}
                                    <Button>{t!(lang, "members-filter")}</Button>
                                </form>
                            }
                        })}
                    {if found.is_empty() {
                        view! {
                            <EmptyState title=t!(lang, "surveys-none") icon="list-checks"><p>{t!(lang, "surveys-none-text")}</p></EmptyState>
                        }
                        .into_any()
                    } else {
                        view! { <ul class="rows">{found.into_iter().map(|survey| row(lang, survey)).collect_view()}</ul> }.into_any()
                    }}
                    <Pager page=page pages=pages base=base/>
                </div>
            }
            .into_any()
        }))
    })
    .await
}

fn row(lang: Lang, survey: Survey) -> AnyView {
    let stage = survey.stage();
    let answers = (stage != Stage::Draft).then(|| rate(lang, &survey));
    view! {
        <li class="row">
            <div class="row-text">
                <a class="row-title" href=format!("{LIST}/{}", survey.id)>{survey.title}</a>
                <Tag tone=tone(stage)>{words::stage(lang, stage)}</Tag>
                {answers}
            </div>
        </li>
    }
    .into_any()
}

/// « 23 réponses pour 41 enseignants », with its bar.
fn rate(lang: Lang, survey: &Survey) -> AnyView {
    let count = |value: i64| u32::try_from(value).unwrap_or(0);
    let label = t!(lang, "enquiry-rate", "answered" => survey.answered, "invited" => survey.invited);
    view! { <ProgressBar value=count(survey.answered) max=count(survey.invited) label=label/> }.into_any()
}

/// `GET /besoins/etablissement/enquetes/nouvelle?etablissement=…`.
pub(super) async fn blank(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::WorkAsReferent, ())?;
        let schools = place::of_referent(&cx, &mut cx.read().await?, asked.get("etablissement")).await?;
        let title = t!(cx.lang, "enquiry-title-default");
        let form = FormState::filled(cx.lang, vec![("title".to_owned(), title)]);
        Ok(writing(&cx, schools, form))
    })
    .await
}

fn written(fields: &Fields) -> NewSurvey {
    NewSurvey {
        title: fields.get("title").to_owned(),
        message: fields.get("message").to_owned(),
        closes_on: fields.get("closes_on").to_owned(),
    }
}

/// `POST /besoins/etablissement/enquetes/nouvelle`.
pub(super) async fn create(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        cx.allow(Act::WorkAsReferent, ())?;
        let schools = place::of_referent(&cx, &mut cx.read().await?, fields.get("etablissement")).await?;
        let new = written(&fields);
        let path = schools.here.path.clone();
        let allowed = cx.allow_at(Act::WorkAsReferent, &path, (path.as_str(), &new))?;
        let mut tx = cx.begin().await?;
        match manage::create(&mut tx, allowed, cx.now).await {
            Ok(survey) => {
                cx.commit(tx).await?;
                Ok(Redirect::to(&format!("{LIST}/{survey}?fait=enquete-ecrite")).into_response())
            }
            Err(error) => {
                tx.rollback().await?;
                Ok(writing(&cx, schools, FormState::refused(cx.lang, fields, error)?))
            }
        }
    })
    .await
}

fn writing(cx: &Cx, schools: Schools, form: FormState) -> Response {
    let lang = cx.lang;
    let page = cx.page(t!(lang, "enquiry-new-title")).nav(Nav::Needs).crumbs(crumbs(lang, true));
    page.status(form.status()).show(move || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, "enquiry-new-title")}</h1>
                <ErrorSummary form=form.clone()/>
                <p class="lead">{t!(lang, "enquiry-new-lead")}</p>
                <PostForm action=format!("{LIST}/nouvelle") act="referent.work">
                    {school_choice(lang, &schools)}
                    {fields_of(&form)}
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>{t!(lang, "enquiry-write")}</Button>
                        <a href=LIST>{t!(lang, "need-cancel")}</a>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    })
}

fn fields_of(form: &FormState) -> AnyView {
    let lang = form.lang;
    view! {
        <Field
            name="title"
            label=t!(lang, "enquiry-title")
            value=form.value("title")
            fault=form.fault("title")
            autocomplete=Some("off")
            maxlength=Some(120)
        />
        {parts::free_text("message", t!(lang, "enquiry-message"), form, true)}
        <Field
            name="closes_on"
            label=t!(lang, "enquiry-closes-on")
            hint=t!(lang, "enquiry-closes-on-hint")
            kind="date"
            value=form.value("closes_on")
            fault=form.fault("closes_on")
            optional=true
        />
    }
    .into_any()
}

/// The right on a survey, asked on the path of its school, and the survey.
async fn allowed(cx: &Cx, id: &str) -> Result<(Allowed<Uuid>, Survey)> {
    cx.allow(Act::WorkAsReferent, ())?;
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let survey = read::one(&mut cx.read().await?, id, cx.now).await?;
    let allowed = cx.allow_at(Act::WorkAsReferent, &survey.school_path, id)?;
    Ok((allowed, survey))
}

/// `GET /besoins/etablissement/enquetes/{survey}`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let (allowed, survey) = allowed(&cx, &id).await?;
        let known = [
            ("title", survey.title.clone()),
            ("message", survey.message.clone()),
            ("closes_on", survey.closes_on.clone().unwrap_or_default()),
        ];
        let known = known.map(|(name, value)| (name.to_owned(), value)).to_vec();
        page(&cx, allowed, survey, FormState::filled(cx.lang, known)).await
    })
    .await
}

/// `POST /besoins/etablissement/enquetes/{survey}`: each step of its life.
pub(super) async fn act(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let (right, survey) = allowed(&cx, &id).await?;
        let mut tx = cx.begin().await?;
        let now = cx.now;
        let (outcome, done) = match fields.get("geste") {
            "enregistrer" => {
                let version = fields.get("version").parse().unwrap_or(0);
                (manage::edit(&mut tx, right, &written(&fields), version, now).await, "enquete-ecrite")
            }
            "supprimer" => (manage::discard(&mut tx, right, now).await, "enquete-supprimee"),
            "ouvrir" => (manage::open(&mut tx, right, now).await, "enquete-ouverte"),
            "fermer" => (manage::close(&mut tx, right, now).await, "enquete-fermee"),
            "resumer" => (manage::summarise(&mut tx, right, now).await, "enquete-resumee"),
            "envoyer" => {
                (manage::send(&mut tx, right, fields.get("conclusion"), now).await, "enquete-envoyee")
            }
            _ => return Err(Error::NotFound),
        };
        match outcome {
            Ok(()) => {
                cx.commit(tx).await?;
                let gone = fields.get("geste") == "supprimer";
                let path = if gone { LIST.to_owned() } else { format!("{LIST}/{}", survey.id) };
                Ok(Redirect::to(&format!("{path}?fait={done}")).into_response())
            }
            Err(error) => {
                tx.rollback().await?;
                let form = FormState::refused(cx.lang, fields, error)?;
                page(&cx, right, survey, form).await
            }
        }
    })
    .await
}

async fn page(cx: &Cx, allowed: Allowed<Uuid>, survey: Survey, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let mut read = cx.read().await?;
    let texts = read::anonymous_texts(&mut read, allowed).await?;
    let themes = themes::all(&mut read).await?;
    drop(read);
    let page = cx.page(survey.title.clone()).nav(Nav::Needs).crumbs(crumbs(lang, true));
    Ok(page.status(form.status()).show(move || {
        let stage = survey.stage();
        let until = survey.closes_on.as_deref().and_then(|date| date.parse().ok());
        view! {
            <div class="stack needs">
                <div class="page-head">
                    <h1>{survey.title.clone()}</h1>
                    <p>
                        <Tag tone=tone(stage)>{words::stage(lang, stage)}</Tag>
                    </p>
                    {(stage != Stage::Draft)
                        .then(|| {
                            view! {
                                {(!survey.message.is_empty()).then(|| view! { <p class="need-body">{survey.message.clone()}</p> })}
                                {until.map(|date| view! { <p class="soft">{t!(lang, "enquiry-until", "date" => ui::date(lang, date))}</p> })}
                                {rate(lang, &survey)}
                            }
                        })}
                </div>
                <ErrorSummary form=form.clone()/>
                {steps(lang, &survey, &form)}
                {summary(lang, &survey, &themes)}
                {texts
                    .map(|texts| {
                        view! {
                            <section class="section" aria-labelledby="mots">
                                <h2 id="mots">{t!(lang, "enquiry-words")}</h2>
                                <ul class="need-words">{texts.into_iter().map(|text| view! { <li class="need-body">{text}</li> }).collect_view()}</ul>
                            </section>
                        }
                    })}
            </div>
        }
        .into_any()
    }))
}

fn summary(lang: Lang, survey: &Survey, themes: &[Theme]) -> AnyView {
    let Some(counts) = survey.summary() else { return ().into_any() };
    let export = format!("{LIST}/{}/synthese.csv", survey.id);
    view! {
        <section class="section" aria-labelledby="synthese">
            <div class="section-head">
                <h2 id="synthese">{t!(lang, "enquiry-summary")}</h2>
                <ButtonLink href=export icon="download" download=true>{t!(lang, "needs-export")}</ButtonLink>
            </div>
            {figures::gathered(lang, t!(lang, "enquiry-summary"), counts, themes)}
            {(!survey.conclusion.is_empty()).then(|| view! { <p class="need-body">{survey.conclusion.clone()}</p> })}
        </section>
    }
    .into_any()
}

/// What comes next in the life of a survey.
fn steps(lang: Lang, survey: &Survey, form: &FormState) -> AnyView {
    let action = format!("{LIST}/{}", survey.id);
    let one = |gesture: &'static str, label: String, text: String| {
        view! {
            <section class="card next-step">
                <h2 class="card-title">{label.clone()}</h2>
                <PostForm action=action.clone() act="referent.work">
                    <p>{text}</p>
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary name=Some("geste") value=Some(gesture.to_owned())>{label}</Button>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    };
    let (version, fields) = (survey.version.to_string(), fields_of(form));
    let conclusion = parts::free_text("conclusion", t!(lang, "enquiry-conclusion"), form, true);
    match survey.stage() {
        Stage::Draft => view! {
            {one("ouvrir", t!(lang, "enquiry-open"), t!(lang, "enquiry-open-text", "count" => survey.invited))}
            <Card title=t!(lang, "enquiry-edit")>
                <PostForm action=action.clone() act="referent.work">
                    <input type="hidden" name="version" value=version/>
                    {fields}
                    <p class="form-actions">
                        <Button name=Some("geste") value=Some("enregistrer".into())>{t!(lang, "enquiry-save")}</Button>
                        <Button kind=ButtonKind::Danger name=Some("geste") value=Some("supprimer".into())>{t!(lang, "enquiry-discard")}</Button>
                    </p>
                </PostForm>
            </Card>
        }
        .into_any(),
        Stage::Open => one("fermer", t!(lang, "enquiry-close"), t!(lang, "enquiry-close-text")),
        Stage::Closed => one("resumer", t!(lang, "enquiry-summarise"), t!(lang, "enquiry-summarise-text")),
        Stage::Summarised => view! {
            <Card title=t!(lang, "enquiry-send-title")>
                <PostForm action=action.clone() act="referent.work">
                    <p>{t!(lang, "enquiry-send-text")}</p>
                    {conclusion}
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary name=Some("geste") value=Some("envoyer".into())>{t!(lang, "enquiry-send")}</Button>
                    </p>
                </PostForm>
            </Card>
        }
        .into_any(),
        Stage::Sent => view! { <p class="soft">{t!(lang, "enquiry-sent-text")}</p> }.into_any(),
    }
}

/// `GET /besoins/etablissement/enquetes/{survey}/synthese.csv`.
pub(super) async fn download(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let lang = cx.lang;
        let (_, survey) = allowed(&cx, &id).await?;
        let Some(counts) = survey.summary() else { return Err(Error::NotFound) };
        let themes = themes::all(&mut cx.read().await?).await?;
        let mut table = csv::start();
        csv::row(
            &mut table,
            [t!(lang, "need-theme"), t!(lang, "need-discipline"), t!(lang, "figures-requests")],
        );
        for (theme, discipline, people) in &counts.cells {
            csv::row(
                &mut table,
                [words::theme(lang, &themes, theme), words::discipline(lang, discipline), people.to_string()],
            );
        }
        if counts.others > 0 {
            csv::row(&mut table, [t!(lang, "figures-others"), String::new(), counts.others.to_string()]);
        }
        data::file(table.into_bytes(), "text/csv; charset=utf-8", &format!("enquete-{}.csv", cx.today()))
    })
    .await
}
