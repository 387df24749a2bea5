//! Who calls: the holder of a bearer token, or nobody. A cookie never says who somebody is here.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use preau::access::{self, Act, Actor, Allowed, Place, policy, tokens};
use preau::{Error, Read, Result, Timestamp, Tx};
use preau_app::Site;
use preau_app::cx::ClientAddr;
use uuid::Uuid;

use super::problem::Problem;

/// One request of a program.
#[derive(Clone)]
pub(super) struct Caller {
    pub(super) site: Site,
    /// None without a token.
    pub(super) actor: Option<Actor>,
    pub(super) now: Timestamp,
    /// Address as trusted proxies give it.
    pub(super) client: String,
}

impl Caller {
    pub(super) async fn read(&self) -> Result<Read> {
        self.site.db.read().await
    }

    pub(super) async fn begin(&self) -> Result<Tx> {
        self.site.db.begin().await
    }

    /// Commits, and wakes the worker in case there is work.
    pub(super) async fn commit(&self, tx: Tx) -> Result<()> {
        tx.commit().await?;
        self.site.work.notify_one();
        Ok(())
    }

    /// The person calling.
    ///
    /// # Errors
    /// `LoginNeeded` without a token.
    pub(super) fn actor(&self) -> Result<&Actor> {
        self.actor.as_ref().ok_or(Error::LoginNeeded)
    }

    /// Allows an act on something of the caller's own.
    pub(super) fn allow_own(&self, act: Act) -> Result<Allowed<Uuid>> {
        let person = self.actor()?.id();
        policy::allow(self.actor.as_ref(), act, Place::Of(person), person)
    }

    /// Allows an act on the platform.
    pub(super) fn allow<T>(&self, act: Act, thing: T) -> Result<Allowed<T>> {
        policy::allow(self.actor.as_ref(), act, Place::Platform, thing)
    }

    /// Allows an act on a node of the organisation, by its path.
    pub(super) fn allow_at<T>(&self, act: Act, path: &str, thing: T) -> Result<Allowed<T>> {
        policy::allow(self.actor.as_ref(), act, Place::At(path), thing)
    }

    /// Whether an act is open to the caller on a node: to show something or not.
    pub(super) fn may_at(&self, act: Act, path: &str) -> bool {
        policy::permits(self.actor.as_ref(), act, Place::At(path)) == policy::Verdict::Yes
    }

    /// Whether an act is open to the caller: to show something or not.
    pub(super) fn may(&self, act: Act) -> bool {
        policy::permits(self.actor.as_ref(), act, Place::Platform) == policy::Verdict::Yes
    }

    /// Whether the caller may look at the catalogue: a platform may close it to visitors.
    ///
    /// # Errors
    /// `LoginNeeded` for a visitor when it is closed.
    pub(super) fn may_look(&self) -> Result<()> {
        if self.actor.is_none() && !self.site.config.open_catalogue {
            return Err(Error::LoginNeeded);
        }
        self.allow(Act::ReadCatalogue, ()).map(|_| ())
    }
}

impl FromRequestParts<Site> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let now = site.clock.now();
        let client = parts.extensions.get::<ClientAddr>().map_or_else(String::new, |client| client.0.clone());
        let Some(header) = parts.headers.get(AUTHORIZATION) else {
            return Ok(Self { site: site.clone(), actor: None, now, client });
        };
        // A token that is wrong is told, also where none is needed: whoever sends one means somebody.
        let token = header.to_str().ok().and_then(|text| text.split_once(' '));
        let token =
            token.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, token)| token.trim());
        let person = match token {
            Some(token) => tokens::person_of(&site.db, token, now).await?,
            None => None,
        };
        let actor = match person {
            Some(person) => access::actor(&mut site.db.read().await?, person, now).await?,
            None => None,
        };
        let actor = Some(actor.ok_or(Problem::BadToken)?);
        Ok(Self { site: site.clone(), actor, now, client })
    }
}

/// A caller who is somebody: asked for before the body is looked at.
pub(super) struct Member(pub(super) Caller);

impl FromRequestParts<Site> for Member {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, site).await?;
        caller.actor()?;
        Ok(Self(caller))
    }
}
