//! Follows the folder of the courses while serving: what an author saves is in service a moment later.
//!
//! The system's notices are quick but not sure (none on network disks; editors rename files over each other), so that
//! the folder is also looked over every half minute. Both only ask the same question: has anything changed?

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use notify::{RecursiveMode, Watcher as _};
use preau_app::Site;
use tokio::sync::{mpsc, watch};
use tokio::time::{sleep, timeout};

use super::{Shelf, take_in};

/// Quiet needed before a change is read: an editor saves in several steps, a synchronisation in hundreds.
const QUIET: Duration = Duration::from_millis(600);
/// At most this long after the first change, quiet or not.
const LONGEST: Duration = Duration::from_secs(5);
/// How often the folder is looked over in any case.
const LOOK: Duration = Duration::from_secs(30);

/// Follows a shelf until `stop` turns true. Courses in the executable do not change.
pub async fn follow(site: Site, shelf: Shelf, mut stop: watch::Receiver<bool>) {
    let Some(folder) = shelf.folder.clone() else { return };
    let (sender, mut changes) = mpsc::channel(1);
    let watcher = notices(&folder, sender);
    if let Err(error) = &watcher {
        tracing::warn!(
            error = format!("{error:#}"),
            "No notices for the folder of the courses: looking every 30 s"
        );
    }
    loop {
        let noticed = tokio::select! {
            noticed = changes.recv(), if watcher.is_ok() => noticed.is_some(),
            () = sleep(LOOK) => false,
            _ = stop.wait_for(|stop| *stop) => return,
        };
        if noticed {
            settle(&mut changes).await;
        }
        match take_in(&site.db, &site.clock, &shelf).await {
            Ok(outcome) if outcome.skipped => {}
            Ok(outcome) => {
                site.work.notify_one();
                tracing::info!(
                    published = outcome.published.len(),
                    refused = outcome.refused.len(),
                    "Read the courses again"
                );
            }
            Err(error) => tracing::warn!(error = format!("{error:#}"), "The courses could not be read"),
        }
    }
}

/// Waits until the notices stop.
async fn settle(changes: &mut mpsc::Receiver<()>) {
    let calm = async { while timeout(QUIET, changes.recv()).await.is_ok_and(|more| more.is_some()) {} };
    let _ = timeout(LONGEST, calm).await;
}

fn notices(folder: &Path, sender: mpsc::Sender<()>) -> Result<notify::RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Reading the files is an event too: ours would never end.
        if event.is_ok_and(|event| !event.kind.is_access()) {
            let _ = sender.try_send(());
        }
    })?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok(watcher)
}
