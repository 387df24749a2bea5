//! Files of a course that are not text: what they are, how big, and the address they are served at.

use sha2::{Digest, Sha256};

/// SHA-256 of some bytes.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// What the engine knows of a file of `media/` or `fichiers/`.
#[derive(Debug, Clone)]
pub(crate) struct MediaFile {
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
    /// Width and height in pixels of an image, when its header could be read.
    pub(crate) size: Option<(u32, u32)>,
}

impl MediaFile {
    /// Looks at the content of a file.
    pub(crate) fn of(path: &str, content: &[u8]) -> Self {
        let size = match kind(path) {
            Kind::Image => dimensions(content),
            Kind::Sound | Kind::Film | Kind::Captions | Kind::Other => None,
        };
        Self { bytes: content.len() as u64, sha256: hex(&sha256(content)), size }
    }

    /// The address of the file: it names the content, so that an old version keeps its own.
    pub(crate) fn address(&self, path: &str) -> String {
        let name = path.rsplit('/').next().unwrap_or(path);
        let short = self.sha256.get(..16).unwrap_or(&self.sha256);
        format!("/media/{short}/{}", encode_path(name))
    }
}

/// Percent-encodes what may not stand in the path of an address.
pub(crate) fn encode_path(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&hex(&[byte]).to_ascii_uppercase());
        }
    }
    out
}

/// Families of files that a page may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Image,
    Sound,
    Film,
    Captions,
    Other,
}

/// Lower-case extension of a path, without dot.
pub(crate) fn extension(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default()
}

/// The family of a file, by its extension.
pub(crate) fn kind(path: &str) -> Kind {
    match extension(path).as_str() {
        "png" | "jpg" | "jpeg" | "webp" | "avif" | "gif" | "svg" => Kind::Image,
        "mp3" | "ogg" | "oga" | "opus" | "m4a" | "wav" | "flac" => Kind::Sound,
        "mp4" | "webm" | "ogv" | "m4v" => Kind::Film,
        "vtt" => Kind::Captions,
        _ => Kind::Other,
    }
}

/// The media type that the server announces.
pub(crate) fn media_type(path: &str) -> &'static str {
    match extension(path).as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "mp3" => "audio/mpeg",
        "ogg" | "oga" | "opus" => "audio/ogg",
        "m4a" => "audio/mp4",
        "wav" => "audio/wav",
        "flac" => "audio/flac",
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "ogv" => "video/ogg",
        "vtt" => "text/vtt; charset=utf-8",
        "pdf" => "application/pdf",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "odp" => "application/vnd.oasis.opendocument.presentation",
        "odg" => "application/vnd.oasis.opendocument.graphics",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "ggb" => "application/vnd.geogebra.file",
        "epub" => "application/epub+zip",
        "zip" => "application/zip",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Width and height of an image, from its first bytes.
pub(crate) fn dimensions(data: &[u8]) -> Option<(u32, u32)> {
    let size = match data {
        [0x89, b'P', b'N', b'G', ..] => (be32(data, 16)?, be32(data, 20)?),
        [b'G', b'I', b'F', b'8', ..] => (le16(data, 6)?, le16(data, 8)?),
        [0xff, 0xd8, ..] => jpeg(data)?,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp(data)?,
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => avif(data)?,
        _ => svg(std::str::from_utf8(data).ok()?)?,
    };
    (size.0 > 0 && size.1 > 0).then_some(size)
}

fn be16(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at + 2)?;
    Some(u32::from(u16::from_be_bytes([bytes[0], bytes[1]])))
}

fn le16(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at + 2)?;
    Some(u32::from(u16::from_le_bytes([bytes[0], bytes[1]])))
}

fn be32(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at + 4)?;
    Some(u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

fn le24(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at + 3)?;
    Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]))
}

/// The first frame header of a JPEG file.
fn jpeg(data: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let marker = *data.get(at + 1)?;
        if *data.get(at)? != 0xff {
            return None;
        }
        match marker {
            0xff => at += 1,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some((be16(data, at + 7)?, be16(data, at + 5)?));
            }
            0x01 | 0xd0..=0xd8 => at += 2,
            _ => at += 2 + usize::try_from(be16(data, at + 2)?).ok()?.max(2),
        }
    }
}

