//! Who did what, on what, when: append-only and chained, written in the transaction of the act.
//!
//! Each row's hash covers its content and the hash before it, so that a changed or removed row shows. The chain
//! alone does not show a cut tail: `preau doctor` also compares with the head logged elsewhere.

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

/// Walks the whole chain, a thousand rows at a time.
pub async fn verify(db: &mut impl Conn) -> Result<ChainState> {
    let (head_seq, head_hash): (i64, String) =
        db.query(sql!("select seq, hash from audit_head where one = 1")).one().await?;
    let (mut previous, mut last) = (String::new(), 0_i64);
    loop {
        let rows: Vec<Row> = db
            .query(sql!(
                "select seq, at, actor_id, act, object_kind, object_id, detail, hash
                   from audit_event
                  where seq > $1
                  order by seq
                  limit 1000"
            ))
            .bind(last)
            .all()
            .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let event = Event {
                actor: row.actor_id,
                act: &row.act,
                object_kind: &row.object_kind,
                object_id: row.object_id.clone(),
                detail: row.detail.0.clone(),
            };
            if row.seq != last + 1 || link(&previous, row.seq, row.at, &event) != row.hash {
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

    on_both!(the_chain_holds_and_shows_a_change);

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
}
