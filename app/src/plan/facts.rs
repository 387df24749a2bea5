//! `/plan/{annee}/reglages`: title, budget and campaign of a plan.

use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use leptos::prelude::*;

use preau::access::Allowed;
use preau::plan::write::{self, Facts};
use preau::plan::{hours, read_hours};
use preau::referent::scheme::{euros, read_euros};
use preau::{Error, Fault, Result};
use uuid::Uuid;

use super::place::{self, Here};
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::ui::{Button, ButtonKind, ErrorSummary, Field, FormState, PostForm};

/// `GET /plan/{annee}/reglages?noeud=…`.
pub(super) async fn show(cx: Cx, Path(year): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let (here, _) = Here::to_write(&cx, &mut cx.read().await?, &year, asked.get("noeud")).await?;
        if let Some(form) = place::typed(&cx).await? {
            return Ok(page(&cx, &here, form));
        }
        let plan = &here.plan;
        let known = [
            ("title", plan.title.clone()),
            ("hours", plan.hours_budget_min.map(hours).unwrap_or_default()),
            ("money", plan.money_budget_cents.map(euros).unwrap_or_default()),
            ("opens_on", plan.campaign_opens_on.clone().unwrap_or_default()),
            ("closes_on", plan.campaign_closes_on.clone().unwrap_or_default()),
            ("version", plan.version.to_string()),
        ];
        let known = known.map(|(name, value)| (name.to_owned(), value)).to_vec();
        Ok(page(&cx, &here, FormState::filled(cx.lang, known)))
    })
    .await
}

/// `POST /plan/{annee}/reglages?noeud=…`.
pub(super) async fn send(cx: Cx, Path(year): Path<String>, Asked(asked): Asked, fields: Fields) -> Response {
    cx.answer(async {
        place::keep_typed(&cx, &fields).await?;
        let (here, allowed) = Here::to_write(&cx, &mut cx.read().await?, &year, asked.get("noeud")).await?;
        match keep(&cx, allowed, &fields).await {
            Ok(()) => Ok(place::go(&format!("{}&fait=plan-reglages", here.address()))),
            Err(error) => Ok(page(&cx, &here, FormState::refused(cx.lang, fields, error)?)),
        }
    })
    .await
}

async fn keep(cx: &Cx, allowed: Allowed<Uuid>, fields: &Fields) -> Result<()> {
    let mut faults = Vec::new();
    let mut limit =
        |field: &'static str, read: fn(&str) -> Option<i64>, fault: Fault| match fields.get(field).trim() {
            "" => None,
            typed => read(typed).or_else(|| {
                faults.push(fault);
                None
            }),
        };
    let hours_budget_min = limit("hours", read_hours, Fault::new("hours", "plan-hours-unreadable"));
    let money_budget_cents = limit("money", read_euros, Fault::new("money", "amount-unreadable"));
    let day = |field: &str| -> Option<Option<Date>> {
        match fields.get(field).trim() {
            "" => Some(None),
            typed => typed.parse().ok().map(Some),
        }
    };
    let (opens_on, closes_on) = (day("opens_on"), day("closes_on"));
    if opens_on.is_none() {
        faults.push(Fault::new("opens_on", "plan-day"));
    }
    if closes_on.is_none() {
        faults.push(Fault::new("closes_on", "plan-day"));
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let facts = Facts {
        title: fields.get("title").to_owned(),
        hours_budget_min,
        money_budget_cents,
        opens_on: opens_on.flatten(),
        closes_on: closes_on.flatten(),
    };
    let seen = fields.get("version").parse().unwrap_or(0);
    let mut tx = cx.begin().await?;
    write::edit(&mut tx, allowed, &facts, seen, cx.now).await?;
    cx.commit(tx).await
}

fn page(cx: &Cx, here: &Here, form: FormState) -> Response {
    let lang = cx.lang;
    let (action, back) = (here.part("reglages"), here.address());
    cx.page(t!(lang, "plan-facts")).nav(Nav::Plan).crumbs(here.crumbs(cx)).status(form.status()).show(
        move || {
            view! {
                <section class="narrow stack">
                    <h1>{t!(lang, "plan-facts")}</h1>
                    <ErrorSummary form=form.clone()/>
                    <PostForm action=action act="plan.write">
                        <input type="hidden" name="version" value=form.value("version")/>
                        <Field
                            name="title"
                            label=t!(lang, "plan-title")
                            hint=t!(lang, "plan-title-hint")
                            value=form.value("title")
                            fault=form.fault("title")
                            autocomplete=Some("off")
                            maxlength=Some(200)
                        />
                        <div class="field-pair">
                            <Field
                                name="hours"
                                label=t!(lang, "plan-hours-budget")
                                hint=t!(lang, "plan-hours-hint")
                                value=form.value("hours")
                                fault=form.fault("hours")
                                autocomplete=Some("off")
                                maxlength=Some(12)
                                optional=true
                            />
                            <Field
                                name="money"
                                label=t!(lang, "plan-money-budget")
                                hint=t!(lang, "plan-limit-hint")
                                value=form.value("money")
                                fault=form.fault("money")
                                inputmode=Some("decimal")
                                autocomplete=Some("off")
                                maxlength=Some(14)
                                optional=true
                            />
                        </div>
                        <div class="field-pair">
                            <Field
                                name="opens_on"
                                label=t!(lang, "plan-opens-on")
                                kind="date"
                                value=form.value("opens_on")
                                fault=form.fault("opens_on")
                                optional=true
                            />
                            <Field
                                name="closes_on"
                                label=t!(lang, "plan-closes-on")
                                kind="date"
                                value=form.value("closes_on")
                                fault=form.fault("closes_on")
                                optional=true
                            />
                        </div>
                        <p class="form-actions">
                            <Button kind=ButtonKind::Primary>{t!(lang, "plan-save")}</Button>
                            <a href=back>{t!(lang, "plan-cancel")}</a>
                        </p>
                    </PostForm>
                </section>
            }
            .into_any()
        },
    )
}
