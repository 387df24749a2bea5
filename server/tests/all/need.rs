//! Needs and surveys through the very router that is served, without a script, on both databases.

use crate::browser::{Answer, Browser};
use axum::http::StatusCode;
use preau::access::policy::by_operator;
use preau::access::roles::{NewGrant, grant_at};
use preau::access::{Role, accounts};
use preau::clock::DAY;
use preau::need::themes;
use preau::people::NewPerson;
use preau::school::postings::{self, NewPosting};
use preau::school::{School, by_path};
use preau::testing::{Platform, school};
use preau::{Conn as _, Tx, ids, on_both, sql};
use uuid::Uuid;

on_both!(
    a_teacher_says_a_need_and_follows_it,
    what_is_wrong_is_said_beside_what_was_typed,
    a_form_sent_after_the_session_ended_is_kept,
    a_referent_deals_with_needs_of_the_own_school_alone,
    colleagues_say_me_too_without_a_name,
    what_is_passed_on_has_no_name,
    a_survey_goes_from_its_draft_to_the_head,
    an_anonymous_answer_is_given_once_and_never_shown,
    figures_of_a_territory_mask_what_is_small,
    each_role_opens_its_own_pages_and_no_others,
    the_list_of_themes_is_kept_by_the_nation,
    pages_run_the_same_statements_whatever_they_hold,
);

const PASSWORD: &str = "le chat dort sur le radiateur";
const HERE: &str = "fr/14/b1/9990001X/";
const NEEDED: &[(&str, &str)] = &[
    ("school", HERE),
    ("theme", "programming"),
    ("discipline", "svt"),
    ("level", "initiation"),
    ("modality", "any"),
    ("urgency", "term"),
    ("body", "Capteurs en sortie de terrain"),
];

/// Two schools, their people, and the browsers of those people.
struct Scene {
    t: Platform,
    hash: String,
    school: School,
    other: School,
    people: u32,
}

impl Scene {
    async fn new(t: Platform) -> Self {
        let school = school(&t, "fr/14/b1/", "9990001X").await;
        let other = preau::testing::school(&t, "fr/14/b1/", "9990002Y").await;
        let hash = preau::access::passwords::Hasher::new(1).unwrap().hash(PASSWORD).await.unwrap();
        let mut tx = t.db.begin().await.unwrap();
        themes::found(&mut tx, t.now()).await.unwrap();
        tx.commit().await.unwrap();
        Self { t, hash, school, other, people: 0 }
    }

    async fn person(&mut self, tx: &mut Tx, name: &str) -> Uuid {
        self.people += 1;
        let new = NewPerson {
            given_name: name.into(),
            usual_name: "Kerguelen".into(),
            email: format!("{}@ac-exemple.fr", name.to_lowercase()),
            discipline: Some("svt".into()),
            ..NewPerson::default()
        };
        accounts::create_active(tx, by_operator(()), &new, &self.hash, self.t.now()).await.unwrap().id
    }

    async fn browser(&self, name: &str) -> Browser {
        let mut browser = Browser::new(&self.t).await;
        browser.log_in(&format!("{}@ac-exemple.fr", name.to_lowercase()), PASSWORD).await;
        browser
    }

    async fn teacher(&mut self, name: &str) -> Browser {
        let school = self.school.node_id;
        self.teacher_of(name, school).await
    }

    async fn teacher_of(&mut self, name: &str, school: Uuid) -> Browser {
        let mut tx = self.t.db.begin().await.unwrap();
        let person = self.person(&mut tx, name).await;
        let posting = NewPosting {
            person,
            school,
            discipline: Some("svt"),
            main: true,
            employment_status: "titulaire",
            starts_at: self.t.now().plus(-DAY),
            source: "manual",
        };
        postings::post(&mut tx, by_operator(&posting), self.t.now()).await.unwrap();
        tx.commit().await.unwrap();
        self.browser(name).await
    }

