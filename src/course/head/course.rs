//! `course.toml` (course format, section 4.2).
//!
//! One key more than the first edition of the format: `pages_publiques = "toutes" | "aucune" |
//! ["page", …]` (default `"aucune"`), the pages that a visitor without an account may read.

use super::reader::{Keys, Placed, TextOrNumber, parse};
use super::spdx::LICENCES;
use crate::course::diagnostic::{Code, Report};
use crate::course::limits;
use crate::course::lines::Span;
use crate::course::published::{
    Author, CompletionRule, CoverImage, Level, Meta, PagesRule, ProductionsRule, Review,
};
use crate::course::words::{is_ident, is_language, suggestion};

/// What `course.toml` says, with the places that later checks speak about.
#[derive(Debug, Clone)]
pub(crate) struct CourseHead {
    pub(crate) meta: Meta,
    pub(crate) version: String,
    pub(crate) sections: Vec<(String, Vec<Placed<String>>)>,
    pub(crate) public: PublicPages,
    pub(crate) competences: Vec<Placed<String>>,
    pub(crate) disciplines: Vec<Placed<String>>,
    pub(crate) prerequisites: Vec<Placed<String>>,
    pub(crate) image: Option<Placed<CoverImage>>,
    pub(crate) translation_of: Option<Placed<String>>,
    pub(crate) review_due: Option<Placed<jiff::civil::Date>>,
    pub(crate) reviewed: bool,
}

/// Pages open to visitors without an account.
#[derive(Debug, Clone)]
pub(crate) enum PublicPages {
    All,
    None,
    Some(Vec<Placed<String>>),
}

const KEYS: [&str; 20] = [
    "format",
    "titre",
    "resume",
    "langue",
    "version",
    "licence",
    "auteurs",
    "public",
    "disciplines",
    "niveau",
    "crcn_edu",
    "objectifs",
    "prerequis",
    "mots_cles",
    "image",
    "relu",
    "a_revoir_le",
    "traduction_de",
    "pages_publiques",
    "achevement",
];

const AUDIENCES: [&str; 5] = ["ecole", "college", "lycee", "lycee-pro", "superieur"];

/// Reads `course.toml`; nothing when its syntax is wrong.
pub(crate) fn read(toml: &str, slug: &str, report: &mut Report) -> Option<CourseHead> {
    let (table, sound) = parse(toml, 0, report);
    if !sound {
        return None;
    }
    let keys = Keys { table: table.get_ref(), offset: 0, place: Span::at(0) };
    let known: Vec<&str> = KEYS.iter().copied().chain(["section"]).collect();
    keys.refuse_unknown(&known, report);
    for (key, example) in [
        ("format", "format = 1"),
        ("titre", "titre = \"…\""),
        ("resume", "resume = \"…\""),
        ("langue", "langue = \"fr\""),
        ("version", "version = \"1.0.0\""),
        ("licence", "licence = \"CC-BY-SA-4.0\""),
        ("auteurs", "auteurs = [{ nom = \"…\" }]"),
        ("public", "public = [\"college\"]"),
        ("disciplines", "disciplines = [\"toutes\"]"),
        ("objectifs", "objectifs = [\"…\"]"),
        ("section", "[[section]] avec titre et pages"),
    ] {
        keys.require(key, example, report);
    }
    check_format(keys, report);
    let version = version(keys, report);
    let language = keys.text("langue", 35, report).filter(|tag| {
        let known = is_language(&tag.value);
        if !known {
            let message = format!("langue « {} » inconnue : un code comme \"fr\"", tag.value);
            report.add(Code::F05, tag.span, message);
        }
        known
    });
    let competences = keys.texts("crcn_edu", 0..=40, 20, report);
    let disciplines = keys.texts("disciplines", 1..=40, 40, report);
    let prerequisites = identifiers(keys.texts("prerequis", 0..=20, 64, report), "cours", report);
    let image = image(keys, report);
    let review = review(keys, report);
    let review_due = keys.date("a_revoir_le", report);
    let translation_of = keys.text("traduction_de", 64, report);
    if let Some(original) = &translation_of
        && slug.split_once('.').is_none_or(|(name, _)| name != original.value)
    {
        let message =
            format!("« traduction_de » va avec un dossier « {}.langue », et non « {slug} »", original.value);
        report.add(Code::F07, original.span, message);
    }
    let plain = |placed: Vec<Placed<String>>| placed.into_iter().map(|p| p.value).collect::<Vec<_>>();
    let meta = Meta {
        title: keys.text("titre", limits::TITLE, report).map(|p| p.value).unwrap_or_default(),
        summary: keys.text("resume", limits::SUMMARY, report).map(|p| p.value).unwrap_or_default(),
        language: language.map_or_else(|| "fr".to_owned(), |p| p.value),
        licence: licence(keys, report),
        authors: authors(keys, report),
        audience: audience(keys, report),
        disciplines: Vec::new(),
        level: level(keys, report),
        competences: plain(competences.clone()),
        objectives: plain(keys.texts("objectifs", 1..=6, 300, report)),
        prerequisites: plain(prerequisites.clone()),
        keywords: plain(keys.texts("mots_cles", 0..=12, 60, report)),
        image: image.as_ref().map(|placed| placed.value.clone()),
        review: review.clone(),
        review_due: review_due.as_ref().map(|date| date.value.to_string()),
        translation_of: translation_of.as_ref().map(|placed| placed.value.clone()),
        completion: completion(keys, report),
        minutes: 0,
    };
    Some(CourseHead {
        meta,
        version,
        sections: sections(keys, report),
        public: public_pages(keys, report),
        competences,
        disciplines,
        prerequisites,
        image,
        translation_of,
        review_due,
        reviewed: review.is_some(),
    })
}

