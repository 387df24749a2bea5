//! 1c. Accompaniment: asked for by a teacher or written down by the référent. People are counted, never named.
//!
//! | event | from → to | who |
//! | --- | --- | --- |
//! | plan | asked, planned → planned | référent |
//! | do | asked, planned → done | référent |
//! | cancel | asked, planned → cancelled | référent (reason), asker |

use serde_json::json;
use uuid::Uuid;

use super::activity::{self, Offer};
use super::{
    Checks, DAY_MINUTES, LINE, Mission, NOTE, Telling, changed_meanwhile, codes, no_such_move, note_act,
    referents, tell, year_of,
};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::school::School;
use crate::year::SchoolYear;
use crate::{ids, sql};

codes! {
    State {
        Asked = "asked",
        Planned = "planned",
        Done = "done",
        Cancelled = "cancelled",
    }
}

codes! {
    Event {
        Plan = "plan",
        Do = "do",
        Cancel = "cancel",
    }
}

impl State {
    /// # Errors
    /// Refusal `cockpit-no-such-move`: what is done or cancelled moves no more.
    pub fn next(self, event: Event) -> Result<Self, Refusal> {
        match (self, event) {
            (Self::Asked | Self::Planned, Event::Plan) => Ok(Self::Planned),
            (Self::Asked | Self::Planned, Event::Do) => Ok(Self::Done),
            (Self::Asked | Self::Planned, Event::Cancel) => Ok(Self::Cancelled),
            (Self::Done | Self::Cancelled, Event::Plan | Event::Do | Event::Cancel) => Err(no_such_move()),
        }
    }
}

/// An accompaniment.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Accompaniment {
    pub id: Uuid,
    pub school_year: String,
    #[sqlx(try_from = "String")]
    pub state: State,
    pub asked_by: Option<Uuid>,
    /// Who asked: for the référent alone, until it is done.
    pub asker: Option<String>,
    pub topic: String,
    pub on_day: Option<String>,
    pub minutes: i32,
    pub people: i32,
    pub discipline: Option<String>,
    pub note: String,
    pub cancel_reason: String,
    pub project_id: Option<Uuid>,
    pub project: Option<String>,
    pub version: i32,
}

/// What was done, as it is typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub day: String,
    pub minutes: String,
    pub people: String,
    pub topic: String,
    /// Checked against the list of disciplines by the page.
    pub discipline: Option<String>,
    pub note: String,
    pub project: Option<Uuid>,
}

struct Checked {
    day: jiff::civil::Date,
    minutes: i32,
    people: i32,
    topic: String,
    note: String,
}

impl Typed {
    fn check(&self, school: &School, now: Timestamp) -> Result<Checked> {
        let mut checks = Checks::default();
        let day = checks.date("day", &self.day, Some(year_of(school, now)));
        if day > now.date_in(&school.zone) {
            checks.fault(Fault::new("day", "cockpit-future"));
        }
        let checked = Checked {
            day,
            minutes: checks.number("minutes", &self.minutes, 1, DAY_MINUTES),
            people: checks.number("people", &self.people, 1, 500),
            topic: checks.needed("topic", &self.topic, LINE),
            note: checks.text("note", &self.note, NOTE),
        };
        checks.done()?;
        Ok(checked)
    }
}

