//! `/pilotage/remuneration`: what a manager checks, the sums against the plan's budget, the batches.

use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::{Act, Role};
use preau::pay::batch::{self, Batch};
use preau::pay::list::{self, Budget};
use preau::pay::{State, decide, statement};
use preau::school;
use preau::{Error, Refusal, Result};

use super::head::line;
use super::{PER_PAGE, go, paging, words};
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::error_pages::encode;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, Crumb, EmptyState, ErrorSummary, FormState, Pager, PostForm, Select, SelectOption,
    TableScroll, Tag, Tone, date,
};

const ADDRESS: &str = "/pilotage/remuneration";

/// A node whose statements the asker checks.
struct Part {
    id: Uuid,
    path: String,
    name: String,
}

/// The nodes of a plan manager: one académie, rarely two.
async fn parts(cx: &Cx) -> Result<Vec<Part>> {
    let mut paths: Vec<String> =
        cx.actor.iter().flat_map(|actor| actor.places(&[Role::PlanManager])).map(str::to_owned).collect();
    paths.sort_unstable();
    paths.dedup();
    let mut read = cx.read().await?;
    let mut parts = Vec::new();
    for path in paths {
        if let Some(node) = school::by_path(&mut read, &path).await? {
            parts.push(Part { id: node.id, path: node.path, name: node.name });
        }
    }
    Ok(parts)
}

fn part_of<'p>(parts: &'p [Part], asked: &str) -> Result<&'p Part> {
    let found = parts.iter().find(|part| part.path == asked);
    found.or_else(|| parts.first().filter(|_| asked.is_empty())).ok_or(Error::NotFound)
}

