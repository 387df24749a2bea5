//! The API of the organisation: the way of a nomination by program, and what each role may ask for, inside and outside of
//! its place.

use crate::common::{Answer, Server, request};
use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use jiff::civil::date;
use preau::Timestamp;
use preau::access::policy::by_operator;
use preau::access::roles::{self, NewGrant};
use preau::access::{Role, tokens};
use preau::course::sample;
use preau::need::themes;
use preau::school::postings::{self, NewPosting};
use preau::school::{by_path, coverage};
use preau::testing::school_in;
use preau::year::SchoolYear;
use serde_json::{Value, json};
use uuid::Uuid;

const HERE: &str = "/api/v1/schools/9990001X";
const PATH: &str = "fr/14/b1/9990001X/";

struct Scene {
    server: Server,
    teacher: Uuid,
    head: String,
    other_head: String,
    sophie: String,
    /// Works nowhere.
    stranger: String,
    manager: String,
}

impl Scene {
    async fn start() -> Self {
        let server = Server::start().await;
        let now = server.clock.now();
        let here = school_in(server.db(), now, "fr/14/b1/", "9990001X").await;
        let other = school_in(server.db(), now, "fr/14/b1/", "9990002Y").await;
        let mut ids = Vec::new();
        for name in ["claire", "odile", "sophie", "yann", "malik"] {
            ids.push(server.member(name, None).await);
        }
        let mut tx = server.db().begin().await.unwrap();
        let rennes = by_path(&mut tx, "fr/14/").await.unwrap().unwrap();
        for (person, role, node) in [
            (ids[0], Role::Head, here.node_id),
            (ids[1], Role::Head, other.node_id),
            (ids[4], Role::PlanManager, rennes.id),
        ] {
            let grant =
                NewGrant { person, role, node: Some(node), until: None, delegated_by: None, reason: "" };
            roles::grant_at(&mut tx, by_operator(grant), now).await.unwrap();
        }
        let posting = NewPosting {
            person: ids[2],
            school: here.node_id,
            discipline: Some("svt"),
            main: true,
            employment_status: "titulaire",
            starts_at: Timestamp::midnight(date(2026, 9, 1), "Europe/Paris"),
            source: "manual",
        };
        postings::post(&mut tx, by_operator(&posting), now).await.unwrap();
        coverage::recount_all(&mut tx, SchoolYear::of(date(2026, 11, 24)), now).await.unwrap();
        themes::found(&mut tx, now).await.unwrap();
        let mut names = Vec::new();
        for id in &ids {
            names.push(tokens::create(&mut tx, by_operator(*id), "essai", now).await.unwrap());
        }
        tx.commit().await.unwrap();
        let [head, other_head, sophie, stranger, manager] = <[String; 5]>::try_from(names).unwrap();
        Self { server, teacher: ids[2], head, other_head, sophie, stranger, manager }
    }

