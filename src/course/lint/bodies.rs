//! The body that each container expects (course format, section 4.6).

use super::Linter;
use super::headings::is_comment;
use crate::course::callout::Word;
use crate::course::containers::Container;
use crate::course::diagnostic::{Code, quoted};
use crate::course::lines::Span;
use crate::course::links::{Target, resolve};
use crate::course::media::{self, Kind as FileKind};
use crate::course::page_text::Opening;
use crate::course::shape::{
    ChecklistShape, CriteriaShape, MediaShape, Shape, SurveyShape, TabShape, TaskShape,
};
use crate::course::tree::{Id, Kind};

impl Linter<'_, '_> {
    /// The parts of a container's body, or nothing when they are not those of the format.
    pub(super) fn body(&mut self, id: Id, container: Container, opening: &Opening) -> Option<Shape> {
        match container {
            Container::Question => self.question(id, opening).map(|shape| Shape::Question(Box::new(shape))),
            Container::Survey => self.survey(id, opening),
            Container::Checklist => self.checklist(id),
            Container::Task => self.task(id, opening),
            Container::Steps => self.steps(id),
            Container::Tabs => self.tabs(id),
            Container::Figure => self.figure(id, opening),
            Container::Video | Container::Audio => self.media(id, container),
            Container::Embed => self.embed(id),
            Container::Fold | Container::Language | Container::Trainer => {
                if self.blocks(id).is_empty() {
                    return self
                        .unexpected(id, "écrivez au moins un paragraphe entre les deux lignes « ::: »");
                }
                Some(Shape::Blocks)
            }
        }
    }

    /// The blocks of a container, comments and footnotes left out.
    pub(super) fn blocks(&self, id: Id) -> Vec<Id> {
        let counts = |child: &Id| {
            !is_comment(self.tree, *child) && !matches!(self.tree.kind(*child), Kind::Footnote { .. })
        };
        self.tree.children(id).filter(counts).collect()
    }

    fn unexpected(&mut self, id: Id, expected: &str) -> Option<Shape> {
        let name = self.container(id).map_or("conteneur", Container::name);
        let span = self.fence_line(id);
        self.report.add(Code::C07, span, format!("contenu de « {name} » inattendu : {expected}"));
        None
    }

    pub(super) fn callout(&self, id: Id) -> Option<Word> {
        let Kind::Callout(word) = self.tree.kind(id) else { return None };
        Some(*word)
    }

    pub(super) fn bullets(&self, id: Id) -> bool {
        matches!(self.tree.kind(id), Kind::List { start: None })
    }

    pub(super) fn numbered(&self, id: Id) -> bool {
        matches!(self.tree.kind(id), Kind::List { start: Some(_) })
    }

    /// The box of an item: checked or not, or none.
    pub(super) fn item_box(&self, item: Id) -> Option<bool> {
        let mut first = item + 1;
        if first < self.tree.nodes[item].end && matches!(self.tree.kind(first), Kind::Paragraph) {
            first += 1;
        }
        if first >= self.tree.nodes[item].end {
            return None;
        }
        let Kind::Box { checked } = self.tree.kind(first) else { return None };
        Some(*checked)
    }

    fn survey(&mut self, id: Id, opening: &Opening) -> Option<Shape> {
        let blocks = self.blocks(id);
        let kind = opening.attributes.text("type").unwrap_or("unique");
        if kind == "texte" {
            if blocks.is_empty() {
                return self.unexpected(id, "écrivez la question du sondage");
            }
            if let Some(list) = blocks.last().copied().filter(|last| self.bullets(*last)) {
                self.add(Code::C07, list, "contenu de « sondage » inattendu : type=texte n'a pas d'options");
                return None;
            }
            return Some(Shape::Survey(SurveyShape { statement: blocks, options: Vec::new() }));
        }
        let scale = kind == "echelle";
        let expected = if scale {
            "une question, puis une liste numérotée (1. …)"
        } else {
            "une question, puis une liste à puces (- …)"
        };
        let Some((list, statement)) = blocks.split_last() else { return self.unexpected(id, expected) };
        let fits = if scale { self.numbered(*list) } else { self.bullets(*list) };
        if !fits || statement.is_empty() {
            return self.unexpected(id, expected);
        }
        let options: Vec<Id> = self.tree.children(*list).collect();
        if let Some(item) = options.iter().copied().find(|item| self.item_box(*item).is_some()) {
            self.add(
                Code::C07,
                item,
                "contenu de « sondage » inattendu : ses options n'ont pas de case, écrivez « - »",
            );
            return None;
        }
        if options.len() < 2 {
            return self.unexpected(id, "au moins deux options");
        }
        Some(Shape::Survey(SurveyShape { statement: statement.to_vec(), options }))
    }

