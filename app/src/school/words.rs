//! Kinds and sectors of schools, in the reader's words.

use crate::t;
use crate::texts::{self, Lang};

/// Kinds that may have a référent, in the order of a filter.
pub(super) const KINDS: [&str; 5] = ["college", "lycee_gt", "lycee_polyvalent", "lycee_pro", "erea"];
pub(super) const SECTORS: [&str; 4] =
    ["public", "private_contract", "private_no_contract", "private_unknown"];

/// « Collège »; the code itself for a nature that no catalogue knows.
pub(crate) fn kind(lang: Lang, code: &str) -> String {
    named(lang, "school-kind-", code)
}

/// « Public ».
pub(crate) fn sector(lang: Lang, code: &str) -> String {
    named(lang, "school-sector-", code)
}

/// « Bassin de Rennes »: some are called so already.
pub(crate) fn basin(lang: Lang, name: &str) -> String {
    if name.to_lowercase().starts_with("bassin") {
        name.to_owned()
    } else {
        t!(lang, "paper-basin", "name" => name.to_owned())
    }
}

fn named(lang: Lang, prefix: &str, code: &str) -> String {
    let key = format!("{prefix}{}", code.replace('_', "-"));
    let text = texts::text(lang, &key);
    if text == key { code.to_owned() } else { text }
}
