//! The number of a school in the register: seven digits and a check letter (`domain.md` 3.2).

use std::fmt;

use serde::Serialize;

use crate::error::Fault;

/// Letters of the check, by remainder: no I, O or Q, which would be taken for digits.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

/// A number that was read and whose letter is right: `0350002M`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Uai(String);

/// Why a text is no UAI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotUai {
    /// Not seven digits and a letter.
    Unreadable,
    /// The letter belongs to other digits; this would be the one.
    Letter(char),
}

impl NotUai {
    /// As a fault of a form's field.
    pub fn fault(self, field: &'static str) -> Fault {
        match self {
            Self::Unreadable => Fault::new(field, "uai-unreadable"),
            Self::Letter(_) => Fault::new(field, "uai-letter"),
        }
    }
}

impl Uai {
    /// Reads a number as people and spreadsheets write it: spaces, small letters and lost leading zeros are forgiven.
    ///
    /// # Errors
    /// [`NotUai`]: never a guess.
    pub fn parse(text: &str) -> Result<Self, NotUai> {
        let mut compact: String =
            text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        if compact.len() > 8 || compact.len() < 2 || !compact.is_ascii() {
            return Err(NotUai::Unreadable);
        }
        compact.insert_str(0, &"0".repeat(8 - compact.len()));
        let (digits, letter) = compact.split_at(7);
        if !digits.bytes().all(|b| b.is_ascii_digit()) || !letter.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(NotUai::Unreadable);
        }
        let expected = check_letter(digits);
        if letter.starts_with(expected) { Ok(Self(compact)) } else { Err(NotUai::Letter(expected)) }
    }

    /// The number that these seven digits make.
    pub fn of_digits(number: u32) -> Self {
        let digits = format!("{:07}", number % 10_000_000);
        let letter = check_letter(&digits);
        Self(digits + &letter.to_string())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn check_letter(digits: &str) -> char {
    let remainder = digits.bytes().fold(0_usize, |rest, b| (rest * 10 + usize::from(b - b'0')) % 23);
    char::from(LETTERS[remainder])
}

impl fmt::Display for Uai {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn real_numbers_and_their_spellings() {
        for text in ["0350002M", "0350003N", "0350005R", "0350009V", "0951099D", "9990001X", "9990004A"] {
            assert_eq!(Uai::parse(text).unwrap().as_str(), text);
        }
        for text in [" 0350002m", "350002M", "035 0002 M", "350 002m "] {
            assert_eq!(Uai::parse(text).unwrap().as_str(), "0350002M", "{text:?}");
        }
    }

    #[test]
    fn what_is_none() {
        assert_eq!(Uai::parse("0350002N"), Err(NotUai::Letter('M')));
        for text in ["", "M", "03500020", "0350002MM", "O350002M", "03é0002M", "0350002?", "-350002M"] {
            assert_eq!(Uai::parse(text), Err(NotUai::Unreadable), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_number_has_one_letter(number in 0_u32..10_000_000, letter in "[A-Z]") {
            let uai = Uai::of_digits(number);
            prop_assert_eq!(Uai::parse(uai.as_str()), Ok(uai.clone()));
            let other = format!("{number:07}{letter}");
            prop_assert_eq!(Uai::parse(&other).is_ok(), other == uai.as_str());
        }

        #[test]
        fn no_text_breaks_it(text in ".{0,12}") {
            let _ = Uai::parse(&text);
        }
    }
}
