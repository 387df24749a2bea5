//! The code on the screen of the room: whoever types it is there (PRE-3).
//!
//! Six digits made of a secret of the session and the minute, as one-time passwords are (RFC 4226, RFC 6238): yesterday's
//! and another session's are wrong by construction. The server's clock decides. A check-in waits for the trainer, who
//! confirms all of them in one act.

use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use uuid::Uuid;

use super::rule::{Source, Value};
use super::{NewEntry, entries, mark, whole, write};
use crate::access::Allowed;
use crate::access::throttle::{self, Door};
use crate::clock::{MINUTE, SECOND, Timestamp};
use crate::db::{Conn as _, Db, Tx};
use crate::error::{Error, Refusal, Result};
use crate::session::state::State;
use crate::session::{Session, Slot, hold, slots, step};
use crate::{ids, sql};

/// How long one code is shown.
pub const STEP: i64 = 60 * SECOND;
/// How long before and after the beginning of a half-day a code is taken.
pub const AROUND: i64 = 15 * MINUTE;

/// The code of a minute.
fn code_at(secret: &str, step: i64) -> String {
    // The secret is of any length: making the key cannot fail.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    // « Dynamic truncation » of RFC 4226: four bytes from where the last one says.
    let at = usize::from(digest[digest.len() - 1] & 0x0f);
    let number = digest[at..at + 4].iter().fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

fn step_of(now: Timestamp) -> i64 {
    now.0.div_euclid(STEP)
}

/// The half-day whose beginning is near enough; the nearest when there are two.
fn near(slots: &[Slot], now: Timestamp) -> Option<Slot> {
    let far = |slot: &Slot| (slot.starts_at.0 - now.0).abs();
    slots.iter().copied().filter(|slot| far(slot) <= AROUND).min_by_key(far)
}

/// What stands on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub code: String,
    pub slot: Slot,
    /// Until the next code.
    pub seconds: u32,
    /// Until no code is taken any more.
    pub minutes: u32,
}

/// The code of this minute, for those who lead the session; none when no half-day begins now.
///
/// # Errors
/// Refusal `attendance-not-open` for a session that is not held.
pub async fn show(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<Option<Shown>> {
    let session = hold(tx, *allowed.thing()).await?;
    running(&session)?;
    let Some(slot) = near(&slots(tx, session.id).await?, now) else { return Ok(None) };
    tx.query(sql!(
        "insert into attendance_secret (session_id, secret, created_at) values ($1, $2, $3)
         on conflict (session_id) do nothing"
    ))
    .bind(session.id)
    .bind(ids::token())
    .bind(now)
    .run()
    .await?;
    let secret = secret(tx, session.id).await?.unwrap_or_default();
    let until = |end: i64, unit: i64| u32::try_from((end - now.0).max(0) / unit).unwrap_or(0);
    Ok(Some(Shown {
        code: code_at(&secret, step_of(now)),
        slot,
        seconds: until((step_of(now) + 1) * STEP, SECOND),
        minutes: until(slot.starts_at.plus(AROUND).0, MINUTE),
    }))
}

/// Before the first half-day begins the session is still open or full: people come early.
fn running(session: &Session) -> Result<(), Refusal> {
    if matches!(session.state(), State::Open | State::Full | State::Held) {
        Ok(())
    } else {
        Err(Refusal::new("attendance-not-open").with("state", session.state().code()))
    }
}

async fn secret(tx: &mut Tx, session: Uuid) -> Result<Option<String>> {
    let row: Option<(String,)> = tx
        .query(sql!("select secret from attendance_secret where session_id = $1"))
        .bind(session)
        .optional()
        .await?;
    Ok(row.map(|(secret,)| secret))
}

/// A participant types the code: their presence waits for the trainer's confirmation. Typed twice, it is noted once.
///
/// Takes the database and not a transaction: a wrong code is refused, and counted all the same.
///
/// # Errors
/// `NotFound` without a seat; `TooMany` after wrong codes; refusals `attendance-code-wrong`, `attendance-code-time` when no
/// half-day begins now, `attendance-not-open`.
pub async fn check_in(db: &Db, allowed: Allowed<(Uuid, Uuid)>, typed: &str, now: Timestamp) -> Result<Slot> {
    let (id, person) = *allowed.thing();
    let mut tx = db.begin().await?;
    let session = hold(&mut tx, id).await?;
    let place = step::place_of(&mut tx, id, person).await?.filter(|place| place.seat().is_expected());
    let place = place.ok_or(Error::NotFound)?;
    running(&session)?;
    let Some(slot) = near(&slots(&mut tx, id).await?, now) else {
        return Err(Refusal::new("attendance-code-time").into());
    };
    let guess = format!("{id}|{person}");
    throttle::check(&mut tx, Door::Presence, &guess, now).await?;
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let secret = secret(&mut tx, id).await?;
    // The one before too: typing takes a moment.
    let right = secret.is_some_and(|secret| {
        let step = step_of(now);
        [step, step - 1].iter().any(|step| code_at(&secret, *step) == digits)
    });
    if !right {
        throttle::failed(&mut tx, Door::Presence, &guess, now).await?;
        tx.query(sql!(
            "insert into attendance_try (place_id, tries, last_at) values ($1, 1, $2)
             on conflict (place_id) do update set tries = attendance_try.tries + 1, last_at = excluded.last_at"
        ))
        .bind(place.id)
        .bind(now)
        .run()
        .await?;
        tx.commit().await?;
        return Err(Refusal::new("attendance-code-wrong").into());
    }
    let known = entries(&mut tx, id, Some(place.id)).await?;
    let current = known.get(&(place.id, slot.id));
    // Whoever announced an absence and comes all the same is there.
    if current.is_none_or(|entry| entry.pending && !entry.value().is_presence()) {
        let new = NewEntry {
            remote: mark::remote(&session, false),
            source: Source::SelfCode.code(),
            pending: true,
            previous: current.map(|entry| entry.id),
            ..NewEntry::of(&place, &slot, Value::Present, whole(&slot), now)
        };
        write(&mut tx, &session, &[new], ("attendance.check_in", None), allowed.by(), now).await?;
    }
    throttle::succeeded(&mut tx, Door::Presence, &guess).await?;
    tx.commit().await?;
    Ok(slot)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slot(start: i64) -> Slot {
        Slot { id: Uuid::nil(), starts_at: Timestamp(start), ends_at: Timestamp(start + 180 * MINUTE) }
    }

    #[test]
    fn a_code_is_taken_a_quarter_of_an_hour_around_the_beginning() {
        let slots = [slot(1_000 * MINUTE), slot(1_020 * MINUTE)];
        for (at, expected) in
            [(984, None), (985, Some(1_000)), (1_009, Some(1_000)), (1_011, Some(1_020)), (1_036, None)]
        {
            let found = near(&slots, Timestamp(at * MINUTE)).map(|slot| slot.starts_at.0 / MINUTE);
            assert_eq!(found, expected, "{at}");
        }
    }

    proptest! {
        #[test]
        fn a_code_is_six_digits_and_belongs_to_its_secret_and_minute(secret in "[a-z0-9]{32}", other in "[a-z0-9]{32}", step in 0_i64..100_000_000) {
            let code = code_at(&secret, step);
            prop_assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()));
            prop_assert_eq!(&code, &code_at(&secret, step));
            // One chance in a million each: three in a row are none.
            prop_assume!(secret != other);
            prop_assert!((0..3).any(|more| code_at(&secret, step + more) != code_at(&other, step + more)));
            prop_assert!((0..3).any(|more| code_at(&secret, step + more) != code_at(&secret, step + 1_440 + more)));
        }
    }
}
