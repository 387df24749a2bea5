//! `/pilotage/regimes`: what may be paid for a mandate, version by version; a new one is added, none is changed.

use axum::response::Response;
use jiff::civil::Date;
use leptos::prelude::*;

use preau::access::Act;
use preau::referent::scheme::{self, Amounts, Kept, Payment, Scheme, Use, read_euros};
use preau::{Fault, Result};

use super::act::go;
use super::names::money;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    self, Button, ButtonKind, Card, Choice, Choices, Crumb, ErrorSummary, Field, FormState, PostForm, Select,
    SelectOption, TableScroll, Tag, Tone,
};

const ADDRESS: &str = "/pilotage/regimes";

/// `GET /pilotage/regimes?regime=…`: the versions, and the form of the next one, filled with the last.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::EditSchemes, ())?;
        let all = scheme::all(&mut cx.read().await?).await?;
        let known =
            all.iter().filter(|kept| kept.code == asked.get("regime")).max_by_key(|kept| kept.version);
        let form =
            known.map_or_else(|| FormState::empty(cx.lang), |kept| FormState::filled(cx.lang, pairs(kept)));
        page(&cx, all, form).await
    })
    .await
}

/// `POST /pilotage/regimes`: a new version from a day on.
pub(super) async fn publish(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        cx.allow(Act::EditSchemes, ())?;
        match keep(&cx, &fields).await {
            Ok(()) => Ok(go(&format!("{ADDRESS}?fait=regime"))),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                let all = scheme::all(&mut cx.read().await?).await?;
                page(&cx, all, form).await
            }
        }
    })
    .await
}

/// The last version, to be changed into the next one.
fn pairs(kept: &Kept) -> Vec<(String, String)> {
    let scheme = &kept.scheme.0;
    let mut pairs = vec![
        ("code".to_owned(), kept.code.clone()),
        ("label".to_owned(), scheme.label.clone()),
        ("legal_ref".to_owned(), scheme.legal_ref.clone()),
        ("payment".to_owned(), payment_code(scheme.payment).to_owned()),
    ];
    match &scheme.amounts {
        Amounts::Range { min, max } => {
            pairs.push(("kind".to_owned(), "range".to_owned()));
            pairs.push(("min".to_owned(), scheme::euros(*min)));
            pairs.push(("max".to_owned(), scheme::euros(*max)));
        }
        Amounts::Rates(rates) => {
            pairs.push(("kind".to_owned(), "rates".to_owned()));
            let rates: Vec<_> = rates.iter().map(|rate| scheme::euros(*rate)).collect();
            pairs.push(("rates".to_owned(), rates.join(" ; ")));
        }
    }
    pairs.extend(scheme.sectors.iter().map(|sector| ("sector".to_owned(), sector.clone())));
    if scheme.exclusive_with_relief {
        pairs.push(("exclusive".to_owned(), "oui".to_owned()));
    }
    pairs
}

fn payment_code(payment: Payment) -> &'static str {
    match payment {
        Payment::OnceAfterService => "once",
        Payment::Ninths => "ninths",
    }
}

/// What was typed, as a scheme; every fault at once.
fn read(fields: &Fields, faults: &mut Vec<Fault>) -> Scheme {
    let mut amount = |name: &'static str| {
        read_euros(fields.get(name)).filter(|cents| *cents > 0).unwrap_or_else(|| {
            faults.push(Fault::new(name, "amount-unreadable"));
            0
        })
    };
    let amounts = match fields.get("kind") {
        "range" => {
            let (min, max) = (amount("min"), amount("max"));
            if min > 0 && max > 0 && min > max {
                faults.push(Fault::new("max", "scheme-range-reversed"));
            }
            Amounts::Range { min, max }
        }
        "rates" => {
            let mut rates: Vec<i64> = Vec::new();
            for typed in fields.get("rates").split([';', '\n']).filter(|part| !part.trim().is_empty()) {
                match read_euros(typed).filter(|cents| *cents > 0) {
                    Some(cents) => rates.push(cents),
                    None => {
                        faults
                            .push(Fault::new("rates", "scheme-rate-unreadable").with("typed", typed.trim()));
                    }
                }
            }
            rates.sort_unstable();
            rates.dedup();
            Amounts::Rates(rates)
        }
        _ => {
            faults.push(Fault::new("kind", "choose-one"));
            Amounts::Rates(Vec::new())
        }
    };
    let known = ["public", "private_contract"];
    Scheme {
        label: fields.get("label").trim().to_owned(),
        amounts,
        currency: "EUR".to_owned(),
        payment: if fields.get("payment") == "ninths" { Payment::Ninths } else { Payment::OnceAfterService },
        sectors: known
            .into_iter()
            .filter(|sector| fields.all("sector").any(|typed| typed == *sector))
            .map(str::to_owned)
            .collect(),
        exclusive_with_relief: fields.get("exclusive") == "oui",
        cumulable_with: Vec::new(),
        legal_ref: fields.get("legal_ref").trim().to_owned(),
    }
}

