//! Running text: marks, links, formulas, French typography.

use std::fmt::Write as _;

use super::{Renderer, Style, escape};
use crate::course::inline_html::{Piece, Tag, read};
use crate::course::links::{Target, resolve, resolve_image};
use crate::course::media::encode_path;
use crate::course::tree::{Id, Kind, Tree};
use crate::course::typography;

impl Renderer<'_, '_> {
    /// Renders inline nodes that follow each other.
    pub(super) fn inline(&mut self, tree: &Tree<'_>, nodes: std::ops::Range<Id>, out: &mut String) {
        let french = self.french;
        let mut at = nodes.start;
        // Languages that were switched by `<span lang>`, to come back to.
        let mut languages: Vec<bool> = Vec::new();
        while at < nodes.end {
            let next = tree.nodes[at].end;
            if let Kind::Html(html) = tree.kind(at) {
                self.inline_html(html, &mut languages, out);
            } else {
                self.one_inline(tree, at, out);
            }
            at = next;
        }
        self.french = french;
    }

    fn one_inline(&mut self, tree: &Tree<'_>, id: Id, out: &mut String) {
        match tree.kind(id) {
            Kind::Text(text) => self.words(text, following(tree, id + 1), out),
            Kind::Code(code) => {
                out.push_str("<code>");
                escape::text(out, code);
                out.push_str("</code>");
                self.said(code);
            }
            Kind::Math { display, latex } => {
                match self.cache.formula(latex, *display) {
                    Ok(made) => out.push_str(made),
                    Err(_) => {
                        out.push_str("<code class=\"math-source\">");
                        escape::text(out, latex);
                        out.push_str("</code>");
                    }
                }
                self.said(latex);
            }
            Kind::FootnoteReference(label) => self.note_mark(label, out),
            Kind::SoftBreak => {
                out.push('\n');
                self.said("\n");
            }
            Kind::HardBreak => {
                out.push_str(if self.view.style == Style::Base { "<br />\n" } else { "<br>\n" });
                self.said("\n");
            }
            Kind::Emphasis => self.wrapped(tree, id, "em", out),
            Kind::Strong => self.wrapped(tree, id, "strong", out),
            Kind::Strikethrough => self.wrapped(tree, id, "del", out),
            Kind::Link { address, title } => self.link(tree, id, address, title, out),
            Kind::Image { address, title } => self.image(tree, id, address, title, out),
            Kind::Box { checked } => {
                let (label, sign) = if *checked { ("coché", "☑") } else { ("non coché", "☐") };
                let _ = write!(out, "<span class=\"box\" role=\"img\" aria-label=\"{label}\">{sign}</span> ");
            }
            // Raw HTML is read by `inline_html`; a call-out's title is rendered by its call-out.
            Kind::Html(_) | Kind::Title => {}
            Kind::Paragraph
            | Kind::Heading { .. }
            | Kind::Quote
            | Kind::Callout(_)
            | Kind::CodeBlock { .. }
            | Kind::HtmlBlock
            | Kind::List { .. }
            | Kind::Item
            | Kind::Footnote { .. }
            | Kind::Table { .. }
            | Kind::TableHead
            | Kind::TableRow
            | Kind::TableCell
            | Kind::Rule
            | Kind::Container(_) => self.block(tree, id, out),
        }
    }

    fn wrapped(&mut self, tree: &Tree<'_>, id: Id, element: &str, out: &mut String) {
        out.push('<');
        out.push_str(element);
        out.push('>');
        self.inline(tree, tree.inside(id), out);
        out.push_str("</");
        out.push_str(element);
        out.push('>');
    }

    /// Text, with French typography where the language is French.
    pub(super) fn words(&mut self, text: &str, after: Option<char>, out: &mut String) {
        if self.french {
            typography::french(text, self.last, after, |piece| escape::text(out, piece));
        } else if self.view.style == Style::Base {
            // The reference HTML escapes quotes everywhere.
            escape::attribute_text(out, text);
        } else {
            escape::text(out, text);
        }
        self.said(text);
    }

    /// Notes what was said, for the public text and for the typography of what follows.
    fn said(&mut self, text: &str) {
        if self.indexing {
            self.text.push_str(text);
        }
        self.last = text.chars().next_back().or(self.last);
    }

    fn inline_html(&mut self, html: &str, languages: &mut Vec<bool>, out: &mut String) {
        if self.view.style == Style::Base {
            return;
        }
        match read(html) {
            Some(Piece::Comment) => {}
            Some(Piece::Break) => out.push_str("<br>"),
            Some(Piece::Open { tag, value }) => {
                let name = tag.name();
                out.push('<');
                out.push_str(name);
                if let (Some(key), Some(value)) = (tag.attribute(), &value) {
                    let _ = write!(out, " {key}=\"");
                    escape::attribute(out, value);
                    out.push('"');
                }
                out.push('>');
                if tag == Tag::Span {
                    languages.push(self.french);
                    self.french = self.speaks_french(value.as_deref().unwrap_or(""));
                }
            }
            Some(Piece::Close(tag)) => {
                let _ = write!(out, "</{}>", tag.name());
                if tag == Tag::Span
                    && let Some(before) = languages.pop()
                {
                    self.french = before;
                }
            }
            // Refused by the checker; shown as text where a page is shown in spite of it.
            None => escape::text(out, html),
        }
    }

