//! The progress of a cohort: members and items, read in a fixed number of statements, whatever the size (COH-4, PRG-3).

use std::collections::HashMap;

use jiff::civil::Date;
use uuid::Uuid;

use super::items::{self, Item};
use super::people::{self, Member};
use super::risk::{self, Fact, Subject};
use super::state::Place;
use super::{Cohort, State, deadline};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::session::Seat;
use crate::sql;

/// What a member has done of a course: the figures that the member reads (PRG-1).
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CourseCell {
    member_id: Uuid,
    item_id: Uuid,
    state: String,
    pub percent: Option<i32>,
    pub pages_done: i32,
    pub pages_required: i32,
    pub seen_at: Timestamp,
    pub completed_at: Option<Timestamp>,
}

/// Where a member stands with a session.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SessionCell {
    member_id: Uuid,
    item_id: Uuid,
    state: String,
    /// Of presence that was marked and is not waiting for a trainer.
    pub minutes: i64,
    pub remote_minutes: i64,
    absences: i64,
}

/// One cell, in words before colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not enrolled in the course.
    Nothing,
    NotStarted,
    /// Done so far, where the course has pages to count.
    UnderWay(Option<i32>),
    Done,
    Dropped,
    /// No seat in the session.
    NoSeat,
    /// Asks for a seat, or waits.
    Waits,
    Seated,
    Present,
    Partly,
    Excused,
    Absent,
    /// The session was given up.
    Cancelled,
}

impl Standing {
    pub fn code(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::NotStarted => "not-started",
            Self::UnderWay(_) => "under-way",
            Self::Done => "done",
            Self::Dropped => "dropped",
            Self::NoSeat => "no-seat",
            Self::Waits => "waits",
            Self::Seated => "seated",
            Self::Present => "present",
            Self::Partly => "partly",
            Self::Excused => "excused",
            Self::Absent => "absent",
            Self::Cancelled => "cancelled",
        }
    }

    /// Nothing more is expected.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Done | Self::Present | Self::Partly | Self::Excused | Self::Cancelled)
    }
}

/// Everything that everybody has done.
#[derive(Debug, Clone)]
pub struct Grid {
    pub items: Vec<Item>,
    /// Those who left apart.
    pub members: Vec<Member>,
    courses: HashMap<(Uuid, Uuid), CourseCell>,
    sessions: HashMap<(Uuid, Uuid), SessionCell>,
    extensions: HashMap<(Uuid, Uuid), Date>,
}

/// The grid of a cohort (the thing allowed), for those who run it.
pub async fn grid(db: &mut impl Conn, allowed: Allowed<&Cohort>, now: Timestamp) -> Result<Grid> {
    read(db, allowed.thing(), None, now).await
}

/// One's own line of it, for a member.
///
/// # Errors
/// `NotFound` without a place.
pub async fn mine(db: &mut impl Conn, allowed: Allowed<(&Cohort, Uuid)>, now: Timestamp) -> Result<Grid> {
    let (cohort, person) = *allowed.thing();
    let grid = read(db, cohort, Some(person), now).await?;
    if grid.members.is_empty() { Err(Error::NotFound) } else { Ok(grid) }
}

/// Five statements.
pub(super) async fn read(
    db: &mut impl Conn,
    cohort: &Cohort,
    one: Option<Uuid>,
    now: Timestamp,
) -> Result<Grid> {
    let items = items::of(db, cohort.id).await?;
    let mut members = people::members(db, cohort.id, one, now).await?;
    members.retain(|member| member.place().counts());
    let courses: Vec<CourseCell> = db
        .query(sql!(
            "select m.id as member_id, i.id as item_id, e.state, e.percent, e.pages_done, e.pages_required, e.seen_at,
                    e.completed_at
               from cohort_member m
               join cohort_item i on i.cohort_id = m.cohort_id
               join enrolment e on e.person_id = m.person_id and e.course_slug = i.course_slug
              where m.cohort_id = $1 and m.state <> 'left' and (cast($2 as uuid) is null or m.person_id = $2)
                and e.run = (select max(x.run) from enrolment x
                              where x.person_id = e.person_id and x.course_slug = e.course_slug)
              order by m.id, i.id
              limit 80000"
        ))
        .bind(cohort.id)
        .bind(one)
        .all()
        .await?;
    let sessions: Vec<SessionCell> = db
        .query(sql!(
            "select m.id as member_id, i.id as item_id, p.state,
                    coalesce(sum(case when a.pending then 0 else a.minutes end), 0) as minutes,
                    coalesce(sum(case when a.remote and not a.pending then a.minutes else 0 end), 0)
                    as remote_minutes,
                    coalesce(sum(case when a.value = 'absent' then 1 else 0 end), 0) as absences
               from cohort_member m
               join cohort_item i on i.cohort_id = m.cohort_id
               join session_place p on p.person_id = m.person_id and p.session_id = i.session_id
               left join attendance_entry a on a.place_id = p.id
                    and not exists (select 1 from attendance_entry n where n.previous = a.id)
              where m.cohort_id = $1 and m.state <> 'left' and (cast($2 as uuid) is null or m.person_id = $2)
              group by m.id, i.id, p.state
              order by m.id, i.id
              limit 80000"
        ))
        .bind(cohort.id)
        .bind(one)
        .all()
        .await?;
    let extensions = people::extensions(db, cohort.id).await?;
    Ok(Grid {
        items,
        members,
        courses: courses.into_iter().map(|cell| ((cell.member_id, cell.item_id), cell)).collect(),
        sessions: sessions.into_iter().map(|cell| ((cell.member_id, cell.item_id), cell)).collect(),
        extensions,
    })
}

