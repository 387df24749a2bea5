//! `/remuneration`: one's own statements.

use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::pay::{State, Statement, list};

use super::{PER_PAGE, paging, words};
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{Crumb, EmptyState, Pager, date};

/// `GET /remuneration`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let lang = cx.lang;
        let allowed = cx.allow_own(Act::PreparePay)?;
        let mut read = cx.read().await?;
        let total = list::mine_count(&mut read, allowed).await?;
        let (page, pages, from) = paging(asked.get("page"), total);
        let statements = list::mine(&mut read, allowed, from, PER_PAGE).await?;
        drop(read);
        let title = t!(lang, "pay-mine-title");
        let crumbs = [Crumb::new("/sessions", t!(lang, "sessions-title"))];
        Ok(cx.page(title.clone()).nav(Nav::Sessions).crumbs(crumbs).show(move || {
            let body = if statements.is_empty() {
                view! {
                    <EmptyState title=t!(lang, "pay-mine-none") icon="file-text">
                        <p>{t!(lang, "pay-mine-none-text")}</p>
                    </EmptyState>
                }
                .into_any()
            } else {
                let rows = statements.iter().map(|one| line(lang, one)).collect_view();
                view! { <ul class="rows">{rows}</ul> }.into_any()
            };
            view! {
                <div class="sessions stack">
                    <div class="page-head">
                        <h1>{title}</h1>
                        <p class="lead">{t!(lang, "pay-never-pays")}</p>
                    </div>
                    {body}
                    <Pager page=page pages=pages base="/remuneration?"/>
                </div>
            }
            .into_any()
        }))
    })
    .await
}

fn line(lang: Lang, one: &Statement) -> AnyView {
    let day = one.first_day().map(|day| date(lang, day)).unwrap_or_default();
    let amount = match one.state() {
        State::NotApplicable | State::ToPrepare => String::new(),
        State::Submitted
        | State::ServiceCertified
        | State::Checked
        | State::Exported
        | State::PaidReported
        | State::Rejected => format!(" – {}", words::money(one.amount_cents)),
    };
    view! {
        <li class="row">
            <div>
                <p><a href=format!("/remuneration/{}", one.id)>{one.title.clone()}</a></p>
                <p class="soft small">{day}" – "{one.host_name.clone()}{amount}</p>
                <p class="soft small">{words::next(lang, one)}</p>
            </div>
            {words::tag(lang, one.state())}
        </li>
    }
    .into_any()
}
