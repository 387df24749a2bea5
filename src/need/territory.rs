//! What an académie, a bassin or the nation asks for, in figures that point at nobody.
//!
//! A figure counts requests: one person, one school, one theme, one discipline, in one school year. It is small when fewer
//! than five people stand behind it. Themes that are small in the whole place are gathered first, so that the totals by
//! theme are all shown; then what is small by unit (school in its bassin, or académie) and by discipline is masked, with
//! what would give it back ([`small_cells`](super::small_cells)). One pattern for the whole place: all its pages are
//! windows on the same table, and no page takes from another.

mod facts;

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use facts::{Row, by_academy, by_basin, by_school, small_people, whole};

use super::small_cells::{self, Edge, FEW};
use crate::access::Allowed;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::school::{self, Node, NodeKind};

/// A figure as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Number(u32),
    Masked,
}

/// A theme, or all small ones together (no code).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub theme: Option<String>,
    pub total: u32,
}

/// A part of the place.
#[derive(Debug, Clone)]
pub struct Unit {
    pub path: String,
    pub name: String,
    /// Place of the bassin it lies in, in the list; none right under the place itself.
    pub parent: Option<usize>,
    /// By line.
    pub figures: Vec<Shown>,
    pub total: Shown,
}

/// A discipline in the whole place.
#[derive(Debug, Clone)]
pub struct ByDiscipline {
    pub code: String,
    pub figures: Vec<Shown>,
    pub total: Shown,
}

/// The figures of a place.
#[derive(Debug, Clone)]
pub struct Territory {
    pub place: Node,
    pub lines: Vec<Line>,
    pub total: u32,
    /// Bassins before schools; académies for the nation. Empty when nothing of it may be shown.
    pub units: Vec<Unit>,
    /// Empty when nothing of it may be shown.
    pub disciplines: Vec<ByDiscipline>,
}

/// Requests and people behind one figure.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    requests: u32,
    people: u32,
}

impl Count {
    fn is_small(self) -> bool {
        self.people > 0 && self.people < FEW
    }
}

/// Reads the figures of a place (by its path) for a school year, masked. Eight statements at most, whatever its size.
///
/// # Errors
/// `NotFound` for a place that is not there, or is a school: a school has its own summary.
pub async fn read(db: &mut impl Conn, allowed: Allowed<&str>, year: &str) -> Result<Territory> {
    let under = *allowed.thing();
    let place = school::by_path(db, under).await?.ok_or(Error::NotFound)?;
    let (fine, middle) = match place.kind() {
        NodeKind::Nation => (by_academy(db, under, year).await?, Vec::new()),
        NodeKind::Academy => (by_school(db, under, year).await?, by_basin(db, under, year).await?),
        NodeKind::Basin => (by_school(db, under, year).await?, Vec::new()),
        NodeKind::School => return Err(Error::NotFound),
    };
    let (themes, disciplines) = whole(db, under, year).await?;
    let small = small_people(db, under, year).await?;
    Ok(build(place, &fine, &middle, &themes, &disciplines, &small))
}

/// Theme → lines: which line each theme counts in.
fn lines_of(
    themes: &BTreeMap<String, Count>,
    small: &[(String, Uuid)],
) -> (Vec<Line>, BTreeMap<String, usize>) {
    let mut order: Vec<(&String, &Count)> = themes.iter().collect();
    order.sort_by(|a, b| b.1.requests.cmp(&a.1.requests).then_with(|| a.0.cmp(b.0)));
    let mut gathered: Vec<(&String, &Count)> = Vec::new();
    order.retain(|line| {
        let keep = !line.1.is_small();
        if !keep {
            gathered.push(*line);
        }
        keep
    });
    let people: BTreeSet<Uuid> = small.iter().map(|(_, person)| *person).collect();
    let mut behind = u32::try_from(people.len()).unwrap_or(u32::MAX);
    while behind > 0 && behind < FEW {
        // « Autres » would be small itself: the smallest theme joins it.
        let Some(last) = order.pop() else { return (Vec::new(), BTreeMap::new()) };
        behind = last.1.people;
        gathered.push(last);
    }
    let mut index = BTreeMap::new();
    let mut lines: Vec<Line> = Vec::new();
    for (theme, count) in order {
        index.insert(theme.clone(), lines.len());
        lines.push(Line { theme: Some(theme.clone()), total: count.requests });
    }
    if !gathered.is_empty() {
        for (theme, _) in &gathered {
            index.insert((*theme).clone(), lines.len());
        }
        let total = gathered.iter().map(|(_, count)| count.requests).sum();
        lines.push(Line { theme: None, total });
    }
    (lines, index)
}

/// Adds a count to a line; behind several themes there are at least the people of the largest.
fn add(into: &mut Count, count: Count) {
    into.requests += count.requests;
    into.people = into.people.max(count.people);
}

struct Part {
    path: String,
    name: String,
    parent: Option<usize>,
    counts: Vec<Count>,
    total: Count,
}

