//! Running other programs: what was run is said, how long it took is said, and a failure carries
//! the line to type again.

use crate::paths;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Does a piece of work under a title, and says how long it took.
pub(crate) fn step<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("▸ {title}");
    let start = Instant::now();
    let result = work();
    let mark = if result.is_ok() { "✔" } else { "✘" };
    eprintln!("{mark} {title}: {}", seconds(start));
    result
}

/// cargo in the checkout, in the same way whatever asks for it: other settings would compile everything anew.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new("cargo");
    // `cargo run` describes the xtask in the environment: not for the crates it builds.
    cargo.current_dir(paths::root()).env_remove("CARGO_MANIFEST_DIR");
    if std::env::var_os("CI").is_some() {
        // Built once and thrown away: what incremental builds keep would only fill the disk.
        cargo.env("CARGO_INCREMENTAL", "0");
    }
    cargo
}

/// The time since `start`, for people.
pub(crate) fn seconds(start: Instant) -> String {
    format!("{:.1} s", start.elapsed().as_secs_f32())
}

/// Prints an error and its causes.
pub(crate) fn report(error: &anyhow::Error) {
    eprintln!("\nerror: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
}

/// Runs a program, its output passing straight through.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start `{}`", line(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Runs a program and returns what it printed; its complaints are part of the error.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("cannot start `{}`", line(command)))?;
    if !output.status.success() {
        bail!("`{}` failed ({})\n{}", line(command), output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program and shows both its streams, while `each` reads every line.
///
/// Both streams come through one pipe, so that lines keep their order.
pub(crate) fn watch(command: &mut Command, mut each: impl FnMut(&str)) -> Result<bool> {
    let shown = line(command);
    let (reader, writer) = std::io::pipe().context("no pipe")?;
    let errors = writer.try_clone().context("no pipe")?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(writer)
        .stderr(errors)
        .spawn()
        .with_context(|| format!("cannot start `{shown}`"))?;
    // The command still holds the writing ends: without this the reader would never see the end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    for text in BufReader::new(reader).split(b'\n') {
        let text = text.context("the output broke off")?;
        let text = String::from_utf8_lossy(&text);
        println!("{text}");
        each(&text);
    }
    Ok(child.wait()?.success())
}

/// Whether a program of this name is in the path.
pub(crate) fn has(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