fn webp(data: &[u8]) -> Option<(u32, u32)> {
    match data.get(12..16)? {
        b"VP8 " => Some((le16(data, 26)? & 0x3fff, le16(data, 28)? & 0x3fff)),
        b"VP8L" => {
            let bits = le24(data, 21)? | u32::from(*data.get(24)?) << 24;
            Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
        }
        b"VP8X" => Some((le24(data, 24)? + 1, le24(data, 27)? + 1)),
        _ => None,
    }
}

/// The largest `ispe` box: an AVIF file may describe thumbnails too.
fn avif(data: &[u8]) -> Option<(u32, u32)> {
    let head = data.get(..data.len().min(64 * 1024))?;
    let boxes = head.windows(4).enumerate().filter(|(_, name)| *name == b"ispe");
    boxes.filter_map(|(at, _)| Some((be32(data, at + 8)?, be32(data, at + 12)?))).max()
}

/// `width` and `height` of the root element, else its `viewBox`.
fn svg(text: &str) -> Option<(u32, u32)> {
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let side = |name| attribute(tag, name).and_then(|value| pixels(value.trim_end_matches("px")));
    if let (Some(width), Some(height)) = (side("width"), side("height")) {
        return Some((width, height));
    }
    let mut numbers =
        attribute(tag, "viewBox")?.split([' ', ',', '\n', '\t']).filter(|part| !part.is_empty());
    Some((pixels(numbers.nth(2)?)?, pixels(numbers.next()?)?))
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let at = rest.find(name)?;
        let before = rest[..at].chars().next_back();
        let after = rest[at + name.len()..].trim_start();
        rest = &rest[at + name.len()..];
        let Some(value) = after.strip_prefix('=') else { continue };
        if before.is_some_and(char::is_whitespace) {
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| *c == '"' || *c == '\'')?;
            return value[1..].split(quote).next();
        }
    }
}

fn pixels(text: &str) -> Option<u32> {
    let value = text.trim().parse::<f64>().ok()?;
    // Bounded before the conversion: sizes are only shown, a fraction of a pixel does not matter.
    (1.0..=1_000_000.0).contains(&value).then_some(value.round() as u32)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A PNG header of the given size: all that the engine reads.
    pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
        let mut data = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        data.extend(width.to_be_bytes());
        data.extend(height.to_be_bytes());
        data.extend([8, 6, 0, 0, 0]);
        data
    }

    #[test]
    fn sizes_are_read_from_headers() {
        assert_eq!(dimensions(&png(640, 480)), Some((640, 480)));
        assert_eq!(dimensions(b"GIF89a\x10\x00\x20\x00"), Some((16, 32)));
        let jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x20\x00\x10";
        assert_eq!(dimensions(jpeg), Some((16, 32)));
        let webp = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\x02\x00\xdf\x01\x00";
        assert_eq!(dimensions(webp), Some((640, 480)));
        let avif = b"\0\0\0\x18ftypavif....\0\0\0\x14ispe\0\0\0\0\0\0\x02\x80\0\0\x01\xe0";
        assert_eq!(dimensions(avif), Some((640, 480)));
        let svg = br#"<?xml version="1.0"?><svg xmlns="x" viewBox="0 0 640 480.4">"#;
        assert_eq!(dimensions(svg), Some((640, 480)));
        assert_eq!(dimensions(br#"<svg width="10px" height='20' viewBox="0 0 1 1">"#), Some((10, 20)));
        assert_eq!(dimensions(b"not an image"), None);
        assert_eq!(dimensions(b"\xff\xd8"), None);
    }

    #[test]
    fn addresses_name_the_content() {
        let file = MediaFile::of("media/été 1.png", &png(1, 1));
        let address = file.address("media/été 1.png");
        assert_eq!(address, format!("/media/{}/%C3%A9t%C3%A9%201.png", &file.sha256[..16]));
    }

    proptest::proptest! {
        #[test]
        fn no_header_panics(data: Vec<u8>, prefix in 0usize..6) {
            let mut bytes: Vec<u8> = [
                &b"\x89PNG"[..], b"GIF89a", b"\xff\xd8", b"RIFF\0\0\0\0WEBPVP8L", b"\0\0\0\0ftyp", b"<svg ",
            ][prefix].to_vec();
            bytes.extend(data);
            let _ = dimensions(&bytes);
        }
    }
}
