//! Taking in a version of a course.
//!
//! Invariants: a published version never changes; a version is complete (document, files, card, search terms) or
//! absent; a folder that is refused or gone leaves the last good version to those who follow it. The course's row
//! is locked first, so that two processes that read the same folder publish it once.

mod place;
mod refuse;
mod withdraw;

use std::collections::HashSet;

use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::catalogue;
use super::published::PublishedCourse;
use super::store::Blob;
use crate::access::policy::Allowed;
use crate::audit::{self, Event};
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Refusal, Result};
use crate::{ids, sql};

pub use place::{place, retire};
pub use refuse::{clear_refusal, refuse};
pub use withdraw::withdraw;

/// Kind of the jobs that work out anew what an enrolment moved to another version has done.
pub const RECOMPUTE: &str = "learning.recompute";

/// How much a version differs from the one before it (`authoring.md` 4.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeClass {
    /// There is no version before it.
    First,
    /// Wording: people under way move silently.
    Fix,
    /// Something added that completion does not need: they move silently.
    Minor,
    /// Completion asks for something else: they stay, and choose.
    Major,
}

impl ChangeClass {
    /// Its name in the format of courses.
    pub fn code(self) -> &'static str {
        match self {
            Self::First => "premier",
            Self::Fix => "correctif",
            Self::Minor => "mineur",
            Self::Major => "majeur",
        }
    }

    fn moves_silently(self) -> bool {
        match self {
            Self::Fix | Self::Minor => true,
            Self::First | Self::Major => false,
        }
    }
}

/// What publishing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// A new version is in service; `moved` people under way were taken along.
    New { version: Uuid, number: i32, moved: u64 },
    /// It was already in service.
    Unchanged { version: Uuid },
    /// It was already there, archived since, and is in service again.
    Restored { version: Uuid },
}

#[derive(sqlx::FromRow)]
struct Known {
    id: Uuid,
    number: i32,
    semver: String,
    checksum: String,
}

/// Puts a version in service. `class` compares it with the current version, if there is one;
/// `files` holds the bytes of [`PublishedCourse::files`], those already kept may be left out.
///
/// # Errors
/// Refused with `version-exists` when this number was published with another content, with `version-not-above` when
/// it does not rise above the current one.
pub async fn publish(
    tx: &mut Tx,
    allowed: Allowed<()>,
    course: &PublishedCourse,
    files: &[Blob],
    class: ChangeClass,
    now: Timestamp,
) -> Result<Published> {
    let slug = course.slug.as_str();
    let (state, current_version) = lock(tx, slug, now).await?;
    let known: Vec<Known> = tx
        .query(sql!(
            "select id, number, semver, checksum
               from course_version
              where course_slug = $1 and (id = $2 or semver = $3)
              order by number desc"
        ))
        .bind(slug)
        .bind(current_version)
        .bind(&course.version)
        .all()
        .await?;
    let current = known.iter().find(|version| Some(version.id) == current_version);
    if let Some(current) = current.filter(|current| current.checksum == course.checksum) {
        return keep(tx, allowed, course, current.id, &state, now).await;
    }
    if known.iter().any(|version| version.semver == course.version) {
        return Err(Refusal::new("version-exists").with("version", &course.version).into());
    }
    if let Some(current) = current.filter(|current| !rises(&current.semver, &course.version)) {
        let refusal = Refusal::new("version-not-above").with("version", &course.version);
        return Err(refusal.with("current", &current.semver).into());
    }

    let version = ids::new(now);
    let number = current.map_or(1, |current| current.number + 1);
    let class = if current.is_some() { class } else { ChangeClass::First };
    store_files(tx, course, files, now).await?;
    insert_version(tx, course, version, number, class, now).await?;
    serve(tx, slug, Some(version), now).await?;
    catalogue::index(tx, course, version, now).await?;
    let moved = if class.moves_silently() { move_people(tx, slug, version, now).await? } else { 0 };
    let event = Event {
        actor: allowed.by(),
        act: "course.publish",
        object_kind: "course",
        object_id: slug.to_owned(),
        detail: json!({"version": course.version, "number": number, "change": class.code(), "moved": moved}),
    };
    audit::record(tx, event, now).await?;
    Ok(Published::New { version, number, moved })
}

/// Makes the course known, and its row ours until the end of the transaction.
async fn lock(tx: &mut Tx, slug: &str, now: Timestamp) -> Result<(String, Option<Uuid>)> {
    tx.query(sql!(
        "insert into course (slug, state, created_at, updated_at)
         values ($1, 'published', $2, $2)
         on conflict (slug) do nothing"
    ))
    .bind(slug)
    .bind(now)
    .run()
    .await?;
    tx.query(sql!("select state, current_version from course where slug = $1", lock)).bind(slug).one().await
}

/// The folder holds what is in service: nothing to publish, but an old refusal or an archive no longer holds.
async fn keep(
    tx: &mut Tx,
    allowed: Allowed<()>,
    course: &PublishedCourse,
    version: Uuid,
    state: &str,
    now: Timestamp,
) -> Result<Published> {
    clear_refusal(tx, &course.slug).await?;
    if state == "published" {
        return Ok(Published::Unchanged { version });
    }
    serve(tx, &course.slug, Some(version), now).await?;
    let event = Event {
        actor: allowed.by(),
        act: "course.restore",
        object_kind: "course",
        object_id: course.slug.clone(),
        detail: json!({"version": course.version}),
    };
    audit::record(tx, event, now).await?;
    Ok(Published::Restored { version })
}

