//! Sessions and the needs they answer, and who hears of a session.

use sqlx::types::Json;
use uuid::Uuid;

use super::Session;
use super::step;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::Result;
use crate::sql;

/// Most people told of one publication.
const MOST: i64 = 2_000;

/// Authors of the needs a session answers, and those who wished for the same: invited before everybody else (PLN-5).
pub(super) async fn wanted(db: &mut impl Conn, session: Uuid) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = db
        .query(sql!(
            "select n.author_id from session_need s join training_need n on n.id = s.need_id where s.session_id = $1
             union
             select w.person_id from session_need s join need_wish w on w.need_id = s.need_id where s.session_id = $1
             order by 1 limit 2000"
        ))
        .bind(session)
        .all()
        .await?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

pub(super) async fn tell_wanted(
    tx: &mut Tx,
    session: &Session,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    let people = wanted(tx, session.id).await?;
    step::tell(tx, session, &people, "session-for-your-need", true, by, now).await
}

/// The staff of the host school, in the digest.
pub(super) async fn tell_school(
    tx: &mut Tx,
    session: &Session,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    let rows: Vec<(Uuid,)> = tx
        .query(sql!(
            "select distinct person_id from posting
              where school_id = $1 and starts_at <= $2 and (ends_at is null or ends_at > $2)
                and person_id not in (select n.author_id from session_need s
                                        join training_need n on n.id = s.need_id
                                       where s.session_id = $3)
              order by person_id limit $4"
        ))
        .bind(session.host_id)
        .bind(now)
        .bind(session.id)
        .bind(MOST)
        .all()
        .await?;
    let people: Vec<Uuid> = rows.into_iter().map(|(person,)| person).collect();
    step::tell(tx, session, &people, "session-published", false, by, now).await
}

/// Everybody who has a place hears that date or place changed.
pub(super) async fn tell_moved(
    tx: &mut Tx,
    session: &Session,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    let rows: Vec<(Uuid,)> = tx
        .query(sql!(
            "select person_id from session_place
              where session_id = $1 and state in ('submitted', 'opined', 'waitlisted', 'offered', 'enrolled')
              order by person_id limit 5000"
        ))
        .bind(session.id)
        .all()
        .await?;
    let people: Vec<Uuid> = rows.into_iter().map(|(person,)| person).collect();
    step::tell(tx, session, &people, "seat-session-moved", true, by, now).await
}

/// A session made for a need, for its author.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Made {
    pub need_id: Uuid,
    pub session_id: Uuid,
    pub title: String,
    pub starts_at: Option<Timestamp>,
    pub zone: String,
}

/// The announced sessions that some needs led to.
pub async fn made_for(db: &mut impl Conn, needs: &[Uuid]) -> Result<Vec<Made>> {
    db.query(sql! {
        sqlite: "select l.need_id, t.id as session_id, t.title, t.starts_at, h.zone
                   from json_each($1) j
                   join session_need l on l.need_id = unhex(replace(j.value, '-', ''))
                   join training_session t on t.id = l.session_id
                   join org_node h on h.id = t.host_id
                  where t.state in ('published', 'open', 'full', 'held', 'attendance_closed', 'attested', 'archived')
                  order by t.starts_at, t.id",
        postgres: "select l.need_id, t.id as session_id, t.title, t.starts_at, h.zone
                     from jsonb_array_elements_text($1) as j (value)
                     join session_need l on l.need_id = cast(j.value as uuid)
                     join training_session t on t.id = l.session_id
                     join org_node h on h.id = t.host_id
                    where t.state in ('published', 'open', 'full', 'held', 'attendance_closed', 'attested', 'archived')
                    order by t.starts_at, t.id",
    })
    .bind(Json(needs))
    .all()
    .await
}
