//! Files to save: the rows of a batch, and the lists in the shape that is imported.

use axum::extract::Path;
use axum::response::Response;
use preau::access::Act;
use preau::csv;
use preau::school::import::{self, Kind};

use super::lines::{wanted, why};
use super::{batch, chosen, places, words};
use crate::account::data;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::t;

/// Rows read at once.
const PIECE: i64 = 2000;
const CSV: &str = "text/csv; charset=utf-8";

/// `GET /pilotage/imports/{import}/lignes.csv`, with the filter of the page.
pub(super) async fn lines(cx: Cx, Path(import): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let (batch, allowed) = batch(&cx, &import).await?;
        let (lang, wanted) = (cx.lang, wanted(&asked));
        let mut table = csv::start();
        csv::row(
            &mut table,
            [
                t!(lang, "import-line"),
                t!(lang, "import-about"),
                t!(lang, "import-name"),
                t!(lang, "import-verdict"),
                t!(lang, "import-detail"),
                t!(lang, "import-changes"),
                t!(lang, "import-outcome"),
            ],
        );
        let mut after = 0;
        loop {
            let found = import::lines(&mut cx.read().await?, allowed, &wanted, after, 0, PIECE).await?;
            let Some(last) = found.last() else { break };
            after = last.number;
            for line in found {
                let said = |field: &str, value: &str| words::said(lang, field, value);
                let changes = line.detail.changes.iter().map(|change| {
                    let (before, after) =
                        (said(&change.field, &change.before), said(&change.field, &change.after));
                    format!("{} : {before} → {after}", words::field(lang, &change.field))
                });
                let changes = changes.collect::<Vec<_>>().join("\n");
                let notes = line.detail.notes.iter().map(|note| words::reason(lang, note));
                let detail = why(lang, &line).into_iter().chain(notes).collect::<Vec<_>>().join(" ");
                csv::row(
                    &mut table,
                    [
                        line.line.to_string(),
                        line.about.clone(),
                        line.label.clone(),
                        words::verdict(lang, line.verdict()),
                        detail,
                        changes,
                        words::outcome(lang, &line.outcome).unwrap_or_default(),
                    ],
                );
            }
        }
        let name = format!("import-{}.csv", batch.created_at.date_in(&cx.site.config.zone));
        data::file(table.into_bytes(), CSV, &name)
    })
    .await
}

/// `GET /pilotage/etablissements.csv?lieu=…`.
pub(super) async fn schools(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::ImportRegister, ())?;
        let scope = chosen(&places(&cx, Kind::Register).await?, asked.get("lieu"))?;
        let allowed = cx.allow_at(Act::ImportRegister, &scope, scope.as_str())?;
        let table = import::export_schools(&cx.site.db, allowed, cx.now).await?;
        data::file(table.into_bytes(), CSV, &format!("etablissements-{}.csv", cx.today()))
    })
    .await
}

/// `GET /pilotage/personnes.csv?lieu=…`.
pub(super) async fn people(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::ImportPeople, ())?;
        let scope = chosen(&places(&cx, Kind::People).await?, asked.get("lieu"))?;
        let allowed = cx.allow_at(Act::ImportPeople, &scope, scope.as_str())?;
        let table = import::export_people(&cx.site.db, allowed, cx.now).await?;
        data::file(table.into_bytes(), CSV, &format!("personnes-{}.csv", cx.today()))
    })
    .await
}
