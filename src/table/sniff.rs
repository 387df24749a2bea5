//! Finding out how a file is written: encoding, delimiter, header. A person sees what was found, and may overrule it.

use std::collections::BTreeSet;
use std::io::{self, Read};

use super::{Delimiter, Encoding, Row, Rows, Shape};
use crate::text;

/// What delimiter and header are looked for in.
const SAMPLE: usize = 64 * 1024;
/// Rows shown to whoever checks what was found.
const SHOWN: usize = 5;

/// Why a file is no table at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotATable {
    Empty,
    /// A page, saved under the name of a table: often the login page of a portal.
    Html,
    /// A workbook (`.xlsx`, `.ods`) or another archive: to be saved as CSV first.
    Workbook,
    Pdf,
    /// Something else that holds no text.
    Binary,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sniffed {
    pub shape: Shape,
    /// The first rows, the header among them.
    pub head: Vec<Vec<String>>,
}

/// Reads a file through, once, and says how it is written. `known` are the keys ([`text::key`]) of names that columns
/// may have.
///
/// # Errors
/// Those of the file itself; inside, why it is no table.
pub fn sniff(mut file: impl Read, known: &[&str]) -> io::Result<Result<Sniffed, NotATable>> {
    let mut sample = Vec::new();
    file.by_ref().take(SAMPLE as u64).read_to_end(&mut sample)?;
    if let Some(not) = no_table(&sample) {
        return Ok(Err(not));
    }
    let encoding = match sample.as_slice() {
        [0xff, 0xfe, ..] => Encoding::Utf16Le,
        [0xfe, 0xff, ..] => Encoding::Utf16Be,
        _ => {
            let mut letters = Letters::default();
            letters.take(&sample);
            let mut piece = vec![0; SAMPLE];
            loop {
                let count = file.read(&mut piece)?;
                if count == 0 {
                    break;
                }
                letters.take(&piece[..count]);
            }
            letters.encoding()
        }
    };
    let carriage_returns = sample.contains(&b'\r') && !sample.contains(&b'\n');
    let shape = |delimiter, header| Shape { encoding, delimiter, header, carriage_returns };
    let mut best: Option<(f64, Delimiter, Vec<Vec<String>>)> = None;
    for delimiter in Delimiter::ALL {
        let rows = first_rows(&sample, shape(delimiter, false))?;
        let score = evenness(&rows);
        if best.as_ref().is_none_or(|(most, ..)| score > *most) {
            best = Some((score, delimiter, rows));
        }
    }
    let Some((_, delimiter, mut rows)) = best.filter(|(_, _, rows)| !rows.is_empty()) else {
        return Ok(Err(NotATable::Empty));
    };
    let header = is_header(&rows, known);
    rows.truncate(SHOWN + usize::from(header));
    Ok(Ok(Sniffed { shape: shape(delimiter, header), head: rows }))
}

/// The first rows of a file whose shape is known: what is shown once somebody has overruled it.
///
/// # Errors
/// Those of the file itself.
pub(crate) fn head(file: impl Read, shape: Shape) -> io::Result<Vec<Vec<String>>> {
    let mut sample = Vec::new();
    file.take(SAMPLE as u64).read_to_end(&mut sample)?;
    let mut rows = first_rows(&sample, shape)?;
    rows.truncate(SHOWN + usize::from(shape.header));
    Ok(rows)
}

