//! Presence to read: the grid of people and half-days, and one's own half-days.

use std::collections::HashSet;

use sqlx::types::Json;
use uuid::Uuid;

use super::contest::{self, Contest};
use super::{Entries, Entry, MOST_PEOPLE, closed_at, entries, result_of, whole};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::session::seat::{Presence, Seat};
use crate::session::{Slot, slots};
use crate::sql;

/// A person on the sheet.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    pub place_id: Uuid,
    pub person_id: Uuid,
    pub given_name: String,
    pub usual_name: String,
    pub school_name: Option<String>,
    state: String,
    pub source: String,
    /// Wrong codes that they typed.
    pub tries: i32,
}

impl Row {
    pub fn seat(&self) -> Seat {
        Seat::parse(&self.state).unwrap_or(Seat::Enrolled)
    }

    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.usual_name).trim().to_owned()
    }
}

/// The sheet of a session.
#[derive(Debug, Clone)]
pub struct Grid {
    pub slots: Vec<Slot>,
    pub rows: Vec<Row>,
    entries: Entries,
    pub contests: Vec<Contest>,
    /// Places whose person agreed with what was closed.
    pub agreed: Vec<Uuid>,
    pub closed_at: Option<Timestamp>,
}

impl Grid {
    pub fn entry(&self, place: Uuid, slot: Uuid) -> Option<&Entry> {
        self.entries.get(&(place, slot))
    }

    /// Those without a value on a half-day, or with one that nobody confirmed.
    pub fn missing(&self, slot: Uuid) -> Vec<&Row> {
        let lacks = |row: &&Row| self.entry(row.place_id, slot).is_none_or(|entry| entry.pending);
        self.rows.iter().filter(lacks).collect()
    }

    /// How many values of a half-day wait for confirmation.
    pub fn pending(&self, slot: Uuid) -> usize {
        self.rows
            .iter()
            .filter(|row| self.entry(row.place_id, slot).is_some_and(|entry| entry.pending))
            .count()
    }

    /// Minutes of presence of a person, confirmed ones alone.
    pub fn minutes(&self, place: Uuid) -> i32 {
        let confirmed = |slot: &Slot| self.entry(place, slot.id).filter(|entry| !entry.pending);
        self.slots.iter().filter_map(confirmed).map(|entry| entry.minutes).sum()
    }

    pub fn result(&self, place: Uuid) -> Option<Presence> {
        result_of(place, &self.slots, &self.entries)
    }

    /// Minutes of the whole session.
    pub fn whole(&self) -> i32 {
        self.slots.iter().map(whole).sum()
    }
}

/// The sheet of a session (the thing allowed); of the staff of some schools alone, by their paths, where they are given
/// (domain.md §5.2: a head sees the presence of their own staff).
pub async fn grid(db: &mut impl Conn, allowed: Allowed<Uuid>, staff_of: Option<&[String]>) -> Result<Grid> {
    let id = *allowed.thing();
    let rows: Vec<Row> = db
        .query(sql! {
            sqlite: "select p.id as place_id, p.person_id, e.given_name, e.usual_name, n.name as school_name, p.state,
                            p.source, coalesce(y.tries, 0) as tries
                       from session_place p
                       join person e on e.id = p.person_id
                       left join org_node n on n.id = p.school_id
                       left join attendance_try y on y.place_id = p.id
                      where p.session_id = $1
                        and p.state in ('enrolled', 'attended', 'partly_attended', 'excused', 'absent')
                        and ($2 or n.path in (select j.value from json_each($3) j))
                      order by e.name_key, p.id
                      limit $4",
            postgres: "select p.id as place_id, p.person_id, e.given_name, e.usual_name, n.name as school_name, p.state,
                              p.source, coalesce(y.tries, 0) as tries
                         from session_place p
                         join person e on e.id = p.person_id
                         left join org_node n on n.id = p.school_id
                         left join attendance_try y on y.place_id = p.id
                        where p.session_id = $1
                          and p.state in ('enrolled', 'attended', 'partly_attended', 'excused', 'absent')
                          and ($2 or n.path in (select j.value from jsonb_array_elements_text($3) as j (value)))
                        order by e.name_key, p.id
                        limit $4",
        })
        .bind(id)
        .bind(staff_of.is_none())
        .bind(Json(staff_of.unwrap_or_default()))
        .bind(MOST_PEOPLE)
        .all()
        .await?;
    // The values of people who are not on this sheet stay out of it too.
    let shown: HashSet<Uuid> = rows.iter().map(|row| row.place_id).collect();
    let mut known = entries(db, id, None).await?;
    known.retain(|(place, _), _| shown.contains(place));
    let mut contests = contest::all(db, id, None).await?;
    contests.retain(|contest| shown.contains(&contest.place_id));
    let mut agreed = contest::agreed(db, id).await?;
    agreed.retain(|place| shown.contains(place));
    Ok(Grid {
        slots: slots(db, id).await?,
        rows,
        entries: known,
        contests,
        agreed,
        closed_at: closed_at(db, id).await?,
    })
}

