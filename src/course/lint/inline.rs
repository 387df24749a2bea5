//! Links, inline HTML, call-out words, footnotes and formulas: everything that stands in running text.

use std::collections::HashSet;

use super::Linter;
use super::headings::is_comment;
use crate::course::callout::{self, Word};
use crate::course::containers::Container;
use crate::course::diagnostic::{Code, quoted};
use crate::course::inline_html::{Piece, Tag, read};
use crate::course::limits;
use crate::course::lines::Span;
use crate::course::links::{Target, resolve};
use crate::course::media::extension;
use crate::course::tree::{Id, Kind, Tree};
use crate::course::words::{fold, suggestion};

/// Texts that do not say where a link leads.
const EMPTY_WORDS: [&str; 17] = [
    "ici",
    "la",
    "cliquez ici",
    "cliquer ici",
    "clique ici",
    "lien",
    "ce lien",
    "le lien",
    "en savoir plus",
    "plus",
    "lire la suite",
    "la suite",
    "voir",
    "voir ici",
    "here",
    "click here",
    "link",
];

/// An inline tag that waits for its end.
struct Waiting {
    tag: Tag,
    parent: Option<Id>,
    span: Span,
}

/// What the walk remembers between nodes.
#[derive(Default)]
struct Walk {
    parents: Vec<Id>,
    waiting: Vec<Waiting>,
    downloads: Vec<(String, Span)>,
}

impl Linter<'_, '_> {
    pub(super) fn inline(&mut self) {
        let tree = self.tree;
        let mut walk = Walk::default();
        for id in 0..tree.nodes.len() {
            while walk.parents.last().is_some_and(|open| tree.nodes[*open].end <= id) {
                let closed = walk.parents.pop();
                self.unclosed(&mut walk, closed);
            }
            self.node(tree, id, &mut walk);
            if tree.nodes[id].end > id + 1 {
                walk.parents.push(id);
            }
        }
        self.unclosed(&mut walk, None);
        self.titles(&mut walk);
        self.downloads(&walk.downloads);
    }

    /// Titles of containers are inline Markdown too.
    fn titles(&mut self, walk: &mut Walk) {
        let page = self.page;
        for opening in page.fences.iter().filter_map(|fence| fence.opening.as_ref()) {
            let title = opening.title.of(&page.source);
            if title.is_empty() {
                continue;
            }
            let tree = Tree::parse_line(title, opening.title.start as usize);
            walk.parents.clear();
            for id in 0..tree.nodes.len() {
                while walk.parents.last().is_some_and(|open| tree.nodes[*open].end <= id) {
                    let closed = walk.parents.pop();
                    self.unclosed(walk, closed);
                }
                self.node(&tree, id, walk);
                if tree.nodes[id].end > id + 1 {
                    walk.parents.push(id);
                }
            }
            self.unclosed(walk, None);
        }
    }

    fn node(&mut self, tree: &Tree<'_>, id: Id, walk: &mut Walk) {
        let span = tree.span(id);
        match tree.kind(id) {
            Kind::Text(text) => {
                if self.may_lose_notes && text.contains("[^") {
                    self.lost_footnote(text, span);
                }
            }
            Kind::Html(html) => {
                let in_block = walk.parents.last().is_some_and(|p| matches!(tree.kind(*p), Kind::HtmlBlock));
                if !in_block {
                    self.inline_html(html, span, walk);
                }
            }
            Kind::HtmlBlock => {
                if !is_comment(tree, id) {
                    let message =
                        "bloc HTML non accepté : écrivez-le en Markdown, ou mettez-le dans un bloc de code";
                    self.report.add(Code::H01, span, message);
                }
            }
            Kind::Link { address, .. } => self.link(tree, id, address, walk),
            Kind::Image { address, title } => {
                self.image(tree, id, address, title, walk.parents.last().copied())
            }
            Kind::Math { display, latex } => self.formula(latex, *display, span),
            Kind::Quote => self.unknown_word(tree, id),
            Kind::Callout(word) => {
                let parent = walk.parents.last().and_then(|parent| self.container_in(tree, *parent));
                self.structural_word(*word, span, parent);
            }
            Kind::TableRow | Kind::TableHead => self.cut_formula(tree, id),
            Kind::Paragraph
            | Kind::Heading { .. }
            | Kind::Title
            | Kind::CodeBlock { .. }
            | Kind::List { .. }
            | Kind::Item
            | Kind::Footnote { .. }
            | Kind::Table { .. }
            | Kind::TableCell
            | Kind::Rule
            | Kind::Container(_)
            | Kind::Code(_)
            | Kind::FootnoteReference(_)
            | Kind::SoftBreak
            | Kind::HardBreak
            | Kind::Box { .. }
            | Kind::Emphasis
            | Kind::Strong
            | Kind::Strikethrough => {}
        }
    }

