//! Laws that hold for any text.

use proptest::prelude::*;

use super::world::{check_memory, content, options};
use crate::course::lines::Lines;
use crate::course::page_text::{PageText, Role};
use crate::course::tree::{Kind, Tree};

const EXAMPLE: &str = include_str!("../testdata/exception.md");

/// The example with some pieces moved, repeated or cut.
fn mutated() -> impl Strategy<Value = String> {
    let words: Vec<&'static str> = vec![
        ":::",
        "::: question {#x}",
        "- [x] `1`",
        "> [!INDICE]",
        "```",
        "<!--",
        "\n\n",
        "  ",
        "$",
        "|",
        "[^dp]",
        "+++",
        "# A",
        "{#a b=\"",
        "\u{a0}",
        "é",
        "\r\n",
        "\t",
        "***",
        "[a]: b \"",
        "<div>",
        "\\",
    ];
    let cut = (0..EXAMPLE.len(), 0..EXAMPLE.len(), prop::sample::select(words));
    prop::collection::vec(cut, 1..6).prop_map(|cuts| {
        let mut text = EXAMPLE.to_owned();
        for (from, length, word) in cuts {
            let mut start = from.min(text.len());
            let mut end = (start + length % 60).min(text.len());
            while !text.is_char_boundary(start) {
                start -= 1;
            }
            while !text.is_char_boundary(end) {
                end += 1;
            }
            text.replace_range(start..end, word);
        }
        text
    })
}

fn sound(text: &str) -> Result<(), TestCaseError> {
    let page = PageText::read(text.as_bytes().to_vec(), Role::Page);
    prop_assert!(page.refused || page.masked.len() == page.source.len());
    let tree = Tree::parse(&page);
    for (id, node) in tree.nodes.iter().enumerate() {
        prop_assert!(node.end > id && node.end <= tree.nodes.len());
        prop_assert!(page.source.get(node.span.range()).is_some(), "{:?} {:?}", node.kind, node.span);
        if let Kind::Container(fence) = node.kind {
            prop_assert!(page.fences[fence].opening.is_some());
        }
    }
    let lines = u32::try_from(page.source.lines().count()).unwrap() + 1;
    let index = Lines::new(&page.source);
    for finding in page.report.iter().chain(tree.report.iter()) {
        prop_assert!(page.source.is_char_boundary(finding.span.start as usize), "{finding:?}");
        prop_assert!(finding.span.end as usize <= page.source.len());
        prop_assert!(index.position(finding.span.start).line <= lines);
    }
    let memory = content(text);
    let library = crate::course::check::check(&memory, &options());
    for diagnostic in library.all_diagnostics() {
        prop_assert!(diagnostic.line >= 1 && diagnostic.column >= 1);
        prop_assert!(diagnostic.code != crate::course::diagnostic::Code::L06, "{diagnostic}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn a_mutated_example_never_panics_and_spans_are_sound(text in mutated()) {
        sound(&text)?;
    }

    #[test]
    fn any_text_never_panics(text in "\\PC{0,200}") {
        sound(&format!("+++\nduree = 1\n+++\n\n# T\n\n{text}"))?;
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let memory = content("").with("cours/essai/page.md", bytes);
        let _ = check_memory(&memory);
    }

    #[test]
    fn any_toml_never_panics(text in "[a-z_= \"\\[\\]{}0-9,\n.-]{0,120}") {
        let memory = content("").with("cours/essai/course.toml", text);
        let _ = check_memory(&memory);
    }
}
