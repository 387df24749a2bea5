//! Issuing: a completion becomes an attestation, once.
//!
//! Invariants: at most one attestation in force per completion, whatever runs at the same time (the completion's row
//! is locked first, and index `attestation_in_force` holds it); numbers of a year have no gap, because the counter
//! is part of the transaction. The completion is the proof that the rule of the course was met: without one there is
//! nothing to attest.

use serde_json::json;
use uuid::Uuid;

use super::completion::{self, Completion};
use super::presence::{self, Presence};
use super::statement::{Issuer, Statement};
use super::{Attestation, State, keys};
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Refusal, Result};
use crate::{audit, ids, sql, webhook};

/// Issues the attestation of a completion, or gives the one in force.
///
/// # Errors
/// `NotFound` without such a completion; refusals `attestation-not-given` when the course gives none,
/// `attestation-revoked` when the one it had was revoked (only an administrator replaces it), and
/// `attestation-issuer-missing` when the installation has no name to issue under.
pub async fn issue(
    tx: &mut Tx,
    completion: Uuid,
    issuer: &Issuer,
    zone: &str,
    now: Timestamp,
) -> Result<Attestation> {
    let completion = completion::lock(tx, completion).await?;
    if let Some(known) = standing(tx, completion.id).await? {
        return match known.state {
            State::Issued => Ok(known),
            State::Revoked | State::Replaced => Err(Refusal::new("attestation-revoked").into()),
        };
    }
    write(tx, &Subject::Completion(&completion), Issue { issuer, zone, replaces: None, by: None }, now).await
}

/// What an attestation stands on.
pub(super) enum Subject<'s> {
    Completion(&'s Completion),
    Presence(&'s Presence),
}

impl Subject<'_> {
    /// The completion or the place, and the holder.
    fn ids(&self) -> (Option<Uuid>, Option<Uuid>, Uuid) {
        match self {
            Self::Completion(done) => (Some(done.id), None, done.person_id),
            Self::Presence(presence) => (None, Some(presence.place_id), presence.person_id),
        }
    }

    async fn statement(
        &self,
        tx: &mut Tx,
        how: Issue<'_>,
        number: String,
        key: Uuid,
        now: Timestamp,
    ) -> Result<Statement> {
        match self {
            Self::Completion(done) => completion::statement(tx, done, how, number, key, now).await,
            Self::Presence(presence) => presence::statement(tx, presence, how, number, key, now).await,
        }
    }
}

/// How an attestation is issued.
pub(super) struct Issue<'a> {
    pub(super) issuer: &'a Issuer,
    pub(super) zone: &'a str,
    /// Number of the one that it replaces.
    pub(super) replaces: Option<String>,
    pub(super) by: Option<Uuid>,
}

/// The attestation of a completion that was not replaced.
async fn standing(tx: &mut Tx, completion: Uuid) -> Result<Option<Attestation>> {
    tx.query(sql!(
        "select id, number, code, completion_id, place_id, person_id, statement, signature, key_id, state, replaced_by,
                reason, issued_at, ended_at
           from attestation
          where completion_id = $1 and state in ('issued', 'revoked')
          order by state, issued_at desc, id
          limit 1"
    ))
    .bind(completion)
    .optional()
    .await
}

/// Numbers, states, signs and writes down.
pub(super) async fn write(
    tx: &mut Tx,
    subject: &Subject<'_>,
    how: Issue<'_>,
    now: Timestamp,
) -> Result<Attestation> {
    if how.issuer.name.trim().is_empty() {
        return Err(Refusal::new("attestation-issuer-missing").into());
    }
    if let Subject::Completion(done) = subject
        && !done.meta.completion.attestation
    {
        return Err(Refusal::new("attestation-not-given").into());
    }
    let id = ids::new(now);
    let (completion_id, place_id, person_id) = subject.ids();
    let detail = match place_id {
        None => json!({ "completion": completion_id, "replaces": how.replaces }),
        Some(place) => json!({ "place": place, "replaces": how.replaces }),
    };
    let event = audit::Event {
        actor: how.by,
        act: "attestation.issue",
        object_kind: "attestation",
        object_id: id.to_string(),
        detail,
    };
    // Before the counter: whoever issues may already hold the end of the audit chain, so it is always locked first.
    audit::record(tx, event, now).await?;
    let key = keys::ensure(tx, now).await?;
    let number = number(tx, now.date_in(how.zone).year()).await?;
    let statement = subject.statement(tx, how, number, key.id, now).await?;
    let text = statement.to_text()?;
    let attestation = Attestation {
        id,
        signature: key.sign(&text),
        statement: text,
        number: statement.number,
        code: statement.code,
        completion_id,
        place_id,
        person_id,
        key_id: key.id,
        state: State::Issued,
        replaced_by: None,
        reason: None,
        issued_at: now,
        ended_at: None,
    };
    tx.query(sql!(
        "insert into attestation (id, number, code, completion_id, place_id, person_id, statement, signature, key_id, state,
                                  issued_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'issued', $10)"
    ))
    .bind(id)
    .bind(&attestation.number)
    .bind(&attestation.code)
    .bind(completion_id)
    .bind(place_id)
    .bind(person_id)
    .bind(&attestation.statement)
    .bind(&attestation.signature)
    .bind(key.id)
    .bind(now)
    .run()
    .await?;
    let told = json!({
        "attestation": id,
        "number": attestation.number,
        "person": person_id,
        "completion": completion_id,
        "place": place_id,
    });
    webhook::happened(tx, webhook::Event::AttestationIssued, &told, now).await?;
    Ok(attestation)
}

