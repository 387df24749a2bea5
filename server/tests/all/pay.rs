//! What trainers are owed, through the doors: each role's desk, the batch's file out and in, and who may look at what.

use crate::common::{Answer, Server};
use axum::http::StatusCode;
use preau::access::Role;
use preau::access::policy::by_operator;
use preau::access::roles::{self, NewGrant};
use preau::clock::DAY;
use preau::pay::{list, open};
use preau::session::draft::{self, New, Typed, TypedSlot};
use preau::testing::school_in;
use preau::{Conn as _, sql};
use uuid::Uuid;

/// A paid session of three hours whose presence is closed, with Zoé's statement.
struct Scene {
    server: Server,
    session: Uuid,
    statement: Uuid,
    trainer: String,
    head: String,
    manager: String,
    stranger: String,
}

impl Scene {
    async fn new() -> Self {
        let server = Server::start().await;
        let now = server.clock.now();
        let school = school_in(server.db(), now, "fr/14/b1/", "9990001X").await;
        let trainer = server.member("zoe", None).await;
        let head = server.member("ada", None).await;
        let manager = server.member("max", None).await;
        server.member("eve", None).await;
        let mut tx = server.db().begin().await.unwrap();
        let (academy,): (Uuid,) =
            tx.query(sql!("select id from org_node where path = 'fr/14/'")).one().await.unwrap();
        for (person, role, node) in
            [(head, Role::Head, school.node_id), (manager, Role::PlanManager, academy)]
        {
            let grant =
                NewGrant { person, role, node: Some(node), until: None, delegated_by: None, reason: "test" };
            roles::grant_at(&mut tx, by_operator(grant), now).await.unwrap();
        }
        let typed = Typed {
            title: "Créer un quiz en ligne".into(),
            aim: "Savoir écrire un questionnaire.".into(),
            depth: "initiation".into(),
            modality: "onsite".into(),
            room: "Salle 204".into(),
            slots: vec![TypedSlot { day: "2026-12-10".into(), from: "09:00".into(), to: "12:00".into() }],
            scope: "school".into(),
            capacity: "12".into(),
            leads: true,
            ..Typed::default()
        };
        let new =
            New { id: preau::ids::new(now), author: trainer, host: &school.path, typed: &typed, needs: &[] };
        let session = draft::create(&mut tx, by_operator(new), now).await.unwrap();
        tx.query(sql!("update training_session set state = 'attendance_closed', paid = true where id = $1"))
            .bind(session)
            .run()
            .await
            .unwrap();
        server.clock.advance(20 * DAY);
        assert_eq!(open::open(&mut tx, Some(session), server.clock.now()).await.unwrap(), 1);
        let statement = list::of_session(&mut tx, by_operator((session, trainer))).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        Self {
            trainer: server.log_in("zoe@ac-exemple.fr").await,
            head: server.log_in("ada@ac-exemple.fr").await,
            manager: server.log_in("max@ac-exemple.fr").await,
            stranger: server.log_in("eve@ac-exemple.fr").await,
            server,
            session,
            statement,
        }
    }

    fn sheet(&self) -> String {
        format!("/remuneration/{}", self.statement)
    }

