//! Not doing again what was done: a stage remembers a hash of everything it read.

use crate::paths;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::path::PathBuf;

/// Runs `work` unless the stage already ran on the same `inputs` and its output is still there.
pub(crate) fn unless_fresh(
    stage: &str,
    inputs: &str,
    output: &str,
    work: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let stamp = paths::work().join(format!("{stage}.stamp"));
    let there = paths::work().join(output).is_file();
    if there && std::fs::read_to_string(&stamp).is_ok_and(|seen| seen == inputs) {
        return Ok(());
    }
    std::fs::create_dir_all(paths::work())?;
    work()?;
    std::fs::write(stamp, inputs)?;
    Ok(())
}

/// One hash of the names and contents of files.
pub(crate) fn hash_files(files: &[PathBuf]) -> Result<String> {
    let mut hasher = Sha256::new();
    for path in files {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let name = path.strip_prefix(paths::root()).unwrap_or(path);
        hasher.update(name.to_string_lossy().as_bytes());
        hasher.update([0]);
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(&bytes);
    }
    Ok(hex::encode(hasher.finalize()))
}

/// What a stage depends on besides its inputs: the versions of the tools and its own code.
pub(crate) fn tools(code: &[&str]) -> Vec<PathBuf> {
    let xtask = paths::root().join("xtask");
    let code = code.iter().map(|file| xtask.join("src").join(file));
    code.chain([xtask.join("package-lock.json")]).collect()
}

/// The hash that stands in a file name: ten digits are enough to tell two builds apart.
pub(crate) fn short(bytes: &[u8]) -> String {
    let mut digits = hex::encode(Sha256::digest(bytes));
    digits.truncate(10);
    digits
}
