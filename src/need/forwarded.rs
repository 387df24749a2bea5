//! Needs passed on to a bassin or an académie: its manager sees themes and counts, never who asks nor where, and answers
//! or closes all those of one theme and discipline at once.

use serde_json::json;
use uuid::Uuid;

use super::handle::{self, Answer};
use super::state::{Event, Party};
use super::{State, note};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Refusal, Result};
use crate::notice::{self, Notice};
use crate::school::after;
use crate::sql;

/// People under whom a count is not told above a school (domain.md §5.2.4).
pub const FEW: i64 = 5;
/// Groups of one page.
pub const PER_PAGE: i64 = 30;

/// Needs of one theme and discipline that wait at one node.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Group {
    pub node_id: Uuid,
    pub node_name: String,
    pub node_path: String,
    pub theme: String,
    pub discipline: String,
    people: i64,
    /// When the first of them arrived.
    pub since: Timestamp,
    /// Sum of the versions of its needs: another one means that the group changed.
    pub version: i64,
}

impl Group {
    /// How many people ask; none when they are fewer than five.
    pub fn people(&self) -> Option<i64> {
        (self.people >= FEW).then_some(self.people)
    }
}

/// What waits at a place and below it, the oldest first.
pub async fn groups(
    db: &mut impl Conn,
    allowed: Allowed<&str>,
    theme: &str,
    from: i64,
    most: i64,
) -> Result<Vec<Group>> {
    let under = *allowed.thing();
    db.query(sql!(
        "select a.id as node_id, a.name as node_name, a.path as node_path, n.theme, n.discipline,
                cast(count(*) + sum((select count(*) from need_wish w where w.need_id = n.id)) as bigint) as people,
                min(n.forwarded_at) as since, cast(sum(n.version) as bigint) as version
           from training_need n
           join org_node a on a.id = n.forwarded_to
          where n.state = 'forwarded' and a.path >= $1 and a.path < $2 and ($3 = '' or n.theme = $3)
          group by a.id, a.name, a.path, n.theme, n.discipline
          order by since, a.path, n.theme, n.discipline
          limit $4 offset $5"
    ))
    .bind(under)
    .bind(after(under))
    .bind(theme)
    .bind(most.clamp(1, 10_000))
    .bind(from.max(0))
    .all()
    .await
}

/// How many groups wait at a place and below it.
pub async fn groups_count(db: &mut impl Conn, allowed: Allowed<&str>, theme: &str) -> Result<i64> {
    let under = *allowed.thing();
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*) from (select distinct n.forwarded_to, n.theme, n.discipline
                                     from training_need n
                                     join org_node a on a.id = n.forwarded_to
                                    where n.state = 'forwarded' and a.path >= $1 and a.path < $2
                                      and ($3 = '' or n.theme = $3)) g"
        ))
        .bind(under)
        .bind(after(under))
        .bind(theme)
        .one()
        .await?;
    Ok(count)
}

/// Which group, as a form names it.
#[derive(Debug, Clone, Default)]
pub struct Which {
    /// Path of the bassin or académie: the right is asked on it.
    pub node: String,
    pub theme: String,
    pub discipline: String,
    /// [`Group::version`] as it was read.
    pub version: i64,
}

/// The needs of a group, locked.
async fn held(tx: &mut Tx, which: &Which, event: Event) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid, i32, String)> = tx
        .query(sql! {
            sqlite: "select n.id, n.version, n.state
                       from training_need n join org_node a on a.id = n.forwarded_to
                      where a.path = $1 and n.theme = $2 and n.discipline = $3 and n.state = 'forwarded'
                      order by n.id limit 10000",
            postgres: "select n.id, n.version, n.state
                         from training_need n join org_node a on a.id = n.forwarded_to
                        where a.path = $1 and n.theme = $2 and n.discipline = $3 and n.state = 'forwarded'
                        order by n.id limit 10000
                          for update of n",
        })
        .bind(&which.node)
        .bind(&which.theme)
        .bind(&which.discipline)
        .all()
        .await?;
    if rows.is_empty() || rows.iter().map(|(_, version, _)| i64::from(*version)).sum::<i64>() != which.version
    {
        return Err(Refusal::new("need-group-moved").into());
    }
    for (_, _, state) in &rows {
        State::parse(state).ok_or(Error::NotFound)?.next(event, Party::Manager)?;
    }
    Ok(rows.into_iter().map(|(id, _, _)| id).collect())
}

