//! Notices on their way out by mail: taken by one mail before it leaves, so that none carries them twice (MSG-3).
//!
//! Two kinds of jobs: one notice at once, or the digest of a person. The job marks what it will carry in a first
//! transaction, sends, and notes in a second that it left. A worker that is killed in between sends the same again,
//! under the same Message-ID; nothing else may take what it had marked.

use uuid::Uuid;

use super::Told;
use super::link;
use crate::clock::{DAY, Timestamp};
use crate::db::{Conn as _, Tx};
use crate::error::Result;
use crate::{people, sql};

/// Kind of the jobs that mail one notice: payload `{notice}`.
pub const AT_ONCE: &str = "notice_mail";
/// Kind of the jobs that mail what waits for one person: payload `{person}`.
pub const DIGEST: &str = "notice_digest";

/// Older news are no news: they stay in the product and are not mailed any more.
pub(super) const NEWS: i64 = 30 * DAY;
/// What should have left at once, and did not, goes with the next digest.
pub(super) const LATE: i64 = 2 * DAY;
/// Most notices in one digest; the others are counted.
const MOST: i64 = 40;

/// A mail about to leave.
#[derive(Debug, Clone)]
pub struct Outgoing {
    pub person: Uuid,
    pub given_name: String,
    pub locale: String,
    pub address: String,
    /// The oldest first.
    pub notices: Vec<Told>,
    /// How many more wait in the product.
    pub more: i64,
    /// Signs the links that end such mails.
    pub key: String,
}

/// Takes one notice for the job that mails it at once. Nothing to send when it was read, was taken by another mail, or
/// when the person does not want mail about this.
pub async fn take_one(tx: &mut Tx, notice: Uuid, job: Uuid) -> Result<Option<Outgoing>> {
    tx.query(sql!(
        "update notice set mail_job = $2
          where id = $1 and mail_job is null and mailed_at is null and read_at is null
            and not exists (select 1 from notice_preference t
                             where t.person_id = notice.person_id and t.rhythm <> 'at_once'
                               and (notice.kind = t.kind or notice.kind like t.kind || '-%'))"
    ))
    .bind(notice)
    .bind(job)
    .run()
    .await?;
    carried(tx, job).await
}

/// Takes what waits for a person for the job that mails their digest.
pub async fn take_digest(tx: &mut Tx, person: Uuid, job: Uuid, now: Timestamp) -> Result<Option<Outgoing>> {
    // A second try carries what the first one took, and no more.
    tx.query(sql!(
        "update notice set mail_job = $2
          where not exists (select 1 from notice c where c.mail_job = $2)
            and id in (select n.id
                         from notice n
                         left join notice_preference t on t.person_id = n.person_id
                              and (n.kind = t.kind or n.kind like t.kind || '-%')
                         left join notice_preference d on d.person_id = n.person_id and d.kind = 'digest'
                        where n.person_id = $1 and n.mail_job is null and n.mailed_at is null and n.read_at is null
                          and n.created_at > $3
                          and (coalesce(t.rhythm, case when n.asks_act then 'at_once'
                                                       else coalesce(d.rhythm, 'weekly') end) in ('daily', 'weekly')
                               or (n.created_at < $4
                                   and coalesce(t.rhythm, case when n.asks_act then 'at_once'
                                                       else coalesce(d.rhythm, 'weekly') end) = 'at_once')))"
    ))
    .bind(person)
    .bind(job)
    .bind(now.plus(-NEWS))
    .bind(now.plus(-LATE))
    .run()
    .await?;
    carried(tx, job).await
}

/// What a job has taken and has not been read since, with the person it goes to. Whoever has no open account gets
/// mail about that account only.
async fn carried(tx: &mut Tx, job: Uuid) -> Result<Option<Outgoing>> {
    let notices: Vec<Told> = tx
        .query(sql!(
            "select n.id, n.kind, n.detail, n.path, n.asks_act, n.created_at, n.read_at
               from notice n
               join account a on a.person_id = n.person_id
              where n.mail_job = $1 and n.mailed_at is null and n.read_at is null
                and (a.state = 'active' or (a.state = 'deactivated' and n.kind like 'account-%'))
              order by n.created_at, n.id
              limit $2"
        ))
        .bind(job)
        .bind(MOST)
        .all()
        .await?;
    let Some(first) = notices.first() else { return Ok(None) };
    let (person, all): (Uuid, i64) = tx
        .query(sql!(
            "select n.person_id, (select count(*) from notice c where c.mail_job = $2 and c.read_at is null)
               from notice n where n.id = $1"
        ))
        .bind(first.id)
        .bind(job)
        .one()
        .await?;
    let Some(address) = people::main_address(tx, person).await? else { return Ok(None) };
    let who = people::by_id(tx, person).await?;
    let more = all - i64::try_from(notices.len()).unwrap_or(all);
    let key = link::key(tx).await?;
    Ok(Some(Outgoing { person, given_name: who.given_name, locale: who.locale, address, notices, more, key }))
}

/// Notes that the mail of a job left.
pub async fn left(tx: &mut Tx, job: Uuid, now: Timestamp) -> Result<()> {
    tx.query(sql!("update notice set mailed_at = $2 where mail_job = $1 and mailed_at is null"))
        .bind(job)
        .bind(now)
        .run()
        .await?;
    Ok(())
}
