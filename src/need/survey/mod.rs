//! A survey of needs in one school: its référent opens it, the teachers answer in two minutes, its summary goes to the
//! head and to those who keep the plan. The machine is here; the verbs stand in [`manage`] and [`answer`].

pub mod answer;
pub mod manage;
pub mod read;

use super::codes;
use crate::error::Refusal;

codes! {
    /// Where a survey stands.
    Stage {
        /// Being written; nobody else sees it.
        Draft = "draft",
        /// Takes answers.
        Open = "open",
        /// Takes none any more: its named answers are needs now.
        Closed = "closed",
        /// Its counts are frozen.
        Summarised = "summarised",
        /// With the head, the bassin and the académie.
        Sent = "sent",
    }
}

/// What may happen to a survey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Change the questions, or throw the draft away.
    Edit,
    Open,
    Answer,
    Close,
    Summarise,
    Send,
}

impl Stage {
    /// The stage after a step (domain.md §4.6), or why not.
    ///
    /// | step | from → to | who |
    /// | --- | --- | --- |
    /// | edit | draft → draft | référent |
    /// | open | draft → open | référent |
    /// | answer | open → open | each teacher of the school |
    /// | close | open → closed | référent |
    /// | summarise | closed → summarised | référent |
    /// | send | summarised → sent | référent |
    ///
    /// # Errors
    /// `survey-not-draft`, `survey-not-open`, `survey-not-closed`, `survey-not-summarised`.
    pub fn next(self, step: Step) -> Result<Self, Refusal> {
        let (from, to, no) = match step {
            Step::Edit => (Self::Draft, Self::Draft, Refusal::new("survey-not-draft")),
            Step::Open => (Self::Draft, Self::Open, Refusal::new("survey-not-draft")),
            Step::Answer => (Self::Open, Self::Open, Refusal::new("survey-not-open")),
            Step::Close => (Self::Open, Self::Closed, Refusal::new("survey-not-open")),
            Step::Summarise => (Self::Closed, Self::Summarised, Refusal::new("survey-not-closed")),
            Step::Send => (Self::Summarised, Self::Sent, Refusal::new("survey-not-summarised")),
        };
        if self == from { Ok(to) } else { Err(no) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STEPS: [Step; 6] = [Step::Edit, Step::Open, Step::Answer, Step::Close, Step::Summarise, Step::Send];

    #[test]
    fn the_whole_table() {
        // One line a step; one column a stage: draft, open, closed, summarised, sent.
        let table = [
            ["draft", "", "", "", ""],
            ["open", "", "", "", ""],
            ["", "open", "", "", ""],
            ["", "closed", "", "", ""],
            ["", "", "summarised", "", ""],
            ["", "", "", "sent", ""],
        ];
        for (step, row) in STEPS.into_iter().zip(table) {
            for (stage, expected) in Stage::ALL.iter().zip(row) {
                let got = stage.next(step).map_or("", Stage::code);
                assert_eq!(got, expected, "{step:?} from {stage:?}");
            }
        }
    }

    proptest! {
        /// A survey never goes back: nobody answers one that was closed, and what was frozen stays.
        #[test]
        fn a_survey_only_goes_forward(steps in prop::collection::vec(prop::sample::select(&STEPS), 0..40)) {
            let mut stage = Stage::Draft;
            for step in steps {
                let Ok(next) = stage.next(step) else { continue };
                prop_assert!(next >= stage);
                stage = next;
            }
        }
    }
}
