//! `/plan/nouveau`: a plan is begun, empty or with the structure of the year before.

use axum::response::Response;
use leptos::prelude::*;

use preau::access::{Act, Role};
use preau::plan::sheet;
use preau::plan::write::{self, NewPlan};
use preau::plan::{Plan, roll_over};
use preau::school::Node;
use preau::school::academies::NATION;
use preau::year::SchoolYear;
use preau::{Error, Fault, Read, Result, ids};

use super::{place, words};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::ui::{
    Button, ButtonKind, Choice, Crumb, ErrorSummary, Field, FormState, PostForm, Select, SelectOption,
};

const ADDRESS: &str = "/plan/nouveau";

/// The nodes whose plan the asker may begin.
async fn places(cx: &Cx, read: &mut Read) -> Result<Vec<Node>> {
    cx.allow(Act::WritePlan, ())?;
    let Some(actor) = &cx.actor else { return Err(Error::LoginNeeded) };
    let owned = |paths: Vec<&str>| paths.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let mut exact = owned(actor.places(&[Role::Head]));
    exact.extend(actor.mandates.iter().cloned());
    if cx.may_at(Act::WritePlan, NATION) {
        exact.push(NATION.to_owned());
    }
    sheet::places(read, &exact, &owned(actor.places(&[Role::PlanManager]))).await
}

fn years(cx: &Cx) -> [SchoolYear; 2] {
    let year = SchoolYear::of(cx.today());
    [year, year.next()]
}

/// `GET /plan/nouveau`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async {
        let places = places(&cx, &mut cx.read().await?).await?;
        let [year, next] = years(&cx);
        // From spring on it is next year's plan that is written.
        let offered = if (3..9).contains(&cx.today().month()) { next } else { year };
        let known = vec![
            ("id".to_owned(), ids::new(cx.now).to_string()),
            ("title".to_owned(), t!(cx.lang, "plan-title-default")),
            ("year".to_owned(), offered.label()),
        ];
        Ok(page(&cx, places, FormState::filled(cx.lang, known)))
    })
    .await
}

/// `POST /plan/nouveau`.
pub(super) async fn send(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        cx.allow(Act::WritePlan, ())?;
        match take(&cx, &fields).await {
            Ok(plan) => {
                let done = if plan.copied_from.is_some() { "plan-repris" } else { "plan-cree" };
                Ok(place::go(&format!("{}&fait={done}", place::address(&plan))))
            }
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                let places = places(&cx, &mut cx.read().await?).await?;
                Ok(page(&cx, places, form))
            }
        }
    })
    .await
}

async fn take(cx: &Cx, fields: &Fields) -> Result<Plan> {
    let year = years(cx).into_iter().find(|year| year.label() == fields.get("year"));
    let year = year.ok_or(Fault::new("year", "plan-year"))?;
    let node = place::id(fields.get("node")).map_err(|_| Fault::new("node", "plan-node"))?;
    let node = preau::school::node(&mut cx.read().await?, node).await?;
    let new = NewPlan {
        id: place::id(fields.get("id"))?,
        node: node.id,
        year,
        title: fields.get("title").to_owned(),
    };
    let allowed = cx.allow_at(Act::WritePlan, &node.path, &new)?;
    let mut tx = cx.begin().await?;
    let plan = if fields.has("copy") {
        roll_over::roll_over(&mut tx, allowed, cx.now).await?
    } else {
        write::create(&mut tx, allowed, cx.now).await?
    };
    cx.commit(tx).await?;
    Ok(plan)
}

fn page(cx: &Cx, places: Vec<Node>, form: FormState) -> Response {
    let lang = cx.lang;
    let years: Vec<_> =
        years(cx).into_iter().map(|year| SelectOption::new(year.label(), year.label())).collect();
    let nodes: Vec<_> = places
        .into_iter()
        .map(|node| {
            SelectOption::new(
                node.id.to_string(),
                format!("{} · {}", words::level(lang, node.kind()), node.name),
            )
        })
        .collect();
    let above = [Crumb::new("/plan", t!(lang, "plans-title"))];
    cx.page(t!(lang, "plan-new")).nav(Nav::Plan).crumbs(above).status(form.status()).show(move || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, "plan-new")}</h1>
                <ErrorSummary form=form.clone()/>
                <PostForm action=ADDRESS act="plan.write">
                    <input type="hidden" name="id" value=form.value("id")/>
                    <Select name="node" label=t!(lang, "plan-node") options=nodes value=form.value("node") fault=form.fault("node")/>
                    <Select name="year" label=t!(lang, "plan-year") options=years value=form.value("year") fault=form.fault("year")/>
                    <Field
                        name="title"
                        label=t!(lang, "plan-title")
                        hint=t!(lang, "plan-title-hint")
                        value=form.value("title")
                        fault=form.fault("title")
                        autocomplete=Some("off")
                        maxlength=Some(200)
                    />
                    <Choice
                        name="copy"
                        value="oui"
                        label=t!(lang, "plan-copy")
                        hint=t!(lang, "plan-copy-hint")
                        checked=form.has("copy", "oui")
                    />
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>{t!(lang, "plan-begin")}</Button>
                        <a href="/plan">{t!(lang, "plan-cancel")}</a>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    })
}
