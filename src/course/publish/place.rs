//! For whom a course of the workshop is, and what is said when its author takes it out of the catalogue.

use serde_json::json;
use uuid::Uuid;

use crate::access::policy::Allowed;
use crate::audit::{self, Event};
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::Result;
use crate::sql;

/// Says that a course comes from the workshop and is for the people of a node, in the transaction that published it.
/// The nation is everybody: `scope` is none. The verb that publishes writes the act down.
pub async fn place(
    tx: &mut Tx,
    _allowed: Allowed<()>,
    slug: &str,
    scope: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    tx.query(sql!(
        "update course
            set source = 'workshop', scope_node = $2, successor = null, retired_reason = null,
                updated_at = case when updated_at < $3 then $3 else updated_at + 1 end
          where slug = $1"
    ))
    .bind(slug)
    .bind(scope)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Takes a course out of the catalogue and says why; people under way go on. False when it was not there.
pub async fn retire(
    tx: &mut Tx,
    allowed: Allowed<()>,
    slug: &str,
    successor: Option<&str>,
    reason: &str,
    now: Timestamp,
) -> Result<bool> {
    let changed = tx
        .query(sql!(
            "update course
                set state = 'deprecated', successor = $2, retired_reason = $3,
                    updated_at = case when updated_at < $4 then $4 else updated_at + 1 end
              where slug = $1 and state = 'published'"
        ))
        .bind(slug)
        .bind(successor)
        .bind(reason)
        .bind(now)
        .run()
        .await?;
    if changed == 0 {
        return Ok(false);
    }
    let event = Event {
        actor: allowed.by(),
        act: "course.retire",
        object_kind: "course",
        object_id: slug.to_owned(),
        detail: json!({ "successor": successor }),
    };
    audit::record(tx, event, now).await?;
    Ok(true)
}
