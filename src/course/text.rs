//! Short typed answers, compared as a teacher would: same word, whatever the apostrophe or the accent.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A typed answer in the form in which two answers are compared (course format, section 4.7).
pub fn normalise_answer(answer: &str, case_sensitive: bool, accent_sensitive: bool) -> String {
    // Before NFKC, which would make a space and a loose accent of « ´ ».
    let mut words: String = answer.chars().map(plain).nfkc().map(plain).collect();
    if !case_sensitive {
        words = words.to_lowercase();
    }
    words = if accent_sensitive {
        words.nfc().collect()
    } else {
        words.nfd().filter(|c| !is_combining_mark(*c)).nfc().collect()
    };
    // Last, so that nothing done above can leave a space at an end.
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Apostrophes and hyphens as a keyboard has them.
fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{2032}' | '\u{60}' | '\u{b4}' => '\'',
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2212}' => '-',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_answers_forgive_case_accents_spaces_and_apostrophes() {
        let free = |answer| normalise_answer(answer, false, false);
        assert_eq!(free("  L’Élève\u{a0} AUTEUR "), "l'eleve auteur");
        assert_eq!(free("CC-BY"), free("cc‑by"));
        assert_eq!(free("ﬁn"), "fin");
    }

    #[test]
    fn strict_answers_keep_what_they_are_strict_about() {
        assert_eq!(normalise_answer("Élève", true, false), "Eleve");
        assert_eq!(normalise_answer("Élève", false, true), "élève");
        assert_ne!(normalise_answer("pêche", false, true), normalise_answer("péché", false, true));
    }

    proptest::proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in "\\PC{0,40}", case: bool, accents: bool) {
            let once = normalise_answer(&text, case, accents);
            proptest::prop_assert_eq!(normalise_answer(&once, case, accents), once);
        }
    }
}
