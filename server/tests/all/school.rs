//! The organisation over HTTP: coverage, schools, roles; each within its part of the tree.

use crate::common::Server;
use axum::http::StatusCode;
use preau::access::Role;
use preau::access::policy::by_operator;
use preau::access::roles::{self, NewGrant};
use preau::school::postings::{self, NewPosting};
use preau::school::{School, by_path, coverage};
use preau::testing::school_in;
use preau::year::SchoolYear;
use uuid::Uuid;

struct Country {
    server: Server,
    here: School,
    there: School,
}

/// Two schools in two académies, counted.
async fn country() -> Country {
    let server = Server::start().await;
    let here = school_in(server.db(), server.clock.now(), "fr/14/b1/", "9990001X").await;
    let there = school_in(server.db(), server.clock.now(), "fr/17/b7/", "9990002Y").await;
    let mut tx = server.db().begin().await.unwrap();
    let year = SchoolYear::of(server.clock.now().date_in("Europe/Paris"));
    coverage::recount_all(&mut tx, year, server.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    Country { server, here, there }
}

impl Country {
    /// A member with a role on a node; their cookie.
    async fn with_role(&self, name: &str, role: Role, path: &str) -> String {
        let person = self.server.member(name, None).await;
        let mut tx = self.server.db().begin().await.unwrap();
        let node = by_path(&mut tx, path).await.unwrap().map(|node| node.id);
        let grant = NewGrant { person, role, node, until: None, delegated_by: None, reason: "" };
        roles::grant_at(&mut tx, by_operator(grant), self.server.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        self.server.log_in(&format!("{name}@ac-exemple.fr")).await
    }

    async fn post(&self, person: Uuid, school: &School) {
        let mut tx = self.server.db().begin().await.unwrap();
        let posting = NewPosting {
            person,
            school: school.node_id,
            discipline: Some("svt"),
            main: true,
            employment_status: "titulaire",
            starts_at: self.server.clock.now(),
            source: "manual",
        };
        postings::post(&mut tx, by_operator(&posting), self.server.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_manager_sees_the_own_part_and_every_figure_opens() {
    let country = country().await;
    let server = &country.server;
    let manager = country.with_role("m", Role::PlanManager, "fr/14/").await;
    let hub = server.get_as(&manager, "/pilotage").await;
    assert_eq!(hub.status, StatusCode::OK);
    assert!(hub.body.contains("Rennes") && !hub.body.contains("Nantes"), "{}", hub.body);
    let page = server.get_as(&manager, "/pilotage/couverture").await;
    assert!(page.body.contains("/pilotage/couverture/etablissements?sous=fr/14/b1/"), "{}", page.body);
    let rows =
        server.get_as(&manager, "/pilotage/couverture/etablissements?sous=fr/14/&referent=vacant").await;
    assert!(rows.body.contains("9990001X") && !rows.body.contains("9990002Y"), "{}", rows.body);
    let file = server.get_as(&manager, "/pilotage/couverture/etablissements.csv?sous=fr/14/").await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.body.contains("9990001X") && !file.body.contains("9990002Y"), "{}", file.body);
    let table = server.get_as(&manager, "/pilotage/couverture.csv").await;
    assert!(table.body.contains("2026-2027;b1;"), "{}", table.body);
    for outside in
        ["/pilotage/couverture?sous=fr/17/", "/pilotage/couverture?sous=fr/", "/pilotage/couverture?sous=xx/"]
    {
        assert_eq!(server.get_as(&manager, outside).await.status, StatusCode::NOT_FOUND, "{outside}");
    }

    let nation = country.with_role("n", Role::NationalAdmin, "fr/").await;
    let page = server.get_as(&nation, "/pilotage/couverture").await;
    assert!(page.body.contains("Nantes") && page.body.contains("class=\"tile tile-0\""), "{}", page.body);

    server.member("t", None).await;
    let teacher = server.log_in("t@ac-exemple.fr").await;
    for closed in ["/pilotage", "/pilotage/couverture", "/pilotage/couverture.csv", "/pilotage/roles"] {
        assert_eq!(server.get_as(&teacher, closed).await.status, StatusCode::FORBIDDEN, "{closed}");
    }
}

#[tokio::test]
async fn a_school_is_found_by_all_and_its_staff_by_its_own() {
    let country = country().await;
    let server = &country.server;
    let person = server.member("zoe", None).await;
    country.post(person, &country.here).await;
    let zoe = server.log_in("zoe@ac-exemple.fr").await;
    let own = server.get_as(&zoe, "/etablissement").await;
    assert_eq!((own.status, own.location()), (StatusCode::SEE_OTHER, "/etablissements/9990001X"));
    let sheet = server.get_as(&zoe, "/etablissements/9990001X").await;
    assert!(
        sheet.body.contains("Vacant") && sheet.body.contains("/etablissements/9990001X/personnel"),
        "{}",
        sheet.body
    );
    let staff = server.get_as(&zoe, "/etablissements/9990001X/personnel").await;
    assert!(staff.body.contains("Martin zoe"), "{}", staff.body);
    // The school next door: its sheet, not its people.
    let sheet = server.get_as(&zoe, &format!("/etablissements/{}", country.there.uai)).await;
    assert_eq!(sheet.status, StatusCode::OK);
    assert!(!sheet.body.contains("/personnel"), "{}", sheet.body);
    let staff = server.get_as(&zoe, &format!("/etablissements/{}/personnel", country.there.uai)).await;
    assert_eq!(staff.status, StatusCode::FORBIDDEN);
    for wrong in ["/etablissements/9990001Y", "/etablissements/x", "/etablissements/9990009F"] {
        assert_eq!(server.get_as(&zoe, wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn a_role_is_given_told_and_ended_and_stops_at_once() {
    let country = country().await;
    let server = &country.server;
    let manager = country.with_role("m", Role::PlanManager, "fr/14/").await;
    server.member("h", None).await;
    let head = server.log_in("h@ac-exemple.fr").await;
    assert_eq!(server.get_as(&head, "/pilotage/roles").await.status, StatusCode::FORBIDDEN);

    let mut typed = vec![
        ("address", "h@ac-exemple.fr"),
        ("role", "head"),
        ("path", "fr/14/"),
        ("uai", "9990001Y"),
        ("until", ""),
        ("reason", "rentrée"),
    ];
    let wrong = server.post_as(&manager, "/pilotage/roles/nouveau", &typed).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("9990001Y") && wrong.body.contains("rentrée"), "typed text is kept");
    typed[3].1 = "9990001x";
    typed[4].1 = "2026-01-01";
    let past = server.post_as(&manager, "/pilotage/roles/nouveau", &typed).await;
    assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
    typed[4].1 = "2027-08-31";
    for _ in 0..2 {
        let given = server.post_as(&manager, "/pilotage/roles/nouveau", &typed).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
    }
    let list = server.get_as(&manager, "/pilotage/roles?role=head").await;
    assert!(list.body.contains("Martin h") && list.body.contains("1 rôle en cours"), "{}", list.body);
    assert!(
        list.body.contains("31\u{a0}août 2027") || list.body.contains("31\u{a0}août\u{a0}2027"),
        "{}",
        list.body
    );
    assert_eq!(server.get_as(&head, "/pilotage/roles").await.status, StatusCode::OK);
    typed[3].1 = "9990002Y";
    let outside = server.post_as(&manager, "/pilotage/roles/nouveau", &typed).await;
    assert_eq!(outside.status, StatusCode::NOT_FOUND, "a school of another académie");

    let grant =
        list.body.split("/pilotage/roles/").filter_map(|part| part.split_once("/fin")).last().unwrap().0;
    let stranger = country.with_role("o", Role::PlanManager, "fr/17/").await;
    let path = format!("/pilotage/roles/{grant}/fin");
    assert_eq!(server.post_as(&stranger, &path, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.post_as(&manager, &path, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(server.get_as(&head, "/pilotage/roles").await.status, StatusCode::FORBIDDEN);
}
