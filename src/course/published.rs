//! A course version as it is kept and shown: parsed, checked and rendered once, when it is published.
//!
//! Nothing here is Markdown any more. A page is a list of [`Block`]s of ready HTML and of
//! activities whose **key** (right answers, feedback, hints, explanation) stays on the server:
//! the page of a reader is made from the public parts alone (course format, section 5.7).
//!
//! These types are stored as JSON with the version, so a field is only ever added, with a default.

use serde::{Deserialize, Serialize};

/// One published version of a course: everything its pages, its rules and its attestation need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PublishedCourse {
    /// Name of the folder, identifier and address of the course.
    pub slug: String,
    /// `version` of `course.toml`, a SemVer.
    pub version: String,
    /// SHA-256 of all files of the course in sorted order, in hexadecimal.
    pub checksum: String,
    pub meta: Meta,
    /// `README.md`, rendered.
    pub readme_html: String,
    /// `CHANGELOG.md`, rendered: « ce qui a changé ».
    pub changelog_html: String,
    pub sections: Vec<Section>,
    /// Pages of the outline, in reading order.
    pub pages: Vec<Page>,
    /// `_…` pages: linked from others, outside the outline, without activities.
    pub extras: Vec<Page>,
    /// Files of `media/` and `fichiers/` that this version serves.
    pub files: Vec<CourseFile>,
}

/// What `course.toml` says (course format, section 4.2).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    pub title: String,
    pub summary: String,
    /// BCP 47.
    pub language: String,
    /// SPDX.
    pub licence: String,
    pub authors: Vec<Author>,
    /// `ecole`, `college`, `lycee`, `lycee-pro`, `superieur`.
    pub audience: Vec<String>,
    /// Codes; `toutes` for a transversal course.
    pub disciplines: Vec<String>,
    pub level: Level,
    /// Codes of the competence framework.
    pub competences: Vec<String>,
    pub objectives: Vec<String>,
    /// Courses advised beforehand, by slug.
    pub prerequisites: Vec<String>,
    pub keywords: Vec<String>,
    /// Path of the cover inside the course and its alternative; none = drawn cover.
    pub image: Option<CoverImage>,
    pub review: Option<Review>,
    /// `a_revoir_le`, ISO date.
    pub review_due: Option<String>,
    pub translation_of: Option<String>,
    pub completion: CompletionRule,
    /// Sum of the durations of the required pages, in minutes: what the attestation certifies.
    pub minutes: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Author {
    pub name: String,
    pub role: Option<String>,
    pub body: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoverImage {
    pub src: String,
    pub alt: String,
}

/// Who read the course over, and when (ISO date).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Review {
    pub by: String,
    pub on: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Beginner,
    Intermediate,
    Advanced,
}

