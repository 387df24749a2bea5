//! The référent's year through the doors: bulletins, accompaniment, projects, advice, network, log, report.

use crate::common::{Answer, Server};
use axum::http::StatusCode;
use preau::access::Role;
use preau::access::policy::by_operator;
use preau::access::roles::{self, NewGrant};
use preau::clock::DAY;
use preau::school::postings::{self, NewPosting};
use preau::school::{School, by_path};
use preau::testing::school_in;
use preau::{Conn as _, Timestamp, sql};
use uuid::Uuid;

/// A school with a référent, a colleague and a head; each with a cookie.
struct Scene {
    server: Server,
    referent: String,
    colleague: String,
    head: String,
}

const UAI: &str = "9990001X";

impl Scene {
    async fn new() -> Self {
        let server = Server::start().await;
        let school = school_in(server.db(), server.clock.now(), "fr/14/b1/", UAI).await;
        let referent = server.member("zoe", None).await;
        let colleague = server.member("paul", None).await;
        let head = server.member("ada", None).await;
        for person in [referent, colleague] {
            post(&server, person, &school).await;
        }
        role(&server, head, Role::Head, school.node_id).await;
        mandate(&server, referent, &school).await;
        let mut scene =
            Self { server, referent: String::new(), colleague: String::new(), head: String::new() };
        scene.referent = scene.server.log_in("zoe@ac-exemple.fr").await;
        scene.colleague = scene.server.log_in("paul@ac-exemple.fr").await;
        scene.head = scene.server.log_in("ada@ac-exemple.fr").await;
        scene
    }

