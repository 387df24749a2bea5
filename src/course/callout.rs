//! `> [!mot] titre`: the call-outs and the structural words (course format, section 4.4).

use super::words::fold;

/// The word of a call-out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Word {
    Note,
    Tip,
    Important,
    Warning,
    Danger,
    Example,
    Definition,
    Keypoints,
    Hint,
    Explanation,
    Right,
    Wrong,
    Criteria,
    Transcript,
}

impl Word {
    const ALL: [Self; 14] = [
        Self::Note,
        Self::Tip,
        Self::Important,
        Self::Warning,
        Self::Danger,
        Self::Example,
        Self::Definition,
        Self::Keypoints,
        Self::Hint,
        Self::Explanation,
        Self::Right,
        Self::Wrong,
        Self::Criteria,
        Self::Transcript,
    ];

    /// The canonical word, lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "astuce",
            Self::Important => "important",
            Self::Warning => "attention",
            Self::Danger => "danger",
            Self::Example => "exemple",
            Self::Definition => "definition",
            Self::Keypoints => "retenir",
            Self::Hint => "indice",
            Self::Explanation => "explication",
            Self::Right => "juste",
            Self::Wrong => "faux",
            Self::Criteria => "criteres",
            Self::Transcript => "transcription",
        }
    }

    /// The label shown to the reader.
    pub fn label(self) -> &'static str {
        match self {
            Self::Note => "Note",
            Self::Tip => "Astuce",
            Self::Important => "Important",
            Self::Warning => "Attention",
            Self::Danger => "Danger",
            Self::Example => "Exemple",
            Self::Definition => "Définition",
            Self::Keypoints => "À retenir",
            Self::Hint => "Indice",
            Self::Explanation => "Explication",
            Self::Right => "Juste",
            Self::Wrong => "Faux",
            Self::Criteria => "Critères",
            Self::Transcript => "Transcription",
        }
    }

    /// True for the words that belong to a container, and are errors elsewhere.
    pub fn is_structural(self) -> bool {
        match self {
            Self::Hint
            | Self::Explanation
            | Self::Right
            | Self::Wrong
            | Self::Criteria
            | Self::Transcript => true,
            Self::Note
            | Self::Tip
            | Self::Important
            | Self::Warning
            | Self::Danger
            | Self::Example
            | Self::Definition
            | Self::Keypoints => false,
        }
    }

    /// The word as written, aliases included.
    pub(crate) fn named(word: &str) -> Option<Self> {
        let word = fold(word);
        let alias = match word.as_str() {
            "info" => Some(Self::Note),
            "tip" => Some(Self::Tip),
            "warning" => Some(Self::Warning),
            "caution" => Some(Self::Danger),
            "example" => Some(Self::Example),
            "keypoints" => Some(Self::Keypoints),
            "hint" => Some(Self::Hint),
            "solution" | "corrige" => Some(Self::Explanation),
            _ => None,
        };
        alias.or_else(|| Self::ALL.into_iter().find(|known| known.name() == word))
    }

    /// Every canonical word.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL.into_iter().map(Self::name)
    }
}

/// Reads `[!mot]` at the start of a text: the word, and how many bytes it takes with what
/// separates it from a title.
pub(crate) fn read(text: &str) -> Option<(&str, usize)> {
    let inside = text.strip_prefix("[!")?;
    let end = inside.find(']')?;
    let word = &inside[..end];
    let starts_well = word.chars().next().is_some_and(char::is_alphabetic);
    if !starts_well
        || word
            .chars()
            .any(|c| !(c.is_alphabetic() || c == '-' || unicode_normalization::char::is_combining_mark(c)))
    {
        return None;
    }
    let rest = &inside[end + 1..];
    let trimmed = rest.trim_start_matches([' ', '\t']);
    if !trimmed.is_empty() && trimmed.len() == rest.len() {
        return None;
    }
    Some((word, text.len() - trimmed.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_with_their_aliases() {
        assert_eq!(read("[!RETENIR]"), Some(("RETENIR", 10)));
        assert_eq!(read("[!note]  Titre"), Some(("note", 9)));
        assert_eq!(read("[!note]Titre"), None);
        assert_eq!(read("[!1]"), None);
        assert_eq!(Word::named("DÉFINITION"), Some(Word::Definition));
        assert_eq!(Word::named("corrigé"), Some(Word::Explanation));
        assert_eq!(Word::named("astuces"), None);
    }
}
