//! The attestation of presence at a session: the hours of the half-days somebody was there, and nothing of what they
//! learned (CRT-5).
//!
//! Whoever certifies presence says what is true now; [`certify`] makes the attestation in force say it: issued, left as it
//! is, replaced, or revoked when no presence is left (PRE-8).

use uuid::Uuid;

use super::issue::{self, Issue, Subject};
use super::revoke;
use super::statement::{
    FORMAT_PRESENCE, HalfDay, Holder, Hours, Issuer, Kind, Session, Statement, dated, zone_used,
};
use super::{Attestation, State, code};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Result};
use crate::sql;

/// What is certified of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presence {
    /// The place in the session: at most one attestation of it is in force.
    pub place_id: Uuid,
    pub person_id: Uuid,
    pub title: String,
    /// Where people met, or the host school of a remote class.
    pub place: String,
    pub trainers: Vec<String>,
    /// Half-days with presence, in order.
    pub half_days: Vec<There>,
}

/// Presence on one half-day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct There {
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub minutes: u32,
    pub remote: bool,
}

/// What became of the attestation of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Issued(Attestation),
    /// The one in force says this already.
    Same(Attestation),
    Replaced(Attestation),
    /// No presence is left to attest.
    Revoked,
    /// There was no presence, and no attestation.
    Nothing,
}

/// Under which name, and how.
#[derive(Debug, Clone, Copy)]
pub struct Certify<'c> {
    pub issuer: &'c Issuer,
    pub zone: &'c str,
    /// Why the one in force is replaced or revoked, for its holder.
    pub reason: &'c str,
}

/// Makes the attestation of a place say what is certified now.
///
/// # Errors
/// Refusal `attestation-issuer-missing`; faults on `reason` where one is replaced or revoked.
pub async fn certify(
    tx: &mut Tx,
    allowed: Allowed<&Presence>,
    how: Certify<'_>,
    now: Timestamp,
) -> Result<Outcome> {
    let presence = *allowed.thing();
    let by = allowed.by();
    lock(tx, presence.place_id).await?;
    let old = standing(tx, presence.place_id).await?;
    let there = presence.half_days.iter().any(|half_day| half_day.minutes > 0);
    match old {
        Some(old) if old.state == State::Issued && says(&old, presence, how.zone)? => Ok(Outcome::Same(old)),
        Some(old) if old.state == State::Issued && !there => {
            revoke::revoke(tx, allowed.map(|_| old.id), how.reason, now).await?;
            Ok(Outcome::Revoked)
        }
        Some(old) if there => {
            let subject = Subject::Presence(presence);
            let new = revoke::replace_by(
                tx,
                allowed.map(|_| old.id),
                how.reason,
                &subject,
                (how.issuer, how.zone),
                now,
            );
            Ok(Outcome::Replaced(new.await?))
        }
        None if there => {
            let issue = Issue { issuer: how.issuer, zone: how.zone, replaces: None, by };
            Ok(Outcome::Issued(issue::write(tx, &Subject::Presence(presence), issue, now).await?))
        }
        Some(_) | None => Ok(Outcome::Nothing),
    }
}

/// Keeps others from issuing for a place meanwhile.
pub(super) async fn lock(tx: &mut Tx, place: Uuid) -> Result<()> {
    let _: (Uuid,) =
        tx.query(sql!("select id from session_place where id = $1", lock)).bind(place).one().await?;
    Ok(())
}

/// The attestation of a place that was not replaced.
async fn standing(tx: &mut Tx, place: Uuid) -> Result<Option<Attestation>> {
    tx.query(sql!(
        "select id, number, code, completion_id, place_id, person_id, statement, signature, key_id, state, replaced_by,
                reason, issued_at, ended_at
           from attestation
          where place_id = $1 and state in ('issued', 'revoked')
          order by state, issued_at desc, id
          limit 1"
    ))
    .bind(place)
    .optional()
    .await
}

/// The attestation says what is certified, whatever names have changed since.
fn says(attestation: &Attestation, presence: &Presence, zone: &str) -> Result<bool> {
    let said = Statement::parse(&attestation.statement)?;
    Ok(said.session.is_some_and(|session| session.half_days == half_days(presence, zone)))
}

fn half_days(presence: &Presence, zone: &str) -> Vec<HalfDay> {
    let zone = zone_used(zone);
    presence
        .half_days
        .iter()
        .filter(|half_day| half_day.minutes > 0)
        .map(|half_day| {
            let (starts_at, on) = dated(half_day.starts_at, zone);
            HalfDay {
                on,
                starts_at,
                ends_at: half_day.ends_at.instant(),
                minutes: half_day.minutes,
                remote: half_day.remote,
            }
        })
        .collect()
}

/// What the attestation will say for ever; the name is that of today.
pub(super) async fn statement(
    tx: &mut Tx,
    presence: &Presence,
    how: Issue<'_>,
    number: String,
    key: Uuid,
    now: Timestamp,
) -> Result<Statement> {
    let zone = zone_used(how.zone);
    let (given_name, usual_name): (String, String) = tx
        .query(sql!("select given_name, usual_name from person where id = $1"))
        .bind(presence.person_id)
        .one()
        .await?;
    let half_days = half_days(presence, zone);
    let (Some(first), Some(last)) = (half_days.first(), half_days.last()) else {
        return Err(Error::Broken(anyhow::anyhow!("no presence to attest at place {}", presence.place_id)));
    };
    let sum = |remote: bool| half_days.iter().filter(|one| one.remote == remote).map(|one| one.minutes).sum();
    let (started_at, started_on) = (first.starts_at, first.on);
    let (completed_at, completed_on) = dated(Timestamp::from(last.ends_at), zone);
    let (issued_at, issued_on) = dated(now, zone);
    Ok(Statement {
        format: FORMAT_PRESENCE,
        kind: Kind::Presence,
        number,
        code: code::draw(),
        replaces: how.replaces,
        holder: Holder { given_name, usual_name },
        course: None,
        hours: Hours { onsite_minutes: sum(false), remote_minutes: sum(true) },
        session: Some(Session {
            title: presence.title.clone(),
            place: presence.place.clone(),
            trainers: presence.trainers.clone(),
            half_days,
        }),
        started_at,
        started_on,
        completed_at,
        completed_on,
        zone: zone.to_owned(),
        objectives: Vec::new(),
        competences: Vec::new(),
        issuer: how.issuer.clone(),
        issued_at,
        issued_on,
        key,
    })
}

/// What a signed text certified, to certify it again under today's names.
pub(super) fn of_statement(place_id: Uuid, person_id: Uuid, said: Statement) -> Result<Presence> {
    let Some(session) = said.session else {
        return Err(Error::Broken(anyhow::anyhow!("no session in attestation {}", said.number)));
    };
    Ok(Presence {
        place_id,
        person_id,
        title: session.title,
        place: session.place,
        trainers: session.trainers,
        half_days: session
            .half_days
            .into_iter()
            .map(|half_day| There {
                starts_at: half_day.starts_at.into(),
                ends_at: half_day.ends_at.into(),
                minutes: half_day.minutes,
                remote: half_day.remote,
            })
            .collect(),
    })
}
