//! `/nominations/{nomination}/lettre`: the mission letter, to read, print and keep.

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::policy::{Verdict, permits};
use preau::access::{Act, Place};
use preau::referent::answer::is_shown;
use preau::referent::letter::{self, Version};
use preau::referent::{Nomination, State, nomination};
use preau::{Error, Result};

use super::paper::LetterPaper;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::t;
use crate::ui::{ButtonKind, ButtonLink, Crumb, Icon, Logo, Notice, NoticeKind};

/// `GET /nominations/{nomination}/lettre?version=…`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let (found, version) = load(&cx, &id, asked.get("version")).await?;
        let paper = LetterPaper::of(&mut cx.read().await?, cx.lang, &found, &version).await?;
        let lang = cx.lang;
        let crumbs = [Crumb::new(back(&cx, &found), t!(lang, "nomination-title", "person" => found.teacher()))];
        let file = cx
            .site
            .letter_pdf
            .is_some()
            .then(|| format!("/nominations/{}/lettre.pdf?version={}", found.id, version.number));
        Ok(cx.page(t!(lang, "paper-letter-title")).crumbs(crumbs).show(move || {
            view! {
                {sheet(&paper)}
                <p class="page-actions paper-actions">
                    {file
                        .map(|file| {
                            view! { <ButtonLink href=file kind=ButtonKind::Primary icon="file-down">{t!(lang, "paper-file")}</ButtonLink> }
                        })}
                    <span class="activity-note"><Icon name="printer"/>" "{t!(lang, "paper-print")}</span>
                </p>
            }
            .into_any()
        }))
    })
    .await
}

/// `GET /nominations/{nomination}/lettre.pdf?version=…`.
pub(super) async fn file(cx: Cx, Path(id): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let (found, version) = load(&cx, &id, asked.get("version")).await?;
        let Some(renderer) = cx.site.letter_pdf.clone() else { return Err(Error::NotFound) };
        let paper = LetterPaper::of(&mut cx.read().await?, cx.lang, &found, &version).await?;
        let bytes = tokio::task::spawn_blocking(move || renderer(paper)).await.map_err(Error::broken)??;
        let mut response = (StatusCode::OK, bytes).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        let name = format!("inline; filename=\"lettre-{}-{}.pdf\"", found.uai, version.number);
        let name = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("inline"));
        headers.insert(header::CONTENT_DISPOSITION, name);
        Ok(response)
    })
    .await
}

/// The nomination and one of its letters: for the teacher, the school's head, the plan manager; for nobody else.
async fn load(cx: &Cx, id: &str, number: &str) -> Result<(Nomination, Version)> {
    let me = cx.person()?;
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let mut read = cx.read().await?;
    let found = nomination(&mut read, id).await?;
    let at = |act: Act| permits(cx.actor.as_ref(), act, Place::At(&found.path)) == Verdict::Yes;
    let own = found.person_id == me && is_shown(&found);
    let decides = at(Act::ValidateNomination) && found.state() != State::Draft;
    if !own && !decides && !at(Act::ProposeNomination) {
        return Err(Error::NotFound);
    }
    let versions = letter::versions(&mut read, id).await?;
    // The one asked for, else the one that holds, else the newest.
    let version = match number.parse::<i32>() {
        Ok(number) => versions.into_iter().find(|version| version.number == number),
        Err(_) => {
            let held = versions.iter().find(|version| version.in_force_at.is_some()).cloned();
            held.or_else(|| versions.into_iter().next())
        }
    };
    Ok((found, version.ok_or(Error::NotFound)?))
}

/// Where the reader came from.
fn back(cx: &Cx, found: &Nomination) -> String {
    let at = |act: Act| permits(cx.actor.as_ref(), act, Place::At(&found.path)) == Verdict::Yes;
    if cx.actor.as_ref().is_some_and(|actor| actor.id() == found.person_id) {
        format!("/nominations/{}", found.id)
    } else if at(Act::ProposeNomination) {
        format!("/direction/nominations/{}", found.id)
    } else {
        format!("/pilotage/nominations/{}", found.id)
    }
}

/// A letter on paper; convocations have the same look.
pub(crate) fn sheet(paper: &LetterPaper) -> AnyView {
    let sections = paper.sections.iter().map(|section| {
        let paragraphs = section.paragraphs.iter().map(|text| view! { <p>{text.clone()}</p> }).collect_view();
        let items = section.items.iter().map(|text| view! { <li>{text.clone()}</li> }).collect_view();
        view! {
            <section class="paper-list">
                <h2>{section.heading.clone()}</h2>
                {paragraphs}
                {(!section.items.is_empty()).then(|| view! { <ul>{items}</ul> })}
            </section>
        }
    });
    let signatures = paper.signatures.iter().map(|(who, words)| {
        view! { <div><dt>{who.clone()}</dt><dd>{words.clone()}</dd></div> }
    });
    let standing = paper.standing.clone();
    view! {
        {standing.map(|standing| view! { <Notice kind=NoticeKind::Warning><p>{standing}</p></Notice> })}
        <article class="paper letter">
            <header class="paper-head">
                <Logo/>
                <p class="paper-issuer">
                    {paper
                        .bodies
                        .iter()
                        .enumerate()
                        .map(|(place, body)| view! { {(place > 0).then(|| view! { <br/> })} {body.clone()} })
                        .collect_view()}
                </p>
            </header>
            <h1 class="paper-title">{paper.title.clone()}</h1>
            <p class="paper-version">{paper.version.clone()}</p>
            <p class="paper-holder">{paper.addressee.clone()}</p>
            <p>{paper.intro.clone()}</p>
            {sections.collect_view()}
            <dl class="letter-signatures">{signatures.collect_view()}</dl>
        </article>
    }
    .into_any()
}
