//! A person's address changes; the person does not. The new one counts once a letter was read there, and the old one is
//! told: whoever changes an address that is not theirs is seen by the one it belongs to (§4.2).

use serde_json::json;
use uuid::Uuid;

use super::Allowed;
use super::passwords::Hasher;
use super::throttle::{self, Door};
use crate::clock::{DAY, Timestamp};
use crate::db::{Conn, Db, Tx};
use crate::error::{Fault, Refusal, Result};
use crate::people::{self, Person};
use crate::{audit, ids, jobs, sql, text};

/// A letter may wait for a few days.
const LASTS: i64 = 3 * DAY;

/// Asks for one's own address to change: the password says that it is the person.
///
/// Takes the [`Db`]: a password is looked at between reading and writing, never inside a transaction.
///
/// # Errors
/// `Invalid` on `current` and on `email`; refusal `address-taken`; `TooMany` after too many tries.
pub async fn ask_own(
    db: &Db,
    hasher: &Hasher,
    allowed: Allowed<Uuid>,
    current: &str,
    address: &str,
    now: Timestamp,
) -> Result<()> {
    let person = *allowed.thing();
    let mut read = db.read().await?;
    let (stored,): (Option<String>,) =
        read.query(sql!("select password_hash from account where person_id = $1")).bind(person).one().await?;
    let attempt = format!("change|{person}");
    throttle::check(&mut read, Door::Account, &attempt, now).await?;
    drop(read);
    let right = hasher.verify(current, stored.as_deref()).await?;
    let mut tx = db.begin().await?;
    if !right {
        throttle::failed(&mut tx, Door::Account, &attempt, now).await?;
        tx.commit().await?;
        return Err(Fault::new("current", "password-wrong").into());
    }
    ask(&mut tx, allowed, address, now).await?;
    tx.commit().await
}

/// Asks for somebody's address to change: a letter with a link goes to the new one.
///
/// # Errors
/// `Invalid` on `email` for what cannot be an address, or is the present one; refusal `address-taken`; `TooMany` after
/// three letters in an hour.
pub async fn ask(tx: &mut Tx, allowed: Allowed<Uuid>, address: &str, now: Timestamp) -> Result<()> {
    let id = *allowed.thing();
    if !people::address_is_plausible(address) {
        return Err(Fault::new("email", "email-unreadable").into());
    }
    let key = text::address_key(address);
    let person = people::by_id(tx, id).await?;
    if people::main_address(tx, id).await?.is_some_and(|main| text::address_key(&main) == key) {
        return Err(Fault::new("email", "address-same").into());
    }
    if people::by_address(tx, address).await?.is_some_and(|owner| owner.id != id) {
        return Err(Refusal::new("address-taken").into());
    }
    let door = format!("address|{id}");
    throttle::check(tx, Door::Mail, &door, now).await?;
    throttle::failed(tx, Door::Mail, &door, now).await?;
    let token = ids::token();
    tx.query(sql!("update address_change set used_at = $2 where person_id = $1 and used_at is null"))
        .bind(id)
        .bind(now)
        .run()
        .await?;
    tx.query(sql!(
        "insert into address_change (token_hash, person_id, address, address_key, asked_by, expires_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)"
    ))
    .bind(ids::hash(&token))
    .bind(id)
    .bind(address.trim())
    .bind(&key)
    .bind(allowed.by())
    .bind(now.plus(LASTS))
    .bind(now)
    .run()
    .await?;
    send(tx, &person, "address", address.trim(), &token, now).await?;
    note(tx, allowed.by(), "account.address_asked", id, now).await
}

/// The address that waits for its letter to be read.
pub async fn pending(db: &mut impl Conn, allowed: Allowed<Uuid>, now: Timestamp) -> Result<Option<String>> {
    let row: Option<(String,)> = db
        .query(sql!(
            "select address from address_change
              where person_id = $1 and used_at is null and expires_at > $2
              order by created_at desc limit 1"
        ))
        .bind(*allowed.thing())
        .bind(now)
        .optional()
        .await?;
    Ok(row.map(|row| row.0))
}

