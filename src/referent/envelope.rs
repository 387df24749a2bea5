//! The envelope of a school: what its allowances of one school year may cost together, once it has been notified.

use sqlx::FromRow;
use uuid::Uuid;

use super::payment::Paid;
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Fault, Refusal, Result};
use crate::year::SchoolYear;
use crate::{audit, school, sql};

use super::scheme::euros;

/// Most that an envelope may hold, in cents: a typing error rather than money.
const LARGEST: i64 = 100_000_000;

/// What mandates engage together, in cents: those that wait for a decision, run or ran; an early end gives the rest back.
pub fn engaged(mandates: &[Paid]) -> i64 {
    mandates.iter().map(Paid::due).sum()
}

/// Whether one more amount fits.
///
/// # Errors
/// Refusal `envelope-exceeded` with what is missing. Without a notified envelope everything fits: the plan manager decides.
pub fn fits(envelope: Option<i64>, engaged: i64, amount: i64) -> Result<(), Refusal> {
    match envelope {
        Some(envelope) if engaged + amount > envelope => Err(Refusal::new("envelope-exceeded")
            .with("missing", euros(engaged + amount - envelope))
            .with("left", euros((envelope - engaged).max(0)))),
        Some(_) | None => Ok(()),
    }
}

/// Whether an envelope may be set to this.
///
/// # Errors
/// Fault `envelope-below-engaged` on `amount`.
pub fn may_be(cents: i64, engaged: i64) -> Result<(), Fault> {
    if !(0..=LARGEST).contains(&cents) {
        return Err(Fault::new("amount", "amount-unreadable"));
    }
    if cents < engaged {
        return Err(Fault::new("amount", "envelope-below-engaged").with("engaged", euros(engaged)));
    }
    Ok(())
}

/// The envelope of a school for a year, and what is engaged of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// None = not notified.
    pub envelope: Option<i64>,
    pub engaged: i64,
}

impl Standing {
    /// What is left; none without an envelope.
    pub fn left(&self) -> Option<i64> {
        self.envelope.map(|envelope| (envelope - self.engaged).max(0))
    }
}

/// How a school stands, one mandate left out of the sum.
pub async fn standing(
    db: &mut impl Conn,
    school: Uuid,
    year: SchoolYear,
    except: Option<Uuid>,
) -> Result<Standing> {
    let envelope: Option<(i64,)> = db
        .query(sql!("select amount_cents from allowance_envelope where school_id = $1 and school_year = $2"))
        .bind(school)
        .bind(year.label())
        .optional()
        .await?;
    let mandates: Vec<Paid> = db
        .query(sql!(
            "select m.id as nomination_id, m.school_id, '' as uai, '' as school_name, n.zone, '' as usual_name,
                    '' as given_name, m.scheme_code, m.scheme_version, '' as scheme_label, m.amount_cents,
                    m.share_percent, m.starts_at, m.ends_at, m.ended_at, m.state
               from nomination m
               join org_node n on n.id = m.school_id
              where m.school_id = $1 and m.school_year = $2 and m.reward = 'allowance'
                and m.state in ('submitted', 'active', 'ended', 'completed', 'completed_without_report')
              order by m.id
              limit 1000"
        ))
        .bind(school)
        .bind(year.label())
        .all()
        .await?;
    let counted: Vec<Paid> = mandates.into_iter().filter(|paid| Some(paid.nomination_id) != except).collect();
    Ok(Standing { envelope: envelope.map(|row| row.0), engaged: engaged(&counted) })
}

/// Holds everybody else off the money of a school until this transaction ends.
pub(super) async fn hold(tx: &mut Tx, school: Uuid) -> Result<()> {
    let _: Option<(Uuid,)> =
        tx.query(sql!("select node_id from school where node_id = $1", lock)).bind(school).optional().await?;
    Ok(())
}

/// Notifies a school of its envelope, in cents; again to change it.
///
/// # Errors
/// Faults `amount-unreadable`, `envelope-below-engaged` on `amount`.
pub async fn set(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    year: SchoolYear,
    cents: i64,
    now: Timestamp,
) -> Result<()> {
    let school = *allowed.thing();
    hold(tx, school).await?;
    may_be(cents, standing(tx, school, year, None).await?.engaged)?;
    let changed = tx
        .query(sql!(
            "insert into allowance_envelope (school_id, school_year, amount_cents, notified_by, updated_at)
             values ($1, $2, $3, $4, $5)
             on conflict (school_id, school_year)
             do update set amount_cents = excluded.amount_cents, notified_by = excluded.notified_by,
                           updated_at = excluded.updated_at
                     where allowance_envelope.amount_cents <> excluded.amount_cents"
        ))
        .bind(school)
        .bind(year.label())
        .bind(cents)
        .bind(allowed.by())
        .bind(now)
        .run()
        .await?;
    if changed == 0 {
        return Ok(());
    }
    let event = audit::Event {
        actor: allowed.by(),
        act: "envelope.notify",
        object_kind: "organisation",
        object_id: school.to_string(),
        detail: serde_json::json!({ "year": year.label(), "cents": cents }),
    };
    audit::record(tx, event, now).await
}

/// A school in the list of envelopes.
#[derive(Debug, Clone, FromRow)]
pub struct Row {
    pub school_id: Uuid,
    pub uai: String,
    pub name: String,
    pub sector: String,
    pub envelope_cents: Option<i64>,
    /// As granted, before any early end.
    pub granted_cents: i64,
}

