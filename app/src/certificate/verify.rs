//! `/verifier`: what a code attests, with initials only; and whether a name read on the paper is the one attested.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::certificate::check::{self, Public};
use preau::certificate::statement::Kind;
use preau::certificate::{State, code};
use preau::{Fault, Result};

use super::file::{FileVerdict, file_form};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, Crumb, ErrorSummary, Field, FormState, Icon, Notice, NoticeKind, PostForm, date,
    duration,
};

type Asked = Result<Query<Vec<(String, String)>>, QueryRejection>;

/// What is said of a name or a file that somebody compared; nothing when the page is only read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Said {
    pub name: Option<bool>,
    pub file: Option<FileVerdict>,
}

/// `GET /verifier?code=…`: the form, or the way to the code's own address.
pub(super) async fn ask(cx: Cx, asked: Asked) -> Response {
    cx.answer(async {
        let pairs = asked.map(|Query(pairs)| pairs).unwrap_or_default();
        let typed = Fields::new(pairs);
        if !typed.has("code") {
            return Ok(form_page(&cx, FormState::empty(cx.lang), None));
        }
        match code::read(typed.get("code")) {
            Some(code) => Ok(Redirect::to(&format!("/verifier/{}", code::grouped(&code))).into_response()),
            None => {
                let fault = Fault::new("code", "attestation-code");
                Ok(form_page(&cx, FormState::refused(cx.lang, typed, fault.into())?, None))
            }
        }
    })
    .await
}

/// `GET /verifier/{code}`.
pub(super) async fn show(cx: Cx, Path(typed): Path<String>) -> Response {
    cx.answer(async { result_page(&cx, &typed, FormState::empty(cx.lang), Said::default()).await }).await
}

/// `POST /verifier/{code}`: compares a name. The answer is a yes or a no, nothing else.
pub(super) async fn compare(cx: Cx, Path(typed): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let name = fields.get("nom").trim().to_owned();
        if name.is_empty() {
            let fault = Fault::new("nom", "name-missing");
            let form = FormState::refused(cx.lang, fields, fault.into())?;
            return result_page(&cx, &typed, form, Said::default()).await;
        }
        let name = check::holder_matches(&cx.site.db, &typed, &name, &cx.client, cx.now).await?;
        let form = FormState::filled(cx.lang, fields.pairs().to_vec());
        result_page(&cx, &typed, form, Said { name, file: None }).await
    })
    .await
}

pub(super) fn form_page(cx: &Cx, form: FormState, file: Option<FileVerdict>) -> Response {
    let lang = cx.lang;
    cx.page(t!(lang, "verify-title")).status(form.status()).crumbs([]).show(move || {
        view! {
            <div class="narrow stack">
                <ErrorSummary form=form.clone()/>
                <div class="page-head">
                    <h1>{t!(lang, "verify-title")}</h1>
                    <p class="lead">{t!(lang, "verify-lead")}</p>
                </div>
                {code_form(lang, &form)}
                {file_form(lang, None, &form, file)}
            </div>
        }
        .into_any()
    })
}

fn code_form(lang: Lang, form: &FormState) -> AnyView {
    view! {
        <form class="form code-input" method="get" action="/verifier" novalidate>
            <Field
                name="code"
                label=t!(lang, "verify-code")
                hint=t!(lang, "verify-code-hint")
                value=form.value("code")
                fault=form.fault("code")
                autocomplete=Some("off")
                maxlength=Some(60)
            />
            <div class="form-actions"><Button kind=ButtonKind::Primary icon="shield-check">{t!(lang, "verify-go")}</Button></div>
        </form>
    }
    .into_any()
}

pub(super) async fn result_page(cx: &Cx, typed: &str, form: FormState, said: Said) -> Result<Response> {
    let lang = cx.lang;
    let crumbs = [Crumb::new("/verifier", t!(lang, "verify-title"))];
    let Some(found) = check::lookup(&mut cx.read().await?, typed).await? else {
        let page = cx.page(t!(lang, "verify-unknown-title")).status(StatusCode::NOT_FOUND).crumbs(crumbs);
        return Ok(page.show(move || unknown(lang)));
    };
    let page = cx
        .page(t!(lang, "verify-result-title", "number" => found.number.clone()))
        .status(form.status())
        .crumbs(crumbs);
    Ok(page.show(move || result(lang, &found, form, said)))
}

