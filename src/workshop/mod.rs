//! The workshop: where somebody writes a module in the browser, with the files of a folder of `content/` (course
//! format, section 4.1), and publishes it by the very path of those folders.
//!
//! A module is a set of files, each save of which can be read again ([`save`]). It is checked among the courses of the
//! installation ([`check`]), so that the verdict is that of `preau check`, and published through
//! [`crate::course::publish`] ([`publish`]): for the own school at once, for an académie after a review by somebody
//! else ([`review`], AUT-6, AUT-7).
//!
//! | event | from → to | who |
//! | --- | --- | --- |
//! | save | draft, validated, published → draft | author |
//! | submit | draft, published → in_review | author |
//! | take_back | in_review → draft | author |
//! | return, validate | in_review → draft, validated | a reviewer who is not the author |
//! | publish | draft (school), validated (wider) → published | author |

pub mod check;
pub mod create;
pub mod diff;
pub mod fix;
pub mod fork;
pub mod outline;
pub mod pages;
pub mod publish;
pub mod review;
pub mod save;
pub mod settings;
pub mod template;

#[cfg(test)]
mod tests;

use serde_json::Value;
use uuid::Uuid;

use crate::access::Allowed;
use crate::audit;
use crate::clock::Timestamp;
use crate::course::source::Memory;
use crate::db::{Conn, Tx};
use crate::error::{Error, Refusal, Result};
use crate::need::codes;
use crate::sql;

/// Most files of a module.
pub const MOST_FILES: usize = 2_000;
/// Most bytes of a module: what a published version is held in memory with.
pub const MOST_BYTES: u64 = 50 * 1024 * 1024;
/// Most modules of one author.
pub const MOST_MODULES: i64 = 200;

codes! {
    /// Where a module stands on its way to readers.
    State {
        Draft = "draft",
        InReview = "in_review",
        Validated = "validated",
        /// What is in service is what stands in the files.
        Published = "published",
    }
}

/// A module, with what is in service of it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Module {
    pub id: Uuid,
    pub slug: String,
    pub title: String,
    pub owner_id: Uuid,
    state: String,
    pub revision: i32,
    pub published_revision: Option<i32>,
    pub upstream_slug: Option<String>,
    pub upstream_version: Option<String>,
    pub submitted_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub owner_name: String,
    /// The school whose référent writes it.
    pub school_id: Uuid,
    pub school_path: String,
    pub school_name: String,
    /// Where it is shown.
    pub node_id: Uuid,
    pub node_path: String,
    pub node_name: String,
    /// `published`, `deprecated` or `archived`; none before the first publication.
    pub course_state: Option<String>,
    /// Number of the version in service.
    pub version: Option<String>,
}

impl Module {
    pub fn state(&self) -> State {
        // The table allows no other word.
        State::parse(&self.state).unwrap_or(State::Draft)
    }

    /// Shown beyond the school.
    pub fn is_wide(&self) -> bool {
        self.node_id != self.school_id
    }

    /// Readers find it.
    pub fn is_in_service(&self) -> bool {
        self.course_state.as_deref() == Some("published") && self.version.is_some()
    }
}

/// A file of a module, without its content.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FileRow {
    pub path: String,
    pub sha256: String,
    pub size: i64,
    /// Save in which it last changed.
    pub revision: i32,
}

/// A module by its id.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn module(db: &mut impl Conn, id: Uuid) -> Result<Module> {
    db.query(sql!(
        "select m.id, m.slug, m.title, m.owner_id, m.state, m.revision, m.published_revision, m.upstream_slug,
                m.upstream_version, m.submitted_at, m.created_at, m.updated_at,
                trim(p.given_name || ' ' || p.usual_name) as owner_name,
                m.school_id, s.path as school_path, s.name as school_name,
                m.node_id, n.path as node_path, n.name as node_name, c.state as course_state, v.semver as version
           from workshop_module m
           join person p on p.id = m.owner_id
           join org_node s on s.id = m.school_id
           join org_node n on n.id = m.node_id
           left join course c on c.slug = m.slug and c.source = 'workshop'
           left join course_version v on v.id = c.current_version
          where m.id = $1"
    ))
    .bind(id)
    .one()
    .await
}

/// The modules of a person, the one worked on last first.
pub async fn of_owner(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Vec<Module>> {
    db.query(sql!(
        "select m.id, m.slug, m.title, m.owner_id, m.state, m.revision, m.published_revision, m.upstream_slug,
                m.upstream_version, m.submitted_at, m.created_at, m.updated_at,
                trim(p.given_name || ' ' || p.usual_name) as owner_name,
                m.school_id, s.path as school_path, s.name as school_name,
                m.node_id, n.path as node_path, n.name as node_name, c.state as course_state, v.semver as version
           from workshop_module m
           join person p on p.id = m.owner_id
           join org_node s on s.id = m.school_id
           join org_node n on n.id = m.node_id
           left join course c on c.slug = m.slug and c.source = 'workshop'
           left join course_version v on v.id = c.current_version
          where m.owner_id = $1
          order by m.updated_at desc, m.id
          limit $2"
    ))
    .bind(*allowed.thing())
    .bind(MOST_MODULES)
    .all()
    .await
}

/// The files of a module, by path.
pub async fn files(db: &mut impl Conn, module: Uuid) -> Result<Vec<FileRow>> {
    db.query(sql!(
        "select path, sha256, size, revision from workshop_file where module_id = $1 order by path limit 2000"
    ))
    .bind(module)
    .all()
    .await
}

/// The files of a module with what they hold, as the checker reads them.
pub async fn load(db: &mut impl Conn, module: Uuid) -> Result<Memory> {
    let rows: Vec<(String, Vec<u8>)> = db
        .query(sql!(
            "select f.path, coalesce(w.bytes, b.bytes)
               from workshop_file f
               left join workshop_blob w on w.sha256 = f.sha256
               left join course_blob b on b.sha256 = f.sha256
              where f.module_id = $1 and (w.sha256 is not null or b.sha256 is not null)
              order by f.path
              limit 2000"
        ))
        .bind(module)
        .all()
        .await?;
    let mut files = Memory::new();
    for (path, bytes) in rows {
        files.insert(path, bytes);
    }
    Ok(files)
}

/// Takes a module's row until the transaction ends: two saves come one after the other.
async fn hold(tx: &mut Tx, id: Uuid) -> Result<Module> {
    let _: (Uuid,) =
        tx.query(sql!("select id from workshop_module where id = $1", lock)).bind(id).one().await?;
    module(tx, id).await
}

/// The same, for a change of its files.
///
/// # Errors
/// Refusal `workshop-in-review` while a reviewer reads it.
async fn hold_open(tx: &mut Tx, id: Uuid) -> Result<Module> {
    let module = hold(tx, id).await?;
    match module.state() {
        State::InReview => Err(Refusal::new("workshop-in-review").into()),
        State::Draft | State::Validated | State::Published => Ok(module),
    }
}

/// Writes an act on a module down.
async fn note(
    tx: &mut Tx,
    by: Option<Uuid>,
    act: &str,
    module: Uuid,
    detail: Value,
    now: Timestamp,
) -> Result<()> {
    let event = audit::Event {
        actor: by,
        act,
        object_kind: "workshop_module",
        object_id: module.to_string(),
        detail,
    };
    audit::record(tx, event, now).await
}

/// Who acts; the operator writes nothing in the workshop.
fn author(allowed: &Allowed<impl Sized>) -> Result<Uuid> {
    allowed.by().ok_or(Error::LoginNeeded)
}
