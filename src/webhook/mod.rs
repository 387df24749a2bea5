//! Calls to other programs when something happens (behaviours.md, DAT-11): written down with the act, signed, tried again
//! for a day, kept a month, and sent again by hand.
//!
//! [`happened`] is called by the verbs in their transaction. It tells what, by ids: names and addresses stay on the
//! platform, and a program that may read them asks the API.

mod sign;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand::RngCore as _;
use serde_json::{Value, json};
use sqlx::types::Json;
use uuid::Uuid;

use crate::access::Allowed;
use crate::clock::{DAY, Timestamp};
use crate::codes::codes;
use crate::db::{Conn, Tx};
use crate::error::{Fault, Refusal, Result};
use crate::{audit, ids, jobs, sql};

pub use sign::signature;

/// Kind of the job that calls.
pub const JOB: &str = "webhook";
/// How many an installation has at most.
pub const MOST: i64 = 50;
/// How long a delivery is kept.
const KEPT: i64 = 30 * DAY;
const NAME_MAX: usize = 80;
const URL_MAX: usize = 500;

codes! {
    /// What may be heard of.
    Event {
        SessionPublished = "session.published",
        EnrolmentChanged = "enrolment.changed",
        AttendanceClosed = "attendance.closed",
        AttestationIssued = "attestation.issued",
    }
}

codes! {
    /// How a delivery went.
    State { Waiting = "waiting", Delivered = "delivered", Failed = "failed" }
}

/// A program that is called.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Webhook {
    pub id: Uuid,
    pub name: String,
    pub url: String,
    pub events: Json<Vec<String>>,
    state: String,
    pub paused_because: String,
    pub version: i32,
    pub created_at: Timestamp,
    /// Calls of the last thirty days that were given up, and those to come.
    pub failed: i64,
    pub waiting: i64,
}

impl Webhook {
    pub fn is_active(&self) -> bool {
        self.state == "active"
    }
}

/// What was typed.
#[derive(Debug, Clone, Default)]
pub struct Input {
    pub name: String,
    pub url: String,
    pub events: Vec<String>,
}

impl Input {
    fn check(&self) -> Result<()> {
        let mut faults = Vec::new();
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > NAME_MAX || name.chars().any(char::is_control) {
            faults.push(Fault::new("name", "webhook-name").with("max", NAME_MAX));
        }
        if !is_url(self.url.trim()) {
            faults.push(Fault::new("url", "webhook-url").with("max", URL_MAX));
        }
        if self.events.is_empty() || self.events.iter().any(|event| Event::parse(event).is_none()) {
            faults.push(Fault::new("events", "webhook-events"));
        }
        if faults.is_empty() { Ok(()) } else { Err(crate::Error::Invalid(faults)) }
    }
}

/// An address that may be called; where it leads is looked at when it is called. Plain HTTP is for programs on the same
/// machine, which the operator must allow.
fn is_url(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', ':', '?', '#']))
        && url.len() <= URL_MAX
        && !url.contains('@')
        && url.chars().all(|c| c.is_ascii_graphic())
}

/// A new webhook: gives its secret, which is shown once. Sent twice with the same id, it is written once, and has no
/// secret to show.
///
/// # Errors
/// Faults on `name`, `url`, `events`; `webhook-many` beyond [`MOST`].
pub async fn add(
    tx: &mut Tx,
    allowed: Allowed<()>,
    id: Uuid,
    input: &Input,
    now: Timestamp,
) -> Result<Option<String>> {
    input.check()?;
    let (known,): (i64,) = tx.query(sql!("select count(*) from webhook")).one().await?;
    if known >= MOST {
        return Err(Refusal::new("webhook-many").with("max", MOST).into());
    }
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    let secret = STANDARD.encode(bytes);
    let added = tx
        .query(sql!(
            "insert into webhook (id, name, url, secret, events, state, created_by, created_at, updated_at)
             values ($1, $2, $3, $4, $5, 'active', $6, $7, $7)
             on conflict (id) do nothing"
        ))
        .bind(id)
        .bind(input.name.trim())
        .bind(input.url.trim())
        .bind(&secret)
        .bind(Json(&input.events))
        .bind(allowed.by())
        .bind(now)
        .run()
        .await?;
    if added == 0 {
        return Ok(None);
    }
    record(tx, &allowed, "webhook.add", id, json!({ "events": input.events }), now).await?;
    Ok(Some(format!("whsec_{secret}")))
}

