//! Doing what a form of a page asks, in one transaction: the verb, and the attestation when it was the last step.
//!
//! Forms, islands and programs all come through [`act`]: what one of them may not do, none may.

use std::collections::BTreeSet;

use preau::access::{Act, Allowed};
use preau::certificate::{self, Issuer};
use preau::course::published::{Block, Page, PageKind, PublishedCourse, Question};
use preau::learning::grade::{self, Given};
use preau::learning::player;
use preau::learning::production::{self, Input};
use preau::learning::{
    Enrolment, Outcome, Seat, answer, checklist, draft, draw, hold, pages, prerequisites, survey,
};
use preau::{Error, Refusal, Result, Timestamp, Tx};
use uuid::Uuid;

use super::reading::{by_attempts, course, seal};
use super::trial::{Trial, part};
use super::upload::Arrived;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::texts;

/// What a form may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    SaveAnswer,
    /// Every question of the page, in one form.
    SaveAnswers,
    Submit,
    Hint,
    HandIn,
    Restart,
    Tick,
    Survey,
    Read,
    Unread,
    SaveProduction,
    HandInProduction,
}

impl Deed {
    /// What the fields ask for. A button that moves an item, or asks for a hint, keeps the answer too.
    pub(super) fn of(fields: &Fields) -> Option<Self> {
        let prefixed = fields.pairs().iter().any(|(name, _)| name.contains('.'));
        Some(match fields.get("act") {
            "answer.save" => Self::SaveAnswer,
            "answers.save" => Self::SaveAnswers,
            "answer.submit" => Self::Submit,
            "answer.hint" => Self::Hint,
            "attempt.hand_in" => Self::HandIn,
            "attempt.restart" => Self::Restart,
            "checklist.tick" => Self::Tick,
            "survey.answer" => Self::Survey,
            "page.read" => Self::Read,
            "page.unread" => Self::Unread,
            "production.save" => Self::SaveProduction,
            "production.hand_in" => Self::HandInProduction,
            "" if fields.has("hint") => Self::Hint,
            "" if prefixed => Self::SaveAnswers,
            "" if fields.has("move") => Self::SaveAnswer,
            _ => return None,
        })
    }

    /// It only keeps what is being written: nothing else on the page changes.
    pub(super) fn is_draft(self) -> bool {
        match self {
            Self::SaveAnswer | Self::SaveAnswers | Self::SaveProduction => true,
            Self::Submit
            | Self::Hint
            | Self::HandIn
            | Self::Restart
            | Self::Tick
            | Self::Survey
            | Self::Read
            | Self::Unread
            | Self::HandInProduction => false,
        }
    }

    fn answers(self) -> bool {
        match self {
            Self::SaveAnswer
            | Self::SaveAnswers
            | Self::Submit
            | Self::Hint
            | Self::HandIn
            | Self::Restart => true,
            Self::Tick
            | Self::Survey
            | Self::Read
            | Self::Unread
            | Self::SaveProduction
            | Self::HandInProduction => false,
        }
    }
}

/// What an act did.
#[derive(Debug, Clone)]
pub(super) struct Done {
    pub deed: Deed,
    pub outcome: Outcome,
    /// The activity to come back to; empty for the page.
    pub activity: String,
}

/// The answer to an act.
pub(super) enum Verdict {
    Done(Done),
    /// Not done, for a reason to be shown with what was typed.
    Refused(Box<Trial>),
}

/// Does what the fields ask on a page of the asker's own course.
///
/// # Errors
/// Whatever is not about what was typed: `LoginNeeded`, `NotFound`, `Unavailable`…
pub(super) async fn act(
    cx: &Cx,
    slug: &str,
    key: &str,
    fields: &Fields,
    file: Option<Arrived>,
) -> Result<Verdict> {
    let deed = Deed::of(fields).ok_or(Error::NotFound)?;
    let allowed = cx.allow_own(Act::Learn)?;
    let (enrolment, live) = course(cx, slug).await?;
    let page = live.page(key).ok_or(Error::NotFound)?;
    let refused = |error| Trial::of(cx, fields, error).map(|trial| Verdict::Refused(Box::new(trial)));
    let Some(enrolment) = enrolment else { return refused(Refusal::new("enrolment-needed").into()) };
    if page.kind == PageKind::Assessment && deed.answers() && !page.prerequisites.is_empty() {
        let mut read = cx.read().await?;
        let (facts, _, _) = player::standing(&mut read, &enrolment, &live.course).await?;
        let unmet =
            prerequisites::unmet(&mut read, enrolment.person_id, &live.course, page, &facts.done).await?;
        if !unmet.is_empty() {
            return refused(Refusal::new("prerequisite-missing").into());
        }
    }

    let desk = Desk { deed, page, fields, now: cx.now };
    if deed == Deed::SaveAnswer && desk.keep(cx, allowed, &enrolment).await? {
        return Ok(Verdict::Done(desk.done(Outcome::default())));
    }
    let mut tx = cx.begin().await?;
    let done = match hold(&mut tx, allowed, slug, live.version_id, &live.course).await {
        Ok(seat) => desk.do_it(&mut tx, &seat, file).await,
        Err(error) => Err(error.into()),
    };
    let outcome = match done {
        Ok(outcome) => outcome,
        Err(Stop::Error(error)) => return refused(error),
        // What was typed is kept although it was not taken.
        Err(Stop::Kept(why)) => {
            cx.commit(tx).await?;
            return why.trial(cx, fields).map(|trial| Verdict::Refused(Box::new(trial)));
        }
    };
    if let Some(completion) = outcome.completed {
        attest(cx, &mut tx, completion, &live.course).await?;
    }
    cx.commit(tx).await?;
    Ok(Verdict::Done(desk.done(outcome)))
}