/// True when `next` is above `current` in the order of SemVer; a number nobody can read is not.
fn rises(current: &str, next: &str) -> bool {
    match (semver::Version::parse(current), semver::Version::parse(next)) {
        (Ok(current), Ok(next)) => next.cmp_precedence(&current).is_gt(),
        (Err(_), Ok(_)) => true,
        (_, Err(_)) => false,
    }
}

/// Keeps the files that are not there yet. A version never points at a file that is missing.
async fn store_files(tx: &mut Tx, course: &PublishedCourse, files: &[Blob], now: Timestamp) -> Result<()> {
    let asked: Vec<&str> = course.files.iter().map(|file| file.sha256.as_str()).collect();
    let kept: Vec<(String,)> = tx
        .query(sql! {
            sqlite: "select sha256 from course_blob where sha256 in (select j.value from json_each($1) as j) order by sha256",
            postgres: "select sha256
                         from course_blob
                        where sha256 in (select j.value from jsonb_array_elements_text($1) as j(value))
                        order by sha256",
        })
        .bind(Json(&asked))
        .all()
        .await?;
    let mut kept: HashSet<&str> = kept.iter().map(|(sha256,)| sha256.as_str()).collect();
    let asked: HashSet<&str> = asked.into_iter().collect();
    // One statement a file: a file may be heavy, and several in one would be held in memory twice.
    for file in files.iter().filter(|file| asked.contains(file.sha256.as_str())) {
        if !kept.insert(&file.sha256) {
            continue;
        }
        tx.query(sql!(
            "insert into course_blob (sha256, media_type, bytes, created_at)
             values ($1, $2, $3, $4)
             on conflict (sha256) do nothing"
        ))
        .bind(&file.sha256)
        .bind(&file.media_type)
        .bind(file.bytes.as_slice())
        .bind(now)
        .run()
        .await?;
    }
    match course.files.iter().find(|file| !kept.contains(file.sha256.as_str())) {
        Some(file) => {
            Err(Error::broken(anyhow::anyhow!("{}/{}: no bytes were given", course.slug, file.path)))
        }
        None => Ok(()),
    }
}

async fn insert_version(
    tx: &mut Tx,
    course: &PublishedCourse,
    version: Uuid,
    number: i32,
    class: ChangeClass,
    now: Timestamp,
) -> Result<()> {
    tx.query(sql!(
        "insert into course_version (id, course_slug, number, semver, checksum, title, change_class, document,
                                     published_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    ))
    .bind(version)
    .bind(&course.slug)
    .bind(number)
    .bind(&course.version)
    .bind(&course.checksum)
    .bind(&course.meta.title)
    .bind(class.code())
    .bind(Json(course))
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// The version becomes the one that new learners get; what was refused before is forgotten.
async fn serve(tx: &mut Tx, slug: &str, version: Option<Uuid>, now: Timestamp) -> Result<()> {
    // `updated_at` always moves, even twice in one microsecond: the caches compare it.
    tx.query(sql!(
        "update course
            set state = 'published', current_version = $2, refused = null, refused_at = null,
                updated_at = case when updated_at < $3 then $3 else updated_at + 1 end
          where slug = $1"
    ))
    .bind(slug)
    .bind(version)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Takes the people under way to a new version, and asks for what they have done to be worked out anew.
///
/// Whoever is on any version since the last major change is taken along, not only those on the one before: somebody
/// who enrolled while that one came in was left behind, and catches up.
async fn move_people(tx: &mut Tx, slug: &str, to: Uuid, now: Timestamp) -> Result<u64> {
    let moved = tx
        .query(sql!(
            "update enrolment
                set version_id = $2
              where course_slug = $1
                and state in ('enrolled', 'in_progress')
                and version_id in (select v.id
                                     from course_version v
                                    where v.course_slug = $1
                                      and v.number >= (select max(m.number)
                                                         from course_version m
                                                        where m.course_slug = $1
                                                          and m.change_class in ('premier', 'majeur')))"
        ))
        .bind(slug)
        .bind(to)
        .run()
        .await?;
    if moved == 0 {
        return Ok(0);
    }
    // After the move and not before: the new version is seen by nobody else yet, so that these are exactly the moved.
    tx.query(sql! {
        sqlite: "insert into job (id, kind, payload, state, run_at, created_at)
                 select randomblob(16), $2, json_object('enrolment', lower(hex(id))), 'ready', $3, $3
                   from enrolment
                  where version_id = $1 and state in ('enrolled', 'in_progress')",
        postgres: "insert into job (id, kind, payload, state, run_at, created_at)
                   select gen_random_uuid(), $2, jsonb_build_object('enrolment', id), 'ready', $3, $3
                     from enrolment
                    where version_id = $1 and state in ('enrolled', 'in_progress')",
    })
    .bind(to)
    .bind(RECOMPUTE)
    .bind(now)
    .run()
    .await?;
    Ok(moved)
}

#[cfg(test)]
mod tests;
