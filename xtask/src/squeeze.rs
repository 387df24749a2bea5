//! Compressing once, here, at the highest level, so that serving costs nothing.

use crate::{paths, stamp};
use anyhow::Result;
use std::io::Write;

/// The suffix of each encoding, best first.
pub(crate) const ENCODINGS: [&str; 3] = ["br", "zst", "gz"];

/// Whether compressing this kind of file gains anything: fonts and pictures already are.
pub(crate) fn worth_it(name: &str) -> bool {
    let extension = name.rsplit('.').next().unwrap_or_default();
    matches!(extension, "css" | "js" | "wasm" | "svg" | "json" | "txt" | "webmanifest" | "html" | "xml")
}

/// The compressed forms that are smaller than the file itself, remembered from one build to the next.
pub(crate) fn variants(bytes: &[u8]) -> Result<Vec<(&'static str, Vec<u8>)>> {
    let memory = paths::work().join("compressed");
    std::fs::create_dir_all(&memory)?;
    let mut found = Vec::new();
    for encoding in ENCODINGS {
        let remembered = memory.join(format!("{}.{encoding}", stamp::short(bytes)));
        let compressed = match std::fs::read(&remembered) {
            Ok(compressed) => compressed,
            Err(_) => {
                let compressed = compress(encoding, bytes)?;
                std::fs::write(&remembered, &compressed)?;
                compressed
            }
        };
        if compressed.len() < bytes.len() {
            found.push((encoding, compressed));
        }
    }
    Ok(found)
}

fn compress(encoding: &str, bytes: &[u8]) -> Result<Vec<u8>> {
    Ok(match encoding {
        "br" => {
            let mut out = Vec::new();
            let parameters =
                brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
            brotli::BrotliCompress(&mut &*bytes, &mut out, &parameters)?;
            out
        }
        "zst" => zstd::bulk::compress(bytes, 19)?,
        _ => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            encoder.write_all(bytes)?;
            encoder.finish()?
        }
    })
}
