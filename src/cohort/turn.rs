//! The steps of a cohort: invitations open, it starts, it is put away. How it closes stands in [`super::close`].

use std::sync::Arc;

use serde_json::json;
use uuid::Uuid;

use super::state::Event;
use super::{Cohort, hold, people, record};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::course::live::Live;
use crate::db::{Conn as _, Tx};
use crate::error::{Refusal, Result};
use crate::{cohort, sql};

/// Writes a step.
pub(super) async fn take(
    tx: &mut Tx,
    known: &Cohort,
    event: Event,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<Cohort> {
    let from = known.state();
    let to = from.next(event)?;
    tx.query(sql!(
        "update cohort
            set state = $2, state_at = $3, updated_at = $3, version = version + 1,
                closed_at = case when $2 = 'closed' then cast($3 as bigint) else closed_at end
          where id = $1"
    ))
    .bind(known.id)
    .bind(to.code())
    .bind(now)
    .run()
    .await?;
    let detail = json!({ "from": from.code(), "to": to.code() });
    record(tx, &format!("cohort.{}", event.code()), known.id, by, detail, now).await?;
    cohort::cohort(tx, known.id).await
}

/// Opens the invitations. Twice changes nothing.
pub async fn open(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<Cohort> {
    let cohort = hold(tx, *allowed.thing()).await?;
    if cohort.state() == super::State::Enrolling {
        return Ok(cohort);
    }
    take(tx, &cohort, Event::Open, allowed.by(), now).await
}

/// Starts it: those who have joined are enrolled in its courses, and asked for their seats. Twice changes nothing.
///
/// # Errors
/// Refusals `cohort-empty` without anything to follow, `cohort-moved`.
pub async fn start(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    courses: &[Arc<Live>],
    now: Timestamp,
) -> Result<Cohort> {
    let cohort = hold(tx, *allowed.thing()).await?;
    if cohort.state() == super::State::Running {
        return Ok(cohort);
    }
    if super::items::of(tx, cohort.id).await?.is_empty() {
        return Err(Refusal::new("cohort-empty").into());
    }
    let cohort = take(tx, &cohort, Event::Start, allowed.by(), now).await?;
    people::settle(tx, &cohort, courses, allowed.map(|_| ()), None, now).await?;
    Ok(cohort)
}

/// Puts a closed cohort away.
pub async fn archive(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<Cohort> {
    let cohort = hold(tx, *allowed.thing()).await?;
    if cohort.state() == super::State::Archived {
        return Ok(cohort);
    }
    take(tx, &cohort, Event::Archive, allowed.by(), now).await
}
