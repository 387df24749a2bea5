//! Reports as the head and the manager of an académie see them: those that left their author's hands.

use uuid::Uuid;

use super::report::State;
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::school::after;
use crate::sql;
use crate::year::SchoolYear;

/// A report in a list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    pub id: Uuid,
    pub referent: String,
    pub school: String,
    pub uai: String,
    pub commune: String,
    pub school_year: String,
    #[sqlx(try_from = "String")]
    pub state: State,
    pub submitted_at: Option<Timestamp>,
    pub countersigned_at: Option<Timestamp>,
    pub received_at: Option<Timestamp>,
}

/// Which reports: a subtree, a year, a state; none = every state but drafts.
#[derive(Debug, Clone)]
pub struct Filter {
    pub under: String,
    pub year: SchoolYear,
    pub state: Option<State>,
}

/// Reports, those that wait for the next signature first, then by school.
pub async fn list(
    db: &mut impl Conn,
    _allowed: Allowed<()>,
    filter: &Filter,
    from: i64,
    most: i64,
) -> Result<Vec<Row>> {
    db.query(sql!(
        "select r.id, p.given_name || ' ' || p.usual_name as referent, n.name as school, s.uai, s.commune, r.school_year,
                r.state, r.submitted_at, r.countersigned_at, r.received_at
           from yearly_report r
           join org_node n on n.id = r.school_id
           join school s on s.node_id = n.id
           join person p on p.id = r.person_id
          where r.school_year = $1 and n.path >= $2 and n.path < $3 and r.state <> 'draft' and ($4 = '' or r.state = $4)
          order by case r.state when 'countersigned' then 0 when 'submitted' then 1 else 2 end, n.name_key, r.id
          limit $5 offset $6"
    ))
    .bind(filter.year.label())
    .bind(filter.under.as_str())
    .bind(after(&filter.under))
    .bind(filter.state.map_or("", State::code))
    .bind(most)
    .bind(from)
    .all()
    .await
}

/// How many [`list`] would give.
pub async fn count(db: &mut impl Conn, _allowed: Allowed<()>, filter: &Filter) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*) from yearly_report r join org_node n on n.id = r.school_id
              where r.school_year = $1 and n.path >= $2 and n.path < $3 and r.state <> 'draft'
                and ($4 = '' or r.state = $4)"
        ))
        .bind(filter.year.label())
        .bind(filter.under.as_str())
        .bind(after(&filter.under))
        .bind(filter.state.map_or("", State::code))
        .one()
        .await?;
    Ok(count)
}
