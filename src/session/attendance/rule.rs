//! What the value of a half-day counts for, and what the half-days of a person add up to (domain.md §4.10), as pure
//! rules. Minutes are whole numbers: nothing is rounded.

use crate::error::Fault;
use crate::need::codes;
use crate::session::seat::Presence;

codes! {
    /// What a half-day says of a person.
    Value {
        Present = "present",
        /// Came after the beginning.
        Late = "late",
        /// Went before the end.
        LeftEarly = "left_early",
        Absent = "absent",
        /// Absent with a reason that the trainer takes.
        Excused = "excused",
    }
}

codes! {
    /// Where a value comes from.
    Source {
        Trainer = "trainer",
        /// The participant typed the code on the screen.
        SelfCode = "self_code",
        /// Taken over from a signed sheet.
        Paper = "paper",
        /// Taken over from the connections to a remote class.
        RemoteLog = "remote_log",
        /// The participant announced the absence beforehand.
        Announced = "announced",
    }
}

codes! {
    /// Why somebody is excused: neutral words, never a matter of health.
    Excuse { Service = "service", Other = "other" }
}

impl Value {
    /// Somebody was there, if not all the time.
    pub fn is_presence(self) -> bool {
        matches!(self, Self::Present | Self::Late | Self::LeftEarly)
    }

    /// The minutes that were missed are asked for.
    pub fn is_partial(self) -> bool {
        matches!(self, Self::Late | Self::LeftEarly)
    }
}

/// Minutes of presence of a value on a half-day of so many minutes; `missed` are those that whoever came late or went
/// early was not there.
///
/// # Errors
/// Fault `attendance-missed` on `missed` when a part is missed and the number is not between one and all but one.
pub fn minutes(value: Value, whole: i32, missed: Option<i32>) -> Result<i32, Fault> {
    match value {
        Value::Present => Ok(whole),
        Value::Absent | Value::Excused => Ok(0),
        Value::Late | Value::LeftEarly => match missed {
            Some(missed) if missed > 0 && missed < whole => Ok(whole - missed),
            _ => Err(Fault::new("missed", "attendance-missed").with("max", whole - 1)),
        },
    }
}

/// One half-day of a person: the value, its minutes, and the length of the half-day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HalfDay {
    pub value: Value,
    pub minutes: i32,
    pub whole: i32,
}

/// What the half-days of a person add up to (SES-17); none while a session has none.
///
/// All minutes of all half-days: attended. Some: partly attended. None: excused when each absence is excused, absent
/// otherwise.
pub fn result(half_days: &[HalfDay]) -> Option<Presence> {
    if half_days.is_empty() {
        return None;
    }
    let minutes: i64 = half_days.iter().map(|one| i64::from(one.minutes)).sum();
    let whole: i64 = half_days.iter().map(|one| i64::from(one.whole)).sum();
    Some(if minutes >= whole {
        Presence::Attended
    } else if minutes > 0 {
        Presence::Partly
    } else if half_days.iter().all(|one| one.value == Value::Excused) {
        Presence::Excused
    } else {
        Presence::Absent
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value() -> impl Strategy<Value = Value> {
        prop::sample::select(Value::ALL)
    }

    /// A half-day as the rule lets it be written.
    fn half_day() -> impl Strategy<Value = HalfDay> {
        (value(), 2..400_i32).prop_flat_map(|(value, whole)| {
            (1..whole).prop_map(move |missed| HalfDay {
                value,
                minutes: minutes(value, whole, Some(missed)).unwrap(),
                whole,
            })
        })
    }

    proptest! {
        #[test]
        fn minutes_stand_between_nothing_and_the_whole(value in value(), whole in 1..400_i32, missed in any::<Option<i32>>()) {
            match minutes(value, whole, missed) {
                Ok(found) => {
                    prop_assert!((0..=whole).contains(&found));
                    prop_assert_eq!(found > 0, value.is_presence());
                    prop_assert_eq!(found < whole, value != Value::Present);
                }
                Err(fault) => {
                    prop_assert!(value.is_partial());
                    prop_assert_eq!(fault.field, "missed");
                    prop_assert!(missed.is_none_or(|missed| missed <= 0 || missed >= whole));
                }
            }
        }

        #[test]
        fn the_result_says_all_some_or_nothing(mut days in prop::collection::vec(half_day(), 1..8)) {
            let found = result(&days).unwrap();
            let sum: i32 = days.iter().map(|day| day.minutes).sum();
            match found {
                Presence::Attended => prop_assert!(days.iter().all(|day| day.value == Value::Present)),
                Presence::Partly => prop_assert!(sum > 0 && days.iter().any(|day| day.minutes < day.whole)),
                Presence::Excused => prop_assert!(days.iter().all(|day| day.value == Value::Excused)),
                Presence::Absent => {
                    prop_assert_eq!(sum, 0);
                    prop_assert!(days.iter().any(|day| day.value == Value::Absent));
                }
            }
            days.reverse();
            prop_assert_eq!(result(&days), Some(found), "the order says nothing");
        }

        #[test]
        fn a_correction_upwards_never_makes_the_result_worse(mut days in prop::collection::vec(half_day(), 1..8), at in any::<prop::sample::Index>()) {
            let rank = |found: Option<Presence>| match found {
                Some(Presence::Attended) => 2,
                Some(Presence::Partly) => 1,
                Some(Presence::Excused | Presence::Absent) | None => 0,
            };
            let before = rank(result(&days));
            let at = at.index(days.len());
            days[at] = HalfDay { value: Value::Present, minutes: days[at].whole, whole: days[at].whole };
            prop_assert!(rank(result(&days)) >= before);
            prop_assert!(rank(result(&days)) >= 1);
        }
    }

    #[test]
    fn a_session_without_half_days_has_no_result() {
        assert_eq!(result(&[]), None);
    }
}
