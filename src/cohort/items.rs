//! What a cohort follows: courses with a deadline, sessions with their half-days.

use serde_json::json;
use uuid::Uuid;

use super::deadline::Deadline;
use super::write::day;
use super::{Cohort, hold, people, record, written};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::course::live::Live;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::session::State as SessionState;
use crate::{ids, sql};

/// Items of one cohort.
pub const ITEMS_MAX: i64 = 40;

/// A course or a session of a cohort.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Item {
    pub id: Uuid,
    pub position: i32,
    pub course_slug: Option<String>,
    pub session_id: Option<Uuid>,
    due_days: Option<i32>,
    due_on: Option<String>,
    /// Of the course's version in service, or of the session.
    pub title: String,
    /// Of the session.
    pub starts_at: Option<Timestamp>,
    pub ends_at: Option<Timestamp>,
    pub session_state: Option<String>,
    pub zone: Option<String>,
}

impl Item {
    pub fn deadline(&self) -> Deadline {
        match (self.due_days, self.due_on.as_deref().and_then(day)) {
            (Some(days), _) => Deadline::After(days),
            (None, Some(day)) => Deadline::On(day),
            (None, None) => Deadline::None,
        }
    }

    pub fn is_course(&self) -> bool {
        self.course_slug.is_some()
    }

    /// The session was given up: nobody has missed it.
    pub fn is_cancelled(&self) -> bool {
        self.session_state.as_deref() == Some(SessionState::Cancelled.code())
    }

    /// Presence at the session is certified, or there is nothing to certify.
    pub fn is_settled(&self) -> bool {
        let state = self.session_state.as_deref().and_then(SessionState::parse);
        state.is_none_or(|state| {
            matches!(state, SessionState::Attested | SessionState::Archived | SessionState::Cancelled)
        })
    }
}

/// The items of a cohort, in order.
pub async fn of(db: &mut impl Conn, cohort: Uuid) -> Result<Vec<Item>> {
    db.query(sql!(
        "select i.id, i.position, i.course_slug, i.session_id, i.due_days, i.due_on,
                coalesce(v.title, t.title, i.course_slug, '') as title, t.starts_at, t.ends_at,
                t.state as session_state, h.zone
           from cohort_item i
           left join course c on c.slug = i.course_slug
           left join course_version v on v.id = c.current_version
           left join training_session t on t.id = i.session_id
           left join org_node h on h.id = t.host_id
          where i.cohort_id = $1
          order by i.position, i.id
          limit $2"
    ))
    .bind(cohort)
    .bind(ITEMS_MAX)
    .all()
    .await
}

/// A deadline as it was typed.
#[derive(Debug, Clone, Default)]
pub struct TypedDue {
    /// `none`, `after`, `on`.
    pub kind: String,
    pub days: String,
    pub day: String,
}

impl TypedDue {
    fn read(&self, cohort: &Cohort) -> Result<Deadline> {
        match self.kind.as_str() {
            "after" => match self.days.trim().parse::<i32>().ok().filter(|days| (0..=730).contains(days)) {
                Some(days) => Ok(Deadline::After(days)),
                None => Err(Fault::new("due_days", "cohort-due-days").into()),
            },
            "on" => match day(&self.day).filter(|day| *day >= cohort.starts_on()) {
                Some(day) => Ok(Deadline::On(day)),
                None => Err(Fault::new("due_on", "cohort-due-on").into()),
            },
            _ => Ok(Deadline::None),
        }
    }
}

/// Days after the first one, or a fixed day, for the table.
fn columns(deadline: Deadline) -> (Option<i32>, Option<String>) {
    match deadline {
        Deadline::None => (None, None),
        Deadline::After(days) => (Some(days), None),
        Deadline::On(day) => (None, Some(day.to_string())),
    }
}

/// What is to be followed.
enum Thing<'t> {
    Course(&'t str),
    Session(Uuid),
}

