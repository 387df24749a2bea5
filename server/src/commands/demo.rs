//! `preau demo`: from nothing to a platform with people in it, in one command.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Subcommand;
use preau::{Clock, Db, instance};
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use crate::commands::serve;
use crate::config::Config;
use crate::courses::{Shelf, take_in};
use crate::demo::people::{Account, Opening, accounts};
use crate::demo::scale::{self, Reached, Scale};
use crate::demo::{PASSWORD, State, fill, state};
use crate::settings::Flags;
use crate::{logs, open};

/// Key, in `instance`, of the seed a demo was made with.
const SEED: &str = "demo.seed";

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Another number makes another set of progress and answers
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How large: what is here by default, one académie, or the whole country
    #[arg(long, value_enum, default_value_t)]
    scale: Scale,
    /// Fill, print the accounts and end, without serving
    #[arg(long)]
    no_serve: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The accounts of the demo
    Accounts {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

pub async fn run(flags: &Flags, arguments: Arguments) -> Result<ExitCode> {
    if let Some(Command::Accounts { json }) = arguments.command {
        let list = accounts(&mut StdRng::seed_from_u64(known_seed(flags).await.unwrap_or(arguments.seed)));
        if json {
            let shown = serde_json::json!({ "password": PASSWORD, "accounts": list });
            println!("{}", serde_json::to_string_pretty(&shown)?);
        } else {
            print!("{}", table(&list));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let config = Config::load(flags)?;
    logs::start(&config)?;
    let list = prepare(&config, arguments.seed, arguments.scale).await?;
    print!("{}", table(&list));
    println!("password: {PASSWORD}");
    if arguments.no_serve {
        return Ok(ExitCode::SUCCESS);
    }
    if !config.addr.ip().is_loopback() {
        tracing::warn!("The demo can be reached from outside, and its password is known to everybody");
    }
    serve::serve(config).await?;
    Ok(ExitCode::SUCCESS)
}

/// Fills the database of a configuration if it is empty; a second time changes nothing.
pub async fn prepare(config: &Config, seed: u64, scale: Scale) -> Result<Vec<Account>> {
    let db = open(config).await?;
    let list = async {
        let list = prepare_on(config, &db, seed).await?;
        reach(config, &db, seed, scale).await?;
        Ok::<_, anyhow::Error>(list)
    }
    .await;
    db.close().await;
    list
}

/// Lets a demo grow to the size that was asked for; one that is larger stays as it is.
async fn reach(config: &Config, db: &Db, seed: u64, scale: Scale) -> Result<()> {
    match scale::reached(db, scale).await? {
        Reached::Yes => Ok(()),
        Reached::UnderWay | Reached::Other => bail!(
            "the demo in {} is of another size, or was broken off while it grew: take another --data-dir, or delete it",
            crate::settings::mask(&config.database_url)
        ),
        Reached::No => {
            let hash = preau::access::passwords::Hasher::new(1)?.hash(PASSWORD).await?;
            scale::reach(db, &config.site, scale, &hash, seed, Clock::System.now()).await?;
            Ok(())
        }
    }
}

async fn prepare_on(config: &Config, db: &Db, seed: u64) -> Result<Vec<Account>> {
    match state(db).await? {
        State::Filled => {
            let known =
                instance::get(&mut db.read().await?, SEED).await?.and_then(|known| known.parse().ok());
            Ok(accounts(&mut StdRng::seed_from_u64(known.unwrap_or(seed))))
        }
        State::InUse => bail!(
            "the database {} is in use: a demo is made in an empty one only (another --data-dir)",
            crate::settings::mask(&config.database_url)
        ),
        State::Empty => {
            let clock = Clock::System;
            let outcome = take_in(db, &clock, &Shelf::open(config.content.as_deref())?).await?;
            if !outcome.refused.is_empty() {
                tracing::warn!(refused = outcome.refused.join(", "), "Some courses are not in the demo");
            }
            let hash = preau::access::passwords::Hasher::new(1)?.hash(PASSWORD).await?;
            let list = fill(db, &config.site, &hash, seed, clock.now()).await?;
            let mut tx = db.begin().await?;
            instance::set(&mut tx, SEED, &seed.to_string()).await?;
            tx.commit().await?;
            Ok(list)
        }
    }
}

/// The seed of the demo at hand; none when there is none.
async fn known_seed(flags: &Flags) -> Option<u64> {
    let config = Config::load(flags).ok()?;
    let path = config.database_url.strip_prefix("sqlite:");
    // Looking must not make a database.
    if path.is_some_and(|path| !std::path::Path::new(path.trim_start_matches("//")).exists()) {
        return None;
    }
    let db = Db::open(&config.database_url).await.ok()?;
    let seed = async {
        instance::get(&mut db.read().await.ok()?, SEED).await.ok()?.and_then(|seed| seed.parse().ok())
    }
    .await;
    db.close().await;
    seed
}

fn table(accounts: &[Account]) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{:<44} {:<22} {:<15} school", "account", "name", "role");
    for account in accounts {
        let role = match (account.opening, account.role) {
            (Opening::Invited, _) => "(invited)",
            (Opening::Locked, _) => "(locked)",
            (Opening::Active, Some(role)) => role.code(),
            (Opening::Active, None) => "teacher",
        };
        let name = format!("{} {}", account.given_name, account.usual_name);
        let _ = writeln!(text, "{:<44} {name:<22} {role:<15} {}", account.email, account.school);
    }
    text
}
