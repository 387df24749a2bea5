//! What we hold already: the académies and bassins, the natures, and the schools that a piece of the file names.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::school::import::{Batch, Surroundings, hex};
use crate::school::register::{Nature, natures};
use crate::sql;

/// An académie or a bassin.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::school::import) struct Above {
    pub(in crate::school::import) id: Uuid,
    pub(in crate::school::import) code: String,
    pub(in crate::school::import) path: String,
    pub(in crate::school::import) open: bool,
}

/// What every row is judged against, small whatever the file.
#[derive(Debug, Clone)]
pub(in crate::school::import) struct Map {
    pub(in crate::school::import) scope: String,
    pub(in crate::school::import) every_school: bool,
    pub(in crate::school::import) natures: HashMap<String, Nature>,
    /// By path.
    above: HashMap<String, Above>,
    domains: Vec<String>,
}

impl Map {
    pub(in crate::school::import) async fn load(
        db: &mut impl Conn,
        batch: &Batch,
        around: &Surroundings,
    ) -> Result<Self> {
        let above: Vec<Above> = db
            .query(sql!(
                "select id, code, path, state <> 'closed' as open from org_node where kind in ('academy', 'basin')
                  order by path limit 10000"
            ))
            .all()
            .await?;
        Ok(Self {
            scope: batch.scope.clone(),
            every_school: batch.options.every_school,
            natures: natures(db).await?.into_iter().map(|nature| (nature.code.clone(), nature)).collect(),
            above: above.into_iter().map(|node| (node.path.clone(), node)).collect(),
            domains: around.mailbox_domains.clone(),
        })
    }

    pub(in crate::school::import) fn academy(&self, code: &str) -> Option<&Above> {
        self.above(&format!("{}{code}/", crate::school::academies::NATION)).filter(|node| node.code == code)
    }

    pub(in crate::school::import) fn above(&self, path: &str) -> Option<&Above> {
        self.above.get(path)
    }

    pub(in crate::school::import) fn add(&mut self, node: Above) {
        self.above.insert(node.path.clone(), node);
    }

    /// Whether something under this académie may be written at all.
    pub(in crate::school::import) fn may_hold(&self, academy: &str) -> bool {
        academy.starts_with(&self.scope) || self.scope.starts_with(academy)
    }

    /// Only mailboxes of the administration: others may name a person.
    pub(in crate::school::import) fn is_school_mailbox(&self, address: &str) -> bool {
        let Some((_, domain)) = address.rsplit_once('@') else { return false };
        crate::people::address_is_plausible(address)
            && self.domains.iter().any(|pattern| match pattern.split_once('*') {
                Some((start, end)) => {
                    domain.len() > start.len() + end.len()
                        && domain.starts_with(start)
                        && domain.ends_with(end)
                }
                None => domain == pattern,
            })
    }
}

/// Every fact of a school, as it is written and as it is put back.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, sqlx::FromRow)]
pub(in crate::school::import) struct Full {
    pub(in crate::school::import) uai: String,
    pub(in crate::school::import) name: String,
    /// Path of what it hangs under.
    #[sqlx(skip)]
    pub(in crate::school::import) place: String,
    pub(in crate::school::import) state: String,
    pub(in crate::school::import) opened_on: Option<String>,
    pub(in crate::school::import) closed_on: Option<String>,
    pub(in crate::school::import) nature_code: String,
    pub(in crate::school::import) kind: String,
    pub(in crate::school::import) hosts_referent: bool,
    pub(in crate::school::import) sector: String,
    pub(in crate::school::import) contract_code: String,
    pub(in crate::school::import) address: String,
    pub(in crate::school::import) postcode: String,
    pub(in crate::school::import) commune_code: String,
    pub(in crate::school::import) commune: String,
    pub(in crate::school::import) department: String,
    pub(in crate::school::import) department_name: String,
    pub(in crate::school::import) latitude: Option<f64>,
    pub(in crate::school::import) longitude: Option<f64>,
    pub(in crate::school::import) mailbox: String,
    pub(in crate::school::import) pupils: Option<i32>,
    pub(in crate::school::import) parent_uai: Option<String>,
    pub(in crate::school::import) source: String,
    pub(in crate::school::import) source_on: Option<String>,
}

