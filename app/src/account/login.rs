//! `/connexion`: an address and a password. Every reason for a no has the same sentence.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::login;
use preau::{Error, Refusal, Result};

use super::enter::{enter, session_trouble};
use super::new_password::reveal;
use super::pending;
use super::query::Asked;
use crate::cx::Cx;
use crate::error_pages::local_path;
use crate::fields::Fields;
use crate::t;
use crate::ui::{Button, ButtonKind, ErrorSummary, Field, FormState, Notice, PostForm};

/// `GET /connexion?next=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let next = asked.get("next");
        if cx.actor.is_some() {
            return Ok(Redirect::to(&local_path(next).unwrap_or_else(|| "/".to_owned())).into_response());
        }
        let form = FormState::filled(cx.lang, vec![("next".into(), next.to_owned())]);
        page(&cx, form).await
    })
    .await
}

/// `POST /connexion`.
pub(super) async fn log_in(cx: Cx, headers: HeaderMap, fields: Fields) -> Response {
    cx.answer(async {
        let (address, password) = (fields.get("email"), fields.get("password"));
        let site = &cx.site;
        match login::attempt(&site.db, &site.hasher, address, password, &cx.client, cx.now).await {
            Ok(person) => {
                enter(&cx, person, &headers).await?;
                let next = pending::way_on(&cx, fields.get("next")).await?;
                Ok(Redirect::to(&next).into_response())
            }
            Err(Error::TooMany { retry_after }) => {
                let form = FormState::refused(cx.lang, fields, too_many(retry_after))?;
                Ok(wait(page(&cx, form).await?, retry_after))
            }
            Err(error) => page(&cx, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

/// `POST /deconnexion`.
pub(super) async fn log_out(cx: Cx) -> Response {
    cx.answer(async {
        cx.session.flush().await.map_err(session_trouble)?;
        Ok(Redirect::to("/?fait=deconnexion").into_response())
    })
    .await
}

/// Too many tries, as the refusal of a form that keeps what was typed.
pub(super) fn too_many(retry_after: u32) -> Error {
    Refusal::new("too-many").with("minutes", retry_after.div_ceil(60)).into()
}

/// Gives a page of a refused form the status of too many tries, and the time to wait.
pub(super) fn wait(mut response: Response, retry_after: u32) -> Response {
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    if let Ok(seconds) = HeaderValue::from_str(&retry_after.to_string()) {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

async fn page(cx: &Cx, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let something_kept = pending::kept(cx).await?.is_some();
    let wanted = !form.is_refused() && local_path(&form.value("next")).is_some_and(|next| next != "/");
    Ok(cx.page(t!(lang, "login-title")).status(form.status()).show(move || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, "login-title")}</h1>
                <ErrorSummary form=form.clone()/>
                {something_kept
                    .then(|| view! { <Notice><p>{t!(lang, "login-pending")}</p></Notice> })
                    .or_else(|| wanted.then(|| view! { <Notice><p>{t!(lang, "login-wanted")}</p></Notice> }))}
                <PostForm action="/connexion" act="account.login">
                    <input type="hidden" name="next" value=form.value("next")/>
                    <Field
                        name="email"
                        label=t!(lang, "login-email")
                        kind="email"
                        value=form.value("email")
                        autocomplete=Some("username")
                        maxlength=Some(254)
                        autofocus=!form.is_refused()
                    />
                    <Field
                        name="password"
                        label=t!(lang, "login-password")
                        kind="password"
                        autocomplete=Some("current-password")
                    />
                    {reveal(lang)}
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>{t!(lang, "login-send")}</Button>
                        <a href="/mot-de-passe-oublie">{t!(lang, "login-forgotten")}</a>
                    </p>
                </PostForm>
                <p class="soft small">{t!(lang, "login-no-account")}</p>
            </section>
        }
        .into_any()
    }))
}
