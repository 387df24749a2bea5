//! One person written down twice becomes one again: never without a human who looked at both (ROL-6).
//!
//! The row of the one who goes stays, empty, and says who it is now: what was done under it keeps its author. Addresses
//! of both open the account that is kept. Attestations keep the name under which they were issued.

mod clash;
mod moves;
pub mod twins;

use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use crate::access::{Allowed, web_sessions};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Refusal, Result};
use crate::notice::{self, Notice};
use crate::{audit, ids, sql};

/// The node under which everything lies that two people hold: postings, roles in force, mandates. Whoever manages
/// people there may put them together; `""`, the whole installation, for two people who hold nothing.
pub async fn place(db: &mut impl Conn, one: Uuid, other: Uuid, now: Timestamp) -> Result<String> {
    let (first, last): (Option<String>, Option<String>) = db
        .query(sql!(
            "select min(h.path), max(h.path)
               from (select n.path from posting o join org_node n on n.id = o.school_id
                      where o.person_id in ($1, $2)
                     union all
                     select coalesce(n.path, '') from role_grant g left join org_node n on n.id = g.node_id
                      where g.person_id in ($1, $2) and (g.ends_at is null or g.ends_at > $3)
                     union all
                     select n.path from nomination m join org_node n on n.id = m.school_id
                      where m.person_id in ($1, $2)) h"
        ))
        .bind(one)
        .bind(other)
        .bind(now)
        .one()
        .await?;
    Ok(common(&first.unwrap_or_default(), &last.unwrap_or_default()))
}

/// The path above the first and the last of some paths is above all of them.
fn common(first: &str, last: &str) -> String {
    let same = first.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
    let end = first.get(..same).and_then(|head| head.rfind('/')).map_or(0, |stroke| stroke + 1);
    first.get(..end).unwrap_or_default().to_owned()
}

/// Who somebody is now, when they were put together with somebody else.
pub async fn went_to(db: &mut impl Conn, person: Uuid) -> Result<Option<Uuid>> {
    let row: Option<(Option<Uuid>,)> =
        db.query(sql!("select merged_into from person where id = $1")).bind(person).optional().await?;
    Ok(row.and_then(|row| row.0))
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name_key: String,
    merged_into: Option<Uuid>,
}

#[derive(sqlx::FromRow)]
struct Account {
    person_id: Uuid,
    state: String,
    anonymised_at: Option<Timestamp>,
}

impl Account {
    /// Which of two is kept: one that works, then one that may.
    fn rank(&self) -> u8 {
        match self.state.as_str() {
            "active" => 3,
            "invited" => 2,
            _ => 1,
        }
    }
}

/// Puts two people together: `(who stays, who goes)`. Everything moves, or nothing does.
///
/// # Errors
/// Refusals `merge-own` (nobody decides on themselves), `merge-names-differ`, `merge-gone` (one of the two went already),
/// `merge-locked`, and those of two things that only a human may settle: `merge-two-mandates`, `merge-two-reports`,
/// `merge-two-presences`, `merge-two-requests`.
pub async fn merge(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, now: Timestamp) -> Result<Uuid> {
    let (by, (kept, gone)) = (allowed.by(), *allowed.thing());
    if kept == gone {
        return Err(Error::NotFound);
    }
    if by == Some(kept) || by == Some(gone) {
        return Err(Refusal::new("merge-own").into());
    }
    let rows: Vec<Row> = tx
        .query(sql!("select id, name_key, merged_into from person where id in ($1, $2) order by id", lock))
        .bind(kept)
        .bind(gone)
        .all()
        .await?;
    let [one, other] = rows.as_slice() else { return Err(Error::NotFound) };
    if one.merged_into.is_some() || other.merged_into.is_some() {
        return Err(Refusal::new("merge-gone").into());
    }
    if one.name_key != other.name_key {
        return Err(Refusal::new("merge-names-differ").into());
    }
    debug_assert!(one.id != other.id);
    let accounts: Vec<Account> = tx
        .query(sql!(
            "select person_id, state, anonymised_at from account where person_id in ($1, $2) order by person_id",
            lock
        ))
        .bind(kept)
        .bind(gone)
        .all()
        .await?;
    if accounts.iter().any(|account| account.anonymised_at.is_some()) {
        return Err(Error::NotFound);
    }
    if accounts.iter().any(|account| account.state == "locked") {
        return Err(Refusal::new("merge-locked").into());
    }
    clash::check(tx, kept, gone).await?;
    let mut moved = serde_json::Map::new();
    for (what, rows) in clash::settle(tx, kept, gone, now).await? {
        let before = moved.get(what).and_then(serde_json::Value::as_u64).unwrap_or(0);
        moved.insert(what.to_owned(), (before + rows).into());
    }
    end_access(tx, gone, now).await?;
    keep_account(tx, &accounts, kept, gone, now).await?;
    // A fixed list of columns.
    for (column, fate) in moves::all() {
        let moves::Fate::Moves(statement) = fate else { continue };
        let rows = tx.query(statement).bind(gone).bind(kept).run().await?;
        if rows > 0 {
            moved.insert(column.to_owned(), rows.into());
        }
    }
    tx.query(sql!("update person set merged_into = $2, updated_at = $3 where id = $1"))
        .bind(gone)
        .bind(kept)
        .bind(now)
        .run()
        .await?;
    remember(tx, by, kept, gone, moved.into(), now).await?;
    Ok(kept)
}

