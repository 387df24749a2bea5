//! Modules: written, validated by somebody who knows the subject, offered, withdrawn.

use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::{
    BODY_MAX, MODULE_CODE_MAX, MOST_MODULES, Module, ModuleEvent, ModuleState, Plan, ProgrammeState,
    TITLE_MAX, code, hold_open, line, note, programme, tidy,
};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::need::Level;
use crate::people::disciplines::{TRANSVERSAL, or_transversal};
use crate::{sql, text};

/// Longest module, in minutes: two hundred hours.
const MINUTES_MAX: i64 = 200 * 60;
/// Most people of one group.
const SIZE_MAX: i32 = 1000;
/// Most groups of one module.
const GROUPS_MAX: i32 = 999;
/// Most disciplines of one module; more of them is `transversal`.
const DISCIPLINES_MAX: usize = 10;

/// What is written of a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    pub programme: Uuid,
    pub code: String,
    pub title: String,
    pub objectives: String,
    pub content: String,
    pub onsite_min: i64,
    pub remote_min: i64,
    /// None = for all.
    pub disciplines: Vec<String>,
    pub prerequisites: String,
    pub level: Level,
    pub min_size: i32,
    pub max_size: i32,
    pub planned_groups: i32,
    pub group_cost_cents: i64,
    /// Slug of a course; the page checks that it is there.
    pub course: Option<String>,
}

impl Default for Input {
    /// A module of which only the name is known, as after an import.
    fn default() -> Self {
        Self {
            programme: Uuid::nil(),
            code: String::new(),
            title: String::new(),
            objectives: String::new(),
            content: String::new(),
            onsite_min: 0,
            remote_min: 0,
            disciplines: Vec::new(),
            prerequisites: String::new(),
            level: Level::Initiation,
            min_size: 8,
            max_size: 20,
            planned_groups: 1,
            group_cost_cents: 0,
            course: None,
        }
    }
}

impl Input {
    pub fn of(module: &Module) -> Self {
        Self {
            programme: module.programme_id,
            code: module.code.clone(),
            title: module.title.clone(),
            objectives: module.objectives.clone(),
            content: module.content.clone(),
            onsite_min: i64::from(module.onsite_min),
            remote_min: i64::from(module.remote_min),
            disciplines: module.disciplines.0.clone(),
            prerequisites: module.prerequisites.clone(),
            level: module.level(),
            min_size: module.min_size,
            max_size: module.max_size,
            planned_groups: module.planned_groups,
            group_cost_cents: module.group_cost_cents,
            course: module.course.clone(),
        }
    }

    pub(super) fn search_key(&self) -> String {
        text::key(&format!("{} {} {}", self.code, self.title, self.objectives))
    }
}

/// The module with this id, in this plan.
pub async fn one(db: &mut impl Conn, plan: Uuid, id: Uuid) -> Result<Module> {
    db.query(sql!(
        "select id, plan_id, programme_id, position, code, title, objectives, content, onsite_min, remote_min,
                disciplines, prerequisites, level, min_size, max_size, planned_groups, group_cost_cents, course, state,
                open_sessions, version
           from plan_module where id = $1 and plan_id = $2"
    ))
    .bind(id)
    .bind(plan)
    .one()
    .await
}

/// Takes a typed text, or notes that it does not hold.
fn take(value: Option<String>, fault: Fault, faults: &mut Vec<Fault>) -> String {
    value.unwrap_or_else(|| {
        faults.push(fault);
        String::new()
    })
}

