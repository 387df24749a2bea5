//! Writing a session: what, when and where, for whom. As it was typed ([`Typed`]), then read ([`Read`]).

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use sqlx::types::Json;
use uuid::Uuid;

use super::allocation::Allocation;
use super::filling;
use super::seat::{Gate, Promotion};
use super::state::{Event, Scope, State};
use super::step::{self, write_down};
use super::{Session, Slot, hold, session, slots, unchanged};
use crate::access::Allowed;
use crate::clock::{HOUR, Timestamp};
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::need::{Level, codes};
use crate::people::{self, disciplines};
use crate::plan;
use crate::school::{self, Node, NodeKind};
use crate::year::school_year;
use crate::{ids, sql};

/// Longest title, and longest other texts, in characters.
pub const TITLE_MAX: usize = 120;
pub const TEXT_MAX: usize = 1_000;
pub const LINE_MAX: usize = 300;
/// Half-days of one session.
pub const SLOTS_MAX: usize = 20;
/// Longest half-day (domain.md §4.8: matin, après-midi, soirée).
const LONGEST: i64 = 5 * HOUR;
/// Trainers of one session.
pub const TRAINERS_MAX: usize = 8;

codes! {
    /// Where people are: in a room, at a distance, some of each.
    Modality { Onsite = "onsite", Remote = "remote", Blended = "blended" }
}

/// A half-day as it was typed: `2026-12-03`, `14:00`, `17:00`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedSlot {
    pub day: String,
    pub from: String,
    pub to: String,
}

impl TypedSlot {
    pub fn is_empty(&self) -> bool {
        self.day.trim().is_empty() && self.from.trim().is_empty() && self.to.trim().is_empty()
    }

    /// The half-day in the zone of the place.
    fn read(&self, zone: &TimeZone) -> Result<(Timestamp, Timestamp), &'static str> {
        let day: Date = self.day.trim().parse().map_err(|_| "session-slot-day")?;
        let from = clock(&self.from).ok_or("session-slot-time")?;
        let to = clock(&self.to).ok_or("session-slot-time")?;
        let at = |time: Time| {
            let there = zone.to_ambiguous_timestamp(day.to_datetime(time));
            // On the night when clocks go forward some times do not exist; of those that come twice, the first counts.
            if there.is_ambiguous() && matches!(there.offset(), jiff::tz::AmbiguousOffset::Gap { .. }) {
                return Err("session-slot-gap");
            }
            there.compatible().map(Timestamp::from).map_err(|_| "session-slot-day")
        };
        let (from, to) = (at(from)?, at(to)?);
        if to <= from {
            return Err("session-slot-order");
        }
        if to.0 - from.0 > LONGEST {
            return Err("session-slot-long");
        }
        Ok((from, to))
    }
}

/// `14:00`, `14h`, `14 h 30`, `9:05`.
fn clock(typed: &str) -> Option<Time> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let (hour, minute) = typed.split_once([':', 'h', 'H']).unwrap_or((typed.as_str(), ""));
    let minute = if minute.is_empty() { "0" } else { minute };
    let read = |part: &str| (part.len() <= 2).then(|| part.parse::<i8>().ok()).flatten();
    Time::new(read(hour)?, read(minute)?, 0, 0).ok()
}

/// A session as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub title: String,
    pub aim: String,
    pub theme: String,
    /// Codes of disciplines; none = everybody.
    pub disciplines: Vec<String>,
    pub depth: String,
    pub modality: String,
    pub room: String,
    pub link: String,
    pub slots: Vec<TypedSlot>,
    pub scope: String,
    pub capacity: String,
    pub overbooking: String,
    pub min_size: String,
    pub waitlist: bool,
    pub offer: bool,
    pub informal: bool,
    pub in_class_time: bool,
    pub paid: bool,
    /// First day of sign-up, `2026-11-20`; empty = with the announcement.
    pub opens_on: String,
    /// Last day of sign-up, `2026-12-01`; empty = until the first half-day.
    pub closes_on: String,
    pub allocation: String,
    /// Most seats for one school; empty = no such limit.
    pub school_quota: String,
    /// Last day of that limit; empty = until the first half-day.
    pub quota_until: String,
    /// Whether the author leads it.
    pub leads: bool,
    /// Addresses of the other trainers.
    pub trainers: String,
    /// Id of a module of the plan; empty = a session of its own.
    pub module: String,
}