/// Changes name, address and events.
///
/// # Errors
/// As [`add`]; `NotFound`; refusal `webhook-changed` when somebody else changed it meanwhile.
pub async fn change(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    input: &Input,
    version: i32,
    now: Timestamp,
) -> Result<()> {
    input.check()?;
    let id = *allowed.thing();
    one(tx, id).await?;
    let changed = tx
        .query(sql!(
            "update webhook
                set name = $2, url = $3, events = $4, version = version + 1, updated_at = $5
              where id = $1 and version = $6"
        ))
        .bind(id)
        .bind(input.name.trim())
        .bind(input.url.trim())
        .bind(Json(&input.events))
        .bind(now)
        .bind(version)
        .run()
        .await?;
    if changed == 0 {
        return Err(Refusal::new("webhook-changed").into());
    }
    record(tx, &allowed, "webhook.change", id, json!({ "events": input.events }), now).await
}

/// Pauses or resumes; while paused, nothing is written down for it.
pub async fn pause(tx: &mut Tx, allowed: Allowed<Uuid>, paused: bool, now: Timestamp) -> Result<()> {
    let id = *allowed.thing();
    one(tx, id).await?;
    let state = if paused { "paused" } else { "active" };
    let changed = tx
        .query(sql!(
            "update webhook set state = $2, paused_because = '', version = version + 1, updated_at = $3
              where id = $1 and state <> $2"
        ))
        .bind(id)
        .bind(state)
        .bind(now)
        .run()
        .await?;
    if changed == 0 {
        return Ok(());
    }
    let act = if paused { "webhook.pause" } else { "webhook.resume" };
    record(tx, &allowed, act, id, json!({}), now).await
}

/// Takes it away with its deliveries. Gone already, it changes nothing.
pub async fn remove(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let id = *allowed.thing();
    let gone = tx.query(sql!("delete from webhook where id = $1")).bind(id).run().await?;
    if gone == 0 {
        return Ok(());
    }
    record(tx, &allowed, "webhook.remove", id, json!({}), now).await
}

async fn record<T>(
    tx: &mut Tx,
    allowed: &Allowed<T>,
    act: &str,
    id: Uuid,
    detail: Value,
    now: Timestamp,
) -> Result<()> {
    let object_id = id.to_string();
    let event = audit::Event { actor: allowed.by(), act, object_kind: "webhook", object_id, detail };
    audit::record(tx, event, now).await
}

/// All of them, by name.
pub async fn all(db: &mut impl Conn, _allowed: Allowed<()>) -> Result<Vec<Webhook>> {
    db.query(sql!(
        "select w.id, w.name, w.url, w.events, w.state, w.paused_because, w.version, w.created_at,
                count(case when d.state = 'failed' then 1 end) as failed,
                count(case when d.state = 'waiting' then 1 end) as waiting
           from webhook w
           left join webhook_delivery d on d.webhook_id = w.id and d.state <> 'delivered'
          group by w.id, w.name, w.url, w.events, w.state, w.paused_because, w.version, w.created_at
          order by w.name, w.id
          limit $1"
    ))
    .bind(MOST)
    .all()
    .await
}

