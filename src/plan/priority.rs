//! Priorities: what a plan is for. One may serve a priority of a plan above; figures add up along that link.

use serde_json::json;
use uuid::Uuid;

use super::{BODY_MAX, MOST_PRIORITIES, Plan, TITLE_MAX, hold_open, line, note, tidy};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::sql;

/// A priority, with the one it serves.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Priority {
    pub id: Uuid,
    pub plan_id: Uuid,
    pub parent_id: Option<Uuid>,
    pub position: i32,
    pub title: String,
    pub body: String,
    pub version: i32,
    /// Of the priority above, and of the body whose plan it stands in.
    pub parent_title: Option<String>,
    pub parent_node: Option<String>,
}

/// What is written of a priority.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Input {
    pub title: String,
    pub body: String,
}

/// The priority with this id, in this plan.
pub async fn one(db: &mut impl Conn, plan: Uuid, id: Uuid) -> Result<Priority> {
    db.query(sql!(
        "select r.id, r.plan_id, r.parent_id, r.position, r.title, r.body, r.version, u.title as parent_title,
                n.name as parent_node
           from plan_priority r
           left join plan_priority u on u.id = r.parent_id
           left join plan p on p.id = u.plan_id
           left join org_node n on n.id = p.node_id
          where r.id = $1 and r.plan_id = $2"
    ))
    .bind(id)
    .bind(plan)
    .one()
    .await
}

fn open_to_priorities(plan: &Plan) -> Result<()> {
    if plan.state().may_change_priorities() {
        Ok(())
    } else {
        Err(Refusal::new("plan-priorities-stand").into())
    }
}

fn checked(input: &Input) -> Result<Input> {
    let mut faults = Vec::new();
    let title = line(&input.title, TITLE_MAX);
    if title.is_none() {
        faults.push(Fault::new("title", "plan-title").with("max", TITLE_MAX));
    }
    let body = tidy(&input.body, BODY_MAX);
    if body.is_none() {
        faults.push(Fault::new("body", "plan-text").with("max", BODY_MAX));
    }
    match (title, body) {
        (Some(title), Some(body)) => Ok(Input { title, body }),
        _ => Err(Error::Invalid(faults)),
    }
}

/// Adds a priority at the end of a plan (`allowed` is the plan). Sent twice with the same id, it is added once.
///
/// # Errors
/// `Invalid` for a missing or too long text; refusals `plan-archived`, `plan-priorities-stand` once the plan is adopted,
/// `plan-full`.
pub async fn add(tx: &mut Tx, allowed: Allowed<Uuid>, id: Uuid, input: &Input, now: Timestamp) -> Result<()> {
    let plan = hold_open(tx, *allowed.thing()).await?;
    open_to_priorities(&plan)?;
    let input = checked(input)?;
    insert(tx, &plan, id, None, &input, now).await?;
    note(tx, allowed.by(), "plan_priority.add", "plan_priority", id, json!({ "plan": plan.id }), now).await
}

async fn insert(
    tx: &mut Tx,
    plan: &Plan,
    id: Uuid,
    parent: Option<Uuid>,
    input: &Input,
    now: Timestamp,
) -> Result<()> {
    let (count, last): (i64, i64) = tx
        .query(sql!(
            "select count(*), cast(coalesce(max(position), 0) as bigint) from plan_priority where plan_id = $1"
        ))
        .bind(plan.id)
        .one()
        .await?;
    if count >= MOST_PRIORITIES {
        return Err(Refusal::new("plan-full").with("max", MOST_PRIORITIES).into());
    }
    tx.query(sql!(
        "insert into plan_priority (id, plan_id, parent_id, position, title, body, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict do nothing"
    ))
    .bind(id)
    .bind(plan.id)
    .bind(parent)
    .bind(i32::try_from(last + 1).unwrap_or(i32::MAX))
    .bind(&input.title)
    .bind(&input.body)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Writes a priority anew.
///
/// # Errors
/// Those of [`add`]; refusal `plan-changed` when somebody changed it meanwhile.
pub async fn edit(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    id: Uuid,
    input: &Input,
    seen: i32,
    now: Timestamp,
) -> Result<()> {
    let plan = hold_open(tx, *allowed.thing()).await?;
    open_to_priorities(&plan)?;
    let before = one(tx, plan.id, id).await?;
    let input = checked(input)?;
    if (Input { title: before.title, body: before.body }) == input {
        return Ok(());
    }
    if before.version != seen {
        return Err(Refusal::new("plan-changed").into());
    }
    tx.query(sql!(
        "update plan_priority set title = $2, body = $3, version = version + 1, updated_at = $4 where id = $1"
    ))
    .bind(id)
    .bind(&input.title)
    .bind(&input.body)
    .bind(now)
    .run()
    .await?;
    note(tx, allowed.by(), "plan_priority.edit", "plan_priority", id, json!({}), now).await
}

/// Takes away a priority under which nothing stands.
///
/// # Errors
/// Refusals `plan-archived`, `plan-priorities-stand`, `priority-in-use` while programmes or lower plans stand on it.
pub async fn remove(tx: &mut Tx, allowed: Allowed<Uuid>, id: Uuid, now: Timestamp) -> Result<()> {
    let plan = hold_open(tx, *allowed.thing()).await?;
    open_to_priorities(&plan)?;
    let used: Option<(i32,)> = tx
        .query(sql!(
            "select 1 where exists (select 1 from plan_programme where priority_id = $1)
                         or exists (select 1 from plan_priority where parent_id = $1)"
        ))
        .bind(id)
        .optional()
        .await?;
    if used.is_some() {
        return Err(Refusal::new("priority-in-use").into());
    }
    let gone = tx
        .query(sql!("delete from plan_priority where id = $1 and plan_id = $2"))
        .bind(id)
        .bind(plan.id)
        .run()
        .await?;
    if gone == 0 {
        return Ok(());
    }
    note(tx, allowed.by(), "plan_priority.remove", "plan_priority", id, json!({ "plan": plan.id }), now).await
}

/// A priority of an adopted plan above, of the same year: what a link may lead to.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Above {
    pub id: Uuid,
    pub title: String,
    pub body: String,
    pub node_name: String,
}

