//! `cargo xtask bench`: the release against the plainest thing that could do the same, side by side.

use crate::{apt, build, npm, paths, shell};
use anyhow::Result;
use std::process::Command;

pub(crate) fn command() -> Result<()> {
    for (program, package) in
        [("nginx", "nginx-light"), ("wrk", "wrk"), ("python3", "python3"), ("chromium", "chromium")]
    {
        if !shell::has(program) {
            apt::ensure(&[package], "the benchmarks")?;
        }
    }
    npm::ensure("end2end")?;
    // Lighthouse: a folder of its own, so that the tests do not wait for two hundred packages they do not use.
    npm::ensure("end2end/bench")?;
    build::command(&["--release".to_owned()])?;
    let mut node = Command::new("node");
    node.arg("bench/bench.mjs").current_dir(paths::root().join("end2end"));
    node.env("PREAU_BINARY", paths::preau(true));
    shell::run(&mut node)
}
