//! Nominations through the doors: each journey as a browser without JavaScript goes it, and who is kept out.

use crate::common::{Answer, Server};
use axum::http::StatusCode;
use jiff::civil::date;
use preau::access::policy::by_operator;
use preau::access::roles::{self, NewGrant};
use preau::access::{Role, accounts};
use preau::clock::DAY;
use preau::referent::period;
use preau::school::postings::{self, NewPosting};
use preau::school::tree::{self, NewNode};
use preau::school::{NodeKind, Uai, academies, by_path, register};
use preau::{Timestamp, notice};
use uuid::Uuid;

const HERE: &str = "9990001X";
const OTHER: &str = "9990002Y";

/// An académie with two schools; the head and two teachers of the first, the head of the second, the plan manager.
struct Academy {
    server: Server,
    teacher: Uuid,
    school: Uuid,
    head: String,
    other_head: String,
    sophie: String,
    yann: String,
    manager: String,
}

impl Academy {
    async fn open() -> Self {
        let server = Server::start().await;
        let now = server.clock.now();
        let mut ids = Vec::new();
        for name in ["claire", "odile", "sophie", "yann", "malik"] {
            ids.push(server.member(name, None).await);
        }
        let mut tx = server.db().begin().await.unwrap();
        academies::found(&mut tx, now).await.unwrap();
        let rennes = by_path(&mut tx, "fr/14/").await.unwrap().unwrap();
        let basin = NewNode {
            kind: NodeKind::Basin,
            code: "b1",
            name: "Brocéliande",
            parent: Some(rennes.id),
            opened_on: Some("2020-09-01"),
            ..NewNode::default()
        };
        let basin = tree::add(&mut tx, by_operator(&basin), now).await.unwrap();
        let mut schools = Vec::new();
        for (uai, name) in [(HERE, "Collège des Œillets"), (OTHER, "Collège du Rocher")] {
            let facts = register::Facts {
                name: name.into(),
                nature_code: "340".into(),
                opened_on: Some("2000-09-01".into()),
                ..register::Facts::default()
            };
            let uai = Uai::parse(uai).unwrap();
            let added = register::add_school(&mut tx, by_operator(&facts), &uai, basin.id, now).await;
            schools.push(added.unwrap());
        }
        for (person, role, node) in [
            (ids[0], Role::Head, schools[0]),
            (ids[1], Role::Head, schools[1]),
            (ids[4], Role::PlanManager, rennes.id),
        ] {
            let grant =
                NewGrant { person, role, node: Some(node), until: None, delegated_by: None, reason: "" };
            roles::grant_at(&mut tx, by_operator(grant), now).await.unwrap();
        }
        for person in [ids[2], ids[3]] {
            let posting = NewPosting {
                person,
                school: schools[0],
                discipline: Some("svt"),
                main: true,
                employment_status: "titulaire",
                starts_at: Timestamp::midnight(date(2026, 9, 1), "Europe/Paris"),
                source: "manual",
            };
            postings::post(&mut tx, by_operator(&posting), now).await.unwrap();
        }
        tx.commit().await.unwrap();
        Self {
            head: server.log_in("claire@ac-exemple.fr").await,
            other_head: server.log_in("odile@ac-exemple.fr").await,
            sophie: server.log_in("sophie@ac-exemple.fr").await,
            yann: server.log_in("yann@ac-exemple.fr").await,
            manager: server.log_in("malik@ac-exemple.fr").await,
            teacher: ids[2],
            school: schools[0],
            server,
        }
    }

    async fn get(&self, who: &str, path: &str) -> Answer {
        self.server.get_as(who, path).await
    }

    /// Posts, and follows a 303.
    async fn post(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.server.post_as(who, path, fields).await;
        if answer.status == StatusCode::SEE_OTHER {
            let next = answer.location().to_owned();
            let mut shown = self.get(who, &next).await;
            shown.headers.insert("x-arrived", next.parse().unwrap());
            return shown;
        }
        answer
    }

