//! Sessions through the very router that is served, without a script, on both databases.

use crate::browser::Browser;
use crate::plan::{Scene, hidden, ok, refused, sent};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use preau::access::policy::by_operator;
use preau::access::{Role, tokens};
use preau::testing::Platform;
use preau::{on_both, people};
use preau_server::config::Config;
use tower::ServiceExt as _;

on_both!(
    a_session_goes_from_the_proposal_to_the_last_seat,
    who_is_outside_sees_nothing_of_it,
    what_is_typed_stays_when_it_does_not_hold,
    a_bassin_session_asks_head_and_manager,
    a_module_of_the_plan_becomes_a_session,
    a_program_signs_up_as_the_page_does,
    seats_are_drawn_by_lot_and_the_page_says_so,
    a_manager_sends_somebody_and_nobody_else_does,
    a_wish_is_noted_read_without_a_name_and_withdrawn,
    pages_run_the_same_statements_whatever_they_hold,
);

const SCHOOL: &str = "fr/14/b1/9990001X/";

fn typed<'a>(id: &'a str, scope: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("id", id),
        ("host", "9990001X"),
        ("title", "Créer un quiz"),
        ("aim", "Savoir écrire un questionnaire."),
        ("theme", ""),
        ("depth", "initiation"),
        ("modality", "onsite"),
        ("room", "Salle 204"),
        ("link", ""),
        ("slot-day", "2026-12-10"),
        ("slot-from", "14:00"),
        ("slot-to", "17:00"),
        ("slot-day", ""),
        ("slot-from", ""),
        ("slot-to", ""),
        ("scope", scope),
        ("capacity", "1"),
        ("min_size", ""),
        ("closes_on", ""),
        ("overbooking", ""),
        ("waitlist", "1"),
        ("leads", "1"),
        ("trainers", ""),
    ]
}

/// A session written by a référent: its address.
async fn written(nora: &mut Browser, scope: &str) -> String {
    let blank = nora.get("/sessions/nouvelle").await;
    ok(&blank);
    let id = hidden(&blank, "id");
    let first = sent(&nora.post("/sessions/nouvelle", &typed(&id, scope)).await);
    let twice = sent(&nora.post("/sessions/nouvelle", &typed(&id, scope)).await);
    assert_eq!(first, twice, "sent twice, written once");
    format!("/sessions/{id}")
}

async fn act(browser: &mut Browser, path: &str, act: &str) -> String {
    let page = browser.get(path).await;
    ok(&page);
    let version = hidden(&page, "version");
    sent(&browser.post(path, &[("act", act), ("version", &version)]).await)
}

/// A session of the school, open.
async fn open(scene: &Scene) -> (String, Browser, Browser) {
    let mut nora = scene.teacher("Nora", true).await;
    let mut head = scene.holder("Paul", Role::Head, SCHOOL).await;
    let path = written(&mut nora, "school").await;
    assert!(act(&mut nora, &path, "propose").await.ends_with("seance-proposee"));
    let desk = head.get("/direction/sessions").await;
    ok(&desk);
    assert!(desk.body.contains("Créer un quiz") && head.get("/direction").await.body.contains("vous attend"));
    let id = path.rsplit('/').next().unwrap();
    sent(&head.post("/direction/sessions", &[("act", "agree"), ("session", id)]).await);
    assert!(act(&mut nora, &path, "publish").await.ends_with("seance-publiee"));
    (path, nora, head)
}

async fn a_session_goes_from_the_proposal_to_the_last_seat(t: Platform) {
    let scene = Scene::new(t).await;
    let (path, mut nora, mut head) = open(&scene).await;
    let mut anne = scene.teacher("Anne", false).await;
    let mut marc = scene.teacher("Marc", false).await;
    let calendar = anne.get("/sessions").await;
    ok(&calendar);
    assert!(calendar.body.contains("1 place libre sur 1"), "{}", calendar.body);
    ok(&anne.get("/sessions?vue=mois&mois=2026-12").await);
    assert!(anne.get("/").await.body.contains("Créer un quiz"), "on the own page");
    for _ in 0..2 {
        assert!(act(&mut anne, &path, "sign_up").await.ends_with("seance-enrolled"));
    }
    assert!(act(&mut marc, &path, "sign_up").await.ends_with("seance-waitlisted"));
    assert!(marc.get(&path).await.body.contains("rang 1"));
    let people = nora.get(&format!("{path}/inscrits")).await;
    ok(&people);
    assert!(people.body.contains("Anne Kerguelen") && people.body.contains("Marc Kerguelen"));
    ok(&nora.get(&format!("{path}/inscrits.csv")).await);
    assert!(act(&mut anne, &path, "withdraw").await.ends_with("seance-desistement"));
    assert!(marc.get(&path).await.body.contains("Vous êtes inscrit"), "the next one has it at once");
    // The head of the school sees the session, not the list of those who come by themselves.
    ok(&head.get(&path).await);
    assert_eq!(head.get(&format!("{path}/inscrits")).await.status, StatusCode::NOT_FOUND);
    let cancelled = nora.post(&path, &[("act", "cancel"), ("reason", "")]).await;
    refused(&cancelled, "motif");
    sent(&nora.post(&path, &[("act", "cancel"), ("reason", "Salle prise")]).await);
    let told = marc.get(&path).await;
    assert!(told.body.contains("annulée") && !told.body.contains("Salle prise"));
    // A copy of it, a week later.
    let copy = sent(&nora.post(&path, &[("act", "duplicate")]).await);
    assert!(nora.get(copy.split('?').next().unwrap()).await.body.contains("2026-12-17"));
}

