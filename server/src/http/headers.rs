//! The security headers of every answer: pages, files, errors, health.
//!
//! A page sets its own content policy, with its nonce; whatever sets none gets one that runs nothing.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, SET_COOKIE,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// For answers that are no page: no script, no frame, no form to elsewhere.
pub const STRICT_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                                 form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 6] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Not `no-referrer`: with it, forms would be sent with `Origin: null`.
    (REFERRER_POLICY, "same-origin"),
    (X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Adds what the answer has not set itself.
pub async fn set(State(secure): State<bool>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let failed = response.status().is_client_error() || response.status().is_server_error();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(STRICT_POLICY));
    // An error is never kept by a cache; anything else that says nothing is asked for again.
    let keep = if failed { "no-store" } else { "private, no-cache" };
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static(keep));
    if secure {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    secure_removals(headers);
    response
}

/// A browser refuses a `__Host-` cookie without `Secure`, also when it is sent to remove it.
fn secure_removals(headers: &mut HeaderMap) {
    let bare = |value: &HeaderValue| {
        let text = value.to_str().ok()?;
        let lacks = text.starts_with("__Host-")
            && !text.split(';').any(|part| part.trim().eq_ignore_ascii_case("secure"));
        lacks.then(|| format!("{text}; Secure; HttpOnly; SameSite=Lax"))
    };
    if !headers.get_all(SET_COOKIE).iter().any(|value| bare(value).is_some()) {
        return;
    }
    let cookies: Vec<HeaderValue> = headers
        .get_all(SET_COOKIE)
        .iter()
        .map(|value| bare(value).and_then(|text| text.parse().ok()).unwrap_or_else(|| value.clone()))
        .collect();
    headers.remove(SET_COOKIE);
    for cookie in cookies {
        headers.append(SET_COOKIE, cookie);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_removed_host_cookie_is_secure_too() {
        let mut headers = HeaderMap::new();
        headers.append(SET_COOKIE, HeaderValue::from_static("__Host-preau=; Path=/; Max-Age=0"));
        headers.append(SET_COOKIE, HeaderValue::from_static("langue=fr; Path=/"));
        headers.append(SET_COOKIE, HeaderValue::from_static("__Host-x=1; Secure; Path=/"));
        secure_removals(&mut headers);
        let cookies: Vec<_> =
            headers.get_all(SET_COOKIE).iter().map(|value| value.to_str().unwrap()).collect();
        assert_eq!(
            cookies,
            [
                "__Host-preau=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax",
                "langue=fr; Path=/",
                "__Host-x=1; Secure; Path=/"
            ]
        );
    }
}
