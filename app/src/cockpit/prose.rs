//! Plain texts of people, shown safely: paragraphs, lists of « - », links written out. No other mark means anything.

use leptos::prelude::*;

/// A text typed by somebody, as paragraphs and lists with its links.
pub(super) fn prose(text: &str) -> AnyView {
    let blocks: Vec<AnyView> = text
        .split("\n\n")
        .map(str::trim)
        .filter(|block| !block.is_empty())
        .flat_map(|block| {
            let (mut views, mut items, mut lines) = (Vec::new(), Vec::new(), Vec::new());
            for line in block.lines() {
                match line.trim_start().strip_prefix("- ") {
                    Some(item) => {
                        paragraph(&mut lines, &mut views);
                        items.push(item.to_owned());
                    }
                    None => {
                        list(&mut items, &mut views);
                        lines.push(line.to_owned());
                    }
                }
            }
            paragraph(&mut lines, &mut views);
            list(&mut items, &mut views);
            views
        })
        .collect();
    view! { <div class="prose cockpit-prose">{blocks.into_iter().collect_view()}</div> }.into_any()
}

fn paragraph(lines: &mut Vec<String>, into: &mut Vec<AnyView>) {
    if lines.is_empty() {
        return;
    }
    let last = lines.len() - 1;
    let inside = std::mem::take(lines)
        .into_iter()
        .enumerate()
        .map(|(place, line)| view! { {linked(&line)}{(place < last).then(|| view! { <br/> })} })
        .collect_view();
    into.push(view! { <p>{inside}</p> }.into_any());
}

fn list(items: &mut Vec<String>, into: &mut Vec<AnyView>) {
    if items.is_empty() {
        return;
    }
    let inside =
        std::mem::take(items).into_iter().map(|item| view! { <li>{linked(&item)}</li> }).collect_view();
    into.push(view! { <ul>{inside}</ul> }.into_any());
}

/// One piece of a line.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'t> {
    Text(&'t str),
    Link(&'t str),
}

/// Cuts addresses out of a line; the full stop that ends a sentence is not part of one.
fn pieces(line: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut rest) = (Vec::new(), line);
    while let Some(at) = rest.find("https://").or_else(|| rest.find("http://")) {
        let length =
            rest[at..].find(|c: char| c.is_whitespace() || "<>\"«»".contains(c)).unwrap_or(rest.len() - at);
        let address = rest[at..at + length].trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
        if at > 0 {
            pieces.push(Piece::Text(&rest[..at]));
        }
        pieces.push(Piece::Link(address));
        rest = &rest[at + address.len()..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

fn linked(line: &str) -> AnyView {
    pieces(line)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.to_owned().into_any(),
            Piece::Link(address) => {
                view! { <a href=address.to_owned() rel="noreferrer">{address.to_owned()}</a> }.into_any()
            }
        })
        .collect_view()
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(
            pieces("Voir https://example.org/a?b=c. Puis javascript:alert(1)"),
            [
                Piece::Text("Voir "),
                Piece::Link("https://example.org/a?b=c"),
                Piece::Text(". Puis javascript:alert(1)")
            ]
        );
    }

    #[test]
    fn no_character_is_lost() {
        for line in
            ["", "https://", "a https://é.fr) b http://x", "http://a https://b.", "« https://c.fr »", "://"]
        {
            let whole: String = pieces(line)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Text(text) | Piece::Link(text) => text,
                })
                .collect();
            assert_eq!(whole, line);
        }
    }
}
