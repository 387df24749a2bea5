//! Who did what, on what, when: append-only and chained, written in the transaction of the act.
//!
//! Each row's hash covers its content and the hash before it, so that a changed or removed row shows. The chain
//! alone does not show a cut tail: `preau doctor` also compares with the head logged elsewhere.
//!
//! Events whose time has passed (`domain.md` §9.2, L10) go from the beginning of the chain, which then starts at an
//! anchor: number and hash of the last one that went. [`purge`] writes the same anchor into the chain as an event, so that
//! nobody can move the beginning without breaking what follows.

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use sqlx::types::Json;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::sql;

/// One act, as it is written down.
#[derive(Debug, Clone)]
pub struct Event<'a> {
    /// None for the system itself (jobs, command line).
    pub actor: Option<Uuid>,
    /// `enrolment.open`, `attestation.revoke`…
    pub act: &'a str,
    pub object_kind: &'a str,
    pub object_id: String,
    /// An object: never names, addresses or answers.
    pub detail: Value,
}

/// Appends an event to the chain.
pub async fn record(tx: &mut Tx, event: Event<'_>, now: Timestamp) -> Result<()> {
    let (last, previous): (i64, String) =
        tx.query(sql!("select seq, hash from audit_head where one = 1", lock)).one().await?;
    let seq = last + 1;
    let hash = link(&previous, seq, now, &event);
    tx.query(sql!(
        "insert into audit_event (seq, at, actor_id, act, object_kind, object_id, detail, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8)"
    ))
    .bind(seq)
    .bind(now)
    .bind(event.actor)
    .bind(event.act)
    .bind(event.object_kind)
    .bind(event.object_id)
    .bind(Json(event.detail))
    .bind(hash.clone())
    .run()
    .await?;
    tx.query(sql!("update audit_head set seq = $1, hash = $2 where one = 1"))
        .bind(seq)
        .bind(hash)
        .run()
        .await?;
    Ok(())
}

fn link(previous: &str, seq: i64, at: Timestamp, event: &Event<'_>) -> String {
    let mut hasher = Sha256::new();
    for part in [
        previous,
        &seq.to_string(),
        &at.0.to_string(),
        &event.actor.map(|id| id.to_string()).unwrap_or_default(),
        event.act,
        event.object_kind,
        &event.object_id,
        &canonical(&event.detail),
    ] {
        hasher.update(part.len().to_string());
        hasher.update(":");
        hasher.update(part);
    }
    hex::encode(hasher.finalize())
}

/// JSON with sorted keys: PostgreSQL's jsonb reorders them.
pub(crate) fn canonical(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<_> = map.keys().collect();
            keys.sort();
            let fields: Vec<String> = keys
                .into_iter()
                .map(|key| format!("{}:{}", Value::from(key.as_str()), canonical(&map[key])))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

/// What checking the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainState {
    pub events: i64,
    /// First row whose hash is not what its content gives.
    pub broken_at: Option<i64>,
    pub head: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    seq: i64,
    at: Timestamp,
    actor_id: Option<Uuid>,
    act: String,
    object_kind: String,
    object_id: String,
    detail: Json<Value>,
    hash: String,
}

impl Row {
    /// Whether this row follows the one whose number and hash are given.
    fn follows(&self, last: i64, previous: &str) -> bool {
        let event = Event {
            actor: self.actor_id,
            act: &self.act,
            object_kind: &self.object_kind,
            object_id: self.object_id.clone(),
            detail: self.detail.0.clone(),
        };
        self.seq == last + 1 && link(previous, self.seq, self.at, &event) == self.hash
    }
}

async fn rows_after(db: &mut impl Conn, last: i64) -> Result<Vec<Row>> {
    db.query(sql!(
        "select seq, at, actor_id, act, object_kind, object_id, detail, hash
           from audit_event
          where seq > $1
          order by seq
          limit 1000"
    ))
    .bind(last)
    .all()
    .await
}

/// Act of the event that says where the chain begins.
const PURGE: &str = "audit.purge";

/// Removes what is older than an instant from the beginning of the chain, a thousand events at most; gives how many went.
/// Events that do not hold together stay, for whoever has to find out why, and so does everything after them.
pub async fn purge(tx: &mut Tx, before: Timestamp, now: Timestamp) -> Result<i64> {
    // The head first, as each writer does.
    let (first, anchor): (i64, String) =
        tx.query(sql!("select purged_seq, purged_hash from audit_head where one = 1", lock)).one().await?;
    let (mut last, mut previous) = (first, anchor);
    for row in rows_after(tx, first).await? {
        if row.at >= before || !row.follows(last, &previous) {
            break;
        }
        (last, previous) = (row.seq, row.hash);
    }
    if last == first {
        return Ok(0);
    }
    tx.query(sql!("update audit_head set purged_seq = $1, purged_hash = $2 where one = 1"))
        .bind(last)
        .bind(&previous)
        .run()
        .await?;
    tx.query(sql!("delete from audit_event where seq <= $1")).bind(last).run().await?;
    let event = Event {
        actor: None,
        act: PURGE,
        object_kind: "audit",
        object_id: last.to_string(),
        detail: serde_json::json!({ "hash": previous, "events": last - first }),
    };
    record(tx, event, now).await?;
    Ok(last - first)
}