async fn insert(tx: &mut Tx, cohort: Uuid, thing: Thing<'_>, due: Deadline, now: Timestamp) -> Result<bool> {
    let (count,): (i64,) =
        tx.query(sql!("select count(*) from cohort_item where cohort_id = $1")).bind(cohort).one().await?;
    if count >= ITEMS_MAX {
        return Err(Refusal::new("cohort-items").with("max", ITEMS_MAX).into());
    }
    let (due_days, due_on) = columns(due);
    let (slug, session) = match thing {
        Thing::Course(slug) => (Some(slug), None),
        Thing::Session(session) => (None, Some(session)),
    };
    let added = tx
        .query(sql!(
            "insert into cohort_item (id, cohort_id, position, course_slug, session_id, due_days, due_on, created_at)
             select $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, $7 from cohort_item where cohort_id = $2
             on conflict do nothing"
        ))
        .bind(ids::new(now))
        .bind(cohort)
        .bind(slug)
        .bind(session)
        .bind(due_days)
        .bind(due_on)
        .bind(now)
        .run()
        .await?;
    Ok(added > 0)
}

/// Adds a course. Members of a cohort that runs are enrolled at once. Added twice, it is there once.
///
/// # Errors
/// Faults on the deadline; refusals `cohort-over`, `cohort-items`.
pub async fn add_course(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    course: &Live,
    due: &TypedDue,
    now: Timestamp,
) -> Result<()> {
    let cohort = hold(tx, *allowed.thing()).await?;
    written(&cohort)?;
    let due = due.read(&cohort)?;
    let slug = course.course.slug.as_str();
    if insert(tx, cohort.id, Thing::Course(slug), due, now).await? {
        record(tx, "cohort.course_add", cohort.id, allowed.by(), json!({ "course": slug }), now).await?;
        people::settle_course(tx, &cohort, course, allowed.map(|_| ()), now).await?;
    }
    Ok(())
}

/// Adds a session that one of the cohort's trainers wrote or leads. Members ask for their seats through its own
/// verbs; gives how many have no seat for all that.
///
/// # Errors
/// `NotFound` for a session that none of them runs; refusals `cohort-over`, `cohort-items`.
pub async fn add_session(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, now: Timestamp) -> Result<usize> {
    let (id, session) = *allowed.thing();
    let cohort = hold(tx, id).await?;
    written(&cohort)?;
    if !led(tx, &cohort, now).await?.iter().any(|offered| offered.id == session) {
        return Err(Error::NotFound);
    }
    if !insert(tx, id, Thing::Session(session), Deadline::None, now).await? {
        return Ok(0);
    }
    record(tx, "cohort.session_add", id, allowed.by(), json!({ "session": session.to_string() }), now)
        .await?;
    people::settle_session(tx, &cohort, allowed.map(|_| session), now).await
}

/// A session that may become an item.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Offered {
    pub id: Uuid,
    pub title: String,
    pub starts_at: Option<Timestamp>,
    pub zone: String,
}

/// Announced sessions that a trainer of the cohort wrote or leads, within a year around now.
pub async fn led(db: &mut impl Conn, cohort: &Cohort, now: Timestamp) -> Result<Vec<Offered>> {
    const YEAR: i64 = 365 * crate::clock::DAY;
    db.query(sql!(
        "select t.id, t.title, t.starts_at, h.zone
           from training_session t
           join org_node h on h.id = t.host_id
          where t.state in ('published', 'open', 'full', 'held', 'attendance_closed', 'attested')
            and t.starts_at > $2 and t.starts_at < $3
            and exists (select 1 from cohort_trainer x
                         where x.cohort_id = $1
                           and (x.person_id = t.created_by
                                or exists (select 1 from session_trainer r
                                            where r.session_id = t.id and r.person_id = x.person_id)))
          order by t.starts_at, t.id
          limit 200"
    ))
    .bind(cohort.id)
    .bind(now.plus(-YEAR))
    .bind(now.plus(YEAR))
    .all()
    .await
}

