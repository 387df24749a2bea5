//! Imports in the reader's words: states, verdicts, reasons, fields and their values.

use preau::school::import::{Kind, Reason, State, Verdict};

use crate::school::words;
use crate::t;
use crate::texts::{self, Lang, value};
use crate::ui::Tone;

/// Names of values that sentences may show.
const VALUES: [&str; 16] = [
    "line",
    "letter",
    "code",
    "nature",
    "field",
    "fields",
    "state",
    "sector",
    "uai",
    "count",
    "known",
    "discipline",
    "main",
    "status",
    "role",
    "path",
];

pub(super) fn kind(lang: Lang, kind: Kind) -> String {
    match kind {
        Kind::Register => t!(lang, "import-kind-register"),
        Kind::People => t!(lang, "import-kind-people"),
    }
}

pub(super) fn state(lang: Lang, state: State) -> String {
    match state {
        State::Reading => t!(lang, "import-state-reading"),
        State::Ready => t!(lang, "import-state-ready"),
        State::Failed => t!(lang, "import-state-failed"),
        State::Applying => t!(lang, "import-state-applying"),
        State::Applied => t!(lang, "import-state-applied"),
        State::Undoing => t!(lang, "import-state-undoing"),
        State::Undone => t!(lang, "import-state-undone"),
        State::Dropped => t!(lang, "import-state-dropped"),
    }
}

pub(super) fn tone(state: State) -> Tone {
    match state {
        State::Reading | State::Applying | State::Undoing => Tone::Accent,
        State::Ready => Tone::Warning,
        State::Failed => Tone::Error,
        State::Applied => Tone::Success,
        State::Undone | State::Dropped => Tone::Neutral,
    }
}

pub(super) fn verdict(lang: Lang, verdict: Verdict) -> String {
    match verdict {
        Verdict::Add => t!(lang, "import-verdict-add"),
        Verdict::Change => t!(lang, "import-verdict-change"),
        Verdict::Close => t!(lang, "import-verdict-close"),
        Verdict::Same => t!(lang, "import-verdict-same"),
        Verdict::Skip => t!(lang, "import-verdict-skip"),
        Verdict::Decide => t!(lang, "import-verdict-decide"),
        Verdict::Refuse => t!(lang, "import-verdict-refuse"),
        Verdict::Absent => t!(lang, "import-verdict-absent"),
    }
}

pub(super) fn verdict_tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Add => Tone::Success,
        Verdict::Change | Verdict::Close => Tone::Accent,
        Verdict::Same | Verdict::Skip => Tone::Neutral,
        Verdict::Decide | Verdict::Absent => Tone::Warning,
        Verdict::Refuse => Tone::Error,
    }
}

/// What became of a row; nothing for one that nothing happened to yet.
pub(super) fn outcome(lang: Lang, outcome: &str) -> Option<String> {
    match outcome {
        "done" => Some(t!(lang, "import-outcome-done")),
        "already" => Some(t!(lang, "import-outcome-already")),
        "moved" => Some(t!(lang, "import-outcome-moved")),
        "removed" => Some(t!(lang, "import-outcome-removed")),
        "closed" => Some(t!(lang, "import-outcome-closed")),
        "restored" => Some(t!(lang, "import-outcome-restored")),
        "kept" => Some(t!(lang, "import-outcome-kept")),
        _ => None,
    }
}

/// The sentence of a reason.
pub(super) fn reason(lang: Lang, reason: &Reason) -> String {
    let values: Vec<_> = VALUES
        .into_iter()
        .filter_map(|name| {
            let said = reason.values.get(name)?;
            let said = match name {
                "field" | "fields" => {
                    said.split(' ').map(|name| field(lang, name)).collect::<Vec<_>>().join(", ")
                }
                _ => said.clone(),
            };
            Some((name, said.parse::<i64>().map_or_else(|_| value(said), value)))
        })
        .collect();
    texts::text_with(lang, &format!("import-reason-{}", reason.key), &values)
}

/// The name of a field.
pub(super) fn field(lang: Lang, field: &str) -> String {
    named(lang, "import-field-", field)
}

/// A value of a field, as people say it.
pub(super) fn said(lang: Lang, field: &str, value: &str) -> String {
    match field {
        _ if value.is_empty() => t!(lang, "import-nothing"),
        "sector" => words::sector(lang, value),
        "state" => named(lang, "import-school-", value),
        "place" => value.trim_start_matches("fr/").trim_end_matches('/').replace('/', " › "),
        _ => value.to_owned(),
    }
}

fn named(lang: Lang, prefix: &str, code: &str) -> String {
    let key = format!("{prefix}{}", code.replace('_', "-"));
    let text = texts::text(lang, &key);
    if text == key { code.to_owned() } else { text }
}