    async fn ok(&self, cookie: &str, path: &str) -> String {
        let answer = self.server.get_as(cookie, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        answer.body
    }

    async fn post(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.server.post_as(cookie, path, fields).await
    }

    /// Posts, and gives the address of what was made without its query.
    async fn done(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.post(cookie, path, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.body);
        answer.location().split('?').next().unwrap().to_owned()
    }

    async fn notices(&self, kind: &'static str) -> i64 {
        let (count,): (i64,) = self
            .server
            .db()
            .read()
            .await
            .unwrap()
            .query(sql!("select count(*) from notice where kind = $1"))
            .bind(kind)
            .one()
            .await
            .unwrap();
        count
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

async fn role(server: &Server, person: Uuid, role: Role, node: Uuid) {
    let grant = NewGrant { person, role, node: Some(node), until: None, delegated_by: None, reason: "test" };
    let mut tx = server.db().begin().await.unwrap();
    roles::grant_at(&mut tx, by_operator(grant), server.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// A mandate that runs for the school year of the tests.
async fn mandate(server: &Server, person: Uuid, school: &School) {
    let now: Timestamp = server.clock.now();
    let mut tx = server.db().begin().await.unwrap();
    tx.query(sql!(
        "insert into nomination (id, school_id, person_id, school_year, starts_at, ends_at, state, reward, scheme_code,
                created_at, updated_at)
         values ($1, $2, $3, '2026-2027', $4, $5, 'active', 'none', null, $4, $4)"
    ))
    .bind(preau::ids::new(now))
    .bind(school.node_id)
    .bind(person)
    .bind(now.plus(-60 * DAY))
    .bind(now.plus(280 * DAY))
    .run()
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_bulletin_reaches_the_staff_and_is_counted_without_names() {
    let scene = Scene::new().await;
    let cockpit = scene.server.get_as(&scene.referent, "/referent").await;
    assert_eq!(cockpit.location(), format!("/referent/{UAI}"));
    let page = scene.ok(&scene.referent, &format!("/referent/{UAI}")).await;
    for code in ["1a", "1b", "1c", "1d", "2a", "2b", "2c"] {
        assert!(page.contains(&format!("<span class=\"cockpit-code\">{code}</span>")), "{code}");
    }
    let new = format!("/referent/{UAI}/bulletins/nouveau");
    let refused =
        scene.post(&scene.referent, &new, &[("act", "save"), ("title", ""), ("body", "gardé")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("gardé") && refused.body.contains("Remplissez ce champ"),
        "typed text is kept"
    );
    let body = "Lire <b>ceci</b> : https://example.org/a\n\n- un\n- deux";
    let path = scene
        .done(&scene.referent, &new, &[("act", "publish"), ("title", "La rentrée"), ("body", body)])
        .await;
    let id = path.rsplit('/').next().unwrap().to_owned();
    let reader = format!("/bulletins/{id}");
    assert!(scene.ok(&scene.colleague, "/bulletins").await.contains("La rentrée"));
    for _ in 0..3 {
        let page = scene.ok(&scene.colleague, &reader).await;
        assert!(
            page.contains("&lt;b&gt;ceci") && page.contains("<a href=\"https://example.org/a\""),
            "{page}"
        );
        assert!(page.contains("<li>un"));
    }
    scene.ok(&scene.head, &reader).await;
    scene.ok(&scene.referent, &reader).await;
    let own = scene.ok(&scene.referent, &path).await;
    assert!(own.contains("2 personnes l'ont lu"), "the author is not counted, nobody twice: {own}");
    assert_eq!(scene.notices("bulletin-published").await, 1, "the colleague alone: digest, not the author");

    scene.server.member("loin", None).await;
    let far = scene.server.log_in("loin@ac-exemple.fr").await;
    assert_eq!(scene.server.get_as(&far, &reader).await.status, StatusCode::FORBIDDEN);
    assert_eq!(scene.server.get_as(&far, &path).await.status, StatusCode::FORBIDDEN);
    assert_eq!(scene.server.get_as(&scene.colleague, &path).await.status, StatusCode::FORBIDDEN);

    scene.done(&scene.referent, &path, &[("act", "withdraw")]).await;
    assert_eq!(scene.server.get_as(&scene.colleague, &reader).await.status, StatusCode::NOT_FOUND);
    let (marks,): (i64,) = scene
        .server
        .db()
        .read()
        .await
        .unwrap()
        .query(sql!("select count(*) from bulletin_mark"))
        .one()
        .await
        .unwrap();
    assert_eq!((marks, scene.notices("bulletin-published").await), (0, 0));
    let csv = scene.ok(&scene.referent, &format!("/referent/{UAI}/bulletins.csv")).await;
    assert!(csv.contains("La rentrée;Retiré;2026-11-24;2"), "{csv}");
}

#[tokio::test]
async fn accompaniment_is_asked_planned_done_and_counted() {
    let scene = Scene::new().await;
    let ask = format!("/etablissements/{UAI}/accompagnement");
    scene.done(&scene.colleague, &ask, &[("topic", "Débuter avec GeoGebra"), ("note", "le mardi")]).await;
    let twice = scene.post(&scene.colleague, &ask, &[("topic", "Débuter avec GeoGebra")]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "a double submit asks once");
    assert_eq!(scene.server.get_as(&scene.head, &ask).await.status, StatusCode::FORBIDDEN);
    let list = format!("/referent/{UAI}/accompagnements");
    let page = scene.ok(&scene.referent, &list).await;
    assert!(page.contains("Débuter avec GeoGebra") && page.contains("paul Martin"));
    let at = page.find(&format!("{list}/")).unwrap() + list.len() + 1;
    let sheet = format!("{list}/{}", &page[at..at + 36]);
    scene
        .done(&scene.referent, &sheet, &[("act", "plan"), ("version", "1"), ("planned", "2026-12-01")])
        .await;
    let stale = [("act", "plan"), ("version", "1"), ("planned", "2026-12-02")];
    assert_eq!(scene.post(&scene.referent, &sheet, &stale).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(scene.ok(&scene.colleague, &ask).await.contains("Prévu"));
    let done = [
        ("act", "done"),
        ("version", "2"),
        ("day", "2026-11-24"),
        ("minutes", "45"),
        ("people", "3"),
        ("topic", "GeoGebra"),
        ("discipline", "mathematiques"),
    ];
    scene.done(&scene.referent, &sheet, &done).await;
    let wrong = [("day", "2026-11-25"), ("minutes", "0"), ("people", "x"), ("topic", "")];
    let refused = scene.post(&scene.referent, &list, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["day", "minutes", "people", "topic"] {
        assert!(refused.body.contains(&format!("id=\"erreur-{field}\"")), "{field}");
    }
    let quick = [("day", "2026-11-23"), ("minutes", "15"), ("people", "1"), ("topic", "=Tableau")];
    scene.done(&scene.referent, &list, &quick).await;
    let csv = scene.ok(&scene.referent, &format!("{list}.csv")).await;
    assert!(csv.contains("2026-11-24;45;3;Mathématiques;GeoGebra;"), "{csv}");
    assert!(csv.contains("'=Tableau"), "no formula leaves: {csv}");
    assert!(!csv.contains("paul"), "people are counted, never named");
    let cockpit = scene.ok(&scene.referent, &format!("/referent/{UAI}")).await;
    assert!(cockpit.contains("2 accompagnements, 1\u{a0}h, 4 personnes"), "{cockpit}");
}

#[tokio::test]
async fn a_project_goes_from_an_idea_to_its_review_with_the_opinion_of_the_head() {
    let scene = Scene::new().await;
    let list = format!("/etablissements/{UAI}/projets");
    let idea = [
        ("title", "Un balado d'histoire"),
        ("summary", "Enregistrer des témoignages."),
        ("discipline", "svt"),
    ];
    let sheet = scene.done(&scene.colleague, &list, &idea).await;
    let twice = scene.post(&scene.colleague, &list, &idea).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(scene.post(&scene.head, &list, &idea).await.status, StatusCode::FORBIDDEN, "the head steers");
    let step = |act: &'static str, version: &'static str, text: &'static str| {
        [("act", act), ("version", version), ("text", text)]
    };
    let bare = scene.post(&scene.referent, &sheet, &step("submit", "1", "")).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let full = [
        ("act", "save"),
        ("version", "1"),
        ("title", "Un balado d'histoire"),
        ("summary", "Enregistrer des témoignages."),
        ("classes", "3e B"),
        ("tools", "Audacity"),
    ];
    scene.done(&scene.colleague, &sheet, &full).await;
    for (cookie, act) in [(&scene.colleague, "submit"), (&scene.referent, "support"), (&scene.head, "submit")]
    {
        let status = scene.post(cookie, &sheet, &step(act, "2", "")).await.status;
        assert!(matches!(status, StatusCode::FORBIDDEN), "{act}: {status}");
    }
    scene.done(&scene.referent, &sheet, &step("submit", "2", "")).await;
    assert_eq!(scene.notices("project-submitted").await, 1);
    let silent = scene.post(&scene.head, &sheet, &step("send_back", "3", "")).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "sent back with a reason");
    scene.done(&scene.head, &sheet, &step("support", "3", "Allez-y")).await;
    scene.done(&scene.referent, &sheet, &step("start", "4", "")).await;
    let silent = scene.post(&scene.referent, &sheet, &step("review", "5", " ")).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    scene.done(&scene.referent, &sheet, &step("review", "5", "Douze émissions.")).await;
    let page = scene.ok(&scene.colleague, &sheet).await;
    assert!(page.contains("Douze émissions.") && page.contains("Bilan fait") && page.contains("Allez-y"));
    assert!(scene.ok(&scene.head, &format!("{list}.csv")).await.contains("Bilan fait"));
    assert!(scene.ok(&scene.head, &format!("{list}?etat=idea")).await.contains("Aucun projet"));
}

#[tokio::test]
async fn advice_stays_between_the_head_and_the_referent() {
    let scene = Scene::new().await;
    let (asked, read) = (format!("/direction/{UAI}/conseils"), format!("/referent/{UAI}/conseils"));
    let draft = [("act", "save"), ("title", "Réseau"), ("body", "Faut-il changer ?")];
    let question = scene.done(&scene.head, &asked, &draft).await;
    assert!(!scene.ok(&scene.referent, &read).await.contains("Réseau"), "a draft is its author's");
    let there = question.replace("/direction/", "/referent/");
    assert_eq!(scene.server.get_as(&scene.referent, &there).await.status, StatusCode::NOT_FOUND);
    let send = [("act", "send"), ("version", "1"), ("title", "Réseau"), ("body", "Faut-il changer ?")];
    scene.done(&scene.head, &question, &send).await;
    assert_eq!(scene.notices("advice-sent").await, 1);
    assert!(scene.ok(&scene.referent, &there).await.contains("Faut-il changer"));
    for path in [&question, &there, &asked, &read] {
        assert_eq!(scene.server.get_as(&scene.colleague, path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let own = scene.post(&scene.head, &question, &[("act", "answer"), ("answer", "moi-même")]).await;
    assert_eq!(own.status, StatusCode::NOT_FOUND, "the other side answers");
    scene.done(&scene.referent, &there, &[("act", "answer"), ("answer", "Pas encore.")]).await;
    let again = scene.post(&scene.referent, &there, &[("act", "answer"), ("answer", "Si.")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(scene.ok(&scene.head, &question).await.contains("Pas encore."));
}

#[tokio::test]
async fn the_report_is_written_from_the_year_and_frozen_when_it_leaves() {
    let scene = Scene::new().await;
    let log = format!("/referent/{UAI}/accompagnements");
    let done =
        [("day", "2026-11-20"), ("minutes", "90"), ("people", "4"), ("topic", "Pix"), ("discipline", "svt")];
    scene.done(&scene.referent, &log, &done).await;
    let journal = format!("/referent/{UAI}/journal");
    assert!(scene.ok(&scene.referent, &journal).await.contains("Accepter l'entrée proposée"));
    scene.done(&scene.referent, &journal, &[("act", "accept_all")]).await;
    let hand =
        [("act", "write"), ("mission", "2c"), ("day", "2026-11-10"), ("minutes", "60"), ("note", "Réunion")];
    scene.done(&scene.referent, &journal, &hand).await;
    let future =
        [("act", "write"), ("mission", "2c"), ("day", "2026-12-10"), ("minutes", "60"), ("note", "Réunion")];
    assert_eq!(scene.post(&scene.referent, &journal, &future).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let csv = scene.ok(&scene.referent, &format!("{journal}.csv")).await;
    assert!(
        csv.contains("2026-11-10;2c;60;0;Réunion;Acceptée")
            && csv.contains("2026-11-20;1c;90;4;Pix;Acceptée"),
        "{csv}"
    );

    let own = format!("/referent/{UAI}/bilan");
    assert!(scene.ok(&scene.referent, &own).await.contains("1\u{a0}h\u{a0}30"));
    let keep =
        [("act", "save"), ("version", "0"), ("difficulties", "Le réseau."), ("wishes", ""), ("remarks", "")];
    scene.done(&scene.referent, &own, &keep).await;
    assert_eq!(
        scene.post(&scene.referent, &own, &keep).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "stale"
    );
    let send = [
        ("act", "submit"),
        ("version", "1"),
        ("difficulties", "Le réseau."),
        ("wishes", "Du temps."),
        ("remarks", ""),
    ];
    scene.done(&scene.referent, &own, &send).await;
    assert_eq!(scene.notices("report-submitted").await, 1);

    // Frozen: what is done afterwards does not change it.
    scene.done(&scene.referent, &log, &done).await;
    let list = format!("/direction/{UAI}/bilans");
    let page = scene.ok(&scene.head, &list).await;
    let at = page.find(&format!("{list}/")).unwrap() + list.len() + 1;
    let id = page[at..at + 36].to_owned();
    let sheet = format!("{list}/{id}");
    let frozen = scene.ok(&scene.head, &sheet).await;
    assert!(
        frozen.contains("1\u{a0}h\u{a0}30") && !frozen.contains("3\u{a0}h") && frozen.contains("Du temps.")
    );
    assert_eq!(scene.server.get_as(&scene.colleague, &sheet).await.status, StatusCode::FORBIDDEN);

    scene.server.member("max", None).await;
    let max = preau::people::by_address(&mut scene.server.db().read().await.unwrap(), "max@ac-exemple.fr")
        .await
        .unwrap()
        .unwrap();
    let academy = by_path(&mut scene.server.db().read().await.unwrap(), "fr/14/").await.unwrap().unwrap();
    role(&scene.server, max.id, Role::PlanManager, academy.id).await;
    let manager = scene.server.log_in("max@ac-exemple.fr").await;
    let received = format!("/pilotage/bilans/{id}");
    let early = scene.post(&manager, &received, &[("act", "sign")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "the head signs first");
    assert_eq!(
        scene.post(&scene.head, &sheet, &[("act", "return")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    scene.done(&scene.head, &sheet, &[("act", "sign"), ("text", "Bravo.")]).await;
    scene.done(&manager, &received, &[("act", "return"), ("text", "Précisez les projets.")]).await;
    assert!(scene.ok(&scene.referent, &own).await.contains("Précisez les projets."));
    assert_eq!(
        scene.server.get_as(&manager, &received).await.status,
        StatusCode::NOT_FOUND,
        "a draft is its author's"
    );
    let version = {
        let page = scene.ok(&scene.referent, &own).await;
        let at = page.find("name=\"version\" value=\"").unwrap() + "name=\"version\" value=\"".len();
        page[at..].split('"').next().unwrap().to_owned()
    };
    let again = [
        ("act", "submit"),
        ("version", version.as_str()),
        ("difficulties", "Le réseau."),
        ("wishes", ""),
        ("remarks", "Deux."),
    ];
    scene.done(&scene.referent, &own, &again).await;
    scene.done(&scene.head, &sheet, &[("act", "sign")]).await;
    scene.done(&manager, &received, &[("act", "sign")]).await;
    let csv = scene.ok(&manager, "/pilotage/bilans.csv").await;
    assert!(csv.contains(&format!("{UAI};Collège {UAI}")) && csv.contains("Reçu"), "{csv}");
    assert!(scene.ok(&manager, "/pilotage/bilans?etat=submitted").await.contains("Aucun bilan"));
}

#[tokio::test]
async fn figures_and_the_network_open_to_those_who_may() {
    let scene = Scene::new().await;
    let tice = format!("/etablissements/{UAI}/tice");
    let bulletin = [("act", "publish"), ("title", "Un"), ("body", "Texte")];
    scene.done(&scene.referent, &format!("/referent/{UAI}/bulletins/nouveau"), &bulletin).await;
    for cookie in [&scene.referent, &scene.head] {
        let page = scene.ok(cookie, &tice).await;
        assert!(
            page.contains("<strong>2</strong>") && page.contains("<strong>1</strong>"),
            "staff and bulletins"
        );
    }
    assert_eq!(scene.server.get_as(&scene.colleague, &tice).await.status, StatusCode::FORBIDDEN);
    assert!(scene.ok(&scene.head, &format!("{tice}.csv")).await.contains("Personnels en poste;2"));
    let sheet = scene.ok(&scene.head, &format!("/etablissements/{UAI}")).await;
    assert!(
        sheet.contains(&format!("/direction/{UAI}/bilans"))
            && !sheet.contains(&format!("\"/referent/{UAI}\""))
    );

    assert!(scene.ok(&scene.referent, "/reseau").await.contains("zoe Martin"));
    assert!(scene.ok(&scene.referent, "/reseau/annuaire.csv").await.contains("zoe@ac-exemple.fr"));
    assert_eq!(scene.server.get_as(&scene.colleague, "/reseau").await.status, StatusCode::FORBIDDEN);
    let elsewhere = scene.server.get_as(&scene.referent, "/reseau?academie=fr/10/").await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);

    let question = [("title", "Tablettes"), ("body", "Qui en a ?")];
    let path = scene.done(&scene.referent, "/reseau/questions", &question).await;
    scene.done(&scene.head, &path, &[("act", "reply"), ("body", "Nous.")]).await;
    assert_eq!(scene.notices("network-reply").await, 1);
    assert_eq!(scene.post(&scene.head, &path, &[("act", "close")]).await.status, StatusCode::FORBIDDEN);
    scene.done(&scene.referent, &path, &[("act", "close")]).await;
    let late = scene.post(&scene.head, &path, &[("act", "reply"), ("body", "Encore.")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);

    let academy = by_path(&mut scene.server.db().read().await.unwrap(), "fr/14/").await.unwrap().unwrap();
    let max = scene.server.member("max", None).await;
    role(&scene.server, max, Role::PlanManager, academy.id).await;
    let manager = scene.server.log_in("max@ac-exemple.fr").await;
    let bare =
        [("place", "fr/14/"), ("name", "Camille Roy"), ("duty", "DAN"), ("address", ""), ("phone", "")];
    assert_eq!(
        scene.post(&manager, "/reseau/contacts", &bare).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let full = [
        ("place", "fr/14/"),
        ("name", "Camille Roy"),
        ("duty", "DAN"),
        ("address", "dan@ac-exemple.fr"),
        ("phone", ""),
    ];
    scene.done(&manager, "/reseau/contacts", &full).await;
    let away = [("place", "fr/10/"), ("name", "X"), ("duty", "DAN"), ("address", "x@y.fr"), ("phone", "")];
    assert_eq!(scene.post(&manager, "/reseau/contacts", &away).await.status, StatusCode::NOT_FOUND);
    assert!(scene.ok(&scene.referent, "/reseau").await.contains("Camille Roy"));
}
