//! People who look like one: the same name, and a school, a discipline or nothing that tells them apart.
//!
//! There is no birth date to compare, so a pair is a question to somebody who knows them, never an answer.

use uuid::Uuid;

use crate::access::Allowed;
use crate::access::export::organisation;
use crate::access::export::{Grant, Posting};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::people::{self, Person};
use crate::school::after;
use crate::{audit, sql};

/// Pairs of one page.
pub const PER_PAGE: usize = 30;

/// Two people of one name.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Pair {
    pub one: Uuid,
    pub other: Uuid,
    name_key: String,
    pub given_name: String,
    pub usual_name: String,
    pub one_address: Option<String>,
    pub other_address: Option<String>,
    /// A school they were both posted in.
    pub school: Option<String>,
    pub same_discipline: bool,
}

impl Pair {
    pub fn full_name(&self) -> String {
        format!("{} {}", self.usual_name, self.given_name).trim().to_owned()
    }

    /// Where the page after this pair begins.
    pub fn cursor(&self) -> Cursor {
        Cursor { name_key: self.name_key.clone(), one: self.one, other: self.other }
    }
}

/// A place in the list of pairs, which is by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cursor {
    pub name_key: String,
    pub one: Uuid,
    pub other: Uuid,
}

impl Cursor {
    /// As it stands in an address: the ids, and the name behind them.
    pub fn code(&self) -> String {
        format!("{}.{}.{}", self.one.simple(), self.other.simple(), self.name_key)
    }

    /// What [`code`](Self::code) wrote; the beginning for anything else.
    pub fn parse(code: &str) -> Self {
        let mut parts = code.splitn(3, '.');
        let mut id = || parts.next().and_then(|part| part.parse::<Uuid>().ok());
        match (id(), id(), parts.next()) {
            (Some(one), Some(other), Some(name)) => Self { name_key: name.to_owned(), one, other },
            _ => Self::default(),
        }
    }
}

/// Likely pairs under a node from a place in the list on, one more than a page when there are more.
///
/// The index on names is walked from the cursor on and left as soon as the page is full; both must hold nothing outside
/// the node, and at least one of them something inside. Names that belong to many (`Martin Marie`) are kept short by
/// what else must agree.
pub async fn pairs(
    db: &mut impl Conn,
    allowed: Allowed<&str>,
    from: &Cursor,
    now: Timestamp,
) -> Result<Vec<Pair>> {
    let under = *allowed.thing();
    db.query(sql!(
        "select a.id as one, b.id as other, a.name_key, a.given_name, a.usual_name,
                (select min(e.address) from email e where e.person_id = a.id and e.main and e.ends_at is null) as one_address,
                (select min(e.address) from email e where e.person_id = b.id and e.main and e.ends_at is null)
                    as other_address,
                (select min(n.name) from posting x join posting y on y.school_id = x.school_id and y.person_id = b.id
                   join org_node n on n.id = x.school_id where x.person_id = a.id) as school,
                (exists (select 1 from posting x join posting y on y.discipline = x.discipline and y.person_id = b.id
                          where x.person_id = a.id)
                 or coalesce(a.discipline = b.discipline, false)) as same_discipline
           from person a
           join person b on b.name_key = a.name_key and b.id > a.id
          where a.name_key >= $4 and (a.name_key, a.id, b.id) > ($4, $5, $6)
            and a.name_key <> 'anonyme' and a.merged_into is null and b.merged_into is null
            and not exists (select 1 from person_distinct d where d.one_id = a.id and d.other_id = b.id)
            and not exists (select 1 from posting o join org_node n on n.id = o.school_id
                             where o.person_id in (a.id, b.id) and (n.path < $1 or n.path >= $2))
            and not exists (select 1 from role_grant g left join org_node n on n.id = g.node_id
                             where g.person_id in (a.id, b.id) and (g.ends_at is null or g.ends_at > $3)
                               and (coalesce(n.path, '') < $1 or coalesce(n.path, '') >= $2))
            and not exists (select 1 from nomination m join org_node n on n.id = m.school_id
                             where m.person_id in (a.id, b.id) and (n.path < $1 or n.path >= $2))
            and ($1 = '' or exists (select 1 from posting o where o.person_id in (a.id, b.id))
                 or exists (select 1 from role_grant g
                             where g.person_id in (a.id, b.id) and (g.ends_at is null or g.ends_at > $3)))
            and (not exists (select 1 from posting o where o.person_id = a.id)
                 or not exists (select 1 from posting o where o.person_id = b.id)
                 or exists (select 1 from posting x join posting y on y.school_id = x.school_id
                             where x.person_id = a.id and y.person_id = b.id)
                 or exists (select 1 from posting x join posting y on y.discipline = x.discipline
                             where x.person_id = a.id and y.person_id = b.id)
                 or a.discipline = b.discipline)
          order by a.name_key, a.id, b.id
          limit $7"
    ))
    .bind(under)
    .bind(after(under))
    .bind(now)
    .bind(&from.name_key)
    .bind(from.one)
    .bind(from.other)
    .bind(i64::try_from(PER_PAGE + 1).unwrap_or(i64::MAX))
    .all()
    .await
}

