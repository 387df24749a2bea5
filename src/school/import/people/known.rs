//! Whom and what a piece of the file meets: looked up together, a thousand rows at a time.

use std::collections::{BTreeSet, HashMap, HashSet};

use sqlx::types::Json;
use uuid::Uuid;

use super::row::PersonRow;
use crate::access::{self, Role};
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::school::import::{Batch, Surroundings, hex};
use crate::{sql, text};

/// What every row is judged against, whatever the file.
#[derive(Debug, Clone)]
pub(in crate::school::import) struct Crowd {
    pub(in crate::school::import) scope: String,
    /// School of the rows that name none.
    pub(in crate::school::import) uai: Option<String>,
    pub(in crate::school::import) disciplines: Vec<String>,
    pub(in crate::school::import) names_from_address: bool,
    /// Roles that whoever imports may give.
    pub(in crate::school::import) gives: Vec<Role>,
    /// Nobody gives a role to themselves.
    pub(in crate::school::import) importer: Option<Uuid>,
}

impl Crowd {
    pub(in crate::school::import) async fn load(
        db: &mut impl Conn,
        batch: &Batch,
        around: &Surroundings,
        now: Timestamp,
    ) -> Result<Self> {
        let importer = batch.applied_by.or(batch.created_by);
        let wide = match importer {
            // The operator at the command line.
            None => true,
            Some(person) => {
                access::actor(db, person, now).await?.is_some_and(|actor| actor.has(Role::Administrator))
            }
        };
        let mut gives = vec![Role::Head, Role::Inspector, Role::DisciplineContact];
        if wide {
            // Never `administrator`: who runs the installation is no matter of a file.
            gives.extend([Role::CentreTrainer, Role::PlanManager, Role::NationalAdmin, Role::Auditor]);
        }
        Ok(Self {
            scope: batch.scope.clone(),
            uai: batch.options.uai.clone(),
            disciplines: around.disciplines.clone(),
            names_from_address: batch.options.names_from_address,
            gives,
            importer,
        })
    }
}

/// A posting that runs.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::school::import) struct Posting {
    pub(in crate::school::import) id: Uuid,
    person_id: Uuid,
    pub(in crate::school::import) uai: String,
    pub(in crate::school::import) path: String,
    pub(in crate::school::import) discipline: Option<String>,
    pub(in crate::school::import) main: bool,
    pub(in crate::school::import) employment_status: String,
}

/// Somebody who is known.
#[derive(Debug, Clone, Default)]
pub(in crate::school::import) struct Somebody {
    pub(in crate::school::import) given_name: String,
    pub(in crate::school::import) usual_name: String,
    pub(in crate::school::import) postings: Vec<Posting>,
    /// Role and path; an empty path is the whole installation.
    pub(in crate::school::import) roles: HashSet<(String, String)>,
}

/// A school that a row names.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::school::import) struct At {
    uai: String,
    pub(in crate::school::import) id: Uuid,
    pub(in crate::school::import) path: String,
    pub(in crate::school::import) open: bool,
}

/// Everybody and everything that a piece of the file may mean.
#[derive(Debug, Default)]
pub(in crate::school::import) struct Known {
    /// By address: each owner once, and whether the address is still theirs.
    by_address: HashMap<String, Vec<(Uuid, bool)>>,
    /// By name and school.
    by_name: HashMap<(String, String), Vec<Uuid>>,
    pub(in crate::school::import) people: HashMap<Uuid, Somebody>,
    pub(in crate::school::import) schools: HashMap<String, At>,
    /// Ids of nodes by path.
    nodes: HashMap<String, Uuid>,
}

