//! From an invitation to an active account, and back to one's password.
//!
//! Links are single use, kept as a hash, and a visit changes nothing: only the form that it opens does.

use serde_json::json;
use uuid::Uuid;

use super::passwords::{self, Hasher};
use super::throttle::{self, Door};
use super::{Allowed, web_sessions};
use crate::clock::{DAY, MINUTE, Timestamp};
use crate::db::{Conn, Db, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::people::{self, NewPerson, Person};
use crate::{audit, ids, jobs, sql};

/// An invitation may wait for the end of the holidays.
const INVITATION_LASTS: i64 = 14 * DAY;
const RESET_LASTS: i64 = 30 * MINUTE;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Invitation,
    Reset,
}

impl Purpose {
    fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }
}

/// Invites somebody: person, account in waiting, mail with a link. Inviting a person who has not accepted yet sends
/// a new link and ends the old one.
///
/// # Errors
/// `Invalid` for what was typed; refusal `already-member` when the account is active.
pub async fn invite(tx: &mut Tx, allowed: Allowed<()>, new: &NewPerson, now: Timestamp) -> Result<Person> {
    people::check(new)?;
    let person = match people::by_address(tx, &new.email).await? {
        Some(known) => {
            let state: Option<(String,)> = tx
                .query(sql!("select state from account where person_id = $1"))
                .bind(known.id)
                .optional()
                .await?;
            if state.is_some_and(|state| state.0 != "invited") {
                return Err(Refusal::new("already-member").into());
            }
            known
        }
        None => people::create(tx, new, now).await?,
    };
    tx.query(sql!(
        "insert into account (person_id, state, created_at, updated_at) values ($1, 'invited', $2, $2)
         on conflict (person_id) do nothing"
    ))
    .bind(person.id)
    .bind(now)
    .run()
    .await?;
    send_link(tx, &person, new.email.trim(), Purpose::Invitation, now).await?;
    let event = audit::Event {
        actor: allowed.by(),
        act: "person.invite",
        object_kind: "person",
        object_id: person.id.to_string(),
        detail: json!({}),
    };
    audit::record(tx, event, now).await?;
    Ok(person)
}

/// Makes an account that is active at once: for the command line and the demo.
pub async fn create_active(
    tx: &mut Tx,
    _allowed: Allowed<()>,
    new: &NewPerson,
    password_hash: &str,
    now: Timestamp,
) -> Result<Person> {
    let person = people::create(tx, new, now).await?;
    tx.query(sql!(
        "insert into account (person_id, state, password_hash, password_changed_at, created_at, updated_at)
         values ($1, 'active', $2, $3, $3, $3)"
    ))
    .bind(person.id)
    .bind(password_hash)
    .bind(now)
    .run()
    .await?;
    Ok(person)
}

/// Asks for a reset link. The answer is the same whether the address is known or not, and so is the work.
///
/// # Errors
/// `Invalid` when the address cannot be one; `TooMany` after three mails in an hour.
pub async fn ask_reset(tx: &mut Tx, address: &str, now: Timestamp) -> Result<()> {
    if !people::address_is_plausible(address) {
        return Err(Fault::new("email", "email-unreadable").into());
    }
    let key = crate::text::address_key(address);
    throttle::check(tx, Door::Mail, &key, now).await?;
    throttle::failed(tx, Door::Mail, &key, now).await?;
    let Some(person) = people::by_address(tx, address).await? else { return Ok(()) };
    let state: Option<(String,)> =
        tx.query(sql!("select state from account where person_id = $1")).bind(person.id).optional().await?;
    match state.as_ref().map(|state| state.0.as_str()) {
        Some("active") => send_link(tx, &person, address.trim(), Purpose::Reset, now).await,
        // Somebody who lost the invitation gets a new one.
        Some("invited") => send_link(tx, &person, address.trim(), Purpose::Invitation, now).await,
        _ => Ok(()),
    }
}