    fn checklist(&mut self, id: Id) -> Option<Shape> {
        let blocks = self.blocks(id);
        let expected = "une liste de « - [ ] » à la fin";
        let Some((list, intro)) = blocks.split_last() else { return self.unexpected(id, expected) };
        if !self.bullets(*list) {
            return self.unexpected(id, expected);
        }
        let mut items = Vec::new();
        for item in self.tree.children(*list).collect::<Vec<_>>() {
            let inner =
                self.tree.children(item).find(|child| matches!(self.tree.kind(*child), Kind::List { .. }));
            let children: Vec<Id> =
                inner.map(|inner| self.tree.children(inner).collect()).unwrap_or_default();
            for line in std::iter::once(item).chain(children.iter().copied()) {
                match self.item_box(line) {
                    Some(false) => {}
                    Some(true) => {
                        self.add(Code::C07, line, "contenu de « checklist » inattendu : la case n'est pas cochée d'avance, écrivez « [ ] »");
                        return None;
                    }
                    None => {
                        self.add(
                            Code::Q03,
                            line,
                            "ligne sans case : écrivez « - [ ] » (une espace entre les crochets)",
                        );
                        return None;
                    }
                }
            }
            let deeper = children.iter().flat_map(|child| self.tree.inside(*child));
            if deeper.clone().any(|node| matches!(self.tree.kind(node), Kind::List { .. })) {
                self.add(Code::C07, item, "contenu de « checklist » inattendu : un seul sous-niveau");
                return None;
            }
            items.push((item, children));
        }
        Some(Shape::Checklist(ChecklistShape { intro: intro.to_vec(), items }))
    }

    fn task(&mut self, id: Id, opening: &Opening) -> Option<Shape> {
        let blocks = self.blocks(id);
        let attributes = &opening.attributes;
        if attributes.text("formats").is_some()
            && !attributes.text("remise").is_some_and(|r| r.contains("fichier"))
        {
            let span = attributes.span("formats").unwrap_or_default();
            self.report.add(
                Code::A06,
                span,
                "« formats » va avec la remise d'un fichier : ajoutez remise=fichier",
            );
        }
        let mut instructions = Vec::new();
        let mut criteria = CriteriaShape::None;
        for (at, block) in blocks.iter().copied().enumerate() {
            let last = at + 1 == blocks.len();
            if self.callout(block) == Some(Word::Criteria) {
                let inside: Vec<Id> = self.tree.children(block).skip(1).collect();
                criteria = match (inside.as_slice(), last) {
                    ([list], true) if self.bullets(*list) || self.numbered(*list) => {
                        CriteriaShape::List(*list)
                    }
                    ([table], true) if matches!(self.tree.kind(*table), Kind::Table { .. }) => {
                        CriteriaShape::Table(*table)
                    }
                    _ => {
                        let message = "contenu de « production » inattendu : « > [!CRITERES] » vient en dernier, \
                                       avec une seule liste « > - … » ou un seul tableau";
                        self.add(Code::C07, block, message);
                        return None;
                    }
                };
            } else if last && self.is_criteria_table(block) {
                criteria = CriteriaShape::Table(block);
            } else {
                instructions.push(block);
            }
        }
        if instructions.is_empty() {
            return self.unexpected(id, "écrivez la consigne");
        }
        Some(Shape::Task(TaskShape { instructions, criteria }))
    }

    fn is_criteria_table(&self, block: Id) -> bool {
        let head =
            matches!(self.tree.kind(block), Kind::Table { .. }).then(|| self.tree.children(block).next());
        let first = head.flatten().and_then(|head| self.tree.children(head).next());
        first.is_some_and(|cell| {
            crate::course::words::fold(&self.tree.plain(cell)).trim().starts_with("critere")
        })
    }