/// One of them.
pub async fn find(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Webhook> {
    one(db, *allowed.thing()).await
}

async fn one(db: &mut impl Conn, id: Uuid) -> Result<Webhook> {
    db.query(sql!(
        "select w.id, w.name, w.url, w.events, w.state, w.paused_because, w.version, w.created_at,
                cast(0 as bigint) as failed, cast(0 as bigint) as waiting
           from webhook w
          where w.id = $1"
    ))
    .bind(id)
    .one()
    .await
}

/// A delivery as it is shown.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Delivery {
    pub id: Uuid,
    pub event: String,
    pub payload: Json<Value>,
    state: String,
    pub attempts: i32,
    pub status: Option<i32>,
    pub error: String,
    pub tried_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl Delivery {
    pub fn state(&self) -> State {
        State::parse(&self.state).unwrap_or(State::Waiting)
    }
}

/// The deliveries of a webhook, the newest first.
pub async fn deliveries(
    db: &mut impl Conn,
    allowed: Allowed<Uuid>,
    from: i64,
    most: i64,
) -> Result<Vec<Delivery>> {
    db.query(sql!(
        "select id, event, payload, state, attempts, status, error, tried_at, created_at
           from webhook_delivery
          where webhook_id = $1
          order by created_at desc, id desc
          limit $2 offset $3"
    ))
    .bind(*allowed.thing())
    .bind(most.clamp(1, 200))
    .bind(from.max(0))
    .all()
    .await
}

/// How many there are.
pub async fn delivery_count(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!("select count(*) from webhook_delivery where webhook_id = $1"))
        .bind(*allowed.thing())
        .one()
        .await?;
    Ok(count)
}

/// Sends a delivery of a webhook again, under its number; while it still waits, it changes nothing.
pub async fn replay(tx: &mut Tx, allowed: Allowed<Uuid>, delivery: Uuid, now: Timestamp) -> Result<()> {
    let webhook = *allowed.thing();
    let (state,): (String,) = tx
        .query(sql!("select state from webhook_delivery where id = $1 and webhook_id = $2"))
        .bind(delivery)
        .bind(webhook)
        .one()
        .await?;
    if state == State::Waiting.code() {
        return Ok(());
    }
    tx.query(sql!("update webhook_delivery set state = 'waiting' where id = $1"))
        .bind(delivery)
        .run()
        .await?;
    jobs::enqueue(tx, JOB, &json!({ "delivery": delivery }), None, now, now).await?;
    record(tx, &allowed, "webhook.replay", webhook, json!({ "delivery": delivery }), now).await
}

/// Writes a call to one webhook down, to see whether the other side hears: the event `ping`.
pub async fn ping(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let webhook = *allowed.thing();
    one(tx, webhook).await?;
    let id = ids::new(now);
    tx.query(sql!(
        "insert into webhook_delivery (id, webhook_id, event, payload, state, created_at)
         values ($1, $2, 'ping', $3, 'waiting', $4)"
    ))
    .bind(id)
    .bind(webhook)
    .bind(Json(body("ping", &json!({}), now)))
    .bind(now)
    .run()
    .await?;
    jobs::enqueue(tx, JOB, &json!({ "delivery": id }), None, now, now).await
}

/// Something happened: written down for every program that wants to hear of it. One statement where none does.
pub async fn happened(tx: &mut Tx, event: Event, data: &Value, now: Timestamp) -> Result<()> {
    let written: Vec<(Uuid,)> = tx
        .query(sql! {
            sqlite: "insert into webhook_delivery (id, webhook_id, event, payload, state, created_at)
                     select randomblob(16), w.id, $1, $2, 'waiting', $3
                       from webhook w
                      where w.state = 'active' and exists (select 1 from json_each(w.events) e where e.value = $1)
                     returning id",
            postgres: "insert into webhook_delivery (id, webhook_id, event, payload, state, created_at)
                       select gen_random_uuid(), w.id, $1, $2, 'waiting', $3
                         from webhook w
                        where w.state = 'active' and jsonb_exists(w.events, $1)
                       returning id",
        })
        .bind(event.code())
        .bind(Json(body(event.code(), data, now)))
        .bind(now)
        .all()
        .await?;
    if written.is_empty() {
        return Ok(());
    }
    let calls: Vec<(Value, String)> =
        written.iter().map(|(id,)| (json!({ "delivery": id }), format!("webhook:{id}"))).collect();
    jobs::enqueue_many(tx, JOB, &calls, now).await?;
    Ok(())
}

