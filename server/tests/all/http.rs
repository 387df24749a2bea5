//! What every answer carries and what no request gets past, through the router that is served.

use crate::common::{Server, request};
use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, COOKIE};

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let server = Server::start().await;
    for path in
        ["/", "/connexion", "/nulle-part", "/healthz", "/readyz", "/assets/absent.js", "/mentions-legales"]
    {
        let answer = server.get(path).await;
        for (name, part) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("x-frame-options", "DENY"),
            ("permissions-policy", "camera=()"),
            ("cross-origin-opener-policy", "same-origin"),
            ("content-security-policy", "default-src 'none'"),
            ("content-security-policy", "frame-ancestors 'none'"),
            ("content-security-policy", "base-uri 'none'"),
            ("cache-control", "no-"),
        ] {
            assert!(answer.header(name).contains(part), "{path}: {name}: {:?}", answer.header(name));
        }
        assert!(!answer.header("content-security-policy").contains("unsafe-inline"), "{path}");
        assert_eq!(answer.header("x-request-id").len(), 16, "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path}: no TLS, no HSTS");
    }
}

#[tokio::test]
async fn behind_tls_the_browser_is_told_to_stay_there() {
    let server = Server::with(&[("base_url", "https://preau.test")]).await;
    assert_eq!(server.get("/").await.header("strict-transport-security"), "max-age=31536000");
    assert_eq!(server.get("/nulle-part").await.header("strict-transport-security"), "max-age=31536000");
}

#[tokio::test]
async fn another_site_cannot_write() {
    let server = Server::start().await;
    let post = |path: &str, headers: &[(&str, &str)]| {
        let mut request = request("POST", path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::from("email=a&password=b")).unwrap()
    };
    for headers in [
        &[("sec-fetch-site", "cross-site"), ("origin", "https://ailleurs.example")][..],
        &[("sec-fetch-site", "same-site"), ("origin", "https://autre.preau.test")],
        &[("origin", "https://ailleurs.example")],
        &[("origin", "null")],
    ] {
        for path in ["/connexion", "/deconnexion", "/langue", "/api/fn/quelque-chose"] {
            let answer = server.send(post(path, headers)).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {headers:?}");
        }
    }
    for headers in [&[("sec-fetch-site", "same-origin")][..], &[("origin", "http://preau.test")], &[]] {
        let answer = server.send(post("/connexion", headers)).await;
        assert_ne!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
    }
}

#[tokio::test]
async fn bodies_are_bounded_before_a_handler_runs() {
    let server = Server::start().await;
    let long = "x=".to_owned() + &"y".repeat(300 * 1024);
    let answer = server
        .send(
            request("POST", "/connexion")
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(long))
                .unwrap(),
        )
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("<h1>Envoi trop lourd</h1>"), "{}", answer.body);

    // A stream that announces nothing is cut at the limit too.
    let pieces = (0..400).map(|_| Ok::<_, std::io::Error>("z".repeat(1024)));
    let stream = Body::from_stream(futures_stream(pieces));
    let answer = server
        .send(
            request("POST", "/connexion")
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(stream)
                .unwrap(),
        )
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);

    let announced = |kind| {
        request("POST", "/connexion")
            .header(CONTENT_TYPE, kind)
            .header(CONTENT_LENGTH, "99999999999")
            .body(Body::empty())
            .unwrap()
    };
    let answer = server.send(announced("application/x-www-form-urlencoded")).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    // A form with a file is read by its handler alone, and this one takes none.
    let answer = server.send(announced("multipart/form-data; boundary=x")).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

fn futures_stream(
    pieces: impl Iterator<Item = Result<String, std::io::Error>> + Send + 'static,
) -> impl futures_core::Stream<Item = Result<String, std::io::Error>> + Send + 'static {
    struct Pieces<I>(I);
    impl<I: Iterator<Item = Result<String, std::io::Error>> + Unpin> futures_core::Stream for Pieces<I> {
        type Item = I::Item;
        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Ready(self.0.next())
        }
    }
    Pieces(Box::new(pieces) as Box<dyn Iterator<Item = _> + Send>)
}

#[tokio::test]
async fn errors_nobody_dressed_become_pages_for_people_and_problems_for_programs() {
    let server = Server::start().await;
    let answer = server.send(request("DELETE", "/connexion").body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(answer.body.contains("<h1>Action impossible à cette adresse</h1>"), "{}", answer.body);
    assert_eq!(answer.header("cache-control"), "no-store");

    let english =
        request("DELETE", "/connexion").header("accept-language", "en-GB,en").body(Body::empty()).unwrap();
    assert!(server.send(english).await.body.contains("<html lang=\"en\">"));

    let program =
        request("DELETE", "/connexion").header("accept", "application/json").body(Body::empty()).unwrap();
    let answer = server.send(program).await;
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(problem["status"], 405);
}

#[tokio::test]
async fn a_visitor_gets_no_session() {
    let server = Server::start().await;
    for path in ["/", "/connexion", "/cours", "/nulle-part"] {
        assert_eq!(server.get(path).await.cookie(), None, "{path}");
    }
    assert_eq!(rows(&server).await, 0);
    // A cookie that is nobody's is taken away, and makes none.
    let answer = server.get_as("preau=AAAAAAAAAAAAAAAAAAAAAA", "/").await;
    assert_eq!(answer.cookie().as_deref(), Some("preau="));
    assert_eq!(rows(&server).await, 0);
}

async fn rows(server: &Server) -> i64 {
    use preau::Conn as _;
    let (rows,): (i64,) = server
        .db()
        .read()
        .await
        .unwrap()
        .query(preau::sql!("select count(*) from web_session"))
        .one()
        .await
        .unwrap();
    rows
}

#[tokio::test]
async fn health_tells_alive_from_ready() {
    let server = Server::start().await;
    assert_eq!(server.get("/healthz").await.body, "alive\n");
    assert_eq!(server.get("/readyz").await.body, "ready\n");
    server.app.stopping.begin();
    let answer = server.get("/readyz").await;
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::SERVICE_UNAVAILABLE, "stopping\n"));
    assert_eq!(server.get("/healthz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn without_database_the_answer_is_a_503_that_says_when_to_come_back() {
    let server = Server::start().await;
    server.db().close().await;
    assert_eq!(server.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(server.get("/healthz").await.status, StatusCode::OK);
    let answer = server
        .send(request("GET", "/").header(COOKIE, "preau=AAAAAAAAAAAAAAAAAAAAAA").body(Body::empty()).unwrap())
        .await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
    assert_ne!(answer.header("retry-after"), "");
}

#[tokio::test]
async fn metrics_count_by_route_and_name_nobody() {
    let server = Server::start().await;
    server.get("/healthz").await;
    server.get("/invitation/secret-du-lien").await;
    let text = server.app.metrics.text(server.db()).await.unwrap();
    assert!(
        text.contains("preau_http_requests_total{method=\"GET\",route=\"/healthz\",status=\"200\"} 1"),
        "{text}"
    );
    assert!(text.contains("preau_build_info"));
    assert!(text.contains("preau_jobs{state=\"ready\"} 0"));
    assert!(!text.contains("secret-du-lien"));
}
