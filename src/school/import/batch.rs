//! A batch: one file, from its arrival to its end.

use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::columns::Mapping;
use super::{Event, JOB, Kind, Options, State, Surroundings, alone, verdict::Counts, verdict::Reason};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Refusal, Result};
use crate::school::after;
use crate::table::Shape;
use crate::{audit, jobs, sql};

/// A batch as it stands.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Batch {
    pub id: Uuid,
    kind: String,
    pub(super) state: String,
    /// Path of the node it may write in; empty = the whole installation.
    pub scope: String,
    pub file_name: String,
    pub file_bytes: i64,
    pub(super) shape: Json<Option<Shape>>,
    pub mapping: Json<Mapping>,
    /// The first rows of the file.
    pub head: Json<Vec<Vec<String>>>,
    pub options: Json<Options>,
    pub counts: Json<Counts>,
    /// Nodes made on the way: bassins.
    pub(super) made: Json<Vec<Uuid>>,
    pub(super) failure: Json<Option<Reason>>,
    pub only_valid: bool,
    pub done_rows: i32,
    pub done_bytes: i64,
    pub total_rows: i32,
    pub created_by: Option<Uuid>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub applied_by: Option<Uuid>,
    pub applied_at: Option<Timestamp>,
    pub undone_at: Option<Timestamp>,
}

impl Batch {
    pub fn kind(&self) -> Kind {
        Kind::parse(&self.kind).unwrap_or(Kind::Register)
    }

    /// Its state; what this version does not know counts as ended.
    pub fn state(&self) -> State {
        State::parse(&self.state).unwrap_or(State::Dropped)
    }

    /// How the file is read, once it is known.
    pub fn shape(&self) -> Option<Shape> {
        self.shape.0
    }

    /// Why it could not be read.
    pub fn failure(&self) -> Option<&Reason> {
        self.failure.0.as_ref()
    }

    /// How far the present work is, in percent.
    pub fn percent(&self) -> u32 {
        let part = |done: i64, all: i64| u32::try_from(done.clamp(0, all) * 100 / all.max(1)).unwrap_or(0);
        match self.state() {
            State::Reading => part(self.done_bytes, self.file_bytes),
            State::Applying => part(self.done_rows.into(), self.total_rows.into()),
            State::Undoing => part((self.total_rows + 1 - self.done_rows).into(), self.total_rows.into()),
            State::Ready | State::Failed | State::Applied | State::Undone | State::Dropped => 100,
        }
    }
}

/// A file that has arrived: it lies in its place ([`Surroundings::file`]) already.
#[derive(Debug, Clone)]
pub struct NewBatch {
    pub id: Uuid,
    pub kind: Kind,
    pub scope: String,
    pub file_name: String,
    pub file_bytes: u64,
    /// Known already for a file that we made ourselves.
    pub shape: Option<Shape>,
    pub options: Options,
}

/// Writes a batch down and has its file read.
pub async fn create(tx: &mut Tx, allowed: Allowed<NewBatch>, now: Timestamp) -> Result<Uuid> {
    let new = allowed.thing();
    let name: String = new.file_name.chars().filter(|c| !c.is_control()).take(120).collect();
    tx.query(sql!(
        "insert into import_batch (id, kind, state, scope, file_name, file_bytes, shape, mapping, head, options, counts,
                                   made, failure, created_by, created_at, updated_at)
         values ($1, $2, 'reading', $3, $4, $5, $6, '{}', '[]', $7, '{}', '[]', $8, $9, $10, $10)"
    ))
    .bind(new.id)
    .bind(new.kind.code())
    .bind(&new.scope)
    .bind(name)
    .bind(i64::try_from(new.file_bytes).unwrap_or(i64::MAX))
    .bind(Json(new.shape))
    .bind(Json(&new.options))
    .bind(Json(None::<Reason>))
    .bind(allowed.by())
    .bind(now)
    .run()
    .await?;
    enqueue(tx, new.id, now).await?;
    Ok(new.id)
}

