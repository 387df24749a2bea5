//! What a visitor may see: home, catalogue, course sheets, glossary, information, and the check of an attestation.

use crate::common::{PASSWORD, Server, request};
use axum::body::{Body, to_bytes};
use axum::http::StatusCode;
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, RANGE};
use preau::access::policy::by_operator;
use preau::certificate::{Attestation, code, mine};
use preau::clock::SECOND;
use preau::course::sample;
use preau::learning::{self, enrol};
use tower::ServiceExt as _;
use uuid::Uuid;

/// Pages that anybody may open and that the law or an audit asks for.
const PAGES: [&str; 11] = [
    "/",
    "/cours",
    "/cours/droit-auteur",
    "/glossaire",
    "/verifier",
    "/aide",
    "/accessibilite",
    "/mentions-legales",
    "/donnees-personnelles",
    "/plan-du-site",
    "/contact",
];

#[tokio::test]
async fn every_public_page_stands_without_an_account_and_without_inline_code() {
    let server = Server::with_courses().await;
    for path in PAGES {
        for lang in ["fr", "en"] {
            let asked = request("GET", path).header(ACCEPT_LANGUAGE, lang).body(Body::empty()).unwrap();
            let page = server.send(asked).await;
            assert_eq!(page.status, 200, "{path}");
            let body = &page.body;
            assert_eq!(body.matches("<h1").count(), 1, "{path}: one title");
            assert!(body.contains(&format!("<html lang=\"{lang}\"")), "{path}");
            assert!(body.contains("href=\"#contenu\""), "{path}: the skip link");
            for inline in [" style=\"", "<style", " onclick="] {
                assert!(!body.contains(inline), "{path}: {inline}");
            }
            for link in [
                "/aide",
                "/accessibilite",
                "/mentions-legales",
                "/donnees-personnelles",
                "/plan-du-site",
                "/contact",
            ] {
                assert!(body.contains(&format!("href=\"{link}\"")), "{path}: no link to {link}");
            }
            assert!(!body.contains("src=\"http"), "{path}: nothing of another site");
        }
    }
    let home = server.get("/").await.body;
    assert!(
        home.contains("Accessibilité\u{a0}: non conforme") && home.contains("non affilié"),
        "said on the home page"
    );
}

#[tokio::test]
async fn the_catalogue_is_narrowed_by_its_address() {
    let server = Server::with_courses().await;
    let all = server.get("/cours").await.body;
    assert_eq!(all.matches("class=\"course-card\"").count(), 5);
    for (typed, slug) in [
        ("electricite+xyzzy", None),
        ("droit%20auteur", Some("droit-auteur")),
        ("eleve", Some("rgpd-eleves")),
    ] {
        let found = server.get(&format!("/cours?q={typed}")).await.body;
        match slug {
            Some(slug) => assert!(found.contains(&format!("href=\"/cours/{slug}\"")), "{typed}"),
            None => assert!(!found.contains("Trouvé dans"), "{typed}"),
        }
    }
    let maths = server.get("/cours?discipline=mathematiques").await.body;
    assert_eq!(maths.matches("class=\"course-card\"").count(), 1);
    assert!(maths.contains("aria-label=\"Retirer le filtre Mathématiques\""));
    assert!(maths.contains("name=\"discipline\" value=\"mathematiques\" checked"), "the box stays ticked");
    let none = server.get("/cours?q=xyzzy%3Cscript%3E").await.body;
    assert!(none.contains("Aucun parcours ne correspond") && !none.contains("xyzzy<script>"));
}

#[tokio::test]
async fn the_list_for_a_spreadsheet_holds_the_rows_of_the_screen() {
    let server = Server::with_courses().await;
    let csv = server.get("/cours.csv?discipline=mathematiques").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert!(csv.header("content-disposition").starts_with("attachment"));
    assert_eq!(csv.body.trim_end().lines().count(), 2, "{}", csv.body);
    assert!(csv.body.contains("maths-geogebra"));
    assert_eq!(server.get("/cours.csv").await.body.trim_end().lines().count(), 6);
}

