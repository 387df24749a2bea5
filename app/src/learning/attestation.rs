//! `/attestations/{number}`: one's own attestation. The page is the reference; the file is made from the same words.

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::*;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

use preau::access::Act;
use preau::certificate;
use preau::certificate::mine::{self, Full};
use preau::{Error, Result};

use super::paper::Paper;
use crate::cx::Cx;
use crate::page::Nav;
use crate::sent_form::hex;
use crate::t;
use crate::ui::{ButtonKind, ButtonLink, Crumb, Icon, Logo, Notice, NoticeKind};

/// `GET /attestations/{number}`, or its file when the number ends in `.pdf`.
pub(super) async fn show(cx: Cx, Path(number): Path<String>) -> Response {
    cx.answer(async {
        if let Some(number) = number.strip_suffix(".pdf") {
            return file(&cx, number).await;
        }
        let full = load(&cx, &number).await?;
        let paper = Paper::of(&cx, &full);
        let has_file = cx.site.pdf.is_some();
        let crumbs = [Crumb::new("/mon-parcours", t!(cx.lang, "record-title"))];
        let title = t!(cx.lang, "paper-page-title", "number" => paper.number.clone());
        let next = full.replaced_by.clone();
        let before = full.statement.replaces.clone();
        let reason = full.attestation.reason.clone();
        Ok(cx.page(title).nav(Nav::Record).crumbs(crumbs).show(move || {
            view! {
                {standing(&paper, next, before, reason)}
                {sheet(&paper)}
                {actions(&paper, has_file)}
            }
            .into_any()
        }))
    })
    .await
}

async fn load(cx: &Cx, number: &str) -> Result<Full> {
    mine::mine(&mut cx.read().await?, cx.allow_own(Act::ReadAttestation)?, number).await
}

