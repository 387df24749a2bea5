//! The courses as pages need them, kept in memory.
//!
//! A version never changes, so its document is never wrong and needs no care but a limit. What changes is which
//! version is current and which cards there are: a stamp tells, asked for at most once a second in each process.
//!
//! A course may be for the people of one node of the organisation: whoever asks for what is in service says who they
//! are, and what is out of their sight is not there.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sqlx::types::Json;
use uuid::Uuid;

use super::catalogue::Card;
use super::published::{Page, PublishedCourse};
use super::reference::{self, Reference};
use crate::access::Actor;
use crate::clock::{SECOND, Timestamp};
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::sql;

/// Documents kept: more than the courses that are read in an hour.
const MAX_DOCUMENTS: usize = 64;

/// A version ready to be shown.
#[derive(Debug)]
pub struct Live {
    pub version_id: Uuid,
    pub number: i32,
    pub semver: String,
    pub published_at: Timestamp,
    pub course: PublishedCourse,
    /// Place of each page in `course.pages`, by key.
    pub page_index: HashMap<String, usize>,
}

impl Live {
    fn new(row: Row) -> Self {
        let course = row.document.0;
        let page_index =
            course.pages.iter().enumerate().map(|(place, page)| (page.key.clone(), place)).collect();
        Self {
            version_id: row.id,
            number: row.number,
            semver: row.semver,
            published_at: row.published_at,
            course,
            page_index,
        }
    }

    /// A page of the outline, by key.
    pub fn page(&self, key: &str) -> Option<&Page> {
        self.course.pages.get(*self.page_index.get(key)?)
    }
}

/// The courses of this process. Cloned freely: all clones share what is kept.
#[derive(Debug, Clone, Default)]
pub struct Courses {
    shelves: Arc<Mutex<Shelves>>,
}

#[derive(Debug, Default)]
struct Shelves {
    /// Documents, each with the moment it was last asked for, counted in requests.
    documents: HashMap<Uuid, (Arc<Live>, u64)>,
    requests: u64,
    list: Option<List>,
    checked_at: Option<Timestamp>,
}

/// What changes: the current versions and their cards, and what all courses share.
#[derive(Debug, Clone)]
struct List {
    stamp: Stamp,
    current: Arc<HashMap<String, InService>>,
    /// What is for everybody.
    cards: Arc<Vec<Card>>,
    /// Every card in the same order, each with the node it is for; empty when all are for everybody.
    scoped: Arc<Vec<(Option<String>, Card)>>,
    reference: Arc<Reference>,
}

/// The version in service of a course, and the path of the node it is for; none = everybody.
#[derive(Debug, Clone)]
struct InService {
    version: Uuid,
    scope: Option<String>,
}

/// Whether somebody may see a course that is for a node: whoever works there or below, or holds a role on it, below it
/// or above it.
pub fn sees(who: Option<&Actor>, scope: Option<&str>) -> bool {
    let Some(scope) = scope else { return true };
    let Some(actor) = who else { return false };
    actor.postings.iter().chain(&actor.mandates).any(|path| path.starts_with(scope))
        || actor.grants.iter().any(|grant| grant.path.starts_with(scope) || scope.starts_with(&grant.path))
}

/// Moves whenever what is in service does: number of courses, a sum over them, and when the reference came in.
pub type Stamp = (i64, i64, i64);

/// Slug, version in service, state, path of the node it is for, card.
type Shown = (String, Uuid, String, Option<String>, Json<Card>);

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    number: i32,
    semver: String,
    published_at: Timestamp,
    document: Json<PublishedCourse>,
}

impl Courses {
    /// Nothing kept yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The current version of a course; none when it is unknown, archived, never came in, or is for others than the
    /// asker.
    pub async fn current(
        &self,
        db: &Db,
        who: Option<&Actor>,
        slug: &str,
        now: Timestamp,
    ) -> Result<Option<Arc<Live>>> {
        let list = self.list(db, now).await?;
        match list.current.get(slug).filter(|found| sees(who, found.scope.as_deref())) {
            Some(found) => self.version(db, found.version).await.map(Some),
            None => Ok(None),
        }
    }

    /// A version, current or not.
    ///
    /// # Errors
    /// `NotFound` when there is no such version.
    pub async fn version(&self, db: &Db, version: Uuid) -> Result<Arc<Live>> {
        if let Some(live) = self.shelves().take_down(version) {
            return Ok(live);
        }
        let row: Row = db
            .read()
            .await?
            .query(sql!(
                "select id, number, semver, published_at, document from course_version where id = $1"
            ))
            .bind(version)
            .one()
            .await?;
        let live = Arc::new(Live::new(row));
        self.shelves().put_up(live.clone());
        Ok(live)
    }

