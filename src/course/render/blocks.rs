//! Blocks of text: headings, lists, tables, code, call-outs, and the containers that hold text.

use std::fmt::Write as _;

use pulldown_cmark::Alignment;

use super::{Renderer, Style, escape};
use crate::course::callout::Word;
use crate::course::containers::Container;
use crate::course::page_text::Opening;
use crate::course::shape::{Shape, TabShape};
use crate::course::tree::{Id, Kind, Tree};

impl Renderer<'_, '_> {
    /// Renders the children of a node: blocks, and for tight items text too.
    pub(super) fn children(&mut self, tree: &Tree<'_>, id: Id, out: &mut String) {
        self.sequence(tree, id + 1, tree.nodes[id].end, out);
    }

    /// Renders the nodes from `start` to `end`, which follow each other at one level.
    pub(super) fn sequence(&mut self, tree: &Tree<'_>, start: Id, end: Id, out: &mut String) {
        let mut at = start;
        while at < end {
            if tree.kind(at).is_block() {
                self.block(tree, at, out);
                at = tree.nodes[at].end;
                continue;
            }
            let from = at;
            while at < end && !tree.kind(at).is_block() {
                at = tree.nodes[at].end;
            }
            self.inline(tree, from..at, out);
            self.end_of_text();
            if at < end {
                out.push('\n');
            }
        }
    }

    pub(super) fn block(&mut self, tree: &Tree<'_>, id: Id, out: &mut String) {
        self.last = None;
        match tree.kind(id) {
            Kind::Paragraph => self.paragraph(tree, id, out),
            Kind::Heading { level, .. } => self.heading(tree, id, *level, out),
            Kind::Quote => {
                out.push_str("<blockquote>\n");
                self.children(tree, id, out);
                out.push_str("</blockquote>\n");
            }
            Kind::Callout(word) => self.callout(tree, id, *word, out),
            Kind::CodeBlock { info } => self.code_block(tree, id, info.as_deref().unwrap_or(""), out),
            Kind::List { start } => self.list(tree, id, *start, "", out),
            Kind::Item => {
                out.push_str("<li>");
                if tree
                    .nodes
                    .get(id + 1)
                    .is_some_and(|first| id + 1 < tree.nodes[id].end && first.kind.is_block())
                {
                    out.push('\n');
                }
                self.children(tree, id, out);
                out.push_str("</li>\n");
            }
            Kind::Table { columns } => self.table(tree, id, columns, out),
            Kind::Rule => out.push_str(if self.view.style == Style::Base { "<hr />\n" } else { "<hr>\n" }),
            Kind::Container(_) => self.text_container(id, out),
            // Comments, and blocks that the checker refuses; notes come at the end of the page.
            Kind::HtmlBlock | Kind::Footnote { .. } => {}
            Kind::TableHead | Kind::TableRow | Kind::TableCell => self.children(tree, id, out),
            Kind::Title
            | Kind::Text(_)
            | Kind::Code(_)
            | Kind::Html(_)
            | Kind::Math { .. }
            | Kind::FootnoteReference(_)
            | Kind::SoftBreak
            | Kind::HardBreak
            | Kind::Box { .. }
            | Kind::Emphasis
            | Kind::Strong
            | Kind::Strikethrough
            | Kind::Link { .. }
            | Kind::Image { .. } => self.inline(tree, id..tree.nodes[id].end, out),
        }
        self.end_of_text();
    }

    fn paragraph(&mut self, tree: &Tree<'_>, id: Id, out: &mut String) {
        if self.view.style == Style::Page
            && let Kind::Image { address, title } = tree.kind(id + 1)
            && tree.nodes[id + 1].end == tree.nodes[id].end
        {
            out.push_str("<figure class=\"figure\">");
            self.picture(address, &tree.plain(id + 1), out);
            if !title.trim().is_empty() {
                out.push_str("<figcaption>");
                self.line(title.trim(), out);
                out.push_str("</figcaption>");
            }
            out.push_str("</figure>\n");
            return;
        }
        out.push_str("<p>");
        self.inline(tree, tree.inside(id), out);
        out.push_str("</p>\n");
    }