impl Grid {
    pub fn course(&self, member: &Member, item: &Item) -> Option<&CourseCell> {
        self.courses.get(&(member.id, item.id))
    }

    pub fn session(&self, member: &Member, item: &Item) -> Option<&SessionCell> {
        self.sessions.get(&(member.id, item.id))
    }

    /// The member has more time for it than the others.
    pub fn extension(&self, member: &Member, item: &Item) -> Option<Date> {
        self.extensions.get(&(member.id, item.id)).copied()
    }

    /// By when the member is to have done it.
    pub fn due(&self, cohort: &Cohort, member: &Member, item: &Item) -> Option<Date> {
        people::due_day(cohort, item, member.id, &self.extensions)
    }

    pub fn standing(&self, member: &Member, item: &Item) -> Standing {
        if item.is_course() {
            return match self.course(member, item) {
                None => Standing::Nothing,
                Some(cell) => match cell.state.as_str() {
                    "completed" => Standing::Done,
                    "dropped" => Standing::Dropped,
                    "enrolled" => Standing::NotStarted,
                    _ => Standing::UnderWay(cell.percent),
                },
            };
        }
        if item.is_cancelled() {
            return Standing::Cancelled;
        }
        let Some(cell) = self.session(member, item) else { return Standing::NoSeat };
        match Seat::parse(&cell.state) {
            Some(Seat::Attended) => Standing::Present,
            Some(Seat::PartlyAttended) => Standing::Partly,
            Some(Seat::Excused) => Standing::Excused,
            Some(Seat::Absent) => Standing::Absent,
            // Half-days that were marked count before the sheet is closed.
            Some(Seat::Enrolled) if cell.minutes > 0 && cell.absences > 0 => Standing::Partly,
            Some(Seat::Enrolled) if cell.minutes > 0 => Standing::Present,
            Some(Seat::Enrolled) if cell.absences > 0 => Standing::Absent,
            Some(Seat::Enrolled) => Standing::Seated,
            Some(Seat::Submitted | Seat::Opined | Seat::Waitlisted | Seat::Offered) => Standing::Waits,
            Some(Seat::Refused | Seat::Withdrawn | Seat::Cancelled | Seat::SessionCancelled) | None => {
                Standing::NoSeat
            }
        }
    }

    /// The deadline of a course that the member has let pass.
    pub fn late(&self, cohort: &Cohort, member: &Member, item: &Item, now: Timestamp) -> Option<Date> {
        if !item.is_course() || cohort.state() != State::Running || !member.place().follows() {
            return None;
        }
        let due = self.due(cohort, member, item)?;
        let done = self.standing(member, item) == Standing::Done;
        (!done && deadline::is_over(due, &member.zone, now)).then_some(due)
    }

    /// How many items a member is done with.
    pub fn done(&self, member: &Member) -> usize {
        self.items.iter().filter(|item| self.standing(member, item).is_done()).count()
    }

    /// When a member was last in one of the courses.
    pub fn last_seen(&self, member: &Member) -> Option<Timestamp> {
        self.items
            .iter()
            .filter_map(|item| self.course(member, item))
            .filter(|cell| cell.state != "enrolled")
            .map(|cell| cell.seen_at)
            .max()
    }

    /// Minutes of presence on site and at a distance that were marked.
    pub fn minutes(&self, member: &Member) -> (i64, i64) {
        self.items.iter().filter_map(|item| self.session(member, item)).fold(
            (0, 0),
            |(onsite, remote), cell| {
                (onsite + cell.minutes - cell.remote_minutes, remote + cell.remote_minutes)
            },
        )
    }

    /// Why a member needs a word: none while the cohort does not run.
    pub fn facts(&self, cohort: &Cohort, member: &Member, now: Timestamp) -> Vec<Fact> {
        if cohort.state() != State::Running {
            return Vec::new();
        }
        let courses = self.items.iter().filter(|item| item.is_course()).map(|item| {
            let standing = self.standing(member, item);
            let cell = self.course(member, item);
            risk::Course {
                title: item.title.clone(),
                opened: !matches!(standing, Standing::Nothing | Standing::NotStarted),
                completed: standing == Standing::Done,
                percent: cell.and_then(|cell| cell.percent),
                seen_at: cell.filter(|cell| cell.state != "enrolled").map(|cell| cell.seen_at),
                over: self.late(cohort, member, item, now),
            }
        });
        let sessions =
            self.items.iter().filter(|item| !item.is_course() && !item.is_cancelled()).map(|item| {
                let zone = item.zone.as_deref().unwrap_or(&cohort.zone);
                let standing = self.standing(member, item);
                risk::Meeting {
                    title: item.title.clone(),
                    day: item.starts_at.map(|at| at.date_in(zone)),
                    over: item.ends_at.is_some_and(|end| end <= now),
                    // A seat of which nothing was marked yet says nothing.
                    missed: matches!(standing, Standing::Absent | Standing::NoSeat | Standing::Waits)
                    // Who came later than the session could not have been there.
                    && item.starts_at.is_some_and(|at| member.joined_at.is_some_and(|joined| joined < at)),
                }
            });
        let subject = Subject {
            answered: member.place() != Place::Invited,
            since: member
                .joined_at
                .unwrap_or(member.invited_at)
                .max(Timestamp::midnight(cohort.starts_on(), &cohort.zone)),
            invited_at: member.invited_at,
            courses: courses.collect(),
            meetings: sessions.collect(),
        };
        risk::facts(cohort.rules(), &subject, now)
    }
}