    /// The cards of the catalogue that the asker may see, by title.
    pub async fn cards(&self, db: &Db, who: Option<&Actor>, now: Timestamp) -> Result<Arc<Vec<Card>>> {
        let list = self.list(db, now).await?;
        let mine = |scope: &Option<String>| scope.is_some() && sees(who, scope.as_deref());
        if !list.scoped.iter().any(|(scope, _)| mine(scope)) {
            return Ok(list.cards);
        }
        let seen = list.scoped.iter().filter(|(scope, _)| sees(who, scope.as_deref()));
        Ok(Arc::new(seen.map(|(_, card)| card.clone()).collect()))
    }

    /// The glossary and the framework, read again only when they change.
    pub async fn reference(&self, db: &Db, now: Timestamp) -> Result<Arc<Reference>> {
        Ok(self.list(db, now).await?.reference)
    }

    /// Numbers that change whenever the courses in service do, or what they share.
    pub async fn edition(&self, db: &Db, now: Timestamp) -> Result<Stamp> {
        Ok(self.list(db, now).await?.stamp)
    }

    /// Looks at the database at the next request, without waiting for the second to pass: called after publishing.
    pub fn look_again(&self) {
        self.shelves().checked_at = None;
    }

    async fn list(&self, db: &Db, now: Timestamp) -> Result<List> {
        if let Some(list) = self.shelves().fresh_list(now) {
            return Ok(list);
        }
        match self.refresh(db).await {
            Ok(list) => Ok(list),
            Err(error) => {
                // The second was claimed for nothing: the next request tries again.
                self.look_again();
                Err(error)
            }
        }
    }

    async fn refresh(&self, db: &Db) -> Result<List> {
        let mut read = db.read().await?;
        // The stamp comes first: a course published between the two statements shows at the next look.
        let stamp: Stamp = read
            .query(sql!(
                "select count(*), coalesce(cast(sum(updated_at % 1000000007) as bigint), 0),
                        coalesce((select cast(value as bigint) from instance where key = $1), 0)
                   from course"
            ))
            .bind(reference::REVISION)
            .one()
            .await?;
        let known = self.shelves().list.clone();
        if let Some(list) = known.filter(|list| list.stamp == stamp) {
            return Ok(list);
        }
        let rows: Vec<Shown> = read
            .query(sql!(
                "select c.slug, k.version_id, c.state, n.path, k.card
                   from course c
                   join course_card k on k.course_slug = c.slug
                   left join org_node n on n.id = c.scope_node
                  where c.state <> 'archived'
                  order by k.title_key, c.slug
                  limit 5000"
            ))
            .all()
            .await?;
        let current = rows.iter().map(|(slug, version, _, scope, _)| {
            (slug.clone(), InService { version: *version, scope: scope.clone() })
        });
        let current = Arc::new(current.collect());
        let shown = rows.into_iter().filter(|(_, _, state, _, _)| state == "published");
        let scoped: Vec<(Option<String>, Card)> =
            shown.map(|(_, _, _, scope, card)| (scope, card.0)).collect();
        let open = scoped.iter().filter(|(scope, _)| scope.is_none());
        let cards = Arc::new(open.map(|(_, card)| card.clone()).collect::<Vec<_>>());
        let scoped = Arc::new(if cards.len() == scoped.len() { Vec::new() } else { scoped });
        let reference = Arc::new(reference::load(&mut read).await?);
        let list = List { stamp, current, cards, scoped, reference };
        self.shelves().list = Some(list.clone());
        Ok(list)
    }

