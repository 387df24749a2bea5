//! A question ready to be shown to one asker, by whatever door: options in the order of the attempt and under opaque
//! keys, and of its key only what [`QuestionState`] says is due.

use super::draw;
use super::fraction::Fraction;
use super::grade::Given;
use super::sight::{QuestionState, Sight};
use crate::course::published::{Answers, Choice, Page, Question};

/// How an answer was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Right,
    Partly,
    Wrong,
    /// An open question: kept, not graded.
    Recorded,
    /// Handed in without an answer.
    LeftOut,
}

/// One option, or one item to order or to match with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionView<'q> {
    pub key: String,
    pub html: &'q str,
    pub chosen: bool,
    /// Whether it belongs where it was put, once due; also said of what was missed, when nothing is left to find.
    pub right: Option<bool>,
    pub feedback_html: Option<&'q str>,
}

/// A left cell of a matching question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowView<'q> {
    pub html: &'q str,
    /// Key of the cell put beside it.
    pub given: Option<String>,
    /// Once due.
    pub right: Option<bool>,
}

/// What is answered, and what was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerView<'q> {
    Single {
        options: Vec<OptionView<'q>>,
    },
    Multiple {
        options: Vec<OptionView<'q>>,
    },
    Text(TextView<'q>),
    Number(TextView<'q>),
    Open(TextView<'q>),
    Matching {
        left_header: &'q str,
        right_header: &'q str,
        left: Vec<RowView<'q>>,
        right: Vec<OptionView<'q>>,
    },
    /// In the order given, else in the order shown.
    Ordering {
        items: Vec<OptionView<'q>>,
    },
}

/// An answer that is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextView<'q> {
    pub typed: String,
    pub unit: Option<&'q str>,
    pub feedback_html: Option<String>,
    /// Accepted answers, when nothing is left to find.
    pub accepted: Vec<&'q str>,
}

/// A question and its state for one asker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionView<'q> {
    pub id: &'q str,
    pub title_html: Option<&'q str>,
    pub statement_html: &'q str,
    pub points: u8,
    pub answer: AnswerView<'q>,
    /// An answer is taken.
    pub open: bool,
    pub tries_used: i32,
    /// None: as many as one likes.
    pub tries_left: Option<u16>,
    /// Those asked for so far.
    pub hints: Vec<&'q str>,
    pub hints_left: usize,
    pub verdict: Option<Verdict>,
    /// Points of the answer that was judged.
    pub obtained: Option<Fraction>,
    /// Points of the best answer so far, when it is another one.
    pub best: Option<Fraction>,
    /// `[!juste]` or `[!faux]`.
    pub message_html: Option<&'q str>,
    pub explanation_html: Option<&'q str>,
    /// The wording is not the one that was answered.
    pub changed_since: bool,
}

/// What one asker may see of a question now.
pub fn question_view<'q>(page: &Page, question: &'q Question, sight: Sight<'_>) -> QuestionView<'q> {
    let state = QuestionState::of(page, question, sight, None);
    let stake = Fraction::whole(i128::from(question.points));
    let score = state.graded.as_ref().and_then(|graded| graded.score);
    let verdict = match (&state.graded, score) {
        (None, _) => state.left_out.then_some(Verdict::LeftOut),
        (Some(_), None) => Some(Verdict::Recorded),
        (Some(_), Some(Fraction::ONE)) => Some(Verdict::Right),
        (Some(_), Some(score)) if score.is_zero() => Some(Verdict::Wrong),
        (Some(_), Some(_)) => Some(Verdict::Partly),
    };
    QuestionView {
        id: &question.id,
        title_html: question.title_html.as_deref(),
        statement_html: &question.statement_html,
        points: question.points,
        answer: answer(question, sight.seed, &state),
        open: state.open,
        tries_used: state.tries_used,
        tries_left: state.tries_left,
        hints: question.hints.iter().take(state.hints).map(String::as_str).collect(),
        hints_left: question.hints.len() - state.hints,
        verdict,
        obtained: score.map(|score| score.times(stake)),
        best: state.best.map(|best| best.times(stake)),
        message_html: verdict.and_then(|verdict| match verdict {
            Verdict::Right => question.right_html.as_deref(),
            Verdict::Partly | Verdict::Wrong => question.wrong_html.as_deref(),
            Verdict::Recorded | Verdict::LeftOut => None,
        }),
        explanation_html: question.explanation_html.as_deref().filter(|_| state.explanation),
        changed_since: state.changed,
    }
}

