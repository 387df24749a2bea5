//! `preau token create`: a key to the API for somebody who has an account.

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Subcommand;
use preau::access::policy::by_operator;
use preau::access::tokens;
use preau::{Clock, people};

use super::admin::in_words;
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
    /// Make a token that is good for a year; it is shown once
    Create {
        /// Address of the account
        #[arg(long)]
        email: String,
        /// What it is for, as its owner will read it
        #[arg(long)]
        name: String,
    },
}

pub async fn run(flags: &Flags, arguments: Arguments) -> Result<ExitCode> {
    let config = Config::load(flags)?;
    let Command::Create { email, name } = arguments.command;
    let db = open(&config).await?;
    let mut tx = db.begin().await?;
    let person = people::by_address(&mut tx, &email)
        .await?
        .with_context(|| format!("nobody has the address {email}"))?;
    let token = tokens::create(&mut tx, by_operator(person.id), &name, Clock::System.now())
        .await
        .map_err(in_words)?;
    tx.commit().await?;
    db.close().await;
    println!("{token}");
    Ok(ExitCode::SUCCESS)
}
