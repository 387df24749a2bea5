//! Grading, on the server and pure: an answer, its question, a score (course format, section 4.7).

use serde::{Deserialize, Serialize};

use super::draw;
use super::fraction::Fraction;
use crate::course::number;
use crate::course::published::{Answers, Choice, Question};
use crate::course::text::normalise_answer;
use crate::error::{Fault, Result};

/// What a person answered. Options are named by their index in the source, whatever the order shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Given {
    Choice {
        chosen: Vec<usize>,
    },
    Text {
        text: String,
    },
    /// For each left cell, the index among right cells and distractors.
    Matching {
        pairs: Vec<Option<usize>>,
    },
    Ordering {
        order: Vec<usize>,
    },
}

/// Longest text of an answer, in characters.
pub const MAX_TEXT: usize = 20_000;

impl Given {
    /// Reads an answer from the fields of its form. Unknown keys are dropped: the question may have changed meanwhile.
    pub fn from_fields(question: &Question, seed: i64, fields: &[(String, String)]) -> Self {
        let values = |name: &'static str| {
            fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value)
        };
        match &question.answers {
            Answers::Single { options } | Answers::Multiple { options } => {
                let mut chosen: Vec<usize> = values("answer")
                    .filter_map(|key| draw::option_index(seed, &question.id, options.len(), key))
                    .collect();
                chosen.sort_unstable();
                chosen.dedup();
                if matches!(question.answers, Answers::Single { .. }) {
                    chosen.truncate(1);
                }
                Self::Choice { chosen }
            }
            Answers::Text { .. } | Answers::Number { .. } | Answers::Open => {
                let text = values("answer").next().map_or("", String::as_str);
                Self::Text { text: text.replace("\r\n", "\n").chars().take(MAX_TEXT).collect() }
            }
            Answers::Matching { left, right, distractors, .. } => {
                let count = right.len() + distractors.len();
                let pairs = (0..left.len())
                    .map(|place| {
                        let name = format!("left-{place}");
                        let key = fields.iter().find(|(field, _)| *field == name).map(|(_, value)| value)?;
                        draw::option_index(seed, &question.id, count, key)
                    })
                    .collect();
                Self::Matching { pairs }
            }
            Answers::Ordering { items } => {
                let mut order: Vec<usize> = Vec::with_capacity(items.len());
                for key in values("order") {
                    if let Some(index) = draw::option_index(seed, &question.id, items.len(), key)
                        && !order.contains(&index)
                    {
                        order.push(index);
                    }
                }
                // What is missing keeps the place it was shown at.
                for index in draw::options(items.len(), seed, &question.id, true) {
                    if !order.contains(&index) {
                        order.push(index);
                    }
                }
                if let Some((direction, key)) = values("move").next().and_then(|value| value.split_once(':'))
                    && let Some(index) = draw::option_index(seed, &question.id, items.len(), key)
                    && let Some(place) = order.iter().position(|item| *item == index)
                {
                    match direction {
                        "up" if place > 0 => order.swap(place, place - 1),
                        "down" if place + 1 < order.len() => order.swap(place, place + 1),
                        _ => {}
                    }
                }
                Self::Ordering { order }
            }
        }
    }

    /// Nothing was chosen or written.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Choice { chosen } => chosen.is_empty(),
            Self::Text { text } => text.trim().is_empty(),
            Self::Matching { pairs } => pairs.iter().all(Option::is_none),
            Self::Ordering { order } => order.is_empty(),
        }
    }
}

/// The outcome of grading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graded {
    /// Share of the question's points; none for an open question.
    pub score: Option<Fraction>,
    /// Feedback of each answer given, as HTML, with the index of its option where there is one.
    pub feedback: Vec<(Option<usize>, String)>,
}

impl Graded {
    fn scored(score: Fraction) -> Self {
        Self { score: Some(score), feedback: Vec::new() }
    }

    pub fn is_right(&self) -> bool {
        self.score == Some(Fraction::ONE)
    }
}

/// Refuses an answer that cannot be handed in as it is; costs no attempt.
///
/// # Errors
/// `Invalid` on `answer`: nothing given, or a number that cannot be read.
pub fn check(question: &Question, given: &Given) -> Result<()> {
    if given.is_empty() {
        return Err(Fault::new("answer", "answer-empty").into());
    }
    if let (Answers::Number { unit, .. }, Given::Text { text }) = (&question.answers, given)
        && read_number(text, unit.as_deref()).is_none()
    {
        return Err(Fault::new("answer", "answer-not-a-number").with("typed", text.trim()).into());
    }
    if let Given::Matching { pairs } = given
        && pairs.iter().any(Option::is_none)
    {
        return Err(Fault::new("answer", "answer-incomplete").into());
    }
    Ok(())
}