async fn keep(cx: &Cx, fields: &Fields) -> Result<()> {
    let mut faults = Vec::new();
    let scheme = read(fields, &mut faults);
    let mut day = |name: &'static str, needed: bool| match fields.get(name).trim() {
        "" if !needed => None,
        typed => typed.parse::<Date>().map_err(|_| faults.push(Fault::new(name, "date-unreadable"))).ok(),
    };
    let (from, to) = (day("valid_from", true), day("valid_to", false));
    if let Err(preau::Error::Invalid(more)) = scheme::check(fields.get("code"), &scheme, from, to) {
        // A field that cannot be read is said once.
        for fault in more {
            if !faults.iter().any(|known| known.field == fault.field) {
                faults.push(fault);
            }
        }
    }
    let Some(from) = from.filter(|_| faults.is_empty()) else { return Err(preau::Error::Invalid(faults)) };
    let mut scheme = scheme;
    let mut tx = cx.begin().await?;
    // What the form does not show stays as it was.
    if let Some(last) = scheme::latest(&mut tx, fields.get("code")).await? {
        scheme.currency = last.scheme.currency.clone();
        scheme.cumulable_with = last.scheme.cumulable_with.clone();
    }
    let allowed = cx.allow(Act::EditSchemes, (fields.get("code"), &scheme))?;
    scheme::publish(&mut tx, allowed, from, to, cx.now).await?;
    cx.commit(tx).await
}

async fn page(cx: &Cx, all: Vec<Kept>, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let uses = scheme::uses(&mut cx.read().await?).await?;
    let today = cx.today().to_string();
    let crumbs = [Crumb::new("/pilotage", t!(lang, "hub-title"))];
    let page = cx.page(t!(lang, "schemes-title")).nav(Nav::Operate).crumbs(crumbs);
    Ok(page.status(form.status()).show(move || {
        view! {
            <div class="stack members">
                <h1>{t!(lang, "schemes-title")}</h1>
                <ErrorSummary form=form.clone()/>
                <p class="lead">{t!(lang, "schemes-lead")}</p>
                <TableScroll label=t!(lang, "schemes-title")>
                    <table class="table-compact">
                        <thead>
                            <tr>
                                <th scope="col">{t!(lang, "reward-scheme")}</th>
                                <th scope="col">{t!(lang, "schemes-days")}</th>
                                <th scope="col">{t!(lang, "schemes-amounts")}</th>
                                <th scope="col">{t!(lang, "schemes-use")}</th>
                                <th scope="col">{t!(lang, "members-acts")}</th>
                            </tr>
                        </thead>
                        <tbody>{all.iter().map(|kept| row(lang, kept, &uses, &today)).collect_view()}</tbody>
                    </table>
                </TableScroll>
                {the_form(&form)}
            </div>
        }
        .into_any()
    }))
}

