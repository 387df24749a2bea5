//! Backup and restore are a drill: a whole platform goes into one file and comes out the same, and well.

use std::path::Path;

use crate::common::Server;
use preau::audit;
use preau_server::backup::restore::check;
use preau_server::backup::write::write;
use preau_server::config::Config;
use preau_server::demo;
use preau_server::doctor::{Verdict, examine};
use preau_server::settings::{Flags, merge};

fn config(data_dir: &Path, database_url: &str) -> Config {
    let mut flags = Flags::default();
    flags.set("data_dir", data_dir.display().to_string());
    if !database_url.is_empty() {
        flags.set("database_url", database_url);
    }
    Config::read(merge(&flags, |_| None).unwrap()).unwrap()
}

/// A demo with a file handed in.
async fn lively() -> Server {
    let server = Server::with_courses().await;
    demo::fill(server.db(), &server.app.config.site, "$argon2id$x", 1, server.clock.now()).await.unwrap();
    let folder = server.app.config.uploads().join("ab");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("abcdef"), b"une fiche").unwrap();
    std::fs::create_dir_all(server.app.config.uploads().join("tmp")).unwrap();
    std::fs::write(server.app.config.uploads().join("tmp/half"), b"half of someth").unwrap();
    server
}

#[tokio::test]
async fn a_restored_copy_is_the_same_and_well() {
    let server = lively().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("preau.tar");
    let written =
        write(server.db(), &server.app.config.uploads(), &file, "2026-11-24T09:00:00Z".into()).await.unwrap();
    assert!(written.tables["enrolment"] > 20, "{:?}", written.tables);
    assert_eq!(written.entries.len(), 2, "the database and one file, not the half of one");

    let checked = check(&file, folder.path()).await.unwrap();
    assert_eq!(checked.manifest, written);
    let target = config(&folder.path().join("data"), "");
    checked.put_in_place(&target, false).await.unwrap();
    assert_eq!(std::fs::read(target.uploads().join("ab/abcdef")).unwrap(), b"une fiche");

    let db = preau_server::open(&target).await.unwrap();
    let state = audit::verify(&mut db.read().await.unwrap()).await.unwrap();
    assert_eq!((state.broken_at, state.head), (None, written.audit.hash.clone()));
    let findings = examine(&target, &db, &server.clock, false).await;
    let broken: Vec<_> = findings.iter().filter(|finding| finding.verdict == Verdict::Broken).collect();
    assert!(broken.is_empty(), "{broken:#?}");
    db.close().await;

    // What is there is not overwritten by mistake.
    let again = check(&file, folder.path()).await.unwrap().put_in_place(&target, false).await.unwrap_err();
    assert!(format!("{again:#}").contains("is there already"), "{again:#}");
    check(&file, folder.path()).await.unwrap().put_in_place(&target, true).await.unwrap();
    assert!(
        write(server.db(), &target.uploads(), &file, String::new()).await.is_err(),
        "a backup overwrites nothing"
    );
}

#[tokio::test]
async fn a_damaged_backup_is_refused_before_anything_is_touched() {
    let server = lively().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("preau.tar");
    write(server.db(), &server.app.config.uploads(), &file, String::new()).await.unwrap();
    let whole = std::fs::read(&file).unwrap();
    // One byte in the middle of the database; the end missing.
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for (name, bytes) in
        [("flipped", flipped.as_slice()), ("cut", &whole[..whole.len() - 4096]), ("none", b"hello")]
    {
        std::fs::write(&file, bytes).unwrap();
        assert!(check(&file, folder.path()).await.is_err(), "{name}");
    }
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["preau.tar"], "nothing is left lying about");
}

#[tokio::test]
async fn a_backup_taken_while_people_write_is_of_one_moment() {
    let server = lively().await;
    let folder = tempfile::tempdir().unwrap();
    let db = server.db().clone();
    let now = server.clock.now();
    let writing = tokio::spawn(async move {
        for number in 0..200 {
            let mut tx = db.begin().await.unwrap();
            let event = audit::Event {
                actor: None,
                act: "test.act",
                object_kind: "thing",
                object_id: format!("{number}"),
                detail: serde_json::json!({}),
            };
            audit::record(&mut tx, event, now).await.unwrap();
            tx.commit().await.unwrap();
        }
    });
    for round in 0..3 {
        let file = folder.path().join(format!("{round}.tar"));
        let written = write(server.db(), &server.app.config.uploads(), &file, String::new()).await.unwrap();
        assert_eq!(written.tables["audit_event"], written.audit.seq, "rows and head of one moment");
        check(&file, folder.path()).await.unwrap();
    }
    writing.await.unwrap();
}

mod postgres {
    use super::*;
    use preau::db::Engine;
    use preau::testing::{Platform, run};
    use preau::{Conn as _, sql};

    #[test]
    fn rows_go_out_and_come_back() {
        run(Engine::Postgres, async |t: Platform| {
            let config = config(t.folder(), "");
            let shelf = preau_server::courses::Shelf::open(None).unwrap();
            preau_server::courses::take_in(&t.db, &t.clock, &shelf).await.unwrap();
            demo::fill(&t.db, &config.site, "$argon2id$x", 1, t.now()).await.unwrap();
            let file = t.folder().join("preau.tar");
            let uploads = t.folder().join("uploads");
            let written = write(&t.db, &uploads, &file, String::new()).await.unwrap();
            let checked = check(&file, t.folder()).await.unwrap();
            assert_eq!(checked.manifest.tables, written.tables);

            // Back into the same database, after harm was done to it.
            let mut tx = t.db.begin().await.unwrap();
            tx.query(sql!("update person set given_name = 'X'")).run().await.unwrap();
            tx.query(sql!(
                "update attestation set replaced_by = (select id from attestation order by id limit 1)"
            ))
            .run()
            .await
            .ok();
            tx.commit().await.unwrap();
            let lines = archive_rows(&file);
            preau_server::backup::postgres::load(t.db.postgres_pool().unwrap(), lines.as_slice())
                .await
                .unwrap();
            let second = t.folder().join("again.tar");
            let again = write(&t.db, &uploads, &second, String::new()).await.unwrap();
            assert_eq!(again.tables, written.tables);
            let sorted = |bytes: Vec<u8>| {
                let mut lines: Vec<String> =
                    String::from_utf8(bytes).unwrap().lines().map(str::to_owned).collect();
                lines.sort();
                lines
            };
            assert!(sorted(archive_rows(&second)) == sorted(lines), "the same rows, byte for byte");
        });
    }

    fn archive_rows(file: &std::path::Path) -> Vec<u8> {
        let mut reader = preau_server::backup::tar::Reader::new(std::fs::File::open(file).unwrap());
        reader
            .next(|_, _, content| {
                let mut bytes = Vec::new();
                content.read_to_end(&mut bytes)?;
                Ok(bytes)
            })
            .unwrap()
            .unwrap()
    }
}
