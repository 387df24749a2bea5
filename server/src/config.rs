//! The settings as the program uses them: read once, checked, typed.
//!
//! A value that cannot be is refused at the start, with the name of the setting and where it was found.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use preau::privacy::Periods;
use preau_app::{Issuer, SiteConfig};

use crate::http::client::TrustedProxies;
use crate::mail::MailRoute;
use crate::settings::{Flags, KEYS, Settings, mask, merge};

/// How lines are logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

/// What a request may cost.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of a form or of the JSON of a server function.
    pub body: usize,
    /// Bytes that are read, not kept, of a form with a file: see [`READ_ON`].
    pub upload: usize,
    /// The same for schools and people taken in, which only few may send.
    pub import: usize,
    pub requests: usize,
    pub connections: usize,
    pub header_timeout: Duration,
    pub request_timeout: Duration,
    pub upload_timeout: Duration,
    pub shutdown_timeout: Duration,
}

/// A form with a file is read up to so many times the longest file: a browser hears an answer only when it has sent
/// everything, and a film straight from a telephone is often several times too large.
const READ_ON: u64 = 10;

/// How long a login lasts.
#[derive(Debug, Clone, Copy)]
pub struct LoginTime {
    pub idle_days: i64,
    pub days: i64,
}

/// Everything the executable is told.
#[derive(Debug, Clone)]
pub struct Config {
    pub data_dir: PathBuf,
    pub database_url: String,
    pub addr: SocketAddr,
    pub site: SiteConfig,
    /// None: the courses inside the executable.
    pub content: Option<PathBuf>,
    pub trusted_proxies: TrustedProxies,
    pub mail: MailRoute,
    pub mail_from: String,
    pub metrics_addr: Option<SocketAddr>,
    pub log: String,
    pub log_format: LogFormat,
    pub worker: bool,
    /// Webhooks may call the local network.
    pub webhooks_local: bool,
    pub limits: Limits,
    pub logins: LoginTime,
    pub hashing_threads: usize,
    /// What it was all read from, for `preau config`.
    pub settings: Settings,
}

impl Config {
    /// Reads flags, environment and file.
    pub fn load(flags: &Flags) -> Result<Self> {
        Self::read(merge(flags, |name| std::env::var_os(name))?)
    }

    /// Types and checks the settings.
    pub fn read(settings: Settings) -> Result<Self> {
        let from = Reader { settings: &settings };
        let data_dir = PathBuf::from(from.text("data_dir"));
        let database_url = match from.text("database_url") {
            "" => format!("sqlite:{}", data_dir.join("preau.db").display()),
            url => url.to_owned(),
        };
        let addr: SocketAddr = from.parse("addr", "an address with a port, such as 127.0.0.1:3000")?;
        let base_url = base_url(&from, addr)?;
        let name = from.text("name").to_owned();
        let issuer = Issuer {
            name: Some(from.text("issuer")).filter(|issuer| !issuer.is_empty()).unwrap_or(&name).to_owned(),
            detail: from.list("issuer_detail", &['|']),
        };
        let zone = from.text("zone").to_owned();
        if jiff::tz::TimeZone::get(&zone).is_err() {
            return Err(from.wrong("zone", "a time zone, such as Europe/Paris or Indian/Reunion"));
        }
        let host = base_url.split_once("://").map_or("", |(_, rest)| rest);
        let host = host.split(['/', ':']).next().filter(|host| !host.is_empty()).unwrap_or("localhost");
        let mail_from = match from.text("mail_from") {
            "" => format!("{name} <ne-pas-repondre@{host}>"),
            sender => sender.to_owned(),
        };
        let max_upload = from.between("max_upload_mb", 1, 1024)? * 1024 * 1024;
        let upload_timeout = from.seconds("upload_timeout", 3600)?;
        let max_import = from.between("max_import_mb", 1, 1024)? * 1024 * 1024;
        let content = Some(from.text("content")).filter(|folder| !folder.is_empty()).map(PathBuf::from);
        if let Some(folder) = content.as_ref().filter(|folder| !folder.is_dir()) {
            return Err(from.wrong("content", "a folder").context(folder.display().to_string()));
        }
        let metrics_addr = match from.text("metrics_addr") {
            "" => None,
            _ => Some(from.parse("metrics_addr", "an address with a port, such as 127.0.0.1:9100")?),
        };
        Ok(Self {
            site: SiteConfig {
                secure: base_url.starts_with("https://"),
                base_url,
                name,
                demo: false,
                open_catalogue: from.parse("open_catalogue", "true or false")?,
                zone,
                issuer,
                contact: from.text("contact").to_owned(),
                max_upload,
                upload_patience: upload_timeout.mul_f32(0.9),
                periods: periods(&from)?,
                max_import,
                mailbox_domains: from
                    .text("mailbox_domains")
                    .split('|')
                    .map(|d| d.trim().to_lowercase())
                    .collect(),
            },
            content,
            trusted_proxies: from
                .parse("trusted_proxies", "a number, or networks such as 10.0.0.0/8|fd00::/8")?,
            mail: from.parse("mail", "smtp://…, smtps://…, file:FOLDER or console")?,
            mail_from,
            metrics_addr,
            log: from.text("log").to_owned(),
            log_format: match from.text("log_format") {
                "text" => LogFormat::Text,
                "json" => LogFormat::Json,
                _ => return Err(from.wrong("log_format", "text or json")),
            },
            worker: from.parse("worker", "true or false")?,
            webhooks_local: from.parse("webhooks_local", "true or false")?,
            limits: Limits {
                body: usize::try_from(from.between("max_body_kb", 16, 16 * 1024)? * 1024)?,
                upload: usize::try_from(max_upload * READ_ON)?,
                // The parts of the form around the file.
                import: usize::try_from(max_import + 256 * 1024)?,
                requests: usize::try_from(from.between("max_requests", 1, 100_000)?)?,
                connections: usize::try_from(from.between("max_connections", 1, 1_000_000)?)?,
                header_timeout: from.seconds("header_timeout", 300)?,
                request_timeout: from.seconds("request_timeout", 600)?,
                upload_timeout,
                shutdown_timeout: from.seconds("shutdown_timeout", 600)?,
            },
            logins: LoginTime {
                idle_days: i64::try_from(from.between("session_idle_days", 1, 365)?)?,
                days: i64::try_from(from.between("session_days", 1, 365)?)?,
            },
            hashing_threads: usize::try_from(from.between("hashing_threads", 1, 64)?)?,
            data_dir,
            database_url,
            addr,
            settings,
        })
    }

