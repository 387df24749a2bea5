//! Where a setting comes from: flag, then environment, then file, then default.
//!
//! One table drives the flags, the names in the environment, the keys of `preau.toml`, the help and
//! `preau config`: a setting cannot exist in one of them only. A secret may also stand in a file named by
//! `PREAU_…_FILE`, as service managers hand them out.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};

/// A setting, under its three names.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// In `preau.toml` and in messages.
    pub name: &'static str,
    pub flag: &'static str,
    pub env: &'static str,
    /// Empty: worked out from other settings, or off.
    pub default: &'static str,
    pub help: &'static str,
    /// Shown with its password hidden.
    pub secret: bool,
    /// Seldom touched: only in the long help.
    pub rare: bool,
}

macro_rules! keys {
    ($($name:literal $flag:literal $env:literal = $default:literal $(,$mark:ident)* : $help:literal;)+) => {
        &[$(Key {
            name: $name, flag: $flag, env: $env, default: $default, help: $help,
            secret: keys!(@has secret $($mark)*), rare: keys!(@has rare $($mark)*),
        }),+]
    };
    (@has $wanted:ident) => { false };
    (@has secret secret $($rest:ident)*) => { true };
    (@has rare rare $($rest:ident)*) => { true };
    (@has $wanted:ident $other:ident $($rest:ident)*) => { keys!(@has $wanted $($rest)*) };
}

