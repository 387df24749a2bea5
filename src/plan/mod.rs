//! The yearly training plan of a node: priorities → programmes (dispositifs) → modules, with hours and money
//! (domain.md §4.7, PLN-1).
//!
//! A node has one plan a school year; its level is that of the node. A priority may be linked to one of a plan above,
//! so that the figures of lower plans add up. [`state`] holds the pure rules; every verb takes the plan's row first, so
//! that two people who write in one plan are served one after the other. Sessions hang on modules: what they need of a
//! plan is on this page ([`module`], [`offered_modules`], [`adopted_over`], [`has_budget`]).

pub mod gaia;
pub mod modules;
pub mod priority;
pub mod programme;
pub mod roll_over;
pub mod sheet;
pub mod state;
pub mod write;

use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Refusal, Result};
use crate::need::{Level, codes};
use crate::referent::scheme::euros;
use crate::school::NodeKind;
use crate::year::SchoolYear;
use crate::{audit, sql, text};

pub use state::{Event, ModuleEvent, ModuleState, ProgrammeEvent, ProgrammeState, State};

/// Longest title, in characters.
pub const TITLE_MAX: usize = 200;
/// Longest text of a programme or a module.
pub const BODY_MAX: usize = 4000;
/// Longest code of a programme: what GAIA's files have room for (domain.md §7.1).
pub const PROGRAMME_CODE_MAX: usize = 10;
/// Longest code of a module.
pub const MODULE_CODE_MAX: usize = 20;
/// Most priorities of a plan.
pub const MOST_PRIORITIES: i64 = 20;
/// Most programmes of a plan.
pub const MOST_PROGRAMMES: i64 = 100;
/// Most modules of a plan: all of them are shown on one page.
pub const MOST_MODULES: i64 = 400;
/// Modules of one page of [`offered_modules`].
pub const PER_PAGE: i64 = 30;

codes! {
    /// Who decides that somebody comes: the teacher, the authority, either of the two, the school itself.
    EnrolmentMode { Individual = "individual", Designated = "designated", Both = "both", Local = "local" }
}

/// A plan with its node.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Plan {
    pub id: Uuid,
    pub node_id: Uuid,
    pub school_year: String,
    pub title: String,
    state: String,
    /// Minutes of training; none = no limit was set.
    pub hours_budget_min: Option<i64>,
    pub money_budget_cents: Option<i64>,
    /// Civil days, `2026-09-15`.
    pub campaign_opens_on: Option<String>,
    pub campaign_closes_on: Option<String>,
    pub adopted_at: Option<Timestamp>,
    /// The plan whose structure was taken over.
    pub copied_from: Option<Uuid>,
    pub version: i32,
    pub created_at: Timestamp,
    node_kind: String,
    pub node_code: String,
    pub node_name: String,
    pub path: String,
    pub zone: String,
}

impl Plan {
    pub fn state(&self) -> State {
        // The table allows no other word.
        State::parse(&self.state).unwrap_or(State::Draft)
    }

    /// Its level is that of its node.
    pub fn level(&self) -> NodeKind {
        NodeKind::parse(&self.node_kind).unwrap_or(NodeKind::School)
    }

    pub fn year(&self) -> Option<SchoolYear> {
        SchoolYear::parse(&self.school_year)
    }

    /// How an address names its node: the code, or the id of a bassin, whose code another académie may use too.
    pub fn node_key(&self) -> String {
        match self.level() {
            NodeKind::Basin => self.node_id.to_string(),
            NodeKind::Nation | NodeKind::Academy | NodeKind::School => self.node_code.clone(),
        }
    }
}

/// A programme (dispositif): modules for one aim.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Programme {
    pub id: Uuid,
    pub plan_id: Uuid,
    pub priority_id: Option<Uuid>,
    pub position: i32,
    pub code: String,
    pub title: String,
    pub aim: String,
    pub audience: String,
    enrolment_mode: String,
    state: String,
    pub version: i32,
}

impl Programme {
    pub fn state(&self) -> ProgrammeState {
        ProgrammeState::parse(&self.state).unwrap_or(ProgrammeState::Draft)
    }

    pub fn enrolment_mode(&self) -> EnrolmentMode {
        EnrolmentMode::parse(&self.enrolment_mode).unwrap_or(EnrolmentMode::Individual)
    }
}

