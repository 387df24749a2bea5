//! What makes a page done and a course completed: pure (course format, sections 4.2, 4.3 and 4.7).

use std::collections::{BTreeMap, BTreeSet};

use super::fraction::Fraction;
use crate::course::published::{
    Block, Page, PageRule, PagesRule, ProductionsRule, PublishedCourse, TaskReview,
};

/// What is known of one page of one learner.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageFacts {
    /// « J'ai lu ».
    pub read: bool,
    /// Questions handed in at least once, in any attempt.
    pub answered: BTreeSet<String>,
    /// Items ticked, by checklist.
    pub ticked: BTreeMap<String, BTreeSet<i32>>,
    pub surveyed: BTreeSet<String>,
    /// Productions handed in.
    pub handed_in: BTreeSet<String>,
    /// Best attempt: points obtained, points at stake.
    pub best: Option<(Fraction, Fraction)>,
}

/// Something that a page still asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    Read,
    Question(String),
    Checklist(String),
    Survey(String),
    Production(String),
    /// Score needed and best so far, in percent.
    Score {
        needed: u8,
        best: Option<i32>,
    },
}

/// What a page still asks for; empty = its rule is met.
pub fn missing(page: &Page, facts: &PageFacts) -> Vec<Missing> {
    match page.rule {
        PageRule::Read => {
            if facts.read {
                Vec::new()
            } else {
                vec![Missing::Read]
            }
        }
        PageRule::Threshold => {
            let best = facts.best.map(|(points, out_of)| points.over(out_of));
            if best.is_some_and(|best| best.reaches(page.threshold)) {
                Vec::new()
            } else {
                vec![Missing::Score { needed: page.threshold, best: best.map(Fraction::percent) }]
            }
        }
        PageRule::Activities => {
            let mut missing: Vec<Missing> =
                page.activities().filter_map(|block| unmet(block, facts)).collect();
            // A page whose activities are all optional is done when it is read.
            if missing.is_empty() && !page.activities().any(compulsory) && !facts.read {
                missing.push(Missing::Read);
            }
            missing
        }
    }
}

/// Whether an activity counts for its page.
pub fn compulsory(block: &Block) -> bool {
    match block {
        Block::Question(_) => true,
        Block::Survey(survey) => survey.required,
        Block::Checklist(list) => list.required,
        Block::Task(task) => task.required,
        Block::Html { .. } | Block::Language { .. } | Block::Trainer { .. } => false,
    }
}

fn unmet(block: &Block, facts: &PageFacts) -> Option<Missing> {
    if !compulsory(block) {
        return None;
    }
    match block {
        Block::Question(question) => {
            (!facts.answered.contains(&question.id)).then(|| Missing::Question(question.id.clone()))
        }
        Block::Survey(survey) => {
            (!facts.surveyed.contains(&survey.id)).then(|| Missing::Survey(survey.id.clone()))
        }
        Block::Checklist(list) => {
            let needed = list.items.iter().map(|item| 1 + item.children.len()).sum::<usize>();
            let ticked = facts.ticked.get(&list.id).map_or(0, |items| {
                items.iter().filter(|item| usize::try_from(**item).is_ok_and(|item| item < needed)).count()
            });
            (ticked < needed).then(|| Missing::Checklist(list.id.clone()))
        }
        Block::Task(task) => {
            (!facts.handed_in.contains(&task.id)).then(|| Missing::Production(task.id.clone()))
        }
        Block::Html { .. } | Block::Language { .. } | Block::Trainer { .. } => None,
    }
}

/// Points at stake on a page before anything was drawn.
pub fn points_at_stake(page: &Page) -> Fraction {
    let points: Vec<i128> = page.questions().filter(|q| q.points > 0).map(|q| i128::from(q.points)).collect();
    let all = Fraction::whole(points.iter().sum());
    match page.draw {
        Some(drawn) if !points.is_empty() => {
            // Of a draw among unequal questions, the mean.
            all.times(Fraction::new(i128::from(drawn), i128::try_from(points.len()).unwrap_or(1)))
        }
        _ => all,
    }
}

/// How many required pages must be done.
pub fn pages_needed(course: &PublishedCourse) -> usize {
    let required = course.required_pages().count();
    match course.meta.completion.pages {
        PagesRule::All => required,
        PagesRule::Percent(percent) => (required * usize::from(percent)).div_ceil(100),
    }
}

/// What the whole course knows of one learner, by page key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CourseFacts {
    pub done: BTreeSet<String>,
    pub best: BTreeMap<String, (Fraction, Fraction)>,
    /// `page#id` of productions handed in, and of those a trainer accepted.
    pub handed_in: BTreeSet<String>,
    pub validated: BTreeSet<String>,
}

/// Where a learner stands in a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub pages_done: usize,
    pub pages_needed: usize,
    /// Of the required pages; none when there are none. 100 only when completed.
    pub percent: Option<i32>,
    /// Points obtained and at stake over the course; none when nothing is scored.
    pub score: Option<(Fraction, Fraction)>,
    /// Score asked for, when some is.
    pub threshold: Option<u8>,
    pub score_met: bool,
    /// `page#id` of productions still to hand in, or to be accepted.
    pub productions_left: Vec<String>,
    pub complete: bool,
}

