//! What every page of this room starts from: the nomination an address names, seen only by those who may.

use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use uuid::Uuid;

use preau::access::{Act, Role};
use preau::referent::{Nomination, nomination};
use preau::school::{self, School};
use preau::{Error, Result};

use crate::cx::Cx;

/// The nomination an address names, for somebody who holds this right at its school. Whoever may do it nowhere is told so
/// before the address is read: a stranger learns nothing from how it is written.
pub(super) async fn at_school(cx: &Cx, act: Act, id: &str) -> Result<Nomination> {
    cx.allow(act, ())?;
    let found = load(cx, id).await?;
    cx.allow_at(act, &found.path, ())?;
    Ok(found)
}

/// The nomination an address names, for its teacher; a draft is not there yet.
pub(super) async fn own(cx: &Cx, id: &str) -> Result<Nomination> {
    let me = cx.person()?;
    let found = load(cx, id).await?;
    let shown = preau::referent::answer::is_shown(&found);
    if found.person_id == me && shown { Ok(found) } else { Err(Error::NotFound) }
}

async fn load(cx: &Cx, id: &str) -> Result<Nomination> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    nomination(&mut cx.read().await?, id).await
}

/// The schools whose head the asker is, in the order of their paths.
pub(super) async fn schools(cx: &Cx) -> Result<Vec<School>> {
    let paths: Vec<String> = cx
        .actor
        .iter()
        .flat_map(|actor| &actor.grants)
        .filter(|grant| grant.role == Role::Head)
        .map(|grant| grant.path.clone())
        .collect();
    school::at_paths(&mut cx.read().await?, &paths).await
}

/// A civil date as a browser sends it; none for an empty or unreadable field.
pub(super) fn day(typed: &str) -> Option<Date> {
    typed.trim().parse().ok()
}

pub(super) fn go(path: &str) -> Response {
    Redirect::to(path).into_response()
}
