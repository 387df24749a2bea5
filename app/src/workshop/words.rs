//! What the workshop says in words: states, findings of the check.

use leptos::prelude::*;

use preau::course::diagnostic::Diagnostic;
use preau::workshop::{Module, State};

use super::file_address;
use crate::t;
use crate::texts::Lang;
use crate::ui::{Icon, Tag, Tone};

/// Where a module stands, for its author.
pub(super) fn state(lang: Lang, module: &Module) -> AnyView {
    let (tone, text) = match (module.state(), module.course_state.as_deref()) {
        (_, Some("deprecated")) => (Tone::Warning, t!(lang, "workshop-state-retired")),
        (State::InReview, _) => (Tone::Accent, t!(lang, "workshop-state-in-review")),
        (State::Validated, _) => (Tone::Accent, t!(lang, "workshop-state-validated")),
        (State::Published, _) => (Tone::Success, t!(lang, "workshop-state-published")),
        (State::Draft, Some(_)) if module.version.is_some() => {
            (Tone::Warning, t!(lang, "workshop-state-changed"))
        }
        (State::Draft, _) => (Tone::Neutral, t!(lang, "workshop-state-draft")),
    };
    view! { <Tag tone=tone>{text}</Tag> }.into_any()
}

/// « 2 erreurs, 1 attention ».
pub(super) fn count(lang: Lang, errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (0, 0) => t!(lang, "workshop-verdict-clean"),
        (0, warnings) => t!(lang, "workshop-verdict-warnings", "count" => warnings),
        (errors, 0) => t!(lang, "workshop-verdict-errors", "count" => errors),
        (errors, warnings) => format!(
            "{}, {}",
            t!(lang, "workshop-verdict-errors", "count" => errors),
            t!(lang, "workshop-verdict-warnings", "count" => warnings)
        ),
    }
}

/// The verdict in one line.
pub(super) fn verdict(lang: Lang, errors: usize, warnings: usize) -> AnyView {
    let (class, icon) = if errors > 0 {
        ("verdict-line verdict-error", "circle-alert")
    } else {
        ("verdict-line", "circle-check")
    };
    view! { <p class=class><Icon name=icon/>{count(lang, errors, warnings)}</p> }.into_any()
}

/// Findings, each with the way to its line. `action` adds what stands beside each of them.
pub(super) fn findings(
    lang: Lang,
    module: &Module,
    found: &[Diagnostic],
    action: impl Fn(&Diagnostic) -> Option<AnyView>,
) -> AnyView {
    let line = |found: &Diagnostic| {
        let (icon, word, class) = if found.is_error() {
            ("circle-alert", t!(lang, "workshop-error"), "finding finding-error")
        } else {
            ("triangle-alert", t!(lang, "workshop-warning"), "finding finding-warning")
        };
        let href = format!("{}&ligne={}#champ-text", file_address(module, &found.file), found.line);
        let place = t!(lang, "workshop-place", "file" => found.file.clone(), "line" => found.line);
        view! {
            <li class=class>
                <p class="finding-head">
                    <Icon name=icon/>
                    <strong>{word}</strong>
                    " "
                    <a href=href data-line=found.line.to_string() data-column=found.column.to_string()>{place}</a>
                    " "
                    <span class="finding-code">{found.code.name()}</span>
                </p>
                // The check speaks the language of the format.
                <p lang="fr">{found.message.clone()}</p>
                {found.help.clone().map(|help| view! { <p class="soft" lang="fr">{help}</p> })}
                {action(found)}
            </li>
        }
    };
    view! { <ul class="findings">{found.iter().map(line).collect_view()}</ul> }.into_any()
}
