//! `/atelier/{module}/reglages`: `course.toml` by its usual fields; the rest is edited as text.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

use preau::people::disciplines::CODES;
use preau::workshop::Module;
use preau::workshop::save::{self, Saved};
use preau::workshop::settings::{self, Settings};
use preau::{Error, Refusal, Result};

use super::{address, allow, crumbs, file_address, go, keep_typed, own, typed};
use crate::account::disciplines;
use crate::course::names;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts;
use crate::ui::{
    Button, ButtonKind, Choice, Choices, ErrorSummary, Field, FormState, Notice, NoticeKind, PostForm,
    Select, SelectOption, TextArea,
};

const AUDIENCES: [&str; 5] = ["ecole", "college", "lycee", "lycee-pro", "superieur"];
const LEVELS: [&str; 3] = ["debutant", "intermediaire", "avance"];
const LICENCES: [&str; 4] = ["CC-BY-SA-4.0", "CC-BY-4.0", "CC0-1.0", "etalab-2.0"];

/// `GET /atelier/{module}/reglages`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let module = own(&cx, &mut read, &id).await?;
        if let Some(form) = typed(&cx).await? {
            return Ok(page(&cx, &module, form, false));
        }
        let file = save::file(&mut read, module.id, "course.toml").await?.ok_or(Error::NotFound)?;
        let text = save::text_at(&mut read, module.id, "course.toml", file.revision).await?;
        let Some(known) = text.as_deref().and_then(settings::read) else {
            // Nothing to fill the fields with: the text says where it is broken.
            return Ok(go(&file_address(&module, "course.toml")));
        };
        let mut pairs = pairs(known);
        pairs.push(("base".into(), file.revision.to_string()));
        Ok(page(&cx, &module, FormState::filled(cx.lang, pairs), false))
    })
    .await
}

fn pairs(known: Settings) -> Vec<(String, String)> {
    let mut pairs = vec![
        ("title", known.title),
        ("summary", known.summary),
        ("version", known.version),
        ("licence", known.licence),
        ("level", known.level),
        ("objectives", known.objectives.join("\n")),
        ("keywords", known.keywords.join(", ")),
        ("competences", known.competences.join(", ")),
        ("threshold", known.threshold),
    ];
    if known.attestation {
        pairs.push(("attestation", "oui".to_owned()));
    }
    pairs.extend(known.audience.into_iter().map(|code| ("audience", code)));
    pairs.extend(known.disciplines.into_iter().map(|code| ("disciplines", code)));
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// `POST /atelier/{module}/reglages`.
pub(super) async fn send(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        keep_typed(&cx, &fields).await?;
        let module = own(&cx, &mut cx.read().await?, &id).await?;
        match keep(&cx, &module, &fields).await {
            Ok(Saved::Kept { .. } | Saved::Unchanged) => {
                Ok(go(&format!("{}?fait=module-regle", address(&module))))
            }
            Ok(Saved::Conflict(conflict)) => {
                let mut pairs: Vec<_> =
                    fields.pairs().iter().filter(|(name, _)| name != "base").cloned().collect();
                pairs.push(("base".into(), conflict.revision.to_string()));
                Ok(page(&cx, &module, FormState::filled(cx.lang, pairs), true))
            }
            Err(error) => Ok(page(&cx, &module, FormState::refused(cx.lang, fields, error)?, false)),
        }
    })
    .await
}

async fn keep(cx: &Cx, module: &Module, fields: &Fields) -> Result<Saved> {
    let text = |name: &str| fields.get(name).split_whitespace().collect::<Vec<_>>().join(" ");
    let list = |name: &str, sign: char| {
        let items = fields.get(name).split(sign).map(str::trim).filter(|item| !item.is_empty());
        items.map(str::to_owned).collect::<Vec<_>>()
    };
    let codes = |name: &str| fields.all(name).map(str::to_owned).collect::<Vec<_>>();
    let typed = Settings {
        title: text("title"),
        summary: text("summary"),
        version: text("version"),
        licence: text("licence"),
        level: text("level"),
        audience: codes("audience"),
        disciplines: codes("disciplines"),
        competences: list("competences", ','),
        objectives: list("objectives", '\n'),
        keywords: list("keywords", ','),
        threshold: text("threshold"),
        attestation: fields.has("attestation"),
    };
    let base: i32 = fields.get("base").parse().map_err(|_| Refusal::new("workshop-changed"))?;
    let mut tx = cx.begin().await?;
    let saved = settings::save(&mut tx, allow(cx, module, (module.id, base))?, &typed, cx.now).await?;
    match &saved {
        Saved::Kept { .. } => cx.commit(tx).await?,
        Saved::Unchanged | Saved::Conflict(_) => tx.rollback().await?,
    }
    Ok(saved)
}

