//! `/referent/reprise`: what the predecessor left open, for the référent to take over or to close.

use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::Act;
use preau::referent::handover::{self, Left, Settled};
use preau::school::{self, School};
use preau::{Error, Result};

use super::act::go;
use super::names;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::t;
use crate::texts::Lang;
use crate::ui::{Button, ButtonKind, EmptyState, ErrorSummary, FormState, PostForm, date};

/// `GET /referent/reprise`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async {
        cx.allow(Act::WorkAsReferent, ())?;
        page(&cx, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /referent/reprise`.
pub(super) async fn settle(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        cx.allow(Act::WorkAsReferent, ())?;
        match keep(&cx, &fields).await {
            Ok(()) => Ok(go("/referent/reprise?fait=reprise")),
            Err(error) => page(&cx, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

async fn keep(cx: &Cx, fields: &Fields) -> Result<()> {
    let id: Uuid = fields.get("id").parse().map_err(|_| Error::NotFound)?;
    let settled = Settled::parse(fields.get("geste")).ok_or(Error::NotFound)?;
    let school: Uuid = fields.get("etablissement").parse().map_err(|_| Error::NotFound)?;
    let school = school::node(&mut cx.read().await?, school).await?;
    let allowed = cx.allow_at(Act::WorkAsReferent, &school.path, (school.id, id))?;
    let mut tx = cx.begin().await?;
    handover::settle(&mut tx, allowed, settled, cx.now).await?;
    cx.commit(tx).await
}

async fn page(cx: &Cx, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let mandates = cx.actor.as_ref().map(|actor| actor.mandates.clone()).unwrap_or_default();
    let mut read = cx.read().await?;
    let mut rooms = Vec::new();
    // One school, two at the most.
    for school in school::at_paths(&mut read, &mandates).await? {
        let allowed = cx.allow_at(Act::WorkAsReferent, &school.path, school.node_id)?;
        rooms.push((handover::waiting(&mut read, allowed).await?, school));
    }
    let title = t!(lang, "handover-title");
    Ok(cx.page(title.clone()).crumbs([]).status(form.status()).show(move || {
        let nothing = rooms.iter().all(|(left, _)| left.is_empty());
        view! {
            <div class="narrow stack">
                <ErrorSummary form=form/>
                <h1>{title}</h1>
                <p class="lead">{t!(lang, "handover-lead")}</p>
                {if nothing {
                    view! {
                        <EmptyState title=t!(lang, "handover-none") icon="circle-check">
                            <p>{t!(lang, "handover-none-text")}</p>
                        </EmptyState>
                    }
                    .into_any()
                } else {
                    rooms.into_iter().map(|(left, school)| room(lang, left, &school)).collect_view().into_any()
                }}
            </div>
        }
        .into_any()
    }))
}

fn room(lang: Lang, left: Vec<Left>, school: &School) -> AnyView {
    let zone = school.zone.clone();
    let rows = left.into_iter().map(|left| {
        let on = date(lang, left.created_at.date_in(&zone));
        let kind = names::left(lang, &left.kind);
        let about = format!(" ({kind}, {})", left.title);
        let other = about.clone();
        view! {
            <li class="row">
                <span class="row-text">
                    <span class="row-title">{left.title.clone()}</span>
                    <span class="cell-detail">{kind}" – "{t!(lang, "handover-since", "date" => on)}</span>
                </span>
                <PostForm action="/referent/reprise" act="handover.settle" class="row-form">
                    <input type="hidden" name="etablissement" value=left.school_id.to_string()/>
                    <input type="hidden" name="id" value=left.id.to_string()/>
                    <Button name=Some("geste") value=Some("taken".into())>
                        {t!(lang, "handover-take")}<span class="visually-hidden">{about}</span>
                    </Button>
                    <Button kind=ButtonKind::Quiet name=Some("geste") value=Some("closed".into())>
                        {t!(lang, "handover-close")}<span class="visually-hidden">{other}</span>
                    </Button>
                </PostForm>
            </li>
        }
    });
    view! {
        <section class="card">
            <h2 class="card-title">{school.name.clone()}</h2>
            <ul class="rows">{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}