/// The course's rule of completion, `[achevement]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompletionRule {
    pub pages: PagesRule,
    /// Share of the scored points of the course, in %; 0 = none.
    pub threshold: u8,
    pub productions: ProductionsRule,
    pub attestation: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PagesRule {
    All,
    /// 1–100 % of the required pages.
    Percent(u8),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductionsRule {
    Optional,
    HandedIn,
    Validated,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    pub title: String,
    /// Keys of the pages, in order.
    pub pages: Vec<String>,
}

/// One page (lesson): unit of progress.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Name of the file without `.md`.
    pub key: String,
    /// Plain text of the H1.
    pub title: String,
    pub title_html: String,
    pub kind: PageKind,
    pub minutes: u16,
    pub objectives: Vec<String>,
    pub competences: Vec<String>,
    pub prerequisites: Vec<Prerequisite>,
    pub rule: PageRule,
    /// Pass mark of the page in %, resolved (page, else course, else 80).
    pub threshold: u8,
    /// Attempts at the page for `PageRule::Threshold`; 0 = unlimited.
    pub attempts: u16,
    /// Questions drawn per attempt; none = all.
    pub draw: Option<u16>,
    /// Questions are shown in an order of their own per attempt.
    pub shuffle: bool,
    pub feedback: FeedbackTime,
    /// A visitor without an account may read this page (`pages_publiques` of `course.toml`).
    pub public: bool,
    /// H2 and H3, for the outline of the page.
    pub headings: Vec<Heading>,
    /// The body without its H1.
    pub blocks: Vec<Block>,
    /// Public text of the page for search: no answer, feedback or trainer's block.
    pub text: String,
    pub words: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    Lesson,
    Assessment,
    /// Never required for completion.
    Resource,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Prerequisite {
    /// None = the same course.
    pub course: Option<String>,
    /// None = the whole course.
    pub page: Option<String>,
}

/// What makes a page done (course format, section 4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageRule {
    /// Opened, and « J'ai lu » pressed.
    Read,
    /// Every question answered, compulsory checklist complete, compulsory survey answered,
    /// compulsory production handed in.
    Activities,
    /// Score of the page at or above `Page::threshold`.
    Threshold,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackTime {
    Immediate,
    End,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    pub level: u8,
    pub id: String,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    Html {
        html: String,
    },
    /// `langue`: its blocks are in another language.
    Language {
        lang: String,
        blocks: Vec<Block>,
    },
    /// `formateur`: only for trainers of the course.
    Trainer {
        html: String,
    },
    Question(Box<Question>),
    Survey(Survey),
    Checklist(Checklist),
    Task(Task),
}

/// A question with its key. Only `learning` may look at the key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    pub id: String,
    /// Title of the container as HTML, if any.
    pub title_html: Option<String>,
    /// Hash of the container's canonical source: tells an answer given to another wording.
    pub fingerprint: String,
    /// 0 = self-test.
    pub points: u8,
    /// `bareme=partiel`.
    pub partial: bool,
    /// Options are shuffled (never for true/false).
    pub shuffle: bool,
    /// Tries at this question, resolved (question, else page); 0 = unlimited.
    pub attempts: u16,
    pub competence: Option<String>,
    pub statement_html: String,
    pub answers: Answers,
    /// Given one at a time, on request, at no cost.
    pub hints: Vec<String>,
    /// `[!juste]`, `[!faux]`, `[!explication]`, as HTML.
    pub right_html: Option<String>,
    pub wrong_html: Option<String>,
    pub explanation_html: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Answers {
    Single {
        options: Vec<Choice>,
    },
    Multiple {
        options: Vec<Choice>,
    },
    Text {
        answers: Vec<TextAnswer>,
        case_sensitive: bool,
        accent_sensitive: bool,
    },
    Number {
        answers: Vec<NumberAnswer>,
        unit: Option<String>,
    },
    /// `left[i]` goes with `right[i]`; distractors are right cells without a left one.
    Matching {
        left_header: String,
        right_header: String,
        left: Vec<String>,
        right: Vec<String>,
        distractors: Vec<String>,
    },
    /// Items as HTML, in the right order.
    Ordering {
        items: Vec<String>,
    },
    /// No key; the explanation is the model answer.
    Open,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    pub html: String,
    pub right: bool,
    pub feedback_html: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextAnswer {
    pub text: String,
    pub right: bool,
    pub feedback_html: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NumberAnswer {
    /// Inclusive bounds, as exact decimals readable by `number::parse`.
    pub low: String,
    pub high: String,
    /// As the author wrote it.
    pub shown: String,
    pub right: bool,
    pub feedback_html: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    pub id: String,
    pub title_html: Option<String>,
    pub statement_html: String,
    /// `kind` already says that the block is a survey.
    #[serde(rename = "form")]
    pub kind: SurveyKind,
    /// Options as HTML; empty for `Text`.
    pub options: Vec<String>,
    pub anonymous: bool,
    pub required: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SurveyKind {
    Single,
    Multiple,
    Scale,
    Text,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Checklist {
    pub id: String,
    pub title_html: Option<String>,
    pub intro_html: String,
    pub items: Vec<ChecklistItem>,
    pub required: bool,
}

/// Items and their children are numbered together in document order from 0: that number is what is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChecklistItem {
    pub html: String,
    pub children: Vec<String>,
}

/// A `production`: something the learner hands in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Task {
    pub id: String,
    pub title_html: Option<String>,
    pub instructions_html: String,
    pub criteria: Criteria,
    pub accepts: Vec<Submission>,
    /// File extensions without dot; empty = the server's list.
    pub formats: Vec<String>,
    pub max_megabytes: u8,
    pub review: TaskReview,
    pub reviewers: u8,
    pub points: u8,
    pub required: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum Criteria {
    None,
    List { items: Vec<String> },
    Table { html: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Submission {
    Text,
    File,
    Link,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskReview {
    Trainer,
    Peers,
    Own,
}

/// A file of the course, addressed by its content so that an old version keeps its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CourseFile {
    /// Path inside the course: `media/a.svg`.
    pub path: String,
    pub bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    pub media_type: String,
}

impl PublishedCourse {
    /// A page of the outline, by key.
    pub fn page(&self, key: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.key == key)
    }

    /// Pages that count for completion: all but the resources.
    pub fn required_pages(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter().filter(|page| page.kind != PageKind::Resource)
    }
}

impl Page {
    /// Every activity block of the page, `langue` containers opened.
    pub fn activities(&self) -> impl Iterator<Item = &Block> {
        fn flat<'a>(blocks: &'a [Block], into: &mut Vec<&'a Block>) {
            for block in blocks {
                match block {
                    Block::Language { blocks, .. } => flat(blocks, into),
                    Block::Html { .. } | Block::Trainer { .. } => {}
                    Block::Question(_) | Block::Survey(_) | Block::Checklist(_) | Block::Task(_) => {
                        into.push(block);
                    }
                }
            }
        }
        let mut found = Vec::new();
        flat(&self.blocks, &mut found);
        found.into_iter()
    }

    /// The questions of the page, in document order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.activities().filter_map(|block| {
            let Block::Question(question) = block else { return None };
            Some(question.as_ref())
        })
    }
}

impl Block {
    /// Identifier of an activity; none for text.
    pub fn activity_id(&self) -> Option<&str> {
        match self {
            Block::Question(question) => Some(&question.id),
            Block::Survey(survey) => Some(&survey.id),
            Block::Checklist(checklist) => Some(&checklist.id),
            Block::Task(task) => Some(&task.id),
            Block::Html { .. } | Block::Language { .. } | Block::Trainer { .. } => None,
        }
    }
}
