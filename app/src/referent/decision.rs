//! `/pilotage/nominations/{nomination}`: the plan manager reads one nomination and decides.

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::referent::{Nomination, State, decide as verb, envelope};
use preau::{Error, Result};

use super::act::{self, go};
use super::{edit, head, names, timeline::timeline};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Crumb, ErrorSummary, FormState, Notice, NoticeKind, PostForm, Tag,
};

/// `GET /pilotage/nominations/{nomination}`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let found = load(&cx, &id).await?;
        page(&cx, found, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /pilotage/nominations/{nomination}`.
pub(super) async fn decide(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let found = load(&cx, &id).await?;
        match step(&cx, &found, &fields).await {
            Ok(done) => Ok(go(&format!("/pilotage/nominations?fait={done}"))),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                page(&cx, load(&cx, &id).await?, form).await
            }
        }
    })
    .await
}

/// A draft is the school's own business.
async fn load(cx: &Cx, id: &str) -> Result<Nomination> {
    let found = act::at_school(cx, Act::ValidateNomination, id).await?;
    if found.state() == State::Draft && found.submitted_at.is_none() {
        return Err(Error::NotFound);
    }
    Ok(found)
}

async fn step(cx: &Cx, found: &Nomination, fields: &Fields) -> Result<&'static str> {
    let allowed = cx.allow_at(Act::ValidateNomination, &found.path, found.id)?;
    let mut tx = cx.begin().await?;
    let done = match fields.get("geste") {
        "valider" => {
            verb::validate(&mut tx, allowed, cx.now).await?;
            "nominations-validees"
        }
        "renvoyer" => {
            verb::send_back(&mut tx, allowed, fields.get("reason"), cx.now).await?;
            "nominations-renvoyees"
        }
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(done)
}

async fn page(cx: &Cx, found: Nomination, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let mut read = cx.read().await?;
    let label = head::scheme_label(&mut read, &found).await?;
    let left = envelope::standing(&mut read, found.school_id, found.year(), Some(found.id)).await?.left();
    let crumbs = [
        Crumb::new("/pilotage", t!(lang, "hub-title")),
        Crumb::new("/pilotage/nominations", t!(lang, "board-title")),
    ];
    let title = t!(lang, "nomination-title", "person" => found.teacher());
    Ok(cx.page(title.clone()).nav(Nav::Operate).crumbs(crumbs).status(form.status()).show(move || {
        let state = found.state();
        view! {
            <div class="nomination stack">
                <ErrorSummary form=form.clone()/>
                <header class="page-head">
                    <h1>{title}</h1>
                    <p class="nomination-facts">
                        <Tag tone=names::tone(state)>{names::state(lang, state)}</Tag>
                        <span>{found.school_name.clone()}" ("{found.uai.clone()}")"</span>
                        <span>{names::sector(lang, &found.sector)}</span>
                        <span>{found.year().label()}</span>
                    </p>
                </header>
                {timeline(lang, &found)}
                {(state == State::Submitted).then(|| decision(lang, &found, &form))}
                {found
                    .return_reason
                    .clone()
                    .filter(|_| state == State::Draft)
                    .map(|reason| edit::returned(t!(lang, "nomination-returned-title"), reason))}
                {(state == State::Draft)
                    .then(|| view! { <Notice kind=NoticeKind::Info><p>{t!(lang, "board-with-head")}</p></Notice> })}
                {head::facts(lang, &found, &label, left)}
                <p class="form-actions">
                    <ButtonLink href=format!("/nominations/{}/lettre", found.id) icon="file-text">{t!(lang, "letter-read")}</ButtonLink>
                </p>
            </div>
        }
        .into_any()
    }))
}

fn decision(lang: Lang, found: &Nomination, form: &FormState) -> AnyView {
    let reason = edit::reason_field(t!(lang, "decide-reason"), form);
    view! {
        <section class="card next-step">
            <h2 class="card-title">{t!(lang, "decide-title")}</h2>
            <PostForm action=format!("/pilotage/nominations/{}", found.id) act="nomination.decide">
                <p class="form-actions">
                    <Button kind=ButtonKind::Primary icon="check" name=Some("geste") value=Some("valider".into())>{t!(lang, "decide-validate")}</Button>
                </p>
                {reason}
                <p class="form-actions">
                    <Button name=Some("geste") value=Some("renvoyer".into())>{t!(lang, "decide-return")}</Button>
                </p>
            </PostForm>
        </section>
    }
    .into_any()
}
