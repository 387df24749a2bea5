//! `/compte/mot-de-passe`: another password, and every other browser logged out.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::{Act, accounts};
use preau::{Error, Result, people};

use super::frame::{self, Room};
use super::login::{too_many, wait};
use super::new_password::password_field;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::t;
use crate::ui::{Button, ButtonKind, ErrorSummary, Field, FormState, PostForm};

/// `GET /compte/mot-de-passe`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async { page(&cx, FormState::empty(cx.lang)).await }).await
}

/// `POST /compte/mot-de-passe`.
pub(super) async fn change(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        let allowed = cx.allow_own(Act::ManageAccount)?;
        let (site, session) = (&cx.site, cx.session.id().map(|id| id.to_string()));
        let (current, new) = (fields.get("current"), fields.get("password"));
        let changed = accounts::change_password(
            &site.db,
            &site.hasher,
            allowed,
            current,
            new,
            session.as_deref(),
            cx.now,
        )
        .await;
        match changed {
            Ok(()) => Ok(Redirect::to("/compte?fait=mot-de-passe").into_response()),
            Err(Error::TooMany { retry_after }) => {
                let form = FormState::refused(cx.lang, fields, too_many(retry_after))?;
                Ok(wait(page(&cx, form).await?, retry_after))
            }
            Err(error) => page(&cx, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

async fn page(cx: &Cx, form: FormState) -> Result<Response> {
    let person = cx.person()?;
    let address = people::main_address(&mut cx.read().await?, person).await?.unwrap_or_default();
    let lang = cx.lang;
    let status: StatusCode = form.status();
    Ok(frame::show(cx, Room::Password, status, move || {
        view! {
            <ErrorSummary form=form.clone()/>
            <p>{t!(lang, "change-lead")}</p>
            <PostForm action="/compte/mot-de-passe" act="account.manage">
                // Read only, and there so that the browser's password store knows what the password is for.
                <div class="field">
                    <label for="champ-adresse">{t!(lang, "login-email")}</label>
                    <input class="input" id="champ-adresse" type="email" value=address autocomplete="username" readonly/>
                </div>
                <Field
                    name="current"
                    label=t!(lang, "change-current")
                    kind="password"
                    fault=form.fault("current")
                    autocomplete=Some("current-password")
                />
                {password_field(lang, &form, t!(lang, "password-new"), String::new())}
                <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "change-send")}</Button></p>
            </PostForm>
        }
        .into_any()
    }))
}