/// A teacher asks for help: what for, and when it would suit.
///
/// # Errors
/// `Invalid`; refusal `cockpit-asked-already` for the same topic still open.
pub async fn ask(
    tx: &mut Tx,
    allowed: Allowed<&School>,
    topic: &str,
    note: &str,
    now: Timestamp,
) -> Result<Uuid> {
    let (school, mut checks) = (*allowed.thing(), Checks::default());
    let (topic, note) = (checks.needed("topic", topic, LINE), checks.text("note", note, NOTE));
    checks.done()?;
    let Some(asker) = allowed.by() else { return Err(Error::Forbidden) };
    let same: Option<(i32,)> = tx
        .query(sql!(
            "select 1 from accompaniment
              where school_id = $1 and asked_by = $2 and topic = $3 and state in ('asked', 'planned') limit 1"
        ))
        .bind(school.node_id)
        .bind(asker)
        .bind(topic.as_str())
        .optional()
        .await?;
    if same.is_some() {
        return Err(Refusal::new("cockpit-asked-already").into());
    }
    let id = ids::new(now);
    tx.query(sql!(
        "insert into accompaniment (id, school_id, school_year, state, asked_by, topic, note, created_at, updated_at)
         values ($1, $2, $3, 'asked', $4, $5, $6, $7, $7)"
    ))
    .bind(id)
    .bind(school.node_id)
    .bind(year_of(school, now).label())
    .bind(asker)
    .bind(topic.as_str())
    .bind(note)
    .bind(now)
    .run()
    .await?;
    let telling = Telling {
        kind: "accompaniment-asked",
        title: &topic,
        school,
        path: format!("/referent/{}/accompagnements/{id}", school.uai),
        asks_act: true,
        about: format!("accompaniment:{id}:asked"),
    };
    let to = referents(tx, school, now).await?;
    tell(tx, &to, Some(asker), &telling, now).await?;
    note_act(tx, Some(asker), "accompaniment.ask", "accompaniment", id, json!({}), now).await?;
    Ok(id)
}

/// The référent writes down what was done: the quick form.
pub async fn log(tx: &mut Tx, allowed: Allowed<&School>, typed: &Typed, now: Timestamp) -> Result<Uuid> {
    let school = *allowed.thing();
    let checked = typed.check(school, now)?;
    hold_project(tx, school, typed.project).await?;
    let id = ids::new(now);
    tx.query(sql!(
        "insert into accompaniment (id, school_id, school_year, state, topic, on_day, minutes, people, discipline, note,
                project_id, created_at, updated_at)
         values ($1, $2, $3, 'done', $4, $5, $6, $7, $8, $9, $10, $11, $11)"
    ))
    .bind(id)
    .bind(school.node_id)
    .bind(SchoolYear::of(checked.day).label())
    .bind(checked.topic.as_str())
    .bind(checked.day.to_string())
    .bind(checked.minutes)
    .bind(checked.people)
    .bind(typed.discipline.clone())
    .bind(checked.note.as_str())
    .bind(typed.project)
    .bind(now)
    .run()
    .await?;
    offer_done(tx, &allowed, id, &checked, typed.discipline.as_deref(), now).await?;
    note_act(tx, allowed.by(), "accompaniment.log", "accompaniment", id, json!({}), now).await?;
    Ok(id)
}

async fn offer_done(
    tx: &mut Tx,
    allowed: &Allowed<&School>,
    id: Uuid,
    done: &Checked,
    discipline: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    let school = *allowed.thing();
    let disciplines = discipline.map(|code| format!("{code},")).unwrap_or_default();
    let offer = Offer {
        mission: Mission::Accompaniment,
        day: done.day,
        minutes: done.minutes,
        people: done.people,
        disciplines: &disciplines,
        note: &done.topic,
        source: format!("accompaniment:{id}"),
        path: format!("/referent/{}/accompagnements/{id}", school.uai),
    };
    activity::offer(tx, allowed.by(), school, offer, now).await
}

/// Marks an asked or planned one as done, or corrects what was written of one that is.
///
/// # Errors
/// `Invalid`; refusals `cockpit-changed`, `cockpit-no-such-move`.
pub async fn done(
    tx: &mut Tx,
    allowed: Allowed<&School>,
    id: Uuid,
    version: i32,
    typed: &Typed,
    now: Timestamp,
) -> Result<()> {
    let school = *allowed.thing();
    let checked = typed.check(school, now)?;
    let held = lock(tx, school, id, version).await?;
    hold_project(tx, school, typed.project).await?;
    if held.state != State::Done {
        held.state.next(Event::Do)?;
    }
    tx.query(sql!(
        "update accompaniment
            set state = 'done', topic = $2, on_day = $3, minutes = $4, people = $5, discipline = $6, note = $7,
                project_id = $8, school_year = $9, version = version + 1, updated_at = $10
          where id = $1"
    ))
    .bind(id)
    .bind(checked.topic.as_str())
    .bind(checked.day.to_string())
    .bind(checked.minutes)
    .bind(checked.people)
    .bind(typed.discipline.clone())
    .bind(checked.note.as_str())
    .bind(typed.project)
    .bind(SchoolYear::of(checked.day).label())
    .bind(now)
    .run()
    .await?;
    offer_done(tx, &allowed, id, &checked, typed.discipline.as_deref(), now).await?;
    note_act(tx, allowed.by(), "accompaniment.done", "accompaniment", id, json!({}), now).await
}

