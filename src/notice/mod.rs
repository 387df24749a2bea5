//! What people are told: written in the transaction of the act, shown in the product, mailed at the rhythm of each.

pub mod digest;
pub mod inbox;
pub mod link;
pub mod outgoing;
pub mod rhythm;

use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::Result;
use crate::{ids, jobs, sql};

/// Something to tell one person.
#[derive(Debug, Clone)]
pub struct Notice<'a> {
    pub to: Uuid,
    /// Key of the text, `notice-<kind>` in the catalogues: `nomination-proposed`.
    pub kind: &'static str,
    /// Values of the text: an object of short texts and numbers.
    pub detail: Value,
    /// Local path of the page where one goes on.
    pub path: &'a str,
    /// Waits for an act of this person: mailed at once, whatever the digest.
    pub asks_act: bool,
    /// What is told, named: the same name for the same person is told once. `nomination:{id}:proposed`.
    pub about: &'a str,
}

/// Tells somebody, once: a second time with the same name adds nothing.
pub async fn tell(tx: &mut Tx, notice: Notice<'_>, now: Timestamp) -> Result<()> {
    let id = ids::new(now);
    let added = tx
        .query(sql!(
            "insert into notice (id, person_id, kind, detail, path, asks_act, dedup_key, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (dedup_key) do nothing"
        ))
        .bind(id)
        .bind(notice.to)
        .bind(notice.kind)
        .bind(Json(notice.detail))
        .bind(notice.path)
        .bind(notice.asks_act)
        .bind(format!("{}:{}", notice.about, notice.to))
        .bind(now)
        .run()
        .await?;
    if added > 0 && notice.asks_act {
        let payload = serde_json::json!({ "notice": id });
        jobs::enqueue(tx, outgoing::AT_ONCE, &payload, Some(&format!("notice:{id}")), now, now).await?;
    }
    Ok(())
}

/// Tells the same to many, each once, in one statement: `notice.to` is nobody's. For what asks no act, which waits for
/// the digest.
pub async fn tell_all(tx: &mut Tx, people: &[Uuid], notice: Notice<'_>, now: Timestamp) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    tx.query(sql! {
        sqlite: "insert into notice (id, person_id, kind, detail, path, asks_act, dedup_key, created_at)
                 select randomblob(16), unhex(replace(j.value, '-', '')), $2, $3, $4, false, $5 || ':' || j.value, $6
                   from json_each($1) as j
                  where true
                 on conflict (dedup_key) do nothing",
        postgres: "insert into notice (id, person_id, kind, detail, path, asks_act, dedup_key, created_at)
                   select gen_random_uuid(), cast(j.value as uuid), $2, $3, $4, false, $5 || ':' || j.value, $6
                     from jsonb_array_elements_text($1) as j (value)
                   on conflict (dedup_key) do nothing",
    })
    .bind(Json(people))
    .bind(notice.kind)
    .bind(Json(notice.detail))
    .bind(notice.path)
    .bind(notice.about)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// A notice as its reader sees it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Told {
    pub id: Uuid,
    pub kind: String,
    pub detail: Json<Value>,
    pub path: String,
    pub asks_act: bool,
    pub created_at: Timestamp,
    pub read_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::accounts;
    use crate::access::policy::by_operator;
    use crate::on_both;
    use crate::people::NewPerson;
    use crate::testing::Platform;

    on_both!(the_same_thing_is_told_once);

    async fn the_same_thing_is_told_once(t: Platform) {
        let mut tx = t.db.begin().await.unwrap();
        let new = NewPerson {
            given_name: "Zoé".into(),
            usual_name: "Martin".into(),
            email: "zoe@ac-exemple.fr".into(),
            ..NewPerson::default()
        };
        let to = accounts::create_active(&mut tx, by_operator(()), &new, "x", t.now()).await.unwrap().id;
        for _ in 0..2 {
            let notice = Notice {
                to,
                kind: "role-granted",
                detail: serde_json::json!({ "role": "head" }),
                path: "/compte",
                asks_act: true,
                about: "role:1",
            };
            tell(&mut tx, notice, t.now()).await.unwrap();
        }
        assert_eq!(inbox::list(&mut tx, by_operator(to), false, 0, 50).await.unwrap().len(), 1);
        let (jobs,): (i64,) =
            tx.query(sql!("select count(*) from job where kind = 'notice_mail'")).one().await.unwrap();
        assert_eq!(jobs, 1);
    }
}
