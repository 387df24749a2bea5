//! Answering: drafts kept as given, answers handed in and graded, hints, attempts at a page.
//!
//! An attempt fixes what was drawn and in which order. With immediate feedback each question is handed in by itself;
//! with feedback at the end the answers stay drafts until the whole attempt is.

use serde::Deserialize as _;
use sqlx::types::Json;
use uuid::Uuid;

use super::fraction::{self, Fraction};
use super::grade::{self, Given};
use super::{Outcome, Seat, draw, progress};
use crate::clock::Timestamp;
use crate::course::published::{FeedbackTime, Page, PageRule, Question};
use crate::db::{Conn, Tx};
use crate::error::{Error, Refusal, Result};
use crate::{ids, sql};

/// An attempt at the questions of a page.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Attempt {
    pub id: Uuid,
    pub number: i32,
    pub seed: i64,
    pub drawn: Json<Vec<String>>,
    pub state: String,
    pub points: Option<String>,
    pub out_of: Option<String>,
    pub closed_at: Option<Timestamp>,
}

impl Attempt {
    pub fn is_open(&self) -> bool {
        self.state == "open"
    }

    /// Points and stake once handed in.
    pub fn score(&self) -> Option<(Fraction, Fraction)> {
        Some((fraction::read(self.points.as_deref())?, fraction::read(self.out_of.as_deref())?))
    }
}

/// One stored answer.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Stored {
    pub attempt_id: Uuid,
    pub question_id: String,
    pub fingerprint: String,
    pub given: Json<serde_json::Value>,
    pub state: String,
    pub tries: i32,
    pub hints: i32,
    pub score: Option<String>,
    pub best: Option<String>,
    pub given_at: Timestamp,
}

impl Stored {
    /// What was given; none while only a hint was asked for.
    pub fn given(&self) -> Option<Given> {
        read(&self.given)
    }
}

/// What was given, as the database keeps it.
pub(super) fn read(given: &Json<serde_json::Value>) -> Option<Given> {
    Given::deserialize(&given.0).ok()
}

/// The latest attempt at a page.
pub async fn latest(db: &mut impl Conn, enrolment: Uuid, page_key: &str) -> Result<Option<Attempt>> {
    db.query(sql!(
        "select id, number, seed, drawn, state, points, out_of, closed_at
           from attempt
          where enrolment_id = $1 and page_key = $2
          order by number desc
          limit 1"
    ))
    .bind(enrolment)
    .bind(page_key)
    .optional()
    .await
}

/// Answers of an attempt.
pub async fn stored(db: &mut impl Conn, attempt: Uuid) -> Result<Vec<Stored>> {
    db.query(sql!(
        "select attempt_id, question_id, fingerprint, given, state, tries, hints, score, best, given_at
           from answer
          where attempt_id = $1
          order by question_id"
    ))
    .bind(attempt)
    .all()
    .await
}

/// Tries at one question of an attempt; 0 = unlimited. On a page with a pass mark each attempt gives one.
pub fn tries_allowed(page: &Page, question: &Question) -> u16 {
    match page.rule {
        PageRule::Threshold if question.attempts == page.attempts => 1,
        PageRule::Threshold | PageRule::Read | PageRule::Activities => question.attempts,
    }
}

/// The open attempt, or a first one. Two tabs share it: the constraint on open attempts decides.
async fn open(tx: &mut Tx, seat: &Seat<'_>, page: &Page, now: Timestamp) -> Result<Attempt> {
    if let Some(attempt) = latest(tx, seat.enrolment.id, &page.key).await? {
        if attempt.is_open() {
            return Ok(attempt);
        }
        return Err(Refusal::new("attempt-closed").into());
    }
    start(tx, seat, page, 1, now).await
}

async fn start(tx: &mut Tx, seat: &Seat<'_>, page: &Page, number: i32, now: Timestamp) -> Result<Attempt> {
    let seed = draw::seed(seat.enrolment.id, &page.key, number);
    tx.query(sql!(
        "insert into attempt (id, enrolment_id, page_key, number, seed, version_id, drawn, state, opened_at)
         values ($1, $2, $3, $4, $5, $6, $7, 'open', $8)
         on conflict do nothing"
    ))
    .bind(ids::new(now))
    .bind(seat.enrolment.id)
    .bind(&page.key)
    .bind(number)
    .bind(seed)
    .bind(seat.enrolment.version_id)
    .bind(Json(draw::questions(page, seed)))
    .bind(now)
    .run()
    .await?;
    latest(tx, seat.enrolment.id, &page.key).await?.ok_or(Error::NotFound)
}

