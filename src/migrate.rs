//! Brings a database to the shape this program knows.
//!
//! The files stand in `migrations/` and are part of the binary. `NNNN_name.sql` is for both engines,
//! `NNNN_name.sqlite.sql` and `NNNN_name.postgres.sql` where they part.

use std::borrow::Cow;

use sha2::{Digest as _, Sha256};
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use crate::db::{Db, Engine};
use crate::error::{Error, Result};

include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// The migrations for an engine, in order.
fn migrations(engine: Engine) -> Vec<Migration> {
    let (mine, other) = match engine {
        Engine::Sqlite => (".sqlite.sql", ".postgres.sql"),
        Engine::Postgres => (".postgres.sql", ".sqlite.sql"),
    };
    let mut found: Vec<Migration> = FILES
        .iter()
        .filter(|(name, _)| !name.ends_with(other))
        .map(|(name, text)| {
            let stem = name.strip_suffix(mine).or_else(|| name.strip_suffix(".sql")).unwrap_or(name);
            let (number, title) = stem.split_once('_').unwrap_or((stem, ""));
            Migration::new(
                number.parse().unwrap_or(0),
                Cow::Owned(title.replace('_', " ")),
                MigrationType::Simple,
                AssertSqlSafe(*text).into_sql_str(),
                text.starts_with("-- no-transaction"),
            )
        })
        .collect();
    found.sort_by_key(|migration| migration.version);
    found
}

/// Number of the last migration this program knows.
pub fn latest() -> i64 {
    migrations(Engine::Sqlite).last().map_or(0, |migration| migration.version)
}

/// A short name for the set of migrations, content included.
pub fn fingerprint() -> String {
    let mut hasher = Sha256::new();
    for (name, text) in FILES {
        hasher.update(name);
        hasher.update(text);
    }
    hex::encode(&hasher.finalize()[..6])
}

/// Applies what is missing.
///
/// # Errors
/// When the database comes from a newer program (nothing is changed), or a file fails.
#[expect(clippy::wildcard_enum_match_arm, reason = "the list is the driver's, and grows")]
pub async fn run(db: &Db) -> Result<()> {
    let migrator = Migrator { migrations: Cow::Owned(migrations(db.engine())), ..Migrator::DEFAULT };
    let outcome = match (db.sqlite_writer(), db.postgres_pool()) {
        (Some(pool), _) => migrator.run(pool).await,
        (None, Some(pool)) => migrator.run(pool).await,
        (None, None) => return Ok(()),
    };
    outcome.map_err(|error| match error {
        MigrateError::VersionMissing(version) => Error::Broken(anyhow::anyhow!(
            "the database has migration {version}, which this program does not know: it was used by a newer version of \
             preau. Install that version, or restore a backup"
        )),
        other => Error::broken(other),
    })
}
