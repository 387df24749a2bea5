//! The school year, 1 September – 31 August, label `2026-2027`.

use jiff::civil::Date;

/// Label of the school year a date falls in.
pub fn school_year(date: Date) -> String {
    SchoolYear::of(date).label()
}

/// A school year, named after the calendar year in which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchoolYear {
    start: i16,
}

impl SchoolYear {
    /// The year a date falls in.
    pub fn of(date: Date) -> Self {
        Self { start: if date.month() >= 9 { date.year() } else { date.year() - 1 } }
    }

    /// Reads `2026-2027`: two calendar years that follow one another, this century.
    pub fn parse(label: &str) -> Option<Self> {
        let (start, end) = label.split_once('-')?;
        let (start, end): (i16, i16) = (start.parse().ok()?, end.parse().ok()?);
        ((2000..2100).contains(&start) && end == start + 1).then_some(Self { start })
    }

    pub fn label(self) -> String {
        format!("{}-{}", self.start, self.start + 1)
    }

    /// 1 September.
    pub fn first_day(self) -> Date {
        Date::constant(self.start, 9, 1)
    }

    /// 31 August.
    pub fn last_day(self) -> Date {
        Date::constant(self.start + 1, 8, 31)
    }

    #[must_use]
    pub fn next(self) -> Self {
        Self { start: self.start + 1 }
    }

    #[must_use]
    pub fn previous(self) -> Self {
        Self { start: self.start - 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_year_turns_on_the_first_of_september() {
        assert_eq!(school_year(date(2026, 8, 31)), "2025-2026");
        assert_eq!(school_year(date(2026, 9, 1)), "2026-2027");
        assert_eq!(school_year(date(2028, 2, 29)), "2027-2028");
        let year = SchoolYear::parse("2026-2027").unwrap();
        assert_eq!((year.first_day(), year.last_day()), (date(2026, 9, 1), date(2027, 8, 31)));
        assert_eq!(year.next().previous(), year);
        for wrong in ["2026", "2026-2026", "2026-2028", "26-27", "1999-2000", ""] {
            assert_eq!(SchoolYear::parse(wrong), None, "{wrong}");
        }
    }
}
