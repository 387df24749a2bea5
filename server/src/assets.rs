//! The files that browsers keep for ever, and the courses that come with the executable.
//!
//! `cargo xtask build` leaves every file under a name that holds the hash of its content, beside
//! its compressed forms. A release carries that folder inside; a development build reads it from
//! the checkout at the first request. Pages never write a file's name: they ask [`manifest`] for
//! the address of `app.css`.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

#[derive(RustEmbed)]
#[folder = "../content"]
struct Courses;

/// How the digits of a hash stand in a name: `app.0123456789.css`.
const HASH_DIGITS: usize = 10;

/// Suffix of the file, token of the header; best first.
const ENCODINGS: [(&str, &str); 3] = [("br", "br"), ("zst", "zstd"), ("gz", "gzip")];

/// Every file of the site, by logical name for pages and by hashed name for browsers.
pub struct Manifest {
    hrefs: HashMap<String, String>,
    files: HashMap<String, File>,
}

struct File {
    content_type: &'static str,
    hash: String,
    plain: Bytes,
    /// In the order of [`ENCODINGS`].
    compressed: [Option<Bytes>; ENCODINGS.len()],
}

/// The files of this executable.
pub fn manifest() -> &'static Manifest {
    static MANIFEST: LazyLock<Manifest> = LazyLock::new(|| {
        Manifest::of(Site::iter().filter_map(|name| {
            let bytes = Site::get(&name)?.data;
            Some((name.into_owned(), bytes))
        }))
    });
    &MANIFEST
}

/// The courses, glossary and frameworks shipped with the executable: path under `content/`, bytes.
pub fn content() -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    Courses::iter().filter_map(|path| {
        let bytes = Courses::get(&path)?.data;
        Some((path.into_owned(), bytes))
    })
}

/// `/assets/{file}`.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let serve =
        |Path(file): Path<String>, headers: HeaderMap| async move { manifest().respond(&file, &headers) };
    Router::new().route("/assets/{file}", get(serve))
}

impl Manifest {
    /// The address of a file by its logical name.
    ///
    /// An executable built without the browser part gets an address that answers 404: pages work, bare.
    pub fn href(&self, logical: &str) -> &str {
        self.find(logical).unwrap_or("/assets/not-built")
    }

    /// The address of a file, if it was built.
    pub fn find(&self, logical: &str) -> Option<&str> {
        self.hrefs.get(logical).map(String::as_str)
    }

    /// Logical name and address of every file, for those who build pages.
    pub fn hrefs(&self) -> impl Iterator<Item = (String, String)> {
        self.hrefs.iter().map(|(logical, address)| (logical.clone(), address.clone()))
    }

