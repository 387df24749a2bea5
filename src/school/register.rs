//! What the register of schools says, written into the tree.

use uuid::Uuid;

use super::tree::{self, NewNode};
use super::{NodeKind, Uai, academies};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::sql;

/// The facts of one school, as the register gives them. Empty = not said.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    pub name: String,
    pub nature_code: String,
    /// `public`, `private_contract`, `private_no_contract`, `private_unknown`; empty = public.
    pub sector: String,
    pub contract_code: String,
    pub address: String,
    pub postcode: String,
    pub commune_code: String,
    pub commune: String,
    pub department: String,
    pub department_name: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub mailbox: String,
    pub pupils: Option<i32>,
    pub parent_uai: Option<String>,
    pub opened_on: Option<String>,
    pub source: String,
    /// Civil date of the row in its source.
    pub source_on: Option<String>,
}

/// What a nature of the register means here.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Nature {
    pub code: String,
    pub label: String,
    pub kind: String,
    pub hosts_referent: bool,
    pub second_degree: bool,
}

/// Every known nature.
pub async fn natures(db: &mut impl Conn) -> Result<Vec<Nature>> {
    db.query(sql!("select code, label, kind, hosts_referent, second_degree from school_nature order by code"))
        .all()
        .await
}

/// Adds a school under a bassin or an académie. It is vacant from now on when a référent may be named there.
///
/// # Errors
/// Those of [`tree::add`].
pub async fn add_school(
    tx: &mut Tx,
    allowed: Allowed<&Facts>,
    uai: &Uai,
    parent: Uuid,
    now: Timestamp,
) -> Result<Uuid> {
    let facts = *allowed.thing();
    let nature: Option<(String, bool)> = tx
        .query(sql!("select kind, hosts_referent from school_nature where code = $1"))
        .bind(&facts.nature_code)
        .optional()
        .await?;
    let (kind, hosts) = nature.unwrap_or_else(|| (format!("other:{}", facts.nature_code), false));
    let new = NewNode {
        kind: NodeKind::School,
        code: uai.as_str(),
        name: &facts.name,
        zone: academies::zone_of(&facts.department),
        parent: Some(parent),
        opened_on: facts.opened_on.as_deref(),
        ..NewNode::default()
    };
    let node = tree::add(tx, allowed.map(|_| &new), now).await?;
    tx.query(sql!(
        "insert into school (node_id, uai, nature_code, kind, sector, contract_code, address, postcode, commune_code,
                             commune, department, department_name, latitude, longitude, mailbox, pupils, parent_uai,
                             hosts_referent, vacant_since, source, source_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)"
    ))
    .bind(node.id)
    .bind(uai.as_str())
    .bind(&facts.nature_code)
    .bind(kind)
    .bind(if facts.sector.is_empty() { "public" } else { facts.sector.as_str() })
    .bind(&facts.contract_code)
    .bind(&facts.address)
    .bind(&facts.postcode)
    .bind(&facts.commune_code)
    .bind(&facts.commune)
    .bind(&facts.department)
    .bind(&facts.department_name)
    .bind(facts.latitude)
    .bind(facts.longitude)
    .bind(&facts.mailbox)
    .bind(facts.pupils)
    .bind(&facts.parent_uai)
    .bind(hosts)
    .bind(hosts.then_some(now))
    .bind(&facts.source)
    .bind(&facts.source_on)
    .run()
    .await?;
    Ok(node.id)
}
