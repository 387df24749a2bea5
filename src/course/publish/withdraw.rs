//! A course that leaves the catalogue. Nothing is deleted: it comes back with its folder.

use serde_json::json;

use crate::access::policy::Allowed;
use crate::audit::{self, Event};
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::Result;
use crate::sql;

/// The folder is gone: the course leaves the catalogue, people under way keep theirs. False when it already had.
pub async fn withdraw(tx: &mut Tx, allowed: Allowed<()>, slug: &str, now: Timestamp) -> Result<bool> {
    let archived = tx
        .query(sql!(
            "update course
                set state = 'archived', refused = null, refused_at = null,
                    updated_at = case when updated_at < $2 then $2 else updated_at + 1 end
              where slug = $1 and state <> 'archived'"
        ))
        .bind(slug)
        .bind(now)
        .run()
        .await?;
    if archived == 0 {
        return Ok(false);
    }
    let event = Event {
        actor: allowed.by(),
        act: "course.withdraw",
        object_kind: "course",
        object_id: slug.to_owned(),
        detail: json!({}),
    };
    audit::record(tx, event, now).await?;
    Ok(true)
}
