//! 2b. Advice: the head asks the référent, or the référent writes to the head. Private to the two sides: the head and the
//! deputies of the school, and its référents.
//!
//! | event | from → to | who |
//! | --- | --- | --- |
//! | send | draft → sent | its author |
//! | answer | sent → answered | the other side |

use serde_json::json;
use uuid::Uuid;

use super::activity::{self, Offer};
use super::{
    Checks, Mission, TEXT, TITLE, Telling, changed_meanwhile, codes, heads, no_such_move, note_act,
    referents, tell, year_of,
};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Refusal, Result};
use crate::school::School;
use crate::year::SchoolYear;
use crate::{ids, sql};

codes! {
    State {
        Draft = "draft",
        Sent = "sent",
        Answered = "answered",
    }
}

codes! {
    Event {
        Send = "send",
        Answer = "answer",
    }
}

codes! {
    /// Which side one stands on; a question comes from the head, a note from the référent.
    Side {
        Head = "question",
        Referent = "note",
    }
}

impl State {
    /// # Errors
    /// Refusal `cockpit-no-such-move`.
    pub fn next(self, event: Event) -> Result<Self, Refusal> {
        match (self, event) {
            (Self::Draft, Event::Send) => Ok(Self::Sent),
            (Self::Sent, Event::Answer) => Ok(Self::Answered),
            (Self::Sent | Self::Answered, Event::Send) | (Self::Draft | Self::Answered, Event::Answer) => {
                Err(no_such_move())
            }
        }
    }
}

impl Side {
    /// Where this side reads it.
    pub fn path(self, school: &School) -> String {
        match self {
            Self::Head => format!("/direction/{}/conseils", school.uai),
            Self::Referent => format!("/referent/{}/conseils", school.uai),
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Head => Self::Referent,
            Self::Referent => Self::Head,
        }
    }
}

/// An exchange.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Advice {
    pub id: Uuid,
    #[sqlx(try_from = "String")]
    pub kind: Side,
    pub author_id: Uuid,
    pub author: String,
    pub title: String,
    pub body: String,
    #[sqlx(try_from = "String")]
    pub state: State,
    pub answer: String,
    pub answerer: Option<String>,
    pub version: i32,
    pub updated_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    pub answered_at: Option<Timestamp>,
}

/// Starts a draft, or changes one's own; `send` sends it at once.
///
/// # Errors
/// `Invalid`; `NotFound` for somebody else's draft; refusals `cockpit-changed`, `cockpit-no-such-move`.
pub async fn write(
    tx: &mut Tx,
    allowed: Allowed<(&School, Side)>,
    draft: Option<(Uuid, i32)>,
    title: &str,
    body: &str,
    send: bool,
    now: Timestamp,
) -> Result<Uuid> {
    let (school, side) = *allowed.thing();
    let mut checks = Checks::default();
    let (title, body) = (checks.needed("title", title, TITLE), checks.needed("body", body, TEXT));
    checks.done()?;
    let Some(author) = allowed.by() else { return Err(Error::Forbidden) };
    let id = match draft {
        Some((id, version)) => {
            let held = lock(tx, school, id).await?;
            if held.author_id != author {
                return Err(Error::NotFound);
            }
            if held.state != State::Draft {
                return Err(no_such_move().into());
            }
            if held.version != version {
                return Err(changed_meanwhile());
            }
            tx.query(sql!(
                "update advice set title = $2, body = $3, version = version + 1, updated_at = $4 where id = $1"
            ))
            .bind(id)
            .bind(title.as_str())
            .bind(body)
            .bind(now)
            .run()
            .await?;
            id
        }
        None => {
            let id = ids::new(now);
            tx.query(sql!(
                "insert into advice (id, school_id, school_year, kind, author_id, title, body, state, created_at, updated_at)
                 values ($1, $2, $3, $4, $5, $6, $7, 'draft', $8, $8)"
            ))
            .bind(id)
            .bind(school.node_id)
            .bind(year_of(school, now).label())
            .bind(side.code())
            .bind(author)
            .bind(title.as_str())
            .bind(body)
            .bind(now)
            .run()
            .await?;
            id
        }
    };
    if send {
        State::Draft.next(Event::Send)?;
        tx.query(sql!("update advice set state = 'sent', sent_at = $2 where id = $1"))
            .bind(id)
            .bind(now)
            .run()
            .await?;
        tell_side(tx, school, side.other(), &title, "advice-sent", id, true, Some(author), now).await?;
        if side == Side::Referent {
            offer(tx, school, &title, id, "sent", Some(author), now).await?;
        }
    }
    let act = if send { "advice.send" } else { "advice.draft" };
    note_act(tx, Some(author), act, "advice", id, json!({ "kind": side.code() }), now).await?;
    Ok(id)
}

