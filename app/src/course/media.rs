//! `/media/{digest}/{name}`: images, sounds, films and documents of courses, named by their content.
//!
//! The name in the address is for people. What authors upload never runs in our origin: types are those of the
//! engine, an SVG is sandboxed, and whatever is not shown in a page is downloaded.

use std::ops::Range;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use preau::course::store::{self, Blob};

use super::may_look;
use crate::cx::Cx;

/// Shown by the browser; everything else is saved.
const SHOWN: [&str; 4] = ["image/", "audio/", "video/", "text/vtt"];
const SANDBOX: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

/// `GET /media/{digest}/{name}`.
pub(super) async fn file(
    cx: Cx,
    Path((digest, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    cx.answer(async {
        may_look(&cx)?;
        let blob = store::blob(&mut cx.read().await?, &digest).await?;
        Ok(respond(blob, &name, &headers))
    })
    .await
}

fn respond(blob: Blob, name: &str, request: &HeaderMap) -> Response {
    let etag = format!("\"{}\"", &blob.sha256[..blob.sha256.len().min(16)]);
    let known = request.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let shown = SHOWN.iter().any(|kind| blob.media_type.starts_with(kind));
    let length = blob.bytes.len();
    let range =
        request.get(header::RANGE).and_then(|value| value.to_str().ok()).map(|asked| range(asked, length));
    let mut response = match (known == Some(etag.as_str()), range) {
        (true, _) => StatusCode::NOT_MODIFIED.into_response(),
        (false, Some(Asked::Unreadable)) | (false, None) => blob.bytes.into_response(),
        (false, Some(Asked::Outside)) => {
            let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
            set(response.headers_mut(), header::CONTENT_RANGE, &format!("bytes */{length}"));
            return response;
        }
        (false, Some(Asked::Part(part))) => {
            let said = format!("bytes {}-{}/{length}", part.start, part.end - 1);
            let mut response = (StatusCode::PARTIAL_CONTENT, blob.bytes[part].to_vec()).into_response();
            set(response.headers_mut(), header::CONTENT_RANGE, &said);
            response
        }
    };
    let headers = response.headers_mut();
    set(headers, header::CONTENT_TYPE, &blob.media_type);
    // A closed platform answers members only: no shared cache keeps what it says.
    set(headers, header::CACHE_CONTROL, "private, max-age=31536000, immutable");
    set(headers, header::ETAG, &etag);
    set(headers, header::ACCEPT_RANGES, "bytes");
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, header::CONTENT_SECURITY_POLICY, SANDBOX);
    if !shown {
        let plain: String = name
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
            .take(80)
            .collect();
        set(headers, header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{plain}\""));
    }
    response
}

fn set(headers: &mut HeaderMap, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// What a `Range` header asks of a file.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// One piece: never empty.
    Part(Range<usize>),
    /// Beyond the end.
    Outside,
    /// Several pieces, or nonsense: the whole file is a valid answer.
    Unreadable,
}

fn range(asked: &str, length: usize) -> Asked {
    let Some((first, last)) = asked.strip_prefix("bytes=").and_then(|spec| spec.split_once('-')) else {
        return Asked::Unreadable;
    };
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let (start, end) = match (number(first), number(last)) {
        (Some(start), Some(end)) if start <= end => (start, end.saturating_add(1).min(length)),
        (Some(start), None) if last.trim().is_empty() => (start, length),
        // The last bytes of the file: where films keep their index.
        (None, Some(count)) if first.trim().is_empty() => (length.saturating_sub(count), length),
        _ => return Asked::Unreadable,
    };
    if start < end { Asked::Part(start..end) } else { Asked::Outside }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blob(media_type: &str) -> Blob {
        Blob { sha256: "ab".repeat(32), media_type: media_type.into(), bytes: b"0123456789".to_vec() }
    }

    #[test]
    fn one_piece_of_a_film_is_given() {
        assert_eq!(range("bytes=0-3", 10), Asked::Part(0..4));
        assert_eq!(range("bytes=4-", 10), Asked::Part(4..10));
        assert_eq!(range("bytes=-3", 10), Asked::Part(7..10));
        assert_eq!(range("bytes=8-99", 10), Asked::Part(8..10));
        assert_eq!(range("bytes=10-", 10), Asked::Outside);
        assert_eq!(range("bytes=-0", 10), Asked::Outside);
        for nonsense in ["bytes=3-1", "bytes=a-b", "lines=1-2", "bytes=0-1,3-4", "bytes=-"] {
            assert_eq!(range(nonsense, 10), Asked::Unreadable, "{nonsense}");
        }
    }

    #[test]
    fn a_drawing_is_shown_in_a_sandbox_and_a_document_is_saved() {
        let none = HeaderMap::new();
        let svg = respond(blob("image/svg+xml"), "a.svg", &none);
        assert!(svg.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("sandbox"));
        assert!(!svg.headers().contains_key(header::CONTENT_DISPOSITION));
        let odt = respond(blob("application/vnd.oasis.opendocument.text"), "fiche\"\r\n élève.odt", &none);
        assert_eq!(odt.headers()[header::CONTENT_DISPOSITION], "attachment; filename=\"fichelve.odt\"");
        let mut again = HeaderMap::new();
        again.insert(header::IF_NONE_MATCH, svg.headers()[header::ETAG].clone());
        assert_eq!(respond(blob("image/svg+xml"), "a.svg", &again).status(), StatusCode::NOT_MODIFIED);
    }
}
