//! Everything the platform holds about one person, as a document they can take away (RGPD, articles 15 and 20).
//!
//! The keys are part of what we promise: they are only ever added. Instants are RFC 3339 in UTC; `points` and
//! `out_of` are exact fractions written as text; `statement` is the signed text of an attestation, byte for byte.
//! What is left out: the hash of the password, those of links and tokens (nobody can read them back), and answers to
//! anonymous surveys, which nothing ties to a person. Each list is bounded by [`MOST`], far above a career.

#[cfg(test)]
pub(crate) mod columns;
mod journey;
pub mod organisation;
mod rows;

use serde::Serialize;
use uuid::Uuid;

use super::Allowed;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::sql;

pub use rows::*;

/// Most rows of one list.
pub const MOST: i64 = 50_000;

/// The whole document.
#[derive(Debug, Serialize)]
pub struct Export {
    /// `preau-export/1`: the shape of this document.
    pub format: &'static str,
    pub made_at: Instant,
    pub person: Identity,
    pub emails: Vec<Email>,
    pub account: Option<Account>,
    pub roles: Vec<Grant>,
    /// Where the person works or worked.
    pub postings: Vec<Posting>,
    /// Mandates as référent, and their mission letters.
    pub nominations: Vec<Nomination>,
    pub mission_letters: Vec<MissionLetter>,
    /// What the person wrote down for colleagues, as a référent or for one.
    pub contributions: Vec<Contribution>,
    /// Browsers logged in at this moment.
    pub logins: Vec<Login>,
    pub api_tokens: Vec<Token>,
    pub enrolments: Vec<Enrolment>,
    /// Pages opened, of all enrolments.
    pub progress: Vec<PageSeen>,
    /// Tries at the questions of a page.
    pub attempts: Vec<Attempt>,
    pub answers: Vec<Answer>,
    pub ticks: Vec<Tick>,
    /// That surveys were answered, anonymous ones included.
    pub surveys: Vec<Survey>,
    /// What was answered to the surveys that are not anonymous.
    pub survey_answers: Vec<SurveyAnswer>,
    pub productions: Vec<Production>,
    pub uploads: Vec<Upload>,
    pub completions: Vec<Completion>,
    pub attestations: Vec<Attestation>,
    /// What the person was told, and how often they want mail about it.
    pub notices: Vec<Noticed>,
    pub notice_choices: Vec<NoticeChoice>,
    /// Who looked at the person's record.
    pub looks: Vec<Looked>,
    /// What the person asked about their data.
    pub data_requests: Vec<DataRequest>,
    /// What the person did that the journal keeps.
    pub journal: Vec<Event>,
}

/// Gathers the document of the person it was allowed on: a fixed number of statements, whatever they did.
pub async fn export(db: &mut impl Conn, allowed: Allowed<Uuid>, now: Timestamp) -> Result<Export> {
    let who = *allowed.thing();
    Ok(Export {
        format: "preau-export/1",
        made_at: Instant(now.0),
        person: db
            .query(sql!(
                "select id, given_name, usual_name, locale, discipline, school, reading, created_at, updated_at
                   from person where id = $1"
            ))
            .bind(who)
            .one()
            .await?,
        emails: db
            .query(sql!(
                "select address, main, starts_at, ends_at from email
                  where person_id = $1 order by starts_at, id limit $2"
            ))
            .bind(who)
            .bind(MOST)
            .all()
            .await?,
        account: db
            .query(sql!(
                "select state, created_at, password_changed_at, last_login_at, warned_at, deactivated_at
                   from account where person_id = $1"
            ))
            .bind(who)
            .optional()
            .await?,
        roles: organisation::roles(db, who).await?,
        postings: organisation::postings(db, who).await?,
        nominations: organisation::nominations(db, who).await?,
        mission_letters: organisation::mission_letters(db, who).await?,
        contributions: organisation::contributions(db, who).await?,
        logins: db
            .query(sql!(
                "select agent, created_at, seen_at, expires_at from web_session
                  where person_id = $1 and expires_at > $2 order by created_at, id_hash limit $3"
            ))
            .bind(who)
            .bind(now)
            .bind(MOST)
            .all()
            .await?,
        api_tokens: db
            .query(sql!(
                "select name, created_at, last_used_at, expires_at, revoked_at from api_token
                  where person_id = $1 order by created_at, id limit $2"
            ))
            .bind(who)
            .bind(MOST)
            .all()
            .await?,
        enrolments: journey::enrolments(db, who).await?,
        progress: journey::progress(db, who).await?,
        attempts: journey::attempts(db, who).await?,
        answers: journey::answers(db, who).await?,
        ticks: journey::ticks(db, who).await?,
        surveys: journey::surveys(db, who).await?,
        survey_answers: journey::survey_answers(db, who).await?,
        productions: journey::productions(db, who).await?,
        uploads: journey::uploads(db, who).await?,
        completions: journey::completions(db, who).await?,
        attestations: journey::attestations(db, who).await?,
        notices: organisation::notices(db, who).await?,
        notice_choices: organisation::notice_choices(db, who).await?,
        looks: organisation::looks(db, who).await?,
        data_requests: organisation::data_requests(db, who).await?,
        journal: journey::journal(db, who).await?,
    })
}