async fn send_link(
    tx: &mut Tx,
    person: &Person,
    address: &str,
    purpose: Purpose,
    now: Timestamp,
) -> Result<()> {
    let token = ids::token();
    let lasts = match purpose {
        Purpose::Invitation => INVITATION_LASTS,
        Purpose::Reset => RESET_LASTS,
    };
    tx.query(sql!(
        "update account_link set used_at = $3 where person_id = $1 and purpose = $2 and used_at is null"
    ))
    .bind(person.id)
    .bind(purpose.code())
    .bind(now)
    .run()
    .await?;
    tx.query(sql!(
        "insert into account_link (token_hash, person_id, purpose, expires_at, created_at) values ($1, $2, $3, $4, $5)"
    ))
    .bind(ids::hash(&token))
    .bind(person.id)
    .bind(purpose.code())
    .bind(now.plus(lasts))
    .bind(now)
    .run()
    .await?;
    let mail = json!({
        "template": purpose.code(),
        "to": address,
        "locale": person.locale,
        "values": { "given_name": person.given_name, "token": token },
    });
    jobs::enqueue(tx, "mail", &mail, None, now, now).await
}

/// What a link opens, if it still does.
#[derive(Debug, Clone)]
pub struct Link {
    pub purpose: Purpose,
    pub person: Person,
    pub address: String,
}

/// Looks a link up; changes nothing.
///
/// # Errors
/// Refusal `link-ended` for a link that is unknown, used or too old: the page offers a new one.
pub async fn link(db: &mut impl Conn, token: &str, now: Timestamp) -> Result<Link> {
    let row: Option<(Uuid, String)> = db
        .query(sql!(
            "select l.person_id, l.purpose
               from account_link l
               join account a on a.person_id = l.person_id
              where l.token_hash = $1 and l.used_at is null and l.expires_at > $2 and a.state in ('invited', 'active')"
        ))
        .bind(ids::hash(token))
        .bind(now)
        .optional()
        .await?;
    let Some((person, purpose)) = row else { return Err(Refusal::new("link-ended").into()) };
    let person = people::by_id(db, person).await?;
    let address = people::main_address(db, person.id).await?.unwrap_or_default();
    let purpose = if purpose == "invitation" { Purpose::Invitation } else { Purpose::Reset };
    Ok(Link { purpose, person, address })
}

/// Sets the password that a link asks for, activates the account and ends every other login of the person.
///
/// Takes the [`Db`]: hashing stands between reading and writing, and never inside a transaction.
///
/// # Errors
/// Refusal `link-ended`; `Invalid` for a password that does not hold (the link stays good).
pub async fn set_password(
    db: &Db,
    hasher: &Hasher,
    token: &str,
    password: &str,
    now: Timestamp,
) -> Result<Person> {
    let link = link(&mut db.read().await?, token, now).await?;
    check_password("password", password, &link.person, &link.address)?;
    let hash = hasher.hash(password).await?;
    let mut tx = db.begin().await?;
    let used = tx
        .query(sql!(
            "update account_link set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2"
        ))
        .bind(ids::hash(token))
        .bind(now)
        .run()
        .await?;
    if used == 0 {
        return Err(Refusal::new("link-ended").into());
    }
    store_password(&mut tx, link.person.id, &hash, now).await?;
    web_sessions::end_all(&mut tx, link.person.id, None).await?;
    tx.commit().await?;
    Ok(link.person)
}

/// Changes one's own password, and ends the other logins.
///
/// # Errors
/// `Invalid` on `current` when it is not the present one, on `password` when the new one does not hold.
pub async fn change_password(
    db: &Db,
    hasher: &Hasher,
    allowed: Allowed<Uuid>,
    current: &str,
    password: &str,
    keep_session: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    let person = *allowed.thing();
    let mut read = db.read().await?;
    let (stored,): (Option<String>,) =
        read.query(sql!("select password_hash from account where person_id = $1")).bind(person).one().await?;
    let (who, address) =
        (people::by_id(&mut read, person).await?, people::main_address(&mut read, person).await?);
    drop(read);
    let attempt = format!("change|{person}");
    throttle::check(&mut db.read().await?, Door::Account, &attempt, now).await?;
    if !hasher.verify(current, stored.as_deref()).await? {
        let mut tx = db.begin().await?;
        throttle::failed(&mut tx, Door::Account, &attempt, now).await?;
        tx.commit().await?;
        return Err(Fault::new("current", "password-wrong").into());
    }
    check_password("password", password, &who, &address.unwrap_or_default())?;
    let hash = hasher.hash(password).await?;
    let mut tx = db.begin().await?;
    store_password(&mut tx, person, &hash, now).await?;
    web_sessions::end_all(&mut tx, person, keep_session).await?;
    tx.commit().await
}

