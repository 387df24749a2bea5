//! A checked course into its published form.

use std::collections::HashSet;

use super::cache::Cache;
use super::check::guarded;
use super::containers::Container;
use super::head::course::{CourseHead, PublicPages};
use super::head::page::PageHead;
use super::links::{Here, Target, resolve};
use super::media::media_type;
use super::options::Options;
use super::outline::HeadingPlace;
use super::prerequisites::meant;
use super::published::{
    CourseFile, FeedbackTime, Heading, Meta, Page, PageKind, PageRule, PublishedCourse, Section,
};
use super::render::{Renderer, Style, View};
use super::rules::CheckedPage;
use super::site::{CourseFiles, Site};
use super::tree::{Id, Kind};
use super::typography::french_text;

/// What a rendering of a course needs besides its pages.
#[derive(Clone, Copy)]
struct Setting<'s> {
    course: &'s CourseFiles,
    head: &'s CourseHead,
    site: &'s Site<'s>,
    options: &'s Options,
}

/// Renders every page and gathers the course; nothing when a page could not be rendered.
pub(crate) fn course(
    course: &CourseFiles,
    head: &CourseHead,
    pages: &mut [CheckedPage<'_>],
    site: &Site<'_>,
    options: &Options,
    cache: &mut Cache,
) -> Option<PublishedCourse> {
    let setting = Setting { course, head, site, options };
    let mut outline = Vec::new();
    for key in head.sections.iter().flat_map(|(_, pages)| pages) {
        let page = pages.iter_mut().find(|page| page.parsed.key == key.value)?;
        outline.push(one_page(page, setting, cache)?);
    }
    let mut extras = Vec::new();
    let linked = linked_in_public(pages, &outline, setting);
    for page in pages.iter_mut().filter(|page| page.parsed.key.starts_with('_')) {
        let mut extra = one_page(page, setting, cache)?;
        extra.public |= linked.contains(&extra.key);
        extras.push(extra);
    }
    let mut flat = |name: &str| match pages.iter_mut().find(|page| page.parsed.key == name) {
        Some(page) => flat(page, setting, cache),
        None => Some(String::new()),
    };
    let readme_html = flat("README")?;
    let changelog_html = flat("CHANGELOG")?;
    let minutes = outline
        .iter()
        .filter(|page| page.kind != PageKind::Resource)
        .map(|page| u32::from(page.minutes))
        .sum();
    let disciplines = head.disciplines.iter().filter_map(|placed| options.discipline(&placed.value));
    let files = course.media.iter().map(|(path, file)| CourseFile {
        path: path.clone(),
        bytes: file.bytes,
        sha256: file.sha256.clone(),
        media_type: media_type(path).to_owned(),
    });
    let mut published = PublishedCourse {
        slug: course.slug.clone(),
        version: head.version.clone(),
        checksum: course.checksum.clone(),
        meta: Meta { minutes, disciplines: disciplines.map(str::to_owned).collect(), ..head.meta.clone() },
        readme_html,
        changelog_html,
        sections: head
            .sections
            .iter()
            .map(|(title, pages)| Section {
                title: title.clone(),
                pages: pages.iter().map(|page| page.value.clone()).collect(),
            })
            .collect(),
        pages: outline,
        extras,
        files: files.collect(),
    };
    if published.meta.language.starts_with("fr") {
        typeset(&mut published);
    }
    Some(published)
}

/// French typography for what comes from TOML and for plain titles: the body has had its own.
fn typeset(course: &mut PublishedCourse) {
    fn all(texts: &mut [String]) {
        for text in texts {
            *text = french_text(text);
        }
    }
    course.meta.title = french_text(&course.meta.title);
    course.meta.summary = french_text(&course.meta.summary);
    all(&mut course.meta.objectives);
    for section in &mut course.sections {
        section.title = french_text(&section.title);
    }
    for page in course.pages.iter_mut().chain(&mut course.extras) {
        page.title = french_text(&page.title);
        all(&mut page.objectives);
        for heading in &mut page.headings {
            heading.text = french_text(&heading.text);
        }
    }
}

/// One page of a course that may have errors.
pub(crate) fn preview(
    course: &CourseFiles,
    head: &CourseHead,
    page: &mut CheckedPage<'_>,
    site: &Site<'_>,
    options: &Options,
    cache: &mut Cache,
) -> Option<Page> {
    if page.parsed.tree.refused {
        return None;
    }
    one_page(page, Setting { course, head, site, options }, cache)
}

/// Pages that a public page links to: the transcript of a public video is public too.
fn linked_in_public(pages: &[CheckedPage<'_>], outline: &[Page], setting: Setting<'_>) -> HashSet<String> {
    let mut linked = HashSet::new();
    for page in
        pages.iter().filter(|page| outline.iter().any(|open| open.public && open.key == page.parsed.key))
    {
        let here = Here { course: Some(&setting.course.slug), page: page.parsed.key };
        for node in &page.parsed.tree.nodes {
            let Kind::Link { address, .. } = &node.kind else { continue };
            if let Ok(Target::Page { course, page: Some(key), .. }) = resolve(setting.site, here, address)
                && course == setting.course.slug
            {
                linked.insert(key);
            }
        }
    }
    linked
}

fn view<'v>(page: &'v CheckedPage<'_>, setting: Setting<'v>, here: Here<'v>) -> View<'v> {
    View {
        page: page.parsed.text,
        outline: &page.parsed.outline,
        shapes: &page.shapes,
        site: setting.site,
        options: setting.options,
        here,
        language: &setting.head.meta.language,
        attempts: page.head.as_ref().map_or(0, |head| head.attempts),
        prefix: if page.parsed.key == "CHANGELOG" { "changements-" } else { "" },
        style: Style::Page,
    }
}

fn flat(page: &mut CheckedPage<'_>, setting: Setting<'_>, cache: &mut Cache) -> Option<String> {
    let mut report = std::mem::take(&mut page.parsed.report);
    let here = Here { course: Some(&setting.course.slug), page: page.parsed.key };
    let html =
        guarded(&mut report, |_| Renderer::new(&page.parsed.tree, view(page, setting, here), cache).flat());
    page.parsed.report = report;
    html
}

fn one_page(page: &mut CheckedPage<'_>, setting: Setting<'_>, cache: &mut Cache) -> Option<Page> {
    let mut report = std::mem::take(&mut page.parsed.report);
    let here = Here { course: Some(&setting.course.slug), page: page.parsed.key };
    let rendered =
        guarded(&mut report, |_| Renderer::new(&page.parsed.tree, view(page, setting, here), cache).page());
    page.parsed.report = report;
    let rendered = rendered?;
    let key = page.parsed.key.to_owned();
    let heads = &page.parsed.outline.headings;
    let title = heads
        .iter()
        .find(|heading| heading.level == 1)
        .map(|heading| heading.text.clone())
        .unwrap_or_default();
    let apart = not_in_outline(page);
    let shown = |heading: &&HeadingPlace| {
        (2..=3).contains(&heading.level) && !apart.iter().any(|inside| inside.contains(&heading.node))
    };
    let headings = heads.iter().filter(shown).map(|heading| Heading {
        level: heading.level,
        id: heading.id.clone(),
        text: heading.text.clone(),
    });
    let headings = headings.collect();
    let public = match &setting.head.public {
        PublicPages::All => true,
        PublicPages::None => false,
        PublicPages::Some(pages) => pages.iter().any(|page| page.value == key),
    };
    let words = u32::try_from(rendered.text.split_whitespace().count()).unwrap_or(u32::MAX);
    let head = page.head.as_ref();
    let course_threshold = match setting.head.meta.completion.threshold {
        0 => 80,
        threshold => threshold,
    };
    Some(Page {
        key,
        title,
        title_html: rendered.title_html,
        kind: head.map_or(PageKind::Resource, |head| head.kind),
        minutes: head.map_or(0, |head| head.minutes),
        objectives: head.map(|head| head.objectives.clone()).unwrap_or_default(),
        competences: head.map(codes).unwrap_or_default(),
        prerequisites: head
            .map(|head| {
                head.prerequisites.iter().map(|placed| meant(&placed.value, setting.course)).collect()
            })
            .unwrap_or_default(),
        rule: head.map_or(PageRule::Read, |head| head.rule),
        threshold: head.and_then(|head| head.threshold).unwrap_or(course_threshold),
        attempts: head.map_or(0, |head| head.attempts),
        draw: head.and_then(|head| head.draw.as_ref()).map(|draw| draw.value),
        shuffle: head.is_some_and(|head| head.shuffle),
        feedback: head.map_or(FeedbackTime::Immediate, |head| head.feedback),
        public,
        headings,
        blocks: rendered.blocks,
        text: rendered.text,
        words,
    })
}

/// Nodes whose headings are not those of the page: activities, and trainers' blocks, which are secret.
fn not_in_outline(page: &CheckedPage<'_>) -> Vec<std::ops::Range<Id>> {
    let tree = &page.parsed.tree;
    let apart = |container: Container| container.is_activity() || container == Container::Trainer;
    let mut ranges = Vec::new();
    for (id, node) in tree.nodes.iter().enumerate() {
        let Kind::Container(fence) = node.kind else { continue };
        let opening = page.parsed.text.fences.get(fence).and_then(|fence| fence.opening.as_ref());
        if opening.and_then(|opening| opening.container).is_some_and(apart) {
            ranges.push(tree.inside(id));
        }
    }
    ranges
}

fn codes(head: &PageHead) -> Vec<String> {
    head.competences.iter().map(|placed| placed.value.clone()).collect()
}
