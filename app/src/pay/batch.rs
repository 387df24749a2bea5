//! `/pilotage/remuneration/lots/{lot}`: a batch, its totals, its file, and the days on which the payroll office paid.

use axum::extract::{FromRequest as _, Multipart, Path, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::*;

use preau::access::{Act, Allowed};
use preau::pay::batch::{self, Batch};
use preau::pay::paid::{self, MAX_BYTES, Reading};
use preau::pay::{State, Statement};
use preau::plan::gaia::text_of;
use preau::{Error, Fault, Result};
use uuid::Uuid;

use super::{go, id, words};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::sent_form::{Part, SentForm};
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Crumb, ErrorSummary, Field, FormState, PostForm, TableScroll, TextArea,
    date,
};

async fn found(cx: &Cx, lot: &str) -> Result<(Batch, Allowed<Uuid>)> {
    cx.allow(Act::ExportPay, ())?;
    let found = batch::batch(&mut cx.read().await?, id(lot)?).await?;
    let allowed = cx.allow_at(Act::ExportPay, &found.path, found.id)?;
    Ok((found, allowed))
}

/// `GET /pilotage/remuneration/lots/{lot}`.
pub(super) async fn show(cx: Cx, Path(lot): Path<String>) -> Response {
    cx.answer(async {
        let (found, allowed) = found(&cx, &lot).await?;
        page(&cx, found, allowed, FormState::empty(cx.lang), None).await
    })
    .await
}

/// `POST /pilotage/remuneration/lots/{lot}`: the day of all of it; or a file, judged first and written then.
pub(super) async fn act(cx: Cx, Path(lot): Path<String>, request: Request) -> Response {
    cx.answer(async {
        let (batch, allowed) = found(&cx, &lot).await?;
        let fields = match receive(&cx, request).await {
            Ok(fields) => fields,
            Err(status) => return Ok(status.into_response()),
        };
        let here = format!("/pilotage/remuneration/lots/{}", batch.id);
        let outcome = match fields.get("act") {
            "paid" => {
                let mut tx = cx.begin().await?;
                let done = paid::whole(&mut tx, allowed, fields.get("paid_on"), cx.today(), cx.now).await;
                match done {
                    Ok(_) => cx.commit(tx).await.map(|()| None),
                    Err(error) => tx.rollback().await.and(Err(error)),
                }
            }
            "write" => {
                let mut tx = cx.begin().await?;
                let file = fields.get("lignes").as_bytes();
                match paid::write(&mut tx, allowed, file, cx.today(), cx.now).await {
                    Ok(_) => cx.commit(tx).await.map(|()| None),
                    Err(error) => tx.rollback().await.and(Err(error)),
                }
            }
            _ => judge(&cx, allowed, &fields).await.map(Some),
        };
        match outcome {
            Ok(None) => Ok(go(&format!("{here}?fait=lot-paye"))),
            Ok(Some(reading)) => {
                let judged = Some((fields.get("lignes").to_owned(), reading));
                page(&cx, batch, allowed, FormState::empty(cx.lang), judged).await
            }
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                page(&cx, batch, allowed, form, None).await
            }
        }
    })
    .await
}

async fn judge(cx: &Cx, allowed: Allowed<Uuid>, fields: &Fields) -> Result<Reading> {
    let text = fields.get("lignes");
    if text.trim().is_empty() {
        return Err(Fault::new("lignes", "pay-no-table").into());
    }
    if text.len() > MAX_BYTES {
        return Err(Fault::new("lignes", "pay-file-large").with("max", MAX_BYTES / 1024).into());
    }
    let read = paid::judge(&mut cx.read().await?, allowed, text.as_bytes(), cx.today()).await?;
    read.map_err(|_| Error::from(Fault::new("lignes", "pay-no-table")))
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
        pairs.push(("lignes".to_owned(), text_of(&file)));
    }
    Ok(Fields::new(pairs))
}

async fn page(
    cx: &Cx,
    batch: Batch,
    allowed: Allowed<Uuid>,
    form: FormState,
    judged: Option<(String, Reading)>,
) -> Result<Response> {
    let lang = cx.lang;
    let lines = batch::lines(&mut cx.read().await?, allowed).await?;
    let title = t!(lang, "pay-batch-number", "number" => batch.number);
    let crumbs = [
        Crumb::new("/pilotage", t!(lang, "hub-title")),
        Crumb::new("/pilotage/remuneration", t!(lang, "pay-desk-title")),
    ];
    Ok(cx.page(title.clone()).nav(Nav::Operate).crumbs(crumbs).status(form.status()).show(move || {
        let here = format!("/pilotage/remuneration/lots/{}", batch.id);
        let waits = lines.iter().any(|line| line.state() == State::Exported);
        let day = date(lang, batch.created_at.date_in(&batch.zone));
        view! {
            <div class="sessions stack">
                <ErrorSummary form=form.clone()/>
                <div class="page-head">
                    <h1>{title}</h1>
                    <p class="lead">
                        {t!(lang, "pay-batch-about", "place" => batch.node_name.clone(), "day" => day, "count" => batch.statements, "sum" => words::money(batch.amount_cents))}
                    </p>
                </div>
                <p>{t!(lang, "pay-never-pays")}</p>
                <p class="form-actions">
                    <ButtonLink href=format!("{here}/etats.csv") icon="download" download=true kind=ButtonKind::Primary>{t!(lang, "pay-batch-csv")}</ButtonLink>
                </p>
                {judged.map(|(text, reading)| verdicts(lang, here.clone(), text, &reading))}
                {waits.then(|| report(lang, &here, &form))}
                {table(lang, &lines, batch.amount_cents)}
            </div>
        }
        .into_any()
    }))
}

