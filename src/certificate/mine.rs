//! The attestations of a person, for that person.

use jiff::civil::Date;
use uuid::Uuid;

use super::signed::SignedFile;
use super::statement::{Hours, Kind, Statement};
use super::{Attestation, State};
use crate::access::Allowed;
use crate::db::Conn;
use crate::error::Result;
use crate::sql;

/// One line of the training record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub number: String,
    /// Without dashes: see [`super::code::grouped`].
    pub code: String,
    /// Of the course that was completed; none for presence at a session.
    pub completion_id: Option<Uuid>,
    pub kind: Kind,
    /// Empty for presence at a session.
    pub course_slug: String,
    pub title: String,
    /// Of the title, BCP 47.
    pub language: String,
    /// Of the course; empty for presence at a session.
    pub version: String,
    /// Where the session met; empty for a course.
    pub place: String,
    pub hours: Hours,
    pub started_on: Date,
    pub completed_on: Date,
    pub issued_on: Date,
    /// Label of the school year of the completion or of the session, `2026-2027`.
    pub school_year: String,
    /// Issued or revoked.
    pub state: State,
    /// Number of the one that it corrects.
    pub replaces: Option<String>,
}

/// Minutes of presence that is certified and still holds, each with its school year.
pub fn presence_by_year(items: &[Item]) -> impl Iterator<Item = (&str, u32)> {
    let holds = |item: &&Item| item.kind == Kind::Presence && item.state == State::Issued;
    items.iter().filter(holds).map(|item| (item.school_year.as_str(), item.hours.minutes()))
}

/// One attestation with all it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Full {
    pub attestation: Attestation,
    pub statement: Statement,
    /// Half of the key that signed it, in base64.
    pub public_key: String,
    /// Number of the one that replaces it.
    pub replaced_by: Option<String>,
}

impl Full {
    /// The file that its holder keeps: verifiable without network.
    pub fn file(&self) -> SignedFile {
        SignedFile {
            statement: self.attestation.statement.clone(),
            signature: self.attestation.signature.clone(),
            key: self.public_key.clone(),
        }
    }
}

/// The attestations of a person (the thing allowed), newest first. A corrected one stands once, as its replacement;
/// so there is one line per completion, and one per session.
pub async fn of(db: &mut impl Conn, holder: Allowed<Uuid>) -> Result<Vec<Item>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        number: String,
        code: String,
        completion_id: Option<Uuid>,
        statement: String,
        #[sqlx(try_from = "String")]
        state: State,
        school_year: String,
    }
    let rows: Vec<Row> = db
        .query(sql!(
            "select a.number, a.code, a.completion_id, a.statement, a.state,
                    coalesce(c.school_year, t.school_year) as school_year
               from attestation a
               left join completion c on c.id = a.completion_id
               left join session_place p on p.id = a.place_id
               left join training_session t on t.id = p.session_id
              where a.person_id = $1 and a.state in ('issued', 'revoked')
              order by coalesce(c.completed_at, t.ends_at) desc, a.id
              limit 500"
        ))
        .bind(*holder.thing())
        .all()
        .await?;
    rows.into_iter()
        .map(|row| {
            let statement = Statement::parse(&row.statement)?;
            Ok(Item {
                number: row.number,
                code: row.code,
                completion_id: row.completion_id,
                kind: statement.kind,
                title: statement.title().to_owned(),
                language: statement.language().to_owned(),
                version: statement.version().unwrap_or_default().to_owned(),
                course_slug: statement.course.map(|course| course.slug).unwrap_or_default(),
                place: statement.session.map(|session| session.place).unwrap_or_default(),
                hours: statement.hours,
                started_on: statement.started_on,
                completed_on: statement.completed_on,
                issued_on: statement.issued_on,
                school_year: row.school_year,
                state: row.state,
                replaces: statement.replaces,
            })
        })
        .collect()
}

