//! By when (COH-5): a deadline is a civil day, and ends when that day ends where the member works.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::clock::{MINUTE, Timestamp};

/// The deadline of an item, as the cohort sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    None,
    /// So many days after the first day of the cohort.
    After(i32),
    On(Date),
}

impl Deadline {
    /// The day, for a cohort that starts on a day.
    pub fn day(self, starts_on: Date) -> Option<Date> {
        match self {
            Self::None => None,
            Self::After(days) => Some(starts_on.saturating_add(i64::from(days).days())),
            Self::On(day) => Some(day),
        }
    }
}

/// 23:59 of a day where somebody works: what their page says, and their calendar.
pub fn instant(day: Date, zone: &str) -> Timestamp {
    end(day, zone).plus(-MINUTE)
}

/// The day is over there: what is done in its last minute is in time.
pub fn is_over(day: Date, zone: &str, now: Timestamp) -> bool {
    now >= end(day, zone)
}

fn end(day: Date, zone: &str) -> Timestamp {
    Timestamp::midnight(day.saturating_add(1.day()), zone)
}

/// By how many weeks the dates of a cohort move to the next school year: 52, or 53 where 52 would stay in the same one;
/// so each date falls on the same weekday (COH-8).
pub fn weeks_to_next_year(starts_on: Date) -> i64 {
    let year = crate::year::school_year(starts_on);
    if crate::year::school_year(later(starts_on, 52)) == year { 53 } else { 52 }
}

/// The same weekday, so many weeks later.
pub fn later(day: Date, weeks: i64) -> Date {
    day.saturating_add(weeks.weeks())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(text: &str) -> Timestamp {
        Timestamp::from(text.parse::<jiff::Timestamp>().unwrap())
    }

    #[test]
    fn the_last_minute_is_that_of_the_member() {
        let day = date(2026, 12, 11);
        assert_eq!(instant(day, "Europe/Paris"), at("2026-12-11T22:59:00Z"));
        assert_eq!(instant(day, "Indian/Reunion"), at("2026-12-11T19:59:00Z"));
        assert_eq!(instant(day, "Pacific/Noumea"), at("2026-12-11T12:59:00Z"));
        // In time until the last second there; late elsewhere already.
        let then = at("2026-12-11T19:59:59Z");
        assert!(!is_over(day, "Indian/Reunion", then) && is_over(day, "Pacific/Noumea", then));
        assert!(is_over(day, "Indian/Reunion", at("2026-12-11T20:00:00Z")));
    }

    #[test]
    fn the_night_when_clocks_change_has_its_last_minute_too() {
        assert_eq!(instant(date(2027, 3, 28), "Europe/Paris"), at("2027-03-28T21:59:00Z"));
        assert_eq!(instant(date(2026, 10, 25), "Europe/Paris"), at("2026-10-25T22:59:00Z"));
    }

    #[test]
    fn next_year_has_the_same_weekdays() {
        for start in [date(2026, 9, 1), date(2026, 9, 2), date(2026, 11, 24), date(2027, 8, 31)] {
            let weeks = weeks_to_next_year(start);
            let moved = later(start, weeks);
            assert_eq!(moved.weekday(), start.weekday());
            let next = crate::year::SchoolYear::of(start).next().label();
            assert_eq!(crate::year::school_year(moved), next, "{start}");
        }
        assert_eq!(weeks_to_next_year(date(2026, 9, 1)), 53, "52 weeks later is still August");
    }

    #[test]
    fn a_relative_deadline_follows_the_start() {
        let start = date(2026, 11, 24);
        assert_eq!(Deadline::After(14).day(start), Some(date(2026, 12, 8)));
        assert_eq!(Deadline::On(date(2027, 1, 8)).day(start), Some(date(2027, 1, 8)));
        assert_eq!(Deadline::None.day(start), None);
    }
}