fn check_password(field: &'static str, password: &str, person: &Person, address: &str) -> Result<()> {
    passwords::check(field, password, &known_words(person, address))
}

/// Rates a password that somebody is about to choose, as [`set_password`] and [`change_password`] will.
pub fn rate_password(password: &str, person: &Person, address: &str) -> passwords::Strength {
    passwords::strength(password, &known_words(person, address))
}

/// What anybody could guess about a person.
fn known_words<'p>(person: &'p Person, address: &'p str) -> [&'p str; 6] {
    [
        person.given_name.as_str(),
        person.usual_name.as_str(),
        person.school.as_deref().unwrap_or_default(),
        person.discipline.as_deref().unwrap_or_default(),
        address,
        address.split('@').next().unwrap_or_default(),
    ]
}

async fn store_password(tx: &mut Tx, person: Uuid, hash: &str, now: Timestamp) -> Result<()> {
    let changed = tx
        .query(sql!(
            "update account set password_hash = $2, password_changed_at = $3, state = 'active', updated_at = $3
              where person_id = $1 and state in ('invited', 'active')"
        ))
        .bind(person)
        .bind(hash)
        .bind(now)
        .run()
        .await?;
    if changed == 0 {
        return Err(Error::Forbidden);
    }
    let event = audit::Event {
        actor: Some(person),
        act: "account.password",
        object_kind: "person",
        object_id: person.to_string(),
        detail: json!({}),
    };
    audit::record(tx, event, now).await
}