#[tokio::test]
async fn a_sheet_says_what_one_gets_and_offers_one_thing_to_do() {
    let server = Server::start().await;
    sample::publish(server.db(), &sample::course("droit-auteur"), server.clock.now()).await;
    let sheet = server.get("/cours/droit-auteur").await.body;
    assert!(sheet.contains("0\u{a0}h sur place") || sheet.contains("0 h sur place"), "0 is a value");
    assert!(sheet.contains("action=\"/cours/droit-auteur/inscription\""));
    assert_eq!(
        sheet.matches("button-primary\"").count(),
        1,
        "one call to action, beside the way to the login"
    );
    let json = sheet
        .split("<script type=\"application/ld+json\"")
        .nth(1)
        .and_then(|rest| rest.split('>').nth(1))
        .unwrap();
    assert!(json.contains("\"@type\":\"Course\""), "{json}");
    assert_eq!(server.get("/cours/inconnu").await.status, 404);

    server.member("sophie", None).await;
    let cookie = server.log_in("sophie@ac-exemple.fr").await;
    let answer = server.post_as(&cookie, "/cours/droit-auteur/inscription", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let mine = server.get_as(&cookie, "/cours/droit-auteur").await.body;
    assert!(mine.contains("action=\"/cours/droit-auteur/reprendre\"") && !mine.contains("/inscription\""));
    let home = server.get_as(&cookie, "/").await.body;
    assert!(home.contains("Votre prochaine étape") && home.contains("Bonjour sophie"), "{home}");
}

#[tokio::test]
async fn a_closed_catalogue_leads_to_the_login_and_back() {
    let server = Server::with(&[("open_catalogue", "false")]).await;
    sample::publish(server.db(), &sample::course("droit-auteur"), server.clock.now()).await;
    for path in ["/cours", "/cours/droit-auteur", "/cours.csv", "/glossaire"] {
        let answer = server.get(path).await;
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, &*format!("/connexion?next={path}"))
        );
    }
    let home = server.get("/").await;
    assert_eq!(home.status, 200);
    assert!(!home.body.contains("/cours/droit-auteur"), "nothing of the courses shows");
    let asked = request("POST", "/api/fn/course_search").header(CONTENT_TYPE, "application/json");
    let answer = server.send(asked.body(Body::from("{\"typed\":\"droit\"}")).unwrap()).await;
    assert!(!answer.body.contains("droit-auteur"), "{}", answer.body);
}

#[tokio::test]
async fn the_search_box_proposes_what_is_meant() {
    let server = Server::with_courses().await;
    let ask = async |json: &str| {
        let asked = request("POST", "/api/fn/course_search").header(CONTENT_TYPE, "application/json");
        server.send(asked.body(Body::from(json.to_owned())).unwrap()).await
    };
    let found = ask("{\"typed\":\"geog\"}").await;
    assert_eq!(found.status, 200, "{}", found.body);
    assert!(found.body.contains("/cours/maths-geogebra"), "{}", found.body);
    assert_eq!(ask("{\"typed\":\"g\"}").await.body, "[]", "one letter is no question");
    assert_eq!(ask("{\"typed\":3}").await.status, 400);
}

#[tokio::test]
async fn files_of_courses_are_named_by_their_content() {
    let server = Server::start().await;
    sample::publish(server.db(), &sample::course("droit-auteur"), server.clock.now()).await;
    let digest = &sample::course("droit-auteur").files[0].sha256;
    let path = format!("/media/{}/licences.svg", &digest[..16]);
    let file = server.get(&path).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "image/svg+xml"));
    assert!(
        file.header("content-security-policy").contains("sandbox")
            && file.header("cache-control").contains("immutable")
    );
    let part =
        server.send(request("GET", &path).header(RANGE, "bytes=0-3").body(Body::empty()).unwrap()).await;
    assert_eq!((part.status, part.body.as_str()), (StatusCode::PARTIAL_CONTENT, "<svg"));
    for unknown in ["/media/0000000000000000/a.svg", "/media/zz/a.svg"] {
        assert_eq!(server.get(unknown).await.status, 404, "{unknown}");
    }
}

