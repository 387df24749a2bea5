//! Courses followed at scale: enrolments with their pages, and attestations, each issued as any other.

use std::collections::HashSet;
use std::sync::Arc;

use preau::certificate::{self, issue};
use preau::clock::{DAY, HOUR};
use preau::course::live::Live;
use preau::learning::rules;
use preau::{Db, Result, Timestamp, year};
use preau_app::SiteConfig;
use rand::Rng as _;
use uuid::Uuid;

use super::rows::{Completion, Enrolment, Progress};
use super::{Maker, Team, part};

/// Pages one enrolment has progress on, at most (domain.md §8.2: eight lessons a course).
const PAGES: usize = 8;
/// Attestations of one transaction.
const SIGNED: usize = 200;

/// The courses in service.
#[derive(Debug)]
pub(super) struct Shelf(Vec<Arc<Live>>);

impl Shelf {
    pub(super) async fn open(db: &Db, now: Timestamp) -> Result<Self> {
        let mut courses: Vec<Arc<Live>> = super::super::load_courses(db, now).await?.into_values().collect();
        courses.sort_by(|one, other| one.course.slug.cmp(&other.course.slug));
        Ok(Self(courses))
    }
}

/// Enrols the staff of the n-th school; gives the completions that are to be attested.
pub(super) fn follow(maker: &mut Maker<'_>, shelf: &Shelf, team: &Team, number: usize) -> Vec<Uuid> {
    let mut done = Vec::new();
    if shelf.0.is_empty() {
        return done;
    }
    let count = part(maker.profile.enrolments, number, maker.profile.schools);
    let complete = part(maker.profile.attestations, number, maker.profile.schools);
    let mut taken = HashSet::new();
    for _ in 0..count {
        let who = maker.rng.random_range(0..team.teachers.len());
        let what = maker.rng.random_range(0..shelf.0.len());
        if !taken.insert((who, what)) {
            continue;
        }
        let live = &shelf.0[what];
        let completes = done.len() < complete && live.course.meta.completion.attestation;
        if let Some(completion) = enrol(maker, live, &team.teachers[who].id, completes) {
            done.push(completion);
        }
    }
    done
}

fn enrol(maker: &mut Maker<'_>, live: &Live, person: &str, completes: bool) -> Option<Uuid> {
    let (id, course) = (maker.id(), &live.course);
    let started = maker.ago(10..110);
    let required = rules::pages_needed(course);
    let state = match maker.rng.random_range(0..100) {
        _ if completes => "completed",
        0..15 => "enrolled",
        15..30 => "dropped",
        _ => "in_progress",
    };
    let read = match state {
        "completed" => course.pages.len(),
        "enrolled" => 0,
        _ => maker.rng.random_range(1..=PAGES).min(course.pages.len().saturating_sub(1)),
    };
    let ended = started.plus(5 * DAY);
    let mut pages_done = 0;
    for (place, page) in course.pages.iter().take(read).enumerate() {
        let at = started.plus(HOUR * i64::try_from(place).unwrap_or(0)).0;
        // The last page opened is still being read.
        let finished = state == "completed" || place + 1 < read;
        pages_done += usize::from(finished && course.required_pages().any(|needed| needed.key == page.key));
        maker.batch.progress.push(Progress {
            enrolment_id: id.clone(),
            page_key: page.key.clone(),
            seen_at: at,
            done_at: finished.then_some(at),
        });
    }
    let pages_done = pages_done.min(required);
    maker.batch.enrolments.push(Enrolment {
        id: id.clone(),
        person_id: person.to_owned(),
        course_slug: course.slug.clone(),
        version_id: hex::encode(live.version_id),
        run: 1,
        state,
        started_at: started.0,
        seen_at: ended.0,
        last_page: read.checked_sub(1).and_then(|last| course.pages.get(last)).map(|page| page.key.clone()),
        pages_done: i32::try_from(pages_done).unwrap_or(0),
        pages_required: i32::try_from(required).unwrap_or(0),
        percent: (required > 0).then(|| i32::try_from(pages_done * 100 / required).unwrap_or(0)),
        completed_at: completes.then_some(ended.0),
        dropped_at: (state == "dropped").then_some(ended.0),
    });
    if !completes {
        return None;
    }
    let completion = maker.id();
    let uuid = Uuid::try_parse(&completion).ok();
    maker.batch.completions.push(Completion {
        id: completion,
        enrolment_id: id,
        person_id: person.to_owned(),
        course_slug: course.slug.clone(),
        version_id: hex::encode(live.version_id),
        semver: course.version.clone(),
        checksum: course.checksum.clone(),
        title: course.meta.title.clone(),
        minutes: i32::try_from(course.meta.minutes).unwrap_or(i32::MAX),
        competences: serde_json::json!(course.meta.competences),
        started_at: started.0,
        completed_at: ended.0,
        school_year: year::school_year(ended.date_in("Europe/Paris")),
    });
    uuid
}

/// Issues the attestations: numbered, signed and written down one by one, as always.
pub(super) async fn attest(db: &Db, config: &SiteConfig, completions: &[Uuid], now: Timestamp) -> Result<()> {
    let issuer =
        certificate::Issuer { name: config.issuer.name.clone(), detail: config.issuer.detail.clone() };
    for piece in completions.chunks(SIGNED) {
        let mut tx = db.begin().await?;
        for completion in piece {
            issue(&mut tx, *completion, &issuer, &config.zone, now).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}
