//! Writing people in bulk: one statement for a thousand of them, never one for each.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

use super::judge::Plan;
use super::known::{Known, name_key};
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::Result;
use crate::school::import::hex;
use crate::{ids, sql, text};

/// A posting as it was or is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::school::import) struct PostingState {
    pub(in crate::school::import) discipline: Option<String>,
    pub(in crate::school::import) main: bool,
    pub(in crate::school::import) status: String,
}

/// What undoes a row about a person; ids in hexadecimal.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::school::import) struct Undo {
    pub(in crate::school::import) person: String,
    /// The person was made by this row.
    pub(in crate::school::import) created: bool,
    /// An address that a known person got.
    pub(in crate::school::import) email: Option<String>,
    /// The posting that started or changed, and how it was before and after.
    pub(in crate::school::import) posting: Option<String>,
    pub(in crate::school::import) was: Option<PostingState>,
    pub(in crate::school::import) is: Option<PostingState>,
    /// Postings that are the main one no more.
    pub(in crate::school::import) mains: Vec<String>,
    /// Given and usual name before and after.
    pub(in crate::school::import) names: Option<[(String, String); 2]>,
    pub(in crate::school::import) roles: Vec<String>,
}

#[derive(Debug, Default)]
struct Out {
    people: Vec<PersonOut>,
    emails: Vec<EmailOut>,
    postings: Vec<PostingOut>,
    changed: Vec<PostingOut>,
    mains: Vec<String>,
    names: Vec<PersonOut>,
    roles: Vec<RoleOut>,
}

#[derive(Debug, Serialize)]
pub(super) struct PersonOut {
    pub(super) id: String,
    pub(super) given_name: String,
    pub(super) usual_name: String,
    pub(super) name_key: String,
    pub(super) discipline: Option<String>,
}

