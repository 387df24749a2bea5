//! Review: what is to be shown beyond a school is read by somebody else first (AUT-6, domain.md §4.12).

use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::publish::Prepared;
use super::save::text_at;
use super::{Module, State, author, hold, module, note};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::need::codes;
use crate::notice::{Notice, tell, tell_all};
use crate::school::Node;
use crate::{ids, sql};

/// Longest remark, in characters.
pub const REMARK_MAX: usize = 4_000;
/// Most remarks of a module.
const MOST_REMARKS: i64 = 500;
/// Reviewers told at most.
const MOST_TOLD: i64 = 200;

codes! {
    /// What a reviewer decides.
    Decision { Return = "returned", Validate = "validated" }
}

/// What a reviewer wrote.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Remark {
    pub id: Uuid,
    /// Save it was written on.
    pub revision: i32,
    pub author: String,
    verdict: Option<String>,
    /// None: about the whole.
    pub path: Option<String>,
    pub line: Option<i32>,
    pub body: String,
    pub created_at: Timestamp,
}

impl Remark {
    pub fn decision(&self) -> Option<Decision> {
        self.verdict.as_deref().and_then(Decision::parse)
    }
}

/// Asks for a review, to be shown to the people of a node above the school. What was checked is what is read.
///
/// # Errors
/// Refusals `workshop-changed`, `workshop-in-review`, `workshop-node` for a node that is not above the school.
pub async fn submit(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, Uuid)>,
    prepared: &Prepared,
    now: Timestamp,
) -> Result<()> {
    let (id, node) = *allowed.thing();
    let by = author(&allowed)?;
    let module = hold(tx, id).await?;
    if module.revision != prepared.revision {
        return Err(Refusal::new("workshop-changed").into());
    }
    match module.state() {
        State::InReview => return Err(Refusal::new("workshop-in-review").into()),
        State::Draft | State::Validated | State::Published => {}
    }
    let node = crate::school::node(tx, node).await?;
    if !above(&module, &node) {
        return Err(Refusal::new("workshop-node").into());
    }
    tx.query(sql!(
        "update workshop_module
            set state = 'in_review', node_id = $2, submitted_at = $3, updated_at = $3
          where id = $1"
    ))
    .bind(id)
    .bind(node.id)
    .bind(now)
    .run()
    .await?;
    let detail = json!({ "node": node.id, "revision": module.revision });
    note(tx, Some(by), "workshop.submit", id, detail, now).await?;
    let readers: Vec<(Uuid,)> = tx
        .query(sql!(
            "select distinct g.person_id
               from role_grant g
               join org_node n on n.id = g.node_id
              where g.role in ('inspector', 'discipline_contact', 'plan_manager', 'centre_trainer', 'national_admin')
                and substr($1, 1, length(n.path)) = n.path and g.person_id <> $2
                and g.starts_at <= $3 and (g.ends_at is null or g.ends_at > $3)
              order by g.person_id
              limit $4"
        ))
        .bind(&node.path)
        .bind(module.owner_id)
        .bind(now)
        .bind(MOST_TOLD)
        .all()
        .await?;
    let readers: Vec<Uuid> = readers.into_iter().map(|(person,)| person).collect();
    let path = format!("/atelier/relectures/{id}");
    let about = format!("module:{id}:submitted:{}", module.revision);
    let notice = Notice {
        to: Uuid::nil(),
        kind: "module-submitted",
        detail: json!({ "title": module.title, "who": module.owner_name }),
        path: &path,
        asks_act: false,
        about: &about,
    };
    tell_all(tx, &readers, notice, now).await
}

/// A node that a module may be shown on: above its school.
fn above(module: &Module, node: &Node) -> bool {
    node.path != module.school_path && module.school_path.starts_with(&node.path)
}

/// The author takes it back before a verdict.
///
/// # Errors
/// Refusal `workshop-not-in-review`.
pub async fn take_back(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let module = hold(tx, *allowed.thing()).await?;
    in_review(&module)?;
    draft_again(tx, module.id, now).await?;
    note(tx, allowed.by(), "workshop.take_back", module.id, json!({}), now).await
}

fn in_review(module: &Module) -> Result<()> {
    match module.state() {
        State::InReview => Ok(()),
        State::Draft | State::Validated | State::Published => {
            Err(Refusal::new("workshop-not-in-review").into())
        }
    }
}

/// A draft again, for the place where it is in service, or for the school.
async fn draft_again(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<()> {
    tx.query(sql!(
        "update workshop_module
            set state = 'draft', submitted_at = null, updated_at = $2,
                node_id = case when exists (select 1 from course c
                                             where c.slug = workshop_module.slug and c.source = 'workshop'
                                               and c.scope_node = workshop_module.node_id)
                               then node_id else school_id end
          where id = $1"
    ))
    .bind(id)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Returns a module with a comment, or validates it. The author is told.
///
/// # Errors
/// `Invalid` for a return without a comment; refusals `workshop-own-review` for one's own module,
/// `workshop-not-in-review`, `workshop-changed`.
pub async fn decide(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, i32)>,
    decision: Decision,
    comment: &str,
    now: Timestamp,
) -> Result<()> {
    let (id, seen) = *allowed.thing();
    let by = author(&allowed)?;
    let module = hold(tx, id).await?;
    others(&module, by)?;
    in_review(&module)?;
    if module.revision != seen {
        return Err(Refusal::new("workshop-changed").into());
    }
    let comment = comment.trim();
    let long = comment.chars().count() > REMARK_MAX;
    if long || (decision == Decision::Return && comment.is_empty()) {
        return Err(Fault::new("comment", "workshop-comment").with("max", REMARK_MAX).into());
    }
    let written = Written { verdict: Some(decision), path: None, line: None, body: comment };
    write(tx, &module, by, written, now).await?;
    match decision {
        Decision::Return => draft_again(tx, id, now).await?,
        Decision::Validate => {
            tx.query(sql!("update workshop_module set state = 'validated', updated_at = $2 where id = $1"))
                .bind(id)
                .bind(now)
                .run()
                .await?;
        }
    }
    let detail = json!({ "decision": decision.code(), "revision": module.revision });
    note(tx, Some(by), "workshop.decide", id, detail, now).await?;
    let (path, about) = (format!("/atelier/{id}"), format!("module:{id}:{}:{}", decision.code(), now.0));
    let kind = match decision {
        Decision::Return => "module-returned",
        Decision::Validate => "module-validated",
    };
    let notice = Notice {
        to: module.owner_id,
        kind,
        detail: json!({ "title": module.title }),
        path: &path,
        asks_act: true,
        about: &about,
    };
    tell(tx, notice, now).await
}

/// A reviewer is never the author (AUT-6).
fn others(module: &Module, by: Uuid) -> Result<()> {
    if module.owner_id == by { Err(Refusal::new("workshop-own-review").into()) } else { Ok(()) }
}

struct Written<'a> {
    verdict: Option<Decision>,
    path: Option<&'a str>,
    line: Option<i32>,
    body: &'a str,
}

