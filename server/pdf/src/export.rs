//! From a template and its data to the bytes of a PDF/UA-1 file.

use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Dict, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::world::Desk;

/// Why a document could not be made. None of them is the reader's fault; log it, offer the page.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The day or the hour of creation does not exist.
    #[error("the date of creation does not exist")]
    Date,
    /// The picture of the code is empty or not a square.
    #[error("the picture of the code is not a square of modules")]
    Code,
    /// The template was refused: a mistake of ours.
    #[error("the template was refused: {0}")]
    Template(String),
    /// The page was laid out, but would not be accessible to all.
    #[error("the document would not conform to PDF/UA-1: {0}")]
    Standard(String),
}

/// One document, named for good by `identity`.
pub(crate) fn pdf(
    template: (&str, &str),
    inputs: Dict,
    identity: String,
    created: Datetime,
) -> Result<Vec<u8>, PdfError> {
    let _forget = Forget;
    let desk = Desk::new(template.0, template.1, inputs)?;
    let document =
        typst::compile::<PagedDocument>(&desk).output.map_err(|errors| PdfError::Template(told(&errors)))?;
    let options = PdfOptions {
        ident: Smart::Custom(identity),
        creator: Smart::Custom(Some("Préau".to_owned())),
        timestamp: Some(Timestamp::new_utc(created)),
        standards: PdfStandards::new(&[PdfStandard::Ua_1])
            .map_err(|error| PdfError::Standard(error.message().to_string()))?,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| PdfError::Standard(told(&errors)))
}

/// typst remembers every step of every document until told to forget, after a failure too: the
/// server would grow with each attestation (test `forty_documents_leave_no_memory_behind`).
struct Forget;

impl Drop for Forget {
    fn drop(&mut self) {
        typst::comemo::evict(0);
    }
}

fn told(errors: &[SourceDiagnostic]) -> String {
    errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ")
}
