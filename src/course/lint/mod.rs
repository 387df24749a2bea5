//! The checks of a page: what is wrong, where, and what to type instead.

mod answers;
mod bodies;
mod headings;
pub(crate) mod images;
mod inline;
mod question;

use super::cache::Cache;
use super::containers::Container;
use super::diagnostic::{Code, Report};
use super::limits;
use super::links::Here;
use super::options::Options;
use super::outline::Outline;
use super::page_text::{Opening, PageText, Role};
use super::shape::Shape;
use super::site::Site;
use super::tree::{Id, Kind, Tree};

/// Everything a check of a page looks at.
pub(crate) struct Linter<'l, 'a> {
    pub(crate) page: &'l PageText,
    pub(crate) tree: &'l Tree<'a>,
    pub(crate) outline: &'l Outline,
    pub(crate) site: &'l Site<'l>,
    pub(crate) options: &'l Options,
    pub(crate) here: Here<'l>,
    pub(crate) role: Role,
    pub(crate) cache: &'l mut Cache,
    pub(crate) report: Report,
    /// The body of each container, by its place in the fence table.
    pub(crate) shapes: Vec<Option<Shape>>,
    questions: usize,
    scored: usize,
    /// The page has `[^` somewhere: texts are worth a look.
    may_lose_notes: bool,
}

/// What a check found.
pub(crate) struct Linted {
    pub(crate) report: Report,
    pub(crate) shapes: Vec<Option<Shape>>,
    /// Questions that count for the score of the page.
    pub(crate) scored: usize,
}

/// What surrounds a page that is checked.
#[derive(Clone, Copy)]
pub(crate) struct Around<'l> {
    pub(crate) site: &'l Site<'l>,
    pub(crate) options: &'l Options,
    pub(crate) here: Here<'l>,
    pub(crate) role: Role,
}

/// Checks a page.
pub(crate) fn lint(
    page: &PageText,
    tree: &Tree<'_>,
    outline: &Outline,
    around: Around<'_>,
    cache: &mut Cache,
) -> Linted {
    let Around { site, options, here, role } = around;
    let shapes = vec![None; page.fences.len()];
    let report = Report::default();
    let mut linter = Linter {
        page,
        tree,
        outline,
        site,
        options,
        here,
        role,
        cache,
        report,
        shapes,
        questions: 0,
        scored: 0,
        may_lose_notes: page.source.contains("[^"),
    };
    linter.headings();
    linter.containers();
    linter.inline();
    let Linter { report, shapes, scored, .. } = linter;
    Linted { report, shapes, scored }
}

impl<'l, 'a> Linter<'l, 'a> {
    pub(crate) fn opening(&self, fence: usize) -> Option<&'l Opening> {
        self.page.fences.get(fence).and_then(|fence| fence.opening.as_ref())
    }

    /// The known container of a node of the page, if it is one.
    pub(crate) fn container(&self, id: Id) -> Option<Container> {
        self.container_in(self.tree, id)
    }

    /// The same in any tree: titles of containers have trees of their own.
    pub(crate) fn container_in(&self, tree: &Tree<'_>, id: Id) -> Option<Container> {
        let Kind::Container(fence) = tree.nodes.get(id)?.kind else { return None };
        self.opening(fence)?.container
    }

    pub(crate) fn add(&mut self, code: Code, node: Id, message: impl Into<String>) {
        let span = self.tree.span(node);
        self.report.add(code, span, message);
    }

    /// Visits every container, with those that surround it.
    fn containers(&mut self) {
        let mut around: Vec<Id> = Vec::new();
        for id in 0..self.tree.nodes.len() {
            while around.last().is_some_and(|open| self.tree.nodes[*open].end <= id) {
                around.pop();
            }
            if let Kind::Container(fence) = *self.tree.kind(id) {
                self.one_container(id, fence, &around);
                around.push(id);
            }
        }
        if self.questions > limits::QUESTIONS {
            let message = format!(
                "{} questions : {} au plus par page — coupez la page en deux",
                self.questions,
                limits::QUESTIONS
            );
            self.report.add(Code::L03, super::lines::Span::at(self.page.body), message);
        }
    }

    fn one_container(&mut self, id: Id, fence: usize, around: &[Id]) {
        let Some(opening) = self.opening(fence) else { return };
        let Some(container) = opening.container else { return };
        let line = self.page.fences[fence].span;
        self.nesting(container, line, around);
        if container == Container::Fold && opening.title.start == opening.title.end {
            let message = "titre du dépliant absent : écrivez « ::: depliant Titre »";
            self.report.add(Code::C05, line, message);
        }
        let id_refused = self
            .page
            .report
            .iter()
            .any(|f| f.code == Code::A02 && f.span.start >= line.start && f.span.end <= line.end);
        if container.is_activity() && opening.attributes.id.is_none() && !id_refused {
            let name = container.name();
            let message =
                format!("« {name} » sans identifiant : ajoutez {{#nom-court}} à la fin de la ligne");
            self.report.add(Code::Q01, line, message);
        }
        if container == Container::Language && opening.attributes.text("lang").is_none() {
            let told = self
                .page
                .report
                .iter()
                .any(|f| f.code == Code::A06 && f.span.start >= line.start && f.span.end <= line.end);
            if !told {
                self.report.add(Code::A08, line, "attribut « lang » obligatoire : ajoutez {lang=en}");
            }
        }
        if let Some(code) = opening.attributes.text("crcn")
            && !self.knows_competence(code)
        {
            let span = opening.attributes.span("crcn").unwrap_or(line);
            self.report.add(Code::F08, span, self.unknown_competence(code));
        }
        if container == Container::Question {
            self.questions += 1;
            if opening.attributes.number("points") != Some(0)
                && opening.attributes.text("type") != Some("ouverte")
            {
                self.scored += 1;
            }
        }
        self.shapes[fence] = self.body(id, container, opening);
    }

    /// Activities stand at top level or in `langue`; the others nest up to three levels.
    fn nesting(&mut self, container: Container, line: super::lines::Span, around: &[Id]) {
        let outer: Vec<Container> = around.iter().filter_map(|id| self.container(*id)).collect();
        let name = container.name();
        if container.is_activity() && self.role == Role::Plain {
            let message =
                format!("« {name} » dans une page hors sommaire : déplacez-le dans une page du cours");
            self.report.add(Code::C06, line, message);
            return;
        }
        // A trainer's block inside another one would be shown with it: it must stay separable.
        let alone = container.is_activity() || container == Container::Trainer;
        let wrong = outer.iter().find(|outer| **outer != Container::Language);
        if let (true, Some(outer)) = (alone, wrong) {
            let message =
                format!("« {name} » dans « {} » : placez-le au premier niveau de la page", outer.name());
            self.report.add(Code::C06, line, message);
        } else if around.len() >= limits::CONTAINERS {
            let message = format!("« {name} » trop imbriqué : {} niveaux au plus", limits::CONTAINERS);
            self.report.add(Code::C06, line, message);
        }
    }

    pub(crate) fn knows_competence(&self, code: &str) -> bool {
        // Without a framework at hand (one course checked alone) codes are not judged.
        self.site.framework.competences.is_empty() || self.site.framework.find(code).is_some()
    }

    pub(crate) fn unknown_competence(&self, code: &str) -> String {
        format!("compétence « {code} » inconnue : voyez la liste dans referentiels/")
    }
}