/// Weighs the facts against the course's rule.
pub fn standing(course: &PublishedCourse, facts: &CourseFacts) -> Standing {
    let rule = &course.meta.completion;
    let pages_needed = pages_needed(course);
    let pages_done = course.required_pages().filter(|page| facts.done.contains(&page.key)).count();
    let (mut points, mut out_of) = (Fraction::ZERO, Fraction::ZERO);
    for page in course.required_pages() {
        match facts.best.get(&page.key) {
            Some((obtained, stake)) => {
                points = points.plus(*obtained);
                out_of = out_of.plus(*stake);
            }
            None => out_of = out_of.plus(points_at_stake(page)),
        }
    }
    let scored = !out_of.is_zero();
    let threshold = (scored && rule.threshold > 0).then_some(rule.threshold);
    let score_met = threshold.is_none_or(|needed| points.over(out_of).reaches(needed));
    let productions_left: Vec<String> = course
        .required_pages()
        .flat_map(|page| page.activities().map(move |block| (page, block)))
        .filter_map(|(page, block)| match block {
            Block::Task(task) if task.required => Some((format!("{}#{}", page.key, task.id), task.review)),
            Block::Task(_)
            | Block::Question(_)
            | Block::Survey(_)
            | Block::Checklist(_)
            | Block::Html { .. }
            | Block::Language { .. }
            | Block::Trainer { .. } => None,
        })
        .filter(|(id, review)| match rule.productions {
            ProductionsRule::Optional => false,
            ProductionsRule::HandedIn => !facts.handed_in.contains(id),
            ProductionsRule::Validated => match review {
                TaskReview::Own => !facts.handed_in.contains(id),
                TaskReview::Trainer | TaskReview::Peers => !facts.validated.contains(id),
            },
        })
        .map(|(id, _)| id)
        .collect();
    let complete = pages_needed > 0 && pages_done >= pages_needed && score_met && productions_left.is_empty();
    let percent = (pages_needed > 0).then(|| {
        let share = pages_done.min(pages_needed) * 100 / pages_needed;
        // The last percent belongs to completion: a bar that is full means that nothing is left.
        i32::try_from(if complete { 100 } else { share.min(99) }).unwrap_or(0)
    });
    Standing {
        pages_done,
        pages_needed,
        percent,
        score: scored.then_some((points, out_of)),
        threshold,
        score_met,
        productions_left,
        complete,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::published::{FeedbackTime, PageKind};
    use crate::course::sample;

    fn course() -> PublishedCourse {
        sample::course("droit-auteur")
    }

    fn page(course: &PublishedCourse, rule: PageRule) -> &Page {
        course.pages.iter().find(|page| page.rule == rule && page.kind != PageKind::Resource).unwrap()
    }

    #[test]
    fn a_page_says_all_that_it_still_asks_for() {
        let course = course();
        let lesson = page(&course, PageRule::Activities);
        let asked = missing(lesson, &PageFacts::default());
        let questions = lesson.questions().count();
        assert_eq!(asked.iter().filter(|item| matches!(item, Missing::Question(_))).count(), questions);
        assert!(asked.iter().any(|item| matches!(item, Missing::Checklist(_))));
        assert!(asked.iter().any(|item| matches!(item, Missing::Production(_))));

        let mut facts = PageFacts { read: true, ..PageFacts::default() };
        for block in lesson.activities() {
            match block {
                Block::Question(question) => {
                    facts.answered.insert(question.id.clone());
                }
                Block::Survey(survey) => {
                    facts.surveyed.insert(survey.id.clone());
                }
                Block::Checklist(list) => {
                    let count = list.items.iter().map(|item| 1 + item.children.len()).sum::<usize>();
                    facts.ticked.insert(list.id.clone(), (0..i32::try_from(count).unwrap()).collect());
                }
                Block::Task(task) => {
                    facts.handed_in.insert(task.id.clone());
                }
                Block::Html { .. } | Block::Language { .. } | Block::Trainer { .. } => {}
            }
        }
        assert_eq!(missing(lesson, &facts), []);
    }

    #[test]
    fn the_pass_mark_is_compared_exactly() {
        let course = course();
        let exam = page(&course, PageRule::Threshold);
        assert_eq!(exam.feedback, FeedbackTime::End);
        let with =
            |n, d| PageFacts { best: Some((Fraction::whole(n), Fraction::whole(d))), ..PageFacts::default() };
        assert!(missing(exam, &with(7, 10)).is_empty());
        assert_eq!(missing(exam, &with(69, 100)), [Missing::Score { needed: 70, best: Some(69) }]);
        assert_eq!(missing(exam, &PageFacts::default()), [Missing::Score { needed: 70, best: None }]);
    }

    #[test]
    fn a_course_without_required_page_has_no_percentage_and_never_completes() {
        let mut course = course();
        for page in &mut course.pages {
            page.kind = PageKind::Resource;
        }
        let standing = standing(&course, &CourseFacts::default());
        assert_eq!((standing.percent, standing.complete), (None, false));
    }

    #[test]
    fn a_full_bar_means_that_nothing_is_left() {
        let course = course();
        let mut facts = CourseFacts {
            done: course.pages.iter().map(|page| page.key.clone()).collect(),
            ..CourseFacts::default()
        };
        let open = standing(&course, &facts);
        assert_eq!((open.percent, open.complete), (Some(99), false));
        for page in course.required_pages() {
            let stake = points_at_stake(page);
            facts.best.insert(page.key.clone(), (stake, stake));
            for block in page.activities() {
                if let Block::Task(task) = block {
                    facts.handed_in.insert(format!("{}#{}", page.key, task.id));
                }
            }
        }
        let done = standing(&course, &facts);
        assert_eq!((done.percent, done.complete), (Some(100), true));
    }
}
