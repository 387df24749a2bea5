//! `ids.lock`: identifiers that were published, one a line, so that none is ever used for another thing.
//!
//! `page#id` is in use; `- page#id` was removed and is archived. Lines starting with `;` are comments.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::course::published::PublishedCourse;

/// The published identifiers of a course; true = archived.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    pub ids: BTreeMap<String, bool>,
}

const HEADER: &str =
    "; Identifiants publiés, écrits par « preau fmt --ids ». « - » devant : archivé, ne plus utiliser.\n";

impl Lock {
    /// Reads the file; lines that are not identifiers are ignored.
    pub fn parse(text: &str) -> Self {
        let mut ids = BTreeMap::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(';')) {
            let (name, archived) = match line.strip_prefix('-') {
                Some(name) => (name.trim(), true),
                None => (line, false),
            };
            if name.split_once('#').is_some() {
                ids.insert(name.to_owned(), archived);
            }
        }
        Self { ids }
    }

    /// True when this identifier was published once and then removed.
    pub fn is_archived(&self, name: &str) -> bool {
        self.ids.get(name).copied().unwrap_or(false)
    }

    /// The lock after a version that uses exactly these identifiers: new ones are added, those
    /// that are gone are archived.
    pub fn with<'n>(&self, used: impl IntoIterator<Item = &'n str>) -> Self {
        let mut ids: BTreeMap<String, bool> = self.ids.keys().map(|name| (name.clone(), true)).collect();
        for name in used {
            // An archived identifier stays archived: the checker refuses it (N02).
            let archived = self.is_archived(name);
            ids.insert(name.to_owned(), archived);
        }
        Self { ids }
    }

    /// The lock after this version of a course is published.
    pub fn after(&self, course: &PublishedCourse) -> Self {
        let names: Vec<String> = course
            .pages
            .iter()
            .flat_map(|page| page.activities().filter_map(move |block| Some((page, block.activity_id()?))))
            .map(|(page, id)| format!("{}#{id}", page.key))
            .collect();
        self.with(names.iter().map(String::as_str))
    }

    /// The text of the file.
    pub fn write(&self) -> String {
        let mut text = HEADER.to_owned();
        for (name, archived) in &self.ids {
            let mark = if *archived { "- " } else { "" };
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{mark}{name}");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removed_identifiers_are_archived_and_stay_so() {
        let first = Lock::default().with(["a#x", "a#y"]);
        let second = first.with(["a#x"]);
        assert!(second.is_archived("a#y") && !second.is_archived("a#x"));
        assert!(second.with(["a#x", "a#y"]).is_archived("a#y"));
        assert_eq!(Lock::parse(&second.write()), second);
    }
}
