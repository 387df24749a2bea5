//! `/pilotage/webhooks`: the programs that are called when something happens, for the administrators of the platform.

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use leptos::prelude::*;

use preau::access::{Act, Allowed};
use preau::webhook::{self, Delivery, Event, Input, Webhook};
use preau::{Error, Result, ids};
use uuid::Uuid;

use crate::account::pending;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::state::Site;
use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{
    Button, ButtonKind, ButtonLink, Choice, Choices, Crumb, EmptyState, ErrorSummary, Field, FormState,
    Notice, NoticeKind, Pager, PostForm, TableScroll, Tag, Tone, instant,
};

const ADDRESS: &str = "/pilotage/webhooks";
/// Deliveries on a page.
const SHOWN: i64 = 50;

/// The addresses of this subject.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/pilotage/webhooks", get(show).post(create))
        .route("/pilotage/webhooks/{webhook}", get(one).post(act))
}

fn named(lang: Lang, event: &str) -> String {
    texts::text(lang, &format!("webhook-event-{}", event.replace(['.', '_'], "-")))
}

/// `GET /pilotage/webhooks`.
async fn show(cx: Cx) -> Response {
    cx.answer(async {
        let mut known = vec![("id".to_owned(), ids::new(cx.now).to_string())];
        known.extend(Event::ALL.iter().map(|event| ("events".to_owned(), event.code().to_owned())));
        let form = match pending::take(&cx, ADDRESS).await? {
            Some(fields) => FormState::filled(cx.lang, fields.pairs().to_vec()),
            None => FormState::filled(cx.lang, known),
        };
        list(&cx, form, None).await
    })
    .await
}

fn typed(fields: &Fields) -> Input {
    Input {
        name: fields.get("name").to_owned(),
        url: fields.get("url").to_owned(),
        events: fields.all("events").map(str::to_owned).collect(),
    }
}

/// `POST /pilotage/webhooks`: shows the secret, in this answer and never again.
async fn create(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        if cx.actor.is_none() {
            pending::keep(&cx, ADDRESS, &fields).await?;
        }
        let allowed = cx.allow(Act::Operate, ())?;
        let id: Uuid = fields.get("id").parse().map_err(|_| Error::NotFound)?;
        let mut tx = cx.begin().await?;
        match webhook::add(&mut tx, allowed, id, &typed(&fields), cx.now).await {
            Ok(Some(secret)) => {
                cx.commit(tx).await?;
                let blank = FormState::filled(cx.lang, vec![("id".to_owned(), ids::new(cx.now).to_string())]);
                let mut response = list(&cx, blank, Some(secret)).await?;
                response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
                Ok(response)
            }
            Ok(None) => Ok(Redirect::to(&format!("{ADDRESS}/{id}")).into_response()),
            Err(error) => {
                tx.rollback().await?;
                list(&cx, FormState::refused(cx.lang, fields, error)?, None).await
            }
        }
    })
    .await
}

async fn list(cx: &Cx, form: FormState, secret: Option<String>) -> Result<Response> {
    let lang = cx.lang;
    let all = webhook::all(&mut cx.read().await?, cx.allow(Act::Operate, ())?).await?;
    let crumbs = [Crumb::new("/pilotage", t!(lang, "hub-title"))];
    let page = cx.page(t!(lang, "webhooks-title")).nav(Nav::Operate).crumbs(crumbs).status(form.status());
    Ok(page.show(move || {
        let none = all.is_empty();
        view! {
            <div class="stack">
                <h1>{t!(lang, "webhooks-title")}</h1>
                <p class="lead">{t!(lang, "webhooks-lead")}</p>
                <ErrorSummary form=form.clone()/>
                {secret
                    .map(|secret| {
                        view! {
                            <Notice kind=NoticeKind::Success title=t!(lang, "webhook-made") live=true>
                                <p>{t!(lang, "webhook-copy")}</p>
                                <p><code class="secret">{secret}</code></p>
                            </Notice>
                        }
                    })}
                {if none {
                    view! { <EmptyState title=t!(lang, "webhooks-none") icon="message-circle"><p>{t!(lang, "webhooks-none-text")}</p></EmptyState> }
                        .into_any()
                } else {
                    view! { <ul class="rows">{all.into_iter().map(|one| line(lang, one)).collect_view()}</ul> }.into_any()
                }}
                <section class="narrow stack">
                    <h2>{t!(lang, "webhook-new")}</h2>
                    <PostForm action=ADDRESS act="platform.operate">
                        <input type="hidden" name="id" value=form.value("id")/>
                        {inputs(lang, &form)}
                        <p class="form-actions"><Button kind=ButtonKind::Primary icon="plus">{t!(lang, "webhook-add")}</Button></p>
                    </PostForm>
                </section>
            </div>
        }
        .into_any()
    }))
}

fn line(lang: Lang, one: Webhook) -> AnyView {
    let counts = t!(lang, "webhook-counts", "failed" => one.failed, "waiting" => one.waiting);
    view! {
        <li class="row">
            <span class="row-text">
                <a class="row-title" href=format!("{ADDRESS}/{}", one.id)>{one.name.clone()}</a>
                <span class="cell-detail wrap">{one.url.clone()}</span>
                <span class="cell-detail">{counts}</span>
            </span>
            {standing(lang, &one)}
        </li>
    }
    .into_any()
}

