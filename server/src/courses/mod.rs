//! Courses come in: from the executable, or from a folder that is followed while serving.
//!
//! Each course is taken in by itself: one that has an error keeps its last good version, and the reason is written
//! down for the operator. A folder that was read without change since the last time is not checked again, so that a
//! start costs the reading only.

pub mod watch;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow, bail};
use preau::access::policy::by_operator;
use preau::course::change::{Change, Class, compare};
use preau::course::check::{Checked, Library, Options, check};
use preau::course::diagnostic::{Diagnostic, to_json};
use preau::course::publish::{self, ChangeClass, Published};
use preau::course::published::PublishedCourse;
use preau::course::reference::{self, Reference};
use preau::course::source::{Folder, Memory, Source};
use preau::course::store::{self, Blob};
use preau::{Clock, Db, Error, instance};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::assets;

/// Key, in `instance`, of the digest of what was last read in.
const DIGEST: &str = "course.source";

/// Where courses are read.
#[derive(Clone)]
pub struct Shelf {
    /// The files, as modules of the workshop are checked beside them.
    pub source: Arc<dyn Source + Send + Sync>,
    /// The folder, when it is one.
    pub folder: Option<PathBuf>,
}

/// What reading in did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Slug and version of what is new in service.
    pub published: Vec<String>,
    pub refused: Vec<String>,
    pub withdrawn: Vec<String>,
    /// True when nothing had changed and nothing was checked.
    pub skipped: bool,
}

impl Shelf {
    /// The folder of `--content`, or the courses in the executable.
    pub fn open(folder: Option<&Path>) -> Result<Self> {
        match folder {
            Some(folder) => {
                if !folder.join("cours").is_dir() {
                    bail!("{}: there is no folder `cours` in it", folder.display());
                }
                Ok(Self { source: Arc::new(Folder::new(folder)), folder: Some(folder.to_owned()) })
            }
            None => {
                let mut memory = Memory::default();
                for (path, bytes) in assets::content() {
                    memory.insert(path, bytes.into_owned());
                }
                Ok(Self { source: Arc::new(memory), folder: None })
            }
        }
    }

    /// A digest of every name and byte, and of the program that would read them.
    fn digest(&self) -> Result<String> {
        let mut entries = self.source.list();
        entries.sort();
        let mut hasher = Sha256::new();
        hasher.update(env!("CARGO_PKG_VERSION"));
        for entry in entries {
            let bytes = self.source.read(&entry.path).with_context(|| entry.path.clone())?;
            hasher.update(format!("{}:{}:{}:", entry.path.len(), entry.path, bytes.len()));
            hasher.update(&bytes);
        }
        Ok(hex::encode(hasher.finalize()))
    }
}

/// Reads everything in, unless nothing has changed since the last time.
pub async fn take_in(db: &Db, clock: &Clock, shelf: &Shelf) -> Result<Outcome> {
    let reading = shelf.clone();
    let digest = tokio::task::spawn_blocking(move || reading.digest()).await??;
    let known = instance::get(&mut db.read().await?, DIGEST).await?;
    if known.as_deref() == Some(digest.as_str()) {
        return Ok(Outcome { skipped: true, ..Outcome::default() });
    }
    let (reading, today) = (shelf.clone(), clock.now().date_in("Europe/Paris"));
    let library = tokio::task::spawn_blocking(move || check(&*reading.source, &Options::on(today))).await?;
    if library.courses.is_empty() {
        // A disk that is not mounted looks like this: better keep what is there than archive it all.
        bail!("there is no course to read");
    }
    let outcome = publish_library(db, clock, shelf, &library).await?;
    let mut tx = db.begin().await?;
    instance::set(&mut tx, DIGEST, &digest).await?;
    tx.commit().await?;
    Ok(outcome)
}

async fn publish_library(db: &Db, clock: &Clock, shelf: &Shelf, library: &Library) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    if library.diagnostics.iter().any(Diagnostic::is_error) {
        outcome.refused.push("glossaire".to_owned());
        log_refused("glossaire", &library.diagnostics);
    } else {
        let reference =
            Reference { glossary: library.glossary.clone(), framework: library.competences.clone() };
        let mut tx = db.begin().await?;
        reference::publish(&mut tx, by_operator(()), &reference, clock.now()).await?;
        tx.commit().await?;
    }
    for checked in &library.courses {
        take_in_course(db, clock, shelf, checked, &mut outcome).await?;
    }
    for status in store::statuses(&mut db.read().await?).await? {
        // What is written in the workshop has no folder to be gone.
        let gone = status.source == "folder" && status.state != "archived";
        if gone && library.course(&status.slug).is_none() {
            let mut tx = db.begin().await?;
            if publish::withdraw(&mut tx, by_operator(()), &status.slug, clock.now()).await? {
                tracing::warn!(course = status.slug, "The folder of a course is gone: it left the catalogue");
                outcome.withdrawn.push(status.slug);
            }
            tx.commit().await?;
        }
    }
    Ok(outcome)
}

