//! What trainers and members of a cohort say to each other (MSG-6): told at each one's rhythm, moderated by a trainer.

use serde_json::json;
use uuid::Uuid;

use super::write::text;
use super::{cohort, hold, record, trainers};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Result};
use crate::notice::{self, Notice};
use crate::{people, sql};

/// Longest post, in characters.
pub const BODY_MAX: usize = 2_000;
/// Posts of one page.
pub const PER_PAGE: i64 = 50;

/// A post as it is read; one that was taken out of sight keeps its place, and its words for nobody but its author.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Post {
    pub id: Uuid,
    pub author_id: Uuid,
    pub author_name: String,
    pub by_trainer: bool,
    pub body: String,
    pub created_at: Timestamp,
    pub hidden_at: Option<Timestamp>,
    pub hidden_reason: String,
}

/// Whether somebody is in the thread: trains the cohort, or follows it.
///
/// # Errors
/// `NotFound` for everybody else.
async fn inside(db: &mut impl Conn, cohort: Uuid, person: Uuid) -> Result<()> {
    let found: Option<(i32,)> = db
        .query(sql!(
            "select 1 from cohort_trainer where cohort_id = $1 and person_id = $2
             union all
             select 1 from cohort_member
              where cohort_id = $1 and person_id = $2 and state in ('joined', 'completed')
             limit 1"
        ))
        .bind(cohort)
        .bind(person)
        .optional()
        .await?;
    found.map(|_| ()).ok_or(Error::NotFound)
}

/// The posts of a cohort, the latest first; one more than a page holds says that there are others.
///
/// # Errors
/// `NotFound` for whoever is not in it.
pub async fn posts(db: &mut impl Conn, allowed: Allowed<(Uuid, Uuid)>, from: i64) -> Result<Vec<Post>> {
    let (id, reader) = *allowed.thing();
    inside(db, id, reader).await?;
    db.query(sql!(
        "select o.id, o.author_id, trim(p.given_name || ' ' || p.usual_name) as author_name,
                (t.person_id is not null) as by_trainer,
                case when o.hidden_at is null or o.author_id = $2 then o.body else '' end as body, o.created_at,
                o.hidden_at, case when o.author_id = $2 then o.hidden_reason else '' end as hidden_reason
           from cohort_post o
           join person p on p.id = o.author_id
           left join cohort_trainer t on t.cohort_id = o.cohort_id and t.person_id = o.author_id
          where o.cohort_id = $1
          order by o.created_at desc, o.id desc
          limit $3 offset $4"
    ))
    .bind(id)
    .bind(reader)
    .bind(PER_PAGE + 1)
    .bind(from.max(0))
    .all()
    .await
}

/// Says something to the cohort. The id is drawn by the form: sent twice, it is said once.
///
/// # Errors
/// `NotFound` for whoever is not in it; fault on `body`.
pub async fn post(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, Uuid)>,
    post: Uuid,
    body: &str,
    now: Timestamp,
) -> Result<()> {
    let (id, author) = *allowed.thing();
    let cohort = hold(tx, id).await?;
    inside(tx, id, author).await?;
    let Some(body) = text(body, BODY_MAX).filter(|body| !body.is_empty()) else {
        return Err(Fault::new("body", "cohort-words").with("max", BODY_MAX).into());
    };
    let added = tx
        .query(sql!(
            "insert into cohort_post (id, cohort_id, author_id, body, created_at) values ($1, $2, $3, $4, $5)
             on conflict (id) do nothing"
        ))
        .bind(post)
        .bind(id)
        .bind(author)
        .bind(&body)
        .bind(now)
        .run()
        .await?;
    if added == 0 {
        return Ok(());
    }
    let members: Vec<(Uuid,)> = tx
        .query(sql!(
            "select person_id from cohort_member
              where cohort_id = $1 and state in ('joined', 'completed') order by person_id limit 2000"
        ))
        .bind(id)
        .all()
        .await?;
    let who = people::by_id(tx, author).await?.full_name();
    let members: Vec<Uuid> =
        members.into_iter().map(|row| row.0).filter(|person| *person != author).collect();
    let leading: Vec<Uuid> = trainers(tx, id).await?.into_iter().map(|one| one.person_id).collect();
    let leading: Vec<Uuid> = leading.into_iter().filter(|person| *person != author).collect();
    let about = format!("cohort-post:{post}");
    for (people, path) in
        [(members, format!("/mes-cohortes/{id}/fil")), (leading, format!("/cohortes/{id}/fil"))]
    {
        let notice = Notice {
            to: id,
            kind: "cohort-post",
            detail: json!({ "cohort": cohort.title, "who": who }),
            path: &path,
            asks_act: false,
            about: &about,
        };
        notice::tell_all(tx, &people, notice, now).await?;
    }
    Ok(())
}

/// A trainer takes a post out of sight, with a reason that its author reads. Logged.
///
/// # Errors
/// `NotFound`; fault on `reason`.
pub async fn hide(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, reason: &str, now: Timestamp) -> Result<()> {
    let (id, post) = *allowed.thing();
    let Some(reason) = text(reason, 300).filter(|reason| !reason.is_empty()) else {
        return Err(Fault::new("reason", "cohort-reason").with("max", 300).into());
    };
    let cohort = cohort(tx, id).await?;
    let (author,): (Uuid,) = tx
        .query(sql!("select author_id from cohort_post where id = $1 and cohort_id = $2"))
        .bind(post)
        .bind(id)
        .one()
        .await?;
    let hidden = tx
        .query(sql!(
            "update cohort_post set hidden_at = $2, hidden_by = $3, hidden_reason = $4
              where id = $1 and hidden_at is null"
        ))
        .bind(post)
        .bind(now)
        .bind(allowed.by())
        .bind(&reason)
        .run()
        .await?;
    if hidden == 0 {
        return Ok(());
    }
    let notice = Notice {
        to: author,
        kind: "cohort-post-hidden",
        detail: json!({ "cohort": cohort.title, "reason": reason }),
        path: &format!("/mes-cohortes/{id}/fil"),
        asks_act: false,
        about: &format!("cohort-post:{post}:hidden"),
    };
    notice::tell(tx, notice, now).await?;
    record(tx, "cohort.post_hide", id, allowed.by(), json!({ "post": post.to_string() }), now).await
}
