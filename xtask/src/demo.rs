//! `cargo xtask demo`: from nothing to a running platform with example people.

use crate::{build, paths, shell};
use anyhow::Result;
use std::process::Command;

/// Builds with the development profile unless asked otherwise: it is ready in a third of the time,
/// and what is slow without optimisation (passwords, SQLite, highlighting) is optimised in it too.
pub(crate) fn command(arguments: &[String]) -> Result<()> {
    let (ours, passed) = match arguments.iter().position(|argument| argument == "--") {
        Some(at) => (&arguments[..at], &arguments[at + 1..]),
        None => (arguments, &[][..]),
    };
    let release = ours.iter().any(|argument| argument == "--release");
    // What is not ours is for `preau demo`, with or without `--`.
    let passed = ours.iter().filter(|argument| *argument != "--release").chain(passed);
    build::command(&if release { vec!["--release".to_owned()] } else { Vec::new() })?;
    let mut preau = Command::new(paths::preau(release));
    preau.arg("demo").args(passed);
    shell::run(&mut preau)
}
