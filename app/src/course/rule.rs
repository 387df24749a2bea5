//! What completes a course, in plain words.

use preau::course::published::{Block, CompletionRule, PagesRule, ProductionsRule, PublishedCourse};

use crate::t;
use crate::texts::Lang;

/// One sentence for each condition.
pub(super) fn conditions(lang: Lang, course: &PublishedCourse) -> Vec<String> {
    let rule: &CompletionRule = &course.meta.completion;
    let required = course.required_pages().count();
    let mut conditions = vec![match rule.pages {
        PagesRule::All => t!(lang, "rule-pages-all", "count" => required),
        PagesRule::Percent(percent) => t!(lang, "rule-pages-percent", "percent" => percent),
    }];
    if rule.threshold > 0 {
        conditions.push(t!(lang, "rule-threshold", "percent" => rule.threshold));
    }
    let tasks = course
        .pages
        .iter()
        .flat_map(|page| page.activities())
        .filter(|block| matches!(block, Block::Task(_)))
        .count();
    if tasks > 0 {
        match rule.productions {
            ProductionsRule::Optional => {}
            ProductionsRule::HandedIn => {
                conditions.push(t!(lang, "rule-productions-handed-in", "count" => tasks))
            }
            ProductionsRule::Validated => {
                conditions.push(t!(lang, "rule-productions-validated", "count" => tasks))
            }
        }
    }
    conditions
}
