//! The API through the router that is served: who may call what, the journey of a learner, and what is never told early.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::common::{Answer, Server, request};
use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{ACCEPT_LANGUAGE, ALLOW, AUTHORIZATION, CONTENT_TYPE, COOKIE};
use preau::Conn as _;
use preau::access::policy::by_operator;
use preau::access::{Role, tokens};
use preau::certificate::signed::{FileVerdict, verify_file};
use preau::course::published::PublishedCourse;
use preau::course::sample;
use preau::learning::enrol::{self, Again};
use preau::learning::production::{self, Input};
use preau::learning::{self, pages};
use serde_json::{Value, json};
use uuid::Uuid;

const COURSE: &str = "/api/v1/courses/droit-auteur";
const LESSON: &str = "/api/v1/courses/droit-auteur/pages/reperes";
const EXAM: &str = "/api/v1/courses/droit-auteur/pages/evaluation";

/// What is only told once it is due: the sample course marks each of these texts.
const SECRETS: [&str; 8] = [
    "Retour",
    "Explication",
    "indice de",
    "Creative Commons",
    "copyright",
    "12,5",
    "débattre",
    "\"correct\"",
];

struct Program {
    server: Server,
}

impl Program {
    async fn start() -> Self {
        let server = Server::start().await;
        sample::publish(server.db(), &sample::course("droit-auteur"), server.clock.now()).await;
        Self { server }
    }

