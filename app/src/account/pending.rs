//! A form that somebody sent before logging in: kept in the browser's session, so that nothing typed is lost.
//!
//! The form's handler calls [`keep`], then answers `LoginNeeded`. After login the person lands on the path kept,
//! whose page calls [`take`] and shows the form again with what was typed, or does what it asked.

use serde::{Deserialize, Serialize};

use preau::{Error, Result};

use super::enter::session_trouble;
use crate::cx::Cx;
use crate::error_pages::local_path;
use crate::fields::Fields;

/// Key, in the data of a browser's session, of the form kept.
pub const SESSION_PENDING: &str = "pending";
/// Longest form kept, in bytes of names and values: what a person types, not a file.
const LONGEST: usize = 64 * 1024;

/// A form kept across a login.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// Local path of the page to come back to.
    pub path: String,
    pub fields: Vec<(String, String)>,
}

/// Keeps a form until its sender has logged in; a form too long, or a path elsewhere, is not kept.
///
/// # Errors
/// `Unavailable` when the session cannot be written.
pub async fn keep(cx: &Cx, path: &str, fields: &Fields) -> Result<()> {
    let size: usize = fields.pairs().iter().map(|(name, value)| name.len() + value.len()).sum();
    let Some(path) = local_path(path).filter(|_| size <= LONGEST) else { return Ok(()) };
    let pending = Pending { path, fields: fields.pairs().to_vec() };
    cx.session.insert(SESSION_PENDING, pending).await.map_err(session_trouble)
}

/// Takes the form kept for a page, if one is; a form kept for another page stays.
///
/// # Errors
/// `Unavailable` when the session cannot be read.
pub async fn take(cx: &Cx, path: &str) -> Result<Option<Fields>> {
    match kept(cx).await? {
        Some(pending) if pending.path == path => {
            cx.session.remove::<Pending>(SESSION_PENDING).await.map_err(session_trouble)?;
            Ok(Some(Fields::new(pending.fields)))
        }
        Some(_) | None => Ok(None),
    }
}

/// Where somebody goes once logged in: to the form kept, to where they wanted to go, or home.
pub(super) async fn way_on(cx: &Cx, next: &str) -> Result<String> {
    let kept = kept(cx).await?.and_then(|pending| local_path(&pending.path));
    Ok(kept.or_else(|| local_path(next)).unwrap_or_else(|| "/".to_owned()))
}

/// The form kept, seen without taking it. One that an older version wrote otherwise counts as none.
pub(super) async fn kept(cx: &Cx) -> Result<Option<Pending>> {
    match cx.session.get(SESSION_PENDING).await {
        Ok(pending) => Ok(pending),
        Err(tower_sessions::session::Error::SerdeJson(_)) => Ok(None),
        Err(error @ tower_sessions::session::Error::Store(_)) => Err::<_, Error>(session_trouble(error)),
    }
}
