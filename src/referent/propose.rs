//! The head proposes a nomination to the teacher, or takes the proposal back.

use uuid::Uuid;

use super::nomination::Event;
use super::step::{self, As, Door};
use super::{hold, unchanged};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::Result;
use crate::sql;

/// Shows a draft to its teacher, who answers.
///
/// # Errors
/// Refusals of the state and of [`step::check`]; `nomination-changed` when the draft is no longer the one seen.
pub async fn propose(tx: &mut Tx, allowed: Allowed<Uuid>, seen: i32, now: Timestamp) -> Result<()> {
    let by = allowed.by();
    let before = hold(tx, *allowed.thing()).await?;
    // The state first: whoever sends the form twice is told so, not that something changed.
    before.state().next(Event::Propose)?;
    unchanged(&before, seen)?;
    step::check(tx, &before, now).await?;
    let after = step::take(tx, &before, Event::Propose, by, As::Head, None, now).await?;
    tx.query(sql!(
        "update nomination
            set proposed_by = $2, proposed_at = $3, answered_at = null, submitted_at = null, decided_by = null,
                decided_at = null, return_reason = null
          where id = $1"
    ))
    .bind(before.id)
    .bind(by)
    .bind(now)
    .run()
    .await?;
    let to = [before.person_id];
    step::tell(tx, &after, &to, "nomination-proposed", Door::Teacher, true, by, now).await
}

/// Takes a proposal back before it is submitted: it is a draft again.
pub async fn withdraw(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let by = allowed.by();
    let before = hold(tx, *allowed.thing()).await?;
    let after = step::take(tx, &before, Event::Withdraw, by, As::Head, None, now).await?;
    let to = [before.person_id];
    step::tell(tx, &after, &to, "nomination-withdrawn", Door::Mine, false, by, now).await
}