/// The priorities of the plans above that are shown to everybody, the highest plan first.
pub async fn above(db: &mut impl Conn, plan: &Plan) -> Result<Vec<Above>> {
    db.query(sql!(
        "select r.id, r.title, r.body, n.name as node_name
           from plan_priority r
           join plan p on p.id = r.plan_id
           join org_node n on n.id = p.node_id
          where p.school_year = $1 and p.state <> 'draft' and length(n.path) < length($2)
            and substr($2, 1, length(n.path)) = n.path
          order by length(n.path), r.position, r.id
          limit 60"
    ))
    .bind(&plan.school_year)
    .bind(&plan.path)
    .all()
    .await
}

/// Links a priority to one of a plan above, or unties it. A link is open as long as the plan is: it changes no text.
///
/// # Errors
/// `NotFound` for a priority that is not above; refusal `plan-archived`.
pub async fn link(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    id: Uuid,
    parent: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    let plan = hold_open(tx, *allowed.thing()).await?;
    let before = one(tx, plan.id, id).await?;
    if before.parent_id == parent {
        return Ok(());
    }
    if let Some(parent) = parent {
        find_above(tx, &plan, parent).await?;
    }
    tx.query(sql!(
        "update plan_priority set parent_id = $2, version = version + 1, updated_at = $3 where id = $1"
    ))
    .bind(id)
    .bind(parent)
    .bind(now)
    .run()
    .await?;
    note(tx, allowed.by(), "plan_priority.link", "plan_priority", id, json!({ "parent": parent }), now).await
}

async fn find_above(tx: &mut Tx, plan: &Plan, parent: Uuid) -> Result<Above> {
    above(tx, plan).await?.into_iter().find(|above| above.id == parent).ok_or(Error::NotFound)
}

/// Takes a priority above over, as a link with its words: one click. Taken over already, it stays one.
///
/// # Errors
/// `NotFound` for a priority that is not above; refusals of [`add`].
pub async fn take_over(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    id: Uuid,
    parent: Uuid,
    now: Timestamp,
) -> Result<()> {
    let plan = hold_open(tx, *allowed.thing()).await?;
    open_to_priorities(&plan)?;
    let above = find_above(tx, &plan, parent).await?;
    let there: Option<(i32,)> = tx
        .query(sql!("select 1 from plan_priority where plan_id = $1 and parent_id = $2 limit 1"))
        .bind(plan.id)
        .bind(parent)
        .optional()
        .await?;
    if there.is_some() {
        return Ok(());
    }
    insert(tx, &plan, id, Some(parent), &Input { title: above.title, body: above.body }, now).await?;
    let detail = json!({ "plan": plan.id, "parent": parent });
    note(tx, allowed.by(), "plan_priority.add", "plan_priority", id, detail, now).await
}

/// Moves a priority one place up or down among those of its plan. At the end already, it stays.
///
/// # Errors
/// Refusals `plan-archived`, `plan-priorities-stand`.
pub async fn shift(tx: &mut Tx, allowed: Allowed<Uuid>, id: Uuid, up: bool, now: Timestamp) -> Result<()> {
    let plan = hold_open(tx, *allowed.thing()).await?;
    open_to_priorities(&plan)?;
    let here = one(tx, plan.id, id).await?;
    let neighbour: Option<(Uuid, i32)> = tx
        .query(sql!(
            "select id, position from plan_priority
              where plan_id = $1 and ((cast($3 as boolean) and position < $2) or (not cast($3 as boolean) and position > $2))
              order by case when cast($3 as boolean) then -position else position end
              limit 1"
        ))
        .bind(plan.id)
        .bind(here.position)
        .bind(up)
        .optional()
        .await?;
    let Some((other, place)) = neighbour else { return Ok(()) };
    tx.query(sql!(
        "update plan_priority set position = case when id = $1 then cast($3 as integer) else cast($4 as integer) end, updated_at = $5
          where id = $1 or id = $2"
    ))
    .bind(id)
    .bind(other)
    .bind(place)
    .bind(here.position)
    .bind(now)
    .run()
    .await?;
    note(tx, allowed.by(), "plan_priority.shift", "plan_priority", id, json!({ "up": up }), now).await
}
