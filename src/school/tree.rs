//! Changing the tree: adding, renaming, moving, merging, closing. Nothing is ever deleted, and every change has a date.

use jiff::civil::Date;
use uuid::Uuid;

use super::{Node, NodeKind, after, by_path, node};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::{audit, ids, sql, text};

/// What is needed for a new node.
#[derive(Debug, Clone, Copy)]
pub struct NewNode<'a> {
    pub kind: NodeKind,
    pub code: &'a str,
    pub name: &'a str,
    pub region: &'a str,
    pub zone: &'a str,
    pub parent: Option<Uuid>,
    /// Civil date, `2026-09-01`.
    pub opened_on: Option<&'a str>,
    /// Closed on this date, and what took over.
    pub closed: Option<(&'a str, Option<Uuid>)>,
}

impl Default for NewNode<'_> {
    fn default() -> Self {
        Self {
            kind: NodeKind::School,
            code: "",
            name: "",
            region: "",
            zone: "Europe/Paris",
            parent: None,
            opened_on: None,
            closed: None,
        }
    }
}

/// Adds a node under an open parent.
///
/// # Errors
/// `Invalid` for an empty name or a code that cannot stand in a path; refusals `node-wrong-parent`, `node-not-open`,
/// `node-exists`.
pub async fn add(tx: &mut Tx, allowed: Allowed<&NewNode<'_>>, now: Timestamp) -> Result<Node> {
    let new = *allowed.thing();
    let mut faults = Vec::new();
    if new.name.trim().is_empty() || new.name.chars().count() > 200 {
        faults.push(Fault::new("name", "node-name-missing"));
    }
    if !code_is_plain(new.code) {
        faults.push(Fault::new("code", "node-code-unreadable"));
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let parent_path = match new.parent {
        None if new.kind == NodeKind::Nation => String::new(),
        None => return Err(Refusal::new("node-wrong-parent").into()),
        Some(parent) => {
            let parent = node(tx, parent).await?;
            if !new.kind.may_hang_under(parent.kind()) {
                return Err(Refusal::new("node-wrong-parent").into());
            }
            if !parent.is_open() {
                return Err(Refusal::new("node-not-open").into());
            }
            parent.path
        }
    };
    let path = format!("{parent_path}{}/", new.code);
    let id = ids::new(now);
    let today = now.date_in(new.zone).to_string();
    let (closed_on, successor) = new.closed.map_or((None, None), |(on, successor)| (Some(on), successor));
    let added = tx
        .query(sql!(
            "insert into org_node (id, kind, code, name, name_key, parent_id, path, region, state, opened_on, closed_on,
                                   successor_id, zone, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)
             on conflict (path) do nothing"
        ))
        .bind(id)
        .bind(new.kind.code())
        .bind(new.code)
        .bind(new.name.trim())
        .bind(text::key(new.name))
        .bind(new.parent)
        .bind(&path)
        .bind(new.region)
        .bind(if closed_on.is_some() { "closed" } else { "open" })
        .bind(new.opened_on)
        .bind(closed_on)
        .bind(successor)
        .bind(new.zone)
        .bind(now)
        .run()
        .await?;
    if added == 0 {
        return Err(Refusal::new("node-exists").into());
    }
    let from = new.opened_on.unwrap_or(&today);
    name_from(tx, id, new.name.trim(), from, now).await?;
    if let Some(parent) = new.parent {
        hang_from(tx, id, parent, from, now).await?;
    }
    event(tx, allowed.by(), "organisation.add", id, serde_json::json!({ "path": path }), now).await?;
    by_path(tx, &path).await?.ok_or(Error::NotFound)
}

/// A new name from a date on; the old one keeps its days. A date before the present name's start corrects it. A day to
/// come changes nothing until then: [`super::life::turn`].
pub async fn rename(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    name: &str,
    from: Date,
    now: Timestamp,
) -> Result<()> {
    let id = *allowed.thing();
    if name.trim().is_empty() || name.chars().count() > 200 {
        return Err(Fault::new("name", "node-name-missing").into());
    }
    let begun = from <= now.date_in(&node(tx, id).await?.zone);
    let from = from.to_string();
    tx.query(sql!("delete from org_name where node_id = $1 and starts_on >= $2"))
        .bind(id)
        .bind(&from)
        .run()
        .await?;
    tx.query(sql!(
        "update org_name set ends_on = $2 where node_id = $1 and (ends_on is null or ends_on > $2)"
    ))
    .bind(id)
    .bind(&from)
    .run()
    .await?;
    name_from(tx, id, name.trim(), &from, now).await?;
    if begun {
        tx.query(sql!(
            "update org_node set name = $2, name_key = $3, version = version + 1, updated_at = $4 where id = $1"
        ))
        .bind(id)
        .bind(name.trim())
        .bind(text::key(name))
        .bind(now)
        .run()
        .await?;
    }
    event(tx, allowed.by(), "organisation.rename", id, serde_json::json!({ "from": from }), now).await
}

