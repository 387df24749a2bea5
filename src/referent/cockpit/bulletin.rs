//! 1a. The bulletin: what the référent tells the staff of the school. Reads are counted without names.
//!
//! | event | from → to | who |
//! | --- | --- | --- |
//! | publish | draft → published | référent |
//! | withdraw | published → withdrawn | référent |

use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::activity::{self, Offer};
use super::{Checks, Mission, TEXT, TITLE, changed_meanwhile, codes, no_such_move, note_act, year_of};
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
        Published = "published",
        Withdrawn = "withdrawn",
    }
}

codes! {
    Event {
        Publish = "publish",
        Withdraw = "withdraw",
    }
}

impl State {
    /// # Errors
    /// Refusal `cockpit-no-such-move`.
    pub fn next(self, event: Event) -> Result<Self, Refusal> {
        match (self, event) {
            (Self::Draft, Event::Publish) => Ok(Self::Published),
            (Self::Published, Event::Withdraw) => Ok(Self::Withdrawn),
            (Self::Draft | Self::Withdrawn, Event::Withdraw)
            | (Self::Published | Self::Withdrawn, Event::Publish) => Err(no_such_move()),
        }
    }
}

/// A bulletin as it is typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub title: String,
    pub body: String,
}

impl Typed {
    fn check(&self) -> Result<(String, String)> {
        let mut checks = Checks::default();
        let text = (checks.needed("title", &self.title, TITLE), checks.needed("body", &self.body, TEXT));
        checks.done()?;
        Ok(text)
    }
}

/// A bulletin.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Bulletin {
    pub id: Uuid,
    pub school_id: Uuid,
    pub author: String,
    pub school_year: String,
    pub title: String,
    pub body: String,
    #[sqlx(try_from = "String")]
    pub state: State,
    pub reads: i32,
    pub version: i32,
    pub updated_at: Timestamp,
    pub published_at: Option<Timestamp>,
}

/// Starts a draft.
///
/// # Errors
/// `Invalid` for the texts.
pub async fn draft(tx: &mut Tx, allowed: Allowed<&School>, typed: &Typed, now: Timestamp) -> Result<Uuid> {
    let (school, (title, body)) = (*allowed.thing(), typed.check()?);
    let Some(author) = allowed.by() else { return Err(Error::Forbidden) };
    let id = ids::new(now);
    tx.query(sql!(
        "insert into bulletin (id, school_id, author_id, school_year, title, body, state, salt, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, 'draft', $7, $8, $8)"
    ))
    .bind(id)
    .bind(school.node_id)
    .bind(author)
    .bind(year_of(school, now).label())
    .bind(title)
    .bind(body)
    .bind(ids::token())
    .bind(now)
    .run()
    .await?;
    note_act(tx, Some(author), "bulletin.draft", "bulletin", id, json!({}), now).await?;
    Ok(id)
}

/// Changes a draft, or corrects what is published: readers see the new text, nobody is told again.
///
/// # Errors
/// Refusal `cockpit-changed` when another version is there; `cockpit-no-such-move` once withdrawn.
pub async fn change(
    tx: &mut Tx,
    allowed: Allowed<&School>,
    id: Uuid,
    version: i32,
    typed: &Typed,
    now: Timestamp,
) -> Result<()> {
    let (title, body) = typed.check()?;
    let held = lock(tx, allowed.thing(), id).await?;
    if held.state == State::Withdrawn {
        return Err(no_such_move().into());
    }
    if held.version != version {
        return Err(changed_meanwhile());
    }
    tx.query(sql!(
        "update bulletin set title = $2, body = $3, version = version + 1, updated_at = $4 where id = $1"
    ))
    .bind(id)
    .bind(title)
    .bind(body)
    .bind(now)
    .run()
    .await?;
    note_act(tx, allowed.by(), "bulletin.change", "bulletin", id, json!({}), now).await
}

