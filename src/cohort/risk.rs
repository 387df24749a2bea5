//! Who needs a word, and why (COH-2): each cohort sets its own thresholds, each reason names the fact behind it. Pure.

use jiff::civil::Date;

use crate::clock::{DAY, Timestamp};
use crate::need::codes;

codes! {
    /// Why somebody needs a word.
    Why {
        /// Did not answer the invitation, or never opened a course.
        Never = "never",
        /// Nothing for so many days, and not done.
        Idle = "idle",
        /// Deadlines have passed.
        Behind = "behind",
        /// Was not at a session.
        Missed = "missed",
    }
}

/// The thresholds of a cohort; none = the rule is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rules {
    pub never_days: Option<u32>,
    pub idle_days: Option<u32>,
    /// From how many courses that are late.
    pub late_items: Option<u32>,
    pub missed_sessions: Option<u32>,
}

/// A course, as somebody stands with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    pub title: String,
    pub opened: bool,
    pub completed: bool,
    pub percent: Option<i32>,
    pub seen_at: Option<Timestamp>,
    /// The deadline that passed.
    pub over: Option<Date>,
}

/// A session, as somebody stands with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    pub title: String,
    pub day: Option<Date>,
    pub over: bool,
    pub missed: bool,
}

/// What is known of one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The invitation was answered.
    pub answered: bool,
    pub invited_at: Timestamp,
    /// In the cohort since, and not before it began.
    pub since: Timestamp,
    pub courses: Vec<Course>,
    pub meetings: Vec<Meeting>,
}

/// The fact that put somebody on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// No answer to the invitation since.
    Unanswered {
        since: Timestamp,
    },
    /// No course opened since.
    NeverOpened {
        since: Timestamp,
    },
    /// Last seen then, so many days ago.
    Idle {
        seen_at: Timestamp,
        days: i64,
    },
    /// By when it was to be done, and how far it is.
    Behind {
        title: String,
        due: Date,
        percent: Option<i32>,
    },
    Missed {
        title: String,
        day: Option<Date>,
    },
}

impl Fact {
    pub fn why(&self) -> Why {
        match self {
            Self::Unanswered { .. } | Self::NeverOpened { .. } => Why::Never,
            Self::Idle { .. } => Why::Idle,
            Self::Behind { .. } => Why::Behind,
            Self::Missed { .. } => Why::Missed,
        }
    }
}

