//! `/pilotage/donnees-ouvertes`: the file as it would leave today, and the button that publishes it.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::Act;
use preau::open_data::figures::{self, Line};
use preau::open_data::{file, publish as publishing};
use preau::year::SchoolYear;
use preau::{Error, Result};

use super::table::{SHOWN, table};
use crate::account::data;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::ui::{Button, ButtonKind, ButtonLink, Crumb, ErrorSummary, FormState, PostForm};

const ADDRESS: &str = "/pilotage/donnees-ouvertes";

async fn lines(cx: &Cx) -> Result<Vec<Line>> {
    let allowed = cx.allow(Act::PublishOpenData, ())?;
    figures::read(&mut cx.read().await?, allowed, cx.now, &cx.site.config.zone).await
}

/// `GET /pilotage/donnees-ouvertes`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async {
        match lines(&cx).await {
            Ok(lines) => Ok(page(&cx, &lines, FormState::empty(cx.lang), StatusCode::OK)),
            // Nothing to publish yet is said on the page: nobody did anything wrong.
            Err(error @ Error::Refused(_)) => {
                let form = FormState::refused(cx.lang, Fields::new(Vec::new()), error)?;
                Ok(page(&cx, &[], form, StatusCode::OK))
            }
            Err(other) => Err(other),
        }
    })
    .await
}

/// `POST /pilotage/donnees-ouvertes`.
pub(super) async fn publish(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        let allowed = cx.allow(Act::PublishOpenData, ())?;
        let config = &cx.site.config;
        let mut tx = cx.begin().await?;
        match publishing::publish(&mut tx, allowed, &config.base_url, &config.zone, cx.now).await {
            Ok(_) => {
                cx.commit(tx).await?;
                Ok(Redirect::to("/donnees-ouvertes?fait=donnees-publiees").into_response())
            }
            Err(error) => {
                tx.rollback().await?;
                let form = FormState::refused(cx.lang, fields, error)?;
                let lines = match lines(&cx).await {
                    Err(Error::Refused(_)) => Vec::new(),
                    other => other?,
                };
                let status = form.status();
                Ok(page(&cx, &lines, form, status))
            }
        }
    })
    .await
}

/// `GET /pilotage/donnees-ouvertes.csv`: the file of now, unpublished.
pub(super) async fn csv(cx: Cx) -> Response {
    cx.answer(async {
        let lines = exported(&cx).await?;
        let (day, name) = (cx.today(), format!("couverture-{}-apercu.csv", cx.today()));
        let table = file::csv(&lines, SchoolYear::of(day), day);
        data::file(table.into_bytes(), "text/csv; charset=utf-8", &name)
    })
    .await
}

/// `GET /pilotage/donnees-ouvertes.json`.
pub(super) async fn json(cx: Cx) -> Response {
    cx.answer(async {
        let lines = exported(&cx).await?;
        let (day, name) = (cx.today(), format!("couverture-{}-apercu.json", cx.today()));
        let document = file::json(&lines, SchoolYear::of(day), day, &cx.site.config.base_url);
        data::file(document.into_bytes(), "application/json", &name)
    })
    .await
}

async fn exported(cx: &Cx) -> Result<Vec<Line>> {
    let lines = lines(cx).await?;
    let allowed = cx.allow(Act::PublishOpenData, ())?;
    let mut tx = cx.begin().await?;
    publishing::exported(&mut tx, allowed, lines.len(), &cx.today().to_string(), cx.now).await?;
    cx.commit(tx).await?;
    Ok(lines)
}

fn page(cx: &Cx, lines: &[Line], form: FormState, status: StatusCode) -> Response {
    let lang = cx.lang;
    let above = [Crumb::new("/pilotage", t!(lang, "hub-title"))];
    let masked = lines.iter().filter(|line| line.figures.is_none()).count();
    let preview = t!(
        lang,
        "open-data-preview",
        "shown" => lines.len().min(SHOWN),
        "lines" => lines.len(),
        "masked" => masked
    );
    let there = !lines.is_empty();
    cx.page(t!(lang, "open-data-publish-title")).nav(Nav::Operate).crumbs(above).status(status).show(|| {
        view! {
            <div class="stack">
                <h1>{t!(lang, "open-data-publish-title")}</h1>
                <ErrorSummary form=form.clone()/>
                <p class="lead">{t!(lang, "open-data-publish-lead")}</p>
                {there
                    .then(|| {
                        view! {
                            <PostForm action=ADDRESS act="open_data.publish">
                                <p class="form-actions">
                                    <Button kind=ButtonKind::Primary>{t!(lang, "open-data-publish")}</Button>
                                    <ButtonLink href=format!("{ADDRESS}.csv") icon="download" download=true>{t!(lang, "open-data-csv")}</ButtonLink>
                                    <ButtonLink href=format!("{ADDRESS}.json") icon="download" download=true>{t!(lang, "open-data-json")}</ButtonLink>
                                </p>
                            </PostForm>
                            <p>{t!(lang, "open-data-masked-text")}</p>
                            <h2>{preview}</h2>
                            {table(lang, lines)}
                        }
                    })}
                <p><a href="/donnees-ouvertes">{t!(lang, "open-data-public-page")}</a></p>
            </div>
        }
        .into_any()
    })
}
