//! Needs as each reader may see them: the author one's own, the référent those of the school with their authors,
//! colleagues and the head what is asked for without who asks.

use uuid::Uuid;

use super::{Level, Modality, State, Urgency};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::sql;

/// Needs of one page.
pub const PER_PAGE: i64 = 30;
/// Needs of one export.
pub const MOST: i64 = 10_000;

/// A need as the database keeps it, with the names of what it points at.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Need {
    pub id: Uuid,
    pub school_path: String,
    pub school_name: String,
    pub team: String,
    pub theme: String,
    pub discipline: String,
    level: String,
    modality: String,
    urgency: String,
    pub body: String,
    /// Came out of a survey.
    pub survey_id: Option<Uuid>,
    state: String,
    pub created_at: Timestamp,
    pub acknowledged_at: Option<Timestamp>,
    pub forwarded_at: Option<Timestamp>,
    /// Name of the bassin or académie it was passed on to.
    pub forwarded_name: Option<String>,
    /// `course`, `accompaniment`, `information`.
    pub answer_kind: Option<String>,
    pub answer_text: String,
    pub answer_course: Option<String>,
    pub answered_at: Option<Timestamp>,
    pub close_reason: String,
    /// Closed by its author.
    pub closed_by_author: bool,
    pub closed_at: Option<Timestamp>,
    pub version: i32,
    pub wishes: i64,
}

impl Need {
    pub fn state(&self) -> State {
        State::parse(&self.state).unwrap_or(State::Closed)
    }

    pub fn level(&self) -> Level {
        Level::parse(&self.level).unwrap_or(Level::Initiation)
    }

    pub fn modality(&self) -> Modality {
        Modality::parse(&self.modality).unwrap_or(Modality::Any)
    }

    pub fn urgency(&self) -> Urgency {
        Urgency::parse(&self.urgency).unwrap_or(Urgency::Year)
    }
}

/// The needs a person stated, the newest first.
pub async fn mine(db: &mut impl Conn, allowed: Allowed<Uuid>, from: i64, most: i64) -> Result<Vec<Need>> {
    db.query(sql!(
        "select n.id, s.path as school_path, s.name as school_name, n.team, n.theme, n.discipline, n.level, n.modality,
                n.urgency, n.body, n.survey_id, n.state, n.created_at, n.acknowledged_at, n.forwarded_at,
                f.name as forwarded_name, n.answer_kind, n.answer_text, n.answer_course, n.answered_at,
                n.close_reason, coalesce(n.closed_by = n.author_id, false) as closed_by_author, n.closed_at, n.version,
                (select count(*) from need_wish w where w.need_id = n.id) as wishes
           from training_need n
           join org_node s on s.id = n.school_id
           left join org_node f on f.id = n.forwarded_to
          where n.author_id = $1
          order by n.created_at desc, n.id desc
          limit $2 offset $3"
    ))
    .bind(*allowed.thing())
    .bind(most.clamp(1, MOST))
    .bind(from.max(0))
    .all()
    .await
}

/// How many needs a person stated.
pub async fn mine_count(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!("select count(*) from training_need where author_id = $1"))
        .bind(*allowed.thing())
        .one()
        .await?;
    Ok(count)
}

/// A need of the school, with who stated it: for its référent alone.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Authored {
    #[sqlx(flatten)]
    pub need: Need,
    given_name: String,
    usual_name: String,
}

impl Authored {
    pub fn author(&self) -> String {
        format!("{} {}", self.given_name, self.usual_name).trim().to_owned()
    }
}

/// What a référent looks for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Under way (open, acknowledged, forwarded) when neither `state` nor `all` is given.
    pub state: Option<State>,
    pub all: bool,
    /// Code, or empty.
    pub theme: String,
    /// Code, or empty.
    pub discipline: String,
}

impl Filter {
    /// `open`…, `living`, or empty for all.
    fn states(&self) -> &'static str {
        match (self.state, self.all) {
            (Some(state), _) => state.code(),
            (None, true) => "",
            (None, false) => "living",
        }
    }
}

/// The needs of a school (by its path), those that wait first.
pub async fn of_school(
    db: &mut impl Conn,
    allowed: Allowed<&str>,
    filter: &Filter,
    from: i64,
    most: i64,
) -> Result<Vec<Authored>> {
    db.query(sql!(
        "select n.id, s.path as school_path, s.name as school_name, n.team, n.theme, n.discipline, n.level, n.modality,
                n.urgency, n.body, n.survey_id, n.state, n.created_at, n.acknowledged_at, n.forwarded_at,
                f.name as forwarded_name, n.answer_kind, n.answer_text, n.answer_course, n.answered_at,
                n.close_reason, coalesce(n.closed_by = n.author_id, false) as closed_by_author, n.closed_at, n.version,
                (select count(*) from need_wish w where w.need_id = n.id) as wishes,
                p.given_name, p.usual_name
           from training_need n
           join org_node s on s.id = n.school_id
           join person p on p.id = n.author_id
           left join org_node f on f.id = n.forwarded_to
          where s.path = $1
            and ($2 = '' or n.state = $2 or ($2 = 'living' and n.state in ('open', 'acknowledged', 'forwarded')))
            and ($3 = '' or n.theme = $3)
            and ($4 = '' or n.discipline = $4)
          order by case n.state when 'open' then 0 when 'acknowledged' then 1 when 'forwarded' then 2
                                when 'answered' then 3 else 4 end,
                   case n.urgency when 'soon' then 0 when 'term' then 1 else 2 end, n.created_at, n.id
          limit $5 offset $6"
    ))
    .bind(*allowed.thing())
    .bind(filter.states())
    .bind(&filter.theme)
    .bind(&filter.discipline)
    .bind(most.clamp(1, MOST))
    .bind(from.max(0))
    .all()
    .await
}

