//! `preau config`: what is in force, and where it was found.

use std::process::ExitCode;

use anyhow::Result;

use crate::config::Config;
use crate::settings::Flags;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub fn run(flags: &Flags, arguments: &Arguments) -> Result<ExitCode> {
    let shown = Config::load(flags)?.shown();
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&shown)?);
        return Ok(ExitCode::SUCCESS);
    }
    for (name, setting) in shown.as_object().into_iter().flatten() {
        let part = |key: &str| setting.get(key).and_then(|value| value.as_str()).unwrap_or_default();
        println!("{name:<18} {:<40} {}", part("value"), part("from"));
    }
    Ok(ExitCode::SUCCESS)
}
