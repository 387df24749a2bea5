//! Small cells: figures that would point at fewer than five people are not shown, nor any figure that, taken from
//! another, would give one of them back (domain.md §5.2.4).
//!
//! A table with margins, one of whose sides may be a tree (school → bassin → académie), is a network: each equation (a
//! total is the sum of its parts) is a vertex, and each figure, which stands in exactly two equations, is an edge. With
//! some figures masked, a masked one follows from the others if and only if its edge is a bridge among the masked
//! edges. So: mask what is small, then close a cycle through every bridge with the cheapest other figures.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// People under whom a cell is small.
pub const FEW: u32 = 5;

/// A figure and the two equations it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Edge {
    pub from: usize,
    pub to: usize,
    pub value: u32,
    /// Points at too few people: masked for its own sake.
    pub small: bool,
    /// Shown whatever happens: a total that another table shows too.
    pub fixed: bool,
}

/// What a masked zero costs against a masked number: it protects little.
const ZERO: u64 = 1_000_000;

/// Which figures are masked, in the order of the edges. None when too little can be hidden to protect what is small:
/// nothing may be shown then.
pub fn mask(edges: &[Edge], vertices: usize) -> Option<Vec<bool>> {
    let mut masked: Vec<bool> = edges.iter().map(|edge| edge.small).collect();
    if edges.iter().any(|edge| edge.small && edge.fixed) {
        return None;
    }
    let mut around = vec![Vec::new(); vertices];
    for (place, edge) in edges.iter().enumerate() {
        around[edge.from].push(place);
        around[edge.to].push(place);
    }
    loop {
        let bridges = bridges(edges, &masked, &around);
        if bridges.is_empty() {
            return Some(masked);
        }
        for bridge in bridges {
            for place in cheapest_way_around(edges, &masked, &around, bridge)? {
                masked[place] = true;
            }
        }
    }
}

/// The masked edges that lie on no cycle of masked edges.
fn bridges(edges: &[Edge], masked: &[bool], around: &[Vec<usize>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut order = vec![UNSEEN; around.len()];
    let mut low = vec![UNSEEN; around.len()];
    let mut found = Vec::new();
    let mut count = 0;
    for root in 0..around.len() {
        if order[root] != UNSEEN {
            continue;
        }
        (order[root], low[root]) = (count, count);
        count += 1;
        // Vertex, the edge one came by, how many of its edges were looked at.
        let mut way = vec![(root, UNSEEN, 0)];
        while let Some(&mut (at, by, ref mut looked)) = way.last_mut() {
            let Some(&place) = around[at].get(*looked) else {
                way.pop();
                if let Some(&(before, _, _)) = way.last() {
                    low[before] = low[before].min(low[at]);
                    if low[at] > order[before] {
                        found.push(by);
                    }
                }
                continue;
            };
            *looked += 1;
            if !masked[place] || place == by {
                continue;
            }
            let next = if edges[place].from == at { edges[place].to } else { edges[place].from };
            if order[next] == UNSEEN {
                (order[next], low[next]) = (count, count);
                count += 1;
                way.push((next, place, 0));
            } else {
                low[at] = low[at].min(order[next]);
            }
        }
    }
    found
}

/// Figures to mask so that a bridge lies on a cycle: as few and as small as can be, no zero if it can be helped.
fn cheapest_way_around(
    edges: &[Edge],
    masked: &[bool],
    around: &[Vec<usize>],
    bridge: usize,
) -> Option<Vec<usize>> {
    let (start, end) = (edges[bridge].from, edges[bridge].to);
    let mut best = vec![u64::MAX; around.len()];
    let mut came_by = vec![usize::MAX; around.len()];
    let mut heap = BinaryHeap::from([(Reverse(0_u64), start)]);
    best[start] = 0;
    while let Some((Reverse(cost), at)) = heap.pop() {
        if at == end {
            break;
        }
        if cost > best[at] {
            continue;
        }
        for &place in &around[at] {
            let edge = edges[place];
            if place == bridge || (edge.fixed && !masked[place]) {
                continue;
            }
            let step = match (masked[place], edge.value) {
                (true, _) => 0,
                (false, 0) => ZERO,
                (false, value) => 10 + u64::from(value),
            };
            let next = if edge.from == at { edge.to } else { edge.from };
            if cost + step < best[next] {
                best[next] = cost + step;
                came_by[next] = place;
                heap.push((Reverse(cost + step), next));
            }
        }
    }
    let mut way = Vec::new();
    let mut at = end;
    while at != start {
        let place = *came_by.get(at)?;
        let edge = edges.get(place)?;
        way.push(place);
        at = if edge.from == at { edge.to } else { edge.from };
    }
    Some(way)
}

/// A count by two keys, with small cells gathered under « autres ».
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Gathered {
    /// Theme, discipline, people; the largest first. Each of five people at least.
    pub cells: Vec<(String, String, u32)>,
    /// People of all other cells, added up: none, or five at least.
    pub others: u32,
    /// Everything together is fewer than five: nothing is told.
    pub too_few: bool,
}

/// Merges every cell under five people into « autres », and one more when « autres » would be small itself.
pub fn gather(counts: impl IntoIterator<Item = (String, String, u32)>) -> Gathered {
    let mut cells: Vec<_> = counts.into_iter().filter(|(_, _, people)| *people > 0).collect();
    cells.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| (&a.0, &a.1).cmp(&(&b.0, &b.1))));
    let keep = cells.partition_point(|(_, _, people)| *people >= FEW);
    let mut others: u32 = cells.drain(keep..).map(|(_, _, people)| people).sum();
    while (1..FEW).contains(&others) {
        let Some((_, _, people)) = cells.pop() else {
            return Gathered { cells: Vec::new(), others: 0, too_few: true };
        };
        others += people;
    }
    Gathered { cells, others, too_few: false }
}

