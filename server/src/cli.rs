//! The commands, as they are typed. Each one is a file of [`crate::commands`].

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::commands::{
    admin, attestation, backup, check, demo, doctor, fmt, import, routes, serve, show_config, token,
};
use crate::settings::Flags;

/// Préau: training for secondary-school teachers, in one executable.
#[derive(Debug, Parser)]
#[command(name = "preau", version, about, propagate_version = true, disable_help_subcommand = false)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    flags: Flags,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the platform
    Serve,
    /// Fill a database with a demonstration, once, and serve it
    Demo(demo::Arguments),
    /// Check course folders; ends with 1 when something cannot be published
    Check(check::Arguments),
    /// Rewrite course pages in their canonical form
    Fmt(fmt::Arguments),
    /// Accounts of administrators
    Admin(admin::Arguments),
    /// Keys to the API
    Token(token::Arguments),
    /// Check or end attestations
    Attestation(attestation::Arguments),
    /// Take in a file of schools or people
    Import(import::Arguments),
    /// Write the whole installation into one file, also while it serves
    Backup(backup::Backup),
    /// Put a backup in place, or check it with --dry-run
    Restore(backup::Restore),
    /// Check everything that was promised, and say what to do
    Doctor(doctor::Arguments),
    /// List every door of the platform with the right it asks for
    Routes(routes::Arguments),
    /// Show the settings in force, secrets hidden, and where each comes from
    Config(show_config::Arguments),
}

/// Runs a command; gives the exit code.
pub async fn run(cli: Cli) -> Result<ExitCode> {
    let flags = &cli.flags;
    match cli.command {
        Command::Serve => serve::run(flags).await,
        Command::Demo(arguments) => demo::run(flags, arguments).await,
        Command::Check(arguments) => check::run(&arguments),
        Command::Fmt(arguments) => fmt::run(&arguments),
        Command::Admin(arguments) => admin::run(flags, arguments).await,
        Command::Token(arguments) => token::run(flags, arguments).await,
        Command::Attestation(arguments) => attestation::run(flags, arguments).await,
        Command::Import(arguments) => import::run(flags, arguments).await,
        Command::Backup(arguments) => backup::backup(flags, arguments).await,
        Command::Restore(arguments) => backup::restore(flags, arguments).await,
        Command::Doctor(arguments) => doctor::run(flags, arguments).await,
        Command::Routes(arguments) => routes::run(&arguments),
        Command::Config(arguments) => show_config::run(flags, &arguments),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_commands_fit_together() {
        Cli::command().debug_assert();
    }
}
