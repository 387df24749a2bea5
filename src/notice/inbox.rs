//! What a person was told, in the product.

use uuid::Uuid;

use super::Told;
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::sql;

/// Lines of one page of the list.
pub const PER_PAGE: i64 = 30;

/// What a person was told, the newest first.
pub async fn list(
    db: &mut impl Conn,
    allowed: Allowed<Uuid>,
    unread_only: bool,
    from: i64,
    most: i64,
) -> Result<Vec<Told>> {
    db.query(sql!(
        "select id, kind, detail, path, asks_act, created_at, read_at
           from notice
          where person_id = $1 and (read_at is null or not $2)
          order by created_at desc, id desc
          limit $3 offset $4"
    ))
    .bind(*allowed.thing())
    .bind(unread_only)
    .bind(most.clamp(1, 5_000))
    .bind(from.max(0))
    .all()
    .await
}

/// How many there are.
pub async fn count(db: &mut impl Conn, allowed: Allowed<Uuid>, unread_only: bool) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!("select count(*) from notice where person_id = $1 and (read_at is null or not $2)"))
        .bind(*allowed.thing())
        .bind(unread_only)
        .one()
        .await?;
    Ok(count)
}

/// Where a notice leads.
///
/// # Errors
/// `NotFound` for somebody else's.
pub async fn path(db: &mut impl Conn, allowed: Allowed<Uuid>, notice: Uuid) -> Result<String> {
    let row: Option<(String,)> = db
        .query(sql!("select path from notice where id = $1 and person_id = $2"))
        .bind(notice)
        .bind(*allowed.thing())
        .optional()
        .await?;
    row.map(|row| row.0).ok_or(Error::NotFound)
}

/// Notes that a notice was opened; the first time counts.
pub async fn read(tx: &mut Tx, allowed: Allowed<Uuid>, notice: Uuid, now: Timestamp) -> Result<()> {
    tx.query(sql!("update notice set read_at = $3 where id = $1 and person_id = $2 and read_at is null"))
        .bind(notice)
        .bind(*allowed.thing())
        .bind(now)
        .run()
        .await?;
    Ok(())
}

/// Notes that all were seen; gives how many were new.
pub async fn read_all(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<u64> {
    tx.query(sql!(
        "update notice set read_at = $2 where person_id = $1 and read_at is null and created_at <= $2"
    ))
    .bind(*allowed.thing())
    .bind(now)
    .run()
    .await
}
