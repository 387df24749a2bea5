//! `/compte/donnees.json`: everything held about oneself, to take away.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};

use preau::Error;
use preau::access::{Act, export};

use crate::cx::Cx;

/// `GET /compte/donnees.json`.
pub(super) async fn download(cx: Cx) -> Response {
    cx.answer(async {
        let allowed = cx.allow_own(Act::ManageAccount)?;
        let export = export::export(&mut cx.read().await?, allowed, cx.now).await?;
        let json = serde_json::to_vec_pretty(&export).map_err(Error::broken)?;
        file(json, "application/json; charset=utf-8", &format!("preau-{}.json", cx.today()))
    })
    .await
}

/// A file that the browser saves and nobody in between keeps.
pub(crate) fn file(bytes: Vec<u8>, media_type: &'static str, name: &str) -> preau::Result<Response> {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let disposition =
        HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).map_err(Error::broken)?;
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}
