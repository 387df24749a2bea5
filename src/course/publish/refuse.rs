//! A folder that does not come in: the operator reads why, learners see nothing of it.

use serde::Serialize;
use serde_json::Value;
use sqlx::types::Json;

use super::lock;
use crate::access::policy::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Result};
use crate::sql;

/// More diagnostics than an operator reads.
pub(super) const MAX_DIAGNOSTICS: usize = 200;

/// Writes down why a folder that changed was not taken in. What is in service stays in service.
pub async fn refuse(
    tx: &mut Tx,
    _allowed: Allowed<()>,
    slug: &str,
    diagnostics: &[impl Serialize],
    now: Timestamp,
) -> Result<()> {
    lock(tx, slug, now).await?;
    let shown = &diagnostics[..diagnostics.len().min(MAX_DIAGNOSTICS)];
    let shown: Value = serde_json::to_value(shown).map_err(Error::broken)?;
    tx.query(sql!("update course set refused = $2, refused_at = $3 where slug = $1"))
        .bind(slug)
        .bind(Json(shown))
        .bind(now)
        .run()
        .await?;
    Ok(())
}

/// Forgets a refusal: the folder is good again.
pub async fn clear_refusal(tx: &mut Tx, slug: &str) -> Result<()> {
    tx.query(sql!(
        "update course set refused = null, refused_at = null where slug = $1 and refused_at is not null"
    ))
    .bind(slug)
    .run()
    .await?;
    Ok(())
}
