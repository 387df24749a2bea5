//! The headings of a page and every anchor that a link may name.

use std::collections::{HashMap, HashSet};

use super::attributes::bad_id;
use super::diagnostic::{Code, Report};
use super::lines::{Lines, Span};
use super::page_text::PageText;
use super::tree::{Id, Kind, Tree};
use super::words::{heading_slug, is_ident};

/// A heading with its address.
#[derive(Debug, Clone)]
pub(crate) struct HeadingPlace {
    pub(crate) node: Id,
    pub(crate) level: u8,
    pub(crate) id: String,
    pub(crate) text: String,
}

/// Headings in order, anchors as a set.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub(crate) headings: Vec<HeadingPlace>,
    pub(crate) anchors: HashSet<String>,
}

impl Outline {
    /// Reads the headings of a page and gives each its address; says which addresses clash.
    pub(crate) fn of(page: &PageText, tree: &Tree<'_>, report: &mut Report) -> Self {
        let mut outline = Self::default();
        let mut taken: HashMap<String, Span> = HashMap::new();
        for fence in &page.fences {
            let Some((id, span)) = fence.opening.as_ref().and_then(|opening| opening.attributes.id.as_ref())
            else {
                continue;
            };
            match taken.get(id) {
                Some(first) => {
                    let line = line_of(page, *first);
                    let message =
                        format!("identifiant « {id} » déjà utilisé ligne {line} : choisissez-en un autre");
                    report.add(Code::A05, *span, message);
                }
                None => {
                    taken.insert(id.clone(), *span);
                }
            }
        }
        let activities: HashSet<String> = taken.keys().cloned().collect();
        for (node, _) in tree.nodes.iter().enumerate().filter(|(_, n)| matches!(n.kind, Kind::Heading { .. }))
        {
            let Kind::Heading { level, anchor } = *tree.kind(node) else { continue };
            let text = tree.plain(node).trim().to_owned();
            let id = match anchor {
                Some(span) => explicit(page, span, &mut taken, report),
                None => automatic(page, tree.span(node), &text, &activities, &mut taken, report),
            };
            outline.headings.push(HeadingPlace { node, level, id, text });
        }
        outline.anchors = taken.into_keys().collect();
        outline
    }
}

fn line_of(page: &PageText, span: Span) -> u32 {
    Lines::new(&page.source).position(span.start).line
}

fn explicit(page: &PageText, span: Span, taken: &mut HashMap<String, Span>, report: &mut Report) -> String {
    let id = span.of(&page.source).to_owned();
    if !is_ident(&id) {
        report.add(Code::A02, span, bad_id(&id));
    } else if let Some(first) = taken.get(&id) {
        let line = line_of(page, *first);
        report.add(
            Code::T04,
            span,
            format!("ancre « {id} » déjà utilisée ligne {line} : choisissez-en une autre"),
        );
    }
    taken.entry(id.clone()).or_insert(span);
    id
}

/// The address that the forge gives too; repeated headings get `-1`, `-2`…
fn automatic(
    page: &PageText,
    span: Span,
    text: &str,
    activities: &HashSet<String>,
    taken: &mut HashMap<String, Span>,
    report: &mut Report,
) -> String {
    let mut slug = heading_slug(text);
    if slug.is_empty() {
        "titre".clone_into(&mut slug);
    }
    if let (true, Some(first)) = (activities.contains(&slug), taken.get(&slug)) {
        let line = line_of(page, *first);
        let message = format!(
            "ce titre a la même ancre que « #{slug} » ligne {line} : ajoutez-lui « {{#autre-ancre}} »"
        );
        report.add(Code::T04, span, message);
    }
    let mut id = slug.clone();
    let mut count = 0;
    while taken.contains_key(&id) {
        count += 1;
        id = format!("{slug}-{count}");
    }
    taken.insert(id.clone(), span);
    id
}
