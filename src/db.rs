//! One SQL text, two databases.
//!
//! A statement is written once with [`sql!`](crate::sql), in the dialect both engines share, and runs through
//! [`Query`] on whichever is there. [`Conn`] reads (a [`Read`] or a [`Tx`]), only a [`Tx`] writes: a function
//! says by its argument which of the two it does. Every `sql!` text is registered, and one test prepares them all
//! on both engines (`src/structure.rs`).
//!
//! On SQLite a transaction is `begin immediate` on a pool of one connection, and reads go to connections that only
//! read, so a writer never waits for a lock it can lose. A verb takes `&mut Tx`, never [`Db`]: a second `begin` inside
//! the first would wait for ever. A write that is one statement needs no transaction of its own: see [`Db::single`].

mod gather;
mod readers;

use std::str::FromStr as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgPool, PgPoolOptions, PgRow};
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{
    Arguments as _, Encode, FromRow, PgConnection, Postgres, Sqlite, SqliteConnection, Transaction, Type,
};

use self::gather::Gatherer;
pub use self::gather::Single;
use self::readers::{Reader, Readers};
use crate::error::{Error, Result};

/// A statement in both dialects (mostly the same text), and where it stands in the source.
#[derive(Debug, Clone, Copy)]
pub struct Sql {
    pub sqlite: &'static str,
    pub postgres: &'static str,
    pub at: &'static str,
}
inventory::collect!(Sql);

/// Every statement of the program, for the test that prepares them.
pub fn statements() -> impl Iterator<Item = &'static Sql> {
    inventory::iter::<Sql>.into_iter()
}

/// Declares a statement: `sql!("select …")`; `sql!("select …", lock)` to lock the rows read
/// (`for update` on PostgreSQL; SQLite's writer is alone); `sql! { sqlite: "…", postgres: "…" }` where they part.
#[macro_export]
macro_rules! sql {
    ($text:literal) => { $crate::sql!(@register $text, $text) };
    ($text:literal, lock) => { $crate::sql!(@register $text, concat!($text, " for update")) };
    (sqlite: $sqlite:literal, postgres: $postgres:literal $(,)?) => { $crate::sql!(@register $sqlite, $postgres) };
    (@register $sqlite:expr, $postgres:expr) => {{
        const SQL: $crate::db::Sql =
            $crate::db::Sql { sqlite: $sqlite, postgres: $postgres, at: concat!(file!(), ":", line!()) };
        $crate::db::inventory::submit! { SQL }
        SQL
    }};
}
#[doc(hidden)]
pub use inventory;

/// The database of this process.
#[derive(Debug, Clone)]
pub struct Db {
    pools: Pools,
    queries: Arc<AtomicU64>,
}

#[derive(Debug, Clone)]
enum Pools {
    Sqlite { read: Arc<Readers>, write: SqlitePool, singles: Gatherer },
    Postgres(PgPool),
}

