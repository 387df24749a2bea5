//! Writing a cohort: what for, how many, from when to when, and when somebody needs a word.

use jiff::civil::Date;
use serde_json::json;
use uuid::Uuid;

use super::{Cohort, hold, record, written};
use crate::access::{Allowed, Role};
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::school::Node;
use crate::year::school_year;
use crate::{school, sql};

/// Longest title and longest text, in characters.
pub const TITLE_MAX: usize = 120;
pub const TEXT_MAX: usize = 2_000;
/// Largest cohort: a promotion of référents of a large académie.
pub const SIZE_MAX: i32 = 1_000;
/// Longest cohort, in days: two school years.
const LONGEST_DAYS: i32 = 730;

/// The usual training of référents (domain.md §4.14): groups of 24, 18 hours of which 6 on site.
pub const USUAL_SIZE: i32 = 24;
pub const USUAL_ONSITE_MINUTES: i32 = 6 * 60;
pub const USUAL_REMOTE_MINUTES: i32 = 12 * 60;
/// Thresholds offered at first: never connected, inactive, behind, absent.
pub const USUAL_RULES: [i32; 4] = [7, 14, 1, 1];

/// A cohort as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub title: String,
    pub aim: String,
    pub size: String,
    /// Hours: `6`, `1,5`.
    pub onsite: String,
    pub remote: String,
    /// `2026-12-01`.
    pub starts_on: String,
    pub ends_on: String,
    /// Thresholds; empty = the rule is off.
    pub never_days: String,
    pub idle_days: String,
    pub late_items: String,
    pub missed_sessions: String,
}

struct Read {
    title: String,
    aim: String,
    size: i32,
    onsite: i32,
    remote: i32,
    starts_on: Date,
    ends_on: Date,
    rules: [Option<i32>; 4],
}

/// Text of so many characters at most, without control characters but line ends; none otherwise.
pub(super) fn text(typed: &str, max: usize) -> Option<String> {
    let text = typed.trim().replace("\r\n", "\n");
    let plain = !text.chars().any(|c| c.is_control() && c != '\n');
    (plain && text.chars().count() <= max).then_some(text)
}

/// A civil day as browsers send it, of this century: what a year has of four digits.
pub(super) fn day(typed: &str) -> Option<Date> {
    let day: Date = typed.trim().parse().ok()?;
    (2000..2100).contains(&day.year()).then_some(day)
}

/// `6`, `1,5`, `1.5 h`: minutes.
fn minutes(typed: &str) -> Option<i32> {
    let typed = typed.trim().trim_end_matches(['h', 'H']).trim().replace(',', ".");
    if typed.is_empty() {
        return Some(0);
    }
    let (whole, part) = typed.split_once('.').unwrap_or((&typed, ""));
    let whole: i32 = whole.parse().ok().filter(|hours| (0..1_000).contains(hours))?;
    // Quarters of an hour are what anybody plans.
    let part = match part {
        "" | "0" | "00" => 0,
        "25" => 15,
        "5" | "50" => 30,
        "75" => 45,
        _ => return None,
    };
    Some(whole * 60 + part)
}

