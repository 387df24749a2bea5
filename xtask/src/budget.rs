//! What the scripts of a page may weigh. A phone in a school corridor is the measure.
//!
//! Above the target a warning says so on each build; above the ceiling the tests fail, so that
//! weight is added by decision and not by accident.

use crate::paths;
use anyhow::{Context, Result, bail};
use serde_json::Value;

/// What JavaScript and WebAssembly should weigh together, compressed, in bytes.
const TARGET: u64 = 44_000;
/// What they may never weigh. Room for rustup's ready-made standard library, a fifth larger than the one that is
/// compiled with Debian's compiler.
const CEILING: u64 = 54_000;

/// Prints the weights, without judging.
pub(crate) fn print() -> Result<u64> {
    let mut scripts = 0;
    let mut rows = String::new();
    for name in ["app.wasm", "app.js", "boot.js", "app.css"] {
        let Some((plain, compressed)) = weight(name)? else { continue };
        if name != "app.css" {
            scripts += compressed;
        }
        rows.push_str(&format!("  {name:<9} {plain:>8} bytes, {compressed:>6} compressed\n"));
    }
    eprint!("{rows}");
    eprintln!("  scripts   {scripts:>8} bytes compressed, {TARGET} wanted, {CEILING} at most");
    if scripts > TARGET {
        eprintln!("  warning: {} bytes above the target", scripts - TARGET);
    }
    Ok(scripts)
}

/// Fails above the ceiling.
pub(crate) fn check() -> Result<()> {
    let scripts = print()?;
    if scripts > CEILING {
        bail!(
            "the scripts weigh {scripts} bytes compressed, {CEILING} at most: take something out of an island"
        );
    }
    Ok(())
}

/// Size as written and as sent.
fn weight(name: &str) -> Result<Option<(u64, u64)>> {
    let text =
        std::fs::read_to_string(paths::site().join("manifest.json")).context("target/site is not built")?;
    let manifest: Value = serde_json::from_str(&text)?;
    let Some(entry) = manifest.get(name) else { return Ok(None) };
    let plain = entry["size"].as_u64().unwrap_or(0);
    Ok(Some((plain, entry["br"].as_u64().unwrap_or(plain))))
}
