//! Addresses of links and images: what they point at, or why they are refused (course format, 5.3).

use super::diagnostic::{Code, quoted};
use super::media::encode_path;
use super::site::Site;
use super::words::suggestion;

/// What a link points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// `https:`, or `http:` with a warning.
    Web { address: String, plain_http: bool },
    /// `mailto:` or `tel:`.
    Contact(String),
    /// An anchor of the same page.
    Anchor(String),
    /// A page of a course; no page for the course itself.
    Page { course: String, page: Option<String>, anchor: Option<String> },
    /// An entry of the glossary, or the whole of it.
    Term(Option<String>),
    /// A file to download, by its path inside its course.
    File { course: String, path: String },
}

/// Why an address is refused.
pub(crate) type Fault = (Code, String);

/// The place of the page that is being read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Here<'h> {
    /// None for the glossary.
    pub(crate) course: Option<&'h str>,
    pub(crate) page: &'h str,
}

/// What an address points at, seen from a page.
pub(crate) fn resolve(site: &Site<'_>, here: Here<'_>, address: &str) -> Result<Target, Fault> {
    let address = address.trim();
    if address.is_empty() {
        return Err((Code::U02, "adresse vide : écrivez où mène ce lien".to_owned()));
    }
    let decoded = decode(address).ok_or_else(|| {
        (Code::U05, format!("adresse {} mal codée : vérifiez les signes « % »", quoted(address)))
    })?;
    refuse_tricks(&decoded, address)?;
    if let Some(scheme) = scheme(&decoded) {
        return with_scheme(&scheme, address);
    }
    let (path, anchor) = match address.split_once('#') {
        Some((path, anchor)) => (path, Some(decode(anchor).unwrap_or_default())),
        None => (address, None),
    };
    let anchor = anchor.filter(|anchor| !anchor.is_empty());
    let path = path.split('?').next().unwrap_or("");
    let path = decode(path).unwrap_or_default();
    if path.is_empty() {
        return anchor.map_or_else(
            || Err((Code::U03, "ancre vide : écrivez « #nom-de-l-ancre »".to_owned())),
            |anchor| in_this_page(site, here, anchor),
        );
    }
    let parts = walk(here, &path)?;
    inside(site, here, &parts, anchor, address)
}

/// The path inside the course of a local image, or why it is refused.
pub(crate) fn resolve_image(here: Here<'_>, address: &str) -> Result<String, Fault> {
    let address = address.trim();
    let decoded = decode(address).ok_or_else(|| {
        (Code::U05, format!("adresse {} mal codée : vérifiez les signes « % »", quoted(address)))
    })?;
    if decoded.starts_with("//") || scheme(&decoded).is_some() {
        let message = "image distante : copiez-la dans media/, avec son auteur et sa licence";
        return Err((Code::I02, message.to_owned()));
    }
    refuse_tricks(&decoded, address)?;
    let parts = walk(here, &decoded)?;
    match parts.as_slice() {
        [cours, course, media, .., _]
            if cours == "cours" && Some(course.as_str()) == here.course && media == "media" =>
        {
            Ok(parts[2..].join("/"))
        }
        _ => {
            let message = format!(
                "image {} hors de media/ : copiez-la dans le dossier media/ du cours",
                quoted(address)
            );
            Err((Code::U04, message))
        }
    }
}

/// Percent signs undone; nothing when they are wrong.
fn decode(address: &str) -> Option<String> {
    if !address.contains('%') {
        return Some(address.to_owned());
    }
    let bytes = address.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'%' {
            let digits = address.get(at + 1..at + 3)?;
            if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
                return None;
            }
            out.push(u8::from_str_radix(digits, 16).ok()?);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).ok()
}

fn refuse_tricks(decoded: &str, address: &str) -> Result<(), Fault> {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if decoded.contains(hidden) {
        let message = format!(
            "adresse {} avec des caractères invisibles : retapez-la",
            quoted(&address.replace(hidden, ""))
        );
        return Err((Code::U05, message));
    }
    if decoded.starts_with("//") || decoded.contains('\\') {
        return Err((Code::U05, format!("adresse {} sans schéma : écrivez « https:// »", quoted(address))));
    }
    Ok(())
}

/// The scheme of an address, lower case.
pub(crate) fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let letter = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let valid = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-'));
    (letter && valid).then(|| scheme.to_ascii_lowercase())
}

fn with_scheme(found: &str, address: &str) -> Result<Target, Fault> {
    // The scheme was found after decoding: an address that hides it is refused with the others.
    let honest = scheme(address).is_some_and(|scheme| scheme == found);
    match found {
        "https" | "http" if honest => {
            let rest = address.split_once(':').map_or("", |(_, rest)| rest);
            let authority = rest.strip_prefix("//").and_then(|rest| rest.split(['/', '?', '#']).next());
            match authority {
                Some(host) if host.contains('@') => {
                    let message =
                        format!("adresse {} avec un identifiant avant « @ » : retirez-le", quoted(address));
                    Err((Code::U05, message))
                }
                Some(host) if !host.is_empty() && !host.contains(char::is_whitespace) => {
                    Ok(Target::Web { address: address.to_owned(), plain_http: found == "http" })
                }
                Some(_) | None => Err((Code::U05, format!("adresse {} sans nom de site", quoted(address)))),
            }
        }
        "mailto" | "tel" if honest => Ok(Target::Contact(address.to_owned())),
        _ => {
            let message = format!("adresse « {found}: » refusée : https:, mailto: ou tel: seulement");
            Err((Code::U01, message))
        }
    }
}