async fn write(tx: &mut Tx, module: &Module, by: Uuid, written: Written<'_>, now: Timestamp) -> Result<()> {
    tx.query(sql!(
        "insert into workshop_remark (id, module_id, revision, author_id, verdict, path, line, body, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    ))
    .bind(ids::new(now))
    .bind(module.id)
    .bind(module.revision)
    .bind(by)
    .bind(written.verdict.map(Decision::code))
    .bind(written.path)
    .bind(written.line)
    .bind(written.body)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Writes a comment on a line of a file.
///
/// # Errors
/// `Invalid` for a comment without words; `NotFound` for a line that is not there; those of [`decide`].
pub async fn comment(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    path: &str,
    line: i32,
    body: &str,
    now: Timestamp,
) -> Result<()> {
    let by = author(&allowed)?;
    let module = hold(tx, *allowed.thing()).await?;
    others(&module, by)?;
    in_review(&module)?;
    let body = body.trim();
    if body.is_empty() || body.chars().count() > REMARK_MAX {
        return Err(Fault::new("body", "workshop-comment").with("max", REMARK_MAX).into());
    }
    let text = text_at(tx, module.id, path, module.revision).await?.ok_or(Error::NotFound)?;
    let lines = i32::try_from(text.split('\n').count()).unwrap_or(i32::MAX);
    if !(1..=lines).contains(&line) {
        return Err(Fault::new("line", "workshop-line").with("max", lines).into());
    }
    let (count,): (i64,) = tx
        .query(sql!("select count(*) from workshop_remark where module_id = $1"))
        .bind(module.id)
        .one()
        .await?;
    if count >= MOST_REMARKS {
        return Err(Refusal::new("workshop-too-many-remarks").with("max", MOST_REMARKS).into());
    }
    write(tx, &module, by, Written { verdict: None, path: Some(path), line: Some(line), body }, now).await
}

/// What reviewers wrote of a module, the last first.
pub async fn remarks(db: &mut impl Conn, module: Uuid) -> Result<Vec<Remark>> {
    db.query(sql!(
        "select r.id, r.revision, trim(p.given_name || ' ' || p.usual_name) as author, r.verdict, r.path, r.line,
                r.body, r.created_at
           from workshop_remark r
           join person p on p.id = r.author_id
          where r.module_id = $1
          order by r.created_at desc, r.id desc
          limit 500"
    ))
    .bind(module)
    .all()
    .await
}

/// A module that waits for a reviewer.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Waiting {
    pub id: Uuid,
    pub title: String,
    pub owner_name: String,
    pub school_name: String,
    pub node_name: String,
    pub submitted_at: Option<Timestamp>,
}

/// What waits at the nodes under some paths, the one that waits longest first; one's own modules are for others.
pub async fn queue(db: &mut impl Conn, person: Uuid, paths: &[String]) -> Result<Vec<Waiting>> {
    db.query(sql! {
        sqlite: "select m.id, m.title, trim(p.given_name || ' ' || p.usual_name) as owner_name, s.name as school_name,
                        n.name as node_name, m.submitted_at
                   from workshop_module m
                   join person p on p.id = m.owner_id
                   join org_node s on s.id = m.school_id
                   join org_node n on n.id = m.node_id
                  where m.state = 'in_review' and m.owner_id <> $1
                    and exists (select 1 from json_each($2) j where substr(n.path, 1, length(j.value)) = j.value)
                  order by m.submitted_at, m.id
                  limit 200",
        postgres: "select m.id, m.title, trim(p.given_name || ' ' || p.usual_name) as owner_name,
                          s.name as school_name, n.name as node_name, m.submitted_at
                     from workshop_module m
                     join person p on p.id = m.owner_id
                     join org_node s on s.id = m.school_id
                     join org_node n on n.id = m.node_id
                    where m.state = 'in_review' and m.owner_id <> $1
                      and exists (select 1 from jsonb_array_elements_text($2) j(value)
                                   where substr(n.path, 1, length(j.value)) = j.value)
                    order by m.submitted_at, m.id
                    limit 200",
    })
    .bind(person)
    .bind(Json(paths))
    .all()
    .await
}

/// A module as its reviewer finds it.
///
/// # Errors
/// `NotFound` when it does not wait for a review.
pub async fn waiting(db: &mut impl Conn, id: Uuid) -> Result<Module> {
    let found = module(db, id).await?;
    if found.state() == State::InReview { Ok(found) } else { Err(Error::NotFound) }
}
