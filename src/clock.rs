//! Time as an argument: whoever needs `now` is given it, so that tests travel.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use serde::{Deserialize, Serialize};

/// An instant: microseconds since 1970 UTC. The unit of every time column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[sqlx(transparent)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

pub const SECOND: i64 = 1_000_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

impl Timestamp {
    /// Later by a number of microseconds; stops at the end of time instead of wrapping.
    #[must_use]
    pub fn plus(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }

    pub fn instant(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// The civil date in a zone, `Europe/Paris` when the zone is unknown.
    pub fn date_in(self, zone: &str) -> jiff::civil::Date {
        let zone = jiff::tz::TimeZone::get(zone)
            .or_else(|_| jiff::tz::TimeZone::get("Europe/Paris"))
            .unwrap_or(jiff::tz::TimeZone::UTC);
        zone.to_datetime(self.instant()).date()
    }

    /// The instant at which a civil day begins in a zone, `Europe/Paris` when the zone is unknown.
    pub fn midnight(date: jiff::civil::Date, zone: &str) -> Self {
        let zone = jiff::tz::TimeZone::get(zone)
            .or_else(|_| jiff::tz::TimeZone::get("Europe/Paris"))
            .unwrap_or(jiff::tz::TimeZone::UTC);
        let midnight = date.to_datetime(jiff::civil::Time::midnight());
        zone.to_ambiguous_timestamp(midnight).compatible().map_or(Self(0), Into::into)
    }

    /// RFC 3339, UTC: for the API and for frozen statements.
    pub fn to_rfc3339(self) -> String {
        self.instant().to_string()
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(instant: jiff::Timestamp) -> Self {
        Self(instant.as_microsecond())
    }
}

/// Where `now` comes from.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// Moved by hand, in tests.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still at an instant such as `2026-11-24T09:00:00Z`.
    ///
    /// # Panics
    /// When the text is no instant: it is written by hand in a test.
    #[expect(clippy::expect_used, reason = "for tests and the demo, with a literal")]
    pub fn standing_at(instant: &str) -> Self {
        let instant: jiff::Timestamp = instant.parse().expect("an RFC 3339 instant");
        Self::Manual(Arc::new(AtomicI64::new(instant.as_microsecond())))
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that looks at the machine's clock")]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => jiff::Timestamp::now().into(),
            Self::Manual(micros) => Timestamp(micros.load(Ordering::SeqCst)),
        }
    }

    /// Moves a standing clock on; the machine's clock cannot be moved.
    pub fn advance(&self, micros: i64) {
        if let Self::Manual(now) = self {
            now.fetch_add(micros, Ordering::SeqCst);
        }
    }
}