/// Every fact that a rule of the cohort asks about, in the order of [`Why::ALL`].
pub fn facts(rules: Rules, subject: &Subject, now: Timestamp) -> Vec<Fact> {
    let days = |since: Timestamp| (now.0 - since.0) / DAY;
    let reached = |limit: Option<u32>, count: i64| limit.is_some_and(|limit| count >= i64::from(limit));
    let mut facts = Vec::new();
    if !subject.answered {
        if reached(rules.never_days, days(subject.invited_at)) {
            facts.push(Fact::Unanswered { since: subject.invited_at });
        }
        // Whoever has not said yes owes nothing yet.
        return facts;
    }
    let opened = subject.courses.iter().any(|course| course.opened);
    let completed = subject.courses.iter().all(|course| course.completed);
    if !subject.courses.is_empty() && !opened && reached(rules.never_days, days(subject.since)) {
        facts.push(Fact::NeverOpened { since: subject.since });
    }
    let last = subject.courses.iter().filter_map(|course| course.seen_at).max();
    if let Some(seen_at) = last.filter(|_| !completed) {
        // Time before the cohort began is no inactivity in it.
        let days = days(seen_at.max(subject.since));
        if reached(rules.idle_days, days) {
            facts.push(Fact::Idle { seen_at, days });
        }
    }
    let late: Vec<&Course> =
        subject.courses.iter().filter(|course| course.over.is_some() && !course.completed).collect();
    if reached(rules.late_items, i64::try_from(late.len()).unwrap_or(i64::MAX)) {
        facts.extend(late.into_iter().filter_map(|course| {
            let due = course.over?;
            Some(Fact::Behind { title: course.title.clone(), due, percent: course.percent })
        }));
    }
    let missed: Vec<&Meeting> =
        subject.meetings.iter().filter(|meeting| meeting.over && meeting.missed).collect();
    if reached(rules.missed_sessions, i64::try_from(missed.len()).unwrap_or(i64::MAX)) {
        facts.extend(
            missed.into_iter().map(|meeting| Fact::Missed { title: meeting.title.clone(), day: meeting.day }),
        );
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const NOW: Timestamp = Timestamp(1_000 * DAY);
    const RULES: Rules =
        Rules { never_days: Some(7), idle_days: Some(14), late_items: Some(1), missed_sessions: Some(1) };

    fn course(seen: Option<i64>, completed: bool, over: Option<Date>) -> Course {
        Course {
            title: "Droit d'auteur".into(),
            opened: seen.is_some(),
            completed,
            percent: Some(40),
            seen_at: seen.map(|days| NOW.plus(-days * DAY)),
            over,
        }
    }

    fn subject(courses: Vec<Course>) -> Subject {
        Subject {
            answered: true,
            invited_at: NOW.plus(-40 * DAY),
            since: NOW.plus(-30 * DAY),
            courses,
            meetings: Vec::new(),
        }
    }

    fn whys(subject: &Subject) -> Vec<Why> {
        facts(RULES, subject, NOW).iter().map(Fact::why).collect()
    }

    #[test]
    fn each_rule_has_its_day_and_not_the_day_before() {
        let never = |since: i64| Subject {
            since: NOW.plus(-since * DAY),
            ..subject(vec![course(None, false, None)])
        };
        assert_eq!((whys(&never(6)), whys(&never(7))), (vec![], vec![Why::Never]));
        let idle = |days| whys(&subject(vec![course(Some(days), false, None)]));
        assert_eq!((idle(13), idle(14)), (vec![], vec![Why::Idle]));
        let invited = |days: i64| {
            let invited_at = NOW.plus(-days * DAY);
            whys(&Subject {
                answered: false,
                invited_at,
                ..subject(vec![course(None, false, Some(date(2026, 9, 1)))])
            })
        };
        assert_eq!((invited(6), invited(7)), (vec![], vec![Why::Never]), "and nothing else is asked of them");
    }

    #[test]
    fn whoever_is_done_is_left_in_peace() {
        assert_eq!(whys(&subject(vec![course(Some(29), true, Some(date(2026, 9, 1)))])), []);
        assert_eq!(whys(&subject(Vec::new())), []);
    }

    #[test]
    fn each_late_course_and_each_missed_session_is_named() {
        let due = date(2026, 9, 1);
        let mut one = subject(vec![course(Some(1), false, Some(due)), course(Some(2), false, None)]);
        one.meetings = vec![
            Meeting { title: "Jour 1".into(), day: Some(due), over: true, missed: true },
            Meeting { title: "Jour 2".into(), day: Some(due), over: false, missed: true },
            Meeting { title: "Jour 0".into(), day: Some(due), over: true, missed: false },
        ];
        assert_eq!(
            facts(RULES, &one, NOW),
            [
                Fact::Behind { title: "Droit d'auteur".into(), due, percent: Some(40) },
                Fact::Missed { title: "Jour 1".into(), day: Some(due) },
            ]
        );
        let two = Rules { late_items: Some(2), missed_sessions: None, ..RULES };
        assert_eq!(facts(two, &one, NOW), [], "thresholds are those of the cohort");
    }

    #[test]
    fn time_before_the_cohort_is_no_inactivity() {
        let mut one = subject(vec![course(Some(200), false, None)]);
        one.since = NOW.plus(-3 * DAY);
        assert_eq!(whys(&one), []);
    }
}
