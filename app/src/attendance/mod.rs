//! Presence at sessions as people see it: the trainer's grid, the code on the screen, the sheet to sign, one's own
//! half-days.

mod code;
mod grid;
mod marking;
mod mine;
mod sign;
mod words;

use axum::Router;
use axum::routing::get;
use uuid::Uuid;

use preau::access::policy::{self, Place, Verdict};
use preau::access::{Act, Allowed};
use preau::session::attendance::sheet;
use preau::session::{self, Session, Trainer, run_place, trainers};
use preau::{Conn, Error, Result};

use crate::cx::Cx;
use crate::state::Site;

/// The addresses of this subject.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sessions/{session}/presence", get(grid::show).post(grid::act))
        .route("/sessions/{session}/code", get(code::show))
        .route("/sessions/{session}/ici", get(code::ask).post(code::check_in))
        .route("/sessions/{session}/emargement", get(sign::show))
        .route("/sessions/{session}/mes-presences", get(mine::show).post(mine::act))
}

/// A session with those who lead it.
struct Led {
    session: Session,
    trainers: Vec<Trainer>,
}

/// How somebody looks at the presence of others.
enum Sight {
    /// Leads or wrote the session: marks, closes, attests.
    Leads,
    /// A manager of its node: reads, and opens again.
    Manages,
    /// Heads of schools whose staff is there: those alone.
    Staff(Vec<String>),
}

async fn load(cx: &Cx, read: &mut impl Conn, id: &str) -> Result<Led> {
    cx.person()?;
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let session = session::session(read, id).await?;
    let trainers = trainers(read, id).await?;
    Ok(Led { session, trainers })
}

impl Led {
    fn place(&self, cx: &Cx) -> Place<'_> {
        run_place(&self.session, &self.trainers, cx.actor.as_ref())
    }

    /// Allows an act on this session where the asker stands towards it.
    fn allow(&self, cx: &Cx, act: Act) -> Result<Allowed<Uuid>> {
        policy::allow(cx.actor.as_ref(), act, self.place(cx), self.session.id)
    }

    /// Who looks, and with which right.
    ///
    /// # Errors
    /// `NotFound` for everybody who has nothing to see here.
    async fn sight(&self, cx: &Cx, read: &mut impl Conn) -> Result<(Sight, Allowed<Uuid>)> {
        let place = self.place(cx);
        if policy::permits(cx.actor.as_ref(), Act::RunSession, place) == Verdict::Yes {
            let allowed = self.allow(cx, Act::RunSession)?;
            return Ok((if matches!(place, Place::Of(_)) { Sight::Leads } else { Sight::Manages }, allowed));
        }
        let mut schools = sheet::schools(read, self.session.id).await?;
        schools.retain(|path| cx.may_at(Act::ReadPresence, path));
        let first = schools.first().ok_or(Error::NotFound)?;
        let allowed = cx.allow_at(Act::ReadPresence, first, self.session.id)?;
        Ok((Sight::Staff(schools), allowed))
    }
}