    fn steps(&mut self, id: Id) -> Option<Shape> {
        let blocks = self.blocks(id);
        match blocks.as_slice() {
            [list] if self.numbered(*list) => Some(Shape::Steps { list: *list }),
            _ => self.unexpected(id, "une seule liste numérotée (1. …)"),
        }
    }

    fn tabs(&mut self, id: Id) -> Option<Shape> {
        let blocks = self.blocks(id);
        let surrounding =
            self.outline.headings.iter().take_while(|h| h.node < id).last().map_or(1, |h| h.level);
        let level = surrounding + 1;
        let expected =
            format!("des parties qui commencent par « {} Nom de l'onglet »", "#".repeat(usize::from(level)));
        let is_tab = |block: Id| matches!(self.tree.kind(block), Kind::Heading { level: found, .. } if *found == level);
        if !blocks.first().is_some_and(|first| is_tab(*first)) {
            return self.unexpected(id, &expected);
        }
        let mut tabs: Vec<TabShape> = Vec::new();
        for block in blocks {
            match tabs.last_mut() {
                Some(tab) if !is_tab(block) => tab.body.push(block),
                _ => tabs.push(TabShape { heading: block, body: Vec::new() }),
            }
        }
        if !(2..=8).contains(&tabs.len()) {
            return self.unexpected(id, "de 2 à 8 onglets");
        }
        if let Some(empty) = tabs.iter().find(|tab| tab.body.is_empty()) {
            let heading = empty.heading;
            self.add(Code::C07, heading, "contenu de « onglets » inattendu : cet onglet est vide");
            return None;
        }
        Some(Shape::Tabs { tabs })
    }

