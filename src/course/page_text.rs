//! A page before its Markdown is read: limits, front matter, fences (course format, section 4.9, 1–4).
//!
//! The `:::` lines are found first, outside code and comments, then overwritten in a copy by `***`:
//! a thematic break ends whatever is open before it and keeps every offset of the file.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::attributes::{Attributes, check, parse_group, split_group};
use super::containers::Container;
use super::diagnostic::{Code, Report, quoted};
use super::limits;
use super::lines::Span;
use super::words::suggestion;

/// The extensions of CommonMark that the format uses, and no other: several of the others panic or
/// give ranges off character boundaries in this release (course format, section 2).
pub(crate) const MARKDOWN: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_MATH);

/// What a Markdown file is in its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A page of the outline: front matter, activities.
    Page,
    /// README, CHANGELOG, `_…` pages, glossary: text only.
    Plain,
}

/// A `:::` line.
#[derive(Debug, Clone)]
pub(crate) struct Fence {
    /// The line without its end.
    pub(crate) span: Span,
    /// Count of colons.
    pub(crate) colons: usize,
    /// None for a closing line.
    pub(crate) opening: Option<Opening>,
}

/// What an opening line says.
#[derive(Debug, Clone)]
pub(crate) struct Opening {
    /// None when the name is unknown.
    pub(crate) container: Option<Container>,
    pub(crate) name: Span,
    /// Empty when there is no title.
    pub(crate) title: Span,
    pub(crate) attributes: Attributes,
}

/// A page cut in its parts, ready for the Markdown parser.
#[derive(Debug)]
pub(crate) struct PageText {
    /// The text, without byte order mark.
    pub(crate) source: String,
    /// The same with fences overwritten.
    pub(crate) masked: String,
    /// The TOML between the `+++` lines.
    pub(crate) head: Option<Span>,
    /// Where the body starts.
    pub(crate) body: usize,
    pub(crate) fences: Vec<Fence>,
    pub(crate) report: Report,
    /// The page is refused as a whole: its body is not read.
    pub(crate) refused: bool,
}

impl PageText {
    /// Reads the bytes of a page.
    pub(crate) fn read(bytes: Vec<u8>, role: Role) -> Self {
        let mut page = Self {
            source: String::new(),
            masked: String::new(),
            head: None,
            body: 0,
            fences: Vec::new(),
            report: Report::default(),
            refused: true,
        };
        if bytes.len() > limits::PAGE_BYTES {
            let message = format!(
                "page de {} Kio : {} Kio au plus — coupez-la en deux",
                bytes.len().div_ceil(1024),
                limits::PAGE_BYTES / 1024
            );
            page.report.add(Code::L02, Span::at(0), message);
            return page;
        }
        match String::from_utf8(bytes) {
            Ok(text) => page.source = text,
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                page.source = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let message = "texte qui n'est pas de l'UTF-8 : réenregistrez le fichier en UTF-8";
                page.report.add(Code::L05, Span::at(good), message);
                return page;
            }
        }
        if page.source.starts_with('\u{feff}') {
            page.source.drain(..'\u{feff}'.len_utf8());
            let message = "marque d'ordre des octets au début du fichier : « preau fmt » la retire";
            page.report.add(Code::S03, Span::at(0), message);
        }
        if let Some(at) = page.source.find('\0') {
            page.report.add(Code::L05, Span::at(at), "caractère nul dans le texte : retirez-le");
            return page;
        }
        page.cut_head(role);
        if page.refused {
            return page;
        }
        page.find_fences();
        page
    }

    fn cut_head(&mut self, role: Role) {
        self.refused = false;
        let first = self.source.lines().next().unwrap_or("").trim_end();
        if first != "+++" {
            if role == Role::Page {
                let message = "en-tête absent : la page commence par une ligne « +++ »";
                let help = "+++\nduree = 15\n+++\n\n# Titre de la page\n";
                self.report.add_with_help(Code::F01, Span::at(0), message, help);
            }
            return;
        }
        if role == Role::Plain {
            let message =
                "cette page n'a pas d'en-tête : retirez les lignes « +++ » et ce qu'elles entourent";
            self.report.add(Code::F04, Span::new(0, 3), message);
        }
        let start = self.source.find('\n').map_or(self.source.len(), |at| at + 1);
        let mut at = start;
        for line in self.source[start..].split_inclusive('\n') {
            if line.trim_end() == "+++" {
                self.head = Some(Span::new(start, at));
                self.body = at + line.len();
                return;
            }
            at += line.len();
        }
        let message = "en-tête jamais fermé : ajoutez une ligne « +++ » après la dernière clé";
        self.report.add(Code::F02, Span::new(0, 3), message);
        self.refused = true;
    }

    fn find_fences(&mut self) {
        let Self { source, body, report, fences, .. } = self;
        let text = &source[*body..];
        let has_fences = text.starts_with(":::") || text.contains("\n:::");
        let may_hide = text.contains("```") || text.contains("~~~") || text.contains("<!--");
        let hidden = if may_hide { hidden_ranges(text, *body, report) } else { Vec::new() };
        let mut next_hidden = hidden.iter().peekable();
        let mut before_blank = true;
        let mut last_fence_end: Option<usize> = None;
        let mut carriage = source[..*body].contains('\r').then_some(0);
        let mut at = *body;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            while next_hidden.next_if(|range| range.end <= start).is_some() {}
            let is_hidden = next_hidden.peek().is_some_and(|range| range.start <= start);
            let content = line.strip_suffix('\n').unwrap_or(line);
            let content = match content.strip_suffix('\r') {
                Some(rest) => {
                    carriage.get_or_insert(start + rest.len());
                    rest
                }
                None => content,
            };
            let trimmed = content.trim_end_matches([' ', '\t']);
            if trimmed.len() < content.len() && !is_hidden && !content.starts_with("    ") {
                let span = Span::new(start + trimmed.len(), start + content.len());
                let message =
                    "espaces en fin de ligne : retirez-les, ou écrivez « \\ » pour aller à la ligne";
                report.add(Code::S03, span, message);
            }
            if last_fence_end.take() == Some(start) && !trimmed.is_empty() && !content.starts_with(":::") {
                report.add(Code::S01, Span::at(start), "ajoutez une ligne vide après la ligne « ::: »");
            }
            if !is_hidden && has_fences && content.starts_with(":::") {
                if !before_blank {
                    report.add(Code::S01, Span::at(start), "ajoutez une ligne vide avant la ligne « ::: »");
                }
                fences.push(read_fence(content, start, report));
                last_fence_end = Some(at);
            } else if !is_hidden
                && content.starts_with([' ', '\t'])
                && trimmed.trim_start().starts_with(":::")
            {
                let colons = start + (trimmed.len() - trimmed.trim_start().len());
                let message = "« ::: » en retrait : collez-le au début de la ligne, ou il reste du texte";
                report.add(Code::S02, Span::new(colons, start + trimmed.len()), message);
            }
            before_blank = trimmed.is_empty();
        }
        if let Some(at) = carriage {
            let message = "fins de ligne Windows (CRLF) : « preau fmt » les remplace";
            report.add(Code::S03, Span::at(at), message);
        }
        self.mask();
    }

    fn mask(&mut self) {
        let mut masked = String::with_capacity(self.source.len());
        let mut done = 0;
        for fence in &self.fences {
            let range = fence.span.range();
            masked.push_str(&self.source[done..range.start]);
            masked.push_str("***");
            masked.extend(std::iter::repeat_n(' ', range.len() - 3));
            done = range.end;
        }
        masked.push_str(&self.source[done..]);
        self.masked = masked;
    }
}

