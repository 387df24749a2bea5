//! Answering the questions of a page.

use axum::Json;
use preau::course::published::{Answers, PageRule, Question as Source};
use preau::learning::grade::{self, MAX_TEXT};
use preau::learning::{Outcome, Seat, answer, draw};
use preau::{Error, Fault, Result, Tx};
use serde::Deserialize;
use utoipa::ToSchema;

use super::caller::Member;
use super::desk::{Desk, Done};
use super::problem::Problem;
use super::sent::{Named, Sent};

/// An answer, in the one member that the question takes. Options are named by their keys, as the page gave them.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Given {
    /// Keys of the options chosen (`single`, `multiple`).
    chosen: Option<Vec<String>>,
    /// What is typed (`text`, `number`, `open`).
    text: Option<String>,
    /// For each left cell, the key of the cell beside it (`matching`).
    pairs: Option<Vec<Option<String>>>,
    /// Every key, in order (`ordering`).
    order: Option<Vec<String>>,
}

impl Given {
    /// The answer as the fields of a form, its keys checked: one from another attempt is refused, never left out.
    fn fields(self, question: &Source, seed: i64) -> Result<Vec<(String, String)>> {
        let (wanted, count) = match &question.answers {
            Answers::Single { options } | Answers::Multiple { options } => ("chosen", options.len()),
            Answers::Text { .. } | Answers::Number { .. } | Answers::Open => ("text", 0),
            Answers::Matching { right, distractors, .. } => ("pairs", right.len() + distractors.len()),
            Answers::Ordering { items } => ("order", items.len()),
        };
        let shape = || Error::from(Fault::new(wanted, "answer-shape").with("wanted", wanted));
        let known = |key: &String| draw::option_index(seed, &question.id, count, key).is_some();
        let checked = |keys: &[String]| {
            if keys.iter().all(known) { Ok(()) } else { Err(Error::from(Fault::new(wanted, "answer-key"))) }
        };
        let named = |name: &'static str, keys: Vec<String>| {
            keys.into_iter().map(|key| (name.to_owned(), key)).collect()
        };
        let single = matches!(question.answers, Answers::Single { .. });
        match (wanted, self.chosen, self.text, self.pairs, self.order) {
            ("chosen", Some(chosen), None, None, None) => {
                checked(&chosen)?;
                if single && chosen.len() > 1 {
                    return Err(shape());
                }
                Ok(named("answer", chosen))
            }
            ("text", None, Some(text), None, None) => {
                if text.chars().count() > MAX_TEXT {
                    return Err(Fault::new("text", "text-too-long").with("max", MAX_TEXT).into());
                }
                Ok(vec![("answer".to_owned(), text)])
            }
            ("pairs", None, None, Some(pairs), None) => {
                let given: Vec<String> = pairs.iter().flatten().cloned().collect();
                checked(&given)?;
                let place = |(place, key): (usize, Option<String>)| Some((format!("left-{place}"), key?));
                Ok(pairs.into_iter().enumerate().filter_map(place).collect())
            }
            ("order", None, None, None, Some(order)) => {
                checked(&order)?;
                let mut distinct: Vec<&String> = order.iter().collect();
                distinct.sort_unstable();
                distinct.dedup();
                // What is missing would be put where it was shown: that is no order of the learner's.
                if distinct.len() != count || order.len() != count {
                    return Err(shape());
                }
                Ok(named("order", order))
            }
            _ => Err(shape()),
        }
    }
}

/// The seed that the questions of a page are shown with.
async fn seed(tx: &mut Tx, seat: &Seat<'_>, key: &str) -> Result<i64> {
    let attempt = answer::latest(tx, seat.enrolment.id, key).await?;
    Ok(attempt.map_or_else(|| draw::seed(seat.enrolment.id, key, 1), |attempt| attempt.seed))
}

/// Keeps an answer without handing it in: nothing is graded. Twice is once.
#[utoipa::path(
    put, path = "/courses/{slug}/pages/{page}/answers/{question}", tag = "learning", operation_id = "saveAnswer",
    params(("slug" = String, Path), ("page" = String, Path), ("question" = String, Path)),
    request_body = Given,
    responses((status = 200, body = Done)),
)]
pub(super) async fn save(
    Member(caller): Member,
    Named((slug, key, id)): Named<(String, String, String)>,
    Sent(given): Sent<Given>,
) -> Result<Json<Done>, Problem> {
    let desk = Desk::sit(&caller, &slug, &key).await?;
    desk.may_answer().await?;
    let question = desk.question(&id)?;
    let mut tx = caller.begin().await?;
    let seat = desk.seat(&mut tx).await?;
    let fields = given.fields(question, seed(&mut tx, &seat, &key).await?)?;
    answer::save(&mut tx, &seat, &key, &id, &fields, caller.now).await?;
    Ok(Json(desk.finish(tx, Outcome::default(), Some(&id)).await?))
}

