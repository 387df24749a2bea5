//! `preau fmt`: the canonical form of a page, and the identifiers that it misses.
//!
//! Two laws, held by construction and by tests: the formatted page is read as the same page, and
//! formatting it again changes nothing. A page for which either would fail is left as it is.

use std::collections::HashSet;

use super::callout::{self, Word};
use super::diagnostic::Code;
use super::ids::{insert, missing};
use super::lines::Span;
use super::page_text::{Fence, PageText, Role};
use super::tree::{Id, Kind, Tree};
use super::words::fold;

/// What `format` may change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Format {
    /// Write the identifiers that activities miss.
    pub ids: bool,
}

/// The canonical form of a page.
pub fn format(page: &str, options: Format) -> String {
    let once = rewrite(page, options);
    if once == page || (same_page(page, &once) && rewrite(&once, options) == once) {
        return once;
    }
    // Identifiers are asked for: a page that cannot be tidied can still get them.
    let ids_only = if options.ids { with_ids(page) } else { page.to_owned() };
    if same_page(page, &ids_only) { ids_only } else { page.to_owned() }
}

/// A replacement in the source.
#[derive(Debug)]
struct Edit {
    span: std::ops::Range<usize>,
    text: String,
}

fn read(text: &str) -> PageText {
    PageText::read(text.as_bytes().to_vec(), Role::Page)
}

fn rewrite(page: &str, options: Format) -> String {
    let text = page.strip_prefix('\u{feff}').unwrap_or(page).replace("\r\n", "\n");
    let page = read(&text);
    if page.refused {
        return text;
    }
    let tree = Tree::parse(&page);
    if tree.refused {
        return text;
    }
    let mut edits = Vec::new();
    let names = if options.ids { missing(&page, &tree) } else { Vec::new() };
    fences(&page, &tree, &names, &mut edits);
    boxes_and_words(&page, &tree, &mut edits);
    line_ends(&page, &tree, &mut edits);
    apply(&page.source, edits)
}

fn with_ids(text: &str) -> String {
    let page = read(text);
    // Offsets are those of the source, which starts after a byte order mark.
    if page.refused || page.source.len() != text.len() {
        return text.to_owned();
    }
    let tree = Tree::parse(&page);
    let names = missing(&page, &tree);
    let edits = names.into_iter().map(|(fence, id)| {
        let span = page.fences[fence].span.range();
        let line = &page.source[span.clone()];
        Edit { text: insert(line, &id), span }
    });
    let edits = edits.collect();
    apply(&page.source, edits)
}

fn apply(source: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(source.len() + 64);
    let mut done = 0;
    for edit in edits {
        if edit.span.start < done {
            continue;
        }
        out.push_str(&source[done..edit.span.start]);
        out.push_str(&edit.text);
        done = edit.span.end;
    }
    out.push_str(&source[done..]);
    out
}

/// Fence lines: count of colons, name, identifier, a blank line on each side.
fn fences(page: &PageText, tree: &Tree<'_>, names: &[(usize, String)], edits: &mut Vec<Edit>) {
    let source = &page.source;
    let colons = colons(page, tree);
    let mut last_end = None;
    for (index, fence) in page.fences.iter().enumerate() {
        let span = fence.span.range();
        let mut line = canonical_line(source, fence, colons.get(index).copied());
        if let Some((_, id)) = names.iter().find(|(at, _)| *at == index) {
            line = insert(&line, id);
        }
        let before = &source[page.body..span.start];
        let blank_before = before.trim_end_matches(['\n', ' ', '\t']).is_empty()
            || before
                .strip_suffix('\n')
                .is_some_and(|text| text.ends_with('\n') || last_line(text).trim().is_empty());
        // Between two fences, the first one brings the blank line.
        if !blank_before && last_end != Some(span.start) {
            line.insert(0, '\n');
        }
        let after = source[span.end..].strip_prefix('\n');
        let next = after.map(|after| after.lines().next().unwrap_or("").trim());
        if next.is_some_and(|next| !next.is_empty()) {
            line.push('\n');
        }
        last_end = Some(span.end + 1);
        edits.push(Edit { span, text: line });
    }
}

fn last_line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or(text)
}

/// Colons of each fence: three for the innermost, one more for each level around. Nothing when the
/// fences do not balance: which one is wrong is for the author to say.
fn colons(page: &PageText, tree: &Tree<'_>) -> Vec<usize> {
    let unbalanced = |code| matches!(code, Code::C01 | Code::C02 | Code::C03 | Code::C08);
    if tree.report.iter().chain(page.report.iter()).any(|finding| unbalanced(finding.code)) {
        return Vec::new();
    }
    let mut counts = vec![3; page.fences.len()];
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (index, fence) in page.fences.iter().enumerate() {
        if fence.opening.is_some() {
            open.push((index, 0));
        } else if let Some((opened, height)) = open.pop() {
            counts[opened] = 3 + height;
            counts[index] = 3 + height;
            if let Some((_, around)) = open.last_mut() {
                *around = (*around).max(height + 1);
            }
        }
    }
    counts
}

