//! « Prévenez-moi » (behaviours.md, CAT-6): when nothing can be booked, a person says what they would come to. A wish
//! reserves nothing; it is told of the next session, once, and stays until it is taken back.

use uuid::Uuid;

use super::draft::{LINE_MAX, text};
use super::{Session, step};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Result};
use crate::{ids, plan, school, sql};

/// Wishes of one person: more are not a wish but a need.
pub const MOST: i64 = 30;

/// What somebody would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Code of a theme.
    Theme(String),
    /// A module of the plan.
    Module(Uuid),
}

/// Writes a wish down; wished twice, the last reason counts.
///
/// # Errors
/// `NotFound` for a theme or module that is none; faults on `reason`, and `wish-many` beyond [`MOST`].
pub async fn wish(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    wanted: &Wanted,
    reason: &str,
    now: Timestamp,
) -> Result<()> {
    let person = *allowed.thing();
    let Some(reason) = text(reason, LINE_MAX) else {
        return Err(Fault::new("reason", "session-text").with("max", LINE_MAX).into());
    };
    let (mine,): (i64,) =
        tx.query(sql!("select count(*) from session_wish where person_id = $1")).bind(person).one().await?;
    if mine >= MOST {
        return Err(Fault::new("reason", "wish-many").with("max", MOST).into());
    }
    match wanted {
        Wanted::Theme(code) => {
            let known: Option<(String,)> = tx
                .query(sql!("select code from need_theme where code = $1 and active"))
                .bind(code)
                .optional()
                .await?;
            let (code,) = known.ok_or(Error::NotFound)?;
            tx.query(sql!(
                "insert into session_wish (id, person_id, theme, reason, created_at) values ($1, $2, $3, $4, $5)
                 on conflict (person_id, theme) where theme is not null do update set reason = excluded.reason"
            ))
            .bind(ids::new(now))
            .bind(person)
            .bind(code)
            .bind(&reason)
            .bind(now)
            .run()
            .await?;
        }
        Wanted::Module(id) => {
            plan::module(tx, *id).await?;
            tx.query(sql!(
                "insert into session_wish (id, person_id, module_id, reason, created_at) values ($1, $2, $3, $4, $5)
                 on conflict (person_id, module_id) where module_id is not null do update set reason = excluded.reason"
            ))
            .bind(ids::new(now))
            .bind(person)
            .bind(*id)
            .bind(&reason)
            .bind(now)
            .run()
            .await?;
        }
    }
    Ok(())
}

/// Takes a wish back; without one it changes nothing.
pub async fn forget(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>) -> Result<()> {
    let (person, wish) = *allowed.thing();
    tx.query(sql!("delete from session_wish where id = $1 and person_id = $2"))
        .bind(wish)
        .bind(person)
        .run()
        .await?;
    Ok(())
}

/// One's own wish.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Mine {
    pub id: Uuid,
    pub theme: Option<String>,
    pub theme_fr: Option<String>,
    pub theme_en: Option<String>,
    pub module_id: Option<Uuid>,
    pub module_title: Option<String>,
    pub reason: String,
    pub created_at: Timestamp,
}

/// The wishes of a person, for that person, the newest first.
pub async fn mine(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Vec<Mine>> {
    db.query(sql!(
        "select w.id, w.theme, h.label_fr as theme_fr, h.label_en as theme_en, w.module_id, m.title as module_title,
                w.reason, w.created_at
           from session_wish w
           left join need_theme h on h.code = w.theme
           left join plan_module m on m.id = w.module_id
          where w.person_id = $1
          order by w.created_at desc, w.id
          limit $2"
    ))
    .bind(*allowed.thing())
    .bind(MOST)
    .all()
    .await
}

/// How many wish for something, and why: reasons without names, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wishes {
    pub count: i64,
    pub reasons: Vec<String>,
}

/// The wishes for a module, for those who keep its plan or run sessions.
pub async fn for_module(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Wishes> {
    let module = *allowed.thing();
    let (count,): (i64,) =
        db.query(sql!("select count(*) from session_wish where module_id = $1")).bind(module).one().await?;
    let reasons: Vec<(String,)> = db
        .query(sql!(
            "select reason from session_wish where module_id = $1 and reason <> '' order by created_at desc, id limit 50"
        ))
        .bind(module)
        .all()
        .await?;
    Ok(Wishes { count, reasons: reasons.into_iter().map(|(reason,)| reason).collect() })
}

/// Tells those who wished for its theme or its module that a session was announced: each once, if it is for their school.
pub(super) async fn tell(tx: &mut Tx, session: &Session, by: Option<Uuid>, now: Timestamp) -> Result<()> {
    if session.theme.is_none() && session.module_id.is_none() {
        return Ok(());
    }
    let rows: Vec<(Uuid,)> = tx
        .query(sql!(
            "select distinct w.person_id
               from session_wish w
              where (w.theme = $1 or w.module_id = $2)
                and (exists (select 1 from posting o join org_node n on n.id = o.school_id
                              where o.person_id = w.person_id and o.starts_at <= $3
                                and (o.ends_at is null or o.ends_at > $3) and n.path >= $4 and n.path < $5)
                  or exists (select 1 from role_grant g join org_node n on n.id = g.node_id
                              where g.person_id = w.person_id and g.starts_at <= $3
                                and (g.ends_at is null or g.ends_at > $3) and n.path >= $4 and n.path < $5))"
        ))
        .bind(&session.theme)
        .bind(session.module_id)
        .bind(now)
        .bind(&session.node_path)
        .bind(school::after(&session.node_path))
        .all()
        .await?;
    let people: Vec<Uuid> = rows.into_iter().map(|(person,)| person).collect();
    step::tell(tx, session, &people, "session-wished", false, by, now).await
}
