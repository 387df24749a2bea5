//! Passwords: what is accepted, how it is kept.
//!
//! Rules of CNIL deliberation 2022-100 for a password with access restriction (throttling): at least 12 characters,
//! not guessable, no composition rule, no forced renewal. Kept as argon2id; hashing costs 19 MiB and some tens of
//! milliseconds, so it is done on few threads at a time and never inside a transaction.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use tokio::sync::Semaphore;

use crate::error::{Error, Fault, Result};
use crate::text;

/// Fewest characters.
pub const MIN_LENGTH: usize = 12;
/// Fewest characters beside the words that anybody knows of the person or of the trade.
const OWN_PART: usize = 8;
/// Longest accepted: argon2 takes any length, a request does not.
pub const MAX_LENGTH: usize = 512;

/// Words that every French teacher's password may contain, and that English dictionaries do not know.
const TRADE_WORDS: &[&str] = &[
    "preau",
    "college",
    "lycee",
    "professeur",
    "enseignant",
    "enseignante",
    "motdepasse",
    "azerty",
    "azertyuiop",
    "qwertz",
    "bonjour",
    "soleil",
    "ecole",
    "rentree",
    "academie",
    "education",
    "nationale",
    "doudou",
    "marseille",
    "loulou",
    "chouchou",
    "jetaime",
    "france",
    "cocorico",
];

/// How good a password is, from 0 (found at once) to 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strength {
    pub score: u8,
    pub long_enough: bool,
}

impl Strength {
    pub fn accepted(self) -> bool {
        self.long_enough && self.score >= 3
    }
}

/// Rates a password; `known` are words somebody could guess about the person (name, address, school).
pub fn strength(password: &str, known: &[&str]) -> Strength {
    let known: Vec<&str> = known.iter().copied().chain(TRADE_WORDS.iter().copied()).collect();
    // The estimate is quadratic in the length, and says all in the first hundred characters.
    let head: String = password.chars().take(100).collect();
    let mut score = u8::from(zxcvbn::zxcvbn(&head, &known).score());
    // The estimate multiplies the parts: a name, a surname and a year look like three guesses, and are one.
    if own_part(&head, &known) < OWN_PART {
        score = score.min(1);
    }
    Strength { score, long_enough: password.chars().count() >= MIN_LENGTH }
}

/// How many characters of a password are left once the words that anybody knows are taken out.
fn own_part(password: &str, known: &[&str]) -> usize {
    let mut rest = text::key(password);
    let before = rest.chars().count();
    let mut words: Vec<String> = known
        .iter()
        .flat_map(|known| text::key(known).split(' ').map(str::to_owned).collect::<Vec<_>>())
        .filter(|word| word.chars().count() >= 3)
        .collect();
    // The longest first: « enseignante » before « enseignant ».
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in &words {
        rest = rest.replace(word.as_str(), "");
    }
    password.chars().count().saturating_sub(before - rest.chars().count())
}

/// Refuses a password that does not hold.
pub fn check(field: &'static str, password: &str, known: &[&str]) -> Result<()> {
    let strength = strength(password, known);
    if password.len() > MAX_LENGTH {
        return Err(Fault::new(field, "password-too-long").with("max", MAX_LENGTH).into());
    }
    if !strength.long_enough {
        let count = password.chars().count();
        return Err(Fault::new(field, "password-too-short")
            .with("min", MIN_LENGTH)
            .with("count", count)
            .into());
    }
    if !strength.accepted() {
        return Err(Fault::new(field, "password-guessable").into());
    }
    Ok(())
}

/// Hashes and verifies, a few at a time.
#[derive(Debug, Clone)]
pub struct Hasher {
    seats: Arc<Semaphore>,
    /// A hash of nothing anybody knows: verified for unknown accounts, so that they take the same time.
    decoy: Arc<str>,
}

impl Hasher {
    /// A hasher that uses at most `at_once` threads.
    pub fn new(at_once: usize) -> Result<Self> {
        let decoy = hash_now(&crate::ids::token())?;
        Ok(Self { seats: Arc::new(Semaphore::new(at_once.max(1))), decoy: decoy.into() })
    }

    /// The PHC string of a password.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let _seat = self.seats.acquire().await.map_err(Error::broken)?;
        let password = password.to_owned();
        tokio::task::spawn_blocking(move || hash_now(&password)).await.map_err(Error::broken)?
    }

    /// Whether the password is the one of `stored`. Without `stored`, works as long and says no.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<bool> {
        let known = stored.is_some();
        let stored = stored.unwrap_or(&self.decoy).to_owned();
        // An absurdly long password is not worth hashing.
        let password: String = password.chars().take(MAX_LENGTH).collect();
        let _seat = self.seats.acquire().await.map_err(Error::broken)?;
        let right = tokio::task::spawn_blocking(move || {
            PasswordHash::new(&stored)
                .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await
        .map_err(Error::broken)?;
        Ok(right && known)
    }
}

fn hash_now(password: &str) -> Result<String> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| Error::Broken(anyhow::anyhow!("argon2: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessable_passwords_are_refused_and_long_sentences_are_welcome() {
        for password in [
            "court",
            "123456789012",
            "azertyuiop123",
            "motdepasse2026",
            "sophiemartin1980",
            "aaaaaaaaaaaaaaaa",
        ] {
            assert!(check("password", password, &["Sophie", "Martin"]).is_err(), "{password}");
        }
        for password in ["le chat dort sur le radiateur", "Kg7#vq2!Lm9x", "trois poires vertes en novembre"] {
            assert!(check("password", password, &["Sophie", "Martin"]).is_ok(), "{password}");
        }
    }

    #[tokio::test]
    async fn a_hash_verifies_and_nothing_verifies_without_one() {
        let hasher = Hasher::new(1).unwrap();
        let stored = hasher.hash("le chat dort sur le radiateur").await.unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(hasher.verify("le chat dort sur le radiateur", Some(&stored)).await.unwrap());
        assert!(!hasher.verify("le chat dort", Some(&stored)).await.unwrap());
        assert!(!hasher.verify("le chat dort", None).await.unwrap());
    }
}
