//! French typography, on text only: the source stays as it was typed (course format, section 6).
//!
//! A space is replaced, never invented, except inside « ». The pass is idempotent: a text that
//! already has its no-break spaces is left alone.

const NO_BREAK: &str = "\u{a0}";
const THIN: &str = "\u{202f}";

/// Units that stay with the number before them.
const UNITS: [&str; 34] = [
    "%", "€", "‰", "km/h", "km", "cm", "mm", "m", "ha", "kg", "mg", "g", "mL", "cL", "L", "h", "min", "ms",
    "s", "Ko", "Mo", "Go", "To", "px", "Hz", "kHz", "MHz", "GHz", "W", "kW", "°C", "°F", "ans", "an",
];

/// Sends `text` to `write` with French spaces, apostrophes and ellipses.
///
/// `before` and `after` are the characters around the text, when it is a part of a sentence.
pub fn french(text: &str, before: Option<char>, after: Option<char>, mut write: impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut done = 0;
    let mut at = 0;
    while at < bytes.len() {
        let (replaced, by) = match bytes[at] {
            b' ' if plain_space(bytes, at) => (0, ""),
            b' ' => match space(text, at, before, after) {
                Some(kind) => (1, kind),
                None => (0, ""),
            },
            b'\'' if apostrophe(text, at, before, after) => (1, "’"),
            b'.' => {
                let run = bytes[at..].iter().take_while(|b| **b == b'.').count();
                let alone = (at > 0 || before != Some('.')) && (at + run < bytes.len() || after != Some('.'));
                if run == 3 && alone {
                    (3, "…")
                } else {
                    at += run;
                    continue;
                }
            }
            // « is C2 AB and » is C2 BB.
            0xc2 if bytes.get(at + 1) == Some(&0xab) => {
                at += 2;
                let next = text[at..].chars().next().or(after);
                if next.is_some_and(|c| !c.is_whitespace()) { (0, NO_BREAK) } else { continue }
            }
            0xc2 if bytes.get(at + 1) == Some(&0xbb) => {
                let last = text[..at].chars().next_back().or(before);
                if last.is_some_and(|c| !c.is_whitespace() && c != '«') {
                    write(&text[done..at]);
                    write(NO_BREAK);
                    done = at;
                }
                at += 2;
                continue;
            }
            _ => {
                at += 1;
                continue;
            }
        };
        if !by.is_empty() {
            write(&text[done..at]);
            write(by);
            at += replaced;
            done = at;
        } else {
            at += 1;
        }
    }
    write(&text[done..]);
}

/// The same, as a new text.
pub fn french_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    french(text, None, None, |piece| out.push_str(piece));
    out
}

/// True for most spaces: between two words, nothing to set. Looks at bytes only, for speed.
fn plain_space(bytes: &[u8], at: usize) -> bool {
    let (Some(last), Some(next)) = (at.checked_sub(1).map(|before| bytes[before]), bytes.get(at + 1)) else {
        return false;
    };
    // 0xAB ends «, 0xC2 starts ».
    !last.is_ascii_digit() && last != 0xab && !matches!(next, b';' | b'!' | b'?' | b':' | 0xc2)
}

/// The space that must stand where an ordinary one was typed, if it is another.
fn space(text: &str, at: usize, before: Option<char>, after: Option<char>) -> Option<&'static str> {
    let last = text[..at].chars().next_back().or(before)?;
    let rest = &text[at + 1..];
    let next = rest.chars().next().or(after)?;
    match next {
        ';' | '!' | '?' if !last.is_whitespace() => return Some(THIN),
        ':' | '»' if !last.is_whitespace() => return Some(NO_BREAK),
        _ => {}
    }
    if last == '«' {
        return Some(NO_BREAK);
    }
    if !last.is_ascii_digit() {
        return None;
    }
    if next.is_ascii_digit() {
        let group = rest.bytes().take_while(u8::is_ascii_digit).count();
        let head = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        // A figure after a comma is a decimal part: « 1,5 100 » is two numbers.
        let decimal = text[..at - head.min(at)].ends_with([',', '.']);
        let fits = group == 3 && (1..=3).contains(&head) && !decimal;
        return fits.then_some(THIN);
    }
    let unit = UNITS.iter().any(|unit| {
        rest.strip_prefix(unit).is_some_and(|tail| {
            tail.chars()
                .next()
                .or(after)
                .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-'))
        })
    });
    unit.then_some(NO_BREAK)
}

fn apostrophe(text: &str, at: usize, before: Option<char>, after: Option<char>) -> bool {
    let last = text[..at].chars().next_back().or(before);
    let next = text[at + 1..].chars().next().or(after);
    last.is_some_and(char::is_alphabetic) && next.is_some_and(|c| c.is_alphanumeric() || c == '«')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_spaces_are_set() {
        for (typed, set) in [
            (
                "Vrai ! Vraiment ? Oui ; non : si",
                "Vrai\u{202f}! Vraiment\u{202f}? Oui\u{202f}; non\u{a0}: si",
            ),
            ("« oui »", "«\u{a0}oui\u{a0}»"),
            ("«oui»", "«\u{a0}oui\u{a0}»"),
            ("1 234 567 élèves", "1\u{202f}234\u{202f}567 élèves"),
            ("12 km, 50 %, 3 €", "12\u{a0}km, 50\u{a0}%, 3\u{a0}€"),
            ("4 l'eau, 5 hommes", "4 l’eau, 5 hommes"),
            ("en 2024 300 élèves", "en 2024 300 élèves"),
            ("L'élève n'a pas lu 'ça'...", "L’élève n’a pas lu 'ça'…"),
            ("a.... b", "a.... b"),
            ("http://x", "http://x"),
            ("déjà\u{a0}!", "déjà\u{a0}!"),
            ("!", "!"),
        ] {
            assert_eq!(french_text(typed), set, "{typed}");
        }
    }

    #[test]
    fn the_neighbours_of_a_piece_are_looked_at() {
        let piece = |text: &str, before, after| {
            let mut out = String::new();
            french(text, before, after, |part| out.push_str(part));
            out
        };
        assert_eq!(piece("l'", None, Some('œ')), "l’");
        assert_eq!(piece(" !", Some('t'), None), "\u{202f}!");
        assert_eq!(piece("»", Some('t'), None), "\u{a0}»");
        assert_eq!(piece("«", None, Some('t')), "«\u{a0}");
    }

    proptest::proptest! {
        #[test]
        fn the_pass_is_idempotent(text in "[a-zé0-9 '.«»:;!?%€,\u{a0}]{0,60}") {
            let once = french_text(&text);
            proptest::prop_assert_eq!(french_text(&once), once);
        }

        #[test]
        fn the_pass_is_idempotent_on_anything(text in "\\PC{0,60}") {
            let once = french_text(&text);
            proptest::prop_assert_eq!(french_text(&once), once);
        }
    }
}
