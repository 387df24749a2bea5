//! Programmes (dispositifs): what groups modules for one aim, and the way it is offered.

use serde_json::json;
use uuid::Uuid;

use super::{
    BODY_MAX, EnrolmentMode, MOST_PROGRAMMES, PROGRAMME_CODE_MAX, Plan, Programme, ProgrammeEvent, TITLE_MAX,
    code, hold_open, line, note, tidy,
};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::sql;

/// Longest description of an audience.
pub const AUDIENCE_MAX: usize = 500;

/// What is written of a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    pub priority: Option<Uuid>,
    pub code: String,
    pub title: String,
    pub aim: String,
    pub audience: String,
    pub mode: EnrolmentMode,
}

impl Input {
    pub fn of(programme: &Programme) -> Self {
        Self {
            priority: programme.priority_id,
            code: programme.code.clone(),
            title: programme.title.clone(),
            aim: programme.aim.clone(),
            audience: programme.audience.clone(),
            mode: programme.enrolment_mode(),
        }
    }
}

/// The programme with this id, in this plan.
pub async fn one(db: &mut impl Conn, plan: Uuid, id: Uuid) -> Result<Programme> {
    db.query(sql!(
        "select id, plan_id, priority_id, position, code, title, aim, audience, enrolment_mode, state, version
           from plan_programme where id = $1 and plan_id = $2"
    ))
    .bind(id)
    .bind(plan)
    .one()
    .await
}

async fn checked(tx: &mut Tx, plan: &Plan, input: &Input) -> Result<Input> {
    let mut faults = Vec::new();
    let written = code(&input.code, PROGRAMME_CODE_MAX);
    if written.is_none() {
        faults.push(Fault::new("code", "plan-code").with("max", PROGRAMME_CODE_MAX));
    }
    let title = line(&input.title, TITLE_MAX);
    if title.is_none() {
        faults.push(Fault::new("title", "plan-title").with("max", TITLE_MAX));
    }
    let aim = tidy(&input.aim, BODY_MAX);
    if aim.is_none() {
        faults.push(Fault::new("aim", "plan-text").with("max", BODY_MAX));
    }
    let audience = tidy(&input.audience, AUDIENCE_MAX);
    if audience.is_none() {
        faults.push(Fault::new("audience", "plan-text").with("max", AUDIENCE_MAX));
    }
    if let Some(priority) = input.priority {
        let there: Option<(i32,)> = tx
            .query(sql!("select 1 from plan_priority where id = $1 and plan_id = $2"))
            .bind(priority)
            .bind(plan.id)
            .optional()
            .await?;
        if there.is_none() {
            faults.push(Fault::new("priority", "plan-priority-unknown"));
        }
    }
    match (written, title, aim, audience, faults.is_empty()) {
        (Some(code), Some(title), Some(aim), Some(audience), true) => {
            Ok(Input { code, title, aim, audience, ..input.clone() })
        }
        _ => Err(Error::Invalid(faults)),
    }
}

/// Adds a programme at the end of a plan (`allowed` is the plan), as a draft. Sent twice, it is added once.
///
/// # Errors
/// `Invalid` for what does not hold, a code of the plan among it; refusals `plan-archived`, `plan-full`.
pub async fn add(tx: &mut Tx, allowed: Allowed<Uuid>, id: Uuid, input: &Input, now: Timestamp) -> Result<()> {
    let plan = hold_open(tx, *allowed.thing()).await?;
    let input = checked(tx, &plan, input).await?;
    let (count, last): (i64, i64) = tx
        .query(sql!(
            "select count(*), cast(coalesce(max(position), 0) as bigint) from plan_programme where plan_id = $1"
        ))
        .bind(plan.id)
        .one()
        .await?;
    if count >= MOST_PROGRAMMES {
        return Err(Refusal::new("plan-full").with("max", MOST_PROGRAMMES).into());
    }
    let added = tx
        .query(sql!(
            "insert into plan_programme (id, plan_id, priority_id, position, code, title, aim, audience, enrolment_mode,
                                         state, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'draft', $10, $10) on conflict do nothing"
        ))
        .bind(id)
        .bind(plan.id)
        .bind(input.priority)
        .bind(i32::try_from(last + 1).unwrap_or(i32::MAX))
        .bind(&input.code)
        .bind(&input.title)
        .bind(&input.aim)
        .bind(&input.audience)
        .bind(input.mode.code())
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
    note(tx, allowed.by(), "plan_programme.add", "plan_programme", id, json!({ "plan": plan.id }), now).await
}