/// Agrees on a day, and tells the one who asked.
pub async fn plan(
    tx: &mut Tx,
    allowed: Allowed<&School>,
    id: Uuid,
    version: i32,
    day: &str,
    now: Timestamp,
) -> Result<()> {
    let (school, mut checks) = (*allowed.thing(), Checks::default());
    let day = checks.date("day", day, None);
    if day < now.date_in(&school.zone) {
        checks.fault(Fault::new("day", "cockpit-past"));
    }
    checks.done()?;
    let held = lock(tx, school, id, version).await?;
    held.state.next(Event::Plan)?;
    tx.query(sql!(
        "update accompaniment set state = 'planned', on_day = $2, version = version + 1, updated_at = $3 where id = $1"
    ))
    .bind(id)
    .bind(day.to_string())
    .bind(now)
    .run()
    .await?;
    tell_asker(tx, &allowed, &held, "accompaniment-planned", format!("{id}:planned:{day}"), now).await?;
    note_act(tx, allowed.by(), "accompaniment.plan", "accompaniment", id, json!({}), now).await
}

/// The référent says why it will not take place.
pub async fn cancel(
    tx: &mut Tx,
    allowed: Allowed<&School>,
    id: Uuid,
    version: i32,
    reason: &str,
    now: Timestamp,
) -> Result<()> {
    let (school, mut checks) = (*allowed.thing(), Checks::default());
    let reason = checks.needed("reason", reason, NOTE);
    checks.done()?;
    let held = lock(tx, school, id, version).await?;
    held.state.next(Event::Cancel)?;
    end(tx, id, &reason, now).await?;
    tell_asker(tx, &allowed, &held, "accompaniment-cancelled", format!("{id}:cancelled"), now).await?;
    note_act(tx, allowed.by(), "accompaniment.cancel", "accompaniment", id, json!({}), now).await
}

/// The asker takes the own request back. Twice is once.
pub async fn take_back(tx: &mut Tx, allowed: Allowed<&School>, id: Uuid, now: Timestamp) -> Result<()> {
    let school = *allowed.thing();
    let (state, asked_by): (String, Option<Uuid>) = tx
        .query(sql!("select state, asked_by from accompaniment where id = $1 and school_id = $2", lock))
        .bind(id)
        .bind(school.node_id)
        .one()
        .await?;
    if asked_by.is_none() || asked_by != allowed.by() {
        return Err(Error::NotFound);
    }
    let state = State::parse(&state).ok_or(Error::NotFound)?;
    if state == State::Cancelled {
        return Ok(());
    }
    state.next(Event::Cancel)?;
    end(tx, id, "", now).await?;
    note_act(tx, allowed.by(), "accompaniment.take_back", "accompaniment", id, json!({}), now).await
}

