//! `/sessions/abonnement`: one's sessions in one's own calendar program; `/agenda/{file}`: what that program reads.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;
use sha2::{Digest as _, Sha256};

use preau::access::Act;
use preau::session::{feed, ics};
use preau::{Error, Result};

use crate::cx::Cx;
use crate::error_pages;
use crate::fields::Fields;
use crate::page::Nav;
use crate::state::Site;
use crate::t;
use crate::texts::Lang;
use crate::ui::{self, Button, ButtonKind, ButtonLink, Notice, NoticeKind, PostForm};

const ADDRESS: &str = "/sessions/abonnement";

/// `GET /sessions/abonnement`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async { page(&cx, None).await }).await
}

/// `POST /sessions/abonnement`: makes an address and shows it, in this answer and never again; or ends it.
pub(super) async fn act(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        let allowed = cx.allow_own(Act::ManageAccount)?;
        let mut tx = cx.begin().await?;
        if fields.get("geste") == "supprimer" {
            feed::revoke(&mut tx, allowed, cx.now).await?;
            cx.commit(tx).await?;
            return Ok(Redirect::to("/sessions/abonnement?fait=agenda-ferme").into_response());
        }
        if fields.get("geste") != "creer" {
            return Err(Error::NotFound);
        }
        let secret = feed::make(&mut tx, allowed, cx.now).await?;
        cx.commit(tx).await?;
        let mut response = page(&cx, Some(secret)).await?;
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(response)
    })
    .await
}

async fn page(cx: &Cx, made: Option<String>) -> Result<Response> {
    let allowed = cx.allow_own(Act::ManageAccount)?;
    let living = feed::living(&mut cx.read().await?, allowed).await?;
    let (lang, zone) = (cx.lang, cx.site.config.zone.clone());
    let base_url = cx.site.config.base_url.clone();
    let made = made.map(|secret| {
        let path = format!("/agenda/{secret}.ics");
        let host = base_url.split_once("://").map_or(base_url.as_str(), |(_, rest)| rest);
        (format!("{base_url}{path}"), format!("webcal://{host}{path}"))
    });
    let title = t!(lang, "feed-title");
    Ok(cx.page(title.clone()).nav(Nav::Account).crumbs([]).show(move || {
        view! {
            <div class="account stack">
                <h1>{title}</h1>
                {made
                    .map(|(address, open)| {
                        view! {
                            <Notice kind=NoticeKind::Success title=t!(lang, "feed-made") live=true>
                                <p>{t!(lang, "feed-copy")}</p>
                                <p><code class="secret">{address}</code></p>
                                <p><ButtonLink href=open icon="calendar">{t!(lang, "feed-subscribe")}</ButtonLink></p>
                            </Notice>
                        }
                    })}
                <p class="lead">{t!(lang, "feed-lead")}</p>
                <p>{t!(lang, "feed-warning")}</p>
                {match living {
                    None => {
                        view! {
                            <p class="soft">{t!(lang, "feed-none")}</p>
                            <PostForm action=ADDRESS act="calendar_feed.create">
                                <input type="hidden" name="geste" value="creer"/>
                                <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "feed-create")}</Button></p>
                            </PostForm>
                        }
                            .into_any()
                    }
                    Some(found) => {
                        let since = t!(lang, "feed-since", "at" => ui::instant(lang, found.created_at, &zone));
                        let read = found.last_read_at.map_or_else(
                            || t!(lang, "feed-never-read"),
                            |at| t!(lang, "feed-read", "at" => ui::instant(lang, at, &zone)),
                        );
                        view! {
                            <p class="soft">{since}" "{read}</p>
                            <PostForm action=ADDRESS act="calendar_feed.create">
                                <input type="hidden" name="geste" value="creer"/>
                                <p class="field-hint">{t!(lang, "feed-renew-hint")}</p>
                                <p class="form-actions"><Button>{t!(lang, "feed-renew")}</Button></p>
                            </PostForm>
                            <PostForm action=ADDRESS act="calendar_feed.revoke">
                                <input type="hidden" name="geste" value="supprimer"/>
                                <p class="form-actions"><Button kind=ButtonKind::Danger>{t!(lang, "feed-revoke")}</Button></p>
                            </PostForm>
                        }
                            .into_any()
                    }
                }}
            </div>
        }
        .into_any()
    }))
}

/// `GET /agenda/{secret}.ics`: the sessions of whoever made this address. Read by programs, without a login; asked again
/// with what they know, they are told that nothing changed.
pub(super) async fn read(
    cx: Cx,
    State(site): State<Site>,
    Path(file): Path<String>,
    asked: HeaderMap,
) -> Response {
    match calendar(&site, &file, &asked, cx.now).await {
        Ok(response) => response,
        Err(error) => error_pages::respond(&cx, error),
    }
}

async fn calendar(site: &Site, file: &str, asked: &HeaderMap, now: preau::Timestamp) -> Result<Response> {
    let secret = file.strip_suffix(".ics").ok_or(Error::NotFound)?;
    let held = feed::read(&site.db, secret, &site.config.base_url, now).await?;
    let lang = Lang::parse(&held.locale).unwrap_or_default();
    let name = t!(lang, "feed-name");
    let text = ics::write(&ics::Calendar {
        method: None,
        name: Some(&name),
        stamp: held.stamp,
        organizer: None,
        attendee: None,
        events: &held.events,
    });
    let etag = format!("\"{:x}\"", Sha256::digest(text.as_bytes()));
    let known = asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|tag| tag.trim().trim_start_matches("W/") == etag);
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = (StatusCode::OK, text).into_response();
        let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    };
    let headers = response.headers_mut();
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    Ok(response)
}