/// A module: a unit of content, of which sessions are dated occurrences.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Module {
    pub id: Uuid,
    pub plan_id: Uuid,
    pub programme_id: Uuid,
    pub position: i32,
    pub code: String,
    pub title: String,
    pub objectives: String,
    pub content: String,
    pub onsite_min: i32,
    pub remote_min: i32,
    pub disciplines: Json<Vec<String>>,
    pub prerequisites: String,
    level: String,
    pub min_size: i32,
    pub max_size: i32,
    /// Groups foreseen, and what one costs: what the budget is planned on.
    pub planned_groups: i32,
    pub group_cost_cents: i64,
    /// Slug of the online course that goes with it.
    pub course: Option<String>,
    state: String,
    /// Sessions of it that are neither attested nor cancelled.
    pub open_sessions: i32,
    pub version: i32,
}

impl Module {
    pub fn state(&self) -> ModuleState {
        ModuleState::parse(&self.state).unwrap_or(ModuleState::Draft)
    }

    pub fn level(&self) -> Level {
        Level::parse(&self.level).unwrap_or(Level::Initiation)
    }

    /// Minutes of one group, on site and at a distance.
    pub fn minutes(&self) -> i64 {
        i64::from(self.onsite_min) + i64::from(self.remote_min)
    }

    /// What a reader needs before the content can be judged: aims, and a duration.
    pub fn is_complete(&self) -> bool {
        !self.objectives.is_empty() && self.minutes() > 0
    }
}

/// A module with what stands around it: what a session of it is built on.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Placed {
    #[sqlx(flatten)]
    pub module: Module,
    pub programme_code: String,
    pub programme_title: String,
    pub audience: String,
    enrolment_mode: String,
    programme_state: String,
    plan_state: String,
    pub plan_title: String,
    pub school_year: String,
    /// Of the plan's node.
    pub path: String,
    pub node_id: Uuid,
    node_kind: String,
    pub node_code: String,
    pub node_name: String,
}

impl Placed {
    pub fn enrolment_mode(&self) -> EnrolmentMode {
        EnrolmentMode::parse(&self.enrolment_mode).unwrap_or(EnrolmentMode::Individual)
    }

    pub fn plan_state(&self) -> State {
        State::parse(&self.plan_state).unwrap_or(State::Draft)
    }

    pub fn level(&self) -> NodeKind {
        NodeKind::parse(&self.node_kind).unwrap_or(NodeKind::School)
    }

    /// How an address names its node, as [`Plan::node_key`].
    pub fn node_key(&self) -> String {
        match self.level() {
            NodeKind::Basin => self.node_id.to_string(),
            NodeKind::Nation | NodeKind::Academy | NodeKind::School => self.node_code.clone(),
        }
    }

    /// Module and programme are offered, in a plan that is in force.
    pub fn is_offered(&self) -> bool {
        self.module.state() == ModuleState::Offered
            && self.programme_state == ProgrammeState::Offered.code()
            && self.plan_state().is_adopted()
    }
}

/// The plan with this id.
pub async fn plan(db: &mut impl Conn, id: Uuid) -> Result<Plan> {
    db.query(sql!(
        "select p.id, p.node_id, p.school_year, p.title, p.state, p.hours_budget_min, p.money_budget_cents,
                p.campaign_opens_on, p.campaign_closes_on, p.adopted_at, p.copied_from, p.version, p.created_at,
                n.kind as node_kind, n.code as node_code, n.name as node_name, n.path, n.zone
           from plan p
           join org_node n on n.id = p.node_id
          where p.id = $1"
    ))
    .bind(id)
    .one()
    .await
}

/// The plan of a node for a year, if it has one.
pub async fn of_node(db: &mut impl Conn, node: Uuid, year: SchoolYear) -> Result<Option<Plan>> {
    db.query(sql!(
        "select p.id, p.node_id, p.school_year, p.title, p.state, p.hours_budget_min, p.money_budget_cents,
                p.campaign_opens_on, p.campaign_closes_on, p.adopted_at, p.copied_from, p.version, p.created_at,
                n.kind as node_kind, n.code as node_code, n.name as node_name, n.path, n.zone
           from plan p
           join org_node n on n.id = p.node_id
          where p.node_id = $1 and p.school_year = $2"
    ))
    .bind(node)
    .bind(year.label())
    .optional()
    .await
}

