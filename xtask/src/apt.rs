//! Debian packages, installed only when missing.

use crate::shell;
use anyhow::{Context, Result, bail};
use std::process::Command;

/// Makes sure that these packages are there, or says the line that installs them.
pub(crate) fn ensure(packages: &[&str], what_for: &str) -> Result<()> {
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !shell::has("apt-get") {
        bail!("{what_for} needs {list}: install what your system calls these packages");
    }
    if shell::output(Command::new("id").arg("-u"))?.trim() != "0" {
        bail!("{what_for} needs packages, type: sudo apt-get install -y {list}");
    }
    shell::step(&format!("install {list} ({what_for})"), || {
        // Another installation may be under way: wait for it rather than fail.
        let wait = ["-o", "DPkg::Lock::Timeout=600", "-qq"];
        shell::run(Command::new("apt-get").args(wait).arg("update"))?;
        shell::run(
            Command::new("apt-get")
                .args(wait)
                .args(["install", "-y", "--no-install-recommends"])
                .args(&missing)
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )
    })
    .with_context(|| format!("{what_for} needs {list}"))
}

fn installed(package: &str) -> bool {
    let status = shell::output(Command::new("dpkg-query").args(["-W", "-f=${Status}", package]));
    status.is_ok_and(|status| status.ends_with("ok installed"))
}
