//! Questions, surveys, checklists and productions: what everyone sees, and the key that stays here.

use super::Renderer;
use crate::course::media::{hex, sha256};
use crate::course::number::stored;
use crate::course::page_text::Opening;
use crate::course::published::{
    Answers, Block, Checklist, ChecklistItem, Choice, Criteria, NumberAnswer, Question, Submission, Survey,
    SurveyKind, Task, TaskReview, TextAnswer,
};
use crate::course::shape::{
    AnswersShape, ChecklistShape, ChoiceShape, CriteriaShape, QuestionShape, Shape, SurveyShape, TaskShape,
    TypedShape,
};
use crate::course::tree::{Id, Kind};
use crate::course::words::fold;

impl Renderer<'_, '_> {
    /// The block of an activity; nothing when the checker refused its body.
    pub(super) fn activity(&mut self, node: Id, fence: usize, opening: &Opening) -> Option<Block> {
        let id = opening.attributes.id.as_ref().map(|(id, _)| id.clone()).unwrap_or_default();
        match self.shape(fence)? {
            Shape::Question(shape) => {
                let question = self.question(node, id, opening, shape);
                Some(Block::Question(Box::new(question)))
            }
            Shape::Survey(shape) => Some(Block::Survey(self.survey(id, opening, shape))),
            Shape::Checklist(shape) => Some(Block::Checklist(self.checklist(id, opening, shape))),
            Shape::Task(shape) => Some(Block::Task(self.task(id, opening, shape))),
            Shape::Blocks
            | Shape::Steps { .. }
            | Shape::Tabs { .. }
            | Shape::Figure { .. }
            | Shape::Media(_)
            | Shape::Embed { .. } => None,
        }
    }

    fn public_blocks(&mut self, blocks: &[Id]) -> String {
        self.public(|renderer, out| {
            for block in blocks {
                renderer.block(renderer.tree, *block, out);
            }
        })
    }

    /// Title and statement are public; all the rest of a question is made as secret, and the
    /// caller decides which of its parts a learner may see.
    fn question(&mut self, node: Id, id: String, opening: &Opening, shape: &QuestionShape) -> Question {
        let attributes = &opening.attributes;
        let title_html = self.title_html(opening);
        let statement_html = self.public_blocks(&shape.statement);
        let answers = self.answers(opening, &shape.answers);
        let open = matches!(answers, Answers::Open);
        let true_false = match &shape.answers {
            AnswersShape::Single(choices) | AnswersShape::Multiple(choices) => self.is_true_false(choices),
            AnswersShape::Text(_)
            | AnswersShape::Number(_)
            | AnswersShape::Matching { .. }
            | AnswersShape::Ordering { .. }
            | AnswersShape::Open => false,
        };
        let points = attributes.number("points").and_then(|points| u8::try_from(points).ok()).unwrap_or(1);
        let attempts = attributes.number("essais").and_then(|n| u16::try_from(n).ok());
        Question {
            id,
            title_html,
            fingerprint: fingerprint(self.tree.span(node).of(&self.view.page.source)),
            // An open question is not scored: it counts as answered.
            points: if open { 0 } else { points },
            partial: attributes.text("bareme") == Some("partiel"),
            shuffle: !true_false && attributes.flag("melanger", true),
            attempts: attempts.unwrap_or(self.view.attempts),
            competence: attributes.text("crcn").map(str::to_owned),
            statement_html,
            answers,
            hints: shape.hints.iter().map(|hint| self.secret_callout(*hint)).collect(),
            right_html: shape.right.map(|node| self.secret_callout(node)),
            wrong_html: shape.wrong.map(|node| self.secret_callout(node)),
            explanation_html: shape.explanation.map(|node| self.secret_callout(node)),
        }
    }

    fn secret_callout(&mut self, node: Id) -> String {
        self.secret(|renderer, out| renderer.callout_inside(node, out))
    }

