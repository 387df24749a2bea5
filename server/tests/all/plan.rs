//! Training plans through the very router that is served, without a script, on both databases.

use crate::browser::{Answer, Browser};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use preau::access::policy::by_operator;
use preau::access::roles::{NewGrant, grant_at};
use preau::access::{Role, accounts};
use preau::clock::DAY;
use preau::people::NewPerson;
use preau::plan::modules::{self, Input};
use preau::school::postings::{self, NewPosting};
use preau::school::{School, by_path};
use preau::testing::{Platform, school};
use preau::{Conn as _, ids, on_both, sql};
use preau_server::config::Config;
use tower::ServiceExt as _;
use uuid::Uuid;

on_both!(
    a_manager_leads_a_plan_from_its_draft_to_its_campaign,
    each_role_writes_its_own_plan_and_no_other,
    what_is_typed_is_kept_when_it_does_not_hold,
    priorities_above_are_taken_over_in_one_click,
    next_year_starts_from_this_one,
    a_file_is_judged_then_taken_in,
    a_plan_runs_the_same_statements_whatever_it_holds,
);

const PASSWORD: &str = "le chat dort sur le radiateur";
const ACADEMY: &str = "/plan/2026-2027?noeud=14";

/// A school, and the browsers of people around it.
pub struct Scene {
    pub t: Platform,
    hash: String,
    pub school: School,
}

impl Scene {
    pub async fn new(t: Platform) -> Self {
        let school = school(&t, "fr/14/b1/", "9990001X").await;
        let hash = preau::access::passwords::Hasher::new(1).unwrap().hash(PASSWORD).await.unwrap();
        Self { t, hash, school }
    }

    pub async fn person(&self, name: &str, role: Option<(Role, &str)>) -> (Uuid, Browser) {
        let now = self.t.now();
        let address = format!("{}@ac-exemple.fr", name.to_lowercase());
        let new = NewPerson {
            given_name: name.into(),
            usual_name: "Kerguelen".into(),
            email: address.clone(),
            ..NewPerson::default()
        };
        let mut tx = self.t.db.begin().await.unwrap();
        let person =
            accounts::create_active(&mut tx, by_operator(()), &new, &self.hash, now).await.unwrap().id;
        if let Some((role, path)) = role {
            let node = by_path(&mut tx, path).await.unwrap().unwrap().id;
            let grant =
                NewGrant { person, role, node: Some(node), until: None, delegated_by: None, reason: "" };
            grant_at(&mut tx, by_operator(grant), now).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut browser = Browser::new(&self.t).await;
        browser.log_in(&address, PASSWORD).await;
        (person, browser)
    }

    pub async fn holder(&self, name: &str, role: Role, path: &str) -> Browser {
        self.person(name, Some((role, path))).await.1
    }

    pub async fn teacher(&self, name: &str, referent: bool) -> Browser {
        let (person, browser) = self.person(name, None).await;
        let now = self.t.now();
        let mut tx = self.t.db.begin().await.unwrap();
        let posting = NewPosting {
            person,
            school: self.school.node_id,
            discipline: Some("svt"),
            main: true,
            employment_status: "titulaire",
            starts_at: now.plus(-DAY),
            source: "manual",
        };
        postings::post(&mut tx, by_operator(&posting), now).await.unwrap();
        if referent {
            tx.query(sql!(
                "insert into nomination (id, school_id, person_id, school_year, starts_at, ends_at, state, reward,
                                         created_at, updated_at)
                 values ($1, $2, $3, '2026-2027', $4, $5, 'active', 'none', $4, $4)"
            ))
            .bind(ids::new(now))
            .bind(self.school.node_id)
            .bind(person)
            .bind(now.plus(-DAY))
            .bind(now.plus(200 * DAY))
            .run()
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        browser
    }
}

pub fn ok(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::OK, "{:.600}", answer.body);
}

/// The way a sent form leads on.
pub fn sent(answer: &Answer) -> String {
    answer.to().unwrap_or_else(|| panic!("{}: {}", answer.status, answer.body))
}

