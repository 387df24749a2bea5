//! What a learner may see of a question at this moment: the one place that decides it (course format, sections 4.7
//! and 5.7).
//!
//! Before an answer is graded, nothing of the key leaves the server; afterwards, only what is due: feedback when the
//! answer is handed in, with `retours = "fin"` when the attempt is; in an assessment the explanation waits until the
//! page is passed or no attempt is left.

use uuid::Uuid;

use super::answer::{self, Attempt, Stored};
use super::draw;
use super::fraction::{self, Fraction};
use super::grade::{self, Given, Graded};
use super::player::Player;
use crate::course::published::{Answers, FeedbackTime, Page, PageKind, PageRule, Question};

/// What is known of somebody in front of a question.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    /// Answers can be taken: false for who only reads.
    pub enrolled: bool,
    /// Seed of the attempt: the order of options and their keys.
    pub seed: i64,
    pub attempt: Option<&'a Attempt>,
    pub stored: Option<&'a Stored>,
    /// The page is done.
    pub passed: bool,
}

impl<'a> Sight<'a> {
    /// A learner in front of a question of the page that was loaded.
    pub fn of(player: &'a Player, page: &Page, question: &Question) -> Self {
        Self {
            enrolled: true,
            seed: player.seed,
            attempt: player.attempt.as_ref(),
            stored: player.answers.get(&question.id),
            passed: player.is_done(&page.key),
        }
    }

    /// Somebody who reads without being enrolled.
    pub fn reader(page: &Page) -> Self {
        let seed = draw::seed(Uuid::nil(), &page.key, 1);
        Self { enrolled: false, seed, attempt: None, stored: None, passed: false }
    }
}

/// A question as it stands for one asker.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuestionState {
    /// What is in the fields: what was just typed, else what is kept.
    pub given: Option<Given>,
    /// An answer is taken.
    pub open: bool,
    /// The verdict is due; none while there is nothing to judge.
    pub graded: Option<Graded>,
    /// Handed in without an answer.
    pub left_out: bool,
    /// The explanation is due.
    pub explanation: bool,
    /// The right answers are marked: nothing is left to find.
    pub reveal: bool,
    /// Hints asked for so far.
    pub hints: usize,
    pub tries_used: i32,
    /// None: as many as one likes.
    pub tries_left: Option<u16>,
    /// Best score so far when it is not the one shown.
    pub best: Option<Fraction>,
    /// The wording is not the one that was answered.
    pub changed: bool,
}

impl QuestionState {
    /// The state of a question; `typed` is an answer that was just refused, shown instead of the one that is kept.
    pub fn of(page: &Page, question: &Question, sight: Sight<'_>, typed: Option<Given>) -> Self {
        if !sight.enrolled {
            return Self::default();
        }
        let stored = sight.stored;
        let attempt_open = sight.attempt.is_none_or(Attempt::is_open);
        let tries_used = stored.map_or(0, |stored| stored.tries);
        let allowed = answer::tries_allowed(page, question);
        let used_up = allowed > 0 && tries_used >= i32::from(allowed);
        let changed =
            stored.is_some_and(|stored| stored.tries > 0 && stored.fingerprint != question.fingerprint);
        let handed_in = stored.is_some_and(|stored| stored.state == "final");
        let at_end = page.feedback == FeedbackTime::End;
        let due = if at_end { !attempt_open } else { handed_in && typed.is_none() };
        let given =
            typed.or_else(|| stored.filter(|_| !changed || is_text(question)).and_then(Stored::given));
        let judged = given.as_ref().filter(|given| due && handed_in && !changed && !given.is_empty());
        let graded = judged.map(|given| grade::grade(question, given));
        let right = graded.as_ref().is_some_and(Graded::is_right);

        let last = sight.attempt.is_some_and(|attempt| !answer::attempts_left(page, attempt.number));
        let over = last && (!attempt_open || used_up);
        let open = attempt_open && !used_up && !right;
        let judged_or_left_out = graded.is_some() || (at_end && due);
        let explanation = judged_or_left_out
            && match page.kind {
                PageKind::Assessment => sight.passed || over,
                PageKind::Lesson | PageKind::Resource => true,
            };
        let nothing_to_find = match page.rule {
            PageRule::Threshold => sight.passed || over,
            PageRule::Read | PageRule::Activities => used_up,
        };
        let score = graded.as_ref().and_then(|graded| graded.score);
        let best = stored
            .and_then(|stored| fraction::read(stored.best.as_deref()))
            .filter(|best| Some(*best) != score);
        Self {
            given,
            open,
            left_out: at_end && due && graded.is_none() && !changed,
            reveal: judged_or_left_out && !right && !open && nothing_to_find,
            graded,
            explanation,
            hints: stored
                .map_or(0, |stored| usize::try_from(stored.hints).unwrap_or(0))
                .min(question.hints.len()),
            tries_used,
            tries_left: (allowed > 0)
                .then(|| allowed.saturating_sub(u16::try_from(tries_used).unwrap_or(u16::MAX))),
            best,
            changed,
        }
    }

    /// The verdict on option, row or place number `index`, once it is due.
    pub fn is_right(&self, answers: &Answers, index: usize) -> Option<bool> {
        self.graded.as_ref()?;
        match (answers, self.given.as_ref()?) {
            (Answers::Single { options } | Answers::Multiple { options }, Given::Choice { chosen }) => {
                chosen.contains(&index).then(|| options.get(index).is_some_and(|option| option.right))
            }
            (Answers::Matching { .. }, Given::Matching { pairs }) => {
                Some(pairs.get(index).copied().flatten() == Some(index))
            }
            (Answers::Ordering { .. }, Given::Ordering { order }) => Some(order.get(index) == Some(&index)),
            _ => None,
        }
    }

    /// Feedback on one option given; `None` asks for that of a text or a number.
    pub fn feedback(&self, option: Option<usize>) -> Option<&str> {
        let graded = self.graded.as_ref()?;
        graded.feedback.iter().find(|(at, _)| *at == option).map(|(_, html)| html.as_str())
    }
}

/// A text is a text, whatever the question became; a choice means nothing among other options.
fn is_text(question: &Question) -> bool {
    match question.answers {
        Answers::Text { .. } | Answers::Number { .. } | Answers::Open => true,
        Answers::Single { .. }
        | Answers::Multiple { .. }
        | Answers::Matching { .. }
        | Answers::Ordering { .. } => false,
    }
}
