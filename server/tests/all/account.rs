//! Logging in, invitations, one's own account and the list of people, through the very router that is served.

use crate::browser::Browser;
use axum::http::StatusCode;
use preau::access::policy::by_operator;
use preau::access::{Role, accounts, grant};
use preau::clock::MINUTE;
use preau::people::{NewPerson, Person};
use preau::testing::Platform;
use preau::{jobs, on_both};

on_both!(
    every_no_at_the_door_is_the_same,
    guesses_are_slowed_and_the_owner_comes_back,
    logging_in_renews_the_session_and_goes_where_one_wanted,
    an_invitation_opens_an_account,
    a_forgotten_password_closes_the_other_logins,
    a_login_is_closed_from_another,
    a_token_is_shown_once,
    a_form_sent_before_logging_in_is_kept,
    a_person_takes_their_data_away,
    the_list_of_people_is_for_administrators,
    a_password_is_rated_and_not_kept,
);

const PASSWORD: &str = "le chat dort sur le radiateur";
const SOPHIE: &str = "sophie@ac-exemple.fr";
const ADMIN: &str = "admin@ac-exemple.fr";

/// Sophie teaches, Anne administers; both have the same password.
async fn people(t: &Platform) -> (Person, Person) {
    let hash = preau::access::passwords::Hasher::new(1).unwrap().hash(PASSWORD).await.unwrap();
    let mut tx = t.db.begin().await.unwrap();
    let new = |given: &str, usual: &str, email: &str| NewPerson {
        given_name: given.into(),
        usual_name: usual.into(),
        email: email.into(),
        ..NewPerson::default()
    };
    let [sophie, admin] = [new("Sophie", "Martin", SOPHIE), new("Anne", "Legrand", ADMIN)];
    let sophie = accounts::create_active(&mut tx, by_operator(()), &sophie, &hash, t.now()).await.unwrap();
    let admin = accounts::create_active(&mut tx, by_operator(()), &admin, &hash, t.now()).await.unwrap();
    grant(&mut tx, admin.id, Role::Administrator, None, "", t.now()).await.unwrap();
    tx.commit().await.unwrap();
    (sophie, admin)
}

