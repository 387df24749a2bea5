//! What the tests of this room stand on: people who completed a course, written down directly.

use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::statement::{Competence, Course, FORMAT, Holder, Hours, Issuer, Kind, Statement};
use super::{Attestation, issue};
use crate::access::policy::allow;
use crate::access::{Act, Actor, Allowed, Place};
use crate::clock::{DAY, Timestamp};
use crate::course::sample;
use crate::db::{Conn as _, Db, Tx};
use crate::people::{self, NewPerson, Person, Reading};
use crate::testing::Platform;
use crate::{ids, sql, text};

pub(super) const ZONE: &str = "Europe/Paris";
pub(super) const COURSE: &str = "droit-auteur";

/// A completion and who it belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Done {
    pub(super) id: Uuid,
    pub(super) person: Uuid,
}

pub(super) fn issuer() -> Issuer {
    Issuer {
        name: "Préau d’exemple".into(),
        detail: vec!["1 rue de la Craie".into(), "00000 Exemple".into()],
    }
}

/// A statement of fixed content.
pub(super) fn statement(given: &str, usual: &str) -> Statement {
    let instant = |text: &str| text.parse::<jiff::Timestamp>().unwrap();
    let date = |text: &str| text.parse::<jiff::civil::Date>().unwrap();
    Statement {
        format: FORMAT,
        kind: Kind::Completion,
        number: "2026-000001".into(),
        code: "ABCDEFGHJKMNPQRS".into(),
        replaces: None,
        holder: Holder { given_name: given.into(), usual_name: usual.into() },
        course: Some(Course {
            slug: COURSE.into(),
            title: "Droit d’auteur".into(),
            language: "fr".into(),
            version: "1.0.0".into(),
            checksum: "c0ffee".into(),
        }),
        session: None,
        hours: Hours { onsite_minutes: 0, remote_minutes: 90 },
        started_at: instant("2026-09-01T08:00:00Z"),
        started_on: date("2026-09-01"),
        completed_at: instant("2026-11-24T23:30:00Z"),
        completed_on: date("2026-11-25"),
        zone: ZONE.into(),
        objectives: vec!["Citer une œuvre".into()],
        competences: vec![Competence { code: "2.1".into(), label: "Sélectionner des ressources".into() }],
        issuer: issuer(),
        issued_at: instant("2026-11-24T23:30:00.000001Z"),
        issued_on: date("2026-11-25"),
        key: Uuid::from_u128(7),
    }
}

/// Somebody new who began ten days ago and completes the course now.
pub(super) async fn completed(t: &Platform, given: &str, usual: &str) -> Done {
    let now = t.now();
    let course = sample::course(COURSE);
    let (version, enrolment, id) = (Uuid::from_u128(1), ids::new(now), ids::new(now));
    let mut tx = t.db.begin().await.unwrap();
    let new = NewPerson {
        given_name: given.into(),
        usual_name: usual.into(),
        email: format!("{id}@ac-exemple.fr"),
        ..NewPerson::default()
    };
    let person = people::create(&mut tx, &new, now).await.unwrap().id;
    tx.query(sql!(
        "insert into course (slug, state, created_at, updated_at) values ($1, 'published', $2, $2)
         on conflict (slug) do nothing"
    ))
    .bind(COURSE)
    .bind(now)
    .run()
    .await
    .unwrap();
    tx.query(sql!(
        "insert into course_version (id, course_slug, number, semver, checksum, title, change_class, document, published_at)
         values ($1, $2, 1, $3, $4, $5, 'premier', $6, $7)
         on conflict (id) do nothing"
    ))
    .bind(version)
    .bind(COURSE)
    .bind(&course.version)
    .bind(&course.checksum)
    .bind(&course.meta.title)
    .bind(Json(&course))
    .bind(now)
    .run()
    .await
    .unwrap();
    tx.query(sql!(
        "insert into enrolment (id, person_id, course_slug, version_id, run, state, started_at, seen_at, percent, completed_at)
         values ($1, $2, $3, $4, 1, 'completed', $5, $6, 100, $6)"
    ))
    .bind(enrolment)
    .bind(person)
    .bind(COURSE)
    .bind(version)
    .bind(now.plus(-10 * DAY))
    .bind(now)
    .run()
    .await
    .unwrap();
    tx.query(sql!(
        "insert into completion (id, enrolment_id, person_id, course_slug, version_id, semver, checksum, title, minutes,
                                 competences, started_at, completed_at, school_year)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 90, $9, $10, $11, '2026-2027')"
    ))
    .bind(id)
    .bind(enrolment)
    .bind(person)
    .bind(COURSE)
    .bind(version)
    .bind(&course.version)
    .bind(&course.checksum)
    .bind(&course.meta.title)
    .bind(Json(json!([{ "code": "2.1", "label": "Sélectionner des ressources" }])))
    .bind(now.plus(-10 * DAY))
    .bind(now)
    .run()
    .await
    .unwrap();
    tx.commit().await.unwrap();
    Done { id, person }
}

/// Its attestation, issued in a transaction of its own.
pub(super) async fn issued(t: &Platform, completion: Uuid) -> Attestation {
    issue_apart(t.db.clone(), completion, t.now()).await
}

/// The same, for a task that runs beside others.
pub(super) async fn issue_apart(db: Db, completion: Uuid, now: Timestamp) -> Attestation {
    let mut tx = db.begin().await.unwrap();
    let issued = issue(&mut tx, completion, &issuer(), ZONE, now).await.unwrap();
    tx.commit().await.unwrap();
    issued
}

pub(super) async fn enrolment_of(tx: &mut Tx, completion: Uuid) -> Uuid {
    let row: (Uuid,) = tx
        .query(sql!("select enrolment_id from completion where id = $1"))
        .bind(completion)
        .one()
        .await
        .unwrap();
    row.0
}

/// A person takes another name.
pub(super) async fn rename(tx: &mut Tx, person: Uuid, given: &str, usual: &str) {
    tx.query(sql!("update person set given_name = $2, usual_name = $3, name_key = $4 where id = $1"))
        .bind(person)
        .bind(given)
        .bind(usual)
        .bind(text::key(&format!("{usual} {given}")))
        .run()
        .await
        .unwrap();
}

/// The right of a person to read what is theirs.
pub(super) fn holder(id: Uuid) -> Allowed<Uuid> {
    let person = Person {
        id,
        given_name: "Zoé".into(),
        usual_name: "Martin".into(),
        locale: "fr".into(),
        discipline: None,
        school: None,
        reading: Json(Reading::default()),
    };
    allow(Some(&Actor::of(person, &[])), Act::ReadAttestation, Place::Of(id), id).unwrap()
}