impl Typed {
    fn read(&self) -> Result<Read> {
        let mut faults = Vec::new();
        let title = text(&self.title, TITLE_MAX).filter(|title| !title.is_empty() && !title.contains('\n'));
        if title.is_none() {
            faults.push(Fault::new("title", "cohort-title").with("max", TITLE_MAX));
        }
        let aim = text(&self.aim, TEXT_MAX);
        if aim.is_none() {
            faults.push(Fault::new("aim", "cohort-text").with("max", TEXT_MAX));
        }
        let size: Option<i32> = self.size.trim().parse().ok().filter(|size| (1..=SIZE_MAX).contains(size));
        if size.is_none() {
            faults.push(Fault::new("size", "cohort-size").with("max", SIZE_MAX));
        }
        let (onsite, remote) = (minutes(&self.onsite), minutes(&self.remote));
        if onsite.is_none() {
            faults.push(Fault::new("onsite", "cohort-hours"));
        }
        if remote.is_none() {
            faults.push(Fault::new("remote", "cohort-hours"));
        }
        let (starts_on, ends_on) = (day(&self.starts_on), day(&self.ends_on));
        if starts_on.is_none() {
            faults.push(Fault::new("starts_on", "cohort-day"));
        }
        match (starts_on, ends_on) {
            (_, None) => faults.push(Fault::new("ends_on", "cohort-day")),
            (Some(start), Some(end))
                if end < start || start.until(end).is_ok_and(|span| span.get_days() > LONGEST_DAYS) =>
            {
                faults.push(Fault::new("ends_on", "cohort-days-order"));
            }
            (Some(_) | None, Some(_)) => {}
        }
        let mut rules = [None; 4];
        let fields = [
            ("never_days", &self.never_days, 365),
            ("idle_days", &self.idle_days, 365),
            ("late_items", &self.late_items, 100),
            ("missed_sessions", &self.missed_sessions, 100),
        ];
        for (place, (field, typed, max)) in fields.into_iter().enumerate() {
            if typed.trim().is_empty() {
                continue;
            }
            match typed.trim().parse::<i32>().ok().filter(|number| (1..=max).contains(number)) {
                Some(number) => rules[place] = Some(number),
                None => faults.push(Fault::new(field, "cohort-threshold").with("max", max)),
            }
        }
        match (title, aim, size, onsite, remote, starts_on, ends_on) {
            (
                Some(title),
                Some(aim),
                Some(size),
                Some(onsite),
                Some(remote),
                Some(starts_on),
                Some(ends_on),
            ) if faults.is_empty() => {
                Ok(Read { title, aim, size, onsite, remote, starts_on, ends_on, rules })
            }
            _ => Err(Error::Invalid(faults)),
        }
    }
}

/// What is needed to begin one.
#[derive(Debug, Clone, Copy)]
pub struct New<'n> {
    /// Drawn by the form: sent twice, written once.
    pub id: Uuid,
    /// Who answers for it.
    pub trainer: Uuid,
    /// Path of the node whose people it is for.
    pub node: &'n str,
    pub typed: &'n Typed,
}

/// Begins a cohort.
///
/// # Errors
/// Faults on what was typed; `NotFound` for a node that is none.
pub async fn create(tx: &mut Tx, allowed: Allowed<New<'_>>, now: Timestamp) -> Result<Uuid> {
    let new = *allowed.thing();
    let read = new.typed.read()?;
    let node = school::by_path(tx, new.node).await?.ok_or(Error::NotFound)?;
    let added = tx
        .query(sql!(
            "insert into cohort (id, node_id, school_year, title, aim, max_size, onsite_minutes, remote_minutes,
                                 starts_on, ends_on, never_days, idle_days, late_items, missed_sessions, state, state_at,
                                 created_by, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'draft', $15, $16, $15, $15)
             on conflict (id) do nothing"
        ))
        .bind(new.id)
        .bind(node.id)
        .bind(school_year(read.starts_on))
        .bind(&read.title)
        .bind(&read.aim)
        .bind(read.size)
        .bind(read.onsite)
        .bind(read.remote)
        .bind(read.starts_on.to_string())
        .bind(read.ends_on.to_string())
        .bind(read.rules[0])
        .bind(read.rules[1])
        .bind(read.rules[2])
        .bind(read.rules[3])
        .bind(now)
        .bind(new.trainer)
        .run()
        .await?;
    if added == 0 {
        // Sent twice by the same trainer; an id that is somebody else's opens nothing.
        let (by,): (Uuid,) =
            tx.query(sql!("select created_by from cohort where id = $1")).bind(new.id).one().await?;
        return if by == new.trainer { Ok(new.id) } else { Err(Error::NotFound) };
    }
    tx.query(sql!(
        "insert into cohort_trainer (cohort_id, person_id, lead, since) values ($1, $2, true, $3)"
    ))
    .bind(new.id)
    .bind(new.trainer)
    .bind(now)
    .run()
    .await?;
    record(tx, "cohort.create", new.id, allowed.by(), json!({ "node": node.path }), now).await?;
    Ok(new.id)
}

