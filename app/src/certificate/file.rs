//! `POST /verifier`: whether a file somebody holds out is one that was handed out here, unchanged.
//!
//! Only its hash is looked at: nothing of it is kept or opened.

use std::time::Duration;

use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::*;
use sha2::{Digest as _, Sha256};

use preau::Fault;
use preau::certificate::{code, file};

use super::verify::{Said, form_page, result_page};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::sent_form::{Part, SentForm, hex};
use crate::t;
use crate::texts::Lang;
use crate::ui::{Button, FileField, FormState, Notice, NoticeKind, PostForm};

/// Largest file compared, in bytes: an attestation has less than a tenth of it.
const MAX_FILE: u64 = 5 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(60);

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileVerdict {
    /// The file of the attestation shown.
    Ours,
    /// One of ours, but not of the attestation whose page it was held out on: its own is shown.
    OfAnother,
    /// Changed, saved anew, or from elsewhere.
    Unknown,
}

#[derive(Default)]
struct Received {
    /// Of the page that the form stood on; empty on the first page.
    code: String,
    /// None when no file was chosen.
    sha256: Option<String>,
    over: bool,
}

/// `POST /verifier`.
pub(super) async fn recognise(cx: Cx, form: Result<Multipart, MultipartRejection>) -> Response {
    let form = match form {
        Ok(form) => form,
        Err(rejection) => return rejection.status().into_response(),
    };
    cx.answer(async {
        let received = match receive(SentForm::new(form, PATIENCE)).await {
            Ok(received) => received,
            Err(status) => return Ok(status.into_response()),
        };
        let asked = code::read(&received.code);
        let fault = match received.sha256 {
            _ if received.over => {
                Fault::new("fichier", "file-too-large").with("max", MAX_FILE / (1024 * 1024))
            }
            None => Fault::new("fichier", "file-missing"),
            Some(sha256) => {
                let found = file::recognise(&cx.site.db, &sha256, &cx.client, cx.now).await?;
                let verdict = match &found {
                    Some(code) if asked.as_ref().is_some_and(|asked| asked != code) => FileVerdict::OfAnother,
                    Some(_) => FileVerdict::Ours,
                    None => FileVerdict::Unknown,
                };
                return page(&cx, found.or(asked), FormState::empty(cx.lang), Some(verdict)).await;
            }
        };
        let form = FormState::refused(cx.lang, Fields::default(), fault.into())?;
        let mut response = page(&cx, asked, form, None).await?;
        if received.over {
            *response.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
        }
        Ok(response)
    })
    .await
}

async fn receive(mut form: SentForm) -> Result<Received, StatusCode> {
    let mut received = Received::default();
    loop {
        match form.next().await {
            Ok(None) => return Ok(received),
            Ok(Some(Part::Text(name, value))) if name == "code" => received.code = value,
            Ok(Some(Part::Text(..))) => {}
            Ok(Some(Part::File(mut file))) => {
                let (mut hasher, mut bytes) = (Sha256::new(), 0);
                loop {
                    match file.chunk().await {
                        Ok(Some(chunk)) => {
                            bytes += chunk.len() as u64;
                            received.over |= bytes > MAX_FILE;
                            // Beyond, it is read on for the browser to hear the answer.
                            if !received.over {
                                hasher.update(&chunk);
                            }
                        }
                        Ok(None) => break,
                        Err(_) if received.over => return Ok(received),
                        Err(status) => return Err(status),
                    }
                }
                if !file.name.is_empty() || bytes > 0 {
                    received.sha256 = Some(hex(&hasher.finalize()));
                }
            }
            Err(status) => return Err(status),
        }
    }
}

/// The page of a code, or the first page without one.
async fn page(
    cx: &Cx,
    code: Option<String>,
    form: FormState,
    file: Option<FileVerdict>,
) -> preau::Result<Response> {
    match code {
        Some(code) => result_page(cx, &code, form, Said { name: None, file }).await,
        None => Ok(form_page(cx, form, file)),
    }
}

/// The form that takes the file, and what the last one turned out to be.
pub(super) fn file_form(
    lang: Lang,
    code: Option<String>,
    form: &FormState,
    verdict: Option<FileVerdict>,
) -> AnyView {
    let answer = verdict.map(|verdict| {
        let (kind, text) = match verdict {
            FileVerdict::Ours => (NoticeKind::Success, t!(lang, "verify-file-yes")),
            FileVerdict::OfAnother => (NoticeKind::Warning, t!(lang, "verify-file-other")),
            FileVerdict::Unknown => (NoticeKind::Error, t!(lang, "verify-file-no")),
        };
        view! { <Notice kind=kind live=true><p>{text}</p></Notice> }
    });
    let fault = form.fault("fichier");
    view! {
        <section class="card" id="fichier">
            <h2 class="card-title">{t!(lang, "verify-file-title")}</h2>
            {answer}
            <PostForm action="/verifier" act="attestation.recognise" multipart=true>
                {code.map(|code| view! { <input type="hidden" name="code" value=code/> })}
                <FileField
                    name="fichier"
                    label=t!(lang, "verify-file-label")
                    hint=t!(lang, "verify-file-hint")
                    fault=fault
                    accept=".pdf,application/pdf"
                    max_bytes=MAX_FILE
                />
                <div class="form-actions"><Button>{t!(lang, "verify-file-go")}</Button></div>
            </PostForm>
        </section>
    }
    .into_any()
}
