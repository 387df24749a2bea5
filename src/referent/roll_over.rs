//! From one school year to the next: a draft for each référent who stays, copied from this year's mandate.

use uuid::Uuid;

use super::draft::{self, Asked};
use super::{Reward, nomination};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Refusal, Result};
use crate::school::postings;
use crate::sql;
use crate::year::SchoolYear;

/// What came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rolled {
    pub drafts: u32,
    /// Référents who no longer work in the school when the next year begins.
    pub left: u32,
    /// Drafts whose allowance the scheme of the next year does not know: to be chosen anew.
    pub without_amount: u32,
}

/// Writes drafts for the year after `year`, for every mandate of the school that runs or went to its end, unless the
/// teacher has a nomination for that year already.
///
/// # Errors
/// Refusal `nothing-to-roll-over` when there is no mandate to copy.
pub async fn roll_over(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    year: SchoolYear,
    now: Timestamp,
) -> Result<Rolled> {
    let school = *allowed.thing();
    let rows: Vec<(Uuid,)> = tx
        .query(sql!(
            "select m.id from nomination m
              where m.school_id = $1 and m.school_year = $2
                and m.state in ('active', 'completed', 'completed_without_report')
                and not exists (select 1 from nomination later
                                 where later.school_id = $1 and later.person_id = m.person_id
                                   and later.school_year = $3 and later.state <> 'declined')
              order by m.starts_at, m.id
              limit 50"
        ))
        .bind(school)
        .bind(year.label())
        .bind(year.next().label())
        .all()
        .await?;
    if rows.is_empty() {
        return Err(Refusal::new("nothing-to-roll-over").with("year", year.next().label()).into());
    }
    let mut rolled = Rolled::default();
    let next = year.next();
    for (id,) in rows {
        let before = nomination(tx, id).await?;
        let today = now.date_in(&before.zone);
        let first = next.first_day().max(today.min(next.last_day()));
        if !postings::is_posted(tx, before.person_id, school, Timestamp::midnight(first, &before.zone))
            .await?
        {
            rolled.left += 1;
            continue;
        }
        let input = draft::input_of(tx, &before, next, first, next.last_day()).await?;
        let lost = matches!(before.reward(), Reward::Allowance { .. }) && input.reward == Asked::None;
        match draft::create(tx, allowed.map(|_| school), input, now).await {
            Ok(_) => rolled.drafts += 1,
            // Two mandates of one person in a year give one draft.
            Err(Error::Refused(refusal)) if refusal.key == "nomination-exists" => continue,
            Err(other) => return Err(other),
        }
        rolled.without_amount += u32::from(lost);
    }
    Ok(rolled)
}