fn standing(lang: Lang, one: &Webhook) -> AnyView {
    if one.is_active() {
        view! { <Tag tone=Tone::Success>{t!(lang, "webhook-active")}</Tag> }.into_any()
    } else {
        view! { <Tag tone=Tone::Warning>{t!(lang, "webhook-paused")}</Tag> }.into_any()
    }
}

fn inputs(lang: Lang, form: &FormState) -> AnyView {
    let events = Event::ALL.iter().map(|event| {
        let checked = form.has("events", event.code());
        view! { <Choice name="events" value=event.code() label=named(lang, event.code()) hint=event.code() checked=checked/> }
    });
    let events = events.collect_view();
    view! {
        <Field name="name" label=t!(lang, "webhook-name") value=form.value("name") fault=form.fault("name") maxlength=Some(80) autocomplete=Some("off")/>
        <Field name="url" label=t!(lang, "webhook-url") hint=t!(lang, "webhook-url-hint") value=form.value("url") fault=form.fault("url") kind="url" maxlength=Some(500) autocomplete=Some("off")/>
        <Choices name="events" legend=t!(lang, "webhook-events") fault=form.fault("events")>{events}</Choices>
    }
    .into_any()
}

/// `GET /pilotage/webhooks/{webhook}?page=…`.
async fn one(cx: Cx, Path(id): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let allowed = right(&cx, &id)?;
        let found = webhook::find(&mut cx.read().await?, allowed).await?;
        let mut known = vec![
            ("version".to_owned(), found.version.to_string()),
            ("name".to_owned(), found.name.clone()),
            ("url".to_owned(), found.url.clone()),
        ];
        known.extend(found.events.iter().map(|event| ("events".to_owned(), event.clone())));
        sheet(&cx, found, FormState::filled(cx.lang, known), &asked).await
    })
    .await
}

fn right(cx: &Cx, id: &str) -> Result<Allowed<Uuid>> {
    let id: Option<Uuid> = id.parse().ok();
    // Whoever may not operate hears that first, whatever they typed.
    let allowed = cx.allow(Act::Operate, id.unwrap_or_default())?;
    if id.is_some() { Ok(allowed) } else { Err(Error::NotFound) }
}

/// `POST /pilotage/webhooks/{webhook}`: `act` is `change`, `pause`, `resume`, `ping`, `replay` or `remove`.
async fn act(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let allowed = right(&cx, &id)?;
        let mut tx = cx.begin().await?;
        let done = match fields.get("act") {
            "change" => {
                let version = fields.get("version").parse().unwrap_or(0);
                webhook::change(&mut tx, allowed, &typed(&fields), version, cx.now)
                    .await
                    .map(|()| "webhook-change")
            }
            "pause" => webhook::pause(&mut tx, allowed, true, cx.now).await.map(|()| "webhook-pause"),
            "resume" => webhook::pause(&mut tx, allowed, false, cx.now).await.map(|()| "webhook-reprise"),
            "ping" => webhook::ping(&mut tx, allowed, cx.now).await.map(|()| "webhook-essai"),
            "replay" => {
                let delivery: Uuid = fields.get("delivery").parse().map_err(|_| Error::NotFound)?;
                webhook::replay(&mut tx, allowed, delivery, cx.now).await.map(|()| "webhook-renvoi")
            }
            "remove" => {
                webhook::remove(&mut tx, allowed, cx.now).await?;
                cx.commit(tx).await?;
                return Ok(Redirect::to(&format!("{ADDRESS}?fait=webhook-retire")).into_response());
            }
            _ => return Err(Error::NotFound),
        };
        match done {
            Ok(said) => {
                cx.commit(tx).await?;
                Ok(Redirect::to(&format!("{ADDRESS}/{id}?fait={said}")).into_response())
            }
            Err(error) => {
                tx.rollback().await?;
                let form = FormState::refused(cx.lang, fields, error)?;
                let found = webhook::find(&mut cx.read().await?, right(&cx, &id)?).await?;
                sheet(&cx, found, form, &Fields::default()).await
            }
        }
    })
    .await
}

