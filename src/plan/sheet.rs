//! Plans as they are read: the list of those that concern somebody, and one plan with its figures, in a fixed number of
//! statements whatever it holds.

use std::collections::HashMap;

use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use super::{
    Amount, MOST_MODULES, MOST_PRIORITIES, MOST_PROGRAMMES, Module, ModuleState, Plan, Programme,
    ProgrammeState,
};
use crate::access::Allowed;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::school::{self, Node};
use crate::sql;
use crate::year::SchoolYear;

use super::priority::Priority;

/// Plans of one page of the list.
pub const PER_PAGE: i64 = 30;

/// The node that an address names: by its id, or by its code when only one node has it.
///
/// # Errors
/// `NotFound` for neither.
pub async fn node(db: &mut impl Conn, key: &str) -> Result<Node> {
    if let Ok(id) = key.parse::<Uuid>() {
        return school::node(db, id).await;
    }
    let found: Vec<(Uuid,)> = db
        .query(sql!("select id from org_node where code = $1 order by path limit 2"))
        .bind(key)
        .all()
        .await?;
    match found.as_slice() {
        [(id,)] => school::node(db, *id).await,
        _ => Err(Error::NotFound),
    }
}

/// The nodes on which somebody may begin a plan: `exact` ones, and those of `managed` with the bassins under them.
pub async fn places(db: &mut impl Conn, exact: &[String], managed: &[String]) -> Result<Vec<Node>> {
    db.query(sql! {
        sqlite: "select n.id, n.kind, n.code, n.name, n.parent_id, n.path, n.region, n.state, n.zone, n.successor_id,
                        n.version
                   from org_node n
                  where n.state <> 'closed'
                    and (n.path in (select j.value from json_each($1) j)
                         or exists (select 1 from json_each($2) j
                                     where n.path = j.value
                                        or (n.kind = 'basin' and substr(n.path, 1, length(j.value)) = j.value)))
                  order by length(n.path), n.name_key, n.id
                  limit 200",
        postgres: "select n.id, n.kind, n.code, n.name, n.parent_id, n.path, n.region, n.state, n.zone, n.successor_id,
                        n.version
                   from org_node n
                  where n.state <> 'closed'
                    and (n.path in (select j.value from jsonb_array_elements_text($1) j (value))
                         or exists (select 1 from jsonb_array_elements_text($2) j (value)
                                     where n.path = j.value
                                        or (n.kind = 'basin' and substr(n.path, 1, length(j.value)) = j.value)))
                  order by length(n.path), n.name_key, n.id
                  limit 200",
    })
    .bind(Json(exact))
    .bind(Json(managed))
    .all()
    .await
}

/// Which plans somebody looks at, as paths of nodes.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Around {
    /// Where one works: the plans there and above.
    pub mine: Vec<String>,
    /// Where one writes or validates: the plans there and below, drafts among them.
    pub kept: Vec<String>,
    /// What one looks over: the plans there and below; a draft of the node itself alone.
    pub over: Vec<String>,
}

/// A plan of the list, with what it holds.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Listed {
    #[sqlx(flatten)]
    pub plan: Plan,
    pub programmes: i64,
    pub modules: i64,
}

