//! Pages that every visitor sees alike: rendered once, sent many times.
//!
//! What a visitor without an account sees of a lesson, a sheet or the catalogue depends on the courses in service, the
//! language, how they like to read, and the day. Everything else is the nonce, which is new in each answer: a kept
//! page is cut where it stands. Nothing here is ever taken from, or given to, somebody who is logged in.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

use preau::clock::MINUTE;
use preau::course::live::Stamp;
use preau::people::Reading;
use preau::{Result, Timestamp};

use crate::cx::Cx;
use crate::texts::Lang;

/// Pages kept at most, and the largest of them: some 32 MB in all.
const MOST: usize = 256;
const LARGEST: usize = 128 * 1024;
/// A page is made anew after this long, for what may change without a course changing.
const KEPT: i64 = MINUTE;

/// The pages kept by this process.
#[derive(Default)]
pub struct SharedPages(Mutex<HashMap<Key, Arc<Kept>>>);

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    path: String,
    lang: Lang,
    reading: Reading,
}

struct Kept {
    /// Which courses were in service, and on which day.
    edition: Stamp,
    day: jiff::civil::Date,
    made_at: Timestamp,
    /// The page, cut where the nonce stands.
    pieces: Vec<Bytes>,
    length: usize,
    headers: HeaderMap,
    /// The content security policy, cut in the same way.
    policy: Vec<String>,
}

/// Answers a visitor with a kept page, or makes it by `body`, as anybody else's.
pub async fn for_visitors<F>(cx: &Cx, body: F) -> Response
where
    F: Future<Output = Result<Response>>,
{
    // Three ways lead to it: without the box, this function's own state would hold it three times.
    let body = Box::pin(body);
    // An address with a question has too many forms to be kept.
    if cx.actor.is_some() || cx.path.len() > 200 || cx.path.contains('?') {
        return cx.answer(body).await;
    }
    let Ok(edition) = cx.site.courses.edition(&cx.site.db, cx.now).await else {
        return cx.answer(body).await;
    };
    let key = Key { path: cx.path.clone(), lang: cx.lang, reading: cx.reading.clone() };
    let day = cx.today();
    if let Some(kept) = cx.site.shared.find(&key)
        && kept.edition == edition
        && kept.day == day
        && cx.now < kept.made_at.plus(KEPT)
    {
        return kept.answer(&cx.nonce);
    }
    let response = cx.answer(body).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let (parts, body) = response.into_parts();
    // A page is one piece of text: there is nothing to wait for and nothing that fails.
    let Ok(html) = to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    // A cookie is for one reader alone.
    if html.len() <= LARGEST
        && !parts.headers.contains_key(header::SET_COOKIE)
        && let Some(kept) = Kept::of(&cx.nonce, &html, &parts.headers, edition, day, cx.now)
    {
        cx.site.shared.keep(key, kept);
    }
    Response::from_parts(parts, Body::from(html))
}

impl SharedPages {
    fn find(&self, key: &Key) -> Option<Arc<Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn keep(&self, key: Key, kept: Kept) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= MOST {
            // Old ones first; when all are young, the shelf starts anew.
            pages.retain(|_, page| kept.made_at < page.made_at.plus(KEPT));
            if pages.len() >= MOST {
                pages.clear();
            }
        }
        pages.insert(key, Arc::new(kept));
    }
}

impl Kept {
    fn of(
        nonce: &str,
        html: &Bytes,
        headers: &HeaderMap,
        edition: Stamp,
        day: jiff::civil::Date,
        made_at: Timestamp,
    ) -> Option<Self> {
        let text = std::str::from_utf8(html).ok()?;
        let mut pieces = Vec::new();
        let mut from = 0;
        for (at, _) in text.match_indices(nonce) {
            pieces.push(html.slice(from..at));
            from = at + nonce.len();
        }
        pieces.push(html.slice(from..));
        let policy = headers.get(header::CONTENT_SECURITY_POLICY)?.to_str().ok()?;
        let policy = policy.split(nonce).map(str::to_owned).collect();
        let mut headers = headers.clone();
        headers.remove(header::CONTENT_SECURITY_POLICY);
        Some(Self { edition, day, made_at, pieces, length: html.len(), headers, policy })
    }

    fn answer(&self, nonce: &str) -> Response {
        let mut html = Vec::with_capacity(self.length);
        for (place, piece) in self.pieces.iter().enumerate() {
            if place > 0 {
                html.extend_from_slice(nonce.as_bytes());
            }
            html.extend_from_slice(piece);
        }
        let mut response = Response::new(Body::from(html));
        *response.headers_mut() = self.headers.clone();
        if let Ok(policy) = HeaderValue::from_str(&self.policy.join(nonce)) {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_answer_has_its_own_nonce_in_every_place() {
        let (old, new) = ("a".repeat(32), "b".repeat(32));
        let html =
            Bytes::from(format!("<script nonce=\"{old}\"></script>é<script nonce=\"{old}\"></script>"));
        let mut headers = HeaderMap::new();
        let policy = format!("script-src 'nonce-{old}'");
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_str(&policy).unwrap());
        let day = jiff::civil::date(2026, 11, 24);
        let kept = Kept::of(&old, &html, &headers, (1, 1, 1), day, Timestamp(0)).unwrap();
        let response = kept.answer(&new);
        assert_eq!(
            response.headers()[header::CONTENT_SECURITY_POLICY],
            format!("script-src 'nonce-{new}'").as_str()
        );
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        assert_eq!(body, String::from_utf8_lossy(&html).replace(&old, &new).as_bytes());
    }
}
