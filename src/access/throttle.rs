//! Slowing down guesses, without locking anybody out.
//!
//! *Failures* are counted, not attempts, by account **and** network: a staff room shares one address, and an attacker
//! elsewhere does not lock the owner out. A network alone is slowed only after many failures. The rows are in the
//! database, so a restart forgets nothing and every process sees them.

use crate::clock::{HOUR, MINUTE, SECOND, Timestamp};
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::{ids, sql};

/// What is being guessed: how many failures are free, before delays grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Password of one account from one network.
    Account,
    /// Anything from one network.
    Network,
    /// Mails asked for one address.
    Mail,
    /// Name of the holder of one attestation, from one network.
    Holder,
    /// Files held out as attestations, from one network.
    File,
    /// The code on the screen of one session, by one participant.
    Presence,
}

impl Door {
    fn free(self) -> i32 {
        match self {
            Self::Account => 5,
            Self::Network => 100,
            Self::Mail => 3,
            Self::Holder | Self::Presence => 5,
            // A pile of papers to check holds some that somebody saved anew.
            Self::File => 20,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Network => "network",
            Self::Mail => "mail",
            Self::Holder => "holder",
            Self::File => "file",
            Self::Presence => "presence",
        }
    }

    /// The row's key: hashed, because addresses of people and machines are not kept in clear.
    fn key(self, what: &str) -> String {
        format!("{}:{}", self.code(), &ids::hash(what)[..40])
    }
}

/// Refuses while a door is closed.
///
/// # Errors
/// `TooMany` with the seconds to wait.
pub async fn check(db: &mut impl Conn, door: Door, what: &str, now: Timestamp) -> Result<()> {
    let row: Option<(i64,)> = db
        .query(sql!("select blocked_until from throttle where key = $1 and blocked_until > $2"))
        .bind(door.key(what))
        .bind(now)
        .optional()
        .await?;
    match row {
        Some((until,)) => {
            let seconds = (until - now.0).div_euclid(SECOND) + 1;
            Err(Error::TooMany { retry_after: u32::try_from(seconds).unwrap_or(u32::MAX) })
        }
        None => Ok(()),
    }
}

/// Counts a failure; from the last free one on, closes the door for 10 s, 20 s, 40 s… up to 15 minutes.
pub async fn failed(tx: &mut Tx, door: Door, what: &str, now: Timestamp) -> Result<()> {
    let key = door.key(what);
    let (failures,): (i32,) = tx
        .query(sql!(
            "insert into throttle (key, failures, last_at, blocked_until)
             values ($1, 1, $2, 0)
             on conflict (key) do update
                set failures = case when throttle.last_at < $3 then 1 else throttle.failures + 1 end,
                    last_at = $2
             returning failures"
        ))
        .bind(&key)
        .bind(now)
        .bind(now.plus(-HOUR))
        .one()
        .await?;
    if failures >= door.free() {
        let steps = u32::try_from(failures - door.free()).unwrap_or(0).min(12);
        let delay = (10 * SECOND).saturating_mul(2_i64.pow(steps)).min(15 * MINUTE);
        tx.query(sql!("update throttle set blocked_until = $2 where key = $1"))
            .bind(&key)
            .bind(now.plus(delay))
            .run()
            .await?;
    }
    Ok(())
}

/// Forgets the failures of a door: the owner has been here.
pub async fn succeeded(tx: &mut Tx, door: Door, what: &str) -> Result<()> {
    tx.query(sql!("delete from throttle where key = $1")).bind(door.key(what)).run().await?;
    Ok(())
}

/// Forgets what is older than a day.
pub async fn purge(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    tx.query(sql!("delete from throttle where last_at < $1")).bind(now.plus(-24 * HOUR)).run().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::on_both;
    use crate::testing::Platform;

    on_both!(delays_grow_with_failures_and_end_with_success);

    async fn delays_grow_with_failures_and_end_with_success(t: Platform) {
        let mut tx = t.db.begin().await.unwrap();
        for _ in 0..4 {
            failed(&mut tx, Door::Account, "a|192.0.2", t.now()).await.unwrap();
            check(&mut tx, Door::Account, "a|192.0.2", t.now()).await.unwrap();
        }
        let mut waits = Vec::new();
        for _ in 0..9 {
            failed(&mut tx, Door::Account, "a|192.0.2", t.now()).await.unwrap();
            match check(&mut tx, Door::Account, "a|192.0.2", t.now()).await {
                Err(Error::TooMany { retry_after }) => waits.push(retry_after),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(waits, [11, 21, 41, 81, 161, 321, 641, 901, 901]);
        check(&mut tx, Door::Account, "a|198.51.100", t.now()).await.unwrap();
        succeeded(&mut tx, Door::Account, "a|192.0.2").await.unwrap();
        check(&mut tx, Door::Account, "a|192.0.2", t.now()).await.unwrap();
        tx.commit().await.unwrap();
    }
}