/// The plans around somebody, those of `year` first, each year from the nation down; one more than a page when there
/// are others.
pub async fn around(db: &mut impl Conn, around: &Around, year: SchoolYear, page: u32) -> Result<Vec<Listed>> {
    db.query(sql! {
        sqlite: "select p.id, p.node_id, p.school_year, p.title, p.state, p.hours_budget_min, p.money_budget_cents,
                        p.campaign_opens_on, p.campaign_closes_on, p.adopted_at, p.copied_from, p.version, p.created_at,
                        n.kind as node_kind, n.code as node_code, n.name as node_name, n.path, n.zone,
                        (select count(*) from plan_programme g where g.plan_id = p.id and g.state <> 'withdrawn')
                            as programmes,
                        (select count(*) from plan_module m where m.plan_id = p.id and m.state <> 'withdrawn') as modules
                   from plan p
                   join org_node n on n.id = p.node_id
                  where (p.state <> 'draft'
                         and exists (select 1 from json_each($1 -> 'mine') j
                                      where substr(j.value, 1, length(n.path)) = n.path))
                     or exists (select 1 from json_each($1 -> 'kept') j
                                 where substr(n.path, 1, length(j.value)) = j.value)
                     or exists (select 1 from json_each($1 -> 'over') j
                                 where n.path = j.value
                                    or (p.state <> 'draft' and substr(n.path, 1, length(j.value)) = j.value))
                  order by case when p.school_year = $2 then 0 else 1 end, p.school_year desc, length(n.path), n.path
                  limit $3 offset $4",
        postgres: "select p.id, p.node_id, p.school_year, p.title, p.state, p.hours_budget_min, p.money_budget_cents,
                        p.campaign_opens_on, p.campaign_closes_on, p.adopted_at, p.copied_from, p.version, p.created_at,
                        n.kind as node_kind, n.code as node_code, n.name as node_name, n.path, n.zone,
                        (select count(*) from plan_programme g where g.plan_id = p.id and g.state <> 'withdrawn')
                            as programmes,
                        (select count(*) from plan_module m where m.plan_id = p.id and m.state <> 'withdrawn') as modules
                   from plan p
                   join org_node n on n.id = p.node_id
                  where (p.state <> 'draft'
                         and exists (select 1 from jsonb_array_elements_text(cast($1 as jsonb) -> 'mine') j (value)
                                      where substr(j.value, 1, length(n.path)) = n.path))
                     or exists (select 1 from jsonb_array_elements_text(cast($1 as jsonb) -> 'kept') j (value)
                                 where substr(n.path, 1, length(j.value)) = j.value)
                     or exists (select 1 from jsonb_array_elements_text(cast($1 as jsonb) -> 'over') j (value)
                                 where n.path = j.value
                                    or (p.state <> 'draft' and substr(n.path, 1, length(j.value)) = j.value))
                  order by case when p.school_year = $2 then 0 else 1 end, p.school_year desc, length(n.path), n.path
                  limit $3 offset $4",
    })
    .bind(Json(around))
    .bind(year.label())
    .bind(PER_PAGE + 1)
    .bind(i64::from(page.clamp(1, 1000) - 1) * PER_PAGE)
    .all()
    .await
}

/// What a plan, or a part of it, foresees. What is withdrawn counts for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    pub programmes: i64,
    pub modules: i64,
    pub groups: i64,
    /// Most people that the groups can take.
    pub seats: i64,
    pub amount: Amount,
}

impl Figures {
    fn add(&mut self, module: &Module) {
        let groups = i64::from(module.planned_groups);
        self.modules += 1;
        self.groups += groups;
        self.seats += groups * i64::from(module.max_size);
        self.amount.minutes += groups * module.minutes();
        self.amount.cents += groups * module.group_cost_cents;
    }

    fn join(&mut self, other: &Self) {
        self.programmes += other.programmes;
        self.modules += other.modules;
        self.groups += other.groups;
        self.seats += other.seats;
        self.amount.minutes += other.amount.minutes;
        self.amount.cents += other.amount.cents;
    }
}

/// A programme with its modules.
#[derive(Debug, Clone)]
pub struct Branch {
    pub programme: Programme,
    pub modules: Vec<Module>,
    pub figures: Figures,
}

/// What plans below do for a priority of this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, sqlx::FromRow)]
pub struct Below {
    pub plans: i64,
    pub modules: i64,
    pub minutes: i64,
    pub cents: i64,
}

/// A priority with what stands under it.
#[derive(Debug, Clone)]
pub struct Bough {
    /// None = the programmes that stand under no priority.
    pub priority: Option<Priority>,
    pub branches: Vec<Branch>,
    pub figures: Figures,
    pub below: Below,
}

impl Bough {
    /// Nothing here and nothing below does anything for it.
    pub fn is_bare(&self) -> bool {
        self.figures.modules == 0 && self.below.modules == 0
    }
}

/// A whole plan.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub plan: Plan,
    pub boughs: Vec<Bough>,
    pub figures: Figures,
}

