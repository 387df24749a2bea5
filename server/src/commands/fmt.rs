//! `preau fmt`: one way of writing for all authors.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use preau::Clock;
use preau::course::Lock;
use preau::course::check::{Options, check};
use preau::course::fmt::{Format, format};
use preau::course::source::{Folder, Source as _};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folder of courses, or of one course
    #[arg(default_value = "content")]
    folder: PathBuf,
    /// Also write the identifiers that activities miss, and note those that are published in ids.lock
    #[arg(long)]
    ids: bool,
    /// Change nothing; end with 1 when a page is not in canonical form
    #[arg(long)]
    check: bool,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    if !arguments.folder.is_dir() {
        bail!("there is no folder {}", arguments.folder.display());
    }
    let mut changed = 0;
    for path in pages(&arguments.folder) {
        let before = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let after = format(&before, Format { ids: arguments.ids });
        changed += usize::from(replace(&path, Some(&before), &after, arguments.check)?);
    }
    if arguments.ids {
        changed += locks(arguments)?;
    }
    Ok(if arguments.check && changed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Pages of courses; presentations and histories of changes are free text.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let source = Folder::new(folder);
    let entries = source.list();
    let courses: Vec<String> = entries
        .iter()
        .filter_map(|entry| entry.path.strip_suffix("course.toml"))
        .map(str::to_owned)
        .collect();
    let mut pages: Vec<PathBuf> = entries
        .iter()
        .filter(|entry| {
            courses.iter().any(|course| {
                entry.path.strip_prefix(course.as_str()).is_some_and(|name| {
                    name.ends_with(".md")
                        && !name.contains('/')
                        && !matches!(name, "README.md" | "CHANGELOG.md")
                })
            })
        })
        .map(|entry| folder.join(&entry.path))
        .collect();
    pages.sort();
    pages
}

/// Brings `ids.lock` of each course that can be published up to date.
fn locks(arguments: &Arguments) -> Result<usize> {
    let library =
        check(&Folder::new(&arguments.folder), &Options::on(Clock::System.now().date_in("Europe/Paris")));
    let mut changed = 0;
    for course in library.courses.iter().filter_map(|checked| checked.published.as_ref()) {
        let inside = arguments.folder.join("cours").join(&course.slug);
        let candidates = [inside, arguments.folder.join(&course.slug), arguments.folder.clone()];
        let Some(folder) = candidates.into_iter().find(|folder| folder.join("course.toml").is_file()) else {
            continue;
        };
        let path = folder.join("ids.lock");
        let before = std::fs::read_to_string(&path).ok();
        let after = Lock::parse(before.as_deref().unwrap_or_default()).after(course).write();
        changed += usize::from(replace(&path, before.as_deref(), &after, arguments.check)?);
    }
    Ok(changed)
}

fn replace(path: &Path, before: Option<&str>, after: &str, only_look: bool) -> Result<bool> {
    if before == Some(after) {
        return Ok(false);
    }
    println!("{}", path.display());
    if !only_look {
        std::fs::write(path, after).with_context(|| path.display().to_string())?;
    }
    Ok(true)
}
