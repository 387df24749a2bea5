//! Images: an alternative, a local file, an accepted format, a reasonable size.

use super::Linter;
use crate::course::containers::Container;
use crate::course::diagnostic::{Code, quoted};
use crate::course::limits;
use crate::course::lines::Span;
use crate::course::links::resolve_image;
use crate::course::media::{self, Kind as FileKind};
use crate::course::tree::{Id, Kind, Tree};
use crate::course::words::suggestion;

impl Linter<'_, '_> {
    pub(super) fn image(&mut self, tree: &Tree<'_>, id: Id, address: &str, title: &str, parent: Option<Id>) {
        let span = tree.span(id);
        let mut alt = String::new();
        tree.push_plain(tree.inside(id), &mut alt);
        if alt.trim().is_empty() && !self.is_decorative(tree, id) {
            // An image that is a link is judged as the text of its link.
            let in_link = parent.is_some_and(|parent| matches!(tree.kind(parent), Kind::Link { .. }));
            if !in_link {
                let message = "image sans texte de remplacement : décrivez-la entre les crochets";
                self.report.add(Code::I01, span, message);
            }
        }
        if title.chars().count() > 500 {
            self.report.add(Code::L07, span, "légende trop longue : 500 caractères au plus");
        }
        match resolve_image(self.here, address) {
            Ok(path) => self.image_file(&path, span),
            Err((code, message)) => self.report.add(code, span, message),
        }
    }

    fn is_decorative(&self, tree: &Tree<'_>, id: Id) -> bool {
        // The image of a figure stands in its paragraph, right after the container.
        let figure =
            id.checked_sub(2).filter(|figure| self.container_in(tree, *figure) == Some(Container::Figure));
        let Some(Kind::Container(fence)) = figure.map(|figure| tree.kind(figure)) else { return false };
        self.opening(*fence).is_some_and(|opening| opening.attributes.flag("decorative", false))
    }

    /// Checks the file of an image of this course.
    pub(super) fn image_file(&mut self, path: &str, span: Span) {
        let Some(course) = self.here.course else { return };
        if let Err((code, message)) = judge(self.site, course, path) {
            self.report.add(code, span, message);
        }
    }
}

/// What is wrong with an image of a course, by its path inside it.
pub(crate) fn judge(
    site: &crate::course::site::Site<'_>,
    course: &str,
    path: &str,
) -> Result<(), (Code, String)> {
    if media::kind(path) != FileKind::Image {
        let message = format!("format de {} non accepté : png, jpg, webp, avif, gif ou svg", quoted(path));
        return Err((Code::I03, message));
    }
    let Some(file) = site.media(course, path) else {
        let known = site.course(course).into_iter().flat_map(|files| files.media.keys());
        let meant = suggestion(path, known.map(String::as_str));
        return Err((Code::U02, format!("image « {path} » absente{meant}")));
    };
    if file.bytes > limits::IMAGE_BYTES {
        let message =
            format!("image de {:.1} Mo : 2 Mo au plus — réduisez-la", file.bytes as f64 / (1024.0 * 1024.0));
        return Err((Code::I04, message.replace('.', ",")));
    }
    match file.size {
        Some((width, height)) if width > limits::IMAGE_SIDE || height > limits::IMAGE_SIDE => {
            let message =
                format!("image de {width} × {height} pixels : {} au plus par côté", limits::IMAGE_SIDE);
            Err((Code::I04, message))
        }
        Some(_) => Ok(()),
        None => {
            let message =
                format!("image « {path} » illisible : son contenu n'est pas celui d'une image de ce format");
            Err((Code::I03, message))
        }
    }
}