/// Issues the attestation of a completion in its own transaction, when the course gives one.
pub(super) async fn attest(cx: &Cx, tx: &mut Tx, completion: Uuid, course: &PublishedCourse) -> Result<()> {
    let config = &cx.site.config;
    // An installation without a name attests nothing, but never refuses an answer for it.
    if course.meta.completion.attestation && !config.issuer.name.trim().is_empty() {
        let issuer = Issuer { name: config.issuer.name.clone(), detail: config.issuer.detail.clone() };
        certificate::issue(tx, completion, &issuer, &config.zone, cx.now).await?;
    }
    Ok(())
}

/// Why an act stopped.
enum Stop {
    /// Nothing is to be kept.
    Error(Error),
    /// The transaction holds a draft of what was typed.
    Kept(Why),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

enum Why {
    Error(Error),
    /// Questions with something that cannot be read, when all is handed in.
    Unreadable(Vec<(String, Error)>),
    /// So many questions have no answer.
    Unanswered(usize),
}

impl Why {
    fn trial(self, cx: &Cx, fields: &Fields) -> Result<Trial> {
        let mut trial = Trial { fields: fields.pairs().to_vec(), ..Trial::default() };
        match self {
            Self::Error(error) => return Trial::of(cx, fields, error),
            Self::Unanswered(count) => trial.unanswered = Some(count),
            Self::Unreadable(questions) => {
                for (question, error) in questions {
                    let Error::Invalid(faults) = error else { return Err(error) };
                    let sentences = faults
                        .iter()
                        .map(|fault| (question.clone(), fault.field, texts::fault(cx.lang, fault)));
                    trial.faults.extend(sentences);
                }
            }
        }
        Ok(trial)
    }
}

/// One act about to be done.
struct Desk<'a> {
    deed: Deed,
    page: &'a Page,
    fields: &'a Fields,
    now: Timestamp,
}

