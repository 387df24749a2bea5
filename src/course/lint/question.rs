//! The body of a question: statement, answers, then hints and explanations (course format, 4.7).

use super::Linter;
use crate::course::callout::Word;
use crate::course::containers::QUESTION_TYPES;
use crate::course::diagnostic::Code;
use crate::course::lines::Span;
use crate::course::page_text::Opening;
use crate::course::shape::{AnswersShape, QuestionShape};
use crate::course::tree::{Id, Kind};
use crate::course::words::suggestion;

/// The answer block that a question has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Boxes(Id),
    Table(Id),
    Numbered(Id),
}

impl Linter<'_, '_> {
    pub(super) fn question(&mut self, id: Id, opening: &Opening) -> Option<QuestionShape> {
        let blocks = self.blocks(id);
        let line = self.fence_line(id);
        let kind = self.question_type(opening)?;
        let first_after = blocks.iter().position(|block| self.is_suite(*block)).unwrap_or(blocks.len());
        let (before, suite) = blocks.split_at(first_after);
        let mut shape = QuestionShape {
            statement: Vec::new(),
            answers: AnswersShape::Open,
            hints: Vec::new(),
            right: None,
            wrong: None,
            explanation: None,
        };
        self.suite(suite, &mut shape);
        if kind.as_deref() == Some("ouverte") {
            return self.open_question(before, shape, line);
        }
        let Some((at, block)) = self.answer_block(before, kind.as_deref()) else {
            self.no_answers(before, kind.as_deref(), line);
            return None;
        };
        let split = self.after_answers(before, at, block);
        shape.statement = before[..at].to_vec();
        if !self.has_statement(&shape.statement) {
            self.report.add(Code::Q02, line, "énoncé absent : écrivez la question avant les réponses");
        }
        if split {
            // Half of the answers are elsewhere: what is said of this half would be wrong.
            return None;
        }
        shape.answers = match block {
            Block::Boxes(list) => self.boxes(list, kind.as_deref(), opening)?,
            Block::Table(table) => self.matching(table)?,
            Block::Numbered(list) => self.ordering(list)?,
        };
        self.useless_scale(opening, &shape.answers);
        Some(shape)
    }

    pub(super) fn fence_line(&self, id: Id) -> Span {
        let Kind::Container(fence) = self.tree.kind(id) else { return self.tree.span(id) };
        self.page.fences[*fence].span
    }

    /// The type that is written; an error ends the reading of the question.
    fn question_type(&mut self, opening: &Opening) -> Option<Option<String>> {
        let Some(kind) = opening.attributes.text("type") else { return Some(None) };
        if QUESTION_TYPES.contains(&kind) {
            return Some(Some(kind.to_owned()));
        }
        let span = opening.attributes.span("type").unwrap_or_default();
        let message = if kind == "trous" {
            "type « trous » réservé à une version future : écrivez plusieurs questions type=texte".to_owned()
        } else {
            format!(
                "type « {kind} » inconnu : {}{}",
                QUESTION_TYPES.join(", "),
                suggestion(kind, QUESTION_TYPES)
            )
        };
        self.report.add(Code::Q15, span, message);
        None
    }

    fn is_suite(&self, block: Id) -> bool {
        matches!(self.callout(block), Some(Word::Hint | Word::Right | Word::Wrong | Word::Explanation))
    }

    fn suite(&mut self, suite: &[Id], shape: &mut QuestionShape) {
        for block in suite.iter().copied() {
            let twice = match self.callout(block) {
                Some(Word::Hint) => {
                    shape.hints.push(block);
                    None
                }
                Some(Word::Right) => shape.right.replace(block),
                Some(Word::Wrong) => shape.wrong.replace(block),
                Some(Word::Explanation) => shape.explanation.replace(block),
                Some(_) | None => {
                    let message =
                        "texte après les réponses : déplacez-le dans l'énoncé ou dans « > [!EXPLICATION] »";
                    self.add(Code::Q10, block, message);
                    None
                }
            };
            if twice.is_some() {
                let word = self.callout(block).map_or("", Word::name).to_uppercase();
                self.add(Code::Q09, block, format!("second « [!{word}] » : gardez-en un"));
            }
        }
    }

    fn open_question(
        &mut self,
        before: &[Id],
        mut shape: QuestionShape,
        line: Span,
    ) -> Option<QuestionShape> {
        if let Some(list) = before.iter().copied().find(|block| self.boxed(*block)) {
            self.add(
                Code::Q10,
                list,
                "une question ouverte n'a pas de réponses à cocher : retirez type=ouverte ou la liste",
            );
            return None;
        }
        if !self.has_statement(before) {
            self.report.add(Code::Q02, line, "énoncé absent : écrivez la question");
        }
        if shape.explanation.is_none() {
            let message = "question ouverte sans corrigé : ajoutez « > [!EXPLICATION] »";
            self.report.add(Code::Q14, line, message);
        }
        shape.statement = before.to_vec();
        Some(shape)
    }

