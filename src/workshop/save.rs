//! Saving: every save keeps a revision with its author and time, and nothing typed is lost (AUT-8).
//!
//! A form says on which save of its file it was filled. When somebody, or another tab, has saved since, nothing is
//! written over: the asker gets both texts and a merge of the two, to decide on.

use std::collections::BTreeMap;

use serde_json::json;
use sha2::{Digest as _, Sha256};
use sqlx::types::Json;
use uuid::Uuid;

use super::{FileRow, MOST_BYTES, MOST_FILES, Module, author, files, hold_open, note};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::course::source::Memory;
use crate::course::{limits, media_type};
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::sql;

/// A text as its form sent it.
#[derive(Debug, Clone)]
pub struct Typed {
    pub module: Uuid,
    pub path: String,
    /// Save of the file that the form was filled on.
    pub base: i32,
    pub text: String,
}

/// What saving did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It is kept, in this save.
    Kept { revision: i32 },
    /// Nothing had changed.
    Unchanged,
    /// Somebody saved since: nothing was written.
    Conflict(Box<Conflict>),
}

/// Two texts that grew out of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The save that came first.
    pub revision: i32,
    pub author: String,
    pub at: Timestamp,
    pub theirs: String,
    /// Both changes together; with marks where they touch the same lines.
    pub merged: String,
    /// The merge has no marks.
    pub clean: bool,
}

/// A file that changes; without bytes it goes.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub(super) path: String,
    pub(super) bytes: Option<Vec<u8>>,
}

impl Change {
    pub(super) fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), bytes: Some(text.into().into_bytes()) }
    }
}

/// Saves the text of a file.
///
/// # Errors
/// `NotFound` for a file the module has not; `Invalid` for a text too long; refusal `workshop-in-review`.
pub async fn save(tx: &mut Tx, allowed: Allowed<&Typed>, now: Timestamp) -> Result<Saved> {
    let typed = *allowed.thing();
    let module = hold_open(tx, typed.module).await?;
    let known = file(tx, module.id, &typed.path).await?.ok_or(Error::NotFound)?;
    let text = line_ends(&typed.text);
    if text.len() > limits::PAGE_BYTES {
        return Err(Fault::new("text", "workshop-text-long").with("max", limits::PAGE_BYTES / 1024).into());
    }
    let bytes = text.as_bytes();
    if sha256(bytes) == known.sha256 {
        return Ok(Saved::Unchanged);
    }
    if known.revision != typed.base {
        return Ok(Saved::Conflict(Box::new(conflict(tx, &module, typed, &known, &text).await?)));
    }
    let change = Change::text(&typed.path, text);
    let revision = write(tx, &module, author(&allowed)?, vec![change], "edit", now).await?;
    Ok(Saved::Kept { revision })
}

async fn conflict(
    tx: &mut Tx,
    module: &Module,
    typed: &Typed,
    known: &FileRow,
    mine: &str,
) -> Result<Conflict> {
    let theirs = text_at(tx, module.id, &typed.path, known.revision).await?.unwrap_or_default();
    let base = text_at(tx, module.id, &typed.path, typed.base).await?.unwrap_or_default();
    let (author, at): (String, Timestamp) = tx
        .query(sql!(
            "select trim(p.given_name || ' ' || p.usual_name), s.created_at
               from workshop_save s
               join person p on p.id = s.author_id
              where s.module_id = $1 and s.path = $2 and s.revision = $3"
        ))
        .bind(module.id)
        .bind(&typed.path)
        .bind(known.revision)
        .one()
        .await?;
    let (merged, clean) = match diffy::merge(&base, mine, &theirs) {
        Ok(merged) => (merged, true),
        Err(marked) => (marked, false),
    };
    Ok(Conflict { revision: known.revision, author, at, theirs, merged, clean })
}

/// One file of a module.
pub async fn file(db: &mut impl Conn, module: Uuid, path: &str) -> Result<Option<FileRow>> {
    db.query(sql!(
        "select path, sha256, size, revision from workshop_file where module_id = $1 and path = $2"
    ))
    .bind(module)
    .bind(path)
    .optional()
    .await
}

/// The text of a file as it stood after a save; none when it was not there, or when it is no text.
pub async fn text_at(db: &mut impl Conn, module: Uuid, path: &str, revision: i32) -> Result<Option<String>> {
    let found: Option<(Option<Vec<u8>>,)> = db
        .query(sql!(
            "select b.bytes
               from workshop_save s
               left join workshop_blob b on b.sha256 = s.sha256
              where s.module_id = $1 and s.path = $2 and s.revision <= $3
              order by s.revision desc
              limit 1"
        ))
        .bind(module)
        .bind(path)
        .bind(revision)
        .optional()
        .await?;
    Ok(found.and_then(|(bytes,)| bytes).and_then(|bytes| String::from_utf8(bytes).ok()))
}

