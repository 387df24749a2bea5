//! Codes of cohorts in words.

use preau::cohort::grid::Standing;
use preau::cohort::risk::{Fact, Why};
use preau::cohort::{Cohort, Outcome, Place, State};

use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{Tone, date, duration, instant};

/// Text of a code behind a prefix.
pub(super) fn named(lang: Lang, prefix: &str, code: &str) -> String {
    texts::text(lang, &format!("{prefix}{}", code.replace('_', "-")))
}

pub(super) fn state(lang: Lang, state: State) -> String {
    named(lang, "cohort-state-", state.code())
}

pub(super) fn tone(state: State) -> Tone {
    match state {
        State::Draft | State::Archived => Tone::Neutral,
        State::Enrolling => Tone::Accent,
        State::Running => Tone::Success,
        State::Closed => Tone::Neutral,
    }
}

pub(super) fn place(lang: Lang, place: Place) -> String {
    named(lang, "cohort-place-", place.code())
}

pub(super) fn outcome(lang: Lang, outcome: Outcome) -> String {
    named(lang, "cohort-outcome-", outcome.code())
}

pub(super) fn why(lang: Lang, why: Why) -> String {
    named(lang, "cohort-why-", why.code())
}

/// A cell of the grid.
pub(super) fn standing(lang: Lang, standing: Standing) -> String {
    if let Standing::UnderWay(Some(percent)) = standing {
        return t!(lang, "cohort-cell-percent", "percent" => percent);
    }
    named(lang, "cohort-cell-", standing.code())
}

pub(super) fn standing_tone(standing: Standing) -> Tone {
    match standing {
        Standing::Done | Standing::Present => Tone::Success,
        Standing::UnderWay(_) | Standing::Seated | Standing::Partly => Tone::Accent,
        Standing::Absent | Standing::NoSeat => Tone::Warning,
        Standing::Nothing
        | Standing::NotStarted
        | Standing::Dropped
        | Standing::Waits
        | Standing::Excused
        | Standing::Cancelled => Tone::Neutral,
    }
}

/// The fact that put somebody on the list, as a sentence.
pub(super) fn fact(lang: Lang, zone: &str, fact: &Fact) -> String {
    match fact {
        Fact::Unanswered { since } => {
            t!(lang, "cohort-fact-unanswered", "day" => date(lang, since.date_in(zone)))
        }
        Fact::NeverOpened { since } => {
            t!(lang, "cohort-fact-never", "day" => date(lang, since.date_in(zone)))
        }
        Fact::Idle { seen_at, days } => {
            t!(lang, "cohort-fact-idle", "day" => date(lang, seen_at.date_in(zone)), "days" => *days)
        }
        Fact::Behind { title, due, percent } => {
            let (title, day) = (title.clone(), date(lang, *due));
            match percent {
                Some(percent) => {
                    t!(lang, "cohort-fact-behind", "title" => title, "day" => day, "percent" => *percent)
                }
                None => t!(lang, "cohort-fact-behind-bare", "title" => title, "day" => day),
            }
        }
        Fact::Missed { title, day } => {
            let day = day.map(|day| date(lang, day)).unwrap_or_default();
            t!(lang, "cohort-fact-missed", "title" => title.clone(), "day" => day)
        }
    }
}

/// « du 24 novembre 2026 au 28 mai 2027 ».
pub(super) fn period(lang: Lang, from: jiff::civil::Date, to: jiff::civil::Date) -> String {
    t!(lang, "cohort-period", "from" => date(lang, from), "to" => date(lang, to))
}

/// « 18 h, dont 6 h sur site ».
pub(super) fn hours(lang: Lang, cohort: &Cohort) -> Option<String> {
    let minutes = |count: i32| u32::try_from(count).unwrap_or(0);
    let (onsite, remote) = (minutes(cohort.onsite_minutes), minutes(cohort.remote_minutes));
    (onsite + remote > 0).then(|| {
        t!(
            lang, "cohort-hours",
            "total" => duration(lang, onsite + remote),
            "onsite" => duration(lang, onsite),
            "remote" => duration(lang, remote),
        )
    })
}

pub(super) fn at(lang: Lang, at: preau::Timestamp, zone: &str) -> String {
    instant(lang, at, zone)
}
