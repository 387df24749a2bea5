//! Jobs: mails leave once, trouble waits, a silent move is worked out anew.

use crate::common::Server;
use preau::access::accounts;
use preau::clock::{DAY, MINUTE};
use preau::privacy::Periods;
use preau::{Conn as _, audit, jobs, sql};
use preau_server::housekeeping::{forget_halves, sweep};
use preau_server::mail::{MailRoute, Mailer};
use preau_server::worker::Worker;
use preau_server::{audit_heads, courses};
use serde_json::json;

fn worker(server: &Server) -> Worker {
    Worker::of(&server.app).unwrap()
}

#[tokio::test]
async fn a_reset_asked_for_leaves_as_one_mail() {
    let server = Server::start().await;
    server.member("sophie", None).await;
    let mut tx = server.db().begin().await.unwrap();
    accounts::ask_reset(&mut tx, "sophie@ac-exemple.fr", server.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    let worker = worker(&server);
    assert!(worker.step().await.unwrap());
    assert!(!worker.step().await.unwrap(), "nothing is left");
    let mails: Vec<_> = std::fs::read_dir(server.folder.path().join("mail")).unwrap().collect();
    assert_eq!(mails.len(), 1);
    let mail = std::fs::read_to_string(mails[0].as_ref().unwrap().path()).unwrap();
    assert!(
        mail.contains("To: sophie@ac-exemple.fr") && mail.contains("http://preau.test/mot-de-passe/"),
        "{mail}"
    );
    let (payload,): (String,) = server
        .db()
        .read()
        .await
        .unwrap()
        .query(sql!("select cast(payload as text) from job"))
        .one()
        .await
        .unwrap();
    assert_eq!(payload, "{}", "the token does not stay in the table");
}

#[tokio::test]
async fn a_relay_that_is_down_loses_nothing_and_its_error_names_nobody() {
    let server = Server::start().await;
    server.member("sophie", None).await;
    let mut tx = server.db().begin().await.unwrap();
    accounts::ask_reset(&mut tx, "sophie@ac-exemple.fr", server.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    // Nobody listens on this port.
    let route = MailRoute::Smtp("smtp://127.0.0.1:9".to_owned());
    let mailer = Mailer::new(&route, "robot@preau.test", "http://preau.test", "Préau").unwrap();
    let down = Worker { mailer, ..worker(&server) };
    assert!(down.step().await.unwrap());
    let (state, error): (String, String) = server
        .db()
        .read()
        .await
        .unwrap()
        .query(sql!("select state, last_error from job"))
        .one()
        .await
        .unwrap();
    assert_eq!(state, "ready");
    assert!(error.contains("the relay could not be reached") && !error.contains("sophie"), "{error}");
    assert!(!down.step().await.unwrap(), "not before its time");
    server.clock.advance(MINUTE);
    assert!(worker(&server).step().await.unwrap());
    assert_eq!(std::fs::read_dir(server.folder.path().join("mail")).unwrap().count(), 1);
}

#[tokio::test]
async fn a_job_of_a_newer_version_waits_for_it() {
    let server = Server::start().await;
    let mut tx = server.db().begin().await.unwrap();
    jobs::enqueue(&mut tx, "from.the.future", &json!({}), None, server.clock.now(), server.clock.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    worker(&server).step().await.unwrap();
    let counts = jobs::counts(&mut server.db().read().await.unwrap()).await.unwrap();
    assert_eq!(counts, [("ready".to_owned(), 1)]);
}

#[tokio::test]
async fn housekeeping_removes_what_has_ended_only() {
    let server = Server::start().await;
    let sophie = server.member("sophie", None).await;
    let now = server.clock.now();
    let mut tx = server.db().begin().await.unwrap();
    for (id, ends) in [("old", now.plus(-MINUTE)), ("living", now.plus(DAY))] {
        preau::access::web_sessions::save(&mut tx, id, Some(sophie), "{}", "", now, ends).await.unwrap();
    }
    accounts::ask_reset(&mut tx, "sophie@ac-exemple.fr", now).await.unwrap();
    tx.commit().await.unwrap();
    sweep(server.db(), &Periods::default(), "Europe/Paris", now).await.unwrap();
    let counts = async || -> (i64, i64) {
        let mut read = server.db().read().await.unwrap();
        read.query(sql!("select (select count(*) from web_session), (select count(*) from account_link)"))
            .one()
            .await
            .unwrap()
    };
    assert_eq!(counts().await, (1, 1));
    sweep(server.db(), &Periods::default(), "Europe/Paris", now.plus(32 * DAY)).await.unwrap();
    assert_eq!(counts().await, (0, 0));
}

#[tokio::test]
async fn a_file_that_never_arrived_whole_is_forgotten_after_a_day() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(forget_halves(folder.path(), preau::Timestamp(0)).unwrap(), 0, "nothing was ever handed in");
    let waiting = folder.path().join("tmp");
    std::fs::create_dir_all(&waiting).unwrap();
    std::fs::write(waiting.join("half"), b"half of").unwrap();
    let written = preau::Clock::System.now();
    assert_eq!(forget_halves(folder.path(), written.plus(DAY - MINUTE)).unwrap(), 0);
    assert_eq!(forget_halves(folder.path(), written.plus(DAY + MINUTE)).unwrap(), 1);
}

#[tokio::test]
async fn a_cut_tail_of_the_audit_chain_shows() {
    let server = Server::start().await;
    let record = async |number: i64| {
        let mut tx = server.db().begin().await.unwrap();
        let event = audit::Event {
            actor: None,
            act: "test.act",
            object_kind: "thing",
            object_id: number.to_string(),
            detail: json!({}),
        };
        audit::record(&mut tx, event, server.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
    };
    for number in 0..3 {
        record(number).await;
    }
    let folder = server.folder.path();
    assert!(audit_heads::note(server.db(), folder, server.clock.now()).await.unwrap());
    assert!(!audit_heads::note(server.db(), folder, server.clock.now()).await.unwrap(), "once a day");
    server.clock.advance(DAY);
    record(3).await;
    assert!(audit_heads::note(server.db(), folder, server.clock.now()).await.unwrap());
    let compare =
        async || audit_heads::compare(&mut server.db().read().await.unwrap(), folder).await.unwrap();
    assert_eq!((compare().await.heads, compare().await.wrong.len()), (2, 0));

    // Somebody with the database in hand removes the last event and mends the head: the chain itself is whole again.
    let mut tx = server.db().begin().await.unwrap();
    tx.query(sql!("delete from audit_event where seq = (select max(seq) from audit_event)"))
        .run()
        .await
        .unwrap();
    tx.query(sql!(
        "update audit_head
            set seq = (select max(seq) from audit_event),
                hash = (select hash from audit_event order by seq desc limit 1)"
    ))
    .run()
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(audit::verify(&mut server.db().read().await.unwrap()).await.unwrap().broken_at, None);
    assert_eq!(compare().await.wrong, ["2026-11-25"]);
}

#[tokio::test]
async fn a_silent_move_is_worked_out_anew() {
    let server = Server::start().await;
    let content = server.folder.path().join("content");
    crate::common::copy(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../content")), &content);
    let shelf = courses::Shelf::open(Some(&content)).unwrap();
    courses::take_in(server.db(), &server.clock, &shelf).await.unwrap();
    preau_server::demo::fill(server.db(), &server.app.config.site, "$argon2id$x", 1, server.clock.now())
        .await
        .unwrap();
    crate::common::replace(&content.join("cours/droit-auteur/course.toml"), "\"1.0.0\"", "\"1.0.1\"");
    crate::common::replace(&content.join("cours/droit-auteur/README.md"), ".", " !");
    let outcome = courses::take_in(server.db(), &server.clock, &shelf).await.unwrap();
    assert_eq!(outcome.published, ["droit-auteur 1.0.1"], "{outcome:?}");
    let waiting = async || -> i64 {
        let mut read = server.db().read().await.unwrap();
        let (count,): (i64,) = read
            .query(sql!("select count(*) from job where kind = 'learning.recompute' and state = 'ready'"))
            .one()
            .await
            .unwrap();
        count
    };
    assert!(waiting().await > 0);
    let worker = worker(&server);
    while worker.step().await.unwrap() {}
    assert_eq!(waiting().await, 0);
    let dead: Vec<(String,)> = server
        .db()
        .read()
        .await
        .unwrap()
        .query(sql!("select last_error from job where last_error is not null order by id"))
        .all()
        .await
        .unwrap();
    assert!(dead.is_empty(), "{dead:?}");
}