/// `GET /pilotage/remuneration?lieu=…&page=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::CheckPay, ())?;
        page(&cx, &asked, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /pilotage/remuneration`: checks what was ticked, or makes a batch.
pub(super) async fn act(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        cx.allow(Act::CheckPay, ())?;
        match perform(&cx, &fields).await {
            Ok(path) => Ok(go(&path)),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields.clone(), error)?;
                page(&cx, &fields, form).await
            }
        }
    })
    .await
}

async fn perform(cx: &Cx, fields: &Fields) -> Result<String> {
    match fields.get("act") {
        "check" => {
            let chosen: Vec<Uuid> = fields.all("etat").filter_map(|id| id.parse().ok()).take(50).collect();
            if chosen.is_empty() {
                return Err(Refusal::new("nothing-ticked").into());
            }
            let mut tx = cx.begin().await?;
            // One after the other: each is a decision of its own.
            for id in chosen {
                let found = statement(&mut tx, id).await?;
                let allowed = cx.allow_at(Act::CheckPay, &found.host_path, id)?;
                decide::check(&mut tx, allowed, cx.now).await?;
            }
            cx.commit(tx).await?;
            Ok(format!("{ADDRESS}?lieu={}&fait=etats-controles", encode(fields.get("lieu"))))
        }
        "batch" => {
            let parts = parts(cx).await?;
            let part = part_of(&parts, fields.get("lieu"))?;
            let allowed = cx.allow_at(Act::ExportPay, &part.path, part.id)?;
            let mut tx = cx.begin().await?;
            let id = batch::make(&mut tx, allowed, cx.now).await?;
            cx.commit(tx).await?;
            Ok(format!("{ADDRESS}/lots/{id}?fait=lot"))
        }
        _ => Err(Error::NotFound),
    }
}

async fn page(cx: &Cx, asked: &Fields, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let me = cx.person()?;
    let parts = parts(cx).await?;
    let part = part_of(&parts, asked.get("lieu"))?;
    let (here, name) = (part.path.clone(), part.name.clone());
    let allowed = cx.allow_at(Act::CheckPay, &here, here.as_str())?;
    let mut read = cx.read().await?;
    let (count, sum) = list::sums(&mut read, allowed, State::ServiceCertified).await?;
    let (ready, ready_sum) = list::sums(&mut read, allowed, State::Checked).await?;
    let (page, pages, from) = paging(asked.get("page"), count);
    let waiting = list::waiting(&mut read, allowed, State::ServiceCertified, from, PER_PAGE).await?;
    let budgets = list::budgets(&mut read, allowed).await?;
    let batches = batch::batches(&mut read, allowed, 0, PER_PAGE).await?;
    drop(read);
    let options: Vec<SelectOption> =
        parts.iter().map(|part| SelectOption::new(part.path.clone(), part.name.clone())).collect();
    let several = options.len() > 1;
    let title = t!(lang, "pay-desk-title");
    let crumbs = [Crumb::new("/pilotage", t!(lang, "hub-title"))];
    Ok(cx.page(title.clone()).nav(Nav::Operate).crumbs(crumbs).status(form.status()).show(move || {
        let again = here.clone();
        let base = format!("{ADDRESS}?lieu={}&", encode(&here));
        let rows = waiting.iter().map(|one| line(lang, one, one.trainer_id == me, &form)).collect_view();
        view! {
            <div class="sessions stack">
                <ErrorSummary form=form.clone()/>
                <div class="page-head">
                    <h1>{title}</h1>
                    <p class="lead">{t!(lang, "pay-never-pays")}</p>
                </div>
                {several
                    .then(|| {
                        view! {
                            <form method="get" action=ADDRESS class="form form-line">
                                <Select name="lieu" label=t!(lang, "pay-place") options=options value=here.clone()/>
                                <Button icon="filter">{t!(lang, "board-filter")}</Button>
                            </form>
                        }
                    })}
                <section class="section" aria-labelledby="controler">
                    <h2 id="controler">{t!(lang, "pay-to-check", "count" => count)}</h2>
                    {if waiting.is_empty() {
                        view! { <EmptyState title=t!(lang, "pay-check-none") icon="circle-check" level=3><p>{t!(lang, "pay-check-none-text", "place" => name.clone())}</p></EmptyState> }
                            .into_any()
                    } else {
                        view! {
                            <p>{t!(lang, "pay-check-sum", "sum" => words::money(sum))}</p>
                            {(!budgets.is_empty()).then(|| budget_table(lang, &budgets))}
                            <PostForm action=ADDRESS act="pay.check">
                                <input type="hidden" name="act" value="check"/>
                                <input type="hidden" name="lieu" value=here.clone()/>
                                <ul class="rows">{rows}</ul>
                                <p class="form-actions"><Button kind=ButtonKind::Primary icon="check">{t!(lang, "pay-check-ticked")}</Button></p>
                            </PostForm>
                            <Pager page=page pages=pages base=base/>
                        }
                            .into_any()
                    }}
                </section>
                <section class="section" aria-labelledby="lots">
                    <h2 id="lots">{t!(lang, "pay-batches")}</h2>
                    {if ready > 0 {
                        view! {
                            <PostForm action=ADDRESS act="pay.export">
                                <input type="hidden" name="act" value="batch"/>
                                <input type="hidden" name="lieu" value=again/>
                                <p>{t!(lang, "pay-batch-ready", "count" => ready, "sum" => words::money(ready_sum))}</p>
                                <p class="form-actions"><Button icon="file-text">{t!(lang, "pay-batch-make")}</Button></p>
                            </PostForm>
                        }
                            .into_any()
                    } else {
                        view! { <p class="soft">{t!(lang, "pay-batch-nothing")}</p> }.into_any()
                    }}
                    {(!batches.is_empty()).then(|| batch_table(lang, &batches))}
                </section>
            </div>
        }
        .into_any()
    }))
}

/// What each plan may spend, and what would be left of it.
fn budget_table(lang: Lang, budgets: &[Budget]) -> AnyView {
    let rows = budgets.iter().map(|one| {
        let limit = one.budget_cents.map_or_else(|| t!(lang, "pay-budget-none"), words::money);
        let over = one.is_over();
        view! {
            <tr>
                <th scope="row">{one.title.clone()}<span class="cell-detail">{one.school_year.clone()}</span></th>
                <td class="align-right">{limit}</td>
                <td class="align-right">{words::money(one.engaged_cents)}</td>
                <td class="align-right">
                    {words::money(one.waiting_cents)}" "
                    {over.then(|| view! { <Tag tone=Tone::Error>{t!(lang, "pay-budget-over")}</Tag> })}
                </td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <TableScroll label=t!(lang, "pay-budget")>
            <table class="table-compact">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "pay-budget-plan")}</th>
                        <th scope="col" class="align-right">{t!(lang, "pay-budget")}</th>
                        <th scope="col" class="align-right">{t!(lang, "pay-budget-engaged")}</th>
                        <th scope="col" class="align-right">{t!(lang, "pay-budget-waiting")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

fn batch_table(lang: Lang, batches: &[Batch]) -> AnyView {
    let rows = batches.iter().map(|one| {
        view! {
            <tr>
                <th scope="row"><a href=format!("{ADDRESS}/lots/{}", one.id)>{t!(lang, "pay-batch-number", "number" => one.number)}</a><span class="cell-detail">{one.node_name.clone()}</span></th>
                <td>{date(lang, one.created_at.date_in(&one.zone))}</td>
                <td class="align-right">{one.statements}</td>
                <td class="align-right">{one.paid}</td>
                <td class="align-right">{words::money(one.amount_cents)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <TableScroll label=t!(lang, "pay-batches")>
            <table class="table-compact">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "pay-batch")}</th>
                        <th scope="col">{t!(lang, "pay-batch-day")}</th>
                        <th scope="col" class="align-right">{t!(lang, "pay-batch-count")}</th>
                        <th scope="col" class="align-right">{t!(lang, "pay-batch-paid")}</th>
                        <th scope="col" class="align-right">{t!(lang, "pay-total")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}
