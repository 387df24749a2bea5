//! The blocks and marks of a page, as a flat tree.
//!
//! Nodes stand in document order and each knows where its descendants end: walking costs no
//! pointer, and dropping a tree never recurses. Depth is bounded while building (course format, 4.9).

use pulldown_cmark::{Alignment, CowStr};

use super::builder::Builder;
use super::callout::Word;
use super::diagnostic::Report;
use super::lines::Span;
use super::page_text::PageText;

/// Place of a node in its tree.
pub(crate) type Id = usize;

/// A block or an inline mark.
#[derive(Debug, Clone)]
pub(crate) struct Node<'a> {
    pub(crate) kind: Kind<'a>,
    pub(crate) span: Span,
    /// The node after the last descendant.
    pub(crate) end: Id,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind<'a> {
    Paragraph,
    Heading {
        level: u8,
        anchor: Option<Span>,
    },
    Quote,
    /// A quotation that starts with `[!mot]`; its first child is its `Title`.
    Callout(Word),
    /// First line of a call-out, after the word.
    Title,
    /// A code block; `info` is the language line of a fenced one.
    CodeBlock {
        info: Option<CowStr<'a>>,
    },
    HtmlBlock,
    List {
        start: Option<u64>,
    },
    Item,
    Footnote {
        label: CowStr<'a>,
    },
    Table {
        columns: Vec<Alignment>,
    },
    TableHead,
    TableRow,
    TableCell,
    Rule,
    /// Place of the opening line in the fence table.
    Container(usize),

    Text(CowStr<'a>),
    Code(CowStr<'a>),
    Html(CowStr<'a>),
    Math {
        display: bool,
        latex: CowStr<'a>,
    },
    FootnoteReference(CowStr<'a>),
    SoftBreak,
    HardBreak,
    Box {
        checked: bool,
    },
    Emphasis,
    Strong,
    Strikethrough,
    Link {
        address: CowStr<'a>,
        title: CowStr<'a>,
    },
    Image {
        address: CowStr<'a>,
        title: CowStr<'a>,
    },
}

impl Kind<'_> {
    /// True for what stands on lines of its own.
    pub(crate) fn is_block(&self) -> bool {
        match self {
            Self::Paragraph
            | Self::Heading { .. }
            | Self::Quote
            | Self::Callout(_)
            | Self::CodeBlock { .. }
            | Self::HtmlBlock
            | Self::List { .. }
            | Self::Item
            | Self::Footnote { .. }
            | Self::Table { .. }
            | Self::TableHead
            | Self::TableRow
            | Self::TableCell
            | Self::Rule
            | Self::Container(_) => true,
            Self::Title
            | Self::Text(_)
            | Self::Code(_)
            | Self::Html(_)
            | Self::Math { .. }
            | Self::FootnoteReference(_)
            | Self::SoftBreak
            | Self::HardBreak
            | Self::Box { .. }
            | Self::Emphasis
            | Self::Strong
            | Self::Strikethrough
            | Self::Link { .. }
            | Self::Image { .. } => false,
        }
    }
}

/// The tree of a page.
#[derive(Debug, Default)]
pub(crate) struct Tree<'a> {
    pub(crate) nodes: Vec<Node<'a>>,
    /// What was refused while building; the tree is empty when the page is refused.
    pub(crate) report: Report,
    pub(crate) refused: bool,
}

impl<'a> Tree<'a> {
    /// Reads the body of a page.
    pub(crate) fn parse(page: &'a PageText) -> Self {
        if page.refused {
            return Self { refused: true, ..Self::default() };
        }
        let body = page.masked.get(page.body..).unwrap_or("");
        Builder::new(&page.source, body, page.body, &page.fences).build()
    }

    /// Reads a single line, such as the title of a container.
    pub(crate) fn parse_line(line: &'a str, offset: usize) -> Self {
        Builder::new(line, line, 0, &[]).build().shifted(offset)
    }

    fn shifted(mut self, by: usize) -> Self {
        for node in &mut self.nodes {
            node.span = node.span.shifted(by);
        }
        self
    }

    pub(crate) fn kind(&self, id: Id) -> &Kind<'a> {
        &self.nodes[id].kind
    }

    pub(crate) fn span(&self, id: Id) -> Span {
        self.nodes[id].span
    }

    /// The blocks at top level.
    pub(crate) fn roots(&self) -> Children<'_, 'a> {
        Children { nodes: &self.nodes, at: 0, end: self.nodes.len() }
    }

    /// The direct children of a node.
    pub(crate) fn children(&self, id: Id) -> Children<'_, 'a> {
        Children { nodes: &self.nodes, at: id + 1, end: self.nodes[id].end }
    }

    /// Every descendant of a node, in document order.
    pub(crate) fn inside(&self, id: Id) -> std::ops::Range<Id> {
        id + 1..self.nodes[id].end
    }

    /// The words of a node, without marks: for addresses, titles and comparisons.
    pub(crate) fn plain(&self, id: Id) -> String {
        let mut text = String::new();
        self.push_plain(self.inside(id), &mut text);
        text
    }

    pub(crate) fn push_plain(&self, nodes: std::ops::Range<Id>, text: &mut String) {
        for node in &self.nodes[nodes] {
            match &node.kind {
                Kind::Text(piece) | Kind::Code(piece) | Kind::Math { latex: piece, .. } => {
                    text.push_str(piece)
                }
                Kind::SoftBreak | Kind::HardBreak => text.push(' '),
                Kind::Paragraph | Kind::Item | Kind::TableCell => {
                    if !text.is_empty() && !text.ends_with(' ') {
                        text.push(' ');
                    }
                }
                Kind::Heading { .. }
                | Kind::Quote
                | Kind::Callout(_)
                | Kind::Title
                | Kind::CodeBlock { .. }
                | Kind::HtmlBlock
                | Kind::List { .. }
                | Kind::Footnote { .. }
                | Kind::Table { .. }
                | Kind::TableHead
                | Kind::TableRow
                | Kind::Rule
                | Kind::Container(_)
                | Kind::Html(_)
                | Kind::FootnoteReference(_)
                | Kind::Box { .. }
                | Kind::Emphasis
                | Kind::Strong
                | Kind::Strikethrough
                | Kind::Link { .. }
                | Kind::Image { .. } => {}
            }
        }
    }
}

/// Walks over siblings.
#[derive(Debug, Clone)]
pub(crate) struct Children<'t, 'a> {
    nodes: &'t [Node<'a>],
    at: Id,
    end: Id,
}

impl Iterator for Children<'_, '_> {
    type Item = Id;

    fn next(&mut self) -> Option<Id> {
        if self.at >= self.end {
            return None;
        }
        let id = self.at;
        self.at = self.nodes[id].end;
        Some(id)
    }
}
