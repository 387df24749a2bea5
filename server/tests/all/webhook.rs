//! Webhooks: from the page to a program that really listens.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use preau::access::Role;
use preau::clock::MINUTE;
use preau::on_both;
use preau::testing::Platform;
use preau::webhook::{Event, happened, signature};
use preau_server::config::Config;
use preau_server::webhooks::Caller;
use preau_server::worker::Worker;
use serde_json::json;

use crate::plan::{Scene, hidden, ok, refused, sent};

on_both!(a_program_hears_what_happens_signed_and_again_until_it_answers, only_administrators_see_webhooks);

type Heard = Arc<Mutex<Vec<(HeaderMap, String)>>>;

/// A program that answers 500 to the first call and 204 to all others.
async fn listener() -> (String, Heard) {
    let heard: Heard = Arc::default();
    let kept = heard.clone();
    let router = Router::new().route(
        "/ici",
        post(async move |headers: HeaderMap, body: Bytes| {
            let mut heard = kept.lock().unwrap();
            heard.push((headers, String::from_utf8(body.to_vec()).unwrap()));
            if heard.len() == 1 { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::NO_CONTENT }
        }),
    );
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(socket, router).await.unwrap() });
    (format!("http://{address}/ici"), heard)
}

async fn a_program_hears_what_happens_signed_and_again_until_it_answers(t: Platform) {
    let (url, heard) = listener().await;
    let scene = Scene::new(t).await;
    let mut admin = scene.holder("Ada", Role::Administrator, "fr/").await;
    let page = admin.get("/pilotage/webhooks").await;
    ok(&page);
    let id = hidden(&page, "id");
    let fields = |url: &str| -> Vec<(String, String)> {
        [("id", id.as_str()), ("name", "Tableau de bord"), ("url", url), ("events", "session.published")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec()
    };
    let as_pairs = |fields: &[(String, String)]| -> Vec<(String, String)> { fields.to_vec() };
    let wrong = as_pairs(&fields("ftp://exemple.fr"));
    let wrong: Vec<(&str, &str)> =
        wrong.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    refused(&admin.post("/pilotage/webhooks", &wrong).await, "adresse");
    let right = fields(&url);
    let right: Vec<(&str, &str)> =
        right.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let made = admin.post("/pilotage/webhooks", &right).await;
    ok(&made);
    let secret = made.body.split("whsec_").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(!admin.get("/pilotage/webhooks").await.body.contains(&secret), "shown once");
    let now = scene.t.now();
    let mut tx = scene.t.db.begin().await.unwrap();
    happened(&mut tx, Event::SessionPublished, &json!({ "session": "x" }), now).await.unwrap();
    tx.commit().await.unwrap();
    let config = Config::for_tests(scene.t.folder()).unwrap();
    let app = preau_server::build_on(config, scene.t.db.clone(), scene.t.clock.clone()).await.unwrap();
    let strict = Worker::of(&app).unwrap();
    let worker = Worker { caller: Caller::new(true).unwrap(), ..Worker::of(&app).unwrap() };
    strict.step().await.unwrap();
    assert!(heard.lock().unwrap().is_empty(), "the local network is not called unless the operator says so");
    for _ in 0..3 {
        scene.t.clock.advance(10 * MINUTE);
        while worker.step().await.unwrap() {}
    }
    let calls = heard.lock().unwrap().clone();
    assert_eq!(calls.len(), 2, "once refused, once heard, and then no more");
    assert_eq!(calls[0].0["webhook-id"], calls[1].0["webhook-id"], "the same call again");
    let (headers, body) = &calls[1];
    let of = |name: &str| headers[name].to_str().unwrap();
    assert_eq!(of("webhook-signature"), signature(&secret, of("webhook-id"), of("webhook-timestamp"), body));
    let told: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(
        (told["type"].as_str(), told["data"]["session"].as_str()),
        (Some("session.published"), Some("x"))
    );
    let path = format!("/pilotage/webhooks/{id}");
    let sheet = admin.get(&path).await;
    ok(&sheet);
    assert!(sheet.body.contains("Reçu") && sheet.body.contains("3 essais"), "{}", sheet.body);
    let delivery = hidden(&sheet, "delivery");
    sent(&admin.post(&path, &[("act", "replay"), ("delivery", &delivery)]).await);
    sent(&admin.post(&path, &[("act", "ping")]).await);
    while worker.step().await.unwrap() {}
    assert_eq!(heard.lock().unwrap().len(), 4);
    let stale = [
        ("act", "change"),
        ("version", "9"),
        ("name", "Autre"),
        ("url", &url),
        ("events", "session.published"),
    ];
    refused(&admin.post(&path, &stale).await, "entre-temps");
    sent(&admin.post(&path, &[("act", "pause")]).await);
    assert!(admin.get(&path).await.body.contains("En pause"));
    for _ in 0..2 {
        sent(&admin.post(&path, &[("act", "remove")]).await);
    }
    assert_eq!(admin.get(&path).await.status, StatusCode::NOT_FOUND);
}

async fn only_administrators_see_webhooks(t: Platform) {
    let scene = Scene::new(t).await;
    for (name, role) in [("Marthe", Role::PlanManager), ("Nina", Role::NationalAdmin), ("Paul", Role::Head)] {
        let mut browser = scene.holder(name, role, "fr/14/").await;
        assert_eq!(browser.get("/pilotage/webhooks").await.status, StatusCode::FORBIDDEN, "{name}");
    }
}
