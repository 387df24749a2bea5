//! Statements appear by themselves: one for each trainer of a paid session whose presence is closed (PRE-11).

use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::rate::{in_force, versions};
use super::state::State;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Result};
use crate::notice::{self, Notice};
use crate::{audit, ids, sql};

/// Statements that are opened in one go; the next look opens the rest.
const AT_ONCE: i64 = 200;

#[derive(sqlx::FromRow)]
struct Due {
    session_id: Uuid,
    trainer_id: Uuid,
    title: String,
    starts_at: Timestamp,
    zone: String,
    minutes: i64,
    /// An allowance pays the same hours.
    counted: bool,
}

/// Opens the statements that are due, of one session where one is named; gives how many. Those that stand stay as they
/// are, so that it may be asked for twice.
///
/// # Errors
/// `Broken` without any rate in the configuration.
pub async fn open(tx: &mut Tx, session: Option<Uuid>, now: Timestamp) -> Result<usize> {
    let due: Vec<Due> = tx
        .query(sql!(
            "select t.id as session_id, r.person_id as trainer_id, t.title, t.starts_at, h.zone,
                    cast(coalesce((select sum((k.ends_at - k.starts_at) / 60000000) from session_slot k
                                    where k.session_id = t.id), 0) as bigint) as minutes,
                    exists (select 1 from nomination m
                             where m.school_id = t.host_id and m.person_id = r.person_id and t.level = 'school'
                               and m.reward = 'allowance'
                               and m.state in ('active', 'ended', 'completed', 'completed_without_report')
                               and m.starts_at <= t.starts_at and t.starts_at < coalesce(m.ended_at, m.ends_at))
                        as counted
               from training_session t
               join session_trainer r on r.session_id = t.id
               join org_node h on h.id = t.host_id
              where t.state in ('attendance_closed', 'attested') and t.paid and t.starts_at is not null
                and t.id = coalesce($1, t.id)
                and not exists (select 1 from pay_statement s
                                 where s.session_id = t.id and s.trainer_id = r.person_id)
              order by t.starts_at, t.id, r.person_id
              limit $2"
        ))
        .bind(session)
        .bind(AT_ONCE)
        .all()
        .await?;
    if due.is_empty() {
        return Ok(0);
    }
    let versions = versions(tx).await?;
    let mut rows = Vec::new();
    let mut opened = Vec::new();
    for one in &due {
        let from = in_force(&versions, one.starts_at.date_in(&one.zone))
            .ok_or_else(|| Error::Broken(anyhow::anyhow!("no rates for trainers are configured")))?;
        let state = if one.counted { State::NotApplicable } else { State::ToPrepare };
        let id = ids::new(now);
        rows.push(json!({
            "id": id, "step": ids::new(now), "session": one.session_id, "trainer": one.trainer_id,
            "state": state.code(), "from": from, "minutes": one.minutes, "covered": one.counted,
        }));
        opened.push((id, state));
    }
    let rows = Json(rows);
    tx.query(sql! {
        sqlite: "insert into pay_statement (id, session_id, trainer_id, state, grid_from, total_minutes,
                                            covered_by_allowance, state_at, created_at, updated_at)
                 select unhex(replace(j.value ->> 'id', '-', '')), unhex(replace(j.value ->> 'session', '-', '')),
                        unhex(replace(j.value ->> 'trainer', '-', '')), j.value ->> 'state', j.value ->> 'from',
                        j.value ->> 'minutes', j.value ->> 'covered', $2, $2, $2
                   from json_each($1) as j
                  where true
                 on conflict (session_id, trainer_id) do nothing",
        postgres: "insert into pay_statement (id, session_id, trainer_id, state, grid_from, total_minutes,
                                              covered_by_allowance, state_at, created_at, updated_at)
                   select cast(j.value ->> 'id' as uuid), cast(j.value ->> 'session' as uuid),
                          cast(j.value ->> 'trainer' as uuid), j.value ->> 'state', j.value ->> 'from',
                          cast(j.value ->> 'minutes' as integer), cast(j.value ->> 'covered' as boolean), $2, $2, $2
                     from jsonb_array_elements($1) as j (value)
                   on conflict (session_id, trainer_id) do nothing",
    })
    .bind(rows.clone())
    .bind(now)
    .run()
    .await?;
    tx.query(sql! {
        sqlite: "insert into pay_step (id, statement_id, event, from_state, to_state, at)
                 select unhex(replace(j.value ->> 'step', '-', '')), s.id, 'open', '', s.state, $2
                   from json_each($1) as j
                   join pay_statement s on s.id = unhex(replace(j.value ->> 'id', '-', ''))",
        postgres: "insert into pay_step (id, statement_id, event, from_state, to_state, at)
                   select cast(j.value ->> 'step' as uuid), s.id, 'open', '', s.state, $2
                     from jsonb_array_elements($1) as j (value)
                     join pay_statement s on s.id = cast(j.value ->> 'id' as uuid)",
    })
    .bind(rows)
    .bind(now)
    .run()
    .await?;
    // A job or the hourly look: a few trainers.
    for (one, (id, state)) in due.iter().zip(&opened) {
        let event = audit::Event {
            actor: None,
            act: "pay.open",
            object_kind: "pay_statement",
            object_id: id.to_string(),
            detail: json!({ "session": one.session_id, "state": state.code() }),
        };
        audit::record(tx, event, now).await?;
        if *state == State::ToPrepare {
            let notice = Notice {
                to: one.trainer_id,
                kind: "pay-to-prepare",
                detail: json!({ "session": one.title }),
                path: &format!("/remuneration/{id}"),
                asks_act: true,
                about: &format!("pay:{}:open", one.session_id),
            };
            notice::tell(tx, notice, now).await?;
        }
    }
    Ok(opened.len())
}