/// Every setting.
#[rustfmt::skip]
pub const KEYS: &[Key] = keys! {
    "data_dir" "data-dir" "PREAU_DATA_DIR" = "./data": "Folder of the database and of what people hand in";
    "database_url" "database-url" "PREAU_DATABASE_URL" = "", secret: "sqlite:PATH or postgres://… [default: preau.db in the data folder]";
    "addr" "addr" "PREAU_ADDR" = "127.0.0.1:3000": "Address to listen on";
    "base_url" "base-url" "PREAU_BASE_URL" = "": "Public address, as people type it [default: http:// and the address listened on]";
    "name" "name" "PREAU_NAME" = "Préau": "Name of the installation, in the header and in mails";
    "contact" "contact" "PREAU_CONTACT" = "": "Address readers may write to";
    "issuer" "issuer" "PREAU_ISSUER" = "": "Who issues attestations [default: the name of the installation]";
    "issuer_detail" "issuer-detail" "PREAU_ISSUER_DETAIL" = "": "Lines under the issuer's name, separated by « | »";
    "zone" "zone" "PREAU_ZONE" = "Europe/Paris": "Time zone in which dates are shown and school years turn";
    "open_catalogue" "open-catalogue" "PREAU_OPEN_CATALOGUE" = "true": "Visitors without an account may browse the catalogue";
    "content" "content" "PREAU_CONTENT" = "": "Folder of the courses, followed while serving [default: the courses in the executable]";
    "trusted_proxies" "trusted-proxies" "PREAU_TRUSTED_PROXIES" = "0": "How many proxies stand in front, or the list of their networks";
    "mail" "mail" "PREAU_MAIL" = "console", secret: "smtp://USER:PASSWORD@HOST, smtps://…, file:FOLDER or console";
    "mail_from" "mail-from" "PREAU_MAIL_FROM" = "": "Sender of mails [default: ne-pas-repondre@ the host of the public address]";
    "metrics_addr" "metrics-addr" "PREAU_METRICS_ADDR" = "": "Address for Prometheus; keep it private [default: off]";
    "log" "log" "PREAU_LOG" = "info,sqlx=warn,tower_sessions_core=error": "What is logged: level, or module=level,…";
    "log_format" "log-format" "PREAU_LOG_FORMAT" = "text": "text or json";
    "worker" "worker" "PREAU_WORKER" = "true", rare: "Do jobs in this process";
    "webhooks_local" "webhooks-local" "PREAU_WEBHOOKS_LOCAL" = "false", rare: "Webhooks may call programs of the local network, and without TLS";
    "max_upload_mb" "max-upload-mb" "PREAU_MAX_UPLOAD_MB" = "20", rare: "Longest file handed in, in megabytes";
    "max_import_mb" "max-import-mb" "PREAU_MAX_IMPORT_MB" = "100", rare: "Longest file of schools or people taken in, in megabytes";
    "mailbox_domains" "mailbox-domains" "PREAU_MAILBOX_DOMAINS" = "ac-*.fr", rare: "Domains of school mailboxes, separated by « | », with * for any letters: others may name a person";
    "max_body_kb" "max-body-kb" "PREAU_MAX_BODY_KB" = "256", rare: "Longest form, in kilobytes";
    "max_requests" "max-requests" "PREAU_MAX_REQUESTS" = "256", rare: "Requests answered at once; more wait a moment, then get 503";
    "max_connections" "max-connections" "PREAU_MAX_CONNECTIONS" = "4096", rare: "Connections held at once";
    "header_timeout" "header-timeout" "PREAU_HEADER_TIMEOUT" = "30", rare: "Seconds a client may take to send the head of a request, and to send a form";
    "request_timeout" "request-timeout" "PREAU_REQUEST_TIMEOUT" = "30", rare: "Seconds before a request is given up with 503";
    "upload_timeout" "upload-timeout" "PREAU_UPLOAD_TIMEOUT" = "300", rare: "Seconds a file handed in may take";
    "shutdown_timeout" "shutdown-timeout" "PREAU_SHUTDOWN_TIMEOUT" = "20", rare: "Seconds for what is under way when the server is asked to stop";
    "session_idle_days" "session-idle-days" "PREAU_SESSION_IDLE_DAYS" = "14", rare: "Days after which an unused login ends";
    "session_days" "session-days" "PREAU_SESSION_DAYS" = "30", rare: "Days after which a login ends in any case";
    "keep_account_months" "keep-account-months" "PREAU_KEEP_ACCOUNT_MONTHS" = "24", rare: "Months without login after which an account is closed; its owner is warned 30 days before";
    "keep_person_months" "keep-person-months" "PREAU_KEEP_PERSON_MONTHS" = "36", rare: "Months without login after which a closed account is anonymised; its owner is warned 30 days before";
    "keep_learning_years" "keep-learning-years" "PREAU_KEEP_LEARNING_YEARS" = "1", rare: "School years, after the current one, that answers and progress are kept";
    "keep_access_months" "keep-access-months" "PREAU_KEEP_ACCESS_MONTHS" = "12", rare: "Months that people can see who looked at their record";
    "keep_notice_months" "keep-notice-months" "PREAU_KEEP_NOTICE_MONTHS" = "12", rare: "Months that notifications are kept";
    "keep_request_years" "keep-request-years" "PREAU_KEEP_REQUEST_YEARS" = "5", rare: "Years that answered requests about personal data stay in their register";
    "keep_audit_years" "keep-audit-years" "PREAU_KEEP_AUDIT_YEARS" = "5", rare: "Years that the journal of acts is kept";
    "hashing_threads" "hashing-threads" "PREAU_HASHING_THREADS" = "2", rare: "Passwords checked at once (19 MiB each)";
};

/// Where a value was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    Flag,
    Environment(String),
    File(PathBuf),
    Default,
}

impl Origin {
    /// As `preau config` and messages name it.
    pub fn describe(&self) -> String {
        match self {
            Self::Flag => "flag".to_owned(),
            Self::Environment(name) => name.clone(),
            Self::File(path) => path.display().to_string(),
            Self::Default => "default".to_owned(),
        }
    }
}

/// A value and its origin.
#[derive(Debug, Clone)]
pub struct Setting {
    pub value: String,
    pub origin: Origin,
}

/// Values by name, complete.
pub type Settings = BTreeMap<&'static str, Setting>;

/// What was given by flag or in the environment.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    given: Settings,
    /// `--config`.
    pub file: Option<PathBuf>,
}

impl Flags {
    /// As if the setting had been given by flag: for commands that decide one themselves, and tests.
    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.given.insert(name, Setting { value: value.into(), origin: Origin::Flag });
    }
}

