//! The plan manager decides for the recteur: the mandate takes effect, or the nomination goes back with a reason.

use uuid::Uuid;

use super::nomination::Event;
use super::step::{self, As, Door};
use super::{Nomination, Reward, handover, hold, letter};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Fault, Refusal, Result};
use crate::sql;

/// Longest reason of a return, in characters.
pub const LONGEST_REASON: usize = 500;

/// Puts a submitted nomination in force.
///
/// # Errors
/// Refusals of the state and of [`step::check`], `reward-exclusive`.
pub async fn validate(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let by = allowed.by();
    let before = hold(tx, *allowed.thing()).await?;
    before.state().next(Event::Validate)?;
    step::check(tx, &before, now).await?;
    appoint(tx, &before, Event::Validate, by, As::PlanManager, now).await
}

/// The mandate takes effect: the letter that was accepted is in force, and everybody concerned hears of it.
pub(super) async fn appoint(
    tx: &mut Tx,
    before: &Nomination,
    event: Event,
    by: Option<Uuid>,
    acting: As,
    now: Timestamp,
) -> Result<()> {
    if matches!(before.reward(), Reward::Allowance { .. }) && relieved_beside(tx, before).await? {
        return Err(Refusal::new("reward-exclusive").into());
    }
    let after = step::take(tx, before, event, by, acting, None, now).await?;
    tx.query(sql!("update nomination set decided_by = $2, decided_at = $3 where id = $1"))
        .bind(before.id)
        .bind(by)
        .bind(now)
        .run()
        .await?;
    letter::put_in_force(tx, before.id, before.letter_number, now).await?;
    let teacher = [before.person_id];
    step::tell(tx, &after, &teacher, "nomination-validated", Door::Teacher, false, by, now).await?;
    handover::announce(tx, &after, now).await?;
    let heads = step::heads(tx, before, now).await?;
    step::tell(tx, &after, &heads, "nomination-validated", Door::Head, false, by, now).await?;
    let network = step::network(tx, before, now).await?;
    step::tell(tx, &after, &network, "nomination-new-colleague", Door::Network, false, by, now).await
}

/// Whether the teacher is relieved for the same mission in these days by another nomination of the school: one mandate
/// carries one reward, however many rows it is written in.
async fn relieved_beside(tx: &mut Tx, nomination: &Nomination) -> Result<bool> {
    let found: Option<(Uuid,)> = tx
        .query(sql!(
            "select id from nomination
              where school_id = $1 and person_id = $2 and id <> $3 and reward = 'relief' and state = 'active'
                and starts_at < $5 and ends_at > $4
              limit 1"
        ))
        .bind(nomination.school_id)
        .bind(nomination.person_id)
        .bind(nomination.id)
        .bind(nomination.starts_at)
        .bind(nomination.ends_at)
        .optional()
        .await?;
    Ok(found.is_some())
}

/// Sends a submitted nomination back to its head, as a draft.
///
/// # Errors
/// Faults `return-reason-missing`, `return-reason-too-long` on `reason`; refusal `nomination-moved`.
pub async fn send_back(tx: &mut Tx, allowed: Allowed<Uuid>, reason: &str, now: Timestamp) -> Result<()> {
    let by = allowed.by();
    let before = hold(tx, *allowed.thing()).await?;
    before.state().next(Event::Return)?;
    let reason = reason.replace("\r\n", "\n").trim().to_owned();
    if reason.is_empty() {
        return Err(Fault::new("reason", "return-reason-missing").into());
    }
    if reason.chars().count() > LONGEST_REASON || reason.chars().any(|c| c.is_control() && c != '\n') {
        return Err(Fault::new("reason", "return-reason-too-long").with("most", LONGEST_REASON).into());
    }
    // The words stay with the nomination: the audit log holds no free text.
    let mut after = step::take(tx, &before, Event::Return, by, As::PlanManager, None, now).await?;
    tx.query(sql!(
        "update nomination set decided_by = $2, decided_at = $3, return_reason = $4 where id = $1"
    ))
    .bind(before.id)
    .bind(by)
    .bind(now)
    .bind(&reason)
    .run()
    .await?;
    after.return_reason = Some(reason);
    let heads = step::heads(tx, &before, now).await?;
    step::tell(tx, &after, &heads, "nomination-returned", Door::Head, true, by, now).await?;
    let teacher = [before.person_id];
    step::tell(tx, &after, &teacher, "nomination-under-review", Door::Mine, false, by, now).await
}
