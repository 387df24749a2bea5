//! A file on its way to the disk, a piece at a time, in its place only when it is whole.

use std::path::PathBuf;

use preau::school::import::Surroundings;
use preau::{Error, Fault, Result};
use tokio::fs;
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;

/// A file being written.
pub(super) struct Incoming {
    path: PathBuf,
    file: fs::File,
    pub(super) bytes: u64,
    limit: u64,
    done: bool,
}

impl Incoming {
    pub(super) async fn begin(around: &Surroundings, limit: u64) -> Result<Self> {
        // Beside the other files that may never arrive whole: housekeeping forgets them.
        let waiting = around.folder.parent().unwrap_or(&around.folder).join("tmp");
        fs::create_dir_all(&waiting).await.map_err(disk)?;
        fs::create_dir_all(&around.folder).await.map_err(disk)?;
        let path = waiting.join(Uuid::from_u128(rand::random()).simple().to_string());
        let file = fs::File::create_new(&path).await.map_err(disk)?;
        Ok(Self { path, file, bytes: 0, limit, done: false })
    }

    /// Beyond the limit it is only counted.
    pub(super) async fn write(&mut self, piece: &[u8]) -> Result<()> {
        self.bytes += piece.len() as u64;
        if self.bytes <= self.limit {
            self.file.write_all(piece).await.map_err(disk)?;
        }
        Ok(())
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// `Invalid` on `file` when it is empty or too large.
    pub(super) async fn finish(mut self, around: &Surroundings, batch: Uuid) -> Result<u64> {
        if self.bytes == 0 {
            return Err(Fault::new("file", "file-empty").into());
        }
        if self.bytes > self.limit {
            let most = self.limit / (1024 * 1024);
            return Err(Fault::new("file", "file-too-large").with("max", most).into());
        }
        self.file.sync_all().await.map_err(disk)?;
        fs::rename(&self.path, around.file(batch)).await.map_err(disk)?;
        self.done = true;
        // Without this, a power cut may forget the name.
        fs::File::open(&around.folder).await.map_err(disk)?.sync_all().await.map_err(disk)?;
        Ok(self.bytes)
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.done {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// A disk that is full or away: nothing was written down, it may work in a moment.
fn disk(error: std::io::Error) -> Error {
    Error::Unavailable(anyhow::Error::new(error).context("folder of the imports"))
}
