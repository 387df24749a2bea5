//! A person's sessions in their own calendar program, under a secret address (CAL-7).
//!
//! The address is shown once and kept as a hash: whoever has it reads when and where this person is trained, and nothing
//! else. A person has one at a time; a new one ends the old one.

use uuid::Uuid;

use super::ics::{self, Event};
use crate::access::Allowed;
use crate::clock::{DAY, HOUR, SECOND, Timestamp};
use crate::db::{Conn, Db, Tx};
use crate::error::{Error, Result};
use crate::{audit, ids, sql};

/// Readings of one feed in an hour: calendar programs ask a few times a day, all of a person's together.
const READS: i32 = 60;
/// Half-days that are over stay in the feed this long.
const PAST: i64 = 180 * DAY;

/// A feed as its owner sees it afterwards.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Feed {
    pub id: Uuid,
    pub created_at: Timestamp,
    pub last_read_at: Option<Timestamp>,
}

/// The feed a person has now.
pub async fn living(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Option<Feed>> {
    db.query(sql!(
        "select id, created_at, last_read_at from calendar_feed where person_id = $1 and revoked_at is null"
    ))
    .bind(*allowed.thing())
    .optional()
    .await
}

/// Makes a feed for a person and ends the one before; gives the secret of its address, which is not kept.
pub async fn make(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<String> {
    let (person, by) = (*allowed.thing(), allowed.by());
    end(tx, person, by, now).await?;
    let (id, secret) = (ids::new(now), ids::token());
    tx.query(sql!(
        "insert into calendar_feed (id, person_id, secret_hash, created_at, window_at) values ($1, $2, $3, $4, $4)"
    ))
    .bind(id)
    .bind(person)
    .bind(ids::hash(&secret))
    .bind(now)
    .run()
    .await?;
    note(tx, "calendar_feed.create", id, by, now).await?;
    Ok(secret)
}

/// Ends the feed of a person: its address opens nothing any more.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn revoke(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    if end(tx, *allowed.thing(), allowed.by(), now).await? { Ok(()) } else { Err(Error::NotFound) }
}

async fn end(tx: &mut Tx, person: Uuid, by: Option<Uuid>, now: Timestamp) -> Result<bool> {
    let ended: Option<(Uuid,)> = tx
        .query(sql!(
            "update calendar_feed set revoked_at = $2 where person_id = $1 and revoked_at is null returning id"
        ))
        .bind(person)
        .bind(now)
        .optional()
        .await?;
    let Some((id,)) = ended else { return Ok(false) };
    note(tx, "calendar_feed.revoke", id, by, now).await?;
    Ok(true)
}

async fn note(tx: &mut Tx, act: &str, id: Uuid, by: Option<Uuid>, now: Timestamp) -> Result<()> {
    let event = audit::Event {
        actor: by,
        act,
        object_kind: "calendar_feed",
        object_id: id.to_string(),
        detail: serde_json::json!({}),
    };
    audit::record(tx, event, now).await
}

/// A half-day of a feed, with the words it is shown in.
#[derive(Debug, Clone, sqlx::FromRow)]
struct Half {
    slot_id: Uuid,
    place_id: Uuid,
    session_id: Uuid,
    starts_at: Timestamp,
    ends_at: Timestamp,
    zone: String,
    title: String,
    room: String,
    link: String,
    host_name: String,
    commune: String,
    sequence: i32,
    changed_at: Timestamp,
}

/// What a feed holds.
#[derive(Debug, Clone)]
pub struct Held {
    pub locale: String,
    /// By time.
    pub events: Vec<Event>,
    /// When any of it last changed.
    pub stamp: Timestamp,
}

/// The half-days where the owner of a secret has a seat, or which they lead; counts the reading.
///
/// # Errors
/// `NotFound` for a secret that opens nothing (any more); `TooMany` past [`READS`] in an hour.
pub async fn read(db: &Db, secret: &str, base_url: &str, now: Timestamp) -> Result<Held> {
    let whole = secret.len() == 32 && secret.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let found: Option<(Uuid, Uuid, String)> = match whole {
        true => {
            db.read()
                .await?
                .query(sql!(
                    "select f.id, f.person_id, p.locale
                       from calendar_feed f
                       join person p on p.id = f.person_id
                       join account a on a.person_id = f.person_id
                      where f.secret_hash = $1 and f.revoked_at is null and a.state = 'active'"
                ))
                .bind(ids::hash(secret))
                .optional()
                .await?
        }
        false => None,
    };
    // Looked for before it is counted: guesses write nothing.
    let Some((feed, person, locale)) = found else { return Err(Error::NotFound) };
    let mut tx = db.begin().await?;
    let (reads, window): (i32, Timestamp) = tx
        .query(sql!(
            "update calendar_feed
                set reads = case when window_at <= $3 then 1 else reads + 1 end,
                    window_at = case when window_at <= $3 then $2 else window_at end,
                    last_read_at = $2
              where id = $1
          returning reads, window_at"
        ))
        .bind(feed)
        .bind(now)
        .bind(now.plus(-HOUR))
        .one()
        .await?;
    tx.commit().await?;
    if reads > READS {
        let wait = (window.plus(HOUR).0 - now.0).max(0) / SECOND + 1;
        return Err(Error::TooMany { retry_after: u32::try_from(wait).unwrap_or(3600) });
    }
    let mut read = db.read().await?;
    let halves: Vec<Half> = read
        .query(sql!(
            "select s.id as slot_id, coalesce(p.id, $1) as place_id, t.id as session_id, s.starts_at, s.ends_at, h.zone,
                    t.title, t.room, t.link, h.name as host_name, c.commune,
                    coalesce((select max(e.sequence) from session_entry e
                               where e.place_id = p.id and e.slot_id = s.id), t.sequence) as sequence,
                    t.updated_at as changed_at
               from training_session t
               join session_slot s on s.session_id = t.id
               join org_node h on h.id = t.host_id
               join school c on c.node_id = t.host_id
               left join session_place p on p.session_id = t.id and p.person_id = $1
                    and p.state in ('enrolled', 'attended', 'partly_attended', 'excused', 'absent')
              where s.ends_at > $2
                and t.state in ('published', 'open', 'full', 'held', 'attendance_closed', 'attested', 'archived')
                and (p.id is not null
                     or exists (select 1 from session_trainer r where r.session_id = t.id and r.person_id = $1))
              order by s.starts_at, s.id
              limit 500"
        ))
        .bind(person)
        .bind(now.plus(-PAST))
        .all()
        .await?;
    let stamp = halves.iter().map(|half| half.changed_at).max().unwrap_or(Timestamp(0));
    let events = halves.into_iter().map(|half| half.event(base_url)).collect();
    Ok(Held { locale, events, stamp })
}

impl Half {
    fn event(self, base_url: &str) -> Event {
        Event {
            uid: ics::uid(self.slot_id, self.place_id, base_url),
            sequence: self.sequence,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            zone: self.zone,
            title: self.title,
            place: where_to(&self.room, &self.link, &self.host_name, &self.commune),
            notes: self.link,
            url: format!("{base_url}/sessions/{}", self.session_id),
        }
    }
}

/// Room, school and commune in one line; the link where there is no room.
pub fn where_to(room: &str, link: &str, host: &str, commune: &str) -> String {
    if room.is_empty() && !link.is_empty() {
        return link.to_owned();
    }
    let parts = [room, host, commune];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
