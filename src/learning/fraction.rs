//! Scores as exact fractions: the pass mark compares the exact value, never the rounded one that is shown
//! (course format, section 4.7).

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A fraction that is never negative, in lowest terms.
///
/// Denominators are products of numbers of options, at most a few dozens, so `i128` never overflows in practice; if it
/// would, the sum saturates rather than panic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// `numerator / denominator`; a denominator of 0 gives 0.
    pub fn new(numerator: i128, denominator: i128) -> Self {
        if denominator <= 0 || numerator <= 0 {
            return Self::ZERO;
        }
        let divisor = gcd(numerator, denominator);
        Self { numerator: numerator / divisor, denominator: denominator / divisor }
    }

    pub fn whole(number: i128) -> Self {
        Self::new(number, 1)
    }

    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let divisor = gcd(self.denominator, other.denominator).max(1);
        let scale = other.denominator / divisor;
        let denominator = self.denominator.saturating_mul(scale);
        let numerator = self
            .numerator
            .saturating_mul(scale)
            .saturating_add(other.numerator.saturating_mul(self.denominator / divisor));
        Self::new(numerator, denominator)
    }

    #[must_use]
    pub fn times(self, other: Self) -> Self {
        Self::new(
            self.numerator.saturating_mul(other.numerator),
            self.denominator.saturating_mul(other.denominator),
        )
    }

    /// Whole percents, rounded down: 100 is only shown for the whole.
    pub fn percent(self) -> i32 {
        i32::try_from(self.numerator.saturating_mul(100) / self.denominator).unwrap_or(i32::MAX)
    }

    /// Whether this share of 1 reaches a mark in percent, exactly.
    pub fn reaches(self, percent: u8) -> bool {
        self >= Self::new(i128::from(percent), 100)
    }

    /// `self / other`, 0 when `other` is 0.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        self.times(Self::new(other.denominator, other.numerator))
    }

    pub fn is_zero(self) -> bool {
        self.numerator == 0
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        self.numerator
            .saturating_mul(other.denominator)
            .cmp(&other.numerator.saturating_mul(self.denominator))
    }
}

/// Stored form: `3/4`.
impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl FromStr for Fraction {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (numerator, denominator) = text.split_once('/').ok_or(())?;
        Ok(Self::new(numerator.parse().map_err(|_| ())?, denominator.parse().map_err(|_| ())?))
    }
}

/// A stored fraction; what cannot be read counts as nothing.
pub fn read(text: Option<&str>) -> Option<Fraction> {
    text.and_then(|text| text.parse().ok())
}

/// For people: `7,5` or `8`, two decimals at most.
pub fn shown(value: Fraction, comma: char) -> String {
    let hundredths = value.numerator.saturating_mul(100) / value.denominator;
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match rest {
        0 => whole.to_string(),
        rest if rest % 10 == 0 => format!("{whole}{comma}{}", rest / 10),
        rest => format!("{whole}{comma}{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_do_not_depend_on_order(parts in prop::collection::vec((0_i128..30, 1_i128..30), 1..20)) {
            let fractions: Vec<_> = parts.iter().map(|(n, d)| Fraction::new(*n, *d)).collect();
            let forward = fractions.iter().fold(Fraction::ZERO, |sum, part| sum.plus(*part));
            let backward = fractions.iter().rev().fold(Fraction::ZERO, |sum, part| sum.plus(*part));
            prop_assert_eq!(forward, backward);
            prop_assert_eq!(forward.to_string().parse::<Fraction>(), Ok(forward));
        }
    }

    #[test]
    fn the_mark_is_exact() {
        assert!(!Fraction::new(2, 3).reaches(67));
        assert!(Fraction::new(2, 3).reaches(66));
        assert!(Fraction::new(7, 10).reaches(70));
        assert_eq!(Fraction::new(2, 3).percent(), 66);
        assert_eq!(Fraction::new(999, 1000).percent(), 99);
    }

    #[test]
    fn numbers_for_people() {
        assert_eq!(shown(Fraction::new(15, 2), ','), "7,5");
        assert_eq!(shown(Fraction::new(1, 3), ','), "0,33");
        assert_eq!(shown(Fraction::whole(8), ','), "8");
    }
}
