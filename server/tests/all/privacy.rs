//! People and their data: who looked, what is asked and answered, what an erasure leaves, what goes by itself.

use crate::browser::Browser;
use axum::http::StatusCode;
use preau::access::policy::by_operator;
use preau::access::{Role, accounts, grant, seen};
use preau::clock::{DAY, MINUTE, Timestamp};
use preau::people::NewPerson;
use preau::privacy::account::{self, State};
use preau::privacy::{Periods, erasure, request, retention};
use preau::testing::Platform;
use preau::{Conn as _, audit, on_both, sql};
use preau_server::config::Config;
use preau_server::worker::Worker;
use uuid::Uuid;

on_both!(
    whoever_opens_a_record_is_seen_by_its_owner,
    a_request_is_answered_within_its_month,
    an_erasure_leaves_nothing_but_what_must_be_kept,
    an_account_that_nobody_uses_ends_after_two_warnings,
    old_traces_go_and_young_ones_stay,
    the_register_of_processing_says_the_periods_of_this_platform,
);

const PASSWORD: &str = "le chat dort sur le radiateur";
const ZONE: &str = "Europe/Paris";
const SOPHIE: &str = "sophie@ac-exemple.fr";
const ADMIN: &str = "admin@ac-exemple.fr";

async fn people(t: &Platform) -> (Uuid, Uuid) {
    let hash = preau::access::passwords::Hasher::new(1).unwrap().hash(PASSWORD).await.unwrap();
    let mut tx = t.db.begin().await.unwrap();
    let mut ids = Vec::new();
    for (given, usual, email) in [("Sophie", "Quatrebarbes", SOPHIE), ("Anne", "Legrand", ADMIN)] {
        let new = NewPerson {
            given_name: given.into(),
            usual_name: usual.into(),
            email: email.into(),
            ..NewPerson::default()
        };
        ids.push(accounts::create_active(&mut tx, by_operator(()), &new, &hash, t.now()).await.unwrap().id);
    }
    grant(&mut tx, ids[1], Role::Administrator, None, "", t.now()).await.unwrap();
    tx.commit().await.unwrap();
    (ids[0], ids[1])
}

async fn worker(t: &Platform) -> Worker {
    let config = Config::for_tests(t.folder()).unwrap();
    let app = preau_server::build_on(config, t.db.clone(), t.clock.clone()).await.unwrap();
    Worker::of(&app).unwrap()
}

async fn state(t: &Platform, person: Uuid) -> State {
    account::of(&mut t.db.read().await.unwrap(), person).await.unwrap().state()
}

async fn whoever_opens_a_record_is_seen_by_its_owner(t: Platform) {
    let (sophie, _) = people(&t).await;
    let sheet = format!("/pilotage/comptes/{sophie}");
    let (mut owner, mut boss) = (Browser::new(&t).await, Browser::new(&t).await);
    owner.log_in(SOPHIE, PASSWORD).await;
    boss.log_in(ADMIN, PASSWORD).await;
    assert_eq!(owner.get(&sheet).await.status, StatusCode::FORBIDDEN);
    assert!(owner.get("/compte/visibilite").await.body.contains("Personne n'a ouvert votre fiche"));
    for _ in 0..2 {
        let shown = boss.get(&sheet).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
        assert!(shown.body.contains(SOPHIE) && shown.body.contains("Cette consultation est notée"));
    }
    let page = owner.get("/compte/visibilite").await;
    assert!(page.body.contains("Anne Legrand") && page.body.contains("Fiche du compte"), "{}", page.body);
    assert!(page.body.contains("<td>2</td>"));
    let nobody = format!("/pilotage/comptes/{}", Uuid::nil());
    assert_eq!(boss.get(&nobody).await.status, StatusCode::NOT_FOUND);
}