    async fn referent_of(&mut self, name: &str, school: Uuid) -> Browser {
        let browser = self.teacher_of(name, school).await;
        let now = self.t.now();
        let mut tx = self.t.db.begin().await.unwrap();
        let address = format!("{}@ac-exemple.fr", name.to_lowercase());
        let person = preau::people::by_address(&mut tx, &address).await.unwrap().unwrap().id;
        tx.query(sql!(
            "insert into nomination (id, school_id, person_id, school_year, starts_at, ends_at, state, reward, created_at,
                                     updated_at)
             values ($1, $2, $3, '2026-2027', $4, $5, 'active', 'none', $4, $4)"
        ))
        .bind(ids::new(now))
        .bind(school)
        .bind(person)
        .bind(now.plus(-DAY))
        .bind(now.plus(200 * DAY))
        .run()
        .await
        .unwrap();
        tx.commit().await.unwrap();
        browser
    }

    async fn referent(&mut self, name: &str) -> Browser {
        let school = self.school.node_id;
        self.referent_of(name, school).await
    }

    async fn holder(&mut self, name: &str, role: Role, path: &str) -> Browser {
        let mut tx = self.t.db.begin().await.unwrap();
        let person = self.person(&mut tx, name).await;
        let node = by_path(&mut tx, path).await.unwrap().unwrap().id;
        let grant = NewGrant { person, role, node: Some(node), until: None, delegated_by: None, reason: "" };
        grant_at(&mut tx, by_operator(grant), self.t.now()).await.unwrap();
        tx.commit().await.unwrap();
        self.browser(name).await
    }

    /// Asks for things, without forms: figures need many people.
    async fn demand(&self, school: Uuid, theme: &str, discipline: &str, people: std::ops::Range<u128>) {
        let mut tx = self.t.db.begin().await.unwrap();
        for person in people {
            tx.query(sql!(
                "insert into need_demand (school_year, school_id, person_key, theme, discipline)
                 values ('2026-2027', $1, $2, $3, $4)"
            ))
            .bind(school)
            .bind(Uuid::from_u128(person))
            .bind(theme)
            .bind(discipline)
            .run()
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
    }
}

fn ok(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::OK, "{:.400}", answer.body);
}

/// The way a sent form leads on.
fn sent(answer: &Answer) -> String {
    answer.to().unwrap_or_else(|| panic!("{}: {}", answer.status, answer.body))
}

/// The first need of the référent's list.
async fn first_need(referent: &mut Browser) -> String {
    let list = referent.get("/besoins/etablissement").await;
    ok(&list);
    let start = "href=\"/besoins/etablissement/0";
    let id = list.body.split(start).nth(1).unwrap_or_else(|| panic!("{}", list.body));
    format!("/besoins/etablissement/0{}", id.split('"').next().unwrap())
}

/// The version that the forms of a page carry.
fn version(answer: &Answer) -> String {
    answer.values_of("version").first().cloned().unwrap_or_default()
}

