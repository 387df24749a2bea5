//! Writes of one statement, durable together.
//!
//! On SQLite a transaction ends by waiting for the disk, and one follows another. Statements that arrive while a
//! transaction waits are gathered into the next one: each is told of its success only once all of them are on the
//! disk, so nothing that was acknowledged can be lost, and the disk is waited for once. PostgreSQL does the same by
//! itself with the commits of its connections.
//!
//! A statement that a constraint refuses changes nothing and leaves the others alone. Any other trouble (a full disk)
//! undoes all that was gathered, and all are told to try again.

use sqlx::Arguments as _;
use sqlx::error::{BoxDynError, DatabaseError};
use sqlx::postgres::{PgArguments, PgPool};
use sqlx::sqlite::{SqliteArguments, SqlitePool};
use tokio::sync::{mpsc, oneshot};

use super::{Sql, Value};
use crate::error::{Error, Result};

/// Statements that may wait before a writer waits to add one.
const WAITING: usize = 1024;
/// Statements in one transaction: no reader of their fate waits for more than these.
const TOGETHER: usize = 128;

/// Where statements are handed in.
#[derive(Debug, Clone)]
pub(super) struct Gatherer(mpsc::Sender<Order>);

#[derive(Debug)]
struct Order {
    sql: Sql,
    arguments: SqliteArguments,
    reply: Reply,
}

/// Who waits for what became of a statement.
type Reply = oneshot::Sender<Result<u64>>;

impl Gatherer {
    /// Starts the task that writes; it ends with the last sender.
    pub(super) fn new(write: SqlitePool) -> Self {
        let (sender, orders) = mpsc::channel(WAITING);
        tokio::spawn(gather(write, orders));
        Self(sender)
    }

    async fn run(&self, sql: Sql, arguments: SqliteArguments) -> Result<u64> {
        let (reply, outcome) = oneshot::channel();
        let gone = || Error::at(sql.at, sqlx::Error::PoolClosed);
        self.0.send(Order { sql, arguments, reply }).await.map_err(|_| gone())?;
        outcome.await.map_err(|_| gone())?
    }
}

async fn gather(write: SqlitePool, mut orders: mpsc::Receiver<Order>) {
    let mut gathered = Vec::with_capacity(TOGETHER);
    while orders.recv_many(&mut gathered, TOGETHER).await > 0 {
        let mut turn = gathered.drain(..);
        let mut done = Vec::with_capacity(turn.len());
        // Whoever asked may have gone meanwhile: then nobody is told.
        match together(&write, &mut turn, &mut done).await {
            Ok(()) => done.into_iter().for_each(|(_, reply, rows)| drop(reply.send(Ok(rows)))),
            Err(why) => {
                let left = turn.map(|order| (order.sql, order.reply));
                let undone = done.into_iter().map(|(sql, reply, _)| (sql, reply));
                for (sql, reply) in undone.chain(left) {
                    let error = anyhow::anyhow!("{}: nothing of what was gathered is written: {why}", sql.at);
                    let _ = reply.send(Err(Error::Unavailable(error)));
                }
            }
        }
    }
}

type Done = (Sql, Reply, u64);

/// Runs statements in one transaction; `done` are those that took part in it, with the number of rows they touched.
async fn together(
    write: &SqlitePool,
    orders: &mut (impl Iterator<Item = Order> + Send),
    done: &mut Vec<Done>,
) -> Result<(), String> {
    let mut tx = write.begin_with("begin immediate").await.map_err(|error| error.to_string())?;
    for Order { sql, arguments, reply } in orders {
        match sqlx::query_with(sql.sqlite, arguments).execute(&mut *tx).await {
            Ok(outcome) => done.push((sql, reply, outcome.rows_affected())),
            Err(error) => {
                let (alone, why) = (is_constraint(&error), error.to_string());
                let _ = reply.send(Err(Error::at(sql.at, error)));
                if !alone {
                    return Err(why);
                }
            }
        }
    }
    tx.commit().await.map_err(|error| error.to_string())
}

