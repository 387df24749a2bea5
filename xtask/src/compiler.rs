//! Which Rust compiles the browser part.
//!
//! Debian's `rustc-web` first: it brings the sources of the standard library, which can then be
//! compiled small and without the texts of panics: a fifth less to download for every reader.
//! It needs `RUSTC_BOOTSTRAP`, kept to this one command. Elsewhere rustup's own, with its
//! ready-made standard library: larger, and right for developing.
//!
//! Each compiler has its own target folder: two in one folder would rebuild each other's work for
//! ever. The server is compiled by another compiler than Debian's: that both agree on the names
//! of islands is checked after each build (see `islands`).

use crate::{apt, paths, shell};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::Command;

pub(crate) const TRIPLE: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "wasm-release";
const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-19"];

/// No text of a panic, no place in the sources, no `{:?}`: nobody reads them in a browser, and
/// they are a fifth of the module. An island that panics stops; the page under it works on.
const SMALL: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compiler {
    Rustup,
    Debian,
}

impl Compiler {
    /// The one this machine can use, after installing what is missing.
    ///
    /// `PREAU_WASM_COMPILER=rustup|debian` decides by hand.
    pub(crate) fn find() -> Result<Self> {
        let what_for = "the browser part (WebAssembly)";
        match std::env::var("PREAU_WASM_COMPILER").as_deref() {
            Ok("rustup") => return Ok(Self::Rustup),
            Ok("debian") => return apt::ensure(&PACKAGES, what_for).map(|()| Self::Debian),
            Ok(other) => bail!("PREAU_WASM_COMPILER is `{other}`: `rustup` or `debian` is expected"),
            Err(_) => {}
        }
        let Err(no_debian) = apt::ensure(&PACKAGES, what_for) else { return Ok(Self::Debian) };
        if has_target()? {
            return Ok(Self::Rustup);
        }
        eprintln!("  no rustc-web from Debian: asking rustup for the target {TRIPLE}");
        let asked = Command::new("timeout").args(["90", "rustup", "target", "add", TRIPLE]).output();
        if asked.is_ok_and(|answer| answer.status.success()) && has_target()? {
            return Ok(Self::Rustup);
        }
        Err(no_debian
            .context(format!("nothing here compiles to WebAssembly: `rustup target add {TRIPLE}` fails too")))
    }

    /// The line that tells one compiler from another.
    pub(crate) fn version(self) -> Result<String> {
        let program = match self {
            Self::Rustup => "rustc",
            Self::Debian => "/usr/bin/rustc",
        };
        Ok(shell::output(Command::new(program).arg("--version"))?.trim().to_owned())
    }

    /// Compiles the islands; returns the raw module.
    pub(crate) fn build(self) -> Result<PathBuf> {
        let mut cargo;
        let folder;
        match self {
            Self::Rustup => {
                folder = paths::root().join("target/browser");
                cargo = Command::new("cargo");
            }
            Self::Debian => {
                folder = paths::root().join("target/browser-debian");
                cargo = Command::new("/usr/bin/cargo");
                cargo
                    .env("RUSTC", "/usr/bin/rustc")
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld-19");
            }
        }
        cargo.current_dir(paths::root());
        // What `cargo run` set for the xtask would otherwise be part of every fingerprint.
        cargo.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO_ENCODED_RUSTFLAGS");
        cargo.args([
            "build",
            "--package",
            "preau-app",
            "--lib",
            "--no-default-features",
            "--features",
            "hydrate",
        ]);
        cargo.args(["--profile", PROFILE, "--target", TRIPLE, "--target-dir"]).arg(&folder);
        // Same bytes, hence same file name, on every machine.
        let mut flags =
            cargo_home().map(|home| format!("--remap-path-prefix={home}=/cargo")).unwrap_or_default();
        if self == Self::Debian {
            cargo.args(["-Z", "build-std=std,panic_abort", "-Z", "build-std-features=optimize_for_size"]);
            flags = format!("{flags} {SMALL}");
        }
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.trim());
        shell::run(&mut cargo).context("the browser part (app/, feature `hydrate`) does not compile")?;
        Ok(folder.join(TRIPLE).join(PROFILE).join("preau_app.wasm"))
    }
}

fn has_target() -> Result<bool> {
    let sysroot =
        shell::output(Command::new("rustc").args(["--print", "sysroot"]).current_dir(paths::root()))?;
    Ok(PathBuf::from(sysroot.trim()).join("lib/rustlib").join(TRIPLE).join("lib").is_dir())
}

fn cargo_home() -> Option<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")))?;
    Some(home.display().to_string())
}
