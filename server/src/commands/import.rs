//! `preau import`: files of schools and people from the server room, by the same verbs as the pages.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};
use preau::access::policy::by_operator;
use preau::clock::MINUTE;
use preau::school::Uai;
use preau::school::import::{self, Batch, Kind, NewBatch, Options, State, Surroundings, Verdict, Wanted};
use preau::{Clock, Db, ids};
use preau_app::school::import::{failure, in_a_line, surroundings_of};
use preau_app::texts::Lang;
use uuid::Uuid;

use super::admin::in_words;
use crate::config::Config;
use crate::open;
use crate::settings::Flags;

/// Rows that are shown of each verdict that needs a look.
const SHOWN: i64 = 50;

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Schools, in the shape of the open data of the register
    Register {
        #[command(flatten)]
        how: How,
        /// Keep the first degree and services as well
        #[arg(long)]
        every_school: bool,
    },
    /// People, their postings and roles
    People {
        #[command(flatten)]
        how: How,
        /// Send everybody who is new a mail with a link
        #[arg(long)]
        send_invitations: bool,
        /// School of the rows that name none
        #[arg(long)]
        uai: Option<String>,
    },
}

#[derive(Debug, Args)]
struct How {
    file: PathBuf,
    /// Say what each row would do, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write the rows that hold, though others are refused [default: all or nothing]
    #[arg(long)]
    only_valid: bool,
    /// Path of the part of the organisation to write in, such as fr/14/ [default: everywhere]
    #[arg(long, default_value = "", hide_default_value = true)]
    scope: String,
}

pub async fn run(flags: &Flags, arguments: Arguments) -> Result<ExitCode> {
    let config = Config::load(flags)?;
    let (kind, how, options) = match arguments.command {
        Command::Register { how, every_school } => {
            (Kind::Register, how, Options { every_school, ..Options::default() })
        }
        Command::People { how, send_invitations, uai } => {
            let uai = match uai {
                Some(uai) => Some(
                    Uai::parse(&uai).map_err(|_| anyhow::anyhow!("{uai} is no UAI"))?.as_str().to_owned(),
                ),
                None => None,
            };
            (Kind::People, how, Options { send_invitations, uai, ..Options::default() })
        }
    };
    let around = surroundings_of(&config.uploads(), &config.site.mailbox_domains);
    let db = open(&config).await?;
    let done = take_in(&db, &around, kind, &how, options).await;
    db.close().await;
    done
}

async fn take_in(
    db: &Db,
    around: &Surroundings,
    kind: Kind,
    how: &How,
    options: Options,
) -> Result<ExitCode> {
    let id = arrive(db, around, kind, how, options).await?;
    let batch = work(db, around, id).await?;
    if let Some(why) = failure(Lang::En, &batch) {
        println!("{why}");
        give_up(db, around, id).await?;
        return Ok(ExitCode::FAILURE);
    }
    tell(db, &batch).await?;
    if how.dry_run {
        give_up(db, around, id).await?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut tx = db.begin().await?;
    let started = import::apply(&mut tx, by_operator(id), how.only_valid, Clock::System.now()).await;
    match started {
        Ok(()) => tx.commit().await?,
        Err(error) if error.refusal().is_some_and(|refusal| refusal.key == "import-empty") => {
            tx.rollback().await?;
            println!("nothing to write");
            give_up(db, around, id).await?;
            return Ok(ExitCode::SUCCESS);
        }
        Err(error) => {
            tx.rollback().await?;
            give_up(db, around, id).await?;
            return Err(in_words(error))
                .context("nothing was written (--only-valid writes the rows that hold)");
        }
    }
    let batch = work(db, around, id).await?;
    let written = batch.counts.ended("done");
    println!("{written} rows written");
    let unsettled = Wanted { unsettled: true, ..Wanted::default() };
    let left = show(db, id, &unsettled).await?;
    Ok(if batch.state() == State::Applied && left == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn arrive(db: &Db, around: &Surroundings, kind: Kind, how: &How, options: Options) -> Result<Uuid> {
    let now = Clock::System.now();
    let id = ids::new(now);
    std::fs::create_dir_all(&around.folder)?;
    let file_bytes =
        std::fs::copy(&how.file, around.file(id)).with_context(|| how.file.display().to_string())?;
    let file_name = how.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let new = NewBatch { id, kind, scope: how.scope.clone(), file_name, file_bytes, shape: None, options };
    let mut tx = db.begin().await?;
    import::create(&mut tx, by_operator(new), now).await?;
    tx.commit().await?;
    Ok(id)
}

/// Works until the batch waits for a decision or is over; a server that runs may do part of it.
async fn work(db: &Db, around: &Surroundings, id: Uuid) -> Result<Batch> {
    loop {
        let more = import::step(db, &Clock::System, around, id, MINUTE).await?;
        let batch = import::batch(&mut db.read().await?, id).await?;
        if !batch.state().is_busy() {
            return Ok(batch);
        }
        if !more {
            // Somebody else went on with it: their turn.
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
}

async fn give_up(db: &Db, around: &Surroundings, id: Uuid) -> Result<()> {
    let mut tx = db.begin().await?;
    import::drop_batch(&mut tx, by_operator(id), Clock::System.now()).await?;
    tx.commit().await?;
    around.forget(id);
    Ok(())
}

async fn tell(db: &Db, batch: &Batch) -> Result<()> {
    if let Some(shape) = batch.shape() {
        println!(
            "read as {}, delimiter {}, {} header",
            shape.encoding.code(),
            shape.delimiter.code(),
            if shape.header { "with" } else { "without" }
        );
    }
    for verdict in Verdict::ALL {
        let count = batch.counts.of(verdict);
        if count > 0 {
            println!("{count:>8} {}", verdict.code());
        }
    }
    for verdict in [Verdict::Refuse, Verdict::Decide] {
        show(db, batch.id, &Wanted { verdict: Some(verdict), ..Wanted::default() }).await?;
    }
    Ok(())
}

/// Shows rows in words; gives how many there are.
async fn show(db: &Db, id: Uuid, wanted: &Wanted) -> Result<i64> {
    let mut read = db.read().await?;
    let count = import::count(&mut read, by_operator(id), wanted).await?;
    for line in import::lines(&mut read, by_operator(id), wanted, 0, 0, SHOWN).await? {
        println!("{}", in_a_line(Lang::En, &line));
    }
    if count > SHOWN {
        println!("… and {} more", count - SHOWN);
    }
    Ok(count)
}
