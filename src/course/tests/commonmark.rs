//! The base of the renderer gives the HTML of the CommonMark specification, raw HTML left out.

use super::world::options;
use crate::course::cache::Cache;
use crate::course::framework::Framework;
use crate::course::links::Here;
use crate::course::outline::Outline;
use crate::course::page_text::{PageText, Role};
use crate::course::render::{Renderer, Style, View};
use crate::course::site::{Layout, Site};
use crate::course::tree::{Kind, Tree};

/// Line ends next to tags do not matter.
fn normal(html: &str) -> String {
    let mut out = String::new();
    for c in html.chars() {
        if c == '\n' && out.ends_with('>') {
            continue;
        }
        if c == '<' {
            while out.ends_with('\n') {
                out.pop();
            }
        }
        out.push(c);
    }
    out.trim_end().replace("&quot;", "\"")
}

#[test]
fn the_examples_of_the_specification_are_rendered_as_it_says() {
    let examples: Vec<(u32, String, String)> =
        serde_json::from_str(include_str!("../testdata/commonmark.json")).unwrap();
    let courses = std::collections::BTreeMap::new();
    let site = Site {
        layout: Layout::Content,
        courses: &courses,
        anchors: std::collections::HashMap::new(),
        glossary: None,
        framework: Framework::default(),
    };
    let options = options();
    let mut cache = Cache::default();
    let (mut compared, mut with_html, mut wrong) = (0, 0, Vec::new());
    for (number, markdown, expected) in &examples {
        let page = PageText::read(markdown.clone().into_bytes(), Role::Plain);
        if page.head.is_some() || page.refused {
            continue;
        }
        let tree = Tree::parse(&page);
        if tree.nodes.iter().any(|node| matches!(node.kind, Kind::HtmlBlock | Kind::Html(_))) {
            with_html += 1;
            continue;
        }
        let outline = Outline::default();
        let view = View {
            page: &page,
            outline: &outline,
            shapes: &[],
            site: &site,
            options: &options,
            here: Here { course: None, page: "x" },
            language: "en",
            attempts: 0,
            prefix: "",
            style: Style::Base,
        };
        let ids: Vec<usize> = tree.roots().collect();
        let html = Renderer::new(&tree, view, &mut cache).parts(&[ids]).concat();
        compared += 1;
        if normal(&html) != normal(expected) {
            wrong.push(format!(
                "{number}: {markdown:?}\n  got  {:?}\n  want {:?}",
                normal(&html),
                normal(expected)
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {compared}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(compared >= 560 && compared + with_html >= 645, "{compared} compared, {with_html} with HTML");
}
