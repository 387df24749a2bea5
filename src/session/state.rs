//! The life of a session (domain.md §4.8), as a pure rule.

use crate::error::Refusal;
use crate::need::codes;

codes! {
    /// Where a session stands.
    ///
    /// ```text
    /// draft → proposed → agreed → [approved] → published → open ⇄ full → held → attendance_closed → attested → archived
    ///             ↘ refused → draft                   any state before held → cancelled
    /// ```
    State {
        /// Being written: seen by its author alone.
        Draft = "draft",
        /// Waits for the head of the host school.
        Proposed = "proposed",
        /// The head said yes. Above school level the plan manager is asked next.
        Agreed = "agreed",
        /// The plan manager said yes.
        Approved = "approved",
        /// Somebody said no, with a reason; its author may take it up again.
        Refused = "refused",
        /// Announced; sign-up opens at a date.
        Published = "published",
        Open = "open",
        /// Open, and no seat is free.
        Full = "full",
        /// The first half-day has begun.
        Held = "held",
        AttendanceClosed = "attendance_closed",
        /// Presence is certified.
        Attested = "attested",
        Archived = "archived",
        Cancelled = "cancelled",
    }
}

codes! {
    /// What may happen to a session.
    Event {
        Propose = "propose",
        /// Its author takes it back before it is published.
        Withdraw = "withdraw",
        Agree = "agree",
        Refuse = "refuse",
        Approve = "approve",
        Publish = "publish",
        Open = "open",
        Fill = "fill",
        Free = "free",
        Hold = "hold",
        CloseAttendance = "close_attendance",
        Attest = "attest",
        Reopen = "reopen",
        Archive = "archive",
        Cancel = "cancel",
    }
}

codes! {
    /// Whose people a session is for, and so who must agree to it.
    Scope {
        /// The head of the school is enough.
        School = "school",
        /// From here on the plan manager is asked too.
        Basin = "basin",
        Academy = "academy",
        National = "national",
    }
}

impl State {
    /// What this becomes.
    ///
    /// | event | from | to |
    /// | --- | --- | --- |
    /// | propose | draft, refused | proposed |
    /// | withdraw | proposed, agreed, approved, refused | draft |
    /// | agree | proposed | agreed |
    /// | refuse | proposed, agreed | refused |
    /// | approve | agreed (above school level) | approved |
    /// | publish | agreed (school level), approved | published |
    /// | open | published | open |
    /// | fill · free | open · full | full · open |
    /// | hold | open, full | held |
    /// | close attendance | held | attendance_closed |
    /// | attest | attendance_closed | attested |
    /// | reopen | attendance_closed, attested | held |
    /// | archive | attested, cancelled | archived |
    /// | cancel | all before held, refused apart | cancelled |
    ///
    /// # Errors
    /// Refusals `session-needs-manager` and `session-needs-no-manager` where the level asks for another step,
    /// `session-moved`, with the present state, for everything else.
    pub fn next(self, event: Event, scope: Scope) -> Result<Self, Refusal> {
        match (event, self) {
            (Event::Propose, Self::Draft | Self::Refused) => Ok(Self::Proposed),
            (Event::Withdraw, Self::Proposed | Self::Agreed | Self::Approved | Self::Refused) => {
                Ok(Self::Draft)
            }
            (Event::Agree, Self::Proposed) => Ok(Self::Agreed),
            (Event::Refuse, Self::Proposed | Self::Agreed) => Ok(Self::Refused),
            (Event::Approve, Self::Agreed) if scope != Scope::School => Ok(Self::Approved),
            (Event::Approve, Self::Agreed) => Err(Refusal::new("session-needs-no-manager")),
            (Event::Publish, Self::Agreed) if scope == Scope::School => Ok(Self::Published),
            (Event::Publish, Self::Agreed) => Err(Refusal::new("session-needs-manager")),
            (Event::Publish, Self::Approved) => Ok(Self::Published),
            (Event::Open, Self::Published) | (Event::Free, Self::Full) => Ok(Self::Open),
            (Event::Fill, Self::Open) => Ok(Self::Full),
            (Event::Hold, Self::Open | Self::Full) => Ok(Self::Held),
            (Event::CloseAttendance, Self::Held) => Ok(Self::AttendanceClosed),
            (Event::Attest, Self::AttendanceClosed) => Ok(Self::Attested),
            (Event::Reopen, Self::AttendanceClosed | Self::Attested) => Ok(Self::Held),
            (Event::Archive, Self::Attested | Self::Cancelled) => Ok(Self::Archived),
            (
                Event::Cancel,
                Self::Draft
                | Self::Proposed
                | Self::Agreed
                | Self::Approved
                | Self::Published
                | Self::Open
                | Self::Full,
            ) => Ok(Self::Cancelled),
            (
                Event::Propose
                | Event::Withdraw
                | Event::Agree
                | Event::Refuse
                | Event::Approve
                | Event::Publish
                | Event::Open
                | Event::Fill
                | Event::Free
                | Event::Hold
                | Event::CloseAttendance
                | Event::Attest
                | Event::Reopen
                | Event::Archive
                | Event::Cancel,
                _,
            ) => Err(Refusal::new("session-moved").with("state", self.code())),
        }
    }

