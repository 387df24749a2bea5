//! Where a byte is: line and column, as a person counts them.
//!
//! Columns are counted in characters and start at 1; editors that count in UTF-16 units have
//! their own method. The table of line starts is built once, when a page has something to say.

/// A piece of a source, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// A piece from `start` to `end`, in bytes. Sources are bounded (course format, R8), so
    /// 32 bits are enough; anything beyond is clamped rather than wrapped.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The empty piece at `offset`.
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The bytes of this piece, as a range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text of this piece, or nothing when it is not a piece of `source`.
    pub fn of(self, source: &str) -> &str {
        source.get(self.range()).unwrap_or("")
    }

    /// This piece, `by` bytes further.
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }
}

/// A line and a column, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

/// The lines of a source, to find positions quickly.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<u32>,
}

impl<'t> Lines<'t> {
    /// Notes where every line of `text` starts.
    pub fn new(text: &'t str) -> Self {
        let mut starts = Vec::with_capacity(text.len() / 40 + 1);
        starts.push(0);
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        starts.extend(newlines.map(|(at, _)| Span::at(at + 1).start));
        Self { text, starts }
    }

    /// Line and column of a byte, in characters.
    pub fn position(&self, offset: u32) -> Position {
        let (line, before) = self.locate(offset);
        Position { line, column: count(before.chars().count()) }
    }

    /// Line and column of a byte, in UTF-16 units: what browser editors count.
    pub fn position_utf16(&self, offset: u32) -> Position {
        let (line, before) = self.locate(offset);
        Position { line, column: count(before.encode_utf16().count()) }
    }

    fn locate(&self, offset: u32) -> (u32, &'t str) {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let after = self.starts.partition_point(|start| *start as usize <= offset);
        let start = self.starts.get(after.wrapping_sub(1)).copied().unwrap_or(0) as usize;
        (Span::at(after).start.max(1), self.text.get(start..offset).unwrap_or(""))
    }
}

fn count(before: usize) -> u32 {
    Span::at(before + 1).start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "été\nœuvre 😀 x\n";
        let lines = Lines::new(text);
        let x = Span::at(text.find('x').unwrap()).start;
        assert_eq!(lines.position(x), Position { line: 2, column: 9 });
        assert_eq!(lines.position_utf16(x), Position { line: 2, column: 10 });
        assert_eq!(lines.position(0), Position { line: 1, column: 1 });
    }

    #[test]
    fn an_offset_inside_a_character_or_after_the_end_is_harmless() {
        let lines = Lines::new("é");
        assert_eq!(lines.position(1).column, 1);
        assert_eq!(lines.position(99), Position { line: 1, column: 2 });
    }
}