fn no_table(sample: &[u8]) -> Option<NotATable> {
    let blank = |byte: &u8| byte.is_ascii_whitespace() || matches!(*byte, 0xef | 0xbb | 0xbf | 0xff | 0xfe);
    let Some(start) = sample.iter().position(|byte| !blank(byte)) else { return Some(NotATable::Empty) };
    let text = &sample[start..];
    let begins = |with: &[u8]| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    if begins(b"<!doctype") || begins(b"<html") || begins(b"<?xml") || begins(b"<head") || begins(b"<body") {
        return Some(NotATable::Html);
    }
    // The second is the workbook of before 2007.
    if begins(b"PK\x03\x04") || sample.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Some(NotATable::Workbook);
    }
    if begins(b"%PDF-") {
        return Some(NotATable::Pdf);
    }
    let utf16 = sample.starts_with(&[0xff, 0xfe]) || sample.starts_with(&[0xfe, 0xff]);
    let zeros = sample.iter().filter(|byte| **byte == 0).count();
    // One or two make their row unreadable; many make no text.
    (!utf16 && zeros * 100 > sample.len()).then_some(NotATable::Binary)
}

fn first_rows(sample: &[u8], shape: Shape) -> io::Result<Vec<Vec<String>>> {
    let mut rows = Rows::new(sample, shape);
    let mut found = Vec::new();
    while found.len() < 60 {
        match rows.next()? {
            Some(Ok(Row { cells, .. })) => found.push(cells),
            Some(Err(_)) => {}
            None => break,
        }
    }
    // The sample may end inside a row.
    if found.len() > 2 && sample.len() == SAMPLE {
        found.pop();
    }
    Ok(found)
}

/// High when most rows have the same number of cells, and more than one.
fn evenness(rows: &[Vec<String>]) -> f64 {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for row in rows {
        *counts.entry(row.len()).or_default() += 1;
    }
    let Some((cells, often)) = counts.into_iter().max_by_key(|(_, often)| *often) else { return -1.0 };
    if cells < 2 {
        return 0.0;
    }
    let (often, all, cells) = (count(often), count(rows.len()), count(cells));
    often / all * (1.0 + cells.ln() / 10.0)
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

fn is_header(rows: &[Vec<String>], known: &[&str]) -> bool {
    let Some(first) = rows.first() else { return false };
    let cells: Vec<&str> =
        first.iter().map(|cell| super::said(cell)).filter(|cell| !cell.is_empty()).collect();
    let keys: BTreeSet<String> = cells.iter().map(|cell| text::key(cell)).collect();
    if cells.is_empty() || cells.iter().any(|cell| cell.contains('@')) {
        return false;
    }
    if keys.iter().any(|key| known.contains(&key.as_str())) {
        return true;
    }
    // Words in front, figures or addresses below.
    let words = cells.iter().all(|cell| !cell.starts_with(|c: char| c.is_ascii_digit()));
    let data = rows.iter().skip(1).flatten().any(|cell| {
        let cell = super::said(cell);
        cell.contains('@') || cell.starts_with(|c: char| c.is_ascii_digit())
    });
    words && keys.len() == cells.len() && data
}

/// Counts letters of UTF-8 and bytes that cannot be any, over pieces.
#[derive(Debug, Default)]
struct Letters {
    good: u64,
    bad: u64,
    /// Bytes of a letter that are still to come.
    expected: u8,
    sure: bool,
}

impl Letters {
    fn take(&mut self, piece: &[u8]) {
        self.sure |= self.good + self.bad == 0 && piece.starts_with(&[0xef, 0xbb, 0xbf]);
        for &byte in piece {
            if self.expected > 0 {
                if byte & 0xc0 == 0x80 {
                    self.expected -= 1;
                    self.good += u64::from(self.expected == 0);
                    continue;
                }
                self.bad += 1;
                self.expected = 0;
            }
            match byte {
                0..=0x7f => {}
                0xc2..=0xdf => self.expected = 1,
                0xe0..=0xef => self.expected = 2,
                0xf0..=0xf4 => self.expected = 3,
                _ => self.bad += 1,
            }
        }
    }

    /// A mark at the start settles it. Otherwise: a damaged row or two do not make another encoding of a file that is
    /// UTF-8 everywhere else.
    fn encoding(&self) -> Encoding {
        if self.sure || self.bad + u64::from(self.expected > 0) == 0 || self.good > 4 * self.bad {
            Encoding::Utf8
        } else {
            Encoding::Cp1252
        }
    }
}
