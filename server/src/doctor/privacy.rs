//! What the retention periods would remove, and requests that wait for an answer.

use anyhow::Result;
use preau::access::policy::by_operator;
use preau::clock::DAY;
use preau::privacy::{request, retention};
use preau::{Clock, Db};

use super::Finding;
use crate::config::Config;

/// A dry run of the retention: how many of each would go with the next sweep.
pub(super) async fn retention(db: &Db, config: &Config, clock: &Clock) -> Result<Finding> {
    let site = &config.site;
    let due = retention::due(&mut db.read().await?, &site.periods, &site.zone, clock.now()).await?;
    let total = due.total();
    let says = format!(
        "next sweep: {} accounts warned, {} closed, {} warned again, {} anonymised; traces of {} enrolments, {} looks, \
         {} notices, {} requests, {} acts of the journal removed",
        due.to_warn,
        due.to_close,
        due.to_warn_again,
        due.to_anonymise,
        due.traces,
        due.looks,
        due.notices,
        due.requests,
        due.acts
    );
    Ok(if total == 0 {
        Finding::well("retention", 0, "nothing is due")
    } else {
        Finding::well("retention", total, says)
    })
}

/// Requests about personal data: late ones, and those that are due within a week.
pub(super) async fn requests(db: &Db, _config: &Config, clock: &Clock) -> Result<Finding> {
    let name = "data requests";
    let waiting = request::ledger(&mut db.read().await?, by_operator(()), true, 0, 5_000).await?;
    let late = waiting.iter().filter(|request| request.is_late(clock.now())).count();
    let soon = waiting.iter().filter(|request| request.is_late(clock.now().plus(7 * DAY))).count();
    let count = i64::try_from(waiting.len())?;
    Ok(match (late, soon) {
        (0, 0) => Finding::well(name, count, format!("{count} wait for an answer, none for long")),
        (0, soon) => Finding::look(
            name,
            i64::try_from(soon)?,
            format!("{soon} are due within a week"),
            "answer at /pilotage/demandes",
        ),
        (late, _) => Finding::look(
            name,
            i64::try_from(late)?,
            format!("{late} are late: an answer is due within a month"),
            "answer at /pilotage/demandes",
        ),
    })
}