/// Reads a plan with everything in it.
pub async fn read(db: &mut impl Conn, allowed: Allowed<Plan>) -> Result<Sheet> {
    let plan = allowed.thing().clone();
    let priorities: Vec<Priority> = db
        .query(sql!(
            "select r.id, r.plan_id, r.parent_id, r.position, r.title, r.body, r.version, u.title as parent_title,
                    n.name as parent_node
               from plan_priority r
               left join plan_priority u on u.id = r.parent_id
               left join plan p on p.id = u.plan_id
               left join org_node n on n.id = p.node_id
              where r.plan_id = $1
              order by r.position, r.id
              limit $2"
        ))
        .bind(plan.id)
        .bind(MOST_PRIORITIES)
        .all()
        .await?;
    let programmes: Vec<Programme> = db
        .query(sql!(
            "select id, plan_id, priority_id, position, code, title, aim, audience, enrolment_mode, state, version
               from plan_programme where plan_id = $1 order by position, id limit $2"
        ))
        .bind(plan.id)
        .bind(MOST_PROGRAMMES)
        .all()
        .await?;
    let modules: Vec<Module> = db
        .query(sql!(
            "select id, plan_id, programme_id, position, code, title, objectives, content, onsite_min, remote_min,
                    disciplines, prerequisites, level, min_size, max_size, planned_groups, group_cost_cents, course, state,
                    open_sessions, version
               from plan_module where plan_id = $1 order by position, id limit $2"
        ))
        .bind(plan.id)
        .bind(MOST_MODULES)
        .all()
        .await?;
    let below = below(db, plan.id).await?;
    let (boughs, figures) = grow(priorities, programmes, modules, &below);
    Ok(Sheet { plan, boughs, figures })
}

/// Hangs modules under programmes, and these under priorities, counting on the way.
fn grow(
    priorities: Vec<Priority>,
    programmes: Vec<Programme>,
    modules: Vec<Module>,
    below: &HashMap<Uuid, Below>,
) -> (Vec<Bough>, Figures) {
    let mut under: HashMap<Uuid, Vec<Module>> = HashMap::new();
    for module in modules {
        under.entry(module.programme_id).or_default().push(module);
    }
    let mut branches: HashMap<Option<Uuid>, Vec<Branch>> = HashMap::new();
    for programme in programmes {
        let modules = under.remove(&programme.id).unwrap_or_default();
        let mut figures = Figures::default();
        if programme.state() != ProgrammeState::Withdrawn {
            figures.programmes = 1;
            modules
                .iter()
                .filter(|module| module.state() != ModuleState::Withdrawn)
                .for_each(|module| figures.add(module));
        }
        branches.entry(programme.priority_id).or_default().push(Branch { programme, modules, figures });
    }
    let mut total = Figures::default();
    let mut boughs = Vec::new();
    let loose = branches.remove(&None);
    let listed = priorities.into_iter().map(Some).chain(loose.as_ref().map(|_| None));
    let mut loose = loose.unwrap_or_default();
    for priority in listed {
        let branches = match &priority {
            Some(priority) => branches.remove(&Some(priority.id)).unwrap_or_default(),
            None => std::mem::take(&mut loose),
        };
        let mut figures = Figures::default();
        branches.iter().for_each(|branch| figures.join(&branch.figures));
        total.join(&figures);
        let below =
            priority.as_ref().and_then(|priority| below.get(&priority.id)).copied().unwrap_or_default();
        boughs.push(Bough { priority, branches, figures, below });
    }
    (boughs, total)
}

/// What the adopted plans below foresee for each priority of a plan, along the links (PLN-1). Sums, never a name.
async fn below(db: &mut impl Conn, plan: Uuid) -> Result<HashMap<Uuid, Below>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        root: Uuid,
        #[sqlx(flatten)]
        below: Below,
    }
    let rows: Vec<Row> = db
        .query(sql!(
            "with recursive under (root, id) as (
                 select id, id from plan_priority where plan_id = $1
                 union all
                 select u.root, c.id from under u join plan_priority c on c.parent_id = u.id
             )
             select u.root, count(distinct p.id) as plans, count(m.id) as modules,
                    cast(coalesce(sum((m.onsite_min + m.remote_min) * m.planned_groups), 0) as bigint) as minutes,
                    cast(coalesce(sum(m.group_cost_cents * m.planned_groups), 0) as bigint) as cents
               from under u
               join plan_priority r on r.id = u.id
               join plan p on p.id = r.plan_id and p.state in ('adopted', 'campaign_open', 'campaign_closed', 'archived')
               left join plan_programme g on g.priority_id = r.id and g.state <> 'withdrawn'
               left join plan_module m on m.programme_id = g.id and m.state <> 'withdrawn'
              where u.root <> u.id
              group by u.root
              order by u.root
              limit 100"
        ))
        .bind(plan)
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| (row.root, row.below)).collect())
}
