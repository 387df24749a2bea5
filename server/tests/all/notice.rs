//! Notices: in the product, by mail at the rhythm of each, once, and let go by one click.

use crate::browser::Browser;
use axum::http::StatusCode;
use preau::access::accounts;
use preau::access::policy::by_operator;
use preau::clock::{DAY, HOUR, MINUTE};
use preau::notice::rhythm::{self, Rhythm};
use preau::notice::{Notice, inbox, outgoing, tell};
use preau::people::NewPerson;
use preau::privacy::Periods;
use preau::testing::Platform;
use preau::{Conn as _, jobs, on_both, sql};
use preau_server::App;
use preau_server::config::Config;
use preau_server::housekeeping::sweep;
use preau_server::mail::{MailRoute, Mailer};
use preau_server::worker::Worker;
use uuid::Uuid;

on_both!(
    what_one_was_told_is_listed_opened_and_read,
    a_busy_week_is_seven_mails_at_most,
    what_waits_for_an_act_leaves_at_once_and_once,
    a_relay_that_is_down_for_a_day_loses_nothing_and_doubles_nothing,
    the_digest_of_several_processes_is_one,
    a_mail_lets_go_without_a_login,
    choices_are_kept_and_followed,
);

const PASSWORD: &str = "le chat dort sur le radiateur";
const ZONE: &str = "Europe/Paris";

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

