//! The description of the API, for programs (OpenAPI 3.1) and for people (a plain list), made from the routes themselves.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Response};
use preau_app::Site;
use preau_app::texts::{Lang, text};
use utoipa::OpenApi as _;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Content, OpenApi, Ref, RefOr, ResponseBuilder};

use super::problem::{Body9457, FieldProblem, language};

/// Name of the answer that every operation may give instead of its own.
const PROBLEM: &str = "Problem";

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Préau",
        version = "1",
        description = "The training platform of French secondary-school teachers. Every operation calls the same \
                       verbs as the pages. Bearer tokens are made in one's account; errors are problem+json (RFC 9457).",
        license(name = "MIT OR Apache-2.0"),
    ),
    components(schemas(Body9457, FieldProblem)),
    security(("token" = [])),
    tags(
        (name = "courses", description = "The catalogue and the pages"),
        (name = "learning", description = "Following a course"),
        (name = "sessions", description = "Sessions on site and at a distance"),
        (name = "organisation", description = "Schools, who works there, coverage"),
        (name = "nominations", description = "Nominations of référents, step by step"),
        (name = "needs", description = "Training needs and their figures"),
        (name = "me", description = "One's own record"),
        (name = "attestations", description = "Checking and revoking"),
        (name = "description", description = "This description"),
    ),
)]
struct Base;

/// What the routes are added to.
pub(super) fn base() -> OpenApi {
    Base::openapi()
}

/// The whole document.
pub(super) static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(|| finish(super::routes().into_openapi()));

/// The document as it is sent.
static JSON: LazyLock<String> =
    LazyLock::new(|| serde_json::to_string_pretty(&*DOCUMENT).unwrap_or_default());

/// Adds what all operations share: the token, and the problem in place of the answer.
fn finish(mut document: OpenApi) -> OpenApi {
    let components = document.components.get_or_insert_default();
    let scheme =
        HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("A token made in one's account"));
    components.add_security_scheme("token", SecurityScheme::Http(scheme.build()));
    let content = Content::new(Some(RefOr::Ref(Ref::from_schema_name(PROBLEM))));
    let problem =
        ResponseBuilder::new().description("What went wrong").content("application/problem+json", content);
    components.responses.insert(PROBLEM.to_owned(), problem.build().into());
    for item in document.paths.paths.values_mut() {
        for (_, operation) in operations_mut(item) {
            operation
                .responses
                .responses
                .insert("default".to_owned(), RefOr::Ref(Ref::from_response_name(PROBLEM)));
        }
    }
    document
}

fn operations_mut(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let PathItem { get, put, post, delete, .. } = item;
    [("GET", get), ("PUT", put), ("POST", post), ("DELETE", delete)]
        .into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// The operations of an address, with their methods.
fn operations(item: &PathItem) -> impl Iterator<Item = (&'static str, &Operation)> {
    [("GET", &item.get), ("PUT", &item.put), ("POST", &item.post), ("DELETE", &item.delete)]
        .into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

/// This description, as an OpenAPI document.
#[utoipa::path(
    get, path = "/openapi.json", tag = "description", operation_id = "readDescription",
    responses((status = 200, body = Object, content_type = "application/json")),
    security(()),
)]
pub(super) async fn json() -> Response {
    ([(CONTENT_TYPE, "application/json")], JSON.as_str()).into_response()
}

/// The operations, as a page to read.
#[utoipa::path(
    get, path = "/", tag = "description", operation_id = "listOperations",
    responses((status = 200, body = String, content_type = "text/html")),
    security(()),
)]
pub(super) async fn list(State(site): State<Site>, headers: HeaderMap) -> Html<String> {
    Html(page(language(&headers), &site.assets.href("app.css")))
}

fn page(lang: Lang, style: &str) -> String {
    let said = |key: &str| escape(&text(lang, key));
    let (title, needs) = (said("api-list-title"), said("api-list-needs-token"));
    let mut rows = String::new();
    for (path, item) in &DOCUMENT.paths.paths {
        for (method, operation) in operations(item) {
            let summary =
                operation.summary.as_deref().or(operation.description.as_deref()).unwrap_or_default();
            let mark = if is_public(operation) {
                String::new()
            } else {
                format!(" <span class=\"chip\">{needs}</span>")
            };
            let _ = write!(
                rows,
                "<tr><td><code>{method} {}</code>{mark}</td><td lang=\"en\">{}</td></tr>",
                escape(path),
                escape(summary)
            );
        }
    }
    format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"{}\"></head><body><main><h1>{title}</h1><p class=\"lead\">{}</p><p>{}</p>\
         <p><a href=\"/api/v1/openapi.json\">{}</a></p><table><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th>\
         </tr></thead><tbody>{rows}</tbody></table></main></body></html>",
        lang.code(),
        escape(style),
        said("api-list-lead"),
        said("api-list-token"),
        said("api-list-document"),
        said("api-list-path"),
        said("api-list-does"),
    )
}

/// True for an operation that needs no token.
fn is_public(operation: &Operation) -> bool {
    operation.security.as_ref().is_some_and(|security| {
        let none = serde_json::json!({});
        security.iter().any(|requirement| serde_json::to_value(requirement).is_ok_and(|value| value == none))
    })
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