/// The other side answers, once.
///
/// # Errors
/// `Invalid`; `NotFound` for a draft or what one's own side wrote; refusal `cockpit-no-such-move` when answered.
pub async fn answer(
    tx: &mut Tx,
    allowed: Allowed<(&School, Side)>,
    id: Uuid,
    text: &str,
    now: Timestamp,
) -> Result<()> {
    let (school, side) = *allowed.thing();
    let mut checks = Checks::default();
    let text = checks.needed("answer", text, TEXT);
    checks.done()?;
    let held = lock(tx, school, id).await?;
    if held.kind == side || held.state == State::Draft {
        return Err(Error::NotFound);
    }
    held.state.next(Event::Answer)?;
    tx.query(sql!(
        "update advice set state = 'answered', answer = $2, answered_by = $3, answered_at = $4, version = version + 1,
                updated_at = $4
          where id = $1"
    ))
    .bind(id)
    .bind(text)
    .bind(allowed.by())
    .bind(now)
    .run()
    .await?;
    tell_side(tx, school, side.other(), &held.title, "advice-answered", id, false, allowed.by(), now).await?;
    if side == Side::Referent {
        offer(tx, school, &held.title, id, "answered", allowed.by(), now).await?;
    }
    note_act(tx, allowed.by(), "advice.answer", "advice", id, json!({}), now).await
}

#[expect(clippy::too_many_arguments, reason = "the parts of one notice")]
async fn tell_side(
    tx: &mut Tx,
    school: &School,
    side: Side,
    title: &str,
    kind: &'static str,
    id: Uuid,
    asks_act: bool,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    let to = match side {
        Side::Head => heads(tx, school, now).await?,
        Side::Referent => referents(tx, school, now).await?,
    };
    let path = format!("{}/{id}", side.path(school));
    let telling = Telling { kind, title, school, path, asks_act, about: format!("{kind}:{id}") };
    tell(tx, &to, by, &telling, now).await
}

async fn offer(
    tx: &mut Tx,
    school: &School,
    title: &str,
    id: Uuid,
    what: &str,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    let offer = Offer {
        mission: Mission::Advice,
        day: now.date_in(&school.zone),
        minutes: 30,
        people: 0,
        disciplines: "",
        note: title,
        source: format!("advice:{id}:{what}"),
        path: format!("{}/{id}", Side::Referent.path(school)),
    };
    activity::offer(tx, by, school, offer, now).await
}

#[derive(sqlx::FromRow)]
struct Held {
    #[sqlx(try_from = "String")]
    kind: Side,
    author_id: Uuid,
    title: String,
    #[sqlx(try_from = "String")]
    state: State,
    version: i32,
}

async fn lock(tx: &mut Tx, school: &School, id: Uuid) -> Result<Held> {
    tx.query(sql!(
        "select kind, author_id, title, state, version from advice where id = $1 and school_id = $2",
        lock
    ))
    .bind(id)
    .bind(school.node_id)
    .one()
    .await
}

/// One exchange, for either side; a draft for its author alone.
pub async fn find(db: &mut impl Conn, allowed: Allowed<(&School, Side)>, id: Uuid) -> Result<Advice> {
    db.query(sql!(
        "select a.id, a.kind, a.author_id, p.given_name || ' ' || p.usual_name as author, a.title, a.body, a.state,
                a.answer, q.given_name || ' ' || q.usual_name as answerer, a.version, a.updated_at, a.sent_at,
                a.answered_at
           from advice a
           join person p on p.id = a.author_id
           left join person q on q.id = a.answered_by
          where a.id = $1 and a.school_id = $2 and (a.state <> 'draft' or a.author_id = $3)"
    ))
    .bind(id)
    .bind(allowed.thing().0.node_id)
    .bind(allowed.by().unwrap_or_default())
    .one()
    .await
}

/// Exchanges of a year, unanswered first; drafts of others stay theirs.
pub async fn list(
    db: &mut impl Conn,
    allowed: Allowed<(&School, Side)>,
    year: SchoolYear,
    state: Option<State>,
    from: i64,
    most: i64,
) -> Result<Vec<Advice>> {
    db.query(sql!(
        "select a.id, a.kind, a.author_id, p.given_name || ' ' || p.usual_name as author, a.title, a.body, a.state,
                a.answer, q.given_name || ' ' || q.usual_name as answerer, a.version, a.updated_at, a.sent_at,
                a.answered_at
           from advice a
           join person p on p.id = a.author_id
           left join person q on q.id = a.answered_by
          where a.school_id = $1 and a.school_year = $2 and (a.state <> 'draft' or a.author_id = $3)
            and ($4 = '' or a.state = $4)
          order by case a.state when 'sent' then 0 when 'draft' then 1 else 2 end, a.updated_at desc, a.id desc
          limit $5 offset $6"
    ))
    .bind(allowed.thing().0.node_id)
    .bind(year.label())
    .bind(allowed.by().unwrap_or_default())
    .bind(state.map_or("", State::code))
    .bind(most)
    .bind(from)
    .all()
    .await
}
