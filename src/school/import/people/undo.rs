//! Taking people back out, and putting back what was changed.

use std::collections::{HashMap, HashSet};

use sqlx::types::Json;
use uuid::Uuid;

use super::known::name_key;
use super::write::{PersonOut, PostingOut, PostingState, Undo, not_main, rename, repost};
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Result};
use crate::school::import::rows::{Ended, Line};
use crate::sql;

/// A person as they are now.
#[derive(Debug, Clone, sqlx::FromRow)]
struct Now {
    id: Uuid,
    given_name: String,
    usual_name: String,
    /// Logged in once, named référent, enrolled somewhere: what they did stays theirs.
    has_a_life: bool,
}

#[derive(Debug, Clone, sqlx::FromRow)]
struct PostingNow {
    id: Uuid,
    discipline: Option<String>,
    main: bool,
    employment_status: String,
}

#[derive(Default)]
struct Back {
    postings: Vec<PostingOut>,
    gone_postings: Vec<String>,
    mains: Vec<String>,
    names: Vec<PersonOut>,
    gone_emails: Vec<String>,
    gone_roles: Vec<String>,
    people: Vec<String>,
}

/// Undoes rows about people, the last one written first. With `remove`, whoever is left without anything is taken away
/// entirely; otherwise, and when something else names them, their account is closed.
pub(in crate::school::import) async fn undo(
    tx: &mut Tx,
    lines: Vec<Line>,
    remove: bool,
    now: Timestamp,
) -> Result<Vec<Ended>> {
    let mut undos = Vec::new();
    for line in &lines {
        let undo: Undo = serde_json::from_value(line.detail.undo.clone()).map_err(Error::broken)?;
        undos.push(undo);
    }
    let people = people(tx, &undos).await?;
    let postings = postings(tx, &undos).await?;
    let (mut back, mut ended) = (Back::default(), Vec::new());
    for (line, undo) in lines.into_iter().zip(&undos) {
        let mut end = Ended {
            number: line.number,
            outcome: if undo.was.is_some() || undo.names.is_some() { "restored" } else { "removed" },
            reason: line.reason,
            detail: line.detail.0,
        };
        if let Err(why) = hold(undo, &people, &postings) {
            end.outcome = "kept";
            why.clone_into(&mut end.reason);
        } else {
            back.take(undo);
        }
        ended.push(end);
    }
    back.write(tx, now).await?;
    let closed = leave(tx, &back.people, remove, now).await?;
    for (end, undo) in ended.iter_mut().zip(&undos) {
        if undo.created && end.outcome != "kept" && closed.contains(&undo.person) {
            end.outcome = "closed";
            "things-hang".clone_into(&mut end.reason);
        }
    }
    Ok(ended)
}

/// Whether everything is still as the row left it.
fn hold(
    undo: &Undo,
    people: &HashMap<String, Now>,
    postings: &HashMap<String, PostingState>,
) -> Result<(), &'static str> {
    let person = people.get(&undo.person).ok_or("gone-since")?;
    if undo.created && person.has_a_life {
        return Err("things-hang");
    }
    if let Some([_, (given, usual)]) = &undo.names
        && (&person.given_name, &person.usual_name) != (given, usual)
    {
        return Err("changed-since");
    }
    if let (Some(posting), Some(left)) = (&undo.posting, &undo.is) {
        let is = postings.get(posting).ok_or("changed-since")?;
        if is != left {
            return Err("changed-since");
        }
    }
    Ok(())
}

impl Back {
    fn take(&mut self, undo: &Undo) {
        if let Some(posting) = &undo.posting {
            match &undo.was {
                Some(was) => self.postings.push(PostingOut {
                    id: posting.clone(),
                    person: undo.person.clone(),
                    school: String::new(),
                    state: was.clone(),
                }),
                None => self.gone_postings.push(posting.clone()),
            }
        }
        self.mains.extend(undo.mains.iter().cloned());
        if let Some([(given, usual), _]) = &undo.names {
            self.names.push(PersonOut {
                id: undo.person.clone(),
                given_name: given.clone(),
                usual_name: usual.clone(),
                name_key: name_key(usual, given),
                discipline: None,
            });
        }
        self.gone_emails.extend(undo.email.iter().cloned());
        self.gone_roles.extend(undo.roles.iter().cloned());
        if undo.created {
            self.people.push(undo.person.clone());
        }
    }

