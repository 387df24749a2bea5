//! What the checker tells an author: where, how serious, which rule, and what to type.

use std::fmt;

use serde::{Deserialize, Serialize};

pub use super::codes::Code;
use super::lines::{Lines, Span};

/// Whether a finding refuses publication or only draws attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Error,
    Warning,
}

impl Severity {
    /// The word shown to authors.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "erreur",
            Self::Warning => "attention",
        }
    }
}

/// One finding, at one place of one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Path from the folder that was checked.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_line: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_column: Option<u32>,
    pub severity: Severity,
    pub code: Code,
    /// One French sentence.
    pub message: String,
    /// A longer text, with the corrected line where it is mechanical.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding about a whole file.
    pub(crate) fn whole_file(file: &str, code: Code, message: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line: 1,
            column: 1,
            end_line: None,
            end_column: None,
            severity: code.severity(),
            code,
            message: message.into(),
            help: None,
        }
    }

    /// True when this finding refuses publication.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, severity, code, message, .. } = self;
        write!(f, "{file}:{line}:{column}: {} [{code}] {message}", severity.word())
    }
}

/// The findings as a JSON array of `{file, line, column, severity, code, message, help}`.
pub fn to_json(diagnostics: &[Diagnostic]) -> serde_json::Value {
    let one = |d: &Diagnostic| {
        serde_json::json!({
            "file": d.file, "line": d.line, "column": d.column, "severity": d.severity,
            "code": d.code, "message": d.message, "help": d.help,
        })
    };
    serde_json::Value::Array(diagnostics.iter().map(one).collect())
}

/// The report that GitLab shows beside the lines of a merge request.
pub fn to_code_quality(diagnostics: &[Diagnostic]) -> serde_json::Value {
    let one = |d: &Diagnostic| {
        let severity = match d.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
        };
        // Without the line: a finding that only moves is the same finding for GitLab.
        let identity = format!("{}\n{}\n{}", d.file, d.code, d.message);
        serde_json::json!({
            "description": d.message,
            "check_name": d.code,
            "fingerprint": super::media::hex(&super::media::sha256(identity.as_bytes())),
            "severity": severity,
            "location": { "path": d.file, "lines": { "begin": d.line } },
        })
    };
    serde_json::Value::Array(diagnostics.iter().map(one).collect())
}

/// Findings shown for one file.
const SHOWN: usize = 100;

/// A finding while its file is being read: a place in bytes, not yet a line.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    pub(crate) span: Span,
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

/// The findings of one file, in the order in which they were made.
#[derive(Debug, Default, Clone)]
pub(crate) struct Report {
    findings: Vec<Finding>,
}

impl Report {
    /// Adds a finding.
    pub(crate) fn add(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.findings.push(Finding { span, code, message: message.into(), help: None });
    }

    /// Adds a finding with a longer explanation.
    pub(crate) fn add_with_help(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.findings.push(Finding { span, code, message: message.into(), help: Some(help.into()) });
    }

    /// Takes the findings of another report of the same file.
    pub(crate) fn extend(&mut self, other: Report) {
        self.findings.extend(other.findings);
    }

    /// Forgets the findings for which `keep` is false.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Finding) -> bool) {
        self.findings.retain(keep);
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter()
    }

    pub(crate) fn has_error(&self) -> bool {
        self.findings.iter().any(|finding| finding.code.severity() == Severity::Error)
    }

    /// The findings as diagnostics of `file`, in file order.
    ///
    /// A block that is never closed and hides what follows comes first: the other findings of
    /// the file are mostly its consequences.
    pub(crate) fn into_diagnostics(mut self, file: &str, source: &str) -> Vec<Diagnostic> {
        if self.findings.is_empty() {
            return Vec::new();
        }
        self.findings.sort_by_key(|f| (f.code != Code::C08, f.span.start, f.code));
        self.findings.dedup_by(|a, b| a.span == b.span && a.code == b.code && a.message == b.message);
        let left = self.shorten();
        let lines = Lines::new(source);
        let place = |finding: Finding| {
            let start = lines.position(finding.span.start);
            let end = (finding.span.end > finding.span.start).then(|| lines.position(finding.span.end));
            Diagnostic {
                file: file.to_owned(),
                line: start.line,
                column: start.column,
                end_line: end.map(|end| end.line),
                end_column: end.map(|end| end.column),
                severity: finding.code.severity(),
                code: finding.code,
                message: finding.message,
                help: finding.help,
            }
        };
        let mut diagnostics: Vec<Diagnostic> = self.findings.into_iter().map(place).collect();
        if let Some(last) = diagnostics.last_mut().filter(|_| left > 0) {
            last.help = Some(format!("et {left} autres messages dans ce fichier"));
        }
        diagnostics
    }

    /// Keeps what a person can read, with an error among it if there is one; the number left out.
    fn shorten(&mut self) -> usize {
        let left = self.findings.len().saturating_sub(SHOWN);
        if left == 0 {
            return 0;
        }
        let is_error = |finding: &Finding| finding.code.severity() == Severity::Error;
        if let Some(first) = self.findings.iter().position(is_error).filter(|first| *first >= SHOWN) {
            self.findings.swap(SHOWN - 1, first);
        }
        self.findings.truncate(SHOWN);
        left
    }
}

/// `text` short enough to be quoted in a sentence.
pub(crate) fn quoted(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or("");
    match line.char_indices().nth(48) {
        Some((cut, _)) => format!("« {}… »", line[..cut].trim_end()),
        None => format!("« {line} »"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_reads_as_one_line() {
        let mut report = Report::default();
        report.add(Code::C04, Span::new(4, 9), "conteneur « qestion » inconnu — vouliez-vous « question » ?");
        let found = report.into_diagnostics("casse.md", "a\n\n::: qestion\n");
        assert_eq!(
            found[0].to_string(),
            "casse.md:3:2: erreur [C04] conteneur « qestion » inconnu — vouliez-vous « question » ?"
        );
        assert_eq!(to_json(&found)[0]["severity"], "error");
        assert_eq!(to_json(&found)[0]["code"], "C04");
        assert_eq!(to_code_quality(&found)[0]["location"]["lines"]["begin"], 3);
    }
}
