//! Footnotes: numbered by page, in the order in which readers meet them.
//!
//! A note that is only cited in something secret (feedback, trainer's block…) is given with it,
//! and never at the end of the page.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::Renderer;
use crate::course::tree::{Id, Kind, Tree};

/// What is known of the notes of a page.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// Where each note is written; labels are compared without case, as the parser does.
    definitions: HashMap<String, Id>,
    /// Notes cited in public, in order, with the count of their citations.
    cited: Vec<(Id, usize)>,
    /// Notes cited in the secret piece that is being made.
    pub(super) private: Option<Vec<Id>>,
    private_count: usize,
}

impl Footnotes {
    pub(super) fn of(tree: &Tree<'_>) -> Self {
        let mut definitions = HashMap::new();
        for (id, node) in tree.nodes.iter().enumerate() {
            if let Kind::Footnote { label } = &node.kind {
                definitions.entry(label.to_lowercase()).or_insert(id);
            }
        }
        Self { definitions, ..Self::default() }
    }
}

impl Renderer<'_, '_> {
    /// The mark of a note in running text.
    pub(super) fn note_mark(&mut self, label: &str, out: &mut String) {
        let prefix = self.view.prefix;
        let Some(note) = self.notes.definitions.get(&label.to_lowercase()).copied() else { return };
        let (target, source, number) = match &mut self.notes.private {
            Some(private) => {
                private.push(note);
                let number = self.notes.private_count + private.len();
                (format!("p{number}"), format!("p{number}"), private.len())
            }
            None => {
                let found = self.notes.cited.iter().position(|(cited, _)| *cited == note);
                let at = found.unwrap_or_else(|| {
                    self.notes.cited.push((note, 0));
                    self.notes.cited.len() - 1
                });
                let (_, times) = &mut self.notes.cited[at];
                *times += 1;
                ((at + 1).to_string(), reference(at + 1, *times), at + 1)
            }
        };
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "<sup class=\"footnote-ref\"><a href=\"#{prefix}fn-{target}\" id=\"{prefix}fnref-{source}\" role=\"doc-noteref\" aria-label=\"Note {number}\">{number}</a></sup>"
        );
    }

    /// The notes cited in public, at the end of the page.
    pub(super) fn public_notes(&mut self, out: &mut String) {
        let prefix = self.view.prefix;
        let mut at = 0;
        // A note may cite another one: the list can grow while it is written.
        while at < self.notes.cited.len() {
            if at == 0 {
                out.push_str(
                    "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Notes\"><ol>\n",
                );
            }
            let (note, _) = self.notes.cited[at];
            let number = at + 1;
            let _ = write!(out, "<li id=\"{prefix}fn-{number}\">");
            self.note_body(note, out);
            let (_, times) = self.notes.cited[at];
            for time in 1..=times.max(1) {
                let source = reference(number, time);
                let _ = write!(
                    out,
                    " <a class=\"footnote-back\" href=\"#{prefix}fnref-{source}\" role=\"doc-backlink\" aria-label=\"Retour à la note {number}\">↩</a>"
                );
            }
            out.push_str("</li>\n");
            at += 1;
        }
        if at > 0 {
            out.push_str("</ol></section>\n");
        }
    }

    /// The notes of the secret piece that ends here.
    pub(super) fn private_notes(&mut self, out: &mut String) {
        let prefix = self.view.prefix;
        let mut at = 0;
        while let Some(note) = self.notes.private.as_ref().and_then(|notes| notes.get(at).copied()) {
            // A note that cites itself would never end.
            if at >= 40 {
                break;
            }
            if at == 0 {
                out.push_str("<section class=\"footnotes\" aria-label=\"Notes\"><ol>\n");
            }
            let number = self.notes.private_count + at + 1;
            let _ = write!(out, "<li id=\"{prefix}fn-p{number}\">");
            self.note_body(note, out);
            let _ = writeln!(
                out,
                " <a class=\"footnote-back\" href=\"#{prefix}fnref-p{number}\" role=\"doc-backlink\" aria-label=\"Retour au texte\">↩</a></li>"
            );
            at += 1;
        }
        if at > 0 {
            out.push_str("</ol></section>\n");
        }
        self.notes.private_count += self.notes.private.as_ref().map_or(0, Vec::len);
    }

    fn note_body(&mut self, note: Id, out: &mut String) {
        let tree = self.tree;
        let children: Vec<Id> = tree.children(note).collect();
        if let [only] = children[..]
            && matches!(tree.kind(only), Kind::Paragraph)
        {
            self.inline(tree, tree.inside(only), out);
            self.end_of_text();
        } else {
            self.children(tree, note, out);
        }
    }
}

fn reference(number: usize, time: usize) -> String {
    if time == 1 { number.to_string() } else { format!("{number}-{time}") }
}
