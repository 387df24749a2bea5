//! « J'ai lu », and taking it back.

use crate::clock::Timestamp;
use crate::course::published::{Page, PageRule};
use crate::db::{Conn as _, Tx};
use crate::error::{Refusal, Result};
use crate::learning::{Outcome, Seat, progress, rules};
use crate::sql;

/// Whether a page is done by saying so.
pub fn done_by_reading(page: &Page) -> bool {
    match page.rule {
        PageRule::Read => true,
        PageRule::Activities => !page.activities().any(rules::compulsory),
        PageRule::Threshold => false,
    }
}

/// Marks a page as read. Twice is once.
///
/// # Errors
/// Refusal `page-done-otherwise` for a page that its activities or its score complete.
pub async fn mark_read(tx: &mut Tx, seat: &Seat<'_>, page_key: &str, now: Timestamp) -> Result<Outcome> {
    let page = seat.page(page_key)?;
    if !done_by_reading(page) {
        return Err(Refusal::new("page-done-otherwise").into());
    }
    let marked = tx
        .query(sql!(
            "insert into page_progress (enrolment_id, page_key, seen_at, done_at) values ($1, $2, $3, $3)
             on conflict (enrolment_id, page_key) do update
                set done_at = excluded.done_at
              where page_progress.done_at is null"
        ))
        .bind(seat.enrolment.id)
        .bind(page_key)
        .bind(now)
        .run()
        .await?;
    let (_, completed) = progress::settle(tx, &seat.enrolment, seat.course, now).await?;
    Ok(Outcome { page_done: marked > 0, completed })
}

/// Takes « J'ai lu » back, until the course is completed.
///
/// # Errors
/// Refusal `course-completed-already`, `page-done-otherwise`.
pub async fn unmark_read(tx: &mut Tx, seat: &Seat<'_>, page_key: &str, now: Timestamp) -> Result<Outcome> {
    let page = seat.page(page_key)?;
    if !done_by_reading(page) {
        return Err(Refusal::new("page-done-otherwise").into());
    }
    if !seat.enrolment.state.is_living() {
        return Err(Refusal::new("course-completed-already").into());
    }
    tx.query(sql!("update page_progress set done_at = null where enrolment_id = $1 and page_key = $2"))
        .bind(seat.enrolment.id)
        .bind(page_key)
        .run()
        .await?;
    progress::settle(tx, &seat.enrolment, seat.course, now).await?;
    Ok(Outcome::default())
}
