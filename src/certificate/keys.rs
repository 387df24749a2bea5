//! The keys that sign: one at a time, made by the installation; the old ones stay published.
//!
//! A retired key signs nothing more, and what it signed stays verifiable: its public half is never removed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signer as _, SigningKey};
use rand::RngCore as _;
use serde::Serialize;
use uuid::Uuid;

use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::{audit, ids, sql};

/// The key that signs now.
#[derive(Debug)]
pub struct Key {
    pub id: Uuid,
    // Its `Debug` shows the public half only.
    signing: SigningKey,
}

impl Key {
    /// Signs the bytes of a text; base64.
    pub fn sign(&self, text: &str) -> String {
        BASE64.encode(self.signing.sign(text.as_bytes()).to_bytes())
    }

    /// The half to publish; base64.
    pub fn public_key(&self) -> String {
        BASE64.encode(self.signing.verifying_key().to_bytes())
    }
}

/// A key as the installation publishes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct PublicKey {
    pub id: Uuid,
    /// Ed25519, 32 bytes in base64.
    pub public_key: String,
    pub created_at: Timestamp,
    /// Signs nothing more since.
    pub retired_at: Option<Timestamp>,
}

/// The key that signs now, made when there is none.
pub async fn ensure(tx: &mut Tx, now: Timestamp) -> Result<Key> {
    match current(tx).await? {
        Some(key) => Ok(key),
        None => make(tx, ids::new(now), now).await,
    }
}

/// The key that signs now, if one was made.
pub async fn current(db: &mut impl Conn) -> Result<Option<Key>> {
    let row: Option<(Uuid, String)> =
        db.query(sql!("select id, secret_key from signing_key where retired_at is null")).optional().await?;
    row.map(|(id, secret)| read(id, &secret)).transpose()
}

/// Every key that ever signed, for publication; newest first.
pub async fn public_keys(db: &mut impl Conn) -> Result<Vec<PublicKey>> {
    db.query(sql!(
        "select id, public_key, created_at, retired_at
           from signing_key
          order by created_at desc, id desc
          limit 1000"
    ))
    .all()
    .await
}

/// Retires the key that signs, and makes another one. What was signed stays verifiable.
pub async fn rotate(tx: &mut Tx, allowed: Allowed<()>, now: Timestamp) -> Result<Key> {
    let id = ids::new(now);
    let event = audit::Event {
        actor: allowed.by(),
        act: "signing_key.rotate",
        object_kind: "signing_key",
        object_id: id.to_string(),
        detail: serde_json::json!({}),
    };
    audit::record(tx, event, now).await?;
    tx.query(sql!("update signing_key set retired_at = $1 where retired_at is null")).bind(now).run().await?;
    make(tx, id, now).await
}

/// Makes a key; when somebody else made one at the same time (index `signing_key_current`), theirs is the one.
async fn make(tx: &mut Tx, id: Uuid, now: Timestamp) -> Result<Key> {
    let mut secret = [0_u8; 32];
    rand::rng().fill_bytes(&mut secret);
    let signing = SigningKey::from_bytes(&secret);
    tx.query(sql!(
        "insert into signing_key (id, public_key, secret_key, created_at) values ($1, $2, $3, $4)
         on conflict do nothing"
    ))
    .bind(id)
    .bind(BASE64.encode(signing.verifying_key().to_bytes()))
    .bind(BASE64.encode(secret))
    .bind(now)
    .run()
    .await?;
    current(tx).await?.ok_or_else(|| Error::Broken(anyhow::anyhow!("no signing key after one was made")))
}

fn read(id: Uuid, secret: &str) -> Result<Key> {
    let bytes = BASE64.decode(secret).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let secret = bytes.ok_or_else(|| Error::Broken(anyhow::anyhow!("signing key {id} is unreadable")))?;
    Ok(Key { id, signing: SigningKey::from_bytes(&secret) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::policy::by_operator;
    use crate::certificate::signed::verify;
    use crate::on_both;
    use crate::testing::Platform;

    on_both!(one_key_signs_whoever_asks_first, a_retired_key_stays_published_and_its_signatures_hold);

    async fn one_key_signs_whoever_asks_first(t: Platform) {
        assert!(current(&mut t.db.read().await.unwrap()).await.unwrap().is_none());
        let mut asking = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (db, now) = (t.db.clone(), t.now());
            asking.spawn(async move {
                let mut tx = db.begin().await.unwrap();
                let key = ensure(&mut tx, now).await.unwrap();
                tx.commit().await.unwrap();
                key.id
            });
        }
        let mut ids = asking.join_all().await;
        ids.dedup();
        assert_eq!(ids.len(), 1);
        assert_eq!(public_keys(&mut t.db.read().await.unwrap()).await.unwrap().len(), 1);
    }

    async fn a_retired_key_stays_published_and_its_signatures_hold(t: Platform) {
        let mut tx = t.db.begin().await.unwrap();
        let old = ensure(&mut tx, t.now()).await.unwrap();
        let signature = old.sign("« suivi »");
        t.clock.advance(1);
        let new = rotate(&mut tx, by_operator(()), t.now()).await.unwrap();
        assert_ne!(new.id, old.id);
        assert_eq!(ensure(&mut tx, t.now()).await.unwrap().id, new.id);
        let published = public_keys(&mut tx).await.unwrap();
        assert_eq!(published.iter().map(|key| key.id).collect::<Vec<_>>(), [new.id, old.id]);
        assert_eq!(published.iter().map(|key| key.retired_at).collect::<Vec<_>>(), [None, Some(t.now())]);
        assert!(verify("« suivi »".as_bytes(), &signature, &published[1].public_key));
        assert!(!verify("« suivi »".as_bytes(), &signature, &published[0].public_key));
        assert!(!format!("{old:?}").contains(&hex::encode(old.signing.to_bytes())));
        tx.commit().await.unwrap();
    }
}