/// Grades an answer. An answer of another shape than the question's (it was edited) scores nothing.
pub fn grade(question: &Question, given: &Given) -> Graded {
    match (&question.answers, given) {
        (Answers::Single { options }, Given::Choice { chosen }) => {
            let right =
                chosen.first().and_then(|index| options.get(*index)).is_some_and(|option| option.right);
            with_feedback(options, chosen, if right { Fraction::ONE } else { Fraction::ZERO })
        }
        (Answers::Multiple { options }, Given::Choice { chosen }) => {
            let total = options.iter().filter(|option| option.right).count();
            let right =
                chosen.iter().filter(|index| options.get(**index).is_some_and(|option| option.right)).count();
            let wrong = chosen.len() - right;
            let score = if question.partial {
                Fraction::new(as_number(right) - as_number(wrong), as_number(total))
            } else if right == total && wrong == 0 {
                Fraction::ONE
            } else {
                Fraction::ZERO
            };
            with_feedback(options, chosen, score)
        }
        (Answers::Text { answers, case_sensitive, accent_sensitive }, Given::Text { text }) => {
            let typed = normalise_answer(text, *case_sensitive, *accent_sensitive);
            let found = answers
                .iter()
                .find(|answer| normalise_answer(&answer.text, *case_sensitive, *accent_sensitive) == typed);
            match found {
                Some(answer) => one_feedback(answer.right, answer.feedback_html.as_ref()),
                None => Graded::scored(Fraction::ZERO),
            }
        }
        (Answers::Number { answers, unit }, Given::Text { text }) => {
            let Some(typed) = read_number(text, unit.as_deref()) else {
                return Graded::scored(Fraction::ZERO);
            };
            let found = answers.iter().find(|answer| {
                let (Some(low), Some(high)) = (number::parse(&answer.low), number::parse(&answer.high))
                else {
                    return false;
                };
                low <= typed && typed <= high
            });
            match found {
                Some(answer) => one_feedback(answer.right, answer.feedback_html.as_ref()),
                None => Graded::scored(Fraction::ZERO),
            }
        }
        (Answers::Matching { left, .. }, Given::Matching { pairs }) => {
            let right = pairs.iter().enumerate().filter(|(place, pair)| **pair == Some(*place)).count();
            Graded::scored(all_or_share(question.partial, right, left.len()))
        }
        (Answers::Ordering { items }, Given::Ordering { order }) => {
            let right = order.iter().enumerate().filter(|(place, index)| place == *index).count();
            Graded::scored(all_or_share(question.partial, right, items.len()))
        }
        (Answers::Open, Given::Text { .. }) => Graded { score: None, feedback: Vec::new() },
        (
            Answers::Single { .. }
            | Answers::Multiple { .. }
            | Answers::Text { .. }
            | Answers::Number { .. }
            | Answers::Matching { .. }
            | Answers::Ordering { .. }
            | Answers::Open,
            _,
        ) => Graded::scored(Fraction::ZERO),
    }
}

/// A number as typed, its unit allowed after it.
fn read_number(text: &str, unit: Option<&str>) -> Option<bigdecimal::BigDecimal> {
    let text = text.trim();
    let bare = unit.and_then(|unit| text.strip_suffix(unit.trim())).unwrap_or(text);
    number::parse(bare.trim())
}

fn with_feedback(options: &[Choice], chosen: &[usize], score: Fraction) -> Graded {
    let feedback = chosen
        .iter()
        .filter_map(|index| Some((Some(*index), options.get(*index)?.feedback_html.clone()?)))
        .collect();
    Graded { score: Some(score), feedback }
}

fn one_feedback(right: bool, feedback: Option<&String>) -> Graded {
    Graded {
        score: Some(if right { Fraction::ONE } else { Fraction::ZERO }),
        feedback: feedback.map(|html| (None, html.clone())).into_iter().collect(),
    }
}

fn all_or_share(partial: bool, right: usize, total: usize) -> Fraction {
    if partial {
        Fraction::new(as_number(right), as_number(total))
    } else if right == total && total > 0 {
        Fraction::ONE
    } else {
        Fraction::ZERO
    }
}

