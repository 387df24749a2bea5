//! Sessions in people's own calendars, through the doors and the worker: mails with entries, convocation, feed.

use crate::browser::Browser;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use preau::access::policy::by_operator;
use preau::access::{Role, accounts, roles};
use preau::clock::DAY;
use preau::people::NewPerson;
use preau::school::School;
use preau::school::postings::{NewPosting, post};
use preau::session::draft::{self, New, Typed, TypedSlot};
use preau::session::{decide, session, sign_up, turn};
use preau::testing::{Platform, school as a_school};
use preau::{Conn as _, ids, on_both, sql};
use preau_server::App;
use preau_server::config::Config;
use preau_server::worker::Worker;
use tower::ServiceExt as _;
use uuid::Uuid;

on_both!(
    a_seat_goes_into_the_calendar_moves_and_goes_out,
    a_convocation_is_for_whoever_has_the_seat,
    a_feed_opens_without_a_login_until_it_is_revoked,
    an_academy_says_what_convocations_are_worth,
);

const PASSWORD: &str = "le chat dort sur le radiateur";

async fn person(t: &Platform, name: &str) -> Uuid {
    let hash = preau::access::passwords::Hasher::new(1).unwrap().hash(PASSWORD).await.unwrap();
    let new = NewPerson {
        given_name: name.into(),
        usual_name: "Martin".into(),
        email: format!("{name}@ac-exemple.fr"),
        ..NewPerson::default()
    };
    let mut tx = t.db.begin().await.unwrap();
    let person = accounts::create_active(&mut tx, by_operator(()), &new, &hash, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    person.id
}

async fn posted(t: &Platform, person: Uuid, school: &School) {
    let mut tx = t.db.begin().await.unwrap();
    let new = NewPosting {
        person,
        school: school.node_id,
        discipline: Some("mathematiques"),
        main: true,
        employment_status: "",
        starts_at: t.now().plus(-DAY),
        source: "test",
    };
    post(&mut tx, by_operator(&new), t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

fn typed(day: &str, scope: &str) -> Typed {
    Typed {
        title: "Créer un quiz ; trier, noter".into(),
        aim: "Savoir écrire un questionnaire.".into(),
        depth: "initiation".into(),
        modality: "onsite".into(),
        room: "Salle 204".into(),
        slots: vec![TypedSlot { day: day.into(), from: "14:00".into(), to: "17:00".into() }],
        scope: scope.into(),
        capacity: "5".into(),
        waitlist: true,
        leads: true,
        ..Typed::default()
    }
}

struct Scene {
    school: School,
    other: School,
    host: Uuid,
    zoe: Uuid,
}

/// A school with an author and a teacher, another one beside it.
async fn scene(t: &Platform) -> Scene {
    let school = a_school(t, "fr/14/b1/", "0350005R").await;
    preau::testing::adopted_plan(&t.db, "fr/14/", None).await;
    let other = a_school(t, "fr/14/b1/", "0350011X").await;
    let (host, zoe) = (person(t, "hugo").await, person(t, "zoe").await);
    posted(t, host, &school).await;
    posted(t, zoe, &school).await;
    Scene { school, other, host, zoe }
}

async fn open(t: &Platform, scene: &Scene, typed: &Typed) -> Uuid {
    let mut tx = t.db.begin().await.unwrap();
    let new = New { id: ids::new(t.now()), author: scene.host, host: &scene.school.path, typed, needs: &[] };
    let id = draft::create(&mut tx, by_operator(new), t.now()).await.unwrap();
    decide::propose(&mut tx, by_operator(id), 2, t.now()).await.unwrap();
    decide::agree(&mut tx, by_operator(id), t.now()).await.unwrap();
    if typed.scope != "school" {
        decide::approve(&mut tx, by_operator(id), t.now()).await.unwrap();
    }
    decide::publish(&mut tx, by_operator(id), t.now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn sits(t: &Platform, id: Uuid, person: Uuid) {
    let mut tx = t.db.begin().await.unwrap();
    sign_up::sign_up(&mut tx, by_operator((id, person)), "", t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn leaves(t: &Platform, id: Uuid, person: Uuid) {
    let mut tx = t.db.begin().await.unwrap();
    sign_up::withdraw(&mut tx, by_operator((id, person)), t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn app(t: &Platform) -> App {
    let config = Config::for_tests(t.folder()).unwrap();
    preau_server::build_on(config, t.db.clone(), t.clock.clone()).await.unwrap()
}

/// Works until nothing is left; gives the mails to somebody that were not there before.
async fn mails(t: &Platform, app: &App, to: &str) -> Vec<String> {
    let folder = t.folder().join("mail");
    let names = || -> Vec<_> {
        let Ok(entries) = std::fs::read_dir(&folder) else { return Vec::new() };
        entries.map(|entry| entry.unwrap().path()).collect()
    };
    let before = names();
    let worker = Worker::of(app).unwrap();
    while worker.step().await.unwrap() {}
    let new = names().into_iter().filter(|path| !before.contains(path));
    let mut mails: Vec<String> = new.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    mails.retain(|mail| mail.contains(&format!("To: {to}@")));
    mails
}

/// The part of a mail for calendars: its type, and its text.
fn calendar(mail: &str) -> (String, String) {
    let at = mail.find("Content-Type: text/calendar").expect("a part for calendars");
    let (head, rest) = mail[at..].split_once("\r\n\r\n").unwrap();
    let body = rest.split("\r\n--").next().unwrap();
    let text = match head.split("Content-Transfer-Encoding: ").nth(1).unwrap().split("\r\n").next().unwrap() {
        "base64" => {
            let bare: String = body.split_whitespace().collect();
            String::from_utf8(base64::engine::general_purpose::STANDARD.decode(bare).unwrap()).unwrap()
        }
        "quoted-printable" => quoted_printable(body),
        _ => body.to_owned(),
    };
    (head.replace("\r\n ", " "), text.replace("\r\n ", ""))
}

fn quoted_printable(text: &str) -> String {
    let mut bytes = Vec::new();
    let text = text.replace("=\r\n", "");
    let mut rest = text.as_bytes();
    while let Some((first, more)) = rest.split_first() {
        if *first == b'=' {
            let code = std::str::from_utf8(&more[..2]).unwrap();
            bytes.push(u8::from_str_radix(code, 16).unwrap());
            rest = &more[2..];
        } else {
            bytes.push(*first);
            rest = more;
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn value<'c>(calendar: &'c str, name: &str) -> &'c str {
    let event = calendar.split("BEGIN:VEVENT").nth(1).expect("an entry");
    let line = event.split("\r\n").find(|line| line.split([':', ';']).next() == Some(name));
    line.unwrap_or_else(|| panic!("{name} is not in {calendar}")).split_once([':', ';']).unwrap().1
}

async fn a_seat_goes_into_the_calendar_moves_and_goes_out(t: Platform) {
    let scene = scene(&t).await;
    let app = app(&t).await;
    let id = open(&t, &scene, &typed("2026-12-10", "school")).await;
    sits(&t, id, scene.zoe).await;
    let sent = mails(&t, &app, "zoe").await;
    assert_eq!(sent.len(), 1, "{sent:#?}");
    let (head, first) = calendar(&sent[0]);
    assert!(head.contains("method=REQUEST"), "{head}");
    assert!(sent[0].contains("filename=\"session.ics\""));
    assert!(first.contains("METHOD:REQUEST\r\n") && first.contains("TZID:Europe/Paris\r\n"), "{first}");
    assert_eq!(value(&first, "SEQUENCE"), "0");
    assert_eq!(value(&first, "DTSTART"), "TZID=Europe/Paris:20261210T140000");
    assert_eq!(value(&first, "SUMMARY"), "Créer un quiz \\; trier\\, noter");
    assert!(value(&first, "ATTENDEE").ends_with("mailto:zoe@ac-exemple.fr"));
    assert_eq!(value(&first, "URL"), format!("http://preau.test/sessions/{id}"));
    assert!(value(&first, "UID").ends_with("@preau.test"));
    assert_eq!(mails(&t, &app, "zoe").await.len(), 0, "once");

    // The day changes.
    let mut tx = t.db.begin().await.unwrap();
    let version = session(&mut tx, id).await.unwrap().version;
    draft::change(&mut tx, by_operator(id), &typed("2026-12-11", "school"), version, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let moved = mails(&t, &app, "zoe").await;
    let moved: Vec<_> = moved.iter().filter(|mail| mail.contains("text/calendar")).collect();
    assert_eq!(moved.len(), 1);
    let (head, second) = calendar(moved[0]);
    assert!(head.contains("method=REQUEST"));
    assert_eq!(value(&second, "UID"), value(&first, "UID"));
    assert_eq!(value(&second, "SEQUENCE"), "1");
    assert_eq!(value(&second, "DTSTART"), "TZID=Europe/Paris:20261211T140000");

    // A week before.
    t.clock.advance(10 * DAY + DAY / 4);
    turn::turn(&t.db, t.now()).await.unwrap();
    let reminders = mails(&t, &app, "zoe").await;
    let reminders: Vec<_> = reminders.iter().filter(|mail| mail.contains("List-Unsubscribe")).collect();
    assert_eq!(reminders.len(), 1, "{reminders:#?}");
    turn::turn(&t.db, t.now()).await.unwrap();
    assert_eq!(mails(&t, &app, "zoe").await.len(), 0);

    let mut tx = t.db.begin().await.unwrap();
    decide::cancel(&mut tx, by_operator(id), "Salle inondée", t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let gone = mails(&t, &app, "zoe").await;
    let gone: Vec<_> = gone.iter().filter(|mail| mail.contains("text/calendar")).collect();
    assert_eq!(gone.len(), 1);
    let (head, last) = calendar(gone[0]);
    assert!(head.contains("method=CANCEL") && last.contains("METHOD:CANCEL\r\n"), "{head}");
    assert_eq!(value(&last, "UID"), value(&first, "UID"));
    assert_eq!((value(&last, "SEQUENCE"), value(&last, "STATUS")), ("2", "CANCELLED"));
    assert!(!gone[0].contains("inond"), "why stays with those who organise");
    let (dead,): (i64,) =
        t.db.read()
            .await
            .unwrap()
            .query(sql!("select count(*) from job where last_error is not null"))
            .one()
            .await
            .unwrap();
    assert_eq!(dead, 0);
}

async fn a_convocation_is_for_whoever_has_the_seat(t: Platform) {
    let scene = scene(&t).await;
    let id = open(&t, &scene, &typed("2026-12-10", "school")).await;
    let page = format!("/sessions/{id}/convocation");
    let mut browser = Browser::new(&t).await;
    let stranger = browser.get(&page).await;
    assert!(stranger.to().unwrap().starts_with("/connexion"), "{:?}", stranger.to());
    browser.log_in("zoe@ac-exemple.fr", PASSWORD).await;
    assert_eq!(browser.get(&page).await.status, StatusCode::NOT_FOUND, "no seat yet");
    sits(&t, id, scene.zoe).await;
    let shown = browser.get(&page).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    for words in ["Créer un quiz", "Salle 204", "jeudi 10", "dans votre établissement", "ordre de mission"]
    {
        assert!(shown.body.contains(words), "{words} is not in {}", shown.body);
    }
    let file = browser.get(&format!("{page}.ics")).await;
    assert_eq!(file.header("content-type").unwrap(), "text/calendar; charset=utf-8");
    assert!(file.body.contains("BEGIN:VEVENT") && !file.body.contains("METHOD:"), "{}", file.body);
    let app = app(&t).await;
    let sent = mails(&t, &app, "zoe").await;
    let told = calendar(&sent[0]).1;
    assert_eq!(value(&file.body.replace("\r\n ", ""), "UID"), value(&told, "UID"), "the same entry");
    let pdf = browser.get(&format!("{page}.pdf")).await;
    assert!(pdf.status == StatusCode::OK && pdf.body.starts_with("%PDF"), "{}", pdf.status);
    // Whoever organises sees who comes, and has no convocation.
    let mut author = Browser::new(&t).await;
    author.log_in("hugo@ac-exemple.fr", PASSWORD).await;
    for path in [page.clone(), format!("{page}.ics"), format!("{page}.pdf")] {
        assert_eq!(author.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    leaves(&t, id, scene.zoe).await;
    assert_eq!(browser.get(&page).await.status, StatusCode::NOT_FOUND);
}

async fn a_feed_opens_without_a_login_until_it_is_revoked(t: Platform) {
    let scene = scene(&t).await;
    let id = open(&t, &scene, &typed("2026-12-10", "school")).await;
    sits(&t, id, scene.zoe).await;
    let app = app(&t).await;
    let fetch = async |path: &str, known: Option<&str>| {
        let mut request = Request::builder().uri(path).header(header::HOST, "preau.test");
        if let Some(known) = known {
            request = request.header(header::IF_NONE_MATCH, known);
        }
        let response = app.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let etag = parts.headers.get(header::ETAG).map(|tag| tag.to_str().unwrap().to_owned());
        (parts.status, etag, String::from_utf8(bytes.to_vec()).unwrap())
    };
    let mut browser = Browser::new(&t).await;
    browser.log_in("zoe@ac-exemple.fr", PASSWORD).await;
    let address = "/sessions/abonnement";
    let made = browser.post(address, &[("geste", "creer")]).await;
    assert_eq!(made.header("cache-control").unwrap(), "no-store");
    let shown = made.body.split("http://preau.test/agenda/").nth(1).unwrap();
    let path = format!("/agenda/{}", shown.split('<').next().unwrap());
    assert!(path.ends_with(".ics"), "{path}");
    assert!(!browser.get(address).await.body.contains("/agenda/"), "shown once");

    let (status, etag, body) = fetch(&path, None).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        body.contains("X-WR-CALNAME:") && body.contains("DTSTART;TZID=Europe/Paris:20261210T140000"),
        "{body}"
    );
    let (status, again, empty) = fetch(&path, etag.as_deref()).await;
    assert_eq!((status, again, empty.as_str()), (StatusCode::NOT_MODIFIED, etag.clone(), ""));
    leaves(&t, id, scene.zoe).await;
    let (status, other, body) = fetch(&path, etag.as_deref()).await;
    assert!(status == StatusCode::OK && other != etag && !body.contains("VEVENT"), "{body}");
    let ended = browser.post(address, &[("geste", "supprimer")]).await;
    assert_eq!(ended.to().as_deref(), Some("/sessions/abonnement?fait=agenda-ferme"));
    for wrong in [path.as_str(), "/agenda/x", "/agenda/0123456789abcdefghjkmnpqrstvwxyz.ics"] {
        assert_eq!(fetch(wrong, None).await.0, StatusCode::NOT_FOUND, "{wrong}");
    }
}

async fn an_academy_says_what_convocations_are_worth(t: Platform) {
    let scene = scene(&t).await;
    let guest = person(&t, "guest").await;
    posted(&t, guest, &scene.other).await;
    let id = open(&t, &scene, &typed("2026-12-10", "basin")).await;
    sits(&t, id, guest).await;
    let mut tx = t.db.begin().await.unwrap();
    let (place,): (Uuid,) =
        tx.query(sql!("select id from session_place where session_id = $1")).bind(id).one().await.unwrap();
    sign_up::select(&mut tx, by_operator(id), &[place], t.now()).await.unwrap();
    let manager =
        tx.query(sql!("select id from org_node where path = 'fr/14/'")).one::<(Uuid,)>().await.unwrap().0;
    tx.commit().await.unwrap();
    let boss = person(&t, "boss").await;
    let mut tx = t.db.begin().await.unwrap();
    let grant = roles::NewGrant {
        person: boss,
        role: Role::PlanManager,
        node: Some(manager),
        until: None,
        delegated_by: None,
        reason: "",
    };
    roles::grant_at(&mut tx, by_operator(grant), t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let page = format!("/sessions/{id}/convocation");
    let mut traveller = Browser::new(&t).await;
    traveller.log_in("guest@ac-exemple.fr", PASSWORD).await;
    assert!(traveller.get(&page).await.body.contains("pas encore indiqué"));
    let rule = "/pilotage/convocations";
    assert_eq!(traveller.get(rule).await.status, StatusCode::FORBIDDEN);
    let mut office = Browser::new(&t).await;
    office.log_in("boss@ac-exemple.fr", PASSWORD).await;
    let shown = office.get(rule).await;
    assert!(shown.status == StatusCode::OK && shown.body.contains("fr/14/b1/"), "{}", shown.body);
    let long = "x".repeat(601);
    let refused = office.post(rule, &[("lieu", "fr/14/"), ("order", "oui"), ("words", &long)]).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(&long));
    let elsewhere = office.post(rule, &[("lieu", "fr/01/"), ("order", "oui")]).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    let fields =
        [("lieu", "fr/14/"), ("order", "oui"), ("refund", "oui"), ("words", "Par Chorus-DT, sous 30 jours.")];
    assert_eq!(office.post(rule, &fields).await.status, StatusCode::SEE_OTHER);
    let told = traveller.get(&page).await.body;
    assert!(told.contains("vaut ordre de mission") && told.contains("sous 30 jours"), "{told}");
}

/// Messages for `end2end/journeys/calendar.test.mjs`, which reads them with a parser that is not ours.
fn samples() -> Vec<(&'static str, String)> {
    use preau::session::ics::{Calendar, Event, Method, Party, uid, write};

    let at = |text: &str| preau::Timestamp::from(text.parse::<jiff::Timestamp>().unwrap());
    let event = |slot: u128, sequence: i32, zone: &str, from: &str| Event {
        uid: uid(Uuid::from_u128(slot), Uuid::from_u128(99), "https://preau.example"),
        sequence,
        starts_at: at(from),
        ends_at: at(from).plus(3 * preau::clock::HOUR),
        zone: zone.to_owned(),
        title: "Évaluer ; trier, « noter » : l'élève\\la classe 🎓 et encore bien d'autres choses à dire"
            .to_owned(),
        place: "Salle 204, Collège Jean-Zay, Brest".to_owned(),
        notes: "https://visio.example/classe?x=1;y=2,3".to_owned(),
        url: "https://preau.example/sessions/1".to_owned(),
    };
    let message = |method, events: &[Event]| {
        write(&Calendar {
            method,
            name: None,
            stamp: at("2026-11-24T09:00:00Z"),
            organizer: Some(Party { name: "Collège \"Jean Zay\"", address: "robot@preau.example" }),
            attendee: Some(Party { name: "Zoé Le Goff", address: "zoe@ac-exemple.fr" }),
            events,
        })
    };
    let paris = "Europe/Paris";
    vec![
        // Winter, then summer: one session over the night of 28 March 2027.
        (
            "request",
            message(
                Some(Method::Request),
                &[event(1, 0, paris, "2027-03-25T13:00:00Z"), event(2, 0, paris, "2027-04-01T12:00:00Z")],
            ),
        ),
        ("moved", message(Some(Method::Request), &[event(1, 1, paris, "2027-03-26T13:00:00Z")])),
        ("cancel", message(Some(Method::Cancel), &[event(1, 2, paris, "2027-03-26T13:00:00Z")])),
        // Eight in the morning in each place; and the hour that comes twice in Paris, from its first to its second run.
        (
            "overseas",
            message(
                None,
                &[
                    event(3, 0, "Indian/Reunion", "2026-12-10T04:00:00Z"),
                    event(4, 0, "America/Martinique", "2026-12-10T12:00:00Z"),
                    event(5, 0, "Pacific/Noumea", "2026-12-09T21:00:00Z"),
                    event(6, 0, "Pacific/Tahiti", "2026-12-10T18:00:00Z"),
                    event(7, 0, "Pacific/Marquesas", "2026-12-10T17:30:00Z"),
                    event(8, 0, "America/Miquelon", "2027-06-10T10:00:00Z"),
                    event(9, 0, "Africa/Casablanca", "2027-02-20T08:00:00Z"),
                    event(10, 0, paris, "2026-10-24T22:30:00Z"),
                ],
            ),
        ),
    ]
}

#[test]
fn what_another_parser_reads_is_what_we_write() {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../end2end/calendar"));
    for (name, text) in samples() {
        let path = folder.join(format!("{name}.ics"));
        match std::fs::read_to_string(&path) {
            Ok(kept) => assert_eq!(kept, text, "{name}: remove the file and run this again to write it anew"),
            Err(_) => {
                std::fs::create_dir_all(folder).unwrap();
                std::fs::write(&path, text).unwrap();
                panic!("{} was missing: it is written now, look at it", path.display());
            }
        }
    }
}
