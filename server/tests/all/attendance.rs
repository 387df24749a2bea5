//! Presence through the doors: a session from its first half-day to the attestation, and who may look at what.

use crate::common::{Answer, Server};
use axum::http::StatusCode;
use preau::access::Role;
use preau::access::policy::by_operator;
use preau::access::roles::{self, NewGrant};
use preau::clock::DAY;
use preau::school::School;
use preau::school::postings::{self, NewPosting};
use preau::session::draft::{self, New, Typed, TypedSlot};
use preau::session::{decide, session, sign_up, turn};
use preau::testing::school_in;
use preau::{Conn as _, Timestamp, sql};
use uuid::Uuid;

/// An open session of two half-days in December, led by Zoé, with two people enrolled and a third from elsewhere.
struct Scene {
    server: Server,
    id: Uuid,
    trainer: String,
    paul: String,
    lea: String,
    head: String,
    manager: String,
    stranger: String,
}

impl Scene {
    async fn new() -> Self {
        let server = Server::start().await;
        let now = server.clock.now();
        let school = school_in(server.db(), now, "fr/14/b1/", "9990001X").await;
        let other = school_in(server.db(), now, "fr/14/b1/", "9990002Y").await;
        let trainer = server.member("zoe", None).await;
        let people = [server.member("paul", None).await, server.member("lea", None).await];
        for (person, school) in [(trainer, &school), (people[0], &school), (people[1], &other)] {
            post(&server, person, school).await;
        }
        let head = server.member("ada", None).await;
        give(&server, head, Role::Head, school.node_id).await;
        let manager = server.member("max", None).await;
        let (academy,): (Uuid,) = server
            .db()
            .read()
            .await
            .unwrap()
            .query(sql!("select id from org_node where path = 'fr/14/'"))
            .one()
            .await
            .unwrap();
        give(&server, manager, Role::PlanManager, academy).await;
        server.member("eve", None).await;
        let id = opened(&server, &school, trainer, &people).await;
        let mut scene = Self {
            server,
            id,
            trainer: String::new(),
            paul: String::new(),
            lea: String::new(),
            head: String::new(),
            manager: String::new(),
            stranger: String::new(),
        };
        scene.at("2026-12-10T07:50:00Z").await;
        scene
    }

    /// The clock stands there; everybody logs in anew, and the calendar is looked at.
    async fn at(&mut self, instant: &str) {
        let to = Timestamp::from(instant.parse::<jiff::Timestamp>().unwrap());
        self.server.clock.advance(to.0 - self.server.clock.now().0);
        turn::turn(self.server.db(), self.server.clock.now()).await.unwrap();
        self.trainer = self.server.log_in("zoe@ac-exemple.fr").await;
        self.paul = self.server.log_in("paul@ac-exemple.fr").await;
        self.lea = self.server.log_in("lea@ac-exemple.fr").await;
        self.head = self.server.log_in("ada@ac-exemple.fr").await;
        self.manager = self.server.log_in("max@ac-exemple.fr").await;
        self.stranger = self.server.log_in("eve@ac-exemple.fr").await;
    }

    fn path(&self, page: &str) -> String {
        format!("/sessions/{}/{page}", self.id)
    }

    async fn ok(&self, cookie: &str, page: &str) -> String {
        let answer = self.server.get_as(cookie, &self.path(page)).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.body);
        answer.body
    }

    async fn post(&self, cookie: &str, page: &str, fields: &[(&str, &str)]) -> Answer {
        self.server.post_as(cookie, &self.path(page), fields).await
    }

    async fn done(&self, cookie: &str, page: &str, fields: &[(&str, &str)]) {
        let answer = self.post(cookie, page, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{fields:?}: {}", answer.body);
    }

    async fn ids(&self) -> (Vec<String>, Vec<(String, String)>) {
        let mut read = self.server.db().read().await.unwrap();
        let slots = preau::session::slots(&mut read, self.id).await.unwrap();
        let grid =
            preau::session::attendance::sheet::grid(&mut read, by_operator(self.id), None).await.unwrap();
        let places = grid.rows.iter().map(|row| (row.given_name.clone(), row.place_id.to_string())).collect();
        (slots.iter().map(|slot| slot.id.to_string()).collect(), places)
    }

    async fn entries(&self) -> i64 {
        let mut read = self.server.db().read().await.unwrap();
        let (count,): (i64,) = read.query(sql!("select count(*) from attendance_entry")).one().await.unwrap();
        count
    }

    /// The code on the screen, as people read it.
    async fn code(&self) -> String {
        let page = self.ok(&self.trainer, "code").await;
        let before = page.split("checkin-code\"").next().unwrap();
        let spoken = before.rsplit("aria-label=\"").next().unwrap();
        spoken.split('"').next().unwrap().replace(' ', "")
    }
}