/// How the days of payment come in: one for all, or a file.
fn report(lang: Lang, here: &str, form: &FormState) -> AnyView {
    let (day, day_fault) = (form.value("paid_on"), form.fault("paid_on"));
    let (rows, rows_fault) = (form.value("lignes"), form.fault("lignes"));
    view! {
        <section class="section" aria-labelledby="payes">
            <h2 id="payes">{t!(lang, "pay-report-title")}</h2>
            <PostForm action=here.to_owned() act="pay.export">
                <input type="hidden" name="act" value="paid"/>
                <Field name="paid_on" kind="date" label=t!(lang, "pay-paid-on") hint=t!(lang, "pay-paid-on-hint") value=day fault=day_fault/>
                <p class="form-actions"><Button icon="check">{t!(lang, "pay-paid-all")}</Button></p>
            </PostForm>
            <PostForm action=here.to_owned() act="pay.export" multipart=true>
                <input type="hidden" name="act" value="judge"/>
                <div class="field">
                    <label for="champ-fichier">{t!(lang, "pay-file")}</label>
                    <p class="field-hint" id="aide-fichier">{t!(lang, "pay-file-hint")}</p>
                    <input class="input" id="champ-fichier" type="file" name="fichier" accept=".csv,.txt,text/csv,text/plain" aria-describedby="aide-fichier"/>
                </div>
                <TextArea name="lignes" label=t!(lang, "pay-paste") value=rows fault=rows_fault optional=true/>
                <p class="form-actions"><Button>{t!(lang, "pay-judge")}</Button></p>
            </PostForm>
        </section>
    }
    .into_any()
}

/// What each row would do, before anything is written.
fn verdicts(lang: Lang, here: String, text: String, reading: &Reading) -> AnyView {
    let (paid, wrong) = (reading.paid(), reading.wrong());
    let rows = reading.rows.iter().map(|row| {
        view! {
            <tr>
                <th scope="row">{row.number}</th>
                <td>{words::verdict(lang, row.verdict)}</td>
                <td>{row.trainer.clone()}<span class="cell-detail">{row.reference.clone()}</span></td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="section" aria-labelledby="verdict">
            <h2 id="verdict">{t!(lang, "pay-verdict")}</h2>
            <p role="status">{t!(lang, "pay-verdict-text", "paid" => paid, "wrong" => wrong)}</p>
            {(paid > 0)
                .then(|| {
                    view! {
                        <PostForm action=here act="pay.export" multipart=true class="row-form">
                            <input type="hidden" name="lignes" value=text/>
                            <Button kind=ButtonKind::Primary name=Some("act") value=Some("write".into())>{t!(lang, "pay-verdict-write")}</Button>
                        </PostForm>
                    }
                })}
            <TableScroll label=t!(lang, "pay-verdict")>
                <table class="table-compact">
                    <thead>
                        <tr>
                            <th scope="col">{t!(lang, "pay-row")}</th>
                            <th scope="col">{t!(lang, "pay-verdict")}</th>
                            <th scope="col">{t!(lang, "pay-trainer")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </TableScroll>
        </section>
    }
    .into_any()
}

fn table(lang: Lang, lines: &[Statement], total: i64) -> AnyView {
    let rows = lines.iter().map(|one| {
        let paid = one.paid_on().map(|day| date(lang, day)).unwrap_or_default();
        view! {
            <tr>
                <th scope="row"><a href=format!("/remuneration/{}", one.id)>{one.trainer()}</a><span class="cell-detail">{one.title.clone()}</span></th>
                <td>{one.host_name.clone()}</td>
                <td class="align-right">{words::hours(lang, one.claim().minutes())}</td>
                <td class="align-right">{words::money(one.amount_cents)}</td>
                <td>{words::tag(lang, one.state())}" "{paid}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <TableScroll label=t!(lang, "pay-batch-lines")>
            <table class="table-compact">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "pay-trainer")}</th>
                        <th scope="col">{t!(lang, "pay-column-school")}</th>
                        <th scope="col" class="align-right">{t!(lang, "pay-hours")}</th>
                        <th scope="col" class="align-right">{t!(lang, "pay-amount")}</th>
                        <th scope="col">{t!(lang, "pay-column-state")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row" colspan="3">{t!(lang, "pay-total")}</th>
                        <td class="align-right"><strong>{words::money(total)}</strong></td>
                        <td></td>
                    </tr>
                </tfoot>
            </table>
        </TableScroll>
    }
    .into_any()
}
