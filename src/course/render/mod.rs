//! The tree of a page into the blocks that are published.
//!
//! The HTML is written here, element by element; text is always escaped and no HTML of the author
//! passes through. What is secret (keys, feedback, hints, trainer's blocks) is made by
//! [`Renderer::secret`], which never feeds the public text nor the public footnotes.

mod activities;
mod blocks;
pub(crate) mod code;
pub(crate) mod escape;
mod footnotes;
mod inline;
pub(crate) mod math;
mod mathml;
mod media;

use super::cache::Cache;
use super::containers::Container;
use super::links::Here;
use super::options::Options;
use super::outline::Outline;
use super::page_text::{Opening, PageText};
use super::published::Block;
use super::shape::Shape;
use super::site::Site;
use super::tree::{Id, Kind, Tree};
use footnotes::Footnotes;

/// How much of our own is added to plain CommonMark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Pages as readers see them.
    Page,
    /// CommonMark's own HTML, to compare the base of the renderer with the reference examples.
    Base,
}

/// What a rendering looks at.
#[derive(Clone, Copy)]
pub(crate) struct View<'r> {
    pub(crate) page: &'r PageText,
    pub(crate) outline: &'r Outline,
    pub(crate) shapes: &'r [Option<Shape>],
    pub(crate) site: &'r Site<'r>,
    pub(crate) options: &'r Options,
    pub(crate) here: Here<'r>,
    /// Language of the course.
    pub(crate) language: &'r str,
    /// Attempts that a question has when it does not say.
    pub(crate) attempts: u16,
    /// Put before ids of notes and tips, where two texts share a page.
    pub(crate) prefix: &'static str,
    pub(crate) style: Style,
}

/// Renders one page.
pub(crate) struct Renderer<'r, 'a> {
    pub(crate) tree: &'r Tree<'a>,
    pub(crate) view: View<'r>,
    cache: &'r mut Cache,
    /// French typography is on.
    french: bool,
    /// The last character written, to set the space or the apostrophe that follows.
    last: Option<char>,
    /// Public text of the page.
    text: String,
    /// False while something secret, or already told, is rendered.
    indexing: bool,
    images: usize,
    tips: usize,
    next_heading: usize,
    notes: Footnotes,
}

/// A rendered page.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    pub(crate) title_html: String,
    pub(crate) blocks: Vec<Block>,
    pub(crate) text: String,
}

impl<'r, 'a> Renderer<'r, 'a> {
    pub(crate) fn new(tree: &'r Tree<'a>, view: View<'r>, cache: &'r mut Cache) -> Self {
        let french = view.style == Style::Page && is_french(view.language);
        Self {
            tree,
            view,
            cache,
            french,
            last: None,
            text: String::with_capacity(view.page.source.len()),
            indexing: true,
            images: 0,
            tips: 0,
            next_heading: 0,
            notes: Footnotes::of(tree),
        }
    }

    /// The page: title apart, blocks, public text.
    pub(crate) fn page(mut self) -> Rendered {
        let tree = self.tree;
        let is_title = |id: &Id| matches!(tree.kind(*id), Kind::Heading { level: 1, .. });
        let title = tree.roots().find(is_title);
        let mut title_html = String::new();
        if let Some(title) = title {
            self.inline(tree, tree.inside(title), &mut title_html);
            self.end_of_text();
        }
        let roots: Vec<Id> = tree.roots().filter(|id| Some(*id) != title).collect();
        let mut blocks = self.blocks(&roots);
        let mut notes = String::new();
        self.public_notes(&mut notes);
        push_html(&mut blocks, notes);
        let words = self.text.trim_end().len();
        self.text.truncate(words);
        Rendered { title_html, blocks, text: self.text }
    }

    /// The whole page as one piece of HTML, its H1 left out: README, CHANGELOG, glossary.
    pub(crate) fn flat(self) -> String {
        let mut html = String::new();
        for block in self.page().blocks {
            match block {
                Block::Html { html: piece } => html.push_str(&piece),
                Block::Language { lang, blocks } => {
                    html.push_str("<div lang=\"");
                    escape::attribute(&mut html, &lang);
                    html.push_str("\">");
                    for block in blocks {
                        if let Block::Html { html: piece } = block {
                            html.push_str(&piece);
                        }
                    }
                    html.push_str("</div>\n");
                }
                Block::Trainer { .. }
                | Block::Question(_)
                | Block::Survey(_)
                | Block::Checklist(_)
                | Block::Task(_) => {}
            }
        }
        html
    }

    /// Several groups of root blocks, each as one piece of HTML: the entries of the glossary.
    /// The notes of all come at the end of the last one.
    pub(crate) fn parts(mut self, groups: &[Vec<Id>]) -> Vec<String> {
        let mut parts = Vec::with_capacity(groups.len());
        for ids in groups {
            let mut html = String::new();
            for id in ids {
                self.block(self.tree, *id, &mut html);
            }
            parts.push(html);
        }
        if let Some(last) = parts.last_mut() {
            self.public_notes(last);
        }
        parts
    }

