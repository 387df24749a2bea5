//! `/compte/adresse`: another address for oneself; `/adresse/{token}`: the letter that was sent there.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::{Act, address};
use preau::{Error, Result, people};

use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::ui::{Button, ButtonKind, Crumb, ErrorSummary, Field, FormState, PostForm};

/// `GET /compte/adresse`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async {
        cx.allow_own(Act::ManageAccount)?;
        page(&cx, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /compte/adresse`: a letter goes to the new address.
pub(super) async fn ask(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        let allowed = cx.allow_own(Act::ManageAccount)?;
        let site = &cx.site;
        let (current, email) = (fields.get("current"), fields.get("email"));
        match address::ask_own(&site.db, &site.hasher, allowed, current, email, cx.now).await {
            Ok(()) => {
                site.work.notify_one();
                Ok(Redirect::to("/compte/adresse?fait=adresse-demandee").into_response())
            }
            Err(error) => page(&cx, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

async fn page(cx: &Cx, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let allowed = cx.allow_own(Act::ManageAccount)?;
    let mut read = cx.read().await?;
    let now = people::main_address(&mut read, *allowed.thing()).await?.unwrap_or_default();
    let waiting = address::pending(&mut read, allowed, cx.now).await?;
    drop(read);
    let crumbs = [Crumb::new("/compte", t!(lang, "account-title"))];
    let page = cx.page(t!(lang, "address-title")).nav(Nav::Account).crumbs(crumbs);
    Ok(page.status(form.status()).show(move || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, "address-title")}</h1>
                <ErrorSummary form=form.clone()/>
                <p class="lead">{t!(lang, "address-lead")}</p>
                <p>{t!(lang, "address-now", "address" => now)}</p>
                {waiting.map(|address| view! { <p role="status">{t!(lang, "address-waiting", "address" => address)}</p> })}
                <PostForm action="/compte/adresse" act="account.manage">
                    <Field
                        name="email"
                        label=t!(lang, "address-new")
                        kind="email"
                        value=form.value("email")
                        fault=form.fault("email")
                        autocomplete=Some("email")
                        maxlength=Some(254)
                    />
                    <Field
                        name="current"
                        label=t!(lang, "address-password")
                        kind="password"
                        fault=form.fault("current")
                        autocomplete=Some("current-password")
                    />
                    <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "address-send")}</Button></p>
                </PostForm>
            </section>
        }
        .into_any()
    }))
}

/// `GET /adresse/{token}`: changes nothing, so that a mail filter that visits it confirms nothing.
pub(super) async fn look(cx: Cx, Path(token): Path<String>) -> Response {
    cx.answer(async {
        match address::look(&mut cx.read().await?, &token, cx.now).await {
            Ok((_, address)) => Ok(letter(&cx, &token, address)),
            Err(error) => ended(&cx, error),
        }
    })
    .await
}

/// `POST /adresse/{token}`.
pub(super) async fn confirm(cx: Cx, Path(token): Path<String>) -> Response {
    cx.answer(async {
        let mut tx = cx.begin().await?;
        match address::confirm(&mut tx, &token, cx.now).await {
            Ok(_) => {
                cx.commit(tx).await?;
                let next = if cx.actor.is_some() { "/compte" } else { "/connexion" };
                Ok(Redirect::to(&format!("{next}?fait=adresse-changee")).into_response())
            }
            Err(error) => ended(&cx, error),
        }
    })
    .await
}

fn letter(cx: &Cx, token: &str, address: String) -> Response {
    let lang = cx.lang;
    let action = format!("/adresse/{token}");
    cx.page(t!(lang, "address-confirm-title")).show(move || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, "address-confirm-title")}</h1>
                <p class="lead">{t!(lang, "address-confirm-text", "address" => address)}</p>
                <PostForm action=action act="account.manage">
                    <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "address-confirm")}</Button></p>
                </PostForm>
            </section>
        }
        .into_any()
    })
}

/// The link has served, is too old, or the address is somebody's by now.
fn ended(cx: &Cx, error: Error) -> Result<Response> {
    let lang = cx.lang;
    let form = FormState::refused(lang, Fields::default(), error)?;
    Ok(cx.page(t!(lang, "address-confirm-title")).status(StatusCode::UNPROCESSABLE_ENTITY).show(move || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, "address-confirm-title")}</h1>
                <ErrorSummary form=form/>
                <p><a href="/compte/adresse">{t!(lang, "address-again")}</a></p>
            </section>
        }
        .into_any()
    }))
}
