//! `/plan/{annee}/priorite`: a priority is written, or written anew.

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::Allowed;
use preau::plan::priority::{self, Input};
use preau::{Result, ids};

use super::place::{self, Here, id};
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::ui::{Button, ButtonKind, ErrorSummary, Field, FormState, PostForm, TextArea};

/// `GET /plan/{annee}/priorite?noeud=…&id=…`; without an id, a new one.
pub(super) async fn show(cx: Cx, Path(year): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let (here, _) = Here::to_write(&cx, &mut read, &year, asked.get("noeud")).await?;
        if let Some(form) = place::typed(&cx).await? {
            return Ok(page(&cx, &here, form));
        }
        let known = match asked.get("id") {
            "" => vec![("new".to_owned(), ids::new(cx.now).to_string())],
            known => {
                let known = priority::one(&mut read, here.plan.id, id(known)?).await?;
                vec![
                    ("id".to_owned(), known.id.to_string()),
                    ("title".to_owned(), known.title),
                    ("body".to_owned(), known.body),
                    ("version".to_owned(), known.version.to_string()),
                ]
            }
        };
        Ok(page(&cx, &here, FormState::filled(cx.lang, known)))
    })
    .await
}

/// `POST /plan/{annee}/priorite?noeud=…`.
pub(super) async fn send(cx: Cx, Path(year): Path<String>, Asked(asked): Asked, fields: Fields) -> Response {
    cx.answer(async {
        place::keep_typed(&cx, &fields).await?;
        let (here, allowed) = Here::to_write(&cx, &mut cx.read().await?, &year, asked.get("noeud")).await?;
        match keep(&cx, allowed, &fields).await {
            Ok(written) => Ok(place::go(&format!("{}&fait=plan-priorite#p-{written}", here.address()))),
            Err(error) => Ok(page(&cx, &here, FormState::refused(cx.lang, fields, error)?)),
        }
    })
    .await
}

async fn keep(cx: &Cx, allowed: Allowed<Uuid>, fields: &Fields) -> Result<Uuid> {
    let input = Input { title: fields.get("title").to_owned(), body: fields.get("body").to_owned() };
    let mut tx = cx.begin().await?;
    let written = match fields.get("id") {
        "" => {
            let new = id(fields.get("new"))?;
            priority::add(&mut tx, allowed, new, &input, cx.now).await?;
            new
        }
        known => {
            let (known, seen) = (id(known)?, fields.get("version").parse().unwrap_or(0));
            priority::edit(&mut tx, allowed, known, &input, seen, cx.now).await?;
            known
        }
    };
    cx.commit(tx).await?;
    Ok(written)
}

fn page(cx: &Cx, here: &Here, form: FormState) -> Response {
    let lang = cx.lang;
    let known = !form.value("id").is_empty();
    let title = if known { t!(lang, "plan-priority-edit") } else { t!(lang, "plan-priority-new") };
    let (action, back) = (here.part("priorite"), here.address());
    cx.page(title.clone()).nav(Nav::Plan).crumbs(here.crumbs(cx)).status(form.status()).show(move || {
        view! {
            <section class="narrow stack">
                <h1>{title}</h1>
                <ErrorSummary form=form.clone()/>
                <PostForm action=action act="plan.write">
                    <input type="hidden" name="id" value=form.value("id")/>
                    <input type="hidden" name="new" value=form.value("new")/>
                    <input type="hidden" name="version" value=form.value("version")/>
                    <Field
                        name="title"
                        label=t!(lang, "plan-item-title")
                        value=form.value("title")
                        fault=form.fault("title")
                        autocomplete=Some("off")
                        maxlength=Some(200)
                    />
                    <TextArea
                        name="body"
                        label=t!(lang, "plan-body")
                        value=form.value("body")
                        fault=form.fault("body")
                        optional=true
                        maxlength=Some(4000)
                    />
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>{t!(lang, "plan-save")}</Button>
                        <a href=back>{t!(lang, "plan-cancel")}</a>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    })
}