/// How many needs of a school pass the filter.
pub async fn of_school_count(db: &mut impl Conn, allowed: Allowed<&str>, filter: &Filter) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*)
               from training_need n
               join org_node s on s.id = n.school_id
              where s.path = $1
                and ($2 = '' or n.state = $2 or ($2 = 'living' and n.state in ('open', 'acknowledged', 'forwarded')))
                and ($3 = '' or n.theme = $3)
                and ($4 = '' or n.discipline = $4)"
        ))
        .bind(*allowed.thing())
        .bind(filter.states())
        .bind(&filter.theme)
        .bind(&filter.discipline)
        .one()
        .await?;
    Ok(count)
}

/// The path of the school a need stands in: what the right to handle it is asked on.
pub async fn school_of(db: &mut impl Conn, need: Uuid) -> Result<String> {
    let (path,): (String,) = db
        .query(sql!(
            "select s.path from training_need n join org_node s on s.id = n.school_id where n.id = $1"
        ))
        .bind(need)
        .one()
        .await?;
    Ok(path)
}

/// One need with its author, for the référent.
pub async fn one(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Authored> {
    db.query(sql!(
        "select n.id, s.path as school_path, s.name as school_name, n.team, n.theme, n.discipline, n.level, n.modality,
                n.urgency, n.body, n.survey_id, n.state, n.created_at, n.acknowledged_at, n.forwarded_at,
                f.name as forwarded_name, n.answer_kind, n.answer_text, n.answer_course, n.answered_at,
                n.close_reason, coalesce(n.closed_by = n.author_id, false) as closed_by_author, n.closed_at, n.version,
                (select count(*) from need_wish w where w.need_id = n.id) as wishes,
                p.given_name, p.usual_name
           from training_need n
           join org_node s on s.id = n.school_id
           join person p on p.id = n.author_id
           left join org_node f on f.id = n.forwarded_to
          where n.id = $1"
    ))
    .bind(*allowed.thing())
    .one()
    .await
}

/// What colleagues asked for and waits for its answer: no author, no text.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Colleague {
    pub id: Uuid,
    pub school_name: String,
    pub theme: String,
    pub discipline: String,
    level: String,
    pub created_at: Timestamp,
    pub wishes: i64,
    /// The reader wished for it too.
    pub wished: bool,
}

impl Colleague {
    pub fn level(&self) -> Level {
        Level::parse(&self.level).unwrap_or(Level::Initiation)
    }
}

/// Needs of others under way in the schools where the reader works now, those with most wishes first.
pub async fn of_colleagues(
    db: &mut impl Conn,
    allowed: Allowed<Uuid>,
    most: i64,
    now: Timestamp,
) -> Result<Vec<Colleague>> {
    db.query(sql!(
        "select n.id, s.name as school_name, n.theme, n.discipline, n.level, n.created_at,
                (select count(*) from need_wish w where w.need_id = n.id) as wishes,
                exists (select 1 from need_wish w where w.need_id = n.id and w.person_id = $1) as wished
           from training_need n
           join org_node s on s.id = n.school_id
          where n.state in ('open', 'acknowledged', 'forwarded') and n.author_id <> $1
            and n.school_id in (select o.school_id from posting o
                                 where o.person_id = $1 and o.starts_at <= $2
                                   and (o.ends_at is null or o.ends_at > $2))
          order by wishes desc, n.created_at desc, n.id
          limit $3"
    ))
    .bind(*allowed.thing())
    .bind(now)
    .bind(most.clamp(1, 200))
    .all()
    .await
}

/// A need of a school as its head sees it: neither who asks, nor the discipline that would tell.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Nameless {
    pub theme: String,
    state: String,
    pub created_at: Timestamp,
    pub wishes: i64,
}

impl Nameless {
    pub fn state(&self) -> State {
        State::parse(&self.state).unwrap_or(State::Closed)
    }
}

/// Needs under way in a school (by its path), the oldest first.
pub async fn nameless(
    db: &mut impl Conn,
    allowed: Allowed<&str>,
    from: i64,
    most: i64,
) -> Result<Vec<Nameless>> {
    db.query(sql!(
        "select n.theme, n.state, n.created_at, (select count(*) from need_wish w where w.need_id = n.id) as wishes
           from training_need n
           join org_node s on s.id = n.school_id
          where s.path = $1 and n.state in ('open', 'acknowledged', 'forwarded')
          order by n.created_at, n.id
          limit $2 offset $3"
    ))
    .bind(*allowed.thing())
    .bind(most.clamp(1, MOST))
    .bind(from.max(0))
    .all()
    .await
}

/// What a verb needs to know of a need; its row stays locked until the end of the transaction.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Kept {
    pub(super) school_id: Uuid,
    pub(super) school_year: String,
    pub(super) author_id: Uuid,
    pub(super) theme: String,
    pub(super) discipline: String,
    state: String,
    pub(super) answer_kind: Option<String>,
    pub(super) answer_text: String,
    pub(super) answer_course: Option<String>,
    pub(super) answered_at: Option<Timestamp>,
    pub(super) close_reason: String,
    pub(super) closed_by: Option<Uuid>,
    pub(super) version: i32,
}

impl Kept {
    pub(super) fn state(&self) -> State {
        State::parse(&self.state).unwrap_or(State::Closed)
    }
}

pub(super) async fn lock(tx: &mut Tx, need: Uuid) -> Result<Kept> {
    tx.query(sql!(
        "select school_id, school_year, author_id, theme, discipline, state, answer_kind, answer_text, answer_course,
                answered_at, close_reason, closed_by, version
           from training_need where id = $1",
        lock
    ))
    .bind(need)
    .one()
    .await
}