/// Which engine is behind a [`Db`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Db {
    /// Opens `sqlite:path` or `postgres://…`. Nothing is migrated yet: see [`crate::migrate`].
    pub async fn open(url: &str) -> Result<Self> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::open_postgres(url).await
        } else {
            let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).unwrap_or(url);
            Self::open_sqlite(path).await
        }
    }

    /// Opens, or creates, a SQLite file.
    pub async fn open_sqlite(path: &str) -> Result<Self> {
        // FULL, not NORMAL: an acknowledged answer survives a power cut (measured: NORMAL loses commits).
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5))
            .foreign_keys(true)
            // What is erased is overwritten, not only let go: the file keeps nothing of it.
            .pragma("secure_delete", "on")
            .pragma("temp_store", "memory")
            .pragma("cache_size", "-16384")
            .pragma("mmap_size", "268435456")
            .pragma("journal_size_limit", "67108864");
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(10))
            .idle_timeout(None)
            .max_lifetime(None)
            // A file does not go away as a server does.
            .test_before_acquire(false)
            .connect_with(options.clone())
            .await?;
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let count = u32::try_from(cores * 2).unwrap_or(4);
        let read = Readers::new(options.read_only(true).optimize_on_close(false, None), count);
        let singles = Gatherer::new(write.clone());
        Ok(Self { pools: Pools::Sqlite { read, write, singles }, queries: Arc::default() })
    }

    async fn open_postgres(url: &str) -> Result<Self> {
        let options = sqlx::postgres::PgConnectOptions::from_str(url)?;
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options)
            .await?;
        Ok(Self { pools: Pools::Postgres(pool), queries: Arc::default() })
    }

    pub fn engine(&self) -> Engine {
        match &self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// A connection that reads.
    pub async fn read(&self) -> Result<Read> {
        let inner = match &self.pools {
            Pools::Sqlite { read, .. } => ReadInner::Sqlite(read.lend().await?),
            Pools::Postgres(pool) => ReadInner::Postgres(pool.acquire().await?),
        };
        Ok(Read { inner, queries: self.queries.clone() })
    }

    /// Begins a transaction that may write. Dropped without [`Tx::commit`], it is undone.
    pub async fn begin(&self) -> Result<Tx> {
        let inner = match &self.pools {
            Pools::Sqlite { write, .. } => TxInner::Sqlite(write.begin_with("begin immediate").await?),
            Pools::Postgres(pool) => TxInner::Postgres(pool.begin().await?),
        };
        Ok(Tx { inner, queries: self.queries.clone() })
    }

    /// A write that is one statement: durable when [`Single::run`] returns, as a transaction of its own would be.
    /// The statement itself must hold every condition under which it may write.
    pub fn single(&self, sql: Sql) -> Single<'_> {
        self.queries.fetch_add(1, Ordering::Relaxed);
        match &self.pools {
            Pools::Sqlite { singles, .. } => Single::sqlite(singles, sql),
            Pools::Postgres(pool) => Single::postgres(pool, sql),
        }
    }

    /// Statements run so far: tests assert that a page runs a fixed number of them.
    pub fn queries_run(&self) -> u64 {
        self.queries.load(Ordering::Relaxed)
    }

    /// Writes SQLite's file anew and empties its log, so that nothing erased is left between its rows: `secure_delete`
    /// overwrites what is deleted, but not the copies that stay behind when pages of a tree are balanced. Writers wait
    /// meanwhile (about a second for 200 MB). Nothing to do on PostgreSQL, whose vacuum does that.
    #[expect(clippy::disallowed_methods, reason = "of SQLite alone: there is no twin to check")]
    pub async fn rewrite(&self) -> Result<()> {
        if let Pools::Sqlite { write, .. } = &self.pools {
            sqlx::query("vacuum").execute(write).await?;
            sqlx::query("pragma wal_checkpoint(truncate)").execute(write).await?;
        }
        Ok(())
    }

    /// The pool that writes as it is, for migration and backup only.
    pub fn sqlite_writer(&self) -> Option<&SqlitePool> {
        match &self.pools {
            Pools::Sqlite { write, .. } => Some(write),
            Pools::Postgres(_) => None,
        }
    }

    /// The PostgreSQL pool as it is, for migration only.
    pub fn postgres_pool(&self) -> Option<&PgPool> {
        match &self.pools {
            Pools::Postgres(pool) => Some(pool),
            Pools::Sqlite { .. } => None,
        }
    }

    /// Closes all connections, waiting for those in use.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { read, write, .. } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// A connection that reads.
#[derive(Debug)]
pub struct Read {
    inner: ReadInner,
    queries: Arc<AtomicU64>,
}

#[derive(Debug)]
enum ReadInner {
    Sqlite(Reader),
    Postgres(PoolConnection<Postgres>),
}

/// A transaction: the only thing that writes.
#[derive(Debug)]
pub struct Tx {
    inner: TxInner,
    queries: Arc<AtomicU64>,
}

#[derive(Debug)]
enum TxInner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    /// Makes everything done in this transaction durable.
    pub async fn commit(self) -> Result<()> {
        match self.inner {
            TxInner::Sqlite(tx) => tx.commit().await?,
            TxInner::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Undoes everything done in this transaction.
    pub async fn rollback(self) -> Result<()> {
        match self.inner {
            TxInner::Sqlite(tx) => tx.rollback().await?,
            TxInner::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}

/// Something that can run a statement.
pub trait Conn: Send {
    fn query(&mut self, sql: Sql) -> Query<'_>;
}

impl Conn for Read {
    fn query(&mut self, sql: Sql) -> Query<'_> {
        self.queries.fetch_add(1, Ordering::Relaxed);
        match &mut self.inner {
            ReadInner::Sqlite(reader) => Query::sqlite(Lane::Reader(reader.conn()), sql),
            ReadInner::Postgres(conn) => Query::postgres(conn, sql),
        }
    }
}

impl Conn for Tx {
    fn query(&mut self, sql: Sql) -> Query<'_> {
        self.queries.fetch_add(1, Ordering::Relaxed);
        match &mut self.inner {
            TxInner::Sqlite(conn) => Query::sqlite(Lane::Writer(conn), sql),
            TxInner::Postgres(conn) => Query::postgres(conn, sql),
        }
    }
}

/// A value both engines can store.
pub trait Value<'v>:
    Encode<'v, Sqlite> + Type<Sqlite> + Encode<'v, Postgres> + Type<Postgres> + Send
{
}
impl<'v, T> Value<'v> for T where
    T: Encode<'v, Sqlite> + Type<Sqlite> + Encode<'v, Postgres> + Type<Postgres> + Send
{
}

/// A row both engines can give.
pub trait Record: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> Record for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// A statement with its values, about to run.
#[must_use = "a query does nothing until `all`, `one`, `optional` or `run`"]
pub struct Query<'c> {
    inner: QueryInner<'c>,
    failed: Option<sqlx::error::BoxDynError>,
    at: &'static str,
}

