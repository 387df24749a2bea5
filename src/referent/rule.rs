//! How an académie decides on nominations: whether an accepted one still has to be submitted.

use uuid::Uuid;

use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::{audit, sql};

/// Whether nominations of a school take effect when they are accepted: the nearest rule above it decides.
pub async fn skips_submission(db: &mut impl Conn, path: &str) -> Result<bool> {
    let row: Option<(bool,)> = db
        .query(sql!(
            "select r.skips_submission
               from nomination_rule r
               join org_node n on n.id = r.node_id
              where substr($1, 1, length(n.path)) = n.path
              order by length(n.path) desc
              limit 1"
        ))
        .bind(path)
        .optional()
        .await?;
    Ok(row.is_some_and(|row| row.0))
}

/// Sets the rule of an académie. Nominations that are submitted already are decided as before.
pub async fn set(tx: &mut Tx, allowed: Allowed<Uuid>, skips: bool, now: Timestamp) -> Result<()> {
    let node = *allowed.thing();
    let changed = tx
        .query(sql!(
            "insert into nomination_rule (node_id, skips_submission, updated_by, updated_at)
             values ($1, $2, $3, $4)
             on conflict (node_id)
             do update set skips_submission = excluded.skips_submission, updated_by = excluded.updated_by,
                           updated_at = excluded.updated_at
                     where nomination_rule.skips_submission <> excluded.skips_submission"
        ))
        .bind(node)
        .bind(skips)
        .bind(allowed.by())
        .bind(now)
        .run()
        .await?;
    if changed == 0 {
        return Ok(());
    }
    let event = audit::Event {
        actor: allowed.by(),
        act: "nomination.rule",
        object_kind: "organisation",
        object_id: node.to_string(),
        detail: serde_json::json!({ "skips_submission": skips }),
    };
    audit::record(tx, event, now).await
}
