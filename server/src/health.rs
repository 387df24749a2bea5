//! Two questions that balancers ask: is the process alive, and should it get requests?

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Extension, Router};
use preau::{Conn as _, Db, sql};
use tokio::time::timeout;

use crate::http::bare::AsIs;

/// Whether this process still takes requests; shared with the one that stops it.
#[derive(Debug, Clone, Default)]
pub struct Stopping(Arc<AtomicBool>);

impl Stopping {
    /// From now on, balancers should send requests elsewhere.
    pub fn begin(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    pub fn begun(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// `/healthz` and `/readyz`.
pub fn router(db: Db, stopping: Stopping) -> Router {
    Router::new()
        .route("/healthz", get(async || ([(CACHE_CONTROL, "no-store")], "alive\n")))
        .route("/readyz", get(ready))
        .with_state((db, stopping))
}

async fn ready(State((db, stopping)): State<(Db, Stopping)>) -> impl IntoResponse {
    let (status, word) = if stopping.begun() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping\n")
    } else {
        // Shorter than a balancer waits: it wants an answer, not the truth later.
        match timeout(Duration::from_secs(2), look(&db)).await {
            Ok(Ok(())) => (StatusCode::OK, "ready\n"),
            Ok(Err(error)) => {
                tracing::warn!(error = %error, "Not ready");
                (StatusCode::SERVICE_UNAVAILABLE, "database\n")
            }
            Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "database slow\n"),
        }
    };
    (status, [(CACHE_CONTROL, "no-store")], Extension(AsIs), word)
}

/// The database answers, and is as new as this program.
async fn look(db: &Db) -> preau::Result<()> {
    let (version,): (i64,) =
        db.read().await?.query(sql!("select coalesce(max(version), 0) from _sqlx_migrations")).one().await?;
    if version < preau::migrate::latest() {
        return Err(anyhow::anyhow!("the database is at migration {version}").into());
    }
    Ok(())
}