/// Every text of a module as it stood after a save, by path.
pub async fn texts_at(db: &mut impl Conn, module: Uuid, revision: i32) -> Result<Vec<(String, String)>> {
    let rows: Vec<(String, Vec<u8>)> = db
        .query(sql!(
            "select s.path, b.bytes
               from workshop_save s
               join workshop_blob b on b.sha256 = s.sha256
              where s.module_id = $1
                and s.revision = (select max(r.revision) from workshop_save r
                                   where r.module_id = $1 and r.path = s.path and r.revision <= $2)
              order by s.path
              limit 2000"
        ))
        .bind(module)
        .bind(revision)
        .all()
        .await?;
    let text = |(path, bytes)| Some((path, String::from_utf8(bytes).ok()?));
    Ok(rows.into_iter().filter_map(text).collect())
}

/// The files of a course of the workshop as its version in service was made of; none for any other course. The files
/// that pages show come with their bytes.
pub async fn published(db: &mut impl Conn, slug: &str) -> Result<Option<Memory>> {
    let rows: Vec<(String, Option<Vec<u8>>)> = db
        .query(sql!(
            "select s.path, coalesce(b.bytes, m.bytes)
               from workshop_module w
               join course c on c.slug = w.slug and c.source = 'workshop'
               join workshop_save s on s.module_id = w.id
               left join workshop_blob b on b.sha256 = s.sha256
               left join course_blob m on m.sha256 = s.sha256
              where w.slug = $1
                and s.revision = (select max(r.revision) from workshop_save r
                                   where r.module_id = w.id and r.path = s.path and r.revision <= w.published_revision)
              order by s.path
              limit 2000"
        ))
        .bind(slug)
        .all()
        .await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let mut files = Memory::new();
    for (path, bytes) in rows {
        if let Some(bytes) = bytes {
            files.insert(path, bytes);
        }
    }
    Ok(Some(files))
}

/// One save of one file.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SaveRow {
    pub revision: i32,
    pub path: String,
    pub kind: String,
    pub author: String,
    pub created_at: Timestamp,
    /// The file was taken away.
    pub gone: bool,
}

/// The saves of a module, the last first, a page of them; of one file when `path` is not empty.
pub async fn history(
    db: &mut impl Conn,
    module: Uuid,
    path: &str,
    from: i64,
    count: i64,
) -> Result<Vec<SaveRow>> {
    db.query(sql!(
        "select s.revision, s.path, s.kind, trim(p.given_name || ' ' || p.usual_name) as author, s.created_at,
                (s.sha256 is null) as gone
           from workshop_save s
           join person p on p.id = s.author_id
          where s.module_id = $1 and ($2 = '' or s.path = $2)
          order by s.revision desc, s.path
          limit $3 offset $4"
    ))
    .bind(module)
    .bind(path)
    .bind(count)
    .bind(from)
    .all()
    .await
}

