//! Calendar entries as text: iCalendar (RFC 5545), and the messages that ask and take back (RFC 5546).
//!
//! Pure: the caller gives every word and the instant. One entry is a half-day; its zone stands beside it with the rules
//! that hold around its days, taken from the platform's own tables, so that a calendar program that knows no zones, or
//! old ones, still shows the right hour (CAL-4).

use std::fmt::Write as _;

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp as Instant};
use uuid::Uuid;

use crate::clock::Timestamp;

/// What a message does to the entries it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Puts them into the calendar, or moves those that are there.
    Request,
    /// Takes them out.
    Cancel,
}

impl Method {
    /// As RFC 5546 writes it, in the text and in the type of the mail's part.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }

    /// As the table writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Cancel => "cancel",
        }
    }
}

/// Somebody with an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Party<'a> {
    pub name: &'a str,
    pub address: &'a str,
}

/// One half-day in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Stays the same as long as the entry lives: see [`uid`].
    pub uid: String,
    /// Grows with each message about the entry: the highest one holds.
    pub sequence: i32,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// Of the place where people meet, `Indian/Reunion`.
    pub zone: String,
    pub title: String,
    /// Room and school, or the address of a remote class.
    pub place: String,
    /// What else there is to know.
    pub notes: String,
    /// Page of the session.
    pub url: String,
}

/// A calendar to write.
#[derive(Debug, Clone, Copy)]
pub struct Calendar<'a> {
    /// None for a file or a feed, which asks nothing of anybody.
    pub method: Option<Method>,
    /// Of a feed.
    pub name: Option<&'a str>,
    /// When it was written. For a feed, when what it holds last changed: the same content gives the same bytes.
    pub stamp: Timestamp,
    pub organizer: Option<Party<'a>>,
    pub attendee: Option<Party<'a>>,
    pub events: &'a [Event],
}

/// Who an entry is: one person's place in one half-day, on this platform.
pub fn uid(slot: Uuid, place: Uuid, base_url: &str) -> String {
    let host = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let host: String = host.chars().take_while(|c| !matches!(c, '/' | '?' | '#')).collect();
    format!("{slot}-{place}@{host}")
}

/// The text of a calendar: lines of at most 75 bytes, ended by CR LF.
pub fn write(calendar: &Calendar<'_>) -> String {
    let mut out = Lines(String::new());
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//Preau//Sessions//FR");
    out.line("CALSCALE:GREGORIAN");
    if let Some(method) = calendar.method {
        out.line(&format!("METHOD:{}", method.name()));
    }
    if let Some(name) = calendar.name {
        out.line(&format!("NAME:{}", text(name)));
        out.line(&format!("X-WR-CALNAME:{}", text(name)));
        out.line("REFRESH-INTERVAL;VALUE=DURATION:PT6H");
        out.line("X-PUBLISHED-TTL:PT6H");
    }
    let mut zones: Vec<(&str, TimeZone)> = Vec::new();
    for event in calendar.events {
        if zones.iter().any(|(name, _)| *name == event.zone) {
            continue;
        }
        let Some(zone) = known(&event.zone) else { continue };
        let here = || calendar.events.iter().filter(|other| other.zone == event.zone);
        let first = here().map(|event| event.starts_at).min().unwrap_or(event.starts_at);
        let last = here().map(|event| event.ends_at).max().unwrap_or(event.ends_at);
        out.zone(&event.zone, &zone, first.instant(), last.instant());
        zones.push((&event.zone, zone));
    }
    for event in calendar.events {
        let zone = zones.iter().find(|(name, _)| *name == event.zone).map(|(_, zone)| zone);
        out.event(calendar, event, zone);
    }
    out.line("END:VCALENDAR");
    out.0
}

/// A zone by its name; none for one whose name could not stand in a line, or that nobody knows: hours are then written in
/// UTC.
fn known(name: &str) -> Option<TimeZone> {
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte));
    TimeZone::get(name).ok().filter(|_| plain && name != "UTC")
}

struct Lines(String);

