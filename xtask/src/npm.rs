//! Tools from npm, at the versions of a lock file, in the folder that asks for them.

use crate::{apt, paths, shell, stamp};
use anyhow::{Context, Result, anyhow};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Installs the packages of a folder's lock file, unless that lock file is what stands there already.
pub(crate) fn ensure(folder: &str) -> Result<PathBuf> {
    let folder = paths::root().join(folder);
    let modules = folder.join("node_modules");
    let stamp = modules.join(".preau-stamp");
    let wanted = stamp::hash_files(&[folder.join("package-lock.json")])?;
    if std::fs::read_to_string(&stamp).is_ok_and(|present| present == wanted) {
        return Ok(modules);
    }
    if !shell::has("npm") {
        apt::ensure(&["nodejs", "npm"], "the build of the browser part")?;
    }
    shell::step(&format!("npm ci in {}", folder.display()), || {
        shell::run(Command::new("npm").args(["ci", "--no-progress"]).current_dir(&folder))
    })
    .context("the npm registry must be reachable once; afterwards everything is local")?;
    std::fs::write(&stamp, wanted)?;
    Ok(modules)
}

/// The lightningcss executable of this platform (npm's install scripts are off, so it stays in its own package).
pub(crate) fn lightningcss(modules: &Path) -> Result<PathBuf> {
    std::fs::read_dir(modules)?
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("lightningcss-cli-"))
        .map(|entry| entry.path().join("lightningcss"))
        .find(|path| path.is_file())
        .ok_or_else(|| anyhow!("npm has no lightningcss-cli for this platform"))
}
