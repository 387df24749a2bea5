//! What people ask about their data, and the clock of the answer (RGPD, articles 12 and 16 to 21).
//!
//! | state ↓ event → | extend | answer | withdraw |
//! | --- | --- | --- | --- |
//! | open | extended, while the month runs | answered | withdrawn |
//! | extended | refused | answered | withdrawn |
//! | answered | refused | refused | refused |
//! | withdrawn | refused | refused | refused |
//!
//! An answer is due within one month; that may be extended once by two, with a reason that the person reads.

use serde_json::json;
use uuid::Uuid;

use super::{account, months_after};
use crate::access::{Allowed, Role};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::notice::{self, Notice};
use crate::{audit, ids, jobs, people, sql};

/// Longest text of a request, a reason or an answer, in characters.
pub const TEXT_MAX: usize = 2_000;
/// Lines of one page of the ledger.
pub const PER_PAGE: i64 = 50;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Rectification,
    Erasure,
    Restriction,
    Objection,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Rectification, Self::Erasure, Self::Restriction, Self::Objection];

    pub fn code(self) -> &'static str {
        match self {
            Self::Rectification => "rectification",
            Self::Erasure => "erasure",
            Self::Restriction => "restriction",
            Self::Objection => "objection",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Open,
    Extended,
    Answered,
    Withdrawn,
}

/// What happens to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// `in_time`: the first month still runs.
    Extend {
        in_time: bool,
    },
    Answer,
    Withdraw,
}

impl State {
    pub const ALL: [Self; 4] = [Self::Open, Self::Extended, Self::Answered, Self::Withdrawn];

    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Extended => "extended",
            Self::Answered => "answered",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The state after an event.
    ///
    /// # Errors
    /// Refusals `request-closed`, `request-extended`, `request-late`.
    pub fn next(self, event: Event) -> Result<Self, Refusal> {
        match (self, event) {
            (Self::Answered | Self::Withdrawn, _) => Err(Refusal::new("request-closed")),
            (Self::Extended, Event::Extend { .. }) => Err(Refusal::new("request-extended")),
            (Self::Open, Event::Extend { in_time: false }) => Err(Refusal::new("request-late")),
            (Self::Open, Event::Extend { in_time: true }) => Ok(Self::Extended),
            (Self::Open | Self::Extended, Event::Answer) => Ok(Self::Answered),
            (Self::Open | Self::Extended, Event::Withdraw) => Ok(Self::Withdrawn),
        }
    }
}

/// How it was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Granted,
    Partly,
    Refused,
}

impl Outcome {
    pub const ALL: [Self; 3] = [Self::Granted, Self::Partly, Self::Refused];

    pub fn code(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Partly => "partly",
            Self::Refused => "refused",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// A request, with the name of who asks.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Request {
    pub id: Uuid,
    pub person_id: Uuid,
    pub given_name: String,
    pub usual_name: String,
    kind: String,
    pub body: String,
    state: String,
    pub opened_at: Timestamp,
    pub due_at: Timestamp,
    pub extension_reason: Option<String>,
    outcome: Option<String>,
    pub answer: Option<String>,
    pub closed_at: Option<Timestamp>,
    pub version: i32,
}

impl Request {
    pub fn kind(&self) -> Kind {
        Kind::parse(&self.kind).unwrap_or(Kind::Rectification)
    }

    pub fn state(&self) -> State {
        State::parse(&self.state).unwrap_or(State::Withdrawn)
    }

    pub fn outcome(&self) -> Option<Outcome> {
        self.outcome.as_deref().and_then(Outcome::parse)
    }

    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.usual_name).trim().to_owned()
    }

    pub fn is_late(&self, now: Timestamp) -> bool {
        matches!(self.state(), State::Open | State::Extended) && self.due_at <= now
    }
}

