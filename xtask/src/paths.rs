//! Where things lie. The site has one fixed place whatever `CARGO_TARGET_DIR` says, because the
//! server looks for it there when it is compiled.

use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    // Set by `cargo run` at run time: a checkout that has moved keeps working.
    match std::env::var_os("CARGO_MANIFEST_DIR") {
        Some(xtask) => Path::new(&xtask).parent().map(Path::to_owned).unwrap_or_default(),
        None => PathBuf::from("."),
    }
}

/// Where cargo puts the native artifacts.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The finished files, as the browser will ask for them.
pub(crate) fn site() -> PathBuf {
    root().join("target/site")
}

/// Half-finished files and stamps of the browser part.
pub(crate) fn work() -> PathBuf {
    root().join("target/site-work")
}

/// The executable, as cargo names it.
pub(crate) fn preau(release: bool) -> PathBuf {
    target().join(if release { "release/preau" } else { "debug/preau" })
}

/// Every file under a folder, in a stable order; an absent folder is an empty one.
pub(crate) fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.file_name().is_some_and(|name| name == "node_modules") {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