/// A table of two sides with margins, both masked as one: rows × columns, row totals fixed, column totals free.
pub(super) struct Grid {
    pub(super) values: Vec<Vec<u32>>,
    /// Masked cells by row and column.
    pub(super) masked: BTreeMap<(usize, usize), bool>,
    pub(super) total_masked: Vec<bool>,
}

/// Masks a table whose row totals are shown elsewhere. `small` says which cells and column totals are. None: nothing may
/// be shown.
pub(super) fn grid(
    values: Vec<Vec<u32>>,
    small: impl Fn(usize, usize) -> bool,
    small_total: impl Fn(usize) -> bool,
) -> Option<Grid> {
    let (rows, columns) = (values.len(), values.first().map_or(0, Vec::len));
    // Vertices: the rows, the row of totals, the columns, the column of totals (whose edges are fixed: left out).
    let mut edges = Vec::with_capacity((rows + 1) * columns);
    for (row, line) in values.iter().enumerate() {
        for (column, value) in line.iter().enumerate() {
            edges.push(Edge {
                from: row,
                to: rows + 1 + column,
                value: *value,
                small: small(row, column),
                fixed: false,
            });
        }
    }
    for column in 0..columns {
        let value = values.iter().map(|line| line[column]).sum();
        edges.push(Edge {
            from: rows,
            to: rows + 1 + column,
            value,
            small: small_total(column),
            fixed: false,
        });
    }
    let masked = mask(&edges, rows + 1 + columns)?;
    let cells = (0..rows)
        .flat_map(|row| (0..columns).map(move |column| (row, column)))
        .zip(masked.iter().copied())
        .collect();
    Some(Grid { values, masked: cells, total_masked: masked[rows * columns..].to_vec() })
}

/// What a reader with a pencil could find out: linear elimination, modulo a large prime.
#[cfg(test)]
pub(super) mod elimination {
    const P: i128 = 2_305_843_009_213_693_951;

    fn power(base: i128, mut exponent: i128) -> i128 {
        let (mut base, mut result) = (base.rem_euclid(P), 1_i128);
        while exponent > 0 {
            if exponent & 1 == 1 {
                result = result * base % P;
            }
            base = base * base % P;
            exponent >>= 1;
        }
        result
    }

