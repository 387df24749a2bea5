//! Figures, players and integrations. Nothing of another site is loaded before the reader asks.

use std::fmt::Write as _;

use super::{Renderer, escape};
use crate::course::containers::Container;
use crate::course::links::{Target, resolve};
use crate::course::page_text::Opening;
use crate::course::shape::MediaShape;
use crate::course::tree::{Id, Kind};

impl Renderer<'_, '_> {
    fn open_figure(&mut self, class: &str, opening: &Opening, out: &mut String) {
        let _ = write!(out, "<figure class=\"{class}\"");
        if let Some((id, _)) = &opening.attributes.id {
            let _ = write!(out, " id=\"{id}\"");
        }
    }

    pub(super) fn figure(&mut self, image: Id, caption: &[Id], opening: &Opening, out: &mut String) {
        let title = self.container_title(opening);
        out.push_str(title.as_deref().unwrap_or(""));
        self.open_figure("figure", opening, out);
        out.push('>');
        let tree = self.tree;
        if let Kind::Image { address, .. } = tree.kind(image) {
            let alt =
                if opening.attributes.flag("decorative", false) { String::new() } else { tree.plain(image) };
            self.picture(address, &alt, out);
        }
        if let Some(caption) = caption.first() {
            out.push_str("<figcaption>");
            self.last = None;
            self.inline(tree, tree.inside(*caption), out);
            self.end_of_text();
            out.push_str("</figcaption>");
        }
        out.push_str("</figure>\n");
    }

    /// Address and words of the first link.
    fn link_parts(&self, link: Id) -> (String, String) {
        let Kind::Link { address, .. } = self.tree.kind(link) else { return Default::default() };
        (address.to_string(), self.tree.plain(link).trim().to_owned())
    }

    fn click_to_load(&mut self, class: &str, link: Id, opening: &Opening, out: &mut String) {
        let (address, title) = self.link_parts(link);
        let embed = self.view.options.hosts.embed(&address);
        self.open_figure(class, opening, out);
        if let Some(embed) = embed {
            for (key, value) in [("src", &embed.src), ("host", &embed.host), ("title", &title)] {
                let _ = write!(out, " data-{key}=\"");
                escape::attribute(out, value);
                out.push('"');
            }
        }
        if let Some(duration) = opening.attributes.text("duree") {
            let _ = write!(out, " data-duration=\"{duration}\"");
        }
        if class.ends_with("integration") {
            let height = opening.attributes.number("hauteur").unwrap_or(480);
            let _ = write!(out, " data-height=\"{height}\"");
        }
        out.push_str(">\n<p>");
        self.last = None;
        self.inline(self.tree, link..self.tree.nodes[link].end, out);
        self.end_of_text();
        out.push_str("</p>\n");
    }

    pub(super) fn embed(&mut self, link: Id, rest: &[Id], opening: &Opening, out: &mut String) {
        let title = self.container_title(opening);
        out.push_str(title.as_deref().unwrap_or(""));
        self.click_to_load("embed embed-integration", link, opening, out);
        for block in rest {
            self.block(self.tree, *block, out);
        }
        out.push_str("</figure>\n");
    }

    pub(super) fn media(
        &mut self,
        container: Container,
        shape: &MediaShape,
        opening: &Opening,
        out: &mut String,
    ) {
        let title = self.container_title(opening);
        out.push_str(title.as_deref().unwrap_or(""));
        let (address, _) = self.link_parts(shape.link);
        match resolve(self.view.site, self.view.here, &address) {
            Ok(Target::File { course, path }) => self.local(container, &course, &path, shape, opening, out),
            Ok(_) | Err(_) => {
                let class =
                    if container == Container::Video { "embed embed-video" } else { "embed embed-audio" };
                self.click_to_load(class, shape.link, opening, out);
            }
        }
        for block in &shape.caption {
            self.block(self.tree, *block, out);
        }
        if let Some(transcript) = shape.transcript {
            out.push_str("<details class=\"transcript\"><summary>Transcription</summary>\n");
            self.callout_inside(transcript, out);
            out.push_str("</details>\n");
        }
        out.push_str("</figure>\n");
    }

    fn local(
        &mut self,
        container: Container,
        course: &str,
        path: &str,
        shape: &MediaShape,
        opening: &Opening,
        out: &mut String,
    ) {
        let (_, title) = self.link_parts(shape.link);
        let site = self.view.site;
        let address =
            |path: &str| site.media(course, path).map(|file| file.address(path)).unwrap_or_default();
        let element = if container == Container::Video { "video" } else { "audio" };
        self.open_figure("player", opening, out);
        let _ = write!(out, ">\n<{element} controls preload=\"none\" src=\"");
        escape::attribute(out, &address(path));
        out.push_str("\" aria-label=\"");
        escape::attribute(out, &title);
        out.push_str("\">");
        for captions in &shape.captions {
            out.push_str("<track kind=\"captions\" label=\"Sous-titres\" srclang=\"");
            escape::attribute(out, self.view.language);
            out.push_str("\" src=\"");
            escape::attribute(out, &address(captions));
            out.push_str("\">");
        }
        let _ = write!(out, "</{element}>\n<p>");
        self.last = None;
        self.inline(self.tree, shape.link..self.tree.nodes[shape.link].end, out);
        self.end_of_text();
        out.push_str("</p>\n");
    }
}