    fn link(&mut self, tree: &Tree<'_>, id: Id, address: &str, title: &str, out: &mut String) {
        if self.view.style == Style::Base {
            out.push_str("<a href=\"");
            escape::address(out, address);
            open_link(title, out);
            self.inline(tree, tree.inside(id), out);
            out.push_str("</a>");
            return;
        }
        let Ok(target) = resolve(self.view.site, self.view.here, address) else {
            self.inline(tree, tree.inside(id), out);
            return;
        };
        match &target {
            Target::Term(Some(anchor)) if self.term_tip(anchor).is_some() => {
                self.tips += 1;
                let tip = self.tips;
                let prefix = self.view.prefix;
                let _ = write!(
                    out,
                    "<a class=\"term\" href=\"/glossaire#{}\" aria-describedby=\"{prefix}tip-{tip}\">",
                    encode_path(anchor)
                );
                self.inline(tree, tree.inside(id), out);
                let words = self.term_tip(anchor).unwrap_or_default();
                let _ = write!(out, "</a><span class=\"tip\" role=\"tooltip\" id=\"{prefix}tip-{tip}\">");
                // The tip is an aside: it is not part of the sentence, nor of the text of the page.
                let last = self.last;
                let indexing = std::mem::replace(&mut self.indexing, false);
                self.last = None;
                self.words(&words, None, out);
                self.indexing = indexing;
                self.last = last;
                out.push_str("</span>");
                return;
            }
            Target::File { course, path } => {
                let file = self.view.site.media(course, path);
                out.push_str("<a class=\"download\" download href=\"");
                escape::attribute(out, &file.map(|file| file.address(path)).unwrap_or_default());
                open_link(title, out);
            }
            Target::Web { address, .. } => {
                out.push_str("<a href=\"");
                escape::address(out, address);
                out.push_str("\" rel=\"noopener noreferrer");
                open_link(title, out);
            }
            Target::Contact(_) | Target::Anchor(_) | Target::Page { .. } | Target::Term(_) => {
                out.push_str("<a href=\"");
                escape::address(out, &target.address().unwrap_or_default());
                open_link(title, out);
            }
        }
        self.inline(tree, tree.inside(id), out);
        out.push_str("</a>");
    }

    fn term_tip(&self, anchor: &str) -> Option<String> {
        let entry = self.view.site.glossary.as_ref()?.find(anchor)?;
        (!entry.tip.is_empty()).then(|| entry.tip.clone())
    }

    /// An image inside text.
    pub(super) fn image(&mut self, tree: &Tree<'_>, id: Id, address: &str, title: &str, out: &mut String) {
        let alt = tree.plain(id);
        if self.view.style == Style::Base {
            out.push_str("<img src=\"");
            escape::address(out, address);
            out.push_str("\" alt=\"");
            escape::attribute(out, &alt);
            if !title.is_empty() {
                out.push_str("\" title=\"");
                escape::attribute(out, title);
            }
            out.push_str("\" />");
            return;
        }
        self.picture(address, &alt, out);
        self.last = Some('a');
    }

    /// The `<img>` of a local file.
    pub(super) fn picture(&mut self, address: &str, alt: &str, out: &mut String) {
        let path = resolve_image(self.view.here, address).ok();
        let course = self.view.here.course.unwrap_or("");
        let site = self.view.site;
        let Some((path, file)) = path.and_then(|path| site.media(course, &path).map(|file| (path, file)))
        else {
            escape::text(out, alt);
            return;
        };
        out.push_str("<img src=\"");
        escape::attribute(out, &file.address(&path));
        out.push_str("\" alt=\"");
        let mut words = String::with_capacity(alt.len() + 8);
        if self.french {
            typography::french(alt, None, None, |piece| words.push_str(piece));
        } else {
            words.push_str(alt);
        }
        escape::attribute(out, words.trim());
        out.push('"');
        if let Some((width, height)) = file.size {
            let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
        }
        // The first image is usually in sight when the page opens.
        let lazy = if self.images == 0 { "" } else { " loading=\"lazy\"" };
        self.images += 1;
        let _ = write!(out, "{lazy} decoding=\"async\">");
    }
}

/// Ends the opening tag of a link, after the value of its last attribute.
fn open_link(title: &str, out: &mut String) {
    if !title.is_empty() {
        out.push_str("\" title=\"");
        escape::attribute(out, title);
    }
    out.push_str("\">");
}

/// The first character that a reader meets after a node.
fn following(tree: &Tree<'_>, from: Id) -> Option<char> {
    for node in tree.nodes.get(from..)?.iter() {
        match &node.kind {
            Kind::Text(text) | Kind::Code(text) if !text.is_empty() => return text.chars().next(),
            Kind::Math { .. } | Kind::Image { .. } => return Some('a'),
            Kind::SoftBreak | Kind::HardBreak => return Some('\n'),
            Kind::Text(_)
            | Kind::Code(_)
            | Kind::Html(_)
            | Kind::FootnoteReference(_)
            | Kind::Emphasis
            | Kind::Strong
            | Kind::Strikethrough
            | Kind::Link { .. }
            | Kind::Box { .. } => {}
            Kind::Paragraph
            | Kind::Heading { .. }
            | Kind::Quote
            | Kind::Callout(_)
            | Kind::Title
            | Kind::CodeBlock { .. }
            | Kind::HtmlBlock
            | Kind::List { .. }
            | Kind::Item
            | Kind::Footnote { .. }
            | Kind::Table { .. }
            | Kind::TableHead
            | Kind::TableRow
            | Kind::TableCell
            | Kind::Rule
            | Kind::Container(_) => return None,
        }
    }
    None
}
