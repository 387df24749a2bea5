//! A file on its way through the pages: sent, checked, written, undone, by who may and nobody else.

use crate::common::{Answer, Server, request};
use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use preau::access::policy::by_operator;
use preau::access::{Role, roles};
use preau::school::{Uai, by_path, by_uai};
use preau::testing::school_in;
use preau::{Conn as _, sql};
use preau_server::worker::Worker;

const REGISTER: &str = include_str!("fixtures/register.csv");

/// A form with a file, as a browser sends it.
async fn send(server: &Server, cookie: &str, fields: &[(&str, &str)], name: &str, bytes: &[u8]) -> Answer {
    let mut body = Vec::new();
    for (field, value) in fields {
        body.extend(
            format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    let head = format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n");
    body.extend(head.bytes());
    body.extend(b"Content-Type: text/csv\r\n\r\n");
    body.extend(bytes);
    body.extend(b"\r\n--x--\r\n");
    let request = request("POST", "/pilotage/imports/nouveau")
        .header(CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header("sec-fetch-site", "same-origin")
        .header(COOKIE, cookie);
    server.send(request.body(Body::from(body)).unwrap()).await
}

async fn work(server: &Server) {
    let worker = Worker::of(&server.app).unwrap();
    while worker.step().await.unwrap() {}
}

/// Somebody with a role on a node, logged in.
async fn with_role(server: &Server, name: &str, role: Role, path: &str) -> String {
    let person = server.member(name, None).await;
    let mut tx = server.db().begin().await.unwrap();
    let node = by_path(&mut tx, path).await.unwrap().map(|node| node.id);
    let grant = roles::NewGrant { person, role, node, until: None, delegated_by: None, reason: "" };
    roles::grant_at(&mut tx, by_operator(grant), server.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    server.log_in(&format!("{name}@ac-exemple.fr")).await
}

async fn start() -> Server {
    let server = Server::start().await;
    let mut tx = server.db().begin().await.unwrap();
    preau::school::academies::found(&mut tx, server.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    server
}

/// The page of the batch that a form led to.
fn page(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().split(['?', '#']).next().unwrap().to_owned()
}

#[tokio::test]
async fn a_register_is_sent_checked_written_and_undone() {
    let server = start().await;
    let manager = with_role(&server, "gestion", Role::PlanManager, "fr/14/").await;
    let sent = send(&server, &manager, &[("kind", "register")], "annuaire.csv", REGISTER.as_bytes()).await;
    let here = page(&sent);
    let busy = server.get_as(&manager, sent.location()).await;
    assert!(busy.body.contains("<progress") && busy.header("refresh") == "3", "{}", busy.body);
    assert_eq!(server.get_as(&manager, &here).await.header("refresh"), "", "only for who asks");
    work(&server).await;

    let ready = server.get_as(&manager, &here).await;
    for text in ["Collège des Œillets", "La lettre de l'UAI", "UTF-8", "point-virgule", "Windows"] {
        assert_eq!(ready.body.contains(text), text != "Windows", "{text}: {}", ready.body);
    }
    assert!(ready.body.contains("verdict=add#lignes") && ready.body.contains("value=\"valides\""));
    assert!(!ready.body.contains("value=\"tout\""), "a row is refused: all is not offered");
    let errors = server.get_as(&manager, &format!("{here}/lignes.csv?verdict=refuse")).await;
    assert_eq!(errors.body.lines().count(), 2, "{}", errors.body);
    assert!(errors.body.contains("9990002Z"));
    let found = server.get_as(&manager, &format!("{here}?q=OEILLETS")).await;
    assert!(found.body.contains("1 ligne.") && !found.body.contains("Lycée de la Mer"));

    let all = server.post_as(&manager, &format!("{here}/ecriture"), &[("mode", "tout")]).await;
    let refused = server.get_as(&manager, all.location()).await;
    assert!(refused.body.contains("role=\"alert\""), "{}", all.location());
    let applied = server.post_as(&manager, &format!("{here}/ecriture"), &[("mode", "valides")]).await;
    assert_eq!(page(&applied), here);
    let twice = server.post_as(&manager, &format!("{here}/ecriture"), &[("mode", "valides")]).await;
    assert!(twice.location().contains("refus=import-moved-on"), "{}", twice.location());
    work(&server).await;
    let done = server.get_as(&manager, &here).await;
    assert!(done.body.contains("Écrite") && done.body.contains("/annulation"), "{}", done.body);
    let uai = Uai::parse("9990001X").unwrap();
    assert!(by_uai(&mut server.db().read().await.unwrap(), &uai).await.unwrap().is_some());

    let export = server.get_as(&manager, "/pilotage/etablissements.csv").await;
    let again = send(&server, &manager, &[("kind", "register")], "e.csv", export.body.as_bytes()).await;
    work(&server).await;
    let same = server.get_as(&manager, &page(&again)).await;
    assert!(same.body.contains("Rien à écrire"), "{}", same.body);

    let undo = server.post_as(&manager, &format!("{here}/annulation"), &[]).await;
    assert_eq!(page(&undo), here);
    work(&server).await;
    assert!(server.get_as(&manager, &here).await.body.contains("Retirée"));
    assert!(by_uai(&mut server.db().read().await.unwrap(), &uai).await.unwrap().is_none());
    let (told,): (i64,) = server
        .db()
        .read()
        .await
        .unwrap()
        .query(sql!("select count(*) from notice where kind like 'import-%'"))
        .one()
        .await
        .unwrap();
    assert_eq!(told, 4, "read twice, written, undone");
}

#[tokio::test]
async fn a_batch_is_seen_by_who_may_and_nobody_else() {
    let server = start().await;
    let manager = with_role(&server, "gestion", Role::PlanManager, "fr/14/").await;
    let other = with_role(&server, "lyon", Role::PlanManager, "fr/10/").await;
    let nation = with_role(&server, "nation", Role::NationalAdmin, "fr/").await;
    server.member("sophie", None).await;
    let teacher = server.log_in("sophie@ac-exemple.fr").await;
    let people = "email;nom;prenom;uai\nzoe@x.fr;M;Z;9990001X\n";
    let here = page(&send(&server, &manager, &[("kind", "people")], "p.csv", people.as_bytes()).await);
    let everywhere = [("kind", "register"), ("scope", "*")];
    for (cookie, status) in [
        (&manager, StatusCode::OK),
        (&other, StatusCode::NOT_FOUND),
        (&nation, StatusCode::NOT_FOUND),
        (&teacher, StatusCode::FORBIDDEN),
    ] {
        assert_eq!(server.get_as(cookie, &here).await.status, status);
        let csv = server.get_as(cookie, &format!("{here}/lignes.csv")).await;
        assert_eq!(csv.status, status);
        let wide = send(&server, cookie, &everywhere, "r.csv", REGISTER.as_bytes()).await;
        assert!(wide.status.is_client_error(), "{}", wide.status);
    }
    for act in ["ecriture", "annulation", "abandon", "reprise", "lecture"] {
        let answer = server.post_as(&other, &format!("{here}/{act}"), &[("mode", "tout")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}");
    }
    assert_eq!(server.get_as(&nation, "/pilotage/personnes.csv").await.status, StatusCode::FORBIDDEN);
    let folder = server.folder.path().join("uploads").join("imports");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "what was refused left no file");
    let dropped = server.post_as(&manager, &format!("{here}/abandon"), &[]).await;
    assert_eq!(dropped.location(), "/pilotage/imports?fait=import-abandonne");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "the file goes with the batch");
    work(&server).await;
    let list = server.get_as(&manager, "/pilotage/imports").await;
    assert!(list.body.contains("p.csv") && list.body.contains("Abandonné"), "{}", list.body);
    assert!(!server.get_as(&nation, "/pilotage/imports").await.body.contains("p.csv"));
}

#[tokio::test]
async fn what_was_found_is_overruled() {
    let server = start().await;
    let manager = with_role(&server, "gestion", Role::PlanManager, "fr/14/").await;
    school_in(server.db(), server.clock.now(), "fr/14/b1/", "9990001X").await;
    let file = "zoe@x.fr,Martin,Zoé\nlou@x.fr,Roux,Lou\n";
    let here = page(&send(&server, &manager, &[("kind", "people")], "p.csv", file.as_bytes()).await);
    work(&server).await;
    let failed = server.get_as(&manager, &here).await;
    assert!(failed.body.contains("Il manque des colonnes") && failed.body.contains("Courriel"));
    let form = server.get_as(&manager, &format!("{here}/lecture")).await;
    assert!(form.body.contains("colonne 1 (zoe@x.fr)"), "{}", form.body);
    let fields = [
        ("encoding", "utf-8"),
        ("delimiter", "comma"),
        ("header", "0"),
        ("column_email", "0"),
        ("column_usual_name", "1"),
        ("column_given_name", "2"),
        ("uai", "9990001Y"),
    ];
    let wrong = server.post_as(&manager, &format!("{here}/lecture"), &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"9990001Y\""), "what was typed stays");
    let mut fields = fields;
    fields[6] = ("uai", "999 0001x");
    let again = server.post_as(&manager, &format!("{here}/lecture"), &fields).await;
    assert_eq!(page(&again), here);
    work(&server).await;
    let ready = server.get_as(&manager, &here).await;
    assert!(ready.body.contains("Zoé Martin") && ready.body.contains("Tout écrire"), "{}", ready.body);
}

#[tokio::test]
async fn a_list_is_pasted_and_a_question_answered() {
    let server = start().await;
    let manager = with_role(&server, "gestion", Role::PlanManager, "fr/14/").await;
    school_in(server.db(), server.clock.now(), "fr/14/b1/", "9990001X").await;
    school_in(server.db(), server.clock.now(), "fr/10/b1/", "9990002Y").await;
    let empty = server.post_as(&manager, "/pilotage/imports/adresses", &[("list", " "), ("uai", "x")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let list = "Zoé Martin <zoe@x.fr>; jean.le-goff@x.fr, zoe@x.fr | pas-une-adresse";
    let fields = [("list", list), ("uai", "9990002Y")];
    let elsewhere = server.post_as(&manager, "/pilotage/imports/adresses", &fields).await;
    assert!(elsewhere.body.contains("pas connu sur votre territoire") && elsewhere.body.contains("zoe@x.fr"));
    let fields = [("list", list), ("uai", "9990001X")];
    let here = page(&server.post_as(&manager, "/pilotage/imports/adresses", &fields).await);
    work(&server).await;
    let ready = server.get_as(&manager, &here).await;
    for text in
        ["Zoé Martin", "Jean Le Goff", "Nom tiré de l'adresse", "1 adresse en double", "pas-une-adresse"]
    {
        assert!(ready.body.contains(text), "{text}: {}", ready.body);
    }
    server.post_as(&manager, &format!("{here}/ecriture"), &[("mode", "valides")]).await;
    work(&server).await;

    let fields = [("list", "Zoé Martin <z.martin@x.fr>"), ("uai", "9990001X")];
    let here = page(&server.post_as(&manager, "/pilotage/imports/adresses", &fields).await);
    work(&server).await;
    let ready = server.get_as(&manager, &here).await;
    assert!(ready.body.contains("Est-ce la même personne"), "{}", ready.body);
    let answer = server.post_as(&manager, &format!("{here}/lignes/1"), &[("choice", "same")]).await;
    assert!(answer.location().ends_with("#lignes"));
    assert!(
        server
            .get_as(&manager, &here)
            .await
            .body
            .contains("Vous avez répondu : la même personne".replace(" : ", "\u{a0}: ").as_str())
    );
    server.post_as(&manager, &format!("{here}/ecriture"), &[("mode", "valides")]).await;
    work(&server).await;
    let mut read = server.db().read().await.unwrap();
    let same = preau::people::by_address(&mut read, "z.martin@x.fr").await.unwrap().unwrap().id;
    assert_eq!(preau::people::by_address(&mut read, "zoe@x.fr").await.unwrap().unwrap().id, same);
}

#[tokio::test]
async fn hostile_files_are_told_apart() {
    let server = start().await;
    let admin = with_role(&server, "admin", Role::Administrator, "").await;
    for (bytes, text) in [
        (&b"<!doctype html><title>Connexion</title>"[..], "une page web"),
        (b"PK\x03\x04\x14\0\0\0", "un classeur"),
        (b"\0\x01\x02\0\0\0\0\0", "ne contient pas de texte"),
        (b"a;b\n1;2\n", "Il manque des colonnes"),
    ] {
        let here = page(&send(&server, &admin, &[("kind", "register")], "x.csv", bytes).await);
        work(&server).await;
        let failed = server.get_as(&admin, &here).await;
        assert!(failed.body.contains(text), "{text}: {}", failed.body);
    }
    for (fields, bytes) in
        [(&[("kind", "register")][..], &b""[..]), (&[("kind", "autre")], b"x"), (&[], b"x")]
    {
        let refused = send(&server, &admin, fields, "x.csv", bytes).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    }
    let folder = server.folder.path().join("uploads").join("tmp");
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0, "no half is left");
}
