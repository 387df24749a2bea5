//! From the compiler's module to what a browser loads: wasm-bindgen writes the JavaScript around
//! it, wasm-opt makes it small.
//!
//! wasm-bindgen is a library here, not a program to install: its version cannot drift from the
//! one the islands were compiled with.

use crate::{islands, npm, paths, shell, stamp, trim};
use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

// `--low-memory-unused`: rustc puts the stack first, so that the first kilobyte is only reached by
// a stack that has overflowed already.

/// What rustc emits by default and every browser we support understands; wasm-opt must be told.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Writes `app.wasm`, `app.raw.js` and the list of islands into the work folder.
pub(crate) fn generate(module: &Path, compiler: &str) -> Result<()> {
    let mut read = stamp::tools(&["bindgen.rs", "trim.rs"]);
    read.push(module.to_owned());
    let inputs = stamp::hash_files(&read)?;
    // The compiler is in the key because two of them may agree on the bytes by accident only.
    stamp::unless_fresh("bindgen", &format!("{inputs} {compiler}"), "app.wasm", || {
        let work = paths::work();
        shell::step("wasm-bindgen", || bindgen(module, &work))?;
        shell::step("wasm-opt", || optimise(&work))
    })
}

fn bindgen(module: &Path, work: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name("app").typescript(false);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.web(true)?;
    let mut output = bindgen
        .generate_output()
        .context("wasm-bindgen: the crate `wasm-bindgen` and `wasm-bindgen-cli-support` must be one version, to the last digit")?;
    ensure!(
        output.snippets().values().all(Vec::is_empty) && output.local_modules().is_empty(),
        "a dependency brings its own JavaScript files: the site does not ship those"
    );
    let names: Vec<String> = output.wasm().imports.iter().map(|import| import.name.clone()).collect();
    let idle = trim::idle_classes(&names, output.js());
    let islands = islands::exported(output.js());
    let script = trim::unexport(output.js(), &idle);

    let module = output.wasm_mut();
    let gone = module
        .exports
        .iter()
        .filter(|export| trim::belongs_to(&export.name, &idle))
        .map(|export| export.id());
    for export in gone.collect::<Vec<_>>() {
        module.exports.delete(export);
    }
    let long =
        names.iter().map(String::as_str).chain(module.exports.iter().map(|export| export.name.as_str()));
    let short = trim::short_names(long);
    for import in module.imports.iter_mut() {
        if let Some(name) = short.get(&import.name) {
            import.name.clone_from(name);
        }
    }
    for export in module.exports.iter_mut() {
        if let Some(name) = short.get(&export.name) {
            export.name.clone_from(name);
        }
    }
    std::fs::write(work.join("app.raw.js"), trim::rename(&script, &short))?;
    std::fs::write(work.join("islands.txt"), islands.join("\n"))?;
    std::fs::write(work.join("app.bindgen.wasm"), output.wasm_mut().emit_wasm())?;
    Ok(())
}

fn optimise(work: &Path) -> Result<()> {
    let tool = npm::ensure("xtask")?.join(".bin/wasm-opt");
    let mut command = Command::new(tool);
    command
        .args(["-Oz", "--converge", "--low-memory-unused"])
        .args(FEATURES)
        .arg(work.join("app.bindgen.wasm"));
    command.arg("-o").arg(work.join("app.wasm"));
    shell::run(&mut command).context(
        "wasm-opt refused the module: a new compiler may need one more --enable-… in xtask/src/bindgen.rs",
    )
}
