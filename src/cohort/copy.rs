//! A cohort for the next school year, from this one: every date moves by the same number of weeks, nobody comes along
//! (COH-8).

use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::deadline::{Deadline, later, weeks_to_next_year};
use super::{cohort, items, record};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Result};
use crate::year::school_year;
use crate::{ids, sql};

/// Copies a cohort as a draft of whoever does it: texts, thresholds, courses and deadlines. Sessions belong to their
/// dates and stay behind. Sent twice, it is there once.
pub async fn next_year(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, now: Timestamp) -> Result<Uuid> {
    #[derive(serde::Serialize)]
    struct Copied<'a> {
        id: Uuid,
        position: i32,
        course: &'a str,
        due_days: Option<i32>,
        due_on: Option<String>,
    }
    let (from, id) = *allowed.thing();
    let trainer = allowed.by().ok_or(Error::Forbidden)?;
    let old = cohort(tx, from).await?;
    let weeks = weeks_to_next_year(old.starts_on());
    let (starts_on, ends_on) = (later(old.starts_on(), weeks), later(old.ends_on(), weeks));
    let added = tx
        .query(sql!(
            "insert into cohort (id, node_id, school_year, title, aim, max_size, onsite_minutes, remote_minutes,
                                 starts_on, ends_on, never_days, idle_days, late_items, missed_sessions, state, state_at,
                                 copied_from, created_by, created_at, updated_at)
             select $2, node_id, $3, title, aim, max_size, onsite_minutes, remote_minutes, $4, $5, never_days, idle_days,
                    late_items, missed_sessions, 'draft', $6, id, $7, $6, $6
               from cohort
              where id = $1
             on conflict (id) do nothing"
        ))
        .bind(from)
        .bind(id)
        .bind(school_year(starts_on))
        .bind(starts_on.to_string())
        .bind(ends_on.to_string())
        .bind(now)
        .bind(trainer)
        .run()
        .await?;
    if added == 0 {
        let known = cohort(tx, id).await?;
        return if known.copied_from == Some(from) { Ok(id) } else { Err(Error::NotFound) };
    }
    tx.query(sql!(
        "insert into cohort_trainer (cohort_id, person_id, lead, since) values ($1, $2, true, $3)"
    ))
    .bind(id)
    .bind(trainer)
    .bind(now)
    .run()
    .await?;
    let known = items::of(tx, from).await?;
    let copied: Vec<Copied<'_>> = known
        .iter()
        .filter_map(|item| {
            let (due_days, due_on) = match item.deadline() {
                Deadline::None => (None, None),
                Deadline::After(days) => (Some(days), None),
                Deadline::On(day) => (None, Some(later(day, weeks).to_string())),
            };
            let course = item.course_slug.as_deref()?;
            Some(Copied { id: ids::new(now), position: item.position, course, due_days, due_on })
        })
        .collect();
    tx.query(sql! {
        sqlite: "insert into cohort_item (id, cohort_id, position, course_slug, due_days, due_on, created_at)
                 select unhex(replace(j.value ->> 'id', '-', '')), $1, j.value ->> 'position', j.value ->> 'course',
                        j.value ->> 'due_days', j.value ->> 'due_on', $3
                   from json_each($2) j",
        postgres: "insert into cohort_item (id, cohort_id, position, course_slug, due_days, due_on, created_at)
                   select cast(j.value ->> 'id' as uuid), $1, cast(j.value ->> 'position' as integer),
                          j.value ->> 'course', cast(j.value ->> 'due_days' as integer), j.value ->> 'due_on', $3
                     from jsonb_array_elements($2) as j (value)",
    })
    .bind(id)
    .bind(Json(&copied))
    .bind(now)
    .run()
    .await?;
    record(tx, "cohort.copy", id, Some(trainer), json!({ "from": from.to_string(), "weeks": weeks }), now)
        .await?;
    Ok(id)
}
