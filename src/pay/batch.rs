//! Batches: what was checked goes to the payroll office, once, as a list. Préau never pays.

use serde_json::json;
use uuid::Uuid;

use super::Statement;
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Refusal, Result};
use crate::notice::{self, Notice};
use crate::{audit, ids, school, sql};

/// Statements of one batch; the next one takes the rest.
pub const MOST: i64 = 2_000;

/// A batch, and how much of it was paid.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Batch {
    pub id: Uuid,
    pub node_id: Uuid,
    pub number: i32,
    pub statements: i32,
    pub amount_cents: i64,
    pub created_at: Timestamp,
    pub path: String,
    pub node_name: String,
    pub zone: String,
    pub paid: i64,
}

/// Puts everything that is checked under a node into a batch; gives the batch. A second click finds nothing left.
///
/// # Errors
/// Refusal `pay-nothing-to-export`.
pub async fn make(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<Uuid> {
    let by = allowed.by();
    // Its row is held: numbers follow each other, and no statement goes into two batches.
    let (path,): (String,) =
        tx.query(sql!("select path from org_node where id = $1", lock)).bind(*allowed.thing()).one().await?;
    let id = ids::new(now);
    tx.query(sql!(
        "insert into pay_batch (id, node_id, number, statements, amount_cents, created_by, created_at)
         select $1, $2, coalesce(max(number), 0) + 1, 0, 0, $3, $4 from pay_batch where node_id = $2"
    ))
    .bind(id)
    .bind(*allowed.thing())
    .bind(by)
    .bind(now)
    .run()
    .await?;
    let taken = tx
        .query(sql!(
            "update pay_statement
                set state = 'exported', batch_id = $1, state_at = $2, updated_at = $2, version = version + 1
              where state = 'checked'
                and id in (select s.id
                             from pay_statement s
                             join training_session t on t.id = s.session_id
                             join org_node h on h.id = t.host_id
                            where s.state = 'checked' and h.path >= $3 and h.path < $4
                              and t.state in ('attendance_closed', 'attested', 'archived')
                            order by s.state_at, s.id
                            limit $5)"
        ))
        .bind(id)
        .bind(now)
        .bind(path.as_str())
        .bind(school::after(&path))
        .bind(MOST)
        .run()
        .await?;
    if taken == 0 {
        return Err(Refusal::new("pay-nothing-to-export").into());
    }
    tx.query(sql! {
        sqlite: "insert into pay_step (id, statement_id, event, from_state, to_state, by_id, at)
                 select randomblob(16), id, 'export', 'checked', 'exported', $2, $3
                   from pay_statement where batch_id = $1",
        postgres: "insert into pay_step (id, statement_id, event, from_state, to_state, by_id, at)
                   select gen_random_uuid(), id, 'export', 'checked', 'exported', $2, $3
                     from pay_statement where batch_id = $1",
    })
    .bind(id)
    .bind(by)
    .bind(now)
    .run()
    .await?;
    tx.query(sql!(
        "update pay_batch
            set statements = (select cast(count(*) as integer) from pay_statement where batch_id = $1),
                amount_cents = (select cast(coalesce(sum(amount_cents), 0) as bigint) from pay_statement
                                 where batch_id = $1)
          where id = $1"
    ))
    .bind(id)
    .run()
    .await?;
    record(tx, by, "pay.batch", id, json!({ "rows": taken }), now).await?;
    let people = trainers(tx, id).await?;
    let notice = Notice {
        to: Uuid::nil(),
        kind: "pay-exported",
        detail: json!({}),
        path: "/remuneration",
        asks_act: false,
        about: &format!("pay-batch:{id}:exported"),
    };
    notice::tell_all(tx, &people, notice, now).await?;
    Ok(id)
}

pub(super) async fn record(
    tx: &mut Tx,
    actor: Option<Uuid>,
    act: &str,
    batch: Uuid,
    detail: serde_json::Value,
    now: Timestamp,
) -> Result<()> {
    let event = audit::Event { actor, act, object_kind: "pay_batch", object_id: batch.to_string(), detail };
    audit::record(tx, event, now).await
}

/// Each trainer of a batch, once.
async fn trainers(tx: &mut Tx, batch: Uuid) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = tx
        .query(sql!(
            "select distinct trainer_id from pay_statement where batch_id = $1 order by trainer_id limit $2"
        ))
        .bind(batch)
        .bind(MOST)
        .all()
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// A batch as it stands.
pub async fn batch(db: &mut impl Conn, id: Uuid) -> Result<Batch> {
    db.query(sql!(
        "select b.id, b.node_id, b.number, b.statements, b.amount_cents, b.created_at, n.path, n.name as node_name,
                n.zone,
                (select count(*) from pay_statement s where s.batch_id = b.id and s.state = 'paid_reported') as paid
           from pay_batch b join org_node n on n.id = b.node_id
          where b.id = $1"
    ))
    .bind(id)
    .one()
    .await
}

/// Batches under a node, the newest first.
pub async fn batches(
    db: &mut impl Conn,
    allowed: Allowed<&str>,
    from: i64,
    count: i64,
) -> Result<Vec<Batch>> {
    db.query(sql!(
        "select b.id, b.node_id, b.number, b.statements, b.amount_cents, b.created_at, n.path, n.name as node_name,
                n.zone,
                (select count(*) from pay_statement s where s.batch_id = b.id and s.state = 'paid_reported') as paid
           from pay_batch b join org_node n on n.id = b.node_id
          where n.path >= $1 and n.path < $2
          order by b.created_at desc, b.id
          limit $3 offset $4"
    ))
    .bind(*allowed.thing())
    .bind(school::after(allowed.thing()))
    .bind(count)
    .bind(from)
    .all()
    .await
}

/// How many batches stand under a node.
pub async fn count(db: &mut impl Conn, allowed: Allowed<&str>) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*) from pay_batch b join org_node n on n.id = b.node_id where n.path >= $1 and n.path < $2"
        ))
        .bind(*allowed.thing())
        .bind(school::after(allowed.thing()))
        .one()
        .await?;
    Ok(count)
}

/// The statements of a batch, by trainer.
pub async fn lines(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Vec<Statement>> {
    db.query(sql!(
        "select s.id, s.session_id, s.trainer_id, s.state, s.grid_from, s.total_minutes, s.initiation_min,
                s.initiation_rate, s.deepening_min, s.deepening_rate, s.expertise_min, s.expertise_rate,
                s.preparation_cents, s.amount_cents, s.permit_on, s.covered_by_allowance, s.reason, s.batch_id,
                s.paid_on, s.version, s.state_at, s.created_at, t.title, t.depth, t.starts_at,
                t.state as session_state, t.host_id, h.path as host_path, h.name as host_name, h.zone, c.uai,
                p.given_name, p.usual_name
           from pay_statement s
           join training_session t on t.id = s.session_id
           join org_node h on h.id = t.host_id
           join school c on c.node_id = t.host_id
           join person p on p.id = s.trainer_id
          where s.batch_id = $1
          order by p.name_key, p.id, t.starts_at, s.id
          limit $2"
    ))
    .bind(*allowed.thing())
    .bind(MOST)
    .all()
    .await
}

/// The same for a file that leaves: who took it, and how many rows, is written down (REP-5).
pub async fn export(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    format: &str,
    now: Timestamp,
) -> Result<Vec<Statement>> {
    let found = lines(tx, allowed).await?;
    let detail = json!({ "rows": found.len(), "format": format });
    record(tx, allowed.by(), "pay.export", *allowed.thing(), detail, now).await?;
    Ok(found)
}
