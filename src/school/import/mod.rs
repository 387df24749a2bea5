//! Files taken in: the register of schools, people and their postings.
//!
//! A file is first read without writing anything: each row gets a [`Verdict`]. A person looks at them, then asks for
//! all or nothing, or for the rows that hold. The same judgement is passed again on each row when it is written, so
//! that what changed in between is never overwritten unseen. A batch can be undone.
//!
//! Reading, writing and undoing go on in pieces of a thousand rows, each its own transaction, driven by jobs
//! ([`step`]): leaving the page, or killing the process, loses nothing.

mod apply;
mod batch;
mod columns;
mod export;
mod pasted;
mod people;
mod read;
mod register;
mod rows;
mod state;
#[cfg(test)]
mod tests;
mod undo;
mod verdict;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::Act;
use crate::clock::{Clock, Timestamp};
use crate::db::{Conn, Db, Tx};
use crate::error::Result;
use crate::sql;

pub use batch::{
    Batch, NewBatch, Reading, apply, batch, create, drop_batch, list, purge, read_again, resume, undo,
};
pub use columns::{Column, Mapping, columns};
pub use export::{people as export_people, schools as export_schools};
pub use pasted::{Pasted, pasted};
pub use rows::{Line, Wanted, count, decide, lines};
pub use state::{Event, State};
pub use verdict::{Change, Counts, Detail, Reason, Verdict};

/// The job that goes on with a batch: `{"batch": id}`.
pub const JOB: &str = "import.step";

/// Rows read or written in one transaction.
const CHUNK: usize = 1000;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Schools, in the shape of the open data of the register.
    Register,
    /// People, their postings and roles.
    People,
}

impl Kind {
    pub const ALL: [Self; 2] = [Self::Register, Self::People];

    pub fn code(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::People => "people",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The right it takes.
    pub fn act(self) -> Act {
        match self {
            Self::Register => Act::ImportRegister,
            Self::People => Act::ImportPeople,
        }
    }
}

/// What a person chose for a batch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// First degree, medico-social and services as well.
    pub every_school: bool,
    /// Whoever is new gets a mail with a link.
    pub send_invitations: bool,
    /// School of the rows that name none.
    pub uai: Option<String>,
    /// A name may be made out of `given.usual@…`: for lists of bare addresses.
    pub names_from_address: bool,
    /// Addresses that came more than once in a pasted list.
    pub doubles: u32,
}

/// What imports stand on beside the database.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// Folder of the files, one a batch, by its id.
    pub folder: PathBuf,
    /// Domains of school mailboxes, `*` for any letters: `ac-*.fr`. Other mailboxes may name a person.
    pub mailbox_domains: Vec<String>,
    /// Codes of disciplines.
    pub disciplines: Vec<String>,
}

impl Surroundings {
    /// Where the file of a batch lies.
    pub fn file(&self, batch: Uuid) -> PathBuf {
        self.folder.join(batch.simple().to_string())
    }
}

/// Goes on with a batch for at most `budget` microseconds; says whether there is more to do. Whatever is repeated,
/// by a second worker or after a crash, adds nothing.
///
/// # Errors
/// Those of the database and of the disk: the work goes on from where it was at the next try.
pub async fn step(db: &Db, clock: &Clock, around: &Surroundings, id: Uuid, budget: i64) -> Result<bool> {
    let until = clock.now().plus(budget);
    let batch = batch::by_id(&mut db.read().await?, id).await?;
    match batch.state() {
        State::Reading => read::slice(db, clock, around, batch, until).await,
        State::Applying => apply::slice(db, clock, around, batch, until).await,
        State::Undoing => undo::slice(db, clock, batch, until).await,
        State::Ready | State::Failed | State::Applied | State::Undone | State::Dropped => Ok(false),
    }
}

/// Waits until no other import writes: between looking and writing nothing of theirs comes.
async fn alone(tx: &mut Tx) -> Result<()> {
    let _: (i32,) = tx.query(sql!("select one from import_lock where one = 1", lock)).one().await?;
    Ok(())
}

/// Schools have come, gone or moved: the figures of coverage follow.
async fn recount(tx: &mut Tx, now: Timestamp) -> Result<()> {
    let year = crate::year::SchoolYear::of(now.date_in("Europe/Paris"));
    super::coverage::recount_all(tx, year, now).await?;
    // Mandates of schools that closed end too.
    super::postings::ended(tx, now, now).await
}

/// An id as texts of JSON carry it to both databases.
fn hex(id: Uuid) -> String {
    id.simple().to_string()
}

/// Writes where the work is. Says no when somebody else went on with it meanwhile: then nothing of ours is kept.
async fn went_on(tx: &mut Tx, was: &Batch, is: &Batch, now: Timestamp) -> Result<bool> {
    let kept = tx
        .query(sql!(
            "update import_batch
                set state = $4, counts = $5, made = $6, done_rows = $7, done_bytes = $8, total_rows = $9, updated_at = $10
              where id = $1 and state = $2 and done_rows = $3"
        ))
        .bind(was.id)
        .bind(was.state().code())
        .bind(was.done_rows)
        .bind(is.state().code())
        .bind(&is.counts)
        .bind(&is.made)
        .bind(is.done_rows)
        .bind(is.done_bytes)
        .bind(is.total_rows)
        .bind(now)
        .run()
        .await?;
    Ok(kept > 0)
}