fn in_this_page(site: &Site<'_>, here: Here<'_>, anchor: String) -> Result<Target, Fault> {
    let Some(course) = here.course else { return Ok(Target::Anchor(anchor)) };
    if site.has_anchor(course, here.page, &anchor) {
        return Ok(Target::Anchor(anchor));
    }
    Err(no_anchor(site, course, here.page, &anchor))
}

fn no_anchor(site: &Site<'_>, course: &str, page: &str, anchor: &str) -> Fault {
    let known = site.anchors.get(&(course.to_owned(), page.to_owned()));
    let meant = suggestion(anchor, known.into_iter().flatten().map(String::as_str));
    (Code::U03, format!("ancre « #{anchor} » absente de « {page}.md »{meant}"))
}

/// The parts of a path, from the content folder.
fn walk(here: Here<'_>, path: &str) -> Result<Vec<String>, Fault> {
    let outside = || {
        let message =
            format!("chemin {} hors des cours : partez de la page, comme « licences.md »", quoted(path));
        (Code::U04, message)
    };
    if path.starts_with('/') {
        return Err(outside());
    }
    let mut parts: Vec<String> = match here.course {
        Some(course) => vec!["cours".to_owned(), course.to_owned()],
        None => Vec::new(),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or_else(outside)?;
            }
            part => parts.push(part.to_owned()),
        }
    }
    Ok(parts)
}

fn inside(
    site: &Site<'_>,
    here: Here<'_>,
    parts: &[String],
    anchor: Option<String>,
    address: &str,
) -> Result<Target, Fault> {
    let absent =
        || (Code::U02, format!("fichier {} absent", quoted(address.split('#').next().unwrap_or(""))));
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match parts.as_slice() {
        ["glossaire.md"] => term(site, anchor),
        ["cours", course] => match site.course(course) {
            Some(_) => Ok(Target::Page { course: (*course).to_owned(), page: None, anchor }),
            None if !site.layout.knows_courses() => {
                Ok(Target::Page { course: (*course).to_owned(), page: None, anchor })
            }
            None => Err(absent()),
        },
        ["cours", course, file] if file.ends_with(".md") => {
            page(site, course, file.trim_end_matches(".md"), anchor, address)
        }
        ["cours", course, folder @ ("fichiers" | "media"), ..] if Some(*course) == here.course => {
            let path = parts[2..].join("/");
            match site.media(course, &path) {
                Some(_) => Ok(Target::File { course: (*course).to_owned(), path }),
                None => {
                    let files = site.course(course).into_iter().flat_map(|c| c.media.keys());
                    let meant =
                        suggestion(&path, files.filter(|f| f.starts_with(folder)).map(String::as_str));
                    Err((Code::U02, format!("fichier « {path} » absent{meant}")))
                }
            }
        }
        _ => Err(absent()),
    }
}

fn term(site: &Site<'_>, anchor: Option<String>) -> Result<Target, Fault> {
    let Some(glossary) = &site.glossary else {
        let unknown = !site.layout.knows_content();
        let message = "fichier « glossaire.md » absent : ajoutez-le à la racine des contenus";
        return if unknown { Ok(Target::Term(anchor)) } else { Err((Code::U02, message.to_owned())) };
    };
    if let Some(name) = &anchor
        && glossary.find(name).is_none()
    {
        let meant = suggestion(name, glossary.entries.iter().map(|entry| entry.anchor.as_str()));
        let message = format!("« {name} » absent du glossaire : ajoutez-y une entrée « ## … »{meant}");
        return Err((Code::G01, message));
    }
    Ok(Target::Term(anchor))
}

fn page(
    site: &Site<'_>,
    course: &str,
    key: &str,
    anchor: Option<String>,
    address: &str,
) -> Result<Target, Fault> {
    let Some(files) = site.course(course) else {
        if !site.layout.knows_courses() {
            return Ok(Target::Page { course: course.to_owned(), page: page_key(key), anchor });
        }
        let meant = suggestion(course, site.courses.keys().map(String::as_str));
        return Err((Code::U02, format!("cours « {course} » absent{meant}")));
    };
    if !files.has_page(key) {
        let meant = suggestion(key, files.pages.iter().map(|page| page.key.as_str()));
        return Err((
            Code::U02,
            format!("page {} absente{meant}", quoted(address.split('#').next().unwrap_or(""))),
        ));
    }
    if let Some(name) = &anchor
        && !site.has_anchor(course, key, name)
    {
        return Err(no_anchor(site, course, key, name));
    }
    Ok(Target::Page { course: course.to_owned(), page: page_key(key), anchor })
}

/// The presentation of a course is shown on the page of the course itself.
fn page_key(key: &str) -> Option<String> {
    (key != "README").then(|| key.to_owned())
}

impl Target {
    /// The address in the product; nothing for a file, whose address depends on its content.
    pub(crate) fn address(&self) -> Option<String> {
        match self {
            Self::Web { address, .. } | Self::Contact(address) => Some(address.clone()),
            Self::Anchor(anchor) => Some(format!("#{}", encode_path(anchor))),
            Self::Page { course, page, anchor } => {
                let mut address = format!("/cours/{}", encode_path(course));
                match page.as_deref() {
                    None => {}
                    Some("CHANGELOG") => address.push_str("#changements"),
                    Some(page) => {
                        address.push('/');
                        address.push_str(&encode_path(page));
                    }
                }
                if let Some(anchor) = anchor.as_ref().filter(|_| !address.contains('#')) {
                    address.push('#');
                    address.push_str(&encode_path(anchor));
                }
                Some(address)
            }
            Self::Term(anchor) => {
                let anchor = anchor.as_ref().map(|anchor| format!("#{}", encode_path(anchor)));
                Some(format!("/glossaire{}", anchor.unwrap_or_default()))
            }
            Self::File { .. } => None,
        }
    }
}
