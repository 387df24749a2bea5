//! From the files of a source to the files of courses: which folder is this, what is in it.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::diagnostic::{Code, Diagnostic, Report};
use super::framework::Framework;
use super::head;
use super::head::lock::Lock;
use super::lines::Span;
use super::media::{MediaFile, hex};
use super::page_text::{PageText, Role};
use super::site::{CourseFiles, Layout, PageFile};
use super::source::Source;

/// Everything that was read.
pub(crate) struct Gathered {
    pub(crate) layout: Layout,
    pub(crate) courses: BTreeMap<String, CourseFiles>,
    pub(crate) glossary: Option<PageText>,
    pub(crate) framework: Framework,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads a source. Media of courses that are not `wanted` are not looked at: nothing points at them.
pub(crate) fn gather(source: &dyn Source, wanted: &dyn Fn(&str) -> bool) -> Gathered {
    let mut entries = source.list();
    entries.sort();
    let layout = layout(source, entries.iter().map(|entry| entry.path.as_str()));
    let mut gathered = Gathered {
        layout,
        courses: BTreeMap::new(),
        glossary: None,
        framework: Framework::default(),
        diagnostics: Vec::new(),
    };
    let mut by_course: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for entry in &entries {
        let path = gathered.layout.content_path(&entry.path);
        match path.split('/').collect::<Vec<_>>()[..] {
            ["glossaire.md"] => {
                let bytes = source.read(&entry.path).unwrap_or_default();
                gathered.glossary = Some(PageText::read(bytes, Role::Plain));
            }
            ["referentiels", file] if file.ends_with(".toml") => {
                let text = source.read(&entry.path).unwrap_or_default();
                let text = String::from_utf8_lossy(&text).into_owned();
                let found = gathered.framework.read(&entry.path, &text);
                gathered.diagnostics.extend(found);
            }
            ["cours", slug, _, ..] => {
                let inside = path.splitn(3, '/').nth(2).unwrap_or("").to_owned();
                by_course.entry(slug.to_owned()).or_default().push((inside, entry.path.clone()));
            }
            _ => {}
        }
    }
    for (slug, files) in by_course {
        let course = course(source, &slug, files, wanted(&slug));
        gathered.courses.insert(slug, course);
    }
    gathered
}

fn layout<'p>(source: &dyn Source, paths: impl Iterator<Item = &'p str>) -> Layout {
    let mut courses = false;
    for path in paths {
        if path == "course.toml" {
            return Layout::Single { slug: source.name().unwrap_or_else(|| "cours".to_owned()) };
        }
        if path == "glossaire.md" || path.starts_with("referentiels/") || path.starts_with("cours/") {
            return Layout::Content;
        }
        courses |= path.ends_with("/course.toml");
    }
    if courses { Layout::Courses } else { Layout::Content }
}

fn course(source: &dyn Source, slug: &str, files: Vec<(String, String)>, wanted: bool) -> CourseFiles {
    let mut course = CourseFiles {
        slug: slug.to_owned(),
        toml: None,
        head: None,
        head_report: Report::default(),
        pages: Vec::new(),
        media: BTreeMap::new(),
        lock: Lock::default(),
        checksum: String::new(),
    };
    let mut checksum = Sha256::new();
    for (inside, path) in files {
        let is_page = inside.ends_with(".md") && !inside.contains('/');
        let is_text = is_page || inside == "course.toml" || inside == "ids.lock";
        if !wanted && !is_text {
            continue;
        }
        let content = match source.read(&path) {
            Ok(content) => content,
            Err(error) => {
                let message = format!("fichier « {inside} » illisible : {error}");
                course.head_report.add(Code::L05, Span::at(0), message);
                continue;
            }
        };
        for part in [inside.as_bytes(), b"\0", &(content.len() as u64).to_le_bytes(), &content] {
            checksum.update(part);
        }
        if is_page {
            let key = inside.trim_end_matches(".md").to_owned();
            let role = if CourseFiles::is_outline_page(&key) { Role::Page } else { Role::Plain };
            course.pages.push(PageFile { key, text: PageText::read(content, role) });
        } else if inside == "course.toml" {
            course.toml = Some(toml(content, &mut course.head_report));
        } else if inside == "ids.lock" {
            course.lock = Lock::parse(&String::from_utf8_lossy(&content));
        } else if inside.starts_with("media/") || inside.starts_with("fichiers/") {
            let file = MediaFile::of(&inside, &content);
            course.media.insert(inside, file);
        }
    }
    course.checksum = hex(&checksum.finalize());
    if let Some(toml) = &course.toml {
        course.head = head::course::read(toml, slug, &mut course.head_report);
    }
    course
}

fn toml(content: Vec<u8>, report: &mut Report) -> String {
    let text = match String::from_utf8(content) {
        Ok(text) => text,
        Err(error) => {
            let message = "texte qui n'est pas de l'UTF-8 : réenregistrez le fichier en UTF-8";
            report.add(Code::L05, Span::at(error.utf8_error().valid_up_to()), message);
            String::from_utf8_lossy(error.as_bytes()).into_owned()
        }
    };
    match text.strip_prefix('\u{feff}') {
        Some(rest) => {
            let message = "marque d'ordre des octets au début du fichier : retirez-la";
            report.add(Code::S03, Span::at(0), message);
            rest.to_owned()
        }
        None => text,
    }
}
