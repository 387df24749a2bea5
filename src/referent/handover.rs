//! The basket: what a mandate that ends leaves open in a school, for the successor to take over or to close.
//!
//! The mechanism knows no subject. A room whose things outlive a mandate adds one [`Source`]: a statement that lists what
//! is open in a school.

use serde::Serialize;
use uuid::Uuid;

use super::{Nomination, step};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Sql, Tx};
use crate::error::{Error, Refusal, Result};
use crate::{audit, ids, sql};

/// Things of one kind that a mandate may leave open.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// `need`, `survey`, `project`, `bulletin`…: the key of its name and of its page.
    pub kind: &'static str,
    /// Gives `id, title` of what is open in the school `$1` and belongs to the référent `$2`; at most some hundreds.
    pub open: Sql,
}

/// Every source, in the order in which the basket shows them.
pub fn sources() -> Vec<Source> {
    vec![
        // Changed letters that still waited for an answer: the successor's letter may take them up.
        Source {
            kind: "letter",
            open: sql!(
                "select m.id, cast(l.number as text) as title
                   from mission_letter l
                   join nomination m on m.id = l.nomination_id
                  where m.school_id = $1 and m.person_id = $2 and m.state = 'ended'
                    and l.accepted_at is null and l.declined_at is null
                    and not exists (select 1 from handover h where h.kind = 'letter' and h.object_id = m.id)
                  order by m.id
                  limit 100"
            ),
        },
    ]
}

/// Something in the basket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Left {
    pub id: Uuid,
    pub school_id: Uuid,
    pub kind: String,
    pub object_id: Uuid,
    pub title: String,
    pub nomination_id: Uuid,
    pub state: String,
    pub created_at: Timestamp,
}

/// Fills the basket of a school from every source, when a mandate ends.
pub(super) async fn gather(tx: &mut Tx, ended: &Nomination, now: Timestamp) -> Result<()> {
    for source in sources() {
        let open: Vec<(Uuid, String)> =
            tx.query(source.open).bind(ended.school_id).bind(ended.person_id).all().await?;
        for (object, title) in open {
            leave(tx, ended, source.kind, object, &title, now).await?;
        }
    }
    Ok(())
}

/// Puts one thing in the basket; what waits there already is not doubled.
pub async fn leave(
    tx: &mut Tx,
    ended: &Nomination,
    kind: &str,
    object: Uuid,
    title: &str,
    now: Timestamp,
) -> Result<()> {
    tx.query(sql!(
        "insert into handover (id, school_id, kind, object_id, title, nomination_id, state, created_at)
         values ($1, $2, $3, $4, $5, $6, 'open', $7)
         on conflict (kind, object_id) where state = 'open' do nothing"
    ))
    .bind(ids::new(now))
    .bind(ended.school_id)
    .bind(kind)
    .bind(object)
    .bind(title.chars().take(200).collect::<String>())
    .bind(ended.id)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// What waits in a school, the oldest first.
pub async fn waiting(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Vec<Left>> {
    db.query(sql!(
        "select id, school_id, kind, object_id, title, nomination_id, state, created_at
           from handover where school_id = $1 and state = 'open'
          order by created_at, kind, id
          limit 500"
    ))
    .bind(*allowed.thing())
    .all()
    .await
}

/// What becomes of something in the basket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// The successor goes on with it.
    Taken,
    /// Nobody does.
    Closed,
}

impl Settled {
    pub fn code(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Closed => "closed",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        [Self::Taken, Self::Closed].into_iter().find(|settled| settled.code() == code)
    }
}

/// Takes something of a school's basket over, or closes it. The pair is the school and the thing in its basket.
///
/// # Errors
/// `NotFound` for what is not in this basket; refusal `handover-settled` for what somebody took before.
pub async fn settle(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, Uuid)>,
    settled: Settled,
    now: Timestamp,
) -> Result<()> {
    let (school, id) = *allowed.thing();
    let (state, kind): (String, String) = tx
        .query(sql!("select state, kind from handover where id = $1 and school_id = $2", lock))
        .bind(id)
        .bind(school)
        .optional()
        .await?
        .ok_or(Error::NotFound)?;
    if state != "open" {
        return Err(Refusal::new("handover-settled").into());
    }
    tx.query(sql!("update handover set state = $2, settled_by = $3, settled_at = $4 where id = $1"))
        .bind(id)
        .bind(settled.code())
        .bind(allowed.by())
        .bind(now)
        .run()
        .await?;
    let event = audit::Event {
        actor: allowed.by(),
        act: "handover.settle",
        object_kind: "handover",
        object_id: id.to_string(),
        detail: serde_json::json!({ "state": settled.code(), "kind": kind, "node": school.to_string() }),
    };
    audit::record(tx, event, now).await
}

/// Tells a new référent that something waits.
pub(super) async fn announce(tx: &mut Tx, successor: &Nomination, now: Timestamp) -> Result<()> {
    let found: Option<(i32,)> = tx
        .query(sql!("select 1 from handover where school_id = $1 and state = 'open' limit 1"))
        .bind(successor.school_id)
        .optional()
        .await?;
    if found.is_some() {
        let to = [successor.person_id];
        step::tell(tx, successor, &to, "handover-waiting", step::Door::Basket, true, None, now).await?;
    }
    Ok(())
}