/// What a link would do; changes nothing.
///
/// # Errors
/// Refusal `link-ended` for a link that is unknown, used or too old.
pub async fn look(db: &mut impl Conn, token: &str, now: Timestamp) -> Result<(Person, String)> {
    let row: Option<(Uuid, String)> = db
        .query(sql!(
            "select c.person_id, c.address
               from address_change c
               join account a on a.person_id = c.person_id
              where c.token_hash = $1 and c.used_at is null and c.expires_at > $2 and a.state in ('invited', 'active')"
        ))
        .bind(ids::hash(token))
        .bind(now)
        .optional()
        .await?;
    let (person, address) = row.ok_or_else(|| Refusal::new("link-ended"))?;
    Ok((people::by_id(db, person).await?, address))
}

/// The letter was read: the new address is the person's, the one before ends and is told.
///
/// # Errors
/// Refusals `link-ended`, `address-taken` when somebody else took the address meanwhile.
pub async fn confirm(tx: &mut Tx, token: &str, now: Timestamp) -> Result<Uuid> {
    let (person, address) = look(tx, token, now).await?;
    let used = tx
        .query(sql!("update address_change set used_at = $2 where token_hash = $1 and used_at is null"))
        .bind(ids::hash(token))
        .bind(now)
        .run()
        .await?;
    if used == 0 {
        return Err(Refusal::new("link-ended").into());
    }
    let key = text::address_key(&address);
    let old = people::main_address(tx, person.id).await?;
    tx.query(sql!(
        "update email set main = false, ends_at = $2
          where person_id = $1 and main and ends_at is null and address_key <> $3"
    ))
    .bind(person.id)
    .bind(now)
    .bind(&key)
    .run()
    .await?;
    tx.query(sql!(
        "insert into email (id, person_id, address, address_key, main, starts_at)
         values ($1, $2, $3, $4, true, $5)
         on conflict (address_key) where ends_at is null do nothing"
    ))
    .bind(ids::new(now))
    .bind(person.id)
    .bind(&address)
    .bind(&key)
    .bind(now)
    .run()
    .await?;
    let own = tx
        .query(sql!(
            "update email set main = true where person_id = $1 and address_key = $2 and ends_at is null"
        ))
        .bind(person.id)
        .bind(&key)
        .run()
        .await?;
    if own == 0 {
        return Err(Refusal::new("address-taken").into());
    }
    if let Some(old) = old {
        send(tx, &person, "address-changed", &old, "", now).await?;
    }
    note(tx, Some(person.id), "account.address", person.id, now).await?;
    Ok(person.id)
}

async fn send(
    tx: &mut Tx,
    person: &Person,
    template: &str,
    to: &str,
    token: &str,
    now: Timestamp,
) -> Result<()> {
    let mail = json!({
        "template": template,
        "to": to,
        "locale": person.locale,
        "values": { "given_name": person.given_name, "token": token },
    });
    jobs::enqueue(tx, "mail", &mail, None, now, now).await
}

