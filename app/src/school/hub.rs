//! `/pilotage`: what one may steer, and how the schools in one's care are covered.

use axum::response::Response;
use leptos::prelude::*;

use preau::access::{Act, Role};
use preau::privacy::request;
use preau::referent::cockpit::{report, report_list};
use preau::referent::{State, list};
use preau::school::coverage::{self, By, Count, Filter};
use preau::year::SchoolYear;
use preau::{Error, Result};

use super::coverage::figure;
use crate::cx::Cx;
use crate::page::Nav;
use crate::t;
use crate::ui::{ButtonKind, ButtonLink, Icon};

/// Whose page this is.
pub(super) const STEERING: &[Role] =
    &[Role::PlanManager, Role::NationalAdmin, Role::Inspector, Role::Auditor];

/// `GET /pilotage`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(page(&cx)).await
}

async fn page(cx: &Cx) -> Result<Response> {
    let Some(actor) = &cx.actor else { return Err(Error::LoginNeeded) };
    let lang = cx.lang;
    let entries: Vec<_> = entries(cx);
    let places: Vec<String> = actor.places(STEERING).into_iter().map(str::to_owned).collect();
    if entries.is_empty() {
        return Err(Error::Forbidden);
    }
    let year = SchoolYear::of(cx.today());
    let mut covered: Vec<(String, String, Count)> = Vec::new();
    if !places.is_empty() {
        let mut read = cx.read().await?;
        // One or two places: somebody with more of them looks at the widest.
        for place in places.iter().take(4) {
            let allowed = cx.allow_at(Act::ReadCoverage, place, ())?;
            let filter = Filter { under: place.clone(), ..Filter::default() };
            let rows = coverage::counts(&mut read, allowed, &filter, year, By::Kind).await?;
            let total = Count {
                code: String::new(),
                name: String::new(),
                schools: rows.iter().map(|row| row.schools).sum(),
                covered: rows.iter().map(|row| row.covered).sum(),
            };
            let name =
                preau::school::by_path(&mut read, place).await?.map(|node| node.name).unwrap_or_default();
            covered.push((place.clone(), name, total));
        }
    }
    let waiting = waiting(cx, year).await?;
    Ok(cx.page(t!(lang, "hub-title")).nav(Nav::Operate).crumbs([]).show(move || {
        view! {
            <div class="stack hub">
                <h1>{t!(lang, "hub-title")}</h1>
                {(!waiting.is_empty())
                    .then(|| {
                        let rows = waiting.into_iter().enumerate().map(|(place, (text, label, href))| {
                            let kind = if place == 0 { ButtonKind::Primary } else { ButtonKind::Secondary };
                            view! { <li><strong>{text}</strong><ButtonLink href=href kind=kind>{label}</ButtonLink></li> }
                        });
                        view! {
                            <section class="card next-step" aria-labelledby="a-traiter">
                                <h2 class="card-title" id="a-traiter">{t!(lang, "hub-waiting")}</h2>
                                <ul class="cockpit-next">{rows.collect_view()}</ul>
                            </section>
                        }
                    })}
                {covered
                    .into_iter()
                    .map(|(place, name, total)| {
                        let title = t!(lang, "hub-coverage", "name" => name);
                        let href = format!("/pilotage/couverture?sous={place}");
                        view! {
                            <section class="card hub-coverage">
                                <h2>{title}</h2>
                                {figure(lang, &total)}
                                <p class="form-actions">
                                    <ButtonLink href=href>{t!(lang, "hub-coverage-open")}</ButtonLink>
                                </p>
                            </section>
                        }
                    })
                    .collect_view()}
                <ul class="hub-entries">
                    {entries
                        .into_iter()
                        .map(|(href, icon, title, text)| {
                            view! {
                                <li>
                                    <a class="hub-entry" href=href>
                                        <Icon name=icon/>
                                        <span>
                                            <strong>{title}</strong>
                                            <span class="cell-detail">{text}</span>
                                        </span>
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </div>
        }
        .into_any()
    }))
}

/// What waits for the asker: sentence, what to do, where.
async fn waiting(cx: &Cx, year: SchoolYear) -> Result<Vec<(String, String, &'static str)>> {
    let (lang, mut waiting) = (cx.lang, Vec::new());
    let mut read = cx.read().await?;
    // The place on which the lists open.
    let places = cx.actor.as_ref().map(|actor| actor.places(&[Role::PlanManager])).unwrap_or_default();
    if let Some(place) = places.first() {
        let under = (*place).to_owned();
        let allowed = cx.allow_at(Act::ValidateNomination, &under, ())?;
        let filter =
            list::Filter { under: under.clone(), state: Some(State::Submitted), ..list::Filter::default() };
        let count = list::count(&mut read, allowed, &filter, false).await?;
        if count > 0 {
            let text = t!(lang, "hub-waiting-nominations", "count" => count);
            waiting.push((text, t!(lang, "hub-decide"), "/pilotage/nominations?etat=submitted"));
        }
        let allowed = cx.allow_at(Act::ReceiveReport, &under, ())?;
        let filter = report_list::Filter { under, year, state: Some(report::State::Countersigned) };
        let count = report_list::count(&mut read, allowed, &filter).await?;
        if count > 0 {
            let text = t!(lang, "hub-waiting-reports", "count" => count);
            waiting.push((text, t!(lang, "hub-receive"), "/pilotage/bilans?etat=countersigned"));
        }
    }
    if cx.may(Act::HandleDataRequests) {
        let allowed = cx.allow(Act::HandleDataRequests, ())?;
        let count = request::count(&mut read, allowed, true).await?;
        if count > 0 {
            let text = t!(lang, "hub-waiting-requests", "count" => count);
            waiting.push((text, t!(lang, "hub-handle"), "/pilotage/demandes"));
        }
    }
    Ok(waiting)
}

/// What the asker may open from here: address, icon, title, sentence.
fn entries(cx: &Cx) -> Vec<(&'static str, &'static str, String, String)> {
    let lang = cx.lang;
    let mut entries = Vec::new();
    if cx.may(Act::ReadCoverage) {
        entries.push(("/pilotage/couverture", "eye", t!(lang, "hub-map"), t!(lang, "hub-map-text")));
    }
    if cx.may(Act::PublishOpenData) {
        entries.push((
            "/pilotage/donnees-ouvertes",
            "download",
            t!(lang, "open-data-title"),
            t!(lang, "hub-open-data-text"),
        ));
    }
    if cx.may(Act::ValidateNomination) {
        entries.push((
            "/pilotage/nominations",
            "list-checks",
            t!(lang, "nav-nominations"),
            t!(lang, "hub-nominations-text"),
        ));
    }
    if cx.may(Act::ApproveSession) {
        entries.push((
            "/pilotage/sessions",
            "calendar",
            t!(lang, "sessions-manager"),
            t!(lang, "hub-sessions-text"),
        ));
    }
    if cx.may(Act::CheckPay) {
        entries.push((
            "/pilotage/remuneration",
            "file-text",
            t!(lang, "pay-desk-title"),
            t!(lang, "pay-hub-text"),
        ));
    }
    if cx.may(Act::ReviewCourse) {
        entries.push(("/atelier/relectures", "pen-line", t!(lang, "review-title"), t!(lang, "review-lead")));
    }
    if cx.may(Act::ApproveSession) && cx.may(Act::ReadCohort) {
        entries.push(("/cohortes", "users", t!(lang, "hub-cohorts"), t!(lang, "hub-cohorts-text")));
    }
    if cx.may(Act::ImportRegister) || cx.may(Act::ImportPeople) {
        entries.push(("/pilotage/imports", "upload", t!(lang, "hub-imports"), t!(lang, "hub-imports-text")));
    }
    if cx.may(Act::GrantRoleAt) {
        entries.push(("/pilotage/roles", "shield-check", t!(lang, "hub-roles"), t!(lang, "hub-roles-text")));
    }
    if cx.may(Act::ReceiveReport) {
        entries.push((
            "/pilotage/bilans",
            "file-text",
            t!(lang, "reports-title"),
            t!(lang, "hub-reports-text"),
        ));
    }
    if cx.may(Act::ReadNetwork) {
        entries.push(("/reseau", "users", t!(lang, "network-title"), t!(lang, "hub-network-text")));
    }
    if cx.may(Act::Invite) {
        entries.push(("/pilotage/comptes", "users", t!(lang, "hub-accounts"), t!(lang, "hub-accounts-text")));
    }
    if cx.may(Act::Operate) {
        entries.push((
            "/pilotage/webhooks",
            "message-circle",
            t!(lang, "hub-webhooks"),
            t!(lang, "hub-webhooks-text"),
        ));
    }
    if cx.may(Act::ManageOrganisation) {
        entries.push(("/pilotage/organisation", "globe", t!(lang, "hub-tree"), t!(lang, "hub-tree-text")));
    }
    if cx.may(Act::EditSchemes) {
        entries.push(("/pilotage/regimes", "award", t!(lang, "schemes-title"), t!(lang, "hub-schemes-text")));
    }
    if cx.may(Act::ManagePeople) {
        entries.push(("/pilotage/doublons", "users", t!(lang, "twins-title"), t!(lang, "hub-twins-text")));
    }
    if cx.may(Act::HandleDataRequests) {
        entries.push((
            "/pilotage/demandes",
            "shield-check",
            t!(lang, "hub-requests"),
            t!(lang, "hub-requests-text"),
        ));
    }
    entries
}