async fn say(t: &Platform, to: Uuid, kind: &'static str, asks_act: bool, about: &str) {
    let detail = serde_json::json!({ "n": 1 });
    let mut tx = t.db.begin().await.unwrap();
    tell(&mut tx, Notice { to, kind, detail, path: "/compte", asks_act, about }, t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn app(t: &Platform) -> App {
    let config = Config::for_tests(t.folder()).unwrap();
    preau_server::build_on(config, t.db.clone(), t.clock.clone()).await.unwrap()
}

fn worker(app: &App) -> Worker {
    Worker::of(app).unwrap()
}

/// Sweeps and works until nothing is left.
async fn work(t: &Platform, worker: &Worker) {
    sweep(&t.db, &Periods::default(), ZONE, t.now()).await.unwrap();
    while worker.step().await.unwrap() {}
}

fn mails(t: &Platform) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(t.folder().join("mail")) else { return Vec::new() };
    let mut mails: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    mails.sort();
    mails.iter().map(|path| decoded(&std::fs::read_to_string(path).unwrap())).collect()
}

/// Soft line ends and the equals sign of quoted-printable undone: enough to find an address in a mail.
fn decoded(mail: &str) -> String {
    mail.replace("=\r\n", "").replace("=3D", "=").replace("\r\n\t", "").replace("\r\n ", "")
}

async fn what_one_was_told_is_listed_opened_and_read(t: Platform) {
    let zoe = person(&t, "zoe").await;
    let paul = person(&t, "paul").await;
    for number in 0..40 {
        say(&t, zoe, "role-given", false, &format!("role:{number}")).await;
        t.clock.advance(MINUTE);
    }
    say(&t, paul, "need-closed", false, "need:1").await;
    let mut browser = Browser::new(&t).await;
    assert_eq!(browser.get("/notifications").await.to().as_deref(), Some("/connexion?next=/notifications"));
    browser.log_in("zoe@ac-exemple.fr", PASSWORD).await;
    let list = browser.get("/notifications").await;
    assert_eq!(list.status, StatusCode::OK);
    assert_eq!(list.body.matches("class=\"row row-new\"").count(), 30, "one page");
    assert!(list.body.contains("Notifications, 40 nouvelles"), "the menu says how many");
    assert!(!list.body.contains("notice-role"), "a kind without a text is told in general terms");

    let mut tx = t.db.begin().await.unwrap();
    let mine = inbox::list(&mut tx, by_operator(zoe), false, 0, 50).await.unwrap();
    let others = inbox::list(&mut tx, by_operator(paul), false, 0, 50).await.unwrap();
    tx.rollback().await.unwrap();
    let opened = browser.get(&format!("/notifications/{}", mine[0].id)).await;
    assert_eq!(opened.to().as_deref(), Some("/compte"));
    assert!(browser.get("/notifications").await.body.contains("Notifications, 39 nouvelles"));
    let foreign = browser.get(&format!("/notifications/{}", others[0].id)).await;
    let unknown = browser.get(&format!("/notifications/{}", Uuid::nil())).await;
    assert_eq!(
        (foreign.status, foreign.bare_body().len()),
        (StatusCode::NOT_FOUND, unknown.bare_body().len())
    );

    let before = t.db.queries_run();
    browser.get("/notifications").await;
    let full = t.db.queries_run() - before;
    assert_eq!(
        browser.post("/notifications", &[]).await.to().as_deref(),
        Some("/notifications?fait=notifications-lues")
    );
    let before = t.db.queries_run();
    let none = browser.get("/notifications?etat=nouvelles").await;
    assert!(none.body.contains("Rien de nouveau") && !none.body.contains("menu-count"));
    assert_eq!(t.db.queries_run() - before, full, "as many statements for none as for forty");
    let csv = browser.get("/notifications.csv").await;
    assert_eq!(csv.body.lines().count(), 41);
}

async fn a_busy_week_is_seven_mails_at_most(t: Platform) {
    let zoe = person(&t, "zoe").await;
    let every_day = person(&t, "paul").await;
    let mut tx = t.db.begin().await.unwrap();
    rhythm::choose(&mut tx, by_operator(every_day), "digest", Some(Rhythm::Daily), t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let app = app(&t).await;
    let worker = worker(&app);
    // Sixty events in a week, an hour's sweep each; then a day more for the last digest.
    for hour in 0..(8 * 24) {
        if hour % 2 == 0 && hour < 120 {
            for (number, to) in [zoe, every_day].into_iter().enumerate() {
                say(&t, to, "need-stated", false, &format!("need:{hour}:{number}")).await;
            }
        }
        work(&t, &worker).await;
        t.clock.advance(HOUR);
    }
    let mails = mails(&t);
    let of = |name: &str| mails.iter().filter(|mail| mail.contains(&format!("To: {name}@"))).count();
    assert_eq!(of("zoe"), 1, "one a week");
    assert!((5..=7).contains(&of("paul")), "one a day: {}", of("paul"));
    let weekly = mails.iter().find(|mail| mail.contains("To: zoe@")).unwrap();
    assert!(weekly.contains("List-Unsubscribe: <http://preau.test/notifications/desabonnement/"));
    assert!(weekly.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    let waiting: Vec<(i64,)> = {
        let mut read = t.db.read().await.unwrap();
        read.query(sql!("select count(*) from notice where mailed_at is null")).all().await.unwrap()
    };
    assert_eq!(waiting, [(0,)], "all sixty of both left");
}

async fn what_waits_for_an_act_leaves_at_once_and_once(t: Platform) {
    let zoe = person(&t, "zoe").await;
    let app = app(&t).await;
    let worker = worker(&app);
    for _ in 0..3 {
        say(&t, zoe, "nomination-proposed", true, "nomination:1").await;
    }
    work(&t, &worker).await;
    assert_eq!(mails(&t).len(), 1);
    assert!(mails(&t)[0].contains("-nomination-"), "{}", mails(&t)[0]);

    // The process dies between the relay's yes and our commit: the same mail, under the same Message-ID.
    say(&t, zoe, "nomination-returned", true, "nomination:2").await;
    let mut tx = t.db.begin().await.unwrap();
    let job = jobs::claim(&mut tx, t.now()).await.unwrap().unwrap();
    let notice = job.payload.0["notice"].as_str().unwrap().parse().unwrap();
    let taken = outgoing::take_one(&mut tx, notice, job.id).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    app.mailer.send_news(&job, &taken).await.unwrap();
    assert_eq!(mails(&t).len(), 2);
    t.clock.advance(10 * MINUTE);
    work(&t, &worker).await;
    assert_eq!(mails(&t).len(), 2, "one file a Message-ID");

    // Read before its turn: no mail.
    say(&t, zoe, "nomination-ended", true, "nomination:3").await;
    let mut tx = t.db.begin().await.unwrap();
    inbox::read_all(&mut tx, by_operator(zoe), t.now()).await.unwrap();
    tx.commit().await.unwrap();
    work(&t, &worker).await;
    assert_eq!(mails(&t).len(), 2);
}

async fn a_relay_that_is_down_for_a_day_loses_nothing_and_doubles_nothing(t: Platform) {
    let zoe = person(&t, "zoe").await;
    let mut tx = t.db.begin().await.unwrap();
    rhythm::choose(&mut tx, by_operator(zoe), "digest", Some(Rhythm::Daily), t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let app = app(&t).await;
    // Nobody listens on this port.
    let route = MailRoute::Smtp("smtp://127.0.0.1:9".to_owned());
    let mailer = Mailer::new(&route, "robot@preau.test", "http://preau.test", "Préau").unwrap();
    let down = Worker { mailer, ..worker(&app) };
    say(&t, zoe, "nomination-proposed", true, "nomination:1").await;
    for day in 0..3 {
        say(&t, zoe, "need-closed", false, &format!("need:{day}")).await;
        for _ in 0..8 {
            work(&t, &down).await;
            t.clock.advance(3 * HOUR);
        }
    }
    assert!(mails(&t).is_empty());
    for _ in 0..30 {
        work(&t, &worker(&app)).await;
        t.clock.advance(3 * HOUR);
    }
    let told = mails(&t);
    let links: Vec<_> = told.iter().flat_map(|mail| mail.split("/notifications/").skip(1)).collect();
    let mut read = t.db.read().await.unwrap();
    for told in inbox::list(&mut read, by_operator(zoe), false, 0, 50).await.unwrap() {
        let id = told.id.to_string();
        let times = links.iter().filter(|link| link.starts_with(&id)).count();
        assert_eq!(times, 2, "{}: once in the text and once in the HTML of one mail", told.kind);
    }
}

async fn the_digest_of_several_processes_is_one(t: Platform) {
    let zoe = person(&t, "zoe").await;
    say(&t, zoe, "need-closed", false, "need:1").await;
    let (one, other) = (app(&t).await, app(&t).await);
    t.clock.advance(8 * DAY);
    let (first, second) = (worker(&one), worker(&other));
    let periods = Periods::default();
    let (a, b) = tokio::join!(sweep(&t.db, &periods, ZONE, t.now()), sweep(&t.db, &periods, ZONE, t.now()));
    a.unwrap();
    b.unwrap();
    let both = async |worker: &Worker| while worker.step().await.unwrap() {};
    tokio::join!(both(&first), both(&second));
    work(&t, &first).await;
    assert_eq!(mails(&t).len(), 1);
}

async fn a_mail_lets_go_without_a_login(t: Platform) {
    let zoe = person(&t, "zoe").await;
    let app = app(&t).await;
    say(&t, zoe, "nomination-proposed", true, "nomination:1").await;
    work(&t, &worker(&app)).await;
    let mail = mails(&t).remove(0);
    let link = mail.split("List-Unsubscribe: <http://preau.test").nth(1).unwrap().split('>').next().unwrap();
    let mut stranger = Browser::new(&t).await;
    let shown = stranger.get(link).await;
    assert!(shown.status == StatusCode::OK && shown.body.contains("Nominations"), "{}", shown.body);
    let choices = async || {
        let mut read = t.db.read().await.unwrap();
        rhythm::choices(&mut read, by_operator(zoe)).await.unwrap()
    };
    assert!(choices().await.is_empty(), "a visit changes nothing");
    let done = stranger.post(link, &[("List-Unsubscribe", "One-Click")]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let kept = choices().await;
    assert_eq!((kept.len(), kept[0].topic.as_str(), kept[0].rhythm()), (1, "nomination", Rhythm::Never));
    say(&t, zoe, "nomination-returned", true, "nomination:2").await;
    say(&t, zoe, "role-given", true, "role:2").await;
    work(&t, &worker(&app)).await;
    assert_eq!(mails(&t).len(), 2, "nothing more about nominations, the rest as before");
    let forged = format!("{}0", &link[..link.len() - 1]);
    let wrong = if forged == link { format!("{}1", &link[..link.len() - 1]) } else { forged };
    assert_eq!(stranger.post(&wrong, &[]).await.status, StatusCode::GONE);
}

async fn choices_are_kept_and_followed(t: Platform) {
    let zoe = person(&t, "zoe").await;
    let app = app(&t).await;
    let mut browser = Browser::new(&t).await;
    browser.log_in("zoe@ac-exemple.fr", PASSWORD).await;
    let form =
        [("digest", "never"), ("need", "at_once"), ("nomination", "weekly"), ("role", "x"), ("%", "daily")];
    let saved = browser.post("/compte/notifications", &form).await;
    assert_eq!(saved.to().as_deref(), Some("/compte/notifications?fait=notifications"));
    let page = browser.get("/compte/notifications").await;
    assert_eq!(page.body.matches("value=\"at_once\" selected").count(), 1);
    say(&t, zoe, "need-closed", false, "need:1").await;
    say(&t, zoe, "role-given", false, "role:1").await;
    say(&t, zoe, "nomination-proposed", true, "nomination:1").await;
    work(&t, &worker(&app)).await;
    let first = mails(&t);
    assert_eq!(first.len(), 1);
    assert!(first[0].contains("-need-"), "wanted at once");
    t.clock.advance(8 * DAY);
    work(&t, &worker(&app)).await;
    let later = mails(&t);
    assert_eq!(later.len(), 2, "the nomination waited for Monday, the role is not mailed");
    assert!(later.iter().any(|mail| mail.contains("-nomination-")));
    let reset = browser.post("/compte/notifications", &[("need", ""), ("digest", "")]).await;
    assert_eq!(reset.status, StatusCode::SEE_OTHER);
    let mut read = t.db.read().await.unwrap();
    let kept = rhythm::choices(&mut read, by_operator(zoe)).await.unwrap();
    assert_eq!(kept.iter().map(|choice| choice.topic.as_str()).collect::<Vec<_>>(), ["digest", "nomination"]);
}