enum QueryInner<'c> {
    Sqlite(Lane<'c>, &'static str, SqliteArguments),
    Postgres(&'c mut PgConnection, &'static str, PgArguments),
}

/// A connection to the file of SQLite.
enum Lane<'c> {
    /// None once its thread was found dead.
    Reader(&'c mut Option<SqliteConnection>),
    Writer(&'c mut SqliteConnection),
}

impl Lane<'_> {
    fn conn(&mut self) -> Result<&mut SqliteConnection, sqlx::Error> {
        match self {
            Self::Reader(conn) => conn.as_mut().ok_or(sqlx::Error::WorkerCrashed),
            Self::Writer(conn) => Ok(conn),
        }
    }

    /// A reader whose thread has died is not lent again.
    fn note<T>(&mut self, outcome: Result<T, sqlx::Error>) -> Result<T, sqlx::Error> {
        if let (Self::Reader(conn), Err(sqlx::Error::WorkerCrashed)) = (self, &outcome) {
            **conn = None;
        }
        outcome
    }
}

impl<'c> Query<'c> {
    fn sqlite(lane: Lane<'c>, sql: Sql) -> Self {
        Self {
            inner: QueryInner::Sqlite(lane, sql.sqlite, SqliteArguments::default()),
            failed: None,
            at: sql.at,
        }
    }

    fn postgres(conn: &'c mut PgConnection, sql: Sql) -> Self {
        Self {
            inner: QueryInner::Postgres(conn, sql.postgres, PgArguments::default()),
            failed: None,
            at: sql.at,
        }
    }

    /// The value of the next `$n`.
    pub fn bind<'v>(mut self, value: impl Value<'v>) -> Self {
        let added = match &mut self.inner {
            QueryInner::Sqlite(_, _, arguments) => arguments.add(value),
            QueryInner::Postgres(_, _, arguments) => arguments.add(value),
        };
        if let Err(error) = added {
            self.failed.get_or_insert(error);
        }
        self
    }

    fn check(&mut self) -> Result<()> {
        match self.failed.take() {
            Some(error) => Err(Error::broken(anyhow::anyhow!("{}: value refused: {error}", self.at))),
            None => Ok(()),
        }
    }

    /// Every row.
    pub async fn all<T: Record>(mut self) -> Result<Vec<T>> {
        self.check()?;
        let at = self.at;
        match self.inner {
            QueryInner::Sqlite(mut lane, sql, arguments) => {
                let outcome = match lane.conn() {
                    Ok(conn) => sqlx::query_as_with(sql, arguments).fetch_all(conn).await,
                    Err(error) => Err(error),
                };
                lane.note(outcome)
            }
            QueryInner::Postgres(conn, sql, arguments) => {
                sqlx::query_as_with(sql, arguments).fetch_all(conn).await
            }
        }
        .map_err(|error| Error::at(at, error))
    }

    /// The only row, or none.
    pub async fn optional<T: Record>(mut self) -> Result<Option<T>> {
        self.check()?;
        let at = self.at;
        match self.inner {
            QueryInner::Sqlite(mut lane, sql, arguments) => {
                let outcome = match lane.conn() {
                    Ok(conn) => sqlx::query_as_with(sql, arguments).fetch_optional(conn).await,
                    Err(error) => Err(error),
                };
                lane.note(outcome)
            }
            QueryInner::Postgres(conn, sql, arguments) => {
                sqlx::query_as_with(sql, arguments).fetch_optional(conn).await
            }
        }
        .map_err(|error| Error::at(at, error))
    }

    /// The row that must be there: its absence is [`Error::NotFound`].
    pub async fn one<T: Record>(self) -> Result<T> {
        self.optional().await?.ok_or(Error::NotFound)
    }

    /// Runs it; gives the number of rows it touched.
    pub async fn run(mut self) -> Result<u64> {
        self.check()?;
        let at = self.at;
        match self.inner {
            QueryInner::Sqlite(mut lane, sql, arguments) => {
                let outcome = match lane.conn() {
                    Ok(conn) => sqlx::query_with(sql, arguments).execute(conn).await,
                    Err(error) => Err(error),
                };
                lane.note(outcome).map(|done| done.rows_affected())
            }
            QueryInner::Postgres(conn, sql, arguments) => {
                sqlx::query_with(sql, arguments).execute(conn).await.map(|done| done.rows_affected())
            }
        }
        .map_err(|error| Error::at(at, error))
    }
}
