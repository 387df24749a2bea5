//! `preau backup` and `preau restore`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use preau::{Clock, Db};

use crate::backup::restore::{check, sqlite_file};
use crate::backup::{Manifest, write::write};
use crate::config::Config;
use crate::settings::Flags;

#[derive(Debug, clap::Args)]
pub struct Backup {
    /// File to write [default: preau-DATE-TIME.tar here]
    file: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Restore {
    /// File that `preau backup` wrote
    file: PathBuf,
    /// Check the backup and say what it holds; change nothing
    #[arg(long)]
    dry_run: bool,
    /// Replace what is there
    #[arg(long)]
    force: bool,
}

pub async fn backup(flags: &Flags, arguments: Backup) -> Result<ExitCode> {
    let config = Config::load(flags)?;
    if let Some(file) = sqlite_file(&config).filter(|file| !file.is_file()) {
        bail!("there is no database {}", file.display());
    }
    let created_at = Clock::System.now().to_rfc3339();
    let file = arguments.file.unwrap_or_else(|| {
        let stamp: String = created_at.chars().take(19).filter(|c| c.is_ascii_digit() || *c == 'T').collect();
        PathBuf::from(format!("preau-{stamp}.tar"))
    });
    let db = Db::open(&config.database_url).await?;
    let written = write(&db, &config.uploads(), &file, created_at).await;
    db.close().await;
    print(&written?);
    println!("written to {}", file.display());
    Ok(ExitCode::SUCCESS)
}

pub async fn restore(flags: &Flags, arguments: Restore) -> Result<ExitCode> {
    let config = Config::load(flags)?;
    let temporary = std::env::temp_dir();
    // A dry run needs no data folder; a true one unpacks where the files will stand.
    let beside: &Path = if arguments.dry_run {
        &temporary
    } else {
        crate::config::private_folder(&config.data_dir)?;
        &config.data_dir
    };
    let checked = check(&arguments.file, beside).await?;
    print(&checked.manifest);
    if arguments.dry_run {
        println!("the backup is whole; nothing was changed");
        return Ok(ExitCode::SUCCESS);
    }
    checked.put_in_place(&config, arguments.force).await?;
    println!("restored; `preau doctor` says whether all is well");
    Ok(ExitCode::SUCCESS)
}

fn print(manifest: &Manifest) {
    println!(
        "backup of {} by version {}, {}, migration {}",
        manifest.created_at, manifest.version, manifest.engine, manifest.migration
    );
    for (table, rows) in manifest.tables.iter().filter(|(_, rows)| **rows > 0) {
        println!("  {table:<20} {rows:>9}");
    }
    let files = manifest.entries.len().saturating_sub(1);
    let bytes: u64 = manifest.entries.iter().map(|entry| entry.bytes).sum();
    println!("  {files} files handed in, {bytes} bytes in all, audit chain at {}", manifest.audit.seq);
}