async fn a_teacher_says_a_need_and_follows_it(t: Platform) {
    let mut scene = Scene::new(t).await;
    let mut sophie = scene.teacher("Sophie").await;
    let mut rose = scene.referent("Rose").await;

    let blank = sophie.get("/besoins/nouveau").await;
    ok(&blank);
    assert!(blank.body.contains("Pas de noms d'élèves"));
    assert!(blank.body.contains("value=\"svt\" selected"), "the own discipline is chosen");
    for _ in 0..2 {
        let to = sent(&sophie.post("/besoins/nouveau", NEEDED).await);
        assert!(to.starts_with("/besoins?fait=besoin-dit#besoin-"), "{to}");
    }
    let mine = sophie.get("/besoins").await;
    assert_eq!(mine.body.matches("class=\"need card\"").count(), 1, "sent twice, stated once");
    assert!(mine.body.contains("Votre besoin attend le référent"));

    let need = first_need(&mut rose).await;
    let sheet = rose.get(&need).await;
    assert!(sheet.body.contains("Sophie Kerguelen") && sheet.body.contains("Capteurs en sortie de terrain"));
    sent(&rose.post(&need, &[("geste", "prendre")]).await);
    assert!(sophie.get("/besoins").await.body.contains("Le référent s'en occupe"));
    let sheet = rose.get(&need).await;
    let answer = [
        ("geste", "repondre"),
        ("version", &version(&sheet)),
        ("kind", "accompaniment"),
        ("text", "Je viens jeudi <b>avec</b> les capteurs."),
    ];
    for _ in 0..2 {
        assert!(sent(&rose.post(&need, &answer).await).ends_with("?fait=besoin-repondu"));
    }
    let mine = sophie.get("/besoins").await;
    assert!(mine.body.contains("Je viens jeudi &lt;b&gt;avec&lt;/b&gt; les capteurs."));

    let id = need.rsplit('/').next().unwrap().to_owned();
    let reopen = [("geste", "rouvrir"), ("besoin", id.as_str())];
    assert_eq!(sent(&sophie.post("/besoins", &reopen).await), "/besoins?fait=besoin-rouvert");
    let close = [("geste", "fermer"), ("besoin", id.as_str()), ("reason", "Réglé")];
    for _ in 0..2 {
        assert_eq!(sent(&sophie.post("/besoins", &close).await), "/besoins?fait=besoin-ferme");
    }
    let late = sophie.post("/besoins", &reopen).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("Ce besoin est clos"));
}