impl Known {
    pub(in crate::school::import) async fn load(
        db: &mut impl Conn,
        rows: &[&PersonRow],
        now: Timestamp,
    ) -> Result<Self> {
        let mut known = Self::default();
        let addresses: BTreeSet<String> = rows.iter().map(|row| text::address_key(&row.email)).collect();
        let names: BTreeSet<String> =
            rows.iter().map(|row| name_key(&row.usual_name, &row.given_name)).collect();
        let uais: BTreeSet<&str> = rows.iter().filter_map(|row| row.uai.as_deref()).collect();
        known.schools = schools(db, &uais).await?;
        known.owners(db, &addresses).await?;
        known.namesakes(db, &names, now).await?;
        let mut paths: BTreeSet<String> = rows.iter().map(|row| row.role_scope.clone()).collect();
        paths.extend(known.schools.values().map(|school| academy_of(&school.path)));
        paths.extend(rows.iter().map(|row| format!("fr/{}/", row.role_scope)));
        paths.insert("fr/".to_owned());
        let found: Vec<(String, Uuid)> = db
            .query(sql! {
                sqlite: "select n.path, n.id from json_each($1) asked cross join org_node n on n.path = asked.value",
                postgres: "select n.path, n.id from jsonb_array_elements_text($1) asked (value)
                             join org_node n on n.path = asked.value",
            })
            .bind(Json(paths))
            .all()
            .await?;
        known.nodes = found.into_iter().collect();
        Ok(known)
    }

    /// Whose address it is or was: the living owner alone if there is one, everybody who had it otherwise.
    pub(in crate::school::import) fn owners_of(&self, address: &str) -> Vec<Uuid> {
        let Some(found) = self.by_address.get(&text::address_key(address)) else { return Vec::new() };
        match found.iter().find(|(_, living)| *living) {
            Some((person, _)) => vec![*person],
            None => found.iter().map(|(person, _)| *person).collect(),
        }
    }

    pub(in crate::school::import) fn namesakes_of(&self, usual: &str, given: &str, uai: &str) -> Vec<Uuid> {
        self.by_name.get(&(name_key(usual, given), uai.to_owned())).cloned().unwrap_or_default()
    }

    pub(in crate::school::import) fn node(&self, path: &str) -> Option<Uuid> {
        self.nodes.get(path).copied()
    }

    async fn owners(&mut self, db: &mut impl Conn, addresses: &BTreeSet<String>) -> Result<()> {
        let found: Vec<(String, Uuid, i32)> = db
            .query(sql! {
                sqlite: "select e.address_key, e.person_id, max(case when e.ends_at is null then 1 else 0 end)
                           from json_each($1) asked
                           cross join email e on e.address_key = asked.value
                          group by e.address_key, e.person_id
                          order by e.address_key, e.person_id",
                postgres: "select e.address_key, e.person_id, max(case when e.ends_at is null then 1 else 0 end)
                             from jsonb_array_elements_text($1) asked (value)
                             join email e on e.address_key = asked.value
                            group by e.address_key, e.person_id
                            order by e.address_key, e.person_id",
            })
            .bind(Json(addresses))
            .all()
            .await?;
        for (address, person, living) in found {
            self.people.entry(person).or_default();
            self.by_address.entry(address).or_default().push((person, living > 0));
        }
        Ok(())
    }

    async fn namesakes(
        &mut self,
        db: &mut impl Conn,
        names: &BTreeSet<String>,
        now: Timestamp,
    ) -> Result<()> {
        let names: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
        let found: Vec<(Uuid,)> = db
            .query(sql! {
                sqlite: "select p.id from json_each($1) asked cross join person p on p.name_key = asked.value order by p.id",
                postgres: "select p.id from jsonb_array_elements_text($1) asked (value)
                             join person p on p.name_key = asked.value order by p.id",
            })
            .bind(Json(names))
            .all()
            .await?;
        for (person,) in found {
            self.people.entry(person).or_default();
        }
        self.look_at(db, now).await?;
        for (id, person) in &self.people {
            let name = name_key(&person.usual_name, &person.given_name);
            for posting in &person.postings {
                self.by_name.entry((name.clone(), posting.uai.clone())).or_default().push(*id);
            }
        }
        Ok(())
    }

