//! The accept loop on a real socket: clients that send slowly, and stopping without losing what is under way.

use std::time::{Duration, Instant};

use crate::common::Server;
use axum::Router;
use axum::routing::get;
use preau_server::config::Limits;
use preau_server::listen;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

fn limits() -> Limits {
    Limits {
        body: 1024,
        upload: 1024,
        import: 1024,
        requests: 8,
        connections: 4,
        header_timeout: Duration::from_millis(400),
        request_timeout: Duration::from_secs(5),
        upload_timeout: Duration::from_secs(5),
        shutdown_timeout: Duration::from_secs(3),
    }
}

async fn served() -> (std::net::SocketAddr, watch::Sender<bool>, JoinHandle<()>) {
    let router = Router::new().route("/", get(async || "ici")).route(
        "/long",
        get(async || {
            tokio::time::sleep(Duration::from_millis(800)).await;
            "fini"
        }),
    );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = watch::channel(false);
    let serving = tokio::spawn(async move { listen::serve(listener, router, &limits(), stopped).await });
    (address, stop, serving)
}

async fn ask(address: std::net::SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream
        .write_all(format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes())
        .await
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn half_sent_heads_do_not_hold_places() {
    let (address, _stop, _serving) = served().await;
    let started = Instant::now();
    let mut slow = Vec::new();
    // All places, by clients that send nothing, one letter, or half a head.
    for text in ["", "P", "GET / HTTP/1.1\r\nHost:", "G"] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        slow.push(stream);
    }
    let answer = timeout(Duration::from_secs(3), ask(address, "/")).await.expect("a place comes free");
    assert!(answer.ends_with("ici"), "{answer}");
    assert!(started.elapsed() >= Duration::from_millis(300), "all places were taken");
}

#[tokio::test]
async fn stopping_finishes_what_is_under_way_and_takes_nothing_new() {
    let (address, stop, serving) = served().await;
    let under_way = tokio::spawn(ask(address, "/long"));
    tokio::time::sleep(Duration::from_millis(200)).await;
    stop.send(true).unwrap();
    assert!(under_way.await.unwrap().ends_with("fini"));
    timeout(Duration::from_secs(4), serving).await.expect("it ends").unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn beyond_the_places_for_requests_the_answer_is_a_503() {
    let server = Server::with(&[("max_requests", "1"), ("request_timeout", "1")]).await;
    // A handler that waits for the only writing connection holds the only place.
    let held = server.db().begin().await.unwrap();
    let fields = [("email", "sophie@ac-exemple.fr")];
    let waiting = server.post("/mot-de-passe-oublie", &fields);
    let late = server.post("/mot-de-passe-oublie", &fields);
    let (waiting, late) = tokio::join!(waiting, late);
    for answer in [waiting, late] {
        assert_eq!(answer.status, 503, "{}", answer.body);
        assert_eq!(answer.header("retry-after"), "10");
        assert!(answer.body.contains("Serveur occupé") || answer.body.contains("occupé"), "{}", answer.body);
    }
    assert_eq!(server.get("/healthz").await.status, 200, "busy is alive");
    drop(held);
}