async fn take_in_course(
    db: &Db,
    clock: &Clock,
    shelf: &Shelf,
    checked: &Checked,
    outcome: &mut Outcome,
) -> Result<()> {
    let slug = checked.slug.as_str();
    let Some(course) = &checked.published else {
        log_refused(slug, &checked.diagnostics);
        refuse(db, clock, slug, to_json(&checked.diagnostics)).await?;
        outcome.refused.push(slug.to_owned());
        return Ok(());
    };
    if store::source(&mut db.read().await?, slug).await?.as_deref() == Some("workshop") {
        tracing::warn!(course = slug, "A folder has the name of a module of the workshop: rename it");
        outcome.refused.push(slug.to_owned());
        return Ok(());
    }
    let change = change(db, course).await?;
    if change.diagnostics.iter().any(Diagnostic::is_error) {
        log_refused(slug, &change.diagnostics);
        refuse(db, clock, slug, to_json(&change.diagnostics)).await?;
        outcome.refused.push(slug.to_owned());
        return Ok(());
    }
    let class = match change.class {
        Class::Fix => ChangeClass::Fix,
        Class::Minor => ChangeClass::Minor,
        Class::Major => ChangeClass::Major,
    };
    let files = files_of(shelf, course)?;
    let mut tx = db.begin().await?;
    match publish::publish(&mut tx, by_operator(()), course, &files, class, clock.now()).await {
        Ok(Published::New { number, moved, .. }) => {
            tx.commit().await?;
            tracing::info!(course = slug, version = course.version, number, moved, "Published a course");
            outcome.published.push(format!("{slug} {}", course.version));
        }
        Ok(Published::Restored { .. } | Published::Unchanged { .. }) => tx.commit().await?,
        Err(Error::Refused(refusal)) => {
            tx.rollback().await?;
            let message = preau_app::texts::refusal(preau_app::texts::Lang::Fr, &refusal);
            tracing::warn!(course = slug, reason = refusal.key, "A course was refused");
            let diagnostic = json!({
                "file": format!("cours/{slug}/course.toml"), "line": 1, "column": 1, "severity": "error",
                "code": "N03", "message": message, "help": null,
            });
            refuse(db, clock, slug, json!([diagnostic])).await?;
            outcome.refused.push(slug.to_owned());
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// How much the new version differs from the one in service, and whether its number says so.
async fn change(db: &Db, next: &PublishedCourse) -> Result<Change> {
    let mut read = db.read().await?;
    let Some(current) = store::current(&mut read, &next.slug).await? else {
        return Ok(Change { class: Class::Fix, reasons: Vec::new(), diagnostics: Vec::new() });
    };
    let previous = store::document(&mut read, current.id).await?;
    Ok(compare(&previous, next))
}

/// The bytes of the files that the version serves.
fn files_of(shelf: &Shelf, course: &PublishedCourse) -> Result<Vec<Blob>> {
    let one = |file: &preau::course::published::CourseFile| {
        let path = format!("cours/{}/{}", course.slug, file.path);
        let bytes = shelf.source.read(&path).with_context(|| path.clone())?;
        if hex::encode(Sha256::digest(&bytes)) != file.sha256 {
            return Err(anyhow!("{path} changed while it was read"));
        }
        Ok(Blob { sha256: file.sha256.clone(), media_type: file.media_type.clone(), bytes })
    };
    course.files.iter().map(one).collect()
}

async fn refuse(db: &Db, clock: &Clock, slug: &str, diagnostics: Value) -> Result<()> {
    let diagnostics = diagnostics.as_array().cloned().unwrap_or_default();
    let mut tx = db.begin().await?;
    publish::refuse(&mut tx, by_operator(()), slug, &diagnostics, clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

fn log_refused(what: &str, diagnostics: &[Diagnostic]) {
    let errors: Vec<String> =
        diagnostics.iter().filter(|found| found.is_error()).take(5).map(ToString::to_string).collect();
    tracing::warn!(
        course = what,
        errors = errors.join(" | "),
        "A course was refused; its last good version stays"
    );
}