/// The next number of a year, in this transaction: undone with it.
async fn number(tx: &mut Tx, year: i16) -> Result<String> {
    let (last,): (i32,) = tx
        .query(sql!(
            "insert into attestation_counter (year, last) values ($1, 1)
             on conflict (year) do update set last = attestation_counter.last + 1
             returning last"
        ))
        .bind(i32::from(year))
        .one()
        .await?;
    Ok(format!("{year}-{last:06}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::scene;
    use crate::certificate::signed::verify;
    use crate::certificate::statement::{Hours, Statement};
    use crate::clock::DAY;
    use crate::error::Error;
    use crate::on_both;
    use crate::testing::Platform;
    use sqlx::types::Json;

    on_both!(
        nothing_is_issued_without_a_completion,
        an_attestation_says_what_was_followed_and_is_signed,
        later_changes_leave_it_as_it_was,
        issued_twice_it_is_one,
        issued_at_the_same_time_it_is_one,
        twenty_at_the_same_time_have_twenty_numbers,
        numbers_begin_anew_with_the_year_of_the_zone,
        a_course_that_gives_none_gives_none,
        a_nameless_body_attests_nothing,
    );

    async fn rows(t: &Platform) -> i64 {
        let mut read = t.db.read().await.unwrap();
        let (rows,): (i64,) = read.query(sql!("select count(*) from attestation")).one().await.unwrap();
        rows
    }

    async fn nothing_is_issued_without_a_completion(t: Platform) {
        let mut tx = t.db.begin().await.unwrap();
        let refused =
            issue(&mut tx, Uuid::from_u128(404), &scene::issuer(), scene::ZONE, t.now()).await.unwrap_err();
        assert!(matches!(refused, Error::NotFound));
        tx.commit().await.unwrap();
        // An enrolment at 100 % is no completion: the row is the proof, whatever else stands.
        let done = scene::completed(&t, "Zoé", "Martin").await;
        let mut tx = t.db.begin().await.unwrap();
        let enrolment = scene::enrolment_of(&mut tx, done.id).await;
        tx.query(sql!("delete from completion where id = $1")).bind(done.id).run().await.unwrap();
        for id in [done.id, enrolment] {
            let refused = issue(&mut tx, id, &scene::issuer(), scene::ZONE, t.now()).await.unwrap_err();
            assert!(matches!(refused, Error::NotFound));
        }
        tx.commit().await.unwrap();
        assert_eq!(rows(&t).await, 0);
    }

    async fn an_attestation_says_what_was_followed_and_is_signed(t: Platform) {
        let done = scene::completed(&t, "Zoé", "Martin").await;
        t.clock.advance(DAY);
        let issued = scene::issued(&t, done.id).await;
        assert_eq!(issued.number, "2026-000001");
        let statement = Statement::parse(&issued.statement).unwrap();
        assert_eq!(statement.to_text().unwrap(), issued.statement);
        assert_eq!(statement.number, issued.number);
        assert_eq!(statement.code, issued.code);
        assert_eq!(statement.key, issued.key_id);
        assert_eq!(statement.holder.full_name(), "Zoé Martin");
        let course = statement.course.unwrap();
        assert_eq!((course.slug.as_str(), course.version.as_str()), (scene::COURSE, "1.0.0"));
        assert_eq!(statement.hours, Hours { onsite_minutes: 0, remote_minutes: 90 });
        assert_eq!(statement.started_on.to_string(), "2026-11-14");
        assert_eq!(statement.completed_on.to_string(), "2026-11-24");
        assert_eq!(statement.issued_on.to_string(), "2026-11-25");
        assert_eq!(statement.competences[0].code, "2.1");
        assert_eq!(statement.objectives, crate::course::sample::course(scene::COURSE).meta.objectives);
        assert!(!statement.objectives.is_empty());
        assert_eq!(statement.issuer, scene::issuer());
        let mut read = t.db.read().await.unwrap();
        let key = &keys::public_keys(&mut read).await.unwrap()[0];
        assert!(verify(issued.statement.as_bytes(), &issued.signature, &key.public_key));
        let (act, by): (String, Option<Uuid>) = read
            .query(sql!("select act, actor_id from audit_event where object_id = $1"))
            .bind(issued.id.to_string())
            .one()
            .await
            .unwrap();
        assert_eq!((act.as_str(), by), ("attestation.issue", None));
    }

    async fn later_changes_leave_it_as_it_was(t: Platform) {
        let done = scene::completed(&t, "Zoé", "Martin").await;
        let first = scene::issued(&t, done.id).await;
        let mut tx = t.db.begin().await.unwrap();
        scene::rename(&mut tx, done.person, "Zoé", "Durand").await;
        tx.query(sql!("update completion set title = 'Autre', minutes = 1")).run().await.unwrap();
        tx.commit().await.unwrap();
        t.clock.advance(DAY);
        let renamed = Issuer { name: "Autre organisme".into(), detail: vec![] };
        let mut tx = t.db.begin().await.unwrap();
        let again = issue(&mut tx, done.id, &renamed, scene::ZONE, t.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(again, first);
    }

    async fn issued_twice_it_is_one(t: Platform) {
        let done = scene::completed(&t, "Zoé", "Martin").await;
        let mut tx = t.db.begin().await.unwrap();
        let first = issue(&mut tx, done.id, &scene::issuer(), scene::ZONE, t.now()).await.unwrap();
        let again = issue(&mut tx, done.id, &scene::issuer(), scene::ZONE, t.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(again, first);
        assert_eq!(scene::issued(&t, done.id).await, first);
        assert_eq!(rows(&t).await, 1);
    }

    async fn issued_at_the_same_time_it_is_one(t: Platform) {
        let done = scene::completed(&t, "Zoé", "Martin").await;
        let mut issuing = tokio::task::JoinSet::new();
        for _ in 0..8 {
            issuing.spawn(scene::issue_apart(t.db.clone(), done.id, t.now()));
        }
        let mut numbers: Vec<String> =
            issuing.join_all().await.into_iter().map(|issued| issued.number).collect();
        numbers.dedup();
        assert_eq!(numbers, ["2026-000001"]);
        assert_eq!(rows(&t).await, 1);
    }

    async fn twenty_at_the_same_time_have_twenty_numbers(t: Platform) {
        let mut issuing = tokio::task::JoinSet::new();
        for number in 0..20 {
            let done = scene::completed(&t, "Zoé", &format!("Martin {number}")).await;
            issuing.spawn(scene::issue_apart(t.db.clone(), done.id, t.now()));
        }
        let mut numbers: Vec<String> =
            issuing.join_all().await.into_iter().map(|issued| issued.number).collect();
        numbers.sort();
        assert_eq!(numbers, (1..=20).map(|number| format!("2026-{number:06}")).collect::<Vec<_>>());
    }

    async fn numbers_begin_anew_with_the_year_of_the_zone(t: Platform) {
        let (one, two) = (scene::completed(&t, "A", "B").await, scene::completed(&t, "C", "D").await);
        assert_eq!(scene::issued(&t, one.id).await.number, "2026-000001");
        // 31 December 2026, 23:30 UTC: the new year in Paris.
        t.clock.advance(37 * DAY + 14 * crate::clock::HOUR + 30 * crate::clock::MINUTE);
        assert_eq!(scene::issued(&t, two.id).await.number, "2027-000001");
    }

    async fn a_course_that_gives_none_gives_none(t: Platform) {
        let done = scene::completed(&t, "Zoé", "Martin").await;
        let mut course = crate::course::sample::course(scene::COURSE);
        course.meta.completion.attestation = false;
        let mut tx = t.db.begin().await.unwrap();
        tx.query(sql!("update course_version set document = $1")).bind(Json(&course)).run().await.unwrap();
        let refused = issue(&mut tx, done.id, &scene::issuer(), scene::ZONE, t.now()).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().key, "attestation-not-given");
        tx.commit().await.unwrap();
        assert_eq!(rows(&t).await, 0);
    }

    async fn a_nameless_body_attests_nothing(t: Platform) {
        let done = scene::completed(&t, "Zoé", "Martin").await;
        let nobody = Issuer { name: "  ".into(), detail: vec![] };
        let mut tx = t.db.begin().await.unwrap();
        let refused = issue(&mut tx, done.id, &nobody, scene::ZONE, t.now()).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().key, "attestation-issuer-missing");
        tx.commit().await.unwrap();
    }
}
