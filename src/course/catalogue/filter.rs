//! What of the catalogue is asked for, as the address says it.
//!
//! The names in the address are French, like the codes of `course.toml`:
//! `?q=image&discipline=maths&discipline=toutes&public=lycee&niveau=debutant&competence=2.1&duree=courte&langue=fr`.
//! Values of one facet widen (or), facets narrow (and). What is not understood is left out, never an error.

use std::fmt::Write as _;

use super::Card;
use crate::course::published::Level;

const MAX_VALUES: usize = 20;
const MAX_TEXT: usize = 200;

/// One way to narrow the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FacetName {
    Discipline,
    Audience,
    Level,
    Length,
    Competence,
    Language,
}

impl FacetName {
    /// Every facet, in the order of the screen.
    pub const ALL: [Self; 6] =
        [Self::Discipline, Self::Audience, Self::Level, Self::Length, Self::Competence, Self::Language];

    /// Its name in the address.
    pub fn param(self) -> &'static str {
        match self {
            Self::Discipline => "discipline",
            Self::Audience => "public",
            Self::Level => "niveau",
            Self::Length => "duree",
            Self::Competence => "competence",
            Self::Language => "langue",
        }
    }

    fn rank(self) -> usize {
        match self {
            Self::Discipline => 0,
            Self::Audience => 1,
            Self::Level => 2,
            Self::Length => 3,
            Self::Competence => 4,
            Self::Language => 5,
        }
    }

    /// The values that a course has in this facet.
    pub(super) fn values(self, card: &Card) -> Vec<&str> {
        fn all(values: &[String]) -> Vec<&str> {
            values.iter().map(String::as_str).collect()
        }
        match self {
            Self::Discipline => all(&card.disciplines),
            Self::Audience => all(&card.audience),
            Self::Level => vec![level_code(card.level)],
            Self::Length => vec![Length::of(card.minutes).code()],
            Self::Competence => all(&card.competences),
            Self::Language => vec![&card.language],
        }
    }

    /// False for values that no course can have.
    fn accepts(self, value: &str) -> bool {
        match self {
            Self::Level => LEVELS.iter().any(|(_, code)| *code == value),
            Self::Length => Length::ALL.iter().any(|length| length.code() == value),
            Self::Discipline | Self::Audience | Self::Competence | Self::Language => {
                (1..=40).contains(&value.len())
                    && value
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
            }
        }
    }
}

/// How long a course takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// An hour at most.
    Short,
    /// Two hours at most.
    Medium,
    Long,
}

impl Length {
    /// From the shortest to the longest.
    pub const ALL: [Self; 3] = [Self::Short, Self::Medium, Self::Long];

    /// The length of a duration in minutes.
    pub fn of(minutes: u32) -> Self {
        match minutes {
            0..=60 => Self::Short,
            61..=120 => Self::Medium,
            _ => Self::Long,
        }
    }

    /// Its name in the address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Short => "courte",
            Self::Medium => "moyenne",
            Self::Long => "longue",
        }
    }
}

pub(super) const LEVELS: [(Level, &str); 3] =
    [(Level::Beginner, "debutant"), (Level::Intermediate, "intermediaire"), (Level::Advanced, "avance")];

/// The name of a level in the address and in `course.toml`.
pub fn level_code(level: Level) -> &'static str {
    match level {
        Level::Beginner => "debutant",
        Level::Intermediate => "intermediaire",
        Level::Advanced => "avance",
    }
}

/// A request to the catalogue: words, and values by facet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// As typed, a trailing space included: it says that the last word is finished.
    pub text: String,
    selected: [Vec<String>; 6],
}

