//! « Corriger »: what the check says to type, typed. Pure.
//!
//! A correction is offered where the message names it: the word that was meant, the level of a title, the number of a
//! version, or the canonical form of the page (`preau fmt`).

use crate::course::diagnostic::{Code, Diagnostic};
use crate::course::fmt::{Format, format};

/// The text with what a finding asks for, when that is mechanical and changes something.
pub fn fix(found: &Diagnostic, text: &str) -> Option<String> {
    let form = [Code::S01, Code::S02, Code::S03, Code::Q01];
    let fixed = if form.contains(&found.code) {
        format(text, Format { ids: true })
    } else if matches!(found.code, Code::T01 | Code::T02) {
        heading(found, text)?
    } else if found.code == Code::N03 {
        version(found, text)?
    } else if found.message.contains("vouliez-vous") {
        meant(found, text)?
    } else {
        return None;
    };
    (fixed != text).then_some(fixed)
}

/// The text between the last « and its ».
fn quoted<'m>(message: &'m str, after: &str) -> Option<&'m str> {
    let rest = &message[message.find(after)? + after.len()..];
    let inside = rest[rest.find('«')? + '«'.len_utf8()..].split('»').next()?;
    let inside = inside.trim();
    (!inside.is_empty()).then_some(inside)
}

/// Replaces on the line of a finding, from its column on.
fn on_line(found: &Diagnostic, text: &str, from: &str, to: &str) -> Option<String> {
    let line = usize::try_from(found.line).ok()?.checked_sub(1)?;
    let column = usize::try_from(found.column).ok()?.checked_sub(1)?;
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let there = lines.get_mut(line)?;
    let at = there.char_indices().nth(column).map_or(there.len(), |(at, _)| at);
    // The place of a container is its line, that of a word its first letter.
    let place = there[at..].find(from).map(|place| at + place)?;
    there.replace_range(place..place + from.len(), to);
    Some(lines.join("\n"))
}

fn meant(found: &Diagnostic, text: &str) -> Option<String> {
    let wrong = quoted(&found.message, "")?;
    let right = quoted(&found.message, "vouliez-vous")?;
    on_line(found, text, wrong, right)
}

fn heading(found: &Diagnostic, text: &str) -> Option<String> {
    let marks = quoted(&found.message, "écrivez")?;
    let line = text.split('\n').nth(usize::try_from(found.line).ok()?.checked_sub(1)?)?;
    let before: String = line.trim_start().chars().take_while(|c| *c == '#').collect();
    let right = !marks.is_empty() && marks.chars().all(|c| c == '#');
    (right && !before.is_empty())
        .then(|| on_line(&Diagnostic { column: 1, ..found.clone() }, text, &before, marks))?
}

fn version(found: &Diagnostic, text: &str) -> Option<String> {
    let wanted = found.message.split("version = \"").nth(1)?.split('"').next()?;
    let mut document: toml_edit::DocumentMut = text.parse().ok()?;
    document["version"] = toml_edit::value(wanted);
    Some(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::check::Options;
    use crate::course::source::Memory;
    use crate::workshop::check::check;

    #[test]
    fn a_page_with_mechanical_errors_is_mended_one_click_after_the_other() {
        let toml = crate::workshop::template::files(
            crate::workshop::template::Kind::Kit,
            crate::workshop::template::About {
                title: "Essai",
                author: "A",
                school: "B",
                discipline: "toutes",
            },
        );
        let mut files = Memory::new();
        for (path, text) in toml.unwrap() {
            files.insert(path, text);
        }
        let mut page = "+++\nduree = 5\n+++\n\n# Titre\n\n### Trop bas\n\nTexte\n::: qestion {pts=1}\n\nVrai ?\n\n- [x] Oui\n- [ ] Non\n\n:::\n".to_owned();
        let mut clicks = 0;
        loop {
            files.insert("support.md", page.clone());
            let options = Options::on(jiff::civil::date(2026, 11, 24));
            let verdict = check(&Memory::new(), "essai", &files, &options);
            let here = verdict.diagnostics.iter().filter(|found| found.file == "support.md");
            let Some(fixed) = here.clone().find_map(|found| fix(found, &page)) else {
                let left: Vec<_> = here.collect();
                assert!(left.iter().all(|found| !found.is_error()) || clicks > 0, "{left:#?}");
                break;
            };
            page = fixed;
            clicks += 1;
            assert!(clicks < 12, "{page}");
        }
        assert!(page.contains("\n## Trop bas\n"), "{page}");
        assert!(page.contains("::: question {"), "{page}");
        assert!(page.contains("Texte\n\n::: question"), "{page}");
    }
}