    /// `[^x]` that stayed text: its note is not defined.
    fn lost_footnote(&mut self, text: &str, span: Span) {
        for (at, _) in text.match_indices("[^") {
            let label = text[at + 2..].split(']').next().unwrap_or("");
            let closed = text[at + 2..].contains(']');
            if closed && !label.is_empty() && !label.contains(char::is_whitespace) {
                let message = format!("note « {label} » absente : ajoutez une ligne « [^{label}]: … »");
                // Escapes make the text shorter than its source: the place is then that of the text.
                let exact = span.end - span.start == Span::at(text.len()).start;
                let place = if exact { Span::at(span.start as usize + at) } else { span };
                self.report.add(Code::U03, place, message);
            }
        }
    }

    fn inline_html(&mut self, html: &str, span: Span, walk: &mut Walk) {
        let parent = walk.parents.last().copied();
        match read(html) {
            Some(Piece::Comment | Piece::Break) => {}
            Some(Piece::Open { tag, .. }) => walk.waiting.push(Waiting { tag, parent, span }),
            Some(Piece::Close(tag)) => match walk.waiting.pop() {
                Some(open) if open.tag == tag && open.parent == parent => {}
                open => {
                    walk.waiting.extend(open);
                    let name = tag.name();
                    let message =
                        format!("« </{name}> » ne ferme rien ici : ouvrez « <{name}> » dans le même passage");
                    self.report.add(Code::H03, span, message);
                }
            },
            None => {
                let message = format!(
                    "HTML {} non accepté : seulement kbd, sub, sup, mark, br, abbr title et span lang",
                    quoted(html)
                );
                self.report.add(Code::H02, span, message);
            }
        }
    }

    /// Tags still open when what holds them ends; everything when `closed` is none.
    fn unclosed(&mut self, walk: &mut Walk, closed: Option<Id>) {
        while let Some(open) = walk.waiting.pop_if(|open| closed.is_none() || open.parent == closed) {
            let name = open.tag.name();
            let message = format!("« <{name}> » jamais fermé : ajoutez « </{name}> » dans le même passage");
            self.report.add(Code::H03, open.span, message);
        }
    }

    fn link(&mut self, tree: &Tree<'_>, id: Id, address: &str, walk: &mut Walk) {
        let span = tree.span(id);
        match resolve(self.site, self.here, address) {
            Ok(Target::Web { plain_http: true, .. }) => {
                let message = format!(
                    "adresse {} non chiffrée : écrivez « https: » si le site le permet",
                    quoted(address)
                );
                self.report.add(Code::U07, span, message);
            }
            Ok(Target::File { path, .. }) => walk.downloads.push((path, span)),
            Ok(
                Target::Web { .. }
                | Target::Contact(_)
                | Target::Anchor(_)
                | Target::Page { .. }
                | Target::Term(_),
            ) => {}
            Err((code, message)) => self.report.add(code, span, message),
        }
        let mut text = String::new();
        tree.push_plain(tree.inside(id), &mut text);
        let shown = text.trim();
        let plain = fold(shown);
        let plain = plain.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = ["http://", "https://", "www."].iter().any(|start| shown.starts_with(start));
        if bare || EMPTY_WORDS.contains(&plain) || shown.is_empty() {
            let message = if shown.is_empty() {
                "lien sans texte : écrivez où il mène".to_owned()
            } else {
                format!("lien {} qui ne dit pas où il mène : nommez la page ou le document", quoted(shown))
            };
            self.report.add(Code::U08, span, message);
        }
    }

