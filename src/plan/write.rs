//! A plan itself: begun, described, moved on through its year.

use jiff::civil::Date;
use serde_json::json;
use uuid::Uuid;

use super::{Event, Plan, State, TITLE_MAX, hold, hold_open, line, note, plan};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::sql;
use crate::year::SchoolYear;

/// A plan about to be begun.
#[derive(Debug, Clone)]
pub struct NewPlan {
    /// Drawn when the form was shown: sent twice, it is one plan.
    pub id: Uuid,
    pub node: Uuid,
    pub year: SchoolYear,
    pub title: String,
}

/// Begins a plan, as a draft.
///
/// # Errors
/// `Invalid` without a title; refusal `plan-exists` when the node has a plan for the year.
pub async fn create(tx: &mut Tx, allowed: Allowed<&NewPlan>, now: Timestamp) -> Result<Plan> {
    let (by, new) = (allowed.by(), *allowed.thing());
    let title =
        line(&new.title, TITLE_MAX).ok_or(Fault::new("title", "plan-title").with("max", TITLE_MAX))?;
    let added = tx
        .query(sql!(
            "insert into plan (id, node_id, school_year, title, state, created_at, updated_at)
             values ($1, $2, $3, $4, 'draft', $5, $5) on conflict do nothing"
        ))
        .bind(new.id)
        .bind(new.node)
        .bind(new.year.label())
        .bind(title)
        .bind(now)
        .run()
        .await?;
    if added == 0 {
        return match super::of_node(tx, new.node, new.year).await? {
            Some(there) if there.id == new.id => Ok(there),
            Some(_) => Err(Refusal::new("plan-exists").with("year", new.year.label()).into()),
            None => Err(Error::NotFound),
        };
    }
    note(tx, by, "plan.create", "plan", new.id, json!({ "node": new.node, "year": new.year.label() }), now)
        .await?;
    plan(tx, new.id).await
}

/// What is said of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    pub title: String,
    /// Minutes; none = no limit.
    pub hours_budget_min: Option<i64>,
    pub money_budget_cents: Option<i64>,
    pub opens_on: Option<Date>,
    pub closes_on: Option<Date>,
}

impl Facts {
    pub fn of(plan: &Plan) -> Self {
        let day = |text: &Option<String>| text.as_deref().and_then(|day| day.parse().ok());
        Self {
            title: plan.title.clone(),
            hours_budget_min: plan.hours_budget_min,
            money_budget_cents: plan.money_budget_cents,
            opens_on: day(&plan.campaign_opens_on),
            closes_on: day(&plan.campaign_closes_on),
        }
    }
}

/// Writes what is said of a plan.
///
/// # Errors
/// `Invalid` for a missing title or a campaign that ends before it begins; refusals `plan-archived`, `plan-changed`.
pub async fn edit(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    facts: &Facts,
    seen: i32,
    now: Timestamp,
) -> Result<()> {
    let before = hold_open(tx, *allowed.thing()).await?;
    let mut faults = Vec::new();
    let title = line(&facts.title, TITLE_MAX);
    if title.is_none() {
        faults.push(Fault::new("title", "plan-title").with("max", TITLE_MAX));
    }
    if facts.opens_on.zip(facts.closes_on).is_some_and(|(opens, closes)| closes < opens) {
        faults.push(Fault::new("closes_on", "plan-campaign-order"));
    }
    let (Some(title), true) = (title, faults.is_empty()) else { return Err(Error::Invalid(faults)) };
    let facts = Facts { title, ..facts.clone() };
    if facts == Facts::of(&before) {
        return Ok(());
    }
    if before.version != seen {
        return Err(Refusal::new("plan-changed").into());
    }
    tx.query(sql!(
        "update plan
            set title = $2, hours_budget_min = $3, money_budget_cents = $4, campaign_opens_on = $5,
                campaign_closes_on = $6, version = version + 1, updated_at = $7
          where id = $1"
    ))
    .bind(before.id)
    .bind(&facts.title)
    .bind(facts.hours_budget_min)
    .bind(facts.money_budget_cents)
    .bind(facts.opens_on.map(|day| day.to_string()))
    .bind(facts.closes_on.map(|day| day.to_string()))
    .bind(now)
    .run()
    .await?;
    let detail = json!({ "minutes": facts.hours_budget_min, "cents": facts.money_budget_cents });
    note(tx, allowed.by(), "plan.edit", "plan", before.id, detail, now).await
}

/// Moves a plan on. What is done already is not done twice.
///
/// # Errors
/// Refusals `plan-moved`, `plan-empty` (nothing to adopt), `plan-nothing-offered` and `plan-campaign-dates` (nothing to
/// open), `plan-has-sessions` (an archived plan must be done with).
pub async fn step(tx: &mut Tx, allowed: Allowed<Uuid>, event: Event, now: Timestamp) -> Result<()> {
    let before = hold(tx, *allowed.thing()).await?;
    if before.state() == event.to() {
        return Ok(());
    }
    let to = before.state().next(event)?;
    let (priorities, offered, sessions): (i64, i64, i64) = tx
        .query(sql!(
            "select (select count(*) from plan_priority where plan_id = $1),
                    (select count(*) from plan_module m join plan_programme g on g.id = m.programme_id
                      where m.plan_id = $1 and m.state = 'offered' and g.state = 'offered'),
                    (select cast(coalesce(sum(open_sessions), 0) as bigint) from plan_module where plan_id = $1)"
        ))
        .bind(before.id)
        .one()
        .await?;
    match event {
        Event::Consult | Event::CloseCampaign => {}
        Event::Adopt if priorities == 0 => return Err(Refusal::new("plan-empty").into()),
        Event::Adopt => {}
        Event::OpenCampaign => {
            if offered == 0 {
                return Err(Refusal::new("plan-nothing-offered").into());
            }
            let today = now.date_in(&before.zone).to_string();
            if before.campaign_closes_on.as_ref().is_none_or(|last| *last < today) {
                return Err(Refusal::new("plan-campaign-dates").into());
            }
        }
        Event::Archive if sessions > 0 => {
            return Err(Refusal::new("plan-has-sessions").with("count", sessions).into());
        }
        Event::Archive => {}
    }
    tx.query(sql!(
        "update plan
            set state = $2, adopted_at = case when $2 = 'adopted' then $3 else adopted_at end, version = version + 1,
                updated_at = $3
          where id = $1"
    ))
    .bind(before.id)
    .bind(to.code())
    .bind(now)
    .run()
    .await?;
    let detail = json!({ "from": before.state().code(), "to": to.code() });
    note(tx, allowed.by(), &format!("plan.{}", event.code()), "plan", before.id, detail, now).await
}

/// The way a plan usually goes, in order: what a page draws.
pub const WAY: [State; 5] =
    [State::Draft, State::Consultation, State::Adopted, State::CampaignOpen, State::CampaignClosed];
