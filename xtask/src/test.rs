//! `cargo xtask test`: everything the project promises, cheapest first.
//!
//! A part that fails does not hide the next ones; the last line counts what passed and failed.

use crate::postgres::Cluster;
use crate::{apt, budget, build, islands, npm, paths, shell};
use anyhow::{Context, Result, bail};
use std::process::{Command, ExitCode};
use std::time::Instant;

/// How many tests passed and failed.
#[derive(Clone, Copy, Default)]
struct Count {
    passed: u64,
    failed: u64,
}

const ONE: Count = Count { passed: 1, failed: 0 };

type Part = (&'static str, fn() -> Result<Count>);

/// In order of cost.
const PARTS: [Part; 7] = [
    ("fmt", fmt),
    ("graph", graph),
    ("clippy", clippy),
    ("unit", unit),
    ("content", content),
    ("browser", browser),
    ("end2end", end2end),
];

pub(crate) fn command(wanted: &[String]) -> ExitCode {
    if let Some(unknown) = wanted.iter().find(|name| !PARTS.iter().any(|(part, _)| part == name)) {
        eprintln!("there is no part `{unknown}` among {}", PARTS.map(|(part, _)| part).join(", "));
        return ExitCode::FAILURE;
    }
    let mut total = Count::default();
    let mut summary = String::new();
    for (name, part) in
        PARTS.iter().filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|part| part == name))
    {
        println!("\n── {name} ──");
        let start = Instant::now();
        let count = part().unwrap_or_else(|error| {
            shell::report(&error);
            Count { passed: 0, failed: 1 }
        });
        total.passed += count.passed;
        total.failed += count.failed;
        let mark = if count.failed == 0 { '✔' } else { '✘' };
        summary.push_str(&format!(
            "{mark} {name:<8} {:>9}  {} passed, {} failed\n",
            shell::seconds(start),
            count.passed,
            count.failed
        ));
    }
    print!("\n{summary}\n");
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = shell::cargo();
    cargo.args(arguments);
    cargo
}

fn fmt() -> Result<Count> {
    shell::run(&mut cargo(&["fmt", "--all", "--check"])).context("type: cargo fmt --all")?;
    Ok(ONE)
}

/// Nothing of the server may reach the browser.
fn graph() -> Result<Count> {
    const SERVER: [&str; 8] =
        ["preau", "sqlx", "tokio", "axum", "hyper", "leptos_axum", "leptos_router", "tower"];
    let tree = shell::output(&mut cargo(&[
        "tree",
        "--package",
        "preau-app",
        "--no-default-features",
        "--features",
        "hydrate",
        "--target",
        crate::compiler::TRIPLE,
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]))?;
    let mut strangers: Vec<&str> =
        tree.lines().filter_map(|line| line.split(' ').next()).filter(|name| SERVER.contains(name)).collect();
    strangers.sort_unstable();
    strangers.dedup();
    if !strangers.is_empty() {
        bail!(
            "the browser part depends on {}: `cargo tree -p preau-app --no-default-features --features hydrate -i …` says by which way",
            strangers.join(", ")
        );
    }
    Ok(ONE)
}

fn clippy() -> Result<Count> {
    let everything =
        shell::run(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]));
    let mut islands =
        cargo(&["clippy", "--package", "preau-app", "--lib", "--no-default-features", "--features"]);
    let islands = shell::run(islands.args(["hydrate", "--", "-D", "warnings"]));
    let mut count = Count::default();
    for result in [everything, islands] {
        match result {
            Ok(()) => count.passed += 1,
            Err(error) => {
                shell::report(&error);
                count.failed += 1;
            }
        }
    }
    Ok(count)
}

/// Unit, store and HTTP tests, on SQLite and on a PostgreSQL of their own.
fn unit() -> Result<Count> {
    let cluster = shell::step("PostgreSQL", Cluster::start)?;
    let mut tests;
    if shell::has("cargo-nextest") {
        tests =
            cargo(&["nextest", "run", "--workspace", "--no-fail-fast", "--no-tests=pass", "--color=never"]);
    } else {
        tests = cargo(&["test", "--workspace", "--no-fail-fast", "--color=never"]);
    }
    tests.env("PREAU_TEST_POSTGRES", cluster.url());
    watched(&mut tests).context("the tests did not run to their end")
}

/// The courses, as their authors check them.
fn content() -> Result<Count> {
    build::server(false)?;
    shell::run(Command::new(paths::preau(false)).args(["check", "content"]).current_dir(paths::root()))?;
    Ok(ONE)
}

