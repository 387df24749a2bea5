//! `preau routes`: every door, for those who check that none is open by mistake.

use std::process::ExitCode;

use anyhow::Result;

use crate::routes::listed;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&listed())?);
        return Ok(ExitCode::SUCCESS);
    }
    for door in listed() {
        println!("{:<7} {:<76} {:<20} {}", door.method, door.path, door.act, door.object);
    }
    Ok(ExitCode::SUCCESS)
}
