//! The life of a need (domain.md §4.6), as a pure rule.

use super::codes;
use crate::clock::{DAY, Timestamp};
use crate::error::Refusal;

/// Days during which the author may reopen an answered need.
pub const REOPEN_DAYS: i64 = 60;

codes! {
    /// Where a need stands.
    State {
        /// Stated, and nobody has looked at it yet.
        Open = "open",
        /// The référent works on it.
        Acknowledged = "acknowledged",
        /// With the bassin or the académie.
        Forwarded = "forwarded",
        /// Has its answer: a course, accompaniment, information, later a session.
        Answered = "answered",
        /// Ended, with a reason unless the author closed it.
        Closed = "closed",
    }
}

impl State {
    /// Waits for something: counts among what is under way.
    pub fn is_living(self) -> bool {
        match self {
            Self::Open | Self::Acknowledged | Self::Forwarded => true,
            Self::Answered | Self::Closed => false,
        }
    }
}

/// What may happen to a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    Acknowledge,
    Answer,
    Forward,
    Close,
    /// The answer does not do; `answered_at` says whether it is still time.
    Reopen {
        answered_at: Option<Timestamp>,
        now: Timestamp,
    },
}

/// Who makes it happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    Author,
    /// A référent of the school.
    Referent,
    /// The manager of the bassin or académie it was passed on to.
    Manager,
}

