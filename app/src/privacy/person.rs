//! `/pilotage/comptes/{person}`: one person, for those who run the installation. Whoever opens it stands in the list of
//! those who looked, which that person reads.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::members::{self, Sheet};
use preau::access::seen::{self, What};
use preau::access::{Act, Allowed, Role, address, export};
use preau::privacy::account::{self, Account, State};
use preau::privacy::erasure::{self, Item};
use preau::privacy::merge;
use preau::{Error, Result, Timestamp};

use super::words;
use crate::account::profile;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{self, Button, ButtonKind, Crumb, ErrorSummary, Field, FormState, PostForm, Tag, Tone};

/// `GET /pilotage/comptes/{person}`.
pub(super) async fn show(cx: Cx, Path(person): Path<String>) -> Response {
    cx.answer(async {
        let allowed = asked_for(&cx, &person)?;
        // Put together with somebody else: the old address leads to who it is now.
        if let Some(now) = merge::went_to(&mut cx.read().await?, *allowed.thing()).await? {
            return Ok(Redirect::to(&format!("/pilotage/comptes/{now}?fait=compte-reuni")).into_response());
        }
        page(&cx, allowed, FormState::empty(cx.lang)).await
    })
    .await
}

fn asked_for(cx: &Cx, person: &str) -> Result<Allowed<Uuid>> {
    // Asked before the address is read: a stranger learns nothing from how it is written.
    cx.allow(Act::Operate, ())?;
    cx.allow(Act::Operate, person.parse().map_err(|_| Error::NotFound)?)
}

