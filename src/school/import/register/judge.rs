//! What a row would do, given what we hold: a pure rule, asked when the file is read and again when it is written.

use super::held::{FIELDS, Full, Held, Map};
use super::row::SchoolRow;
use crate::school::import::verdict::{Change, Reason, Verdict};

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::school::import) struct Judgement {
    pub(in crate::school::import) verdict: Verdict,
    pub(in crate::school::import) reason: Option<Reason>,
    pub(in crate::school::import) changes: Vec<Change>,
    pub(in crate::school::import) notes: Vec<Reason>,
    /// The school as it would be.
    pub(in crate::school::import) full: Full,
}

/// Judges a row.
pub(in crate::school::import) fn judge(row: &SchoolRow, held: Option<&Held>, map: &Map) -> Judgement {
    let mut notes = Vec::new();
    let full = after(row, held, map, &mut notes);
    let mut judgement = Judgement { verdict: Verdict::Same, reason: None, changes: Vec::new(), notes, full };
    let mut give = |verdict: Verdict, reason: Option<Reason>| {
        judgement.verdict = verdict;
        judgement.reason = reason;
    };
    if !judgement.full.place.starts_with(&map.scope) {
        // A bassin's coordinator and a school of the académie next to it.
        give(Verdict::Skip, Some(Reason::new("elsewhere").with("code", &row.academy)));
        return judgement;
    }
    let Some(held) = held else {
        if judgement.full.state == "closed" {
            give(Verdict::Skip, Some(Reason::new("closed-unknown")));
        } else {
            give(Verdict::Add, None);
        }
        return judgement;
    };
    if !held.path.starts_with(&map.scope) {
        give(Verdict::Refuse, Some(Reason::new("held-elsewhere").with("path", &held.path)));
        return judgement;
    }
    let closed = (held.full.state == "closed", judgement.full.state == "closed");
    match closed {
        (true, true) => return judgement,
        (true, false) if !row.state.is_empty() => {
            give(Verdict::Refuse, Some(Reason::new("closed-here")));
            return judgement;
        }
        (false, true) if held.referents > 0 => {
            give(Verdict::Refuse, Some(Reason::new("close-has-referents").with("count", held.referents)));
            return judgement;
        }
        (true | false, true | false) => {}
    }
    let changes: Vec<Change> = FIELDS
        .into_iter()
        .map(|field| Change::new(field, held.full.text(field), judgement.full.text(field)))
        .filter(|change| change.before != change.after)
        .collect();
    judgement.verdict = match (closed, changes.is_empty()) {
        ((false, true), _) => Verdict::Close,
        (_, true) => Verdict::Same,
        (_, false) => Verdict::Change,
    };
    judgement.changes = changes;
    judgement
}

/// The school as it would be after this row. What the row does not say stays.
fn after(row: &SchoolRow, held: Option<&Held>, map: &Map, notes: &mut Vec<Reason>) -> Full {
    let mut full = held.map(|held| held.full.clone()).unwrap_or_default();
    full.uai.clone_from(&row.uai);
    let said = |into: &mut String, value: &String| {
        if !value.is_empty() {
            into.clone_from(value);
        }
    };
    said(&mut full.name, &row.name);
    said(&mut full.nature_code, &row.nature_code);
    (full.kind, full.hosts_referent) = match map.natures.get(&full.nature_code) {
        Some(nature) => (nature.kind.clone(), nature.hosts_referent),
        None => (format!("other:{}", full.nature_code), false),
    };
    said(&mut full.sector, &row.sector);
    if full.sector.is_empty() {
        full.sector = "public".to_owned();
    }
    said(&mut full.contract_code, &row.contract_code);
    said(&mut full.address, &row.address);
    said(&mut full.postcode, &row.postcode);
    said(&mut full.commune_code, &row.commune_code);
    said(&mut full.commune, &row.commune);
    said(&mut full.department, &row.department);
    said(&mut full.department_name, &row.department_name);
    said(&mut full.mailbox, &row.mailbox);
    if row.latitude.is_some() {
        (full.latitude, full.longitude) = (row.latitude, row.longitude);
    }
    full.pupils = row.pupils.or(full.pupils);
    full.parent_uai = row.parent_uai.clone().or(full.parent_uai);
    full.opened_on = row.opened_on.clone().or(full.opened_on);
    full.source_on = row.source_on.clone().or(full.source_on);
    full.source = "register".to_owned();
    let state = if row.state.is_empty() && held.is_none() { "open" } else { row.state.as_str() };
    if !state.is_empty() {
        if state == "closed" && full.state != "closed" {
            full.closed_on.clone_from(&row.source_on);
        }
        full.state = state.to_owned();
    }
    full.place = place(row, held, map, notes);
    full
}

/// Where it hangs: the bassin of the row, or where it hangs already, or the académie.
fn place(row: &SchoolRow, held: Option<&Held>, map: &Map, notes: &mut Vec<Reason>) -> String {
    let academy = map.academy(&row.academy).map(|node| node.path.clone()).unwrap_or_default();
    let present = held.map(|held| held.full.place.as_str()).filter(|place| place.starts_with(&academy));
    if let Some((basin, _)) = &row.basin {
        let path = format!("{academy}{basin}/");
        if map.above(&path).is_none_or(|node| node.open) {
            return path;
        }
        notes.push(Reason::new("basin-closed").with("code", basin));
    }
    present.map_or(academy, str::to_owned)
}
