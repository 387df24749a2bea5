//! The log of a référent, by mission: offered by the system from what was done, accepted with one click, or written by
//! hand. People are counted, never named; it counts work, and judges nobody.

use serde_json::json;
use uuid::Uuid;

use super::{Checks, DAY_MINUTES, Mission, NOTE, codes, note_act, year_of};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Result};
use crate::school::School;
use crate::year::SchoolYear;
use crate::{ids, sql};

codes! {
    /// An offered entry counts once it is accepted.
    State {
        Offered = "offered",
        Accepted = "accepted",
        Dismissed = "dismissed",
    }
}

/// What the system saw done.
#[derive(Debug, Clone)]
pub(crate) struct Offer<'a> {
    pub(crate) mission: Mission,
    pub(crate) day: jiff::civil::Date,
    pub(crate) minutes: i32,
    pub(crate) people: i32,
    pub(crate) disciplines: &'a str,
    pub(crate) note: &'a str,
    /// Names what was done: the same is offered once.
    pub(crate) source: String,
    pub(crate) path: String,
}

/// Offers an entry to the référent who did it. Nothing for the system's own acts.
pub(crate) async fn offer(
    tx: &mut Tx,
    by: Option<Uuid>,
    school: &School,
    offer: Offer<'_>,
    now: Timestamp,
) -> Result<()> {
    let Some(person) = by else { return Ok(()) };
    tx.query(sql!(
        "insert into activity_entry (id, school_id, person_id, school_year, on_day, mission, minutes, people, disciplines,
                note, source, path, state, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'offered', $13, $13)
         on conflict (person_id, source) where source is not null do nothing"
    ))
    .bind(ids::new(now))
    .bind(school.node_id)
    .bind(person)
    .bind(SchoolYear::of(offer.day).label())
    .bind(offer.day.to_string())
    .bind(offer.mission.code())
    .bind(offer.minutes)
    .bind(offer.people)
    .bind(offer.disciplines)
    .bind(offer.note.chars().take(NOTE).collect::<String>())
    .bind(offer.source)
    .bind(offer.path)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// An entry as it is typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub mission: String,
    pub day: String,
    pub minutes: String,
    pub people: String,
    pub note: String,
}

/// Writes an entry by hand, or changes one of one's own. A changed offer is an accepted one.
///
/// # Errors
/// `Invalid` for the fields; `NotFound` for an entry of somebody else.
pub async fn write(
    tx: &mut Tx,
    allowed: Allowed<&School>,
    entry: Option<Uuid>,
    typed: &Typed,
    now: Timestamp,
) -> Result<Uuid> {
    let school = *allowed.thing();
    let mut checks = Checks::default();
    let mission = Mission::parse(&typed.mission);
    if mission.is_none() {
        checks.fault(Fault::new("mission", "cockpit-missing"));
    }
    let day = checks.date("day", &typed.day, Some(year_of(school, now)));
    let minutes = checks.number("minutes", &typed.minutes, 1, DAY_MINUTES);
    let people =
        if typed.people.trim().is_empty() { 0 } else { checks.number("people", &typed.people, 0, 500) };
    let note = checks.needed("note", &typed.note, NOTE);
    if day > now.date_in(&school.zone) {
        checks.fault(Fault::new("day", "cockpit-future"));
    }
    checks.done()?;
    let (Some(person), Some(mission)) = (allowed.by(), mission) else { return Err(Error::Forbidden) };
    let id = match entry {
        Some(id) => {
            let changed = tx
                .query(sql!(
                    "update activity_entry
                        set mission = $4, on_day = $5, minutes = $6, people = $7, note = $8, state = 'accepted',
                            school_year = $9, updated_at = $10
                      where id = $1 and person_id = $2 and school_id = $3"
                ))
                .bind(id)
                .bind(person)
                .bind(school.node_id)
                .bind(mission.code())
                .bind(day.to_string())
                .bind(minutes)
                .bind(people)
                .bind(note)
                .bind(SchoolYear::of(day).label())
                .bind(now)
                .run()
                .await?;
            if changed == 0 {
                return Err(Error::NotFound);
            }
            id
        }
        None => {
            let id = ids::new(now);
            tx.query(sql!(
                "insert into activity_entry (id, school_id, person_id, school_year, on_day, mission, minutes, people, note,
                        state, created_at, updated_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'accepted', $10, $10)"
            ))
            .bind(id)
            .bind(school.node_id)
            .bind(person)
            .bind(SchoolYear::of(day).label())
            .bind(day.to_string())
            .bind(mission.code())
            .bind(minutes)
            .bind(people)
            .bind(note)
            .bind(now)
            .run()
            .await?;
            id
        }
    };
    let detail = json!({ "mission": mission.code() });
    note_act(tx, Some(person), "activity.write", "activity_entry", id, detail, now).await?;
    Ok(id)
}

