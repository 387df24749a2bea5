//! Checking: what anybody who holds a code may learn.
//!
//! The public answer is title, dates, hours, issuer and state, with the holder's initials: enough to compare with a
//! paper, too little to learn a name from a code. Who reads a name on the paper types it and learns whether it is
//! the one attested, nothing else.

use jiff::civil::Date;
use serde::Serialize;

use super::signed::verify;
use super::statement::{Hours, Issuer, Kind, Statement};
use super::{State, code};
use crate::access::login::block_of;
use crate::access::throttle::{self, Door};
use crate::clock::Timestamp;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::{people, sql, text};

/// A longer name is nobody's.
const LONGEST_NAME: usize = 400;

/// What anybody sees of an attestation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Public {
    pub number: String,
    /// Without dashes: see [`code::grouped`].
    pub code: String,
    pub kind: Kind,
    pub title: String,
    /// Of the title, BCP 47.
    pub language: String,
    /// Of the course; empty for presence at a session.
    pub version: String,
    pub hours: Hours,
    pub started_on: Date,
    pub completed_on: Date,
    pub issued_on: Date,
    /// Under its name of the day of issue.
    pub issuer: Issuer,
    /// « S. M. »
    pub initials: String,
    pub state: State,
    /// When it was revoked or replaced.
    pub ended_at: Option<Timestamp>,
    /// Code of the attestation that replaces this one.
    pub replaced_by: Option<String>,
    /// Code of the attestation that this one replaces.
    pub replaces: Option<String>,
    /// False when the stored text is not the one that was signed: nothing above may then be relied on.
    pub sealed: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    code: String,
    statement: String,
    signature: String,
    public_key: String,
    #[sqlx(try_from = "String")]
    state: State,
    ended_at: Option<Timestamp>,
    replaced_by: Option<String>,
    replaces: Option<String>,
}

/// What a code attests; none when there is no such code.
pub async fn lookup(db: &mut impl Conn, typed: &str) -> Result<Option<Public>> {
    let Some(row) = find(db, typed).await? else { return Ok(None) };
    let statement = Statement::parse(&row.statement)?;
    // The code stands in the text as well, so that a statement moved to another row shows.
    let sealed =
        statement.code == row.code && verify(row.statement.as_bytes(), &row.signature, &row.public_key);
    Ok(Some(Public {
        initials: people::initials(&statement.holder.given_name, &statement.holder.usual_name),
        title: statement.title().to_owned(),
        language: statement.language().to_owned(),
        version: statement.version().unwrap_or_default().to_owned(),
        number: statement.number,
        code: row.code,
        kind: statement.kind,
        hours: statement.hours,
        started_on: statement.started_on,
        completed_on: statement.completed_on,
        issued_on: statement.issued_on,
        issuer: statement.issuer,
        state: row.state,
        ended_at: row.ended_at,
        replaced_by: row.replaced_by,
        replaces: row.replaces,
        sealed,
    }))
}

/// Whether a typed name is that of the holder; none when there is no such code.
///
/// `network` is the caller's address as trusted proxies give it: wrong names are slowed by code and network, because
/// a list of colleagues would find the holder.
///
/// # Errors
/// `TooMany` while this code is slowed from this network.
pub async fn holder_matches(
    db: &Db,
    typed_code: &str,
    typed_name: &str,
    network: &str,
    now: Timestamp,
) -> Result<Option<bool>> {
    let network = block_of(network);
    let mut read = db.read().await?;
    let Some(row) = find(&mut read, typed_code).await? else { return Ok(None) };
    let guess = format!("{}|{network}", row.code);
    throttle::check(&mut read, Door::Holder, &guess, now).await?;
    throttle::check(&mut read, Door::Network, &network, now).await?;
    drop(read);
    let matches = name_matches(&Statement::parse(&row.statement)?, typed_name);
    if !matches {
        let mut tx = db.begin().await?;
        throttle::failed(&mut tx, Door::Holder, &guess, now).await?;
        throttle::failed(&mut tx, Door::Network, &network, now).await?;
        tx.commit().await?;
    }
    Ok(Some(matches))
}

/// Whether a typed full name is that of the holder, in either order; accents, case and hyphens do not matter.
pub fn name_matches(statement: &Statement, typed: &str) -> bool {
    if typed.len() > LONGEST_NAME {
        return false;
    }
    let typed = text::key(typed);
    let holder = &statement.holder;
    let (given, usual) = (&holder.given_name, &holder.usual_name);
    !typed.is_empty()
        && (typed == text::key(&format!("{given} {usual}"))
            || typed == text::key(&format!("{usual} {given}")))
}