async fn who_is_outside_sees_nothing_of_it(t: Platform) {
    let scene = Scene::new(t).await;
    let mut nora = scene.teacher("Nora", true).await;
    let mut anne = scene.teacher("Anne", false).await;
    let path = written(&mut nora, "school").await;
    let random = "/sessions/019aab8e-0000-7000-8000-000000000000";
    let (hidden, nothing) = (anne.get(&path).await, anne.get(random).await);
    assert_eq!((hidden.status, nothing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    for way in ["", "/modifier", "/inscrits"] {
        let answer = anne.post(&format!("{path}{way}"), &[("act", "propose"), ("version", "1")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{way}");
    }
    assert_eq!(anne.get("/sessions/nouvelle").await.status, StatusCode::FORBIDDEN);
    assert_eq!(anne.get("/direction/sessions").await.status, StatusCode::FORBIDDEN);
    assert_eq!(anne.get("/pilotage/sessions").await.status, StatusCode::FORBIDDEN);
    let mut elsewhere = scene.holder("Luc", Role::Head, "fr/14/").await;
    assert!(act(&mut nora, &path, "propose").await.ends_with("seance-proposee"));
    // A référent does not agree for the head, and nobody approves what needs no approval.
    assert_eq!(nora.post(&path, &[("act", "agree")]).await.status, StatusCode::FORBIDDEN);
    ok(&elsewhere.get(&path).await);
}

async fn what_is_typed_stays_when_it_does_not_hold(t: Platform) {
    let scene = Scene::new(t).await;
    let mut nora = scene.teacher("Nora", true).await;
    let id = hidden(&nora.get("/sessions/nouvelle").await, "id");
    let mut wrong = typed(&id, "school");
    for field in &mut wrong {
        match field.0 {
            "slot-to" if !field.1.is_empty() => field.1 = "13:00",
            "link" => field.1 = "javascript:alert(1)",
            _ => {}
        }
    }
    let answer = nora.post("/sessions/nouvelle", &wrong).await;
    refused(&answer, "la fin vient après le début");
    assert!(answer.body.contains("Savoir écrire un questionnaire."));
    assert_eq!(answer.values_of("slot-to").first().map(String::as_str), Some("13:00"));
    assert!(answer.body.contains("https://"), "says what to type");
}

async fn seats_are_drawn_by_lot_and_the_page_says_so(t: Platform) {
    let scene = Scene::new(t).await;
    let mut nora = scene.teacher("Nora", true).await;
    let mut head = scene.holder("Paul", Role::Head, SCHOOL).await;
    let mut anne = scene.teacher("Anne", false).await;
    let id = hidden(&nora.get("/sessions/nouvelle").await, "id");
    let mut fields = typed(&id, "school");
    fields.push(("allocation", "lottery"));
    // Without a day to draw on, it is refused where one types the day, and the choice stays.
    let early = nora.post("/sessions/nouvelle", &fields).await;
    refused(&early, "avant le jour de la session");
    assert!(early.body.contains("value=\"lottery\" checked"), "{}", early.body);
    for field in &mut fields {
        if field.0 == "closes_on" {
            field.1 = "2026-12-05";
        }
    }
    sent(&nora.post("/sessions/nouvelle", &fields).await);
    let path = format!("/sessions/{id}");
    act(&mut nora, &path, "propose").await;
    act(&mut head, &path, "agree").await;
    act(&mut nora, &path, "publish").await;
    let before = anne.get(&path).await;
    assert!(before.body.contains("Participer au tirage au sort") && before.body.contains("Empreinte"));
    assert!(act(&mut anne, &path, "sign_up").await.ends_with("seance-waitlisted"));
    assert!(anne.get(&path).await.body.contains("Vous êtes dans le tirage au sort"));
    scene.t.clock.advance(12 * preau::clock::DAY);
    preau::session::turn::turn(&scene.t.db, scene.t.now()).await.unwrap();
    let after = anne.get(&path).await;
    assert!(after.body.contains("Vous êtes inscrit") && after.body.contains("Graine"), "{}", after.body);
    assert!(nora.get(&path).await.body.contains("places tirées au sort"));
}

async fn a_manager_sends_somebody_and_nobody_else_does(t: Platform) {
    let scene = Scene::new(t).await;
    let (path, mut nora, _) = open(&scene).await;
    let mut manager = scene.holder("Marthe", Role::PlanManager, "fr/14/").await;
    let mut anne = scene.teacher("Anne", false).await;
    let mut marc = scene.teacher("Marc", false).await;
    act(&mut anne, &path, "sign_up").await;
    let people = format!("{path}/inscrits");
    let fields =
        [("act", "designate"), ("address", "marc@ac-exemple.fr"), ("reason", "Le collège en a besoin.")];
    assert!(!nora.get(&people).await.body.contains("Désigner quelqu'un"));
    let not_hers = nora.post(&people, &fields).await;
    assert!(!not_hers.status.is_redirection() && not_hers.status != StatusCode::OK, "{}", not_hers.status);
    let full = manager.post(&people, &fields).await;
    refused(&full, "place");
    assert!(full.body.contains("marc@ac-exemple.fr") && full.body.contains("Le collège en a besoin."));
    let beyond: Vec<_> = fields.into_iter().chain([("beyond", "1")]).collect();
    for _ in 0..2 {
        assert!(sent(&manager.post(&people, &beyond).await).ends_with("seance-designation"));
    }
    assert!(marc.get(&path).await.body.contains("Vous êtes inscrit"));
    assert!(marc.get("/notifications").await.body.contains("Le collège en a besoin."));
}

async fn a_wish_is_noted_read_without_a_name_and_withdrawn(t: Platform) {
    let scene = Scene::new(t).await;
    let mut tx = scene.t.db.begin().await.unwrap();
    preau::need::themes::found(&mut tx, scene.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let themes = preau::need::themes::all(&mut scene.t.db.read().await.unwrap()).await.unwrap();
    let mut anne = scene.teacher("Anne", false).await;
    ok(&anne.get("/sessions/souhaits").await);
    refused(
        &anne.post("/sessions/souhaits", &[("act", "wish"), ("theme", ""), ("reason", "Mot gardé")]).await,
        "Mot gardé",
    );
    let wish = [("act", "wish"), ("theme", themes[0].code.as_str()), ("reason", "Pour ma classe.")];
    for _ in 0..2 {
        assert!(sent(&anne.post("/sessions/souhaits", &wish).await).ends_with("prevenez-note"));
    }
    let mine = anne.get("/sessions/souhaits").await;
    assert_eq!(mine.body.matches("Pour ma classe.").count(), 1);
    let id = hidden(&mine, "wish");
    sent(&anne.post("/sessions/souhaits", &[("act", "forget"), ("wish", &id)]).await);
    assert!(!anne.get("/sessions/souhaits").await.body.contains("Pour ma classe."));
}

async fn a_bassin_session_asks_head_and_manager(t: Platform) {
    let scene = Scene::new(t).await;
    preau::testing::adopted_plan(&scene.t.db, "fr/14/", None).await;
    let mut nora = scene.teacher("Nora", true).await;
    let mut head = scene.holder("Paul", Role::Head, SCHOOL).await;
    let mut manager = scene.holder("Marthe", Role::PlanManager, "fr/14/").await;
    let mut anne = scene.teacher("Anne", false).await;
    let blank = nora.get("/sessions/nouvelle").await;
    let id = hidden(&blank, "id");
    let mut fields = typed(&id, "basin");
    fields.push(("in_class_time", "1"));
    sent(&nora.post("/sessions/nouvelle", &fields).await);
    let path = format!("/sessions/{id}");
    act(&mut nora, &path, "propose").await;
    act(&mut head, &path, "agree").await;
    let early = nora.post(&path, &[("act", "publish")]).await;
    refused(&early, "responsable du plan");
    let desk = manager.get("/pilotage/sessions").await;
    ok(&desk);
    assert!(desk.body.contains("Créer un quiz"));
    sent(&manager.post("/pilotage/sessions", &[("act", "approve"), ("session", &id)]).await);
    act(&mut nora, &path, "publish").await;
    let asked = anne.post(&path, &[("act", "sign_up"), ("motive", "Pour mes 6e")]).await;
    assert!(sent(&asked).ends_with("seance-submitted"));
    let opinions = head.get("/direction/sessions").await;
    let place = hidden(&opinions, "place");
    let silent =
        head.post("/direction/sessions", &[("act", "unfavourable"), ("place", &place), ("reason", "")]).await;
    refused(&silent, "motif");
    sent(
        &head.post("/direction/sessions", &[("act", "favourable"), ("place", &place), ("reason", "")]).await,
    );
    let people = nora.get(&format!("{path}/inscrits")).await;
    assert!(people.body.contains("Pour mes 6e") && people.body.contains("favorable"));
    sent(&nora.post(&format!("{path}/inscrits"), &[("act", "select"), ("place", &place)]).await);
    assert!(anne.get(&path).await.body.contains("Vous êtes inscrit"));
}

async fn pages_run_the_same_statements_whatever_they_hold(t: Platform) {
    let scene = Scene::new(t).await;
    let (path, mut nora, mut head) = open(&scene).await;
    let mut counts = Vec::new();
    for round in 0..2 {
        let before = scene.t.db.queries_run();
        for page in
            ["/sessions", "/sessions?vue=mois", "/sessions/animees", &path, &format!("{path}/inscrits")]
        {
            ok(&nora.get(page).await);
        }
        ok(&head.get("/direction/sessions").await);
        counts.push(scene.t.db.queries_run() - before);
        for number in 0..4 {
            written(&mut nora, "school").await;
            let mut one = scene.teacher(&format!("P{round}{number}"), false).await;
            act(&mut one, &path, "sign_up").await;
        }
    }
    assert_eq!(counts[0], counts[1]);
    assert!(counts[0] < 80, "{counts:?}");
}

async fn a_module_of_the_plan_becomes_a_session(t: Platform) {
    let scene = Scene::new(t).await;
    let mut marthe = scene.holder("Marthe", Role::PlanManager, "fr/14/").await;
    let module = crate::plan::offered(&mut marthe).await;
    let mut nora = scene.teacher("Nora", true).await;
    let sheet = nora.get(&format!("/plan/modules/{module}")).await;
    ok(&sheet);
    assert!(sheet.body.contains(&format!("/sessions/nouvelle?module={module}")), "the way from the plan");
    let blank = nora.get(&format!("/sessions/nouvelle?module={module}")).await;
    ok(&blank);
    let id = hidden(&blank, "id");
    let mut fields = typed(&id, "school");
    fields.push(("module", &module));
    sent(&nora.post("/sessions/nouvelle", &fields).await);
    let path = format!("/sessions/{id}");
    assert!(nora.get(&path).await.body.contains(&format!("/plan/modules/{module}")));
    let mut head = scene.holder("Paul", Role::Head, SCHOOL).await;
    act(&mut nora, &path, "propose").await;
    act(&mut head, &path, "agree").await;
    act(&mut nora, &path, "publish").await;
    let kept = marthe.post(&format!("/plan/modules/{module}"), &[("etape", "withdraw")]).await;
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY, "not under a session that is announced");
    sent(&nora.post(&path, &[("act", "cancel"), ("reason", "Salle prise")]).await);
    sent(&marthe.post(&format!("/plan/modules/{module}"), &[("etape", "withdraw")]).await);
}

/// What a program with somebody's token is answered.
async fn called(t: &Platform, address: &str, method: &str, path: &str) -> (StatusCode, serde_json::Value) {
    let mut tx = t.db.begin().await.unwrap();
    let person = people::by_address(&mut tx, address).await.unwrap().unwrap().id;
    let name = format!("{method} {path}").chars().take(80).collect::<String>();
    let token = tokens::create(&mut tx, by_operator(person), &name, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let config = Config::for_tests(t.folder()).unwrap();
    let app = preau_server::build_on(config, t.db.clone(), t.clock.clone()).await.unwrap();
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "preau.test")
        .header("authorization", format!("Bearer {token}"))
        .body(Body::empty())
        .unwrap();
    let answer = app.router.oneshot(request).await.unwrap();
    let status = answer.status();
    let body = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

async fn a_program_signs_up_as_the_page_does(t: Platform) {
    let scene = Scene::new(t).await;
    let (path, ..) = open(&scene).await;
    for name in ["Anne", "Marc"] {
        scene.teacher(name, false).await;
    }
    let (api, t) = (format!("/api/v1{path}"), &scene.t);
    let (anne, marc) = ("anne@ac-exemple.fr", "marc@ac-exemple.fr");
    let first = called(t, anne, "PUT", &format!("{api}/place")).await;
    assert_eq!(
        (first.0, first.1["place"]["state"].as_str()),
        (StatusCode::OK, Some("enrolled")),
        "{}",
        first.1
    );
    for _ in 0..2 {
        let second = called(t, marc, "PUT", &format!("{api}/place")).await.1;
        assert_eq!(second["place"]["state"], "waitlisted");
        assert_eq!(second["place"]["rank"], 1);
    }
    let listed = called(t, marc, "GET", "/api/v1/sessions?mine=true").await.1;
    assert_eq!(listed["items"][0]["title"], "Créer un quiz");
    assert_eq!(called(t, marc, "DELETE", &format!("{api}/place")).await.0, StatusCode::NO_CONTENT);
    assert_eq!(called(t, marc, "GET", &api).await.1["place"]["state"], "withdrawn");
}
