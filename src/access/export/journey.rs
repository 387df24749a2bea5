//! What a person did in courses, one list after the other.

use uuid::Uuid;

use super::MOST;
use super::rows::*;
use crate::db::Conn;
use crate::error::Result;
use crate::sql;

pub(super) async fn enrolments(db: &mut impl Conn, who: Uuid) -> Result<Vec<Enrolment>> {
    db.query(sql!(
        "select e.id, e.course_slug as course, v.title, v.semver as version, e.run, e.state, e.source, e.started_at,
                e.seen_at, e.last_page, e.percent, e.completed_at, e.dropped_at
           from enrolment e
           join course_version v on v.id = e.version_id
          where e.person_id = $1
          order by e.started_at, e.id
          limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

pub(super) async fn progress(db: &mut impl Conn, who: Uuid) -> Result<Vec<PageSeen>> {
    db.query(sql!(
        "select p.enrolment_id as enrolment, p.page_key as page, p.seen_at, p.done_at, p.best_points, p.best_out_of
           from page_progress p
           join enrolment e on e.id = p.enrolment_id
          where e.person_id = $1
          order by p.seen_at, p.enrolment_id, p.page_key
          limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

pub(super) async fn attempts(db: &mut impl Conn, who: Uuid) -> Result<Vec<Attempt>> {
    db.query(sql!(
        "select a.id, a.enrolment_id as enrolment, a.page_key as page, a.number, a.state, a.points, a.out_of,
                a.opened_at, a.closed_at
           from attempt a
           join enrolment e on e.id = a.enrolment_id
          where e.person_id = $1
          order by a.opened_at, a.id
          limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

pub(super) async fn answers(db: &mut impl Conn, who: Uuid) -> Result<Vec<Answer>> {
    db.query(sql!(
        "select w.attempt_id as attempt, w.question_id as question, w.given, w.state, w.tries, w.hints, w.score, w.best,
                w.given_at, w.final_at
           from answer w
           join attempt a on a.id = w.attempt_id
           join enrolment e on e.id = a.enrolment_id
          where e.person_id = $1
          order by w.given_at, w.id
          limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

pub(super) async fn ticks(db: &mut impl Conn, who: Uuid) -> Result<Vec<Tick>> {
    db.query(sql!(
        "select t.enrolment_id as enrolment, t.page_key as page, t.activity_id as activity, t.item, t.ticked_at
           from checklist_tick t
           join enrolment e on e.id = t.enrolment_id
          where e.person_id = $1
          order by t.ticked_at, t.enrolment_id, t.page_key, t.activity_id, t.item
          limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

pub(super) async fn surveys(db: &mut impl Conn, who: Uuid) -> Result<Vec<Survey>> {
    db.query(sql!(
        "select e.course_slug as course, d.page_key as page, d.activity_id as activity, d.done_at
           from survey_done d
           join enrolment e on e.id = d.enrolment_id
          where e.person_id = $1
          order by d.done_at, d.enrolment_id, d.page_key, d.activity_id
          limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

pub(super) async fn survey_answers(db: &mut impl Conn, who: Uuid) -> Result<Vec<SurveyAnswer>> {
    db.query(sql!(
        "select course_slug as course, page_key as page, activity_id as activity, answer, day
           from survey_answer
          where person_id = $1
          order by day, id
          limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

pub(super) async fn productions(db: &mut impl Conn, who: Uuid) -> Result<Vec<Production>> {
    db.query(sql!(
        "select p.enrolment_id as enrolment, p.page_key as page, p.activity_id as activity, p.body, p.link,
                p.upload_id as upload, p.state, p.saved_at, p.handed_in_at
           from production p
           join enrolment e on e.id = p.enrolment_id
          where e.person_id = $1
          order by p.saved_at, p.id
          limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

pub(super) async fn uploads(db: &mut impl Conn, who: Uuid) -> Result<Vec<Upload>> {
    db.query(sql!(
        "select id, file_name, media_type, bytes, sha256, created_at from upload
          where person_id = $1 order by created_at, id limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

pub(super) async fn completions(db: &mut impl Conn, who: Uuid) -> Result<Vec<Completion>> {
    db.query(sql!(
        "select enrolment_id as enrolment, course_slug as course, title, semver as version, minutes, points, out_of,
                competences, started_at, completed_at, school_year
           from completion
          where person_id = $1
          order by completed_at, id
          limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

pub(super) async fn attestations(db: &mut impl Conn, who: Uuid) -> Result<Vec<Attestation>> {
    db.query(sql!(
        "select number, code, statement, signature, state, reason, issued_at, ended_at
           from attestation
          where person_id = $1
          order by issued_at, id
          limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}

pub(super) async fn journal(db: &mut impl Conn, who: Uuid) -> Result<Vec<Event>> {
    db.query(sql!(
        "select at, act, object_kind, object_id from audit_event
          where actor_id in (select id from person where id = $1 or merged_into = $1)
          order by seq
          limit $2"
    ))
    .bind(who)
    .bind(MOST)
    .all()
    .await
}
