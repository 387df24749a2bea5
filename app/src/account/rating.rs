//! The strength of a password in words, as the check of the form will see it.

use preau::Result;
use preau::access::accounts;
use preau::access::passwords::{self, MAX_LENGTH, MIN_LENGTH, Strength};
use preau::people::{self, Person};

use super::islands::Rating;
use crate::cx::Cx;
use crate::t;
use crate::texts::Lang;

/// Rates a password for its owner to be: the holder of the link, or whoever is logged in.
pub(super) async fn rate(cx: &Cx, password: &str, link: &str) -> Rating {
    // The rating is a help: when its owner cannot be found, it only knows less than the check will.
    let strength = match owner(cx, link).await {
        Ok(Some((person, address))) => accounts::rate_password(password, &person, &address),
        Ok(None) | Err(_) => passwords::strength(password, &[]),
    };
    Rating {
        score: strength.score,
        accepted: strength.accepted() && password.len() <= MAX_LENGTH,
        sentence: sentence(cx.lang, password, strength),
    }
}

async fn owner(cx: &Cx, link: &str) -> Result<Option<(Person, String)>> {
    let mut read = cx.read().await?;
    if !link.is_empty() {
        let link = accounts::link(&mut read, link, cx.now).await?;
        return Ok(Some((link.person, link.address)));
    }
    let Some(actor) = &cx.actor else { return Ok(None) };
    let address = people::main_address(&mut read, actor.id()).await?;
    Ok(Some((actor.person.clone(), address.unwrap_or_default())))
}

fn sentence(lang: Lang, password: &str, strength: Strength) -> String {
    if password.len() > MAX_LENGTH {
        return t!(lang, "fault-password-too-long", "max" => MAX_LENGTH);
    }
    if !strength.long_enough {
        let missing = MIN_LENGTH.saturating_sub(password.chars().count());
        return t!(lang, "password-rating-short", "missing" => missing);
    }
    match strength.score {
        0 | 1 => t!(lang, "password-rating-weak"),
        2 => t!(lang, "password-rating-fair"),
        3 => t!(lang, "password-rating-good"),
        _ => t!(lang, "password-rating-excellent"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_says_what_is_missing() {
        let say = |password: &str| sentence(Lang::Fr, password, passwords::strength(password, &[]));
        assert_eq!(say("poires"), "Encore 6 caractères.");
        assert_eq!(say("onze lettre"), "Encore 1 caractère.");
        assert!(say("motdepasse2026").contains("deviner"), "{}", say("motdepasse2026"));
        assert!(say("trois poires vertes en novembre").starts_with("Excellent"));
        assert!(say(&"x".repeat(600)).contains("512"));
    }
}
