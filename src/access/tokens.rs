//! Bearer tokens for the API: made by their owner, shown once, kept as a hash.

use serde::Serialize;
use uuid::Uuid;

use super::Allowed;
use crate::clock::{DAY, HOUR, Timestamp};
use crate::db::{Conn, Db, Tx};
use crate::error::{Error, Fault, Result};
use crate::{audit, ids, sql};

/// Prefix by which a lost token is recognised.
const PREFIX: &str = "preau_";

/// A token as its owner sees it afterwards.
#[derive(Debug, Clone, Serialize, sqlx::FromRow)]
pub struct Token {
    pub id: Uuid,
    pub name: String,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
    pub expires_at: Option<Timestamp>,
}

/// Makes a token for a person, good for a year; gives its text, which is not kept.
pub async fn create(tx: &mut Tx, allowed: Allowed<Uuid>, name: &str, now: Timestamp) -> Result<String> {
    let person = *allowed.thing();
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 80 {
        return Err(Fault::new("name", "token-name").into());
    }
    let token = format!("{PREFIX}{}", ids::token());
    let id = ids::new(now);
    tx.query(sql!(
        "insert into api_token (id, person_id, name, token_hash, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)"
    ))
    .bind(id)
    .bind(person)
    .bind(name)
    .bind(ids::hash(&token))
    .bind(now)
    .bind(now.plus(365 * DAY))
    .run()
    .await?;
    let event = audit::Event {
        actor: allowed.by(),
        act: "token.create",
        object_kind: "token",
        object_id: id.to_string(),
        detail: serde_json::json!({}),
    };
    audit::record(tx, event, now).await?;
    Ok(token)
}

/// Living tokens of a person.
pub async fn of(db: &mut impl Conn, person: Uuid, now: Timestamp) -> Result<Vec<Token>> {
    db.query(sql!(
        "select id, name, created_at, last_used_at, expires_at
           from api_token
          where person_id = $1 and revoked_at is null and (expires_at is null or expires_at > $2)
          order by created_at desc, id
          limit 100"
    ))
    .bind(person)
    .bind(now)
    .all()
    .await
}

/// Ends a token of a person.
pub async fn revoke(tx: &mut Tx, allowed: Allowed<Uuid>, token: Uuid, now: Timestamp) -> Result<()> {
    let ended = tx
        .query(sql!(
            "update api_token set revoked_at = $3 where id = $1 and person_id = $2 and revoked_at is null"
        ))
        .bind(token)
        .bind(*allowed.thing())
        .bind(now)
        .run()
        .await?;
    if ended == 0 {
        return Err(Error::NotFound);
    }
    let event = audit::Event {
        actor: allowed.by(),
        act: "token.revoke",
        object_kind: "token",
        object_id: token.to_string(),
        detail: serde_json::json!({}),
    };
    audit::record(tx, event, now).await
}

/// The person a token speaks for; its last use is noted at most once an hour.
pub async fn person_of(db: &Db, token: &str, now: Timestamp) -> Result<Option<Uuid>> {
    if !token.starts_with(PREFIX) || token.len() > 100 {
        return Ok(None);
    }
    let row: Option<(Uuid, Uuid, Option<i64>)> = db
        .read()
        .await?
        .query(sql!(
            "select id, person_id, last_used_at from api_token
              where token_hash = $1 and revoked_at is null and (expires_at is null or expires_at > $2)"
        ))
        .bind(ids::hash(token))
        .bind(now)
        .optional()
        .await?;
    let Some((id, person, used)) = row else { return Ok(None) };
    if used.is_none_or(|used| used < now.0 - HOUR) {
        let mut tx = db.begin().await?;
        tx.query(sql!("update api_token set last_used_at = $2 where id = $1"))
            .bind(id)
            .bind(now)
            .run()
            .await?;
        tx.commit().await?;
    }
    Ok(Some(person))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::policy::by_operator;
    use crate::on_both;
    use crate::people::{self, NewPerson};
    use crate::testing::Platform;

    on_both!(a_token_speaks_for_its_owner_until_revoked);

    async fn a_token_speaks_for_its_owner_until_revoked(t: Platform) {
        let new = NewPerson {
            given_name: "Sophie".into(),
            usual_name: "Martin".into(),
            email: "sophie@ac-exemple.fr".into(),
            ..NewPerson::default()
        };
        let mut tx = t.db.begin().await.unwrap();
        let person = people::create(&mut tx, &new, t.now()).await.unwrap().id;
        let token = create(&mut tx, by_operator(person), "Mon tableur", t.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(person_of(&t.db, &token, t.now()).await.unwrap(), Some(person));
        assert_eq!(person_of(&t.db, "preau_x", t.now()).await.unwrap(), None);
        let listed = of(&mut t.db.read().await.unwrap(), person, t.now()).await.unwrap();
        let mut tx = t.db.begin().await.unwrap();
        revoke(&mut tx, by_operator(person), listed[0].id, t.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(person_of(&t.db, &token, t.now()).await.unwrap(), None);
    }
}