/// Nobody comes in any more by what opened the account of the one who goes.
async fn end_access(tx: &mut Tx, gone: Uuid, now: Timestamp) -> Result<()> {
    web_sessions::end_all(tx, gone, None).await?;
    tx.query(sql!("delete from account_link where person_id = $1")).bind(gone).run().await?;
    tx.query(sql!("delete from address_change where person_id = $1")).bind(gone).run().await?;
    tx.query(sql!("update api_token set revoked_at = coalesce(revoked_at, $2) where person_id = $1"))
        .bind(gone)
        .bind(now)
        .run()
        .await?;
    Ok(())
}

/// The account of the one who stays is kept, unless only the other one works.
async fn keep_account(
    tx: &mut Tx,
    accounts: &[Account],
    kept: Uuid,
    gone: Uuid,
    now: Timestamp,
) -> Result<()> {
    let rank = |person| accounts.iter().find(|account| account.person_id == person).map(Account::rank);
    // Whether one of them warned, held or came back lately: the later of the two holds.
    tx.query(sql!(
        "update account
            set hold_reason = coalesce(hold_reason, (select o.hold_reason from account o
                                                      where o.person_id in ($1, $2) and o.person_id <> account.person_id)),
                warned_at = null, updated_at = $3
          where person_id in ($1, $2)"
    ))
    .bind(kept)
    .bind(gone)
    .bind(now)
    .run()
    .await?;
    if rank(gone) > rank(kept) {
        web_sessions::end_all(tx, kept, None).await?;
        tx.query(sql!("delete from account where person_id = $1")).bind(kept).run().await?;
        tx.query(sql!("delete from account_link where person_id = $1")).bind(kept).run().await?;
        tx.query(sql!("update account set person_id = $2 where person_id = $1"))
            .bind(gone)
            .bind(kept)
            .run()
            .await?;
    } else {
        tx.query(sql!("delete from account where person_id = $1")).bind(gone).run().await?;
    }
    tx.query(sql!("update api_token set person_id = $2 where person_id = $1"))
        .bind(gone)
        .bind(kept)
        .run()
        .await?;
    Ok(())
}

/// History, journal, and a word to the person.
async fn remember(
    tx: &mut Tx,
    by: Option<Uuid>,
    kept: Uuid,
    gone: Uuid,
    moved: serde_json::Value,
    now: Timestamp,
) -> Result<()> {
    let id = ids::new(now);
    tx.query(sql!(
        "insert into person_merge (id, kept_id, gone_id, by_id, at, moved) values ($1, $2, $3, $4, $5, $6)"
    ))
    .bind(id)
    .bind(kept)
    .bind(gone)
    .bind(by)
    .bind(now)
    .bind(Json(&moved))
    .run()
    .await?;
    let event = audit::Event {
        actor: by,
        act: "person.merge",
        object_kind: "person",
        object_id: kept.to_string(),
        detail: json!({ "gone": gone, "moved": moved }),
    };
    audit::record(tx, event, now).await?;
    let told = Notice {
        to: kept,
        kind: "account-merged",
        detail: json!({}),
        path: "/compte",
        // Somebody whose things were put together with a stranger's must hear of it at once.
        asks_act: true,
        about: &format!("merge:{id}"),
    };
    notice::tell(tx, told, now).await
}

#[cfg(test)]
mod tests;