    /// Names, postings and roles of everybody found.
    async fn look_at(&mut self, db: &mut impl Conn, now: Timestamp) -> Result<()> {
        let ids: Vec<String> = self.people.keys().map(|id| hex(*id)).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let names: Vec<(Uuid, String, String)> = db
            .query(sql! {
                sqlite: "select p.id, p.given_name, p.usual_name
                           from json_each($1) asked
                           cross join person p on p.id = unhex(asked.value)",
                postgres: "select p.id, p.given_name, p.usual_name
                             from jsonb_array_elements_text($1) asked (value)
                             join person p on p.id = cast(asked.value as uuid)",
            })
            .bind(Json(&ids))
            .all()
            .await?;
        for (id, given_name, usual_name) in names {
            let person = self.people.entry(id).or_default();
            (person.given_name, person.usual_name) = (given_name, usual_name);
        }
        let postings: Vec<Posting> = db
            .query(sql! {
                sqlite: "select o.id, o.person_id, n.code as uai, n.path, o.discipline, o.main, o.employment_status
                           from json_each($1) asked
                           cross join posting o on o.person_id = unhex(asked.value) and o.ends_at is null
                           cross join org_node n on n.id = o.school_id
                          order by o.id",
                postgres: "select o.id, o.person_id, n.code as uai, n.path, o.discipline, o.main, o.employment_status
                             from jsonb_array_elements_text($1) asked (value)
                             join posting o on o.person_id = cast(asked.value as uuid) and o.ends_at is null
                             join org_node n on n.id = o.school_id
                            order by o.id",
            })
            .bind(Json(&ids))
            .all()
            .await?;
        for posting in postings {
            self.people.entry(posting.person_id).or_default().postings.push(posting);
        }
        let roles: Vec<(Uuid, String, Option<String>)> = db
            .query(sql! {
                sqlite: "select g.person_id, g.role, n.path
                           from json_each($1) asked
                           cross join role_grant g on g.person_id = unhex(asked.value)
                                and g.starts_at <= $2 and (g.ends_at is null or g.ends_at > $2)
                           left join org_node n on n.id = g.node_id",
                postgres: "select g.person_id, g.role, n.path
                             from jsonb_array_elements_text($1) asked (value)
                             join role_grant g on g.person_id = cast(asked.value as uuid)
                                  and g.starts_at <= $2 and (g.ends_at is null or g.ends_at > $2)
                             left join org_node n on n.id = g.node_id",
            })
            .bind(Json(&ids))
            .bind(now)
            .all()
            .await?;
        for (person, role, path) in roles {
            self.people.entry(person).or_default().roles.insert((role, path.unwrap_or_default()));
        }
        Ok(())
    }
}

/// The key people are sorted and found by.
pub(in crate::school::import) fn name_key(usual: &str, given: &str) -> String {
    text::key(&format!("{usual} {given}"))
}

/// Path of the académie that something lies in.
pub(in crate::school::import) fn academy_of(path: &str) -> String {
    path.match_indices('/').nth(1).map_or_else(String::new, |(at, _)| path[..=at].to_owned())
}

async fn schools(db: &mut impl Conn, uais: &BTreeSet<&str>) -> Result<HashMap<String, At>> {
    let found: Vec<At> = db
        .query(sql! {
            sqlite: "select s.uai, n.id, n.path, n.state <> 'closed' as open
                       from json_each($1) asked
                       cross join school s on s.uai = asked.value
                       cross join org_node n on n.id = s.node_id",
            postgres: "select s.uai, n.id, n.path, n.state <> 'closed' as open
                         from jsonb_array_elements_text($1) asked (value)
                         join school s on s.uai = asked.value
                         join org_node n on n.id = s.node_id",
        })
        .bind(Json(uais))
        .all()
        .await?;
    Ok(found.into_iter().map(|school| (school.uai.clone(), school)).collect())
}