fn as_number(count: usize) -> i128 {
    i128::try_from(count).unwrap_or(i128::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::published::{NumberAnswer, TextAnswer};
    use proptest::prelude::*;

    fn question(answers: Answers, partial: bool) -> Question {
        Question {
            id: "q".into(),
            title_html: None,
            fingerprint: "f".into(),
            points: 1,
            partial,
            shuffle: true,
            attempts: 0,
            competence: None,
            statement_html: "<p>?</p>".into(),
            answers,
            hints: Vec::new(),
            right_html: None,
            wrong_html: None,
            explanation_html: None,
        }
    }

    fn choices(right: &[bool]) -> Vec<Choice> {
        right
            .iter()
            .enumerate()
            .map(|(index, right)| Choice {
                html: index.to_string(),
                right: *right,
                feedback_html: Some(format!("retour {index}")),
            })
            .collect()
    }

    fn fields(pairs: &[(&str, String)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
    }

    #[test]
    fn partial_credit_takes_wrong_ticks_away_and_stops_at_zero() {
        let q = question(Answers::Multiple { options: choices(&[true, true, false, false]) }, true);
        let score = |chosen: &[usize]| grade(&q, &Given::Choice { chosen: chosen.to_vec() }).score.unwrap();
        assert_eq!(score(&[0, 1]), Fraction::ONE);
        assert_eq!(score(&[0]), Fraction::new(1, 2));
        assert_eq!(score(&[0, 1, 2]), Fraction::new(1, 2));
        assert_eq!(score(&[0, 2]), Fraction::ZERO);
        assert_eq!(score(&[2, 3]), Fraction::ZERO);
    }

    #[test]
    fn feedback_is_that_of_the_answers_given() {
        let q = question(Answers::Single { options: choices(&[true, false]) }, false);
        let graded = grade(&q, &Given::Choice { chosen: vec![1] });
        assert_eq!(graded.feedback, [(Some(1), "retour 1".to_owned())]);
        assert!(!graded.is_right());
    }

    #[test]
    fn short_texts_forgive_case_accents_and_spaces() {
        let answers = vec![
            TextAnswer { text: "Éléa".into(), right: true, feedback_html: None },
            TextAnswer { text: "Moodle".into(), right: false, feedback_html: Some("presque".into()) },
        ];
        let q = question(Answers::Text { answers, case_sensitive: false, accent_sensitive: false }, false);
        let given = |text: &str| grade(&q, &Given::Text { text: text.into() });
        assert!(given("  elea ").is_right());
        assert_eq!(given("moodle").feedback.len(), 1);
        assert_eq!(given("autre").score, Some(Fraction::ZERO));
    }

    #[test]
    fn numbers_are_exact_and_an_unreadable_one_is_refused() {
        let answers = vec![NumberAnswer {
            low: "12.4".into(),
            high: "12.6".into(),
            shown: "12,5 ± 0,1".into(),
            right: true,
            feedback_html: None,
        }];
        let q = question(Answers::Number { answers, unit: Some("cm".into()) }, false);
        for text in ["12,4", "12.6", " 12,5 cm", "12,50cm"] {
            let given = Given::Text { text: text.into() };
            check(&q, &given).unwrap();
            assert!(grade(&q, &given).is_right(), "{text}");
        }
        assert!(!grade(&q, &Given::Text { text: "12,61".into() }).is_right());
        assert!(check(&q, &Given::Text { text: "douze".into() }).is_err());
    }

    proptest! {
        #[test]
        fn scores_stay_between_nothing_and_everything(
            right in prop::collection::vec(any::<bool>(), 1..12),
            chosen in prop::collection::btree_set(0_usize..12, 0..12),
            partial in any::<bool>(),
        ) {
            let q = question(Answers::Multiple { options: choices(&right) }, partial);
            let score = grade(&q, &Given::Choice { chosen: chosen.into_iter().collect() }).score.unwrap();
            prop_assert!(score >= Fraction::ZERO && score <= Fraction::ONE);
        }

        #[test]
        fn what_the_browser_sends_back_is_what_was_shown(count in 3_usize..9, seed in 0_i64..10_000, moves in prop::collection::vec((any::<bool>(), 0_usize..9), 0..6)) {
            let items: Vec<String> = (0..count).map(|index| index.to_string()).collect();
            let q = question(Answers::Ordering { items }, false);
            let mut order = draw::options(count, seed, "q", true);
            for (up, place) in moves {
                let place = place % count;
                let key = draw::option_key(seed, "q", order[place]);
                let mut sent: Vec<(&str, String)> =
                    order.iter().map(|index| ("order", draw::option_key(seed, "q", *index))).collect();
                sent.push(("move", format!("{}:{key}", if up { "up" } else { "down" })));
                let Given::Ordering { order: moved } = Given::from_fields(&q, seed, &fields(&sent)) else { unreachable!() };
                if up && place > 0 { order.swap(place, place - 1); }
                if !up && place + 1 < count { order.swap(place, place + 1); }
                prop_assert_eq!(&moved, &order);
            }
        }
    }
}
