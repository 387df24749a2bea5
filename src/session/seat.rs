//! The life of one person's place in a session (behaviours.md, SES-1 to SES-19), as a pure rule.

use crate::error::Refusal;
use crate::need::codes;

codes! {
    /// Where a person stands with a session.
    Seat {
        /// Asks for a seat; the head's opinion or the selection comes next.
        Submitted = "submitted",
        /// The head said what they think; the selection comes next.
        Opined = "opined",
        /// Agreed, and no seat is free: in order of arrival.
        Waitlisted = "waitlisted",
        /// A seat that came free is held for them until a stated time.
        Offered = "offered",
        /// Holds a seat.
        Enrolled = "enrolled",
        Refused = "refused",
        /// The person took the request back, or let an offer go.
        Withdrawn = "withdrawn",
        /// A seat was given back, by the person or by somebody else.
        Cancelled = "cancelled",
        SessionCancelled = "session_cancelled",
        Attended = "attended",
        PartlyAttended = "partly_attended",
        Excused = "excused",
        Absent = "absent",
    }
}

codes! {
    /// Where a place came from.
    Source { OneSelf = "self", WalkIn = "walk_in", Designated = "designated", List = "list" }
}

codes! {
    /// What a head thinks of a request.
    Opinion {
        Favourable = "favourable",
        Unfavourable = "unfavourable",
        /// Nothing was said in time: it counts as favourable, and shows as silence.
        Silent = "silent",
    }
}

codes! {
    /// What stands between a request and a seat.
    Gate { Direct = "direct", Selection = "selection", Opinion = "opinion" }
}

codes! {
    /// What becomes of a seat that comes free.
    Promotion {
        /// The first on the list has it at once.
        Direct = "direct",
        /// The first on the list is asked.
        Offer = "offer",
    }
}

/// What may happen to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// Signs up where nothing stands before a seat; whether one is free is known in the transaction.
    SignUp {
        free: bool,
    },
    Apply,
    Opine,
    Select {
        free: bool,
    },
    Refuse,
    /// A seat came free: given.
    Promote,
    /// A seat came free: offered.
    Offer,
    Accept,
    /// The offer is declined, or its time is over.
    Lapse,
    /// The person takes the request back.
    Withdraw,
    /// The person gives the seat back.
    GiveUp,
    /// The head or the organiser takes the seat back.
    Remove,
    WalkIn,
    /// The manager sends somebody.
    Designate,
    SessionCancelled,
    /// What the half-days say in the end; a correction says it again.
    Result(Presence),
}

/// What the half-days of a person add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presence {
    Attended,
    Partly,
    Excused,
    Absent,
}

impl Event {
    /// Name in the history and in the audit log.
    pub fn code(self) -> &'static str {
        match self {
            Self::SignUp { .. } => "sign_up",
            Self::Apply => "apply",
            Self::Opine => "opine",
            Self::Select { .. } => "select",
            Self::Refuse => "refuse",
            Self::Promote => "promote",
            Self::Offer => "offer",
            Self::Accept => "accept",
            Self::Lapse => "lapse",
            Self::Withdraw => "withdraw",
            Self::GiveUp => "give_up",
            Self::Remove => "remove",
            Self::WalkIn => "walk_in",
            Self::Designate => "designate",
            Self::SessionCancelled => "session_cancelled",
            Self::Result(_) => "result",
        }
    }
}

impl Seat {
    /// Counts as taken: nobody else may have it.
    pub fn holds(self) -> bool {
        matches!(self, Self::Enrolled | Self::Offered)
    }

    /// Something may still come of it.
    pub fn is_living(self) -> bool {
        match self {
            Self::Submitted | Self::Opined | Self::Waitlisted | Self::Offered | Self::Enrolled => true,
            Self::Refused
            | Self::Withdrawn
            | Self::Cancelled
            | Self::SessionCancelled
            | Self::Attended
            | Self::PartlyAttended
            | Self::Excused
            | Self::Absent => false,
        }
    }

    /// A person with this place may ask anew, as if nothing had been.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Refused | Self::Withdrawn | Self::Cancelled)
    }

    /// Came, or should have: stands on the sheet.
    pub fn is_expected(self) -> bool {
        match self {
            Self::Enrolled | Self::Attended | Self::PartlyAttended | Self::Excused | Self::Absent => true,
            Self::Submitted
            | Self::Opined
            | Self::Waitlisted
            | Self::Offered
            | Self::Refused
            | Self::Withdrawn
            | Self::Cancelled
            | Self::SessionCancelled => false,
        }
    }
}