/// Sends a new invitation to a person who has not accepted yet, and ends the old one.
///
/// # Errors
/// Refusal `already-member` when the account is open; `NotFound` without a person or an address.
pub async fn invite_again(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<Person> {
    let person = people::by_id(tx, *allowed.thing()).await?;
    let (state,): (String,) =
        tx.query(sql!("select state from account where person_id = $1")).bind(person.id).one().await?;
    if state != "invited" {
        return Err(Refusal::new("already-member").into());
    }
    let address = people::main_address(tx, person.id).await?.ok_or(Error::NotFound)?;
    send_link(tx, &person, &address, Purpose::Invitation, now).await?;
    let event = audit::Event {
        actor: allowed.by(),
        act: "person.invite",
        object_kind: "person",
        object_id: person.id.to_string(),
        detail: json!({ "again": true }),
    };
    audit::record(tx, event, now).await?;
    Ok(person)
}

/// Locks an account, or opens it again; a lock ends its logins at once.
///
/// # Errors
/// Refusal `lock-oneself`: an installation must not lose its last administrator to a slip.
pub async fn set_locked(tx: &mut Tx, allowed: Allowed<Uuid>, locked: bool, now: Timestamp) -> Result<()> {
    let person = *allowed.thing();
    if locked && allowed.by() == Some(person) {
        return Err(Refusal::new("lock-oneself").into());
    }
    let (from, to) = if locked { ("active", "locked") } else { ("locked", "active") };
    let changed = tx
        .query(sql!("update account set state = $2, updated_at = $4 where person_id = $1 and state = $3"))
        .bind(person)
        .bind(to)
        .bind(from)
        .bind(now)
        .run()
        .await?;
    if changed == 0 {
        return Err(Error::NotFound);
    }
    if locked {
        web_sessions::end_all(tx, person, None).await?;
    }
    let event = audit::Event {
        actor: allowed.by(),
        act: if locked { "account.lock" } else { "account.unlock" },
        object_kind: "person",
        object_id: person.to_string(),
        detail: json!({}),
    };
    audit::record(tx, event, now).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::login;
    use crate::access::policy::by_operator;
    use crate::on_both;
    use crate::testing::Platform;

    on_both!(an_invitation_opens_an_account_once, a_reset_is_silent_for_strangers_and_ends_other_logins,);

    const PASSWORD: &str = "le chat dort sur le radiateur";

    fn sophie() -> NewPerson {
        NewPerson {
            given_name: "Sophie".into(),
            usual_name: "Martin".into(),
            email: "sophie@ac-exemple.fr".into(),
            ..NewPerson::default()
        }
    }

    async fn sent_token(t: &Platform) -> Option<String> {
        let mut tx = t.db.begin().await.unwrap();
        let job = jobs::claim(&mut tx, t.now()).await.unwrap()?;
        jobs::done(&mut tx, job.id, t.now()).await.unwrap();
        tx.commit().await.unwrap();
        job.payload.0["values"]["token"].as_str().map(str::to_owned)
    }

    async fn an_invitation_opens_an_account_once(t: Platform) {
        let hasher = Hasher::new(1).unwrap();
        let mut tx = t.db.begin().await.unwrap();
        invite(&mut tx, by_operator(()), &sophie(), t.now()).await.unwrap();
        tx.commit().await.unwrap();
        let token = sent_token(&t).await.unwrap();

        let opened = link(&mut t.db.read().await.unwrap(), &token, t.now()).await.unwrap();
        assert_eq!((opened.purpose, opened.address.as_str()), (Purpose::Invitation, "sophie@ac-exemple.fr"));
        let weak = set_password(&t.db, &hasher, &token, "sophiemartin2026", t.now()).await.unwrap_err();
        assert!(matches!(weak, Error::Invalid(_)), "{weak}");
        set_password(&t.db, &hasher, &token, PASSWORD, t.now()).await.unwrap();
        let again = set_password(&t.db, &hasher, &token, PASSWORD, t.now()).await.unwrap_err();
        assert_eq!(again.refusal().unwrap().key, "link-ended");
        login::attempt(&t.db, &hasher, "sophie@ac-exemple.fr", PASSWORD, "192.0.2.1", t.now()).await.unwrap();

        let mut tx = t.db.begin().await.unwrap();
        let member = invite(&mut tx, by_operator(()), &sophie(), t.now()).await.unwrap_err();
        assert_eq!(member.refusal().unwrap().key, "already-member");
    }

    async fn a_reset_is_silent_for_strangers_and_ends_other_logins(t: Platform) {
        let hasher = Hasher::new(1).unwrap();
        let hash = hasher.hash(PASSWORD).await.unwrap();
        let mut tx = t.db.begin().await.unwrap();
        let person = create_active(&mut tx, by_operator(()), &sophie(), &hash, t.now()).await.unwrap();
        ask_reset(&mut tx, "nobody@ac-exemple.fr", t.now()).await.unwrap();
        web_sessions::save(&mut tx, "one", Some(person.id), "{}", "Firefox", t.now(), t.now().plus(DAY))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(sent_token(&t).await, None);

        let mut tx = t.db.begin().await.unwrap();
        ask_reset(&mut tx, "sophie@ac-exemple.fr", t.now()).await.unwrap();
        tx.commit().await.unwrap();
        let token = sent_token(&t).await.unwrap();
        t.clock.advance(31 * MINUTE);
        let late = link(&mut t.db.read().await.unwrap(), &token, t.now()).await.unwrap_err();
        assert_eq!(late.refusal().unwrap().key, "link-ended");

        let mut tx = t.db.begin().await.unwrap();
        ask_reset(&mut tx, "sophie@ac-exemple.fr", t.now()).await.unwrap();
        tx.commit().await.unwrap();
        let token = sent_token(&t).await.unwrap();
        set_password(&t.db, &hasher, &token, "une autre phrase bien longue", t.now()).await.unwrap();
        assert!(web_sessions::load(&mut t.db.read().await.unwrap(), "one", t.now()).await.unwrap().is_none());
    }
}
