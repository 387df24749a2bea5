//! `/plan/{annee}/gaia.csv` and `/plan/{annee}/import`: programmes and modules as files, out and in.

use axum::extract::{FromRequest as _, Multipart, Path, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::*;

use preau::access::Act;
use preau::plan::gaia::{self, Line, MAX_BYTES, MAX_ROWS, Reading};
use preau::plan::sheet;
use preau::{Error, Fault, Result};

use super::place::{self, Here};
use super::words;
use crate::account::data;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::sent_form::{Part, SentForm};
use crate::t;
use crate::texts::Lang;
use crate::ui::{Button, ButtonKind, ErrorSummary, FormState, PostForm, TableScroll, Tag, TextArea};

/// `GET /plan/{annee}/gaia.csv?noeud=…`: the shape of GAIA's `formations`.
pub(super) async fn export(cx: Cx, Path(year): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let here = Here::find(&cx, &mut read, &year, asked.get("noeud")).await?;
        let allowed = cx.allow_at(Act::ReadPlan, &here.plan.path, here.plan.clone())?;
        let sheet = sheet::read(&mut read, allowed).await?;
        let name = format!("formations-{}-{}.csv", here.plan.node_code, here.plan.school_year);
        data::file(gaia::formations(&sheet), "text/csv; charset=windows-1252", &name)
    })
    .await
}

/// `GET /plan/{annee}/import?noeud=…`.
pub(super) async fn show(cx: Cx, Path(year): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let (here, _) = Here::to_write(&cx, &mut cx.read().await?, &year, asked.get("noeud")).await?;
        Ok(page(&cx, &here, FormState::empty(cx.lang), None))
    })
    .await
}

/// `POST /plan/{annee}/import?noeud=…`: judges what was sent; with `geste=ecrire` takes it in.
pub(super) async fn send(
    cx: Cx,
    Path(year): Path<String>,
    Asked(asked): Asked,
    request: Request,
) -> Response {
    cx.answer(async {
        // Nothing of a stranger's file is read.
        let (here, allowed) = Here::to_write(&cx, &mut cx.read().await?, &year, asked.get("noeud")).await?;
        let fields = match receive(&cx, request).await {
            Ok(fields) => fields,
            Err(status) => return Ok(status.into_response()),
        };
        let text = fields.get("lignes").to_owned();
        if text.len() > MAX_BYTES {
            return refused(
                &cx,
                &here,
                Fault::new("lignes", "plan-file-large").with("max", MAX_BYTES / 1024),
            );
        }
        if text.trim().is_empty() {
            return refused(&cx, &here, Fault::new("lignes", "plan-file-missing"));
        }
        if fields.get("geste") == "ecrire" {
            let mut tx = cx.begin().await?;
            match gaia::take_in(&mut tx, allowed, text.as_bytes(), cx.now).await {
                Ok(_) => {
                    cx.commit(tx).await?;
                    return Ok(place::go(&format!("{}&fait=plan-importe", here.address())));
                }
                Err(error) => {
                    tx.rollback().await?;
                    let form = FormState::refused(cx.lang, fields, error)?;
                    return Ok(page(&cx, &here, form, None));
                }
            }
        }
        match gaia::judge(&mut cx.read().await?, &here.plan, text.as_bytes(), cx.now).await? {
            Ok(reading) => Ok(page(&cx, &here, FormState::empty(cx.lang), Some((text, reading)))),
            Err(_) => refused(&cx, &here, Fault::new("lignes", "plan-file-no-table")),
        }
    })
    .await
}

fn refused(cx: &Cx, here: &Here, fault: Fault) -> Result<Response> {
    let form = FormState::refused(cx.lang, Fields::default(), Error::Invalid(vec![fault]))?;
    Ok(page(cx, here, form, None))
}