/// Writes a programme anew.
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
    let input = checked(tx, &plan, input).await?;
    if Input::of(&before) == input {
        return Ok(());
    }
    if before.version != seen {
        return Err(Refusal::new("plan-changed").into());
    }
    let taken: Option<(i32,)> = tx
        .query(sql!("select 1 from plan_programme where plan_id = $1 and code = $2 and id <> $3"))
        .bind(plan.id)
        .bind(&input.code)
        .bind(id)
        .optional()
        .await?;
    if taken.is_some() {
        return Err(Fault::new("code", "plan-code-taken").into());
    }
    tx.query(sql!(
        "update plan_programme
            set priority_id = $2, code = $3, title = $4, aim = $5, audience = $6, enrolment_mode = $7,
                version = version + 1, updated_at = $8
          where id = $1"
    ))
    .bind(id)
    .bind(input.priority)
    .bind(&input.code)
    .bind(&input.title)
    .bind(&input.aim)
    .bind(&input.audience)
    .bind(input.mode.code())
    .bind(now)
    .run()
    .await?;
    note(tx, allowed.by(), "plan_programme.edit", "plan_programme", id, json!({}), now).await
}

/// Offers a programme with its validated modules, withdraws it, or takes it up again. What is done already is not done
/// twice.
///
/// # Errors
/// Refusals `plan-archived`, `programme-moved`, `programme-has-sessions`: nothing is withdrawn under people's feet.
pub async fn step(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    id: Uuid,
    event: ProgrammeEvent,
    now: Timestamp,
) -> Result<()> {
    let plan = hold_open(tx, *allowed.thing()).await?;
    let before = one(tx, plan.id, id).await?;
    // Offered again, it offers the modules that were validated since.
    let again = before.state() == event.to();
    if again && event != ProgrammeEvent::Offer {
        return Ok(());
    }
    let to = if again { before.state() } else { before.state().next(event)? };
    let mut modules = 0;
    match event {
        ProgrammeEvent::Withdraw => {
            let (sessions,): (i64,) = tx
                .query(sql!(
                    "select cast(coalesce(sum(open_sessions), 0) as bigint) from plan_module where programme_id = $1"
                ))
                .bind(id)
                .one()
                .await?;
            if sessions > 0 {
                return Err(Refusal::new("programme-has-sessions").with("count", sessions).into());
            }
        }
        ProgrammeEvent::Offer => {
            modules = tx
                .query(sql!(
                    "update plan_module set state = 'offered', version = version + 1, updated_at = $2
                      where programme_id = $1 and state = 'validated'"
                ))
                .bind(id)
                .bind(now)
                .run()
                .await?;
        }
        ProgrammeEvent::Restore => {}
    }
    if again && modules == 0 {
        return Ok(());
    }
    tx.query(sql!(
        "update plan_programme set state = $2, version = version + 1, updated_at = $3 where id = $1"
    ))
    .bind(id)
    .bind(to.code())
    .bind(now)
    .run()
    .await?;
    let detail = json!({ "from": before.state().code(), "to": to.code(), "modules": modules });
    note(tx, allowed.by(), &format!("plan_programme.{}", event.code()), "plan_programme", id, detail, now)
        .await
}

/// Moves a programme one place up or down among those of its priority. At the end already, it stays.
///
/// # Errors
/// Refusal `plan-archived`.
pub async fn shift(tx: &mut Tx, allowed: Allowed<Uuid>, id: Uuid, up: bool, now: Timestamp) -> Result<()> {
    let plan = hold_open(tx, *allowed.thing()).await?;
    let here = one(tx, plan.id, id).await?;
    let neighbour: Option<(Uuid, i32)> = tx
        .query(sql!(
            "select id, position from plan_programme
              where plan_id = $1 and (priority_id = $4 or (priority_id is null and $4 is null))
                and ((cast($3 as boolean) and position < $2) or (not cast($3 as boolean) and position > $2))
              order by case when cast($3 as boolean) then -position else position end
              limit 1"
        ))
        .bind(plan.id)
        .bind(here.position)
        .bind(up)
        .bind(here.priority_id)
        .optional()
        .await?;
    let Some((other, place)) = neighbour else { return Ok(()) };
    tx.query(sql!(
        "update plan_programme set position = case when id = $1 then cast($3 as integer) else cast($4 as integer) end, updated_at = $5
          where id = $1 or id = $2"
    ))
    .bind(id)
    .bind(other)
    .bind(place)
    .bind(here.position)
    .bind(now)
    .run()
    .await?;
    note(tx, allowed.by(), "plan_programme.shift", "plan_programme", id, json!({ "up": up }), now).await
}
