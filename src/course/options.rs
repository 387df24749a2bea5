//! What a check depends on besides the files: the date, the allowed hosts, the list of disciplines.

use super::hosts::HostTable;

/// Settings of a check.
#[derive(Debug, Clone)]
pub struct Options {
    /// Today, for review dates.
    pub today: jiff::civil::Date,
    /// Sites whose videos and integrations may be shown inside a page.
    pub hosts: HostTable,
    /// Codes of disciplines that a course may name.
    pub disciplines: Vec<String>,
}

/// Disciplines of secondary teaching, and `toutes`.
const DISCIPLINES: [&str; 41] = [
    "toutes",
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
    "transversal",
];

/// Short names that authors may write, with the code that is kept.
const SHORT: [(&str, &str); 3] =
    [("maths", "mathematiques"), ("francais", "lettres"), ("histoire-geo", "histoire-geographie")];

impl Options {
    /// The default settings on a given day.
    pub fn on(today: jiff::civil::Date) -> Self {
        let disciplines = DISCIPLINES.iter().map(|code| (*code).to_owned()).collect();
        Self { today, hosts: HostTable::default(), disciplines }
    }

    /// The code of a discipline as authors write it, short names included.
    pub(crate) fn discipline<'o>(&'o self, written: &'o str) -> Option<&'o str> {
        let full = SHORT.iter().find(|(short, _)| *short == written).map_or(written, |(_, full)| full);
        let known = |code: &str| self.disciplines.iter().any(|known| known == code);
        if known(full) { Some(full) } else { known(written).then_some(written) }
    }

    /// Everything that may be written in `disciplines`, for suggestions.
    pub(crate) fn discipline_names(&self) -> impl Iterator<Item = &str> {
        self.disciplines.iter().map(String::as_str).chain(SHORT.iter().map(|(short, _)| *short))
    }
}
