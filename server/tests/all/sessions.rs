//! Logins of browsers, through the layer and the store that are served.

use crate::common::Server;
use preau::access::web_sessions;
use preau::clock::{DAY, HOUR, MINUTE};
use preau_app::cx::SESSION_PERSON;
use preau_server::config::LoginTime;
use preau_server::session_store;
use tower::{Layer as _, ServiceExt as _};
use tower_sessions::Session;
use uuid::Uuid;

use axum::body::Body;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{Request, Response, StatusCode};

type Served = axum::Router;

/// The session layer alone, around three verbs.
fn served(server: &Server, secure: bool) -> Served {
    let time = LoginTime { idle_days: 14, days: 30 };
    let layer = session_store::layer(server.db().clone(), server.clock.clone(), time, secure);
    let routes = axum::Router::new()
        .route(
            "/in/{person}",
            axum::routing::get(
                async |session: Session, axum::extract::Path(person): axum::extract::Path<Uuid>| {
                    session.cycle_id().await.unwrap();
                    session.insert(SESSION_PERSON, person).await.unwrap();
                },
            ),
        )
        .route(
            "/who",
            axum::routing::get(async |session: Session| {
                session
                    .get::<Uuid>(SESSION_PERSON)
                    .await
                    .unwrap()
                    .map_or("nobody".to_owned(), |id| id.to_string())
            }),
        )
        .route("/slow", {
            let db = server.db().clone();
            axum::routing::get(async move |session: Session| {
                // The owner closes the login while this request runs.
                let person = session.get::<Uuid>(SESSION_PERSON).await.unwrap().unwrap();
                let mut tx = db.begin().await.unwrap();
                web_sessions::end_all(&mut tx, person, None).await.unwrap();
                tx.commit().await.unwrap();
                session.insert("flash", "x").await.unwrap();
            })
        })
        .route("/out", axum::routing::get(async |session: Session| session.flush().await.unwrap()));
    axum::Router::new().fallback_service(layer.layer(routes))
}

async fn ask(served: &Served, path: &str, cookie: &str) -> Response<Body> {
    let mut request = Request::builder().uri(path);
    if !cookie.is_empty() {
        request = request.header(COOKIE, cookie);
    }
    served.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

async fn who(served: &Served, cookie: &str) -> String {
    let body = axum::body::to_bytes(ask(served, "/who", cookie).await.into_body(), 1000).await.unwrap();
    String::from_utf8(body.to_vec()).unwrap()
}

fn set_cookie(response: &Response<Body>) -> String {
    response.headers()[SET_COOKIE].to_str().unwrap().to_owned()
}

fn pair(set: &str) -> String {
    set.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_cookie_is_held_to_this_host_and_this_protocol() {
    let server = Server::start().await;
    let sophie = server.member("sophie", None).await;
    let cookie = set_cookie(&ask(&served(&server, true), &format!("/in/{sophie}"), "").await);
    assert!(cookie.starts_with("__Host-preau="), "{cookie}");
    for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age=2592000"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    assert!(!cookie.contains("Domain"));
    let plain = set_cookie(&ask(&served(&server, false), &format!("/in/{sophie}"), "").await);
    assert!(plain.starts_with("preau=") && !plain.contains("Secure"), "{plain}");
}

#[tokio::test]
async fn a_login_changes_the_id_and_the_old_one_opens_nothing() {
    let server = Server::start().await;
    let sophie = server.member("sophie", None).await;
    let served = served(&server, false);
    let first = pair(&set_cookie(&ask(&served, &format!("/in/{sophie}"), "").await));
    let second = pair(&set_cookie(&ask(&served, &format!("/in/{sophie}"), &first).await));
    assert_ne!(first, second);
    assert_eq!(who(&served, &first).await, "nobody");
    assert_eq!(who(&served, &second).await, sophie.to_string());
    let logins =
        web_sessions::of(&mut server.db().read().await.unwrap(), sophie, server.clock.now()).await.unwrap();
    assert_eq!(logins.len(), 1);
}

#[tokio::test]
async fn use_moves_the_end_on_but_not_for_ever() {
    let server = Server::start().await;
    let sophie = server.member("sophie", None).await;
    let served = served(&server, false);
    let cookie = pair(&set_cookie(&ask(&served, &format!("/in/{sophie}"), "").await));
    server.clock.advance(13 * DAY);
    assert_eq!(who(&served, &cookie).await, sophie.to_string());
    server.clock.advance(13 * DAY);
    assert_eq!(who(&served, &cookie).await, sophie.to_string(), "used in between");
    server.clock.advance(4 * DAY - HOUR);
    assert_eq!(who(&served, &cookie).await, sophie.to_string(), "last hour of the thirtieth day");
    server.clock.advance(2 * HOUR);
    assert_eq!(who(&served, &cookie).await, "nobody", "thirty days are the end");

    let idle = pair(&set_cookie(&ask(&served, &format!("/in/{sophie}"), "").await));
    server.clock.advance(14 * DAY + MINUTE);
    assert_eq!(who(&served, &idle).await, "nobody", "fourteen days without use are the end");
}

#[tokio::test]
async fn reading_is_a_write_at_most_every_five_minutes() {
    let server = Server::start().await;
    let sophie = server.member("sophie", None).await;
    let served = served(&server, false);
    let cookie = pair(&set_cookie(&ask(&served, &format!("/in/{sophie}"), "").await));
    let seen = async || {
        web_sessions::of(&mut server.db().read().await.unwrap(), sophie, server.clock.now()).await.unwrap()[0]
            .seen_at
    };
    let first = seen().await;
    server.clock.advance(4 * MINUTE);
    who(&served, &cookie).await;
    assert_eq!(seen().await, first);
    server.clock.advance(2 * MINUTE);
    who(&served, &cookie).await;
    assert_eq!(seen().await, server.clock.now());
}

#[tokio::test]
async fn a_login_ended_meanwhile_is_not_revived() {
    let server = Server::start().await;
    let sophie = server.member("sophie", None).await;
    let served = served(&server, false);
    let cookie = pair(&set_cookie(&ask(&served, &format!("/in/{sophie}"), "").await));
    assert_eq!(ask(&served, "/slow", &cookie).await.status(), StatusCode::OK);
    assert_eq!(who(&served, &cookie).await, "nobody");
}

#[tokio::test]
async fn logging_out_removes_row_and_cookie() {
    let server = Server::start().await;
    let sophie = server.member("sophie", None).await;
    let served = served(&server, false);
    let cookie = pair(&set_cookie(&ask(&served, &format!("/in/{sophie}"), "").await));
    let gone = set_cookie(&ask(&served, "/out", &cookie).await);
    assert!(gone.starts_with("preau=;") && gone.contains("Max-Age=0"), "{gone}");
    assert_eq!(who(&served, &cookie).await, "nobody");
}