impl Lines {
    /// Writes one content line, folded between characters (RFC 5545, 3.1).
    fn line(&mut self, content: &str) {
        let mut length = 0;
        for c in content.chars() {
            if length + c.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    fn event(&mut self, calendar: &Calendar<'_>, event: &Event, zone: Option<&TimeZone>) {
        let cancelled = calendar.method == Some(Method::Cancel);
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{}", text(&event.uid)));
        self.line(&format!("SEQUENCE:{}", event.sequence));
        self.line(&format!("DTSTAMP:{}", utc(calendar.stamp.instant())));
        self.time("DTSTART", event.starts_at.instant(), &event.zone, zone);
        self.time("DTEND", event.ends_at.instant(), &event.zone, zone);
        self.line(&format!("SUMMARY:{}", text(&event.title)));
        if !event.place.is_empty() {
            self.line(&format!("LOCATION:{}", text(&event.place)));
        }
        if !event.notes.is_empty() {
            self.line(&format!("DESCRIPTION:{}", text(&event.notes)));
        }
        self.line(&format!("URL:{}", uri(&event.url)));
        if let Some(Party { name, address }) = calendar.organizer {
            self.line(&format!("ORGANIZER;CN={}:mailto:{}", quoted(name), uri(address)));
        }
        if let Some(Party { name, address }) = calendar.attendee {
            // The seat is theirs already: no answer is asked for.
            self.line(&format!(
                "ATTENDEE;CN={};ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:{}",
                quoted(name),
                uri(address)
            ));
        }
        self.line(if cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
        self.line("TRANSP:OPAQUE");
        self.line("END:VEVENT");
    }

    /// An instant as the clock on the wall of the place shows it. The hour that comes twice when clocks go back means
    /// the first one there (RFC 5545, 3.3.5): the second is written in UTC.
    fn time(&mut self, name: &str, at: Instant, label: &str, zone: Option<&TimeZone>) {
        if let Some(zone) = zone {
            let there = zone.to_datetime(at);
            if zone.to_ambiguous_timestamp(there).compatible().is_ok_and(|read| read == at) {
                self.line(&format!("{name};TZID={label}:{}", local(there)));
                return;
            }
        }
        self.line(&format!("{name}:{}", utc(at)));
    }

    /// A zone with the rules that hold from the first instant to the last.
    fn zone(&mut self, name: &str, zone: &TimeZone, first: Instant, last: Instant) {
        self.line("BEGIN:VTIMEZONE");
        self.line(&format!("TZID:{name}"));
        let shifts = shifts(zone, first, last);
        if shifts.first().is_none_or(|shift| shift.at > first) {
            let info = zone.to_offset_info(first);
            let base = Shift {
                at: Instant::UNIX_EPOCH,
                onset: Date::constant(1970, 1, 1).at(0, 0, 0, 0),
                from: info.offset().seconds(),
                to: info.offset().seconds(),
                daylight: info.dst().is_dst(),
                name: info.abbreviation().to_owned(),
            };
            self.observance(&base, None);
        }
        let mut ruled = Vec::new();
        for shift in shifts.iter().filter(|shift| shift.at <= last) {
            if ruled.contains(&shift.daylight) {
                continue;
            }
            let like: Vec<&Shift> = shifts.iter().filter(|other| other.daylight == shift.daylight).collect();
            let rule = rule(&like);
            if rule.is_some() {
                ruled.push(shift.daylight);
            }
            self.observance(shift, rule.as_deref());
        }
        self.line("END:VTIMEZONE");
    }

    fn observance(&mut self, shift: &Shift, rule: Option<&str>) {
        let kind = if shift.daylight { "DAYLIGHT" } else { "STANDARD" };
        self.line(&format!("BEGIN:{kind}"));
        self.line(&format!("DTSTART:{}", local(shift.onset)));
        self.line(&format!("TZOFFSETFROM:{}", offset(shift.from)));
        self.line(&format!("TZOFFSETTO:{}", offset(shift.to)));
        self.line(&format!("TZNAME:{}", text(&shift.name)));
        if let Some(rule) = rule {
            self.line(&format!("RRULE:{rule}"));
        }
        self.line(&format!("END:{kind}"));
    }
}

/// Clocks change.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shift {
    at: Instant,
    /// What they showed at that moment.
    onset: DateTime,
    /// Seconds east of Greenwich, before and after.
    from: i32,
    to: i32,
    daylight: bool,
    name: String,
}

/// Around the days concerned: a year before, and enough years after for a rule to show.
fn shifts(zone: &TimeZone, first: Instant, last: Instant) -> Vec<Shift> {
    const YEAR: SignedDuration = SignedDuration::from_hours(24 * 366);
    let since = first.checked_sub(YEAR).unwrap_or(Instant::MIN);
    let until = last.checked_add(YEAR * 8).unwrap_or(Instant::MAX);
    zone.following(since)
        .take_while(|shift| shift.timestamp() <= until)
        .take(60)
        .filter_map(|shift| {
            let at = shift.timestamp();
            let before = zone.to_offset(at.checked_sub(SignedDuration::from_secs(1)).ok()?);
            // Some entries of the tables change a name only.
            (before != shift.offset()).then(|| Shift {
                at,
                onset: before.to_datetime(at),
                from: before.seconds(),
                to: shift.offset().seconds(),
                daylight: shift.dst().is_dst(),
                name: shift.abbreviation().to_owned(),
            })
        })
        .collect()
}

/// « The last Sunday of March », when all these shifts follow it, one each year; else none, and each is written down.
fn rule(shifts: &[&Shift]) -> Option<String> {
    let (first, rest) = shifts.split_first()?;
    if rest.len() < 4 {
        return None;
    }
    let (mut year, day) = (first.onset.year(), first.onset.date());
    let nth = |day: Date| (day.day() - 1) / 7 + 1;
    let is_last = |day: Date| day.day() + 7 > day.days_in_month();
    let (mut same_nth, mut all_last) = (true, is_last(day));
    for shift in rest {
        year += 1;
        let other = shift.onset.date();
        let alike = shift.onset.year() == year
            && other.month() == day.month()
            && other.weekday() == day.weekday()
            && shift.onset.time() == first.onset.time()
            && (shift.from, shift.to) == (first.from, first.to);
        if !alike {
            return None;
        }
        same_nth &= nth(other) == nth(day);
        all_last &= is_last(other);
    }
    let week = match (all_last, same_nth) {
        (true, _) => -1,
        (false, true) => nth(day),
        (false, false) => return None,
    };
    let weekday = match day.weekday() {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    };
    Some(format!("FREQ=YEARLY;BYMONTH={};BYDAY={week}{weekday}", day.month()))
}

/// `20261210T140000`.
fn local(at: DateTime) -> String {
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}",
        at.year(),
        at.month(),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    )
}