/// The beginning of the chain: number and hash of the last event that was removed; 0 and nothing while none was.
pub async fn anchor(db: &mut impl Conn) -> Result<(i64, String)> {
    db.query(sql!("select purged_seq, purged_hash from audit_head where one = 1")).one().await
}

/// Whether the chain itself says that it begins at this anchor.
async fn is_said(db: &mut impl Conn, seq: i64, hash: &str) -> Result<bool> {
    if seq == 0 {
        return Ok(hash.is_empty());
    }
    let said: Option<(String, Json<Value>)> = db
        .query(sql!(
            "select object_id, detail from audit_event
              where object_kind = 'audit' and act = $1
              order by seq desc
              limit 1"
        ))
        .bind(PURGE)
        .optional()
        .await?;
    Ok(said.is_some_and(|(object, detail)| object == seq.to_string() && detail.0["hash"] == hash))
}

/// Walks the whole chain, a thousand rows at a time.
pub async fn verify(db: &mut impl Conn) -> Result<ChainState> {
    let (head_seq, head_hash): (i64, String) =
        db.query(sql!("select seq, hash from audit_head where one = 1")).one().await?;
    let (mut last, mut previous) = anchor(db).await?;
    if !is_said(db, last, &previous).await? {
        return Ok(ChainState { events: head_seq, broken_at: Some(last), head: head_hash });
    }
    loop {
        let rows = rows_after(db, last).await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            if !row.follows(last, &previous) {
                return Ok(ChainState { events: head_seq, broken_at: Some(row.seq), head: head_hash });
            }
            previous = row.hash;
            last = row.seq;
        }
    }
    let broken_at = (last != head_seq || previous != head_hash).then_some(last + 1);
    Ok(ChainState { events: head_seq, broken_at, head: head_hash })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::on_both;
    use crate::testing::Platform;
    use serde_json::json;

    on_both!(the_chain_holds_and_shows_a_change, what_is_old_goes_and_the_chain_still_holds);

    async fn the_chain_holds_and_shows_a_change(t: Platform) {
        let mut tx = t.db.begin().await.unwrap();
        for number in 0..3 {
            let event = Event {
                actor: None,
                act: "test.act",
                object_kind: "thing",
                object_id: number.to_string(),
                detail: json!({"b": 1, "a": ["x", null, true]}),
            };
            record(&mut tx, event, t.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(verify(&mut t.db.read().await.unwrap()).await.unwrap().broken_at, None);

        let mut tx = t.db.begin().await.unwrap();
        tx.query(sql!("update audit_event set act = 'test.other' where seq = 2")).run().await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(verify(&mut t.db.read().await.unwrap()).await.unwrap().broken_at, Some(2));
    }

    async fn what_is_old_goes_and_the_chain_still_holds(t: Platform) {
        let note = async |number: usize| {
            let mut tx = t.db.begin().await.unwrap();
            let event = Event {
                actor: None,
                act: "test.act",
                object_kind: "thing",
                object_id: number.to_string(),
                detail: json!({}),
            };
            record(&mut tx, event, t.now()).await.unwrap();
            tx.commit().await.unwrap();
        };
        let holds = async || verify(&mut t.db.read().await.unwrap()).await.unwrap().broken_at;
        for number in 0..3 {
            note(number).await;
        }
        let limit = t.now().plus(1);
        t.clock.advance(crate::clock::DAY);
        note(3).await;
        let mut tx = t.db.begin().await.unwrap();
        assert_eq!(purge(&mut tx, t.now().plus(-2 * crate::clock::DAY), t.now()).await.unwrap(), 0);
        assert_eq!(purge(&mut tx, limit, t.now()).await.unwrap(), 3);
        assert_eq!(purge(&mut tx, limit, t.now()).await.unwrap(), 0, "nothing is left to remove");
        tx.commit().await.unwrap();
        assert_eq!(holds().await, None);
        let (seq, hash) = anchor(&mut t.db.read().await.unwrap()).await.unwrap();
        assert_eq!(seq, 3);

        // Whoever cuts more off and moves the anchor along is seen: the chain says where it begins.
        let mut tx = t.db.begin().await.unwrap();
        let (moved,): (String,) =
            tx.query(sql!("select hash from audit_event where seq = 4")).one().await.unwrap();
        tx.query(sql!("update audit_head set purged_seq = 4, purged_hash = $1"))
            .bind(moved)
            .run()
            .await
            .unwrap();
        tx.query(sql!("delete from audit_event where seq <= 4")).run().await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(holds().await, Some(4));
        assert!(!hash.is_empty());
    }
}
