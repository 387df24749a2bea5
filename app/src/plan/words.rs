//! What plans say in codes, in the reader's words.

use preau::plan::gaia::{Problem, Verdict};
use preau::plan::{EnrolmentMode, Event, ModuleState, ProgrammeState, State};
use preau::referent::scheme::euros;
use preau::school::NodeKind;

use crate::account::disciplines;
use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{Tone, number};

pub(super) fn state(lang: Lang, state: State) -> String {
    texts::text(lang, &format!("plan-state-{}", state.code().replace('_', "-")))
}

pub(super) fn tone(state: State) -> Tone {
    match state {
        State::Draft | State::Consultation => Tone::Warning,
        State::Adopted | State::CampaignClosed => Tone::Accent,
        State::CampaignOpen => Tone::Success,
        State::Archived => Tone::Neutral,
    }
}

pub(super) fn event(lang: Lang, event: Event) -> String {
    texts::text(lang, &format!("plan-event-{}", event.code().replace('_', "-")))
}

pub(super) fn level(lang: Lang, level: NodeKind) -> String {
    texts::text(lang, &format!("plan-level-{}", level.code()))
}

pub(super) fn programme_state(lang: Lang, state: ProgrammeState) -> (Tone, String) {
    let tone = match state {
        ProgrammeState::Draft => Tone::Warning,
        ProgrammeState::Offered => Tone::Success,
        ProgrammeState::Withdrawn => Tone::Neutral,
    };
    (tone, texts::text(lang, &format!("programme-state-{}", state.code())))
}

pub(super) fn module_state(lang: Lang, state: ModuleState) -> (Tone, String) {
    let tone = match state {
        ModuleState::Draft => Tone::Warning,
        ModuleState::Validated => Tone::Accent,
        ModuleState::Offered => Tone::Success,
        ModuleState::Withdrawn => Tone::Neutral,
    };
    (tone, texts::text(lang, &format!("module-state-{}", state.code())))
}

pub(super) fn mode(lang: Lang, mode: EnrolmentMode) -> String {
    texts::text(lang, &format!("plan-mode-{}", mode.code()))
}

pub(super) fn need_level(lang: Lang, code: &str) -> String {
    texts::text(lang, &format!("need-level-{code}"))
}

/// « SVT, Mathématiques »; « Transversal ».
pub(super) fn disciplines(lang: Lang, codes: &[String]) -> String {
    codes.iter().map(|code| disciplines::label(lang, code)).collect::<Vec<_>>().join(", ")
}

/// « 1 250 h », « 3 h 30 ».
pub(super) fn hours(lang: Lang, minutes: i64) -> String {
    let (whole, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    let whole = number(lang, whole);
    if rest == 0 { format!("{whole}\u{a0}h") } else { format!("{whole}\u{a0}h\u{a0}{rest:02}") }
}

/// « 1 250,50 € ».
pub(super) fn money(cents: i64) -> String {
    format!("{}\u{a0}€", euros(cents))
}

/// What a row of a file would do.
pub(super) fn verdict(lang: Lang, verdict: Verdict) -> (Tone, String) {
    match verdict {
        Verdict::AddsBoth => (Tone::Success, t!(lang, "plan-row-both")),
        Verdict::AddsProgramme => (Tone::Success, t!(lang, "plan-row-programme")),
        Verdict::AddsModule => (Tone::Success, t!(lang, "plan-row-module")),
        Verdict::Known => (Tone::Neutral, t!(lang, "plan-row-known")),
        Verdict::Wrong(problem) => (Tone::Error, self::problem(lang, problem)),
    }
}

fn problem(lang: Lang, problem: Problem) -> String {
    texts::text(lang, &format!("plan-problem-{}", problem.code()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_words_in_both_languages() {
        for lang in Lang::ALL {
            let mut said = Vec::new();
            said.extend(State::ALL.iter().map(|code| state(lang, *code)));
            said.extend(Event::ALL.iter().map(|code| event(lang, *code)));
            said.extend(NodeKind::ALL.into_iter().map(|code| level(lang, code)));
            said.extend(ProgrammeState::ALL.iter().map(|code| programme_state(lang, *code).1));
            said.extend(ModuleState::ALL.iter().map(|code| module_state(lang, *code).1));
            said.extend(EnrolmentMode::ALL.iter().map(|code| mode(lang, *code)));
            let problems = [
                Problem::Unreadable,
                Problem::ProgrammeCode,
                Problem::ProgrammeTitle,
                Problem::ModuleCode,
                Problem::ModuleTitle,
                Problem::Number,
                Problem::Elsewhere,
                Problem::Full,
            ];
            said.extend(problems.into_iter().map(|code| problem(lang, code)));
            for text in said {
                assert!(text.contains(' ') || !text.contains('-'), "{lang:?}: {text} is a key");
            }
        }
    }

    #[test]
    fn hours_and_money_are_written_as_one_says_them() {
        assert_eq!(hours(Lang::Fr, 75_090), "1\u{202f}251\u{a0}h\u{a0}30");
        assert_eq!(hours(Lang::Fr, 0), "0\u{a0}h");
        assert_eq!(money(125_050), "1\u{202f}250,50\u{a0}€");
    }
}
