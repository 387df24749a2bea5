//! The attestation of a course or a session: one page to print, keep and check.
//!
//! The page on the platform is the reference, this follows it (CRT-6): every text comes frozen from
//! the attestation's record, never from today's course or today's name (CRT-3).

use typst::foundations::{Array, Datetime, Dict, IntoValue, Str, Value, dict};

use crate::export::{self, PdfError};
use crate::words;

const TEMPLATE: (&str, &str) = ("attestation.typ", include_str!("../templates/attestation.typ"));

/// The language of the document: of its spacing, and of the voice that reads it aloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// French of France.
    French,
    /// British English.
    English,
}

/// When the attestation was issued, in universal time: the date inside the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Created {
    pub year: i32,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
}

/// What an attestation says, already in words: dates and hours are formatted by the caller.
#[derive(Debug, Clone)]
pub struct AttestationDocument {
    /// The language in which it is written.
    pub language: Language,
    /// The number of the attestation, for people who speak of it.
    pub number: String,
    /// What it is: « Attestation de suivi ».
    pub title_line: String,
    /// The full name of the teacher, as on that day.
    pub holder: String,
    /// The title of the course or the session.
    pub course_title: String,
    /// Which version of it was followed: « Version 3 du 12 mars 2026 ». May be empty.
    pub course_version: String,
    /// The day on which it was completed.
    pub completed_on: String,
    /// From when to when, if that is worth saying.
    pub period: Option<String>,
    /// How long it counts: « 6 h 30 ».
    pub hours_text: String,
    /// How the hours divide: « dont 2 h 30 à distance », or in minutes.
    pub hours_detail: Option<String>,
    /// What the course aimed at.
    pub objectives: Vec<String>,
    /// The competences it works on, each as code and label.
    pub competences: Vec<String>,
    /// Who issues it, under its name of that day.
    pub issuer_name: String,
    /// What stands under that name: department, town, signatory.
    pub issuer_detail: Vec<String>,
    /// The verification code, in groups as it is to be typed.
    pub code: String,
    /// The address of its check page.
    pub verify_url: String,
    /// The QR code of that address: rows of modules, `true` is dark, without its margin.
    pub qr: Vec<Vec<bool>>,
    /// Said once for all across the page and at its top: « Attestation révoquée le 3 mai 2026 ».
    pub revoked: Option<String>,
    /// When it was issued.
    pub created: Created,
    /// The fixed words.
    pub labels: Labels,
}

/// The words that are the same on every attestation; they live in the caller's catalogue.
#[derive(Debug, Clone)]
pub struct Labels {
    /// Before the number: « N° ».
    pub number: String,
    /// Before the name: « délivrée à ».
    pub issued_to: String,
    /// Before the title: « pour avoir suivi la formation ».
    pub for_course: String,
    /// Over the hours.
    pub hours: String,
    /// Over the day.
    pub completed_on: String,
    /// Over the period.
    pub period: String,
    /// Heading of the objectives.
    pub objectives: String,
    /// Heading of the competences.
    pub competences: String,
    /// Heading of who issues it.
    pub issued_by: String,
    /// Heading of the check.
    pub verify: String,
    /// The sentence that says how to check it.
    pub verify_sentence: String,
    /// Over the code.
    pub code: String,
    /// What the picture is, for those who do not see it; required.
    pub qr_alternative: String,
    /// Foot of each page, when there are several: « Page {page} sur {pages} ».
    pub page: String,
}

/// The attestation as a PDF/UA-1 file; the same document always gives the same bytes.
///
/// Pure computing that takes its time: call it where blocking is allowed.
pub fn attestation(document: &AttestationDocument) -> Result<Vec<u8>, PdfError> {
    let Created { year, month, day, hour, minute } = document.created;
    let created = Datetime::from_ymd_hms(year, month, day, hour, minute, 0).ok_or(PdfError::Date)?;
    let side = document.qr.len();
    if side == 0 || document.qr.iter().any(|row| row.len() != side) {
        return Err(PdfError::Code);
    }
    let identity = format!("preau attestation {} {}", document.number, document.code);
    export::pdf(TEMPLATE, inputs(document), identity, created)
}