    async fn token(&self, person: Uuid) -> String {
        let mut tx = self.server.db().begin().await.unwrap();
        let token =
            tokens::create(&mut tx, by_operator(person), "essai", self.server.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        token
    }

    async fn member(&self, name: &str, role: Option<Role>) -> String {
        self.token(self.server.member(name, role).await).await
    }

    async fn call(&self, token: &str, method: &str, path: &str, body: Option<Value>) -> Answer {
        let mut request = request(method, path);
        if !token.is_empty() {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = match body {
            Some(body) => {
                request = request.header(CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        self.server.send(request.body(body).unwrap()).await
    }

    /// Calls, expects a status, gives the JSON.
    async fn expect(&self, status: u16, token: &str, method: &str, path: &str, body: Option<Value>) -> Value {
        let answer = self.call(token, method, path, body).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {path}: {}", answer.body);
        if status >= 400 {
            check_problem(&answer);
        }
        if answer.body.is_empty() { Value::Null } else { serde_json::from_str(&answer.body).unwrap() }
    }
}

fn check_problem(answer: &Answer) {
    assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.body);
    let problem: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(problem["status"], answer.status.as_u16());
    for member in ["type", "title", "detail"] {
        let text = problem[member].as_str().unwrap_or_default();
        assert!(
            !text.is_empty() && !text.starts_with("api-") && !text.starts_with("refusal-"),
            "{member}: {problem}"
        );
    }
    assert_eq!(answer.status == StatusCode::UNAUTHORIZED, answer.headers.contains_key("www-authenticate"));
}

fn told(value: &Value) -> String {
    value.to_string()
}

fn assert_silent(value: &Value, place: &str) {
    let told = told(value);
    for secret in SECRETS {
        assert!(!told.contains(secret), "{place} tells {secret}: {told}");
    }
}

fn question<'v>(page: &'v Value, id: &str) -> &'v Value {
    page["blocks"].as_array().unwrap().iter().find(|block| block["id"] == id).unwrap()
}

/// The key of an option, by what it says.
fn key(options: &Value, html: &str) -> String {
    let found = options.as_array().unwrap().iter().find(|option| option["html"] == html);
    found.unwrap_or_else(|| panic!("{html} in {options}"))["key"].as_str().unwrap().to_owned()
}

fn keys(options: &Value, wanted: &[&str]) -> Vec<String> {
    wanted.iter().map(|html| key(options, html)).collect()
}

/// A right answer to each question of the first lesson of the sample course.
fn right_answers(page: &Value) -> Vec<(&'static str, Value)> {
    let answer = |id| &question(page, id)["answer"];
    vec![
        ("q-single", json!({ "chosen": keys(&answer("q-single")["options"], &["70 ans"]) })),
        ("q-multiple", json!({ "chosen": keys(&answer("q-multiple")["options"], &["Citer", "Analyser"]) })),
        ("q-text", json!({ "text": " creative commons " })),
        ("q-number", json!({ "text": "12,4 %" })),
        (
            "q-matching",
            json!({ "pairs": keys(&answer("q-matching")["right"], &["Citer", "Partager de même", "Sans vendre"]) }),
        ),
        (
            "q-ordering",
            json!({ "order": keys(&answer("q-ordering")["items"], &["Trouver", "Vérifier", "Citer"]) }),
        ),
        ("q-open", json!({ "text": "Une fiche de quatrième, les crédits au bas." })),
    ]
}

#[tokio::test]
async fn nobody_gets_in_without_a_living_token() {
    let program = Program::start().await;
    let person = program.server.member("sophie", None).await;
    let token = program.token(person).await;
    assert_eq!(program.expect(200, &token, "GET", "/api/v1/me", None).await["given_name"], "sophie");

    let missing = program.call("", "GET", "/api/v1/me", None).await;
    assert_eq!(missing.status, StatusCode::UNAUTHORIZED);
    assert_eq!(missing.header("www-authenticate"), "Bearer realm=\"preau\"");
    for wrong in ["preau_x", "x", "preau_00000000000000000000000000000000", "é"] {
        let answer = program.call(wrong, "GET", "/api/v1/me", None).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{wrong}");
        assert!(answer.header("www-authenticate").contains("invalid_token"));
        // Also where no token is needed.
        program.expect(401, wrong, "GET", "/api/v1/courses", None).await;
    }
    let basic =
        request("GET", "/api/v1/me").header(AUTHORIZATION, "Basic c29waGll").body(Body::empty()).unwrap();
    assert_eq!(program.server.send(basic).await.status, StatusCode::UNAUTHORIZED);

    let cookie = program.server.log_in("sophie@ac-exemple.fr").await;
    let by_cookie = request("GET", "/api/v1/me").header(COOKIE, cookie).body(Body::empty()).unwrap();
    assert_eq!(
        program.server.send(by_cookie).await.status,
        StatusCode::UNAUTHORIZED,
        "a cookie says nothing here"
    );

    let now = program.server.clock.now();
    let mut tx = program.server.db().begin().await.unwrap();
    let known = tokens::of(&mut tx, person, now).await.unwrap();
    tokens::revoke(&mut tx, by_operator(person), known[0].id, now).await.unwrap();
    tx.commit().await.unwrap();
    program.expect(401, &token, "GET", "/api/v1/me", None).await;
}

#[tokio::test]
async fn a_course_is_followed_to_its_attestation() {
    let program = Program::start().await;
    let token = program.member("sophie", None).await;
    let me = token.as_str();

    let found =
        program.expect(200, me, "GET", "/api/v1/courses?q=licence&niveau=debutant&per_page=5", None).await;
    assert_eq!((&found["total"], &found["items"][0]["slug"]), (&json!(1), &json!("droit-auteur")));
    let sheet = program.expect(200, me, "GET", COURSE, None).await;
    assert_eq!(sheet["sections"][0]["pages"][0]["key"], "reperes");
    program.expect(404, me, "GET", &format!("{COURSE}/enrolment"), None).await;
    let early = program.expect(422, me, "PUT", &format!("{COURSE}/pages/exception/read"), None).await;
    assert_eq!(early["type"], "urn:preau:refusal:enrolment-needed");

    let enrolled = program.expect(201, me, "PUT", &format!("{COURSE}/enrolment"), None).await;
    assert_eq!((&enrolled["state"], &enrolled["percent"]), (&json!("enrolled"), &json!(0)));
    let again = program.expect(200, me, "PUT", &format!("{COURSE}/enrolment"), Some(json!({}))).await;
    assert_eq!(again["run"], 1);
    program.expect(204, me, "DELETE", &format!("{COURSE}/enrolment"), None).await;
    program.expect(404, me, "DELETE", &format!("{COURSE}/enrolment"), None).await;
    program
        .expect(201, me, "PUT", &format!("{COURSE}/enrolment"), Some(json!({ "again": "continue" })))
        .await;

    let page = program.expect(200, me, "GET", LESSON, None).await;
    for (id, answer) in right_answers(&page) {
        let kept =
            program.expect(200, me, "PUT", &format!("{LESSON}/answers/{id}"), Some(answer.clone())).await;
        assert_silent(&kept, id);
        let done =
            program.expect(200, me, "POST", &format!("{LESSON}/answers/{id}/submission"), Some(answer)).await;
        let verdict = if id == "q-open" { "recorded" } else { "right" };
        assert_eq!(done["question"]["verdict"], verdict, "{id}: {done}");
        assert_eq!(done["question"]["explanation_html"], format!("<p>Explication de {id}</p>"));
        assert_eq!((&done["page_done"], &done["course_completed"]), (&json!(false), &json!(false)));
    }
    let ticked = json!({ "ticked": [0, 1, 2, 3] });
    program.expect(200, me, "PUT", &format!("{LESSON}/checklists/c-before"), Some(ticked)).await;
    program.expect(200, me, "PUT", &format!("{LESSON}/surveys/s-ease"), Some(json!({ "chosen": [1] }))).await;
    let twice = program
        .expect(422, me, "PUT", &format!("{LESSON}/surveys/s-ease"), Some(json!({ "chosen": [1] })))
        .await;
    assert_eq!(twice["type"], "urn:preau:refusal:survey-answered");
    let task = format!("{LESSON}/productions/t-sheet");
    let draft = program.expect(200, me, "PUT", &task, Some(json!({ "text": "Ma fiche" }))).await;
    assert_eq!(
        draft["page"]["missing"],
        json!([{ "kind": "production", "id": "t-sheet", "needed": null, "best": null }])
    );
    let done =
        program.expect(200, me, "PUT", &task, Some(json!({ "text": "Ma fiche", "hand_in": true }))).await;
    assert_eq!((&done["page_done"], &done["page"]["done"]), (&json!(true), &json!(true)));
    let page = program.expect(200, me, "GET", LESSON, None).await;
    assert_eq!(question(&page, "t-sheet")["handed_in"]["state"], "handed_in");
    assert_eq!(question(&page, "c-before")["items"][0]["children"][1]["ticked"], true);

    let read = format!("{COURSE}/pages/exception/read");
    program.expect(200, me, "PUT", &read, None).await;
    assert_eq!(program.expect(200, me, "DELETE", &read, None).await["enrolment"]["pages_done"], 1);
    let state = program.expect(200, me, "PUT", &read, None).await;
    assert_eq!((&state["enrolment"]["pages_done"], &state["enrolment"]["percent"]), (&json!(2), &json!(66)));
    assert_eq!(state["enrolment"]["missing"]["pages"], json!(["evaluation"]));
    assert_eq!(
        program.expect(200, me, "GET", &format!("{COURSE}/enrolment"), None).await["resume_page"],
        "evaluation"
    );

    take_exam(&program, me, "Parfois").await;
    let failed = program.expect(200, me, "POST", &format!("{EXAM}/hand-in"), None).await;
    assert_eq!((&failed["page"]["done"], &failed["page"]["attempt"]["points"]), (&json!(false), &json!("0")));
    let page = program.expect(200, me, "GET", EXAM, None).await;
    assert_eq!(question(&page, "e-1")["verdict"], "wrong");
    assert!(!told(&page).contains("Explication"), "an assessment explains once it is passed");
    program.expect(422, me, "PUT", &format!("{EXAM}/answers/e-1"), Some(json!({ "chosen": [] }))).await;
    program.expect(200, me, "POST", &format!("{EXAM}/attempts"), None).await;
    take_exam(&program, me, "Oui").await;
    let last = program.expect(200, me, "POST", &format!("{EXAM}/hand-in"), None).await;
    assert_eq!((&last["course_completed"], &last["enrolment"]["percent"]), (&json!(true), &json!(100)));
    assert_eq!(last["attestation"], "2026-000001");
    let page = program.expect(200, me, "GET", EXAM, None).await;
    assert!(told(&page).contains("Explication de e-1"));
    let after = program.expect(200, me, "PUT", &format!("{COURSE}/enrolment"), None).await;
    assert_eq!((&after["state"], &after["run"]), (&json!("completed"), &json!(1)));

    let completions = program.expect(200, me, "GET", "/api/v1/me/completions", None).await;
    assert_eq!(completions["years"], json!([{ "school_year": "2026-2027", "minutes": 45 }]));
    assert_eq!(
        program.expect(200, me, "GET", "/api/v1/me/enrolments", None).await["items"][0]["state"],
        "completed"
    );
    let held = program.expect(200, me, "GET", "/api/v1/me/attestations", None).await;
    let code = held["items"][0]["code"].as_str().unwrap().to_owned();
    let file = program.call(me, "GET", "/api/v1/me/attestations/2026-000001", None).await;
    let published = program.expect(200, "", "GET", "/api/v1/keys", None).await;
    let published = vec![published["items"][0]["public_key"].as_str().unwrap().to_owned()];
    assert!(matches!(verify_file(file.body.as_bytes(), &published), FileVerdict::Genuine(_)));

    let checked = program.expect(200, "", "GET", &format!("/api/v1/attestations/check/{code}"), None).await;
    assert_eq!(
        (&checked["initials"], &checked["state"], &checked["sealed"]),
        (&json!("S. M."), &json!("issued"), &json!(true))
    );
    assert!(!told(&checked).contains("Martin"));
    let compare = format!("/api/v1/attestations/check/{code}/name");
    for (name, matches) in [("Martin Sophie", true), ("Sophie Durand", false)] {
        let body = Some(json!({ "name": name }));
        assert_eq!(program.expect(200, "", "POST", &compare, body).await, json!({ "matches": matches }));
    }
    let anew = Some(json!({ "again": "anew" }));
    assert_eq!(program.expect(201, me, "PUT", &format!("{COURSE}/enrolment"), anew.clone()).await["run"], 2);
    assert_eq!(program.expect(200, me, "PUT", &format!("{COURSE}/enrolment"), anew).await["run"], 2);
}

async fn take_exam(program: &Program, me: &str, choice: &str) {
    let page = program.expect(200, me, "GET", EXAM, None).await;
    assert_silent(&page, "an open assessment");
    for id in ["e-1", "e-2", "e-3", "e-4"] {
        let chosen = json!({ "chosen": keys(&question(&page, id)["answer"]["options"], &[choice]) });
        let kept =
            program.expect(200, me, "PUT", &format!("{EXAM}/answers/{id}"), Some(chosen.clone())).await;
        assert_silent(&kept, id);
        let early =
            program.expect(422, me, "POST", &format!("{EXAM}/answers/{id}/submission"), Some(chosen)).await;
        assert_eq!(early["type"], "urn:preau:refusal:feedback-at-end");
    }
    assert_silent(&program.expect(200, me, "GET", EXAM, None).await, "an assessment with answers");
}

#[tokio::test]
async fn nothing_is_told_before_it_is_due() {
    let program = Program::start().await;
    let (learner, member) = (program.member("sophie", None).await, program.member("karim", None).await);
    let trainer = program.member("lea", Some(Role::CentreTrainer)).await;
    program.expect(201, &learner, "PUT", &format!("{COURSE}/enrolment"), None).await;
    for token in ["", &member, &learner] {
        for path in ["/api/v1/courses", COURSE, LESSON] {
            assert_silent(&program.expect(200, token, "GET", path, None).await, path);
        }
    }
    for page in ["exception", "evaluation", "ressources"] {
        let path = format!("{COURSE}/pages/{page}");
        program.expect(401, "", "GET", &path, None).await;
        for token in [&member, &learner] {
            assert_silent(&program.expect(200, token, "GET", &path, None).await, page);
        }
    }
    let withheld = program.expect(200, &member, "GET", EXAM, None).await;
    assert_eq!(withheld["withheld"], true);
    assert!(!told(&withheld).contains("Énoncé"), "an assessment is for those who take it");
    let notes = program.expect(200, &trainer, "GET", &format!("{COURSE}/pages/exception"), None).await;
    assert!(told(&notes).contains("débattre"), "a trainer reads the notes for trainers");

    // A wrong answer is judged alone: nothing of the right one, nothing of the others.
    let page = program.expect(200, &learner, "GET", LESSON, None).await;
    let chosen = json!({ "chosen": keys(&question(&page, "q-single")["answer"]["options"], &["50 ans"]) });
    let path = format!("{LESSON}/answers/q-single/submission");
    let done = program.expect(200, &learner, "POST", &path, Some(chosen)).await;
    assert_eq!(done["question"]["verdict"], "wrong");
    let options = done["question"]["answer"]["options"].as_array().unwrap();
    for option in options {
        let (wanted, feedback) = match option["html"].as_str() {
            Some("50 ans") => (json!(false), json!("<p>Retour de « 50 ans »</p>")),
            _ => (Value::Null, Value::Null),
        };
        assert_eq!((&option["correct"], &option["feedback_html"]), (&wanted, &feedback));
    }
    // Hints come one at a time.
    let hint = format!("{LESSON}/hints/q-text");
    let first = program.expect(200, &learner, "POST", &hint, None).await;
    assert_eq!(first["question"]["hints_html"], json!(["<p>Premier indice de q-text</p>"]));
    let second = program.expect(200, &learner, "POST", &hint, None).await;
    assert_eq!(
        (second["question"]["hints_html"].as_array().unwrap().len(), &second["question"]["hints_left"]),
        (2, &json!(0))
    );
    // Another learner still sees nothing of all this.
    program.expect(201, &member, "PUT", &format!("{COURSE}/enrolment"), None).await;
    assert_silent(&program.expect(200, &member, "GET", LESSON, None).await, "the page of another learner");
}

#[tokio::test]
async fn options_have_keys_that_tell_nothing() {
    let program = Program::start().await;
    let (one, two) = (program.member("sophie", None).await, program.member("karim", None).await);
    for token in [&one, &two] {
        program.expect(201, token, "PUT", &format!("{COURSE}/enrolment"), None).await;
    }
    let pages = [
        program.expect(200, &one, "GET", LESSON, None).await,
        program.expect(200, &two, "GET", LESSON, None).await,
    ];
    let options = pages.each_ref().map(|page| &question(page, "q-single")["answer"]["options"]);
    assert_ne!(key(options[0], "70 ans"), key(options[1], "70 ans"), "a key is good for one learner");
    // A key of somebody else's page is refused, not left out; an order with a stranger in it too.
    let path = format!("{LESSON}/answers/q-single/submission");
    let stranger = json!({ "chosen": [key(options[0], "70 ans")] });
    let refused = program.expect(422, &two, "POST", &path, Some(stranger)).await;
    assert_eq!(
        (&refused["errors"][0]["field"], &refused["errors"][0]["key"]),
        (&json!("chosen"), &json!("answer-key"))
    );
    let items = &question(&pages[1], "q-ordering")["answer"]["items"];
    let shown: Vec<&str> =
        items.as_array().unwrap().iter().map(|item| item["html"].as_str().unwrap()).collect();
    assert_ne!(shown, ["Trouver", "Vérifier", "Citer"], "a ranking is not shown solved");
    let path = format!("{LESSON}/answers/q-ordering/submission");
    let short = json!({ "order": keys(items, &["Trouver", "Citer"]) });
    program.expect(422, &two, "POST", &path, Some(short)).await;
}

#[tokio::test]
async fn what_belongs_to_somebody_else_is_not_there() {
    let program = Program::start().await;
    let person = program.server.member("sophie", None).await;
    let issued = completed(&program, person).await;
    let stranger = program.member("karim", None).await;
    let admin = program.member("ines", Some(Role::Administrator)).await;
    let path = format!("/api/v1/me/attestations/{issued}");
    let absent = program.expect(404, &stranger, "GET", "/api/v1/me/attestations/2026-999999", None).await;
    for token in [&stranger, &admin] {
        assert_eq!(
            program.expect(404, token, "GET", &path, None).await,
            absent,
            "the same answer as for what is not there"
        );
        for list in ["enrolments", "completions", "attestations"] {
            let found = program.expect(200, token, "GET", &format!("/api/v1/me/{list}"), None).await;
            assert_eq!(found["items"], json!([]));
        }
    }
    let revocation = format!("/api/v1/attestations/{issued}/revocation");
    let why = Some(json!({ "reason": "Erreur de personne" }));
    for token in
        [&stranger, &program.member("lea", Some(Role::CentreTrainer)).await, &program.token(person).await]
    {
        program.expect(403, token, "POST", &revocation, why.clone()).await;
        program.expect(403, token, "POST", "/api/v1/attestations/2026-999999/revocation", why.clone()).await;
    }
    program.expect(404, &admin, "POST", "/api/v1/attestations/2026-999999/revocation", why.clone()).await;
    let nothing = program.expect(422, &admin, "POST", &revocation, Some(json!({ "reason": " " }))).await;
    assert_eq!(nothing["errors"][0]["key"], "reason-missing");
    program.expect(204, &admin, "POST", &revocation, why.clone()).await;
    let twice = program.expect(422, &admin, "POST", &revocation, why).await;
    assert_eq!(twice["type"], "urn:preau:refusal:attestation-ended");
}

/// Completes the sample course for a person; gives the number of the attestation.
async fn completed(program: &Program, person: Uuid) -> String {
    let (db, now) = (program.server.db(), program.server.clock.now());
    let course: PublishedCourse = sample::course("droit-auteur");
    let mut tx = db.begin().await.unwrap();
    let version = preau::course::store::current(&mut tx, "droit-auteur").await.unwrap().unwrap().id;
    let enrolment =
        enrol::enrol(&mut tx, by_operator(person), version, &course, Again::Continue, now).await.unwrap();
    let seat = learning::hold(&mut tx, by_operator(person), "droit-auteur", version, &course).await.unwrap();
    let input = Input { body: "Ma fiche".into(), hand_in: true, ..Input::default() };
    production::save(&mut tx, &seat, "reperes", "t-sheet", &input, now).await.unwrap();
    for page in ["reperes", "evaluation"] {
        tx.query(preau::sql!(
            "insert into page_progress (enrolment_id, page_key, seen_at, done_at, best_points, best_out_of)
             values ($1, $2, $3, $3, '4/1', '4/1')
             on conflict (enrolment_id, page_key) do update
                set done_at = excluded.done_at, best_points = excluded.best_points, best_out_of = excluded.best_out_of"
        ))
        .bind(enrolment.id)
        .bind(page)
        .bind(now)
        .run()
        .await
        .unwrap();
    }
    let done = pages::mark_read(&mut tx, &seat, "exception", now).await.unwrap();
    let issuer = preau::certificate::Issuer { name: "Préau".into(), detail: Vec::new() };
    let completion = done.completed.expect("completed");
    let issued = preau::certificate::issue(&mut tx, completion, &issuer, "Europe/Paris", now).await.unwrap();
    tx.commit().await.unwrap();
    issued.number
}

#[tokio::test]
async fn what_cannot_be_read_is_their_fault_and_said_in_their_language() {
    let program = Program::start().await;
    let token = program.member("sophie", None).await;
    program.expect(201, &token, "PUT", &format!("{COURSE}/enrolment"), None).await;
    let path = format!("{LESSON}/answers/q-text/submission");
    let send = async |kind: &str, body: Vec<u8>| {
        let request = request("POST", &path)
            .header(AUTHORIZATION, format!("Bearer {token}"))
            .header(CONTENT_TYPE, kind);
        let answer = program.server.send(request.body(Body::from(body)).unwrap()).await;
        check_problem(&answer);
        answer.status.as_u16()
    };
    for body in [
        "",
        "{",
        "null",
        "[]",
        "\"x\"",
        "{\"text\":3}",
        "{\"texte\":\"x\"}",
        "{\"chosen\":\"x\"}",
        "{\"text\":\"a\\u0000b\"}",
        "{\"text\":\"\\ud800\"}",
        "{\"pairs\":[1]}",
    ] {
        assert_eq!(send("application/json", body.into()).await, 400, "{body}");
    }
    assert_eq!(send("application/json", vec![b'"', 0xff, b'"']).await, 400);
    assert_eq!(send("application/json", "[".repeat(20_000).into()).await, 400);
    assert_eq!(send("text/plain", "{}".into()).await, 415);
    assert_eq!(send("multipart/form-data; boundary=x", "{}".into()).await, 415);
    assert_eq!(send("application/json", vec![b' '; 8 * 1024 * 1024]).await, 413);
    // Readable, but not what the question takes.
    for body in ["{}", "{\"chosen\":[]}", "{\"text\":\"a\",\"order\":[]}", "{\"text\":\" \"}"] {
        assert_eq!(send("application/json", body.into()).await, 422, "{body}");
    }
    for (path, status) in [
        ("/api/v1/courses?page=0", 422),
        ("/api/v1/courses?per_page=101", 422),
        ("/api/v1/courses?page=x", 422),
        ("/api/v1/courses?page=18446744073709551615", 422),
        ("/api/v1/courses?page=1000000&per_page=100", 200),
        ("/api/v1/courses?q=%00%ff&niveau=x", 200),
        ("/api/v1/courses/%00", 404),
        ("/api/v1/courses/%ff", 400),
        ("/api/v1/courses/a'%20or%201=1", 404),
        ("/api/v1/nulle-part", 404),
        ("/api/v1/", 404),
        ("/api/v2/courses", 404),
        ("/api/v1/attestations/check/%F0%9F%98%80", 404),
    ] {
        let answer = program.call(&token, "GET", path, None).await;
        assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.body);
        if status >= 400 {
            check_problem(&answer);
        }
    }
    let wrong_method = program.call(&token, "POST", COURSE, None).await;
    assert_eq!(wrong_method.status, StatusCode::METHOD_NOT_ALLOWED);
    check_problem(&wrong_method);
    let english =
        request("GET", "/api/v1/nulle-part").header(ACCEPT_LANGUAGE, "en-GB").body(Body::empty()).unwrap();
    let english: Value = serde_json::from_str(&program.server.send(english).await.body).unwrap();
    assert_eq!(english["title"], "Not found");
    assert_eq!(program.expect(404, "", "GET", "/api/v1/nulle-part", None).await["title"], "Introuvable");
    let empty = program.expect(422, &token, "POST", &path, Some(json!({ "text": "" }))).await;
    assert_eq!(
        empty["errors"],
        json!([{ "field": "answer", "key": "answer-empty", "detail": "Donnez une réponse." }])
    );
}

#[tokio::test]
async fn a_closed_catalogue_is_closed_here_too() {
    let server = Server::with(&[("open_catalogue", "false")]).await;
    sample::publish(server.db(), &sample::course("droit-auteur"), server.clock.now()).await;
    let program = Program { server };
    let token = program.member("sophie", None).await;
    for path in ["/api/v1/courses", COURSE, LESSON, "/api/v1/competences"] {
        program.expect(401, "", "GET", path, None).await;
        program.expect(200, &token, "GET", path, None).await;
    }
}

/// Every operation of the document: method, address, whether it needs no token.
async fn described(program: &Program) -> Vec<(String, String, bool)> {
    let document = program.expect(200, "", "GET", "/api/v1/openapi.json", None).await;
    assert_eq!(document["openapi"], "3.1.0");
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let security = operation.get("security").unwrap_or(&document["security"]).as_array().unwrap();
            let public = security.contains(&json!({}));
            assert!(
                operation["operationId"].is_string() && operation["responses"]["default"].is_object(),
                "{path}"
            );
            operations.push((method.to_uppercase(), path.clone(), public));
        }
    }
    operations
}

