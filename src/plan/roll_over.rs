//! From one school year to the next: the structure of a plan, not its people (PLN-9).
//!
//! Priorities, programmes and modules are copied as drafts. What is not copied is listed on the new plan's page as long
//! as it is a draft: budgets and campaign (they are of one year), links to priorities above (their plan is of one year
//! too), what was withdrawn, and everything that hangs on dates or people.

use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::write::{self, NewPlan};
use super::{Plan, note, of_node, plan};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Refusal, Result};
use crate::{ids, sql};

/// Begins a plan with the structure of the one of the year before.
///
/// # Errors
/// Refusals `plan-nothing-to-copy` without a plan to copy, `plan-exists`; those of [`write::create`].
pub async fn roll_over(tx: &mut Tx, allowed: Allowed<&NewPlan>, now: Timestamp) -> Result<Plan> {
    let (by, new) = (allowed.by(), *allowed.thing());
    let before = of_node(tx, new.node, new.year.previous()).await?;
    let Some(before) = before else {
        return Err(Refusal::new("plan-nothing-to-copy").with("year", new.year.previous().label()).into());
    };
    let made = write::create(tx, allowed, now).await?;
    if made.copied_from.is_some() {
        return Ok(made);
    }
    // The same form sent twice, once without the copy: what was written since is not mixed with it.
    let written: Option<(i32,)> = tx
        .query(sql!(
            "select 1 where exists (select 1 from plan_priority where plan_id = $1)
                         or exists (select 1 from plan_programme where plan_id = $1)"
        ))
        .bind(made.id)
        .optional()
        .await?;
    if written.is_some() {
        return Err(Refusal::new("plan-exists").with("year", new.year.label()).into());
    }
    tx.query(sql!("update plan set copied_from = $2 where id = $1"))
        .bind(made.id)
        .bind(before.id)
        .run()
        .await?;
    copy(tx, before.id, made.id, now).await?;
    note(tx, by, "plan.roll_over", "plan", made.id, json!({ "from": before.id }), now).await?;
    plan(tx, made.id).await
}

/// Old id and new one of each row, in the digits that both databases read back.
fn pairs(old: &[(Uuid,)], now: Timestamp) -> Json<Vec<(String, String)>> {
    Json(old.iter().map(|(old,)| (old.simple().to_string(), ids::new(now).simple().to_string())).collect())
}

