//! Half-days in words, for pages and mails alike.

use jiff::tz::TimeZone;
use preau::Timestamp;

use crate::t;
use crate::texts::Lang;
use crate::ui::{clock_time, long_date};

/// « jeudi 10 décembre 2026, de 14 h à 17 h »: as the clock of the place shows it, with the name of its zone where that is
/// not the platform's own (CAL-4).
pub fn half_day(lang: Lang, from: Timestamp, to: Timestamp, zone: &str, home: &str) -> String {
    let (date, from, to) = there(lang, from, to, zone);
    if zone == home {
        t!(lang, "half-day", "date" => date, "from" => from, "to" => to)
    } else {
        t!(lang, "half-day-zoned", "date" => date, "from" => from, "to" => to, "zone" => zone_name(lang, zone))
    }
}

/// The same half-day on the platform's own clock, where that is another one: « soit …, heure de Paris ».
pub fn half_day_at_home(
    lang: Lang,
    from: Timestamp,
    to: Timestamp,
    zone: &str,
    home: &str,
) -> Option<String> {
    if zone == home {
        return None;
    }
    let (date, from, to) = there(lang, from, to, home);
    Some(
        t!(lang, "half-day-also", "date" => date, "from" => from, "to" => to, "zone" => zone_name(lang, home)),
    )
}

fn there(lang: Lang, from: Timestamp, to: Timestamp, zone: &str) -> (String, String, String) {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let (from, to) = (zone.to_datetime(from.instant()), zone.to_datetime(to.instant()));
    (
        long_date(lang, from.date()),
        clock_time(lang, from.hour(), from.minute()),
        clock_time(lang, to.hour(), to.minute()),
    )
}

/// The zones in which French schools are, by their names; any other by its code.
pub fn zone_name(lang: Lang, zone: &str) -> String {
    match zone {
        "Europe/Paris" => t!(lang, "zone-paris"),
        "Indian/Reunion" => t!(lang, "zone-reunion"),
        "Indian/Mayotte" => t!(lang, "zone-mayotte"),
        "America/Martinique" => t!(lang, "zone-martinique"),
        "America/Guadeloupe" => t!(lang, "zone-guadeloupe"),
        "America/Cayenne" => t!(lang, "zone-guyane"),
        "America/Miquelon" => t!(lang, "zone-miquelon"),
        "Pacific/Noumea" => t!(lang, "zone-noumea"),
        "Pacific/Tahiti" => t!(lang, "zone-tahiti"),
        "Pacific/Marquesas" => t!(lang, "zone-marquises"),
        "Pacific/Gambier" => t!(lang, "zone-gambier"),
        "Pacific/Wallis" => t!(lang, "zone-wallis"),
        other => t!(lang, "zone-other", "zone" => other.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse::<jiff::Timestamp>().unwrap().into()
    }

    fn plain(text: String) -> String {
        text.replace(['\u{a0}', '\u{202f}'], " ")
    }

    #[test]
    fn a_half_day_is_told_on_the_clock_of_its_place_and_on_ours() {
        let (from, to) = (at("2026-12-09T21:00:00Z"), at("2026-12-10T00:00:00Z"));
        assert_eq!(
            plain(half_day(Lang::Fr, from, to, "Pacific/Noumea", "Europe/Paris")),
            "jeudi 10 décembre 2026, de 8 h à 11 h (heure de Nouvelle-Calédonie)"
        );
        assert_eq!(
            plain(half_day_at_home(Lang::Fr, from, to, "Pacific/Noumea", "Europe/Paris").unwrap()),
            "soit mercredi 9 décembre 2026, de 22 h à 1 h, heure de Paris"
        );
        assert_eq!(
            plain(half_day(Lang::En, from, to, "Europe/Paris", "Europe/Paris")),
            "Wednesday 9 December 2026, 22:00 to 1:00"
        );
        assert_eq!(half_day_at_home(Lang::Fr, from, to, "Europe/Paris", "Europe/Paris"), None);
    }
}
