//! Files made of attestations: recognised by their content, so that a changed one shows (CRT-6).
//!
//! What was handed out is written down, not made again to compare: a file stays recognised after a revocation, in
//! either language, and when a later program would draw another one.

use uuid::Uuid;

use crate::access::login::block_of;
use crate::access::throttle::{self, Door};
use crate::clock::Timestamp;
use crate::db::{Conn, Db, Tx};
use crate::error::Result;
use crate::sql;

/// Writes down a file that is about to be handed out: SHA-256 of its bytes, in lower-case hexadecimal.
pub async fn keep(tx: &mut Tx, attestation: Uuid, sha256: &str, now: Timestamp) -> Result<()> {
    tx.query(sql!(
        "insert into attestation_file (sha256, attestation_id, made_at) values ($1, $2, $3)
         on conflict (sha256) do nothing"
    ))
    .bind(sha256)
    .bind(attestation)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Code of the attestation that a file was made of; none when no such file was ever handed out.
pub async fn code_of(db: &mut impl Conn, sha256: &str) -> Result<Option<String>> {
    let row: Option<(String,)> = db
        .query(sql!(
            "select a.code from attestation_file f join attestation a on a.id = f.attestation_id where f.sha256 = $1"
        ))
        .bind(sha256)
        .optional()
        .await?;
    Ok(row.map(|(code,)| code))
}

/// The same for somebody who holds out a file. `network` is their address as trusted proxies give it.
///
/// # Errors
/// `TooMany` after many files that are none of ours.
pub async fn recognise(db: &Db, sha256: &str, network: &str, now: Timestamp) -> Result<Option<String>> {
    let network = block_of(network);
    let mut read = db.read().await?;
    throttle::check(&mut read, Door::File, &network, now).await?;
    let code = code_of(&mut read, sha256).await?;
    drop(read);
    if code.is_none() {
        let mut tx = db.begin().await?;
        throttle::failed(&mut tx, Door::File, &network, now).await?;
        tx.commit().await?;
    }
    Ok(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::scene;
    use crate::error::Error;
    use crate::on_both;
    use crate::testing::Platform;

    on_both!(only_what_was_handed_out_is_recognised);

    async fn only_what_was_handed_out_is_recognised(t: Platform) {
        let issued = scene::issued(&t, scene::completed(&t, "Zoé", "Martin").await.id).await;
        let mut tx = t.db.begin().await.unwrap();
        for file in ["ab", "cd", "ab"] {
            keep(&mut tx, issued.id, file, t.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        for file in ["ab", "cd"] {
            let code = recognise(&t.db, file, "192.0.2.7", t.now()).await.unwrap();
            assert_eq!(code.as_deref(), Some(issued.code.as_str()));
        }
        for _ in 0..20 {
            assert_eq!(recognise(&t.db, "ef", "192.0.2.7", t.now()).await.unwrap(), None);
        }
        let slowed = recognise(&t.db, "ef", "192.0.2.7", t.now()).await;
        assert!(matches!(slowed, Err(Error::TooMany { .. })));
    }
}
