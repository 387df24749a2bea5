//! A mandate ends before its time: the teacher gives it up, the head ends it, or the posting ends.

use jiff::civil::Date;
use uuid::Uuid;

use super::nomination::{EndReason, Event};
use super::step::{self, As, Door};
use super::{Nomination, answer, handover, hold};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Fault, Result};
use crate::sql;

/// The teacher gives the mandate up, today being its last day.
pub async fn resign(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let before = answer::mine(tx, &allowed).await?;
    end(tx, &before, EndReason::Resigned, now, allowed.by(), As::Teacher, now).await
}

/// The head ends the mandate; `last` is the last day that was served.
///
/// # Errors
/// Faults on `last` (`day-to-come`, `day-before-mandate`) and `end_reason`; refusal `nomination-moved`.
pub async fn by_head(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    last: Option<Date>,
    reason: Option<EndReason>,
    now: Timestamp,
) -> Result<()> {
    let before = hold(tx, *allowed.thing()).await?;
    before.state().next(Event::End)?;
    let Some(reason) = reason.filter(|reason| EndReason::OF_HEAD.contains(reason)) else {
        return Err(Fault::new("end_reason", "end-reason-missing").into());
    };
    let at = ended_at(&before, last, now)?;
    end(tx, &before, reason, at, allowed.by(), As::Head, now).await
}

/// The instant at which a mandate stops whose last day is given: the midnight after it, or now when that is today.
fn ended_at(nomination: &Nomination, last: Option<Date>, now: Timestamp) -> Result<Timestamp, Fault> {
    let today = now.date_in(&nomination.zone);
    let Some(last) = last else { return Err(Fault::new("last", "day-unreadable")) };
    if last > today {
        return Err(Fault::new("last", "day-to-come"));
    }
    // The eve of the first day is allowed: a mandate that never began.
    let eve = nomination.first_day().yesterday().unwrap_or(nomination.first_day());
    if last < eve.min(today) {
        return Err(Fault::new("last", "day-before-mandate"));
    }
    let after = last.tomorrow().map_or(now, |day| Timestamp::midnight(day, &nomination.zone));
    Ok(after.min(now))
}

pub(super) async fn end(
    tx: &mut Tx,
    before: &Nomination,
    reason: EndReason,
    at: Timestamp,
    by: Option<Uuid>,
    acting: As,
    now: Timestamp,
) -> Result<()> {
    before.state().next(Event::End)?;
    // Before the step, which counts the school anew: it is vacant since the day on which the mandate ended.
    tx.query(sql!("update nomination set ended_at = $2, end_reason = $3 where id = $1"))
        .bind(before.id)
        .bind(at)
        .bind(reason.code())
        .run()
        .await?;
    let after = step::take(tx, before, Event::End, by, acting, Some(reason.code()), now).await?;
    handover::gather(tx, before, now).await?;
    let managers = step::managers(tx, before, now).await?;
    step::tell(tx, &after, &managers, "nomination-ended", Door::Manager, false, by, now).await?;
    let heads = step::heads(tx, before, now).await?;
    step::tell(tx, &after, &heads, "nomination-ended", Door::Head, false, by, now).await?;
    let teacher = [before.person_id];
    step::tell(tx, &after, &teacher, "nomination-ended", Door::Teacher, false, by, now).await
}
