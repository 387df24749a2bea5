//! `glossaire.md`: one `## Terme` per entry; its first paragraph is the tip shown beside a word.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::diagnostic::{Code, Report};
use super::outline::Outline;
use super::tree::{Id, Kind, Tree};
use super::words::fold;

/// The common glossary, in file order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glossary {
    /// What stands before the first entry.
    pub intro_html: String,
    pub entries: Vec<Term>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Anchor in `/glossaire`.
    pub anchor: String,
    pub title: String,
    /// First paragraph, plain text.
    pub tip: String,
    /// The entry without its heading.
    pub html: String,
}

impl Glossary {
    /// The entry at this anchor.
    pub fn find(&self, anchor: &str) -> Option<&Term> {
        self.entries.iter().find(|entry| entry.anchor == anchor)
    }
}

/// Reads the entries, without their HTML: links between entries need the entries to be known.
pub(crate) fn read(tree: &Tree<'_>, outline: &Outline, report: &mut Report) -> Glossary {
    let mut glossary = Glossary::default();
    let mut names = HashSet::new();
    for id in tree.roots() {
        if matches!(tree.kind(id), Kind::Heading { level: 2, .. }) {
            let Some(place) = outline.headings.iter().find(|heading| heading.node == id) else { continue };
            if !names.insert(fold(&place.text)) {
                let message = format!("« {} » défini deux fois : gardez une entrée", place.text);
                report.add(Code::G02, tree.span(id), message);
            }
            glossary.entries.push(Term {
                anchor: place.id.clone(),
                title: place.text.clone(),
                tip: String::new(),
                html: String::new(),
            });
        } else if matches!(tree.kind(id), Kind::Paragraph)
            && let Some(entry) = glossary.entries.last_mut().filter(|entry| entry.tip.is_empty())
        {
            entry.tip = tree.plain(id).trim().to_owned();
        }
    }
    glossary
}

/// The root blocks of each part: the introduction, then each entry.
pub(crate) fn parts(tree: &Tree<'_>) -> Vec<Vec<Id>> {
    let mut parts = vec![Vec::new()];
    for id in tree.roots() {
        if matches!(tree.kind(id), Kind::Heading { level: 2, .. }) {
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut()
            && !matches!(tree.kind(id), Kind::Heading { level: 1, .. })
        {
            part.push(id);
        }
    }
    parts
}
