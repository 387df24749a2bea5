//! What participants say of their presence once it is closed: that they agree, or that a half-day is not right; the
//! trainer must answer, and both stay (PRE-7).

use serde_json::json;
use uuid::Uuid;

use super::mark::{self, Correction};
use super::{CONTEST, attest, closed_at, entries};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::ids;
use crate::need::codes;
use crate::session::draft::{TEXT_MAX, text};
use crate::session::state::State;
use crate::session::step::{self, Held};
use crate::session::{Session, hold};
use crate::sql;

codes! {
    /// What a trainer answers.
    Answer {
        /// The value stays.
        Kept = "kept",
        /// The value was corrected.
        Corrected = "corrected",
    }
}

/// A contest with its answer.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Contest {
    pub id: Uuid,
    pub place_id: Uuid,
    pub slot_id: Uuid,
    pub entry_id: Uuid,
    pub words: String,
    pub at: Timestamp,
    answer: Option<String>,
    pub answer_words: String,
    pub answered_at: Option<Timestamp>,
}

impl Contest {
    pub fn answer(&self) -> Option<Answer> {
        self.answer.as_deref().and_then(Answer::parse)
    }
}

/// The contests of a session, of one place where one is named, in order.
pub(super) async fn all(db: &mut impl Conn, session: Uuid, place: Option<Uuid>) -> Result<Vec<Contest>> {
    db.query(sql!(
        "select c.id, c.place_id, c.slot_id, c.entry_id, c.words, c.at, c.answer, c.answer_words, c.answered_at
           from attendance_contest c
           join session_place p on p.id = c.place_id
          where p.session_id = $1 and p.id = coalesce($2, p.id)
          order by c.at, c.id
          limit 2000"
    ))
    .bind(session)
    .bind(place)
    .all()
    .await
}

/// How many contests wait for their answer.
pub async fn waiting(db: &mut impl Conn, session: Uuid) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*) from attendance_contest c join session_place p on p.id = c.place_id
              where p.session_id = $1 and c.answered_at is null"
        ))
        .bind(session)
        .one()
        .await?;
    Ok(count)
}

/// The places whose person agreed since presence was closed, and since the last correction of their own values.
pub async fn agreed(db: &mut impl Conn, session: Uuid) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = db
        .query(sql!(
            "select distinct a.place_id
               from attendance_agreement a
               join session_place p on p.id = a.place_id
               join training_session t on t.id = p.session_id
              where p.session_id = $1 and a.at >= t.attendance_closed_at
                and not exists (select 1 from attendance_entry e where e.place_id = p.id and e.at > a.at)
              order by a.place_id
              limit 2000"
        ))
        .bind(session)
        .all()
        .await?;
    Ok(rows.into_iter().map(|(place,)| place).collect())
}

/// One's own place on the sheet of a session whose presence was closed, both held.
async fn own(tx: &mut Tx, (id, person): (Uuid, Uuid)) -> Result<(Session, Held)> {
    let session = hold(tx, id).await?;
    let place = step::place_of(tx, id, person).await?.filter(|place| place.seat().is_expected());
    let place = place.ok_or(Error::NotFound)?;
    if matches!(session.state(), State::AttendanceClosed | State::Attested) {
        Ok((session, place))
    } else {
        Err(Refusal::new("attendance-not-closed").into())
    }
}

/// A participant agrees with all values of theirs; twice changes nothing.
///
/// # Errors
/// `NotFound` without a seat; refusals `attendance-not-closed`, `attendance-contest-open` while a contest of theirs waits.
pub async fn agree(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, now: Timestamp) -> Result<()> {
    let (session, place) = own(tx, *allowed.thing()).await?;
    if all(tx, session.id, Some(place.id)).await?.iter().any(|contest| contest.answered_at.is_none()) {
        return Err(Refusal::new("attendance-contest-open").into());
    }
    if agreed(tx, session.id).await?.contains(&place.id) {
        return Ok(());
    }
    tx.query(sql!("insert into attendance_agreement (id, place_id, at) values ($1, $2, $3)"))
        .bind(ids::new(now))
        .bind(place.id)
        .bind(now)
        .run()
        .await?;
    note(tx, &session, ("attendance.agree", &place), allowed.by(), now).await
}

