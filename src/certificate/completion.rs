//! The proof that a course was followed to its end, and what its attestation says of it.

use serde::Deserialize;
use sqlx::types::Json;
use uuid::Uuid;

use super::code;
use super::issue::Issue;
use super::statement::{Competence, Course, FORMAT, Holder, Hours, Kind, Statement, dated, zone_used};
use crate::clock::Timestamp;
use crate::course::published::Meta;
use crate::course::reference;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Result};
use crate::sql;

/// A completion with all that its attestation says; the names are those of today.
#[derive(sqlx::FromRow)]
pub(super) struct Completion {
    pub(super) id: Uuid,
    pub(super) person_id: Uuid,
    course_slug: String,
    semver: String,
    checksum: String,
    title: String,
    minutes: i32,
    competences: Json<Vec<Noted>>,
    started_at: Timestamp,
    completed_at: Timestamp,
    given_name: String,
    usual_name: String,
    /// Of the version that was followed.
    pub(super) meta: Json<Meta>,
}

/// A competence as a completion notes it: with the label of its day, or by its code alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Noted {
    Labelled(Competence),
    Code(String),
}

/// Reads a completion and keeps others from issuing for it meanwhile.
pub(super) async fn lock(tx: &mut Tx, id: Uuid) -> Result<Completion> {
    // Apart from the reading: locking a join would lock the person and the version as well.
    let _: (Uuid,) = tx.query(sql!("select id from completion where id = $1", lock)).bind(id).one().await?;
    tx.query(sql!(
        "select c.id, c.person_id, c.course_slug, c.semver, c.checksum, c.title, c.minutes, c.competences,
                c.started_at, c.completed_at, p.given_name, p.usual_name, v.document -> 'meta' as meta
           from completion c
           join person p on p.id = c.person_id
           join course_version v on v.id = c.version_id
          where c.id = $1"
    ))
    .bind(id)
    .one()
    .await
}

impl Completion {
    /// Its competences; a code alone takes its label from the framework in service, or none when it left it.
    async fn labelled(&self, tx: &mut Tx) -> Result<Vec<Competence>> {
        let framework = if self.competences.iter().any(|noted| matches!(noted, Noted::Code(_))) {
            reference::load(tx).await?.framework
        } else {
            Default::default()
        };
        let label = |code: &str| framework.find(code).map(|known| known.label.clone()).unwrap_or_default();
        Ok(self
            .competences
            .iter()
            .map(|noted| match noted {
                Noted::Labelled(competence) => competence.clone(),
                Noted::Code(code) => Competence { code: code.clone(), label: label(code) },
            })
            .collect())
    }
}

/// What the attestation will say for ever.
pub(super) async fn statement(
    tx: &mut Tx,
    done: &Completion,
    how: Issue<'_>,
    number: String,
    key: Uuid,
    now: Timestamp,
) -> Result<Statement> {
    let zone = zone_used(how.zone);
    let (started_at, started_on) = dated(done.started_at, zone);
    let (completed_at, completed_on) = dated(done.completed_at, zone);
    let (issued_at, issued_on) = dated(now, zone);
    Ok(Statement {
        format: FORMAT,
        kind: Kind::Completion,
        number,
        code: code::draw(),
        replaces: how.replaces,
        holder: Holder { given_name: done.given_name.clone(), usual_name: done.usual_name.clone() },
        course: Some(Course {
            slug: done.course_slug.clone(),
            title: done.title.clone(),
            language: done.meta.language.clone(),
            version: done.semver.clone(),
            checksum: done.checksum.clone(),
        }),
        session: None,
        // An online course is followed at a distance.
        hours: Hours {
            onsite_minutes: 0,
            remote_minutes: u32::try_from(done.minutes).map_err(Error::broken)?,
        },
        started_at,
        started_on,
        completed_at,
        completed_on,
        zone: zone.to_owned(),
        objectives: done.meta.objectives.clone(),
        competences: done.labelled(tx).await?,
        issuer: how.issuer.clone(),
        issued_at,
        issued_on,
        key,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::policy::by_operator;
    use crate::certificate::scene;
    use crate::course::framework;
    use crate::course::reference::Reference;
    use crate::on_both;
    use crate::testing::Platform;
    use serde_json::json;

    on_both!(a_code_alone_takes_its_label_from_the_framework);

    async fn a_code_alone_takes_its_label_from_the_framework(t: Platform) {
        let done = scene::completed(&t, "Zoé", "Martin").await;
        let mut tx = t.db.begin().await.unwrap();
        let mut reference = Reference::default();
        reference.framework.competences.push(framework::Competence {
            code: "1.3".into(),
            domain: "1".into(),
            label: "Se former, développer une veille".into(),
        });
        reference::publish(&mut tx, by_operator(()), &reference, t.now()).await.unwrap();
        tx.query(sql!("update completion set competences = $2 where id = $1"))
            .bind(done.id)
            .bind(Json(json!(["1.3", { "code": "2.1", "label": "Comme ce jour-là" }, "9.9"])))
            .run()
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let competences = Statement::parse(&scene::issued(&t, done.id).await.statement).unwrap().competences;
        let told: Vec<_> =
            competences.iter().map(|known| (known.code.as_str(), known.label.as_str())).collect();
        assert_eq!(
            told,
            [("1.3", "Se former, développer une veille"), ("2.1", "Comme ce jour-là"), ("9.9", "")]
        );
    }
}