/// Asks something about one's own data. Administrators hear of it at once.
///
/// # Errors
/// `Invalid` on `body`: a rectification says what is wrong. Refusal `request-open`: the same is being dealt with.
pub async fn open(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    kind: Kind,
    body: &str,
    zone: &str,
    now: Timestamp,
) -> Result<Uuid> {
    let body = checked("body", body, kind == Kind::Rectification)?;
    let (person, id, due) = (*allowed.thing(), ids::new(now), months_after(now, 1, zone));
    let added = tx
        .query(sql!(
            "insert into data_request (id, person_id, kind, body, state, opened_at, due_at)
             values ($1, $2, $3, $4, 'open', $5, $6)
             on conflict (person_id, kind) where state in ('open', 'extended') do nothing"
        ))
        .bind(id)
        .bind(person)
        .bind(kind.code())
        .bind(body)
        .bind(now)
        .bind(due)
        .run()
        .await?;
    if added == 0 {
        return Err(Refusal::new("request-open").into());
    }
    record(tx, allowed.by(), "data_request.open", id, json!({ "kind": kind.code() }), now).await?;
    let administrators: Vec<(Uuid,)> = tx
        .query(sql!(
            "select distinct person_id from role_grant
              where role = $1 and starts_at <= $2 and (ends_at is null or ends_at > $2) and person_id <> $3
              order by person_id
              limit 20"
        ))
        .bind(Role::Administrator.code())
        .bind(now)
        .bind(person)
        .all()
        .await?;
    let (path, about) = (format!("/pilotage/demandes/{id}"), format!("data_request:{id}:opened"));
    let detail = json!({ "day": last_day(due, zone).to_string() });
    for (to,) in administrators {
        let detail = detail.clone();
        let notice = Notice { to, kind: "data-asked", detail, path: &path, asks_act: true, about: &about };
        notice::tell(tx, notice, now).await?;
    }
    Ok(id)
}

/// The last day on which an answer is in time.
pub fn last_day(due: Timestamp, zone: &str) -> jiff::civil::Date {
    due.plus(-1).date_in(zone)
}

/// Requests of one person, the newest first.
pub async fn mine(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Vec<Request>> {
    db.query(sql!(
        "select r.id, r.person_id, p.given_name, p.usual_name, r.kind, r.body, r.state, r.opened_at, r.due_at,
                r.extension_reason, r.outcome, r.answer, r.closed_at, r.version
           from data_request r
           join person p on p.id = r.person_id
          where r.person_id = $1
          order by r.opened_at desc, r.id desc
          limit 100"
    ))
    .bind(*allowed.thing())
    .all()
    .await
}

/// The ledger: those that wait, the most urgent first, then the others. Without a state: all of them.
pub async fn ledger(
    db: &mut impl Conn,
    _allowed: Allowed<()>,
    waiting_only: bool,
    from: i64,
    most: i64,
) -> Result<Vec<Request>> {
    db.query(sql!(
        "select r.id, r.person_id, p.given_name, p.usual_name, r.kind, r.body, r.state, r.opened_at, r.due_at,
                r.extension_reason, r.outcome, r.answer, r.closed_at, r.version
           from data_request r
           join person p on p.id = r.person_id
          where r.state in ('open', 'extended') or not $1
          order by case when r.state in ('open', 'extended') then 0 else 1 end,
                   case when r.state in ('open', 'extended') then r.due_at else -r.opened_at end, r.id
          limit $2 offset $3"
    ))
    .bind(waiting_only)
    .bind(most.clamp(1, 5_000))
    .bind(from.max(0))
    .all()
    .await
}

/// How many stand in the ledger, waiting ones or all.
pub async fn count(db: &mut impl Conn, _allowed: Allowed<()>, waiting_only: bool) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!("select count(*) from data_request where state in ('open', 'extended') or not $1"))
        .bind(waiting_only)
        .one()
        .await?;
    Ok(count)
}

