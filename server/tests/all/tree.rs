//! Keeping the organisation true over HTTP: people who are one, the tree, schemes.

use crate::common::Server;
use axum::http::StatusCode;
use preau::access::Role;
use preau::access::policy::by_operator;
use preau::access::roles::{self, NewGrant};
use preau::people::NewPerson;
use preau::school::postings::{self, NewPosting};
use preau::school::{School, by_path};
use preau::testing::school_in;
use uuid::Uuid;

async fn with_role(server: &Server, name: &str, role: Role, path: &str) -> String {
    let person = server.member(name, None).await;
    let mut tx = server.db().begin().await.unwrap();
    let node = by_path(&mut tx, path).await.unwrap().map(|node| node.id);
    let grant = NewGrant { person, role, node, until: None, delegated_by: None, reason: "" };
    roles::grant_at(&mut tx, by_operator(grant), server.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    server.log_in(&format!("{name}@ac-exemple.fr")).await
}

async fn posted(server: &Server, email: &str, school: &School) -> Uuid {
    let mut tx = server.db().begin().await.unwrap();
    let new = NewPerson {
        given_name: "Zoé".to_owned(),
        usual_name: "Le Goff".to_owned(),
        email: email.to_owned(),
        ..NewPerson::default()
    };
    let now = server.clock.now();
    let person =
        preau::access::accounts::create_active(&mut tx, by_operator(()), &new, "x", now).await.unwrap();
    let posting = NewPosting {
        person: person.id,
        school: school.node_id,
        discipline: Some("svt"),
        main: true,
        employment_status: "titulaire",
        starts_at: now,
        source: "manual",
    };
    postings::post(&mut tx, by_operator(&posting), now).await.unwrap();
    tx.commit().await.unwrap();
    person.id
}

#[tokio::test]
async fn a_manager_puts_two_records_of_one_person_together() {
    let server = Server::start().await;
    let here = school_in(server.db(), server.clock.now(), "fr/14/b1/", "9990001X").await;
    school_in(server.db(), server.clock.now(), "fr/17/b7/", "9990002Y").await;
    let one = posted(&server, "zoe@ac-exemple.fr", &here).await;
    let other = posted(&server, "zoe.legoff@ac-exemple.fr", &here).await;
    let manager = with_role(&server, "m", Role::PlanManager, "fr/14/").await;
    let stranger = with_role(&server, "o", Role::PlanManager, "fr/17/").await;
    let admin = with_role(&server, "adm", Role::Administrator, "").await;
    server.member("t", None).await;
    let teacher = server.log_in("t@ac-exemple.fr").await;
    assert_eq!(server.get_as(&teacher, "/pilotage/doublons").await.status, StatusCode::FORBIDDEN);

    let hub = server.get_as(&manager, "/pilotage").await;
    assert!(hub.body.contains("/pilotage/doublons"), "{}", hub.body);
    let list = server.get_as(&manager, "/pilotage/doublons").await;
    let (first, second) = if one < other { (one, other) } else { (other, one) };
    let path = format!("/pilotage/doublons/{first}/{second}");
    assert!(list.body.contains(&path), "{}", list.body);
    assert!(!server.get_as(&stranger, "/pilotage/doublons").await.body.contains("Le Goff"));
    assert_eq!(server.get_as(&stranger, &path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.get_as(&manager, "/pilotage/doublons?sous=fr/17/").await.status, StatusCode::NOT_FOUND);

    let pair = server.get_as(&manager, &path).await;
    assert_eq!(pair.status, StatusCode::OK, "{}", pair.body);
    assert!(pair.body.contains("zoe@ac-exemple.fr") && pair.body.contains("9990001X"), "{}", pair.body);
    let unchosen = server.post_as(&manager, &path, &[("act", "merge")]).await;
    assert_eq!(unchosen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept = one.to_string();
    let done = server.post_as(&manager, &path, &[("act", "merge"), ("kept", kept.as_str())]).await;
    assert_eq!(
        (done.status, done.location()),
        (StatusCode::SEE_OTHER, "/pilotage/doublons?fait=doublon-reuni")
    );

    // The old addresses say where it went.
    let back = server.get_as(&manager, &path).await;
    assert_eq!(back.location(), "/pilotage/doublons?fait=doublon-deja");
    let old = server.get_as(&admin, &format!("/pilotage/comptes/{other}")).await;
    assert_eq!(old.location(), format!("/pilotage/comptes/{one}?fait=compte-reuni"));
    let sheet = server.get_as(&admin, &format!("/pilotage/comptes/{one}")).await;
    assert!(sheet.body.contains("zoe.legoff@ac-exemple.fr"), "{}", sheet.body);
    assert!(!server.get_as(&manager, "/pilotage/doublons").await.body.contains("Le Goff"));
}

#[tokio::test]
async fn two_people_of_one_name_are_said_to_be_two() {
    let server = Server::start().await;
    let here = school_in(server.db(), server.clock.now(), "fr/14/b1/", "9990001X").await;
    let one = posted(&server, "zoe@ac-exemple.fr", &here).await;
    let other = posted(&server, "zoe.legoff@ac-exemple.fr", &here).await;
    let nation = with_role(&server, "n", Role::NationalAdmin, "fr/").await;
    let path = format!("/pilotage/doublons/{one}/{other}");
    assert!(server.get_as(&nation, "/pilotage/doublons").await.body.contains("Le Goff"));
    let done = server.post_as(&nation, &path, &[("act", "distinct")]).await;
    assert_eq!(done.location(), "/pilotage/doublons?fait=doublon-distinct");
    assert!(!server.get_as(&nation, "/pilotage/doublons").await.body.contains("Le Goff"));
}

async fn node(server: &Server, path: &str) -> Uuid {
    by_path(&mut server.db().read().await.unwrap(), path).await.unwrap().unwrap().id
}

#[tokio::test]
async fn the_tree_is_kept_within_the_own_part() {
    let server = Server::start().await;
    let here = school_in(server.db(), server.clock.now(), "fr/14/b1/", "9990001X").await;
    school_in(server.db(), server.clock.now(), "fr/17/b7/", "9990002Y").await;
    let manager = with_role(&server, "m", Role::PlanManager, "fr/14/").await;
    let nation = with_role(&server, "n", Role::NationalAdmin, "fr/").await;
    let academy = node(&server, "fr/14/").await;
    let own = format!("/pilotage/organisation/{academy}");
    assert_eq!(server.get_as(&manager, "/pilotage/organisation").await.location(), own);
    let page = server.get_as(&manager, &own).await;
    assert!(page.status == StatusCode::OK && page.body.contains("Ajouter un bassin"), "{}", page.body);
    // The académie itself belongs to the nation.
    assert!(!page.body.contains("value=\"rename\""), "{}", page.body);
    let rename = [("act", "rename"), ("name", "Bretagne"), ("from", "2026-11-24")];
    assert_eq!(server.post_as(&manager, &own, &rename).await.status, StatusCode::NOT_FOUND);
    let other = format!("/pilotage/organisation/{}", node(&server, "fr/17/").await);
    assert_eq!(server.get_as(&manager, &other).await.status, StatusCode::NOT_FOUND);

    let wrong = [("act", "add"), ("new_name", ""), ("code", "b é"), ("opened_on", "")];
    let wrong = server.post_as(&manager, &own, &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("b é") && wrong.body.contains("erreur-new_name"), "{}", wrong.body);
    let new = [("act", "add"), ("new_name", "Bassin de Brest"), ("code", "b9"), ("opened_on", "2026-09-01")];
    let added = server.post_as(&manager, &own, &new).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let brest = node(&server, "fr/14/b9/").await;

    // The school goes there, under a new name.
    let sheet = server.get_as(&manager, "/etablissements/9990001X").await;
    let address = format!("/pilotage/organisation/{}", here.node_id);
    assert!(sheet.body.contains(&address), "{}", sheet.body);
    let to = brest.to_string();
    let late = [("act", "move"), ("parent", to.as_str()), ("moved_on", "2027-01-01")];
    assert_eq!(server.post_as(&manager, &address, &late).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let moved = [("act", "move"), ("parent", to.as_str()), ("moved_on", "2026-11-24")];
    assert_eq!(server.post_as(&manager, &address, &moved).await.status, StatusCode::SEE_OTHER);
    let outside = node(&server, "fr/17/b7/").await.to_string();
    let away = [("act", "move"), ("parent", outside.as_str()), ("moved_on", "2026-11-24")];
    assert_eq!(server.post_as(&manager, &address, &away).await.status, StatusCode::NOT_FOUND);
    // On a later day: a name that held for no day at all is no name it had.
    server.clock.advance(preau::clock::DAY);
    let rename = [("act", "rename"), ("name", "Cité Curie"), ("from", "2026-11-25")];
    assert_eq!(server.post_as(&manager, &address, &rename).await.status, StatusCode::SEE_OTHER);
    let page = server.get_as(&manager, &address).await;
    assert!(
        page.body.contains("Cité Curie") && page.body.contains("Collège 9990001X"),
        "both names: {}",
        page.body
    );
    let list = server.get_as(&manager, &format!("/pilotage/organisation/{brest}?q=curie")).await;
    assert!(list.body.contains(&address), "{}", list.body);

    // Closed, with a successor that must be a school, and opened again.
    let close = [("act", "close"), ("closed_on", "2026-11-24"), ("successor", "9990009F")];
    let unknown = server.post_as(&manager, &address, &close).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let close = [("act", "close"), ("closed_on", "2026-11-24"), ("successor", "")];
    let closed = server.post_as(&manager, &address, &close).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.body);
    let page = server.get_as(&manager, &address).await;
    assert!(
        page.body.contains("value=\"reopen\"") && !page.body.contains("value=\"close\""),
        "{}",
        page.body
    );
    assert_eq!(server.post_as(&manager, &address, &[("act", "reopen")]).await.status, StatusCode::SEE_OTHER);

    // The nation renames the académie.
    let rename = [("act", "rename"), ("name", "Bretagne"), ("from", "2026-11-24")];
    assert_eq!(server.post_as(&nation, &own, &rename).await.status, StatusCode::SEE_OTHER);
    assert!(server.get_as(&nation, "/pilotage/organisation").await.status == StatusCode::SEE_OTHER);
    server.member("t", None).await;
    let teacher = server.log_in("t@ac-exemple.fr").await;
    assert_eq!(server.get_as(&teacher, &own).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_nation_puts_a_new_version_of_a_scheme_in_service() {
    let server = Server::start().await;
    school_in(server.db(), server.clock.now(), "fr/14/b1/", "9990001X").await;
    let mut tx = server.db().begin().await.unwrap();
    preau::referent::scheme::found(&mut tx, server.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    let nation = with_role(&server, "n", Role::NationalAdmin, "fr/").await;
    let manager = with_role(&server, "m", Role::PlanManager, "fr/14/").await;
    assert_eq!(server.get_as(&manager, "/pilotage/regimes").await.status, StatusCode::FORBIDDEN);
    let page = server.get_as(&nation, "/pilotage/regimes?regime=imp").await;
    assert!(page.body.contains("312,50 ; 625 ; 1"), "filled with the last version: {}", page.body);
    let mut typed = vec![
        ("code", "imp"),
        ("label", "IMP"),
        ("legal_ref", "arrêté à venir"),
        ("kind", "rates"),
        ("rates", "320 ; six cents"),
        ("payment", "ninths"),
        ("sector", "public"),
        ("exclusive", "oui"),
        ("valid_from", "2027-09-01"),
        ("valid_to", ""),
    ];
    let wrong = server.post_as(&nation, "/pilotage/regimes", &typed).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("six cents") && wrong.body.contains("arrêté à venir"), "{}", wrong.body);
    typed[4].1 = "640 ; 320";
    let done = server.post_as(&nation, "/pilotage/regimes", &typed).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/pilotage/regimes?fait=regime"));
    let page = server.get_as(&nation, "/pilotage/regimes").await;
    assert!(page.body.contains("IMP, version 2") && page.body.contains("IMP, version 1"), "{}", page.body);
    let again = server.post_as(&nation, "/pilotage/regimes", &typed).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "never one in the place of another");
}

#[tokio::test]
async fn an_address_changes_by_a_letter_and_the_person_stays() {
    let server = Server::start().await;
    server.member("zoe", None).await;
    let zoe = server.log_in("zoe@ac-exemple.fr").await;
    let profile = server.get_as(&zoe, "/compte").await;
    assert!(profile.body.contains("/compte/adresse"), "{}", profile.body);
    let wrong = [("email", "zoe@ac-autre.fr"), ("current", "non")];
    let wrong = server.post_as(&zoe, "/compte/adresse", &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("zoe@ac-autre.fr"), "typed text is kept");
    let right = [("email", "zoe@ac-autre.fr"), ("current", crate::common::PASSWORD)];
    let asked = server.post_as(&zoe, "/compte/adresse", &right).await;
    assert_eq!(asked.location(), "/compte/adresse?fait=adresse-demandee", "{}", asked.body);
    let mut tx = server.db().begin().await.unwrap();
    let mut token = None;
    while let Some(job) = preau::jobs::claim(&mut tx, server.clock.now()).await.unwrap() {
        token = token.or_else(|| job.payload.0["values"]["token"].as_str().map(str::to_owned));
        preau::jobs::done(&mut tx, job.id, server.clock.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
    let path = format!("/adresse/{}", token.unwrap());
    assert!(server.get(&path).await.body.contains("zoe@ac-autre.fr"));
    assert_eq!(server.post(&path, &[]).await.location(), "/connexion?fait=adresse-changee");
    assert_eq!(server.post(&path, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(server.get_as(&zoe, "/compte").await.body.contains("zoe@ac-autre.fr"));
    server.log_in("zoe@ac-autre.fr").await;
}
