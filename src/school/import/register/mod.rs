//! The register of schools, in the shape of the open data (`domain.md` 7.2): rows read, compared with what we hold,
//! written, undone.

mod held;
mod judge;
mod row;
mod undo;
mod write;

pub(super) use held::{Held, Map, degrees, held};
pub(super) use judge::judge;
pub(super) use row::{SchoolRow, read};
pub(super) use undo::undo;
pub(super) use write::{Writing, write};

use super::verdict::{Detail, Judged, Verdict};

/// A row with its verdict, ready to be kept.
pub(super) fn judged(row: &SchoolRow, line: u32, held: Option<&Held>, map: &Map) -> Judged {
    let judgement = judge(row, held, map);
    let mut judged = Judged::new(line, judgement.verdict, &row.uai, &row.name);
    if let Some(reason) = judgement.reason {
        judged = judged.because(reason);
    }
    let keeps = judgement.verdict.writes() || judgement.verdict == Verdict::Decide;
    judged.detail = Detail {
        record: if keeps { serde_json::to_value(row).unwrap_or_default() } else { serde_json::Value::Null },
        changes: judgement.changes,
        notes: row.notes.iter().chain(&judgement.notes).cloned().collect(),
        values: judged.detail.values,
        undo: serde_json::Value::Null,
    };
    judged
}
