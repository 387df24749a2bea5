//! Sessions in people's own calendars, on both databases: which step mails what, once, and nothing stale.

use uuid::Uuid;

use super::draft::{self, Typed, TypedSlot};
use super::entry::{self, Outgoing};
use super::ics::Method;
use super::remind;
use super::summons::{self, Travel, summons};
use super::tests::{Scene, asks, leaves, now, open, person, posted, scene, typed};
use super::{decide, feed, session, sign_up, turn};
use crate::access::policy::by_operator;
use crate::clock::{DAY, HOUR, Timestamp};
use crate::db::Conn as _;
use crate::error::Error;
use crate::notice::rhythm::{self, Rhythm};
use crate::testing::Platform;
use crate::{on_both, sql};

on_both!(
    each_step_of_a_seat_writes_its_job_and_no_other,
    a_calendar_is_told_once_of_each_change_with_a_rising_sequence,
    a_killed_worker_repeats_itself_and_nobody_else_does,
    who_left_before_the_first_mail_gets_none,
    a_half_day_that_is_gone_is_taken_back_alone,
    a_closed_account_is_written_to_no_more,
    reminders_go_once_to_those_who_still_have_a_seat,
    a_moved_session_is_reminded_of_anew,
    a_feed_opens_by_its_secret_until_it_is_renewed_or_revoked,
    a_convocation_is_for_whoever_has_a_seat_and_says_what_it_is_worth,
);

/// Places of the jobs of a kind that are not done, in the order in which they were written.
async fn waiting(t: &Platform, kind: &str) -> Vec<(Uuid, Uuid)> {
    let rows: Vec<(Uuid, sqlx::types::Json<serde_json::Value>)> =
        t.db.read()
            .await
            .unwrap()
            .query(sql!(
                "select id, payload from job where kind = $1 and state = 'ready' order by created_at, id"
            ))
            .bind(kind)
            .all()
            .await
            .unwrap();
    rows.into_iter().map(|(id, payload)| (id, payload["place"].as_str().unwrap().parse().unwrap())).collect()
}

