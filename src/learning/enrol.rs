//! Enrolling in a course, leaving it, coming back.

use serde::Serialize;
use serde_json::json;
use sqlx::types::Json;
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

/// Somebody to be enrolled by a cohort, and by when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Assigned {
    id: Uuid,
    pub person: Uuid,
    pub due: Option<Timestamp>,
}

impl Assigned {
    pub fn new(person: Uuid, due: Option<Timestamp>, now: Timestamp) -> Self {
        Self { id: ids::new(now), person, due }
    }
}

/// Enrols people in a course for a cohort, and notes by when it is asked for. Whoever follows it, has completed it or
/// has left it stays where they are; a living enrolment takes the new deadline. In three statements, however many.
pub async fn assign(
    tx: &mut Tx,
    allowed: Allowed<&[Assigned]>,
    version: Uuid,
    course: &PublishedCourse,
    now: Timestamp,
) -> Result<u64> {
    let people = *allowed.thing();
    if people.is_empty() {
        return Ok(0);
    }
    let required = i32::try_from(rules::pages_needed(course)).unwrap_or(i32::MAX);
    let added = tx
        .query(sql! {
            sqlite: "insert into enrolment (id, person_id, course_slug, version_id, run, state, source, started_at,
                                            seen_at, pages_required, percent, due_at)
                     select a.id, a.person, $2, $3, 1, 'enrolled', 'cohort', $4, $4, $5, $6, a.due
                       from (select unhex(replace(j.value ->> 'id', '-', '')) as id,
                                    unhex(replace(j.value ->> 'person', '-', '')) as person, j.value ->> 'due' as due
                               from json_each($1) j) a
                      where not exists (select 1 from enrolment e where e.person_id = a.person and e.course_slug = $2)
                     on conflict do nothing",
            postgres: "insert into enrolment (id, person_id, course_slug, version_id, run, state, source, started_at,
                                              seen_at, pages_required, percent, due_at)
                       select a.id, a.person, $2, $3, 1, 'enrolled', 'cohort', $4, $4, $5, $6, a.due
                         from (select cast(j.value ->> 'id' as uuid) as id, cast(j.value ->> 'person' as uuid) as person,
                                      cast(j.value ->> 'due' as bigint) as due
                                 from jsonb_array_elements($1) as j (value)) a
                        where not exists (select 1 from enrolment e
                                           where e.person_id = a.person and e.course_slug = $2)
                       on conflict do nothing",
        })
        .bind(Json(people))
        .bind(&course.slug)
        .bind(version)
        .bind(now)
        .bind(required)
        .bind((required > 0).then_some(0_i32))
        .run()
        .await?;
    tx.query(sql! {
        sqlite: "update enrolment
                    set due_at = (select j.value ->> 'due' from json_each($1) j
                                   where unhex(replace(j.value ->> 'person', '-', '')) = enrolment.person_id)
                  where course_slug = $2 and state in ('enrolled', 'in_progress')
                    and person_id in (select unhex(replace(j.value ->> 'person', '-', '')) from json_each($1) j)",
        postgres: "update enrolment
                      set due_at = (select cast(j.value ->> 'due' as bigint)
                                      from jsonb_array_elements($1) as j (value)
                                     where cast(j.value ->> 'person' as uuid) = enrolment.person_id)
                    where course_slug = $2 and state in ('enrolled', 'in_progress')
                      and person_id in (select cast(j.value ->> 'person' as uuid)
                                          from jsonb_array_elements($1) as j (value))",
    })
    .bind(Json(people))
    .bind(&course.slug)
    .run()
    .await?;
    if added > 0 {
        let event = audit::Event {
            actor: allowed.by(),
            act: "enrolment.assign",
            object_kind: "course",
            object_id: course.slug.clone(),
            detail: json!({ "course": course.slug, "people": added }),
        };
        audit::record(tx, event, now).await?;
    }
    Ok(added)
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