fn browser() -> Result<Count> {
    build::browser()?;
    build::server(false)?;
    islands::compare(false)?;
    budget::check()?;
    Ok(Count { passed: 3, failed: 0 })
}

/// What every journey needs: Chromium, its driver, and a server with the browser part in it.
pub(crate) fn ready_for_journeys() -> Result<()> {
    if !shell::has("chromium") {
        apt::ensure(&["chromium"], "the journeys")?;
    }
    npm::ensure("end2end")?;
    if !paths::site().join("manifest.json").is_file() {
        build::browser()?;
    }
    build::server(false)
}

/// Journeys in Chromium.
fn end2end() -> Result<Count> {
    if !shell::has("java") {
        apt::ensure(&["openjdk-17-jre-headless"], "the check of the pages' HTML")?;
    }
    ready_for_journeys()?;
    let folder = paths::root().join("end2end");
    // Pages collected by an earlier run are not of this one.
    let _ = std::fs::remove_dir_all(folder.join("results/html"));
    let mut count = Count::default();
    // The check of all collected pages last, and apart: node sorts the files it is given.
    for part in ["journeys", "after"] {
        let mut files = paths::files_under(&folder.join(part));
        files.retain(|path| path.to_string_lossy().ends_with(".test.mjs"));
        let mut node = Command::new("node");
        // One file after the other: two cores, and each journey starts a server of its own.
        node.args(["--test", "--test-reporter=tap", "--test-concurrency=1"]).args(files).current_dir(&folder);
        node.env("PREAU_BINARY", paths::preau(false));
        let seen = watched(&mut node).with_context(|| format!("end2end/{part} did not run to its end"))?;
        count.passed += seen.passed;
        count.failed += seen.failed;
    }
    Ok(count)
}

/// Runs tests, showing what they say, and counts them.
fn watched(tests: &mut Command) -> Result<Count> {
    let mut count = Count::default();
    let good = shell::watch(tests, |line| {
        if let Some(more) = counted(line) {
            count.passed += more.passed;
            count.failed += more.failed;
        }
    })?;
    if !good && count.failed == 0 {
        bail!("it failed without a failed test");
    }
    Ok(count)
}

/// Reads the closing line of cargo test, nextest or node's runner.
///
/// Only lines that begin where theirs do: nextest shows, further in, what a failed test printed.
fn counted(line: &str) -> Option<Count> {
    let number = |text: &str| text.trim().parse::<u64>().ok();
    if let Some(result) = line.strip_prefix("test result: ") {
        let mut count = Count::default();
        for part in result.split(['.', ';']) {
            if let Some(passed) = part.trim().strip_suffix(" passed").and_then(number) {
                count.passed = passed;
            }
            if let Some(failed) = part.trim().strip_suffix(" failed").and_then(number) {
                count.failed = failed;
            }
        }
        return Some(count);
    }
    if line.trim_start().starts_with("Summary [") {
        let (_, parts) = line.split_once("run:")?;
        let mut count = Count::default();
        for part in parts.split(',') {
            let mut words = part.split_whitespace();
            let amount = words.next().and_then(number).unwrap_or(0);
            match words.next() {
                Some("passed") => count.passed = amount,
                Some("failed" | "timed" | "exec") => count.failed += amount,
                _ => {}
            }
        }
        return Some(count);
    }
    if let Some(passed) = line.strip_prefix("# pass ").and_then(number) {
        return Some(Count { passed, failed: 0 });
    }
    if let Some(failed) =
        line.strip_prefix("# fail ").or_else(|| line.strip_prefix("# cancelled ")).and_then(number)
    {
        return Some(Count { passed: 0, failed });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(u64, u64)> {
        counted(line).map(|count| (count.passed, count.failed))
    }

    #[test]
    fn the_closing_lines_of_three_runners_are_understood() {
        assert_eq!(read("test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured"), Some((5, 2)));
        assert_eq!(
            read("     Summary [   1.204s] 12 tests run: 10 passed (1 slow), 2 failed, 3 skipped"),
            Some((10, 2))
        );
        assert_eq!(
            read("     Summary [   1.204s] 12 tests run: 11 passed, 1 timed out, 0 skipped"),
            Some((11, 1))
        );
        assert_eq!(read("# pass 4"), Some((4, 0)));
        assert_eq!(read("# fail 1"), Some((0, 1)));
        assert_eq!(read("test a::b ... ok"), None);
        assert_eq!(read("    test result: FAILED. 0 passed; 1 failed; 0 ignored"), None);
    }
}
