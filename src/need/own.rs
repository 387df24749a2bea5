//! What a teacher does with a need of their own, and with one of a colleague: « moi aussi ».

use serde_json::json;
use uuid::Uuid;

use super::lists::{self, Kept};
use super::state::{Event, Party};
use super::{TEXT_MAX, count_demand, note, parties, readable, uncount_demand};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::notice::{self, Notice};
use crate::school::postings;
use crate::sql;

/// The author's own need; somebody else's does not exist.
async fn own(tx: &mut Tx, person: Uuid, need: Uuid) -> Result<Kept> {
    let kept = lists::lock(tx, need).await?;
    if kept.author_id == person { Ok(kept) } else { Err(Error::NotFound) }
}

/// The author closes a need, with or without a word on why. What the référent had in hand they are told.
///
/// # Errors
/// `NotFound` for a need of somebody else; `Invalid` for a reason that is too long. Closing twice changes nothing.
pub async fn close(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, reason: &str, now: Timestamp) -> Result<()> {
    let (person, need) = *allowed.thing();
    let kept = own(tx, person, need).await?;
    if kept.state() == super::State::Closed && kept.closed_by == Some(person) {
        return Ok(());
    }
    let Some(reason) = readable(reason) else {
        return Err(Fault::new("reason", "need-text").with("max", TEXT_MAX).into());
    };
    let was = kept.state();
    let state = was.next(Event::Close, Party::Author)?;
    tx.query(sql!(
        "update training_need
            set state = $2, close_reason = $3, closed_by = $4, closed_at = $5, version = version + 1, updated_at = $5
          where id = $1"
    ))
    .bind(need)
    .bind(state.code())
    .bind(&reason)
    .bind(person)
    .bind(now)
    .run()
    .await?;
    // What was answered was asked for: it stays in the figures.
    if was.is_living() {
        uncount_demand(tx, person, &kept).await?;
    }
    note(tx, allowed.by(), "need.close", "need", need, json!({ "by": "author" }), now).await
}

/// The author says that the answer does not do: the need is open again.
///
/// # Errors
/// Refusals of the machine, and `need-exists` when the author stated the same need anew.
pub async fn reopen(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, now: Timestamp) -> Result<()> {
    let (person, need) = *allowed.thing();
    let kept = own(tx, person, need).await?;
    let event = Event::Reopen { answered_at: kept.answered_at, now };
    let state = kept.state().next(event, Party::Author)?;
    let other: Option<(i32,)> = tx
        .query(sql!(
            "select 1 from training_need
              where author_id = $1 and school_id = $2 and theme = $3 and discipline = $4 and id <> $5
                and state in ('open', 'acknowledged', 'forwarded')
              limit 1"
        ))
        .bind(person)
        .bind(kept.school_id)
        .bind(&kept.theme)
        .bind(&kept.discipline)
        .bind(need)
        .optional()
        .await?;
    if other.is_some() {
        return Err(Refusal::new("need-exists").into());
    }
    // The earlier answer stays readable until the next one.
    tx.query(sql!(
        "update training_need
            set state = $2, acknowledged_at = null, forwarded_to = null, forwarded_at = null, version = version + 1,
                updated_at = $3
          where id = $1"
    ))
    .bind(need)
    .bind(state.code())
    .bind(now)
    .run()
    .await?;
    note(tx, allowed.by(), "need.reopen", "need", need, json!({}), now).await?;
    let detail = super::theme_detail(tx, &kept.theme).await?;
    let referents = parties::referents(tx, kept.school_id, now).await?;
    let notice = Notice {
        to: person,
        kind: "need-reopened",
        detail,
        path: &format!("/besoins/etablissement/{need}"),
        asks_act: false,
        about: &format!("need:{need}:reopened:{}", kept.version),
    };
    notice::tell_all(tx, &referents, notice, now).await
}

/// « Moi aussi », or no longer, on a need under way in a school where the person works. Twice the same changes nothing.
///
/// # Errors
/// `NotFound` outside one's schools; refusals `need-wish-own` on one's own need, `need-wish-late` once it is answered.
pub async fn wish(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, wanted: bool, now: Timestamp) -> Result<()> {
    let (person, need) = *allowed.thing();
    let kept = lists::lock(tx, need).await?;
    if !postings::is_posted(tx, person, kept.school_id, now).await? {
        return Err(Error::NotFound);
    }
    if kept.author_id == person {
        return Err(Refusal::new("need-wish-own").into());
    }
    if !kept.state().is_living() {
        return Err(Refusal::new("need-wish-late").into());
    }
    let changed = if wanted {
        let added = tx
            .query(sql!(
                "insert into need_wish (need_id, person_id, created_at) values ($1, $2, $3)
                 on conflict (need_id, person_id) do nothing"
            ))
            .bind(need)
            .bind(person)
            .bind(now)
            .run()
            .await?;
        count_demand(tx, &kept.school_year, kept.school_id, person, &kept.theme, &kept.discipline).await?;
        added
    } else {
        let removed = tx
            .query(sql!("delete from need_wish where need_id = $1 and person_id = $2"))
            .bind(need)
            .bind(person)
            .run()
            .await?;
        uncount_demand(tx, person, &kept).await?;
        removed
    };
    if changed == 0 {
        return Ok(());
    }
    note(tx, allowed.by(), "need.wish", "need", need, json!({ "wanted": wanted }), now).await
}
