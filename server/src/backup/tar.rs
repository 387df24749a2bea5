//! The little of the tar format (POSIX ustar) that a backup needs: plain files with short names, one after another.

use std::io::{self, Read, Write};

use sha2::{Digest as _, Sha256};

const BLOCK: usize = 512;

/// Writes entries.
#[derive(Debug)]
pub struct Writer<W> {
    out: W,
}

impl<W: Write> Writer<W> {
    pub fn new(out: W) -> Self {
        Self { out }
    }

    /// Adds a file of exactly `bytes` bytes; gives its SHA-256.
    pub fn add(&mut self, name: &str, bytes: u64, content: impl Read) -> io::Result<String> {
        self.out.write_all(&header(name, bytes)?)?;
        let mut content = content.take(bytes);
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; 64 * 1024];
        let mut left = bytes;
        while left > 0 {
            let read = content.read(&mut buffer)?;
            if read == 0 {
                return Err(io::Error::new(
                    io::ErrorKind::UnexpectedEof,
                    format!("{name} is shorter than it was"),
                ));
            }
            hasher.update(&buffer[..read]);
            self.out.write_all(&buffer[..read])?;
            left -= read as u64;
        }
        self.out.write_all(&[0; BLOCK][..padding(bytes)])?;
        Ok(hex::encode(hasher.finalize()))
    }

    /// Ends the archive.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(&[0; BLOCK * 2])?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Reads entries in order.
#[derive(Debug)]
pub struct Reader<R> {
    input: R,
}

impl<R: Read> Reader<R> {
    pub fn new(input: R) -> Self {
        Self { input }
    }

    /// Gives the next entry to `take`, which need not read it to its end; none at the end of the archive.
    ///
    /// # Errors
    /// When the archive is cut off or is none.
    pub fn next<T>(
        &mut self,
        take: impl FnOnce(&str, u64, &mut dyn Read) -> io::Result<T>,
    ) -> io::Result<Option<T>> {
        let mut block = [0; BLOCK];
        self.input.read_exact(&mut block)?;
        if block.iter().all(|byte| *byte == 0) {
            return Ok(None);
        }
        let (name, bytes) = read_header(&block)?;
        let mut content = (&mut self.input).take(bytes);
        let taken = take(&name, bytes, &mut content)?;
        io::copy(&mut content, &mut io::sink())?;
        if content.limit() > 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, format!("{name} is cut off")));
        }
        self.input.read_exact(&mut block[..padding(bytes)])?;
        Ok(Some(taken))
    }
}

/// Zeros after a content, up to a whole block.
fn padding(bytes: u64) -> usize {
    (BLOCK - usize::try_from(bytes % BLOCK as u64).unwrap_or(0)) % BLOCK
}

fn header(name: &str, bytes: u64) -> io::Result<[u8; BLOCK]> {
    if name.len() > 100 {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{name}: the name is too long")));
    }
    let mut block = [0; BLOCK];
    block[..name.len()].copy_from_slice(name.as_bytes());
    block[100..108].copy_from_slice(b"0000600\0");
    block[108..116].copy_from_slice(b"0000000\0");
    block[116..124].copy_from_slice(b"0000000\0");
    if bytes < 1 << 33 {
        block[124..136].copy_from_slice(format!("{bytes:011o}\0").as_bytes());
    } else {
        // Above 8 GiB, octal digits run out: GNU's binary form.
        block[124] = 0x80;
        block[128..136].copy_from_slice(&bytes.to_be_bytes());
    }
    block[136..148].copy_from_slice(b"00000000000\0");
    block[156] = b'0';
    block[257..265].copy_from_slice(b"ustar\x0000");
    let sum = checksum(&block);
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    Ok(block)
}

fn read_header(block: &[u8; BLOCK]) -> io::Result<(String, u64)> {
    let broken =
        || io::Error::new(io::ErrorKind::InvalidData, "this is not a backup of Préau, or it is damaged");
    let octal = |field: &[u8]| {
        let text = std::str::from_utf8(field).ok()?.trim_matches(['\0', ' ']);
        u64::from_str_radix(text, 8).ok()
    };
    if octal(&block[148..156]) != Some(u64::from(checksum(block))) {
        return Err(broken());
    }
    let name = block[..100].split(|byte| *byte == 0).next().unwrap_or_default();
    let name = String::from_utf8(name.to_vec()).map_err(|_| broken())?;
    let bytes = if block[124] == 0x80 {
        u64::from_be_bytes(block[128..136].try_into().map_err(|_| broken())?)
    } else {
        octal(&block[124..136]).ok_or_else(broken)?
    };
    Ok((name, bytes))
}

/// Sum of the bytes, the field of the sum itself read as spaces.
fn checksum(block: &[u8; BLOCK]) -> u32 {
    let field = 148..156;
    block
        .iter()
        .enumerate()
        .map(|(place, byte)| if field.contains(&place) { 32 } else { u32::from(*byte) })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = Writer::new(Vec::new());
        for (name, content) in files {
            writer.add(name, content.len() as u64, *content).unwrap();
        }
        writer.finish().unwrap()
    }

    fn read_all(bytes: &[u8]) -> io::Result<Vec<(String, Vec<u8>)>> {
        let mut reader = Reader::new(bytes);
        let mut files = Vec::new();
        while let Some(file) = reader.next(|name, _, content| {
            let mut bytes = Vec::new();
            content.read_to_end(&mut bytes)?;
            Ok((name.to_owned(), bytes))
        })? {
            files.push(file);
        }
        Ok(files)
    }

    #[test]
    fn what_goes_in_comes_out() {
        let long = vec![7; 1500];
        let bytes = archive(&[("a", b"x"), ("empty", b""), ("uploads/ab/c", &long), ("block", &[1; 512])]);
        assert_eq!(bytes.len() % 512, 0);
        let files = read_all(&bytes).unwrap();
        assert_eq!(files[0], ("a".to_owned(), b"x".to_vec()));
        assert_eq!(files[1].1, b"");
        assert_eq!(files[2], ("uploads/ab/c".to_owned(), long));
        assert_eq!(files[3].1.len(), 512);
    }

    #[test]
    fn a_cut_or_changed_archive_is_refused() {
        let bytes = archive(&[("a", &[7; 1500])]);
        for end in [0, 100, 512, 1000, bytes.len() - 1024] {
            assert!(read_all(&bytes[..end]).is_err(), "cut at {end}");
        }
        let mut changed = bytes;
        changed[3] = b'!';
        assert!(read_all(&changed).is_err());
    }

    #[test]
    fn sizes_beyond_octal_survive() {
        let block = header("big", 20 << 30).unwrap();
        assert_eq!(read_header(&block).unwrap(), ("big".to_owned(), 20 << 30));
    }
}