impl clap::FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut flags = Self::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.file = matches.get_one::<PathBuf>("config").cloned();
        for key in KEYS {
            let Some(value) = matches.get_one::<String>(key.name).filter(|value| !value.is_empty()) else {
                continue;
            };
            let origin = match matches.value_source(key.name) {
                Some(ValueSource::EnvVariable) => Origin::Environment(key.env.to_owned()),
                _ => Origin::Flag,
            };
            self.given.insert(key.name, Setting { value: value.clone(), origin });
        }
        Ok(())
    }
}

impl clap::Args for Flags {
    fn augment_args(command: Command) -> Command {
        let config = Arg::new("config")
            .long("config")
            .env("PREAU_CONFIG")
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .help("Settings file [default: preau.toml here or in the data folder, if there]")
            .global(true)
            .help_heading("Settings");
        KEYS.iter().fold(command.arg(config), |command, key| {
            let default =
                if key.default.is_empty() { String::new() } else { format!(" [default: {}]", key.default) };
            command.arg(
                Arg::new(key.name)
                    .long(key.flag)
                    .env(key.env)
                    .hide_env_values(true)
                    .value_name("VALUE")
                    .hide_short_help(key.rare)
                    .help(format!("{}{default}", key.help))
                    .global(true)
                    .help_heading("Settings"),
            )
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// Puts everything together.
///
/// # Errors
/// When a file cannot be read, or holds a key that is none.
pub fn merge(flags: &Flags, env: impl Fn(&str) -> Option<OsString>) -> Result<Settings> {
    let mut settings: Settings = KEYS
        .iter()
        .map(|key| (key.name, Setting { value: key.default.to_owned(), origin: Origin::Default }))
        .collect();
    let data_dir = flags.given.get("data_dir").map_or("./data", |setting| setting.value.as_str());
    if let Some(file) = settings_file(flags, data_dir)? {
        settings.extend(read_file(&file)?);
    }
    for key in KEYS {
        let name = format!("{}_FILE", key.env);
        if let Some(path) = env(&name).filter(|path| !path.is_empty()) {
            let value =
                std::fs::read_to_string(&path).with_context(|| format!("{name}: {}", path.display()))?;
            let setting = Setting { value: value.trim_end().to_owned(), origin: Origin::Environment(name) };
            settings.insert(key.name, setting);
        }
    }
    settings.extend(flags.given.clone());
    Ok(settings)
}

/// The file to read: the one named, or `preau.toml` here or in the data folder.
fn settings_file(flags: &Flags, data_dir: &str) -> Result<Option<PathBuf>> {
    if let Some(file) = &flags.file {
        if !file.is_file() {
            bail!("--config: there is no file {}", file.display());
        }
        return Ok(Some(file.clone()));
    }
    let usual = [PathBuf::from("preau.toml"), Path::new(data_dir).join("preau.toml")];
    Ok(usual.into_iter().find(|file| file.is_file()))
}

fn read_file(file: &Path) -> Result<Settings> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let table: toml::Table = text.parse().with_context(|| file.display().to_string())?;
    let mut found = Settings::new();
    for (name, value) in &table {
        let Some(key) = KEYS.iter().find(|key| key.name == name) else {
            let hint = closest(name).map(|close| format!(" — did you mean `{close}`?")).unwrap_or_default();
            bail!("{}: there is no setting `{name}`{hint}", file.display());
        };
        let value = as_text(value).with_context(|| {
            format!("{}: `{name}` must be a text, a number, true, false or a list of texts", file.display())
        })?;
        found.insert(key.name, Setting { value, origin: Origin::File(file.to_owned()) });
    }
    Ok(found)
}

fn as_text(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(yes) => Some(yes.to_string()),
        // `|` and `,` are what the settings that are lists are cut at: issuer lines, networks.
        toml::Value::Array(items) => {
            let items: Option<Vec<&str>> = items.iter().map(toml::Value::as_str).collect();
            items.map(|items| items.join("|"))
        }
        toml::Value::Float(_) | toml::Value::Datetime(_) | toml::Value::Table(_) => None,
    }
}

/// The known name that is nearest to what was typed, if it is near enough to be a slip.
fn closest(typed: &str) -> Option<&'static str> {
    let typed = typed.replace('-', "_");
    KEYS.iter()
        .map(|key| (distance(&typed, key.name), key.name))
        .min()
        .filter(|(distance, name)| *distance <= 3.min(name.len() / 2))
        .map(|(_, name)| name)
}

/// Letters to add, remove or change to get from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let change = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[to.len()]
}