    /// A configuration on a folder of its own, silent and strict.
    pub fn for_tests(folder: &Path) -> Result<Self> {
        let mut flags = Flags::default();
        flags.set("data_dir", folder.display().to_string());
        flags.set("addr", "127.0.0.1:0");
        flags.set("base_url", "http://preau.test");
        flags.set("worker", "false");
        flags.set("mail", format!("file:{}", folder.join("mail").display()));
        Self::read(merge(&flags, |_| None)?)
    }

    /// Takes the address that the system gave for the one asked: port 0 is a wish, and no link may name it.
    pub fn listening_on(&mut self, addr: SocketAddr) {
        if self.site.base_url == plain_url(self.addr) {
            self.site.base_url = plain_url(addr);
        }
        self.addr = addr;
    }

    /// Folder of what people hand in.
    pub fn uploads(&self) -> PathBuf {
        self.data_dir.join("uploads")
    }

    /// Every setting with its value, secrets hidden, and its origin.
    pub fn shown(&self) -> serde_json::Value {
        let settings: serde_json::Map<String, serde_json::Value> = KEYS
            .iter()
            .filter_map(|key| {
                let setting = self.settings.get(key.name)?;
                let effective = match key.name {
                    "database_url" => self.database_url.clone(),
                    "base_url" => self.site.base_url.clone(),
                    "issuer" => self.site.issuer.name.clone(),
                    "mail_from" => self.mail_from.clone(),
                    _ => setting.value.clone(),
                };
                let value = if key.secret { mask(&effective) } else { effective };
                Some((
                    key.name.to_owned(),
                    serde_json::json!({ "value": value, "from": setting.origin.describe() }),
                ))
            })
            .collect();
        settings.into()
    }
}

/// How long things are kept. An account is closed before it is anonymised, with time for a warning in between.
fn periods(from: &Reader<'_>) -> Result<Periods> {
    let number = |name: &str, low, high| anyhow::Ok(u32::try_from(from.between(name, low, high)?)?);
    let periods = Periods {
        account_closed_months: number("keep_account_months", 3, 240)?,
        account_erased_months: number("keep_person_months", 6, 480)?,
        learning_years: number("keep_learning_years", 0, 50)?,
        access_months: number("keep_access_months", 1, 120)?,
        notice_months: number("keep_notice_months", 2, 120)?,
        request_years: number("keep_request_years", 1, 30)?,
        audit_years: number("keep_audit_years", 1, 100)?,
    };
    if periods.account_erased_months < periods.account_closed_months + 2 {
        return Err(from.wrong("keep_person_months", "at least two months more than `keep_account_months`"));
    }
    Ok(periods)
}

