//! `/cours.csv`: the rows of the screen, for a spreadsheet.

use axum::http::header;
use axum::response::{IntoResponse as _, Response};

use preau::course::catalogue::{self, Filter};

use super::catalogue::hits;
use super::{Asked, may_look, pairs};
use crate::cx::Cx;

/// `GET /cours.csv`, with the filter of the catalogue.
pub(super) async fn csv(cx: Cx, asked: Asked) -> Response {
    cx.answer(async {
        may_look(&cx)?;
        let filter = Filter::parse(pairs(asked));
        let cards = cx.site.courses.cards(&cx.site.db, cx.actor.as_ref(), cx.now).await?;
        let hits = hits(&mut cx.read().await?, &filter).await?;
        let own = cx.actor.as_ref().and_then(|actor| actor.person.discipline.as_deref());
        let found = catalogue::find(&cards, hits.as_deref(), &filter, own);
        let csv = catalogue::to_csv(found.cards.iter().copied(), &cx.site.config.zone);
        let headers = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
            (header::CONTENT_DISPOSITION, "attachment; filename=\"parcours.csv\""),
            (header::CACHE_CONTROL, "private, no-cache"),
        ];
        Ok((headers, csv).into_response())
    })
    .await
}
