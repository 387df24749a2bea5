//! The rows of a batch: kept in bulk, read a page at a time.

use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use super::verdict::{Detail, Judged, Verdict};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Refusal, Result};
use crate::{sql, text};

/// A row with its verdict, as it is shown.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Line {
    pub number: i32,
    /// Line in the file; 0 for what is not in it.
    pub line: i32,
    verdict: String,
    /// UAI or address.
    pub about: String,
    /// Name of the school or person.
    pub label: String,
    /// Key of the sentence that says why; empty when there is none.
    pub reason: String,
    pub detail: Json<Detail>,
    /// What became of it; empty = nothing yet.
    pub outcome: String,
    /// `same`, `other`, or empty.
    pub decision: String,
}

impl Line {
    pub fn verdict(&self) -> Verdict {
        Verdict::parse(&self.verdict).unwrap_or(Verdict::Refuse)
    }
}

/// Which rows are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    pub verdict: Option<Verdict>,
    /// Only rows that did not end as they should: written by nobody, or not undone.
    pub unsettled: bool,
    /// Part of the UAI, address or name.
    pub search: String,
}

/// Rows of a batch, in the order of the file.
pub async fn lines(
    db: &mut impl Conn,
    allowed: Allowed<Uuid>,
    wanted: &Wanted,
    after: i32,
    from: i64,
    most: i64,
) -> Result<Vec<Line>> {
    db.query(sql!(
        "select number, line, verdict, about, label, reason, detail, outcome, decision
           from import_row
          where batch_id = $1 and number > $2 and ($3 = '' or verdict = $3)
            and ($4 = 0 or outcome in ('moved', 'kept', 'closed'))
            and ($5 = '' or search_key like $5)
          order by number
          limit $6 offset $7"
    ))
    .bind(*allowed.thing())
    .bind(after)
    .bind(wanted.verdict.map_or("", Verdict::code))
    .bind(i32::from(wanted.unsettled))
    .bind(like(&wanted.search))
    .bind(most.clamp(1, 5000))
    .bind(from.max(0))
    .all()
    .await
}

/// How many rows are wanted.
pub async fn count(db: &mut impl Conn, allowed: Allowed<Uuid>, wanted: &Wanted) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*)
               from import_row
              where batch_id = $1 and ($2 = '' or verdict = $2)
                and ($3 = 0 or outcome in ('moved', 'kept', 'closed'))
                and ($4 = '' or search_key like $4)"
        ))
        .bind(*allowed.thing())
        .bind(wanted.verdict.map_or("", Verdict::code))
        .bind(i32::from(wanted.unsettled))
        .bind(like(&wanted.search))
        .one()
        .await?;
    Ok(count)
}

fn like(search: &str) -> String {
    let key: String = text::key(search).chars().take(100).collect();
    if key.is_empty() { String::new() } else { format!("%{key}%") }
}

/// A person says who somebody is: the person known under this name (`same`), or another one.
///
/// # Errors
/// `NotFound` for a row that asks nothing; refusals `import-moved-on`, `import-decision-impossible` when the address
/// belongs to the other person already, or several are meant.
pub async fn decide(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, i32)>,
    same: Option<bool>,
    now: Timestamp,
) -> Result<()> {
    let (batch, number) = *allowed.thing();
    let open: Option<(String,)> =
        tx.query(sql!("select state from import_batch where id = $1", lock)).bind(batch).optional().await?;
    if open.is_some_and(|(state,)| state != super::State::Ready.code()) {
        return Err(Refusal::new("import-moved-on").into());
    }
    let found: Option<(String,)> = tx
        .query(sql!(
            "select reason from import_row where batch_id = $1 and number = $2 and verdict = 'decide'"
        ))
        .bind(batch)
        .bind(number)
        .optional()
        .await?;
    let (reason,) = found.ok_or(Error::NotFound)?;
    let possible = match (same, reason.as_str()) {
        (None, _) => true,
        (Some(_), "address-of-several") => false,
        (Some(same), "address-other-name") => same,
        (Some(same), "name-of-several") => !same,
        (Some(_), _) => true,
    };
    if !possible {
        return Err(Refusal::new("import-decision-impossible").into());
    }
    let decision = match same {
        Some(true) => "same",
        Some(false) => "other",
        None => "",
    };
    tx.query(sql!("update import_row set decision = $3 where batch_id = $1 and number = $2"))
        .bind(batch)
        .bind(number)
        .bind(decision)
        .run()
        .await?;
    tx.query(sql!("update import_batch set updated_at = $2 where id = $1"))
        .bind(batch)
        .bind(now)
        .run()
        .await?;
    Ok(())
}