impl Filter {
    /// Reads the pairs of an address.
    pub fn parse<K: AsRef<str>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (K, V)>) -> Self {
        let mut filter = Self::default();
        for (key, value) in pairs {
            let (key, value) = (key.as_ref(), value.as_ref());
            if key == "q" {
                filter.text = value.chars().filter(|c| !c.is_control()).take(MAX_TEXT).collect();
            }
            if let Some(name) = FacetName::ALL.into_iter().find(|name| name.param() == key) {
                filter.select(name, value);
            }
        }
        filter
    }

    fn select(&mut self, name: FacetName, value: &str) {
        let values = &mut self.selected[name.rank()];
        if name.accepts(value) && values.len() < MAX_VALUES && !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
        }
    }

    /// The values asked for in a facet; empty = all.
    pub fn selected(&self, name: FacetName) -> &[String] {
        &self.selected[name.rank()]
    }

    /// True for a value asked for.
    pub fn is_selected(&self, name: FacetName, value: &str) -> bool {
        self.selected(name).iter().any(|known| known == value)
    }

    /// True when words were typed.
    pub fn has_text(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// True when nothing is asked for: the whole catalogue.
    pub fn is_empty(&self) -> bool {
        !self.has_text() && self.selected.iter().all(Vec::is_empty)
    }

    /// The same request with one value more, or less when it was there: the link of a facet's value.
    #[must_use]
    pub fn toggled(&self, name: FacetName, value: &str) -> Self {
        let mut filter = self.clone();
        if self.is_selected(name, value) {
            filter.selected[name.rank()].retain(|known| known != value);
        } else {
            filter.select(name, value);
        }
        filter
    }

    /// True for a card that has, in every facet but `except`, one of the values asked for.
    pub(super) fn admits(&self, card: &Card, except: Option<FacetName>) -> bool {
        FacetName::ALL.into_iter().filter(|name| Some(*name) != except).all(|name| {
            let selected = self.selected(name);
            selected.is_empty()
                || name.values(card).into_iter().any(|value| selected.iter().any(|s| s == value))
        })
    }

    /// The request as an address carries it, without `?`; empty for the whole catalogue.
    pub fn to_query(&self) -> String {
        let mut query = String::new();
        if self.has_text() {
            push(&mut query, "q", &self.text);
        }
        for name in FacetName::ALL {
            for value in self.selected(name) {
                push(&mut query, name.param(), value);
            }
        }
        query
    }
}

/// Adds a pair, with everything but the plainest characters in percent form.
fn push(query: &mut String, key: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(key);
    query.push('=');
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                query.push(char::from(byte))
            }
            b' ' => query.push('+'),
            _ => {
                let _ = write!(query, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_survives_its_address() {
        let filter = Filter::parse([
            ("q", "l’œuvre & l'image "),
            ("discipline", "maths"),
            ("discipline", "toutes"),
            ("niveau", "debutant"),
            ("competence", "2.1"),
            ("duree", "courte"),
        ]);
        let query = filter.to_query();
        assert_eq!(
            query,
            "q=l%E2%80%99%C5%93uvre+%26+l%27image+&discipline=maths&discipline=toutes&niveau=debutant&duree=courte\
             &competence=2.1"
        );
        assert!(filter.is_selected(FacetName::Discipline, "toutes"));
        assert_eq!(Filter::default().to_query(), "");
    }

    #[test]
    fn what_is_not_understood_is_left_out() {
        let mut pairs =
            vec![("niveau", "expert"), ("duree", "2h"), ("page", "3"), ("langue", "<script>"), ("q", " ")];
        pairs.extend([("public", "lycee"); 3]);
        let filter = Filter::parse(pairs);
        assert_eq!(filter.to_query(), "public=lycee");
        let many = (0..100).map(|number| ("competence", number.to_string()));
        assert_eq!(Filter::parse(many).selected(FacetName::Competence).len(), MAX_VALUES);
        assert_eq!(Filter::parse([("q", "é".repeat(1_000))]).text.chars().count(), MAX_TEXT);
    }

    #[test]
    fn a_value_is_added_and_taken_off() {
        let filter = Filter::parse([("public", "lycee")]);
        let wider = filter.toggled(FacetName::Audience, "college");
        assert_eq!(wider.to_query(), "public=lycee&public=college");
        assert_eq!(wider.toggled(FacetName::Audience, "lycee").to_query(), "public=college");
        assert!(filter.toggled(FacetName::Audience, "lycee").is_empty());
    }
}
