//! One row into its cells, line after line until its quotes are closed.

/// Where the splitting of a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the first letter of a cell.
    Start,
    Plain,
    Quoted,
    /// After a quote inside a quoted cell: the end of the cell, or the first half of a doubled quote.
    Closing,
}

/// Splits a row that may go over several lines.
#[derive(Debug)]
pub(super) struct Splitter {
    delimiter: u8,
    place: Place,
    cells: Vec<String>,
    cell: Vec<u8>,
}

impl Splitter {
    pub(super) fn new(delimiter: u8) -> Self {
        Self { delimiter, place: Place::Start, cells: Vec::new(), cell: Vec::new() }
    }

    /// Takes a line without its end; says whether the row is complete. After a `false` the next line belongs to it.
    pub(super) fn take(&mut self, line: &[u8]) -> bool {
        if self.place == Place::Quoted {
            self.cell.push(b'\n');
        }
        for &byte in line {
            self.place = match (self.place, byte) {
                (Place::Quoted, b'"') => Place::Closing,
                (Place::Closing, b'"') => {
                    self.cell.push(b'"');
                    Place::Quoted
                }
                (Place::Quoted, _) => {
                    self.cell.push(byte);
                    Place::Quoted
                }
                (Place::Start | Place::Plain | Place::Closing, byte) if byte == self.delimiter => {
                    self.end_cell();
                    Place::Start
                }
                (Place::Start, b'"') => Place::Quoted,
                // A quote inside a cell that does not begin with one is a letter like others.
                (Place::Start | Place::Plain, _) => {
                    self.cell.push(byte);
                    Place::Plain
                }
                // What follows a closed quote is kept: `"a"b` reads `ab`, as spreadsheets do.
                (Place::Closing, _) => {
                    self.cell.push(byte);
                    Place::Plain
                }
            };
        }
        self.place != Place::Quoted
    }

    /// The cells of a complete row.
    pub(super) fn finish(mut self) -> Vec<String> {
        self.end_cell();
        self.cells
    }

    fn end_cell(&mut self) {
        // The lines come from a decoder: this is UTF-8, cut at one-byte letters only.
        let cell = std::mem::take(&mut self.cell);
        self.cells.push(String::from_utf8(cell).unwrap_or_default());
    }
}
