//! Identifiers that activities miss: made from their text, once and for all.

use std::collections::HashSet;

use super::attributes::split_group;
use super::diagnostic::{Code, Report};
use super::outline::Outline;
use super::page_text::PageText;
use super::tree::{Kind, Tree};
use super::words::ascii_slug;

/// The line of a fence with an identifier.
pub(crate) fn insert(line: &str, id: &str) -> String {
    let line = line.trim_end();
    match split_group(line) {
        (_, Some(at)) => {
            let inside = line[at + 1..].trim_start();
            let gap = if inside.starts_with('}') { "" } else { " " };
            format!("{}{{#{id}{gap}{inside}", &line[..at])
        }
        (_, None) => format!("{line} {{#{id}}}"),
    }
}

/// Activities without identifier, with the one that their text suggests.
pub(crate) fn missing(page: &PageText, tree: &Tree<'_>) -> Vec<(usize, String)> {
    let outline = Outline::of(page, tree, &mut Report::default());
    let mut taken: HashSet<String> = outline.anchors;
    let mut names = Vec::new();
    for (node, _) in tree.nodes.iter().enumerate() {
        let Kind::Container(fence) = *tree.kind(node) else { continue };
        let Some(opening) = page.fences[fence].opening.as_ref() else { continue };
        let line = page.fences[fence].span;
        let Some(container) = opening.container.filter(|container| container.is_activity()) else { continue };
        let wrong = page.report.iter().any(|f| {
            matches!(f.code, Code::A01 | Code::A02 | Code::A03)
                && line.start <= f.span.start
                && f.span.start <= line.end
        });
        if opening.attributes.id.is_some() || wrong {
            continue;
        }
        let title = opening.title.of(&page.source);
        let first = tree.children(node).find(|child| matches!(tree.kind(*child), Kind::Paragraph));
        let text = if title.is_empty() {
            first.map(|id| tree.plain(id)).unwrap_or_default()
        } else {
            title.to_owned()
        };
        let mut slug = ascii_slug(&text, 40);
        if slug.is_empty() {
            container.name().clone_into(&mut slug);
        }
        let mut id = slug.clone();
        let mut count = 1;
        while !taken.insert(id.clone()) {
            count += 1;
            id = format!("{}-{count}", &slug[..slug.len().min(37)].trim_end_matches('-'));
        }
        names.push((fence, id));
    }
    names
}
