//! What needs say in codes, in the reader's words.

use preau::need::survey::Stage;
use preau::need::themes::Theme;
use preau::need::{Level, Modality, State, Urgency};
use preau::people::disciplines::TRANSVERSAL;

use crate::account::disciplines;
use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{SelectOption, Tone};

fn named(lang: Lang, prefix: &str, code: &str) -> String {
    texts::text(lang, &format!("{prefix}{code}"))
}

pub(super) fn level(lang: Lang, level: Level) -> String {
    named(lang, "need-level-", level.code())
}

pub(super) fn modality(lang: Lang, modality: Modality) -> String {
    named(lang, "need-modality-", modality.code())
}

pub(super) fn urgency(lang: Lang, urgency: Urgency) -> String {
    named(lang, "need-urgency-", urgency.code())
}

pub(super) fn state(lang: Lang, state: State) -> String {
    named(lang, "need-state-", state.code())
}

pub(super) fn stage(lang: Lang, stage: Stage) -> String {
    named(lang, "enquiry-stage-", stage.code())
}

/// « Accompagnement »: what kind of answer.
pub(super) fn answer_kind(lang: Lang, code: &str) -> String {
    named(lang, "need-answer-", code)
}

pub(super) fn tone(state: State) -> Tone {
    match state {
        State::Open => Tone::Warning,
        State::Acknowledged | State::Forwarded => Tone::Accent,
        State::Answered => Tone::Success,
        State::Closed => Tone::Neutral,
    }
}

/// « Transversal », « Sciences de la vie et de la Terre ».
pub(super) fn discipline(lang: Lang, code: &str) -> String {
    disciplines::label(lang, code)
}

/// The label of a theme in this language.
pub(super) fn label(lang: Lang, theme: &Theme) -> String {
    match lang {
        Lang::Fr => theme.label_fr.clone(),
        Lang::En => theme.label_en.clone(),
    }
}

/// The label of the theme with this code, retired ones included; the code itself when nobody knows it.
pub(super) fn theme(lang: Lang, themes: &[Theme], code: &str) -> String {
    themes.iter().find(|theme| theme.code == code).map_or_else(|| code.to_owned(), |theme| label(lang, theme))
}

/// Themes that are offered, with an empty entry first.
pub(super) fn theme_options(lang: Lang, themes: &[Theme], none: String) -> Vec<SelectOption> {
    let offered = themes.iter().filter(|theme| theme.active);
    std::iter::once(SelectOption::new("", none))
        .chain(offered.map(|theme| SelectOption::new(theme.code.clone(), label(lang, theme))))
        .collect()
}

/// Every theme, retired ones too: for filters.
pub(super) fn theme_filter(lang: Lang, themes: &[Theme]) -> Vec<SelectOption> {
    std::iter::once(SelectOption::new("", t!(lang, "need-any-theme")))
        .chain(themes.iter().map(|theme| SelectOption::new(theme.code.clone(), label(lang, theme))))
        .collect()
}

/// Disciplines, with an entry of one's own first and « transversal » next.
pub(super) fn discipline_options(lang: Lang, none: String) -> Vec<SelectOption> {
    let mut options = disciplines::options(lang, none);
    options.insert(1, SelectOption::new(TRANSVERSAL, discipline(lang, TRANSVERSAL)));
    options
}

pub(super) fn modality_options(lang: Lang) -> Vec<SelectOption> {
    Modality::ALL.iter().map(|code| SelectOption::new(code.code(), modality(lang, *code))).collect()
}

pub(super) fn urgency_options(lang: Lang) -> Vec<SelectOption> {
    Urgency::ALL.iter().map(|code| SelectOption::new(code.code(), urgency(lang, *code))).collect()
}