    async fn write(&self, tx: &mut Tx, now: Timestamp) -> Result<()> {
        if !self.postings.is_empty() {
            repost(tx, &self.postings).await?;
        }
        if !self.gone_postings.is_empty() {
            tx.query(sql! {
                sqlite: "delete from posting where id in (select unhex(asked.value) from json_each($1) asked)",
                postgres: "delete from posting where id in
                               (select cast(asked.value as uuid) from jsonb_array_elements_text($1) asked (value))",
            })
            .bind(Json(&self.gone_postings))
            .run()
            .await?;
        }
        if !self.mains.is_empty() {
            not_main(tx, &self.mains, true).await?;
        }
        if !self.names.is_empty() {
            rename(tx, &self.names, now).await?;
        }
        if !self.gone_roles.is_empty() {
            // A role that held for a while did hold: it ends, its days stay.
            tx.query(sql! {
                sqlite: "update role_grant set ends_at = $2
                          where (ends_at is null or ends_at > $2)
                            and id in (select unhex(asked.value) from json_each($1) asked)",
                postgres: "update role_grant set ends_at = $2
                            where (ends_at is null or ends_at > $2)
                              and id in
                                  (select cast(asked.value as uuid) from jsonb_array_elements_text($1) asked (value))",
            })
            .bind(Json(&self.gone_roles))
            .bind(now)
            .run()
            .await?;
        }
        if !self.gone_emails.is_empty() {
            self.emails(tx).await?;
        }
        Ok(())
    }

    /// Takes the added addresses away; the newest that is left is the main one again.
    async fn emails(&self, tx: &mut Tx) -> Result<()> {
        tx.query(sql! {
            sqlite: "update email set main = true
                      where id in (select o.id from json_each($1) asked
                                    cross join email e on e.id = unhex(asked.value)
                                    cross join email o on o.person_id = e.person_id and o.id <> e.id
                                          and o.ends_at is null
                                    where not exists (select 1 from email m
                                                       where m.person_id = o.person_id and m.id <> e.id
                                                         and m.ends_at is null
                                                         and (m.starts_at, m.id) > (o.starts_at, o.id)))",
            postgres: "update email set main = true
                        where id in (select o.id from jsonb_array_elements_text($1) asked (value)
                                      join email e on e.id = cast(asked.value as uuid)
                                      join email o on o.person_id = e.person_id and o.id <> e.id and o.ends_at is null
                                     where not exists (select 1 from email m
                                                        where m.person_id = o.person_id and m.id <> e.id
                                                          and m.ends_at is null
                                                          and (m.starts_at, m.id) > (o.starts_at, o.id)))",
        })
        .bind(Json(&self.gone_emails))
        .run()
        .await?;
        tx.query(sql! {
            sqlite: "delete from email where id in (select unhex(asked.value) from json_each($1) asked)",
            postgres: "delete from email where id in
                           (select cast(asked.value as uuid) from jsonb_array_elements_text($1) asked (value))",
        })
        .bind(Json(&self.gone_emails))
        .run()
        .await?;
        Ok(())
    }
}

