//! Rules that look at a whole course: outline, prerequisites, competences, dates, archived ids.

use std::collections::{HashMap, HashSet};

use super::cache::Cache;
use super::check::{ParsedPage, guarded};
use super::diagnostic::{Code, Report};
use super::head::course::{CourseHead, PublicPages};
use super::head::page::{PageHead, read as read_head};
use super::head::reader::Placed;
use super::limits;
use super::lines::Span;
use super::links::Here;
use super::lint::images::judge;
use super::lint::{Around, Linted, lint};
use super::options::Options;
use super::page_text::Role;
use super::prerequisites;
use super::published::PageRule;
use super::shape::Shape;
use super::site::{CourseFiles, Site};
use super::words::{is_ident, suggestion};

/// Addresses of a course that are no pages, `/cours/{slug}/…`: a page of such a name would never be seen. A test of the
/// server compares them with its doors.
pub const RESERVED_PAGES: [&str; 5] = ["abandon", "imprimer", "inscription", "reprendre", "version"];

/// A page whose body and front matter were checked.
pub(crate) struct CheckedPage<'f> {
    pub(crate) parsed: ParsedPage<'f>,
    pub(crate) head: Option<PageHead>,
    pub(crate) shapes: Vec<Option<Shape>>,
}

/// Checks `course.toml` against the files and the other courses.
pub(crate) fn course(course: &CourseFiles, site: &Site<'_>, options: &Options, report: &mut Report) {
    if !course.slug.split('.').all(is_ident) || course.slug.split('.').count() > 2 {
        let message = format!(
            "nom de dossier « {} » invalide : minuscules sans accent, chiffres et tirets",
            course.slug
        );
        report.add(Code::A02, Span::at(0), message);
    }
    if course.toml.is_none() {
        let message = "« course.toml » absent de ce dossier : ajoutez-le, avec au moins format = 1 et titre";
        report.add(Code::F01, Span::at(0), message);
        return;
    }
    let Some(head) = &course.head else { return };
    outline(course, head, report);
    competences(&head.competences, site, report);
    for discipline in &head.disciplines {
        if options.discipline(&discipline.value).is_none() {
            let meant = suggestion(&discipline.value, options.discipline_names());
            report.add(
                Code::F08,
                discipline.span,
                format!("discipline « {} » inconnue{meant}", discipline.value),
            );
        }
    }
    prerequisites::course(course, head, site, report);
    if let PublicPages::Some(pages) = &head.public {
        for page in pages {
            if !listed(head).any(|known| known.value == page.value) {
                let meant = suggestion(&page.value, listed(head).map(|known| known.value.as_str()));
                let message =
                    format!("« pages_publiques » nomme « {} », qui n'est pas au sommaire{meant}", page.value);
                report.add(Code::F05, page.span, message);
            }
        }
    }
    if let Some(image) = &head.image
        && let Err((code, message)) = judge(site, &course.slug, &image.value.src)
    {
        report.add(code, image.span, message);
    }
    if let Some(original) = &head.translation_of
        && site.layout.knows_courses()
        && site.course(&original.value).is_none()
    {
        let meant = suggestion(&original.value, site.courses.keys().map(String::as_str));
        report.add(Code::F09, original.span, format!("cours traduit « {} » absent{meant}", original.value));
    }
    if !head.reviewed {
        report.add(
            Code::F14,
            Span::at(0),
            "relecture absente : ajoutez relu = { par = \"…\", le = 2026-09-15 }",
        );
    }
    if let Some(due) = head.review_due.as_ref().filter(|due| due.value < options.today) {
        let message = format!(
            "relecture à refaire depuis le {} : relisez le cours, puis changez « a_revoir_le »",
            due.value
        );
        report.add(Code::F14, due.span, message);
    }
}

fn listed(head: &CourseHead) -> impl Iterator<Item = &Placed<String>> {
    head.sections.iter().flat_map(|(_, pages)| pages)
}

/// Every page is listed once, and every listed page is there.
fn outline(course: &CourseFiles, head: &CourseHead, report: &mut Report) {
    let mut seen = HashSet::new();
    for page in listed(head) {
        if !seen.insert(page.value.as_str()) {
            report.add(
                Code::F13,
                page.span,
                format!("page « {} » annoncée deux fois : gardez-en une", page.value),
            );
        } else if !CourseFiles::is_outline_page(&page.value) || !course.has_page(&page.value) {
            let files = course.pages.iter().map(|page| page.key.as_str());
            let meant = suggestion(&page.value, files.filter(|key| CourseFiles::is_outline_page(key)));
            report.add(Code::F11, page.span, format!("page « {} » annoncée mais absente{meant}", page.value));
        }
    }
    if course.pages.len() > limits::PAGES {
        let message = format!("{} pages : {} au plus par cours", course.pages.len(), limits::PAGES);
        report.add(Code::L04, Span::at(0), message);
    }
}

fn competences(codes: &[Placed<String>], site: &Site<'_>, report: &mut Report) {
    if site.framework.competences.is_empty() {
        return;
    }
    for code in codes {
        if site.framework.find(&code.value).is_none() {
            let message =
                format!("compétence « {} » inconnue : voyez la liste dans referentiels/", code.value);
            report.add(Code::F08, code.span, message);
        }
    }
}

