//! The head changes the letter of a mandate that runs. The new letter waits for the teacher; the old one stays in force.

use uuid::Uuid;

use super::letter::{self, MissionLetter};
use super::nomination::Event;
use super::step::{self, As, Door};
use super::{hold, unchanged};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::{Refusal, Result};

/// Proposes a changed letter. One that still waits is replaced: the teacher answers what is shown.
///
/// # Errors
/// Faults of the letter; refusals `nomination-moved`, `nomination-changed`, `nomination-over`, `letter-unchanged`.
pub async fn amend(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    seen: i32,
    letter: MissionLetter,
    now: Timestamp,
) -> Result<()> {
    let by = allowed.by();
    let before = hold(tx, *allowed.thing()).await?;
    before.state().next(Event::Amend)?;
    if before.is_over(now) {
        return Err(Refusal::new("nomination-over").into());
    }
    unchanged(&before, seen)?;
    let letter = letter.tidy();
    letter.check()?;
    let kept = letter::versions(tx, before.id).await?;
    let last = kept.first();
    let same = kept.iter().find(|version| version.is_pending() || version.in_force_at.is_some());
    if same.is_some_and(|version| version.letter.0 == letter) {
        return Err(Refusal::new("letter-unchanged").into());
    }
    let number = match last {
        Some(last) if last.is_pending() => last.number,
        Some(last) => last.number + 1,
        None => 1,
    };
    letter::write(tx, before.id, number, &letter, by, now).await?;
    let after = step::take(tx, &before, Event::Amend, by, As::Head, None, now).await?;
    let to = [before.person_id];
    step::tell(tx, &after, &to, "letter-proposed", Door::Teacher, true, by, now).await
}