    /// The only child of a paragraph, spaces and breaks left out.
    pub(super) fn alone_in(&self, paragraph: Id) -> Option<Id> {
        if !matches!(self.tree.kind(paragraph), Kind::Paragraph) {
            return None;
        }
        let is_space = |kind: &Kind<'_>| {
            matches!(kind, Kind::SoftBreak | Kind::HardBreak)
                || matches!(kind, Kind::Text(text) if text.trim().is_empty())
        };
        let mut children = self.tree.children(paragraph).filter(|child| !is_space(self.tree.kind(*child)));
        let only = children.next()?;
        children.next().is_none().then_some(only)
    }

    fn figure(&mut self, id: Id, opening: &Opening) -> Option<Shape> {
        let blocks = self.blocks(id);
        let expected = "une image seule dans son paragraphe, puis un paragraphe de légende";
        let image = blocks.first().and_then(|block| self.alone_in(*block));
        let image = image.filter(|node| matches!(self.tree.kind(*node), Kind::Image { .. }));
        let caption = blocks.get(1..).unwrap_or_default();
        let decorative = opening.attributes.flag("decorative", false);
        let fits = match caption {
            [] => decorative,
            [one] => matches!(self.tree.kind(*one), Kind::Paragraph),
            _ => false,
        };
        match image.filter(|_| fits) {
            Some(image) => Some(Shape::Figure { image, caption: caption.to_vec() }),
            None => self.unexpected(id, expected),
        }
    }

    fn first_link(&self, blocks: &[Id]) -> Option<(Id, String)> {
        let link = self.alone_in(*blocks.first()?)?;
        let Kind::Link { address, .. } = self.tree.kind(link) else { return None };
        Some((link, address.to_string()))
    }

    fn embed(&mut self, id: Id) -> Option<Shape> {
        let blocks = self.blocks(id);
        let Some((link, address)) = self.first_link(&blocks) else {
            return self.unexpected(id, "un lien seul dans le premier paragraphe, puis une description");
        };
        if blocks.len() < 2 {
            return self
                .unexpected(id, "après le lien, décrivez ce que l'on voit pour qui ne peut pas l'afficher");
        }
        if self.options.hosts.embed(&address).is_none() {
            self.refused_host(link, &address, Container::Embed);
            return None;
        }
        Some(Shape::Embed { link, rest: blocks[1..].to_vec() })
    }

    fn refused_host(&mut self, link: Id, address: &str, container: Container) {
        let message = format!(
            "adresse {} non autorisée pour « {} » : sites possibles : {}",
            quoted(address),
            container.name(),
            self.options.hosts.names()
        );
        self.add(Code::U06, link, message);
    }

    fn media(&mut self, id: Id, container: Container) -> Option<Shape> {
        let blocks = self.blocks(id);
        let Some((link, address)) = self.first_link(&blocks) else {
            return self.unexpected(id, "un lien seul dans le premier paragraphe, vers la vidéo ou le son");
        };
        let local = match resolve(self.site, self.here, &address) {
            Ok(Target::File { path, .. }) => Some(path),
            Ok(Target::Web { .. }) => None,
            Ok(Target::Contact(_) | Target::Anchor(_) | Target::Page { .. } | Target::Term(_)) => {
                return self.unexpected(id, "le premier lien mène à la vidéo ou au son");
            }
            // Told with the other links of the page.
            Err(_) => return None,
        };
        match &local {
            Some(path) => self.local_media(link, path, container)?,
            None if self.options.hosts.embed(&address).is_none() => {
                self.refused_host(link, &address, container);
                return None;
            }
            None => {}
        }
        let mut shape = MediaShape { link, captions: Vec::new(), caption: Vec::new(), transcript: None };
        let mut transcribed = false;
        for block in blocks[1..].iter().copied() {
            if self.callout(block) == Some(Word::Transcript) {
                if shape.transcript.replace(block).is_some() {
                    self.add(Code::C07, block, "une seule transcription : retirez celle-ci");
                }
                transcribed = true;
                continue;
            }
            let (captions, pages) = self.transcripts_linked(block);
            transcribed |= !captions.is_empty() || pages;
            shape.captions.extend(captions);
            shape.caption.push(block);
        }
        let line = self.fence_line(id);
        self.transcript_rules(line, &shape, local.is_some(), transcribed, container);
        Some(Shape::Media(shape))
    }

    fn transcript_rules(
        &mut self,
        line: Span,
        shape: &MediaShape,
        local: bool,
        transcribed: bool,
        container: Container,
    ) {
        if !transcribed {
            let message =
                "transcription absente : ajoutez « > [!TRANSCRIPTION] » ou un lien vers une page « _….md »";
            self.report.add(Code::V01, line, message);
        } else if local && container == Container::Video && shape.captions.is_empty() {
            let message = "vidéo locale sans sous-titres : ajoutez un lien vers un fichier .vtt de media/";
            self.report.add(Code::V01, line, message);
        }
    }

    /// Captions files linked from a block, and whether it links to a page.
    fn transcripts_linked(&self, block: Id) -> (Vec<String>, bool) {
        let mut captions = Vec::new();
        let mut pages = false;
        for node in self.tree.inside(block) {
            let Kind::Link { address, .. } = self.tree.kind(node) else { continue };
            match resolve(self.site, self.here, address) {
                Ok(Target::File { path, .. }) if media::kind(&path) == FileKind::Captions => {
                    captions.push(path)
                }
                Ok(Target::Page { page: Some(_), .. }) => pages = true,
                _ => {}
            }
        }
        (captions, pages)
    }

    fn local_media(&mut self, link: Id, path: &str, container: Container) -> Option<()> {
        let wanted = if container == Container::Video { FileKind::Film } else { FileKind::Sound };
        let fits = media::kind(path) == wanted;
        if !fits {
            let expected = if container == Container::Video { "mp4 ou webm" } else { "mp3, ogg, m4a ou wav" };
            let message =
                format!("fichier « {path} » non accepté pour « {} » : {expected}", container.name());
            self.add(Code::C07, link, message);
            return None;
        }
        let bytes =
            self.here.course.and_then(|course| self.site.media(course, path)).map_or(0, |file| file.bytes);
        if bytes > crate::course::limits::MEDIA_BYTES {
            let message = format!(
                "fichier de {} Mo : au-dessus de 50 Mo, déposez-le sur une plateforme vidéo",
                bytes / (1024 * 1024)
            );
            self.add(Code::V02, link, message);
        }
        Some(())
    }
}
