//! The organisation: nation → académie → bassin → school, and who works where.
//!
//! Every node has a stable id; names and parents have dates, because bodies are renamed and merged. The path of a node
//! (`fr/14/b1/0350002M/`) makes a subtree one range of an index, on both databases, and is what rights are given on.

pub mod academies;
pub mod coverage;
pub mod giving;
pub mod import;
pub mod life;
pub mod postings;
pub mod register;
pub mod tree;
pub mod uai;

use serde::Serialize;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::sql;

pub use uai::{NotUai, Uai};

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    Nation,
    Academy,
    Basin,
    School,
}

impl NodeKind {
    pub const ALL: [Self; 4] = [Self::Nation, Self::Academy, Self::Basin, Self::School];

    pub fn code(self) -> &'static str {
        match self {
            Self::Nation => "nation",
            Self::Academy => "academy",
            Self::Basin => "basin",
            Self::School => "school",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether a node of this kind may hang under one of that kind.
    pub fn may_hang_under(self, parent: Self) -> bool {
        match self {
            Self::Nation => false,
            Self::Academy => parent == Self::Nation,
            Self::Basin => parent == Self::Academy,
            Self::School => matches!(parent, Self::Academy | Self::Basin),
        }
    }
}

/// A node of the tree, under today's name.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Node {
    pub id: Uuid,
    kind: String,
    pub code: String,
    pub name: String,
    pub parent_id: Option<Uuid>,
    pub path: String,
    pub region: String,
    pub state: String,
    /// IANA name: times are shown in it.
    pub zone: String,
    pub successor_id: Option<Uuid>,
    pub version: i32,
}

impl Node {
    /// Its kind; what this version does not know counts as a school, the leaf.
    pub fn kind(&self) -> NodeKind {
        NodeKind::parse(&self.kind).unwrap_or(NodeKind::School)
    }

    /// A node of a test, without a row behind it.
    #[cfg(test)]
    pub(crate) fn sample(path: &str, kind: NodeKind) -> Self {
        Self {
            id: Uuid::nil(),
            kind: kind.code().to_owned(),
            code: String::new(),
            name: path.to_owned(),
            parent_id: None,
            path: path.to_owned(),
            region: String::new(),
            state: "open".to_owned(),
            zone: "Europe/Paris".to_owned(),
            successor_id: None,
            version: 1,
        }
    }

    /// Open, or about to open or close: alive.
    pub fn is_open(&self) -> bool {
        self.state != "closed"
    }
}

/// What the register says of a school, beside its node.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct School {
    pub node_id: Uuid,
    pub uai: String,
    pub name: String,
    pub path: String,
    pub state: String,
    pub zone: String,
    pub nature_code: String,
    pub kind: String,
    pub sector: String,
    pub address: String,
    pub postcode: String,
    pub commune: String,
    pub department: String,
    pub department_name: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub mailbox: String,
    pub pupils: Option<i32>,
    pub parent_uai: Option<String>,
    pub hosts_referent: bool,
    /// Running mandates, and since when there is none.
    pub referents: i32,
    pub vacant_since: Option<Timestamp>,
    pub source: String,
    pub source_on: Option<String>,
}

/// The node with this id.
pub async fn node(db: &mut impl Conn, id: Uuid) -> Result<Node> {
    db.query(sql!(
        "select id, kind, code, name, parent_id, path, region, state, zone, successor_id, version
           from org_node where id = $1"
    ))
    .bind(id)
    .one()
    .await
}

/// The node at this path.
pub async fn by_path(db: &mut impl Conn, path: &str) -> Result<Option<Node>> {
    db.query(sql!(
        "select id, kind, code, name, parent_id, path, region, state, zone, successor_id, version
           from org_node where path = $1"
    ))
    .bind(path)
    .optional()
    .await
}

/// From the nation down to a node, itself included: the crumbs above a page.
pub async fn line(db: &mut impl Conn, path: &str) -> Result<Vec<Node>> {
    let mut paths: Vec<&str> = Vec::new();
    for (at, _) in path.match_indices('/') {
        paths.push(&path[..=at]);
    }
    let at = |place: usize| paths.get(place).copied().unwrap_or("");
    db.query(sql!(
        "select id, kind, code, name, parent_id, path, region, state, zone, successor_id, version
           from org_node where path in ($1, $2, $3, $4) order by path"
    ))
    .bind(at(0))
    .bind(at(1))
    .bind(at(2))
    .bind(at(3))
    .all()
    .await
}

