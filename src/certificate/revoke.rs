//! Ending an attestation: revoked for a reason, or replaced by a corrected one.
//!
//! Nothing is deleted: whoever holds the paper learns by its code that it ended, when, and what stands in its place.

use serde_json::json;
use uuid::Uuid;

use super::issue::{self, Issue, Subject};
use super::statement::{Issuer, Statement};
use super::{Attestation, State, completion, presence};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::{audit, sql};

const LONGEST_REASON: usize = 500;

/// The attestation of a number, for those who type it: command line, administration.
pub async fn by_number(db: &mut impl Conn, number: &str) -> Result<Uuid> {
    let row: (Uuid,) =
        db.query(sql!("select id from attestation where number = $1")).bind(number.trim()).one().await?;
    Ok(row.0)
}

/// Revokes an attestation: from now on its public page says so.
///
/// # Errors
/// `NotFound`; `Invalid` for the reason; refusal `attestation-ended` when it is not in force.
pub async fn revoke(tx: &mut Tx, allowed: Allowed<Uuid>, reason: &str, now: Timestamp) -> Result<()> {
    let reason = check_reason(reason)?;
    let old = lock(tx, *allowed.thing()).await?;
    match old.state {
        State::Issued => {}
        State::Revoked | State::Replaced => return Err(Refusal::new("attestation-ended").into()),
    }
    tx.query(sql!("update attestation set state = 'revoked', reason = $2, ended_at = $3 where id = $1"))
        .bind(old.id)
        .bind(reason)
        .bind(now)
        .run()
        .await?;
    record(tx, "attestation.revoke", &allowed, now).await
}

/// Issues another attestation of the same completion or presence in the place of one in force or revoked, with today's name of
/// the holder and of the issuer. Each of the two names the other.
///
/// # Errors
/// `NotFound`; `Invalid` for the reason; refusal `attestation-replaced` when it was replaced already, and those of
/// [`issue::issue`].
pub async fn replace(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    reason: &str,
    issuer: &Issuer,
    zone: &str,
    now: Timestamp,
) -> Result<Attestation> {
    let (completion_id, place_id, person_id, said): (Option<Uuid>, Option<Uuid>, Uuid, String) = tx
        .query(sql!("select completion_id, place_id, person_id, statement from attestation where id = $1"))
        .bind(*allowed.thing())
        .one()
        .await?;
    // The completion or the place first, as when issuing: both orders at once would wait for each other.
    match (completion_id, place_id) {
        (Some(completion), _) => {
            let completion = completion::lock(tx, completion).await?;
            replace_by(tx, allowed, reason, &Subject::Completion(&completion), (issuer, zone), now).await
        }
        (None, Some(place)) => {
            presence::lock(tx, place).await?;
            let presence = presence::of_statement(place, person_id, Statement::parse(&said)?)?;
            replace_by(tx, allowed, reason, &Subject::Presence(&presence), (issuer, zone), now).await
        }
        (None, None) => Err(Error::NotFound),
    }
}

/// The same, when what it stands on is held.
pub(super) async fn replace_by(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    reason: &str,
    subject: &Subject<'_>,
    (issuer, zone): (&Issuer, &str),
    now: Timestamp,
) -> Result<Attestation> {
    let reason = check_reason(reason)?;
    let old = lock(tx, *allowed.thing()).await?;
    let reasons = match (old.state, old.reason) {
        (State::Issued, _) | (State::Revoked, None) => reason.to_owned(),
        (State::Revoked, Some(before)) => format!("{before}\n{reason}"),
        (State::Replaced, _) => return Err(Refusal::new("attestation-replaced").into()),
    };
    // Ended before the new one is written: one is in force at a time, and the index holds it at every statement.
    tx.query(sql!(
        "update attestation set state = 'replaced', reason = $2, ended_at = coalesce(ended_at, $3) where id = $1"
    ))
    .bind(old.id)
    .bind(reasons)
    .bind(now)
    .run()
    .await?;
    let how = Issue { issuer, zone, replaces: Some(old.number), by: allowed.by() };
    let new = issue::write(tx, subject, how, now).await?;
    tx.query(sql!("update attestation set replaced_by = $2 where id = $1"))
        .bind(old.id)
        .bind(new.id)
        .run()
        .await?;
    record(tx, "attestation.replace", &allowed, now).await?;
    Ok(new)
}

