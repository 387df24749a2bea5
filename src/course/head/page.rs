//! The front matter of a page (course format, section 4.3).

use super::reader::{Keys, Placed, parse};
use crate::course::diagnostic::{Code, Report};
use crate::course::lines::Span;
use crate::course::page_text::PageText;
use crate::course::published::{FeedbackTime, PageKind, PageRule, Prerequisite};
use crate::course::words::is_ident;

/// What the front matter says, defaults filled in.
#[derive(Debug, Clone)]
pub(crate) struct PageHead {
    pub(crate) minutes: u16,
    pub(crate) objectives: Vec<String>,
    pub(crate) competences: Vec<Placed<String>>,
    pub(crate) kind: PageKind,
    pub(crate) prerequisites: Vec<Placed<Prerequisite>>,
    pub(crate) rule: PageRule,
    pub(crate) rule_span: Span,
    /// None = the course's.
    pub(crate) threshold: Option<u8>,
    pub(crate) attempts: u16,
    pub(crate) draw: Option<Placed<u16>>,
    pub(crate) shuffle: bool,
    pub(crate) feedback: FeedbackTime,
}

const KEYS: [&str; 11] = [
    "duree",
    "objectifs",
    "crcn_edu",
    "type",
    "prerequis",
    "achevement",
    "seuil",
    "essais",
    "tirage",
    "melanger",
    "retours",
];

/// Reads the front matter of a page; a page without one gets the defaults.
pub(crate) fn read(page: &PageText, report: &mut Report) -> PageHead {
    let (toml, offset) = match page.head {
        Some(span) => (span.of(&page.source), span.start as usize),
        None => ("", 0),
    };
    let (table, sound) = parse(toml, offset, report);
    let mut unsaid = Report::default();
    // After a syntax error only that error is told: what follows it is guesswork.
    let report = if sound && page.head.is_some() { report } else { &mut unsaid };
    let keys = Keys { table: table.get_ref(), offset, place: Span::new(0, 3) };
    read_keys(keys, report)
}

fn read_keys(keys: Keys<'_, '_>, report: &mut Report) -> PageHead {
    keys.refuse_unknown(&KEYS, report);
    keys.require("duree", "duree = 15 (en minutes)", report);
    let minutes = keys.number("duree", 1, 120, report).map_or(1, |placed| placed.value);
    let objectives = keys.texts("objectifs", 0..=5, 300, report);
    let competences = keys.texts("crcn_edu", 0..=20, 20, report);
    let kind = match keys.word("type", &["lecon", "evaluation", "ressource"], report) {
        Some(word) if word.value == "evaluation" => PageKind::Assessment,
        Some(word) if word.value == "ressource" => PageKind::Resource,
        _ => PageKind::Lesson,
    };
    let rule = match keys.word("achevement", &["lecture", "activites", "seuil"], report) {
        Some(word) if word.value == "lecture" => PageRule::Read,
        Some(word) if word.value == "activites" => PageRule::Activities,
        Some(_) => PageRule::Threshold,
        None if kind == PageKind::Assessment => PageRule::Threshold,
        None => PageRule::Read,
    };
    if rule != PageRule::Threshold {
        for key in ["seuil", "tirage", "melanger", "retours"].into_iter().filter(|key| keys.has(key)) {
            let message =
                format!("« {key} » va avec achevement = \"seuil\" : ajoutez-le, ou retirez « {key} »");
            report.add(Code::F07, keys.key_span(key), message);
        }
    }
    let threshold = keys.number("seuil", 1, 100, report).and_then(|placed| u8::try_from(placed.value).ok());
    let feedback = match keys.word("retours", &["immediats", "fin"], report) {
        Some(word) if word.value == "fin" => FeedbackTime::End,
        Some(_) => FeedbackTime::Immediate,
        None if kind == PageKind::Assessment => FeedbackTime::End,
        None => FeedbackTime::Immediate,
    };
    PageHead {
        minutes,
        objectives: objectives.into_iter().map(|placed| placed.value).collect(),
        competences,
        kind,
        prerequisites: prerequisites(keys, report),
        rule,
        rule_span: keys.key_span(if keys.has("achevement") { "achevement" } else { "type" }),
        threshold,
        attempts: keys.number("essais", 0, 99, report).map_or(0, |placed| placed.value),
        draw: keys.number("tirage", 1, 60, report),
        shuffle: keys.flag("melanger", report).unwrap_or(false),
        feedback,
    }
}

fn prerequisites(keys: Keys<'_, '_>, report: &mut Report) -> Vec<Placed<Prerequisite>> {
    let mut found = Vec::new();
    for Placed { value, span } in keys.texts("prerequis", 0..=20, 130, report) {
        // A single name is a page of the same course, else a course: decided where pages are known.
        let prerequisite = match value.split_once('/') {
            Some((course, page)) => {
                Prerequisite { course: Some(course.to_owned()), page: Some(page.to_owned()) }
            }
            None => Prerequisite { course: None, page: Some(value.clone()) },
        };
        if value.split('/').all(is_ident) {
            found.push(Placed { value: prerequisite, span });
        } else {
            let message = format!(
                "prérequis « {value} » illisible : \"page\", \"autre-cours\" ou \"autre-cours/page\""
            );
            report.add(Code::F05, span, message);
        }
    }
    found
}
