//! One file that holds a whole installation: the database as it was at one moment, what people handed in, and a
//! manifest with counts and checksums.
//!
//! The file is a plain tar: `tar -tvf` lists it, and it can be read without us. The database comes first and the files
//! after it, so that every file a row speaks of is there; files are never changed once written. On SQLite the database
//! is a copy of the file; on PostgreSQL it is its rows, one JSON object a line.

pub mod postgres;
pub mod restore;
pub mod sqlite;
pub mod tar;
pub mod write;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Last entry of the file.
pub const MANIFEST: &str = "manifest.json";
/// The database on SQLite.
pub const SQLITE: &str = "database.sqlite";
/// The database on PostgreSQL.
pub const ROWS: &str = "database.jsonl";
/// Before the name of each file handed in.
pub const UPLOADS: &str = "uploads/";

/// What the file promises about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Of the layout: 1.
    pub format: u32,
    /// Of the program that wrote it.
    pub version: String,
    pub created_at: String,
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// Last migration of the database.
    pub migration: i64,
    /// Rows by table.
    pub tables: BTreeMap<String, i64>,
    /// Head of the audit chain.
    pub audit: AuditHead,
    pub entries: Vec<Entry>,
}

/// Where the audit chain ended.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditHead {
    pub seq: i64,
    pub hash: String,
}

/// A file in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub path: String,
    pub bytes: u64,
    pub sha256: String,
}
