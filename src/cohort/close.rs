//! The end of a cohort (COH-7): each member has a result, each session is attested; attestations that are missing are
//! issued, and the académie gets a summary.

use serde::Serialize;
use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::grid::{self, Grid, Standing};
use super::people::Member;
use super::state::{Event, Outcome, Place};
use super::write::{TEXT_MAX, text};
use super::{Cohort, State, detail, hold, record, turn};
use crate::access::{Allowed, Role, roles};
use crate::certificate::{self, Issuer};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::notice::{self, Notice};
use crate::{school, sql};

/// Longest remark on a result, in characters.
pub const NOTE_MAX: usize = 300;

/// What the figures say: done with everything, with something, with nothing. The trainer decides.
pub fn suggested(grid: &Grid, member: &Member) -> Outcome {
    let standings: Vec<Standing> = grid.items.iter().map(|item| grid.standing(member, item)).collect();
    let begun = |standing: &Standing| {
        matches!(standing, Standing::UnderWay(_) | Standing::Done | Standing::Present | Standing::Partly)
    };
    if standings.iter().all(|standing| standing.is_done() && *standing != Standing::Partly) {
        Outcome::Validated
    } else if standings.iter().any(begun) {
        Outcome::Partly
    } else {
        Outcome::NotValidated
    }
}

/// The result of one member, as it was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Given {
    pub member: Uuid,
    #[serde(serialize_with = "code")]
    pub outcome: Outcome,
    /// For the member and the académie.
    pub note: String,
}

fn code<S: serde::Serializer>(outcome: &Outcome, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(outcome.code())
}

/// Keeps results, in one statement. They may be changed until the cohort closes.
///
/// # Errors
/// Fault on `note`; refusal `cohort-not-running`.
pub async fn set_results(tx: &mut Tx, allowed: Allowed<(Uuid, &[Given])>, now: Timestamp) -> Result<()> {
    let (id, given) = *allowed.thing();
    let cohort = hold(tx, id).await?;
    if cohort.state() != State::Running {
        return Err(Refusal::new("cohort-not-running").into());
    }
    let mut read = Vec::with_capacity(given.len());
    for one in given {
        let Some(note) = text(&one.note, NOTE_MAX) else {
            return Err(Fault::new("note", "cohort-text").with("max", NOTE_MAX).into());
        };
        read.push(Given { note, ..one.clone() });
    }
    tx.query(sql! {
        sqlite: "update cohort_member
                    set updated_at = $3,
                        result = (select j.value ->> 'outcome' from json_each($2) j
                                   where unhex(replace(j.value ->> 'member', '-', '')) = cohort_member.id),
                        note = (select j.value ->> 'note' from json_each($2) j
                                 where unhex(replace(j.value ->> 'member', '-', '')) = cohort_member.id)
                  where cohort_id = $1 and state = 'joined'
                    and id in (select unhex(replace(j.value ->> 'member', '-', '')) from json_each($2) j)",
        postgres: "update cohort_member
                      set updated_at = $3, result = a.outcome, note = a.note
                     from (select cast(j.value ->> 'member' as uuid) as member, j.value ->> 'outcome' as outcome,
                                  j.value ->> 'note' as note
                             from jsonb_array_elements($2) as j (value)) a
                    where cohort_id = $1 and state = 'joined' and id = a.member",
    })
    .bind(id)
    .bind(Json(&read))
    .bind(now)
    .run()
    .await?;
    record(tx, "cohort.results", id, allowed.by(), json!({ "people": read.len() }), now).await
}

/// Closes a cohort: members are told their result, the managers of the node that the summary is there. Whoever never
/// answered the invitation is in it no more. Twice changes nothing.
///
/// # Errors
/// Fault on `summary`; refusals `cohort-results` and `cohort-sessions` with how many are missing, `cohort-moved`.
pub async fn close(tx: &mut Tx, allowed: Allowed<Uuid>, summary: &str, now: Timestamp) -> Result<Cohort> {
    let cohort = hold(tx, *allowed.thing()).await?;
    if cohort.state() == State::Closed {
        return Ok(cohort);
    }
    let Some(summary) = text(summary, TEXT_MAX) else {
        return Err(Fault::new("summary", "cohort-text").with("max", TEXT_MAX).into());
    };
    let grid = grid::read(tx, &cohort, None, now).await?;
    let joined: Vec<&Member> = grid.members.iter().filter(|member| member.place() == Place::Joined).collect();
    if cohort.state() == State::Running {
        let without = joined.iter().filter(|member| member.outcome().is_none()).count();
        if without > 0 {
            return Err(Refusal::new("cohort-results").with("count", without).into());
        }
        let open = grid.items.iter().filter(|item| !item.is_settled()).count();
        if open > 0 {
            return Err(Refusal::new("cohort-sessions").with("count", open).into());
        }
    }
    let closed = turn::take(tx, &cohort, Event::Close, allowed.by(), now).await?;
    tx.query(sql!("update cohort set summary = $2 where id = $1"))
        .bind(cohort.id)
        .bind(&summary)
        .run()
        .await?;
    tx.query(sql!(
        "update cohort_member
            set state = case state when 'joined' then 'completed' else 'left' end, ended_at = $2, updated_at = $2
          where cohort_id = $1 and state in ('joined', 'invited')"
    ))
    .bind(cohort.id)
    .bind(now)
    .run()
    .await?;
    let people: Vec<Uuid> = joined.iter().map(|member| member.person_id).collect();
    let (path, about) = (format!("/mes-cohortes/{}", cohort.id), format!("cohort:{}:closed", cohort.id));
    let notice = Notice {
        to: cohort.id,
        kind: "cohort-closed",
        detail: detail(&cohort),
        path: &path,
        asks_act: false,
        about: &about,
    };
    notice::tell_all(tx, &people, notice, now).await?;
    let managers = managers(tx, &cohort, now).await?;
    let (path, about) = (format!("/cohortes/{}/bilan", cohort.id), format!("cohort:{}:summary", cohort.id));
    let notice = Notice {
        to: cohort.id,
        kind: "cohort-summary",
        detail: detail(&cohort),
        path: &path,
        asks_act: false,
        about: &about,
    };
    notice::tell_all(tx, &managers, notice, now).await?;
    Ok(closed)
}

