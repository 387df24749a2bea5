//! `cargo xtask pictures`: the pictures of the README, taken anew from what is really served.
//!
//! Apart from the tests, which take the same pictures: dates and codes in them differ from day to day, and a test must
//! leave the working tree as it found it.

use crate::{build, paths, shell, test};
use anyhow::{Context as _, Result, bail};
use std::process::Command;

pub(crate) fn command() -> Result<()> {
    build::browser()?;
    test::ready_for_journeys()?;
    let folder = paths::root().join("end2end");
    let taken = folder.join("results/pictures");
    // What an earlier run left must not pass for a picture of this one.
    let _ = std::fs::remove_dir_all(&taken);
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec", "journeys/pictures.test.mjs"]).current_dir(&folder);
    node.env("PREAU_BINARY", paths::preau(false));
    shell::run(&mut node)?;
    let pictures = paths::files_under(&taken);
    if pictures.is_empty() {
        bail!("no picture was taken");
    }
    for picture in pictures {
        let Some(name) = picture.file_name() else { continue };
        let place = folder.join("screenshots").join(name);
        std::fs::copy(&picture, &place).with_context(|| place.display().to_string())?;
        println!("{}", place.display());
    }
    Ok(())
}
