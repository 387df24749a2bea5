//! Any bytes as `course.toml`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use preau::course::check::{Options, check};
use preau::course::source::Memory;

fuzz_target!(|bytes: &[u8]| {
    let source = Memory::new()
        .with("cours/a/course.toml", bytes)
        .with("cours/a/page.md", "+++\nduree = 1\n+++\n\n# T\n\nx\n");
    let _ = check(&source, &Options::on(jiff::civil::date(2026, 11, 24)));
});
