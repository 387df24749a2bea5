//! Sessions: those that are open to the caller, and one's own place in them.

use axum::Json;
use axum::extract::Query;
use axum::http::StatusCode;
use preau::access::Act;
use preau::clock::DAY;
use preau::session::list::{self, Card, Wanted};
use preau::session::{self, Seat, Session, Slot, sign_up};
use preau::{Error, Result, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::{Caller, Member};
use super::problem::Problem;
use super::sent::{MaybeSent, Named};

/// Sessions of one answer.
const MOST: i64 = 200;

/// Sessions announced to the caller, by date.
#[derive(Serialize, ToSchema)]
pub(super) struct SessionList {
    items: Vec<SessionLine>,
}

/// A session in a list.
#[derive(Serialize, ToSchema)]
pub(super) struct SessionLine {
    id: Uuid,
    title: String,
    /// `school`, `basin`, `academy` or `national`.
    scope: &'static str,
    /// `published`, `open`, `full`, `held`…
    state: &'static str,
    host: String,
    commune: String,
    /// IANA name of the zone of the place.
    zone: String,
    starts_at: Option<String>,
    ends_at: Option<String>,
    free: i32,
    waiting: i32,
    /// The caller's own place: `enrolled`, `waitlisted`…
    place: Option<&'static str>,
}

impl SessionLine {
    fn of(card: Card) -> Self {
        Self {
            id: card.id,
            scope: card.scope().code(),
            state: card.state().code(),
            free: card.free(),
            waiting: card.waiting,
            place: card.mine().map(Seat::code),
            starts_at: card.starts_at.map(Timestamp::to_rfc3339),
            ends_at: card.ends_at.map(Timestamp::to_rfc3339),
            title: card.title,
            host: card.host_name,
            commune: card.commune,
            zone: card.zone,
        }
    }
}

/// The sessions announced to the caller: of their schools, bassins and académies.
#[utoipa::path(
    get, path = "/sessions", tag = "sessions", operation_id = "listSessions",
    params(
        ("days" = Option<u16>, Query, description = "Days ahead: 120 when left out, 366 at most"),
        ("mine" = Option<bool>, Query, description = "Only those where the caller has a place or leads"),
    ),
    responses((status = 200, body = SessionList)),
)]
pub(super) async fn all(
    Member(caller): Member,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Json<SessionList>, Problem> {
    caller.allow(Act::ReadSessions, ())?;
    let asked = |name: &str| asked.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let ahead = asked("days").and_then(|days| days.parse().ok()).unwrap_or(120_i64).clamp(1, 366);
    let wanted = Wanted { mine: asked("mine") == Some("true"), ..Wanted::default() };
    let between = (caller.now, caller.now.plus(ahead * DAY));
    let mut read = caller.read().await?;
    let cards = list::calendar(&mut read, caller.actor()?, &wanted, between, MOST).await?;
    Ok(Json(SessionList { items: cards.into_iter().map(SessionLine::of).collect() }))
}

/// A half-day.
#[derive(Serialize, ToSchema)]
pub(super) struct SlotLine {
    starts_at: String,
    ends_at: String,
}

/// One session, and the caller's place in it.
#[derive(Serialize, ToSchema)]
pub(super) struct SessionSheet {
    id: Uuid,
    title: String,
    aim: String,
    scope: &'static str,
    state: &'static str,
    host: String,
    room: String,
    zone: String,
    slots: Vec<SlotLine>,
    capacity: i32,
    free: i32,
    waiting: i32,
    place: Option<Place>,
}

/// Where the caller stands with a session.
#[derive(Serialize, ToSchema)]
pub(super) struct Place {
    /// `submitted`, `opined`, `waitlisted`, `offered`, `enrolled`, `refused`, `withdrawn`, `cancelled`…
    state: &'static str,
    /// Place on the waiting list, from 1.
    rank: Option<i64>,
    /// Until when an offered seat is held.
    offered_until: Option<String>,
}

impl SessionSheet {
    async fn load(caller: &Caller, id: Uuid) -> Result<Self> {
        let own = caller.allow_own(Act::SignUp)?;
        let mut read = caller.read().await?;
        let session: Session = session::session(&mut read, id).await?;
        if !session.state().is_public() {
            return Err(Error::NotFound);
        }
        let slots: Vec<Slot> = session::slots(&mut read, id).await?;
        let mine = list::mine(&mut read, own.map(|person| (id, person))).await?;
        Ok(Self {
            id,
            scope: session.scope().code(),
            state: session.state().code(),
            free: session.seats().free(),
            slots: slots
                .iter()
                .map(|slot| SlotLine {
                    starts_at: slot.starts_at.to_rfc3339(),
                    ends_at: slot.ends_at.to_rfc3339(),
                })
                .collect(),
            place: mine.map(|mine| Place {
                state: mine.seat().code(),
                rank: mine.position,
                offered_until: mine.offered_until.map(Timestamp::to_rfc3339),
            }),
            title: session.title,
            aim: session.aim,
            host: session.host_name,
            room: session.room,
            zone: session.zone,
            capacity: session.capacity,
            waiting: session.waiting,
        })
    }
}

/// An address that names no session is that of none.
fn id_of(text: &str) -> Result<Uuid> {
    text.parse().map_err(|_| Error::NotFound)
}

/// One session that was announced.
#[utoipa::path(
    get, path = "/sessions/{session}", tag = "sessions", operation_id = "readSession",
    params(("session" = String, Path)),
    responses((status = 200, body = SessionSheet)),
)]
pub(super) async fn one(
    Member(caller): Member,
    Named(session): Named<String>,
) -> Result<Json<SessionSheet>, Problem> {
    caller.allow(Act::ReadSessions, ())?;
    Ok(Json(SessionSheet::load(&caller, id_of(&session)?).await?))
}

/// How to ask for a seat.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SignUp {
    /// Why this session, where somebody decides; 300 characters at most.
    #[serde(default)]
    motive: String,
}

/// Asks for a seat: the answer says whether the caller has it, waits, or is being decided on. Twice is once.
#[utoipa::path(
    put, path = "/sessions/{session}/place", tag = "sessions", operation_id = "signUp",
    params(("session" = String, Path)),
    request_body(content = Option<SignUp>, description = "May be left out"),
    responses((status = 200, body = SessionSheet)),
)]
pub(super) async fn take(
    Member(caller): Member,
    Named(session): Named<String>,
    MaybeSent(wanted): MaybeSent<Option<SignUp>>,
) -> Result<Json<SessionSheet>, Problem> {
    let (own, id) = (caller.allow_own(Act::SignUp)?, id_of(&session)?);
    let motive = wanted.unwrap_or_default().motive;
    let mut tx = caller.begin().await?;
    sign_up::sign_up(&mut tx, own.map(|person| (id, person)), &motive, caller.now).await?;
    caller.commit(tx).await?;
    Ok(Json(SessionSheet::load(&caller, id).await?))
}

/// Gives the seat back, or takes the request back.
#[utoipa::path(
    delete, path = "/sessions/{session}/place", tag = "sessions", operation_id = "leaveSession",
    params(("session" = String, Path)),
    responses((status = 204, description = "Left")),
)]
pub(super) async fn leave(
    Member(caller): Member,
    Named(session): Named<String>,
) -> Result<StatusCode, Problem> {
    let (own, id) = (caller.allow_own(Act::SignUp)?, id_of(&session)?);
    let mut tx = caller.begin().await?;
    sign_up::withdraw(&mut tx, own.map(|person| (id, person)), caller.now).await?;
    caller.commit(tx).await?;
    Ok(StatusCode::NO_CONTENT)
}