#[derive(sqlx::FromRow)]
struct Old {
    id: Uuid,
    number: String,
    #[sqlx(try_from = "String")]
    state: State,
    reason: Option<String>,
}

async fn lock(tx: &mut Tx, id: Uuid) -> Result<Old> {
    tx.query(sql!("select id, number, state, reason from attestation where id = $1", lock))
        .bind(id)
        .one()
        .await
}

fn check_reason(reason: &str) -> Result<&str> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Fault::new("reason", "reason-missing").into());
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(Fault::new("reason", "reason-too-long").with("max", LONGEST_REASON).into());
    }
    Ok(reason)
}

/// The reason stays in the row: it may name somebody, and the audit never does.
async fn record(tx: &mut Tx, act: &str, allowed: &Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let event = audit::Event {
        actor: allowed.by(),
        act,
        object_kind: "attestation",
        object_id: allowed.thing().to_string(),
        detail: json!({}),
    };
    audit::record(tx, event, now).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::policy::by_operator;
    use crate::certificate::check::lookup;
    use crate::certificate::statement::Statement;
    use crate::certificate::{issue, scene};
    use crate::clock::DAY;
    use crate::on_both;
    use crate::testing::Platform;

    on_both!(
        a_revoked_one_says_so_and_is_not_issued_again,
        a_replacement_and_the_old_one_name_each_other,
        a_revoked_one_can_be_replaced_and_keeps_its_day,
        replaced_at_the_same_time_it_has_one_replacement,
        a_reason_is_asked_for,
        the_unknown_is_not_found,
    );

    fn key(error: &Error) -> &'static str {
        error.refusal().unwrap().key
    }

    async fn a_revoked_one_says_so_and_is_not_issued_again(t: Platform) {
        let done = scene::completed(&t, "Zoé", "Martin").await;
        let issued = scene::issued(&t, done.id).await;
        t.clock.advance(DAY);
        let mut tx = t.db.begin().await.unwrap();
        let id = by_number(&mut tx, " 2026-000001 ").await.unwrap();
        assert_eq!(id, issued.id);
        revoke(&mut tx, by_operator(id), "Erreur de personne", t.now()).await.unwrap();
        let public = lookup(&mut tx, &issued.code).await.unwrap().unwrap();
        assert_eq!((public.state, public.ended_at), (State::Revoked, Some(t.now())));
        assert!(public.sealed);
        assert!(!serde_json::to_string(&public).unwrap().contains("Erreur"));
        let refused = issue(&mut tx, done.id, &scene::issuer(), scene::ZONE, t.now()).await.unwrap_err();
        assert_eq!(key(&refused), "attestation-revoked");
        let refused = revoke(&mut tx, by_operator(id), "Encore", t.now()).await.unwrap_err();
        assert_eq!(key(&refused), "attestation-ended");
        tx.commit().await.unwrap();
    }

    async fn a_replacement_and_the_old_one_name_each_other(t: Platform) {
        let done = scene::completed(&t, "Zoé", "Martin").await;
        let old = scene::issued(&t, done.id).await;
        let mut tx = t.db.begin().await.unwrap();
        scene::rename(&mut tx, done.person, "Zoé", "Durand").await;
        t.clock.advance(DAY);
        let (issuer, zone) = (scene::issuer(), scene::ZONE);
        let new = replace(&mut tx, by_operator(old.id), "Nom d’usage", &issuer, zone, t.now()).await.unwrap();
        let statement = Statement::parse(&new.statement).unwrap();
        assert_eq!((new.number.as_str(), new.state), ("2026-000002", State::Issued));
        assert_eq!(statement.holder.usual_name, "Durand");
        assert_eq!(statement.replaces.as_deref(), Some("2026-000001"));
        assert_eq!(statement.completed_on.to_string(), "2026-11-24");
        let before = lookup(&mut tx, &old.code).await.unwrap().unwrap();
        assert_eq!((before.state, before.ended_at), (State::Replaced, Some(t.now())));
        assert_eq!((before.replaced_by.as_ref(), before.initials.as_str()), (Some(&new.code), "Z. M."));
        let after = lookup(&mut tx, &new.code).await.unwrap().unwrap();
        assert_eq!((after.replaces.as_ref(), after.replaced_by), (Some(&old.code), None));
        assert!(before.sealed && after.sealed);
        // Issuing gives the one in force.
        assert_eq!(issue(&mut tx, done.id, &issuer, zone, t.now()).await.unwrap(), new);
        let refused =
            replace(&mut tx, by_operator(old.id), "Encore", &issuer, zone, t.now()).await.unwrap_err();
        assert_eq!(key(&refused), "attestation-replaced");
        let refused = revoke(&mut tx, by_operator(old.id), "Encore", t.now()).await.unwrap_err();
        assert_eq!(key(&refused), "attestation-ended");
        tx.commit().await.unwrap();
    }

    async fn a_revoked_one_can_be_replaced_and_keeps_its_day(t: Platform) {
        let done = scene::completed(&t, "Zoé", "Martin").await;
        let old = scene::issued(&t, done.id).await;
        let revoked_at = t.now();
        let mut tx = t.db.begin().await.unwrap();
        revoke(&mut tx, by_operator(old.id), "Mauvais nom", revoked_at).await.unwrap();
        t.clock.advance(DAY);
        replace(&mut tx, by_operator(old.id), "Nom corrigé", &scene::issuer(), scene::ZONE, t.now())
            .await
            .unwrap();
        let (ended_at, reason): (Timestamp, String) = tx
            .query(sql!("select ended_at, reason from attestation where id = $1"))
            .bind(old.id)
            .one()
            .await
            .unwrap();
        assert_eq!((ended_at, reason.as_str()), (revoked_at, "Mauvais nom\nNom corrigé"));
        tx.commit().await.unwrap();
    }

    async fn replaced_at_the_same_time_it_has_one_replacement(t: Platform) {
        let done = scene::completed(&t, "Zoé", "Martin").await;
        let old = scene::issued(&t, done.id).await;
        let mut replacing = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let (db, now) = (t.db.clone(), t.now());
            replacing.spawn(async move {
                let mut tx = db.begin().await.unwrap();
                let new =
                    replace(&mut tx, by_operator(old.id), "Nom", &scene::issuer(), scene::ZONE, now).await;
                if new.is_ok() {
                    tx.commit().await.unwrap();
                }
                new.map_err(|error| key(&error))
            });
        }
        let outcomes = replacing.join_all().await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        assert!(outcomes.into_iter().filter_map(Result::err).all(|key| key == "attestation-replaced"));
    }

    async fn a_reason_is_asked_for(t: Platform) {
        let done = scene::completed(&t, "Zoé", "Martin").await;
        let old = scene::issued(&t, done.id).await;
        let mut tx = t.db.begin().await.unwrap();
        for (reason, expected) in [(" \n", "reason-missing"), (&*"é".repeat(501), "reason-too-long")] {
            let refused = revoke(&mut tx, by_operator(old.id), reason, t.now()).await.unwrap_err();
            let Error::Invalid(faults) = refused else { panic!("{refused}") };
            assert_eq!((faults[0].field, faults[0].key), ("reason", expected));
            let (issuer, zone) = (scene::issuer(), scene::ZONE);
            assert!(replace(&mut tx, by_operator(old.id), reason, &issuer, zone, t.now()).await.is_err());
        }
        assert_eq!(lookup(&mut tx, &old.code).await.unwrap().unwrap().state, State::Issued);
        tx.commit().await.unwrap();
    }

    async fn the_unknown_is_not_found(t: Platform) {
        let mut tx = t.db.begin().await.unwrap();
        let nothing = by_operator(Uuid::from_u128(404));
        assert!(matches!(by_number(&mut tx, "2026-000404").await, Err(Error::NotFound)));
        assert!(matches!(revoke(&mut tx, nothing, "Motif", t.now()).await, Err(Error::NotFound)));
        let replaced = replace(&mut tx, nothing, "Motif", &scene::issuer(), scene::ZONE, t.now()).await;
        assert!(matches!(replaced, Err(Error::NotFound)));
        tx.commit().await.unwrap();
    }
}
