//! The lives of a plan, of a programme and of a module, as pure rules (domain.md §4.7).
//!
//! Who may do what stands in the policy; what a step asks for beside the state stands in its verb. A step whose end is
//! reached already is no error for who sent the same form twice: see [`Event::to`].

use crate::access::Act;
use crate::error::Refusal;
use crate::need::codes;

codes! {
    /// Where a plan stands.
    ///
    /// | event | from → to | who |
    /// | --- | --- | --- |
    /// | consult | draft → consultation | whoever writes the plan |
    /// | adopt | consultation → adopted | manager, national admin, head |
    /// | open campaign | adopted, campaign closed → campaign open | the same |
    /// | close campaign | campaign open → campaign closed | the same |
    /// | archive | adopted, campaign closed → archived | the same |
    ///
    /// A campaign that was closed may be opened again, to give people more time; a plan without a campaign, as that of
    /// most schools, goes from adopted to archived.
    State {
        /// Written, seen by nobody else.
        Draft = "draft",
        /// Shown to everybody, still open to change.
        Consultation = "consultation",
        /// In force: its priorities stand.
        Adopted = "adopted",
        /// Teachers apply.
        CampaignOpen = "campaign_open",
        CampaignClosed = "campaign_closed",
        /// The year is over: nothing changes any more.
        Archived = "archived",
    }
}

codes! {
    /// What can happen to a plan.
    Event {
        Consult = "consult",
        Adopt = "adopt",
        OpenCampaign = "open_campaign",
        CloseCampaign = "close_campaign",
        Archive = "archive",
    }
}

impl Event {
    /// The state it leads to, wherever it comes from.
    pub fn to(self) -> State {
        match self {
            Self::Consult => State::Consultation,
            Self::Adopt => State::Adopted,
            Self::OpenCampaign => State::CampaignOpen,
            Self::CloseCampaign => State::CampaignClosed,
            Self::Archive => State::Archived,
        }
    }

    /// The right it asks for.
    pub fn act(self) -> Act {
        match self {
            Self::Consult => Act::WritePlan,
            Self::Adopt | Self::OpenCampaign | Self::CloseCampaign | Self::Archive => Act::AdoptPlan,
        }
    }
}

impl State {
    /// What this becomes.
    ///
    /// # Errors
    /// Refusal `plan-moved`, with the present state, when the event is not for it.
    pub fn next(self, event: Event) -> Result<Self, Refusal> {
        match (self, event) {
            (Self::Draft, Event::Consult)
            | (Self::Consultation, Event::Adopt)
            | (Self::Adopted | Self::CampaignClosed, Event::OpenCampaign | Event::Archive)
            | (Self::CampaignOpen, Event::CloseCampaign) => Ok(event.to()),
            (
                Self::Draft
                | Self::Consultation
                | Self::Adopted
                | Self::CampaignOpen
                | Self::CampaignClosed
                | Self::Archived,
                _,
            ) => Err(Refusal::new("plan-moved")),
        }
    }

    /// In force: sessions above school level may stand on it (PLN-6).
    pub fn is_adopted(self) -> bool {
        match self {
            Self::Adopted | Self::CampaignOpen | Self::CampaignClosed => true,
            Self::Draft | Self::Consultation | Self::Archived => false,
        }
    }

    /// Priorities may still change: what was adopted stands.
    pub fn may_change_priorities(self) -> bool {
        matches!(self, Self::Draft | Self::Consultation)
    }

    /// Programmes, modules, budget and dates live on through the year.
    pub fn may_change(self) -> bool {
        self != Self::Archived
    }
}

codes! {
    /// Where a programme stands: draft → offered → withdrawn. A withdrawn one may be taken up again as a draft.
    ProgrammeState { Draft = "draft", Offered = "offered", Withdrawn = "withdrawn" }
}

codes! {
    /// What can happen to a programme.
    ProgrammeEvent { Offer = "offer", Withdraw = "withdraw", Restore = "restore" }
}

impl ProgrammeEvent {
    pub fn to(self) -> ProgrammeState {
        match self {
            Self::Offer => ProgrammeState::Offered,
            Self::Withdraw => ProgrammeState::Withdrawn,
            Self::Restore => ProgrammeState::Draft,
        }
    }
}

impl ProgrammeState {
    /// What this becomes.
    ///
    /// # Errors
    /// Refusal `programme-moved` when the event is not for it.
    pub fn next(self, event: ProgrammeEvent) -> Result<Self, Refusal> {
        match (self, event) {
            (Self::Draft, ProgrammeEvent::Offer)
            | (Self::Draft | Self::Offered, ProgrammeEvent::Withdraw)
            | (Self::Withdrawn, ProgrammeEvent::Restore) => Ok(event.to()),
            (Self::Draft | Self::Offered | Self::Withdrawn, _) => Err(Refusal::new("programme-moved")),
        }
    }
}

codes! {
    /// Where a module stands: draft → validated → offered → withdrawn.
    ///
    /// A validated module that is changed is a draft again; one that is offered stays offered, since people have
    /// already chosen it. A withdrawn one may be taken up again as a draft.
    ModuleState { Draft = "draft", Validated = "validated", Offered = "offered", Withdrawn = "withdrawn" }
}

