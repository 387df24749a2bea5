//! `/atelier/{module}/historique`: who saved what, when; every text as it stood.

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

use preau::workshop::save;

use super::{crumbs, own};
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::page::Nav;
use crate::t;
use crate::texts;
use crate::ui::{Pager, instant};

const PER_PAGE: i64 = 50;

/// `GET /atelier/{module}/historique?chemin=…&revision=…`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let lang = cx.lang;
        let mut read = cx.read().await?;
        let module = own(&cx, &mut read, &id).await?;
        let path = asked.get("chemin").to_owned();
        let page: u32 = asked.get("page").parse().unwrap_or(1).clamp(1, 10_000);
        let from = i64::from(page - 1) * PER_PAGE;
        let mut rows = save::history(&mut read, module.id, &path, from, PER_PAGE + 1).await?;
        let more = rows.len() > usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
        rows.truncate(usize::try_from(PER_PAGE).unwrap_or(usize::MAX));
        let text = match asked.get("revision").parse() {
            Ok(revision) => save::text_at(&mut read, module.id, &path, revision).await?.map(|text| (revision, text)),
            Err(_) => None,
        };
        drop(read);
        let here = format!("/atelier/{}/historique?", module.id);
        let pages = if more { page + 1 } else { page };
        let above = crumbs(&cx, &module);
        let zone = cx.site.config.zone.clone();
        Ok(cx.page(t!(lang, "workshop-history-title")).nav(Nav::Referent).crumbs(above).show(move || {
            let link = here.clone();
            let lines = rows.into_iter().map(move |row| {
                let href = format!(
                    "{link}chemin={}&revision={}",
                    crate::error_pages::encode(&row.path),
                    row.revision
                );
                let kind = texts::text(lang, &format!("workshop-save-{}", row.kind));
                view! {
                    <tr>
                        <td>{row.revision}</td>
                        <td>{instant(lang, row.created_at, &zone)}</td>
                        <td>{row.author}</td>
                        <td>
                            {if row.gone {
                                view! { <span>{row.path}</span> }.into_any()
                            } else {
                                view! { <a href=href>{row.path}</a> }.into_any()
                            }}
                        </td>
                        <td>{kind}</td>
                    </tr>
                }
            });
            view! {
                <div class="workshop stack">
                    <h1>{t!(lang, "workshop-history-title")}</h1>
                    {text
                        .map(|(revision, text): (i32, String)| {
                            view! {
                                <section class="stack" aria-labelledby="texte">
                                    <h2 id="texte">{t!(lang, "workshop-history-text", "file" => path.clone(), "revision" => revision)}</h2>
                                    <pre class="editor-version" tabindex="0"><code>{text}</code></pre>
                                </section>
                            }
                        })}
                    <div class="table-scroll" tabindex="0" role="region" aria-label=t!(lang, "workshop-history-title")>
                        <table class="table">
                            <thead>
                                <tr>
                                    <th scope="col">{t!(lang, "workshop-col-save")}</th>
                                    <th scope="col">{t!(lang, "workshop-col-when")}</th>
                                    <th scope="col">{t!(lang, "workshop-col-who")}</th>
                                    <th scope="col">{t!(lang, "workshop-col-file")}</th>
                                    <th scope="col">{t!(lang, "workshop-col-what")}</th>
                                </tr>
                            </thead>
                            <tbody>{lines.collect_view()}</tbody>
                        </table>
                    </div>
                    <Pager page=page pages=pages base=here/>
                </div>
            }
            .into_any()
        }))
    })
    .await
}