async fn a_request_is_answered_within_its_month(t: Platform) {
    let (_, _) = people(&t).await;
    let (mut owner, mut boss) = (Browser::new(&t).await, Browser::new(&t).await);
    owner.log_in(SOPHIE, PASSWORD).await;
    boss.log_in(ADMIN, PASSWORD).await;
    let empty = owner.post("/compte/donnees", &[("kind", "rectification"), ("body", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = owner.post("/compte/donnees", &[("kind", "x"), ("body", "<script>alert(1)</script>")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("&lt;script"), "what was typed comes back");
    assert!(!wrong.body.contains("<script>alert"), "as text");
    let form = [("kind", "rectification"), ("body", "Mon nom s'écrit Quatre-Barbes.")];
    let sent = owner.post("/compte/donnees", &form).await;
    assert_eq!(sent.to().as_deref(), Some("/compte/donnees?fait=demande#demandes"));
    let twice = owner.post("/compte/donnees", &form).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "the same twice is refused");
    assert!(owner.get("/compte/donnees").await.body.contains("24\u{a0}décembre\u{a0}2026"));

    assert!(boss.get("/notifications").await.body.contains("Réponse due le 24\u{a0}décembre\u{a0}2026"));
    assert_eq!(owner.get("/pilotage/demandes").await.status, StatusCode::FORBIDDEN);
    let ledger = boss.get("/pilotage/demandes").await;
    let link = ledger.body.split("href=\"/pilotage/demandes/").nth(1).unwrap();
    let one = format!("/pilotage/demandes/{}", link.split('"').next().unwrap());
    assert_eq!(owner.get(&one).await.status, StatusCode::FORBIDDEN);
    assert!(boss.get(&one).await.body.contains("Quatre-Barbes"));

    let extend = |version: &'static str| [("act", "extend"), ("version", version), ("reason", "Vacances.")];
    let extended = boss.post(&one, &extend("1")).await;
    assert_eq!(extended.to(), Some(format!("{one}?fait=demande-prolongee")), "{}", extended.body);
    assert_eq!(boss.post(&one, &extend("1")).await.status, StatusCode::UNPROCESSABLE_ENTITY, "it moved");
    assert_eq!(boss.post(&one, &extend("2")).await.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
    let page = owner.get("/compte/donnees").await;
    assert!(page.body.contains("Vacances.") && page.body.contains("24\u{a0}février\u{a0}2027"));

    let answer =
        |text: &'static str| [("act", "answer"), ("version", "2"), ("outcome", "granted"), ("answer", text)];
    assert_eq!(
        boss.post(&one, &answer("")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "an answer has words"
    );
    let answered = boss.post(&one, &answer("C'est corrigé.")).await;
    assert_eq!(answered.to(), Some(format!("{one}?fait=demande-repondue")));
    let page = owner.get("/compte/donnees").await;
    assert!(page.body.contains("Acceptée") && page.body.contains("corrigé."));
    assert!(owner.get("/compte/visibilite").await.body.contains("Demande sur vos données"));
    let csv = boss.get("/pilotage/demandes.csv?etat=toutes").await;
    assert!(csv.body.contains("Sophie Quatrebarbes") && !csv.body.contains("Quatre-Barbes"));

    owner.post("/compte/donnees", &[("kind", "objection"), ("body", "")]).await;
    let action = owner.get("/compte/donnees").await.action_ending("/retrait").unwrap();
    assert_eq!(boss.post(&action, &[]).await.status, StatusCode::NOT_FOUND, "nobody withdraws another's");
    assert!(owner.post(&action, &[]).await.to().is_some());
    t.clock.advance(40 * DAY);
    owner.log_in(SOPHIE, PASSWORD).await;
    owner.post("/compte/donnees", &[("kind", "objection"), ("body", "")]).await;
    t.clock.advance(32 * DAY);
    boss.log_in(ADMIN, PASSWORD).await;
    let late = boss.get("/pilotage/demandes").await;
    assert!(late.body.contains("En retard"), "{}", late.body);
}

/// Something of everything in the tables of a person.
async fn fill(t: &Platform, person: Uuid, sha256: &str) {
    let now = t.now();
    let mut tx = t.db.begin().await.unwrap();
    accounts::ask_reset(&mut tx, SOPHIE, now).await.unwrap();
    tx.query(sql!(
        "insert into course (slug, state, created_at, updated_at) values ('c', 'published', $1, $1)"
    ))
    .bind(now)
    .run()
    .await
    .unwrap();
    let id = Uuid::from_u128(1);
    tx.query(sql!(
        "insert into course_version
             (id, course_slug, number, semver, checksum, title, change_class, document, published_at)
         values ($1, 'c', 1, '1.0.0', 'x', 'C', 'premier', '{}', $2)"
    ))
    .bind(id)
    .bind(now)
    .run()
    .await
    .unwrap();
    for (number, state) in [(1_u128, "completed"), (2, "in_progress")] {
        let enrolment = Uuid::from_u128(number);
        tx.query(sql!(
            "insert into enrolment (id, person_id, course_slug, version_id, run, state, started_at, seen_at)
             values ($1, $2, 'c', $3, $4, $5, $6, $6)"
        ))
        .bind(enrolment)
        .bind(person)
        .bind(id)
        .bind(i32::try_from(number).unwrap())
        .bind(state)
        .bind(now)
        .run()
        .await
        .unwrap();
        tx.query(sql!("insert into page_progress (enrolment_id, page_key, seen_at) values ($1, 'p', $2)"))
            .bind(enrolment)
            .bind(now)
            .run()
            .await
            .unwrap();
        let upload = Uuid::from_u128(10 + number);
        tx.query(sql!(
            "insert into upload (id, person_id, file_name, media_type, bytes, sha256, created_at)
             values ($1, $2, 'sequence-quatrebarbes.odt', 'x', 1, $3, $4)"
        ))
        .bind(upload)
        .bind(person)
        .bind(sha256)
        .bind(now)
        .run()
        .await
        .unwrap();
        tx.query(sql!(
            "insert into production (id, enrolment_id, page_key, activity_id, body, upload_id, state, saved_at)
             values ($1, $1, 'p', 'a', 'Ma séance sur les zèbres', $2, 'draft', $3)"
        ))
        .bind(enrolment)
        .bind(upload)
        .bind(now)
        .run()
        .await
        .unwrap();
    }
    tx.query(sql!(
        "insert into completion (id, enrolment_id, person_id, course_slug, version_id, semver, checksum, title, minutes,
                                 competences, started_at, completed_at, school_year)
         values ($1, $1, $2, 'c', $1, '1.0.0', 'x', 'C', 60, '[]', $3, $3, '2026-2027')"
    ))
    .bind(id)
    .bind(person)
    .bind(now)
    .run()
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

/// A seat in a session to come, asked for in the person's own words.
async fn sit(t: &Platform, person: Uuid) -> Uuid {
    let school = preau::testing::school(t, "fr/14/b1/", "9990001X").await;
    let (id, now) = (Uuid::from_u128(0x5e55), t.now());
    let mut tx = t.db.begin().await.unwrap();
    tx.query(sql!(
        "insert into training_session
             (id, host_id, level, node_id, school_year, title, aim, disciplines, depth, modality, capacity,
              overbooking_percent, min_size, waitlist, promotion, gate, informal, in_class_time, paid, starts_at, ends_at,
              state, state_at, taken, last_rank, created_by, created_at, updated_at)
         values ($1, $2, 'school', $2, '2026-2027', 'S', 'S', '[]', 'initiation', 'onsite', 1, 0, 1, true, 'direct', 'direct',
                 false, false, false, $4, $5, 'full', $3, 1, 1, $6, $3, $3)"
    ))
    .bind(id)
    .bind(school.node_id)
    .bind(now)
    .bind(now.plus(10 * DAY))
    .bind(now.plus(11 * DAY))
    .bind(person)
    .run()
    .await
    .unwrap();
    tx.query(sql!(
        "insert into session_place (id, session_id, person_id, state, source, rank, motive, state_at, created_at, updated_at)
         values ($1, $1, $2, 'enrolled', 'self', 1, 'Quatrebarbes voudrait filmer les zèbres', $3, $3, $3)"
    ))
    .bind(id)
    .bind(person)
    .bind(now)
    .run()
    .await
    .unwrap();
    tx.commit().await.unwrap();
    id
}

async fn an_erasure_leaves_nothing_but_what_must_be_kept(t: Platform) {
    let (sophie, _) = people(&t).await;
    let sha256 = "ab".repeat(32);
    fill(&t, sophie, &sha256).await;
    let session = sit(&t, sophie).await;
    let file = t.folder().join("uploads/ab").join(&sha256);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, b"x").unwrap();
    let (mut owner, mut boss) = (Browser::new(&t).await, Browser::new(&t).await);
    owner.log_in(SOPHIE, PASSWORD).await;
    boss.log_in(ADMIN, PASSWORD).await;
    owner.post("/compte/donnees", &[("kind", "erasure"), ("body", "Je quitte l'enseignement.")]).await;
    let ledger = boss.get("/pilotage/demandes").await;
    let link = ledger.body.split("href=\"/pilotage/demandes/").nth(1).unwrap();
    let one = format!("/pilotage/demandes/{}", link.split('"').next().unwrap());

    let plan = erasure::plan(&mut t.db.read().await.unwrap(), by_operator(sophie)).await.unwrap();
    let count = |what: &str| plan.iter().find(|item| item.what == what).unwrap().count;
    assert_eq!(
        (count("addresses"), count("unfinished"), count("traces"), count("productions")),
        (1, 1, 2, 4)
    );
    assert_eq!((count("completions"), count("letters")), (1, 1));
    let shown = boss.get(&one).await;
    assert!(shown.body.contains("Un essai, qui ne change rien") && shown.body.contains("Gardée"));
    assert_eq!(owner.get("/compte").await.status, StatusCode::OK, "a dry run changes nothing");

    let hold = format!("/pilotage/comptes/{sophie}");
    boss.post(&hold, &[("act", "hold"), ("reason", "Contrôle en cours")]).await;
    let form = [("act", "answer"), ("version", "1"), ("outcome", "granted"), ("answer", "")];
    assert_eq!(boss.post(&one, &form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "held");
    assert_eq!(state(&t, sophie).await, State::Active, "nothing half done");
    boss.post(&hold, &[("act", "release")]).await;
    let done = boss.post(&one, &form).await;
    assert_eq!(done.to(), Some(format!("{one}?fait=demande-repondue")), "{}", done.body);
    assert_eq!(state(&t, sophie).await, State::Anonymised);
    assert_eq!(owner.get("/compte").await.status, StatusCode::SEE_OTHER, "logged out");

    let worker = worker(&t).await;
    while worker.step().await.unwrap() {}
    // Once the last letter has left.
    t.clock.advance(MINUTE);
    while worker.step().await.unwrap() {}
    assert!(!file.exists(), "the file is gone");
    let mails: Vec<_> = std::fs::read_dir(t.folder().join("mail")).unwrap().collect();
    let letters: Vec<String> =
        mails.into_iter().map(|mail| std::fs::read_to_string(mail.unwrap().path()).unwrap()).collect();
    let to_sophie: Vec<_> = letters.iter().filter(|mail| mail.contains("To: sophie@")).collect();
    assert_eq!(to_sophie.len(), 1, "the last letter, and not the one that waited");

    let plan = erasure::plan(&mut t.db.read().await.unwrap(), by_operator(sophie)).await.unwrap();
    for item in plan.iter().filter(|item| item.fate == erasure::Fate::Erased && item.what != "identity") {
        assert_eq!(item.count, 0, "{}", item.what);
    }
    let mut read = t.db.read().await.unwrap();
    let (kept,): (i64,) = read
        .query(sql!("select count(*) from completion where person_id = $1"))
        .bind(sophie)
        .one()
        .await
        .unwrap();
    assert_eq!(kept, 1, "what an attestation stands on");
    let place: (String, String, i32) = read
        .query(sql!(
            "select p.state, p.motive, s.taken from session_place p join training_session s on s.id = p.session_id
              where s.id = $1"
        ))
        .bind(session)
        .one()
        .await
        .unwrap();
    assert_eq!(place, ("cancelled".to_owned(), String::new(), 0), "the seat is free, and without words");
    assert_eq!(audit::verify(&mut read).await.unwrap().broken_at, None);
    drop(read);
    let again = boss.post(&hold, &[("act", "reopen")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "there is no way back");
    // The file and its log hold no trace of the name, the address or the words.
    if t.db.sqlite_writer().is_some() {
        for name in ["preau.db", "preau.db-wal"] {
            let Ok(bytes) = std::fs::read(t.folder().join(name)) else { continue };
            let text = String::from_utf8_lossy(&bytes);
            for gone in ["Quatrebarbes", "quatrebarbes", SOPHIE, "les zèbres", "quitte l'enseignement"] {
                assert!(!text.contains(gone), "{gone} in {name}");
            }
        }
    }
}

async fn an_account_that_nobody_uses_ends_after_two_warnings(t: Platform) {
    let (sophie, admin) = people(&t).await;
    let periods = Periods::default();
    let mut boss = Browser::new(&t).await;
    let start = t.now();
    let mut seen = Vec::new();
    // Three years and a half, a look every ten days; the administrator logs in, Sophie does not.
    while t.now() < start.plus(1_250 * DAY) {
        boss.log_in(ADMIN, PASSWORD).await;
        let due = retention::due(&mut t.db.read().await.unwrap(), &periods, ZONE, t.now()).await.unwrap();
        let done = retention::sweep(&t.db, &periods, ZONE, t.now()).await.unwrap();
        let accounts = |due: retention::Due| (due.to_warn, due.to_close, due.to_warn_again, due.to_anonymise);
        assert_eq!(accounts(due), accounts(done), "the dry run says what is done");
        let now = state(&t, sophie).await;
        if seen.last().is_none_or(|(_, last)| *last != now) {
            seen.push(((t.now().0 - start.0) / DAY, now));
        }
        t.clock.advance(10 * DAY);
    }
    let states: Vec<State> = seen.iter().map(|(_, state)| *state).collect();
    assert_eq!(states, [State::Active, State::Closed, State::Anonymised], "{seen:?}");
    let (closed, erased) = (seen[1].0, seen[2].0);
    assert!((730..=760).contains(&closed), "closed after {closed} days");
    assert!((1_095..=1_125).contains(&erased), "anonymised after {erased} days");
    assert_eq!(state(&t, admin).await, State::Active, "whoever logs in stays");
    let twice = retention::sweep(&t.db, &periods, ZONE, t.now()).await.unwrap();
    let third = retention::sweep(&t.db, &periods, ZONE, t.now()).await.unwrap();
    assert_eq!((twice.to_anonymise, third), (0, retention::Due::default()), "once a day");
}

async fn old_traces_go_and_young_ones_stay(t: Platform) {
    let (sophie, admin) = people(&t).await;
    fill(&t, sophie, &"cd".repeat(32)).await;
    let periods = Periods::default();
    let mut tx = t.db.begin().await.unwrap();
    seen::note(&mut tx, admin, sophie, seen::What::Account, t.now()).await.unwrap();
    let id = request::open(&mut tx, by_operator(sophie), request::Kind::Objection, "", ZONE, t.now())
        .await
        .unwrap();
    request::withdraw(&mut tx, by_operator(sophie), id, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let at = |day: &str| Timestamp::midnight(day.parse().unwrap(), ZONE).plus(DAY / 2);
    let sweep = async |day: &str| retention::sweep(&t.db, &periods, ZONE, at(day)).await.unwrap();
    // Learnt in 2026-2027: kept until the end of 2027-2028.
    let young = sweep("2027-11-20").await;
    assert_eq!((young.traces, young.looks, young.notices), (0, 0, 0));
    let year = sweep("2027-11-26").await;
    assert_eq!((year.traces, year.looks, year.notices), (0, 1, 1));
    assert_eq!(sweep("2028-08-31").await.traces, 0);
    assert_eq!(sweep("2028-09-01").await.traces, 2);
    let mut read = t.db.read().await.unwrap();
    let (enrolments, pages, uploads, completions): (i64, i64, i64, i64) = read
        .query(sql!(
            "select (select count(*) from enrolment), (select count(*) from page_progress),
                    (select count(*) from upload), (select count(*) from completion)"
        ))
        .one()
        .await
        .unwrap();
    assert_eq!((enrolments, pages, uploads, completions), (1, 0, 0, 1));
    drop(read);
    assert_eq!(sweep("2028-09-02").await.traces, 0, "nothing is left to remove");
    assert_eq!(sweep("2031-11-30").await.requests, 1);
}

async fn the_register_of_processing_says_the_periods_of_this_platform(t: Platform) {
    people(&t).await;
    let mut visitor = Browser::new(&t).await;
    let page = visitor.get("/donnees-personnelles").await;
    assert!(page.body.contains("id=\"registre\""));
    assert!(
        page.body.contains("fermé après 24 mois") && page.body.contains("anonymisé après 36"),
        "{}",
        page.body
    );
}
