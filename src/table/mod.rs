//! Reading tables that others made: CSV in its dialects, whatever program wrote it.
//!
//! What we write is strict ([`crate::csv`]); what we read is tolerant, with a sentence for each row that cannot be
//! understood. A broken row never stops the file, and memory does not grow with it.

mod rows;
mod sniff;
mod split;
#[cfg(test)]
mod tests;
mod text;

use serde::{Deserialize, Serialize};

pub use rows::{Broken, Row, Rows};
pub(crate) use sniff::head;
pub use sniff::{NotATable, Sniffed, sniff};
pub use text::Text;

/// How letters stand in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    Utf8,
    /// Windows' Latin letters: what French spreadsheets and GAIA write.
    Cp1252,
    Utf16Le,
    Utf16Be,
}

impl Encoding {
    pub const ALL: [Self; 4] = [Self::Utf8, Self::Cp1252, Self::Utf16Le, Self::Utf16Be];

    pub fn code(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Cp1252 => "windows-1252",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.code() == code)
    }
}

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    Semicolon,
    Pipe,
    Tab,
    Comma,
}

impl Delimiter {
    /// In the order in which they are preferred when a file could be read with several.
    pub const ALL: [Self; 4] = [Self::Semicolon, Self::Pipe, Self::Tab, Self::Comma];

    pub fn code(self) -> &'static str {
        match self {
            Self::Semicolon => "semicolon",
            Self::Pipe => "pipe",
            Self::Tab => "tab",
            Self::Comma => "comma",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|delimiter| delimiter.code() == code)
    }

    fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Pipe => b'|',
            Self::Tab => b'\t',
            Self::Comma => b',',
        }
    }
}

/// How a file is read: found by [`sniff`], overruled by a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    pub encoding: Encoding,
    pub delimiter: Delimiter,
    /// The first row names the columns.
    pub header: bool,
    /// Lines end with a lone carriage return, as on very old machines.
    pub carriage_returns: bool,
}

/// What a cell says: without spaces around it, and without the apostrophe that [`crate::csv`] puts before a cell that
/// a spreadsheet would run as a formula, so that what we export is read back as it was.
pub fn said(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start().starts_with(['=', '+', '-', '@', '|', '%']) => rest.trim(),
        _ => cell,
    }
}
