//! Numbers as French teachers write them, kept as exact decimals: no binary float decides a mark.

use bigdecimal::{BigDecimal, Zero, num_bigint::BigInt};

/// Digits that a number may have: more is a mistake or an attack.
const DIGITS: usize = 60;
/// Place of the first digit, either side of the comma.
const MAGNITUDE: i64 = 100;

/// Bounds of an answer, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    pub low: BigDecimal,
    pub high: BigDecimal,
}

impl Interval {
    /// True when `value` is one of the accepted numbers.
    pub fn contains(&self, value: &BigDecimal) -> bool {
        self.low <= *value && *value <= self.high
    }
}

/// Spaces that people put between digits: ordinary, no-break, thin.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' | '\u{2008}' | '\u{200a}')
}

/// Reads `12,5`, `1 234.5`, `-3`, `1,2e-3`; nothing when it is not a number.
pub fn parse(text: &str) -> Option<BigDecimal> {
    let mut chars = text.trim_matches(is_space).chars().peekable();
    let negative = match chars.peek()? {
        '-' | '\u{2212}' => {
            chars.next();
            true
        }
        '+' => {
            chars.next();
            false
        }
        _ => false,
    };
    let mut digits = String::new();
    let mut decimals: Option<i64> = None;
    let mut exponent: i64 = 0;
    // A space is allowed between two digits only: one seen after a digit must be followed by another.
    let mut pending_space = false;
    while let Some(c) = chars.next() {
        match c {
            '0'..='9' => {
                pending_space = false;
                if digits.len() >= DIGITS {
                    return None;
                }
                digits.push(c);
                if let Some(count) = &mut decimals {
                    *count += 1;
                }
            }
            c if is_space(c) => {
                // After the sign or around the comma a space is a slip, and the number stays clear.
                pending_space = true;
            }
            ',' | '.' if decimals.is_none() && !digits.is_empty() && !pending_space => decimals = Some(0),
            'e' | 'E' if !digits.is_empty() && decimals != Some(0) && !pending_space => {
                exponent = read_exponent(&chars.collect::<String>())?;
                break;
            }
            _ => return None,
        }
    }
    if digits.is_empty() || pending_space || decimals == Some(0) {
        return None;
    }
    let scale = decimals.unwrap_or(0) - exponent;
    let significant = i64::try_from(digits.trim_start_matches('0').len()).ok()?;
    let unscaled: BigInt = digits.parse().ok()?;
    if significant == 0 {
        return Some(BigDecimal::zero());
    }
    if (significant - 1 - scale).abs() > MAGNITUDE {
        return None;
    }
    let value = BigDecimal::new(unscaled, scale);
    Some(if negative { -value } else { value })
}

fn read_exponent(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || digits.len() > 3 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(sign * digits.parse::<i64>().ok()?)
}

/// Reads an answer of a numeric question: `70`, `12,5 ± 0,1`, `100 ± 2 %`, `[12 ; 13]`.
pub fn parse_key(text: &str) -> Option<Interval> {
    let text = text.trim();
    if let Some(inside) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let (low, high) = inside.split_once(';')?;
        let (low, high) = (parse(low)?, parse(high)?);
        return if low <= high { readable(low, high) } else { None };
    }
    let cut = text.split_once('±').or_else(|| text.split_once("+-"));
    let Some((target, tolerance)) = cut else {
        let value = parse(text)?;
        return Some(Interval { low: value.clone(), high: value });
    };
    let target = parse(target)?;
    let tolerance = tolerance.trim_end_matches(is_space);
    let margin = match tolerance.strip_suffix('%') {
        // Two places to the left: exact, where a division could have to round.
        Some(percent) => {
            let (unscaled, scale) = (target.abs() * parse(percent)?).into_bigint_and_exponent();
            BigDecimal::new(unscaled, scale + 2)
        }
        None => parse(tolerance)?,
    };
    if margin < BigDecimal::zero() {
        return None;
    }
    readable(&target - &margin, target + margin)
}

