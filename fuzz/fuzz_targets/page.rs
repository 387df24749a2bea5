//! Any bytes as a page: parsed, checked, rendered, formatted. Run again at each upgrade of the
//! Markdown parser: `cargo +nightly fuzz run page`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use preau::course::check::{Options, check, preview};
use preau::course::codes::Code;
use preau::course::fmt::{Format, format};
use preau::course::source::Memory;

const TOML: &str = "format = 1\ntitre = \"T\"\nresume = \"R\"\nlangue = \"fr\"\nversion = \"1.0.0\"\nlicence = \"CC0-1.0\"\n\
    auteurs = [{ nom = \"N\" }]\npublic = [\"college\"]\ndisciplines = [\"toutes\"]\nobjectifs = [\"O\"]\n\
    [[section]]\ntitre = \"S\"\npages = [\"page\"]\n";

fuzz_target!(|bytes: &[u8]| {
    let options = Options::on(jiff::civil::date(2026, 11, 24));
    let source = Memory::new()
        .with("glossaire.md", "# Glossaire\n\n## RGPD\n\nUn règlement.\n")
        .with("cours/a/course.toml", TOML)
        .with("cours/a/page.md", bytes);
    let library = check(&source, &options);
    // The guard turns a panic into L06: here it must be seen.
    assert!(library.all_diagnostics().all(|diagnostic| diagnostic.code != Code::L06));
    let _ = preview(&source, &options, "a", "page");
    if let Ok(text) = std::str::from_utf8(bytes) {
        let once = format(text, Format { ids: true });
        assert_eq!(format(&once, Format { ids: true }), once);
    }
});
