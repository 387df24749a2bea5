//! One H1 in front, then H2, H3, H4 without jumps: a page is read by its headings too.

use super::Linter;
use crate::course::diagnostic::Code;
use crate::course::limits;
use crate::course::lines::Span;
use crate::course::tree::{Id, Kind, Tree};

impl Linter<'_, '_> {
    pub(super) fn headings(&mut self) {
        self.first_heading();
        let outline = self.outline;
        let mut last = outline.headings.first().map_or(1, |heading| heading.level.min(1));
        for heading in &outline.headings {
            let level = heading.level;
            if level > 4 {
                let message =
                    format!("titre de niveau {level} : quatre niveaux au plus — écrivez un paragraphe");
                self.add(Code::T03, heading.node, message);
            } else if level > last + 1 {
                let mark = "#".repeat(usize::from(last) + 1);
                let message =
                    format!("saut de titre : niveau {level} après niveau {last} — écrivez « {mark} »");
                self.add(Code::T02, heading.node, message);
            }
            if heading.text.chars().count() > limits::TITLE {
                let message = format!("titre trop long : {} caractères au plus", limits::TITLE);
                self.add(Code::L07, heading.node, message);
            }
            last = level.min(4);
        }
    }

    fn first_heading(&mut self) {
        let titles: Vec<Id> = self.outline.headings.iter().filter(|h| h.level == 1).map(|h| h.node).collect();
        let Some(title) = titles.first().copied() else {
            let message = "titre de page absent : ajoutez « # Titre » en première ligne du texte";
            self.report.add(Code::T01, Span::at(self.start_of_text()), message);
            return;
        };
        for other in &titles[1..] {
            self.add(Code::T01, *other, "second titre de niveau 1 : écrivez « ## »");
        }
        let first = self.tree.roots().find(|id| !is_comment(self.tree, *id));
        if first != Some(title) {
            self.add(Code::T01, title, "le titre « # … » vient en premier : déplacez-le avant le texte");
        }
        if self.outline.headings.iter().any(|h| h.node == title && h.text.is_empty()) {
            self.add(Code::T01, title, "titre de page vide : écrivez-le après « # »");
        }
    }

    /// The first line of text of the body: where a missing title should be.
    fn start_of_text(&self) -> usize {
        let body = &self.page.source[self.page.body..];
        let blank = body.len() - body.trim_start().len();
        if blank == body.len() { self.page.body } else { self.page.body + blank }
    }
}

/// True for an HTML block that holds nothing but comments.
pub(super) fn is_comment(tree: &Tree<'_>, id: Id) -> bool {
    if !matches!(tree.kind(id), Kind::HtmlBlock) {
        return false;
    }
    let mut html = String::new();
    for node in &tree.nodes[tree.inside(id)] {
        if let Kind::Html(piece) | Kind::Text(piece) = &node.kind {
            html.push_str(piece);
        }
    }
    only_comments(&html)
}

fn only_comments(html: &str) -> bool {
    let mut rest = html.trim();
    while let Some(inside) = rest.strip_prefix("<!--") {
        match inside.find("-->") {
            Some(end) => rest = inside[end + 3..].trim_start(),
            None => return true,
        }
    }
    rest.is_empty()
}
