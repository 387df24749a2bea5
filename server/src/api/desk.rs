//! A learner's act by program, in one transaction: the verb, and the attestation when it was the last step.
//!
//! The same verbs and the same order as behind the forms: what one door may not do, none may.

use std::sync::Arc;

use preau::access::{Act, Allowed};
use preau::certificate::{self, Issuer};
use preau::course::live::Live;
use preau::course::published::{Page, PageKind, Question as Source};
use preau::learning::{self, Outcome, Seat, player, prerequisites};
use preau::{Error, Refusal, Result, Tx};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::block::Shown;
use super::caller::Caller;
use super::catalogue::course;
use super::enrolment::EnrolmentState;
use super::page::{PageState, Standing};
use super::question::Question;

/// A learner's place in a course, loaded before the transaction that writes.
pub(super) struct Desk<'c> {
    caller: &'c Caller,
    slug: String,
    key: String,
    live: Arc<Live>,
    allowed: Allowed<Uuid>,
}

/// What an act did, and where the learner stands after it.
#[derive(Serialize, ToSchema)]
pub(super) struct Done {
    /// The page became done with this act.
    page_done: bool,
    /// The course became completed with this act.
    course_completed: bool,
    /// Number of the attestation issued with this act.
    attestation: Option<String>,
    page: PageState,
    enrolment: EnrolmentState,
    /// The question of this act, with the feedback that is due.
    question: Option<Question>,
}

impl<'c> Desk<'c> {
    /// Finds the caller's place in a course.
    ///
    /// # Errors
    /// `LoginNeeded`, `NotFound` for a course or a page that is not there, refusal `enrolment-needed`.
    pub(super) async fn sit(caller: &'c Caller, slug: &str, key: &str) -> Result<Self> {
        let allowed = caller.allow_own(Act::Learn)?;
        let (enrolment, live) = course(caller, slug).await?;
        live.page(key).ok_or(Error::NotFound)?;
        if enrolment.is_none() {
            return Err(Refusal::new("enrolment-needed").into());
        }
        Ok(Self { caller, slug: slug.to_owned(), key: key.to_owned(), live, allowed })
    }

    /// The page.
    pub(super) fn page(&self) -> Result<&Page> {
        self.live.page(&self.key).ok_or(Error::NotFound)
    }

    /// A question of the page.
    pub(super) fn question(&self, id: &str) -> Result<&Source> {
        self.page()?.questions().find(|question| question.id == id).ok_or(Error::NotFound)
    }

    /// Refuses to answer an assessment before what it asks for has been done.
    pub(super) async fn may_answer(&self) -> Result<()> {
        let page = self.page()?;
        if page.kind != PageKind::Assessment || page.prerequisites.is_empty() {
            return Ok(());
        }
        let mut read = self.caller.read().await?;
        let person = *self.allowed.thing();
        let enrolment = learning::find(&mut read, person, &self.slug).await?.ok_or(Error::NotFound)?;
        let (facts, _, _) = player::standing(&mut read, &enrolment, &self.live.course).await?;
        let unmet = prerequisites::unmet(&mut read, person, &self.live.course, page, &facts.done).await?;
        if unmet.is_empty() { Ok(()) } else { Err(Refusal::new("prerequisite-missing").into()) }
    }

    /// Holds the place for the length of a transaction.
    pub(super) async fn seat(&self, tx: &mut Tx) -> Result<Seat<'_>> {
        learning::hold(tx, self.allowed, &self.slug, self.live.version_id, &self.live.course).await
    }

    /// Issues the attestation when the course became completed, commits, and says where the learner stands now.
    pub(super) async fn finish(&self, mut tx: Tx, outcome: Outcome, question: Option<&str>) -> Result<Done> {
        let attestation = match outcome.completed {
            Some(completion) => attest(self.caller, &self.live, &mut tx, completion).await?,
            None => None,
        };
        self.caller.commit(tx).await?;
        let mut read = self.caller.read().await?;
        let page = self.page()?;
        let enrolment =
            learning::find(&mut read, *self.allowed.thing(), &self.slug).await?.ok_or(Error::NotFound)?;
        let standing = Standing::load(&mut read, enrolment, &self.live, page).await?;
        let shown = Shown { page, player: Some(&standing.player), withheld: false, trainer: false };
        let player = &standing.player;
        Ok(Done {
            page_done: outcome.page_done,
            course_completed: outcome.completed.is_some(),
            attestation,
            page: standing.state(page),
            enrolment: EnrolmentState::of(&self.live, &player.enrolment, &player.course, &player.standing),
            question: question
                .map(|id| self.question(id).map(|question| shown.question(question)))
                .transpose()?,
        })
    }
}

/// Issues the attestation of a completion; gives its number.
pub(super) async fn attest(
    caller: &Caller,
    live: &Live,
    tx: &mut Tx,
    completion: Uuid,
) -> Result<Option<String>> {
    let config = &caller.site.config;
    // An installation without a name attests nothing, but never refuses an answer for it.
    if !live.course.meta.completion.attestation || config.issuer.name.trim().is_empty() {
        return Ok(None);
    }
    let issuer = Issuer { name: config.issuer.name.clone(), detail: config.issuer.detail.clone() };
    let issued = certificate::issue(tx, completion, &issuer, &config.zone, caller.now).await?;
    Ok(Some(issued.number))
}