    async fn ok(&self, cookie: &str, path: &str) -> String {
        let answer = self.server.get_as(cookie, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        answer.body
    }

    async fn post(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.server.post_as(cookie, path, fields).await
    }

    async fn done(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.post(cookie, path, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{fields:?}: {}", answer.body);
        answer
    }

    async fn refused(&self, cookie: &str, path: &str, fields: &[(&str, &str)], says: &str) -> String {
        let answer = self.post(cookie, path, fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}: {}", answer.body);
        assert!(answer.body.contains(says), "no « {says} » in {}", answer.body);
        answer.body
    }
}

#[tokio::test]
async fn a_statement_goes_from_the_trainer_to_the_day_of_payment() {
    let scene = Scene::new().await;
    let sheet = scene.sheet();
    // The session leads to it, with what is known already.
    assert!(scene.ok(&scene.trainer, &format!("/sessions/{}", scene.session)).await.contains(&sheet));
    assert!(scene.ok(&scene.trainer, "/remuneration").await.contains("Créer un quiz en ligne"));
    let page = scene.ok(&scene.trainer, &sheet).await;
    assert!(page.contains("value=\"3h\"") && page.contains("value=\"25\""), "{page}");
    assert!(page.contains("ne paie jamais"));
    // What does not hold is kept, beside its reason.
    let wrong = [("act", "submit"), ("version", "1"), ("initiation", "4 h"), ("initiation_rate", "41")];
    let page = scene.refused(&scene.trainer, &sheet, &wrong, "de 25 à 40").await;
    assert!(page.contains("value=\"4 h\"") && page.contains("value=\"41\""), "{page}");
    let long = [("act", "submit"), ("version", "1"), ("initiation", "4 h"), ("initiation_rate", "32,50")];
    scene.refused(&scene.trainer, &sheet, &long, "dépassent la durée").await;
    let right =
        [("act", "submit"), ("version", "1"), ("initiation", "2 h 30"), ("initiation_rate", "32,50 €")];
    for _ in 0..2 {
        scene.done(&scene.trainer, &sheet, &right).await;
    }
    let page = scene.ok(&scene.trainer, &sheet).await;
    assert!(page.contains("81,25\u{a0}€"), "{page}");
    // The head: nothing ticked, then certified, twice the same.
    let desk = "/direction/remuneration";
    assert!(scene.ok(&scene.head, desk).await.contains("zoe Martin"));
    assert_eq!(
        scene.post(&scene.head, desk, &[("act", "certify")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let id = scene.statement.to_string();
    for _ in 0..2 {
        scene.done(&scene.head, desk, &[("act", "certify"), ("etat", &id)]).await;
    }
    // The manager sends it back with a reason, the trainer submits it again.
    assert!(scene.ok(&scene.manager, &sheet).await.contains("Aucune autorisation de cumul"));
    scene.refused(&scene.manager, &sheet, &[("act", "refuse"), ("reason", " ")], "Écrivez un motif").await;
    scene.done(&scene.manager, &sheet, &[("act", "refuse"), ("reason", "Le taux convenu est 30 €.")]).await;
    let page = scene.ok(&scene.trainer, &sheet).await;
    assert!(
        page.contains("Le taux convenu est 30") && page.contains("name=\"version\" value=\"4\""),
        "{page}"
    );
    let again = [("act", "submit"), ("version", "4"), ("initiation", "2,5"), ("initiation_rate", "30")];
    scene.done(&scene.trainer, &sheet, &again).await;
    scene.done(&scene.head, &sheet, &[("act", "certify")]).await;
    let pilot = "/pilotage/remuneration";
    assert!(scene.ok(&scene.manager, pilot).await.contains("Total à contrôler"));
    scene.refused(&scene.manager, pilot, &[("act", "batch")], "Aucun état contrôlé").await;
    scene.done(&scene.manager, pilot, &[("act", "check"), ("etat", &id)]).await;
    // The batch, once; its file goes out and comes back.
    let made = scene.done(&scene.manager, pilot, &[("act", "batch")]).await;
    let lot = made.location().split('?').next().unwrap().to_owned();
    scene.refused(&scene.manager, pilot, &[("act", "batch")], "Aucun état contrôlé").await;
    assert!(scene.ok(&scene.manager, &lot).await.contains("75\u{a0}€"));
    let file = scene.ok(&scene.manager, &format!("{lot}/etats.csv")).await;
    assert!(file.starts_with('\u{feff}') && file.contains(";150;30,00;75,00;"), "{file}");
    let filled: String = file
        .lines()
        .map(|line| {
            line.strip_suffix(';').map_or_else(|| line.to_owned(), |line| format!("{line};20/11/2026")) + "\n"
        })
        .collect();
    let judged = scene.post(&scene.manager, &lot, &[("act", "judge"), ("lignes", &filled)]).await;
    assert_eq!(judged.status, StatusCode::OK, "{}", judged.body);
    assert!(judged.body.contains("payé le 20"), "{}", judged.body);
    scene
        .refused(&scene.manager, &lot, &[("act", "judge"), ("lignes", "")], "ne forment pas un tableau")
        .await;
    for _ in 0..2 {
        scene.done(&scene.manager, &lot, &[("act", "write"), ("lignes", &filled)]).await;
    }
    let page = scene.ok(&scene.trainer, &sheet).await;
    assert!(page.contains("signalé un paiement le 20"), "{page}");
}

#[tokio::test]
async fn each_sees_what_is_theirs_and_nobody_decides_on_their_own() {
    let scene = Scene::new().await;
    let sheet = scene.sheet();
    for (cookie, path, status) in [
        (&scene.stranger, sheet.as_str(), StatusCode::NOT_FOUND),
        (&scene.stranger, "/remuneration", StatusCode::OK),
        (&scene.trainer, "/direction/remuneration", StatusCode::FORBIDDEN),
        (&scene.trainer, "/pilotage/remuneration", StatusCode::FORBIDDEN),
        (&scene.head, "/pilotage/remuneration", StatusCode::FORBIDDEN),
        (&scene.manager, "/direction/remuneration", StatusCode::FORBIDDEN),
        (&scene.head, sheet.as_str(), StatusCode::OK),
        (&scene.manager, sheet.as_str(), StatusCode::OK),
    ] {
        let answer = scene.server.get_as(cookie, path).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
    }
    // Nobody submits for the trainer; the trainer certifies nothing, not even as head.
    let typed = [("act", "submit"), ("version", "1"), ("initiation", "1"), ("initiation_rate", "25")];
    assert_eq!(scene.post(&scene.head, &sheet, &typed).await.status, StatusCode::NOT_FOUND);
    scene.done(&scene.trainer, &sheet, &typed).await;
    let alone = scene.post(&scene.trainer, &sheet, &[("act", "certify")]).await;
    assert_eq!(alone.status, StatusCode::FORBIDDEN);
    let mut tx = scene.server.db().begin().await.unwrap();
    let person = preau::people::by_address(&mut tx, "zoe@ac-exemple.fr").await.unwrap().unwrap().id;
    let (school,): (Uuid,) = tx
        .query(sql!("select host_id from training_session where id = $1"))
        .bind(scene.session)
        .one()
        .await
        .unwrap();
    let grant = NewGrant {
        person,
        role: Role::Head,
        node: Some(school),
        until: None,
        delegated_by: None,
        reason: "test",
    };
    roles::grant_at(&mut tx, by_operator(grant), scene.server.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    scene.refused(&scene.trainer, &sheet, &[("act", "certify")], "votre propre état").await;
    assert!(scene.ok(&scene.trainer, "/direction/remuneration").await.contains("le vôtre"));
}
