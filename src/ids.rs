//! Identifiers and secrets.
//!
//! Rows are known by UUIDv7, which shows its time of creation; what must not be guessed is a token of 128
//! random bits or more, and the database keeps only its hash.

use rand::RngCore as _;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::clock::Timestamp;

/// A new row's id.
pub fn new(now: Timestamp) -> Uuid {
    let micros = now.0.max(0).unsigned_abs();
    let seconds = micros / 1_000_000;
    let nanos = u32::try_from(micros % 1_000_000).unwrap_or(0) * 1_000;
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanos))
}

/// A secret of 160 random bits in base32 (Crockford, lower case): 32 characters that survive a mail client.
pub fn token() -> String {
    let mut bytes = [0_u8; 20];
    rand::rng().fill_bytes(&mut bytes);
    base32(&bytes)
}

/// What the database keeps of a secret.
pub fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// A number for draws and shuffles: positive, fixed per attempt, kept with it.
pub fn seed() -> i64 {
    i64::try_from(rand::rng().next_u64() >> 1).unwrap_or(0)
}

/// Crockford's base32 without look-alikes (no i, l, o, u), lower case.
pub fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    let (mut buffer, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        buffer = (buffer << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[((buffer >> bits) & 31) as usize]));
        }
    }
    if bits > 0 {
        text.push(char::from(ALPHABET[((buffer << (5 - bits)) & 31) as usize]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_are_long_enough() {
        let (one, other) = (token(), token());
        assert_ne!(one, other);
        assert_eq!(one.len(), 32);
        assert!(one.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    }

    #[test]
    fn ids_sort_by_time() {
        assert!(new(Timestamp(1_000_000_000_000_000)) < new(Timestamp(1_000_000_000_002_000)));
    }
}