fn check_format(keys: Keys<'_, '_>, report: &mut Report) {
    if let Some(format) = keys.text_or_number("format")
        && format.value != TextOrNumber::Number(1)
    {
        report.add(Code::F10, format.span, "format non reconnu : ce logiciel lit format = 1");
    }
}

fn version(keys: Keys<'_, '_>, report: &mut Report) -> String {
    let Some(version) = keys.text("version", 40, report) else { return "0.0.0".to_owned() };
    if semver::Version::parse(&version.value).is_err() {
        let message = format!("version « {} » non reconnue : trois nombres, comme \"1.0.0\"", version.value);
        report.add(Code::F10, version.span, message);
    }
    version.value
}

fn licence(keys: Keys<'_, '_>, report: &mut Report) -> String {
    let Some(licence) = keys.text("licence", 40, report) else { return String::new() };
    if !LICENCES.contains(&licence.value.as_str()) {
        let meant = suggestion(&licence.value.replace(' ', "-"), LICENCES);
        let message = format!(
            "licence « {} » non reconnue : un identifiant SPDX, comme \"CC-BY-SA-4.0\"{meant}",
            licence.value
        );
        report.add(Code::F10, licence.span, message);
    }
    licence.value
}

fn authors(keys: Keys<'_, '_>, report: &mut Report) -> Vec<Author> {
    let expected = "une liste comme [{ nom = \"C. Martin\", role = \"…\", structure = \"…\" }]";
    let tables = keys.tables("auteurs", expected, report);
    if tables.is_empty() && keys.has("auteurs") {
        report.add(Code::F05, keys.key_span("auteurs"), format!("au moins un auteur : {expected}"));
    }
    let author = |table: Keys<'_, '_>, report: &mut Report| {
        table.refuse_unknown(&["nom", "role", "structure"], report);
        table.require("nom", "nom = \"…\"", report);
        Author {
            name: table.text("nom", 120, report).map(|p| p.value).unwrap_or_default(),
            role: table.text("role", 120, report).map(|p| p.value),
            body: table.text("structure", 120, report).map(|p| p.value),
        }
    };
    tables.into_iter().map(|table| author(table, report)).collect()
}

fn audience(keys: Keys<'_, '_>, report: &mut Report) -> Vec<String> {
    let mut audience = Vec::new();
    for Placed { value, span } in keys.texts("public", 1..=5, 20, report) {
        if AUDIENCES.contains(&value.as_str()) {
            audience.push(value);
        } else {
            let meant = suggestion(&value, AUDIENCES);
            report.add(
                Code::F05,
                span,
                format!("public « {value} » inconnu : {}{meant}", AUDIENCES.join(", ")),
            );
        }
    }
    audience
}

fn level(keys: Keys<'_, '_>, report: &mut Report) -> Level {
    match keys.word("niveau", &["debutant", "intermediaire", "avance"], report) {
        Some(word) if word.value == "intermediaire" => Level::Intermediate,
        Some(word) if word.value == "avance" => Level::Advanced,
        _ => Level::Beginner,
    }
}

