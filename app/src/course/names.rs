//! The names of what courses say in codes.

use preau::course::catalogue::{FacetName, level_code};
use preau::course::framework::Framework;
use preau::course::published::Level;

use crate::texts::{self, Lang};

/// A text that may not exist: the code itself then.
fn named(lang: Lang, kind: &str, code: &str) -> String {
    let key = format!("{kind}-{code}");
    let text = texts::text(lang, &key);
    if text == key { code.to_owned() } else { text }
}

/// « Mathématiques ».
pub fn discipline(lang: Lang, code: &str) -> String {
    named(lang, "discipline", code)
}

/// « Lycée professionnel ».
pub fn audience(lang: Lang, code: &str) -> String {
    named(lang, "audience", code)
}

/// « Débutant ».
pub fn level(lang: Lang, level: Level) -> String {
    named(lang, "level", level_code(level))
}

/// « 2.1 Sélectionner des ressources ».
pub fn competence(framework: &Framework, code: &str) -> String {
    framework.find(code).map_or_else(|| code.to_owned(), |found| format!("{code} {}", found.label))
}

/// The value of a facet, as a box of the catalogue names it.
pub fn facet_value(lang: Lang, framework: &Framework, name: FacetName, value: &str) -> String {
    match name {
        FacetName::Discipline => discipline(lang, value),
        FacetName::Audience => audience(lang, value),
        FacetName::Level => named(lang, "level", value),
        FacetName::Length => named(lang, "length", value),
        FacetName::Competence => competence(framework, value),
        FacetName::Language => named(lang, "language", value),
    }
}

/// Name and address of a licence; no address for one that is not well known here.
pub fn licence(spdx: &str) -> (String, Option<&'static str>) {
    match spdx {
        "CC-BY-SA-4.0" => {
            ("CC BY-SA 4.0".into(), Some("https://creativecommons.org/licenses/by-sa/4.0/deed.fr"))
        }
        "CC-BY-4.0" => ("CC BY 4.0".into(), Some("https://creativecommons.org/licenses/by/4.0/deed.fr")),
        "CC0-1.0" => ("CC0 1.0".into(), Some("https://creativecommons.org/publicdomain/zero/1.0/deed.fr")),
        "etalab-2.0" => {
            ("Licence Ouverte 2.0".into(), Some("https://www.etalab.gouv.fr/licence-ouverte-open-licence/"))
        }
        other => (other.to_owned(), None),
    }
}