    /// A PDF alone cannot be read by everyone: another form stands beside it.
    fn downloads(&mut self, downloads: &[(String, Span)]) {
        let stem = |path: &str| path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned();
        let others: HashSet<String> = downloads
            .iter()
            .filter(|(path, _)| extension(path) != "pdf")
            .map(|(path, _)| stem(path))
            .collect();
        for (path, span) in downloads.iter().filter(|(path, _)| extension(path) == "pdf") {
            if !others.contains(&stem(path)) {
                let message = format!(
                    "« {path} » en PDF seulement : ajoutez à côté un lien vers le même document en odt, docx ou txt"
                );
                self.report.add(Code::D01, *span, message);
            }
        }
    }

    fn formula(&mut self, latex: &str, display: bool, span: Span) {
        if latex.chars().count() > limits::FORMULA {
            let message = format!("formule trop longue : {} caractères au plus", limits::FORMULA);
            self.report.add(Code::L07, span, message);
            return;
        }
        if let Err(reason) = self.cache.formula(latex, display) {
            let (message, help) = (reason.sentence.clone(), reason.original.clone());
            self.report.add_with_help(Code::M01, span, format!("formule non comprise : {message}"), help);
        }
    }

    /// A dollar without its partner in two neighbouring cells: a `|` cut the formula.
    fn cut_formula(&mut self, tree: &Tree<'_>, row: Id) {
        let odd = |cell: Id| {
            let mut dollars = 0;
            for node in &tree.nodes[tree.inside(cell)] {
                if let Kind::Text(text) = &node.kind {
                    dollars += text.bytes().filter(|b| *b == b'$').count();
                }
            }
            dollars % 2 == 1
        };
        let cells: Vec<Id> = tree.children(row).collect();
        if let Some(start) = cells.iter().position(|cell| odd(*cell))
            && cells[start + 1..].iter().any(|cell| odd(*cell))
        {
            let message = "barre verticale dans une formule d'un tableau : écrivez « \\lvert x \\rvert »";
            self.report.add(Code::M02, tree.span(cells[start]), message);
        } else if let Some(last) = cells.iter().copied().find(|cell| odd(*cell)) {
            // The parser drops cells beyond the last column: the end of the formula went with them.
            let line = tree.span(row).of(&self.page.source);
            if line.bytes().filter(|b| *b == b'$').count() % 2 == 0 {
                let message = "barre verticale dans une formule d'un tableau : écrivez « \\lvert x \\rvert »";
                self.report.add(Code::M02, tree.span(last), message);
            }
        }
    }

    fn unknown_word(&mut self, tree: &Tree<'_>, id: Id) {
        let first = id + 2;
        let Some(Kind::Text(text)) =
            tree.nodes.get(first).filter(|_| first < tree.nodes[id].end).map(|n| &n.kind)
        else {
            return;
        };
        let Some((word, _)) = callout::read(text) else { return };
        let meant = suggestion(word, Word::names());
        let message = format!("encadré « {word} » inconnu : il reste une citation{meant}");
        self.report.add(Code::K01, tree.span(first), message);
    }

    fn structural_word(&mut self, word: Word, span: Span, container: Option<Container>) {
        if !word.is_structural() {
            return;
        }
        let (fits, place) = match word {
            Word::Hint | Word::Explanation | Word::Right | Word::Wrong => {
                (container == Some(Container::Question), "à la fin d'une « question », sans retrait")
            }
            Word::Criteria => (container == Some(Container::Task), "à la fin d'une « production »"),
            Word::Transcript => {
                let player = matches!(container, Some(Container::Video | Container::Audio));
                (player, "dans « video » ou « audio »")
            }
            Word::Note
            | Word::Tip
            | Word::Important
            | Word::Warning
            | Word::Danger
            | Word::Example
            | Word::Definition
            | Word::Keypoints => (true, ""),
        };
        if !fits {
            let message =
                format!("« [!{}] » au mauvais endroit : il se place {place}", word.name().to_uppercase());
            self.report.add(Code::K02, span, message);
        }
    }
}
