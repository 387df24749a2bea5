//! Attestations in public: checking one by its code, the keys that sign them; and revoking one.

use axum::Json;
use axum::http::StatusCode;
use preau::access::Act;
use preau::certificate::code::grouped;
use preau::certificate::{check, keys, revoke};
use preau::{Error, Fault, Result, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::{Caller, Member};
use super::problem::Problem;
use super::sent::{Named, Sent};

/// What anybody who holds its code may learn of an attestation.
#[derive(Serialize, ToSchema)]
pub(super) struct PublicAttestation {
    number: String,
    code: String,
    title: String,
    /// Of the title, BCP 47.
    language: String,
    version: String,
    onsite_minutes: u32,
    remote_minutes: u32,
    started_on: String,
    completed_on: String,
    issued_on: String,
    issuer: String,
    issuer_detail: Vec<String>,
    /// Of the holder.
    initials: String,
    /// `issued`, `revoked` or `replaced`.
    state: &'static str,
    ended_at: Option<String>,
    /// Codes of the attestations before and after.
    replaces: Option<String>,
    replaced_by: Option<String>,
    /// False when the stored text is not the one that was signed: nothing above may then be relied on.
    sealed: bool,
}

/// Checks a code.
#[utoipa::path(
    get, path = "/attestations/check/{code}", tag = "attestations", operation_id = "checkAttestation",
    params(("code" = String, Path)),
    responses((status = 200, body = PublicAttestation)),
    security((), ("token" = [])),
)]
pub(super) async fn lookup(
    caller: Caller,
    Named(typed): Named<String>,
) -> Result<Json<PublicAttestation>, Problem> {
    let found = check::lookup(&mut caller.read().await?, &typed).await?.ok_or(Error::NotFound)?;
    Ok(Json(PublicAttestation {
        number: found.number,
        code: grouped(&found.code),
        title: found.title,
        language: found.language,
        version: found.version,
        onsite_minutes: found.hours.onsite_minutes,
        remote_minutes: found.hours.remote_minutes,
        started_on: found.started_on.to_string(),
        completed_on: found.completed_on.to_string(),
        issued_on: found.issued_on.to_string(),
        issuer: found.issuer.name,
        issuer_detail: found.issuer.detail,
        initials: found.initials,
        state: found.state.code(),
        ended_at: found.ended_at.map(Timestamp::to_rfc3339),
        replaces: found.replaces.as_deref().map(grouped),
        replaced_by: found.replaced_by.as_deref().map(grouped),
        sealed: found.sealed,
    }))
}

/// A name read on the paper.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TypedName {
    /// Given name and usual name, in either order.
    name: String,
}

/// Whether it is the one attested.
#[derive(Serialize, ToSchema)]
pub(super) struct NameVerdict {
    matches: bool,
}

/// Compares a name with that of the holder.
#[utoipa::path(
    post, path = "/attestations/check/{code}/name", tag = "attestations", operation_id = "compareName",
    params(("code" = String, Path)),
    request_body = TypedName,
    responses((status = 200, body = NameVerdict)),
    security((), ("token" = [])),
)]
pub(super) async fn compare(
    caller: Caller,
    Named(typed): Named<String>,
    Sent(sent): Sent<TypedName>,
) -> Result<Json<NameVerdict>, Problem> {
    if sent.name.trim().is_empty() {
        return Err(Fault::new("name", "name-missing").into());
    }
    let matches =
        check::holder_matches(&caller.site.db, &typed, &sent.name, &caller.client, caller.now).await?;
    let matches = matches.ok_or(Error::NotFound)?;
    Ok(Json(NameVerdict { matches }))
}

/// Why an attestation ends.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reason {
    /// For its holder; never public.
    reason: String,
}

/// Revokes an attestation, for administrators: from now on its public check says so.
#[utoipa::path(
    post, path = "/attestations/{number}/revocation", tag = "attestations", operation_id = "revokeAttestation",
    params(("number" = String, Path)),
    request_body = Reason,
    responses((status = 204, description = "Revoked")),
)]
pub(super) async fn end(
    Member(caller): Member,
    Named(number): Named<String>,
    Sent(sent): Sent<Reason>,
) -> Result<StatusCode, Problem> {
    // Before the number is looked at: who may not revoke learns nothing of which exist.
    caller.allow(Act::RevokeAttestation, ())?;
    let mut tx = caller.begin().await?;
    let id = revoke::by_number(&mut tx, &number).await?;
    revoke::revoke(&mut tx, caller.allow(Act::RevokeAttestation, id)?, &sent.reason, caller.now).await?;
    caller.commit(tx).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The keys that sign, and those that signed.
#[derive(Serialize, ToSchema)]
pub(super) struct KeyList {
    items: Vec<KeyLine>,
}

/// A public key.
#[derive(Serialize, ToSchema)]
pub(super) struct KeyLine {
    id: Uuid,
    /// `Ed25519`.
    algorithm: &'static str,
    /// 32 bytes in base64.
    public_key: String,
    created_at: String,
    /// Signs nothing more since.
    retired_at: Option<String>,
}

/// The public keys of this installation, newest first.
#[utoipa::path(
    get, path = "/keys", tag = "attestations", operation_id = "listKeys",
    responses((status = 200, body = KeyList)),
    security((), ("token" = [])),
)]
pub(super) async fn public_keys(caller: Caller) -> Result<Json<KeyList>, Problem> {
    let found = keys::public_keys(&mut caller.read().await?).await?;
    let line = |key: keys::PublicKey| KeyLine {
        id: key.id,
        algorithm: "Ed25519",
        public_key: key.public_key,
        created_at: key.created_at.to_rfc3339(),
        retired_at: key.retired_at.map(Timestamp::to_rfc3339),
    };
    Ok(Json(KeyList { items: found.into_iter().map(line).collect() }))
}

/// The competence framework.
#[derive(Serialize, ToSchema)]
pub(super) struct Framework {
    name: String,
    competences: Vec<Competence>,
}

/// A competence that courses cite by its code.
#[derive(Serialize, ToSchema)]
pub(super) struct Competence {
    code: String,
    domain: String,
    label: String,
}

/// The competence framework that courses cite.
#[utoipa::path(
    get, path = "/competences", tag = "courses", operation_id = "listCompetences",
    responses((status = 200, body = Framework)),
    security((), ("token" = [])),
)]
pub(super) async fn competences(caller: Caller) -> Result<Json<Framework>, Problem> {
    caller.may_look()?;
    let framework = caller.site.courses.reference(&caller.site.db, caller.now).await?.framework.clone();
    let line = |known: preau::course::framework::Competence| Competence {
        code: known.code,
        domain: known.domain,
        label: known.label,
    };
    Ok(Json(Framework {
        name: framework.name,
        competences: framework.competences.into_iter().map(line).collect(),
    }))
}