fn filled(path: &str) -> String {
    path.replace("{slug}", "droit-auteur")
        .replace("{page}", "reperes")
        .replace("{question}", "q-text")
        .replace("{id}", "c-before")
        .replace("{number}", "2026-000001")
        .replace("{session}", "019aab8e-0000-7000-8000-000000000000")
        .replace("{code}", "ABCD-EFGH-JKMN-PQRS")
}

#[tokio::test]
async fn the_document_lists_what_is_served_and_nothing_else() {
    let program = Program::start().await;
    let operations = described(&program).await;
    let mut served = BTreeSet::new();
    for (_, path, _) in &operations {
        // No operation has this method: the router answers which there are.
        let refused = program.call("", "PATCH", &filled(path), None).await;
        assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED, "{path} is not served");
        for method in refused.header(ALLOW.as_str()).split(',').filter(|method| *method != "HEAD") {
            served.insert((method.to_owned(), path.clone()));
        }
    }
    let listed: BTreeSet<(String, String)> =
        operations.into_iter().map(|(method, path, _)| (method, path)).collect();
    assert_eq!(listed, served);
    // And no address is served beside those that are described.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/api");
    let mut handlers = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        // The catch-all for lost programs is the only door without description.
        let text = text.replace(".route(\"/api/{*rest}\"", "");
        assert!(
            !text.contains(".route(") && !text.contains(".route_service("),
            "a route without description"
        );
        for declared in text.split("#[utoipa::path(").skip(1) {
            let words = declared.split_whitespace().collect::<Vec<_>>().join(" ");
            let method = words.split(',').next().unwrap().trim().to_uppercase();
            let path = words.split("path = \"").nth(1).unwrap().split('"').next().unwrap();
            handlers.insert((method, format!("/api/v1{}", path.trim_end_matches('/'))));
        }
    }
    assert_eq!(listed, handlers);
}