async fn file(cx: &Cx, number: &str) -> Result<Response> {
    let full = load(cx, number).await?;
    let Some(renderer) = cx.site.pdf.clone() else { return Err(Error::NotFound) };
    let paper = Paper::of(cx, &full);
    let bytes = tokio::task::spawn_blocking(move || renderer(paper)).await.map_err(Error::broken)??;
    let sha256 = hex(&Sha256::digest(&bytes));
    if certificate::file::code_of(&mut cx.read().await?, &sha256).await?.is_none() {
        let mut tx = cx.begin().await?;
        certificate::file::keep(&mut tx, full.attestation.id, &sha256, cx.now).await?;
        cx.commit(tx).await?;
    }
    let mut response = (StatusCode::OK, bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    let name =
        HeaderValue::from_str(&format!("inline; filename=\"attestation-{}.pdf\"", full.attestation.number));
    headers.insert(header::CONTENT_DISPOSITION, name.unwrap_or(HeaderValue::from_static("inline")));
    Ok(response)
}

/// Whether it still holds, and the ones before and after it.
fn standing(paper: &Paper, next: Option<String>, before: Option<String>, reason: Option<String>) -> AnyView {
    let lang = paper.lang;
    let ended = paper.ended.clone().map(|ended| {
        view! {
            <Notice kind=NoticeKind::Error title=ended>
                {reason.map(|reason| view! { <p>{t!(lang, "paper-reason", "reason" => reason)}</p> })}
                {next
                    .map(|next| view! { <p><a href=format!("/attestations/{next}")>{t!(lang, "paper-see-next", "number" => next.clone())}</a></p> })}
            </Notice>
        }
    });
    let before = before.map(|before| {
        view! {
            <Notice>
                <p>
                    <a href=format!("/attestations/{before}")>{t!(lang, "paper-see-before", "number" => before.clone())}</a>
                </p>
            </Notice>
        }
    });
    view! { <div class="paper-standing">{ended}{before}</div> }.into_any()
}

fn sheet(paper: &Paper) -> AnyView {
    let words = paper.labels.clone();
    let class = if paper.ended.is_some() { "paper paper-ended" } else { "paper" };
    let language =
        (!paper.course_language.starts_with(paper.lang.code())).then(|| paper.course_language.clone());
    let list = |title: String, items: &[String], language: Option<String>| {
        (!items.is_empty()).then(|| {
            let items = items.iter().map(|item| view! { <li>{item.clone()}</li> });
            view! {
                <section class="paper-list">
                    <h2>{title}</h2>
                    <ul lang=language>{items.collect_view()}</ul>
                </section>
            }
        })
    };
    let facts = [
        Some((words.hours, paper.hours.clone(), Some(paper.hours_detail.clone()))),
        Some((words.completed_on, paper.completed_on.clone(), None)),
        paper.period.clone().map(|period| (words.period, period, None)),
    ];
    let facts = facts.into_iter().flatten().map(|(name, value, detail)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}{detail.map(|detail| view! { <span class="paper-detail">{detail}</span> })}</dd>
            </div>
        }
    });
    view! {
        <article class=class>
            <header class="paper-head">
                <Logo/>
                <p class="paper-issuer">{paper.issuer_name.clone()}</p>
                <p class="paper-number">{words.number}" "{paper.number.clone()}</p>
            </header>
            <h1 class="paper-title">{paper.title_line.clone()}</h1>
            <p class="paper-word">{words.issued_to}</p>
            <p class="paper-holder">{paper.holder.clone()}</p>
            <p class="paper-word">{words.for_course}</p>
            <p class="paper-course" lang=language.clone()>{paper.course_title.clone()}</p>
            <p class="paper-version">{paper.course_version.clone()}</p>
            <dl class="paper-facts">{facts.collect_view()}</dl>
            {list(words.half_days, &paper.half_days, None)}
            {list(words.objectives, &paper.objectives, language)}
            {list(words.competences, &paper.competences, None)}
            <section class="paper-issued">
                <h2>{words.issued_by}</h2>
                <p>
                    <strong>{paper.issuer_name.clone()}</strong>
                    {paper.issuer_detail.iter().map(|line| view! { <br/>{line.clone()} }).collect_view()}
                </p>
                <p>{t!(paper.lang, "paper-issued-on", "date" => paper.issued_on.clone())}</p>
            </section>
            <section class="paper-verify">
                {qr(&paper.qr, words.qr_alternative)}
                <div>
                    <h2>{words.verify}</h2>
                    <p>{words.verify_sentence}</p>
                    <p class="paper-code"><span>{words.code}</span>" "<strong>{paper.code.clone()}</strong></p>
                    <p class="paper-address"><a href=format!("/verifier/{}", paper.code)>{paper.verify_url.clone()}</a></p>
                </div>
            </section>
            <p class="paper-what">{words.what}</p>
        </article>
    }
    .into_any()
}

/// The code, dark on white in every theme, with the margin that readers need.
pub(crate) fn qr(rows: &[Vec<bool>], alternative: String) -> AnyView {
    const MARGIN: usize = 4;
    if rows.is_empty() {
        return ().into_any();
    }
    let side = rows.len() + 2 * MARGIN;
    let mut path = String::new();
    for (y, row) in rows.iter().enumerate() {
        for (x, _) in row.iter().enumerate().filter(|(_, dark)| **dark) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + MARGIN, y + MARGIN);
        }
    }
    view! {
        <svg class="paper-qr" viewBox=format!("0 0 {side} {side}") role="img" aria-label=alternative shape-rendering="crispEdges">
            <rect class="qr-light" width=side.to_string() height=side.to_string()></rect>
            <path class="qr-dark" d=path></path>
        </svg>
    }
    .into_any()
}

fn actions(paper: &Paper, has_file: bool) -> AnyView {
    let lang = paper.lang;
    view! {
        <p class="page-actions paper-actions">
            {has_file
                .then(|| {
                    view! {
                        <ButtonLink href=format!("/attestations/{}.pdf", paper.number) kind=ButtonKind::Primary icon="file-down">
                            {t!(lang, "paper-file")}
                        </ButtonLink>
                    }
                })}
            <ButtonLink href=format!("/verifier/{}", paper.code) icon="shield-check">{t!(lang, "paper-check")}</ButtonLink>
            <span class="activity-note"><Icon name="printer"/>" "{t!(lang, "paper-print")}</span>
        </p>
    }
    .into_any()
}
