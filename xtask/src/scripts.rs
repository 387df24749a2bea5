//! The JavaScript: wasm-bindgen's, made small, and ours from app/browser/.
//!
//! Each file directly in app/browser/ becomes a file of the site; what it imports from subfolders
//! is bundled into it. `./app.js` and `./app.wasm` stay as they are: they get their hashed names last.

use crate::{npm, paths, shell, stamp};
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

const TARGETS: &str = "--target=chrome109,firefox115,safari16.4";

/// Writes `app.js` and one file per entry of app/browser/ into the work folder; returns their names.
pub(crate) fn bundle() -> Result<Vec<String>> {
    let browser = paths::root().join("app/browser");
    let sources = paths::files_under(&browser);
    let entries: Vec<PathBuf> = sources
        .iter()
        .filter(|path| {
            path.parent() == Some(&browser) && path.extension().is_some_and(|extension| extension == "js")
        })
        .cloned()
        .collect();

    let mut inputs = sources;
    inputs.push(paths::work().join("app.raw.js"));
    inputs.extend(stamp::tools(&["scripts.rs"]));
    stamp::unless_fresh("scripts", &format!("{} {TARGETS}", stamp::hash_files(&inputs)?), "app.js", || {
        let tool = npm::ensure("xtask")?.join(".bin/esbuild");
        shell::step("scripts", || {
            let common = [
                "--format=esm",
                "--minify",
                "--tree-shaking=true",
                "--legal-comments=none",
                "--log-level=warning",
                TARGETS,
            ];
            let mut glue = Command::new(&tool);
            glue.args(common).arg(paths::work().join("app.raw.js"));
            glue.arg(format!("--outfile={}", paths::work().join("app.js").display()));
            shell::run(&mut glue).context("esbuild refused what wasm-bindgen wrote")?;
            if entries.is_empty() {
                return Ok(());
            }
            let mut ours = Command::new(&tool);
            ours.args(common).args(["--bundle", "--external:./app.js"]).args(&entries);
            ours.arg(format!("--outdir={}", paths::work().join("scripts").display()));
            shell::run(&mut ours).context("esbuild refused a script of app/browser/")
        })
    })?;
    Ok(entries.iter().filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect())
}