/// What is written, tidied.
///
/// # Errors
/// `Invalid`, every field that does not hold.
pub(super) fn checked(input: &Input) -> Result<Input> {
    let mut faults = Vec::new();
    let too_long = |field| Fault::new(field, "plan-text").with("max", BODY_MAX);
    let written = take(
        code(&input.code, MODULE_CODE_MAX),
        Fault::new("code", "plan-code").with("max", MODULE_CODE_MAX),
        &mut faults,
    );
    let no_title = Fault::new("title", "plan-title").with("max", TITLE_MAX);
    let title = take(line(&input.title, TITLE_MAX), no_title, &mut faults);
    let objectives = take(tidy(&input.objectives, BODY_MAX), too_long("objectives"), &mut faults);
    let content = take(tidy(&input.content, BODY_MAX), too_long("content"), &mut faults);
    let prerequisites = take(tidy(&input.prerequisites, BODY_MAX), too_long("prerequisites"), &mut faults);
    for (field, minutes) in [("onsite", input.onsite_min), ("remote", input.remote_min)] {
        if !(0..=MINUTES_MAX).contains(&minutes) {
            faults.push(Fault::new(field, "plan-hours").with("max", MINUTES_MAX / 60));
        }
    }
    if input.min_size < 1 || input.min_size > input.max_size {
        faults.push(Fault::new("min_size", "plan-sizes"));
    }
    if input.max_size > SIZE_MAX {
        faults.push(Fault::new("max_size", "plan-number").with("max", SIZE_MAX));
    }
    if !(0..=GROUPS_MAX).contains(&input.planned_groups) {
        faults.push(Fault::new("planned_groups", "plan-number").with("max", GROUPS_MAX));
    }
    let mut disciplines = input.disciplines.clone();
    disciplines.sort();
    disciplines.dedup();
    if disciplines.len() > DISCIPLINES_MAX || disciplines.iter().any(|code| !or_transversal(code)) {
        faults.push(Fault::new("disciplines", "plan-disciplines").with("max", DISCIPLINES_MAX));
    }
    // « For all » says it all.
    if disciplines.is_empty() || disciplines.iter().any(|code| code == TRANSVERSAL) {
        disciplines = vec![TRANSVERSAL.to_owned()];
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let group_cost_cents = input.group_cost_cents.max(0);
    Ok(Input {
        code: written,
        title,
        objectives,
        content,
        prerequisites,
        disciplines,
        group_cost_cents,
        ..input.clone()
    })
}

async fn programme_is_there(tx: &mut Tx, plan: &Plan, id: Uuid) -> Result<()> {
    match programme::one(tx, plan.id, id).await {
        Ok(_) => Ok(()),
        Err(Error::NotFound) => Err(Fault::new("programme", "plan-programme-unknown").into()),
        Err(other) => Err(other),
    }
}

/// Adds a module at the end of a plan (`allowed` is the plan), as a draft. Sent twice, it is added once.
///
/// # Errors
/// `Invalid` for what does not hold, a code of the plan among it; refusals `plan-archived`, `plan-full`.
pub async fn add(tx: &mut Tx, allowed: Allowed<Uuid>, id: Uuid, input: &Input, now: Timestamp) -> Result<()> {
    let plan = hold_open(tx, *allowed.thing()).await?;
    let input = checked(input)?;
    programme_is_there(tx, &plan, input.programme).await?;
    let (count, last): (i64, i64) = tx
        .query(sql!(
            "select count(*), cast(coalesce(max(position), 0) as bigint) from plan_module where plan_id = $1"
        ))
        .bind(plan.id)
        .one()
        .await?;
    if count >= MOST_MODULES {
        return Err(Refusal::new("plan-full").with("max", MOST_MODULES).into());
    }
    let added = tx
        .query(sql!(
            "insert into plan_module (id, plan_id, programme_id, position, code, title, objectives, content, onsite_min,
                                      remote_min, disciplines, prerequisites, level, min_size, max_size, planned_groups,
                                      group_cost_cents, course, state, search_key, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 'draft', $19, $20,
                     $20)
             on conflict do nothing"
        ))
        .bind(id)
        .bind(plan.id)
        .bind(input.programme)
        .bind(i32::try_from(last + 1).unwrap_or(i32::MAX))
        .bind(&input.code)
        .bind(&input.title)
        .bind(&input.objectives)
        .bind(&input.content)
        .bind(i32::try_from(input.onsite_min).unwrap_or(i32::MAX))
        .bind(i32::try_from(input.remote_min).unwrap_or(i32::MAX))
        .bind(Json(&input.disciplines))
        .bind(&input.prerequisites)
        .bind(input.level.code())
        .bind(input.min_size)
        .bind(input.max_size)
        .bind(input.planned_groups)
        .bind(input.group_cost_cents)
        .bind(&input.course)
        .bind(input.search_key())
        .bind(now)
        .run()
        .await?;
    if added == 0 {
        return match one(tx, plan.id, id).await {
            Ok(_) => Ok(()),
            Err(Error::NotFound) => Err(Fault::new("code", "plan-code-taken").into()),
            Err(other) => Err(other),
        };
    }
    note(tx, allowed.by(), "plan_module.add", "plan_module", id, json!({ "plan": plan.id }), now).await
}

/// Writes a module anew; one that was validated is a draft again.
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
    let before = one(tx, plan.id, id).await?;
    let input = checked(input)?;
    programme_is_there(tx, &plan, input.programme).await?;
    if Input::of(&before) == input {
        return Ok(());
    }
    if before.version != seen {
        return Err(Refusal::new("plan-changed").into());
    }
    let taken: Option<(i32,)> = tx
        .query(sql!("select 1 from plan_module where plan_id = $1 and code = $2 and id <> $3"))
        .bind(plan.id)
        .bind(&input.code)
        .bind(id)
        .optional()
        .await?;
    if taken.is_some() {
        return Err(Fault::new("code", "plan-code-taken").into());
    }
    let to = before.state().changed();
    tx.query(sql!(
        "update plan_module
            set programme_id = $2, code = $3, title = $4, objectives = $5, content = $6, onsite_min = $7, remote_min = $8,
                disciplines = $9, prerequisites = $10, level = $11, min_size = $12, max_size = $13, planned_groups = $14,
                group_cost_cents = $15, course = $16, state = $17, search_key = $18, version = version + 1,
                updated_at = $19
          where id = $1"
    ))
    .bind(id)
    .bind(input.programme)
    .bind(&input.code)
    .bind(&input.title)
    .bind(&input.objectives)
    .bind(&input.content)
    .bind(i32::try_from(input.onsite_min).unwrap_or(i32::MAX))
    .bind(i32::try_from(input.remote_min).unwrap_or(i32::MAX))
    .bind(Json(&input.disciplines))
    .bind(&input.prerequisites)
    .bind(input.level.code())
    .bind(input.min_size)
    .bind(input.max_size)
    .bind(input.planned_groups)
    .bind(input.group_cost_cents)
    .bind(&input.course)
    .bind(to.code())
    .bind(input.search_key())
    .bind(now)
    .run()
    .await?;
    let detail = json!({ "from": before.state().code(), "to": to.code() });
    note(tx, allowed.by(), "plan_module.edit", "plan_module", id, detail, now).await
}

