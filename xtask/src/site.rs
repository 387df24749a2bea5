//! The finished folder: every file under a name that holds its hash, its compressed forms beside
//! it, and a manifest for people and tests.
//!
//! A name that holds the hash of the content may be kept by browsers for ever. Files that name
//! others (`./app.wasm` in a script, `url(…)` in a sheet, `./icon.png` in a web manifest) get
//! their own hash after these names are written into them.

use crate::{paths, squeeze, stamp};
use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha384};
use std::collections::BTreeMap;
use std::path::Path;

/// Builds the folder; an unchanged one is left alone, so that the server is not compiled again.
pub(crate) fn assemble(scripts: &[String]) -> Result<()> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut manifest = Map::new();

    for (logical, bytes) in in_order(scripts)? {
        let bytes = with_hashed_names(&logical, bytes, &names)?;
        let hashed = hashed_name(&logical, &bytes);
        let mut entry = json!({
            "file": hashed,
            "size": bytes.len(),
            "sri": format!("sha384-{}", base64(&Sha384::digest(&bytes))),
        });
        if squeeze::worth_it(&logical) {
            for (encoding, compressed) in squeeze::variants(&bytes)? {
                entry[encoding] = json!(compressed.len());
                files.insert(format!("{hashed}.{encoding}"), compressed);
            }
        }
        files.insert(hashed.clone(), bytes);
        manifest.insert(logical.clone(), entry);
        if names.insert(logical.clone(), hashed).is_some() {
            bail!(
                "two files of style/ and app/browser/ are called {logical}: names must differ, folders do not count"
            );
        }
    }
    let manifest = serde_json::to_string_pretty(&Value::Object(manifest))?;
    files.insert("manifest.json".to_owned(), manifest.into_bytes());
    replace(&files)
}

/// Logical names and contents, those that are named by others first.
fn in_order(scripts: &[String]) -> Result<Vec<(String, Vec<u8>)>> {
    let work = paths::work();
    let mut order = Vec::new();
    for path in static_files() {
        order.push((name_of(&path)?, std::fs::read(&path)?));
    }
    // A web manifest names pictures, hence after them.
    order.sort_by_key(|(name, _)| name.ends_with(".webmanifest"));
    for name in ["app.wasm", "app.js", "app.css"] {
        order.push((
            name.to_owned(),
            std::fs::read(work.join(name)).with_context(|| format!("{name} was not built"))?,
        ));
    }
    for name in scripts {
        order.push((name.clone(), std::fs::read(work.join("scripts").join(name))?));
    }
    Ok(order)
}

/// Fonts, icons, pictures and their licences; sheets are bundled elsewhere, notes stay home.
fn static_files() -> Vec<std::path::PathBuf> {
    let mut files = paths::files_under(&paths::root().join("style"));
    files.retain(|path| {
        let extension = path.extension().map(|extension| extension.to_string_lossy().into_owned());
        matches!(
            extension.as_deref(),
            Some("woff2" | "svg" | "png" | "ico" | "jpg" | "webp" | "avif" | "webmanifest" | "json" | "txt")
        )
    });
    files
}

fn name_of(path: &Path) -> Result<String> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // Only what needs no escaping in an address, and so that the hash can be found again in the name.
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    if !plain || name.starts_with('.') {
        bail!("{}: a file of the site is named with letters, digits, - and _ only", path.display());
    }
    Ok(name)
}

fn hashed_name(logical: &str, bytes: &[u8]) -> String {
    let (stem, extension) = logical.rsplit_once('.').unwrap_or((logical, "bin"));
    format!("{stem}.{}.{extension}", stamp::short(bytes))
}

fn with_hashed_names(logical: &str, bytes: Vec<u8>, names: &BTreeMap<String, String>) -> Result<Vec<u8>> {
    let quote: fn(&str) -> [String; 2] = match logical.rsplit('.').next() {
        Some("css") => {
            return sheet_with_hashed_names(&String::from_utf8(bytes)?, names).map(String::into_bytes);
        }
        Some("js" | "webmanifest") => |name| [format!("\"./{name}\""), format!("'./{name}'")],
        _ => return Ok(bytes),
    };
    let mut text = String::from_utf8(bytes).with_context(|| format!("{logical} is not UTF-8"))?;
    for (name, hashed) in names {
        for wanted in quote(name) {
            text = text.replace(&wanted, &format!("\"./{hashed}\""));
        }
    }
    Ok(text.into_bytes())
}

/// `url(fonts/a.woff2)` becomes `url(a.0123456789.woff2)`: all files of the site are siblings.
fn sheet_with_hashed_names(sheet: &str, names: &BTreeMap<String, String>) -> Result<String> {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(start) = rest.find("url(") {
        let (before, from) = rest.split_at(start + "url(".len());
        let end = from.find(')').context("app.css has an open url(")?;
        let target = from[..end].trim_matches(['"', '\'']);
        out.push_str(before);
        if target.starts_with("data:") || target.starts_with('#') || target.starts_with('%') {
            // The text of a data: address may hold quotes: it is kept as it is.
            out.push_str(&from[..end]);
        } else {
            let file = target.rsplit('/').next().unwrap_or(target);
            let hashed = names
                .get(file)
                .with_context(|| format!("a sheet asks for {target}, which is not in style/"))?;
            out.push_str(hashed);
        }
        rest = &from[end..];
    }
    out.push_str(rest);
    Ok(out)
}

/// Puts the new folder in place of the old one at once: a server under development never sees half of it.
fn replace(files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    let site = paths::site();
    let same = std::fs::read(site.join("manifest.json")).ok().as_ref() == files.get("manifest.json")
        && files.keys().all(|name| site.join(name).is_file());
    if same {
        return Ok(());
    }
    let (next, old) = (site.with_extension("next"), site.with_extension("old"));
    for folder in [&next, &old] {
        if folder.exists() {
            std::fs::remove_dir_all(folder)?;
        }
    }
    std::fs::create_dir_all(&next)?;
    for (name, bytes) in files {
        std::fs::write(next.join(name), bytes)?;
    }
    if site.exists() {
        std::fs::rename(&site, &old)?;
    }
    std::fs::rename(&next, &site)?;
    if old.exists() {
        std::fs::remove_dir_all(&old)?;
    }
    Ok(())
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let number = chunk.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = DIGITS[(number >> (18 - 6 * place)) as usize & 63];
            out.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> BTreeMap<String, String> {
        BTreeMap::from([
            ("a.woff2".to_owned(), "a.00.woff2".to_owned()),
            ("app.wasm".to_owned(), "app.11.wasm".to_owned()),
        ])
    }

    #[test]
    fn a_sheet_names_the_hashed_files() {
        let sheet = r#"@font-face{src:url("fonts/a.woff2")}b{mask:url(#m);background:url("data:image/svg+xml,<svg a='b'/>")}"#;
        let done = sheet_with_hashed_names(sheet, &names()).unwrap();
        assert_eq!(
            done,
            r#"@font-face{src:url(a.00.woff2)}b{mask:url(#m);background:url("data:image/svg+xml,<svg a='b'/>")}"#
        );
    }

    #[test]
    fn a_sheet_that_asks_for_a_stranger_is_refused() {
        assert!(sheet_with_hashed_names("a{background:url(b.png)}", &names()).is_err());
    }

    #[test]
    fn a_script_names_the_hashed_files() {
        let done = with_hashed_names("boot.js", b"new URL(\"./app.wasm\",u)".to_vec(), &names()).unwrap();
        assert_eq!(done, b"new URL(\"./app.11.wasm\",u)");
    }

    #[test]
    fn base64_is_the_usual_one() {
        for (plain, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
