//! `/pilotage/enveloppes`: what each school may spend on allowances; and the list of what is due.

use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::Act;
use preau::referent::envelope::{self, Row};
use preau::referent::payment::{self, Paid};
use preau::referent::scheme::{euros, read_euros};
use preau::school;
use preau::year::SchoolYear;
use preau::{Error, Fault, Result, csv};

use super::act::go;
use super::board::{Part, part_of, parts};
use super::names::{self, money};
use crate::account::data;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::error_pages::encode;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonLink, Crumb, EmptyState, ErrorSummary, FormState, Pager, PostForm, Select, SelectOption,
    TableScroll,
};

const ADDRESS: &str = "/pilotage/enveloppes";
/// Schools of one page.
const PER_PAGE: i64 = 50;

/// `GET /pilotage/enveloppes?lieu=…&annee=…&q=…&page=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::ValidateNomination, ())?;
        page(&cx, &asked, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /pilotage/enveloppes`: the envelope of one school.
pub(super) async fn notify(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        cx.allow(Act::ValidateNomination, ())?;
        match keep(&cx, &fields).await {
            Ok(()) => Ok(go(&format!("{ADDRESS}?{}fait=enveloppe", query(&fields)))),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields.clone(), error)?;
                page(&cx, &fields, form).await
            }
        }
    })
    .await
}

async fn keep(cx: &Cx, fields: &Fields) -> Result<()> {
    let school: Uuid = fields.get("etablissement").parse().map_err(|_| Error::NotFound)?;
    let node = school::node(&mut cx.read().await?, school).await?;
    let allowed = cx.allow_at(Act::ValidateNomination, &node.path, node.id)?;
    let cents = read_euros(fields.get("amount")).ok_or(Fault::new("amount", "amount-unreadable"))?;
    let mut tx = cx.begin().await?;
    envelope::set(&mut tx, allowed, year_of(cx, fields), cents, cx.now).await?;
    cx.commit(tx).await
}

fn year_of(cx: &Cx, asked: &Fields) -> SchoolYear {
    SchoolYear::parse(asked.get("annee")).unwrap_or_else(|| SchoolYear::of(cx.today()))
}

fn query(asked: &Fields) -> String {
    let mut query = String::new();
    for name in ["lieu", "annee", "q"] {
        let value = asked.get(name);
        if !value.is_empty() {
            query.push_str(&format!("{name}={}&", encode(value)));
        }
    }
    query
}

async fn page(cx: &Cx, asked: &Fields, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let parts = parts(cx).await?;
    let part = part_of(&parts, asked.get("lieu"))?.clone();
    let year = year_of(cx, asked);
    let search: String = asked.get("q").trim().chars().take(100).collect();
    let allowed = cx.allow_at(Act::ValidateNomination, &part.path, part.path.as_str())?;
    let mut read = cx.read().await?;
    let total = envelope::count(&mut read, allowed, &search).await?;
    let pages = u32::try_from((total.max(1) - 1) / PER_PAGE + 1).unwrap_or(u32::MAX);
    let here = asked.get("page").parse().unwrap_or(1_u32).clamp(1, pages);
    let from = i64::from(here - 1) * PER_PAGE;
    let rows = envelope::list(&mut read, allowed, year, &search, from, PER_PAGE).await?;
    let crumbs = [
        Crumb::new("/pilotage", t!(lang, "hub-title")),
        Crumb::new("/pilotage/nominations", t!(lang, "board-title")),
    ];
    let query = query(asked);
    let title = t!(lang, "envelopes-title");
    let present = SchoolYear::of(cx.today());
    Ok(cx.page(title.clone()).nav(Nav::Operate).crumbs(crumbs).status(form.status()).show(move || {
        let export = format!("/pilotage/indemnites.csv?lieu={}&annee={}", encode(&part.path), year.label());
        let base = format!("{ADDRESS}?{query}");
        view! {
            <div class="members nomination stack">
                <h1>{title}</h1>
                <ErrorSummary form=form.clone()/>
                <p class="lead">{t!(lang, "envelopes-lead")}</p>
                <p class="form-actions">
                    <ButtonLink href=export icon="download" download=true>{t!(lang, "payments-export", "year" => year.label())}</ButtonLink>
                </p>
                {filters(lang, &parts, &part, year, present, search.clone())}
                <p role="status">{t!(lang, "envelopes-count", "count" => total)}</p>
                {if rows.is_empty() {
                    view! { <EmptyState title=t!(lang, "envelopes-none") icon="search"><p><a href=ADDRESS>{t!(lang, "envelopes-all")}</a></p></EmptyState> }
                        .into_any()
                } else {
                    table(lang, rows, &form, &part, year, &search)
                }}
                <Pager page=here pages=pages base=base/>
            </div>
        }
        .into_any()
    }))
}

fn filters(
    lang: Lang,
    parts: &[Part],
    part: &Part,
    year: SchoolYear,
    present: SchoolYear,
    search: String,
) -> AnyView {
    let places = parts.iter().map(|part| SelectOption::new(part.path.clone(), part.name.clone())).collect();
    let mut years = vec![present.previous(), present, present.next()];
    if !years.contains(&year) {
        years.push(year);
    }
    let years = years.into_iter().map(|year| SelectOption::new(year.label(), year.label())).collect();
    view! {
        <form method="get" action=ADDRESS class="form form-line">
            <Select name="lieu" label=t!(lang, "board-place") options=places value=part.path.clone()/>
            <Select name="annee" label=t!(lang, "nomination-year") options=years value=year.label()/>
            <div class="field">
                <label for="champ-q">{t!(lang, "envelopes-search")}</label>
                <input class="input" id="champ-q" type="search" name="q" value=search maxlength="100"/>
            </div>
            <Button icon="filter">{t!(lang, "board-filter")}</Button>
        </form>
    }
    .into_any()
}

fn table(
    lang: Lang,
    rows: Vec<Row>,
    form: &FormState,
    part: &Part,
    year: SchoolYear,
    search: &str,
) -> AnyView {
    let hidden = [("lieu", part.path.clone()), ("annee", year.label()), ("q", search.to_owned())];
    let form = form.clone();
    let rows = rows.into_iter().map(move |row| {
        let refused = form.is_refused() && form.value("etablissement") == row.school_id.to_string();
        let value = if refused { form.value("amount") } else { row.envelope_cents.map(euros).unwrap_or_default() };
        let fault = form.fault("amount").filter(|_| refused);
        let id = if refused { "champ-amount".to_owned() } else { format!("montant-{}", row.uai) };
        let kept = hidden.clone().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
        let (label, about) = (t!(lang, "envelope-of", "school" => row.name.clone()), format!(" ({})", row.name));
        view! {
            <tr>
                <th scope="row">
                    {row.name.clone()}
                    <span class="cell-detail">{row.uai.clone()}" – "{names::sector(lang, &row.sector)}</span>
                </th>
                <td class="align-right">{money(row.granted_cents)}</td>
                <td>
                    <PostForm action=ADDRESS act="envelope.notify" class="form row-form money-form">
                        <input type="hidden" name="etablissement" value=row.school_id.to_string()/>
                        {kept.collect_view()}
                        {fault.clone().map(|fault| view! { <p class="field-fault" id="erreur-amount">{fault}</p> })}
                        <label class="visually-hidden" for=id.clone()>{label}</label>
                        <input
                            class="input"
                            id=id
                            name="amount"
                            inputmode="decimal"
                            size="9"
                            maxlength="12"
                            value=value
                            aria-invalid=refused.then_some("true")
                            aria-describedby=refused.then_some("erreur-amount")
                        />
                        <span aria-hidden="true">"€"</span>
                        <Button>{t!(lang, "envelope-save")}<span class="visually-hidden">{about}</span></Button>
                    </PostForm>
                </td>
            </tr>
        }
    });
    view! {
        <TableScroll label=t!(lang, "envelopes-title")>
            <table class="table-compact">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "nomination-school")}</th>
                        <th scope="col" class="align-right">{t!(lang, "envelope-granted")}</th>
                        <th scope="col">{t!(lang, "envelope-column")}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

/// `GET /pilotage/indemnites.csv?lieu=…&annee=…`: what is due, to the cent. Préau pays nobody.
pub(super) async fn download(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::ExportAllowances, ())?;
        let parts = parts(&cx).await?;
        let part = part_of(&parts, asked.get("lieu"))?;
        let year = year_of(&cx, &asked);
        let allowed = cx.allow_at(Act::ExportAllowances, &part.path, part.path.as_str())?;
        let mut tx = cx.begin().await?;
        let rows = payment::list(&mut tx, allowed, year, cx.now).await?;
        cx.commit(tx).await?;
        let name = format!("indemnites-{}.csv", year.label());
        data::file(payments(cx.lang, &rows).into_bytes(), "text/csv; charset=utf-8", &name)
    })
    .await
}

/// `1250,00`: no spaces, two decimals, as payroll programs read it.
fn plain(cents: i64) -> String {
    format!("{},{:02}", cents / 100, cents.unsigned_abs() % 100)
}

fn payments(lang: Lang, rows: &[Paid]) -> String {
    let mut table = csv::start();
    csv::row(
        &mut table,
        [
            t!(lang, "board-uai"),
            t!(lang, "nomination-school"),
            t!(lang, "members-usual-name"),
            t!(lang, "members-given-name"),
            t!(lang, "reward-scheme"),
            t!(lang, "payment-annual"),
            t!(lang, "nomination-share"),
            t!(lang, "nomination-first"),
            t!(lang, "payment-last-served"),
            t!(lang, "payment-planned-days"),
            t!(lang, "payment-served-days"),
            t!(lang, "payment-due"),
            t!(lang, "board-state"),
        ],
    );
    for row in rows {
        csv::row(
            &mut table,
            [
                row.uai.clone(),
                row.school_name.clone(),
                row.usual_name.clone(),
                row.given_name.clone(),
                row.scheme_label.clone(),
                plain(row.amount_cents),
                row.share_percent.to_string(),
                row.first_day().to_string(),
                row.last_day().to_string(),
                row.planned_days().to_string(),
                row.served_days().to_string(),
                plain(row.due()),
                names::state(lang, row.state()),
            ],
        );
    }
    table
}
