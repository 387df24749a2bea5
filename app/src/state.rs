//! What every page stands on: one value, made by the server when it starts, shared by all requests.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use preau::access::passwords::Hasher;
use preau::course::live::Courses;
use preau::course::source::Source;
use preau::privacy::Periods;
use preau::{Clock, Db};
use tokio::sync::Notify;

use crate::learning::Paper;
use crate::referent::LetterPaper;
use crate::shared::SharedPages;

/// The platform as the pages see it. Cheap to clone.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

/// Parts of a [`Site`].
pub struct Inner {
    pub db: Db,
    pub clock: Clock,
    pub hasher: Hasher,
    pub courses: Courses,
    /// The folder of courses, or those in the executable: what a module of the workshop may link to.
    pub content: Arc<dyn Source + Send + Sync>,
    pub assets: Assets,
    /// Pages that every visitor sees alike.
    pub shared: SharedPages,
    pub config: SiteConfig,
    /// Folder of what people hand in.
    pub uploads: PathBuf,
    /// Wakes the worker when a page has written a job.
    pub work: Arc<Notify>,
    /// Makes the file of an attestation; none when the program was built without.
    pub pdf: Option<PdfRenderer>,
    /// Makes the file of a mission letter; none when the program was built without.
    pub letter_pdf: Option<LetterRenderer>,
}

/// Makes a PDF out of a mission letter's words. It takes its time: call it where blocking is allowed.
pub type LetterRenderer = Arc<dyn Fn(LetterPaper) -> anyhow::Result<Vec<u8>> + Send + Sync>;

/// Makes a PDF out of an attestation's words. It takes its time: call it where blocking is allowed.
pub type PdfRenderer = Arc<dyn Fn(Paper) -> anyhow::Result<Vec<u8>> + Send + Sync>;

impl Site {
    pub fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }
}

impl std::ops::Deref for Site {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// Settings that pages need.
#[derive(Debug, Clone)]
pub struct SiteConfig {
    /// Public address without final slash, `https://preau.example`.
    pub base_url: String,
    /// Name of the installation, in the header and in mails.
    pub name: String,
    /// The demo says so on every page.
    pub demo: bool,
    /// Visitors without an account may browse the catalogue.
    pub open_catalogue: bool,
    /// Zone in which dates are shown and school years turn.
    pub zone: String,
    pub issuer: Issuer,
    /// Where a reader writes to: shown on `/contact`.
    pub contact: String,
    /// Longest file handed in, in bytes.
    pub max_upload: u64,
    /// How long a form with a file is read: shorter than the server gives a request, so that there is an answer.
    pub upload_patience: Duration,
    /// Longest file of schools or people taken in, in bytes.
    pub max_import: u64,
    /// Domains of school mailboxes, `*` for any letters.
    pub mailbox_domains: Vec<String>,
    pub secure: bool,
    /// How long things are kept: the privacy page says it, the worker does it.
    pub periods: Periods,
}

/// Who issues attestations, under its name of today.
#[derive(Debug, Clone)]
pub struct Issuer {
    pub name: String,
    pub detail: Vec<String>,
}

impl Default for SiteConfig {
    fn default() -> Self {
        Self {
            base_url: "http://127.0.0.1:3000".into(),
            name: "Préau".into(),
            demo: false,
            open_catalogue: true,
            zone: "Europe/Paris".into(),
            issuer: Issuer { name: "Préau".into(), detail: Vec::new() },
            contact: String::new(),
            max_upload: 20 * 1024 * 1024,
            upload_patience: Duration::from_secs(270),
            max_import: 100 * 1024 * 1024,
            mailbox_domains: vec!["ac-*.fr".into()],
            secure: false,
            periods: Periods::default(),
        }
    }
}

/// Addresses of the built files, by logical name (`app.css`, `boot.js`, `icons.svg`).
#[derive(Debug, Clone, Default)]
pub struct Assets(HashMap<String, String>);

impl Assets {
    /// From pairs of logical name and address.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// Address of a file; its plain address when the browser part has not been built.
    pub fn href(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_else(|| format!("/assets/{name}"))
    }
}