/// The adopted plan on this node, or the nearest one above it: what a session above school level stands on (PLN-6).
pub async fn adopted_over(db: &mut impl Conn, path: &str, year: SchoolYear) -> Result<Option<Plan>> {
    db.query(sql!(
        "select p.id, p.node_id, p.school_year, p.title, p.state, p.hours_budget_min, p.money_budget_cents,
                p.campaign_opens_on, p.campaign_closes_on, p.adopted_at, p.copied_from, p.version, p.created_at,
                n.kind as node_kind, n.code as node_code, n.name as node_name, n.path, n.zone
           from plan p
           join org_node n on n.id = p.node_id
          where p.school_year = $2 and p.state in ('adopted', 'campaign_open', 'campaign_closed')
            and substr($1, 1, length(n.path)) = n.path
          order by length(n.path) desc
          limit 1"
    ))
    .bind(path)
    .bind(year.label())
    .optional()
    .await
}

/// A module with its programme and its plan.
pub async fn module(db: &mut impl Conn, id: Uuid) -> Result<Placed> {
    db.query(sql!(
        "select m.id, m.plan_id, m.programme_id, m.position, m.code, m.title, m.objectives, m.content, m.onsite_min,
                m.remote_min, m.disciplines, m.prerequisites, m.level, m.min_size, m.max_size, m.planned_groups,
                m.group_cost_cents, m.course, m.state, m.open_sessions, m.version,
                g.code as programme_code, g.title as programme_title, g.audience, g.enrolment_mode,
                g.state as programme_state, p.state as plan_state, p.title as plan_title, p.school_year,
                n.path, p.node_id, n.kind as node_kind, n.code as node_code, n.name as node_name
           from plan_module m
           join plan_programme g on g.id = m.programme_id
           join plan p on p.id = m.plan_id
           join org_node n on n.id = p.node_id
          where m.id = $1"
    ))
    .bind(id)
    .one()
    .await
}

/// Modules of one page, and whether there are more.
#[derive(Debug)]
pub struct Offered {
    pub modules: Vec<Placed>,
    pub more: bool,
}

/// The modules offered to a node this school year by its own plan and those above it, the nearest plan first. `search`
/// is looked for in code, title and aims, without accents; `page` counts from 1.
pub async fn offered_modules(
    db: &mut impl Conn,
    path: &str,
    now: Timestamp,
    search: &str,
    page: u32,
) -> Result<Offered> {
    let year = SchoolYear::of(now.date_in("Europe/Paris"));
    let mut modules: Vec<Placed> = db
        .query(sql!(
            "select m.id, m.plan_id, m.programme_id, m.position, m.code, m.title, m.objectives, m.content, m.onsite_min,
                    m.remote_min, m.disciplines, m.prerequisites, m.level, m.min_size, m.max_size, m.planned_groups,
                    m.group_cost_cents, m.course, m.state, m.open_sessions, m.version,
                    g.code as programme_code, g.title as programme_title, g.audience, g.enrolment_mode,
                    g.state as programme_state, p.state as plan_state, p.title as plan_title, p.school_year,
                    n.path, p.node_id, n.kind as node_kind, n.code as node_code, n.name as node_name
               from plan_module m
               join plan_programme g on g.id = m.programme_id
               join plan p on p.id = m.plan_id
               join org_node n on n.id = p.node_id
              where p.school_year = $2 and p.state in ('adopted', 'campaign_open', 'campaign_closed')
                and g.state = 'offered' and m.state = 'offered'
                and substr($1, 1, length(n.path)) = n.path
                and ($3 = '' or m.search_key like '%' || $3 || '%')
              order by length(n.path) desc, g.position, g.id, m.position, m.id
              limit $4 offset $5"
        ))
        .bind(path)
        .bind(year.label())
        // A key holds letters, digits and spaces: nothing that `like` reads otherwise.
        .bind(text::key(search))
        .bind(PER_PAGE + 1)
        .bind(i64::from(page.clamp(1, 1000) - 1) * PER_PAGE)
        .all()
        .await?;
    let most = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
    let more = modules.len() > most;
    modules.truncate(most);
    Ok(Offered { modules, more })
}

/// Time and money, of a plan or of a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Amount {
    pub minutes: i64,
    pub cents: i64,
}

