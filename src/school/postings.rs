//! Who works in which school, with which discipline, from when to when.

use uuid::Uuid;

use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::{audit, ids, jobs, sql, text};

/// Kind of the jobs that end what stands on postings that are no more: mandates, in the room after this one.
pub const ENDED: &str = "posting.ended";

/// Asks, in this transaction, that what stands on postings which end at an instant be ended then too. Every verb that ends or
/// removes postings, or closes a school, calls it.
pub(super) async fn ended(tx: &mut Tx, at: Timestamp, now: Timestamp) -> Result<()> {
    jobs::enqueue(tx, ENDED, &serde_json::json!({}), None, at.max(now), now).await
}

/// What is written down when somebody starts in a school.
#[derive(Debug, Clone)]
pub struct NewPosting<'a> {
    pub person: Uuid,
    pub school: Uuid,
    pub discipline: Option<&'a str>,
    /// The main school of the person; the others are complements.
    pub main: bool,
    /// `titulaire`, `stagiaire`, `contractuel`, `maitre_contractuel`, or empty.
    pub employment_status: &'a str,
    pub starts_at: Timestamp,
    /// Where it was read: `import`, `demo`, `manual`.
    pub source: &'a str,
}

/// Posts a person in a school. A posting that runs there already is brought up to date instead of doubled.
pub async fn post(tx: &mut Tx, allowed: Allowed<&NewPosting<'_>>, now: Timestamp) -> Result<()> {
    let new = *allowed.thing();
    if new.main {
        tx.query(sql!(
            "update posting set main = false where person_id = $1 and school_id <> $2 and main and ends_at is null"
        ))
        .bind(new.person)
        .bind(new.school)
        .run()
        .await?;
    }
    tx.query(sql!(
        "insert into posting (id, person_id, school_id, discipline, main, employment_status, starts_at, source, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (person_id, school_id) where ends_at is null
         do update set discipline = excluded.discipline, main = excluded.main,
                       employment_status = excluded.employment_status"
    ))
    .bind(ids::new(now))
    .bind(new.person)
    .bind(new.school)
    .bind(new.discipline)
    .bind(new.main)
    .bind(new.employment_status)
    .bind(new.starts_at)
    .bind(new.source)
    .bind(now)
    .run()
    .await?;
    let event = audit::Event {
        actor: allowed.by(),
        act: "posting.start",
        object_kind: "person",
        object_id: new.person.to_string(),
        detail: serde_json::json!({ "school": new.school.to_string() }),
    };
    audit::record(tx, event, now).await
}

/// Ends a person's posting in a school.
pub async fn end(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, at: Timestamp, now: Timestamp) -> Result<()> {
    let (person, school) = *allowed.thing();
    let changed = tx
        .query(sql!(
            "update posting set ends_at = $3
              where person_id = $1 and school_id = $2 and (ends_at is null or ends_at > $3)"
        ))
        .bind(person)
        .bind(school)
        .bind(at)
        .run()
        .await?;
    if changed > 0 {
        let event = audit::Event {
            actor: allowed.by(),
            act: "posting.end",
            object_kind: "person",
            object_id: person.to_string(),
            detail: serde_json::json!({ "school": school.to_string() }),
        };
        audit::record(tx, event, now).await?;
        ended(tx, at, now).await?;
    }
    Ok(())
}

/// A colleague in the list of a school.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Colleague {
    pub person_id: Uuid,
    pub given_name: String,
    pub usual_name: String,
    pub discipline: Option<String>,
    pub main: bool,
}

impl Colleague {
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.usual_name).trim().to_owned()
    }
}

/// Who works in a school now, by name; `search` keeps those whose name holds its words.
pub async fn staff(
    db: &mut impl Conn,
    _allowed: Allowed<()>,
    school: Uuid,
    search: &str,
    from: i64,
    most: i64,
    now: Timestamp,
) -> Result<Vec<Colleague>> {
    db.query(sql!(
        "select p.id as person_id, p.given_name, p.usual_name, o.discipline, o.main
           from posting o
           join person p on p.id = o.person_id
          where o.school_id = $1 and o.starts_at <= $2 and (o.ends_at is null or o.ends_at > $2)
            and p.name_key like $3
          order by p.name_key, p.id
          limit $4 offset $5"
    ))
    .bind(school)
    .bind(now)
    .bind(format!("%{}%", text::key(search)))
    .bind(most.clamp(1, 1000))
    .bind(from.max(0))
    .all()
    .await
}

/// How many people work in a school now.
pub async fn staff_count(db: &mut impl Conn, school: Uuid, now: Timestamp) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*) from posting
              where school_id = $1 and starts_at <= $2 and (ends_at is null or ends_at > $2)"
        ))
        .bind(school)
        .bind(now)
        .one()
        .await?;
    Ok(count)
}

/// Whether a person works in a school at a moment: what a nomination asks for.
pub async fn is_posted(db: &mut impl Conn, person: Uuid, school: Uuid, at: Timestamp) -> Result<bool> {
    let found: Option<(i32,)> = db
        .query(sql!(
            "select 1 from posting
              where person_id = $1 and school_id = $2 and starts_at <= $3 and (ends_at is null or ends_at > $3)
              limit 1"
        ))
        .bind(person)
        .bind(school)
        .bind(at)
        .optional()
        .await?;
    Ok(found.is_some())
}

/// A référent of a school, and how to reach them.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Contact {
    pub person_id: Uuid,
    pub given_name: String,
    pub usual_name: String,
    pub discipline: Option<String>,
    pub address: Option<String>,
}

impl Contact {
    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.usual_name).trim().to_owned()
    }
}

/// The référents of a school: those whose mandate runs now.
pub async fn referents(db: &mut impl Conn, school: Uuid, now: Timestamp) -> Result<Vec<Contact>> {
    db.query(sql!(
        "select p.id as person_id, p.given_name, p.usual_name, p.discipline,
                (select min(e.address) from email e where e.person_id = p.id and e.main and e.ends_at is null) as address
           from nomination m
           join person p on p.id = m.person_id
          where m.school_id = $1 and m.state = 'active' and m.starts_at <= $2 and m.ends_at > $2
          order by p.name_key, p.id
          limit 50"
    ))
    .bind(school)
    .bind(now)
    .all()
    .await
}