fn answer<'q>(question: &'q Question, seed: i64, state: &QuestionState) -> AnswerView<'q> {
    let key = |index| draw::option_key(seed, &question.id, index);
    match &question.answers {
        Answers::Single { options } => {
            AnswerView::Single { options: choices(question, options, seed, state) }
        }
        Answers::Multiple { options } => {
            AnswerView::Multiple { options: choices(question, options, seed, state) }
        }
        Answers::Text { answers, .. } => {
            let accepted = answers.iter().filter(|answer| answer.right).map(|answer| answer.text.as_str());
            AnswerView::Text(text(state, None, accepted))
        }
        Answers::Number { answers, unit } => {
            let accepted = answers.iter().filter(|answer| answer.right).map(|answer| answer.shown.as_str());
            AnswerView::Number(text(state, unit.as_deref(), accepted))
        }
        Answers::Open => AnswerView::Open(text(state, None, [])),
        Answers::Matching { left_header, right_header, left, right, distractors } => {
            let cells: Vec<&str> = right.iter().chain(distractors).map(String::as_str).collect();
            let pairs: &[Option<usize>] = match &state.given {
                Some(Given::Matching { pairs }) => pairs,
                Some(Given::Choice { .. } | Given::Text { .. } | Given::Ordering { .. }) | None => &[],
            };
            let row = |(place, html): (usize, &'q String)| RowView {
                html,
                given: pairs.get(place).copied().flatten().filter(|index| *index < cells.len()).map(key),
                right: state.is_right(&question.answers, place),
            };
            // Always shuffled: in the order of the source the cells would stand beside their left ones.
            let shown = draw::options(cells.len(), seed, &question.id, true);
            let cell = |index: usize| plain(key(index), cells[index], pairs.contains(&Some(index)), None);
            AnswerView::Matching {
                left_header,
                right_header,
                left: left.iter().enumerate().map(row).collect(),
                right: shown.into_iter().map(cell).collect(),
            }
        }
        Answers::Ordering { items } => {
            let order = match &state.given {
                Some(Given::Ordering { order }) if is_order(order, items.len()) => order.clone(),
                Some(
                    Given::Choice { .. }
                    | Given::Text { .. }
                    | Given::Matching { .. }
                    | Given::Ordering { .. },
                )
                | None => draw::options(items.len(), seed, &question.id, true),
            };
            let item = |(place, index): (usize, usize)| {
                plain(key(index), &items[index], false, state.is_right(&question.answers, place))
            };
            AnswerView::Ordering { items: order.into_iter().enumerate().map(item).collect() }
        }
    }
}

fn plain(key: String, html: &str, chosen: bool, right: Option<bool>) -> OptionView<'_> {
    OptionView { key, html, chosen, right, feedback_html: None }
}

fn text<'q>(
    state: &QuestionState,
    unit: Option<&'q str>,
    accepted: impl IntoIterator<Item = &'q str>,
) -> TextView<'q> {
    TextView {
        typed: match &state.given {
            Some(Given::Text { text }) => text.clone(),
            Some(Given::Choice { .. } | Given::Matching { .. } | Given::Ordering { .. }) | None => {
                String::new()
            }
        },
        unit,
        feedback_html: state.feedback(None).map(str::to_owned),
        accepted: if state.reveal { accepted.into_iter().collect() } else { Vec::new() },
    }
}

fn choices<'q>(
    question: &'q Question,
    options: &'q [Choice],
    seed: i64,
    state: &QuestionState,
) -> Vec<OptionView<'q>> {
    let chosen: &[usize] = match &state.given {
        Some(Given::Choice { chosen }) => chosen,
        Some(Given::Text { .. } | Given::Matching { .. } | Given::Ordering { .. }) | None => &[],
    };
    draw::options(options.len(), seed, &question.id, question.shuffle)
        .into_iter()
        .map(|index| {
            let option = &options[index];
            let missed = state.reveal && option.right && !chosen.contains(&index);
            OptionView {
                key: draw::option_key(seed, &question.id, index),
                html: &option.html,
                chosen: chosen.contains(&index),
                right: state.is_right(&question.answers, index).or(missed.then_some(true)),
                feedback_html: option
                    .feedback_html
                    .as_deref()
                    .filter(|_| state.feedback(Some(index)).is_some()),
            }
        })
        .collect()
}

