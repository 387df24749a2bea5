//! Undoing a batch, the last row first. What was changed or used since stays, and says why.

use sqlx::types::Json;

use super::read::tell;
use super::register::{self, Map};
use super::rows::Line;
use super::{Batch, CHUNK, Event, Kind, Surroundings, alone, hex, people, rows, went_on};
use crate::clock::{Clock, Timestamp};
use crate::db::{Conn as _, Db, Tx};
use crate::error::{Error, Result};
use crate::school::postings;
use crate::sql;

/// Undoes on until everything is undone or the time ends; says whether there is more to do.
pub(super) async fn slice(db: &Db, clock: &Clock, mut batch: Batch, until: Timestamp) -> Result<bool> {
    loop {
        let now = clock.now();
        let mut tx = db.begin().await?;
        alone(&mut tx).await?;
        let lines = rows::to_undo(&mut tx, batch.id, batch.done_rows, CHUNK).await?;
        let mut is = batch.clone();
        let finished = lines.is_empty();
        if finished {
            finish(&mut tx, &mut is, now).await?;
        } else {
            is.done_rows = lines.last().map_or(batch.done_rows, |line| line.number);
            match piece(&mut tx, &mut is, lines.clone(), true, now).await {
                Ok(()) => {}
                // Something that this room does not know names one of them: they are closed instead.
                Err(Error::Broken(error)) => {
                    tracing::info!(
                        error = format!("{error:#}"),
                        "A piece of an import is closed, not removed"
                    );
                    tx.rollback().await?;
                    tx = db.begin().await?;
                    alone(&mut tx).await?;
                    is.counts = batch.counts.clone();
                    piece(&mut tx, &mut is, lines, false, now).await?;
                }
                Err(other) => return Err(other),
            }
        }
        if !went_on(&mut tx, &batch, &is, now).await? {
            tx.rollback().await?;
            return Ok(false);
        }
        tx.commit().await?;
        batch = is;
        if finished {
            return Ok(false);
        }
        if clock.now() >= until {
            return Ok(true);
        }
    }
}

async fn piece(tx: &mut Tx, is: &mut Batch, lines: Vec<Line>, remove: bool, now: Timestamp) -> Result<()> {
    let ended = match is.kind() {
        Kind::Register => {
            // Nothing of the file is read again: mailboxes and options do not matter here.
            let around = Surroundings {
                folder: std::path::PathBuf::new(),
                mailbox_domains: Vec::new(),
                disciplines: Vec::new(),
            };
            let mut map = Map::load(tx, is, &around).await?;
            register::undo(tx, &mut map, lines, remove, now).await?
        }
        Kind::People => people::undo(tx, lines, remove, now).await?,
    };
    for end in &ended {
        is.counts.no_longer("done");
        is.counts.end(end.outcome);
    }
    rows::end(tx, is.id, &ended).await
}

async fn finish(tx: &mut Tx, is: &mut Batch, now: Timestamp) -> Result<()> {
    match is.kind() {
        Kind::Register => super::recount(tx, now).await?,
        // Postings that came with the file are gone, and so is what stood on them.
        Kind::People => postings::ended(tx, now, now).await?,
    }
    let made: Vec<String> = is.made.iter().map(|id| hex(*id)).collect();
    if !made.is_empty() {
        tx.query(sql! {
            sqlite: "delete from org_node
                      where kind = 'basin' and id in (select unhex(asked.value) from json_each($1) asked)
                        and not exists (select 1 from org_node c where c.parent_id = org_node.id)
                        and not exists (select 1 from org_parent p where p.parent_id = org_node.id)
                        and not exists (select 1 from role_grant g where g.node_id = org_node.id)
                        and not exists (select 1 from coverage_cell c where c.parent_id = org_node.id)",
            postgres: "delete from org_node
                        where kind = 'basin' and id in
                              (select cast(asked.value as uuid) from jsonb_array_elements_text($1) asked (value))
                          and not exists (select 1 from org_node c where c.parent_id = org_node.id)
                          and not exists (select 1 from org_parent p where p.parent_id = org_node.id)
                          and not exists (select 1 from role_grant g where g.node_id = org_node.id)
                          and not exists (select 1 from coverage_cell c where c.parent_id = org_node.id)",
        })
        .bind(Json(made))
        .run()
        .await?;
    }
    is.state = is.state().next(Event::WasUndone)?.code().to_owned();
    tx.query(sql!("update import_batch set undone_at = $2 where id = $1"))
        .bind(is.id)
        .bind(now)
        .run()
        .await?;
    tell(tx, is, "import-undone", now).await
}
