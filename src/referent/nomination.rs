//! The life of a nomination, as a pure rule.
//!
//! Who may do what stands in the policy; what each step asks for beside the state stands in its verb. No step is ever
//! taken without the teacher's own acceptance: every way to `active` leads through `accepted`.

use serde::Serialize;

use crate::error::Refusal;

/// Where a nomination stands.
///
/// | event | from → to | who |
/// | --- | --- | --- |
/// | propose | draft → proposed | head |
/// | withdraw | proposed, accepted → draft | head |
/// | accept | proposed → accepted | the teacher |
/// | decline | proposed → declined | the teacher |
/// | submit | accepted → submitted | head |
/// | return | submitted → draft | plan manager |
/// | validate | submitted → active | plan manager |
/// | appoint | accepted → active | nobody: where the académie skips submission |
/// | amend | active → active, a new letter waits for its acceptance | head |
/// | end | active → ended | teacher, head, end of the posting |
/// | complete | active → completed | end of the period, report filed |
/// | complete without report | active → completed without report | end of the period |
///
/// `withdraw` is the way out of a proposal to somebody who left, and of one that no longer fits into the envelope:
/// without it the head could only wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Written by the head, seen by nobody else.
    Draft,
    /// Waits for the teacher.
    Proposed,
    /// The teacher said yes: the councils are heard.
    Accepted,
    /// The teacher said no. Nobody asks why.
    Declined,
    /// Waits for the plan manager, who decides for the recteur.
    Submitted,
    /// The teacher is référent between the two dates.
    Active,
    /// Ended before its time.
    Ended,
    /// Went to its end, report filed.
    Completed,
    /// Went to its end, no report.
    CompletedWithoutReport,
}

/// What can happen to a nomination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    Propose,
    Withdraw,
    Accept,
    Decline,
    Submit,
    Return,
    Validate,
    Appoint,
    Amend,
    End,
    Complete,
    CompleteWithoutReport,
}

impl State {
    pub const ALL: [Self; 9] = [
        Self::Draft,
        Self::Proposed,
        Self::Accepted,
        Self::Declined,
        Self::Submitted,
        Self::Active,
        Self::Ended,
        Self::Completed,
        Self::CompletedWithoutReport,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Submitted => "submitted",
            Self::Active => "active",
            Self::Ended => "ended",
            Self::Completed => "completed",
            Self::CompletedWithoutReport => "completed_without_report",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Something may still become of it.
    pub fn is_open(self) -> bool {
        match self {
            Self::Draft | Self::Proposed | Self::Accepted | Self::Submitted | Self::Active => true,
            Self::Declined | Self::Ended | Self::Completed | Self::CompletedWithoutReport => false,
        }
    }

    /// What this becomes.
    ///
    /// # Errors
    /// Refusal `nomination-moved`, with the present state, when the event is not for it.
    pub fn next(self, event: Event) -> Result<Self, Refusal> {
        match (self, event) {
            (Self::Draft, Event::Propose) => Ok(Self::Proposed),
            (Self::Proposed | Self::Accepted, Event::Withdraw) => Ok(Self::Draft),
            (Self::Proposed, Event::Accept) => Ok(Self::Accepted),
            (Self::Proposed, Event::Decline) => Ok(Self::Declined),
            (Self::Accepted, Event::Submit) => Ok(Self::Submitted),
            (Self::Submitted, Event::Return) => Ok(Self::Draft),
            (Self::Submitted, Event::Validate) | (Self::Accepted, Event::Appoint) => Ok(Self::Active),
            (Self::Active, Event::Amend) => Ok(Self::Active),
            (Self::Active, Event::End) => Ok(Self::Ended),
            (Self::Active, Event::Complete) => Ok(Self::Completed),
            (Self::Active, Event::CompleteWithoutReport) => Ok(Self::CompletedWithoutReport),
            (
                Self::Draft
                | Self::Proposed
                | Self::Accepted
                | Self::Declined
                | Self::Submitted
                | Self::Active
                | Self::Ended
                | Self::Completed
                | Self::CompletedWithoutReport,
                _,
            ) => Err(Refusal::new("nomination-moved").with("state", self.code())),
        }
    }
}

impl Event {
    pub const ALL: [Self; 12] = [
        Self::Propose,
        Self::Withdraw,
        Self::Accept,
        Self::Decline,
        Self::Submit,
        Self::Return,
        Self::Validate,
        Self::Appoint,
        Self::Amend,
        Self::End,
        Self::Complete,
        Self::CompleteWithoutReport,
    ];

