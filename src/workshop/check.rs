//! The verdict on a module: that of `preau check`, on the same files among the same courses (AUT-3).

use crate::course::check::{self, Options};
use crate::course::diagnostic::Diagnostic;
use crate::course::published::{Page, PublishedCourse};
use crate::course::source::{Among, Memory, Source};

/// What was found in a module, with paths from its own folder.
#[derive(Debug, Clone)]
pub struct Verdict {
    pub diagnostics: Vec<Diagnostic>,
    /// Some if and only if there is no error.
    pub published: Option<PublishedCourse>,
}

impl Verdict {
    pub fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|found| found.is_error()).count()
    }

    pub fn warnings(&self) -> usize {
        self.diagnostics.len() - self.errors()
    }
}

/// Checks a module among the courses of `around`. It takes its time: call it where blocking is allowed.
pub fn check(around: &(dyn Source + Sync), slug: &str, files: &Memory, options: &Options) -> Verdict {
    let among = Among::new(around, slug, files);
    let library = check::check_only(&among, options, &[slug]);
    let Some(checked) = library.courses.into_iter().find(|course| course.slug == slug) else {
        return Verdict { diagnostics: Vec::new(), published: None };
    };
    let diagnostics = checked.diagnostics.into_iter().map(|found| own(slug, found)).collect();
    Verdict { diagnostics, published: checked.published }
}

/// One page as its author sees it, errors or not: none when the module or the page cannot be read at all.
pub fn preview(
    around: &(dyn Source + Sync),
    slug: &str,
    files: &Memory,
    page: &str,
    options: &Options,
) -> Option<(Vec<Diagnostic>, Option<Page>)> {
    let among = Among::new(around, slug, files);
    let preview = check::preview(&among, options, slug, page)?;
    Some((preview.diagnostics.into_iter().map(|found| own(slug, found)).collect(), preview.page))
}

/// The finding with its path from the folder of the module.
pub fn own(slug: &str, mut found: Diagnostic) -> Diagnostic {
    let inside = found.file.strip_prefix("cours/").and_then(|rest| rest.strip_prefix(slug));
    if let Some(inside) = inside.and_then(|rest| rest.strip_prefix('/')) {
        found.file = inside.to_owned();
    }
    found
}
