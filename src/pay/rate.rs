//! What an hour may cost, and what a statement adds up to: minutes and cents, never fractions.

use jiff::civil::Date;

use crate::db::Conn;
use crate::error::{Error, Fault, Result};
use crate::need::Level;
use crate::plan::read_hours;
use crate::referent::scheme::{euros, read_euros};
use crate::sql;

/// What a kind of work may cost: an hour of a level, or the design of a training.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Range {
    pub kind: String,
    pub min_cents: i64,
    pub max_cents: i64,
    pub legal_ref: String,
}

impl Range {
    pub fn holds(&self, cents: i64) -> bool {
        (self.min_cents..=self.max_cents).contains(&cents)
    }
}

/// Key of the flat amount for the design of a training.
pub const DESIGN: &str = "design";

/// A version of the rates (décret 2010-235, arrêté of 7 May 2012), as configured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    pub from: String,
    ranges: Vec<Range>,
}

impl Grid {
    /// The range of a level's code or of [`DESIGN`].
    pub fn range(&self, kind: &str) -> Option<&Range> {
        self.ranges.iter().find(|range| range.kind == kind)
    }

    pub fn legal_ref(&self) -> &str {
        self.ranges.first().map_or("", |range| &range.legal_ref)
    }
}

/// The version of the rates that begins on this day.
pub async fn grid(db: &mut impl Conn, from: &str) -> Result<Grid> {
    let ranges = db
        .query(sql!(
            "select kind, min_cents, max_cents, legal_ref from pay_rate where valid_from = $1 order by kind limit 10"
        ))
        .bind(from)
        .all()
        .await?;
    Ok(Grid { from: from.to_owned(), ranges })
}

/// The days from which each version holds, the newest first.
pub(super) async fn versions(db: &mut impl Conn) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = db
        .query(sql!("select distinct valid_from from pay_rate order by valid_from desc limit 100"))
        .all()
        .await?;
    Ok(rows.into_iter().map(|(from,)| from).collect())
}

/// The version that holds on a day; the oldest one before all of them.
pub(super) fn in_force(versions: &[String], day: Date) -> Option<&String> {
    let day = day.to_string();
    versions.iter().find(|from| **from <= day).or(versions.last())
}

/// Hours of one level at one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Line {
    pub minutes: i64,
    /// Cents an hour.
    pub rate: i64,
}

impl Line {
    /// In cents, half a cent upwards.
    pub fn amount(self) -> i64 {
        let exact = i128::from(self.minutes.max(0)) * i128::from(self.rate.max(0));
        i64::try_from((exact + 30) / 60).unwrap_or(i64::MAX)
    }
}

/// What a statement claims.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Claim {
    /// Initiation, deepening, expertise: in the order of [`Level::ALL`].
    pub lines: [Line; 3],
    pub preparation_cents: i64,
    pub permit_on: Option<Date>,
}

impl Claim {
    pub fn minutes(&self) -> i64 {
        self.lines.iter().map(|line| line.minutes).sum()
    }

    /// Sum of the lines, each rounded by itself, and of the preparation.
    pub fn total(&self) -> i64 {
        self.lines.iter().map(|line| line.amount()).fold(self.preparation_cents.max(0), i64::saturating_add)
    }
}

/// A claim as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    /// Hours and rate of each level, in the order of [`Level::ALL`].
    pub lines: [(String, String); 3],
    pub preparation: String,
    pub permit_on: String,
}

/// Names of the fields of each level: hours, rate.
pub const FIELDS: [(&str, &str); 3] =
    [("initiation", "initiation_rate"), ("deepening", "deepening_rate"), ("expertise", "expertise_rate")];

impl Typed {
    /// Reads a claim against the rates and the minutes of the session.
    ///
    /// # Errors
    /// Faults `pay-hours`, `pay-rate`, `pay-range`, `pay-too-long`, `pay-nothing`, `pay-design`, `pay-day`.
    pub fn read(&self, grid: &Grid, total_minutes: i64) -> Result<Claim> {
        let mut faults = Vec::new();
        let mut claim = Claim::default();
        for (place, ((hours, rate), (field, rate_field))) in self.lines.iter().zip(FIELDS).enumerate() {
            let minutes = if hours.trim().is_empty() { Some(0) } else { read_hours(hours) };
            let Some(minutes) = minutes else {
                faults.push(Fault::new(field, "pay-hours"));
                continue;
            };
            if minutes == 0 {
                continue;
            }
            let Some(range) = grid.range(Level::ALL[place].code()) else {
                return Err(Error::Broken(anyhow::anyhow!(
                    "no rate for {field} in the grid of {}",
                    grid.from
                )));
            };
            match read_euros(rate) {
                None => faults.push(Fault::new(rate_field, "pay-rate")),
                Some(cents) if !range.holds(cents) => faults.push(outside(rate_field, "pay-range", range)),
                Some(cents) => claim.lines[place] = Line { minutes, rate: cents },
            }
        }
        if claim.minutes() > total_minutes {
            let field = FIELDS.iter().zip(claim.lines).find(|(_, line)| line.minutes > 0);
            let field = field.map_or(FIELDS[0].0, |((field, _), _)| field);
            faults.push(Fault::new(field, "pay-too-long").with("max", crate::plan::hours(total_minutes)));
        }
        if !self.preparation.trim().is_empty() {
            match (read_euros(&self.preparation), grid.range(DESIGN)) {
                (None, _) => faults.push(Fault::new("preparation", "pay-rate")),
                (Some(0), _) => {}
                (Some(cents), Some(range)) if !range.holds(cents) => {
                    faults.push(outside("preparation", "pay-design", range));
                }
                (Some(cents), _) => claim.preparation_cents = cents,
            }
        }
        if !self.permit_on.trim().is_empty() {
            match self.permit_on.trim().parse() {
                Ok(day) => claim.permit_on = Some(day),
                Err(_) => faults.push(Fault::new("permit_on", "pay-day")),
            }
        }
        if faults.is_empty() && claim.total() == 0 {
            faults.push(Fault::new(FIELDS[0].0, "pay-nothing"));
        }
        if faults.is_empty() { Ok(claim) } else { Err(Error::Invalid(faults)) }
    }
}