/// Those who keep the plan of the node, and of the nodes above.
async fn managers(tx: &mut Tx, cohort: &Cohort, now: Timestamp) -> Result<Vec<Uuid>> {
    let mut found = Vec::new();
    // Three levels at most.
    for node in school::line(tx, &cohort.node_path).await? {
        found.extend(
            roles::holders(tx, Role::PlanManager, node.id, now).await?.into_iter().map(|person| person.id),
        );
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Issues the attestations of courses that members completed and that have none yet; gives how many. Those of presence
/// come from the sessions, once they are attested.
///
/// # Errors
/// Refusal `attestation-issuer-missing`.
pub async fn attest(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    issuer: &Issuer,
    zone: &str,
    now: Timestamp,
) -> Result<usize> {
    let cohort = hold(tx, *allowed.thing()).await?;
    let missing: Vec<(Uuid,)> = tx
        .query(sql!(
            "select c.id
               from cohort_member m
               join cohort_item i on i.cohort_id = m.cohort_id
               join completion c on c.person_id = m.person_id and c.course_slug = i.course_slug
              where m.cohort_id = $1 and m.state in ('joined', 'completed')
                and not exists (select 1 from attestation a where a.completion_id = c.id)
              order by c.completed_at, c.id
              limit 2000"
        ))
        .bind(cohort.id)
        .all()
        .await?;
    let mut issued = 0;
    // One after the other: each takes the next number.
    for (completion,) in missing {
        match certificate::issue(tx, completion, issuer, zone, now).await {
            Ok(_) => issued += 1,
            // The course gives none.
            Err(Error::Refused(refusal)) if refusal.key == "attestation-not-given" => {}
            Err(other) => return Err(other),
        }
    }
    if issued > 0 {
        record(tx, "cohort.attest", cohort.id, allowed.by(), json!({ "issued": issued }), now).await?;
    }
    Ok(issued)
}

/// An attestation that a member got for something of the cohort, and is in force.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Attested {
    pub member_id: Uuid,
    pub number: String,
    /// Of a course; of presence at a session otherwise.
    pub course: bool,
    /// Nominal minutes of the course; the presence stands in the grid.
    pub minutes: i64,
}

/// All of them, by member.
pub async fn attested(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Vec<Attested>> {
    db.query(sql!(
        "select m.id as member_id, a.number, (a.completion_id is not null) as course,
                cast(coalesce(c.minutes, 0) as bigint) as minutes
           from cohort_member m
           join attestation a on a.person_id = m.person_id and a.state = 'issued'
           left join completion c on c.id = a.completion_id
           left join session_place p on p.id = a.place_id
           join cohort_item i on i.cohort_id = m.cohort_id
                and (i.course_slug = c.course_slug or i.session_id = p.session_id)
          where m.cohort_id = $1 and m.state <> 'left'
          order by m.id, a.number
          limit 40000"
    ))
    .bind(*allowed.thing())
    .all()
    .await
}

/// The figures of a cohort, without names: what the académie reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Figures {
    pub invited: i64,
    pub joined: i64,
    pub left_early: i64,
    pub validated: i64,
    pub partly: i64,
    pub not_validated: i64,
}

/// Counted in one statement.
pub async fn figures(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Figures> {
    db.query(sql!(
        "select count(*) as invited,
                coalesce(sum(case when joined_at is not null then 1 else 0 end), 0) as joined,
                coalesce(sum(case when state = 'left' and joined_at is not null then 1 else 0 end), 0) as left_early,
                coalesce(sum(case when result = 'validated' and state <> 'left' then 1 else 0 end), 0) as validated,
                coalesce(sum(case when result = 'partly' and state <> 'left' then 1 else 0 end), 0) as partly,
                coalesce(sum(case when result = 'not_validated' and state <> 'left' then 1 else 0 end), 0)
                as not_validated
           from cohort_member
          where cohort_id = $1"
    ))
    .bind(*allowed.thing())
    .one()
    .await
}