impl State {
    /// The state after an event, or why not.
    ///
    /// | event | from | to | who |
    /// | --- | --- | --- | --- |
    /// | acknowledge | open, acknowledged (again: nothing changes) | acknowledged | référent |
    /// | answer | open, acknowledged, forwarded | answered | référent |
    /// | answer | forwarded | answered | manager |
    /// | forward | acknowledged | forwarded | référent |
    /// | close | open, acknowledged, forwarded, answered | closed | référent, author |
    /// | close | forwarded | closed | manager |
    /// | reopen | answered, for 60 days | open | author |
    ///
    /// # Errors
    /// `need-not-for-you` for the wrong party, `need-closed`, `need-answered`, `need-acknowledge-first`,
    /// `need-forwarded-already`, `need-not-forwarded`, `need-not-answered`, `need-reopen-too-late`.
    pub fn next(self, event: Event, by: Party) -> Result<Self, Refusal> {
        let may = match event {
            Event::Acknowledge | Event::Forward => by == Party::Referent,
            Event::Answer => matches!(by, Party::Referent | Party::Manager),
            Event::Close => true,
            Event::Reopen { .. } => by == Party::Author,
        };
        if !may {
            return Err(Refusal::new("need-not-for-you"));
        }
        if self == Self::Closed {
            return Err(Refusal::new("need-closed"));
        }
        if by == Party::Manager && self != Self::Forwarded {
            return Err(Refusal::new("need-not-forwarded"));
        }
        match (event, self) {
            (Event::Acknowledge, Self::Open | Self::Acknowledged) => Ok(Self::Acknowledged),
            (Event::Answer, Self::Open | Self::Acknowledged | Self::Forwarded) => Ok(Self::Answered),
            (Event::Forward, Self::Acknowledged) => Ok(Self::Forwarded),
            (Event::Forward, Self::Open) => Err(Refusal::new("need-acknowledge-first")),
            (Event::Acknowledge | Event::Forward, Self::Forwarded) => {
                Err(Refusal::new("need-forwarded-already"))
            }
            (Event::Acknowledge | Event::Answer | Event::Forward, Self::Answered) => {
                Err(Refusal::new("need-answered"))
            }
            (Event::Close, Self::Open | Self::Acknowledged | Self::Forwarded | Self::Answered) => {
                Ok(Self::Closed)
            }
            (Event::Reopen { answered_at: Some(at), now }, Self::Answered) => {
                if now <= at.plus(REOPEN_DAYS * DAY) {
                    Ok(Self::Open)
                } else {
                    Err(Refusal::new("need-reopen-too-late").with("days", REOPEN_DAYS))
                }
            }
            (Event::Reopen { .. }, Self::Open | Self::Acknowledged | Self::Forwarded | Self::Answered) => {
                Err(Refusal::new("need-not-answered"))
            }
            (Event::Acknowledge | Event::Answer | Event::Forward | Event::Close, Self::Closed)
            | (Event::Reopen { .. }, Self::Closed) => Err(Refusal::new("need-closed")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY_ZERO: Timestamp = Timestamp(1_000_000_000_000_000);
    const IN_TIME: Event =
        Event::Reopen { answered_at: Some(DAY_ZERO), now: Timestamp(DAY_ZERO.0 + REOPEN_DAYS * DAY) };
    const LATE: Event =
        Event::Reopen { answered_at: Some(DAY_ZERO), now: Timestamp(DAY_ZERO.0 + REOPEN_DAYS * DAY + 1) };

    #[test]
    fn the_whole_table() {
        use Event::{Acknowledge, Answer, Close, Forward};
        use Party::{Author, Manager, Referent};
        // One line an event and a party; one column a state: open, acknowledged, forwarded, answered, closed.
        let nobody = ["need-not-for-you"; 5];
        let table: [(Event, Party, [&str; 5]); 18] = [
            (Acknowledge, Author, nobody),
            (
                Acknowledge,
                Referent,
                ["acknowledged", "acknowledged", "need-forwarded-already", "need-answered", "need-closed"],
            ),
            (Acknowledge, Manager, nobody),
            (Answer, Author, nobody),
            (Answer, Referent, ["answered", "answered", "answered", "need-answered", "need-closed"]),
            (
                Answer,
                Manager,
                ["need-not-forwarded", "need-not-forwarded", "answered", "need-not-forwarded", "need-closed"],
            ),
            (Forward, Author, nobody),
            (
                Forward,
                Referent,
                [
                    "need-acknowledge-first",
                    "forwarded",
                    "need-forwarded-already",
                    "need-answered",
                    "need-closed",
                ],
            ),
            (Forward, Manager, nobody),
            (Close, Author, ["closed", "closed", "closed", "closed", "need-closed"]),
            (Close, Referent, ["closed", "closed", "closed", "closed", "need-closed"]),
            (
                Close,
                Manager,
                ["need-not-forwarded", "need-not-forwarded", "closed", "need-not-forwarded", "need-closed"],
            ),
            (
                IN_TIME,
                Author,
                ["need-not-answered", "need-not-answered", "need-not-answered", "open", "need-closed"],
            ),
            (IN_TIME, Referent, nobody),
            (IN_TIME, Manager, nobody),
            (
                LATE,
                Author,
                [
                    "need-not-answered",
                    "need-not-answered",
                    "need-not-answered",
                    "need-reopen-too-late",
                    "need-closed",
                ],
            ),
            (LATE, Referent, nobody),
            (LATE, Manager, nobody),
        ];
        for (event, party, row) in table {
            for (state, expected) in State::ALL.iter().zip(row) {
                let got = match state.next(event, party) {
                    Ok(next) => next.code(),
                    Err(refusal) => refusal.key,
                };
                assert_eq!(got, expected, "{event:?} by {party:?} from {state:?}");
            }
        }
    }

    fn event() -> impl Strategy<Value = Event> {
        prop_oneof![
            Just(Event::Acknowledge),
            Just(Event::Answer),
            Just(Event::Forward),
            Just(Event::Close),
            Just(IN_TIME),
            Just(LATE),
        ]
    }

    proptest! {
        /// Whatever people try, a closed need stays closed, nobody but its author reopens one, and what is passed on
        /// was looked at first.
        #[test]
        fn no_way_around_the_rule(
            acts in prop::collection::vec(
                (event(), prop_oneof![Just(Party::Author), Just(Party::Referent), Just(Party::Manager)]), 0..40)
        ) {
            let mut state = State::Open;
            for (event, by) in acts {
                let Ok(next) = state.next(event, by) else { continue };
                prop_assert_ne!(state, State::Closed);
                if next == State::Open {
                    prop_assert_eq!((state, by), (State::Answered, Party::Author));
                }
                if next == State::Forwarded {
                    prop_assert_eq!((state, by), (State::Acknowledged, Party::Referent));
                }
                if by == Party::Manager {
                    prop_assert_eq!(state, State::Forwarded);
                }
                state = next;
            }
            prop_assert_eq!(State::parse(state.code()), Some(state));
        }
    }
}
