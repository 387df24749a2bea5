//! Who gets a seat when more people ask than there are seats (behaviours.md, SES-12, SES-27, SES-30).

use rand::RngCore as _;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use sqlx::types::Json;
use uuid::Uuid;

use super::Session;
use super::step::{Held, write_down};
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::Result;
use crate::need::codes;
use crate::sql;

codes! {
    /// The rule, shown on the sheet of the session.
    Allocation {
        Arrival = "arrival",
        /// On the list, whoever was in no session this school year comes first.
        Newcomers = "newcomers",
        /// Everybody waits until sign-up closes; then lots are drawn.
        Lottery = "lottery",
    }
}

impl Session {
    /// Nobody is given a seat before lots are drawn.
    pub fn awaits_draw(&self) -> bool {
        self.allocation() == Allocation::Lottery && self.drawn_at.is_none()
    }

    /// Most seats for the people of one school, as long as that rule holds.
    pub fn quota(&self, now: Timestamp) -> Option<i32> {
        self.school_quota.filter(|_| self.quota_until.is_none_or(|until| now < until))
    }

    /// What is shown of the seed before the draw: it binds the platform to a seed that nobody has seen.
    pub fn lot_promise(&self) -> Option<String> {
        self.lot_seed.as_ref().map(|seed| hex::encode(Sha256::digest(seed)))
    }
}

/// A seed for the lot: 32 hexadecimal digits.
pub(super) fn new_seed() -> String {
    let mut bytes = [0; 16];
    rand::rng().fill_bytes(&mut bytes);
    hex::encode(bytes)
}

/// Puts requests in the order of the lot: by the SHA-256 of seed, colon and number of the request. Anybody who has the
/// three finds the same order.
pub fn lot(seed: &str, places: &mut [Uuid]) {
    places.sort_by_cached_key(|place| <[u8; 32]>::from(Sha256::digest(format!("{seed}:{place}"))));
}

/// Whether a seat is free for somebody of a school, in this transaction.
pub(super) async fn is_free(
    tx: &mut Tx,
    session: &Session,
    school: Option<Uuid>,
    now: Timestamp,
) -> Result<bool> {
    if session.awaits_draw() || session.seats().free() == 0 {
        return Ok(false);
    }
    let (Some(quota), Some(school)) = (session.quota(now), school) else { return Ok(true) };
    let (held,): (i64,) = tx
        .query(sql!(
            "select count(*) from session_place
              where session_id = $1 and school_id = $2 and state in ('enrolled', 'offered')"
        ))
        .bind(session.id)
        .bind(school)
        .one()
        .await?;
    Ok(held < i64::from(quota))
}

/// Place in the order of the list: 1 for whoever has or had a seat elsewhere this school year, where newcomers come first.
pub(super) async fn priority(tx: &mut Tx, session: &Session, person: Uuid) -> Result<i32> {
    if session.allocation() != Allocation::Newcomers {
        return Ok(0);
    }
    let known: Option<(i32,)> = tx
        .query(sql!(
            "select 1
               from session_place p
               join training_session t on t.id = p.session_id
              where p.person_id = $1 and t.school_year = $2 and t.id <> $3
                and p.state in ('enrolled', 'attended', 'partly_attended')
              limit 1"
        ))
        .bind(person)
        .bind(&session.school_year)
        .bind(session.id)
        .optional()
        .await?;
    Ok(i32::from(known.is_some()))
}

/// The next on the list who may have one of the free seats: at most as many as there are.
pub(super) async fn next(tx: &mut Tx, session: &Session, free: i32, now: Timestamp) -> Result<Vec<Held>> {
    tx.query(sql!(
        "select w.id, w.session_id, w.person_id, w.school_id, w.state, w.rank, w.opinion, w.offered_until, w.version
           from (select p.id, p.session_id, p.person_id, p.school_id, p.state, p.rank, p.opinion, p.offered_until,
                        p.version, p.priority,
                        row_number() over (partition by p.school_id order by p.priority, p.rank, p.id) as nth
                   from session_place p
                  where p.session_id = $1 and p.state = 'waitlisted') w
          where w.school_id is null
             or w.nth + (select count(*) from session_place q
                          where q.session_id = $1 and q.school_id = w.school_id
                            and q.state in ('enrolled', 'offered')) <= $2
          order by w.priority, w.rank, w.id
          limit $3"
    ))
    .bind(session.id)
    .bind(i64::from(session.quota(now).unwrap_or(i32::MAX)))
    .bind(i64::from(free))
    .all()
    .await
}

/// Draws lots among those who wait: from now on the list has their order, and whoever comes later stands behind them.
pub(super) async fn draw(tx: &mut Tx, session: &Session, now: Timestamp) -> Result<()> {
    let waiting: Vec<(Uuid,)> = tx
        .query(sql!(
            "select id from session_place where session_id = $1 and state = 'waitlisted' order by id"
        ))
        .bind(session.id)
        .all()
        .await?;
    let mut places: Vec<Uuid> = waiting.into_iter().map(|(id,)| id).collect();
    let seed = session.lot_seed.clone().unwrap_or_else(new_seed);
    lot(&seed, &mut places);
    let ranks: Vec<_> =
        places.iter().zip(1_i32..).map(|(id, rank)| json!({ "id": id, "rank": rank })).collect();
    tx.query(sql! {
        sqlite: "update session_place
                    set rank = j.value ->> 'rank'
                   from json_each($2) as j
                  where session_place.session_id = $1 and session_place.state = 'waitlisted'
                    and unhex(replace(j.value ->> 'id', '-', '')) = session_place.id",
        postgres: "update session_place
                      set rank = cast(j.value ->> 'rank' as integer)
                     from jsonb_array_elements($2) as j (value)
                    where session_place.session_id = $1 and session_place.state = 'waitlisted'
                      and cast(j.value ->> 'id' as uuid) = session_place.id",
    })
    .bind(session.id)
    .bind(Json(ranks))
    .run()
    .await?;
    // Ranks only grow: the next one to come stands behind everybody who was drawn.
    tx.query(sql!("update training_session set lot_seed = $2, drawn_at = $3 where id = $1"))
        .bind(session.id)
        .bind(&seed)
        .bind(now)
        .run()
        .await?;
    let state = session.state().code();
    write_down(tx, session, None, ("draw", state, state), None, "", now).await
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_lot_depends_on_the_seed_and_on_nothing_else(
            seed in "[0-9a-f]{32}",
            ids in prop::collection::hash_set(any::<u128>(), 0..30),
        ) {
            let mut one: Vec<Uuid> = ids.iter().copied().map(Uuid::from_u128).collect();
            let mut other = one.clone();
            other.sort_unstable();
            lot(&seed, &mut one);
            lot(&seed, &mut other);
            prop_assert_eq!(&one, &other, "whatever order they came in");
            other.sort_unstable();
            one.sort_unstable();
            prop_assert_eq!(one, other, "nobody is lost, nobody doubled");
        }
    }

    #[test]
    fn each_place_is_first_as_often_as_another() {
        let places: Vec<Uuid> = (1..=4_u128).map(Uuid::from_u128).collect();
        let mut first = [0_u32; 4];
        for number in 0..2_000 {
            let mut drawn = places.clone();
            lot(&format!("{number:032x}"), &mut drawn);
            first[places.iter().position(|place| *place == drawn[0]).unwrap()] += 1;
        }
        assert!(first.iter().all(|count| (400..600).contains(count)), "{first:?}");
    }
}
