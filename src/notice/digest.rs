//! Who gets a digest today. Looked at again and again by every process: a person and a day have one job between them.

use jiff::ToSpan as _;
use serde_json::json;
use uuid::Uuid;

use super::outgoing::{self, LATE, NEWS};
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::Result;
use crate::{jobs, sql};

/// Digests leave from this hour on: they are there when the day begins.
const HOUR: i8 = 6;
/// People looked at in one transaction.
const BATCH: i64 = 5_000;

/// The moments until which news are gathered: of the day, and of the week (Monday).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Gathered {
    /// The day whose digest leaves now.
    day: jiff::civil::Date,
    daily: Timestamp,
    weekly: Timestamp,
}

impl Gathered {
    /// The last six o'clock, and the last one of a Monday.
    fn at(now: Timestamp, zone: &str) -> Self {
        let six = |day: jiff::civil::Date| {
            Timestamp::midnight(day, zone).plus(i64::from(HOUR) * crate::clock::HOUR)
        };
        let today = now.date_in(zone);
        let back = |days: i64| today.checked_sub(days.days()).unwrap_or(today);
        let day = if now >= six(today) { today } else { back(1) };
        let since_monday = i64::from(day.weekday().to_monday_zero_offset());
        let monday = day.checked_sub(since_monday.days()).unwrap_or(day);
        Self { day, daily: six(day), weekly: six(monday) }
    }
}

/// Writes the jobs of the digests that are due, for at most [`BATCH`] people; gives how many were new. Notices whose
/// mail was given up are let go first, so that the next digest takes them.
pub async fn plan(tx: &mut Tx, zone: &str, now: Timestamp) -> Result<u64> {
    tx.query(sql!(
        "update notice set mail_job = null
          where mailed_at is null and mail_job in (select id from job where state = 'dead')"
    ))
    .run()
    .await?;
    let gathered = Gathered::at(now, zone);
    let prefix = format!("digest:{}:", gathered.day);
    let people: Vec<(Uuid,)> = tx
        .query(sql!(
            "select distinct n.person_id
               from notice n
               join account a on a.person_id = n.person_id and a.state = 'active'
               left join notice_preference t on t.person_id = n.person_id
                    and (n.kind = t.kind or n.kind like t.kind || '-%')
               left join notice_preference d on d.person_id = n.person_id and d.kind = 'digest'
              where n.mailed_at is null and n.mail_job is null and n.read_at is null and n.created_at > $1
                and n.created_at < case coalesce(t.rhythm, case when n.asks_act then 'at_once'
                                                               else coalesce(d.rhythm, 'weekly') end)
                                   when 'daily' then $2 when 'weekly' then $3 when 'at_once' then $4 else 0 end
              order by n.person_id
              limit $5"
        ))
        .bind(now.plus(-NEWS))
        .bind(gathered.daily)
        .bind(gathered.weekly)
        .bind(now.plus(-LATE))
        .bind(BATCH)
        .all()
        .await?;
    let wanted: Vec<_> =
        people.iter().map(|(person,)| (json!({ "person": person }), format!("{prefix}{person}"))).collect();
    if wanted.is_empty() {
        return Ok(0);
    }
    jobs::enqueue_many(tx, outgoing::DIGEST, &wanted, now).await
}

/// Writes the jobs of what a person wants at once although it asks nothing of them.
pub async fn plan_at_once(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    let notices: Vec<(Uuid,)> = tx
        .query(sql!(
            "select n.id
               from notice_preference t
               join notice n on n.person_id = t.person_id and (n.kind = t.kind or n.kind like t.kind || '-%')
              where t.rhythm = 'at_once' and not n.asks_act and n.created_at > $1
                and n.mailed_at is null and n.mail_job is null and n.read_at is null
              order by n.created_at, n.id
              limit $2"
        ))
        .bind(now.plus(-LATE))
        .bind(BATCH)
        .all()
        .await?;
    let wanted: Vec<_> =
        notices.iter().map(|(notice,)| (json!({ "notice": notice }), format!("notice:{notice}"))).collect();
    if wanted.is_empty() {
        return Ok(0);
    }
    jobs::enqueue_many(tx, outgoing::AT_ONCE, &wanted, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_are_gathered_until_six_of_the_day_and_of_monday() {
        let at = |text: &str| Timestamp::from(text.parse::<jiff::Timestamp>().unwrap());
        // Tuesday 24 November 2026, 10:00 in Paris.
        let tuesday = Gathered::at(at("2026-11-24T09:00:00Z"), "Europe/Paris");
        assert_eq!(tuesday.day, jiff::civil::date(2026, 11, 24));
        assert_eq!(tuesday.daily, at("2026-11-24T05:00:00Z"));
        assert_eq!(tuesday.weekly, at("2026-11-23T05:00:00Z"));
        // Before six, yesterday's digest is the last one; on a Monday, so is last week's.
        let early = Gathered::at(at("2026-11-23T04:59:00Z"), "Europe/Paris");
        assert_eq!((early.day, early.weekly), (jiff::civil::date(2026, 11, 22), at("2026-11-16T05:00:00Z")));
        let later = Gathered::at(at("2026-11-23T05:00:00Z"), "Europe/Paris");
        assert_eq!(later.weekly, at("2026-11-23T05:00:00Z"));
        // A school of La Réunion has its own six o'clock.
        assert_eq!(
            Gathered::at(at("2026-11-24T02:30:00Z"), "Indian/Reunion").daily,
            at("2026-11-24T02:00:00Z")
        );
    }
}
