//! `preau admin create`: the first account of an installation, and a way back in when nobody has one.

use std::io::{IsTerminal as _, Read as _};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::Subcommand;
use preau::access::policy::by_operator;
use preau::access::{self, Role, accounts, passwords};
use preau::people::{self, NewPerson};
use preau::{Clock, Db, Error};
use preau_app::texts::{Lang, fault, refusal};

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
    /// Make an administrator: active with a password from the standard input, or invited by mail
    Create(Create),
}

#[derive(Debug, clap::Args)]
struct Create {
    /// Address to log in with
    #[arg(long)]
    email: String,
    #[arg(long)]
    given_name: String,
    #[arg(long)]
    usual_name: String,
    /// Read the password from the standard input instead of inviting by mail
    #[arg(long)]
    password_stdin: bool,
}

pub async fn run(flags: &Flags, arguments: Arguments) -> Result<ExitCode> {
    let config = Config::load(flags)?;
    let Command::Create(create) = arguments.command;
    let password = if create.password_stdin { Some(read_password()?) } else { None };
    let new = NewPerson {
        given_name: create.given_name,
        usual_name: create.usual_name,
        email: create.email,
        ..NewPerson::default()
    };
    let db = open(&config).await?;
    let made = make(&db, &new, password.as_deref()).await;
    db.close().await;
    made.map_err(in_words)?;
    match password {
        Some(_) => println!("{} may log in at {}/connexion", new.email, config.site.base_url),
        None => println!("{} gets a mail with a link as soon as the server runs", new.email),
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes the account, or takes the one that has the address, and gives it the role.
async fn make(db: &Db, new: &NewPerson, password: Option<&str>) -> preau::Result<()> {
    let now = Clock::System.now();
    let hash = match password {
        Some(password) => {
            passwords::check("password", password, &[&new.given_name, &new.usual_name, &new.email])?;
            Some(passwords::Hasher::new(1)?.hash(password).await?)
        }
        None => None,
    };
    let mut tx = db.begin().await?;
    let person = match (people::by_address(&mut tx, &new.email).await?, hash) {
        (Some(known), None) => known,
        (Some(_), Some(_)) => return Err(preau::Refusal::new("address-taken").into()),
        (None, Some(hash)) => accounts::create_active(&mut tx, by_operator(()), new, &hash, now).await?,
        (None, None) => accounts::invite(&mut tx, by_operator(()), new, now).await?,
    };
    access::grant(&mut tx, person.id, Role::Administrator, None, "preau admin create", now).await?;
    tx.commit().await
}

fn read_password() -> Result<String> {
    let mut input = std::io::stdin();
    if input.is_terminal() {
        eprintln!("Password, then Enter (it shows while you type):");
        let mut line = String::new();
        input.read_line(&mut line).context("the standard input")?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let mut text = String::new();
    input.read_to_string(&mut text).context("the standard input")?;
    let password = text.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        bail!("the standard input holds no password");
    }
    Ok(password.to_owned())
}

/// Rules that say no, in the sentences people read on pages.
pub fn in_words(error: Error) -> anyhow::Error {
    match error {
        Error::Refused(no) => anyhow::anyhow!(refusal(Lang::En, &no)),
        Error::Invalid(faults) => {
            let sentences: Vec<String> =
                faults.iter().map(|found| format!("{}: {}", found.field, fault(Lang::En, found))).collect();
            anyhow::anyhow!(sentences.join("\n       "))
        }
        other @ (Error::NotFound
        | Error::LoginNeeded
        | Error::Forbidden
        | Error::TooMany { .. }
        | Error::Unavailable(_)
        | Error::Broken(_)) => anyhow::Error::new(other),
    }
}