    /// The lock is never held across a wait, and nothing that can panic runs under it.
    fn shelves(&self) -> MutexGuard<'_, Shelves> {
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelves {
    /// The list, when it was looked at less than a second ago; otherwise the asker has to look, and only one does.
    fn fresh_list(&mut self, now: Timestamp) -> Option<List> {
        let fresh = self.checked_at.is_some_and(|at| at <= now && now < at.plus(SECOND));
        if !fresh {
            self.checked_at = Some(now);
            return None;
        }
        self.list.clone()
    }

    fn take_down(&mut self, version: Uuid) -> Option<Arc<Live>> {
        self.requests += 1;
        let (live, asked) = self.documents.get_mut(&version)?;
        *asked = self.requests;
        Some(live.clone())
    }

    fn put_up(&mut self, live: Arc<Live>) {
        let full = self.documents.len() >= MAX_DOCUMENTS && !self.documents.contains_key(&live.version_id);
        let oldest = self.documents.iter().min_by_key(|(_, (_, asked))| *asked).map(|(version, _)| *version);
        if let Some(oldest) = oldest.filter(|_| full) {
            self.documents.remove(&oldest);
        }
        self.documents.insert(live.version_id, (live, self.requests));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::policy::by_operator;
    use crate::course::publish::{self, ChangeClass};
    use crate::course::sample;
    use crate::error::Error;
    use crate::on_both;
    use crate::testing::Platform;

    on_both!(
        a_page_view_costs_a_tiny_query_a_second,
        a_publication_shows_within_a_second,
        a_withdrawn_course_is_only_known_by_its_version,
        a_glossary_shows_within_a_second,
    );

    async fn a_page_view_costs_a_tiny_query_a_second(t: Platform) {
        sample::publish(&t.db, &sample::course("droit-auteur"), t.now()).await;
        let courses = Courses::new();
        let first = courses.current(&t.db, None, "droit-auteur", t.now()).await.unwrap().unwrap();
        assert_eq!(first.page("exception").unwrap().key, "exception");
        assert!(first.page("absent").is_none());

        let before = t.db.queries_run();
        for _ in 0..10 {
            courses.current(&t.db, None, "droit-auteur", t.now()).await.unwrap().unwrap();
            courses.cards(&t.db, None, t.now()).await.unwrap();
            courses.reference(&t.db, t.now()).await.unwrap();
        }
        assert_eq!(t.db.queries_run(), before);
        t.clock.advance(SECOND);
        courses.current(&t.db, None, "droit-auteur", t.now()).await.unwrap().unwrap();
        courses.current(&t.db, None, "droit-auteur", t.now()).await.unwrap().unwrap();
        assert_eq!(t.db.queries_run() - before, 1);
    }

    async fn a_publication_shows_within_a_second(t: Platform) {
        let courses = Courses::new();
        assert!(courses.current(&t.db, None, "droit-auteur", t.now()).await.unwrap().is_none());
        assert!(courses.cards(&t.db, None, t.now()).await.unwrap().is_empty());

        sample::publish(&t.db, &sample::course("droit-auteur"), t.now()).await;
        t.clock.advance(SECOND);
        let first = courses.current(&t.db, None, "droit-auteur", t.now()).await.unwrap().unwrap();
        assert_eq!((first.number, first.semver.as_str()), (1, "1.0.0"));

        // In the same microsecond as the one before: the stamp moves all the same.
        let next = sample::at("droit-auteur", "1.1.0");
        sample::publish_as(&t.db, &next, ChangeClass::Minor, first.published_at).await;
        courses.look_again();
        let second = courses.current(&t.db, None, "droit-auteur", t.now()).await.unwrap().unwrap();
        assert_eq!((second.number, second.semver.as_str()), (2, "1.1.0"));
        assert_eq!(courses.cards(&t.db, None, t.now()).await.unwrap()[0].version, "1.1.0");
        assert_eq!(courses.version(&t.db, first.version_id).await.unwrap().semver, "1.0.0");
    }

    async fn a_withdrawn_course_is_only_known_by_its_version(t: Platform) {
        let version = sample::publish(&t.db, &sample::course("droit-auteur"), t.now()).await;
        let courses = Courses::new();
        assert_eq!(courses.cards(&t.db, None, t.now()).await.unwrap().len(), 1);
        let mut tx = t.db.begin().await.unwrap();
        assert!(publish::withdraw(&mut tx, by_operator(()), "droit-auteur", t.now()).await.unwrap());
        tx.commit().await.unwrap();
        courses.look_again();
        assert!(courses.current(&t.db, None, "droit-auteur", t.now()).await.unwrap().is_none());
        assert!(courses.cards(&t.db, None, t.now()).await.unwrap().is_empty());
        assert_eq!(courses.version(&t.db, version).await.unwrap().course.slug, "droit-auteur");
        let unknown = courses.version(&t.db, Uuid::nil()).await.unwrap_err();
        assert!(matches!(unknown, Error::NotFound));
    }

    async fn a_glossary_shows_within_a_second(t: Platform) {
        let courses = Courses::new();
        assert_eq!(*courses.reference(&t.db, t.now()).await.unwrap(), Reference::default());
        let before = courses.edition(&t.db, t.now()).await.unwrap();
        let mut shared = Reference::default();
        for intro in ["<p>Un</p>", "<p>Deux</p>"] {
            shared.glossary.intro_html = intro.into();
            let mut tx = t.db.begin().await.unwrap();
            assert!(reference::publish(&mut tx, by_operator(()), &shared, t.now()).await.unwrap());
            tx.commit().await.unwrap();
            t.clock.advance(SECOND);
            assert_eq!(*courses.reference(&t.db, t.now()).await.unwrap(), shared);
        }
        assert_ne!(courses.edition(&t.db, t.now()).await.unwrap(), before, "pages kept are drawn again");
    }

    #[test]
    fn the_document_asked_for_longest_ago_leaves() {
        let live = |number: u128| {
            let id = Uuid::from_u128(number);
            let document = Json(sample::course("droit-auteur"));
            let row = Row { id, number: 1, semver: "1.0.0".into(), published_at: Timestamp(0), document };
            Arc::new(Live::new(row))
        };
        let mut shelves = Shelves::default();
        for number in 0..MAX_DOCUMENTS as u128 {
            assert!(shelves.take_down(Uuid::from_u128(number)).is_none());
            shelves.put_up(live(number));
        }
        assert!(shelves.take_down(Uuid::from_u128(0)).is_some());
        shelves.put_up(live(1_000));
        assert_eq!(shelves.documents.len(), MAX_DOCUMENTS);
        assert!(shelves.take_down(Uuid::from_u128(0)).is_some());
        assert!(shelves.take_down(Uuid::from_u128(1)).is_none());
        assert!(shelves.take_down(Uuid::from_u128(1_000)).is_some());
    }
}