/// Every item once: false for an order given before items were added or taken away.
fn is_order(order: &[usize], count: usize) -> bool {
    let mut sorted = order.to_vec();
    sorted.sort_unstable();
    sorted.into_iter().eq(0..count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;
    use crate::course::published::PublishedCourse;
    use crate::course::sample;
    use crate::learning::answer::{Attempt, Stored};
    use crate::learning::grade;
    use sqlx::types::Json;
    use uuid::Uuid;

    const SEED: i64 = 42;

    fn course() -> PublishedCourse {
        sample::course("droit-auteur")
    }

    fn attempt(state: &str, number: i32) -> Attempt {
        Attempt {
            id: Uuid::nil(),
            number,
            seed: SEED,
            drawn: Json(Vec::new()),
            state: state.into(),
            points: None,
            out_of: None,
            closed_at: None,
        }
    }

    fn stored(question: &Question, given: &Given, state: &str) -> Stored {
        let score =
            grade::grade(question, given).score.filter(|_| state == "final").map(|score| score.to_string());
        Stored {
            attempt_id: Uuid::nil(),
            question_id: question.id.clone(),
            fingerprint: question.fingerprint.clone(),
            given: Json(serde_json::to_value(given).unwrap()),
            state: state.into(),
            tries: i32::from(state == "final"),
            hints: 0,
            best: score.clone(),
            score,
            given_at: Timestamp(0),
        }
    }

    fn look<'q>(
        page: &Page,
        question: &'q Question,
        attempt: &Attempt,
        stored: &Stored,
        passed: bool,
    ) -> QuestionView<'q> {
        let sight =
            Sight { enrolled: true, seed: SEED, attempt: Some(attempt), stored: Some(stored), passed };
        question_view(page, question, sight)
    }

    fn question<'c>(page: &'c Page, id: &str) -> &'c Question {
        page.questions().find(|question| question.id == id).unwrap()
    }

    #[test]
    fn nothing_of_the_key_is_seen_before_an_answer_is_handed_in() {
        let course = course();
        for page in &course.pages {
            for question in page.questions() {
                let given = match &question.answers {
                    Answers::Single { .. } | Answers::Multiple { .. } => Given::Choice { chosen: vec![0] },
                    Answers::Text { .. } | Answers::Number { .. } | Answers::Open => {
                        Given::Text { text: "rien".into() }
                    }
                    Answers::Matching { left, .. } => Given::Matching { pairs: vec![Some(0); left.len()] },
                    Answers::Ordering { items } => {
                        Given::Ordering { order: (0..items.len()).rev().collect() }
                    }
                };
                let views = [
                    question_view(page, question, Sight::reader(page)),
                    look(page, question, &attempt("open", 1), &stored(question, &given, "draft"), false),
                ];
                for view in views {
                    let told = format!("{view:?}");
                    for secret in ["Retour", "Explication", "indice", "Creative Commons", "12,5"] {
                        assert!(!told.contains(secret), "{secret} in {told}");
                    }
                    assert_eq!((view.verdict, view.obtained, view.best), (None, None, None));
                }
            }
        }
    }

    #[test]
    fn options_stand_in_the_order_of_the_attempt_and_never_solved() {
        let course = course();
        let page = &course.pages[0];
        let ordering = question(page, "q-ordering");
        let AnswerView::Ordering { items } = question_view(page, ordering, Sight::reader(page)).answer else {
            panic!()
        };
        assert_ne!(items.iter().map(|item| item.html).collect::<Vec<_>>(), ["Trouver", "Vérifier", "Citer"]);
        let given = Given::Ordering { order: vec![2, 0, 1] };
        let view = look(page, ordering, &attempt("open", 1), &stored(ordering, &given, "draft"), false);
        let AnswerView::Ordering { items } = view.answer else { panic!() };
        assert_eq!(items.iter().map(|item| item.html).collect::<Vec<_>>(), ["Citer", "Trouver", "Vérifier"]);

        let matching = question(page, "q-matching");
        let given = Given::Matching { pairs: vec![None, Some(3), Some(0)] };
        let view = look(page, matching, &attempt("open", 1), &stored(matching, &given, "draft"), false);
        let AnswerView::Matching { left, right, .. } = view.answer else { panic!() };
        let named = |row: &RowView<'_>| {
            right.iter().find(|cell| Some(&cell.key) == row.given.as_ref()).map(|cell| cell.html)
        };
        assert_eq!(left.iter().map(named).collect::<Vec<_>>(), [None, Some("Sans limite"), Some("Citer")]);
    }

    #[test]
    fn an_answer_handed_in_is_judged_and_only_its_options_are_spoken_of() {
        let course = course();
        let page = &course.pages[0];
        let q = question(page, "q-multiple");
        let view = |chosen: &[usize]| {
            look(
                page,
                q,
                &attempt("open", 1),
                &stored(q, &Given::Choice { chosen: chosen.to_vec() }, "final"),
                false,
            )
        };
        let partly = view(&[0]);
        assert_eq!((partly.verdict, partly.obtained), (Some(Verdict::Partly), Some(Fraction::ONE)));
        assert_eq!(partly.message_html, Some("<p>Retour faux de q-multiple</p>"));
        assert_eq!(partly.explanation_html, Some("<p>Explication de q-multiple</p>"));
        let AnswerView::Multiple { options } = partly.answer else { panic!() };
        let judged: Vec<_> = options.iter().filter_map(|option| option.right).collect();
        assert_eq!(judged, [true], "nothing is said of what was not chosen");
        let spoken: Vec<_> = options.iter().filter_map(|option| option.feedback_html).collect();
        assert_eq!(spoken, ["<p>Retour de « Citer »</p>"]);
        assert_eq!(view(&[0, 2]).verdict, Some(Verdict::Right));
        assert_eq!(view(&[1]).verdict, Some(Verdict::Wrong));
        let open = question(page, "q-open");
        let kept = stored(open, &Given::Text { text: "Voilà".into() }, "final");
        assert_eq!(look(page, open, &attempt("open", 1), &kept, false).verdict, Some(Verdict::Recorded));
    }

    #[test]
    fn tries_and_hints_are_counted() {
        let course = course();
        let page = &course.pages[0];
        let q = question(page, "q-text");
        let mut once = stored(q, &Given::Text { text: "copyright".into() }, "final");
        once.hints = 1;
        let view = look(page, q, &attempt("open", 1), &once, false);
        assert_eq!((view.tries_used, view.tries_left, view.open), (1, Some(1), true));
        assert_eq!((view.hints, view.hints_left), (vec!["<p>Premier indice de q-text</p>"], 1));
        let AnswerView::Text(text) = view.answer else { panic!() };
        assert_eq!(
            (text.feedback_html.as_deref(), text.accepted.len()),
            (Some("<p>C’est le contraire.</p>"), 0)
        );
        once.tries = 2;
        let view = look(page, q, &attempt("open", 1), &once, false);
        let AnswerView::Text(text) = view.answer else { panic!() };
        assert_eq!((view.open, text.accepted), (false, vec!["Creative Commons", "CC"]));
    }

    #[test]
    fn an_assessment_explains_when_it_is_passed_or_over() {
        let mut course = course();
        let page = course.pages.iter_mut().find(|page| page.key == "evaluation").unwrap();
        page.attempts = 2;
        let page = &*page;
        let q = question(page, "e-1");
        let wrong = stored(q, &Given::Choice { chosen: vec![0] }, "final");
        let explained = |state, number, passed| {
            let view = look(page, q, &attempt(state, number), &wrong, passed);
            (view.verdict.is_some(), view.explanation_html.is_some())
        };
        assert_eq!(explained("open", 1, false), (false, false));
        // Passed before, tried again: the attempt under way tells nothing.
        assert_eq!(explained("open", 2, true), (false, false));
        assert_eq!(explained("handed_in", 1, false), (true, false));
        assert_eq!(explained("handed_in", 1, true), (true, true));
        assert_eq!(explained("handed_in", 2, false), (true, true));
        let handed_in = attempt("handed_in", 1);
        let left_out =
            Sight { enrolled: true, seed: SEED, attempt: Some(&handed_in), stored: None, passed: false };
        let view = question_view(page, q, left_out);
        assert_eq!((view.verdict, view.message_html, view.open), (Some(Verdict::LeftOut), None, false));
    }

    #[test]
    fn an_answer_to_another_wording_keeps_its_score_and_says_so() {
        let course = course();
        let page = &course.pages[0];
        let q = question(page, "q-single");
        let mut old = stored(q, &Given::Choice { chosen: vec![1] }, "final");
        old.fingerprint = "autre".into();
        let view = look(page, q, &attempt("open", 1), &old, false);
        assert_eq!((view.verdict, view.best, view.changed_since), (None, Some(Fraction::ONE), true));
        let AnswerView::Single { options } = view.answer else { panic!() };
        assert!(options.iter().all(|option| !option.chosen && option.feedback_html.is_none()));
    }
}