#[derive(Debug, Serialize)]
struct EmailOut {
    id: String,
    person: String,
    address: String,
    address_key: String,
    /// Another address was the main one until now.
    takes_over: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct PostingOut {
    pub(super) id: String,
    pub(super) person: String,
    pub(super) school: String,
    #[serde(flatten)]
    pub(super) state: PostingState,
}

#[derive(Debug, Serialize)]
struct RoleOut {
    id: String,
    person: String,
    role: &'static str,
    node: Option<String>,
}

/// Writes what rows ask for: pairs of an address and its plan, in the order of the file. Gives what undoes each, and the
/// people who are new.
pub(in crate::school::import) async fn write(
    tx: &mut Tx,
    plans: &[(&str, Plan)],
    known: &Known,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<(Vec<Undo>, Vec<Uuid>)> {
    let mut out = Out::default();
    let (mut undo, mut new) = (Vec::new(), Vec::new());
    // The same new person may stand in several rows: a row for each school.
    let mut made: HashMap<String, Uuid> = HashMap::new();
    let mut has_main: HashMap<Uuid, bool> = HashMap::new();
    // Whose main school stands in another row of this piece.
    let told: HashSet<String> = plans
        .iter()
        .filter(|(_, plan)| plan.posting.as_ref().is_some_and(|posting| posting.main == Some(true)))
        .map(|(address, _)| text::address_key(address))
        .collect();
    for (address, plan) in plans {
        let key = text::address_key(address);
        let id = plan.person.or_else(|| made.get(&key).copied());
        let mut one = Undo::default();
        let person = match id {
            Some(person) => {
                if plan.new_address {
                    let email = email(&hex(person), address, key.clone(), true, now);
                    one.email = Some(email.id.clone());
                    out.emails.push(email);
                }
                person
            }
            None => {
                let person = ids::new(now);
                made.insert(key.clone(), person);
                new.push(person);
                one.created = true;
                out.people.push(named(person, plan));
                out.emails.push(email(&hex(person), address, key.clone(), false, now));
                person
            }
        };
        one.person = hex(person);
        let somebody = known.people.get(&person);
        if plan.new_names
            && let Some(somebody) = somebody
        {
            out.names.push(named(person, plan));
            one.names = Some([
                (somebody.given_name.clone(), somebody.usual_name.clone()),
                (plan.given_name.clone(), plan.usual_name.clone()),
            ]);
        }
        if let Some(posting) = &plan.posting {
            let there = somebody.is_some_and(|somebody| somebody.postings.iter().any(|p| p.main));
            let has_main = has_main.entry(person).or_insert(there);
            let main = posting.main.unwrap_or(!*has_main && !told.contains(&key));
            *has_main |= main;
            let state =
                PostingState { discipline: posting.discipline.clone(), main, status: posting.status.clone() };
            let mut written = PostingOut {
                id: hex(posting.id.unwrap_or_else(|| ids::new(now))),
                person: hex(person),
                school: hex(posting.school),
                state: state.clone(),
            };
            one.posting = Some(written.id.clone());
            one.is = Some(state);
            let others = somebody.map_or(&[][..], |somebody| &somebody.postings);
            if main {
                let mains = others.iter().filter(|other| other.main && Some(other.id) != posting.id);
                one.mains = mains.map(|other| hex(other.id)).collect();
                out.mains.extend(one.mains.iter().cloned());
            }
            match others.iter().find(|other| Some(other.id) == posting.id) {
                None => out.postings.push(written),
                Some(running) => {
                    one.was = Some(PostingState {
                        discipline: running.discipline.clone(),
                        main: running.main,
                        status: running.employment_status.clone(),
                    });
                    written.state.main = main;
                    out.changed.push(written);
                }
            }
        }
        for (role, node) in &plan.roles {
            let given = RoleOut {
                id: hex(ids::new(now)),
                person: hex(person),
                role: role.code(),
                node: node.map(hex),
            };
            one.roles.push(given.id.clone());
            out.roles.push(given);
        }
        undo.push(one);
    }
    out.write(tx, by, now).await?;
    Ok((undo, new))
}

fn named(person: Uuid, plan: &Plan) -> PersonOut {
    PersonOut {
        id: hex(person),
        given_name: plan.given_name.clone(),
        usual_name: plan.usual_name.clone(),
        name_key: name_key(&plan.usual_name, &plan.given_name),
        discipline: plan.posting.as_ref().and_then(|posting| posting.discipline.clone()),
    }
}

fn email(person: &str, address: &str, address_key: String, takes_over: bool, now: Timestamp) -> EmailOut {
    EmailOut {
        id: hex(ids::new(now)),
        person: person.to_owned(),
        address: address.trim().to_owned(),
        address_key,
        takes_over,
    }
}

impl Out {
    async fn write(&self, tx: &mut Tx, by: Option<Uuid>, now: Timestamp) -> Result<()> {
        if !self.people.is_empty() {
            self.people(tx, now).await?;
        }
        if !self.names.is_empty() {
            rename(tx, &self.names, now).await?;
        }
        if !self.emails.is_empty() {
            self.emails(tx, now).await?;
        }
        if !self.mains.is_empty() {
            not_main(tx, &self.mains, false).await?;
        }
        if !self.changed.is_empty() {
            repost(tx, &self.changed).await?;
        }
        if !self.postings.is_empty() {
            self.postings(tx, now).await?;
        }
        if !self.roles.is_empty() {
            self.roles(tx, by, now).await?;
        }
        Ok(())
    }

    async fn people(&self, tx: &mut Tx, now: Timestamp) -> Result<()> {
        tx.query(sql! {
            sqlite: "insert into person (id, given_name, usual_name, name_key, discipline, reading, created_at, updated_at)
                     select unhex(r.value ->> 'id'), r.value ->> 'given_name', r.value ->> 'usual_name',
                            r.value ->> 'name_key', r.value ->> 'discipline', '{}', $2, $2
                       from json_each($1) r",
            postgres: "insert into person (id, given_name, usual_name, name_key, discipline, reading, created_at,
                                           updated_at)
                       select r.id, r.given_name, r.usual_name, r.name_key, r.discipline, '{}', $2, $2
                         from jsonb_to_recordset($1) r (id uuid, given_name text, usual_name text, name_key text,
                                                        discipline text)",
        })
        .bind(Json(&self.people))
        .bind(now)
        .run()
        .await?;
        // In waiting, without a mail: that is asked for apart.
        tx.query(sql! {
            sqlite: "insert into account (person_id, state, created_at, updated_at)
                     select unhex(r.value ->> 'id'), 'invited', $2, $2 from json_each($1) r",
            postgres: "insert into account (person_id, state, created_at, updated_at)
                       select r.id, 'invited', $2, $2 from jsonb_to_recordset($1) r (id uuid)",
        })
        .bind(Json(&self.people))
        .bind(now)
        .run()
        .await?;
        Ok(())
    }

    async fn emails(&self, tx: &mut Tx, now: Timestamp) -> Result<()> {
        let taking: Vec<&EmailOut> = self.emails.iter().filter(|email| email.takes_over).collect();
        if !taking.is_empty() {
            tx.query(sql! {
                sqlite: "update email set main = false
                          where main and person_id in (select unhex(r.value ->> 'person') from json_each($1) r)",
                postgres: "update email set main = false
                            where main and person_id in
                                  (select r.person from jsonb_to_recordset($1) r (person uuid))",
            })
            .bind(Json(taking))
            .run()
            .await?;
        }
        tx.query(sql! {
            sqlite: "insert into email (id, person_id, address, address_key, main, starts_at)
                     select unhex(r.value ->> 'id'), unhex(r.value ->> 'person'), r.value ->> 'address',
                            r.value ->> 'address_key', true, $2
                       from json_each($1) r",
            postgres: "insert into email (id, person_id, address, address_key, main, starts_at)
                       select r.id, r.person, r.address, r.address_key, true, $2
                         from jsonb_to_recordset($1) r (id uuid, person uuid, address text, address_key text)",
        })
        .bind(Json(&self.emails))
        .bind(now)
        .run()
        .await?;
        Ok(())
    }

    async fn postings(&self, tx: &mut Tx, now: Timestamp) -> Result<()> {
        tx.query(sql! {
            sqlite: "insert into posting (id, person_id, school_id, discipline, main, employment_status, starts_at, source,
                                          created_at)
                     select unhex(r.value ->> 'id'), unhex(r.value ->> 'person'), unhex(r.value ->> 'school'),
                            r.value ->> 'discipline', r.value ->> 'main', r.value ->> 'status', $2, 'import', $2
                       from json_each($1) r",
            postgres: "insert into posting (id, person_id, school_id, discipline, main, employment_status, starts_at,
                                            source, created_at)
                       select r.id, r.person, r.school, r.discipline, r.main, r.status, $2, 'import', $2
                         from jsonb_to_recordset($1) r (id uuid, person uuid, school uuid, discipline text,
                                                        main boolean, status text)",
        })
        .bind(Json(&self.postings))
        .bind(now)
        .run()
        .await?;
        Ok(())
    }

    async fn roles(&self, tx: &mut Tx, by: Option<Uuid>, now: Timestamp) -> Result<()> {
        tx.query(sql! {
            sqlite: "insert into role_grant (id, person_id, role, node_id, starts_at, granted_by, reason)
                     select unhex(r.value ->> 'id'), unhex(r.value ->> 'person'), r.value ->> 'role',
                            unhex(r.value ->> 'node'), $2, $3, 'import'
                       from json_each($1) r",
            postgres: "insert into role_grant (id, person_id, role, node_id, starts_at, granted_by, reason)
                       select r.id, r.person, r.role, r.node, $2, $3, 'import'
                         from jsonb_to_recordset($1) r (id uuid, person uuid, role text, node uuid)",
        })
        .bind(Json(&self.roles))
        .bind(now)
        .bind(by)
        .run()
        .await?;
        Ok(())
    }
}

