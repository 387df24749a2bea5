//! Code blocks with classes for their colours; the stylesheet has the colours, for both themes.

use std::sync::OnceLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

use super::escape;
use crate::course::limits;

const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// The syntaxes, loaded the first time that a page has code.
fn syntaxes() -> &'static SyntaxSet {
    static SYNTAXES: OnceLock<SyntaxSet> = OnceLock::new();
    SYNTAXES.get_or_init(two_face::syntax::extra_newlines)
}

/// The inside of a `<code>`: coloured when the language is known and the block short enough.
pub(crate) fn colour(language: &str, text: &str) -> String {
    let short = text.lines().take(limits::COLOURED_LINES + 1).count() <= limits::COLOURED_LINES;
    let known = if language.is_empty() || !short { None } else { syntaxes().find_syntax_by_token(language) };
    known
        .filter(|syntax| syntax.name != "Plain Text")
        .and_then(|syntax| {
            let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, syntaxes(), STYLE);
            for line in LinesWithEndings::from(text) {
                generator.parse_html_for_line_which_includes_newline(line).ok()?;
            }
            Some(generator.finalize())
        })
        .unwrap_or_else(|| {
            let mut plain = String::with_capacity(text.len() + 16);
            escape::text(&mut plain, text);
            plain
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_languages_get_classes_and_others_stay_text() {
        assert!(colour("python", "x = 1\n").contains("class=\"hl-"));
        assert_eq!(colour("nimporte", "a < b\n"), "a &lt; b\n");
        assert_eq!(colour("", "a\n"), "a\n");
    }

    #[test]
    fn long_blocks_stay_plain() {
        let long = "x = 1\n".repeat(limits::COLOURED_LINES + 1);
        assert_eq!(colour("python", &long), long);
    }
}
