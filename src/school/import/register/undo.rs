//! Taking schools back out, and putting back what was changed.

use std::collections::HashMap;

use sqlx::types::Json;
use uuid::Uuid;

use super::held::{Held, Map, Undo, held};
use super::write::{Writing, write};
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Result};
use crate::school::import::hex;
use crate::school::import::rows::{Ended, Line};
use crate::sql;

/// Undoes rows of the register. With `remove`, schools on which nothing hangs are taken away; otherwise, and when
/// something does hang on them, they are closed.
pub(in crate::school::import) async fn undo(
    tx: &mut Tx,
    map: &mut Map,
    lines: Vec<Line>,
    remove: bool,
    now: Timestamp,
) -> Result<Vec<Ended>> {
    let uais: Vec<&str> = lines.iter().map(|line| line.about.as_str()).collect();
    let known = held(tx, &uais).await?;
    let hanging = hanging(tx, &known).await?;
    let (mut ended, mut back, mut gone, mut made) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        let undo: Undo = serde_json::from_value(line.detail.undo.clone()).map_err(Error::broken)?;
        let mut end =
            Ended { number: line.number, outcome: "restored", reason: line.reason, detail: line.detail.0 };
        let mut keep = |outcome: &'static str, reason: &str| {
            end.outcome = outcome;
            reason.clone_into(&mut end.reason);
        };
        match (known.get(&line.about), undo.before) {
            (None, _) => keep("kept", "gone-since"),
            (Some(held), None) => {
                if held.version > 1 {
                    keep("kept", "changed-since");
                } else if remove && !hanging.contains_key(&held.node_id) {
                    keep("removed", "");
                    gone.push(hex(held.node_id));
                } else if held.referents > 0 {
                    keep("kept", "things-hang");
                } else {
                    keep("closed", "things-hang");
                    let mut full = held.full.clone();
                    full.state = "closed".to_owned();
                    full.closed_on = Some(now.date_in(&held.zone).to_string());
                    back.push(Writing { full, row: None, held: Some(held) });
                }
            }
            (Some(held), Some(before)) => {
                let moved =
                    end.detail.changes.iter().any(|change| held.full.text(&change.field) != change.after);
                if moved {
                    keep("kept", "changed-since");
                } else {
                    let mut full = held.full.clone();
                    for change in &end.detail.changes {
                        full.take(&before, &change.field);
                    }
                    full.source_on.clone_from(&before.source_on);
                    full.source.clone_from(&before.source);
                    back.push(Writing { full, row: None, held: Some(held) });
                }
            }
        }
        ended.push(end);
    }
    write(tx, map, &back, &mut made, now).await?;
    if !gone.is_empty() {
        take_away(tx, &gone).await?;
    }
    Ok(ended)
}

/// Schools on which something hangs: people, mandates, roles.
async fn hanging(tx: &mut Tx, known: &HashMap<String, Held>) -> Result<HashMap<Uuid, ()>> {
    let ids: Vec<String> = known.values().map(|held| hex(held.node_id)).collect();
    let found: Vec<(Uuid,)> = tx
        .query(sql! {
            sqlite: "select n.id
                       from json_each($1) asked
                       cross join org_node n on n.id = unhex(asked.value)
                      where exists (select 1 from posting o where o.school_id = n.id)
                         or exists (select 1 from nomination m where m.school_id = n.id)
                         or exists (select 1 from role_grant g where g.node_id = n.id)",
            postgres: "select n.id
                         from jsonb_array_elements_text($1) asked (value)
                         join org_node n on n.id = cast(asked.value as uuid)
                        where exists (select 1 from posting o where o.school_id = n.id)
                           or exists (select 1 from nomination m where m.school_id = n.id)
                           or exists (select 1 from role_grant g where g.node_id = n.id)",
        })
        .bind(Json(ids))
        .all()
        .await?;
    Ok(found.into_iter().map(|(id,)| (id, ())).collect())
}

async fn take_away(tx: &mut Tx, ids: &[String]) -> Result<()> {
    // Its names, places and facts go with it.
    tx.query(sql! {
        sqlite: "delete from org_node where id in (select unhex(asked.value) from json_each($1) asked)",
        postgres: "delete from org_node where id in
                       (select cast(asked.value as uuid) from jsonb_array_elements_text($1) asked (value))",
    })
    .bind(Json(ids))
    .run()
    .await?;
    Ok(())
}