/// New names of known people.
pub(super) async fn rename(tx: &mut Tx, people: &[PersonOut], now: Timestamp) -> Result<()> {
    tx.query(sql! {
        sqlite: "update person
                    set given_name = r.value ->> 'given_name', usual_name = r.value ->> 'usual_name',
                        name_key = r.value ->> 'name_key', updated_at = $2
                   from json_each($1) r
                  where person.id = unhex(r.value ->> 'id')",
        postgres: "update person
                      set given_name = r.given_name, usual_name = r.usual_name, name_key = r.name_key, updated_at = $2
                     from jsonb_to_recordset($1) r (id uuid, given_name text, usual_name text, name_key text)
                    where person.id = r.id",
    })
    .bind(Json(people))
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Postings that are the main one, or no more.
pub(super) async fn not_main(tx: &mut Tx, ids: &[String], main: bool) -> Result<()> {
    tx.query(sql! {
        sqlite: "update posting set main = $2
                  where ends_at is null and id in (select unhex(asked.value) from json_each($1) asked)",
        postgres: "update posting set main = $2
                    where ends_at is null and id in
                          (select cast(asked.value as uuid) from jsonb_array_elements_text($1) asked (value))",
    })
    .bind(Json(ids))
    .bind(main)
    .run()
    .await?;
    Ok(())
}

/// Running postings brought to another state.
pub(super) async fn repost(tx: &mut Tx, postings: &[PostingOut]) -> Result<()> {
    tx.query(sql! {
        sqlite: "update posting
                    set discipline = r.value ->> 'discipline', main = r.value ->> 'main',
                        employment_status = r.value ->> 'status'
                   from json_each($1) r
                  where posting.id = unhex(r.value ->> 'id')",
        postgres: "update posting
                      set discipline = r.discipline, main = r.main, employment_status = r.status
                     from jsonb_to_recordset($1) r (id uuid, discipline text, main boolean, status text)
                    where posting.id = r.id",
    })
    .bind(Json(postings))
    .run()
    .await?;
    Ok(())
}
