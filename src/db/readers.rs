//! Connections that read one SQLite file.
//!
//! sqlx's own pool asks a connection whether it lives each time it is lent and each time it comes back. Each such
//! question is a visit to the connection's thread, as dear as a small statement, and a file does not go away as a
//! server does: here a connection is lent as it is, and one whose thread has died is not put back.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How long somebody waits for a connection before hearing that the database is away.
const PATIENCE: Duration = Duration::from_secs(10);

/// The readers of a file, opened when they are first needed.
#[derive(Debug)]
pub(super) struct Readers {
    options: SqliteConnectOptions,
    places: Arc<Semaphore>,
    count: u32,
    idle: Mutex<Vec<SqliteConnection>>,
}

impl Readers {
    /// At most `count` at once.
    pub(super) fn new(options: SqliteConnectOptions, count: u32) -> Arc<Self> {
        let places = Arc::new(Semaphore::new(usize::try_from(count).unwrap_or(1)));
        Arc::new(Self { options, places, count, idle: Mutex::default() })
    }

    /// Lends a connection.
    ///
    /// # Errors
    /// `PoolTimedOut` when none came free, `PoolClosed` once the database is closed.
    pub(super) async fn lend(self: &Arc<Self>) -> Result<Reader, sqlx::Error> {
        let place = timeout(PATIENCE, self.places.clone().acquire_owned())
            .await
            .map_err(|_| sqlx::Error::PoolTimedOut)?
            .map_err(|_| sqlx::Error::PoolClosed)?;
        let idle = self.idle().pop();
        let conn = match idle {
            Some(conn) => conn,
            None => self.options.connect().await?,
        };
        Ok(Reader { conn: Some(conn), home: self.clone(), _place: place })
    }

    /// Closes every connection, waiting for those in use.
    pub(super) async fn close(&self) {
        let all = self.places.acquire_many(self.count).await;
        self.places.close();
        drop(all);
        let idle = std::mem::take(&mut *self.idle());
        for conn in idle {
            // Nothing was written through it: it may end as it likes.
            let _ = conn.close().await;
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<SqliteConnection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection that is lent; dropped, it goes back.
#[derive(Debug)]
pub(super) struct Reader {
    conn: Option<SqliteConnection>,
    home: Arc<Readers>,
    _place: OwnedSemaphorePermit,
}

impl Reader {
    /// The connection, to be taken out when its thread is found dead.
    pub(super) fn conn(&mut self) -> &mut Option<SqliteConnection> {
        &mut self.conn
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(conn) = self.conn.take() {
            self.home.idle().push(conn);
        }
    }
}