/// Whether a plan still has room for `asked`, when `used` is taken already (PLN-6). What no limit was set for has room.
///
/// # Errors
/// Refusal `plan-over-budget`, with what is missing in hours and euros.
pub fn has_budget(plan: &Plan, used: Amount, asked: Amount) -> Result<(), Refusal> {
    let missing = |budget: Option<i64>, used: i64, asked: i64| {
        // What takes nothing never goes over, even where others already have.
        if asked == 0 { 0 } else { budget.map_or(0, |budget| (used + asked - budget).max(0)) }
    };
    let minutes = missing(plan.hours_budget_min, used.minutes, asked.minutes);
    let cents = missing(plan.money_budget_cents, used.cents, asked.cents);
    if minutes == 0 && cents == 0 {
        return Ok(());
    }
    Err(Refusal::new("plan-over-budget").with("hours", hours(minutes)).with("euros", euros(cents)))
}

/// Minutes as a form shows them and reads them back: `12h`, `1h30`.
pub fn hours(minutes: i64) -> String {
    let (whole, rest) = (minutes / 60, minutes % 60);
    if rest == 0 { format!("{whole}h") } else { format!("{whole}h{rest:02}") }
}

/// Reads a duration as people type it: `12`, `12 h`, `1,5`, `1 h 30`, `45 min`. Below a hundred thousand hours.
pub fn read_hours(typed: &str) -> Option<i64> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let number = |text: &str| -> Option<i64> {
        (!text.is_empty() && text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse().ok())?
    };
    if let Some(minutes) = plain.strip_suffix("min").filter(|rest| !rest.contains('h')) {
        return number(minutes);
    }
    if let Some((whole, rest)) = plain.split_once('h') {
        let rest = rest.trim_end_matches("min");
        let minutes = if rest.is_empty() { 0 } else { number(rest).filter(|rest| *rest < 60)? };
        // « 1,5 h » has no minutes of its own.
        return match number(whole) {
            Some(hours) => Some(hours * 60 + minutes),
            None if minutes == 0 => decimal_hours(whole),
            None => None,
        };
    }
    number(&plain).map(|hours| hours * 60).or_else(|| decimal_hours(&plain))
}

/// `1,5` → 90: at most two decimals, rounded to the minute.
fn decimal_hours(plain: &str) -> Option<i64> {
    let (whole, decimals) = plain.split_once([',', '.'])?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() > 5 || decimals.len() > 2 || !digits(whole) || !digits(decimals) {
        return None;
    }
    let hundredths: i64 = format!("{decimals:0<2}").parse().ok()?;
    Some(whole.parse::<i64>().ok()? * 60 + (hundredths * 60 + 50) / 100)
}

/// Takes the row of a plan, so that whoever else writes in it waits, and gives the plan as it stands.
async fn hold(tx: &mut Tx, id: Uuid) -> Result<Plan> {
    let (id,): (Uuid,) = tx.query(sql!("select id from plan where id = $1", lock)).bind(id).one().await?;
    plan(tx, id).await
}

/// The same for a verb that changes what stands in it.
async fn hold_open(tx: &mut Tx, id: Uuid) -> Result<Plan> {
    let plan = hold(tx, id).await?;
    if plan.state().may_change() { Ok(plan) } else { Err(Refusal::new("plan-archived").into()) }
}

/// A text without invisible characters and spaces around it; none when it is longer than `most`.
fn tidy(typed: &str, most: usize) -> Option<String> {
    let text = typed.replace("\r\n", "\n").trim().to_owned();
    let plain = !text.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
    (plain && text.chars().count() <= most).then_some(text)
}

/// A text on one line that must be there.
fn line(typed: &str, most: usize) -> Option<String> {
    tidy(typed, most).filter(|text| !text.is_empty() && !text.contains(['\n', '\t']))
}

/// A code: letters, digits and a few signs, upper case. No pipe: GAIA's files are cut at it.
fn code(typed: &str, most: usize) -> Option<String> {
    let code = typed.trim().to_uppercase();
    let plain =
        code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/'));
    (plain && (1..=most).contains(&code.len())).then_some(code)
}

/// Writes an act on a plan, or on a part of it, into the journal.
async fn note(
    tx: &mut Tx,
    by: Option<Uuid>,
    act: &str,
    object_kind: &'static str,
    object_id: Uuid,
    detail: Value,
    now: Timestamp,
) -> Result<()> {
    let event = audit::Event { actor: by, act, object_kind, object_id: object_id.to_string(), detail };
    audit::record(tx, event, now).await
}

#[cfg(test)]
mod tests;
