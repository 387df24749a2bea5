//! `/notifications/desabonnement/{token}`: no more mail about one subject, without logging in. A visit changes nothing:
//! the button does, or the mail program that posts by itself (RFC 8058).

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use preau::Result;
use preau::access::policy;
use preau::notice::link;
use preau::notice::rhythm::{self, DIGEST, Rhythm};

use crate::cx::Cx;
use crate::t;
use crate::texts;
use crate::ui::{Button, ButtonKind, PostForm};

/// `GET`: what the button will do.
pub(super) async fn show(cx: Cx, Path(token): Path<String>) -> Response {
    cx.answer(async { asked(&cx, &token).await.map(|asked| page(&cx, &token, asked, false)) }).await
}

/// `POST`: does it.
pub(super) async fn stop(cx: Cx, Path(token): Path<String>) -> Response {
    cx.answer(async {
        let found = asked(&cx, &token).await?;
        if let Some((person, topic)) = &found {
            let mut tx = cx.begin().await?;
            // The signature of the link is the right.
            let own = policy::by_operator(*person);
            rhythm::choose(&mut tx, own, topic, Some(Rhythm::Never), cx.now).await?;
            cx.commit(tx).await?;
        }
        Ok(page(&cx, &token, found, true))
    })
    .await
}

async fn asked(cx: &Cx, token: &str) -> Result<Option<(Uuid, String)>> {
    link::read(&mut cx.read().await?, token).await
}

fn page(cx: &Cx, token: &str, asked: Option<(Uuid, String)>, stopped: bool) -> Response {
    let lang = cx.lang;
    let action = format!("/notifications/desabonnement/{token}");
    let Some((_, topic)) = asked else {
        return cx.page(t!(lang, "unsubscribe-unknown")).status(StatusCode::GONE).show(move || {
            view! {
                <section class="message">
                    <h1>{t!(lang, "unsubscribe-unknown")}</h1>
                    <p class="lead">{t!(lang, "unsubscribe-unknown-text")}</p>
                    <p class="actions"><a class="button" href="/compte/notifications">{t!(lang, "notices-choose")}</a></p>
                </section>
            }
            .into_any()
        });
    };
    let about =
        if topic == DIGEST { t!(lang, "unsubscribe-digest") } else { texts::notice_topic(lang, &topic) };
    let title = if stopped { t!(lang, "unsubscribe-done") } else { t!(lang, "unsubscribe-title") };
    cx.page(title.clone()).show(move || {
        let body = if stopped {
            view! { <p class="lead">{t!(lang, "unsubscribe-done-text", "topic" => about)}</p> }.into_any()
        } else {
            view! {
                <p class="lead">{t!(lang, "unsubscribe-text", "topic" => about)}</p>
                <PostForm action=action act="notice.unsubscribe">
                    <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "unsubscribe-send")}</Button></p>
                </PostForm>
            }
            .into_any()
        };
        view! {
            <section class="message">
                <h1>{title}</h1>
                {body}
                <p><a href="/compte/notifications">{t!(lang, "notices-choose")}</a></p>
            </section>
        }
        .into_any()
    })
}