async fn what_is_wrong_is_said_beside_what_was_typed(t: Platform) {
    let mut scene = Scene::new(t).await;
    let mut sophie = scene.teacher("Sophie").await;
    let long = "é".repeat(501);
    let mut fields = NEEDED.to_vec();
    fields[1].1 = "";
    fields[6].1 = &long;
    let refused = sophie.post("/besoins/nouveau", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for sentence in ["Choisissez un thème de la liste.", "500 caractères au plus", &long] {
        assert!(refused.body.contains(sentence), "{sentence:.60}");
    }
    assert!(refused.body.contains("href=\"#champ-theme\""), "the summary leads to the field");

    sent(&sophie.post("/besoins/nouveau", NEEDED).await);
    let mut fields = NEEDED.to_vec();
    fields[6].1 = "Autre chose";
    let refused = sophie.post("/besoins/nouveau", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("Vous avez déjà un besoin en cours") && refused.body.contains("Autre chose")
    );
    let elsewhere = [&NEEDED[1..], &[("school", "fr/14/b1/9990002Y/")]].concat();
    let refused = sophie.post("/besoins/nouveau", &elsewhere).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

    // A teacher of no school is told why, before writing anything.
    let mut tx = scene.t.db.begin().await.unwrap();
    scene.person(&mut tx, "Albert").await;
    tx.commit().await.unwrap();
    let mut albert = scene.browser("Albert").await;
    assert!(albert.get("/besoins/nouveau").await.body.contains("Aucun établissement"));
    assert!(!albert.get("/besoins").await.body.contains("/besoins/nouveau"));
}

async fn a_form_sent_after_the_session_ended_is_kept(t: Platform) {
    let mut scene = Scene::new(t).await;
    scene.teacher("Sophie").await;
    let mut browser = Browser::new(&scene.t).await;
    browser.get("/connexion").await;
    assert!(sent(&browser.post("/besoins/nouveau", NEEDED).await).starts_with("/connexion"));
    let login = [("email", "sophie@ac-exemple.fr"), ("password", PASSWORD)];
    assert_eq!(sent(&browser.post("/connexion", &login).await), "/besoins/nouveau");
    let form = browser.get("/besoins/nouveau").await;
    assert!(form.body.contains("Capteurs en sortie de terrain"));
}

async fn a_referent_deals_with_needs_of_the_own_school_alone(t: Platform) {
    let mut scene = Scene::new(t).await;
    let mut sophie = scene.teacher("Sophie").await;
    let mut rose = scene.referent("Rose").await;
    let other = scene.other.node_id;
    let mut luc = scene.referent_of("Luc", other).await;
    sent(&sophie.post("/besoins/nouveau", NEEDED).await);
    let need = first_need(&mut rose).await;

    assert_eq!(luc.get(&need).await.status, StatusCode::NOT_FOUND);
    let take = [("geste", "prendre")];
    assert_eq!(luc.post(&need, &take).await.status, StatusCode::NOT_FOUND);
    let away = "/besoins/etablissement?etablissement=9990001X";
    assert_eq!(luc.get(away).await.status, StatusCode::NOT_FOUND);
    for path in [need.as_str(), "/besoins/etablissement", "/besoins/etablissement.csv"] {
        assert_eq!(sophie.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }

    // Two tabs: the second one is told that the need moved, and keeps what was written.
    let before = version(&rose.get(&need).await);
    sent(&rose.post(&need, &take).await);
    let words = [
        ("geste", "repondre"),
        ("version", before.as_str()),
        ("kind", "information"),
        ("text", "Une réponse écrite trop tôt"),
    ];
    let refused = rose.post(&need, &words).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Quelqu'un vient de traiter"));
    assert!(refused.body.contains("Une réponse écrite trop tôt"));
    let now = version(&rose.get(&need).await);
    let unknown = [("geste", "repondre"), ("version", now.as_str()), ("kind", "course"), ("course", "rien")];
    let refused = rose.post(&need, &unknown).await;
    assert!(refused.body.contains("Choisissez un parcours du catalogue."));
    let silent = [("geste", "fermer"), ("version", now.as_str()), ("reason", "")];
    assert_eq!(rose.post(&need, &silent).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let close = [("geste", "fermer"), ("version", now.as_str()), ("reason", "Voyez le gestionnaire.")];
    sent(&rose.post(&need, &close).await);
    assert!(sophie.get("/besoins").await.body.contains("Voyez le gestionnaire."));

    let all = rose.get("/besoins/etablissement?etat=closed").await;
    assert!(all.body.contains("1 besoin") && all.body.contains("etat=closed&amp;"));
    let file = rose.get("/besoins/etablissement.csv?etat=tous").await;
    assert!(file.body.contains("Sophie Kerguelen") && file.body.contains("Voyez le gestionnaire."));
    assert_eq!(rose.get("/besoins/etablissement?etat=open").await.body.matches("<tr>").count(), 0);
}

async fn colleagues_say_me_too_without_a_name(t: Platform) {
    let mut scene = Scene::new(t).await;
    let mut sophie = scene.teacher("Sophie").await;
    let mut paul = scene.teacher("Paul").await;
    let other = scene.other.node_id;
    let mut luc = scene.teacher_of("Luc", other).await;
    sent(&sophie.post("/besoins/nouveau", NEEDED).await);
    let seen = paul.get("/besoins").await;
    assert!(seen.body.contains("Ce que demandent mes collègues"));
    assert!(!seen.body.contains("Sophie") && !seen.body.contains("Capteurs"), "neither name nor text");
    let id = seen.values_of("besoin").first().unwrap().clone();
    let wish = [("geste", "souhaiter"), ("besoin", id.as_str())];
    for _ in 0..2 {
        assert_eq!(sent(&paul.post("/besoins", &wish).await), "/besoins?fait=souhait");
    }
    assert!(sophie.get("/besoins").await.body.contains("1 collègue le souhaite aussi"));
    assert!(!luc.get("/besoins").await.body.contains("mes collègues"), "another school");
    assert_eq!(luc.post("/besoins", &wish).await.status, StatusCode::NOT_FOUND);
    let own = sophie.post("/besoins", &wish).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    let back = [("geste", "retirer"), ("besoin", id.as_str())];
    assert_eq!(sent(&paul.post("/besoins", &back).await), "/besoins?fait=souhait-retire");
    let close = [("geste", "fermer"), ("besoin", id.as_str())];
    assert_eq!(paul.post("/besoins", &close).await.status, StatusCode::NOT_FOUND);
    assert_eq!(paul.post("/besoins", &[("geste", "fermer")]).await.status, StatusCode::NOT_FOUND);
}

async fn what_is_passed_on_has_no_name(t: Platform) {
    let mut scene = Scene::new(t).await;
    let mut rose = scene.referent("Rose").await;
    let mut anne = scene.holder("Anne", Role::PlanManager, "fr/14/").await;
    let mut far = scene.holder("Ugo", Role::PlanManager, "fr/17/").await;
    let mut teachers = Vec::new();
    for name in ["Sophie", "Paul", "Lea", "Tom", "Zoe"] {
        let mut browser = scene.teacher(name).await;
        sent(&browser.post("/besoins/nouveau", NEEDED).await);
        teachers.push(browser);
    }
    for round in 0..5 {
        let need = first_need(&mut rose).await;
        let early = rose.post(&need, &[("geste", "transmettre"), ("version", "1"), ("above", "basin")]).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "not looked at yet");
        sent(&rose.post(&need, &[("geste", "prendre")]).await);
        let version = version(&rose.get(&need).await);
        let forward = [("geste", "transmettre"), ("version", version.as_str()), ("above", "basin")];
        sent(&rose.post(&need, &forward).await);
        let list = anne.get("/besoins/transmis").await;
        let told = if round < 4 { "Moins de 5 personnes" } else { "5 personnes" };
        assert!(list.body.contains(told), "{round}: {}", list.body);
    }
    let group = "/besoins/transmis/groupe?node=fr/14/b1/&theme=programming&discipline=svt";
    let page = anne.get(group).await;
    ok(&page);
    for hidden in ["Sophie", "Zoe", "Capteurs", "9990001X"] {
        assert!(!page.body.contains(hidden), "{hidden}");
    }
    assert_eq!(far.get(group).await.status, StatusCode::NOT_FOUND);
    assert!(far.get("/besoins/transmis").await.body.contains("Rien n"));
    assert_eq!(rose.get("/besoins/transmis").await.status, StatusCode::FORBIDDEN);
    assert!(anne.get("/besoins/transmis.csv").await.body.contains(";5;"));

    let version = version(&page);
    let which = [
        ("node", "fr/14/b1/"),
        ("theme", "programming"),
        ("discipline", "svt"),
        ("version", version.as_str()),
        ("geste", "repondre"),
        ("kind", "information"),
    ];
    let path = "/besoins/transmis/groupe";
    let empty = anne.post(path, &which).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("Écrivez votre réponse."));
    let full = [&which[..], &[("text", "Un stage ouvre en mars.")]].concat();
    assert_eq!(far.post(path, &full).await.status, StatusCode::NOT_FOUND);
    assert_eq!(sent(&anne.post(path, &full).await), "/besoins/transmis?fait=groupe-repondu");
    let twice = anne.post(path, &full).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    for teacher in &mut teachers {
        assert!(teacher.get("/besoins").await.body.contains("Un stage ouvre en mars."));
    }
}

async fn a_survey_goes_from_its_draft_to_the_head(t: Platform) {
    let mut scene = Scene::new(t).await;
    let mut rose = scene.referent("Rose").await;
    let mut head = scene.holder("Henri", Role::Head, HERE).await;
    let new = "/besoins/etablissement/enquetes/nouvelle";
    ok(&rose.get(new).await);
    let title = [("etablissement", "9990001X"), ("title", "Nos besoins"), ("closes_on", "2026-11-01")];
    let refused = rose.post(new, &title).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Nos besoins") && refused.body.contains("Donnez une date à venir"));
    let title = [("etablissement", "9990001X"), ("title", "Nos besoins"), ("closes_on", "2026-12-18")];
    let survey = sent(&rose.post(new, &title).await);
    assert_eq!(sent(&rose.post(new, &title).await), survey, "sent twice, written once");
    let survey = survey.split('?').next().unwrap().to_owned();
    let answering = survey.replace("/etablissement", "");

    let mut sophie = scene.teacher("Sophie").await;
    assert_eq!(sophie.get(&answering).await.status, StatusCode::NOT_FOUND, "a draft is nobody's");
    assert_eq!(sophie.get(&survey).await.status, StatusCode::FORBIDDEN);
    let step = |gesture: &'static str| [("geste", gesture)];
    assert_eq!(rose.post(&survey, &step("resumer")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        assert!(sent(&rose.post(&survey, &step("ouvrir")).await).ends_with("fait=enquete-ouverte"));
    }
    assert!(sophie.get("/besoins").await.body.contains("Nos besoins"));

    // Kept for later, then sent; under one's name it may be changed until the end.
    let typed = [("theme-programming", "deepening"), ("body", "Le mer"), ("geste", "garder")];
    assert!(sent(&sophie.post(&answering, &typed).await).ends_with("fait=reponse-gardee"));
    assert!(sophie.get(&answering).await.body.contains("Le mer"));
    let fields = [
        ("theme-programming", "deepening"),
        ("theme-assessment", "initiation"),
        ("discipline", "svt"),
        ("modality", "onsite"),
        ("urgency", "year"),
        ("how", "named"),
    ];
    for body in ["Le mercredi", "Le jeudi"] {
        let fields = [&fields[..], &[("body", body)]].concat();
        assert!(sent(&sophie.post(&answering, &fields).await).ends_with("fait=enquete-repondue"));
    }
    assert!(sophie.get(&answering).await.body.contains("Le jeudi"));
    let nothing = sophie.post(&answering, &fields[2..]).await;
    assert!(nothing.body.contains("Choisissez un niveau pour un thème au moins."));
    for name in ["Ana", "Bea", "Cyr", "Dan", "Eve", "Fay"] {
        let mut teacher = scene.teacher(name).await;
        let mut anonymous = fields.to_vec();
        anonymous[5].1 = "anonymous";
        anonymous.push(("body", "Sans nom"));
        sent(&teacher.post(&answering, &anonymous).await);
    }
    let open = rose.get(&survey).await;
    assert!(open.body.contains("7 réponses pour 8 enseignants"), "{}", open.body);
    assert!(!open.body.contains("Sans nom"), "nothing is read before it is closed");
    assert!(!head.get("/besoins/synthese").await.body.contains("Nos besoins"), "not sent yet");

    for (gesture, done) in [("fermer", "fermee"), ("resumer", "resumee"), ("envoyer", "envoyee")] {
        for _ in 0..2 {
            let fields = [("geste", gesture), ("conclusion", "Deux ateliers au printemps.")];
            let to = sent(&rose.post(&survey, &fields).await);
            assert!(to.ends_with(&format!("fait=enquete-{done}")), "{to}");
        }
    }
    let after = rose.get(&survey).await;
    assert!(after.body.contains("Sans nom") && after.body.contains("Deux ateliers"));
    assert!(rose.get(&format!("{survey}/synthese.csv")).await.body.contains(";7"));
    assert_eq!(sophie.post(&answering, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let desk = rose.get("/besoins/etablissement").await;
    assert!(desk.body.contains("2 besoins"), "the signed answer became needs");
    let told = head.get("/besoins/synthese").await;
    ok(&told);
    assert!(told.body.contains("Nos besoins") && told.body.contains("Deux ateliers au printemps."));
    for hidden in ["Sophie", "Le jeudi", "Sans nom"] {
        assert!(!told.body.contains(hidden), "{hidden}");
    }
    assert!(head.get("/besoins/synthese.csv").await.body.contains(";7"));
}

async fn an_anonymous_answer_is_given_once_and_never_shown(t: Platform) {
    let mut scene = Scene::new(t).await;
    let mut rose = scene.referent("Rose").await;
    let mut sophie = scene.teacher("Sophie").await;
    let other = scene.other.node_id;
    let mut luc = scene.teacher_of("Luc", other).await;
    let new = "/besoins/etablissement/enquetes/nouvelle";
    let survey = sent(&rose.post(new, &[("etablissement", "9990001X"), ("title", "Nos besoins")]).await);
    let survey = survey.split('?').next().unwrap().to_owned();
    let answering = survey.replace("/etablissement", "");
    sent(&rose.post(&survey, &[("geste", "ouvrir")]).await);
    assert_eq!(luc.get(&answering).await.status, StatusCode::NOT_FOUND);
    let fields = [
        ("theme-programming", "deepening"),
        ("discipline", "svt"),
        ("modality", "onsite"),
        ("urgency", "year"),
        ("body", "Mot secret"),
        ("how", "anonymous"),
    ];
    sent(&sophie.post(&answering, &fields).await);
    let page = sophie.get(&answering).await;
    assert!(page.body.contains("Vous avez répondu anonymement") && !page.body.contains("Mot secret"));
    let twice = sophie.post(&answering, &fields).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    sent(&rose.post(&survey, &[("geste", "fermer")]).await);
    let seen = rose.get(&survey).await;
    assert!(!seen.body.contains("Mot secret"), "one answer would be recognised");
    assert!(!rose.get("/besoins/etablissement").await.body.contains("Sophie"));
}

async fn figures_of_a_territory_mask_what_is_small(t: Platform) {
    let mut scene = Scene::new(t).await;
    let far = school(&scene.t, "fr/14/b2/", "9990003Z").await;
    let mut anne = scene.holder("Anne", Role::PlanManager, "fr/14/").await;
    let mut bea = scene.holder("Bea", Role::PlanManager, "fr/14/b1/").await;
    let mut nora = scene.holder("Nora", Role::NationalAdmin, "fr/").await;
    assert!(anne.get("/besoins/territoire").await.body.contains("Trop peu de demandes"));
    let (here, there) = (scene.school.node_id, scene.other.node_id);
    scene.demand(here, "programming", "svt", 0..13).await;
    scene.demand(there, "programming", "eps", 20..23).await;
    scene.demand(far.node_id, "programming", "svt", 30..47).await;
    scene.demand(here, "assessment", "svt", 0..9).await;
    scene.demand(there, "assessment", "eps", 50..58).await;
    scene.demand(far.node_id, "assessment", "eps", 60..71).await;

    let page = anne.get("/besoins/territoire").await;
    ok(&page);
    assert!(page.body.contains("61"), "everything: 13 + 3 + 17 + 9 + 8 + 11");
    let file = anne.get("/besoins/territoire.csv").await;
    let lines: Vec<&str> = file.body.lines().collect();
    let cell = |place: &str, theme: &str| {
        let line = lines.iter().find(|line| line.starts_with(place) && line.contains(theme));
        line.unwrap_or_else(|| panic!("{place} {theme} in {lines:#?}")).rsplit(';').next().unwrap()
    };
    let robots = "Programmation";
    assert_eq!(cell("Collège 9990002Y;;", robots), "masqué");
    assert_eq!(cell("Collège 9990001X;;", robots), "masqué", "or subtraction would tell");
    assert_eq!(cell("b1;;", robots), "16");
    assert_eq!(cell("b2;;", robots), "17");
    assert!(page.body.contains("par soustraction"));

    let inside = anne.get("/besoins/territoire?lieu=fr/14/b1/&theme=programming").await;
    ok(&inside);
    assert!(inside.body.contains("masqué"));
    let beyond = anne.get("/besoins/territoire?lieu=fr/17/b1/").await;
    assert_eq!(beyond.status, StatusCode::NOT_FOUND);
    assert_eq!(anne.get("/besoins/territoire?place=fr/17/").await.status, StatusCode::NOT_FOUND);
    let narrow = bea.get("/besoins/territoire.csv").await;
    assert!(narrow.body.contains("9990001X") && !narrow.body.contains("9990003Z"));
    let nation = nora.get("/besoins/territoire").await;
    ok(&nation);
    assert!(!nation.body.contains("9990001X"), "the nation reads académies");
}

async fn each_role_opens_its_own_pages_and_no_others(t: Platform) {
    let mut scene = Scene::new(t).await;
    let other = scene.other.node_id;
    let mut people = [
        ("teacher", scene.teacher("Sophie").await),
        ("referent", scene.referent("Rose").await),
        ("head", scene.holder("Henri", Role::Head, HERE).await),
        ("manager", scene.holder("Anne", Role::PlanManager, "fr/14/").await),
        ("nation", scene.holder("Nora", Role::NationalAdmin, "fr/").await),
        ("elsewhere", scene.referent_of("Luc", other).await),
    ];
    let table = [
        ("/besoins", [200, 200, 200, 200, 200, 200]),
        ("/besoins/etablissement", [403, 200, 403, 403, 403, 200]),
        ("/besoins/etablissement?etablissement=9990001X", [403, 200, 403, 403, 403, 404]),
        ("/besoins/etablissement/enquetes", [403, 200, 403, 403, 403, 200]),
        ("/besoins/synthese?etablissement=9990001X", [403, 200, 200, 404, 404, 404]),
        ("/besoins/synthese.csv?etablissement=9990001X", [403, 200, 200, 404, 404, 404]),
        ("/besoins/territoire", [403, 403, 403, 200, 200, 403]),
        ("/besoins/territoire.csv", [403, 403, 403, 200, 200, 403]),
        ("/besoins/transmis", [403, 403, 403, 200, 403, 403]),
        ("/besoins/transmis.csv", [403, 403, 403, 200, 403, 403]),
        ("/besoins/themes", [403, 403, 403, 403, 200, 403]),
    ];
    for (path, row) in table {
        for ((who, browser), expected) in people.iter_mut().zip(row) {
            assert_eq!(browser.get(path).await.status.as_u16(), expected, "{who} {path}");
        }
    }
    let mut stranger = Browser::new(&scene.t).await;
    assert!(sent(&stranger.get("/besoins").await).starts_with("/connexion"));
}

async fn the_list_of_themes_is_kept_by_the_nation(t: Platform) {
    let mut scene = Scene::new(t).await;
    let mut nora = scene.holder("Nora", Role::NationalAdmin, "fr/").await;
    let mut sophie = scene.teacher("Sophie").await;
    let list = nora.get("/besoins/themes").await;
    assert_eq!(list.body.matches("/besoins/themes?theme=").count(), 16);
    let form = nora.get("/besoins/themes?theme=programming").await;
    let version = version(&form);
    let retire = [
        ("code", "programming"),
        ("version", version.as_str()),
        ("label_fr", "Coder"),
        ("label_en", "Coding"),
    ];
    assert!(sent(&nora.post("/besoins/themes", &retire).await).ends_with("fait=theme"));
    let twice = nora.post("/besoins/themes", &retire).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!sophie.get("/besoins/nouveau").await.body.contains("Coder"));
    assert_eq!(sophie.post("/besoins/nouveau", NEEDED).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let new = [("label_fr", "Cartes"), ("label_en", "Maps")];
    sent(&nora.post("/besoins/themes", &new).await);
    assert!(sophie.get("/besoins/nouveau").await.body.contains("Cartes"));
    assert_eq!(sophie.post("/besoins/themes", &new).await.status, StatusCode::FORBIDDEN);
}

async fn pages_run_the_same_statements_whatever_they_hold(t: Platform) {
    let mut scene = Scene::new(t).await;
    let mut sophie = scene.teacher("Sophie").await;
    let mut rose = scene.referent("Rose").await;
    let mut counts = Vec::new();
    // The catalogue is read once and kept.
    ok(&sophie.get("/besoins").await);
    for themes in [["programming"].as_slice(), &["assessment", "resources", "licences", "hybrid"]] {
        for theme in themes {
            let mut fields = NEEDED.to_vec();
            fields[1].1 = theme;
            sent(&sophie.post("/besoins/nouveau", &fields).await);
        }
        let before = scene.t.db.queries_run();
        for path in ["/besoins", "/besoins/nouveau"] {
            ok(&sophie.get(path).await);
        }
        for path in ["/besoins/etablissement", "/besoins/synthese", "/besoins/etablissement.csv"] {
            ok(&rose.get(path).await);
        }
        counts.push(scene.t.db.queries_run() - before);
    }
    assert_eq!(counts[0], counts[1]);
}
