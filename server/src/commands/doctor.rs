//! `preau doctor`: is all well?

use std::process::ExitCode;

use anyhow::{Result, bail};
use preau::{Clock, Db, instance};

use crate::DEMO;
use crate::backup::restore::sqlite_file;
use crate::config::Config;
use crate::doctor::{Verdict, examine};
use crate::settings::Flags;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// As JSON
    #[arg(long)]
    json: bool,
    /// Make the figures that are kept beside the facts anew
    #[arg(long)]
    rebuild: bool,
}

pub async fn run(flags: &Flags, arguments: Arguments) -> Result<ExitCode> {
    let mut config = Config::load(flags)?;
    if let Some(file) = sqlite_file(&config).filter(|file| !file.is_file()) {
        bail!("there is no database {}", file.display());
    }
    // Not migrated: a doctor does not operate.
    let db = Db::open(&config.database_url).await?;
    if let Ok(mut read) = db.read().await {
        config.site.demo =
            instance::get(&mut read, DEMO).await.ok().flatten().is_some_and(|value| value == "true");
    }
    let findings = examine(&config, &db, &Clock::System, arguments.rebuild).await;
    db.close().await;
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&findings)?);
    } else {
        for finding in &findings {
            let mark = match finding.verdict {
                Verdict::Well => "ok    ",
                Verdict::Look => "look  ",
                Verdict::Broken => "BROKEN",
            };
            println!("{mark} {:<16} {}", finding.name, finding.says);
            if !finding.advice.is_empty() {
                println!("{:24}→ {}", "", finding.advice);
            }
        }
    }
    let broken = findings.iter().any(|finding| finding.verdict == Verdict::Broken);
    Ok(if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