async fn end(tx: &mut Tx, id: Uuid, reason: &str, now: Timestamp) -> Result<()> {
    tx.query(sql!(
        "update accompaniment set state = 'cancelled', cancel_reason = $2, version = version + 1, updated_at = $3
          where id = $1"
    ))
    .bind(id)
    .bind(reason)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Held {
    #[sqlx(try_from = "String")]
    state: State,
    asked_by: Option<Uuid>,
    topic: String,
    version: i32,
}

async fn lock(tx: &mut Tx, school: &School, id: Uuid, version: i32) -> Result<Held> {
    let held: Held = tx
        .query(sql!(
            "select state, asked_by, topic, version from accompaniment where id = $1 and school_id = $2",
            lock
        ))
        .bind(id)
        .bind(school.node_id)
        .one()
        .await?;
    if held.version == version { Ok(held) } else { Err(changed_meanwhile()) }
}

/// A linked project stands in the same school.
async fn hold_project(tx: &mut Tx, school: &School, project: Option<Uuid>) -> Result<()> {
    let Some(project) = project else { return Ok(()) };
    let found: Option<(i32,)> = tx
        .query(sql!("select 1 from project where id = $1 and school_id = $2"))
        .bind(project)
        .bind(school.node_id)
        .optional()
        .await?;
    if found.is_some() { Ok(()) } else { Err(Fault::new("project", "cockpit-project-unknown").into()) }
}

async fn tell_asker(
    tx: &mut Tx,
    allowed: &Allowed<&School>,
    held: &Held,
    kind: &'static str,
    about: String,
    now: Timestamp,
) -> Result<()> {
    let Some(asker) = held.asked_by else { return Ok(()) };
    let school = *allowed.thing();
    let telling = Telling {
        kind,
        title: &held.topic,
        school,
        path: format!("/etablissements/{}/accompagnement", school.uai),
        asks_act: false,
        about: format!("accompaniment:{about}"),
    };
    tell(tx, &[asker], allowed.by(), &telling, now).await
}

/// One accompaniment of a school, for its référents.
pub async fn find(db: &mut impl Conn, allowed: Allowed<&School>, id: Uuid) -> Result<Accompaniment> {
    db.query(sql!(
        "select a.id, a.school_year, a.state, a.asked_by, p.given_name || ' ' || p.usual_name as asker, a.topic, a.on_day,
                a.minutes, a.people, a.discipline, a.note, a.cancel_reason, a.project_id, j.title as project, a.version
           from accompaniment a
           left join person p on p.id = a.asked_by
           left join project j on j.id = a.project_id
          where a.id = $1 and a.school_id = $2"
    ))
    .bind(id)
    .bind(allowed.thing().node_id)
    .one()
    .await
}

/// What waits for the référent: asked and planned, the earliest day first. At most a hundred.
pub async fn waiting(db: &mut impl Conn, allowed: Allowed<&School>) -> Result<Vec<Accompaniment>> {
    db.query(sql!(
        "select a.id, a.school_year, a.state, a.asked_by, p.given_name || ' ' || p.usual_name as asker, a.topic, a.on_day,
                a.minutes, a.people, a.discipline, a.note, a.cancel_reason, a.project_id, null as project, a.version
           from accompaniment a
           left join person p on p.id = a.asked_by
          where a.school_id = $1 and a.state in ('asked', 'planned')
          order by coalesce(a.on_day, ''), a.id
          limit 100"
    ))
    .bind(allowed.thing().node_id)
    .all()
    .await
}

/// What somebody asked for, the latest first.
pub async fn asked_by(db: &mut impl Conn, allowed: Allowed<&School>) -> Result<Vec<Accompaniment>> {
    db.query(sql!(
        "select id, school_year, state, asked_by, null as asker, topic, on_day, minutes, people, discipline, note,
                cancel_reason, project_id, null as project, version
           from accompaniment
          where school_id = $1 and asked_by = $2
          order by id desc limit 50"
    ))
    .bind(allowed.thing().node_id)
    .bind(allowed.by().unwrap_or_default())
    .all()
    .await
}

/// What was done between two days (the second not included), the latest first.
pub async fn done_between(
    db: &mut impl Conn,
    allowed: Allowed<&School>,
    from: jiff::civil::Date,
    to: jiff::civil::Date,
    discipline: &str,
    most: i64,
) -> Result<Vec<Accompaniment>> {
    db.query(sql!(
        "select a.id, a.school_year, a.state, a.asked_by, null as asker, a.topic, a.on_day, a.minutes, a.people,
                a.discipline, a.note, a.cancel_reason, a.project_id, j.title as project, a.version
           from accompaniment a
           left join project j on j.id = a.project_id
          where a.school_id = $1 and a.state = 'done' and a.on_day >= $2 and a.on_day < $3
            and ($4 = '' or a.discipline = $4)
          order by a.on_day desc, a.id desc
          limit $5"
    ))
    .bind(allowed.thing().node_id)
    .bind(from.to_string())
    .bind(to.to_string())
    .bind(discipline)
    .bind(most)
    .all()
    .await
}