/// What was typed, read. A draft may lack dates and trainers: they are asked for when it is proposed.
struct Read {
    title: String,
    aim: String,
    theme: Option<String>,
    disciplines: Vec<String>,
    depth: Level,
    modality: Modality,
    room: String,
    link: String,
    slots: Vec<(Timestamp, Timestamp)>,
    scope: Scope,
    node: Node,
    capacity: i32,
    overbooking: i32,
    min_size: i32,
    opens_at: Option<Timestamp>,
    closes_at: Option<Timestamp>,
    allocation: Allocation,
    school_quota: Option<i32>,
    quota_until: Option<Timestamp>,
    trainers: Vec<Uuid>,
    module: Option<Uuid>,
}

impl Typed {
    /// `kept` is the module it was written for before: it may stay when it is offered no longer.
    async fn read(&self, tx: &mut Tx, host: &Node, author: Uuid, kept: Option<Uuid>) -> Result<Read> {
        let mut faults = Vec::new();
        let title = line(&self.title, TITLE_MAX);
        if title.as_ref().is_none_or(String::is_empty) {
            faults.push(Fault::new("title", "session-title").with("max", TITLE_MAX));
        }
        let aim = text(&self.aim, TEXT_MAX);
        if aim.is_none() {
            faults.push(Fault::new("aim", "session-text").with("max", TEXT_MAX));
        }
        let theme = self.theme(tx).await?;
        if theme.is_none() {
            faults.push(Fault::new("theme", "need-theme"));
        }
        if self.disciplines.iter().any(|code| !disciplines::CODES.contains(&code.as_str())) {
            faults.push(Fault::new("disciplines", "need-discipline"));
        }
        let depth = Level::parse(&self.depth);
        if depth.is_none() {
            faults.push(Fault::new("depth", "need-level"));
        }
        let modality = Modality::parse(&self.modality);
        if modality.is_none() {
            faults.push(Fault::new("modality", "need-modality"));
        }
        let room = line(&self.room, LINE_MAX);
        if room.is_none() {
            faults.push(Fault::new("room", "session-text").with("max", LINE_MAX));
        }
        let link = link(&self.link);
        if link.is_none() {
            faults.push(Fault::new("link", "session-link"));
        }
        let zone = TimeZone::get(&host.zone).unwrap_or(TimeZone::UTC);
        let slots = self.slots(&zone, &mut faults);
        let scope = Scope::parse(&self.scope);
        let node = match scope {
            Some(scope) => node_of(tx, host, scope).await?,
            None => None,
        };
        if node.is_none() {
            faults.push(Fault::new("scope", "session-scope"));
        }
        let capacity = number(&self.capacity, 1..=1_000);
        if capacity.is_none() {
            faults.push(Fault::new("capacity", "session-capacity").with("max", 1_000));
        }
        let overbooking = number(or_zero(&self.overbooking), 0..=50);
        if overbooking.is_none() {
            faults.push(Fault::new("overbooking", "session-overbooking").with("max", 50));
        }
        let min_size = number(if self.min_size.trim().is_empty() { "1" } else { &self.min_size }, 1..=1_000);
        match (min_size, capacity) {
            (None, _) => faults.push(Fault::new("min_size", "session-min-size").with("max", 1_000)),
            (Some(least), Some(most)) if least > most => {
                faults.push(Fault::new("min_size", "session-min-size").with("max", most));
            }
            (Some(_), _) => {}
        }
        let closes_at = closing(&self.closes_on, &host.zone, &slots, &mut faults);
        let opens_at = self.opening(&host.zone, closes_at, &slots, &mut faults);
        let allocation = self.allocation(closes_at, &slots, &mut faults);
        let (school_quota, quota_until) = self.quota(&host.zone, &mut faults);
        let trainers = self.trainers(tx, author, &mut faults).await?;
        let module = self.module(tx, host, kept, &mut faults).await?;
        match (title, aim, theme, depth, modality, room, link, scope, node, capacity, overbooking, min_size) {
            (
                Some(title),
                Some(aim),
                Some(theme),
                Some(depth),
                Some(modality),
                Some(room),
                Some(link),
                Some(scope),
                Some(node),
                Some(capacity),
                Some(overbooking),
                Some(min_size),
            ) if faults.is_empty() => Ok(Read {
                title,
                aim,
                theme,
                disciplines: self.disciplines.clone(),
                depth,
                modality,
                room,
                link,
                slots,
                scope,
                node,
                capacity,
                overbooking,
                min_size,
                opens_at,
                closes_at,
                allocation,
                school_quota,
                quota_until,
                trainers,
                module,
            }),
            _ => Err(Error::Invalid(faults)),
        }
    }

