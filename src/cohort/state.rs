//! The life of a cohort and that of a person's place in it (domain.md §4.14), as pure rules.

use crate::error::Refusal;
use crate::need::codes;

codes! {
    /// Where a cohort stands.
    ///
    /// ```text
    /// draft → enrolling → running → closed → archived
    /// ```
    State {
        /// Being written: nobody is invited yet.
        Draft = "draft",
        /// People are invited and answer.
        Enrolling = "enrolling",
        /// Its courses are open to its members.
        Running = "running",
        /// Each member has a result.
        Closed = "closed",
        Archived = "archived",
    }
}

codes! {
    /// What may happen to a cohort.
    Event { Open = "open", Start = "start", Close = "close", Archive = "archive" }
}

impl State {
    /// What this becomes.
    ///
    /// # Errors
    /// Refusal `cohort-moved`, with the present state, for everything but the four arrows.
    pub fn next(self, event: Event) -> Result<Self, Refusal> {
        match (event, self) {
            (Event::Open, Self::Draft) => Ok(Self::Enrolling),
            (Event::Start, Self::Enrolling) => Ok(Self::Running),
            (Event::Close, Self::Running) => Ok(Self::Closed),
            (Event::Archive, Self::Closed) => Ok(Self::Archived),
            (Event::Open | Event::Start | Event::Close | Event::Archive, _) => {
                Err(Refusal::new("cohort-moved").with("state", self.code()))
            }
        }
    }

    /// Dates, contents and trainers may still change.
    pub fn is_written(self) -> bool {
        match self {
            Self::Draft | Self::Enrolling | Self::Running => true,
            Self::Closed | Self::Archived => false,
        }
    }

    /// People may be invited, and answer.
    pub fn takes_people(self) -> bool {
        matches!(self, Self::Enrolling | Self::Running)
    }
}

codes! {
    /// Where a person stands with a cohort.
    Place {
        Invited = "invited",
        Joined = "joined",
        /// Was there when it closed.
        Completed = "completed",
        /// Declined, left, or was taken out.
        Left = "left",
    }
}

codes! {
    /// What may happen to a place.
    Step {
        Invite = "invite",
        /// Those whose training is a duty are enrolled at once.
        Designate = "designate",
        Join = "join",
        /// The person declines or leaves.
        Leave = "leave",
        /// A trainer takes the person out.
        Remove = "remove",
        /// The cohort closes.
        Complete = "complete",
    }
}

codes! {
    /// What came of it for a member.
    Outcome { Validated = "validated", Partly = "partly", NotValidated = "not_validated" }
}

impl Place {
    /// Counts in the size of the cohort.
    pub fn counts(self) -> bool {
        !matches!(self, Self::Left)
    }

    /// Follows its courses.
    pub fn follows(self) -> bool {
        matches!(self, Self::Joined | Self::Completed)
    }
}

/// What a place becomes; `None` is somebody who never had one.
///
/// # Errors
/// Refusal `cohort-place-moved` for what the table does not hold.
pub fn step(from: Option<Place>, step: Step) -> Result<Place, Refusal> {
    match (step, from) {
        (Step::Invite, None | Some(Place::Left)) => Ok(Place::Invited),
        (Step::Designate, None | Some(Place::Left | Place::Invited)) | (Step::Join, Some(Place::Invited)) => {
            Ok(Place::Joined)
        }
        (Step::Leave | Step::Remove, Some(Place::Invited | Place::Joined)) => Ok(Place::Left),
        (Step::Complete, Some(Place::Joined)) => Ok(Place::Completed),
        (Step::Invite | Step::Designate | Step::Join | Step::Leave | Step::Remove | Step::Complete, _) => {
            Err(Refusal::new("cohort-place-moved"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_and_event_is_in_the_table_or_refused() {
        let arrows = [
            (State::Draft, Event::Open, State::Enrolling),
            (State::Enrolling, Event::Start, State::Running),
            (State::Running, Event::Close, State::Closed),
            (State::Closed, Event::Archive, State::Archived),
        ];
        for state in State::ALL {
            for event in Event::ALL {
                let expected =
                    arrows.iter().find(|(from, by, _)| from == state && by == event).map(|(_, _, to)| *to);
                assert_eq!(state.next(*event).ok(), expected, "{state:?} {event:?}");
            }
        }
    }

    #[test]
    fn every_place_and_step_is_in_the_table_or_refused() {
        use {Place as P, Step as S};
        let arrows = [
            (None, S::Invite, P::Invited),
            (Some(P::Left), S::Invite, P::Invited),
            (None, S::Designate, P::Joined),
            (Some(P::Left), S::Designate, P::Joined),
            (Some(P::Invited), S::Designate, P::Joined),
            (Some(P::Invited), S::Join, P::Joined),
            (Some(P::Invited), S::Leave, P::Left),
            (Some(P::Joined), S::Leave, P::Left),
            (Some(P::Invited), S::Remove, P::Left),
            (Some(P::Joined), S::Remove, P::Left),
            (Some(P::Joined), S::Complete, P::Completed),
        ];
        for from in std::iter::once(None).chain(P::ALL.iter().copied().map(Some)) {
            for by in S::ALL {
                let expected =
                    arrows.iter().find(|(at, step, _)| *at == from && step == by).map(|(_, _, to)| *to);
                assert_eq!(step(from, *by).ok(), expected, "{from:?} {by:?}");
            }
        }
    }
}