async fn done(t: &Platform, job: Uuid) {
    let mut tx = t.db.begin().await.unwrap();
    crate::jobs::done(&mut tx, job, t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// What a job takes.
async fn takes(t: &Platform, job: Uuid, place: Uuid) -> Option<Outgoing> {
    let mut tx = t.db.begin().await.unwrap();
    let taken = entry::take(&mut tx, place, job, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    taken
}

/// Does the jobs of entries that wait: method and sequence of each entry that left.
async fn mailed(t: &Platform) -> Vec<(Method, i32)> {
    let mut sent = Vec::new();
    for (job, place) in waiting(t, entry::JOB).await {
        if let Some(taken) = takes(t, job, place).await {
            let all = taken.requests.iter().chain(&taken.cancels);
            sent.extend(all.map(|entry| (entry.method(), entry.sequence)));
            let mut tx = t.db.begin().await.unwrap();
            entry::left(&mut tx, job, Method::Request, t.now()).await.unwrap();
            entry::left(&mut tx, job, Method::Cancel, t.now()).await.unwrap();
            tx.commit().await.unwrap();
        }
        done(t, job).await;
    }
    sent
}

async fn changed(t: &Platform, id: Uuid, to: &Typed) {
    let mut tx = t.db.begin().await.unwrap();
    let version = session(&mut tx, id).await.unwrap().version;
    draft::change(&mut tx, by_operator(id), to, version, t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn cancelled(t: &Platform, id: Uuid) {
    let mut tx = t.db.begin().await.unwrap();
    decide::cancel(&mut tx, by_operator(id), "Salle inondée", t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

fn on(day: &str) -> TypedSlot {
    TypedSlot { day: day.into(), from: "14:00".into(), to: "17:00".into() }
}

/// A session of one seat, with the first teacher in it.
async fn seated(t: &Platform) -> (Scene, Uuid) {
    let scene = scene(t).await;
    let id = open(t, &scene, &typed(1)).await;
    asks(t, id, scene.teachers[0]).await.unwrap();
    (scene, id)
}

async fn each_step_of_a_seat_writes_its_job_and_no_other(t: Platform) {
    let (scene, id) = seated(&t).await;
    assert_eq!(waiting(&t, entry::JOB).await.len(), 1);
    asks(&t, id, scene.teachers[0]).await.unwrap();
    asks(&t, id, scene.teachers[1]).await.unwrap();
    assert_eq!(waiting(&t, entry::JOB).await.len(), 1, "asked twice, and on the list: nothing more");
    leaves(&t, id, scene.teachers[0]).await.unwrap();
    leaves(&t, id, scene.teachers[0]).await.unwrap();
    assert_eq!(waiting(&t, entry::JOB).await.len(), 3, "the one who left, the one who came in");
    // Neither date nor place: nobody's calendar is concerned.
    changed(&t, id, &Typed { aim: "Autre chose.".into(), ..typed(1) }).await;
    assert_eq!(waiting(&t, entry::JOB).await.len(), 3);
    changed(&t, id, &Typed { slots: vec![on("2026-12-11")], ..typed(1) }).await;
    assert_eq!(waiting(&t, entry::JOB).await.len(), 4, "whoever has a seat now");
    asks(&t, id, scene.teachers[2]).await.unwrap();
    for _ in 0..2 {
        cancelled(&t, id).await;
    }
    assert_eq!(waiting(&t, entry::JOB).await.len(), 5, "not whoever waited");
    // A request alone is no seat.
    let bassin =
        open(&t, &scene, &Typed { scope: "basin".into(), slots: vec![on("2026-12-15")], ..typed(5) }).await;
    asks(&t, bassin, scene.teachers[3]).await.unwrap();
    assert_eq!(waiting(&t, entry::JOB).await.len(), 5);
    let mut tx = t.db.begin().await.unwrap();
    let place: (Uuid,) = tx
        .query(sql!("select id from session_place where session_id = $1"))
        .bind(bassin)
        .one()
        .await
        .unwrap();
    sign_up::select(&mut tx, by_operator(bassin), &[place.0], t.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(waiting(&t, entry::JOB).await.len(), 6);
}

async fn a_calendar_is_told_once_of_each_change_with_a_rising_sequence(t: Platform) {
    let (scene, id) = seated(&t).await;
    assert_eq!(mailed(&t).await, [(Method::Request, 0)]);
    changed(&t, id, &Typed { slots: vec![on("2026-12-11")], ..typed(1) }).await;
    assert_eq!(mailed(&t).await, [(Method::Request, 1)]);
    // Two changes before the worker came: one message, the last word.
    changed(&t, id, &Typed { room: "CDI".into(), slots: vec![on("2026-12-11")], ..typed(1) }).await;
    changed(&t, id, &Typed { room: "Salle 7".into(), slots: vec![on("2026-12-11")], ..typed(1) }).await;
    assert_eq!(mailed(&t).await, [(Method::Request, 3)]);
    leaves(&t, id, scene.teachers[0]).await.unwrap();
    assert_eq!(mailed(&t).await, [(Method::Cancel, 4)]);
    // Back again: the same entry lives again, above what took it away.
    asks(&t, id, scene.teachers[0]).await.unwrap();
    assert_eq!(mailed(&t).await, [(Method::Request, 5)]);
    cancelled(&t, id).await;
    assert_eq!(mailed(&t).await, [(Method::Cancel, 6)]);
    let (kept,): (i64,) =
        t.db.read().await.unwrap().query(sql!("select count(*) from session_entry")).one().await.unwrap();
    assert_eq!(kept, 6, "each is kept as it was sent");
}

async fn a_killed_worker_repeats_itself_and_nobody_else_does(t: Platform) {
    let (scene, id) = seated(&t).await;
    let (job, place) = waiting(&t, entry::JOB).await[0];
    let first = takes(&t, job, place).await.unwrap();
    let again = takes(&t, job, place).await.unwrap();
    assert_eq!((&first.requests, first.known), (&again.requests, again.known));
    assert!(takes(&t, Uuid::from_u128(9), place).await.is_none(), "it is another job's to send");
    // The person leaves before the repeat: whatever left the first time, nothing stays in the calendar.
    leaves(&t, id, scene.teachers[0]).await.unwrap();
    let late = takes(&t, job, place).await.unwrap();
    assert!(late.requests.is_empty());
    assert_eq!(late.cancels.iter().map(|entry| entry.sequence).collect::<Vec<_>>(), [1]);
    for (other, place) in waiting(&t, entry::JOB).await.into_iter().filter(|(other, _)| *other != job) {
        assert!(takes(&t, other, place).await.is_none());
    }
}

async fn who_left_before_the_first_mail_gets_none(t: Platform) {
    let (scene, id) = seated(&t).await;
    leaves(&t, id, scene.teachers[0]).await.unwrap();
    assert_eq!(mailed(&t).await, []);
    assert_eq!(waiting(&t, entry::JOB).await, []);
}

async fn a_half_day_that_is_gone_is_taken_back_alone(t: Platform) {
    let scene = scene(&t).await;
    let two = Typed { slots: vec![on("2026-12-10"), on("2026-12-17")], ..typed(1) };
    let id = open(&t, &scene, &two).await;
    asks(&t, id, scene.teachers[0]).await.unwrap();
    assert_eq!(mailed(&t).await, [(Method::Request, 0), (Method::Request, 0)]);
    changed(&t, id, &typed(1)).await;
    assert_eq!(mailed(&t).await, [(Method::Cancel, 1)], "the first stays as it was");
    // What is over is not taken back.
    let end = now(&t, id).await.ends_at.unwrap();
    t.clock.advance(end.0 - t.now().0 - HOUR);
    cancelled_by_hand(&t, id).await;
    t.clock.advance(2 * HOUR);
    assert_eq!(mailed(&t).await, []);
}

/// A place that ends without a verb, as a later version might do it.
async fn cancelled_by_hand(t: &Platform, id: Uuid) {
    let mut tx = t.db.begin().await.unwrap();
    let (place,): (Uuid,) = tx
        .query(sql!("update session_place set state = 'cancelled' where session_id = $1 returning id"))
        .bind(id)
        .one()
        .await
        .unwrap();
    crate::jobs::enqueue(&mut tx, entry::JOB, &serde_json::json!({ "place": place }), None, t.now(), t.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn a_closed_account_is_written_to_no_more(t: Platform) {
    let (scene, _) = seated(&t).await;
    let mut tx = t.db.begin().await.unwrap();
    tx.query(sql!("update account set state = 'deactivated' where person_id = $1"))
        .bind(scene.teachers[0])
        .run()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(mailed(&t).await, []);
}

async fn reminded(t: &Platform, job: Uuid, place: Uuid, starts_at: Timestamp) -> bool {
    let mut tx = t.db.begin().await.unwrap();
    let found = remind::take(&mut tx, place, starts_at, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    done(t, job).await;
    found.is_some()
}

async fn reminders_go_once_to_those_who_still_have_a_seat(t: Platform) {
    let scene = scene(&t).await;
    let id = open(&t, &scene, &typed(4)).await;
    for teacher in &scene.teachers[..4] {
        asks(&t, id, *teacher).await.unwrap();
    }
    let start = now(&t, id).await.starts_at.unwrap();
    assert_eq!(turn::turn(&t.db, t.now()).await.unwrap().reminded, 0, "sixteen days before");
    t.clock.advance(start.0 - t.now().0 - 7 * DAY);
    // Two processes look at the same moment.
    let (one, other) = tokio::join!(turn::turn(&t.db, t.now()), turn::turn(&t.db, t.now()));
    assert_eq!(one.unwrap().reminded + other.unwrap().reminded, 1);
    let jobs = waiting(&t, remind::JOB).await;
    assert_eq!(jobs.len(), 4);
    // One leaves, one wants no such mails, and both count when the mail leaves.
    leaves(&t, id, scene.teachers[0]).await.unwrap();
    let mut tx = t.db.begin().await.unwrap();
    rhythm::choose(&mut tx, by_operator(scene.teachers[1]), "seat", Some(Rhythm::Never), t.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut told = 0;
    for (job, place) in jobs {
        told += usize::from(reminded(&t, job, place, start).await);
    }
    assert_eq!(told, 2);
    t.clock.advance(5 * DAY);
    assert_eq!(turn::turn(&t.db, t.now()).await.unwrap().reminded, 0);
    // Whoever comes in on the last day was told of the seat itself.
    t.clock.advance(DAY + HOUR);
    asks(&t, id, scene.teachers[4]).await.unwrap();
    assert_eq!(turn::turn(&t.db, t.now()).await.unwrap().reminded, 1);
    let eve = waiting(&t, remind::JOB).await;
    assert_eq!(eve.len(), 3);
    cancelled(&t, id).await;
    for (job, place) in eve {
        assert!(!reminded(&t, job, place, start).await, "nothing after the cancellation");
    }
    assert_eq!(turn::turn(&t.db, t.now()).await.unwrap().reminded, 0);
}

async fn a_moved_session_is_reminded_of_anew(t: Platform) {
    let (_, id) = seated(&t).await;
    let start = now(&t, id).await.starts_at.unwrap();
    t.clock.advance(start.0 - t.now().0 - 6 * DAY);
    assert_eq!(turn::turn(&t.db, t.now()).await.unwrap().reminded, 1);
    let (job, place) = waiting(&t, remind::JOB).await[0];
    changed(&t, id, &Typed { slots: vec![on("2027-01-14")], ..typed(1) }).await;
    assert!(!reminded(&t, job, place, start).await, "the old date is no news any more");
    let start = now(&t, id).await.starts_at.unwrap();
    t.clock.advance(start.0 - t.now().0 - 7 * DAY);
    assert_eq!(turn::turn(&t.db, t.now()).await.unwrap().reminded, 1);
    let (job, place) = waiting(&t, remind::JOB).await[0];
    assert!(reminded(&t, job, place, start).await);
}

async fn made(t: &Platform, person: Uuid) -> String {
    let mut tx = t.db.begin().await.unwrap();
    let secret = feed::make(&mut tx, by_operator(person), t.now()).await.unwrap();
    tx.commit().await.unwrap();
    secret
}

async fn a_feed_opens_by_its_secret_until_it_is_renewed_or_revoked(t: Platform) {
    let (scene, id) = seated(&t).await;
    let read = async |secret: &str| feed::read(&t.db, secret, "https://preau.test", t.now()).await;
    let first = made(&t, scene.teachers[0]).await;
    let mine = read(&first).await.unwrap();
    assert_eq!(mine.events.len(), 1);
    assert!(mine.events[0].place.starts_with("Salle 204, "), "{:?}", mine.events[0]);
    assert!(mine.events[0].place.contains(&now(&t, id).await.host_name));
    // Its trainer sees it too, whoever waits does not.
    asks(&t, id, scene.teachers[1]).await.unwrap();
    let waits = made(&t, scene.teachers[1]).await;
    let leads = made(&t, scene.host).await;
    assert_eq!(read(&waits).await.unwrap().events.len(), 0);
    assert_eq!(read(&leads).await.unwrap().events.len(), 1);
    let second = made(&t, scene.teachers[0]).await;
    assert!(matches!(read(&first).await, Err(Error::NotFound)), "renewed");
    assert_eq!(read(&second).await.unwrap().events.len(), 1);
    for wrong in ["", "x", "0123456789abcdefghjkmnpqrstvwxyz", "../../../etc/passwd"] {
        assert!(matches!(read(wrong).await, Err(Error::NotFound)), "{wrong}");
    }
    for _ in 0..59 {
        read(&second).await.unwrap();
    }
    assert!(matches!(read(&second).await, Err(Error::TooMany { retry_after: 1..=3601 })));
    t.clock.advance(HOUR);
    read(&second).await.unwrap();
    cancelled(&t, id).await;
    assert_eq!(read(&second).await.unwrap().events.len(), 0);
    let mut tx = t.db.begin().await.unwrap();
    feed::revoke(&mut tx, by_operator(scene.teachers[0]), t.now()).await.unwrap();
    let again = feed::revoke(&mut tx, by_operator(scene.teachers[0]), t.now()).await;
    assert!(matches!(again, Err(Error::NotFound)));
    assert_eq!(feed::living(&mut tx, by_operator(scene.teachers[0])).await.unwrap(), None);
    tx.commit().await.unwrap();
    assert!(matches!(read(&second).await, Err(Error::NotFound)));
}

async fn a_convocation_is_for_whoever_has_a_seat_and_says_what_it_is_worth(t: Platform) {
    let (scene, id) = seated(&t).await;
    let of = async |session: Uuid, person: Uuid| {
        summons(&mut t.db.read().await.unwrap(), by_operator((session, person))).await
    };
    let mine = of(id, scene.teachers[0]).await.unwrap();
    assert_eq!((mine.travel.clone(), mine.sent_at()), (Travel::AtHome, None));
    mailed(&t).await;
    assert_eq!(of(id, scene.teachers[0]).await.unwrap().sent_at(), Some(t.now()));
    asks(&t, id, scene.teachers[1]).await.unwrap();
    for nobody in [scene.teachers[1], scene.teachers[2], scene.host] {
        assert!(matches!(of(id, nobody).await, Err(Error::NotFound)));
    }
    // Somebody of the other school of the bassin travels.
    let guest = person(&t, "guest").await;
    posted(&t, guest, &scene.other).await;
    let wide = Typed { scope: "basin".into(), slots: vec![on("2026-12-15")], ..typed(5) };
    let bassin = open(&t, &scene, &wide).await;
    asks(&t, bassin, guest).await.unwrap();
    assert!(matches!(of(bassin, guest).await, Err(Error::NotFound)), "asking is no seat");
    let mut tx = t.db.begin().await.unwrap();
    let place: (Uuid,) = tx
        .query(sql!("select id from session_place where session_id = $1"))
        .bind(bassin)
        .one()
        .await
        .unwrap();
    sign_up::select(&mut tx, by_operator(bassin), &[place.0], t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let unsaid = of(bassin, guest).await.unwrap();
    assert!(unsaid.travel == Travel::Unsaid && !unsaid.is_mission_order());
    let mut tx = t.db.begin().await.unwrap();
    let academy = crate::school::by_path(&mut tx, "fr/14/").await.unwrap().unwrap();
    summons::set_rule(&mut tx, by_operator(academy.id), true, true, "Chorus-DT", t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let ruled = of(bassin, guest).await.unwrap();
    assert!(ruled.is_mission_order());
    assert!(
        matches!(&ruled.travel, Travel::Ruled(rule) if rule.words == "Chorus-DT" && rule.node_id == academy.id)
    );
    // At home nobody is ordered anywhere.
    assert!(!of(id, scene.teachers[0]).await.unwrap().is_mission_order());
}
