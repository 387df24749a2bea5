//! The trainer's part: prepare and submit, take back, say that an allowance pays these hours already.

use uuid::Uuid;

use super::rate::{Typed, grid};
use super::state::{Event, State};
use super::{Statement, hold, step, unchanged};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Refusal, Result};
use crate::sql;

/// A statement of the person allowed; somebody else's is not there.
async fn own(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>) -> Result<Statement> {
    let (id, person) = *allowed.thing();
    let found = hold(tx, id).await?;
    if found.trainer_id == person { Ok(found) } else { Err(Error::NotFound) }
}

/// Submits a statement (its id, its trainer) to the head. Sent twice, it is submitted once.
///
/// # Errors
/// Faults of [`Typed::read`]; refusals `pay-changed`, and those of the state: `pay-counted`, `pay-session-open`,
/// `pay-moved`.
pub async fn submit(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, Uuid)>,
    typed: &Typed,
    seen: i32,
    now: Timestamp,
) -> Result<()> {
    let found = own(tx, allowed).await?;
    let rates = grid(tx, &found.grid_from).await?;
    let claim = typed.read(&rates, i64::from(found.total_minutes))?;
    if found.state() == State::Submitted {
        // A second click brings the same; anything else would be lost without a word.
        return if claim == found.claim() { Ok(()) } else { Err(Refusal::new("pay-changed").into()) };
    }
    let facts = step::facts(tx, &found, allowed.by()).await?;
    found.state().next(Event::Submit, facts)?;
    unchanged(&found, seen)?;
    let [initiation, deepening, expertise] = claim.lines;
    tx.query(sql!(
        "update pay_statement
            set initiation_min = $2, initiation_rate = $3, deepening_min = $4, deepening_rate = $5,
                expertise_min = $6, expertise_rate = $7, preparation_cents = $8, amount_cents = $9, permit_on = $10
          where id = $1"
    ))
    .bind(found.id)
    .bind(small(initiation.minutes))
    .bind(initiation.rate)
    .bind(small(deepening.minutes))
    .bind(deepening.rate)
    .bind(small(expertise.minutes))
    .bind(expertise.rate)
    .bind(claim.preparation_cents)
    .bind(claim.total())
    .bind(claim.permit_on.map(|day| day.to_string()))
    .run()
    .await?;
    if step::take(tx, &found, Event::Submit, allowed.by(), "", now).await?.is_some() {
        let heads = step::heads(tx, &found, now).await?;
        let path = format!("/remuneration/{}", found.id);
        step::tell(tx, &found, &heads, "pay-submitted", &path, true, now).await?;
    }
    Ok(())
}

/// Minutes of a claim are at most those of a session.
fn small(minutes: i64) -> i32 {
    i32::try_from(minutes).unwrap_or(i32::MAX)
}

/// Takes a submitted statement back, before the head has certified.
///
/// # Errors
/// Refusals of the state.
pub async fn withdraw(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, now: Timestamp) -> Result<()> {
    let found = own(tx, allowed).await?;
    step::take(tx, &found, Event::Withdraw, allowed.by(), "", now).await?;
    Ok(())
}

/// Says that these hours are paid by an allowance, or (`covered` false) that they are not after all.
///
/// # Errors
/// Refusals of the state; `pay-counted` where the platform knows of the allowance.
pub async fn cover(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, covered: bool, now: Timestamp) -> Result<()> {
    let found = own(tx, allowed).await?;
    let event = if covered { Event::Cover } else { Event::Uncover };
    if step::take(tx, &found, event, allowed.by(), "", now).await?.is_some() {
        tx.query(sql!("update pay_statement set covered_by_allowance = $2 where id = $1"))
            .bind(found.id)
            .bind(covered)
            .run()
            .await?;
    }
    Ok(())
}
