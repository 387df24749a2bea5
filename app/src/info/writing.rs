//! Longer texts of the catalogues: paragraphs, lists and links, so that translators see text and not HTML.
//!
//! A blank line ends a paragraph, a line that begins with `- ` is a point of a list, `[words](/address)` is a link.

use leptos::prelude::*;

use crate::texts::{self, Lang};

/// The sections `<kind>-1-title`, `<kind>-1-text`, `<kind>-2-title`…, as many as there are. `fill` replaces marks such
/// as `@contact@` by what this platform says.
pub(super) fn sections(lang: Lang, kind: &str, fill: &[(&str, String)]) -> Vec<AnyView> {
    let mut sections = Vec::new();
    for number in 1.. {
        let key = format!("{kind}-{number}-title");
        let title = texts::text(lang, &key);
        if title == key {
            break;
        }
        let mut body = texts::text(lang, &format!("{kind}-{number}-text"));
        for (mark, value) in fill {
            body = body.replace(mark, value);
        }
        sections.push(view! { <h2>{title}</h2> {blocks(&body)} }.into_any());
    }
    sections
}

/// The blocks of a text.
pub(super) fn blocks(text: &str) -> AnyView {
    let paragraphs = text.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    paragraphs.map(block).collect::<Vec<_>>().into_any()
}

fn block(text: &str) -> AnyView {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    if lines.iter().all(|line| line.starts_with("- ")) {
        let points: Vec<AnyView> =
            lines.iter().map(|line| view! { <li>{inline(&line[2..])}</li> }.into_any()).collect();
        return view! { <ul>{points}</ul> }.into_any();
    }
    view! { <p>{inline(&lines.join(" "))}</p> }.into_any()
}

/// Words and links.
fn inline(text: &str) -> Vec<AnyView> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, words, address, after)) = next_link(rest) {
        parts.push(before.to_owned().into_any());
        let (words, address) = (words.to_owned(), address.to_owned());
        parts.push(view! { <a href=address>{words}</a> }.into_any());
        rest = after;
    }
    parts.push(rest.to_owned().into_any());
    parts
}

/// Text before, words, address, text after the first link.
fn next_link(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (before, from) = text.split_once('[')?;
    let (words, from) = from.split_once("](")?;
    let (address, after) = from.split_once(')')?;
    Some((before, words, address, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::render;

    #[test]
    fn paragraphs_lists_and_links_become_html() {
        let html = render(|| blocks("Un [lien](/x) & deux.\n\n- a\n- b"));
        let html = html.replace("<!>", "");
        assert!(html.contains("<p>Un <a href=\"/x\">lien</a> &amp; deux.</p>"), "{html}");
        assert!(html.contains("<ul><li>a</li><li>b</li></ul>"), "{html}");
    }

    #[test]
    fn every_information_page_has_sections_in_both_languages() {
        for kind in ["help", "access", "legal", "privacy", "contact"] {
            let counts = Lang::ALL.map(|lang| render(|| sections(lang, kind, &[])).matches("<h2").count());
            assert!(counts[0] >= 2, "{kind}");
            assert_eq!(counts[0], counts[1], "{kind}");
        }
    }
}
