//! `/pilotage/remuneration/lots/{lot}/etats.csv`: a batch as payroll programs read it.

use axum::extract::Path;
use axum::response::Response;

use preau::access::Act;
use preau::csv as table;
use preau::need::Level;
use preau::pay::{Statement, batch};

use super::{id, words};
use crate::account::data;
use crate::cx::Cx;
use crate::t;
use crate::texts::Lang;

/// `GET /pilotage/remuneration/lots/{lot}/etats.csv`.
pub(super) async fn csv(cx: Cx, Path(lot): Path<String>) -> Response {
    cx.answer(async {
        cx.allow(Act::ExportPay, ())?;
        let found = batch::batch(&mut cx.read().await?, id(&lot)?).await?;
        let allowed = cx.allow_at(Act::ExportPay, &found.path, found.id)?;
        let mut tx = cx.begin().await?;
        let rows = batch::export(&mut tx, allowed, "csv", cx.now).await?;
        cx.commit(tx).await?;
        let name = format!("etats-lot-{}.csv", found.number);
        data::file(written(cx.lang, &rows).into_bytes(), "text/csv; charset=utf-8", &name)
    })
    .await
}

/// `1250,00`: no spaces, two decimals.
fn plain(cents: i64) -> String {
    format!("{},{:02}", cents / 100, cents.unsigned_abs() % 100)
}

/// One row a statement; its first and last columns are what comes back with the days of payment.
fn written(lang: Lang, rows: &[Statement]) -> String {
    let mut out = table::start();
    let mut head = vec![
        t!(lang, "pay-column-reference"),
        t!(lang, "pay-column-uai"),
        t!(lang, "pay-column-school"),
        t!(lang, "pay-column-usual-name"),
        t!(lang, "pay-column-given-name"),
        t!(lang, "pay-column-session"),
        t!(lang, "pay-column-day"),
    ];
    for level in Level::ALL {
        let name = words::level(lang, *level);
        head.push(t!(lang, "pay-column-minutes", "level" => name.clone()));
        head.push(t!(lang, "pay-column-rate", "level" => name.clone()));
        head.push(t!(lang, "pay-column-amount", "level" => name));
    }
    head.extend([
        t!(lang, "pay-preparation"),
        t!(lang, "pay-total"),
        t!(lang, "pay-permit"),
        t!(lang, "pay-column-paid"),
    ]);
    table::row(&mut out, head);
    for row in rows {
        let claim = row.claim();
        let mut cells = vec![
            row.id.to_string(),
            row.uai.clone(),
            row.host_name.clone(),
            row.usual_name.clone(),
            row.given_name.clone(),
            row.title.clone(),
            row.first_day().map(|day| day.to_string()).unwrap_or_default(),
        ];
        for line in claim.lines {
            cells.extend([line.minutes.to_string(), plain(line.rate), plain(line.amount())]);
        }
        cells.extend([
            plain(claim.preparation_cents),
            plain(row.amount_cents),
            row.permit_on().map(|day| day.to_string()).unwrap_or_default(),
            row.paid_on().map(|day| day.to_string()).unwrap_or_default(),
        ]);
        table::row(&mut out, cells);
    }
    out
}