fn page(cx: &Cx, module: &Module, form: FormState, changed: bool) -> Response {
    let lang = cx.lang;
    let boxes = |name: &'static str, values: Vec<(String, String)>| {
        values
            .into_iter()
            .map(|(value, label)| {
                let checked = form.has(name, &value);
                view! { <Choice name=name value=value label=label checked=checked/> }
            })
            .collect::<Vec<_>>()
    };
    let audience = AUDIENCES.iter().map(|code| ((*code).to_owned(), names::audience(lang, code))).collect();
    let mut known: Vec<_> =
        CODES.iter().map(|code| ((*code).to_owned(), disciplines::label(lang, code))).collect();
    known.sort_by_cached_key(|(_, label)| preau::text::key(label));
    known.insert(0, ("toutes".to_owned(), t!(lang, "workshop-all-disciplines")));
    let (audience, disciplines) = (boxes("audience", audience), boxes("disciplines", known));
    let option = |code: &str, label: String| SelectOption::new(code, label);
    let levels = LEVELS
        .iter()
        .map(|code| option(code, texts::text(lang, &format!("level-{code}"))))
        .collect::<Vec<_>>();
    let mut licences: Vec<_> = LICENCES.iter().map(|code| option(code, names::licence(code).0)).collect();
    let licence = form.value("licence");
    if !LICENCES.contains(&licence.as_str()) {
        licences.push(option(&licence, licence.clone()));
    }
    let status = if changed { StatusCode::CONFLICT } else { form.status() };
    let action = format!("{}/reglages", address(module));
    let raw = file_address(module, "course.toml");
    let back = address(module);
    let crumbs = crumbs(cx, module);
    cx.page(t!(lang, "workshop-settings")).nav(Nav::Referent).crumbs(crumbs).status(status).show(move || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, "workshop-settings")}</h1>
                <ErrorSummary form=form.clone()/>
                {changed
                    .then(|| {
                        view! {
                            <Notice kind=NoticeKind::Warning live=true title=t!(lang, "workshop-conflict")>
                                <p>{t!(lang, "workshop-settings-conflict")}</p>
                            </Notice>
                        }
                    })}
                <PostForm action=action act="workshop.write">
                    <input type="hidden" name="base" value=form.value("base")/>
                    <Field name="title" label=t!(lang, "workshop-field-title") value=form.value("title") fault=form.fault("title") maxlength=Some(120)/>
                    <TextArea
                        name="summary"
                        label=t!(lang, "workshop-field-summary")
                        hint=t!(lang, "workshop-field-summary-hint")
                        value=form.value("summary")
                        fault=form.fault("summary")
                        rows=3
                        maxlength=Some(300)
                    />
                    <TextArea
                        name="objectives"
                        label=t!(lang, "workshop-field-objectives")
                        hint=t!(lang, "workshop-field-objectives-hint")
                        value=form.value("objectives")
                        rows=4
                    />
                    <Field
                        name="version"
                        label=t!(lang, "workshop-field-version")
                        hint=t!(lang, "workshop-field-version-hint")
                        value=form.value("version")
                        size=Some(12)
                    />
                    <Choices name="audience" legend=t!(lang, "workshop-field-audience")>{audience}</Choices>
                    <Choices name="disciplines" legend=t!(lang, "workshop-field-disciplines") hint=t!(lang, "workshop-field-discipline-hint")>
                        {disciplines}
                    </Choices>
                    <Select name="level" label=t!(lang, "workshop-field-level") options=levels value=form.value("level")/>
                    <Field
                        name="competences"
                        label=t!(lang, "workshop-field-competences")
                        hint=t!(lang, "workshop-field-competences-hint")
                        value=form.value("competences")
                        optional=true
                    />
                    <Field
                        name="keywords"
                        label=t!(lang, "workshop-field-keywords")
                        hint=t!(lang, "workshop-field-keywords-hint")
                        value=form.value("keywords")
                        optional=true
                    />
                    <Field
                        name="threshold"
                        label=t!(lang, "workshop-field-threshold")
                        value=form.value("threshold")
                        inputmode=Some("numeric")
                        optional=true
                        size=Some(4)
                    />
                    <Choice name="attestation" value="oui" label=t!(lang, "workshop-field-attestation") checked=form.has("attestation", "oui")/>
                    <Select name="licence" label=t!(lang, "workshop-field-licence") options=licences value=licence/>
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>{t!(lang, "workshop-save")}</Button>
                        <a href=back>{t!(lang, "workshop-cancel")}</a>
                    </p>
                </PostForm>
                <p class="soft"><a href=raw>{t!(lang, "workshop-settings-raw")}</a></p>
            </section>
        }
        .into_any()
    })
}
