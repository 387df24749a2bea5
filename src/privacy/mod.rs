//! People and their data (RGPD): what they may ask, how long things are kept, and how an account ends.
//!
//! Five parts: [`request`] is what people ask and the clock of the answer; [`account`] is the end of an account, step by
//! step; [`erasure`] says what an anonymisation erases and what it must keep, then does it; [`merge`] puts together a person who was
//! written down twice; [`retention`] does all of it
//! by itself when the [`Periods`] of the configuration have passed.

pub mod account;
pub mod erasure;
pub mod merge;
pub mod request;
pub mod retention;

#[cfg(test)]
mod tests;

use jiff::ToSpan as _;

use crate::clock::Timestamp;

/// How long things are kept. The controller confirms or changes these; the privacy page shows what holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Periods {
    /// Months without login after which an account is closed.
    pub account_closed_months: u32,
    /// Months without login after which a closed account is anonymised.
    pub account_erased_months: u32,
    /// School years, after the one in which it was learnt, that traces of learning are kept.
    pub learning_years: u32,
    /// Months that one's own access log is kept.
    pub access_months: u32,
    /// Months that notices are kept.
    pub notice_months: u32,
    /// Years that answered requests stay in the ledger.
    pub request_years: u32,
    /// Years that the journal of acts is kept.
    pub audit_years: u32,
}

impl Default for Periods {
    fn default() -> Self {
        Self {
            account_closed_months: 24,
            account_erased_months: 36,
            learning_years: 1,
            access_months: 12,
            notice_months: 12,
            request_years: 5,
            audit_years: 5,
        }
    }
}

/// The instant that lies some calendar months before another, at the beginning of that day.
pub(crate) fn months_before(now: Timestamp, months: u32, zone: &str) -> Timestamp {
    let today = now.date_in(zone);
    let day = today.checked_sub(i64::from(months).months()).unwrap_or(jiff::civil::Date::MIN);
    Timestamp::midnight(day, zone)
}

/// The end of the day that lies some calendar months after another one: what is due « within a month » is late the day
/// after.
pub(crate) fn months_after(now: Timestamp, months: u32, zone: &str) -> Timestamp {
    let today = now.date_in(zone);
    let day = today.checked_add(i64::from(months).months()).unwrap_or(jiff::civil::Date::MAX);
    Timestamp::midnight(day.tomorrow().unwrap_or(day), zone)
}
