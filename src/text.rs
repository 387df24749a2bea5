//! Keys for search and sorting, made here because the two databases disagree on everything that is not ASCII.
//!
//! A key is lower case, without marks, with ligatures opened: « Œuvre » → `oeuvre`. A search term is the French
//! (or English) stem of such a key, so that « élèves » and « eleve » meet.

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Lower case, no marks, ligatures opened, apostrophes and dashes as spaces, spaces folded.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let mut space = true;
    for c in text.nfkd().flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c)) {
        match c {
            'œ' => key.push_str("oe"),
            'æ' => key.push_str("ae"),
            'ß' => key.push_str("ss"),
            'ø' => key.push('o'),
            'ł' => key.push('l'),
            c if c.is_alphanumeric() => key.push(c),
            _ => {
                if !space {
                    key.push(' ');
                }
                space = true;
                continue;
            }
        }
        space = false;
    }
    key.truncate(key.trim_end().len());
    key
}

/// The key of an e-mail address: trimmed, lower case.
pub fn address_key(address: &str) -> String {
    address.trim().nfkc().flat_map(char::to_lowercase).collect()
}

/// Words so common that they find everything.
const STOP_WORDS: &[&str] = &[
    "a", "ai", "au", "aux", "avec", "ce", "ces", "cet", "cette", "d", "dans", "de", "des", "du", "elle",
    "en", "est", "et", "eux", "il", "ils", "je", "l", "la", "le", "les", "leur", "lui", "m", "ma", "mes",
    "mon", "n", "ne", "nos", "notre", "nous", "on", "ou", "par", "pas", "pour", "qu", "que", "qui", "s",
    "sa", "se", "ses", "son", "sont", "sur", "t", "ta", "tes", "toi", "ton", "tu", "un", "une", "vos",
    "votre", "vous", "y", "the", "of", "and", "to", "in",
];

/// The stems a text is found by, in order, repeats kept.
pub fn terms(text: &str) -> Vec<String> {
    let stemmer = Stemmer::create(Algorithm::French);
    key(text)
        .split(' ')
        .filter(|word| !word.is_empty() && word.len() <= 40 && !STOP_WORDS.contains(word))
        .map(|word| stem(&stemmer, word))
        .collect()
}

/// The stem of one key: plural and gender folded, whatever the accents were.
fn stem(stemmer: &Stemmer, word: &str) -> String {
    // Short words and numbers are kept: « CC », « 3D », « RGPD ».
    if word.len() <= 3 || word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.to_owned();
    }
    // The stemmer expects accents; on bare letters it still folds plurals, and the same word always gives
    // the same stem, which is all that search needs.
    let mut stem = stemmer.stem(word).into_owned();
    if let Some(bare) = stem.strip_suffix('e').filter(|bare| bare.len() >= 3) {
        stem.truncate(bare.len());
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_ligatures_and_plurals_meet() {
        for (typed, written) in [
            ("electricite", "électricité"),
            ("oeuvre", "Œuvres"),
            ("eleve", "élèves"),
            ("DROIT AUTEUR", "droit d’auteur"),
            ("exceptions pedagogiques", "exception pédagogique"),
            ("donnee", "données"),
            ("evaluation", "évaluations"),
            ("numeriques", "numérique"),
        ] {
            assert_eq!(terms(typed), terms(written), "{typed} / {written}");
        }
    }

    #[test]
    fn a_key_has_no_marks_and_single_spaces() {
        assert_eq!(key("  L’Œuvre — d'Émile\u{a0}Zola "), "l oeuvre d emile zola");
    }
}