async fn copy(tx: &mut Tx, from: Uuid, to: Uuid, now: Timestamp) -> Result<()> {
    let priorities: Vec<(Uuid,)> = tx
        .query(sql!("select id from plan_priority where plan_id = $1 order by position limit 100"))
        .bind(from)
        .all()
        .await?;
    let programmes: Vec<(Uuid,)> = tx
        .query(sql!(
            "select id from plan_programme where plan_id = $1 and state <> 'withdrawn' order by position limit 200"
        ))
        .bind(from)
        .all()
        .await?;
    let modules: Vec<(Uuid,)> = tx
        .query(sql!(
            "select m.id from plan_module m join plan_programme g on g.id = m.programme_id
              where m.plan_id = $1 and m.state <> 'withdrawn' and g.state <> 'withdrawn' order by m.position limit 1000"
        ))
        .bind(from)
        .all()
        .await?;
    tx.query(sql! {
        sqlite: "insert into plan_priority (id, plan_id, position, title, body, created_at, updated_at)
                 select unhex(j.value ->> 1), $2, o.position, o.title, o.body, $3, $3
                   from json_each($1) j join plan_priority o on o.id = unhex(j.value ->> 0)",
        postgres: "insert into plan_priority (id, plan_id, position, title, body, created_at, updated_at)
                 select cast(j.value ->> 1 as uuid), $2, o.position, o.title, o.body, $3, $3
                   from jsonb_array_elements($1) j (value)
                   join plan_priority o on o.id = cast(j.value ->> 0 as uuid)",
    })
    .bind(pairs(&priorities, now))
    .bind(to)
    .bind(now)
    .run()
    .await?;
    // The priority at the same place of the new plan is the copy of the old one.
    tx.query(sql! {
        sqlite: "insert into plan_programme (id, plan_id, priority_id, position, code, title, aim, audience,
                                             enrolment_mode, state, created_at, updated_at)
                 select unhex(j.value ->> 1), $2,
                        (select r.id from plan_priority r join plan_priority o on o.position = r.position
                          where r.plan_id = $2 and o.id = g.priority_id limit 1),
                        g.position, g.code, g.title, g.aim, g.audience, g.enrolment_mode, 'draft', $3, $3
                   from json_each($1) j join plan_programme g on g.id = unhex(j.value ->> 0)",
        postgres: "insert into plan_programme (id, plan_id, priority_id, position, code, title, aim, audience,
                                             enrolment_mode, state, created_at, updated_at)
                 select cast(j.value ->> 1 as uuid), $2,
                        (select r.id from plan_priority r join plan_priority o on o.position = r.position
                          where r.plan_id = $2 and o.id = g.priority_id limit 1),
                        g.position, g.code, g.title, g.aim, g.audience, g.enrolment_mode, 'draft', $3, $3
                   from jsonb_array_elements($1) j (value)
                   join plan_programme g on g.id = cast(j.value ->> 0 as uuid)",
    })
    .bind(pairs(&programmes, now))
    .bind(to)
    .bind(now)
    .run()
    .await?;
    // The programme with the same code is the copy: codes are unique in a plan.
    tx.query(sql! {
        sqlite: "insert into plan_module (id, plan_id, programme_id, position, code, title, objectives, content,
                                          onsite_min, remote_min, disciplines, prerequisites, level, min_size, max_size,
                                          planned_groups, group_cost_cents, course, state, search_key, created_at,
                                          updated_at)
                 select unhex(j.value ->> 1), $2, n.id, m.position, m.code, m.title, m.objectives, m.content, m.onsite_min,
                        m.remote_min, m.disciplines, m.prerequisites, m.level, m.min_size, m.max_size, m.planned_groups,
                        m.group_cost_cents, m.course, 'draft', m.search_key, $3, $3
                   from json_each($1) j
                   join plan_module m on m.id = unhex(j.value ->> 0)
                   join plan_programme g on g.id = m.programme_id
                   join plan_programme n on n.plan_id = $2 and n.code = g.code",
        postgres: "insert into plan_module (id, plan_id, programme_id, position, code, title, objectives, content,
                                          onsite_min, remote_min, disciplines, prerequisites, level, min_size, max_size,
                                          planned_groups, group_cost_cents, course, state, search_key, created_at,
                                          updated_at)
                 select cast(j.value ->> 1 as uuid), $2, n.id, m.position, m.code, m.title, m.objectives, m.content,
                        m.onsite_min, m.remote_min, m.disciplines, m.prerequisites, m.level, m.min_size, m.max_size,
                        m.planned_groups, m.group_cost_cents, m.course, 'draft', m.search_key, $3, $3
                   from jsonb_array_elements($1) j (value)
                   join plan_module m on m.id = cast(j.value ->> 0 as uuid)
                   join plan_programme g on g.id = m.programme_id
                   join plan_programme n on n.plan_id = $2 and n.code = g.code",
    })
    .bind(pairs(&modules, now))
    .bind(to)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// What a plan that was taken over does not have from the one before.
#[derive(Debug, Clone, Default)]
pub struct NotCopied {
    pub year: String,
    /// Titles of what was withdrawn.
    pub programmes: Vec<String>,
    pub modules: Vec<String>,
    /// Titles of priorities whose link to a plan above is to be made anew.
    pub links: Vec<String>,
}

/// What was not copied, for the page of the new plan.
pub async fn not_copied(db: &mut impl Conn, from: Uuid) -> Result<NotCopied> {
    let rows: Vec<(String, String)> = db
        .query(sql!(
            "select 'year', school_year from plan where id = $1
             union all
             select 'programme', title from plan_programme where plan_id = $1 and state = 'withdrawn'
             union all
             select 'module', m.title from plan_module m join plan_programme g on g.id = m.programme_id
              where m.plan_id = $1 and (m.state = 'withdrawn' or g.state = 'withdrawn')
             union all
             select 'link', title from plan_priority where plan_id = $1 and parent_id is not null
             order by 1, 2
             limit 500"
        ))
        .bind(from)
        .all()
        .await?;
    let mut found = NotCopied::default();
    for (what, title) in rows {
        match what.as_str() {
            "year" => found.year = title,
            "programme" => found.programmes.push(title),
            "module" => found.modules.push(title),
            _ => found.links.push(title),
        }
    }
    Ok(found)
}
