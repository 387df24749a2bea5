//! From files to courses: check everything, publish what has no error.

use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};

pub use super::hosts::{EmbedRule, Host, HostTable};
pub use super::options::Options;
pub use super::rules::RESERVED_PAGES;

use super::cache::Cache;
use super::diagnostic::{Code, Diagnostic, Report};
use super::framework::Framework;
use super::gather::{Gathered, gather};
use super::glossary::{self, Glossary};
use super::lines::Span;
use super::links::Here;
use super::lint::{Around, Linted, lint};
use super::outline::Outline;
use super::page_text::{PageText, Role};
use super::published::{Page, PublishedCourse};
use super::render::{Renderer, Style, View};
use super::site::{CourseFiles, Site};
use super::source::Source;
use super::stack::with_room;
use super::tree::Tree;
use super::{assemble, rules};

/// What was found in a folder.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// By slug.
    pub courses: Vec<Checked>,
    pub glossary: Glossary,
    pub competences: Framework,
    /// Findings outside courses.
    pub diagnostics: Vec<Diagnostic>,
}

/// One course: what was found, and its published form when nothing refuses it.
#[derive(Debug, Clone)]
pub struct Checked {
    pub slug: String,
    /// Path of its folder in the source, with a final `/`: where its files are read.
    pub folder: String,
    pub diagnostics: Vec<Diagnostic>,
    /// Some if and only if there is no error.
    pub published: Option<PublishedCourse>,
}

impl Library {
    /// Every finding: outside courses first, then course by course.
    pub fn all_diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().chain(self.courses.iter().flat_map(|course| &course.diagnostics))
    }

    /// True when something refuses publication.
    pub fn has_error(&self) -> bool {
        self.all_diagnostics().any(Diagnostic::is_error)
    }

    /// A course by its slug.
    pub fn course(&self, slug: &str) -> Option<&Checked> {
        self.courses.iter().find(|course| course.slug == slug)
    }
}

/// Checks every course of a source.
pub fn check(source: &(dyn Source + Sync), options: &Options) -> Library {
    check_where(source, options, &|_| true)
}

/// Checks some courses of a source; the others are only read as far as links to them need it.
pub fn check_only<S: AsRef<str> + Sync>(
    source: &(dyn Source + Sync),
    options: &Options,
    only: &[S],
) -> Library {
    check_where(source, options, &|slug| only.iter().any(|wanted| wanted.as_ref() == slug))
}

/// One page as its author sees it while writing: findings, and the page in spite of them.
#[derive(Debug, Clone)]
pub struct Preview {
    pub diagnostics: Vec<Diagnostic>,
    /// None when the page or `course.toml` cannot be read at all.
    pub page: Option<Page>,
}

/// Checks and renders one page of a course, errors or not.
///
/// Other pages are only read as far as links need them. What is refused is shown as text, so the
/// preview is as safe as a published page; it is for the author alone, since it holds the keys.
pub fn preview(source: &(dyn Source + Sync), options: &Options, slug: &str, page: &str) -> Option<Preview> {
    with_site(source, &|wanted| wanted == slug, |site, _, parsed, cache, _| {
        let course = site.course(slug)?;
        let found = parsed.remove(slug)?.into_iter().find(|candidate| candidate.key == page)?;
        let mut checked = rules::page(found, course, site, options, cache);
        let head = course.head.as_ref();
        let page = head.and_then(|head| assemble::preview(course, head, &mut checked, site, options, cache));
        let name = site.layout.source_path(&format!("cours/{slug}/{}.md", checked.parsed.key));
        let diagnostics = checked.parsed.report.into_diagnostics(&name, &checked.parsed.text.source);
        Some(Preview { diagnostics, page })
    })
}

/// A page that was parsed.
pub(crate) struct ParsedPage<'f> {
    pub(crate) key: &'f str,
    pub(crate) text: &'f PageText,
    pub(crate) tree: Tree<'f>,
    pub(crate) outline: Outline,
    pub(crate) report: Report,
}

fn check_where(
    source: &(dyn Source + Sync),
    options: &Options,
    wanted: &(dyn Fn(&str) -> bool + Sync),
) -> Library {
    with_site(source, wanted, |site, glossary_page, parsed, cache, mut diagnostics| {
        let mut library = Library { competences: site.framework.clone(), ..Library::default() };
        if let Some(page) = glossary_page {
            let (glossary, found) = check_glossary(page, site, options, cache);
            library.glossary = glossary;
            diagnostics.extend(found);
        }
        library.diagnostics = diagnostics;
        for (slug, pages) in std::mem::take(parsed) {
            if let Some(course) = site.course(slug).filter(|_| wanted(slug)) {
                library.courses.push(check_course(course, pages, site, options, cache));
            }
        }
        library
    })
}

/// Pages of each course, by slug.
type Parsed<'f> = BTreeMap<&'f str, Vec<ParsedPage<'f>>>;

