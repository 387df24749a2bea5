//! The end of an account, step by step.
//!
//! | state ↓ event → | close | reopen | anonymise |
//! | --- | --- | --- | --- |
//! | invited | closed | refused | refused |
//! | active | closed | refused | refused |
//! | locked | closed | refused | refused |
//! | closed | refused | open | anonymised, unless held, and 30 days after a warning or when the person asked |
//! | anonymised | refused | refused | refused |

use serde_json::json;
use uuid::Uuid;

use super::erasure;
use crate::access::{Allowed, web_sessions};
use crate::clock::{DAY, Timestamp};
use crate::db::{Conn, Tx};
use crate::error::{Fault, Refusal, Result};
use crate::session::sign_up;
use crate::{audit, sql};

/// How long before it is anonymised a person is warned.
pub const WARNING: i64 = 30 * DAY;
/// Longest reason of a hold, in characters.
const REASON_MAX: usize = 300;

/// Where an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Invited,
    Active,
    Locked,
    Closed,
    Anonymised,
}

/// What happens to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    Close,
    Reopen,
    /// `ripe`: the warning is old enough, or the person asked for it. `held`: nothing may be erased for now.
    Anonymise {
        ripe: bool,
        held: bool,
    },
}

impl State {
    pub const ALL: [Self; 5] = [Self::Invited, Self::Active, Self::Locked, Self::Closed, Self::Anonymised];

    /// The state after an event.
    ///
    /// # Errors
    /// Refusals `account-anonymised`, `account-closed-already`, `account-open`, `account-held`, `account-not-warned`.
    pub fn next(self, event: Event) -> Result<Self, Refusal> {
        match (self, event) {
            (Self::Anonymised, _) => Err(Refusal::new("account-anonymised")),
            (Self::Closed, Event::Close) => Err(Refusal::new("account-closed-already")),
            (Self::Invited | Self::Active | Self::Locked, Event::Close) => Ok(Self::Closed),
            (Self::Closed, Event::Reopen) => Ok(Self::Active),
            (Self::Invited | Self::Active | Self::Locked, Event::Reopen | Event::Anonymise { .. }) => {
                Err(Refusal::new("account-open"))
            }
            (Self::Closed, Event::Anonymise { held: true, .. }) => Err(Refusal::new("account-held")),
            (Self::Closed, Event::Anonymise { ripe: false, .. }) => Err(Refusal::new("account-not-warned")),
            (Self::Closed, Event::Anonymise { ripe: true, held: false }) => Ok(Self::Anonymised),
        }
    }
}

/// An account as the rules need it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Account {
    state: String,
    password: bool,
    pub created_at: Timestamp,
    pub last_login_at: Option<Timestamp>,
    pub warned_at: Option<Timestamp>,
    pub deactivated_at: Option<Timestamp>,
    pub anonymised_at: Option<Timestamp>,
    pub hold_reason: Option<String>,
}

impl Account {
    pub fn state(&self) -> State {
        match (self.state.as_str(), self.anonymised_at) {
            (_, Some(_)) => State::Anonymised,
            ("invited", None) => State::Invited,
            ("active", None) => State::Active,
            ("locked", None) => State::Locked,
            // A state of another version: closed is the one that opens nothing.
            (_, None) => State::Closed,
        }
    }

    /// Whether the warning about the end is old enough.
    fn ripe(&self, now: Timestamp) -> bool {
        let since = self.deactivated_at.unwrap_or(self.created_at);
        self.warned_at.is_some_and(|warned| warned >= since && warned.plus(WARNING) <= now)
    }
}

/// Reads an account.
pub async fn of(db: &mut impl Conn, person: Uuid) -> Result<Account> {
    db.query(sql!(
        "select state, (password_hash is not null) as password, created_at, last_login_at, warned_at, deactivated_at,
                anonymised_at, hold_reason
           from account where person_id = $1"
    ))
    .bind(person)
    .one()
    .await
}

/// The same, locked: two people who act at once act one after the other.
async fn hold(tx: &mut Tx, person: Uuid) -> Result<Account> {
    tx.query(sql!(
        "select state, (password_hash is not null) as password, created_at, last_login_at, warned_at, deactivated_at,
                anonymised_at, hold_reason
           from account where person_id = $1",
        lock
    ))
    .bind(person)
    .one()
    .await
}

