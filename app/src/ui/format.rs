//! Numbers, durations and dates as people of each language write them.

use jiff::civil::{Date, Weekday};
use preau::Timestamp;

use crate::texts::{self, Lang};

/// « 45 min », « 1 h », « 1 h 30 », « 0 h ».
pub fn duration(lang: Lang, minutes: u32) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let space = '\u{a0}';
    match (lang, hours, rest) {
        (_, 0, 0) => format!("0{space}h"),
        (_, 0, rest) => format!("{rest}{space}min"),
        (_, hours, 0) => format!("{hours}{space}h"),
        (Lang::Fr, hours, rest) => format!("{hours}{space}h{space}{rest:02}"),
        (Lang::En, hours, rest) => format!("{hours}{space}h{space}{rest:02}{space}min"),
    }
}

/// « 8 octobre 2026 », « 1er octobre 2026 »; « 8 October 2026 ».
pub fn date(lang: Lang, date: Date) -> String {
    format!("{}\u{a0}{}", day(lang, date), date.year())
}

/// « 8 octobre ».
pub fn day(lang: Lang, date: Date) -> String {
    let month = texts::text(lang, &format!("month-{}", date.month()));
    match (lang, date.day()) {
        (Lang::Fr, 1) => format!("1er\u{a0}{month}"),
        (_, day) => format!("{day}\u{a0}{month}"),
    }
}

/// « jeudi 8 octobre 2026 ».
pub fn long_date(lang: Lang, date: Date) -> String {
    let weekday = match date.weekday() {
        Weekday::Monday => "weekday-1",
        Weekday::Tuesday => "weekday-2",
        Weekday::Wednesday => "weekday-3",
        Weekday::Thursday => "weekday-4",
        Weekday::Friday => "weekday-5",
        Weekday::Saturday => "weekday-6",
        Weekday::Sunday => "weekday-7",
    };
    format!("{} {}", texts::text(lang, weekday), self::date(lang, date))
}

/// « 14 h 05 »; « 14:05 ».
pub fn clock_time(lang: Lang, hour: i8, minute: i8) -> String {
    match (lang, minute) {
        (Lang::Fr, 0) => format!("{hour}\u{a0}h"),
        (Lang::Fr, minute) => format!("{hour}\u{a0}h\u{a0}{minute:02}"),
        (Lang::En, minute) => format!("{hour}:{minute:02}"),
    }
}

/// The day and the time of an instant in a zone: « 8 octobre 2026, 14 h 05 ».
pub fn instant(lang: Lang, at: Timestamp, zone: &str) -> String {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let there = zone.to_datetime(at.instant());
    format!("{}, {}", date(lang, there.date()), clock_time(lang, there.hour(), there.minute()))
}

/// « 12 345 »; « 12,345 ».
pub fn number(lang: Lang, number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(if lang == Lang::Fr { '\u{202f}' } else { ',' });
        }
        out.push(digit);
    }
    out
}

/// « 350 Ko », « 1,2 Mo ».
pub fn bytes(lang: Lang, bytes: u64) -> String {
    let (kilo, mega, point) = if lang == Lang::Fr { ("Ko", "Mo", ',') } else { ("kB", "MB", '.') };
    if bytes < 1_000_000 {
        return format!("{}\u{a0}{kilo}", bytes.div_ceil(1000));
    }
    let tenths = bytes / 100_000;
    format!("{}{point}{}\u{a0}{mega}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_dates_are_written_as_one_says_them() {
        let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(plain(duration(Lang::Fr, 45)), "45 min");
        assert_eq!(plain(duration(Lang::Fr, 60)), "1 h");
        assert_eq!(plain(duration(Lang::Fr, 0)), "0 h");
        assert_eq!(plain(duration(Lang::Fr, 185)), "3 h 05");
        assert_eq!(plain(long_date(Lang::Fr, Date::constant(2026, 10, 8))), "jeudi 8 octobre 2026");
        assert_eq!(plain(date(Lang::Fr, Date::constant(2026, 9, 1))), "1er septembre 2026");
        assert_eq!(plain(date(Lang::En, Date::constant(2026, 9, 1))), "1 September 2026");
        assert_eq!(plain(number(Lang::Fr, 1_234_567)), "1 234 567");
        assert_eq!(plain(number(Lang::Fr, 123)), "123");
        assert_eq!(plain(bytes(Lang::Fr, 1_250_000)), "1,2 Mo");
        let noon = Timestamp::from("2026-03-01T11:05:00Z".parse::<jiff::Timestamp>().unwrap());
        assert_eq!(plain(instant(Lang::Fr, noon, "Europe/Paris")), "1er mars 2026, 12 h 05");
    }
}
