//! Rows of a table, one after the other, each with its line in the file.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

use super::split::Splitter;
use super::{Shape, Text};

/// Longest row; the longest of the register has 1.5 kB.
const MAX_BYTES: usize = 64 * 1024;
/// Most lines of a row: an address with its line ends, twice over.
const MAX_LINES: usize = 50;
const MAX_CELLS: usize = 300;
/// After so many rows whose quote never closes, quotes do not go over lines any more: a hostile file must not make
/// every line be read fifty times.
const MAX_OPEN: u32 = 100;

/// A row that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line in the file, from 1; its first when it has several.
    pub line: u32,
    pub cells: Vec<String>,
}

impl Row {
    /// What a cell says, empty when the row is too short.
    pub fn said(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| super::said(cell))
    }
}

/// Why a row cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    TooLong,
    TooManyCells,
    /// A quote opens and never closes.
    OpenQuote,
    /// Letters that are none: another encoding, or damage.
    Unreadable,
}

/// Reads rows out of a file.
pub struct Rows<R: Read> {
    text: Text<R>,
    delimiter: u8,
    line_end: u8,
    /// Lines read ahead for a quote that did not close.
    waiting: VecDeque<Vec<u8>>,
    /// Number of the line given last.
    line: u32,
    open_quotes: u32,
}

enum Line {
    Whole(Vec<u8>),
    TooLong,
}

impl<R: Read> Rows<R> {
    pub fn new(file: R, shape: Shape) -> Self {
        Self {
            text: Text::new(file, shape.encoding),
            delimiter: shape.delimiter.byte(),
            line_end: if shape.carriage_returns { b'\r' } else { b'\n' },
            waiting: VecDeque::new(),
            line: 0,
            open_quotes: 0,
        }
    }

    /// Bytes taken from the file so far.
    pub fn taken(&self) -> u64 {
        self.text.taken()
    }

    /// The next row that holds something, or the line that is none and why; nothing at the end of the file.
    ///
    /// # Errors
    /// Those of the file itself.
    #[expect(clippy::should_implement_trait, reason = "an iterator cannot tell a bad disk from a bad row")]
    pub fn next(&mut self) -> io::Result<Option<Result<Row, (u32, Broken)>>> {
        loop {
            let Some(first) = self.next_line()? else { return Ok(None) };
            self.line = self.line.saturating_add(1);
            let line = self.line;
            let first = match first {
                Line::Whole(first) => first,
                Line::TooLong => return Ok(Some(Err((line, Broken::TooLong)))),
            };
            let mut splitter = Splitter::new(self.delimiter);
            if !splitter.take(&first) && !self.close_quote(&mut splitter)? {
                self.open_quotes += 1;
                return Ok(Some(Err((line, Broken::OpenQuote))));
            }
            let cells = splitter.finish();
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if cells.len() > MAX_CELLS {
                return Ok(Some(Err((line, Broken::TooManyCells))));
            }
            let damaged = |c: char| c == '\u{fffd}' || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
            if cells.iter().any(|cell| cell.contains(damaged)) {
                return Ok(Some(Err((line, Broken::Unreadable))));
            }
            return Ok(Some(Ok(Row { line, cells })));
        }
    }

    /// Reads on until the quote closes. When it never does, what was read ahead is given back.
    fn close_quote(&mut self, splitter: &mut Splitter) -> io::Result<bool> {
        if self.open_quotes >= MAX_OPEN {
            return Ok(false);
        }
        let (mut ahead, mut bytes) = (Vec::new(), 0);
        let mut closed = false;
        while !closed && ahead.len() < MAX_LINES && bytes <= MAX_BYTES {
            match self.next_line()? {
                Some(Line::Whole(more)) => {
                    bytes += more.len();
                    closed = splitter.take(&more);
                    ahead.push(more);
                }
                Some(Line::TooLong) => {
                    // Kept as a line that is too long again.
                    ahead.push(vec![b'x'; MAX_BYTES + 1]);
                    break;
                }
                None => break,
            }
        }
        if closed {
            self.line = self.line.saturating_add(u32::try_from(ahead.len()).unwrap_or(u32::MAX));
        } else {
            for line in ahead.into_iter().rev() {
                self.waiting.push_front(line);
            }
        }
        Ok(closed)
    }

    /// A line without its end. One that is too long is skipped to its end.
    fn next_line(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.waiting.pop_front() {
            return Ok(Some(if line.len() > MAX_BYTES { Line::TooLong } else { Line::Whole(line) }));
        }
        let (mut line, mut any, mut over) = (Vec::new(), false, false);
        loop {
            let there = self.text.fill_buf()?;
            if there.is_empty() {
                break;
            }
            any = true;
            let end = there.iter().position(|byte| *byte == self.line_end);
            let piece = &there[..end.unwrap_or(there.len())];
            over |= line.len() + piece.len() > MAX_BYTES;
            if !over {
                line.extend_from_slice(piece);
            }
            let used = piece.len() + usize::from(end.is_some());
            self.text.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(Some(if over { Line::TooLong } else { Line::Whole(line) }))
    }
}
