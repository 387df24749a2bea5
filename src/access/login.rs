//! Logging in with a password.

use uuid::Uuid;

use super::passwords::Hasher;
use super::throttle::{self, Door};
use crate::clock::Timestamp;
use crate::db::{Conn as _, Db};
use crate::error::{Error, Refusal, Result};
use crate::{sql, text};

/// Checks an address and a password; gives the person. Unknown address, wrong password and closed account give the
/// same answer in the same time.
///
/// `network` is the caller's address as trusted proxies give it. Takes the [`Db`]: hashing never stands inside a
/// transaction.
///
/// # Errors
/// Refusal `login-wrong`; `TooMany` while this account is slowed from this network.
pub async fn attempt(
    db: &Db,
    hasher: &Hasher,
    address: &str,
    password: &str,
    network: &str,
    now: Timestamp,
) -> Result<Uuid> {
    let network = block_of(network);
    let account = format!("{}|{network}", text::address_key(address));
    let mut read = db.read().await?;
    throttle::check(&mut read, Door::Account, &account, now).await?;
    throttle::check(&mut read, Door::Network, &network, now).await?;
    let row: Option<(Uuid, Option<String>)> = read
        .query(sql!(
            "select a.person_id, a.password_hash
               from email e
               join account a on a.person_id = e.person_id
              where e.address_key = $1 and e.ends_at is null and a.state = 'active'"
        ))
        .bind(text::address_key(address))
        .optional()
        .await?;
    drop(read);
    let stored = row.as_ref().and_then(|row| row.1.as_deref());
    let right = hasher.verify(password, stored).await?;
    let mut tx = db.begin().await?;
    let Some((person, _)) = row.filter(|_| right) else {
        throttle::failed(&mut tx, Door::Account, &account, now).await?;
        throttle::failed(&mut tx, Door::Network, &network, now).await?;
        tx.commit().await?;
        return Err(Error::Refused(Refusal::new("login-wrong")));
    };
    throttle::succeeded(&mut tx, Door::Account, &account).await?;
    tx.query(sql!("update account set last_login_at = $2 where person_id = $1"))
        .bind(person)
        .bind(now)
        .run()
        .await?;
    tx.commit().await?;
    Ok(person)
}

/// The network of an address: /24 for IPv4, /56 for IPv6.
pub fn block_of(address: &str) -> String {
    match address.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V4(v4)) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}")
        }
        Ok(std::net::IpAddr::V6(v6)) => match v6.to_ipv4_mapped() {
            Some(v4) => block_of(&v4.to_string()),
            None => hex::encode(&v6.octets()[..7]),
        },
        Err(_) => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::accounts;
    use crate::access::policy::by_operator;
    use crate::on_both;
    use crate::people::NewPerson;
    use crate::testing::Platform;

    on_both!(failures_slow_the_guesser_not_the_owner);

    async fn failures_slow_the_guesser_not_the_owner(t: Platform) {
        let hasher = Hasher::new(1).unwrap();
        let hash = hasher.hash("le chat dort sur le radiateur").await.unwrap();
        let new = NewPerson {
            given_name: "Sophie".into(),
            usual_name: "Martin".into(),
            email: "sophie@ac-exemple.fr".into(),
            ..NewPerson::default()
        };
        let mut tx = t.db.begin().await.unwrap();
        accounts::create_active(&mut tx, by_operator(()), &new, &hash, t.now()).await.unwrap();
        tx.commit().await.unwrap();
        let try_from = async |password: &str, network: &str| {
            attempt(&t.db, &hasher, "Sophie@ac-exemple.fr", password, network, t.now()).await
        };
        for _ in 0..5 {
            assert_eq!(
                try_from("faux", "192.0.2.7").await.unwrap_err().refusal().unwrap().key,
                "login-wrong"
            );
        }
        assert!(matches!(try_from("faux", "192.0.2.9").await, Err(Error::TooMany { .. })));
        try_from("le chat dort sur le radiateur", "198.51.100.1").await.unwrap();
        let unknown = attempt(&t.db, &hasher, "x@y.fr", "faux", "203.0.113.1", t.now()).await.unwrap_err();
        assert_eq!(unknown.refusal().unwrap().key, "login-wrong");
    }

    #[test]
    fn a_network_is_a_block() {
        assert_eq!(block_of("192.0.2.7"), "192.0.2");
        assert_eq!(block_of("::ffff:192.0.2.7"), "192.0.2");
        assert_eq!(block_of("2001:db8:1:2ff::1"), block_of("2001:db8:1:201::9"));
    }
}