    /// The first moment of the first day of sign-up: before it closes.
    fn opening(
        &self,
        zone: &str,
        closes_at: Option<Timestamp>,
        slots: &[(Timestamp, Timestamp)],
        faults: &mut Vec<Fault>,
    ) -> Option<Timestamp> {
        if self.opens_on.trim().is_empty() {
            return None;
        }
        let Ok(day) = self.opens_on.trim().parse::<Date>() else {
            faults.push(Fault::new("opens_on", "session-slot-day-alone"));
            return None;
        };
        let opens_at = Timestamp::midnight(day, zone);
        if closes_at.or(slots.first().map(|slot| slot.0)).is_some_and(|end| end <= opens_at) {
            faults.push(Fault::new("opens_on", "session-opens-late"));
        }
        Some(opens_at)
    }

    /// How seats are shared out. Lots are drawn when sign-up closes: that must be before the first half-day.
    fn allocation(
        &self,
        closes_at: Option<Timestamp>,
        slots: &[(Timestamp, Timestamp)],
        faults: &mut Vec<Fault>,
    ) -> Allocation {
        let chosen = if self.allocation.is_empty() {
            Allocation::Arrival
        } else if let Some(known) = Allocation::parse(&self.allocation) {
            known
        } else {
            faults.push(Fault::new("allocation", "session-allocation"));
            Allocation::Arrival
        };
        let in_time = closes_at.is_some_and(|close| slots.first().is_none_or(|(start, _)| close < *start));
        if chosen == Allocation::Lottery && !in_time {
            faults.push(Fault::new("closes_on", "session-lottery-closes"));
        }
        chosen
    }

    fn quota(&self, zone: &str, faults: &mut Vec<Fault>) -> (Option<i32>, Option<Timestamp>) {
        let (most, until) = (self.school_quota.trim(), self.quota_until.trim());
        let quota = number(most, 1..=1_000);
        if !most.is_empty() && quota.is_none() {
            faults.push(Fault::new("school_quota", "session-school-quota").with("max", 1_000));
        }
        // The limit holds through its last day.
        let end = until.parse::<Date>().ok().and_then(|day| day.tomorrow().ok());
        if !until.is_empty() && end.is_none() {
            faults.push(Fault::new("quota_until", "session-slot-day-alone"));
        } else if end.is_some() && most.is_empty() {
            faults.push(Fault::new("school_quota", "session-school-quota").with("max", 1_000));
        }
        (quota, end.map(|day| Timestamp::midnight(day, zone)))
    }

    /// The module of the plan: one that is offered to the host school.
    async fn module(
        &self,
        tx: &mut Tx,
        host: &Node,
        kept: Option<Uuid>,
        faults: &mut Vec<Fault>,
    ) -> Result<Option<Uuid>> {
        if self.module.is_empty() {
            return Ok(None);
        }
        let chosen: Option<Uuid> = self.module.parse().ok();
        if chosen.is_some() && chosen == kept {
            return Ok(chosen);
        }
        let placed = match chosen {
            Some(id) => match plan::module(tx, id).await {
                Ok(placed) => Some(placed),
                Err(Error::NotFound) => None,
                Err(other) => return Err(other),
            },
            None => None,
        };
        if placed.is_some_and(|placed| placed.is_offered() && host.path.starts_with(&placed.path)) {
            return Ok(chosen);
        }
        faults.push(Fault::new("module", "session-module"));
        Ok(None)
    }

    /// The theme, if one was chosen; none when it is not offered.
    async fn theme(&self, tx: &mut Tx) -> Result<Option<Option<String>>> {
        if self.theme.is_empty() {
            return Ok(Some(None));
        }
        let known: Option<(String,)> = tx
            .query(sql!("select code from need_theme where code = $1"))
            .bind(&self.theme)
            .optional()
            .await?;
        Ok(known.map(|(code,)| Some(code)))
    }