#[tokio::test]
async fn a_choice_of_reading_and_of_language_is_kept_and_leads_back_here_only() {
    let server = Server::start().await;
    let chosen = server.post("/lecture", &[("theme", "dark"), ("size", "large"), ("next", "/aide")]).await;
    assert_eq!((chosen.status, chosen.location()), (StatusCode::SEE_OTHER, "/aide"));
    let cookie = chosen.header("set-cookie").split(';').next().unwrap().to_owned();
    let page = server.get_as(&cookie, "/aide").await.body;
    assert!(
        page.contains("data-theme=\"dark\"")
            && page.contains("data-size=\"large\"")
            && !page.contains("data-spacing")
    );
    let english = server.post("/langue", &[("langue", "en"), ("next", "https://ailleurs.example/")]).await;
    assert_eq!(english.location(), "/", "never to another site");
    let cookie = english.header("set-cookie").split(';').next().unwrap().to_owned();
    let asked = request("GET", "/aide")
        .header(COOKIE, cookie)
        .header(ACCEPT_LANGUAGE, "fr")
        .body(Body::empty())
        .unwrap();
    assert!(server.send(asked).await.body.contains("<html lang=\"en\""));

    server.member("sophie", None).await;
    let login = server.log_in("sophie@ac-exemple.fr").await;
    server.post_as(&login, "/lecture", &[("spacing", "spaced"), ("next", "/")]).await;
    let elsewhere =
        server.post("/connexion", &[("email", "sophie@ac-exemple.fr"), ("password", PASSWORD)]).await;
    let page = server.get_as(&elsewhere.cookie().unwrap(), "/aide").await.body;
    assert!(page.contains("data-spacing=\"spaced\""), "a member's choice follows to another browser");
}

/// An attestation of Sophie Martin, whose completion is written down directly.
async fn attested(server: &Server) -> Attestation {
    let person = server.member("Sophie", None).await;
    let course = sample::course("droit-auteur");
    let version = sample::publish(server.db(), &course, server.clock.now()).await;
    let now = server.clock.now();
    let mut tx = server.db().begin().await.unwrap();
    let enrolment = enrol::enrol(&mut tx, by_operator(person), version, &course, enrol::Again::Continue, now)
        .await
        .unwrap();
    let completion = complete(&mut tx, &enrolment, &course, now).await;
    let issuer = preau::certificate::Issuer { name: "Académie d'exemple".into(), detail: Vec::new() };
    preau::certificate::keys::ensure(&mut tx, now).await.unwrap();
    let attestation =
        preau::certificate::issue(&mut tx, completion, &issuer, "Europe/Paris", now).await.unwrap();
    tx.commit().await.unwrap();
    attestation
}

async fn complete(
    tx: &mut preau::Tx,
    enrolment: &learning::Enrolment,
    course: &preau::course::published::PublishedCourse,
    now: preau::Timestamp,
) -> Uuid {
    use preau::{Conn as _, sql};
    let id = preau::ids::new(now);
    tx.query(sql!(
        "insert into completion (id, enrolment_id, person_id, course_slug, version_id, semver, checksum, title, minutes,
                                 competences, started_at, completed_at, school_year)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 60, '[]', $9, $9, '2026-2027')"
    ))
    .bind(id)
    .bind(enrolment.id)
    .bind(enrolment.person_id)
    .bind(&enrolment.course_slug)
    .bind(enrolment.version_id)
    .bind(&course.version)
    .bind(&course.checksum)
    .bind(&course.meta.title)
    .bind(now)
    .run()
    .await
    .unwrap();
    id
}