/// Hangs a node elsewhere from a date on, with all that is under it.
///
/// # Errors
/// Refusals `node-wrong-parent` (a cycle among them), `node-not-open`, `node-exists`.
pub async fn move_to(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, from: Date, now: Timestamp) -> Result<()> {
    let (id, parent) = *allowed.thing();
    let (moved, parent) = (node(tx, id).await?, node(tx, parent).await?);
    if moved.parent_id == Some(parent.id) {
        return Ok(());
    }
    if !moved.kind().may_hang_under(parent.kind()) || parent.path.starts_with(&moved.path) {
        return Err(Refusal::new("node-wrong-parent").into());
    }
    if !parent.is_open() {
        return Err(Refusal::new("node-not-open").into());
    }
    let path = format!("{}{}/", parent.path, moved.code);
    if by_path(tx, &path).await?.is_some() {
        return Err(Refusal::new("node-exists").into());
    }
    // The head of each path is replaced, the rest kept.
    tx.query(sql!(
        "update org_node set path = $1 || substr(path, $2), updated_at = $5 where path >= $3 and path < $4"
    ))
    .bind(&path)
    .bind(i32::try_from(moved.path.len() + 1).unwrap_or(i32::MAX))
    .bind(&moved.path)
    .bind(after(&moved.path))
    .bind(now)
    .run()
    .await?;
    tx.query(sql!("update org_node set parent_id = $2, version = version + 1 where id = $1"))
        .bind(id)
        .bind(parent.id)
        .run()
        .await?;
    let from = from.to_string();
    tx.query(sql!("delete from org_parent where node_id = $1 and starts_on >= $2"))
        .bind(id)
        .bind(&from)
        .run()
        .await?;
    tx.query(sql!("update org_parent set ends_on = $2 where node_id = $1 and ends_on is null"))
        .bind(id)
        .bind(&from)
        .run()
        .await?;
    hang_from(tx, id, parent.id, &from, now).await?;
    let detail = serde_json::json!({ "from": moved.path, "to": path });
    event(tx, allowed.by(), "organisation.move", id, detail, now).await
}

/// Closes a node, and says what takes over. Its people and records stay where they were.
///
/// # Errors
/// Refusal `node-has-schools` for a bassin or académie with open schools; `node-not-open` for a closed successor.
pub async fn close(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, Option<Uuid>)>,
    on: Date,
    now: Timestamp,
) -> Result<()> {
    let (id, successor) = *allowed.thing();
    let closing = node(tx, id).await?;
    if let Some(successor) = successor
        && (successor == id || !node(tx, successor).await?.is_open())
    {
        return Err(Refusal::new("node-not-open").into());
    }
    let under: Option<(i32,)> = tx
        .query(sql!("select 1 from org_node where path > $1 and path < $2 and state <> 'closed' limit 1"))
        .bind(&closing.path)
        .bind(after(&closing.path))
        .optional()
        .await?;
    if under.is_some() {
        return Err(Refusal::new("node-has-schools").into());
    }
    let state = if on > now.date_in(&closing.zone) { "closing" } else { "closed" };
    tx.query(sql!(
        "update org_node
            set state = $2, closed_on = $3, successor_id = $4, version = version + 1, updated_at = $5
          where id = $1"
    ))
    .bind(id)
    .bind(state)
    .bind(on.to_string())
    .bind(successor)
    .bind(now)
    .run()
    .await?;
    if let Some(parent) = closing.parent_id.filter(|_| state == "closed") {
        super::coverage::recount_cells(tx, parent, now).await?;
        super::postings::ended(tx, now, now).await?;
    }
    let detail = serde_json::json!({ "on": on.to_string(), "successor": successor });
    event(tx, allowed.by(), "organisation.close", id, detail, now).await
}

/// Letters, digits and hyphens: what may stand between two strokes of a path.
pub fn code_is_plain(code: &str) -> bool {
    (1..=20).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

async fn name_from(tx: &mut Tx, id: Uuid, name: &str, from: &str, now: Timestamp) -> Result<()> {
    tx.query(sql!("insert into org_name (id, node_id, name, starts_on) values ($1, $2, $3, $4)"))
        .bind(ids::new(now))
        .bind(id)
        .bind(name)
        .bind(from)
        .run()
        .await?;
    Ok(())
}

async fn hang_from(tx: &mut Tx, id: Uuid, parent: Uuid, from: &str, now: Timestamp) -> Result<()> {
    tx.query(sql!("insert into org_parent (id, node_id, parent_id, starts_on) values ($1, $2, $3, $4)"))
        .bind(ids::new(now))
        .bind(id)
        .bind(parent)
        .bind(from)
        .run()
        .await?;
    Ok(())
}

async fn event(
    tx: &mut Tx,
    by: Option<Uuid>,
    act: &'static str,
    id: Uuid,
    detail: serde_json::Value,
    now: Timestamp,
) -> Result<()> {
    let event =
        audit::Event { actor: by, act, object_kind: "organisation", object_id: id.to_string(), detail };
    audit::record(tx, event, now).await
}
