//! Open data through the doors: who publishes, what anyone may take away, and that it does not move.

use crate::common::{Server, request};
use axum::body::Body;
use axum::http::StatusCode;
use preau::access::Role;
use preau::school::coverage;
use preau::testing::school_in;
use preau::year::SchoolYear;

async fn scene() -> Server {
    let server = Server::start().await;
    let now = server.clock.now();
    school_in(server.db(), now, "fr/14/b1/", "9990001X").await;
    let mut tx = server.db().begin().await.unwrap();
    coverage::recount_all(&mut tx, SchoolYear::of(now.date_in("Europe/Paris")), now).await.unwrap();
    tx.commit().await.unwrap();
    server
}

#[tokio::test]
async fn the_nation_publishes_and_everybody_reads_the_same_file() {
    let server = scene().await;
    let empty = server.get("/donnees-ouvertes").await;
    assert!(empty.body.contains("Aucun fichier publié"), "{}", empty.body);
    assert_eq!(server.get("/donnees-ouvertes/couverture.csv").await.status, StatusCode::NOT_FOUND);

    server.member("nora", Some(Role::NationalAdmin)).await;
    server.member("sophie", None).await;
    let nation = server.log_in("nora@ac-exemple.fr").await;
    let teacher = server.log_in("sophie@ac-exemple.fr").await;
    let page = "/pilotage/donnees-ouvertes";
    assert_eq!(server.get_as(&teacher, page).await.status, StatusCode::FORBIDDEN);
    assert_eq!(server.post_as(&teacher, page, &[]).await.status, StatusCode::FORBIDDEN);
    let shown = server.get_as(&nation, page).await;
    assert!(shown.body.contains("Publier ce fichier") && shown.body.contains("Collège"), "{}", shown.body);
    let export = server.get_as(&nation, "/pilotage/donnees-ouvertes.csv").await;
    assert!(export.body.starts_with("\u{feff}annee_scolaire;date;niveau;code_academie;"), "{}", export.body);

    let done = server.post_as(&nation, page, &[]).await;
    assert_eq!(done.location(), "/donnees-ouvertes?fait=donnees-publiees", "{}", done.body);
    let again = server.post_as(&nation, page, &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("déjà publié"));

    let last = server.get("/donnees-ouvertes/couverture.csv").await;
    assert_eq!(last.body, export.body, "what was shown is what was published");
    assert_eq!(last.header("content-type"), "text/csv; charset=utf-8");
    let etag = last.header("etag").to_owned();
    let known = request("GET", "/donnees-ouvertes/couverture.csv").header("if-none-match", &etag);
    assert_eq!(server.send(known.body(Body::empty()).unwrap()).await.status, StatusCode::NOT_MODIFIED);
    let of_day = server.get("/donnees-ouvertes/2026-11-24/couverture.csv").await;
    assert_eq!(of_day.body, last.body);
    for wrong in ["2026-11-23", "hier", "%20"] {
        let answer = server.get(&format!("/donnees-ouvertes/{wrong}/couverture.json")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&server.get("/donnees-ouvertes/couverture.json").await.body).unwrap();
    assert_eq!((&json["date"], &json["licence"]["name"]), (&"2026-11-24".into(), &"etalab-2.0".into()));
    let schema: serde_json::Value =
        serde_json::from_str(&server.get("/donnees-ouvertes/schema.json").await.body).unwrap();
    assert_eq!(schema["fields"].as_array().unwrap().len(), json["lignes"][0].as_object().unwrap().len());
    let page = server.get("/donnees-ouvertes").await;
    let text = page.body.replace(['\u{a0}', '\u{202f}'], " ");
    assert!(text.contains("Licence Ouverte 2.0") && text.contains("24 novembre 2026"), "{text}");
}
