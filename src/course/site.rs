//! Everything a page may point at: the other pages, their anchors, files, terms, competences.
//!
//! Paths are those of a content folder (`cours/…`, `glossaire.md`), whatever folder was given:
//! [`Layout`] knows the way back to the paths of the source.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::diagnostic::Report;
use super::framework::Framework;
use super::glossary::Glossary;
use super::head::course::CourseHead;
use super::head::lock::Lock;
use super::media::MediaFile;
use super::page_text::PageText;

/// What folder was given to be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Layout {
    /// A content folder, with `cours/`.
    Content,
    /// The `cours` folder itself.
    Courses,
    /// One course, whose folder name may not be known.
    Single { slug: String },
}

impl Layout {
    /// The path in the source of a path of the content folder.
    pub(crate) fn source_path(&self, path: &str) -> String {
        match self {
            Self::Content => path.to_owned(),
            Self::Courses => path.strip_prefix("cours/").unwrap_or(path).to_owned(),
            Self::Single { slug } => {
                let inside = path.strip_prefix("cours/").and_then(|rest| rest.strip_prefix(slug.as_str()));
                inside.and_then(|rest| rest.strip_prefix('/')).unwrap_or(path).to_owned()
            }
        }
    }

    /// The path in a content folder of a path of the source.
    pub(crate) fn content_path(&self, path: &str) -> String {
        match self {
            Self::Content => path.to_owned(),
            Self::Courses => format!("cours/{path}"),
            Self::Single { slug } => format!("cours/{slug}/{path}"),
        }
    }

    /// True when the glossary and the competences were in the given folder.
    pub(crate) fn knows_content(&self) -> bool {
        matches!(self, Self::Content)
    }

    /// True when every course was in the given folder.
    pub(crate) fn knows_courses(&self) -> bool {
        matches!(self, Self::Content | Self::Courses)
    }
}

/// A Markdown file of a course.
#[derive(Debug)]
pub(crate) struct PageFile {
    /// Name without `.md`.
    pub(crate) key: String,
    pub(crate) text: PageText,
}

/// The files of a course.
#[derive(Debug)]
pub(crate) struct CourseFiles {
    pub(crate) slug: String,
    /// `course.toml`, when it is there.
    pub(crate) toml: Option<String>,
    pub(crate) head: Option<CourseHead>,
    pub(crate) head_report: Report,
    pub(crate) pages: Vec<PageFile>,
    /// Files of `media/` and `fichiers/`, by path inside the course.
    pub(crate) media: BTreeMap<String, MediaFile>,
    pub(crate) lock: Lock,
    pub(crate) checksum: String,
}

impl CourseFiles {
    pub(crate) fn has_page(&self, key: &str) -> bool {
        self.pages.iter().any(|page| page.key == key)
    }

    /// True for pages of the outline, by their name.
    pub(crate) fn is_outline_page(key: &str) -> bool {
        !key.starts_with('_') && key != "README" && key != "CHANGELOG"
    }
}

/// What links are checked against.
#[derive(Debug)]
pub(crate) struct Site<'s> {
    pub(crate) layout: Layout,
    pub(crate) courses: &'s BTreeMap<String, CourseFiles>,
    pub(crate) anchors: HashMap<(String, String), HashSet<String>>,
    pub(crate) glossary: Option<Glossary>,
    pub(crate) framework: Framework,
}

impl Site<'_> {
    pub(crate) fn course(&self, slug: &str) -> Option<&CourseFiles> {
        self.courses.get(slug)
    }

    /// True when the anchor exists, or when the page could not be read at all.
    pub(crate) fn has_anchor(&self, course: &str, page: &str, anchor: &str) -> bool {
        let anchors = self.anchors.get(&(course.to_owned(), page.to_owned()));
        anchors.is_none_or(|anchors| anchors.contains(anchor))
    }

    pub(crate) fn media(&self, course: &str, path: &str) -> Option<&MediaFile> {
        self.courses.get(course)?.media.get(path)
    }
}
