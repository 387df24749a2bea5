//! `/direction/remuneration`: the statements whose service a head certifies, several at once.

use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::{Act, Role};
use preau::pay::{State, Statement, decide, list, statement};
use preau::{Error, Refusal, Result};

use super::{PER_PAGE, go, words};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{Button, ButtonKind, Crumb, EmptyState, ErrorSummary, FormState, PostForm, date};

const ADDRESS: &str = "/direction/remuneration";

/// `GET /direction/remuneration`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(page(&cx, FormState::empty(cx.lang))).await
}

/// `POST /direction/remuneration`: certifies what was ticked, all or nothing.
pub(super) async fn act(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        cx.allow(Act::CertifyService, ())?;
        match certify(&cx, &fields).await {
            Ok(()) => Ok(go(&format!("{ADDRESS}?fait=etats-certifies"))),
            Err(error) => page(&cx, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

async fn certify(cx: &Cx, fields: &Fields) -> Result<()> {
    if fields.get("act") != "certify" {
        return Err(Error::NotFound);
    }
    let chosen: Vec<Uuid> = fields.all("etat").filter_map(|id| id.parse().ok()).take(50).collect();
    if chosen.is_empty() {
        return Err(Refusal::new("nothing-ticked").into());
    }
    let mut tx = cx.begin().await?;
    // One after the other: each is a decision of its own.
    for id in chosen {
        let found = statement(&mut tx, id).await?;
        let allowed = cx.allow_at(Act::CertifyService, &found.host_path, id)?;
        decide::certify(&mut tx, allowed, cx.now).await?;
    }
    cx.commit(tx).await
}

async fn page(cx: &Cx, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    cx.allow(Act::CertifyService, ())?;
    let me = cx.person()?;
    let mut read = cx.read().await?;
    let mut waiting = Vec::new();
    let paths: Vec<String> =
        cx.actor.iter().flat_map(|actor| actor.places(&[Role::Head])).map(str::to_owned).collect();
    // A head has one school, two at the most.
    for path in paths {
        let allowed = cx.allow_at(Act::CertifyService, &path, path.as_str())?;
        waiting.extend(list::waiting(&mut read, allowed, State::Submitted, 0, PER_PAGE).await?);
    }
    drop(read);
    let title = t!(lang, "pay-head-title");
    let crumbs = [Crumb::new("/direction", t!(lang, "nav-direction"))];
    Ok(cx.page(title.clone()).nav(Nav::Direction).crumbs(crumbs).status(form.status()).show(move || {
        let body = if waiting.is_empty() {
            view! {
                <EmptyState title=t!(lang, "pay-head-none") icon="circle-check"><p>{t!(lang, "pay-head-none-text")}</p></EmptyState>
            }
            .into_any()
        } else {
            let rows = waiting.iter().map(|one| line(lang, one, one.trainer_id == me, &form)).collect_view();
            view! {
                <PostForm action=ADDRESS act="pay.certify">
                    <input type="hidden" name="act" value="certify"/>
                    <ul class="rows">{rows}</ul>
                    <p class="form-actions"><Button kind=ButtonKind::Primary icon="check">{t!(lang, "pay-certify-ticked")}</Button></p>
                </PostForm>
            }
            .into_any()
        };
        view! {
            <div class="sessions stack">
                <ErrorSummary form=form.clone()/>
                <div class="page-head">
                    <h1>{title}</h1>
                    <p class="lead">{t!(lang, "pay-head-lead")}</p>
                </div>
                {body}
                <p class="soft small">{t!(lang, "pay-never-pays")}</p>
            </div>
        }
        .into_any()
    }))
}

/// A statement with its box; one's own has none.
pub(super) fn line(lang: Lang, one: &Statement, own: bool, form: &FormState) -> AnyView {
    let day = one.first_day().map(|day| date(lang, day)).unwrap_or_default();
    let minutes = words::hours(lang, one.claim().minutes());
    let about = format!("{} – {day} – {minutes} – {}", one.title, words::money(one.amount_cents));
    let warnings = one.warnings().into_iter().map(|warning| {
        view! { <span class="choice-hint">{words::warning(lang, warning)}</span> }
    });
    let warnings = warnings.collect_view();
    let checked = form.has("etat", &one.id.to_string());
    let said = if own {
        view! {
            <span class="choice-label">
                {one.trainer()}
                <span class="choice-hint">{about}</span>
                <span class="choice-hint">{t!(lang, "pay-own-here")}</span>
            </span>
        }
        .into_any()
    } else {
        view! {
            <label class="choice row-choice">
                <input type="checkbox" name="etat" value=one.id.to_string() checked=checked/>
                <span class="choice-label">
                    {one.trainer()}
                    <span class="choice-hint">{about}</span>
                    {warnings}
                </span>
            </label>
        }
        .into_any()
    };
    view! {
        <li class="row">
            {said}
            <a href=format!("/remuneration/{}", one.id)>{t!(lang, "pay-open")}<span class="visually-hidden">" "{one.trainer()}</span></a>
        </li>
    }
    .into_any()
}
