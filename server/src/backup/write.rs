//! Making a backup, while the platform serves.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use preau::Db;
use tempfile::TempDir;

use super::sqlite::{Contents, snapshot};
use super::tar::Writer;
use super::{Entry, MANIFEST, Manifest, ROWS, SQLITE, UPLOADS, postgres, sqlite};

/// Writes a backup to a file that must not exist yet.
pub async fn write(db: &Db, uploads: &Path, to: &Path, created_at: String) -> Result<Manifest> {
    if to.exists() {
        bail!("{} exists already: a backup never overwrites anything", to.display());
    }
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Beside the target: it has the room, and it is as private as the backup.
    let work = tempfile::Builder::new()
        .prefix(".preau-backup")
        .tempdir_in(folder)
        .with_context(|| folder.display().to_string())?;
    let (engine, name, copy, contents) = copy_database(db, &work).await?;
    let (uploads, target, partial) = (uploads.to_owned(), to.to_owned(), work.path().join("backup.tar"));
    let manifest = tokio::task::spawn_blocking(move || -> Result<Manifest> {
        let mut archive = Writer::new(BufWriter::new(private_file(&partial)?));
        let mut entries = vec![add(&mut archive, name, &copy)?];
        fs::remove_file(&copy)?;
        for file in files_under(&uploads)? {
            let inside = file.strip_prefix(&uploads)?.to_string_lossy().replace('\\', "/");
            entries.push(add(&mut archive, &format!("{UPLOADS}{inside}"), &file)?);
        }
        let Contents { migration, tables, audit } = contents;
        let manifest = Manifest {
            format: 1,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            created_at,
            engine: engine.to_owned(),
            migration,
            tables,
            audit,
            entries,
        };
        let text = serde_json::to_vec_pretty(&manifest)?;
        archive.add(MANIFEST, text.len() as u64, text.as_slice())?;
        let file = archive.finish()?.into_inner().map_err(|error| error.into_error())?;
        // On the disk before it has its name: a backup that is there is whole.
        file.sync_all()?;
        fs::rename(&partial, &target).with_context(|| target.display().to_string())?;
        Ok(manifest)
    })
    .await??;
    Ok(manifest)
}

async fn copy_database(db: &Db, work: &TempDir) -> Result<(&'static str, &'static str, PathBuf, Contents)> {
    if let Some(pool) = db.sqlite_writer() {
        let copy = work.path().join(SQLITE);
        snapshot(pool, &copy).await?;
        let contents = sqlite::contents(&copy).await?;
        return Ok(("sqlite", SQLITE, copy, contents));
    }
    let Some(pool) = db.postgres_pool() else { bail!("there is no database") };
    let copy = work.path().join(ROWS);
    let mut out = BufWriter::new(private_file(&copy)?);
    let contents = postgres::dump(pool, &mut out).await?;
    out.flush()?;
    Ok(("postgres", ROWS, copy, contents))
}

fn add(archive: &mut Writer<BufWriter<File>>, name: &str, path: &Path) -> Result<Entry> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let bytes = file.metadata()?.len();
    let sha256 = archive.add(name, bytes, file).with_context(|| path.display().to_string())?;
    Ok(Entry { path: name.to_owned(), bytes, sha256 })
}

/// A new file that only this account may read: a backup holds everything.
pub(super) fn private_file(path: &Path) -> Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).with_context(|| path.display().to_string())
}

/// Files handed in, in a stable order; those still being received are nobody's yet.
fn files_under(uploads: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![uploads.to_owned()];
    while let Some(folder) = open.pop() {
        if !folder.is_dir() || folder == uploads.join("tmp") {
            continue;
        }
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                open.push(entry.path());
            } else if kind.is_file() {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}