    /// The half-days that were typed, in order; a field left empty is none.
    fn slots(&self, zone: &TimeZone, faults: &mut Vec<Fault>) -> Vec<(Timestamp, Timestamp)> {
        let mut read = Vec::new();
        for (number, typed) in self.slots.iter().enumerate().filter(|(_, typed)| !typed.is_empty()) {
            match typed.read(zone) {
                Ok(slot) => read.push(slot),
                Err(key) => faults.push(Fault::new("slots", key).with("number", number + 1)),
            }
        }
        read.sort_unstable();
        if read.windows(2).any(|pair| matches!(pair, [first, second] if second.0 < first.1)) {
            faults.push(Fault::new("slots", "session-slot-overlap"));
        }
        if read.len() > SLOTS_MAX {
            faults.push(Fault::new("slots", "session-slots").with("max", SLOTS_MAX));
        }
        if let (Some(first), Some(last)) = (read.first(), read.last())
            && last.1.0 - first.0.0 > 366 * 24 * HOUR
        {
            faults.push(Fault::new("slots", "session-slots-apart"));
        }
        read
    }

    /// The trainers by their addresses, the author first.
    async fn trainers(&self, tx: &mut Tx, author: Uuid, faults: &mut Vec<Fault>) -> Result<Vec<Uuid>> {
        let mut found: Vec<Uuid> = if self.leads { vec![author] } else { Vec::new() };
        let typed: Vec<&str> = self
            .trainers
            .split([',', ';', '\n', ' '])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        if typed.len() > TRAINERS_MAX {
            faults.push(Fault::new("trainers", "session-trainers").with("max", TRAINERS_MAX));
            return Ok(found);
        }
        // At most eight.
        for address in typed {
            match people::by_address(tx, address).await? {
                Some(person) if !found.contains(&person.id) => found.push(person.id),
                Some(_) => {}
                None => {
                    faults.push(Fault::new("trainers", "session-trainer-unknown").with("address", address));
                }
            }
        }
        Ok(found)
    }
}

/// One line without invisible characters; none when it does not hold.
fn line(typed: &str, most: usize) -> Option<String> {
    let typed = typed.trim();
    (typed.chars().count() <= most && !typed.chars().any(char::is_control)).then(|| typed.to_owned())
}

/// A text of several lines; none when it does not hold.
pub(super) fn text(typed: &str, most: usize) -> Option<String> {
    let typed = typed.replace("\r\n", "\n").trim().to_owned();
    let plain = !typed.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
    (plain && typed.chars().count() <= most).then_some(typed)
}

/// The address of a remote class: `https` only, since it is clicked.
fn link(typed: &str) -> Option<String> {
    let typed = line(typed, LINE_MAX)?;
    let whole =
        typed.is_empty() || (typed.starts_with("https://") && typed.len() > 12 && !typed.contains(' '));
    whole.then_some(typed)
}

fn or_zero(typed: &str) -> &str {
    if typed.trim().is_empty() { "0" } else { typed }
}

fn number(typed: &str, within: std::ops::RangeInclusive<i32>) -> Option<i32> {
    typed.trim().parse().ok().filter(|number| within.contains(number))
}

/// The end of the last day of sign-up.
fn closing(
    typed: &str,
    zone: &str,
    slots: &[(Timestamp, Timestamp)],
    faults: &mut Vec<Fault>,
) -> Option<Timestamp> {
    if typed.trim().is_empty() {
        return None;
    }
    let day: Option<Date> = typed.trim().parse().ok();
    let Some(end) = day.and_then(|day| day.tomorrow().ok()).map(|next| Timestamp::midnight(next, zone))
    else {
        faults.push(Fault::new("closes_on", "session-slot-day-alone"));
        return None;
    };
    match slots.first() {
        Some((start, _)) if *start < end => Some(*start),
        Some(_) | None => Some(end),
    }
}