    /// Name in the audit log, after `nomination.`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Propose => "propose",
            Self::Withdraw => "withdraw",
            Self::Accept => "accept",
            Self::Decline => "decline",
            Self::Submit => "submit",
            Self::Return => "return",
            Self::Validate => "validate",
            Self::Appoint => "appoint",
            Self::Amend => "amend",
            Self::End => "end",
            Self::Complete => "complete",
            Self::CompleteWithoutReport => "complete_without_report",
        }
    }
}

/// Why a mandate ended before its time: a closed list of neutral words, never health.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// The teacher gives it up.
    Resigned,
    /// The teacher works in the school no longer.
    PostingEnded,
    /// Head and teacher agreed on it.
    Agreed,
    /// A long absence.
    Absence,
    /// Another duty takes its place.
    OtherDuty,
    /// The school closes or is merged.
    SchoolClosed,
}

impl EndReason {
    pub const ALL: [Self; 6] = [
        Self::Resigned,
        Self::PostingEnded,
        Self::Agreed,
        Self::Absence,
        Self::OtherDuty,
        Self::SchoolClosed,
    ];
    /// Those a head chooses from.
    pub const OF_HEAD: [Self; 5] =
        [Self::Agreed, Self::PostingEnded, Self::Absence, Self::OtherDuty, Self::SchoolClosed];

    pub fn code(self) -> &'static str {
        match self {
            Self::Resigned => "resigned",
            Self::PostingEnded => "posting_ended",
            Self::Agreed => "agreed",
            Self::Absence => "absence",
            Self::OtherDuty => "other_duty",
            Self::SchoolClosed => "school_closed",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The table of the specification, written a second time: an arrow that is not here must be refused.
    const ARROWS: [(State, Event, State); 13] = [
        (State::Draft, Event::Propose, State::Proposed),
        (State::Proposed, Event::Withdraw, State::Draft),
        (State::Accepted, Event::Withdraw, State::Draft),
        (State::Proposed, Event::Accept, State::Accepted),
        (State::Proposed, Event::Decline, State::Declined),
        (State::Accepted, Event::Submit, State::Submitted),
        (State::Submitted, Event::Return, State::Draft),
        (State::Submitted, Event::Validate, State::Active),
        (State::Accepted, Event::Appoint, State::Active),
        (State::Active, Event::Amend, State::Active),
        (State::Active, Event::End, State::Ended),
        (State::Active, Event::Complete, State::Completed),
        (State::Active, Event::CompleteWithoutReport, State::CompletedWithoutReport),
    ];

    #[test]
    fn every_pair_of_state_and_event_is_in_the_table_or_refused() {
        for state in State::ALL {
            for event in Event::ALL {
                let expected = ARROWS.iter().find(|arrow| arrow.0 == state && arrow.1 == event);
                match (expected, state.next(event)) {
                    (Some(arrow), Ok(to)) => assert_eq!(arrow.2, to, "{state:?} {event:?}"),
                    (None, Err(refusal)) => {
                        assert_eq!(refusal.key, "nomination-moved");
                        assert_eq!(refusal.values, [("state", state.code().to_owned())]);
                    }
                    (expected, found) => panic!("{state:?} {event:?}: {expected:?}, {found:?}"),
                }
            }
        }
    }

    #[test]
    fn codes_are_read_back() {
        for state in State::ALL {
            assert_eq!(State::parse(state.code()), Some(state));
        }
        for reason in EndReason::ALL {
            assert_eq!(EndReason::parse(reason.code()), Some(reason));
        }
        assert_eq!(State::parse("Draft"), None);
    }

    proptest! {
        #[test]
        fn nobody_is_referent_without_having_said_yes(events in proptest::collection::vec(0..Event::ALL.len(), 0..60)) {
            let (mut state, mut accepted) = (State::Draft, false);
            for event in events.into_iter().map(|place| Event::ALL[place]) {
                let Ok(next) = state.next(event) else { continue };
                // What is closed stays closed.
                prop_assert!(state.is_open());
                match next {
                    State::Draft | State::Proposed => accepted = false,
                    State::Accepted => accepted = true,
                    State::Submitted | State::Active | State::Ended | State::Completed
                    | State::CompletedWithoutReport => prop_assert!(accepted),
                    State::Declined => prop_assert!(!accepted),
                }
                state = next;
            }
        }
    }
}
