//! Nominations and schools with a référent, by place (nation → académie → bassin), kind and sector: counts only.
//!
//! The table has every place in one direction and every pair of a kind and a sector in the other, with the totals of both:
//! a tree with flat columns, which [`small_cells`](crate::need::small_cells) masks as one. The pairs are the finest cells,
//! so that nobody finds one from sums by kind and sums by sector: those sums are only shown where all their pairs are, and
//! tell nothing more; where such a sum is small, it may not follow from its neighbours either. How many schools there are is public (the register), so a pair without a school is a known zero: it
//! hides nothing and is never used to hide something.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::{Refusal, Result};
use crate::need::small_cells::{self, Edge, FEW};
use crate::sql;
use crate::year::SchoolYear;

/// Cells and mandates read at most: the nation has about 7,000 and 11,500.
const MOST: i64 = 100_000;

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Nation,
    Academy,
    Basin,
    /// The schools of an académie that stand in no bassin.
    NoBasin,
}

impl Level {
    pub const ALL: [Self; 4] = [Self::Nation, Self::Academy, Self::Basin, Self::NoBasin];

    /// The word of the file.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nation => "nation",
            Self::Academy => "academie",
            Self::Basin => "bassin",
            Self::NoBasin => "hors_bassin",
        }
    }
}

/// Figures that may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// Schools with a référent.
    pub covered: u32,
    /// Mandates that run.
    pub nominations: u32,
}

/// One line of the table. An empty kind or sector is all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub level: Level,
    pub academy: String,
    pub academy_name: String,
    pub basin: String,
    pub basin_name: String,
    pub kind: String,
    pub sector: String,
    pub schools: u32,
    /// None where they are masked.
    pub figures: Option<Figures>,
}

/// The schools of one place, kind and sector, as they are counted when something changes.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Cell {
    pub(super) academy: String,
    pub(super) academy_name: String,
    /// Path of the bassin, or of the académie of schools without one.
    pub(super) path: String,
    pub(super) level: String,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) sector: String,
    pub(super) schools: i32,
    pub(super) covered: i32,
}

/// A mandate that runs, where it counts.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Mandate {
    pub(super) path: String,
    pub(super) kind: String,
    pub(super) sector: String,
    pub(super) person_id: Uuid,
}

/// The table of the present moment: the figures of the coverage page (REP-2), masked. Two statements.
///
/// # Errors
/// Refusals `open-data-empty` (no school counts) and `open-data-too-few` (fewer than five people in the whole nation).
pub async fn read(
    db: &mut impl Conn,
    _allowed: Allowed<()>,
    now: Timestamp,
    zone: &str,
) -> Result<Vec<Line>> {
    let cells: Vec<Cell> = db
        .query(sql!(
            "select a.code as academy, a.name as academy_name, p.path, p.kind as level, p.code, p.name, c.kind, c.sector,
                    c.schools, c.covered
               from coverage_cell c
               join org_node a on a.id = c.academy_id
               join org_node p on p.id = c.parent_id
              where c.school_year = $1 and c.schools > 0
              order by a.code, p.path, c.kind, c.sector
              limit $2"
        ))
        .bind(SchoolYear::of(now.date_in(zone)).label())
        .bind(MOST)
        .all()
        .await?;
    let mandates: Vec<Mandate> = db
        .query(sql!(
            "select p.path, s.kind, s.sector, m.person_id
               from nomination m
               join school s on s.node_id = m.school_id
               join org_node n on n.id = s.node_id
               join org_node p on p.id = n.parent_id
              where m.state = 'active' and m.starts_at <= $1 and m.ends_at > $1
                and n.state <> 'closed' and s.hosts_referent
              order by p.path, m.id
              limit $2"
        ))
        .bind(now)
        .bind(MOST)
        .all()
        .await?;
    Ok(build(&cells, &mandates)?)
}

/// What is added up.
#[derive(Debug, Clone, Default)]
struct Sum {
    schools: u32,
    covered: u32,
    nominations: u32,
    people: BTreeSet<Uuid>,
}

impl Sum {
    fn add(&mut self, other: &Self) {
        self.schools += other.schools;
        self.covered += other.covered;
        self.nominations += other.nominations;
        self.people.extend(&other.people);
    }

    /// Somebody stands behind it, and they are fewer than five.
    fn is_small(&self) -> bool {
        let people = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        (people > 0 || self.covered > 0) && people < FEW
    }
}

/// A place with its sums by pair; the nation first, each académie before its bassins.
struct Unit {
    level: Level,
    academy: String,
    academy_name: String,
    basin: String,
    basin_name: String,
    parent: usize,
    sums: Vec<Sum>,
    total: Sum,
}

type Pair = (String, String);

