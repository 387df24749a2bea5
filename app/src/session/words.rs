//! What sessions say in codes and instants, in the reader's words.

use leptos::prelude::*;

use preau::Timestamp;
use preau::clock::MINUTE;
use preau::session::list::Card;
use preau::session::{Scope, Seat, Session, Slot, State};

use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{Tag, Tone, clock_time, instant, long_date};

pub(super) fn named(lang: Lang, prefix: &str, code: &str) -> String {
    texts::text(lang, &format!("{prefix}{}", code.replace('_', "-")))
}

pub(super) fn state(lang: Lang, state: State) -> String {
    named(lang, "session-state-", state.code())
}

pub(super) fn scope(lang: Lang, scope: Scope) -> String {
    named(lang, "session-scope-", scope.code())
}

pub(super) fn state_tag(lang: Lang, state: State) -> AnyView {
    let tone = match state {
        State::Draft | State::Archived => Tone::Neutral,
        State::Proposed | State::Full => Tone::Warning,
        State::Agreed | State::Approved | State::Published | State::Held | State::AttendanceClosed => {
            Tone::Accent
        }
        State::Open | State::Attested => Tone::Success,
        State::Refused | State::Cancelled => Tone::Error,
    };
    view! { <Tag tone=tone>{self::state(lang, state)}</Tag> }.into_any()
}

pub(super) fn seat_tag(lang: Lang, seat: Seat) -> AnyView {
    let tone = match seat {
        Seat::Enrolled | Seat::Attended => Tone::Success,
        Seat::Offered | Seat::Submitted | Seat::Opined | Seat::Waitlisted | Seat::PartlyAttended => {
            Tone::Warning
        }
        Seat::Refused | Seat::SessionCancelled | Seat::Absent => Tone::Error,
        Seat::Withdrawn | Seat::Cancelled | Seat::Excused => Tone::Neutral,
    };
    view! { <Tag tone=tone>{named(lang, "seat-state-", seat.code())}</Tag> }.into_any()
}

/// « jeudi 10 décembre 2026, 14 h – 17 h », where people meet.
pub(super) fn slot(lang: Lang, from: Timestamp, to: Timestamp, zone: &str) -> String {
    let there = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let (start, end) = (there.to_datetime(from.instant()), there.to_datetime(to.instant()));
    format!(
        "{}, {}\u{a0}–\u{a0}{}",
        long_date(lang, start.date()),
        clock_time(lang, start.hour(), start.minute()),
        clock_time(lang, end.hour(), end.minute())
    )
}

/// When a session of a list takes place: its half-day, or its first day and how many there are.
pub(super) fn when(
    lang: Lang,
    starts: Option<Timestamp>,
    ends: Option<Timestamp>,
    slots: i64,
    zone: &str,
) -> String {
    match (starts, ends) {
        (Some(start), Some(end)) if slots == 1 => slot(lang, start, end, zone),
        (Some(start), _) => t!(
            lang,
            "session-when-several",
            "date" => long_date(lang, start.date_in(zone)),
            "count" => slots
        ),
        (None, _) => t!(lang, "session-when-none"),
    }
}

/// When a session of a list takes place.
pub(super) fn coming(lang: Lang, card: &Card) -> String {
    when(lang, card.starts_at, card.ends_at, card.slots, &card.zone)
}

/// Room, school and commune; the words for a remote class.
pub(super) fn place(lang: Lang, session: &Session) -> String {
    let room = [session.room.as_str(), session.host_name.as_str(), session.commune.as_str()];
    let room = room.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    match session.modality.as_str() {
        "remote" => t!(lang, "session-remote"),
        "blended" => format!("{room} – {}", t!(lang, "session-blended")),
        _ => room,
    }
}

/// « 3 places libres sur 15 », « complet, 2 en attente ».
pub(super) fn seats(lang: Lang, free: i32, capacity: i32, waiting: i32) -> String {
    match (free, waiting) {
        (0, 0) => t!(lang, "session-full"),
        (0, waiting) => t!(lang, "session-full-waiting", "count" => waiting),
        (free, _) => t!(lang, "session-free", "count" => free, "all" => capacity),
    }
}

/// The hours of the half-days, in minutes.
pub(super) fn minutes(slots: &[Slot]) -> u32 {
    let sum: i64 = slots.iter().map(|slot| (slot.ends_at.0 - slot.starts_at.0) / MINUTE).sum();
    u32::try_from(sum).unwrap_or(0)
}

/// An instant in the zone of the place.
pub(super) fn at(lang: Lang, at: Timestamp, zone: &str) -> String {
    instant(lang, at, zone)
}