/// Reads and parses everything, then does `work` with what links are checked against.
fn with_site<T: Send>(
    source: &(dyn Source + Sync),
    wanted: &(dyn Fn(&str) -> bool + Sync),
    work: impl FnOnce(&Site<'_>, Option<ParsedPage<'_>>, &mut Parsed<'_>, &mut Cache, Vec<Diagnostic>) -> T + Send,
) -> T {
    with_room(|| read_site(source, wanted, work))
}

fn read_site<T>(
    source: &dyn Source,
    wanted: &dyn Fn(&str) -> bool,
    work: impl FnOnce(&Site<'_>, Option<ParsedPage<'_>>, &mut Parsed<'_>, &mut Cache, Vec<Diagnostic>) -> T,
) -> T {
    let Gathered { layout, courses, glossary: glossary_text, framework, diagnostics } =
        gather(source, wanted);
    let mut parsed: Parsed<'_> = BTreeMap::new();
    for (slug, course) in &courses {
        parsed.insert(slug, course.pages.iter().map(|page| parse(&page.key, &page.text)).collect());
    }
    let mut anchors = HashMap::new();
    for (slug, pages) in &parsed {
        for page in pages.iter().filter(|page| !page.tree.refused) {
            anchors.insert(((*slug).to_owned(), page.key.to_owned()), page.outline.anchors.clone());
        }
    }
    let mut glossary_page = glossary_text.as_ref().map(|text| parse("glossaire", text));
    let read = |page: &mut ParsedPage<'_>| glossary::read(&page.tree, &page.outline, &mut page.report);
    let entries = glossary_page.as_mut().map(read);
    let site = Site { layout, courses: &courses, anchors, glossary: entries, framework };
    work(&site, glossary_page, &mut parsed, &mut Cache::default(), diagnostics)
}

/// Parses a page; a failure of the parser is a finding about that page and stops nothing else.
fn parse<'f>(key: &'f str, text: &'f PageText) -> ParsedPage<'f> {
    let mut report = text.report.clone();
    let (mut tree, outline) = guarded(&mut report, |report| {
        let tree = Tree::parse(text);
        let outline = Outline::of(text, &tree, report);
        (tree, outline)
    })
    .unwrap_or_else(|| (Tree { refused: true, ..Tree::default() }, Outline::default()));
    report.extend(std::mem::take(&mut tree.report));
    // A hidden closing line leaves its container open: only the cause is told.
    let hidden = report.iter().filter(|f| f.code == Code::C08).map(|f| f.span.start).max();
    report.retain(|f| f.code != Code::C01 || hidden.is_none_or(|at| f.span.start > at));
    ParsedPage { key, text, tree, outline, report }
}

/// Runs a part of the work on a page; a panic becomes L06 and the rest goes on.
pub(crate) fn guarded<T>(report: &mut Report, work: impl FnOnce(&mut Report) -> T) -> Option<T> {
    match catch_unwind(AssertUnwindSafe(|| work(&mut *report))) {
        Ok(done) => Some(done),
        Err(_) => {
            let message = "le moteur n'a pas su lire cette page : signalez-le avec le fichier";
            report.add(Code::L06, Span::at(0), message);
            None
        }
    }
}

fn check_glossary(
    mut page: ParsedPage<'_>,
    site: &Site<'_>,
    options: &Options,
    cache: &mut Cache,
) -> (Glossary, Vec<Diagnostic>) {
    let here = Here { course: None, page: "glossaire" };
    let around = Around { site, options, here, role: Role::Plain };
    let mut glossary = site.glossary.clone().unwrap_or_default();
    let mut report = std::mem::take(&mut page.report);
    guarded(&mut report, |report| {
        let Linted { report: found, shapes, .. } = lint(page.text, &page.tree, &page.outline, around, cache);
        report.extend(found);
        if report.has_error() {
            return;
        }
        let view = View {
            page: page.text,
            outline: &page.outline,
            shapes: &shapes,
            site,
            options,
            here,
            language: "fr",
            attempts: 0,
            prefix: "",
            style: Style::Page,
        };
        let parts = glossary::parts(&page.tree);
        let mut html = Renderer::new(&page.tree, view, cache).parts(&parts).into_iter();
        glossary.intro_html = html.next().unwrap_or_default();
        for (entry, html) in glossary.entries.iter_mut().zip(html) {
            entry.html = html;
        }
    });
    let file = site.layout.source_path("glossaire.md");
    let found = report.into_diagnostics(&file, &page.text.source);
    (glossary, found)
}

fn check_course(
    course: &CourseFiles,
    pages: Vec<ParsedPage<'_>>,
    site: &Site<'_>,
    options: &Options,
    cache: &mut Cache,
) -> Checked {
    let mut head_report = course.head_report.clone();
    rules::course(course, site, options, &mut head_report);
    let mut checked = Vec::with_capacity(pages.len());
    for page in pages {
        checked.push(rules::page(page, course, site, options, cache));
    }
    rules::identifiers(course, &mut checked);
    let file = |name: &str| site.layout.source_path(&format!("cours/{}/{name}", course.slug));
    let sound = !head_report.has_error() && !checked.iter().any(|page| page.parsed.report.has_error());
    let published = match (&course.head, sound) {
        (Some(head), true) => assemble::course(course, head, &mut checked, site, options, cache),
        (Some(_) | None, _) => None,
    };
    let toml = course.toml.as_deref().unwrap_or("");
    let mut diagnostics = head_report.into_diagnostics(&file("course.toml"), toml);
    checked.sort_by(|a, b| a.parsed.key.cmp(b.parsed.key));
    for page in checked {
        let name = file(&format!("{}.md", page.parsed.key));
        diagnostics.extend(page.parsed.report.into_diagnostics(&name, &page.parsed.text.source));
    }
    // Rendering found an error that checking had not: nothing is published with an error.
    let published = published.filter(|_| !diagnostics.iter().any(Diagnostic::is_error));
    Checked { slug: course.slug.clone(), folder: file(""), diagnostics, published }
}