/// Takes away who came with the batch and has nothing else; gives those whose account was closed instead.
async fn leave(tx: &mut Tx, people: &[String], remove: bool, now: Timestamp) -> Result<HashSet<String>> {
    if people.is_empty() {
        return Ok(HashSet::new());
    }
    if remove {
        tx.query(sql! {
            sqlite: "delete from person
                      where id in (select unhex(asked.value) from json_each($1) asked)
                        and not exists (select 1 from posting o where o.person_id = person.id)
                        and not exists (select 1 from role_grant g
                                         where g.person_id = person.id and (g.ends_at is null or g.ends_at > $2))",
            postgres: "delete from person
                        where id in (select cast(asked.value as uuid) from jsonb_array_elements_text($1) asked (value))
                          and not exists (select 1 from posting o where o.person_id = person.id)
                          and not exists (select 1 from role_grant g
                                           where g.person_id = person.id and (g.ends_at is null or g.ends_at > $2))",
        })
        .bind(Json(people))
        .bind(now)
        .run()
        .await?;
    } else {
        tx.query(sql! {
            sqlite: "update account set state = 'deactivated', updated_at = $2
                      where state = 'invited' and person_id in (select unhex(asked.value) from json_each($1) asked)",
            postgres: "update account set state = 'deactivated', updated_at = $2
                        where state = 'invited' and person_id in
                              (select cast(asked.value as uuid) from jsonb_array_elements_text($1) asked (value))",
        })
        .bind(Json(people))
        .bind(now)
        .run()
        .await?;
    }
    let left: Vec<(Uuid,)> = tx
        .query(sql! {
            sqlite: "select p.id from json_each($1) asked cross join person p on p.id = unhex(asked.value)",
            postgres: "select p.id from jsonb_array_elements_text($1) asked (value)
                         join person p on p.id = cast(asked.value as uuid)",
        })
        .bind(Json(people))
        .all()
        .await?;
    Ok(left.into_iter().map(|(id,)| crate::school::import::hex(id)).collect())
}

async fn people(tx: &mut Tx, undos: &[Undo]) -> Result<HashMap<String, Now>> {
    let ids: Vec<&str> = undos.iter().map(|undo| undo.person.as_str()).collect();
    let found: Vec<Now> = tx
        .query(sql! {
            sqlite: "select p.id, p.given_name, p.usual_name,
                            exists (select 1 from account a where a.person_id = p.id
                                       and (a.state in ('active', 'locked') or a.last_login_at is not null))
                            or exists (select 1 from nomination n where n.person_id = p.id)
                            or exists (select 1 from enrolment e where e.person_id = p.id) as has_a_life
                       from json_each($1) asked
                       cross join person p on p.id = unhex(asked.value)",
            postgres: "select p.id, p.given_name, p.usual_name,
                              exists (select 1 from account a where a.person_id = p.id
                                         and (a.state in ('active', 'locked') or a.last_login_at is not null))
                              or exists (select 1 from nomination n where n.person_id = p.id)
                              or exists (select 1 from enrolment e where e.person_id = p.id) as has_a_life
                         from jsonb_array_elements_text($1) asked (value)
                         join person p on p.id = cast(asked.value as uuid)",
        })
        .bind(Json(ids))
        .all()
        .await?;
    Ok(found.into_iter().map(|person| (crate::school::import::hex(person.id), person)).collect())
}

async fn postings(tx: &mut Tx, undos: &[Undo]) -> Result<HashMap<String, PostingState>> {
    let ids: Vec<&str> = undos.iter().filter_map(|undo| undo.posting.as_deref()).collect();
    let found: Vec<PostingNow> = tx
        .query(sql! {
            sqlite: "select o.id, o.discipline, o.main, o.employment_status
                       from json_each($1) asked
                       cross join posting o on o.id = unhex(asked.value)
                      where o.ends_at is null",
            postgres: "select o.id, o.discipline, o.main, o.employment_status
                         from jsonb_array_elements_text($1) asked (value)
                         join posting o on o.id = cast(asked.value as uuid)
                        where o.ends_at is null",
        })
        .bind(Json(ids))
        .all()
        .await?;
    Ok(found
        .into_iter()
        .map(|posting| {
            let state = PostingState {
                discipline: posting.discipline,
                main: posting.main,
                status: posting.employment_status,
            };
            (crate::school::import::hex(posting.id), state)
        })
        .collect())
}
