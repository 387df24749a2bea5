//! The yearly report (bilan): written from the log, completed by the référent, countersigned by the head, received by the
//! manager of the académie.
//!
//! | event | from → to | who |
//! | --- | --- | --- |
//! | submit | draft → submitted | référent; figures are frozen |
//! | countersign | submitted → countersigned | head |
//! | receive | countersigned → received | plan manager |
//! | return | submitted, countersigned → draft | head, plan manager (reason) |

use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::report_content::{self, Content};
use super::{
    Checks, NOTE, TEXT, Telling, changed_meanwhile, codes, heads, no_such_move, note_act, tell, year_of,
};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Refusal, Result};
use crate::referent::period;
use crate::school::School;
use crate::year::SchoolYear;
use crate::{ids, sql};

codes! {
    State {
        Draft = "draft",
        Submitted = "submitted",
        Countersigned = "countersigned",
        Received = "received",
    }
}

codes! {
    Event {
        Submit = "submit",
        Countersign = "countersign",
        Receive = "receive",
        Return = "return",
    }
}

impl State {
    /// # Errors
    /// Refusal `cockpit-no-such-move`.
    pub fn next(self, event: Event) -> Result<Self, Refusal> {
        match event {
            Event::Submit if self == Self::Draft => Ok(Self::Submitted),
            Event::Countersign if self == Self::Submitted => Ok(Self::Countersigned),
            Event::Receive if self == Self::Countersigned => Ok(Self::Received),
            Event::Return if matches!(self, Self::Submitted | Self::Countersigned) => Ok(Self::Draft),
            Event::Submit | Event::Countersign | Event::Receive | Event::Return => Err(no_such_move()),
        }
    }
}

/// What the référent adds to the figures.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub difficulties: String,
    pub wishes: String,
    pub remarks: String,
}

/// A report.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Report {
    pub id: Uuid,
    pub school_id: Uuid,
    pub path: String,
    pub person_id: Uuid,
    pub school_year: String,
    #[sqlx(try_from = "String")]
    pub state: State,
    pub difficulties: String,
    pub wishes: String,
    pub remarks: String,
    pub frozen: Option<Json<Content>>,
    pub head_remark: String,
    pub return_reason: String,
    pub submitted_at: Option<Timestamp>,
    pub countersigned_at: Option<Timestamp>,
    pub received_at: Option<Timestamp>,
    pub version: i32,
}

/// Keeps what the référent adds; `submit` freezes the figures and sends the report to the head. The first save makes
/// the draft.
///
/// # Errors
/// `Invalid`; refusals `cockpit-changed`, `cockpit-no-such-move` once submitted.
pub async fn write(
    tx: &mut Tx,
    allowed: Allowed<&School>,
    version: i32,
    typed: &Typed,
    submit: bool,
    now: Timestamp,
) -> Result<Uuid> {
    let (school, mut checks) = (*allowed.thing(), Checks::default());
    let difficulties = checks.text("difficulties", &typed.difficulties, TEXT);
    let wishes = checks.text("wishes", &typed.wishes, TEXT);
    let remarks = checks.text("remarks", &typed.remarks, TEXT);
    checks.done()?;
    let Some(person) = allowed.by() else { return Err(Error::Forbidden) };
    let year = year_of(school, now);
    tx.query(sql!(
        "insert into yearly_report (id, school_id, person_id, school_year, state, version, created_at, updated_at)
         values ($1, $2, $3, $4, 'draft', 0, $5, $5)
         on conflict (school_id, person_id, school_year) do nothing"
    ))
    .bind(ids::new(now))
    .bind(school.node_id)
    .bind(person)
    .bind(year.label())
    .bind(now)
    .run()
    .await?;
    let (id, state, held): (Uuid, String, i32) = tx
        .query(sql!(
            "select id, state, version from yearly_report
              where school_id = $1 and person_id = $2 and school_year = $3",
            lock
        ))
        .bind(school.node_id)
        .bind(person)
        .bind(year.label())
        .one()
        .await?;
    if State::parse(&state) != Some(State::Draft) {
        return Err(no_such_move().into());
    }
    if held != version {
        return Err(changed_meanwhile());
    }
    tx.query(sql!(
        "update yearly_report set difficulties = $2, wishes = $3, remarks = $4, version = version + 1, updated_at = $5
          where id = $1"
    ))
    .bind(id)
    .bind(difficulties)
    .bind(wishes)
    .bind(remarks)
    .bind(now)
    .run()
    .await?;
    if submit {
        let content = report_content::gather(tx, allowed, person, year, now).await?;
        let state = State::Draft.next(Event::Submit)?;
        tx.query(sql!(
            "update yearly_report set state = $2, frozen = $3, return_reason = '', submitted_at = $4 where id = $1"
        ))
        .bind(id)
        .bind(state.code())
        .bind(Json(content))
        .bind(now)
        .run()
        .await?;
        period::report_filed(tx, school.node_id, person, year, now).await?;
        let to = heads(tx, school, now).await?;
        let path = format!("/direction/{}/bilans/{id}", school.uai);
        tell(tx, &to, Some(person), &telling("report-submitted", school, path, true, id, held), now).await?;
    }
    let act = if submit { "report.submit" } else { "report.write" };
    note_act(tx, Some(person), act, "yearly_report", id, json!({}), now).await?;
    Ok(id)
}

/// Who moves a submitted report on, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Countersign,
    HeadReturns,
    Receive,
    ManagerReturns,
}