#[tokio::test]
async fn what_is_not_public_asks_for_a_token() {
    let program = Program::start().await;
    let mut public = BTreeSet::new();
    for (method, path, open) in described(&program).await {
        if open {
            public.insert(format!("{method} {path}"));
            continue;
        }
        for body in [None, Some(json!({ "text": "x" }))] {
            let answer = program.call("", &method, &filled(&path), body).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path}: {}", answer.body);
            check_problem(&answer);
        }
    }
    let expected = [
        "GET /api/v1",
        "GET /api/v1/attestations/check/{code}",
        "GET /api/v1/competences",
        "GET /api/v1/courses",
        "GET /api/v1/courses/{slug}",
        "GET /api/v1/courses/{slug}/pages/{page}",
        "GET /api/v1/keys",
        "GET /api/v1/openapi.json",
        "POST /api/v1/attestations/check/{code}/name",
    ];
    assert_eq!(public, expected.into_iter().map(str::to_owned).collect());
}

#[tokio::test]
async fn people_get_a_plain_list_without_scripts() {
    let program = Program::start().await;
    let answer = program.call("", "GET", "/api/v1", None).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header("content-type").starts_with("text/html"));
    assert!(
        !answer.body.contains("<script") && !answer.body.contains("http:") && !answer.body.contains("https:")
    );
    for (method, path, _) in described(&program).await {
        assert!(answer.body.contains(&format!("<code>{method} {path}</code>")), "{method} {path}");
    }
}