codes! {
    /// What can happen to a module.
    ModuleEvent {
        /// An inspector or whoever keeps the plan says that the content holds.
        Validate = "validate",
        Offer = "offer",
        Withdraw = "withdraw",
        Restore = "restore",
    }
}

impl ModuleEvent {
    pub fn to(self) -> ModuleState {
        match self {
            Self::Validate => ModuleState::Validated,
            Self::Offer => ModuleState::Offered,
            Self::Withdraw => ModuleState::Withdrawn,
            Self::Restore => ModuleState::Draft,
        }
    }

    /// The right it asks for.
    pub fn act(self) -> Act {
        match self {
            Self::Validate => Act::ValidateModule,
            Self::Offer | Self::Withdraw | Self::Restore => Act::WritePlan,
        }
    }
}

impl ModuleState {
    /// What this becomes.
    ///
    /// # Errors
    /// Refusal `module-moved` when the event is not for it.
    pub fn next(self, event: ModuleEvent) -> Result<Self, Refusal> {
        match (self, event) {
            (Self::Draft, ModuleEvent::Validate)
            | (Self::Validated, ModuleEvent::Offer)
            | (Self::Draft | Self::Validated | Self::Offered, ModuleEvent::Withdraw)
            | (Self::Withdrawn, ModuleEvent::Restore) => Ok(event.to()),
            (Self::Draft | Self::Validated | Self::Offered | Self::Withdrawn, _) => {
                Err(Refusal::new("module-moved"))
            }
        }
    }

    /// What a change of its content makes of it.
    #[must_use]
    pub fn changed(self) -> Self {
        match self {
            Self::Draft | Self::Validated => Self::Draft,
            Self::Offered => Self::Offered,
            Self::Withdrawn => Self::Withdrawn,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The tables of the specification, written a second time: an arrow that is not here must be refused.
    const PLAN: [(State, Event, State); 7] = [
        (State::Draft, Event::Consult, State::Consultation),
        (State::Consultation, Event::Adopt, State::Adopted),
        (State::Adopted, Event::OpenCampaign, State::CampaignOpen),
        (State::CampaignClosed, Event::OpenCampaign, State::CampaignOpen),
        (State::CampaignOpen, Event::CloseCampaign, State::CampaignClosed),
        (State::CampaignClosed, Event::Archive, State::Archived),
        (State::Adopted, Event::Archive, State::Archived),
    ];
    const PROGRAMME: [(ProgrammeState, ProgrammeEvent, ProgrammeState); 4] = [
        (ProgrammeState::Draft, ProgrammeEvent::Offer, ProgrammeState::Offered),
        (ProgrammeState::Draft, ProgrammeEvent::Withdraw, ProgrammeState::Withdrawn),
        (ProgrammeState::Offered, ProgrammeEvent::Withdraw, ProgrammeState::Withdrawn),
        (ProgrammeState::Withdrawn, ProgrammeEvent::Restore, ProgrammeState::Draft),
    ];
    const MODULE: [(ModuleState, ModuleEvent, ModuleState); 6] = [
        (ModuleState::Draft, ModuleEvent::Validate, ModuleState::Validated),
        (ModuleState::Validated, ModuleEvent::Offer, ModuleState::Offered),
        (ModuleState::Draft, ModuleEvent::Withdraw, ModuleState::Withdrawn),
        (ModuleState::Validated, ModuleEvent::Withdraw, ModuleState::Withdrawn),
        (ModuleState::Offered, ModuleEvent::Withdraw, ModuleState::Withdrawn),
        (ModuleState::Withdrawn, ModuleEvent::Restore, ModuleState::Draft),
    ];

    /// Compares a machine with its table, pair by pair.
    macro_rules! holds {
        ($arrows:ident, $state:ident, $event:ident, $refusal:literal) => {
            for state in $state::ALL.iter().copied() {
                assert_eq!($state::parse(state.code()), Some(state));
                for event in $event::ALL.iter().copied() {
                    let expected = $arrows.iter().find(|arrow| arrow.0 == state && arrow.1 == event);
                    match (expected, state.next(event)) {
                        (Some(arrow), Ok(to)) => {
                            assert_eq!((arrow.2, event.to()), (to, to), "{state:?} {event:?}")
                        }
                        (None, Err(refusal)) => assert_eq!(refusal.key, $refusal),
                        (expected, found) => panic!("{state:?} {event:?}: {expected:?}, {found:?}"),
                    }
                }
            }
        };
    }

    #[test]
    fn every_pair_of_state_and_event_is_in_the_tables_or_refused() {
        holds!(PLAN, State, Event, "plan-moved");
        holds!(PROGRAMME, ProgrammeState, ProgrammeEvent, "programme-moved");
        holds!(MODULE, ModuleState, ModuleEvent, "module-moved");
    }

    #[test]
    fn what_is_adopted_stands_and_what_is_archived_rests() {
        let adopted: Vec<_> = State::ALL.iter().filter(|state| state.is_adopted()).collect();
        assert_eq!(adopted, [&State::Adopted, &State::CampaignOpen, &State::CampaignClosed]);
        for state in State::ALL {
            assert!(!(state.is_adopted() && state.may_change_priorities()), "{state:?}");
            assert_eq!(state.may_change(), *state != State::Archived);
        }
        assert_eq!(ModuleState::Validated.changed(), ModuleState::Draft);
        assert_eq!(ModuleState::Offered.changed(), ModuleState::Offered);
    }
}