async fn item(tx: &mut Tx, cohort: Uuid, id: Uuid) -> Result<Item> {
    of(tx, cohort).await?.into_iter().find(|item| item.id == id).ok_or(Error::NotFound)
}

/// Takes an item out. What people did in it stays theirs.
pub async fn remove(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, now: Timestamp) -> Result<()> {
    let (id, item_id) = *allowed.thing();
    let cohort = hold(tx, id).await?;
    written(&cohort)?;
    let item = item(tx, id, item_id).await?;
    tx.query(sql!("delete from cohort_item where id = $1")).bind(item_id).run().await?;
    if let Some(slug) = &item.course_slug {
        people::undate(tx, id, slug).await?;
    }
    record(tx, "cohort.item_remove", id, allowed.by(), json!({ "item": item_id.to_string() }), now).await
}

/// Sets the deadline of a course.
///
/// # Errors
/// Faults on what was typed; `NotFound` for a session, whose half-days say when it is.
pub async fn set_due(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, Uuid)>,
    course: &Live,
    due: &TypedDue,
    now: Timestamp,
) -> Result<()> {
    let (id, item_id) = *allowed.thing();
    let cohort = hold(tx, id).await?;
    written(&cohort)?;
    let item = item(tx, id, item_id).await?;
    if item.course_slug.as_deref() != Some(course.course.slug.as_str()) {
        return Err(Error::NotFound);
    }
    let (due_days, due_on) = columns(due.read(&cohort)?);
    tx.query(sql!("update cohort_item set due_days = $2, due_on = $3 where id = $1"))
        .bind(item_id)
        .bind(due_days)
        .bind(due_on)
        .run()
        .await?;
    people::settle_course(tx, &cohort, course, allowed.map(|_| ()), now).await?;
    record(tx, "cohort.due", id, allowed.by(), json!({ "item": item_id.to_string() }), now).await
}

/// More time for one member, for one course; none takes it back (COH-5).
///
/// # Errors
/// Fault on `due_on`: a day, not before the deadline of everybody.
pub async fn extend(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, Uuid, Uuid)>,
    course: &Live,
    until: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    let (id, item_id, member) = *allowed.thing();
    let cohort = hold(tx, id).await?;
    written(&cohort)?;
    let item = item(tx, id, item_id).await?;
    if item.course_slug.as_deref() != Some(course.course.slug.as_str()) {
        return Err(Error::NotFound);
    }
    let (there,): (i64,) = tx
        .query(sql!(
            "select count(*) from cohort_member where cohort_id = $1 and id = $2 and state <> 'left'"
        ))
        .bind(id)
        .bind(member)
        .one()
        .await?;
    if there == 0 {
        return Err(Error::NotFound);
    }
    match until {
        None => {
            tx.query(sql!("delete from cohort_extension where member_id = $1 and item_id = $2"))
                .bind(member)
                .bind(item_id)
                .run()
                .await?;
        }
        Some(typed) => {
            let due = item.deadline().day(cohort.starts_on());
            let Some(until) = day(typed).filter(|day| due.is_some_and(|due| *day > due)) else {
                return Err(Fault::new("until", "cohort-extension").into());
            };
            tx.query(sql!(
                "insert into cohort_extension (member_id, item_id, due_on, by_id, at) values ($1, $2, $3, $4, $5)
                 on conflict (member_id, item_id)
                 do update set due_on = excluded.due_on, by_id = excluded.by_id, at = excluded.at"
            ))
            .bind(member)
            .bind(item_id)
            .bind(until.to_string())
            .bind(allowed.by())
            .bind(now)
            .run()
            .await?;
        }
    }
    people::settle_course(tx, &cohort, course, allowed.map(|_| ()), now).await?;
    let detail = json!({ "item": item_id.to_string(), "member": member.to_string() });
    record(tx, "cohort.extension", id, allowed.by(), detail, now).await
}
