//! The published versions as they are kept: which there are, what they say, and their files.
//!
//! Everything here reads. [`super::publish`] is the only writer.

use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use super::published::PublishedCourse;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::sql;

/// A published version without its content.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct VersionRow {
    pub id: Uuid,
    /// 1, 2, 3… in order of publication.
    pub number: i32,
    pub semver: String,
    pub checksum: String,
    pub title: String,
    /// `premier`, `correctif`, `mineur` or `majeur`.
    pub change_class: String,
    pub published_at: Timestamp,
}

/// A file of a course, known by its content.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Blob {
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// How a course stands, for the operator.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Status {
    pub slug: String,
    /// Title of the current version; the slug as long as there is none.
    pub title: String,
    /// `published`, `deprecated` or `archived`.
    pub state: String,
    /// Number of the current version; none when the course never came in.
    pub version: Option<String>,
    pub published_at: Option<Timestamp>,
    /// Diagnostics of the last refused attempt, an array.
    pub refused: Option<Json<Value>>,
    pub refused_at: Option<Timestamp>,
    /// `folder` or `workshop`.
    pub source: String,
}

/// The version that new learners get; none when the course is unknown, archived or never came in.
pub async fn current(db: &mut impl Conn, slug: &str) -> Result<Option<VersionRow>> {
    db.query(sql!(
        "select v.id, v.number, v.semver, v.checksum, v.title, v.change_class, v.published_at
           from course c
           join course_version v on v.id = c.current_version
          where c.slug = $1 and c.state <> 'archived'"
    ))
    .bind(slug)
    .optional()
    .await
}

/// The version that was current last, even of an archived course: what a changed folder is compared with.
pub async fn last(db: &mut impl Conn, slug: &str) -> Result<Option<VersionRow>> {
    db.query(sql!(
        "select v.id, v.number, v.semver, v.checksum, v.title, v.change_class, v.published_at
           from course c
           join course_version v on v.id = c.current_version
          where c.slug = $1"
    ))
    .bind(slug)
    .optional()
    .await
}

/// Where the versions of a course come from: `folder` or `workshop`; none when there is no such course.
pub async fn source(db: &mut impl Conn, slug: &str) -> Result<Option<String>> {
    let found: Option<(String,)> =
        db.query(sql!("select source from course where slug = $1")).bind(slug).optional().await?;
    Ok(found.map(|(source,)| source))
}

/// The whole content of a version.
///
/// # Errors
/// `NotFound` when there is no such version.
pub async fn document(db: &mut impl Conn, version: Uuid) -> Result<PublishedCourse> {
    let (Json(course),): (Json<PublishedCourse>,) =
        db.query(sql!("select document from course_version where id = $1")).bind(version).one().await?;
    Ok(course)
}

/// The versions of a course, newest first (the last 500).
pub async fn versions(db: &mut impl Conn, slug: &str) -> Result<Vec<VersionRow>> {
    db.query(sql!(
        "select id, number, semver, checksum, title, change_class, published_at
           from course_version
          where course_slug = $1
          order by number desc
          limit 500"
    ))
    .bind(slug)
    .all()
    .await
}

/// A file, by its SHA-256 or by the beginning of it (8 characters at least), as addresses carry it.
///
/// # Errors
/// `NotFound` when there is none, or when the beginning fits two files.
pub async fn blob(db: &mut impl Conn, sha256: &str) -> Result<Blob> {
    let digits = sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if !digits || !(8..=64).contains(&sha256.len()) {
        return Err(Error::NotFound);
    }
    let mut found: Vec<Blob> = db
        .query(sql!(
            "select sha256, media_type, bytes
               from course_blob
              where sha256 >= $1 and sha256 <= $2
              order by sha256
              limit 2"
        ))
        .bind(sha256)
        .bind(format!("{sha256:f<64}"))
        .all()
        .await?;
    match (found.pop(), found.is_empty()) {
        (Some(blob), true) => Ok(blob),
        (Some(_), false) | (None, _) => Err(Error::NotFound),
    }
}

/// Every course with what became of its last attempt at publishing, by slug.
pub async fn statuses(db: &mut impl Conn) -> Result<Vec<Status>> {
    db.query(sql!(
        "select c.slug, coalesce(v.title, c.slug) as title, c.state, v.semver as version, v.published_at,
                c.refused, c.refused_at, c.source
           from course c
           left join course_version v on v.id = c.current_version
          order by c.slug
          limit 5000"
    ))
    .all()
    .await
}
