//! A letter in words: who writes under which names, to whom, what in sections, who signed.
//!
//! The page on the platform is the reference, this follows it: the caller gives every word.

use typst::foundations::{Array, Datetime, Dict, IntoValue, Value, dict};

use crate::attestation::{Created, Language};
use crate::export::{self, PdfError};
use crate::words;

const TEMPLATE: (&str, &str) = ("letter.typ", include_str!("../templates/letter.typ"));

/// A part of a letter: paragraphs, then a list; either may be empty.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct LetterSection {
    pub heading: String,
    pub paragraphs: Vec<String>,
    pub items: Vec<String>,
}

/// What a letter says, already in words.
#[derive(Debug, Clone)]
pub struct LetterDocument {
    /// The language in which it is written.
    pub language: Language,
    /// What it is.
    pub title: String,
    /// Which version, of which day.
    pub version: String,
    /// The bodies in whose name it is written, the widest first.
    pub bodies: Vec<String>,
    /// To whom.
    pub addressee: String,
    /// What comes before the sections.
    pub intro: String,
    /// The parts.
    pub sections: Vec<LetterSection>,
    /// Who signs, and what is said of it.
    pub signatures: Vec<(String, String)>,
    /// What the reader must know first: not accepted yet.
    pub standing: Option<String>,
    /// Foot of each page, when there are several: « Page {page} sur {pages} ».
    pub page: String,
    /// When it was written.
    pub created: Created,
    /// Names the file for good.
    pub identity: String,
}

/// The letter as a PDF/UA-1 file; the same document always gives the same bytes.
///
/// Pure computing that takes its time: call it where blocking is allowed.
pub fn letter(document: &LetterDocument) -> Result<Vec<u8>, PdfError> {
    let Created { year, month, day, hour, minute } = document.created;
    let created = Datetime::from_ymd_hms(year, month, day, hour, minute, 0).ok_or(PdfError::Date)?;
    export::pdf(TEMPLATE, inputs(document), document.identity.clone(), created)
}

/// The dictionary that the template reads: values, not source, so nothing in it can be markup.
fn inputs(document: &LetterDocument) -> Dict {
    let language = document.language;
    let plain = |text: &str| words::clean(text, language);
    let line = |text: &str| words::breakable(&plain(text));
    let lines = |texts: &[String]| -> Array {
        texts
            .iter()
            .map(|text| line(text))
            .filter(|text| !text.is_empty())
            .map(IntoValue::into_value)
            .collect()
    };
    let sections: Array = document
        .sections
        .iter()
        .map(|section| {
            Value::Dict(dict! {
                "heading" => line(&section.heading),
                "paragraphs" => lines(&section.paragraphs),
                "items" => lines(&section.items),
            })
        })
        .collect();
    let signatures: Array = document
        .signatures
        .iter()
        .map(|(who, said)| Value::Dict(dict! { "who" => line(who), "said" => line(said) }))
        .collect();
    dict! {
        "language" => match language {
            Language::French => "fr",
            Language::English => "en",
        },
        "region" => match language {
            Language::French => "FR",
            Language::English => "GB",
        },
        "document-title" => format!("{} – {}", plain(&document.title), plain(&document.addressee)),
        "author" => plain(document.bodies.last().map_or("", String::as_str)),
        "title" => line(&document.title),
        "version" => line(&document.version),
        "bodies" => lines(&document.bodies),
        "addressee" => line(&document.addressee),
        "intro" => line(&document.intro),
        "sections" => sections,
        "signatures" => signatures,
        "standing" => match &document.standing {
            Some(standing) => line(standing).into_value(),
            None => Value::None,
        },
        "page" => line(&document.page),
    }
}