    fn form<'f>(&self, person: &'f str, amount: &'f str) -> Vec<(&'f str, &'f str)> {
        let reward = if amount.is_empty() { "none" } else { "allowance" };
        vec![
            ("etablissement", HERE),
            ("annee", "2026-2027"),
            ("person", person),
            ("first", "2026-09-01"),
            ("last", "2027-08-31"),
            ("share", "100"),
            ("reward", reward),
            ("scheme", "imp"),
            ("amount", amount),
            ("relief", ""),
            ("missions", "1a"),
            ("missions", "1c"),
            ("time", "Une heure par semaine"),
            ("indicators", "Trois sessions\r\n\r\nUn bulletin par mois"),
            ("free_text", "=1+1 <b>gras</b>"),
        ]
    }

    /// A draft; gives its id.
    async fn draft(&self, person: Uuid, amount: &str) -> String {
        let person = person.to_string();
        let answer =
            self.post(&self.head, "/direction/nominations/nouvelle", &self.form(&person, amount)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let arrived = answer.header("x-arrived");
        arrived.split('/').next_back().unwrap().split('?').next().unwrap().to_owned()
    }

    async fn version(&self, id: &str) -> String {
        let id: Uuid = id.parse().unwrap();
        let found =
            preau::referent::nomination(&mut self.server.db().read().await.unwrap(), id).await.unwrap();
        found.version.to_string()
    }

    async fn propose(&self, id: &str) {
        let version = self.version(id).await;
        let path = format!("/direction/nominations/{id}");
        let fields = [("geste", "proposer"), ("version", version.as_str())];
        let answer = self.post(&self.head, &path, &fields).await;
        assert!(answer.body.contains("La nomination est proposée."), "{}", answer.body);
    }

    async fn accept(&self, who: &str, id: &str) -> Answer {
        let version = self.version(id).await;
        self.post(who, &format!("/nominations/{id}"), &[("geste", "accepter"), ("version", version.as_str())])
            .await
    }

    async fn submit(&self, id: &str) -> Answer {
        let fields = [("geste", "soumettre"), ("council_on", "2026-06-10"), ("board_on", "2026-06-25")];
        self.post(&self.head, &format!("/direction/nominations/{id}"), &fields).await
    }

    async fn submitted(&self, person: Uuid, who: &str, amount: &str) -> String {
        let id = self.draft(person, amount).await;
        self.propose(&id).await;
        self.accept(who, &id).await;
        let answer = self.submit(&id).await;
        assert!(answer.body.contains("transmise"), "{}", answer.body);
        id
    }

    async fn told(&self, person: Uuid) -> Vec<String> {
        let told = notice::inbox::list(
            &mut self.server.db().read().await.unwrap(),
            by_operator(person),
            false,
            0,
            50,
        )
        .await
        .unwrap();
        told.into_iter().map(|notice| notice.path).collect()
    }
}

