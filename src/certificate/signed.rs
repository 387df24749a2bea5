//! Verifying what was signed, without network or database: the command line and other programs start from here.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};

use super::statement::Statement;

/// A larger file is none of ours.
const LARGEST_FILE: usize = 1024 * 1024;

/// True when the signature is that of these bytes by this key (both base64).
pub fn verify(statement: &[u8], signature: &str, public_key: &str) -> bool {
    let Some(key) = decode::<32>(public_key).and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok()) else {
        return false;
    };
    let Some(signature) = decode::<64>(signature) else { return false };
    // Strict: refuses the weak keys under which one signature fits several texts.
    key.verify_strict(statement, &Signature::from_bytes(&signature)).is_ok()
}

fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    // Longer than any of ours: not worth decoding.
    if text.len() > 128 {
        return None;
    }
    BASE64.decode(text).ok()?.try_into().ok()
}

/// A signed attestation as a file: what its holder keeps, and hands to whoever must check it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedFile {
    /// The text that was signed, as a string: it is verified byte for byte.
    pub statement: String,
    pub signature: String,
    /// The public key, in base64.
    pub key: String,
}

/// What verifying a file found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileVerdict {
    /// Signed by one of the keys given: it says what it said on the day of its issue. Whether it was revoked since
    /// only the installation knows.
    Genuine(Box<Statement>),
    /// Whole, but signed by a key that is none of those given: anybody may make such a key.
    UnknownKey(Box<Statement>),
    /// The signature is not that of the text.
    Altered,
    /// No signed attestation, or one of a newer format.
    Unreadable,
}

/// Verifies a [`SignedFile`] without network, against the public keys (base64) that the installation publishes.
pub fn verify_file(bytes: &[u8], published: &[String]) -> FileVerdict {
    if bytes.len() > LARGEST_FILE {
        return FileVerdict::Unreadable;
    }
    let Ok(file) = serde_json::from_slice::<SignedFile>(bytes) else { return FileVerdict::Unreadable };
    if !verify(file.statement.as_bytes(), &file.signature, &file.key) {
        return FileVerdict::Altered;
    }
    let Ok(statement) = Statement::parse(&file.statement) else { return FileVerdict::Unreadable };
    // Compared decoded: the same key may be written in two ways.
    let key = decode::<32>(&file.key);
    if published.iter().any(|known| decode::<32>(known.trim()) == key) {
        FileVerdict::Genuine(Box::new(statement))
    } else {
        FileVerdict::UnknownKey(Box::new(statement))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::{keys, mine, scene};
    use crate::on_both;
    use crate::testing::Platform;
    use ed25519_dalek::{Signer as _, SigningKey};
    use proptest::prelude::*;

    on_both!(a_file_verifies_without_the_database);

    async fn a_file_verifies_without_the_database(t: Platform) {
        let done = scene::completed(&t, "Zoé", "Martin").await;
        let issued = scene::issued(&t, done.id).await;
        let mut read = t.db.read().await.unwrap();
        let holder = scene::holder(done.person);
        let file = mine::mine(&mut read, holder, &issued.number).await.unwrap().file();
        let published: Vec<String> =
            keys::public_keys(&mut read).await.unwrap().into_iter().map(|key| key.public_key).collect();
        let bytes = serde_json::to_vec_pretty(&file).unwrap();
        let FileVerdict::Genuine(statement) = verify_file(&bytes, &published) else { panic!("genuine") };
        assert_eq!(statement.holder.full_name(), "Zoé Martin");
        assert!(matches!(verify_file(&bytes, &[]), FileVerdict::UnknownKey(_)));
        let altered = SignedFile { statement: file.statement.replace("Martin", "Durand"), ..file };
        assert_eq!(verify_file(&serde_json::to_vec(&altered).unwrap(), &published), FileVerdict::Altered);
        assert_eq!(verify_file(b"%PDF-1.7", &published), FileVerdict::Unreadable);
    }

    #[test]
    fn a_key_of_ones_own_does_not_make_a_file_genuine() {
        let (ours, theirs) = (SigningKey::from_bytes(&[1; 32]), SigningKey::from_bytes(&[2; 32]));
        let text = scene::statement("Zoé", "Martin").to_text().unwrap();
        let file = SignedFile {
            signature: BASE64.encode(theirs.sign(text.as_bytes()).to_bytes()),
            key: BASE64.encode(theirs.verifying_key().to_bytes()),
            statement: text,
        };
        let published = [BASE64.encode(ours.verifying_key().to_bytes())];
        let bytes = serde_json::to_vec(&file).unwrap();
        assert!(matches!(verify_file(&bytes, &published), FileVerdict::UnknownKey(_)));
    }

    proptest! {
        #[test]
        fn a_changed_byte_fails(place in any::<prop::sample::Index>(), mask in 1_u8.., secret in any::<[u8; 32]>()) {
            let key = SigningKey::from_bytes(&secret);
            let public = BASE64.encode(key.verifying_key().to_bytes());
            let mut bytes = scene::statement("Zoé", "Martin").to_text().unwrap().into_bytes();
            let signature = key.sign(&bytes).to_bytes();
            prop_assert!(verify(&bytes, &BASE64.encode(signature), &public));
            let at = place.index(signature.len());
            let mut other = signature;
            other[at] ^= mask;
            prop_assert!(!verify(&bytes, &BASE64.encode(other), &public));
            let at = place.index(bytes.len());
            bytes[at] ^= mask;
            prop_assert!(!verify(&bytes, &BASE64.encode(signature), &public));
        }

        #[test]
        fn no_signature_and_no_file_panics(text in any::<String>(), bytes in any::<Vec<u8>>()) {
            prop_assert!(!verify(&bytes, &text, &text));
            prop_assert_eq!(verify_file(&bytes, &[]), FileVerdict::Unreadable);
        }
    }
}