/// Keeps rows with their verdicts, numbered from `first`.
pub(super) async fn keep(tx: &mut Tx, batch: Uuid, first: i32, judged: &[Judged]) -> Result<()> {
    #[derive(Serialize)]
    struct Out<'a> {
        number: i32,
        line: u32,
        verdict: &'static str,
        about: &'a str,
        label: &'a str,
        search_key: String,
        reason: &'a str,
        detail: &'a Detail,
    }
    let out: Vec<Out<'_>> = (first..)
        .zip(judged)
        .map(|(number, row)| Out {
            number,
            line: row.line,
            verdict: row.verdict.code(),
            about: &row.about,
            label: &row.label,
            search_key: text::key(&format!("{} {}", row.about, row.label)),
            reason: row.reason.as_ref().map_or("", |reason| reason.key.as_str()),
            detail: &row.detail,
        })
        .collect();
    tx.query(sql! {
        sqlite: "insert into import_row (batch_id, number, line, verdict, about, label, search_key, reason, detail)
                 select $1, r.value ->> 'number', r.value ->> 'line', r.value ->> 'verdict', r.value ->> 'about',
                        r.value ->> 'label', r.value ->> 'search_key', r.value ->> 'reason', r.value -> 'detail'
                   from json_each($2) r",
        postgres: "insert into import_row (batch_id, number, line, verdict, about, label, search_key, reason, detail)
                   select $1, r.number, r.line, r.verdict, r.about, r.label, r.search_key, r.reason, r.detail
                     from jsonb_to_recordset($2) r (number integer, line integer, verdict text, about text, label text,
                                                    search_key text, reason text, detail jsonb)",
    })
    .bind(batch)
    .bind(Json(out))
    .run()
    .await?;
    Ok(())
}

/// What became of a row.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Ended {
    pub(super) number: i32,
    pub(super) outcome: &'static str,
    pub(super) reason: String,
    pub(super) detail: Detail,
}

/// Notes what became of rows.
pub(super) async fn end(tx: &mut Tx, batch: Uuid, ended: &[Ended]) -> Result<()> {
    tx.query(sql! {
        sqlite: "update import_row
                    set outcome = r.value ->> 'outcome', reason = r.value ->> 'reason', detail = r.value -> 'detail'
                   from json_each($2) r
                  where import_row.batch_id = $1 and import_row.number = cast(r.value ->> 'number' as integer)",
        postgres: "update import_row
                      set outcome = r.outcome, reason = r.reason, detail = r.detail
                     from jsonb_to_recordset($2) r (number integer, outcome text, reason text, detail jsonb)
                    where import_row.batch_id = $1 and import_row.number = r.number",
    })
    .bind(batch)
    .bind(Json(ended))
    .run()
    .await?;
    Ok(())
}

/// The next rows to write: those whose verdict writes, and those that a person decided.
pub(super) async fn to_write(tx: &mut Tx, batch: Uuid, after: i32, most: usize) -> Result<Vec<Line>> {
    tx.query(sql!(
        "select number, line, verdict, about, label, reason, detail, outcome, decision
           from import_row
          where batch_id = $1 and number > $2 and outcome = ''
            and (verdict in ('add', 'change', 'close') or (verdict = 'decide' and decision <> ''))
          order by number
          limit $3"
    ))
    .bind(batch)
    .bind(after)
    .bind(i64::try_from(most).unwrap_or(1))
    .all()
    .await
}

/// The next rows to undo, the last one written first.
pub(super) async fn to_undo(tx: &mut Tx, batch: Uuid, before: i32, most: usize) -> Result<Vec<Line>> {
    tx.query(sql!(
        "select number, line, verdict, about, label, reason, detail, outcome, decision
           from import_row
          where batch_id = $1 and number < $2 and outcome = 'done'
          order by number desc
          limit $3"
    ))
    .bind(batch)
    .bind(before)
    .bind(i64::try_from(most).unwrap_or(1))
    .all()
    .await
}
