//! What people look for courses in: one card per course, an inverted index, facets.
//!
//! The index is ours ([`crate::text`]) and not the database's, so that both give the same answers: accents, case,
//! ligatures and plurals meet.

mod csv;
mod filter;
mod find;
mod index;
mod search;

use serde::{Deserialize, Serialize};

use super::published::{Level, PublishedCourse};
use crate::clock::Timestamp;

pub use csv::to_csv;
pub use filter::{FacetName, Filter, Length, level_code};
pub use find::{Facet, FacetValue, Found, find};
pub(super) use index::index;
pub use search::{Hit, search};

/// Value of the discipline of a course that is for everybody.
pub const TRANSVERSAL: &str = "toutes";

/// What the catalogue shows of a course. Stored as JSON: a field is only ever added, with a default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Card {
    pub slug: String,
    pub title: String,
    pub summary: String,
    pub level: Level,
    /// What the attestation certifies.
    pub minutes: u32,
    pub disciplines: Vec<String>,
    pub audience: Vec<String>,
    pub competences: Vec<String>,
    pub keywords: Vec<String>,
    pub objectives: Vec<String>,
    /// Names.
    pub authors: Vec<String>,
    pub licence: String,
    pub language: String,
    pub version: String,
    pub published_at: Timestamp,
    /// None = drawn cover.
    pub image: Option<CardImage>,
    /// Pages of the outline.
    pub pages: usize,
    /// A visitor without an account may read some of them.
    pub has_public_pages: bool,
}

/// The cover of a course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardImage {
    /// Path inside the course.
    pub path: String,
    /// Which file it is, as [`super::store::blob`] knows it.
    pub sha256: String,
    pub alt: String,
}

impl Card {
    /// The card of a version.
    pub fn of(course: &PublishedCourse, published_at: Timestamp) -> Self {
        let meta = &course.meta;
        let image = meta.image.as_ref().and_then(|cover| {
            let file = course.files.iter().find(|file| file.path == cover.src)?;
            Some(CardImage { path: file.path.clone(), sha256: file.sha256.clone(), alt: cover.alt.clone() })
        });
        Self {
            slug: course.slug.clone(),
            title: meta.title.clone(),
            summary: meta.summary.clone(),
            level: meta.level,
            minutes: meta.minutes,
            disciplines: meta.disciplines.clone(),
            audience: meta.audience.clone(),
            competences: meta.competences.clone(),
            keywords: meta.keywords.clone(),
            objectives: meta.objectives.clone(),
            authors: meta.authors.iter().map(|author| author.name.clone()).collect(),
            licence: meta.licence.clone(),
            language: meta.language.clone(),
            version: course.version.clone(),
            published_at,
            image,
            pages: course.pages.len(),
            has_public_pages: course.pages.iter().any(|page| page.public),
        }
    }

    /// True for a course that is for every discipline.
    pub fn is_transversal(&self) -> bool {
        self.disciplines.iter().any(|discipline| discipline == TRANSVERSAL)
    }
}