    /// Seen by those it is for, from its announcement on.
    pub fn is_public(self) -> bool {
        match self {
            Self::Draft | Self::Proposed | Self::Agreed | Self::Approved | Self::Refused => false,
            Self::Published
            | Self::Open
            | Self::Full
            | Self::Held
            | Self::AttendanceClosed
            | Self::Attested
            | Self::Archived
            | Self::Cancelled => true,
        }
    }

    /// Title, dates and places may still be written.
    pub fn is_written(self) -> bool {
        match self {
            Self::Draft
            | Self::Proposed
            | Self::Agreed
            | Self::Approved
            | Self::Refused
            | Self::Published
            | Self::Open
            | Self::Full => true,
            Self::Held | Self::AttendanceClosed | Self::Attested | Self::Archived | Self::Cancelled => false,
        }
    }

    /// Announced, and not yet done with: its module cannot be withdrawn under it.
    pub fn is_running(self) -> bool {
        match self {
            Self::Published | Self::Open | Self::Full | Self::Held | Self::AttendanceClosed => true,
            Self::Draft
            | Self::Proposed
            | Self::Agreed
            | Self::Approved
            | Self::Refused
            | Self::Attested
            | Self::Archived
            | Self::Cancelled => false,
        }
    }

    /// People may ask for a seat.
    pub fn takes_people(self) -> bool {
        matches!(self, Self::Open | Self::Full)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The specification's table, written a second time: an arrow that is not here must be refused.
    fn expected(state: State, event: Event, scope: Scope) -> Option<State> {
        use State as S;
        let above = scope != Scope::School;
        let before_held =
            [S::Draft, S::Proposed, S::Agreed, S::Approved, S::Published, S::Open, S::Full].contains(&state);
        match event {
            Event::Propose => [S::Draft, S::Refused].contains(&state).then_some(S::Proposed),
            Event::Withdraw => {
                [S::Proposed, S::Agreed, S::Approved, S::Refused].contains(&state).then_some(S::Draft)
            }
            Event::Agree => (state == S::Proposed).then_some(S::Agreed),
            Event::Refuse => [S::Proposed, S::Agreed].contains(&state).then_some(S::Refused),
            Event::Approve => (state == S::Agreed && above).then_some(S::Approved),
            Event::Publish => {
                ((state == S::Agreed && !above) || state == S::Approved).then_some(S::Published)
            }
            Event::Open => (state == S::Published).then_some(S::Open),
            Event::Fill => (state == S::Open).then_some(S::Full),
            Event::Free => (state == S::Full).then_some(S::Open),
            Event::Hold => [S::Open, S::Full].contains(&state).then_some(S::Held),
            Event::CloseAttendance => (state == S::Held).then_some(S::AttendanceClosed),
            Event::Attest => (state == S::AttendanceClosed).then_some(S::Attested),
            Event::Reopen => [S::AttendanceClosed, S::Attested].contains(&state).then_some(S::Held),
            Event::Archive => [S::Attested, S::Cancelled].contains(&state).then_some(S::Archived),
            Event::Cancel => before_held.then_some(S::Cancelled),
        }
    }

    #[test]
    fn every_state_and_event_is_in_the_table_or_refused() {
        for state in State::ALL {
            for event in Event::ALL {
                for scope in Scope::ALL {
                    let found = state.next(*event, *scope).ok();
                    assert_eq!(found, expected(*state, *event, *scope), "{state:?} {event:?} {scope:?}");
                }
            }
        }
    }

    proptest! {
        /// Whatever happens, nothing is published that the head, and above the school the manager, did not agree to.
        #[test]
        fn nothing_is_published_without_agreement(
            events in prop::collection::vec(prop::sample::select(Event::ALL), 0..40),
            scope in prop::sample::select(Scope::ALL),
        ) {
            let (mut state, mut agreed, mut approved) = (State::Draft, false, false);
            for event in events {
                let Ok(next) = state.next(event, scope) else { continue };
                match event {
                    Event::Propose | Event::Withdraw => (agreed, approved) = (false, false),
                    Event::Agree => agreed = true,
                    Event::Approve => approved = true,
                    _ => {}
                }
                state = next;
                if state.is_public() && state != State::Cancelled && state != State::Archived {
                    prop_assert!(agreed && (approved || scope == Scope::School));
                }
            }
        }
    }
}
