//! When the payroll office paid: one day for a whole batch, or a file with a verdict for each row.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::batch::{MOST, lines, record};
use super::state::State;
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::notice::{self, Notice};
use crate::sql;
use crate::table::{Broken, NotATable, Rows, sniff};

/// Largest file, in bytes.
pub const MAX_BYTES: usize = 512 * 1024;

/// Names of the column of the statement's reference, and of the day.
const REFERENCES: &[&str] = &["référence", "reference", "état", "statement"];
const DAYS: &[&str] = &["date de paiement", "payé le", "paye le", "paid on", "date"];

/// What a row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The day will be written.
    Pay(Date),
    /// This day stands already.
    Already,
    /// Another day stands already: it is not overwritten.
    Other,
    /// No day yet: nothing to say.
    Empty,
    /// The day cannot be read.
    BadDay,
    /// The day has not come.
    Future,
    /// The reference is none of this batch.
    Unknown,
    /// The same reference stood above.
    Twice,
    /// The row cannot be read.
    Unreadable,
}

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line in the file.
    pub number: u32,
    pub reference: String,
    /// Name of the trainer, when the reference is known.
    pub trainer: String,
    pub verdict: Verdict,
}

/// What a file would do, before anything is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    pub rows: Vec<Row>,
}

impl Reading {
    /// Statements whose day would be written.
    pub fn paid(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row.verdict, Verdict::Pay(_))).count()
    }

    /// Rows that cannot be taken.
    pub fn wrong(&self) -> usize {
        let fine = |row: &&Row| !matches!(row.verdict, Verdict::Pay(_) | Verdict::Already | Verdict::Empty);
        self.rows.iter().filter(fine).count()
    }
}