#[tokio::test]
async fn a_nomination_goes_from_the_head_to_the_teacher_to_the_academie() {
    let a = Academy::open().await;
    let page = a.get(&a.head, "/direction").await;
    assert!(page.body.contains("Sans référent depuis le"), "{}", page.body);
    let page = a.get(&a.head, "/direction/nominations/nouvelle?q=sop&modele=projets").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("sophie Martin") && !page.body.contains("yann Martin"), "{}", page.body);
    assert!(page.body.contains("Deux heures par semaine"), "the model is filled in");
    assert!(page.body.contains("312,50"), "the rates of the scheme");

    let id = a.draft(a.teacher, "1 250").await;
    let page = a.get(&a.sophie, &format!("/nominations/{id}")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND, "a draft is the head's");
    a.propose(&id).await;
    assert_eq!(a.told(a.teacher).await, [format!("/nominations/{id}")]);
    let page = a.get(&a.sophie, &format!("/nominations/{id}")).await;
    for shown in
        ["1c – Les accompagner", "Une heure par semaine", "Indemnité de 1\u{202f}250", "=1+1 &lt;b&gt;"]
    {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    let answer = a.accept(&a.sophie, &id).await;
    assert!(answer.body.contains("Vous avez accepté"), "{}", answer.body);
    assert!(a.get(&a.head, "/direction").await.body.contains("à transmettre à l'académie"));
    assert!(a.submit(&id).await.body.contains("transmise"));
    let board = a.get(&a.manager, "/pilotage/nominations?etat=submitted").await;
    assert!(
        board.body.contains("Martin sophie") && board.body.contains("Collège des Œillets"),
        "{}",
        board.body
    );
    let path = format!("/pilotage/nominations/{id}");
    let answer = a.post(&a.manager, &path, &[("geste", "valider")]).await;
    assert!(answer.body.contains("C'est validé"), "{}", answer.body);
    let page = a.get(&a.head, "/direction").await;
    assert!(page.body.contains("Un référent en fonction") && page.body.contains("Préparer 2027-2028"));
    // Next year's draft, then no second one.
    let answer = a.post(&a.head, "/direction", &[("etablissement", HERE)]).await;
    assert!(answer.body.contains("prochaine sont prêts"), "{}", answer.body);
    let answer = a.post(&a.head, "/direction", &[("etablissement", HERE)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    // The teacher gives it up: vacant at once.
    let answer = a.post(&a.sophie, &format!("/nominations/{id}"), &[("geste", "renoncer")]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert!(a.get(&a.head, "/direction").await.body.contains("Sans référent depuis le"));
    assert_eq!(a.get(&a.sophie, "/referent/reprise").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn everybody_else_is_kept_out() {
    let a = Academy::open().await;
    let id = a.draft(a.teacher, "").await;
    a.propose(&id).await;
    let head = format!("/direction/nominations/{id}");
    let own = format!("/nominations/{id}");
    let decide = format!("/pilotage/nominations/{id}");
    for (who, path, status) in [
        (&a.other_head, head.clone(), 404),
        (&a.other_head, format!("{head}/modifier"), 404),
        (&a.sophie, head.clone(), 403),
        (&a.manager, head.clone(), 403),
        (&a.yann, own.clone(), 404),
        (&a.head, own.clone(), 404),
        (&a.head, decide.clone(), 403),
        (&a.sophie, decide.clone(), 403),
        (&a.sophie, "/direction".into(), 403),
        (&a.sophie, "/pilotage/enveloppes".into(), 403),
        (&a.head, "/pilotage/indemnites.csv".into(), 403),
        (&a.manager, "/pilotage/nominations?lieu=fr/17/".into(), 404),
        (&a.manager, "/pilotage/indemnites.csv?lieu=fr/17/".into(), 404),
        (&a.head, format!("/direction/nominations/nouvelle?etablissement={OTHER}"), 404),
        (&a.yann, format!("{own}/lettre"), 404),
        (&a.other_head, format!("{own}/lettre"), 404),
        (&a.sophie, format!("{own}/lettre?version=9"), 404),
        (&a.sophie, format!("{own}/lettre"), 200),
        (&a.head, format!("{own}/lettre"), 200),
        (&a.manager, format!("{own}/lettre"), 200),
        (&a.head, "/direction/nominations/x".into(), 404),
    ] {
        assert_eq!(a.get(who, &path).await.status.as_u16(), status, "{path}");
    }
    for (who, path, geste, status) in [
        (&a.other_head, &head, "retirer", 404),
        (&a.sophie, &head, "retirer", 403),
        (&a.yann, &own, "accepter", 404),
        (&a.head, &decide, "valider", 403),
    ] {
        let answer = a.server.post_as(who, path, &[("geste", geste), ("version", "2")]).await;
        assert_eq!(answer.status.as_u16(), status, "{path} {geste}");
    }
    let mut fields = a.form("", "");
    fields[0] = ("etablissement", OTHER);
    let answer = a.server.post_as(&a.head, "/direction/nominations/nouvelle", &fields).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "out of scope");
    let stranger = a.server.get(&own).await;
    assert!(stranger.location().starts_with("/connexion"));
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_and_a_second_click_changes_nothing() {
    let a = Academy::open().await;
    let person = a.teacher.to_string();
    let mut fields = a.form(&person, "400");
    fields.retain(|(name, _)| *name != "missions");
    let path = "/direction/nominations/nouvelle";
    let answer = a.server.post_as(&a.head, path, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for shown in
        ["Choisissez au moins une mission", "Choisissez l'un de ces montants", "Une heure par semaine"]
    {
        assert!(answer.body.contains(shown), "{shown}: {}", answer.body);
    }
    let mut both = a.form(&person, "1250");
    both[9] = ("relief", "1,5");
    let answer = a.server.post_as(&a.head, path, &both).await;
    assert!(answer.body.contains("videz ce champ"), "{}", answer.body);
    let id = a.draft(a.teacher, "").await;
    let again = a.server.post_as(&a.head, path, &a.form(&person, "")).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "sent twice");
    // Two tabs.
    let mut old = a.form(&person, "");
    old.push(("version", "1"));
    let edit = format!("/direction/nominations/{id}/modifier");
    assert_eq!(a.server.post_as(&a.head, &edit, &old).await.status, StatusCode::SEE_OTHER);
    old[12] = ("time", "Deux heures");
    let answer = a.server.post_as(&a.head, &edit, &old).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("entre-temps") && answer.body.contains("Deux heures"));
    a.propose(&id).await;
    let head = format!("/direction/nominations/{id}");
    let answer = a.server.post_as(&a.head, &head, &[("geste", "proposer"), ("version", "2")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("attend la réponse"), "{}", answer.body);
    assert_eq!(a.told(a.teacher).await.len(), 1);
    a.accept(&a.sophie, &id).await;
    let answer = a.accept(&a.sophie, &id).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer =
        a.server.post_as(&a.head, &head, &[("geste", "soumettre"), ("board_on", "2027-01-01")]).await;
    assert!(answer.body.contains("a été consulté") && answer.body.contains("pas encore eu lieu"));
}

#[tokio::test]
async fn a_teacher_who_left_is_told_clearly() {
    let a = Academy::open().await;
    let id = a.draft(a.teacher, "").await;
    a.propose(&id).await;
    let now = a.server.clock.now();
    let mut tx = a.server.db().begin().await.unwrap();
    postings::end(&mut tx, by_operator((a.teacher, a.school)), now, now).await.unwrap();
    tx.commit().await.unwrap();
    let answer = a.accept(&a.sophie, &id).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("ne l'est plus"), "{}", answer.body);
    // The way out for the head.
    let head = format!("/direction/nominations/{id}");
    let answer = a.post(&a.head, &head, &[("geste", "retirer")]).await;
    assert_eq!(answer.status, StatusCode::OK);
    let answer = a.post(&a.head, &head, &[("geste", "supprimer")]).await;
    assert!(answer.body.contains("Le brouillon est supprimé"), "{}", answer.body);
}

#[tokio::test]
async fn the_academie_decides_in_bulk_within_envelopes_and_pays_to_the_cent() {
    let a = Academy::open().await;
    let school = a.school.to_string();
    let notify = async |amount: &str| {
        let fields = [("etablissement", school.as_str()), ("annee", "2026-2027"), ("amount", amount)];
        a.post(&a.manager, "/pilotage/enveloppes", &fields).await
    };
    assert_eq!(notify("beaucoup").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(notify("1 250,00 €").await.body.contains("notifiée"));
    let id = a.submitted(a.teacher, &a.sophie, "1250").await;
    let answer = notify("1000").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("déjà engagés"), "{}", answer.body);
    assert!(a.get(&a.head, "/direction").await.body.contains("il reste 0"));
    let empty = a.post(&a.manager, "/pilotage/nominations", &[("geste", "valider")]).await;
    assert!(empty.body.contains("Cochez au moins une nomination"));
    let nobody = a
        .server
        .post_as(&a.manager, "/pilotage/nominations", &[("geste", "renvoyer"), ("id", &id), ("reason", "")])
        .await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.body.contains("Dites pourquoi"));
    let fields = [("geste", "valider"), ("id", id.as_str()), ("lieu", "fr/14/"), ("etat", "submitted")];
    let answer = a.server.post_as(&a.manager, "/pilotage/nominations", &fields).await;
    assert_eq!(
        answer.location(),
        "/pilotage/nominations?lieu=fr/14/&etat=submitted&fait=nominations-validees"
    );
    let again = a.server.post_as(&a.manager, "/pilotage/nominations", &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "decided already");
    assert!(again.body.contains("Aucune décision"), "{}", again.body);

    // Ended after 30 September: 30 days of 365.
    let end = [("geste", "terminer"), ("last", "2026-09-30"), ("end_reason", "agreed")];
    let answer = a.post(&a.head, &format!("/direction/nominations/{id}"), &end).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let csv = a.get(&a.manager, "/pilotage/indemnites.csv?annee=2026-2027").await;
    let row = csv.body.lines().nth(1).unwrap();
    assert!(row.contains(";1250,00;100;2026-09-01;2026-09-30;365;30;102,74;"), "{row}");
    let list = a.get(&a.manager, "/pilotage/nominations.csv?lieu=fr/14/").await;
    assert_eq!(list.body.lines().count(), 2);
    let exports = preau::audit::verify(&mut a.server.db().read().await.unwrap()).await.unwrap();
    assert_eq!(exports.broken_at, None);
}

#[tokio::test]
async fn schools_without_a_referent_are_reminded_and_the_way_may_be_shorter() {
    let a = Academy::open().await;
    let answer = a.post(&a.manager, "/pilotage/nominations", &[("geste", "rappeler")]).await;
    assert!(answer.body.contains("Le rappel est envoyé"), "{}", answer.body);
    let rule = [("geste", "regle"), ("lieu", "fr/14/"), ("directe", "oui")];
    assert_eq!(a.post(&a.manager, "/pilotage/nominations", &rule).await.status, StatusCode::OK);
    let elsewhere = [("geste", "regle"), ("lieu", "fr/17/"), ("directe", "oui")];
    let answer = a.server.post_as(&a.manager, "/pilotage/nominations", &elsewhere).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let id = a.draft(a.teacher, "").await;
    a.propose(&id).await;
    let answer = a.accept(&a.sophie, &id).await;
    assert!(answer.body.contains("En vigueur"), "{}", answer.body);
    assert!(a.get(&a.head, "/direction").await.body.contains("Un référent en fonction"));
    assert_eq!(a.get(&a.sophie, "/referent/reprise").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_changed_letter_is_answered_and_the_paper_keeps_the_names_of_its_day() {
    let a = Academy::open().await;
    let id = a.submitted(a.teacher, &a.sophie, "").await;
    a.post(&a.manager, &format!("/pilotage/nominations/{id}"), &[("geste", "valider")]).await;
    let version = a.version(&id).await;
    let fields = [("version", version.as_str()), ("missions", "2b"), ("time", "Deux heures")];
    let answer = a.post(&a.head, &format!("/direction/nominations/{id}/modifier"), &fields).await;
    assert!(answer.body.contains("nouvelle version est proposée"), "{}", answer.body);
    let paper = a.get(&a.sophie, &format!("/nominations/{id}/lettre")).await;
    assert!(paper.body.contains("Une heure par semaine"), "the one in force: {}", paper.body);
    assert!(a.accept(&a.sophie, &id).await.body.contains("Vous avez accepté"));
    // The school is renamed after the letter.
    let mut tx = a.server.db().begin().await.unwrap();
    let now = a.server.clock.now();
    let renamed =
        tree::rename(&mut tx, by_operator(a.school), "Collège Ada-Lovelace", date(2026, 12, 1), now);
    renamed.await.unwrap();
    tx.commit().await.unwrap();
    a.server.clock.advance(30 * DAY);
    let sophie = a.server.log_in("sophie@ac-exemple.fr").await;
    let paper = a.get(&sophie, &format!("/nominations/{id}/lettre")).await;
    for shown in
        ["Deux heures", "Collège des Œillets", "Académie de Rennes", "Bassin Brocéliande", "Acceptée le"]
    {
        assert!(paper.body.contains(shown), "{shown}: {}", paper.body);
    }
    assert!(!paper.body.contains("Ada-Lovelace"));
    let file = a.get(&sophie, &format!("/nominations/{id}/lettre.pdf?version=1")).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "application/pdf"));
    assert!(file.body.starts_with("%PDF-1.7"));
    if let Ok(folder) = std::env::var("PREAU_PDF_OUT") {
        std::fs::write(format!("{folder}/lettre.html"), &paper.body).unwrap();
    }
}

#[tokio::test]
async fn the_calendar_ends_mandates_and_the_basket_goes_to_the_successor() {
    let a = Academy::open().await;
    let id = a.submitted(a.teacher, &a.sophie, "").await;
    a.post(&a.manager, &format!("/pilotage/nominations/{id}"), &[("geste", "valider")]).await;
    let found = preau::referent::nomination(&mut a.server.db().read().await.unwrap(), id.parse().unwrap())
        .await
        .unwrap();
    let now = a.server.clock.now();
    let mut tx = a.server.db().begin().await.unwrap();
    preau::referent::handover::leave(&mut tx, &found, "need", Uuid::from_u128(9), "Manuels numériques", now)
        .await
        .unwrap();
    postings::end(&mut tx, by_operator((a.teacher, a.school)), now, now).await.unwrap();
    tx.commit().await.unwrap();
    a.server.clock.advance(1);
    assert_eq!(period::turn(a.server.db(), a.server.clock.now()).await.unwrap().ended, 1);
    let page = a.get(&a.head, &format!("/direction/nominations/{id}")).await;
    assert!(page.body.contains("fin de l'affectation"));
    let yann = preau::people::by_address(&mut a.server.db().read().await.unwrap(), "yann@ac-exemple.fr")
        .await
        .unwrap()
        .unwrap();
    let next = a.submitted(yann.id, &a.yann, "").await;
    a.post(&a.manager, &format!("/pilotage/nominations/{next}"), &[("geste", "valider")]).await;
    let page = a.get(&a.yann, "/referent/reprise").await;
    assert!(page.body.contains("Manuels numériques") && page.body.contains("besoin de formation"));
    let item = page.body.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let school = a.school.to_string();
    let fields = [("etablissement", school.as_str()), ("id", item.as_str()), ("geste", "taken")];
    assert!(a.post(&a.yann, "/referent/reprise", &fields).await.body.contains("Rien n"));
    let again = a.server.post_as(&a.yann, "/referent/reprise", &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "sent twice");
    // Not to be reached by an account that is locked meanwhile.
    let mut tx = a.server.db().begin().await.unwrap();
    accounts::set_locked(&mut tx, by_operator(yann.id), true, a.server.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(a.get(&a.yann, "/referent/reprise").await.status, StatusCode::SEE_OTHER);
}
