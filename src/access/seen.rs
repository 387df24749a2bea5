//! Who looked at a person's record: written where a page shows one, read by that person (« Ce que les autres voient de
//! moi »), kept for the months that the configuration says.
//!
//! A list of colleagues is no record; a page about one person is.

use uuid::Uuid;

use super::Allowed;
use crate::clock::{DAY, Timestamp};
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::sql;

/// What can be looked at; its name is `seen-…` in the catalogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Identity, addresses, roles, postings, state of the account.
    Account,
    /// A request about one's own data.
    DataRequest,
}

impl What {
    pub fn code(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::DataRequest => "data-request",
        }
    }
}

/// Notes that `viewer` looked at the record of `subject`. Looking again the same day adds to the same line; looking at
/// one's own is no news.
pub async fn note(tx: &mut Tx, viewer: Uuid, subject: Uuid, what: What, now: Timestamp) -> Result<()> {
    if viewer == subject {
        return Ok(());
    }
    tx.query(sql!(
        "insert into record_access (subject_id, viewer_id, what, day, times, first_at, last_at)
         values ($1, $2, $3, $4, 1, $5, $5)
         on conflict (subject_id, day, viewer_id, what)
         do update set times = record_access.times + 1, last_at = excluded.last_at"
    ))
    .bind(subject)
    .bind(viewer)
    .bind(what.code())
    .bind(i32::try_from(now.0.div_euclid(DAY)).unwrap_or(i32::MAX))
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// A line of the log, as the person it is about reads it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Look {
    pub given_name: String,
    pub usual_name: String,
    pub what: String,
    pub times: i32,
    pub last_at: Timestamp,
}

/// Who looked at one's record, the last first.
pub async fn of(db: &mut impl Conn, allowed: Allowed<Uuid>, most: i64) -> Result<Vec<Look>> {
    db.query(sql!(
        "select p.given_name, p.usual_name, r.what, r.times, r.last_at
           from record_access r
           join person p on p.id = r.viewer_id
          where r.subject_id = $1
          order by r.last_at desc, r.viewer_id, r.what
          limit $2"
    ))
    .bind(*allowed.thing())
    .bind(most.clamp(1, 1_000))
    .all()
    .await
}

/// Removes the lines that are older than an instant; gives how many.
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    tx.query(sql!("delete from record_access where last_at < $1")).bind(before).run().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::accounts;
    use crate::access::policy::by_operator;
    use crate::on_both;
    use crate::people::NewPerson;
    use crate::testing::Platform;

    on_both!(a_look_is_one_line_a_day_and_is_forgotten);

    async fn a_look_is_one_line_a_day_and_is_forgotten(t: Platform) {
        let mut tx = t.db.begin().await.unwrap();
        let mut ids = Vec::new();
        for name in ["Zoé", "Anne"] {
            let new = NewPerson {
                given_name: name.into(),
                usual_name: "Martin".into(),
                email: format!("{}@ac-exemple.fr", crate::text::key(name)),
                ..NewPerson::default()
            };
            ids.push(accounts::create_active(&mut tx, by_operator(()), &new, "x", t.now()).await.unwrap().id);
        }
        let [zoe, anne] = [ids[0], ids[1]];
        note(&mut tx, zoe, zoe, What::Account, t.now()).await.unwrap();
        for _ in 0..3 {
            note(&mut tx, anne, zoe, What::Account, t.now()).await.unwrap();
        }
        note(&mut tx, anne, zoe, What::DataRequest, t.now()).await.unwrap();
        note(&mut tx, anne, zoe, What::Account, t.now().plus(DAY)).await.unwrap();
        let looks = of(&mut tx, by_operator(zoe), 100).await.unwrap();
        assert_eq!(looks.iter().map(|look| look.times).sum::<i32>(), 5);
        assert_eq!(looks.len(), 3);
        assert!(of(&mut tx, by_operator(anne), 100).await.unwrap().is_empty());
        assert_eq!(purge(&mut tx, t.now().plus(1)).await.unwrap(), 2);
        assert_eq!(of(&mut tx, by_operator(zoe), 100).await.unwrap().len(), 1);
    }
}