#[tokio::test]
async fn a_code_tells_what_is_attested_and_never_the_name() {
    let server = Server::start().await;
    let attestation = attested(&server).await;
    let grouped = code::grouped(&attestation.code);
    let typed = grouped.to_lowercase().replace('-', " ");
    let way = server.get(&format!("/verifier?code={}", typed.replace(' ', "+"))).await;
    assert_eq!((way.status, way.location()), (StatusCode::SEE_OTHER, &*format!("/verifier/{grouped}")));
    let shown = server.get(way.location()).await;
    assert_eq!(shown.status, 200);
    assert!(shown.body.contains("Authentique et valable") && shown.body.contains("S. M."));
    assert!(!shown.body.contains("Sophie") && !shown.body.contains("Martin"), "initials only");

    let path = format!("/verifier/{grouped}");
    let right = server.post(&path, &[("nom", "martin SOPHIE")]).await.body;
    assert!(right.contains("Ce nom correspond"));
    let wrong = server.post(&path, &[("nom", "Marie Curie")]).await;
    assert_eq!(wrong.status, 200);
    assert!(wrong.body.contains("Ce nom ne correspond pas") && !wrong.body.contains("Sophie"));
    assert_eq!(server.post(&path, &[("nom", " ")]).await.status, 422);
    assert_eq!(server.get("/verifier?code=abc").await.status, 422);
    assert_eq!(server.get("/verifier/4F7K-9Q2M-XW3T-H8RA").await.status, 404);
}

#[tokio::test]
async fn a_list_of_names_is_slowed_on_the_page_and_for_programs() {
    let server = Server::start().await;
    let grouped = code::grouped(&attested(&server).await.code);
    let path = format!("/verifier/{grouped}");
    for guess in ["Léa Durand", "Anne Petit", "Paul Roux"] {
        assert_eq!(server.post(&path, &[("nom", guess)]).await.status, 200);
    }
    let program = async |name: &str| {
        let sent = request("POST", &format!("/api/v1/attestations/check/{grouped}/name"))
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(serde_json::json!({ "name": name }).to_string()))
            .unwrap();
        server.send(sent).await
    };
    for guess in ["Inès Leroy", "Jean Blanc"] {
        assert_eq!(program(guess).await.body, "{\"matches\":false}");
    }
    let slowed = program("Sophie Martin").await;
    assert_eq!((slowed.status, slowed.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "11"));
    let slowed = server.post(&path, &[("nom", "Sophie Martin")]).await;
    assert_eq!((slowed.status, slowed.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "11"));
    assert!(!slowed.body.contains("Ce nom correspond"));
    assert_eq!(server.get(&path).await.status, 200, "reading is not slowed");
    server.clock.advance(11 * SECOND);
    assert!(server.post(&path, &[("nom", "Sophie Martin")]).await.body.contains("Ce nom correspond"));
}

/// Holds a file out on a page of the check.
async fn hold_out(server: &Server, code: &str, file: &[u8]) -> crate::common::Answer {
    let mut body = format!(
        "--limite\r\nContent-Disposition: form-data; name=\"code\"\r\n\r\n{code}\r\n\
         --limite\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"a.pdf\"\r\n\
         Content-Type: application/pdf\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--limite--\r\n");
    let sent = request("POST", "/verifier")
        .header(CONTENT_TYPE, "multipart/form-data; boundary=limite")
        .header("sec-fetch-site", "same-origin");
    server.send(sent.body(Body::from(body)).unwrap()).await
}

