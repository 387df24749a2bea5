//! Tests of the structure: every statement on both databases, equal schemas, arrows between rooms.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sqlx::{Executor as _, SqlSafeStr as _};

use crate::db::{Conn as _, statements};
use crate::testing::Platform;
use crate::{on_both, sql};

on_both!(no_statement_is_refused, the_schema_has_the_columns_of_the_other);

/// Rooms in the order in which they may look at each other; the kernel may be used by all.
const ROOMS: [&str; 17] = [
    "people",
    "access",
    "notice",
    "webhook",
    "school",
    "need",
    "referent",
    "course",
    "learning",
    "certificate",
    "plan",
    "session",
    "workshop",
    "cohort",
    "pay",
    "open_data",
    "privacy",
];

async fn no_statement_is_refused(t: Platform) {
    let mut refused = Vec::new();
    let mut count = 0;
    for statement in statements() {
        count += 1;
        let outcome = match (t.db.sqlite_writer(), t.db.postgres_pool()) {
            (Some(pool), _) => pool.prepare(statement.sqlite.into_sql_str()).await.map(|_| ()),
            (None, Some(pool)) => pool.prepare(statement.postgres.into_sql_str()).await.map(|_| ()),
            (None, None) => Ok(()),
        };
        if let Err(error) = outcome {
            refused.push(format!("{}: {error}", statement.at));
        }
    }
    assert!(count > 50, "the statements are not registered: {count} found");
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

/// Both engines give the same list, written down here by SQLite's own test and compared by PostgreSQL's: the expected
/// list comes from applying the migrations to a fresh SQLite file in either case.
async fn the_schema_has_the_columns_of_the_other(t: Platform) {
    let reference = Platform::new(crate::db::Engine::Sqlite).await;
    assert_eq!(columns(&t).await, columns(&reference).await);
}

async fn columns(t: &Platform) -> BTreeSet<String> {
    let rows: Vec<(String, String)> = t
        .db
        .read()
        .await
        .unwrap()
        .query(sql! {
            sqlite: "select m.name, c.name
                       from sqlite_master m, pragma_table_info(m.name) c
                      where m.type = 'table' and m.name not like 'sqlite_%' and m.name not like '\\_sqlx%' escape '\\'
                      order by m.name, c.name",
            postgres: "select cast(table_name as text), cast(column_name as text)
                         from information_schema.columns
                        where table_schema = 'public' and table_name not like '\\_sqlx%'
                        order by 1, 2",
        })
        .all()
        .await
        .unwrap();
    assert!(rows.len() > 100, "{rows:?}");
    rows.into_iter().map(|(table, column)| format!("{table}.{column}")).collect()
}

fn rust_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn rooms_only_look_at_the_rooms_before_them() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for (place, room) in ROOMS.iter().enumerate() {
        let mut files = Vec::new();
        rust_files(&src.join(room), &mut files);
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            for later in &ROOMS[place + 1..] {
                // A test may stand on anything.
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                if code.contains(&format!("crate::{later}::")) {
                    wrong.push(format!("{} looks at {later}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_hold_no_statements() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    rust_files(&root.join("app/src"), &mut files);
    let wrong: Vec<String> = files
        .into_iter()
        .filter(|file| fs::read_to_string(file).unwrap().contains("sql!("))
        .map(|file| file.display().to_string())
        .collect();
    assert!(wrong.is_empty(), "SQL in pages: {wrong:?}");
}

#[test]
fn statements_built_at_run_time_are_where_they_are_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    // Migrations, test set-up, backup: nothing that a request reaches.
    let known = ["migrate.rs", "testing.rs", "structure.rs", "backup.rs", "snapshot.rs"];
    let wrong: Vec<String> = files
        .into_iter()
        .filter(|file| !known.iter().any(|name| file.ends_with(name)))
        .filter(|file| fs::read_to_string(file).unwrap().contains("AssertSqlSafe("))
        .map(|file| file.display().to_string())
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
