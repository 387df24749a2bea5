//! One step of a statement: the new state, the history, the audit event and who must know, in one transaction.

use serde_json::json;
use uuid::Uuid;

use super::state::{Event, Facts, State};
use super::{Statement, counted};
use crate::access::{Role, roles};
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::Result;
use crate::notice::{self, Notice};
use crate::{audit, ids, school, sql};

/// What is true around a statement now.
pub(super) async fn facts(tx: &mut Tx, statement: &Statement, by: Option<Uuid>) -> Result<Facts> {
    Ok(Facts {
        closed: statement.session_closed(),
        counted: counted(tx, statement).await?,
        own: by == Some(statement.trainer_id),
    })
}

/// Takes a step of a statement that is held; none when it is so already.
pub(super) async fn take(
    tx: &mut Tx,
    statement: &Statement,
    event: Event,
    by: Option<Uuid>,
    reason: &str,
    now: Timestamp,
) -> Result<Option<State>> {
    let facts = facts(tx, statement, by).await?;
    let Some(to) = statement.state().next(event, facts)? else { return Ok(None) };
    tx.query(sql!(
        "update pay_statement
            set state = $2, reason = $3, state_at = $4, updated_at = $4, version = version + 1
          where id = $1"
    ))
    .bind(statement.id)
    .bind(to.code())
    .bind(reason)
    .bind(now)
    .run()
    .await?;
    tx.query(sql!(
        "insert into pay_step (id, statement_id, event, from_state, to_state, by_id, reason, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)"
    ))
    .bind(ids::new(now))
    .bind(statement.id)
    .bind(event.code())
    .bind(statement.state().code())
    .bind(to.code())
    .bind(by)
    .bind(reason)
    .bind(now)
    .run()
    .await?;
    let event = audit::Event {
        actor: by,
        act: "pay.step",
        object_kind: "pay_statement",
        object_id: statement.id.to_string(),
        detail: json!({ "event": event.code(), "from": statement.state().code(), "to": to.code() }),
    };
    audit::record(tx, event, now).await?;
    Ok(Some(to))
}

/// Tells people where a statement stands, each once for each version of it.
pub(super) async fn tell(
    tx: &mut Tx,
    statement: &Statement,
    people: &[Uuid],
    kind: &'static str,
    path: &str,
    asks_act: bool,
    now: Timestamp,
) -> Result<()> {
    let about = format!("pay:{}:{kind}:{}", statement.id, statement.version);
    let detail = json!({ "session": statement.title, "name": statement.trainer() });
    // The heads of one school, or one trainer: a handful.
    for to in people {
        let notice = Notice { to: *to, kind, detail: detail.clone(), path, asks_act, about: &about };
        notice::tell(tx, notice, now).await?;
    }
    Ok(())
}

/// Heads of the host school, the trainer apart: nobody certifies their own.
pub(super) async fn heads(tx: &mut Tx, statement: &Statement, now: Timestamp) -> Result<Vec<Uuid>> {
    let holders = roles::holders(tx, Role::Head, statement.host_id, now).await?;
    Ok(holders.into_iter().map(|person| person.id).filter(|id| *id != statement.trainer_id).collect())
}

/// Plan managers above the host school, the trainer apart.
pub(super) async fn managers(tx: &mut Tx, statement: &Statement, now: Timestamp) -> Result<Vec<Uuid>> {
    let mut found = Vec::new();
    // Four levels at most.
    for node in school::line(tx, &statement.host_path).await? {
        let holders = roles::holders(tx, Role::PlanManager, node.id, now).await?;
        found.extend(holders.into_iter().map(|person| person.id).filter(|id| *id != statement.trainer_id));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}