async fn sheet(cx: &Cx, found: Webhook, form: FormState, asked: &Fields) -> Result<Response> {
    let lang = cx.lang;
    let page: i64 = asked.get("page").parse().unwrap_or(1).max(1);
    let allowed = cx.allow(Act::Operate, found.id)?;
    let mut read = cx.read().await?;
    let count = webhook::delivery_count(&mut read, allowed).await?;
    let from = (page - 1).saturating_mul(SHOWN);
    let deliveries = webhook::deliveries(&mut read, cx.allow(Act::Operate, found.id)?, from, SHOWN).await?;
    drop(read);
    let zone = cx.site.config.zone.clone();
    let crumbs =
        [Crumb::new("/pilotage", t!(lang, "hub-title")), Crumb::new(ADDRESS, t!(lang, "webhooks-title"))];
    let shown = cx.page(found.name.clone()).nav(Nav::Operate).crumbs(crumbs).status(form.status());
    Ok(shown.show(move || {
        let here = format!("{ADDRESS}/{}", found.id);
        let simple = |act: &'static str, kind: ButtonKind, text: String| {
            view! {
                <PostForm action=here.clone() act="platform.operate" class="row-form">
                    <input type="hidden" name="act" value=act/>
                    <Button kind=kind>{text}</Button>
                </PostForm>
            }
            .into_any()
        };
        let pause = if found.is_active() {
            simple("pause", ButtonKind::Secondary, t!(lang, "webhook-pause"))
        } else {
            simple("resume", ButtonKind::Primary, t!(lang, "webhook-resume"))
        };
        let ping = simple("ping", ButtonKind::Secondary, t!(lang, "webhook-ping"));
        let remove = simple("remove", ButtonKind::Danger, t!(lang, "webhook-remove"));
        let gone = found.paused_because == "gone";
        let none = deliveries.is_empty();
        let rows = deliveries.into_iter().map(|one| row(lang, &here, &zone, one)).collect_view();
        let last = u64::try_from(count.max(0)).unwrap_or(0).div_ceil(SHOWN.unsigned_abs()).max(1);
        view! {
            <div class="stack">
                <div class="page-head">
                    <h1>{found.name.clone()}</h1>
                    <p>{standing(lang, &found)}</p>
                </div>
                <ErrorSummary form=form.clone()/>
                {gone.then(|| view! { <Notice kind=NoticeKind::Warning><p>{t!(lang, "webhook-gone")}</p></Notice> })}
                <div class="form-actions">{pause}{ping}{remove}</div>
                <section class="narrow stack">
                    <PostForm action=here.clone() act="platform.operate">
                        <input type="hidden" name="act" value="change"/>
                        <input type="hidden" name="version" value=form.value("version")/>
                        {inputs(lang, &form)}
                        <p class="form-actions">
                            <Button kind=ButtonKind::Primary>{t!(lang, "webhook-save")}</Button>
                            <ButtonLink href=ADDRESS kind=ButtonKind::Quiet>{t!(lang, "need-cancel")}</ButtonLink>
                        </p>
                    </PostForm>
                </section>
                <section class="stack">
                    <h2>{t!(lang, "webhook-deliveries")}</h2>
                    <p class="soft">{t!(lang, "webhook-deliveries-text")}</p>
                    {if none {
                        view! { <p>{t!(lang, "webhook-deliveries-none")}</p> }.into_any()
                    } else {
                        view! {
                            <TableScroll label=t!(lang, "webhook-deliveries")>
                                <table class="table">
                                    <thead>
                                        <tr>
                                            <th scope="col">{t!(lang, "webhook-when")}</th>
                                            <th scope="col">{t!(lang, "webhook-what")}</th>
                                            <th scope="col">{t!(lang, "webhook-how")}</th>
                                            <th scope="col">{t!(lang, "webhook-again-head")}</th>
                                        </tr>
                                    </thead>
                                    <tbody>{rows}</tbody>
                                </table>
                            </TableScroll>
                        }
                        .into_any()
                    }}
                    <Pager page=u32::try_from(page).unwrap_or(1) pages=u32::try_from(last).unwrap_or(1) base=format!("{here}?")/>
                </section>
            </div>
        }
        .into_any()
    }))
}

fn row(lang: Lang, here: &str, zone: &str, one: Delivery) -> AnyView {
    let tone = match one.state() {
        webhook::State::Delivered => Tone::Success,
        webhook::State::Failed => Tone::Error,
        webhook::State::Waiting => Tone::Neutral,
    };
    let state = texts::text(lang, &format!("webhook-state-{}", one.state().code()));
    let said = match (one.status, one.error.is_empty()) {
        (Some(status), _) => format!("HTTP {status}"),
        (None, false) => one.error.clone(),
        (None, true) => String::new(),
    };
    let tries = (one.attempts > 0).then(|| t!(lang, "webhook-attempts", "count" => one.attempts));
    let payload = serde_json::to_string_pretty(&one.payload.0).unwrap_or_default();
    let again = (one.state() != webhook::State::Waiting).then(|| {
        let when = instant(lang, one.created_at, zone);
        view! {
            <PostForm action=here.to_owned() act="platform.operate" class="row-form">
                <input type="hidden" name="act" value="replay"/>
                <input type="hidden" name="delivery" value=one.id.to_string()/>
                <Button kind=ButtonKind::Quiet>{t!(lang, "webhook-again")}<span class="visually-hidden">" "{when}</span></Button>
            </PostForm>
        }
    });
    view! {
        <tr>
            <td>{instant(lang, one.created_at, zone)}</td>
            <td>
                <details>
                    <summary>{named(lang, &one.event)}</summary>
                    <pre class="wrap"><code>{payload}</code></pre>
                </details>
            </td>
            <td>
                <Tag tone=tone>{state}</Tag>
                <span class="cell-detail">{said}" "{tries}</span>
            </td>
            <td>{again}</td>
        </tr>
    }
    .into_any()
}