/// Open schools under a node that may have a référent, with their envelopes; `search` is a part of a name or a UAI.
pub async fn list(
    db: &mut impl Conn,
    allowed: Allowed<&str>,
    year: SchoolYear,
    search: &str,
    from: i64,
    most: i64,
) -> Result<Vec<Row>> {
    let under = *allowed.thing();
    db.query(sql!(
        "select s.node_id as school_id, s.uai, n.name, s.sector, e.amount_cents as envelope_cents,
                cast(coalesce((select sum(m.amount_cents) from nomination m
                                where m.school_id = s.node_id and m.school_year = $1 and m.reward = 'allowance'
                                  and m.state in ('submitted', 'active', 'ended', 'completed',
                                                  'completed_without_report')), 0) as bigint) as granted_cents
           from org_node n
           join school s on s.node_id = n.id
           left join allowance_envelope e on e.school_id = s.node_id and e.school_year = $1
          where n.path >= $2 and n.path < $3 and n.state <> 'closed' and s.hosts_referent
            and (n.name_key like $4 or s.uai like $5)
          order by n.name_key, n.id
          limit $6 offset $7"
    ))
    .bind(year.label())
    .bind(under)
    .bind(school::after(under))
    .bind(format!("%{}%", crate::text::key(search)))
    .bind(format!("{}%", search.trim().to_uppercase()))
    .bind(most.clamp(1, 1000))
    .bind(from.max(0))
    .all()
    .await
}

/// How many there are.
pub async fn count(db: &mut impl Conn, allowed: Allowed<&str>, search: &str) -> Result<i64> {
    let under = *allowed.thing();
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*)
               from org_node n
               join school s on s.node_id = n.id
              where n.path >= $1 and n.path < $2 and n.state <> 'closed' and s.hosts_referent
                and (n.name_key like $3 or s.uai like $4)"
        ))
        .bind(under)
        .bind(school::after(under))
        .bind(format!("%{}%", crate::text::key(search)))
        .bind(format!("{}%", search.trim().to_uppercase()))
        .one()
        .await?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::super::nomination::{Event, State};
    use super::super::payment;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_missing_is_said() {
        assert!(fits(None, 0, i64::MAX / 4).is_ok());
        assert!(fits(Some(100_000), 60_000, 40_000).is_ok());
        let refusal = fits(Some(100_000), 60_000, 62_500).unwrap_err();
        assert_eq!(refusal.key, "envelope-exceeded");
        assert_eq!(refusal.values, [("missing", "225".to_owned()), ("left", "400".to_owned())]);
        assert_eq!(may_be(59_999, 60_000).unwrap_err().key, "envelope-below-engaged");
        assert!(may_be(60_000, 60_000).is_ok());
        assert_eq!(may_be(-1, 0).unwrap_err().key, "amount-unreadable");
    }

    /// One school with some mandates, moved by the same rules as the verbs.
    #[derive(Debug, Clone)]
    struct Mandate {
        state: State,
        cents: i64,
        relief: bool,
        served: i64,
    }

    fn engaged_by(mandates: &[Mandate]) -> i64 {
        let counted = mandates.iter().filter(|mandate| match mandate.state {
            State::Submitted
            | State::Active
            | State::Ended
            | State::Completed
            | State::CompletedWithoutReport => true,
            State::Draft | State::Proposed | State::Accepted | State::Declined => false,
        });
        counted
            .map(|mandate| match mandate.state {
                State::Ended => payment::due(mandate.cents, 365, mandate.served),
                _ => mandate.cents,
            })
            .sum()
    }

    proptest! {
        /// Whatever heads, teachers, managers and the calendar do, in any order.
        #[test]
        fn the_envelope_is_never_exceeded(
            acts in proptest::collection::vec((0_usize..4, 0_usize..14, 0_i64..400_000, 0_i64..366), 1..120),
        ) {
            let fresh = Mandate { state: State::Draft, cents: 0, relief: false, served: 0 };
            let mut mandates = vec![fresh; 4];
            let mut envelope = Some(300_000);
            for (place, act, cents, served) in acts {
                let others: Vec<Mandate> = mandates
                    .iter()
                    .enumerate()
                    .filter(|(other, _)| *other != place)
                    .map(|(_, mandate)| mandate.clone())
                    .collect();
                let mandate = &mut mandates[place];
                match act {
                    12 => {
                        if may_be(cents, engaged_by(&mandates)).is_ok() {
                            envelope = Some(cents);
                        }
                    }
                    // A draft is written anew: one reward at a time.
                    13 if mandate.state == State::Draft => {
                        mandate.relief = cents % 2 == 1;
                        mandate.cents = if mandate.relief { 0 } else { cents };
                    }
                    13 => {}
                    act => {
                        let event = Event::ALL[act];
                        let Ok(next) = mandate.state.next(event) else { continue };
                        let checked = match event {
                            Event::Propose | Event::Submit | Event::Validate | Event::Appoint => {
                                fits(envelope, engaged_by(&others), mandate.cents).is_ok()
                            }
                            _ => true,
                        };
                        if checked {
                            mandate.state = next;
                            mandate.served = served;
                        }
                    }
                }
                prop_assert!(envelope.is_none_or(|envelope| engaged_by(&mandates) <= envelope));
                prop_assert!(mandates.iter().all(|mandate| !mandate.relief || mandate.cents == 0));
            }
        }
    }
}