/// The next piece of work on a batch, as a job.
async fn enqueue(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<()> {
    jobs::enqueue(tx, JOB, &json!({ "batch": id }), None, now, now).await
}

pub(super) async fn by_id(db: &mut impl Conn, id: Uuid) -> Result<Batch> {
    db.query(sql!(
        "select id, kind, state, scope, file_name, file_bytes, shape, mapping, head, options, counts, made, failure,
                only_valid, done_rows, done_bytes, total_rows, created_by, created_at, updated_at, applied_by, applied_at,
                undone_at
           from import_batch where id = $1"
    ))
    .bind(id)
    .one()
    .await
}

/// The batch with this id. Whether the asker may see it depends on its kind and scope: ask the policy with them.
pub async fn batch(db: &mut impl Conn, id: Uuid) -> Result<Batch> {
    by_id(db, id).await
}

/// The batches in a part of the organisation, the newest first.
pub async fn list(db: &mut impl Conn, allowed: Allowed<&str>, from: i64, most: i64) -> Result<Vec<Batch>> {
    let under = *allowed.thing();
    db.query(sql!(
        "select id, kind, state, scope, file_name, file_bytes, shape, mapping, head, options, counts, made, failure,
                only_valid, done_rows, done_bytes, total_rows, created_by, created_at, updated_at, applied_by, applied_at,
                undone_at
           from import_batch
          where scope >= $1 and scope < $2
          order by created_at desc, id desc
          limit $3 offset $4"
    ))
    .bind(under)
    .bind(after(under))
    .bind(most.clamp(1, 200))
    .bind(from.max(0))
    .all()
    .await
}

/// How a person wants a file to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// None: find out again.
    pub shape: Option<Shape>,
    /// Empty: find the columns by their names.
    pub mapping: Mapping,
    pub options: Options,
}

/// Reads the file again as a person says, and remembers the columns for the next file of this shape.
///
/// # Errors
/// Refusal `import-moved-on` once something was written.
pub async fn read_again(tx: &mut Tx, allowed: Allowed<Uuid>, how: &Reading, now: Timestamp) -> Result<()> {
    let batch = locked(tx, *allowed.thing()).await?;
    let next = batch.state().next(Event::ReadAgain)?;
    tx.query(sql!("delete from import_row where batch_id = $1")).bind(batch.id).run().await?;
    tx.query(sql!(
        "update import_batch
            set state = $2, shape = $3, mapping = $4, options = $5, counts = '{}', head = '[]', failure = $6, done_rows = 0,
                done_bytes = 0, total_rows = 0, updated_at = $7
          where id = $1"
    ))
    .bind(batch.id)
    .bind(next.code())
    .bind(Json(how.shape))
    .bind(Json(&how.mapping))
    .bind(Json(&how.options))
    .bind(Json(None::<Reason>))
    .bind(now)
    .run()
    .await?;
    if !how.mapping.is_empty() {
        let header = how.shape.is_none_or(|shape| shape.header);
        let shape = super::columns::shape_of(header, &batch.head.0);
        tx.query(sql!(
            "insert into import_mapping (scope, kind, shape, mapping, updated_at) values ($1, $2, $3, $4, $5)
             on conflict (scope, kind, shape) do update set mapping = excluded.mapping, updated_at = excluded.updated_at"
        ))
        .bind(&batch.scope)
        .bind(batch.kind().code())
        .bind(shape)
        .bind(Json(&how.mapping))
        .bind(now)
        .run()
        .await?;
    }
    enqueue(tx, batch.id, now).await
}

/// Has the rows written: all of them, or those that hold.
///
/// # Errors
/// Refusals `import-moved-on` (a second click), `import-has-refusals` when all is asked for and some rows cannot be,
/// `import-empty`, `import-under-way` while another import writes there.
pub async fn apply(tx: &mut Tx, allowed: Allowed<Uuid>, only_valid: bool, now: Timestamp) -> Result<()> {
    alone(tx).await?;
    let batch = locked(tx, *allowed.thing()).await?;
    let next = batch.state().next(Event::Apply)?;
    let counts = &batch.counts.0;
    let open: (i64,) = tx
        .query(sql!(
            "select count(*) from import_row where batch_id = $1 and verdict = 'decide' and decision = ''"
        ))
        .bind(batch.id)
        .one()
        .await?;
    let refused = counts.of(super::Verdict::Refuse) + open.0;
    if !only_valid && refused > 0 {
        return Err(Refusal::new("import-has-refusals").with("count", refused).into());
    }
    let writes: i64 =
        super::Verdict::ALL.iter().filter(|verdict| verdict.writes()).map(|v| counts.of(*v)).sum();
    if writes + counts.of(super::Verdict::Decide) - open.0 == 0 {
        return Err(Refusal::new("import-empty").into());
    }
    nobody_else(tx, &batch).await?;
    tx.query(sql!(
        "update import_batch
            set state = $2, only_valid = $3, done_rows = 0, applied_by = $4, applied_at = $5, updated_at = $5
          where id = $1"
    ))
    .bind(batch.id)
    .bind(next.code())
    .bind(only_valid)
    .bind(allowed.by())
    .bind(now)
    .run()
    .await?;
    enqueue(tx, batch.id, now).await
}