    async fn call(&self, token: &str, method: &str, path: &str, body: Option<Value>) -> Answer {
        let mut asked = request(method, path);
        if !token.is_empty() {
            asked = asked.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = match body {
            Some(body) => {
                asked = asked.header(CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        self.server.send(asked.body(body).unwrap()).await
    }

    async fn expect(&self, status: u16, token: &str, method: &str, path: &str, body: Option<Value>) -> Value {
        let answer = self.call(token, method, path, body).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {path}: {}", answer.body);
        if status >= 400 {
            assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.body);
        }
        if answer.body.is_empty() { Value::Null } else { serde_json::from_str(&answer.body).unwrap() }
    }

    async fn get(&self, status: u16, token: &str, path: &str) -> Value {
        self.expect(status, token, "GET", path, None).await
    }
}

#[tokio::test]
async fn a_nomination_goes_its_way_by_program() {
    let s = Scene::start().await;
    let new = json!({
        "person": s.teacher,
        "first_day": "2026-12-01",
        "last_day": "2027-08-31",
        "letter": { "missions": ["1a", "1c"], "time": "Une heure", "indicators": ["Trois sessions"] },
    });
    let door = format!("{HERE}/nominations");
    s.expect(401, "", "POST", &door, Some(new.clone())).await;
    s.expect(403, &s.sophie, "POST", &door, Some(new.clone())).await;
    s.expect(404, &s.other_head, "POST", &door, Some(new.clone())).await;
    let mut wrong = new.clone();
    wrong["first_day"] = json!("demain");
    s.expect(422, &s.head, "POST", &door, Some(wrong)).await;
    let made = s.expect(201, &s.head, "POST", &door, Some(new)).await;
    assert_eq!((&made["state"], &made["reward"]), (&json!("draft"), &json!("none")));
    let one = format!("/api/v1/nominations/{}", made["id"].as_str().unwrap());
    for outside in [&s.sophie, &s.other_head, &s.stranger, &s.manager] {
        s.get(404, outside, &one).await;
    }

    let steps = format!("{one}/steps");
    let step =
        async |status: u16, who: &str, body: Value| s.expect(status, who, "POST", &steps, Some(body)).await;
    let proposed = step(200, &s.head, json!({ "step": "propose", "version": made["version"] })).await;
    assert_eq!(proposed["state"], "proposed");
    assert_eq!(s.get(200, &s.sophie, &one).await["state"], "proposed");
    let accept = json!({ "step": "accept", "version": proposed["version"] });
    step(404, &s.head, accept.clone()).await;
    step(404, &s.stranger, accept.clone()).await;
    step(422, &s.sophie, json!({ "step": "accept", "version": 1_000 })).await;
    step(400, &s.sophie, json!({ "step": "jump" })).await;
    assert_eq!(step(200, &s.sophie, accept).await["state"], "accepted");
    step(422, &s.manager, json!({ "step": "validate" })).await;
    step(403, &s.sophie, json!({ "step": "validate" })).await;
    step(422, &s.head, json!({ "step": "submit", "council_on": null, "board_on": null })).await;
    let heard = json!({ "step": "submit", "council_on": "2026-06-10", "board_on": "2026-06-25" });
    step(404, &s.other_head, heard.clone()).await;
    assert_eq!(step(200, &s.head, heard).await["state"], "submitted");
    let back = step(200, &s.manager, json!({ "step": "return", "reason": "Dates à revoir" })).await;
    assert_eq!((&back["state"], &back["return_reason"]), (&json!("draft"), &json!("Dates à revoir")));
}

#[tokio::test]
async fn lists_open_to_whom_the_place_belongs() {
    let s = Scene::start().await;
    let schools = s.get(200, &s.sophie, "/api/v1/schools?under=fr/14/&per_page=1").await;
    assert_eq!((&schools["total"], schools["items"].as_array().unwrap().len()), (&json!(2), 1));
    assert_eq!(schools["items"][0]["vacant_since"], Value::Null, "not for everybody");
    let seen = s.get(200, &s.manager, "/api/v1/schools?under=fr/14/&referent=vacant").await;
    assert!(seen["items"][0]["vacant_since"].is_string());
    s.get(403, &s.sophie, "/api/v1/schools?under=fr/14/&referent=vacant").await;
    s.get(422, &s.manager, "/api/v1/schools?page=0").await;
    s.get(401, "", "/api/v1/schools").await;
    assert_eq!(s.get(200, &s.sophie, HERE).await["path"], PATH);
    for nowhere in ["9990003Z", "hier", "%00"] {
        s.get(404, &s.sophie, &format!("/api/v1/schools/{nowhere}")).await;
    }

    let staff = format!("{HERE}/staff");
    for inside in [&s.sophie, &s.head, &s.manager] {
        assert_eq!(s.get(200, inside, &staff).await["items"][0]["name"], "sophie Martin");
    }
    s.get(404, &s.other_head, &staff).await;
    s.get(403, &s.stranger, &staff).await;

    let figures = s.get(200, &s.manager, "/api/v1/coverage?under=fr/14/&by=basin").await;
    assert_eq!((&figures["items"][0]["schools"], &figures["items"][0]["covered"]), (&json!(2), &json!(0)));
    s.get(422, &s.manager, "/api/v1/coverage?under=fr/14/&by=moon").await;
    s.get(404, &s.manager, "/api/v1/coverage?under=fr/17/").await;
    s.get(403, &s.head, "/api/v1/coverage?under=fr/14/").await;

    assert_eq!(s.get(200, &s.manager, "/api/v1/nominations?under=fr/14/").await["total"], 0);
    assert_eq!(s.get(200, &s.head, &format!("/api/v1/nominations?under={PATH}")).await["total"], 0);
    s.get(404, &s.head, "/api/v1/nominations?under=fr/14/").await;
    s.get(403, &s.sophie, "/api/v1/nominations?under=fr/14/").await;
    assert_eq!(s.get(200, &s.sophie, "/api/v1/me/nominations").await["items"], json!([]));
}

#[tokio::test]
async fn a_need_is_stated_and_counted_without_a_name() {
    let s = Scene::start().await;
    let theme = themes::all(&mut s.server.db().read().await.unwrap()).await.unwrap().remove(0).code;
    let need = json!({
        "school": PATH, "theme": theme, "discipline": "svt", "level": "initiation", "modality": "any",
        "urgency": "term", "body": "Des sorties avec tablettes",
    });
    let stated = s.expect(201, &s.sophie, "POST", "/api/v1/me/needs", Some(need.clone())).await;
    let again = s.expect(201, &s.sophie, "POST", "/api/v1/me/needs", Some(need.clone())).await;
    assert_eq!(stated, again, "sent twice, stated once");
    s.expect(422, &s.stranger, "POST", "/api/v1/me/needs", Some(need.clone())).await;
    let mut wrong = need;
    wrong["level"] = json!("guru");
    s.expect(422, &s.sophie, "POST", "/api/v1/me/needs", Some(wrong)).await;
    let own = s.get(200, &s.sophie, "/api/v1/me/needs").await;
    assert_eq!((&own["total"], &own["items"][0]["state"]), (&json!(1), &json!("open")));
    assert_eq!(s.get(200, &s.stranger, "/api/v1/me/needs").await["total"], 0);
    for outside in [&s.sophie, &s.head, &s.manager] {
        s.get(403, outside, &format!("{HERE}/needs")).await;
    }
    let figures = s.get(200, &s.manager, "/api/v1/needs/figures?under=fr/14/").await;
    assert_eq!(figures["themes"], json!([]), "one person points at herself");
    s.get(404, &s.manager, "/api/v1/needs/figures?under=fr/17/").await;
    s.get(403, &s.sophie, "/api/v1/needs/figures?under=fr/14/").await;
}

#[tokio::test]
async fn a_file_is_handed_in_and_read_back_by_its_author_alone() {
    let s = Scene::start().await;
    sample::publish(s.server.db(), &sample::course("droit-auteur"), s.server.clock.now()).await;
    let course = "/api/v1/courses/droit-auteur";
    let door = format!("{course}/pages/reperes/productions/t-sheet/file");
    let send = async |token: &str, name: &str| {
        let form = format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\nUne fiche\r\n--x--\r\n"
        );
        let mut asked = request("PUT", &door).header(CONTENT_TYPE, "multipart/form-data; boundary=x");
        if !token.is_empty() {
            asked = asked.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        s.server.send(asked.body(Body::from(form)).unwrap()).await
    };
    assert_eq!(send("", "fiche.odt").await.status.as_u16(), 401);
    assert_eq!(send(&s.sophie, "fiche.odt").await.status.as_u16(), 422, "not enrolled");
    s.expect(201, &s.sophie, "PUT", &format!("{course}/enrolment"), None).await;
    assert_eq!(send(&s.sophie, "fiche.exe").await.status.as_u16(), 422);
    let kept = send(&s.sophie, "fiche.odt").await;
    assert_eq!(kept.status.as_u16(), 200, "{}", kept.body);
    let page = s.get(200, &s.sophie, &format!("{course}/pages/reperes")).await.to_string();
    assert!(page.contains("fiche.odt"), "{page}");
    let upload: Uuid = {
        use preau::Conn as _;
        let mut read = s.server.db().read().await.unwrap();
        let (id,): (Uuid,) =
            read.query(preau::sql!("select id from upload order by id limit 1")).one().await.unwrap();
        id
    };
    let back = s.call(&s.sophie, "GET", &format!("/api/v1/uploads/{upload}"), None).await;
    assert_eq!((back.status.as_u16(), back.body.as_str()), (200, "Une fiche"));
    s.get(404, &s.stranger, &format!("/api/v1/uploads/{upload}")).await;

    // Passing to the version in service: the one followed already changes nothing.
    let version = format!("{course}/enrolment/version");
    assert_eq!(s.expect(200, &s.sophie, "PUT", &version, None).await["version"], "1.0.0");
    s.expect(404, &s.stranger, "PUT", &version, None).await;
    s.expect(404, &s.sophie, "PUT", "/api/v1/courses/rien/enrolment/version", None).await;
}