    fn heading(&mut self, tree: &Tree<'_>, id: Id, level: u8, out: &mut String) {
        // Headings are met in document order, each once.
        let places = &self.view.outline.headings;
        let found = places[self.next_heading.min(places.len())..].iter().position(|h| h.node == id);
        let found = found.map(|skip| self.next_heading + skip);
        let Some(place) = found.and_then(|at| places.get(at)).filter(|_| self.view.style == Style::Page)
        else {
            let _ = write!(out, "<h{level}>");
            self.inline(tree, tree.inside(id), out);
            let _ = writeln!(out, "</h{level}>");
            return;
        };
        self.next_heading = found.map_or(self.next_heading, |at| at + 1);
        let anchor = place.id.clone();
        let _ = write!(out, "<h{level} id=\"");
        escape::attribute(out, &anchor);
        out.push_str("\">");
        self.inline(tree, tree.inside(id), out);
        out.push_str("<a class=\"anchor\" href=\"#");
        escape::address(out, &anchor);
        let _ = writeln!(out, "\" tabindex=\"-1\" aria-hidden=\"true\">#</a></h{level}>");
    }

    fn callout(&mut self, tree: &Tree<'_>, id: Id, word: Word, out: &mut String) {
        let name = word.name();
        let _ = write!(out, "<aside class=\"callout callout-{name}\">\n<p class=\"callout-title\"><strong>");
        self.words(word.label(), None, out);
        out.push_str("</strong>");
        self.callout_title(tree, id, " ", out);
        out.push_str("</p>\n");
        self.callout_body(tree, id, out);
        out.push_str("</aside>\n");
    }

    /// The words after `[!mot]`, if any.
    fn callout_title(&mut self, tree: &Tree<'_>, id: Id, before: &str, out: &mut String) {
        self.end_of_text();
        let mut title = String::new();
        self.inline(tree, tree.inside(id + 1), &mut title);
        if !title.trim().is_empty() {
            out.push_str(before);
            out.push_str("<span>");
            out.push_str(title.trim());
            out.push_str("</span>");
        }
        self.end_of_text();
    }

    fn callout_body(&mut self, tree: &Tree<'_>, id: Id, out: &mut String) {
        self.sequence(tree, tree.nodes[id + 1].end, tree.nodes[id].end, out);
    }

    /// A structural call-out without its word: its title, if any, is a first line.
    pub(super) fn callout_inside(&mut self, id: Id, out: &mut String) {
        let tree = self.tree;
        let mut title = String::new();
        self.callout_title(tree, id, "", &mut title);
        if !title.is_empty() {
            out.push_str("<p><strong>");
            out.push_str(&title);
            out.push_str("</strong></p>\n");
        }
        self.callout_body(tree, id, out);
    }

    fn code_block(&mut self, tree: &Tree<'_>, id: Id, info: &str, out: &mut String) {
        let mut code = String::new();
        for inner in tree.inside(id) {
            if let Kind::Text(text) = tree.kind(inner) {
                code.push_str(text);
            }
        }
        let language = info.split_whitespace().next().unwrap_or("");
        if self.view.style == Style::Base {
            out.push_str("<pre><code");
            if !language.is_empty() {
                out.push_str(" class=\"language-");
                escape::attribute(out, language);
                out.push('"');
            }
            out.push('>');
            escape::attribute_text(out, &code);
            out.push_str("</code></pre>\n");
            return;
        }
        out.push_str("<pre class=\"code\" tabindex=\"0\"");
        if !language.is_empty() {
            out.push_str(" data-language=\"");
            escape::attribute(out, language);
            out.push('"');
        }
        out.push_str("><code>");
        out.push_str(self.cache.code(language, &code));
        out.push_str("</code></pre>\n");
        if self.indexing {
            self.text.push_str(&code);
        }
    }

    pub(super) fn list(
        &mut self,
        tree: &Tree<'_>,
        id: Id,
        start: Option<u64>,
        class: &str,
        out: &mut String,
    ) {
        let element = if start.is_some() { "ol" } else { "ul" };
        out.push('<');
        out.push_str(element);
        if let Some(first) = start.filter(|first| *first != 1) {
            let _ = write!(out, " start=\"{first}\"");
        }
        if !class.is_empty() {
            let _ = write!(out, " class=\"{class}\"");
        }
        out.push_str(">\n");
        self.children(tree, id, out);
        let _ = writeln!(out, "</{element}>");
    }

