//! Statements as each desk reads them.

use uuid::Uuid;

use super::state::State;
use super::{Statement, statement};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::{school, sql};

/// The statements of the person allowed, the newest first.
pub async fn mine(
    db: &mut impl Conn,
    allowed: Allowed<Uuid>,
    from: i64,
    count: i64,
) -> Result<Vec<Statement>> {
    db.query(sql!(
        "select s.id, s.session_id, s.trainer_id, s.state, s.grid_from, s.total_minutes, s.initiation_min,
                s.initiation_rate, s.deepening_min, s.deepening_rate, s.expertise_min, s.expertise_rate,
                s.preparation_cents, s.amount_cents, s.permit_on, s.covered_by_allowance, s.reason, s.batch_id,
                s.paid_on, s.version, s.state_at, s.created_at, t.title, t.depth, t.starts_at,
                t.state as session_state, t.host_id, h.path as host_path, h.name as host_name, h.zone, c.uai,
                p.given_name, p.usual_name
           from pay_statement s
           join training_session t on t.id = s.session_id
           join org_node h on h.id = t.host_id
           join school c on c.node_id = t.host_id
           join person p on p.id = s.trainer_id
          where s.trainer_id = $1
          order by t.starts_at desc, s.id
          limit $2 offset $3"
    ))
    .bind(*allowed.thing())
    .bind(count)
    .bind(from)
    .all()
    .await
}

/// How many statements the person allowed has.
pub async fn mine_count(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!("select count(*) from pay_statement where trainer_id = $1"))
        .bind(*allowed.thing())
        .one()
        .await?;
    Ok(count)
}

/// One's own statement (its id, its trainer).
///
/// # Errors
/// `NotFound` for somebody else's.
pub async fn own(db: &mut impl Conn, allowed: Allowed<(Uuid, Uuid)>) -> Result<Statement> {
    let (id, person) = *allowed.thing();
    let found = statement(db, id).await?;
    if found.trainer_id == person { Ok(found) } else { Err(Error::NotFound) }
}

/// One's own statement for a session, if there is one.
pub async fn of_session(db: &mut impl Conn, allowed: Allowed<(Uuid, Uuid)>) -> Result<Option<Uuid>> {
    let (session, person) = *allowed.thing();
    let found: Option<(Uuid,)> = db
        .query(sql!("select id from pay_statement where session_id = $1 and trainer_id = $2"))
        .bind(session)
        .bind(person)
        .optional()
        .await?;
    Ok(found.map(|(id,)| id))
}

/// Statements in a state at the schools under a node, those that wait longest first.
pub async fn waiting(
    db: &mut impl Conn,
    allowed: Allowed<&str>,
    state: State,
    from: i64,
    count: i64,
) -> Result<Vec<Statement>> {
    db.query(sql!(
        "select s.id, s.session_id, s.trainer_id, s.state, s.grid_from, s.total_minutes, s.initiation_min,
                s.initiation_rate, s.deepening_min, s.deepening_rate, s.expertise_min, s.expertise_rate,
                s.preparation_cents, s.amount_cents, s.permit_on, s.covered_by_allowance, s.reason, s.batch_id,
                s.paid_on, s.version, s.state_at, s.created_at, t.title, t.depth, t.starts_at,
                t.state as session_state, t.host_id, h.path as host_path, h.name as host_name, h.zone, c.uai,
                p.given_name, p.usual_name
           from pay_statement s
           join training_session t on t.id = s.session_id
           join org_node h on h.id = t.host_id
           join school c on c.node_id = t.host_id
           join person p on p.id = s.trainer_id
          where s.state = $1 and h.path >= $2 and h.path < $3
          order by s.state_at, s.id
          limit $4 offset $5"
    ))
    .bind(state.code())
    .bind(*allowed.thing())
    .bind(school::after(allowed.thing()))
    .bind(count)
    .bind(from)
    .all()
    .await
}

/// How many statements under a node are in a state, and their sum in cents.
pub async fn sums(db: &mut impl Conn, allowed: Allowed<&str>, state: State) -> Result<(i64, i64)> {
    db.query(sql!(
        "select count(*), cast(coalesce(sum(s.amount_cents), 0) as bigint)
           from pay_statement s
           join training_session t on t.id = s.session_id
           join org_node h on h.id = t.host_id
          where s.state = $1 and h.path >= $2 and h.path < $3"
    ))
    .bind(state.code())
    .bind(*allowed.thing())
    .bind(school::after(allowed.thing()))
    .one()
    .await
}

/// What a plan may spend, and what statements take of it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Budget {
    pub plan_id: Uuid,
    pub title: String,
    pub school_year: String,
    /// None when no limit was set.
    pub budget_cents: Option<i64>,
    /// Certified, and to check.
    pub waiting_cents: i64,
    /// Checked, exported or paid.
    pub engaged_cents: i64,
}

impl Budget {
    /// What waits does not fit any more.
    pub fn is_over(&self) -> bool {
        self.budget_cents.is_some_and(|budget| self.engaged_cents.saturating_add(self.waiting_cents) > budget)
    }
}

/// The plans whose modules the statements to check under a node are of, with the sums of each whole plan.
pub async fn budgets(db: &mut impl Conn, allowed: Allowed<&str>) -> Result<Vec<Budget>> {
    db.query(sql!(
        "select l.id as plan_id, l.title, l.school_year, l.money_budget_cents as budget_cents,
                cast(coalesce(sum(case when s.state = 'service_certified' then s.amount_cents else 0 end), 0) as bigint)
                    as waiting_cents,
                cast(coalesce(sum(case when s.state in ('checked', 'exported', 'paid_reported') then s.amount_cents
                                       else 0 end), 0) as bigint) as engaged_cents
           from plan l
           join plan_module m on m.plan_id = l.id
           join training_session t on t.module_id = m.id
           join pay_statement s on s.session_id = t.id
          where l.id in (select m2.plan_id
                           from pay_statement s2
                           join training_session t2 on t2.id = s2.session_id
                           join plan_module m2 on m2.id = t2.module_id
                           join org_node h2 on h2.id = t2.host_id
                          where s2.state = 'service_certified' and h2.path >= $1 and h2.path < $2)
          group by l.id, l.title, l.school_year, l.money_budget_cents
          order by l.school_year desc, l.title, l.id
          limit 50"
    ))
    .bind(*allowed.thing())
    .bind(school::after(allowed.thing()))
    .all()
    .await
}

/// A step of a statement, with who took it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Step {
    pub event: String,
    to_state: String,
    /// Empty for the platform.
    pub by_name: String,
    pub reason: String,
    pub at: Timestamp,
}

impl Step {
    pub fn to(&self) -> State {
        State::parse(&self.to_state).unwrap_or(State::ToPrepare)
    }
}

/// What happened to a statement, in order.
pub async fn history(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Vec<Step>> {
    db.query(sql!(
        "select k.event, k.to_state, coalesce(trim(p.given_name || ' ' || p.usual_name), '') as by_name, k.reason, k.at
           from pay_step k
           left join person p on p.id = k.by_id
          where k.statement_id = $1
          order by k.at, k.id
          limit 200"
    ))
    .bind(*allowed.thing())
    .all()
    .await
}