/// One of the two, with what they bring.
#[derive(Debug)]
pub struct Side {
    pub person: Person,
    pub addresses: Vec<(String, bool)>,
    /// State of the account and last login; none without an account.
    pub account: Option<(String, Option<Timestamp>)>,
    pub postings: Vec<Posting>,
    pub roles: Vec<Grant>,
    pub counts: Counts,
    pub created_at: Timestamp,
}

/// How much of each kind somebody has.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct Counts {
    pub enrolments: i64,
    pub completions: i64,
    pub attestations: i64,
    pub places: i64,
    pub sessions: i64,
    pub needs: i64,
    pub nominations: i64,
}

/// What one of the two of a pair has.
///
/// # Errors
/// `NotFound` for somebody who was anonymised or went already.
pub async fn side(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Side> {
    let id = *allowed.thing();
    let person = people::by_id(db, id).await?;
    let (created_at, merged): (Timestamp, Option<Uuid>) =
        db.query(sql!("select created_at, merged_into from person where id = $1")).bind(id).one().await?;
    let account: Option<(String, Option<Timestamp>, Option<Timestamp>)> = db
        .query(sql!("select state, last_login_at, anonymised_at from account where person_id = $1"))
        .bind(id)
        .optional()
        .await?;
    if merged.is_some() || account.as_ref().is_some_and(|account| account.2.is_some()) {
        return Err(Error::NotFound);
    }
    Ok(Side {
        person,
        addresses: db
            .query(sql!(
                "select address, main from email
                  where person_id = $1 and ends_at is null order by main desc, address limit 20"
            ))
            .bind(id)
            .all()
            .await?,
        account: account.map(|(state, seen, _)| (state, seen)),
        postings: organisation::postings(db, id).await?,
        roles: organisation::roles(db, id).await?,
        counts: db
            .query(sql!(
                "select (select count(*) from enrolment where person_id = $1) as enrolments,
                        (select count(*) from completion where person_id = $1) as completions,
                        (select count(*) from attestation where person_id = $1) as attestations,
                        (select count(*) from session_place where person_id = $1) as places,
                        (select count(*) from session_trainer where person_id = $1) as sessions,
                        (select count(*) from training_need where author_id = $1) as needs,
                        (select count(*) from nomination where person_id = $1) as nominations"
            ))
            .bind(id)
            .one()
            .await?,
        created_at,
    })
}

/// Two people after all: the pair is not listed any more. Said twice, kept once.
pub async fn set_distinct(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, now: Timestamp) -> Result<()> {
    let (one, other) = *allowed.thing();
    let (one, other) = if one < other { (one, other) } else { (other, one) };
    if one == other {
        return Err(Error::NotFound);
    }
    let added = tx
        .query(sql!(
            "insert into person_distinct (one_id, other_id, by_id, at)
             select $1, $2, $3, $4 from person where id = $2
             on conflict (one_id, other_id) do nothing"
        ))
        .bind(one)
        .bind(other)
        .bind(allowed.by())
        .bind(now)
        .run()
        .await?;
    if added == 0 {
        return Ok(());
    }
    let event = audit::Event {
        actor: allowed.by(),
        act: "person.distinct",
        object_kind: "person",
        object_id: one.to_string(),
        detail: serde_json::json!({ "other": other }),
    };
    audit::record(tx, event, now).await
}
