//! Webhooks on both databases.

use super::*;
use crate::access::policy::by_operator;
use crate::error::Error;
use crate::on_both;
use crate::testing::Platform;

on_both!(
    what_happened_is_written_down_for_those_who_listen,
    a_call_is_tried_until_it_is_heard_and_sent_again_by_hand,
    what_does_not_hold_is_said_field_by_field,
);

fn input(events: &[&str]) -> Input {
    Input {
        name: "Tableau de bord".into(),
        url: "https://exemple.fr/preau".into(),
        events: events.iter().map(|event| (*event).to_owned()).collect(),
    }
}

async fn made(t: &Platform, events: &[&str]) -> Uuid {
    let mut tx = t.db.begin().await.unwrap();
    let id = ids::new(t.now());
    let secret = add(&mut tx, by_operator(()), id, &input(events), t.now()).await.unwrap().unwrap();
    assert!(secret.starts_with("whsec_") && secret.len() > 40);
    assert_eq!(add(&mut tx, by_operator(()), id, &input(events), t.now()).await.unwrap(), None, "once");
    tx.commit().await.unwrap();
    id
}

async fn sent(t: &Platform, webhook: Uuid) -> Vec<Delivery> {
    deliveries(&mut t.db.read().await.unwrap(), by_operator(webhook), 0, 50).await.unwrap()
}

async fn publish(t: &Platform) {
    let mut tx = t.db.begin().await.unwrap();
    happened(&mut tx, Event::SessionPublished, &json!({ "session": "x" }), t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn waiting_jobs(t: &Platform) -> i64 {
    let mut read = t.db.read().await.unwrap();
    let (count,): (i64,) =
        read.query(sql!("select count(*) from job where kind = 'webhook'")).one().await.unwrap();
    count
}

async fn what_happened_is_written_down_for_those_who_listen(t: Platform) {
    publish(&t).await;
    assert_eq!(waiting_jobs(&t).await, 0, "nobody listens");
    let hears = made(&t, &["session.published", "attestation.issued"]).await;
    let other = made(&t, &["attendance.closed"]).await;
    publish(&t).await;
    assert_eq!((sent(&t, hears).await.len(), sent(&t, other).await.len()), (1, 0));
    assert_eq!(waiting_jobs(&t).await, 1);
    let told = &sent(&t, hears).await[0];
    assert_eq!(told.payload["type"], "session.published");
    assert_eq!(told.payload["data"]["session"], "x");
    let mut tx = t.db.begin().await.unwrap();
    pause(&mut tx, by_operator(hears), true, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    publish(&t).await;
    assert_eq!(sent(&t, hears).await.len(), 1, "paused");
    let mut tx = t.db.begin().await.unwrap();
    assert_eq!(take(&mut tx, told.id).await.unwrap(), None, "what waits is not sent while paused");
    for _ in 0..2 {
        remove(&mut tx, by_operator(hears), t.now()).await.unwrap();
    }
    assert_eq!(all(&mut tx, by_operator(())).await.unwrap().len(), 1);
}

async fn a_call_is_tried_until_it_is_heard_and_sent_again_by_hand(t: Platform) {
    let id = made(&t, &["session.published"]).await;
    publish(&t).await;
    let delivery = sent(&t, id).await[0].id;
    let outcomes = [
        (Outcome::Failed(None, "no route\n".into()), false, State::Waiting),
        (Outcome::Failed(Some(500), String::new()), true, State::Failed),
    ];
    for (outcome, last, expected) in outcomes {
        let mut tx = t.db.begin().await.unwrap();
        let call = take(&mut tx, delivery).await.unwrap().unwrap();
        let headers = call.headers(t.now());
        assert_eq!(headers[0].1, delivery.to_string());
        assert!(headers[2].1.starts_with("v1,"));
        tried(&mut tx, &call, &outcome, last, t.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(sent(&t, id).await[0].state(), expected);
    }
    let mut tx = t.db.begin().await.unwrap();
    assert_eq!(take(&mut tx, delivery).await.unwrap(), None, "given up");
    for _ in 0..2 {
        replay(&mut tx, by_operator(id), delivery, t.now()).await.unwrap();
    }
    let elsewhere = replay(&mut tx, by_operator(ids::new(t.now())), delivery, t.now()).await;
    assert!(matches!(elsewhere, Err(Error::NotFound)));
    tx.commit().await.unwrap();
    assert_eq!(waiting_jobs(&t).await, 2, "asked twice, sent once more");
    let mut tx = t.db.begin().await.unwrap();
    let call = take(&mut tx, delivery).await.unwrap().unwrap();
    tried(&mut tx, &call, &Outcome::Heard(204), false, t.now()).await.unwrap();
    assert_eq!(take(&mut tx, delivery).await.unwrap(), None, "heard");
    ping(&mut tx, by_operator(id), t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let ping = sent(&t, id).await.into_iter().find(|one| one.event == "ping").unwrap();
    let mut tx = t.db.begin().await.unwrap();
    let call = take(&mut tx, ping.id).await.unwrap().unwrap();
    tried(&mut tx, &call, &Outcome::Gone, false, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let mut read = t.db.read().await.unwrap();
    let gone = find(&mut read, by_operator(id)).await.unwrap();
    assert_eq!((gone.is_active(), gone.paused_because.as_str()), (false, "gone"));
    drop(read);
    t.clock.advance(31 * DAY);
    let mut tx = t.db.begin().await.unwrap();
    assert_eq!(sweep(&mut tx, t.now()).await.unwrap(), 2);
}

async fn what_does_not_hold_is_said_field_by_field(t: Platform) {
    let mut tx = t.db.begin().await.unwrap();
    let wrong = Input { name: " ".into(), url: "ftp://exemple.fr".into(), events: vec!["x".into()] };
    let error = add(&mut tx, by_operator(()), ids::new(t.now()), &wrong, t.now()).await.unwrap_err();
    let Error::Invalid(faults) = error else { panic!("{error:?}") };
    assert_eq!(faults.iter().map(|fault| fault.field).collect::<Vec<_>>(), ["name", "url", "events"]);
    let id = ids::new(t.now());
    add(&mut tx, by_operator(()), id, &input(&["attendance.closed"]), t.now()).await.unwrap();
    let stale = change(&mut tx, by_operator(id), &input(&["attendance.closed"]), 7, t.now()).await;
    assert_eq!(stale.unwrap_err().refusal().unwrap().key, "webhook-changed");
    change(&mut tx, by_operator(id), &input(&["session.published"]), 1, t.now()).await.unwrap();
    for url in
        ["https://", "https:///x", "https://moi@exemple.fr", "https://exemple.fr/é", "javascript:alert(1)"]
    {
        assert!(!is_url(url), "{url}");
    }
    assert!(is_url("http://localhost:8080/a?b=c"));
}
