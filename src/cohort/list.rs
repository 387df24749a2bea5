//! Cohorts in lists: those one trains, those of a territory, those one is in.

use uuid::Uuid;

use super::state::{Place, State};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::{school, sql};

/// Lines of one page.
pub const PER_PAGE: i64 = 30;

/// A cohort in a list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Card {
    pub id: Uuid,
    pub title: String,
    pub school_year: String,
    starts_on: String,
    ends_on: String,
    state: String,
    pub max_size: i32,
    pub members: i64,
    pub node_name: String,
    pub lead_name: Option<String>,
}

impl Card {
    pub fn state(&self) -> State {
        State::parse(&self.state).unwrap_or(State::Draft)
    }

    pub fn starts_on(&self) -> jiff::civil::Date {
        self.starts_on.parse().unwrap_or(jiff::civil::Date::MIN)
    }

    pub fn ends_on(&self) -> jiff::civil::Date {
        self.ends_on.parse().unwrap_or(jiff::civil::Date::MIN)
    }
}

/// Whose cohorts.
#[derive(Debug, Clone, Copy)]
pub enum Whose<'w> {
    /// Those somebody trains, and still sees.
    Trainer(Uuid),
    /// Those for people under a node, drafts apart.
    Under(&'w str),
}

/// Cohorts, those under way first; one more than a page holds says that there is another.
pub async fn list(
    db: &mut impl Conn,
    allowed: Allowed<Whose<'_>>,
    from: i64,
    now: Timestamp,
) -> Result<Vec<Card>> {
    let (trainer, under) = match *allowed.thing() {
        Whose::Trainer(person) => (Some(person), ""),
        Whose::Under(path) => (None, path),
    };
    // Twelve months after its last day a cohort leaves the sight of its trainers; the exact instant is `Cohort::is_seen`.
    let seen = now.date_in("Europe/Paris").saturating_sub(jiff::Span::new().months(12));
    let seen_at = now.plus(-366 * crate::clock::DAY);
    db.query(sql!(
        "select c.id, c.title, c.school_year, c.starts_on, c.ends_on, c.state, c.max_size,
                (select count(*) from cohort_member m where m.cohort_id = c.id and m.state <> 'left') as members,
                n.name as node_name,
                (select trim(p.given_name || ' ' || p.usual_name)
                   from cohort_trainer t join person p on p.id = t.person_id
                  where t.cohort_id = c.id and t.lead) as lead_name
           from cohort c
           join org_node n on n.id = c.node_id
          where ((cast($1 as uuid) is not null
                  and (c.ends_on >= $5 or c.closed_at > $6)
                  and exists (select 1 from cohort_trainer x where x.cohort_id = c.id and x.person_id = $1))
              or (cast($1 as uuid) is null and c.state <> 'draft' and n.path >= $2 and n.path < $3))
          order by case c.state when 'running' then 0 when 'enrolling' then 1 when 'draft' then 2 when 'closed' then 3
                                else 4 end,
                   c.starts_on desc, c.id
          limit $4 offset $7"
    ))
    .bind(trainer)
    .bind(under)
    .bind(school::after(under))
    .bind(PER_PAGE + 1)
    .bind(seen.to_string())
    .bind(seen_at)
    .bind(from.max(0))
    .all()
    .await
}

/// A cohort one is in.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Mine {
    pub id: Uuid,
    pub title: String,
    state: String,
    place: String,
    starts_on: String,
    ends_on: String,
}

impl Mine {
    pub fn state(&self) -> State {
        State::parse(&self.state).unwrap_or(State::Draft)
    }

    pub fn place(&self) -> Place {
        Place::parse(&self.place).unwrap_or(Place::Left)
    }

    pub fn starts_on(&self) -> jiff::civil::Date {
        self.starts_on.parse().unwrap_or(jiff::civil::Date::MIN)
    }

    pub fn ends_on(&self) -> jiff::civil::Date {
        self.ends_on.parse().unwrap_or(jiff::civil::Date::MIN)
    }
}

/// The cohorts of a person (the thing allowed), those under way first.
pub async fn mine(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Vec<Mine>> {
    db.query(sql!(
        "select c.id, c.title, c.state, m.state as place, c.starts_on, c.ends_on
           from cohort_member m
           join cohort c on c.id = m.cohort_id
          where m.person_id = $1 and m.state <> 'left' and c.state <> 'draft'
          order by case c.state when 'running' then 0 when 'enrolling' then 0 else 1 end, c.starts_on desc, c.id
          limit 20"
    ))
    .bind(*allowed.thing())
    .all()
    .await
}