/// Accepts or dismisses one entry of one's own; the same answer twice changes nothing. An accepted one may be
/// dismissed later, and the other way round.
pub async fn answer(
    tx: &mut Tx,
    allowed: Allowed<&School>,
    entry: Uuid,
    accept: bool,
    now: Timestamp,
) -> Result<()> {
    let (school, state) = (*allowed.thing(), if accept { State::Accepted } else { State::Dismissed });
    let Some(person) = allowed.by() else { return Err(Error::Forbidden) };
    let changed = tx
        .query(sql!(
            "update activity_entry set state = $4, updated_at = $5
              where id = $1 and person_id = $2 and school_id = $3"
        ))
        .bind(entry)
        .bind(person)
        .bind(school.node_id)
        .bind(state.code())
        .bind(now)
        .run()
        .await?;
    if changed == 0 {
        return Err(Error::NotFound);
    }
    note_act(
        tx,
        Some(person),
        "activity.answer",
        "activity_entry",
        entry,
        json!({ "state": state.code() }),
        now,
    )
    .await
}

/// Accepts everything offered in the school year; gives how many.
pub async fn accept_all(
    tx: &mut Tx,
    allowed: Allowed<&School>,
    year: SchoolYear,
    now: Timestamp,
) -> Result<u64> {
    let Some(person) = allowed.by() else { return Err(Error::Forbidden) };
    let school = *allowed.thing();
    let accepted = tx
        .query(sql!(
            "update activity_entry set state = 'accepted', updated_at = $4
              where person_id = $1 and school_id = $2 and school_year = $3 and state = 'offered'"
        ))
        .bind(person)
        .bind(school.node_id)
        .bind(year.label())
        .bind(now)
        .run()
        .await?;
    if accepted > 0 {
        let detail = json!({ "entries": accepted });
        note_act(tx, Some(person), "activity.accept_all", "school", school.node_id, detail, now).await?;
    }
    Ok(accepted)
}

/// An entry of a log.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Entry {
    pub id: Uuid,
    pub on_day: String,
    #[sqlx(try_from = "String")]
    pub mission: Mission,
    pub minutes: i32,
    pub people: i32,
    pub note: String,
    pub source: Option<String>,
    pub path: String,
    #[sqlx(try_from = "String")]
    pub state: State,
}

/// Which entries of one's own log.
#[derive(Debug, Clone)]
pub struct Filter {
    pub year: SchoolYear,
    pub mission: Option<Mission>,
    pub state: Option<State>,
}

/// Entries, the latest day first; dismissed ones only when asked for.
pub async fn list(
    db: &mut impl Conn,
    allowed: Allowed<&School>,
    filter: &Filter,
    from: i64,
    most: i64,
) -> Result<Vec<Entry>> {
    db.query(sql!(
        "select id, on_day, mission, minutes, people, note, source, path, state
           from activity_entry
          where person_id = $1 and school_id = $2 and school_year = $3 and ($4 = '' or mission = $4)
            and ((case when $5 = '' then 'dismissed' else '' end) <> state) and ($5 = '' or state = $5)
          order by on_day desc, id desc
          limit $6 offset $7"
    ))
    .bind(allowed.by().unwrap_or_default())
    .bind(allowed.thing().node_id)
    .bind(filter.year.label())
    .bind(filter.mission.map_or("", Mission::code))
    .bind(filter.state.map_or("", State::code))
    .bind(most)
    .bind(from)
    .all()
    .await
}

/// Entries and time of a mission.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::FromRow)]
pub struct Time {
    #[sqlx(try_from = "String")]
    pub mission: Mission,
    pub entries: i64,
    pub minutes: i64,
    /// Offered, and neither accepted nor dismissed yet.
    pub offered: i64,
}

/// Time by mission of one person in one school and year, accepted entries alone; each mission once, in order.
pub async fn time(db: &mut impl Conn, person: Uuid, school: Uuid, year: SchoolYear) -> Result<Vec<Time>> {
    let found: Vec<Time> = db
        .query(sql!(
            "select mission, cast(sum(case when state = 'accepted' then 1 else 0 end) as bigint) as entries,
                    cast(sum(case when state = 'accepted' then minutes else 0 end) as bigint) as minutes,
                    cast(sum(case when state = 'offered' then 1 else 0 end) as bigint) as offered
               from activity_entry
              where person_id = $1 and school_id = $2 and school_year = $3 and state <> 'dismissed'
              group by mission order by mission"
        ))
        .bind(person)
        .bind(school)
        .bind(year.label())
        .all()
        .await?;
    let none = |mission| Time { mission, entries: 0, minutes: 0, offered: 0 };
    Ok(Mission::ALL
        .iter()
        .map(|mission| {
            found.iter().find(|time| time.mission == *mission).cloned().unwrap_or_else(|| none(*mission))
        })
        .collect())
}