/// Hides the password of an address, for logs and `preau config`.
pub fn mask(value: &str) -> String {
    let Some((scheme, rest)) = value.split_once("://") else { return value.to_owned() };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let mut shown = match rest[..end].rsplit_once('@') {
        Some((who, _)) => {
            let user = who.split(':').next().unwrap_or_default();
            let secret = if who.contains(':') { ":***" } else { "" };
            format!("{scheme}://{user}{secret}@{}", &rest[who.len() + 1..])
        }
        None => value.to_owned(),
    };
    if let Some(start) = shown.find("password=").map(|at| at + "password=".len()) {
        let end = shown[start..].find('&').map_or(shown.len(), |length| start + length);
        shown.replace_range(start..end, "***");
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{Args as _, FromArgMatches as _};

    fn given(arguments: &[&str]) -> Flags {
        let command = Flags::augment_args(Command::new("preau"));
        Flags::from_arg_matches(&command.get_matches_from([&["preau"], arguments].concat())).unwrap()
    }

    #[test]
    fn the_three_names_of_a_setting_agree() {
        for key in KEYS {
            assert_eq!(key.flag, key.name.replace('_', "-"));
            assert_eq!(key.env, format!("PREAU_{}", key.name.to_uppercase()));
        }
    }

    #[test]
    fn flags_go_before_the_environment_before_the_file_before_the_default() {
        let folder = tempfile::tempdir().unwrap();
        let (file, secret) = (folder.path().join("x.toml"), folder.path().join("url"));
        std::fs::write(
            &file,
            "name = 'File'\nzone = 'Indian/Reunion'\nmax_body_kb = 64\naddr = '127.0.0.1:1'\n",
        )
        .unwrap();
        std::fs::write(&secret, "postgres://preau@db/preau\n").unwrap();
        let flags = given(&["--config", file.to_str().unwrap(), "--addr", "127.0.0.1:2"]);
        let settings = merge(&flags, |name| {
            (name == "PREAU_DATABASE_URL_FILE").then(|| secret.clone().into_os_string())
        })
        .unwrap();
        let value = |name: &str| settings[name].value.as_str();
        assert_eq!((value("addr"), value("name"), value("max_body_kb")), ("127.0.0.1:2", "File", "64"));
        assert_eq!(value("database_url"), "postgres://preau@db/preau");
        assert_eq!(settings["log_format"].origin, Origin::Default);
        assert_eq!(settings["zone"].origin, Origin::File(file));
    }

    #[test]
    fn a_slip_in_the_file_is_named_and_a_close_name_proposed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.toml");
        for (text, expected) in [
            ("base-urll = ''", "there is no setting `base-urll` — did you mean `base_url`?"),
            ("couleur = 'vert'", "there is no setting `couleur`"),
            ("name = 1.5", "`name` must be a text"),
        ] {
            std::fs::write(&file, text).unwrap();
            let flags = Flags { file: Some(file.clone()), ..Flags::default() };
            let error = format!("{:#}", merge(&flags, |_| None).unwrap_err());
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn passwords_are_hidden() {
        for (value, shown) in [
            ("postgres://preau:s3cr@t@db/preau?x=@", "postgres://preau:***@db/preau?x=@"),
            ("postgres://preau@db/preau", "postgres://preau@db/preau"),
            ("smtp://u:p@mail:25", "smtp://u:***@mail:25"),
            ("postgres:///preau?password=s3cret&host=/run", "postgres:///preau?password=***&host=/run"),
            ("console", "console"),
            ("sqlite:data/preau.db", "sqlite:data/preau.db"),
        ] {
            assert_eq!(mask(value), shown);
        }
    }
}
