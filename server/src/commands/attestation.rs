//! `preau attestation`: checking one without the platform, and ending one from the server room.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result, anyhow};
use clap::Subcommand;
use preau::access::policy::by_operator;
use preau::certificate::signed::{FileVerdict, verify_file};
use preau::certificate::{Statement, keys, revoke};
use preau::{Clock, Error};

use super::admin::in_words;
use crate::backup::restore::sqlite_file;
use crate::config::Config;
use crate::open;
use crate::settings::Flags;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check a signed attestation (the JSON its holder downloads), without network
    Verify {
        file: PathBuf,
        /// Public key of the issuer, in base64; may be repeated [default: the keys of this installation]
        #[arg(long)]
        key: Vec<String>,
    },
    /// End an attestation: its public page says so from now on
    Revoke {
        /// Such as 2026-000123
        number: String,
        /// For its holder; never public
        #[arg(long)]
        reason: String,
    },
}

pub async fn run(flags: &Flags, arguments: Arguments) -> Result<ExitCode> {
    let config = Config::load(flags)?;
    match arguments.command {
        Command::Verify { file, key } => verify(&config, &file, key).await,
        Command::Revoke { number, reason } => {
            let db = open(&config).await?;
            let mut tx = db.begin().await?;
            let id = revoke::by_number(&mut tx, &number).await.map_err(|error| {
                if matches!(error, Error::NotFound) {
                    anyhow!("there is no attestation {number}")
                } else {
                    in_words(error)
                }
            })?;
            revoke::revoke(&mut tx, by_operator(id), &reason, Clock::System.now()).await.map_err(in_words)?;
            tx.commit().await?;
            db.close().await;
            println!("{number} is revoked");
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn verify(config: &Config, file: &std::path::Path, mut known: Vec<String>) -> Result<ExitCode> {
    let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    // Without a key, and without an installation here, the signature alone is checked.
    if known.is_empty() && sqlite_file(config).is_none_or(|file| file.is_file()) {
        let db = open(config).await?;
        known =
            keys::public_keys(&mut db.read().await?).await?.into_iter().map(|key| key.public_key).collect();
        db.close().await;
    }
    let (code, sentence) = match verify_file(&bytes, &known) {
        FileVerdict::Genuine(statement) => (ExitCode::SUCCESS, format!("genuine: {}", tell(&statement))),
        FileVerdict::UnknownKey(statement) => (
            ExitCode::FAILURE,
            format!("whole, but signed by a key that is none of those given: {}", tell(&statement)),
        ),
        FileVerdict::Altered => {
            (ExitCode::FAILURE, "altered: the signature is not that of the text".to_owned())
        }
        FileVerdict::Unreadable => {
            (ExitCode::FAILURE, "unreadable: this is no signed attestation".to_owned())
        }
    };
    println!("{sentence}");
    Ok(code)
}

fn tell(statement: &Statement) -> String {
    format!(
        "{} — {} {} — {} {}",
        statement.number,
        statement.holder.given_name,
        statement.holder.usual_name,
        statement.title(),
        statement.version().unwrap_or_default()
    )
    .trim_end()
    .to_owned()
}