pub(super) fn build(cells: &[Cell], mandates: &[Mandate]) -> Result<Vec<Line>, Refusal> {
    let pairs: Vec<Pair> = cells
        .iter()
        .map(|cell| (cell.kind.clone(), cell.sector.clone()))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    if pairs.is_empty() {
        return Err(Refusal::new("open-data-empty"));
    }
    let units = units(cells, mandates, &pairs);
    if units[0].total.is_small() {
        return Err(Refusal::new("open-data-too-few"));
    }
    let masked = masked(&units, &pairs);
    Ok(lines(units, &pairs, &masked))
}

fn units(cells: &[Cell], mandates: &[Mandate], pairs: &[Pair]) -> Vec<Unit> {
    let column = |kind: &str, sector: &str| {
        pairs.binary_search_by(|pair| (pair.0.as_str(), pair.1.as_str()).cmp(&(kind, sector))).ok()
    };
    let mut behind: BTreeMap<(&str, usize), Vec<Uuid>> = BTreeMap::new();
    for mandate in mandates {
        if let Some(column) = column(&mandate.kind, &mandate.sector) {
            behind.entry((&mandate.path, column)).or_default().push(mandate.person_id);
        }
    }
    let empty = |level, parent| Unit {
        level,
        academy: String::new(),
        academy_name: String::new(),
        basin: String::new(),
        basin_name: String::new(),
        parent,
        sums: vec![Sum::default(); pairs.len()],
        total: Sum::default(),
    };
    let mut units = vec![empty(Level::Nation, 0)];
    let (mut academy, mut leaf, mut path) = (0, 0, "");
    for cell in cells {
        let Some(column) = column(&cell.kind, &cell.sector) else { continue };
        if academy == 0 || units[academy].academy != cell.academy {
            academy = units.len();
            units.push(Unit {
                academy: cell.academy.clone(),
                academy_name: cell.academy_name.clone(),
                ..empty(Level::Academy, 0)
            });
            path = "";
        }
        if path != cell.path {
            path = &cell.path;
            leaf = units.len();
            let basin = cell.level == "basin";
            let named = |text: &String| if basin { text.clone() } else { String::new() };
            units.push(Unit {
                academy: cell.academy.clone(),
                academy_name: cell.academy_name.clone(),
                basin: named(&cell.code),
                basin_name: named(&cell.name),
                ..empty(if basin { Level::Basin } else { Level::NoBasin }, academy)
            });
        }
        let people = behind.get(&(cell.path.as_str(), column)).cloned().unwrap_or_default();
        let sum = Sum {
            schools: u32::try_from(cell.schools).unwrap_or(0),
            covered: u32::try_from(cell.covered).unwrap_or(0),
            nominations: u32::try_from(people.len()).unwrap_or(u32::MAX),
            people: people.into_iter().collect(),
        };
        for unit in [0, academy, leaf] {
            units[unit].sums[column].add(&sum);
            units[unit].total.add(&sum);
        }
    }
    units
}

/// Which figures are masked: by unit, by pair, its total last.
///
/// Equations: one by inner place (nation, académie) and column, the column of totals included: it is the sum of the places
/// below; one by leaf and one for the nation: the total is the sum of the pairs (that of an académie follows from them). The
/// total of the nation is always shown.
fn masked(units: &[Unit], pairs: &[Pair]) -> Vec<Vec<bool>> {
    let width = pairs.len() + 1;
    let sum = |unit: &Unit, column: usize| unit.sums.get(column).unwrap_or(&unit.total).clone();
    let mut edges = Vec::new();
    let mut places = Vec::new();
    let row = units.len() * width;
    for (number, unit) in units.iter().enumerate() {
        let inner = matches!(unit.level, Level::Nation | Level::Academy);
        for column in 0..width {
            if number == 0 && column == pairs.len() {
                continue;
            }
            let sum = sum(unit, column);
            // Known to be zero.
            if sum.schools == 0 {
                continue;
            }
            edges.push(Edge {
                from: if number == 0 { row } else { unit.parent * width + column },
                to: if inner { number * width + column } else { row + number },
                value: sum.nominations.max(sum.covered),
                small: sum.is_small(),
                fixed: false,
            });
            places.push((number, column));
        }
    }
    let vertices = row + units.len();
    let groups = small_groups(units, pairs, &places);
    // When too little can hide what is small, the total of the nation is all that is told.
    let found = loop {
        let Some(found) = small_cells::mask(&edges, vertices) else { break vec![true; edges.len()] };
        let given: Vec<&Vec<usize>> =
            groups.iter().filter(|group| follows(&edges, vertices, &found, group)).collect();
        if given.is_empty() {
            break found;
        }
        // Each one is given back by the other figures of its place: one more of them is hidden, the cheapest.
        let more: Vec<Option<usize>> = given
            .into_iter()
            .map(|group| {
                let unit = places[group[0]].0;
                (0..edges.len())
                    .filter(|edge| places[*edge].0 == unit && !found[*edge])
                    .min_by_key(|edge| (edges[*edge].value == 0, edges[*edge].value))
            })
            .collect();
        for edge in more {
            let Some(edge) = edge else { return all_but_zeros(units.len(), width, &places) };
            edges[edge].small = true;
        }
    };
    spread(units.len(), width, &places, &found)
}