/// The manager answers a group: every author, and those who wished for the same, are told.
///
/// # Errors
/// `Invalid` for the answer; refusal `need-group-moved` when needs joined or left the group since it was read, or when
/// it was answered already.
pub async fn answer(tx: &mut Tx, allowed: Allowed<&Which>, answer: &Answer, now: Timestamp) -> Result<usize> {
    let which = *allowed.thing();
    let given = answer.read(tx).await?;
    let needs = held(tx, which, Event::Answer).await?;
    tx.query(sql!(
        "update training_need
            set state = 'answered', answer_kind = $4, answer_text = $5, answer_course = $6, answered_by = $7,
                answered_at = $8, version = version + 1, updated_at = $8
          where forwarded_to = (select id from org_node where path = $1) and theme = $2 and discipline = $3
            and state = 'forwarded'"
    ))
    .bind(&which.node)
    .bind(&which.theme)
    .bind(&which.discipline)
    .bind(given.kind.code())
    .bind(&given.text)
    .bind(&given.course)
    .bind(allowed.by())
    .bind(now)
    .run()
    .await?;
    let detail = json!({ "kind": given.kind.code(), "discipline": which.discipline, "needs": needs.len() });
    let object = format!("{}{}", which.node, which.theme);
    note(tx, allowed.by(), "need.answer_forwarded", "need_group", object, detail, now).await?;
    handle::tell_answered(tx, &needs, now).await?;
    Ok(needs.len())
}

/// The manager closes a group with a reason that every author reads.
pub async fn close(tx: &mut Tx, allowed: Allowed<&Which>, why: &str, now: Timestamp) -> Result<usize> {
    let which = *allowed.thing();
    let why = handle::reason(why)?;
    let needs = held(tx, which, Event::Close).await?;
    let authors: Vec<(Uuid,)> = tx
        .query(sql!(
            "select distinct author_id from training_need
              where forwarded_to = (select id from org_node where path = $1) and theme = $2 and discipline = $3
                and state = 'forwarded'
              order by author_id"
        ))
        .bind(&which.node)
        .bind(&which.theme)
        .bind(&which.discipline)
        .all()
        .await?;
    tx.query(sql!(
        "update training_need
            set state = 'closed', close_reason = $4, closed_by = $5, closed_at = $6, version = version + 1,
                updated_at = $6
          where forwarded_to = (select id from org_node where path = $1) and theme = $2 and discipline = $3
            and state = 'forwarded'"
    ))
    .bind(&which.node)
    .bind(&which.theme)
    .bind(&which.discipline)
    .bind(&why)
    .bind(allowed.by())
    .bind(now)
    .run()
    .await?;
    let detail = json!({ "discipline": which.discipline, "needs": needs.len() });
    let object = format!("{}{}", which.node, which.theme);
    note(tx, allowed.by(), "need.close_forwarded", "need_group", object, detail, now).await?;
    let authors: Vec<Uuid> = authors.into_iter().map(|(id,)| id).collect();
    let told = super::theme_detail(tx, &which.theme).await?;
    if let (Some(first), Some(author)) = (needs.first(), authors.first()) {
        let notice = Notice {
            to: *author,
            kind: "need-closed",
            detail: told,
            path: "/besoins",
            asks_act: false,
            about: &format!("need:{first}:closed-above:{}", which.version),
        };
        notice::tell_all(tx, &authors, notice, now).await?;
    }
    Ok(needs.len())
}