/// `POST /pilotage/comptes/{person}`: `act` says which step of the end of an account.
pub(super) async fn act(cx: Cx, Path(person): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let allowed = asked_for(&cx, &person)?;
        match carry_out(&cx, allowed, &fields).await {
            Ok(done) => {
                Ok(Redirect::to(&format!("/pilotage/comptes/{}?fait={done}", allowed.thing()))
                    .into_response())
            }
            Err(error) => page(&cx, allowed, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

async fn carry_out(cx: &Cx, allowed: Allowed<Uuid>, fields: &Fields) -> Result<&'static str> {
    let mut tx = cx.begin().await?;
    let done = match fields.get("act") {
        "address" => {
            address::ask(&mut tx, allowed, fields.get("email"), cx.now).await?;
            "adresse-demandee"
        }
        "close" => {
            account::close(&mut tx, allowed, cx.now).await?;
            "compte-ferme"
        }
        "reopen" => {
            account::reopen(&mut tx, allowed, cx.now).await?;
            "compte-rouvert"
        }
        "hold" => {
            account::set_hold(&mut tx, allowed, Some(fields.get("reason")), cx.now).await?;
            "compte-garde"
        }
        "release" => {
            account::set_hold(&mut tx, allowed, None, cx.now).await?;
            "compte-libere"
        }
        "anonymise" => {
            account::anonymise(&mut tx, allowed, false, cx.now).await?;
            "compte-anonymise"
        }
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(done)
}

async fn page(cx: &Cx, allowed: Allowed<Uuid>, form: FormState) -> Result<Response> {
    let person = *allowed.thing();
    let mut tx = cx.begin().await?;
    let sheet = members::sheet(&mut tx, allowed).await?;
    let account = account::of(&mut tx, person).await?;
    let plan = erasure::plan(&mut tx, allowed).await?;
    seen::note(&mut tx, cx.person()?, person, What::Account, cx.now).await?;
    cx.commit(tx).await?;
    let (lang, zone, status) = (cx.lang, cx.site.config.zone.clone(), form.status());
    let own = cx.person()? == person;
    let name = sheet.person.full_name();
    let crumbs = [
        Crumb::new("/pilotage", t!(lang, "hub-title")),
        Crumb::new("/pilotage/comptes", t!(lang, "members-title")),
    ];
    Ok(cx.page(name.clone()).nav(Nav::Operate).crumbs(crumbs).status(status).show(move || {
        view! {
            <div class="stack request">
                <h1>{name}</h1>
                <ErrorSummary form=form.clone()/>
                {facts(lang, &zone, &sheet, &account)}
                {(!own).then(|| end(lang, person, &account, &form, plan))}
            </div>
        }
        .into_any()
    }))
}

fn facts(lang: Lang, zone: &str, sheet: &Sheet, account: &Account) -> AnyView {
    let day = |at: Timestamp| ui::date(lang, at.date_in(zone));
    let span = |from: export::Instant, to: Option<export::Instant>| match to {
        Some(to) => t!(lang, "data-from-to", "from" => day(Timestamp(from.0)), "to" => day(Timestamp(to.0))),
        None => t!(lang, "data-since", "from" => day(Timestamp(from.0))),
    };
    let (tone, word) = match account.state() {
        State::Invited => (Tone::Warning, t!(lang, "members-state-invited")),
        State::Active => (Tone::Success, t!(lang, "members-state-active")),
        State::Locked => (Tone::Error, t!(lang, "members-state-locked")),
        State::Closed => (Tone::Neutral, t!(lang, "members-state-deactivated")),
        State::Anonymised => (Tone::Neutral, t!(lang, "person-state-anonymised")),
    };
    let mut rows: Vec<(String, String, String)> = Vec::new();
    for email in &sheet.emails {
        rows.push((t!(lang, "login-email"), email.address.clone(), span(email.starts_at, email.ends_at)));
    }
    for grant in &sheet.roles {
        let role = Role::parse(&grant.role)
            .map_or_else(|| grant.role.clone(), |role| profile::role_name(lang, role));
        let place = grant.node_name.as_ref().map(|name| format!(" – {name}")).unwrap_or_default();
        rows.push((t!(lang, "data-role"), format!("{role}{place}"), span(grant.starts_at, grant.ends_at)));
    }
    for posting in &sheet.postings {
        let words = format!("{} ({})", posting.school, posting.uai);
        rows.push((t!(lang, "school-posting"), words, span(posting.starts_at, posting.ends_at)));
    }
    let seen = account.last_login_at.map_or_else(|| t!(lang, "members-never"), day);
    rows.push((t!(lang, "members-last-login"), seen, String::new()));
    for (label, at) in [
        (t!(lang, "person-warned"), account.warned_at),
        (t!(lang, "person-closed"), account.deactivated_at),
        (t!(lang, "person-anonymised"), account.anonymised_at),
    ] {
        rows.extend(at.map(|at| (label, day(at), String::new())));
    }
    rows.extend(account.hold_reason.clone().map(|reason| (t!(lang, "person-held"), reason, String::new())));
    view! {
        <dl class="facts">
            <div><dt>{t!(lang, "members-state")}</dt><dd><Tag tone=tone>{word}</Tag></dd></div>
            {rows
                .into_iter()
                .map(|(label, text, detail)| {
                    view! {
                        <div>
                            <dt>{label}</dt>
                            <dd>
                                {text}
                                {(!detail.is_empty()).then(|| view! { <span class="cell-detail">{detail}</span> })}
                            </dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
        <p class="soft small">{t!(lang, "person-logged")}</p>
    }
    .into_any()
}

/// The steps that are open, and what the last one would do.
fn end(lang: Lang, person: Uuid, account: &Account, form: &FormState, plan: Vec<Item>) -> AnyView {
    let action = format!("/pilotage/comptes/{person}");
    let button = |act: &'static str, name: &'static str, kind: ButtonKind, label: String| {
        view! {
            <PostForm action=action.clone() act=act class="row-form">
                <input type="hidden" name="act" value=name/>
                <Button kind=kind>{label}</Button>
            </PostForm>
        }
        .into_any()
    };
    let state = account.state();
    if state == State::Anonymised {
        return view! { <p>{t!(lang, "person-anonymised-text")}</p> }.into_any();
    }
    let closed = state == State::Closed;
    let held = account.hold_reason.is_some();
    let email = (!closed).then(|| {
        let typed = view! {
            <Field
                name="email"
                label=t!(lang, "address-new")
                kind="email"
                value=form.value("email")
                fault=form.fault("email")
                autocomplete=Some("off")
                maxlength=Some(254)
            />
        };
        view! {
            <section aria-labelledby="adresse">
                <h2 id="adresse">{t!(lang, "address-change-title")}</h2>
                <p>{t!(lang, "address-for-text")}</p>
                <PostForm action=action.clone() act="platform.operate">
                    <input type="hidden" name="act" value="address"/>
                    {typed}
                    <p class="form-actions"><Button>{t!(lang, "address-send")}</Button></p>
                </PostForm>
            </section>
        }
    });
    let steps = if closed {
        vec![
            button("account.reopen", "reopen", ButtonKind::Secondary, t!(lang, "person-reopen")),
            button("account.anonymise", "anonymise", ButtonKind::Danger, t!(lang, "person-anonymise")),
        ]
    } else {
        vec![button("account.close", "close", ButtonKind::Danger, t!(lang, "person-close"))]
    };
    let reason = view! {
        <Field
            name="reason"
            label=t!(lang, "person-hold-reason")
            hint=t!(lang, "person-hold-hint")
            value=form.value("reason")
            fault=form.fault("reason")
            maxlength=Some(300)
        />
    };
    let hold = if held {
        button("account.hold", "release", ButtonKind::Secondary, t!(lang, "person-release"))
    } else {
        view! {
            <PostForm action=action.clone() act="account.hold">
                <input type="hidden" name="act" value="hold"/>
                {reason}
                <p class="form-actions"><Button>{t!(lang, "person-hold")}</Button></p>
            </PostForm>
        }
        .into_any()
    };
    view! {
        {email}
        <section aria-labelledby="fin">
            <h2 id="fin">{t!(lang, "person-end")}</h2>
            <p>{if closed { t!(lang, "person-anonymise-text") } else { t!(lang, "person-close-text") }}</p>
            <div class="form-actions">{steps}</div>
            {hold}
        </section>
        <section aria-labelledby="essai">
            <h2 id="essai">{t!(lang, "erasure-title")}</h2>
            <p>{t!(lang, "erasure-lead")}</p>
            {words::plan(lang, plan)}
        </section>
    }
    .into_any()
}
