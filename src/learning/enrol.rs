//! Enrolling in a course, leaving it, coming back.

use serde_json::json;
use uuid::Uuid;

use super::{Enrolment, State, find, rules};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::course::published::PublishedCourse;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Refusal, Result};
use crate::{audit, ids, sql};

/// What to do with an earlier run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// One click: whoever is enrolled stays so, whoever dropped goes on where they were.
    Continue,
    /// A new run, from the beginning; the earlier one stays readable.
    Anew,
}

/// Gives a person one living place in a course: 50 clicks at once give one row and 50 times the same answer.
///
/// # Errors
/// Refusal `course-completed` when the person has completed it and did not ask for a new run.
pub async fn enrol(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    version: Uuid,
    course: &PublishedCourse,
    again: Again,
    now: Timestamp,
) -> Result<Enrolment> {
    let person = *allowed.thing();
    if let Some(known) = find(tx, person, &course.slug).await? {
        match (known.state, again) {
            (State::Enrolled | State::InProgress, _) => return Ok(known),
            (State::Completed, Again::Continue) => return Err(Refusal::new("course-completed").into()),
            (State::Completed, Again::Anew) | (State::Dropped, _) => {}
        }
    }
    if again == Again::Continue {
        let resumed = tx
            .query(sql!(
                "update enrolment set state = 'in_progress', dropped_at = null, seen_at = $3
                  where id = (select id from enrolment
                               where person_id = $1 and course_slug = $2 and state = 'dropped'
                               order by run desc
                               limit 1)"
            ))
            .bind(person)
            .bind(&course.slug)
            .bind(now)
            .run()
            .await?;
        if resumed > 0 {
            let enrolment = find(tx, person, &course.slug).await?.ok_or(Error::NotFound)?;
            record(tx, "enrolment.resume", person, &enrolment, now).await?;
            return Ok(enrolment);
        }
    }
    let required = i32::try_from(rules::pages_needed(course)).unwrap_or(i32::MAX);
    // The constraint on living enrolments decides between simultaneous clicks; who comes second reads the first's row.
    let added = tx
        .query(sql!(
            "insert into enrolment (id, person_id, course_slug, version_id, run, state, source, started_at, seen_at,
                                    pages_required, percent)
             select $1, $2, $3, $4, coalesce(max(run), 0) + 1, 'enrolled', 'self', $5, $5, $6, $7
               from enrolment
              where person_id = $2 and course_slug = $3
             on conflict do nothing"
        ))
        .bind(ids::new(now))
        .bind(person)
        .bind(&course.slug)
        .bind(version)
        .bind(now)
        .bind(required)
        .bind((required > 0).then_some(0_i32))
        .run()
        .await?;
    let enrolment = find(tx, person, &course.slug).await?.ok_or(Error::NotFound)?;
    if added > 0 {
        record(tx, "enrolment.open", person, &enrolment, now).await?;
    }
    Ok(enrolment)
}

/// Leaves a course; progress and history stay.
///
/// # Errors
/// `NotFound` without a living enrolment.
pub async fn drop_out(tx: &mut Tx, allowed: Allowed<Uuid>, slug: &str, now: Timestamp) -> Result<()> {
    let person = *allowed.thing();
    let Some(enrolment) = find(tx, person, slug).await?.filter(|enrolment| enrolment.state.is_living())
    else {
        return Err(Error::NotFound);
    };
    tx.query(sql!("update enrolment set state = 'dropped', dropped_at = $2 where id = $1"))
        .bind(enrolment.id)
        .bind(now)
        .run()
        .await?;
    record(tx, "enrolment.drop", person, &enrolment, now).await
}

async fn record(tx: &mut Tx, act: &str, person: Uuid, enrolment: &Enrolment, now: Timestamp) -> Result<()> {
    let event = audit::Event {
        actor: Some(person),
        act,
        object_kind: "enrolment",
        object_id: enrolment.id.to_string(),
        detail: json!({ "course": enrolment.course_slug, "run": enrolment.run }),
    };
    audit::record(tx, event, now).await
}
