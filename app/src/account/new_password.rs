//! `/invitation/{token}` and `/mot-de-passe/{token}`: choosing a password behind a link from a mail.
//!
//! Opening the link changes nothing, so that a mail filter that visits it ends nothing.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::accounts::{self, Link, Purpose};
use preau::access::passwords::MIN_LENGTH;
use preau::{Error, Result};

use super::enter::enter;
use super::islands::{PasswordMeter, PasswordReveal};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::t;
use crate::texts::Lang;
use crate::ui::{Button, ButtonKind, ErrorSummary, Field, FormState, PostForm};

/// `GET` of a link.
pub(super) async fn show(cx: Cx, Path(token): Path<String>) -> Response {
    cx.answer(async {
        let found = accounts::link(&mut cx.read().await?, &token, cx.now).await;
        match found {
            Ok(link) => Ok(page(&cx, &token, &link, FormState::empty(cx.lang))),
            Err(error) => ended(&cx, error),
        }
    })
    .await
}

/// `POST` of a link's form: the password is set, and the person is in.
pub(super) async fn choose(
    cx: Cx,
    Path(token): Path<String>,
    headers: HeaderMap,
    fields: Fields,
) -> Response {
    cx.answer(async {
        let site = &cx.site;
        let link = match accounts::link(&mut cx.read().await?, &token, cx.now).await {
            Ok(link) => link,
            Err(error) => return ended(&cx, error),
        };
        match accounts::set_password(&site.db, &site.hasher, &token, fields.get("password"), cx.now).await {
            Ok(person) => {
                enter(&cx, person.id, &headers).await?;
                let done = match link.purpose {
                    Purpose::Invitation => "/?fait=compte-ouvert",
                    Purpose::Reset => "/?fait=mot-de-passe",
                };
                Ok(Redirect::to(done).into_response())
            }
            // Used in another tab meanwhile.
            Err(error @ Error::Refused(_)) => ended(&cx, error),
            Err(error) => Ok(page(&cx, &token, &link, FormState::refused(cx.lang, fields, error)?)),
        }
    })
    .await
}

fn page(cx: &Cx, token: &str, link: &Link, form: FormState) -> Response {
    let lang = cx.lang;
    let name = link.person.given_name.clone();
    let (title, lead, action) = match link.purpose {
        Purpose::Invitation => (
            t!(lang, "invitation-title", "name" => name),
            t!(lang, "invitation-lead", "site" => cx.site.config.name.clone()),
            format!("/invitation/{token}"),
        ),
        Purpose::Reset => (
            t!(lang, "reset-title"),
            t!(lang, "reset-lead", "name" => name),
            format!("/mot-de-passe/{token}"),
        ),
    };
    let (address, token) = (link.address.clone(), token.to_owned());
    let send = match link.purpose {
        Purpose::Invitation => t!(lang, "invitation-send"),
        Purpose::Reset => t!(lang, "reset-send"),
    };
    cx.page(title.clone()).status(form.status()).show(move || {
        view! {
            <section class="narrow stack">
                <h1>{title}</h1>
                <ErrorSummary form=form.clone()/>
                <p class="lead">{lead}</p>
                <PostForm action=action act="account.set_password">
                    // Read only, and there so that the browser's password store knows what the password is for.
                    <div class="field">
                        <label for="champ-adresse">{t!(lang, "login-email")}</label>
                        <input class="input" id="champ-adresse" type="email" value=address autocomplete="username" readonly/>
                    </div>
                    {password_field(lang, &form, t!(lang, "password-new"), token)}
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>{send}</Button>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    })
}

/// A field for a new password, with its rules, its strength and a way to see it. `link` names whose it is to be.
pub(super) fn password_field(lang: Lang, form: &FormState, label: String, link: String) -> AnyView {
    view! {
        <Field
            name="password"
            label=label
            hint=t!(lang, "password-rules", "min" => MIN_LENGTH)
            kind="password"
            fault=form.fault("password")
            autocomplete=Some("new-password")
        />
        {reveal(lang)}
        <PasswordMeter>
            <div class="password-meter" data-field=PASSWORD_FIELD data-link=link data-score="0" hidden=true>
                <meter min="0" max="4" low="2" high="3" optimum="4" value="0" aria-label=t!(lang, "password-strength")></meter>
                <p role="status"></p>
            </div>
        </PasswordMeter>
    }
    .into_any()
}

/// `id` of the field named `password`.
const PASSWORD_FIELD: &str = "champ-password";

/// A button that shows what is typed in the field of the password; hidden until the browser makes it work.
pub(super) fn reveal(lang: Lang) -> AnyView {
    view! {
        <PasswordReveal>
            <button
                type="button"
                class="button button-quiet password-reveal"
                hidden=true
                aria-controls=PASSWORD_FIELD
                aria-pressed="false"
                data-show=t!(lang, "password-show")
                data-hide=t!(lang, "password-hide")
            >
                {t!(lang, "password-show")}
            </button>
        </PasswordReveal>
    }
    .into_any()
}

/// The page of a link that opens nothing any more: it offers a new one.
fn ended(cx: &Cx, error: Error) -> Result<Response> {
    if error.refusal().is_none_or(|refusal| refusal.key != "link-ended") {
        return Err(error);
    }
    let lang = cx.lang;
    Ok(cx.page(t!(lang, "link-ended-title")).status(StatusCode::GONE).show(move || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, "link-ended-title")}</h1>
                <p class="lead">{t!(lang, "refusal-link-ended")}</p>
                <PostForm action="/mot-de-passe-oublie" act="account.ask_reset">
                    <Field
                        name="email"
                        label=t!(lang, "login-email")
                        hint=t!(lang, "forgotten-email-hint")
                        kind="email"
                        autocomplete=Some("username")
                        maxlength=Some(254)
                    />
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>{t!(lang, "link-ended-send")}</Button>
                        <a href="/connexion">{t!(lang, "forgotten-back")}</a>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    }))
}
