//! Giving a role and ending it: on a node of the organisation, between two dates, by somebody who may.

use uuid::Uuid;

use super::{Allowed, Role};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Refusal, Result};
use crate::{audit, ids, people, sql};

/// Gives a role on the whole installation from now on. Twice the same adds nothing.
pub async fn grant(
    tx: &mut Tx,
    person: Uuid,
    role: Role,
    by: Option<Uuid>,
    reason: &str,
    now: Timestamp,
) -> Result<()> {
    add(tx, &NewGrant { person, role, node: None, until: None, delegated_by: None, reason }, by, now).await
}

/// What is given to whom, where and for how long.
#[derive(Debug, Clone, Copy)]
pub struct NewGrant<'a> {
    pub person: Uuid,
    pub role: Role,
    /// Node of the organisation; none = the whole installation.
    pub node: Option<Uuid>,
    pub until: Option<Timestamp>,
    /// The head whose deputy the person is.
    pub delegated_by: Option<Uuid>,
    pub reason: &'a str,
}

/// Gives a role on a node from now on. Twice the same adds nothing.
///
/// # Errors
/// Refusal `role-to-oneself`: nobody gives a role to themselves.
pub async fn grant_at(tx: &mut Tx, allowed: Allowed<NewGrant<'_>>, now: Timestamp) -> Result<()> {
    let (by, new) = (allowed.by(), allowed.thing());
    if by == Some(new.person) {
        return Err(Refusal::new("role-to-oneself").into());
    }
    add(tx, new, by, now).await
}

async fn add(tx: &mut Tx, new: &NewGrant<'_>, by: Option<Uuid>, now: Timestamp) -> Result<()> {
    people::by_id(tx, new.person).await?;
    let added = tx
        .query(sql!(
            "insert into role_grant (id, person_id, role, node_id, starts_at, ends_at, granted_by, delegated_by, reason)
             select $1, $2, $3, $4, $5, $6, $7, $8, $9
              where not exists (select 1 from role_grant
                                 where person_id = $2 and role = $3
                                   and (node_id = $4 or (node_id is null and $4 is null))
                                   and starts_at <= $5 and (ends_at is null or ends_at > $5))"
        ))
        .bind(ids::new(now))
        .bind(new.person)
        .bind(new.role.code())
        .bind(new.node)
        .bind(now)
        .bind(new.until)
        .bind(by)
        .bind(new.delegated_by)
        .bind(new.reason)
        .run()
        .await?;
    if added > 0 {
        let mut detail = serde_json::json!({ "role": new.role.code() });
        if let Some(node) = new.node {
            detail["node"] = node.to_string().into();
        }
        record(tx, "role.grant", new.person, detail, by, now).await?;
    }
    Ok(())
}

/// Ends a role now, wherever it is held.
pub async fn end_role(tx: &mut Tx, person: Uuid, role: Role, by: Option<Uuid>, now: Timestamp) -> Result<()> {
    let ended = tx
        .query(sql!(
            "update role_grant set ends_at = $3
              where person_id = $1 and role = $2 and (ends_at is null or ends_at > $3)"
        ))
        .bind(person)
        .bind(role.code())
        .bind(now)
        .run()
        .await?;
    if ended == 0 {
        return Err(Error::NotFound);
    }
    record(tx, "role.end", person, serde_json::json!({ "role": role.code() }), by, now).await
}

/// Ends a role on one node now.
pub async fn end_role_at(tx: &mut Tx, allowed: Allowed<(Uuid, Role, Uuid)>, now: Timestamp) -> Result<()> {
    let (by, (person, role, node)) = (allowed.by(), *allowed.thing());
    let ended = tx
        .query(sql!(
            "update role_grant set ends_at = $4
              where person_id = $1 and role = $2 and node_id = $3 and (ends_at is null or ends_at > $4)"
        ))
        .bind(person)
        .bind(role.code())
        .bind(node)
        .bind(now)
        .run()
        .await?;
    if ended == 0 {
        return Err(Error::NotFound);
    }
    let detail = serde_json::json!({ "role": role.code(), "node": node.to_string() });
    record(tx, "role.end", person, detail, by, now).await
}

/// Who holds a role on exactly this node now, by name.
pub async fn holders(
    db: &mut impl Conn,
    role: Role,
    node: Uuid,
    now: Timestamp,
) -> Result<Vec<people::Person>> {
    db.query(sql!(
        "select p.id, p.given_name, p.usual_name, p.locale, p.discipline, p.school, p.reading
           from role_grant g
           join person p on p.id = g.person_id
          where g.node_id = $2 and g.role = $1 and g.starts_at <= $3 and (g.ends_at is null or g.ends_at > $3)
          order by p.name_key, p.id
          limit 100"
    ))
    .bind(role.code())
    .bind(node)
    .bind(now)
    .all()
    .await
}

async fn record(
    tx: &mut Tx,
    act: &'static str,
    person: Uuid,
    detail: serde_json::Value,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    let event = audit::Event { actor: by, act, object_kind: "person", object_id: person.to_string(), detail };
    audit::record(tx, event, now).await
}