/// The node whose people a session of this scope is for; none when the host lies under no such node.
async fn node_of(tx: &mut Tx, host: &Node, scope: Scope) -> Result<Option<Node>> {
    let kind = match scope {
        Scope::School => NodeKind::School,
        Scope::Basin => NodeKind::Basin,
        Scope::Academy => NodeKind::Academy,
        Scope::National => NodeKind::Nation,
    };
    Ok(school::line(tx, &host.path).await?.into_iter().find(|node| node.kind() == kind))
}

/// What stands before a seat: nothing inside a school; above it the head is heard when classes are missed (domain.md
/// §4.9).
fn gate(scope: Scope, in_class_time: bool) -> Gate {
    match (scope, in_class_time) {
        (Scope::School, _) => Gate::Direct,
        (Scope::Basin | Scope::Academy | Scope::National, true) => Gate::Opinion,
        (Scope::Basin | Scope::Academy | Scope::National, false) => Gate::Selection,
    }
}

/// A session to write down.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    /// Chosen by the form: sent twice, it is written once.
    pub id: Uuid,
    pub author: Uuid,
    /// Path of the host school.
    pub host: &'a str,
    pub typed: &'a Typed,
    /// Needs it answers.
    pub needs: &'a [Uuid],
}

/// Writes a draft.
///
/// # Errors
/// `Invalid` for what does not hold; `NotFound` for a school that is none, or closed.
pub async fn create(tx: &mut Tx, allowed: Allowed<New<'_>>, now: Timestamp) -> Result<Uuid> {
    let new = *allowed.thing();
    let host = school::by_path(tx, new.host)
        .await?
        .filter(|node| node.is_open() && node.kind() == NodeKind::School)
        .ok_or(Error::NotFound)?;
    let known: Option<(Uuid,)> = tx
        .query(sql!("select created_by from training_session where id = $1"))
        .bind(new.id)
        .optional()
        .await?;
    match known {
        Some((author,)) if author == new.author => return Ok(new.id),
        Some(_) => return Err(Error::NotFound),
        None => {}
    }
    let read = new.typed.read(tx, &host, new.author, None).await?;
    let start = read.slots.first().map(|slot| slot.0);
    let year = school_year(start.unwrap_or(now).date_in(&host.zone));
    tx.query(sql!(
        "insert into training_session (id, host_id, level, node_id, school_year, title, aim, disciplines, depth, modality,
                                       capacity, overbooking_percent, min_size, waitlist, promotion, gate, informal,
                                       in_class_time, paid, state, state_at, created_by, created_at, updated_at)
         values ($1, $2, 'school', $2, $3, '', '', '[]', 'initiation', 'onsite', 1, 0, 1, true, 'direct', 'direct', false,
                 false, false, 'draft', $4, $5, $4, $4)"
    ))
    .bind(new.id)
    .bind(host.id)
    .bind(&year)
    .bind(now)
    .bind(new.author)
    .run()
    .await?;
    write(tx, new.id, new.typed, &read, &year, now).await?;
    write_slots(tx, new.id, &[], &read.slots, now).await?;
    write_trainers(tx, new.id, &read.trainers).await?;
    tx.query(sql! {
        sqlite: "insert into session_need (session_id, need_id)
                 select $1, n.id from json_each($2) j join training_need n on n.id = unhex(replace(j.value, '-', ''))
                  where n.state in ('open', 'acknowledged', 'forwarded')
                 on conflict do nothing",
        postgres: "insert into session_need (session_id, need_id)
                   select $1, n.id from jsonb_array_elements_text($2) as j (value)
                     join training_need n on n.id = cast(j.value as uuid)
                    where n.state in ('open', 'acknowledged', 'forwarded')
                   on conflict do nothing",
    })
    .bind(new.id)
    .bind(Json(new.needs))
    .run()
    .await?;
    let made = session(tx, new.id).await?;
    write_down(tx, &made, None, ("create", "", State::Draft.code()), allowed.by(), "", now).await?;
    Ok(new.id)
}

