//! Writing what was asked for, a thousand rows at a time. Each row is judged once more before it is written.

use serde_json::json;
use uuid::Uuid;

use super::people::{self, Crowd, Known, PersonRow};
use super::read::tell;
use super::register::{self, Held, Map, SchoolRow, Writing, held};
use super::rows::{Ended, Line};
use super::verdict::{Change, Verdict};
use super::{Batch, CHUNK, Event, Kind, Surroundings, alone, rows, went_on};
use crate::access::accounts;
use crate::access::policy::by_operator;
use crate::audit;
use crate::clock::{Clock, Timestamp};
use crate::db::{Db, Tx};
use crate::error::{Error, Result};

/// Writes on until everything is written or the time ends; says whether there is more to do.
pub(super) async fn slice(
    db: &Db,
    clock: &Clock,
    around: &Surroundings,
    mut batch: Batch,
    until: Timestamp,
) -> Result<bool> {
    let mut against = match batch.kind() {
        Kind::Register => Against::Register(Map::load(&mut db.read().await?, &batch, around).await?),
        Kind::People => {
            Against::People(Crowd::load(&mut db.read().await?, &batch, around, clock.now()).await?)
        }
    };
    loop {
        let now = clock.now();
        let mut tx = db.begin().await?;
        alone(&mut tx).await?;
        let mut lines = rows::to_write(&mut tx, batch.id, batch.done_rows, CHUNK).await?;
        lines.truncate(together(&lines));
        let mut is = batch.clone();
        let finished = lines.is_empty();
        let mut turned = false;
        if finished {
            finish(&mut tx, &mut is, now).await?;
        } else {
            is.done_rows = lines.last().map_or(batch.done_rows, |line| line.number);
            turned = !against.write(&mut tx, &mut is, lines, now).await?;
        }
        if turned {
            // All or nothing: what was written in earlier pieces is taken back.
            is.state = batch.state().next(Event::TurnBack)?.code().to_owned();
            is.done_rows = batch.total_rows.saturating_add(1);
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
        if turned || clock.now() >= until {
            return Ok(true);
        }
    }
}

/// How many of these rows are written in one piece: a person who is the same as one of the same file waits until that
/// one is there.
fn together(lines: &[Line]) -> usize {
    let waits = |line: &Line| line.reason == "same-name-in-file" && line.decision == "same";
    lines.iter().skip(1).position(waits).map_or(lines.len(), |at| at + 1)
}

async fn finish(tx: &mut Tx, is: &mut Batch, now: Timestamp) -> Result<()> {
    is.state = is.state().next(Event::WasApplied)?.code().to_owned();
    is.done_rows = is.total_rows;
    if is.kind() == Kind::Register {
        super::recount(tx, now).await?;
    }
    let event = audit::Event {
        actor: is.applied_by,
        act: "import.apply",
        object_kind: "import",
        object_id: is.id.to_string(),
        detail: json!({ "kind": is.kind().code(), "scope": is.scope, "counts": is.counts.0 }),
    };
    audit::record(tx, event, now).await?;
    tell(tx, is, "import-applied", now).await
}

enum Against {
    Register(Map),
    People(Crowd),
}

/// Whether a row still does what was shown.
fn still(line: &Line, verdict: Verdict, changes: &[Change]) -> bool {
    match line.verdict() {
        // A person who was to be added may have come with an earlier row of the same file.
        Verdict::Add => verdict == Verdict::Add,
        Verdict::Change | Verdict::Close => verdict == line.verdict() && changes == line.detail.changes,
        Verdict::Decide => verdict.writes(),
        Verdict::Same | Verdict::Skip | Verdict::Refuse | Verdict::Absent => false,
    }
}

/// A row that is not written, and why.
fn left(line: Line, verdict: Verdict, reason: Option<String>, is: &mut Batch) -> Ended {
    let outcome = if verdict == Verdict::Same { "already" } else { "moved" };
    is.counts.end(outcome);
    let reason = match outcome {
        "already" => line.reason,
        _ => reason.unwrap_or_else(|| "changed-since".to_owned()),
    };
    Ended { number: line.number, outcome, reason, detail: line.detail.0 }
}

fn is_left(ended: &[Ended]) -> bool {
    ended.iter().any(|end| end.outcome == "moved")
}

impl Against {
    /// Writes a piece; says no when all was asked for and a row does not hold any more: then only that is noted.
    async fn write(&mut self, tx: &mut Tx, is: &mut Batch, lines: Vec<Line>, now: Timestamp) -> Result<bool> {
        match self {
            Self::Register(map) => schools(tx, map, is, lines, now).await,
            Self::People(crowd) => persons(tx, crowd, is, lines, now).await,
        }
    }
}

async fn schools(
    tx: &mut Tx,
    map: &mut Map,
    is: &mut Batch,
    lines: Vec<Line>,
    now: Timestamp,
) -> Result<bool> {
    let records: Vec<SchoolRow> = records(&lines)?;
    let known = held(tx, &records.iter().map(|row| row.uai.as_str()).collect::<Vec<_>>()).await?;
    let (mut ended, mut written, mut writing) = (Vec::new(), Vec::new(), Vec::new());
    for (line, row) in lines.into_iter().zip(&records) {
        let held: Option<&Held> = known.get(&row.uai);
        let judgement = register::judge(row, held, map);
        if still(&line, judgement.verdict, &judgement.changes) {
            writing.push(Writing { full: judgement.full, row: Some(row), held });
            written.push(line);
        } else {
            ended.push(left(line, judgement.verdict, judgement.reason.map(|reason| reason.key), is));
        }
    }
    if !is.only_valid && is_left(&ended) {
        rows::end(tx, is.id, &ended).await?;
        return Ok(false);
    }
    let undo = register::write(tx, map, &writing, &mut is.made, now).await?;
    for (mut line, undo) in written.into_iter().zip(undo) {
        line.detail.undo = serde_json::to_value(undo).map_err(Error::broken)?;
        ended.push(done(line, is));
    }
    rows::end(tx, is.id, &ended).await?;
    Ok(true)
}

async fn persons(
    tx: &mut Tx,
    crowd: &Crowd,
    is: &mut Batch,
    lines: Vec<Line>,
    now: Timestamp,
) -> Result<bool> {
    let records: Vec<PersonRow> = records(&lines)?;
    let known = Known::load(tx, &records.iter().collect::<Vec<_>>(), now).await?;
    let (mut ended, mut written, mut plans) = (Vec::new(), Vec::new(), Vec::new());
    for (line, row) in lines.into_iter().zip(&records) {
        let plan = people::judge(row, &line.decision, &known, crowd);
        if still(&line, plan.verdict, &plan.changes) {
            plans.push((row.email.as_str(), plan));
            written.push(line);
        } else {
            ended.push(left(line, plan.verdict, plan.reason.map(|reason| reason.key), is));
        }
    }
    if !is.only_valid && is_left(&ended) {
        rows::end(tx, is.id, &ended).await?;
        return Ok(false);
    }
    let (undo, new) = people::write(tx, &plans, &known, is.applied_by, now).await?;
    for (mut line, undo) in written.into_iter().zip(undo) {
        line.detail.undo = serde_json::to_value(undo).map_err(Error::broken)?;
        ended.push(done(line, is));
    }
    rows::end(tx, is.id, &ended).await?;
    if is.options.send_invitations {
        invite(tx, &new, now).await?;
    }
    Ok(true)
}

/// A mail with a link for whoever is new: asked for, never by itself.
async fn invite(tx: &mut Tx, new: &[Uuid], now: Timestamp) -> Result<()> {
    for person in new {
        accounts::invite_again(tx, by_operator(*person), now).await?;
    }
    Ok(())
}

fn records<R: serde::de::DeserializeOwned>(lines: &[Line]) -> Result<Vec<R>> {
    lines
        .iter()
        .map(|line| serde_json::from_value(line.detail.record.clone()).map_err(Error::broken))
        .collect()
}

fn done(line: Line, is: &mut Batch) -> Ended {
    is.counts.end("done");
    let mut detail = line.detail.0;
    // What it said is written now; what undoes it is what is still needed.
    detail.record = serde_json::Value::Null;
    Ended { number: line.number, outcome: "done", reason: line.reason, detail }
}
