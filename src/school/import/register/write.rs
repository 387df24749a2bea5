//! Writing schools in bulk: one statement for a thousand of them, never one for each.

use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

use super::held::{Above, Full, Held, Map, Undo};
use super::row::SchoolRow;
use crate::access::policy::by_operator;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Result};
use crate::school::import::hex;
use crate::school::tree::{self, NewNode};
use crate::school::{NodeKind, academies};
use crate::{ids, sql, text};

/// A school about to be written: as it will be, and as it is.
#[derive(Debug)]
pub(in crate::school::import) struct Writing<'a> {
    pub(in crate::school::import) full: Full,
    /// Name of its bassin, in case that is new.
    pub(in crate::school::import) row: Option<&'a SchoolRow>,
    pub(in crate::school::import) held: Option<&'a Held>,
}

/// Everything of a school that goes into one of its tables.
#[derive(Debug, Serialize)]
struct Out {
    id: String,
    name_key: String,
    parent: String,
    path: String,
    zone: String,
    /// Start of its name and of its place, when they are new.
    named_from: Option<String>,
    placed_from: Option<String>,
    name_id: String,
    place_id: String,
    vacant_since: Option<Timestamp>,
    #[serde(flatten)]
    full: Full,
}

/// Writes schools; gives what undoes each. Bassins that are missing are made, and noted in `made`.
pub(in crate::school::import) async fn write(
    tx: &mut Tx,
    map: &mut Map,
    schools: &[Writing<'_>],
    made: &mut Vec<Uuid>,
    now: Timestamp,
) -> Result<Vec<Undo>> {
    let (mut added, mut changed, mut undo) = (Vec::new(), Vec::new(), Vec::new());
    for school in schools {
        let parent = parent(tx, map, school, made, now).await?;
        let zone = school
            .held
            .map_or_else(|| academies::zone_of(&school.full.department).to_owned(), |held| held.zone.clone());
        let today = now.date_in(&zone).to_string();
        let full = school.full.clone();
        let id = school.held.map_or_else(|| ids::new(now), |held| held.node_id);
        let was = school.held.map(|held| &held.full);
        let new_name = was.is_none_or(|was| was.name != full.name);
        let new_place = was.is_none_or(|was| was.place != full.place);
        let from =
            if was.is_none() { full.opened_on.clone().unwrap_or_else(|| today.clone()) } else { today };
        // Vacant from now on when a référent may be named there, unless it was already.
        let vacant = full.hosts_referent && school.held.is_none_or(|held| held.referents == 0);
        let out = Out {
            id: hex(id),
            name_key: text::key(&full.name),
            parent: hex(parent),
            path: format!("{}{}/", full.place, full.uai),
            zone,
            named_from: new_name.then(|| from.clone()),
            placed_from: new_place.then_some(from),
            name_id: hex(ids::new(now)),
            place_id: hex(ids::new(now)),
            vacant_since: vacant.then(|| school.held.and_then(|held| held.vacant_since).unwrap_or(now)),
            full,
        };
        undo.push(Undo::new(id, was.cloned()));
        if was.is_some() { changed.push(out) } else { added.push(out) }
    }
    if !added.is_empty() {
        add(tx, &added, now).await?;
    }
    if !changed.is_empty() {
        change(tx, &changed, now).await?;
    }
    Ok(undo)
}

/// The node a school hangs under; a bassin that does not exist yet is made.
async fn parent(
    tx: &mut Tx,
    map: &mut Map,
    school: &Writing<'_>,
    made: &mut Vec<Uuid>,
    now: Timestamp,
) -> Result<Uuid> {
    let place = &school.full.place;
    if let Some(node) = map.above(place) {
        return Ok(node.id);
    }
    let missing = || Error::Broken(anyhow::anyhow!("there is no node {place}"));
    let (code, name) = school.row.and_then(|row| row.basin.as_ref()).ok_or_else(missing)?;
    let academy = place.strip_suffix(&format!("{code}/")).ok_or_else(missing)?;
    let parent = map.above(academy).ok_or_else(missing)?.id;
    let zone = academies::zone_of(&school.full.department);
    let basin =
        NewNode { kind: NodeKind::Basin, code, name, zone, parent: Some(parent), ..NewNode::default() };
    let node = tree::add(tx, by_operator(&basin), now).await?;
    made.push(node.id);
    map.add(Above { id: node.id, code: node.code, path: node.path, open: true });
    Ok(node.id)
}

async fn add(tx: &mut Tx, schools: &[Out], now: Timestamp) -> Result<()> {
    tx.query(sql! {
        sqlite: "insert into org_node (id, kind, code, name, name_key, parent_id, path, state, opened_on, closed_on, zone,
                                       created_at, updated_at)
                 select unhex(r.value ->> 'id'), 'school', r.value ->> 'uai', r.value ->> 'name', r.value ->> 'name_key',
                        unhex(r.value ->> 'parent'), r.value ->> 'path', r.value ->> 'state', r.value ->> 'opened_on',
                        r.value ->> 'closed_on', r.value ->> 'zone', $2, $2
                   from json_each($1) r",
        postgres: "insert into org_node (id, kind, code, name, name_key, parent_id, path, state, opened_on, closed_on,
                                         zone, created_at, updated_at)
                   select r.id, 'school', r.uai, r.name, r.name_key, r.parent, r.path, r.state, r.opened_on, r.closed_on,
                          r.zone, $2, $2
                     from jsonb_to_recordset($1) r (id uuid, uai text, name text, name_key text, parent uuid, path text,
                                                    state text, opened_on text, closed_on text, zone text)",
    })
    .bind(Json(schools))
    .bind(now)
    .run()
    .await?;
    tx.query(sql! {
        sqlite: "insert into school (node_id, uai, nature_code, kind, sector, contract_code, address, postcode,
                                     commune_code, commune, department, department_name, latitude, longitude, mailbox,
                                     pupils, parent_uai, hosts_referent, vacant_since, source, source_on)
                 select unhex(r.value ->> 'id'), r.value ->> 'uai', r.value ->> 'nature_code', r.value ->> 'kind',
                        r.value ->> 'sector', r.value ->> 'contract_code', r.value ->> 'address', r.value ->> 'postcode',
                        r.value ->> 'commune_code', r.value ->> 'commune', r.value ->> 'department',
                        r.value ->> 'department_name', r.value ->> 'latitude', r.value ->> 'longitude',
                        r.value ->> 'mailbox', r.value ->> 'pupils', r.value ->> 'parent_uai',
                        r.value ->> 'hosts_referent', r.value ->> 'vacant_since', r.value ->> 'source',
                        r.value ->> 'source_on'
                   from json_each($1) r",
        postgres: "insert into school (node_id, uai, nature_code, kind, sector, contract_code, address, postcode,
                                       commune_code, commune, department, department_name, latitude, longitude, mailbox,
                                       pupils, parent_uai, hosts_referent, vacant_since, source, source_on)
                   select r.id, r.uai, r.nature_code, r.kind, r.sector, r.contract_code, r.address, r.postcode,
                          r.commune_code, r.commune, r.department, r.department_name, r.latitude, r.longitude, r.mailbox,
                          r.pupils, r.parent_uai, r.hosts_referent, r.vacant_since, r.source, r.source_on
                     from jsonb_to_recordset($1) r (id uuid, uai text, nature_code text, kind text, sector text,
                          contract_code text, address text, postcode text, commune_code text, commune text,
                          department text, department_name text, latitude double precision, longitude double precision,
                          mailbox text, pupils integer, parent_uai text, hosts_referent boolean, vacant_since bigint,
                          source text, source_on text)",
    })
    .bind(Json(schools))
    .run()
    .await?;
    history(tx, schools).await
}

