//! A PostgreSQL database as lines of JSON, `{"table": …, "row": {…}}`, and back.
//!
//! Read in one repeatable-read transaction, so that all tables are of the same moment. Put back table by table, those
//! that others refer to first; each table in one statement, because its rows may refer to each other.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, Write};

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sqlx::{AssertSqlSafe, PgConnection, PgPool};

use super::AuditHead;
use super::sqlite::Contents;

/// Rows fetched or sent at a time.
const BATCH: usize = 500;

#[derive(Serialize, Deserialize)]
struct Line<'a> {
    table: String,
    #[serde(borrow)]
    row: &'a RawValue,
}

/// Writes every row.
pub async fn dump(pool: &PgPool, out: &mut (impl Write + Send)) -> Result<Contents> {
    let mut tx = pool.begin_with("begin transaction isolation level repeatable read read only").await?;
    let mut contents = Contents::default();
    for table in tables(&mut tx).await? {
        run(
            &mut tx,
            format!(
                "declare lines no scroll cursor for select cast(to_jsonb(t) as text) from {} t",
                quoted(&table)
            ),
        )
        .await?;
        let mut count = 0_i64;
        loop {
            let rows: Vec<(String,)> = sqlx::query_as(AssertSqlSafe(format!("fetch {BATCH} from lines")))
                .fetch_all(&mut *tx)
                .await?;
            for (row,) in &rows {
                let line = Line { table: table.clone(), row: serde_json::from_str(row)? };
                serde_json::to_writer(&mut *out, &line)?;
                out.write_all(b"\n")?;
            }
            count += i64::try_from(rows.len())?;
            if rows.len() < BATCH {
                break;
            }
        }
        run(&mut tx, "close lines".to_owned()).await?;
        contents.tables.insert(table, count);
    }
    (contents.migration,) =
        sqlx::query_as("select coalesce(max(version), 0) from _sqlx_migrations").fetch_one(&mut *tx).await?;
    let (seq, hash) =
        sqlx::query_as("select seq, hash from audit_head where one = 1").fetch_one(&mut *tx).await?;
    contents.audit = AuditHead { seq, hash };
    tx.rollback().await?;
    Ok(contents)
}

/// Puts rows into a migrated database in place of what it holds; everything or nothing.
pub async fn load(pool: &PgPool, lines: impl BufRead) -> Result<()> {
    let mut tx = pool.begin().await?;
    run(
        &mut tx,
        "create temporary table stage (place text not null, line jsonb not null) on commit drop".to_owned(),
    )
    .await?;
    let mut batch = Vec::with_capacity(BATCH);
    for line in lines.lines() {
        batch.push(line?);
        if batch.len() == BATCH {
            stage(&mut tx, &std::mem::take(&mut batch)).await?;
        }
    }
    stage(&mut tx, &batch).await?;
    let order = in_order(tables(&mut tx).await?, references(&mut tx).await?)?;
    let known: BTreeSet<&str> = order.iter().map(String::as_str).collect();
    let staged: Vec<(String,)> =
        sqlx::query_as("select distinct place from stage order by place").fetch_all(&mut *tx).await?;
    if let Some((stranger,)) = staged.iter().find(|(table,)| !known.contains(table.as_str())) {
        bail!("the backup has a table `{stranger}` that this version does not know");
    }
    for table in order.iter().rev() {
        run(&mut tx, format!("delete from {}", quoted(table))).await?;
    }
    for table in &order {
        let place = quoted(table);
        let text = format!(
            "insert into {place} select r.* from stage s, jsonb_populate_record(cast(null as {place}), s.line) r
              where s.place = $1"
        );
        sqlx::query_with(AssertSqlSafe(text), one(table)?)
            .execute(&mut *tx)
            .await
            .with_context(|| format!("table {table}"))?;
    }
    tx.commit().await?;
    Ok(())
}

async fn stage(connection: &mut PgConnection, lines: &[String]) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    // The lines of a batch as one JSON array: they are JSON already.
    let array = format!("[{}]", lines.join(","));
    let text = "insert into stage (place, line)
                select e.value ->> 'table', e.value -> 'row' from jsonb_array_elements(cast($1 as jsonb)) as e (value)";
    sqlx::query_with(AssertSqlSafe(text.to_owned()), one(&array)?)
        .execute(connection)
        .await
        .context("lines of the backup")?;
    Ok(())
}

fn one(value: &str) -> Result<sqlx::postgres::PgArguments> {
    use sqlx::Arguments as _;
    let mut arguments = sqlx::postgres::PgArguments::default();
    arguments.add(value.to_owned()).map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(arguments)
}

async fn run(connection: &mut PgConnection, text: String) -> Result<()> {
    sqlx::raw_sql(AssertSqlSafe(text)).execute(connection).await?;
    Ok(())
}

fn quoted(table: &str) -> String {
    format!("\"{}\"", table.replace('"', "\"\""))
}

async fn tables(connection: &mut PgConnection) -> Result<Vec<String>> {
    let names: Vec<(String,)> = sqlx::query_as(
        "select cast(table_name as text) from information_schema.tables
          where table_schema = current_schema() and table_type = 'BASE TABLE' and table_name <> '_sqlx_migrations'
          order by 1",
    )
    .fetch_all(connection)
    .await?;
    Ok(names.into_iter().map(|(name,)| name).collect())
}

/// Pairs of tables: the first refers to the second.
async fn references(connection: &mut PgConnection) -> Result<Vec<(String, String)>> {
    Ok(sqlx::query_as(
        "select cast(a.relname as text), cast(b.relname as text)
           from pg_constraint c
           join pg_class a on a.oid = c.conrelid
           join pg_class b on b.oid = c.confrelid
          where c.contype = 'f' and c.conrelid <> c.confrelid
          order by 1, 2",
    )
    .fetch_all(connection)
    .await?)
}

/// Tables so that each comes after those it refers to.
fn in_order(mut left: Vec<String>, references: Vec<(String, String)>) -> Result<Vec<String>> {
    let mut needs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, to) in references {
        needs.entry(from).or_default().insert(to);
    }
    let mut order: Vec<String> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let (ready, waiting): (Vec<String>, Vec<String>) = left.into_iter().partition(|table| {
            needs.get(table).is_none_or(|needed| needed.iter().all(|other| order.contains(other)))
        });
        if ready.is_empty() {
            bail!("the tables {} refer to each other in a circle", waiting.join(", "));
        }
        order.extend(ready);
        left = waiting;
    }
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_comes_after_those_it_refers_to() {
        let names = ["answer", "attempt", "person", "enrolment"].map(str::to_owned).to_vec();
        let refers = [("answer", "attempt"), ("attempt", "enrolment"), ("enrolment", "person")];
        let pairs = refers.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec();
        assert_eq!(in_order(names, pairs).unwrap(), ["person", "enrolment", "attempt", "answer"]);
        let circle = vec![("a".to_owned(), "b".to_owned()), ("b".to_owned(), "a".to_owned())];
        assert!(in_order(vec!["a".to_owned(), "b".to_owned()], circle).is_err());
    }
}
