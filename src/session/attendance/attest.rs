//! Certifying presence: the session is over, everybody had the time to contest, and each person present gets an
//! attestation of the minutes they were there.

use uuid::Uuid;

use super::{CONTEST, Entries, closed_at, contest, entries, expected};
use crate::access::Allowed;
use crate::certificate::presence::{self, Certify, Outcome, Presence, There};
use crate::certificate::{Attestation, Issuer};
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Refusal, Result};
use crate::notice::{self, Notice};
use crate::session::state::{Event, State};
use crate::session::step::{self, Held};
use crate::session::{Session, Slot, hold, slots, trainers};
use crate::{need, sql};

/// Whose name stands under attestations, and in which zone their dates are dates.
#[derive(Debug, Clone, Copy)]
pub struct Seal<'s> {
    pub issuer: &'s Issuer,
    pub zone: &'s str,
}

/// Certifies the presence of a session: seven days after closing, or as soon as every participant agreed. Those who
/// asked for the training learn that their need was answered. Gives how many attestations are in force. Done already, it
/// changes nothing.
///
/// # Errors
/// Refusals `attendance-not-closed`, `attendance-contested` while a contest waits for its answer, `attendance-too-early`
/// with the day from which on, `attestation-issuer-missing`.
pub async fn attest(tx: &mut Tx, allowed: Allowed<Uuid>, seal: Seal<'_>, now: Timestamp) -> Result<usize> {
    let by = allowed.by();
    let session = hold(tx, *allowed.thing()).await?;
    if session.state() == State::Attested {
        return Ok(0);
    }
    if session.state() != State::AttendanceClosed {
        return Err(Refusal::new("attendance-not-closed").into());
    }
    let waiting = contest::waiting(tx, session.id).await?;
    if waiting > 0 {
        return Err(Refusal::new("attendance-contested").with("count", waiting).into());
    }
    let people = expected(tx, session.id).await?;
    let from = closed_at(tx, session.id).await?.unwrap_or(session.state_at).plus(CONTEST);
    if now < from && contest::agreed(tx, session.id).await?.len() < people.len() {
        let day = from.date_in(&session.zone).strftime("%d/%m/%Y").to_string();
        return Err(Refusal::new("attendance-too-early").with("day", day).into());
    }
    let after = step::take(tx, &session, Event::Attest, by, "", now).await?;
    let known = entries(tx, session.id, None).await?;
    let half_days = slots(tx, session.id).await?;
    let leading = names(tx, session.id).await?;
    let mut sealed = 0;
    // One attestation at a time: each takes the next number of the year.
    for place in &people {
        let presence = presence_of(&session, place, &half_days, &known, &leading);
        match certify(tx, allowed.map(|_| &presence), REOPENED, seal, now).await? {
            Outcome::Issued(paper) | Outcome::Replaced(paper) => {
                sealed += 1;
                tell(tx, &after, place.person_id, &paper, now).await?;
            }
            Outcome::Same(_) => sealed += 1,
            Outcome::Revoked | Outcome::Nothing => {}
        }
    }
    answer_needs(tx, &session, by, now).await?;
    Ok(sealed)
}

/// Why an attestation of a session that was opened again is another one; its holder reads it.
const REOPENED: &str = "Présence corrigée après réouverture de la session.";

async fn certify(
    tx: &mut Tx,
    allowed: Allowed<&Presence>,
    reason: &str,
    seal: Seal<'_>,
    now: Timestamp,
) -> Result<Outcome> {
    let how = Certify { issuer: seal.issuer, zone: seal.zone, reason };
    presence::certify(tx, allowed, how, now).await
}

/// After a correction: the attestation says it too. Gives the number of the one in force.
pub(super) async fn reissue(
    tx: &mut Tx,
    allowed: Allowed<&Session>,
    place: &Held,
    reason: &str,
    seal: Seal<'_>,
    now: Timestamp,
) -> Result<Option<String>> {
    let session = *allowed.thing();
    let known = entries(tx, session.id, Some(place.id)).await?;
    let half_days = slots(tx, session.id).await?;
    let leading = names(tx, session.id).await?;
    let presence = presence_of(session, place, &half_days, &known, &leading);
    Ok(match certify(tx, allowed.map(|_| &presence), reason, seal, now).await? {
        Outcome::Issued(paper) | Outcome::Replaced(paper) | Outcome::Same(paper) => Some(paper.number),
        Outcome::Revoked | Outcome::Nothing => None,
    })
}

async fn names(tx: &mut Tx, session: Uuid) -> Result<Vec<String>> {
    Ok(trainers(tx, session).await?.iter().map(super::super::Trainer::name).collect())
}

/// What is certified of one place, in the order of the half-days.
fn presence_of(
    session: &Session,
    place: &Held,
    slots: &[Slot],
    known: &Entries,
    trainers: &[String],
) -> Presence {
    let there = |slot: &Slot| {
        let entry = known.get(&(place.id, slot.id)).filter(|entry| !entry.pending && entry.minutes > 0)?;
        Some(There {
            starts_at: slot.starts_at,
            ends_at: slot.ends_at,
            minutes: u32::try_from(entry.minutes).unwrap_or(0),
            remote: entry.remote,
        })
    };
    Presence {
        place_id: place.id,
        person_id: place.person_id,
        title: session.title.clone(),
        place: format!("{}, {}", session.host_name, session.commune).trim_end_matches([',', ' ']).to_owned(),
        trainers: trainers.to_vec(),
        half_days: slots.iter().filter_map(there).collect(),
    }
}

async fn tell(tx: &mut Tx, session: &Session, to: Uuid, paper: &Attestation, now: Timestamp) -> Result<()> {
    let mut detail = step::detail(session);
    detail["number"] = paper.number.clone().into();
    let notice = Notice {
        to,
        kind: "seat-attested",
        detail,
        path: &format!("/attestations/{}", paper.number),
        asks_act: false,
        about: &format!("attestation:{}", paper.number),
    };
    notice::tell(tx, notice, now).await
}

/// The needs that the session was made for are answered by it, each with its own history (domain.md §4.6).
async fn answer_needs(tx: &mut Tx, session: &Session, by: Option<Uuid>, now: Timestamp) -> Result<()> {
    let rows: Vec<(Uuid,)> = tx
        .query(sql!("select need_id from session_need where session_id = $1 order by need_id limit 500"))
        .bind(session.id)
        .all()
        .await?;
    let needs: Vec<Uuid> = rows.into_iter().map(|(need,)| need).collect();
    need::handle::answer_by_session(tx, &needs, &session.title, by, now).await
}
