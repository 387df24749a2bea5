//! Prerequisites: they exist, and none waits for itself.

use std::collections::HashSet;

use super::diagnostic::{Code, Report};
use super::head::course::CourseHead;
use super::head::page::PageHead;
use super::published::Prerequisite;
use super::site::{CourseFiles, Site};
use super::words::suggestion;

/// Something that can be required: a course, or a page of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Step {
    course: String,
    page: Option<String>,
}

/// What a prerequisite of a page of `course` means: a single name is a page of the course, else a course.
pub(crate) fn meant(prerequisite: &Prerequisite, course: &CourseFiles) -> Prerequisite {
    match (&prerequisite.course, &prerequisite.page) {
        (None, Some(name)) if !course.has_page(name) => {
            Prerequisite { course: Some(name.clone()), page: None }
        }
        _ => prerequisite.clone(),
    }
}

/// Checks the prerequisites of a page.
pub(crate) fn page(key: &str, head: &PageHead, course: &CourseFiles, site: &Site<'_>, report: &mut Report) {
    let from = Step { course: course.slug.clone(), page: Some(key.to_owned()) };
    for placed in &head.prerequisites {
        let wanted = meant(&placed.value, course);
        let name = [wanted.course.as_deref(), wanted.page.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("/");
        let target = Step { course: wanted.course.unwrap_or_else(|| course.slug.clone()), page: wanted.page };
        match exists(&target, site) {
            Some(false) => {
                let pages = course.pages.iter().map(|page| page.key.as_str());
                let meant = suggestion(&name, pages.chain(site.courses.keys().map(String::as_str)));
                report.add(Code::F09, placed.span, format!("prérequis « {name} » absent{meant}"));
            }
            Some(true) if reaches(&target, &from, site) => {
                let message = format!("prérequis « {name} » en boucle : il attend lui-même cette page");
                report.add(Code::F09, placed.span, message);
            }
            Some(true) | None => {}
        }
    }
}

/// Checks the prerequisites of a course.
pub(crate) fn course(course: &CourseFiles, head: &CourseHead, site: &Site<'_>, report: &mut Report) {
    let from = Step { course: course.slug.clone(), page: None };
    for placed in &head.prerequisites {
        let target = Step { course: placed.value.clone(), page: None };
        match exists(&target, site) {
            Some(false) => {
                let meant = suggestion(&placed.value, site.courses.keys().map(String::as_str));
                report.add(
                    Code::F09,
                    placed.span,
                    format!("cours prérequis « {} » absent{meant}", placed.value),
                );
            }
            Some(true) if reaches(&target, &from, site) => {
                let message =
                    format!("prérequis « {} » en boucle : il attend lui-même ce cours", placed.value);
                report.add(Code::F09, placed.span, message);
            }
            Some(true) | None => {}
        }
    }
}

/// None when the other courses were not given.
fn exists(step: &Step, site: &Site<'_>) -> Option<bool> {
    match site.course(&step.course) {
        Some(course) => Some(step.page.as_ref().is_none_or(|page| course.has_page(page))),
        None => site.layout.knows_courses().then_some(false),
    }
}

/// True when `from` waits for `target`, directly or not. An explicit list of steps to visit: a long
/// chain must not cost stack.
fn reaches(from: &Step, target: &Step, site: &Site<'_>) -> bool {
    let mut to_visit = vec![from.clone()];
    let mut seen = HashSet::new();
    while let Some(step) = to_visit.pop() {
        if step == *target {
            return true;
        }
        if !seen.insert(step.clone()) {
            continue;
        }
        to_visit.extend(waits_for(&step, site));
    }
    false
}

/// What must be done before a step: the prerequisites of a page; those of a course, and its pages.
fn waits_for(step: &Step, site: &Site<'_>) -> Vec<Step> {
    let Some(course) = site.course(&step.course) else { return Vec::new() };
    match &step.page {
        None => {
            let before = course.head.iter().flat_map(|head| &head.meta.prerequisites);
            let before = before.map(|slug| Step { course: slug.clone(), page: None });
            let pages = course.pages.iter().filter(|page| CourseFiles::is_outline_page(&page.key));
            let pages = pages.map(|page| Step { course: course.slug.clone(), page: Some(page.key.clone()) });
            before.chain(pages).collect()
        }
        Some(key) => {
            let Some(page) = course.pages.iter().find(|page| page.key == *key) else { return Vec::new() };
            let head = super::head::page::read(&page.text, &mut Report::default());
            let step = |placed: &super::head::reader::Placed<Prerequisite>| {
                let wanted = meant(&placed.value, course);
                Step { course: wanted.course.unwrap_or_else(|| course.slug.clone()), page: wanted.page }
            };
            head.prerequisites.iter().map(step).collect()
        }
    }
}
