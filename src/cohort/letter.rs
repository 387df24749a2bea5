//! « Écrire à ceux qui… »: one message per person, seen before it leaves, without anybody else's name (COH-3, MSG-4).

use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::grid::{self, Grid};
use super::people::Member;
use super::risk::{Fact, Why};
use super::write::text;
use super::{Cohort, hold, record};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::notice::{self, Notice};
use crate::{people, sql};

/// Longest message, in characters.
pub const WORDS_MAX: usize = 2_000;

/// What stands in braces, and is replaced for each reader: the given name, the cohort, the courses that are late.
const VARIABLES: [&str; 3] = ["prenom", "cohorte", "retard"];

/// Somebody to write to, and why.
#[derive(Debug, Clone)]
pub struct Reader {
    pub member: Member,
    pub facts: Vec<Fact>,
}

/// Those whom one of the reasons concerns, by name.
pub fn readers(cohort: &Cohort, grid: &Grid, reasons: &[Why], now: Timestamp) -> Vec<Reader> {
    let concerned = |member: &Member| {
        let facts = grid.facts(cohort, member, now);
        facts
            .iter()
            .any(|fact| reasons.contains(&fact.why()))
            .then(|| Reader { member: member.clone(), facts })
    };
    grid.members.iter().filter_map(concerned).collect()
}

/// The message as one person reads it.
///
/// # Errors
/// Fault `cohort-variable` on `words` for braces that hold no variable of ours.
pub fn render(words: &str, cohort: &Cohort, reader: &Reader) -> Result<String, Fault> {
    let mut rendered = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        rendered.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        match name.trim() {
            "prenom" => rendered.push_str(&reader.member.given_name),
            "cohorte" => rendered.push_str(&cohort.title),
            "retard" => rendered.push_str(&late(&reader.facts)),
            other => {
                let shown: String = other.chars().take(30).collect();
                let known = VARIABLES.map(|name| format!("{{{name}}}")).join(", ");
                return Err(Fault::new("words", "cohort-variable").with("name", shown).with("known", known));
            }
        }
        rest = after;
    }
    rendered.push_str(rest);
    Ok(rendered)
}

/// « Droit d'auteur », « RGPD ».
fn late(facts: &[Fact]) -> String {
    let titles: Vec<String> = facts
        .iter()
        .filter_map(|fact| match fact {
            Fact::Behind { title, .. } => Some(format!("« {title} »")),
            Fact::Unanswered { .. } | Fact::NeverOpened { .. } | Fact::Idle { .. } | Fact::Missed { .. } => {
                None
            }
        })
        .collect();
    titles.join(", ")
}

/// What was typed, if it may be sent.
///
/// # Errors
/// Faults on `words`.
pub fn check(words: &str) -> Result<String, Fault> {
    text(words, WORDS_MAX)
        .filter(|words| !words.is_empty())
        .ok_or(Fault::new("words", "cohort-words").with("max", WORDS_MAX))
}

/// A message about to leave.
#[derive(Debug, Clone, Copy)]
pub struct Message<'m> {
    /// Drawn by the form: sent twice, it leaves once.
    pub id: Uuid,
    pub reasons: &'m [Why],
    pub words: &'m str,
    /// The members who were shown when it was previewed: whoever came on the list since gets nothing unseen.
    pub to: &'m [Uuid],
}

