//! A SQLite database as one file, taken while others write.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, SqlitePool};

use super::AuditHead;

/// What a database file says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    pub migration: i64,
    pub tables: BTreeMap<String, i64>,
    pub audit: AuditHead,
}

/// Copies the database as it is at one moment into a new file.
pub async fn snapshot(pool: &SqlitePool, to: &Path) -> Result<()> {
    let path = to.to_string_lossy().replace('\'', "''");
    sqlx::raw_sql(AssertSqlSafe(format!("vacuum into '{path}'")))
        .execute(pool)
        .await
        .context("the copy of the database")?;
    Ok(())
}

/// Looks into a database file without changing it.
///
/// # Errors
/// When SQLite finds it damaged.
pub async fn contents(path: &Path) -> Result<Contents> {
    // `immutable`: no journal is made beside a file that may stand on a read-only disk.
    let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(true);
    let mut connection = options.connect().await.with_context(|| path.display().to_string())?;
    let (verdict,): (String,) =
        sqlx::query_as("pragma integrity_check(1)").fetch_one(&mut connection).await?;
    if verdict != "ok" {
        bail!("the database in the backup is damaged: {verdict}");
    }
    let contents = read(&mut connection).await;
    connection.close().await?;
    contents
}

async fn read(connection: &mut SqliteConnection) -> Result<Contents> {
    let names: Vec<(String,)> = sqlx::query_as(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name <> '_sqlx_migrations'
          order by name",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut tables = BTreeMap::new();
    for (name,) in names {
        let count = AssertSqlSafe(format!("select count(*) from \"{}\"", name.replace('"', "\"\"")));
        let (rows,): (i64,) = sqlx::query_as(count).fetch_one(&mut *connection).await?;
        tables.insert(name, rows);
    }
    let (migration,): (i64,) = sqlx::query_as("select coalesce(max(version), 0) from _sqlx_migrations")
        .fetch_one(&mut *connection)
        .await?;
    let (seq, hash): (i64, String) =
        sqlx::query_as("select seq, hash from audit_head where one = 1").fetch_one(&mut *connection).await?;
    Ok(Contents { migration, tables, audit: AuditHead { seq, hash } })
}