async fn post(server: &Server, person: Uuid, school: &School) {
    let new = NewPosting {
        person,
        school: school.node_id,
        discipline: None,
        main: true,
        employment_status: "",
        starts_at: server.clock.now().plus(-100 * DAY),
        source: "test",
    };
    let mut tx = server.db().begin().await.unwrap();
    postings::post(&mut tx, by_operator(&new), server.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn give(server: &Server, person: Uuid, role: Role, node: Uuid) {
    let grant = NewGrant { person, role, node: Some(node), until: None, delegated_by: None, reason: "test" };
    let mut tx = server.db().begin().await.unwrap();
    roles::grant_at(&mut tx, by_operator(grant), server.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn opened(server: &Server, school: &School, trainer: Uuid, people: &[Uuid]) -> Uuid {
    let now = server.clock.now();
    let half_day =
        |from: &str, to: &str| TypedSlot { day: "2026-12-10".into(), from: from.into(), to: to.into() };
    let typed = Typed {
        title: "Créer un quiz en ligne".into(),
        aim: "Savoir écrire un questionnaire.".into(),
        depth: "initiation".into(),
        modality: "onsite".into(),
        room: "Salle 204".into(),
        slots: vec![half_day("09:00", "12:00"), half_day("13:30", "16:30")],
        scope: "basin".into(),
        capacity: "2".into(),
        waitlist: true,
        leads: true,
        ..Typed::default()
    };
    preau::testing::adopted_plan(server.db(), "fr/14/", None).await;
    let mut tx = server.db().begin().await.unwrap();
    let new =
        New { id: preau::ids::new(now), author: trainer, host: &school.path, typed: &typed, needs: &[] };
    let id = draft::create(&mut tx, by_operator(new), now).await.unwrap();
    let version = session(&mut tx, id).await.unwrap().version;
    decide::propose(&mut tx, by_operator(id), version, now).await.unwrap();
    decide::agree(&mut tx, by_operator(id), now).await.unwrap();
    decide::approve(&mut tx, by_operator(id), now).await.unwrap();
    decide::publish(&mut tx, by_operator(id), now).await.unwrap();
    for person in people {
        sign_up::sign_up(&mut tx, by_operator((id, *person)), "", now).await.unwrap();
    }
    let asking = preau::session::list::attendees(&mut tx, by_operator(id), 0, 50).await.unwrap();
    let places: Vec<Uuid> = asking.iter().map(|one| one.place_id).collect();
    sign_up::select(&mut tx, by_operator(id), &places, now).await.unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_session_goes_from_the_code_to_the_attestation() {
    let mut scene = Scene::new().await;
    let (slots, places) = scene.ids().await;
    let place = |name: &str| places.iter().find(|(known, _)| known == name).unwrap().1.clone();
    // Paul types the code on the screen before it begins; yesterday's and a guess are refused.
    let code = scene.code().await;
    let wrong = if code == "123456" { "654321" } else { "123456" };
    let refused = scene.post(&scene.paul, "ici", &[("code", wrong)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        scene.done(&scene.paul, "ici", &[("code", &code)]).await;
    }
    assert_eq!(scene.entries().await, 1, "twice is once");
    let screen = scene.server.get_as(&scene.trainer, &scene.path("code")).await;
    assert!(!screen.header("refresh").is_empty());
    // Nine o'clock and a bit: the trainer confirms, Léa came late.
    scene.at("2026-12-10T08:10:00Z").await;
    scene.done(&scene.trainer, "presence", &[("act", "confirm"), ("slot", &slots[0])]).await;
    let (value, missed) = (format!("v-{}", place("lea")), format!("m-{}", place("lea")));
    let late = [
        ("act", "mark"),
        ("slot", slots[0].as_str()),
        ("key", "abc-1"),
        (value.as_str(), "late"),
        (missed.as_str(), "20"),
    ];
    let mut unsaid = late;
    unsaid[4].1 = "";
    let asked = scene.post(&scene.trainer, "presence", &unsaid).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("de 1 à 179"), "{}", asked.body);
    for _ in 0..2 {
        scene.done(&scene.trainer, "presence", &late).await;
    }
    assert_eq!(scene.entries().await, 3, "sent twice, done once");
    // After the end: refused while values are missing, by name; « tous présents »; closed.
    scene.at("2026-12-10T16:00:00Z").await;
    let missing = scene.post(&scene.trainer, "presence", &[("act", "close")]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.body.contains("lea Martin, paul Martin"), "{}", missing.body);
    let all = [("act", "mark"), ("slot", slots[1].as_str()), ("key", "abc-2"), ("others", "present")];
    scene.done(&scene.trainer, "presence", &all).await;
    for _ in 0..2 {
        scene.done(&scene.trainer, "presence", &[("act", "close")]).await;
    }
    // Léa contests, the trainer corrects; eight days later it is attested.
    let own = scene.ok(&scene.lea, "mes-presences").await;
    assert!(own.contains("Contester cette demi-journée"), "{own}");
    let contest = [("act", "contest"), ("slot", slots[0].as_str()), ("words", "Dix minutes, pas vingt.")];
    scene.done(&scene.lea, "mes-presences", &contest).await;
    let page = scene.ok(&scene.trainer, "presence").await;
    let contest =
        page.split("name=\"contest\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let answer = [
        ("act", "answer"),
        ("contest", contest.as_str()),
        ("value", "late"),
        ("missed", "10"),
        ("words", "Exact."),
    ];
    scene.done(&scene.trainer, "presence", &answer).await;
    let early = scene.post(&scene.trainer, "presence", &[("act", "attest")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    scene.at("2026-12-18T08:00:00Z").await;
    scene.done(&scene.trainer, "presence", &[("act", "attest")]).await;
    let record = scene.server.get_as(&scene.lea, "/mon-parcours").await.body;
    assert!(record.contains("Sessions suivies") && record.contains("5\u{a0}h\u{a0}50"), "{record}");
    let number = record.split("/attestations/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let paper = scene.server.get_as(&scene.lea, &format!("/attestations/{number}")).await.body;
    for words in ["Attestation de présence", "Créer un quiz en ligne", "animée par zoe Martin", "sur place"]
    {
        assert!(paper.contains(words), "{words}: {paper}");
    }
    let check = paper.split("href=\"/verifier/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let public = scene.server.get(&format!("/verifier/{check}")).await.body;
    assert!(public.contains("Attestation de présence à une session"), "{public}");
    assert!(!public.contains("lea Martin") && !public.contains("zoe Martin"), "{public}");
    let file = scene.server.get_as(&scene.lea, &format!("/attestations/{number}.pdf")).await;
    assert!(matches!(file.status, StatusCode::OK | StatusCode::NOT_FOUND), "{}", file.status);
}

#[tokio::test]
async fn who_may_not_sees_nothing_and_changes_nothing() {
    let mut scene = Scene::new().await;
    scene.at("2026-12-10T08:10:00Z").await;
    let (slots, _) = scene.ids().await;
    for page in ["presence", "code", "ici", "emargement", "mes-presences"] {
        let answer = scene.server.get_as(&scene.stranger, &scene.path(page)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
    }
    // A participant types the code and sees their own half-days, not those of others.
    for page in ["presence", "code", "emargement"] {
        let answer = scene.server.get_as(&scene.paul, &scene.path(page)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
    }
    scene.ok(&scene.paul, "ici").await;
    scene.ok(&scene.paul, "mes-presences").await;
    // A head sees their own staff; a manager reads; neither marks.
    let seen = scene.ok(&scene.head, "presence").await;
    assert!(seen.contains("paul Martin") && !seen.contains("lea Martin"), "{seen}");
    let seen = scene.ok(&scene.manager, "presence").await;
    assert!(
        seen.contains("paul Martin") && seen.contains("lea Martin") && !seen.contains("act\" value=\"mark\"")
    );
    let all = [("act", "mark"), ("slot", slots[0].as_str()), ("others", "present")];
    for (cookie, expected) in [
        (&scene.stranger, StatusCode::NOT_FOUND),
        (&scene.paul, StatusCode::NOT_FOUND),
        (&scene.head, StatusCode::NOT_FOUND),
        (&scene.manager, StatusCode::FORBIDDEN),
    ] {
        let answer = scene.post(cookie, "presence", &all).await;
        assert_eq!(answer.status, expected, "{}", answer.body);
    }
    assert_eq!(scene.entries().await, 0);
}

#[tokio::test]
async fn a_code_counts_for_its_session_and_its_time() {
    let mut scene = Scene::new().await;
    let code = scene.code().await;
    let elsewhere = scene.post(&scene.stranger, "ici", &[("code", &code)]).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND, "no seat");
    scene.at("2026-12-10T09:00:00Z").await;
    let late = scene.post(&scene.paul, "ici", &[("code", &code)]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("Aucune demi-journée ne commence maintenant"), "{}", late.body);
    scene.at("2026-12-10T12:20:00Z").await;
    for _ in 0..5 {
        let old = scene.post(&scene.paul, "ici", &[("code", "12")]).await;
        assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let slowed = scene.post(&scene.paul, "ici", &[("code", &scene.code().await)]).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    let grid = scene.ok(&scene.trainer, "presence").await;
    assert!(grid.contains("5 codes faux"), "{grid}");
    assert_eq!(scene.entries().await, 0);
}

#[tokio::test]
async fn a_full_room_asks_before_somebody_walks_in_and_the_sheet_prints() {
    let mut scene = Scene::new().await;
    scene.at("2026-12-10T08:10:00Z").await;
    let walk_in = [("act", "walk-in"), ("address", "eve@ac-exemple.fr")];
    let asked = scene.post(&scene.trainer, "presence", &walk_in).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        asked.body.contains("name=\"beyond\"") && asked.body.contains("eve@ac-exemple.fr"),
        "{}",
        asked.body
    );
    scene.done(&scene.trainer, "presence", &[walk_in[0], walk_in[1], ("beyond", "yes")]).await;
    let sheet = scene.ok(&scene.trainer, "emargement").await;
    assert_eq!(sheet.matches("sign-sheet\"").count(), 2, "one for each half-day");
    assert!(sheet.contains("eve Martin") && sheet.contains("Formateur"), "{sheet}");
    let reopened = scene.post(&scene.trainer, "presence", &[("act", "reopen"), ("reason", "x")]).await;
    assert_eq!(reopened.status, StatusCode::FORBIDDEN, "a manager's act");
}
