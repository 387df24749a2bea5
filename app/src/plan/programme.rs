//! `/plan/{annee}/dispositif`: a programme is written, or written anew.

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::{Act, Allowed};
use preau::plan::programme::{self, Input};
use preau::plan::{EnrolmentMode, sheet};
use preau::{Fault, Result, ids};

use super::place::{self, Here, id};
use super::words;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::ui::{
    Button, ButtonKind, ErrorSummary, Field, FormState, PostForm, Select, SelectOption, TextArea,
};

/// `GET /plan/{annee}/dispositif?noeud=…&id=…`; without an id, a new one, under `priorite` if one is named.
pub(super) async fn show(cx: Cx, Path(year): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let (here, _) = Here::to_write(&cx, &mut read, &year, asked.get("noeud")).await?;
        if let Some(form) = place::typed(&cx).await? {
            return page(&cx, &here, form).await;
        }
        let known = match asked.get("id") {
            "" => vec![
                ("new", ids::new(cx.now).to_string()),
                ("priority", asked.get("priorite").to_owned()),
                ("mode", EnrolmentMode::Individual.code().to_owned()),
            ],
            known => {
                let known = programme::one(&mut read, here.plan.id, id(known)?).await?;
                vec![
                    ("id", known.id.to_string()),
                    ("priority", known.priority_id.map(|id| id.to_string()).unwrap_or_default()),
                    ("mode", known.enrolment_mode().code().to_owned()),
                    ("version", known.version.to_string()),
                    ("code", known.code),
                    ("title", known.title),
                    ("aim", known.aim),
                    ("audience", known.audience),
                ]
            }
        };
        drop(read);
        let known = known.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        page(&cx, &here, FormState::filled(cx.lang, known)).await
    })
    .await
}

/// `POST /plan/{annee}/dispositif?noeud=…`.
pub(super) async fn send(cx: Cx, Path(year): Path<String>, Asked(asked): Asked, fields: Fields) -> Response {
    cx.answer(async {
        place::keep_typed(&cx, &fields).await?;
        let (here, allowed) = Here::to_write(&cx, &mut cx.read().await?, &year, asked.get("noeud")).await?;
        match keep(&cx, allowed, &fields).await {
            Ok(written) => Ok(place::go(&format!("{}&fait=plan-dispositif#p-{written}", here.address()))),
            Err(error) => page(&cx, &here, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

async fn keep(cx: &Cx, allowed: Allowed<Uuid>, fields: &Fields) -> Result<Uuid> {
    let priority = match fields.get("priority") {
        "" => None,
        priority => Some(priority.parse().map_err(|_| Fault::new("priority", "plan-priority-unknown"))?),
    };
    let mode = EnrolmentMode::parse(fields.get("mode")).ok_or(Fault::new("mode", "plan-mode"))?;
    let text = |name: &str| fields.get(name).to_owned();
    let input = Input {
        priority,
        code: text("code"),
        title: text("title"),
        aim: text("aim"),
        audience: text("audience"),
        mode,
    };
    let mut tx = cx.begin().await?;
    let written = match fields.get("id") {
        "" => {
            let new = id(fields.get("new"))?;
            programme::add(&mut tx, allowed, new, &input, cx.now).await?;
            new
        }
        known => {
            let (known, seen) = (id(known)?, fields.get("version").parse().unwrap_or(0));
            programme::edit(&mut tx, allowed, known, &input, seen, cx.now).await?;
            known
        }
    };
    cx.commit(tx).await?;
    Ok(written)
}

async fn page(cx: &Cx, here: &Here, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let allowed = cx.allow_at(Act::ReadPlan, &here.plan.path, here.plan.clone())?;
    let sheet = sheet::read(&mut cx.read().await?, allowed).await?;
    let priorities: Vec<_> = std::iter::once(SelectOption::new("", t!(lang, "plan-loose")))
        .chain(
            sheet
                .boughs
                .into_iter()
                .filter_map(|bough| bough.priority)
                .map(|priority| SelectOption::new(priority.id.to_string(), priority.title)),
        )
        .collect();
    let modes: Vec<_> = EnrolmentMode::ALL
        .iter()
        .map(|mode| SelectOption::new(mode.code(), words::mode(lang, *mode)))
        .collect();
    let known = !form.value("id").is_empty();
    let title = if known { t!(lang, "plan-programme-edit") } else { t!(lang, "plan-programme-new") };
    let (action, back) = (here.part("dispositif"), here.address());
    let crumbs = here.crumbs(cx);
    Ok(cx.page(title.clone()).nav(Nav::Plan).crumbs(crumbs).status(form.status()).show(move || {
        view! {
            <section class="narrow stack">
                <h1>{title}</h1>
                <ErrorSummary form=form.clone()/>
                <PostForm action=action act="plan.write">
                    <input type="hidden" name="id" value=form.value("id")/>
                    <input type="hidden" name="new" value=form.value("new")/>
                    <input type="hidden" name="version" value=form.value("version")/>
                    <Field
                        name="code"
                        label=t!(lang, "plan-code")
                        hint=t!(lang, "plan-programme-code-hint")
                        value=form.value("code")
                        fault=form.fault("code")
                        autocomplete=Some("off")
                        maxlength=Some(10)
                        size=Some(12)
                    />
                    <Field
                        name="title"
                        label=t!(lang, "plan-item-title")
                        value=form.value("title")
                        fault=form.fault("title")
                        autocomplete=Some("off")
                        maxlength=Some(200)
                    />
                    <Select
                        name="priority"
                        label=t!(lang, "plan-priority")
                        options=priorities
                        value=form.value("priority")
                        fault=form.fault("priority")
                        optional=true
                    />
                    <TextArea
                        name="aim"
                        label=t!(lang, "plan-aim")
                        value=form.value("aim")
                        fault=form.fault("aim")
                        rows=4
                        optional=true
                        maxlength=Some(4000)
                    />
                    <Field
                        name="audience"
                        label=t!(lang, "plan-audience")
                        hint=t!(lang, "plan-audience-hint")
                        value=form.value("audience")
                        fault=form.fault("audience")
                        autocomplete=Some("off")
                        maxlength=Some(500)
                        optional=true
                    />
                    <Select
                        name="mode"
                        label=t!(lang, "plan-mode")
                        options=modes
                        value=form.value("mode")
                        fault=form.fault("mode")
                    />
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>{t!(lang, "plan-save")}</Button>
                        <a href=back>{t!(lang, "plan-cancel")}</a>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    }))
}