#[cfg(feature = "pdf")]
#[tokio::test]
async fn a_file_is_recognised_and_a_changed_one_is_not() {
    let server = Server::start().await;
    let attestation = attested(&server).await;
    let cookie = server.log_in("Sophie@ac-exemple.fr").await;
    let file = async |lang: &str| {
        let path = format!("/attestations/{}.pdf", attestation.number);
        let mut asked = request("GET", &path).header(COOKIE, &cookie);
        if lang == "en" {
            server.post_as(&cookie, "/langue", &[("langue", "en")]).await;
            asked = asked.header(ACCEPT_LANGUAGE, lang);
        }
        let answer = server.app.router.clone().oneshot(asked.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status(), 200);
        to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec()
    };
    let french = file("fr").await;
    assert_eq!(french, file("fr").await, "the same bytes each time");
    let english = file("en").await;
    assert_ne!(french, english);
    let grouped = code::grouped(&attestation.code);
    for (code, bytes) in [("", &french), (grouped.as_str(), &french), ("", &english)] {
        let shown = hold_out(&server, code, bytes).await;
        assert_eq!(shown.status, 200);
        assert!(shown.body.contains("est bien celui qui a été délivré") && shown.body.contains(&grouped));
        assert!(!shown.body.contains("Sophie"), "initials only");
    }
    let elsewhere = hold_out(&server, "4F7K-9Q2M-XW3T-H8RA", &french).await;
    assert!(elsewhere.body.contains("pour une autre attestation") && elsewhere.body.contains(&grouped));

    let mut changed = french.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    for bytes in [&changed[..], b"%PDF-1.7 autre chose", &french[..french.len() - 1], b""] {
        for code in ["", &grouped] {
            let shown = hold_out(&server, code, bytes).await;
            assert_eq!(shown.status, 200);
            assert!(shown.body.contains("l'un de ceux que nous avons délivrés"), "{}", shown.body);
            assert!(!shown.body.contains("est bien celui"));
        }
    }

    let mut tx = server.db().begin().await.unwrap();
    let now = server.clock.now();
    preau::certificate::revoke::revoke(&mut tx, by_operator(attestation.id), "erreur", now).await.unwrap();
    tx.commit().await.unwrap();
    let shown = hold_out(&server, "", &french).await.body;
    assert!(shown.contains("est bien celui") && shown.contains("n'est plus valable"));
}

#[tokio::test]
async fn a_file_held_out_is_bounded_and_guesses_are_slowed() {
    let server = Server::start().await;
    let large = vec![b'x'; 5 * 1024 * 1024 + 1];
    let shown = hold_out(&server, "", &large).await;
    assert_eq!(shown.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(shown.body.contains("Ce fichier est trop lourd") && shown.body.contains("name=\"fichier\""));
    let none = "--x\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"\"\r\n\r\n\r\n--x--\r\n";
    let sent = request("POST", "/verifier")
        .header(CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(none))
        .unwrap();
    let shown = server.send(sent).await;
    assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(shown.body.contains("Choisissez d'abord un fichier"));
    for _ in 0..20 {
        assert_eq!(hold_out(&server, "", b"%PDF-1.7 faux").await.status, 200);
    }
    let slowed = hold_out(&server, "", b"%PDF-1.7 faux").await;
    assert_eq!((slowed.status, slowed.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "11"));
}

#[tokio::test]
async fn a_revoked_attestation_says_so() {
    let server = Server::start().await;
    let attestation = attested(&server).await;
    let mut tx = server.db().begin().await.unwrap();
    let now = server.clock.now();
    preau::certificate::revoke::revoke(&mut tx, by_operator(attestation.id), "erreur de personne", now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let shown = server.get(&format!("/verifier/{}", code::grouped(&attestation.code))).await.body;
    assert!(
        shown.contains("n'est plus valable") && !shown.contains("erreur de personne"),
        "the reason is not public"
    );
    assert!(!shown.contains("name=\"nom\""), "nothing to compare any more");
    let own =
        mine::of(&mut server.db().read().await.unwrap(), by_operator(attestation.person_id)).await.unwrap();
    assert_eq!(own.len(), 1);
}
