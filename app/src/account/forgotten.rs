//! `/mot-de-passe-oublie`: asks for a link by mail. The answer says nothing of who has an account here.

use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::accounts;
use preau::{Error, Result};

use super::login::{too_many, wait};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::t;
use crate::ui::{Button, ButtonKind, ErrorSummary, Field, FormState, PostForm};

/// `GET /mot-de-passe-oublie`.
pub(super) async fn show(cx: Cx) -> Response {
    let form = FormState::empty(cx.lang);
    page(&cx, form)
}

/// `POST /mot-de-passe-oublie`.
pub(super) async fn ask(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        match send(&cx, fields.get("email")).await {
            Ok(()) => Ok(Redirect::to("/mot-de-passe-oublie?fait=lien-envoye").into_response()),
            Err(Error::TooMany { retry_after }) => {
                let form = FormState::refused(cx.lang, fields, too_many(retry_after))?;
                Ok(wait(page(&cx, form), retry_after))
            }
            Err(error) => Ok(page(&cx, FormState::refused(cx.lang, fields, error)?)),
        }
    })
    .await
}

async fn send(cx: &Cx, address: &str) -> Result<()> {
    let mut tx = cx.begin().await?;
    accounts::ask_reset(&mut tx, address, cx.now).await?;
    cx.commit(tx).await
}

fn page(cx: &Cx, form: FormState) -> Response {
    let lang = cx.lang;
    cx.page(t!(lang, "forgotten-title")).status(form.status()).show(move || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, "forgotten-title")}</h1>
                <ErrorSummary form=form.clone()/>
                <p>{t!(lang, "forgotten-lead")}</p>
                <PostForm action="/mot-de-passe-oublie" act="account.ask_reset">
                    <Field
                        name="email"
                        label=t!(lang, "login-email")
                        hint=t!(lang, "forgotten-email-hint")
                        kind="email"
                        value=form.value("email")
                        fault=form.fault("email")
                        autocomplete=Some("username")
                        maxlength=Some(254)
                    />
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>{t!(lang, "forgotten-send")}</Button>
                        <a href="/connexion">{t!(lang, "forgotten-back")}</a>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    })
}