fn canonical_line(source: &str, fence: &Fence, colons: Option<usize>) -> String {
    let colons = ":".repeat(colons.unwrap_or(fence.colons));
    let Some(opening) = &fence.opening else { return colons };
    let written = opening.name.of(source);
    let name = opening.container.map_or(written, |container| container.name());
    let rest = source[opening.name.end as usize..fence.span.end as usize].trim();
    let gap = if rest.is_empty() || name.is_empty() { "" } else { " " };
    format!("{colons} {name}{gap}{rest}")
}

/// `[X]` → `[x]`, and words of call-outs without their accents or aliases.
fn boxes_and_words(page: &PageText, tree: &Tree<'_>, edits: &mut Vec<Edit>) {
    for (id, node) in tree.nodes.iter().enumerate() {
        let start = node.span.start as usize;
        if matches!(node.kind, Kind::Box { checked: true })
            && page.source.get(start..start + 3) == Some("[X]")
        {
            edits.push(Edit { span: start..start + 3, text: "[x]".to_owned() });
        }
        if let Kind::Callout(word) = node.kind {
            edits.extend(canonical_word(page, tree, id, word));
        }
    }
}

/// The words that forges render too keep their English spelling.
const FORGE_WORDS: [&str; 5] = ["note", "tip", "important", "warning", "caution"];

fn canonical_word(page: &PageText, tree: &Tree<'_>, id: Id, word: Word) -> Option<Edit> {
    let title = tree.span(id + 1);
    let (written, _) = callout::read(title.of(&page.source).lines().next()?)?;
    let folded = fold(written);
    let name = if FORGE_WORDS.contains(&folded.as_str()) { folded.as_str() } else { word.name() };
    let upper = written.chars().any(char::is_uppercase);
    let canonical = if upper { name.to_uppercase() } else { name.to_owned() };
    let start = title.start as usize + 2;
    (canonical != written).then(|| Edit { span: start..start + written.len(), text: canonical })
}

/// Spaces at the ends of lines, out of code; two of them before a line break are written `\`.
fn line_ends(page: &PageText, tree: &Tree<'_>, edits: &mut Vec<Edit>) {
    let source = &page.source;
    let kept = untouchable(page, tree);
    let breaks: HashSet<usize> = tree
        .nodes
        .iter()
        .filter(|node| matches!(node.kind, Kind::HardBreak) && node.span.of(source).starts_with(' '))
        .map(|node| node.span.start as usize)
        .collect();
    let mut next_kept = kept.iter().peekable();
    let mut at = page.body;
    for line in source[page.body..].split_inclusive('\n') {
        let start = at;
        at += line.len();
        while next_kept.next_if(|span| span.end as usize <= start).is_some() {}
        if next_kept.peek().is_some_and(|span| (span.start as usize) < at) || line.starts_with(":::") {
            continue;
        }
        let content = line.strip_suffix('\n').unwrap_or(line);
        let trimmed = content.trim_end_matches([' ', '\t']);
        if trimmed.len() < content.len() {
            let text = if breaks.contains(&(start + trimmed.len())) { "\\" } else { "" };
            edits.push(Edit { span: start + trimmed.len()..start + content.len(), text: text.to_owned() });
        }
    }
}