/// One request.
pub async fn by_id(db: &mut impl Conn, _allowed: Allowed<()>, id: Uuid) -> Result<Request> {
    db.query(sql!(
        "select r.id, r.person_id, p.given_name, p.usual_name, r.kind, r.body, r.state, r.opened_at, r.due_at,
                r.extension_reason, r.outcome, r.answer, r.closed_at, r.version
           from data_request r
           join person p on p.id = r.person_id
          where r.id = $1"
    ))
    .bind(id)
    .one()
    .await
}

/// Takes two months more, and tells the person why.
///
/// # Errors
/// `Invalid` on `reason`; refusals of [`State::next`] and `request-changed`.
pub async fn extend(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, i32)>,
    reason: &str,
    zone: &str,
    now: Timestamp,
) -> Result<()> {
    let reason = checked("reason", reason, true)?;
    let (id, version) = *allowed.thing();
    let request = hold(tx, id, version).await?;
    if allowed.by() == Some(request.person) {
        return Err(Refusal::new("request-own").into());
    }
    request.state()?.next(Event::Extend { in_time: now < request.due_at })?;
    let due = months_after(request.opened_at, 3, zone);
    tx.query(sql!(
        "update data_request set state = 'extended', due_at = $2, extension_reason = $3, handled_by = $4,
                                 version = version + 1
          where id = $1"
    ))
    .bind(id)
    .bind(due)
    .bind(reason)
    .bind(allowed.by())
    .run()
    .await?;
    record(tx, allowed.by(), "data_request.extend", id, json!({}), now).await?;
    let detail = json!({ "day": last_day(due, zone).to_string() });
    let about = format!("data_request:{id}:extended");
    tell(tx, request.person, "data-extended", detail, &about, now).await
}

/// Answers. An erasure that is granted is done here, in the same transaction; then a last letter says so, because
/// nobody can log in to read it.
///
/// # Errors
/// `Invalid` on `answer`; refusals of [`State::next`], `request-changed`, `request-own`, and those of
/// [`account::anonymise`].
pub async fn answer(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, i32)>,
    outcome: Outcome,
    answer: &str,
    now: Timestamp,
) -> Result<()> {
    let (id, version) = *allowed.thing();
    let request = hold(tx, id, version).await?;
    if allowed.by() == Some(request.person) {
        return Err(Refusal::new("request-own").into());
    }
    request.state()?.next(Event::Answer)?;
    let erases = request.kind == Kind::Erasure.code() && outcome == Outcome::Granted;
    // Whoever gets less than they asked is told why.
    let answer = checked("answer", answer, !erases)?;
    tx.query(sql!(
        "update data_request set state = 'answered', outcome = $2, answer = $3, handled_by = $4, closed_at = $5,
                                 version = version + 1
          where id = $1"
    ))
    .bind(id)
    .bind(outcome.code())
    .bind(&answer)
    .bind(allowed.by())
    .bind(now)
    .run()
    .await?;
    record(tx, allowed.by(), "data_request.answer", id, json!({ "outcome": outcome.code() }), now).await?;
    let person = request.person;
    if !erases {
        let about = format!("data_request:{id}:answered");
        return tell(tx, person, "data-answered", json!({}), &about, now).await;
    }
    let (who, address) = (people::by_id(tx, person).await?, people::main_address(tx, person).await?);
    if account::of(tx, person).await?.state() != account::State::Closed {
        account::close(tx, allowed.map(|_| person), now).await?;
    }
    account::anonymise(tx, allowed.map(|_| person), true, now).await?;
    let Some(address) = address else { return Ok(()) };
    let mail = json!({
        "template": "erased",
        "to": address,
        "locale": who.locale,
        "values": { "given_name": who.given_name, "token": "" },
    });
    jobs::enqueue(tx, "mail", &mail, Some(&format!("erased:{person}")), now, now).await
}