    pub(super) fn table(&mut self, tree: &Tree<'_>, id: Id, columns: &[Alignment], out: &mut String) {
        let mut rows = tree.children(id);
        let head = rows.next();
        let names: Vec<String> = head
            .map(|head| tree.children(head).map(|cell| tree.plain(cell).trim().to_owned()).collect())
            .unwrap_or_default();
        let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        out.push_str("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
        let label = if names.is_empty() {
            "Tableau".to_owned()
        } else {
            format!("Tableau\u{a0}: {}", names.join(", "))
        };
        escape::attribute(out, &label);
        out.push_str("\"><table>\n");
        if let Some(head) = head {
            out.push_str("<thead><tr>");
            self.cells(tree, head, columns, "th scope=\"col\"", "th", out);
            out.push_str("</tr></thead>\n");
        }
        out.push_str("<tbody>\n");
        for row in rows {
            out.push_str("<tr>");
            self.cells(tree, row, columns, "td", "td", out);
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table></div>\n");
    }

    fn cells(
        &mut self,
        tree: &Tree<'_>,
        row: Id,
        columns: &[Alignment],
        open: &str,
        close: &str,
        out: &mut String,
    ) {
        for (column, cell) in tree.children(row).enumerate() {
            let class = match columns.get(column) {
                Some(Alignment::Right) => " class=\"align-right\"",
                Some(Alignment::Center) => " class=\"align-center\"",
                Some(Alignment::Left | Alignment::None) | None => "",
            };
            // An empty header cell is not a header.
            let empty_header = close == "th" && tree.inside(cell).is_empty();
            let (open, close) = if empty_header { ("td", "td") } else { (open, close) };
            let _ = write!(out, "<{open}{class}>");
            self.last = None;
            self.inline(tree, tree.inside(cell), out);
            self.end_of_text();
            let _ = write!(out, "</{close}>");
        }
    }

    /// A container that holds text, wherever it stands.
    fn text_container(&mut self, id: Id, out: &mut String) {
        let tree = self.tree;
        let Some((container, opening, fence)) = self.container(id) else {
            self.children(tree, id, out);
            return;
        };
        match (container, self.shape(fence)) {
            // Only at top level, and there they are blocks of their own: nothing of them comes here.
            (
                Container::Trainer
                | Container::Question
                | Container::Survey
                | Container::Checklist
                | Container::Task,
                _,
            ) => {}
            (Container::Fold, _) => self.fold(id, opening, out),
            (Container::Language, _) => self.language(id, opening, out),
            (Container::Steps, Some(Shape::Steps { list })) => {
                let title = self.container_title(opening);
                out.push_str(title.as_deref().unwrap_or(""));
                let start = if let Kind::List { start } = tree.kind(*list) { *start } else { None };
                self.list(tree, *list, start, "steps", out);
            }
            (Container::Tabs, Some(Shape::Tabs { tabs })) => self.tabs(tabs, opening, out),
            (Container::Figure, Some(Shape::Figure { image, caption })) => {
                self.figure(*image, caption, opening, out);
            }
            (Container::Video | Container::Audio, Some(Shape::Media(shape))) => {
                self.media(container, shape, opening, out);
            }
            (Container::Embed, Some(Shape::Embed { link, rest })) => self.embed(*link, rest, opening, out),
            // A body that the checker refused: its text is still readable in a preview.
            (
                Container::Steps
                | Container::Tabs
                | Container::Figure
                | Container::Video
                | Container::Audio
                | Container::Embed,
                _,
            ) => self.children(tree, id, out),
        }
    }

    fn fold(&mut self, id: Id, opening: &Opening, out: &mut String) {
        let open = if opening.attributes.flag("ouvert", false) { " open" } else { "" };
        let _ = write!(out, "<details class=\"fold\"{open}><summary>");
        let title = self.title_html(opening);
        out.push_str(title.as_deref().unwrap_or("Détails"));
        out.push_str("</summary>\n");
        self.children(self.tree, id, out);
        out.push_str("</details>\n");
    }

    fn language(&mut self, id: Id, opening: &Opening, out: &mut String) {
        let lang = opening.attributes.text("lang").unwrap_or("");
        out.push_str("<div lang=\"");
        escape::attribute(out, lang);
        out.push_str("\">\n");
        let before = self.french;
        self.french = self.speaks_french(lang);
        let title = self.container_title(opening);
        out.push_str(title.as_deref().unwrap_or(""));
        self.children(self.tree, id, out);
        self.french = before;
        out.push_str("</div>\n");
    }

    fn tabs(&mut self, tabs: &[TabShape], opening: &Opening, out: &mut String) {
        let title = self.container_title(opening);
        out.push_str(title.as_deref().unwrap_or(""));
        out.push_str("<div class=\"tabs\"");
        if let Some(group) = opening.attributes.text("groupe") {
            out.push_str(" data-group=\"");
            escape::attribute(out, group);
            out.push('"');
        }
        out.push_str(">\n");
        for tab in tabs {
            let place = self.view.outline.headings.iter().find(|heading| heading.node == tab.heading);
            out.push_str("<section class=\"tab\" aria-labelledby=\"");
            escape::attribute(out, place.map_or("", |place| place.id.as_str()));
            out.push_str("\">\n");
            self.block(self.tree, tab.heading, out);
            for block in &tab.body {
                self.block(self.tree, *block, out);
            }
            out.push_str("</section>\n");
        }
        out.push_str("</div>\n");
    }
}
