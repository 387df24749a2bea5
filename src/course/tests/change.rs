//! Classes of changes between two versions.

use super::world::{content, essai, page_with, toml_with};
use crate::course::change::{Class, compare};
use crate::course::diagnostic::Code;
use crate::course::published::PublishedCourse;

const QUESTION: &str = "::: question {#permis}\n\nEst-ce permis ?\n\n- [x] Oui\n- [ ] Non\n\n:::\n";

fn version(number: &str, body: &str) -> PublishedCourse {
    let toml = toml_with(&format!("version = \"{number}\""));
    let checked = essai(&content(&page_with(body)).with("cours/essai/course.toml", toml));
    checked.published.unwrap_or_else(|| panic!("{:?}", checked.diagnostics))
}

fn change(body: &str, number: &str) -> (Class, Vec<Code>) {
    let change = compare(&version("1.2.3", QUESTION), &version(number, body));
    assert!(!change.reasons.is_empty());
    (change.class, change.diagnostics.iter().map(|d| d.code).collect())
}

#[test]
fn wording_is_a_fix() {
    let other = QUESTION.replace("Est-ce permis ?", "Est-ce vraiment permis ?");
    assert_eq!(change(&other, "1.2.4"), (Class::Fix, vec![]));
    assert_eq!(change(&other, "1.2.3"), (Class::Fix, vec![Code::N03]));
    assert_eq!(change(&other, "1.1.9"), (Class::Fix, vec![Code::N03]));
}

#[test]
fn something_more_that_nothing_needs_is_minor() {
    let more = format!("{QUESTION}\n::: sondage {{#avis}}\n\nD'accord ?\n\n- Oui\n- Non\n\n:::");
    assert_eq!(change(&more, "1.3.0"), (Class::Minor, vec![]));
    assert_eq!(change(&more, "1.2.4"), (Class::Minor, vec![Code::N03]));
}

#[test]
fn what_completion_needs_is_major() {
    let added = format!("{QUESTION}\n{}", QUESTION.replace("permis}", "encore}"));
    assert_eq!(change(&added, "2.0.0"), (Class::Major, vec![]));
    assert_eq!(change(&added, "1.9.0"), (Class::Major, vec![Code::N03]));
    assert_eq!(change(&QUESTION.replace("permis}", "permis points=3}"), "2.0.0"), (Class::Major, vec![]));
    assert_eq!(change("Rien.", "2.0.0"), (Class::Major, vec![]));
    assert_eq!(change("Rien.", "1.3.0"), (Class::Major, vec![Code::N01, Code::N03]));
}

#[test]
fn the_same_files_change_nothing() {
    let course = version("1.2.3", QUESTION);
    let change = compare(&course, &course);
    assert!(change.reasons.is_empty() && change.diagnostics.is_empty());
}