/// Changes a session. What the head or the manager agreed to is not changed behind their backs: before publication a
/// change takes the session back to a draft. After it, scope, class time, pay and the way seats are shared out stay; a change of date or place raises
/// the sequence of the calendar entries, and everybody who has a place is told and asked to confirm (SES-28).
///
/// # Errors
/// `Invalid`; refusals `session-changed`, `session-closed-to-change`, `session-fixed` for what stays once published.
pub async fn change(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    typed: &Typed,
    version: i32,
    now: Timestamp,
) -> Result<Session> {
    let by = allowed.by();
    let mut before = hold(tx, *allowed.thing()).await?;
    unchanged(&before, version)?;
    if !before.state().is_written() || before.has_begun(now) {
        return Err(Refusal::new("session-closed-to-change").into());
    }
    let host = school::node(tx, before.host_id).await?;
    let read = typed.read(tx, &host, before.created_by, before.module_id).await?;
    let public = before.state().is_public();
    if public {
        let fixed = read.scope != before.scope()
            || typed.in_class_time != before.in_class_time
            || typed.paid != before.paid
            || read.module != before.module_id
            || read.allocation != before.allocation()
            || read.slots.is_empty()
            || read.trainers.is_empty();
        if fixed {
            return Err(Refusal::new("session-fixed").into());
        }
        if read.slots.first().is_some_and(|(start, _)| *start <= now) {
            return Err(Fault::new("slots", "session-slot-past").with("number", 1).into());
        }
    } else if before.state() != State::Draft {
        before = step::take(tx, &before, Event::Withdraw, by, "", now).await?;
    }
    let year = school_year(read.slots.first().map_or(now, |slot| slot.0).date_in(&host.zone));
    let old = slots(tx, before.id).await?;
    let moved = old.iter().map(|slot| (slot.starts_at, slot.ends_at)).ne(read.slots.iter().copied())
        || before.room != read.room
        || before.link != read.link;
    write(tx, before.id, typed, &read, &year, now).await?;
    write_slots(tx, before.id, &old, &read.slots, now).await?;
    write_trainers(tx, before.id, &read.trainers).await?;
    let after = session(tx, before.id).await?;
    let state = after.state().code();
    write_down(tx, &after, None, (if moved { "move" } else { "edit" }, state, state), by, "", now).await?;
    if public && moved {
        tx.query(sql!("update training_session set sequence = sequence + 1 where id = $1"))
            .bind(before.id)
            .run()
            .await?;
        super::need::tell_moved(tx, &after, by, now).await?;
    }
    filling::settle(tx, before.id, now).await
}

