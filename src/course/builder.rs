//! Builds the tree of a page from the events of the Markdown parser (course format, section 4.9, 5–6).
//!
//! The levels that are open are an explicit stack, bounded before anything is added to it.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd};

use super::callout::{self, Word};
use super::diagnostic::Code;
use super::limits;
use super::lines::Span;
use super::page_text::{Fence, MARKDOWN};
use super::tree::{Id, Kind, Node, Tree};

/// What is known while a page is read.
pub(crate) struct Builder<'a, 'f> {
    source: &'a str,
    body: &'a str,
    offset: usize,
    fences: &'f [Fence],
    next_fence: usize,
    tree: Tree<'a>,
    open: Vec<Id>,
    blocks: usize,
    images: usize,
    /// The text that has just been added at the level that is open.
    last_text: Option<Id>,
}

impl<'a, 'f> Builder<'a, 'f> {
    pub(crate) fn new(source: &'a str, body: &'a str, offset: usize, fences: &'f [Fence]) -> Self {
        let nodes = Vec::with_capacity(body.len() / 24);
        Self {
            source,
            body,
            offset,
            fences,
            next_fence: 0,
            tree: Tree { nodes, ..Tree::default() },
            open: Vec::with_capacity(limits::DEPTH + 1),
            blocks: 0,
            images: 0,
            last_text: None,
        }
    }