/// Writes files in one save: what they hold, that they stand so, and who did it. The draft is not what was validated
/// or published any more.
pub(super) async fn write(
    tx: &mut Tx,
    module: &Module,
    author: Uuid,
    changes: Vec<Change>,
    kind: &str,
    now: Timestamp,
) -> Result<i32> {
    let mut standing: BTreeMap<String, i64> =
        files(tx, module.id).await?.into_iter().map(|file| (file.path, file.size)).collect();
    let mut title = None;
    for change in &changes {
        if change.path == "course.toml" {
            title = change.bytes.as_deref().and_then(title_of);
        }
        match &change.bytes {
            Some(bytes) => {
                standing.insert(change.path.clone(), i64::try_from(bytes.len()).unwrap_or(i64::MAX))
            }
            None => standing.remove(&change.path),
        };
    }
    let total: i64 = standing.values().sum();
    if standing.len() > MOST_FILES {
        return Err(Refusal::new("workshop-too-many-files").with("max", MOST_FILES).into());
    }
    if total.unsigned_abs() > MOST_BYTES {
        return Err(Refusal::new("workshop-too-large").with("max", MOST_BYTES / 1024 / 1024).into());
    }
    let revision = module.revision + 1;
    let (mut contents, mut kept, mut gone) = (Vec::new(), Vec::new(), Vec::new());
    for change in changes {
        match change.bytes {
            Some(bytes) => {
                let digest = sha256(&bytes);
                kept.push(json!([change.path, digest, bytes.len()]));
                let shown = change.path.starts_with("media/") || change.path.starts_with("fichiers/");
                contents.push((digest, bytes, shown.then(|| media_type(&change.path))));
            }
            None => gone.push(change.path),
        }
    }
    // One statement a content: a file may be heavy, and several in one would be held in memory twice.
    for (digest, bytes, media_type) in contents {
        keep_bytes(tx, &digest, &bytes, media_type, now).await?;
    }
    tx.query(sql! {
        sqlite: "insert into workshop_file (module_id, path, sha256, size, revision)
                 select $1, j.value ->> 0, j.value ->> 1, cast(j.value ->> 2 as bigint), $2 from json_each($3) as j
                  where true
                 on conflict (module_id, path) do update
                    set sha256 = excluded.sha256, size = excluded.size, revision = excluded.revision",
        postgres: "insert into workshop_file (module_id, path, sha256, size, revision)
                   select $1, j.value ->> 0, j.value ->> 1, cast(j.value ->> 2 as bigint), $2
                     from jsonb_array_elements($3) as j(value)
                   on conflict (module_id, path) do update
                      set sha256 = excluded.sha256, size = excluded.size, revision = excluded.revision",
    })
    .bind(module.id)
    .bind(revision)
    .bind(Json(&kept))
    .run()
    .await?;
    tx.query(sql! {
        sqlite: "delete from workshop_file
                  where module_id = $1 and path in (select j.value from json_each($2) as j)",
        postgres: "delete from workshop_file
                    where module_id = $1 and path in (select j.value from jsonb_array_elements_text($2) as j(value))",
    })
    .bind(module.id)
    .bind(Json(&gone))
    .run()
    .await?;
    let saved: Vec<_> = kept.iter().cloned().chain(gone.iter().map(|path| json!([path, null]))).collect();
    tx.query(sql! {
        sqlite: "insert into workshop_save (module_id, revision, path, sha256, author_id, kind, created_at)
                 select $1, $2, j.value ->> 0, j.value ->> 1, $4, $5, $6 from json_each($3) as j",
        postgres: "insert into workshop_save (module_id, revision, path, sha256, author_id, kind, created_at)
                   select $1, $2, j.value ->> 0, j.value ->> 1, $4, $5, $6 from jsonb_array_elements($3) as j(value)",
    })
    .bind(module.id)
    .bind(revision)
    .bind(Json(&saved))
    .bind(author)
    .bind(kind)
    .bind(now)
    .run()
    .await?;
    tx.query(sql!(
        "update workshop_module
            set revision = $2, updated_at = $3, title = coalesce($4, title),
                -- What was validated was that text: a wider place is asked for anew.
                node_id = case when state = 'validated'
                                and not exists (select 1 from course c
                                                 where c.slug = workshop_module.slug and c.source = 'workshop'
                                                   and c.scope_node = workshop_module.node_id)
                               then school_id else node_id end,
                state = 'draft'
          where id = $1"
    ))
    .bind(module.id)
    .bind(revision)
    .bind(now)
    .bind(title)
    .run()
    .await?;
    let detail = json!({ "revision": revision, "files": saved.len(), "kind": kind });
    note(tx, Some(author), "workshop.save", module.id, detail, now).await?;
    Ok(revision)
}

/// Texts are kept apart: they hold the answers. What a page shows is kept with the files of courses, where the preview
/// and the published page find it under the same address.
async fn keep_bytes(
    tx: &mut Tx,
    digest: &str,
    bytes: &[u8],
    media_type: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    match media_type {
        None => {
            tx.query(sql!(
                "insert into workshop_blob (sha256, bytes, created_at) values ($1, $2, $3)
                 on conflict (sha256) do nothing"
            ))
            .bind(digest)
            .bind(bytes)
            .bind(now)
            .run()
            .await?
        }
        Some(media_type) => {
            tx.query(sql!(
                "insert into course_blob (sha256, media_type, bytes, created_at) values ($1, $2, $3, $4)
                 on conflict (sha256) do nothing"
            ))
            .bind(digest)
            .bind(media_type)
            .bind(bytes)
            .bind(now)
            .run()
            .await?
        }
    };
    Ok(())
}

/// The title that a `course.toml` gives, when it can be read: what lists call the module.
fn title_of(toml: &[u8]) -> Option<String> {
    let document: toml_edit::DocumentMut = std::str::from_utf8(toml).ok()?.parse().ok()?;
    let title = document.get("titre")?.as_str()?.trim();
    (!title.is_empty()).then(|| title.chars().take(limits::TITLE).collect())
}

/// The name of a content.
fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Browsers send `\r\n`; files have `\n`.
pub fn line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