async fn change(tx: &mut Tx, schools: &[Out], now: Timestamp) -> Result<()> {
    tx.query(sql! {
        sqlite: "update org_node
                    set name = r.value ->> 'name', name_key = r.value ->> 'name_key',
                        parent_id = unhex(r.value ->> 'parent'), path = r.value ->> 'path', state = r.value ->> 'state',
                        opened_on = r.value ->> 'opened_on', closed_on = r.value ->> 'closed_on',
                        version = org_node.version + 1, updated_at = $2
                   from json_each($1) r
                  where org_node.id = unhex(r.value ->> 'id')",
        postgres: "update org_node
                      set name = r.name, name_key = r.name_key, parent_id = r.parent, path = r.path, state = r.state,
                          opened_on = r.opened_on, closed_on = r.closed_on, version = org_node.version + 1,
                          updated_at = $2
                     from jsonb_to_recordset($1) r (id uuid, name text, name_key text, parent uuid, path text,
                                                    state text, opened_on text, closed_on text)
                    where org_node.id = r.id",
    })
    .bind(Json(schools))
    .bind(now)
    .run()
    .await?;
    tx.query(sql! {
        sqlite: "update school
                    set nature_code = r.value ->> 'nature_code', kind = r.value ->> 'kind', sector = r.value ->> 'sector',
                        contract_code = r.value ->> 'contract_code', address = r.value ->> 'address',
                        postcode = r.value ->> 'postcode', commune_code = r.value ->> 'commune_code',
                        commune = r.value ->> 'commune', department = r.value ->> 'department',
                        department_name = r.value ->> 'department_name', latitude = r.value ->> 'latitude',
                        longitude = r.value ->> 'longitude', mailbox = r.value ->> 'mailbox',
                        pupils = r.value ->> 'pupils', parent_uai = r.value ->> 'parent_uai',
                        hosts_referent = r.value ->> 'hosts_referent', vacant_since = r.value ->> 'vacant_since',
                        source = r.value ->> 'source', source_on = r.value ->> 'source_on'
                   from json_each($1) r
                  where school.node_id = unhex(r.value ->> 'id')",
        postgres: "update school
                      set nature_code = r.nature_code, kind = r.kind, sector = r.sector, contract_code = r.contract_code,
                          address = r.address, postcode = r.postcode, commune_code = r.commune_code,
                          commune = r.commune, department = r.department, department_name = r.department_name,
                          latitude = r.latitude, longitude = r.longitude, mailbox = r.mailbox, pupils = r.pupils,
                          parent_uai = r.parent_uai, hosts_referent = r.hosts_referent, vacant_since = r.vacant_since,
                          source = r.source, source_on = r.source_on
                     from jsonb_to_recordset($1) r (id uuid, nature_code text, kind text, sector text,
                          contract_code text, address text, postcode text, commune_code text, commune text,
                          department text, department_name text, latitude double precision, longitude double precision,
                          mailbox text, pupils integer, parent_uai text, hosts_referent boolean, vacant_since bigint,
                          source text, source_on text)
                    where school.node_id = r.id",
    })
    .bind(Json(schools))
    .run()
    .await?;
    history(tx, schools).await
}

