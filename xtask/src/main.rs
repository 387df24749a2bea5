//! The commands of the README: build, demo, test, bench and a PostgreSQL to develop against.
//!
//! Everything a fresh machine lacks is installed by the command that needs it, so that a newcomer
//! types one line and waits.

mod apt;
mod bench;
mod bindgen;
mod budget;
mod build;
mod compiler;
mod demo;
mod islands;
mod npm;
mod paths;
mod pictures;
mod postgres;
mod scripts;
mod shell;
mod site;
mod squeeze;
mod stamp;
mod style;
mod test;
mod trim;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask build [--release]      browser part, styles, then the server with all of it inside
cargo xtask build --browser        the browser part and the styles alone: a development server reads them at its start
cargo xtask demo [--release] [-- …]  build, then `preau demo` with what follows `--` (as `--scale academie`)
cargo xtask test [part …]          everything the project promises, cheapest first
                                   parts: fmt graph clippy unit content browser end2end
cargo xtask bench                  the release against nginx and bare SQLite, weights, start-up, Lighthouse
cargo xtask pictures               the pictures of the README, taken anew from what is served
cargo xtask postgres [stop]        a throw-away PostgreSQL for the tests, in the background
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let done = match arguments.first().map(String::as_str) {
        Some("build") => build::command(rest),
        Some("demo") => demo::command(rest),
        Some("test") => return test::command(rest),
        Some("bench") => bench::command(),
        Some("pictures") => pictures::command(),
        Some("postgres") => postgres::command(rest),
        Some("help" | "--help" | "-h") | None => {
            print!("{USAGE}");
            Ok(())
        }
        Some(other) => Err(anyhow::anyhow!("there is no command `{other}`\n\n{USAGE}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            shell::report(&error);
            ExitCode::FAILURE
        }
    }
}