    /// Whether no unknown of these equations (one row each, one column an unknown) has a single possible value.
    pub(in crate::need) fn nothing_follows(mut rows: Vec<Vec<i128>>) -> bool {
        let unknowns = rows.first().map_or(0, Vec::len);
        let mut done = 0;
        for column in 0..unknowns {
            let Some(pivot) = (done..rows.len()).find(|row| rows[*row][column].rem_euclid(P) != 0) else {
                continue;
            };
            rows.swap(done, pivot);
            let inverse = power(rows[done][column], P - 2);
            for value in &mut rows[done] {
                *value = (value.rem_euclid(P) * inverse).rem_euclid(P);
            }
            let pivot = rows[done].clone();
            for (place, row) in rows.iter_mut().enumerate() {
                let factor = row[column].rem_euclid(P);
                if place != done && factor != 0 {
                    for (value, other) in row.iter_mut().zip(&pivot) {
                        *value = (value.rem_euclid(P) - factor * other).rem_euclid(P);
                    }
                }
            }
            done += 1;
        }
        // An equation in one unknown alone gives it away.
        rows.iter().all(|row| row.iter().filter(|value| value.rem_euclid(P) != 0).count() != 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same question put to the equations themselves: any signs do, each vertex adds up its edges.
    fn nothing_follows(edges: &[Edge], vertices: usize, masked: &[bool]) -> bool {
        let unknown: Vec<&Edge> =
            edges.iter().zip(masked).filter_map(|(edge, masked)| masked.then_some(edge)).collect();
        let equations = (0..vertices).map(|vertex| {
            unknown.iter().map(|edge| i128::from(edge.from == vertex || edge.to == vertex)).collect()
        });
        elimination::nothing_follows(equations.collect())
    }

    #[test]
    fn a_second_cell_is_masked_where_subtraction_would_reveal_the_first() {
        let grid =
            grid(vec![vec![9, 3, 20], vec![8, 30, 12]], |row, column| (row, column) == (0, 1), |_| false)
                .unwrap();
        let masked = |row, column| grid.masked[&(row, column)];
        assert!(masked(0, 1), "the small one");
        assert_eq!([(0, 0), (0, 2)].iter().filter(|at| masked(at.0, at.1)).count(), 1);
        assert!(masked(0, 0), "the cheapest other one: 9, not 20");
        let whole_table = grid.masked.values().filter(|masked| **masked).count();
        let totals = grid.total_masked.iter().filter(|masked| **masked).count();
        assert_eq!(whole_table + totals, 4, "a rectangle");
    }

    #[test]
    fn small_cells_are_gathered_and_what_is_gathered_is_not_small() {
        let cell = |theme: &str, people| (theme.to_owned(), "svt".to_owned(), people);
        let gathered = gather([cell("a", 12), cell("b", 3), cell("c", 6), cell("d", 1)]);
        assert_eq!(gathered.cells, [cell("a", 12)]);
        assert_eq!(gathered.others, 10);
        assert!(gather([cell("a", 3)]).too_few);
        assert_eq!(gather([cell("a", 5)]), Gathered { cells: vec![cell("a", 5)], others: 0, too_few: false });
        assert!(!gather([]).too_few);
    }

    proptest! {
        #[test]
        fn no_subtraction_reveals_a_small_cell_of_a_table(
            values in (2_usize..7, 2_usize..9).prop_flat_map(|(rows, columns)| {
                prop::collection::vec(prop::collection::vec(0_u32..12, columns), rows)
            })
        ) {
            let small = |value: u32| (1..FEW).contains(&value);
            let (rows, columns) = (values.len(), values[0].len());
            let total = |column: usize| values.iter().map(|line| line[column]).sum::<u32>();
            let Some(grid) = grid(values.clone(), |row, column| small(values[row][column]), |column| small(total(column)))
            else { return Ok(()) };
            let mut edges = Vec::new();
            let mut masked = Vec::new();
            for row in 0..rows {
                for column in 0..columns {
                    edges.push(Edge { from: row, to: rows + 1 + column, value: 0, small: false, fixed: false });
                    masked.push(grid.masked[&(row, column)]);
                    prop_assert!(!small(values[row][column]) || grid.masked[&(row, column)]);
                }
            }
            for column in 0..columns {
                edges.push(Edge { from: rows, to: rows + 1 + column, value: 0, small: false, fixed: false });
                masked.push(grid.total_masked[column]);
                prop_assert!(!small(total(column)) || grid.total_masked[column]);
            }
            prop_assert!(nothing_follows(&edges, rows + 1 + columns, &masked));
        }

        #[test]
        fn what_is_gathered_loses_nobody_and_shows_nothing_small(
            counts in prop::collection::vec(0_u32..9, 0..30)
        ) {
            let cells = counts.iter().enumerate().map(|(place, people)| (place.to_string(), String::new(), *people));
            let gathered = gather(cells);
            let shown: u32 = gathered.cells.iter().map(|(_, _, people)| people).sum();
            if !gathered.too_few {
                prop_assert_eq!(shown + gathered.others, counts.iter().sum::<u32>());
            }
            prop_assert!(gathered.cells.iter().all(|(_, _, people)| *people >= FEW));
            prop_assert!(gathered.others == 0 || gathered.others >= FEW);
        }
    }
}
