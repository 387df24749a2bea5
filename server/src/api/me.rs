//! The caller's own record.

use axum::Json;
use preau::access::{Act, Role};
use preau::certificate::code::grouped;
use preau::certificate::mine;
use preau::certificate::signed::SignedFile;
use preau::learning::{self, fraction, record};
use preau::{Result, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::Member;
use super::enrolment::code;
use super::problem::Problem;
use super::sent::Named;

/// The person behind a token.
#[derive(Serialize, ToSchema)]
pub(super) struct Me {
    id: Uuid,
    given_name: String,
    usual_name: String,
    locale: String,
    discipline: Option<String>,
    school: Option<String>,
    /// `administrator`, `centre_trainer`; everybody is a teacher.
    roles: Vec<&'static str>,
}

/// The person behind the token.
#[utoipa::path(get, path = "/me", tag = "me", operation_id = "readMe", responses((status = 200, body = Me)))]
pub(super) async fn me(Member(caller): Member) -> Result<Json<Me>, Problem> {
    let actor = caller.actor()?;
    let person = &actor.person;
    Ok(Json(Me {
        id: person.id,
        given_name: person.given_name.clone(),
        usual_name: person.usual_name.clone(),
        locale: person.locale.clone(),
        discipline: person.discipline.clone(),
        school: person.school.clone(),
        roles: actor.roles().into_iter().map(Role::code).collect(),
    }))
}

/// Courses followed, now or before.
#[derive(Serialize, ToSchema)]
pub(super) struct EnrolmentList {
    items: Vec<EnrolmentLine>,
}

/// A course followed.
#[derive(Serialize, ToSchema)]
pub(super) struct EnrolmentLine {
    course: String,
    run: i32,
    /// `enrolled`, `in_progress`, `completed` or `dropped`.
    state: &'static str,
    percent: Option<i32>,
    pages_done: i32,
    pages_needed: i32,
    last_page: Option<String>,
    started_at: String,
    seen_at: String,
    completed_at: Option<String>,
}

/// Courses followed, the one last seen first; those left come last.
#[utoipa::path(
    get, path = "/me/enrolments", tag = "me", operation_id = "listEnrolments",
    responses((status = 200, body = EnrolmentList)),
)]
pub(super) async fn enrolments(Member(caller): Member) -> Result<Json<EnrolmentList>, Problem> {
    let person = *caller.allow_own(Act::ReadRecord)?.thing();
    let found = learning::of(&mut caller.read().await?, person).await?;
    let line = |enrolment: learning::Enrolment| EnrolmentLine {
        course: enrolment.course_slug,
        run: enrolment.run,
        state: code(enrolment.state),
        percent: enrolment.percent,
        pages_done: enrolment.pages_done,
        pages_needed: enrolment.pages_required,
        last_page: enrolment.last_page,
        started_at: enrolment.started_at.to_rfc3339(),
        seen_at: enrolment.seen_at.to_rfc3339(),
        completed_at: enrolment.completed_at.map(Timestamp::to_rfc3339),
    };
    Ok(Json(EnrolmentList { items: found.into_iter().map(line).collect() }))
}

/// Courses completed, with hours by school year.
#[derive(Serialize, ToSchema)]
pub(super) struct CompletionList {
    items: Vec<CompletionLine>,
    years: Vec<YearLine>,
}

/// A course completed.
#[derive(Serialize, ToSchema)]
pub(super) struct CompletionLine {
    id: Uuid,
    course: String,
    title: String,
    version: String,
    minutes: i32,
    /// As decimals.
    points: Option<String>,
    out_of: Option<String>,
    competences: Vec<String>,
    started_at: String,
    completed_at: String,
    /// `2026-2027`.
    school_year: String,
}

/// Minutes of a school year.
#[derive(Serialize, ToSchema)]
pub(super) struct YearLine {
    school_year: String,
    minutes: i32,
}

/// Courses completed, the latest first.
#[utoipa::path(
    get, path = "/me/completions", tag = "me", operation_id = "listCompletions",
    responses((status = 200, body = CompletionList)),
)]
pub(super) async fn completions(Member(caller): Member) -> Result<Json<CompletionList>, Problem> {
    let found = record::completions(&mut caller.read().await?, caller.allow_own(Act::ReadRecord)?).await?;
    // Of what is listed: presence at sessions stands among the attestations.
    let years = record::minutes_by_year(&found, std::iter::empty());
    let decimal =
        |stored: Option<String>| fraction::read(stored.as_deref()).map(|points| fraction::shown(points, '.'));
    let line = |done: record::Completion| CompletionLine {
        id: done.id,
        course: done.course_slug,
        title: done.title,
        version: done.semver,
        minutes: done.minutes,
        points: decimal(done.points),
        out_of: decimal(done.out_of),
        competences: done.competences.0,
        started_at: done.started_at.to_rfc3339(),
        completed_at: done.completed_at.to_rfc3339(),
        school_year: done.school_year,
    };
    let year = |(school_year, minutes)| YearLine { school_year, minutes };
    Ok(Json(CompletionList {
        items: found.into_iter().map(line).collect(),
        years: years.into_iter().map(year).collect(),
    }))
}

/// Attestations held.
#[derive(Serialize, ToSchema)]
pub(super) struct AttestationList {
    items: Vec<AttestationLine>,
}

/// An attestation held.
#[derive(Serialize, ToSchema)]
pub(super) struct AttestationLine {
    number: String,
    /// To check it by.
    code: String,
    course: String,
    title: String,
    version: String,
    minutes: u32,
    completed_on: String,
    issued_on: String,
    school_year: String,
    /// `issued` or `revoked`.
    state: &'static str,
    replaces: Option<String>,
}

/// Attestations held, the latest first.
#[utoipa::path(
    get, path = "/me/attestations", tag = "me", operation_id = "listAttestations",
    responses((status = 200, body = AttestationList)),
)]
pub(super) async fn attestations(Member(caller): Member) -> Result<Json<AttestationList>, Problem> {
    let found = mine::of(&mut caller.read().await?, caller.allow_own(Act::ReadAttestation)?).await?;
    let line = |item: mine::Item| AttestationLine {
        number: item.number,
        code: grouped(&item.code),
        course: item.course_slug,
        title: item.title,
        version: item.version,
        minutes: item.hours.minutes(),
        completed_on: item.completed_on.to_string(),
        issued_on: item.issued_on.to_string(),
        school_year: item.school_year,
        state: item.state.code(),
        replaces: item.replaces,
    };
    Ok(Json(AttestationList { items: found.into_iter().map(line).collect() }))
}

/// A signed attestation: verifiable without network against the keys that the installation publishes.
#[derive(Serialize, ToSchema)]
pub(super) struct SignedAttestation {
    /// The text that was signed, byte for byte.
    statement: String,
    /// Ed25519, base64.
    signature: String,
    /// Public key, base64.
    key: String,
}

/// One attestation of the caller, as a signed file.
#[utoipa::path(
    get, path = "/me/attestations/{number}", tag = "me", operation_id = "readAttestation",
    params(("number" = String, Path)),
    responses((status = 200, body = SignedAttestation)),
)]
pub(super) async fn attestation(
    Member(caller): Member,
    Named(number): Named<String>,
) -> Result<Json<SignedAttestation>, Problem> {
    let holder = caller.allow_own(Act::ReadAttestation)?;
    let SignedFile { statement, signature, key } =
        mine::mine(&mut caller.read().await?, holder, &number).await?.file();
    Ok(Json(SignedAttestation { statement, signature, key }))
}
