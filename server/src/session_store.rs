//! Logins of browsers, kept in the database so that every process knows them.
//!
//! tower-sessions asks for four verbs. Ours differ from its defaults in three points: `create` never overwrites, it
//! draws another id; `save` never revives a session that was ended while the request ran; and the end of a login is
//! ours, moved on by use (at most one write in five minutes) up to a fixed last day. The cookie lives until that day.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use preau::access::web_sessions::{self, Lifetime};
use preau::clock::{DAY, MINUTE};
use preau::{Clock, Db, Timestamp};
use preau_app::cx::SESSION_PERSON;
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, SessionManagerLayer, SessionStore};
use uuid::Uuid;

use crate::config::LoginTime;

/// A login's use is written at most this often: otherwise each page view would be a write.
const TOUCH_EVERY: i64 = 5 * MINUTE;

/// The table `web_session` as tower-sessions sees it.
#[derive(Clone)]
pub struct Store {
    db: Db,
    clock: Clock,
    lifetime: Lifetime,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

/// The layer that reads the cookie and gives handlers their `Session`.
///
/// An anonymous visitor gets no row and no cookie: nothing is saved until something is put in.
pub fn layer(db: Db, clock: Clock, time: LoginTime, secure: bool) -> SessionManagerLayer<Store> {
    let lifetime = Lifetime { idle: time.idle_days * DAY, absolute: time.days * DAY };
    SessionManagerLayer::new(Store { db, clock, lifetime })
        .with_name(cookie_name(secure))
        .with_secure(secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(time::Duration::days(time.days)))
}

/// With `__Host-`, browsers refuse a cookie that another host or an unencrypted page would set.
pub fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-preau" } else { "preau" }
}

impl Store {
    async fn create_row(&self, record: &mut Record) -> Result<()> {
        let now = self.clock.now();
        let data = encode(record)?;
        let expires_at = now.plus(self.lifetime.idle.min(self.lifetime.absolute));
        let mut tx = self.db.begin().await.map_err(backend)?;
        while !web_sessions::create(&mut tx, &record.id.to_string(), person(record), &data, now, expires_at)
            .await
            .map_err(backend)?
        {
            record.id = Id::default();
        }
        tx.commit().await.map_err(backend)
    }

    async fn save_row(&self, record: &Record) -> Result<()> {
        let (id, now, data) = (record.id.to_string(), self.clock.now(), encode(record)?);
        let mut tx = self.db.begin().await.map_err(backend)?;
        let kept = web_sessions::keep(&mut tx, &id, person(record), &data, self.lifetime, now)
            .await
            .map_err(backend)?;
        tx.commit().await.map_err(backend)?;
        if !kept {
            tracing::info!("A session ended while a request used it");
        }
        Ok(())
    }

    async fn load_row(&self, id: &Id) -> Result<Option<Record>> {
        let now = self.clock.now();
        let name = id.to_string();
        let mut read = self.db.read().await.map_err(backend)?;
        let found = web_sessions::load(&mut read, &name, now).await.map_err(backend)?;
        drop(read);
        let Some(stored) = found else { return Ok(None) };
        if stored.seen_at.plus(TOUCH_EVERY) < now {
            // A database that cannot be written at this moment must not end a reader's login.
            if let Err(error) = self.touch(&name, now).await {
                tracing::warn!(error = %error, "The use of a session was not noted");
            }
        }
        let data = serde_json::from_str(&stored.data).map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date: date(stored.expires_at) }))
    }

    async fn touch(&self, id: &str, now: Timestamp) -> preau::Result<()> {
        let mut tx = self.db.begin().await?;
        web_sessions::touch(&mut tx, id, self.lifetime, now).await?;
        tx.commit().await
    }

    async fn delete_row(&self, id: &Id) -> Result<()> {
        let mut tx = self.db.begin().await.map_err(backend)?;
        web_sessions::delete(&mut tx, &id.to_string()).await.map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}

/// Whose login it is, so that people can list and end theirs.
fn person(record: &Record) -> Option<Uuid> {
    record.data.get(SESSION_PERSON)?.as_str()?.parse().ok()
}

fn encode(record: &Record) -> Result<String> {
    serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))
}

fn backend(error: preau::Error) -> Error {
    Error::Backend(error.to_string())
}

fn date(at: Timestamp) -> time::OffsetDateTime {
    time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(at.0) * 1000)
        .unwrap_or(time::OffsetDateTime::UNIX_EPOCH)
}

/// What the trait's methods give, written out: its macro is not part of what it exports.
type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

impl SessionStore for Store {
    fn create<'s, 'r, 'a>(&'s self, record: &'r mut Record) -> Answer<'a, ()>
    where
        's: 'a,
        'r: 'a,
        Self: 'a,
    {
        Box::pin(self.create_row(record))
    }

    fn save<'s, 'r, 'a>(&'s self, record: &'r Record) -> Answer<'a, ()>
    where
        's: 'a,
        'r: 'a,
        Self: 'a,
    {
        Box::pin(self.save_row(record))
    }

    fn load<'s, 'r, 'a>(&'s self, id: &'r Id) -> Answer<'a, Option<Record>>
    where
        's: 'a,
        'r: 'a,
        Self: 'a,
    {
        Box::pin(self.load_row(id))
    }

    fn delete<'s, 'r, 'a>(&'s self, id: &'r Id) -> Answer<'a, ()>
    where
        's: 'a,
        'r: 'a,
        Self: 'a,
    {
        Box::pin(self.delete_row(id))
    }
}