/// A coordinate to a tenth of a metre: what goes through a file or a database comes back equal.
pub(in crate::school::import) fn degrees(value: Option<f64>) -> String {
    let Some(value) = value else { return String::new() };
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The fields that are compared, shown and put back; `kind` follows the nature.
pub(in crate::school::import) const FIELDS: [&str; 18] = [
    "name",
    "place",
    "state",
    "opened_on",
    "nature_code",
    "sector",
    "contract_code",
    "address",
    "postcode",
    "commune_code",
    "commune",
    "department",
    "department_name",
    "latitude",
    "longitude",
    "mailbox",
    "pupils",
    "parent_uai",
];

impl Full {
    /// A field as it is shown and compared.
    pub(in crate::school::import) fn text(&self, field: &str) -> String {
        match field {
            "name" => self.name.clone(),
            "place" => self.place.clone(),
            "state" => self.state.clone(),
            "opened_on" => self.opened_on.clone().unwrap_or_default(),
            "nature_code" => self.nature_code.clone(),
            "sector" => self.sector.clone(),
            "contract_code" => self.contract_code.clone(),
            "address" => self.address.clone(),
            "postcode" => self.postcode.clone(),
            "commune_code" => self.commune_code.clone(),
            "commune" => self.commune.clone(),
            "department" => self.department.clone(),
            "department_name" => self.department_name.clone(),
            "latitude" => degrees(self.latitude),
            "longitude" => degrees(self.longitude),
            "mailbox" => self.mailbox.clone(),
            "pupils" => self.pupils.map(|pupils| pupils.to_string()).unwrap_or_default(),
            "parent_uai" => self.parent_uai.clone().unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// Takes a field over from another state of the same school.
    pub(in crate::school::import) fn take(&mut self, from: &Self, field: &str) {
        match field {
            "name" => self.name.clone_from(&from.name),
            "place" => self.place.clone_from(&from.place),
            "state" => {
                self.state.clone_from(&from.state);
                self.closed_on.clone_from(&from.closed_on);
            }
            "opened_on" => self.opened_on.clone_from(&from.opened_on),
            "nature_code" => {
                self.nature_code.clone_from(&from.nature_code);
                self.kind.clone_from(&from.kind);
                self.hosts_referent = from.hosts_referent;
            }
            "sector" => self.sector.clone_from(&from.sector),
            "contract_code" => self.contract_code.clone_from(&from.contract_code),
            "address" => self.address.clone_from(&from.address),
            "postcode" => self.postcode.clone_from(&from.postcode),
            "commune_code" => self.commune_code.clone_from(&from.commune_code),
            "commune" => self.commune.clone_from(&from.commune),
            "department" => self.department.clone_from(&from.department),
            "department_name" => self.department_name.clone_from(&from.department_name),
            "latitude" => self.latitude = from.latitude,
            "longitude" => self.longitude = from.longitude,
            "mailbox" => self.mailbox.clone_from(&from.mailbox),
            "pupils" => self.pupils = from.pupils,
            "parent_uai" => self.parent_uai.clone_from(&from.parent_uai),
            _ => {}
        }
    }
}

/// A school that we hold.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::school::import) struct Held {
    pub(in crate::school::import) node_id: Uuid,
    pub(in crate::school::import) path: String,
    pub(in crate::school::import) zone: String,
    pub(in crate::school::import) version: i32,
    pub(in crate::school::import) referents: i32,
    pub(in crate::school::import) vacant_since: Option<Timestamp>,
    #[sqlx(flatten)]
    pub(in crate::school::import) full: Full,
}

/// The schools with these numbers, by number.
pub(in crate::school::import) async fn held(
    db: &mut impl Conn,
    uais: &[&str],
) -> Result<HashMap<String, Held>> {
    let found: Vec<Held> = db
        .query(sql! {
            sqlite: "select s.node_id, n.path, n.zone, n.version, s.referents, s.vacant_since, s.uai, n.name, n.state,
                            n.opened_on, n.closed_on, s.nature_code, s.kind, s.hosts_referent, s.sector, s.contract_code,
                            s.address, s.postcode, s.commune_code, s.commune, s.department, s.department_name, s.latitude,
                            s.longitude, s.mailbox, s.pupils, s.parent_uai, s.source, s.source_on
                       from json_each($1) asked
                       cross join school s on s.uai = asked.value
                       cross join org_node n on n.id = s.node_id",
            postgres: "select s.node_id, n.path, n.zone, n.version, s.referents, s.vacant_since, s.uai, n.name, n.state,
                            n.opened_on, n.closed_on, s.nature_code, s.kind, s.hosts_referent, s.sector, s.contract_code,
                            s.address, s.postcode, s.commune_code, s.commune, s.department, s.department_name, s.latitude,
                            s.longitude, s.mailbox, s.pupils, s.parent_uai, s.source, s.source_on
                         from jsonb_array_elements_text($1) asked (value)
                         join school s on s.uai = asked.value
                         join org_node n on n.id = s.node_id",
        })
        .bind(Json(uais))
        .all()
        .await?;
    Ok(found
        .into_iter()
        .map(|mut held| {
            held.full.place = place(&held.path);
            (held.full.uai.clone(), held)
        })
        .collect())
}

/// What a path hangs under: `fr/14/b1/0350002M/` → `fr/14/b1/`.
fn place(path: &str) -> String {
    let inside = path.trim_end_matches('/');
    inside.rfind('/').map_or_else(String::new, |at| inside[..=at].to_owned())
}

/// Whose undoing it is: written beside the row.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::school::import) struct Undo {
    /// Id of the school, in hexadecimal.
    pub(in crate::school::import) node: String,
    /// None for a school that was added.
    pub(in crate::school::import) before: Option<Full>,
}

impl Undo {
    pub(in crate::school::import) fn new(node: Uuid, before: Option<Full>) -> Self {
        Self { node: hex(node), before }
    }
}