/// Pieces whose spaces mean something: code, HTML, and inline pieces that go over a line end.
fn untouchable(page: &PageText, tree: &Tree<'_>) -> Vec<Span> {
    let over_lines = |span: Span| span.of(&page.source).contains('\n');
    let is_kept = |kind: &Kind<'_>, span: Span| {
        let inline = matches!(
            kind,
            Kind::Code(_) | Kind::Math { .. } | Kind::Html(_) | Kind::Image { .. } | Kind::Link { .. }
        );
        matches!(kind, Kind::CodeBlock { .. } | Kind::HtmlBlock) || (inline && over_lines(span))
    };
    let kept = tree.nodes.iter().filter(|node| is_kept(&node.kind, node.span));
    let mut kept: Vec<Span> = kept.map(|node| node.span).collect();
    kept.sort();
    // Nested pieces would hide the end of the one around them.
    let mut merged: Vec<Span> = Vec::with_capacity(kept.len());
    for span in kept {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

/// True when two sources are read as the same page, places and new identifiers apart.
fn same_page(a: &str, b: &str) -> bool {
    let (a, b) = (read(a), read(b));
    if a.refused || b.refused {
        return a.refused == b.refused;
    }
    let (left, right) = (Tree::parse(&a), Tree::parse(&b));
    let head = |page: &PageText| page.head.map(|span| span.of(&page.source).replace("\r\n", "\n"));
    let same_node = |(x, y): (&super::tree::Node<'_>, &super::tree::Node<'_>)| {
        x.end == y.end
            && match (&x.kind, &y.kind) {
                (Kind::Heading { level: x, anchor: p }, Kind::Heading { level: y, anchor: q }) => {
                    x == y && p.is_some() == q.is_some()
                }
                (x, y) => x == y,
            }
    };
    let same_fence = |(x, y): (&Fence, &Fence)| match (&x.opening, &y.opening) {
        (Some(x), Some(y)) => {
            let values = |attributes: &super::attributes::Attributes| {
                attributes.list.iter().map(|one| (one.key.clone(), one.value.clone())).collect::<Vec<_>>()
            };
            let id =
                |attributes: &super::attributes::Attributes| attributes.id.as_ref().map(|(id, _)| id.clone());
            x.container == y.container
                && (x.container.is_some() || x.name.of(&a.source) == y.name.of(&b.source))
                && x.title.of(&a.source) == y.title.of(&b.source)
                && values(&x.attributes) == values(&y.attributes)
                && (id(&x.attributes).is_none() || id(&x.attributes) == id(&y.attributes))
        }
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    head(&a) == head(&b)
        && left.refused == right.refused
        && left.nodes.len() == right.nodes.len()
        && left.nodes.iter().zip(&right.nodes).all(same_node)
        && a.fences.len() == b.fences.len()
        && a.fences.iter().zip(&b.fences).all(same_fence)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Format = Format { ids: false };
    const IDS: Format = Format { ids: true };

    fn page(body: &str) -> String {
        format!("+++\nduree = 10\n+++\n\n# Titre\n\n{body}\n")
    }

    #[test]
    fn fences_get_their_form() {
        let written = page("Texte.\n::: Dépliant Un titre\n:::Étapes\n1. a\n:::\n:::\nSuite.");
        let wanted = page("Texte.\n\n:::: depliant Un titre\n\n::: etapes\n\n1. a\n\n:::\n\n::::\n\nSuite.");
        assert_eq!(format(&written, PLAIN), wanted);
    }

    #[test]
    fn small_things_are_tidied() {
        let written = page(
            "> [!Définition] Mot\n> a\n\n> [!TIP]\n> b\n\n- [X] c  \n- [ ] d\n\nvers  \nsuite   \n\n```\ncode  \n```",
        );
        let wanted = page(
            "> [!DEFINITION] Mot\n> a\n\n> [!TIP]\n> b\n\n- [x] c\n- [ ] d\n\nvers\\\nsuite\n\n```\ncode  \n```",
        );
        assert_eq!(format(&written, PLAIN), wanted);
        assert_eq!(format(&written.replace('\n', "\r\n"), PLAIN).replace("code\r", "code"), wanted);
        assert_eq!(format(&format!("\u{feff}{wanted}"), PLAIN), wanted);
    }

    #[test]
    fn missing_identifiers_are_written_from_the_text() {
        let written = page(
            "::: question {points=2}\n\nEst-ce permis ?\n\n- [x] Oui\n- [ ] Non\n\n:::\n\n::: question\n\nEst-ce permis ?\n\n- [x] Oui\n- [ ] Non\n\n:::\n\n::: checklist Avant de partir\n\n- [ ] a\n\n:::",
        );
        let formatted = format(&written, IDS);
        assert!(formatted.contains("::: question {#est-ce-permis points=2}\n"), "{formatted}");
        assert!(formatted.contains("::: question {#est-ce-permis-2}\n"), "{formatted}");
        assert!(formatted.contains("::: checklist Avant de partir {#avant-de-partir}\n"), "{formatted}");
        assert_eq!(format(&formatted, IDS), formatted);
        assert_eq!(format(&written, PLAIN), written);
    }

    #[test]
    fn the_example_is_already_canonical() {
        let example = include_str!("testdata/exception.md");
        assert_eq!(format(example, IDS), example);
    }

    fn pieces() -> impl proptest::strategy::Strategy<Value = String> {
        use proptest::prelude::*;
        let lines = prop::sample::select(vec![
            "Texte.",
            "",
            "",
            "::: depliant A",
            ":::",
            "::::",
            ":::Étapes",
            "::: question {points=2}",
            "1. a",
            "- [X] b  ",
            "- [ ] c",
            "  > d",
            "> [!Définition] e",
            "> f  ",
            "## G  ",
            "```",
            "code  ",
            "    indenté  ",
            "h  ",
            "i\\",
            "| a | b |",
            "|---|---|",
            "<!-- x",
            "-->",
            "`j  ",
            "k`",
            "[l]: m",
            "***",
            "  ::: n",
            "::: inconnu",
            "\t",
            "$$",
            "+++",
        ]);
        (prop::collection::vec(lines, 0..25), any::<bool>()).prop_map(|(lines, windows)| {
            let text = page(&lines.join("\n"));
            if windows { text.replace('\n', "\r\n") } else { text }
        })
    }

    proptest::proptest! {
        #[test]
        fn formatting_keeps_the_page_and_is_done_once(text in pieces(), ids: bool) {
            let options = Format { ids };
            let once = format(&text, options);
            proptest::prop_assert!(same_page(&text, &once));
            proptest::prop_assert_eq!(format(&once, options), once);
        }

        #[test]
        fn formatting_survives_anything(text in "\\PC{0,120}") {
            let once = format(&text, IDS);
            proptest::prop_assert_eq!(format(&once, IDS), once);
        }
    }
}