async fn answer_of(tx: &mut Tx, attempt: Uuid, question: &str) -> Result<Option<Stored>> {
    tx.query(sql!(
        "select attempt_id, question_id, fingerprint, given, state, tries, hints, score, best, given_at
           from answer
          where attempt_id = $1 and question_id = $2"
    ))
    .bind(attempt)
    .bind(question)
    .optional()
    .await
}

/// Keeps an answer as it is being given; nothing is graded.
///
/// # Errors
/// Refusal `attempt-closed` once the attempt is handed in, `tries-used` when no try is left.
pub async fn save(
    tx: &mut Tx,
    seat: &Seat<'_>,
    page_key: &str,
    question_id: &str,
    fields: &[(String, String)],
    now: Timestamp,
) -> Result<()> {
    let page = seat.page(page_key)?;
    let question = seat.question(page, question_id)?;
    let attempt = open(tx, seat, page, now).await?;
    if !draw::asked(page, &attempt.drawn.0).contains(&question.id) {
        return Err(Error::NotFound);
    }
    let known = answer_of(tx, attempt.id, question_id).await?;
    let given = Given::from_fields(question, attempt.seed, fields);
    // A draft that arrives after the answer it became changes nothing: the network does not keep the order.
    let repeated = known.as_ref().is_some_and(|known| {
        known.state == "final"
            && known.fingerprint == question.fingerprint
            && known.given().as_ref() == Some(&given)
    });
    if repeated {
        return Ok(());
    }
    tries_left(page, question, known.as_ref())?;
    write_draft(tx, attempt.id, question, Some(&given), now).await
}

async fn write_draft(
    tx: &mut Tx,
    attempt: Uuid,
    question: &Question,
    given: Option<&Given>,
    now: Timestamp,
) -> Result<()> {
    tx.query(sql!(
        "insert into answer (id, attempt_id, question_id, fingerprint, given, state, given_at)
         values ($1, $2, $3, $4, $5, 'draft', $6)
         on conflict (attempt_id, question_id) do update
            set given = excluded.given, fingerprint = excluded.fingerprint, state = 'draft', given_at = excluded.given_at"
    ))
    .bind(ids::new(now))
    .bind(attempt)
    .bind(&question.id)
    .bind(&question.fingerprint)
    .bind(match given {
        Some(given) => Json(serde_json::to_value(given).map_err(Error::broken)?),
        None => Json(serde_json::json!({})),
    })
    .bind(now)
    .run()
    .await?;
    Ok(())
}

fn tries_left(page: &Page, question: &Question, known: Option<&Stored>) -> Result<()> {
    let allowed = i32::from(tries_allowed(page, question));
    if allowed > 0 && known.is_some_and(|known| known.tries >= allowed) {
        return Err(Refusal::new("tries-used").with("tries", allowed).into());
    }
    Ok(())
}

/// Hands one answer in and grades it (pages with immediate feedback).
///
/// # Errors
/// `Invalid` for an empty or unreadable answer: it is kept as a draft and costs nothing; refusals `tries-used`,
/// `attempt-closed`, `feedback-at-end`.
pub async fn submit(
    tx: &mut Tx,
    seat: &Seat<'_>,
    page_key: &str,
    question_id: &str,
    fields: &[(String, String)],
    now: Timestamp,
) -> Result<Outcome> {
    let page = seat.page(page_key)?;
    if page.feedback == FeedbackTime::End {
        return Err(Refusal::new("feedback-at-end").into());
    }
    let question = seat.question(page, question_id)?;
    let attempt = open(tx, seat, page, now).await?;
    if !draw::asked(page, &attempt.drawn.0).contains(&question.id) {
        return Err(Error::NotFound);
    }
    let known = answer_of(tx, attempt.id, question_id).await?;
    tries_left(page, question, known.as_ref())?;
    let given = Given::from_fields(question, attempt.seed, fields);
    grade::check(question, &given)?;
    write_draft(tx, attempt.id, question, Some(&given), now).await?;
    hand_in_one(tx, &attempt, question, &given, known.as_ref(), now).await?;
    progress::seen(tx, seat, page_key, now).await?;
    progress::refresh(tx, seat, page, now).await
}