fn unknown(lang: Lang) -> AnyView {
    view! {
        <div class="narrow stack">
            <div class="page-head">
                <h1>{t!(lang, "verify-unknown-title")}</h1>
                <p class="lead">{t!(lang, "verify-unknown-text")}</p>
            </div>
            {code_form(lang, &FormState::empty(lang))}
        </div>
    }
    .into_any()
}

fn result(lang: Lang, found: &Public, form: FormState, said: Said) -> AnyView {
    let valid = found.sealed && found.state == State::Issued;
    let (class, icon, sentence) = match (found.sealed, found.state) {
        (false, _) => ("verdict verdict-ended", "triangle-alert", t!(lang, "verify-state-broken")),
        (true, State::Issued) => ("verdict verdict-valid", "shield-check", t!(lang, "verify-state-issued")),
        (true, State::Revoked) => ("verdict verdict-ended", "x", t!(lang, "verify-state-revoked")),
        (true, State::Replaced) => ("verdict verdict-ended", "rotate-ccw", t!(lang, "verify-state-replaced")),
    };
    let next = found.replaced_by.as_deref().map(code::grouped);
    let language = (found.language != lang.code()).then(|| found.language.clone());
    let facts = [
        (t!(lang, "verify-holder"), found.initials.clone()),
        (t!(lang, "verify-issuer"), found.issuer.name.clone()),
        (t!(lang, "verify-hours-remote"), duration(lang, found.hours.remote_minutes)),
        (t!(lang, "verify-hours-onsite"), duration(lang, found.hours.onsite_minutes)),
        (t!(lang, "verify-started"), date(lang, found.started_on)),
        (t!(lang, "verify-completed"), date(lang, found.completed_on)),
        (t!(lang, "verify-issued"), date(lang, found.issued_on)),
        (t!(lang, "verify-number"), found.number.clone()),
    ];
    let presence = found.kind == Kind::Presence;
    let mut facts = Vec::from(facts);
    if !presence {
        facts.push((t!(lang, "verify-version"), found.version.clone()));
    }
    let grouped = code::grouped(&found.code);
    view! {
        <div class="narrow stack">
            <ErrorSummary form=form.clone()/>
            <article class=class>
                <span class="verdict-sign"><Icon name=icon/></span>
                <p class="verdict-state">{sentence}</p>
                <h1 class="verdict-title" lang=language>{found.title.clone()}</h1>
                {presence.then(|| view! { <p>{t!(lang, "verify-kind-presence")}</p> })}
                <p class="sample-code">{grouped.clone()}</p>
                {next.map(|next| view! { <p><a href=format!("/verifier/{next}")>{t!(lang, "verify-see-next", "code" => next.clone())}</a></p> })}
                <dl class="facts">
                    {facts.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}
                </dl>
            </article>
            <p class="small soft">{t!(lang, "verify-what")}</p>
            {valid.then(|| name_form(lang, &grouped, &form, said.name))}
            {file_form(lang, Some(grouped), &form, said.file)}
        </div>
    }
    .into_any()
}

fn name_form(lang: Lang, grouped: &str, form: &FormState, matches: Option<bool>) -> AnyView {
    let answer = matches.map(|matches| {
        let (kind, text) = match matches {
            true => (NoticeKind::Success, t!(lang, "verify-name-yes")),
            false => (NoticeKind::Error, t!(lang, "verify-name-no")),
        };
        view! { <Notice kind=kind live=true><p>{text}</p></Notice> }
    });
    let (typed, fault) = (form.value("nom"), form.fault("nom"));
    view! {
        <section class="card" id="nom">
            <h2 class="card-title">{t!(lang, "verify-name-title")}</h2>
            {answer}
            <PostForm action=format!("/verifier/{grouped}") act="attestation.compare">
                <Field
                    name="nom"
                    label=t!(lang, "verify-name-label")
                    hint=t!(lang, "verify-name-hint")
                    value=typed
                    fault=fault
                    autocomplete=Some("off")
                    maxlength=Some(160)
                />
                <div class="form-actions"><Button>{t!(lang, "verify-name-go")}</Button></div>
            </PostForm>
        </section>
    }
    .into_any()
}