/// The form, with the file as text in `lignes` when there is one.
async fn receive(cx: &Cx, request: Request) -> Result<Fields, StatusCode> {
    let kind =
        request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data") {
        return Fields::from_request(request, &cx.site).await.map_err(|response| response.status());
    }
    let form = Multipart::from_request(request, &cx.site).await.map_err(|rejection| rejection.status())?;
    let mut form = SentForm::new(form, cx.site.config.upload_patience);
    let (mut pairs, mut file) = (Vec::new(), Vec::new());
    while let Some(part) = form.next().await? {
        match part {
            Part::Text(name, value) => pairs.push((name, value)),
            Part::File(mut sent) => {
                while let Some(piece) = sent.chunk().await? {
                    // One byte too many tells that it is too large.
                    let room = (MAX_BYTES + 1).saturating_sub(file.len());
                    file.extend_from_slice(&piece[..piece.len().min(room)]);
                }
            }
        }
    }
    if !file.is_empty() {
        pairs.retain(|(name, _)| name != "lignes");
        pairs.push(("lignes".to_owned(), gaia::text_of(&file)));
    }
    Ok(Fields::new(pairs))
}

fn page(cx: &Cx, here: &Here, form: FormState, judged: Option<(String, Reading)>) -> Response {
    let lang = cx.lang;
    let (action, back) = (here.part("import"), here.address());
    let crumbs = here.crumbs(cx);
    cx.page(t!(lang, "plan-import")).nav(Nav::Plan).crumbs(crumbs).status(form.status()).show(move || {
        let again = judged.is_some();
        view! {
            <section class="stack plans">
                <div class="page-head">
                    <h1>{t!(lang, "plan-import")}</h1>
                    <p class="lead">{t!(lang, "plan-import-lead")}</p>
                </div>
                <ErrorSummary form=form.clone()/>
                {judged.map(|(text, reading)| verdicts(lang, action.clone(), text, &reading))}
                <PostForm action=action.clone() act="plan.write" multipart=true>
                    <div class="field">
                        <label for="champ-fichier">{if again { t!(lang, "plan-file-other") } else { t!(lang, "plan-file") }}</label>
                        <p class="field-hint" id="aide-fichier">{t!(lang, "plan-file-hint", "max" => MAX_BYTES / 1024, "rows" => MAX_ROWS)}</p>
                        <input
                            class="input"
                            id="champ-fichier"
                            type="file"
                            name="fichier"
                            accept=".csv,.txt,text/csv,text/plain"
                            aria-describedby="aide-fichier"
                        />
                    </div>
                    <TextArea
                        name="lignes"
                        label=t!(lang, "plan-paste")
                        hint=t!(lang, "plan-paste-hint")
                        value=form.value("lignes")
                        fault=form.fault("lignes")
                        optional=true
                    />
                    <p class="form-actions">
                        <Button kind=if again { ButtonKind::Secondary } else { ButtonKind::Primary }>{t!(lang, "plan-judge")}</Button>
                        <a href=back>{t!(lang, "plan-cancel")}</a>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    })
}

/// What each row would do, before anything is written.
fn verdicts(lang: Lang, action: String, text: String, reading: &Reading) -> AnyView {
    let (programmes, modules, wrong) = (reading.programmes(), reading.modules(), reading.wrong());
    let rows = reading.lines.iter().map(|line| row(lang, line)).collect_view();
    let writes = programmes + modules > 0;
    view! {
        <section class="stack" aria-labelledby="verdict">
            <h2 id="verdict">{t!(lang, "plan-verdict")}</h2>
            <p role="status">{t!(lang, "plan-verdict-text", "programmes" => programmes, "modules" => modules, "wrong" => wrong)}</p>
            {writes
                .then(|| {
                    view! {
                        <PostForm action=action act="plan.write" multipart=true class="row-form">
                            <input type="hidden" name="lignes" value=text/>
                            <Button kind=ButtonKind::Primary name=Some("geste") value=Some("ecrire".into())>{t!(lang, "plan-import-write")}</Button>
                        </PostForm>
                    }
                })}
            <TableScroll label=t!(lang, "plan-verdict")>
                <table class="table-compact">
                    <thead>
                        <tr>
                            <th scope="col">{t!(lang, "plan-row")}</th>
                            <th scope="col">{t!(lang, "plan-verdict")}</th>
                            <th scope="col">{t!(lang, "plan-programme")}</th>
                            <th scope="col">{t!(lang, "plan-module")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </TableScroll>
        </section>
    }
    .into_any()
}

fn row(lang: Lang, line: &Line) -> AnyView {
    let (tone, said) = words::verdict(lang, line.verdict);
    view! {
        <tr>
            <th scope="row">{line.number}</th>
            <td><Tag tone=tone>{said}</Tag></td>
            <td>{line.programme.clone()}</td>
            <td>{line.module.clone()}</td>
        </tr>
    }
    .into_any()
}
