//! The thirteen containers and their attributes, as a table (course format, section 4.6).

use super::words::fold;

/// A container of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Container {
    Question,
    Survey,
    Checklist,
    Task,
    Steps,
    Fold,
    Tabs,
    Figure,
    Video,
    Audio,
    Embed,
    Language,
    Trainer,
}

/// What the value of an attribute may be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value {
    /// `oui` or `non`; the key alone means `oui`.
    Flag,
    /// A whole number between two bounds.
    Number(u32, u32),
    /// One of these words.
    Word(&'static [&'static str]),
    /// Some of these words, separated by spaces.
    Words(&'static [&'static str]),
    /// File extensions separated by spaces.
    Extensions,
    /// `m:ss`.
    Duration,
    /// A language tag.
    Language,
    /// A code of the competence framework.
    Competence,
    /// Any short text.
    Text,
}

/// Kinds of question; `trous` is reserved and refused with a sentence of its own.
pub(crate) const QUESTION_TYPES: [&str; 7] =
    ["unique", "multiple", "texte", "nombre", "association", "classement", "ouverte"];

impl Container {
    pub(crate) const ALL: [Self; 13] = [
        Self::Question,
        Self::Survey,
        Self::Checklist,
        Self::Task,
        Self::Steps,
        Self::Fold,
        Self::Tabs,
        Self::Figure,
        Self::Video,
        Self::Audio,
        Self::Embed,
        Self::Language,
        Self::Trainer,
    ];

    /// The name in the format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Survey => "sondage",
            Self::Checklist => "checklist",
            Self::Task => "production",
            Self::Steps => "etapes",
            Self::Fold => "depliant",
            Self::Tabs => "onglets",
            Self::Figure => "figure",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Embed => "integration",
            Self::Language => "langue",
            Self::Trainer => "formateur",
        }
    }

    /// The container of this name, whatever its case and accents.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let name = fold(name);
        Self::ALL.into_iter().find(|container| container.name() == name)
    }

    /// True for the four containers that record something.
    pub fn is_activity(self) -> bool {
        matches!(self, Self::Question | Self::Survey | Self::Checklist | Self::Task)
    }

    /// True when `#id` may be written.
    pub(crate) fn takes_id(self) -> bool {
        self.is_activity() || matches!(self, Self::Figure | Self::Video | Self::Audio | Self::Embed)
    }

    /// Keys that may be written, with their values.
    pub(crate) fn attributes(self) -> &'static [(&'static str, Value)] {
        match self {
            Self::Question => &[
                ("type", Value::Text),
                ("points", Value::Number(0, 20)),
                ("bareme", Value::Word(&["tout", "partiel"])),
                ("melanger", Value::Flag),
                ("essais", Value::Number(0, 9)),
                ("casse", Value::Word(&["libre", "stricte"])),
                ("accents", Value::Word(&["libres", "stricts"])),
                ("unite", Value::Text),
                ("crcn", Value::Competence),
            ],
            Self::Survey => &[
                ("type", Value::Word(&["unique", "multiple", "echelle", "texte"])),
                ("anonyme", Value::Flag),
                ("obligatoire", Value::Flag),
            ],
            Self::Checklist => &[("obligatoire", Value::Flag)],
            Self::Task => &[
                ("remise", Value::Words(&["texte", "fichier", "lien"])),
                ("formats", Value::Extensions),
                ("taille", Value::Number(1, 20)),
                ("relecture", Value::Word(&["formateur", "pairs", "auto"])),
                ("relecteurs", Value::Number(1, 5)),
                ("points", Value::Number(0, 20)),
                ("obligatoire", Value::Flag),
            ],
            Self::Steps | Self::Trainer => &[],
            Self::Fold => &[("ouvert", Value::Flag)],
            Self::Tabs => &[("groupe", Value::Text)],
            Self::Figure => &[("decorative", Value::Flag)],
            Self::Video | Self::Audio => &[("duree", Value::Duration)],
            Self::Embed => &[("hauteur", Value::Number(200, 900))],
            Self::Language => &[("lang", Value::Language)],
        }
    }
}