fn parts(rows: &[Row], lines: usize, index: &BTreeMap<String, usize>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for row in rows {
        if parts.last().is_none_or(|part| part.path != row.unit) {
            parts.push(Part {
                path: row.unit.clone(),
                name: row.name.clone(),
                parent: None,
                counts: vec![Count::default(); lines],
                total: Count::default(),
            });
        }
        let Some(part) = parts.last_mut() else { continue };
        if row.theme.is_empty() {
            part.total = row.count();
        } else if let Some(line) = index.get(&row.theme) {
            add(&mut part.counts[*line], row.count());
        }
    }
    parts
}

fn build(
    place: Node,
    fine: &[Row],
    middle: &[Row],
    themes: &BTreeMap<String, Count>,
    by_discipline: &[(String, String, Count)],
    small: &[(String, Uuid)],
) -> Territory {
    let (lines, index) = lines_of(themes, small);
    let total = lines.iter().map(|line| line.total).sum();
    let mut bassins = parts(middle, lines.len(), &index);
    let mut leaves = parts(fine, lines.len(), &index);
    // A bassin alone in its académie has the figures of the académie.
    if bassins.len() == 1 && leaves.iter().all(|leaf| leaf.path.starts_with(&bassins[0].path)) {
        bassins.clear();
    }
    for leaf in &mut leaves {
        leaf.parent = bassins.iter().position(|bassin| leaf.path.starts_with(&bassin.path));
    }
    let count = bassins.len();
    bassins.append(&mut leaves);
    let units = units(bassins, count, lines.len()).unwrap_or_default();
    let disciplines = disciplines(by_discipline, &lines, &index).unwrap_or_default();
    Territory { place, lines, total, units, disciplines }
}

/// Masks the tree of units: bassins first in the list (`inner` of them), then schools.
fn units(parts: Vec<Part>, inner: usize, lines: usize) -> Option<Vec<Unit>> {
    if parts.len() - inner < 2 || lines == 0 {
        return None;
    }
    // Equations: for the place (0) and each bassin, one by line and one for the totals; then one for each school.
    let equation = |unit: Option<usize>, line: usize| unit.map_or(0, |unit| unit + 1) * (lines + 1) + line;
    let mut edges = Vec::with_capacity(parts.len() * (lines + 1));
    for (number, part) in parts.iter().enumerate() {
        for line in 0..=lines {
            let to = if number < inner {
                equation(Some(number), line)
            } else {
                (inner + 1) * (lines + 1) + (number - inner)
            };
            let count = part.counts.get(line).copied().unwrap_or(part.total);
            edges.push(Edge {
                from: equation(part.parent, line),
                to,
                value: count.requests,
                small: count.is_small(),
                fixed: false,
            });
        }
    }
    let vertices = (inner + 1) * (lines + 1) + parts.len() - inner;
    let masked = small_cells::mask(&edges, vertices)?;
    let shown = |place: usize| {
        if masked[place] { Shown::Masked } else { Shown::Number(edges[place].value) }
    };
    Some(
        parts
            .into_iter()
            .enumerate()
            .map(|(number, part)| {
                let first = number * (lines + 1);
                Unit {
                    path: part.path,
                    name: part.name,
                    parent: part.parent,
                    figures: (0..lines).map(|line| shown(first + line)).collect(),
                    total: shown(first + lines),
                }
            })
            .collect(),
    )
}

fn disciplines(
    rows: &[(String, String, Count)],
    lines: &[Line],
    index: &BTreeMap<String, usize>,
) -> Option<Vec<ByDiscipline>> {
    let codes: Vec<&String> =
        rows.iter().map(|(_, code, _)| code).collect::<BTreeSet<_>>().into_iter().collect();
    if codes.len() < 2 || lines.is_empty() {
        return None;
    }
    let mut counts = vec![vec![Count::default(); codes.len()]; lines.len()];
    let mut totals = vec![Count::default(); codes.len()];
    for (theme, code, count) in rows {
        let Ok(column) = codes.binary_search(&code) else { continue };
        if theme.is_empty() {
            totals[column] = *count;
        } else if let Some(line) = index.get(theme) {
            add(&mut counts[*line][column], *count);
        }
    }
    let values = counts.iter().map(|line| line.iter().map(|count| count.requests).collect()).collect();
    let grid = small_cells::grid(
        values,
        |row, column| counts[row][column].is_small(),
        |column| totals[column].is_small(),
    )?;
    let shown = |masked: bool, value: u32| if masked { Shown::Masked } else { Shown::Number(value) };
    let mut found: Vec<ByDiscipline> = codes
        .iter()
        .enumerate()
        .map(|(column, code)| ByDiscipline {
            code: (*code).clone(),
            figures: (0..lines.len())
                .map(|line| {
                    shown(
                        grid.masked.get(&(line, column)).copied().unwrap_or(true),
                        grid.values[line][column],
                    )
                })
                .collect(),
            total: shown(grid.total_masked[column], grid.values.iter().map(|line| line[column]).sum()),
        })
        .collect();
    // The order must not tell the size of what is masked.
    found.sort_by_key(|discipline| match discipline.total {
        Shown::Number(number) => std::cmp::Reverse(number),
        Shown::Masked => std::cmp::Reverse(0),
    });
    Some(found)
}

#[cfg(test)]
mod tests;
