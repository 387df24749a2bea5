//! The asker and the moment: what every handler starts from.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use rand::Rng as _;
use tower_sessions::Session;
use uuid::Uuid;

use preau::access::{self, Act, Actor, Allowed, Place, policy};
use preau::people::Reading;
use preau::{Error, Read, Result, Timestamp, Tx};

use crate::error_pages;
use crate::state::Site;
use crate::texts::Lang;

/// Key, in the data of a browser's session, of the person logged in.
pub const SESSION_PERSON: &str = "person";

/// The client's address as the trusted proxies give it; put on the request by the server.
#[derive(Debug, Clone)]
pub struct ClientAddr(pub String);

/// One request: who asks, in which language, when.
#[derive(Clone)]
pub struct Cx {
    pub site: Site,
    pub actor: Option<Actor>,
    pub lang: Lang,
    pub reading: Reading,
    pub now: Timestamp,
    /// Of this answer: in the header and on each script.
    pub nonce: String,
    /// Path and query asked for.
    pub path: String,
    pub session: Session,
    pub client: String,
    /// The browser fetches ahead: nothing is noted as seen.
    pub prefetch: bool,
}

impl Cx {
    /// Runs a handler's body; a refusal becomes its page.
    pub async fn answer<F>(&self, body: F) -> Response
    where
        F: Future<Output = Result<Response>>,
    {
        match body.await {
            Ok(response) => response,
            Err(error) => error_pages::respond(self, error),
        }
    }

    pub async fn read(&self) -> Result<Read> {
        self.site.db.read().await
    }

    pub async fn begin(&self) -> Result<Tx> {
        self.site.db.begin().await
    }

    /// Commits, and wakes the worker in case there is work.
    pub async fn commit(&self, tx: Tx) -> Result<()> {
        tx.commit().await?;
        self.site.work.notify_one();
        Ok(())
    }

    /// The person asking.
    ///
    /// # Errors
    /// `LoginNeeded` for a visitor.
    pub fn person(&self) -> Result<Uuid> {
        self.actor.as_ref().map(Actor::id).ok_or(Error::LoginNeeded)
    }

    /// Allows an act on something of the asker's own.
    pub fn allow_own(&self, act: Act) -> Result<Allowed<Uuid>> {
        let person = self.person()?;
        policy::allow(self.actor.as_ref(), act, Place::Of(person), person)
    }

    /// Allows an act on something of the asker's own that is known by more than the asker.
    pub fn allow_mine<T>(&self, act: Act, thing: impl FnOnce(Uuid) -> T) -> Result<Allowed<T>> {
        let person = self.person()?;
        policy::allow(self.actor.as_ref(), act, Place::Of(person), thing(person))
    }

    /// Allows an act on the platform.
    pub fn allow<T>(&self, act: Act, thing: T) -> Result<Allowed<T>> {
        policy::allow(self.actor.as_ref(), act, Place::Platform, thing)
    }

    /// Allows an act on something at a node of the organisation, by its path.
    pub fn allow_at<T>(&self, act: Act, path: &str, thing: T) -> Result<Allowed<T>> {
        policy::allow(self.actor.as_ref(), act, Place::At(path), thing)
    }

    /// Whether an act is open to the asker on a node: to show or hide a link, never to decide.
    pub fn may_at(&self, act: Act, path: &str) -> bool {
        policy::permits(self.actor.as_ref(), act, Place::At(path)) == policy::Verdict::Yes
    }

    /// Whether an act is open to the asker: to show or hide a link, never to decide.
    pub fn may(&self, act: Act) -> bool {
        policy::permits(self.actor.as_ref(), act, Place::Platform) == policy::Verdict::Yes
    }

    /// The civil date of today where the platform is.
    pub fn today(&self) -> jiff::civil::Date {
        self.now.date_in(&self.site.config.zone)
    }
}

impl FromRequestParts<Site> for Cx {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let now = site.clock.now();
        let cookies = Cookies::of(&parts.headers);
        let client = parts.extensions.get::<ClientAddr>().map_or_else(String::new, |client| client.0.clone());
        let session = parts.extensions.get::<Session>().cloned();
        let mut cx = Self {
            site: site.clone(),
            actor: None,
            lang: cookies.lang.unwrap_or_else(|| {
                let header = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
                Lang::accepted(header.unwrap_or_default())
            }),
            reading: cookies.reading,
            now,
            nonce: nonce(),
            path: parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
            session: session.unwrap_or_else(|| {
                Session::new(None, std::sync::Arc::new(tower_sessions::MemoryStore::default()), None)
            }),
            client,
            prefetch: parts
                .headers
                .get("sec-purpose")
                .is_some_and(|value| value.as_bytes().starts_with(b"prefetch")),
        };
        let loaded = async {
            let person = cx.session.get::<Uuid>(SESSION_PERSON).await.map_err(|error| match error {
                tower_sessions::session::Error::Store(store) => {
                    Error::Unavailable(anyhow::anyhow!("session: {store}"))
                }
                other => Error::broken(other),
            })?;
            let Some(person) = person else { return Ok(None) };
            access::actor(&mut site.db.read().await?, person, now).await
        };
        match loaded.await {
            Ok(actor) => {
                if let Some(actor) = &actor {
                    cx.lang = Lang::parse(&actor.person.locale).unwrap_or(cx.lang);
                    cx.reading = actor.person.reading.0.clone();
                }
                cx.actor = actor;
                Ok(cx)
            }
            Err(error) => Err(error_pages::respond(&cx, error)),
        }
    }
}

/// What a visitor's own cookies say.
#[derive(Default)]
struct Cookies {
    lang: Option<Lang>,
    reading: Reading,
}

impl Cookies {
    fn of(headers: &HeaderMap) -> Self {
        let mut cookies = Self::default();
        let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        for pair in pairs.flat_map(|value| value.split(';')) {
            match pair.trim().split_once('=') {
                Some(("langue", value)) => cookies.lang = Lang::parse(value),
                // theme.size.spacing, each may be empty.
                Some(("lecture", value)) => {
                    let mut parts = value.split('.').map(|part| (!part.is_empty()).then(|| part.to_owned()));
                    cookies.reading = Reading {
                        theme: parts
                            .next()
                            .flatten()
                            .filter(|theme| matches!(theme.as_str(), "light" | "dark")),
                        size: parts
                            .next()
                            .flatten()
                            .filter(|size| matches!(size.as_str(), "large" | "larger")),
                        spacing: parts.next().flatten().filter(|spacing| spacing == "spaced"),
                    };
                }
                _ => {}
            }
        }
        cookies
    }
}

/// 128 random bits, safe inside a header and an attribute.
fn nonce() -> String {
    format!("{:032x}", rand::rng().random::<u128>())
}