/// A participant says that a half-day is not right, within seven days after closing; the trainers are asked to answer. The
/// same value is contested once.
///
/// # Errors
/// `NotFound` without a seat or a value; fault on `words`; refusals `attendance-not-closed`, `attendance-contest-late`.
pub async fn contest(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, Uuid)>,
    slot: Uuid,
    words: &str,
    now: Timestamp,
) -> Result<()> {
    let words = worded(words)?;
    let (session, place) = own(tx, *allowed.thing()).await?;
    let entry =
        entries(tx, session.id, Some(place.id)).await?.remove(&(place.id, slot)).ok_or(Error::NotFound)?;
    if closed_at(tx, session.id).await?.is_none_or(|at| at.plus(CONTEST) < now) {
        return Err(Refusal::new("attendance-contest-late").into());
    }
    let id = ids::new(now);
    let added = tx
        .query(sql!(
            "insert into attendance_contest (id, place_id, slot_id, entry_id, words, at) values ($1, $2, $3, $4, $5, $6)
             on conflict (entry_id) do nothing"
        ))
        .bind(id)
        .bind(place.id)
        .bind(slot)
        .bind(entry.id)
        .bind(words)
        .bind(now)
        .run()
        .await?;
    if added == 0 {
        return Ok(());
    }
    note(tx, &session, ("attendance.contest", &place), allowed.by(), now).await?;
    // One notice for each contest: the session's own version stays.
    let organisers = step::organisers(tx, &session).await?;
    let telling = step::Telling {
        kind: "session-presence-contested",
        path: &format!("/sessions/{}/presence", session.id),
        about: &format!("contest:{id}"),
        asks_act: true,
    };
    step::tell_about(tx, &session, &organisers, telling, now).await
}

/// What a trainer answers.
#[derive(Debug, Clone, Copy)]
pub struct Reply<'r> {
    /// The correction, with the words as its reason; none keeps the value.
    pub correction: Option<Correction<'r>>,
    pub words: &'r str,
}

/// The trainer answers a contest: keeps the value or corrects it, and says why. Answered already, nothing changes.
///
/// # Errors
/// `NotFound`; fault on `words`; those of a correction.
pub async fn answer(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, Uuid)>,
    reply: Reply<'_>,
    seal: attest::Seal<'_>,
    now: Timestamp,
) -> Result<()> {
    let (id, contest) = *allowed.thing();
    let words = worded(reply.words)?;
    let session = hold(tx, id).await?;
    let found =
        all(tx, id, None).await?.into_iter().find(|known| known.id == contest).ok_or(Error::NotFound)?;
    if found.answered_at.is_some() {
        return Ok(());
    }
    let answer = if reply.correction.is_some() { Answer::Corrected } else { Answer::Kept };
    if let Some(correction) = reply.correction {
        if correction.mark.place != found.place_id || correction.slot != found.slot_id {
            return Err(Error::NotFound);
        }
        let correction = Correction { reason: &words, ..correction };
        mark::change(tx, allowed.map(|_| &session), correction, seal, now).await?;
    }
    tx.query(sql!(
        "update attendance_contest set answer = $2, answer_words = $3, answered_by = $4, answered_at = $5
          where id = $1 and answered_at is null"
    ))
    .bind(contest)
    .bind(answer.code())
    .bind(&words)
    .bind(allowed.by())
    .bind(now)
    .run()
    .await?;
    let place = step::place(tx, id, found.place_id).await?;
    note(tx, &session, ("attendance.answer", &place), allowed.by(), now).await?;
    let telling = step::Telling {
        kind: if answer == Answer::Kept { "seat-presence-kept" } else { "seat-presence-changed" },
        path: &format!("/sessions/{id}/mes-presences"),
        about: &format!("contest:{contest}:answer"),
        asks_act: false,
    };
    step::tell_about(tx, &session, &[place.person_id], telling, now).await
}

fn worded(typed: &str) -> Result<String> {
    match text(typed, TEXT_MAX) {
        None => Err(Fault::new("words", "session-text").with("max", TEXT_MAX).into()),
        Some(words) if words.is_empty() => Err(Fault::new("words", "session-reason").into()),
        Some(words) => Ok(words),
    }
}

/// Who said it stands in the audit log; the words stay here.
async fn note(
    tx: &mut Tx,
    session: &Session,
    (act, place): (&str, &Held),
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    let detail = json!({ "session": session.id, "person": place.person_id });
    let event = crate::audit::Event {
        actor: by,
        act,
        object_kind: "session_place",
        object_id: place.id.to_string(),
        detail,
    };
    crate::audit::record(tx, event, now).await
}
