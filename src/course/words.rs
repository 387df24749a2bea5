//! Small questions about words: are two names the same, which one was meant, what is its address.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A name as it is compared: lower case, without diacritics (course format, R3).
pub(crate) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// True for `minuscule, { minuscule | chiffre | "-" }`, 64 characters at most.
pub(crate) fn is_ident(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() <= 64
        && bytes.first().is_some_and(u8::is_ascii_lowercase)
        && bytes.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-')
}

/// The known name that was probably meant: the nearest one, two slips of the keyboard away at most.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word: Vec<char> = fold(word).chars().take(40).collect();
    known
        .into_iter()
        .map(|name| (distance(&word, &fold(name).chars().collect::<Vec<_>>()), name))
        .filter(|(slips, name)| *slips <= 2 && *slips < name.chars().count().min(word.len().max(1)))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, name)| name)
}

/// « — vouliez-vous « x » ? », or nothing.
pub(crate) fn suggestion<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    nearest(word, known).map(|name| format!(" — vouliez-vous « {name} » ?")).unwrap_or_default()
}

/// Insertions, deletions, substitutions and swaps of neighbours between two words.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

/// The address of a heading as GitLab makes it: accents kept, punctuation gone, `-` for spaces.
pub(crate) fn heading_slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().chars() {
        let kept = match c {
            ' ' | '-' => '-',
            c if c.is_alphanumeric() || c == '_' || is_combining_mark(c) => c,
            _ => continue,
        };
        if kept != '-' || !slug.ends_with('-') {
            slug.extend(kept.to_lowercase());
        }
    }
    if !slug.is_empty() && slug.bytes().all(|b| b.is_ascii_digit()) {
        slug.insert_str(0, "anchor-");
    }
    slug
}

/// An identifier made from a text: ASCII, at most `limit` characters, cut between words.
pub(crate) fn ascii_slug(text: &str, limit: usize) -> String {
    let mut slug = String::new();
    for word in fold(text).replace('œ', "oe").replace('æ', "ae").split(|c: char| !c.is_ascii_alphanumeric())
    {
        if word.is_empty() || (slug.is_empty() && word.as_bytes()[0].is_ascii_digit()) {
            continue;
        }
        if slug.len() + usize::from(!slug.is_empty()) + word.len() > limit {
            if slug.is_empty() {
                slug.push_str(&word[..limit.min(word.len())]);
            }
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug
}

/// True for a language tag of BCP 47 as people write them: `fr`, `en-GB`, `zh-Hant`, `br`.
pub(crate) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_and_accents() {
        assert_eq!(fold("Étapes"), "etapes");
        assert_eq!(fold("E\u{301}TAPES"), "etapes");
    }

    #[test]
    fn the_nearest_name_is_two_slips_away_at_most() {
        let known = ["question", "sondage", "onglets", "points"];
        assert_eq!(nearest("qestion", known), Some("question"));
        assert_eq!(nearest("onglet", known), Some("onglets"));
        assert_eq!(nearest("pionts", known), Some("points"));
        assert_eq!(nearest("pts", known), None);
        assert_eq!(nearest("x", known), None);
    }

    #[test]
    fn heading_slugs_are_those_of_the_forge() {
        assert_eq!(
            heading_slug("L'exception pédagogique, concrètement"),
            "lexception-pédagogique-concrètement"
        );
        assert_eq!(heading_slug("Un — deux"), "un-deux");
        assert_eq!(heading_slug("2026"), "anchor-2026");
    }

    #[test]
    fn ascii_slugs_are_valid_identifiers() {
        assert_eq!(ascii_slug("Un cœur d'œuvre, est-ce permis ?", 40), "un-coeur-d-oeuvre-est-ce-permis");
        assert!(is_ident(&ascii_slug("12 élèves d'une classe de quatrième du collège voisin", 40)));
        assert_eq!(ascii_slug("…", 40), "");
    }

    #[test]
    fn language_tags_are_recognised() {
        assert!(["fr", "en-GB", "zh-Hant-TW", "bre"].into_iter().all(is_language));
        assert!(!["", "français", "f", "en_GB", "en-"].into_iter().any(is_language));
    }
}
