//! `cargo xtask build`: the browser part, then the server that carries it.

use crate::compiler::Compiler;
use crate::{bindgen, budget, islands, paths, scripts, shell, site, style};
use anyhow::{Result, bail};

pub(crate) fn command(arguments: &[String]) -> Result<()> {
    let (mut release, mut browser_only) = (false, false);
    for argument in arguments {
        match argument.as_str() {
            "--release" => release = true,
            "--browser" => browser_only = true,
            other => bail!("`cargo xtask build` does not know `{other}`, only --release and --browser"),
        }
    }
    browser()?;
    budget::print()?;
    if browser_only {
        return Ok(());
    }
    server(release)?;
    islands::compare(release)?;
    eprintln!(
        "\n{} is ready{}",
        paths::preau(release).display(),
        if release { ": one file, it runs from anywhere" } else { "" }
    );
    Ok(())
}

/// Everything the browser loads, into `target/site`.
pub(crate) fn browser() -> Result<()> {
    let compiler = Compiler::find()?;
    let version = compiler.version()?;
    let module =
        shell::step(&format!("browser part, {version} (two minutes the first time)"), || compiler.build())?;
    bindgen::generate(&module, &version)?;
    style::bundle()?;
    let scripts = scripts::bundle()?;
    shell::step("names, hashes, compression", || site::assemble(&scripts))
}

/// The executable.
///
/// While developing, cargo is asked for it in the very way the tests are: all packages, and
/// `--examples` (we have none), which makes it unite the features of development dependencies
/// too. Another selection would compile a third of the dependencies a second time. The release is
/// the server alone, so that nothing of the xtask or the tests weighs on it.
pub(crate) fn server(release: bool) -> Result<()> {
    let mut cargo = shell::cargo();
    if release {
        cargo.args(["build", "--release", "--package", "preau-server", "--bin", "preau"]);
    } else {
        cargo.args(["build", "--workspace", "--bin", "preau", "--examples"]);
    }
    shell::step(if release { "server, release (long the first time)" } else { "server" }, || {
        shell::run(&mut cargo)
    })
}
