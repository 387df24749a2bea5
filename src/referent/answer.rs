//! The teacher's own answer (S1: on a voluntary basis): to a proposal, or to a changed letter.

use uuid::Uuid;

use super::nomination::{Event, State};
use super::step::{self, As, Door};
use super::{Nomination, decide, hold, letter, rule, unchanged};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Refusal, Result};
use crate::school::postings;
use crate::sql;

/// Yes to what was shown: the letter and the allowance of the version `seen`. Where the académie skips submission, the
/// mandate takes effect at once, unless money or shares stand in its way: then it waits for the head.
///
/// # Errors
/// `NotFound` for anybody but the teacher; refusals `nomination-over`, `nomination-not-posted`, `nomination-changed`,
/// `nomination-moved`.
pub async fn accept(tx: &mut Tx, allowed: Allowed<Uuid>, seen: i32, now: Timestamp) -> Result<()> {
    let by = allowed.by();
    let before = mine(tx, &allowed).await?;
    if before.state() == State::Active {
        return answer_letter(tx, &before, seen, true, now).await;
    }
    before.state().next(Event::Accept)?;
    unchanged(&before, seen)?;
    if before.is_over(now) {
        return Err(Refusal::new("nomination-over").into());
    }
    if !postings::is_posted(tx, before.person_id, before.school_id, before.starts_at.max(now)).await? {
        return Err(Refusal::new("nomination-not-posted").with("school", &before.school_name).into());
    }
    let after = step::take(tx, &before, Event::Accept, by, As::Teacher, None, now).await?;
    tx.query(sql!("update nomination set answered_at = $2 where id = $1"))
        .bind(before.id)
        .bind(now)
        .run()
        .await?;
    letter::answer(tx, before.id, before.letter_number, true, now).await?;
    let heads = step::heads(tx, &before, now).await?;
    if rule::skips_submission(tx, &before.path).await? {
        match step::check(tx, &after, now).await {
            Ok(()) => return decide::appoint(tx, &after, Event::Appoint, None, As::System, now).await,
            // The head sees what is in the way when submitting.
            Err(Error::Refused(_) | Error::Invalid(_)) => {}
            Err(other) => return Err(other),
        }
    }
    step::tell(tx, &after, &heads, "nomination-accepted", Door::Head, true, by, now).await
}

/// No. Nobody asks why.
///
/// # Errors
/// `NotFound` for anybody but the teacher; refusal `nomination-moved`.
pub async fn decline(tx: &mut Tx, allowed: Allowed<Uuid>, seen: i32, now: Timestamp) -> Result<()> {
    let by = allowed.by();
    let before = mine(tx, &allowed).await?;
    if before.state() == State::Active {
        return answer_letter(tx, &before, seen, false, now).await;
    }
    let after = step::take(tx, &before, Event::Decline, by, As::Teacher, None, now).await?;
    tx.query(sql!("update nomination set answered_at = $2 where id = $1"))
        .bind(before.id)
        .bind(now)
        .run()
        .await?;
    letter::answer(tx, before.id, before.letter_number, false, now).await?;
    let heads = step::heads(tx, &before, now).await?;
    step::tell(tx, &after, &heads, "nomination-declined", Door::Head, false, by, now).await
}

/// The answer to a letter that was changed while the mandate runs: the old one holds until this one is accepted.
async fn answer_letter(
    tx: &mut Tx,
    before: &Nomination,
    seen: i32,
    accepted: bool,
    now: Timestamp,
) -> Result<()> {
    let pending = letter::versions(tx, before.id).await?.into_iter().find(|version| version.is_pending());
    let Some(pending) = pending else {
        return Err(Refusal::new("nomination-moved").with("state", before.state().code()).into());
    };
    unchanged(before, seen)?;
    letter::answer(tx, before.id, pending.number, accepted, now).await?;
    if accepted {
        letter::put_in_force(tx, before.id, pending.number, now).await?;
        tx.query(sql!("update nomination set letter_number = $2 where id = $1"))
            .bind(before.id)
            .bind(pending.number)
            .run()
            .await?;
    }
    tx.query(sql!("update nomination set version = version + 1, updated_at = $2 where id = $1"))
        .bind(before.id)
        .bind(now)
        .run()
        .await?;
    let by = Some(before.person_id);
    let (act, kind) =
        if accepted { ("letter_accept", "letter-accepted") } else { ("letter_decline", "letter-declined") };
    step::record(tx, before, act, None, by, As::Teacher, None, now).await?;
    let heads = step::heads(tx, before, now).await?;
    step::tell(tx, before, &heads, kind, Door::Head, false, by, now).await
}

/// The nomination, if it is the asker's own.
pub(super) async fn mine(tx: &mut Tx, allowed: &Allowed<Uuid>) -> Result<Nomination> {
    let nomination = hold(tx, *allowed.thing()).await?;
    // A draft is the head's alone, and the act is the teacher's alone.
    if allowed.by() != Some(nomination.person_id) || !is_shown(&nomination) {
        return Err(Error::NotFound);
    }
    Ok(nomination)
}

/// Whether the teacher may see it: everything but a draft, one that came back included.
pub fn is_shown(nomination: &Nomination) -> bool {
    nomination.state() != State::Draft
}
