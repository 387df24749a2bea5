//! Ticking a checklist: the whole list as the form shows it, in one write.

use std::collections::BTreeSet;

use sqlx::types::Json;

use super::{Outcome, Seat, progress};
use crate::clock::Timestamp;
use crate::course::published::Block;
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Result};
use crate::sql;

/// Keeps the ticks of a checklist: exactly the items in `ticked`.
pub async fn tick(
    tx: &mut Tx,
    seat: &Seat<'_>,
    page_key: &str,
    activity_id: &str,
    ticked: &BTreeSet<i32>,
    now: Timestamp,
) -> Result<Outcome> {
    let page = seat.page(page_key)?;
    let Block::Checklist(list) = seat.activity(page, activity_id)? else { return Err(Error::NotFound) };
    let count = list.items.iter().map(|item| 1 + item.children.len()).sum::<usize>();
    let kept: Vec<i32> =
        ticked.iter().copied().filter(|item| usize::try_from(*item).is_ok_and(|item| item < count)).collect();
    tx.query(sql! {
        sqlite: "delete from checklist_tick
                  where enrolment_id = $1 and page_key = $2 and activity_id = $3
                    and item not in (select value from json_each($4))",
        postgres: "delete from checklist_tick
                    where enrolment_id = $1 and page_key = $2 and activity_id = $3
                      and item not in (select cast(value as integer) from jsonb_array_elements_text($4) as t (value))",
    })
    .bind(seat.enrolment.id)
    .bind(page_key)
    .bind(activity_id)
    .bind(Json(&kept))
    .run()
    .await?;
    tx.query(sql! {
        sqlite: "insert into checklist_tick (enrolment_id, page_key, activity_id, item, ticked_at)
                 select $1, $2, $3, value, $5 from json_each($4) where true
                 on conflict (enrolment_id, page_key, activity_id, item) do nothing",
        postgres: "insert into checklist_tick (enrolment_id, page_key, activity_id, item, ticked_at)
                   select $1, $2, $3, cast(value as integer), $5 from jsonb_array_elements_text($4) as t (value)
                   on conflict (enrolment_id, page_key, activity_id, item) do nothing",
    })
    .bind(seat.enrolment.id)
    .bind(page_key)
    .bind(activity_id)
    .bind(Json(&kept))
    .bind(now)
    .run()
    .await?;
    progress::seen(tx, seat, page_key, now).await?;
    progress::refresh(tx, seat, page, now).await
}