pub fn refused(answer: &Answer, sentence: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{:.600}", answer.body);
    assert!(answer.body.contains(sentence), "{sentence}: {}", answer.body);
}

pub fn hidden(answer: &Answer, name: &str) -> String {
    answer.values_of(name).first().cloned().unwrap_or_default()
}

/// Fields as the form holds them, with what is typed over them.
fn filled<'a>(form: &'a [(&'a str, String)], typed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields: Vec<(&str, &str)> = typed.to_vec();
    for (name, value) in form {
        if !fields.iter().any(|(there, _)| there == name) {
            fields.push((name, value));
        }
    }
    fields
}

/// Begins the plan of a node; gives its address.
async fn begin(browser: &mut Browser, extra: &[(&str, &str)]) -> String {
    let form = browser.get("/plan/nouveau").await;
    ok(&form);
    let select = form.body.split("name=\"node\"").nth(1).unwrap();
    let node = select.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let known = [("id", hidden(&form, "id")), ("node", node), ("year", "2026-2027".to_owned())];
    let fields = filled(&known, &[&[("title", "Plan de formation")], extra].concat());
    let first = sent(&browser.post("/plan/nouveau", &fields).await);
    assert_eq!(sent(&browser.post("/plan/nouveau", &fields).await), first, "sent twice, one plan");
    first.split("&fait").next().unwrap().to_owned()
}

/// Adds a priority, a programme under it and a module in it; gives their ids.
async fn fill(browser: &mut Browser, plan: &str) -> [String; 3] {
    let part = |name: &str| plan.replace('?', &format!("/{name}?"));
    let anchor = |to: String| to.rsplit("#p-").next().unwrap().to_owned();
    let form = browser.get(&part("priorite")).await;
    ok(&form);
    let fields =
        [("new", hidden(&form, "new")), ("title", "Évaluer avec le numérique".into()), ("body", "".into())];
    let fields = filled(&fields, &[]);
    let mut priority = String::new();
    for _ in 0..2 {
        priority = anchor(sent(&browser.post(&part("priorite"), &fields).await));
    }
    let form = browser.get(&format!("{}&priorite={priority}", part("dispositif"))).await;
    ok(&form);
    assert!(form.body.contains(&format!("value=\"{priority}\" selected")), "the priority is chosen");
    let fields = [
        ("new", hidden(&form, "new")),
        ("priority", priority.clone()),
        ("code", "26a0140001".into()),
        ("title", "Évaluer <vite>".into()),
        ("mode", "individual".into()),
    ];
    let programme = anchor(sent(&browser.post(&part("dispositif"), &filled(&fields, &[])).await));
    let form = browser.get(&format!("{}&dispositif={programme}", part("module"))).await;
    ok(&form);
    let fields = [
        ("new", hidden(&form, "new")),
        ("programme", programme.clone()),
        ("code", "M1".into()),
        ("title", "Tests et retours".into()),
        ("objectives", "Construire un test court".into()),
        ("onsite", "3 h".into()),
        ("remote", "1,5".into()),
        ("level", "initiation".into()),
        ("min_size", "8".into()),
        ("max_size", "15".into()),
        ("planned_groups", "2".into()),
        ("cost", "400".into()),
        ("disciplines", "svt".into()),
    ];
    let to = sent(&browser.post(&part("module"), &filled(&fields, &[])).await);
    let module = to.trim_start_matches("/plan/modules/").split('?').next().unwrap().to_owned();
    [priority, programme, module]
}

async fn a_manager_leads_a_plan_from_its_draft_to_its_campaign(t: Platform) {
    let scene = Scene::new(t).await;
    let mut marc = scene.holder("Marc", Role::PlanManager, "fr/14/").await;
    let mut sophie = scene.teacher("Sophie", false).await;
    let empty = marc.get("/plan").await;
    assert!(empty.body.contains("Aucun plan pour le moment") && empty.body.contains("/plan/nouveau"));
    assert_eq!(begin(&mut marc, &[]).await, ACADEMY);
    let [_, programme, module] = fill(&mut marc, ACADEMY).await;

    // A draft is its keepers' alone.
    assert_eq!(sophie.get(ACADEMY).await.status, StatusCode::NOT_FOUND);
    assert_eq!(sophie.get(&format!("/plan/modules/{module}")).await.status, StatusCode::NOT_FOUND);
    let facts = "/plan/2026-2027/reglages?noeud=14";
    let form = marc.get(facts).await;
    let version = hidden(&form, "version");
    let typed = [
        ("version", version.as_str()),
        ("title", "Programme académique"),
        ("hours", "6 h"),
        ("money", "1 000"),
        ("opens_on", "2026-11-20"),
        ("closes_on", "2026-12-20"),
    ];
    for _ in 0..2 {
        assert!(sent(&marc.post(facts, &typed).await).ends_with("&fait=plan-reglages"));
    }
    let page = marc.get(ACADEMY).await;
    ok(&page);
    let plain = page.body.replace(['\u{a0}', '\u{202f}'], " ");
    for sentence in [
        "Programme académique",
        "prévu : 9 h sur 6 h",
        "Dépassement : 3 h",
        "800 € sur 1 000 €",
        "Évaluer &lt;vite&gt;",
        "1 module · 2 groupes · 30 places · 9 h · 800 €",
        "Voir le tableau",
    ] {
        assert!(plain.contains(sentence), "{sentence}: {plain}");
    }

    let step = |event: &'static str| [("geste", "etape"), ("etape", event)];
    refused(&marc.post(ACADEMY, &step("adopt")).await, "Ce plan n'en est plus là");
    for event in ["consult", "adopt", "adopt"] {
        assert!(sent(&marc.post(ACADEMY, &step(event)).await).ends_with("&fait=plan-etape"));
    }
    refused(&marc.post(ACADEMY, &step("open_campaign")).await, "Aucun module n'est proposé");
    let validate = [("geste", "valider-tout"), ("id", programme.as_str()), ("ancre", programme.as_str())];
    let to = sent(&marc.post(ACADEMY, &validate).await);
    assert!(to.ends_with(&format!("fait=plan-modules-valides#p-{programme}")), "{to}");
    let offer = [("geste", "dispositif"), ("id", programme.as_str()), ("etape", "offer")];
    sent(&marc.post(ACADEMY, &offer).await);
    sent(&marc.post(ACADEMY, &step("open_campaign")).await);
    let seen = sophie.get(ACADEMY).await;
    ok(&seen);
    assert!(seen.body.contains("Campagne ouverte") && !seen.body.contains("data-act=\"plan.write\""));
    let sheet = sophie.get(&format!("/plan/modules/{module}")).await;
    ok(&sheet);
    assert!(sheet.body.contains("Construire un test court") && !sheet.body.contains("Retirer"));
    assert_eq!(sent(&sophie.get("/plan/2026-2027").await), ACADEMY);
    assert!(sophie.get("/plan").await.body.contains("Programme académique"));

    let back = marc.post(&format!("/plan/modules/{module}"), &[("etape", "withdraw")]).await;
    assert!(sent(&back).ends_with("?fait=plan-module-etape"));
    assert!(
        !sophie.get(ACADEMY).await.body.contains("Tests et retours"),
        "what is withdrawn is gone for readers"
    );
}

async fn each_role_writes_its_own_plan_and_no_other(t: Platform) {
    let scene = Scene::new(t).await;
    let mut marc = scene.holder("Marc", Role::PlanManager, "fr/14/").await;
    let mut anne = scene.holder("Anne", Role::PlanManager, "fr/10/").await;
    let mut nora = scene.holder("Nora", Role::NationalAdmin, "fr/").await;
    let mut ines = scene.holder("Ines", Role::Inspector, "fr/14/").await;
    let mut hugo = scene.holder("Hugo", Role::Head, "fr/14/b1/9990001X/").await;
    let mut rose = scene.teacher("Rose", true).await;
    let mut sophie = scene.teacher("Sophie", false).await;
    begin(&mut marc, &[]).await;
    let [_, _, module] = fill(&mut marc, ACADEMY).await;
    assert_eq!(begin(&mut nora, &[]).await, "/plan/2026-2027?noeud=fr");
    let national = nora.get("/plan/nouveau").await;
    assert!(!national.body.contains("Plan académique"), "the nation begins no plan of an académie");

    // The référent prepares, the head adopts.
    let school = begin(&mut rose, &[]).await;
    assert_eq!(school, "/plan/2026-2027?noeud=9990001X");
    fill(&mut rose, &school).await;
    let consult = [("geste", "etape"), ("etape", "consult")];
    let adopt = [("geste", "etape"), ("etape", "adopt")];
    sent(&rose.post(&school, &consult).await);
    assert_eq!(rose.post(&school, &adopt).await.status, StatusCode::FORBIDDEN);
    assert!(!rose.get(&school).await.body.contains("Adopter le plan"));
    assert!(hugo.get(&school).await.body.contains("Adopter le plan"));
    sent(&hugo.post(&school, &adopt).await);

    // Elsewhere, and of another level.
    sent(&marc.post(ACADEMY, &consult).await);
    for browser in [&mut anne, &mut hugo] {
        ok(&browser.get(ACADEMY).await);
        assert_eq!(browser.post(ACADEMY, &adopt).await.status, StatusCode::NOT_FOUND);
    }
    for browser in [&mut nora, &mut rose] {
        assert_eq!(browser.post(ACADEMY, &adopt).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(sophie.post(ACADEMY, &adopt).await.status, StatusCode::FORBIDDEN);
    for path in ["/plan/nouveau", "/plan/2026-2027/module?noeud=14", "/plan/2026-2027/import?noeud=14"] {
        assert_eq!(sophie.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(ines.get("/plan/2026-2027/module?noeud=14").await.status, StatusCode::FORBIDDEN);
    let address = format!("/plan/modules/{module}");
    assert!(ines.get(&address).await.body.contains("Valider le contenu"));
    assert_eq!(ines.post(&address, &[("etape", "withdraw")]).await.status, StatusCode::FORBIDDEN);
    sent(&ines.post(&address, &[("etape", "validate")]).await);
    assert_eq!(sophie.post(&address, &[("etape", "offer")]).await.status, StatusCode::FORBIDDEN);
    for path in
        ["/plan/2026-2027?noeud=rien", "/plan/2026?noeud=14", "/plan/2027-2028?noeud=14", "/plan/modules/x"]
    {
        assert_eq!(sophie.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

async fn what_is_typed_is_kept_when_it_does_not_hold(t: Platform) {
    let scene = Scene::new(t).await;
    let mut marc = scene.holder("Marc", Role::PlanManager, "fr/14/").await;
    begin(&mut marc, &[]).await;
    let [priority, programme, module] = fill(&mut marc, ACADEMY).await;
    let path = "/plan/2026-2027/priorite?noeud=14";
    let answer = marc
        .post(path, &[("new", &Uuid::from_u128(7).to_string()), ("title", " "), ("body", "Un mot <b>")])
        .await;
    refused(&answer, "Écrivez un intitulé");
    assert!(answer.body.contains("Un mot &lt;b&gt;"));

    let path = "/plan/2026-2027/module?noeud=14";
    let form = marc.get(&format!("{path}&id={module}")).await;
    ok(&form);
    assert!(form.body.contains("value=\"3h\"") && form.body.contains("value=\"1h30\""));
    let version = hidden(&form, "version");
    let known: Vec<(&str, String)> = vec![
        ("id", module.clone()),
        ("version", version),
        ("programme", programme.clone()),
        ("code", "M1".into()),
        ("title", "Autre titre".into()),
        ("level", "expertise".into()),
        ("min_size", "8".into()),
        ("max_size", "15".into()),
        ("planned_groups", "2".into()),
    ];
    let answer = marc.post(path, &filled(&known, &[("onsite", "bientôt"), ("min_size", "")])).await;
    refused(&answer, "Écrivez une durée");
    assert!(answer.body.contains("value=\"bientôt\"") && answer.body.contains("Écrivez un nombre entier."));
    let answer = marc.post(path, &filled(&known, &[("course", "rien"), ("onsite", "2")])).await;
    refused(&answer, "Choisissez un parcours du catalogue.");
    let answer = marc.post(path, &filled(&known, &[("min_size", "30"), ("onsite", "2")])).await;
    refused(&answer, "pas plus grand que l'effectif maximal");
    // Sent twice is written once; a change of somebody else meanwhile is told.
    for _ in 0..2 {
        sent(&marc.post(path, &filled(&known, &[("onsite", "2")])).await);
    }
    let answer =
        marc.post(path, &filled(&known, &[("onsite", "4"), ("objectives", "Écrit trop tard")])).await;
    refused(&answer, "Quelqu'un vient de modifier");
    assert!(answer.body.contains("Écrit trop tard"));

    let path = "/plan/2026-2027/dispositif?noeud=14";
    let fields = [
        ("new", Uuid::from_u128(9).to_string()),
        ("code", "26A0140001".into()),
        ("title", "Encore".into()),
        ("mode", "local".into()),
        ("aim", "Un but écrit".into()),
    ];
    let answer = marc.post(path, &filled(&fields, &[])).await;
    refused(&answer, "Ce code est déjà pris");
    assert!(answer.body.contains("Un but écrit"));
    let answer = marc
        .post("/plan/2026-2027/reglages?noeud=14", &[("hours", "peu"), ("title", "T"), ("closes_on", "x")])
        .await;
    refused(&answer, "Écrivez une date.");
    assert!(answer.body.contains("value=\"peu\""));
    // A session that ended while one wrote: what was written is there again after login.
    let mut late = Browser::new(&scene.t).await;
    late.get("/connexion").await;
    let path = "/plan/2026-2027/priorite?noeud=14";
    let fields = [
        ("new", "019aab8e-0000-7000-8000-000000000001"),
        ("title", "Écrit trop longtemps"),
        ("body", "Un texte"),
    ];
    assert!(sent(&late.post(path, &fields).await).starts_with("/connexion"));
    let login = [("email", "marc@ac-exemple.fr"), ("password", PASSWORD)];
    assert_eq!(sent(&late.post("/connexion", &login).await), path);
    let form = late.get(path).await;
    assert!(form.body.contains("value=\"Écrit trop longtemps\"") && form.body.contains("Un texte"));
    let remove = [("geste", "supprimer-priorite"), ("id", priority.as_str())];
    refused(&marc.post(ACADEMY, &remove).await, "Cette priorité porte des dispositifs");
}

async fn priorities_above_are_taken_over_in_one_click(t: Platform) {
    let scene = Scene::new(t).await;
    let mut nora = scene.holder("Nora", Role::NationalAdmin, "fr/").await;
    let mut marc = scene.holder("Marc", Role::PlanManager, "fr/14/").await;
    let nation = begin(&mut nora, &[]).await;
    let form = nora.get("/plan/2026-2027/priorite?noeud=fr").await;
    let fields = [("new", hidden(&form, "new")), ("title", "Esprit critique".to_owned())];
    let to = sent(&nora.post("/plan/2026-2027/priorite?noeud=fr", &filled(&fields, &[])).await);
    let above = to.rsplit("#p-").next().unwrap().to_owned();
    sent(&nora.post(&nation, &[("geste", "etape"), ("etape", "consult")]).await);
    begin(&mut marc, &[]).await;
    let page = marc.get(ACADEMY).await;
    assert!(page.body.contains("Priorités des plans au-dessus") && page.body.contains("Esprit critique"));
    let id = hidden(&page, "id");
    let take = [("geste", "reprendre-priorite"), ("id", id.as_str()), ("parent", above.as_str())];
    for _ in 0..2 {
        sent(&marc.post(ACADEMY, &take).await);
    }
    let page = marc.get(ACADEMY).await;
    assert!(!page.body.contains("Priorités des plans au-dessus"), "taken over once and for all");
    assert!(page.body.contains("Rien encore sous cette priorité"), "what is bare stands out");
    assert!(page.body.contains("Répond à"));
    let untie = [("geste", "rattacher"), ("id", id.as_str()), ("parent", "")];
    sent(&marc.post(ACADEMY, &untie).await);
    let tie = [("geste", "rattacher"), ("id", id.as_str()), ("parent", above.as_str())];
    sent(&marc.post(ACADEMY, &tie).await);
    for gesture in ["monter", "descendre"] {
        sent(&marc.post(ACADEMY, &[("geste", gesture), ("quoi", "priorite"), ("id", &id)]).await);
    }
    assert_eq!(marc.post(ACADEMY, &[("geste", "rien")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        marc.post(ACADEMY, &[("geste", "monter"), ("quoi", "x"), ("id", &id)]).await.status,
        StatusCode::NOT_FOUND
    );
}

async fn next_year_starts_from_this_one(t: Platform) {
    let scene = Scene::new(t).await;
    let mut marc = scene.holder("Marc", Role::PlanManager, "fr/14/").await;
    begin(&mut marc, &[]).await;
    let [_, _, module] = fill(&mut marc, ACADEMY).await;
    sent(&marc.post(&format!("/plan/modules/{module}"), &[("etape", "withdraw")]).await);
    let next = begin(&mut marc, &[("year", "2027-2028"), ("copy", "oui")]).await;
    assert_eq!(next, "/plan/2027-2028?noeud=14");
    let page = marc.get(&next).await;
    ok(&page);
    assert!(page.body.contains("Repris du plan 2026-2027") && page.body.contains("Modules retirés"));
    assert!(page.body.contains("Évaluer &lt;vite&gt;") && page.body.contains("Aucun module."));
    let form = marc.get("/plan/nouveau").await;
    let select = form.body.split("name=\"node\"").nth(1).unwrap();
    let basin = select.split("value=\"").nth(2).unwrap().split('"').next().unwrap().to_owned();
    let new = Uuid::from_u128(5).to_string();
    let fields =
        [("id", new.as_str()), ("node", &basin), ("year", "2026-2027"), ("title", "Bassin"), ("copy", "oui")];
    let answer = marc.post("/plan/nouveau", &fields).await;
    refused(&answer, "Il n'y a pas de plan 2025-2026");
    assert!(answer.body.contains("value=\"Bassin\""));
    let plain = &fields[..4];
    let to = sent(&marc.post("/plan/nouveau", plain).await);
    assert_eq!(to, format!("/plan/2026-2027?noeud={basin}&fait=plan-cree"));
    ok(&marc.get(&to).await);
}

async fn a_file_is_judged_then_taken_in(t: Platform) {
    let scene = Scene::new(t).await;
    let mut marc = scene.holder("Marc", Role::PlanManager, "fr/14/").await;
    begin(&mut marc, &[]).await;
    fill(&mut marc, ACADEMY).await;
    let path = "/plan/2026-2027/import?noeud=14";
    ok(&marc.get(path).await);
    let rows =
        "FORMATIONS|26A0140002|Créer du son|S1|Le micro|||||||||\nFORMATIONS||Sans code|S2|Rien|||||||||\n";
    let judged = marc.post(path, &[("lignes", rows)]).await;
    ok(&judged);
    assert!(judged.body.contains("Ajoute le dispositif et le module"));
    assert!(judged.body.contains("Code de dispositif absent") && judged.body.contains("1 ligne écartée"));
    assert!(!marc.get(ACADEMY).await.body.contains("Créer du son"), "nothing is written before one agrees");
    let write = [("lignes", rows), ("geste", "ecrire")];
    for _ in 0..2 {
        assert!(sent(&marc.post(path, &write).await).ends_with("&fait=plan-importe"));
    }
    let page = marc.get(ACADEMY).await;
    assert_eq!(page.body.matches(">Le micro<").count(), 1);
    assert!(page.body.contains("Sans priorité"));
    refused(&marc.post(path, &[("lignes", " ")]).await, "Choisissez un fichier");
    refused(&marc.post(path, &[("lignes", "<!doctype html>")]).await, "Ce n'est pas un tableau");
    let large = "xxxxxxxxx\n".repeat(20_500);
    refused(&marc.post(path, &[("lignes", &large)]).await, "trop grand");

    // As a file, in Windows' letters.
    let mut file = b"Code dispositif;Intitul\xe9 dispositif;Code module;Intitul\xe9 module\r\n".to_vec();
    file.extend(b"26A0140003;Cr\xe9er des images;I1;L'\x9cuvre\r\n");
    let (status, body) = upload(&scene, &marc, path, &file).await;
    assert_eq!(status, StatusCode::OK, "{body:.400}");
    assert!(
        body.contains("Créer des images")
            && body.contains("L'œuvre")
            && body.contains("aucune ligne écartée")
    );
    let (status, _) = upload(&scene, &marc, path, &vec![b'x'; 250_000]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);

    let file = marc.get("/plan/2026-2027/gaia.csv?noeud=14").await;
    ok(&file);
    assert_eq!(file.header("content-type").unwrap(), "text/csv; charset=windows-1252");
    assert!(file.body.contains("FORMATIONS|26A0140001|") && file.body.contains("|S1|Le micro|||||||||\r\n"));
    // Windows' letters are no UTF-8.
    assert!(file.body.contains("Cr\u{fffd}er du son"), "{}", file.body);
}

/// Sends a file as a browser does.
async fn upload(scene: &Scene, browser: &Browser, path: &str, file: &[u8]) -> (StatusCode, String) {
    let config = Config::for_tests(scene.t.folder()).unwrap();
    let app = preau_server::build_on(config, scene.t.db.clone(), scene.t.clock.clone()).await.unwrap();
    let mut body = b"--x\r\nContent-Disposition: form-data; name=\"lignes\"\r\n\r\n\r\n--x\r\n".to_vec();
    body.extend(b"Content-Disposition: form-data; name=\"fichier\"; filename=\"plan.csv\"\r\n\r\n");
    body.extend(file);
    body.extend(b"\r\n--x--\r\n");
    let request = Request::builder()
        .method("POST")
        .uri(path)
        .header("host", "preau.test")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", browser.cookie.clone().unwrap())
        .header("content-type", "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    let response = app.router.oneshot(request).await.unwrap();
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

async fn a_plan_runs_the_same_statements_whatever_it_holds(t: Platform) {
    let scene = Scene::new(t).await;
    let mut marc = scene.holder("Marc", Role::PlanManager, "fr/14/").await;
    begin(&mut marc, &[]).await;
    let [_, programme, module] = fill(&mut marc, ACADEMY).await;
    let mut counts = Vec::new();
    for round in 0..2_u32 {
        let before = scene.t.db.queries_run();
        for path in [ACADEMY, "/plan", "/plan/2026-2027/gaia.csv?noeud=14"] {
            ok(&marc.get(path).await);
        }
        counts.push(scene.t.db.queries_run() - before);
        let mut tx = scene.t.db.begin().await.unwrap();
        let plan = preau::plan::module(&mut tx, module.parse().unwrap()).await.unwrap().module.plan_id;
        for number in 0..30 {
            let input = Input {
                programme: programme.parse().unwrap(),
                code: format!("X{round}-{number}"),
                title: "Un module de plus".into(),
                ..Input::default()
            };
            modules::add(&mut tx, by_operator(plan), ids::new(scene.t.now()), &input, scene.t.now())
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
    }
    assert_eq!(counts[0], counts[1]);
    assert!(counts[0] < 40, "{counts:?}");
}

/// A module offered by the plan of the académie, adopted by its manager.
pub async fn offered(marthe: &mut Browser) -> String {
    begin(marthe, &[]).await;
    let [_, programme, module] = fill(marthe, ACADEMY).await;
    for event in ["consult", "adopt"] {
        sent(&marthe.post(ACADEMY, &[("geste", "etape"), ("etape", event)]).await);
    }
    let validate = [("geste", "valider-tout"), ("id", programme.as_str()), ("ancre", programme.as_str())];
    sent(&marthe.post(ACADEMY, &validate).await);
    let offer = [("geste", "dispositif"), ("id", programme.as_str()), ("etape", "offer")];
    sent(&marthe.post(ACADEMY, &offer).await);
    module
}