/// A civil day as payroll files write it: `2026-12-24`, `24/12/2026`.
pub fn read_day(typed: &str) -> Option<Date> {
    let typed = typed.trim();
    if let Ok(day) = typed.parse() {
        return Some(day);
    }
    let mut parts = typed.split(['/', '.', '-']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Says what each row of a file would do.
///
/// # Errors
/// Inside, why the file is no table.
pub async fn judge(
    db: &mut impl Conn,
    allowed: Allowed<Uuid>,
    file: &[u8],
    today: Date,
) -> Result<Result<Reading, NotATable>> {
    let known = [REFERENCES, DAYS].concat();
    let found = match sniff(file, &known).map_err(Error::broken)? {
        Ok(found) => found,
        Err(not) => return Ok(Err(not)),
    };
    let statements: HashMap<Uuid, _> =
        lines(db, allowed).await?.into_iter().map(|statement| (statement.id, statement)).collect();
    let mut rows = Rows::new(file, found.shape);
    let mut reading = Reading::default();
    let (mut reference, mut day) = (0, 1);
    let mut seen = HashSet::new();
    let mut first = true;
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    while reading.rows.len() < most {
        let Some(next) = rows.next().map_err(Error::broken)? else { break };
        let row = match next {
            Ok(row) => row,
            Err((
                number,
                Broken::TooLong | Broken::TooManyCells | Broken::OpenQuote | Broken::Unreadable,
            )) => {
                reading.rows.push(Row {
                    number,
                    reference: String::new(),
                    trainer: String::new(),
                    verdict: Verdict::Unreadable,
                });
                continue;
            }
        };
        if std::mem::take(&mut first) {
            let at = |names: &[&str]| {
                names.iter().find_map(|name| {
                    (0..row.cells.len()).find(|column| row.said(*column).to_lowercase() == *name)
                })
            };
            if let (Some(one), Some(other)) = (at(REFERENCES), at(DAYS)) {
                (reference, day) = (one, other);
                continue;
            }
        }
        let typed = row.said(reference).to_owned();
        if typed.is_empty() && row.said(day).is_empty() {
            continue;
        }
        let statement = typed.parse::<Uuid>().ok().and_then(|id| statements.get(&id));
        let verdict = match statement {
            None => Verdict::Unknown,
            Some(one) if !seen.insert(one.id) => Verdict::Twice,
            Some(_) if row.said(day).is_empty() => Verdict::Empty,
            Some(one) => match (read_day(row.said(day)), one.paid_on()) {
                (None, _) => Verdict::BadDay,
                (Some(day), _) if day > today => Verdict::Future,
                (Some(day), Some(known)) if day == known => Verdict::Already,
                (Some(_), Some(_)) => Verdict::Other,
                (Some(day), None) if one.state() == State::Exported => Verdict::Pay(day),
                (Some(_), None) => Verdict::Unknown,
            },
        };
        reading.rows.push(Row {
            number: row.line,
            trainer: statement.map(super::Statement::trainer).unwrap_or_default(),
            reference: typed,
            verdict,
        });
    }
    Ok(Ok(reading))
}

/// Writes the days that a file brings, judged anew; the rows that cannot be taken keep no other back. Sent twice, it is
/// written once.
///
/// # Errors
/// Fault on `lignes` for a file that is no table; refusal `pay-nothing-to-report` when no row can be taken.
pub async fn write(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    file: &[u8],
    today: Date,
    now: Timestamp,
) -> Result<usize> {
    let reading = judge(tx, allowed, file, today).await?.map_err(|_| Fault::new("lignes", "pay-no-table"))?;
    let days: Vec<(Uuid, Date)> = reading
        .rows
        .iter()
        .filter_map(|row| match row.verdict {
            Verdict::Pay(day) => Some((row.reference.parse().ok()?, day)),
            Verdict::Already
            | Verdict::Other
            | Verdict::Empty
            | Verdict::BadDay
            | Verdict::Future
            | Verdict::Unknown
            | Verdict::Twice
            | Verdict::Unreadable => None,
        })
        .collect();
    if days.is_empty() {
        let known = reading.rows.iter().any(|row| row.verdict == Verdict::Already);
        return if known { Ok(0) } else { Err(Refusal::new("pay-nothing-to-report").into()) };
    }
    report(tx, allowed, &days, now).await
}

/// Says that all of a batch was paid on one day; those that have a day keep it. Said twice, it changes nothing.
///
/// # Errors
/// Faults on `paid_on`: `pay-day`, `pay-future`.
pub async fn whole(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    typed: &str,
    today: Date,
    now: Timestamp,
) -> Result<usize> {
    let day = read_day(typed).ok_or(Fault::new("paid_on", "pay-day"))?;
    if day > today {
        return Err(Fault::new("paid_on", "pay-future").into());
    }
    let waiting = lines(tx, allowed).await?;
    let days: Vec<(Uuid, Date)> =
        waiting.iter().filter(|one| one.state() == State::Exported).map(|one| (one.id, day)).collect();
    if days.is_empty() { Ok(0) } else { report(tx, allowed, &days, now).await }
}

async fn report(tx: &mut Tx, allowed: Allowed<Uuid>, days: &[(Uuid, Date)], now: Timestamp) -> Result<usize> {
    let batch = *allowed.thing();
    let rows: Vec<_> = days.iter().map(|(id, day)| json!({ "id": id, "day": day.to_string() })).collect();
    let rows = Json(rows);
    let written = tx
        .query(sql! {
            sqlite: "update pay_statement
                        set state = 'paid_reported', state_at = $3, updated_at = $3, version = version + 1,
                            paid_on = (select j.value ->> 'day' from json_each($1) as j
                                        where unhex(replace(j.value ->> 'id', '-', '')) = pay_statement.id)
                      where batch_id = $2 and state = 'exported'
                        and id in (select unhex(replace(j.value ->> 'id', '-', '')) from json_each($1) as j)",
            postgres: "update pay_statement
                          set state = 'paid_reported', state_at = $3, updated_at = $3, version = version + 1,
                              paid_on = j.value ->> 'day'
                         from jsonb_array_elements($1) as j (value)
                        where batch_id = $2 and state = 'exported' and id = cast(j.value ->> 'id' as uuid)",
        })
        .bind(rows)
        .bind(batch)
        .bind(now)
        .run()
        .await?;
    // The day of a batch is written once for each statement: no step stands before this moment.
    tx.query(sql! {
        sqlite: "insert into pay_step (id, statement_id, event, from_state, to_state, by_id, at)
                 select randomblob(16), s.id, 'report_paid', 'exported', 'paid_reported', $2, $3
                   from pay_statement s
                  where s.batch_id = $1 and s.state = 'paid_reported'
                    and not exists (select 1 from pay_step k where k.statement_id = s.id and k.event = 'report_paid')",
        postgres: "insert into pay_step (id, statement_id, event, from_state, to_state, by_id, at)
                   select gen_random_uuid(), s.id, 'report_paid', 'exported', 'paid_reported', $2, $3
                     from pay_statement s
                    where s.batch_id = $1 and s.state = 'paid_reported'
                      and not exists (select 1 from pay_step k where k.statement_id = s.id and k.event = 'report_paid')",
    })
    .bind(batch)
    .bind(allowed.by())
    .bind(now)
    .run()
    .await?;
    record(tx, allowed.by(), "pay.paid", batch, json!({ "rows": written }), now).await?;
    let people: Vec<(Uuid,)> = tx
        .query(sql!(
            "select distinct trainer_id from pay_statement
              where batch_id = $1 and state = 'paid_reported' and state_at = $2
              order by trainer_id limit $3"
        ))
        .bind(batch)
        .bind(now)
        .bind(MOST)
        .all()
        .await?;
    let people: Vec<Uuid> = people.into_iter().map(|(id,)| id).collect();
    let notice = Notice {
        to: Uuid::nil(),
        kind: "pay-paid",
        detail: json!({}),
        path: "/remuneration",
        asks_act: false,
        about: &format!("pay-batch:{batch}:paid:{}", now.0),
    };
    notice::tell_all(tx, &people, notice, now).await?;
    Ok(usize::try_from(written).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod unit {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_payroll_files_write_them() {
        for typed in ["2026-12-24", "24/12/2026", " 24.12.2026 ", "24-12-2026"] {
            assert_eq!(read_day(typed), Some(date(2026, 12, 24)), "{typed}");
        }
        for typed in ["", "24/12/26", "31/02/2026", "24/12", "hier", "1/2/3/2026"] {
            assert_eq!(read_day(typed), None, "{typed}");
        }
    }
}
