//! One style sheet out of style/main.css and what it imports.

use crate::{npm, paths, shell, stamp};
use anyhow::{Context, Result};
use std::process::Command;

/// The oldest browsers that must look right.
const TARGETS: &str = "chrome >= 109, firefox >= 115, safari >= 16.4";

/// Writes `app.css` into the work folder.
pub(crate) fn bundle() -> Result<()> {
    let style = paths::root().join("style");
    let main = style.join("main.css");
    if !main.is_file() {
        std::fs::create_dir_all(paths::work())?;
        return Ok(std::fs::write(paths::work().join("app.css"), "")?);
    }
    let mut inputs = paths::files_under(&style);
    inputs.retain(|path| path.extension().is_some_and(|extension| extension == "css"));
    inputs.extend(stamp::tools(&["style.rs"]));
    stamp::unless_fresh("style", &format!("{} {TARGETS}", stamp::hash_files(&inputs)?), "app.css", || {
        let tool = npm::lightningcss(&npm::ensure("xtask")?)?;
        shell::step("styles", || {
            let mut command = Command::new(tool);
            command.args(["--minify", "--bundle", "--targets", TARGETS]).arg(&main);
            command.arg("--output-file").arg(paths::work().join("app.css"));
            shell::run(&mut command).context("lightningcss refused style/main.css or a sheet it imports")
        })
    })
}
