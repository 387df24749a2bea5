//! A small content folder: one page under test, and everything it may point at.

use crate::course::check::{Checked, Library, Options, check};
use crate::course::codes::Example;
use crate::course::diagnostic::{Code, Diagnostic};
use crate::course::media::tests::png;
use crate::course::published::{Block, Page, PublishedCourse};
use crate::course::source::Memory;

pub(super) const HEAD: &str = "+++\nduree = 10\n+++\n\n";

const TOML: &[(&str, &str)] = &[
    ("format", "format = 1"),
    ("titre", "titre = \"Un cours d'essai\""),
    ("resume", "resume = \"Un résumé.\""),
    ("langue", "langue = \"fr\""),
    ("version", "version = \"1.0.0\""),
    ("licence", "licence = \"CC-BY-SA-4.0\""),
    ("auteurs", "auteurs = [{ nom = \"C. Martin\" }]"),
    ("public", "public = [\"college\"]"),
    ("disciplines", "disciplines = [\"toutes\"]"),
    ("crcn_edu", "crcn_edu = [\"2.1\", \"2.3\"]"),
    ("objectifs", "objectifs = [\"Essayer\"]"),
    ("relu", "relu = { par = \"une collègue\", le = 2026-09-15 }"),
    ("a_revoir_le", "a_revoir_le = 2027-09-01"),
    ("section", "[[section]]\ntitre = \"Tout\"\npages = [\"page\", \"reperes\", \"licences\"]"),
];

pub(super) fn options() -> Options {
    Options::on(jiff::civil::date(2026, 11, 24))
}

/// `course.toml` with some keys written otherwise.
pub(super) fn toml_with(lines: &str) -> String {
    let replaced = |key: &str| {
        lines
            .lines()
            .take_while(|line| !line.starts_with("[["))
            .any(|line| line.split(['=', ' ']).next() == Some(key))
            || (key == "section" && lines.contains("[[section]]"))
    };
    let kept = TOML.iter().filter(|(key, _)| !replaced(key) && *key != "section").map(|(_, line)| *line);
    let section = TOML.iter().filter(|(key, _)| *key == "section" && !replaced(key)).map(|(_, line)| *line);
    kept.chain([lines]).chain(section).collect::<Vec<_>>().join("\n") + "\n"
}

/// The folder, with `page` as the page under test.
pub(super) fn content(page: &str) -> Memory {
    let mut huge = png(9_000, 10);
    huge.resize(100, 0);
    Memory::new()
        .with("glossaire.md", "# Glossaire\n\n## RGPD\n\nLe règlement européen.\n\n## Droit moral\n\nIl est perpétuel.\n")
        .with("referentiels/crcn.toml", "nom = \"CRCN\"\n[[competence]]\ncode = \"2.1\"\nlibelle = \"A\"\n[[competence]]\ncode = \"2.3\"\nlibelle = \"B\"\n")
        .with("cours/essai/course.toml", toml_with(""))
        .with("cours/essai/README.md", "# Essai\n\nUn cours.\n")
        .with("cours/essai/page.md", page)
        .with("cours/essai/reperes.md", format!("{HEAD}# Repères\n\nTexte.\n"))
        .with("cours/essai/licences.md", format!("{HEAD}# Licences\n\n## CC BY {{#cc-by}}\n\nTexte.\n"))
        .with("cours/essai/media/a.png", png(640, 480))
        .with("cours/essai/media/legende.png", png(640, 480))
        .with("cours/essai/media/geante.png", huge)
        .with("cours/essai/media/son.mp3", "son")
        .with("cours/essai/media/film.mp4", "film")
        .with("cours/essai/media/film.vtt", "WEBVTT\n")
        .with("cours/essai/fichiers/fiche.pdf", "pdf")
        .with("cours/essai/fichiers/fiche.odt", "odt")
        .with("cours/autre/course.toml", toml_with("[[section]]\ntitre = \"Tout\"\npages = [\"debut\"]"))
        .with("cours/autre/debut.md", format!("{HEAD}# Début\n\nTexte.\n"))
}

/// A page with this text under its title.
pub(super) fn page_with(body: &str) -> String {
    format!("{HEAD}# Titre\n\n{body}\n")
}

/// The folder that shows an example of a rule; nothing when it is only told.
pub(super) fn example(example: Example) -> Option<Memory> {
    let plain = || page_with("Texte.");
    Some(match example {
        Example::Body(body) => content(&page_with(body)),
        Example::Head(lines) => content(&format!("+++\nduree = 10\n{lines}\n+++\n\n# Titre\n\nTexte.\n")),
        Example::Page(page) => content(page),
        Example::Course(lines) => content(&plain()).with("cours/essai/course.toml", toml_with(lines)),
        Example::Glossary(text) => content(&plain()).with("glossaire.md", text),
        Example::File("ids.lock", text) => {
            let page = page_with("::: sondage {#ancien}\n\nD'accord ?\n\n- Oui\n- Non\n\n:::");
            content(&page).with("cours/essai/ids.lock", text)
        }
        Example::File(path, text) => content(&plain()).with(format!("cours/essai/{path}"), text),
        Example::Told(_) => return None,
    })
}

pub(super) fn check_memory(memory: &Memory) -> Library {
    check(memory, &options())
}

pub(super) fn essai(memory: &Memory) -> Checked {
    check_memory(memory).course("essai").cloned().expect("the course is there")
}

/// Codes and places found in a page with this text under its title; lines count from that text.
pub(super) fn found(body: &str) -> Vec<(Code, u32, u32)> {
    let before = HEAD.lines().count() + 2;
    let line = |line: u32| line - u32::try_from(before).expect("a few lines");
    diagnostics(body).iter().map(|d| (d.code, line(d.line), d.column)).collect()
}

pub(super) fn diagnostics(body: &str) -> Vec<Diagnostic> {
    essai(&content(&page_with(body))).diagnostics
}

/// The published course whose page has this text; panics with the findings when it is refused.
pub(super) fn published(body: &str) -> PublishedCourse {
    let checked = essai(&content(&page_with(body)));
    let found: Vec<String> = checked.diagnostics.iter().map(ToString::to_string).collect();
    checked.published.unwrap_or_else(|| panic!("refused: {found:#?}"))
}

pub(super) fn page(body: &str) -> Page {
    published(body).page("page").cloned().expect("the page is there")
}

/// The text blocks of a page, one after the other.
pub(super) fn html(body: &str) -> String {
    let html = |block: &Block| if let Block::Html { html } = block { html.clone() } else { String::new() };
    page(body).blocks.iter().map(html).collect()
}
