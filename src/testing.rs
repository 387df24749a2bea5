//! A platform for tests: an empty, migrated database of its own, and a clock moved by hand.
//!
//! [`on_both!`](crate::on_both) runs a behaviour on SQLite and on PostgreSQL. The second needs a server that may be
//! filled and dropped: `PREAU_TEST_POSTGRES=postgres://…`, which `cargo xtask test` sets. Without it the test
//! fails rather than pass unseen.

use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tempfile::TempDir;

use crate::clock::{Clock, Timestamp};
use crate::db::{Db, Engine};
use crate::migrate;

/// Declares each async function as two tests, `sqlite::name` and `postgres::name`.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { $crate::testing::run($crate::db::Engine::Sqlite, super::$name); })+
        }
        mod postgres {
            $(#[test] fn $name() { $crate::testing::run($crate::db::Engine::Postgres, super::$name); })+
        }
    };
}

/// What a store test stands on.
#[derive(Debug)]
pub struct Platform {
    pub db: Db,
    pub clock: Clock,
    folder: TempDir,
    postgres: Option<String>,
}

impl Platform {
    /// 24 November 2026, 10:00 in Paris, on an empty database.
    pub async fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (db, postgres) = match engine {
            Engine::Sqlite => {
                let path = folder.path().join("preau.db");
                let db = Db::open_sqlite(&path.to_string_lossy()).await.expect("a SQLite file");
                migrate::run(&db).await.expect("migrations on SQLite");
                (db, None)
            }
            Engine::Postgres => {
                let (db, name) = postgres_copy().await;
                (db, Some(name))
            }
        };
        Self { db, clock: Clock::standing_at("2026-11-24T09:00:00Z"), folder, postgres }
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The same database as another process has it: connections and locks of its own.
    pub async fn another_process(&self) -> Db {
        match &self.postgres {
            Some(name) => Db::open(&with_database(&postgres_url(), name)).await.expect("the same database"),
            None => {
                let path = self.folder.path().join("preau.db");
                Db::open_sqlite(&path.to_string_lossy()).await.expect("the same file")
            }
        }
    }

    /// A folder that goes with the test.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

/// Runs one behaviour on one engine.
pub fn run<F, Fut>(engine: Engine, behaviour: F)
where
    F: FnOnce(Platform) -> Fut,
    Fut: Future<Output = ()>,
{
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let platform = Platform::new(engine).await;
        let (db, postgres) = (platform.db.clone(), platform.postgres.clone());
        behaviour(platform).await;
        db.close().await;
        if let Some(name) = postgres {
            let mut admin = PgConnection::connect(&postgres_url()).await.expect("the PostgreSQL server");
            let drop = AssertSqlSafe(format!("drop database if exists \"{name}\" with (force)"));
            sqlx::raw_sql(drop).execute(&mut admin).await.expect("the copy dropped");
        }
    });
}

fn postgres_url() -> String {
    std::env::var("PREAU_TEST_POSTGRES").expect(
        "PREAU_TEST_POSTGRES is not set: run `cargo xtask test`, or start a server with `cargo xtask postgres` \
         and export the address it prints",
    )
}

/// A copy of a migrated template. The template is named after the migrations, so that all processes share it.
async fn postgres_copy() -> (Db, String) {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let url = postgres_url();
    let mut admin = PgConnection::connect(&url).await.expect("the PostgreSQL server");
    let template = format!("preau_template_{}", migrate::fingerprint());
    // One process makes the template, the others wait for it.
    run_raw(&mut admin, "select pg_advisory_lock(7201)".to_owned()).await;
    let known: Option<(i32,)> = sqlx::query_as("select 1 from pg_database where datname = $1")
        .bind(&template)
        .fetch_optional(&mut admin)
        .await
        .expect("the list of databases");
    if known.is_none() {
        let draft = format!("{template}_draft");
        run_raw(&mut admin, format!("drop database if exists \"{draft}\" with (force)")).await;
        let shape = "template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'";
        run_raw(&mut admin, format!("create database \"{draft}\" {shape}")).await;
        let db = Db::open(&with_database(&url, &draft)).await.expect("the template");
        migrate::run(&db).await.expect("migrations on PostgreSQL");
        db.close().await;
        run_raw(&mut admin, format!("alter database \"{draft}\" rename to \"{template}\"")).await;
    }
    let name = format!("preau_test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    run_raw(&mut admin, format!("create database \"{name}\" template \"{template}\"")).await;
    run_raw(&mut admin, "select pg_advisory_unlock(7201)".to_owned()).await;
    (Db::open(&with_database(&url, &name)).await.expect("the copy"), name)
}

async fn run_raw(admin: &mut PgConnection, text: String) {
    sqlx::raw_sql(AssertSqlSafe(text)).execute(admin).await.expect("a statement of the test set-up");
}

fn with_database(url: &str, name: &str) -> String {
    let (base, _) = url.rsplit_once('/').unwrap_or((url, ""));
    format!("{base}/{name}")
}

/// A school of the tests under a bassin of an académie (`fr/14/b1/`), made with its line when it is not there.
pub async fn school(t: &Platform, under: &str, uai: &str) -> crate::school::School {
    school_in(&t.db, t.now(), under, uai).await
}

/// An adopted plan of the school year 2026-2027 on the node at a path: sessions above school level need one.
pub async fn adopted_plan(db: &Db, path: &str, hours: Option<i64>) {
    use crate::db::Conn as _;
    let mut tx = db.begin().await.expect("a transaction");
    tx.query(crate::sql!(
        "insert into plan (id, node_id, school_year, title, state, hours_budget_min, created_at, updated_at)
         select $1, id, '2026-2027', 'Plan', 'adopted', $2, 0, 0 from org_node where path = $3
         on conflict (node_id, school_year) do nothing"
    ))
    .bind(uuid::Uuid::from_u128(0xadd))
    .bind(hours.map(|hours| hours * 60))
    .bind(path)
    .run()
    .await
    .expect("a plan");
    tx.commit().await.expect("a commit");
}

/// The same in any database.
pub async fn school_in(db: &Db, now: Timestamp, under: &str, uai: &str) -> crate::school::School {
    use crate::access::policy::by_operator;
    use crate::school::tree::{self, NewNode};
    use crate::school::{NodeKind, Uai, academies, by_path, by_uai, register};
    let mut tx = db.begin().await.expect("a transaction");
    academies::found(&mut tx, now).await.expect("the académies");
    if by_path(&mut tx, under).await.expect("the tree").is_none() {
        let (academy, code) = under.trim_end_matches('/').rsplit_once('/').expect("a bassin");
        let academy =
            by_path(&mut tx, &format!("{academy}/")).await.expect("the tree").expect("the académie");
        let basin = NewNode {
            kind: NodeKind::Basin,
            code,
            name: code,
            parent: Some(academy.id),
            ..NewNode::default()
        };
        tree::add(&mut tx, by_operator(&basin), now).await.expect("a bassin");
    }
    let parent = by_path(&mut tx, under).await.expect("the tree").expect("the bassin");
    let uai = Uai::parse(uai).expect("a number");
    let facts = register::Facts {
        name: format!("Collège {uai}"),
        nature_code: "340".into(),
        ..register::Facts::default()
    };
    register::add_school(&mut tx, by_operator(&facts), &uai, parent.id, now).await.expect("a school");
    let school = by_uai(&mut tx, &uai).await.expect("the tree").expect("the school");
    tx.commit().await.expect("a commit");
    school
}
