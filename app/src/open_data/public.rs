//! `/donnees-ouvertes`: what was published, what it holds, and its address for programs.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::*;
use sha2::{Digest as _, Sha256};

use preau::open_data::file::{self, LICENCE};
use preau::open_data::publish::{self, Format, Published};
use preau::{Error, Result};

use crate::account::query::Asked;
use crate::cx::Cx;
use crate::t;
use crate::texts::Lang;
use crate::ui::{self, ButtonKind, ButtonLink, EmptyState, Pager, TableScroll};

const PER_PAGE: i64 = 30;

/// `GET /donnees-ouvertes?page=…`: for everybody.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let total = publish::count(&mut read).await?;
        let pages = u32::try_from((total.max(1) - 1) / PER_PAGE + 1).unwrap_or(u32::MAX);
        let page = asked.get("page").parse().unwrap_or(1_u32).clamp(1, pages);
        let last = publish::list(&mut read, 0, 1).await?.pop();
        let files = publish::list(&mut read, i64::from(page - 1) * PER_PAGE, PER_PAGE).await?;
        drop(read);
        Ok(view(&cx, last, files, page, pages))
    })
    .await
}

fn view(cx: &Cx, last: Option<Published>, files: Vec<Published>, page: u32, pages: u32) -> Response {
    let lang = cx.lang;
    let address = format!("{}/donnees-ouvertes/couverture.csv", cx.site.config.base_url);
    cx.page(t!(lang, "open-data-title")).description(t!(lang, "open-data-lead")).crumbs([]).show(move || {
        view! {
            <div class="stack">
                <h1>{t!(lang, "open-data-title")}</h1>
                <p class="lead">{t!(lang, "open-data-lead")}</p>
                {match last {
                    None => {
                        view! { <EmptyState title=t!(lang, "open-data-none") icon="download"><p>{t!(lang, "open-data-none-text")}</p></EmptyState> }
                            .into_any()
                    }
                    Some(last) => {
                        let text =
                            t!(lang, "open-data-last-text", "day" => day(lang, &last.day), "lines" => last.lines);
                        view! {
                            <section class="card" aria-labelledby="dernier">
                                <h2 class="card-title" id="dernier">{t!(lang, "open-data-last")}</h2>
                                <p>{text}</p>
                                <p class="form-actions">
                                    <ButtonLink href="/donnees-ouvertes/couverture.csv" kind=ButtonKind::Primary icon="download" download=true>
                                        {t!(lang, "open-data-csv")}
                                    </ButtonLink>
                                    <ButtonLink href="/donnees-ouvertes/couverture.json" icon="download" download=true>
                                        {t!(lang, "open-data-json")}
                                    </ButtonLink>
                                </p>
                            </section>
                        }
                            .into_any()
                    }
                }}
                <h2>{t!(lang, "open-data-licence")}</h2>
                <p>{t!(lang, "open-data-licence-text", "licence" => LICENCE.0)}</p>
                <h2>{t!(lang, "open-data-masked-title")}</h2>
                <p>{t!(lang, "open-data-masked-text")}</p>
                <h2>{t!(lang, "open-data-address-title")}</h2>
                <p>{t!(lang, "open-data-address-text", "address" => address)}</p>
                <p><a href=file::SCHEMA>{t!(lang, "open-data-schema")}</a></p>
                {(!files.is_empty()).then(|| history(lang, &files))}
                <Pager page=page pages=pages base="/donnees-ouvertes?"/>
            </div>
        }
        .into_any()
    })
}

fn day(lang: Lang, day: &str) -> String {
    day.parse().map_or_else(|_| day.to_owned(), |date| ui::date(lang, date))
}

fn history(lang: Lang, files: &[Published]) -> AnyView {
    let row = |file: &Published| {
        let address = |kind: &str| format!("/donnees-ouvertes/{}/couverture.{kind}", file.day);
        let named = format!(" ({})", day(lang, &file.day));
        view! {
            <tr>
                <th scope="row">{day(lang, &file.day)}</th>
                <td>{file.school_year.clone()}</td>
                <td class="number">{file.lines}</td>
                <td>
                    <a href=address("csv")>"CSV"<span class="visually-hidden">{named.clone()}</span></a>" "
                    <a href=address("json")>"JSON"<span class="visually-hidden">{named}</span></a>
                </td>
            </tr>
        }
    };
    let rows = files.iter().map(row).collect_view();
    view! {
        <section aria-labelledby="publies">
            <h2 id="publies">{t!(lang, "open-data-history")}</h2>
            <TableScroll label=t!(lang, "open-data-history")>
                <table class="table-compact">
                    <thead>
                        <tr>
                            <th scope="col">{t!(lang, "open-data-day")}</th>
                            <th scope="col">{t!(lang, "open-data-year")}</th>
                            <th scope="col" class="number">{t!(lang, "open-data-lines")}</th>
                            <th scope="col">{t!(lang, "open-data-files")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </TableScroll>
        </section>
    }
    .into_any()
}

/// `GET /donnees-ouvertes/schema.json`: what the columns hold.
pub(super) async fn schema(asked: HeaderMap) -> Response {
    sent(&asked, file::schema().to_string(), Format::Json, "schema")
}

/// `GET /donnees-ouvertes/couverture.csv`: the file published last.
pub(super) async fn last_csv(cx: Cx, asked: HeaderMap) -> Response {
    cx.answer(published(&cx, &asked, None, Format::Csv)).await
}

/// `GET /donnees-ouvertes/couverture.json`.
pub(super) async fn last_json(cx: Cx, asked: HeaderMap) -> Response {
    cx.answer(published(&cx, &asked, None, Format::Json)).await
}

/// `GET /donnees-ouvertes/2026-12-01/couverture.csv`: the file of a day, for ever.
pub(super) async fn csv_of(cx: Cx, Path(day): Path<String>, asked: HeaderMap) -> Response {
    cx.answer(published(&cx, &asked, Some(&day), Format::Csv)).await
}

/// `GET /donnees-ouvertes/2026-12-01/couverture.json`.
pub(super) async fn json_of(cx: Cx, Path(day): Path<String>, asked: HeaderMap) -> Response {
    cx.answer(published(&cx, &asked, Some(&day), Format::Json)).await
}

async fn published(cx: &Cx, asked: &HeaderMap, day: Option<&str>, format: Format) -> Result<Response> {
    // No day is no file: empty means the last one in the query.
    if day.is_some_and(|day| day.parse::<jiff::civil::Date>().is_err()) {
        return Err(Error::NotFound);
    }
    let (day, text) = publish::content(&mut cx.read().await?, day, format).await?.ok_or(Error::NotFound)?;
    Ok(sent(asked, text, format, &format!("couverture-{day}")))
}

/// A file that anyone may keep; asked for again with what is known, it is not sent again.
fn sent(asked: &HeaderMap, text: String, format: Format, name: &str) -> Response {
    let etag = format!("\"{:x}\"", Sha256::digest(text.as_bytes()));
    let known = asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|tag| tag.trim().trim_start_matches("W/") == etag);
    let (media_type, ending) = match format {
        Format::Csv => ("text/csv; charset=utf-8", "csv"),
        Format::Json => ("application/json", "json"),
    };
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { text.into_response() };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    // Frozen, but the last one is another one tomorrow.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    let disposition = format!("attachment; filename=\"{name}.{ending}\"");
    for (header, value) in [(header::ETAG, etag), (header::CONTENT_DISPOSITION, disposition)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(header, value);
        }
    }
    response
}
