//! `/besoins/nouveau`: saying a need in under two minutes.

use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::Act;
use preau::need::statement::{self, NewNeed};
use preau::need::themes::{self, Theme};
use preau::need::{Level, Modality, Urgency};
use preau::people::disciplines::TRANSVERSAL;
use preau::school::{self, School};
use preau::{Error, Result};

use super::{parts, words};
use crate::account::pending;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::ui::{
    Button, ButtonKind, Choice, Choices, Crumb, EmptyState, ErrorSummary, Field, FormState, PostForm, Select,
    SelectOption,
};

const ADDRESS: &str = "/besoins/nouveau";

/// `GET /besoins/nouveau?theme=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow_own(Act::StateNeed)?;
        let form = match pending::take(&cx, ADDRESS).await? {
            Some(fields) => FormState::filled(cx.lang, fields.pairs().to_vec()),
            None => FormState::filled(cx.lang, known(&cx, asked.get("theme"))),
        };
        page(&cx, form).await
    })
    .await
}

/// What is known before anything is typed: one's own discipline, no preference of form, this year.
fn known(cx: &Cx, theme: &str) -> Vec<(String, String)> {
    let own = cx.actor.as_ref().and_then(|actor| actor.person.discipline.clone());
    [
        ("theme", theme.to_owned()),
        ("discipline", own.unwrap_or_else(|| TRANSVERSAL.to_owned())),
        ("level", Level::Initiation.code().to_owned()),
        ("modality", Modality::Any.code().to_owned()),
        ("urgency", Urgency::Year.code().to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

/// `POST /besoins/nouveau`.
pub(super) async fn state(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        if cx.actor.is_none() {
            pending::keep(&cx, ADDRESS, &fields).await?;
        }
        let own = cx.allow_own(Act::StateNeed)?;
        let field = |name: &str| fields.get(name).to_owned();
        let new = NewNeed {
            school: field("school"),
            theme: field("theme"),
            discipline: field("discipline"),
            level: field("level"),
            modality: field("modality"),
            urgency: field("urgency"),
            team: field("team"),
            body: field("body"),
        };
        let mut tx = cx.begin().await?;
        let stated = statement::state(&mut tx, own.map(|person| (person, &new)), cx.now).await;
        match stated {
            Ok(need) => {
                cx.commit(tx).await?;
                Ok(Redirect::to(&format!("/besoins?fait=besoin-dit#besoin-{need}")).into_response())
            }
            Err(error) => {
                tx.rollback().await?;
                page(&cx, FormState::refused(cx.lang, fields, error)?).await
            }
        }
    })
    .await
}

async fn page(cx: &Cx, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let actor = cx.actor.as_ref().ok_or(Error::LoginNeeded)?;
    let mut read = cx.read().await?;
    let schools = school::at_paths(&mut read, &actor.postings).await?;
    let themes = themes::all(&mut read).await?;
    drop(read);
    let above = [Crumb::new("/besoins", t!(lang, "needs-title"))];
    let page = cx.page(t!(lang, "need-new-title")).nav(Nav::Needs).crumbs(above).status(form.status());
    Ok(page.show(move || {
        let inside = if schools.is_empty() {
            view! {
                <EmptyState title=t!(lang, "schools-none") icon="users">
                    <p>{t!(lang, "need-no-school-text")}</p>
                </EmptyState>
            }
            .into_any()
        } else {
            the_form(&form, &schools, &themes)
        };
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, "need-new-title")}</h1>
                <ErrorSummary form=form/>
                {inside}
            </section>
        }
        .into_any()
    }))
}

fn the_form(form: &FormState, schools: &[School], themes: &[Theme]) -> AnyView {
    let lang = form.lang;
    let school = match schools {
        [only] => view! { <input type="hidden" name="school" value=only.path.clone()/> }.into_any(),
        several => {
            let options =
                several.iter().map(|one| SelectOption::new(one.path.clone(), one.name.clone())).collect();
            view! {
                <Select
                    name="school"
                    label=t!(lang, "school-name")
                    options=options
                    value=form.value("school")
                    fault=form.fault("school")
                />
            }
            .into_any()
        }
    };
    let levels: Vec<_> = Level::ALL.iter().map(|level| {
        let checked = form.has("level", level.code());
        view! { <Choice name="level" value=level.code() label=words::level(lang, *level) checked=checked radio=true/> }
    }).collect();
    let body = parts::free_text("body", t!(lang, "need-body"), form, true);
    let [theme, discipline, level, modality, urgency, team] =
        ["theme", "discipline", "level", "modality", "urgency", "team"]
            .map(|name| (form.value(name), form.fault(name)));
    let themes = words::theme_options(lang, themes, t!(lang, "need-theme-choose"));
    view! {
        <p class="lead">{t!(lang, "need-new-lead")}</p>
        <PostForm action=ADDRESS act="need.state">
            {school}
            <Select
                name="theme"
                label=t!(lang, "need-theme")
                options=themes
                value=theme.0
                fault=theme.1
            />
            <Select
                name="discipline"
                label=t!(lang, "need-discipline")
                options=words::discipline_options(lang, t!(lang, "need-discipline-choose"))
                value=discipline.0
                fault=discipline.1
            />
            <Choices name="level" legend=t!(lang, "need-level") fault=level.1>
                {levels}
            </Choices>
            <Select
                name="modality"
                label=t!(lang, "need-modality")
                options=words::modality_options(lang)
                value=modality.0
                fault=modality.1
            />
            <Select
                name="urgency"
                label=t!(lang, "need-urgency")
                options=words::urgency_options(lang)
                value=urgency.0
                fault=urgency.1
            />
            {body}
            <Field
                name="team"
                label=t!(lang, "need-team")
                hint=t!(lang, "need-team-hint")
                value=team.0
                fault=team.1
                autocomplete=Some("off")
                maxlength=Some(80)
                optional=true
            />
            <p class="form-actions">
                <Button kind=ButtonKind::Primary>{t!(lang, "need-send")}</Button>
                <a href="/besoins">{t!(lang, "need-cancel")}</a>
            </p>
        </PostForm>
        <p class="soft small">{t!(lang, "need-who-reads")}</p>
    }
    .into_any()
}
