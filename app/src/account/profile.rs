//! `/compte`: under which name one is known here, what one teaches, and how one reads.

use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::{Act, Role};
use preau::people::{self, Reading, profile};
use preau::{Error, Result};

use super::frame::{self, Room};
use super::{disciplines, pending};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::t;
use crate::texts::Lang;
use crate::ui::{Button, ButtonKind, Choice, ErrorSummary, Field, FormState, PostForm, Select};

/// `GET /compte`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async {
        let Some(actor) = &cx.actor else { return Err(Error::LoginNeeded) };
        if let Some(typed) = pending::take(&cx, "/compte").await? {
            return page(&cx, FormState::filled(cx.lang, typed.pairs().to_vec())).await;
        }
        let person = &actor.person;
        let known = vec![
            ("discipline".into(), person.discipline.clone().unwrap_or_default()),
            ("school".into(), person.school.clone().unwrap_or_default()),
        ];
        page(&cx, FormState::filled(cx.lang, known)).await
    })
    .await
}

/// `POST /compte`: what one teaches, and where.
pub(super) async fn save(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        if cx.actor.is_none() {
            pending::keep(&cx, "/compte", &fields).await?;
        }
        match keep(&cx, &fields).await {
            Ok(()) => Ok(Redirect::to("/compte?fait=profil").into_response()),
            Err(error) => page(&cx, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

async fn keep(cx: &Cx, fields: &Fields) -> Result<()> {
    let allowed = cx.allow_own(Act::ManageAccount)?;
    let discipline = disciplines::parse(fields.get("discipline"))?;
    let school = profile::optional(fields.get("school"));
    let mut tx = cx.begin().await?;
    profile::set_post(&mut tx, *allowed.thing(), discipline.as_deref(), school.as_deref(), cx.now).await?;
    cx.commit(tx).await
}

async fn page(cx: &Cx, form: FormState) -> Result<Response> {
    let Some(actor) = &cx.actor else { return Err(Error::LoginNeeded) };
    let lang = cx.lang;
    let name = actor.person.full_name();
    let address = people::main_address(&mut cx.read().await?, actor.id()).await?.unwrap_or_default();
    let roles: Vec<_> = actor.roles().into_iter().map(|role| role_name(lang, role)).collect();
    let reading = cx.reading.clone();
    let status = form.status();
    Ok(frame::show(cx, Room::Profile, status, move || {
        view! {
            <ErrorSummary form=form.clone()/>
            <section aria-labelledby="identite">
                <h2 id="identite">{t!(lang, "profile-identity")}</h2>
                <dl class="facts">
                    <div><dt>{t!(lang, "profile-name")}</dt><dd>{name}</dd></div>
                    <div><dt>{t!(lang, "login-email")}</dt><dd>{address}" "<a href="/compte/adresse">{t!(lang, "address-change")}</a></dd></div>
                    {(!roles.is_empty())
                        .then(|| view! { <div><dt>{t!(lang, "profile-roles")}</dt><dd>{roles.join(", ")}</dd></div> })}
                </dl>
                <p class="soft small">{t!(lang, "profile-correct")}" "<a href="/contact">{t!(lang, "profile-contact")}</a></p>
            </section>
            <section aria-labelledby="poste">
                <h2 id="poste">{t!(lang, "profile-post")}</h2>
                <PostForm action="/compte" act="account.manage">
                    <Select
                        name="discipline"
                        label=t!(lang, "profile-discipline")
                        hint=t!(lang, "profile-discipline-hint")
                        options=disciplines::options(lang, t!(lang, "profile-discipline-none"))
                        value=form.value("discipline")
                        fault=form.fault("discipline")
                        optional=true
                    />
                    <Field
                        name="school"
                        label=t!(lang, "profile-school")
                        value=form.value("school")
                        fault=form.fault("school")
                        autocomplete=Some("organization")
                        maxlength=Some(120)
                        optional=true
                    />
                    <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "profile-save")}</Button></p>
                </PostForm>
            </section>
            {reading_form(lang, reading)}
        }
        .into_any()
    }))
}

/// The settings of the foot of the page, where one looks for them. The fields have no ids: those below have them.
fn reading_form(lang: Lang, reading: Reading) -> AnyView {
    let group = |name: &'static str,
                 legend: String,
                 now: Option<String>,
                 choices: [(&'static str, String); 3]| {
        let now = now.unwrap_or_default();
        view! {
            <fieldset class="choices">
                <legend>{legend}</legend>
                {choices
                    .into_iter()
                    .map(|(value, label)| view! { <Choice radio=true name=name value=value label=label checked=now == value/> })
                    .collect_view()}
            </fieldset>
        }
        .into_any()
    };
    let spaced = reading.spacing.as_deref() == Some("spaced");
    view! {
        <section aria-labelledby="lecture">
            <h2 id="lecture">{t!(lang, "reading-title")}</h2>
            <PostForm action="/lecture" act="reading.set">
                <input type="hidden" name="next" value="/compte?fait=lecture"/>
                {group(
                    "theme",
                    t!(lang, "reading-theme"),
                    reading.theme,
                    [
                        ("", t!(lang, "reading-theme-auto")),
                        ("light", t!(lang, "reading-theme-light")),
                        ("dark", t!(lang, "reading-theme-dark")),
                    ],
                )}
                {group(
                    "size",
                    t!(lang, "reading-size"),
                    reading.size,
                    [
                        ("", t!(lang, "reading-size-normal")),
                        ("large", t!(lang, "reading-size-large")),
                        ("larger", t!(lang, "reading-size-larger")),
                    ],
                )}
                <fieldset class="choices">
                    <legend>{t!(lang, "reading-spacing")}</legend>
                    <Choice
                        name="spacing"
                        value="spaced"
                        label=t!(lang, "reading-spacing-wide")
                        checked=spaced
                    />
                </fieldset>
                <p class="form-actions"><Button>{t!(lang, "reading-save")}</Button></p>
            </PostForm>
        </section>
    }
    .into_any()
}

/// A role in words.
pub(crate) fn role_name(lang: Lang, role: Role) -> String {
    match role {
        Role::Administrator => t!(lang, "role-administrator"),
        Role::CentreTrainer => t!(lang, "role-centre-trainer"),
        Role::Head => t!(lang, "role-head"),
        Role::PlanManager => t!(lang, "role-plan-manager"),
        Role::Inspector => t!(lang, "role-inspector"),
        Role::DisciplineContact => t!(lang, "role-discipline-contact"),
        Role::NationalAdmin => t!(lang, "role-national-admin"),
        Role::Auditor => t!(lang, "role-auditor"),
    }
}