/// Writes to each of those who are still concerned: a notice, and a mail at once. Gives how many.
///
/// # Errors
/// Faults on `words`; refusal `cohort-nobody` when nobody is concerned any more.
pub async fn send(tx: &mut Tx, allowed: Allowed<(Uuid, Message<'_>)>, now: Timestamp) -> Result<usize> {
    let (id, message) = *allowed.thing();
    let cohort = hold(tx, id).await?;
    let author = allowed.by().ok_or(Error::Forbidden)?;
    let words = check(message.words)?;
    let sent: Option<(Uuid, i32)> = tx
        .query(sql!("select cohort_id, sent from cohort_message where id = $1"))
        .bind(message.id)
        .optional()
        .await?;
    if let Some((of, sent)) = sent {
        return if of == id { Ok(usize::try_from(sent).unwrap_or(0)) } else { Err(Error::NotFound) };
    }
    let grid = grid::read(tx, &cohort, None, now).await?;
    let mut readers = readers(&cohort, &grid, message.reasons, now);
    readers.retain(|reader| message.to.contains(&reader.member.id));
    if readers.is_empty() {
        return Err(Refusal::new("cohort-nobody").into());
    }
    let letters =
        readers.iter().map(|reader| render(&words, &cohort, reader)).collect::<Result<Vec<_>, Fault>>()?;
    let reasons: Vec<&str> = message.reasons.iter().map(|why| why.code()).collect();
    tx.query(sql!(
        "insert into cohort_message (id, cohort_id, author_id, reasons, words, sent, sent_at)
         values ($1, $2, $3, $4, $5, $6, $7)"
    ))
    .bind(message.id)
    .bind(id)
    .bind(author)
    .bind(Json(&reasons))
    .bind(&words)
    .bind(i32::try_from(readers.len()).unwrap_or(i32::MAX))
    .bind(now)
    .run()
    .await?;
    let from = people::by_id(tx, author).await?.full_name();
    // A group: each has words of their own.
    for (reader, letter) in readers.iter().zip(&letters) {
        tx.query(sql!("insert into cohort_letter (message_id, member_id, words) values ($1, $2, $3)"))
            .bind(message.id)
            .bind(reader.member.id)
            .bind(letter)
            .run()
            .await?;
        let notice = Notice {
            to: reader.member.person_id,
            kind: "cohort-message",
            detail: json!({ "cohort": cohort.title, "from": from, "words": letter }),
            path: &format!("/mes-cohortes/{id}"),
            asks_act: true,
            about: &format!("cohort-message:{}", message.id),
        };
        notice::tell(tx, notice, now).await?;
    }
    let detail = json!({ "message": message.id.to_string(), "reasons": reasons, "people": readers.len() });
    record(tx, "cohort.write", id, Some(author), detail, now).await?;
    Ok(readers.len())
}

/// A message that left, for the trainers.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Sent {
    pub id: Uuid,
    pub author_name: String,
    pub reasons: Json<Vec<String>>,
    pub words: String,
    pub sent: i32,
    pub sent_at: Timestamp,
    /// How many have opened it in the product, without names.
    pub read: i64,
}

/// What was written to members of a cohort, the latest first.
pub async fn sent(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Vec<Sent>> {
    db.query(sql!(
        "select g.id, trim(p.given_name || ' ' || p.usual_name) as author_name, g.reasons, g.words, g.sent, g.sent_at,
                (select count(*)
                   from cohort_letter l
                   join cohort_member m on m.id = l.member_id
                   join notice n on n.person_id = m.person_id and n.kind = 'cohort-message'
                        and n.created_at = g.sent_at
                  where l.message_id = g.id and n.read_at is not null) as read
           from cohort_message g
           join person p on p.id = g.author_id
          where g.cohort_id = $1
          order by g.sent_at desc, g.id
          limit 50"
    ))
    .bind(*allowed.thing())
    .all()
    .await
}

/// What one's trainers wrote to oneself.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Received {
    pub author_name: String,
    pub words: String,
    pub sent_at: Timestamp,
}

/// The messages of a member, for that member, the latest first.
pub async fn received(db: &mut impl Conn, allowed: Allowed<(Uuid, Uuid)>) -> Result<Vec<Received>> {
    let (cohort, person) = *allowed.thing();
    db.query(sql!(
        "select trim(p.given_name || ' ' || p.usual_name) as author_name, l.words, g.sent_at
           from cohort_letter l
           join cohort_member m on m.id = l.member_id
           join cohort_message g on g.id = l.message_id
           join person p on p.id = g.author_id
          where m.cohort_id = $1 and m.person_id = $2
          order by g.sent_at desc, g.id
          limit 20"
    ))
    .bind(cohort)
    .bind(person)
    .all()
    .await
}
