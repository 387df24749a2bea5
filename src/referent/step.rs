//! One step of a nomination, written down: the new state under the rule, the audit event with the role used, the
//! figures of the school, and who hears of it.

use serde_json::{Value, json};
use uuid::Uuid;

use super::nomination::Event;
use super::{Nomination, envelope, letter, scheme};
use crate::access::{Role, roles};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Refusal, Result};
use crate::notice::{self, Notice};
use crate::people::Person;
use crate::school::{coverage, postings};
use crate::{audit, school, sql};

/// Who takes the step, in which capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum As {
    Teacher,
    Head,
    PlanManager,
    /// The calendar, or the end of a posting.
    System,
}

impl As {
    fn code(self) -> &'static str {
        match self {
            Self::Teacher => "teacher",
            Self::Head => Role::Head.code(),
            Self::PlanManager => Role::PlanManager.code(),
            Self::System => "system",
        }
    }

    fn role(self) -> Option<Role> {
        match self {
            Self::Head => Some(Role::Head),
            Self::PlanManager => Some(Role::PlanManager),
            Self::Teacher | Self::System => None,
        }
    }
}

/// Moves a nomination on. The caller holds it, has checked what its verb asks for, and writes its own columns after.
///
/// # Errors
/// Refusal `nomination-moved` when the event is not for the present state.
pub(crate) async fn take(
    tx: &mut Tx,
    nomination: &Nomination,
    event: Event,
    by: Option<Uuid>,
    acting: As,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<Nomination> {
    let to = nomination.state().next(event)?;
    tx.query(sql!("update nomination set state = $2, version = version + 1, updated_at = $3 where id = $1"))
        .bind(nomination.id)
        .bind(to.code())
        .bind(now)
        .run()
        .await?;
    record(tx, nomination, event.code(), Some(to.code()), by, acting, reason, now).await?;
    coverage::recount(tx, nomination.school_id, now).await?;
    Ok(Nomination { state: to.code().to_owned(), version: nomination.version + 1, ..nomination.clone() })
}

/// The audit event of an act on a nomination, with the role it was done in and whether that role is a deputy's.
#[expect(clippy::too_many_arguments, reason = "each one is a column of what is written down")]
pub(crate) async fn record(
    tx: &mut Tx,
    nomination: &Nomination,
    act: &str,
    to: Option<&str>,
    by: Option<Uuid>,
    acting: As,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    let mut detail = json!({
        "from": nomination.state().code(),
        "role": acting.code(),
        "node": nomination.school_id.to_string(),
    });
    if let Some(to) = to {
        detail["to"] = to.into();
    }
    if let Some(reason) = reason {
        detail["reason"] = reason.into();
    }
    if let (Some(by), Some(role)) = (by, acting.role())
        && is_delegated(tx, by, role, &nomination.path, now).await?
    {
        detail["delegated"] = true.into();
    }
    let event = audit::Event {
        actor: by,
        act: &format!("nomination.{act}"),
        object_kind: "nomination",
        object_id: nomination.id.to_string(),
        detail,
    };
    audit::record(tx, event, now).await
}

/// Whether somebody holds a role on a node for somebody else only.
async fn is_delegated(tx: &mut Tx, person: Uuid, role: Role, path: &str, now: Timestamp) -> Result<bool> {
    let (own, delegated): (i64, i64) = tx
        .query(sql!(
            "select count(case when g.delegated_by is null then 1 end), count(g.delegated_by)
               from role_grant g
               left join org_node n on n.id = g.node_id
              where g.person_id = $1 and g.role = $2 and g.starts_at <= $3 and (g.ends_at is null or g.ends_at > $3)
                and (g.node_id is null or substr($4, 1, length(n.path)) = n.path)"
        ))
        .bind(person)
        .bind(role.code())
        .bind(now)
        .bind(path)
        .one()
        .await?;
    Ok(own == 0 && delegated > 0)
}

/// What a nomination must hold before it may bind anybody: a period that is not over, a teacher who works there when it
/// begins, a complete letter, an amount that the scheme allows, and room in the envelope and in the mandate.
///
/// # Errors
/// Refusals `nomination-over`, `nomination-not-posted`, `envelope-exceeded`, `nomination-shares`; faults of the letter
/// and of the scheme.
pub(crate) async fn check(tx: &mut Tx, nomination: &Nomination, now: Timestamp) -> Result<()> {
    if nomination.is_over(now) {
        return Err(Refusal::new("nomination-over").into());
    }
    // Until it begins, the posting of its first day counts; from then on that of today.
    let at = nomination.starts_at.max(now);
    for at in [nomination.starts_at, at] {
        if !postings::is_posted(tx, nomination.person_id, nomination.school_id, at).await? {
            return Err(Refusal::new("nomination-not-posted").with("school", &nomination.school_name).into());
        }
    }
    if let Some(version) = letter::versions(tx, nomination.id).await?.first() {
        version.letter.check()?;
    } else {
        letter::MissionLetter::default().check()?;
    }
    envelope::hold(tx, nomination.school_id).await?;
    if let super::Reward::Allowance { scheme: code, version, cents } = nomination.reward() {
        let kept = scheme::version(tx, &code, version).await?;
        kept.check(cents, nomination.first_day(), &nomination.sector)?;
        let standing =
            envelope::standing(tx, nomination.school_id, nomination.year(), Some(nomination.id)).await?;
        envelope::fits(standing.envelope, standing.engaged, cents)?;
    }
    let taken = shares(tx, nomination).await?;
    if taken + i64::from(nomination.share_percent) > 100 {
        return Err(Refusal::new("nomination-shares").with("left", (100 - taken).max(0)).into());
    }
    Ok(())
}

/// Shares of the mandate that others hold, or wait for, in days of this one.
async fn shares(tx: &mut Tx, nomination: &Nomination) -> Result<i64> {
    let (taken,): (i64,) = tx
        .query(sql!(
            "select cast(coalesce(sum(share_percent), 0) as bigint) from nomination
              where school_id = $1 and id <> $2 and state in ('submitted', 'active')
                and starts_at < $4 and ends_at > $3"
        ))
        .bind(nomination.school_id)
        .bind(nomination.id)
        .bind(nomination.starts_at)
        .bind(nomination.ends_at)
        .one()
        .await?;
    Ok(taken)
}

/// The heads of a school, deputies among them.
pub(crate) async fn heads(tx: &mut Tx, nomination: &Nomination, now: Timestamp) -> Result<Vec<Uuid>> {
    Ok(ids(roles::holders(tx, Role::Head, nomination.school_id, now).await?))
}

/// The plan managers of a school: of its bassin, its académie.
pub(crate) async fn managers(tx: &mut Tx, nomination: &Nomination, now: Timestamp) -> Result<Vec<Uuid>> {
    let mut found = Vec::new();
    // Four levels at most.
    for node in school::line(tx, &nomination.path).await? {
        found.extend(ids(roles::holders(tx, Role::PlanManager, node.id, now).await?));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// The other référents of the bassin.
pub(crate) async fn network(tx: &mut Tx, nomination: &Nomination, now: Timestamp) -> Result<Vec<Uuid>> {
    let own = nomination.path.trim_end_matches('/');
    let basin = own.rsplit_once('/').map_or(own, |(basin, _)| basin);
    let under = format!("{basin}/");
    let rows: Vec<(Uuid,)> = tx
        .query(sql!(
            "select distinct m.person_id
               from nomination m
               join org_node n on n.id = m.school_id
              where n.path >= $1 and n.path < $2 and m.state = 'active' and m.starts_at <= $3 and m.ends_at > $3
                and m.person_id <> $4
              order by m.person_id
              limit 200"
        ))
        .bind(&under)
        .bind(school::after(&under))
        .bind(now)
        .bind(nomination.person_id)
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

fn ids(people: Vec<Person>) -> Vec<Uuid> {
    people.into_iter().map(|person| person.id).collect()
}

/// Where each reader goes on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Door {
    Teacher,
    /// One's nominations: this one is a draft again, and its head's alone.
    Mine,
    Head,
    Manager,
    Network,
    Basket,
}

/// Tells people of a step, except whoever took it.
#[expect(clippy::too_many_arguments, reason = "who, what, where it leads, and whether it waits for them")]
pub(crate) async fn tell(
    tx: &mut Tx,
    nomination: &Nomination,
    to: &[Uuid],
    kind: &'static str,
    door: Door,
    asks_act: bool,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    let path = match door {
        Door::Teacher => format!("/nominations/{}", nomination.id),
        Door::Mine => "/nominations".to_owned(),
        Door::Head => format!("/direction/nominations/{}", nomination.id),
        Door::Manager => format!("/pilotage/nominations/{}", nomination.id),
        Door::Network => "/".to_owned(),
        Door::Basket => "/referent/reprise".to_owned(),
    };
    // The same step may be taken again after a return: its version tells one from the other.
    let about = format!("nomination:{}:{kind}:{}", nomination.id, nomination.version);
    for person in to.iter().filter(|person| Some(**person) != by) {
        let notice =
            Notice { to: *person, kind, detail: detail(nomination), path: &path, asks_act, about: &about };
        notice::tell(tx, notice, now).await?;
    }
    Ok(())
}

fn detail(nomination: &Nomination) -> Value {
    json!({
        "person": nomination.teacher(),
        "school": nomination.school_name,
        "year": nomination.year().label(),
        "reason": nomination.return_reason,
    })
}
