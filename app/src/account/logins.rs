//! `/compte/connexions`: every browser one is logged in from, each of which can be closed from here.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::{Act, web_sessions};
use preau::ids;

use super::agent::describe;
use super::enter::session_trouble;
use super::frame::{self, Room};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::t;
use crate::ui::{self, Button, ButtonKind, PostForm, Tag, Tone};

/// `GET /compte/connexions`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async {
        let allowed = cx.allow_own(Act::ManageAccount)?;
        let logins = web_sessions::of(&mut cx.read().await?, *allowed.thing(), cx.now).await?;
        let (here, lang, zone) = (here(&cx), cx.lang, cx.site.config.zone.clone());
        let others = logins.iter().any(|login| Some(&login.id_hash) != here.as_ref());
        Ok(frame::show(&cx, Room::Logins, StatusCode::OK, move || {
            view! {
                <p>{t!(lang, "logins-lead")}</p>
                <ul class="rows">
                    {logins
                        .into_iter()
                        .map(|login| {
                            let current = Some(&login.id_hash) == here.as_ref();
                            let name = describe(lang, &login.agent);
                            let seen = ui::instant(lang, login.seen_at, &zone);
                            let since = ui::instant(lang, login.created_at, &zone);
                            view! {
                                <li class="row">
                                    <div class="row-text">
                                        <h2 class="row-title">{name.clone()}</h2>
                                        {current.then(|| view! { <Tag tone=Tone::Accent icon="check">{t!(lang, "logins-here")}</Tag> })}
                                        <p class="soft small">{t!(lang, "logins-seen", "seen" => seen, "since" => since)}</p>
                                    </div>
                                    <PostForm action="/compte/connexions" act="account.manage" class="row-form">
                                        <input type="hidden" name="login" value=login.id_hash/>
                                        <Button>
                                            {t!(lang, "logins-end")}
                                            <span class="visually-hidden">{format!(" ({name})")}</span>
                                        </Button>
                                    </PostForm>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
                {others
                    .then(|| {
                        view! {
                            <PostForm action="/compte/connexions/autres" act="account.manage">
                                <p class="form-actions">
                                    <Button kind=ButtonKind::Danger>{t!(lang, "logins-end-others")}</Button>
                                </p>
                            </PostForm>
                        }
                    })}
                <p class="soft small">{t!(lang, "logins-doubt")}" "<a href="/compte/mot-de-passe">{t!(lang, "logins-change")}</a></p>
            }
            .into_any()
        }))
    })
    .await
}

/// `POST /compte/connexions`: closes one login; one's own is logging out.
pub(super) async fn end(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        let allowed = cx.allow_own(Act::ManageAccount)?;
        let login = fields.get("login");
        if here(&cx).is_some_and(|here| here == login) {
            cx.session.flush().await.map_err(session_trouble)?;
            return Ok(Redirect::to("/?fait=deconnexion").into_response());
        }
        let mut tx = cx.begin().await?;
        web_sessions::end(&mut tx, *allowed.thing(), login).await?;
        cx.commit(tx).await?;
        Ok(Redirect::to("/compte/connexions?fait=connexion-fermee").into_response())
    })
    .await
}

/// `POST /compte/connexions/autres`: closes every login but this one.
pub(super) async fn end_others(cx: Cx) -> Response {
    cx.answer(async {
        let allowed = cx.allow_own(Act::ManageAccount)?;
        let keep = cx.session.id().map(|id| id.to_string());
        let mut tx = cx.begin().await?;
        web_sessions::end_all(&mut tx, *allowed.thing(), keep.as_deref()).await?;
        cx.commit(tx).await?;
        Ok(Redirect::to("/compte/connexions?fait=connexions-fermees").into_response())
    })
    .await
}

/// The name, in the list, of the login that asks.
fn here(cx: &Cx) -> Option<String> {
    cx.session.id().map(|id| ids::hash(&id.to_string()))
}
