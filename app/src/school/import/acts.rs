//! What can be done with a batch: write it, undo it, give it up, go on with it, answer its questions.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use preau::access::Act;
use preau::school::import;
use preau::{Error, Result};

use super::{address, batch, surroundings};
use crate::cx::Cx;
use crate::error_pages::local_path;
use crate::fields::Fields;

/// `POST /pilotage/imports/{import}/ecriture`, with `mode` = `tout` or `valides`.
pub(super) async fn apply(cx: Cx, Path(import): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let (_, allowed) = batch(&cx, &import).await?;
        let mut tx = cx.begin().await?;
        let outcome = import::apply(&mut tx, allowed, fields.get("mode") == "valides", cx.now).await;
        finish(&cx, tx, &import, outcome).await
    })
    .await
}

/// `POST /pilotage/imports/{import}/annulation`.
pub(super) async fn undo(cx: Cx, Path(import): Path<String>, _: Fields) -> Response {
    cx.answer(async {
        let (_, allowed) = batch(&cx, &import).await?;
        let mut tx = cx.begin().await?;
        let outcome = import::undo(&mut tx, allowed, cx.now).await;
        finish(&cx, tx, &import, outcome).await
    })
    .await
}

/// `POST /pilotage/imports/{import}/reprise`.
pub(super) async fn resume(cx: Cx, Path(import): Path<String>, _: Fields) -> Response {
    cx.answer(async {
        let (_, allowed) = batch(&cx, &import).await?;
        let mut tx = cx.begin().await?;
        let outcome = import::resume(&mut tx, allowed, cx.now).await;
        finish(&cx, tx, &import, outcome).await
    })
    .await
}

/// `POST /pilotage/imports/{import}/abandon`: its file goes too.
pub(super) async fn give_up(cx: Cx, Path(import): Path<String>, _: Fields) -> Response {
    cx.answer(async {
        let (batch, allowed) = batch(&cx, &import).await?;
        let mut tx = cx.begin().await?;
        match import::drop_batch(&mut tx, allowed, cx.now).await {
            Ok(()) => {
                cx.commit(tx).await?;
                surroundings(&cx.site).forget(batch.id);
                Ok(Redirect::to("/pilotage/imports?fait=import-abandonne").into_response())
            }
            Err(error) => refused(&import, error),
        }
    })
    .await
}

/// `POST /pilotage/imports/{import}/lignes/{line}`, with `choice` = `same`, `other` or nothing.
pub(super) async fn decide(cx: Cx, Path((import, line)): Path<(String, String)>, fields: Fields) -> Response {
    cx.answer(async {
        cx.allow(Act::ImportPeople, ())?;
        let (_, allowed) = batch(&cx, &import).await?;
        let line: i32 = line.parse().map_err(|_| Error::NotFound)?;
        let same = match fields.get("choice") {
            "same" => Some(true),
            "other" => Some(false),
            _ => None,
        };
        let mut tx = cx.begin().await?;
        match import::decide(&mut tx, allowed.map(|batch| (batch, line)), same, cx.now).await {
            Ok(()) => {
                cx.commit(tx).await?;
                let page = super::page_of(&import);
                let back = local_path(fields.get("retour")).filter(|path| path.starts_with(&page));
                Ok(Redirect::to(&format!("{}#lignes", back.unwrap_or(page))).into_response())
            }
            Err(error) => refused(&import, error),
        }
    })
    .await
}

async fn finish(cx: &Cx, tx: preau::Tx, import: &str, outcome: Result<()>) -> Result<Response> {
    match outcome {
        Ok(()) => {
            cx.commit(tx).await?;
            let id = import.parse().map_err(|_| Error::NotFound)?;
            Ok(Redirect::to(&format!("{}?suivre=1", address(id))).into_response())
        }
        Err(error) => refused(import, error),
    }
}

/// Nothing was typed here: the page itself says no, and shows what is the case now.
fn refused(import: &str, error: Error) -> Result<Response> {
    let key = error.refusal().map(|refusal| refusal.key);
    match key {
        Some(key) => Ok(Redirect::to(&super::batch::with_refusal(import, key)).into_response()),
        None => Err(error),
    }
}
