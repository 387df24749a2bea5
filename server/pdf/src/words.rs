//! People's text made fit for the page, without changing what it says.
//!
//! PDF/UA refuses a document with a character that has no glyph, so one emoji in a course title
//! would cost a teacher her attestation: such a character becomes U+FFFD. Invisible characters that
//! reorder text are dropped, because a printed name must read as it is written.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::Language;
use crate::fonts;

/// What stands for a character that no embedded font has.
const UNKNOWN: char = '\u{fffd}';
const NARROW_NO_BREAK: char = '\u{202f}';
const NO_BREAK: char = '\u{a0}';
const MAY_BREAK: char = '\u{200b}';
/// A word longer than this may not fit a line, at the size of a heading.
const LONGEST_WORD: usize = 26;
/// Two accents on one letter are Vietnamese; ten are a joke that covers the next line.
const MOST_ACCENTS: usize = 2;

/// One line of text that every embedded font can show, spaced by the rules of its language.
pub(crate) fn clean(text: &str, language: Language) -> String {
    let visible = one_line(text);
    match language {
        Language::French => french_spaces(&visible),
        Language::English => visible,
    }
}

/// The same, with leave to break inside words that no line could hold.
pub(crate) fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| c.is_whitespace() || c == '-') {
        let long = word.chars().count() > LONGEST_WORD;
        for (place, character) in word.chars().enumerate() {
            if long && place > 0 && place % (LONGEST_WORD / 2) == 0 && !is_combining_mark(character) {
                out.push(MAY_BREAK);
            }
            out.push(character);
        }
    }
    out
}

fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut accents = 0;
    for character in text.nfc() {
        let last = out.chars().next_back();
        if is_combining_mark(character) {
            let carried = last.is_some_and(|c| c.is_alphabetic() && fonts::in_fallback(c))
                || (accents > 0 && accents < MOST_ACCENTS);
            if carried && fonts::in_fallback(character) {
                accents += 1;
                out.push(character);
            }
            continue;
        }
        accents = 0;
        if is_invisible(character) {
            continue;
        }
        if matches!(character, NO_BREAK | NARROW_NO_BREAK) {
            out.push(character);
        } else if character.is_whitespace() {
            if last.is_some_and(|c| !c.is_whitespace()) {
                out.push(' ');
            }
        } else if fonts::show(character) && character != UNKNOWN {
            out.push(character);
        } else if last != Some(UNKNOWN) {
            out.push(UNKNOWN);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Controls, joiners, soft hyphens, directions, selectors and tags: no ink, and some reorder text.
fn is_invisible(character: char) -> bool {
    (character.is_control() && !character.is_whitespace())
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// « Rust : débuter ? » keeps its signs on the line of the word before them, « 8 octobre » its day.
fn french_spaces(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let at = |place: usize| characters.get(place).copied();
    characters
        .iter()
        .enumerate()
        .map(|(place, &character)| {
            let before = place.checked_sub(1).and_then(at);
            match (character, at(place + 1)) {
                (' ', Some(';' | '!' | '?')) => NARROW_NO_BREAK,
                (' ', Some(':' | '»' | '%')) => NO_BREAK,
                (' ', _) if before == Some('«') => NO_BREAK,
                (' ', Some(after)) if counts(before, after) => NO_BREAK,
                _ => character,
            }
        })
        .collect()
}

/// A number and its unit or its month, and the minutes of « 6 h 30 ».
fn counts(before: Option<char>, after: char) -> bool {
    before.is_some_and(|c| c.is_ascii_digit()) && after.is_lowercase()
        || before == Some('h') && after.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn french(text: &str) -> String {
        clean(text, Language::French)
    }

    #[test]
    fn french_signs_stay_with_their_word() {
        assert_eq!(french("Rust : prêts ?"), "Rust\u{a0}: prêts\u{202f}?");
        assert_eq!(french("dire « oui »"), "dire «\u{a0}oui\u{a0}»");
        assert_eq!(french("6 h 30, le 8 octobre"), "6\u{a0}h\u{a0}30, le 8\u{a0}octobre");
        assert_eq!(clean("Ready ?", Language::English), "Ready ?");
    }

    #[test]
    fn accents_are_joined_to_their_letter() {
        assert_eq!(french("He\u{301}le\u{300}ne Lec\u{327}on"), "Hélène Leçon");
        assert_eq!(french("a\u{301}\u{302}\u{303}\u{304}\u{305}").chars().count(), 3);
    }

    #[test]
    fn names_of_europe_and_signs_of_science_are_shown_as_they_are() {
        let text = "Łukasz Şahin Αθηνά Нина Nguyễn Ĥŭ Œuvre ∑ ≥ → ℝ π";
        assert_eq!(french(text), text);
    }

    #[test]
    fn what_no_font_has_is_marked_once() {
        assert_eq!(french("Bravo 👩‍🏫🎉 !"), "Bravo \u{fffd}\u{202f}!");
        assert_eq!(french("محمد Salah"), "\u{fffd} Salah");
    }

    #[test]
    fn hidden_directions_and_controls_are_dropped() {
        assert_eq!(french("a\u{202e}b\0c\u{2066}d\u{ad}e\n\t f "), "abcde f");
    }

    #[test]
    fn a_word_longer_than_a_line_may_break() {
        assert_eq!(breakable("Anticonstitutionnellement"), "Anticonstitutionnellement");
        assert_eq!(breakable(&"x".repeat(500)).matches(MAY_BREAK).count(), 38);
    }
}
