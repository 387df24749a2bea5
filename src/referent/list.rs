//! Lists of nominations: of a school for its head, of a part of the organisation for whoever decides, and one's own.

use uuid::Uuid;

use super::nomination::State;
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::{audit, school, sql, text};

/// Lines of one page.
pub const PER_PAGE: i64 = 50;
/// Longest export.
pub const MOST: i64 = 20_000;

/// Which nominations are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Path of the node they lie under.
    pub under: String,
    pub state: Option<State>,
    /// Label of a school year; empty = all.
    pub year: String,
    /// Words of a school's or teacher's name, or the start of a UAI.
    pub search: String,
}

/// A nomination in a list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Line {
    pub id: Uuid,
    pub school_id: Uuid,
    pub uai: String,
    pub school_name: String,
    pub path: String,
    pub zone: String,
    pub given_name: String,
    pub usual_name: String,
    pub school_year: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    state: String,
    pub share_percent: i32,
    pub reward: String,
    pub scheme_code: Option<String>,
    pub amount_cents: Option<i64>,
    pub relief_minutes: Option<i32>,
    pub submitted_at: Option<Timestamp>,
    pub version: i32,
}

impl Line {
    pub fn state(&self) -> State {
        State::parse(&self.state).unwrap_or(State::Draft)
    }

    /// The usual name first, as in any long list.
    pub fn teacher(&self) -> String {
        format!("{} {}", self.usual_name, self.given_name).trim().to_owned()
    }
}

/// Nominations that pass the filter: those that wait for a decision first, then by school. Drafts and proposals are the
/// schools' own business until they are submitted: `drafts` says whether they are in the list.
pub async fn list(
    db: &mut impl Conn,
    _allowed: Allowed<()>,
    filter: &Filter,
    drafts: bool,
    from: i64,
    most: i64,
) -> Result<Vec<Line>> {
    db.query(sql!(
        "select m.id, m.school_id, s.uai, n.name as school_name, n.path, n.zone, p.given_name, p.usual_name,
                m.school_year, m.starts_at, m.ends_at, m.state, m.share_percent, m.reward, m.scheme_code,
                m.amount_cents, m.relief_minutes, m.submitted_at, m.version
           from nomination m
           join org_node n on n.id = m.school_id
           join school s on s.node_id = m.school_id
           join person p on p.id = m.person_id
          where n.path >= $1 and n.path < $2 and ($3 = '' or m.state = $3) and ($4 = '' or m.school_year = $4)
            and ($5 = '%%' or n.name_key like $5 or p.name_key like $5 or s.uai like $6)
            and ($7 or m.state <> 'draft')
          order by case m.state when 'submitted' then 0 when 'proposed' then 1 when 'accepted' then 1
                                when 'draft' then 1 when 'active' then 2 else 3 end,
                   m.school_year desc, n.path, p.name_key, m.id
          limit $8 offset $9"
    ))
    .bind(&filter.under)
    .bind(school::after(&filter.under))
    .bind(filter.state.map_or("", State::code))
    .bind(&filter.year)
    .bind(format!("%{}%", text::key(&filter.search)))
    .bind(format!("{}%", filter.search.trim().to_uppercase()))
    .bind(drafts)
    .bind(most.clamp(1, MOST))
    .bind(from.max(0))
    .all()
    .await
}

/// How many pass the filter.
pub async fn count(db: &mut impl Conn, _allowed: Allowed<()>, filter: &Filter, drafts: bool) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*)
               from nomination m
               join org_node n on n.id = m.school_id
               join school s on s.node_id = m.school_id
               join person p on p.id = m.person_id
              where n.path >= $1 and n.path < $2 and ($3 = '' or m.state = $3) and ($4 = '' or m.school_year = $4)
                and ($5 = '%%' or n.name_key like $5 or p.name_key like $5 or s.uai like $6)
                and ($7 or m.state <> 'draft')"
        ))
        .bind(&filter.under)
        .bind(school::after(&filter.under))
        .bind(filter.state.map_or("", State::code))
        .bind(&filter.year)
        .bind(format!("%{}%", text::key(&filter.search)))
        .bind(format!("{}%", filter.search.trim().to_uppercase()))
        .bind(drafts)
        .one()
        .await?;
    Ok(count)
}

/// The whole list, to take away: written down with its filter and its number of rows.
pub async fn export(
    tx: &mut Tx,
    allowed: Allowed<()>,
    filter: &Filter,
    drafts: bool,
    now: Timestamp,
) -> Result<Vec<Line>> {
    let found = list(tx, allowed, filter, drafts, 0, MOST).await?;
    let event = audit::Event {
        actor: allowed.by(),
        act: "nomination.export",
        object_kind: "organisation",
        object_id: filter.under.clone(),
        // What was searched for may be a name: only that something was.
        detail: serde_json::json!({
            "state": filter.state.map(State::code),
            "year": filter.year,
            "searched": !filter.search.is_empty(),
            "rows": found.len(),
        }),
    };
    audit::record(tx, event, now).await?;
    Ok(found)
}

/// A person's own nominations, drafts left out, the newest first.
pub async fn mine(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Vec<Line>> {
    db.query(sql!(
        "select m.id, m.school_id, s.uai, n.name as school_name, n.path, n.zone, p.given_name, p.usual_name,
                m.school_year, m.starts_at, m.ends_at, m.state, m.share_percent, m.reward, m.scheme_code,
                m.amount_cents, m.relief_minutes, m.submitted_at, m.version
           from nomination m
           join org_node n on n.id = m.school_id
           join school s on s.node_id = m.school_id
           join person p on p.id = m.person_id
          where m.person_id = $1 and m.state <> 'draft'
          order by m.starts_at desc, m.id
          limit 100"
    ))
    .bind(*allowed.thing())
    .all()
    .await
}

/// Labels of the school years in which there are nominations under a node, the newest first.
pub async fn years(db: &mut impl Conn, _allowed: Allowed<()>, under: &str) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = db
        .query(sql!(
            "select distinct m.school_year
               from nomination m
               join org_node n on n.id = m.school_id
              where n.path >= $1 and n.path < $2
              order by m.school_year desc
              limit 50"
        ))
        .bind(under)
        .bind(school::after(under))
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
