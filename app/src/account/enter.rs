//! The moment somebody is known: a new id for the browser's session, so that one planted before is worth nothing.

use axum::http::{HeaderMap, header};
use uuid::Uuid;

use preau::access::web_sessions;
use preau::{Error, Result};

use crate::cx::{Cx, SESSION_PERSON};

/// Logs a person in, in this browser.
///
/// # Errors
/// `Unavailable` when the session cannot be written: nobody is logged in then.
pub(super) async fn enter(cx: &Cx, person: Uuid, headers: &HeaderMap) -> Result<()> {
    let session = &cx.session;
    let before: Option<Uuid> = session.get(SESSION_PERSON).await.map_err(session_trouble)?;
    if before.is_some_and(|before| before != person) {
        // What somebody else left in this browser is not for the newcomer.
        session.clear().await;
    }
    session.cycle_id().await.map_err(session_trouble)?;
    session.insert(SESSION_PERSON, person).await.map_err(session_trouble)?;
    session.save().await.map_err(session_trouble)?;
    if let Some(id) = session.id() {
        let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        let mut tx = cx.begin().await?;
        web_sessions::set_agent(&mut tx, &id.to_string(), agent).await?;
        cx.commit(tx).await?;
    }
    Ok(())
}

/// What went wrong with a browser's session, in our words.
pub(super) fn session_trouble(error: tower_sessions::session::Error) -> Error {
    match error {
        tower_sessions::session::Error::Store(store) => {
            Error::Unavailable(anyhow::anyhow!("session: {store}"))
        }
        tower_sessions::session::Error::SerdeJson(error) => Error::broken(error),
    }
}
