//! Persons: who they are, under which name, at which address.
//!
//! The least that is needed: no birth date, no NUMEN, no home address, no photo. The id is stable; an e-mail
//! address is never a key, it has dates.

pub mod disciplines;
pub mod profile;

use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::{ids, sql, text};

/// A person as pages and letters name them.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Person {
    pub id: Uuid,
    pub given_name: String,
    pub usual_name: String,
    pub locale: String,
    pub discipline: Option<String>,
    pub school: Option<String>,
    pub reading: Json<Reading>,
}

impl Person {
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.usual_name).trim().to_owned()
    }

    /// « S. M. »: how a public page shows a holder.
    pub fn initials(&self) -> String {
        initials(&self.given_name, &self.usual_name)
    }
}

/// Initials of a name, hyphens kept: « J.-P. D. ».
pub fn initials(given: &str, usual: &str) -> String {
    let part = |name: &str| {
        name.split('-')
            .filter_map(|word| word.trim().chars().next())
            .map(|letter| format!("{}.", letter.to_uppercase()))
            .collect::<Vec<_>>()
            .join("-")
    };
    [part(given), part(usual)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// How a person likes to read. Absent = as the browser says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// `light`, `dark`.
    pub theme: Option<String>,
    /// `large`, `larger`.
    pub size: Option<String>,
    /// `spaced`: wider letters, words and lines.
    pub spacing: Option<String>,
}

/// What is needed to write a person down.
#[derive(Debug, Clone, Default)]
pub struct NewPerson {
    pub given_name: String,
    pub usual_name: String,
    pub email: String,
    pub locale: String,
    pub discipline: Option<String>,
    pub school: Option<String>,
}

/// Checks what was typed; every fault at once.
pub fn check(new: &NewPerson) -> Result<()> {
    let mut faults = Vec::new();
    let names = [
        ("given_name", "given-name-missing", &new.given_name),
        ("usual_name", "usual-name-missing", &new.usual_name),
    ];
    for (field, missing, value) in names {
        if value.trim().is_empty() {
            faults.push(Fault::new(field, missing));
        } else if value.chars().count() > 80 || value.chars().any(char::is_control) {
            faults.push(Fault::new(field, "name-unreadable"));
        }
    }
    if !address_is_plausible(&new.email) {
        faults.push(Fault::new("email", "email-unreadable"));
    }
    if let Err(Error::Invalid(more)) = profile::check_school(new.school.as_deref()) {
        faults.extend(more);
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// One `@`, something on both sides, no space or control character; the mail itself proves the rest.
pub fn address_is_plausible(address: &str) -> bool {
    let address = address.trim();
    let Some((local, domain)) = address.rsplit_once('@') else { return false };
    !local.is_empty()
        && !local.contains('@')
        && domain.len() >= 3
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && address.len() <= 254
        && !address
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | ',' | ';'))
}

/// Writes a person and their address down.
///
/// # Errors
/// `Invalid` for what was typed; refusal `address-taken` when the address belongs to somebody.
pub async fn create(tx: &mut Tx, new: &NewPerson, now: Timestamp) -> Result<Person> {
    check(new)?;
    let id = ids::new(now);
    let key = text::address_key(&new.email);
    if by_address(tx, &new.email).await?.is_some() {
        return Err(Refusal::new("address-taken").into());
    }
    let person = Person {
        id,
        given_name: new.given_name.trim().to_owned(),
        usual_name: new.usual_name.trim().to_owned(),
        locale: if new.locale == "en" { "en" } else { "fr" }.to_owned(),
        discipline: new.discipline.clone(),
        school: new.school.clone(),
        reading: Json(Reading::default()),
    };
    tx.query(sql!(
        "insert into person (id, given_name, usual_name, name_key, locale, discipline, school, reading, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)"
    ))
    .bind(id)
    .bind(&person.given_name)
    .bind(&person.usual_name)
    .bind(text::key(&format!("{} {}", person.usual_name, person.given_name)))
    .bind(&person.locale)
    .bind(&person.discipline)
    .bind(&person.school)
    .bind(&person.reading)
    .bind(now)
    .run()
    .await?;
    let added = tx
        .query(sql!(
            "insert into email (id, person_id, address, address_key, main, starts_at)
             values ($1, $2, $3, $4, true, $5)
             on conflict (address_key) where ends_at is null do nothing"
        ))
        .bind(ids::new(now))
        .bind(id)
        .bind(new.email.trim())
        .bind(key)
        .bind(now)
        .run()
        .await?;
    if added == 0 {
        return Err(Refusal::new("address-taken").into());
    }
    Ok(person)
}

/// The person with this id.
pub async fn by_id(db: &mut impl Conn, id: Uuid) -> Result<Person> {
    db.query(sql!(
        "select id, given_name, usual_name, locale, discipline, school, reading from person where id = $1"
    ))
    .bind(id)
    .one()
    .await
}

/// The living owner of an address.
pub async fn by_address(db: &mut impl Conn, address: &str) -> Result<Option<Person>> {
    db.query(sql!(
        "select p.id, p.given_name, p.usual_name, p.locale, p.discipline, p.school, p.reading
           from email e
           join person p on p.id = e.person_id
          where e.address_key = $1 and e.ends_at is null"
    ))
    .bind(text::address_key(address))
    .optional()
    .await
}

/// The main address of a person, if one is living.
pub async fn main_address(db: &mut impl Conn, person: Uuid) -> Result<Option<String>> {
    let row: Option<(String,)> = db
        .query(sql!(
            "select address from email where person_id = $1 and ends_at is null order by main desc, starts_at, id limit 1"
        ))
        .bind(person)
        .optional()
        .await?;
    Ok(row.map(|row| row.0))
}

/// Keeps how a person likes to read, and in which language.
pub async fn set_reading(
    tx: &mut Tx,
    person: Uuid,
    reading: &Reading,
    locale: &str,
    now: Timestamp,
) -> Result<()> {
    tx.query(sql!("update person set reading = $2, locale = $3, updated_at = $4 where id = $1"))
        .bind(person)
        .bind(Json(reading))
        .bind(if locale == "en" { "en" } else { "fr" })
        .bind(now)
        .run()
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::on_both;
    use crate::testing::Platform;

    on_both!(an_address_has_one_living_owner);

    async fn an_address_has_one_living_owner(t: Platform) {
        let sophie = NewPerson {
            given_name: "Sophie".into(),
            usual_name: "Martin".into(),
            email: "Sophie.Martin@ac-exemple.fr".into(),
            ..NewPerson::default()
        };
        let mut tx = t.db.begin().await.unwrap();
        let person = create(&mut tx, &sophie, t.now()).await.unwrap();
        let again = NewPerson { email: " sophie.martin@AC-exemple.fr".into(), ..sophie };
        let refused = create(&mut tx, &again, t.now()).await.unwrap_err();
        assert_eq!(refused.refusal().map(|refusal| refusal.key), Some("address-taken"));
        assert_eq!(by_address(&mut tx, "SOPHIE.martin@ac-exemple.fr").await.unwrap(), Some(person));
        tx.commit().await.unwrap();
    }

    #[test]
    fn addresses_that_cannot_be() {
        for address in ["", "x", "a@b", "a b@c.fr", "a@@b.fr", "a@.fr", "a@b.fr\nBcc: x@y.fr", "<a@b.fr>"] {
            assert!(!address_is_plausible(address), "{address:?}");
        }
        assert!(address_is_plausible("prénom.nom+x@ac-exemple.fr"));
    }

    #[test]
    fn initials_keep_hyphens() {
        assert_eq!(initials("Jean-Pierre", "de La Tour"), "J.-P. D.");
        assert_eq!(initials("", "Zoé"), "Z.");
    }
}
