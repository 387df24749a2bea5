//! The whole application in memory: the router that is served, on a database of its own, with a clock moved by hand.

use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Request, StatusCode};
use preau::access::passwords::Hasher;
use preau::access::policy::by_operator;
use preau::access::{self, Role, accounts};
use preau::people::NewPerson;
use preau::{Clock, Db, migrate};
use preau_server::config::Config;
use preau_server::settings::{Flags, merge};
use preau_server::{App, build_on, courses};
use tempfile::TempDir;
use tower::ServiceExt as _;
use uuid::Uuid;

/// What accounts of [`Server::member`] log in with.
pub const PASSWORD: &str = "trois-tilleuls-dans-la-cour";

/// An application and the folder it lives in.
pub struct Server {
    pub app: App,
    pub clock: Clock,
    pub folder: TempDir,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Server {
    /// Empty, on 24 November 2026 at 10:00 in Paris.
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    /// With settings of its own.
    pub async fn with(settings: &[(&'static str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut flags = Flags::default();
        flags.set("data_dir", folder.path().display().to_string());
        flags.set("addr", "127.0.0.1:0");
        flags.set("base_url", "http://preau.test");
        flags.set("mail", format!("file:{}", folder.path().join("mail").display()));
        flags.set("hashing_threads", "1");
        for (name, value) in settings {
            flags.set(name, *value);
        }
        let config = Config::read(merge(&flags, |_| None).unwrap()).unwrap();
        let db = Db::open(&config.database_url).await.unwrap();
        migrate::run(&db).await.unwrap();
        let clock = Clock::standing_at("2026-11-24T09:00:00Z");
        let app = build_on(config, db, clock.clone()).await.unwrap();
        Self { app, clock, folder }
    }

    /// With the courses of the repository published.
    pub async fn with_courses() -> Self {
        let server = Self::start().await;
        courses::take_in(&server.app.site.db, &server.clock, &server.app.shelf).await.unwrap();
        server
    }

    pub fn db(&self) -> &Db {
        &self.app.site.db
    }

    /// An active account `{name}@ac-exemple.fr`.
    pub async fn member(&self, name: &str, role: Option<Role>) -> Uuid {
        let new = NewPerson {
            given_name: name.to_owned(),
            usual_name: "Martin".to_owned(),
            email: format!("{name}@ac-exemple.fr"),
            ..NewPerson::default()
        };
        let hash = Hasher::new(1).unwrap().hash(PASSWORD).await.unwrap();
        let mut tx = self.db().begin().await.unwrap();
        let person =
            accounts::create_active(&mut tx, by_operator(()), &new, &hash, self.clock.now()).await.unwrap();
        if let Some(role) = role {
            access::grant(&mut tx, person.id, role, None, "test", self.clock.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        person.id
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.app.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 64 * 1024 * 1024).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(request("GET", path).body(Body::empty()).unwrap()).await
    }

    pub async fn get_as(&self, cookie: &str, path: &str) -> Answer {
        self.send(request("GET", path).header(COOKIE, cookie).body(Body::empty()).unwrap()).await
    }

    /// Posts a form as a browser on our own page does.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_as("", path, fields).await
    }

    pub async fn post_as(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut request = request("POST", path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        if !cookie.is_empty() {
            request = request.header(COOKIE, cookie);
        }
        self.send(request.body(Body::from(form(fields))).unwrap()).await
    }

    /// Logs in; gives the cookie.
    pub async fn log_in(&self, email: &str) -> String {
        let answer =
            self.post("/connexion", &[("email", email), ("password", PASSWORD), ("next", "/")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer.cookie().expect("a cookie after login")
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    /// The session cookie that was set, as the browser sends it back.
    pub fn cookie(&self) -> Option<String> {
        let all = self.headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        all.map(|value| value.split(';').next().unwrap_or_default())
            .find(|pair| pair.starts_with("preau=") || pair.starts_with("__Host-preau="))
            .map(str::to_owned)
    }
}

/// A request to our own host.
pub fn request(method: &str, path: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(path).header(HOST, "preau.test")
}

/// Fields as a browser encodes them.
pub fn form(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
                _ => format!("%{byte:02X}"),
            })
            .collect::<String>()
    };
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// Copies a folder.
pub fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Replaces the first occurrence of a text in a file.
pub fn replace(path: &std::path::Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{}: no {from}", path.display());
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
}