async fn hand_in_one(
    tx: &mut Tx,
    attempt: &Attempt,
    question: &Question,
    given: &Given,
    known: Option<&Stored>,
    now: Timestamp,
) -> Result<()> {
    let score = grade::grade(question, given).score;
    // An answer to another wording keeps its score: the question changed, not the learner.
    let before = known.and_then(|known| fraction::read(known.best.as_deref()));
    let best = match (score, before) {
        (Some(score), Some(before)) => Some(score.max(before)),
        (score, before) => score.or(before),
    };
    tx.query(sql!(
        "update answer set state = 'final', tries = tries + 1, score = $3, best = $4, final_at = $5
          where attempt_id = $1 and question_id = $2"
    ))
    .bind(attempt.id)
    .bind(&question.id)
    .bind(score.map(|score| score.to_string()))
    .bind(best.map(|best| best.to_string()))
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Hands the whole attempt in (pages with feedback at the end). What was not answered scores nothing.
///
/// # Errors
/// `NotFound` before anything was answered; refusal `attempt-closed` when it was handed in already.
pub async fn hand_in(tx: &mut Tx, seat: &Seat<'_>, page_key: &str, now: Timestamp) -> Result<Outcome> {
    let page = seat.page(page_key)?;
    let attempt = open(tx, seat, page, now).await?;
    let answers = stored(tx, attempt.id).await?;
    let (mut points, mut out_of) = (Fraction::ZERO, Fraction::ZERO);
    for question in page.questions().filter(|question| attempt.drawn.0.contains(&question.id)) {
        let stake = Fraction::whole(i128::from(question.points));
        out_of = out_of.plus(stake);
        let Some(known) = answers.iter().find(|answer| answer.question_id == question.id) else { continue };
        let Some(given) = known.given().filter(|given| !given.is_empty()) else { continue };
        if known.state == "draft" {
            hand_in_one(tx, &attempt, question, &given, Some(known), now).await?;
        }
        if let Some(score) = grade::grade(question, &given).score {
            points = points.plus(score.times(stake));
        }
    }
    tx.query(sql!(
        "update attempt set state = 'handed_in', points = $2, out_of = $3, closed_at = $4 where id = $1 and state = 'open'"
    ))
    .bind(attempt.id)
    .bind(points.to_string())
    .bind(out_of.to_string())
    .bind(now)
    .run()
    .await?;
    progress::seen(tx, seat, page_key, now).await?;
    progress::refresh(tx, seat, page, now).await
}

/// Begins a new attempt after one that was handed in; an open one is given back as it is.
///
/// # Errors
/// Refusal `attempts-used` when the page allows no more.
pub async fn restart(tx: &mut Tx, seat: &Seat<'_>, page_key: &str, now: Timestamp) -> Result<()> {
    let page = seat.page(page_key)?;
    let Some(last) = latest(tx, seat.enrolment.id, page_key).await? else { return Ok(()) };
    if last.is_open() {
        if page.feedback == FeedbackTime::End || page.rule != PageRule::Threshold {
            return Ok(());
        }
        // With immediate feedback nobody hands the attempt in: beginning anew closes it.
        tx.query(sql!("update attempt set state = 'handed_in', closed_at = $2 where id = $1"))
            .bind(last.id)
            .bind(now)
            .run()
            .await?;
    }
    if !attempts_left(page, last.number) {
        return Err(Refusal::new("attempts-used").with("attempts", page.attempts).into());
    }
    start(tx, seat, page, last.number + 1, now).await?;
    Ok(())
}

/// Whether another attempt may follow attempt `number`.
pub fn attempts_left(page: &Page, number: i32) -> bool {
    page.attempts == 0 || number < i32::from(page.attempts)
}

/// Shows one hint more; costs nothing.
///
/// # Errors
/// `NotFound` when the question has no more.
pub async fn hint(
    tx: &mut Tx,
    seat: &Seat<'_>,
    page_key: &str,
    question_id: &str,
    now: Timestamp,
) -> Result<()> {
    let page = seat.page(page_key)?;
    let question = seat.question(page, question_id)?;
    let attempt = open(tx, seat, page, now).await?;
    if answer_of(tx, attempt.id, question_id).await?.is_none() {
        write_draft(tx, attempt.id, question, None, now).await?;
    }
    let count = i32::try_from(question.hints.len()).unwrap_or(0);
    tx.query(sql!(
        "update answer set hints = hints + 1 where attempt_id = $1 and question_id = $2 and hints < $3"
    ))
    .bind(attempt.id)
    .bind(question_id)
    .bind(count)
    .run()
    .await?;
    Ok(())
}