/// Takes one's own request back.
pub async fn withdraw(tx: &mut Tx, allowed: Allowed<Uuid>, id: Uuid, now: Timestamp) -> Result<()> {
    let row: Option<(String,)> = tx
        .query(sql!("select state from data_request where id = $1 and person_id = $2", lock))
        .bind(id)
        .bind(*allowed.thing())
        .optional()
        .await?;
    let state = row.and_then(|row| State::parse(&row.0)).ok_or(Error::NotFound)?;
    state.next(Event::Withdraw)?;
    tx.query(sql!(
        "update data_request set state = 'withdrawn', closed_at = $2, version = version + 1 where id = $1"
    ))
    .bind(id)
    .bind(now)
    .run()
    .await?;
    record(tx, allowed.by(), "data_request.withdraw", id, json!({}), now).await
}

#[derive(sqlx::FromRow)]
struct Held {
    person: Uuid,
    kind: String,
    state: String,
    opened_at: Timestamp,
    due_at: Timestamp,
    version: i32,
}

impl Held {
    fn state(&self) -> Result<State> {
        State::parse(&self.state).ok_or(Error::NotFound)
    }
}

/// Locks a request, as long as nobody changed it since it was shown.
async fn hold(tx: &mut Tx, id: Uuid, version: i32) -> Result<Held> {
    let held: Held = tx
        .query(sql!(
            "select person_id as person, kind, state, opened_at, due_at, version from data_request where id = $1",
            lock
        ))
        .bind(id)
        .one()
        .await?;
    if held.version != version {
        return Err(Refusal::new("request-changed").into());
    }
    Ok(held)
}

fn checked(field: &'static str, text: &str, needed: bool) -> Result<String> {
    let text = text.trim();
    if text.is_empty() && needed {
        return Err(Fault::new(field, "request-text-missing").into());
    }
    if text.chars().count() > TEXT_MAX {
        return Err(Fault::new(field, "request-text-too-long").with("max", TEXT_MAX).into());
    }
    Ok(text.to_owned())
}

async fn tell(
    tx: &mut Tx,
    to: Uuid,
    kind: &'static str,
    detail: serde_json::Value,
    about: &str,
    now: Timestamp,
) -> Result<()> {
    let notice = Notice { to, kind, detail, path: "/compte/donnees", asks_act: true, about };
    notice::tell(tx, notice, now).await
}

async fn record(
    tx: &mut Tx,
    actor: Option<Uuid>,
    act: &'static str,
    id: Uuid,
    detail: serde_json::Value,
    now: Timestamp,
) -> Result<()> {
    let event = audit::Event { actor, act, object_kind: "data_request", object_id: id.to_string(), detail };
    audit::record(tx, event, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_one_above() {
        let events = [
            Event::Extend { in_time: true },
            Event::Extend { in_time: false },
            Event::Answer,
            Event::Withdraw,
        ];
        let row = |state: State| {
            events.map(|event| match state.next(event) {
                Ok(next) => next.code(),
                Err(refusal) => refusal.key,
            })
        };
        assert_eq!(row(State::Open), ["extended", "request-late", "answered", "withdrawn"]);
        assert_eq!(row(State::Extended), ["request-extended", "request-extended", "answered", "withdrawn"]);
        assert_eq!(row(State::Answered), ["request-closed"; 4]);
        assert_eq!(row(State::Withdrawn), ["request-closed"; 4]);
    }

    #[test]
    fn a_month_is_a_calendar_month_to_the_end_of_its_day() {
        let at = |text: &str| Timestamp::from(text.parse::<jiff::Timestamp>().unwrap());
        let due = months_after(at("2026-01-31T10:00:00Z"), 1, "Europe/Paris");
        assert_eq!(last_day(due, "Europe/Paris").to_string(), "2026-02-28");
        assert_eq!(due, at("2026-02-28T23:00:00Z"));
        let late = months_after(at("2026-11-24T09:00:00Z"), 3, "Indian/Reunion");
        assert_eq!(last_day(late, "Indian/Reunion").to_string(), "2027-02-24");
    }
}