/// Has a batch undone.
///
/// # Errors
/// Refusals `import-moved-on`, `import-under-way`.
pub async fn undo(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    alone(tx).await?;
    let batch = locked(tx, *allowed.thing()).await?;
    let next = batch.state().next(Event::Undo)?;
    nobody_else(tx, &batch).await?;
    tx.query(sql!("update import_batch set state = $2, done_rows = $3, updated_at = $4 where id = $1"))
        .bind(batch.id)
        .bind(next.code())
        .bind(batch.total_rows.saturating_add(1))
        .bind(now)
        .run()
        .await?;
    let event = audit::Event {
        actor: allowed.by(),
        act: "import.undo",
        object_kind: "import",
        object_id: batch.id.to_string(),
        detail: json!({ "kind": batch.kind().code(), "scope": batch.scope }),
    };
    audit::record(tx, event, now).await?;
    enqueue(tx, batch.id, now).await
}

/// Gives a batch up before anything of it was written.
///
/// # Errors
/// Refusal `import-moved-on` afterwards.
pub async fn drop_batch(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let batch = locked(tx, *allowed.thing()).await?;
    let next = batch.state().next(Event::Drop)?;
    tx.query(sql!("delete from import_row where batch_id = $1")).bind(batch.id).run().await?;
    // The first rows of the file hold names too.
    tx.query(sql!("update import_batch set state = $2, head = '[]', updated_at = $3 where id = $1"))
        .bind(batch.id)
        .bind(next.code())
        .bind(now)
        .run()
        .await?;
    Ok(())
}

/// Goes on with a batch whose job was lost: harmless when it was not.
///
/// # Errors
/// Refusal `import-moved-on` when there is nothing to go on with.
pub async fn resume(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let batch = locked(tx, *allowed.thing()).await?;
    if !batch.state().is_busy() {
        return Err(Refusal::new("import-moved-on").into());
    }
    enqueue(tx, batch.id, now).await
}

async fn locked(tx: &mut Tx, id: Uuid) -> Result<Batch> {
    let _: (Uuid,) = tx.query(sql!("select id from import_batch where id = $1", lock)).bind(id).one().await?;
    by_id(tx, id).await
}

/// Two batches of a kind never write at once where one of them lies inside the other.
async fn nobody_else(tx: &mut Tx, batch: &Batch) -> Result<()> {
    let busy: Vec<(String,)> = tx
        .query(sql!(
            "select scope from import_batch where kind = $1 and id <> $2 and state in ('applying', 'undoing')
              order by scope limit 100"
        ))
        .bind(batch.kind().code())
        .bind(batch.id)
        .all()
        .await?;
    let meets = |scope: &str| scope.starts_with(&batch.scope) || batch.scope.starts_with(scope);
    if busy.iter().any(|(scope,)| meets(scope)) {
        return Err(Refusal::new("import-under-way").into());
    }
    Ok(())
}

/// Forgets batches older than an instant, whose files and verdicts hold names; gives the ids of those whose files can
/// go. What they wrote stays, and can no longer be undone as a batch.
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<Vec<Uuid>> {
    let old: Vec<(Uuid,)> = tx
        .query(sql!(
            "select id from import_batch where created_at < $1 and state not in ('applying', 'undoing')
              order by created_at, id limit 100"
        ))
        .bind(before)
        .all()
        .await?;
    if old.is_empty() {
        return Ok(Vec::new());
    }
    tx.query(sql! {
        sqlite: "delete from import_batch where id in (select unhex(asked.value) from json_each($1) asked)",
        postgres: "delete from import_batch where id in
                       (select cast(asked.value as uuid) from jsonb_array_elements_text($1) asked (value))",
    })
    .bind(Json(old.iter().map(|(id,)| super::hex(*id)).collect::<Vec<_>>()))
    .run()
    .await?;
    Ok(old.into_iter().map(|(id,)| id).collect())
}

impl Surroundings {
    /// Removes the file of a batch that is over; a file that is gone is no trouble.
    pub fn forget(&self, batch: Uuid) {
        if let Err(error) = std::fs::remove_file(self.file(batch))
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(error = %error, "The file of an import could not be removed");
        }
    }
}

/// The bytes of a batch's file.
pub(super) fn open(around: &Surroundings, id: Uuid) -> Result<std::fs::File> {
    std::fs::File::open(around.file(id)).map_err(|error| {
        Error::Unavailable(anyhow::Error::new(error).context(format!("the file of the import {id}")))
    })
}