/// Publishes to the staff of the school, and tells them in their digest. Publishing twice is publishing once.
pub async fn publish(tx: &mut Tx, allowed: Allowed<&School>, id: Uuid, now: Timestamp) -> Result<()> {
    let school = *allowed.thing();
    let held = lock(tx, school, id).await?;
    if held.state == State::Published {
        return Ok(());
    }
    held.state.next(Event::Publish)?;
    let year = year_of(school, now).label();
    tx.query(sql!(
        "update bulletin set state = 'published', school_year = $2, published_at = $3, updated_at = $3,
                version = version + 1
          where id = $1"
    ))
    .bind(id)
    .bind(year)
    .bind(now)
    .run()
    .await?;
    tell_staff(tx, school, id, &held.title, allowed.by(), now).await?;
    let offer = Offer {
        mission: Mission::Information,
        day: now.date_in(&school.zone),
        minutes: 30,
        people: 0,
        disciplines: "",
        note: &held.title,
        source: format!("bulletin:{id}"),
        path: format!("/bulletins/{id}"),
    };
    activity::offer(tx, allowed.by(), school, offer, now).await?;
    note_act(tx, allowed.by(), "bulletin.publish", "bulletin", id, json!({}), now).await
}

/// One notice for each person who works there now, in one statement: it waits for the digest.
async fn tell_staff(
    tx: &mut Tx,
    school: &School,
    id: Uuid,
    title: &str,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    tx.query(sql! {
        sqlite: "insert into notice (id, person_id, kind, detail, path, asks_act, dedup_key, created_at)
                 select randomblob(16), o.person_id, 'bulletin-published', $3, $4, false,
                        $5 || lower(hex(o.person_id)), $2
                   from posting o
                  where o.school_id = $1 and o.starts_at <= $2 and (o.ends_at is null or o.ends_at > $2)
                    and o.person_id <> $6
                 on conflict (dedup_key) do nothing",
        postgres: "insert into notice (id, person_id, kind, detail, path, asks_act, dedup_key, created_at)
                 select gen_random_uuid(), o.person_id, 'bulletin-published', $3, $4, false,
                        $5 || replace(cast(o.person_id as text), '-', ''), $2
                   from posting o
                  where o.school_id = $1 and o.starts_at <= $2 and (o.ends_at is null or o.ends_at > $2)
                    and o.person_id <> $6
                 on conflict (dedup_key) do nothing",
    })
    .bind(school.node_id)
    .bind(now)
    .bind(Json(json!({ "title": title, "school": school.name })))
    .bind(format!("/bulletins/{id}"))
    .bind(format!("bulletin:{id}:published:"))
    .bind(by.unwrap_or_default())
    .run()
    .await?;
    Ok(())
}

/// Takes a bulletin back: its page ends, its count stays, and what could still tie marks to people goes.
pub async fn withdraw(tx: &mut Tx, allowed: Allowed<&School>, id: Uuid, now: Timestamp) -> Result<()> {
    let held = lock(tx, allowed.thing(), id).await?;
    if held.state == State::Withdrawn {
        return Ok(());
    }
    held.state.next(Event::Withdraw)?;
    tx.query(sql!(
        "update bulletin set state = 'withdrawn', salt = '', withdrawn_at = $2, updated_at = $2, version = version + 1
          where id = $1"
    ))
    .bind(id)
    .bind(now)
    .run()
    .await?;
    tx.query(sql!("delete from bulletin_mark where bulletin_id = $1")).bind(id).run().await?;
    // Nobody is sent to a page that is gone.
    tx.query(sql!("delete from notice where kind = 'bulletin-published' and path = $1"))
        .bind(format!("/bulletins/{id}"))
        .run()
        .await?;
    note_act(tx, allowed.by(), "bulletin.withdraw", "bulletin", id, json!({}), now).await
}