/// Bounds that have too many digits to be stored and read again are refused: `1e90 ± 1e-90`.
fn readable(low: BigDecimal, high: BigDecimal) -> Option<Interval> {
    let sound = [&low, &high].into_iter().all(|bound| parse(&stored(bound)).as_ref() == Some(bound));
    sound.then_some(Interval { low, high })
}

/// A decimal as it is stored: readable by [`parse`] and short.
pub fn stored(value: &BigDecimal) -> String {
    let (unscaled, scale) = value.normalized().into_bigint_and_exponent();
    let written = unscaled.to_string();
    let (sign, digits) = match written.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", written.as_str()),
    };
    let power = i64::try_from(digits.len()).map_or(i64::MAX, |count| count - 1 - scale);
    if (-20..=20).contains(&power) && scale <= 40 {
        return value.normalized().to_plain_string();
    }
    match digits.split_at_checked(1) {
        Some((first, rest)) if !rest.is_empty() => format!("{sign}{first}.{rest}e{power}"),
        Some(_) | None => format!("{sign}{digits}e{power}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> BigDecimal {
        parse(text).unwrap_or_else(|| panic!("{text:?} is a number"))
    }

    #[test]
    fn numbers_are_read_as_teachers_write_them() {
        for (written, plain) in [
            ("12,5", "12.5"),
            ("12.5", "12.5"),
            (" 1 234 567 ", "1234567"),
            ("1\u{202f}234,5", "1234.5"),
            ("1\u{a0}000", "1000"),
            ("-3", "-3"),
            ("\u{2212}3", "-3"),
            ("+3", "3"),
            ("1,2e3", "1200"),
            ("1,2E-3", "0.0012"),
            ("0,10", "0.1"),
        ] {
            assert_eq!(stored(&number(written)), plain, "{written}");
        }
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        let long = "9".repeat(DIGITS + 1);
        for refused in [
            "", " ", "-", "douze", "12 km", "1,2,3", "1,", ",5", "1e", "1e999", "1e-101", "1234e99", "1 ,5",
            "--1", "½", &long,
        ] {
            assert_eq!(parse(refused), None, "{refused}");
        }
    }

    #[test]
    fn keys_have_inclusive_bounds() {
        for (key, low, high) in [
            ("70", "70", "70"),
            ("12,5 ± 0,1", "12.4", "12.6"),
            ("100 +- 2 %", "98", "102"),
            ("-200 ± 1%", "-202", "-198"),
            ("[12 ; 13]", "12", "13"),
            ("[-1,5;2]", "-1.5", "2"),
            ("3,333 ± 0,1 %", "3.329667", "3.336333"),
        ] {
            let key = parse_key(key).unwrap_or_else(|| panic!("{key} is a key"));
            assert_eq!((stored(&key.low), stored(&key.high)), (low.into(), high.into()));
            assert!(key.contains(&key.low) && key.contains(&key.high));
        }
    }

    #[test]
    fn unclear_keys_are_refused() {
        for refused in [
            "environ 12",
            "[13 ; 12]",
            "[1 ; 2",
            "1 ± -2",
            "1 ±",
            "± 2",
            "12 ans",
            "[1 ; 2 ; 3]",
            "1e90 ± 1e-90",
        ] {
            assert_eq!(parse_key(refused), None, "{refused}");
        }
    }

    proptest::proptest! {
        #[test]
        fn stored_numbers_are_read_back(digits in "-?[1-9][0-9]{0,20}(,[0-9]{1,12})?(e-?[1-7][0-9]?)?") {
            let value = number(&digits);
            proptest::prop_assert_eq!(parse(&stored(&value)), Some(value));
        }

        #[test]
        fn nothing_panics(text in "\\PC{0,40}") {
            let _ = (parse(&text), parse_key(&text));
        }
    }
}