/// Refused for what it would have written: SQLite undoes that statement and nothing else.
fn is_constraint(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    // The low byte of an extended result code is its family: CONSTRAINT is 19.
    code.and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| code & 0xff == 19)
}

/// A statement that is a transaction of its own, with its values: see [`Db::single`](super::Db::single).
#[must_use = "a statement does nothing until `run`"]
pub struct Single<'d> {
    inner: Inner<'d>,
    sql: Sql,
    failed: Option<BoxDynError>,
}

enum Inner<'d> {
    Sqlite(&'d Gatherer, SqliteArguments),
    Postgres(&'d PgPool, PgArguments),
}

impl<'d> Single<'d> {
    pub(super) fn sqlite(gatherer: &'d Gatherer, sql: Sql) -> Self {
        Self { inner: Inner::Sqlite(gatherer, SqliteArguments::default()), sql, failed: None }
    }

    pub(super) fn postgres(pool: &'d PgPool, sql: Sql) -> Self {
        Self { inner: Inner::Postgres(pool, PgArguments::default()), sql, failed: None }
    }

    /// The value of the next `$n`.
    pub fn bind<'v>(mut self, value: impl Value<'v>) -> Self {
        let added = match &mut self.inner {
            Inner::Sqlite(_, arguments) => arguments.add(value),
            Inner::Postgres(_, arguments) => arguments.add(value),
        };
        if let Err(error) = added {
            self.failed.get_or_insert(error);
        }
        self
    }

    /// Runs it; gives the number of rows it touched, once they are on the disk.
    pub async fn run(self) -> Result<u64> {
        if let Some(error) = self.failed {
            return Err(Error::broken(anyhow::anyhow!("{}: value refused: {error}", self.sql.at)));
        }
        match self.inner {
            Inner::Sqlite(gatherer, arguments) => gatherer.run(self.sql, arguments).await,
            Inner::Postgres(pool, arguments) => sqlx::query_with(self.sql.postgres, arguments)
                .execute(pool)
                .await
                .map(|done| done.rows_affected())
                .map_err(|error| Error::at(self.sql.at, error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::db::Conn as _;
    use crate::on_both;
    use crate::sql;
    use crate::testing::Platform;

    on_both!(what_was_acknowledged_is_there, a_statement_that_is_refused_leaves_the_others_alone);

    async fn write(t: &Platform, name: String) -> crate::Result<u64> {
        t.db.single(sql!(
            "insert into web_session (id_hash, data, created_at, seen_at, expires_at) values ($1, '', 0, 0, 0)"
        ))
        .bind(name)
        .run()
        .await
    }

    async fn count(t: &Platform) -> i64 {
        let (count,): (i64,) =
            t.db.read().await.unwrap().query(sql!("select count(*) from web_session")).one().await.unwrap();
        count
    }

    /// Writes all at once; gives how many were acknowledged.
    async fn write_together(t: Platform, names: Vec<String>) -> (Platform, i64) {
        let t = std::sync::Arc::new(t);
        let writers: Vec<_> = names
            .into_iter()
            .map(|name| {
                tokio::spawn({
                    let t = t.clone();
                    async move { write(&t, name).await }
                })
            })
            .collect();
        let mut acknowledged = 0;
        for writer in writers {
            acknowledged += i64::from(writer.await.unwrap().is_ok());
        }
        (std::sync::Arc::into_inner(t).unwrap(), acknowledged)
    }

    async fn what_was_acknowledged_is_there(t: Platform) {
        let (t, acknowledged) = write_together(t, (0..300).map(|number| number.to_string()).collect()).await;
        assert_eq!((acknowledged, count(&t).await), (300, 300));
    }

    async fn a_statement_that_is_refused_leaves_the_others_alone(t: Platform) {
        let (t, acknowledged) =
            write_together(t, (0..60).map(|number| (number % 20).to_string()).collect()).await;
        assert_eq!((acknowledged, count(&t).await), (20, 20));
    }
}
