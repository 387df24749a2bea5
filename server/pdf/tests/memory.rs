//! Alone in its process, so that no other test's memory is counted.

#![allow(clippy::unwrap_used)]

#[path = "attestation/sample.rs"]
mod sample;

use preau_pdf::{AttestationDocument, attestation};

/// Pages of memory in use, by the kernel's count; `None` elsewhere than on Linux.
fn resident() -> Option<usize> {
    std::fs::read_to_string("/proc/self/statm").ok()?.split(' ').nth(1)?.parse().ok()
}

#[test]
fn forty_documents_leave_no_memory_behind() {
    let make = |number: usize| {
        let document = AttestationDocument { number: number.to_string(), ..sample::ordinary() };
        attestation(&document).unwrap();
    };
    (0..8).for_each(make);
    let before = resident();
    (8..48).for_each(make);
    if let (Some(before), Some(after)) = (before, resident()) {
        let grown = after.saturating_sub(before) * 4 / 1024;
        println!("{grown} MiB more");
        assert!(grown < 8, "{grown} MiB more after forty documents");
    }
}
