//! The head certifies that the service was done, the manager checks rate, budget and permit; both may send back.

use uuid::Uuid;

use super::state::Event;
use super::{hold, step};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::{Fault, Result};

/// Longest reason, in characters.
pub const REASON: usize = 1_000;

/// « Service fait »: by the head of the host school. Done already, it changes nothing.
///
/// # Errors
/// Refusals of the state: `pay-own`, `pay-session-open`, `pay-counted`, `pay-moved`.
pub async fn certify(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let found = hold(tx, *allowed.thing()).await?;
    if step::take(tx, &found, Event::Certify, allowed.by(), "", now).await?.is_some() {
        let managers = step::managers(tx, &found, now).await?;
        // The manager checks many at once: the digest is soon enough.
        step::tell(tx, &found, &managers, "pay-certified", "/pilotage/remuneration", false, now).await?;
    }
    Ok(())
}

/// Rate, budget and permit are in order: it goes with the next batch. Done already, it changes nothing.
///
/// # Errors
/// Refusals of the state, as for [`certify`].
pub async fn check(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let found = hold(tx, *allowed.thing()).await?;
    step::take(tx, &found, Event::Check, allowed.by(), "", now).await?;
    Ok(())
}

/// Who sends a statement back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    /// What was submitted.
    Head,
    /// What was certified, as long as it is in no batch.
    Manager,
}

/// Sends a statement back to its trainer, with a reason.
///
/// # Errors
/// Fault on `reason`; refusals of the state.
pub async fn refuse(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    desk: Desk,
    reason: &str,
    now: Timestamp,
) -> Result<()> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Fault::new("reason", "pay-reason").into());
    }
    if reason.chars().count() > REASON {
        return Err(Fault::new("reason", "pay-reason-long").with("max", REASON).into());
    }
    let found = hold(tx, *allowed.thing()).await?;
    let event = match desk {
        Desk::Head => Event::RefuseService,
        Desk::Manager => Event::RefuseCheck,
    };
    if step::take(tx, &found, event, allowed.by(), reason, now).await?.is_some() {
        let path = format!("/remuneration/{}", found.id);
        step::tell(tx, &found, &[found.trainer_id], "pay-rejected", &path, true, now).await?;
    }
    Ok(())
}