/// The dictionary that the template reads: values, not source, so nothing in it can be markup.
fn inputs(document: &AttestationDocument) -> Dict {
    let language = document.language;
    let plain = |text: &str| words::clean(text, language);
    let line = |text: &str| words::breakable(&plain(text));
    let lines = |texts: &[String]| -> Array {
        texts.iter().map(|text| line(text)).filter(|text| !text.is_empty()).map(text).collect()
    };
    let maybe = |value: &Option<String>| match value {
        Some(value) => text(line(value)),
        None => Value::None,
    };
    let title = format!(
        "{} – {} – {}",
        plain(&document.title_line),
        plain(&document.holder),
        plain(&document.course_title)
    );
    dict! {
        "language" => match language {
            Language::French => "fr",
            Language::English => "en",
        },
        "region" => match language {
            Language::French => "FR",
            Language::English => "GB",
        },
        "title" => title,
        "issuer" => plain(&document.issuer_name),
        "number" => line(&document.number),
        "title-line" => line(&document.title_line),
        "holder" => line(&document.holder),
        "course-title" => line(&document.course_title),
        "course-version" => line(&document.course_version),
        "completed-on" => line(&document.completed_on),
        "period" => maybe(&document.period),
        "hours" => line(&document.hours_text),
        "hours-detail" => maybe(&document.hours_detail),
        "objectives" => lines(&document.objectives),
        "competences" => lines(&document.competences),
        "issuer-name" => line(&document.issuer_name),
        "issuer-detail" => lines(&document.issuer_detail),
        "code" => line(&document.code),
        "verify-url" => plain_address(&document.verify_url),
        "verify-address" => shown_address(&document.verify_url),
        "qr" => modules(&document.qr),
        "revoked" => maybe(&document.revoked),
        "labels" => labels(&document.labels, &line),
    }
}

fn labels(labels: &Labels, line: &dyn Fn(&str) -> String) -> Dict {
    dict! {
        "number" => line(&labels.number),
        "issued-to" => line(&labels.issued_to),
        "for-course" => line(&labels.for_course),
        "hours" => line(&labels.hours),
        "completed-on" => line(&labels.completed_on),
        "period" => line(&labels.period),
        "objectives" => line(&labels.objectives),
        "competences" => line(&labels.competences),
        "issued-by" => line(&labels.issued_by),
        "verify" => line(&labels.verify),
        "verify-sentence" => line(&labels.verify_sentence),
        "code" => line(&labels.code),
        "qr-alternative" => line(&labels.qr_alternative),
        "page" => line(&labels.page),
    }
}

fn text(text: String) -> Value {
    Value::Str(Str::from(text))
}

/// The address without French spacing, which would break it when copied.
fn plain_address(address: &str) -> String {
    words::clean(address, Language::English)
}

/// Whole as long as a line holds it: people copy it.
fn shown_address(address: &str) -> String {
    let address = plain_address(address);
    if address.chars().count() > 60 { words::breakable(&address) } else { address }
}

/// Each row as its dark runs, `(first module, length)`: fewer and seamless rectangles.
fn modules(qr: &[Vec<bool>]) -> Array {
    qr.iter()
        .map(|row| {
            let mut runs: Vec<(usize, usize)> = Vec::new();
            for place in row.iter().enumerate().filter(|(_, dark)| **dark).map(|(place, _)| place) {
                match runs.last_mut() {
                    Some((first, length)) if *first + *length == place => *length += 1,
                    _ => runs.push((place, 1)),
                }
            }
            let runs = runs.into_iter().map(|(first, length)| {
                [first, length].into_iter().map(IntoValue::into_value).collect::<Array>()
            });
            Value::Array(runs.map(Value::Array).collect())
        })
        .collect()
}