/// Names and places have dates: the old one keeps its days. A second change on one day replaces the first.
async fn history(tx: &mut Tx, schools: &[Out]) -> Result<()> {
    let named: Vec<&Out> = schools.iter().filter(|school| school.named_from.is_some()).collect();
    let placed: Vec<&Out> = schools.iter().filter(|school| school.placed_from.is_some()).collect();
    if !named.is_empty() {
        tx.query(sql! {
            sqlite: "delete from org_name
                      where (node_id, starts_on) in (select unhex(r.value ->> 'id'), r.value ->> 'named_from'
                                                       from json_each($1) r)",
            postgres: "delete from org_name
                        where (node_id, starts_on) in (select r.id, r.named_from
                                                         from jsonb_to_recordset($1) r (id uuid, named_from text))",
        })
        .bind(Json(&named))
        .run()
        .await?;
        tx.query(sql! {
            sqlite: "update org_name set ends_on = r.value ->> 'named_from'
                       from json_each($1) r
                      where org_name.node_id = unhex(r.value ->> 'id') and org_name.ends_on is null",
            postgres: "update org_name set ends_on = r.named_from
                         from jsonb_to_recordset($1) r (id uuid, named_from text)
                        where org_name.node_id = r.id and org_name.ends_on is null",
        })
        .bind(Json(&named))
        .run()
        .await?;
        tx.query(sql! {
            sqlite: "insert into org_name (id, node_id, name, starts_on)
                     select unhex(r.value ->> 'name_id'), unhex(r.value ->> 'id'), r.value ->> 'name',
                            r.value ->> 'named_from'
                       from json_each($1) r",
            postgres: "insert into org_name (id, node_id, name, starts_on)
                       select r.name_id, r.id, r.name, r.named_from
                         from jsonb_to_recordset($1) r (name_id uuid, id uuid, name text, named_from text)",
        })
        .bind(Json(&named))
        .run()
        .await?;
    }
    if !placed.is_empty() {
        tx.query(sql! {
            sqlite: "delete from org_parent
                      where (node_id, starts_on) in (select unhex(r.value ->> 'id'), r.value ->> 'placed_from'
                                                       from json_each($1) r)",
            postgres: "delete from org_parent
                        where (node_id, starts_on) in (select r.id, r.placed_from
                                                         from jsonb_to_recordset($1) r (id uuid, placed_from text))",
        })
        .bind(Json(&placed))
        .run()
        .await?;
        tx.query(sql! {
            sqlite: "update org_parent set ends_on = r.value ->> 'placed_from'
                       from json_each($1) r
                      where org_parent.node_id = unhex(r.value ->> 'id') and org_parent.ends_on is null",
            postgres: "update org_parent set ends_on = r.placed_from
                         from jsonb_to_recordset($1) r (id uuid, placed_from text)
                        where org_parent.node_id = r.id and org_parent.ends_on is null",
        })
        .bind(Json(&placed))
        .run()
        .await?;
        tx.query(sql! {
            sqlite: "insert into org_parent (id, node_id, parent_id, starts_on)
                     select unhex(r.value ->> 'place_id'), unhex(r.value ->> 'id'), unhex(r.value ->> 'parent'),
                            r.value ->> 'placed_from'
                       from json_each($1) r",
            postgres: "insert into org_parent (id, node_id, parent_id, starts_on)
                       select r.place_id, r.id, r.parent, r.placed_from
                         from jsonb_to_recordset($1) r (place_id uuid, id uuid, parent uuid, placed_from text)",
        })
        .bind(Json(&placed))
        .run()
        .await?;
    }
    Ok(())
}
