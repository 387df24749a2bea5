//! Keeping an answer while it is written: by far the most frequent write of the platform.
//!
//! [`answer::save`] holds the learner's place for the length of a transaction. Nearly always nobody else moves
//! anything meanwhile: here the place is only read, and one statement keeps the answer, provided that everything it
//! was allowed by still stands. Where that is not so, or where there is more to do than to keep an answer, nothing is
//! written and [`answer::save`] decides: it alone refuses.

use sqlx::types::Json;
use uuid::Uuid;

use super::answer;
use super::grade::Given;
use super::{Enrolment, draw};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::course::published::{Page, Question};
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::{ids, sql};

/// Where an answer would be kept: the latest attempt at its page, and what is kept already.
#[derive(Debug, sqlx::FromRow)]
pub struct Place {
    attempt_id: Uuid,
    /// Seed of the attempt: what the form of the question was made with.
    pub seed: i64,
    drawn: Json<Vec<String>>,
    is_open: bool,
    fingerprint: Option<String>,
    given: Option<Json<serde_json::Value>>,
    state: Option<String>,
    /// Zero before anything was handed in.
    tries: i32,
}

/// Reads where an answer would be kept; none before anything was answered on the page.
pub async fn place(
    db: &mut impl Conn,
    enrolment: Uuid,
    page_key: &str,
    question_id: &str,
) -> Result<Option<Place>> {
    db.query(sql!(
        "select t.id as attempt_id, t.seed, t.drawn, t.state = 'open' as is_open,
                a.fingerprint, a.given, a.state, coalesce(a.tries, 0) as tries
           from attempt t
           left join answer a on a.attempt_id = t.id and a.question_id = $3
          where t.enrolment_id = $1 and t.page_key = $2
          order by t.number desc
          limit 1"
    ))
    .bind(enrolment)
    .bind(page_key)
    .bind(question_id)
    .optional()
    .await
}

/// Keeps an answer as it is being given, and says whether it did: `false` leaves it to [`answer::save`].
pub async fn keep(
    db: &Db,
    allowed: Allowed<Uuid>,
    enrolment: &Enrolment,
    (page, question): (&Page, &Question),
    place: &Place,
    fields: &[(String, String)],
    now: Timestamp,
) -> Result<bool> {
    let limit = i32::from(answer::tries_allowed(page, question));
    let given = Given::from_fields(question, place.seed, fields);
    if !place.is_open
        || !draw::asked(page, &place.drawn.0).contains(&question.id)
        || (limit > 0 && place.tries >= limit)
        || place.is_final(question, &given)
    {
        return Ok(false);
    }
    // A new run of the course, a move to another version, an attempt or an answer handed in since: no row.
    let kept = db
        .single(sql! {
            sqlite: "insert into answer (id, attempt_id, question_id, fingerprint, given, state, given_at)
             select $1, t.id, $3, $4, $5, 'draft', $6
               from attempt t
               join enrolment e on e.id = t.enrolment_id
              where t.id = $2 and t.state = 'open'
                and e.id = $7 and e.person_id = $8 and e.version_id = $9 and e.state <> 'dropped'
                and not exists (select 1 from enrolment n
                                 where n.person_id = e.person_id and n.course_slug = e.course_slug and n.run > e.run
                                   and n.state <> 'dropped')
             on conflict (attempt_id, question_id) do update
                set given = excluded.given, fingerprint = excluded.fingerprint, state = 'draft',
                    given_at = excluded.given_at
              where answer.tries = $10",
            postgres: "insert into answer (id, attempt_id, question_id, fingerprint, given, state, given_at)
             select $1, t.id, $3, $4, $5, 'draft', $6
               from attempt t
               join enrolment e on e.id = t.enrolment_id
              where t.id = $2 and t.state = 'open'
                and e.id = $7 and e.person_id = $8 and e.version_id = $9 and e.state <> 'dropped'
                and not exists (select 1 from enrolment n
                                 where n.person_id = e.person_id and n.course_slug = e.course_slug and n.run > e.run
                                   and n.state <> 'dropped')
                for update of e, t
             on conflict (attempt_id, question_id) do update
                set given = excluded.given, fingerprint = excluded.fingerprint, state = 'draft',
                    given_at = excluded.given_at
              where answer.tries = $10",
        })
        .bind(ids::new(now))
        .bind(place.attempt_id)
        .bind(&question.id)
        .bind(&question.fingerprint)
        .bind(Json(serde_json::to_value(&given).map_err(Error::broken)?))
        .bind(now)
        .bind(enrolment.id)
        .bind(*allowed.thing())
        .bind(enrolment.version_id)
        .bind(place.tries)
        .run()
        .await?;
    Ok(kept > 0)
}

impl Place {
    /// This very answer was handed in.
    fn is_final(&self, question: &Question, given: &Given) -> bool {
        self.state.as_deref() == Some("final")
            && self.fingerprint.as_ref() == Some(&question.fingerprint)
            && self.given.as_ref().and_then(answer::read).as_ref() == Some(given)
    }
}