/// Changes one.
///
/// # Errors
/// Faults on what was typed; refusals `cohort-changed` when somebody else did meanwhile, `cohort-over`,
/// `cohort-smaller` when more people are in it than would fit.
pub async fn change(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    typed: &Typed,
    seen: i32,
    now: Timestamp,
) -> Result<Cohort> {
    let cohort = hold(tx, *allowed.thing()).await?;
    written(&cohort)?;
    if cohort.version != seen {
        return Err(Refusal::new("cohort-changed").into());
    }
    let read = typed.read()?;
    let inside = super::people::inside(tx, cohort.id).await?;
    if inside > i64::from(read.size) {
        return Err(Refusal::new("cohort-smaller").with("count", inside).into());
    }
    tx.query(sql!(
        "update cohort
            set title = $2, aim = $3, max_size = $4, onsite_minutes = $5, remote_minutes = $6, starts_on = $7,
                ends_on = $8, never_days = $9, idle_days = $10, late_items = $11, missed_sessions = $12,
                school_year = $13, version = version + 1, updated_at = $14
          where id = $1"
    ))
    .bind(cohort.id)
    .bind(&read.title)
    .bind(&read.aim)
    .bind(read.size)
    .bind(read.onsite)
    .bind(read.remote)
    .bind(read.starts_on.to_string())
    .bind(read.ends_on.to_string())
    .bind(read.rules[0])
    .bind(read.rules[1])
    .bind(read.rules[2])
    .bind(read.rules[3])
    .bind(school_year(read.starts_on))
    .bind(now)
    .run()
    .await?;
    record(tx, "cohort.change", cohort.id, allowed.by(), json!({}), now).await?;
    super::cohort(tx, cohort.id).await
}

/// The académies and bassins whose people a trainer may gather: under the nodes where the role is held.
pub async fn places(db: &mut impl Conn, paths: &[String]) -> Result<Vec<Node>> {
    db.query(sql! {
        sqlite: "select distinct n.id, n.kind, n.code, n.name, n.parent_id, n.path, n.region, n.state, n.zone,
                        n.successor_id, n.version
                   from json_each($1) j
                   join org_node n on n.path >= j.value and n.path < j.value || '~'
                  where n.kind in ('academy', 'basin') and n.state <> 'closed'
                  order by n.path
                  limit 300",
        postgres: "select distinct n.id, n.kind, n.code, n.name, n.parent_id, n.path, n.region, n.state, n.zone,
                          n.successor_id, n.version
                     from jsonb_array_elements_text($1) as j (value)
                     join org_node n on n.path >= j.value and n.path < j.value || '~'
                    where n.kind in ('academy', 'basin') and n.state <> 'closed'
                    order by n.path
                    limit 300",
    })
    .bind(sqlx::types::Json(paths))
    .all()
    .await
}

/// Whether somebody trains somewhere now: only they may work with a cohort.
pub(super) async fn is_trainer(db: &mut impl Conn, person: Uuid, now: Timestamp) -> Result<bool> {
    let found: Option<(i32,)> = db
        .query(sql!(
            "select 1 from role_grant
              where person_id = $1 and role = $2 and starts_at <= $3 and (ends_at is null or ends_at > $3)
              limit 1"
        ))
        .bind(person)
        .bind(Role::CentreTrainer.code())
        .bind(now)
        .optional()
        .await?;
    Ok(found.is_some())
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (typed, read) in [
            ("6", Some(360)),
            ("1,5", Some(90)),
            ("12 h", Some(720)),
            ("", Some(0)),
            ("0.25", Some(15)),
            ("-1", None),
            ("1,33", None),
            ("x", None),
        ] {
            assert_eq!(minutes(typed), read, "{typed}");
        }
    }
}