async fn note(tx: &mut Tx, by: Option<Uuid>, act: &'static str, person: Uuid, now: Timestamp) -> Result<()> {
    // Addresses are erased, the journal is not: it holds none.
    let event = audit::Event {
        actor: by,
        act,
        object_kind: "person",
        object_id: person.to_string(),
        detail: json!({}),
    };
    audit::record(tx, event, now).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::accounts;
    use crate::access::policy::by_operator;
    use crate::on_both;
    use crate::people::NewPerson;
    use crate::testing::Platform;

    on_both!(
        an_address_counts_once_its_letter_was_read_and_the_old_one_is_told,
        an_address_of_somebody_else_is_never_taken,
    );

    async fn member(tx: &mut Tx, email: &str, hash: &str, now: Timestamp) -> Uuid {
        let new = NewPerson {
            given_name: "Zoé".into(),
            usual_name: "Martin".into(),
            email: email.into(),
            ..NewPerson::default()
        };
        accounts::create_active(tx, by_operator(()), &new, hash, now).await.unwrap().id
    }

    /// Template, addressee and token of the letters that wait.
    async fn letters(t: &Platform) -> Vec<(String, String, String)> {
        let mut tx = t.db.begin().await.unwrap();
        let mut found = Vec::new();
        while let Some(job) = jobs::claim(&mut tx, t.now()).await.unwrap() {
            jobs::done(&mut tx, job.id, t.now()).await.unwrap();
            let of = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            let payload = &job.payload.0;
            found.push((of(&payload["template"]), of(&payload["to"]), of(&payload["values"]["token"])));
        }
        tx.commit().await.unwrap();
        found
    }

    async fn an_address_counts_once_its_letter_was_read_and_the_old_one_is_told(t: Platform) {
        let hasher = Hasher::new(1).unwrap();
        let hash = hasher.hash("le chat dort sur le radiateur").await.unwrap();
        let mut tx = t.db.begin().await.unwrap();
        let zoe = member(&mut tx, "old@ac-exemple.fr", &hash, t.now()).await;
        tx.commit().await.unwrap();
        let wrong = ask_own(&t.db, &hasher, by_operator(zoe), "non", "new@ac-exemple.fr", t.now()).await;
        assert!(wrong.is_err());
        assert!(letters(&t).await.is_empty());
        let right = "le chat dort sur le radiateur";
        ask_own(&t.db, &hasher, by_operator(zoe), right, "new@ac-exemple.fr", t.now()).await.unwrap();
        let sent = letters(&t).await;
        assert_eq!((sent.len(), sent[0].1.as_str()), (1, "new@ac-exemple.fr"));
        let mut tx = t.db.begin().await.unwrap();
        assert_eq!(people::main_address(&mut tx, zoe).await.unwrap().unwrap(), "old@ac-exemple.fr");
        assert!(people::by_address(&mut tx, "new@ac-exemple.fr").await.unwrap().is_none(), "not before");
        let waiting = pending(&mut tx, by_operator(zoe), t.now()).await.unwrap();
        assert_eq!(waiting.as_deref(), Some("new@ac-exemple.fr"));
        assert_eq!(confirm(&mut tx, &sent[0].2, t.now()).await.unwrap(), zoe);
        assert_eq!(
            confirm(&mut tx, &sent[0].2, t.now()).await.unwrap_err().refusal().unwrap().key,
            "link-ended"
        );
        assert_eq!(people::main_address(&mut tx, zoe).await.unwrap().unwrap(), "new@ac-exemple.fr");
        assert!(people::by_address(&mut tx, "old@ac-exemple.fr").await.unwrap().is_none());
        assert!(pending(&mut tx, by_operator(zoe), t.now()).await.unwrap().is_none());
        tx.commit().await.unwrap();
        let told = letters(&t).await;
        assert_eq!(
            (told.len(), told[0].0.as_str(), told[0].1.as_str()),
            (1, "address-changed", "old@ac-exemple.fr")
        );
    }

    async fn an_address_of_somebody_else_is_never_taken(t: Platform) {
        let mut tx = t.db.begin().await.unwrap();
        let zoe = member(&mut tx, "zoe@ac-exemple.fr", "x", t.now()).await;
        member(&mut tx, "ali@ac-exemple.fr", "x", t.now()).await;
        let key = |error: crate::Error| error.refusal().map(|refusal| refusal.key);
        let taken = ask(&mut tx, by_operator(zoe), "ALI@ac-exemple.fr", t.now()).await.unwrap_err();
        assert_eq!(key(taken), Some("address-taken"));
        assert!(ask(&mut tx, by_operator(zoe), "Zoe@ac-exemple.fr", t.now()).await.is_err(), "her own");
        ask(&mut tx, by_operator(zoe), "free@ac-exemple.fr", t.now()).await.unwrap();
        tx.commit().await.unwrap();
        let token = letters(&t).await.pop().unwrap().2;
        let mut tx = t.db.begin().await.unwrap();
        member(&mut tx, "free@ac-exemple.fr", "x", t.now()).await;
        let late = confirm(&mut tx, &token, t.now()).await.unwrap_err();
        assert_eq!(key(late), Some("address-taken"));
        drop(tx);
        let mut read = t.db.read().await.unwrap();
        assert_eq!(people::main_address(&mut read, zoe).await.unwrap().unwrap(), "zoe@ac-exemple.fr");
        let old = look(&mut read, &token, t.now().plus(LASTS)).await.unwrap_err();
        assert_eq!(key(old), Some("link-ended"));
    }
}
