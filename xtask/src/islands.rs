//! The names by which the server's HTML calls the browser's functions.
//!
//! leptos makes each name from a hash of the island's source as the compiler prints it. Server
//! and browser part compiled from different sources, or by compilers that print differently, find
//! each other no more, and only a reader's console would say so. Hence this comparison after each build.

use crate::paths;
use anyhow::{Result, bail};
use std::process::Command;

/// The shortest number taken for a hash: a name like `Step_2` is no island.
const DIGITS: usize = 12;

/// The islands among the functions that wasm-bindgen exports.
pub(crate) fn exported(javascript: &str) -> Vec<String> {
    let names = javascript.lines().filter_map(|line| {
        let rest = line.trim_start().strip_prefix("export ")?;
        let rest = rest.strip_prefix("async ").unwrap_or(rest).strip_prefix("function ")?;
        let name = &rest[..rest.find('(')?];
        split(name).map(|_| name.to_owned())
    });
    names.collect()
}

/// `("Counter", "1234…")` of `Counter_1234…`.
fn split(name: &str) -> Option<(&str, &str)> {
    let (component, hash) = name.rsplit_once('_')?;
    let number = hash.len() >= DIGITS && hash.bytes().all(|byte| byte.is_ascii_digit());
    number.then_some((component, hash))
}

/// Compares what the executable calls with what the browser part offers.
pub(crate) fn compare(release: bool) -> Result<()> {
    let list = std::fs::read_to_string(paths::work().join("islands.txt")).unwrap_or_default();
    let offered: Vec<&str> = list.lines().collect();
    if offered.is_empty() {
        eprintln!("  no island in the browser part");
        return Ok(());
    }
    let components: Vec<&str> = offered.iter().filter_map(|name| Some(split(name)?.0)).collect();
    let pattern = format!("({})_[0-9]{{{DIGITS},20}}", components.join("|"));
    let executable = paths::preau(release);
    // `grep` leaves with 1 when it finds nothing, which is an answer too.
    let found = Command::new("grep").args(["-a", "-o", "-h", "-E", &pattern]).arg(&executable).output()?;
    let found = String::from_utf8_lossy(&found.stdout).into_owned();
    let problems = mismatches(&offered, &found);
    if !problems.is_empty() {
        bail!(
            "the server calls islands that the browser part does not have: {}.\n\
             Both must be compiled from the same sources; if they were, by the same compiler: see xtask/src/compiler.rs",
            problems.join(", ")
        );
    }
    let used = offered.iter().filter(|name| found.lines().any(|line| line.starts_with(**name))).count();
    eprintln!("  {used} of {} islands are on a page, and their names agree", offered.len());
    Ok(())
}

/// The names found in the executable that no exported name explains.
///
/// Texts stand side by side in an executable, so that a name may be followed by the digits of
/// another text, or preceded by the letters of one: only the beginning is compared, per component.
fn mismatches(offered: &[&str], found: &str) -> Vec<String> {
    let mut wrong: Vec<String> = found
        .lines()
        .filter(|line| !offered.iter().any(|name| line.starts_with(name)))
        .map(str::to_owned)
        .collect();
    wrong.sort();
    wrong.dedup();
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn islands_are_told_from_other_functions() {
        let javascript = "export function hydrate() {\nexport function Counter_10264821033437124345(el) {\n\
                          export async function Late_552648210334371243(el) {\nfunction Inner_10264821033437124345(el) {\n\
                          export function step_2(el) {";
        assert_eq!(exported(javascript), ["Counter_10264821033437124345", "Late_552648210334371243"]);
    }

    #[test]
    fn a_name_with_another_hash_is_a_mismatch() {
        let offered = ["Counter_10264821033437124345"];
        assert!(mismatches(&offered, "Counter_10264821033437124345").is_empty());
        assert_eq!(mismatches(&offered, "Counter_99964821033437124345\n"), ["Counter_99964821033437124345"]);
    }
}