async fn find(db: &mut impl Conn, typed: &str) -> Result<Option<Row>> {
    let Some(code) = code::read(typed) else { return Ok(None) };
    db.query(sql!(
        "select a.code, a.statement, a.signature, k.public_key, a.state, a.ended_at,
                next.code as replaced_by, before.code as replaces
           from attestation a
           join signing_key k on k.id = a.key_id
           left join attestation next on next.id = a.replaced_by
           left join attestation before on before.replaced_by = a.id
          where a.code = $1"
    ))
    .bind(code)
    .optional()
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::scene;
    use crate::clock::SECOND;
    use crate::error::Error;
    use crate::on_both;
    use crate::testing::Platform;

    on_both!(
        anybody_with_the_code_sees_the_attestation_without_the_name,
        an_unknown_code_says_nothing,
        a_row_changed_by_hand_shows,
        a_holder_can_be_recognised_by_the_printed_name_only,
        a_list_of_colleagues_does_not_find_the_holder,
    );

    async fn anybody_with_the_code_sees_the_attestation_without_the_name(t: Platform) {
        let done = scene::completed(&t, "Jean-Pierre", "Ségolin").await;
        let issued = scene::issued(&t, done.id).await;
        let typed = format!(" {} ", code::grouped(&issued.code).to_lowercase());
        let public = lookup(&mut t.db.read().await.unwrap(), &typed).await.unwrap().unwrap();
        assert_eq!(public.number, "2026-000001");
        assert_eq!(public.title, crate::course::sample::course(scene::COURSE).meta.title);
        assert_eq!(public.hours.minutes(), 90);
        assert_eq!(public.completed_on.to_string(), "2026-11-24");
        assert_eq!(public.initials, "J.-P. S.");
        assert_eq!(public.issuer, scene::issuer());
        assert_eq!((public.state, public.sealed), (State::Issued, true));
        let told = serde_json::to_string(&public).unwrap();
        assert!(!told.contains("Ségolin") && !told.contains("Pierre"), "{told}");
        assert!(!told.contains("Sélectionner"), "{told}");
    }

    async fn an_unknown_code_says_nothing(t: Platform) {
        let done = scene::completed(&t, "Zoé", "Martin").await;
        let issued = scene::issued(&t, done.id).await;
        let mut read = t.db.read().await.unwrap();
        for typed in
            [code::draw(), issued.number, issued.id.to_string(), String::new(), "'; drop table".to_owned()]
        {
            assert_eq!(lookup(&mut read, &typed).await.unwrap(), None, "{typed}");
            let named = holder_matches(&t.db, &typed, "Zoé Martin", "192.0.2.7", t.now()).await;
            assert_eq!(named.unwrap(), None, "{typed}");
        }
    }

    async fn a_row_changed_by_hand_shows(t: Platform) {
        let one = scene::issued(&t, scene::completed(&t, "Zoé", "Martin").await.id).await;
        let two = scene::issued(&t, scene::completed(&t, "Léa", "Durand").await.id).await;
        let mut tx = t.db.begin().await.unwrap();
        tx.query(sql!("update attestation set statement = $2 where id = $1"))
            .bind(one.id)
            .bind(one.statement.replace("\"remote_minutes\":90", "\"remote_minutes\":900"))
            .run()
            .await
            .unwrap();
        let public = lookup(&mut tx, &one.code).await.unwrap().unwrap();
        assert_eq!((public.hours.remote_minutes, public.sealed), (900, false));
        // A true statement with its true signature, in another row.
        tx.query(sql!("update attestation set statement = $2, signature = $3 where id = $1"))
            .bind(one.id)
            .bind(&two.statement)
            .bind(&two.signature)
            .run()
            .await
            .unwrap();
        assert!(!lookup(&mut tx, &one.code).await.unwrap().unwrap().sealed);
        assert!(lookup(&mut tx, &two.code).await.unwrap().unwrap().sealed);
        tx.commit().await.unwrap();
    }

    async fn a_holder_can_be_recognised_by_the_printed_name_only(t: Platform) {
        let issued = scene::issued(&t, scene::completed(&t, "Zoé", "Le Goff").await.id).await;
        let named = async |typed: &str, network: &str| {
            holder_matches(&t.db, &issued.code, typed, network, t.now()).await
        };
        for (typed, right) in [("zoe le-goff", true), ("LE GOFF Zoé", true), ("Zoé", false), ("", false)] {
            assert_eq!(named(typed, "192.0.2.7").await.unwrap(), Some(right), "{typed}");
        }
    }

    async fn a_list_of_colleagues_does_not_find_the_holder(t: Platform) {
        let issued = scene::issued(&t, scene::completed(&t, "Zoé", "Le Goff").await.id).await;
        let named = async |typed: &str, network: &str| {
            holder_matches(&t.db, &issued.code, typed, network, t.now()).await
        };
        for guess in ["Léa Durand", "Anne Petit", "Sophie Martin", "Paul Roux", "Inès Leroy"] {
            assert_eq!(named(guess, "192.0.2.7").await.unwrap(), Some(false));
        }
        for typed in ["Jean Blanc", "Zoé Le Goff"] {
            let Err(Error::TooMany { retry_after }) = named(typed, "192.0.2.9").await else {
                panic!("{typed}")
            };
            assert_eq!(retry_after, 11);
        }
        assert_eq!(named("Zoé Le Goff", "198.51.100.1").await.unwrap(), Some(true), "elsewhere it goes on");
        t.clock.advance(11 * SECOND);
        assert_eq!(named("Zoé Le Goff", "192.0.2.7").await.unwrap(), Some(true));
    }

    #[test]
    fn a_name_is_compared_whole() {
        let statement = scene::statement("Jean-Pierre", "d’Ormesson");
        for typed in ["Jean-Pierre d’Ormesson", "jean pierre d'ormesson", "D ORMESSON  JEAN‑PIERRE"] {
            assert!(name_matches(&statement, typed), "{typed}");
        }
        for typed in ["", "-", "Jean d’Ormesson", "d’Ormesson", "Pierre Jean d Ormesson", "J.-P. d’Ormesson"]
        {
            assert!(!name_matches(&statement, typed), "{typed}");
        }
        assert!(!name_matches(&statement, &"Jean-Pierre d’Ormesson ".repeat(100_000)));
        assert!(!name_matches(&scene::statement("", ""), ""));
    }
}