fn body(event: &str, data: &Value, now: Timestamp) -> Value {
    json!({ "type": event, "timestamp": now.to_rfc3339(), "data": data })
}

/// A call to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub delivery: Uuid,
    pub webhook: Uuid,
    pub url: String,
    /// The body, as signed.
    pub body: String,
    secret: String,
}

impl Call {
    /// The three headers of the Standard Webhooks specification.
    pub fn headers(&self, now: Timestamp) -> [(&'static str, String); 3] {
        let (id, at) = (self.delivery.to_string(), (now.0 / 1_000_000).to_string());
        let signed = signature(&self.secret, &id, &at, &self.body);
        [("webhook-id", id), ("webhook-timestamp", at), ("webhook-signature", signed)]
    }
}

/// What a job has to call; none when it was sent, or taken away, or paused meanwhile.
pub async fn take(tx: &mut Tx, delivery: Uuid) -> Result<Option<Call>> {
    let found: Option<(Uuid, String, String, Json<Value>, String, String)> = tx
        .query(sql!(
            "select d.webhook_id, w.url, w.secret, d.payload, d.state, w.state
               from webhook_delivery d
               join webhook w on w.id = d.webhook_id
              where d.id = $1"
        ))
        .bind(delivery)
        .optional()
        .await?;
    let Some((webhook, url, secret, payload, state, standing)) = found else { return Ok(None) };
    if state != State::Waiting.code() {
        return Ok(None);
    }
    if standing != "active" {
        tx.query(sql!("update webhook_delivery set state = 'failed', error = 'paused' where id = $1"))
            .bind(delivery)
            .run()
            .await?;
        return Ok(None);
    }
    Ok(Some(Call { delivery, webhook, url, secret, body: payload.0.to_string() }))
}

/// How a call went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// 2xx.
    Heard(u16),
    /// 410: the other side asks to be called no more.
    Gone,
    /// Another status, or what went wrong before there was one.
    Failed(Option<u16>, String),
}

/// Writes down how a call went. `last` = it is not tried again by itself.
pub async fn tried(tx: &mut Tx, call: &Call, outcome: &Outcome, last: bool, now: Timestamp) -> Result<()> {
    let (state, status, error) = match outcome {
        Outcome::Heard(status) => (State::Delivered, Some(*status), String::new()),
        Outcome::Gone => (State::Failed, Some(410), String::new()),
        Outcome::Failed(status, error) => {
            let error: String = error.chars().filter(|c| !c.is_control()).take(300).collect();
            (if last { State::Failed } else { State::Waiting }, *status, error)
        }
    };
    tx.query(sql!(
        "update webhook_delivery
            set state = $2, status = $3, error = $4, attempts = attempts + 1, tried_at = $5
          where id = $1"
    ))
    .bind(call.delivery)
    .bind(state.code())
    .bind(status.map(i32::from))
    .bind(error)
    .bind(now)
    .run()
    .await?;
    if *outcome == Outcome::Gone {
        tx.query(sql!(
            "update webhook set state = 'paused', paused_because = 'gone', version = version + 1, updated_at = $2
              where id = $1"
        ))
        .bind(call.webhook)
        .bind(now)
        .run()
        .await?;
    }
    Ok(())
}

/// Forgets what is older than thirty days.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    tx.query(sql!("delete from webhook_delivery where created_at < $1 and state <> 'waiting'"))
        .bind(now.plus(-KEPT))
        .run()
        .await
}

#[cfg(test)]
mod tests;