impl Step {
    fn event(self) -> Event {
        match self {
            Self::Countersign => Event::Countersign,
            Self::Receive => Event::Receive,
            Self::HeadReturns | Self::ManagerReturns => Event::Return,
        }
    }

    /// The state in which this step finds it: the head's before the manager's.
    fn from(self) -> State {
        match self {
            Self::Countersign | Self::HeadReturns => State::Submitted,
            Self::Receive | Self::ManagerReturns => State::Countersigned,
        }
    }
}

/// Countersigns (with a remark), receives, or returns with a reason that the référent reads. Sent back, the figures are
/// counted anew at the next submission. A repeated step changes nothing.
///
/// # Errors
/// `Invalid` without a reason to return; refusals `cockpit-no-such-move`, `cockpit-own-report`.
pub async fn advance(
    tx: &mut Tx,
    allowed: Allowed<(&School, Uuid)>,
    step: Step,
    text: &str,
    now: Timestamp,
) -> Result<()> {
    let ((school, id), by) = (*allowed.thing(), allowed.by());
    let mut checks = Checks::default();
    let back = step.event() == Event::Return;
    let text = if back { checks.needed("text", text, NOTE) } else { checks.text("text", text, NOTE) };
    checks.done()?;
    let (person, state, version): (Uuid, String, i32) = tx
        .query(sql!(
            "select person_id, state, version from yearly_report where id = $1 and school_id = $2",
            lock
        ))
        .bind(id)
        .bind(school.node_id)
        .one()
        .await?;
    if Some(person) == by {
        return Err(Refusal::new("cockpit-own-report").into());
    }
    let state = State::parse(&state).ok_or(Error::NotFound)?;
    if state != step.from() {
        return Err(no_such_move().into());
    }
    let next = state.next(step.event())?;
    tx.query(sql!(
        "update yearly_report
            set state = $2,
                head_remark = case when $3 = 'countersign' then $4 when $3 = 'return' then '' else head_remark end,
                return_reason = case when $3 = 'return' then $4 else return_reason end,
                frozen = case when $3 = 'return' then null else frozen end,
                countersigned_by = case when $3 = 'countersign' then $5 when $3 = 'return' then null else countersigned_by end,
                countersigned_at = case when $3 = 'countersign' then $6 when $3 = 'return' then null else countersigned_at end,
                received_by = case when $3 = 'receive' then $5 else received_by end,
                received_at = case when $3 = 'receive' then $6 else received_at end,
                version = version + 1, updated_at = $6
          where id = $1"
    ))
    .bind(id)
    .bind(next.code())
    .bind(step.event().code())
    .bind(text)
    .bind(by)
    .bind(now)
    .run()
    .await?;
    let kind = match step {
        Step::Countersign => "report-countersigned",
        Step::Receive => "report-received",
        Step::HeadReturns | Step::ManagerReturns => "report-returned",
    };
    let path = format!("/referent/{}/bilan", school.uai);
    tell(tx, &[person], by, &telling(kind, school, path, back, id, version), now).await?;
    note_act(tx, by, "report.move", "yearly_report", id, json!({ "event": step.event().code() }), now).await
}

fn telling<'a>(
    kind: &'static str,
    school: &'a School,
    path: String,
    asks_act: bool,
    id: Uuid,
    version: i32,
) -> Telling<'a> {
    Telling { kind, title: &school.name, school, path, asks_act, about: format!("{kind}:{id}:{version}") }
}

/// A référent's own report of a year, if it was begun.
pub async fn own(db: &mut impl Conn, allowed: Allowed<&School>, year: SchoolYear) -> Result<Option<Report>> {
    db.query(sql!(
        "select r.id, r.school_id, n.path, r.person_id, r.school_year, r.state, r.difficulties, r.wishes, r.remarks,
                r.frozen, r.head_remark, r.return_reason, r.submitted_at, r.countersigned_at, r.received_at, r.version
           from yearly_report r join org_node n on n.id = r.school_id
          where r.school_id = $1 and r.person_id = $2 and r.school_year = $3"
    ))
    .bind(allowed.thing().node_id)
    .bind(allowed.by().unwrap_or_default())
    .bind(year.label())
    .optional()
    .await
}

/// A report that left its author's hands: its path says who may read it. Drafts stay with their author.
pub async fn find(db: &mut impl Conn, id: Uuid) -> Result<Report> {
    db.query(sql!(
        "select r.id, r.school_id, n.path, r.person_id, r.school_year, r.state, r.difficulties, r.wishes, r.remarks,
                r.frozen, r.head_remark, r.return_reason, r.submitted_at, r.countersigned_at, r.received_at, r.version
           from yearly_report r join org_node n on n.id = r.school_id
          where r.id = $1 and r.state <> 'draft'"
    ))
    .bind(id)
    .one()
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_full_table_of_a_report() {
        let allowed = [
            (State::Draft, Event::Submit, State::Submitted),
            (State::Submitted, Event::Countersign, State::Countersigned),
            (State::Countersigned, Event::Receive, State::Received),
            (State::Submitted, Event::Return, State::Draft),
            (State::Countersigned, Event::Return, State::Draft),
        ];
        for state in State::ALL {
            for event in Event::ALL {
                let expected =
                    allowed.iter().find(|(from, by, _)| (from, by) == (state, event)).map(|row| row.2);
                assert_eq!(state.next(*event).ok(), expected, "{state:?} {event:?}");
            }
        }
    }
}