    fn is_true_false(&self, choices: &[ChoiceShape]) -> bool {
        let mut names: Vec<String> = choices
            .iter()
            .map(|choice| {
                let until = choice.feedback.unwrap_or(self.tree.nodes[choice.item].end);
                let mut text = String::new();
                self.tree.push_plain(choice.item + 1..until, &mut text);
                fold(text.trim().trim_end_matches('.'))
            })
            .collect();
        names.sort();
        matches!(
            names.iter().map(String::as_str).collect::<Vec<_>>()[..],
            ["faux", "vrai"] | ["false", "true"]
        )
    }

    fn answers(&mut self, opening: &Opening, shape: &AnswersShape) -> Answers {
        let attributes = &opening.attributes;
        match shape {
            AnswersShape::Single(choices) => Answers::Single { options: self.choices(choices) },
            AnswersShape::Multiple(choices) => Answers::Multiple { options: self.choices(choices) },
            AnswersShape::Text(typed) => Answers::Text {
                answers: typed
                    .iter()
                    .map(|answer| TextAnswer {
                        text: answer.text.clone(),
                        right: answer.right,
                        feedback_html: self.feedback(answer.feedback),
                    })
                    .collect(),
                case_sensitive: attributes.text("casse") == Some("stricte"),
                accent_sensitive: attributes.text("accents") == Some("stricts"),
            },
            AnswersShape::Number(typed) => Answers::Number {
                answers: typed.iter().filter_map(|answer| self.number(answer)).collect(),
                unit: attributes.text("unite").map(str::to_owned),
            },
            AnswersShape::Matching { head: [left, right], rows, distractors } => Answers::Matching {
                left_header: self.cell(*left),
                right_header: self.cell(*right),
                left: rows.iter().map(|[left, _]| self.cell(*left)).collect(),
                right: rows.iter().map(|[_, right]| self.cell(*right)).collect(),
                distractors: distractors.iter().map(|cell| self.cell(*cell)).collect(),
            },
            AnswersShape::Ordering { items } => {
                Answers::Ordering { items: items.iter().map(|item| self.item(*item, None)).collect() }
            }
            AnswersShape::Open => Answers::Open,
        }
    }

    fn choices(&mut self, choices: &[ChoiceShape]) -> Vec<Choice> {
        choices
            .iter()
            .map(|choice| Choice {
                html: self.item(choice.item, choice.feedback),
                right: choice.right,
                feedback_html: self.feedback(choice.feedback),
            })
            .collect()
    }

    fn number(&mut self, answer: &TypedShape) -> Option<NumberAnswer> {
        let interval = answer.interval.as_ref()?;
        Some(NumberAnswer {
            low: stored(&interval.low),
            high: stored(&interval.high),
            shown: answer.text.clone(),
            right: answer.right,
            feedback_html: self.feedback(answer.feedback),
        })
    }

    fn feedback(&mut self, quote: Option<Id>) -> Option<String> {
        quote.map(|quote| self.secret(|renderer, out| renderer.children(renderer.tree, quote, out)))
    }

    fn cell(&mut self, cell: Id) -> String {
        let tree = self.tree;
        self.secret(|renderer, out| renderer.inline(tree, tree.inside(cell), out))
    }

    /// An item without its box and its feedback; a single paragraph loses its element.
    fn item(&mut self, item: Id, feedback: Option<Id>) -> String {
        let tree = self.tree;
        let mut start = item + 1;
        let end = feedback.unwrap_or(tree.nodes[item].end);
        let in_paragraph = start < end && matches!(tree.kind(start), Kind::Paragraph);
        let single = in_paragraph && tree.nodes[start].end == end;
        let html = self.secret(|renderer, out| {
            if single {
                let mut inner = start + 1;
                if inner < end && matches!(tree.kind(inner), Kind::Box { .. }) {
                    inner += 1;
                }
                renderer.inline(tree, inner..end, out);
                return;
            }
            if in_paragraph && start + 1 < end && matches!(tree.kind(start + 1), Kind::Box { .. }) {
                let paragraph_end = tree.nodes[start].end;
                out.push_str("<p>");
                renderer.inline(tree, start + 2..paragraph_end, out);
                out.push_str("</p>\n");
                start = paragraph_end;
            } else if start < end && matches!(tree.kind(start), Kind::Box { .. }) {
                start += 1;
            }
            renderer.sequence(tree, start, end, out);
        });
        html.trim().to_owned()
    }