/// Where code blocks and comments are: a `:::` inside one is text.
fn hidden_ranges(text: &str, body: usize, report: &mut Report) -> Vec<std::ops::Range<usize>> {
    let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
    for (event, range) in Parser::new_ext(text, MARKDOWN).into_offset_iter() {
        let code = matches!(event, Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))));
        let comment = matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_));
        if !code && !comment {
            continue;
        }
        let block = text.get(range.clone()).unwrap_or("");
        if comment && !block.trim_start().starts_with("<!--") {
            continue;
        }
        let hides = block.contains("\n:::");
        let closed = if comment { block.contains("-->") } else { is_closed(block) };
        let span = Span::at(body + range.start);
        if hides && !closed && comment {
            let message = "commentaire jamais fermé, qui cache des lignes « ::: » : ajoutez « --> » à sa fin";
            report.add(Code::C08, span, message);
        } else if hides && !closed {
            let mark: String = block.trim_start().chars().take_while(|c| matches!(c, '`' | '~')).collect();
            let message = format!(
                "bloc de code jamais fermé, qui cache des lignes « ::: » : ajoutez une ligne « {mark} » à sa fin"
            );
            report.add(Code::C08, span, message);
        }
        ranges.push(range.start + body..range.end + body);
    }
    ranges
}

/// True when a fenced code block ends with its closing line.
fn is_closed(block: &str) -> bool {
    let open = block.trim_start();
    let mark = open.chars().next().unwrap_or('`');
    let count = open.chars().take_while(|c| *c == mark).count();
    let last =
        block.trim_end().lines().skip(1).last().unwrap_or("").trim_start_matches([' ', '>', '\t']).trim_end();
    last.chars().all(|c| c == mark) && last.chars().count() >= count && count > 0
}

fn read_fence(line: &str, start: usize, report: &mut Report) -> Fence {
    let colons = line.bytes().take_while(|b| *b == b':').count();
    let span = Span::new(start, start + line.len());
    let rest = &line[colons..];
    let skipped = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let after = rest[skipped..].trim_end();
    if after.is_empty() {
        return Fence { span, colons, opening: None };
    }
    let name_at = start + colons + skipped;
    let name =
        &after[..after.find(|c: char| !(c.is_alphabetic() || c == '-' || is_mark(c))).unwrap_or(after.len())];
    let name_span = Span::new(name_at, name_at + name.len());
    let tail_at = name_at + name.len();
    let tail = &after[name.len()..];
    let (title, group) = split_group(tail);
    let title_at = tail_at + (tail.len() - tail.trim_start().len());
    let mut attributes = match group {
        Some(at) => parse_group(&tail[at..], tail_at + at, report),
        None => Attributes::default(),
    };
    let container = Container::named(name);
    match container {
        Some(container) => check(container, &mut attributes, report),
        None if name.is_empty() => {
            let message =
                format!("nom de conteneur attendu après « ::: » : {} n'en est pas un", quoted(after));
            report.add(Code::C04, Span::new(name_at, name_at + after.len()), message);
        }
        None => {
            let meant = suggestion(name, Container::ALL.iter().map(|c| c.name()));
            let message = format!("conteneur « {name} » inconnu{meant}");
            report.add(Code::C04, Span::new(start, start + line.len()), message);
        }
    }
    let title_span = Span::new(title_at, title_at + title.len());
    if title.chars().count() > limits::TITLE {
        report.add(Code::L07, title_span, format!("titre trop long : {} caractères au plus", limits::TITLE));
    }
    Fence {
        span,
        colons,
        opening: Some(Opening { container, name: name_span, title: title_span, attributes }),
    }
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}