#[cfg(test)]
mod tests {
    use sqlx::types::Json;

    use super::*;
    use crate::access::policy::by_operator;
    use crate::access::{accounts, tokens};
    use crate::on_both;
    use crate::people::NewPerson;
    use crate::testing::Platform;

    on_both!(a_person_takes_away_their_own_and_nothing_secret);

    async fn a_person_takes_away_their_own_and_nothing_secret(t: Platform) {
        let mut tx = t.db.begin().await.unwrap();
        let mut ids = Vec::new();
        for (given, email) in [("Sophie", "sophie@ac-exemple.fr"), ("Paul", "paul@ac-exemple.fr")] {
            let new = NewPerson {
                given_name: given.into(),
                usual_name: "Martin".into(),
                email: email.into(),
                ..NewPerson::default()
            };
            ids.push(
                accounts::create_active(&mut tx, by_operator(()), &new, "the-hash", t.now())
                    .await
                    .unwrap()
                    .id,
            );
        }
        let secret = tokens::create(&mut tx, by_operator(ids[0]), "Mon tableur", t.now()).await.unwrap();
        write_a_course_of(&mut tx, ids[0], t.now()).await;
        tx.commit().await.unwrap();

        let mut read = t.db.read().await.unwrap();
        let before = t.db.queries_run();
        let export = export(&mut read, by_operator(ids[0]), t.now()).await.unwrap();
        assert_eq!(t.db.queries_run() - before, 26);
        let json = serde_json::to_value(&export).unwrap();
        assert_eq!(json["format"], "preau-export/1");
        assert_eq!(json["made_at"], "2026-11-24T09:00:00Z");
        assert_eq!(json["person"]["given_name"], "Sophie");
        assert_eq!(json["emails"][0]["address"], "sophie@ac-exemple.fr");
        assert_eq!(json["api_tokens"][0]["name"], "Mon tableur");
        assert_eq!(json["enrolments"][0]["version"], "1.0.0");
        assert_eq!(json["progress"][0]["page"], "intro");
        assert_eq!(json["answers"][0]["given"]["choice"], "b");
        assert_eq!(json["productions"][0]["body"], "Ma séance");
        let text = json.to_string();
        for hidden in [secret.as_str(), "the-hash", "paul@ac-exemple.fr"] {
            assert!(!text.contains(hidden), "{hidden}");
        }
        let other = super::export(&mut read, by_operator(ids[1]), t.now()).await.unwrap();
        assert!(other.enrolments.is_empty() && other.answers.is_empty() && other.productions.is_empty());
    }

    /// Rows as learning writes them, without its rules.
    async fn write_a_course_of(tx: &mut crate::Tx, who: Uuid, now: Timestamp) {
        let [version, enrolment, attempt] = [1_u128, 2, 3].map(Uuid::from_u128);
        tx.query(sql!(
            "insert into course (slug, state, created_at, updated_at) values ('droit-auteur', 'published', $1, $1)"
        ))
        .bind(now)
        .run()
        .await
        .unwrap();
        tx.query(sql!(
            "insert into course_version
                 (id, course_slug, number, semver, checksum, title, change_class, document, published_at)
             values ($1, 'droit-auteur', 1, '1.0.0', 'x', 'Droit d’auteur', 'premier', $2, $3)"
        ))
        .bind(version)
        .bind(Json(serde_json::json!({})))
        .bind(now)
        .run()
        .await
        .unwrap();
        tx.query(sql!(
            "insert into enrolment (id, person_id, course_slug, version_id, run, state, started_at, seen_at)
             values ($1, $2, 'droit-auteur', $3, 1, 'in_progress', $4, $4)"
        ))
        .bind(enrolment)
        .bind(who)
        .bind(version)
        .bind(now)
        .run()
        .await
        .unwrap();
        tx.query(sql!(
            "insert into page_progress (enrolment_id, page_key, seen_at) values ($1, 'intro', $2)"
        ))
        .bind(enrolment)
        .bind(now)
        .run()
        .await
        .unwrap();
        tx.query(sql!(
            "insert into attempt (id, enrolment_id, page_key, number, seed, version_id, drawn, state, opened_at)
             values ($1, $2, 'intro', 1, 7, $3, $4, 'open', $5)"
        ))
        .bind(attempt)
        .bind(enrolment)
        .bind(version)
        .bind(Json(serde_json::json!(["q1"])))
        .bind(now)
        .run()
        .await
        .unwrap();
        tx.query(sql!(
            "insert into answer (id, attempt_id, question_id, fingerprint, given, state, given_at)
             values ($1, $1, 'q1', 'f', $2, 'draft', $3)"
        ))
        .bind(attempt)
        .bind(Json(serde_json::json!({ "choice": "b" })))
        .bind(now)
        .run()
        .await
        .unwrap();
        tx.query(sql!(
            "insert into production (id, enrolment_id, page_key, activity_id, body, state, saved_at)
             values ($1, $1, 'intro', 'seance', 'Ma séance', 'draft', $2)"
        ))
        .bind(enrolment)
        .bind(now)
        .run()
        .await
        .unwrap();
    }
}
