//! Letters out of bytes, a piece at a time.

use std::io::{self, BufRead, Read};

use super::Encoding;

const PIECE: usize = 32 * 1024;

/// Reads a file as UTF-8, whatever it is written in. What cannot be a letter becomes U+FFFD, which the rows show.
pub struct Text<R> {
    inner: R,
    decoder: encoding_rs::Decoder,
    raw: Vec<u8>,
    raw_from: usize,
    raw_to: usize,
    out: Vec<u8>,
    out_from: usize,
    out_to: usize,
    ended: bool,
    taken: u64,
}

impl<R: Read> Text<R> {
    pub fn new(inner: R, encoding: Encoding) -> Self {
        let encoding = match encoding {
            Encoding::Utf8 => encoding_rs::UTF_8,
            Encoding::Cp1252 => encoding_rs::WINDOWS_1252,
            Encoding::Utf16Le => encoding_rs::UTF_16LE,
            Encoding::Utf16Be => encoding_rs::UTF_16BE,
        };
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; PIECE],
            raw_from: 0,
            raw_to: 0,
            // Three bytes of UTF-8 for one of anything else, and room for what waits in the decoder.
            out: vec![0; 3 * PIECE + 16],
            out_from: 0,
            out_to: 0,
            ended: false,
            taken: 0,
        }
    }

    /// Bytes taken from the file so far: how far the reading is.
    pub fn taken(&self) -> u64 {
        self.taken
    }
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let there = self.fill_buf()?;
        let count = there.len().min(into.len());
        into[..count].copy_from_slice(&there[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Text<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.out_from == self.out_to && !self.ended {
            if self.raw_from == self.raw_to {
                self.raw_from = 0;
                self.raw_to = self.inner.read(&mut self.raw)?;
                self.taken += self.raw_to as u64;
            }
            let last = self.raw_to == 0;
            let source = &self.raw[self.raw_from..self.raw_to];
            let (result, read, written, _) = self.decoder.decode_to_utf8(source, &mut self.out, last);
            self.raw_from += read;
            (self.out_from, self.out_to) = (0, written);
            self.ended = last && result == encoding_rs::CoderResult::InputEmpty;
        }
        Ok(&self.out[self.out_from..self.out_to])
    }

    fn consume(&mut self, count: usize) {
        self.out_from = (self.out_from + count).min(self.out_to);
    }
}
