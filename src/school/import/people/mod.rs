//! People, their postings and roles (`domain.md` 4.2): an exact address in somebody's history is that person; a name in
//! the same school is a question for a human; whoever else is new.

mod judge;
mod known;
mod row;
mod undo;
mod write;

pub(super) use judge::judge;
pub(super) use known::{Crowd, Known};
pub(super) use row::{PersonRow, read};
pub(super) use undo::undo;
pub(super) use write::write;

use super::verdict::{Detail, Judged, Verdict};

/// A row with its verdict, ready to be kept.
pub(super) fn judged(row: &PersonRow, line: u32, known: &Known, crowd: &Crowd) -> Judged {
    let plan = judge(row, "", known, crowd);
    let label = format!("{} {}", plan.given_name, plan.usual_name);
    let mut judged = Judged::new(line, plan.verdict, &row.email, label.trim());
    if let Some(reason) = plan.reason {
        judged = judged.because(reason);
    }
    let keeps = plan.verdict.writes() || plan.verdict == Verdict::Decide;
    judged.detail = Detail {
        record: if keeps { serde_json::to_value(row).unwrap_or_default() } else { serde_json::Value::Null },
        changes: plan.changes,
        notes: plan.notes,
        values: judged.detail.values,
        undo: serde_json::Value::Null,
    };
    judged
}