    pub(crate) fn build(mut self) -> Tree<'a> {
        for (event, range) in Parser::new_ext(self.body, MARKDOWN).into_offset_iter() {
            let span = Span::new(range.start + self.offset, range.end + self.offset);
            if self.take(event, span).is_err() {
                self.tree.nodes = Vec::new();
                self.tree.refused = true;
                return self.tree;
            }
        }
        self.finish();
        self.tree
    }

    /// Refuses the page when a limit is passed.
    fn take(&mut self, event: Event<'a>, span: Span) -> Result<(), ()> {
        match event {
            Event::Start(tag) => self.start(tag, span)?,
            Event::End(tag) => self.close(tag),
            Event::Text(text) => self.text(text, span),
            Event::Code(code) => self.leaf(Kind::Code(code), span),
            Event::Html(html) | Event::InlineHtml(html) => self.leaf(Kind::Html(html), span),
            Event::InlineMath(latex) => self.leaf(Kind::Math { display: false, latex }, span),
            Event::DisplayMath(latex) => self.leaf(Kind::Math { display: true, latex }, span),
            Event::FootnoteReference(label) => self.leaf(Kind::FootnoteReference(label), span),
            Event::SoftBreak => self.leaf(Kind::SoftBreak, span),
            Event::HardBreak => self.leaf(Kind::HardBreak, span),
            Event::TaskListMarker(checked) => self.leaf(Kind::Box { checked }, span),
            Event::Rule => self.rule(span)?,
        }
        Ok(())
    }

    fn start(&mut self, tag: Tag<'a>, span: Span) -> Result<(), ()> {
        let kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { level, .. } => Kind::Heading { level: level_number(level), anchor: None },
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(CodeBlockKind::Indented) => Kind::CodeBlock { info: None },
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Kind::CodeBlock { info: Some(info) },
            Tag::HtmlBlock => Kind::HtmlBlock,
            Tag::List(start) => Kind::List { start },
            Tag::Item => Kind::Item,
            Tag::FootnoteDefinition(label) => Kind::Footnote { label },
            Tag::Table(columns) => Kind::Table { columns },
            Tag::TableHead => Kind::TableHead,
            Tag::TableRow => Kind::TableRow,
            Tag::TableCell => Kind::TableCell,
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Strikethrough => Kind::Strikethrough,
            // An address between angle brackets comes without its scheme.
            Tag::Link { link_type: LinkType::Email, dest_url, title, .. } => {
                Kind::Link { address: CowStr::from(format!("mailto:{dest_url}")), title }
            }
            Tag::Link { dest_url, title, .. } => Kind::Link { address: dest_url, title },
            Tag::Image { dest_url, title, .. } => {
                self.images += 1;
                Kind::Image { address: dest_url, title }
            }
            // Extensions that are not switched on: their content is kept as text.
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_)
            | Tag::Superscript
            | Tag::Subscript => Kind::Paragraph,
        };
        if self.images > limits::IMAGES {
            let message = format!("plus de {} images : coupez la page en deux", limits::IMAGES);
            self.tree.report.add(Code::L04, span, message);
            return Err(());
        }
        self.push_open(kind, span)
    }

    fn push_open(&mut self, kind: Kind<'a>, span: Span) -> Result<(), ()> {
        if self.open.len() >= limits::DEPTH {
            let message = format!("imbrication trop profonde : {} niveaux au plus", limits::DEPTH);
            self.tree.report.add(Code::L01, span, message);
            return Err(());
        }
        if kind.is_block() {
            self.blocks += 1;
            if self.blocks > limits::BLOCKS {
                let message = format!("plus de {} blocs : coupez la page en deux", limits::BLOCKS);
                self.tree.report.add(Code::L04, Span::at(span.start as usize), message);
                return Err(());
            }
        }
        self.open.push(self.tree.nodes.len());
        self.leaf(kind, span);
        Ok(())
    }

    fn leaf(&mut self, kind: Kind<'a>, span: Span) {
        let end = self.tree.nodes.len() + 1;
        self.last_text = matches!(kind, Kind::Text(_)).then_some(end - 1);
        self.tree.nodes.push(Node { kind, span, end });
    }

    /// Neighbouring texts become one: the parser cuts at brackets and entities.
    fn text(&mut self, text: CowStr<'a>, span: Span) {
        let last = self.last_text.map(|last| &mut self.tree.nodes[last]);
        if let Some(Node { kind: Kind::Text(before), span: place, .. }) = last {
            let whole = Span { start: place.start, end: span.end };
            let together = match (&*before, &text) {
                (CowStr::Borrowed(_), CowStr::Borrowed(_)) if place.end == span.start => {
                    let slice =
                        self.body.get(place.start as usize - self.offset..span.end as usize - self.offset);
                    slice.filter(|slice| slice.len() == before.len() + text.len())
                }
                _ => None,
            };
            *before = match together {
                Some(slice) => CowStr::Borrowed(slice),
                None => CowStr::Boxed([&**before, &*text].concat().into_boxed_str()),
            };
            *place = whole;
            return;
        }
        self.leaf(Kind::Text(text), span);
    }

    fn rule(&mut self, span: Span) -> Result<(), ()> {
        while self.fences.get(self.next_fence).is_some_and(|fence| fence.span.start < span.start) {
            self.caught_fence();
        }
        let fences = self.fences;
        let Some(fence) = fences.get(self.next_fence).filter(|fence| fence.span.start == span.start) else {
            self.leaf(Kind::Rule, span);
            return Ok(());
        };
        if self.open.iter().any(|id| !matches!(self.tree.nodes[*id].kind, Kind::Container(_))) {
            self.caught_fence();
            return Ok(());
        }
        let index = self.next_fence;
        self.next_fence += 1;
        if fence.opening.is_some() {
            return self.push_open(Kind::Container(index), fence.span);
        }
        match self.open.pop() {
            Some(id) => self.end_container(id, fence.span.end),
            None => {
                let message = "« ::: » ne ferme rien : retirez cette ligne, ou ouvrez un conteneur avant";
                self.tree.report.add(Code::C02, fence.span, message);
            }
        }
        Ok(())
    }

    fn end_container(&mut self, id: Id, end: u32) {
        self.last_text = None;
        let next = self.tree.nodes.len();
        let node = &mut self.tree.nodes[id];
        node.end = next;
        node.span.end = end;
    }

    /// A fence that ends nothing: it lies in an HTML block or a link definition.
    fn caught_fence(&mut self) {
        let span = self.fences[self.next_fence].span;
        self.next_fence += 1;
        let message = "« ::: » pris dans un bloc HTML ou une définition de lien : ajoutez une ligne vide avant cette ligne";
        self.tree.report.add(Code::C03, span, message);
    }

    fn close(&mut self, tag: TagEnd) {
        let Some(id) = self.open.pop() else { return };
        self.last_text = None;
        self.tree.nodes[id].end = self.tree.nodes.len();
        if matches!(tag, TagEnd::Heading(_)) {
            self.heading_anchor(id);
        } else if matches!(tag, TagEnd::BlockQuote(_)) {
            self.callout(id);
        }
    }

    fn finish(&mut self) {
        while self.next_fence < self.fences.len() {
            self.caught_fence();
        }
        let end = Span::at(self.offset + self.body.len()).start;
        while let Some(id) = self.open.pop() {
            let Kind::Container(index) = self.tree.nodes[id].kind else { continue };
            self.end_container(id, end);
            let fence = &self.fences[index];
            let name = fence.opening.as_ref().map_or("", |opening| opening.name.of(self.source));
            let message =
                format!("conteneur « {name} » ouvert ici et jamais fermé : il manque une ligne « ::: »");
            self.tree.report.add(Code::C01, fence.span, message);
        }
    }

    /// Takes `{#ancre}` off the end of a heading.
    fn heading_anchor(&mut self, id: Id) {
        let last = self.tree.nodes.len() - 1;
        let Some(Node { kind: Kind::Text(text), span, end }) = self.tree.nodes.get_mut(last) else { return };
        let trimmed = text.trim_end();
        let Some(open) = trimmed.rfind("{#").filter(|_| *end == last + 1 && trimmed.ends_with('}')) else {
            return;
        };
        if trimmed[open..].contains(char::is_whitespace) {
            return;
        }
        // The anchor is pure ASCII in the right case, so that its place counts from the end of the text.
        let tail = text.len() - open;
        let start = (span.end as usize).saturating_sub(tail) + 2;
        let anchor = Span::new(start, start + trimmed.len() - open - 3);
        let kept = text[..open].trim_end().to_owned();
        *text = CowStr::from(kept);
        if let Kind::Heading { anchor: place, .. } = &mut self.tree.nodes[id].kind {
            *place = Some(anchor);
        }
    }

    /// Turns a quotation that starts with `[!mot]` into a call-out, in place: the first line
    /// becomes a `Title`, and the break after it becomes the first paragraph.
    fn callout(&mut self, id: Id) {
        let nodes = &mut self.tree.nodes;
        let paragraph = id + 1;
        let is_paragraph = nodes.get(paragraph).is_some_and(|node| matches!(node.kind, Kind::Paragraph));
        if !is_paragraph || paragraph >= nodes[id].end {
            return;
        }
        let Some(Node { kind: Kind::Text(text), .. }) = nodes.get_mut(paragraph + 1) else { return };
        let Some((word, taken)) = callout::read(text) else { return };
        let Some(word) = Word::named(word) else { return };
        let rest = text[taken..].to_owned();
        *text = CowStr::from(rest);
        let end = nodes[paragraph].end;
        let mut at = paragraph + 1;
        while at < end && !matches!(nodes[at].kind, Kind::SoftBreak | Kind::HardBreak) {
            at = nodes[at].end;
        }
        if at < end {
            let last = nodes[paragraph].span.end;
            nodes[at] =
                Node { kind: Kind::Paragraph, span: Span { start: nodes[at].span.end, end: last }, end };
            nodes[paragraph].end = at;
        }
        nodes[paragraph].kind = Kind::Title;
        nodes[id].kind = Kind::Callout(word);
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