/// Validates, offers, withdraws a module, or takes it up again. What is done already is not done twice.
///
/// # Errors
/// Refusals `plan-archived`, `module-moved`, `module-incomplete` (no aims or no duration to validate),
/// `module-programme-withdrawn` (nothing to be offered in), `module-has-sessions`.
pub async fn step(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    id: Uuid,
    event: ModuleEvent,
    now: Timestamp,
) -> Result<()> {
    let plan = hold_open(tx, *allowed.thing()).await?;
    let before = one(tx, plan.id, id).await?;
    if before.state() == event.to() {
        return Ok(());
    }
    let to = before.state().next(event)?;
    match event {
        ModuleEvent::Validate if !before.is_complete() => {
            return Err(Refusal::new("module-incomplete").into());
        }
        ModuleEvent::Offer => {
            let programme = programme::one(tx, plan.id, before.programme_id).await?;
            if programme.state() == ProgrammeState::Withdrawn {
                return Err(Refusal::new("module-programme-withdrawn").into());
            }
        }
        ModuleEvent::Withdraw if before.open_sessions > 0 => {
            return Err(Refusal::new("module-has-sessions").with("count", before.open_sessions).into());
        }
        ModuleEvent::Validate | ModuleEvent::Withdraw | ModuleEvent::Restore => {}
    }
    set_state(tx, id, to, now).await?;
    let detail = json!({ "from": before.state().code(), "to": to.code() });
    note(tx, allowed.by(), &format!("plan_module.{}", event.code()), "plan_module", id, detail, now).await
}

async fn set_state(tx: &mut Tx, id: Uuid, to: ModuleState, now: Timestamp) -> Result<()> {
    tx.query(sql!("update plan_module set state = $2, version = version + 1, updated_at = $3 where id = $1"))
        .bind(id)
        .bind(to.code())
        .bind(now)
        .run()
        .await?;
    Ok(())
}

/// Validates every draft of a programme that is complete; gives how many. The others stay, and are seen to.
///
/// # Errors
/// Refusal `plan-archived`.
pub async fn validate_all(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    programme: Uuid,
    now: Timestamp,
) -> Result<u64> {
    let plan = hold_open(tx, *allowed.thing()).await?;
    programme::one(tx, plan.id, programme).await?;
    let validated = tx
        .query(sql!(
            "update plan_module set state = 'validated', version = version + 1, updated_at = $2
              where programme_id = $1 and state = 'draft' and objectives <> '' and onsite_min + remote_min > 0"
        ))
        .bind(programme)
        .bind(now)
        .run()
        .await?;
    if validated > 0 {
        let detail = json!({ "modules": validated });
        note(tx, allowed.by(), "plan_module.validate", "plan_programme", programme, detail, now).await?;
    }
    Ok(validated)
}

/// Moves a module one place up or down in its programme. At the end already, it stays.
///
/// # Errors
/// Refusal `plan-archived`.
pub async fn shift(tx: &mut Tx, allowed: Allowed<Uuid>, id: Uuid, up: bool, now: Timestamp) -> Result<()> {
    let plan = hold_open(tx, *allowed.thing()).await?;
    let here = one(tx, plan.id, id).await?;
    let neighbour: Option<(Uuid, i32)> = tx
        .query(sql!(
            "select id, position from plan_module
              where programme_id = $1
                and ((cast($3 as boolean) and position < $2) or (not cast($3 as boolean) and position > $2))
              order by case when cast($3 as boolean) then -position else position end
              limit 1"
        ))
        .bind(here.programme_id)
        .bind(here.position)
        .bind(up)
        .optional()
        .await?;
    let Some((other, place)) = neighbour else { return Ok(()) };
    tx.query(sql!(
        "update plan_module set position = case when id = $1 then cast($3 as integer) else cast($4 as integer) end, updated_at = $5
          where id = $1 or id = $2"
    ))
    .bind(id)
    .bind(other)
    .bind(place)
    .bind(here.position)
    .bind(now)
    .run()
    .await?;
    note(tx, allowed.by(), "plan_module.shift", "plan_module", id, json!({ "up": up }), now).await
}

/// Notes that a module has so many open sessions more, or less: sessions call it when one begins and when one is done
/// with, so that nothing is withdrawn under them.
pub async fn count_sessions(tx: &mut Tx, module: Uuid, change: i32) -> Result<()> {
    tx.query(sql!(
        "update plan_module set open_sessions = case when open_sessions + $2 < 0 then 0 else open_sessions + $2 end
          where id = $1"
    ))
    .bind(module)
    .bind(change)
    .run()
    .await?;
    Ok(())
}