    fn survey(&mut self, id: String, opening: &Opening, shape: &SurveyShape) -> Survey {
        let attributes = &opening.attributes;
        Survey {
            id,
            title_html: self.title_html(opening),
            statement_html: self.public_blocks(&shape.statement),
            kind: match attributes.text("type") {
                Some("multiple") => SurveyKind::Multiple,
                Some("echelle") => SurveyKind::Scale,
                Some("texte") => SurveyKind::Text,
                Some(_) | None => SurveyKind::Single,
            },
            options: shape.options.iter().map(|item| self.item(*item, None)).collect(),
            anonymous: attributes.flag("anonyme", true),
            required: attributes.flag("obligatoire", false),
        }
    }

    fn checklist(&mut self, id: String, opening: &Opening, shape: &ChecklistShape) -> Checklist {
        let tree = self.tree;
        let title_html = self.title_html(opening);
        let intro_html = self.public_blocks(&shape.intro);
        let items = shape
            .items
            .iter()
            .map(|(item, children)| {
                // The sub-level is given apart: the item ends where its list starts.
                let inner = children.first().map(|first| first - 1);
                let inner = inner.filter(|list| matches!(tree.kind(*list), Kind::List { .. }));
                ChecklistItem {
                    html: self.item(*item, inner),
                    children: children.iter().map(|child| self.item(*child, None)).collect(),
                }
            })
            .collect();
        Checklist {
            id,
            title_html,
            intro_html,
            items,
            required: opening.attributes.flag("obligatoire", true),
        }
    }

    fn task(&mut self, id: String, opening: &Opening, shape: &TaskShape) -> Task {
        let attributes = &opening.attributes;
        let title_html = self.title_html(opening);
        let instructions_html = self.public_blocks(&shape.instructions);
        let criteria = match shape.criteria {
            CriteriaShape::None => Criteria::None,
            CriteriaShape::List(list) => {
                let items: Vec<Id> = self.tree.children(list).collect();
                Criteria::List { items: items.into_iter().map(|item| self.item(item, None)).collect() }
            }
            CriteriaShape::Table(table) => Criteria::Table { html: self.public_blocks(&[table]) },
        };
        let small = |key: &str, default: u8| {
            attributes.number(key).and_then(|number| u8::try_from(number).ok()).unwrap_or(default)
        };
        let accepts =
            attributes.text("remise").unwrap_or("texte").split_whitespace().filter_map(|word| match word {
                "texte" => Some(Submission::Text),
                "fichier" => Some(Submission::File),
                "lien" => Some(Submission::Link),
                _ => None,
            });
        Task {
            id,
            title_html,
            instructions_html,
            criteria,
            accepts: accepts.collect(),
            formats: attributes.text("formats").unwrap_or("").split_whitespace().map(str::to_owned).collect(),
            max_megabytes: small("taille", 10),
            review: match attributes.text("relecture") {
                Some("pairs") => TaskReview::Peers,
                Some("auto") => TaskReview::Own,
                Some(_) | None => TaskReview::Trainer,
            },
            reviewers: small("relecteurs", 2),
            points: small("points", 0),
            required: attributes.flag("obligatoire", true),
        }
    }
}

/// 16 hexadecimal digits of the canonical source of a container: spaces at the ends of lines, blank
/// lines at fences and counts of colons do not matter.
pub(crate) fn fingerprint(source: &str) -> String {
    let mut canonical = String::with_capacity(source.len());
    let mut blank = 0;
    let mut after_fence = true;
    for line in source.lines().map(str::trim_end) {
        if line.is_empty() {
            blank += 1;
            continue;
        }
        let fence = line.starts_with(":::");
        if !fence && !after_fence {
            canonical.extend(std::iter::repeat_n('\n', blank));
        }
        blank = 0;
        after_fence = fence;
        if fence {
            canonical.push_str("::: ");
            canonical.push_str(line.trim_start_matches(':').trim());
        } else {
            canonical.push_str(line);
        }
        canonical.push('\n');
    }
    hex(&sha256(canonical.as_bytes()))[..16].to_owned()
}
