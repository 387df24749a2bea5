//! The convocation: what somebody with a seat shows at the gate and at the travel desk (CAL-6).

use uuid::Uuid;

use super::entry::{self, Entry};
use super::seat::{Seat, Source};
use super::{Session, Slot, session, slots};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Result};
use crate::{audit, school, sql};

/// Longest words of a rule, in characters.
pub const WORDS_MAX: usize = 600;

/// What a convocation is worth under a node.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Rule {
    pub node_id: Uuid,
    /// The node that says it.
    pub node_name: String,
    pub mission_order: bool,
    pub travel_refund: bool,
    pub words: String,
    pub updated_at: Timestamp,
}

/// What a convocation says of the way there (décret n° 2006-781 of 3 July 2006: who travels for a training away from
/// where they live and work may be refunded).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Travel {
    /// At a distance.
    None,
    /// In the person's own school.
    AtHome,
    /// People come on their own, outside any plan: no journey is ordered.
    Informal,
    /// As the académie says.
    Ruled(Rule),
    /// The académie has not said anything.
    Unsaid,
}

/// A convocation.
#[derive(Debug, Clone)]
pub struct Summons {
    pub session: Session,
    pub slots: Vec<Slot>,
    pub place: Uuid,
    pub seat: Seat,
    /// Sent by a manager: presence is due.
    pub designated: bool,
    pub travel: Travel,
    /// As it was last mailed, half-day by half-day; empty before the first mail.
    pub sent: Vec<Entry>,
}

impl Summons {
    /// It is a mission order: only where the académie says so, for a journey.
    pub fn is_mission_order(&self) -> bool {
        matches!(&self.travel, Travel::Ruled(rule) if rule.mission_order)
    }

    /// When it last left.
    pub fn sent_at(&self) -> Option<Timestamp> {
        self.sent.iter().filter_map(|entry| entry.sent_at).max()
    }
}

/// The convocation of a person to a session, for that person.
///
/// # Errors
/// `NotFound` for somebody who has no seat.
pub async fn summons(db: &mut impl Conn, allowed: Allowed<(Uuid, Uuid)>) -> Result<Summons> {
    let (id, person) = *allowed.thing();
    let found: Option<(Uuid, String, String, Option<Uuid>)> = db
        .query(sql!(
            "select id, state, source, school_id from session_place where session_id = $1 and person_id = $2"
        ))
        .bind(id)
        .bind(person)
        .optional()
        .await?;
    let Some((place, state, source, school)) = found else { return Err(Error::NotFound) };
    let seat = Seat::parse(&state).filter(|seat| seat.is_expected()).ok_or(Error::NotFound)?;
    let session = session(db, id).await?;
    let travel = if session.modality == "remote" {
        Travel::None
    } else if school == Some(session.host_id) {
        Travel::AtHome
    } else if session.informal {
        Travel::Informal
    } else {
        rule(db, &session.host_path).await?.map_or(Travel::Unsaid, Travel::Ruled)
    };
    let slots = slots(db, id).await?;
    let sent = entry::sent(db, place).await?;
    let designated = Source::parse(&source) == Some(Source::Designated);
    Ok(Summons { session, slots, place, seat, designated, travel, sent })
}

/// What holds under a path: the nearest node that says it counts.
pub async fn rule(db: &mut impl Conn, path: &str) -> Result<Option<Rule>> {
    // Deepest first; four nodes at most.
    for node in school::line(db, path).await?.into_iter().rev() {
        if let Some(rule) = rule_of(db, node.id).await? {
            return Ok(Some(rule));
        }
    }
    Ok(None)
}

/// What a node itself says.
pub async fn rule_of(db: &mut impl Conn, node: Uuid) -> Result<Option<Rule>> {
    db.query(sql!(
        "select r.node_id, n.name as node_name, r.mission_order, r.travel_refund, r.words, r.updated_at
           from summons_rule r
           join org_node n on n.id = r.node_id
          where r.node_id = $1"
    ))
    .bind(node)
    .optional()
    .await
}

/// Says what convocations under a node are worth.
///
/// # Errors
/// Fault on `words`.
pub async fn set_rule(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    mission_order: bool,
    travel_refund: bool,
    words: &str,
    now: Timestamp,
) -> Result<()> {
    let Some(words) = super::draft::text(words, WORDS_MAX) else {
        return Err(Fault::new("words", "session-text").with("max", WORDS_MAX).into());
    };
    let node = *allowed.thing();
    tx.query(sql!(
        "insert into summons_rule (node_id, mission_order, travel_refund, words, updated_by, updated_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (node_id) do update
            set mission_order = excluded.mission_order, travel_refund = excluded.travel_refund, words = excluded.words,
                updated_by = excluded.updated_by, updated_at = excluded.updated_at"
    ))
    .bind(node)
    .bind(mission_order)
    .bind(travel_refund)
    .bind(&words)
    .bind(allowed.by())
    .bind(now)
    .run()
    .await?;
    let event = audit::Event {
        actor: allowed.by(),
        act: "summons_rule.set",
        object_kind: "org_node",
        object_id: node.to_string(),
        detail: serde_json::json!({ "mission_order": mission_order, "travel_refund": travel_refund }),
    };
    audit::record(tx, event, now).await
}
