//! 2c. Questions to the network: asked on an académie, answered by whoever belongs to it, closed by the asker.

use serde_json::json;
use uuid::Uuid;

use super::{Checks, TEXT, TITLE, codes, note_act};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Refusal, Result};
use crate::notice::{self, Notice};
use crate::school::Node;
use crate::{ids, sql};

codes! {
    State {
        Open = "open",
        Closed = "closed",
    }
}

/// A question.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Question {
    pub id: Uuid,
    pub node_id: Uuid,
    pub path: String,
    pub author_id: Uuid,
    pub author: String,
    pub title: String,
    pub body: String,
    #[sqlx(try_from = "String")]
    pub state: State,
    pub replies: i32,
    pub created_at: Timestamp,
    pub last_at: Timestamp,
}

/// A reply.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Reply {
    pub author: String,
    pub body: String,
    pub created_at: Timestamp,
}

/// Asks the network of an académie.
///
/// # Errors
/// `Invalid`; refusal `cockpit-question-same` for one's own open question of this title.
pub async fn ask(
    tx: &mut Tx,
    allowed: Allowed<&Node>,
    title: &str,
    body: &str,
    now: Timestamp,
) -> Result<Uuid> {
    let (node, mut checks) = (*allowed.thing(), Checks::default());
    let (title, body) = (checks.needed("title", title, TITLE), checks.needed("body", body, TEXT));
    checks.done()?;
    let Some(author) = allowed.by() else { return Err(Error::Forbidden) };
    let same: Option<(i32,)> = tx
        .query(sql!(
            "select 1 from network_question
              where node_id = $1 and author_id = $2 and title = $3 and state = 'open' limit 1"
        ))
        .bind(node.id)
        .bind(author)
        .bind(title.as_str())
        .optional()
        .await?;
    if same.is_some() {
        return Err(Refusal::new("cockpit-question-same").into());
    }
    let id = ids::new(now);
    tx.query(sql!(
        "insert into network_question (id, node_id, author_id, title, body, state, created_at, last_at)
         values ($1, $2, $3, $4, $5, 'open', $6, $6)"
    ))
    .bind(id)
    .bind(node.id)
    .bind(author)
    .bind(title)
    .bind(body)
    .bind(now)
    .run()
    .await?;
    note_act(tx, Some(author), "network.ask", "network_question", id, json!({}), now).await?;
    Ok(id)
}

/// Replies; the asker hears of it in the digest, once a reply.
///
/// # Errors
/// `Invalid`; refusal `cockpit-question-closed`.
pub async fn reply(tx: &mut Tx, allowed: Allowed<Uuid>, body: &str, now: Timestamp) -> Result<()> {
    let (question, mut checks) = (*allowed.thing(), Checks::default());
    let body = checks.needed("body", body, TEXT);
    checks.done()?;
    let Some(author) = allowed.by() else { return Err(Error::Forbidden) };
    let (asker, title, state): (Uuid, String, String) = tx
        .query(sql!("select author_id, title, state from network_question where id = $1", lock))
        .bind(question)
        .one()
        .await?;
    if State::parse(&state) != Some(State::Open) {
        return Err(Refusal::new("cockpit-question-closed").into());
    }
    let last: Option<(Uuid, String)> = tx
        .query(sql!(
            "select author_id, body from network_reply where question_id = $1 order by created_at desc, id desc limit 1"
        ))
        .bind(question)
        .optional()
        .await?;
    // The same form sent twice.
    if last.is_some_and(|(by, text)| by == author && text == body) {
        return Ok(());
    }
    let id = ids::new(now);
    tx.query(sql!(
        "insert into network_reply (id, question_id, author_id, body, created_at) values ($1, $2, $3, $4, $5)"
    ))
    .bind(id)
    .bind(question)
    .bind(author)
    .bind(body)
    .bind(now)
    .run()
    .await?;
    tx.query(sql!("update network_question set replies = replies + 1, last_at = $2 where id = $1"))
        .bind(question)
        .bind(now)
        .run()
        .await?;
    if asker != author {
        let notice = Notice {
            to: asker,
            kind: "network-reply",
            detail: json!({ "title": title }),
            path: &format!("/reseau/questions/{question}"),
            asks_act: false,
            about: &format!("network_reply:{id}"),
        };
        notice::tell(tx, notice, now).await?;
    }
    note_act(tx, Some(author), "network.reply", "network_question", question, json!({}), now).await
}

/// The asker closes the question: answered, or no longer of use. Twice is once.
pub async fn close(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let question = *allowed.thing();
    let (asker,): (Uuid,) = tx
        .query(sql!("select author_id from network_question where id = $1", lock))
        .bind(question)
        .one()
        .await?;
    if Some(asker) != allowed.by() {
        return Err(Error::Forbidden);
    }
    let closed = tx
        .query(sql!(
            "update network_question set state = 'closed', closed_at = $2 where id = $1 and state = 'open'"
        ))
        .bind(question)
        .bind(now)
        .run()
        .await?;
    if closed == 0 {
        return Ok(());
    }
    note_act(tx, allowed.by(), "network.close", "network_question", question, json!({}), now).await
}

/// One question: its path says whose network it belongs to.
pub async fn find(db: &mut impl Conn, id: Uuid) -> Result<Question> {
    db.query(sql!(
        "select q.id, q.node_id, n.path, q.author_id, p.given_name || ' ' || p.usual_name as author, q.title, q.body,
                q.state, q.replies, q.created_at, q.last_at
           from network_question q
           join org_node n on n.id = q.node_id
           join person p on p.id = q.author_id
          where q.id = $1"
    ))
    .bind(id)
    .one()
    .await
}

/// Replies to a question, in the order in which they came.
pub async fn replies(db: &mut impl Conn, question: Uuid) -> Result<Vec<Reply>> {
    db.query(sql!(
        "select p.given_name || ' ' || p.usual_name as author, r.body, r.created_at
           from network_reply r join person p on p.id = r.author_id
          where r.question_id = $1 order by r.created_at, r.id limit 500"
    ))
    .bind(question)
    .all()
    .await
}

/// Questions of an académie, the last moved first.
pub async fn list(
    db: &mut impl Conn,
    allowed: Allowed<&Node>,
    state: Option<State>,
    from: i64,
    most: i64,
) -> Result<Vec<Question>> {
    db.query(sql!(
        "select q.id, q.node_id, n.path, q.author_id, p.given_name || ' ' || p.usual_name as author, q.title, q.body,
                q.state, q.replies, q.created_at, q.last_at
           from network_question q
           join org_node n on n.id = q.node_id
           join person p on p.id = q.author_id
          where q.node_id = $1 and ($2 = '' or q.state = $2)
          order by q.last_at desc, q.id desc
          limit $3 offset $4"
    ))
    .bind(allowed.thing().id)
    .bind(state.map_or("", State::code))
    .bind(most)
    .bind(from)
    .all()
    .await
}