/// The schools of the people on a sheet, by path: whose heads may look at it.
pub async fn schools(db: &mut impl Conn, session: Uuid) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = db
        .query(sql!(
            "select distinct n.path from session_place p join org_node n on n.id = p.school_id
              where p.session_id = $1 and p.state in ('enrolled', 'attended', 'partly_attended', 'excused', 'absent')
              order by n.path limit 500"
        ))
        .bind(session)
        .all()
        .await?;
    Ok(rows.into_iter().map(|(path,)| path).collect())
}

/// One's own presence at a session.
#[derive(Debug, Clone)]
pub struct Mine {
    pub place_id: Uuid,
    pub seat: Seat,
    pub half_days: Vec<(Slot, Option<Entry>)>,
    pub contests: Vec<Contest>,
    pub agreed: bool,
    pub closed_at: Option<Timestamp>,
    /// Number of the attestation in force.
    pub attestation: Option<String>,
}

impl Mine {
    /// The contest of a value, with its answer.
    pub fn contest_of(&self, entry: Uuid) -> Option<&Contest> {
        self.contests.iter().find(|contest| contest.entry_id == entry)
    }

    /// Confirmed minutes of presence.
    pub fn minutes(&self) -> i32 {
        let confirmed =
            self.half_days.iter().filter_map(|(_, entry)| entry.as_ref().filter(|entry| !entry.pending));
        confirmed.map(|entry| entry.minutes).sum()
    }
}

/// The presence of a person at a session, for that person; none without a seat.
pub async fn mine(db: &mut impl Conn, allowed: Allowed<(Uuid, Uuid)>) -> Result<Option<Mine>> {
    let (id, person) = *allowed.thing();
    let row: Option<(Uuid, String)> = db
        .query(sql!(
            "select id, state from session_place
              where session_id = $1 and person_id = $2
                and state in ('enrolled', 'attended', 'partly_attended', 'excused', 'absent')"
        ))
        .bind(id)
        .bind(person)
        .optional()
        .await?;
    let Some((place, state)) = row else { return Ok(None) };
    let mut known = entries(db, id, Some(place)).await?;
    let half_days =
        slots(db, id).await?.into_iter().map(|slot| (slot, known.remove(&(place, slot.id)))).collect();
    let attestation: Option<(String,)> = db
        .query(sql!("select number from attestation where place_id = $1 and state = 'issued'"))
        .bind(place)
        .optional()
        .await?;
    Ok(Some(Mine {
        place_id: place,
        seat: Seat::parse(&state).unwrap_or(Seat::Enrolled),
        half_days,
        contests: contest::all(db, id, Some(place)).await?,
        agreed: contest::agreed(db, id).await?.contains(&place),
        closed_at: closed_at(db, id).await?,
        attestation: attestation.map(|(number,)| number),
    }))
}

/// What was written of one half-day of one place, the oldest first: nothing is ever overwritten (PRE-1).
pub async fn history(db: &mut impl Conn, allowed: Allowed<Uuid>, place: Uuid) -> Result<Vec<Past>> {
    db.query(sql!(
        "select e.slot_id, e.value, e.minutes, e.source, e.pending, e.reason, e.at,
                trim(a.given_name || ' ' || a.usual_name) as author
           from attendance_entry e
           join session_place p on p.id = e.place_id
           left join person a on a.id = e.author_id
          where p.session_id = $1 and p.id = $2
          order by e.slot_id, e.at, e.id
          limit 500"
    ))
    .bind(*allowed.thing())
    .bind(place)
    .all()
    .await
}

/// One line of that history.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Past {
    pub slot_id: Uuid,
    pub value: String,
    pub minutes: i32,
    pub source: String,
    pub pending: bool,
    pub reason: String,
    pub at: Timestamp,
    pub author: Option<String>,
}