    /// Text and activities of a level: neighbouring texts make one block.
    fn blocks(&mut self, ids: &[Id]) -> Vec<Block> {
        let tree = self.tree;
        let mut blocks = Vec::new();
        let mut html = String::new();
        for id in ids.iter().copied() {
            let Some((container, opening, fence)) = self.container(id) else {
                self.block(tree, id, &mut html);
                continue;
            };
            let alone =
                container.is_activity() || matches!(container, Container::Language | Container::Trainer);
            if !alone {
                self.block(tree, id, &mut html);
                continue;
            }
            push_html(&mut blocks, std::mem::take(&mut html));
            match container {
                Container::Language => {
                    let lang = opening.attributes.text("lang").unwrap_or("").to_owned();
                    let before = self.french;
                    self.french = self.speaks_french(&lang);
                    let children: Vec<Id> = tree.children(id).collect();
                    let mut inside = self.blocks(&children);
                    if let Some(title) = self.container_title(opening) {
                        inside.insert(0, Block::Html { html: title });
                    }
                    self.french = before;
                    blocks.push(Block::Language { lang, blocks: inside });
                }
                Container::Trainer => {
                    let html = self.secret(|renderer, out| {
                        if let Some(title) = renderer.container_title(opening) {
                            out.push_str(&title);
                        }
                        renderer.children(tree, id, out);
                    });
                    blocks.push(Block::Trainer { html });
                }
                Container::Question
                | Container::Survey
                | Container::Checklist
                | Container::Task
                | Container::Steps
                | Container::Fold
                | Container::Tabs
                | Container::Figure
                | Container::Video
                | Container::Audio
                | Container::Embed => blocks.extend(self.activity(id, fence, opening)),
            }
        }
        push_html(&mut blocks, html);
        blocks
    }

    fn speaks_french(&self, language: &str) -> bool {
        self.view.style == Style::Page && is_french(language)
    }

    /// The known container of a node, its opening line and its place in the fence table.
    fn container(&self, id: Id) -> Option<(Container, &'r Opening, usize)> {
        let Kind::Container(fence) = *self.tree.kind(id) else { return None };
        let opening = self.view.page.fences.get(fence)?.opening.as_ref()?;
        Some((opening.container?, opening, fence))
    }

    fn shape(&self, fence: usize) -> Option<&'r Shape> {
        self.view.shapes.get(fence)?.as_ref()
    }

    /// The title of a container as inline HTML, if it has one.
    fn title_html(&mut self, opening: &Opening) -> Option<String> {
        let title = opening.title.of(&self.view.page.source);
        if title.is_empty() {
            return None;
        }
        let mut html = String::with_capacity(title.len() + 16);
        self.line(title, &mut html);
        self.end_of_text();
        Some(html)
    }

    /// The title of a container that has no place of its own for it.
    fn container_title(&mut self, opening: &Opening) -> Option<String> {
        let title = self.title_html(opening)?;
        Some(format!("<p class=\"container-title\">{title}</p>\n"))
    }

    /// A line of inline Markdown; a line that would be a block stays text.
    fn line(&mut self, line: &str, out: &mut String) {
        let tree = Tree::parse_line(line, 0);
        let one_paragraph =
            tree.roots().count() == 1 && matches!(tree.nodes.first().map(|n| &n.kind), Some(Kind::Paragraph));
        self.last = None;
        if one_paragraph {
            self.inline(&tree, tree.inside(0), out);
        } else {
            self.words(line, None, out);
        }
    }

    /// Something that only some people may see: apart from the public text and footnotes.
    fn secret(&mut self, make: impl FnOnce(&mut Self, &mut String)) -> String {
        let indexing = std::mem::replace(&mut self.indexing, false);
        let outer = self.notes.private.replace(Vec::new());
        let mut html = String::new();
        self.last = None;
        make(self, &mut html);
        self.private_notes(&mut html);
        self.notes.private = outer;
        self.indexing = indexing;
        html
    }

    /// A public piece of HTML of its own.
    fn public(&mut self, make: impl FnOnce(&mut Self, &mut String)) -> String {
        let mut html = String::new();
        self.last = None;
        make(self, &mut html);
        self.end_of_text();
        html
    }

    /// Separates what was said from what follows, in the public text.
    fn end_of_text(&mut self) {
        self.last = None;
        if self.indexing && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

fn push_html(blocks: &mut Vec<Block>, html: String) {
    if !html.trim().is_empty() {
        blocks.push(Block::Html { html });
    }
}

fn is_french(language: &str) -> bool {
    language.split('-').next().is_some_and(|first| first.eq_ignore_ascii_case("fr"))
}
