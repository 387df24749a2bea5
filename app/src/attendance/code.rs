//! The code on the screen of the room, and where participants type it.

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::{Act, Allowed};
use preau::session::attendance::code::{self as check, Shown};
use preau::session::attendance::sheet;
use preau::session::list;
use preau::{Error, Refusal, Result};
use uuid::Uuid;

use super::words::{self, crumbs};
use super::{Led, load};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::learning::{modules, qr};
use crate::t;
use crate::ui::{Button, ButtonKind, ErrorSummary, Field, FormState, Notice, PostForm, duration};

/// `GET /sessions/{session}/code`: draws itself anew with each code.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let led = load(&cx, &mut cx.read().await?, &id).await?;
        let allowed = led.allow(&cx, Act::MarkPresence)?;
        let mut tx = cx.begin().await?;
        let shown = match check::show(&mut tx, allowed, cx.now).await {
            Ok(shown) => shown,
            Err(Error::Refused(Refusal { key: "attendance-not-open", .. })) => None,
            Err(error) => return Err(error),
        };
        cx.commit(tx).await?;
        // Without a code, the page looks again every minute: it may be left open before people come.
        let seconds = shown.as_ref().map_or(60, |shown| shown.seconds + 1);
        let mut response = screen(&cx, &led, shown);
        if let Ok(seconds) = HeaderValue::from_str(&seconds.to_string()) {
            response.headers_mut().insert(header::REFRESH, seconds);
        }
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        Ok(response)
    })
    .await
}

fn screen(cx: &Cx, led: &Led, shown: Option<Shown>) -> Response {
    let lang = cx.lang;
    let session = &led.session;
    let zone = session.zone.clone();
    let address = format!("{}/sessions/{}/ici", cx.site.config.base_url, session.id);
    let title = session.title.clone();
    cx.page(t!(lang, "checkin-screen-title")).crumbs(crumbs(session)).show(move || {
        let code = shown.map(|shown| {
            let spoken: Vec<String> = shown.code.chars().map(String::from).collect();
            let (first, last) = shown.code.split_at(3);
            view! {
                <p class="checkin-code" role="img" aria-label=spoken.join(" ")>{format!("{first}\u{2009}{last}")}</p>
                <p class="lead">
                    {t!(lang, "checkin-left", "half-day" => words::half_day(lang, &shown.slot, &zone), "time" => duration(lang, shown.minutes))}
                </p>
                <div class="checkin-way">
                    {qr(&modules(&address), t!(lang, "checkin-qr"))}
                    <p>{t!(lang, "checkin-way")}<br/><strong>{address.clone()}</strong></p>
                </div>
            }
        });
        let none = code.is_none();
        view! {
            <div class="stack checkin-screen">
                <h1>{title}</h1>
                {code}
                {none.then(|| view! { <Notice><p>{t!(lang, "checkin-none")}</p></Notice> })}
            </div>
        }
        .into_any()
    })
}

/// One's own seat in a session.
///
/// # Errors
/// `NotFound` without one: whoever is not expected learns nothing of the session here.
async fn seated(cx: &Cx, led: &Led) -> Result<Allowed<(Uuid, Uuid)>> {
    let id = led.session.id;
    let allowed = cx.allow_own(Act::SignUp)?.map(|person| (id, person));
    let place = list::mine(&mut cx.read().await?, allowed).await?.ok_or(Error::NotFound)?;
    if place.seat().is_expected() { Ok(allowed) } else { Err(Error::NotFound) }
}

/// `GET /sessions/{session}/ici`.
pub(super) async fn ask(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let led = load(&cx, &mut cx.read().await?, &id).await?;
        let allowed = seated(&cx, &led).await?;
        form_page(&cx, &led, allowed, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /sessions/{session}/ici`.
pub(super) async fn check_in(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let led = load(&cx, &mut cx.read().await?, &id).await?;
        let allowed = seated(&cx, &led).await?;
        match check::check_in(&cx.site.db, allowed, fields.get("code"), cx.now).await {
            Ok(_) => {
                let to = format!("/sessions/{}/mes-presences?fait=pointage", led.session.id);
                Ok(Redirect::to(&to).into_response())
            }
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                form_page(&cx, &led, allowed, form).await
            }
        }
    })
    .await
}

async fn form_page(cx: &Cx, led: &Led, allowed: Allowed<(Uuid, Uuid)>, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let mine = sheet::mine(&mut cx.read().await?, allowed).await?.ok_or(Error::NotFound)?;
    let session = &led.session;
    let (action, title) = (format!("/sessions/{}/ici", session.id), session.title.clone());
    let zone = session.zone.clone();
    let page = cx.page(t!(lang, "checkin-title")).crumbs(crumbs(session)).status(form.status());
    Ok(page.show(move || {
        let known = mine
            .half_days
            .iter()
            .filter_map(|(slot, entry)| entry.as_ref().map(|entry| (slot, entry)))
            .map(|(slot, entry)| {
                view! { <li>{words::half_day(lang, slot, &zone)}" "{words::value_tag(lang, Some(entry))}</li> }
            })
            .collect_view();
        view! {
            <div class="narrow stack">
                <ErrorSummary form=form.clone()/>
                <div class="page-head">
                    <h1>{t!(lang, "checkin-title")}</h1>
                    <p class="lead">{title}</p>
                </div>
                <PostForm action=action act="session.sign_up">
                    <Field
                        name="code"
                        label=t!(lang, "checkin-code")
                        hint=t!(lang, "checkin-code-hint")
                        autocomplete=Some("one-time-code")
                        inputmode=Some("numeric")
                        maxlength=Some(12)
                        size=Some(8)
                    />
                    <p class="form-actions"><Button kind=ButtonKind::Primary icon="check">{t!(lang, "checkin-send")}</Button></p>
                </PostForm>
                <ul class="plain">{known}</ul>
            </div>
        }
        .into_any()
    }))
}