/// What a place becomes; `from` is none for somebody who has no place yet.
///
/// # Errors
/// Refusal `seat-moved`, with the present state.
pub fn next(from: Option<Seat>, event: Event) -> Result<Seat, Refusal> {
    let fresh = from.is_none_or(Seat::is_over);
    let to = match (event, from) {
        (Event::SignUp { free: true }, _) if fresh => Some(Seat::Enrolled),
        (Event::SignUp { free: false }, _) if fresh => Some(Seat::Waitlisted),
        (Event::Apply, _) if fresh => Some(Seat::Submitted),
        (Event::Opine, Some(Seat::Submitted)) => Some(Seat::Opined),
        (Event::Select { free: true }, Some(Seat::Submitted | Seat::Opined)) => Some(Seat::Enrolled),
        (Event::Select { free: false }, Some(Seat::Submitted | Seat::Opined)) => Some(Seat::Waitlisted),
        (Event::Refuse, Some(Seat::Submitted | Seat::Opined)) => Some(Seat::Refused),
        (Event::Promote, Some(Seat::Waitlisted)) | (Event::Accept, Some(Seat::Offered)) => {
            Some(Seat::Enrolled)
        }
        (Event::Offer, Some(Seat::Waitlisted)) => Some(Seat::Offered),
        (Event::Lapse, Some(Seat::Offered)) => Some(Seat::Withdrawn),
        (Event::Withdraw, Some(Seat::Submitted | Seat::Opined | Seat::Waitlisted | Seat::Offered)) => {
            Some(Seat::Withdrawn)
        }
        (Event::GiveUp | Event::Remove, Some(Seat::Enrolled)) => Some(Seat::Cancelled),
        (Event::WalkIn, None) => Some(Seat::Enrolled),
        (Event::WalkIn | Event::Designate, Some(from)) if !from.is_expected() && from.may_be_seated() => {
            Some(Seat::Enrolled)
        }
        (Event::Designate, None) => Some(Seat::Enrolled),
        (Event::SessionCancelled, Some(from)) if from.is_living() => Some(Seat::SessionCancelled),
        (Event::Result(presence), Some(from)) if from.is_expected() => Some(match presence {
            Presence::Attended => Seat::Attended,
            Presence::Partly => Seat::PartlyAttended,
            Presence::Excused => Seat::Excused,
            Presence::Absent => Seat::Absent,
        }),
        _ => None,
    };
    to.ok_or_else(|| Refusal::new("seat-moved").with("state", from.map_or("none", Seat::code)))
}

impl Seat {
    /// Somebody may be given a seat past the list: unless the session is cancelled, or the result is known.
    fn may_be_seated(self) -> bool {
        self.is_living() || self.is_over()
    }
}

/// How many seats there are and how many are free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    pub capacity: i32,
    pub overbooking_percent: i32,
    /// Enrolled and offered.
    pub taken: i32,
}

impl Room {
    /// Seats that may be given: the capacity and what is declared beyond it, rounded down.
    pub fn seats(self) -> i32 {
        self.capacity + self.capacity * self.overbooking_percent / 100
    }

    /// Never under zero: a capacity lowered under the enrolled removes nobody.
    pub fn free(self) -> i32 {
        (self.seats() - self.taken).max(0)
    }

    /// People above the seats, after the capacity was lowered or somebody walked in.
    pub fn beyond(self) -> i32 {
        (self.taken - self.seats()).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENTS: [Event; 18] = [
        Event::SignUp { free: true },
        Event::SignUp { free: false },
        Event::Apply,
        Event::Opine,
        Event::Select { free: true },
        Event::Select { free: false },
        Event::Refuse,
        Event::Promote,
        Event::Offer,
        Event::Accept,
        Event::Lapse,
        Event::Withdraw,
        Event::GiveUp,
        Event::Remove,
        Event::WalkIn,
        Event::Designate,
        Event::SessionCancelled,
        Event::Result(Presence::Attended),
    ];

    /// One line for each arrow of behaviours.md; `-` is nobody's place yet.
    const TABLE: &str = "
        SES-1  - refused withdrawn cancelled      sign_up+ enrolled
        SES-2  - refused withdrawn cancelled      sign_up- waitlisted
        SES-3  - refused withdrawn cancelled      apply    submitted
        SES-4  submitted                          opine    opined
        SES-5  submitted opined                   select+  enrolled
        SES-5  submitted opined                   select-  waitlisted
        SES-6  submitted opined                   refuse   refused
        SES-9  waitlisted                         promote  enrolled
        SES-9  waitlisted                         offer    offered
        SES-10 offered                            accept   enrolled
        SES-10 offered                            lapse    withdrawn
        SES-13 submitted opined waitlisted offered withdraw withdrawn
        SES-14 enrolled                           give_up  cancelled
        SES-15 enrolled                           remove   cancelled
        SES-16 submitted opined waitlisted offered enrolled session_cancelled session_cancelled
        SES-17 enrolled attended partly_attended excused absent result attended
        SES-18 - submitted opined waitlisted offered refused withdrawn cancelled walk_in enrolled
        SES-19 - submitted opined waitlisted offered refused withdrawn cancelled designate enrolled";

    fn name(event: Event) -> String {
        match event {
            Event::SignUp { free } | Event::Select { free } => {
                format!("{}{}", event.code(), if free { "+" } else { "-" })
            }
            _ => event.code().to_owned(),
        }
    }

    fn expected(from: Option<Seat>, event: Event) -> Option<Seat> {
        let from = from.map_or("-", Seat::code);
        TABLE.lines().find_map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [_, froms @ .., named, to] = words.as_slice() else { return None };
            (*named == name(event) && froms.contains(&from)).then(|| Seat::parse(to)).flatten()
        })
    }

    #[test]
    fn every_place_and_event_is_in_the_table_or_refused() {
        for from in std::iter::once(None).chain(Seat::ALL.iter().copied().map(Some)) {
            for event in EVENTS {
                assert_eq!(next(from, event).ok(), expected(from, event), "{from:?} {event:?}");
            }
        }
    }

    #[test]
    fn seats_beyond_the_capacity_are_declared_and_rounded_down() {
        let room = |capacity, overbooking_percent, taken| Room { capacity, overbooking_percent, taken };
        assert_eq!(room(15, 0, 15).free(), 0);
        assert_eq!(room(15, 10, 15).free(), 1);
        assert_eq!(room(10, 0, 12).free(), 0, "a lowered capacity owes no seat");
        assert_eq!(room(10, 0, 12).beyond(), 2);
    }
}
