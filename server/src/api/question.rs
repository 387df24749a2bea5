//! A question in JSON: its public form, and what of its key is due to this caller.

use preau::course::published::{Page, Question as Stored};
use preau::learning::fraction;
use preau::learning::sight::Sight;
use preau::learning::view::{self, AnswerView, OptionView, TextView, Verdict};
use serde::Serialize;
use utoipa::ToSchema;

/// A question as the caller may see it now.
#[derive(Serialize, ToSchema)]
pub(super) struct Question {
    id: String,
    title_html: Option<String>,
    statement_html: String,
    /// 0 = not scored.
    points: u8,
    answer: Answer,
    /// An answer is taken.
    open: bool,
    tries_used: i32,
    /// None: as many as one likes.
    tries_left: Option<u16>,
    /// Those asked for so far.
    hints_html: Vec<String>,
    hints_left: usize,
    verdict: Option<VerdictCode>,
    /// Points of the answer that was judged, as a decimal.
    obtained: Option<String>,
    /// Points of the best answer so far, when it is another one.
    best: Option<String>,
    message_html: Option<String>,
    explanation_html: Option<String>,
    /// The question was edited after it was answered.
    changed_since: bool,
}

/// How an answer was judged.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum VerdictCode {
    Right,
    Partly,
    Wrong,
    /// An open question: kept, not graded.
    Recorded,
    /// Handed in without an answer.
    LeftOut,
}

/// What is answered, and what was.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Answer {
    Single { options: Vec<Choice> },
    Multiple { options: Vec<Choice> },
    Text(Text),
    Number(Text),
    Open(Text),
    Matching { left_header: String, right_header: String, left: Vec<Row>, right: Vec<Choice> },
    Ordering { items: Vec<Choice> },
}

/// An option, under the key to answer with.
#[derive(Serialize, ToSchema)]
pub(super) struct Choice {
    key: String,
    html: String,
    chosen: bool,
    /// Once due: whether it belongs where it was put.
    #[serde(skip_serializing_if = "Option::is_none")]
    correct: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feedback_html: Option<String>,
}

/// A left cell of a matching question.
#[derive(Serialize, ToSchema)]
pub(super) struct Row {
    html: String,
    /// Key of the cell put beside it.
    given: Option<String>,
    /// Once due.
    #[serde(skip_serializing_if = "Option::is_none")]
    correct: Option<bool>,
}

/// An answer that is typed.
#[derive(Serialize, ToSchema)]
pub(super) struct Text {
    given: String,
    unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feedback_html: Option<String>,
    /// Accepted answers, when nothing is left to find.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    accepted: Vec<String>,
}

impl Question {
    pub(super) fn of(page: &Page, question: &Stored, sight: Sight<'_>) -> Self {
        let view = view::question_view(page, question, sight);
        Self {
            id: view.id.to_owned(),
            title_html: view.title_html.map(str::to_owned),
            statement_html: view.statement_html.to_owned(),
            points: view.points,
            answer: Answer::of(view.answer),
            open: view.open,
            tries_used: view.tries_used,
            tries_left: view.tries_left,
            hints_html: view.hints.into_iter().map(str::to_owned).collect(),
            hints_left: view.hints_left,
            verdict: view.verdict.map(|verdict| match verdict {
                Verdict::Right => VerdictCode::Right,
                Verdict::Partly => VerdictCode::Partly,
                Verdict::Wrong => VerdictCode::Wrong,
                Verdict::Recorded => VerdictCode::Recorded,
                Verdict::LeftOut => VerdictCode::LeftOut,
            }),
            obtained: view.obtained.map(|points| fraction::shown(points, '.')),
            best: view.best.map(|points| fraction::shown(points, '.')),
            message_html: view.message_html.map(str::to_owned),
            explanation_html: view.explanation_html.map(str::to_owned),
            changed_since: view.changed_since,
        }
    }
}

impl Answer {
    fn of(answer: AnswerView<'_>) -> Self {
        match answer {
            AnswerView::Single { options } => Self::Single { options: choices(options) },
            AnswerView::Multiple { options } => Self::Multiple { options: choices(options) },
            AnswerView::Text(text) => Self::Text(Text::of(text)),
            AnswerView::Number(text) => Self::Number(Text::of(text)),
            AnswerView::Open(text) => Self::Open(Text::of(text)),
            AnswerView::Matching { left_header, right_header, left, right } => Self::Matching {
                left_header: left_header.to_owned(),
                right_header: right_header.to_owned(),
                left: left
                    .into_iter()
                    .map(|row| Row { html: row.html.to_owned(), given: row.given, correct: row.right })
                    .collect(),
                right: choices(right),
            },
            AnswerView::Ordering { items } => Self::Ordering { items: choices(items) },
        }
    }
}

impl Text {
    fn of(text: TextView<'_>) -> Self {
        Self {
            given: text.typed,
            unit: text.unit.map(str::to_owned),
            feedback_html: text.feedback_html,
            accepted: text.accepted.into_iter().map(str::to_owned).collect(),
        }
    }
}

fn choices(options: Vec<OptionView<'_>>) -> Vec<Choice> {
    let choice = |option: OptionView<'_>| Choice {
        key: option.key,
        html: option.html.to_owned(),
        chosen: option.chosen,
        correct: option.right,
        feedback_html: option.feedback_html.map(str::to_owned),
    };
    options.into_iter().map(choice).collect()
}