impl Desk<'_> {
    fn done(&self, outcome: Outcome) -> Done {
        let fields = self.fields;
        let activity = if fields.has("hint") { fields.get("hint") } else { fields.get("activity") };
        let moved = fields.pairs().iter().find_map(|(name, _)| name.strip_suffix(".move"));
        Done { deed: self.deed, outcome, activity: moved.unwrap_or(activity).to_owned() }
    }

    /// Keeps one answer without holding the learner's place. False: nothing was written, the ordinary way decides.
    async fn keep(&self, cx: &Cx, allowed: Allowed<Uuid>, enrolment: &Enrolment) -> Result<bool> {
        let (page, id, pairs) = (self.page, self.fields.get("activity"), self.fields.pairs());
        let block = page.activities().find(|block| block.activity_id() == Some(id));
        let Some(block @ Block::Question(question)) = block else { return Ok(false) };
        let Some(place) = draft::place(&mut cx.read().await?, enrolment.id, &page.key, id).await? else {
            return Ok(false);
        };
        let shown = pairs.iter().find(|(name, _)| name == "of");
        if shown.is_some_and(|(_, shown)| *shown != seal(enrolment.id, &page.key, place.seed, block)) {
            return Ok(false);
        }
        draft::keep(&cx.site.db, allowed, enrolment, (page, question), &place, pairs, self.now).await
    }

    async fn do_it(&self, tx: &mut Tx, seat: &Seat<'_>, file: Option<Arrived>) -> Result<Outcome, Stop> {
        let (key, now) = (self.page.key.as_str(), self.now);
        let (id, pairs) = (self.fields.get("activity"), self.fields.pairs());
        match self.deed {
            Deed::Submit => {
                self.same_as_shown(tx, seat, id, pairs).await?;
                match answer::submit(tx, seat, key, id, pairs, now).await {
                    Err(error @ Error::Invalid(_)) => {
                        answer::save(tx, seat, key, id, pairs, now).await?;
                        Err(Stop::Kept(Why::Error(error)))
                    }
                    other => Ok(other?),
                }
            }
            Deed::SaveAnswer => {
                self.same_as_shown(tx, seat, id, pairs).await?;
                answer::save(tx, seat, key, id, pairs, now).await?;
                Ok(Outcome::default())
            }
            Deed::SaveAnswers => {
                self.save_all(tx, seat).await?;
                Ok(Outcome::default())
            }
            Deed::Hint => self.hint(tx, seat).await,
            Deed::HandIn => self.hand_in(tx, seat).await,
            Deed::Restart => {
                answer::restart(tx, seat, key, now).await?;
                Ok(Outcome::default())
            }
            Deed::Tick => {
                self.same_as_shown(tx, seat, id, pairs).await?;
                let ticked: BTreeSet<i32> =
                    self.fields.all("item").filter_map(|item| item.parse().ok()).collect();
                Ok(checklist::tick(tx, seat, key, id, &ticked, now).await?)
            }
            Deed::Survey => {
                self.same_as_shown(tx, seat, id, pairs).await?;
                Ok(survey::answer(tx, seat, key, id, pairs, now).await?)
            }
            Deed::Read => Ok(pages::mark_read(tx, seat, key, now).await?),
            Deed::Unread => Ok(pages::unmark_read(tx, seat, key, now).await?),
            Deed::SaveProduction | Deed::HandInProduction => self.production(tx, seat, file).await,
        }
    }

    /// Refuses an answer to something else than what is asked now: another attempt, another wording, another person.
    async fn same_as_shown(
        &self,
        tx: &mut Tx,
        seat: &Seat<'_>,
        id: &str,
        fields: &[(String, String)],
    ) -> Result<()> {
        let Some((_, shown)) = fields.iter().find(|(name, _)| name == "of") else { return Ok(()) };
        let block = seat.activity(self.page, id)?;
        let seed = match block {
            Block::Question(_) => self.attempt(tx, seat).await?.1,
            Block::Survey(_)
            | Block::Checklist(_)
            | Block::Task(_)
            | Block::Html { .. }
            | Block::Language { .. }
            | Block::Trainer { .. } => 0,
        };
        if *shown != seal(seat.enrolment.id, &self.page.key, seed, block) {
            return Err(Refusal::new("activity-moved").into());
        }
        Ok(())
    }

    /// The attempt under way, and the seed that its questions are shown with.
    async fn attempt(&self, tx: &mut Tx, seat: &Seat<'_>) -> Result<(Option<answer::Attempt>, i64)> {
        let attempt = answer::latest(tx, seat.enrolment.id, &self.page.key).await?;
        let seed = attempt
            .as_ref()
            .map_or_else(|| draw::seed(seat.enrolment.id, &self.page.key, 1), |attempt| attempt.seed);
        Ok((attempt, seed))
    }

    /// Keeps the answers of the form of the whole page that have changed; gives every question asked with what is known.
    async fn save_all<'p>(&self, tx: &mut Tx, seat: &Seat<'p>) -> Result<Vec<(&'p Question, Option<Given>)>> {
        let page = seat.page(&self.page.key)?;
        let (attempt, seed) = self.attempt(tx, seat).await?;
        let stored = match &attempt {
            Some(attempt) => answer::stored(tx, attempt.id).await?,
            None => Vec::new(),
        };
        let asked = attempt
            .as_ref()
            .map_or_else(|| draw::questions(page, seed), |attempt| draw::asked(page, &attempt.drawn.0));
        let mut all = Vec::with_capacity(asked.len());
        for question in page.questions().filter(|question| asked.contains(&question.id)) {
            let known =
                stored.iter().find(|known| known.question_id == question.id).and_then(answer::Stored::given);
            let own = part(self.fields.pairs(), &question.id);
            let given = (!own.is_empty()).then(|| Given::from_fields(question, seed, &own));
            let untouched =
                known.is_none() && given.as_ref().is_none_or(|given| says_nothing(question, seed, given));
            if untouched || given.is_none() || given == known {
                all.push((question, known));
                continue;
            }
            self.same_as_shown(tx, seat, &question.id, &own).await?;
            answer::save(tx, seat, &page.key, &question.id, &own, self.now).await?;
            all.push((question, given));
        }
        Ok(all)
    }

    async fn hint(&self, tx: &mut Tx, seat: &Seat<'_>) -> Result<Outcome, Stop> {
        let (key, now) = (self.page.key.as_str(), self.now);
        let asked = self.fields.get("hint");
        if !asked.is_empty() && self.fields.pairs().iter().any(|(name, _)| name.contains('.')) {
            self.save_all(tx, seat).await?;
            answer::hint(tx, seat, key, asked, now).await?;
            return Ok(Outcome::default());
        }
        let id = self.fields.get("activity");
        self.same_as_shown(tx, seat, id, self.fields.pairs()).await?;
        let question = seat.question(self.page_of(seat)?, id)?;
        let (attempt, seed) = self.attempt(tx, seat).await?;
        let stored = match attempt {
            Some(attempt) => answer::stored(tx, attempt.id).await?,
            None => Vec::new(),
        };
        let known =
            stored.iter().find(|known| known.question_id == question.id).and_then(answer::Stored::given);
        let given = Given::from_fields(question, seed, self.fields.pairs());
        // The answer being written must survive the request for a hint; one that was graded stays as it was graded.
        if Some(&given) != known.as_ref() && !says_nothing(question, seed, &given) {
            answer::save(tx, seat, key, id, self.fields.pairs(), now).await?;
        }
        answer::hint(tx, seat, key, id, now).await?;
        Ok(Outcome::default())
    }

    fn page_of<'p>(&self, seat: &Seat<'p>) -> Result<&'p Page> {
        seat.page(&self.page.key)
    }

    async fn hand_in(&self, tx: &mut Tx, seat: &Seat<'_>) -> Result<Outcome, Stop> {
        if !by_attempts(self.page) {
            return Err(Stop::Error(Error::NotFound));
        }
        // A second click, or the same request sent again: the result is there already.
        if self.attempt(tx, seat).await?.0.is_some_and(|attempt| !attempt.is_open()) {
            return Ok(Outcome::default());
        }
        let all = self.save_all(tx, seat).await?;
        let mut unreadable = Vec::new();
        let mut unanswered = 0;
        for (question, given) in &all {
            match given.as_ref().filter(|given| !given.is_empty()) {
                None => unanswered += 1,
                Some(given) => {
                    if let Err(error) = grade::check(question, given) {
                        unreadable.push((question.id.clone(), error));
                    }
                }
            }
        }
        if !unreadable.is_empty() {
            return Err(Stop::Kept(Why::Unreadable(unreadable)));
        }
        if unanswered > 0 && self.fields.get("confirm") != "yes" {
            return Err(Stop::Kept(Why::Unanswered(unanswered)));
        }
        Ok(answer::hand_in(tx, seat, &self.page.key, self.now).await?)
    }

    /// Keeps or hands in a production. When a part of it is refused, the rest is kept as a draft.
    async fn production(&self, tx: &mut Tx, seat: &Seat<'_>, file: Option<Arrived>) -> Result<Outcome, Stop> {
        let (key, id, now) = (self.page.key.as_str(), self.fields.get("activity"), self.now);
        self.same_as_shown(tx, seat, id, self.fields.pairs()).await?;
        let (upload, refused) = match file {
            Some(Arrived::Kept(file)) => {
                let person = seat.enrolment.person_id;
                let upload = production::register_upload(
                    tx,
                    person,
                    &file.name,
                    file.media_type,
                    file.bytes,
                    &file.sha256,
                    now,
                )
                .await?;
                (Some(upload), None)
            }
            Some(Arrived::Refused(error)) => (None, Some(error)),
            None => (None, None),
        };
        let hand_in = self.deed == Deed::HandInProduction && refused.is_none();
        let input = Input {
            body: self.fields.get("body").to_owned(),
            link: self.fields.get("link").to_owned(),
            upload,
            hand_in,
        };
        match (production::save(tx, seat, key, id, &input, now).await, refused) {
            (Ok(outcome), None) => Ok(outcome),
            (Ok(_), Some(error)) => Err(Stop::Kept(Why::Error(error))),
            (Err(error @ Error::Invalid(_)), refused) => {
                let known = production::of_page(tx, seat.enrolment.id, key)
                    .await?
                    .into_iter()
                    .find(|known| known.activity_id == id);
                let draft = Input {
                    link: known.map(|known| known.link).unwrap_or_default(),
                    hand_in: false,
                    ..input
                };
                // Too long, or of no use here: then it is only on the page.
                let kept = production::save(tx, seat, key, id, &draft, now).await.is_ok();
                let error = both(error, refused);
                Err(if kept { Stop::Kept(Why::Error(error)) } else { Stop::Error(error) })
            }
            (Err(error), _) => Err(Stop::Error(error)),
        }
    }
}

/// The faults of two errors about one form.
fn both(error: Error, other: Option<Error>) -> Error {
    match (error, other) {
        (Error::Invalid(mut faults), Some(Error::Invalid(more))) => {
            faults.extend(more);
            Error::Invalid(faults)
        }
        (error, _) => error,
    }
}

/// Nothing was chosen or written; a ranking in the order it was shown in was not touched.
fn says_nothing(question: &Question, seed: i64, given: &Given) -> bool {
    match given {
        Given::Ordering { order } => *order == draw::options(order.len(), seed, &question.id, true),
        Given::Choice { .. } | Given::Text { .. } | Given::Matching { .. } => given.is_empty(),
    }
}
