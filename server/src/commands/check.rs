//! `preau check`: the verdict authors get, on their machine and in their forge, without any database.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use preau::Clock;
use preau::course::check::{Options, check};
use preau::course::diagnostic::{Diagnostic, to_code_quality, to_json};
use preau::course::source::Folder;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folder of courses, or of one course
    #[arg(default_value = "content")]
    folder: PathBuf,
    /// How to write what was found
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Treat points to review as errors
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// file:line:column: severity [code] message
    Text,
    Json,
    /// Report that GitLab shows in a merge request
    Codequality,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    if !arguments.folder.is_dir() {
        bail!("there is no folder {}", arguments.folder.display());
    }
    let today = Clock::System.now().date_in("Europe/Paris");
    let library = check(&Folder::new(&arguments.folder), &Options::on(today));
    let mut found: Vec<Diagnostic> = library.all_diagnostics().cloned().collect();
    // Paths as the shell shows them from here, so that a click opens the file.
    for diagnostic in &mut found {
        diagnostic.file = arguments.folder.join(&diagnostic.file).display().to_string();
    }
    let errors = found.iter().filter(|diagnostic| diagnostic.is_error()).count();
    let mut out = std::io::stdout().lock();
    match arguments.format {
        Format::Text => {
            for diagnostic in &found {
                writeln!(out, "{diagnostic}")?;
                for line in diagnostic.help.iter().flat_map(|help| help.lines()) {
                    writeln!(out, "    {line}")?;
                }
            }
            let (courses, warnings) = (library.courses.len(), found.len() - errors);
            writeln!(out, "{courses} cours, {errors} erreur(s), {warnings} point(s) d'attention")?;
        }
        Format::Json => writeln!(out, "{:#}", to_json(&found))?,
        Format::Codequality => writeln!(out, "{:#}", to_code_quality(&found))?,
    }
    if library.courses.is_empty() && errors == 0 {
        bail!("{}: no course found", arguments.folder.display());
    }
    let refused = errors > 0 || (arguments.strict && !found.is_empty());
    Ok(if refused { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
