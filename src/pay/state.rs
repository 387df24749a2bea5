//! The life of a statement (domain.md §4.11), as a pure rule.

use crate::error::Refusal;
use crate::need::codes;

codes! {
    /// Where a statement stands.
    ///
    /// ```text
    /// not_applicable ⇄ to_prepare → submitted → service_certified → checked → exported → paid_reported
    ///                      ↑            ↘              ↓              ↙
    ///                      └──────────────────────  rejected
    /// ```
    State {
        /// The hours count under the allowance of a mandate.
        NotApplicable = "not_applicable",
        /// Waits for the trainer.
        ToPrepare = "to_prepare",
        /// Waits for the head of the school where the session took place.
        Submitted = "submitted",
        /// « Service fait »: waits for the manager.
        ServiceCertified = "service_certified",
        /// Waits for the next batch.
        Checked = "checked",
        /// In a batch, with the payroll office.
        Exported = "exported",
        /// The day of payment is known.
        PaidReported = "paid_reported",
        /// Sent back to the trainer, with a reason.
        Rejected = "rejected",
    }
}

codes! {
    /// What may happen to a statement.
    Event {
        Submit = "submit",
        /// The trainer takes it back before the head has certified.
        Withdraw = "withdraw",
        /// The hours count under an allowance.
        Cover = "cover",
        Uncover = "uncover",
        Certify = "certify",
        Check = "check",
        /// The head sends it back.
        RefuseService = "refuse_service",
        /// The manager sends it back.
        RefuseCheck = "refuse_check",
        Export = "export",
        ReportPaid = "report_paid",
    }
}

/// What is true around a statement at the moment of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Presence at the session is closed or attested.
    pub closed: bool,
    /// The trainer has an allowance for a mandate that covers this session.
    pub counted: bool,
    /// Whoever acts is the trainer.
    pub own: bool,
}

impl Event {
    /// Where it leads.
    pub fn target(self) -> State {
        match self {
            Self::Submit => State::Submitted,
            Self::Withdraw | Self::Uncover => State::ToPrepare,
            Self::Cover => State::NotApplicable,
            Self::Certify => State::ServiceCertified,
            Self::Check => State::Checked,
            Self::RefuseService | Self::RefuseCheck => State::Rejected,
            Self::Export => State::Exported,
            Self::ReportPaid => State::PaidReported,
        }
    }
}

impl State {
    /// What this becomes; none when it is so already.
    ///
    /// | event | from | to |
    /// | --- | --- | --- |
    /// | submit | to_prepare, rejected | submitted |
    /// | withdraw | submitted | to_prepare |
    /// | cover | to_prepare, rejected | not_applicable |
    /// | uncover | not_applicable | to_prepare |
    /// | certify | submitted | service_certified |
    /// | check | service_certified | checked |
    /// | refuse service | submitted | rejected |
    /// | refuse check | service_certified, checked | rejected |
    /// | export | checked | exported |
    /// | report paid | exported | paid_reported |
    ///
    /// # Errors
    /// Refusal `pay-own` for whoever decides on their own statement; `pay-moved`, with the present state, from any
    /// other state; `pay-session-open` while presence is not closed; `pay-counted` where an allowance pays the same
    /// hours.
    pub fn next(self, event: Event, facts: Facts) -> Result<Option<Self>, Refusal> {
        let decides =
            matches!(event, Event::Certify | Event::Check | Event::RefuseService | Event::RefuseCheck);
        if decides && facts.own {
            return Err(Refusal::new("pay-own"));
        }
        if self == event.target() {
            return Ok(None);
        }
        let moves = match event {
            Event::Submit | Event::Cover => matches!(self, Self::ToPrepare | Self::Rejected),
            Event::Withdraw | Event::Certify | Event::RefuseService => self == Self::Submitted,
            Event::Uncover => self == Self::NotApplicable,
            Event::Check => self == Self::ServiceCertified,
            Event::RefuseCheck => matches!(self, Self::ServiceCertified | Self::Checked),
            Event::Export => self == Self::Checked,
            Event::ReportPaid => self == Self::Exported,
        };
        if !moves {
            return Err(Refusal::new("pay-moved").with("state", self.code()));
        }
        let certain = matches!(event, Event::Submit | Event::Certify | Event::Check | Event::Export);
        if certain && !facts.closed {
            return Err(Refusal::new("pay-session-open"));
        }
        if facts.counted && (certain || event == Event::Uncover) {
            return Err(Refusal::new("pay-counted"));
        }
        Ok(Some(event.target()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINE: Facts = Facts { closed: true, counted: false, own: false };

    /// The signed table: every move that exists, and no other.
    const MOVES: &str = "
        submit to_prepare submitted
        submit rejected submitted
        withdraw submitted to_prepare
        cover to_prepare not_applicable
        cover rejected not_applicable
        uncover not_applicable to_prepare
        certify submitted service_certified
        check service_certified checked
        refuse_service submitted rejected
        refuse_check service_certified rejected
        refuse_check checked rejected
        export checked exported
        report_paid exported paid_reported";

    #[test]
    fn every_state_and_event_does_what_the_table_says() {
        let mut moved = 0;
        for state in State::ALL.iter().copied() {
            for event in Event::ALL.iter().copied() {
                let row = format!("{} {} {}", event.code(), state.code(), event.target().code());
                let listed = MOVES.lines().any(|line| line.trim() == row);
                match state.next(event, FINE) {
                    Ok(Some(to)) => {
                        assert!(listed, "{row}");
                        assert_eq!(to, event.target());
                        // Asked a second time, it is so already.
                        assert_eq!(to.next(event, FINE), Ok(None), "{row}");
                        moved += 1;
                    }
                    Ok(None) => assert_eq!(state, event.target(), "{row}"),
                    Err(refusal) => {
                        assert!(!listed, "{row}");
                        assert_eq!((refusal.key, refusal.values[0].1.as_str()), ("pay-moved", state.code()));
                    }
                }
            }
        }
        assert_eq!(moved, MOVES.trim().lines().count());
    }

    #[test]
    fn guards_hold_for_every_move() {
        let why = |state: State, event, facts| state.next(event, facts).err().map(|refusal| refusal.key);
        for state in State::ALL.iter().copied() {
            for event in Event::ALL.iter().copied() {
                let decides = matches!(event.code(), "certify" | "check" | "refuse_service" | "refuse_check");
                let own = why(state, event, Facts { own: true, ..FINE });
                assert_eq!(own == Some("pay-own"), decides, "{state:?} {event:?}");
                if !matches!(state.next(event, FINE), Ok(Some(_))) {
                    continue;
                }
                let certain = matches!(event.code(), "submit" | "certify" | "check" | "export");
                let open = why(state, event, Facts { closed: false, ..FINE });
                assert_eq!(open, certain.then_some("pay-session-open"), "{state:?} {event:?}");
                let counted = why(state, event, Facts { counted: true, ..FINE });
                let expected = (certain || event == Event::Uncover).then_some("pay-counted");
                assert_eq!(counted, expected, "{state:?} {event:?}");
            }
        }
    }
}