fn outside(field: &'static str, key: &'static str, range: &Range) -> Fault {
    Fault::new(field, key).with("min", euros(range.min_cents)).with("max", euros(range.max_cents))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn arrete() -> Grid {
        let range = |kind: &str, min_cents, max_cents| Range {
            kind: kind.into(),
            min_cents,
            max_cents,
            legal_ref: "Arrêté du 7 mai 2012".into(),
        };
        Grid {
            from: "2012-05-07".into(),
            ranges: vec![
                range("initiation", 2_500, 4_000),
                range("deepening", 3_000, 8_000),
                range("expertise", 3_500, 9_000),
                range("design", 3_000, 30_000),
            ],
        }
    }

    fn typed(lines: [(&str, &str); 3], preparation: &str, permit: &str) -> Typed {
        Typed {
            lines: lines.map(|(hours, rate)| (hours.to_owned(), rate.to_owned())),
            preparation: preparation.into(),
            permit_on: permit.into(),
        }
    }

    fn faults(outcome: Result<Claim>) -> Vec<(&'static str, &'static str)> {
        match outcome {
            Err(Error::Invalid(faults)) => faults.into_iter().map(|fault| (fault.field, fault.key)).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_claim_is_read_as_people_type_it() {
        let claim = typed([("1 h 30", "32,50 €"), ("", ""), ("0,5", "90")], "100", "2026-09-01");
        let claim = claim.read(&arrete(), 120).unwrap();
        assert_eq!(claim.lines[0], Line { minutes: 90, rate: 3_250 });
        assert_eq!(claim.lines.map(Line::amount), [4_875, 0, 4_500]);
        assert_eq!((claim.minutes(), claim.total()), (120, 19_375));
    }

    #[test]
    fn what_does_not_hold_is_said_beside_its_field() {
        let read = |typed: Typed| faults(typed.read(&arrete(), 180));
        assert_eq!(read(typed([("trois", ""), ("", ""), ("", "")], "", "")), [("initiation", "pay-hours")]);
        assert_eq!(
            read(typed([("3", "40,01"), ("", ""), ("", "")], "", "")),
            [("initiation_rate", "pay-range")]
        );
        assert_eq!(read(typed([("3", "x"), ("", ""), ("", "")], "", "")), [("initiation_rate", "pay-rate")]);
        assert_eq!(
            read(typed([("", ""), ("2", "30"), ("1 h 01", "35")], "", "")),
            [("deepening", "pay-too-long")]
        );
        assert_eq!(
            read(typed([("", ""), ("", ""), ("", "")], "29,99", "hier")),
            [("preparation", "pay-design"), ("permit_on", "pay-day")]
        );
        assert_eq!(read(typed([("0", ""), ("", ""), ("", "")], "0", "")), [("initiation", "pay-nothing")]);
    }

    #[test]
    fn the_version_that_holds_is_the_last_one_begun() {
        let versions = ["2030-01-01".to_owned(), "2012-05-07".to_owned()];
        let on = |day| in_force(&versions, day).unwrap().as_str();
        assert_eq!(on(jiff::civil::date(2029, 12, 31)), "2012-05-07");
        assert_eq!(on(jiff::civil::date(2030, 1, 1)), "2030-01-01");
        assert_eq!(on(jiff::civil::date(1999, 1, 1)), "2012-05-07");
    }

    proptest! {
        #[test]
        fn a_line_is_rounded_half_up(minutes in 0_i64..6_000, rate in 0_i64..10_000) {
            let amount = Line { minutes, rate }.amount();
            // Within half a cent of the exact amount; exactly half goes upwards.
            let rest = amount * 60 - minutes * rate;
            prop_assert!((-29..=30).contains(&rest));
        }

        #[test]
        fn a_claim_that_is_taken_keeps_every_bound(
            minutes in proptest::array::uniform3(0_i64..400),
            rates in proptest::array::uniform3(2_000_i64..9_500),
            preparation in 0_i64..40_000,
            total in 0_i64..800,
        ) {
            let mut lines = [(); 3].map(|()| (String::new(), String::new()));
            for place in 0..3 {
                lines[place] = (crate::plan::hours(minutes[place]), euros(rates[place]));
            }
            let grid = arrete();
            let typed = Typed { lines, preparation: euros(preparation), permit_on: String::new() };
            if let Ok(claim) = typed.read(&grid, total) {
                prop_assert!(claim.minutes() <= total);
                prop_assert_eq!(claim.minutes(), minutes.iter().sum::<i64>());
                let sum: i64 = claim.lines.iter().map(|line| line.amount()).sum();
                prop_assert_eq!(claim.total(), sum + preparation);
                for (line, level) in claim.lines.iter().zip(Level::ALL) {
                    prop_assert!(line.minutes == 0 || grid.range(level.code()).unwrap().holds(line.rate));
                }
                prop_assert!(preparation == 0 || grid.range(DESIGN).unwrap().holds(preparation));
            }
        }
    }
}