/// Counts a reader, once; what is kept does not say who. The author does not count.
pub async fn mark_read(tx: &mut Tx, allowed: Allowed<&Bulletin>, author: Uuid) -> Result<()> {
    let bulletin = *allowed.thing();
    let Some(reader) = allowed.by().filter(|reader| *reader != author) else { return Ok(()) };
    let held: Option<(String,)> = tx
        .query(sql!("select salt from bulletin where id = $1 and state = 'published'"))
        .bind(bulletin.id)
        .optional()
        .await?;
    let Some((salt,)) = held else { return Ok(()) };
    let added = tx
        .query(sql!(
            "insert into bulletin_mark (bulletin_id, mark) values ($1, $2) on conflict (bulletin_id, mark) do nothing"
        ))
        .bind(bulletin.id)
        .bind(mark(&salt, reader))
        .run()
        .await?;
    if added > 0 {
        tx.query(sql!("update bulletin set reads = reads + 1 where id = $1")).bind(bulletin.id).run().await?;
    }
    Ok(())
}

/// Whether a reader was counted already: spares a write.
pub async fn is_marked(db: &mut impl Conn, bulletin: Uuid, reader: Uuid) -> Result<bool> {
    let Some((salt,)): Option<(String,)> =
        db.query(sql!("select salt from bulletin where id = $1")).bind(bulletin).optional().await?
    else {
        return Ok(true);
    };
    let found: Option<(i32,)> = db
        .query(sql!("select 1 from bulletin_mark where bulletin_id = $1 and mark = $2"))
        .bind(bulletin)
        .bind(mark(&salt, reader))
        .optional()
        .await?;
    Ok(found.is_some())
}

fn mark(salt: &str, reader: Uuid) -> String {
    ids::hash(&format!("{salt}:{reader}"))
}

#[derive(sqlx::FromRow)]
struct Held {
    title: String,
    #[sqlx(try_from = "String")]
    state: State,
    version: i32,
}

async fn lock(tx: &mut Tx, school: &School, id: Uuid) -> Result<Held> {
    tx.query(sql!("select title, state, version from bulletin where id = $1 and school_id = $2", lock))
        .bind(id)
        .bind(school.node_id)
        .one()
        .await
}

/// A bulletin with the person who wrote it.
pub async fn find(db: &mut impl Conn, id: Uuid) -> Result<(Bulletin, Uuid)> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        bulletin: Bulletin,
        author_id: Uuid,
    }
    let row: Row = db
        .query(sql!(
            "select b.id, b.school_id, p.given_name || ' ' || p.usual_name as author, b.school_year, b.title, b.body,
                    b.state, b.reads, b.version, b.updated_at, b.published_at, b.author_id
               from bulletin b
               join person p on p.id = b.author_id
              where b.id = $1"
        ))
        .bind(id)
        .one()
        .await?;
    Ok((row.bulletin, row.author_id))
}

/// Which bulletins of a school.
#[derive(Debug, Clone)]
pub struct Filter {
    pub year: SchoolYear,
    pub state: Option<State>,
}

/// Bulletins of a school in a year, drafts first, then the latest.
pub async fn list(
    db: &mut impl Conn,
    allowed: Allowed<&School>,
    filter: &Filter,
    from: i64,
    most: i64,
) -> Result<Vec<Bulletin>> {
    db.query(sql!(
        "select b.id, b.school_id, p.given_name || ' ' || p.usual_name as author, b.school_year, b.title, b.body,
                b.state, b.reads, b.version, b.updated_at, b.published_at
           from bulletin b
           join person p on p.id = b.author_id
          where b.school_id = $1 and b.school_year = $2 and ($3 = '' or b.state = $3)
          order by case when b.published_at is null then 0 else 1 end, b.published_at desc, b.id desc
          limit $4 offset $5"
    ))
    .bind(allowed.thing().node_id)
    .bind(filter.year.label())
    .bind(filter.state.map_or("", State::code))
    .bind(most)
    .bind(from)
    .all()
    .await
}

/// How many [`list`] would give.
pub async fn count(db: &mut impl Conn, allowed: Allowed<&School>, filter: &Filter) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*) from bulletin where school_id = $1 and school_year = $2 and ($3 = '' or state = $3)"
        ))
        .bind(allowed.thing().node_id)
        .bind(filter.year.label())
        .bind(filter.state.map_or("", State::code))
        .one()
        .await?;
    Ok(count)
}
