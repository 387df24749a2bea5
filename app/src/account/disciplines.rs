//! The disciplines a person may teach, in the reader's words: the codes are those of the courses.

pub use preau::people::disciplines::CODES;

use preau::Fault;

use crate::texts::{self, Lang};
use crate::ui::SelectOption;

/// Name of a discipline; the code itself when it is unknown.
pub fn label(lang: Lang, code: &str) -> String {
    let key = format!("discipline-{code}");
    let text = texts::text(lang, &key);
    if text == key { code.to_owned() } else { text }
}

/// Entries of a select, by name, with an empty one first.
pub fn options(lang: Lang, none: String) -> Vec<SelectOption> {
    let mut options: Vec<_> = CODES.iter().map(|code| SelectOption::new(*code, label(lang, code))).collect();
    options.sort_by_cached_key(|option| preau::text::key(&option.label));
    options.insert(0, SelectOption::new("", none));
    options
}

/// The code that a form gives; none when left empty.
///
/// # Errors
/// A fault on `discipline` for a code that is not in the list.
pub fn parse(typed: &str) -> Result<Option<String>, Fault> {
    match CODES.iter().find(|code| **code == typed) {
        Some(code) => Ok(Some((*code).to_owned())),
        None if typed.is_empty() => Ok(None),
        None => Err(Fault::new("discipline", "discipline-unknown")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_discipline_has_a_name_in_both_languages() {
        for lang in Lang::ALL {
            for code in CODES {
                assert_ne!(label(lang, code), code, "{lang:?}");
            }
        }
        assert_eq!(parse("svt").unwrap().as_deref(), Some("svt"));
        assert_eq!(parse("").unwrap(), None);
        assert!(parse("alchimie").is_err());
    }
}
