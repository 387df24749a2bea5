//! Sites whose videos and figures may be shown inside a page, and the address of their players.
//!
//! The table is the server's, never the content's: it also writes `frame-src` (course format, 5.5).

/// How the address of a page of a site becomes the address of its player.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmbedRule {
    /// `/w/{id}`, `/videos/watch/{id}` → `/videos/embed/{id}?peertubeLink=0&warningTitle=0`.
    PeerTube,
    /// `/m/{id}` → the material alone; the applications themselves (`/geometry`…) as they are.
    GeoGebra,
}

/// One allowed site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// A full name, or `prefix*.domain` for a family of instances.
    pub name: String,
    pub rule: EmbedRule,
    /// What readers are told before the site is contacted.
    pub label: String,
}

/// The allowed sites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostTable {
    pub hosts: Vec<Host>,
}

/// A page of an allowed site that can be shown inside ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embed {
    /// Address of the player.
    pub src: String,
    /// Name of the site, for the reader.
    pub host: String,
}

impl Default for HostTable {
    /// The PeerTube instances of the ministry, and GeoGebra.
    fn default() -> Self {
        let host =
            |name: &str, rule, label: &str| Host { name: name.to_owned(), rule, label: label.to_owned() };
        Self {
            hosts: vec![
                host("tube*.apps.education.fr", EmbedRule::PeerTube, "apps.education.fr"),
                host("podeduc.apps.education.fr", EmbedRule::PeerTube, "apps.education.fr"),
                host("www.geogebra.org", EmbedRule::GeoGebra, "GeoGebra"),
            ],
        }
    }
}

const APPLICATIONS: [&str; 6] = ["geometry", "calculator", "classic", "graphing", "3d", "cas"];

impl HostTable {
    /// The player of an `https:` address, when its site is allowed.
    pub fn embed(&self, address: &str) -> Option<Embed> {
        let rest = address.strip_prefix("https://")?;
        let (authority, path) = rest.split_once('/')?;
        let name = authority.to_ascii_lowercase();
        let host = self.hosts.iter().find(|host| host.matches(&name))?;
        let path = path.split(['?', '#']).next().unwrap_or("").trim_end_matches('/');
        let path = match host.rule {
            EmbedRule::PeerTube => {
                let id =
                    ["w/", "videos/watch/", "videos/embed/"].iter().find_map(|at| path.strip_prefix(at))?;
                is_code(id).then(|| format!("videos/embed/{id}?peertubeLink=0&warningTitle=0"))?
            }
            EmbedRule::GeoGebra => match path.strip_prefix("m/") {
                Some(id) => is_code(id).then(|| format!("material/iframe/id/{id}"))?,
                None => APPLICATIONS.contains(&path).then(|| path.to_owned())?,
            },
        };
        Some(Embed { src: format!("https://{name}/{path}"), host: host.label.clone() })
    }

    /// Sources for the `frame-src` of the security policy.
    pub fn frame_sources(&self) -> Vec<String> {
        let source = |host: &Host| match host.name.split_once('*') {
            // A policy has no prefix wildcard: the whole domain is allowed there, and only there.
            Some((_, domain)) => format!("https://*{domain}"),
            None => format!("https://{}", host.name),
        };
        let mut sources: Vec<String> = self.hosts.iter().map(source).collect();
        sources.sort();
        sources.dedup();
        sources
    }

    /// Names of the allowed sites, for messages.
    pub(crate) fn names(&self) -> String {
        self.hosts.iter().map(|host| host.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

impl Host {
    fn matches(&self, name: &str) -> bool {
        match self.name.split_once('*') {
            Some((prefix, domain)) => {
                name.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(domain)).is_some_and(|middle| {
                    middle.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
                })
            }
            None => self.name == name,
        }
    }
}

fn is_code(id: &str) -> bool {
    (4..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn players_are_made_from_pages_of_allowed_sites() {
        let table = HostTable::default();
        let src = |address: &str| table.embed(address).map(|embed| embed.src);
        assert_eq!(
            src("https://tube.exemple.apps.education.fr/w/9cVQkXr2u7").as_deref(),
            Some(
                "https://tube.exemple.apps.education.fr/videos/embed/9cVQkXr2u7?peertubeLink=0&warningTitle=0"
            )
        );
        assert_eq!(
            src("https://www.geogebra.org/m/abcd1234").as_deref(),
            Some("https://www.geogebra.org/material/iframe/id/abcd1234")
        );
        assert_eq!(
            src("https://www.geogebra.org/geometry").as_deref(),
            Some("https://www.geogebra.org/geometry")
        );
    }

    #[test]
    fn other_sites_and_tricks_are_refused() {
        let table = HostTable::default();
        for refused in [
            "https://example.org/w/abcdef",
            "http://www.geogebra.org/m/abcd1234",
            "https://www.geogebra.org/m/../../evil",
            "https://www.geogebra.org@evil.example/m/abcd",
            "https://tube.evil.example/.apps.education.fr/w/abcdef",
            "https://www.geogebra.org",
            "https://www.geogebra.org/m/a\"onload=",
        ] {
            assert_eq!(table.embed(refused), None, "{refused}");
        }
    }
}