/// Hands an answer in and grades it: for pages with feedback at once. An empty or unreadable one costs no try.
#[utoipa::path(
    post, path = "/courses/{slug}/pages/{page}/answers/{question}/submission", tag = "learning",
    operation_id = "submitAnswer",
    params(("slug" = String, Path), ("page" = String, Path), ("question" = String, Path)),
    request_body = Given,
    responses((status = 200, body = Done)),
)]
pub(super) async fn submit(
    Member(caller): Member,
    Named((slug, key, id)): Named<(String, String, String)>,
    Sent(given): Sent<Given>,
) -> Result<Json<Done>, Problem> {
    let desk = Desk::sit(&caller, &slug, &key).await?;
    desk.may_answer().await?;
    let question = desk.question(&id)?;
    let mut tx = caller.begin().await?;
    let seat = desk.seat(&mut tx).await?;
    let fields = given.fields(question, seed(&mut tx, &seat, &key).await?)?;
    let outcome = answer::submit(&mut tx, &seat, &key, &id, &fields, caller.now).await?;
    Ok(Json(desk.finish(tx, outcome, Some(&id)).await?))
}

/// Asks for one hint more; it costs nothing.
#[utoipa::path(
    post, path = "/courses/{slug}/pages/{page}/hints/{question}", tag = "learning", operation_id = "askHint",
    params(("slug" = String, Path), ("page" = String, Path), ("question" = String, Path)),
    responses((status = 200, body = Done)),
)]
pub(super) async fn hint(
    Member(caller): Member,
    Named((slug, key, id)): Named<(String, String, String)>,
) -> Result<Json<Done>, Problem> {
    let desk = Desk::sit(&caller, &slug, &key).await?;
    desk.may_answer().await?;
    desk.question(&id)?;
    let mut tx = caller.begin().await?;
    let seat = desk.seat(&mut tx).await?;
    answer::hint(&mut tx, &seat, &key, &id, caller.now).await?;
    Ok(Json(desk.finish(tx, Outcome::default(), Some(&id)).await?))
}

/// Hands the attempt in, for pages with a pass mark: what has no answer scores nothing.
#[utoipa::path(
    post, path = "/courses/{slug}/pages/{page}/hand-in", tag = "learning", operation_id = "handIn",
    params(("slug" = String, Path), ("page" = String, Path)),
    responses((status = 200, body = Done)),
)]
pub(super) async fn hand_in(
    Member(caller): Member,
    Named((slug, key)): Named<(String, String)>,
) -> Result<Json<Done>, Problem> {
    let desk = Desk::sit(&caller, &slug, &key).await?;
    desk.may_answer().await?;
    let page = desk.page()?;
    match page.rule {
        PageRule::Threshold => {}
        PageRule::Read | PageRule::Activities => return Err(Error::NotFound.into()),
    }
    let mut tx = caller.begin().await?;
    let seat = desk.seat(&mut tx).await?;
    if let Some(attempt) = answer::latest(&mut tx, seat.enrolment.id, &key).await? {
        readable(&answer::stored(&mut tx, attempt.id).await?, page.questions())?;
    }
    let outcome = answer::hand_in(&mut tx, &seat, &key, caller.now).await?;
    Ok(Json(desk.finish(tx, outcome, None).await?))
}

/// Refuses to grade what cannot be read: it can still be mended.
fn readable<'q>(stored: &[answer::Stored], questions: impl Iterator<Item = &'q Source>) -> Result<()> {
    let mut faults = Vec::new();
    for question in questions {
        let kept = stored.iter().find(|kept| kept.question_id == question.id).and_then(answer::Stored::given);
        let Some(given) = kept.filter(|given| !given.is_empty()) else { continue };
        match grade::check(question, &given) {
            Ok(()) => {}
            Err(Error::Invalid(found)) => {
                faults.extend(found.into_iter().map(|fault| fault.with("question", &question.id)))
            }
            Err(other) => return Err(other),
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// Begins another attempt after one that was handed in; an open one is kept.
#[utoipa::path(
    post, path = "/courses/{slug}/pages/{page}/attempts", tag = "learning", operation_id = "beginAttempt",
    params(("slug" = String, Path), ("page" = String, Path)),
    responses((status = 200, body = Done)),
)]
pub(super) async fn restart(
    Member(caller): Member,
    Named((slug, key)): Named<(String, String)>,
) -> Result<Json<Done>, Problem> {
    let desk = Desk::sit(&caller, &slug, &key).await?;
    desk.may_answer().await?;
    let mut tx = caller.begin().await?;
    let seat = desk.seat(&mut tx).await?;
    answer::restart(&mut tx, &seat, &key, caller.now).await?;
    Ok(Json(desk.finish(tx, Outcome::default(), None).await?))
}
