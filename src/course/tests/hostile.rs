//! Inputs that were made to hurt: the engine answers, quickly and without falling.

use std::time::{Duration, Instant};

use super::world::{check_memory, content, essai, options, page_with};
use crate::course::check::preview;
use crate::course::diagnostic::Code;
use crate::course::fmt::{Format, format};
use crate::course::limits;
use crate::course::source::Memory;

fn survives(page: impl Into<Vec<u8>>) {
    let start = Instant::now();
    let memory = content("").with("cours/essai/page.md", page.into());
    let _ = check_memory(&memory);
    // Generous: a debug build on a busy machine. What is looked for is a quadratic second.
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn deep_and_long_pages_are_bounded() {
    for unit in [
        ">",
        "- ",
        "1. ",
        "*a ",
        "[",
        "![",
        "`",
        "$",
        "<",
        "::: depliant a\n\n",
        "[^",
        "|",
        "<!--",
        "#",
        "_a_ ",
        "**a",
        "\\",
        "&",
        "((",
        "{{#",
        "- [x] ",
        ":::",
        "~",
        "a\n\n",
    ] {
        survives(page_with(&unit.repeat(20_000 / unit.len())));
    }
    survives("x".repeat(10 * 1024 * 1024));
    survives(page_with(&format!("${}$", "{".repeat(1_900))));
    survives(page_with(&format!("${}$", "\\frac".repeat(390))));
    survives(page_with(&format!("${}x{}$", "\\sqrt{".repeat(300), "}".repeat(300))));
}

/// Pages as deep as the limits allow, and one level more.
fn deep_pages() -> Vec<String> {
    let mut pages = Vec::new();
    for depth in [limits::DEPTH - 2, limits::DEPTH - 1, limits::DEPTH, limits::DEPTH + 1] {
        pages.push(format!("{} a", ">".repeat(depth)));
        pages.push((0..depth).map(|level| format!("{}- a\n", "  ".repeat(level))).collect());
        pages.push((0..depth).map(|level| if level % 2 == 0 { "*a " } else { "**b " }).collect::<String>());
        let marks = (0..depth).map(|level| if level % 2 == 0 { "*" } else { "**" });
        let (open, close): (Vec<_>, Vec<_>) =
            marks.map(|mark| (format!("{mark}a "), format!(" b{mark}"))).unzip();
        pages.push(open.into_iter().chain(close.into_iter().rev()).collect());
        let quotes = ">".repeat(depth - 4);
        pages.push(format!("::: depliant a\n::: depliant b\n{quotes} - *a **b** c*\n:::\n:::\n"));
    }
    // Formulas nest by their length alone.
    for unit in
        ["\\frac", "\\sqrt", "\\hat", "\\bar", "\\not", "\\tiny", "^", "_", "x_", "x^", "{", "\\left(", "'"]
    {
        pages.push(format!("${}$", unit.repeat((limits::FORMULA - 2) / unit.len())));
    }
    for (open, close) in
        [("\\sqrt{", "}"), ("{", "}"), ("x^{", "}"), ("\\hat{", "}"), ("\\left(", "\\right)")]
    {
        let times = (limits::FORMULA - 2) / (open.len() + close.len());
        pages.push(format!("${}x{}$", open.repeat(times), close.repeat(times)));
    }
    pages
}

#[test]
fn the_deepest_page_is_read_on_a_thread_of_the_server() {
    // What tokio gives the threads that the live reload and a publication run on.
    const LENT: usize = 2 * 1024 * 1024;
    let work = || {
        for body in deep_pages() {
            let page = page_with(&body);
            check_memory(&content(&page));
            preview(&content(&page), &options(), "essai", "page").unwrap();
            format(&page, Format { ids: true });
        }
    };
    std::thread::Builder::new().stack_size(LENT).spawn(work).unwrap().join().unwrap();
}

#[test]
fn odd_bytes_are_refused_or_cleaned() {
    survives(vec![0xff; 1_000]);
    survives(
        "\u{feff}+++\r\nduree = 10\r\n+++\r\n\r\n# Titre\r\n\r\n::: depliant A\r\n\r\nTexte.\r\n\r\n:::\r\n",
    );
    let windows =
        "\u{feff}+++\r\nduree = 10\r\n+++\r\n\r\n# Titre\r\n\r\n::: depliant A\r\n\r\nTexte.\r\n\r\n:::\r\n";
    let checked = essai(&content(windows));
    assert_eq!(checked.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::S03, Code::S03]);
    assert!(checked.published.is_some());
    survives("+++");
    survives("+++\n+++");
    survives("");
    survives("\r\r\r");
    survives("+++\nduree = 10\n+++\n# \u{202e}Titre\n");
}

#[test]
fn a_folder_without_anything_is_an_empty_library() {
    let library = check_memory(&Memory::new());
    assert!(library.courses.is_empty() && !library.has_error());
    let lonely = check_memory(&Memory::new().with("cours/vide/README.md", "# Vide\n\nx\n"));
    assert_eq!(lonely.courses[0].diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::F01]);
}

#[test]
fn a_page_that_is_gone_is_told_where_it_was_announced() {
    let mut memory = content(&page_with("x"));
    memory.remove("cours/essai/reperes.md");
    let found = essai(&memory).diagnostics;
    assert_eq!(
        found.iter().map(|d| (d.code, d.file.as_str())).collect::<Vec<_>>(),
        [(Code::F11, "cours/essai/course.toml")]
    );
}
