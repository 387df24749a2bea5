//! `/compte/jetons`: tokens by which one's own programs speak to the API. Shown once, then only named.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::{Act, tokens};
use preau::{Error, Result};

use super::frame::{self, Room};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::t;
use crate::ui::{self, Button, ButtonKind, ErrorSummary, Field, FormState, Notice, NoticeKind, PostForm};

/// `GET /compte/jetons`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async { page(&cx, FormState::empty(cx.lang), None).await }).await
}

/// `POST /compte/jetons`: makes a token and shows it, in this answer and never again.
pub(super) async fn create(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        match make(&cx, fields.get("name")).await {
            Ok(token) => {
                let mut response = page(&cx, FormState::empty(cx.lang), Some(token)).await?;
                response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
                Ok(response)
            }
            Err(error) => page(&cx, FormState::refused(cx.lang, fields, error)?, None).await,
        }
    })
    .await
}

async fn make(cx: &Cx, name: &str) -> Result<String> {
    let allowed = cx.allow_own(Act::ManageAccount)?;
    let mut tx = cx.begin().await?;
    let token = tokens::create(&mut tx, allowed, name, cx.now).await?;
    cx.commit(tx).await?;
    Ok(token)
}

/// `POST /compte/jetons/fin`: a token ends now.
pub(super) async fn revoke(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        let allowed = cx.allow_own(Act::ManageAccount)?;
        let token = fields.get("token").parse().map_err(|_| Error::NotFound)?;
        let mut tx = cx.begin().await?;
        tokens::revoke(&mut tx, allowed, token, cx.now).await?;
        cx.commit(tx).await?;
        Ok(Redirect::to("/compte/jetons?fait=jeton-ferme").into_response())
    })
    .await
}

async fn page(cx: &Cx, form: FormState, made: Option<String>) -> Result<Response> {
    let person = cx.person()?;
    let living = tokens::of(&mut cx.read().await?, person, cx.now).await?;
    let (lang, zone) = (cx.lang, cx.site.config.zone.clone());
    let status: StatusCode = form.status();
    Ok(frame::show(cx, Room::Tokens, status, move || {
        view! {
            <ErrorSummary form=form.clone()/>
            {made
                .map(|token| {
                    view! {
                        <Notice kind=NoticeKind::Success title=t!(lang, "tokens-made") live=true>
                            <p>{t!(lang, "tokens-copy")}</p>
                            <p><code class="secret">{token}</code></p>
                        </Notice>
                    }
                })}
            <p>{t!(lang, "tokens-lead")}</p>
            <PostForm action="/compte/jetons" act="account.manage">
                <Field
                    name="name"
                    label=t!(lang, "tokens-name")
                    hint=t!(lang, "tokens-name-hint")
                    value=form.value("name")
                    fault=form.fault("name")
                    autocomplete=Some("off")
                    maxlength=Some(80)
                />
                <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "tokens-create")}</Button></p>
            </PostForm>
            <h2>{t!(lang, "tokens-living")}</h2>
            {if living.is_empty() {
                view! { <p class="soft small">{t!(lang, "tokens-none")}</p> }.into_any()
            } else {
                view! {
                    <ul class="rows">
                        {living
                            .into_iter()
                            .map(|token| {
                                let made = ui::instant(lang, token.created_at, &zone);
                                let used = token.last_used_at.map_or_else(
                                    || t!(lang, "tokens-never-used"),
                                    |at| t!(lang, "tokens-used", "at" => ui::instant(lang, at, &zone)),
                                );
                                let ends = token
                                    .expires_at
                                    .map(|at| t!(lang, "tokens-ends", "day" => ui::date(lang, at.date_in(&zone))));
                                view! {
                                    <li class="row">
                                        <div class="row-text">
                                            <h3 class="row-title">{token.name.clone()}</h3>
                                            <p class="soft small">{t!(lang, "tokens-since", "at" => made)}" "{used}" "{ends}</p>
                                        </div>
                                        <PostForm action="/compte/jetons/fin" act="account.manage" class="row-form">
                                            <input type="hidden" name="token" value=token.id.to_string()/>
                                            <Button kind=ButtonKind::Danger>
                                                {t!(lang, "tokens-revoke")}
                                                <span class="visually-hidden">{format!(" ({})", token.name)}</span>
                                            </Button>
                                        </PostForm>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                }
                .into_any()
            }}
        }
        .into_any()
    }))
}
