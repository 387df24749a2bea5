//! How one reads: theme, size, spacing, language. A visitor's choice is kept in a cookie, a member's with the person.

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use leptos::prelude::*;

use preau::people::{self, Reading};

use super::{Choice, Choices};
use crate::cx::Cx;
use crate::error_pages::local_path;
use crate::fields::Fields;
use crate::state::Site;
use crate::t;
use crate::texts::Lang;

/// A year, in seconds.
const YEAR: u32 = 365 * 24 * 3600;

/// The two forms at the foot of every page. Who lands there by a link is led home.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/lecture", get(async || Redirect::to("/")).post(set_reading))
        .route("/langue", get(async || Redirect::to("/")).post(set_language))
}

/// The fields of the reading settings, for the foot of the page and for the account.
pub fn fields(lang: Lang, reading: &Reading) -> AnyView {
    let theme = reading.theme.clone().unwrap_or_default();
    let size = reading.size.clone().unwrap_or_default();
    let spaced = reading.spacing.as_deref() == Some("spaced");
    view! {
        <Choices name="reading-theme" legend=t!(lang, "reading-theme")>
            <Choice radio=true name="theme" value="" label=t!(lang, "reading-theme-auto") checked=theme.is_empty()/>
            <Choice radio=true name="theme" value="light" label=t!(lang, "reading-theme-light") checked=theme == "light"/>
            <Choice radio=true name="theme" value="dark" label=t!(lang, "reading-theme-dark") checked=theme == "dark"/>
        </Choices>
        <Choices name="reading-size" legend=t!(lang, "reading-size")>
            <Choice radio=true name="size" value="" label=t!(lang, "reading-size-normal") checked=size.is_empty()/>
            <Choice radio=true name="size" value="large" label=t!(lang, "reading-size-large") checked=size == "large"/>
            <Choice radio=true name="size" value="larger" label=t!(lang, "reading-size-larger") checked=size == "larger"/>
        </Choices>
        <Choices name="reading-spacing" legend=t!(lang, "reading-spacing")>
            <Choice
                name="spacing"
                value="spaced"
                label=t!(lang, "reading-spacing-wide")
                checked=spaced
            />
        </Choices>
    }
    .into_any()
}

/// What a form says of the way to read; anything unknown counts as « as the browser says ».
pub fn reading_of(fields: &Fields) -> Reading {
    let known = |name: &str, values: &[&str]| {
        let value = fields.get(name);
        values.contains(&value).then(|| value.to_owned())
    };
    Reading {
        theme: known("theme", &["light", "dark"]),
        size: known("size", &["large", "larger"]),
        spacing: known("spacing", &["spaced"]),
    }
}

/// `POST /lecture`.
async fn set_reading(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        let reading = reading_of(&fields);
        keep(&cx, &reading, cx.lang).await?;
        let part = |value: &Option<String>| value.clone().unwrap_or_default();
        let value = format!("{}.{}.{}", part(&reading.theme), part(&reading.size), part(&reading.spacing));
        Ok(back(&cx, &fields, "lecture", &value))
    })
    .await
}

/// `POST /langue`.
async fn set_language(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        let lang = Lang::parse(fields.get("langue")).unwrap_or(cx.lang);
        keep(&cx, &cx.reading, lang).await?;
        Ok(back(&cx, &fields, "langue", lang.code()))
    })
    .await
}

/// Keeps a member's choice with the person.
async fn keep(cx: &Cx, reading: &Reading, lang: Lang) -> preau::Result<()> {
    let Some(actor) = &cx.actor else { return Ok(()) };
    let mut tx = cx.begin().await?;
    people::set_reading(&mut tx, actor.id(), reading, lang.code(), cx.now).await?;
    cx.commit(tx).await
}

/// Back to where one was, with the choice in a cookie: it also serves this browser once logged out.
fn back(cx: &Cx, fields: &Fields, name: &str, value: &str) -> Response {
    let next = without_notice(&local_path(fields.get("next")).unwrap_or_else(|| "/".to_owned()));
    let mut response = Redirect::to(&next).into_response();
    let secure = if cx.site.config.secure { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; Max-Age={YEAR}; SameSite=Lax; HttpOnly{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The same address without `fait=…`: what was done is not said a second time.
fn without_notice(next: &str) -> String {
    let Some((path, query)) = next.split_once('?') else { return next.to_owned() };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("fait=")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_said_once() {
        assert_eq!(without_notice("/cours/x?fait=inscription"), "/cours/x");
        assert_eq!(without_notice("/cours?q=a&fait=b&page=2"), "/cours?q=a&page=2");
        assert_eq!(without_notice("/aide"), "/aide");
    }

    #[test]
    fn an_unknown_choice_is_none() {
        let fields = Fields::new(vec![("theme".into(), "dark".into()), ("size".into(), "x\"; Path".into())]);
        let reading = reading_of(&fields);
        assert_eq!((reading.theme.as_deref(), reading.size, reading.spacing), (Some("dark"), None, None));
    }
}
