//! Logins of browsers: kept by the hash of their id, listed and ended by their owner.

use serde::Serialize;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::{ids, sql};

/// Writes a session; an existing one is replaced.
pub async fn save(
    tx: &mut Tx,
    id: &str,
    person: Option<Uuid>,
    data: &str,
    agent: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    tx.query(sql!(
        "insert into web_session (id_hash, person_id, data, agent, created_at, seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $5, $6)
         on conflict (id_hash) do update
            set person_id = excluded.person_id, data = excluded.data, seen_at = excluded.seen_at,
                expires_at = excluded.expires_at"
    ))
    .bind(ids::hash(id))
    .bind(person)
    .bind(data)
    .bind(agent.chars().take(200).collect::<String>())
    .bind(now)
    .bind(expires_at)
    .run()
    .await?;
    Ok(())
}

/// Writes a session only if its id is free; says whether it did.
pub async fn create(
    tx: &mut Tx,
    id: &str,
    person: Option<Uuid>,
    data: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<bool> {
    let added = tx
        .query(sql!(
            "insert into web_session (id_hash, person_id, data, created_at, seen_at, expires_at)
             values ($1, $2, $3, $4, $4, $5)
             on conflict (id_hash) do nothing"
        ))
        .bind(ids::hash(id))
        .bind(person)
        .bind(data)
        .bind(now)
        .bind(expires_at)
        .run()
        .await?;
    Ok(added > 0)
}

/// A session as the browser's next request finds it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Stored {
    pub data: String,
    pub seen_at: Timestamp,
    pub expires_at: Timestamp,
}

/// A session that has not expired.
pub async fn load(db: &mut impl Conn, id: &str, now: Timestamp) -> Result<Option<Stored>> {
    db.query(sql!("select data, seen_at, expires_at from web_session where id_hash = $1 and expires_at > $2"))
        .bind(ids::hash(id))
        .bind(now)
        .optional()
        .await
}

/// How long a login lasts, in microseconds: unused, and in all.
#[derive(Debug, Clone, Copy)]
pub struct Lifetime {
    pub idle: i64,
    pub absolute: i64,
}

/// Writes new data into a session that is still there; says whether it was. One that was ended meanwhile stays ended.
pub async fn keep(
    tx: &mut Tx,
    id: &str,
    person: Option<Uuid>,
    data: &str,
    lifetime: Lifetime,
    now: Timestamp,
) -> Result<bool> {
    let kept = tx
        .query(sql!(
            "update web_session set person_id = $2, data = $3 where id_hash = $1 and expires_at > $4"
        ))
        .bind(ids::hash(id))
        .bind(person)
        .bind(data)
        .bind(now)
        .run()
        .await?;
    touch(tx, id, lifetime, now).await?;
    Ok(kept > 0)
}

/// Notes that a session was used: its end moves on, never beyond the longest a login may last.
pub async fn touch(tx: &mut Tx, id: &str, lifetime: Lifetime, now: Timestamp) -> Result<()> {
    tx.query(sql!(
        "update web_session
            set seen_at = $2, expires_at = case when created_at + $4 < $3 then created_at + $4 else $3 end
          where id_hash = $1 and expires_at > $2"
    ))
    .bind(ids::hash(id))
    .bind(now)
    .bind(now.plus(lifetime.idle))
    .bind(lifetime.absolute)
    .run()
    .await?;
    Ok(())
}

/// Ends a session by its id.
pub async fn delete(tx: &mut Tx, id: &str) -> Result<()> {
    tx.query(sql!("delete from web_session where id_hash = $1")).bind(ids::hash(id)).run().await?;
    Ok(())
}

/// A login as its owner sees it.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct Login {
    /// Hash of the session's id: names the login without opening it.
    pub id_hash: String,
    pub agent: String,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
}

/// Living logins of a person, the latest first.
pub async fn of(db: &mut impl Conn, person: Uuid, now: Timestamp) -> Result<Vec<Login>> {
    db.query(sql!(
        "select id_hash, agent, created_at, seen_at
           from web_session
          where person_id = $1 and expires_at > $2
          order by seen_at desc, id_hash
          limit 100"
    ))
    .bind(person)
    .bind(now)
    .all()
    .await
}

/// Ends one login of a person.
pub async fn end(tx: &mut Tx, person: Uuid, id_hash: &str) -> Result<()> {
    let ended = tx
        .query(sql!("delete from web_session where person_id = $1 and id_hash = $2"))
        .bind(person)
        .bind(id_hash)
        .run()
        .await?;
    if ended == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Ends every login of a person, but for the session `keep`.
pub async fn end_all(tx: &mut Tx, person: Uuid, keep: Option<&str>) -> Result<u64> {
    tx.query(sql!("delete from web_session where person_id = $1 and id_hash <> $2"))
        .bind(person)
        .bind(keep.map(ids::hash).unwrap_or_default())
        .run()
        .await
}

/// Notes which browser a session belongs to.
pub async fn set_agent(tx: &mut Tx, id: &str, agent: &str) -> Result<()> {
    tx.query(sql!("update web_session set agent = $2 where id_hash = $1"))
        .bind(ids::hash(id))
        .bind(agent.chars().filter(|c| !c.is_control()).take(200).collect::<String>())
        .run()
        .await?;
    Ok(())
}

/// Removes what has expired.
pub async fn purge(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    tx.query(sql!("delete from web_session where expires_at <= $1")).bind(now).run().await
}
