//! The fonts, inside the executable: a document must not depend on what a server has installed.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The three fonts, in the order in which a character looks for its glyph.
static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    [
        include_bytes!("../fonts/AtkinsonHyperlegibleNext-Regular.ttf").as_slice(),
        include_bytes!("../fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
        include_bytes!("../fonts/PreauFallback-Regular.ttf"),
    ]
    .into_iter()
    .flat_map(|file| Font::iter(Bytes::new(file)))
    .collect()
});

static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

pub(crate) fn book() -> &'static LazyHash<FontBook> {
    &BOOK
}

pub(crate) fn font(index: usize) -> Option<Font> {
    FONTS.get(index).cloned()
}

/// Whether the page can show this character: PDF/UA refuses a missing glyph.
pub(crate) fn show(character: char) -> bool {
    has(0, character) || in_fallback(character)
}

/// Whether the widest font has it: the one that draws a letter and its loose accents together.
pub(crate) fn in_fallback(character: char) -> bool {
    has(2, character)
}

fn has(index: usize, character: char) -> bool {
    BOOK.info(index).is_some_and(|info| info.coverage.contains(u32::from(character)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_is_taken_apart_by_a_font_that_cannot_place_its_accent() {
        assert!(('\u{300}'..'\u{370}').all(|accent| !has(0, accent) && !has(1, accent)));
        assert!("ễịẠĤŭ".chars().all(in_fallback));
    }

    #[test]
    fn french_is_written_with_one_font_in_both_weights() {
        let french = "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ«»’“”–—…•€°\u{a0}\u{202f}\u{2011}";
        for character in french.chars() {
            assert!(has(0, character) && has(1, character), "{character:?}");
        }
    }
}
