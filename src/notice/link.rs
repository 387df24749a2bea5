//! The link that ends mails about one subject, without logging in (RFC 8058).
//!
//! It is signed, not stored: person, subject and a keyed hash over both. It opens nothing else, and does not run out —
//! a mail of last year must still let one go.

use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use uuid::Uuid;

use super::rhythm::is_topic;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::{ids, instance, sql};

/// Where the key stands, in `instance`.
const KEY: &str = "notice_key";

/// The key of this installation, made the first time.
pub async fn key(tx: &mut Tx) -> Result<String> {
    tx.query(sql!("insert into instance (key, value) values ($1, $2) on conflict (key) do nothing"))
        .bind(KEY)
        .bind(ids::token())
        .run()
        .await?;
    Ok(instance::get(tx, KEY).await?.unwrap_or_default())
}

/// What an unsubscribing link carries.
pub fn sign(key: &str, person: Uuid, topic: &str) -> String {
    format!("{}-{topic}-{}", person.simple(), hex::encode(mac(key, person, topic).finalize().into_bytes()))
}

/// Whose link it is, and about what; none for a link that is not ours.
pub async fn read(db: &mut impl Conn, token: &str) -> Result<Option<(Uuid, String)>> {
    let Some((person, topic, seal)) = parts(token) else { return Ok(None) };
    let Some(key) = instance::get(db, KEY).await? else { return Ok(None) };
    let genuine = mac(&key, person, topic).verify_slice(&seal).is_ok();
    Ok(genuine.then(|| (person, topic.to_owned())))
}

fn parts(token: &str) -> Option<(Uuid, &str, Vec<u8>)> {
    let mut parts = token.split('-');
    let (person, topic, seal) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = parts.next().is_none() && is_topic(topic);
    let person = Uuid::try_parse(person).ok()?;
    let seal = hex::decode(seal).ok()?;
    whole.then_some((person, topic, seal))
}

fn mac(key: &str, person: Uuid, topic: &str) -> Hmac<Sha256> {
    // A key of any length is taken: the error cannot come.
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes())
        .unwrap_or_else(|_| Hmac::<Sha256>::new(&hmac::digest::Key::<Hmac<Sha256>>::default()));
    mac.update(b"preau-notice\0");
    mac.update(person.as_bytes());
    mac.update(topic.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::on_both;
    use crate::testing::Platform;

    on_both!(a_link_is_for_one_person_and_one_subject);

    async fn a_link_is_for_one_person_and_one_subject(t: Platform) {
        let mut tx = t.db.begin().await.unwrap();
        let key = key(&mut tx).await.unwrap();
        assert_eq!(super::key(&mut tx).await.unwrap(), key, "made once");
        let person = Uuid::from_u128(7);
        let token = sign(&key, person, "need");
        assert_eq!(read(&mut tx, &token).await.unwrap(), Some((person, "need".to_owned())));
        let other = token.replace("-need-", "-role-");
        let forged = sign("another key", person, "need");
        for wrong in [other.as_str(), &forged, "", "--", "x-need-00", &format!("{token}-x"), &token[..60]] {
            assert_eq!(read(&mut tx, wrong).await.unwrap(), None, "{wrong}");
        }
    }
}
