//! Every statement of the executable, pages and commands included, is prepared by both databases.

use preau::db::{Engine, statements};
use preau::testing::{Platform, run};
// Linked for their statements, which stand in the program and not in this file.
use preau_server as _;
use sqlx::{Executor as _, SqlSafeStr as _};

async fn none_is_refused(t: Platform) {
    let (mut refused, mut ours) = (Vec::new(), 0);
    for statement in statements() {
        ours += usize::from(statement.at.starts_with("server/") || statement.at.starts_with("app/"));
        let outcome = match (t.db.sqlite_writer(), t.db.postgres_pool()) {
            (Some(pool), _) => pool.prepare(statement.sqlite.into_sql_str()).await.map(|_| ()),
            (None, Some(pool)) => pool.prepare(statement.postgres.into_sql_str()).await.map(|_| ()),
            (None, None) => Ok(()),
        };
        if let Err(error) = outcome {
            refused.push(format!("{}: {error}", statement.at));
        }
    }
    assert!(ours > 10, "the statements of the executable are not registered: {ours} found");
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn sqlite_refuses_none() {
    run(Engine::Sqlite, none_is_refused);
}

#[test]
fn postgres_refuses_none() {
    run(Engine::Postgres, none_is_refused);
}
