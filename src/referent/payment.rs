//! What a mandate is due: the whole of the allowance, or the part that was served when it ended before its time.
//!
//! Money is whole cents. Préau makes a list; it never pays.

use jiff::civil::Date;
use serde::Serialize;
use uuid::Uuid;

use super::nomination::State;
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::year::SchoolYear;
use crate::{audit, school, sql};

/// Longest list: an académie has some hundreds of schools.
pub const MOST: i64 = 20_000;

/// Days from one date to another, the last one not included; never less than none.
pub fn days(from: Date, until: Date) -> i64 {
    i64::from((until - from).get_days()).max(0)
}

/// The part of an amount that belongs to the days served: rounded to the nearest cent, half a cent upwards, and the
/// whole amount when all planned days were served.
pub fn due(cents: i64, planned: i64, served: i64) -> i64 {
    if planned <= 0 || served >= planned {
        return cents.max(0);
    }
    let exact = i128::from(cents.max(0)) * i128::from(served.max(0)) * 2 + i128::from(planned);
    i64::try_from(exact / (i128::from(planned) * 2)).unwrap_or(i64::MAX)
}

/// A mandate with its allowance, as the payment list and the envelope see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Paid {
    pub nomination_id: Uuid,
    pub school_id: Uuid,
    pub uai: String,
    pub school_name: String,
    #[serde(skip)]
    pub zone: String,
    pub usual_name: String,
    pub given_name: String,
    pub scheme_code: String,
    pub scheme_version: i32,
    pub scheme_label: String,
    pub amount_cents: i64,
    pub share_percent: i32,
    #[serde(skip)]
    pub starts_at: Timestamp,
    #[serde(skip)]
    pub ends_at: Timestamp,
    #[serde(skip)]
    pub ended_at: Option<Timestamp>,
    pub(super) state: String,
}

impl Paid {
    pub fn state(&self) -> State {
        State::parse(&self.state).unwrap_or(State::Ended)
    }

    pub fn first_day(&self) -> Date {
        self.starts_at.date_in(&self.zone)
    }

    /// The day after the last one that was planned.
    fn planned_end(&self) -> Date {
        self.ends_at.date_in(&self.zone)
    }

    /// The day after the last one that counts: what stopped a mandate in the course of a day leaves it that day.
    fn served_end(&self) -> Date {
        let Some(ended) = self.ended_at.filter(|_| self.state() == State::Ended) else {
            return self.planned_end();
        };
        let day = ended.date_in(&self.zone);
        let whole = Timestamp::midnight(day, &self.zone) == ended;
        let after = if whole { day } else { day.tomorrow().unwrap_or(day) };
        after.min(self.planned_end())
    }

    /// The last day served.
    pub fn last_day(&self) -> Date {
        let end = self.served_end();
        end.yesterday().unwrap_or(end)
    }

    pub fn planned_days(&self) -> i64 {
        days(self.first_day(), self.planned_end())
    }

    pub fn served_days(&self) -> i64 {
        days(self.first_day(), self.served_end())
    }

    /// In cents.
    pub fn due(&self) -> i64 {
        due(self.amount_cents, self.planned_days(), self.served_days())
    }
}

/// Allowances of a school year under a node: of mandates that run, and of those that ran.
pub async fn list(
    tx: &mut Tx,
    allowed: Allowed<&str>,
    year: SchoolYear,
    now: Timestamp,
) -> Result<Vec<Paid>> {
    let under = *allowed.thing();
    let found: Vec<Paid> = tx
        .query(sql!(
            "select m.id as nomination_id, m.school_id, s.uai, n.name as school_name, n.zone, p.usual_name, p.given_name,
                    m.scheme_code, m.scheme_version,
                    coalesce((select cast(k.scheme ->> 'label' as text) from allowance_scheme k
                               where k.code = m.scheme_code and k.version = m.scheme_version), m.scheme_code)
                        as scheme_label,
                    m.amount_cents, m.share_percent, m.starts_at, m.ends_at, m.ended_at, m.state
               from nomination m
               join org_node n on n.id = m.school_id
               join school s on s.node_id = m.school_id
               join person p on p.id = m.person_id
              where m.school_year = $1 and m.reward = 'allowance' and n.path >= $2 and n.path < $3
                and m.state in ('active', 'ended', 'completed', 'completed_without_report')
              order by n.path, p.name_key, m.id
              limit $4"
        ))
        .bind(year.label())
        .bind(under)
        .bind(school::after(under))
        .bind(MOST)
        .all()
        .await?;
    let event = audit::Event {
        actor: allowed.by(),
        act: "allowance.export",
        object_kind: "organisation",
        object_id: under.to_owned(),
        detail: serde_json::json!({ "year": year.label(), "rows": found.len() }),
    };
    audit::record(tx, event, now).await?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn paid(ended: Option<Timestamp>) -> Paid {
        let zone = "Europe/Paris".to_owned();
        Paid {
            nomination_id: Uuid::nil(),
            school_id: Uuid::nil(),
            uai: String::new(),
            school_name: String::new(),
            usual_name: String::new(),
            given_name: String::new(),
            scheme_code: "imp".into(),
            scheme_version: 1,
            scheme_label: "IMP".into(),
            amount_cents: 125_000,
            share_percent: 100,
            starts_at: Timestamp::midnight(date(2026, 9, 1), &zone),
            ends_at: Timestamp::midnight(date(2027, 9, 1), &zone),
            state: if ended.is_some() { "ended" } else { "active" }.into(),
            ended_at: ended,
            zone,
        }
    }

    #[test]
    fn an_early_end_is_paid_by_the_day() {
        let whole = paid(None);
        assert_eq!((whole.planned_days(), whole.served_days(), whole.due()), (365, 365, 125_000));
        assert_eq!(whole.last_day(), date(2027, 8, 31));
        // 1 September to 31 January: 153 days of 365, and 1 250 × 153 / 365 = 523.97…
        let half = paid(Some(Timestamp::midnight(date(2027, 2, 1), "Europe/Paris")));
        assert_eq!((half.served_days(), half.due(), half.last_day()), (153, 52_397, date(2027, 1, 31)));
        // In the course of a day: that day is served.
        let noon = Timestamp::midnight(date(2027, 1, 31), "Europe/Paris").plus(12 * crate::clock::HOUR);
        assert_eq!(paid(Some(noon)).served_days(), 153);
        // Before it began.
        let never = paid(Some(Timestamp::midnight(date(2026, 8, 20), "Europe/Paris")));
        assert_eq!((never.served_days(), never.due()), (0, 0));
    }

    proptest! {
        #[test]
        fn never_more_than_the_amount_and_never_less_for_more_days(
            cents in 0_i64..10_000_000, planned in 1_i64..400, one in 0_i64..500, more in 0_i64..500,
        ) {
            let few = due(cents, planned, one);
            prop_assert!((0..=cents).contains(&few));
            prop_assert!(few <= due(cents, planned, one + more));
            prop_assert_eq!(due(cents, planned, planned), cents);
            // Half a cent at most from the exact share.
            let exact = i128::from(cents) * i128::from(one.min(planned)) * 2;
            prop_assert!((i128::from(few) * 2 * i128::from(planned) - exact).abs() <= i128::from(planned));
        }

        #[test]
        fn successors_never_share_more_than_one_allowance(cents in 0_i64..10_000_000, planned in 2_i64..400, cut in 0_i64..400) {
            let cut = cut.min(planned);
            // Two halves may each round up: one cent in all.
            prop_assert!(due(cents, planned, cut) + due(cents, planned, planned - cut) <= cents + 1);
        }
    }
}