/// Checks a page: its front matter, its body, and what they say of each other.
pub(crate) fn page<'f>(
    mut parsed: ParsedPage<'f>,
    course: &CourseFiles,
    site: &Site<'_>,
    options: &Options,
    cache: &mut Cache,
) -> CheckedPage<'f> {
    let outlined = CourseFiles::is_outline_page(parsed.key);
    let role = if outlined { Role::Page } else { Role::Plain };
    let mut report = std::mem::take(&mut parsed.report);
    page_name(parsed.key, course, &mut report);
    let mut checked = CheckedPage { head: None, shapes: Vec::new(), parsed };
    let parsed = &checked.parsed;
    if outlined && !report.iter().any(|f| f.code == Code::F02) && !parsed.text.source.is_empty() {
        checked.head = Some(read_head(parsed.text, &mut report));
    }
    let mut scored = None;
    if !parsed.tree.refused {
        let here = Here { course: Some(&course.slug), page: parsed.key };
        let around = Around { site, options, here, role };
        let done = guarded(&mut report, |_| lint(parsed.text, &parsed.tree, &parsed.outline, around, cache));
        if let Some(Linted { report: found, shapes, scored: count }) = done {
            report.extend(found);
            checked.shapes = shapes;
            scored = Some(count);
        }
    }
    if let Some(head) = &checked.head {
        page_head(head, course, site, scored, &mut report);
        prerequisites::page(checked.parsed.key, head, course, site, &mut report);
    }
    checked.parsed.report = report;
    checked
}

fn page_name(key: &str, course: &CourseFiles, report: &mut Report) {
    if matches!(key, "README" | "CHANGELOG") {
        return;
    }
    if !is_ident(key.strip_prefix('_').unwrap_or(key)) {
        let message = format!("nom de page « {key} » invalide : minuscules sans accent, chiffres et tirets");
        report.add(Code::A02, Span::at(0), message);
    }
    if RESERVED_PAGES.contains(&key) {
        let message = format!("nom de page « {key} » réservé : cette adresse du cours sert déjà");
        let help = format!(
            "Renommez le fichier, par exemple en « {key}-du-cours.md » ; son nom est aussi à changer dans \
                            le sommaire de course.toml et dans les liens. Noms réservés : {}.",
            RESERVED_PAGES.join(", ")
        );
        report.add_with_help(Code::F15, Span::at(0), message, help);
    }
    if let Some(head) = &course.head
        && CourseFiles::is_outline_page(key)
        && !listed(head).any(|page| page.value == key)
    {
        let message = format!(
            "page « {key} » absente du sommaire : ajoutez-la à une [[section]], ou nommez-la « _{key}.md »"
        );
        report.add(Code::F12, Span::at(0), message);
    }
}

fn page_head(
    head: &PageHead,
    course: &CourseFiles,
    site: &Site<'_>,
    scored: Option<usize>,
    report: &mut Report,
) {
    for code in &head.competences {
        let unknown = !site.framework.competences.is_empty() && site.framework.find(&code.value).is_none();
        let course_codes = course.head.as_ref().map(|head| &head.meta.competences);
        if unknown {
            let message =
                format!("compétence « {} » inconnue : voyez la liste dans referentiels/", code.value);
            report.add(Code::F08, code.span, message);
        } else if course_codes.is_some_and(|codes| !codes.contains(&code.value)) {
            let message = format!(
                "compétence « {} » absente du cours : ajoutez-la à crcn_edu dans course.toml",
                code.value
            );
            report.add(Code::F08, code.span, message);
        }
    }
    let Some(scored) = scored else { return };
    if head.rule == PageRule::Threshold && scored == 0 {
        let message =
            "achevement = \"seuil\" sans question notée : ajoutez-en une, ou changez « achevement »";
        report.add(Code::F07, head.rule_span, message);
    }
    if let Some(draw) = head.draw.as_ref().filter(|draw| usize::from(draw.value) > scored) {
        let message = format!(
            "tirage de {} questions pour {scored} questions notées : ajoutez-en, ou baissez « tirage »",
            draw.value
        );
        report.add(Code::F07, draw.span, message);
    }
}

/// An identifier that was published and removed is never used again.
pub(crate) fn identifiers(course: &CourseFiles, pages: &mut [CheckedPage<'_>]) {
    let used: HashMap<usize, Vec<(String, Span)>> = pages
        .iter()
        .enumerate()
        .map(|(at, page)| {
            let openings = page.parsed.text.fences.iter().filter_map(|fence| fence.opening.as_ref());
            let ids = openings
                .filter(|opening| opening.container.is_some_and(|container| container.is_activity()))
                .filter_map(|opening| opening.attributes.id.clone());
            (at, ids.collect())
        })
        .collect();
    for (at, ids) in used {
        for (id, span) in ids {
            let name = format!("{}#{id}", pages[at].parsed.key);
            if course.lock.is_archived(&name) {
                let message =
                    format!("identifiant « {id} » déjà publié puis retiré : choisissez-en un autre");
                pages[at].parsed.report.add(Code::N02, span, message);
            }
        }
    }
}
