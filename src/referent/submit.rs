//! The head submits an accepted nomination to the académie, with the dates on which the councils were heard.

use jiff::civil::Date;
use uuid::Uuid;

use super::nomination::Event;
use super::step::{self, As, Door};
use super::{Nomination, hold};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Fault, Result};
use crate::sql;

/// When conseil pédagogique and conseil d'administration were heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Councils {
    Heard {
        council_on: Option<Date>,
        board_on: Option<Date>,
    },
    /// A private school may have neither.
    NotApplicable,
}

/// Submits. Amount and envelope are checked again: they may have changed since the proposal.
///
/// # Errors
/// Faults on `council_on`, `board_on`, `councils`; refusals of the state and of [`step::check`].
pub async fn submit(tx: &mut Tx, allowed: Allowed<Uuid>, councils: Councils, now: Timestamp) -> Result<()> {
    let by = allowed.by();
    let before = hold(tx, *allowed.thing()).await?;
    before.state().next(Event::Submit)?;
    let (applies, council_on, board_on) = check_councils(&before, councils, now)?;
    step::check(tx, &before, now).await?;
    let after = step::take(tx, &before, Event::Submit, by, As::Head, None, now).await?;
    tx.query(sql!(
        "update nomination set councils_apply = $2, council_on = $3, board_on = $4, submitted_at = $5 where id = $1"
    ))
    .bind(before.id)
    .bind(applies)
    .bind(council_on)
    .bind(board_on)
    .bind(now)
    .run()
    .await?;
    let managers = step::managers(tx, &before, now).await?;
    step::tell(tx, &after, &managers, "nomination-submitted", Door::Manager, true, by, now).await
}

fn check_councils(
    nomination: &Nomination,
    councils: Councils,
    now: Timestamp,
) -> Result<(bool, Option<String>, Option<String>)> {
    match councils {
        Councils::NotApplicable if nomination.is_public() => {
            Err(Fault::new("councils", "councils-of-public-school").into())
        }
        Councils::NotApplicable => Ok((false, None, None)),
        Councils::Heard { council_on, board_on } => {
            let today = now.date_in(&nomination.zone);
            let mut faults = Vec::new();
            for (field, on) in [("council_on", council_on), ("board_on", board_on)] {
                match on {
                    None => faults.push(Fault::new(field, "council-day-missing")),
                    Some(day) if day > today => faults.push(Fault::new(field, "council-day-to-come")),
                    // Heard for another mandate, or a typing error.
                    Some(day) if day < nomination.year().previous().first_day() => {
                        faults.push(Fault::new(field, "council-day-too-old"));
                    }
                    Some(_) => {}
                }
            }
            if !faults.is_empty() {
                return Err(Error::Invalid(faults));
            }
            Ok((true, council_on.map(|day| day.to_string()), board_on.map(|day| day.to_string())))
        }
    }
}
