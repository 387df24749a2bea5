//! The fields of the trainer's forms, read.

use uuid::Uuid;

use preau::session::attendance::contest::Reply;
use preau::session::attendance::mark::{Correction, Mark, Sheet};
use preau::session::attendance::sheet::Grid;
use preau::session::attendance::{Excuse, Source, Value};
use preau::{Error, Fault, Refusal, Result};

use crate::fields::Fields;

/// Value and excuse of a choice: `late`, `excused.service`.
pub(super) fn choice(typed: &str) -> Option<(Value, Option<Excuse>)> {
    let (value, excuse) = typed.split_once('.').unwrap_or((typed, ""));
    Some((Value::parse(value)?, Excuse::parse(excuse)))
}

/// What can be chosen, in the order of the list.
pub(super) const CHOICES: [&str; 6] =
    ["present", "late", "left_early", "absent", "excused.service", "excused.other"];

/// The marks of a half-day: those whose value was chosen.
///
/// # Errors
/// `NotFound` for a form that is none of ours.
pub(super) fn marks(fields: &Fields) -> Result<Vec<Mark>> {
    let mut found = Vec::new();
    for (name, typed) in fields.pairs().iter().filter(|(_, typed)| !typed.is_empty()) {
        let Some(place) = name.strip_prefix("v-") else { continue };
        let (value, excuse) = choice(typed).ok_or(Error::NotFound)?;
        found.push(Mark {
            place: place.parse().map_err(|_| Error::NotFound)?,
            value,
            missed: fields.get(&format!("m-{place}")).trim().parse().ok(),
            excuse,
            seen: fields.get(&format!("s-{place}")).parse().ok(),
        });
    }
    Ok(found)
}

pub(super) fn slot(fields: &Fields) -> Result<Uuid> {
    fields.get("slot").parse().map_err(|_| Error::NotFound)
}

pub(super) fn sheet<'f>(fields: &'f Fields, marks: &'f [Mark]) -> Result<Sheet<'f>> {
    Ok(Sheet {
        slot: slot(fields)?,
        marks,
        others_present: fields.get("others") == "present",
        source: match Source::parse(fields.get("source")) {
            Some(source @ (Source::Paper | Source::RemoteLog)) => source,
            Some(Source::Trainer | Source::SelfCode | Source::Announced) | None => Source::Trainer,
        },
        remote: fields.get("remote") == "yes",
        reason: fields.get("reason"),
        key: fields.get("key"),
    })
}

/// A correction of one value. The page said when it was drawn: a value that was written since is looked at first.
///
/// # Errors
/// Faults on `place` and `value`; refusal `attendance-changed`.
pub(super) fn correction<'f>(fields: &'f Fields, grid: &Grid) -> Result<Correction<'f>> {
    let parse = |field: &'static str| {
        fields.get(field).parse::<Uuid>().map_err(|_| Error::from(Fault::new(field, "attendance-choose")))
    };
    let (place, slot) = (parse("place")?, parse("slot")?);
    let (value, excuse) = choice(fields.get("value")).ok_or(Fault::new("value", "attendance-choose"))?;
    let current = grid.entry(place, slot);
    let drawn: i64 = fields.get("drawn").parse().unwrap_or(0);
    if current.is_some_and(|entry| entry.at.0 > drawn) {
        return Err(Refusal::new("attendance-changed").into());
    }
    let mark = Mark {
        place,
        value,
        missed: fields.get("missed").trim().parse().ok(),
        excuse,
        seen: current.map(|entry| entry.id),
    };
    Ok(Correction { slot, mark, remote: fields.get("remote") == "yes", reason: fields.get("reason") })
}

/// The answer to a contest: the value stays when none is chosen.
pub(super) fn reply<'f>(fields: &'f Fields, grid: &Grid, contest: Uuid) -> Result<Reply<'f>> {
    let words = fields.get("words");
    let Some((value, excuse)) = choice(fields.get("value")) else {
        return Ok(Reply { correction: None, words });
    };
    let found = grid.contests.iter().find(|known| known.id == contest).ok_or(Error::NotFound)?;
    let current = grid.entry(found.place_id, found.slot_id);
    let mark = Mark {
        place: found.place_id,
        value,
        missed: fields.get("missed").trim().parse().ok(),
        excuse,
        seen: current.map(|entry| entry.id),
    };
    let remote = current.is_some_and(|entry| entry.remote);
    Ok(Reply { correction: Some(Correction { slot: found.slot_id, mark, remote, reason: words }), words })
}