/// The public address, without final slash and nothing after the host: pages write absolute paths.
fn base_url(from: &Reader<'_>, addr: SocketAddr) -> Result<String> {
    let typed = from.text("base_url");
    if typed.is_empty() {
        return Ok(plain_url(addr));
    }
    let url = typed.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
    if host.is_empty() || host.contains(['/', '?', '#', '@', ' ']) || host.chars().any(char::is_uppercase) {
        return Err(from.wrong("base_url", "https://HOST or http://HOST:PORT in lower case, without a path"));
    }
    Ok(url.to_owned())
}

fn plain_url(addr: SocketAddr) -> String {
    format!("http://{addr}")
}

struct Reader<'a> {
    settings: &'a Settings,
}

impl Reader<'_> {
    fn text(&self, name: &str) -> &str {
        self.settings.get(name).map_or("", |setting| setting.value.trim())
    }

    fn wrong(&self, name: &str, expected: &str) -> anyhow::Error {
        let origin = self.settings.get(name).map(|setting| setting.origin.describe()).unwrap_or_default();
        anyhow!("setting `{name}` ({origin}): `{}` is not {expected}", mask(self.text(name)))
    }

    fn parse<T: FromStr>(&self, name: &str, expected: &str) -> Result<T> {
        self.text(name).parse().map_err(|_| self.wrong(name, expected))
    }

    fn between(&self, name: &str, low: u64, high: u64) -> Result<u64> {
        let expected = format!("a number from {low} to {high}");
        let number = self.parse(name, &expected)?;
        if (low..=high).contains(&number) { Ok(number) } else { Err(self.wrong(name, &expected)) }
    }

    fn seconds(&self, name: &str, high: u64) -> Result<Duration> {
        Ok(Duration::from_secs(self.between(name, 1, high)?))
    }

    fn list(&self, name: &str, separators: &[char]) -> Vec<String> {
        let parts = self.text(name).split(separators).map(str::trim);
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }
}

/// Makes a folder that only this account may read: it holds answers and addresses of people.
pub fn private_folder(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if folder.exists() {
        bail!("{} is not a folder", folder.display());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).with_context(|| format!("cannot make the folder {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(pairs: &[(&'static str, &str)]) -> Result<Config> {
        let mut flags = Flags::default();
        for (name, value) in pairs {
            flags.set(name, *value);
        }
        Config::read(merge(&flags, |_| None)?)
    }

    #[test]
    fn what_is_not_said_is_worked_out() {
        let config =
            config(&[("addr", "127.0.0.1:4000"), ("data_dir", "/var/lib/preau"), ("name", "CRDP")]).unwrap();
        assert_eq!(config.database_url, "sqlite:/var/lib/preau/preau.db");
        assert_eq!((config.site.base_url.as_str(), config.site.secure), ("http://127.0.0.1:4000", false));
        assert_eq!(config.site.issuer.name, "CRDP");
        assert_eq!(config.mail_from, "CRDP <ne-pas-repondre@127.0.0.1>");
    }

    #[test]
    fn links_name_the_port_that_was_given_and_never_one_that_was_only_asked() {
        let given = "127.0.0.1:41234".parse().unwrap();
        let mut by_itself = config(&[("addr", "127.0.0.1:0")]).unwrap();
        by_itself.listening_on(given);
        assert_eq!((by_itself.site.base_url.as_str(), by_itself.addr), ("http://127.0.0.1:41234", given));
        let mut told = config(&[("addr", "127.0.0.1:0"), ("base_url", "https://preau.example")]).unwrap();
        told.listening_on(given);
        assert_eq!(told.site.base_url, "https://preau.example");
    }

    #[test]
    fn a_value_that_cannot_be_names_its_setting() {
        for (name, value, expected) in [
            ("addr", "3000", "setting `addr` (flag): `3000` is not an address with a port"),
            ("base_url", "https://preau.example/x", "setting `base_url`"),
            ("base_url", "preau.example", "setting `base_url`"),
            ("zone", "Europe/Pariss", "setting `zone`"),
            ("mail", "carrier pigeon", "setting `mail`"),
            ("max_body_kb", "0", "is not a number from 16 to 16384"),
            ("trusted_proxies", "10.0.0.0/99", "setting `trusted_proxies`"),
            ("open_catalogue", "oui", "is not true or false"),
            ("log_format", "xml", "is not text or json"),
            ("keep_person_months", "25", "two months more than `keep_account_months`"),
            ("keep_learning_years", "-1", "a number from 0 to 50"),
        ] {
            let error = format!("{:#}", config(&[(name, value)]).unwrap_err());
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn secrets_do_not_show() {
        let config =
            config(&[("database_url", "postgres://preau:s3cret@db/preau"), ("mail", "smtp://u:p4ss@mail")])
                .unwrap();
        let shown = config.shown().to_string();
        assert!(!shown.contains("s3cret") && !shown.contains("p4ss"), "{shown}");
        assert!(shown.contains("postgres://preau:***@db/preau"));
    }
}