    fn has_statement(&self, blocks: &[Id]) -> bool {
        blocks.iter().any(|block| matches!(self.tree.kind(*block), Kind::Paragraph))
    }

    /// True for a bullet list where at least one item has, or tries to have, a box.
    fn boxed(&self, block: Id) -> bool {
        self.bullets(block)
            && self
                .tree
                .children(block)
                .any(|item| self.item_box(item).is_some() || self.box_slip(item).is_some())
    }

    /// Boxed list, else table, else ordered list; the last of its kind.
    fn answer_block(&self, before: &[Id], kind: Option<&str>) -> Option<(usize, Block)> {
        let last = |fits: &dyn Fn(Id) -> bool| before.iter().rposition(|block| fits(*block));
        let boxes = || last(&|block| self.boxed(block)).map(|at| (at, Block::Boxes(before[at])));
        let table = || {
            last(&|block| matches!(self.tree.kind(block), Kind::Table { .. }))
                .map(|at| (at, Block::Table(before[at])))
        };
        let numbered = || last(&|block| self.numbered(block)).map(|at| (at, Block::Numbered(before[at])));
        match kind {
            Some("association") => table(),
            Some("classement") => numbered(),
            Some(_) => boxes(),
            None => {
                // A plain list in last place is an answer list without its boxes, not a statement.
                let forgotten =
                    before.last().is_some_and(|block| self.bullets(*block) && !self.boxed(*block));
                boxes().or_else(|| if forgotten { None } else { table().or_else(numbered) })
            }
        }
    }

    fn no_answers(&mut self, before: &[Id], kind: Option<&str>, line: Span) {
        let list = before.iter().copied().rev().find(|block| self.bullets(*block));
        match (list, kind) {
            (Some(list), Some("association" | "classement")) => {
                let _ = list;
                self.report.add(Code::Q04, line, expected_answers(kind));
            }
            (Some(list), _) => {
                let message =
                    "liste sans case : écrivez « - [ ] » ou « - [x] » (une espace entre les crochets)";
                self.add(Code::Q03, list, message);
            }
            (None, _) => self.report.add(Code::Q04, line, expected_answers(kind)),
        }
    }

    /// What stands around the answers and should not; true when the answers are cut in several lists.
    fn after_answers(&mut self, before: &[Id], at: usize, block: Block) -> bool {
        let mut split = false;
        if let Block::Boxes(_) = block
            && let Some(first) = before[..at].iter().position(|other| self.boxed(*other))
        {
            // A quotation between two lists is feedback at the margin: it cut the list in two.
            let quotes: Vec<Id> = before[first..at]
                .iter()
                .copied()
                .filter(|b| matches!(self.tree.kind(*b), Kind::Quote))
                .collect();
            if quotes.is_empty() {
                let message = "seconde liste de réponses : gardez la même puce « - » pour toutes";
                self.add(Code::Q08, before[at], message);
            }
            for quote in quotes {
                self.add(Code::Q10, quote, FEEDBACK_AT_MARGIN);
            }
            split = true;
        }
        for extra in before[at + 1..].iter().copied() {
            if matches!(self.tree.kind(extra), Kind::Quote) {
                self.add(Code::Q10, extra, FEEDBACK_AT_MARGIN);
            } else if self.bullets(extra) && matches!(block, Block::Boxes(_)) {
                let message = "seconde liste de réponses : gardez la même puce « - » et une case pour toutes";
                self.add(Code::Q08, extra, message);
                split = true;
            } else {
                let message =
                    "texte après les réponses : déplacez-le dans l'énoncé ou dans « > [!EXPLICATION] »";
                self.add(Code::Q10, extra, message);
            }
        }
        split
    }
}

const FEEDBACK_AT_MARGIN: &str = "retour non indenté : indentez le retour de 2 espaces";

fn expected_answers(kind: Option<&str>) -> &'static str {
    match kind {
        Some("association") => "réponses absentes : ajoutez un tableau de deux colonnes",
        Some("classement") => "réponses absentes : ajoutez une liste numérotée (1. …)",
        Some("texte" | "nombre") => "réponses absentes : ajoutez une liste « - [x] `réponse` »",
        Some(_) | None => "réponses absentes : ajoutez une liste « - [ ] … », « - [x] … »",
    }
}
