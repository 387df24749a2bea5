//! Who trains a cohort: one answers for it, others work with them; it is handed over before anybody leaves.

use serde_json::json;
use uuid::Uuid;

use super::{hold, record, trainers, write};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::notice::{self, Notice};
use crate::{people, sql};

/// Trainers of one cohort.
pub const TRAINERS_MAX: usize = 8;

/// Takes a colleague in, by their address. Twice changes nothing.
///
/// # Errors
/// Fault on `address`: unknown, or nobody who trains; refusal `cohort-trainers` when there are eight.
pub async fn add(tx: &mut Tx, allowed: Allowed<Uuid>, address: &str, now: Timestamp) -> Result<()> {
    let cohort = hold(tx, *allowed.thing()).await?;
    let known = trainers(tx, cohort.id).await?;
    let person = people::by_address(tx, address).await?;
    let Some(person) = person else { return Err(Fault::new("address", "cohort-trainer").into()) };
    if known.iter().any(|trainer| trainer.person_id == person.id) {
        return Ok(());
    }
    if !write::is_trainer(tx, person.id, now).await? {
        return Err(Fault::new("address", "cohort-trainer").into());
    }
    if known.len() >= TRAINERS_MAX {
        return Err(Refusal::new("cohort-trainers").with("max", TRAINERS_MAX).into());
    }
    let member: Option<(i32,)> = tx
        .query(sql!(
            "select 1 from cohort_member where cohort_id = $1 and person_id = $2 and state <> 'left' limit 1"
        ))
        .bind(cohort.id)
        .bind(person.id)
        .optional()
        .await?;
    if member.is_some() {
        return Err(Fault::new("address", "cohort-trainer-member").into());
    }
    tx.query(sql!(
        "insert into cohort_trainer (cohort_id, person_id, lead, since) values ($1, $2, false, $3)"
    ))
    .bind(cohort.id)
    .bind(person.id)
    .bind(now)
    .run()
    .await?;
    let notice = Notice {
        to: person.id,
        kind: "cohort-trainer",
        detail: super::detail(&cohort),
        path: &format!("/cohortes/{}", cohort.id),
        asks_act: false,
        about: &format!("cohort:{}:trainer", cohort.id),
    };
    notice::tell(tx, notice, now).await?;
    let detail = json!({ "person": person.id.to_string() });
    record(tx, "cohort.trainer_add", cohort.id, allowed.by(), detail, now).await
}

/// Another trainer of the cohort answers for it from now on.
///
/// # Errors
/// `NotFound` for somebody who does not train it.
pub async fn hand_over(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, now: Timestamp) -> Result<()> {
    let (id, to) = *allowed.thing();
    let cohort = hold(tx, id).await?;
    let known = trainers(tx, id).await?;
    let heir = known.iter().find(|trainer| trainer.person_id == to).ok_or(Error::NotFound)?;
    if heir.lead {
        return Ok(());
    }
    // In two steps: the index allows one at a time.
    tx.query(sql!("update cohort_trainer set lead = false where cohort_id = $1 and lead"))
        .bind(id)
        .run()
        .await?;
    tx.query(sql!("update cohort_trainer set lead = true where cohort_id = $1 and person_id = $2"))
        .bind(id)
        .bind(to)
        .run()
        .await?;
    let notice = Notice {
        to,
        kind: "cohort-lead",
        detail: super::detail(&cohort),
        path: &format!("/cohortes/{id}"),
        asks_act: false,
        about: &format!("cohort:{id}:lead:{}", now.0),
    };
    notice::tell(tx, notice, now).await?;
    record(tx, "cohort.hand_over", id, allowed.by(), json!({ "person": to.to_string() }), now).await
}

/// A trainer leaves, or is let go. Whoever answers for the cohort hands it over first.
///
/// # Errors
/// `NotFound`; refusal `cohort-hand-over`.
pub async fn remove(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, now: Timestamp) -> Result<()> {
    let (id, person) = *allowed.thing();
    hold(tx, id).await?;
    let known = trainers(tx, id).await?;
    let leaves = known.iter().find(|trainer| trainer.person_id == person).ok_or(Error::NotFound)?;
    if leaves.lead {
        return Err(Refusal::new("cohort-hand-over").into());
    }
    tx.query(sql!("delete from cohort_trainer where cohort_id = $1 and person_id = $2"))
        .bind(id)
        .bind(person)
        .run()
        .await?;
    record(tx, "cohort.trainer_remove", id, allowed.by(), json!({ "person": person.to_string() }), now).await
}
