//! The code by which an attestation is checked: copied from paper by hand, so it forgives what hands do.

use rand::RngCore as _;

use crate::ids;

/// 80 random bits in Crockford's base32: 16 characters that nobody finds by trying.
const LENGTH: usize = 16;

/// A new code, as it is stored: upper case, no dashes.
pub fn draw() -> String {
    let mut bytes = [0_u8; 10];
    rand::rng().fill_bytes(&mut bytes);
    ids::base32(&bytes).to_ascii_uppercase()
}

/// The code as it is shown: `ABCD-EFGH-JKMN-PQRS`.
pub fn grouped(code: &str) -> String {
    let mut shown = String::with_capacity(code.len() + code.len() / 4);
    for (place, c) in code.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            shown.push('-');
        }
        shown.push(c);
    }
    shown
}

/// The code that somebody typed: spaces, dashes and case do not matter, O is read as 0, I and L as 1.
/// None when it cannot be a code.
pub fn read(typed: &str) -> Option<String> {
    let mut code = String::with_capacity(LENGTH);
    for c in typed.chars() {
        let c = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c @ ('0'..='9' | 'A'..='T' | 'V'..='Z') => c,
            // Hyphens and dashes of every length: word processors make them out of the one we print.
            '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '.' | '_' => continue,
            c if c.is_whitespace() => continue,
            _ => return None,
        };
        if code.len() == LENGTH {
            return None;
        }
        code.push(c);
    }
    (code.len() == LENGTH).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_was_typed() {
        let code = draw();
        let shown = grouped(&code);
        assert_eq!(shown.len(), 19);
        for typed in [
            code.clone(),
            shown.clone(),
            shown.to_lowercase(),
            shown.replace('-', " "),
            shown.replace('-', "\u{a0}–\u{202f}"),
            format!("  {shown}\n"),
            shown.replace('0', "O").replace('1', "l"),
            shown.replace('0', "o").replace('1', "I"),
        ] {
            assert_eq!(read(&typed).as_deref(), Some(code.as_str()), "{typed:?}");
        }
        assert_eq!(grouped("ABCDEFGHJKMNPQRS"), "ABCD-EFGH-JKMN-PQRS");
    }

    #[test]
    fn what_cannot_be_a_code_is_none() {
        for typed in [
            "",
            "-",
            "ABCD",
            "ABCD-EFGH-JKMN-PQR",
            "ABCD-EFGH-JKMN-PQRST",
            "ABCD-EFGH-JKMN-PQRU",
            "é",
            "2026-000123",
        ] {
            assert_eq!(read(typed), None, "{typed:?}");
        }
        assert_eq!(read(&"A".repeat(100_000)), None);
    }

    #[test]
    fn codes_differ() {
        let codes: std::collections::BTreeSet<String> = (0..1_000).map(|_| draw()).collect();
        assert_eq!(codes.len(), 1_000);
        assert!(codes.iter().all(|code| read(code).as_deref() == Some(code)));
    }
}
