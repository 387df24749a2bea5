//! Préau's documents as tagged PDF (PDF/UA-1), which a screen reader can read.
//!
//! A crate of its own because typst is the longest build of all: whoever works on pages does
//! without it (feature `pdf` of the server). It knows no room of Préau and no catalogue of texts:
//! the caller gives everything that is printed.
//!
//! Invariants: people's text enters as data and is never read as typst markup; the same document
//! gives the same bytes, whatever the day; nothing stays in typst's memory after a document.

mod attestation;
mod export;
mod fonts;
mod letter;
mod words;
mod world;

pub use attestation::{AttestationDocument, Created, Labels, Language, attestation};
pub use export::PdfError;
pub use letter::{LetterDocument, LetterSection, letter};
