//! `/pilotage`: what one may steer, and how the schools in one's care are covered.

use axum::response::Response;
use leptos::prelude::*;

use preau::access::{Act, Role};
use preau::school::coverage::{self, By, Count, Filter};
use preau::year::SchoolYear;
use preau::{Error, Result};

use super::coverage::figure;
use crate::cx::Cx;
use crate::page::Nav;
use crate::t;
use crate::ui::{ButtonLink, Icon};

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
    Ok(cx.page(t!(lang, "hub-title")).nav(Nav::Operate).crumbs([]).show(move || {
        view! {
            <div class="stack hub">
                <h1>{t!(lang, "hub-title")}</h1>
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

/// What the asker may open from here: address, icon, title, sentence.
fn entries(cx: &Cx) -> Vec<(&'static str, &'static str, String, String)> {
    let lang = cx.lang;
    let mut entries = Vec::new();
    if cx.may(Act::ReadCoverage) {
        entries.push(("/pilotage/couverture", "eye", t!(lang, "hub-map"), t!(lang, "hub-map-text")));
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
