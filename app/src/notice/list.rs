//! `/notifications`: what one was told, the newest first.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::Act;
use preau::notice::inbox::{self, PER_PAGE};
use preau::notice::{Told, rhythm};
use preau::{Error, csv};

use crate::account::data;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::error_pages::local_path;
use crate::page::Nav;
use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{self, Button, ButtonLink, Crumb, EmptyState, Pager, PostForm, Tag, Tone};

/// Longest export.
const MOST: i64 = 5_000;

/// `GET /notifications?etat=nouvelles&page=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let allowed = cx.allow_own(Act::ManageAccount)?;
        let new_only = asked.get("etat") == "nouvelles";
        let mut read = cx.read().await?;
        let total = inbox::count(&mut read, allowed, new_only).await?;
        let pages = u32::try_from((total.max(1) - 1) / PER_PAGE + 1).unwrap_or(u32::MAX);
        let page = asked.get("page").parse().unwrap_or(1_u32).clamp(1, pages);
        let told = inbox::list(&mut read, allowed, new_only, i64::from(page - 1) * PER_PAGE, PER_PAGE).await?;
        let unread = cx.actor.as_ref().map_or(0, |actor| actor.unread);
        let (lang, zone) = (cx.lang, cx.site.config.zone.clone());
        let filter = if new_only { "etat=nouvelles" } else { "" };
        let base = if new_only { "/notifications?etat=nouvelles&" } else { "/notifications?" };
        let crumbs = [Crumb::new("/compte", t!(lang, "account-title"))];
        Ok(cx.page(t!(lang, "notices-title")).nav(Nav::Account).crumbs(crumbs).show(move || {
            let tab = |href: &'static str, here: bool, label: String| {
                view! { <li><a href=href aria-current=here.then_some("page")>{label}</a></li> }
            };
            view! {
                <div class="stack notices">
                    <h1>{t!(lang, "notices-title")}</h1>
                    <nav class="account-rooms" aria-label=t!(lang, "notices-filter")>
                        <ul>
                            {tab("/notifications", !new_only, t!(lang, "notices-all"))}
                            {tab("/notifications?etat=nouvelles", new_only, t!(lang, "notices-new-count", "count" => unread))}
                        </ul>
                    </nav>
                    <div class="form-actions">
                        {(unread > 0)
                            .then(|| {
                                view! {
                                    <PostForm action="/notifications" act="account.manage" class="row-form">
                                        <Button icon="check">{t!(lang, "notices-read-all")}</Button>
                                    </PostForm>
                                }
                            })}
                        <ButtonLink href="/compte/notifications" icon="settings">{t!(lang, "notices-choose")}</ButtonLink>
                        {(total > 0)
                            .then(|| {
                                view! {
                                    <ButtonLink href=format!("/notifications.csv?{filter}") icon="download" download=true>
                                        {t!(lang, "members-export")}
                                    </ButtonLink>
                                }
                            })}
                    </div>
                    {if told.is_empty() {
                        view! {
                            <EmptyState title=t!(lang, "notices-none") icon="mail">
                                <p>{t!(lang, "notices-none-text")}</p>
                            </EmptyState>
                        }
                        .into_any()
                    } else {
                        view! {
                            <ul class="rows">
                                {told.into_iter().map(|told| line(lang, &zone, &told)).collect_view()}
                            </ul>
                        }
                        .into_any()
                    }}
                    <Pager page=page pages=pages base=base/>
                </div>
            }
            .into_any()
        }))
    })
    .await
}

fn line(lang: Lang, zone: &str, told: &Told) -> AnyView {
    let new = told.read_at.is_none();
    let sentence = texts::notice(lang, &told.kind, &told.detail.0);
    let topic = texts::notice_topic(lang, rhythm::topic(&told.kind));
    let at = ui::instant(lang, told.created_at, zone);
    view! {
        <li class="row" class=("row-new", new)>
            <div class="row-text">
                <p class="notice-line">
                    <a href=format!("/notifications/{}", told.id)>{sentence}</a>
                </p>
                <p class="soft small">
                    {new.then(|| view! { <Tag tone=Tone::Accent>{t!(lang, "notices-new")}</Tag>" " })}
                    {(told.asks_act && new)
                        .then(|| view! { <Tag tone=Tone::Warning icon="flag">{t!(lang, "notices-act")}</Tag>" " })}
                    {t!(lang, "notices-when", "topic" => topic, "at" => at)}
                </p>
            </div>
        </li>
    }
    .into_any()
}

/// `GET /notifications/{id}`: to the page that a notice is about; it counts as read from then on.
pub(super) async fn open(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let allowed = cx.allow_own(Act::ManageAccount)?;
        let id = id.parse().map_err(|_| Error::NotFound)?;
        let path = inbox::path(&mut cx.read().await?, allowed, id).await?;
        // A browser that fetches ahead has read nothing.
        if !cx.prefetch {
            let mut tx = cx.begin().await?;
            inbox::read(&mut tx, allowed, id, cx.now).await?;
            cx.commit(tx).await?;
        }
        let path = local_path(&path).unwrap_or_else(|| "/notifications".to_owned());
        Ok(Redirect::to(&path).into_response())
    })
    .await
}

/// `POST /notifications`: everything was seen.
pub(super) async fn read_all(cx: Cx) -> Response {
    cx.answer(async {
        let allowed = cx.allow_own(Act::ManageAccount)?;
        let mut tx = cx.begin().await?;
        inbox::read_all(&mut tx, allowed, cx.now).await?;
        cx.commit(tx).await?;
        Ok(Redirect::to("/notifications?fait=notifications-lues").into_response())
    })
    .await
}

/// `GET /notifications.csv`, with the same filter.
pub(super) async fn download(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let allowed = cx.allow_own(Act::ManageAccount)?;
        let new_only = asked.get("etat") == "nouvelles";
        let told = inbox::list(&mut cx.read().await?, allowed, new_only, 0, MOST).await?;
        let (lang, zone) = (cx.lang, &cx.site.config.zone);
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                t!(lang, "notices-column-day"),
                t!(lang, "notices-column-topic"),
                t!(lang, "notices-column-text"),
                t!(lang, "notices-column-read"),
            ],
        );
        for told in told {
            csv::row(
                &mut table,
                [
                    told.created_at.date_in(zone).to_string(),
                    texts::notice_topic(lang, rhythm::topic(&told.kind)),
                    texts::notice(lang, &told.kind, &told.detail.0),
                    told.read_at.map(|at| at.date_in(zone).to_string()).unwrap_or_default(),
                ],
            );
        }
        let name = format!("notifications-{}.csv", cx.today());
        data::file(table.into_bytes(), "text/csv; charset=utf-8", &name)
    })
    .await
}