fn spread(units: usize, width: usize, places: &[(usize, usize)], found: &[bool]) -> Vec<Vec<bool>> {
    let mut masked = vec![vec![false; width]; units];
    for ((unit, column), hidden) in places.iter().zip(found) {
        masked[*unit][*column] = *hidden;
    }
    masked
}

fn all_but_zeros(units: usize, width: usize, places: &[(usize, usize)]) -> Vec<Vec<bool>> {
    spread(units, width, places, &vec![true; places.len()])
}

/// The sums by kind and by sector that are small themselves, each as the edges it adds up: all their pairs are small and
/// masked, but the sum may follow from what is beside them.
fn small_groups(units: &[Unit], pairs: &[Pair], places: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<(usize, bool, &str), Vec<usize>> = BTreeMap::new();
    for (edge, (unit, column)) in places.iter().enumerate() {
        if let Some((kind, sector)) = pairs.get(*column) {
            groups.entry((*unit, false, kind)).or_default().push(edge);
            groups.entry((*unit, true, sector)).or_default().push(edge);
        }
    }
    groups
        .into_values()
        .filter(|group| {
            let mut sum = Sum::default();
            for edge in group {
                let (unit, column) = places[*edge];
                sum.add(&units[unit].sums[column]);
            }
            sum.is_small()
        })
        .collect()
}

/// Whether the sum of some figures follows from what is shown: it does if no way around through masked figures changes
/// it, that is if one can give each equation a height so that every figure of the group climbs by one and all others by
/// none.
fn follows(edges: &[Edge], vertices: usize, masked: &[bool], group: &[usize]) -> bool {
    let mut around = vec![Vec::new(); vertices];
    for (place, edge) in edges.iter().enumerate().filter(|(place, _)| masked[*place]) {
        let climb = i64::from(group.contains(&place));
        around[edge.from].push((edge.to, climb));
        around[edge.to].push((edge.from, -climb));
    }
    let mut heights: Vec<Option<i64>> = vec![None; vertices];
    for root in 0..vertices {
        if heights[root].is_some() {
            continue;
        }
        heights[root] = Some(0);
        let mut way = vec![(root, 0)];
        while let Some((at, height)) = way.pop() {
            for (next, climb) in &around[at] {
                match heights[*next] {
                    None => {
                        heights[*next] = Some(height + climb);
                        way.push((*next, height + climb));
                    }
                    Some(known) if known != height + climb => return false,
                    Some(_) => {}
                }
            }
        }
    }
    true
}

fn lines(units: Vec<Unit>, pairs: &[Pair], masked: &[Vec<bool>]) -> Vec<Line> {
    let mut lines = Vec::new();
    let names = |by: fn(&Pair) -> &String| pairs.iter().map(by).collect::<BTreeSet<_>>();
    let (kinds, sectors) = (names(|pair| &pair.0), names(|pair| &pair.1));
    for (unit, masked) in units.into_iter().zip(masked) {
        let mut add = |kind: &str, sector: &str, sum: &Sum, hidden: bool| {
            if sum.schools == 0 {
                return;
            }
            let figures = (!hidden).then_some(Figures { covered: sum.covered, nominations: sum.nominations });
            lines.push(Line {
                level: unit.level,
                academy: unit.academy.clone(),
                academy_name: unit.academy_name.clone(),
                basin: unit.basin.clone(),
                basin_name: unit.basin_name.clone(),
                kind: kind.to_owned(),
                sector: sector.to_owned(),
                schools: sum.schools,
                figures,
            });
        };
        add("", "", &unit.total, masked[pairs.len()]);
        let gathered = |keep: &dyn Fn(&Pair) -> bool| {
            let (mut sum, mut hidden) = (Sum::default(), false);
            for (column, _) in pairs.iter().enumerate().filter(|(_, pair)| keep(pair)) {
                sum.add(&unit.sums[column]);
                hidden |= masked[column];
            }
            (sum, hidden)
        };
        for kind in &kinds {
            let (sum, hidden) = gathered(&|pair| pair.0 == **kind);
            add(kind, "", &sum, hidden);
        }
        for sector in &sectors {
            let (sum, hidden) = gathered(&|pair| pair.1 == **sector);
            add("", sector, &sum, hidden);
        }
        for (column, (kind, sector)) in pairs.iter().enumerate() {
            add(kind, sector, &unit.sums[column], masked[column]);
        }
    }
    lines
}