async fn write(tx: &mut Tx, id: Uuid, typed: &Typed, read: &Read, year: &str, now: Timestamp) -> Result<()> {
    let promotion = if typed.offer { Promotion::Offer } else { Promotion::Direct };
    tx.query(sql!(
        "update training_session
            set title = $2, aim = $3, theme = $4, disciplines = $5, depth = $6, modality = $7, room = $8, link = $9,
                level = $10, node_id = $11, capacity = $12, overbooking_percent = $13, min_size = $14, waitlist = $15,
                promotion = $16, gate = $17, informal = $18, in_class_time = $19, paid = $20, closes_at = $21,
                starts_at = $22, ends_at = $23, school_year = $24, module_id = $25, opens_at = $26, allocation = $27,
                school_quota = $28, quota_until = $29, version = version + 1, updated_at = $30
          where id = $1"
    ))
    .bind(id)
    .bind(&read.title)
    .bind(&read.aim)
    .bind(&read.theme)
    .bind(Json(&read.disciplines))
    .bind(read.depth.code())
    .bind(read.modality.code())
    .bind(&read.room)
    .bind(&read.link)
    .bind(read.scope.code())
    .bind(read.node.id)
    .bind(read.capacity)
    .bind(read.overbooking)
    .bind(read.min_size)
    .bind(typed.waitlist)
    .bind(promotion.code())
    .bind(gate(read.scope, typed.in_class_time).code())
    .bind(typed.informal)
    .bind(typed.in_class_time)
    .bind(typed.paid)
    .bind(read.closes_at)
    .bind(read.slots.first().map(|slot| slot.0))
    .bind(read.slots.iter().map(|slot| slot.1).max())
    .bind(year)
    .bind(read.module)
    .bind(read.opens_at)
    .bind(read.allocation.code())
    .bind(read.school_quota)
    .bind(read.quota_until)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Writes the half-days anew. The first stays the first, and keeps its id: its calendar entry moves instead of doubling
/// (CAL-2).
async fn write_slots(
    tx: &mut Tx,
    session: Uuid,
    old: &[Slot],
    new: &[(Timestamp, Timestamp)],
    now: Timestamp,
) -> Result<()> {
    let rows: Vec<_> = new
        .iter()
        .enumerate()
        .map(|(place, (from, to))| {
            let id = old.get(place).map_or_else(|| ids::new(now), |slot| slot.id);
            serde_json::json!({ "id": id, "from": from.0, "to": to.0 })
        })
        .collect();
    tx.query(sql!("delete from session_slot where session_id = $1")).bind(session).run().await?;
    tx.query(sql! {
        sqlite: "insert into session_slot (id, session_id, starts_at, ends_at)
                 select unhex(replace(j.value ->> 'id', '-', '')), $1, j.value ->> 'from', j.value ->> 'to'
                   from json_each($2) as j",
        postgres: "insert into session_slot (id, session_id, starts_at, ends_at)
                   select cast(j.value ->> 'id' as uuid), $1, cast(j.value ->> 'from' as bigint),
                          cast(j.value ->> 'to' as bigint)
                     from jsonb_array_elements($2) as j (value)",
    })
    .bind(session)
    .bind(Json(rows))
    .run()
    .await?;
    Ok(())
}

async fn write_trainers(tx: &mut Tx, session: Uuid, trainers: &[Uuid]) -> Result<()> {
    tx.query(sql!("delete from session_trainer where session_id = $1")).bind(session).run().await?;
    // At most nine.
    for (place, person) in trainers.iter().enumerate() {
        tx.query(sql!(
            "insert into session_trainer (session_id, person_id, lead) values ($1, $2, $3) on conflict do nothing"
        ))
        .bind(session)
        .bind(*person)
        .bind(place == 0)
        .run()
        .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(day: &str, from: &str, to: &str) -> Result<(Timestamp, Timestamp), &'static str> {
        let typed = TypedSlot { day: day.into(), from: from.into(), to: to.into() };
        typed.read(&TimeZone::get("Europe/Paris").unwrap())
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for (typed, hour, minute) in
            [("14:00", 14, 0), ("14h", 14, 0), ("14 h 30", 14, 30), ("9:05", 9, 5), ("8", 8, 0)]
        {
            assert_eq!(clock(typed), Some(Time::constant(hour, minute, 0, 0)), "{typed}");
        }
        for wrong in ["", "25:00", "14:60", "quatorze", "14:000", "-1:00"] {
            assert_eq!(clock(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_half_day_lies_in_the_zone_of_the_place() {
        let (from, to) = slot("2026-12-03", "14:00", "17:00").unwrap();
        assert_eq!(from.to_rfc3339(), "2026-12-03T13:00:00Z");
        assert_eq!((to.0 - from.0) / HOUR, 3);
        let (summer, _) = slot("2026-07-03", "14:00", "17:00").unwrap();
        assert_eq!(summer.to_rfc3339(), "2026-07-03T12:00:00Z");
        assert_eq!(slot("2026-12-03", "17:00", "14:00"), Err("session-slot-order"));
        assert_eq!(slot("2026-12-03", "08:00", "17:00"), Err("session-slot-long"));
        assert_eq!(slot("2026-02-30", "08:00", "09:00"), Err("session-slot-day"));
        assert_eq!(slot("2027-03-28", "02:30", "04:00"), Err("session-slot-gap"), "clocks go forward");
        let (night, morning) = slot("2026-10-25", "01:30", "03:30").unwrap();
        assert_eq!((morning.0 - night.0) / HOUR, 3, "clocks go back: an hour more");
    }

    #[test]
    fn only_a_safe_address_is_a_link() {
        assert_eq!(link("https://visio.exemple.fr/abc").as_deref(), Some("https://visio.exemple.fr/abc"));
        assert_eq!(link("").as_deref(), Some(""));
        for wrong in ["http://visio.exemple.fr", "javascript:alert(1)", "https://a b", "visio.exemple.fr"] {
            assert_eq!(link(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_head_is_heard_when_classes_are_missed_elsewhere() {
        assert_eq!(gate(Scope::School, true), Gate::Direct);
        assert_eq!(gate(Scope::Basin, true), Gate::Opinion);
        assert_eq!(gate(Scope::Basin, false), Gate::Selection);
    }
}
