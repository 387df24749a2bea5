//! What stands around the database: folder, disk, addresses, mail.

use std::path::Path;
use std::time::Duration;

use tokio::time::timeout;

use super::Finding;
use crate::config::Config;
use crate::mail::{MailRoute, Mailer};

/// Less room than this, and a day of work may fill the disk.
const LOW: u64 = 1 << 30;

pub(super) async fn examine(config: &Config, findings: &mut Vec<Finding>) {
    findings.push(folder(&config.data_dir));
    findings.push(disk(&config.data_dir));
    findings.push(address(config));
    findings.push(mail(config).await);
}

fn folder(path: &Path) -> Finding {
    let name = "data folder";
    let Ok(data) = std::fs::metadata(path) else {
        return Finding::broken(
            name,
            1,
            format!("{} cannot be read", path.display()),
            "check --data-dir and its rights",
        );
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = data.permissions().mode() & 0o777;
        if mode & 0o007 != 0 {
            let says = format!("{} may be read by everybody on this machine ({mode:o})", path.display());
            return Finding::look(name, 1, says, format!("chmod 700 {}", path.display()));
        }
    }
    let probe = tempfile::Builder::new().prefix(".preau-doctor").tempfile_in(path);
    match probe {
        Ok(_) if data.is_dir() => Finding::well(name, 1, format!("{} can be written", path.display())),
        Ok(_) | Err(_) => Finding::broken(
            name,
            1,
            format!("{} cannot be written", path.display()),
            "check its rights and the disk",
        ),
    }
}

fn disk(path: &Path) -> Finding {
    let name = "disk";
    match rustix::fs::statvfs(path) {
        Ok(found) => {
            let free = found.f_bavail.saturating_mul(found.f_frsize);
            let megabytes = i64::try_from(free >> 20).unwrap_or(i64::MAX);
            let says = format!("{megabytes} MB free");
            if free < LOW {
                Finding::look(name, megabytes, says, "make room: a full disk refuses every write")
            } else {
                Finding::well(name, megabytes, says)
            }
        }
        Err(error) => Finding::look(name, 0, format!("free room is unknown: {error}"), "look with df"),
    }
}

fn address(config: &Config) -> Finding {
    let name = "public address";
    let url = &config.site.base_url;
    let local =
        ["http://127.0.0.1", "http://localhost", "http://[::1]"].iter().any(|start| url.starts_with(start));
    if config.site.secure || local {
        return Finding::well(name, 1, url.clone());
    }
    let advice =
        "put a proxy with TLS in front, set --base-url https://…, and let it pass Host and Origin unchanged";
    Finding::look(name, 1, format!("{url} is not encrypted"), advice)
}

async fn mail(config: &Config) -> Finding {
    let name = "mail";
    let mailer = match Mailer::new(&config.mail, &config.mail_from, &config.site.base_url, &config.site.name)
    {
        Ok(mailer) => mailer,
        Err(error) => return Finding::broken(name, 1, format!("{error:#}"), "correct the setting"),
    };
    match &config.mail {
        MailRoute::Console | MailRoute::Folder(_) if config.site.demo => {
            Finding::well(name, 0, "kept here: this is a demo")
        }
        MailRoute::Console | MailRoute::Folder(_) => Finding::look(
            name,
            1,
            "mails do not leave this machine",
            "set --mail smtp://… so that invitations arrive",
        ),
        MailRoute::Smtp(_) => match timeout(Duration::from_secs(10), mailer.test()).await {
            Ok(true) => Finding::well(name, 1, "the relay answers"),
            Ok(false) | Err(_) => Finding::look(
                name,
                1,
                "the relay does not answer",
                "mails wait and leave when it does; check --mail",
            ),
        },
    }
}
