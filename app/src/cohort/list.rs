//! `/cohortes`: those one trains, or those of the territory whose plan one keeps.

use axum::response::Response;
use leptos::prelude::*;

use preau::access::{Act, Role};
use preau::cohort::list::{self, Card, PER_PAGE, Whose};

use super::{actor, words};
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{ButtonKind, ButtonLink, EmptyState, Pager, Tag};

/// `GET /cohortes?page=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let allowed = cx.allow(Act::ReadCohort, ())?;
        let lang = cx.lang;
        let trains = cx.may(Act::RunCohort);
        let actor = actor(&cx)?;
        let paths = actor.places(&[Role::PlanManager]);
        let whose = match paths.first() {
            Some(path) if !trains => Whose::Under(path),
            Some(_) | None => Whose::Trainer(actor.id()),
        };
        let page = asked.get("page").parse().unwrap_or(1_u32).clamp(1, 1000);
        let from = i64::from(page - 1) * PER_PAGE;
        let mut cards = list::list(&mut cx.read().await?, allowed.map(|()| whose), from, cx.now).await?;
        let most = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
        let pages = if cards.len() > most { page + 1 } else { page };
        cards.truncate(most);
        Ok(cx.page(t!(lang, "cohorts-title")).nav(Nav::Cohorts).crumbs([]).show(move || {
            view! {
                <div class="stack cohorts">
                    <div class="page-head">
                        <h1>{t!(lang, "cohorts-title")}</h1>
                        {trains
                            .then(|| {
                                view! {
                                    <p class="form-actions">
                                        <ButtonLink href="/cohortes/nouvelle" kind=ButtonKind::Primary icon="plus">{t!(lang, "cohort-new")}</ButtonLink>
                                    </p>
                                }
                            })}
                    </div>
                    {if cards.is_empty() {
                        let text = if trains { t!(lang, "cohorts-none-text") } else { t!(lang, "cohorts-none-read") };
                        view! { <EmptyState title=t!(lang, "cohorts-none") icon="users"><p>{text}</p></EmptyState> }.into_any()
                    } else {
                        view! { <ul class="rows">{cards.into_iter().map(|card| row(lang, card)).collect_view()}</ul> }.into_any()
                    }}
                    <Pager page=page pages=pages base="/cohortes?"/>
                </div>
            }
            .into_any()
        }))
    })
    .await
}

fn row(lang: Lang, card: Card) -> AnyView {
    let state = card.state();
    let size = t!(lang, "cohort-size-of", "count" => card.members, "max" => card.max_size);
    let about = [card.node_name.clone(), words::period(lang, card.starts_on(), card.ends_on())].join(" – ");
    let lead = card.lead_name.clone();
    view! {
        <li class="row">
            <div class="row-text">
                <a class="row-title" href=format!("/cohortes/{}", card.id)>{card.title.clone()}</a>
                <span class="cell-detail">{about}</span>
                <span class="cell-detail">{size}{lead.map(|lead| format!(" – {lead}"))}</span>
            </div>
            <Tag tone=words::tone(state)>{words::state(lang, state)}</Tag>
        </li>
    }
    .into_any()
}