fn image(keys: Keys<'_, '_>, report: &mut Report) -> Option<Placed<CoverImage>> {
    let table = keys.table("image", "{ src = \"media/…\", alt = \"…\" }", report)?;
    table.refuse_unknown(&["src", "alt"], report);
    table.require("src", "src = \"media/…\"", report);
    let src = table.text("src", 200, report)?;
    let alt = match table.text_or_number("alt").map(|placed| placed.value) {
        Some(TextOrNumber::Text(text)) => text.trim().to_owned(),
        Some(TextOrNumber::Number(_) | TextOrNumber::Other) => {
            report.add(
                Code::F05,
                table.key_span("alt"),
                "valeur refusée pour « alt » : un texte entre guillemets",
            );
            String::new()
        }
        None => String::new(),
    };
    Some(Placed { value: CoverImage { src: src.value, alt }, span: src.span })
}

fn review(keys: Keys<'_, '_>, report: &mut Report) -> Option<Review> {
    let table = keys.table("relu", "{ par = \"…\", le = 2026-09-15 }", report)?;
    table.refuse_unknown(&["par", "le"], report);
    table.require("par", "par = \"…\"", report);
    table.require("le", "le = 2026-09-15", report);
    let by = table.text("par", 120, report)?.value;
    let on = table.date("le", report)?.value.to_string();
    Some(Review { by, on })
}

fn completion(keys: Keys<'_, '_>, report: &mut Report) -> CompletionRule {
    let mut rule = CompletionRule {
        pages: PagesRule::All,
        threshold: 80,
        productions: ProductionsRule::HandedIn,
        attestation: true,
    };
    let Some(table) = keys.table("achevement", "une section [achevement]", report) else { return rule };
    table.refuse_unknown(&["pages", "seuil", "productions", "attestation"], report);
    if let Some(pages) = table.text_or_number("pages") {
        match pages.value {
            TextOrNumber::Text("toutes") => {}
            TextOrNumber::Number(share @ 1..=100) => {
                rule.pages = u8::try_from(share).map_or(PagesRule::All, PagesRule::Percent);
            }
            TextOrNumber::Text(_) | TextOrNumber::Number(_) | TextOrNumber::Other => {
                let message =
                    "valeur refusée pour « pages » : \"toutes\", ou un pourcentage entier de 1 à 100";
                report.add(Code::F05, pages.span, message);
            }
        }
    }
    let threshold = table.number("seuil", 0, 100, report);
    rule.threshold = threshold.and_then(|p| u8::try_from(p.value).ok()).unwrap_or(80);
    rule.productions = match table.word("productions", &["facultatives", "remises", "validees"], report) {
        Some(word) if word.value == "facultatives" => ProductionsRule::Optional,
        Some(word) if word.value == "validees" => ProductionsRule::Validated,
        _ => ProductionsRule::HandedIn,
    };
    rule.attestation = table.flag("attestation", report).unwrap_or(true);
    rule
}

fn sections(keys: Keys<'_, '_>, report: &mut Report) -> Vec<(String, Vec<Placed<String>>)> {
    let expected = "des sections [[section]] avec titre et pages";
    let tables = keys.tables("section", expected, report);
    let mut sections = Vec::with_capacity(tables.len());
    for table in tables {
        table.refuse_unknown(&["titre", "pages"], report);
        table.require("titre", "titre = \"…\"", report);
        table.require("pages", "pages = [\"…\"]", report);
        let title = table.text("titre", limits::TITLE, report).map(|p| p.value).unwrap_or_default();
        let pages = identifiers(table.texts("pages", 1..=limits::PAGES, 64, report), "page", report);
        sections.push((title, pages));
    }
    sections
}

fn identifiers(names: Vec<Placed<String>>, what: &str, report: &mut Report) -> Vec<Placed<String>> {
    let sound = |name: &Placed<String>| {
        // A translation is a folder `cours.en`: its name is valid too.
        let fits = name.value.split('.').all(is_ident) && name.value.split('.').count() <= 2;
        if !fits {
            let message = format!(
                "nom de {what} « {} » invalide : minuscules sans accent, chiffres et tirets, sans « .md »",
                name.value
            );
            report.add(Code::F05, name.span, message);
        }
        fits
    };
    names.into_iter().filter(sound).collect()
}

fn public_pages(keys: Keys<'_, '_>, report: &mut Report) -> PublicPages {
    let Some(value) = keys.text_or_number("pages_publiques") else { return PublicPages::None };
    match value.value {
        TextOrNumber::Text("toutes") => PublicPages::All,
        TextOrNumber::Text("aucune") => PublicPages::None,
        TextOrNumber::Text(_) | TextOrNumber::Number(_) => {
            let message = "valeur refusée pour « pages_publiques » : \"toutes\", \"aucune\" ou [\"page\", …]";
            report.add(Code::F05, value.span, message);
            PublicPages::None
        }
        TextOrNumber::Other => {
            PublicPages::Some(keys.texts("pages_publiques", 0..=limits::PAGES, 64, report))
        }
    }
}