    fn of(files: impl IntoIterator<Item = (String, Cow<'static, [u8]>)>) -> Self {
        let mut all: HashMap<String, Bytes> = files
            .into_iter()
            .map(|(name, bytes)| match bytes {
                Cow::Borrowed(bytes) => (name, Bytes::from_static(bytes)),
                Cow::Owned(bytes) => (name, Bytes::from(bytes)),
            })
            .collect();
        let mut manifest = Self { hrefs: HashMap::new(), files: HashMap::new() };
        let names: Vec<String> = all.keys().cloned().collect();
        for name in names {
            // The compressed forms and the manifest for people have no logical name.
            let Some((logical, hash)) = split(&name) else { continue };
            let Some(plain) = all.remove(&name) else { continue };
            let compressed = ENCODINGS.map(|(suffix, _)| all.remove(&format!("{name}.{suffix}")));
            manifest.hrefs.insert(logical, format!("/assets/{name}"));
            manifest
                .files
                .insert(name.clone(), File { content_type: content_type(&name), hash, plain, compressed });
        }
        manifest
    }

    fn respond(&self, file: &str, request: &HeaderMap) -> Response {
        let Some(file) = self.files.get(file) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let chosen = ENCODINGS.iter().zip(&file.compressed).find_map(|(&(suffix, token), bytes)| {
            let bytes = bytes.as_ref()?;
            accepts(request, token).then_some((suffix, token, bytes))
        });
        // One tag per encoding: the bytes differ, and a strong tag promises the bytes.
        let etag = match chosen {
            Some((suffix, ..)) => format!("\"{}-{suffix}\"", file.hash),
            None => format!("\"{}\"", file.hash),
        };
        let unchanged = matches_tag(request, &etag);
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        set(headers, CACHE_CONTROL, "public, max-age=31536000, immutable");
        set(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
        if file.compressed.iter().any(Option::is_some) {
            set(headers, VARY, "accept-encoding");
        }
        if let Ok(etag) = HeaderValue::from_str(&etag) {
            headers.insert(ETAG, etag);
        }
        if unchanged {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        set(headers, CONTENT_TYPE, file.content_type);
        let bytes = match chosen {
            Some((_, token, bytes)) => {
                set(headers, CONTENT_ENCODING, token);
                bytes
            }
            None => &file.plain,
        };
        // Written here so that HEAD says it too.
        headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        *response.body_mut() = Body::from(bytes.clone());
        response
    }
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

/// `app.0123456789.css` → `app.css` and the digits.
fn split(name: &str) -> Option<(String, String)> {
    let (rest, extension) = name.rsplit_once('.')?;
    let (stem, hash) = rest.rsplit_once('.')?;
    let digits = hash.len() == HASH_DIGITS && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let compressed = ENCODINGS.iter().any(|(suffix, _)| *suffix == extension);
    (digits && !compressed).then(|| (format!("{stem}.{extension}"), hash.to_owned()))
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether the request takes this encoding: named, and not with a weight of zero.
fn accepts(request: &HeaderMap, encoding: &str) -> bool {
    let lists = request.get_all(ACCEPT_ENCODING).into_iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = parts
            .filter_map(|parameter| parameter.strip_prefix("q="))
            .any(|weight| weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0));
        named && !refused
    })
}

fn matches_tag(request: &HeaderMap, etag: &str) -> bool {
    let lists = request.get_all(IF_NONE_MATCH).into_iter().filter_map(|value| value.to_str().ok());
    // A proxy may have weakened the tag: for a GET that makes no difference.
    lists
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Manifest {
        let files: [(&str, &'static [u8]); 6] = [
            ("app.0123456789.css", b"body{color:red}"),
            ("app.0123456789.css.br", b"br"),
            ("app.0123456789.css.gz", b"gzip"),
            ("fonte.grasse.00ff00ff00.woff2", b"font"),
            ("app.abcdef0123.wasm", b"\0asm"),
            ("manifest.json", b"{}"),
        ];
        Manifest::of(files.map(|(name, bytes)| (name.to_owned(), Cow::Borrowed(bytes))))
    }

    fn ask(file: &str, headers: &[(HeaderName, &'static str)]) -> Response {
        let mut request = HeaderMap::new();
        for (name, value) in headers {
            request.append(name, HeaderValue::from_static(value));
        }
        site().respond(file, &request)
    }

    fn header(response: &Response, name: HeaderName) -> Option<&str> {
        response.headers().get(name).map(|value| value.to_str().unwrap())
    }

    #[test]
    fn pages_find_files_by_logical_name() {
        let site = site();
        assert_eq!(site.href("app.css"), "/assets/app.0123456789.css");
        assert_eq!(site.href("fonte.grasse.woff2"), "/assets/fonte.grasse.00ff00ff00.woff2");
        assert_eq!(site.find("manifest.json"), None);
        assert_eq!(site.find("app.css.br"), None);
    }

    #[test]
    fn an_executable_without_browser_part_still_has_addresses() {
        let bare = Manifest::of([]);
        assert_eq!(bare.href("app.css"), "/assets/not-built");
        assert_eq!(bare.respond("not-built", &HeaderMap::new()).status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn the_smallest_accepted_form_is_sent() {
        let cases = [
            ("gzip, deflate, br, zstd", Some("br")),
            ("gzip, zstd", Some("gzip")),
            ("br;q=0, gzip;q=0.5", Some("gzip")),
            ("identity", None),
        ];
        for (accepted, expected) in cases {
            let response = ask("app.0123456789.css", &[(ACCEPT_ENCODING, accepted)]);
            assert_eq!(header(&response, CONTENT_ENCODING), expected, "{accepted}");
            assert_eq!(header(&response, VARY), Some("accept-encoding"));
        }
    }

    #[test]
    fn a_file_is_kept_for_ever_and_called_what_it_is() {
        let response = ask("app.abcdef0123.wasm", &[]);
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(header(&response, CONTENT_TYPE), Some("application/wasm"));
        assert_eq!(header(&response, CACHE_CONTROL), Some("public, max-age=31536000, immutable"));
        assert_eq!(header(&response, X_CONTENT_TYPE_OPTIONS), Some("nosniff"));
        assert_eq!(header(&response, CONTENT_LENGTH), Some("4"));
        assert_eq!(header(&response, VARY), None);
    }

    #[test]
    fn each_form_has_its_own_tag_and_is_not_sent_twice() {
        let plain = ask("app.0123456789.css", &[]);
        let brotli = ask("app.0123456789.css", &[(ACCEPT_ENCODING, "br")]);
        assert_eq!(header(&plain, ETAG), Some("\"0123456789\""));
        assert_eq!(header(&brotli, ETAG), Some("\"0123456789-br\""));
        for seen in ["\"0123456789-br\"", "\"x\", W/\"0123456789-br\"", "*"] {
            let again = ask("app.0123456789.css", &[(ACCEPT_ENCODING, "br"), (IF_NONE_MATCH, seen)]);
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{seen}");
            assert_eq!(header(&again, CONTENT_LENGTH), None);
        }
        let other = ask("app.0123456789.css", &[(ACCEPT_ENCODING, "br"), (IF_NONE_MATCH, "\"0123456789\"")]);
        assert_eq!(other.status(), StatusCode::OK);
    }

    #[test]
    fn only_files_of_the_site_are_served() {
        for file in ["manifest.json", "app.0123456789.css.br", "app.css", "../Cargo.toml", ""] {
            assert_eq!(ask(file, &[]).status(), StatusCode::NOT_FOUND, "{file}");
        }
    }

    #[test]
    fn the_courses_are_inside() {
        assert!(content().any(|(path, bytes)| path == "glossaire.md" && !bytes.is_empty()));
    }
}
