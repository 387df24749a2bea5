//! What a row of a file would do, and what became of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a row would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    Add,
    /// Known, and something differs.
    Change,
    /// The file says that the school is closed.
    Close,
    Same,
    /// Not meant for us, and no mistake: first degree, another académie, a row that repeats another.
    Skip,
    /// Only a person can say.
    Decide,
    Refuse,
    /// Known here and not in the file: listed, never closed by itself.
    Absent,
}

impl Verdict {
    pub const ALL: [Self; 8] = [
        Self::Add,
        Self::Change,
        Self::Close,
        Self::Same,
        Self::Skip,
        Self::Decide,
        Self::Refuse,
        Self::Absent,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Change => "change",
            Self::Close => "close",
            Self::Same => "same",
            Self::Skip => "skip",
            Self::Decide => "decide",
            Self::Refuse => "refuse",
            Self::Absent => "absent",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }

    /// Writes something when it is applied.
    pub fn writes(self) -> bool {
        matches!(self, Self::Add | Self::Change | Self::Close)
    }
}

/// A sentence and its values: `import-reason-<key>` in the catalogues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub key: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
}

impl Reason {
    pub fn new(key: &str) -> Self {
        Self { key: key.to_owned(), values: BTreeMap::new() }
    }

    /// Adds a value that the sentence shows.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.values.insert(name.to_owned(), value.to_string());
        self
    }
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub field: String,
    pub before: String,
    pub after: String,
}

impl Change {
    pub fn new(field: &str, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self { field: field.to_owned(), before: before.into(), after: after.into() }
    }
}

/// What is kept of a row beside its verdict.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    /// What the row says, for those that will be written.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub record: Value,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// What is said beside the verdict.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Reason>,
    /// Values of the reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    /// What undoes it, once it was written.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub undo: Value,
}

/// A row with its verdict, about to be kept.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Judged {
    pub(super) line: u32,
    pub(super) verdict: Verdict,
    pub(super) about: String,
    pub(super) label: String,
    pub(super) reason: Option<Reason>,
    pub(super) detail: Detail,
}

impl Judged {
    pub(super) fn new(line: u32, verdict: Verdict, about: &str, label: &str) -> Self {
        let short = |text: &str| text.chars().take(200).collect::<String>();
        Self {
            line,
            verdict,
            about: short(about),
            label: short(label),
            reason: None,
            detail: Detail::default(),
        }
    }

    pub(super) fn because(mut self, reason: Reason) -> Self {
        self.detail.values.clone_from(&reason.values);
        self.reason = Some(reason);
        self
    }

    pub(super) fn refused(line: u32, about: &str, label: &str, reason: Reason) -> Self {
        Self::new(line, Verdict::Refuse, about, label).because(reason)
    }
}

/// How many rows have each verdict, and what became of them: by the codes of both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Counts(BTreeMap<String, i64>);

impl Counts {
    pub fn of(&self, verdict: Verdict) -> i64 {
        self.0.get(verdict.code()).copied().unwrap_or(0)
    }

    /// Rows that ended so: `done`, `moved`, `removed`, `closed`, `restored`, `kept`.
    pub fn ended(&self, outcome: &str) -> i64 {
        self.0.get(&format!("outcome_{outcome}")).copied().unwrap_or(0)
    }

    /// Rows with a remark: an unknown nature, a mailbox that was left out.
    pub fn remarks(&self) -> i64 {
        self.0.get("remarks").copied().unwrap_or(0)
    }

    pub(super) fn count(&mut self, verdict: Verdict) {
        *self.0.entry(verdict.code().to_owned()).or_default() += 1;
    }

    pub(super) fn remark(&mut self) {
        *self.0.entry("remarks".to_owned()).or_default() += 1;
    }

    pub(super) fn end(&mut self, outcome: &str) {
        *self.0.entry(format!("outcome_{outcome}")).or_default() += 1;
    }

    pub(super) fn no_longer(&mut self, outcome: &str) {
        *self.0.entry(format!("outcome_{outcome}")).or_default() -= 1;
    }

    pub(super) fn add(&mut self, verdict: Verdict, many: i64) {
        *self.0.entry(verdict.code().to_owned()).or_default() += many;
    }
}