/// One attestation of a person (the thing allowed), by its number, in whatever state.
///
/// # Errors
/// `NotFound` when there is none, or it is somebody else's.
pub async fn mine(db: &mut impl Conn, holder: Allowed<Uuid>, number: &str) -> Result<Full> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        attestation: Attestation,
        public_key: String,
        next_number: Option<String>,
    }
    let row: Row = db
        .query(sql!(
            "select a.id, a.number, a.code, a.completion_id, a.place_id, a.person_id, a.statement, a.signature, a.key_id,
                    a.state, a.replaced_by, a.reason, a.issued_at, a.ended_at, k.public_key, next.number as next_number
               from attestation a
               join signing_key k on k.id = a.key_id
               left join attestation next on next.id = a.replaced_by
              where a.person_id = $1 and a.number = $2"
        ))
        .bind(*holder.thing())
        .bind(number)
        .one()
        .await?;
    Ok(Full {
        statement: Statement::parse(&row.attestation.statement)?,
        attestation: row.attestation,
        public_key: row.public_key,
        replaced_by: row.next_number,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::policy::by_operator;
    use crate::certificate::revoke::{replace, revoke};
    use crate::certificate::scene;
    use crate::clock::DAY;
    use crate::error::Error;
    use crate::on_both;
    use crate::testing::Platform;

    on_both!(
        a_stranger_sees_nothing,
        the_record_holds_a_corrected_one_once,
        an_attestation_is_read_with_all_it_says
    );

    async fn a_stranger_sees_nothing(t: Platform) {
        let done = scene::completed(&t, "Zoé", "Martin").await;
        let other = scene::completed(&t, "Léa", "Durand").await;
        let issued = scene::issued(&t, done.id).await;
        let mut read = t.db.read().await.unwrap();
        assert_eq!(of(&mut read, scene::holder(other.person)).await.unwrap(), []);
        let refused = mine(&mut read, scene::holder(other.person), &issued.number).await.unwrap_err();
        assert!(matches!(refused, Error::NotFound));
    }

    async fn the_record_holds_a_corrected_one_once(t: Platform) {
        let done = scene::completed(&t, "Zoé", "Martin").await;
        let old = scene::issued(&t, done.id).await;
        let me = scene::holder(done.person);
        t.clock.advance(DAY);
        let mut tx = t.db.begin().await.unwrap();
        let new = replace(&mut tx, by_operator(old.id), "Nom", &scene::issuer(), scene::ZONE, t.now())
            .await
            .unwrap();
        let record = of(&mut tx, me).await.unwrap();
        assert_eq!(record.len(), 1);
        assert_eq!((record[0].number.as_str(), record[0].state), ("2026-000002", State::Issued));
        assert_eq!(
            (record[0].replaces.as_deref(), record[0].school_year.as_str()),
            (Some("2026-000001"), "2026-2027")
        );
        assert_eq!(record[0].hours.minutes(), 90);
        let before = mine(&mut tx, me, &old.number).await.unwrap();
        assert_eq!(before.replaced_by.as_deref(), Some("2026-000002"));
        assert_eq!(before.attestation.reason.as_deref(), Some("Nom"));
        revoke(&mut tx, by_operator(new.id), "Erreur", t.now()).await.unwrap();
        let record = of(&mut tx, me).await.unwrap();
        assert_eq!(record.iter().map(|item| item.state).collect::<Vec<_>>(), [State::Revoked]);
        tx.commit().await.unwrap();
    }

    async fn an_attestation_is_read_with_all_it_says(t: Platform) {
        let done = scene::completed(&t, "Zoé", "Martin").await;
        let issued = scene::issued(&t, done.id).await;
        let full =
            mine(&mut t.db.read().await.unwrap(), scene::holder(done.person), &issued.number).await.unwrap();
        assert_eq!(full.attestation, issued);
        assert_eq!(full.statement, Statement::parse(&issued.statement).unwrap());
        assert_eq!(full.replaced_by, None);
    }
}
