//! The disciplines a person may teach, by code: those of the courses. Their names stand with the texts.

/// Codes, in the order of the official list.
pub const CODES: [&str; 39] = [
    "documentation",
    "philosophie",
    "lettres",
    "lettres-classiques",
    "lettres-modernes",
    "allemand",
    "anglais",
    "arabe",
    "chinois",
    "espagnol",
    "italien",
    "portugais",
    "russe",
    "langues-regionales",
    "lsf",
    "autres-langues",
    "histoire-geographie",
    "ses",
    "mathematiques",
    "nsi",
    "technologie",
    "sii",
    "physique-chimie",
    "svt",
    "education-musicale",
    "arts-plastiques",
    "arts-appliques",
    "eps",
    "genie-mecanique",
    "genie-civil",
    "genie-electrique",
    "biochimie",
    "biotechnologies",
    "stms",
    "economie-gestion",
    "hotellerie-restauration",
    "lettres-langues-lp",
    "maths-sciences-lp",
    "vie-scolaire",
];

/// What concerns every discipline.
pub const TRANSVERSAL: &str = "transversal";

/// A discipline of the list, or `transversal`: what a need may be about.
pub fn or_transversal(code: &str) -> bool {
    code == TRANSVERSAL || CODES.contains(&code)
}