fn row(lang: Lang, kept: &Kept, uses: &[Use], today: &str) -> AnyView {
    let scheme = &kept.scheme.0;
    let day = |text: &str| text.parse::<Date>().map_or_else(|_| text.to_owned(), |day| ui::date(lang, day));
    let span = match &kept.valid_to {
        Some(to) => t!(lang, "data-from-to", "from" => day(&kept.valid_from), "to" => day(to)),
        None => t!(lang, "data-since", "from" => day(&kept.valid_from)),
    };
    let (tone, state) = if kept.valid_from.as_str() > today {
        (Tone::Accent, t!(lang, "schemes-to-come"))
    } else if kept.valid_to.as_deref().is_some_and(|to| to < today) {
        (Tone::Neutral, t!(lang, "schemes-ended"))
    } else {
        (Tone::Success, t!(lang, "schemes-in-force"))
    };
    let amounts = match &scheme.amounts {
        Amounts::Range { min, max } => t!(lang, "schemes-range", "min" => money(*min), "max" => money(*max)),
        Amounts::Rates(rates) => rates.iter().map(|rate| money(*rate)).collect::<Vec<_>>().join(" ; "),
    };
    let payment = match scheme.payment {
        Payment::OnceAfterService => t!(lang, "schemes-once"),
        Payment::Ninths => t!(lang, "schemes-ninths"),
    };
    let used = uses.iter().find(|used| used.code == kept.code && used.version == kept.version);
    let used = used.map_or_else(
        || t!(lang, "schemes-unused"),
        |used| t!(lang, "schemes-used", "mandates" => used.mandates, "schools" => used.schools),
    );
    let name = t!(lang, "schemes-version", "label" => scheme.label.clone(), "version" => kept.version);
    let about = format!(" ({})", scheme.label);
    view! {
        <tr>
            <th scope="row">
                {name}
                <span class="cell-detail">{scheme.legal_ref.clone()}</span>
            </th>
            <td>{span}<span class="cell-detail"><Tag tone=tone>{state}</Tag></span></td>
            <td>
                {amounts}
                <span class="cell-detail">{payment}</span>
                {scheme.exclusive_with_relief.then(|| view! { <span class="cell-detail">{t!(lang, "schemes-exclusive")}</span> })}
            </td>
            <td>{used}</td>
            <td>
                <a href=format!("{ADDRESS}?regime={}#nouvelle", kept.code)>
                    {t!(lang, "schemes-next")}<span class="visually-hidden">{about}</span>
                </a>
            </td>
        </tr>
    }
    .into_any()
}

fn the_form(form: &FormState) -> AnyView {
    let lang = form.lang;
    let text = |name: &'static str, label: String, hint: String, most: u32, optional: bool| {
        view! {
            <Field
                name=name
                label=label
                hint=hint
                value=form.value(name)
                fault=form.fault(name)
                maxlength=Some(most)
                autocomplete=Some("off")
                optional=optional
            />
        }
    };
    let kinds = [("range", t!(lang, "schemes-kind-range")), ("rates", t!(lang, "schemes-kind-rates"))]
        .map(|(value, label)| view! { <Choice name="kind" value=value label=label radio=true checked=form.has("kind", value)/> });
    let sectors = [
        ("public", t!(lang, "schemes-sector-public")),
        ("private_contract", t!(lang, "schemes-sector-private")),
    ]
    .map(|(value, label)| view! { <Choice name="sector" value=value label=label checked=form.has("sector", value)/> });
    let payments = vec![
        SelectOption::new("once", t!(lang, "schemes-once")),
        SelectOption::new("ninths", t!(lang, "schemes-ninths")),
    ];
    // Built before the form: what stands in it outlives what was typed.
    let fields = view! {
        {text("code", t!(lang, "schemes-code"), t!(lang, "schemes-code-hint"), 20, false)}
        {text("label", t!(lang, "schemes-label"), String::new(), 60, false)}
        {text("legal_ref", t!(lang, "schemes-legal"), String::new(), 200, false)}
        <Choices name="kind" legend=t!(lang, "schemes-amounts") fault=form.fault("kind")>{kinds.into_iter().collect_view()}</Choices>
        {text("min", t!(lang, "schemes-min"), t!(lang, "schemes-min-hint"), 15, true)}
        {text("max", t!(lang, "schemes-max"), String::new(), 15, true)}
        {text("rates", t!(lang, "schemes-rates"), t!(lang, "schemes-rates-hint"), 200, true)}
        <Select name="payment" label=t!(lang, "schemes-payment") options=payments value=form.value("payment")/>
        <Choices name="sector" legend=t!(lang, "schemes-sectors") fault=form.fault("sector")>{sectors.into_iter().collect_view()}</Choices>
        <Choice
            name="exclusive"
            value="oui"
            label=t!(lang, "schemes-exclusive")
            checked=form.has("exclusive", "oui")
        />
        <Field
            name="valid_from"
            label=t!(lang, "schemes-from")
            kind="date"
            value=form.value("valid_from")
            fault=form.fault("valid_from")
        />
        <Field
            name="valid_to"
            label=t!(lang, "schemes-to")
            kind="date"
            value=form.value("valid_to")
            fault=form.fault("valid_to")
            optional=true
        />
    }
    .into_any();
    view! {
        <div id="nouvelle">
            <Card title=t!(lang, "schemes-new")>
                <p>{t!(lang, "schemes-new-text")}</p>
                <PostForm action=ADDRESS act="scheme.edit">
                    {fields}
                    <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "schemes-save")}</Button></p>
                </PostForm>
            </Card>
        </div>
    }
    .into_any()
}