/// The token in the mail that waits to leave, if one does.
async fn mailed_token(t: &Platform) -> Option<String> {
    let mut tx = t.db.begin().await.unwrap();
    let job = jobs::claim(&mut tx, t.now()).await.unwrap()?;
    jobs::done(&mut tx, job.id, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    job.payload.0["values"]["token"].as_str().map(str::to_owned)
}

async fn every_no_at_the_door_is_the_same(t: Platform) {
    let (sophie, _) = people(&t).await;
    let mut browser = Browser::new(&t).await;
    let wrong = browser.post("/connexion", &[("email", SOPHIE), ("password", "faux")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains(&format!("value=\"{SOPHIE}\"")), "the address is kept");
    assert!(!wrong.body.contains("faux"), "the password is not");
    assert!(wrong.body.contains("role=\"alert\""));
    assert_eq!(wrong.set_cookie, None, "nobody gets a cookie for trying");

    let unknown = browser.post("/connexion", &[("email", "x@ac-exemple.fr"), ("password", "faux")]).await;
    let mut tx = t.db.begin().await.unwrap();
    accounts::set_locked(&mut tx, by_operator(sophie.id), true, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let locked = browser.post("/connexion", &[("email", SOPHIE), ("password", PASSWORD)]).await;
    let same = |answer: &crate::browser::Answer| {
        answer.bare_body().replace(SOPHIE, "·").replace("x@ac-exemple.fr", "·")
    };
    assert_eq!((unknown.status, same(&unknown)), (wrong.status, same(&wrong)));
    assert_eq!((locked.status, same(&locked)), (wrong.status, same(&wrong)));
}

async fn guesses_are_slowed_and_the_owner_comes_back(t: Platform) {
    people(&t).await;
    let mut browser = Browser::new(&t).await;
    for _ in 0..5 {
        browser.post("/connexion", &[("email", SOPHIE), ("password", "faux")]).await;
    }
    let slowed = browser.post("/connexion", &[("email", SOPHIE), ("password", PASSWORD)]).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(slowed.header("retry-after").as_deref(), Some("11"));
    assert!(slowed.body.contains(&format!("value=\"{SOPHIE}\"")), "the address is kept");
    t.clock.advance(MINUTE);
    browser.log_in(SOPHIE, PASSWORD).await;
    assert_eq!(browser.get("/compte").await.status, StatusCode::OK);
}

async fn logging_in_renews_the_session_and_goes_where_one_wanted(t: Platform) {
    people(&t).await;
    let mut browser = Browser::new(&t).await;
    let visitor = browser.get("/compte/jetons").await;
    assert_eq!(visitor.to().as_deref(), Some("/connexion?next=/compte/jetons"));
    let form = browser.get("/connexion?next=/compte/jetons").await;
    assert!(form.body.contains("value=\"/compte/jetons\""));
    let fields = [("email", SOPHIE), ("password", PASSWORD), ("next", "/compte/jetons")];
    assert_eq!(browser.post("/connexion", &fields).await.to().as_deref(), Some("/compte/jetons"));
    assert_eq!(browser.get("/connexion").await.to().as_deref(), Some("/"), "already logged in");

    let planted = browser.cookie.clone().unwrap();
    for next in
        ["https://ailleurs.example/", "//ailleurs.example", "/\\ailleurs.example", "javascript:alert(1)"]
    {
        let fields = [("email", SOPHIE), ("password", PASSWORD), ("next", next)];
        assert_eq!(browser.post("/connexion", &fields).await.to().as_deref(), Some("/"), "{next}");
    }
    assert_ne!(browser.cookie.as_ref(), Some(&planted), "a new id at each login");
    let mut thief = Browser::new(&t).await;
    thief.cookie = Some(planted);
    assert_eq!(thief.get("/compte").await.status, StatusCode::SEE_OTHER, "the old id is worth nothing");

    let kept = browser.cookie.clone();
    assert_eq!(browser.post("/deconnexion", &[]).await.to().as_deref(), Some("/?fait=deconnexion"));
    browser.cookie = kept;
    assert_eq!(browser.get("/compte").await.status, StatusCode::SEE_OTHER, "logged out on the server too");
}

async fn an_invitation_opens_an_account(t: Platform) {
    people(&t).await;
    let mut admin = Browser::new(&t).await;
    admin.log_in(ADMIN, PASSWORD).await;
    let typed = [
        ("given_name", "Zoé"),
        ("usual_name", ""),
        ("email", "zoe"),
        ("discipline", "alchimie"),
        ("school", ""),
    ];
    let refused = admin.post("/pilotage/comptes/invitation", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("value=\"Zoé\""));
    for field in ["usual_name", "email", "discipline"] {
        assert!(refused.body.contains(&format!("href=\"#champ-{field}\"")), "{field} is in the summary");
        assert!(refused.body.contains(&format!("id=\"erreur-{field}\"")), "{field} has its error beside it");
    }
    let typed = [
        ("given_name", "Zoé"),
        ("usual_name", "Petit"),
        ("email", "zoe@ac-exemple.fr"),
        ("discipline", "svt"),
        ("school", "Collège Jean-Moulin"),
    ];
    let sent = admin.post("/pilotage/comptes/invitation", &typed).await;
    assert_eq!(sent.to().as_deref(), Some("/pilotage/comptes?fait=invitation"));
    let first = mailed_token(&t).await.unwrap();

    let waiting = admin.get("/pilotage/comptes?etat=invited").await;
    let again = waiting.action_ending("/relance").expect("a button to write again");
    let answered = admin.post(&again, &[("retour", "/pilotage/comptes?etat=invited&")]).await;
    assert_eq!(answered.to().as_deref(), Some("/pilotage/comptes?etat=invited&fait=invitation"));
    let token = mailed_token(&t).await.unwrap();

    let mut zoe = Browser::new(&t).await;
    assert_eq!(
        zoe.get(&format!("/invitation/{first}")).await.status,
        StatusCode::GONE,
        "the first link has ended"
    );
    let link = format!("/invitation/{token}");
    for _ in 0..2 {
        let shown = zoe.get(&link).await;
        assert_eq!(shown.status, StatusCode::OK, "a visit changes nothing");
        assert!(shown.body.contains("Zoé") && shown.body.contains("zoe@ac-exemple.fr"));
    }
    let weak = zoe.post(&link, &[("password", "zoepetit2026")]).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(weak.body.contains("aria-invalid=\"true\"") && !weak.body.contains("zoepetit2026"));
    let chosen = zoe.post(&link, &[("password", "trois poires vertes en novembre")]).await;
    assert_eq!(chosen.to().as_deref(), Some("/?fait=compte-ouvert"));
    let account = zoe.get("/compte").await;
    assert!(account.body.contains("Zoé Petit") && account.body.contains("Collège Jean-Moulin"));
    let used = zoe.post(&link, &[("password", "une autre phrase bien longue")]).await;
    assert_eq!(used.status, StatusCode::GONE);
    assert!(used.body.contains("action=\"/mot-de-passe-oublie\""), "a way on");
}

async fn a_forgotten_password_closes_the_other_logins(t: Platform) {
    people(&t).await;
    let mut old = Browser::new(&t).await;
    old.log_in(SOPHIE, PASSWORD).await;
    let mut browser = Browser::new(&t).await;
    let stranger = browser.post("/mot-de-passe-oublie", &[("email", "x@ac-exemple.fr")]).await;
    assert_eq!(mailed_token(&t).await, None);
    let known = browser.post("/mot-de-passe-oublie", &[("email", SOPHIE)]).await;
    assert_eq!(
        (stranger.status, stranger.to(), stranger.body),
        (known.status, known.to(), known.body.clone())
    );
    let token = mailed_token(&t).await.unwrap();
    let link = format!("/mot-de-passe/{token}");
    assert!(browser.get(&link).await.body.contains(SOPHIE));
    let chosen = browser.post(&link, &[("password", "trois poires vertes en novembre")]).await;
    assert_eq!(chosen.to().as_deref(), Some("/?fait=mot-de-passe"));
    assert_eq!(browser.get("/compte").await.status, StatusCode::OK);
    assert_eq!(old.get("/compte").await.status, StatusCode::SEE_OTHER);

    let unreadable = browser.post("/mot-de-passe-oublie", &[("email", "pas une adresse")]).await;
    assert_eq!(unreadable.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unreadable.body.contains("value=\"pas une adresse\""));
}

async fn a_login_is_closed_from_another(t: Platform) {
    people(&t).await;
    let mut phone = Browser::new(&t).await;
    phone.agent =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1";
    phone.log_in(SOPHIE, PASSWORD).await;
    t.clock.advance(MINUTE);
    let mut desk = Browser::new(&t).await;
    desk.agent = "Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0";
    desk.log_in(SOPHIE, PASSWORD).await;

    let list = desk.get("/compte/connexions").await;
    assert!(list.body.contains("Safari sous iPhone") && list.body.contains("Firefox sous Windows"));
    assert_eq!(list.body.matches("Cette connexion").count(), 1);
    let logins = list.values_of("login");
    assert_eq!(logins.len(), 2);

    let mut stranger = Browser::new(&t).await;
    stranger.log_in(ADMIN, PASSWORD).await;
    let tried = stranger.post("/compte/connexions", &[("login", &logins[1])]).await;
    assert_eq!(tried.status, StatusCode::NOT_FOUND, "nobody closes another person's login");
    assert_eq!(phone.get("/compte").await.status, StatusCode::OK);

    let closed = desk.post("/compte/connexions", &[("login", &logins[1])]).await;
    assert_eq!(closed.to().as_deref(), Some("/compte/connexions?fait=connexion-fermee"));
    assert_eq!(phone.get("/compte").await.status, StatusCode::SEE_OTHER);

    phone.log_in(SOPHIE, PASSWORD).await;
    desk.post("/compte/connexions/autres", &[]).await;
    assert_eq!(phone.get("/compte").await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.get("/compte").await.status, StatusCode::OK);

    phone.log_in(SOPHIE, PASSWORD).await;
    let wrong = desk
        .post("/compte/mot-de-passe", &[("current", "faux"), ("password", "une autre phrase longue")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("href=\"#champ-current\""));
    let fields = [("current", PASSWORD), ("password", "trois poires vertes en novembre")];
    assert_eq!(
        desk.post("/compte/mot-de-passe", &fields).await.to().as_deref(),
        Some("/compte?fait=mot-de-passe")
    );
    assert_eq!(phone.get("/compte").await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.get("/compte").await.status, StatusCode::OK);
}

async fn a_token_is_shown_once(t: Platform) {
    let (sophie, _) = people(&t).await;
    let mut browser = Browser::new(&t).await;
    browser.log_in(SOPHIE, PASSWORD).await;
    let nameless = browser.post("/compte/jetons", &[("name", " ")]).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = browser.post("/compte/jetons", &[("name", "Mon <tableur>")]).await;
    assert_eq!((made.status, made.header("cache-control").as_deref()), (StatusCode::OK, Some("no-store")));
    let token = made.body.split("preau_").nth(1).unwrap()[..32].to_owned();
    let token = format!("preau_{token}");
    let speaks = preau::access::tokens::person_of(&t.db, &token, t.now()).await.unwrap();
    assert_eq!(speaks, Some(sophie.id));

    let list = browser.get("/compte/jetons").await;
    assert!(list.body.contains("Mon &lt;tableur") && !list.body.contains("preau_"));
    let id = list.values_of("token").remove(0);
    let mut stranger = Browser::new(&t).await;
    stranger.log_in(ADMIN, PASSWORD).await;
    assert_eq!(stranger.post("/compte/jetons/fin", &[("token", &id)]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.post("/compte/jetons/fin", &[("token", "x")]).await.status, StatusCode::NOT_FOUND);
    let ended = browser.post("/compte/jetons/fin", &[("token", &id)]).await;
    assert_eq!(ended.to().as_deref(), Some("/compte/jetons?fait=jeton-ferme"));
    assert_eq!(preau::access::tokens::person_of(&t.db, &token, t.now()).await.unwrap(), None);
}

async fn a_form_sent_before_logging_in_is_kept(t: Platform) {
    people(&t).await;
    let mut browser = Browser::new(&t).await;
    let sent = browser.post("/compte", &[("discipline", "svt"), ("school", "Lycée des Arches")]).await;
    assert_eq!(sent.to().as_deref(), Some("/connexion?next=/compte"));
    assert!(browser.get("/connexion?next=/compte").await.body.contains("Ce que vous avez saisi est gardé"));
    let entered =
        browser.post("/connexion", &[("email", SOPHIE), ("password", PASSWORD), ("next", "/")]).await;
    assert_eq!(entered.to().as_deref(), Some("/compte"));
    assert!(
        browser.get("/compte").await.body.contains("value=\"Lycée des Arches\""),
        "typed text is not lost"
    );
    assert!(!browser.get("/compte").await.body.contains("Lycée des Arches"), "and is taken once");

    let saved = browser.post("/compte", &[("discipline", "svt"), ("school", "Lycée des Arches")]).await;
    assert_eq!(saved.to().as_deref(), Some("/compte?fait=profil"));
    assert!(browser.get("/compte").await.body.contains("value=\"Lycée des Arches\""));
}

async fn a_person_takes_their_data_away(t: Platform) {
    people(&t).await;
    let mut browser = Browser::new(&t).await;
    assert_eq!(browser.get("/compte/donnees.json").await.status, StatusCode::SEE_OTHER);
    browser.log_in(SOPHIE, PASSWORD).await;
    let file = browser.get("/compte/donnees.json").await;
    let disposition = file.header("content-disposition").unwrap();
    assert_eq!(disposition, "attachment; filename=\"preau-2026-11-24.json\"");
    assert_eq!(file.header("cache-control").as_deref(), Some("no-store"));
    let json: serde_json::Value = serde_json::from_str(&file.body).unwrap();
    assert_eq!(json["emails"][0]["address"], SOPHIE);
    assert!(!file.body.contains(ADMIN) && !file.body.contains("argon2"));
    let page = browser.get("/compte/visibilite").await;
    assert!(page.body.contains("S. M.") && page.body.contains("href=\"/compte/donnees.json\""));
}

async fn the_list_of_people_is_for_administrators(t: Platform) {
    let (sophie, admin) = people(&t).await;
    let lock = format!("/pilotage/comptes/{}/blocage", admin.id);
    let pages = ["/pilotage/comptes", "/pilotage/comptes.csv", "/pilotage/comptes/invitation"];
    let mut teacher = Browser::new(&t).await;
    for page in pages {
        assert_eq!(teacher.get(page).await.status, StatusCode::SEE_OTHER, "{page}: a visitor logs in first");
    }
    teacher.log_in(SOPHIE, PASSWORD).await;
    for page in pages {
        let answer = teacher.get(page).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{page}");
        assert!(!answer.body.contains(ADMIN), "{page}");
    }
    let unknown = format!("/pilotage/comptes/{}/blocage", preau::ids::new(t.now()));
    for post in [lock.as_str(), &unknown, "/pilotage/comptes/x/relance", "/pilotage/comptes/invitation"] {
        assert_eq!(teacher.post(post, &[]).await.status, StatusCode::FORBIDDEN, "{post}");
    }

    let mut boss = Browser::new(&t).await;
    boss.log_in(ADMIN, PASSWORD).await;
    let all = boss.get("/pilotage/comptes").await;
    assert!(all.body.contains(SOPHIE) && all.body.contains(ADMIN));
    let found = boss.get("/pilotage/comptes?q=mart%C3%AEn").await;
    assert!(found.body.contains(SOPHIE) && !found.body.contains(&format!(">{ADMIN}<")));
    let none = boss.get("/pilotage/comptes?q=%3Cscript%3E&page=-4").await;
    assert!(none.status == StatusCode::OK && !none.body.contains("<script>\""));
    let csv = boss.get("/pilotage/comptes.csv?q=martin").await;
    assert!(csv.body.contains(&format!("Martin;Sophie;{SOPHIE};Actif;")), "{}", csv.body);

    assert_eq!(boss.post(&lock, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "not oneself");
    let lock = format!("/pilotage/comptes/{}/blocage", sophie.id);
    let locked = boss.post(&lock, &[("retour", "https://ailleurs.example/?")]).await;
    assert_eq!(locked.to().as_deref(), Some("/pilotage/comptes?fait=compte-bloque"));
    assert_eq!(teacher.get("/compte").await.status, StatusCode::SEE_OTHER, "locked at the next request");
    boss.post(&format!("/pilotage/comptes/{}/deblocage", sophie.id), &[]).await;
    teacher.log_in(SOPHIE, PASSWORD).await;
}

async fn a_password_is_rated_and_not_kept(t: Platform) {
    people(&t).await;
    let mut browser = Browser::new(&t).await;
    browser.log_in(SOPHIE, PASSWORD).await;
    let mut rate = async |password: &str| {
        let asked = serde_json::json!({ "password": password, "link": "" });
        let answer = browser.call("/api/fn/password_rating", &asked.to_string()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        serde_json::from_str::<serde_json::Value>(&answer.body).unwrap()
    };
    let short = rate("poires").await;
    assert_eq!(
        (short["accepted"].as_bool(), short["sentence"].as_str()),
        (Some(false), Some("Encore 6 caractères."))
    );
    assert_eq!(rate("sophiemartin1980").await["accepted"], false, "one's own name is known");
    let good = rate("trois poires vertes en novembre").await;
    assert_eq!((good["score"].as_u64(), good["accepted"].as_bool()), (Some(4), Some(true)));

    let malformed = browser.call("/api/fn/password_rating", "{\"password\": 3").await;
    assert_eq!(malformed.status, StatusCode::BAD_REQUEST);
    let form = browser.post("/api/fn/password_rating", &[("password", "x"), ("link", "")]).await;
    assert_eq!(form.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}