fn utc(at: Instant) -> String {
    format!("{}Z", local(TimeZone::UTC.to_datetime(at)))
}

/// `+0100`, `-093000`.
fn offset(seconds: i32) -> String {
    let (sign, seconds) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let mut out = format!("{sign}{:02}{:02}", seconds / 3600, seconds / 60 % 60);
    if seconds % 60 != 0 {
        let _ = write!(out, "{:02}", seconds % 60);
    }
    out
}

/// A value of type TEXT (RFC 5545, 3.3.11): whatever was typed stays one value.
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 8);
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\r' if chars.peek() == Some(&'\n') => {}
            // Separators of lines and paragraphs, for programs that take them for line ends.
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A parameter's value between quotation marks, which it may not hold itself.
fn quoted(value: &str) -> String {
    let plain: String = value.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", plain.replace('"', "\u{2019}").replace(['\u{2028}', '\u{2029}'], " "))
}

/// An address that stays in its line: what no address may hold bare is percent-encoded.
fn uri(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse::<Instant>().unwrap().into()
    }

    fn event(zone: &str, from: &str, to: &str) -> Event {
        Event {
            uid: uid(Uuid::from_u128(1), Uuid::from_u128(2), "https://preau.test/x"),
            sequence: 3,
            starts_at: at(from),
            ends_at: at(to),
            zone: zone.to_owned(),
            title: "Créer un quiz".to_owned(),
            place: "Salle 204, Collège Jean Zay".to_owned(),
            notes: String::new(),
            url: "https://preau.test/sessions/1".to_owned(),
        }
    }

    fn written(method: Option<Method>, events: &[Event]) -> String {
        let party = Party { name: "Zoé \"Z\" Martin", address: "zoe@ac-exemple.fr" };
        write(&Calendar {
            method,
            name: None,
            stamp: at("2026-11-24T09:00:00Z"),
            organizer: Some(Party { name: "Préau", address: "robot@preau.test" }),
            attendee: Some(party),
            events,
        })
    }

    /// Lines put together again.
    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    fn has(text: &str, line: &str) -> bool {
        unfolded(text).iter().any(|found| found == line)
    }

    #[test]
    fn an_invitation_says_who_when_and_where() {
        let text = written(
            Some(Method::Request),
            &[event("Europe/Paris", "2026-12-10T13:00:00Z", "2026-12-10T16:00:00Z")],
        );
        for line in [
            "METHOD:REQUEST",
            "UID:00000000-0000-0000-0000-000000000001-00000000-0000-0000-0000-000000000002@preau.test",
            "SEQUENCE:3",
            "DTSTAMP:20261124T090000Z",
            "DTSTART;TZID=Europe/Paris:20261210T140000",
            "DTEND;TZID=Europe/Paris:20261210T170000",
            "LOCATION:Salle 204\\, Collège Jean Zay",
            "ORGANIZER;CN=\"Préau\":mailto:robot@preau.test",
            "ATTENDEE;CN=\"Zoé \u{2019}Z\u{2019} Martin\";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:zoe@ac-exemple.fr",
            "STATUS:CONFIRMED",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            "TZOFFSETTO:+0100",
        ] {
            assert!(has(&text, line), "{line} is not in {text}");
        }
        assert_eq!(text.matches("BEGIN:STANDARD").count(), 1, "{text}");
        let gone = written(
            Some(Method::Cancel),
            &[event("Europe/Paris", "2026-12-10T13:00:00Z", "2026-12-10T16:00:00Z")],
        );
        assert!(has(&gone, "METHOD:CANCEL") && has(&gone, "STATUS:CANCELLED"));
    }

    #[test]
    fn overseas_the_place_keeps_its_own_hour() {
        // Eight in the morning in each place; past the date line the day in UTC is another one.
        for (zone, from, line, offset) in [
            ("Indian/Reunion", "2026-12-10T04:00:00Z", "20261210T080000", "TZOFFSETTO:+0400"),
            ("America/Martinique", "2026-12-10T12:00:00Z", "20261210T080000", "TZOFFSETTO:-0400"),
            ("Pacific/Noumea", "2026-12-09T21:00:00Z", "20261210T080000", "TZOFFSETTO:+1100"),
            ("Pacific/Tahiti", "2026-12-10T18:00:00Z", "20261210T080000", "TZOFFSETTO:-1000"),
            ("Indian/Mayotte", "2026-12-10T05:00:00Z", "20261210T080000", "TZOFFSETTO:+0300"),
            ("Pacific/Marquesas", "2026-12-10T17:30:00Z", "20261210T080000", "TZOFFSETTO:-0930"),
        ] {
            let start = at(from);
            let mut event = event(zone, from, from);
            event.ends_at = start.plus(3 * crate::clock::HOUR);
            let text = written(Some(Method::Request), &[event]);
            assert!(has(&text, &format!("DTSTART;TZID={zone}:{line}")), "{zone}: {text}");
            assert!(has(&text, offset), "{zone}: {text}");
            assert!(!text.contains("RRULE"), "{zone} changes no clocks: {text}");
            assert_eq!(text.matches("BEGIN:STANDARD").count(), 1, "{zone}");
        }
        let miquelon = written(
            Some(Method::Request),
            &[event("America/Miquelon", "2026-12-10T12:00:00Z", "2026-12-10T15:00:00Z")],
        );
        assert!(has(&miquelon, "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"), "{miquelon}");
        assert!(has(&miquelon, "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"));
    }

    #[test]
    fn on_a_summer_time_night_each_hour_is_written_once() {
        // 2026-10-25, Paris: 03:00 becomes 02:00. Half past two comes twice.
        let text = written(None, &[event("Europe/Paris", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")]);
        assert!(has(&text, "DTSTART;TZID=Europe/Paris:20261025T023000"), "the first one: {text}");
        assert!(has(&text, "DTEND:20261025T013000Z"), "the second one");
        // 2026-03-29: 02:00 becomes 03:00.
        let text = written(None, &[event("Europe/Paris", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z")]);
        assert!(has(&text, "DTSTART;TZID=Europe/Paris:20260329T013000"));
        assert!(has(&text, "DTEND;TZID=Europe/Paris:20260329T033000"));
        // A session over the change: both halves of the year stand in the zone.
        let both = [
            event("Europe/Paris", "2027-03-25T13:00:00Z", "2027-03-25T16:00:00Z"),
            event("Europe/Paris", "2027-04-01T12:00:00Z", "2027-04-01T15:00:00Z"),
        ];
        let text = written(None, &both);
        assert!(has(&text, "DTSTART;TZID=Europe/Paris:20270325T140000"));
        assert!(has(&text, "DTSTART;TZID=Europe/Paris:20270401T140000"));
        assert_eq!(text.matches("BEGIN:VTIMEZONE").count(), 1);
    }

    #[test]
    fn a_zone_without_a_rule_lists_its_changes() {
        // Morocco goes back for Ramadan, on days that follow the moon.
        let text =
            written(None, &[event("Africa/Casablanca", "2027-02-20T09:00:00Z", "2027-02-20T12:00:00Z")]);
        assert!(!text.contains("RRULE") && text.contains("BEGIN:VTIMEZONE"), "{text}");
        assert!(has(&text, "DTSTART;TZID=Africa/Casablanca:20270220T090000"), "{text}");
        assert!(has(&text, "DTSTART:20270207T030000"), "{text}");
        // Nobody's zone: UTC, which needs no rules.
        let text = written(None, &[event("Mars/Olympus", "2027-02-20T09:00:00Z", "2027-02-20T12:00:00Z")]);
        assert!(has(&text, "DTSTART:20270220T090000Z") && !text.contains("VTIMEZONE"));
    }

    fn weird() -> impl Strategy<Value = String> {
        prop_oneof![
            "\\PC{0,120}",
            prop::collection::vec(
                prop_oneof![
                    Just("\r\n".to_owned()),
                    Just("\n".to_owned()),
                    Just("\r".to_owned()),
                    Just("\u{2028}".to_owned()),
                    Just("\u{85}".to_owned()),
                    Just("BEGIN:VEVENT".to_owned()),
                    Just("END:VCALENDAR".to_owned()),
                    Just("\"; X=\\,:".to_owned()),
                    Just("é🎓".to_owned()),
                    any::<char>().prop_map(String::from),
                ],
                0..40
            )
            .prop_map(|parts| parts.concat()),
        ]
    }

    proptest! {
        #[test]
        fn nothing_typed_leaves_its_line(title in weird(), place in weird(), notes in weird(), name in weird()) {
            let mut event = event("Europe/Paris", "2026-12-10T13:00:00Z", "2026-12-10T16:00:00Z");
            (event.title, event.place, event.notes) = (title.clone(), place, notes);
            let text = write(&Calendar {
                method: Some(Method::Request),
                name: Some(&name),
                stamp: at("2026-11-24T09:00:00Z"),
                organizer: Some(Party { name: &name, address: &name }),
                attendee: Some(Party { name: &title, address: "zoe@ac-exemple.fr" }),
                events: &[event],
            });
            prop_assert!(text.ends_with("END:VCALENDAR\r\n"));
            prop_assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
            for line in text.split("\r\n") {
                prop_assert!(line.len() <= 75, "{} bytes: {}", line.len(), line);
                prop_assert!(!line.chars().any(char::is_control), "{:?}", line);
            }
            let lines = unfolded(&text);
            prop_assert_eq!(lines.iter().filter(|line| *line == "BEGIN:VEVENT").count(), 1);
            prop_assert_eq!(lines.iter().filter(|line| *line == "END:VCALENDAR").count(), 1);
            // Each line is one of ours.
            for line in lines.iter().filter(|line| !line.is_empty()) {
                let name = line.split([':', ';']).next().unwrap_or_default();
                prop_assert!(name.bytes().all(|b| b.is_ascii_uppercase() || b == b'-'), "{}", line);
            }
        }

        #[test]
        fn a_text_comes_back_as_it_was(typed in "[^\\p{Cc}\u{2028}\u{2029}]{0,80}") {
            let escaped = text(&typed);
            let mut back = String::new();
            let mut chars = escaped.chars();
            while let Some(c) = chars.next() {
                back.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
            }
            prop_assert_eq!(back, typed);
        }
    }
}
