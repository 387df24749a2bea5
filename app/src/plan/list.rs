//! `/plan`: the plans that concern somebody, the present school year first.

use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::plan::sheet::{self, Listed};
use preau::year::SchoolYear;

use super::{place, words};
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{ButtonKind, ButtonLink, EmptyState, Pager, Tag};

/// `GET /plan?page=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::ReadPlan, ())?;
        let lang = cx.lang;
        let page = asked.get("page").parse().unwrap_or(1_u32).clamp(1, 1000);
        let year = SchoolYear::of(cx.today());
        let mut plans = sheet::around(&mut cx.read().await?, &place::around(&cx), year, page).await?;
        // One more than shown: there is another page.
        let most = usize::try_from(sheet::PER_PAGE).unwrap_or(usize::MAX);
        let pages = if plans.len() > most { page + 1 } else { page };
        plans.truncate(most);
        let writes = cx.may(Act::WritePlan);
        Ok(cx.page(t!(lang, "plans-title")).nav(Nav::Plan).crumbs([]).show(move || {
            view! {
                <div class="stack plans">
                    <div class="page-head">
                        <h1>{t!(lang, "plans-title")}</h1>
                        <p class="lead">{t!(lang, "plans-lead")}</p>
                        {writes
                            .then(|| {
                                view! {
                                    <p class="page-actions">
                                        <ButtonLink href="/plan/nouveau" kind=ButtonKind::Primary icon="plus">{t!(lang, "plan-new")}</ButtonLink>
                                    </p>
                                }
                            })}
                    </div>
                    {if plans.is_empty() {
                        let text = if writes { t!(lang, "plans-none-write") } else { t!(lang, "plans-none-text") };
                        view! { <EmptyState title=t!(lang, "plans-none") icon="list-checks"><p>{text}</p></EmptyState> }.into_any()
                    } else {
                        view! { <ul class="rows">{plans.into_iter().map(|plan| row(lang, plan)).collect_view()}</ul> }.into_any()
                    }}
                    <Pager page=page pages=pages base="/plan?"/>
                </div>
            }
            .into_any()
        }))
    })
    .await
}

fn row(lang: Lang, listed: Listed) -> AnyView {
    let plan = listed.plan;
    let (state, href) = (plan.state(), place::address(&plan));
    let holds = t!(lang, "plan-holds", "programmes" => listed.programmes, "modules" => listed.modules);
    let about = format!("{} · {} · {}", words::level(lang, plan.level()), plan.node_name, plan.school_year);
    view! {
        <li class="row">
            <div class="row-text">
                <a class="row-title" href=href>{plan.title.clone()}</a>
                <Tag tone=words::tone(state)>{words::state(lang, state)}</Tag>
                <p class="soft">{about}</p>
                <p class="soft">{holds}</p>
            </div>
        </li>
    }
    .into_any()
}