/// What hangs directly under a node, open, by name.
pub async fn children(db: &mut impl Conn, parent: Uuid) -> Result<Vec<Node>> {
    db.query(sql!(
        "select id, kind, code, name, parent_id, path, region, state, zone, successor_id, version
           from org_node where parent_id = $1 and state <> 'closed' order by kind, name_key, id limit 2000"
    ))
    .bind(parent)
    .all()
    .await
}

/// Open nodes of a kind in a subtree, by path: the choices of a filter.
pub async fn of_kind(db: &mut impl Conn, kind: NodeKind, under: &str) -> Result<Vec<Node>> {
    db.query(sql!(
        "select id, kind, code, name, parent_id, path, region, state, zone, successor_id, version
           from org_node
          where kind = $1 and path >= $2 and path < $3 and state <> 'closed'
          order by name_key, id limit 2000"
    ))
    .bind(kind.code())
    .bind(under)
    .bind(after(under))
    .all()
    .await
}

/// The name a node had on a civil day; today's name for a day on which it had none.
pub async fn name_on(db: &mut impl Conn, id: Uuid, day: jiff::civil::Date) -> Result<String> {
    let name: Option<(String,)> = db
        .query(sql!(
            "select name from org_name
              where node_id = $1 and starts_on <= $2 and (ends_on is null or ends_on > $2)
              order by starts_on desc
              limit 1"
        ))
        .bind(id)
        .bind(day.to_string())
        .optional()
        .await?;
    match name {
        Some((name,)) => Ok(name),
        None => Ok(node(db, id).await?.name),
    }
}

/// The school with this UAI.
pub async fn by_uai(db: &mut impl Conn, uai: &Uai) -> Result<Option<School>> {
    db.query(sql!(
        "select s.node_id, s.uai, n.name, n.path, n.state, n.zone, s.nature_code, s.kind, s.sector, s.address, s.postcode,
                s.commune, s.department, s.department_name, s.latitude, s.longitude, s.mailbox, s.pupils, s.parent_uai,
                s.hosts_referent, s.referents, s.vacant_since, s.source, s.source_on
           from school s
           join org_node n on n.id = s.node_id
          where s.uai = $1"
    ))
    .bind(uai.as_str())
    .optional()
    .await
}

/// Schools by their paths, in the order of the paths: those of a person, at most a hundred.
pub async fn at_paths(db: &mut impl Conn, paths: &[String]) -> Result<Vec<School>> {
    let listed = format!(",{},", paths.iter().take(100).cloned().collect::<Vec<_>>().join(","));
    db.query(sql! {
        sqlite: "select s.node_id, s.uai, n.name, n.path, n.state, n.zone, s.nature_code, s.kind, s.sector, s.address,
                        s.postcode, s.commune, s.department, s.department_name, s.latitude, s.longitude, s.mailbox,
                        s.pupils, s.parent_uai, s.hosts_referent, s.referents, s.vacant_since, s.source, s.source_on
                   from json_each('[\"' || replace(trim($1, ','), ',', '\",\"') || '\"]') asked
                   join org_node n on n.path = asked.value
                   join school s on s.node_id = n.id
                  order by n.path",
        postgres: "select s.node_id, s.uai, n.name, n.path, n.state, n.zone, s.nature_code, s.kind, s.sector, s.address,
                        s.postcode, s.commune, s.department, s.department_name, s.latitude, s.longitude, s.mailbox,
                        s.pupils, s.parent_uai, s.hosts_referent, s.referents, s.vacant_since, s.source, s.source_on
                   from unnest(string_to_array(trim(both ',' from $1), ',')) asked (path)
                   join org_node n on n.path = asked.path
                   join school s on s.node_id = n.id
                  order by n.path",
    })
    .bind(listed)
    .all()
    .await
}

/// The first text after every path that starts like this one: `path >= under and path < after(under)` is the subtree.
pub fn after(under: &str) -> String {
    // Paths hold letters, digits, hyphens and strokes: all before `~`.
    format!("{under}~")
}

#[cfg(test)]
mod tests;