/// Closes an account: nobody can log in to it, its logins and tokens end, its seats in sessions to come go to others;
/// nothing is erased.
///
/// # Errors
/// Refusal `lock-oneself`, and those of [`State::next`].
pub async fn close(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let person = *allowed.thing();
    if allowed.by() == Some(person) {
        return Err(Refusal::new("lock-oneself").into());
    }
    hold(tx, person).await?.state().next(Event::Close)?;
    tx.query(sql!(
        "update account set state = 'deactivated', deactivated_at = $2, warned_at = null, updated_at = $2
          where person_id = $1"
    ))
    .bind(person)
    .bind(now)
    .run()
    .await?;
    web_sessions::end_all(tx, person, None).await?;
    tx.query(sql!("update api_token set revoked_at = $2 where person_id = $1 and revoked_at is null"))
        .bind(person)
        .bind(now)
        .run()
        .await?;
    tx.query(sql!("update calendar_feed set revoked_at = $2 where person_id = $1 and revoked_at is null"))
        .bind(person)
        .bind(now)
        .run()
        .await?;
    let seats = sign_up::give_all_back(tx, allowed, now).await?;
    record(tx, &allowed, "account.close", json!({ "seats": seats }), now).await
}

/// Opens a closed account again, as it was before: somebody who never accepted the invitation is invited.
pub async fn reopen(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let person = *allowed.thing();
    let account = hold(tx, person).await?;
    account.state().next(Event::Reopen)?;
    // Whoever opens it says that it is wanted: the months without login begin anew.
    tx.query(sql!(
        "update account set state = $3, deactivated_at = null, warned_at = null, updated_at = $2,
                            last_login_at = case when last_login_at is not null then cast($2 as bigint) end
          where person_id = $1"
    ))
    .bind(person)
    .bind(now)
    .bind(if account.password { "active" } else { "invited" })
    .run()
    .await?;
    record(tx, &allowed, "account.reopen", json!({}), now).await
}

/// Keeps everything of a person for a reason, or lets it go again (none).
///
/// # Errors
/// `Invalid` on `reason`.
pub async fn set_hold(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    let reason = match reason.map(str::trim) {
        Some("") => return Err(Fault::new("reason", "reason-missing").into()),
        Some(text) if text.chars().count() > REASON_MAX => {
            return Err(Fault::new("reason", "reason-too-long").with("max", REASON_MAX).into());
        }
        other => other,
    };
    let person = *allowed.thing();
    hold(tx, person).await?;
    tx.query(sql!("update account set hold_reason = $2, updated_at = $3 where person_id = $1"))
        .bind(person)
        .bind(reason)
        .bind(now)
        .run()
        .await?;
    record(tx, &allowed, "account.hold", json!({ "held": reason.is_some() }), now).await
}

/// Anonymises a closed account. With `asked`, the person asked for it, and no warning is needed.
///
/// # Errors
/// Refusal `lock-oneself`, and those of [`State::next`].
pub async fn anonymise(tx: &mut Tx, allowed: Allowed<Uuid>, asked: bool, now: Timestamp) -> Result<()> {
    let person = *allowed.thing();
    if allowed.by() == Some(person) {
        return Err(Refusal::new("lock-oneself").into());
    }
    let account = hold(tx, person).await?;
    let event = Event::Anonymise { ripe: asked || account.ripe(now), held: account.hold_reason.is_some() };
    account.state().next(event)?;
    erasure::erase(tx, allowed, now).await?;
    record(tx, &allowed, "account.anonymise", json!({ "asked": asked }), now).await
}

async fn record(
    tx: &mut Tx,
    allowed: &Allowed<Uuid>,
    act: &'static str,
    detail: serde_json::Value,
    now: Timestamp,
) -> Result<()> {
    let object_id = allowed.thing().to_string();
    audit::record(
        tx,
        audit::Event { actor: allowed.by(), act, object_kind: "person", object_id, detail },
        now,
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_one_above() {
        let ripe = |ripe, held| Event::Anonymise { ripe, held };
        let events = [
            Event::Close,
            Event::Reopen,
            ripe(true, false),
            ripe(false, false),
            ripe(true, true),
            ripe(false, true),
        ];
        let table: Vec<Vec<String>> = State::ALL
            .iter()
            .map(|state| {
                events
                    .iter()
                    .map(|event| match state.next(*event) {
                        Ok(next) => format!("{next:?}"),
                        Err(refusal) => refusal.key.to_owned(),
                    })
                    .collect()
            })
            .collect();
        let open = "account-open";
        let living = ["Closed", open, open, open, open, open];
        assert_eq!(table[0], living);
        assert_eq!(table[1], living);
        assert_eq!(table[2], living);
        assert_eq!(
            table[3],
            [
                "account-closed-already",
                "Active",
                "Anonymised",
                "account-not-warned",
                "account-held",
                "account-held"
            ]
        );
        assert_eq!(table[4], ["account-anonymised"; 6]);
    }
}
