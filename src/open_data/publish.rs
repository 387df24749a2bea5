//! Publishing freezes the table of the day: what was published is never written again.

use serde_json::json;
use uuid::Uuid;

use super::figures;
use super::file;
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Refusal, Result};
use crate::year::SchoolYear;
use crate::{audit, sql};

/// A file that was published, without its content.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Published {
    /// Civil day of its figures.
    pub day: String,
    pub school_year: String,
    pub lines: i32,
    pub published_at: Timestamp,
}

/// How a file is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    Json,
}

/// Publishes the table of today; gives its day.
///
/// # Errors
/// Refusals `open-data-published` (today's is out already) and those of [`figures::read`].
pub async fn publish(
    tx: &mut Tx,
    allowed: Allowed<()>,
    base_url: &str,
    zone: &str,
    now: Timestamp,
) -> Result<String> {
    let lines = figures::read(tx, allowed, now, zone).await?;
    let day = now.date_in(zone);
    let year = SchoolYear::of(day);
    let count = i32::try_from(lines.len()).unwrap_or(i32::MAX);
    let added = tx
        .query(sql!(
            "insert into open_data_file (day, school_year, lines, csv, json, published_by, published_at)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (day) do nothing"
        ))
        .bind(day.to_string())
        .bind(year.label())
        .bind(count)
        .bind(file::csv(&lines, year, day))
        .bind(file::json(&lines, year, day, base_url))
        .bind(allowed.by())
        .bind(now)
        .run()
        .await?;
    if added == 0 {
        return Err(Refusal::new("open-data-published").into());
    }
    record(tx, allowed.by(), "open_data.publish", &day.to_string(), count, now).await?;
    Ok(day.to_string())
}

/// Writes down that the table of the moment was exported unpublished (§5.2.8).
pub async fn exported(
    tx: &mut Tx,
    allowed: Allowed<()>,
    lines: usize,
    day: &str,
    now: Timestamp,
) -> Result<()> {
    let count = i32::try_from(lines).unwrap_or(i32::MAX);
    record(tx, allowed.by(), "open_data.export", day, count, now).await
}

async fn record(
    tx: &mut Tx,
    by: Option<Uuid>,
    act: &str,
    day: &str,
    lines: i32,
    now: Timestamp,
) -> Result<()> {
    let event = audit::Event {
        actor: by,
        act,
        object_kind: "open_data_file",
        object_id: day.to_owned(),
        detail: json!({ "lines": lines }),
    };
    audit::record(tx, event, now).await
}

/// Files by day, the latest first.
pub async fn list(db: &mut impl Conn, from: i64, most: i64) -> Result<Vec<Published>> {
    db.query(sql!(
        "select day, school_year, lines, published_at from open_data_file order by day desc limit $1 offset $2"
    ))
    .bind(most.clamp(1, 1000))
    .bind(from.max(0))
    .all()
    .await
}

/// How many files there are.
pub async fn count(db: &mut impl Conn) -> Result<i64> {
    let (count,): (i64,) = db.query(sql!("select count(*) from open_data_file")).one().await?;
    Ok(count)
}

/// The content of a file of a day, or of the last one, with its day.
pub async fn content(
    db: &mut impl Conn,
    day: Option<&str>,
    format: Format,
) -> Result<Option<(String, String)>> {
    let query = match format {
        Format::Csv => db.query(sql!(
            "select day, csv from open_data_file where $1 = '' or day = $1 order by day desc limit 1"
        )),
        Format::Json => db.query(sql!(
            "select day, json from open_data_file where $1 = '' or day = $1 order by day desc limit 1"
        )),
    };
    query.bind(day.unwrap_or_default()).optional().await
}
